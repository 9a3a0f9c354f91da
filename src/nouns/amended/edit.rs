//! What a change does to the tree of a file: it puts a value in, takes it away, or adds to a list.
//!
//! It deliberately checks the old value only; whether the new one is right, the record says that reads it.

use std::ops::Range;

use serde_json::Value as Json;

use super::find::{Found, Step, naming, text};
use crate::ground::catalogue as rules;
use crate::ground::dutch;
use crate::ground::folded::{fold, replaced};
use crate::ground::source::Place;
use crate::ground::toml::shorten;
use crate::ground::tree::{Node, Table, Value};
use crate::nouns::amendement::ValueChange;
use crate::nouns::reader::Reader;
use crate::nouns::waarde::{number, same, split};

/// What happens at the end of the way.
#[derive(Debug)]
enum Act {
    /// Another value.
    Set(Node),
    /// Other words for these bytes of a text.
    Words(Range<usize>, String),
    Remove,
    Append(Node),
}

/// A change of a tree.
#[derive(Debug)]
pub struct Edit {
    steps: Vec<Step>,
    act: Act,
    place: Place,
}

impl Edit {
    /// Whether only one of the two can be done: they change the same, and not other words of one text.
    pub fn clashes(&self, other: &Edit) -> bool {
        let one = self.steps.starts_with(&other.steps) || other.steps.starts_with(&self.steps);
        let apart = match (&self.act, &other.act) {
            (Act::Words(one, _), Act::Words(two, _)) => one.end <= two.start || two.end <= one.start,
            (Act::Append(_), _) | (_, Act::Append(_)) => true,
            _ => false,
        };
        one && !apart
    }

    /// What goes, as a reader is told; empty when there was nothing.
    pub fn old(&self, found: &Found<'_>) -> String {
        match (&self.act, found.current.map(|node| &node.value)) {
            (Act::Words(range, _), Some(Value::Text(text))) => text.get(range.clone()).unwrap_or_default().to_owned(),
            (Act::Append(_), _) | (_, None) => String::new(),
            (_, Some(value)) => shown(value, found.schema),
        }
    }

    /// What comes, as a reader is told; empty when there is nothing.
    pub fn new_value(&self, schema: &Json) -> String {
        match &self.act {
            Act::Set(node) => shown(&node.value, schema),
            Act::Words(_, words) => words.clone(),
            Act::Append(node) => shown(&node.value, &schema["items"]),
            Act::Remove => String::new(),
        }
    }
}

/// The edit that a change asks; tells why there is none.
pub fn of(change: &ValueChange<'_>, place: &Place, found: &Found<'_>, file: &str, rd: &mut Reader<'_>) -> Option<Edit> {
    let new = &change.new.value;
    let edit = |act: Act| Some(Edit { steps: found.steps.clone(), act, place: change.new.place.clone() });
    let old_is_empty = change.old.is_none_or(|old| old.value.is_empty());
    let is_block = matches!(new.0.value, Value::Table(_));
    let mut tell = |title: &str, action: String| {
        rd.report.push(rules::AMEND_FORM.at(Some(change.new.place.clone()), title, action));
    };
    if found.is_entry() {
        if !new.is_empty() {
            tell(
                "niet gezegd is welk gegeven van de rij wijzigt",
                "Voeg toe: veld = met de naam van het gegeven.".into(),
            );
            return None;
        }
        let name = naming(found.schema).unwrap_or("id");
        let stands = found.current.and_then(|node| text(node, name)).unwrap_or_default();
        let stands = Node { value: Value::Text(stands.to_owned()), place: place.clone() };
        return if check_old(change, Some(&stands), place, rd) { edit(Act::Remove) } else { None };
    }
    if found.is_list() {
        let of_blocks = found.schema["items"]["type"] == "object";
        // Something that comes after what is there.
        if old_is_empty && !matches!(new.0.value, Value::List(_)) && !new.is_empty() && file.ends_with(".toml")
            || is_block
        {
            if of_blocks != is_block {
                let action = "Schrijf: nieuw = { … } met de velden van de nieuwe rij, of noem met rij welke wijzigt.";
                tell("een nieuwe rij is een blok met velden", action.into());
                return None;
            }
            return edit(Act::Append(new.0.clone()));
        }
        if of_blocks {
            let action = "Noem met rij en veld welk gegeven wijzigt, of schrijf bij nieuw een nieuwe rij: { … }.";
            tell("een lijst als geheel is niet te vervangen", action.into());
            return None;
        }
    }
    if is_block {
        tell("hier hoort één waarde", "Schrijf bij nieuw de waarde zelf.".into());
        return None;
    }
    if let Some(words) = within(change, found, rd) {
        return words.and_then(|(range, words)| edit(Act::Words(range, words)));
    }
    if !check_old(change, found.current, place, rd) {
        return None;
    }
    if new.is_empty() {
        return edit(Act::Remove);
    }
    let mut node = new.0.clone();
    if let (true, Value::Text(cell)) = (found.is_list(), &node.value) {
        node.value = Value::List(split(cell, &node.place));
    }
    edit(Act::Set(node))
}

