//! The door of the library: templates and fonts once, then any number of dossiers and orders.
//!
//! It deliberately holds no state between two documents.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use typst::foundations::Bytes;

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Stand};
use crate::ground::dutch;
use crate::ground::signature::SecretKey;
use crate::ground::source::{LIMITS, Place, Source, SourceSet};
use crate::judgement::account::{NormAccount, account};
use crate::judgement::change::Before;
use crate::judgement::language::{ChapterLanguage, Lexicon, examine};
use crate::judgement::stale::{self, Looked, Moment};
use crate::judgement::{assess, bump, check, locked, norms, papers, placeholders, verloop};
use crate::nouns::adopted::stem;
use crate::nouns::document::{Document, Reikwijdte};
use crate::nouns::dossier::{self, Dossier};
use crate::nouns::draft;
use crate::nouns::layers::{Layers, Origin};
use crate::nouns::library::{self, Chapter, Library};
use crate::nouns::lock::Lock;
use crate::nouns::order::{Audience, Order};
use crate::nouns::part::{Inventory, Onderdeelsoort, PartKey};
use crate::nouns::published;
use crate::nouns::vultekst;
use crate::paper::attach::{Attachment, Relationship, attach};
use crate::paper::export::{Pdf, export};
use crate::paper::fonts::Fonts;
use crate::paper::pages::{Pages, pages};
use crate::paper::typeset::{Project, typeset, typeset_noted};
use crate::paper::world::Shared;
use crate::seal::chain::Sealing;
use crate::seal::receipt::{PartReceipt, Receipt, receipt};
use crate::seal::signed::Signed;
use crate::text::compose::{Composed, Given, SharedText, compose, compose_given, shared_text};
use crate::text::manuscript::Manuscript;
use crate::text::passages::passages;
use crate::text::written;

mod adopt;
mod amend;
mod kept;
mod release;
mod seal;
use seal::{SealedDocument, signature};
mod verify;

pub use adopt::{Adoption, Subject};
#[cfg(feature = "cli")]
pub use release::stops;
pub use release::{Examined, Proof, Sample, built_in_samples, examine_draft};
pub use seal::Remade;
pub use verify::{Verdict, Verified};

/// Every file of `templates/`, in order of path.
static TEMPLATES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

const THEME: &str = "vormgeving/thema.typ";
const LOOK: &str = "vormgeving/";
const FONTS: &str = "vormgeving/lettertypen/";

/// What to make of a dossier; what is left open follows from the data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these documents; empty for all.
    pub documents: Vec<String>,
    /// The year of a yearly document; none for the newest.
    pub year: Option<i32>,
    /// The stand; none for that of the last step in `verloop.csv`, and without one for vastgesteld when the data hold a
    /// decision on that document, else concept.
    pub stand: Option<Stand>,
    /// The peildatum; none for that of the data.
    pub peildatum: Option<NaiveDate>,
    /// Whether to make the confidential edition.
    pub confidential: bool,
    /// Whether the margin of that edition says where each block comes from.
    pub notes: bool,
    /// Whether to make the papers for a decision too: every document on request that belongs to the dossier.
    pub papers: bool,
}

/// A finished document.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Name of the file, without folder.
    pub file_name: String,
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Its pages.
    pub pages: usize,
    /// From what it was made.
    pub receipt: Receipt,
    /// The document as a tree.
    pub manuscript: Manuscript,
    /// The files inside the PDF.
    pub attachments: Vec<Attachment>,
    /// The places of the data that it shows.
    pub shown: Vec<Place>,
    /// Each norm as it was applied, for programs.
    pub norms: Vec<NormAccount>,
    /// The parts of the templates that it is made of, for a lock.
    pub used: Vec<PartKey>,
}

/// The norms applied, without a document.
#[derive(Debug, Clone, Default)]
pub struct Assessed {
    /// Each norm that the gemeente names.
    pub norms: Vec<NormAccount>,
    /// What assessing told.
    pub report: Report,
}

/// Templates, fonts and Typst, ready to compile.
pub struct Compiler {
    library: Library,
    inventory: Inventory,
    theme: Arc<Source>,
    /// What every document may use: terms, legal facts, national figures.
    common: Vec<Arc<Source>>,
    fonts: Fonts,
    shared: Shared,
}

