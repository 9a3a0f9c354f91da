//! The public source set: it reads back as a dossier that says the same to the public, gives itself again, and holds
//! nothing that the public may not have.

mod support;

use beleid::judgement::figures::written;
use beleid::nouns::dossier::Dossier;
use beleid::nouns::public_files::public_files;
use beleid::nouns::record::Record;
use beleid::nouns::view::Audience;
use beleid::text::compose::{Given, compose_given};
use beleid::text::listing::listing;
use beleid::{Compiler, LIMITS, Report, Selection, SourceSet, Stand};
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
        let hard: Vec<String> = folder::told(&report).into_iter().filter(|line| line.contains("fout")).collect();
        assert!(hard.is_empty(), "{}: {hard:#?}", path.display());
    }
}

/// A document composed of the public set and of its disclosed figures is the document, in every block.
#[test]
fn the_public_set_gives_the_same_document() {
    let compiler = Compiler::built_in();
    let mut documents = 0;
    for path in folder::folders(&folder::root().join("policies")) {
        let (dossier, intake) = compiler.read(&folder::sources(&path));
        let dossier = dossier.unwrap();
        let back = compiler.read(&set(&dossier)).0.unwrap();
        for papers in [false, true] {
            for order in compiler.orders(&dossier, &Selection { papers, ..Selection::default() }) {
                if order.stand != Stand::Vastgesteld {
                    continue;
                }
                let Some(made) = compiler.compose(&dossier, &intake, &order).0 else { continue };
                let text = written::write(&made.told);
                let told = written::read(&text).unwrap();
                assert_eq!(written::write(&told), text);
                let library = dossier.lock.as_ref().unwrap().narrow(compiler.library());
                let again = compose_given(
                    &back,
                    &library,
                    &order,
                    (&Report::default(), &Given { told: Some(told), fingerprint: None }),
                    &mut Report::default(),
                )
                .unwrap();
                // The fingerprint is of the set itself.
                let lines = |listing: String| -> Vec<String> {
                    let kept = |line: &&str| !line.starts_with("Controlecode: ");
                    listing.lines().filter(kept).map(str::to_owned).collect()
                };
                let one = lines(listing(&made.manuscript, None));
                let two = lines(listing(&again.manuscript, None));
                let differs = one.iter().zip(&two).find(|(a, b)| a != b);
                assert!(one == two, "{} {}: {differs:?}", path.display(), order.document);
                documents += 1;
            }
        }
    }
    assert!(documents >= 8, "{documents}");
}
