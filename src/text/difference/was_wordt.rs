//! The difference as a document that councils know: per chapter what changed in words, and old beside new.
//!
//! It deliberately shows what changed only. What a reader can see, a reader who listens hears: words that went and came
//! stand between `[vervallen: ` or `[nieuw: ` and `]`, and every row begins with its place.

use super::chapters::{ChapterChange, Difference};
use super::counts::count;
use super::side_by_side::{Row, field, rows};
use super::summary::{fate, name, sentence, shifts, totals};
use super::words::is_same;
use crate::ground::dutch;
use crate::text::manuscript::{
    Block, CalloutKind, ChapterNode, Column, Cover, Inline, Manuscript, Meta, Node, Table, plain,
};

/// What a reader calls the two texts: `concept van 3 mei 2026`, `hoofdstuk 1.4.0`. Both go in a sentence.
#[derive(Debug, Clone)]
pub struct Names {
    /// The old one.
    pub old: String,
    /// The new one.
    pub new: String,
}

/// Makes the document. Its date, stand and looks are those of the new document.
pub fn was_wordt(difference: &Difference<'_>, names: &Names) -> Manuscript {
    let new = difference.new;
    let title = format!("Was en wordt: {}", new.cover.title);
    let about = format!("Wat er verandert tussen {} en {}", names.old, names.new);
    let mut facts =
        vec![("Was".to_owned(), dutch::capitalise(&names.old)), ("Wordt".to_owned(), dutch::capitalise(&names.new))];
    facts.extend(new.meta.mark.map(|mark| ("Status".to_owned(), mark.to_owned())));
    let mut chapters = vec![summary(difference, names)];
    chapters.extend(difference.chapters.iter().filter(|c| !c.is_same()).map(|c| chapter(c, difference)));
    Manuscript {
        meta: Meta {
            title: new.meta.mark.map_or_else(|| title.clone(), |mark| format!("{mark} – {title}")),
            author: new.meta.author.clone(),
            description: about,
            keywords: new.meta.keywords.iter().cloned().chain(["was-wordt".to_owned()]).collect(),
            date: new.meta.date,
            // The title of what is compared stands at the foot of each page.
            running_head: format!("{} – was en wordt", new.meta.author),
            mark: new.meta.mark,
            identifier: format!("{}-was-wordt", new.meta.identifier),
        },
        cover: Cover {
            title: "Was en wordt".into(),
            subtitle: new.cover.title.clone(),
            gemeente: new.cover.gemeente.clone(),
            facts,
            notice: new.cover.notice.clone(),
        },
        style: new.style.clone(),
        chapters,
    }
}

fn node(block: Block) -> Node {
    Node::of(block)
}

fn text(text: impl Into<String>) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

fn paragraph(sentence: impl Into<String>) -> Node {
    node(Block::Paragraph(text(sentence)))
}

fn table<const N: usize>(caption: String, columns: [(&str, u8); N], rows: Vec<[Vec<Inline>; N]>) -> Node {
    node(Block::Table(Table {
        caption,
        columns: columns.map(|(title, share)| Column::text(title, share)).to_vec(),
        rows: rows.into_iter().map(Vec::from).collect(),
        total: None,
        note: None,
        wide: false,
    }))
}

