//! Makes the documents of a gemeente that exists in memory only.

use beleid::{Compiler, LIMITS, Selection, SourceSet};

fn main() {
    let mut sources = SourceSet::new(LIMITS);
    for (path, text) in [
        ("gemeente.toml", "naam = \"Voorbeeldstad\"\ncode = \"GM9999\"\nfictief = true\n"),
        ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n"),
    ] {
        sources.insert(path, text.into()).expect("two small files are within the limits");
    }
    let compiler = Compiler::built_in();
    let (dossier, intake) = compiler.read(&sources);
    let Some(dossier) = dossier else {
        return intake.sorted().iter().for_each(|d| println!("{}: {}", d.rule.code, d.title));
    };
    for order in compiler.orders(&dossier, &Selection::default()) {
        let (edition, report) = compiler.compile(&dossier, &intake, &order);
        for diagnostic in report.sorted() {
            println!("{}: {}", diagnostic.rule.code, diagnostic.title);
        }
        if let Some(edition) = edition {
            println!("{}: {} pages, {} bytes", edition.file_name, edition.pages, edition.pdf.len());
        }
    }
}
