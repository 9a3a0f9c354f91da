//! Differences and merges: laws that hold for any two manuscripts, and pairs of texts with what a council would read.
//!
//! Each Markdown file below `tests/verschillen/` has the fences `was` and `wordt` with chapters, and `verschil` with the
//! comparison; or `basis`, `gedeeld` and `eigen`, and `samen` with the merge. In a chapter `# naam 1.0.0 Titel` begins it.
//! `UPDATE=1 cargo test --test vergelijken` writes the answers; review the difference.

use std::fmt::Write as _;
use std::path::Path;

use beleid::ground::diagnostic::Report;
use beleid::text::difference::data::{Data, RecordChange};
use beleid::text::difference::merge::{Conflict, merge, merge_source};
use beleid::text::difference::was_wordt::{Names, was_wordt};
use beleid::text::difference::words::Piece;
use beleid::text::difference::{Change, Detail, Difference, Fate, compare};
use beleid::text::listing::listing;
use beleid::text::manuscript::{
    Block, CalloutKind, Card, ChapterNode, Column, Cover, CriterionCard, Form, Inline, KeyFigure, Manuscript, Meta,
    Node, Style, Table, plain,
};
use beleid::text::markdown::{Reading, read};
use chrono::NaiveDate;
use proptest::prelude::*;

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

fn manuscript(chapters: Vec<ChapterNode>) -> Manuscript {
    Manuscript {
        meta: Meta {
            title: "Plan".into(),
            author: "Gemeente Nergens".into(),
            description: String::new(),
            keywords: Vec::new(),
            date: NaiveDate::from_ymd_opt(2026, 5, 3).expect("a day"),
            running_head: "Plan".into(),
            mark: None,
            identifier: "plan".into(),
        },
        cover: Cover {
            title: "Plan".into(),
            subtitle: String::new(),
            gemeente: "Nergens".into(),
            facts: Vec::new(),
            notice: None,
        },
        style: Style { primary: "#154273".into(), accent: "#a3420a".into(), logo: None, form: Form::Book },
        chapters,
    }
}

fn chapter(id: &str, version: &str, title: &str, blocks: Vec<Block>) -> ChapterNode {
    ChapterNode {
        id: id.into(),
        number: None,
        title: title.into(),
        version: version.into(),
        nodes: blocks.into_iter().map(Node::of).collect(),
    }
}

fn names() -> Names {
    Names { old: "de oude tekst".into(), new: "de nieuwe tekst".into() }
}

// ------------------------------------------------------------------ cases --

fn blocks(markdown: &str, title: &str) -> Vec<Block> {
    let mut report = Report::default();
    let reading =
        Reading { slots: &[], place: &|_| None, values: &|_| Vec::new(), prefix: "h", above: 1, under: 1, title };
    let nodes = read(markdown, &reading, &mut report);
    assert!(report.sorted().is_empty(), "the Markdown of a case reads");
    nodes.into_iter().map(|node| node.block).collect()
}

/// Chapters from Markdown.
fn document(source: &str) -> Manuscript {
    let mut chapters = Vec::new();
    for (number, part) in source.split("\n# ").enumerate().filter(|(_, part)| !part.trim().is_empty()) {
        let part = part.strip_prefix("# ").unwrap_or(part);
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let mut head = head.splitn(3, ' ');
        let (id, version, title) = (head.next(), head.next(), head.next());
        let title = title.expect("a chapter has a name, a version and a title");
        let mut made = chapter(id.expect("a name"), version.expect("a version"), title, blocks(body, title));
        made.number = Some((number + 1).to_string());
        chapters.push(made);
    }
    manuscript(chapters)
}

fn fence<'a>(case: &'a str, name: &str) -> Option<&'a str> {
    let start = case.find(&format!("```{name}\n"))? + name.len() + 4;
    let rest = case.get(start..)?;
    rest.get(..rest.find("```")?)
}

fn conflicts(found: &[Conflict]) -> String {
    found.iter().map(|conflict| format!("! {}\n", conflict.sentence())).collect()
}

