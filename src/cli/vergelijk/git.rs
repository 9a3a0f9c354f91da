//! A folder as it was at a revision of git, read into memory with the program `git`.
//!
//! It deliberately changes nothing, runs no shell and hands `git` no word of the person but the revision, after a sign
//! that no option follows. What the folder may hold is what `disk` would take.

use std::ffi::OsStr;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::super::disk::{self, DEEPEST, Refused, Why};
use super::super::render::printable;
use super::super::told::Told;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::source::{LIMITS, Refusal, SourceSet};

/// Most bytes of the list of files.
const MOST_LISTED: u64 = 16 << 20;

/// A folder at a revision.
pub struct Past {
    /// Its files.
    pub sources: SourceSet,
    /// What could not be read.
    pub report: Report,
    /// The revision as a short number, for when its name says nothing.
    pub short: String,
}

/// `map@revisie` in its parts, unless something of that name is on the disk: the folder, or the part of its path that is
/// still there, must be.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let ends = text.match_indices('@').map(|(at, _)| (text.get(..at), text.get(at + 1..)));
    let mut parts = ends.filter_map(|(folder, revision)| Some((folder?, revision?))).filter(|(f, _)| !f.is_empty());
    let there = parts.clone().find(|(folder, _)| disk::is_folder(Path::new(folder)));
    there.or_else(|| parts.next().filter(|(folder, _)| anchor(Path::new(folder)).is_some()))
}

/// The nearest folder above that is there, and what is below it.
fn anchor(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let found = folder.ancestors().find(|above| above.as_os_str().is_empty() || disk::is_folder(above))?;
    let rest = folder.strip_prefix(found).ok()?.to_path_buf();
    Some((if found.as_os_str().is_empty() { PathBuf::from(".") } else { found.to_path_buf() }, rest))
}

/// Reads the folder.
///
/// # Errors
/// What to tell when git is not there, does not know the revision, or the folder was not there then.
pub fn read(folder: &str, revision: &str) -> Result<Past, Vec<Told>> {
    let shown = format!("{folder}@{revision}");
    let tell =
        |rule: &'static Rule, title: String, action: &str| vec![Told::at_path(rule, shown.clone(), title, action)];
    let name = printable(revision);
    if revision.is_empty() || revision.starts_with('-') || revision.chars().any(char::is_control) {
        let title = format!("`{name}` kan geen revisie van git zijn");
        return Err(tell(&rules::REVISION_UNKNOWN, title, "Schrijf een label, tak of nummer, zoals map@v1.0."));
    }
    let nothing = || tell(&rules::NOTHING_TO_COMPARE, format!("er is geen map `{folder}`"), "Controleer de naam.");
    let (place, rest) = anchor(Path::new(folder)).ok_or_else(nothing)?;
    let git = Git { place };
    let prefix = match git.ask(&["rev-parse", "--show-prefix"], MOST_LISTED) {
        Ok(prefix) => prefix,
        Err(Failed::Missing) => {
            let title = "het programma git is niet te vinden".to_owned();
            return Err(tell(&rules::GIT_MISSING, title, "Installeer git, of zet de eerdere versie in een eigen map."));
        }
        Err(_) => {
            let title = format!("git vindt bij `{folder}` geen project, of mag het niet lezen");
            return Err(tell(&rules::NO_HISTORY, title, "Vergelijk met een andere map of met een PDF."));
        }
    };
    let commit = format!("{revision}^{{commit}}");
    let found = git.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], 1_024);
    let found = found.ok().and_then(|hash| String::from_utf8(hash).ok()).map(|hash| hash.trim().to_owned());
    let hash = found.filter(|hash| hash.len() >= 40 && hash.bytes().all(|b| b.is_ascii_hexdigit()));
    let Some(hash) = hash else {
        let title = format!("git kent geen revisie `{name}`");
        return Err(tell(&rules::REVISION_UNKNOWN, title, "Kijk met `git log` of `git tag` welke er zijn."));
    };
    let inside = inside(&prefix, &rest);
    let tree = format!("{hash}:{inside}");
    let absent = || {
        let title = format!("de map `{folder}` stond nog niet in git bij revisie `{name}`");
        tell(&rules::REVISION_UNKNOWN, title, "Kies een latere revisie, of de map die zij toen was.")
    };
    let listed = git.ask(&["ls-tree", "-r", "-z", "-l", "--full-tree", &tree], MOST_LISTED).map_err(|_| absent())?;
    let (found, mut refused) = sort(&listed);
    let broken = || tell(&rules::GIT_MISSING, "git geeft de bestanden niet".into(), "Probeer `git fsck`.");
    let contents = git.contents(&found).map_err(|_| broken())?;
    let (mut sources, mut report) = (SourceSet::new(LIMITS), Report::default());
    for (file, bytes) in found.into_iter().zip(contents) {
        if let Err(refusal) = sources.insert(&file.path, bytes) {
            let why = if refusal == Refusal::TooMany { Why::Many } else { Why::Large };
            refused.push(Refused { path: file.path, why });
        }
    }
    refused.iter().for_each(|one| report.push(disk::tell(one)));
    Ok(Past { sources, report, short: hash.chars().take(10).collect() })
}

