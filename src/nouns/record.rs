//! Records: one declaration gives the type, the reader with all its diagnostics, the view for chapters and the
//! JSON Schema for editors.
//!
//! It deliberately does not know any record; those are declared with `record!` in the files beside it.

use serde_json::{Value as Json, json};

use super::view::{Audience, View};
use crate::ground::catalogue as rules;
use crate::ground::csv::Sheet;
use crate::ground::dutch;
use crate::ground::source::{At, Place};
use crate::ground::toml::shorten;
use crate::ground::tree::{Node, Table, Value};

use super::reader::{MOST_ROWS, Reader, tell_too_many, wrong_kind};
use super::scalar::Scalar;

/// From when a field must be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Always: the record means nothing without.
    Required,
    /// Not in a concept; the text is the next small step.
    Ontwerp(&'static str),
    /// Not before a vaststelling; the text is the next small step.
    Vastgesteld(&'static str),
    /// Never.
    Optional,
}

/// A field about to be read: its declaration, and the node if there is one.
pub struct Slot<'a> {
    /// The key in the file.
    pub key: &'static str,
    /// What the field means.
    pub about: &'static str,
    /// From when it must be there.
    pub need: Need,
    /// Where the record stands.
    pub parent: &'a Place,
    /// The value, if it was written.
    pub node: Option<&'a Node>,
}

impl Slot<'_> {
    /// Tells that the value is missing, as heavily as its need asks.
    pub fn tell_missing(&self, rd: &mut Reader<'_>) {
        let place = Some(self.parent.clone());
        let key = rd.full_key(self.key);
        let about = self.about.trim().trim_end_matches('.');
        match self.need {
            Need::Required => {
                let row = self.parent.source.path().ends_with(".csv");
                let (title, action) = match self.key {
                    key if row => (format!("in deze rij ontbreekt `{key}`"), format!("Vul `{key}` in: {about}.")),
                    key => (format!("`{key}` ontbreekt"), format!("Voeg `{key}` toe: {about}.")),
                };
                rd.report.push(rules::MISSING_KEY.at(place, title, action));
            }
            Need::Ontwerp(step) => {
                rd.report.push(rules::UNKNOWN_ONTWERP.at(place, format!("nog niet bekend: `{key}` ({about})"), step));
            }
            Need::Vastgesteld(step) => {
                rd.report.push(rules::UNKNOWN_VASTGESTELD.at(
                    place,
                    format!("nog niet bekend: `{key}` ({about})"),
                    step,
                ));
            }
            Need::Optional => {}
        }
    }
}

/// A type that can be a field.
pub trait Field: Sized {
    /// Reads the field; `None` only when a required part is missing or wrong, which has then been told.
    fn read(slot: &Slot<'_>, rd: &mut Reader<'_>) -> Option<Self>;
    /// What a reader sees.
    fn view(&self, audience: Audience) -> View;
    /// The JSON Schema.
    fn schema() -> Json;
}

/// A type with keys.
pub trait Record: Sized {
    /// The keys, in the order of declaration.
    const KEYS: &'static [&'static str];
    /// The keys that must be there.
    fn required() -> Vec<&'static str>;
    /// Reads a table.
    fn read_table(table: &Table, place: &Place, rd: &mut Reader<'_>) -> Option<Self>;
    /// What a reader sees.
    fn view(&self, audience: Audience) -> View;
    /// The JSON Schema.
    fn schema() -> Json;
}

/// Reads a node that should be a table, and tells every key that the record does not have.
pub fn read_node<T: Record>(node: &Node, rd: &mut Reader<'_>) -> Option<T> {
    read_block(node, "[blok]", rd)
}

