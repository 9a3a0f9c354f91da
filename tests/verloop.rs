//! The history of a plan: shown and written by the command, named in what it makes, and of no matter to what was
//! adopted.

#![cfg(feature = "cli")]

#[path = "support/person.rs"]
mod person;
mod support;

use beleid::nouns::verloop;
use beleid::{Compiler, Selection, SourceSet, Stand};
use person::Folder;
use support::folder;

const HEAD: &str = "versie;stap;datum;wie;kenmerk;toelichting\n";

fn step<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["verloop", "policies/proefdorp"], more].concat()
}

#[test]
fn a_plan_is_followed_step_by_step() {
    let home = Folder::new().with("proefdorp");
    let shown = home.run(&step(&["--op", "2026-02-01"])).ends(0).out;
    assert!(shown.contains("het plan is een concept") && shown.contains("--stap concept"), "{shown}");

    home.run(&step(&["--stap", "concept", "--datum", "2026-01-05", "--wie", "team Veiligheid"])).ends(0);
    let afgestemd = ["--stap", "afgestemd", "--datum", "20-1-2026", "--wie", "jurist; privacy", "--kenmerk", "Z-1"];
    // A trial says what would come, and changes nothing.
    let trial = home.run(&step(&[&afgestemd[..], &["--proef"]].concat())).ends(0).out;
    assert!(trial.contains("1;afgestemd;2026-01-20;\"jurist; privacy\";Z-1;"), "{trial}");
    let file = "policies/proefdorp/verloop.csv";
    assert_eq!(home.read(file), format!("{HEAD}1;concept;2026-01-05;team Veiligheid;;\n"));

    home.run(&step(&afgestemd)).ends(0);
    let told =
        home.run(&step(&["--stap", "ter-besluitvorming", "--datum", "2026-02-03", "--op", "2026-02-04"])).ends(0).out;
    assert!(told.contains("Op 4 februari 2026 is versie 1 ter besluitvorming, sinds 3 februari 2026."), "{told}");
    assert!(told.contains("vastgesteld         beleid stel-vast policies/proefdorp"), "{told}");
    let whole = home.read(file);
    assert_eq!(
        whole,
        format!(
            "{HEAD}1;concept;2026-01-05;team Veiligheid;;\n1;afgestemd;2026-01-20;\"jurist; privacy\";Z-1;\n1;ter besluitvorming;2026-02-03;;;\n"
        )
    );

    // Looking changes nothing, and knows how it was.
    let shown = home.run(&step(&["--op", "2026-01-25"])).ends(0).out;
    assert!(shown.contains("versie 1 afgestemd, sinds 20 januari 2026"), "{shown}");
    assert!(home.run(&step(&["--op", "2025-12-31"])).ends(0).out.contains("nog geen stap gezet"));
    assert_eq!(home.read(file), whole);
}

