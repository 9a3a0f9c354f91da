//! `Colour`: a colour of the house style, with enough contrast to read.
//!
//! It deliberately does not know where on a page it is used.

use serde_json::{Value as Json, json};

use super::reader::Reader;
use super::scalar::Scalar;
use super::view::View;
use crate::ground::catalogue as rules;
use crate::ground::dutch;
use crate::ground::source::Place;
use crate::ground::toml::shorten;
use crate::ground::tree::Node;

/// A colour as `#rrggbb`, with enough contrast on white for text (WCAG 2.1, 1.4.3: 4.5 to 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Contrast with white, in hundredths (450 = 4.5:1), rounded down.
    ///
    /// WCAG 2.1, definitions of relative luminance and contrast ratio.
    #[expect(
        clippy::float_arithmetic,
        reason = "the definition in WCAG is one of real numbers; rounded down to an integer here"
    )]
    #[expect(clippy::cast_possible_truncation, reason = "between 100 and 2,100")]
    pub fn contrast_with_white(self) -> i64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.0.map(channel);
        (105.0 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)).floor() as i64
    }

    /// `#rrggbb`.
    pub fn hex(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

impl Scalar for Colour {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        let text = String::parse(node, rd)?;
        let hex = text.strip_prefix('#').filter(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()));
        let channel = |h: &str, i: usize| u8::from_str_radix(&h[i..i + 2], 16).unwrap_or(0);
        let Some(colour) = hex.map(|h| Self([channel(h, 0), channel(h, 2), channel(h, 4)])) else {
            rd.report.push(rules::BAD_CHOICE.at(
                Some(node.place.clone()),
                format!("dit is geen kleur: `{}`", shorten(&text)),
                "Schrijf een kleur als \"#154273\": een hekje en zes cijfers of letters van a tot f.",
            ));
            return None;
        };
        let contrast = colour.contrast_with_white();
        if contrast < 450 {
            rd.report.push(rules::LOW_CONTRAST.at(
                Some(node.place.clone()),
                format!("kleur `{}` heeft een contrast van {} op 1 met wit", colour.hex(), dutch::decimal(contrast)),
                "Kies een donkerdere kleur, met een contrast van ten minste 4,5 op 1.",
            ));
            return None;
        }
        Some(colour)
    }

    fn view(&self, place: &Place) -> View {
        View::Text(self.hex(), place.clone())
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" })
    }
}
