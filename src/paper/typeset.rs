//! The manuscript as a Typst project: one file for the whole, one for each chapter, all text as string literals.
//!
//! It deliberately writes calls of the theme only; how they look is for the theme.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::Datelike;

use crate::ground::source::{Place, Source};
use crate::text::manuscript::{
    Align, Block, Card, Chart, ChartKind, CriterionCard, Form, Inline, KeyFigure, Manuscript, Node, Pillar, Table,
};
use crate::text::marks::{MARK_END, MARKS, without_emphasis, without_lines};

/// A file of the project.
#[derive(Debug, Clone)]
pub struct TypstFile {
    /// Path in the project, beginning with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Where each block begins in the text, and where it comes from.
    pub origins: Vec<(usize, Option<Place>)>,
}

/// The whole project, `main.typ` first.
#[derive(Debug, Clone)]
pub struct Project {
    /// The files.
    pub files: Vec<TypstFile>,
}

/// Label of the mark before a block, in a project that is only laid out.
pub const MARK: &str = "blok";

/// Writes a manuscript as a project with this theme.
pub fn typeset(manuscript: &Manuscript, theme: &Arc<Source>) -> Project {
    write(manuscript, theme, Beside::Nothing)
}

/// The same project with a note in the margin at each block: the chapter and line it comes from, and the cells of its
/// values.
pub fn typeset_noted(manuscript: &Manuscript, theme: &Arc<Source>) -> Project {
    write(manuscript, theme, Beside::Notes)
}

/// The same project with an invisible mark before each block and at the end of each chapter.
pub fn typeset_marked(manuscript: &Manuscript, theme: &Arc<Source>) -> Project {
    write(manuscript, theme, Beside::Marks)
}

/// What stands beside a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nothing,
    Notes,
    Marks,
}

fn write(manuscript: &Manuscript, theme: &Arc<Source>, beside: Beside) -> Project {
    let mut main = String::from("#import \"/thema.typ\": *\n");
    let meta = &manuscript.meta;
    let date = format!("({}, {}, {})", meta.date.year(), meta.date.month(), meta.date.day());
    let keywords: Vec<String> = meta.keywords.iter().map(|k| quote(k)).collect();
    let _ = writeln!(
        main,
        "#show: document.with(\n  titel: {},\n  auteur: {},\n  datum: {date},\n  beschrijving: {},\n  trefwoorden: {},\n  kopregel: {},\n  status: {},\n  vorm: {},\n)",
        quote(&meta.title),
        quote(&meta.author),
        quote(&meta.description),
        array(&keywords),
        quote(&meta.running_head),
        meta.mark.map_or_else(|| "none".into(), quote),
        quote(manuscript.style.form.word()),
    );
    let cover = &manuscript.cover;
    let facts: Vec<String> = cover.facts.iter().map(|(l, v)| format!("({}, {})", quote(l), quote(v))).collect();
    let logo = manuscript.style.logo.as_ref().map_or_else(
        || "none".to_owned(),
        |(source, alt)| format!("(pad: {}, alt: {})", quote(&logo_path(source)), quote(alt)),
    );
    // A book has a cover and contents, a paper has its head on the first page.
    let paper = manuscript.style.form == Form::Paper;
    let first = if paper { "stukkop" } else { "omslag" };
    let _ = writeln!(
        main,
        "#{first}(\n  titel: {},\n  ondertitel: {},\n  gemeente: {},\n  status: {},\n  regels: {},\n  logo: {logo},\n  melding: {},\n)",
        quote(&cover.title),
        quote(&cover.subtitle),
        quote(&cover.gemeente),
        meta.mark.map_or_else(|| "none".into(), quote),
        array(&facts),
        cover.notice.as_ref().map_or_else(|| "none".into(), |n| quote(n)),
    );
    if !paper {
        main.push_str("#inhoudsopgave(\"Inhoud\")\n");
    }
    let part = if paper { "stukdeel" } else { "deel" };
    let mut files = Vec::new();
    for (i, chapter) in manuscript.chapters.iter().enumerate() {
        let path = format!("/h{:02}.typ", i + 1);
        let _ = writeln!(main, "#include \"{}\"", &path[1..]);
        let mut writer = Writer { text: String::from("#import \"/thema.typ\": *\n"), origins: Vec::new(), beside };
        let _ = writeln!(
            writer.text,
            "#{part}(nummer: {}, {}, label: {})",
            chapter.number.as_ref().map_or_else(|| "none".into(), |n| quote(n)),
            quote(&chapter.title),
            quote(&chapter.id),
        );
        chapter.nodes.iter().for_each(|node| writer.node(node));
        writer.mark();
        files.push(TypstFile { path, bytes: writer.text.into_bytes(), origins: writer.origins });
    }
    let style = &manuscript.style;
    let colours =
        format!("#let hoofdkleur = rgb({})\n#let accentkleur = rgb({})\n", quote(&style.primary), quote(&style.accent));
    let plain = |path: &str, bytes: Vec<u8>| TypstFile { path: path.into(), bytes, origins: Vec::new() };
    let mut all = vec![plain("/main.typ", main.into_bytes())];
    all.extend(files);
    all.push(plain("/huisstijl.typ", colours.into_bytes()));
    all.push(plain("/thema.typ", theme.bytes().to_vec()));
    if let Some((source, _)) = &style.logo {
        all.push(plain(&logo_path(source), source.bytes().to_vec()));
    }
    Project { files: all }
}

