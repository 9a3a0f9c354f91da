//! Hostile and clumsy input: whatever stands in a folder, the library answers with diagnostics, in bounded time and
//! memory, and never with a panic. What a policy officer can read stands in `tests/cases/`; here is what is too large
//! for a page.

use std::fmt::Write as _;

use beleid::{Compiler, LIMITS, Report, Selection, SourceSet};

const GEMEENTE: &str = "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n";
const PLAN: &str = "datum = 2026-01-31\norgaan = \"raad\"\n";

/// Everything short of typesetting, over a folder and templates; what was told is printed when asked. An input that
/// never ends is a test that never ends.
fn answer(name: &str, files: &[(&str, Vec<u8>)], templates: &[(&str, Vec<u8>)]) -> Report {
    let mut own = SourceSet::new(LIMITS);
    for (path, bytes) in templates {
        own.insert(path, bytes.clone()).expect("within the limits");
    }
    let mut set = SourceSet::new(LIMITS);
    for (path, text) in [("gemeente.toml", GEMEENTE), ("beleidsplan.toml", PLAN)] {
        set.insert(path, text.into()).expect("within the limits");
    }
    for (path, bytes) in files {
        set.insert(path, bytes.clone()).expect("within the limits");
    }
    let (compiler, mut report) = Compiler::new(&own);
    let (dossier, intake) = compiler.read(&set);
    report.extend(intake.clone());
    if let Some(dossier) = &dossier {
        for order in compiler.orders(dossier, &Selection::default()) {
            let (composed, told) = compiler.compose(dossier, &intake, &order);
            report.extend(told);
            if let Some(composed) = composed {
                report.extend(compiler.tell_not_shown(dossier, &composed.shown));
            }
        }
    }
    let mut text = String::new();
    for diagnostic in report.sorted() {
        let _ = writeln!(text, "{:?} {} {}", diagnostic.place, diagnostic.title, diagnostic.action);
    }
    let longest = report.sorted().iter().map(|d| d.title.chars().count()).max().unwrap_or(0);
    if std::env::var_os("SHOW").is_some() {
        eprintln!("{name:40} {:7} diagnostics {longest:6} longest title", report.sorted().len());
        for line in text.lines().take(3) {
            eprintln!("      {}", line.chars().take(200).collect::<String>());
        }
    }
    assert!(longest < 400, "{name} has a title of {longest} characters");
    report
}

fn plan(extra: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![("beleidsplan.toml", format!("{PLAN}{extra}").into_bytes())]
}

#[test]
fn toml_of_every_shape() {
    let n = 100_000;
    let keys = |value: &str| {
        (0..10_000).fold(String::new(), |mut s, i| {
            let _ = writeln!(s, "sleutel{i} = {value}");
            s
        })
    };
    for (name, text) in [
        ("brackets", format!("x = {}", "[".repeat(n))),
        ("closed brackets", format!("x = {}{}", "[".repeat(n), "]".repeat(n))),
        ("headers", "[".repeat(n)),
        ("inline tables", format!("x = {}", "{a=".repeat(n))),
        ("dotted key", format!("{}a = 1", "a.".repeat(n))),
        ("dotted header", format!("[{}a]", "a.".repeat(n))),
        ("keys", keys("1")),
        ("wrong keys and values", keys("jan")),
        ("same key", "titel = \"x\"\n".repeat(10_000)),
        ("same table", "[looptijd]\n".repeat(10_000)),
        ("long key", format!("{} = 1", "k".repeat(1_000_000))),
        ("long value", format!("titel = \"{}\"", "v".repeat(1_000_000))),
        ("long choice", format!("orgaan = \"{}\"", "v".repeat(1_000_000))),
        ("long line of garbage", "%$ ".repeat(300_000)),
        ("long line of quotes", "\"".repeat(1_000_001)),
        ("list on one line", format!("trefwoorden = [{}]", "{},".repeat(100_000))),
        ("wrong list on one line", format!("doelen = [{}]", "1,".repeat(100_000))),
        ("goals on one line", format!("doelen = [{}]", "{ id = \"a\", titel = \"\" },".repeat(20_000))),
        (
            "goals",
            (0..20_000).fold(String::new(), |mut s, i| {
                let _ = writeln!(s, "[[doelen]]\nid = \"d{i}\"\ntitel = \"x\"");
                s
            }),
        ),
        (
            "numbers",
            "middelen = [{ id = \"a\", omschrijving = \"b\", jaar = 1e400, bedrag = -99999999999999999999 }]".into(),
        ),
        ("dates", "looptijd = { van = \"99999-01-01\", tot = \"0000-00-00\" }".into()),
        ("bare date", "looptijd = { van = 99999-01-01 }".into()),
    ] {
        answer(&format!("toml {name}"), &plan(&text), &[]);
    }
}

