//! Plain language: what a reader will see, measured, with advice.
//!
//! It deliberately stops nothing: a number about a text is no verdict on it. It measures length and form, and knows
//! nothing of sense, order or what a reader knows already. A LiNT score would say more, but needs a parser and word
//! frequencies (Pander Maat, Kleijn and Frissen, Tijdschrift voor Taalbeheersing 45, 2023).

pub mod abbreviations;
pub mod advice;
pub mod figures;
pub mod lexicon;
pub mod participles;
pub mod passive;
pub mod sentences;
pub mod syllables;
pub mod words;

use crate::ground::source::Place;

pub use advice::examine;
pub use figures::Figures;
pub use lexicon::Lexicon;

/// A chapter as text.
#[derive(Debug, Clone)]
pub struct ChapterText {
    /// Name of the chapter.
    pub id: String,
    /// `8`, `A` or none.
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// Its passages, in reading order.
    pub passages: Vec<Passage>,
}

/// A piece of text without layout: a paragraph, an item, a cell.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The text.
    pub text: String,
    /// Whether it counts in the figures.
    pub kind: PassageKind,
    /// What asked for it.
    pub origin: Option<Place>,
}

/// Whether a passage is read as sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    /// Sentences; they count. (Flesch tests the running text only, and skips titles, headings and captions.)
    Running,
    /// A heading, cell, label or number; only its words and its length are looked at.
    Loose,
}

/// The language of a chapter in numbers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ChapterLanguage {
    /// Name of the chapter.
    pub id: String,
    /// `8`, `A` or none.
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// What was counted.
    pub figures: Figures,
    /// Whether there is enough running text for a score.
    pub scored: bool,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::advice::total;
    use super::lexicon::{Aim, Difficult};
    use super::sentences::{Stops, sentences};
    use super::words::words;
    use super::*;
    use crate::ground::source::Source;

    fn lexicon() -> Lexicon {
        let set = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        let difficult =
            Difficult { words: vec!["met".into(), "betrekking".into(), "tot".into()], plainer: "over".into() };
        Lexicon {
            most_words: 5,
            most_letters: 10,
            passives_in_a_row: 2,
            fewest_words: 1,
            aim: Aim { name: "B1".into(), chapters: set(&["a"]), points: 60, words_per_sentence: 900 },
            skipped: set(&["bronnen"]),
            stops: Stops { inside: set(&["art."]), closing: set(&["enz."]) },
            short: [("enz".to_owned(), ("enz.".to_owned(), "enzovoort".to_owned()))].into(),
            known: set(&["EU"]),
            terms: [("OM".to_owned(), "Openbaar Ministerie".to_owned())].into(),
            explained: set(&["aandachtsfunctionaris"]),
            difficult: [("met".to_owned(), vec![difficult])].into(),
        }
    }

    fn chapter(id: &str, texts: &[(String, bool)]) -> ChapterText {
        let passages = texts.iter().map(|(text, running)| {
            let source = Arc::new(Source::new("a.md", text.clone().into_bytes()));
            let kind = if *running { PassageKind::Running } else { PassageKind::Loose };
            Passage { text: text.clone(), kind, origin: Some(source.place(0..text.len())) }
        });
        ChapterText { id: id.into(), number: None, title: id.into(), passages: passages.collect() }
    }

    /// Text of letters, and text of what makes the rules of sentences and words work.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("art. ".to_owned()),
            Just("enz. ".to_owned()),
            Just("J. ".to_owned()),
            Just("OM ".to_owned()),
            Just("wordt gemeld ".to_owned()),
            Just("met betrekking tot ".to_owned()),
            Just("B&W's ".to_owned()),
            Just("geëigend".to_owned()),
            "[.!?…;:()\"'’–-]{1,3}",
            "[ \n\t]{1,2}",
            "[a-zA-Zëïé]{1,12} ",
            "[0-9.,:/-]{1,8} ",
            ".{0,6}",
        ];
        prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn sentences_hold_every_word_once_and_in_order(text in text()) {
            let ranges = sentences(&text, &lexicon().stops);
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let inside: Vec<&str> = ranges.iter().flat_map(|r| words(&text[r.clone()])).map(|w| w.text).collect();
            let all: Vec<&str> = words(&text).into_iter().map(|w| w.text).collect();
            prop_assert_eq!(inside, all);
        }

        #[test]
        fn totals_add_up(texts in prop::collection::vec((text(), any::<bool>()), 0..6)) {
            let chapters = [chapter("a", &texts[..texts.len() / 2]), chapter("b", &texts[texts.len() / 2..]), chapter("bronnen", &texts)];
            let (measured, report) = examine(&chapters, &lexicon());
            prop_assert_eq!(measured.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
            let all = total(&measured);
            let (whole, _) = examine(&[chapter("c", &texts)], &lexicon());
            prop_assert_eq!(all, whole[0].figures);
            let count = texts.iter().map(|(t, _)| words(t).len() as u64).sum::<u64>();
            prop_assert_eq!(all.words + all.loose_words, count);
            prop_assert!(all.sentences <= all.words && all.words <= all.syllables);
            prop_assert!(all.long_sentences <= all.sentences && all.passive_sentences <= all.sentences);
            prop_assert_eq!(all.score().is_some(), all.words > 0);
            for d in report.sorted() {
                prop_assert!(!d.title.contains('\n'));
                let place = d.place.as_ref().expect("every passage has a place");
                prop_assert!(place.source.text().get(place.start..place.end).is_some());
            }
        }

        #[test]
        fn no_text_breaks_it(text in any::<String>()) {
            let _ = examine(&[chapter("a", &[(text.clone(), true), (text, false)])], &lexicon());
        }
    }
}
