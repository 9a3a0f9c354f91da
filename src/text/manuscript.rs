//! The finished document as a tree: chapters, paragraphs, tables, charts, each with the place it comes from.
//!
//! It holds text and numbers to print, never layout and never an undisclosed count.

use std::sync::Arc;

use chrono::NaiveDate;

use super::marks::{MARK_END, MARKS};
use crate::ground::source::{Place, Source};
use crate::nouns::derived::Derived;

/// A whole document.
#[derive(Debug, Clone)]
pub struct Manuscript {
    /// Title, author, date and what else a file says about itself.
    pub meta: Meta,
    /// The first page.
    pub cover: Cover,
    /// House style.
    pub style: Style,
    /// Chapters in reading order.
    pub chapters: Vec<ChapterNode>,
}

/// What the file says about itself.
#[derive(Debug, Clone)]
pub struct Meta {
    /// Title, with the stand when it is not adopted.
    pub title: String,
    /// The gemeente.
    pub author: String,
    /// Subject.
    pub description: String,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Date of the document, from the data.
    pub date: NaiveDate,
    /// Running head.
    pub running_head: String,
    /// `CONCEPT` or `ONTWERP`; nothing for what is adopted.
    pub mark: Option<&'static str>,
    /// Stable identifier: gemeente, document and year.
    pub identifier: String,
}

/// The first page.
#[derive(Debug, Clone)]
pub struct Cover {
    /// Title.
    pub title: String,
    /// Line below it.
    pub subtitle: String,
    /// Name of the gemeente.
    pub gemeente: String,
    /// Facts, as label and value.
    pub facts: Vec<(String, String)>,
    /// What the reader must know first, such as that the gemeente is fictional.
    pub notice: Option<String>,
}

/// House style, checked for contrast when it was read.
#[derive(Debug, Clone)]
pub struct Style {
    /// Colour of headings.
    pub primary: String,
    /// Colour of numbers and rules.
    pub accent: String,
    /// Logo with its alternative text.
    pub logo: Option<(Arc<Source>, String)>,
    /// Whether it is bound as a book or handed over as a paper.
    pub form: Form,
}

/// What a document looks like as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A cover, a page of contents and parts on pages of their own.
    Book,
    /// A head on the first page, and no contents.
    Paper,
}

impl Form {
    /// The word in data and in the theme.
    pub fn word(self) -> &'static str {
        match self {
            Self::Book => "boek",
            Self::Paper => "stuk",
        }
    }
}

/// A chapter.
#[derive(Debug, Clone)]
pub struct ChapterNode {
    /// Name of the chapter: the target of references.
    pub id: String,
    /// `8`, `A` or none.
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// Version of the chapter's text.
    pub version: String,
    /// Content.
    pub nodes: Vec<Node>,
}

/// A block and where it comes from.
#[derive(Debug, Clone)]
pub struct Node {
    /// The block.
    pub block: Block,
    /// The line of the chapter or local text that asked for it.
    pub origin: Option<Place>,
    /// The values in it, with where each comes from.
    pub values: Vec<Derived>,
}

impl Node {
    /// A block that comes from nowhere in particular and shows no value.
    pub fn of(block: Block) -> Self {
        Self { block, origin: None, values: Vec::new() }
    }
}

/// A block of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading below the chapter title.
    Heading {
        /// 2 or 3.
        level: u8,
        /// `8.1`, in numbered chapters.
        number: Option<String>,
        /// Its text.
        text: Vec<Inline>,
        /// Target of references.
        id: String,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// Numbered, or with bullets.
        ordered: bool,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A box.
    Callout {
        /// What kind of box.
        kind: CalloutKind,
        /// Its title.
        title: Option<String>,
        /// Its content.
        blocks: Vec<Block>,
    },
    /// Labels with values.
    Facts(Vec<(String, Vec<Inline>)>),
    /// A table.
    Table(Table),
    /// A chart, always followed by the table with its data.
    Chart(Chart),
    /// A measure: what, why, how, with whom.
    Measure(Card),
    /// A criterion of a norm.
    Criterion(CriterionCard),
    /// The groups of a norm side by side.
    Pillars(Vec<Pillar>),
    /// A few numbers in large type.
    KeyFigures(Vec<KeyFigure>),
    /// Words of a person, by function.
    Quote {
        /// What is said.
        text: Vec<Inline>,
        /// The function of who says it.
        function: String,
    },
    /// Lines to sign on.
    Signature {
        /// The sentence above.
        opening: String,
        /// Date of the decision.
        date: Option<String>,
        /// Functions that sign.
        functions: Vec<String>,
    },
}

/// What kind of box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalloutKind {
    /// Something to mind.
    Attention,
    /// An explanation.
    Explanation,
    /// A decision.
    Decision,
    /// Why a chapter is there.
    Reason,
    /// That this is not adopted.
    Concept,
}

impl CalloutKind {
    /// The word in the theme and on the page.
    pub fn word(self) -> &'static str {
        match self {
            Self::Attention => "let-op",
            Self::Explanation => "uitleg",
            Self::Decision => "besluit",
            Self::Reason => "reden",
            Self::Concept => "concept",
        }
    }
}