#[test]
fn amendments_of_every_shape() {
    let head = "[[amendement]]\nnummer = \"A1\"\ndatum = 2026-03-12\ntitel = \"x\"\nbesluit = \"aangenomen\"\n";
    let decision = "orgaan = \"raad\"\ndatum = 2026-03-12\nkenmerk = \"R\"\n";
    let words = |old: &str, new: &str| format!("[[amendement.wijziging]]\noud = \"{old}\"\nnieuw = \"{new}\"\n");
    let value = |field: &str, new: &str| {
        format!(
            "[[amendement.wijziging]]\nbestand = \"beleidsplan.toml\"\nveld = \"{field}\"\noud = \"\"\nnieuw = {new}\n"
        )
    };
    let many = |n: usize, one: &dyn Fn(usize) -> String| (0..n).map(one).collect::<String>();
    let long = "woord ".repeat(3_000);
    for (name, text) in [
        ("words everywhere", words("de", "het")),
        ("words of one letter", words("e", "")),
        ("long words", words(&long, &long)),
        ("a long number", words("de", "het").replace("A1", &long)),
        ("marks only", words("...,,,;;;", "[[[")),
        ("many changes of words", many(900, &|n| words(&format!("de gemeente {n}"), "x"))),
        ("many sentences", many(900, &|n| words(&format!("Dit plan gaat over {n} vragen."), "x"))),
        ("many values", many(900, &|n| value("besluitvorming.beslispunten", &format!("\"punt {n}\"")))),
        ("many values of one field", many(900, &|n| value("trainingsdoel", &n.to_string()))),
        ("too many changes", many(3_000, &|_| words("de", "het"))),
        ("far too many changes", many(100_000, &|_| "[[amendement.wijziging]]\n".to_owned())),
        ("many amendments", many(20_000, &|_| head.to_owned())),
        ("a field of dots", value("....", "1")),
        ("a deep field", value(&"looptijd.".repeat(10_000), "1")),
        ("a long field", value(&"x".repeat(100_000), "1")),
        ("a deep value", value("titel", &format!("{}1{}", "[".repeat(70), "]".repeat(70)))),
        ("blocks in blocks", value("doelen", "{ id = { id = { id = 1 } }, titel = [{}] }")),
        ("a row in nothing", value("looptijd", "{ van = 2026-01-01 }")),
        ("no list", "amendement = 3".to_owned()),
        ("no block", "amendement = [1, 2]".to_owned()),
    ] {
        let text = if text.starts_with("amendement =") { text } else { format!("{head}{text}") };
        let files = [("amendementen.toml", text.into_bytes()), ("vaststelling.toml", decision.into())];
        answer(&format!("amendments {name}"), &files, &[]);
    }
}

