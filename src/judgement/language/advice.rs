//! `examine`: chapters as text become figures and advice, each with its place where that is known.
//!
//! It deliberately says a thing once: a word or abbreviation where the document first uses it, a sentence where it
//! stands.

use std::collections::BTreeSet;

use super::abbreviations::{is_abbreviation, is_explained, stem};
use super::figures::{Figures, tenths};
use super::lexicon::Lexicon;
use super::passive::passives;
use super::sentences::sentences;
use super::syllables::syllables;
use super::words::{Word, words};
use super::{ChapterLanguage, ChapterText, Passage, PassageKind};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::source::Place;

/// Words of a sentence that are quoted.
const QUOTED: usize = 6;

/// In a text with more bytes than this no sentence is looked for: the place is that of the text.
const LONGEST_SEARCH: usize = 10_000;

/// Measures the chapters of a document, in reading order, and advises.
pub fn examine(chapters: &[ChapterText], lexicon: &Lexicon) -> (Vec<ChapterLanguage>, Report) {
    let mut examiner = Examiner { lexicon, report: Report::default(), told: BTreeSet::new(), row: Vec::new() };
    let read = chapters.iter().filter(|chapter| !lexicon.skipped.contains(&chapter.id));
    let measured = read.map(|chapter| examiner.chapter(chapter)).collect();
    (measured, examiner.report)
}

struct Examiner<'a> {
    lexicon: &'a Lexicon,
    report: Report,
    /// Words and abbreviations that were met before.
    told: BTreeSet<String>,
    /// Passives in a row, with where the row began.
    row: Vec<(String, Option<Place>)>,
}

