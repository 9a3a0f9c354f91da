//! What was adopted stays as it was: a document that is kept in `vastgesteld/` is made of the sources kept there, and
//! what changed in the folder since is told.
//!
//! It deliberately keeps nothing itself: who adopts writes the files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::Datelike;

use super::seal::{PROGRAM, Printed};
use super::{Compiler, Edition, edition_name};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule, Stand};
use crate::ground::dutch;
use crate::ground::hash::{Hash, sha256};
use crate::ground::source::{Source, SourceSet};
use crate::ground::toml::shorten;
use crate::nouns::adopted::{self, Adopted, AdoptedPaths, DECISION, FINGERPRINT};
use crate::nouns::document::Reikwijdte;
use crate::nouns::dossier::Dossier;
use crate::nouns::lock;
use crate::nouns::order::Order;
use crate::nouns::public_files::public_files;
use crate::nouns::verloop::{self, Fase};
use crate::seal::chain::{Predecessor, Relation};
use crate::seal::changed::{self, Change};
use crate::seal::receipt::{PartReceipt, receipt};
use crate::seal::signed::Signed;
use crate::seal::source_set::{DATA, FIGURES, Files, Manifest, ORDER, TEMPLATES, grouped, read_order, unpack};
use crate::text::compose::{Composed, Given, compose_given};
use crate::text::listing::listing;

/// An adopted document, opened.
pub(super) struct Kept {
    /// What was asked then.
    pub order: Order,
    /// The manifest.
    pub manifest: Manifest,
    /// The sources.
    pub files: Files,
    /// The signature under the manifest.
    pub signature: Option<Signed>,
}

impl Kept {
    /// Opens what is kept; `None` when it is not what the manifest says.
    fn open(adopted: &Adopted) -> Option<Self> {
        // Not every byte of a manifest is bound by the sources: a title or the predecessor could be another.
        if !is_untouched(adopted) {
            return None;
        }
        let manifest = Manifest::read(adopted.manifest.bytes())?;
        let files = unpack(adopted.sources.bytes())?;
        let found: BTreeMap<String, String> = files.iter().map(|(path, bytes)| (path.clone(), sha256(bytes))).collect();
        // The same manifest in other bytes has another fingerprint.
        let whole = found == manifest.sources && manifest.write().as_bytes() == adopted.manifest.bytes();
        let order = read_order(files.get(ORDER)?)?;
        let named = adopted::stem(&order.document, order.year) == adopted.stem;
        let signature = match &adopted.signature {
            Some(source) => Some(Signed::read(source.bytes()).filter(|signed| signed.fits(adopted.manifest.bytes()))?),
            None => None,
        };
        (whole && named && Compiler::seals(&order)).then_some(Self { order, manifest, files, signature })
    }
}

/// Whether what is kept has the hashes that were noted when it was adopted, and no signature came or went.
fn is_untouched(adopted: &Adopted) -> bool {
    let noted = changed::sums(adopted.folder_sums.text());
    let same = |source: &Source| noted.get(source.path()).is_some_and(|hash| *hash == sha256(source.bytes()));
    let signature = match &adopted.signature {
        Some(source) => same(source),
        None => !noted.contains_key(&AdoptedPaths::of(adopted.date, &adopted.stem).signature),
    };
    same(&adopted.sources) && same(&adopted.manifest) && signature
}

impl Compiler {
    /// Checks everything that is kept: a document that can no longer be what was decided must not be made.
    pub(super) fn check_kept(&self, dossier: &Dossier, report: &mut Report) {
        self.check_history(dossier, report);
        for adopted in dossier.adopted.iter().filter(|adopted| Kept::open(adopted).is_none()) {
            report.push(rules::KEPT_BROKEN.at(
                Some(adopted.manifest.place(0..0)),
                format!(
                    "`{}` is niet meer zoals vastgesteld op {}: de bronnen horen niet bij de controlecodes",
                    shorten(&adopted.stem),
                    dutch::date(adopted.date)
                ),
                format!("Zet de map {}{} terug zoals zij was, uit een kopie.", adopted::FOLDER, adopted.date),
            ));
        }
    }

    /// A step in the history that names a fingerprint of which nothing is kept: then the plan of the folder could be
    /// taken for the one that was adopted.
    fn check_history(&self, dossier: &Dossier, report: &mut Report) {
        let codes: Vec<String> =
            dossier.adopted.iter().map(|adopted| grouped(&sha256(adopted.manifest.bytes()))).collect();
        for step in &dossier.verloop {
            let Some(note) = &step.toelichting else { continue };
            let Some((_, code)) = note.value.rsplit_once(FINGERPRINT) else { continue };
            if !codes.iter().any(|kept| kept == code.trim()) {
                report.push(rules::KEPT_BROKEN.at(
                    Some(note.place.clone()),
                    format!("wat op {} is vastgesteld, is niet bewaard", dutch::date(step.datum.value)),
                    format!("Zet de map {}{} terug, uit een kopie of uit git.", adopted::FOLDER, step.datum.value),
                ));
            }
        }
    }

