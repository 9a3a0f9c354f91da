//! Properties: whatever is typed in a field comes out of the PDF as the same text, or a diagnostic says why not; and no
//! bytes break a reader. The seed is fixed, and a failure prints its input.

mod support;

use std::cell::Cell;
use std::collections::BTreeSet;

use beleid::ground::catalogue as rules;
use beleid::ground::dutch;
use beleid::{Compiler, LIMITS, Report, Selection, SourceSet};
use hayro_syntax::Pdf;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use support::{folder, tags};

/// A gemeente with every field that holds free text; `«»` stands for one text.
const FILES: &[(&str, &str)] = &[
    (
        "gemeente.toml",
        r#"
naam = "«»"
code = "GM9999"
fictief = true
veiligheidsregio = "«»"
inwoners = 24150
inwoners_peildatum = 2025-01-01
[profiel.grensregio]
waarde = true
bron = "«»"
datum = 2024-06-03
toelichting = "«»"
"#,
    ),
    (
        "beleidsplan.toml",
        r#"
datum = 2026-01-20
titel = "«»"
citeertitel = "«»"
orgaan = "raad"
zaaknummer = "«»"
kenmerk = "«»"
versie = "«»"
ivp = "«»"
begrotingsprogramma = "«»"
aanleiding = "«»"
ambitie = "«»"
looptijd = { van = 2026-02-01, tot = 2029-12-31 }
voorwoord = { functie = "«»", tekst = "«»" }
evaluatie = { datum = 2028-06-01, wijze = "«»", rapportage_maand = "«»" }
lokaal_beeld = { samenvatting = "«»", risico = "«»", onbekend = "«»" }
doelen = [{ id = "d1", titel = "«»", toelichting = "«»", vorm = "arbeid" }]
indicatoren = [{ id = "i1", doel = "d1", naam = "«»", eenheid = "«»", nulmeting = 1, nulmeting_jaar = 2025, streefwaarde = 80, streefjaar = 2028, bron = "«»" }]
middelen = [{ id = "g1", omschrijving = "«»", jaar = 2026, bedrag = 4250, dekking = "«»" }]
versies = [{ versie = "«»", datum = 2026-01-20, wijziging = "«»" }]
instrumenten = [{ naam = "«»", soort = "«»", verwijzing = "«»", toepassing = "«»" }]
campagnes = [{ naam = "«»", doelgroep = "«»", periode = "«»", kanaal = "«»", talen = "«»" }]
bronnen = [{ titel = "«»", uitgever = "«»", datum = 2025-03-11 }]
[gegevensdeling]
protocol = "«»"
protocol_datum = 2025-10-01
dpia = "«»"
verwerkingsregister = "«»"
stromen = [{ van = "«»", naar = "«»", doel = "«»", grondslag = "«»" }]
"#,
    ),
    (
        "organisatie.toml",
        r#"
regie = "veiligheid"
portefeuillehouder = "«»"
ambtelijk_eigenaar = "«»"
escalatie = "«»"
rollen = [{ id = "r1", functie = "«»", afdeling = "«»", taak = "«»", uren_per_week = 7 }]
partners = [{ id = "p1", naam = "«»", soort = "«»", bijdrage = "«»", beoordeeld_op = 2025-12-01 }]
overleggen = [{ naam = "«»", voorzitter = "«»", deelnemers = "«»", keren_per_jaar = 4, doel = "«»" }]
teams = [{ id = "t1", naam = "«»", omvang = 8, signaalkaart_datum = 2025-06-01 }]
opvang = [{ naam = "«»", doelgroep = "«»", afspraak = "«»" }]
[aandachtsfunctionaris]
functie = "«»"
afdeling = "«»"
aangewezen_op = 2025-04-01
besluit = "«»"
uren_per_week = 8
opgeleid_op = 2025-11-20
opleiding = "«»"
vervanger = "«»"
taken = ["aanspreekpunt", "dossierhouder", "regievoerder"]
[meldroute]
datum = 2025-05-12
intern = "«»"
acuut = "«»"
buiten_kantoortijd = "«»"
registratie = "«»"
stappen = [{ stap = "«»", wie = "«»", termijn = "«»" }]
meldpunten = [{ instantie = "«»", wanneer = "«»" }]
[zorgcoordinatie]
aanbieder = "«»"
capaciteit = "«»"
minderjarigen = "«»"
mannen = "«»"
nazorg = "«»"
rechten = "«»"
"#,
    ),
    (
        "maatregelen.csv",
        "id;wat;waarom;hoe;doel;vorm;actiehouder;met_wie;start;eind;budget;indicator;status\n\
         m1;«»;«»;«»;d1;arbeid;r1;p1;2026-02-01;2027-12-31;g1;i1;loopt\n",
    ),
    (
        "jaren/2025/jaar.toml",
        "samenvatting = \"«»\"\nduiding = \"«»\"\nbewustwording = \"«»\"\nzorg = \"«»\"\nregionaal = \"«»\"\n\
         knelpunten = [\"«»\"]\ngevraagd = [\"«»\"]\nvooruitblik = \"«»\"\n",
    ),
    ("jaren/2025/signalen.csv", "vorm;bron;opvolging;aantal\narbeid;«»;«»;20\nseksueel;«»;«»;30\n"),
    ("jaren/2025/trainingen.csv", "team;datum;onderwerp;aanbieder;deelnemers\nt1;2025-09-18;«»;«»;6\n"),
    ("jaren/2025/controles.csv", "kwartaal;soort;objecten;met_wie\n3;«»;2;«»\n"),
    ("jaren/2025/voortgang.csv", "maatregel;status;toelichting\nm1;loopt;«»\n"),
    ("jaren/2025/middelen.csv", "middel;begroot;gerealiseerd;toelichting\ng1;4250;4250;«»\n"),
    ("jaren/2025/bewijs.csv", "criterium;soort;titel;datum;kenmerk;openbaar\nSIG-6;«»;«»;2025-12-15;«»;ja\n"),
];

