//! Puts every file of `templates/` into the binary: a new chapter is one new file, without a list to keep. And every
//! gemeente in `policies/` that says it is fictional, to try a new version of a chapter on; never a real one, and not what
//! it adopted: that no longer changes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(set("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(set("OUT_DIR")?);
    let templates = root.join("templates");
    let mut files = Vec::new();
    collect(&templates, &mut files)?;
    write(&templates, files, &out.join("templates.rs"))?;
    let samples = root.join("policies");
    let mut files = Vec::new();
    println!("cargo::rerun-if-changed={}", samples.display());
    for entry in fs::read_dir(&samples).into_iter().flatten() {
        let folder = entry?.path();
        let about = fs::read_to_string(folder.join("gemeente.toml")).unwrap_or_default();
        if about.lines().any(|line| line.split('#').next().unwrap_or("").replace(' ', "") == "fictief=true") {
            collect(&folder, &mut files)?;
        }
    }
    write(&samples, files, &out.join("samples.rs"))
}

/// The list of these files, as a file that the source includes.
fn write(root: &Path, mut files: Vec<PathBuf>, to: &Path) -> io::Result<()> {
    files.sort();
    let mut code = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(root).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        code.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", file.to_string_lossy()));
    }
    code.push(']');
    fs::write(to, code)
}

/// A variable that Cargo sets. Asked when the script runs, since a target folder can outlive the place of its sources.
fn set(name: &str) -> io::Result<OsString> {
    env::var_os(name).ok_or_else(|| io::Error::other(format!("cargo sets {name}")))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true if path.ends_with("vastgesteld") => {}
            true => collect(&path, files)?,
            // The history names what was adopted.
            false if path.ends_with("verloop.csv") => {}
            false => files.push(path),
        }
    }
    Ok(())
}
