//! The lists and limits of plain language, ready for looking up.
//!
//! It deliberately holds no word of its own: all come from `taal.toml` and `begrippen.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::sentences::Stops;
use super::words::words;
use crate::nouns::library::Begrip;
use crate::nouns::taal::Taal;

/// Limits and lists.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Most words in a sentence.
    pub most_words: usize,
    /// Most letters in a word that no term explains.
    pub most_letters: usize,
    /// So many passives in a row are too many.
    pub passives_in_a_row: usize,
    /// Fewer words give no score.
    pub fewest_words: u64,
    /// The level that some chapters aim at.
    pub aim: Aim,
    /// Chapters that are lists and not read as sentences: they are left out.
    pub skipped: BTreeSet<String>,
    /// Abbreviations that end in a full stop, for parting sentences.
    pub stops: Stops,
    /// Abbreviations in small letters with the words in full, by their words: `o.a.` is `o.a`.
    pub short: BTreeMap<String, (String, String)>,
    /// Abbreviations in capitals that everyone knows.
    pub known: BTreeSet<String>,
    /// Terms that are an abbreviation, with the words in full.
    pub terms: BTreeMap<String, String>,
    /// Words in small letters that occur in a term, or in full in what it stands for.
    pub explained: BTreeSet<String>,
    /// Difficult words by their first word: all their words, how it is written, what is plainer. Longest first.
    pub difficult: BTreeMap<String, Vec<Difficult>>,
}

/// The level that some chapters aim at.
#[derive(Debug, Clone, Default)]
pub struct Aim {
    /// Its name: `B1`.
    pub name: String,
    /// Ids of the chapters.
    pub chapters: BTreeSet<String>,
    /// Lowest score of Flesch-Douma, in whole points.
    pub points: i64,
    /// Most words in a sentence on average, in hundredths.
    pub words_per_sentence: i64,
}

/// A difficult word, or several together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difficult {
    /// Its words in small letters.
    pub words: Vec<String>,
    /// What is plainer.
    pub plainer: String,
}

impl Lexicon {
    /// From the files of a template set.
    pub fn new(taal: &Taal, terms: &[Begrip]) -> Self {
        let limit = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let mut stops = Stops::default();
        let mut short = BTreeMap::new();
        for a in &taal.afkortingen {
            let key = a.kort.value.to_lowercase();
            let closing = a.sluit_zin.as_ref().is_some_and(|s| s.value);
            if closing { &mut stops.closing } else { &mut stops.inside }.insert(key.clone());
            short.insert(key.trim_end_matches('.').to_owned(), (a.kort.value.clone(), a.voluit.value.clone()));
        }
        let mut difficult: BTreeMap<String, Vec<Difficult>> = BTreeMap::new();
        let is_term = |word: &str| terms.iter().any(|t| t.term.value.to_lowercase() == word);
        for choice in &taal.woorden {
            for form in std::iter::once(&choice.woord).chain(&choice.ook).filter(|form| !is_term(&form.to_lowercase()))
            {
                let parts = lower_words(&form.value);
                let Some(first) = parts.first().cloned() else { continue };
                difficult
                    .entry(first)
                    .or_default()
                    .push(Difficult { words: parts, plainer: choice.liever.value.clone() });
            }
        }
        for choices in difficult.values_mut() {
            choices.sort_by_key(|d| std::cmp::Reverse(d.words.len()));
        }
        let aim = &taal.streefniveau;
        Self {
            most_words: limit(taal.grenzen.woorden_in_zin.value),
            most_letters: limit(taal.grenzen.letters_in_woord.value),
            passives_in_a_row: limit(taal.grenzen.lijdend_op_rij.value).max(2),
            fewest_words: u64::from(taal.grenzen.woorden_voor_score.value),
            aim: Aim {
                name: aim.naam.value.clone(),
                chapters: aim.hoofdstukken.iter().map(|h| h.value.clone()).collect(),
                points: i64::from(aim.score.value),
                words_per_sentence: i64::from(aim.woorden_per_zin.value) * 100,
            },
            skipped: taal.overslaan.iter().map(|h| h.value.clone()).collect(),
            stops,
            short,
            known: taal.bekend.iter().map(|b| b.value.clone()).collect(),
            terms: terms
                .iter()
                .filter_map(|t| Some((t.term.value.clone(), t.afkorting_van.as_ref()?.value.clone())))
                .collect(),
            explained: terms
                .iter()
                .flat_map(|t| std::iter::once(&t.term).chain(&t.afkorting_van))
                .flat_map(|text| lower_words(&text.value))
                .collect(),
            difficult,
        }
    }
}

impl Lexicon {
    /// Whether a word in small letters occurs in a term, with or without an ending of at most three letters.
    pub fn explains(&self, word: &str) -> bool {
        let ends = word.char_indices().rev().map(|(at, _)| at).take(3);
        std::iter::once(word.len())
            .chain(ends)
            .any(|end| word.get(..end).is_some_and(|start| self.explained.contains(start)))
    }
}

/// The words of a text in small letters.
pub fn lower_words(text: &str) -> Vec<String> {
    words(text).iter().map(|w| w.lower()).collect()
}