/// What a case is answered, and the name of the fence for it.
fn answer(case: &str) -> (&'static str, String) {
    if let (Some(was), Some(wordt)) = (fence(case, "was"), fence(case, "wordt")) {
        let (old, new) = (document(was), document(wordt));
        let shown = listing(&was_wordt(&compare(&old, &new), &names()), None);
        // What the document says about itself is the same in every case.
        return ("verschil", shown.split_once("\n# ").map_or(String::new(), |(_, chapters)| format!("# {chapters}")));
    }
    let [base, theirs, mine] = ["basis", "gedeeld", "eigen"].map(|name| fence(case, name).expect("a side of a merge"));
    let (merged, found) = merge_source(base, theirs, mine);
    ("samen", merged + &conflicts(&found))
}

#[test]
fn cases_answer_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verschillen");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("cases").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    assert!(files.len() >= 6, "the cases are read");
    let mut broken = String::new();
    for file in files {
        let case = std::fs::read_to_string(&file).expect("a case is text");
        let (name, told) = answer(&case);
        if fence(&case, name) == Some(told.as_str()) {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            let head = case.find(&format!("```{name}\n")).map_or(case.as_str(), |at| &case[..at]);
            std::fs::write(&file, format!("{}\n\n```{name}\n{told}```\n", head.trim_end())).expect("a case is written");
        } else {
            let _ = writeln!(broken, "==== {}\n{told}", file.display());
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
}

// ------------------------------------------------------------- generators --

const WORDS: &[&str] = &[
    "de",
    "gemeente",
    "werkt",
    "samen",
    "met",
    "politie",
    "en",
    "zorg",
    "aan",
    "signalen",
    "van",
    "uitbuiting",
    "1 juni 2026",
    "1-9-2026",
    "€ 25.000",
    "het",
    "team",
    "kijkt",
    "naar",
    "adressen",
];

fn sentence() -> impl Strategy<Value = Vec<Inline>> {
    let words = |most: usize| {
        proptest::collection::vec(proptest::sample::select(WORDS), 1..most).prop_map(|words| words.join(" "))
    };
    let inline = prop_oneof![
        6 => words(9).prop_map(|w| Inline::Text(format!("{w}. "))),
        1 => words(3).prop_map(|w| Inline::Strong(text(&w))),
        1 => words(3).prop_map(Inline::Unknown),
        1 => words(3).prop_map(|text| Inline::Reference { target: "a".into(), text }),
        1 => words(3).prop_map(|w| Inline::Link { url: "https://example.org".into(), text: text(&w) }),
        1 => words(3).prop_map(|text| Inline::Foreign { lang: "en".into(), text }),
    ];
    proptest::collection::vec(inline, 1..5)
}

fn cell() -> impl Strategy<Value = Vec<Inline>> {
    proptest::sample::select(WORDS).prop_map(text)
}

fn table() -> impl Strategy<Value = Block> {
    let row = || (0usize..6, cell(), sentence()).prop_map(|(n, a, b)| vec![text(&format!("R{n}")), a, b]);
    (proptest::collection::vec(row(), 0..5), proptest::option::of(row()), 0usize..3).prop_map(|(rows, total, n)| {
        Block::Table(Table {
            caption: format!("Tabel {n}"),
            columns: vec![
                Column::text("Nr.", 1),
                Column::text(["Wie", "Wanneer", "Wat"][n], 1),
                Column::text("Hoe", 1),
            ],
            rows,
            total,
            note: (n == 1).then(|| "Een noot.".into()),
            wide: false,
        })
    })
}

fn block() -> impl Strategy<Value = Block> {
    let fields =
        || proptest::collection::vec((prop_oneof![Just("Hoe".to_owned()), Just("Wie".to_owned())], sentence()), 0..3);
    let leaf = prop_oneof![
        4 => sentence().prop_map(Block::Paragraph),
        1 => sentence().prop_map(|text| Block::Heading { level: 2, number: None, text, id: "h".into() }),
        1 => fields().prop_map(Block::Facts),
        1 => table(),
        1 => (0usize..4, sentence(), fields(), fields()).prop_map(|(n, title, fields, facts)| {
            Block::Measure(Card { number: format!("M{n}"), title, fields, facts })
        }),
        1 => (0usize..4, 0usize..2, fields()).prop_map(|(n, v, fields)| Block::Criterion(CriterionCard {
            id: format!("SIG-{n}"),
            question: "Is het zo?".into(),
            verdict: ["voldoet", "deels"][v],
            fields,
        })),
        1 => (0usize..9, 0usize..3).prop_map(|(n, l)| Block::KeyFigures(vec![KeyFigure {
            number: n.to_string(),
            label: ["signalen", "trainingen", "controles"][l].into(),
            explanation: String::new(),
        }])),
        1 => sentence().prop_map(|text| Block::Quote { text, function: "toezichthouder".into() }),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        let many = proptest::collection::vec(inner, 1..4);
        prop_oneof![
            proptest::collection::vec(many.clone(), 1..4).prop_map(|items| Block::List { ordered: false, items }),
            many.prop_map(|blocks| Block::Callout {
                kind: CalloutKind::Attention,
                title: Some("Let op".into()),
                blocks
            }),
        ]
    })
}

