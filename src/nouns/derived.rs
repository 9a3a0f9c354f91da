//! Where a value that a document shows comes from: cells of the data, and the rule when it does not stand there as it
//! is shown.
//!
//! It deliberately holds places, not values: what a cell says stays in its file.

use crate::ground::source::Place;

/// A value that a block shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// As it is shown.
    pub shown: String,
    /// The cells it was made of, in order.
    pub from: Vec<Place>,
    /// How, in Dutch, when it is not one cell as it stands.
    pub rule: Option<String>,
    /// Whether it counts people: how many rows it was made of, and which, is then as confidential as the count.
    pub counted: bool,
}
