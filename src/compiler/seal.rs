//! Sealing: an adopted public document is made of its public source set, which goes inside it, so that anyone can make
//! it again and see that it is the same.
//!
//! It deliberately makes such a document in one way only: the set is read back first, and what was read is composed. So
//! what is in the file is all that it was made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;

use super::{Compiler, FONTS, LOOK, TEMPLATES as BUILT_IN, THEME, built_in_fonts, is_font};
use crate::ground::diagnostic::{Report, Stand};
use crate::ground::dutch;
use crate::ground::hash::sha256;
use crate::ground::source::{LIMITS, Source, SourceSet};
use crate::judgement::figures::written::{self as figures, Told};
use crate::nouns::dossier::{self, Dossier};
use crate::nouns::library::{self, Library};
use crate::nouns::lock::Lock;
use crate::nouns::order::{Audience, Order};
use crate::nouns::part::{Inventory, Onderdeelsoort, PartKey};
use crate::nouns::public_files::public_files;
use crate::paper::attach::{Attachment, Relationship, attach};
use crate::paper::export::{Pdf, export};
use crate::paper::typeset::typeset;
use crate::seal::chain::Sealing;
use crate::seal::signed::{self, Signed};
use crate::seal::source_set::{
    DATA, FIGURES, Files, MANIFEST, Manifest, ORDER, SOURCES, TEMPLATES, order_file, pack, read_order, unpack,
    with_sums,
};
use crate::text::compose::{Composed, Given, compose_given};
use crate::text::listing::listing;
use crate::text::manuscript::Manuscript;

/// This program, with its version, as a manifest names it.
pub(super) const PROGRAM: &str = concat!("beleid ", env!("CARGO_PKG_VERSION"));

/// A source set that was read back.
pub struct Reopened {
    /// What was asked.
    pub order: Order,
    library: Library,
    theme: Arc<Source>,
    /// The files of the look, without fonts.
    look: Vec<Arc<Source>>,
    pub(super) dossier: Dossier,
    told: Told,
}

/// A document as it is sealed.
pub struct SealedDocument {
    /// The sources and the manifest, to go inside.
    pub attachments: Vec<Attachment>,
    /// The document, with its fingerprint.
    pub composed: Composed,
    /// The fingerprint.
    pub fingerprint: String,
    /// The manifest, to sign.
    pub manifest: Manifest,
}

impl Compiler {
    /// Whether a document is sealed: what was decided, as everyone gets it.
    pub fn seals(order: &Order) -> bool {
        order.stand == Stand::Vastgesteld && order.audience == Audience::Openbaar
    }

    /// Seals a document that was composed of a folder; `None` when the public set does not give the same document,
    /// which only a fault of the program can cause.
    pub fn seal(
        &self,
        dossier: &Dossier,
        order: &Order,
        composed: &Composed,
        sealing: &Sealing,
    ) -> Option<SealedDocument> {
        let files = self.source_set(dossier, order, &composed.used, &composed.told);
        let manifest = Manifest {
            program: PROGRAM.into(),
            title: composed.manuscript.meta.title.clone(),
            decision: decision(dossier, order),
            sources: files.iter().map(|(path, bytes)| (path.clone(), sha256(bytes))).collect(),
            fonts: self.font_hashes(),
            predecessors: sealing.predecessors.clone(),
        };
        let opened = self.reopen(&files)?;
        let same = listing(&opened.compose(None)?.manuscript, None) == listing(&composed.manuscript, None);
        let again = opened.compose(Some(manifest.fingerprint())).filter(|_| same)?;
        let fingerprint = manifest.fingerprint();
        let attachments = attachments(&files, &manifest, sealing.signature.as_ref())?;
        Some(SealedDocument { attachments, composed: again, fingerprint, manifest })
    }