    /// The newest version that is kept of a document.
    pub(super) fn kept(&self, dossier: &Dossier, document: &str, year: Option<i32>) -> Option<Kept> {
        let stem = adopted::stem(document, year);
        let newest =
            dossier.adopted.iter().filter(|adopted| adopted.stem == stem).max_by_key(|adopted| adopted.date)?;
        Kept::open(newest)
    }

    /// The dossier as it was decided, for who publishes what was adopted: of what is kept the data of then, with what is
    /// only known after a decision from the folder of now.
    pub fn decided(&self, dossier: &Dossier, orders: &[Order]) -> Dossier {
        let mut decided = dossier.clone();
        for order in orders {
            let Some(kept) = self.kept_for(dossier, order) else { continue };
            let Some(then) = self.reopen(&kept.files).map(|opened| opened.dossier) else { continue };
            match order.year {
                Some(year) => decided.jaren.extend(then.jaren.get(&year).map(|then| (year, then.clone()))),
                None => {
                    decided.gemeente = then.gemeente;
                    decided.plan = then.plan;
                    decided.vaststelling = then.vaststelling;
                }
            }
        }
        if let (Some(then), Some(now)) = (&mut decided.vaststelling, &dossier.vaststelling) {
            then.gemeenteblad = now.gemeenteblad.clone();
            then.ondertekening = now.ondertekening.clone();
            then.uitwerkingtreding = now.uitwerkingtreding.clone();
        }
        let ended = verloop::current(&dossier.verloop).filter(|step| step.fase() == Fase::Ingetrokken);
        if let (Some(then), Some(ended)) = (&mut decided.vaststelling, ended) {
            then.uitwerkingtreding.get_or_insert_with(|| ended.datum.clone());
        }
        decided
    }

    /// What came before a document that is adopted now: the same document on an earlier day, and of a report the plan
    /// that it is about and the report of the year before.
    pub(super) fn predecessors(&self, dossier: &Dossier, order: &Order) -> Vec<Predecessor> {
        if !Self::seals(order) {
            return Vec::new();
        }
        let day = match order.year.and_then(|year| dossier.jaren.get(&year)) {
            Some(year) => year.text.vastgesteld_op.as_ref().map(|day| day.value),
            None => dossier.vaststelling.as_ref().map(|decision| decision.datum.value),
        };
        let day = day.unwrap_or(order.peildatum);
        let newest = |stem: &str| {
            let before = dossier.adopted.iter().filter(|adopted| adopted.stem == stem && adopted.date <= day);
            before.max_by_key(|adopted| adopted.date).cloned()
        };
        let own = adopted::stem(&order.document, order.year);
        let mut found = vec![(Relation::Earlier, newest(&own).filter(|earlier| earlier.date < day))];
        if let Some(year) = order.year {
            let plans = self.library.documents.values();
            let plans = plans.filter(|d| d.soort.value == Reikwijdte::Plan && !d.on_request());
            found.extend(plans.map(|plan| (Relation::ReportedPlan, newest(&plan.id.0))));
            let before = (1..=10).find_map(|back| newest(&adopted::stem(&order.document, Some(year - back))));
            found.push((Relation::EarlierReport, before));
        }
        let named = found.into_iter().filter_map(|(relation, adopted)| {
            let adopted = adopted?;
            let title = Manifest::read(adopted.manifest.bytes())?.title;
            Some(Predecessor { relation, title, fingerprint: Hash::of(adopted.manifest.bytes()) })
        });
        named.collect()
    }

    /// What an order makes again, when it asks for what was adopted and that is kept.
    pub(super) fn kept_for(&self, dossier: &Dossier, order: &Order) -> Option<Kept> {
        if !Self::seals(order) {
            return None;
        }
        self.kept(dossier, &order.document, order.year)
    }

    /// The order that makes what is kept again, when an order asks for what was adopted.
    pub(super) fn as_adopted(&self, dossier: &Dossier, order: Order) -> Order {
        self.kept_for(dossier, &order).map_or(order, |kept| kept.order)
    }

    /// Whether what reading and checking told stops a document; what is kept is stopped only when it is not whole.
    pub fn stops(&self, dossier: &Dossier, intake: &Report, order: &Order) -> bool {
        match self.is_kept(dossier, order) {
            true => !intake.of(&rules::KEPT_BROKEN).is_empty(),
            false => order.stopped_by(intake),
        }
    }

