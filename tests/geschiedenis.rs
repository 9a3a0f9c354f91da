//! The history of a fictional region (`tests/geschiedenis/`): its packs, the gemeenten that use them, and one wrong
//! sentence that stands in three plans until one fix is seen in each.

use std::collections::BTreeSet;

use beleid::ground::catalogue as rules;
use beleid::ground::diagnostic::Diagnostic;
use beleid::ground::glyphs::GlyphSet;
use beleid::judgement::bump::compare_chapters;
use beleid::nouns::layers::{Layer, Layers};
use beleid::nouns::pack::{self, MANIFEST, Package};
use beleid::nouns::version::{self, Level};
use beleid::text::compose::Composed;
use beleid::text::listing::listing;
use beleid::{Compiler, LIMITS, Report, Selection, SourceSet, built_in_templates};
use support::folder::{root, sources};

mod support;

const VERSIONS: [&str; 4] = ["1.0.0", "1.0.1", "1.1.0", "2.0.0"];

const WRONG: &str = "Regeerakkoord 2020";

/// The files below a folder of the history.
fn load(folder: &str) -> SourceSet {
    sources(&root().join("tests/geschiedenis").join(folder))
}

/// The pack of a version as the region sends it.
fn packed(version: &str) -> Vec<u8> {
    let files = load(&format!("regio-zilverstroom/{version}"));
    let (about, report) = pack::about(files.get(MANIFEST).unwrap(), &GlyphSet::every());
    let about = about.unwrap_or_else(|| panic!("{report:?}"));
    assert_eq!(about.versie.value.to_string(), version);
    pack::write(&about, &files, None).unwrap()
}

fn opened(version: &str) -> Package {
    let (package, report) = pack::read(&format!("{version}.zip"), &packed(version), &GlyphSet::every());
    package.unwrap_or_else(|| panic!("{report:?}"))
}

/// A compiler with the pack of a version over the program, without a word to tell.
fn compiler(version: &str) -> (Compiler, Layers) {
    let layer = Layer::pack(format!("{version}.zip"), &opened(version), None);
    let (layers, mut report) = Layers::stack(&[layer], &built_in_templates());
    let (compiler, told) = Compiler::new(layers.overrides());
    report.extend(told);
    // That a number went is a question to the maker, who answered it.
    let told: Vec<&Diagnostic> = report.sorted().into_iter().filter(|d| d.rule != &rules::VERSION_WORDS).collect();
    assert!(told.is_empty(), "{version}: {told:?}");
    (compiler, layers)
}

/// The plan of a gemeente, and what making it told.
fn plan(compiler: &Compiler, sources: &SourceSet, day: &str) -> (Composed, Report) {
    let (dossier, intake) = compiler.read(sources);
    let dossier = dossier.unwrap_or_else(|| panic!("{intake:?}"));
    let selection = Selection {
        documents: vec!["beleidsplan".into()],
        peildatum: Some(day.parse().unwrap()),
        ..Selection::default()
    };
    let order = compiler.orders(&dossier, &selection).remove(0);
    assert!(!order.stopped_by(&intake), "{intake:?}");
    let (composed, report) = compiler.compose(&dossier, &intake, &order);
    (composed.unwrap_or_else(|| panic!("{report:?}")), report)
}

/// The gemeente with what it uses held.
fn held(name: &str, version: &str, day: &str) -> SourceSet {
    let (compiler, layers) = compiler(version);
    let mut folder = load(&format!("gemeenten/{name}"));
    let (composed, _) = plan(&compiler, &folder, day);
    folder.insert("beleid.lock", compiler.hold(&composed.used, &layers).write().into_bytes()).unwrap();
    folder
}

fn chapter(composed: &Composed, id: &str) -> String {
    listing(&composed.manuscript, Some(id))
}

