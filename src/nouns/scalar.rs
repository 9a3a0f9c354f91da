//! Single values: text, dates, amounts, choices and ids, read from TOML and from cells alike.
//!
//! It deliberately does not know in which record a value stands.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::reader::{Reader, wrong_kind};
use super::view::View;
use crate::ground::catalogue as rules;
use crate::ground::dutch::{self, DateFault};
use crate::ground::source::{Place, Source};
use crate::ground::toml::shorten;
use crate::ground::tree::{Node, Value};

/// Longest text in a data file, in characters: some six pages. Longer belongs in `teksten/`.
pub const LONGEST_TEXT: usize = 20_000;

/// A value that stands alone.
pub trait Scalar: Sized {
    /// Reads it; a fault is told and gives `None`.
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self>;
    /// What a reader sees.
    fn view(&self, place: &Place) -> View;
    /// The JSON Schema.
    fn schema() -> Json;
}

/// Text that can be shown: not empty, not endless, every character in the fonts.
impl Scalar for String {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        let Value::Text(text) = &node.value else {
            let example = match &node.value {
                Value::Number(bare) | Value::Date(bare) => format!("\"{}\", met aanhalingstekens", shorten(bare)),
                _ => "\"tekst tussen aanhalingstekens\"".into(),
            };
            wrong_kind(node, "een tekst", &example, rd);
            return None;
        };
        showable(text, &node.place, rd).then(|| text.trim().to_owned())
    }

    fn view(&self, place: &Place) -> View {
        View::Text(self.clone(), place.clone())
    }

    fn schema() -> Json {
        json!({ "type": "string" })
    }
}

/// Whether a text can stand in a document; tells why not.
pub fn showable(text: &str, place: &Place, rd: &mut Reader<'_>) -> bool {
    if text.trim().is_empty() {
        rd.report.push(rules::EMPTY_TEXT.at(
            Some(place.clone()),
            "hier staat een lege tekst",
            "Vul iets in, of haal de hele regel weg; het document zegt dan 'nog niet bekend'.",
        ));
        return false;
    }
    if matches!(text.trim(), "..." | "…") {
        rd.report.push(rules::EMPTY_TEXT.at(
            Some(place.clone()),
            "hier staan nog de puntjes uit het voorbeeld",
            "Vul iets in, of zet er weer een # voor; het document zegt dan 'nog niet bekend'.",
        ));
        return false;
    }
    let length = text.chars().count();
    if length > LONGEST_TEXT {
        rd.report.push(rules::TEXT_TOO_LONG.at(
            Some(place.clone()),
            format!(
                "deze tekst telt {} tekens: `{}`",
                dutch::integer(i64::try_from(length).unwrap_or(i64::MAX)),
                shorten(text)
            ),
            format!("Kort hem in tot {} tekens, of zet hem in een bestand in teksten/.", dutch::integer(20_000)),
        ));
        return false;
    }
    tell_glyphs(text, place, rd)
}

/// Whether the fonts have every character; tells each that they lack.
pub fn tell_glyphs(text: &str, place: &Place, rd: &mut Reader<'_>) -> bool {
    let missing = rd.glyphs.missing(text);
    for (_, c) in missing.iter().take(5) {
        let code = u32::from(*c);
        let (title, action) = if c.is_control() {
            (
                format!("hier staat een onzichtbaar stuurteken (U+{code:04X})"),
                "Haal het teken weg; typ de tekst zo nodig opnieuw.",
            )
        } else {
            (
                format!("het lettertype heeft geen teken `{c}` (U+{code:04X})"),
                "Haal het teken weg of schrijf het in letters.",
            )
        };
        rd.report.push(rules::NO_GLYPH.at(Some(place.clone()), title, action));
    }
    missing.is_empty()
}

/// The same for a whole file, at the place of each character.
pub fn tell_file_glyphs(source: &Arc<Source>, rd: &mut Reader<'_>) {
    for (offset, c) in rd.glyphs.missing(source.text()).into_iter().take(20) {
        tell_glyphs(&c.to_string(), &source.place(offset..offset + c.len_utf8()), rd);
    }
}

fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(t) | Value::Number(t) | Value::Date(t) => Some(t.trim()),
        _ => None,
    }
}