/// The same for a block whose header is known.
pub fn read_block<T: Record>(node: &Node, header: &str, rd: &mut Reader<'_>) -> Option<T> {
    let Value::Table(table) = &node.value else {
        wrong_kind(node, "een blok met sleutels", &format!("{header} op een eigen regel, met de sleutels eronder"), rd);
        return None;
    };
    for (key, place, _) in &table.entries {
        if !T::KEYS.contains(&key.as_str()) {
            rd.report.push(rules::UNKNOWN_KEY.at(
                Some(place.clone()),
                format!("onbekende sleutel `{}`", shorten(key)),
                key_suggestion::<T>(key),
            ));
        }
    }
    T::read_table(table, &node.place, rd)
}

/// Reads every row of a sheet; columns are checked once, in the first line. None when a column is missing that every
/// row needs, or when there are more than `most` rows.
pub fn read_rows<T: Record>(sheet: &Sheet, start: &Place, most: usize, rd: &mut Reader<'_>) -> Option<Vec<T>> {
    for (i, (name, place)) in sheet.columns.iter().enumerate().filter(|(_, (name, _))| !name.is_empty()) {
        let column = |title: String, action: String| rules::CSV_COLUMN.at(Some(place.clone()), title, action);
        if !T::KEYS.contains(&name.as_str()) {
            rd.report.push(column(format!("onbekende kolom `{}`", shorten(name)), suggestion(name, T::KEYS)));
        } else if sheet.columns[..i].iter().any(|(other, _)| other == name) {
            rd.report.push(column(
                format!("kolom `{name}` staat er twee keer"),
                "Haal een van de twee weg, of voeg ze samen.".into(),
            ));
        }
    }
    let missing: Vec<_> =
        T::required().into_iter().filter(|key| !sheet.columns.iter().any(|(c, _)| c == key)).collect();
    if !missing.is_empty() {
        let title = match &missing[..] {
            _ if sheet.columns.is_empty() => "dit bestand heeft geen eerste regel met kolommen".to_owned(),
            [one] => format!("kolom `{one}` ontbreekt"),
            several => format!("kolommen {} ontbreken", dutch::ticked_or(several).replace(" of ", " en ")),
        };
        rd.report.push(rules::CSV_COLUMN.at(
            Some(sheet.columns.first().map_or(start, |(_, p)| p).clone()),
            title,
            format!("In de eerste regel kan staan: {}.", T::KEYS.join(&sheet.separator.to_string())),
        ));
        return None;
    }
    if tell_too_many(&sheet.rows, most, rd) {
        return None;
    }
    let rows = sheet.rows.iter().filter_map(|row| match &row.value {
        Value::Table(table) => T::read_table(table, &row.place, rd),
        _ => None,
    });
    Some(rows.collect())
}

/// The nearest key, or all of them.
pub fn suggestion(key: &str, keys: &[&str]) -> String {
    match dutch::nearest(key, keys.iter().copied()) {
        Some(near) => format!("Bedoelt u `{near}`?"),
        None => format!("Hier kan staan: {}.", dutch::ticked_or(keys)),
    }
}

/// Where an unknown key belongs: in a block of the same record, or under a name much like it.
fn key_suggestion<T: Record>(key: &str) -> String {
    let schema = T::schema();
    let blocks = schema["properties"].as_object().into_iter().flatten();
    for (block, property) in blocks {
        if property["properties"].get(key).is_some() {
            return format!(
                "`{key}` hoort in het blok [{block}]. Staat er nog een # voor die regel? Haal die dan weg."
            );
        }
        if property["items"]["properties"].get(key).is_some() && dutch::nearest(key, T::KEYS.iter().copied()).is_none()
        {
            return format!(
                "`{key}` hoort in een blok [[{block}]]. Staat er nog een # voor die regel? Haal die dan weg."
            );
        }
    }
    suggestion(key, T::KEYS)
}

impl<T: Scalar> Field for At<T> {
    fn read(slot: &Slot<'_>, rd: &mut Reader<'_>) -> Option<Self> {
        let Some(node) = slot.node else {
            slot.tell_missing(rd);
            return None;
        };
        T::parse(node, rd).map(|value| At { value, place: node.place.clone() })
    }

    fn view(&self, _: Audience) -> View {
        self.value.view(&self.place)
    }