#[test]
fn csv_of_every_shape() {
    let rows = |row: &dyn Fn(usize) -> String| (0..100_000).map(row).collect::<String>();
    let measures = |text: String| vec![("maatregelen.csv", text.into_bytes())];
    for (name, files) in [
        ("line", measures(format!("id;wat\nm1;{}", "x".repeat(1_000_000)))),
        ("line of separators", measures(format!("id;wat\n{}", ";".repeat(1_000_000)))),
        ("header of separators", measures(";".repeat(1_000_000))),
        (
            "header of names",
            measures((0..50_000).fold(String::new(), |mut s, i| {
                let _ = write!(s, "kolom{i};");
                s
            })),
        ),
        ("same column", measures("id;".repeat(50_000))),
        ("quotes", measures(format!("id;wat\n{}", "\"".repeat(1_000_000)))),
        ("quotes and lines", measures(format!("id;wat\n{}", "\"\n".repeat(500_000)))),
        ("cells on one line", measures(format!("id;wat\nm1;{}", "x;".repeat(300_000)))),
        ("rows", measures(format!("id;wat;doel\n{}", rows(&|i| format!("m{i};Wat;d{i}\n"))))),
        (
            "rows with faults",
            measures(format!("id;wat;vorm;start;eind\n{}", rows(&|i| format!("m {i};;arbeidt;31-2-2026;x\n")))),
        ),
        ("same id", measures(format!("id;wat\n{}", rows(&|_| "m1;Wat\n".into())))),
        ("partners", measures(format!("id;wat;met_wie\nm1;Wat;{}", "politi,".repeat(2_500)))),
        (
            "signals",
            vec![(
                "jaren/2025/signalen.csv",
                format!("vorm;bron;aantal\n{}", rows(&|i| format!("arbeid;bron {i};1\n"))).into_bytes(),
            )],
        ),
        (
            "huge counts",
            vec![(
                "jaren/2025/signalen.csv",
                format!("vorm;aantal\n{}", rows(&|_| "arbeid;4294967295\n".into())).into_bytes(),
            )],
        ),
        (
            "progress",
            vec![
                ("maatregelen.csv", format!("id;wat\n{}", rows(&|i| format!("m{i};Wat\n"))).into_bytes()),
                (
                    "jaren/2025/voortgang.csv",
                    format!("maatregel;status;uitgaven\n{}", rows(&|i| format!("m{i};loopt;9999999999\n")))
                        .into_bytes(),
                ),
            ],
        ),
        (
            "broken progress",
            vec![
                ("maatregelen.csv", format!("id;wat\n{}", rows(&|i| format!("m{i};Wat\n"))).into_bytes()),
                (
                    "jaren/2025/voortgang.csv",
                    format!("maatregel;status\n{}", rows(&|i| format!("n{i};loopt\n"))).into_bytes(),
                ),
            ],
        ),
        (
            "evidence",
            vec![(
                "jaren/2025/bewijs.csv",
                format!("criterium;soort;titel;datum\n{}", rows(&|i| format!("SIG-{};x;y;1-1-2025\n", i % 9)))
                    .into_bytes(),
            )],
        ),
        (
            "controls",
            vec![(
                "jaren/2025/controles.csv",
                format!("kwartaal;soort;objecten\n{}", rows(&|i| format!("1;s{i};4294967295\n"))).into_bytes(),
            )],
        ),
        (
            "trainings",
            vec![(
                "jaren/2025/trainingen.csv",
                format!("team;datum;onderwerp;deelnemers\n{}", rows(&|i| format!("t{i};1-1-2025;x;4294967295\n")))
                    .into_bytes(),
            )],
        ),
        (
            "steps",
            vec![(
                "verloop.csv",
                (0..4_990_u32)
                    .fold(String::from("versie;stap;datum\n"), |mut s, i| {
                        let _ = writeln!(s, "{};vastgesteld;1-1-2025", u32::MAX - i);
                        s
                    })
                    .into_bytes(),
            )],
        ),
        (
            "placeholders",
            measures(format!(
                "id;wat\n{}",
                (0..4_990).fold(String::new(), |mut s, i| {
                    let _ = writeln!(s, "m{i};{}", "[naam] n.t.b. [[[<{ ".repeat(100));
                    s
                })
            )),
        ),
        (
            "money",
            vec![(
                "jaren/2025/middelen.csv",
                format!("middel;begroot;gerealiseerd\n{}", rows(&|i| format!("m{i};99999999999999;99999999999999\n")))
                    .into_bytes(),
            )],
        ),
    ] {
        answer(&format!("csv {name}"), &files, &[]);
    }
}

