//! Inline content as words with their meaning, and words as inline content again.
//!
//! It deliberately does not know which words changed. A date is one word, and so are an amount, a gap, a reference and
//! whatever stands in braces for the template engine.

use std::borrow::Cow;

use super::value::is_month;
use crate::text::manuscript::Inline;

/// What a word stands in; the number tells two links or gaps beside each other apart.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Around<'a> {
    Strong,
    Emphasis,
    Foreign(&'a str, usize),
    Link(&'a str, usize),
    /// All of a link without words of its own.
    Address(&'a str, usize),
    Unknown(usize),
    Reference(&'a str, usize),
    Removed,
    Added,
}

/// A word, or a mark beside one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// The white space before it.
    pub lead: &'a str,
    /// The word.
    pub text: &'a str,
    around: Vec<Around<'a>>,
}

impl Token<'_> {
    /// What makes two words the same: their letters, the address of a link, and for a reference where it leads, since a
    /// chapter may have got another number. Weight and slant are looks.
    pub fn key(&self) -> String {
        let mut key = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        for around in &self.around {
            match around {
                Around::Link(url, _) | Around::Address(url, _) => key.extend(["\u{1}", url]),
                Around::Unknown(_) => key.push('\u{2}'),
                Around::Reference(target, _) => key = format!("\u{3}{target}"),
                Around::Strong | Around::Emphasis | Around::Foreign(..) | Around::Removed | Around::Added => {}
            }
        }
        key
    }

    /// Whether it is the same word with the same looks and the same white space before it.
    pub fn is_alike(&self, other: &Self) -> bool {
        let looks = |token: &Self| token.around.iter().map(std::mem::discriminant).collect::<Vec<_>>();
        self.lead == other.lead && self.key() == other.key() && looks(self) == looks(other)
    }

    /// Whether it says something; a comma does not.
    pub fn is_word(&self) -> bool {
        self.text.contains(char::is_alphanumeric)
    }

    /// How much it says when two texts share it, from 1.
    pub fn weight(&self) -> u32 {
        let letters = self.text.chars().filter(|c| c.is_alphanumeric()).count();
        u32::try_from(letters.min(10)).unwrap_or(10) * 2 + 1
    }
}

/// Inline content in which no two plain texts stand beside each other, so that a word is never in two parts for no
/// reason that a reader can see.
pub fn whole_words(inlines: &[Inline]) -> Cow<'_, [Inline]> {
    if is_whole(inlines) {
        return Cow::Borrowed(inlines);
    }
    let mut out = Vec::new();
    for inline in inlines {
        let inner = |text: &[Inline]| whole_words(text).into_owned();
        push(
            match inline {
                Inline::Strong(text) => Inline::Strong(inner(text)),
                Inline::Emphasis(text) => Inline::Emphasis(inner(text)),
                Inline::Removed(text) => Inline::Removed(inner(text)),
                Inline::Added(text) => Inline::Added(inner(text)),
                Inline::Link { url, text } => Inline::Link { url: url.clone(), text: inner(text) },
                Inline::Text(_) | Inline::Unknown(_) | Inline::Foreign { .. } | Inline::Reference { .. } => {
                    inline.clone()
                }
            },
            &mut out,
        );
    }
    Cow::Owned(out)
}

fn is_whole(inlines: &[Inline]) -> bool {
    let beside = |pair: &[Inline]| matches!(pair, [Inline::Text(_), Inline::Text(_)]);
    let inner = |inline: &Inline| match inline {
        Inline::Strong(text) | Inline::Emphasis(text) | Inline::Removed(text) | Inline::Added(text) => is_whole(text),
        Inline::Link { text, .. } => is_whole(text),
        Inline::Text(_) | Inline::Unknown(_) | Inline::Foreign { .. } | Inline::Reference { .. } => true,
    };
    !inlines.windows(2).any(beside) && inlines.iter().all(inner)
}

/// The words of inline content, in order. White space behind the last one is left out.
pub fn tokens(inlines: &[Inline]) -> Vec<Token<'_>> {
    let mut reader = Reader { tokens: Vec::new(), around: Vec::new(), lead: "", serial: 0 };
    reader.read(inlines);
    reader.tokens
}

struct Reader<'a> {
    tokens: Vec<Token<'a>>,
    around: Vec<Around<'a>>,
    lead: &'a str,
    serial: usize,
}

