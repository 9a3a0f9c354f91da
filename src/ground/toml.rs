//! TOML into a [`Node`] tree; every slip in the notation is told, not the first only.
//!
//! It deliberately leaves the reading of TOML itself to the `toml` crate.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::catalogue as rules;
use super::diagnostic::Report;
use super::source::Source;
use super::tree::{Node, Table, Value};

/// More slips than these in one file have one cause.
const MOST_FAULTS: usize = 20;

/// The root table of a TOML file; none when a slip was told, because a half-read tree would give a second, misleading
/// fault for each key that the slip hides.
pub fn parse(source: &Arc<Source>, report: &mut Report) -> Option<Node> {
    let (root, faults) = DeTable::parse_recoverable(source.text());
    let broken = !faults.is_empty();
    for fault in faults.into_iter().take(MOST_FAULTS) {
        let place = source.place(fault.span().unwrap_or(0..0));
        let line = source.line(place.line_column().0);
        report.push(rules::TOML_SYNTAX.at(
            Some(place),
            syntax_title(fault.message(), line),
            syntax_action(fault.message(), line),
        ));
    }
    (!broken).then(|| Node { value: Value::Table(table(source, root.get_ref())), place: source.place(0..0) })
}

fn table(source: &Arc<Source>, table: &DeTable<'_>) -> Table {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| (key.get_ref().to_string(), source.place(key.span()), node(source, value)))
        .collect();
    entries.sort_by_key(|(_, place, _)| place.start);
    Table { entries }
}

fn node(source: &Arc<Source>, value: &Spanned<DeValue<'_>>) -> Node {
    let place = source.place(value.span());
    let value = match value.get_ref() {
        DeValue::String(s) => Value::Text(s.to_string()),
        DeValue::Integer(_) | DeValue::Float(_) => Value::Number(place.text().replace('_', "")),
        DeValue::Boolean(b) => Value::Bool(*b),
        DeValue::Datetime(d) => Value::Date(d.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|i| node(source, i)).collect()),
        DeValue::Table(t) => Value::Table(self::table(source, t)),
    };
    Node { value, place }
}

/// The kinds of slip that the parser tells apart by its own words; anything else gets the general sentence.
fn syntax_title(message: &str, line: &str) -> String {
    if message.contains("duplicate key") {
        return format!("deze sleutel staat er twee keer: `{}`", shorten(line));
    }
    format!("deze regel is niet te lezen: `{}`", shorten(line))
}

fn syntax_action(message: &str, line: &str) -> String {
    if line.contains(['“', '”', '„', '‘', '’']) && line.contains('=') {
        return "Dit zijn gekrulde aanhalingstekens, zoals een tekstverwerker ze maakt. Schrijf rechte: naam = \"Voorbeeld\".".into();
    }
    if message.contains("duplicate key") {
        return "Haal een van de twee weg, of voeg ze samen.".into();
    }
    if line.matches('"').count() % 2 == 1 {
        return "Zet om een tekst aan beide kanten een aanhalingsteken: naam = \"Voorbeeld\". Gebruik voor tekst van meer regels drie aanhalingstekens: \"\"\".".into();
    }
    if line.trim_start().starts_with('[') {
        return "Zet aan beide kanten van de naam van een blok evenveel haken: [looptijd] of [[doelen]].".into();
    }
    let Some((key, value)) = line.split_once('=') else {
        return "Schrijf een gegeven als sleutel = waarde, bijvoorbeeld naam = \"Voorbeeld\".".into();
    };
    let (key, value) = (key.trim(), value.trim());
    if !value.is_empty() && !value.contains(['"', '\'', '[', '{', '#']) {
        // The readers of dates and amounts know what people write; only the marks are missing.
        return format!("Zet aanhalingstekens om de waarde: {} = \"{}\".", shorten(key), shorten(value));
    }
    "Schrijf een tekst tussen aanhalingstekens (naam = \"Voorbeeld\"), een datum als 2026-01-31 en een getal zonder punt of teken (25000).".into()
}

/// At most sixty characters on one line, so that a message stays a message and never steers a terminal.
pub fn shorten(text: &str) -> String {
    let line = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    if text.trim().chars().nth(60).is_none() { line.collect() } else { line.take(59).chain(['…']).collect() }
}

/// A text as TOML, in quotes that it cannot leave.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