#[test]
fn a_step_that_can_not_be_is_refused_and_changes_nothing() {
    let home = Folder::new().with("proefdorp");
    let file = "policies/proefdorp/verloop.csv";
    let rows = format!("{HEAD}1;concept;2026-01-05;;;\n");
    std::fs::write(home.path(file), &rows).unwrap();
    for (more, code, says) in [
        (&["--stap", "geldend", "--datum", "2026-02-01"][..], 1, "`geldend` kan niet volgen op `concept`"),
        (&["--stap", "afgestemd", "--datum", "2026-01-01"], 1, "S632"),
        (&["--stap", "afgestemd", "--datum", "2199-01-01"], 1, "is nog niet geweest"),
        (&["--stap", "vastgesteld", "--datum", "2026-02-01"], 1, "beleid stel-vast policies/proefdorp"),
        (&["--stap", "ingetrokken", "--datum", "2026-02-01"], 1, "beleid wijzig policies/proefdorp"),
        (&["--stap", "afgestemd"], 2, "--datum"),
        (&["--datum", "2026-02-01"], 2, "--stap"),
        (&["--proef"], 2, "--stap"),
        (&["--stap", "klaar", "--datum", "2026-02-01"], 2, "kies uit `concept`"),
        (&["--stap", "afgestemd", "--datum", "2026-02-01", "--wie", "\u{1f600}"], 1, "U+1F600"),
    ] {
        let ran = home.run(&step(more)).ends(code);
        assert!(ran.err.contains(says), "{more:?}: {}", ran.err);
        assert_eq!(home.read(file), rows, "{more:?}");
    }
    // What is wrong with the file itself comes first.
    let broken = format!("{HEAD}1;afgestemd;2026-01-05;;;\n");
    std::fs::write(home.path(file), &broken).unwrap();
    let ran = home.run(&step(&["--stap", "concept", "--datum", "2026-02-01"])).ends(1);
    assert!(ran.err.contains("S631") && ran.err.contains("Verbeter eerst"), "{}", ran.err);
    assert!(home.run(&step(&[])).ends(1).err.contains("S631"));
    assert_eq!(home.read(file), broken);
    // And so does a row that cannot be read: then it is not said that there is no history.
    std::fs::write(home.path(file), format!("{HEAD}1;klaar;2026-01-05;;;\n")).unwrap();
    let ran = home.run(&step(&[])).ends(1);
    assert!(ran.err.contains("D205") && !ran.out.contains("geen stap"), "{}", ran.out);
}

#[test]
fn a_new_concept_of_an_adopted_plan_is_another_version() {
    let home = Folder::new().with("proefdorp").file(
        "policies/proefdorp/vaststelling.toml",
        "orgaan = \"raad\"\ndatum = 2026-03-12\nkenmerk = \"R-8\"\ninwerkingtreding = 2026-04-01\n",
    );
    // Without a history the command says how to begin one, as a file that it reads.
    let shown = home.run(&step(&[])).ends(0).out;
    let file: String = shown.lines().skip(2).map(|line| format!("{}\n", line.trim())).collect();
    assert_eq!(file, format!("{HEAD}1;vastgesteld;2026-03-12;;R-8;\n"));
    std::fs::write(home.path("policies/proefdorp/verloop.csv"), &file).unwrap();
    let ran = home.run(&step(&["--stap", "concept", "--datum", "2026-05-01"])).ends(1);
    assert!(ran.err.contains("beleid wijzig"), "{}", ran.err);
    let early = home.run(&step(&["--stap", "geldend", "--datum", "2026-03-20"])).ends(1);
    assert!(early.err.contains("S635"), "{}", early.err);
    assert_eq!(home.read("policies/proefdorp/verloop.csv"), file);
    let told = home.run(&step(&["--stap", "geldend", "--datum", "2026-04-01"])).ends(0).out;
    assert!(told.contains("geldend, sinds 1 april 2026") && told.contains("versie 2"), "{told}");
}

#[test]
fn the_state_is_named_in_title_keywords_and_identifier_of_the_file() {
    let compiler = Compiler::built_in();
    let files = |rows: &str| {
        folder::memory(&[
            ("gemeente.toml", "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n"),
            ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n"),
            ("verloop.csv", &format!("{HEAD}{rows}")),
        ])
    };
    let rows = "1;concept;2026-01-05;;;\n1;afgestemd;2026-01-20;jurist;;\n";
    let (dossier, intake) = compiler.read(&files(rows));
    let dossier = dossier.unwrap();
    let selection = Selection { documents: vec!["beleidsplan".into()], ..Selection::default() };
    let order = &compiler.orders(&dossier, &selection)[0];
    assert_eq!(order.stand, Stand::Concept);
    let (edition, _) = compiler.compile(&dossier, &intake, order);
    let edition = edition.unwrap();
    let meta = &edition.manuscript.meta;
    assert!(meta.title.starts_with("CONCEPT, AFGESTEMD – "), "{}", meta.title);
    assert!(["concept", "afgestemd"].iter().all(|word| meta.keywords.iter().any(|k| k == word)), "{:?}", meta.keywords);
    // Inside the PDF it reads back as it is.
    let inside = beleid::seal::attachments::attachments(&edition.pdf).unwrap();
    assert!(beleid::text::written::read(&inside["document.json"]).is_ok());
    // The next step makes it an ontwerp, which needs more than this gemeente has.
    let (dossier, _) = compiler.read(&files(&format!("{rows}1;ter besluitvorming;2026-02-03;;;\n")));
    assert_eq!(compiler.orders(&dossier.unwrap(), &selection)[0].stand, Stand::Ontwerp);
}

