//! `verifieer`: is this document exactly what was decided? With the program alone, without a network.
//!
//! It deliberately decides nothing: it says what the library found, in words for who received the document.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use super::arguments::{Templates, Verify};
use super::crew::{self, Stopped, Terms};
use super::own_templates::plain;
use super::render::printable;
use super::screen::Screen;
use super::task::{Part, Said};
use super::told::Told;
use super::{COULD_NOT, DONE, NOT_ALLOWED, disk, machine, render};
use crate::compiler::{Compiler, Verdict};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Rule;
use crate::ground::dutch;
use crate::seal::attachments::MOST_BYTES;
use crate::seal::publication::{read_bundle, tell_faults};
use crate::seal::source_set::Manifest;

/// Most places and sources that are named.
const MOST: usize = 20;

/// Longest line: a name in a file from anyone can be as long as the file.
const LONGEST_LINE: usize = 400;

/// What did not get done with a file that went past its limits, and what to do about it.
const STOPPED: (&str, &str) = (
    "dit bestand is niet na te kijken",
    "Vertrouw het niet zomaar: een document van dit programma vraagt veel minder. Meer ruimte geeft u met --tijd en --geheugen.",
);

/// Verifies each file, in a worker: whatever is in it, the others are verified too.
pub fn run(arguments: &Verify, screen: Screen) -> ExitCode {
    let parts: Vec<Part> = arguments.files.iter().map(Part::about).collect();
    let terms = Terms { workers: machine::processors(), limits: arguments.limits, templates: Templates::default() };
    let (mut worst, mut waiting, mut next) = (DONE, BTreeMap::new(), 0);
    crew::work(&parts, &terms, |at, answer| {
        waiting.insert(at, answer);
        // What was said stands in the order of the files.
        while let (Some(answer), Some(path)) = (waiting.remove(&next), arguments.files.get(next)) {
            let said = answer.unwrap_or_else(|stopped| tell_stopped(path, &stopped, arguments));
            said.told.iter().for_each(|told| screen.err(&(render::full(told, screen.colour_err) + "\n")));
            screen.out(&said.out);
            worst = worst.max(said.code);
            next += 1;
        }
    });
    ExitCode::from(worst)
}

/// The verdict on a file that went past its limits.
fn tell_stopped(path: &Path, stopped: &Stopped, arguments: &Verify) -> Said {
    let shown = path.display().to_string();
    let told = stopped.tell_part(&rules::NOT_VERIFIED, STOPPED, arguments.limits);
    match stopped {
        Stopped::NotStarted(_) => Said::told(vec![Told { file: shown, ..told }], COULD_NOT),
        Stopped::TooLong | Stopped::Fell => verdict(&shown, &told),
    }
}

/// A message that is itself the verdict.
fn verdict(shown: &str, told: &Told) -> Said {
    let out = format!("{}\n  {} {}. {}\n\n", printable(shown), told.code, dutch::capitalise(&told.title), told.action);
    Said { out, code: COULD_NOT, ..Said::default() }
}

/// What there is to say about a file.
pub fn say(path: &Path, compiler: &Compiler) -> Said {
    let shown = path.display().to_string();
    let refuse = |rule: &'static Rule, title: String, action: &str| Told::at_path(rule, shown.clone(), title, action);
    let (text, code) = match disk::bytes(path, MOST_BYTES) {
        Ok(bytes) if bytes.is_empty() => {
            let title = "dit bestand is leeg".to_owned();
            let action = "Haal het opnieuw op bij wie het heeft gemaakt.";
            return verdict(&shown, &refuse(&rules::NOT_A_FILE_TO_VERIFY, title, action));
        }
        Ok(bytes) if bytes.starts_with(b"PK") => bundle(path, &bytes, compiler),
        Ok(bytes) => answer(&shown, &compiler.verify(&bytes)),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => {
            let title = format!("dit bestand is groter dan {} MB en is niet gelezen", MOST_BYTES >> 20);
            let action = "Kijk of dit het goede bestand is. Een document of bundel van dit programma is veel kleiner.";
            return verdict(&shown, &refuse(&rules::TOO_LARGE_TO_VERIFY, title, action));
        }
        Err(error) if error.kind() == ErrorKind::IsADirectory || disk::is_folder(path) => {
            let action = "Geef de PDF of de bundel zelf, zoals out/mijn-gemeente/beleidsplan.pdf.";
            let title = "dit is een map en geen bestand".to_owned();
            return verdict(&shown, &refuse(&rules::NOT_A_FILE_TO_VERIFY, title, action));
        }
        Err(error) => {
            let title = format!("dit bestand kan niet worden gelezen ({})", disk::cause(error.kind()));
            let action = "Controleer de naam, en of u het bestand mag lezen.";
            return Said::told(vec![refuse(&rules::WRITE_FAILED, title, action)], COULD_NOT);
        }
    };
    let short = |line: &str| match line.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => format!("{}…\n", line.get(..end).unwrap_or_default()),
        None => format!("{line}\n"),
    };
    Said { out: text.lines().map(short).collect(), code, ..Said::default() }
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
