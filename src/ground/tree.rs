//! A tree of values in which every key and value knows its place: what TOML and CSV files are read into.
//!
//! It deliberately does not know which keys exist; that is for the nouns above.

use super::source::Place;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where.
    pub place: Place,
}

/// What a data file can hold.
#[derive(Debug, Clone)]
pub enum Value {
    /// A quoted text, or a cell of a CSV file, which is always text.
    Text(String),
    /// A bare number, as written.
    Number(String),
    /// A bare date, as written.
    Date(String),
    /// `true` or `false`.
    Bool(bool),
    /// `[…]` or repeated `[[…]]`.
    List(Vec<Node>),
    /// `[…]`, `{…}` or a row.
    Table(Table),
}

impl Value {
    /// The kind of value in Dutch, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "een tekst",
            Self::Number(_) => "een getal",
            Self::Date(_) => "een datum",
            Self::Bool(true) => "true",
            Self::Bool(false) => "false",
            Self::List(_) => "een lijst",
            Self::Table(_) => "een blok met sleutels",
        }
    }
}

/// Keys with their values, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Each key, its place and its value.
    pub entries: Vec<(String, Place, Node)>,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(k, _, _)| k == key).map(|(_, _, node)| node)
    }
}