/// The logo always has the same name in the project, whatever the gemeente calls it.
fn logo_path(source: &Source) -> String {
    if source.path().ends_with(".png") { "/logo.png".into() } else { "/logo.svg".into() }
}

/// A Typst string literal: nothing in it can end it or run.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A Typst array: one element needs a comma to be an array.
fn array(items: &[String]) -> String {
    match items {
        [] => "()".into(),
        items => format!("({},)", items.join(", ")),
    }
}

struct Writer {
    text: String,
    origins: Vec<(usize, Option<Place>)>,
    beside: Beside,
}

impl Writer {
    fn mark(&mut self) {
        if self.beside == Beside::Marks {
            let _ = writeln!(self.text, "#metadata(none) <{MARK}>");
        }
    }

    fn node(&mut self, node: &Node) {
        self.mark();
        if self.beside == Beside::Notes
            && let Some(note) = note(node)
        {
            let _ = writeln!(self.text, "#kantnoot({})", quote(&note));
        }
        self.origins.push((self.text.len(), node.origin.clone()));
        let _ = writeln!(self.text, "#{}", block(&node.block));
    }
}

/// Most cells that a note names.
const MOST_CELLS: usize = 4;

/// Where a block and its values come from, as short as a margin asks.
fn note(node: &Node) -> Option<String> {
    let shown = |place: &Place| {
        let path = place.source.path().split('#').next().unwrap_or_default();
        let path = path.strip_prefix("hoofdstukken/").unwrap_or(path).trim_end_matches("/hoofdstuk.md");
        format!("{}:{}", path.replace('/', " "), place.line_column().0)
    };
    let mut lines = vec![shown(node.origin.as_ref()?)];
    for place in node.values.iter().flat_map(|value| &value.from) {
        let line = shown(place);
        if lines.len() <= MOST_CELLS && !lines.contains(&line) {
            lines.push(line);
        }
    }
    Some(lines.join(" · "))
}

