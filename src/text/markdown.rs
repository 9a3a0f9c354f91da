//! Markdown into blocks: the prose of chapters and the writer's own texts, within what a document can show.
//!
//! It deliberately does not run anything: a marker in the text stands for a value or component that was made before.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::manuscript::{Block, CalloutKind, Column, Inline, Node, Table, plain};
use super::pieces::{Piece, flat, paragraph_or_components, push_text};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::source::Place;
use crate::ground::toml::shorten;
use crate::nouns::derived::Derived;

/// Lists, boxes and emphasis inside each other: no reader follows more, and a hostile text could nest a million.
const DEEPEST: usize = 6;

const TOO_DEEP: &str = "meer dan zes lijsten, kaders of nadruk in elkaar";

/// Begins a marker; what follows up to [`CLOSE`] is the number of a [`Slot`].
pub const OPEN: char = '\u{e000}';
/// Ends a marker.
pub const CLOSE: char = '\u{e001}';

/// What a marker stands for.
#[derive(Debug, Clone)]
pub enum Slot {
    /// A value or word within a sentence.
    Inline(Vec<Inline>),
    /// A component that stands alone.
    Blocks(Vec<Block>),
}

/// What reading Markdown needs: the slots that markers stand for, and where an offset of the text comes from.
pub struct Reading<'a> {
    /// The slots by number.
    pub slots: &'a [Slot],
    /// The place in the source of a range of the text.
    pub place: &'a dyn Fn(Range<usize>) -> Option<Place>,
    /// The values that a range of the text shows.
    pub values: &'a dyn Fn(&Range<usize>) -> Vec<Derived>,
    /// Unique prefix for the ids of headings.
    pub prefix: &'a str,
    /// Level of the title above: headings begin one below it.
    pub above: u8,
    /// Level of the heading that the text stands under; [`Reading::above`] when it is the first text there.
    pub under: u8,
    /// That title: what a table shows that stands before the first heading.
    pub title: &'a str,
}

/// Reads a text into blocks with their places.
pub fn read(text: &str, reading: &Reading<'_>, report: &mut Report) -> Vec<Node> {
    let events: Vec<(Event<'_>, Range<usize>)> =
        Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter().collect();
    let mut reader = BlockReader {
        events: &events,
        at: 0,
        reading,
        report,
        level: reading.under,
        depth: 0,
        headings: 0,
        heading: reading.title.to_owned(),
    };
    reader.nodes()
}

struct BlockReader<'a, 'b> {
    events: &'a [(Event<'a>, Range<usize>)],
    at: usize,
    reading: &'a Reading<'a>,
    report: &'b mut Report,
    level: u8,
    depth: usize,
    headings: usize,
    heading: String,
}

