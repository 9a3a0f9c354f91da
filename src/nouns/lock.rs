//! `beleid.lock`: with which versions a gemeente works, and the hash of each, so that a document stays what it was
//! until someone chooses otherwise.
//!
//! It deliberately does not know whether the versions are there; `judgement::locked` compares.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::library::Library;
use super::part::{Inventory, Onderdeelsoort, PartKey};
use super::reader::{Reader, tell_encoding};
use super::record::{read_node, record};
use super::version::{self, Version};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Stand};
use crate::ground::hash::Hash;
use crate::ground::source::{At, Place, Source};
use crate::ground::toml;
use crate::ground::tree::Value;

/// Name of the file in the folder of a gemeente.
pub const FILE: &str = "beleid.lock";

/// The form that this program writes.
const FORM: u32 = 1;

const HEAD: &str = "# Met deze versies werkt deze gemeente. Het programma maakt dit bestand; verander het niet met de hand.\n\
                    # Nieuwere versies overnemen: beleid hoofdstuk actualiseer.\n";

record! {
    /// Met welke versies een gemeente werkt.
    pub struct Versieslot {
        /// Nummer van de vorm van dit bestand.
        slot: At<u32>, Required;
        /// Controlecode over de rest van dit bestand.
        controle: At<Hash>, Required;
        /// Hoofdstukken.
        hoofdstuk: Vec<VasteVersie>, Optional;
        /// Soorten documenten.
        document: Vec<VasteVersie>, Optional;
        /// Normen.
        norm: Vec<VasteVersie>, Optional;
        /// Vormgeving.
        vormgeving: Vec<VasteVersie>, Optional;
    }
}

record! {
    /// Een versie die is vastgelegd.
    pub struct VasteVersie {
        /// Naam van het hoofdstuk, of id.
        naam: At<String>, Required;
        /// Versie.
        versie: Option<At<Version>>, Optional;
        /// Controlecode over de inhoud.
        sha256: At<Hash>, Required;
        /// Waar de inhoud vandaan kwam.
        herkomst: Option<At<String>>, Optional;
    }
}

/// Whether a part is held, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// In the lock, with this content.
    Same,
    /// In the lock, with another content.
    Changed,
    /// Not in the lock.
    Open,
}

/// A part as it was held.
#[derive(Debug, Clone)]
pub struct Held {
    /// Hash of its content.
    pub hash: Hash,
    /// Where it came from, in words.
    pub origin: Option<String>,
    /// Where the lock says so; none for a lock that was not read from a file.
    pub place: Option<Place>,
}

/// A lock.
#[derive(Debug, Clone, Default)]
pub struct Lock {
    /// What it holds, by kind, name and version: a norm can be held in two versions, for two years.
    pub held: BTreeMap<PartKey, Held>,
}

impl Lock {
    /// Holds parts as they are now. `origin` says where a part comes from. A part that is not there is left out.
    pub fn hold<'a>(
        parts: impl IntoIterator<Item = &'a PartKey>,
        inventory: &Inventory,
        origin: impl Fn(&PartKey) -> Option<String>,
    ) -> Self {
        let held = parts.into_iter().filter_map(|key| {
            // A draft is another text tomorrow; there is nothing to hold.
            let part = inventory.get(key).filter(|_| !key.version.as_ref().is_some_and(version::is_draft))?;
            let origin = origin(key).map(|o| o.trim().to_owned()).filter(|o| !o.is_empty());
            Some((key.clone(), Held { hash: part.hash, origin, place: None }))
        });
        Self { held: held.collect() }
    }

    /// This lock with what another holds besides: what is held already stays as it is. `None` when that adds nothing.
    pub fn extended(&self, other: Self) -> Option<Self> {
        let mut out = self.clone();
        for (key, held) in other.held {
            out.held.entry(key).or_insert(held);
        }
        (out.held.len() > self.held.len()).then_some(out)
    }

    /// Whether a part is held with this content.
    pub fn holds(&self, key: &PartKey, hash: Hash) -> Grip {
        match self.held.get(key) {
            None => Grip::Open,
            Some(held) if held.hash == hash => Grip::Same,
            Some(_) => Grip::Changed,
        }
    }

    /// The library as this gemeente has it: of a chapter or norm that is held, no version that is not. What is not
    /// held stays as it is, so that the newest valid version is taken.
    pub fn narrow(&self, library: &Library) -> Library {
        let mut out = library.clone();
        let names: BTreeSet<(Onderdeelsoort, &str)> = self.held.keys().map(|k| (k.kind, k.name.as_str())).collect();
        let keep = |kind, name: &str, version: &Version| {
            // A draft is only there when its maker asks for it, and then that is what to look at.
            !names.contains(&(kind, name))
                || version::is_draft(version)
                || self.held.contains_key(&PartKey { kind, name: name.to_owned(), version: Some(version.clone()) })
        };
        for (name, versions) in &mut out.chapters {
            versions.retain(|version, _| keep(Onderdeelsoort::Hoofdstuk, name, version));
        }
        for (id, versions) in &mut out.norms {
            versions.retain(|version, _| keep(Onderdeelsoort::Norm, id, version));
        }
        // What is held but not there is told by the check; an empty entry would be a chapter without any version.
        out.chapters.retain(|_, versions| !versions.is_empty());
        out.norms.retain(|_, versions| !versions.is_empty());
        out
    }

    /// As the file: the same lock gives the same bytes.
    pub fn write(&self) -> String {
        let body = self.body();
        format!("{HEAD}slot = {FORM}\ncontrole = \"{}\"\n{body}", Hash::of(body.as_bytes()))
    }

    /// Everything that the check code is taken over.
    fn body(&self) -> String {
        let mut out = String::new();
        for (key, held) in &self.held {
            let _ = write!(out, "\n[[{}]]\nnaam = {}\n", key.kind.word(), toml::quoted(&key.name));
            if let Some(version) = &key.version {
                let _ = writeln!(out, "versie = \"{version}\"");
            }
            let _ = writeln!(out, "sha256 = \"{}\"", held.hash);
            if let Some(origin) = &held.origin {
                let _ = writeln!(out, "herkomst = {}", toml::quoted(origin));
            }
        }
        out
    }
}

