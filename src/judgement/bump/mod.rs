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
use crate::nouns::version::{self, Level, Version};

mod chapter;
mod facets;
mod norm;
mod sentences;
mod words;

pub use chapter::compare_chapters;
pub use facets::{Facets, facets};
pub use norm::compare_norms;
pub use sentences::{Changed, changed_sentences};

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
/// words changed, what to look at again. `what` names the text, `place` is where a message points. A draft is checked as
/// the version that it becomes.
pub fn check_bump(what: &str, old: &Version, new: &Version, bump: &Bump, place: &Place, report: &mut Report) {
    let (old, new) = (&version::published(old), &version::published(new));
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
pub fn tell_silent(chapter: &Chapter, report: &mut Report) {
    let version = version::published(&chapter.version).to_string();
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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ground::glyphs::GlyphSet;
    use crate::ground::source::{LIMITS, SourceSet};
    use crate::nouns::library;

    const TEXT: &str = "De gemeente {{ gemeente.naam }} wil {{ begrip(\"FairWork\") }}.\n\n## Meldroute\n\n{% if organisatie.meldroute %}Vastgelegd.{% endif %} {{ rechtsfeit(\"wgs\") }} Binnen 5 dagen kan zij melden.\n\n{{ meldroute() }}\n\n{% for m in maatregelen|selectattr(\"vorm\", \"eq\", \"arbeid\") %}- {{ m.titel }}{% endfor %}\n";
    const META: &str = "titel = \"A\"\ndocument = \"plan\"\nplaats = 1\nvoorwaarde = \"profiel.haven\"\nherkomst = \"ons\"\ngeldig_van = 2026-01-01\n";

    fn read(files: &[(&str, &str)]) -> Library {
        let mut set = SourceSet::new(LIMITS);
        for (path, text) in files {
            set.insert(path, text.as_bytes().to_vec()).unwrap();
        }
        library::read(&set, &GlyphSet::new(0x20..0x3000)).0
    }

    fn chapter(meta: &str, text: &str) -> Chapter {
        let files = [("hoofdstukken/a/1.0.0/hoofdstuk.toml", meta), ("hoofdstukken/a/1.0.0/hoofdstuk.md", text)];
        read(&files).chapters["a"].values().next().unwrap().clone()
    }

    fn replaced(text: &str, from: &str, to: &str) -> String {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    }

    /// What changing `from` into `to` in the text takes.
    fn in_text(from: &str, to: &str) -> (Level, Vec<String>) {
        let bump = compare_chapters(&chapter(META, TEXT), &chapter(META, &replaced(TEXT, from, to)));
        (bump.least(), bump.reasons.into_iter().map(|r| r.text).chain(bump.doubts).collect())
    }

    fn in_facts(from: &str, to: &str) -> (Level, Vec<String>) {
        let bump = compare_chapters(&chapter(META, TEXT), &chapter(&replaced(META, from, to), TEXT));
        (bump.least(), bump.reasons.into_iter().map(|r| r.text).collect())
    }

    #[test]
    fn other_words_are_a_patch() {
        assert_eq!(in_text("wil", "wenst"), (Level::Patch, vec![]));
        assert_eq!(
            in_text("5 dagen kan", "10 dagen moet"),
            (
                Level::Patch,
                vec![
                    "het getal `10` kwam erbij".into(),
                    "het getal `5` ging weg".into(),
                    "het woord `moet` kwam erbij".into(),
                    "het woord `kan` ging weg".into()
                ]
            )
        );
        assert_eq!(in_facts("herkomst = \"ons\"", "herkomst = \"wij\""), (Level::Patch, vec![]));
    }

    #[test]
    fn what_is_added_or_asked_is_a_minor() {
        assert_eq!(
            in_text("Vastgelegd.", "Vastgelegd op {{ organisatie.meldroute.datum }}."),
            (Level::Minor, vec!["vraagt om `organisatie.meldroute.datum`".into()])
        );
        assert_eq!(
            in_text("{{ m.titel }}", "{{ m.titel }} {{ m.budget }}"),
            (Level::Minor, vec!["vraagt om `maatregelen.budget`".into()])
        );
        assert_eq!(
            in_text("{{ meldroute() }}", "{{ meldroute() }}\n\n{{ rollentabel() }}"),
            (Level::Minor, vec!["heeft er een onderdeel bij: `rollentabel()`".into()])
        );
        assert_eq!(
            in_text("{{ rechtsfeit(\"wgs\") }}", "{{ rechtsfeit(\"wgs\") }} {{ rechtsfeit(\"ibp\") }}").1,
            ["steunt ook op het rechtsfeit `ibp`"]
        );
        assert_eq!(in_text("## Meldroute", "## Meldroute\n\n### Stappen").1[0], "heeft er een kop bij: Stappen");
        assert_eq!(in_facts("titel = \"A\"", "titel = \"B\""), (Level::Minor, vec!["heet anders: B".into()]));
        assert_eq!(in_facts("plaats = 1", "plaats = 2").0, Level::Minor);
        assert_eq!(
            in_facts("geldig_van", "geldig_tot = 2026-06-30\ngeldig_van"),
            (Level::Minor, vec!["geldt korter".into()])
        );
    }

    #[test]
    fn what_is_gone_or_goes_to_others_is_a_major() {
        for (from, to, why) in [
            ("{{ gemeente.naam }} ", "", "toont `gemeente.naam` niet meer"),
            ("{{ meldroute() }}", "", "mist het onderdeel `meldroute()`"),
            ("{{ rechtsfeit(\"wgs\") }} ", "", "steunt niet meer op het rechtsfeit `wgs`"),
            ("## Meldroute", "## Route", "mist de kop Meldroute"),
            (
                "if organisatie.meldroute ",
                "if not organisatie.meldroute ",
                "heeft een voorwaarde in de tekst niet meer: `organisatie.meldroute`",
            ),
            (
                "\"arbeid\"",
                "\"seksueel\"",
                "heeft een voorwaarde in de tekst niet meer: `maatregelen|selectattr(\"vorm\", \"eq\", \"arbeid\")`",
            ),
        ] {
            let (level, told) = in_text(from, to);
            assert!(level == Level::Major && told.iter().any(|t| t == why), "{told:?}");
        }
        for (from, to, why) in [
            ("\"profiel.haven\"", "\"profiel.grens\"", "heeft een andere voorwaarde (`profiel.grens`)"),
            ("voorwaarde = \"profiel.haven\"\n", "", "heeft geen voorwaarde meer en komt dus in elk plan"),
            ("\"plan\"", "\"verslag\"", "hoort bij een ander document (`verslag`)"),
            ("plaats", "onderdeel_van = \"b\"\nplaats", "is een onderdeel van een ander hoofdstuk"),
        ] {
            let (level, told) = in_facts(from, to);
            assert!(level == Level::Major && told.iter().any(|t| t == why), "{told:?}");
        }
        assert_eq!(in_facts("\"profiel.haven\"", "\" profiel.haven \"").0, Level::Patch);
    }

    fn history(versions: &[(&str, &str)]) -> Vec<String> {
        let mut files = Vec::new();
        for (version, text) in versions {
            let meta = format!("{META}[[wijzigingen]]\nversie = \"{version}\"\ndatum = 2026-01-01\ntekst = \"x\"\n");
            files.push((format!("hoofdstukken/a/{version}/hoofdstuk.toml"), meta));
            files.push((format!("hoofdstukken/a/{version}/hoofdstuk.md"), (*text).to_owned()));
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
        check_history(&read(&files), |_| true)
            .sorted()
            .iter()
            .map(|d| format!("{} {} | {}", d.rule.code, d.title, d.action))
            .collect()
    }

    #[test]
    fn a_number_that_says_too_little_is_told_with_the_right_one() {
        let asks = replaced(TEXT, "wil", "wil {{ plan.ambitie }}");
        assert_eq!(
            history(&[("1.0.0", TEXT), ("1.0.1", &asks)]),
            [
                "L103 hoofdstuk `a` 1.0.1 heeft een te laag nummer: deze versie vraagt om `plan.ambitie` | Geef deze versie nummer 1.1.0: er is iets bijgekomen."
            ]
        );
        let less = replaced(TEXT, "## Meldroute", "");
        assert!(
            history(&[("1.0.0", TEXT), ("1.1.0", &less)])[0]
                .contains("Geef deze versie nummer 2.0.0: de betekenis is anders.")
        );
        assert!(history(&[("1.0.0", TEXT), ("1.1.0", &asks), ("2.0.0", &less)]).is_empty());
        // More than is needed is the choice of the maker.
        assert!(history(&[("1.0.0", TEXT), ("2.0.0", TEXT)]).is_empty());
    }

    #[test]
    fn a_number_that_skips_and_words_that_weigh_are_told() {
        assert_eq!(
            history(&[("1.0.0", TEXT), ("1.2.0", TEXT)]),
            [
                "L104 hoofdstuk `a` 1.2.0 slaat een nummer over: de vorige versie is 1.0.0 | Na 1.0.0 komt `1.0.1`, `1.1.0` of `2.0.0`."
            ]
        );
        let told = history(&[("1.0.0", TEXT), ("1.0.1", &replaced(TEXT, "kan zij", "moet zij"))]);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("L106 hoofdstuk `a` 1.0.1: het woord `kan` ging weg"), "{told:?}");
    }

    #[test]
    fn a_version_without_a_word_on_what_changed_is_told() {
        let files = [
            ("hoofdstukken/a/1.0.0/hoofdstuk.toml", META),
            ("hoofdstukken/a/1.0.0/hoofdstuk.md", TEXT),
            ("hoofdstukken/a/1.0.1/hoofdstuk.toml", META),
            ("hoofdstukken/a/1.0.1/hoofdstuk.md", TEXT),
        ];
        let codes: Vec<&str> = check_history(&read(&files), |_| true).sorted().iter().map(|d| d.rule.code).collect();
        assert_eq!(codes, ["L105"]);
    }

    proptest! {
        #[test]
        fn any_two_texts_give_an_answer(a in "(\\{\\{|\\}\\}|\\{%|%\\}| if | for x in |endif|endfor|[a-z.()\"#\n]){0,12}", b in "[ -~é\n]{0,40}") {
            let bump = compare_chapters(&chapter(META, &format!("x{a}")), &chapter(META, &format!("x{b}")));
            prop_assert!(bump.reasons.windows(2).all(|w| w[0].level >= w[1].level));
        }

        #[test]
        fn a_text_does_not_differ_from_itself(a in "(\\{\\{ [a-z]{1,4}(\\.[a-z]{1,3})? \\}\\}|[a-z0-9 \n#]){0,12}") {
            let bump = compare_chapters(&chapter(META, &a), &chapter(META, &a));
            prop_assert_eq!(bump, Bump::default());
        }
    }
}
