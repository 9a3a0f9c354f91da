//! A change of several files that happens as one: first everything beside the folder's files, then one rename that
//! decides, then each file in its place.
//!
//! Whoever reads the folder in between sees the new files where they stand ready, so a stop at any moment leaves the
//! old state or the new one, and never half of it. It deliberately does not know what the files are.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::disk;
#[cfg(any(debug_assertions, test))]
use super::machine;

/// The change that was decided and not finished yet.
const DECIDED: &str = ".beleid-wijziging";

/// Below [`DECIDED`]: what is to be there.
const NEW: &str = "nieuw";

/// Below [`DECIDED`]: an empty file for each file that is to go.
const GONE: &str = "weg";

/// Where what was written over is kept, in the folder.
pub const KEPT: &str = ".vorige";

/// What happens to the files of a folder, by path inside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Files as they are to be.
    pub written: Vec<(String, Vec<u8>)>,
    /// Files that go.
    pub gone: Vec<String>,
}

impl Change {
    /// Makes it so. When this fails or is stopped, the folder is as it was, or is as it is to be.
    ///
    /// # Errors
    /// When the system refuses; nothing has changed then, unless the change was already decided.
    pub fn apply(&self, folder: &Path) -> io::Result<()> {
        finish(folder)?;
        let paths = self.written.iter().map(|(path, _)| path).chain(&self.gone);
        paths.map(Path::new).try_for_each(|path| check(folder, path))?;
        let ready = folder.join(format!("{DECIDED}-{}", std::process::id()));
        let prepared = self.prepare(&ready).and_then(|()| rename(&ready, &folder.join(DECIDED)));
        if prepared.is_err() {
            disk::remove_folder(&ready);
        }
        prepared?;
        finish(folder)
    }

    fn prepare(&self, ready: &Path) -> io::Result<()> {
        disk::remove_folder(ready);
        for (path, bytes) in &self.written {
            write(&ready.join(NEW).join(path), bytes)?;
        }
        for path in &self.gone {
            write(&ready.join(GONE).join(path), b"")?;
        }
        Ok(())
    }
}

/// Puts what was decided in its place, if there is such a change.
///
/// # Errors
/// When the system refuses; the rest of the change stays ready.
pub fn finish(folder: &Path) -> io::Result<()> {
    let Some(decided) = decided(folder) else { return Ok(()) };
    // A folder can come from anyone, and so can what lies ready in it: nothing moves unless all of it may.
    for (kind, path) in [NEW, GONE].map(|kind| (kind, files(&decided.join(kind)))) {
        for path in path? {
            check(folder, &path)?;
            check(&decided.join(kind), &path)?;
        }
    }
    for path in files(&decided.join(NEW))? {
        let target = folder.join(&path);
        target.parent().map_or(Ok(()), fs::create_dir_all)?;
        rename(&decided.join(NEW).join(&path), &target)?;
    }
    for path in files(&decided.join(GONE))? {
        match remove(&folder.join(&path)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => remove(&decided.join(GONE).join(&path))?,
        }
    }
    disk::remove_folder(&decided);
    Ok(())
}

/// What was decided for a folder and does not stand in its place yet: the files that are new, each with where it is,
/// and those that go. For who may only read.
pub fn pending(folder: &Path) -> (Vec<(String, PathBuf)>, Vec<String>) {
    let Some(decided) = decided(folder) else { return Default::default() };
    let allowed = |path: &PathBuf| check(folder, path).is_ok();
    let new = files(&decided.join(NEW)).unwrap_or_default().into_iter().filter(allowed);
    let new = new.map(|path| (shown(&path), decided.join(NEW).join(path)));
    let gone = files(&decided.join(GONE)).unwrap_or_default().into_iter().filter(allowed);
    (new.collect(), gone.map(|path| shown(&path)).collect())
}

/// The change that was decided; a link is none of ours.
fn decided(folder: &Path) -> Option<PathBuf> {
    let decided = folder.join(DECIDED);
    fs::symlink_metadata(&decided).is_ok_and(|meta| meta.is_dir()).then_some(decided)
}

