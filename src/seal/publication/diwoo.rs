//! The metadata of a document for the index of the Woo: DiWoo, in XML.
//!
//! It deliberately holds the address of no file: the site of the gemeente gives that in its sitemap, around this.

use chrono::NaiveDate;

use super::markup::{Element, el, xml};
use super::tooi::{self, Term};
use super::{Facts, Published, plan_of};
use crate::nouns::library::Reikwijdte;

/// The version of the schema that this follows.
pub const VERSION: &str = "0.9.8";

const NAMESPACE: &str = "https://standaarden.overheid.nl/diwoo/metadata/";

/// The metadata of one document; `all` are those that are published with it.
pub fn diwoo(facts: &Facts, document: &Published, all: &[Published]) -> String {
    let meta = &document.manuscript.meta;
    let gemeente = tooi::organisation(facts);
    // The short title and the number in the gemeenteblad are of the plan, not of what goes with it.
    let decided = facts.decided.as_ref().filter(|_| document.is_adopted() && document.kind.is_plan());
    let mut titles = el("diwoo:titelcollectie").with(text("diwoo:officieleTitel", &meta.title));
    if let Some(short) = facts.short_title.as_ref().filter(|_| decided.is_some()) {
        titles = titles.with(el("diwoo:verkorteTitels").with(text("diwoo:verkorteTitel", short)));
    }
    let classes = el("diwoo:classificatiecollectie")
        .with(
            el("diwoo:informatiecategorieen").with(term("diwoo:informatiecategorie", tooi::category(facts, document))),
        )
        .with(el("diwoo:documentsoorten").with(term("diwoo:documentsoort", tooi::kind(facts, document))))
        .with(el("diwoo:themas").with(term("diwoo:thema", tooi::theme())))
        .with(el("diwoo:trefwoorden").all(meta.keywords.iter().map(|k| text("diwoo:trefwoord", k))));
    let mut identifiers = vec![meta.identifier.as_str()];
    identifiers.extend(decided.and_then(|d| d.gazette.as_deref()));
    let root = el("diwoo:DiWoo")
        .with(el("diwoo:identifiers").all(identifiers.into_iter().map(|i| text("diwoo:identifier", i))))
        .with(term("diwoo:publisher", gemeente.clone()))
        .with(term("diwoo:verantwoordelijke", gemeente.clone()))
        .with(term("diwoo:opsteller", gemeente.clone()))
        .with(titles)
        .with(el("diwoo:omschrijvingen").with(text("diwoo:omschrijving", &meta.description)))
        .with(classes)
        .with(text("diwoo:creatiedatum", &meta.date.to_string()))
        .with_if(validity(facts, document))
        .with(term("diwoo:language", tooi::dutch()))
        .with(term("diwoo:format", tooi::pdf()))
        .with_if(facts.case.as_ref().map(|case| text("diwoo:aggregatiekenmerk", case)))
        .with(el("diwoo:documenthandelingen").all(acts(facts, document)))
        .with_if(relations(document, all));
    xml(&el("diwoo:Document").attr("xmlns:diwoo", NAMESPACE).with(root))
}

/// From when to when the document holds: the decision says so, else the plan does. A report is about a year that is
/// over and has no end, and a proposal does not hold at all.
fn validity(facts: &Facts, document: &Published) -> Option<Element> {
    if document.kind.scope != Reikwijdte::Plan || !document.kind.is_decided_on() {
        return None;
    }
    let decided = facts.decided.as_ref().filter(|_| document.is_adopted());
    let from = decided.and_then(|d| d.in_force).or(facts.term.0).map(moment);
    // A decision ends when the day begins, the term of a plan when its last day is over.
    let to = decided.and_then(|d| d.ends).map(moment).or(facts.term.1.map(|day| format!("{day}T23:59:59")));
    (from.is_some() || to.is_some()).then(|| {
        el("diwoo:geldigheid")
            .with_if(from.map(|at| text("diwoo:begindatum", &at)))
            .with_if(to.map(|at| text("diwoo:einddatum", &at)))
    })
}

/// What was done with the document, when, by whom. Until it is adopted it was only drafted, and so is what a decision
/// does not adopt.
fn acts(facts: &Facts, document: &Published) -> Vec<Element> {
    let one = |what: Term, day: NaiveDate| {
        el("diwoo:documenthandeling")
            .with(term("diwoo:soortHandeling", what))
            .with(text("diwoo:atTime", &moment(day)))
            .with(term("diwoo:wasAssociatedWith", tooi::organisation(facts)))
    };
    let drafted = document.manuscript.meta.date;
    let adopted = document.is_adopted() && document.kind.is_decided_on();
    match (adopted, document.kind.scope, &facts.decided) {
        (true, Reikwijdte::Plan, Some(decided)) => {
            let signed = decided.signed.map(|day| one(tooi::signing(), day));
            std::iter::once(one(tooi::adoption(), decided.date)).chain(signed).collect()
        }
        // The day of the report is that on which its data were fixed; when it was adopted stands in the document.
        (true, Reikwijdte::Jaarverslag, _) => vec![one(tooi::adoption(), document.adopted.unwrap_or(drafted))],
        _ => vec![one(tooi::drafting(), drafted)],
    }
}

/// A report and a paper point at the plan, when that is published with them.
fn relations(document: &Published, all: &[Published]) -> Option<Element> {
    plan_of(document, all).map(|plan| {
        let meta = &plan.manuscript.meta;
        let relation = text("diwoo:relation", &meta.title).attr("resource", meta.identifier.clone());
        el("diwoo:documentrelaties")
            .with(el("diwoo:documentrelatie").with(term("diwoo:role", tooi::refers_to())).with(relation))
    })
}

fn text(name: &'static str, text: &str) -> Element {
    el(name).with(text)
}

fn term(name: &'static str, term: Term) -> Element {
    el(name).attr_if("resource", term.resource).with(term.label)
}

/// The begin of a day.
pub(super) fn moment(day: NaiveDate) -> String {
    format!("{day}T00:00:00")
}
