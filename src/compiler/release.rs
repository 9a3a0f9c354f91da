//! Is a draft of a chapter ready to be published? Every check in one go, over the templates as they would be with it.
//!
//! The chapter is made into a PDF with the data of each sample gemeente, also where its condition does not hold, for
//! what is published meets gemeenten that nobody here knows. It deliberately changes nothing: publishing is for the
//! command.

use std::collections::BTreeMap;

use super::{Compiler, Selection};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Diagnostic, Report, Rule, Severity, Stand};
use crate::ground::hash::Hash;
use crate::ground::source::{LIMITS, Place, SourceSet};
use crate::ground::toml::shorten;
use crate::judgement::bump::tell_silent;
use crate::judgement::declared;
use crate::judgement::language::{ChapterLanguage, ChapterText, Lexicon, Passage, PassageKind, examine};
use crate::judgement::stale::Moment;
use crate::nouns::draft::{folder, promote};
use crate::nouns::library::{Chapter, Library};
use crate::nouns::published;
use crate::nouns::version::{self, Version};
use crate::paper::export::export;
use crate::text::components;
use crate::text::compose::compose;
use crate::text::passages::passages;

/// Every file of the fictional gemeenten in `policies/`, in order of path.
static SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// A gemeente to try a chapter on.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its name, for the person.
    pub name: String,
    /// Its files.
    pub files: SourceSet,
}

/// The sample gemeenten in the binary.
pub fn built_in_samples() -> Vec<Sample> {
    let mut found: BTreeMap<&str, SourceSet> = BTreeMap::new();
    for (path, bytes) in SAMPLES {
        if let Some((name, inside)) = path.split_once('/') {
            let files = found.entry(name).or_insert_with(|| SourceSet::new(LIMITS));
            // Our own files are far within the limits.
            let _ = files.insert(inside, bytes.to_vec());
        }
    }
    found.into_iter().map(|(name, files)| Sample { name: name.to_owned(), files }).collect()
}

/// A document that was made to try the chapter.
#[derive(Debug, Clone)]
pub struct Proof {
    /// Name of the sample.
    pub sample: String,
    /// Id of the document.
    pub document: String,
    /// The year of a yearly document.
    pub year: Option<i32>,
    /// The language of this chapter in it, when the templates have lists for it.
    pub language: Option<ChapterLanguage>,
}

/// What examining a draft gave.
#[derive(Debug, Clone)]
pub struct Examined {
    /// The hash of the version as it would be published; none when it cannot be read.
    pub hash: Option<Hash>,
    /// What there is to tell, at paths as they would be once published.
    pub report: Report,
    /// The documents that were made with it.
    pub proofs: Vec<Proof>,
}

impl Examined {
    /// Whether the draft may be published.
    pub fn ready(&self) -> bool {
        self.hash.is_some() && !self.report.sorted().iter().any(|d| stops(d.rule))
    }
}

/// Whether a rule stops a release: what stops a concept, every rule on the number of a version, and a legal fact that
/// was never so or is over.
pub fn stops(rule: &'static Rule) -> bool {
    let of_release = [
        &rules::VERSION_TOO_SMALL,
        &rules::VERSION_SKIPS,
        &rules::VERSION_SILENT,
        &rules::FACT_WRONG,
        &rules::FACT_ENDED,
    ];
    rule.severity(Stand::Concept) == Severity::Error || of_release.contains(&rule)
}

