//! Golden documents: each folder of `tests/golden/` is a fictional gemeente with what the compiler makes of it, as text.
//! `UPDATE=1 cargo test --test golden` writes `verwacht/` anew; review the difference.
//!
//! Text, tag tree, messages and receipt are compared; bytes, sizes and pixels deliberately are not.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use beleid::seal::receipt::Receipt;
use beleid::text::listing::listing;
use beleid::{Compiler, Report, Stand};
use hayro_syntax::Pdf;
use support::{folder, tags};

/// What a folder is expected to give, by name of file.
type Answers = Vec<(&'static str, String)>;

fn answers(compiler: &Compiler, gemeente: &Path) -> Answers {
    let whole = folder::make(compiler, &folder::sources(&gemeente.join("dossier")));
    let dossier = whole.dossier.as_ref().unwrap_or_else(|| panic!("{:#?}", folder::told(&whole.intake)));
    let (mut text, mut structure, mut messages, mut receipts) = (String::new(), String::new(), String::new(), Vec::new());
    let weighed = whole.made.iter().map(|made| made.order.stand).max().unwrap_or(Stand::Concept);
    tell("dossier", &whole.intake, weighed, &mut messages);
    let mut shown = Vec::new();
    for made in whole.made {
        let name = &made.order.document;
        tell(name, &made.report, made.order.stand, &mut messages);
        let edition = made.edition.unwrap_or_else(|| panic!("{name} is not made: {messages}"));
        let _ = writeln!(text, "==== {}\n{}", edition.file_name, listing(&edition.manuscript, None));
        let pdf = Pdf::new(edition.pdf).expect("a PDF");
        let (lines, _) = tags::without_contents(tags::lines(&tags::read(&pdf)));
        let _ = writeln!(structure, "==== {}", edition.file_name);
        lines.iter().for_each(|line| drop(writeln!(structure, "{line}")));
        receipts.push(without_layout(&edition.receipt));
        shown.extend(edition.shown);
    }
    tell("alles", &compiler.tell_not_shown(dossier, &shown), weighed, &mut messages);
    let receipts = serde_json::to_string_pretty(&receipts).expect("a receipt is JSON") + "\n";
    vec![("tekst.txt", text), ("structuur.txt", structure), ("meldingen.txt", messages), ("bon.json", receipts)]
}

fn tell(about: &str, report: &Report, stand: Stand, out: &mut String) {
    let _ = writeln!(out, "==== {about}");
    for d in report.sorted() {
        let place = d.place.as_ref().map_or_else(|| "–".into(), ToString::to_string);
        let _ = writeln!(out, "{} {} {place} {}\n    {}", d.rule.severity(stand).word(), d.rule.code, d.title, d.action);
    }
}

/// A receipt without what only layout and the program's own release decide.
fn without_layout(receipt: &Receipt) -> serde_json::Value {
    let mut receipt = serde_json::to_value(receipt).expect("a receipt is JSON");
    let fields = receipt.as_object_mut().expect("a receipt is an object");
    ["sha256", "paginas", "programma"].iter().for_each(|key| assert!(fields.remove(*key).is_some(), "{key}"));
    receipt
}

#[test]
fn every_golden_gemeente_gives_what_is_written() {
    let compiler = Compiler::built_in();
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    let folders = folder::folders(&folder::root().join("tests/golden"));
    assert!(folders.len() >= 2, "there are golden gemeenten");
    for gemeente in folders {
        for (name, made) in answers(&compiler, &gemeente) {
            let file = gemeente.join("verwacht").join(name);
            if update {
                fs::create_dir_all(gemeente.join("verwacht")).expect("a folder can be made");
                fs::write(&file, made).expect("an answer can be written");
                continue;
            }
            let written = fs::read_to_string(&file).unwrap_or_default();
            if let Some(at) = first_difference(&written, &made) {
                let line = |text: &str| text.lines().nth(at).unwrap_or("(end)").to_owned();
                wrong.push(format!("{}:{}\n  written {}\n  made    {}", file.display(), at + 1, line(&written), line(&made)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\nUPDATE=1 cargo test --test golden writes what is made; review it", wrong.join("\n"));
}

/// The first line that differs, from zero.
fn first_difference(written: &str, made: &str) -> Option<usize> {
    if written == made {
        return None;
    }
    let same = written.lines().zip(made.lines()).take_while(|(a, b)| a == b);
    Some(same.count())
}

/// A golden gemeente must not be taken for a real one.
#[test]
fn every_golden_gemeente_says_that_it_does_not_exist() {
    for gemeente in folder::folders(&folder::root().join("tests/golden")) {
        let data = fs::read_to_string(gemeente.join("dossier/gemeente.toml")).expect("a gemeente");
        assert!(data.contains("code = \"GM99") && data.contains("fictief = true") && data.contains("verzonnen"), "{}", gemeente.display());
        let text = fs::read_to_string(gemeente.join("verwacht/tekst.txt")).expect("an expected text");
        assert!(text.contains("is een verzonnen gemeente"), "{}", gemeente.display());
    }
}

/// What must stay secret stands in no expected text: small counts and contact data.
#[test]
fn no_expected_text_holds_what_is_confidential() {
    for gemeente in folder::folders(&folder::root().join("tests/golden")) {
        for name in ["tekst.txt", "structuur.txt", "meldingen.txt", "bon.json"] {
            let text = fs::read_to_string(gemeente.join("verwacht").join(name)).expect("an expected text");
            for secret in ["Voorbeeldnaam", "000-0000099", "voorbeeldnaam.z@"] {
                assert!(!text.contains(secret), "{} {name} holds {secret}", gemeente.display());
            }
        }
    }
}