/// A block as a call of the theme.
fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, number, text, id } => format!(
            "kop({level}, nummer: {}, {}, label: {})",
            number.as_ref().map_or_else(|| "none".into(), |n| quote(n)),
            quote(&crate::text::manuscript::plain(text)),
            quote(id)
        ),
        Block::Paragraph(inlines) => format!("al({})", args(inlines)),
        Block::List { ordered, items } => {
            let name = if *ordered { "genummerd" } else { "lijst" };
            let items: Vec<String> = items.iter().map(|item| list_item(item)).collect();
            format!("{name}({})", items.join(", "))
        }
        Block::Callout { kind, title, blocks } => format!(
            "kader({}, titel: {}, {})",
            quote(kind.word()),
            title.as_ref().map_or_else(|| "none".into(), |t| quote(t)),
            sequence(blocks)
        ),
        Block::Facts(pairs) => {
            let pairs: Vec<String> = pairs.iter().map(|(l, v)| pair(l, v)).collect();
            format!("feiten({})", pairs.join(", "))
        }
        Block::Table(made) => table(made),
        Block::Chart(made) => chart(made),
        Block::Measure(made) => measure(made),
        Block::Criterion(made) => criterion(made),
        Block::Pillars(pillars) => {
            let pillars: Vec<String> = pillars.iter().map(pillar).collect();
            format!("drie_criteria({})", array(&pillars))
        }
        Block::KeyFigures(figures) => {
            let figures: Vec<String> = figures.iter().map(key_figure).collect();
            format!("kerncijfers({})", array(&figures))
        }
        Block::Quote { text, function } => format!("citaat({}, {})", content(text), quote(function)),
        Block::Signature { opening, date, functions } => {
            let functions: Vec<String> = functions.iter().map(|f| quote(f)).collect();
            let date = date.as_ref().map_or_else(|| "none".into(), |d| quote(d));
            format!("ondertekening({}, {date}, {})", quote(opening), array(&functions))
        }
    }
}

/// Blocks one after another, as content.
fn sequence(blocks: &[Block]) -> String {
    let calls: Vec<String> = blocks.iter().map(block).collect();
    format!("{{ {} }}", calls.join("; "))
}

/// An item of one paragraph is its text; anything more is a sequence.
fn list_item(blocks: &[Block]) -> String {
    match blocks {
        [Block::Paragraph(inlines)] => content(inlines),
        [Block::Paragraph(inlines), rest @ ..] if rest.iter().all(|b| matches!(b, Block::List { .. })) => {
            let rest: Vec<String> = rest.iter().map(block).collect();
            format!("{{ {}; {} }}", content(inlines), rest.join("; "))
        }
        blocks => sequence(blocks),
    }
}

fn pair(label: &str, value: &[Inline]) -> String {
    format!("({}, {})", quote(label), content(value))
}

/// Inline content as one value.
fn content(inlines: &[Inline]) -> String {
    match inlines {
        [] => "\"\"".into(),
        [one] => inline(one),
        many => format!("samen(arguments({}))", many.iter().map(inline).collect::<Vec<_>>().join(", ")),
    }
}

/// Inline content as the arguments of a call.
fn args(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect::<Vec<_>>().join(", ")
}

fn inline(one: &Inline) -> String {
    match one {
        Inline::Text(text) => quote(text),
        Inline::Unknown(text) => format!("onbekend({})", quote(text)),
        Inline::Strong(inner) => format!("sterk({})", args(inner)),
        Inline::Emphasis(inner) => format!("nadruk({})", args(inner)),
        Inline::Foreign { lang, text } => format!("vreemd({}, {})", quote(lang), quote(text)),
        Inline::Link { url, text } => format!("koppeling({}, {})", quote(url), args(text)),
        Inline::Reference { target, text } => format!("verwijs({}, {})", quote(target), quote(text)),
        Inline::Removed(inner) => {
            format!("vervallen({}, {}, {})", quote(MARKS.0), quote(MARK_END), args(&without_lines(inner)))
        }
        Inline::Added(inner) => {
            format!("nieuw({}, {}, {})", quote(MARKS.1), quote(MARK_END), args(&without_emphasis(inner)))
        }
    }
}

fn table(made: &Table) -> String {
    let columns: Vec<String> = made
        .columns
        .iter()
        .map(|c| {
            let width = if c.share == 0 { "\"auto\"".to_owned() } else { format!("{}.0", c.share) };
            let side = if c.align == Align::End { "rechts" } else { "links" };
            format!("(breedte: {width}, uitlijning: \"{side}\")")
        })
        .collect();
    let head: Vec<String> = made.columns.iter().map(|c| quote(&c.title)).collect();
    let row = |cells: &Vec<Vec<Inline>>| array(&cells.iter().map(|c| content(c)).collect::<Vec<_>>());
    let rows: Vec<String> = made.rows.iter().map(row).collect();
    format!(
        "tabel(bijschrift: {}, kolommen: {}, kop: {}, rijen: {}, totaal: {}, noot: {}, klein: {})",
        quote(&made.caption),
        array(&columns),
        array(&head),
        array(&rows),
        made.total.as_ref().map_or_else(|| "none".into(), row),
        made.note.as_ref().map_or_else(|| "none".into(), |n| quote(n)),
        made.wide,
    )
}