/// Reads `beleid.lock`. `None` when it cannot be trusted, which has then been told.
pub fn read(source: &Arc<Source>, rd: &mut Reader<'_>) -> Option<Lock> {
    let node = if tell_encoding(source, rd) { toml::parse(source, rd.report)? } else { return None };
    // A newer form may have other keys; one message says all there is to say.
    if let Value::Table(table) = &node.value
        && let Some((form, place)) = table.get("slot").and_then(|n| match &n.value {
            Value::Number(number) => Some((number.parse::<u32>().ok()?, &n.place)),
            _ => None,
        })
        && form > FORM
    {
        rd.report.push(rules::LOCK_FORM.at(
            Some(place.clone()),
            format!("`{FILE}` is gemaakt met een nieuwere versie van dit programma"),
            "Werk het programma bij, of haal het bestand weg om het opnieuw te laten maken.",
        ));
        return None;
    }
    let mut faults = Report::default();
    let slot: Option<Versieslot> = read_node(&node, &mut Reader::new(&mut faults, rd.glyphs));
    // An entry with a fault is left out of what was read; the check code would then say the same a second time.
    let faulty = faults.blocks(Stand::Concept);
    rd.report.extend(faults);
    let slot = slot.filter(|_| !faulty)?;
    let mut lock = Lock::default();
    let mut twice = false;
    for (kind, entries) in [
        (Onderdeelsoort::Hoofdstuk, &slot.hoofdstuk),
        (Onderdeelsoort::Document, &slot.document),
        (Onderdeelsoort::Norm, &slot.norm),
        (Onderdeelsoort::Vormgeving, &slot.vormgeving),
    ] {
        for entry in entries {
            let version = entry.versie.as_ref().map(|v| v.value.clone());
            let key = PartKey { kind, name: entry.naam.value.clone(), version };
            let held = Held {
                hash: entry.sha256.value,
                origin: entry.herkomst.as_ref().map(|h| h.value.clone()),
                place: Some(entry.naam.place.clone()),
            };
            let title = format!("{key} staat er twee keer");
            if lock.held.insert(key, held).is_some() {
                twice = true;
                rd.report.push(rules::DUPLICATE_ID.at(
                    Some(entry.naam.place.clone()),
                    title,
                    "Haal het bestand weg en laat het programma het opnieuw maken.",
                ));
            }
        }
    }
    let edited = !twice && Hash::of(lock.body().as_bytes()) != slot.controle.value;
    if edited {
        rd.report.push(rules::LOCK_EDITED.at(
            Some(slot.controle.place.clone()),
            format!("`{FILE}` is met de hand veranderd"),
            "Zet het bestand terug zoals het was, of haal het weg en laat het programma het opnieuw maken.",
        ));
    }
    (!twice && !edited).then_some(lock)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::glyphs::GlyphSet;
    use proptest::prelude::*;

    fn key(kind: Onderdeelsoort, name: &str, version: &str) -> PartKey {
        PartKey { kind, name: name.into(), version: version::parse(version) }
    }

    fn sample() -> Lock {
        let held = |seed: &str, origin: Option<&str>| Held {
            hash: Hash::of(seed.as_bytes()),
            origin: origin.map(str::to_owned),
            place: None,
        };
        Lock {
            held: BTreeMap::from([
                (key(Onderdeelsoort::Norm, "basisniveau", "1.0.0"), held("a", None)),
                (key(Onderdeelsoort::Norm, "basisniveau", "1.10.0"), held("b", None)),
                (key(Onderdeelsoort::Norm, "basisniveau", "1.9.0"), held("c", None)),
                (key(Onderdeelsoort::Hoofdstuk, "signaleren", "1.0.0"), held("d", Some("regio-voorbeeld 1.1.0"))),
                (key(Onderdeelsoort::Document, "beleidsplan", ""), held("e", Some("met \"aanhaling\""))),
                (key(Onderdeelsoort::Vormgeving, "thema", ""), held("f", None)),
            ]),
        }
    }

    fn read_text(text: &str) -> (Option<Lock>, Vec<&'static str>) {
        let mut report = Report::default();
        let source = Arc::new(Source::new(FILE, text.as_bytes().to_vec()));
        let glyphs = GlyphSet::new(0x20..0x3000);
        let lock = read(&source, &mut Reader::new(&mut report, &glyphs));
        (lock, report.sorted().iter().map(|d| d.rule.code).collect())
    }

    #[test]
    fn what_is_written_reads_back_in_order() {
        let text = sample().write();
        let (lock, told) = read_text(&text);
        assert_eq!((told, lock.map(|l| l.write())), (vec![], Some(text.clone())));
        let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what} in {text}"));
        assert!(at("\"1.0.0\"") < at("\"1.9.0\"") && at("\"1.9.0\"") < at("\"1.10.0\""));
        assert!(
            at("signaleren") < at("beleidsplan") && at("beleidsplan") < at("[[norm]]") && at("[[norm]]") < at("thema")
        );
        // Line ends and remarks are not the content.
        assert!(read_text(&text.replace('\n', "\r\n")).0.is_some());
        assert!(read_text(&format!("# een opmerking\n{text}")).0.is_some());
    }

    #[test]
    fn a_hand_leaves_a_trace() {
        let text = sample().write();
        for other in [
            text.replace("\"1.9.0\"", "\"1.9.1\""),
            text.replace("signaleren", "organisatie"),
            text.replace("regio-voorbeeld", "regio-anders"),
            text.replace(&Hash::of(b"d").to_string(), &Hash::of(b"x").to_string()),
            text.rsplit_once("\n[[").unwrap().0.to_owned(),
        ] {
            assert_eq!(read_text(&other).1, ["L112"], "{other}");
        }
    }

    #[test]
    fn other_faults_have_their_own_answer() {
        let text = sample().write();
        assert_eq!(read_text(&text.replace("slot = 1", "slot = 2\niets = \"nieuws\"")).1, ["L111"]);
        assert_eq!(read_text(&text.replace("\"1.9.0\"", "\"negen\"")).1, ["L101"]);
        assert_eq!(read_text(&text.replace("sha256 = \"", "sha256 = \"x")).1, ["L102"; 6]);
        let last = text.rfind("\n[[").unwrap();
        assert_eq!(read_text(&format!("{text}{}", &text[last..])).1, ["D208"]);
        assert_eq!(read_text("<<<<<<< HEAD\n").1[0], "B107");
        assert_eq!(read_text("").1, ["D202", "D202"]);
    }

    proptest! {
        #[test]
        fn one_other_character_is_told_or_changes_nothing(at in any::<prop::sample::Index>(), by in "[a-z0-9\" .=\n#-]") {
            let text = sample().write();
            let at = at.index(text.len());
            let mut other = text.clone();
            other.replace_range(at..at + 1, &by);
            let (lock, told) = read_text(&other);
            match lock {
                Some(lock) => prop_assert_eq!(lock.write(), text, "{}", other),
                None => prop_assert!(!told.is_empty()),
            }
        }

        #[test]
        fn any_text_gives_an_answer(text in "(slot = 1\n)?(controle = \"[0-9a-f]{62,64}\"\n)?(\\[\\[norm\\]\\]\n(naam|versie|sha256) = [\"a-z0-9.]{0,8}\n){0,3}.{0,20}") {
            let (lock, told) = read_text(&text);
            prop_assert!(lock.is_some() || !told.is_empty());
        }
    }
}
