//! Text with its meaning, as HTML.
//!
//! It deliberately follows no address that it does not know to be one of the web, mail or telephone.

use super::Ids;
use crate::seal::publication::markup::{Piece, el};
use crate::text::manuscript::{Inline, plain};
use crate::text::marks::{MARK_END, MARKS};

/// Inline content. Within a link there can be no other link.
pub fn inline(inlines: &[Inline], ids: &Ids) -> Vec<Piece> {
    inlines.iter().map(|one| piece(one, ids, false)).collect()
}

fn within(inlines: &[Inline], ids: &Ids, linked: bool) -> Vec<Piece> {
    inlines.iter().map(|one| piece(one, ids, linked)).collect()
}

fn piece(inline: &Inline, ids: &Ids, linked: bool) -> Piece {
    match inline {
        Inline::Text(text) => text.as_str().into(),
        Inline::Unknown(text) => el("span").attr("class", "onbekend").with(text.as_str()).into(),
        Inline::Strong(inner) => el("strong").all(within(inner, ids, linked)).into(),
        Inline::Emphasis(inner) => el("em").all(within(inner, ids, linked)).into(),
        Inline::Foreign { lang, text } => {
            el("span").attr_if("lang", is_language(lang).then_some(lang.as_str())).with(text.as_str()).into()
        }
        Inline::Link { url, text } => {
            // An address without words is read as the address.
            let named = !plain(text).trim().is_empty();
            let words = if named { within(text, ids, true) } else { vec![url.as_str().into()] };
            if linked || !is_address(url) {
                el("span").all(words).into()
            } else {
                el("a").attr("href", url.as_str()).attr("rel", "noopener noreferrer").all(words).into()
            }
        }
        Inline::Reference { target, text } => match ids.named(target).filter(|_| !linked) {
            Some(id) => el("a").attr("href", format!("#{id}")).with(text.as_str()).into(),
            None => text.as_str().into(),
        },
        Inline::Removed(inner) => marked("del", MARKS.0, within(inner, ids, linked)),
        Inline::Added(inner) => marked("ins", MARKS.1, within(inner, ids, linked)),
    }
}

/// What went or came, with the words that say so: a line through or below it may be missed.
fn marked(name: &'static str, mark: &str, words: Vec<Piece>) -> Piece {
    el(name).with(mark).all(words).with(MARK_END).into()
}

/// `en`, `en-GB`.
fn is_language(tag: &str) -> bool {
    (2..=12).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// An address that a reader may follow.
fn is_address(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_followed() {
        for good in ["https://example.org/a?b=c", "mailto:a@example.org", "tel:0900", "HTTP://example.org"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["javascript:alert(1)", " javascript:x", "data:text/html,x", "vbscript:x", "", "//example.org"] {
            assert!(!is_address(bad), "{bad}");
        }
        assert!(is_language("en-GB") && !is_language("e") && !is_language("en\" onclick=\"x"));
    }
}