/// Examines a draft that stands in these templates.
pub fn examine_draft(overrides: &SourceSet, name: &str, draft: &Version, samples: &[Sample]) -> Examined {
    let version = version::published(draft);
    let promoted = promote(overrides, name, draft);
    let (mut compiler, told) = Compiler::new(&promoted);
    let own = folder(name, &version) + "/";
    // A fault elsewhere would break the documents that the draft is tried on.
    let mut report = Report::default();
    told.sorted().into_iter().filter(|d| is_in(&own, &d.place) || stops(d.rule)).for_each(|d| report.push(d.clone()));
    let mut out = Examined { hash: None, report, proofs: Vec::new() };
    out.hash = compiler.inventory.get(&published::key(name, &version)).map(|part| part.hash);
    let there = |compiler: &Compiler| compiler.library.chapters.get(name).is_some_and(|v| v.contains_key(&version));
    if let Some(filled) = Some(()).filter(|()| !there(&compiler)).and_then(|()| filled_in(&promoted, &own, &told)) {
        // What is open was told; the rest can be looked at as if it were not.
        let (with, more) = Compiler::new(&filled);
        more.sorted().into_iter().filter(|d| is_in(&own, &d.place)).for_each(|d| out.report.push(d.clone()));
        compiler = with;
    }
    let Some(chapter) = compiler.library.chapters.get(name).and_then(|v| v.get(&version)) else { return out };
    tell_open(chapter, &mut out.report);
    tell_first(chapter, &compiler.library, &mut out.report);
    tell_silent(chapter, &mut out.report);
    compiler.language_of_changes(chapter, &mut out.report);
    compiler.prove(chapter, samples, &mut out);
    let functions: Vec<&str> =
        components::names().into_iter().chain(["tekst", "en", "heeft_hoofdstuk", "maatregelen_voor"]).collect();
    // What making a document found as well, it told with more exact words.
    let found = out.report.of(&rules::TEMPLATE_UNDEFINED).into_iter().filter_map(|d| d.place.clone());
    let found: Vec<Place> = found.collect();
    for told in declared::check(chapter, &compiler.library, &functions).sorted() {
        let there = |p: &Place| {
            found.iter().any(|f| f.source.path() == p.source.path() && f.start <= p.end && p.start <= f.end)
        };
        if !told.place.as_ref().is_some_and(there) {
            out.report.push(told.clone());
        }
    }
    Compiler::tell_unproven(chapter, &mut out);
    out
}

/// The templates with something in each place of `hoofdstuk.toml` that is still open, on the same lines, so that one
/// open place does not hide what else there is to tell. None when nothing can be filled in.
fn filled_in(set: &SourceSet, own: &str, told: &Report) -> Option<SourceSet> {
    let path = format!("{own}hoofdstuk.toml");
    let source = set.get(&path)?;
    let mut text = source.text().to_owned();
    let places = told.of(&rules::EMPTY_TEXT);
    let mut open: Vec<&Place> = places.iter().filter_map(|d| d.place.as_ref()).collect();
    open.retain(|p| p.source.path() == path);
    // From the end, so that the places before it stay where they are.
    for place in open.iter().rev() {
        text.replace_range(place.start..place.end, "\"nog open\"");
    }
    for missing in told.of(&rules::MISSING_KEY).into_iter().filter(|d| is_in(own, &d.place)) {
        let key = missing.title.split('`').nth(1)?;
        let value = if key.starts_with("geldig") { "2000-01-01" } else { "\"nog open\"" };
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let first_block = lines.iter().position(|l| l.starts_with('[')).unwrap_or(lines.len());
        let free = |line: &String| line.trim().is_empty() || line.trim_start().starts_with('#');
        let line = lines.iter().take(first_block).position(free)?;
        lines[line] = format!("{key} = {value}");
        text = lines.join("\n") + "\n";
    }
    let mut filled = set.clone();
    filled.insert(&path, text.into_bytes()).ok()?;
    Some(filled)
}

fn is_in(folder: &str, place: &Option<Place>) -> bool {
    place.as_ref().is_some_and(|p| p.source.path().starts_with(folder))
}

/// What a maintainer puts in a text where something is still to come.
fn is_open(line: &str) -> bool {
    let bare = line.trim();
    !bare.is_empty() && bare.chars().all(|c| matches!(c, '.' | '…' | '?'))
}