impl<'a> BlockReader<'a, '_> {
    fn nodes(&mut self) -> Vec<Node> {
        let mut nodes = Vec::new();
        while let Some((_, range)) = self.events.get(self.at) {
            let origin = (self.reading.place)(range.clone());
            let values = (self.reading.values)(range);
            let start = self.at;
            let node = |block| Node { block, origin: origin.clone(), values: values.clone() };
            nodes.extend(self.block().into_iter().map(node));
            // Never stay at the same event: an end without a beginning is passed over.
            self.at = self.at.max(start + 1);
        }
        nodes
    }

    fn tell(&mut self, rule: &'static Rule, range: &Range<usize>, title: String, action: &str) {
        let place = (self.reading.place)(range.clone());
        self.report.push(rule.at(place, title, action));
    }

    /// The block that begins here; a paragraph with components gives several.
    fn block(&mut self) -> Vec<Block> {
        let Some((event, range)) = self.events.get(self.at) else { return Vec::new() };
        let range = range.clone();
        self.at += 1;
        match event {
            Event::Start(Tag::Paragraph) => self.paragraph(),
            Event::Start(Tag::Heading { level, .. }) => self.heading(*level, &range),
            Event::Start(Tag::List(_) | Tag::BlockQuote(_)) if self.depth == DEEPEST => {
                self.refuse(&range, TOO_DEEP);
                self.skip();
                Vec::new()
            }
            Event::Start(Tag::List(start)) => self.list(start.is_some()),
            Event::Start(Tag::BlockQuote(_)) => self.callout(),
            Event::Start(Tag::Table(alignments)) => self.table(alignments),
            Event::Rule => Vec::new(),
            Event::Start(Tag::CodeBlock(_)) => {
                self.refuse(&range, "een codeblok");
                self.skip();
                Vec::new()
            }
            Event::Start(Tag::HtmlBlock) => {
                self.refuse(&range, "ruwe HTML");
                self.skip();
                Vec::new()
            }
            Event::End(_) => Vec::new(),
            // Text of a tight list item stands without a paragraph around it.
            _ => {
                self.at -= 1;
                let inlines = self.inlines();
                paragraph_or_components(inlines)
            }
        }
    }

    fn blocks_until(&mut self, end: &TagEnd) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            if matches!(event, Event::End(tag) if tag == end) {
                self.at += 1;
                break;
            }
            let start = self.at;
            blocks.extend(self.block());
            self.at = self.at.max(start + 1);
        }
        blocks
    }

    /// Passes over the rest of what has just begun, with all that is in it.
    fn skip(&mut self) {
        let mut open = 1;
        while let Some((event, _)) = self.events.get(self.at).filter(|_| open > 0) {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn refuse(&mut self, range: &Range<usize>, what: &str) {
        self.tell(
            &rules::MARKDOWN_REFUSED,
            range,
            format!("{what} kan hier niet"),
            "Schrijf het als gewone tekst, lijst of tabel.",
        );
    }

    fn paragraph(&mut self) -> Vec<Block> {
        let inlines = self.inlines();
        if matches!(self.events.get(self.at), Some((Event::End(TagEnd::Paragraph), _))) {
            self.at += 1;
        }
        paragraph_or_components(inlines)
    }

    fn heading(&mut self, level: HeadingLevel, range: &Range<usize>) -> Vec<Block> {
        let wanted = level as u8;
        let inlines = flat(self.inlines());
        if matches!(self.events.get(self.at), Some((Event::End(TagEnd::Heading(_)), _))) {
            self.at += 1;
        }
        let shift = self.reading.above - 1;
        if wanted < 2 || wanted + shift > 4 || wanted + shift > self.level + 1 {
            let shown = shorten(&plain(&inlines));
            let hashes = "#".repeat(usize::from(self.level + 1 - shift).clamp(2, 4));
            let (title, action) = if wanted < 2 {
                (
                    format!("deze kop staat op het niveau van de titel: `{shown}`"),
                    "Gebruik ##; één # is de titel van het hoofdstuk zelf.".into(),
                )
            } else {
                (format!("deze kop slaat een niveau over: `{shown}`"), format!("Gebruik hier hoogstens {hashes}."))
            };
            self.tell(&rules::HEADING_SKIP, range, title, &action);
        }
        let level = (wanted.max(2) + shift).clamp(2, (self.level + 1).min(4));
        self.level = level;
        self.heading = plain(&inlines);
        self.headings += 1;
        let id = format!("{}-{}", self.reading.prefix, self.headings);
        vec![Block::Heading { level, number: None, text: inlines, id }]
    }

    fn list(&mut self, ordered: bool) -> Vec<Block> {
        self.depth += 1;
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks_until(&TagEnd::Item)),
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        self.depth -= 1;
        vec![Block::List { ordered, items }]
    }

    /// A quotation is a box; its first strong words are the title and choose the kind.
    fn callout(&mut self) -> Vec<Block> {
        self.depth += 1;
        let mut blocks = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            if matches!(event, Event::End(TagEnd::BlockQuote(_))) {
                self.at += 1;
                break;
            }
            let start = self.at;
            blocks.extend(self.block());
            self.at = self.at.max(start + 1);
        }
        self.depth -= 1;
        let mut title = None;
        if let Some(Block::Paragraph(inlines)) = blocks.first_mut()
            && let Some(Inline::Strong(strong)) = inlines.first()
        {
            title = Some(plain(strong).trim().trim_end_matches('.').to_owned());
            inlines.remove(0);
            if let Some(Inline::Text(text)) = inlines.first_mut() {
                *text = text.trim_start().to_owned();
            }
            inlines.retain(|i| !matches!(i, Inline::Text(t) if t.is_empty()));
            if inlines.is_empty() {
                blocks.remove(0);
            }
        }
        let kind = match title.as_deref().map(str::to_lowercase).as_deref() {
            Some("let op") => CalloutKind::Attention,
            Some("besluit") => CalloutKind::Decision,
            Some("reden") => CalloutKind::Reason,
            _ => CalloutKind::Explanation,
        };
        if matches!(title.as_deref().map(str::to_lowercase).as_deref(), Some("let op" | "besluit" | "reden" | "uitleg"))
        {
            title = None;
        }
        vec![Block::Callout { kind, title, blocks }]
    }

    fn table(&mut self, alignments: &[Alignment]) -> Vec<Block> {
        let (mut head, mut rows, mut row) = (Vec::new(), Vec::new(), Vec::new());
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(Tag::TableCell) => {
                    let cell = flat(self.inlines());
                    row.push(if plain(&cell).trim().is_empty() { vec![Inline::Text("–".into())] } else { cell });
                }
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let columns: Vec<Column> = head
            .iter()
            .enumerate()
            .map(|(i, cell)| match alignments.get(i) {
                Some(Alignment::Right) => Column::number(&plain(cell)),
                _ => Column::text(&plain(cell), 10),
            })
            .collect();
        vec![Block::Table(Table { caption: self.heading.clone(), columns, rows, total: None, note: None, wide: false })]
    }

    /// Inline content up to the end of its block.
    fn inlines(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while let Some((event, range)) = self.events.get(self.at) {
            let range = range.clone();
            match event {
                Event::Text(text) | Event::Code(text) => self.text(text, &mut pieces),
                Event::SoftBreak | Event::HardBreak => pieces.push(Piece::Inline(Inline::Text(" ".into()))),
                Event::InlineHtml(html) | Event::Html(html) => {
                    self.tell(
                        &rules::MARKDOWN_REFUSED,
                        &range,
                        format!("ruwe HTML kan hier niet: `{}`", shorten(html)),
                        "Schrijf het als gewone tekst; een < zelf schrijft u als \\<.",
                    );
                }
                Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. }) if self.depth == DEEPEST => {
                    self.refuse(&range, TOO_DEEP);
                    self.at += 1;
                    self.skip();
                    continue;
                }
                Event::Start(Tag::Strong) => pieces.push(Piece::Inline(Inline::Strong(self.within()))),
                Event::Start(Tag::Emphasis) => pieces.push(Piece::Inline(Inline::Emphasis(self.within()))),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let inner = self.within();
                    if safe(dest_url) && !plain(&inner).trim().is_empty() {
                        pieces.push(Piece::Inline(Inline::Link { url: dest_url.to_string(), text: inner }));
                    } else {
                        let (title, action) = if dest_url.contains(OPEN) {
                            (
                                "in het adres van deze koppeling staat een gegeven".into(),
                                "Schrijf het adres zelf uit, of zet het gegeven als tekst in de zin.",
                            )
                        } else if safe(dest_url) {
                            (
                                format!("deze koppeling heeft geen tekst: `{}`", shorten(dest_url)),
                                "Zet tussen de rechte haken wat er te lezen is: [tekst](adres).",
                            )
                        } else {
                            (
                                format!("deze koppeling kan niet: `{}`", shorten(dest_url)),
                                "Gebruik een adres dat begint met https://, http:// of mailto:.",
                            )
                        };
                        self.tell(&rules::UNSAFE_LINK, &range, title, action);
                        pieces.extend(inner.into_iter().map(Piece::Inline));
                    }
                }
                Event::Start(Tag::Image { .. }) => {
                    self.refuse(&range, "een plaatje");
                    self.at += 1;
                    self.skip();
                    continue;
                }
                Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::TableCell) => break,
                Event::Start(_) | Event::End(_) | Event::Rule => return pieces,
                _ => {}
            }
            self.at += 1;
        }
        pieces
    }

    /// What stands within emphasis or a link, up to its end.
    fn within(&mut self) -> Vec<Inline> {
        self.at += 1;
        self.depth += 1;
        let inner = flat(self.inlines());
        self.depth -= 1;
        inner
    }

    /// A heading that a component brings stands one below the heading above it.
    fn nested(&self, block: &Block) -> Block {
        match block {
            Block::Heading { number, text, id, .. } => {
                let level = (self.level + 1).clamp(2, 3);
                Block::Heading { level, number: number.clone(), text: text.clone(), id: id.clone() }
            }
            other => other.clone(),
        }
    }

    fn text(&self, text: &str, pieces: &mut Vec<Piece>) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            push_text(before, pieces);
            let Some((number, tail)) = after.split_once(CLOSE) else { return };
            match number.parse::<usize>().ok().and_then(|n| self.reading.slots.get(n)) {
                Some(Slot::Inline(inlines)) => pieces.extend(inlines.iter().cloned().map(Piece::Inline)),
                Some(Slot::Blocks(blocks)) => {
                    pieces.push(Piece::Blocks(blocks.iter().map(|b| self.nested(b)).collect()))
                }
                None => {}
            }
            rest = tail;
        }
        push_text(rest, pieces);
    }
}

/// Whether an address may be linked: a known scheme, no blank or control character, no marker.
pub fn safe(url: &str) -> bool {
    let lower = url.to_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|s| lower.starts_with(s) && url.len() > s.len())
        && !url.chars().any(|c| c.is_whitespace() || c.is_control() || c == OPEN || c == CLOSE)
        && !lower.contains("%ee%80%80")
}
