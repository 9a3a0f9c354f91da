//! What components work with: the data of one order, what was judged about it, and the words for what is missing.
//!
//! It deliberately gives no access to a raw count.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::dutch;
use crate::ground::source::At;
use crate::judgement::assess::Assessment;
use crate::judgement::change::Before;
use crate::judgement::figures::{Cut, Figures};
use crate::judgement::select::Selected;
use crate::judgement::value::{Shown, UNKNOWN};
use crate::judgement::verloop;
use crate::nouns::dossier::Dossier;
use crate::nouns::jaar::Jaar;
use crate::nouns::library::{Document, Library};
use crate::nouns::order::Order;
use crate::nouns::plan::Vaststelling;
use crate::nouns::scalar::{Decimal, Id, Money};
use crate::text::leaning::Leanings;
use crate::text::manuscript::{Align, Block, Column, Inline, Table};
use crate::text::markdown::Slot;

/// Something that is not known yet, and the next small step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The file to fill in.
    pub file: String,
    /// What is not known.
    pub what: String,
    /// The next small step.
    pub step: String,
    /// The stand that needs it.
    pub needed_for: &'static str,
}

/// The data of one order and what was judged about it.
pub struct Scene<'a> {
    /// The gemeente.
    pub dossier: &'a Dossier,
    /// Chapters, terms and lists.
    pub library: &'a Library,
    /// What is asked.
    pub order: &'a Order,
    /// The kind of document.
    pub document: &'a Document,
    /// Its title for this dossier.
    pub named: &'a str,
    /// The year it is about.
    pub year: Option<&'a Jaar>,
    /// The norms applied.
    pub assessments: &'a [Assessment<'a>],
    /// The norms applied a year ago.
    pub before: Option<&'a Before<'a>>,
    /// The chapters of the document.
    pub selected: &'a [Selected<'a>],
    /// The figures of every year up to the one it is about, disclosed.
    pub figures: &'a Figures,
    /// Sources and follow-ups as they were written.
    pub labels: &'a BTreeMap<Cut, String>,
    /// What is not known.
    pub gaps: &'a [Gap],
    /// Terms that occur in the chapters.
    pub terms: &'a BTreeSet<String>,
    /// The fingerprint of the sources that the document was sealed with, if it was.
    pub fingerprint: Option<&'a str>,
    /// Records what was shown.
    pub shown: Shown,
    /// Collects the passages that lean on a legal fact.
    pub leans: &'a Leanings,
}

/// Plain words.
pub fn words(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

/// That something is not known.
pub fn unknown() -> Vec<Inline> {
    vec![Inline::Unknown(UNKNOWN.into())]
}

/// A paragraph as the answer of a component.
pub fn paragraph(text: impl Into<String>) -> Slot {
    Slot::Blocks(vec![Block::Paragraph(words(text))])
}

/// The answer of a component that has no data.
pub fn nothing(sentence: &str) -> Slot {
    Slot::Blocks(vec![Block::Paragraph(vec![Inline::Unknown(sentence.into())])])
}

/// A table as the answer of a component.
pub fn table(caption: &str, columns: Vec<Column>, rows: Vec<Vec<Vec<Inline>>>) -> Table {
    Table { caption: caption.into(), columns, rows, total: None, note: None, wide: false }
}

/// A column of text.
pub fn text_column(title: &str, share: u8) -> Column {
    Column::text(title, share)
}

/// A column of numbers.
pub fn number_column(title: &str) -> Column {
    Column { title: title.into(), align: Align::End, share: 0 }
}

/// A type that a cell can show.
pub trait Cell {
    /// Its text in Dutch.
    fn cell(&self) -> String;
}

impl Cell for String {
    fn cell(&self) -> String {
        self.clone()
    }
}

impl Cell for Id {
    fn cell(&self) -> String {
        self.0.clone()
    }
}

impl Cell for chrono::NaiveDate {
    fn cell(&self) -> String {
        dutch::date_short(*self)
    }
}

impl Cell for Money {
    fn cell(&self) -> String {
        dutch::money(self.0)
    }
}

impl Cell for Decimal {
    fn cell(&self) -> String {
        dutch::decimal(self.0)
    }
}

impl Cell for u32 {
    fn cell(&self) -> String {
        dutch::integer(i64::from(*self))
    }
}

impl Scene<'_> {
    /// A value as inline text, recorded as shown.
    pub fn show<T: Cell>(&self, at: &At<T>) -> Vec<Inline> {
        words(self.text(at))
    }

    /// A value, or that it is not known.
    pub fn known<T: Cell>(&self, at: &Option<At<T>>) -> Vec<Inline> {
        at.as_ref().map_or_else(unknown, |at| self.show(at))
    }

    /// A value, or a dash for what need not be there.
    pub fn or_dash<T: Cell>(&self, at: &Option<At<T>>) -> Vec<Inline> {
        at.as_ref().map_or_else(|| words("–"), |at| self.show(at))
    }

    /// The text of a value, recorded as shown.
    pub fn text<T: Cell>(&self, at: &At<T>) -> String {
        let text = at.value.cell();
        self.shown.mark_as(&at.place, &text);
        text
    }

    /// The body that adopts, with its article.
    pub fn body(&self) -> &'static str {
        crate::judgement::check::body_phrase(self.dossier.plan.orgaan.as_ref().map(|o| o.value))
    }

    /// The decision on the text of this document.
    pub fn decision(&self) -> Option<&Vaststelling> {
        verloop::decision(self.dossier, self.order)
    }

    /// The plan with its article: `het beleidsplan ‘Samen sterk’`, without saying *beleidsplan* twice.
    pub fn the_plan(&self) -> String {
        let title = self.plan_title();
        let kind = if title.to_lowercase().starts_with("beleidsplan") { "" } else { "beleidsplan " };
        format!("het {kind}‘{title}’")
    }

    /// The short title of the plan, else the title that the gemeente gave, else that of the kind of document.
    pub fn plan_title(&self) -> String {
        let plan = &self.dossier.plan;
        let decided = self.decision().and_then(|d| d.citeertitel.as_ref());
        let kind = || {
            let document = self.library.documents.get("beleidsplan");
            document.map_or_else(|| "Beleidsplan".into(), |d| d.titel.value.clone())
        };
        decided.or(plan.citeertitel.as_ref()).or(plan.titel.as_ref()).map_or_else(kind, |t| self.text(t))
    }
}

/// A date in words, recorded as shown.
pub fn show_date(scene: &Scene<'_>, at: &At<chrono::NaiveDate>) -> String {
    let text = dutch::date(at.value);
    scene.shown.mark_as(&at.place, &text);
    text
}
