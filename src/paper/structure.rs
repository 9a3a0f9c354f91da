//! What a screen reader will find in the PDF of a manuscript: the cover and the chapters as lines, in reading order.
//!
//! It deliberately does not look at the PDF, at Typst or at pages: numbers of pages, and so the page of contents, are
//! unknown here, as are the looks. That is what makes it worth comparing with the tags of a finished file.

use std::fmt;

use crate::text::manuscript::{Block, CalloutKind, Cover, Inline, Manuscript, Table, plain};
use crate::text::marks::{MARK_END, MARKS, without_emphasis, without_lines};

/// An element of the structure with the words that are its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How many elements it stands in.
    pub depth: usize,
    /// The role of PDF 1.7, such as `H1`; empty for words that follow the elements within an element.
    pub role: &'static str,
    /// What the element says besides its words.
    pub detail: Detail,
    /// Its words, with every stretch of white space as one space and without soft hyphens.
    pub text: String,
}

/// What an element says besides its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    None,
    /// A header of a column or a row.
    Scope(&'static str),
    /// An alternative text.
    Alternative(String),
    /// Another language than Dutch.
    Language(String),
    /// An address.
    Address(String),
}

/// `TH[Row] "Totaal"`, indented.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:indent$}{}", "", self.role, indent = 2 * self.depth)?;
        match &self.detail {
            Detail::None => {}
            Detail::Scope(scope) => write!(f, "[{scope}]")?,
            Detail::Alternative(text) => write!(f, " alt=\"{text}\"")?,
            Detail::Language(lang) => write!(f, " lang=\"{lang}\"")?,
            Detail::Address(url) => write!(f, " url=\"{url}\"")?,
        }
        match (self.text.as_str(), self.role) {
            ("", _) => Ok(()),
            (text, "") => write!(f, "\"{text}\""),
            (text, _) => write!(f, " \"{text}\""),
        }
    }
}