    /// The orders as the files of the folder weigh in them: a gap that came after a document was adopted stops nothing.
    pub fn weighing(&self, dossier: &Dossier, orders: &[Order]) -> Vec<Order> {
        let one = |order: &Order| match self.is_kept(dossier, order) {
            true => Order { stand: Stand::Concept, ..order.clone() },
            false => order.clone(),
        };
        orders.iter().map(one).collect()
    }

    /// Whether an order asks for what was adopted and is kept.
    pub(super) fn is_kept(&self, dossier: &Dossier, order: &Order) -> bool {
        self.kept_for(dossier, order).is_some()
    }

    /// Composes what is kept. When the folder still gives the same, what comes back knows the places in the folder.
    pub(super) fn compose_kept(&self, dossier: &Dossier, kept: &Kept, report: &mut Report) -> Option<Composed> {
        let composed = self.reopen(&kept.files).and_then(|o| o.compose(Some(kept.manifest.fingerprint())));
        let Some(composed) = composed else {
            tell_unmade(kept, report);
            return None;
        };
        if kept.manifest.program != PROGRAM || kept.manifest.fonts != self.font_hashes() {
            report.push(rules::KEPT_OTHER_PROGRAM.at(
                None,
                format!("`{}` is vastgesteld met {}", shorten(&kept.manifest.title), shorten(&kept.manifest.program)),
                "Tekst en cijfers zijn gelijk. Voor precies dezelfde bytes: gebruik de PDF van toen, of die versie.",
            ));
        }
        let same = self.compose_as_kept(dossier, kept, &composed);
        let listed = listing(&composed.manuscript, None);
        Some(same.filter(|same| listing(&same.manuscript, None) == listed).unwrap_or_else(|| Composed {
            // Where something stands in the folder cannot be said; that it is not shown neither.
            shown: dossier.shown_values().into_iter().map(|(_, place)| place).collect(),
            ..composed
        }))
    }

    /// The folder as it is now, composed in the way of what is kept.
    fn compose_as_kept(&self, dossier: &Dossier, kept: &Kept, composed: &Composed) -> Option<Composed> {
        let told = Some(composed.told.clone());
        let given = Given { told, fingerprint: Some(kept.manifest.fingerprint()) };
        let library = self.narrowed(dossier);
        let known = (&Report::default(), &given);
        compose_given(dossier, &library, &kept.order, known, &mut Report::default())
    }

    /// Makes what is kept.
    pub(super) fn compile_kept(&self, dossier: &Dossier, kept: &Kept, report: &mut Report) -> Option<Edition> {
        let shown = self.compose_kept(dossier, kept, report)?.shown;
        let opened = self.reopen(&kept.files)?;
        let printed = self.print_again(&opened, (&kept.files, &kept.manifest, kept.signature.as_ref()));
        let Some(Printed { composed, attachments, pdf }) = printed else {
            tell_unmade(kept, report);
            return None;
        };
        let Composed { manuscript, norms, used, .. } = composed;
        let parts = PartReceipt::of(&used, &opened.inventory());
        let receipt = receipt(&manuscript, &kept.order, &norms, parts, (&pdf.bytes, pdf.pages));
        Some(Edition {
            file_name: edition_name(&kept.order),
            pdf: pdf.bytes,
            pages: pdf.pages,
            receipt,
            manuscript,
            attachments,
            shown,
            norms,
            // The lock of the folder is about what is made of the folder.
            used: Vec::new(),
        })
    }

    /// What changed in a folder since its documents were adopted, at the places where it changed.
    pub fn tell_changed(&self, sources: &SourceSet, dossier: &Dossier, orders: &[Order]) -> Report {
        let mut report = Report::default();
        // The papers are of the same sources: what changed is told once.
        for order in orders.iter().filter(|order| self.is_main(order)) {
            let Some(kept) = self.kept_for(dossier, order) else { continue };
            let stem = adopted::stem(&order.document, order.year);
            let adopted = dossier.adopted.iter().filter(|adopted| adopted.stem == stem).max_by_key(|a| a.date);
            let Some(adopted) = adopted else { continue };
            let relevant = |path: &str| concerns(&kept.order, path);
            let old = changed::sums(adopted.folder_sums.text());
            let public: BTreeMap<String, Vec<u8>> = public_files(dossier).into_iter().collect();
            // No hash is kept of counts: what they give is compared.
            let counted = sources.iter().map(|source| source.path()).filter(|path| changed::is_counted(path));
            let counted: Vec<&str> = counted.filter(|path| relevant(path)).collect();
            if !self.same_figures(dossier, &kept) {
                report.push(rules::ADOPTED_CHANGED.at(
                    counted.last().and_then(|path| sources.get(path)).map(|source| source.place(0..0)),
                    "gewijzigd na vaststelling: de aantallen geven nu andere cijfers",
                    advice(adopted),
                ));
            }
            for path in &changed::touched(&old, &public, relevant) {
                let place = sources.get(path).map(|source| source.place(0..0));
                let was = kept.files.get(&format!("{DATA}{path}")).map(Vec::as_slice);
                let is = public.get(path).map(Vec::as_slice);
                let (was, is) = (without_later(path, was), without_later(path, is));
                if was.is_none() && sources.get(path).is_none() {
                    // The public form of a file that is not there has no rows.
                    continue;
                }
                let other = was.is_none() && !self.is_of(&kept, path, old.contains_key(path));
                let changes = match other {
                    true => Vec::new(),
                    false => changed::changes(path, was.as_deref(), is.as_deref(), sources),
                };
                if changes.is_empty() && path != DECISION {
                    report.push(rules::ADOPTED_TOUCHED.at(
                        place,
                        format!("gewijzigd na vaststelling: {}, maar niets wat in het document staat", shorten(path)),
                        "Niets, als dat klopt: het vastgestelde document blijft zoals het is.",
                    ));
                }
                // A year goes on after a plan that looked at it was adopted.
                let rule = match kept.order.year.is_none() && path.starts_with("jaren/") {
                    true => &rules::ADOPTED_TOUCHED,
                    false => &rules::ADOPTED_CHANGED,
                };
                changes.into_iter().for_each(|change| tell(rule, change, adopted, &mut report));
            }
        }
        report
    }