/// The path in the project, with `/`, of the place where git was asked and what is below it.
fn inside(prefix: &[u8], rest: &Path) -> String {
    let prefix = String::from_utf8_lossy(prefix);
    let mut parts: Vec<String> =
        prefix.trim_end_matches('\n').split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    for part in rest.components().map(|c| c.as_os_str().to_string_lossy().into_owned()) {
        match part.as_str() {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// A file in a revision.
struct Blob {
    path: String,
    hash: String,
    bytes: usize,
}

/// What of a list would be read from a disk, and what not.
fn sort(listed: &[u8]) -> (Vec<Blob>, Vec<Refused>) {
    let (mut found, mut refused, mut room) = (Vec::new(), Vec::new(), LIMITS.total_bytes);
    for entry in listed.split(|b| *b == 0).filter(|entry| !entry.is_empty()) {
        let Some(at) = entry.iter().position(|b| *b == b'\t') else { continue };
        let (head, path) = (String::from_utf8_lossy(&entry[..at]).into_owned(), &entry[at + 1..]);
        let head: Vec<&str> = head.split_whitespace().collect();
        let [mode, kind, hash, size] = head[..] else { continue };
        let shown = String::from_utf8_lossy(path).into_owned();
        if shown.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        let bytes: usize = size.parse().unwrap_or(usize::MAX);
        let why = if std::str::from_utf8(path).is_err() {
            Why::Name
        } else if mode == "120000" {
            Why::Link
        } else if kind != "blob" {
            Why::Special
        } else if shown.split('/').count() > DEEPEST {
            Why::Deep
        } else if found.len() >= LIMITS.files {
            refused.push(Refused { path: shown, why: Why::Many });
            break;
        } else if bytes > LIMITS.file_bytes || bytes > room {
            Why::Large
        } else {
            room -= bytes;
            found.push(Blob { path: shown, hash: hash.to_owned(), bytes });
            continue;
        };
        refused.push(Refused { path: shown, why });
    }
    (found, refused)
}

/// Why git gave no answer.
enum Failed {
    /// It is not there.
    Missing,
    /// It said no, or more than it may.
    Refused,
}

struct Git {
    place: PathBuf,
}

impl Git {
    /// Git in this place, as it answers a program: nothing of the project runs, nothing is fetched, nobody is asked.
    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.place);
        command.args(["--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs"]);
        command.args(["-c", "core.fsmonitor=false"]);
        command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
        // The place decides, not what a program around this one was doing.
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"].iter().for_each(|name| {
            command.env_remove(name);
        });
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }

    fn ask<T: AsRef<OsStr>>(&self, arguments: &[T], most: u64) -> Result<Vec<u8>, Failed> {
        let mut child = self.command().args(arguments).spawn().map_err(missing)?;
        let mut out = Vec::new();
        let read = child.stdout.take().map(|stream| stream.take(most + 1).read_to_end(&mut out));
        // Whoever says too much is not waited for.
        let whole = matches!(read, Some(Ok(_))) && out.len() as u64 <= most;
        if !whole {
            let _ = child.kill();
        }
        let done = child.wait().is_ok_and(|status| status.success());
        if whole && done { Ok(out) } else { Err(Failed::Refused) }
    }

    /// The contents of these files, in order.
    fn contents(&self, files: &[Blob]) -> Result<Vec<Vec<u8>>, Failed> {
        let mut command = self.command();
        let mut child = command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).spawn().map_err(missing)?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let names: String = files.iter().map(|file| format!("{}\n", file.hash)).collect();
        // Git answers while it is asked: both must go on at once, or both wait for ever.
        let answer = std::thread::scope(|scope| {
            scope.spawn(move || stdin.map(|mut stream| stream.write_all(names.as_bytes())));
            let mut stream = std::io::BufReader::new(stdout?);
            files.iter().map(|file| content(&mut stream, file)).collect::<Option<Vec<_>>>()
        });
        if answer.is_none() {
            let _ = child.kill();
        }
        let _ = child.wait();
        answer.ok_or(Failed::Refused)
    }
}

/// `<hash> blob <size>`, a line end, the bytes, a line end.
fn content(stream: &mut impl Read, file: &Blob) -> Option<Vec<u8>> {
    let expected = format!("{} blob {}\n", file.hash, file.bytes);
    let mut head = vec![0; expected.len()];
    stream.read_exact(&mut head).ok()?;
    if head != expected.as_bytes() {
        return None;
    }
    let mut bytes = vec![0; file.bytes + 1];
    stream.read_exact(&mut bytes).ok()?;
    (bytes.pop() == Some(b'\n')).then_some(bytes)
}

fn missing(error: std::io::Error) -> Failed {
    if error.kind() == ErrorKind::NotFound { Failed::Missing } else { Failed::Refused }
}
