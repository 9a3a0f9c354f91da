//! `Order`: what is asked. Which document, over which year, in which stand, at which peildatum, for whom.
//!
//! It deliberately has no default: a date that nobody chose would be a guess.

use chrono::NaiveDate;

pub use super::view::Audience;
pub use crate::ground::diagnostic::Stand;

/// One document to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Id of the document, such as `beleidsplan`: the name of a file in `templates/documenten/`.
    pub document: String,
    /// The year a yearly document reports on.
    pub year: Option<i32>,
    /// How far the document has come.
    pub stand: Stand,
    /// The date at which facts, versions and evidence are weighed (*peildatum*).
    pub peildatum: NaiveDate,
    /// Who reads it.
    pub audience: Audience,
}
