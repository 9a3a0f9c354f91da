//! The staleness guard on any text: every name of a legal fact is found once a sentence, the passage is quoted as it
//! stands there, and nothing else is found. The seed is fixed, and a failure prints its input.

use beleid::judgement::stale::{Leaning, Way};
use beleid::{Compiler, LIMITS, Selection, SourceSet};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// A document of one chapter and two facts, one of which has a name within the name of the other.
const TEMPLATES: &[(&str, &str)] = &[
    ("documenten/proef.toml", "id = \"proef\"\ntitel = \"Proef\"\nsoort = \"plan\"\nonderwerp = \"Een proef\"\n"),
    (
        "hoofdstukken/proef/1.0.0/hoofdstuk.toml",
        "titel = \"Proef\"\ndocument = \"proef\"\nplaats = 1\nherkomst = \"Redactie\"\ngeldig_van = 2025-01-01\n",
    ),
    ("hoofdstukken/proef/1.0.0/hoofdstuk.md", "{{ tekst(plan.aanleiding) }}\n"),
    (
        "rechtsfeiten.toml",
        "[[feiten]]\nid = \"kort\"\nonderwerp = \"Kort\"\ntekst = \"A.\"\ntot = 2020-12-31\nwoorden = [\"Akkoord\"]\n\
         bron = \"B\"\ngeverifieerd_op = 2026-01-01\nmerk = \"V\"\n\
         [[feiten]]\nid = \"lang\"\nonderwerp = \"Lang\"\ntekst = \"A.\"\ntot = 2020-12-31\n\
         woorden = [\"Akkoord 2019-2020\"]\nbron = \"B\"\ngeverifieerd_op = 2026-01-01\nmerk = \"V\"\n",
    ),
];

