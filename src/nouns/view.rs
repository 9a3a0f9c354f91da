//! A record as chapters and norms see it: plain values by their Dutch key, each with its place.
//!
//! It deliberately does not know the template engine, and holds no undisclosed count and, for the public, no
//! confidential value.

use chrono::NaiveDate;

use crate::ground::source::Place;

/// Who reads the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everyone.
    Openbaar,
    /// Only those who may see confidential fields.
    Vertrouwelijk,
}

/// One value.
#[derive(Debug, Clone)]
pub enum View {
    /// An optional value that is not filled in.
    Unknown,
    /// A text.
    Text(String, Place),
    /// A date.
    Date(NaiveDate, Place),
    /// An amount in cents.
    Money(i64, Place),
    /// A decimal in hundredths.
    Decimal(i64, Place),
    /// A whole number.
    Int(i64, Place),
    /// A word from a fixed list.
    Word(&'static str, Place),
    /// Yes or no.
    Bool(bool, Place),
    /// Several values.
    List(Vec<View>),
    /// Values by key.
    Table(Vec<(String, View)>),
    /// A value that this reader may not see.
    Hidden,
}

impl View {
    /// The value of a key of a table.
    pub fn get(&self, key: &str) -> Option<&View> {
        match self {
            Self::Table(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Sets a key of a table; nothing else has keys.
    pub fn set(&mut self, key: &str, value: View) {
        if let Self::Table(entries) = self {
            entries.retain(|(k, _)| k != key);
            entries.push((key.to_owned(), value));
        }
    }

    /// The places of all values in it.
    pub fn places(&self, out: &mut Vec<Place>) {
        match self {
            Self::Text(_, p) | Self::Date(_, p) | Self::Money(_, p) | Self::Decimal(_, p) => out.push(p.clone()),
            Self::Int(_, p) | Self::Word(_, p) | Self::Bool(_, p) => out.push(p.clone()),
            Self::List(items) => items.iter().for_each(|v| v.places(out)),
            Self::Table(entries) => entries.iter().for_each(|(_, v)| v.places(out)),
            Self::Unknown | Self::Hidden => {}
        }
    }
}