/// The templates in the binary, without the fonts.
pub fn built_in_templates() -> SourceSet {
    let mut set = SourceSet::new(LIMITS);
    let kept = |path: &str| !path.starts_with(FONTS) && !draft::is_draft(path);
    for (path, bytes) in TEMPLATES.iter().filter(|(path, _)| kept(path)) {
        // Our own files are far within the limits.
        let _ = set.insert(path, bytes.to_vec());
    }
    set
}

impl Compiler {
    /// With the templates and fonts in the binary.
    pub fn built_in() -> Self {
        Self::new(&SourceSet::new(LIMITS)).0
    }

    /// With templates of one's own over those in the binary: a file of the same path comes in its place, fonts in
    /// `vormgeving/lettertypen/` come in place of all. A draft among them is used as any version; see
    /// [`crate::nouns::draft`].
    pub fn new(overrides: &SourceSet) -> (Self, Report) {
        let own: Vec<Bytes> =
            overrides.below(FONTS).filter(|s| is_font(s.path())).map(|s| Bytes::new(s.bytes().to_vec())).collect();
        let fonts = if own.is_empty() {
            Fonts::new(
                TEMPLATES
                    .iter()
                    .filter(|(path, _)| path.starts_with(FONTS) && is_font(path))
                    .map(|(_, b)| Bytes::new(*b)),
            )
        } else {
            Fonts::new(own)
        };
        let mut set = built_in_templates();
        for source in overrides.iter().filter(|s| !s.path().starts_with(FONTS)) {
            let _ = set.insert(source.path(), source.bytes().to_vec());
        }
        let (library, mut report) = library::read(&set, &fonts.glyphs);
        report.extend(norms::check_library(&library));
        report.extend(stale::check_facts(&library.legal));
        report.extend(draft::tell(overrides));
        report.extend(published::check(overrides, str::to_owned));
        report.extend(bump::check_history(&library, |path| overrides.get(path).is_some()));
        let inventory = Inventory::of(&library, &look(&set, overrides));
        let theme = set.get(THEME).cloned().unwrap_or_else(|| Arc::new(Source::new(THEME, Vec::new())));
        let part =
            |path: &str| ["hoofdstukken/", "normen/", "documenten/", "vormgeving/"].iter().any(|f| path.starts_with(f));
        // Placeholders are looked for in a text and shown in none.
        let common = set.iter().filter(|s| !part(s.path()) && s.path() != vultekst::FILE).cloned().collect();
        let shared = Shared::new(&fonts);
        (Self { library, inventory, theme, common, fonts, shared }, report)
    }

    /// The templates.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Every part of the templates, with the hash of its content.
    pub fn inventory(&self) -> &Inventory {
        &self.inventory
    }

