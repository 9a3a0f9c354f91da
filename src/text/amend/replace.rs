//! New words for old within a run of text.
//!
//! What stands around them keeps its form, and new words are never read as anything but words.

use std::ops::Range;

use crate::ground::folded::{neat, spaced};
use crate::text::manuscript::{Inline, plain};

/// Puts new words in place of these bytes of what a reader reads.
pub fn inlines(inlines: &mut Vec<Inline>, range: Range<usize>, new: &str) {
    let range = neat(&plain(inlines), range, new);
    let mut new = Some(spaced(new)).filter(|new| !new.is_empty());
    let (mut at, mut out) = (0, Vec::new());
    cut(std::mem::take(inlines), &mut at, &range, &mut new, &mut out);
    *inlines = out;
}

/// Copies what is outside the range, and puts the new words where it begins. Text counts in bytes as `plain` gives it.
fn cut(from: Vec<Inline>, at: &mut usize, range: &Range<usize>, new: &mut Option<String>, out: &mut Vec<Inline>) {
    for inline in from {
        let start = *at;
        let end = start + plain(std::slice::from_ref(&inline)).len();
        *at = end;
        if end <= range.start || start >= range.end {
            push(inline, out);
            continue;
        }
        if range.start <= start && end <= range.end {
            new.take().into_iter().for_each(|words| push(Inline::Text(words), out));
            continue;
        }
        // Words that end beyond a bold or slanted piece are not part of it.
        let inside = range.start >= start && range.end <= end;
        let mut within = |inner: Vec<Inline>| {
            let (mut place, mut kept) = (start, Vec::new());
            let mut none = None;
            cut(inner, &mut place, range, if inside { new } else { &mut none }, &mut kept);
            kept
        };
        match inline {
            Inline::Strong(inner) => push(Inline::Strong(within(inner)), out),
            Inline::Emphasis(inner) => push(Inline::Emphasis(within(inner)), out),
            Inline::Link { url, text } => push(Inline::Link { url, text: within(text) }, out),
            Inline::Removed(inner) => push(Inline::Removed(within(inner)), out),
            Inline::Added(inner) => push(Inline::Added(within(inner)), out),
            Inline::Text(text) => {
                let [first, last] = ends(&text, start, range);
                push(Inline::Text(first + &new.take().unwrap_or_default() + &last), out);
            }
            Inline::Unknown(text) => around(&text, (start, range), new, out, Inline::Unknown),
            Inline::Foreign { lang, text } => {
                around(&text, (start, range), new, out, |text| Inline::Foreign { lang: lang.clone(), text });
            }
            Inline::Reference { target, text } => {
                around(&text, (start, range), new, out, |text| Inline::Reference { target: target.clone(), text });
            }
        }
        // Where old words begin in such a piece and go on after it, the new ones come after it.
        if !inside && range.start >= start {
            new.take().into_iter().for_each(|words| push(Inline::Text(words), out));
        }
    }
}

/// The text before the range and the text after it.
fn ends(text: &str, start: usize, range: &Range<usize>) -> [String; 2] {
    let first = text.get(..range.start.saturating_sub(start)).unwrap_or_default();
    let last = text.get(range.end.saturating_sub(start).min(text.len())..).unwrap_or_default();
    [first.to_owned(), last.to_owned()]
}

/// A piece that is no plain text keeps its form around the new words.
fn around(
    text: &str,
    (start, range): (usize, &Range<usize>),
    new: &mut Option<String>,
    out: &mut Vec<Inline>,
    piece: impl Fn(String) -> Inline,
) {
    let [first, last] = ends(text, start, range);
    if !first.is_empty() {
        push(piece(first), out);
    }
    if range.start >= start {
        new.take().into_iter().for_each(|words| push(Inline::Text(words), out));
    }
    if !last.is_empty() {
        push(piece(last), out);
    }
}

