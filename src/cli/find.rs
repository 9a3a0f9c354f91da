//! Which folders are gemeenten: those that were named, or the folders in them.
//!
//! It deliberately looks at names only and reads no file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::disk;
use super::told::Told;
use crate::ground::catalogue as rules;

/// The file that makes a folder a gemeente.
const SIGN: &str = "gemeente.toml";

/// Where gemeenten are when none is named.
const USUAL: &str = "policies";

/// The folder of one gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GemeenteFolder {
    /// Its own name, under which the output stands.
    pub name: String,
    /// How the person can open it.
    pub shown: String,
}

impl GemeenteFolder {
    /// As a path.
    pub fn path(&self) -> &Path {
        Path::new(&self.shown)
    }
}

/// The gemeenten in these folders, by name, and what was passed by.
///
/// # Errors
/// What to tell when a folder is not there, holds no gemeente, or two have the same name.
pub fn find(folders: &[PathBuf]) -> Result<(Vec<GemeenteFolder>, Vec<Told>), Vec<Told>> {
    let usual = [PathBuf::from(USUAL)];
    let (mut found, mut passed, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for folder in if folders.is_empty() { &usual[..] } else { folders } {
        match look(folder, &mut passed) {
            Ok(here) => found.extend(here),
            Err(told) => faults.push(*told),
        }
    }
    found.sort_by(|a, b| (&a.name, &a.shown).cmp(&(&b.name, &b.shown)));
    found.dedup();
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for gemeente in &found {
        if let Some(first) = names.insert(&gemeente.name, &gemeente.shown) {
            let title = format!("`{first}` en `{}` zouden in dezelfde map van de uitvoer komen", gemeente.shown);
            faults.push(Told::at_path(
                &rules::WRITE_FAILED,
                &gemeente.shown,
                title,
                "Geef een van beide mappen een andere naam, of bouw ze apart.",
            ));
        }
    }
    if faults.is_empty() { Ok((found, passed)) } else { Err(faults) }
}

fn look(folder: &Path, passed: &mut Vec<Told>) -> Result<Vec<GemeenteFolder>, Box<Told>> {
    let Some(shown) = folder.to_str().map(|s| if s.len() > 1 { s.trim_end_matches('/') } else { s }) else {
        let path = folder.to_string_lossy();
        return Err(Box::new(Told::at_path(
            &rules::WRITE_FAILED,
            path.clone(),
            format!("de naam van `{path}` bevat tekens die niet te lezen zijn"),
            "Geef de map een andere naam.",
        )));
    };
    let failed =
        |title: String| Box::new(Told::at_path(&rules::WRITE_FAILED, shown, title, "Controleer de naam van de map."));
    if disk::has(folder, SIGN) {
        let name = disk::own_name(folder).ok_or_else(|| failed(format!("de map `{shown}` heeft geen naam")))?;
        return Ok(vec![GemeenteFolder { name, shown: shown.to_owned() }]);
    }
    let inside = disk::subfolders(folder)
        .map_err(|e| failed(format!("de map `{shown}` kan niet worden gelezen ({})", disk::cause(e.kind()))))?;
    let mut found = Vec::new();
    for sub in inside.into_iter().filter(|sub| disk::has(&folder.join(&sub.name), SIGN)) {
        let path = super::told::join(shown, &sub.name);
        if sub.link {
            let title = format!("`{path}` is een koppeling en wordt niet gelezen");
            passed.push(Told::at_path(
                &rules::FILE_OUTSIDE,
                path,
                title,
                "Vervang de koppeling door een kopie van de map.",
            ));
        } else {
            found.push(GemeenteFolder { name: sub.name, shown: path });
        }
    }
    if found.is_empty() {
        let title = format!("geen gemeente gevonden in `{shown}`");
        return Err(Box::new(Told::at_path(
            &rules::NOTHING_FOUND,
            shown,
            title,
            "Ga naar de goede map, of begin met `beleid nieuw policies/naam`.",
        )));
    }
    Ok(found)
}