/// Whether a path may change: it lies in the folder itself and not behind a link, and is no hidden file of another
/// program.
fn check(folder: &Path, path: &Path) -> io::Result<()> {
    let names: Vec<&str> = path
        .components()
        .map(|c| if let Component::Normal(name) = c { name.to_str() } else { None })
        .collect::<Option<_>>()
        .ok_or(ErrorKind::InvalidInput)?;
    let hidden = names.iter().enumerate().any(|(at, name)| name.starts_with('.') && (at > 0 || *name != KEPT));
    if names.is_empty() || hidden {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let mut place = folder.to_owned();
    for name in names.iter().take(names.len() - 1) {
        place.push(name);
        match fs::symlink_metadata(&place) {
            Ok(meta) if !meta.is_dir() => return Err(ErrorKind::NotADirectory.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
            Ok(_) => {}
        }
    }
    match fs::symlink_metadata(folder.join(path)) {
        Ok(meta) if !meta.is_file() => Err(ErrorKind::AlreadyExists.into()),
        _ => Ok(()),
    }
}

fn shown(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Every file below a folder, by its path in it, in order; none when there is no such folder.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if fs::symlink_metadata(folder).is_ok_and(|meta| !meta.is_dir()) {
        return Err(ErrorKind::NotADirectory.into());
    }
    let mut open = vec![PathBuf::new()];
    while let Some(inside) = open.pop() {
        let entries = match fs::read_dir(folder.join(&inside)) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    stumble();
    disk::write(path, bytes)?;
    stumble();
    File::open(path)?.sync_all()
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    stumble();
    fs::rename(from, to)?;
    stumble();
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    stumble();
    fs::remove_file(path)?;
    stumble();
    Ok(())
}

/// In a build for tests: ends the process at the moment that the test chose, as a power cut would.
#[cfg(debug_assertions)]
fn stumble() {
    use std::sync::atomic::{AtomicU32, Ordering};
    static STEPS: AtomicU32 = AtomicU32::new(0);
    if machine::falls_at() == Some(STEPS.fetch_add(1, Ordering::Relaxed)) {
        std::process::abort();
    }
}

#[cfg(not(debug_assertions))]
fn stumble() {}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = machine::temporary().join(format!("beleid-wijziging-{}-{name}", std::process::id()));
        disk::remove_folder(&folder);
        fs::create_dir_all(folder.join("teksten")).unwrap();
        fs::write(folder.join("a.toml"), "oud").unwrap();
        fs::write(folder.join("teksten/b.md"), "oud").unwrap();
        folder
    }

    fn change() -> Change {
        let written = vec![("a.toml".into(), b"nieuw".to_vec()), ("diep/er/c.md".into(), b"nieuw".to_vec())];
        Change { written, gone: vec!["teksten/b.md".into(), "nooit.md".into()] }
    }

    fn read(folder: &Path) -> Vec<(String, String)> {
        let (set, _) = disk::load(folder, Path::new(""));
        set.iter().map(|s| (s.path().to_owned(), s.text().to_owned())).collect()
    }

    #[test]
    fn all_or_nothing_is_seen_while_it_is_unfinished() {
        let folder = folder("half");
        let old = read(&folder);
        // Prepared and not decided: as it was.
        change().prepare(&folder.join(".beleid-wijziging-1")).unwrap();
        assert_eq!(read(&folder), old);
        // Decided, with one file in its place: as it is to be, for a reader and after finishing.
        fs::rename(folder.join(".beleid-wijziging-1"), folder.join(DECIDED)).unwrap();
        let new = read(&folder);
        assert_eq!(new, [("a.toml".into(), "nieuw".into()), ("diep/er/c.md".into(), "nieuw".to_owned())]);
        fs::rename(folder.join(DECIDED).join("nieuw/a.toml"), folder.join("a.toml")).unwrap();
        assert_eq!(read(&folder), new);
        finish(&folder).unwrap();
        assert_eq!(read(&folder), new);
        assert!(!folder.join(DECIDED).exists());
        disk::remove_folder(&folder);
    }

    #[cfg(unix)]
    #[test]
    fn what_someone_else_laid_ready_reaches_nothing_outside() {
        use std::os::unix::fs::symlink;
        let outside = folder("buiten");
        let old = read(&outside);
        for plant in ["nieuw", "nieuw/teksten", "weg", "nieuw/.git/hooks/x", "nieuw/a.toml"] {
            let folder = folder("geplant");
            let ready = folder.join(DECIDED).join(plant);
            fs::create_dir_all(ready.parent().unwrap()).unwrap();
            if plant.contains(".git") {
                fs::write(&ready, "x").unwrap()
            } else {
                symlink(&outside, &ready).unwrap()
            }
            assert!(finish(&folder).is_err(), "{plant}");
            assert!(change().apply(&folder).is_err(), "{plant}");
            disk::remove_folder(&folder);
        }
        // A link in the folder itself leads nowhere either.
        let folder = folder("koppeling");
        symlink(&outside, folder.join(".vorige")).unwrap();
        let change = Change { written: vec![(".vorige/a.toml".into(), b"x".to_vec())], gone: Vec::new() };
        assert!(change.apply(&folder).is_err());
        assert_eq!(read(&outside), old);
        disk::remove_folder(&folder);
        disk::remove_folder(&outside);
    }

    #[test]
    fn a_change_is_applied_and_can_be_again() {
        let folder = folder("heel");
        change().apply(&folder).unwrap();
        let new = read(&folder);
        change().apply(&folder).unwrap();
        assert_eq!((read(&folder), new.len()), (new, 2));
        disk::remove_folder(&folder);
    }
}