#[test]
fn markdown_of_every_shape() {
    let n = 1_000_000;
    for (name, text) in [
        ("[", "[".repeat(n)),
        ("![", "![".repeat(n / 2)),
        ("[]( ", "[](".repeat(n / 3)),
        ("[a](", "[a](".repeat(n / 4)),
        ("[a](<", "[a](<".repeat(n / 5)),
        (">", ">".repeat(n)),
        ("> lines", "> > > > > > > a\n".repeat(n / 16)),
        ("*", "*".repeat(n)),
        ("**a ", "**a ".repeat(n / 4)),
        ("*a **a ", "*a **a ".repeat(n / 7)),
        ("_", "_a".repeat(n / 2)),
        ("- ", "- ".repeat(n / 2)),
        ("1. ", "1. ".repeat(n / 3)),
        ("nested list lines", (0..1_000).map(|i| format!("{}- a\n", "  ".repeat(i))).collect()),
        ("`", "`a``a```a".repeat(n / 9)),
        ("backticks of growing length", (1..1_400).map(|i| format!("{}a ", "`".repeat(i))).collect()),
        ("|", format!("{}\n{}\n", "|a".repeat(10_000), "|-".repeat(10_000))),
        ("table rows", format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(n / 6))),
        ("#", "#".repeat(n)),
        ("headings", "#### a\n".repeat(n / 7)),
        ("<", "<".repeat(n)),
        ("<a ", "<a ".repeat(n / 3)),
        ("<!--", "<!--".repeat(n / 4)),
        ("<?", "<?".repeat(n / 2)),
        ("&", "&".repeat(n)),
        ("\\", "\\".repeat(n)),
        ("definitions", "[a]: b\n".repeat(n / 7)),
        ("references", format!("[a]: https://b.nl\n\n{}", "[a] ".repeat(n / 4))),
        ("one word", "a".repeat(n)),
        ("words", "a ".repeat(n / 2)),
        ("lines", "a\n".repeat(n / 2)),
        ("paragraphs", "a\n\n".repeat(n / 3)),
        ("markers", "\u{e000}1\u{e001}".repeat(n / 7)),
        ("open markers", "\u{e000}".repeat(n / 3)),
    ] {
        answer(&format!("text {name}"), &[("teksten/inleiding.md", text.into_bytes())], &[]);
    }
}

#[test]
fn bytes_of_every_shape() {
    let all: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let utf16 = |text: &str, big: bool| {
        let mark = if big { vec![0xfe, 0xff] } else { vec![0xff, 0xfe] };
        let units = text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() });
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    for (name, bytes) in [
        ("nothing", Vec::new()),
        ("one zero", vec![0]),
        ("a mark only", b"\xef\xbb\xbf".to_vec()),
        ("two marks", b"\xef\xbb\xbf\xef\xbb\xbfid;wat\nm1;x\n".to_vec()),
        ("half a mark of UTF-16", vec![0xff, 0xfe, 0x41]),
        ("half a pair in UTF-16", vec![0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]),
        ("big UTF-16", utf16("id;wat\nm1;x\n", true)),
        ("little UTF-16", utf16("id;wat\r\nm1;x\r\n", false)),
        ("every byte", all.clone()),
        ("every byte but zero", all.into_iter().filter(|b| *b != 0).collect()),
        ("carriage returns", b"\r".repeat(100_000)),
        ("line feeds", b"\n".repeat(1_000_000)),
        ("spaces", b" ".repeat(1_000_000)),
        ("private use", "\u{e000}0\u{e001}".repeat(1_000).into_bytes()),
        ("right to left", "\u{202e}\u{2066}\u{feff}".repeat(1_000).into_bytes()),
    ] {
        for path in [
            "gemeente.toml",
            "beleidsplan.toml",
            "organisatie.toml",
            "maatregelen.csv",
            "vaststelling.toml",
            "amendementen.toml",
            "verloop.csv",
            "jaren/2025/jaar.toml",
            "jaren/2025/signalen.csv",
            "jaren/2025/bewijs.csv",
            "teksten/inleiding.md",
            "teksten/inleiding.vervangt.md",
        ] {
            answer(&format!("bytes {name} in {path}"), &[(path, bytes.clone())], &[]);
        }
        for path in [
            "profiel.toml",
            "begrippen.toml",
            "vultekst.toml",
            "gegevens/gemeenten.csv",
            "documenten/beleidsplan.toml",
            "hoofdstukken/inleiding/1.0.0/hoofdstuk.md",
            "hoofdstukken/inleiding/1.0.0/hoofdstuk.toml",
            "normen/basisniveau/1.0.0.toml",
            "vormgeving/thema.typ",
        ] {
            answer(&format!("bytes {name} in {path}"), &[], &[(path, bytes.clone())]);
        }
    }
}