/// How a file holds a text so that its own marks cannot end it.
fn held(path: &str, text: &str) -> String {
    if path.ends_with(".csv") {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(escape).collect()
}

/// The fields that hold a list with commas; what else they hold is text.
const LISTS: &[&str] = &["jaren/2025/controles.csv:3;«»;2;"];

/// The number of fields.
fn fields() -> usize {
    FILES.iter().map(|(_, text)| text.matches("«»").count()).sum()
}

/// The field of each text, in order, for messages.
fn name_of(field: usize) -> String {
    let places = FILES.iter().flat_map(|(path, text)| text.match_indices("«»").map(move |(at, _)| (path, &text[..at])));
    let (path, before) = places.skip(field).map(|(path, before)| (*path, before)).next().expect("a field");
    format!("{path}:{}", before.rsplit('\n').next().unwrap_or_default())
}

/// The gemeente with these texts in its fields.
fn gemeente(texts: &[String]) -> SourceSet {
    assert_eq!(texts.len(), fields());
    let mut texts = texts.iter();
    let mut set = SourceSet::new(LIMITS);
    for (path, template) in FILES {
        let mut parts = template.split("«»");
        let mut file = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            file.push_str(&held(path, texts.next().expect("a text for each field")));
            file.push_str(part);
        }
        set.insert(path, file.into_bytes()).expect("within the limits");
    }
    set
}

/// A name that no other text holds: where it stands in a document, the text around it must be there too.
fn key(field: usize) -> String {
    format!("kenmerk{field}eind")
}

/// A text with its key, so that both ends of the field are ends of the text.
fn keyed(field: usize, (before, after): (&str, &str)) -> String {
    format!("{before} {} {after}", key(field))
}