fn number(value: Option<i64>) -> String {
    value.map_or_else(|| "none".into(), |v| v.to_string())
}

fn chart(made: &Chart) -> String {
    let head = format!("alt: {}, bijschrift: {}", quote(&made.alternative()), quote(&made.caption));
    let unit = quote(&made.unit);
    let single = |key: [&str; 3]| {
        let series = made.series.first();
        let points: Vec<String> = made
            .labels
            .iter()
            .enumerate()
            .map(|(i, label)| {
                let value = series.and_then(|s| s.values.get(i).copied().flatten());
                let text = series.and_then(|s| s.texts.get(i)).map_or("", String::as_str);
                let mut point = format!("({}: {}, {}: {}", key[0], quote(label), key[1], number(value));
                if !key[2].is_empty() {
                    let _ = write!(point, ", {}: {}", key[2], quote(text));
                }
                point.push(')');
                point
            })
            .collect();
        array(&points)
    };
    match made.kind {
        ChartKind::Bars => {
            let labels: Vec<String> = made.labels.iter().map(|l| quote(l)).collect();
            let series: Vec<String> = made
                .series
                .iter()
                .map(|s| {
                    let values: Vec<String> = s.values.iter().map(|v| number(*v)).collect();
                    let texts: Vec<String> = s.texts.iter().map(|t| quote(t)).collect();
                    format!("(naam: {}, waarden: {}, teksten: {})", quote(&s.name), array(&values), array(&texts))
                })
                .collect();
            format!("staafdiagram({head}, eenheid: {unit}, groepen: {}, reeksen: {})", array(&labels), array(&series))
        }
        ChartKind::LyingBars => {
            format!("liggende_staven({head}, eenheid: {unit}, staven: {})", single(["label", "waarde", "tekst"]))
        }
        ChartKind::Line => {
            format!("lijndiagram({head}, eenheid: {unit}, punten: {})", single(["label", "waarde", "tekst"]))
        }
        ChartKind::Parts => format!("statusbalk({head}, delen: {})", single(["label", "aantal", ""])),
    }
}

fn measure(card: &Card) -> String {
    let pairs = |list: &[(String, Vec<Inline>)]| array(&list.iter().map(|(l, v)| pair(l, v)).collect::<Vec<_>>());
    format!(
        "maatregel(nummer: {}, titel: {}, velden: {}, meta: {})",
        quote(&card.number),
        content(&card.title),
        pairs(&card.fields),
        pairs(&card.facts)
    )
}

fn criterion(card: &CriterionCard) -> String {
    let fields: Vec<String> = card.fields.iter().map(|(l, v)| pair(l, v)).collect();
    format!(
        "criterium(id: {}, vraag: {}, oordeel: {}, velden: {})",
        quote(&card.id),
        quote(&card.question),
        quote(card.verdict),
        array(&fields)
    )
}

fn pillar(pillar: &Pillar) -> String {
    format!("(titel: {}, oordeel: {}, tekst: {})", quote(&pillar.title), quote(pillar.verdict), quote(&pillar.text))
}

fn key_figure(figure: &KeyFigure) -> String {
    format!(
        "(getal: {}, label: {}, uitleg: {})",
        quote(&figure.number),
        quote(&figure.label),
        quote(&figure.explanation)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever a person types is one string literal of Typst that holds the same text.
        #[test]
        fn any_text_is_one_literal(text in "\\PC{0,60}") {
            let literal = quote(&text);
            let root = typst::syntax::parse_code(&literal);
            prop_assert!(root.errors_and_warnings().0.is_empty());
            let strings: Vec<_> = root.children().filter_map(|n| n.cast::<typst::syntax::ast::Str>()).collect();
            prop_assert_eq!(strings.len(), 1);
            prop_assert_eq!(root.children().count(), 1);
            let held = strings[0].get().to_string();
            prop_assert_eq!(held, text.replace(['\u{2028}', '\u{2029}'], " "));
        }
    }
}
