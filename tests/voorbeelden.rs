//! The sample gemeenten that adopted something: what they keep is whole, what the folder gives now is the same, and each
//! document is, byte for byte, what its own sources give.
//!
//! `UPDATE=1` adopts them again, when a built-in chapter was changed before it was published.

mod support {
    pub mod person;
}

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use beleid::nouns::adopted::{FINGERPRINT, FOLDER, stem};
use beleid::{Compiler, LIMITS, Selection, SourceSet, Verdict};

/// Each sample with what it adopted: the plan, and the report over this year.
const SAMPLES: &[(&str, i32)] = &[("glazerveen", 2025), ("kleinemeer", 2025)];

fn folder(name: &str) -> PathBuf {
    Path::new("policies").join(name)
}

fn load(folder: &Path) -> SourceSet {
    fn walk(folder: &Path, prefix: &str, set: &mut SourceSet) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            match entry.file_type().unwrap().is_dir() {
                true => walk(&entry.path(), &format!("{path}/"), set),
                false => set.insert(&path, fs::read(entry.path()).unwrap()).unwrap(),
            }
        }
    }
    let mut set = SourceSet::new(LIMITS);
    walk(folder, "", &mut set);
    set
}

/// Adopts a sample again from its own decision.
fn adopt_again(name: &str, year: i32) {
    let there = folder(name);
    let _ = fs::remove_dir_all(there.join(FOLDER));
    // The lock holds what the chapters were before they were changed.
    let _ = fs::remove_file(there.join("beleid.lock"));
    // Nor does the history know yet what will be kept.
    let history = there.join("verloop.csv");
    let text = fs::read_to_string(&history).unwrap();
    let line = |line: &str| {
        let kept = line.split(FINGERPRINT).next().unwrap();
        let open = kept.matches('"').count() % 2 == 1;
        let kept = if open { kept.replacen('"', "", 1) } else { kept.to_owned() };
        kept.trim_end_matches("; ").to_owned() + "\n"
    };
    fs::write(&history, text.lines().map(line).collect::<String>()).unwrap();
    let out = support::person::Folder::new();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_beleid"));
        command.args(arguments).arg(&there).arg("--uit").arg(&out.0);
        let ran = support::person::Ran::from(command.output().unwrap());
        ran.ends(0);
    };
    run(&["bouw", "--stand", "concept", "--stukken"]);
    run(&["stel-vast"]);
    run(&["stel-vast", "--verslag", &year.to_string()]);
}

#[test]
fn what_the_samples_adopted_is_whole_and_still_what_they_say() {
    let compiler = Compiler::built_in();
    for (name, year) in SAMPLES {
        if std::env::var_os("UPDATE").is_some() {
            adopt_again(name, *year);
        }
        let sources = load(&folder(name));
        let (dossier, intake) = compiler.read(&sources);
        let dossier = dossier.unwrap();
        let selection = Selection { papers: true, ..Selection::default() };
        let orders = compiler.orders(&dossier, &selection);
        let kept: Vec<&str> = dossier.adopted.iter().map(|adopted| adopted.stem.as_str()).collect();
        assert!(kept.len() >= 5, "{name} keeps {kept:?}");
        let changed = compiler.tell_changed(&sources, &dossier, &orders);
        let told: Vec<&str> = changed.sorted().iter().map(|d| d.title.as_str()).collect();
        assert!(told.is_empty(), "{name} changed: {told:?}");
        for order in &orders {
            let stem = stem(&order.document, order.year);
            assert!(kept.contains(&stem.as_str()), "{name} does not keep {stem}");
            let (edition, report) = compiler.compile(&dossier, &intake, order);
            let edition = edition.unwrap_or_else(|| panic!("{name} {stem}: {:?}", report.sorted()));
            assert!(matches!(compiler.verify(&edition.pdf), Verdict::Same { .. }), "{name} {stem}");
        }
        // A report follows the plan that it is about.
        let report = dossier.adopted.iter().find(|adopted| adopted.stem.ends_with(&format!("-{year}"))).unwrap();
        assert!(report.manifest.text().contains("plan waarover dit verslag gaat"), "{name}");
    }
}
