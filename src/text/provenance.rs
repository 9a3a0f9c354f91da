//! Where each value in a document comes from: the cell that a chapter or component looked at, or the rows that were
//! counted.
//!
//! It deliberately notes places and rules, never a count that disclosure control did not let through.

use super::components::Scene;
use super::manuscript::{Block, plain};
use super::markdown::Slot;
use super::prose::Call;
use crate::ground::dutch;
use crate::judgement::disclosure::Disclosed;
use crate::judgement::figures::{Cut, rows};
use crate::judgement::value::Look;
use crate::nouns::derived::Derived;
use crate::nouns::telling::{Eenheid, Onderdeel};

/// A value that a chapter prints with `expression`: `{{ plan.datum }}`.
pub fn of_value(slot: &Slot, looks: &[Look], expression: &str) -> Derived {
    let shown = match slot {
        Slot::Inline(inlines) => plain(inlines),
        Slot::Blocks(blocks) => blocks.iter().map(words).collect::<Vec<_>>().join(" "),
    };
    let named = |look: &&Look| look.key.as_deref().is_some_and(|key| mentions(expression, key));
    let same = |look: &&Look| look.text.as_deref().is_some_and(|text| squeezed(text) == squeezed(&shown));
    if let Some(look) = looks.iter().rev().filter(named).find(same) {
        return Derived { shown, from: vec![look.place.clone()], rule: None, counted: false };
    }
    let inside = expression.trim_start_matches("{{").trim_end_matches("}}").trim_matches(['-', '+', ' ']);
    Derived {
        shown,
        from: looks.iter().filter(named).map(|look| look.place.clone()).collect(),
        rule: Some(format!("berekend met `{inside}`")),
        counted: mentions(expression, "cijfers"),
    }
}

fn words(block: &Block) -> String {
    if let Block::Paragraph(inlines) = block { plain(inlines) } else { String::new() }
}

/// A text with its white space as single spaces.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn mentions(expression: &str, name: &str) -> bool {
    expression.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

/// What a component shows: the cells that it looked at, and what it counted.
pub fn of_call(scene: &Scene<'_>, call: &Call, looks: &[Look]) -> Vec<Derived> {
    let cells = looks.iter().map(|look| Derived {
        shown: look.text.clone().unwrap_or_else(|| look.place.text().trim_matches('"').to_owned()),
        from: vec![look.place.clone()],
        rule: look.text.is_none().then(|| format!("gebruikt door `{}`", call.name)),
        counted: false,
    });
    let mut out: Vec<Derived> = cells.collect();
    out.extend(counted(scene, call));
    out
}

/// The counts that a component shows.
fn counted(scene: &Scene<'_>, call: &Call) -> Vec<Derived> {
    let asked = call.args.first().and_then(|name| Eenheid::ALL.iter().copied().find(|u| u.word() == name));
    let (units, part) = match call.name {
        "per_vorm" => (vec![asked.unwrap_or(Eenheid::Signalen)], Some(Onderdeel::Vorm)),
        "per_bron" => (vec![asked.unwrap_or(Eenheid::Signalen)], Some(Onderdeel::Bron)),
        "per_opvolging" => (vec![asked.unwrap_or(Eenheid::Signalen)], Some(Onderdeel::Opvolging)),
        "verloop" => (vec![asked.unwrap_or(Eenheid::Signalen)], Some(Onderdeel::Kwartaal)),
        "kerncijfers" => (Eenheid::ALL.to_vec(), None),
        "drie_jaar" => return three_years(scene, asked.unwrap_or(Eenheid::Signalen)),
        _ => return Vec::new(),
    };
    let years = units.iter().flat_map(|unit| {
        let years = scene.figures.units.get(unit).map(|u| &u.years[..]).unwrap_or_default();
        years.iter().map(move |year| (*unit, year))
    });
    years
        .flat_map(|(unit, year)| {
            let shown = year.cells.iter().filter(move |(cut, _)| cut.breakdown().is_none() || cut.breakdown() == part);
            shown.map(move |(cut, count)| one(scene, unit, &[year.year], cut, *count))
        })
        .collect()
}

fn three_years(scene: &Scene<'_>, unit: Eenheid) -> Vec<Derived> {
    let Some(span) = scene.figures.units.get(&unit).and_then(|u| u.span.as_ref()) else { return Vec::new() };
    let years: Vec<i32> = (span.from..=span.to).collect();
    let forms = span.forms.iter().map(|(form, count)| (Cut::Form(*form), *count));
    std::iter::once((Cut::Total, span.total)).chain(forms).map(|(cut, d)| one(scene, unit, &years, &cut, d)).collect()
}

fn one(scene: &Scene<'_>, unit: Eenheid, years: &[i32], cut: &Cut, count: Disclosed) -> Derived {
    let from = years.iter().flat_map(|year| rows(scene.dossier, unit, *year, cut)).collect();
    let what = match cut {
        Cut::Total => "alle rijen".to_owned(),
        Cut::Form(form) => format!("de rijen met vorm {}", form.word()),
        Cut::Source(name) => format!("de rijen met bron {}", scene.labels.get(cut).unwrap_or(name)),
        Cut::FollowUp(name) => format!("de rijen met opvolging {}", scene.labels.get(cut).unwrap_or(name)),
        Cut::Quarter(quarter) => format!("de rijen van kwartaal {quarter}"),
    };
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    let rule = format!(
        "{} van {}, geteld over {what}, na bescherming van kleine aantallen",
        unit.label(),
        dutch::list(&years)
    );
    Derived { shown: count.text(), from, rule: Some(rule), counted: true }
}
