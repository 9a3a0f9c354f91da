//! An adopted document proves itself: it is what its sources give, and any other byte is seen.

#[cfg(feature = "cli")]
#[path = "support/person.rs"]
mod person;
mod support;

use std::collections::BTreeMap;

use beleid::paper::attach::{Attachment, Relationship};
use beleid::seal::attachments::attachments;
use beleid::seal::source_set::{DATA, FIGURES, Manifest, unpack};
use beleid::text::manuscript::Manuscript;
use beleid::{Compiler, Report, Selection, SourceSet, Stand};
use beleid::{Remade, Verdict};
use support::folder;

/// A small gemeente whose report was adopted; small counts and a name that is not for everyone.
fn adopted() -> SourceSet {
    folder::memory(&[
        (
            "gemeente.toml",
            "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\ninwoners = 9000\ninwoners_peildatum = 2026-01-01\n# een opmerking die niemand hoeft te zien\n",
        ),
        ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n"),
    ])
}

/// The documents of a sample that are sealed.
fn sealed(compiler: &Compiler, sample: &str) -> Vec<(String, Vec<u8>)> {
    let (dossier, intake) = compiler.read(&folder::sources(&folder::root().join("policies").join(sample)));
    let dossier = dossier.unwrap();
    let orders = compiler.orders(&dossier, &Selection::default());
    let made = orders.iter().filter(|order| order.stand == Stand::Vastgesteld).map(|order| {
        let (edition, report) = compiler.compile(&dossier, &intake, order);
        let edition = edition.unwrap_or_else(|| panic!("{}", folder::told(&report).join("\n")));
        (edition.file_name, edition.pdf)
    });
    made.collect()
}

#[test]
fn a_sealed_document_is_what_its_sources_give_and_any_other_byte_is_seen() {
    let compiler = Compiler::built_in();
    for (name, pdf) in sealed(&compiler, "kleinemeer") {
        let inside = attachments(&pdf).unwrap();
        let remade = compiler.remake(&inside).unwrap();
        assert!(remade.pdf == pdf, "{name} is made again");
        let Verdict::Same { manifest } = compiler.verify(&pdf) else { panic!("{name}") };
        assert!(manifest.decision.iter().any(|(label, _)| label == "Vastgesteld op"));
        // The fingerprint is that of the manifest, and stands in the document.
        let written = String::from_utf8(inside["document.json"].clone()).unwrap();
        assert!(written.contains(&manifest.fingerprint()), "{name}");

        // Making it again costs a second: only what is inside can change what is made.
        let again = |other: &BTreeMap<String, Vec<u8>>| {
            if *other == inside {
                return Some(Remade { manuscript: remade.manuscript.clone(), pdf: remade.pdf.clone() });
            }
            compiler.remake(other)
        };
        let mut at = 7919_usize;
        for _ in 0..200 {
            at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let place = (at >> 20) % pdf.len();
            let mut other = pdf.clone();
            other[place] ^= 1 << (at % 8);
            let verdict = compiler.verify_with(&other, again);
            assert!(!matches!(verdict, Verdict::Same { .. }), "{name}: byte {place} was changed unseen");
        }
    }
}

#[test]
fn what_goes_inside_is_public() {
    let compiler = Compiler::built_in();
    for sample in ["glazerveen", "kleinemeer"] {
        for (name, pdf) in sealed(&compiler, sample) {
            let inside = attachments(&pdf).unwrap();
            let files = unpack(&inside["bronnen.zip"]).unwrap();
            let manifest = Manifest::read(&inside["manifest.json"]).unwrap();
            assert_eq!(
                manifest.sources.keys().collect::<Vec<_>>(),
                files.keys().collect::<Vec<_>>(),
                "{sample} {name}"
            );
            assert!(files.contains_key(FIGURES));
            // Own texts of another document stay behind.
            for text in files.keys().filter_map(|path| path.strip_prefix("gegevens/teksten/")) {
                let chapter = text.split(['/', '.']).next().unwrap();
                let folder = format!("sjablonen/hoofdstukken/{chapter}/");
                assert!(files.keys().any(|path| path.starts_with(&folder)), "{sample} {name}: {text}");
            }
            for (path, bytes) in &files {
                let text = String::from_utf8_lossy(bytes);
                let data = path.strip_prefix(DATA).unwrap_or_default();
                // Counts have files of their own, none of which goes along; nor does a remark or a confidential block.
                let counts =
                    ["signalen", "meldingen", "slachtoffers", "casussen", "eerdere-jaren", "gepubliceerd", "regio"];
                assert!(!counts.iter().any(|file| data.ends_with(&format!("{file}.csv"))), "{path}");
                assert!(data.is_empty() || !text.contains("vertrouwelijk]"), "{path}");
                assert!(!data.ends_with(".toml") || !text.contains("\n#"), "{path}");
            }
        }
    }
}

