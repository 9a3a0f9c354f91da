//! The bouwbon: what was built from which content, so that nothing is built twice.
//!
//! It deliberately holds no date: the same content gives the same bouwbon.

use std::fmt::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::disk;
use super::told::Told;

/// Name of the file beside the documents.
pub const NAME: &str = "bouwbon.json";

/// What was built.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Bouwbon {
    /// Hash of the program, the templates, the files of the gemeente and what was asked.
    pub hash: String,
    /// The documents.
    #[serde(rename = "documenten")]
    pub made: Vec<Made>,
    /// What was told.
    #[serde(rename = "meldingen")]
    pub told: Vec<Told>,
    /// Every file that was written.
    #[serde(rename = "bestanden")]
    pub outputs: Vec<Output>,
}

/// A document that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Made {
    /// Name of the PDF in the folder of the output.
    #[serde(rename = "bestand")]
    pub file: String,
    /// Id of the document.
    pub document: String,
    /// The year it is about.
    #[serde(rename = "jaar")]
    pub year: Option<i32>,
    /// Stand, as its word.
    pub stand: String,
    /// Pages.
    #[serde(rename = "bladzijden")]
    pub pages: usize,
    /// The receipt.
    #[serde(rename = "bon")]
    pub receipt: Json,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Path in the folder of the output.
    #[serde(rename = "pad")]
    pub path: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

impl Bouwbon {
    /// The bouwbon in a folder of output, if it is of this content and every file is still there.
    pub fn current(folder: &Path, hash: &str) -> Option<Self> {
        let bon: Self = serde_json::from_str(&disk::text(&folder.join(NAME))?).ok()?;
        let there = |output: &Output| disk::size(&folder.join(&output.path)) == Some(output.bytes);
        (bon.hash == hash && bon.outputs.iter().all(there)).then_some(bon)
    }

    /// As the text of the file.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).map(|json| json + "\n").unwrap_or_default()
    }
}

/// A hash over parts, each told apart from the next by its length.
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Of nothing yet.
    pub fn new() -> Self {
        Self(Sha256::new())
    }

    /// Adds a part.
    pub fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// Adds every file of a folder but `without`, and what is not read in it.
    pub fn add_folder(&mut self, folder: &Path, skip: &Path, without: &str) {
        let listing = disk::list(folder, skip);
        for found in listing.files.iter().filter(|f| f.path != without) {
            self.add(found.path.as_bytes());
            match disk::read(found) {
                Ok(bytes) => self.add(&bytes),
                Err(refused) => self.add(format!("{:?}", refused.why).as_bytes()),
            }
        }
        for refused in &listing.refused {
            self.add(refused.path.as_bytes());
            self.add(format!("{:?}", refused.why).as_bytes());
        }
    }

    /// Adds a large file by streaming it.
    pub fn add_file(&mut self, path: &Path) -> std::io::Result<()> {
        let mut inner = Sha256::new();
        disk::stream(path, |piece| inner.update(piece))?;
        self.add(&inner.finalize());
        Ok(())
    }

    /// The hash in hexadecimal.
    pub fn hex(self) -> String {
        self.0.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&str]) -> String {
        let mut print = Fingerprint::new();
        parts.iter().for_each(|p| print.add(p.as_bytes()));
        print.hex()
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ab", ""]));
    }
}