/// The first chapter: what changed in a few sentences, how to read the rest, and which values are different.
fn summary(difference: &Difference<'_>, names: &Names) -> ChapterNode {
    let changed: Vec<&ChapterChange<'_>> = difference.chapters.iter().filter(|c| !c.is_same()).collect();
    let same = difference.chapters.len() - changed.len();
    let mut nodes = vec![paragraph(format!("Dit document vergelijkt {} met {}.", names.old, names.new))];
    if difference.is_empty() {
        nodes.push(paragraph("Er is geen verschil in tekst, gegevens of volgorde."));
    } else {
        nodes.push(paragraph(totals(changed.len(), same)));
        nodes.push(reading());
        let counted = count(difference).by_kind();
        let counted: Vec<_> = counted.into_iter().map(|(kind, told)| (kind, text(told))).collect();
        nodes.extend((!counted.is_empty()).then(|| node(Block::Facts(counted))));
    }
    if !changed.is_empty() {
        let rows = changed.iter().map(|c| [text(name(c)), text(sentence(c))]);
        let columns = [("Hoofdstuk", 3), ("Wat er verandert", 7)];
        nodes.push(table("Wat er per hoofdstuk verandert".into(), columns, rows.collect()));
    }
    let facts: Vec<[Vec<Inline>; 3]> = facts(difference);
    if !facts.is_empty() {
        let columns = [("Waar", 5), ("Was", 3), ("Wordt", 4)];
        nodes.push(table("Datums, bedragen, getallen en oordelen die veranderen".into(), columns, facts));
    }
    let cover: Vec<Row> = difference.cover.iter().filter(|f| !is_same(&f.pieces)).map(|f| field(&f.label, f)).collect();
    nodes.extend(rows_table("Wat er op de voorkant verandert", cover));
    ChapterNode {
        id: "was-wordt".into(),
        number: None,
        title: "Samenvatting van de wijzigingen".into(),
        version: String::new(),
        nodes,
    }
}

/// How to read the marks, said with the marks.
fn reading() -> Node {
    let mark = |kind: fn(Vec<Inline>) -> Inline, words: &str| kind(text(words));
    let sentence = vec![
        Inline::Text(
            "Links staat de oude tekst, rechts de nieuwe. Woorden die weg zijn, staan zo in de oude tekst: ".into(),
        ),
        mark(Inline::Removed, "oude woorden"),
        Inline::Text(". Woorden die erbij komen, staan zo in de nieuwe tekst: ".into()),
        mark(Inline::Added, "nieuwe woorden"),
        Inline::Text(". Een alinea of cel waarin niets verandert, staat hier niet.".into()),
    ];
    let title = Some("zo leest u dit document".to_owned());
    node(Block::Callout { kind: CalloutKind::Explanation, title, blocks: vec![Block::Paragraph(sentence)] })
}

fn facts(difference: &Difference<'_>) -> Vec<[Vec<Inline>; 3]> {
    let all = difference.chapters.iter().flat_map(|c| {
        let name = name(c);
        shifts(c).into_iter().map(move |fact| [text(format!("{name}: {}", fact.place)), text(fact.old), text(fact.new)])
    });
    all.collect()
}

fn chapter(change: &ChapterChange<'_>, difference: &Difference<'_>) -> ChapterNode {
    let mut nodes = vec![paragraph(sentence(change))];
    if let Some((old, new)) = change.versions() {
        nodes.push(paragraph(format!("De tekst van dit hoofdstuk gaat van versie {old} naar versie {new}.")));
    }
    let rows = rows(change, difference);
    nodes.extend(rows_table(&format!("Was en wordt: {}", name(change)), rows));
    let chapter = change.chapter();
    ChapterNode {
        id: format!("was-wordt-{}", chapter.map(|c| c.id.as_str()).unwrap_or_default()),
        number: chapter.and_then(|c| c.number.clone()),
        title: chapter.map(|c| c.title.clone() + fate(change)).unwrap_or_default(),
        version: chapter.map(|c| c.version.clone()).unwrap_or_default(),
        nodes,
    }
}

fn rows_table(caption: &str, rows: Vec<Row>) -> Option<Node> {
    let cell = |side: Vec<Inline>, word: &str| {
        if plain(&side).trim().is_empty() { vec![Inline::Emphasis(text(word))] } else { side }
    };
    let rows: Vec<[Vec<Inline>; 3]> = rows
        .into_iter()
        .map(|row| [text(dutch::capitalise(&row.place)), cell(row.old, "stond er niet"), cell(row.new, "vervalt")])
        .collect();
    (!rows.is_empty()).then(|| table(caption.to_owned(), [("Waar", 3), ("Was", 5), ("Wordt", 5)], rows))
}
