//! Golden documents: each folder of `tests/golden/` is a fictional gemeente with what the compiler makes of it, as text.
//! `UPDATE=1 cargo test --test golden` writes `verwacht/` anew; review the difference.
//!
//! What is read aloud, the tags, the messages and the receipt are compared; bytes, sizes and pixels deliberately are not.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use beleid::{Compiler, Edition, Report, Stand};
use hayro_syntax::Pdf;
use serde_json::Value;
use support::{folder, tags};

/// What a gemeente is expected to give, by name of file.
type Answers = [(&'static str, String); 4];

fn answers(compiler: &Compiler, gemeente: &Path) -> Answers {
    let whole = folder::make(compiler, &folder::sources(&gemeente.join("dossier")));
    let dossier = whole.dossier.as_ref().unwrap_or_else(|| panic!("{:#?}", folder::told(&whole.intake)));
    let (mut text, mut structure, mut messages, mut receipts) =
        (String::new(), String::new(), String::new(), Vec::new());
    let stand = whole.made.iter().map(|made| made.order.stand).max().unwrap_or(Stand::Concept);
    messages.push_str(&told("inname", &whole.intake, stand));
    let mut shown = Vec::new();
    for made in whole.made {
        let name = &made.order.document;
        messages.push_str(&told(&format!("{name}, {}", made.order.stand.word()), &made.report, made.order.stand));
        let edition =
            made.edition.unwrap_or_else(|| panic!("{name} of {} is not made:\n{messages}", gemeente.display()));
        let pdf = Pdf::new(edition.pdf.clone()).expect("a PDF");
        // The page of contents repeats the headings, with numbers of pages that only layout knows.
        let (lines, _) = tags::without_contents(tags::lines(&tags::read(&pdf)));
        let _ = writeln!(text, "==== {}\n\n{}", edition.file_name, read_aloud(&lines));
        let _ = writeln!(structure, "==== {}\n{}", edition.file_name, outline(&lines));
        receipts.push(receipt(&edition));
        shown.extend(edition.shown);
    }
    messages.push_str(&told("niet getoond", &compiler.tell_not_shown(dossier, &shown), stand));
    let receipts = serde_json::to_string_pretty(&receipts).expect("a receipt is JSON") + "\n";
    [("tekst.txt", text), ("structuur.txt", structure), ("meldingen.txt", messages), ("receipt.json", receipts)]
}

/// Everything that a report says, also what to do.
fn told(about: &str, report: &Report, stand: Stand) -> String {
    let mut out = format!("==== {about}\n");
    for d in report.sorted() {
        let place = d.place.as_ref().map_or_else(|| "–".into(), ToString::to_string);
        let _ =
            writeln!(out, "{} {} {place} {}\n    {}", d.rule.severity(stand).word(), d.rule.code, d.title, d.action);
    }
    out
}

/// The receipt without the hash, and without what layout and the release of the program decide.
fn receipt(edition: &Edition) -> Value {
    let mut receipt = serde_json::to_value(&edition.receipt).expect("a receipt is JSON");
    let fields = receipt.as_object_mut().expect("a receipt is an object");
    for key in ["sha256", "paginas", "programma"] {
        assert!(fields.remove(key).is_some(), "a receipt has {key}");
    }
    receipt
}

/// What is read aloud, in order: headings after an empty line, what is drawn between brackets.
fn read_aloud(lines: &[tags::Line]) -> String {
    let mut out = String::new();
    for line in lines.iter().filter(|l| !l.inline) {
        if line.head.starts_with('H') {
            out.push('\n');
        }
        if let Some((_, alternative)) = line.head.split_once(" alt=") {
            let _ = writeln!(out, "[{}]", alternative.trim_matches('"'));
        }
        if !line.text.is_empty() {
            let _ = writeln!(out, "{}", line.text);
        }
    }
    out
}

/// The tags with their first words, enough to find them in the text.
fn outline(lines: &[tags::Line]) -> String {
    let shorten = |text: &str| match text.char_indices().nth(24) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    let lines = lines.iter().map(|line| tags::Line { text: shorten(&line.text), ..line.clone() });
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_golden_gemeente_gives_what_is_written() {
    let compiler = Compiler::built_in();
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    let folders = folder::folders(&folder::root().join("tests/golden"));
    assert!(folders.len() >= 2, "there are golden gemeenten");
    for gemeente in folders {
        let expected = gemeente.join("verwacht");
        let answers = answers(&compiler, &gemeente);
        check_fictional_and_discreet(&answers, &gemeente);
        if update {
            let _ = fs::remove_dir_all(&expected);
            fs::create_dir_all(&expected).expect("a folder can be made");
        }
        for (name, made) in answers {
            let file = expected.join(name);
            if update {
                fs::write(&file, made).expect("an answer can be written");
                continue;
            }
            let written = fs::read_to_string(&file).unwrap_or_default();
            if written != made {
                let at = written.lines().zip(made.lines()).take_while(|(a, b)| a == b).count();
                let line = |text: &str| text.lines().nth(at).unwrap_or("(end)").to_owned();
                wrong.push(format!(
                    "{}:{}\n  written {}\n  made    {}",
                    file.display(),
                    at + 1,
                    line(&written),
                    line(&made)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\nUPDATE=1 cargo test --test golden writes what is made; review it", wrong.join("\n"));
}

/// A golden gemeente must not be taken for a real one, and its confidential data stand in nothing that is expected.
fn check_fictional_and_discreet(answers: &Answers, gemeente: &Path) {
    let data = fs::read_to_string(gemeente.join("dossier/gemeente.toml")).expect("a gemeente");
    assert!(data.contains("code = \"GM99") && data.contains("fictief = true"), "{}", gemeente.display());
    for (name, text) in answers {
        assert!(*name != "tekst.txt" || text.contains("is een verzonnen gemeente"), "{}", gemeente.display());
        for secret in ["Mag Nergens Staan", "000-9972000", "nergens@"] {
            assert!(!text.contains(secret), "{} {name} holds {secret}", gemeente.display());
        }
    }
}
