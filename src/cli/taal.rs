//! The language of documents: a table per document for a person, the same counts for programs.
//!
//! It deliberately gives no mark: what a number means stands below the table.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::leg_uit::wrapped;
use super::render;
use crate::judgement::language::figures::tenths;
use crate::judgement::language::{ChapterLanguage, Figures, advice::total};
use crate::nouns::taal::Taal;

/// Longest title in the table, in characters.
const LONGEST_TITLE: usize = 36;

/// The language of one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measured {
    /// The folder of the gemeente.
    pub folder: String,
    /// Id of the document.
    pub document: String,
    /// The year of a yearly document.
    pub year: Option<i32>,
    /// Its chapters.
    pub chapters: Vec<ChapterLanguage>,
}

/// A table for each document, and what the numbers mean.
pub fn tables(measured: &[Measured], taal: &Taal) -> String {
    let mut out = String::new();
    for document in measured {
        let year = document.year.map(|y| format!(" {y}")).unwrap_or_default();
        let _ = writeln!(out, "\nTaal van {}{year} ({})\n", document.document, render::printable(&document.folder));
        let head =
            ["hoofdstuk", "woorden", "zinnen", "per zin", "lettergrepen", "letters", "lang", "lijdend", "score", ""];
        let mut rows = vec![head.map(String::from).to_vec()];
        for chapter in &document.chapters {
            let number = chapter.number.as_ref().map(|n| format!("{n} ")).unwrap_or_default();
            rows.push(row(&cut(&format!("{number}{}", chapter.title)), &chapter.figures, chapter.scored));
        }
        let all = total(&document.chapters);
        rows.push(row("Samen", &all, all.words >= u64::from(taal.grenzen.woorden_voor_score.value)));
        align_right(&mut rows);
        out.push_str(&render::table(&rows));
    }
    if measured.is_empty() {
        return out;
    }
    let (limits, aim) = (&taal.grenzen, &taal.streefniveau);
    for line in [
        format!(
            "per zin: woorden in een zin. lettergrepen en letters: in een woord. lang: zinnen van meer dan {} woorden. lijdend: zinnen met een lijdende vorm.",
            limits.woorden_in_zin.value
        ),
        format!(
            "score: Flesch-Douma (W.H. Douma, 1960), ongeveer 0 tot 100; hoger leest makkelijker. Onder {} woorden lopende tekst is er geen score. Koppen, tabellen en grafieken tellen niet mee.",
            limits.woorden_voor_score.value
        ),
        format!(
            "{}: een score van {} of meer en hooguit {} woorden per zin is een aanwijzing, geen bewijs. De cijfers meten lengte, niet of iemand het begrijpt.",
            aim.naam.value, aim.score.value, aim.woorden_per_zin.value
        ),
    ] {
        let _ = write!(out, "\n{}\n", wrapped(&line));
    }
    out
}

fn row(title: &str, figures: &Figures, scored: bool) -> Vec<String> {
    let average = |value: Option<i64>| value.map_or_else(|| "–".to_owned(), tenths);
    vec![
        title.to_owned(),
        figures.words.to_string(),
        figures.sentences.to_string(),
        average(figures.words_per_sentence()),
        average(figures.syllables_per_word()),
        average(figures.letters_per_word()),
        figures.long_sentences.to_string(),
        figures.passive_sentences.to_string(),
        figures.points().filter(|_| scored).map_or_else(|| "–".to_owned(), |points| points.to_string()),
        figures.rating().filter(|_| scored).unwrap_or_default().to_owned(),
    ]
}

/// Numbers end under each other; the title and the last column begin under each other.
fn align_right(rows: &mut [Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for column in 1..columns.saturating_sub(1) {
        let width = rows.iter().filter_map(|r| r.get(column)).map(|c| c.chars().count()).max().unwrap_or(0);
        for cell in rows.iter_mut().filter_map(|r| r.get_mut(column)) {
            *cell = format!("{cell:>width$}");
        }
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST_TITLE {
        return text.to_owned();
    }
    text.chars().take(LONGEST_TITLE - 1).chain(['…']).collect()
}

/// The counts for programs; averages follow from them.
pub fn json(measured: &[Measured]) -> Json {
    let documents = measured.iter().map(|document| {
        let chapters = document.chapters.iter().map(|chapter| {
            let figures = &chapter.figures;
            json!({
                "hoofdstuk": chapter.id,
                "titel": chapter.title,
                "woorden": figures.words,
                "zinnen": figures.sentences,
                "lettergrepen": figures.syllables,
                "letters": figures.letters,
                "lange_zinnen": figures.long_sentences,
                "lijdende_zinnen": figures.passive_sentences,
                "losse_woorden": figures.loose_words,
                "score": figures.points().filter(|_| chapter.scored),
                "leesgemak": figures.rating().filter(|_| chapter.scored),
            })
        });
        json!({
            "map": document.folder,
            "document": document.document,
            "jaar": document.year,
            "hoofdstukken": chapters.collect::<Vec<_>>(),
        })
    });
    Json::from(documents.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_under_each_other() {
        let figures = Figures { words: 100, sentences: 10, syllables: 160, letters: 510, ..Figures::default() };
        let mut rows = vec![row("Kort", &Figures::default(), false), row("Samen", &figures, true)];
        align_right(&mut rows);
        assert_eq!(
            render::table(&rows),
            "Kort     0   0     –    –    –  0  0   –\nSamen  100  10  10,0  1,6  5,1  0  0  74  tamelijk gemakkelijk\n"
        );
    }
}