/// Adds a piece; texts that follow each other are one, and what holds no words is nothing.
fn push(inline: Inline, out: &mut Vec<Inline>) {
    match (inline, out.last_mut()) {
        (Inline::Text(text), Some(Inline::Text(before))) => before.push_str(&text),
        (inline, _) if plain(std::slice::from_ref(&inline)).is_empty() => {}
        (inline, _) => out.push(inline),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::folded::fold;
    use proptest::prelude::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.into())
    }

    fn changed(mut from: Vec<Inline>, old: &str, new: &str) -> Vec<Inline> {
        let folded = fold(&plain(&from));
        let range = folded.find(&fold(old).text).next().expect("the words are there");
        inlines(&mut from, range, new);
        from
    }

    #[test]
    fn the_form_of_what_stays_stays() {
        let sentence = || {
            vec![
                text("De "),
                Inline::Strong(vec![text("hele raad")]),
                text(" kijkt "),
                Inline::Emphasis(vec![text("elk jaar")]),
                text(" mee."),
            ]
        };
        assert_eq!(changed(sentence(), "raad", "gemeenteraad")[1], Inline::Strong(vec![text("hele gemeenteraad")]));
        let across = changed(sentence(), "raad kijkt elk", "commissie leest ieder");
        let expected = vec![
            text("De "),
            Inline::Strong(vec![text("hele ")]),
            text("commissie leest ieder"),
            Inline::Emphasis(vec![text(" jaar")]),
            text(" mee."),
        ];
        assert_eq!(across, expected);
        assert_eq!(plain(&changed(sentence(), "elk jaar", "")), "De hele raad kijkt mee.");
        assert_eq!(plain(&changed(sentence(), "elk jaar mee", "")), "De hele raad kijkt.");
        assert_eq!(plain(&changed(sentence(), "De hele", "")), "raad kijkt elk jaar mee.");
    }

    #[test]
    fn new_words_are_no_part_of_a_reference_or_of_what_is_not_known() {
        let reference = Inline::Reference { target: "a".into(), text: "hoofdstuk 7".into() };
        let made = changed(vec![text("Zie "), reference, text(".")], "7", "8");
        let Inline::Reference { text: kept, .. } = &made[1] else { panic!("{made:?}") };
        assert_eq!((kept.as_str(), &made[2]), ("hoofdstuk ", &text("8.")));
        let unknown = changed(
            vec![text("Op "), Inline::Unknown("nog niet bekend".into()), text(".")],
            "nog niet bekend",
            "1 mei",
        );
        assert_eq!(unknown, vec![text("Op 1 mei.")]);
    }

    /// A sentence with all kinds of pieces.
    fn pieces() -> impl Strategy<Value = Vec<Inline>> {
        let word = "[a-zé ’.]{1,8}";
        let leaf = prop_oneof![
            word.prop_map(Inline::Text),
            word.prop_map(Inline::Unknown),
            word.prop_map(|text| Inline::Foreign { lang: "en".into(), text }),
            word.prop_map(|text| Inline::Reference { target: "x".into(), text }),
        ];
        let inner = leaf.clone();
        let group = prop::collection::vec(inner, 1..4);
        let piece = prop_oneof![
            3 => leaf,
            1 => group.clone().prop_map(Inline::Strong),
            1 => group.clone().prop_map(Inline::Emphasis),
            1 => group.prop_map(|text| Inline::Link { url: "https://example.org".into(), text }),
        ];
        prop::collection::vec(piece, 1..6)
    }

    /// The kind of each character, as a reader sees it.
    fn looks(inlines: &[Inline], form: &str, out: &mut Vec<(char, String)>) {
        for inline in inlines {
            let mut leaf = |text: &str, kind: &str| out.extend(text.chars().map(|c| (c, format!("{form}/{kind}"))));
            match inline {
                Inline::Text(t) => leaf(t, ""),
                Inline::Unknown(t) => leaf(t, "unknown"),
                Inline::Foreign { text: t, lang } => leaf(t, lang),
                Inline::Reference { text: t, target } => leaf(t, target),
                Inline::Strong(i) => looks(i, &format!("{form}/strong"), out),
                Inline::Emphasis(i) => looks(i, &format!("{form}/emphasis"), out),
                Inline::Link { text: i, url } => looks(i, &format!("{form}/{url}"), out),
                Inline::Removed(i) | Inline::Added(i) => looks(i, form, out),
            }
        }
    }

    proptest! {
        #[test]
        fn only_the_words_change_and_the_new_ones_are_text(
            sentence in pieces(), from in 0usize..40, length in 1usize..20, new in "[ -~é]{0,20}",
        ) {
            let before = plain(&sentence);
            let bounds: Vec<usize> = before.char_indices().map(|(at, _)| at).chain([before.len()]).collect();
            let start = bounds[from.min(bounds.len() - 1)];
            let end = bounds[(from + length).min(bounds.len() - 1)];
            prop_assume!(start < end);
            let mut after = sentence.clone();
            inlines(&mut after, start..end, &new);
            let range = neat(&before, start..end, &new);
            let expected = format!("{}{}{}", &before[..range.start], spaced(&new), &before[range.end..]);
            prop_assert_eq!(plain(&after), &expected[..]);
            // What stands around the words looks as it did.
            let (mut old, mut kept) = (Vec::new(), Vec::new());
            looks(&sentence, "", &mut old);
            looks(&after, "", &mut kept);
            let (head, tail) = (before[..range.start].chars().count(), before[range.end..].chars().count());
            prop_assert_eq!(&old[..head], &kept[..head]);
            prop_assert_eq!(&old[old.len() - tail..], &kept[kept.len() - tail..]);
        }

        #[test]
        fn what_is_found_folds_to_what_was_asked(text in "[a-e ’'\u{a0}\n]{1,40}", from in 0usize..20, length in 1usize..10) {
            let asked: String = text.chars().skip(from).take(length).collect();
            prop_assume!(!asked.trim().is_empty());
            let (folded, words) = (fold(&text), fold(&asked));
            for range in folded.find(&words.text) {
                let found = fold(&text[range.clone()]);
                prop_assert_eq!(found.text.trim(), words.text.trim());
            }
        }
    }
}
