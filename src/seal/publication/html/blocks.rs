//! The blocks of a manuscript as HTML, each kind in the element that says what it is.
//!
//! It deliberately leaves no kind out: a new one does not compile until it has a form here.

use super::inline::inline;
use super::{Ids, titled};
use crate::ground::dutch;
use crate::seal::publication::markup::{Element, Piece, el};
use crate::text::manuscript::{
    Align, Block, CalloutKind, Card, Chart, CriterionCard, Inline, KeyFigure, Pillar, Table,
};

/// Headings by level. A page has one of level 1, chapters are of level 2.
const HEADINGS: [&str; 7] = ["h1", "h1", "h2", "h3", "h4", "h5", "h6"];

/// Writes blocks, and remembers at which level the reader is.
pub struct Writer<'a> {
    ids: &'a Ids,
    level: usize,
    captions: usize,
}

impl<'a> Writer<'a> {
    pub fn new(ids: &'a Ids) -> Self {
        Self { ids, level: 2, captions: 0 }
    }

    /// Below the heading of a chapter.
    pub fn begin_chapter(&mut self) {
        self.level = 2;
    }

    /// A block as one element.
    pub fn block(&mut self, block: &Block) -> Element {
        match block {
            Block::Heading { level, number, text, id } => {
                // No level is skipped, whatever the text does.
                self.level = (usize::from(*level) + 1).clamp(3, self.level + 1).min(6);
                let number = number.as_ref().map(|n| Piece::from(format!("{n} ")));
                self.heading(self.level).attr_if("id", self.ids.named(id)).with_if(number).all(self.inline(text))
            }
            Block::Paragraph(text) => el("p").all(self.inline(text)),
            Block::List { ordered, items } => {
                let items: Vec<Element> = items.iter().map(|item| el("li").all(self.item(item))).collect();
                el(if *ordered { "ol" } else { "ul" }).all(items)
            }
            Block::Callout { kind, title, blocks } => {
                let word = word(*kind);
                let title = title.as_ref().map_or_else(|| word.to_owned(), |title| format!("{word}: {title}"));
                let inside: Vec<Element> = blocks.iter().map(|b| self.block(b)).collect();
                el("div")
                    .attr("class", "kader")
                    .attr("role", "note")
                    .with(el("p").attr("class", "kader-titel").with(title))
                    .all(inside)
            }
            Block::Facts(pairs) => self.pairs(pairs),
            Block::Table(made) => self.table(made),
            Block::Chart(made) => chart(made),
            Block::Measure(card) => self.measure(card),
            Block::Criterion(card) => self.criterion(card),
            Block::Pillars(pillars) => el("ul").all(pillars.iter().map(pillar)),
            Block::KeyFigures(figures) => el("dl").all(figures.iter().map(key_figure)),
            Block::Quote { text, function } => el("figure")
                .with(el("blockquote").with(el("p").all(self.inline(text))))
                .with(el("figcaption").with(function.as_str())),
            Block::Signature { opening, date, functions } => signature(opening, date.as_deref(), functions),
        }
    }

    fn inline(&self, text: &[Inline]) -> Vec<Piece> {
        inline(text, self.ids)
    }

    fn heading(&self, level: usize) -> Element {
        el(HEADINGS.get(level).copied().unwrap_or("h6"))
    }

    /// An item of one paragraph is its text.
    fn item(&mut self, blocks: &[Block]) -> Vec<Piece> {
        match blocks {
            [Block::Paragraph(text)] => self.inline(text),
            blocks => blocks.iter().map(|b| self.block(b).into()).collect(),
        }
    }

    fn pairs(&self, pairs: &[(String, Vec<Inline>)]) -> Element {
        el("dl").all(
            pairs.iter().map(|(label, value)| {
                el("div").with(el("dt").with(label.as_str())).with(el("dd").all(self.inline(value)))
            }),
        )
    }

