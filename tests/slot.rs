//! What a gemeente holds: the lock that a build writes and obeys, and taking over what is newer.

#![cfg(feature = "cli")]

#[path = "support/person.rs"]
mod person;
use person::Folder;

const META: &str = "titel = \"In de haven\"\ndocument = \"beleidsplan\"\nplaats = 400\nherkomst = \"Regio\"\ngeldig_van = 2026-01-01\n";

/// A gemeente, and a folder of templates with one chapter besides those in the program.
fn harbour(text: &str) -> Folder {
    Folder::new()
        .with("Proef")
        .file("regio/hoofdstukken/haven/1.0.0/hoofdstuk.md", text)
        .file("regio/hoofdstukken/haven/1.0.0/hoofdstuk.toml", META)
}

fn newer(folder: Folder, version: &str, text: &str) -> Folder {
    let news = format!("\n[[wijzigingen]]\nversie = \"{version}\"\ndatum = 2026-01-02\ntekst = \"Anders.\"\n");
    folder
        .file(&format!("regio/hoofdstukken/haven/{version}/hoofdstuk.md"), text)
        .file(&format!("regio/hoofdstukken/haven/{version}/hoofdstuk.toml"), &format!("{META}{news}"))
}

const BUILD: [&str; 5] = ["bouw", "--sjablonen", "regio", "--document", "beleidsplan"];

#[test]
fn a_build_writes_with_which_versions_and_the_next_obeys() {
    let folder = harbour("Er is een haven.\n");
    folder.run(&BUILD).ends(0);
    let lock = folder.read("policies/Proef/beleid.lock");
    assert!(lock.contains("naam = \"haven\"\nversie = \"1.0.0\"\n") && lock.contains("[[vormgeving]]"), "{lock}");
    assert!(folder.run(&BUILD).ends(0).out.contains("ongewijzigd"));
    let first = std::fs::read(folder.path("out/Proef/beleidsplan.pdf")).unwrap();

    // A newer version is told and not taken.
    let folder = newer(folder, "1.0.1", "Er is een kleine haven.\n");
    let ran = folder.run(&BUILD).ends(0);
    assert!(ran.err.contains("L115") && ran.out.contains("gemaakt"), "{}{}", ran.err, ran.out);
    assert_eq!(folder.read("policies/Proef/beleid.lock"), lock);
    assert!(std::fs::read(folder.path("out/Proef/beleidsplan.pdf")).unwrap() == first);

    // A document that was not held comes with what it uses; what was held stays.
    let folder = folder.file("policies/Proef/jaren/2025/jaar.toml", "");
    folder.run(&["bouw", "--sjablonen", "regio"]).ends(0);
    let longer = folder.read("policies/Proef/beleid.lock");
    assert!(longer.contains("basisniveau-verslag") && longer.contains("naam = \"haven\"\nversie = \"1.0.0\"\n"));
    assert!(folder.run(&["bouw", "--sjablonen", "regio"]).ends(0).out.contains("ongewijzigd"));

    // A lock that a hand touched is not written over.
    let touched = longer.replace("\"1.0.0\"", "\"1.0.1\"");
    let folder = folder.file("policies/Proef/beleid.lock", &touched);
    assert!(folder.run(&BUILD).ends(1).err.contains("L112"));
    assert_eq!(folder.read("policies/Proef/beleid.lock"), touched);
}

#[test]
fn a_build_that_makes_nothing_holds_nothing() {
    let folder = harbour("Er is {{ geen.haven }}.\n");
    folder.run(&BUILD).ends(1);
    assert!(!folder.path("policies/Proef/beleid.lock").exists());
}

#[test]
fn documents_are_made_when_the_lock_cannot_be_written() {
    let folder = harbour("Er is een haven.\n");
    std::fs::create_dir(folder.path("policies/Proef/beleid.lock")).unwrap();
    let ran = folder.run(&BUILD).ends(0);
    assert!(ran.err.contains("let op L116") && ran.out.contains("gemaakt"), "{}{}", ran.err, ran.out);
}

/// As a reader of the folder sees a file: what was decided goes before what stands there still.
fn seen(folder: &Folder, path: &str) -> String {
    let decided = folder.path(&format!("policies/Proef/.beleid-wijziging/nieuw/{path}"));
    std::fs::read_to_string(decided).unwrap_or_else(|_| folder.read(&format!("policies/Proef/{path}")))
}

/// A gemeente that changed a paragraph of 1.0.0, and a 1.1.0 that changes another.
fn adapted() -> Folder {
    let folder = harbour(
        "De haven van {{ gemeente.naam }} is groot.\n\n## Wie kijkt\n\nDe havenmeester kijkt.\n\nDe politie kijkt mee.\n\nZo nodig komt de douane.\n",
    );
    folder.run(&BUILD).ends(0);
    let ran =
        folder.run(&["hoofdstuk", "eigen", "policies/Proef", "haven", "wie-kijkt", "--sjablonen", "regio"]).ends(0);
    assert!(ran.out.starts_with("De gedeelde tekst staat nu in policies/Proef/teksten/haven/wie-kijkt.vervangt.md."));
    let own = folder.read("policies/Proef/teksten/haven/wie-kijkt.vervangt.md");
    assert_eq!(own, "De havenmeester kijkt.\n\nDe politie kijkt mee.\n\nZo nodig komt de douane.\n");
    let own = own.replace("De havenmeester kijkt.", "Onze eigen havenmeester kijkt.");
    let folder = folder.file("policies/Proef/teksten/haven/wie-kijkt.vervangt.md", &own);
    newer(
        folder,
        "1.1.0",
        "De haven van {{ gemeente.naam }} is heel groot.\n\n## Wie kijkt\n\nDe havenmeester kijkt.\n\nDe politie kijkt elke week mee.\n\nZo nodig komt de douane.\n",
    )
}

