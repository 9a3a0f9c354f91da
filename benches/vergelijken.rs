//! How long a comparison takes against the size of two plans: `cargo bench --bench vergelijken`.
//!
//! The plans are made up: chapters with paragraphs, a list and a table, about 350 words a page. The column per page shows
//! whether the time stays in line with the size.

use std::time::{Duration, Instant};

use beleid::text::difference::compare;
use beleid::text::difference::merge::merge;
use beleid::text::difference::was_wordt::{Names, was_wordt};
use beleid::text::manuscript::{Block, ChapterNode, Column, Cover, Form, Inline, Manuscript, Meta, Node, Style, Table};
use chrono::NaiveDate;

/// Numbers that look like chance and are the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most
    }
}

fn words(chance: &mut Chance, count: usize) -> Vec<Inline> {
    // Few words occur often and many seldom, as in a real text.
    let word = |chance: &mut Chance| {
        let range = [20, 200, 3_000][chance.below(3)];
        format!("w{}", chance.below(range))
    };
    let all: Vec<String> = (0..count).map(|i| word(chance) + if i % 14 == 13 { ". En" } else { "" }).collect();
    vec![Inline::Text(all.join(" ") + ".")]
}

fn page(chance: &mut Chance) -> Vec<Block> {
    let item = |chance: &mut Chance| vec![Block::Paragraph(words(chance, 8))];
    let row =
        |chance: &mut Chance, n: usize| vec![vec![Inline::Text(format!("R{n}"))], words(chance, 6), words(chance, 3)];
    let mut out: Vec<Block> = (0..3).map(|_| Block::Paragraph(words(chance, 70))).collect();
    out.push(Block::List { ordered: false, items: (0..5).map(|_| item(chance)).collect() });
    out.push(Block::Table(Table {
        caption: format!("Tabel {}", chance.below(1_000)),
        columns: vec![Column::text("Nr.", 0), Column::text("Wat", 3), Column::text("Wie", 2)],
        rows: (0..10).map(|n| row(chance, n)).collect(),
        total: None,
        note: None,
        wide: false,
    }));
    out
}

fn plan(pages: usize, seed: u64) -> Manuscript {
    let mut chance = Chance(seed);
    let chapter = |n: usize, chance: &mut Chance| ChapterNode {
        id: format!("h{n}"),
        number: Some(n.to_string()),
        title: format!("Hoofdstuk {n}"),
        version: "1.0.0".into(),
        nodes: (0..2).flat_map(|_| page(chance)).map(Node::of).collect(),
    };
    Manuscript {
        meta: Meta {
            title: "Plan".into(),
            author: "Nergens".into(),
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
        chapters: (0..pages / 2).map(|n| chapter(n, &mut chance)).collect(),
    }
}

/// Changes about one block in `every`: other words in the middle, gone, or a new one before it.
fn edited(old: &Manuscript, every: usize) -> Manuscript {
    let mut chance = Chance(7);
    let mut new = old.clone();
    for chapter in &mut new.chapters {
        let mut nodes = Vec::new();
        for mut node in std::mem::take(&mut chapter.nodes) {
            if chance.below(every) == 0 {
                match (chance.below(3), &mut node.block) {
                    (0, _) => continue,
                    (1, Block::Paragraph(text)) => {
                        let at = text.len();
                        text.splice(at..at, words(&mut chance, 5));
                    }
                    _ => nodes.push(Node::of(Block::Paragraph(words(&mut chance, 40)))),
                }
            }
            nodes.push(node);
        }
        chapter.nodes = nodes;
    }
    new
}

fn main() {
    let names = Names { old: "oud".into(), new: "nieuw".into() };
    println!("{:<44}{:>10}{:>12}", "", "ms", "µs a page");
    for pages in [20, 40, 80, 160, 320] {
        let old = plan(pages, 1);
        row(&format!("{pages} pages, one block in 8 changed"), pages, &old, &edited(&old, 8), &names);
    }
    for pages in [40, 160] {
        row(&format!("{pages} pages, every word another"), pages, &plan(pages, 1), &plan(pages, 2), &names);
    }
    // One chapter without an end, and one paragraph without an end.
    let long = |seed| one_chapter(plan(320, seed));
    row("320 pages in one chapter, all other", 320, &long(1), &long(2), &names);
    let wall = |seed| one_paragraph(80, seed);
    row("80 pages in one paragraph, all other", 80, &wall(1), &wall(2), &names);
    let old = plan(40, 1);
    let blocks =
        |m: &Manuscript| m.chapters.iter().flat_map(|c| c.nodes.iter().map(|n| n.block.clone())).collect::<Vec<_>>();
    let (theirs, mine) = (blocks(&edited(&old, 8)), blocks(&edited(&old, 5)));
    let base = blocks(&old);
    let start = now();
    let merged = merge(&base, &theirs, &mine);
    print_row(&format!("40 pages merged, {} conflicts", merged.conflicts.len()), 40, since(start));
}

fn one_chapter(mut plan: Manuscript) -> Manuscript {
    let nodes = plan.chapters.iter_mut().flat_map(|c| std::mem::take(&mut c.nodes)).collect();
    plan.chapters.truncate(1);
    plan.chapters.iter_mut().for_each(|c| c.nodes = Vec::clone(&nodes));
    plan
}

fn one_paragraph(pages: usize, seed: u64) -> Manuscript {
    let mut plan = one_chapter(plan(2, 1));
    let block = Block::Paragraph(words(&mut Chance(seed), pages * 350));
    plan.chapters.iter_mut().for_each(|c| c.nodes = vec![Node::of(block.clone())]);
    plan
}

fn row(name: &str, pages: usize, old: &Manuscript, new: &Manuscript, names: &Names) {
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let start = now();
            let difference = compare(old, new);
            std::hint::black_box(was_wordt(&difference, names));
            since(start)
        })
        .collect();
    times.sort_unstable();
    print_row(name, pages, times[times.len() / 2]);
}

fn print_row(name: &str, pages: usize, time: Duration) {
    let micros = time.as_micros();
    println!("{name:<44}{:>10}.{:01}{:>10}", micros / 1_000, micros / 100 % 10, micros / pages as u128);
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> Instant {
    Instant::now()
}

fn since(start: Instant) -> Duration {
    start.elapsed()
}