/// What comes after the adoption is no matter of what was adopted: the same bytes with any of it.
#[test]
fn steps_after_the_adoption_change_nothing_in_what_was_adopted() {
    let compiler = Compiler::built_in();
    let sample = folder::sources(&folder::root().join("policies/kleinemeer"));
    let whole = String::from_utf8(sample.get(verloop::FILE).unwrap().bytes().to_vec()).unwrap();
    let adopted = whole.lines().position(|line| line.contains("vastgesteld")).unwrap();
    let until: String = whole.lines().take(adopted + 1).map(|line| format!("{line}\n")).collect();
    let ended = format!("{whole}1;ingetrokken;2028-01-01;de raad;;\n");
    let made = |rows: Option<&str>| {
        let mut set = SourceSet::new(beleid::LIMITS);
        for source in sample.iter().filter(|source| source.path() != verloop::FILE) {
            set.insert(source.path(), source.bytes().to_vec()).unwrap();
        }
        if let Some(rows) = rows {
            set.insert(verloop::FILE, rows.as_bytes().to_vec()).unwrap();
        }
        let (dossier, intake) = compiler.read(&set);
        let dossier = dossier.unwrap();
        let orders = compiler.orders(&dossier, &Selection::default());
        let order = orders.iter().find(|order| order.document == "beleidsplan").unwrap();
        assert_eq!(order.stand, Stand::Vastgesteld);
        let (edition, report) = compiler.compile(&dossier, &intake, order);
        edition.unwrap_or_else(|| panic!("{}", folder::told(&report).join("\n"))).pdf
    };
    let before = made(Some(&until));
    for rows in [None, Some(&whole[..]), Some(&ended)] {
        assert!(made(rows) == before, "{rows:?}");
    }
}

/// The rich sample as it was before its last decision, with a history that ends in this many rows.
fn before_the_decision(rows: usize) -> Folder {
    let sample = folder::sources(&folder::root().join("policies/glazerveen"));
    let mut home = Folder::new();
    for source in sample.iter().filter(|s| s.path() != "vaststelling.toml" && !s.path().starts_with("vastgesteld/")) {
        let path = home.path(&format!("gv/{}", source.path()));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, source.bytes()).unwrap();
    }
    let history = sample.get(verloop::FILE).unwrap().text();
    let text: String = history.lines().take(rows + 1).map(|line| format!("{line}\n")).collect();
    home = home.file("gv/verloop.csv", &text);
    home
}

const DECISION: &[&str] = &[
    "stel-vast",
    "gv",
    "--proef",
    "--datum",
    "2026-02-12",
    "--kenmerk",
    "GV-2026-0027",
    "--rubriek",
    "beleidsregel",
    "--inwerkingtreding",
    "2026-03-01",
    "--citeertitel",
    "Beleidsplan mensenhandel Glazerveen 2025-2028, actualisatie 2026",
    "--aanvaard",
    "K112=de afspraken worden in het najaar geoefend",
    "--aanvaard",
    "L166=nagekeken",
];

#[test]
fn a_decision_takes_its_step_along_and_asks_the_one_before() {
    let ready = before_the_decision(6);
    let out = ready.run(DECISION).ends(0).out;
    assert!(out.contains("  verloop.csv\n") && out.contains("  vaststelling.toml\n"), "{out}");
    let early = before_the_decision(5);
    let err = early.run(DECISION).ends(1).err;
    assert!(
        err.contains("na `afgestemd` kan een plan niet meteen worden vastgesteld")
            && err.contains("beleid verloop gv --stap"),
        "{err}"
    );
    assert!(!err.contains("S636"), "one thing is told once: {err}");
}
