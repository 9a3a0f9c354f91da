//! Numbers and weighty words in running text: what can turn the meaning of a sentence without adding a line.
//!
//! It deliberately gives no verdict, and so may be wrong.

use std::collections::BTreeMap;

use crate::ground::dutch;

/// Words that say whether something must be, may be or is not.
const WEIGHTY: &[&str] = &[
    "alleen",
    "altijd",
    "behalve",
    "elk",
    "elke",
    "geen",
    "hoeft",
    "hoeven",
    "hoogstens",
    "kan",
    "kunnen",
    "mag",
    "mits",
    "minstens",
    "moet",
    "moeten",
    "mogen",
    "niemand",
    "niet",
    "nooit",
    "tenzij",
    "uiterlijk",
    "verboden",
    "verplicht",
    "wettelijk",
];

type Counted = BTreeMap<String, usize>;

/// What came and went between two texts, as questions to a person.
pub fn doubts(old: &str, new: &str) -> Vec<String> {
    let mut doubts = Vec::new();
    let (numbers, weighty) = (counted(old, new, is_number), counted(old, new, |word| WEIGHTY.contains(&word)));
    for (what, (came, went)) in [("het getal", numbers), ("het woord", weighty)] {
        for (words, verb) in [(came, "kwam erbij"), (went, "ging weg")] {
            let verb =
                if words.len() > 1 { verb.replace("kwam", "kwamen").replace("ging", "gingen") } else { verb.into() };
            let what = if words.len() > 1 {
                what.replace("het getal", "de getallen").replace("het woord", "de woorden")
            } else {
                what.into()
            };
            if !words.is_empty() {
                let ticked: Vec<String> = words.iter().take(5).map(|w| format!("`{w}`")).collect();
                doubts.push(format!("{what} {} {verb}", dutch::list(&ticked)));
            }
        }
    }
    let alineas = |text: &str| text.split("\n\n").filter(|part| !part.trim().is_empty()).count();
    if alineas(old) != alineas(new) {
        let number = |text| dutch::count(alineas(text), "alinea", "alinea's");
        doubts.push(format!("eerst {}, nu {}", number(old), number(new)));
    }
    doubts
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Which words of a kind there are more of, and which fewer.
fn counted(old: &str, new: &str, kind: impl Fn(&str) -> bool) -> (Vec<String>, Vec<String>) {
    let count = |text: &str| {
        let mut counted = Counted::new();
        for word in words(text).filter(|w| kind(w)) {
            *counted.entry(word).or_default() += 1;
        }
        counted
    };
    let (old, new) = (count(old), count(new));
    let more = |a: &Counted, b: &Counted| -> Vec<String> {
        a.iter().filter(|(word, n)| b.get(*word).copied().unwrap_or(0) < **n).map(|(word, _)| word.clone()).collect()
    };
    (more(&new, &old), more(&old, &new))
}

/// Words in lower case; a number keeps the signs inside it: `1.000`, `12,5`, `31-12-2026`.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '-'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
}