    fn schema() -> Json {
        T::schema()
    }
}

impl<T: Scalar> Field for Option<At<T>> {
    fn read(slot: &Slot<'_>, rd: &mut Reader<'_>) -> Option<Self> {
        let Some(node) = slot.node else {
            slot.tell_missing(rd);
            return Some(None);
        };
        Some(T::parse(node, rd).map(|value| At { value, place: node.place.clone() }))
    }

    fn view(&self, _: Audience) -> View {
        self.as_ref().map_or(View::Unknown, |at| at.value.view(&at.place))
    }

    fn schema() -> Json {
        T::schema()
    }
}

impl<T: Scalar> Field for Vec<At<T>> {
    fn read(slot: &Slot<'_>, rd: &mut Reader<'_>) -> Option<Self> {
        let Some(node) = slot.node else {
            slot.tell_missing(rd);
            return Some(Vec::new());
        };
        let items: Vec<Node> = match &node.value {
            Value::List(items) => items.clone(),
            // A cell holds a list as `a, b`.
            Value::Text(text) if !text.trim().is_empty() && node.place.source.path().ends_with(".csv") => text
                .split(',')
                .filter(|part| !part.trim().is_empty())
                .map(|part| Node { value: Value::Text(part.trim().to_owned()), place: node.place.clone() })
                .collect(),
            Value::Text(text) => {
                let items: Vec<String> = text.split(',').map(|item| format!("\"{}\"", shorten(item))).collect();
                wrong_kind(node, "een lijst", &format!("{} = [{}]", slot.key, items.join(", ")), rd);
                return Some(Vec::new());
            }
            _ => {
                wrong_kind(node, "een lijst", &format!("{} = [\"een\", \"twee\"]", slot.key), rd);
                return Some(Vec::new());
            }
        };
        if tell_too_many(&items, MOST_ROWS, rd) {
            return Some(Vec::new());
        }
        Some(
            items
                .iter()
                .filter_map(|item| T::parse(item, rd).map(|value| At { value, place: item.place.clone() }))
                .collect(),
        )
    }

    fn view(&self, _: Audience) -> View {
        View::List(self.iter().map(|at| at.value.view(&at.place)).collect())
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }
}

impl<T: Record> Field for Vec<T> {
    fn read(slot: &Slot<'_>, rd: &mut Reader<'_>) -> Option<Self> {
        let Some(node) = slot.node else {
            slot.tell_missing(rd);
            return Some(Vec::new());
        };
        let Value::List(items) = &node.value else {
            wrong_kind(
                node,
                "een lijst van blokken",
                &format!("[[{}]] boven elk blok, met dubbele haken", slot.key),
                rd,
            );
            return Some(Vec::new());
        };
        if tell_too_many(items, MOST_ROWS, rd) {
            return Some(Vec::new());
        }
        rd.within.push(slot.key);
        let read =
            items.iter().filter_map(|item| read_block(item, &format!("[[{}]]", rd.within.join(".")), rd)).collect();
        rd.within.pop();
        Some(read)
    }

    fn view(&self, audience: Audience) -> View {
        View::List(self.iter().map(|item| item.view(audience)).collect())
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }
}

/// A record that only a confidential edition shows.
#[derive(Debug, Clone)]
pub struct Confidential<T>(pub Option<T>);

impl<T: Record> Field for Confidential<T> {
    fn read(slot: &Slot<'_>, rd: &mut Reader<'_>) -> Option<Self> {
        Some(Self(slot.node.and_then(|node| read_block(node, &format!("[{}]", slot.key), rd))))
    }

    fn view(&self, audience: Audience) -> View {
        match (&self.0, audience) {
            (Some(record), Audience::Vertrouwelijk) => record.view(audience),
            _ => View::Hidden,
        }
    }

    fn schema() -> Json {
        let mut schema = T::schema();
        schema["x-vertrouwelijk"] = true.into();
        schema
    }
}

