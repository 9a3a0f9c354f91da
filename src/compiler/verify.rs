//! Is a document what was decided? It is read, its sources are checked against its manifest, it is made again of them,
//! and the two are compared byte for byte.
//!
//! It deliberately trusts nothing in the file: what the manifest says counts once the document made of it is the same.

use std::collections::BTreeMap;

use super::Compiler;
use super::seal::Remade;
use crate::ground::hash::sha256;
use crate::seal::attachments::{Fault, attachments};
use crate::seal::differences::differences;
use crate::seal::source_set::{MANIFEST, Manifest, SOURCES, unpack};
use crate::text::difference::compare;
use crate::text::difference::summary::{Summary, summary};
use crate::text::written;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is exactly what is made of its sources.
    Same {
        /// What it says of itself.
        manifest: Manifest,
    },
    /// It is not.
    Other {
        /// What it says of itself.
        manifest: Manifest,
        /// Sources that are not what the manifest says.
        sources: Vec<String>,
        /// Where the file differs from what its sources give.
        places: Vec<String>,
    },
    /// Another version of the program made it; the text and figures were compared.
    OtherProgram {
        /// What it says of itself.
        manifest: Manifest,
        /// What differs in text and figures; none when they are the same.
        differs: Option<Summary>,
    },
    /// It was not sealed: a concept, a confidential edition, or made before there were seals.
    NotSealed,
    /// Its manifest or sources are not as this program writes them.
    Broken(&'static str),
    /// It could not be read.
    Unread(Fault),
}

impl Compiler {
    /// Verifies a PDF.
    pub fn verify(&self, pdf: &[u8]) -> Verdict {
        self.verify_with(pdf, |inside| self.remake(inside))
    }

    /// Verifies a PDF that is made again with `remake`, so that who verifies many of the same can make it once.
    pub fn verify_with(&self, pdf: &[u8], remake: impl Fn(&BTreeMap<String, Vec<u8>>) -> Option<Remade>) -> Verdict {
        let inside = match attachments(pdf) {
            Ok(inside) => inside,
            Err(fault) => return Verdict::Unread(fault),
        };
        if !inside.contains_key(MANIFEST) && !inside.contains_key(SOURCES) {
            return Verdict::NotSealed;
        }
        let Some(manifest) = inside.get(MANIFEST).and_then(|bytes| Manifest::read(bytes)) else {
            return Verdict::Broken("de lijst met controlecodes");
        };
        let Some(files) = inside.get(SOURCES).and_then(|bytes| unpack(bytes)) else {
            return Verdict::Broken("de bronnen");
        };
        let found: BTreeMap<&String, String> = files.iter().map(|(path, bytes)| (path, sha256(bytes))).collect();
        let sources: Vec<String> = manifest
            .sources
            .iter()
            .filter(|(path, hash)| found.get(path) != Some(hash))
            .map(|(path, _)| path.clone())
            .chain(found.keys().filter(|path| !manifest.sources.contains_key(**path)).map(|path| (*path).clone()))
            .collect();
        let Some(remade) = remake(&inside) else {
            return if sources.is_empty() {
                Verdict::Broken("de bronnen: daar is geen document van te maken")
            } else {
                Verdict::Other { manifest, sources, places: Vec::new() }
            };
        };
        if sources.is_empty() && remade.pdf == pdf {
            return Verdict::Same { manifest };
        }
        if sources.is_empty() && manifest.program != concat!("beleid ", env!("CARGO_PKG_VERSION")) {
            let text = inside.get(written::NAME).and_then(|bytes| written::read(bytes).ok());
            let Some(text) = text else { return Verdict::Broken("de inhoud als gegevens") };
            let difference = compare(&text.manuscript, &remade.manuscript);
            let differs = (!difference.is_empty()).then(|| summary(&difference));
            return Verdict::OtherProgram { manifest, differs };
        }
        Verdict::Other { manifest, sources, places: differences(pdf, &remade.pdf) }
    }
}