const RENEW: [&str; 7] = ["hoofdstuk", "actualiseer", "policies/Proef", "--op", "2026-03-01", "--sjablonen", "regio"];

#[test]
fn an_own_text_takes_the_changes_of_the_shared_text_in() {
    let folder = adapted();
    let before = (seen(&folder, "beleid.lock"), seen(&folder, "teksten/haven/wie-kijkt.vervangt.md"));
    let ran = folder.run(&RENEW).ends(0);
    shows_what_changes(&ran.out);
    assert!(ran.out.ends_with("Er is niets veranderd. Neem over met --ja, of noem alleen wat u wilt overnemen.\n"));
    assert_eq!((seen(&folder, "beleid.lock"), seen(&folder, "teksten/haven/wie-kijkt.vervangt.md")), before);

    folder.run(&[&RENEW[..], &["--ja"]].concat()).ends(0);
    let own = folder.read("policies/Proef/teksten/haven/wie-kijkt.vervangt.md");
    assert_eq!(own, "Onze eigen havenmeester kijkt.\n\nDe politie kijkt elke week mee.\n\nZo nodig komt de douane.\n");
    assert!(folder.read("policies/Proef/beleid.lock").contains("naam = \"haven\"\nversie = \"1.1.0\""));
    // What was there is kept.
    let kept = std::fs::read_dir(folder.path("policies/Proef/.vorige")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(std::fs::read_to_string(kept.join("beleid.lock")).unwrap(), before.0);
    assert_eq!(std::fs::read_to_string(kept.join("teksten/haven/wie-kijkt.vervangt.md")).unwrap(), before.1);
    assert!(folder.run(&RENEW).ends(0).out.starts_with("Er is op 1 maart 2026 niets nieuwers"));
    folder.run(&BUILD).ends(0);
}

fn shows_what_changes(out: &str) {
    let expected = "hoofdstuk `haven` 1.0.0 → 1.1.0  (eigen map)\n  Anders.\n";
    assert!(out.starts_with(expected), "{out}");
    for line in [
        "  In beleidsplan:\n",
        "      was    De haven van Proef is groot.",
        "  Uw eigen tekst teksten/haven/wie-kijkt.vervangt.md wordt bijgewerkt:\n      was    De politie kijkt mee.\n      wordt  De politie kijkt elke week mee.\n",
    ] {
        assert!(out.contains(line), "{line}\n---\n{out}");
    }
}

#[test]
fn where_both_changed_the_same_words_it_is_said_in_a_sentence() {
    let folder = adapted();
    let own = "De havenmeester kijkt.\n\nDe politie kijkt iedere dag mee.\n\nZo nodig komt de douane.\n";
    let folder = folder.file("policies/Proef/teksten/haven/wie-kijkt.vervangt.md", own);
    let ran = folder.run(&[&RENEW[..], &["--ja"]].concat()).ends(1);
    assert!(ran.out.contains("  Let op: In alinea ‘"), "{}", ran.out);
    assert!(ran.out.contains("Kijk 1 plek na:"), "{}", ran.out);
    assert_eq!(folder.read("policies/Proef/teksten/haven/wie-kijkt.vervangt.md"), own);
}

#[test]
fn a_part_that_went_is_told_and_the_own_text_kept() {
    let folder = adapted();
    let folder = newer(folder, "2.0.0", "De haven is weg.\n");
    let ran = folder.run(&[&RENEW[..], &["--ja"]].concat()).ends(1);
    assert!(ran.out.contains("Deel `wie-kijkt` staat niet meer in 2.0.0. Uw tekst is bewaard"), "{}", ran.out);
    assert!(folder.run(&["controleer", "--sjablonen", "regio", "--stand", "ontwerp"]).ends(1).out.contains("H412"));
}

#[test]
fn an_interrupted_renewal_leaves_the_old_or_the_new() {
    let folder = adapted();
    let text = "teksten/haven/wie-kijkt.vervangt.md";
    let old = (seen(&folder, "beleid.lock"), seen(&folder, text));
    let (mut seen_old, mut seen_new) = (false, false);
    for step in 0.. {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_beleid"));
        command.args(RENEW).arg("--ja").current_dir(&folder.0).env("BELEID_TEST_VALT_BIJ", step.to_string());
        let ran = command.output().unwrap();
        let now = (seen(&folder, "beleid.lock"), seen(&folder, text));
        let same = (now.0 == old.0, now.1 == old.1);
        assert!(same == (true, true) || same == (false, false), "half at step {step}");
        seen_old |= same.0;
        seen_new |= !same.0;
        let list =
            folder.run(&["hoofdstuk", "lijst", "policies", "--sjablonen", "regio", "--op", "2026-03-01"]).ends(0);
        let line = list.out.lines().find(|line| line.contains(" haven ")).unwrap().to_owned();
        let held = line.split_whitespace().nth(3).unwrap();
        assert_eq!(held, if same.0 { "1.0.0" } else { "1.1.0" }, "step {step}");
        if ran.status.success() {
            break;
        }
        if !same.0 {
            // Decided and not finished: from here on only what is new can be seen, and the next change finishes it.
            folder.run(&[&RENEW[..], &["--ja"]].concat()).ends(0);
            std::fs::remove_dir_all(folder.path("policies/Proef/.beleid-wijziging")).ok();
            std::fs::write(folder.path("policies/Proef/beleid.lock"), &old.0).unwrap();
            std::fs::write(folder.path(&format!("policies/Proef/{text}")), &old.1).unwrap();
        }
        assert!(step < 200);
    }
    assert!(seen_old && seen_new);
}