impl Scalar for NaiveDate {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        let Some(text) = text_of(node) else {
            wrong_kind(node, "een datum", "2026-01-31", rd);
            return None;
        };
        match dutch::parse_date(text) {
            Ok(date) => Some(date),
            Err(fault) => {
                let why = if fault == DateFault::NoSuchDay { "deze dag bestaat niet" } else { "dit is geen datum" };
                rd.report.push(rules::BAD_DATE.at(
                    Some(node.place.clone()),
                    format!("{why}: `{}`", shorten(text)),
                    "Schrijf een datum als 2026-01-31 of \"31-1-2026\".",
                ));
                None
            }
        }
    }

    fn view(&self, place: &Place) -> View {
        View::Date(*self, place.clone())
    }

    fn schema() -> Json {
        json!({ "type": "string", "x-soort": "datum", "examples": ["2026-01-31", "31-1-2026"] })
    }
}

/// Whether a value stands in a CSV file, where no marks are needed.
fn is_cell(node: &Node) -> bool {
    node.place.source.path().ends_with(".csv")
}

fn hundredths(node: &Node, expected: &str, rd: &mut Reader<'_>) -> Option<i64> {
    let Some(text) = text_of(node) else {
        wrong_kind(node, "een getal", expected, rd);
        return None;
    };
    let value = match &node.value {
        // A bare TOML number has a decimal point and never groups.
        Value::Number(n) => plain_hundredths(n),
        _ => dutch::parse_hundredths(text),
    };
    if value.is_none() {
        let shown = shorten(text);
        let (title, action) = match (&node.value, dutch::parse_hundredths(text)) {
            (Value::Number(_), Some(meant)) if meant % 100 == 0 => (
                format!("de punt in `{shown}` kan duizend betekenen of een deel"),
                format!("Schrijf {}, of \"{shown}\" met aanhalingstekens.", meant / 100),
            ),
            _ if dutch::parse_hundredths(text.trim_end_matches('%')).is_some() => (
                format!("hier hoort alleen een getal: `{shown}`"),
                format!("Schrijf {}; noem procent bij de eenheid.", text.trim_end_matches('%').trim()),
            ),
            _ if text.starts_with(|c: char| c.is_ascii_digit()) => {
                (format!("dit getal is te groot of niet te lezen: `{shown}`"), format!("Schrijf: {expected}."))
            }
            _ => (format!("dit is geen getal: `{shown}`"), format!("Schrijf: {expected}.")),
        };
        rd.report.push(rules::BAD_NUMBER.at(Some(node.place.clone()), title, action));
    }
    value
}

/// A bare number of TOML in hundredths.
pub(super) fn plain_hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let negative = whole.starts_with('-');
    let whole = whole.trim_start_matches(['-', '+']);
    if part.len() > 2 || whole.len() > 14 || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = whole.parse::<i64>().ok()? * 100 + format!("{part:0<2}").parse::<i64>().ok()?;
    Some(if negative { -value } else { value })
}

/// An amount in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub i64);

impl Scalar for Money {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        let expected =
            if is_cell(node) { "25000, 25.000 of € 25.000" } else { "25000, \"25.000\" of \"€ 25.000\"" };
        hundredths(node, expected, rd).map(Self)
    }

    fn view(&self, place: &Place) -> View {
        View::Money(self.0, place.clone())
    }

    fn schema() -> Json {
        json!({ "type": ["number", "string"], "x-soort": "bedrag" })
    }
}

/// A decimal with at most two places, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(pub i64);

impl Scalar for Decimal {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        hundredths(node, if is_cell(node) { "12 of 12,5" } else { "12 of \"12,5\"" }, rd).map(Self)
    }

    fn view(&self, place: &Place) -> View {
        View::Decimal(self.0, place.clone())
    }

    fn schema() -> Json {
        json!({ "type": ["number", "string"], "x-soort": "getal" })
    }
}

/// A whole number, zero or more.
impl Scalar for u32 {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        let value = hundredths(node, "een geheel getal, zoals 12", rd)?;
        let whole = if value % 100 == 0 { u32::try_from(value / 100).ok() } else { None };
        if whole.is_none() {
            rd.report.push(rules::BAD_NUMBER.at(
                Some(node.place.clone()),
                format!("dit is geen geheel getal van nul of meer: `{}`", shorten(node.place.text())),
                "Schrijf: een geheel getal, zoals 12.",
            ));
        }
        whole
    }

    fn view(&self, place: &Place) -> View {
        View::Int(i64::from(*self), place.clone())
    }

    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}

