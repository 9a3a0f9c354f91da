//! The publication: everything that goes with the documents of a gemeente to its council, the gemeenteblad, the index
//! of the Woo and the archive, as one archive that can be checked file by file.
//!
//! It deliberately makes no document and opens no confidential edition: it takes finished public ones.

mod checksums;
mod data;
mod diwoo;
mod facts;
mod gazette;
mod html;
mod index;
mod kind;
mod markup;
mod mdto;
mod read;
mod ready;
mod spreadsheet;
mod style;
mod tooi;

use chrono::NaiveDate;
use serde::Serialize;

pub use checksums::CHECKSUMS;
pub use data::public_data;
pub use diwoo::diwoo;
pub use facts::{Decided, Facts, adopted_on};
pub use gazette::{fields, gazette_json, gazette_text};
pub use html::html;
pub use index::index;
pub use kind::Kind;
pub use mdto::{mdto_file, mdto_object};
pub use read::{BundleFault, BundleFaultKind, ReadBundle, read_bundle, tell_faults};
pub use ready::{tell_not_ready, tell_unbundled};

use crate::ground::archive::{self, Entry};
use crate::judgement::account::NormAccount;
use crate::nouns::order::{Audience, Order, Stand};
use crate::seal::receipt::Receipt;
use crate::text::manuscript::Manuscript;

/// A finished document.
#[derive(Debug, Clone)]
pub struct Published {
    /// What was asked.
    pub order: Order,
    /// What kind of document it is.
    pub kind: Kind,
    /// The day of the decision: that which adopted it, or to which it belongs.
    pub adopted: Option<NaiveDate>,
    /// The document as a tree.
    pub manuscript: Manuscript,
    /// Each norm as it was applied.
    pub norms: Vec<NormAccount>,
    /// The receipt of the PDF.
    pub receipt: Receipt,
    /// The PDF.
    pub pdf: Vec<u8>,
}

impl Published {
    /// The name of its files, which says of which gemeente and year it is and, unless it is adopted, its stand:
    /// `gm0363-beleidsplan`, `gm0363-basisniveau-verslag-2025-concept`.
    pub fn name(&self, facts: &Facts) -> String {
        let year = self.order.year.map(|y| format!("-{y}")).unwrap_or_default();
        format!("{}-{}{year}{}", facts.code, self.order.document, suffix(self.order.stand))
    }

    /// Whether a body adopted it.
    pub fn is_adopted(&self) -> bool {
        self.order.stand == Stand::Vastgesteld
    }
}

/// Behind a name: the stand, of what is not adopted.
fn suffix(stand: Stand) -> String {
    if stand == Stand::Vastgesteld { String::new() } else { format!("-{}", stand.word()) }
}

/// A file of the bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it is, for a person.
    pub about: String,
}

impl File {
    /// A file of text.
    pub(super) fn text(path: impl Into<String>, text: impl Into<String>, about: impl Into<String>) -> Self {
        Self { path: path.into(), bytes: text.into().into_bytes(), about: about.into() }
    }
}

/// The name of the bundle: `gm0363-bundel.zip`, or with the least stand of what is in it.
pub fn bundle_name(facts: &Facts, documents: &[Published]) -> String {
    let least = documents.iter().map(|d| d.order.stand).min().unwrap_or(Stand::Concept);
    format!("{}-bundel{}.zip", facts.code, suffix(least))
}

/// Every file of the bundle, in order of path, checksums included.
///
/// `None` when one of the documents is a confidential edition: nothing of that may be published.
pub fn files(facts: &Facts, documents: &[Published]) -> Option<Vec<File>> {
    if documents.iter().any(|d| d.order.audience != Audience::Openbaar) {
        return None;
    }
    let mut files = Vec::new();
    for document in documents {
        files.extend(files_of(facts, document, documents));
    }
    files.extend(data::files(facts, documents));
    if let Some(plan) = documents.iter().find(|d| d.kind.is_plan()) {
        files.push(File::text(
            "bekendmaking/gemeenteblad.txt",
            gazette_text(facts, plan),
            "Velden voor de bekendmaking in het gemeenteblad, om over te nemen",
        ));
        files.push(File::text(
            "bekendmaking/gemeenteblad.json",
            gazette_json(facts, plan),
            "Dezelfde velden, voor een programma",
        ));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let page = index(facts, documents, &files);
    files.push(File::text("index.html", page, "Deze inhoudsopgave"));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let list = checksums::write(files.iter().map(|f| (f.path.as_str(), f.bytes.as_slice())));
    files.push(File::text(CHECKSUMS, list, "Controlecode van elk bestand, voor sha256sum"));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Some(files)
}

/// The plan that a report is about or a paper goes with, when it is published with it.
fn plan_of<'a>(document: &Published, all: &'a [Published]) -> Option<&'a Published> {
    all.iter().find(|other| other.kind.is_plan()).filter(|_| !document.kind.is_plan())
}

/// The files about one document.
fn files_of(facts: &Facts, document: &Published, all: &[Published]) -> Vec<File> {
    let (name, title) = (document.name(facts), &document.manuscript.meta.title);
    let pdf = File {
        path: format!("documenten/{name}.pdf"),
        bytes: document.pdf.clone(),
        about: format!("{title}, als PDF"),
    };
    let page = File::text(
        format!("documenten/{name}.html"),
        html(&document.manuscript),
        format!("{title}, als toegankelijke webpagina"),
    );
    let receipt = serde_json::to_string_pretty(&document.receipt).unwrap_or_default() + "\n";
    let receipt =
        File::text(format!("documenten/{name}.bon.json"), receipt, format!("{title}: waaruit het document is gemaakt"));
    let woo = File::text(
        format!("diwoo/{name}.xml"),
        diwoo(facts, document, all),
        format!("{title}: metadata voor de Woo-index (DiWoo {})", diwoo::VERSION),
    );
    let about = |what: &str| format!("{title}: archiefgegevens {what} (MDTO {})", mdto::VERSION);
    let object = File::text(
        format!("mdto/{name}.mdto.xml"),
        mdto_object(facts, document, (&[&pdf, &page], &woo), plan_of(document, all)),
        about("van het document"),
    );
    let mut files: Vec<File> = [&pdf, &page]
        .into_iter()
        .map(|file| {
            let base = file.path.rsplit('/').next().unwrap_or(&file.path);
            File::text(
                format!("mdto/{base}.bestand.mdto.xml"),
                mdto_file(facts, document, file),
                about(&format!("van {base}")),
            )
        })
        .collect();
    files.extend([pdf, page, receipt, woo, object]);
    files
}

/// The bundle as one archive; the same documents give the same bytes.
///
/// # Errors
/// [`Unbundled`] when a document is confidential, or when it is too much for an archive.
pub fn bundle(facts: &Facts, documents: &[Published]) -> Result<Vec<u8>, Unbundled> {
    let files = files(facts, documents).ok_or(Unbundled::Confidential)?;
    let entries: Vec<Entry<'_>> = files.iter().map(|f| Entry { path: &f.path, bytes: &f.bytes }).collect();
    archive::write(&entries).ok_or(Unbundled::TooLarge)
}

/// Why there is no bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unbundled {
    /// A document is a confidential edition.
    Confidential,
    /// More or larger files than an archive holds, or two of the same name.
    TooLarge,
}

/// A value as JSON text, in the order of its declaration.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
