//! Hashes, keys and signatures as values of a data file.
//!
//! It deliberately checks only that they can be: whether they are right is for who has the content.

use serde_json::{Value as Json, json};

use super::reader::Reader;
use super::scalar::Scalar;
use super::view::View;
use crate::ground::catalogue as rules;
use crate::ground::hash::Hash;
use crate::ground::signature::{PublicKey, Signature};
use crate::ground::source::Place;
use crate::ground::toml::shorten;
use crate::ground::tree::{Node, Value};

/// Reads a text of hexadecimal digits, or tells what should stand there.
fn code<T>(node: &Node, what: &str, digits: usize, read: fn(&str) -> Option<T>, rd: &mut Reader<'_>) -> Option<T> {
    let text = match &node.value {
        Value::Text(text) => text.trim(),
        _ => "",
    };
    let found = read(text);
    if found.is_none() {
        rd.report.push(rules::BAD_HEX.at(
            Some(node.place.clone()),
            format!("dit is geen {what}: `{}`", shorten(node.place.text().trim_matches('"'))),
            format!("Neem de {digits} tekens (0-9 en a-f) over zoals het programma ze heeft gemaakt."),
        ));
    }
    found
}

macro_rules! code {
    ($ty:ty, $what:literal, $digits:literal) => {
        impl Scalar for $ty {
            fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
                code(node, $what, $digits, Self::parse, rd)
            }

            fn view(&self, place: &Place) -> View {
                View::Text(self.to_string(), place.clone())
            }

            fn schema() -> Json {
                json!({ "type": "string", "pattern": concat!("^[0-9a-f]{", $digits, "}$") })
            }
        }
    };
}

code!(Hash, "controlecode", 64);
code!(PublicKey, "sleutel", 64);
code!(Signature, "handtekening", 128);