impl Scalar for bool {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::Bool(b) => Some(*b),
            Value::Text(t) if matches!(t.to_lowercase().as_str(), "ja" | "waar" | "true" | "x") => Some(true),
            Value::Text(t) if matches!(t.to_lowercase().as_str(), "nee" | "onwaar" | "false") => Some(false),
            _ => {
                wrong_kind(node, "true (ja) of false (nee)", "true of false; in een CSV-bestand ja of nee", rd);
                None
            }
        }
    }

    fn view(&self, place: &Place) -> View {
        View::Bool(*self, place.clone())
    }

    fn schema() -> Json {
        json!({ "type": "boolean" })
    }
}

/// Longest id, in characters.
pub const LONGEST_ID: usize = 60;

/// Whether a text can be an id as it is written.
pub fn is_id(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    text.chars().all(fits) && text.len() <= LONGEST_ID && text.contains(|c: char| c.is_ascii_alphanumeric())
}

/// The id that a name comes nearest to.
pub fn id_near(name: &str) -> String {
    repaired(&name.to_lowercase())
}

/// A short name by which records refer to each other: lower case letters, digits and hyphens, at most 60.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(pub String);

impl std::ops::Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Scalar for Id {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        let text = String::parse(node, rd)?;
        let lower = text.to_lowercase();
        if is_id(&lower) {
            return Some(Self(lower));
        }
        rd.report.push(rules::BAD_ID.at(
            Some(node.place.clone()),
            format!("dit kan geen id zijn: `{}`", shorten(&text)),
            format!("Gebruik hoogstens 60 kleine letters, cijfers en streepjes, bijvoorbeeld `{}`.", repaired(&lower)),
        ));
        None
    }

    fn view(&self, place: &Place) -> View {
        View::Text(self.0.clone(), place.clone())
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^[A-Za-z0-9._-]{1,60}$" })
    }
}

/// The id that a lower case text comes nearest to: accents dropped, hyphens for what cannot be.
fn repaired(lower: &str) -> String {
    let plain = lower.chars().take(60).map(|c| match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        c => c,
    });
    let parts: String = plain.map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = parts.split_whitespace().collect();
    if words.is_empty() { "nummer-1".into() } else { words.join("-") }
}

/// Declares a choice from a fixed list of words.
macro_rules! choice {
    ($(#[doc = $about:literal])+ pub enum $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)* }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $doc])+ $variant,)* }

        impl $name {
            /// Every choice, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in data and documents.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl $crate::nouns::scalar::Scalar for $name {
            fn parse(node: &$crate::ground::tree::Node, rd: &mut $crate::nouns::reader::Reader<'_>) -> Option<Self> {
                let words: Vec<&'static str> = Self::ALL.iter().map(|c| c.word()).collect();
                let at = $crate::nouns::scalar::choose(node, &words, rd)?;
                Some(Self::ALL[at])
            }

            fn view(&self, place: &$crate::ground::source::Place) -> $crate::nouns::view::View {
                $crate::nouns::view::View::Word(self.word(), place.clone())
            }

            fn schema() -> serde_json::Value {
                serde_json::json!({ "enum": Self::ALL.iter().map(|c| c.word()).collect::<Vec<_>>() })
            }
        }
    };
}
pub(crate) use choice;

/// The index of the word that the node holds; tells the nearest one when there is none.
pub fn choose(node: &Node, words: &[&str], rd: &mut Reader<'_>) -> Option<usize> {
    let Some(text) = text_of(node) else {
        wrong_kind(node, "een woord", &format!("een van {}", dutch::ticked_or(words)), rd);
        return None;
    };
    // A typographic apostrophe is not on every keyboard.
    let plain = |text: &str| text.to_lowercase().replace('’', "'");
    let lower = plain(text);
    let found = words.iter().position(|w| plain(w) == lower);
    if found.is_none() {
        let near =
            dutch::nearest(&lower, words.iter().copied()).map(|w| format!("Bedoelt u `{w}`? ")).unwrap_or_default();
        rd.report.push(rules::BAD_CHOICE.at(
            Some(node.place.clone()),
            format!("`{}` kan hier niet", shorten(text)),
            format!("{near}Kies uit {}.", dutch::ticked_or(words)),
        ));
    }
    found
}