#[test]
fn the_packs_are_always_the_same_and_what_was_published_never_changes() {
    let mut before = SourceSet::new(LIMITS);
    for version in VERSIONS {
        assert_eq!(packed(version), packed(version));
        let files = opened(version).files;
        for old in before.iter().filter(|s| s.path().starts_with("hoofdstukken/")) {
            let now = files.get(old.path()).unwrap_or_else(|| panic!("{version} lost {}", old.path()));
            assert_eq!(now.bytes(), old.bytes(), "{version} {}", old.path());
        }
        before = files;
    }
    // One other character in what was published is noticed in the folder, in the pack and at every gemeente.
    let path = "hoofdstukken/afspraken-regio/1.0.0/hoofdstuk.md";
    let mut files = load("regio-zilverstroom/1.1.0");
    let text = files.get(path).unwrap().text().replace("vier keer", "drie keer");
    files.insert(path, text.into_bytes()).unwrap();
    let (about, _) = pack::about(files.get(MANIFEST).unwrap(), &GlyphSet::every());
    let bytes = pack::write(&about.unwrap(), &files, None).unwrap();
    let package = pack::read("regio.zip", &bytes, &GlyphSet::every()).0.unwrap();
    for layer in [Layer::folder("regio", &files), Layer::pack("regio.zip", &package, None)] {
        let place = layer.origin.shown(path);
        let (layers, report) = Layers::stack(&[layer], &built_in_templates());
        let told = report.of(&rules::PUBLISHED_CHANGED);
        assert_eq!(told.len(), 1, "{report:?}");
        assert_eq!(told[0].place.as_ref().unwrap().source.path(), place);
        assert!(told[0].title.starts_with("hoofdstuk `afspraken-regio` 1.0.0 is veranderd"), "{told:?}");
        let (intake_of_oeverdam, told) = (held("oeverdam", "1.0.0", "2026-01-31"), Compiler::new(layers.overrides()).0);
        assert_eq!(told.read(&intake_of_oeverdam).1.of(&rules::LOCK_CHANGED).len(), 1);
    }
}

#[test]
fn each_number_says_what_changed() {
    let (compiler, _) = compiler("2.0.0");
    let versions = &compiler.library().chapters["afspraken-regio"];
    let at = |text: &str| &versions[&version::parse(text).unwrap()];
    for (pair, level) in VERSIONS.windows(2).zip([Level::Patch, Level::Minor, Level::Major]) {
        let bump = compare_chapters(at(pair[0]), at(pair[1]));
        assert_eq!(bump.least(), level, "{pair:?} {bump:?}");
        assert_eq!(Level::between(&at(pair[0]).version, &at(pair[1]).version), Some(level));
    }
}

#[test]
fn one_fix_is_seen_in_every_plan_with_the_wrong_sentence() {
    let (fixed, _) = compiler("1.0.1");
    for name in ["oeverdam", "stroomwijk", "zilverbeek"] {
        let sources = held(name, "1.0.0", "2026-01-31");
        let (before, report) = plan(&compiler("1.0.0").0, &sources, "2026-01-31");
        assert!(chapter(&before, "afspraken-regio").contains(WRONG), "{name}");
        assert!(report.of(&rules::LOCK_NEWER).is_empty(), "{name}");
        // The region sends 1.0.1: the plan stays what it was, and says what is wrong with it.
        let (after, report) = plan(&fixed, &sources, "2026-01-31");
        assert_eq!(chapter(&after, "afspraken-regio"), chapter(&before, "afspraken-regio"));
        let told: Vec<String> =
            report.of(&rules::LOCK_NEWER).iter().map(|d| format!("{}\n{}", d.title, d.action)).collect();
        assert_eq!(
            told,
            [
                "van hoofdstuk `afspraken-regio` is er een nieuwere versie: 1.0.1 (alleen andere woorden)\nWat er anders is: Een Regeerakkoord 2020 bestaat niet. Die verwijzing is weggehaald. Er stond: ‘Volgens het Regeerakkoord 2020 is daar geld voor.’ Er staat nu: ‘Daar is geld voor.’ Deze gemeente houdt 1.0.0. Overnemen: beleid hoofdstuk actualiseer."
            ],
            "{name}"
        );
        let place = report.of(&rules::LOCK_NEWER)[0].place.clone().unwrap();
        assert_eq!((place.source.path(), place.text()), ("beleid.lock", "\"afspraken-regio\""));
        // Taken over: the sentence is gone, and nothing is left to tell.
        let (new, report) = plan(&fixed, &held(name, "1.0.1", "2026-01-31"), "2026-01-31");
        assert!(!chapter(&new, "afspraken-regio").contains(WRONG) && report.of(&rules::LOCK_NEWER).is_empty());
    }
}

