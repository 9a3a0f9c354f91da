//! The door to the disk: folders in, whole files out.
//!
//! It deliberately with `change` is the only file that touches a file system, follows no link, reads nothing outside the folder it
//! is given, and does not know what a gemeente is.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::change;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Diagnostic, Report, Rule};
use crate::ground::source::{LIMITS, Refusal, Source, SourceSet};

/// How deep a folder may be: `hoofdstukken/naam/1.0.0/hoofdstuk.md`.
pub const DEEPEST: usize = 4;

/// Most names that are looked at in one folder, hidden ones included.
const MOST_NAMES: usize = 20_000;

/// A file that was found, not yet read.
#[derive(Debug)]
pub struct Found {
    /// The path inside the folder, with `/`.
    pub path: String,
    real: PathBuf,
    bytes: u64,
}

/// Something in a folder that is not read.
#[derive(Debug)]
pub struct Refused {
    /// The path inside the folder.
    pub path: String,
    /// Why not.
    pub why: Why,
}

/// Why something is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is a link.
    Link,
    /// It is no ordinary file, such as a pipe.
    Special,
    /// It lies too deep.
    Deep,
    /// There are too many.
    Many,
    /// It, or all together, is too large.
    Large,
    /// Its name is no Unicode.
    Name,
    /// The system refused.
    Failed(ErrorKind),
}

/// What is in a folder, by path.
#[derive(Debug, Default)]
pub struct Listing {
    /// The files that can be read.
    pub files: Vec<Found>,
    /// What cannot.
    pub refused: Vec<Refused>,
}

/// Walks a folder, without the folder `skip` (where the output goes) and without hidden files.
pub fn list(folder: &Path, skip: &Path) -> Listing {
    let mut listing = Listing::default();
    let mut names = 0;
    walk(folder, "", 1, skip.canonicalize().ok().as_deref(), &mut names, &mut listing);
    let (new, gone) = change::pending(folder);
    listing.files.retain(|found| !gone.contains(&found.path) && !new.iter().any(|(path, _)| *path == found.path));
    for (path, real) in new {
        match fs::symlink_metadata(&real) {
            Ok(meta) if meta.is_file() => listing.files.push(Found { path, real, bytes: meta.len() }),
            Ok(_) => listing.refused.push(Refused { path, why: Why::Special }),
            Err(error) => listing.refused.push(Refused { path, why: Why::Failed(error.kind()) }),
        }
    }
    listing.files.sort_by(|a, b| a.path.cmp(&b.path));
    // What does not fit together is not read at all.
    let mut room = LIMITS.total_bytes as u64;
    let (files, refused) = (&mut listing.files, &mut listing.refused);
    files.retain(|found| {
        let fits = room.checked_sub(found.bytes);
        match fits {
            Some(rest) => room = rest,
            None => refused.push(Refused { path: found.path.clone(), why: Why::Large }),
        }
        fits.is_some()
    });
    listing.refused.sort_by(|a, b| a.path.cmp(&b.path));
    listing
}

fn walk(folder: &Path, prefix: &str, depth: usize, skip: Option<&Path>, names: &mut usize, listing: &mut Listing) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            listing.refused.push(Refused { path: prefix.trim_end_matches('/').into(), why: Why::Failed(error.kind()) });
            return;
        }
    };
    for entry in entries.flatten() {
        *names += 1;
        let name = entry.file_name();
        let hidden = name.as_encoded_bytes().starts_with(b".");
        let path = format!("{prefix}{}", name.to_string_lossy());
        if *names > MOST_NAMES || (!hidden && listing.files.len() >= LIMITS.files) {
            listing.refused.push(Refused { path, why: Why::Many });
            return;
        }
        if hidden {
            continue;
        }
        let real = entry.path();
        // Not `metadata`: that would follow a link.
        let why = match fs::symlink_metadata(&real) {
            Err(error) => Why::Failed(error.kind()),
            Ok(_) if name.to_str().is_none() => Why::Name,
            Ok(meta) if meta.is_symlink() => Why::Link,
            Ok(meta) if meta.is_dir() => {
                if skip.is_some_and(|skip| real.canonicalize().is_ok_and(|r| r == skip)) {
                    continue;
                }
                if depth < DEEPEST {
                    walk(&real, &format!("{path}/"), depth + 1, skip, names, listing);
                    continue;
                }
                Why::Deep
            }
            Ok(meta) if !meta.is_file() => Why::Special,
            Ok(meta) if meta.len() > LIMITS.file_bytes as u64 => Why::Large,
            Ok(meta) => {
                listing.files.push(Found { path, real, bytes: meta.len() });
                continue;
            }
        };
        listing.refused.push(Refused { path, why });
    }
}

