//! Which documents belong to a dossier, under which title, and what the papers for a decision still lack.
//!
//! It deliberately knows no paper by its id: what belongs to a document stands in its file.

use super::context;
use super::expression::{Evaluator, EvidenceDates};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::toml::shorten;
use crate::nouns::document::{Document, Kopgegeven};
use crate::nouns::dossier::Dossier;
use crate::nouns::library::Library;
use crate::nouns::order::{Order, Stand};

/// Whether the condition of a document holds. One that cannot be worked out does not hold; what is wrong with it was
/// told when the templates were read.
pub fn applies(document: &Document, dossier: &Dossier, library: &Library, order: &Order) -> bool {
    let Some(condition) = &document.voorwaarde else { return true };
    evaluator(dossier, library, order).holds(&condition.value).unwrap_or(false)
}

/// The title of a document: that of the first condition that holds, else its own.
pub fn title<'a>(document: &'a Document, evaluator: &Evaluator) -> &'a str {
    let holds = |condition: &str| evaluator.holds(condition).unwrap_or(false);
    document.titels.iter().find(|t| holds(&t.als.value)).map_or(&document.titel, |t| &t.titel).value.as_str()
}

fn evaluator(dossier: &Dossier, library: &Library, order: &Order) -> Evaluator {
    Evaluator::new(&context::build(dossier, library, order), EvidenceDates::new(), order.peildatum)
}

/// Tells that a document does not belong to this dossier; true when it does.
pub fn check_applies(
    document: &Document,
    dossier: &Dossier,
    library: &Library,
    order: &Order,
    report: &mut Report,
) -> bool {
    if applies(document, dossier, library, order) {
        return true;
    }
    let id = &document.id.0;
    let condition = document.voorwaarde.as_ref().map_or("", |c| c.value.as_str());
    let (place, action) = match &dossier.plan.orgaan {
        Some(body) => (
            Some(body.place.clone()),
            format!(
                "Het plan wordt vastgesteld door: {}. Kies een document dat daarbij hoort, of gebruik --stukken: dan komt alles wat past.",
                body.value.word()
            ),
        ),
        None => (None, "Vul in beleidsplan.toml eerst in wie het plan vaststelt (orgaan).".to_owned()),
    };
    let title = format!("document `{id}` hoort niet bij dit plan (voorwaarde: {})", shorten(condition));
    report.push(rules::PAPER_NOT_APPLICABLE.at(place, title, action));
    false
}

/// What a paper shows as not known yet although its form asks for it, with the next small step. What is decided asks
/// only for its ground: who wrote a proposal no longer matters then.
pub fn check_lacks(document: &Document, dossier: &Dossier, order: &Order, report: &mut Report) {
    let (plan, papers) = (&dossier.plan, &dossier.plan.besluitvorming);
    let has = |fact: Kopgegeven| document.kopgegevens.iter().any(|k| k.value == fact);
    let decided = dossier.vaststelling.as_ref();
    let mut tell = |key: &str, about: &str, step: &str| {
        let title = format!("nog niet bekend: `besluitvorming.{key}` ({about})");
        report.push(rules::PAPER_LACKS.at(Some(papers.place.clone()), title, step));
    };
    if has(Kopgegeven::Vergadering) && papers.grondslag.is_empty() && decided.is_none_or(|d| d.grondslag.is_empty()) {
        let step = "Vraag een jurist op welke artikelen en afspraken het besluit steunt.";
        tell("grondslag", "waarop het besluit steunt", step);
    }
    if order.stand == Stand::Vastgesteld {
        return;
    }
    if has(Kopgegeven::Vergadering) && papers.vergadering.is_none() {
        let step = "Vraag de griffie of de bestuurssecretaris op welke dag dit op de agenda staat.";
        tell("vergadering", "wanneer over het plan wordt besloten", step);
    }
    if has(Kopgegeven::Vergadering) && papers.inwerkingtreding.is_none() {
        let step = "Spreek af op welke dag het plan in werking treedt.";
        tell("inwerkingtreding", "wanneer het plan in werking treedt", step);
    }
    if has(Kopgegeven::Steller) && papers.steller.is_none() {
        tell("steller", "wie het voorstel schreef", "Noteer de functie van wie het voorstel schreef, geen naam.");
    }
    if has(Kopgegeven::Steller) && papers.geraadpleegd.is_empty() {
        let step = "Noteer wie over het plan heeft meegepraat en wat dat opleverde.";
        tell("geraadpleegd", "wie over het plan is geraadpleegd", step);
    }
    if has(Kopgegeven::Steller) && papers.financien.is_none() && plan.middelen.is_empty() {
        let step = "Vraag de afdeling financiën om een korte financiële paragraaf.";
        tell("financien", "wat het plan kost en hoe dat wordt betaald", step);
    }
}
