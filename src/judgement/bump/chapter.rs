//! Two versions of a chapter.
//!
//! It deliberately looks at one chapter alone: what else a gemeente has is not known.

use std::collections::BTreeMap;

use super::facets::{Facets, facets};
use super::words::doubts;
use super::{Bump, Reason};
use crate::ground::source::At;
use crate::ground::toml::shorten;
use crate::nouns::library::{Chapter, Hoofdstuk};
use crate::nouns::version::Level;

/// What two versions of a chapter differ in.
pub fn compare_chapters(old: &Chapter, new: &Chapter) -> Bump {
    let mut reasons = Vec::new();
    compare_facts(&old.meta, &new.meta, &mut reasons);
    // A text that cannot be read is told elsewhere; of its words nothing can be said.
    let (Some(before), Some(after)) = (with_condition(old), with_condition(new)) else {
        return Bump::new(reasons, Vec::new());
    };
    compare_texts(&before, &after, &mut reasons);
    Bump::new(reasons, doubts(&before.words, &after.words))
}

/// What the text asks and gives, and the names in its condition.
fn with_condition(chapter: &Chapter) -> Option<Facets> {
    let mut all = facets(chapter.text.text())?;
    for written in [&chapter.meta.voorwaarde].into_iter().flatten() {
        // The condition as a whole is compared by itself.
        if let Some(more) = facets(&format!("{{{{ {} }}}}", written.value)) {
            all.names.extend(more.names);
        }
    }
    Some(all)
}

fn text<T: ToString>(at: &Option<At<T>>) -> Option<String> {
    at.as_ref().map(|at| at.value.to_string())
}

fn compare_facts(old: &Hoofdstuk, new: &Hoofdstuk, reasons: &mut Vec<Reason>) {
    let mut tell = |level, text: String| reasons.push(Reason { level, text });
    let id = |at: &Option<At<crate::nouns::scalar::Id>>| at.as_ref().map(|at| at.value.0.clone());
    if old.document.value != new.document.value {
        tell(Level::Major, format!("hoort bij een ander document (`{}`)", new.document.0));
    }
    if id(&old.onderdeel_van) != id(&new.onderdeel_van) {
        tell(Level::Major, "is een onderdeel van een ander hoofdstuk".into());
    }
    match (text(&old.voorwaarde), text(&new.voorwaarde)) {
        (old, new) if old.as_deref().map(squeezed) == new.as_deref().map(squeezed) => {}
        (_, None) => tell(Level::Major, "heeft geen voorwaarde meer en komt dus in elk plan".into()),
        (_, Some(new)) => tell(Level::Major, format!("heeft een andere voorwaarde (`{}`)", shorten(&new))),
    }
    let kind = |at: &Option<At<crate::nouns::library::Soort>>| at.as_ref().map(|at| at.value);
    if kind(&old.soort) != kind(&new.soort) {
        tell(Level::Minor, "is een ander soort hoofdstuk".into());
    }
    if old.plaats.value != new.plaats.value {
        tell(Level::Minor, "staat op een andere plaats".into());
    }
    if old.titel.value != new.titel.value {
        tell(Level::Minor, format!("heet anders: {}", shorten(&new.titel.value)));
    }
    let ended = |at: &Option<At<chrono::NaiveDate>>| at.as_ref().map(|at| at.value);
    if let Some(last) = ended(&new.geldig_tot)
        && ended(&old.geldig_tot).is_none_or(|before| last < before)
        && new.geldig_van.value <= old.geldig_van.value
    {
        tell(Level::Minor, "geldt korter".into());
    }
}

/// An expression with its spaces alike.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compare_texts(old: &Facets, new: &Facets, reasons: &mut Vec<Reason>) {
    let mut tell = |level, text: String| reasons.push(Reason { level, text });
    for name in new.names.difference(&old.names).filter(|name| !covered(name, &old.names)) {
        tell(Level::Minor, format!("vraagt om `{name}`"));
    }
    for name in old.names.difference(&new.names).filter(|name| !covered(name, &new.names)) {
        tell(Level::Major, format!("toont `{name}` niet meer"));
    }
    for (call, came) in changes(&old.calls, &new.calls) {
        let (name, inside) = call.split_once('(').unwrap_or((call, ""));
        let inside = inside.trim_end_matches(')').trim_matches('"');
        match (name, came) {
            ("rechtsfeit", true) => tell(Level::Minor, format!("steunt ook op het rechtsfeit `{inside}`")),
            ("rechtsfeit", false) => tell(Level::Major, format!("steunt niet meer op het rechtsfeit `{inside}`")),
            ("begrip", true) => tell(Level::Minor, format!("gebruikt het begrip `{inside}`")),
            // Words of reference, of which the text around says what they do.
            ("begrip" | "hoofdstuk" | "heeft_hoofdstuk" | "en" | "range" | "tekst" | "maatregelen_voor", _) => {}
            (_, true) => tell(Level::Minor, format!("heeft er een onderdeel bij: `{}`", shorten(call))),
            (_, false) => tell(Level::Major, format!("mist het onderdeel `{}`", shorten(call))),
        }
    }
    for (condition, came) in changes(&old.conditions, &new.conditions) {
        match came {
            true => tell(Level::Minor, format!("heeft er een voorwaarde in de tekst bij: `{}`", shorten(condition))),
            false => {
                tell(Level::Major, format!("heeft een voorwaarde in de tekst niet meer: `{}`", shorten(condition)))
            }
        }
    }
    for (heading, came) in changes(&old.headings, &new.headings) {
        match came {
            true => tell(Level::Minor, format!("heeft er een kop bij: {}", shorten(heading))),
            false => tell(Level::Major, format!("mist de kop {}", shorten(heading))),
        }
    }
}

/// Whether a name is asked for by itself or as a part: `plan` covers `plan.datum` and the other way round.
fn covered(name: &str, names: &std::collections::BTreeSet<String>) -> bool {
    names.iter().any(|other| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// What is there and was not, or was there and is not; how often does not count, for a sentence may be said twice.
fn changes<'a>(
    old: &'a BTreeMap<String, usize>,
    new: &'a BTreeMap<String, usize>,
) -> impl Iterator<Item = (&'a str, bool)> {
    let came = new.keys().filter(|key| !old.contains_key(*key)).map(|key| (key.as_str(), true));
    let went = old.keys().filter(|key| !new.contains_key(*key)).map(|key| (key.as_str(), false));
    came.chain(went)
}
