//! Components: what a chapter calls by name and gets as typed blocks that carry data, not text.
//!
//! A component deliberately knows no layout, and takes its counts from disclosure control only.

mod amendments;
mod counts;
mod decision;
mod document;
mod figures;
mod measures;
mod norm;
mod organisation;
mod papers;
mod plan;
mod scene;

use super::manuscript::{Block, Inline};
use super::markdown::Slot;
use super::prose::Call;
use crate::ground::diagnostic::Diagnostic;
pub use scene::{Gap, Scene};

/// A component: blocks or words from a scene and arguments, or what is wrong with the call.
type Component = fn(&Scene<'_>, &[String]) -> Result<Slot, Diagnostic>;

/// Every component by the name that chapters use.
static COMPONENTS: &[(&str, Component)] = &[
    ("documentgegevens", document::facts),
    ("versiegeschiedenis", document::history),
    ("hiaten", document::gaps),
    ("hoofdstukversies", document::chapter_versions),
    ("bronnenlijst", document::sources),
    ("begrippenlijst", document::glossary),
    ("rechtsfeitentabel", document::legal_facts),
    ("hoofdstuk", document::reference),
    ("rechtsfeit", document::legal_fact),
    ("begrip", document::term),
    ("aanhef", decision::preamble),
    ("besluittekst", decision::text),
    ("beslispunten", decision::points),
    ("ondertekening", decision::signature),
    ("raadswijzigingen", amendments::changes),
    ("kosten", papers::costs),
    ("raadpleging", papers::consultation),
    ("besluitstappen", papers::steps),
    ("bijlagenlijst", papers::annexes),
    ("openstaand", papers::open),
    ("profieltabel", plan::profile),
    ("profielreden", plan::profile_reasons),
    ("doelentabel", plan::goals),
    ("indicatorentabel", plan::indicators),
    ("middelentabel", plan::money),
    ("instrumententabel", plan::instruments),
    ("campagnetabel", plan::campaigns),
    ("gegevensstromen", plan::data_flows),
    ("vormentabel", plan::forms),
    ("maatregelen_vorm", measures::of_form),
    ("uitvoeringsprogramma", measures::programme),
    ("voortgangtabel", measures::progress),
    ("voortgangsoverzicht", measures::progress_chart),
    ("middelen_realisatie", measures::spending),
    ("rollentabel", organisation::roles),
    ("overlegtabel", organisation::meetings),
    ("partnertabel", organisation::partners),
    ("opvangtabel", organisation::shelter),
    ("teamtabel", organisation::teams),
    ("meldroute", organisation::route),
    ("meldroute_extern", organisation::outside_route),
    ("contactgegevens", organisation::contacts),
    ("toetsoverzicht", norm::overview),
    ("verandering", norm::change),
    ("besluiten", norm::decisions),
    ("verslag_over", norm::reported_plan),
    ("normtoets", norm::summary),
    ("normtoets_uitgebreid", norm::full),
    ("drie_criteria", norm::pillars),
    ("bewijstabel", norm::evidence),
    ("landelijke_cijfers", figures::national),
    ("kerncijfers", figures::key_figures),
    ("per_vorm", counts::by_form),
    ("per_bron", counts::by_source),
    ("per_opvolging", counts::by_follow_up),
    ("verloop", counts::trend),
    ("drie_jaar", counts::three_years),
    ("regiocijfers", counts::region),
    ("eenheden", counts::units),
    ("controledoelen", figures::control_targets),
    ("trainingsbereik", figures::training_reach),
    ("controletabel", figures::controls),
    ("trainingtabel", figures::trainings),
    ("methode", counts::method),
    ("knelpunten", figures::obstacles),
    ("gevraagd", figures::requests),
];

/// The names that chapters can call.
pub fn names() -> Vec<&'static str> {
    COMPONENTS.iter().map(|(name, _)| *name).collect()
}

/// The blocks that tell of each amendment of the document: they are no text that an amendment changes.
pub fn listed(scene: &Scene<'_>) -> Vec<[Block; 2]> {
    amendments::blocks(scene)
}

/// Answers a call of a chapter.
///
/// # Errors
/// A diagnostic without a place when the arguments do not fit; the caller knows the place.
pub fn answer(scene: &Scene<'_>, call: &Call) -> Result<Slot, Diagnostic> {
    match COMPONENTS.iter().find(|(name, _)| *name == call.name) {
        Some((_, component)) => component(scene, &call.args),
        // The renderer only knows the names of this table.
        None => Ok(Slot::Inline(vec![Inline::Text(String::new())])),
    }
}
