//! The decision as it will stand in the folder: what was there, with what was given over it.
//!
//! It deliberately fills in nothing that nobody wrote: what the plan says of its own decision counts, a guess does not.

use toml::{Table, Value};

use super::super::arguments::Adopt;
use super::edit::{self, accepted_blocks, shown};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::source::SourceSet;
use crate::nouns::dossier::Dossier;
use crate::nouns::plan::Vaststelling;
use crate::nouns::record::Record;

/// The file of the decision on the plan.
pub const FILE: &str = "vaststelling.toml";

/// What a decision must say, with what it is.
const NEEDED: &[(&str, &str, &str)] = &[
    ("orgaan", "wie besloot", "--orgaan raad"),
    ("datum", "de dag van het besluit", "--datum 2026-02-12"),
    ("kenmerk", "het kenmerk van het besluit", "--kenmerk"),
    ("citeertitel", "de naam waarmee het besluit wordt aangehaald", "--citeertitel"),
    ("inwerkingtreding", "de dag waarop het plan in werking treedt", "--inwerkingtreding 2026-03-01"),
    ("grondslag", "waarop het besluit steunt", "--grondslag \"artikel 160, eerste lid, van de Gemeentewet\""),
    ("rubriek", "de rubriek in het gemeenteblad", "--rubriek beleidsregel"),
];

/// The text of `vaststelling.toml` as it will be. What is needed and not there is told.
pub fn of_plan(sources: &SourceSet, dossier: &Dossier, given: &Adopt, report: &mut Report) -> Option<String> {
    let old = sources.get(FILE);
    // One that cannot be read is told by whoever reads it.
    let Ok(mut table) = old.map_or("", |source| source.text()).parse::<Table>() else { return None };
    let before = table.clone();
    add_given(&mut table, given);
    add_planned(&mut table, dossier);
    for (key, what, how) in NEEDED {
        let empty = match table.get(*key) {
            None => true,
            Some(Value::String(text)) => text.trim().is_empty(),
            Some(Value::Array(items)) => items.is_empty(),
            Some(_) => false,
        };
        if empty {
            report.push(rules::ADOPT_LACKS.at(
                old.map(|source| source.place(0..0)),
                format!("nog niet bekend: `{key}` ({what})"),
                format!("Geef {how}, of vul `{key}` in {FILE} in."),
            ));
        }
    }
    if table == before {
        old.map(|source| source.text().to_owned())
    } else {
        let old = old.map_or("", |source| source.text());
        edit::edited(old, &table).or_else(|| Some(write(&table)))
    }
}

/// What was given goes before what was there.
fn add_given(table: &mut Table, given: &Adopt) {
    let date = |date: chrono::NaiveDate| date.to_string().parse().ok().map(Value::Datetime);
    let text = |text: &String| Value::String(text.trim().to_owned());
    let values = [
        ("orgaan", given.body.map(|body| Value::String(body.word().into()))),
        ("datum", given.date.and_then(date)),
        ("kenmerk", given.reference.as_ref().map(text)),
        ("zaaknummer", given.case.as_ref().map(text)),
        ("citeertitel", given.title.as_ref().map(text)),
        ("inwerkingtreding", given.in_force.and_then(date)),
        ("grondslag", (!given.grounds.is_empty()).then(|| Value::Array(given.grounds.iter().map(text).collect()))),
        ("rubriek", given.section.map(|section| Value::String(section.word().into()))),
        ("ondertekening", given.signed.and_then(date)),
    ];
    for (key, value) in values {
        if let Some(value) = value {
            table.insert(key.into(), value);
        }
    }
    add_accepted(table, given);
}

/// The acceptances that were given, after those that were there.
fn add_accepted(table: &mut Table, given: &Adopt) {
    let mut accepted = match table.get("aanvaard") {
        Some(Value::Array(there)) => there.clone(),
        _ => Vec::new(),
    };
    for acceptance in &given.accepted {
        let mut row = Table::new();
        row.insert("code".into(), Value::String(acceptance.code.clone()));
        if let Some(words) = &acceptance.words {
            row.insert("bij".into(), Value::String(words.clone()));
        }
        row.insert("reden".into(), Value::String(acceptance.reason.clone()));
        let row = Value::Table(row);
        if !accepted.contains(&row) {
            accepted.push(row);
        }
    }
    if !accepted.is_empty() {
        table.insert("aanvaard".into(), Value::Array(accepted));
    }
}

/// What the plan and its proposal already say of the decision.
fn add_planned(table: &mut Table, dossier: &Dossier) {
    let plan = &dossier.plan;
    if let Some(body) = &plan.orgaan {
        table.entry("orgaan").or_insert_with(|| Value::String(body.value.word().into()));
    }
    if let Some(title) = &plan.citeertitel {
        table.entry("citeertitel").or_insert_with(|| Value::String(title.value.clone()));
    }
    let papers = &plan.besluitvorming;
    if let Some(Ok(day)) = papers.inwerkingtreding.as_ref().map(|day| day.value.to_string().parse()) {
        table.entry("inwerkingtreding").or_insert(Value::Datetime(day));
    }
    if !papers.grondslag.is_empty() {
        let grounds = papers.grondslag.iter().map(|ground| Value::String(ground.value.clone())).collect();
        table.entry("grondslag").or_insert(Value::Array(grounds));
    }
}

/// A whole file, of a decision of which nothing was written yet.
fn write(table: &Table) -> String {
    let mut out = "# Het besluit waarmee het plan is vastgesteld.\n\n".to_owned();
    let known = Vaststelling::KEYS.iter().copied();
    let other = table.keys().map(String::as_str).filter(|key| !Vaststelling::KEYS.contains(key));
    for key in known.chain(other).filter(|key| *key != "aanvaard") {
        match table.get(key) {
            Some(Value::Array(items)) if items.len() > 1 => {
                let items: String = items.iter().map(|item| format!("  {},\n", shown(item))).collect();
                out.push_str(&format!("{} = [\n{items}]\n", edit::key(key)));
            }
            Some(value) => out.push_str(&format!("{} = {}\n", edit::key(key), shown(value))),
            None => {}
        }
    }
    if let Some(Value::Array(rows)) = table.get("aanvaard") {
        out.push_str(&accepted_blocks(rows));
    }
    out
}

/// The text of `jaar.toml` with the day on which the report was adopted, and with what was accepted. The rest of the
/// file stays letter for letter.
pub fn of_report(old: &str, given: &Adopt, report: &mut Report) -> Option<String> {
    let Ok(table) = old.parse::<Table>() else { return None };
    let mut out = String::new();
    match (table.get("vastgesteld_op"), given.date) {
        (None, Some(day)) => out.push_str(&format!("vastgesteld_op = {day}\n")),
        (Some(there), Some(day)) if there.to_string() != day.to_string() => {
            report.push(rules::ADOPT_LACKS.at(
                None,
                format!("in jaar.toml staat al vastgesteld_op = {there}, en dat is niet {day}"),
                "Maak beide gelijk.",
            ));
        }
        (None, None) => report.push(rules::ADOPT_LACKS.at(
            None,
            "nog niet bekend: de dag waarop het bestuur het verslag vaststelde",
            "Geef --datum, of vul vastgesteld_op in jaar.toml in.",
        )),
        (Some(_), _) => {}
    }
    out.push_str(old);
    let mut accepted: Table = out.parse().ok()?;
    add_accepted(&mut accepted, given);
    edit::edited(&out, &accepted)
}
