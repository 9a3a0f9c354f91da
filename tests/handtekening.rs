//! Who stands for an adopted document, and what it follows: every answer that a signature and a chain can give.

#[cfg(feature = "cli")]
#[path = "support/person.rs"]
mod person;
mod support;

use std::sync::Arc;

use beleid::ground::glyphs::GlyphSet;
use beleid::ground::hash::Hash;
use beleid::ground::signature::{Purpose, SecretKey};
use beleid::ground::source::Source;
use beleid::nouns::adopted::AdoptedPaths;
use beleid::nouns::pack::{self, Sleutels, Trust};
use beleid::seal::attachments::attachments;
use beleid::seal::chain::{Predecessor, Relation, Sealing};
use beleid::seal::changed::write_sums;
use beleid::seal::signed::{NAME, Sign, Signed, Signer, check};
use beleid::seal::source_set::{MANIFEST, SOURCES};
use beleid::{Compiler, Selection, Stand, Verdict};
use chrono::NaiveDate;
use proptest::prelude::*;
use support::folder;

fn own() -> SecretKey {
    SecretKey::new(&[7; 32])
}

fn other() -> SecretKey {
    SecretKey::new(&[8; 32])
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A list that trusts a key from 2026 up to and including 2027.
fn list(key: &SecretKey) -> String {
    format!(
        "[[sleutels]]\nnaam = \"Gemeente Kleinemeer\"\nsleutel = \"{}\"\ngeldig_van = 2026-01-01\ngeldig_tot = 2027-12-31\n",
        key.public()
    )
}

fn keys(text: &str) -> Sleutels {
    let source = Arc::new(Source::new("sleutels.toml", text.as_bytes().to_vec()));
    pack::keys(&source, &GlyphSet::every()).0.unwrap()
}

/// The adopted document of this kind of a sample.
fn adopted(compiler: &Compiler, document: &str, sealing: &Sealing) -> Vec<u8> {
    let (dossier, intake) = compiler.read(&folder::sources(&folder::root().join("policies/kleinemeer")));
    let dossier = dossier.unwrap();
    let selection = Selection { documents: vec![document.into()], ..Selection::default() };
    let order = &compiler.orders(&dossier, &selection)[0];
    assert_eq!(order.stand, Stand::Vastgesteld);
    let (edition, report) = compiler.compile_after(&dossier, &intake, order, sealing);
    edition.unwrap_or_else(|| panic!("{}", folder::told(&report).join("\n"))).pdf
}

/// The same document with this file as its signature.
fn with_signature(compiler: &Compiler, pdf: &[u8], signed: Signed) -> Vec<u8> {
    let mut inside = attachments(pdf).unwrap();
    inside.insert(NAME.into(), signed.write());
    compiler.remake(&inside).unwrap().pdf
}

#[test]
fn a_signature_goes_inside_and_changes_nothing_else() {
    let compiler = Compiler::built_in();
    let plain = adopted(&compiler, "beleidsplan", &Sealing::ALONE);
    let (signed, made) = compiler.sign(&plain, &own()).unwrap();
    let (before, after) = (attachments(&plain).unwrap(), attachments(&made.pdf).unwrap());
    assert!(before.iter().all(|(name, bytes)| after[name] == *bytes) && after.len() == before.len() + 1);
    assert_eq!(Signed::read(&after[NAME]), Some(signed));
    // Who has the signature already makes the same.
    let sealing = Sealing { signature: Some(signed), ..Sealing::ALONE };
    assert!(adopted(&compiler, "beleidsplan", &sealing) == made.pdf);

    let (bare, verified) = (compiler.examine(&plain), compiler.examine(&made.pdf));
    assert!(matches!(verified.verdict, Verdict::Same { .. }));
    assert_eq!(verified.verdict, bare.verdict);
    assert_eq!((bare.sign, verified.sign), (Sign::Missing, Sign::Fits(own().public())));
    assert_eq!(verified.hash, Some(Hash::of(&after[MANIFEST])));
    assert_eq!(verified.hash, verified.verdict.manifest().map(|manifest| manifest.hash()));

    // The signature of another document is told, though the document itself is what its sources give.
    let wrong = with_signature(&compiler, &plain, Signed::sign(&own(), b"{}"));
    let verified = compiler.examine(&wrong);
    assert!(matches!(verified.verdict, Verdict::Same { .. }));
    assert_eq!(verified.sign, Sign::Wrong);

    // What was changed cannot be signed here.
    let mut other = plain.clone();
    let at = other.windows(9).position(|w| w == b"<dc:title").unwrap();
    other[at + 60] ^= 1;
    assert!(compiler.sign(&other, &own()).is_none());
}

#[test]
fn each_kind_of_key_has_its_own_answer() {
    let manifest = b"{}\n";
    let sign = |key: &SecretKey| check(Some(&Signed::sign(key, manifest).write()), manifest);
    let (list, name) = (keys(&list(&own())), || "Gemeente Kleinemeer".to_owned());
    let wrong = check(Some(&Signed::sign(&own(), b"[]").write()), manifest);
    let missing = check(None, manifest);
    for (sign, keys, on, signer, code) in [
        (sign(&own()), Some(&list), "2026-01-01", Signer::Known(Trust::Trusted(name())), None),
        (sign(&own()), Some(&list), "2027-12-31", Signer::Known(Trust::Trusted(name())), None),
        (
            sign(&own()),
            Some(&list),
            "2025-12-31",
            Signer::Known(Trust::NotYet(name(), day("2026-01-01"))),
            Some("U144"),
        ),
        (
            sign(&own()),
            Some(&list),
            "2028-01-01",
            Signer::Known(Trust::Expired(name(), day("2027-12-31"))),
            Some("U143"),
        ),
        (sign(&other()), Some(&list), "2026-06-01", Signer::Known(Trust::Unknown), Some("U142")),
        (sign(&own()), None, "2026-06-01", Signer::Known(Trust::Unchecked), Some("U145")),
        (missing, Some(&list), "2026-06-01", Signer::Known(Trust::Unsigned), Some("U146")),
        (missing, None, "2026-06-01", Signer::Known(Trust::Unsigned), None),
        (wrong, Some(&list), "2026-06-01", Signer::Wrong, Some("U141")),
        (wrong, None, "2026-06-01", Signer::Wrong, Some("U141")),
    ] {
        assert_eq!(sign.signer(keys, day(on)), signer, "{on}");
        assert_eq!(sign.diagnostic(keys, day(on)).map(|told| told.rule.code), code, "{on}");
    }
}

#[test]
fn no_changed_signature_is_trusted() {
    let manifest = b"{\"vorm\": 1}\n";
    let whole = Signed::sign(&own(), manifest).write();
    let keys = keys(&format!("{}\n{}", list(&own()), list(&other())));
    let trusted = |bytes: &[u8]| {
        let signer = check(Some(bytes), manifest).signer(Some(&keys), day("2026-06-01"));
        matches!(signer, Signer::Known(Trust::Trusted(_)))
    };
    assert!(trusted(&whole));
    // Each bit of each byte, which is more than chance would find.
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << bit;
            assert!(!trusted(&flipped), "byte {at} bit {bit}");
        }
        assert!(!trusted(&whole[..at]), "cut at {at}");
    }
}

