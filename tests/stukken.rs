//! Which papers for a decision are made of a dossier, and what someone hears who asks for another.
//!
//! What stands in them is in `tests/cases/stukken/` and in the golden documents; their PDFs are in `conformance`.

mod support;

use beleid::text::manuscript::Form;
use beleid::{Compiler, Dossier, Selection};
use support::folder;

const GEMEENTE: (&str, &str) = ("gemeente.toml", "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n");

fn dossier(compiler: &Compiler, body: &str) -> Dossier {
    let plan = format!("datum = 2026-01-31\n{body}");
    let year = ("jaren/2025/jaar.toml", "samenvatting = \"Een jaar.\"\n");
    compiler.read(&folder::memory(&[GEMEENTE, ("beleidsplan.toml", &plan), year])).0.expect("a dossier")
}

fn asked(compiler: &Compiler, body: &str, documents: &[&str], papers: bool) -> Vec<String> {
    let documents = documents.iter().map(|d| (*d).to_owned()).collect();
    let selection = Selection { documents, papers, ..Selection::default() };
    compiler.orders(&dossier(compiler, body), &selection).into_iter().map(|o| o.document).collect()
}

#[test]
fn the_body_that_adopts_decides_which_papers_there_are() {
    let compiler = Compiler::built_in();
    let usual = ["basisniveau-verslag", "beleidsplan"];
    for body in ["", "orgaan = \"raad\"", "orgaan = \"college\"", "orgaan = \"burgemeester\""] {
        assert_eq!(asked(&compiler, body, &[], false), usual, "nobody asked for papers: {body}");
    }
    let papers = |body: &str| -> Vec<String> {
        let all = asked(&compiler, body, &[], true);
        assert_eq!(all[..2], usual);
        all[2..].to_vec()
    };
    assert_eq!(papers("orgaan = \"raad\""), ["raadsbesluit", "raadsvoorstel", "samenvatting"]);
    let college = ["collegebesluit", "collegevoorstel", "raadsinformatiebrief", "samenvatting"];
    assert_eq!(papers("orgaan = \"college\""), college);
    assert_eq!(papers("orgaan = \"burgemeester\""), college);
    assert_eq!(papers(""), ["samenvatting"]);
}

#[test]
fn a_name_asks_for_that_document_alone() {
    let compiler = Compiler::built_in();
    let college = "orgaan = \"college\"";
    assert_eq!(asked(&compiler, college, &["collegebesluit"], false), ["collegebesluit"]);
    assert_eq!(asked(&compiler, college, &["beleidsplan", "samenvatting"], false), ["beleidsplan", "samenvatting"]);
    let both = asked(&compiler, "orgaan = \"raad\"", &["beleidsplan"], true);
    assert_eq!(both, ["beleidsplan", "raadsbesluit", "raadsvoorstel", "samenvatting"]);
}

#[test]
fn a_paper_of_another_body_is_refused_and_says_why() {
    let compiler = Compiler::built_in();
    let dossier = dossier(&compiler, "orgaan = \"college\"");
    let selection = Selection { documents: vec!["raadsbesluit".into()], ..Selection::default() };
    let orders = compiler.orders(&dossier, &selection);
    assert_eq!(orders.len(), 1, "it is not silently left out");
    let (edition, report) = compiler.compile(&dossier, &Default::default(), &orders[0]);
    assert!(edition.is_none());
    let told = folder::told(&report);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("S621 beleidsplan.toml:2:10 "), "{told:?}");
}

/// The gemeente itself can write below a chapter of a paper, as it can in the plan.
#[test]
fn a_paper_takes_own_text_and_is_a_paper() {
    let compiler = Compiler::built_in();
    let files = [GEMEENTE, ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n")];
    let own = ("teksten/raadsvoorstel-toelichting.md", "## Nog iets\n\nDit schreef de gemeente zelf.\n");
    let (dossier, intake) = compiler.read(&folder::memory(&[files[0], files[1], own]));
    let dossier = dossier.expect("a dossier");
    let selection = Selection { documents: vec!["raadsvoorstel".into()], ..Selection::default() };
    let order = compiler.orders(&dossier, &selection).remove(0);
    let edition = compiler.compile(&dossier, &intake, &order).0.expect("a paper");
    assert_eq!(edition.file_name, "raadsvoorstel.pdf");
    assert_eq!(edition.manuscript.style.form, Form::Paper);
    let listing = beleid::text::listing::listing(&edition.manuscript, None);
    assert!(listing.contains("Dit schreef de gemeente zelf."), "{listing}");
    assert!(compiler.shared_text(&dossier, "raadsvoorstel-toelichting", None).is_some(), "and can begin from ours");
}
