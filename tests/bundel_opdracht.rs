//! `beleid bundel` as a person meets it: what it prints, what it writes, and its exit code.

#![cfg(feature = "cli")]

#[path = "support/person.rs"]
mod person;

use beleid::seal::publication::read_bundle;
use person::Folder;

const DECISION: &str = "orgaan = \"raad\"\ndatum = 2026-03-12\nkenmerk = \"R-2026-8\"\n";

#[test]
fn what_is_not_adopted_is_refused_with_everything_that_is_missing() {
    let folder = Folder::new().with("Proef").file("policies/Proef/jaren/2025/jaar.toml", "");
    let ran = folder.run(&["bundel"]).ends(1);
    assert_eq!(ran.out, "Proef: geen bundel gemaakt\n");
    assert_eq!(ran.err.matches("fout U101").count(), 2, "{}", ran.err);
    assert!(
        !folder.path("out/Proef").exists() || std::fs::read_dir(folder.path("out/Proef")).unwrap().next().is_none()
    );

    // A decision alone is not enough for publication.
    let folder = folder.file("policies/Proef/vaststelling.toml", DECISION);
    let ran = folder.run(&["bundel", "--document", "beleidsplan", "policies/Proef"]).ends(1);
    for key in ["citeertitel", "inwerkingtreding", "grondslag", "rubriek", "zaaknummer"] {
        assert!(ran.err.contains(&format!("U102  voor de bekendmaking ontbreekt `{key}`")), "{key}: {}", ran.err);
    }
    // What adoption itself asks is told in the same run.
    assert!(ran.err.contains("fout S6") || ran.err.contains("nog niet bekend"), "{}", ran.err);
}

#[test]
fn a_concept_bundle_says_that_it_is_one() {
    let folder = Folder::new().with("Proef").file("policies/Proef/jaren/2025/jaar.toml", "");
    let ran = folder.run(&["bundel", "--concept", "policies/Proef"]).ends(0);
    assert!(
        ran.out.starts_with("Proef: bundel met 5 documenten in out/Proef/gm9901-bundel-concept.zip\n"),
        "{}",
        ran.out
    );
    let path = folder.path("out/Proef/gm9901-bundel-concept.zip");
    let first = std::fs::read(&path).unwrap();
    let bundle = read_bundle(&first).unwrap();
    let names: Vec<&str> = bundle.pdfs().map(|f| f.path).collect();
    assert_eq!(
        names,
        [
            "documenten/gm9901-basisniveau-verslag-2025-concept.pdf",
            "documenten/gm9901-beleidsplan-concept.pdf",
            "documenten/gm9901-raadsbesluit-concept.pdf",
            "documenten/gm9901-raadsvoorstel-concept.pdf",
            "documenten/gm9901-samenvatting-concept.pdf"
        ]
    );
    let index = bundle.files.iter().find(|f| f.path == "index.html").unwrap();
    assert!(String::from_utf8_lossy(index.bytes).contains("niet alles in deze bundel is vastgesteld"));
    assert!(ran.out.contains(&beleid::ground::hash::sha256(&first)), "{}", ran.out);

    // Nothing else is left, and the next time gives the same bytes.
    let left: Vec<_> = std::fs::read_dir(folder.path("out/Proef")).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    folder.run(&["bundle", "--concept", "policies/Proef"]).ends(0);
    assert!(std::fs::read(&path).unwrap() == first);

    // Another stand is named, as are documents that are left out.
    let ran = folder.run(&["bundel", "--stand", "ontwerp", "--document", "beleidsplan", "--uit", "weg"]);
    assert!(ran.code == Some(1) && ran.err.contains("fout"), "a gap of an ontwerp stops it: {}", ran.err);
}

#[test]
fn the_papers_come_with_it_unless_someone_leaves_them_out() {
    let folder = Folder::new()
        .with("Proef")
        .file("policies/Proef/jaren/2024/jaar.toml", "")
        .file("policies/Proef/jaren/2025/jaar.toml", "");
    let pdfs = |arguments: &[&str], code| {
        let ran = folder.run(&[&["bundel", "--concept"], arguments].concat()).ends(code);
        assert!(!ran.err.contains("S623"), "{}", ran.err);
        let bytes = std::fs::read(folder.path("out/Proef/gm9901-bundel-concept.zip")).unwrap();
        let bundle = read_bundle(&bytes).unwrap();
        let name = |path: &str| path.replace("documenten/gm9901-", "").replace("-concept.pdf", "");
        bundle.pdfs().map(|f| name(f.path)).collect::<Vec<_>>()
    };
    let papers = ["raadsbesluit", "raadsvoorstel", "samenvatting"];
    let all: Vec<&str> = ["basisniveau-verslag-2025", "beleidsplan"].into_iter().chain(papers).collect();
    assert_eq!(pdfs(&[], 0), all);
    let older = pdfs(&["--zonder-stukken", "--jaar", "2024"], 0);
    assert_eq!(older, ["basisniveau-verslag-2024", "beleidsplan"]);
    assert_eq!(pdfs(&["--document", "beleidsplan"], 0), ["beleidsplan"]);
    assert_eq!(pdfs(&["--document", "raadsbesluit"], 0), ["raadsbesluit"]);
    // A paper of another body is asked by name only by mistake.
    let ran = folder.run(&["bundel", "--concept", "--document", "collegebesluit"]).ends(1);
    assert!(ran.err.contains("S621"), "{}", ran.err);

    // Which papers there must be is not known yet; that is told, although it is no fault.
    let folder = folder.file("policies/Proef/beleidsplan.toml", "datum = 2026-01-31\n");
    let ran = folder.run(&["bundel", "--concept"]).ends(0);
    assert!(ran.out.starts_with("Proef: bundel met 3 documenten") && ran.err.contains("S623"), "{}", ran.err);
}

#[test]
fn wrong_arguments_and_places_are_told() {
    let folder = Folder::new().with("Proef").file("bestand", "");
    let ran = folder.run(&["bundel", "--document", "beleidsplam"]).ends(2);
    assert!(ran.err.contains("Bedoelt u `beleidsplan`?"), "{}", ran.err);
    assert!(folder.run(&["bundel", "nergens"]).ends(2).err.contains("U801"));
    let ran = folder.run(&["bundel", "--concept", "--uit", "bestand/daar"]).ends(2);
    assert!(ran.err.contains("U801"), "{}", ran.err);
    // A broken file stops the bundle as it stops a build.
    let folder = folder.file("policies/Proef/beleidsplan.toml", "datum = \"31-02-2026\"\n");
    let ran = folder.run(&["bundel", "--concept"]).ends(1);
    assert!(ran.err.contains("D204"), "{}", ran.err);
}
