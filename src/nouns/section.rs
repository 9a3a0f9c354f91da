//! The named parts of a chapter, which a gemeente can replace or add to: a marker `{# deel: naam #}`, or else the words
//! of a heading.
//!
//! It deliberately reads lines and not Markdown: a part is named in the file as its writer sees it.

use std::collections::BTreeSet;
use std::ops::Range;

/// Name of what stands before the first heading.
pub const BEGIN: &str = "begin";

/// A named part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name, as the file of a gemeente is called.
    pub name: String,
    /// Its content, without its heading.
    pub body: Range<usize>,
}

/// The parts of a chapter, in order. A heading begins a part that ends where the next part begins.
pub fn sections(text: &str) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    let (mut marked, mut open, mut at) = (None::<String>, Section { name: BEGIN.into(), body: 0..0 }, 0);
    let mut names = BTreeSet::new();
    let mut close = |open: &mut Section, end: usize, next: Section| {
        open.body.end = end;
        let mut done = std::mem::replace(open, next);
        // Nothing stands before the first heading, or between a marker and the heading that it names.
        if !text[done.body.clone()].trim().is_empty() {
            let first = done.name.clone();
            let mut number = 1;
            while !names.insert(done.name.clone()) {
                number += 1;
                done.name = format!("{first}-{number}");
            }
            found.push(done);
        }
    };
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if let Some(name) = marker(line) {
            close(&mut open, at, Section { name: name.clone(), body: end..end });
            marked = Some(name);
        } else if let Some(title) = line.strip_prefix("## ") {
            let name = marked.take().unwrap_or_else(|| slug(title));
            close(&mut open, at, Section { name, body: end..end });
        } else if !line.trim().is_empty() {
            // The marker names what begins here, and not the next heading.
            marked = None;
        }
        at = end;
    }
    close(&mut open, at, Section { name: String::new(), body: at..at });
    found
}

fn marker(line: &str) -> Option<String> {
    let inside = line.trim().strip_prefix("{#")?.strip_suffix("#}")?.trim();
    let name = inside.strip_prefix("deel:")?.trim();
    is_name(name).then(|| name.to_owned())
}

/// Whether a part can have this name: lower case, digits and hyphens.
pub fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// The words of a heading as a name; what the template engine fills in is left out.
fn slug(title: &str) -> String {
    let mut out = String::new();
    let mut depth = 0usize;
    for c in title.trim().chars().flat_map(char::to_lowercase) {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            'à' | 'á' | 'â' | 'ä' => out.push('a'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ò' | 'ó' | 'ô' | 'ö' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    let name = out.trim_end_matches('-');
    if name.is_empty() { "deel".into() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(text: &str) -> Vec<(String, &str)> {
        sections(text).into_iter().map(|s| (s.name, text[s.body].trim())).collect()
    }

    #[test]
    fn headings_and_markers_name_parts() {
        let text = "Vooraf.\n\n## Wat we zién\n\nTekst.\n\n### Dieper\n\nMeer.\n\n{# deel: route #}\n\n## De {{ x }} meldroute\n\nEen.\n\n{# deel: los #}\nTwee.\n\n## Wat we zien\n\nDrie.\n";
        let expected = [
            ("begin", "Vooraf."),
            ("wat-we-zien", "Tekst.\n\n### Dieper\n\nMeer."),
            ("route", "Een."),
            ("los", "Twee."),
            ("wat-we-zien-2", "Drie."),
        ];
        let expected: Vec<(String, &str)> = expected.iter().map(|(n, t)| ((*n).to_owned(), *t)).collect();
        assert_eq!(named(text), expected);
        assert_eq!(named("## Kop\n"), []);
        assert_eq!(named("## {{ x }}\n\nA.\n")[0].0, "deel");
    }

    proptest! {
        #[test]
        fn parts_lie_apart_and_have_names_of_their_own(text in "(## [a-b{} ]{0,4}\n|\\{# deel: [a-c]{1,2} #\\}\n|\n|[a-z.]{1,6}\n){0,12}") {
            let found = sections(&text);
            let names: BTreeSet<&String> = found.iter().map(|s| &s.name).collect();
            prop_assert_eq!(names.len(), found.len());
            prop_assert!(found.windows(2).all(|w| w[0].body.end <= w[1].body.start));
            prop_assert!(found.iter().all(|s| is_name(&s.name) && s.body.end <= text.len()));
        }
    }
}