/// What whoever reads a published version must be able to find in it, and no key asks for.
fn tell_open(chapter: &Chapter, report: &mut Report) {
    let meta = &chapter.meta;
    let mut tell = |place: Place, title: String, action: &str| {
        report.push(rules::RELEASE_OPEN.at(Some(place), title, action));
    };
    let whole = meta.place.clone();
    match (&meta.controleren_op, meta.geldig_tot.as_ref()) {
        (None, _) => tell(
            whole.clone(),
            "er staat niet wanneer de tekst weer wordt nagekeken".into(),
            "Voeg controleren_op = … toe, met een dag na geldig_van.",
        ),
        (Some(day), _) if day.value <= meta.geldig_van.value => tell(
            day.place.clone(),
            "`controleren_op` ligt niet na `geldig_van`".into(),
            "Kies een dag waarop iemand de tekst weer naloopt.",
        ),
        _ => {}
    }
    if let Some(last) = meta.geldig_tot.as_ref().filter(|last| last.value < meta.geldig_van.value) {
        tell(last.place.clone(), "`geldig_tot` ligt voor `geldig_van`".into(), "Verbeter een van de twee datums.");
    }
    if meta.bronnen.is_empty() {
        let action = "Voeg een blok [[bronnen]] toe. Is de tekst uw eigen keuze, noem dan uw organisatie met merk = \"project\".";
        tell(whole, "er staat niet op welke bronnen de tekst steunt".into(), action);
    }
    for source in meta.bronnen.iter().filter(|s| s.uitgever.is_none() && s.url.is_none()) {
        let title = format!("bron `{}` heeft geen uitgever en geen adres", shorten(source.titel.value.trim()));
        tell(source.place.clone(), title, "Voeg uitgever = \"…\" of url = \"https://…\" toe.");
    }
    let text = &chapter.text;
    let open = text.text().lines().position(is_open);
    if let Some(line) = open {
        let place = text.place(text.line_start(line + 1)..text.line_start(line + 2));
        tell(place, "hier moet nog tekst komen".into(), "Schrijf de tekst, of haal de regel weg.");
    }
    if text.text().trim().is_empty() {
        tell(text.place(0..0), "het hoofdstuk heeft nog geen tekst".into(), "Schrijf de tekst.");
    }
}

/// The first version of a chapter is 1.0.0: with another number there seems to be one that everybody missed.
fn tell_first(chapter: &Chapter, library: &Library, report: &mut Report) {
    let first = library.chapters.get(&chapter.name).and_then(|v| v.keys().next()) == Some(&chapter.version);
    if first && chapter.version != Version::new(1, 0, 0) && chapter.version != Version::new(0, 1, 0) {
        report.push(rules::VERSION_SKIPS.at(
            Some(chapter.meta.place.clone()),
            format!(
                "hoofdstuk `{}` {} slaat een nummer over: er is nog geen eerdere versie",
                chapter.name, chapter.version
            ),
            "Begin bij 1.0.0.",
        ));
    }
}

impl Compiler {
    /// Advice on the words in which the maker says what changed.
    fn language_of_changes(&self, chapter: &Chapter, report: &mut Report) {
        let Some(taal) = &self.library.taal else { return };
        let version = chapter.version.to_string();
        let changes = chapter.meta.wijzigingen.iter().filter(|w| w.versie.value == version);
        let passages = changes.map(|w| Passage {
            text: w.tekst.value.clone(),
            kind: PassageKind::Running,
            origin: Some(w.tekst.place.clone()),
        });
        let text =
            ChapterText { id: "wijzigingen".into(), number: None, title: String::new(), passages: passages.collect() };
        report.extend(examine(&[text], &Lexicon::new(taal, &self.library.terms)).1);
    }

