//! `verifieer`: is this document exactly what was decided? With the program alone, without a network.
//!
//! It deliberately decides nothing: it says what the library found, in words for who received the document.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::arguments::Verify;
use super::own_templates::plain;
use super::render::printable;
use super::screen::Screen;
use super::told::Told;
use super::{COULD_NOT, DONE, NOT_ALLOWED, disk, render};
use crate::compiler::{Compiler, Verdict};
use crate::ground::catalogue as rules;
use crate::ground::dutch;
use crate::seal::attachments::MOST_BYTES;
use crate::seal::publication::{read_bundle, tell_faults};
use crate::seal::source_set::Manifest;

/// Most places and sources that are named.
const MOST: usize = 20;

/// Verifies each file.
pub fn run(arguments: &Verify, screen: Screen) -> ExitCode {
    let compiler = Compiler::built_in();
    let mut worst = DONE;
    for path in &arguments.files {
        let (text, code) = match disk::bytes(path, MOST_BYTES + 1) {
            Ok(bytes) if bytes.starts_with(b"PK") => bundle(path, &bytes, &compiler),
            Ok(bytes) => answer(&path.display().to_string(), &compiler.verify(&bytes)),
            Err(error) => {
                let title = format!("dit bestand kan niet worden gelezen ({})", disk::cause(error.kind()));
                let told = Told::at_path(
                    &rules::WRITE_FAILED,
                    path.display().to_string(),
                    title,
                    "Controleer de naam, en of u het bestand mag lezen.",
                );
                screen.err(&(render::full(&told, screen.colour_err) + "\n"));
                (String::new(), COULD_NOT)
            }
        };
        screen.out(&text);
        worst = worst.max(code);
    }
    ExitCode::from(worst)
}

/// A bundle: its checksums, and each document in it.
fn bundle(path: &Path, bytes: &[u8], compiler: &Compiler) -> (String, u8) {
    let shown = path.display().to_string();
    match read_bundle(bytes) {
        Ok(bundle) => {
            let mut out = format!(
                "{shown}\n  Compleet: {} met de goede controlecode.\n\n",
                dutch::count(bundle.files.len(), "bestand", "bestanden")
            );
            let mut worst = DONE;
            for pdf in bundle.pdfs() {
                let (text, code) = answer(&format!("{shown}: {}", pdf.path), &compiler.verify(pdf.bytes));
                out.push_str(&text);
                worst = worst.max(code);
            }
            (out, worst)
        }
        Err(faults) => {
            let mut out = format!("{shown}\n  GEWIJZIGD of niet compleet.\n");
            for told in plain(&tell_faults(&shown, &faults)).iter().take(MOST) {
                let _ = writeln!(out, "  {} {}. {}", told.code, dutch::capitalise(&told.title), told.action);
            }
            (out.lines().map(|line| printable(line) + "\n").chain(["\n".to_owned()]).collect(), NOT_ALLOWED)
        }
    }
}

/// What to say of a file, and the code to end with.
fn answer(shown: &str, verdict: &Verdict) -> (String, u8) {
    let mut out = format!("{shown}\n");
    let code = match verdict {
        Verdict::Same { manifest } => {
            let _ =
                writeln!(out, "  Ongewijzigd. Dit is precies wat dit programma uit de bronnen in het bestand maakt.");
            about(manifest, &mut out);
            DONE
        }
        Verdict::Other { manifest, sources, places } => {
            let _ = writeln!(out, "  GEWIJZIGD. Dit bestand is niet meer wat het was.");
            for source in sources.iter().take(MOST) {
                let _ = writeln!(out, "  Anders dan de lijst met controlecodes zegt: {source}");
            }
            for place in places.iter().take(MOST) {
                let _ = writeln!(out, "  Anders dan wat uit de bronnen komt: {place}");
            }
            about(manifest, &mut out);
            NOT_ALLOWED
        }
        Verdict::OtherProgram { manifest, differs: None } => {
            let _ = writeln!(
                out,
                "  Tekst en cijfers zijn gelijk. {} maakte dit bestand, en alleen die versie kan nagaan of elke byte klopt.",
                manifest.program
            );
            about(manifest, &mut out);
            DONE
        }
        Verdict::OtherProgram { manifest, differs: Some(summary) } => {
            let _ = writeln!(
                out,
                "  Tekst of cijfers zijn ANDERS dan wat deze versie uit de bronnen maakt. {} maakte dit bestand; kijk het na met die versie.",
                manifest.program
            );
            let _ = writeln!(out, "  {}", summary.whole);
            for chapter in summary.chapters.iter().take(MOST) {
                let _ = writeln!(out, "  {}: {}", chapter.name, chapter.sentence);
            }
            about(manifest, &mut out);
            NOT_ALLOWED
        }
        Verdict::NotSealed => {
            let _ = writeln!(
                out,
                "  Dit bestand is van dit programma, maar niet verzegeld. Alleen een vastgesteld, openbaar document is dat."
            );
            COULD_NOT
        }
        Verdict::Broken(what) => {
            let _ = writeln!(out, "  GEWIJZIGD of beschadigd. Niet te lezen: {what}.");
            NOT_ALLOWED
        }
        Verdict::Unread(fault) => {
            let told = fault.diagnostic();
            let _ = writeln!(out, "  {} {}. {}", told.rule.code, dutch::capitalise(&told.title), told.action);
            COULD_NOT
        }
    };
    (out.lines().map(|line| printable(line) + "\n").chain(["\n".to_owned()]).collect(), code)
}

/// What a sealed document says of itself.
fn about(manifest: &Manifest, out: &mut String) {
    let _ = writeln!(out, "  Titel            {}", manifest.title);
    for (label, value) in &manifest.decision {
        let _ = writeln!(out, "  {label:<16} {value}");
    }
    let _ = writeln!(out, "  Controlecode     {}", manifest.fingerprint());
    let _ = writeln!(out, "  Gemaakt met      {}", manifest.program);
}