#[test]
fn names_of_every_shape() {
    let long = "x".repeat(10_000);
    for path in [
        "",
        "/",
        "//",
        "..",
        "../gemeente.toml",
        "/etc/passwd",
        "jaren",
        "jaren/",
        "jaren/2025",
        "jaren//jaar.toml",
        "jaren/-2025/jaar.toml",
        "jaren/+202/jaar.toml",
        "jaren/02025/jaar.toml",
        "jaren/９９９９/jaar.toml",
        "jaren/2025/2025/jaar.toml",
        "teksten/",
        "teksten/.md",
        "teksten/.vervangt.md",
        "teksten/../inleiding.md",
        "teksten/inleiding.md/inleiding.md",
        "GEMEENTE.TOML",
        "gemeente.toml\n",
        "hoofdstukken/x/1.0.0/hoofdstuk.md",
        &long,
        &format!("teksten/{long}.md"),
        &format!("jaren/{long}/jaar.toml"),
    ] {
        answer(
            &format!("name {}", path.chars().take(30).collect::<String>()),
            &[(path, b"x".to_vec())],
            &[(path, b"x".to_vec())],
        );
    }
    let many: Vec<(String, Vec<u8>)> =
        (0..3_900).map(|i| (format!("jaren/{i:04}/jaar.toml"), b"x = 1".to_vec())).collect();
    answer("many years", &many.iter().map(|(p, b)| (p.as_str(), b.clone())).collect::<Vec<_>>(), &[]);
}

/// A chapter of the plan, with its facts.
fn chapter(name: &str, text: &str, facts: &str) -> Vec<(String, Vec<u8>)> {
    let head = format!(
        "titel = \"Proef\"\ndocument = \"beleidsplan\"\nplaats = 900\nherkomst = \"x\"\ngeldig_van = 2025-01-01\n{facts}"
    );
    vec![
        (format!("hoofdstukken/{name}/1.0.0/hoofdstuk.md"), text.into()),
        (format!("hoofdstukken/{name}/1.0.0/hoofdstuk.toml"), head.into_bytes()),
    ]
}

fn with_templates(name: &str, templates: &[(String, Vec<u8>)]) {
    answer(name, &[], &templates.iter().map(|(p, b)| (p.as_str(), b.clone())).collect::<Vec<_>>());
}

