//! What a chapter printed, written out as Markdown that says the same: so that a gemeente can begin with the shared
//! words and change them.
//!
//! It deliberately writes out values only; a component has no Markdown that stays true.

use super::manuscript::{Block, Inline};
use super::markdown::Slot;

/// Characters that Markdown or the template engine would read as more than themselves.
const MARKED: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '>', '|', '#', '{', '}', '&', '~'];

/// Adds what a marker stands for.
pub fn write(slot: &Slot, out: &mut String) {
    match slot {
        Slot::Inline(inlines) => inlines.iter().for_each(|inline| write_inline(inline, out)),
        Slot::Blocks(blocks) => {
            let paragraphs = blocks.iter().filter_map(|block| match block {
                Block::Paragraph(inlines) => {
                    let mut text = String::new();
                    inlines.iter().for_each(|inline| write_inline(inline, &mut text));
                    Some(text)
                }
                _ => None,
            });
            out.push_str(&paragraphs.collect::<Vec<_>>().join("\n\n"));
        }
    }
}

fn write_inline(inline: &Inline, out: &mut String) {
    match inline {
        Inline::Text(text) | Inline::Unknown(text) | Inline::Foreign { text, .. } | Inline::Reference { text, .. } => {
            escape(text, out);
        }
        Inline::Strong(inner) => within("**", inner, out),
        Inline::Emphasis(inner) => within("*", inner, out),
        Inline::Link { url, text } => {
            out.push('[');
            text.iter().for_each(|inline| write_inline(inline, out));
            out.push_str(&format!("](<{url}>)"));
        }
        Inline::Removed(inner) | Inline::Added(inner) => inner.iter().for_each(|inline| write_inline(inline, out)),
    }
}

fn within(mark: &str, inner: &[Inline], out: &mut String) {
    out.push_str(mark);
    inner.iter().for_each(|inline| write_inline(inline, out));
    out.push_str(mark);
}

/// Adds a text so that Markdown reads it as that text, also at the begin of a line.
fn escape(text: &str, out: &mut String) {
    let begins = out.is_empty() || out.ends_with('\n');
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in text.chars().enumerate() {
        let list = begins && ((at == 0 && matches!(c, '-' | '+' | '=')) || (at == digits && matches!(c, '.' | ')')));
        if list || MARKED.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::diagnostic::Report;
    use crate::text::manuscript::plain;
    use crate::text::markdown::{Reading, read};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_reads_as_the_text(text in "[-+=0-9.)]{0,3}[ -~éï‘’€]{1,40}") {
            let text = text.trim();
            prop_assume!(!text.is_empty());
            let mut out = String::new();
            write(&Slot::Inline(vec![Inline::Text(text.to_owned())]), &mut out);
            let (place, values) = (|_| None, |_: &std::ops::Range<usize>| Vec::new());
            let reading = Reading { slots: &[], place: &place, values: &values, prefix: "x", above: 1, under: 1, title: "x" };
            let nodes = read(&out, &reading, &mut Report::default());
            let [node] = &nodes[..] else { panic!("{out}: {nodes:?}") };
            let Block::Paragraph(inlines) = &node.block else { panic!("{out}: {nodes:?}") };
            prop_assert_eq!(plain(inlines), text);
        }
    }
}
