//! Two documents that someone wants to compare: whether that says anything, and what a reader calls each.
//!
//! It deliberately does not know where they came from; who does, may add a word for when their own words are the same.

use super::was_wordt::Names;
use crate::ground::diagnostic::Stand;
use crate::ground::dutch;
use crate::nouns::order::Order;
use crate::text::written::Written;

/// What the name of a comparison begins with; the name of what is compared follows.
pub const COMPARISON: &str = "vergelijking-";

/// Why two documents cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// They are different documents.
    Document,
    /// One shows what the other may not.
    Audience,
    /// This one is a comparison itself.
    Comparison,
}

/// Whether a comparison of these says anything.
///
/// # Errors
/// When it would not, or would show what may not be shown.
pub fn matches(old: &Order, new: &Order) -> Result<(), Mismatch> {
    if [old, new].iter().any(|order| order.document.starts_with(COMPARISON)) {
        Err(Mismatch::Comparison)
    } else if old.document != new.document {
        Err(Mismatch::Document)
    } else if old.audience != new.audience {
        Err(Mismatch::Audience)
    } else {
        Ok(())
    }
}

/// The comparison as something that was asked.
pub fn order(new: &Order) -> Order {
    Order { document: format!("{COMPARISON}{}", new.document), ..new.clone() }
}

/// What a reader calls each: `het concept van 3 mei 2026`. When that is the same, `origins` are behind it.
pub fn names(old: &Written, new: &Written, origins: (&str, &str)) -> Names {
    let gemeente = |of: &Written| of.manuscript.cover.gemeente.clone();
    let place = gemeente(old) != gemeente(new);
    let (was, becomes) = (name(old, place), name(new, place));
    match (was == becomes, origins.0 == origins.1) {
        (false, _) => Names { old: was, new: becomes },
        (true, false) => Names { old: format!("{was} ({})", origins.0), new: format!("{becomes} ({})", origins.1) },
        (true, true) => Names { old: format!("{was} (oud)"), new: format!("{becomes} (nieuw)") },
    }
}

fn name(of: &Written, with_place: bool) -> String {
    let stand = match of.order.stand {
        Stand::Concept => "het concept",
        Stand::Ontwerp => "het ontwerp",
        Stand::Vastgesteld => "de vastgestelde tekst",
    };
    let year = of.order.year.map(|year| format!(" over {year}")).unwrap_or_default();
    let place = if with_place { format!(" van {}", of.manuscript.meta.author) } else { String::new() };
    format!(
        "{stand}{year}{} van {}",
        place.replace(" Gemeente ", " de gemeente "),
        dutch::date(of.manuscript.meta.date)
    )
}
