//! Where in the tree of a file a change of an amendment is, and what is wrong when it is nowhere.
//!
//! It deliberately knows no field by name: the schema of the file says which there are.

use serde_json::Value as Json;

use crate::ground::catalogue as rules;
use crate::ground::dutch;
use crate::ground::source::{At, Place};
use crate::ground::toml::shorten;
use crate::ground::tree::{Node, Value};
use crate::nouns::amendement::ValueChange;
use crate::nouns::reader::Reader;
use crate::nouns::record::suggestion;

/// A step into a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an entry of a list, from 0.
    Item(usize),
}

/// What a change is about.
#[derive(Debug)]
pub struct Found<'a> {
    /// The way there.
    pub steps: Vec<Step>,
    /// What may stand there.
    pub schema: &'a Json,
    /// What stands there now.
    pub current: Option<&'a Node>,
    /// Names on the way, for a reader.
    names: Vec<String>,
}

impl Found<'_> {
    /// Whether it is a row or block as a whole.
    pub fn is_entry(&self) -> bool {
        self.schema["type"] == "object"
    }

    /// Whether it is a list, of blocks or of values.
    pub fn is_list(&self) -> bool {
        self.schema["type"] == "array"
    }

    /// What a reader calls it: `Maatregel M3 (Training van de balie): eind`.
    pub fn what(&self, file: &str) -> String {
        let names = match self.names.split_last() {
            None => return "Maatregelen".to_owned(),
            Some((last, [])) => last.clone(),
            Some((last, way)) => format!("{}: {last}", way.join(", ")),
        };
        if file.ends_with(".csv") { format!("Maatregel {names}") } else { dutch::capitalise(&names) }
    }

    /// The places of the values that stand there.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        if let Some(node) = self.current {
            collect(node, &mut places);
        }
        places
    }
}

fn collect(node: &Node, places: &mut Vec<Place>) {
    places.push(node.place.clone());
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect(item, places)),
        Value::Table(table) => table.entries.iter().for_each(|(_, _, item)| collect(item, places)),
        _ => {}
    }
}

/// Finds what a change is about; tells why it is nowhere.
pub fn find<'a>(
    change: &ValueChange<'_>,
    place: &Place,
    (root, schema): (&'a Node, &'a Json),
    rd: &mut Reader<'_>,
) -> Option<Found<'a>> {
    let field = change.field.map(|field| field.value.trim_matches(['.', ' '])).unwrap_or_default();
    let mut segments = field.split('.').map(str::trim).filter(|s| !s.is_empty());
    let mut row = change.row;
    let at_field = change.field.map_or(place, |field| &field.place);
    let mut found = Found { steps: Vec::new(), schema, current: Some(root), names: Vec::new() };
    loop {
        if found.is_list() {
            match (row.take(), segments.clone().next()) {
                (Some(row), _) => enter_row(&mut found, row, rd)?,
                (None, None) => return Some(found),
                (None, Some(next)) => {
                    let title = format!("bij `{}` is niet gezegd om welke rij het gaat", shorten(next));
                    tell_form(at_field, title, "Voeg toe: rij = met het id of nummer van de rij.", rd);
                    return None;
                }
            }
        } else if let Some(key) = segments.next() {
            enter_key(&mut found, key, at_field, rd)?;
        } else {
            break;
        }
    }
    if let Some(row) = row {
        let action = "Haal rij weg. Staat het gegeven in een lijst, noem dan ook het veld, zoals middelen.bedrag.";
        tell_form(&row.place, "hier is geen rij om uit te kiezen", action, rd);
        return None;
    }
    let whole = found.is_entry() && !matches!(found.steps.last(), Some(Step::Item(_)));
    if whole {
        let keys = keys(found.schema);
        let title = if field.is_empty() {
            "niet gezegd is welk gegeven wijzigt".to_owned()
        } else {
            format!("`{}` is een blok met gegevens, geen gegeven", shorten(field))
        };
        let before = if field.is_empty() { String::new() } else { format!("{field}.") };
        let example = keys.first().map(|key| format!("{before}{key}")).unwrap_or_default();
        tell_form(at_field, title, &format!("Noem één gegeven: veld = \"{example}\"."), rd);
        return None;
    }
    Some(found)
}

fn tell_form(place: &Place, title: impl Into<String>, action: &str, rd: &mut Reader<'_>) {
    rd.report.push(rules::AMEND_FORM.at(Some(place.clone()), title, action));
}