proptest! {
    #[test]
    fn a_signature_for_a_pack_is_none_for_a_document(bytes in proptest::collection::vec(any::<u8>(), 0..200), seed in any::<[u8; 32]>()) {
        let key = SecretKey::new(&seed);
        let (pack, document) = (key.sign(Purpose::Pack, &bytes), key.sign(Purpose::Document, &bytes));
        let forged = Signed { key: key.public(), signature: pack };
        prop_assert!(!forged.fits(&bytes));
        prop_assert_eq!(check(Some(&forged.write()), &bytes), Sign::Wrong);
        prop_assert!(!key.public().signed(Purpose::Pack, &bytes, &document));
        prop_assert!(Signed::sign(&key, &bytes).fits(&bytes));
    }

    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(check(Some(&bytes), b"{}"), Sign::Wrong);
    }
}

#[test]
fn a_report_names_the_plan_that_it_is_about() {
    let compiler = Compiler::built_in();
    let plan = adopted(&compiler, "beleidsplan", &Sealing::ALONE);
    let manifest = compiler.examine(&plan).verdict.manifest().unwrap().clone();
    let before = Predecessor::of(Relation::ReportedPlan, &manifest);
    assert_eq!(before.code(), manifest.fingerprint());
    let sealing = Sealing { predecessors: vec![before.clone()], ..Sealing::ALONE };
    let report = compiler.examine(&adopted(&compiler, "basisniveau-verslag", &sealing));
    let Verdict::Same { manifest } = &report.verdict else { panic!("{:?}", report.verdict) };
    assert_eq!(manifest.predecessors, [before]);
    assert_eq!(manifest.predecessors[0].fingerprint, compiler.examine(&plan).hash.unwrap());
    // Another plan before it is another report.
    let alone = compiler.examine(&adopted(&compiler, "basisniveau-verslag", &Sealing::ALONE));
    assert_ne!(alone.hash, report.hash);
}

