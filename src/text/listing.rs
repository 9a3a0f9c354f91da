//! A manuscript as plain text, one block after another: for tests and for a person who wants to see the tree.
//!
//! It deliberately leaves nothing out that a reader would get, and adds no looks.

use std::fmt::Write as _;

use super::manuscript::{Block, Inline, Manuscript, Node, plain};
use super::marks::{MARK_END, MARKS};

/// Lists a manuscript, or one chapter of it.
pub fn listing(manuscript: &Manuscript, chapter: Option<&str>) -> String {
    let mut out = String::new();
    if chapter.is_none() {
        let (meta, cover) = (&manuscript.meta, &manuscript.cover);
        let _ = writeln!(
            out,
            "[titel] {}\n[auteur] {}\n[datum] {}\n[merk] {}",
            meta.title,
            meta.author,
            meta.date,
            meta.mark.unwrap_or("–")
        );
        let _ = writeln!(out, "[omslag] {} / {} / {}", cover.title, cover.subtitle, cover.gemeente);
        let facts = cover.facts.iter().map(|(label, value)| format!("{label}: {value}"));
        for line in facts.chain(cover.notice.clone()) {
            let _ = writeln!(out, "  {line}");
        }
    }
    for c in manuscript.chapters.iter().filter(|c| chapter.is_none_or(|name| c.id == name)) {
        let _ = writeln!(
            out,
            "\n# {}{} [{} {}]",
            c.number.as_ref().map(|n| format!("{n} ")).unwrap_or_default(),
            c.title,
            c.id,
            c.version
        );
        for Node { block, .. } in &c.nodes {
            list(block, 0, &mut out);
        }
    }
    out
}

fn list(block: &Block, depth: usize, out: &mut String) {
    let pad = "  ".repeat(depth);
    let _ = match block {
        Block::Heading { level, number, text, .. } => {
            let number = number.as_ref().map(|n| format!("{n} ")).unwrap_or_default();
            writeln!(out, "{pad}{} {number}{}", "#".repeat(usize::from(*level)), plain(text))
        }
        Block::Paragraph(text) => writeln!(out, "{pad}{}", marked(text)),
        Block::List { ordered, items } => {
            for (i, item) in items.iter().enumerate() {
                let mark = if *ordered { format!("{}.", i + 1) } else { "-".into() };
                let _ = writeln!(out, "{pad}{mark}");
                item.iter().for_each(|b| list(b, depth + 1, out));
            }
            Ok(())
        }
        Block::Callout { kind, title, blocks } => {
            let _ = writeln!(out, "{pad}[{}] {}", kind.word(), title.as_deref().unwrap_or_default());
            blocks.iter().for_each(|b| list(b, depth + 1, out));
            Ok(())
        }
        Block::Facts(pairs) => pairs.iter().try_for_each(|(l, v)| writeln!(out, "{pad}{l}: {}", marked(v))),
        Block::Table(table) => {
            let _ = writeln!(out, "{pad}[tabel] {}", table.caption);
            let row = |cells: Vec<String>| format!("{pad}| {} |", cells.join(" | "));
            let _ = writeln!(out, "{}", row(table.columns.iter().map(|c| c.title.clone()).collect()));
            for cells in table.rows.iter().chain(&table.total) {
                let _ = writeln!(out, "{}", row(cells.iter().map(|c| marked(c)).collect()));
            }
            table.note.iter().try_for_each(|n| writeln!(out, "{pad}({n})"))
        }
        Block::Chart(chart) => writeln!(out, "{pad}[grafiek] {}", chart.alternative()),
        Block::Measure(card) => {
            let _ = writeln!(out, "{pad}[maatregel {}] {}", card.number, marked(&card.title));
            card.fields.iter().chain(&card.facts).try_for_each(|(l, v)| writeln!(out, "{pad}  {l}: {}", marked(v)))
        }
        Block::Criterion(card) => {
            let _ = writeln!(out, "{pad}[criterium {}] {} – {}", card.id, card.question, card.verdict);
            card.fields.iter().try_for_each(|(l, v)| writeln!(out, "{pad}  {l}: {}", marked(v)))
        }
        Block::Pillars(pillars) => {
            pillars.iter().try_for_each(|p| writeln!(out, "{pad}[pijler] {} – {} – {}", p.title, p.verdict, p.text))
        }
        Block::KeyFigures(figures) => figures
            .iter()
            .try_for_each(|f| writeln!(out, "{pad}[kerncijfer] {} {} – {}", f.number, f.label, f.explanation)),
        Block::Quote { text, function } => writeln!(out, "{pad}[citaat] {} – {function}", marked(text)),
        Block::Signature { opening, date, functions } => {
            writeln!(
                out,
                "{pad}[ondertekening] {opening} – {} – {}",
                date.as_deref().unwrap_or("…"),
                functions.join("; ")
            )
        }
    };
}

/// Text with its meaning: `*`, `**`, `‹lang:…›`, `→`, `‹?…›`.
fn marked(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(t) => t.clone(),
            Inline::Unknown(t) => format!("‹?{t}›"),
            Inline::Strong(i) => format!("**{}**", marked(i)),
            Inline::Emphasis(i) => format!("*{}*", marked(i)),
            Inline::Foreign { lang, text } => format!("‹{lang}:{text}›"),
            Inline::Link { url, text } => format!("{} ‹{url}›", marked(text)),
            Inline::Reference { target, text } => format!("{text} →{target}"),
            Inline::Removed(i) => format!("{}{}{MARK_END}", MARKS.0, marked(i)),
            Inline::Added(i) => format!("{}{}{MARK_END}", MARKS.1, marked(i)),
        })
        .collect()
}
