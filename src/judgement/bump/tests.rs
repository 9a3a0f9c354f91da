//! What each change takes, as a maintainer meets it.

use proptest::prelude::*;

use super::facets::facets;
use super::*;
use crate::ground::glyphs::GlyphSet;
use crate::ground::source::{LIMITS, SourceSet};
use crate::nouns::library;

const TEXT: &str = "De gemeente {{ gemeente.naam }} wil {{ begrip(\"FairWork\") }}.\n\n## Meldroute\n\n{% if organisatie.meldroute %}Vastgelegd.{% endif %} {{ rechtsfeit(\"wgs\") }} Binnen 5 dagen kan zij melden.\n\n{{ meldroute() }}\n\n{% for m in maatregelen|selectattr(\"vorm\", \"eq\", \"arbeid\") %}- {{ m.titel }}{% endfor %}\n";
const META: &str = "titel = \"A\"\ndocument = \"plan\"\nplaats = 1\nvoorwaarde = \"profiel.haven\"\nherkomst = \"ons\"\ngeldig_van = 2026-01-01\n";

fn read(files: &[(&str, &str)]) -> Library {
    let mut set = SourceSet::new(LIMITS);
    for (path, text) in files {
        set.insert(path, text.as_bytes().to_vec()).unwrap();
    }
    library::read(&set, &GlyphSet::new(0x20..0x3000)).0
}