/// Reads a record that may be left out: every field is then as if not filled in.
pub fn read_nested<T: Record>(slot: &Slot<'_>, rd: &mut Reader<'_>) -> Option<T> {
    rd.within.push(slot.key);
    let read = match slot.node {
        Some(node) => read_block(node, &format!("[{}]", rd.within.join(".")), rd),
        None => T::read_table(&Table::default(), slot.parent, rd),
    };
    rd.within.pop();
    read
}

/// Declares a record. Each field: doc comment, name, type, [`Need`].
macro_rules! record {
    ($(#[doc = $about:literal])+ pub struct $name:ident { $($(#[doc = $doc:literal])+ $field:ident : $ty:ty, $need:expr;)* }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone)]
        pub struct $name {
            $($(#[doc = $doc])+ pub $field: $ty,)*
            /// Where the record stands.
            pub place: $crate::ground::source::Place,
        }

        impl $crate::nouns::record::Record for $name {
            const KEYS: &'static [&'static str] = &[$(stringify!($field)),*];

            fn required() -> Vec<&'static str> {
                use $crate::nouns::record::Need::*;
                let mut keys = Vec::new();
                $(if matches!($need, Required) { keys.push(stringify!($field)); })*
                keys
            }

            fn read_table(
                table: &$crate::ground::tree::Table,
                place: &$crate::ground::source::Place,
                rd: &mut $crate::nouns::reader::Reader<'_>,
            ) -> Option<Self> {
                use $crate::nouns::record::Need::*;
                $(let $field = <$ty as $crate::nouns::record::Field>::read(&$crate::nouns::record::Slot {
                    key: stringify!($field),
                    about: concat!($($doc),+),
                    need: $need,
                    parent: place,
                    node: table.get(stringify!($field)),
                }, rd);)*
                Some(Self { $($field: $field?,)* place: place.clone() })
            }

            fn view(&self, audience: $crate::nouns::view::Audience) -> $crate::nouns::view::View {
                $crate::nouns::view::View::Table(vec![
                    $((stringify!($field).to_owned(), $crate::nouns::record::Field::view(&self.$field, audience)),)*
                ])
            }

            fn schema() -> serde_json::Value {
                let mut properties = serde_json::Map::new();
                $({
                    let mut schema = <$ty as $crate::nouns::record::Field>::schema();
                    schema["description"] = concat!($($doc),+).trim().into();
                    properties.insert(stringify!($field).into(), schema);
                })*
                serde_json::json!({
                    "type": "object",
                    "description": concat!($($about),+).trim(),
                    "properties": properties,
                    // The order of the declaration, for editors and for `nieuw`.
                    "propertyOrder": <Self as $crate::nouns::record::Record>::KEYS,
                    "required": Self::required(),
                    "additionalProperties": false,
                })
            }
        }

        impl $crate::nouns::record::Field for $name {
            fn read(slot: &$crate::nouns::record::Slot<'_>, rd: &mut $crate::nouns::reader::Reader<'_>) -> Option<Self> {
                $crate::nouns::record::read_nested(slot, rd)
            }

            fn view(&self, audience: $crate::nouns::view::Audience) -> $crate::nouns::view::View {
                $crate::nouns::record::Record::view(self, audience)
            }

            fn schema() -> serde_json::Value {
                <Self as $crate::nouns::record::Record>::schema()
            }
        }
    };
}
pub(crate) use record;

/// Tells ids that occur twice.
pub fn unique_ids<'a>(what: &str, ids: impl IntoIterator<Item = &'a At<super::scalar::Id>>, rd: &mut Reader<'_>) {
    let mut seen = std::collections::BTreeMap::new();
    for id in ids {
        let first = *seen.entry(id.value.0.as_str()).or_insert(&id.place);
        if *first != id.place {
            rd.report.push(rules::DUPLICATE_ID.at(
                Some(id.place.clone()),
                format!("{what} `{}` staat er twee keer (de eerste op {first})", id.value.0),
                "Geef een van de twee een ander id en pas de verwijzingen aan.",
            ));
        }
    }
}