    /// Whether a file that was not among the sources could have been: a text that was there then was for another
    /// document, and a new one counts when its chapter is in the document.
    fn is_of(&self, kept: &Kept, path: &str, was_there: bool) -> bool {
        let Some(text) = path.strip_prefix("teksten/") else { return !was_there };
        let chapter = text.split(['/', '.']).next().unwrap_or(text);
        let folder = format!("{TEMPLATES}hoofdstukken/{chapter}/");
        !was_there && kept.files.keys().any(|file| file.starts_with(&folder))
    }

    /// Whether the counts of the folder still give the figures that were adopted.
    fn same_figures(&self, dossier: &Dossier, kept: &Kept) -> bool {
        let library = self.narrowed(dossier);
        let given = Given::default();
        let known = (&Report::default(), &given);
        let mut then = dossier.clone();
        // A year that came later is no change of those that were there.
        then.jaren.retain(|year, _| kept.files.contains_key(&format!("{DATA}jaren/{year}/jaar.toml")));
        let now = compose_given(&then, &library, &kept.order, known, &mut Report::default());
        let now = now.map(|composed| crate::judgement::figures::written::write(&composed.told).into_bytes());
        now.as_ref() == kept.files.get(FIGURES)
    }
}

fn tell_unmade(kept: &Kept, report: &mut Report) {
    report.push(rules::KEPT_UNMADE.at(
        None,
        format!("deze versie van het programma kan `{}` niet meer maken", shorten(&kept.manifest.title)),
        format!("Maak het met {}, of gebruik de PDF die toen is gemaakt.", shorten(&kept.manifest.program)),
    ));
}

/// Whether a file of the folder is what a document is about: a plan the folder up to its year, a report its year.
fn concerns(order: &Order, path: &str) -> bool {
    if adopted::is_adopted(path) || [lock::FILE, "LEESMIJ.md", verloop::FILE].contains(&path) {
        return false;
    }
    let year = path.strip_prefix("jaren/").and_then(|rest| rest.split('/').next()).and_then(|y| y.parse::<i32>().ok());
    match (order.year, year) {
        (None, None) => true,
        (None, Some(year)) => year <= order.peildatum.year(),
        (Some(own), Some(year)) => own == year,
        (Some(_), None) => path == "gemeente.toml",
    }
}

/// What is only known after a decision: filling it in changes nothing of what was decided.
const LATER: &[&str] = &["gemeenteblad", "ondertekening", "uitwerkingtreding"];

/// A public file without what is only known after the decision.
fn without_later<'a>(path: &str, file: Option<&'a [u8]>) -> Option<Cow<'a, [u8]>> {
    let file = file?;
    if path != DECISION {
        return Some(Cow::Borrowed(file));
    }
    let text = String::from_utf8_lossy(file);
    let later = |line: &str| LATER.iter().any(|key| line.starts_with(&format!("{key} =")));
    Some(Cow::Owned(
        text.lines().filter(|line| !later(line)).map(|l| format!("{l}\n")).collect::<String>().into_bytes(),
    ))
}

fn tell(rule: &'static Rule, change: Change, adopted: &Adopted, report: &mut Report) {
    report.push(rule.at(change.place, format!("gewijzigd na vaststelling: {}", change.words), advice(adopted)));
}

fn advice(adopted: &Adopted) -> String {
    format!(
        "`{}` blijft zoals op {} is vastgesteld. Is dit een nieuwe versie: begin die met `beleid wijzig`. Zo niet: zet het terug.",
        adopted.stem,
        dutch::date(adopted.date)
    )
}
