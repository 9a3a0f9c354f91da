//! Amendments: the adopted text differs from the proposal by them and by nothing else, sealed or not, in whatever order
//! they stand.

mod support;

use std::process::Command;

use beleid::ground::catalogue as rules;
use beleid::nouns::public_files::public_files;
use beleid::text::difference::compare;
use beleid::text::listing::listing;
use beleid::text::manuscript::{Block, Manuscript, plain};
use beleid::text::trace;
use beleid::{Compiler, Dossier, Order, Report, Selection, SourceSet, Stand, Verdict};
use support::folder;

const HEAD: &str = "datum = 2026-02-12\ntitel = \"Anders\"\nbesluit = \"aangenomen\"\n";

/// The council's changes of the rich sample: words in one sentence, words in a text of the data, a date, an amount.
const AMENDMENTS: [&str; 3] = [
    "[[amendement.wijziging]]\noud = \"Het is nu beleid van de gemeente Glazerveen.\"\nnieuw = \"Het is nu *beleid* van {{ gemeente }} en #set van `ons`.\"\n",
    "[[amendement.wijziging]]\nbestand = \"beleidsplan.toml\"\nveld = \"ambitie\"\noud = \"Wij wachten daarbij niet op een strafzaak.\"\nnieuw = \"Wij wachten nooit op een strafzaak.\"\n",
    "[[amendement.wijziging]]\nbestand = \"maatregelen.csv\"\nrij = \"alg-02\"\nveld = \"eind\"\noud = 2027-12-31\nnieuw = 2027-09-14\n\n[[amendement.wijziging]]\nbestand = \"beleidsplan.toml\"\nveld = \"middelen.bedrag\"\nrij = \"capaciteit-2027\"\noud = \"98.000\"\nnieuw = 98765\n",
];

/// What a reader sees of them, apart from amounts that are counted together.
const CHANGED: [(&str, &str); 4] = [
    ("Het is nu beleid van de gemeente Glazerveen.", "Het is nu *beleid* van {{ gemeente }} en #set van `ons`."),
    ("Wij wachten daarbij niet op een strafzaak.", "Wij wachten nooit op een strafzaak."),
    ("1-3-2025 – 31-12-2027", "1-3-2025 – 14-9-2027"),
    ("€ 98.000", "€ 98.765"),
];

/// The sums that go with the amount: of its row, of its year, of all.
const SUMS: [(&str, &str); 3] = [("€ 386.000", "€ 386.765"), ("€ 238.000", "€ 238.765"), ("€ 993.000", "€ 993.765")];

fn sources(amendments: &[&str]) -> SourceSet {
    // As it was before its council decided: what was decided then is kept without amendments.
    let mut set = SourceSet::new(beleid::LIMITS);
    let sample = folder::sources(&folder::root().join("policies/glazerveen"));
    for source in sample.iter().filter(|source| !source.path().starts_with("vastgesteld/")) {
        set.insert(source.path(), folder::without_fingerprint(source)).unwrap();
    }
    let blocks = amendments.iter().enumerate();
    let text: String = blocks.map(|(n, a)| format!("[[amendement]]\nnummer = \"A{n}\"\n{HEAD}\n{a}\n")).collect();
    set.insert("amendementen.toml", text.into_bytes()).unwrap();
    set
}

fn read(compiler: &Compiler, amendments: &[&str]) -> (Dossier, Report) {
    let (dossier, intake) = compiler.read(&sources(amendments));
    (dossier.unwrap_or_else(|| panic!("{:#?}", folder::told(&intake))), intake)
}

fn order(compiler: &Compiler, dossier: &Dossier, document: &str) -> Order {
    let documents = vec![document.to_owned()];
    compiler.orders(dossier, &Selection { documents, ..Selection::default() }).remove(0)
}

/// The proposal and the adopted text.
fn both(compiler: &Compiler, amendments: &[&str], document: &str) -> (Manuscript, Manuscript) {
    let (dossier, intake) = read(compiler, amendments);
    let order = order(compiler, &dossier, document);
    let (made, report) = compiler.compose_amended(&dossier, &intake, &order);
    let (old, new) = made.unwrap_or_else(|| panic!("{:#?} {:#?}", folder::told(&intake), folder::told(&report)));
    (old.manuscript, new.manuscript)
}

/// As lines, with plain spaces.
fn shown(manuscript: &Manuscript) -> String {
    listing(manuscript, None).replace('\u{a0}', " ")
}

/// Without the section that lists the amendments.
fn unlisted(manuscript: &Manuscript) -> Manuscript {
    let mut out = manuscript.clone();
    for chapter in out.chapters.iter_mut().filter(|chapter| chapter.id == "vaststelling") {
        let mut listing = false;
        chapter.nodes.retain(|node| {
            if let Block::Heading { text, .. } = &node.block {
                listing = plain(text) == "Wijzigingen door de raad";
            }
            !listing
        });
        for node in &mut chapter.nodes {
            if let Block::Heading { number: Some(number), .. } = &mut node.block {
                *number = number.replace(".3", ".2");
            }
        }
    }
    out
}

