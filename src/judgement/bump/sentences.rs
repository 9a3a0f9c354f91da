//! Which sentences went and came between two versions of a chapter, to show them to whoever decides about the new one.
//!
//! It deliberately shows only what a reader sees as it stands: a sentence with a tag in it reads differently for each
//! gemeente. It is no comparison of documents; `text::difference` is.

use std::collections::BTreeSet;

/// Most sentences of one kind that are shown; more than that are read in the text itself.
const MOST: usize = 2;

/// Longest sentence that is shown, in characters.
const LONGEST: usize = 240;

/// Sentences that went and that came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Only in the older text, in its order.
    pub gone: Vec<String>,
    /// Only in the newer text, in its order.
    pub came: Vec<String>,
}

impl Changed {
    /// In words, when there are few enough to say; empty otherwise.
    pub fn words(&self) -> String {
        let quoted = |sentences: &[String]| sentences.iter().map(|s| format!("‘{s}’")).collect::<Vec<_>>().join(" en ");
        let few = |sentences: &[String]| (1..=MOST).contains(&sentences.len());
        match (few(&self.gone), few(&self.came)) {
            (true, true) => format!("Er stond: {} Er staat nu: {}", quoted(&self.gone), quoted(&self.came)),
            (true, false) if self.came.is_empty() => format!("Weg is: {}", quoted(&self.gone)),
            (true, false) => format!("Er stond: {}", quoted(&self.gone)),
            (false, true) if self.gone.is_empty() => format!("Nieuw is: {}", quoted(&self.came)),
            _ => String::new(),
        }
    }
}

/// What went and came.
pub fn changed_sentences(old: &str, new: &str) -> Changed {
    let (before, after) = (sentences(old), sentences(new));
    let only = |these: &[String], others: &[String]| {
        let others: BTreeSet<&String> = others.iter().collect();
        these.iter().filter(|s| !others.contains(s) && shows(s)).cloned().collect()
    };
    Changed { gone: only(&before, &after), came: only(&after, &before) }
}

fn shows(sentence: &str) -> bool {
    !sentence.contains(['{', '}', '|']) && sentence.chars().count() <= LONGEST
}

/// The sentences of a text, without the signs of a list, heading or frame before them. A sentence ends where a point is
/// followed by a space and a capital; an abbreviation before a name is then cut too, in both texts alike.
fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for block in text.split("\n\n") {
        let mut plain = String::new();
        for line in block.lines() {
            let line = line.trim();
            let bare = line.trim_start_matches(['#', '>', '-', '*', ' ']);
            // An item or a heading stands by itself; other lines go on.
            if bare.len() != line.len() && !plain.is_empty() {
                cut(&plain, &mut out);
                plain.clear();
            }
            if !plain.is_empty() {
                plain.push(' ');
            }
            plain.push_str(bare);
        }
        cut(&plain, &mut out);
    }
    out
}

fn cut(text: &str, out: &mut Vec<String>) {
    let text = &text.replace("**", "");
    let (mut start, bytes) = (0, text.as_bytes());
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!')) {
        let after = at + c.len_utf8();
        let capital = text.get(after + 1..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
        if bytes.get(after) == Some(&b' ') && capital {
            out.push(text[start..after].trim().to_owned());
            start = after;
        }
    }
    out.push(text[start..].trim().to_owned());
    out.retain(|s| !s.is_empty());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_sentence_that_changed_is_shown_in_both_forms() {
        let old = "Er is beleid. Volgens het Regeerakkoord 2020 is er budget. Dat\nblijft zo.\n\n- een punt\n";
        let new = "Er is beleid. Er is budget. Dat blijft\nzo.\n\n- een punt\n";
        assert_eq!(
            changed_sentences(old, new).words(),
            "Er stond: ‘Volgens het Regeerakkoord 2020 is er budget.’ Er staat nu: ‘Er is budget.’"
        );
        assert_eq!(
            changed_sentences("A.", "A.\n\n> **Let op.** Bel 112.").words(),
            "Nieuw is: ‘Let op.’ en ‘Bel 112.’"
        );
        assert_eq!(
            changed_sentences("A. B is {{ x }}.", "A.").words(),
            "",
            "what differs for each gemeente is not shown"
        );
        assert_eq!(changed_sentences("A. B. C. D.", "A.").words(), "");
        assert_eq!(changed_sentences("A. Één.", "A.").words(), "Weg is: ‘Één.’");
    }

    proptest! {
        #[test]
        fn any_two_texts_give_an_answer(a in ".{0,60}", b in "([a-zÉ. #>*{}|-]|\n){0,60}") {
            let changed = changed_sentences(&a, &b);
            prop_assert!(changed.gone.iter().chain(&changed.came).all(|s| !s.is_empty()));
            prop_assert_eq!(changed_sentences(&b, &b), Changed::default());
        }
    }
}
