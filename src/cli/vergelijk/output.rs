//! Where a comparison goes, and whether something stands there that must stay.
//!
//! It deliberately writes whole or not at all, and only over a comparison, unless it was asked.

use std::path::{Path, PathBuf};

use super::super::arguments::Compare;
use super::super::disk;
use super::super::told::Told;
use super::side::document;
use crate::ground::catalogue as rules;
use crate::nouns::order::{Audience, Order};
use crate::seal::attachments::MOST_BYTES;
use crate::text::difference::pair::COMPARISON;

/// The file that the comparison `order` goes to.
pub fn target(arguments: &Compare, order: &Order) -> PathBuf {
    if let Some(file) = &arguments.target {
        return file.clone();
    }
    let year = order.year.map(|year| format!("-{year}")).unwrap_or_default();
    let secret = if order.audience == Audience::Vertrouwelijk { "-vertrouwelijk" } else { "" };
    let name = format!("{}{year}{secret}.pdf", order.document);
    arguments.output.as_ref().map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name))
}

/// Whether a comparison may be put there.
///
/// # Errors
/// What to tell when something else is there.
pub fn check(path: &Path, overwrite: bool) -> Result<(), Vec<Told>> {
    let shown = path.display().to_string();
    let tell = |title: String, action: &str| vec![Told::at_path(&rules::FILE_IN_THE_WAY, shown.clone(), title, action)];
    if disk::is_folder(path) {
        return Err(tell(format!("`{shown}` is een map"), "Geef achter --naar de naam van een bestand."));
    }
    if overwrite || is_free(path) || is_comparison(path) {
        return Ok(());
    }
    let title = format!("`{shown}` bestaat al en is geen vergelijking van dit programma");
    Err(tell(title, "Kies een andere naam, of geef `--overschrijf` als het bestand weg mag."))
}

fn is_free(path: &Path) -> bool {
    let (folder, name) = (path.parent().unwrap_or(Path::new("")), path.file_name());
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    name.is_some_and(|name| !disk::has(folder, &name.to_string_lossy()))
}

/// Whether a comparison that this program made stands there.
pub fn is_comparison(path: &Path) -> bool {
    // A pipe would be waited for, so what it is comes first.
    let found = disk::size(path).and_then(|_| disk::bytes(path, MOST_BYTES).ok());
    found.is_some_and(|bytes| document(&bytes, "").is_ok_and(|w| w.order.document.starts_with(COMPARISON)))
}

/// The folder that a comparison comes in, whatever its name will be.
pub fn folder(arguments: &Compare) -> PathBuf {
    let folder = match &arguments.target {
        Some(file) => file.parent().map(Path::to_owned),
        None => arguments.output.clone(),
    };
    folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| PathBuf::from("."))
}

/// Writes the comparison that is to be at `path` in `ready`.
///
/// # Errors
/// What to tell when that failed.
pub fn write(path: &Path, ready: &Path, pdf: &[u8]) -> Result<(), Vec<Told>> {
    let name = path.file_name().unwrap_or_default();
    disk::write(&ready.join(name), pdf).map_err(|error| unwritten(path, &error))
}

/// Puts what stands in `ready` in its place.
///
/// # Errors
/// What to tell when that failed; then what was there is there still.
pub fn put(ready: &Path, folder: &Path) -> Result<(), Vec<Told>> {
    disk::publish(ready, folder).map_err(|error| {
        disk::remove_folder(ready);
        unwritten(folder, &error)
    })
}

fn unwritten(path: &Path, error: &std::io::Error) -> Vec<Told> {
    let title = format!("de vergelijking kan niet worden geschreven ({})", disk::cause(error.kind()));
    let action = "Controleer of u daar mag schrijven en of er ruimte is.";
    vec![Told::at_path(&rules::WRITE_FAILED, path.display().to_string(), title, action)]
}
