//! What is counted in a text, and the averages and the score that follow.
//!
//! It deliberately uses no floating point: every average is in hundredths, rounded half up. The score is Flesch-Douma
//! (W.H. Douma, De leesbaarheid van landbouwbladen, Landbouwhogeschool Wageningen, bulletin 17, 1960):
//! 206,84 − 0,77 × syllables in a hundred words − 0,93 × words in a sentence. It measures length, not sense.

use std::ops::AddAssign;

use crate::ground::dutch;

/// The counts of a text, a chapter or a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Figures {
    /// Words of the running text.
    pub words: u64,
    /// Its sentences.
    pub sentences: u64,
    /// Its syllables.
    pub syllables: u64,
    /// Its letters.
    pub letters: u64,
    /// Sentences with more words than a limit.
    pub long_sentences: u64,
    /// Sentences with a passive.
    pub passive_sentences: u64,
    /// Words outside the running text: headings, cells, labels.
    pub loose_words: u64,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.sentences += other.sentences;
        self.syllables += other.syllables;
        self.letters += other.letters;
        self.long_sentences += other.long_sentences;
        self.passive_sentences += other.passive_sentences;
        self.loose_words += other.loose_words;
    }
}

impl Figures {
    /// Words in a sentence, in hundredths; none without sentences.
    pub fn words_per_sentence(&self) -> Option<i64> {
        hundredths(self.words, self.sentences)
    }

    /// Syllables in a word, in hundredths; none without words.
    pub fn syllables_per_word(&self) -> Option<i64> {
        hundredths(self.syllables, self.words)
    }

    /// Letters in a word, in hundredths; none without words.
    pub fn letters_per_word(&self) -> Option<i64> {
        hundredths(self.letters, self.words)
    }

    /// Sentences with a passive, in hundredths of a per cent; none without sentences.
    pub fn passive_share(&self) -> Option<i64> {
        hundredths(self.passive_sentences.saturating_mul(100), self.sentences)
    }

    /// The score of Flesch-Douma in hundredths: the higher, the easier, usually between 0 and 100. None without words.
    pub fn score(&self) -> Option<i64> {
        if self.words == 0 || self.sentences == 0 {
            return None;
        }
        // No text has more; within this bound no product overflows.
        let wide = |count: u64| i128::from(count.min(1 << 40));
        let (words, sentences, syllables) = (wide(self.words), wide(self.sentences), wide(self.syllables));
        // 20684 − 7700 × syllables / words − 93 × words / sentences, over one denominator so that it is rounded once.
        let below = words * sentences;
        let above = 20_684 * below - 7_700 * syllables * sentences - 93 * words * words;
        i64::try_from((2 * above + below).div_euclid(2 * below)).ok()
    }

    /// The score in whole points; it says no more than that.
    pub fn points(&self) -> Option<i64> {
        self.score().map(|score| (score + 50).div_euclid(100))
    }

    /// What Douma calls the score. His table is quoted at dbnl.org, in _taa014197701_01.
    pub fn rating(&self) -> Option<&'static str> {
        self.points().map(|points| match points {
            ..30 => "zeer moeilijk",
            30..45 => "moeilijk",
            45..60 => "tamelijk moeilijk",
            60..70 => "normaal",
            70..80 => "tamelijk gemakkelijk",
            80..90 => "gemakkelijk",
            90.. => "zeer gemakkelijk",
        })
    }
}

/// Hundredths with one decimal, rounded half up: `11,7` and `9,0`.
pub fn tenths(hundredths: i64) -> String {
    let text = dutch::decimal(hundredths.saturating_add(5).div_euclid(10).saturating_mul(10));
    if text.contains(',') { text } else { text + ",0" }
}

fn hundredths(above: u64, below: u64) -> Option<i64> {
    let (above, below) = (u128::from(above), u128::from(below));
    let doubled = (200 * above + below).checked_div(2 * below)?;
    i64::try_from(doubled).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none() -> Figures {
        Figures::default()
    }

    #[test]
    fn averages_and_score_by_hand() {
        // 100 words, 10 sentences, 160 syllables: 206,84 − 0,77 × 160 − 0,93 × 10 = 206,84 − 123,2 − 9,3 = 74,34.
        let figures = Figures { words: 100, sentences: 10, syllables: 160, letters: 510, ..Figures::default() };
        assert_eq!(figures.score(), Some(7_434));
        assert_eq!(figures.rating(), Some("tamelijk gemakkelijk"));
        assert_eq!((figures.words_per_sentence(), figures.syllables_per_word()), (Some(1_000), Some(160)));
        assert_eq!(figures.letters_per_word(), Some(510));
        // 7 words, 2 sentences, 12 syllables: 206,84 − 132 − 3,255 = 71,585, half up 71,59.
        let figures = Figures { words: 7, sentences: 2, syllables: 12, passive_sentences: 1, ..Figures::default() };
        assert_eq!(
            (figures.score(), figures.points(), figures.words_per_sentence()),
            (Some(7_159), Some(72), Some(350))
        );
        assert_eq!(figures.passive_share(), Some(5_000));
        // 5 words in 3 sentences are 1,667.
        assert_eq!(Figures { words: 5, sentences: 3, ..none() }.words_per_sentence(), Some(167));
        // 12 words of 4 syllables in one sentence: 206,84 − 308 − 11,16 = −112,32.
        let figures = Figures { words: 12, sentences: 1, syllables: 48, ..Figures::default() };
        assert_eq!((figures.score(), figures.rating()), (Some(-11_232), Some("zeer moeilijk")));
    }

    #[test]
    fn nothing_has_no_average() {
        assert_eq!((none().score(), none().words_per_sentence(), none().syllables_per_word()), (None, None, None));
        let huge = Figures { words: u64::MAX, sentences: 1, syllables: u64::MAX, ..none() };
        let _ = (huge.words_per_sentence(), huge.score());
        assert_eq!((tenths(1_165), tenths(899), tenths(-12)), ("11,7".into(), "9,0".into(), "−0,1".into()));
    }
}
