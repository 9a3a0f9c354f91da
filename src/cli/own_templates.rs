//! The folder of templates that a person puts over those in the program, as far as messages need it.
//!
//! It deliberately reads no template.

use std::collections::BTreeSet;
use std::path::Path;

use super::disk;
use super::told::Told;
use crate::ground::catalogue as rules;

/// A folder given with `--sjablonen`.
pub struct OwnTemplates {
    /// How the person can open it.
    pub shown: String,
    /// The files in it.
    pub paths: BTreeSet<String>,
}

impl OwnTemplates {
    /// Looks in the folder, if one was given.
    ///
    /// # Errors
    /// What to tell when it is not there.
    pub fn find(folder: Option<&Path>) -> Result<Option<Self>, Vec<Told>> {
        let Some(folder) = folder else { return Ok(None) };
        let shown = folder.display().to_string();
        if let Err(error) = disk::subfolders(folder) {
            let title =
                format!("de map `{shown}` met sjablonen kan niet worden gelezen ({})", disk::cause(error.kind()));
            return Err(vec![Told::at_path(&rules::WRITE_FAILED, shown, title, "Controleer de naam van de map.")]);
        }
        let listing = disk::list(folder, Path::new(""));
        let paths =
            listing.files.into_iter().map(|f| f.path).chain(listing.refused.into_iter().map(|r| r.path)).collect();
        Ok(Some(Self { shown, paths }))
    }

    /// As [`Told::below`] takes it.
    pub fn places(this: Option<&Self>) -> Option<(&str, &BTreeSet<String>)> {
        this.map(|own| (own.shown.as_str(), &own.paths))
    }
}