#[test]
fn the_adopted_text_is_the_proposal_with_exactly_the_amendments() {
    let compiler = Compiler::built_in();
    let (old, new) = both(&compiler, &AMENDMENTS, "beleidsplan");
    let (old, new) = (shown(&old), shown(&unlisted(&new)));
    assert_eq!(old.lines().count(), new.lines().count());
    let mut differs = Vec::new();
    for (old, new) in old.lines().zip(new.lines()).filter(|(old, new)| old != new) {
        let expected = CHANGED.iter().chain(&SUMS).fold(old.to_owned(), |line, (was, new)| line.replace(was, new));
        assert_eq!(expected, new, "{differs:#?}");
        differs.push(new.to_owned());
    }
    for (_, becomes) in CHANGED {
        assert!(differs.iter().any(|line| line.contains(becomes)), "{becomes}: {differs:#?}");
    }
    assert_eq!(differs.len(), 7, "{differs:#?}");
}

#[test]
fn the_comparison_shows_only_chapters_that_the_council_changed() {
    let compiler = Compiler::built_in();
    let (old, new) = both(&compiler, &AMENDMENTS[..1], "beleidsplan");
    let difference = compare(&old, &new);
    let changed: Vec<&str> =
        difference.chapters.iter().filter(|c| !c.is_same()).map(|c| c.chapter().unwrap().id.as_str()).collect();
    assert_eq!(changed, ["vaststelling"]);
    let unlisted = unlisted(&new);
    let difference = compare(&old, &unlisted);
    let changes = difference.chapters.iter().flat_map(|c| &c.blocks).filter(|change| !change.is_same()).count();
    assert_eq!(changes, 1, "one sentence");
    let (same, other) = both(
        &compiler,
        &["[[amendement.wijziging]]\nbestand = \"beleidsplan.toml\"\nveld = \"trainingsdoel\"\noud = 80\nnieuw = 90\n"],
        "samenvatting",
    );
    assert_eq!(listing(&same, None), listing(&other, None), "a summary without the figure does not change");
}

#[test]
fn the_order_of_amendments_means_nothing() {
    let compiler = Compiler::built_in();
    let reversed: Vec<&str> = AMENDMENTS.iter().rev().copied().collect();
    let (one, two) = (both(&compiler, &AMENDMENTS, "beleidsplan").1, both(&compiler, &reversed, "beleidsplan").1);
    assert!(listing(&unlisted(&one), None) == listing(&unlisted(&two), None));
}

#[test]
fn what_was_adopted_is_sealed_with_the_amendments_and_the_proposal_is_not_changed() {
    let compiler = Compiler::built_in();
    let (dossier, intake) = read(&compiler, &AMENDMENTS);
    let words = CHANGED[1].1;
    for (document, holds) in [("beleidsplan", true), ("raadsbesluit", false), ("raadsvoorstel", false)] {
        let order = order(&compiler, &dossier, document);
        assert_eq!(order.stand, Stand::Vastgesteld);
        let (edition, report) = compiler.compile(&dossier, &intake, &order);
        let edition = edition.unwrap_or_else(|| panic!("{document}: {:#?}", folder::told(&report)));
        assert!(matches!(compiler.verify(&edition.pdf), Verdict::Same { .. }), "{document}");
        let text = listing(&edition.manuscript, None);
        assert_eq!(text.contains(words), holds, "{document}");
        assert_eq!(text.contains("met inachtneming van de aangenomen amendementen A0"), document == "raadsbesluit");
        assert_eq!(text.contains("98.765"), document == "beleidsplan", "{document}");
    }
    let ontwerp = Order { stand: Stand::Ontwerp, ..order(&compiler, &dossier, "beleidsplan") };
    let proposal = compiler.compose(&dossier, &intake, &ontwerp).0.unwrap();
    let text = shown(&proposal.manuscript);
    assert!(!text.contains("Wijzigingen door de raad"));
    for (was, new) in &CHANGED[1..] {
        assert!(text.contains(was) && !text.contains(new), "{was}: {new}");
    }
}

#[test]
fn the_public_set_has_the_amendments_once() {
    let compiler = Compiler::built_in();
    let rejected =
        "\n[[amendement]]\nnummer = \"Z9\"\ndatum = 2026-02-12\ntitel = \"Niets\"\nbesluit = \"verworpen\"\n";
    let mut set = sources(&AMENDMENTS);
    let text = set.get("amendementen.toml").unwrap().text().to_owned() + rejected;
    set.insert("amendementen.toml", text.into_bytes()).unwrap();
    let dossier = compiler.read(&set).0.unwrap();
    let files = public_files(&dossier);
    let named = |name: &str| String::from_utf8(files.iter().find(|(path, _)| path == name).unwrap().1.clone()).unwrap();
    assert!(named("amendementen.toml").contains("98765") && !named("amendementen.toml").contains("Z9"));
    assert!(named("beleidsplan.toml").contains("98000") && !named("beleidsplan.toml").contains("98765"));
    let mut public = SourceSet::new(beleid::LIMITS);
    files.iter().for_each(|(path, bytes)| public.insert(path, bytes.clone()).unwrap());
    let (back, report) = compiler.read(&public);
    assert_eq!(public_files(&back.unwrap()), files, "{:#?}", folder::told(&report));
}