fn some_blocks() -> impl Strategy<Value = Vec<Block>> {
    proptest::collection::vec(block(), 0..7)
}

/// How a text becomes another: keep, drop, double, put another in its place, swap with the next, change words.
fn edited() -> impl Strategy<Value = (Vec<Block>, Vec<Block>)> {
    some_blocks().prop_flat_map(|old| {
        let edits = proptest::collection::vec((0u8..9, block()), old.len());
        edits.prop_map(move |edits| {
            let mut new = Vec::new();
            for (was, (edit, other)) in old.iter().zip(edits) {
                match (edit, was, &other) {
                    (0, ..) => {}
                    (1, ..) => new.extend([other, was.clone()]),
                    (2, ..) => new.push(other),
                    (3, ..) => new.insert(0, was.clone()),
                    (4, Block::Paragraph(words), Block::Paragraph(more)) => {
                        new.push(Block::Paragraph([words.clone(), more.clone()].concat()));
                    }
                    _ => new.push(was.clone()),
                }
            }
            (old.clone(), new)
        })
    })
}

/// Chapters from blocks: each gets at most three; some change places.
fn into_chapters(blocks: &[Block], turned: bool) -> Manuscript {
    let mut chapters: Vec<ChapterNode> = blocks
        .chunks(3)
        .enumerate()
        .map(|(n, part)| chapter(&format!("c{n}"), "1.0.0", &format!("Titel {n}"), part.to_vec()))
        .collect();
    if turned && chapters.len() > 1 {
        chapters.rotate_left(1);
    }
    manuscript(chapters)
}

// -------------------------------------------------------------------- laws --

/// The words of a side of a block, from the difference alone.
fn words_of_change(change: &Change<'_>, old: bool, out: &mut Vec<String>) {
    let pieces = |pieces: &[Piece], out: &mut Vec<String>| {
        let side: String = pieces.iter().filter_map(|p| if old { p.was() } else { p.becomes() }).map(plain).collect();
        out.extend(side.split_whitespace().map(ToOwned::to_owned));
    };
    match &change.detail {
        Detail::Same | Detail::Whole => {
            let at = if old { change.old } else { change.new };
            at.iter().for_each(|at| words_of_block(at.block, out));
        }
        Detail::Text(text) => pieces(text, out),
        Detail::Nested { title, parts } => {
            pieces(title, out);
            let mut parts: Vec<_> = parts.iter().filter_map(|p| Some((if old { p.old } else { p.new }?, p))).collect();
            parts.sort_by_key(|(at, _)| *at);
            parts.iter().for_each(|(_, part)| words_of_changes(&part.blocks, old, out));
        }
        Detail::Data(Data { caption, records, .. }) => {
            pieces(caption, out);
            let place = |r: &RecordChange| if old { r.old } else { r.new };
            let mut records: Vec<_> = records.iter().filter_map(|r| Some((place(r)?, r))).collect();
            records.sort_by_key(|(at, _)| *at);
            // Fields of one row are matched by label; their order is that of the new text.
            for (_, record) in records {
                let mut row = Vec::new();
                record.fields.iter().for_each(|f| pieces(&f.pieces, &mut row));
                row.sort();
                out.extend(row);
            }
        }
    }
}

