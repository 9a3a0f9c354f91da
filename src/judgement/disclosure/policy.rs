//! The rules of disclosure control, as a choice of the gemeente.
//!
//! It deliberately holds no figures and no words.

/// Counts from 1 up to this are not shown (the usual choice for frequency tables; see the project's domain notes §5.3).
pub const THRESHOLD: u64 = 5;

/// What is protected, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Counts below it are not shown, and the range left to a withheld count is at least this wide.
    pub threshold: u64,
    /// Whether a zero may be shown.
    pub zeros: Zeros,
    /// Withhold or round.
    pub method: Method,
    /// What to keep as small as can be.
    pub objective: Objective,
}

impl Policy {
    /// Withholds as few counts as can be, zeros shown: the usual policy.
    pub const fn with_threshold(threshold: u64) -> Self {
        Self { threshold, zeros: Zeros::Shown, method: Method::Suppress, objective: Objective::FewestCells }
    }
}

/// Whether a zero tells something of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zeros {
    /// A zero is shown, and a reader knows that what is withheld is at least 1.
    Shown,
    /// A zero is withheld as any small count.
    Hidden,
}

/// How a small count is kept from view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// It is not shown, and others with it.
    Suppress,
    /// Every count is rounded to the nearest multiple of five.
    Round5,
}

/// What a good pattern is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// As few counts as can be are withheld.
    FewestCells,
    /// The counts that are withheld together are as small as can be.
    LeastTotal,
}

/// What the reader has of a cell already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing: it is decided now.
    Free,
    /// The count: it was published before, or by another, and cannot be hidden any more.
    Published,
    /// Nothing, although an earlier publication was about it: it stays withheld.
    Kept,
    /// Nothing, and never will from us: it is not ours to show or to protect, such as that of another gemeente.
    Outside,
}
