//! `compose`: a dossier, a library and an order become a manuscript.
//!
//! One pass: select, assess, disclose, render each chapter, read its Markdown, number its headings. It deliberately
//! decides nothing about looks.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use minijinja::Value;

use super::components::{self, Gap, Scene};
use super::leaning::Leanings;
use super::manuscript::{Block, CalloutKind, ChapterNode, Inline, Manuscript, Node};
use super::markdown::{self, Reading, Slot};
use super::prose::{Call, Renderer};
use super::terms::terms;
use super::{amend, front, overlay, provenance};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Diagnostic, Report};
use crate::ground::source::{Place, Source};
use crate::judgement::account::{NormAccount, account};
use crate::judgement::assess::{Assessment, Oordeel, assess_all};
use crate::judgement::change::Before;
use crate::judgement::check::body_phrase;
use crate::judgement::context::{self, Context};
use crate::judgement::expression::{Evaluator, evidence_dates};
use crate::judgement::figures::written::Told;
use crate::judgement::figures::{self, Cut, Figures};
use crate::judgement::locked::used;
use crate::judgement::papers;
use crate::judgement::select::{Selected, select};
use crate::judgement::stale::Leaning;
use crate::judgement::steps::smallest;
use crate::judgement::value::UNKNOWN;
use crate::nouns::amendement::Amendement;
use crate::nouns::dossier::{Dossier, LocalText};
use crate::nouns::library::Library;
use crate::nouns::order::Order;
use crate::nouns::part::PartKey;
use crate::nouns::plan::Vorm;
use crate::nouns::section::sections;
use crate::nouns::telling::Eenheid;

/// A manuscript, and what was looked at to make it.
pub struct Composed {
    /// The document as a tree.
    pub manuscript: Manuscript,
    /// The places of the data that it shows.
    pub shown: Vec<Place>,
    /// Each norm as it was applied.
    pub norms: Vec<NormAccount>,
    /// The parts of the templates that it is made of, in order.
    pub used: Vec<PartKey>,
    /// The passages that lean on a legal fact.
    pub leans: Vec<Leaning>,
    /// The figures that it may show.
    pub told: Told,
}

/// Composes a document. `intake` holds what reading and checking the dossier told: its gaps go into the document.
/// `None` when the library has no such document.
pub fn compose(
    dossier: &Dossier,
    library: &Library,
    order: &Order,
    intake: &Report,
    report: &mut Report,
) -> Option<Composed> {
    perform(dossier, library, order, (intake, None), report)
}

/// What is given besides the data.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The figures that may be shown, when the counts are not there.
    pub told: Option<Told>,
    /// The fingerprint of the set, as the document shows it.
    pub fingerprint: Option<String>,
}

/// Composes a document with something given.
pub fn compose_given(
    dossier: &Dossier,
    library: &Library,
    order: &Order,
    (intake, given): (&Report, &Given),
    report: &mut Report,
) -> Option<Composed> {
    perform(dossier, library, order, (intake, Some(given)), report)
}

fn perform(
    dossier: &Dossier,
    library: &Library,
    order: &Order,
    known: (&Report, Option<&Given>),
    report: &mut Report,
) -> Option<Composed> {
    on_stage(dossier, library, order, known, report, |scene, renderer, report| {
        let chapters = scene.selected.iter().map(|s| chapter(s, scene, renderer, report)).collect();
        let mut manuscript =
            Manuscript { meta: front::meta(scene), cover: front::cover(scene), style: front::style(scene), chapters };
        let own = |one: &&Amendement| one.document() == order.document;
        let amendments: Vec<&Amendement> = scene.dossier.amendementen.all.iter().filter(own).collect();
        amend::amend(&mut manuscript, &amendments, &components::listed(scene), report);
        let norms = scene.assessments.iter().map(|a| account(a, scene.before, order.audience)).collect();
        let used = used(scene.document, scene.selected, scene.assessments, scene.before);
        let shown = scene.shown.places();
        let leans = scene.leans.with_data(&shown, scene.terms, library);
        let told = Told { figures: scene.figures.clone(), labels: scene.labels.clone() };
        Composed { manuscript, shown, norms, used, leans, told }
    })
}

/// The shared text of a chapter, or of a named part of it, as a gemeente would have written it: its values filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedText {
    /// Markdown, without templates.
    pub text: String,
    /// The components that are left out: what they show cannot be written by hand and stay true.
    pub components: Vec<String>,
}

