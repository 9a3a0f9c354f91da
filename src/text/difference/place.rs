//! What a reader calls the place of a block: `2.4, alinea 2`, `maatregel M3`, `tabel ‘Uitvoeringsprogramma’`.
//!
//! It deliberately knows one text only; in a comparison the new one names the place, and the old one what went.

use super::data::{HEADINGS, NOTE};
use crate::text::manuscript::{Block, ChapterNode, plain};

/// The place of every block of a chapter.
pub fn places<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Vec<String> {
    let mut section = String::new();
    let (mut paragraphs, mut lists, mut boxes) = (0, 0, 0);
    let mut out = Vec::new();
    for block in blocks {
        let within = |what: String| if section.is_empty() { what } else { format!("{section}, {what}") };
        out.push(match block {
            Block::Heading { number, text, .. } => {
                (paragraphs, lists, boxes) = (0, 0, 0);
                section = number.clone().unwrap_or_else(|| named("", &plain(text)));
                format!("{section}, kop")
            }
            Block::Paragraph(_) => {
                paragraphs += 1;
                within(format!("alinea {paragraphs}"))
            }
            Block::List { .. } => {
                lists += 1;
                within(if lists == 1 { "lijst".to_owned() } else { format!("lijst {lists}") })
            }
            Block::Callout { title, .. } => {
                boxes += 1;
                within(match title {
                    Some(title) => named("kader ", title),
                    None if boxes == 1 => "kader".to_owned(),
                    None => format!("kader {boxes}"),
                })
            }
            Block::Table(table) => named("tabel ", &table.caption),
            Block::Chart(chart) => named("grafiek ", &chart.caption),
            Block::Measure(card) => format!("maatregel {}", card.number),
            Block::Criterion(card) => format!("onderdeel {}", card.id),
            Block::Facts(_) => within("gegevens".to_owned()),
            Block::Pillars(_) => within("oordelen".to_owned()),
            Block::KeyFigures(_) => within("kerncijfers".to_owned()),
            Block::Quote { .. } => within("citaat".to_owned()),
            Block::Signature { .. } => within("ondertekening".to_owned()),
        });
    }
    out
}

/// `8 Middelen`.
pub fn numbered(chapter: &ChapterNode) -> String {
    chapter.number.as_ref().map_or_else(|| chapter.title.clone(), |n| format!("{n} {}", chapter.title))
}

/// `tabel ‘Uitvoeringsprogramma’`, with a long name cut.
pub fn named(what: &str, name: &str) -> String {
    format!("{what}‘{}’", shortened(name, 50))
}

/// `rij ‘M3’`; the headings and the note of a table are called by what they are.
pub fn row(name: &str) -> String {
    if matches!(name, HEADINGS | NOTE) { name.to_owned() } else { named("rij ", name) }
}

/// The beginning of a text, cut at a space when it is longer than this many characters.
pub fn shortened(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    let head = text.get(..end).unwrap_or_default();
    let head = head.rsplit_once(' ').map_or(head, |(before, _)| before);
    format!("{} …", head.trim_end_matches([',', ';', ':', '.']))
}
