//! What a sealed document was made of, as the files that go inside its PDF: the public data, the disclosed figures, the
//! templates, what was asked, and a manifest with a hash of each.
//!
//! It deliberately holds files and hashes only: who makes the document again is the compiler.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::chain::Predecessor;
use crate::ground::archive::{self, Entry};
use crate::ground::diagnostic::Stand;
use crate::ground::hash::{Hash, sha256};
use crate::nouns::order::{Audience, Order};

/// Name of the archive in a PDF.
pub const SOURCES: &str = "bronnen.zip";

/// Name of the manifest in a PDF.
pub const MANIFEST: &str = "manifest.json";

/// Folder of the data in the archive.
pub const DATA: &str = "gegevens/";

/// Folder of the templates in the archive.
pub const TEMPLATES: &str = "sjablonen/";

/// The disclosed figures.
pub const FIGURES: &str = "cijfers.json";

/// What was asked.
pub const ORDER: &str = "opdracht.json";

/// The list of hashes, for a program that is not ours.
pub const SUMS: &str = "controlecodes.sha256";

/// The form of the manifest that this program writes.
const FORM: u64 = 1;

/// The sources by path in the archive.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The order as a file.
pub fn order_file(order: &Order) -> Vec<u8> {
    let Order { document, year, stand, peildatum, .. } = order;
    let order = json!({
        "document": document,
        "jaar": year,
        "stand": stand.word(),
        "peildatum": peildatum.to_string(),
    });
    (serde_json::to_string_pretty(&order).unwrap_or_default() + "\n").into_bytes()
}

/// The order in a file; `None` when it is none.
pub fn read_order(bytes: &[u8]) -> Option<Order> {
    let order: Value = serde_json::from_slice(bytes).ok()?;
    let stand = order.get("stand")?.as_str()?;
    let year = match order.get("jaar")? {
        Value::Null => None,
        year => Some(i32::try_from(year.as_i64()?).ok()?),
    };
    Some(Order {
        document: order.get("document")?.as_str()?.to_owned(),
        year,
        stand: [Stand::Concept, Stand::Ontwerp, Stand::Vastgesteld].into_iter().find(|s| s.word() == stand)?,
        peildatum: order.get("peildatum")?.as_str()?.parse().ok()?,
        audience: Audience::Openbaar,
        notes: false,
    })
}

/// Adds the list of hashes to files.
pub fn with_sums(mut files: Files) -> Files {
    let sums: String = files.iter().map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes))).collect();
    files.insert(SUMS.into(), sums.into_bytes());
    files
}

/// The files as an archive; `None` when there is too much.
pub fn pack(files: &Files) -> Option<Vec<u8>> {
    let entries: Vec<Entry<'_>> = files.iter().map(|(path, bytes)| Entry { path, bytes }).collect();
    archive::write(&entries)
}

/// The files of an archive; `None` when it is not one that this program writes.
pub fn unpack(bytes: &[u8]) -> Option<Files> {
    let entries = archive::read(bytes).ok()?;
    Some(entries.iter().map(|entry| (entry.path.to_owned(), entry.bytes.to_vec())).collect())
}

/// What a manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The program that made the document, with its version.
    pub program: String,
    /// Title of the document.
    pub title: String,
    /// The decision, as label and value.
    pub decision: Vec<(String, String)>,
    /// The hash of each source.
    pub sources: BTreeMap<String, String>,
    /// The hash of each font; the fonts themselves are in the program.
    pub fonts: BTreeMap<String, String>,
    /// What came before it.
    pub predecessors: Vec<Predecessor>,
}

impl Manifest {
    /// As the file; the same bytes for the same manifest.
    pub fn write(&self) -> String {
        let Self { program, title, decision, sources, fonts, predecessors } = self;
        let whole = json!({
            "vorm": FORM,
            "programma": program,
            "titel": title,
            "besluit": decision.iter().map(|(label, value)| json!([label, value])).collect::<Vec<_>>(),
            "bronnen": sources,
            "lettertypen": fonts,
            "voorgangers": predecessors.iter().map(Predecessor::write).collect::<Vec<_>>(),
        });
        serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
    }

    /// Reads a manifest; `None` when it is none of this form.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let whole: Value = serde_json::from_slice(bytes).ok()?;
        if whole.get("vorm")?.as_u64()? != FORM {
            return None;
        }
        let text = |name: &str| whole.get(name)?.as_str().map(str::to_owned);
        let hashes = |name: &str| -> Option<BTreeMap<String, String>> {
            let one = |(path, hash): (&String, &Value)| Some((path.clone(), hash.as_str()?.to_owned()));
            whole.get(name)?.as_object()?.iter().map(one).collect()
        };
        let decision = whole.get("besluit")?.as_array()?.iter().map(|pair| {
            let [label, value] = &pair.as_array()?[..] else { return None };
            Some((label.as_str()?.to_owned(), value.as_str()?.to_owned()))
        });
        Some(Self {
            program: text("programma")?,
            title: text("titel")?,
            decision: decision.collect::<Option<_>>()?,
            sources: hashes("bronnen")?,
            fonts: hashes("lettertypen")?,
            predecessors: whole.get("voorgangers")?.as_array()?.iter().map(Predecessor::read).collect::<Option<_>>()?,
        })
    }

    /// The hash of the file, by which a later document names this one.
    pub fn hash(&self) -> Hash {
        Hash::of(self.write().as_bytes())
    }

    /// The fingerprint: that hash in groups that can be read aloud.
    pub fn fingerprint(&self) -> String {
        grouped(&self.hash().to_string())
    }
}

/// A hash in groups of four, the first 32 characters: enough that nobody finds another file with the same.
pub fn grouped(hash: &str) -> String {
    let shown: Vec<char> = hash.chars().take(32).collect();
    shown.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::chain::Relation;

    #[test]
    fn what_is_written_reads_back() {
        let manifest = Manifest {
            program: "beleid 0.1.0".into(),
            title: "Plan \"x\"".into(),
            decision: vec![("Datum".into(), "12 maart 2026".into())],
            sources: BTreeMap::from([("gegevens/a.toml".into(), sha256(b"a"))]),
            fonts: BTreeMap::from([("a.otf".into(), sha256(b"b"))]),
            predecessors: vec![Predecessor {
                relation: Relation::ReportedPlan,
                title: "Plan \"w\"".into(),
                fingerprint: Hash::of(b"c"),
            }],
        };
        assert_eq!(Manifest::read(manifest.write().as_bytes()), Some(manifest.clone()));
        assert_eq!(manifest.fingerprint().split(' ').count(), 8);
        let other = Manifest { predecessors: Vec::new(), ..manifest.clone() };
        assert_ne!(other.fingerprint(), manifest.fingerprint());
        assert_eq!(Manifest::read(b"{}"), None);
        let files = with_sums(Files::from([("b".into(), b"2".to_vec()), ("a".into(), b"1".to_vec())]));
        assert_eq!(unpack(&pack(&files).unwrap()), Some(files));
    }
}