/// Gives the shared text for a document; `None` when the document does not have the chapter, or the chapter the part.
pub fn shared_text(
    dossier: &Dossier,
    library: &Library,
    order: &Order,
    name: &str,
    part: Option<&str>,
) -> Option<SharedText> {
    let mut report = Report::default();
    on_stage(dossier, library, order, (&Report::default(), None), &mut report, |scene, renderer, report| {
        let mut all = scene.selected.iter().flat_map(|s| std::iter::once(s).chain(&s.parts));
        let source = &all.find(|s| s.chapter.name == name)?.chapter.text;
        let range = match part {
            None => 0..source.text().len(),
            Some(part) => sections(source.text()).into_iter().find(|s| s.name == part)?.body,
        };
        let rendered = renderer.render(source, report)?;
        let slots = rendered.slots(|_, call| answered(scene, call, source, report));
        let (text, components) = rendered.literal(&range, &slots);
        Some(SharedText { text: tidy(&text), components })
    })?
}

/// Without the empty lines that tags and components leave behind.
fn tidy(text: &str) -> String {
    let mut out = String::new();
    let mut empty = 0;
    for line in text.trim().lines() {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// Sets up all that chapters of a document work with: `intake` for its gaps, and the figures if they are given. Lets `act` work with it.
fn on_stage<T>(
    dossier: &Dossier,
    library: &Library,
    order: &Order,
    (intake, given): (&Report, Option<&Given>),
    report: &mut Report,
    act: impl FnOnce(&Scene<'_>, &mut Renderer, &mut Report) -> T,
) -> Option<T> {
    let document = library.documents.get(&order.document)?;
    let dossier = &*dossier.as_asked(order, Some(document));
    let mut context = context::build(dossier, library, order);
    let rows = dossier.jaren.values().flat_map(|j| &j.evidence);
    let evaluator = Evaluator::new(&context, evidence_dates(rows, order.peildatum), order.peildatum);
    let assessments = assess_all(library, dossier, order, report);
    let before = Before::of(library, dossier, order);
    add_verdicts(&mut context, &assessments);
    let selected = select(library, order, &evaluator, report);
    let year = context::year_of(dossier, order);
    let last = order.year.or_else(|| year.map(|y| y.year)).unwrap_or(i32::MAX);
    let Told { figures, labels } = given.and_then(|given| given.told.clone()).unwrap_or_else(|| Told {
        figures: figures::figures(dossier, last, order.audience, report),
        labels: figures::labels(dossier, last),
    });
    context.set("cijfers", figure_names(&figures, last));
    let gaps = gaps(intake, order);
    let terms = terms(library, dossier, &selected, order.peildatum);
    let leans = Leanings::default();
    let scene = Scene {
        dossier,
        library,
        order,
        document,
        named: papers::title(document, &evaluator),
        year,
        assessments: &assessments,
        before: before.as_ref(),
        selected: &selected,
        figures: &figures,
        labels: &labels,
        gaps: &gaps,
        terms: &terms,
        shown: context.shown.clone(),
        leans: &leans,
        fingerprint: given.and_then(|given| given.fingerprint.as_deref()),
    };
    let names =
        selected.iter().flat_map(|s| std::iter::once(s).chain(&s.parts)).map(|s| s.chapter.name.clone()).collect();
    let body = body_phrase(dossier.plan.orgaan.as_ref().map(|o| o.value));
    let mut renderer = Renderer::new(&context, &components::names(), names, body);
    Some(act(&scene, &mut renderer, report))
}

/// `toets.<norm>`: the verdicts as chapters use them.
fn add_verdicts(context: &mut Context, assessments: &[Assessment<'_>]) {
    let verdicts = assessments.iter().map(|a| {
        let value = Value::from(BTreeMap::from([
            ("oordeel", Value::from(a.oordeel.word())),
            ("woorden", Value::from(a.phrase())),
            ("id", Value::from(a.norm.id.0.as_str())),
            ("naam", Value::from(a.norm.naam.value.as_str())),
            ("kort", Value::from(a.norm.kort.as_ref().unwrap_or(&a.norm.naam).value.as_str())),
            ("toelichting", Value::from(a.norm.toelichting.as_ref().map_or("", |t| t.value.trim()))),
            ("versie", Value::from(a.norm.versie.value.as_str())),
            ("menselijk", Value::from(a.judged_by_people())),
            ("aantal", Value::from(a.verdicts.len())),
            ("aantal_voldoet", Value::from(a.verdicts.iter().filter(|v| v.oordeel == Oordeel::Voldoet).count())),
            (
                "stappen",
                Value::from(smallest(a).0.iter().map(|s| s.from.stap.value.trim().into()).collect::<Vec<Value>>()),
            ),
        ]));
        (a.norm.id.0.clone(), value)
    });
    let verdicts: Vec<(String, Value)> = verdicts.collect();
    context.set("toetsen", Value::from(verdicts.iter().map(|(_, v)| v.clone()).collect::<Vec<_>>()));
    context.set("toets", Value::from(verdicts.into_iter().collect::<BTreeMap<String, Value>>()));
}

/// `cijfers.<eenheid>`: the figures of the year as words, so that a sentence can say them and cannot compute with them.
fn figure_names(figures: &Figures, year: i32) -> Value {
    let of = |unit: Eenheid| {
        let now = figures.year(unit, year);
        let form = |v: &Vorm| (v.word(), now.and_then(|y| y.cells.get(&Cut::Form(*v))));
        let forms = Vorm::ALL.iter().map(form).map(|(word, d)| (word, d.map_or(UNKNOWN.to_owned(), |d| d.text())));
        let span = figures.units.get(&unit).and_then(|u| u.span.as_ref());
        Value::from(BTreeMap::from([
            ("bekend", Value::from(now.is_some())),
            ("totaal", Value::from(now.map_or(UNKNOWN.to_owned(), |y| y.total().text()))),
            ("vorm", Value::from(forms.map(|(k, v)| (k, Value::from(v))).collect::<BTreeMap<_, _>>())),
            ("zegt_weinig", Value::from(now.is_some_and(figures::YearFigures::says_little))),
            ("drie_jaar", Value::from(span.map_or(UNKNOWN.to_owned(), |s| s.total.text()))),
            ("regio", Value::from(figures.units.get(&unit).is_some_and(|u| !u.region.is_empty()))),
        ]))
    };
    Value::from(Eenheid::ALL.iter().map(|u| (u.word(), of(*u))).collect::<BTreeMap<_, _>>())
}

/// What is not known, once per file and key, from the diagnostics of intake.
fn gaps(intake: &Report, order: &Order) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for (rule, needed_for) in [(&rules::UNKNOWN_ONTWERP, "ontwerp"), (&rules::UNKNOWN_VASTGESTELD, "vaststelling")] {
        for diagnostic in intake.of(rule).into_iter().filter(|d| order.concerns(d)) {
            let file = diagnostic.place.as_ref().map_or("", |p| p.source.path()).to_owned();
            let what = diagnostic
                .title
                .split_once('(')
                .map_or(diagnostic.title.as_str(), |(_, rest)| rest.trim_end_matches(')'));
            let gap = Gap { file, what: what.to_owned(), step: diagnostic.action.clone(), needed_for };
            if !gaps.contains(&gap) {
                gaps.push(gap);
            }
        }
    }
    gaps
}

fn chapter(selected: &Selected<'_>, scene: &Scene<'_>, renderer: &mut Renderer, report: &mut Report) -> ChapterNode {
    let mut nodes = body(selected, scene, renderer, 1, report);
    for part in &selected.parts {
        let name = &part.chapter.name;
        let title = vec![Inline::Text(part.chapter.meta.titel.value.clone())];
        let origin = Some(part.chapter.text.place(0..0));
        nodes.push(Node {
            block: Block::Heading { level: 2, number: None, text: title, id: name.clone() },
            origin,
            values: Vec::new(),
        });
        nodes.extend(body(part, scene, renderer, 2, report));
    }
    if let Some(number) = &selected.number {
        number_headings(&mut nodes, number);
    }
    ChapterNode {
        id: selected.chapter.name.clone(),
        number: selected.number.clone(),
        title: selected.chapter.meta.titel.value.clone(),
        version: selected.chapter.version.to_string(),
        nodes,
    }
}

/// The text of a chapter or part: its reason, its own text or the gemeente's in its place, and the gemeente's addition.
fn body(
    selected: &Selected<'_>,
    scene: &Scene<'_>,
    renderer: &mut Renderer,
    above: u8,
    report: &mut Report,
) -> Vec<Node> {
    let chapter = selected.chapter;
    let title = chapter.meta.titel.value.as_str();
    let mut nodes = Vec::new();
    scene.leans.of_facts(chapter, scene.library);
    if let Some(reason) = chapter.meta.reden.as_ref().filter(|_| chapter.meta.voorwaarde.is_some()) {
        // A reason is a chapter in small: one sentence with values in it.
        let path = format!("{}#reden", reason.place.source.path());
        let source = Arc::new(Source::new(path, reason.value.clone().into_bytes()));
        let mut told = Report::default();
        let blocks = render(&source, scene, renderer, (&format!("{}-reden", chapter.name), title, above), &mut told);
        for fault in told.sorted() {
            report.push(Diagnostic { place: Some(reason.place.clone()), ..fault.clone() });
        }
        let values = blocks.iter().flat_map(|n| n.values.clone()).collect();
        let blocks: Vec<Block> = blocks.into_iter().map(|n| n.block).collect();
        nodes.push(Node {
            block: Block::Callout { kind: CalloutKind::Reason, title: None, blocks },
            origin: Some(reason.place.clone()),
            values,
        });
    }
    let locals = scene.dossier.local(&chapter.name);
    let whole = locals.iter().find(|local| local.part.is_none());
    if !whole.is_some_and(|local| local.replaces) {
        let shared = render(&chapter.text, scene, renderer, (&chapter.name, title, above), report);
        let parts = locals.iter().filter(|local| local.part.is_some());
        nodes.extend(overlay::lay(shared, chapter, parts, report, |local, heading, report| {
            scene.leans.of_local(local, chapter, scene.library);
            read_local(local, &chapter.name, title, (above, heading.unwrap_or(above)), report)
        }));
    }
    if let Some(local) = whole {
        scene.leans.of_local(local, chapter, scene.library);
        nodes.extend(read_local(local, &chapter.name, title, (above, above), report));
    }
    nodes
}

/// A text of the gemeente: Markdown without templates. Its headings are as in the chapter: `above` is the level of the
/// title, `under` that of the heading it stands under.
fn read_local(
    local: &LocalText,
    chapter: &str,
    title: &str,
    (above, under): (u8, u8),
    report: &mut Report,
) -> Vec<Node> {
    let source = &local.source;
    let place = |range: Range<usize>| Some(source.place(range));
    let part = local.part.as_ref().map(|part| format!("-{part}")).unwrap_or_default();
    let prefix = format!("{chapter}{part}-lokaal");
    let reading = Reading { slots: &[], place: &place, values: &|_| Vec::new(), prefix: &prefix, above, under, title };
    markdown::read(source.text(), &reading, report)
}

fn render(
    source: &Arc<Source>,
    scene: &Scene<'_>,
    renderer: &mut Renderer,
    (prefix, title, above): (&str, &str, u8),
    report: &mut Report,
) -> Vec<Node> {
    let Some(rendered) = renderer.render(source, report) else { return Vec::new() };
    scene.leans.of_chapter(&rendered, source, prefix, scene.library);
    let mut derived = rendered.derived(source);
    let slots = rendered.slots(|number, call| {
        scene.shown.trail();
        let slot = answered(scene, call, source, report);
        let looks = scene.shown.trail();
        if let Some(values) = derived.get_mut(number) {
            values.extend(provenance::of_call(scene, call, &looks));
        }
        slot
    });
    let place = |range: Range<usize>| Some(source.place(rendered.origin(&range)));
    let values = |range: &Range<usize>| {
        rendered.markers(range).filter_map(|n| derived.get(n)).flatten().cloned().collect::<Vec<_>>()
    };
    let reading = Reading { slots: &slots, place: &place, values: &values, prefix, above, under: above, title };
    markdown::read(&rendered.text, &reading, report)
}

/// The answer to a call; what is wrong with it is told where its name and first argument stand in the chapter.
fn answered(scene: &Scene<'_>, call: &Call, source: &Arc<Source>, report: &mut Report) -> Slot {
    components::answer(scene, call).unwrap_or_else(|mut diagnostic| {
        let argument = call.args.first().map(String::as_str).unwrap_or_default();
        let calls = ['"', '\''].map(|mark| format!("{}({mark}{argument}{mark}", call.name));
        let found = calls.iter().find_map(|written| source.text().find(written).map(|at| at..at + written.len()));
        diagnostic.place = Some(source.place(found.unwrap_or(0..0)));
        report.push(diagnostic);
        Slot::Inline(Vec::new())
    })
}

fn number_headings(nodes: &mut [Node], chapter: &str) {
    let (mut second, mut third) = (0, 0);
    for node in nodes {
        if let Block::Heading { level, number, .. } = &mut node.block {
            if *level == 2 {
                second += 1;
                third = 0;
                *number = Some(format!("{chapter}.{second}"));
            } else if *level == 3 && second > 0 {
                third += 1;
                *number = Some(format!("{chapter}.{second}.{third}"));
            }
        }
    }
}