impl Examiner<'_> {
    fn chapter(&mut self, chapter: &ChapterText) -> ChapterLanguage {
        let mut figures = Figures::default();
        for passage in &chapter.passages {
            self.passage(passage, &mut figures);
        }
        self.end_row();
        let scored = figures.words >= self.lexicon.fewest_words && figures.score().is_some();
        if scored {
            self.aim(chapter, &figures);
        }
        ChapterLanguage {
            id: chapter.id.clone(),
            number: chapter.number.clone(),
            title: chapter.title.clone(),
            figures,
            scored,
        }
    }

    fn passage(&mut self, passage: &Passage, figures: &mut Figures) {
        let running = passage.kind == PassageKind::Running;
        if !running {
            self.end_row();
        }
        for range in sentences(&passage.text, &self.lexicon.stops) {
            let Some(sentence) = passage.text.get(range) else { continue };
            let words = words(sentence);
            let place = place(passage.origin.as_ref(), sentence, &words);
            let long = words.len() > self.lexicon.most_words;
            // What stands in a cell is often an enumeration.
            let whole = sentence.ends_with(['.', '!', '?']) && !sentence.contains("; ");
            if long && (running || whole) {
                self.tell_long(sentence, &words, place.clone());
            }
            if running {
                let found = passives(sentence, &words);
                figures.words += count(words.len());
                figures.sentences += 1;
                figures.syllables += words.iter().map(|w| count(syllables(w))).sum::<u64>();
                figures.letters +=
                    words.iter().map(|w| count(w.text.chars().filter(|c| c.is_alphanumeric()).count())).sum::<u64>();
                figures.long_sentences += u64::from(long);
                figures.passive_sentences += u64::from(!found.is_empty());
                if found.is_empty() {
                    self.end_row();
                }
                self.row.extend(found.into_iter().map(|passive| (passive, place.clone())));
            } else {
                figures.loose_words += count(words.len());
            }
            self.words(sentence, &words, place.as_ref());
        }
    }

    fn tell_long(&mut self, sentence: &str, words: &[Word<'_>], place: Option<Place>) {
        self.report.push(rules::LONG_SENTENCE.at(
            place,
            format!("zin van {} woorden: `{}`", words.len(), begin(sentence, words)),
            format!(
                "Maak er twee zinnen van, of een lijst. Tot {} woorden is een zin meestal goed te volgen.",
                self.lexicon.most_words
            ),
        ));
    }

    /// Ends a row of passives, and tells it when it is long.
    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.len() < self.lexicon.passives_in_a_row {
            return;
        }
        let verbs: Vec<&str> = row.iter().map(|(verb, _)| verb.as_str()).collect();
        let shown: Vec<&str> = verbs.iter().take(QUOTED).copied().collect();
        self.report.push(rules::PASSIVES.at(
            row.first().and_then(|(_, place)| place.clone()),
            format!("{} lijdende vormen achter elkaar: {}", row.len(), ticked(&shown)),
            "Zeg wie het doet: ‘de gemeente bespreekt het signaal’ in plaats van ‘het signaal wordt besproken’.",
        ));
    }

    fn words(&mut self, sentence: &str, words: &[Word<'_>], place: Option<&Place>) {
        let lower: Vec<String> = words.iter().map(Word::lower).collect();
        for (at, word) in words.iter().enumerate() {
            let within = |last: &Word<'_>| exact(place, sentence, word.start, last.end());
            let Some(small) = lower.get(at) else { continue };
            if let Some((written, full)) = self.lexicon.short.get(small).filter(|_| has_stop(sentence, word)) {
                self.once(format!("{written} "), |examiner| {
                    examiner.report.push(rules::ABBREVIATION.at(
                        within(word),
                        format!("`{written}` is een afkorting"),
                        format!("Schrijf voluit: `{full}`."),
                    ));
                });
            }
            self.abbreviation(sentence, words, at, || within(word));
            let choices = self.lexicon.difficult.get(small).map(Vec::as_slice).unwrap_or_default();
            let met = choices.iter().find(|d| lower.get(at..at + d.words.len()) == Some(d.words.as_slice()));
            if let Some(difficult) = met {
                let last = words.get(at + difficult.words.len() - 1).unwrap_or(word);
                let written = difficult.words.join(" ");
                self.once(written.clone(), |examiner| {
                    examiner.report.push(rules::DIFFICULT_WORD.at(
                        within(last),
                        format!("`{written}` is voor veel lezers moeilijk"),
                        format!("Kies iets gewoners, zoals: {}.", difficult.plainer),
                    ));
                });
            }
            self.long_word(word, small, || within(word));
        }
    }

    fn abbreviation(&mut self, sentence: &str, words: &[Word<'_>], at: usize, place: impl Fn() -> Option<Place>) {
        let Some(word) = words.get(at) else { return };
        let written = stem(word);
        let full = self.lexicon.terms.get(written);
        let known = self.lexicon.known.contains(written) || self.lexicon.known.contains(word.text);
        if known || (full.is_none() && !is_abbreviation(word)) {
            return;
        }
        // Explained or not, this is where it was first used.
        if !self.told.insert(written.to_owned()) || is_explained(sentence, words, at, full.map(String::as_str)) {
            return;
        }
        let action = match full {
            Some(full) => format!("Schrijf de eerste keer: `{full} ({written})`. De begrippenlijst staat pas achterin."),
            None => "Schrijf de eerste keer voluit wat het is, met de afkorting tussen haakjes, of zet de afkorting in begrippen.toml.".into(),
        };
        let title = match full {
            Some(_) => format!("`{written}` wordt bij het eerste gebruik niet uitgelegd"),
            None => format!("`{written}` staat niet in begrippen.toml en wordt bij het eerste gebruik niet uitgelegd"),
        };
        self.report.push(rules::ABBREVIATION.at(place(), title, action));
    }

    fn long_word(&mut self, word: &Word<'_>, lower: &str, place: impl Fn() -> Option<Place>) {
        let longest = lower.split(['-', '\'', '’']).map(|part| part.chars().count()).max().unwrap_or(0);
        if word.is_figure() || longest <= self.lexicon.most_letters || self.lexicon.explains(lower) {
            return;
        }
        self.once(lower.to_owned(), |examiner| {
            examiner.report.push(rules::DIFFICULT_WORD.at(
                place(),
                format!("`{}` is een lang woord ({longest} letters)", word.text),
                "Haal het woord uit elkaar, zoals `afspraak over samenwerken` voor `samenwerkingsafspraak`, of leg het uit in begrippen.toml.",
            ));
        });
    }

    /// Whether a chapter that aims at a level is harder.
    fn aim(&mut self, chapter: &ChapterText, figures: &Figures) {
        let aim = &self.lexicon.aim;
        let (Some(points), Some(length)) = (figures.points(), figures.words_per_sentence()) else { return };
        if !aim.chapters.contains(&chapter.id) || (points >= aim.points && length <= aim.words_per_sentence) {
            return;
        }
        let place = chapter.passages.iter().find_map(|p| p.origin.as_ref()).map(|p| p.source.place(0..0));
        self.report.push(rules::HARDER_THAN_AIM.at(
            place,
            format!(
                "`{}` is moeilijker dan {}: score {} en {} woorden per zin",
                chapter.title,
                aim.name,
                dutch::integer(points),
                tenths(length)
            ),
            format!(
                "Streef naar een score van ten minste {} en gemiddeld hooguit {} woorden per zin.",
                dutch::integer(aim.points),
                dutch::decimal(aim.words_per_sentence)
            ),
        ));
    }

    fn once(&mut self, key: String, tell: impl FnOnce(&mut Self)) {
        if self.told.insert(key) {
            tell(self);
        }
    }
}

/// Whether a full stop follows the word: `nr.` is an abbreviation, `nr` a word.
fn has_stop(sentence: &str, word: &Word<'_>) -> bool {
    sentence.get(word.end()..).is_some_and(|rest| rest.starts_with('.'))
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// The first words of a sentence, on one line.
fn begin(sentence: &str, words: &[Word<'_>]) -> String {
    let cut = words.get(QUOTED).and(words.get(QUOTED - 1)).and_then(|last| sentence.get(..last.end()));
    let line = cut.unwrap_or(sentence).split_whitespace().collect::<Vec<_>>().join(" ");
    if cut.is_some() { line + " …" } else { line }
}

/// `` `a`, `b` en `c` ``.
fn ticked(items: &[&str]) -> String {
    dutch::list(&items.iter().map(|i| format!("`{i}`")).collect::<Vec<_>>())
}

/// Where a sentence stands in what asked for it: its own words when they are there, else all of it.
fn place(origin: Option<&Place>, sentence: &str, words: &[Word<'_>]) -> Option<Place> {
    let origin = origin?;
    let last = words.get(QUOTED.min(words.len()).checked_sub(1)?)?;
    let start = sentence.get(..last.end())?;
    let sought = origin.text().len() <= LONGEST_SEARCH;
    let whole =
        [sentence, start].into_iter().filter(|_| sought).find_map(|text| Some((origin.text().find(text)?, text.len())));
    Some(match whole {
        Some((at, length)) => origin.source.place(origin.start + at..origin.start + at + length),
        None => origin.clone(),
    })
}

/// Where a piece of a sentence stands, when the sentence is found to its letter.
fn exact(place: Option<&Place>, sentence: &str, start: usize, end: usize) -> Option<Place> {
    let place = place?;
    let piece = sentence.get(start..end)?;
    let found = Some(place.text()).filter(|text| text.len() <= LONGEST_SEARCH).and_then(|text| text.find(piece));
    Some(match found {
        Some(at) => place.source.place(place.start + at..place.start + at + piece.len()),
        None => place.clone(),
    })
}

/// All chapters together.
pub fn total(chapters: &[ChapterLanguage]) -> Figures {
    chapters.iter().fold(Figures::default(), |mut all, chapter| {
        all += chapter.figures;
        all
    })
}
