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
use super::own_templates::{plain, read_keys};
use super::render::printable;
use super::screen::Screen;
use super::task::{Part, Said};
use super::told::Told;
use super::{COULD_NOT, DONE, NOT_ALLOWED, disk, machine, render};
use crate::compiler::{Compiler, Verdict};
use crate::ground::archive::Entry;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Rule;
use crate::ground::dutch;
use crate::seal::attachments::MOST_BYTES;
use crate::seal::publication::{read_bundle, tell_faults};
use crate::seal::source_set::Manifest;

mod seen;
use seen::{Asked, Seen, tell};

/// Most places and sources that are named.
const MOST: usize = 20;

/// Longest text of a file that is shown.
const LONGEST_LINE: usize = 200;

/// What did not get done with a file that went past its limits, and what to do about it.
const STOPPED: (&str, &str) = (
    "dit bestand is niet na te kijken",
    "Vertrouw het niet zomaar: een document van dit programma vraagt veel minder. Meer ruimte geeft u met --tijd en --geheugen.",
);

/// Verifies each file, in a worker: whatever is in it, the others are verified too.
pub fn run(arguments: &Verify, screen: Screen) -> ExitCode {
    let keys = match arguments.keys.as_deref().map(read_keys).transpose() {
        Ok(keys) => keys,
        Err(faults) => {
            let shown = faults.iter().map(|told| render::full(told, screen.colour_err) + "\n");
            screen.err(&shown.collect::<String>());
            return ExitCode::from(COULD_NOT);
        }
    };
    let asked = Asked { keys, day: arguments.day.unwrap_or_else(machine::today) };
    let parts: Vec<Part> = arguments.files.iter().map(Part::about).collect();
    let terms = Terms { workers: machine::processors(), limits: arguments.limits, templates: Templates::default() };
    let mut answers = BTreeMap::new();
    crew::work(&parts, &terms, |at, answer| drop(answers.insert(at, answer)));
    let (mut worst, mut all) = (DONE, Vec::new());
    // What was said stands in the order of the files, and only when all are known it is known which follows which.
    for (at, path) in arguments.files.iter().enumerate() {
        let Some(answer) = answers.remove(&at) else { continue };
        let said = answer.unwrap_or_else(|stopped| tell_stopped(path, &stopped, arguments));
        said.told.iter().for_each(|told| screen.err(&(render::full(told, screen.colour_err) + "\n")));
        worst = worst.max(said.code);
        all.extend(Seen::heard(said));
    }
    let (text, code) = tell(&all, &asked);
    screen.out(&text);
    ExitCode::from(worst.max(code))
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
    let out = format!("{shown}\n  {} {}. {}\n", told.code, dutch::capitalise(&told.title), told.action);
    Said { out, code: COULD_NOT, ..Said::default() }
}

/// What there is to say about a file.
pub fn say(path: &Path, compiler: &Compiler) -> Said {
    let shown = path.display().to_string();
    let refuse = |rule: &'static Rule, title: String, action: &str| Told::at_path(rule, shown.clone(), title, action);
    if disk::exists(path) && !disk::is_file(path) && !disk::is_folder(path) {
        let title = "dit is geen gewoon bestand".to_owned();
        let action = "Geef de PDF of de bundel zelf, zoals out/mijn-gemeente/beleidsplan.pdf.";
        return verdict(&shown, &refuse(&rules::NOT_A_FILE_TO_VERIFY, title, action));
    }
    let seen = match disk::bytes(path, MOST_BYTES) {
        Ok(bytes) if bytes.is_empty() => {
            let title = "dit bestand is leeg".to_owned();
            let action = "Haal het opnieuw op bij wie het heeft gemaakt.";
            return verdict(&shown, &refuse(&rules::NOT_A_FILE_TO_VERIFY, title, action));
        }
        Ok(bytes) if bytes.starts_with(b"PK") => bundle(path, &bytes, compiler),
        Ok(bytes) => vec![Seen::of(shown, &compiler.examine(&bytes))],
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
    Seen::say(&seen)
}

/// A bundle: its checksums, and each document in it.
fn bundle(path: &Path, bytes: &[u8], compiler: &Compiler) -> Vec<Seen> {
    let shown = path.display().to_string();
    match read_bundle(bytes) {
        Ok(bundle) => {
            let count = dutch::count(bundle.files.len(), "bestand", "bestanden");
            let whole = Seen::only(format!("{shown}\n  Compleet: {count} met de goede controlecode.\n"), DONE);
            let one = |pdf: Entry<'_>| Seen::of(format!("{shown}: {}", pdf.path), &compiler.examine(pdf.bytes));
            std::iter::once(whole).chain(bundle.pdfs().map(one)).collect()
        }
        Err(faults) => {
            let mut out = format!("{shown}\n  GEWIJZIGD of niet compleet.\n");
            for told in plain(&tell_faults(&shown, &faults)).iter().take(MOST) {
                let _ = writeln!(out, "  {} {}. {}", told.code, dutch::capitalise(&told.title), told.action);
            }
            vec![Seen::only(out, NOT_ALLOWED)]
        }
    }
}

/// What to say of a file, and the code to end with.
fn answer(shown: &str, verdict: &Verdict) -> (String, u8) {
    let mut out = format!("{}\n", line(shown));
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
                let _ = writeln!(out, "  Anders dan de lijst met controlecodes zegt: {}", line(source));
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
                "  Niet byte voor byte na te gaan: {} maakte dit bestand. De tekst en cijfers die erin zitten als gegevens, zijn wat de bronnen geven. Of de bladzijden dat ook zeggen, kan alleen die versie nagaan.",
                line(&manifest.program)
            );
            about(manifest, &mut out);
            // Who lies about the version could have changed the pages alone.
            COULD_NOT
        }
        Verdict::OtherProgram { manifest, differs: Some(summary) } => {
            let _ = writeln!(
                out,
                "  Tekst of cijfers zijn ANDERS dan wat deze versie uit de bronnen maakt. {} maakte dit bestand; kijk het na met die versie.",
                line(&manifest.program)
            );
            let _ = writeln!(out, "  {}", line(&summary.whole));
            for chapter in summary.chapters.iter().take(MOST) {
                let _ = writeln!(out, "  {}: {}", line(&chapter.name), line(&chapter.sentence));
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
    (out, code)
}

/// What a sealed document says of itself.
fn about(manifest: &Manifest, out: &mut String) {
    let _ = writeln!(out, "  Titel            {}", line(&manifest.title));
    for (label, value) in manifest.decision.iter().take(MOST) {
        let _ = writeln!(out, "  {:<16} {}", line(label), line(value));
    }
    let _ = writeln!(out, "  Controlecode     {}", manifest.fingerprint());
    let _ = writeln!(out, "  Gemaakt met      {}", line(&manifest.program));
}

/// What a file says of itself as one line that fits: with a line of its own it could pass for what we say of it, and a
/// name can be as long as the file.
fn line(text: &str) -> String {
    let mut out: String = printable(text).chars().take(LONGEST_LINE).collect();
    if text.chars().nth(LONGEST_LINE).is_some() {
        out.push('…');
    }
    out
}
