//! Files from anyone: each gets a verdict, within a time and an amount of memory, and holds up no other file.

#![cfg(feature = "cli")]

#[path = "support/person.rs"]
mod person;
mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::sync::LazyLock;

use beleid::ground::archive::{self, Entry};
use beleid::ground::hash::sha256;
use beleid::seal::attachments::attachments;
use beleid::seal::publication::read_bundle;
use beleid::seal::source_set::{Files, MANIFEST, Manifest, SOURCES, SUMS, pack, unpack, with_sums};
use beleid::{Compiler, Selection, Stand};
use person::Folder;
use support::folder;
use support::small::{OURS, packed, small, with_file, with_files, zipped};

/// A list that is added to itself: its items cannot be counted within a human life.
const ENDLESS: &str = "{% set ns = namespace(t=[1]) %}{% for i in range(99) %}{% set ns.t = ns.t + ns.t %}{% endfor %}{{ ns.t | length }}\n";

/// An adopted plan, as its gemeente published it.
static PLAN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let compiler = Compiler::built_in();
    let (dossier, intake) = compiler.read(&folder::sources(&folder::root().join("policies/kleinemeer")));
    let dossier = dossier.expect("a sample reads");
    let orders = compiler.orders(&dossier, &Selection::default());
    let plan = orders.iter().find(|o| o.document == "beleidsplan").expect("a sample has a plan");
    assert_eq!(plan.stand, Stand::Vastgesteld);
    compiler.compile(&dossier, &intake, plan).0.expect("a sample is made").pdf
});

/// What is inside it.
fn inside() -> BTreeMap<String, Vec<u8>> {
    attachments(&PLAN).expect("a PDF of ours")
}

fn pdf(inside: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    with_files(inside.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])), OURS)
}

/// The plan with other sources, of which every list and hash was made right again, as an attacker would.
fn with_sources(change: impl FnOnce(&mut Files)) -> Vec<u8> {
    let mut inside = inside();
    let mut files = unpack(&inside[SOURCES]).expect("our archive");
    change(&mut files);
    files.remove(SUMS);
    let files = with_sums(files);
    let mut manifest = Manifest::read(&inside[MANIFEST]).expect("our manifest");
    manifest.sources = files.iter().map(|(path, bytes)| (path.clone(), sha256(bytes))).collect();
    inside.insert(MANIFEST.into(), manifest.write().into_bytes());
    inside.insert(SOURCES.into(), pack(&files).expect("our archive"));
    pdf(&inside)
}

/// What is said about one file of many.
fn verdict<'a>(out: &'a str, name: &str) -> &'a str {
    let begin = out.find(&format!("{name}\n")).unwrap_or_else(|| panic!("nothing about {name} in:\n{out}"));
    let said = &out[begin + name.len() + 1..];
    said.split("\n\n").next().unwrap_or_default()
}

fn sparse(path: &Path, sign: &[u8]) {
    fs::write(path, sign).unwrap();
    File::options().write(true).open(path).unwrap().set_len(500 << 20).unwrap();
}