#[test]
fn every_new_word_and_value_knows_its_amendment() {
    let compiler = Compiler::built_in();
    let (dossier, intake) = read(&compiler, &AMENDMENTS);
    let composed = compiler.compose(&dossier, &intake, &order(&compiler, &dossier, "beleidsplan")).0.unwrap();
    for asked in [CHANGED[0].1, CHANGED[1].1, "14-9-2027", "98.765"] {
        let found = trace::find(&composed.manuscript, asked);
        let told = found.iter().flat_map(|f| &f.node.values).flat_map(|v| &v.from);
        assert!(told.into_iter().any(|place| place.source.path() == "amendementen.toml"), "{asked}: {found:?}");
    }
    let found = trace::find(&composed.manuscript, CHANGED[0].1);
    let rule = found.iter().flat_map(|f| &f.values).find_map(|v| v.rule.clone());
    assert_eq!(rule.as_deref(), Some("amendement A0 van 12 februari 2026"));
}

#[test]
fn an_amendment_can_fill_what_an_adoption_needs() {
    let plan = "datum = 2026-01-31\norgaan = \"raad\"\n\n[looptijd]\nvan = 2026-01-01\n\n[[indicatoren]]\nid = \"i1\"\ndoel = \"d1\"\nnaam = \"Getraind\"\nstreefjaar = 2028\n\n[[doelen]]\nid = \"d1\"\ntitel = \"Zicht\"\n";
    let change = "[[amendement.wijziging]]\nbestand = \"beleidsplan.toml\"\nveld = \"indicatoren.streefwaarde\"\nrij = \"i1\"\noud = \"\"\nnieuw = 90\n";
    let amendment = format!("[[amendement]]\nnummer = \"A1\"\n{HEAD}\n{change}");
    let gemeente = "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n";
    let compiler = Compiler::built_in();
    let gaps = |files: &[(&str, &str)]| {
        let report = compiler.read(&folder::memory(files)).1;
        report.of(&rules::UNKNOWN_VASTGESTELD).iter().filter(|d| d.title.contains("streefwaarde")).count()
    };
    let without = [("gemeente.toml", gemeente), ("beleidsplan.toml", plan)];
    assert_eq!(gaps(&without), 1);
    assert_eq!(gaps(&[without[0], without[1], ("amendementen.toml", &amendment)]), 0);
}

#[test]
fn the_command_compares_the_proposal_with_the_adopted_text() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("amendement");
    let _ = std::fs::remove_dir_all(&folder);
    for source in sources(&AMENDMENTS).iter() {
        let path = folder.join("g").join(source.path());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, source.bytes()).unwrap();
    }
    let run = |arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_beleid")).args(arguments).current_dir(&folder).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let (code, out, err) = run(&["vergelijk", "g", "--amendementen", "--naar", "ww.pdf"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("was:   het voorstel\n  wordt: de tekst met de aangenomen amendementen"), "{out}");
    assert!(out.contains("31-12-2027 → 14-9-2027"), "{out}");
    assert!(folder.join("ww.pdf").exists());
    std::fs::remove_file(folder.join("g/amendementen.toml")).unwrap();
    let (code, _, err) = run(&["vergelijk", "g", "--amendementen"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("in `g` staat geen aangenomen amendement"), "{err}");
    let (code, _, err) = run(&["vergelijk", "g"]);
    assert!(code == Some(2) && err.contains("<NIEUW>"), "{err}");
}

/// What was adopted with amendments is the text that a next version begins with.
#[test]
fn a_next_version_begins_with_the_amendments_of_the_last() {
    let place = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("amendement-daarna");
    let _ = std::fs::remove_dir_all(&place);
    let folder = place.join("g");
    for source in sources(&AMENDMENTS[1..]).iter() {
        let path = folder.join(source.path());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, source.bytes()).unwrap();
    }
    let run = |arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_beleid")).args(arguments).current_dir(&place).output().unwrap();
        assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
    };
    run(&["stel-vast", "g", "--aanvaard", "K112=gezien", "--aanvaard", "L166=gezien"]);
    run(&["wijzig", "g", "--soort", "actualisatie", "--datum", "2026-10-01"]);
    let compiler = Compiler::built_in();
    let (dossier, intake) = compiler.read(&folder::sources(&folder));
    let dossier = dossier.unwrap();
    assert!(dossier.amendementen.all.iter().all(|one| one.is_earlier()));
    let asked = order(&compiler, &dossier, "beleidsplan");
    assert_eq!(asked.stand, Stand::Concept);
    let text = shown(&compiler.compose(&dossier, &intake, &asked).0.unwrap().manuscript);
    for (_, new) in &CHANGED[1..] {
        assert!(text.contains(new), "{new}");
    }
    assert!(!text.contains("Wijzigingen door de raad"));
}