/// A change of some words of a longer text: which, and the new ones. The inner one is none when it is told that
/// the words are there more than once; the outer one when the change is of the whole.
fn within(change: &ValueChange<'_>, found: &Found<'_>, rd: &mut Reader<'_>) -> Option<Option<(Range<usize>, String)>> {
    let old = change.old.filter(|_| is_prose(found.schema))?;
    let (words, new) = (old.value.words()?, change.new.value.words()?);
    let Some(Value::Text(text)) = found.current.map(|node| &node.value) else { return None };
    let (folded, asked) = (fold(text), fold(words));
    if folded.text.trim() == asked.text.trim() {
        return None;
    }
    let places: Vec<_> = folded.find(&asked.text).collect();
    match &places[..] {
        [] => None,
        [one] => Some(Some((one.clone(), new.to_owned()))),
        several => {
            rd.report.push(rules::AMEND_TWICE.at(
                Some(old.place.clone()),
                format!("deze woorden staan {} keer in dit gegeven", several.len()),
                "Neem meer woorden van dezelfde zin over in oud.",
            ));
            Some(None)
        }
    }
}

/// Whether a field holds sentences, and no id, word, date or number.
fn is_prose(schema: &Json) -> bool {
    schema["type"] == "string" && ["pattern", "x-soort", "enum"].iter().all(|key| schema[*key].is_null())
}

/// Whether what stands there is what the amendment says; tells what does.
fn check_old(change: &ValueChange<'_>, current: Option<&Node>, place: &Place, rd: &mut Reader<'_>) -> bool {
    let Some(old) = change.old else {
        rd.report.push(rules::AMEND_FORM.at(
            Some(place.clone()),
            "in deze wijziging ontbreekt `oud`",
            "Voeg toe: oud = met wat er in het voorstel staat, of oud = \"\" als er niets staat.",
        ));
        return false;
    };
    let (stands, right) = match current {
        Some(node) => (written(&node.value), same(&old.value.0.value, &node.value)),
        None => (String::new(), old.value.is_empty()),
    };
    if !right && current.is_some_and(|node| same(&change.new.value.0.value, &node.value)) {
        rd.report.push(rules::AMEND_VALUE_OTHER.at(
            Some(old.place.clone()),
            format!("wat het amendement wil, staat al in de gegevens: `{}`", shorten(&stands)),
            "Zet in de gegevens terug wat in het voorstel stond. Hoort het amendement bij een eerdere versie, haal deze wijziging dan weg.",
        ));
    } else if !right {
        let title = match (stands.is_empty(), old.value.is_empty()) {
            (true, _) => "hier staat in de gegevens nog niets".to_owned(),
            (false, true) => format!("volgens het amendement staat hier niets, maar er staat `{}`", shorten(&stands)),
            (false, false) => {
                let said = shorten(&written(&old.value.0.value));
                format!("volgens het amendement staat hier `{said}`, maar er staat `{}`", shorten(&stands))
            }
        };
        let at = current.map(|node| format!(" Het staat in {}.", node.place)).unwrap_or_default();
        rd.report.push(rules::AMEND_VALUE_OTHER.at(
            Some(old.place.clone()),
            title,
            format!("Verbeter `oud`, of zet in de gegevens terug wat in het voorstel stond.{at}"),
        ));
    }
    right
}

