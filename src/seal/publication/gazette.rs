//! The fields that publication in the gemeenteblad and the collection of local rules asks, for an official to take over.
//!
//! It deliberately sends nothing: the gemeente publishes with its own program (DROP).

use std::fmt::Write as _;

use serde::Serialize;

use super::{Facts, Published, json};
use crate::ground::dutch;

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// As the form calls it.
    pub veld: &'static str,
    /// What to fill in; none when the gemeente did not say.
    pub waarde: Option<String>,
}

#[derive(Serialize)]
struct Gazette<'a> {
    stand: &'static str,
    velden: &'a [Field],
}

/// The fields for a plan, in the order of the form.
pub fn fields(facts: &Facts, plan: &Published) -> Vec<Field> {
    let decided = facts.decided.as_ref().filter(|_| plan.is_adopted());
    let day = |day: Option<chrono::NaiveDate>| day.map(dutch::date);
    let name = plan.name(facts);
    let field = |veld, waarde| Field { veld, waarde };
    vec![
        field("Organisatie", Some(facts.gemeente.clone())),
        field("Organisatietype", Some("gemeente".into())),
        field("Officiële naam", Some(plan.manuscript.meta.title.clone())),
        field("Citeertitel", facts.short_title.clone()),
        field("Vastgesteld door", decided.map(|d| Facts::body_words(d.body).to_owned())),
        field("Onderwerp", decided.map(|d| d.subject.word().to_owned())),
        field("Rubriek", decided.and_then(|d| d.heading).map(|h| h.word().to_owned())),
        field("Grondslag", decided.filter(|d| !d.grounds.is_empty()).map(|d| d.grounds.join("; "))),
        field("Betreft", decided.map(|d| d.effect.word().to_owned())),
        field("Datum besluit", day(decided.map(|d| d.date))),
        field("Datum ondertekening", day(decided.and_then(|d| d.signed))),
        field("Datum inwerkingtreding", day(decided.and_then(|d| d.in_force))),
        field("Terugwerkende kracht tot en met", day(decided.and_then(|d| d.back_to))),
        field("Datum uitwerkingtreding", day(decided.and_then(|d| d.ends))),
        field("Kenmerk besluit", decided.map(|d| d.reference.clone())),
        field("Kenmerk voorstel", facts.proposal.clone()),
        field("Zaaknummer", facts.case.clone()),
        field("Bron bekendmaking", decided.and_then(|d| d.gazette.clone())),
        field("Externe bijlage", Some(format!("{name}.pdf"))),
    ]
}

/// The same as a text that a person can read and copy from.
pub fn gazette_text(facts: &Facts, plan: &Published) -> String {
    let mut out = String::from("Velden voor de bekendmaking in het gemeenteblad\n");
    if !plan.is_adopted() {
        let _ = writeln!(
            out,
            "LET OP: dit is een {}. Maak het pas bekend als het is vastgesteld.",
            plan.order.stand.word()
        );
    }
    out.push('\n');
    for Field { veld, waarde } in fields(facts, plan) {
        // A line is a field: a break in a value would look like the next one.
        let value =
            waarde.map_or_else(|| "(niet ingevuld)".into(), |w| w.split_whitespace().collect::<Vec<_>>().join(" "));
        let _ = writeln!(out, "{:<34}{value}", format!("{veld}:"));
    }
    out
}

/// The same for a program.
pub fn gazette_json(facts: &Facts, plan: &Published) -> String {
    json(&Gazette { stand: plan.order.stand.word(), velden: &fields(facts, plan) })
}
