//! Which number of a version must go up: what can be decided mechanically of two versions of a text of policy.
//!
//! Major: the meaning changed. A part, a value, a legal fact or a criterion is gone, or other gemeenten get it. Minor:
//! something was added, or more is asked of the data. Patch: other words. It deliberately does not read the words: a
//! number or a word such as *moet* that came or went is a question to a person, and no verdict.

use std::collections::BTreeMap;

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::source::Place;
use crate::nouns::library::{Chapter, Library};
use crate::nouns::version::{Level, Version};

mod chapter;
mod facets;
mod norm;
mod words;

pub use chapter::compare_chapters;
pub use facets::{Facets, facets};
pub use norm::compare_norms;

/// Why a number must go up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The least that the change takes.
    pub level: Level,
    /// What changed, as a sentence in Dutch that goes on: "vraagt om `plan.evaluatie`".
    pub text: String,
}

/// What two versions of one text differ in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bump {
    /// What was decided, the gravest first.
    pub reasons: Vec<Reason>,
    /// What only a person can decide.
    pub doubts: Vec<String>,
}

impl Bump {
    /// The least level of the step.
    pub fn least(&self) -> Level {
        self.reasons.iter().map(|r| r.level).max().unwrap_or(Level::Patch)
    }

    fn new(mut reasons: Vec<Reason>, doubts: Vec<String>) -> Self {
        reasons.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.text.cmp(&b.text)));
        reasons.dedup();
        Self { reasons, doubts }
    }
}

/// Tells what is wrong with the number of a version: too small for what changed, or one that skips; and, when only
/// words changed, what to look at again. `what` names the text, `place` is where a message points.
pub fn check_bump(what: &str, old: &Version, new: &Version, bump: &Bump, place: &Place, report: &mut Report) {
    let Some(step) = Level::between(old, new) else { return };
    let least = bump.least();
    if step < least {
        let why: Vec<&str> = bump.reasons.iter().filter(|r| r.level > step).take(3).map(|r| r.text.as_str()).collect();
        report.push(rules::VERSION_TOO_SMALL.at(
            Some(place.clone()),
            format!("{what} {new} heeft een te laag nummer: deze versie {}", dutch::list(&why)),
            format!("Geef deze versie nummer {}: {}.", least.next(old), least.sentence()),
        ));
    } else if step == Level::Patch {
        for doubt in &bump.doubts {
            let title = format!("{what} {new}: {doubt}");
            let action = "Is de betekenis nog dezelfde? Verhoog anders het eerste getal van de versie.";
            report.push(rules::VERSION_WORDS.at(Some(place.clone()), title, action));
        }
    }
    let next = [Level::Patch, Level::Minor, Level::Major].map(|level| level.next(old));
    if !next.contains(new) {
        let next: Vec<String> = next.iter().map(ToString::to_string).collect();
        report.push(rules::VERSION_SKIPS.at(
            Some(place.clone()),
            format!("{what} {new} slaat een nummer over: de vorige versie is {old}"),
            format!("Na {old} komt {}.", dutch::ticked_or(&next)),
        ));
    }
}

/// Checks each version of each chapter and norm against the one before it, as far as `of` says that the file of the
/// newer one is to be checked: a gemeente has no use for what a maintainer elsewhere did wrong.
pub fn check_history(library: &Library, of: impl Fn(&str) -> bool) -> Report {
    let mut report = Report::default();
    for versions in library.chapters.values() {
        for (old, new) in pairs(versions).filter(|(_, new)| of(new.1.meta.place.source.path())) {
            let bump = compare_chapters(old.1, new.1);
            let what = format!("hoofdstuk `{}`", new.1.name);
            check_bump(&what, old.0, new.0, &bump, &new.1.meta.place, &mut report);
            tell_silent(new.1, &mut report);
        }
    }
    for versions in library.norms.values() {
        for (old, new) in pairs(versions).filter(|(_, new)| of(new.1.place.source.path())) {
            let what = format!("norm `{}`", new.1.id.0);
            check_bump(&what, old.0, new.0, &compare_norms(old.1, new.1), &new.1.versie.place, &mut report);
        }
    }
    report
}

type Versioned<'a, T> = (&'a Version, &'a T);

fn pairs<T>(versions: &BTreeMap<Version, T>) -> impl Iterator<Item = (Versioned<'_, T>, Versioned<'_, T>)> {
    versions.iter().zip(versions.iter().skip(1))
}

/// A new version says in plain words what is new.
fn tell_silent(chapter: &Chapter, report: &mut Report) {
    let version = chapter.version.to_string();
    if chapter.meta.wijzigingen.iter().any(|w| w.versie.value == version) {
        return;
    }
    report.push(rules::VERSION_SILENT.at(
        Some(chapter.meta.place.clone()),
        format!("hoofdstuk `{}` zegt niet wat er in {version} is veranderd", chapter.name),
        format!("Voeg een blok [[wijzigingen]] toe met versie = \"{version}\", een datum en een tekst."),
    ));
}

#[cfg(test)]
mod tests;