/// Reads a file that was found; never more than it may be, should it have grown.
pub fn read(found: &Found) -> Result<Vec<u8>, Refused> {
    let refuse = |why| Refused { path: found.path.clone(), why };
    let mut bytes = Vec::with_capacity(usize::try_from(found.bytes).unwrap_or(0));
    let file = File::open(&found.real).map_err(|e| refuse(Why::Failed(e.kind())))?;
    file.take(LIMITS.file_bytes as u64 + 1).read_to_end(&mut bytes).map_err(|e| refuse(Why::Failed(e.kind())))?;
    if bytes.len() > LIMITS.file_bytes { Err(refuse(Why::Large)) } else { Ok(bytes) }
}

/// Reads a folder, and tells what it could not read.
pub fn load(folder: &Path, skip: &Path) -> (SourceSet, Report) {
    let (mut set, mut report) = (SourceSet::new(LIMITS), Report::default());
    let listing = list(folder, skip);
    let mut refused = listing.refused;
    for found in listing.files {
        let taken = read(&found).and_then(|bytes| {
            set.insert(&found.path, bytes).map_err(|refusal| Refused {
                path: found.path,
                why: if refusal == Refusal::TooMany { Why::Many } else { Why::Large },
            })
        });
        refused.extend(taken.err());
    }
    refused.iter().for_each(|r| report.push(tell(r)));
    (set, report)
}

/// A refusal as a message at the path.
pub fn tell(refused: &Refused) -> Diagnostic {
    let path = &refused.path;
    let (rule, title, action): (&'static Rule, _, _) = match refused.why {
        Why::Link => (
            &rules::FILE_OUTSIDE,
            format!("`{path}` is een koppeling en wordt niet gelezen"),
            "Vervang de koppeling door een kopie van het bestand of de map.",
        ),
        Why::Special => (&rules::WRITE_FAILED, format!("`{path}` is geen gewoon bestand"), "Haal het uit de map."),
        Why::Deep => (
            &rules::FILE_UNKNOWN,
            format!("de map `{path}` ligt te diep en wordt niet gelezen"),
            "Zet de bestanden hoger, of haal de map weg.",
        ),
        Why::Many => (
            &rules::FILE_TOO_LARGE,
            format!("er zijn te veel bestanden; vanaf `{path}` wordt niets gelezen"),
            "Haal uit de map wat er niet in hoort.",
        ),
        Why::Large => (
            &rules::FILE_TOO_LARGE,
            format!(
                "`{path}` is te groot (hoogstens {} MB per bestand en {} MB samen)",
                LIMITS.file_bytes >> 20,
                LIMITS.total_bytes >> 20
            ),
            "Haal uit het bestand wat er niet in hoort, of splits het per jaar.",
        ),
        Why::Name => (
            &rules::WRITE_FAILED,
            format!("de naam van `{path}` bevat tekens die niet te lezen zijn"),
            "Geef het bestand een andere naam.",
        ),
        Why::Failed(kind) => (
            &rules::WRITE_FAILED,
            format!("`{}` kan niet worden gelezen ({})", if path.is_empty() { "de map" } else { path }, cause(kind)),
            "Controleer of u het bestand mag lezen.",
        ),
    };
    rule.at(Some(Arc::new(Source::new(path.as_str(), Vec::new())).place(0..0)), title, action)
}

/// Why the system refused, in words.
pub fn cause(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => "bestaat niet".into(),
        ErrorKind::PermissionDenied => "geen toegang".into(),
        ErrorKind::NotADirectory => "is geen map".into(),
        ErrorKind::IsADirectory => "is een map".into(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "de schijf is vol".into(),
        ErrorKind::ReadOnlyFilesystem => "de schijf is alleen-lezen".into(),
        ErrorKind::AlreadyExists => "bestaat al".into(),
        ErrorKind::FileTooLarge => "is te groot".into(),
        ErrorKind::DirectoryNotEmpty => "de map is niet leeg".into(),
        other => format!("fout van het systeem: {other:?}"),
    }
}

