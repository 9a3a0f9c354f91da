//! What is kept, damaged: no document is made of it that is another than the one that was adopted.

use std::fs;

use beleid::Compiler;
use beleid::seal::source_set::Manifest;

use crate::meldingen::kept_as;
use crate::wereld::{Files, Wereld, codes, lees};

const KEPT: &str = "vastgesteld/2026-01-13/dorpsplan.";

#[test]
fn a_build_of_what_is_kept_gives_the_same_bytes_every_time() {
    let wereld = Wereld::vastgesteld();
    let first = wereld.pdf("dorpsplan");
    for more in [&["--opnieuw"][..], &["--stand", "vastgesteld"], &["--peildatum", "2026-06-01"]] {
        wereld.clear();
        wereld.run("bouw", &[&["--document", "dorpsplan"], more].concat()).ends(0);
        assert!(wereld.pdf("dorpsplan") == first, "{more:?}");
    }
    // Without the lock and the history, which are no part of it.
    for path in ["beleid.lock", "verloop.csv"] {
        fs::remove_file(wereld.path(path)).unwrap();
        wereld.clear();
        wereld.run("bouw", &["--document", "dorpsplan"]).ends(0);
        assert!(wereld.pdf("dorpsplan") == first, "without {path}");
    }
}

#[test]
fn what_is_damaged_makes_no_document_and_is_told() {
    let wereld = Wereld::vastgesteld();
    let whole = wereld.files();
    let flipped = |end: &str, at: usize| {
        let mut bytes = whole[&format!("{KEPT}{end}")].clone();
        let at = at % bytes.len();
        bytes[at] ^= 1;
        Some(bytes)
    };
    let moved = |files: &mut Files, to: &str| {
        let kept: Vec<String> = files.keys().filter(|path| path.starts_with("vastgesteld/")).cloned().collect();
        for path in kept {
            let bytes = files.remove(&path).unwrap();
            files.insert(path.replace("2026-01-13", to), bytes);
        }
    };
    type Damage<'a> = Box<dyn Fn(&mut Files) + 'a>;
    let set = |end: &'static str, bytes: Option<Vec<u8>>| -> Damage<'_> {
        Box::new(move |files: &mut Files| {
            let path = format!("{KEPT}{end}");
            match &bytes {
                Some(bytes) => drop(files.insert(path, bytes.clone())),
                None => drop(files.remove(&path)),
            }
        })
    };
    let damages: Vec<(&str, Damage<'_>, &str)> = vec![
        ("a byte of the sources", set("bronnen.zip", flipped("bronnen.zip", 5000)), "K102"),
        ("a byte of the manifest", set("manifest.json", flipped("manifest.json", 900)), "K102"),
        ("no sources", set("bronnen.zip", None), "K102"),
        ("no manifest", set("manifest.json", None), "K102"),
        ("no hashes", set("map.sha256", None), "K102"),
        ("empty sources", set("bronnen.zip", Some(Vec::new())), "K102"),
        ("a manifest of nothing", set("manifest.json", Some(b"{}\n".to_vec())), "K102"),
        ("a manifest that is no text", set("manifest.json", Some(vec![0xff, 0xfe, 0])), "K102"),
        ("a bomb of brackets", set("manifest.json", Some(vec![b'['; 100_000])), "K102"),
        ("a signature of nothing", set("handtekening.json", Some(b"{}\n".to_vec())), "K102"),
        ("a folder that is no day", Box::new(|files| moved(files, "plan-2026")), "K101"),
        ("a folder of a day that is not", Box::new(|files| moved(files, "2026-02-30")), "K101"),
        ("a day written otherwise", Box::new(|files| moved(files, "2026-1-13")), "K101"),
        ("a folder of another day", Box::new(|files| moved(files, "2026-01-14")), "K102"),
    ];
    for (what, damage, code) in damages {
        let mut files = whole.clone();
        damage(&mut files);
        wereld.restore(&files);
        wereld.clear();
        let ran = wereld.run("bouw", &["--document", "dorpsplan"]).ends(1);
        assert!(codes(&ran.err).contains(&code), "{what}: {}", ran.err);
        assert!(!ran.err.contains("panic") && !ran.err.contains("P7"), "{what}: {}", ran.err);
        assert!(!wereld.has_pdf("dorpsplan"), "{what}");
        assert!(wereld.files() == files, "{what}: a build mends nothing");
        let ran = wereld.run("controleer", &[]).ends(1);
        assert!(codes(&ran.out).contains(&code), "{what}: {}", ran.out);
    }
}