/// The fields about which a report says something.
fn told(report: &Report) -> BTreeSet<usize> {
    let sorted = report.sorted();
    let about: Vec<&str> =
        sorted.iter().filter_map(|d| d.place.as_ref()).map(|p| p.text()).filter(|t| t.contains("kenmerk")).collect();
    (0..fields()).filter(|field| about.iter().any(|text| text.contains(&key(*field)))).collect()
}

/// Everything that is read aloud or stands in an alternative text, of every document.
fn words(compiler: &Compiler, set: &SourceSet) -> (String, BTreeSet<usize>) {
    let whole = folder::make(compiler, set);
    let dossier = whole.dossier.unwrap_or_else(|| panic!("not read: {:#?}", folder::told(&whole.intake)));
    let (mut words, mut shown, mut about) = (String::new(), Vec::new(), told(&whole.intake));
    for made in whole.made {
        about.extend(told(&made.report));
        let edition = made.edition.unwrap_or_else(|| {
            panic!("not made: {:#?} {:#?}", folder::told(&whole.intake), folder::told(&made.report))
        });
        let pdf = Pdf::new(edition.pdf).expect("a PDF");
        let lines = tags::lines(&tags::read(&pdf));
        for line in lines.iter().filter(|line| !line.inline) {
            let alternative = line.head.split_once(" alt=").map_or("", |(_, alternative)| alternative);
            words.push_str(&format!("{alternative} {} ", line.text));
        }
        shown.extend(edition.shown);
    }
    about.extend(told(&compiler.tell_not_shown(&dossier, &shown)));
    (tags::normalised(&words), about)
}

/// Every text stands in a document as it was written, or is told. A text is given in two parts: its key stands between.
fn check(compiler: &Compiler, texts: &[(String, String)]) -> Result<(), TestCaseError> {
    let texts = texts.iter().enumerate().map(|(field, (before, after))| keyed(field, (before, after)));
    let mut texts: Vec<String> = texts
        .enumerate()
        .map(|(field, text)| if LISTS.contains(&name_of(field).as_str()) { text.replace(',', "") } else { text })
        .collect();
    // What is refused would stop the whole document; the rest must come out.
    let (_, intake) = compiler.read(&gemeente(&texts));
    for field in told(&intake) {
        texts[field] = keyed(field, ("een gewone", "tekst"));
    }
    let (words, about) = words(compiler, &gemeente(&texts));
    let lost = texts.iter().enumerate().filter(|(field, _)| !about.contains(field));
    let lost: Vec<String> = lost
        .filter_map(|(field, text)| {
            difference(&tags::normalised(text), &words, &key(field)).map(|d| format!("{}: {d}", name_of(field)))
        })
        .collect();
    prop_assert!(lost.is_empty(), "\n{}", lost.join("\n"));
    Ok(())
}

/// Where a text first differs from what stands around its key in a document; none when it stands there whole.
fn difference(text: &str, words: &str, key: &str) -> Option<String> {
    // Some cells begin with a capital in their table.
    if words.contains(text) || words.contains(&dutch::capitalise(text)) {
        return None;
    }
    let part = |text: &str| text.chars().take(60).collect::<String>();
    let Some((before, after)) = words.split_once(key) else { return Some("stands in no document".into()) };
    let (first, rest) = text.split_once(key).expect("a text has its key");
    let backwards = |text: &str| text.chars().rev().take(60).collect::<Vec<_>>();
    let same = rest
        .char_indices()
        .zip(after.chars())
        .take_while(|((_, a), b)| a == b)
        .map(|((at, a), _)| at + a.len_utf8())
        .last()
        .unwrap_or(0);
    if same < rest.len() {
        return Some(format!("written {:?} made {:?}", part(&rest[same..]), part(&after[same..])));
    }
    Some(format!("written {:?} made {:?}", backwards(first), backwards(before)))
}