/// A value as it was written.
fn written(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) | Value::Date(text) => text.trim().to_owned(),
        Value::Bool(yes) => if *yes { "ja" } else { "nee" }.to_owned(),
        Value::List(items) => items.iter().map(|item| written(&item.value)).collect::<Vec<_>>().join(", "),
        Value::Table(table) => {
            let pairs = table.entries.iter().map(|(key, _, item)| format!("{key}: {}", written(&item.value)));
            pairs.collect::<Vec<_>>().join(", ")
        }
    }
}

/// A value as a reader is told: dates and amounts as a document has them, a row as its fields.
pub fn shown(value: &Value, schema: &Json) -> String {
    match value {
        Value::List(items) => {
            items.iter().map(|item| shown(&item.value, &schema["items"])).collect::<Vec<_>>().join(", ")
        }
        Value::Table(table) => {
            let name = naming(schema).unwrap_or("id");
            let shown = |key: &str, item: &Node| shown(&item.value, &schema["properties"][key]);
            let others = table.entries.iter().filter(|(key, _, _)| key != name && key != "id");
            let others = others.map(|(key, _, item)| format!("{}: {}", key.replace('_', " "), shown(key, item)));
            let first = table.get(name).map(|item| shown(name, item));
            first.into_iter().chain(others).collect::<Vec<_>>().join("; ")
        }
        _ => {
            let plain = written(value);
            let number = number(value);
            match schema["x-soort"].as_str() {
                Some("datum") => dutch::parse_date(&plain).map_or(plain, dutch::date),
                Some("bedrag") => number.map_or(plain, dutch::money),
                Some("getal") => number.map_or(plain, dutch::decimal),
                _ => plain,
            }
        }
    }
}

/// Makes the changes: words of one text from its end, and what goes from a list last and from its end, so that the others
/// stand where they were found.
pub fn apply(root: &mut Node, edits: Vec<Edit>) {
    let goes = |edit: &Edit| matches!((edit.steps.last(), &edit.act), (Some(Step::Item(_)), Act::Remove));
    let (mut last, mut first): (Vec<Edit>, Vec<Edit>) = edits.into_iter().partition(goes);
    let number = |edit: &Edit| if let Some(Step::Item(at)) = edit.steps.last() { *at } else { 0 };
    last.sort_by_key(|edit| std::cmp::Reverse(number(edit)));
    let start = |edit: &Edit| if let Act::Words(range, _) = &edit.act { range.start } else { 0 };
    first.sort_by_key(|edit| std::cmp::Reverse(start(edit)));
    for Edit { steps, act, place } in first.into_iter().chain(last) {
        match act {
            Act::Append(node) => {
                if let Some(list) = enter(root, &steps, &place) {
                    match &mut list.value {
                        Value::List(items) => items.push(node),
                        other => *other = Value::List(vec![node]),
                    }
                }
            }
            Act::Set(node) => {
                if let Some(here) = enter(root, &steps, &place) {
                    *here = node;
                }
            }
            Act::Words(range, words) => {
                if let Some(Node { value: Value::Text(text), place: at }) = enter(root, &steps, &place) {
                    (*text, *at) = (replaced(text, range, &words), place);
                }
            }
            Act::Remove => remove(root, &steps),
        }
    }
}

/// Goes to the end of the way, and makes what is not there yet.
fn enter<'a>(root: &'a mut Node, steps: &[Step], place: &Place) -> Option<&'a mut Node> {
    steps.iter().try_fold(root, |node, step| match (step, &mut node.value) {
        (Step::Item(at), Value::List(items)) => items.get_mut(*at),
        (Step::Key(key), Value::Table(table)) => {
            if table.get(key).is_none() {
                let empty = Node { value: Value::Table(Table::default()), place: place.clone() };
                table.entries.push((key.clone(), place.clone(), empty));
            }
            table.entries.iter_mut().find(|(k, _, _)| k == key).map(|(_, _, node)| node)
        }
        _ => None,
    })
}

fn remove(root: &mut Node, steps: &[Step]) {
    let Some((last, way)) = steps.split_last() else { return };
    let place = root.place.clone();
    match (last, enter(root, way, &place).map(|node| &mut node.value)) {
        (Step::Key(key), Some(Value::Table(table))) => table.entries.retain(|(k, _, _)| k != key),
        (Step::Item(at), Some(Value::List(items))) if *at < items.len() => drop(items.remove(*at)),
        _ => {}
    }
}