    /// A lock on what documents used: see [`Composed::used`]. `layers` are those that this compiler was made with; a
    /// part that came from a pack says so.
    pub fn hold<'a>(&self, used: impl IntoIterator<Item = &'a PartKey>, layers: &Layers) -> Lock {
        Lock::hold(used, &self.inventory, |key| {
            let part = self.inventory.get(key)?;
            let pack = layers.origins_of(part).into_iter().find(|origin| matches!(origin, Origin::Pack(_)));
            pack.map(Origin::words)
        })
    }

    /// The lock that a folder should have after these parts were used, when that is another than it has: what it held
    /// and what came with it. A folder whose lock could not be trusted keeps it.
    pub fn relock<'a>(
        &self,
        dossier: &Dossier,
        used: impl IntoIterator<Item = &'a PartKey>,
        layers: &Layers,
    ) -> Option<Lock> {
        dossier.lock.clone().unwrap_or_default().extended(self.hold(used, layers))
    }

    /// The templates as this gemeente has them, when it holds versions.
    fn narrowed(&self, dossier: &Dossier) -> Cow<'_, Library> {
        dossier.lock.as_ref().map_or(Cow::Borrowed(&self.library), |lock| Cow::Owned(lock.narrow(&self.library)))
    }

    /// The font files, with their names, for a project that compiles elsewhere.
    pub fn built_in_fonts() -> impl Iterator<Item = (&'static str, &'static [u8])> {
        TEMPLATES.iter().filter(|(path, _)| path.starts_with(FONTS)).map(|(path, bytes)| (&path[FONTS.len()..], *bytes))
    }

    /// Reads and checks a folder of a gemeente.
    pub fn read(&self, sources: &SourceSet) -> (Option<Dossier>, Report) {
        let (dossier, mut report) = dossier::read(sources, &self.library, &self.fonts.glyphs);
        if let Some(dossier) = &dossier {
            report.extend(check::check(dossier, &self.library));
            if dossier.amendementen.changed.is_some() {
                report.extend(check::check(&dossier.adopted(), &self.library));
            }
            if let Some(lock) = &dossier.lock {
                report.extend(locked::check(lock, &self.inventory));
            }
            self.check_kept(dossier, &mut report);
        }
        (dossier, report)
    }

    /// The documents that a selection asks of a dossier. One that was asked by its name is there even when it does not
    /// belong to the dossier, so that composing it tells why not.
    pub fn orders(&self, dossier: &Dossier, selection: &Selection) -> Vec<Order> {
        let audience = if selection.confidential { Audience::Vertrouwelijk } else { Audience::Openbaar };
        let notes = selection.notes && selection.confidential;
        let named = |d: &Document| selection.documents.contains(&d.id.0);
        let wanted = |d: &Document| match d.on_request() {
            true => selection.papers,
            false => selection.documents.is_empty(),
        };
        let library = self.narrowed(dossier);
        let documents = self.library.documents.values().filter(|d| named(d) || wanted(d));
        documents
            .filter_map(|document| {
                let id = document.id.0.clone();
                match document.soort.value {
                    Reikwijdte::Plan => {
                        let stand = selection.stand.unwrap_or_else(|| verloop::stand(dossier));
                        let decided = dossier
                            .vaststelling
                            .as_ref()
                            .filter(|_| stand == Stand::Vastgesteld)
                            .map(|v| v.datum.value);
                        let peildatum = selection.peildatum.or(decided).unwrap_or(dossier.plan.datum.value);
                        Some(Order { document: id, year: None, stand, peildatum, audience, notes })
                    }
                    Reikwijdte::Jaarverslag => {
                        let year = match selection.year {
                            Some(year) => dossier.jaren.get(&year)?,
                            None => dossier.jaren.values().next_back()?,
                        };
                        let adopted = year.text.vastgesteld_op.is_some();
                        let own = if adopted { Stand::Vastgesteld } else { Stand::Concept };
                        let stand = selection.stand.unwrap_or(own);
                        let own = year.text.peildatum.as_ref().map(|p| p.value);
                        let peildatum = selection.peildatum.or(own).or(NaiveDate::from_ymd_opt(year.year, 12, 31))?;
                        Some(Order { document: id, year: Some(year.year), stand, peildatum, audience, notes })
                    }
                }
                .map(|order| self.as_adopted(dossier, order))
                .filter(|order| {
                    named(document)
                        || self.is_kept(dossier, order)
                        || papers::applies(document, dossier, &library, order)
                })
            })
            .collect()
    }

    /// Whether someone asks for papers while it is not known yet which there must be.
    pub fn tell_papers_unknown(&self, dossier: &Dossier, selection: &Selection) -> Report {
        let mut report = Report::default();
        if selection.papers && dossier.plan.orgaan.is_none() {
            report.push(rules::PAPER_BODY_UNKNOWN.at(
                Some(dossier.plan.place.clone()),
                "wie het plan vaststelt, is nog niet bekend, dus het voorstel en het besluit zijn niet gemaakt",
                "Vul orgaan in: raad, college of burgemeester.",
            ));
        }
        report
    }

    /// Composes without typesetting: everything that `compile` would say but what only layout can find.
    pub fn compose(&self, dossier: &Dossier, intake: &Report, order: &Order) -> (Option<Composed>, Report) {
        if let Some(kept) = self.kept_for(dossier, order) {
            let mut report = Report::default();
            return (self.compose_kept(dossier, &kept, &mut report), report);
        }
        let (composed, _, report) = self.compose_afresh(dossier, intake, order, &Sealing::ALONE);
        (composed, report)
    }

    /// Composes the folder as it is, whatever was adopted before, with what goes inside when the document is sealed.
    /// Both show the same; the one that is printed is made of the public sources, the other knows the places in the
    /// folder.
    fn compose_afresh(
        &self,
        dossier: &Dossier,
        intake: &Report,
        order: &Order,
        sealing: &Sealing,
    ) -> (Option<Composed>, Option<SealedDocument>, Report) {
        let (composed, mut report) = self.compose_plain(dossier, intake, order);
        let stopped = order.stopped_by(intake) || report.blocks(order.stand);
        if !Self::seals(order) || stopped {
            return (composed, None, report);
        }
        let Some(plain) = composed else { return (None, None, report) };
        let sealed = self.seal(dossier, order, &plain, sealing);
        let Some(sealed) = sealed else {
            report.push(rules::SEAL.at(
                None,
                "uit de openbare gegevens komt niet precies hetzelfde document",
                "Meld dit aan de makers van beleid, met de naam van het document.",
            ));
            return (None, None, report);
        };
        let given = Given { told: Some(plain.told.clone()), fingerprint: Some(sealed.fingerprint.clone()) };
        let library = self.narrowed(dossier);
        let shown = compose_given(dossier, &library, order, (intake, &given), &mut Report::default());
        (shown, Some(sealed), report)
    }

    /// Composes, and tells what there is to tell.
    fn compose_plain(&self, dossier: &Dossier, intake: &Report, order: &Order) -> (Option<Composed>, Report) {
        let dossier = &*dossier.as_asked(order, self.library.documents.get(&order.document));
        let mut report = check::check_stand(dossier, order);
        if let Some(document) = self.library.documents.get(&order.document) {
            if !papers::check_applies(document, dossier, &self.narrowed(dossier), order, &mut report) {
                return (None, report);
            }
            papers::check_lacks(document, dossier, order, &mut report);
        }
        if let Some(lock) = &dossier.lock {
            report.extend(locked::tell_newer(lock, &self.inventory, &self.library, order.peildatum));
        }
        let composed = compose(dossier, &self.narrowed(dossier), order, intake, &mut report);
        if let Some(composed) = &composed {
            self.tell_missing_glyphs(composed, &mut report);
            placeholders::check_texts(dossier, &self.library, &composed.used, &mut report);
            // What was decided is the public edition; the confidential one has chapters of its own.
            if let Some(lock) = dossier.lock.as_ref().filter(|_| order.audience == Audience::Openbaar) {
                report.extend(locked::tell_open(lock, &composed.used));
            }
            report.extend(self.tell_stale(composed, self.made(dossier, order)));
        }
        (composed, report)
    }

    /// The shared text of a chapter, or of a named part of it, as this gemeente would have written it; `None` when no
    /// document of it has that.
    pub fn shared_text(&self, dossier: &Dossier, name: &str, part: Option<&str>) -> Option<SharedText> {
        let library = self.narrowed(dossier);
        let orders = self.orders(dossier, &Selection { papers: true, ..Selection::default() });
        orders.iter().find_map(|order| shared_text(dossier, &library, order, name, part))
    }

    /// What of a document will no longer be true on a later day, or must be looked at again by then. What is wrong now is
    /// left out, unless it is still wrong then.
    pub fn look_ahead(&self, dossier: &Dossier, intake: &Report, order: &Order, day: NaiveDate) -> Report {
        let mut report = Report::default();
        if day <= order.peildatum {
            report.push(rules::LOOK_BACK.at(
                None,
                format!("`{}` heeft als peildatum {}", order.document, dutch::date(order.peildatum)),
                "Kies een dag na de peildatum, of een vroegere peildatum met --peildatum.",
            ));
            return report;
        }
        let composed = compose(dossier, &self.narrowed(dossier), order, intake, &mut Report::default());
        let Some(mut composed) = composed else { return report };
        // What a gemeente wrote down of a year is about that year, and stays as true as it was.
        composed.leans.retain(|leaning| !leaning.place.source.path().starts_with("jaren/"));
        self.tell_stale(&composed, Moment::Ahead { peildatum: order.peildatum, day })
    }

    /// The moment at which a document is made: a plan must be true until it ends, a report of a year on its peildatum.
    fn made(&self, dossier: &Dossier, order: &Order) -> Moment {
        let end = dossier.plan.looptijd.tot.as_ref().map(|end| end.value);
        let until = if order.year.is_some() { Some(order.peildatum) } else { end };
        Moment::Made { peildatum: order.peildatum, until }
    }

    fn tell_stale(&self, composed: &Composed, moment: Moment) -> Report {
        let chapter = |key: &PartKey| self.library.chapters.get(&key.name)?.get(key.version.as_ref()?);
        let chapters = composed.used.iter().filter(|key| key.kind == Onderdeelsoort::Hoofdstuk).filter_map(chapter);
        let chapters: Vec<&Chapter> = chapters.collect();
        stale::tell(Looked { leans: &composed.leans, chapters: &chapters }, &self.library, moment)
    }

    /// Measures the language of a document as a reader sees it, with advice; nothing when the templates have no
    /// `taal.toml`. It is advice: no report of this stops a document.
    pub fn language(&self, manuscript: &Manuscript) -> (Vec<ChapterLanguage>, Report) {
        let Some(taal) = &self.library.taal else { return (Vec::new(), Report::default()) };
        examine(&passages(manuscript), &Lexicon::new(taal, &self.library.terms))
    }

    /// Applies every norm that the gemeente names, as the document of this order does.
    pub fn assess(&self, dossier: &Dossier, order: &Order) -> Assessed {
        let mut report = Report::default();
        let dossier = &*dossier.as_asked(order, self.library.documents.get(&order.document));
        let library = self.narrowed(dossier);
        let assessments = assess::assess_all(&library, dossier, order, &mut report);
        let before = Before::of(&library, dossier, order);
        let norms = assessments.iter().map(|a| account(a, before.as_ref(), order.audience)).collect();
        Assessed { norms, report }
    }

    /// Makes a document, unless a diagnostic blocks it in this stand.
    pub fn compile(&self, dossier: &Dossier, intake: &Report, order: &Order) -> (Option<Edition>, Report) {
        if let Some(kept) = self.kept_for(dossier, order) {
            let mut report = Report::default();
            let whole = intake.of(&rules::KEPT_BROKEN).is_empty();
            let edition = if whole { self.compile_kept(dossier, &kept, &mut report) } else { None };
            return (edition, report);
        }
        let sealing = Sealing { predecessors: self.predecessors(dossier, order), signature: None };
        self.compile_after(dossier, intake, order, &sealing)
    }

    /// Makes a document of the folder as it is, whatever was adopted before; what is sealed names what came before, and
    /// has the signature that is given.
    pub fn compile_after(
        &self,
        dossier: &Dossier,
        intake: &Report,
        order: &Order,
        sealing: &Sealing,
    ) -> (Option<Edition>, Report) {
        self.make(dossier, intake, order, (sealing, None))
    }

    /// Makes a document; with a key, the signature under its manifest goes inside.
    fn make(
        &self,
        dossier: &Dossier,
        intake: &Report,
        order: &Order,
        (sealing, key): (&Sealing, Option<&SecretKey>),
    ) -> (Option<Edition>, Report) {
        let (composed, sealed, mut report) = self.compose_afresh(dossier, intake, order, sealing);
        if order.stopped_by(intake) || report.blocks(order.stand) {
            return (None, report);
        }
        let Some(mut composed) = composed else { return (None, report) };
        let mut attachments = Vec::new();
        if let Some(sealed) = sealed {
            composed.manuscript = sealed.composed.manuscript;
            attachments = sealed.attachments;
            let signed = key.map(|key| Signed::sign(key, sealed.manifest.write().as_bytes()));
            attachments.extend(signed.as_ref().map(signature));
        }
        let Composed { manuscript, shown, norms, used, .. } = composed;
        attachments.extend(self.attachments(&manuscript, order));
        let mut project =
            if order.notes { typeset_noted(&manuscript, &self.theme) } else { typeset(&manuscript, &self.theme) };
        attach(&mut project, &attachments);
        let Some(pdf) = export(&project, &self.shared, &manuscript.meta.identifier, &mut report) else {
            return (None, report);
        };
        self.tell_too_long(order, pdf.pages, &mut report);
        let parts = PartReceipt::of(&used, &self.inventory);
        let receipt = receipt(&manuscript, order, &norms, parts, (&pdf.bytes, pdf.pages));
        let file_name = edition_name(order);
        let Pdf { bytes: pdf, pages } = pdf;
        (Some(Edition { file_name, pdf, pages, receipt, manuscript, attachments, shown, norms, used }), report)
    }

    /// First and last page of each block, by chapter and block; `None` when the document cannot be laid out.
    pub fn pages(&self, manuscript: &Manuscript) -> Option<Vec<Vec<Pages>>> {
        pages(manuscript, &self.theme, &self.shared)
    }

    /// The files that go inside the PDF of a document: the document itself, for programs.
    pub fn attachments(&self, manuscript: &Manuscript, order: &Order) -> Vec<Attachment> {
        let description = match order.audience {
            Audience::Openbaar => "De inhoud van dit document als gegevens, voor computers",
            Audience::Vertrouwelijk => "De inhoud van dit vertrouwelijke document als gegevens, voor computers",
        };
        vec![Attachment {
            name: written::NAME.into(),
            bytes: written::write(manuscript, order),
            mime: "application/json",
            relationship: Relationship::Alternative,
            description: description.into(),
        }]
    }

    /// Typesets a manuscript, whatever it was made from, with these files inside.
    pub fn print(&self, manuscript: &Manuscript, attachments: &[Attachment], report: &mut Report) -> Option<Pdf> {
        export(&self.project(manuscript, attachments), &self.shared, &manuscript.meta.identifier, report)
    }

    /// The manuscript as a Typst project, with these files to attach.
    pub fn project(&self, manuscript: &Manuscript, attachments: &[Attachment]) -> Project {
        let mut project = typeset(manuscript, &self.theme);
        attach(&mut project, attachments);
        project
    }

    /// Data that is filled in but that none of the documents made of it shows.
    pub fn tell_not_shown(&self, dossier: &Dossier, shown: &[Place]) -> Report {
        let mut report = Report::default();
        let amended = dossier.amendementen.changed.iter().flat_map(|changed| &changed.replaced);
        let shown: BTreeSet<&Place> = shown.iter().chain(amended).collect();
        for (name, place) in dossier.shown_values() {
            if !shown.contains(&place) {
                report.push(rules::NOT_SHOWN.at(
                    Some(place),
                    format!("`{name}` is ingevuld, maar staat in geen enkel document"),
                    "Kijk of het op de goede plek staat. Zo niet, laat het staan of haal het weg.",
                ));
            }
        }
        report
    }

    /// How long a document is, only layout knows.
    fn tell_too_long(&self, order: &Order, pages: usize, report: &mut Report) {
        let document = self.library.documents.get(&order.document);
        let most = document.and_then(|d| usize::try_from(d.bladzijden.as_ref()?.value).ok());
        if let Some(most) = most.filter(|most| pages > *most) {
            let most = dutch::count(most, "bladzijde", "bladzijden");
            report.push(rules::TOO_MANY_PAGES.at(
                None,
                format!("`{}` is {pages} bladzijden, dat is meer dan {most}", order.document),
                "Kort de teksten in die erin staan, zoals de doelen of de samenvatting onder [besluitvorming].",
            ));
        }
    }

    /// The data was checked at intake; this guards what chapters and components add.
    fn tell_missing_glyphs(&self, composed: &Composed, report: &mut Report) {
        let title = &composed.manuscript.meta.title;
        for (_, c) in self.fonts.glyphs.missing(title) {
            report.push(rules::NO_GLYPH.at(
                None,
                format!("het lettertype heeft geen teken voor U+{:04X} in de titel", u32::from(c)),
                "Kies een lettertype dat dit teken heeft, of haal het teken weg.",
            ));
        }
    }
}

/// The files below `vormgeving/` that are used: the fonts of the person come in place of all in the program.
fn look(set: &SourceSet, overrides: &SourceSet) -> Vec<Arc<Source>> {
    let own: Vec<Arc<Source>> = overrides.below(FONTS).filter(|s| is_font(s.path())).cloned().collect();
    let fonts = if own.is_empty() { built_in_fonts().collect() } else { own };
    set.below(LOOK).filter(|s| !s.path().starts_with(FONTS)).cloned().chain(fonts).collect()
}

/// The fonts in the program.
fn built_in_fonts() -> impl Iterator<Item = Arc<Source>> {
    let fonts = TEMPLATES.iter().filter(|(path, _)| path.starts_with(FONTS) && is_font(path));
    fonts.map(|(path, bytes)| Arc::new(Source::new(*path, bytes.to_vec())))
}

/// The name of the PDF of an order.
fn edition_name(order: &Order) -> String {
    let secret = if order.audience == Audience::Vertrouwelijk { "-vertrouwelijk" } else { "" };
    format!("{}{secret}.pdf", stem(&order.document, order.year))
}

fn is_font(path: &str) -> bool {
    [".otf", ".ttf", ".ttc"].iter().any(|e| path.ends_with(e))
}
