//! Is a document what was decided? It is read, its sources are checked against its manifest, it is made again of them,
//! and the two are compared byte for byte.
//!
//! It deliberately trusts nothing in the file: what the manifest says counts once the document made of it is the same.

use std::collections::BTreeMap;

use super::Compiler;
use super::seal::Remade;
use crate::ground::hash::{Hash, sha256};
use crate::ground::signature::SecretKey;
use crate::seal::attachments::{Fault, attachments};
use crate::seal::differences::differences;
use crate::seal::signed::{self, Sign, Signed};
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

impl Verdict {
    /// What the document says of itself, when it is sealed and that can be read.
    pub fn manifest(&self) -> Option<&Manifest> {
        match self {
            Self::Same { manifest } | Self::Other { manifest, .. } | Self::OtherProgram { manifest, .. } => {
                Some(manifest)
            }
            Self::NotSealed | Self::Broken(_) | Self::Unread(_) => None,
        }
    }

    /// Whether text and figures are what the sources give.
    pub fn holds(&self) -> bool {
        matches!(self, Self::Same { .. } | Self::OtherProgram { differs: None, .. })
    }
}

/// A document that was verified. A signature is over the manifest: it says who stands for the document only when the
/// verdict holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Whether it is what was decided.
    pub verdict: Verdict,
    /// Its signature; [`Sign::signer`] says whose it is, with a list of keys.
    pub sign: Sign,
    /// The hash of its manifest, by which later documents name it.
    pub hash: Option<Hash>,
}

impl Compiler {
    /// Verifies a PDF.
    pub fn verify(&self, pdf: &[u8]) -> Verdict {
        self.verify_with(pdf, |inside| self.remake(inside))
    }

    /// Verifies a PDF that is made again with `remake`, so that who verifies many of the same can make it once.
    pub fn verify_with(&self, pdf: &[u8], remake: impl Fn(&BTreeMap<String, Vec<u8>>) -> Option<Remade>) -> Verdict {
        match attachments(pdf) {
            Ok(inside) => self.judge(pdf, inside, remake),
            Err(fault) => Verdict::Unread(fault),
        }
    }

    /// Verifies a PDF, its signature, and by which hash a later document names it.
    pub fn examine(&self, pdf: &[u8]) -> Verified {
        let inside = match attachments(pdf) {
            Ok(inside) => inside,
            Err(fault) => return Verified { verdict: Verdict::Unread(fault), sign: Sign::Missing, hash: None },
        };
        let manifest = inside.get(MANIFEST);
        let sign = signed::check(inside.get(signed::NAME).map(Vec::as_slice), manifest.map_or(&[], |bytes| bytes));
        let hash = manifest.map(|bytes| Hash::of(bytes));
        Verified { verdict: self.judge(pdf, inside, |inside| self.remake(inside)), sign, hash }
    }

    /// Signs a sealed PDF: the signature, and the document made again with it inside. `None` when it is not what its
    /// sources give, for then nobody knows what is signed.
    pub fn sign(&self, pdf: &[u8], key: &SecretKey) -> Option<(Signed, Remade)> {
        let mut inside = attachments(pdf).ok()?;
        if self.remake(&inside)?.pdf != pdf {
            return None;
        }
        let signed = Signed::sign(key, inside.get(MANIFEST)?);
        inside.insert(signed::NAME.into(), signed.write());
        Some((signed, self.remake(&inside)?))
    }

    fn judge(
        &self,
        pdf: &[u8],
        inside: BTreeMap<String, Vec<u8>>,
        remake: impl Fn(&BTreeMap<String, Vec<u8>>) -> Option<Remade>,
    ) -> Verdict {
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