/// A sentence: its words, and the fact that it names, if any.
type Sentence = (String, Option<&'static str>);

/// A paragraph, item or heading: the sign that it begins with, and its sentences.
type Part = (&'static str, Vec<Sentence>);

fn sentence() -> impl Strategy<Value = Sentence> {
    let word = prop::sample::select(vec!["de", "politie", "één", "akkoord", "Akkoorden", "2019", "ë–ï"]);
    let words = || prop::collection::vec(word.clone(), 0..30).prop_map(|words| words.join(" "));
    let name = prop::sample::select(vec![
        ("", None),
        ("Akkoord", Some("kort")),
        ("(Akkoord)", Some("kort")),
        ("Akkoord 2019-2020", Some("lang")),
        ("Akkoord 2019–2020", Some("lang")),
        ("Akkoord\n2019-2020", Some("lang")),
        ("XAkkoord", None),
        ("Akkoord2019", None),
    ]);
    (words(), name, words()).prop_map(|(before, (name, fact), after)| {
        let parts = ["Hier staat", &before, name, &after].into_iter().filter(|part| !part.is_empty());
        (parts.collect::<Vec<_>>().join(" ") + " klaar.", fact)
    })
}

/// A text in parts.
fn text() -> impl Strategy<Value = Vec<Part>> {
    let sign = prop::sample::select(vec!["", "- ", "> ", "1. ", "## "]);
    prop::collection::vec((sign, prop::collection::vec(sentence(), 1..4)), 1..6)
}

fn written(blocks: &[Part]) -> String {
    let block = |(sign, sentences): &Part| {
        let line = sentences.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ");
        // A heading is one line.
        format!("{sign}{}", if *sign == "## " { line.replace('\n', " ") } else { line })
    };
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n") + "\n"
}

/// The passages of a gemeente with these files, in order.
fn leans(compiler: &Compiler, files: &[(&str, &str)]) -> Vec<Leaning> {
    let mut set = SourceSet::new(LIMITS);
    let base = [("gemeente.toml", "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n")];
    for (path, text) in base.iter().chain(files) {
        set.insert(path, text.as_bytes().to_vec()).expect("a text is small");
    }
    let (dossier, intake) = compiler.read(&set);
    let dossier = dossier.unwrap_or_else(|| panic!("{intake:?}"));
    let selection = Selection { documents: vec!["proef".into()], ..Selection::default() };
    let order = compiler.orders(&dossier, &selection).remove(0);
    compiler.compose(&dossier, &intake, &order).0.expect("there is such a document").leans
}

fn compiler() -> Compiler {
    let mut templates = SourceSet::new(LIMITS);
    for (path, text) in TEMPLATES {
        templates.insert(path, text.as_bytes().to_vec()).expect("templates are small");
    }
    Compiler::new(&templates).0
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_passage_is_found_and_quoted_where_it_stands() {
    let compiler = compiler();
    let config = Config { cases: 256, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let property = |blocks: Vec<Part>| -> Result<(), TestCaseError> {
        let text = written(&blocks);
        let plan = "datum = 2026-01-31\norgaan = \"raad\"\n";
        let found = leans(&compiler, &[("beleidsplan.toml", plan), ("teksten/proef.md", &text)]);
        let expected: Vec<(&str, String)> = blocks
            .iter()
            .flat_map(|(_, sentences)| sentences)
            .filter_map(|(sentence, fact)| Some(((*fact)?, one_line(sentence))))
            .collect();
        let got: Vec<(&str, String)> = found.iter().map(|l| (l.fact.as_str(), one_line(l.place.text()))).collect();
        prop_assert_eq!(got, expected);
        for leaning in &found {
            prop_assert_eq!(&leaning.way, &Way::Names);
            prop_assert!(leaning.place.start <= leaning.spot.start && leaning.spot.end <= leaning.place.end);
            prop_assert!(leaning.spot.text().starts_with("Akkoord"));
            // What is quoted stands there, but for the signs that something was left out.
            let quote = leaning.quote();
            let inside = quote.trim_start_matches("… ").trim_end_matches(" …");
            prop_assert!(one_line(leaning.place.text()).contains(inside), "{}", quote);
            prop_assert!(inside.contains(&one_line(leaning.spot.text())), "{}", quote);
        }
        Ok(())
    };
    runner.run(&text(), property).unwrap_or_else(|fault| panic!("{fault}"));
}

#[test]
fn a_passage_of_the_data_is_quoted_within_its_value() {
    let plan = "datum = 2026-01-31\norgaan = \"raad\"\naanleiding = \"\"\"\nEerst dit.\n\nDan het Akkoord, zie bijlage.\"\"\"\nkenmerk = \"Akkoord\"\n";
    let found = leans(&compiler(), &[("beleidsplan.toml", plan)]);
    let quotes: Vec<String> = found.iter().map(Leaning::quote).collect();
    // The reference is in no chapter of this document, so it is no passage of it.
    assert_eq!(quotes, ["Dan het Akkoord, zie bijlage."]);
    assert_eq!(found[0].place.line_column(), (6, 1));
}

#[test]
fn what_nobody_would_write_breaks_nothing() {
    let plan = "datum = 2026-01-31\norgaan = \"raad\"\n";
    for text in ["Akkoord", "Akkoord\n\n", "\u{feff}Akkoord.", "- - - Akkoord", "|||Akkoord|||", ". . . Akkoord . . ."]
    {
        let found = leans(&compiler(), &[("beleidsplan.toml", plan), ("teksten/proef.md", text)]);
        assert_eq!(found.len(), 1, "{text:?}");
        assert!(found[0].quote().contains("Akkoord"), "{text:?}");
    }
    // Each sentence is looked up and not looked for, so that a long text takes no more than its length.
    for (text, times) in [("Akkoord ", 1), ("Akkoord. ", 20_000), ("Akkoord\n\n", 20_000)] {
        let long = text.repeat(20_000);
        let found = leans(&compiler(), &[("beleidsplan.toml", plan), ("teksten/proef.md", &long)]);
        assert_eq!(found.len(), times, "{text:?}");
    }
}