/// White space as one space, soft hyphens away: how far two texts may differ and still read the same.
pub fn normalised(text: &str) -> String {
    let visible = text.replace('\u{ad}', "");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cover and the chapters.
pub fn structure(manuscript: &Manuscript) -> Vec<Line> {
    let mut writer = Writer { lines: Vec::new(), depth: 1, tables: 0, charts: 0, lists: 0 };
    writer.cover(manuscript);
    for chapter in &manuscript.chapters {
        writer.line("H1", &numbered(chapter.number.as_deref(), &chapter.title));
        chapter.nodes.iter().for_each(|node| writer.block(&node.block));
    }
    writer.lines
}

/// The bookmarks after the page of contents: every heading with its depth, 0 for a chapter.
pub fn bookmarks(lines: &[Line]) -> Vec<(usize, String)> {
    let level = |line: &Line| HEADINGS.iter().position(|role| *role == line.role);
    lines.iter().filter_map(|line| Some((level(line)?, line.text.clone()))).collect()
}

const HEADINGS: [&str; 4] = ["H1", "H2", "H3", "H4"];

fn numbered(number: Option<&str>, title: &str) -> String {
    number.map_or_else(|| title.to_owned(), |n| format!("{n} {title}"))
}

struct Writer {
    lines: Vec<Line>,
    depth: usize,
    tables: usize,
    charts: usize,
    /// Lists with bullets around this one.
    lists: usize,
}

impl Writer {
    fn push(&mut self, role: &'static str, detail: Detail, text: &str) {
        self.lines.push(Line { depth: self.depth, role, detail, text: normalised(text) });
    }

    fn line(&mut self, role: &'static str, text: &str) {
        self.push(role, Detail::None, text);
    }

    fn within(&mut self, inner: impl FnOnce(&mut Self)) {
        self.depth += 1;
        inner(self);
        self.depth -= 1;
    }

    /// An element with words, and below it the parts of those words that have a meaning of their own.
    fn words(&mut self, role: &'static str, detail: Detail, inlines: &[Inline]) {
        let mut runs = Vec::new();
        spread(inlines, &Run::default(), &mut runs);
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        self.push(role, detail, &text);
        self.within(|w| w.runs(&runs, &normalised(&text)));
    }

    fn runs(&mut self, runs: &[Run], whole: &str) {
        let text = |runs: &[Run]| normalised(&runs.iter().map(|r| r.text.as_str()).collect::<String>());
        for link in runs.chunk_by(|a, b| a.link == b.link) {
            match &link[0].link {
                Some((_, None)) => self.line("Link", &text(link)),
                Some((_, Some(url))) => self.push("Link", Detail::Address(url.clone()), &text(link)),
                None => {}
            }
            for styled in link.chunk_by(|a, b| (a.strong, a.emphasis, a.unknown) == (b.strong, b.emphasis, b.unknown)) {
                for (role, _) in [("Em", styled[0].emphasis), ("Strong", styled[0].strong)].iter().filter(|(_, on)| *on)
                {
                    if text(styled) != whole {
                        self.line(role, &text(styled));
                    }
                }
                for spoken in styled.chunk_by(|a, b| a.lang == b.lang) {
                    if let Some(lang) = &spoken[0].lang {
                        self.push("Span", Detail::Language(lang.clone()), &text(spoken));
                    }
                }
            }
        }
    }

    fn cover(&mut self, manuscript: &Manuscript) {
        let Cover { title, subtitle, gemeente, facts, notice } = &manuscript.cover;
        match &manuscript.style.logo {
            Some((_, alt)) => self.push("Figure", Detail::Alternative(normalised(alt)), ""),
            None => self.line("P", gemeente),
        }
        if let Some(mark) = manuscript.meta.mark {
            self.line("P", mark);
        }
        self.line("Title", title);
        if !subtitle.is_empty() {
            self.line("P", subtitle);
        }
        if manuscript.style.logo.is_some() {
            self.line("P", gemeente);
        }
        let facts: Vec<(&str, Vec<Inline>)> =
            facts.iter().map(|(l, v)| (l.as_str(), vec![Inline::Text(v.clone())])).collect();
        self.pairs(facts.iter().map(|(l, v)| (*l, v.as_slice())));
        if let Some(notice) = notice {
            self.line("P", notice);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, number, text, .. } => {
                let role = HEADINGS[usize::from(*level).clamp(1, HEADINGS.len()) - 1];
                self.line(role, &numbered(number.as_deref(), &plain(text)));
            }
            Block::Paragraph(inlines) => self.words("P", Detail::None, inlines),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Callout { kind, title, blocks } => {
                let word = callout(*kind);
                self.line("P", &title.as_ref().map_or_else(|| word.to_owned(), |t| format!("{word}: {t}")));
                blocks.iter().for_each(|b| self.block(b));
            }
            Block::Facts(pairs) => self.pairs(pairs.iter().map(|(l, v)| (l.as_str(), v.as_slice()))),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => {
                self.charts += 1;
                self.line("Div", "");
                let caption = format!("Grafiek {} {}", self.charts, chart.caption);
                self.within(|w| {
                    w.line("Caption", &caption);
                    w.push("Figure", Detail::Alternative(normalised(&chart.alternative())), "");
                });
            }
            Block::Measure(card) => {
                let mut title = vec![Inline::Text(format!("{} ", card.number))];
                title.extend(card.title.iter().cloned());
                self.words("P", Detail::None, &title);
                self.pairs(card.fields.iter().map(|(l, v)| (l.as_str(), v.as_slice())));
                self.pairs(card.facts.iter().map(|(l, v)| (l.as_str(), v.as_slice())));
            }
            Block::Criterion(card) => {
                self.line("P", &format!("{} {}", card.id, card.question));
                self.line("P", &capitalised(card.verdict));
                self.pairs(card.fields.iter().map(|(l, v)| (l.as_str(), v.as_slice())));
            }
            Block::Pillars(pillars) => {
                let items = pillars.iter().map(|p| (p.title.as_str(), vec![capitalised(p.verdict), p.text.clone()]));
                self.panels(items.collect());
            }
            Block::KeyFigures(figures) => {
                let items = figures.iter().map(|f| (f.number.as_str(), vec![f.label.clone(), f.explanation.clone()]));
                self.panels(items.collect());
            }
            Block::Quote { text, function } => {
                let mark = |mark: &str| vec![Inline::Text(mark.into())];
                self.words("BlockQuote", Detail::None, &[mark("“"), text.clone(), mark("”")].concat());
                self.line("P", function);
            }
            Block::Signature { opening, date, functions } => {
                match date {
                    Some(date) => self.line("P", &format!("{opening} op {date}.")),
                    None => {
                        self.line("P", opening);
                        self.line("P", "Plaats: Datum:");
                    }
                }
                functions.chunks(2).for_each(|pair| self.signatures(pair));
            }
        }
    }

    /// Two lines to sign on stand in a grid, which is a box of two boxes.
    fn signatures(&mut self, functions: &[String]) {
        self.line("Div", "");
        self.within(|w| {
            for place in 0..2 {
                w.line("Div", "");
                w.within(|w| functions.get(place).into_iter().for_each(|function| w.line("P", function)));
            }
        });
    }

    /// Labels with values are a list with a label for each item.
    fn pairs<'a>(&mut self, pairs: impl Iterator<Item = (&'a str, &'a [Inline])>) {
        let pairs: Vec<_> = pairs.collect();
        if pairs.is_empty() {
            return;
        }
        self.line("L", "");
        self.within(|w| {
            for (label, value) in pairs {
                w.line("LI", "");
                w.within(|w| {
                    w.line("Lbl", label);
                    w.words("LBody", Detail::None, value);
                });
            }
        });
    }

    /// Panels are a list too, with paragraphs as the body.
    fn panels(&mut self, items: Vec<(&str, Vec<String>)>) {
        if items.is_empty() {
            return;
        }
        self.line("L", "");
        self.within(|w| {
            for (label, paragraphs) in items {
                w.line("LI", "");
                w.within(|w| {
                    w.line("Lbl", label);
                    w.line("LBody", "");
                    w.within(|w| paragraphs.iter().filter(|p| !p.is_empty()).for_each(|p| w.line("P", p)));
                });
            }
        });
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Block>]) {
        if items.is_empty() {
            return;
        }
        self.line("L", "");
        let bullet = if self.lists.is_multiple_of(2) { "•" } else { "–" };
        self.lists += usize::from(!ordered);
        self.within(|w| {
            for (i, blocks) in items.iter().enumerate() {
                let label = if ordered { format!("{}.", i + 1) } else { bullet.to_owned() };
                // A list at the end of an item is lifted out of it, to stand beside it.
                let (own, lifted) = match blocks.as_slice() {
                    [own @ .., last @ Block::List { .. }] => (own, Some(last)),
                    own => (own, None),
                };
                w.line("LI", "");
                w.within(|w| {
                    w.line("Lbl", &label);
                    match own {
                        [Block::Paragraph(inlines)] if lifted.is_none() => w.words("LBody", Detail::None, inlines),
                        blocks => {
                            w.line("LBody", "");
                            w.within(|w| blocks.iter().for_each(|b| w.block(b)));
                        }
                    }
                });
                if let Some(list) = lifted {
                    w.block(list);
                }
            }
        });
        self.lists -= usize::from(!ordered);
    }

    /// A table has a caption, a header for every column and, in the first cell of a row, for that row.
    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let caption = format!("Tabel {} {}", self.tables, table.caption);
        self.line("Table", "");
        self.within(|w| {
            w.line("Caption", &caption);
            w.line("TR", "");
            w.within(|w| {
                for column in &table.columns {
                    w.push("TH", Detail::Scope("Column"), if column.title.is_empty() { "–" } else { &column.title });
                }
            });
            for row in table.rows.iter().chain(&table.total) {
                w.line("TR", "");
                w.within(|w| {
                    for (i, cell) in row.iter().enumerate() {
                        let dash = [Inline::Text("–".into())];
                        let cell = if plain(cell).is_empty() { &dash } else { cell.as_slice() };
                        let (role, detail) = if i == 0 { ("TH", Detail::Scope("Row")) } else { ("TD", Detail::None) };
                        w.words(role, detail, cell);
                    }
                });
            }
        });
        if let Some(note) = &table.note {
            self.line("P", note);
        }
    }
}