impl<'a> Reader<'a> {
    fn read(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Unknown(text) => self.whole(Around::Unknown, text),
                Inline::Reference { target, text } => self.whole(|n| Around::Reference(target, n), text),
                Inline::Link { url, text } if text.is_empty() => self.whole(|n| Around::Address(url, n), url),
                Inline::Strong(inner) => self.within(Around::Strong, |r| r.read(inner)),
                Inline::Emphasis(inner) => self.within(Around::Emphasis, |r| r.read(inner)),
                Inline::Removed(inner) => self.within(Around::Removed, |r| r.read(inner)),
                Inline::Added(inner) => self.within(Around::Added, |r| r.read(inner)),
                Inline::Foreign { lang, text } => {
                    self.serial += 1;
                    self.within(Around::Foreign(lang, self.serial), |r| r.text(text));
                }
                Inline::Link { url, text } => {
                    self.serial += 1;
                    self.within(Around::Link(url, self.serial), |r| r.read(text));
                }
            }
        }
    }

    fn within(&mut self, around: Around<'a>, read: impl FnOnce(&mut Self)) {
        self.around.push(around);
        read(self);
        self.around.pop();
    }

    fn push(&mut self, lead: &'a str, text: &'a str) {
        // White space that a word of another part already has before it counts once.
        let lead = if lead.is_empty() { self.lead } else { lead };
        self.lead = "";
        self.tokens.push(Token { lead, text, around: self.around.clone() });
    }

    fn whole(&mut self, around: impl FnOnce(usize) -> Around<'a>, text: &'a str) {
        self.serial += 1;
        self.within(around(self.serial), |r| r.push("", text));
    }

    fn text(&mut self, text: &'a str) {
        let mut end = 0;
        for (start, stop) in words(text) {
            self.push(text.get(end..start).unwrap_or_default(), text.get(start..stop).unwrap_or_default());
            end = stop;
        }
        let rest = text.get(end..).unwrap_or_default();
        if !rest.is_empty() {
            self.lead = rest;
        }
    }
}

/// Where the words of a text begin and end.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(start) = rest.find(|c: char| !c.is_whitespace()).map(|offset| at + offset) else { break };
        let stop = braces(text, start).unwrap_or_else(|| {
            let tail = text.get(start..).unwrap_or_default();
            tail.find(char::is_whitespace).map_or(text.len(), |offset| start + offset)
        });
        split(text, start, stop, &mut spans);
        at = stop;
    }
    joined(text, &spans)
}

/// The end of what stands in braces from here, for the template engine.
fn braces(text: &str, start: usize) -> Option<usize> {
    let tail = text.get(start..)?;
    let close = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")].into_iter().find(|(open, _)| tail.starts_with(open))?.1;
    tail.find(close).map(|offset| start + offset + close.len())
}

/// Marks before and behind a word apart from it, one by one.
fn split(text: &str, start: usize, stop: usize, spans: &mut Vec<(usize, usize)>) {
    let chunk = text.get(start..stop).unwrap_or_default();
    let part = |c: char| c.is_alphanumeric() || matches!(c, '{' | '}' | '%' | '/' | '€' | '−' | '+');
    let first = chunk.find(part).unwrap_or(chunk.len());
    let last = chunk.rfind(part).map_or(chunk.len(), |at| at + chunk[at..].chars().next().map_or(1, char::len_utf8));
    let marks = |from: usize, to: usize, spans: &mut Vec<(usize, usize)>| {
        let range = chunk.get(from..to).unwrap_or_default();
        spans.extend(range.char_indices().map(|(at, c)| (start + from + at, start + from + at + c.len_utf8())));
    };
    marks(0, first, spans);
    if first < last {
        spans.push((start + first, start + last));
    }
    marks(last.max(first), chunk.len(), spans);
}

/// `1 juni 2026`, `juni 2026` and `€ 25.000` as one word each.
fn joined(text: &str, spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let word = |at: usize| spans.get(at).and_then(|(start, stop)| text.get(*start..*stop));
    // Nothing but white space stands between words of which neither has a mark.
    let near = |at: usize| match (spans.get(at), spans.get(at + 1)) {
        (Some((_, stop)), Some((start, _))) => stop < start,
        _ => false,
    };
    let digits = |at: usize, most: usize| {
        word(at).is_some_and(|w| w.len() <= most && !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit()))
    };
    let month = |at: usize| word(at).is_some_and(is_month);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some((start, stop)) = spans.get(at).copied() {
        let amount = || {
            word(at).is_some_and(|w| w == "€" || w == "−€")
                && word(at + 1).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()))
        };
        let length = if digits(at, 2) && near(at) && month(at + 1) {
            if near(at + 1) && digits(at + 2, 4) { 3 } else { 2 }
        } else if near(at) && ((month(at) && digits(at + 1, 4)) || amount()) {
            2
        } else {
            1
        };
        out.push((start, spans.get(at + length - 1).map_or(stop, |(_, end)| *end)));
        at += length;
    }
    out
}

