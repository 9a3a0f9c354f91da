//! `PersonCount`: a number that could point at a person. It cannot be printed, compared with a threshold by
//! accident, or serialised; only disclosure control may look inside.
//!
//! It deliberately does not know the rules of disclosure; those are in `judgement::disclosure`.

use serde_json::Value as Json;

use super::reader::Reader;
use super::scalar::Scalar;
use super::view::View;
use crate::ground::source::Place;
use crate::ground::tree::Node;

/// A count of signals, reports or people. No `Display`, `Serialize` or telling `Debug`, on purpose:
///
/// ```compile_fail,E0277
/// let text = format!("{}", beleid::nouns::count::PersonCount::new(3));
/// ```
///
/// ```compile_fail,E0277
/// let json = serde_json::to_string(&beleid::nouns::count::PersonCount::new(3));
/// ```
///
/// What can be said of it is that it exists:
///
/// ```
/// assert_eq!(format!("{:?}", beleid::nouns::count::PersonCount::new(3)), "PersonCount(…)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PersonCount(u64);

impl PersonCount {
    /// A count as read or added up.
    pub fn new(count: u64) -> Self {
        Self(count)
    }

    /// The sum of counts of the same unit.
    pub fn sum(counts: impl IntoIterator<Item = PersonCount>) -> Self {
        Self(counts.into_iter().fold(0, |sum, c| sum.saturating_add(c.0)))
    }

    /// Whether there are more than people live in the gemeente: a slip of the pen, whatever the count.
    pub fn exceeds_population(self, population: u32) -> bool {
        self.0 > u64::from(population)
    }

    /// The raw number, for disclosure control alone; a test over the source proves that nobody else calls it.
    pub fn for_disclosure_control_only(self) -> u64 {
        self.0
    }
}

impl std::fmt::Debug for PersonCount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonCount(…)")
    }
}

impl Scalar for PersonCount {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        u32::parse(node, rd).map(|n| Self(u64::from(n)))
    }

    fn view(&self, _: &Place) -> View {
        View::Hidden
    }

    fn schema() -> Json {
        <u32 as Scalar>::schema()
    }
}