/// A folder in a folder.
#[derive(Debug)]
pub struct Subfolder {
    /// Its name.
    pub name: String,
    /// Whether it is a link.
    pub link: bool,
}

/// The folders in a folder by name, hidden ones left out; links to folders among them, marked.
pub fn subfolders(folder: &Path) -> io::Result<Vec<Subfolder>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let folder = kind.is_dir() || (kind.is_symlink() && entry.path().is_dir());
        if let Some(name) = entry.file_name().to_str().filter(|name| folder && !name.starts_with('.')) {
            found.push(Subfolder { name: name.to_owned(), link: kind.is_symlink() });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Whether a folder has something of this name, even if only a link.
pub fn has(folder: &Path, name: &str) -> bool {
    fs::symlink_metadata(folder.join(name)).is_ok()
}

/// The own name of a folder, also of `.` and `..`.
pub fn own_name(folder: &Path) -> Option<String> {
    folder.canonicalize().ok()?.file_name()?.to_str().map(str::to_owned)
}

/// Whether a folder is not there, or is there and holds nothing.
pub fn is_free(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Whether this is an ordinary file, or a link to one: for what a person named.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_file())
}

/// Whether there is anything: for what a person named.
pub fn exists(path: &Path) -> bool {
    fs::metadata(path).is_ok()
}

/// Whether this is a folder, or a link to one: for what a person named.
pub fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|m| m.is_dir())
}

/// The size of a file, if it is one.
pub fn size(path: &Path) -> Option<u64> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).map(|m| m.len())
}

/// The bytes of a file that a person named, if there are no more than `most`.
pub fn bytes(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    // What is too large is not read at all; what has no size, such as a pipe, is read no further than allowed.
    if file.metadata()?.len() > most as u64 {
        return Err(ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// A text that this program wrote earlier, if it is there.
pub fn text(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// Hands the bytes of a file to `each`, a piece at a time.
pub fn stream(path: &Path, mut each: impl FnMut(&[u8])) -> io::Result<()> {
    let (mut file, mut buffer) = (File::open(path)?, vec![0; 1 << 18]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(()),
            read => each(&buffer[..read]),
        }
    }
}

/// Makes a folder and those above it.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Writes a file and the folders above it, in a place where nobody reads yet.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, bytes)
}

/// Writes a file whole or not at all: beside it first, then in its place.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = PathBuf::from(beside);
    let done = write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

/// Makes a new folder with these files, whole or not at all. What is there already stays, so the folder must be free.
pub fn write_folder(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    let parent = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // An empty folder keeps its place: someone may stand in it.
    let stays = folder.is_dir();
    let beside = if stays { folder } else { parent }.join(format!(".nieuw-{}", std::process::id()));
    let written = files.iter().try_for_each(|(path, content)| write(&beside.join(path), content.as_bytes()));
    let done = written.and_then(|()| if stays { publish(&beside, folder) } else { fs::rename(&beside, folder) });
    if done.is_err() {
        remove_folder(&beside);
    }
    done
}

/// Moves all that stands in `staging` into `folder`, in place of what has the same name, and takes `staging` away.
/// Both are on one disk, so each file or folder moves whole.
pub fn publish(staging: &Path, folder: &Path) -> io::Result<()> {
    let old = staging.join(".oud");
    let mut names: Vec<_> = fs::read_dir(staging)?.flatten().map(|e| e.file_name()).collect();
    names.sort();
    for name in names {
        let target = folder.join(&name);
        if fs::symlink_metadata(&target).is_ok_and(|m| m.is_dir()) {
            fs::create_dir_all(&old)?;
            fs::rename(&target, old.join(&name))?;
        }
        fs::rename(staging.join(&name), &target)?;
    }
    remove_folder(staging);
    Ok(())
}

/// Takes a folder of our own away, if it is there.
pub fn remove_folder(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
}

/// Takes a file of our own away, if it is there.
pub fn remove_file(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Takes a folder away that holds nothing.
pub fn remove_if_empty(folder: &Path) {
    let _ = fs::remove_dir(folder);
}

/// Writes a new file that only its owner may read. What is there already stays.
pub fn write_secret(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let done = options.open(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    if let Err(error) = &done
        && error.kind() != ErrorKind::AlreadyExists
    {
        let _ = fs::remove_file(path);
    }
    done
}