/// As someone who received the files would ask it.
#[cfg(feature = "cli")]
#[test]
fn the_command_says_who_signed() {
    let compiler = Compiler::built_in();
    let plain = adopted(&compiler, "beleidsplan", &Sealing::ALONE);
    let signed = compiler.sign(&plain, &own()).unwrap().1.pdf;
    let mut changed = signed.clone();
    let at = changed.windows(9).position(|w| w == b"<dc:title").unwrap();
    let letter = (at..changed.len()).find(|at| changed[*at..].starts_with(b"Kleinemeer")).unwrap();
    changed[letter] = b'G';
    let folder = person::Folder::new().file("mijn.toml", &list(&own())).file("ander.toml", &list(&other()));
    for (name, bytes) in [
        ("los.pdf", &plain),
        ("getekend.pdf", &signed),
        ("fout.pdf", &with_signature(&compiler, &plain, Signed::sign(&own(), b"{}"))),
        ("anders.pdf", &changed),
    ] {
        std::fs::write(folder.path(name), bytes).unwrap();
    }
    let public = own().public();
    for (arguments, code, sentence) in [
        (&["los.pdf"][..], 0, "  Niet ondertekend.\n".to_owned()),
        (
            &["los.pdf", "--sleutels", "mijn.toml"],
            1,
            "  U146 Dit document is niet ondertekend. Vraag de gemeente om het ondertekende document.\n".into(),
        ),
        (
            &["getekend.pdf"],
            0,
            format!(
                "  U145 De handtekening klopt, maar er is geen lijst met sleutels om te zien van wie zij is. De openbare sleutel is {public}. Geef uw lijst met --sleutels.\n"
            ),
        ),
        (
            &["getekend.pdf", "--sleutels", "mijn.toml", "--op", "2026-06-01"],
            0,
            "  Ondertekend met de sleutel van Gemeente Kleinemeer, die u op 1 juni 2026 vertrouwt.\n".into(),
        ),
        (
            &["getekend.pdf", "--sleutels", "mijn.toml", "--op", "2028-01-01"],
            1,
            "  U143 De handtekening klopt, maar de sleutel van Gemeente Kleinemeer gold tot en met 31 december 2027. Had u dit document toen al, kijk dan met --op naar de dag waarop u het kreeg.\n".into(),
        ),
        (
            &["getekend.pdf", "--sleutels", "mijn.toml", "--op", "2025-12-31"],
            1,
            "  U144 De handtekening klopt, maar de sleutel van Gemeente Kleinemeer geldt pas vanaf 1 januari 2026. Controleer de datum in uw lijst.\n".into(),
        ),
        (
            &["getekend.pdf", "--sleutels", "ander.toml", "--op", "2026-06-01"],
            1,
            format!(
                "  U142 De handtekening klopt, maar de sleutel staat niet in uw lijst. De openbare sleutel is {public}. Vraag de gemeente langs een andere weg, bijvoorbeeld per telefoon, of die van haar is.\n"
            ),
        ),
        (
            &["fout.pdf"],
            1,
            "  U141 De handtekening in dit bestand hoort niet bij dit document. Vertrouw het niet, en vraag het opnieuw op bij de gemeente.\n".into(),
        ),
        (
            &["anders.pdf", "--sleutels", "mijn.toml", "--op", "2026-06-01"],
            1,
            "  De handtekening in dit bestand gaat over wat het was, en niet over wat het nu is.\n".into(),
        ),
    ] {
        let ran = folder.run(&[&["verifieer"], arguments].concat()).ends(code);
        assert!(ran.out.contains(&sentence), "{arguments:?}\n{}", ran.out);
        assert_eq!(ran.out.contains("Ondertekend met"), sentence.contains("Ondertekend met"), "{}", ran.out);
    }
    // A list that is none, or not there, answers nothing.
    let ran = folder.run(&["verifieer", "getekend.pdf", "--sleutels", "nergens.toml"]).ends(2);
    assert!(ran.out.is_empty() && ran.err.contains("het bestand met sleutels kan niet worden gelezen"), "{}", ran.err);
    std::fs::write(folder.path("kapot.toml"), "[[sleutels]]\nnaam = \"x\"\n").unwrap();
    let ran = folder.run(&["verifieer", "getekend.pdf", "--sleutels", "kapot.toml"]).ends(2);
    assert!(ran.out.is_empty() && ran.err.contains("D202"), "{}", ran.err);
    folder.run(&["verifieer", "getekend.pdf", "--op", "2026-06-01"]).ends(2);
}