/// The word at the top of a box.
fn callout(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Attention => "Let op",
        CalloutKind::Explanation => "Uitleg",
        CalloutKind::Decision => "Besluit",
        CalloutKind::Reason => "Reden",
        CalloutKind::Concept => "Concept",
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A stretch of words with one meaning.
#[derive(Debug, Clone, Default)]
struct Run {
    text: String,
    strong: bool,
    emphasis: bool,
    unknown: bool,
    lang: Option<String>,
    /// Which link of the sentence, and its address when it leads out.
    link: Option<(usize, Option<String>)>,
}

fn spread(inlines: &[Inline], outer: &Run, runs: &mut Vec<Run>) {
    for inline in inlines {
        let link = |url: Option<String>| Some((runs.len(), url));
        let text = |text: &str| Run { text: text.to_owned(), ..outer.clone() };
        match inline {
            Inline::Text(t) => runs.push(text(t)),
            Inline::Unknown(t) => runs.push(Run { unknown: true, ..text(t) }),
            Inline::Foreign { lang, text: t } => runs.push(Run { lang: Some(lang.clone()), ..text(t) }),
            Inline::Reference { text: t, .. } => runs.push(Run { link: link(None), ..text(t) }),
            Inline::Link { url, text: t } if t.is_empty() => {
                runs.push(Run { link: link(Some(url.clone())), ..text(url) })
            }
            Inline::Link { url, text: t } => spread(t, &Run { link: link(Some(url.clone())), ..outer.clone() }, runs),
            Inline::Strong(t) => spread(t, &Run { strong: true, ..outer.clone() }, runs),
            Inline::Emphasis(t) => spread(t, &Run { emphasis: true, ..outer.clone() }, runs),
            Inline::Removed(t) => changed(MARKS.0, &without_lines(t), outer, runs),
            Inline::Added(t) => changed(MARKS.1, &without_emphasis(t), outer, runs),
        }
    }
}

/// What changed stands between words that say so; lines through and below it are looks.
fn changed(mark: &str, inlines: &[Inline], outer: &Run, runs: &mut Vec<Run>) {
    runs.push(Run { text: mark.to_owned(), ..outer.clone() });
    spread(inlines, outer, runs);
    runs.push(Run { text: MARK_END.to_owned(), ..outer.clone() });
}