    /// Makes a sealed document again, of the files that were inside one.
    ///
    /// `None` when the sources or the manifest are not what this program writes.
    pub fn remake(&self, inside: &BTreeMap<String, Vec<u8>>) -> Option<Remade> {
        let manifest = Manifest::read(inside.get(MANIFEST)?)?;
        let files = unpack(inside.get(SOURCES)?)?;
        // What is not a signature as this program writes it does not come back, so the bytes will differ.
        let signature = inside.get(signed::NAME).and_then(|bytes| Signed::read(bytes));
        let printed = self.print_again(&self.reopen(&files)?, (&files, &manifest, signature.as_ref()))?;
        Some(Remade { manuscript: printed.composed.manuscript, pdf: printed.pdf.bytes })
    }

    /// Makes a sealed document again, of what was inside it.
    pub(super) fn print_again(
        &self,
        opened: &Reopened,
        (files, manifest, signature): (&Files, &Manifest, Option<&Signed>),
    ) -> Option<Printed> {
        let composed = opened.compose(Some(manifest.fingerprint()))?;
        let manuscript = &composed.manuscript;
        // What a manifest says of the document and its decision must follow from the sources too.
        let ours = manifest.program == PROGRAM;
        let agrees = manifest.title == manuscript.meta.title
            && manifest.decision == decision(&opened.dossier, &opened.order)
            && (!ours || manifest.fonts == self.font_hashes());
        if !agrees {
            return None;
        }
        let mut inside = attachments(files, manifest, signature)?;
        inside.extend(self.attachments(manuscript, &opened.order));
        let mut project = typeset(manuscript, &opened.theme);
        attach(&mut project, &inside);
        let pdf = export(&project, &self.shared, &manuscript.meta.identifier, &mut Report::default())?;
        Some(Printed { composed, attachments: inside, pdf })
    }

    /// The public sources of one document: only what it uses, so that another document or a later year changes nothing.
    fn source_set(&self, dossier: &Dossier, order: &Order, used: &[PartKey], told: &Told) -> Files {
        let held = dossier.lock.clone().unwrap_or_default().held;
        let lock = Lock::hold(used, self.inventory(), |key| held.get(key).and_then(|h| h.origin.clone()));
        let mut dossier = Dossier { lock: Some(lock), ..dossier.clone() };
        // An adopted document shows nothing of its history, so that the steps after it change nothing in it.
        dossier.verloop.clear();
        // A draft for another document or a later year is nobody's yet.
        let chapter = |name: &str| used.iter().any(|k| k.kind == Onderdeelsoort::Hoofdstuk && k.name == name);
        dossier.teksten.retain(|name, _| chapter(name));
        dossier.jaren.retain(|year, _| *year <= order.peildatum.year().max(order.year.unwrap_or_default()));
        let mut files = Files::new();
        for (path, bytes) in public_files(&dossier) {
            files.insert(format!("{DATA}{path}"), bytes);
        }
        files.insert(FIGURES.into(), figures::write(told).into_bytes());
        files.insert(ORDER.into(), order_file(order));
        // A paper names other documents by their title.
        let documents = self.inventory().parts.iter().filter(|(key, _)| key.kind == Onderdeelsoort::Document);
        let documents = documents.flat_map(|(_, part)| &part.files);
        let parts = used.iter().filter_map(|key| self.inventory().get(key)).flat_map(|part| &part.files);
        let parts = parts.chain(documents);
        for source in parts.chain(&self.common).filter(|source| !source.path().starts_with(FONTS)) {
            files.insert(format!("{TEMPLATES}{}", source.path()), source.bytes().to_vec());
        }
        with_sums(files)
    }

    pub(super) fn font_hashes(&self) -> BTreeMap<String, String> {
        let own = self.inventory().parts.values().flat_map(|part| &part.files);
        let own: BTreeMap<String, String> = own
            .filter(|source| source.path().starts_with(FONTS) && is_font(source.path()))
            .map(|source| (source.path()[FONTS.len()..].to_owned(), sha256(source.bytes())))
            .collect();
        if !own.is_empty() {
            return own;
        }
        let fonts = BUILT_IN.iter().filter(|(path, _)| path.starts_with(FONTS) && is_font(path));
        fonts.map(|(path, bytes)| (path[FONTS.len()..].to_owned(), sha256(bytes))).collect()
    }