#[test]
fn chapters_of_every_shape() {
    let goals = "{% for i in range(99999) %}{% for j in range(99999) %}{{ plan.doelen }}{% endfor %}{% endfor %}";
    for (name, text) in [
        ("loop", "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}".into()),
        ("loop of lists", goals.into()),
        ("doubling", "{% set ns = namespace(t=\"x\") %}{% for i in range(99) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}".into()),
        // A list that is added to itself 99 times is left out: minijinja 3.1 counts its items without fuel, for ever.
        // The command stops it with P703.
        ("growing list", "{% set ns = namespace(t=[1]) %}{% for i in range(9999) %}{% set ns.t = ns.t + [i] %}{% endfor %}{{ ns.t }}".into()),
        ("nested lists", "{% set ns = namespace(t=[1]) %}{% for i in range(99999) %}{% set ns.t = [ns.t] %}{% endfor %}{{ ns.t }}".into()),
        ("times", "{{ \"x\" * 99999999 }}".into()),
        ("times a list", "{{ ([1] * 99999999)|length }}".into()),
        ("power", "{{ 9 ** 9 ** 9 ** 9 }}".into()),
        ("division", "{{ 1 // 0 }} {{ 1 / 0 }} {{ 1 % 0 }}".into()),
        ("numbers", "{{ 1 / 3 }} {{ 99999999999999999999999999 * 9 }} {{ -0.0 }} {{ 1e308 * 10 }}".into()),
        ("range", "{{ range(0, 9223372036854775807, 1) }} {{ range(-9223372036854775808) }} {{ range(0, 9, 0) }}".into()),
        ("replace", "{{ (\"x\" * 99999)|replace(\"\", \"y\" * 99999)|length }}".into()),
        ("sort", "{{ range(99999)|sort|sort|sort|unique|list|length }}".into()),
        ("batch", "{{ range(99999)|batch(1)|list|length }} {{ [1]|batch(9999999999)|list|length }}".into()),
        ("slice", "{{ [1]|slice(9999999999)|list|length }}".into()),
        ("indent", "{{ \"x\"|indent(9999999999) }}".into()),
        ("center", "{{ \"x\"|center(9999999999) }}".into()),
        ("format", "{{ \"%99999999999d\"|format(1) }}".into()),
        ("join", "{{ range(99999)|join(\"x\" * 99999)|length }}".into()),
        ("lines", "{{ (\"x\n\" * 99999)|lines|length }}".into()),
        ("macro", "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}".into()),
        ("caller", "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{% call m() %}{{ caller() }}{% endcall %}{% endcall %}".into()),
        ("include itself", "{% include \"hoofdstukken/proef/1.0.0/hoofdstuk.md\" %}".into()),
        ("import itself", "{% import \"hoofdstukken/proef/1.0.0/hoofdstuk.md\" as m %}{{ m }}".into()),
        ("extend itself", "{% extends \"hoofdstukken/proef/1.0.0/hoofdstuk.md\" %}".into()),
        ("block in itself", "{% block a %}{{ self.a() }}{% endblock %}".into()),
        ("recursive loop", "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}".into()),
        ("open tags", "{{".repeat(100_000)),
        ("open ifs", "{% if true %}".repeat(50_000)),
        ("closed ifs", format!("{}{}", "{% if true %}".repeat(5_000), "{% endif %}".repeat(5_000))),
        ("brackets", format!("{{{{ {} }}}}", "(".repeat(100_000))),
        ("nots", format!("{{{{ {}true }}}}", "not ".repeat(100_000))),
        ("fewer nots", format!("{{{{ {}true }}}}", "not ".repeat(370))),
        ("fewer minuses", format!("{{{{ {}1 }}}}", "-".repeat(1_490))),
        ("fewer pluses", format!("{{{{ 1{} }}}}", "+1".repeat(745))),
        ("fewer dots", format!("{{{{ plan{} }}}}", ".x".repeat(740))),
        ("fewer brackets", format!("{{{{ {}1{} }}}}", "[".repeat(740), "]".repeat(740))),
        ("minuses", format!("{{{{ {}1 }}}}", "-".repeat(100_000))),
        ("pluses", format!("{{{{ 1{} }}}}", " + 1".repeat(100_000))),
        ("ands", format!("{{{{ true{} }}}}", " and true".repeat(100_000))),
        ("dots", format!("{{{{ plan{} }}}}", ".x".repeat(100_000))),
        ("filters", format!("{{{{ 1{} }}}}", "|list".repeat(100_000))),
        ("commas", format!("{{{{ [{}] }}}}", "1,".repeat(100_000))),
        ("comment", "{# ".repeat(100_000)),
        ("unknown names", "{{ gemeente.naem }}\n".repeat(10_000)),
        ("one unknown name in a long text", format!("{}{{{{ gemeente.naem }}}}", "woord ".repeat(150_000))),
        ("components", "{{ hoofdstukversies() }}\n\n".repeat(10_000)),
        ("components in a sentence", "{{ hoofdstukversies() }} ".repeat(10_000)),
        ("wrong arguments", "{{ hoofdstuk() }}{{ hoofdstuk(1, 2, a=3) }}{{ rechtsfeit(plan) }}{{ tekst() }}{{ en(\"a\", taal=\"\\\" <\") }}{{ maatregelen_voor(\"x\") }}".into()),
        ("filters that are gone", "{{ \"<b>\"|safe }}{{ plan|tojson }}{{ debug() }}".into()),
    ] {
        with_templates(&format!("chapter {name}"), &chapter("proef", &text, ""));
    }
    for condition in [
        "profiel.haven and ".repeat(100_000) + "true",
        "(".repeat(100_000),
        "\\\"x\\\" * 99999999".into(),
        "range(99999)|map(\\\"string\\\")|join(\\\"x\\\" * 99999)".into(),
        "maatregelen[99999999999].wat".into(),
        "bewijs(1)".into(),
        "maanden_sinds(\\\"x\\\") > 3".into(),
        String::new(),
        "}} {{ 7*7".into(),
    ] {
        let facts = format!("voorwaarde = \"{condition}\"\nreden = \"{{{{ {condition} }}}}\"\n");
        with_templates("condition", &chapter("proef", "x", &facts));
    }
    let annexes: Vec<_> =
        (0..1_000).flat_map(|i| chapter(&format!("bijlage{i}"), "x", "soort = \"bijlage\"\n")).collect();
    with_templates("a thousand annexes", &annexes);
    let parts: Vec<_> = (0..1_000)
        .flat_map(|i| chapter(&format!("deel{i}"), "x", &format!("onderdeel_van = \"deel{}\"\n", i + 1)))
        .collect();
    with_templates("a chain of parts", &parts);
}
