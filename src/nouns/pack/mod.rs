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
    /// The key that it was signed with, when it was.
    pub fn key(&self) -> Option<&PublicKey> {
        self.signature.as_ref().map(|signature| &signature.sleutel.value)
    }

    /// Such as `regio-voorbeeld 1.1.0`.
    pub fn title(&self) -> String {
        format!("{} {}", self.manifest.naam.0, self.manifest.versie.value)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::ground::archive::{self, Entry};
    use crate::ground::diagnostic::Report;
    use crate::ground::glyphs::GlyphSet;
    use crate::ground::signature::{Purpose, SecretKey};
    use crate::ground::source::{LIMITS, Source};
    use crate::ground::toml;
    use crate::nouns::reader::Reader;
    use crate::nouns::record::{Record, read_node};

    fn glyphs() -> GlyphSet {
        GlyphSet::new(0x20..0x3000)
    }

    fn record<T: Record>(text: &str) -> T {
        let (mut report, glyphs) = (Report::default(), glyphs());
        let node = toml::parse(&Arc::new(Source::new("x.toml", text.into())), &mut report).unwrap();
        read_node(&node, &mut Reader::new(&mut report, &glyphs)).unwrap_or_else(|| panic!("{report:?}"))
    }

    fn about() -> Pak {
        record(
            "naam = \"regio-voorbeeld\"\nversie = \"1.1.0\"\norganisatie = \"Regio \\\"Voorbeeld\\\"\"\ndatum = 2026-01-31\n",
        )
    }

    fn files() -> SourceSet {
        let mut files = SourceSet::new(LIMITS);
        for (path, text) in [
            ("hoofdstukken/haven/1.0.0/hoofdstuk.md", "In de haven.\n"),
            ("hoofdstukken/haven/1.0.0/hoofdstuk.toml", "titel = \"Haven\"\n"),
            ("begrippen.toml", ""),
        ] {
            files.insert(path, text.into()).unwrap();
        }
        files
    }

    fn key() -> SecretKey {
        SecretKey::new(&[7; 32])
    }

    fn codes(report: &Report) -> Vec<&'static str> {
        report.sorted().iter().map(|d| d.rule.code).collect()
    }

    fn refused(bytes: &[u8]) -> Vec<&'static str> {
        let (package, report) = read("regio.zip", bytes, &glyphs());
        assert!(package.is_none(), "{report:?}");
        codes(&report)
    }

    /// The pack with entries changed, as someone would who knows the form of an archive but has no key.
    fn changed(key: Option<&SecretKey>, change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
        let bytes = write(&about(), &files(), key).unwrap();
        let mut entries: Vec<(String, Vec<u8>)> =
            archive::read(&bytes).unwrap().iter().map(|e| (e.path.to_owned(), e.bytes.to_vec())).collect();
        change(&mut entries);
        let entries: Vec<Entry<'_>> = entries.iter().map(|(path, bytes)| Entry { path, bytes }).collect();
        archive::write(&entries).unwrap()
    }

    fn replace(entries: &mut [(String, Vec<u8>)], path: &str, from: &str, to: &str) {
        let entry = entries.iter_mut().find(|(p, _)| p == path).unwrap();
        let text = String::from_utf8(entry.1.clone()).unwrap();
        assert!(text.contains(from), "{text}");
        entry.1 = text.replace(from, to).into_bytes();
    }

    #[test]
    fn the_same_files_are_the_same_pack() {
        for key in [None, Some(key())] {
            let bytes = write(&about(), &files(), key.as_ref()).unwrap();
            let (package, report) = read("regio.zip", &bytes, &glyphs());
            assert!(report.sorted().is_empty(), "{report:?}");
            let package = package.unwrap();
            assert_eq!(package.title(), "regio-voorbeeld 1.1.0");
            assert_eq!(package.manifest.organisatie.value, "Regio \"Voorbeeld\"");
            assert_eq!(package.signature.is_some(), key.is_some());
            let paths: Vec<&str> = package.files.iter().map(|s| s.path()).collect();
            assert_eq!(paths, files().iter().map(|s| s.path()).collect::<Vec<_>>());
            assert_eq!(write(&package.manifest, &package.files, key.as_ref()).unwrap(), bytes);
        }
    }

    #[test]
    fn a_manifest_of_the_folder_itself_is_not_packed() {
        let mut with = files();
        with.insert(MANIFEST, b"naam = \"x\"".to_vec()).unwrap();
        with.insert(SIGNATURE, b"x".to_vec()).unwrap();
        assert_eq!(write(&about(), &with, None).unwrap(), write(&about(), &files(), None).unwrap());
    }

    #[test]
    fn every_difference_with_the_manifest_is_told_in_one_go() {
        let bytes = changed(None, |entries| {
            replace(entries, "begrippen.toml", "", "[[begrippen]]");
            entries.retain(|(path, _)| !path.ends_with("hoofdstuk.md"));
            entries.push(("rechtsfeiten.toml".into(), vec![]));
        });
        assert_eq!(refused(&bytes), ["L134", "L132", "L133"]);
        // The content is right and the manifest is not.
        let bytes = changed(None, |entries| replace(entries, MANIFEST, "bytes = 13", "bytes = 14"));
        assert_eq!(refused(&bytes), ["L134"]);
        let bytes = changed(None, |entries| replace(entries, MANIFEST, "sha256 = \"", "sha256 = \"x"));
        assert_eq!(refused(&bytes), ["L102"; 3]);
    }

    #[test]
    fn a_pack_without_manifest_is_told() {
        assert_eq!(refused(&changed(None, |entries| drop(entries.remove(0)))), ["L131"]);
        let bytes = changed(None, |entries| {
            let text = String::from_utf8(entries[0].1.clone()).unwrap();
            entries[0].1 = text.split("\n[[").next().unwrap().as_bytes().to_vec();
        });
        assert_eq!(refused(&bytes), ["L131"]);
        assert_eq!(refused(&changed(None, |entries| entries[0].1 = b"<html>".to_vec()))[0], "B107");
        assert_eq!(refused(b"<html>"), ["L121"]);
    }

    #[test]
    fn a_name_twice_in_the_manifest_is_told() {
        let bytes = changed(None, |entries| {
            let again =
                format!("\n[[bestanden]]\npad = \"begrippen.toml\"\nbytes = 0\nsha256 = \"{}\"\n", Hash::of(b""));
            entries[0].1.extend(again.as_bytes());
        });
        assert_eq!(refused(&bytes), ["L124"]);
    }

    #[test]
    fn what_cannot_be_packed_is_told_in_one_go() {
        let mut set = files();
        for path in ["hoofdstukken/café.md", "Begrippen.toml", "con"] {
            set.insert(path, vec![]).unwrap();
        }
        assert_eq!(codes(&write(&about(), &set, None).unwrap_err()), ["L124", "L122", "L122"]);
        assert_eq!(codes(&write(&about(), &SourceSet::new(LIMITS), None).unwrap_err()), ["L131"]);
    }

    fn keys(terms: &[(&str, &str)]) -> Sleutels {
        let entry = |(from, to): &(&str, &str)| {
            format!(
                "[[sleutels]]\nnaam = \"Regio\"\nsleutel = \"{}\"\ngeldig_van = {from}\ngeldig_tot = {to}\n",
                key().public()
            )
        };
        record(&terms.iter().map(entry).collect::<String>())
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn each_kind_of_trust_has_its_own_answer() {
        let package =
            |key: Option<&SecretKey>| read("p", &write(&about(), &files(), key).unwrap(), &glyphs()).0.unwrap();
        let (signed, unsigned) = (package(Some(&key())), package(None));
        let stranger = package(Some(&SecretKey::new(&[8; 32])));
        let list = keys(&[("2025-01-01", "2025-12-31"), ("2026-06-01", "2026-12-31")]);
        let told = |package: &Package, keys: Option<&Sleutels>, on: &str| {
            let (trust, mut report) = (trust(package.key(), keys, day(on)), Report::default());
            tell_trust("p", &trust, keys, &mut report);
            (trust, codes(&report))
        };
        let name = || "Regio".to_owned();
        assert_eq!(told(&signed, Some(&list), "2026-06-01"), (Trust::Trusted(name()), vec![]));
        assert_eq!(told(&signed, Some(&list), "2025-12-31"), (Trust::Trusted(name()), vec![]));
        assert_eq!(told(&signed, Some(&list), "2027-01-01"), (Trust::Expired(name(), day("2026-12-31")), vec!["L144"]));
        assert_eq!(told(&signed, Some(&list), "2024-01-01"), (Trust::NotYet(name(), day("2026-06-01")), vec!["L144"]));
        assert_eq!(told(&stranger, Some(&list), "2026-06-01"), (Trust::Unknown, vec!["L143"]));
        assert_eq!(told(&unsigned, Some(&list), "2026-06-01"), (Trust::Unsigned, vec!["L141"]));
        assert_eq!(told(&signed, None, "2026-06-01"), (Trust::Unchecked, vec!["L145"]));
        assert_eq!(told(&unsigned, None, "2026-06-01"), (Trust::Unsigned, vec![]));
    }

    #[test]
    fn a_signature_covers_everything_that_the_manifest_says() {
        let own = key();
        for (from, to) in [("1.1.0", "1.2.0"), ("regio-voorbeeld", "regio-voorbeelt"), ("2026-01-31", "2026-02-01")] {
            assert_eq!(refused(&changed(Some(&own), |e| replace(e, MANIFEST, from, to))), ["L142"], "{to}");
        }
        // Of another pack, by the same key.
        let other = own.sign(Purpose::Pack, b"naam = \"iets anders\"").to_string();
        let bytes = changed(Some(&own), |entries| {
            entries[1].1 = format!("sleutel = \"{}\"\nhandtekening = \"{other}\"\n", own.public()).into_bytes();
        });
        assert_eq!(refused(&bytes), ["L142"]);
        let bytes = changed(Some(&own), |entries| entries[1].1 = b"sleutel = \"\"".to_vec());
        assert_eq!(refused(&bytes), ["D202", "L102"]);
        // With the signature gone it is an unsigned pack, and that is told to whoever has a list of keys.
        let bytes = changed(Some(&own), |entries| drop(entries.remove(1)));
        assert!(read("p", &bytes, &glyphs()).0.unwrap().signature.is_none());
    }

    #[test]
    fn one_other_bit_anywhere_is_told() {
        let bytes = write(&about(), &files(), Some(&key())).unwrap();
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1 << (at % 8);
            assert!(!refused(&other).is_empty(), "byte {at}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let (package, report) = read("p", &bytes, &glyphs());
            prop_assert!(package.is_some() != report.sorted().iter().any(|d| d.rule.severity(crate::ground::diagnostic::Stand::Concept) == crate::ground::diagnostic::Severity::Error));
        }

        /// Whoever knows the form of an archive can change any file in it; only the manifest and the key stand in the way.
        #[test]
        fn one_other_byte_in_a_file_is_told(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), by in 1u8..) {
            let bytes = changed(Some(&key()), |entries| {
                let filled: Vec<usize> = (0..entries.len()).filter(|i| !entries[*i].1.is_empty()).collect();
                let content = &mut entries[*which.get(&filled)].1;
                let at = at.index(content.len());
                content[at] ^= by;
            });
            let (package, report) = read("p", &bytes, &glyphs());
            // Another notation of the same signature is the same signature; nothing else may change.
            let same = package.as_ref().is_some_and(|p| p.signature.is_some() && p.hash == Hash::of(manifest(&about(), &files()).as_bytes()));
            prop_assert!(package.is_none() || same, "{:?}", report);
        }

        #[test]
        fn what_is_packed_reads_back(contents in proptest::collection::btree_map("[a-z]{1,6}(/[a-z0-9]{1,4}){0,2}\\.(md|toml)", proptest::collection::vec(any::<u8>(), 0..40), 1..8), signed: bool) {
            let mut files = SourceSet::new(LIMITS);
            for (path, bytes) in &contents {
                files.insert(path, bytes.clone()).unwrap();
            }
            let own = key();
            if let Ok(bytes) = write(&about(), &files, signed.then_some(&own)) {
                let (package, report) = read("p", &bytes, &glyphs());
                let package = package.unwrap_or_else(|| panic!("{report:?}"));
                let back: std::collections::BTreeMap<String, Vec<u8>> =
                    package.files.iter().map(|s| (s.path().to_owned(), s.bytes().to_vec())).collect();
                prop_assert_eq!(back, contents);
            }
        }
    }
}
