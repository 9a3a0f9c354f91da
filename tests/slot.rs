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