/// Text with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// What is not filled in.
    Unknown(String),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// A word in another language.
    Foreign {
        /// Language tag, such as `en`.
        lang: String,
        /// The words.
        text: String,
    },
    /// A link out.
    Link {
        /// Checked address.
        url: String,
        /// What is read aloud.
        text: Vec<Inline>,
    },
    /// A reference to a chapter.
    Reference {
        /// Id of the chapter.
        target: String,
        /// `hoofdstuk 7`.
        text: String,
    },
    /// Words that a newer text no longer has; only in a comparison.
    Removed(Vec<Inline>),
    /// Words that only a newer text has; only in a comparison.
    Added(Vec<Inline>),
}

/// The text of inline content, as a reader hears it.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(t)
            | Inline::Unknown(t)
            | Inline::Foreign { text: t, .. }
            | Inline::Reference { text: t, .. } => out.push_str(t),
            Inline::Strong(i) | Inline::Emphasis(i) | Inline::Link { text: i, .. } => out.push_str(&plain(i)),
            Inline::Removed(i) => out.extend([MARKS.0, &plain(i), MARK_END]),
            Inline::Added(i) => out.extend([MARKS.1, &plain(i), MARK_END]),
        }
    }
    out
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Start,
    /// Numbers.
    End,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How its cells stand.
    pub align: Align,
    /// Share of the width in tenths; 0 fits the content.
    pub share: u8,
}

impl Column {
    /// A column of text that takes this share of the width.
    pub fn text(title: &str, share: u8) -> Self {
        Self { title: title.into(), align: Align::Start, share }
    }

    /// A column of numbers that fits its content.
    pub fn number(title: &str) -> Self {
        Self { title: title.into(), align: Align::End, share: 0 }
    }
}

/// A table with a heading for every column and, in its first column, for every row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// The last row, when it is a total.
    pub total: Option<Vec<Vec<Inline>>>,
    /// A remark below.
    pub note: Option<String>,
    /// Whether it needs a page on its side.
    pub wide: bool,
}

/// What a drawing says at a value that is not shown; spoken in full.
pub const WITHHELD: &str = "n.g.";

/// A chart; its alternative text and the table beside it come from the same values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What kind of chart.
    pub kind: ChartKind,
    /// What it shows.
    pub caption: String,
    /// What is counted.
    pub unit: String,
    /// Labels along the axis.
    pub labels: Vec<String>,
    /// One or more series over the labels.
    pub series: Vec<Series>,
}

/// What kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Upright bars, side by side for each label.
    Bars,
    /// Bars that lie, one for each label.
    LyingBars,
    /// A line.
    Line,
    /// One bar divided.
    Parts,
}

/// A series of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// A value for each label; none when it is not shown or not known.
    pub values: Vec<Option<i64>>,
    /// The text at each value.
    pub texts: Vec<String>,
}

impl Chart {
    /// What a reader hears instead of the drawing: kind, subject, extremes, and where the data stand.
    pub fn alternative(&self) -> String {
        let kind = match self.kind {
            ChartKind::Bars | ChartKind::LyingBars => "Staafdiagram",
            ChartKind::Line => "Lijndiagram",
            ChartKind::Parts => "Balk met delen",
        };
        let mut out = format!("{kind}: {}, in {}.", self.caption, self.unit);
        for series in &self.series {
            let spoken = series.texts.iter().map(|text| if text == WITHHELD { "niet getoond" } else { text });
            let points: Vec<(&str, &str)> = self.labels.iter().map(String::as_str).zip(spoken).collect();
            let name = if self.series.len() > 1 { format!("{}: ", series.name) } else { String::new() };
            let known: Vec<(i64, &str)> =
                series.values.iter().zip(&self.labels).filter_map(|(v, l)| v.map(|v| (v, l.as_str()))).collect();
            if points.len() <= 6 {
                let all: Vec<String> = points.iter().map(|(l, t)| format!("{l} {t}")).collect();
                out.push_str(&format!(" {name}{}.", all.join(", ")));
            } else if let (Some(low), Some(high)) = (known.iter().min(), known.iter().max_by_key(|(v, _)| *v)) {
                let text = |label: &str| points.iter().find(|(l, _)| *l == label).map_or("", |(_, t)| t);
                let lowest = if name.is_empty() { "Laagste" } else { "laagste" };
                out.push_str(&format!(
                    " {name}{lowest} {} ({}), hoogste {} ({}).",
                    text(low.1),
                    low.1,
                    text(high.1),
                    high.1
                ));
            }
        }
        out.push_str(" De cijfers staan in de tabel hierna.");
        out
    }
}

/// A card: a title, fields and small facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Short number.
    pub number: String,
    /// Title.
    pub title: Vec<Inline>,
    /// Fields with sentences.
    pub fields: Vec<(String, Vec<Inline>)>,
    /// Fields with a word or two.
    pub facts: Vec<(String, Vec<Inline>)>,
}

/// A criterion with its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionCard {
    /// `SIG-1`.
    pub id: String,
    /// The question.
    pub question: String,
    /// The word of the verdict.
    pub verdict: &'static str,
    /// Evidence, explanation, next step.
    pub fields: Vec<(String, Vec<Inline>)>,
}

/// A group of a norm with its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pillar {
    /// Name of the group.
    pub title: String,
    /// The word of the verdict.
    pub verdict: &'static str,
    /// One sentence.
    pub text: String,
}

/// A number in large type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFigure {
    /// The number, or that it is not shown.
    pub number: String,
    /// What it counts.
    pub label: String,
    /// What it means.
    pub explanation: String,
}