/// A runner with a fixed seed that writes no file.
fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 40, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Texts that mean something to one of the machines between a field and a page.
const HOSTILE: &[&str] = &[
    "#read(\"/etc/passwd\")",
    "#import \"x.typ\": *",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# weg #}",
    "](javascript:alert(1))",
    "[a](https://example.org)",
    "![a](b.png)",
    "<script>alert(1)</script>",
    "<!-- weg -->",
    "&lt;&#65;",
    "**x**",
    "__x__",
    "*x*",
    "_x_",
    "`x`",
    "~~x~~",
    "= kop",
    "== kop",
    "# kop",
    "- lijst",
    "+ lijst",
    "1. lijst",
    "/ term: uitleg",
    "> citaat",
    "| a | b |",
    "---",
    "***",
    "\"",
    "'",
    "\"x\"",
    "'x'",
    "\\",
    "\\\\",
    "\\n",
    "\\u{41}",
    "//",
    "// weg",
    "/*",
    "*/",
    "$x$",
    "$ x $",
    "@ref",
    "@",
    "<label>",
    "~",
    "--",
    "...",
    "…",
    "-?",
    "%",
    "%s",
    "{0}",
    "{",
    "}",
    "((",
    "))",
    "[",
    "]",
    "[[",
    "#",
    "#[x]",
    "#{x}",
    ";",
    ",",
    "a;b,c",
    "=1+1",
    "é",
    "e\u{301}",
    "ĳ",
    "ﬁ",
    "fi",
    "ffl",
    "x\u{a0}y",
    "€ 1.000",
    "½",
    "№",
    "\u{2011}",
    "\u{2019}",
    "«»",
    "don't",
    "1/2",
    "->",
    "<=",
    "100%",
    "javascript:alert(1)",
    "https://example.org/a_b?c=d&e=f",
    "../../etc/passwd",
    "${PATH}",
    "$(id)",
    "'; DROP TABLE x; --",
    "\u{200b}",
    "a\u{200b}b",
    "a\u{ad}b",
    "\u{202e}omgekeerd",
    "\u{2066}x\u{2069}",
    "שלום",
    "مرحبا",
    "x\u{0}y",
    "x\u{1b}[31my",
    "x\u{7f}y",
    "x\u{85}y",
    "x\u{2028}y",
    "\u{feff}x",
    "x\u{feff}y",
    "\u{e000}0\u{e001}",
    "\u{e000}12\u{e001}",
    "\u{e000}",
    "\u{fffd}",
    "\u{ffff}",
    "😀",
    "中文",
    "a\u{300}\u{301}\u{302}",
    "x\ty",
    "x\ny",
    "x\r\ny",
    "x\n\ny",
];

/// The hostile texts that a field refuses, and those that it takes.
fn partition(compiler: &Compiler) -> (Vec<&'static str>, Vec<&'static str>) {
    let refused = |text: &str| {
        let texts: Vec<String> =
            (0..fields()).map(|field| if field == 0 { keyed(0, (text, text)) } else { "x".into() }).collect();
        told(&compiler.read(&gemeente(&texts)).1).contains(&0)
    };
    HOSTILE.iter().partition(|text| refused(text))
}