fn chapter(meta: &str, text: &str) -> Chapter {
    let files = [("hoofdstukken/a/1.0.0/hoofdstuk.toml", meta), ("hoofdstukken/a/1.0.0/hoofdstuk.md", text)];
    read(&files).chapters["a"].values().next().unwrap().clone()
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

/// What changing `from` into `to` in the text takes.
fn in_text(from: &str, to: &str) -> (Level, Vec<String>) {
    let bump = compare_chapters(&chapter(META, TEXT), &chapter(META, &replaced(TEXT, from, to)));
    (bump.least(), bump.reasons.into_iter().map(|r| r.text).chain(bump.doubts).collect())
}

fn in_facts(from: &str, to: &str) -> (Level, Vec<String>) {
    let bump = compare_chapters(&chapter(META, TEXT), &chapter(&replaced(META, from, to), TEXT));
    (bump.least(), bump.reasons.into_iter().map(|r| r.text).collect())
}

#[test]
fn other_words_are_a_patch() {
    assert_eq!(in_text("wil", "wenst"), (Level::Patch, vec![]));
    assert_eq!(
        in_text("5 dagen kan", "10 dagen moet"),
        (
            Level::Patch,
            vec![
                "het getal `10` kwam erbij".into(),
                "het getal `5` ging weg".into(),
                "het woord `moet` kwam erbij".into(),
                "het woord `kan` ging weg".into()
            ]
        )
    );
    assert_eq!(in_facts("herkomst = \"ons\"", "herkomst = \"wij\""), (Level::Patch, vec![]));
}

#[test]
fn what_is_added_or_asked_is_a_minor() {
    assert_eq!(
        in_text("Vastgelegd.", "Vastgelegd op {{ organisatie.meldroute.datum }}."),
        (Level::Minor, vec!["vraagt om `organisatie.meldroute.datum`".into()])
    );
    assert_eq!(
        in_text("{{ m.titel }}", "{{ m.titel }} {{ m.budget }}"),
        (Level::Minor, vec!["vraagt om `maatregelen.budget`".into()])
    );
    assert_eq!(
        in_text("{{ meldroute() }}", "{{ meldroute() }}\n\n{{ rollentabel() }}"),
        (Level::Minor, vec!["heeft er een onderdeel bij: `rollentabel()`".into()])
    );
    assert_eq!(
        in_text("{{ rechtsfeit(\"wgs\") }}", "{{ rechtsfeit(\"wgs\") }} {{ rechtsfeit(\"ibp\") }}").1,
        ["steunt ook op het rechtsfeit `ibp`"]
    );
    assert_eq!(in_text("## Meldroute", "## Meldroute\n\n### Stappen").1[0], "heeft er een kop bij: Stappen");
    assert_eq!(in_facts("titel = \"A\"", "titel = \"B\""), (Level::Minor, vec!["heet anders: B".into()]));
    assert_eq!(in_facts("plaats = 1", "plaats = 2").0, Level::Minor);
    assert_eq!(
        in_facts("geldig_van", "geldig_tot = 2026-06-30\ngeldig_van"),
        (Level::Minor, vec!["geldt korter".into()])
    );
}

#[test]
fn what_is_gone_or_goes_to_others_is_a_major() {
    for (from, to, why) in [
        ("{{ gemeente.naam }} ", "", "toont `gemeente.naam` niet meer"),
        ("{{ meldroute() }}", "", "mist het onderdeel `meldroute()`"),
        ("{{ rechtsfeit(\"wgs\") }} ", "", "steunt niet meer op het rechtsfeit `wgs`"),
        ("## Meldroute", "## Route", "mist de kop Meldroute"),
        (
            "if organisatie.meldroute ",
            "if not organisatie.meldroute ",
            "heeft een voorwaarde in de tekst niet meer: `organisatie.meldroute`",
        ),
        (
            "\"arbeid\"",
            "\"seksueel\"",
            "heeft een voorwaarde in de tekst niet meer: `maatregelen|selectattr(\"vorm\", \"eq\", \"arbeid\")`",
        ),
    ] {
        let (level, told) = in_text(from, to);
        assert!(level == Level::Major && told.iter().any(|t| t == why), "{told:?}");
    }
    for (from, to, why) in [
        ("\"profiel.haven\"", "\"profiel.grens\"", "heeft een andere voorwaarde (`profiel.grens`)"),
        ("voorwaarde = \"profiel.haven\"\n", "", "heeft geen voorwaarde meer en komt dus in elk plan"),
        ("\"plan\"", "\"verslag\"", "hoort bij een ander document (`verslag`)"),
        ("plaats", "onderdeel_van = \"b\"\nplaats", "is een onderdeel van een ander hoofdstuk"),
    ] {
        let (level, told) = in_facts(from, to);
        assert!(level == Level::Major && told.iter().any(|t| t == why), "{told:?}");
    }
    assert_eq!(in_facts("\"profiel.haven\"", "\" profiel.haven \"").0, Level::Patch);
}

fn history(versions: &[(&str, &str)]) -> Vec<String> {
    let mut files = Vec::new();
    for (version, text) in versions {
        let meta = format!("{META}[[wijzigingen]]\nversie = \"{version}\"\ndatum = 2026-01-01\ntekst = \"x\"\n");
        files.push((format!("hoofdstukken/a/{version}/hoofdstuk.toml"), meta));
        files.push((format!("hoofdstukken/a/{version}/hoofdstuk.md"), (*text).to_owned()));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    check_history(&read(&files), |_| true)
        .sorted()
        .iter()
        .map(|d| format!("{} {} | {}", d.rule.code, d.title, d.action))
        .collect()
}

#[test]
fn a_number_that_says_too_little_is_told_with_the_right_one() {
    let asks = replaced(TEXT, "wil", "wil {{ plan.ambitie }}");
    assert_eq!(
        history(&[("1.0.0", TEXT), ("1.0.1", &asks)]),
        [
            "L103 hoofdstuk `a` 1.0.1 heeft een te laag nummer: deze versie vraagt om `plan.ambitie` | Geef deze versie nummer 1.1.0: er is iets bijgekomen."
        ]
    );
    let less = replaced(TEXT, "## Meldroute", "");
    assert!(
        history(&[("1.0.0", TEXT), ("1.1.0", &less)])[0]
            .contains("Geef deze versie nummer 2.0.0: de betekenis is anders.")
    );
    assert!(history(&[("1.0.0", TEXT), ("1.1.0", &asks), ("2.0.0", &less)]).is_empty());
    // More than is needed is the choice of the maker.
    assert!(history(&[("1.0.0", TEXT), ("2.0.0", TEXT)]).is_empty());
}

#[test]
fn a_number_that_skips_and_words_that_weigh_are_told() {
    assert_eq!(
        history(&[("1.0.0", TEXT), ("1.2.0", TEXT)]),
        [
            "L104 hoofdstuk `a` 1.2.0 slaat een nummer over: de vorige versie is 1.0.0 | Na 1.0.0 komt `1.0.1`, `1.1.0` of `2.0.0`."
        ]
    );
    let told = history(&[("1.0.0", TEXT), ("1.0.1", &replaced(TEXT, "kan zij", "moet zij"))]);
    assert_eq!(told.len(), 2);
    assert!(told[0].starts_with("L106 hoofdstuk `a` 1.0.1: het woord `kan` ging weg"), "{told:?}");
}

#[test]
fn a_version_without_a_word_on_what_changed_is_told() {
    let files = [
        ("hoofdstukken/a/1.0.0/hoofdstuk.toml", META),
        ("hoofdstukken/a/1.0.0/hoofdstuk.md", TEXT),
        ("hoofdstukken/a/1.0.1/hoofdstuk.toml", META),
        ("hoofdstukken/a/1.0.1/hoofdstuk.md", TEXT),
    ];
    let codes: Vec<&str> = check_history(&read(&files), |_| true).sorted().iter().map(|d| d.rule.code).collect();
    assert_eq!(codes, ["L105"]);
}

const NORM: &str = "id = \"n\"\nnaam = \"N\"\nversie = \"1.0.0\"\ngeldig_van = 2026-01-01\nbron = \"x\"\n[[groepen]]\nid = \"g\"\nnaam = \"G\"\n[[criteria]]\nid = \"g-1\"\ngroep = \"g\"\nvraag = \"Is het zo?\"\nbron = \"x\"\nmerk = \"project\"\nvoldoet = \"plan.datum\"\nbewijs = \"b\"\nadvies = \"a\"\nstap = \"s\"\n";

#[test]
fn a_norm_that_asks_more_or_else_is_a_major() {
    let norm = |text: &str| read(&[("normen/n/1.0.0.toml", text)]).norms["n"].values().next().unwrap().clone();
    let told = |from: &str, to: &str| {
        let bump = compare_norms(&norm(NORM), &norm(&replaced(NORM, from, to)));
        (bump.least(), bump.reasons.into_iter().map(|r| r.text).collect::<Vec<_>>())
    };
    let more = NORM.split_once("[[criteria]]").unwrap().1.replace("g-1", "g-2");
    let with = |extra: &str| compare_norms(&norm(NORM), &norm(&format!("{NORM}[[criteria]]{more}{extra}")));
    assert_eq!(with("").reasons[0].text, "vraagt er een criterium bij: G-2");
    assert_eq!((with("").least(), with("verplicht = false\n").least()), (Level::Major, Level::Minor));
    assert_eq!(told("\"plan.datum\"", "\"plan.ambitie\""), (Level::Major, vec!["verandert de toets van G-1".into()]));
    assert_eq!(told("g-1", "g-3").0, Level::Major);
    assert_eq!(told("Is het zo?", "Is dat zo?"), (Level::Patch, vec![]));
    assert_eq!(told("bewijs = \"b\"", "bewijs = \"b\"\nmaximale_leeftijd_maanden = 12").0, Level::Major);
}

#[test]
fn names_are_followed_into_loops_and_out_again() {
    let text = "{% set o = organisatie.opvang %}{% for p in o %}{{ p.naam }}{% for x in p.plekken %}{{ x.aantal }}{{ loop.index }}{% endfor %}{% endfor %}{{ p }}{{ toets[\"norm\"].oordeel }}{{ 'a' if plan.datum else gemeente.code }}";
    let names: Vec<String> = facets(text).unwrap().names.into_iter().collect();
    assert_eq!(
        names,
        [
            "gemeente.code",
            "organisatie.opvang",
            "organisatie.opvang.naam",
            "organisatie.opvang.plekken",
            "organisatie.opvang.plekken.aantal",
            "p",
            "plan.datum",
            "toets.norm.oordeel"
        ]
    );
    assert_eq!(facets("{% if"), None);
    assert_eq!(facets(&format!("{{{{ {} }}}}", "(".repeat(5_000))), None);
}

proptest! {
    #[test]
    fn any_two_texts_give_an_answer(a in "(\\{\\{|\\}\\}|\\{%|%\\}| if | for x in |endif|endfor|[a-z.()\"#\n]){0,12}", b in "[ -~é\n]{0,40}") {
        let bump = compare_chapters(&chapter(META, &format!("x{a}")), &chapter(META, &format!("x{b}")));
        prop_assert!(bump.reasons.windows(2).all(|w| w[0].level >= w[1].level));
    }

    #[test]
    fn a_text_does_not_differ_from_itself(a in "(\\{\\{ [a-z]{1,4}(\\.[a-z]{1,3})? \\}\\}|[a-z0-9 \n#]){0,12}") {
        let bump = compare_chapters(&chapter(META, &a), &chapter(META, &a));
        prop_assert_eq!(bump, Bump::default());
    }
}
