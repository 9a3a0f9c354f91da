//! Packs: a set of templates in one file that can be mailed and hosted, with a manifest that names every file and its
//! hash, and a signature if the maker has a key.
//!
//! It deliberately does not know a disk: a pack is bytes, and so is a key.

use chrono::NaiveDate;

use super::record::record;
use super::scalar::Id;
use super::version::Version;
use crate::ground::hash::Hash;
use crate::ground::signature::{PublicKey, Signature};
use crate::ground::source::{At, SourceSet};

mod read;
mod trust;
mod write;

pub use read::{about, keys, read};
pub use trust::{Trust, tell_trust, trust};
pub use write::{manifest, write};

/// The manifest in a pack. In a folder of templates it says what the pack is to be called.
pub const MANIFEST: &str = "pak.toml";

/// The signature in a pack.
pub const SIGNATURE: &str = "pak.handtekening";

/// The keys that a gemeente trusts.
pub const KEYS: &str = "sleutels.toml";

record! {
    /// Een pakket met sjablonen.
    pub struct Pak {
        /// Naam, zoals regio-voorbeeld.
        naam: At<Id>, Required;
        /// Versie van het pakket.
        versie: At<Version>, Required;
        /// Organisatie die het pakket uitgeeft.
        organisatie: At<String>, Required;
        /// Dag van uitgave.
        datum: At<NaiveDate>, Required;
        /// Waar het pakket voor is.
        toelichting: Option<At<String>>, Optional;
        /// Alle bestanden; het programma vult ze in.
        bestanden: Vec<PakBestand>, Optional;
    }
}

record! {
    /// Een bestand in een pakket.
    pub struct PakBestand {
        /// Pad in het pakket.
        pad: At<String>, Required;
        /// Aantal bytes.
        bytes: At<u32>, Required;
        /// Controlecode over de inhoud.
        sha256: At<Hash>, Required;
    }
}

record! {
    /// De handtekening onder een pakket.
    pub struct Handtekening {
        /// Openbare sleutel van wie heeft ondertekend.
        sleutel: At<PublicKey>, Required;
        /// Handtekening over pak.toml.
        handtekening: At<Signature>, Required;
    }
}

record! {
    /// De sleutels die een gemeente vertrouwt.
    pub struct Sleutels {
        /// De sleutels.
        sleutels: Vec<Sleutel>, Optional;
    }
}

record! {
    /// Een sleutel die een gemeente vertrouwt.
    pub struct Sleutel {
        /// Van wie de sleutel is.
        naam: At<String>, Required;
        /// Openbare sleutel.
        sleutel: At<PublicKey>, Required;
        /// Eerste dag waarop de gemeente de sleutel vertrouwt.
        geldig_van: At<NaiveDate>, Required;
        /// Laatste dag.
        geldig_tot: Option<At<NaiveDate>>, Optional;
    }
}

/// A pack whose every file is as its manifest says.
#[derive(Debug, Clone)]
pub struct Package {
    /// What it says of itself.
    pub manifest: Pak,
    /// Hash of the manifest, and so of everything in the pack but the signature.
    pub hash: Hash,
    /// The templates, without manifest and signature.
    pub files: SourceSet,
    /// The signature, when there is one; it was found to fit the manifest.
    pub signature: Option<Handtekening>,
}

impl Package {
    /// Such as `regio-voorbeeld 1.1.0`.
    pub fn title(&self) -> String {
        format!("{} {}", self.manifest.naam.0, self.manifest.versie.value)
    }
}

#[cfg(test)]
mod tests;
