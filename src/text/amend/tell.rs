//! What is told when the words of an amendment are not found, are found too often, or are those of another.
//!
//! It deliberately guesses nothing: a sentence that is much alike is shown, not taken.

use super::Passage;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::folded::fold;
use crate::ground::source::At;
use crate::ground::toml::shorten;
use crate::nouns::amendement::{Amendement, WordChange};
use crate::nouns::record::suggestion;
use crate::nouns::scalar::Id;
use crate::text::manuscript::{Block, ChapterNode, Manuscript};
use crate::text::trace;

/// Most sentences that are looked up because they are much alike; who has more faults has another problem.
pub const MOST_SUGGESTIONS: usize = 5;

/// Most chapters that are named when words stand in many.
const MOST_CHAPTERS: usize = 4;

/// Longer sentences are not compared, in characters.
const LONGEST: usize = 600;

/// From this likeness on a sentence is worth showing.
const ALIKE: f64 = 0.5;

/// Tells what is wrong with an amendment: lighter when it is one of an earlier version, because texts go on.
pub fn of(amendment: &Amendement, told: Report, report: &mut Report) {
    if !amendment.is_earlier() {
        return report.extend(told);
    }
    for fault in told.sorted() {
        report.push(rules::AMEND_EARLIER.at(
            fault.place.clone(),
            format!("{} van een eerdere versie past niet: {}", amendment.name(), fault.title),
            "Zet de wijziging in de nieuwe tekst, of haal haar hier weg als zij niet meer nodig is.",
        ));
    }
}

/// Two amendments change the same words.
pub fn overlap(first: &Amendement, second: &Amendement, change: &WordChange<'_>, report: &mut Report) {
    let title = if first.nummer == second.nummer {
        format!("{} wijzigt dezelfde woorden twee keer", second.name())
    } else {
        format!("{} en {} wijzigen dezelfde woorden", first.name(), second.name())
    };
    report.push(rules::AMEND_OVERLAP.at(
        Some(change.place.clone()),
        title,
        "Maak er één wijziging van, met de tekst zoals die is geworden.",
    ));
}

/// There is no such chapter in the document.
pub fn chapter(manuscript: &Manuscript, named: &At<Id>, report: &mut Report) {
    let mut names: Vec<&str> = Vec::new();
    for chapter in &manuscript.chapters {
        names.push(&chapter.id);
        names.extend(chapter.nodes.iter().filter_map(|node| match &node.block {
            Block::Heading { level: 2, id, .. } => Some(id.as_str()),
            _ => None,
        }));
    }
    report.push(rules::AMEND_CHAPTER.at(
        Some(named.place.clone()),
        format!("hoofdstuk `{}` staat niet in dit document", shorten(&named.value.0)),
        match dutch::nearest(&named.value.0, names.iter().copied()) {
            Some(near) => format!("Bedoelt u `{near}`?"),
            None => suggestion(&named.value.0, &manuscript.chapters.iter().map(|c| c.id.as_str()).collect::<Vec<_>>()),
        },
    ));
}

/// The words stand nowhere.
pub fn nowhere<'a>(
    change: &WordChange<'_>,
    old: &str,
    passages: impl Iterator<Item = (&'a Passage, Option<&'a ChapterNode>)>,
    suggestions: &mut usize,
    report: &mut Report,
) {
    let near = if *suggestions > 0 && old.chars().count() <= LONGEST { nearest(old, passages) } else { None };
    *suggestions = suggestions.saturating_sub(1);
    let action = match near {
        Some((sentence, Some(chapter))) => {
            format!("In {} staat: `{}`. Neem die woorden over.", name(chapter), cut(&sentence))
        }
        _ => "Neem de woorden over uit het document zoals het naar de raad ging, binnen één alinea, cel of kop."
            .to_owned(),
    };
    let place = change.chapter.map(|named| format!("in hoofdstuk `{}`", named.value.0));
    let place = place.unwrap_or_else(|| "in het document".to_owned());
    report.push(rules::AMEND_NOT_FOUND.at(
        Some(change.place.clone()),
        format!("deze woorden staan niet {place}: `{}`", shorten(change.old)),
        action,
    ));
}

/// The sentence that is most like the old words.
fn nearest<'a>(
    old: &str,
    passages: impl Iterator<Item = (&'a Passage, Option<&'a ChapterNode>)>,
) -> Option<(String, Option<&'a ChapterNode>)> {
    let asked = old.trim().to_lowercase();
    let mut best: Option<(f64, String, Option<&ChapterNode>)> = None;
    for (passage, chapter) in passages {
        let text = &passage.text.text;
        for sentence in text.split_inclusive(['.', '?', '!']).chain([text.as_str()]) {
            if sentence.chars().count() > LONGEST {
                continue;
            }
            let alike = strsim::sorensen_dice(&asked, &sentence.trim().to_lowercase());
            if alike >= ALIKE && best.as_ref().is_none_or(|(most, ..)| alike > *most) {
                best = Some((alike, sentence.trim().to_owned(), chapter));
            }
        }
    }
    best.map(|(_, sentence, chapter)| (sentence, chapter))
}

/// The words stand in more than one place.
pub fn often(change: &WordChange<'_>, found: &[(&Passage, &ChapterNode)], report: &mut Report) {
    let mut chapters: Vec<(String, usize)> = Vec::new();
    for (_, chapter) in found {
        let name = name(chapter);
        match chapters.iter_mut().find(|(other, _)| *other == name) {
            Some((_, times)) => *times += 1,
            None => chapters.push((name, 1)),
        }
    }
    let more = chapters.len().saturating_sub(MOST_CHAPTERS);
    let mut told: Vec<String> = chapters
        .iter()
        .take(MOST_CHAPTERS)
        .map(|(name, times)| if *times > 1 { format!("{name} ({times} keer)") } else { name.clone() })
        .collect();
    told.extend((more > 0).then(|| dutch::count(more, "ander hoofdstuk", "andere hoofdstukken")));
    let action = match cell(change, found) {
        Some(place) => format!("De woorden komen uit {place}. Wijzig dan dat gegeven, met bestand en veld."),
        None => "Neem meer woorden van dezelfde zin over in oud, of noem het hoofdstuk.".to_owned(),
    };
    report.push(rules::AMEND_TWICE.at(
        Some(change.place.clone()),
        format!("deze woorden staan {} keer in het document: in {}", found.len(), dutch::list(&told)),
        action,
    ));
}

/// The cell of the data that shows these words everywhere.
fn cell(change: &WordChange<'_>, found: &[(&Passage, &ChapterNode)]) -> Option<String> {
    let words = fold(change.old).text;
    let (passage, chapter) = found.first()?;
    let node = chapter.nodes.get(passage.at.1)?;
    let whole = node.values.iter().find(|value| value.rule.is_none() && trace::shows(&value.shown, words.trim()))?;
    let from =
        whole.from.first().filter(|place| [".toml", ".csv"].iter().any(|end| place.source.path().ends_with(end)))?;
    Some(from.to_string())
}

/// A chapter as a reader finds it.
fn name(chapter: &ChapterNode) -> String {
    match &chapter.number {
        Some(number) => format!("hoofdstuk {number} {}", chapter.title),
        None => format!("‘{}’", chapter.title),
    }
}

/// At most some three lines.
fn cut(text: &str) -> String {
    const MOST: usize = 200;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}