fn words_of_changes(changes: &[Change<'_>], old: bool, out: &mut Vec<String>) {
    let mut own: Vec<_> = changes.iter().filter_map(|c| Some((if old { c.old } else { c.new }?.index, c))).collect();
    own.sort_by_key(|(at, _)| *at);
    own.iter().for_each(|(_, change)| words_of_change(change, old, out));
}

/// The words of a block, without the difference; those of a row in the order of the alphabet.
fn words_of_block(block: &Block, out: &mut Vec<String>) {
    let split = |text: &str| text.split_whitespace().map(ToOwned::to_owned).collect::<Vec<String>>();
    let row = |texts: Vec<String>, out: &mut Vec<String>| {
        let mut words: Vec<String> = texts.iter().flat_map(|text| split(text)).collect();
        words.sort();
        out.extend(words);
    };
    let values = |pairs: &[(String, Vec<Inline>)]| pairs.iter().map(|(_, value)| plain(value)).collect::<Vec<_>>();
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => out.extend(split(&plain(text))),
        Block::List { items, .. } => items.iter().flatten().for_each(|b| words_of_block(b, out)),
        Block::Callout { title, blocks, .. } => {
            out.extend(title.iter().flat_map(|t| split(t)));
            blocks.iter().for_each(|b| words_of_block(b, out));
        }
        Block::Facts(pairs) => row(values(pairs), out),
        Block::Table(table) => {
            out.extend(split(&table.caption));
            row(table.columns.iter().map(|c| c.title.clone()).collect(), out);
            table.rows.iter().chain(&table.total).for_each(|r| row(r.iter().map(|c| plain(c)).collect(), out));
            row(table.note.iter().cloned().collect(), out);
        }
        Block::Measure(card) => {
            let head = vec![card.number.clone(), plain(&card.title)];
            row([head, values(&card.fields), values(&card.facts)].concat(), out);
        }
        Block::Criterion(card) => {
            row([vec![card.id.clone(), card.question.clone(), card.verdict.into()], values(&card.fields)].concat(), out)
        }
        Block::KeyFigures(figures) => {
            figures.iter().for_each(|f| row(vec![f.number.clone(), f.label.clone(), f.explanation.clone()], out));
        }
        Block::Quote { text, function } => row(vec![plain(text), function.clone()], out),
        Block::Chart(_) | Block::Pillars(_) | Block::Signature { .. } => unreachable!("not made here"),
    }
}

/// All words of a side, chapter by chapter, from the difference; a block that moved counts where it stood on that side.
fn words_of_side(difference: &Difference<'_>, old: bool) -> Vec<(String, Vec<String>)> {
    let manuscript = if old { difference.old } else { difference.new };
    let all: Vec<&Change<'_>> = difference.chapters.iter().flat_map(|c| &c.blocks).collect();
    manuscript
        .chapters
        .iter()
        .map(|chapter| {
            let side = |change: &&Change<'_>| {
                if old { change.old } else { change.new }.is_some_and(|at| at.chapter == chapter.id)
            };
            let own: Vec<Change<'_>> = all.iter().copied().filter(side).cloned().collect();
            let mut words = Vec::new();
            words_of_changes(&own, old, &mut words);
            (chapter.id.clone(), words)
        })
        .collect()
}

