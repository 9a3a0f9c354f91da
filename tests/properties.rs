//! Properties: whatever is typed in a field comes out of the PDF as the same text, or a diagnostic says why not; and no
//! bytes break a reader. The seed is fixed, and a failure prints its input.

mod support;

use std::collections::BTreeSet;

use beleid::{Compiler, LIMITS, Report, SourceSet};
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

/// A text between its key and the end of the text that its key is in.
fn keyed(field: usize, text: &str) -> String {
    format!("{text} {} {text} slot", key(field))
}

/// The fields about which a report says something.
fn told(report: &Report) -> BTreeSet<usize> {
    let sorted = report.sorted();
    let about: Vec<&str> = sorted.iter().filter_map(|d| d.place.as_ref()).map(|p| p.text()).filter(|t| t.contains("kenmerk")).collect();
    (0..fields()).filter(|field| about.iter().any(|text| text.contains(&key(*field)))).collect()
}

/// Everything that is read aloud or stands in an alternative text, of every document.
fn words(compiler: &Compiler, set: &SourceSet) -> (String, BTreeSet<usize>) {
    let whole = folder::make(compiler, set);
    let dossier = whole.dossier.unwrap_or_else(|| panic!("not read: {:#?}", folder::told(&whole.intake)));
    let (mut words, mut shown, mut about) = (String::new(), Vec::new(), told(&whole.intake));
    for made in whole.made {
        about.extend(told(&made.report));
        let edition = made.edition.unwrap_or_else(|| panic!("not made: {:#?} {:#?}", folder::told(&whole.intake), folder::told(&made.report)));
        let pdf = Pdf::new(edition.pdf).expect("a PDF");
        let lines = tags::lines(&tags::read(&pdf));
        for line in lines.iter().filter(|line| !line.inline) {
            words.push_str(&format!("{} \n{} ", line.head, line.text));
        }
        shown.extend(edition.shown);
    }
    about.extend(told(&compiler.tell_not_shown(&dossier, &shown)));
    (tags::normalised(&words), about)
}

/// Every text stands in a document as it was written, or is told.
fn check(compiler: &Compiler, texts: &[String]) -> Result<(), TestCaseError> {
    // What is refused would stop the whole document; the rest must come out.
    let mut texts: Vec<String> = texts.iter().enumerate().map(|(field, text)| keyed(field, text)).collect();
    let (_, intake) = compiler.read(&gemeente(&texts));
    for field in told(&intake) {
        texts[field] = keyed(field, "gewoon");
    }
    let (words, about) = words(compiler, &gemeente(&texts));
    let lost = texts.iter().enumerate().filter(|(field, _)| !about.contains(field));
    let lost: Vec<String> = lost.filter_map(|(field, text)| difference(&tags::normalised(text), &words, &key(field)).map(|d| format!("{}: {d}", name_of(field)))).collect();
    prop_assert!(lost.is_empty(), "\n{}", lost.join("\n"));
    Ok(())
}

/// Where a text first differs from what stands around its key in a document; none when it stands there whole.
fn difference(text: &str, words: &str, key: &str) -> Option<String> {
    if words.contains(text) {
        return None;
    }
    let part = |text: &str| text.chars().take(60).collect::<String>();
    let Some((before, after)) = words.split_once(key) else { return Some("stands in no document".into()) };
    let (first, rest) = text.split_once(key).expect("a text has its key");
    let backwards = |text: &str| text.chars().rev().take(60).collect::<Vec<_>>();
    let same = rest.char_indices().zip(after.chars()).take_while(|((_, a), b)| a == b).map(|((at, a), _)| at + a.len_utf8()).last().unwrap_or(0);
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
    "#read(\"/etc/passwd\")", "#import \"x.typ\": *", "{{ 7*7 }}", "{% for x in y %}", "{# weg #}", "](javascript:alert(1))",
    "[a](https://example.org)", "![a](b.png)", "<script>alert(1)</script>", "<!-- weg -->", "&lt;&#65;", "**x**", "__x__", "*x*", "_x_",
    "`x`", "~~x~~", "= kop", "== kop", "# kop", "- lijst", "+ lijst", "1. lijst", "/ term: uitleg", "> citaat", "| a | b |", "---", "***",
    "\"", "'", "\"x\"", "'x'", "\\", "\\\\", "\\n", "\\u{41}", "//", "// weg", "/*", "*/", "$x$", "$ x $", "@ref", "@", "<label>", "~", "--",
    "...", "…", "-?", "%", "%s", "{0}", "{", "}", "((", "))", "[", "]", "[[", "#", "#[x]", "#{x}", ";", ",", "a;b,c", "=1+1", "é", "e\u{301}",
    "ĳ", "ﬁ", "fi", "ffl", "x\u{a0}y", "€ 1.000", "½", "№", "\u{2011}", "\u{2019}", "«»", "don't", "1/2", "->", "<=", "100%",
    "javascript:alert(1)", "https://example.org/a_b?c=d&e=f", "../../etc/passwd", "${PATH}", "$(id)", "'; DROP TABLE x; --",
    "\u{200b}", "a\u{200b}b", "a\u{ad}b", "\u{202e}omgekeerd", "\u{2066}x\u{2069}", "שלום", "مرحبا", "x\u{0}y", "x\u{1b}[31my", "x\u{7f}y", "x\u{85}y",
    "x\u{2028}y", "\u{feff}x", "x\u{feff}y", "\u{e000}0\u{e001}", "\u{e000}12\u{e001}", "\u{e000}", "\u{fffd}", "\u{ffff}", "😀", "中文", "a\u{300}\u{301}\u{302}",
    "x\ty", "x\ny", "x\r\ny", "x\n\ny",
];

#[test]
fn every_hostile_text_is_printed_or_told_in_every_field() {
    let compiler = Compiler::built_in();
    // In a cell a zero byte makes the whole file no text: `hostile.rs` has it.
    let alone = |text: &str| told(&compiler.read(&gemeente(&vec![keyed(0, text); fields()])).1);
    let (refused, printed): (Vec<&str>, Vec<&str>) =
        HOSTILE.iter().filter(|t| !t.contains('\0')).partition(|text| alone(text).contains(&0));
    assert!(refused.len() > 10 && printed.len() > 60, "{} refused: {refused:?}", refused.len());
    let long = "w".repeat(300);
    // Each field holds all of them, and begins with another one.
    let all = |first: usize| {
        let (after, before) = (&printed[first % printed.len()..], &printed[..first % printed.len()]);
        let texts: Vec<&str> = after.iter().chain(before).copied().chain([long.as_str()]).collect();
        texts.join(" ")
    };
    let texts: Vec<String> = (0..fields()).map(all).collect();
    check(&compiler, &texts).unwrap_or_else(|fault| panic!("{fault}"));
}