    /// Makes every document that can have the chapter, for each sample.
    fn prove(&self, chapter: &Chapter, samples: &[Sample], out: &mut Examined) {
        let own = folder(&chapter.name, &chapter.version) + "/";
        let trial = trial_library(&self.library, chapter);
        for sample in samples {
            let (dossier, intake) = self.read(&sample.files);
            let Some(mut dossier) = dossier else { continue };
            // The gemeente's own words in place of the chapter would hide it.
            dossier.teksten.remove(&chapter.name);
            // What the sample holds is for its own documents; here the draft is tried.
            dossier.lock = None;
            let documents = vec![chapter.meta.document.0.clone()];
            let selection = Selection { documents, stand: Some(Stand::Concept), ..Selection::default() };
            for mut order in self.orders(&dossier, &selection) {
                order.peildatum = order.peildatum.max(chapter.meta.geldig_van.value);
                let mut told = Report::default();
                let composed = compose(&dossier, &trial, &order, &intake, &mut told);
                let Some(composed) = composed else { continue };
                self.tell_missing_glyphs(&composed, &mut told);
                // When a plan ends is for the gemeente; what is wrong by itself is for the maker.
                told.extend(self.tell_stale(&composed, Moment::Made { peildatum: order.peildatum, until: None }));
                // The reason of a fault in layout can stand anywhere in the document.
                let mut faults = Report::default();
                let manuscript = &composed.manuscript;
                let made =
                    export(&self.project(manuscript, &[]), &self.shared, &manuscript.meta.identifier, &mut faults);
                // When it must be looked at again is judged by itself.
                let of_text = |d: &&Diagnostic| is_in(&own, &d.place) && d.rule != &rules::CHAPTER_REVIEW;
                told.sorted().into_iter().filter(of_text).for_each(|d| out.report.push(d.clone()));
                out.report.extend(faults);
                let (language, advice) = self.language_of(chapter, &passages(manuscript));
                out.report.extend(advice);
                let used = composed.used.contains(&published::key(&chapter.name, &chapter.version));
                if made.is_some() && used {
                    let document = order.document.clone();
                    out.proofs.push(Proof { sample: sample.name.clone(), document, year: order.year, language });
                }
            }
        }
    }

    /// A version that came in no document was not tried at all.
    fn tell_unproven(chapter: &Chapter, out: &mut Examined) {
        let stopped = out.report.sorted().iter().any(|d| stops(d.rule));
        if out.proofs.is_empty() && !stopped {
            out.report.push(rules::RELEASE_UNPROVEN.at(
                Some(chapter.meta.document.place.clone()),
                format!(
                    "geen van de proefgemeenten heeft een document `{}` met dit hoofdstuk",
                    chapter.meta.document.0
                ),
                "Geef met --proef een map van een gemeente die dit document wel heeft.",
            ));
        }
    }

    /// The figures of this chapter alone, which may be a part of another, and the advice at its own lines.
    fn language_of(&self, chapter: &Chapter, document: &[ChapterText]) -> (Option<ChapterLanguage>, Report) {
        let Some(taal) = &self.library.taal else { return (None, Report::default()) };
        let lexicon = Lexicon::new(taal, &self.library.terms);
        let path = chapter.text.path();
        let at_home = |place: &Option<Place>| place.as_ref().is_some_and(|p| p.source.path() == path);
        let passages = document.iter().flat_map(|c| &c.passages).filter(|p| at_home(&p.origin)).cloned().collect();
        let title = chapter.meta.titel.value.clone();
        let alone = ChapterText { id: chapter.name.clone(), number: None, title, passages };
        let mut advice = Report::default();
        for told in examine(document, &lexicon).1.sorted().into_iter().filter(|d| at_home(&d.place)) {
            advice.push(told.clone());
        }
        (examine(&[alone], &lexicon).0.pop(), advice)
    }
}

/// The library with this version of the chapter alone, in every document of its kind.
fn trial_library(library: &Library, chapter: &Chapter) -> Library {
    let mut trial = library.clone();
    let always = |chapter: &mut Chapter| {
        if let Some(condition) = &mut chapter.meta.voorwaarde {
            condition.value = "true".into();
        }
    };
    if let Some(parent) = &chapter.meta.onderdeel_van {
        trial.chapters.get_mut(&parent.0).into_iter().flat_map(BTreeMap::values_mut).for_each(always);
    }
    let mut alone = chapter.clone();
    always(&mut alone);
    trial.chapters.insert(chapter.name.clone(), BTreeMap::from([(chapter.version.clone(), alone)]));
    trial
}