#[test]
fn each_file_that_cannot_be_verified_says_why_and_the_others_are_verified() {
    let folder = Folder::new();
    sparse(&folder.path("groot.pdf"), b"%PDF-1.7\n");
    sparse(&folder.path("groot.zip"), b"PK\x03\x04");
    fs::create_dir(folder.path("map")).unwrap();
    let files: &[(&str, Vec<u8>)] = &[
        ("leeg.pdf", Vec::new()),
        ("vreemd.pdf", small(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Kids[]/Count 0>>".to_vec()], "")),
        ("slot.pdf", with_file("", b"x", &format!("{OURS}/Encrypt<</Filter/Standard/V 1/R 2/P -4>>"))),
        ("bom.pdf", with_file("/Filter/FlateDecode", &packed(&vec![0; 17 << 20]), OURS)),
        ("tekst.pdf", b"geen PDF".to_vec()),
        ("goed.pdf", PLAN.clone()),
    ];
    files.iter().for_each(|(name, bytes)| fs::write(folder.path(name), bytes).unwrap());

    let mut arguments = vec!["verifieer", "groot.pdf", "groot.zip", "map", "weg.pdf"];
    arguments.extend(files.iter().map(|(name, _)| *name));
    let ran = folder.run(&arguments).ends(2);
    let large = "  P724 Dit bestand is groter dan 64 MB en is niet gelezen. Kijk of dit het goede bestand is. Een document of bundel van dit programma is veel kleiner.";
    for (name, said) in [
        ("groot.pdf", large),
        ("groot.zip", large),
        (
            "map",
            "  P725 Dit is een map en geen bestand. Geef de PDF of de bundel zelf, zoals out/mijn-gemeente/beleidsplan.pdf.",
        ),
        ("leeg.pdf", "  P725 Dit bestand is leeg. Haal het opnieuw op bij wie het heeft gemaakt."),
        (
            "vreemd.pdf",
            "  V102 Deze PDF is niet met dit programma gemaakt, of is later met een ander programma opgeslagen.",
        ),
        ("slot.pdf", "  V103 Deze PDF is beveiligd met een wachtwoord of met rechten."),
        ("bom.pdf", "  V101 De bijlage `a.txt` in deze PDF is uitgepakt groter dan 16 MB."),
        ("tekst.pdf", "  V102 Dit bestand is geen PDF."),
        (
            "goed.pdf",
            "  Ongewijzigd. Dit is precies wat dit programma uit de bronnen in het bestand maakt.\n  Titel            Beleidsplan",
        ),
    ] {
        assert!(verdict(&ran.out, name).starts_with(said), "{name}:\n{}", ran.out);
    }
    assert_eq!(
        ran.err.matches("fout U801  dit bestand kan niet worden gelezen (bestaat niet)").count(),
        1,
        "{}",
        ran.err
    );
    // What was said stands in the order of the files.
    let places: Vec<usize> = files.iter().map(|(name, _)| ran.out.find(name).unwrap()).collect();
    assert!(places.is_sorted(), "{}", ran.out);
    // One alone ends as it should.
    folder.run(&["verifieer", "goed.pdf"]).ends(0);
}

#[test]
fn what_was_changed_inside_is_told_apart() {
    let folder = Folder::new();
    let inside = inside();
    let other = |name: &str, bytes: Vec<u8>| {
        let mut inside = inside.clone();
        inside.insert(name.into(), bytes);
        pdf(&inside)
    };
    let mut manifest = Manifest::read(&inside[MANIFEST]).unwrap();
    manifest.sources.insert("gegevens/gemeente.toml".into(), "0".repeat(64));
    manifest.sources.insert("gegevens/nooit.csv".into(), "0".repeat(64));
    let changed = with_sources(|files| {
        let plan = files.get_mut("gegevens/beleidsplan.toml").expect("a plan");
        *plan = String::from_utf8(plan.clone()).unwrap().replace("KM-2025-071", "KM-2025-072").into_bytes();
    });
    let files: &[(&str, Vec<u8>)] = &[
        ("liegt.pdf", other(MANIFEST, manifest.write().into_bytes())),
        ("vervangen.pdf", other("document.json", b"{}".to_vec())),
        ("bom-in-bronnen.pdf", other(SOURCES, zipped("gegevens/gemeente.toml", &vec![b'x'; 15 << 20]))),
        ("geen-manifest.pdf", other(MANIFEST, b"[]".to_vec())),
        ("andere-bronnen.pdf", changed),
        ("bom.zip", zipped("beleidsplan.pdf", &vec![0; 300 << 20])),
    ];
    files.iter().for_each(|(name, bytes)| fs::write(folder.path(name), bytes).unwrap());
    let mut arguments = vec!["verifieer"];
    arguments.extend(files.iter().map(|(name, _)| *name));
    let ran = folder.run(&arguments).ends(1);
    let changed = "  GEWIJZIGD. Dit bestand is niet meer wat het was.\n";
    for (name, said) in [
        (
            "liegt.pdf",
            &format!(
                "{changed}  Anders dan de lijst met controlecodes zegt: gegevens/gemeente.toml\n  Anders dan de lijst met controlecodes zegt: gegevens/nooit.csv\n"
            )[..],
        ),
        ("vervangen.pdf", &format!("{changed}  Anders dan wat uit de bronnen komt: ")),
        ("bom-in-bronnen.pdf", "  GEWIJZIGD of beschadigd. Niet te lezen: de bronnen."),
        ("geen-manifest.pdf", "  GEWIJZIGD of beschadigd. Niet te lezen: de lijst met controlecodes."),
        ("andere-bronnen.pdf", &format!("{changed}  Anders dan wat uit de bronnen komt: ")),
        ("bom.zip", "  GEWIJZIGD of niet compleet.\n  U121 "),
    ] {
        assert!(verdict(&ran.out, name).starts_with(said), "{name}:\n{}", ran.out);
    }
    assert_eq!(ran.err, "");
}

/// What a file says of itself cannot pass for what is said about it, and does not fill the screen.
#[test]
fn a_file_puts_no_words_in_our_mouth() {
    let folder = Folder::new();
    let mut inside = inside();
    let mut manifest = Manifest::read(&inside[MANIFEST]).unwrap();
    let lie = "Plan\n\nander.pdf\n  Ongewijzigd. Dit is precies wat dit programma uit de bronnen in het bestand maakt.\n\u{1b}[2J";
    manifest.title = lie.into();
    manifest.sources.insert(format!("gegevens/{lie}"), "0".repeat(64));
    manifest.sources.insert("x".repeat(1 << 20), "0".repeat(64));
    manifest.decision = (0..50_000).map(|number| (format!("{lie}{number}"), lie.to_owned())).collect();
    inside.insert(MANIFEST.into(), manifest.write().into_bytes());
    fs::write(folder.path("liegt.pdf"), pdf(&inside)).unwrap();
    let ran = folder.run(&["verifieer", "liegt.pdf"]).ends(1);
    assert!(ran.out.starts_with("liegt.pdf\n  GEWIJZIGD. Dit bestand is niet meer wat het was.\n"), "{}", ran.out);
    assert!(
        ran.out.lines().all(|line| !line.starts_with("ander.pdf") && !line.starts_with("  Ongewijzigd")),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains('\u{1b}') && ran.out.len() < 20_000, "{} bytes", ran.out.len());
}

/// A bundle that someone packed again, with or without making its list right.
#[test]
fn a_bundle_with_other_files_is_told_apart() {
    let folder = Folder::new();
    let copy = folder.path("kleinemeer");
    for source in folder::sources(&folder::root().join("policies/kleinemeer")).iter() {
        let path = copy.join(source.path());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source.bytes()).unwrap();
    }
    folder.run(&["bundel", "kleinemeer"]).ends(0);
    let zip = fs::read_dir(folder.path("out/kleinemeer")).unwrap().flatten().map(|e| e.path());
    let zip = fs::read(zip.into_iter().find(|path| path.extension().is_some_and(|e| e == "zip")).unwrap()).unwrap();
    let bundle = read_bundle(&zip).unwrap();
    let files: BTreeMap<String, Vec<u8>> = bundle.files.iter().map(|f| (f.path.to_owned(), f.bytes.to_vec())).collect();
    let plan = files.keys().find(|path| path.contains("beleidsplan") && path.ends_with(".pdf")).unwrap().clone();
    let write = |name: &str, files: &BTreeMap<String, Vec<u8>>| {
        let entries: Vec<Entry<'_>> = files.iter().map(|(path, bytes)| Entry { path, bytes }).collect();
        fs::write(folder.path(name), archive::write(&entries).unwrap()).unwrap();
    };
    let mut more = files.clone();
    more.insert("zz.pdf".into(), PLAN.clone());
    write("extra.zip", &more);
    let mut without = files.clone();
    without.remove(&plan);
    write("mist.zip", &without);
    // The plan in it has another attachment, and the list says so too: only making it again shows it.
    let mut inside = inside();
    inside.insert("document.json".into(), b"{}".to_vec());
    let mut replaced = files.clone();
    let (old, new) = (sha256(&files[&plan]), pdf(&inside));
    let list = replaced.get_mut("controlecodes.sha256").unwrap();
    *list = String::from_utf8(list.clone()).unwrap().replace(&old, &sha256(&new)).into_bytes();
    replaced.insert(plan.clone(), new);
    write("vervangen.zip", &replaced);

    let ran = folder.run(&["verifieer", "extra.zip", "mist.zip", "vervangen.zip"]).ends(1);
    let broken = "  GEWIJZIGD of niet compleet.\n";
    assert!(verdict(&ran.out, "extra.zip").starts_with(&format!("{broken}  U124 ")), "{}", ran.out);
    assert!(verdict(&ran.out, "mist.zip").starts_with(&format!("{broken}  U123 ")), "{}", ran.out);
    assert!(verdict(&ran.out, "vervangen.zip").starts_with("  Compleet: "), "{}", ran.out);
    let inside = verdict(&ran.out, &format!("vervangen.zip: {plan}"));
    assert!(inside.starts_with("  GEWIJZIGD. Dit bestand is niet meer wat het was.\n"), "{}", ran.out);
}

/// The sources inside a file are templates that anyone can have written, with every hash as it should be.
#[test]
fn sources_that_never_end_or_fill_the_memory_are_stopped() {
    let folder = Folder::new();
    let endless = with_sources(|files| {
        files.remove("gegevens/beleid.lock");
        let chapter = files.keys().find(|p| p.contains("/hoofdstukken/inleiding/") && p.ends_with(".md")).cloned();
        files.insert(chapter.expect("the plan has an introduction"), ENDLESS.into());
    });
    let huge = with_sources(|files| {
        files.insert("gegevens/teksten/inleiding.md".into(), "ja\n\n".repeat(1_000_000).into_bytes());
    });
    fs::write(folder.path("eindeloos.pdf"), endless).unwrap();
    fs::write(folder.path("enorm.pdf"), huge).unwrap();
    fs::write(folder.path("goed.pdf"), &*PLAN).unwrap();
    let ran = folder.run(&["verifieer", "eindeloos.pdf", "goed.pdf", "--tijd", "30"]).ends(2);
    let action = "Vertrouw het niet zomaar: een document van dit programma vraagt veel minder. Meer ruimte geeft u met --tijd en --geheugen.";
    // What it makes without end fills the memory before the time is up when the machine is fast.
    let endless = verdict(&ran.out, "eindeloos.pdf");
    assert!(endless.starts_with("  P722 Dit bestand is niet na te kijken binnen "), "{}", ran.out);
    assert!(endless.ends_with(action), "{}", ran.out);
    assert!(verdict(&ran.out, "goed.pdf").starts_with("  Ongewijzigd."), "{}", ran.out);
    let ran = folder.run(&["verifieer", "enorm.pdf", "goed.pdf", "--geheugen", "300", "--tijd", "300"]).ends(2);
    let said = format!(
        "  P722 Dit bestand is niet na te kijken binnen 300 MB geheugen, of het programma zelf maakt een fout. {action}"
    );
    assert_eq!(verdict(&ran.out, "enorm.pdf"), said, "{}", ran.out);
    assert!(verdict(&ran.out, "goed.pdf").starts_with("  Ongewijzigd."), "{}", ran.out);
}

/// The same chapter where a gemeente is read: who waits is told, nothing is left behind, and the others go on.
#[test]
fn a_template_that_never_ends_holds_up_no_command() {
    let head = folder::root().join("templates/hoofdstukken/inleiding/1.0.0/hoofdstuk.toml");
    let folder = Folder::new()
        .with("Proef")
        .file("eigen/hoofdstukken/inleiding/1.0.0/hoofdstuk.md", ENDLESS)
        .file("eigen/hoofdstukken/inleiding/1.0.0/hoofdstuk.toml", &fs::read_to_string(head).unwrap());
    fs::write(folder.path("plan.pdf"), &*PLAN).unwrap();
    let own = ["--sjablonen", "eigen", "--tijd", "4"];
    let run = |arguments: &[&str]| folder.run(&[arguments, &own].concat()).ends(2);
    let ran = run(&["controleer", "--formaat", "kort"]);
    assert_eq!(ran.out, "policies/Proef: fout P723: deze gemeente is niet te controleren binnen 4 seconden\n");
    let ran = run(&["herleid", "policies/Proef", "--tekst", "mensenhandel"]);
    let place = "\n  --> policies/Proef\n";
    assert!(ran.err.contains(&format!("fout P723  dit is niet te doorzoeken binnen 4 seconden{place}")), "{}", ran.err);
    let ran = run(&["vergelijk", "plan.pdf", "policies/Proef", "--uit", "weg"]);
    assert!(
        ran.err.contains(&format!("fout P723  deze twee zijn niet te vergelijken binnen 4 seconden{place}")),
        "{}",
        ran.err
    );
    assert!(!folder.path("weg").exists());

    // A large file is refused before it is read.
    sparse(&folder.path("groot.pdf"), b"%PDF-1.7\n");
    let ran = folder.run(&["vergelijk", "groot.pdf", "plan.pdf"]).ends(2);
    assert!(ran.err.contains("fout V101  deze PDF is groter dan 64 MB\n  --> groot.pdf\n"), "{}", ran.err);
    let ran = folder.run(&["herleid", "groot.pdf", "--tekst", "mensenhandel"]).ends(2);
    assert!(ran.err.contains("fout V101  deze PDF is groter dan 64 MB\n  --> groot.pdf\n"), "{}", ran.err);
}
