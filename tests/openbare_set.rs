//! The public source set: it reads back as a dossier that says the same to the public, gives itself again, and holds
//! nothing that the public may not have.

mod support;

use beleid::nouns::public_files::public_files;
use beleid::nouns::record::Record;
use beleid::nouns::dossier::Dossier;
use beleid::nouns::view::Audience;
use beleid::{Compiler, LIMITS, SourceSet};
use support::folder;

fn set(dossier: &Dossier) -> SourceSet {
    let mut set = SourceSet::new(LIMITS);
    for (path, bytes) in public_files(dossier) {
        set.insert(&path, bytes).unwrap();
    }
    set
}

/// Without places: they say where, not what.
fn said(view: &impl Record) -> String {
    beleid::nouns::canonical::toml(&view.view(Audience::Openbaar))
}

#[test]
fn every_sample_reads_back_and_gives_itself_again() {
    let compiler = Compiler::built_in();
    for path in folder::folders(&folder::root().join("policies")) {
        let (dossier, _) = compiler.read(&folder::sources(&path));
        let dossier = dossier.unwrap();
        let public = set(&dossier);
        let (back, report) = compiler.read(&public);
        let back = back.unwrap_or_else(|| panic!("{}", folder::told(&report).join("\n")));
        assert_eq!(said(&back.gemeente), said(&dossier.gemeente));
        assert_eq!(said(&back.plan), said(&dossier.plan));
        assert_eq!(said(&back.organisatie), said(&dossier.organisatie));
        assert_eq!(public_files(&back), public_files(&dossier), "{}", path.display());
        let hard: Vec<String> =
            folder::told(&report).into_iter().filter(|line| line.contains("fout")).collect();
        assert!(hard.is_empty(), "{}: {hard:#?}", path.display());
    }
}