    /// A table that can be scrolled by itself, also with the keys, when the page is narrow.
    fn table(&mut self, made: &Table) -> Element {
        self.captions += 1;
        let id = format!("tabel-{}", self.captions);
        let head = el("tr").all(made.columns.iter().map(|column| {
            // An empty heading would be read as one.
            let cell = if column.title.trim().is_empty() { el("td") } else { el("th").attr("scope", "col") };
            cell.attr_if("class", number_class(column.align)).with(column.title.as_str())
        }));
        let body = el("tbody").all(made.rows.iter().map(|row| self.row(made, row)));
        let foot = made.total.as_ref().map(|row| el("tfoot").with(self.row(made, row)));
        let table = el("table")
            .with(el("caption").attr("id", id.as_str()).with(made.caption.as_str()))
            .with(el("thead").with(head))
            .with(body)
            .with_if(foot);
        el("div")
            .with(
                el("div")
                    .attr("class", "tabel")
                    .attr("role", "group")
                    .attr("aria-labelledby", id.as_str())
                    .attr("tabindex", "0")
                    .with(table),
            )
            .with_if(made.note.as_ref().map(|note| el("p").with(note.as_str())))
    }

    /// A row; its first cell is the heading of the rest.
    fn row(&self, table: &Table, cells: &[Vec<Inline>]) -> Element {
        let aligns = table.columns.iter().map(|c| c.align);
        el("tr").all(cells.iter().zip(aligns).enumerate().map(|(at, (cell, align))| {
            let text = self.inline(cell);
            let heads = at == 0 && !crate::text::manuscript::plain(cell).trim().is_empty();
            let made = if heads { el("th").attr("scope", "row") } else { el("td") };
            made.attr_if("class", number_class(align)).all(text)
        }))
    }

    fn measure(&self, card: &Card) -> Element {
        let title =
            self.heading((self.level + 1).min(6)).with(format!("{} ", card.number)).all(self.inline(&card.title));
        let fields: Vec<(String, Vec<Inline>)> = card.fields.iter().chain(&card.facts).cloned().collect();
        el("div").attr("class", "kaart").with(title).with(self.pairs(&fields))
    }

    fn criterion(&self, card: &CriterionCard) -> Element {
        let title = self.heading((self.level + 1).min(6)).with(titled(Some(&card.id), &card.question));
        let verdict = el("p").with("Oordeel: ").with(el("span").attr("class", "oordeel").with(card.verdict));
        let fields = (!card.fields.is_empty()).then(|| self.pairs(&card.fields));
        el("div").attr("class", "kaart").with(title).with(verdict).with_if(fields)
    }
}

fn number_class(align: Align) -> Option<&'static str> {
    (align == Align::End).then_some("getal")
}

/// What kind of box, in words, as in the PDF.
fn word(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Attention => "Let op",
        CalloutKind::Explanation => "Uitleg",
        CalloutKind::Decision => "Besluit",
        CalloutKind::Reason => "Reden",
        CalloutKind::Concept => "Concept",
    }
}

/// A chart as what a reader hears instead of it; the table with its data follows in the manuscript.
fn chart(made: &Chart) -> Element {
    el("figure").with(el("figcaption").with(made.caption.as_str())).with(el("p").with(made.alternative()))
}

fn pillar(pillar: &Pillar) -> Element {
    el("li")
        .with(el("strong").with(pillar.title.as_str()))
        .with(": ")
        .with(el("span").attr("class", "oordeel").with(pillar.verdict))
        .with(format!(". {}", pillar.text))
}

fn key_figure(figure: &KeyFigure) -> Element {
    el("div").with(el("dt").with(dutch::capitalise(&figure.label))).with(
        el("dd")
            .with(el("span").attr("class", "getal-groot").with(figure.number.as_str()))
            .with(format!(" {}", figure.explanation)),
    )
}

fn signature(opening: &str, date: Option<&str>, functions: &[String]) -> Element {
    let on = date.map_or_else(|| "op:".to_owned(), |date| format!("op {date}"));
    el("div").with(el("p").with(format!("{opening} {on}"))).with(
        el("ul").all(
            functions
                .iter()
                .map(|f| el("li").with(f.as_str()).with(el("span").attr("class", "lijn").attr("aria-hidden", "true"))),
        ),
    )
}