#[test]
fn every_hostile_text_is_printed_in_every_field() {
    let compiler = Compiler::built_in();
    let (refused, printed) = partition(&compiler);
    // The ones that matter most are really tried on paper.
    for text in
        ["#read(\"/etc/passwd\")", "{{ 7*7 }}", "](javascript:alert(1))", "<script>alert(1)</script>", "\\", "e\u{301}"]
    {
        assert!(printed.contains(&text), "{text:?} is refused");
    }
    assert!(refused.iter().all(|text| !text.is_ascii() || text.contains(char::is_control)), "{refused:?}");
    let long = "w".repeat(300);
    // Each field holds all of them, and begins and ends with another one.
    let all = |field: usize| {
        let first = field % printed.len();
        let mut texts: Vec<&str> = printed[first..].iter().chain(&printed[..first]).copied().collect();
        if field.is_multiple_of(20) {
            texts.push(&long);
        }
        (texts.join(" "), printed[(field + 11) % printed.len()].to_owned())
    };
    let texts: Vec<(String, String)> = (0..fields()).map(all).collect();
    check(&compiler, &texts).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn every_refused_text_is_told_in_every_field() {
    let compiler = Compiler::built_in();
    let (refused, _) = partition(&compiler);
    assert!(refused.len() > 10, "{refused:?}");
    for text in refused {
        let texts: Vec<String> = (0..fields()).map(|field| keyed(field, (text, text))).collect();
        let (_, report) = compiler.read(&gemeente(&texts));
        let about = told(&report);
        // A zero byte in a cell makes the whole file no text, which is told at its beginning.
        let binary: BTreeSet<&str> = report
            .sorted()
            .iter()
            .filter(|d| *d.rule == rules::FILE_BINARY)
            .filter_map(|d| Some(d.place.as_ref()?.source.path()))
            .collect();
        for name in (0..fields()).filter(|field| !about.contains(field)).map(name_of) {
            assert!(name.split(':').next().is_some_and(|path| binary.contains(path)), "{text:?} is not told in {name}");
        }
    }
}

#[test]
fn twenty_thousand_characters_are_printed_and_one_more_is_told() {
    let compiler = Compiler::built_in();
    let long =
        (0..fields()).find(|field| name_of(*field).starts_with("beleidsplan.toml:aanleiding")).expect("a long text");
    let texts = |length: usize| -> Vec<String> {
        let sentences: String =
            "Zin met #woorden en *tekens*. ".chars().cycle().take(length - keyed(long, ("", ".")).len()).collect();
        (0..fields()).map(|field| if field == long { keyed(field, (&sentences, ".")) } else { "x".into() }).collect()
    };
    let (within, beyond) = (texts(20_000), texts(20_001));
    assert_eq!((within[long].len(), beyond[long].len()), (20_000, 20_001));
    let (words, _) = words(&compiler, &gemeente(&within));
    assert_eq!(difference(&tags::normalised(&within[long]), &words, &key(long)), None);
    assert_eq!(told(&compiler.read(&gemeente(&beyond)).1), BTreeSet::from([long]));
}

/// Mostly what the fonts have, now and then anything at all.
fn any_text() -> impl Strategy<Value = String> {
    let marks: Vec<char> = "#$*_`~@<>[](){}|\\/\"'=+-.,:;!?&%^".chars().collect();
    let character = prop_oneof![
        40 => prop::char::range(' ', '~'),
        10 => prop::sample::select(marks),
        10 => prop::char::range('\u{a0}', '\u{17f}'),
        1 => prop::char::range('\u{300}', '\u{304}'),
        5 => prop::char::range('\u{391}', '\u{3a1}'),
        5 => prop::char::range('\u{410}', '\u{44f}'),
        5 => prop::char::range('\u{2010}', '\u{2027}'),
    ];
    // Anything at all is mostly refused, so most texts have none of it. A zero byte would make a whole file no text.
    let strange =
        prop_oneof![8 => Just(String::new()), 1 => any::<char>().prop_map(|c| c.to_string().replace('\0', ""))];
    (prop::collection::vec(character, 1..25), strange)
        .prop_map(|(text, strange)| text.into_iter().collect::<String>() + &strange)
}

#[test]
fn any_text_is_printed_or_told_in_every_field() {
    let compiler = Compiler::built_in();
    let texts = prop::collection::vec((any_text(), any_text()), fields());
    runner(4).run(&texts, |texts| check(&compiler, &texts)).unwrap_or_else(|fault| panic!("{fault}"));
}

/// A gemeente with a text of its own in place of a chapter.
fn local(text: &str) -> SourceSet {
    folder::memory(&[
        ("gemeente.toml", "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n"),
        ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n"),
        ("teksten/communicatie.vervangt.md", text),
    ])
}

/// In a text of the gemeente every mark can be written as itself, with a backslash before it.
#[test]
fn any_text_can_be_written_in_markdown() {
    let compiler = Compiler::built_in();
    let escape = |text: &str| {
        text.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect::<String>()
    };
    let property = |texts: Vec<String>| {
        let keyed = texts.iter().enumerate().map(|(i, text)| format!("{} {text} {}", key(i), key(i)));
        let refused = |text: &String| {
            !folder::told(&compiler.read(&local(&escape(text))).1).iter().all(|line| !line.contains("teksten/"))
        };
        let taken: Vec<String> = keyed.filter(|text| !refused(text)).collect();
        prop_assert!(taken.len() > 50, "only {} are taken", taken.len());
        let (words, _) = words(&compiler, &local(&taken.iter().map(|text| escape(text) + "\n\n").collect::<String>()));
        for text in taken.iter().map(|text| tags::normalised(text)) {
            let made = text
                .split(' ')
                .next()
                .and_then(|key| words.find(key))
                .map(|at| words[at..].chars().take(90).collect::<String>());
            prop_assert!(words.contains(&text), "written {text:?} made {made:?}");
        }
        Ok(())
    };
    runner(2).run(&prop::collection::vec(any_text(), 100), property).unwrap_or_else(|fault| panic!("{fault}"));
}

/// Every file that a folder can hold, filled in.
fn known_files() -> Vec<(&'static str, Vec<u8>)> {
    let set = gemeente(&(0..fields()).map(|field| format!("tekst {field}")).collect::<Vec<_>>());
    let mut files: Vec<(&str, Vec<u8>)> =
        FILES.iter().map(|(path, _)| (*path, set.get(path).expect("a file").bytes().to_vec())).collect();
    files.push(("vaststelling.toml", b"orgaan = \"raad\"\ndatum = 2026-01-29\nkenmerk = \"K1\"\n".to_vec()));
    files.push((
        "amendementen.toml",
        b"[[amendement]]\nnummer = \"A1\"\ndatum = 2026-01-29\ntitel = \"Meer\"\nbesluit = \"aangenomen\"\n\n[[amendement.wijziging]]\noud = \"Over dit plan is besloten.\"\nnieuw = \"Besloten.\"\n\n[[amendement.wijziging]]\nbestand = \"beleidsplan.toml\"\nveld = \"versies\"\nnieuw = { versie = \"9\", datum = 2026-01-29, wijziging = \"Door de raad\" }\n".to_vec(),
    ));
    files.push((
        "teksten/communicatie.md",
        b"## Kop\n\n- een\n- twee\n\n| a | b |\n|---|--:|\n| c | d |\n\n> **Let op** e\n".to_vec(),
    ));
    files
}

/// A change of a file: where, how much goes away, and what comes in its place.
type Damage = (prop::sample::Index, usize, Vec<u8>);

fn damage() -> impl Strategy<Value = Damage> {
    let marks = [
        "\"", "\"\"\"", "'''", "[", "]", "[[", "{", "}", "=", "\n", "\r", ";", ",", ".", "#", "\\", "\u{feff}", "é",
        "1e400", "-1", "\0", "true",
    ];
    let marks = prop::sample::select(marks.map(|mark| mark.as_bytes().to_vec()).to_vec());
    let bytes = prop_oneof![marks, prop::collection::vec(any::<u8>(), 0..12)];
    (any::<prop::sample::Index>(), 0usize..30, bytes)
}

fn damaged(mut file: Vec<u8>, (at, length, bytes): &Damage) -> Vec<u8> {
    let start = at.index(file.len() + 1);
    let end = (start + length).min(file.len());
    file.splice(start..end, bytes.iter().copied());
    file
}

/// Reads, composes and words every message; a panic is the only wrong answer. Tells whether there was something to compose.
fn answer(compiler: &Compiler, set: &SourceSet) -> bool {
    let (dossier, intake) = compiler.read(set);
    folder::told(&intake);
    let Some(dossier) = dossier else { return false };
    for order in compiler.orders(&dossier, &Selection::default()) {
        let (composed, report) = compiler.compose(&dossier, &intake, &order);
        folder::told(&report);
        assert!(composed.is_some(), "there is such a document");
    }
    true
}

#[test]
fn no_bytes_break_a_reader() {
    let compiler = Compiler::built_in();
    let files = known_files();
    // Most files stay readable, so that what is behind the readers sees them too.
    let change = prop_oneof![
        30 => Just((None, Vec::new())),
        10 => prop::collection::vec(damage(), 1..3).prop_map(|damages| (None, damages)),
        1 => prop::collection::vec(any::<u8>(), 0..60).prop_map(|bytes| (Some(bytes), Vec::new())),
    ];
    let composed = Cell::new(0);
    let property = |changes: Vec<(Option<Vec<u8>>, Vec<Damage>)>| {
        let mut set = SourceSet::new(LIMITS);
        for ((path, bytes), (other, damages)) in files.iter().zip(changes) {
            let bytes = other.unwrap_or_else(|| damages.iter().fold(bytes.clone(), damaged));
            prop_assert!(set.insert(path, bytes).is_ok());
        }
        composed.set(composed.get() + u32::from(answer(&compiler, &set)));
        Ok(())
    };
    runner(200).run(&prop::collection::vec(change, files.len()), property).unwrap_or_else(|fault| panic!("{fault}"));
    assert!(composed.get() > 20, "only {} were composed", composed.get());
}

/// Pieces of Markdown, of templates and of our own markers, in any order.
const PIECES: &[&str] = &[
    "# ",
    "## ",
    "### ",
    "#### ",
    "- ",
    "1. ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "> ",
    "|",
    "|-|-|\n",
    "---\n",
    "===\n",
    "**",
    "*",
    "_",
    "`",
    "```\n",
    "~~",
    "<b>",
    "<!--",
    "-->",
    "[a](https://b.nl)",
    "[a]",
    "(",
    "![",
    "](javascript:x)",
    "[a]: b\n",
    "\\",
    "&amp;",
    "woord",
    "é",
    "\u{e000}",
    "\u{e001}",
    "\u{e000}0\u{e001}",
    "\u{e000}99\u{e001}",
    "{{ gemeente.naam }}",
    "{{ maatregelkaarten() }}",
    "{{ tekst(plan.aanleiding) }}",
    "{{ en(\"x\") }}",
    "{{",
    "}}",
    "{% if profiel.haven %}",
    "{% for m in maatregelen %}",
    "{% endfor %}",
    "{% endif %}",
    "{% else %}",
    "{#",
    "#}",
    "{{ nergens }}",
    "{{ 1/0 }}",
    "\u{2028}",
    "\r",
];

#[test]
fn no_markdown_breaks_a_chapter_or_a_text() {
    let property = |(chapter, text): (String, String)| {
        let meta = "titel = \"Proef\"\ndocument = \"beleidsplan\"\nplaats = 1\nherkomst = \"Proef\"\ngeldig_van = 2025-01-01\n";
        let own = folder::memory(&[
            ("hoofdstukken/communicatie/9.0.0/hoofdstuk.toml", meta),
            ("hoofdstukken/communicatie/9.0.0/hoofdstuk.md", &chapter),
            ("hoofdstukken/contactgegevens/9.0.0/hoofdstuk.toml", meta),
            ("hoofdstukken/contactgegevens/9.0.0/hoofdstuk.md", &text),
        ]);
        prop_assert!(answer(&Compiler::new(&own).0, &local(&text)));
        Ok(())
    };
    let markdown = || prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat());
    runner(48).run(&(markdown(), markdown()), property).unwrap_or_else(|fault| panic!("{fault}"));
}