#[test]
fn one_of_two_kept_files_of_another_name_is_told_too() {
    let wereld = Wereld::vastgesteld();
    for end in ["bronnen.zip", "manifest.json", "map.sha256"] {
        let bytes = wereld.files()[&format!("{KEPT}{end}")].clone();
        wereld.put(&format!("vastgesteld/2026-01-13/ander.{end}"), bytes);
    }
    // The whole of one document under the name of another.
    wereld.clear();
    let ran = wereld.run("bouw", &["--document", "dorpsplan"]).ends(1);
    assert!(codes(&ran.err).contains(&"K102") && !wereld.has_pdf("dorpsplan"), "{}", ran.err);
}

/// A fixed course of numbers: what went wrong once goes wrong again.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap()
}

/// The plan as these files give it; none when it is not made.
fn plan(compiler: &Compiler, files: &Files) -> Option<Vec<u8>> {
    let read = lees(compiler, files);
    let dossier = read.dossier?;
    let (edition, _) = compiler.compile(&dossier, &read.intake, read.orders.first()?);
    edition.map(|edition| edition.pdf)
}

#[test]
fn no_changed_byte_gives_another_document() {
    let wereld = Wereld::vastgesteld();
    wereld.0.run(&["sleutel", "maken", "Dorp"]).ends(0);
    let signed = Wereld::klein();
    fs::copy(wereld.0.path("dorp.sleutel"), signed.0.path("dorp.sleutel")).unwrap();
    signed.stel_vast(&[&crate::wereld::BESLUIT[..], &["--sleutel", "dorp.sleutel"]].concat()).ends(0);
    let compiler = wereld.compiler();
    for wereld in [wereld, signed] {
        let whole = wereld.files();
        let adopted = wereld.pdf("dorpsplan");
        assert!(plan(&compiler, &whole).as_ref() == Some(&adopted), "whole, it is made");
        let mut state = 20_260_113;
        for (path, bytes) in whole.iter().filter(|(path, _)| path.starts_with(KEPT)) {
            let hashes = path.ends_with("map.sha256");
            for _ in 0..50 {
                let (at, bit) = (next(&mut state) % bytes.len(), next(&mut state) % 8);
                let mut files = whole.clone();
                files.get_mut(path).unwrap()[at] ^= 1 << bit;
                let made = plan(&compiler, &files);
                // The hashes of the folder are also about its other files, of which the document is not made.
                assert!(made.is_none() || (hashes && made.as_ref() == Some(&adopted)), "{path}, byte {at}, bit {bit}");
            }
            let mut files = whole.clone();
            files.remove(path);
            assert!(plan(&compiler, &files).is_none(), "without {path}");
        }
    }
}

/// Whoever loses what was adopted is told so: the plan of the folder is not taken for it.
#[test]
fn what_was_adopted_is_missed_when_it_is_gone() {
    let wereld = Wereld::vastgesteld();
    let whole = wereld.files();
    for path in ["vastgesteld", "vastgesteld/2026-01-13"] {
        wereld.restore(&whole);
        fs::rename(wereld.path(path), wereld.path(".weg")).unwrap();
        wereld.edit("maatregelen.csv", "2026-04-01", "2026-12-31");
        wereld.clear();
        let ran = wereld.run("bouw", &["--document", "dorpsplan"]).ends(1);
        assert!(codes(&ran.err).contains(&"K102") && !wereld.has_pdf("dorpsplan"), "{path}: {}", ran.err);
        fs::remove_dir_all(wereld.path(".weg")).unwrap();
    }
}

/// What a manifest says of a document and its decision is what its sources say, also when every hash fits.
#[test]
fn a_manifest_with_words_of_its_own_makes_nothing() {
    let wereld = Wereld::vastgesteld();
    let whole = wereld.files();
    let lies: [fn(&mut Manifest); 3] = [
        |manifest| manifest.title = "Raadsbesluit: de haven wordt verkocht".into(),
        |manifest| manifest.decision.push(("Ondertekend door".into(), "gemeente Amsterdam (vertrouwd)".into())),
        |manifest| drop(manifest.fonts.insert("vals.otf".into(), "00".repeat(32))),
    ];
    for lie in lies {
        wereld.restore(&whole);
        kept_as(&wereld, |_, manifest| lie(manifest));
        wereld.clear();
        wereld.run("bouw", &["--document", "dorpsplan"]).ends(1);
        assert!(!wereld.has_pdf("dorpsplan"));
    }
}
