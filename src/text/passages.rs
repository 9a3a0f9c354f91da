//! A manuscript as passages of text, in reading order: what a reader reads, without layout.
//!
//! It deliberately leaves out what is drawn or counted: charts, whose data stand in a table, and lines to sign on.

use super::manuscript::{Block, ChapterNode, Inline, Manuscript, Node, plain};
use crate::ground::source::Place;
use crate::judgement::language::{ChapterText, Passage, PassageKind};

/// An item, cell or field with fewer words and no mark at its end is a label, no sentence.
const FEWEST_WORDS: usize = 5;

/// Every chapter as passages.
pub fn passages(manuscript: &Manuscript) -> Vec<ChapterText> {
    manuscript.chapters.iter().map(chapter).collect()
}

/// A chapter as passages.
pub fn chapter(chapter: &ChapterNode) -> ChapterText {
    let mut out = Out::default();
    for Node { block, origin, .. } in &chapter.nodes {
        out.origin = origin.clone();
        out.block(block, false);
    }
    ChapterText {
        id: chapter.id.clone(),
        number: chapter.number.clone(),
        title: chapter.title.clone(),
        passages: out.passages,
    }
}

#[derive(Default)]
struct Out {
    passages: Vec<Passage>,
    origin: Option<Place>,
}

impl Out {
    fn push(&mut self, text: &str, kind: PassageKind) {
        if !text.trim().is_empty() {
            self.passages.push(Passage { text: text.to_owned(), kind, origin: self.origin.clone() });
        }
    }

    fn loose(&mut self, text: &str) {
        self.push(text, PassageKind::Loose);
    }

    /// A sentence, or a label or enumeration when it looks like one.
    fn perhaps(&mut self, inlines: &[Inline]) {
        let text = plain(inlines);
        let mark = text.trim_end().ends_with(['.', '!', '?', ':', ';', '…']);
        let several = text.contains("; ");
        let sentence = !several && (mark || text.split_whitespace().count() >= FEWEST_WORDS);
        self.push(&text, if sentence { PassageKind::Running } else { PassageKind::Loose });
    }

    fn fields(&mut self, fields: &[(String, Vec<Inline>)], sentences: bool) {
        for (label, value) in fields {
            self.loose(label);
            if sentences { self.perhaps(value) } else { self.loose(&plain(value)) }
        }
    }

    fn block(&mut self, block: &Block, item: bool) {
        match block {
            Block::Heading { text, .. } => self.loose(&plain(text)),
            Block::Paragraph(text) if item => self.perhaps(text),
            Block::Paragraph(text) => self.push(&plain(text), PassageKind::Running),
            Block::List { items, .. } => items.iter().flatten().for_each(|b| self.block(b, true)),
            Block::Callout { title, blocks, .. } => {
                title.iter().for_each(|t| self.loose(t));
                blocks.iter().for_each(|b| self.block(b, item));
            }
            Block::Facts(facts) => self.fields(facts, false),
            Block::Table(table) => {
                self.loose(&table.caption);
                table.columns.iter().for_each(|c| self.loose(&c.title));
                table.rows.iter().chain(&table.total).flatten().for_each(|cell| self.loose(&plain(cell)));
                if let Some(note) = &table.note {
                    self.push(note, PassageKind::Running);
                }
            }
            Block::Measure(card) => {
                self.loose(&plain(&card.title));
                self.fields(&card.fields, true);
                self.fields(&card.facts, false);
            }
            Block::Criterion(card) => {
                self.push(&card.question, PassageKind::Running);
                self.fields(&card.fields, true);
            }
            Block::Pillars(pillars) => {
                for pillar in pillars {
                    self.loose(&pillar.title);
                    self.push(&pillar.text, PassageKind::Running);
                }
            }
            Block::KeyFigures(figures) => {
                for figure in figures {
                    self.loose(&figure.label);
                    self.loose(&figure.explanation);
                }
            }
            Block::Quote { text, function } => {
                self.push(&plain(text), PassageKind::Running);
                self.loose(function);
            }
            Block::Signature { functions, .. } => functions.iter().for_each(|f| self.loose(f)),
            Block::Chart(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::manuscript::{Column, Table};
    use super::*;

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.into())]
    }

    fn read(blocks: Vec<Block>) -> Vec<(String, bool)> {
        let nodes = blocks.into_iter().map(Node::of).collect();
        let node = ChapterNode { id: "a".into(), number: None, title: "A".into(), version: "1.0.0".into(), nodes };
        chapter(&node).passages.into_iter().map(|p| (p.text, p.kind == PassageKind::Running)).collect()
    }

    #[test]
    fn what_is_read_as_sentences() {
        let item = |text: &str| vec![Block::Paragraph(words(text))];
        let list = Block::List {
            ordered: false,
            items: vec![item("kort"), item("Kort."), item("een lijst van vijf woorden")],
        };
        let strong = Block::Paragraph(vec![Inline::Strong(words("Let")), Inline::Text(" op".into())]);
        assert_eq!(
            read(vec![strong, list]),
            [
                ("Let op".to_owned(), true),
                ("kort".into(), false),
                ("Kort.".into(), true),
                ("een lijst van vijf woorden".into(), true),
            ]
        );
        let facts = Block::Facts(vec![("Datum".into(), words("Dat is een hele zin."))]);
        assert!(read(vec![facts]).iter().all(|(_, running)| !running));
    }

    #[test]
    fn a_table_is_read_in_order_and_only_its_note_is_a_sentence() {
        let table = Table {
            caption: "Bijschrift".into(),
            columns: vec![Column::text("Kop", 1)],
            rows: vec![vec![words("cel")], vec![words("")]],
            total: Some(vec![words("samen")]),
            note: Some("Een opmerking.".into()),
            wide: false,
        };
        let texts = read(vec![Block::Table(table)]);
        assert_eq!(
            texts.iter().map(|(t, _)| t.as_str()).collect::<Vec<_>>(),
            ["Bijschrift", "Kop", "cel", "samen", "Een opmerking."]
        );
        assert_eq!(texts.iter().filter(|(_, running)| *running).count(), 1);
    }
}
