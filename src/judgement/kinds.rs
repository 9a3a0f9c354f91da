//! The kinds of the names that expressions can use, from the declarations of the records.
//!
//! It says of a name what `context` says of its value; a test holds the two together.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::nouns::amendement::Amendement;
use crate::nouns::gemeente::{Gemeente, Profielfeit};
use crate::nouns::jaar::{Controle, JaarTekst, Training, Voortgang};
use crate::nouns::library::FactKind;
use crate::nouns::organisatie::Organisatie;
use crate::nouns::plan::{Maatregel, Plan, Vaststelling};
use crate::nouns::record::Record;

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// One of these words.
    Word(Vec<String>),
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// A date.
    Date,
    /// True or false.
    Bool,
    /// `none`.
    Nothing,
    /// A list of one kind.
    List(Box<Kind>),
    /// Named values.
    Record(BTreeMap<String, Kind>),
    /// Cannot be told from the expression alone.
    Any,
}

impl Kind {
    /// The kind in Dutch.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Text | Self::Word(_) => "een tekst",
            Self::Number => "een getal",
            Self::Money => "een bedrag",
            Self::Date => "een datum",
            Self::Bool => "waar of onwaar",
            Self::Nothing => "niets",
            Self::List(_) => "een lijst",
            Self::Record(_) => "een blok met gegevens",
            Self::Any => "onbekend",
        }
    }

    /// Whether two kinds can be compared.
    pub fn compares(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any | Self::Nothing, _) | (_, Self::Any | Self::Nothing) => true,
            (Self::Text | Self::Word(_), Self::Text | Self::Word(_)) => true,
            (Self::List(a), Self::List(b)) => a.compares(b),
            (a, b) => a == b,
        }
    }
}

/// Every name of a context.
pub fn root(facts: &[FactKind]) -> Kind {
    let of = |schema: Json| kind(&schema);
    let plan = of(<Plan as Record>::schema());
    let organisatie = of(<Organisatie as Record>::schema());
    let mut measure = of(<Maatregel as Record>::schema());
    if let Kind::Record(fields) = &mut measure {
        // The ids of a measure are followed; see `context::resolve`.
        for (key, owner, list) in [
            ("doel", &plan, "doelen"),
            ("budget", &plan, "middelen"),
            ("indicator", &plan, "indicatoren"),
            ("actiehouder", &organisatie, "rollen"),
        ] {
            fields.insert(key.into(), element(owner, list));
        }
        fields.insert("met_wie".into(), Kind::List(Box::new(element(&organisatie, "partners"))));
    }
    let list = |schema: Json| Kind::List(Box::new(of(schema)));
    let mut year = of(<JaarTekst as Record>::schema());
    if let Kind::Record(fields) = &mut year {
        fields.insert("jaar".into(), Kind::Text);
        fields.insert("trainingen".into(), list(<Training as Record>::schema()));
        fields.insert("controles".into(), list(<Controle as Record>::schema()));
        fields.insert("voortgang".into(), list(<Voortgang as Record>::schema()));
    }
    let fact = of(<Profielfeit as Record>::schema());
    let profile = facts.iter().map(|f| (f.id.0.clone(), fact.clone())).collect();
    let word = |words: &[&str]| Kind::Word(words.iter().map(|w| (*w).to_owned()).collect());
    Kind::Record(BTreeMap::from([
        ("gemeente".into(), of(<Gemeente as Record>::schema())),
        ("plan".into(), plan),
        ("organisatie".into(), organisatie),
        ("maatregelen".into(), Kind::List(Box::new(measure))),
        ("vaststelling".into(), of(<Vaststelling as Record>::schema())),
        ("amendementen".into(), list(<Amendement as Record>::schema())),
        ("jaar".into(), year),
        ("profiel".into(), Kind::Record(profile)),
        ("stand".into(), word(&["concept", "ontwerp", "vastgesteld"])),
        ("uitgave".into(), word(&["openbaar", "vertrouwelijk"])),
        ("peildatum".into(), Kind::Date),
    ]))
}

/// The kind of what stands in a list of a record.
fn element(record: &Kind, list: &str) -> Kind {
    match record {
        Kind::Record(fields) => match fields.get(list) {
            Some(Kind::List(element)) => (**element).clone(),
            _ => Kind::Any,
        },
        _ => Kind::Any,
    }
}

/// The kind that a JSON Schema of a record describes.
fn kind(schema: &Json) -> Kind {
    if let Some(words) = schema["enum"].as_array() {
        return Kind::Word(words.iter().filter_map(Json::as_str).map(str::to_owned).collect());
    }
    match (schema["x-soort"].as_str(), schema["type"].as_str()) {
        (Some("datum"), _) => Kind::Date,
        (Some("bedrag"), _) => Kind::Money,
        (Some("getal"), _) | (_, Some("integer" | "number")) => Kind::Number,
        (_, Some("boolean")) => Kind::Bool,
        (_, Some("array")) => Kind::List(Box::new(kind(&schema["items"]))),
        (_, Some("object")) => match schema["properties"].as_object() {
            // No norm and no condition may lean on what the public edition does not show.
            Some(fields) => Kind::Record(
                fields
                    .iter()
                    .filter(|(_, s)| s["x-vertrouwelijk"] != true)
                    .map(|(k, s)| (k.clone(), kind(s)))
                    .collect(),
            ),
            None => Kind::Any,
        },
        (_, Some("string")) => Kind::Text,
        _ => Kind::Any,
    }
}