    /// Reads a source set back; `None` when a file is missing or is not what this program writes.
    pub fn reopen(&self, files: &Files) -> Option<Reopened> {
        let below = |folder: &str| {
            let mut set = SourceSet::new(LIMITS);
            for (path, bytes) in files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(folder)?, bytes))) {
                set.insert(path, bytes.clone()).ok()?;
            }
            Some(set)
        };
        let templates = below(TEMPLATES)?;
        let (library, _) = library::read(&templates, &self.fonts.glyphs);
        let (dossier, _) = dossier::read(&below(DATA)?, &library, &self.fonts.glyphs);
        Some(Reopened {
            order: read_order(files.get(ORDER)?)?,
            theme: templates.get(THEME)?.clone(),
            look: templates.below(LOOK).cloned().collect(),
            told: figures::read(std::str::from_utf8(files.get(FIGURES)?).ok()?)?,
            dossier: dossier?,
            library,
        })
    }
}

/// A sealed document that was printed again, with all that is known of it.
pub(super) struct Printed {
    /// The document.
    pub composed: Composed,
    /// What is inside.
    pub attachments: Vec<Attachment>,
    /// The file.
    pub pdf: Pdf,
}

/// A sealed document that was made again.
pub struct Remade {
    /// As a tree.
    pub manuscript: Manuscript,
    /// As a PDF.
    pub pdf: Vec<u8>,
}

/// The sources, the manifest and the signature as attachments; `None` when there is too much.
fn attachments(files: &Files, manifest: &Manifest, signature: Option<&Signed>) -> Option<Vec<Attachment>> {
    let mut attachments = vec![
        Attachment {
            name: SOURCES.into(),
            bytes: pack(files)?,
            mime: "application/zip",
            relationship: Relationship::Source,
            description: "De openbare gegevens, teksten en regels waaruit dit document is gemaakt".into(),
        },
        Attachment {
            name: MANIFEST.into(),
            bytes: manifest.write().into_bytes(),
            mime: "application/json",
            relationship: Relationship::Supplement,
            description: "De controlecode van elke bron, en het besluit".into(),
        },
    ];
    attachments.extend(signature.map(self::signature));
    Some(attachments)
}

/// A signature as an attachment.
pub(super) fn signature(signed: &Signed) -> Attachment {
    Attachment {
        name: signed::NAME.into(),
        bytes: signed.write(),
        mime: "application/json",
        relationship: Relationship::Supplement,
        description: "De handtekening onder de lijst met controlecodes".into(),
    }
}

impl Reopened {
    /// Every part of the templates in it; the fonts are those of the program.
    pub(super) fn inventory(&self) -> Inventory {
        Inventory::of(&self.library, &self.look.iter().cloned().chain(built_in_fonts()).collect::<Vec<_>>())
    }

    /// Composes the document; with the fingerprint that it shows. `None` when a chapter in it can no longer be worked out:
    /// words would be missing.
    pub fn compose(&self, fingerprint: Option<String>) -> Option<Composed> {
        let given = Given { told: Some(self.told.clone()), fingerprint };
        let known = (&Report::default(), &given);
        let mut report = Report::default();
        let composed = compose_given(&self.dossier, &self.library, &self.order, known, &mut report);
        composed.filter(|_| !report.blocks(self.order.stand))
    }
}

/// The decision, for whoever reads the manifest.
fn decision(dossier: &Dossier, order: &Order) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut add = |label: &str, value: String| out.push((label.to_owned(), value));
    if let Some(year) = order.year.and_then(|year| dossier.jaren.get(&year)) {
        if let Some(date) = &year.text.vastgesteld_op {
            add("Vastgesteld op", dutch::date(date.value));
        }
    } else if let Some(decision) = &dossier.vaststelling {
        add("Vastgesteld door", decision.orgaan.value.word().to_owned());
        add("Vastgesteld op", dutch::date(decision.datum.value));
        add("Kenmerk", decision.kenmerk.value.clone());
    }
    out
}