fn keys(schema: &Json) -> Vec<&str> {
    schema["propertyOrder"].as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

fn enter_key(found: &mut Found<'_>, key: &str, place: &Place, rd: &mut Reader<'_>) -> Option<()> {
    let property = &found.schema["properties"][key];
    if property.is_null() {
        rd.report.push(rules::AMEND_UNKNOWN_PLACE.at(
            Some(place.clone()),
            format!("er is hier geen veld `{}`", shorten(key)),
            hint(found.schema, key),
        ));
        return None;
    }
    if property["x-vertrouwelijk"] == true {
        rd.report.push(rules::AMEND_CLOSED.at(
            Some(place.clone()),
            format!("`{key}` is vertrouwelijk"),
            "Wijzig een gegeven dat openbaar is.",
        ));
        return None;
    }
    found.current = found.current.and_then(|node| match &node.value {
        Value::Table(table) => table.get(key),
        _ => None,
    });
    found.schema = property;
    found.steps.push(Step::Key(key.to_owned()));
    found.names.push(key.replace('_', " "));
    Some(())
}

/// A field much like it: here, or in a block or list of here.
fn hint(schema: &Json, key: &str) -> String {
    let keys = keys(schema);
    let inside = keys.iter().find(|outer| {
        let property = &schema["properties"][**outer];
        !property["properties"][key].is_null() || !property["items"]["properties"][key].is_null()
    });
    match inside {
        Some(outer) => format!("Bedoelt u `{outer}.{key}`?"),
        None => suggestion(key, &keys),
    }
}

/// Goes to the entry with this id, or with this number when entries have no id.
fn enter_row(found: &mut Found<'_>, row: &At<super::super::waarde::Waarde>, rd: &mut Reader<'_>) -> Option<()> {
    let items = match found.current.map(|node| &node.value) {
        Some(Value::List(items)) => &items[..],
        _ => &[],
    };
    let schema = &found.schema["items"];
    let asked = row.value.plain().unwrap_or_default();
    let with_id = !schema["properties"]["id"].is_null();
    let ids: Vec<&str> = items.iter().filter_map(|item| text(item, "id")).collect();
    let at = if with_id {
        items.iter().position(|item| text(item, "id").is_some_and(|id| id.eq_ignore_ascii_case(asked)))
    } else {
        asked.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|at| *at < items.len())
    };
    let Some(at) = at else {
        let action = match dutch::nearest(asked, ids.iter().copied()) {
            Some(near) => format!("Bedoelt u `{near}`?"),
            None if items.is_empty() => "De lijst is leeg.".to_owned(),
            None if with_id => format!("Kies uit {}.", dutch::ticked_or(&ids[..ids.len().min(12)])),
            None => format!("Schrijf het nummer van de rij, van 1 tot en met {}.", items.len()),
        };
        rd.report.push(rules::AMEND_UNKNOWN_PLACE.at(
            Some(row.place.clone()),
            format!("er is geen rij `{}`", shorten(asked)),
            action,
        ));
        return None;
    };
    let item = items.get(at)?;
    let name = naming(schema).and_then(|key| text(item, key)).map(shorten);
    // A document numbers measures by their id; other ids it does not show.
    let numbered = found.steps.is_empty();
    found.names.push(match (name, numbered && with_id) {
        (Some(name), true) => format!("{} ({name})", asked.to_uppercase()),
        (Some(name), false) => format!("{name}{}", year(item)),
        (None, _) => asked.to_owned(),
    });
    found.steps.push(Step::Item(at));
    found.schema = schema;
    found.current = Some(item);
    Some(())
}

/// The year of an entry, behind its name.
fn year(item: &Node) -> String {
    let Value::Table(table) = &item.value else { return String::new() };
    match table.get("jaar").map(|node| &node.value) {
        Some(Value::Number(year) | Value::Text(year)) => format!(" {}", shorten(year)),
        _ => String::new(),
    }
}

/// The text of a key of a block.
pub fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    match &node.value {
        Value::Table(table) => match table.get(key).map(|node| &node.value) {
            Some(Value::Text(text)) => Some(text.trim()),
            _ => None,
        },
        _ => None,
    }
}

/// The field by which people know an entry: the first that is plain text.
pub fn naming(schema: &Json) -> Option<&str> {
    let plain = |property: &Json| {
        property["type"] == "string" && property["pattern"].is_null() && property["x-soort"].is_null()
    };
    keys(schema).into_iter().find(|key| plain(&schema["properties"][*key]))
}

/// Tells that a file cannot be amended.
pub fn tell_file(file: &At<String>, known: &[&str], rd: &mut Reader<'_>) {
    let name = file.value.as_str();
    let place = Some(file.place.clone());
    let other = ["gemeente.toml", "organisatie.toml", "vaststelling.toml", "eerdere-jaren.csv", "amendementen.toml"];
    if other.contains(&name) || name.starts_with("jaren/") {
        rd.report.push(rules::AMEND_CLOSED.at(
            place,
            format!("`{}` hoort niet bij het plan waarover de raad besluit", shorten(name)),
            format!("Wijzig een gegeven van {}.", dutch::ticked_or(known)),
        ));
        return;
    }
    let action = if known.contains(&name) {
        "Het bestand is er niet, of is niet te lezen.".to_owned()
    } else {
        suggestion(name, known)
    };
    rd.report.push(rules::AMEND_UNKNOWN_PLACE.at(place, format!("er is geen bestand `{}`", shorten(name)), action));
}
