//! `Order`: what is asked. Which document, over which year, in which stand, at which peildatum, for whom.
//!
//! It deliberately has no default: a date that nobody chose would be a guess.

use chrono::NaiveDate;

pub use super::view::Audience;
pub use crate::ground::diagnostic::Stand;
use crate::ground::diagnostic::{Blocks, Diagnostic, Report, Severity};

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
    /// Whether the margin says where each block comes from; only in the confidential edition.
    pub notes: bool,
}

impl Order {
    /// Whether a diagnostic of reading and checking concerns this document. A fault concerns every document; a gap in
    /// a year does not stop the plan, nor a gap in the plan a report.
    pub fn concerns(&self, diagnostic: &Diagnostic) -> bool {
        // What is wrong with versions and packs is so for every document.
        if diagnostic.rule.code.starts_with('L') {
            return true;
        }
        let path = diagnostic.place.as_ref().map_or("", |p| p.source.path());
        let year =
            path.strip_prefix("jaren/").and_then(|rest| rest.split('/').next()).and_then(|y| y.parse::<i32>().ok());
        diagnostic.rule.blocks == Blocks::Always
            || match (self.year, year) {
                (None, year) => year.is_none(),
                (Some(own), Some(year)) => own == year,
                (Some(_), None) => matches!(path, "" | "gemeente.toml"),
            }
    }

    /// Whether reading and checking told something that stops this document.
    pub fn stopped_by(&self, intake: &Report) -> bool {
        intake.sorted().iter().any(|d| self.concerns(d) && d.rule.severity(self.stand) == Severity::Error)
    }

    /// How heavy a diagnostic weighs over several documents: as in the one that it weighs heaviest in.
    pub fn weigh(orders: &[Order], diagnostic: &Diagnostic) -> Severity {
        let weights = orders.iter().filter(|o| o.concerns(diagnostic)).map(|o| diagnostic.rule.severity(o.stand));
        weights.max().unwrap_or_else(|| diagnostic.rule.severity(Stand::Concept))
    }
}