fn words_of_manuscript(manuscript: &Manuscript) -> Vec<(String, Vec<String>)> {
    let words = |chapter: &ChapterNode| {
        let mut out = Vec::new();
        chapter.nodes.iter().for_each(|node| words_of_block(&node.block, &mut out));
        (chapter.id.clone(), out)
    };
    manuscript.chapters.iter().map(words).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_does_not_differ_from_itself(blocks in some_blocks(), turned: bool) {
        let one = into_chapters(&blocks, turned);
        let two = one.clone();
        let difference = compare(&one, &two);
        prop_assert!(difference.is_empty());
        let made = was_wordt(&difference, &names());
        prop_assert_eq!(made.chapters.len(), 1);
    }

    /// Both texts can be read back from their difference: every word of either once, in its order.
    #[test]
    fn every_word_is_told_once((old, new) in edited(), turned: bool) {
        let (old, new) = (into_chapters(&old, false), into_chapters(&new, turned));
        let difference = compare(&old, &new);
        prop_assert_eq!(words_of_side(&difference, true), words_of_manuscript(&old));
        prop_assert_eq!(words_of_side(&difference, false), words_of_manuscript(&new));
        // A document can be made of any difference.
        let _ = listing(&was_wordt(&difference, &names()), None);
    }

    #[test]
    fn two_strange_texts_do_not_break_it(old in some_blocks(), new in some_blocks()) {
        let (old, new) = (into_chapters(&old, false), into_chapters(&new, true));
        let difference = compare(&old, &new);
        prop_assert_eq!(words_of_side(&difference, true), words_of_manuscript(&old));
        prop_assert_eq!(words_of_side(&difference, false), words_of_manuscript(&new));
    }

    #[test]
    fn merging_keeps_what_one_side_changed((base, other) in edited()) {
        for merged in [merge(&base, &base, &other), merge(&base, &other, &base), merge(&base, &other, &other)] {
            prop_assert_eq!(&merged.parts, &other);
            prop_assert!(merged.conflicts.is_empty());
        }
    }

    #[test]
    fn merging_any_three_texts_ends(base in some_blocks(), theirs in some_blocks(), mine in some_blocks()) {
        let merged = merge(&base, &theirs, &mine);
        for conflict in merged.conflicts {
            prop_assert!(conflict.sentence().ends_with('.') && !conflict.sentence().contains("<<<"));
        }
    }

    #[test]
    fn merging_sources_keeps_what_one_side_changed(base in "([a-d]{1,3}[ .\n]{1,3}){0,12}", other in "([a-d]{1,3}[ .\n]{1,3}){0,12}") {
        for (merged, conflicts) in [merge_source(&base, &base, &other), merge_source(&base, &other, &base), merge_source(&base, &other, &other)] {
            prop_assert_eq!(&merged, &other);
            prop_assert!(conflicts.is_empty());
        }
    }

    #[test]
    fn merging_any_three_sources_ends(base in "\\PC{0,60}", theirs in "\\PC{0,60}", mine in "\\PC{0,60}") {
        let _ = merge_source(&base, &theirs, &mine);
    }
}

// ------------------------------------------------------------------- cards --

fn measure(number: &str, when: &str) -> Block {
    Block::Measure(Card {
        number: number.into(),
        title: text("Training van de balie"),
        fields: vec![("Hoe".into(), text("Twee dagdelen met een trainer die de signalen kent."))],
        facts: vec![("Wanneer".into(), text(when)), ("Budget".into(), text("€\u{a0}25.000"))],
    })
}

fn criterion(verdict: &'static str) -> Block {
    Block::Criterion(CriterionCard {
        id: "SIG-1".into(),
        question: "Is er een route?".into(),
        verdict,
        fields: Vec::new(),
    })
}

#[test]
fn a_measure_keeps_its_number_when_it_moves() {
    let old = manuscript(vec![
        chapter("a", "1.4.0", "Aanpak", vec![measure("M3", "1-6-2026")]),
        chapter("b", "1.0.0", "Toets", vec![criterion("deels")]),
    ]);
    let new = manuscript(vec![
        chapter("a", "2.0.0", "Aanpak", vec![]),
        chapter("b", "1.0.0", "Toets", vec![criterion("voldoet"), measure("M3", "1-9-2026")]),
    ]);
    let difference = compare(&old, &new);
    let shown = listing(&was_wordt(&difference, &names()), None);
    for line in [
        "| Toets: maatregel M3, Wanneer | 1-6-2026 | 1-9-2026 (3 maanden later) |",
        "| Maatregel M3, Wanneer | [vervallen: 1-6-2026] | [nieuw: 1-9-2026] |",
        "| Onderdeel SIG-1, Oordeel | [vervallen: deels] | [nieuw: voldoet] |",
        "De tekst van dit hoofdstuk gaat van versie 1.4.0 naar versie 2.0.0.",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
}

#[test]
fn chapters_that_change_places_are_moved() {
    let body = |id: &str| vec![Block::Paragraph(text(&format!("Dit gaat over {id} en verder niets.")))];
    let document = |ids: &[&str]| manuscript(ids.iter().map(|id| chapter(id, "1.0.0", id, body(id))).collect());
    let (old, new) = (document(&["a", "b", "c", "d"]), document(&["b", "c", "a", "e"]));
    let fates: Vec<_> =
        compare(&old, &new).chapters.iter().map(|c| (c.chapter().unwrap().id.clone(), c.fate)).collect();
    let expected = [("b", Fate::Kept), ("c", Fate::Kept), ("d", Fate::Removed), ("a", Fate::Moved), ("e", Fate::Added)];
    assert_eq!(fates, expected.map(|(id, fate)| (id.to_owned(), fate)));
}