#[test]
fn a_lock_is_obeyed_across_all_later_packs() {
    let sources = held("lindeoever", "1.0.0", "2026-01-31");
    let mut seen = BTreeSet::new();
    for (version, day, newest) in
        [("1.0.1", "2026-02-20", "1.0.1"), ("1.1.0", "2026-04-15", "1.1.0"), ("2.0.0", "2026-09-15", "2.0.0")]
    {
        let (compiler, _) = compiler(version);
        let (composed, report) = plan(&compiler, &sources, day);
        let used = composed.used.iter().find(|key| key.name == "afspraken-regio").unwrap();
        assert_eq!(used.version, version::parse("1.0.0"), "{version}");
        let told = report.of(&rules::LOCK_NEWER);
        assert!(told.iter().any(|d| d.title.contains(newest)), "{version}: {told:?}");
        // The words of each version that was passed by, oldest first.
        assert!(told[0].action.contains("Een Regeerakkoord 2020 bestaat niet."), "{told:?}");
        seen.insert(chapter(&composed, "afspraken-regio"));
        // Without lock it follows the region.
        let open = plan(&compiler, &load("gemeenten/oeverdam"), day).0;
        let used = open.used.iter().find(|key| key.name == "afspraken-regio").unwrap();
        assert_eq!(used.version, version::parse(newest));
    }
    assert_eq!(seen.len(), 1, "the chapter stayed as it was");
    assert!(seen.iter().all(|text| text.contains("in ons gemeentehuis")), "the paragraph of the gemeente itself");
}

/// Lindeoever takes over one version after the other. What the region adds beside her own paragraph comes in by itself;
/// what it changes in that paragraph is told in words, and her own words stay.
#[test]
fn the_gemeente_that_adapted_a_paragraph_goes_along_across_all_versions() {
    const PATH: &str = "teksten/afspraken-regio/overleg.vervangt.md";
    let mut folder = held("lindeoever", "1.0.0", "2026-01-31");
    for (version, day, came, conflicts) in [
        ("1.0.1", "2026-02-20", "vier keer per jaar", 0),
        ("1.1.0", "2026-04-15", "Wie niet kan komen, stuurt een vervanger.", 0),
        ("2.0.0", "2026-09-15", "De regio heeft een eigen team.", 1),
    ] {
        let (compiler, layers) = compiler(version);
        let (dossier, intake) = compiler.read(&folder);
        let dossier = dossier.unwrap_or_else(|| panic!("{intake:?}"));
        let renewals = compiler.renewals(dossier.lock.as_ref().unwrap(), day.parse().unwrap());
        assert_eq!(renewals.len(), 1, "{renewals:?}");
        let renewed = compiler.renew(&dossier, &renewals[0], &layers);
        let told: Vec<&String> = renewed.texts.iter().flat_map(|text| &text.conflicts).collect();
        assert_eq!(told.len(), conflicts, "{version}: {told:?}");
        assert!(
            told.iter().all(|t| t.contains("De voorzitter is de burgemeester van de grootste gemeente.")),
            "{told:?}"
        );
        for text in &renewed.texts {
            folder.insert(&text.path, text.new.clone().into_bytes()).unwrap();
        }
        folder.insert("beleid.lock", renewed.dossier.lock.unwrap().write().into_bytes()).unwrap();
        let own = folder.get(PATH).unwrap().text().to_owned();
        assert!(own.contains(came) && own.contains("De voorzitter komt dit jaar uit Lindeoever"), "{version}: {own}");
        let shown = chapter(&plan(&compiler, &folder, day).0, "afspraken-regio");
        assert!(shown.contains(came) && shown.contains("in ons gemeentehuis") && !shown.contains(WRONG), "{shown}");
    }
}

#[test]
fn a_plan_with_the_last_pack_is_a_pdf() {
    let (compiler, _) = compiler("2.0.0");
    let (dossier, intake) = compiler.read(&load("gemeenten/zilverbeek"));
    let selection = Selection {
        documents: vec!["beleidsplan".into()],
        peildatum: Some("2026-09-15".parse().unwrap()),
        ..Selection::default()
    };
    let dossier = dossier.unwrap();
    let order = compiler.orders(&dossier, &selection).remove(0);
    let (edition, report) = compiler.compile(&dossier, &intake, &order);
    let edition = edition.unwrap_or_else(|| panic!("{report:?}"));
    assert!(edition.pdf.starts_with(b"%PDF-") && edition.pages > 5);
    let text = listing(&edition.manuscript, None);
    for part in ["Het regionale team", "Nieuwe medewerkers van Zilverbeek", "mag altijd bellen met het meldpunt"] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains(WRONG));
}

/// The gemeente that adapted a paragraph wrote it over the first version, and changed nothing else.
#[test]
fn the_adapted_text_differs_in_one_paragraph() {
    let own = load("gemeenten/lindeoever");
    let own = own.get("teksten/afspraken-regio/overleg.vervangt.md").unwrap().text().to_owned();
    let first = opened("1.0.0").files;
    let first = first.get("hoofdstukken/afspraken-regio/1.0.0/hoofdstuk.md").unwrap().text();
    let differ: Vec<&str> = own.split("\n\n").filter(|paragraph| !first.contains(paragraph.trim())).collect();
    assert_eq!(differ.len(), 1, "{differ:?}");
}