#[test]
fn what_is_not_sealed_says_so() {
    let compiler = Compiler::built_in();
    let (dossier, intake) = compiler.read(&adopted());
    let dossier = dossier.unwrap();
    let order = &compiler.orders(&dossier, &Selection::default())[0];
    let (edition, _) = compiler.compile(&dossier, &intake, order);
    assert_eq!(compiler.verify(&edition.unwrap().pdf), Verdict::NotSealed);
    assert!(matches!(compiler.verify(b"%PDF-1.7 no"), Verdict::Unread(_)));
}

#[test]
fn another_version_of_the_program_is_named_and_text_and_figures_are_compared() {
    let compiler = Compiler::built_in();
    let (_, pdf) = sealed(&compiler, "kleinemeer").swap_remove(0);
    let mut inside = attachments(&pdf).unwrap();
    let manifest = Manifest::read(&inside["manifest.json"]).unwrap();
    let older = Manifest { program: "beleid 0.0.9".into(), ..manifest };
    inside.insert("manifest.json".into(), older.write().into_bytes());
    let remade = compiler.remake(&inside).unwrap();
    // It is no lie that another version made it when the bytes are the same.
    let Verdict::Same { manifest } = compiler.verify(&remade.pdf) else { panic!("the bytes are the same") };
    assert_eq!(manifest.program, "beleid 0.0.9");

    let print = |manuscript: &Manuscript, document: &[u8]| {
        let file = |name: &str, bytes: &[u8]| Attachment {
            name: name.into(),
            bytes: bytes.to_vec(),
            mime: "application/octet-stream",
            relationship: Relationship::Supplement,
            description: name.into(),
        };
        let files = [
            file("document.json", document),
            file("manifest.json", &inside["manifest.json"]),
            file("bronnen.zip", &inside["bronnen.zip"]),
        ];
        compiler.print(manuscript, &files, &mut Report::default()).unwrap().bytes
    };
    let made = attachments(&remade.pdf).unwrap();
    // The same text in other bytes, as another version would print it.
    let verdict = compiler.verify(&print(&remade.manuscript, &made["document.json"]));
    let Verdict::OtherProgram { manifest, differs: None } = verdict else { panic!("{verdict:?}") };
    assert_eq!(manifest.program, "beleid 0.0.9");
    // Another text.
    let text = String::from_utf8(made["document.json"].clone()).unwrap();
    let other = text.replace("Kleinemeer", "Grotemeer");
    let verdict = compiler.verify(&print(&remade.manuscript, other.as_bytes()));
    let Verdict::OtherProgram { differs: Some(summary), .. } = verdict else { panic!("{verdict:?}") };
    assert!(!summary.whole.is_empty() && !summary.chapters.is_empty());
}

/// As someone who received the file would ask it.
#[cfg(feature = "cli")]
#[test]
fn the_command_says_what_it_found() {
    let folder = person::Folder::new();
    let sample = folder::root().join("policies/kleinemeer");
    let copy = folder.path("kleinemeer");
    std::fs::create_dir_all(&copy).unwrap();
    for source in folder::sources(&sample).iter() {
        let path = copy.join(source.path());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, source.bytes()).unwrap();
    }
    folder.run(&["bundel", "kleinemeer"]).ends(0);
    let mut zip = std::fs::read_dir(folder.path("out/kleinemeer")).unwrap().flatten().map(|e| e.path());
    let zip = zip.find(|path| path.extension().is_some_and(|e| e == "zip")).unwrap();
    let ran = folder.run(&["verifieer", zip.to_str().unwrap()]).ends(0);
    assert!(ran.out.contains("  Compleet: ") && ran.out.matches("  Ongewijzigd.").count() == 6, "{}", ran.out);
    assert!(ran.out.contains("  Kenmerk          KM-2025-071/3\n"), "{}", ran.out);

    let bytes = std::fs::read(&zip).unwrap();
    let mut other = bytes.clone();
    other[bytes.len() / 2] ^= 1;
    std::fs::write(folder.path("anders.zip"), other).unwrap();
    let ran = folder.run(&["verifieer", "anders.zip"]).ends(1);
    assert!(ran.out.starts_with("anders.zip\n  GEWIJZIGD of niet compleet.\n  U12"), "{}", ran.out);

    // A title that someone changed: said as what it is.
    folder.run(&["bouw", "kleinemeer", "--document", "beleidsplan"]).ends(0);
    let mut pdf = std::fs::read(folder.path("out/kleinemeer/beleidsplan.pdf")).unwrap();
    let at = pdf.windows(9).position(|w| w == b"<dc:title").unwrap();
    let letter = (at..pdf.len()).find(|at| pdf[*at..].starts_with(b"Kleinemeer")).unwrap();
    pdf[letter] = b'G';
    std::fs::write(folder.path("anders.pdf"), pdf).unwrap();
    let ran = folder.run(&["verifieer", "anders.pdf"]).ends(1);
    assert!(ran.out.contains("GEWIJZIGD") && ran.out.contains("de eigenschappen van het bestand"), "{}", ran.out);
    folder.run(&["verifieer", "nergens.pdf"]).ends(2);
    folder.run(&["verifieer", "kleinemeer/gemeente.toml"]).ends(2);
}