/// The inline content that these words were. White space before the first one is a text of its own.
pub fn inlines(tokens: &[Token<'_>]) -> Vec<Inline> {
    let mut out = Vec::new();
    if let Some(first) = tokens.first().filter(|t| !t.lead.is_empty()) {
        out.push(Inline::Text(first.lead.to_owned()));
    }
    build(tokens, 0, true, &mut out);
    out
}

/// Adds words from this depth on; `first` when the white space before the first one is already there.
fn build(tokens: &[Token<'_>], depth: usize, mut first: bool, out: &mut Vec<Inline>) {
    for part in tokens.chunk_by(|a, b| a.around.get(depth) == b.around.get(depth)) {
        let Some(head) = part.first() else { continue };
        let within = |out: &mut Vec<Inline>, first: bool| {
            // White space before a part with meaning stands outside it.
            if !first && !head.lead.is_empty() {
                out.push(Inline::Text(head.lead.to_owned()));
            }
            let mut inner = Vec::new();
            build(part, depth + 1, true, &mut inner);
            inner
        };
        let text = |first: bool| -> String {
            part.iter().enumerate().flat_map(|(i, t)| [if i == 0 && first { "" } else { t.lead }, t.text]).collect()
        };
        let Some(around) = head.around.get(depth) else {
            push(Inline::Text(text(first)), out);
            first = false;
            continue;
        };
        let inner = within(out, first);
        first = false;
        out.push(match around {
            Around::Strong => Inline::Strong(inner),
            Around::Emphasis => Inline::Emphasis(inner),
            Around::Removed => Inline::Removed(inner),
            Around::Added => Inline::Added(inner),
            Around::Link(url, _) => Inline::Link { url: (*url).to_owned(), text: inner },
            Around::Foreign(lang, _) => Inline::Foreign { lang: (*lang).to_owned(), text: text(true) },
            Around::Address(url, _) => Inline::Link { url: (*url).to_owned(), text: Vec::new() },
            Around::Unknown(_) => Inline::Unknown(text(true)),
            Around::Reference(target, _) => Inline::Reference { target: (*target).to_owned(), text: text(true) },
        });
    }
}

/// Adds inline content; texts beside each other become one.
fn push(inline: Inline, out: &mut Vec<Inline>) {
    match (out.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, inline) => out.push(inline),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::manuscript::plain;
    use proptest::prelude::*;

    fn of(text: &str) -> Vec<String> {
        let inlines = [Inline::Text(text.to_owned())];
        tokens(&inlines).iter().map(|t| t.text.to_owned()).collect()
    }

    #[test]
    fn a_date_and_an_amount_are_one_word() {
        assert_eq!(
            of("Vóór 1 juni 2026 (of 1-9-2026) kost het € 25.000, o.a. in mei 2027."),
            [
                "Vóór",
                "1 juni 2026",
                "(",
                "of",
                "1-9-2026",
                ")",
                "kost",
                "het",
                "€ 25.000",
                ",",
                "o.a",
                ".",
                "in",
                "mei 2027",
                "."
            ]
        );
        assert_eq!(
            of("{{ maatregelen(vorm=\"arbeid\") }} en – dan"),
            ["{{ maatregelen(vorm=\"arbeid\") }}", "en", "–", "dan"]
        );
        assert_eq!(of(" 1  "), ["1"]);
        assert_eq!(of("…"), ["…"]);
    }

    fn inline() -> impl Strategy<Value = Inline> {
        let words = "[a-c ]{0,6}";
        let leaf = prop_oneof![
            words.prop_map(Inline::Text),
            "[a-c]{1,4}( [a-c]{1,3})?".prop_map(Inline::Unknown),
            words.prop_map(|text| Inline::Foreign { lang: "en".into(), text }),
            "[a-c]{1,4}".prop_map(|text| Inline::Reference { target: "doel".into(), text }),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            let many = proptest::collection::vec(inner.clone(), 0..3);
            prop_oneof![
                many.clone().prop_map(Inline::Strong),
                many.clone().prop_map(Inline::Emphasis),
                proptest::collection::vec(inner, 1..3)
                    .prop_map(|text| Inline::Link { url: "https://example.org".into(), text }),
            ]
        })
    }

    proptest! {
        /// Words and white space between them survive; where white space belongs to two parts, one space stays.
        #[test]
        fn words_become_the_text_they_were(inlines_in in proptest::collection::vec(inline(), 0..6)) {
            let inlines_in = whole_words(&inlines_in);
            let read = tokens(&inlines_in);
            let made = inlines(&read);
            let spaced = |i: &[Inline]| plain(i).split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(spaced(&made), spaced(&inlines_in));
        }

        #[test]
        fn plain_text_is_kept_to_the_letter(text in "\\PC{0,80}") {
            let whole = [Inline::Text(text.clone())];
            prop_assert_eq!(plain(&inlines(&tokens(&whole))), text.trim_end());
        }
    }
}
