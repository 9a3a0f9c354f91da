//! `Waarde`: a value of whatever kind another file holds, as it was written.
//!
//! It deliberately does not know what the value is for: the record that it goes into reads it again, as if it stood there.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::reader::Reader;
use super::scalar::{Decimal, Scalar, plain_hundredths, showable};
use super::view::View;
use crate::ground::dutch;
use crate::ground::source::Place;
use crate::ground::tree::{Node, Value};

/// A value as it was written: a text that may be empty, a number, a date, yes or no, a list, or a block.
#[derive(Debug, Clone)]
pub struct Waarde(pub Node);

impl Waarde {
    /// Whether it says that there is nothing.
    pub fn is_empty(&self) -> bool {
        match &self.0.value {
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Table(table) => table.entries.is_empty(),
            Value::Number(_) | Value::Date(_) | Value::Bool(_) => false,
        }
    }

    /// The words, when it is a text.
    pub fn words(&self) -> Option<&str> {
        if let Value::Text(text) = &self.0.value { Some(text.trim()) } else { None }
    }

    /// Its text, whatever the kind; none for a list or a block.
    pub fn plain(&self) -> Option<&str> {
        text_of(&self.0.value)
    }
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Number(text) | Value::Date(text) => Some(text.trim()),
        Value::Bool(true) => Some("ja"),
        Value::Bool(false) => Some("nee"),
        Value::List(_) | Value::Table(_) => None,
    }
}

impl Scalar for Waarde {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        fits(node, rd).then(|| Self(node.clone()))
    }

    fn view(&self, _: &Place) -> View {
        view(&self.0)
    }

    fn schema() -> Json {
        json!({ "type": ["string", "number", "boolean", "array", "object"] })
    }
}

/// Whether every part can be read again; tells why not. All parts, so that no fault hides another.
fn fits(node: &Node, rd: &mut Reader<'_>) -> bool {
    match &node.value {
        Value::Text(text) => text.trim().is_empty() || showable(text, &node.place, rd),
        Value::Number(_) => Decimal::parse(node, rd).is_some(),
        Value::Date(_) => NaiveDate::parse(node, rd).is_some(),
        Value::Bool(_) => true,
        Value::List(items) => items.iter().filter(|item| !fits(item, rd)).count() == 0,
        Value::Table(table) => table.entries.iter().filter(|(_, _, item)| !fits(item, rd)).count() == 0,
    }
}

fn view(node: &Node) -> View {
    let place = || node.place.clone();
    match &node.value {
        Value::Text(text) => View::Text(text.trim().to_owned(), place()),
        Value::Number(text) => {
            plain_hundredths(text).map_or_else(|| View::Text(text.clone(), place()), |h| View::Decimal(h, place()))
        }
        Value::Date(text) => {
            dutch::parse_date(text).map_or_else(|_| View::Text(text.clone(), place()), |date| View::Date(date, place()))
        }
        Value::Bool(yes) => View::Bool(*yes, place()),
        // An empty list is no value in a file that is written back, and this one must be there.
        Value::List(items) if items.is_empty() => View::Text(String::new(), place()),
        Value::List(items) => View::List(items.iter().map(view).collect()),
        Value::Table(table) => {
            View::Table(table.entries.iter().map(|(key, _, item)| (key.clone(), view(item))).collect())
        }
    }
}

/// Whether two values say the same, however they were written: `€ 25.000` and 25000, `31-1-2026` and 2026-01-31.
pub fn same(a: &Value, b: &Value) -> bool {
    if let (Value::List(one), Value::List(two)) = (listed(a, b), listed(b, a)) {
        return one.len() == two.len() && one.iter().zip(&two).all(|(x, y)| same(&x.value, &y.value));
    }
    let (Some(one), Some(two)) = (text_of(a), text_of(b)) else { return false };
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if squeezed(one) == squeezed(two) {
        return true;
    }
    if let (Ok(one), Ok(two)) = (dutch::parse_date(one), dutch::parse_date(two)) {
        return one == two;
    }
    if let (Some(one), Some(two)) = (number(a), number(b)) {
        return one == two;
    }
    matches!((truth(one), truth(two)), (Some(one), Some(two)) if one == two)
}

/// A cell holds a list as `a, b`; beside a list it is one.
fn listed(value: &Value, beside: &Value) -> Value {
    match (value, beside) {
        (Value::Text(text), Value::List(items)) => {
            let place = items.first().map(|item| item.place.clone());
            place.map_or_else(|| value.clone(), |place| Value::List(split(text, &place)))
        }
        _ => value.clone(),
    }
}

/// The parts of `a, b`.
pub fn split(text: &str, place: &Place) -> Vec<Node> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| Node { value: Value::Text(part.to_owned()), place: place.clone() }).collect()
}

/// A number in hundredths.
pub fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(text) => plain_hundredths(text),
        _ => text_of(value).and_then(dutch::parse_hundredths),
    }
}

/// The words that a cell has for yes and no.
fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "ja" | "waar" | "true" | "x" => Some(true),
        "nee" | "onwaar" | "false" => Some(false),
        _ => None,
    }
}