#[cfg(feature = "cli")]
#[test]
fn the_command_follows_the_chain() {
    let compiler = Compiler::built_in();
    let plan = adopted(&compiler, "beleidsplan", &Sealing::ALONE);
    let manifest = compiler.examine(&plan).verdict.manifest().unwrap().clone();
    let gone = Predecessor {
        relation: Relation::EarlierReport,
        title: "Verslag van eerder\u{1b}[2J".into(),
        fingerprint: Hash::of(b"eerder"),
    };
    let predecessors = vec![Predecessor::of(Relation::ReportedPlan, &manifest), gone];
    let report = adopted(&compiler, "basisniveau-verslag", &Sealing { predecessors, ..Sealing::ALONE });
    let mut changed = plan.clone();
    let at = changed.windows(9).position(|w| w == b"<dc:title").unwrap();
    let letter = (at..changed.len()).find(|at| changed[*at..].starts_with(b"Kleinemeer")).unwrap();
    changed[letter] = b'G';
    let folder = person::Folder::new();
    for (name, bytes) in [("plan.pdf", &plan), ("verslag.pdf", &report), ("anders.pdf", &changed)] {
        std::fs::write(folder.path(name), bytes).unwrap();
    }
    let about = format!("  Gaat over het plan: {} (controlecode {}): ", manifest.title, manifest.fingerprint());
    // One that is whole goes before one that is not.
    let ran = folder.run(&["verifieer", "anders.pdf", "verslag.pdf", "plan.pdf"]).ends(1);
    assert!(ran.out.contains(&format!("{about}staat in plan.pdf\n")), "{}", ran.out);
    // What a title holds is text, and never moves the cursor.
    assert!(ran.out.contains("  Volgt op het vorige verslag: Verslag van eerder") && !ran.out.contains('\u{1b}'));
    assert!(ran.out.contains(": niet meegegeven\n"), "{}", ran.out);
    let ran = folder.run(&["verifieer", "verslag.pdf"]).ends(0);
    assert!(ran.out.contains(&format!("{about}niet meegegeven\n")), "{}", ran.out);
    let ran = folder.run(&["verifieer", "anders.pdf", "verslag.pdf"]).ends(1);
    assert!(ran.out.contains(&format!("{about}staat in anders.pdf, maar dat bestand is gewijzigd\n")), "{}", ran.out);
}

/// What was adopted before is named by itself, and a bundle is a chain as well as loose files are.
#[cfg(feature = "cli")]
#[test]
fn a_bundle_tells_its_own_chain_and_who_signed_what() {
    let compiler = Compiler::built_in();
    let (signed, made) = compiler.sign(&adopted(&compiler, "beleidsplan", &Sealing::ALONE), &own()).unwrap();
    let inside = attachments(&made.pdf).unwrap();
    let folder = person::Folder::new().file("mijn.toml", &list(&own()));
    let paths = AdoptedPaths::of(day("2026-01-13"), "beleidsplan");
    let mut kept = vec![
        (paths.sources, inside[SOURCES].clone()),
        (paths.manifest, inside[MANIFEST].clone()),
        (paths.signature, signed.write()),
    ];
    let sums = write_sums(kept.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    kept.push((paths.folder_sums, sums.into_bytes()));
    let sample = folder::sources(&folder::root().join("policies/kleinemeer"));
    let files = sample.iter().map(|source| (source.path(), source.bytes()));
    for (path, bytes) in files.chain(kept.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))) {
        let path = folder.path("kleinemeer").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder.run(&["bundel", "kleinemeer"]).ends(0);
    let mut zip = std::fs::read_dir(folder.path("out/kleinemeer")).unwrap().flatten().map(|e| e.path());
    let zip = zip.find(|path| path.extension().is_some_and(|e| e == "zip")).unwrap();
    let zip = zip.to_str().unwrap();
    let ran = folder.run(&["verifieer", zip]).ends(0);
    assert!(ran.out.matches("  Ongewijzigd.").count() == 6, "{}", ran.out);
    let follows: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("  Gaat over het plan: ")).collect();
    assert!(
        matches!(follows[..], [one] if one.contains(&format!("): staat in {zip}: ")) && one.ends_with(".pdf")),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("  U145 ") && ran.out.contains("  Niet ondertekend.\n"), "{}", ran.out);
    // The plan is signed and the report is not.
    let ran = folder.run(&["verifieer", zip, "--sleutels", "mijn.toml", "--op", "2026-06-01"]).ends(1);
    assert!(
        ran.out.contains("  Ondertekend met de sleutel van Gemeente Kleinemeer") && ran.out.contains("  U146 "),
        "{}",
        ran.out
    );
}
