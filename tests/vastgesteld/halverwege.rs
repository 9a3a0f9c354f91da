//! Stopped at every moment that something is written: what a reader sees is the old state or the new, never half.

use std::process::{Command, Stdio};

use crate::person::Ran;
use crate::wereld::{BESLUIT, Files, MAP, Wereld, codes};

/// What lies ready and is decided.
const DECIDED: &str = ".beleid-wijziging/";

/// The files as a reader of the folder sees them: what was decided goes before what stands there still, and what was
/// only prepared is not there.
fn seen(wereld: &Wereld) -> Files {
    let all = wereld.files();
    let mut seen: Files = all
        .iter()
        .filter(|(path, _)| !path.starts_with('.'))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    for (path, bytes) in &all {
        let Some(rest) = path.strip_prefix(DECIDED) else { continue };
        match rest.split_once('/') {
            Some(("nieuw", path)) => drop(seen.insert(path.to_owned(), bytes.clone())),
            Some(("weg", path)) => drop(seen.remove(path)),
            _ => {}
        }
    }
    seen
}

/// Runs the command, stopped at this write.
fn stopped(wereld: &Wereld, command: &str, more: &[&str], step: u32) -> Ran {
    let mut run = Command::new(env!("CARGO_BIN_EXE_beleid"));
    run.args([command, MAP, "--sjablonen", "sjablonen"]).args(more).current_dir(&wereld.0.0).stdin(Stdio::null());
    Ran::from(run.env("BELEID_TEST_VALT_BIJ", step.to_string()).output().unwrap())
}

/// Stops the command at each write in turn. Of `again`, given afterwards, the code that it ends with when the first was
/// not decided, and when it was.
fn at_every_write(wereld: &Wereld, (command, more): (&str, &[&str]), (refused, code): (i32, &str)) {
    let old = wereld.files();
    let old_told = wereld.run("controleer", &[]);
    wereld.run(command, more).ends(0);
    let new = wereld.files();
    let new_told = wereld.run("controleer", &[]);
    let new_pdf = wereld.has_pdf("dorpsplan").then(|| wereld.pdf("dorpsplan"));
    assert!(old != new && old_told.out != new_told.out);
    let (mut seen_old, mut seen_new) = (0, 0);
    for step in 0.. {
        wereld.restore(&old);
        wereld.clear();
        let ran = stopped(wereld, command, more, step);
        let now = seen(wereld);
        let decided = now == new;
        assert!(decided || now == old, "half at step {step}: {:?}", now.keys().collect::<Vec<_>>());
        let told = wereld.run("controleer", &[]);
        let expected = if decided { &new_told } else { &old_told };
        assert_eq!((told.code, &told.out), (expected.code, &expected.out), "step {step}");
        seen_old += u32::from(!decided);
        seen_new += u32::from(decided);
        if ran.code == Some(0) {
            assert!(decided && wereld.files() == new, "finished");
            break;
        }
        // Given again: as if for the first time, or refused because it was done. It is the same until all is decided.
        if !decided && step % 4 != 0 {
            continue;
        }
        let ran = wereld.run(command, more);
        if decided {
            let ran = ran.ends(refused);
            assert!(codes(&ran.err).contains(&code), "step {step}: {}", ran.err);
        } else {
            ran.ends(0);
        }
        assert!(seen(wereld) == new, "step {step}");
        if let Some(new_pdf) = new_pdf.as_ref().filter(|_| decided && command == "stel-vast") {
            wereld.clear();
            wereld.run("bouw", &["--document", "dorpsplan"]).ends(0);
            assert!(wereld.pdf("dorpsplan") == *new_pdf, "step {step}");
        }
        assert!(step < 200);
    }
    assert!(seen_old > 4 && seen_new > 4, "{seen_old} {seen_new}");
}

#[test]
fn a_decision_that_was_stopped_was_made_or_was_not() {
    at_every_write(&Wereld::klein(), ("stel-vast", &BESLUIT), (1, "K113"));
}

#[test]
fn a_next_version_that_was_stopped_was_begun_or_was_not() {
    at_every_write(&Wereld::vastgesteld(), ("wijzig", &["--datum", "2026-06-01"]), (1, "K122"));
}
