//! Versions of chapters, norms and packs: semver, and what each number means for a text of policy.
//!
//! | number | meaning | what it takes |
//! |---|---|---|
//! | major | the meaning changed | a gemeente decides again |
//! | minor | something was added, or more is asked of the data | a gemeente reads what is new |
//! | patch | other words, the same meaning | a gemeente may take it over as it is |
//!
//! It deliberately does not compare two texts; `judgement::bump` does.

pub use semver::Version;
use serde_json::{Value as Json, json};

use super::reader::Reader;
use super::scalar::Scalar;
use super::view::View;
use crate::ground::catalogue as rules;
use crate::ground::source::Place;
use crate::ground::toml::shorten;
use crate::ground::tree::{Node, Value};

/// Which number of a version goes up, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Other words, the same meaning.
    Patch,
    /// Something was added, or more is asked of the data.
    Minor,
    /// The meaning changed.
    Major,
}

impl Level {
    /// What a change of this level is, in Dutch.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Patch => "alleen andere woorden",
            Self::Minor => "er is iets bijgekomen",
            Self::Major => "de betekenis is anders",
        }
    }

    /// The next version of this level.
    pub fn next(self, version: &Version) -> Version {
        let (major, minor, patch) = (version.major, version.minor, version.patch);
        match self {
            Self::Patch => Version::new(major, minor, patch.saturating_add(1)),
            Self::Minor => Version::new(major, minor.saturating_add(1), 0),
            Self::Major => Version::new(major.saturating_add(1), 0, 0),
        }
    }

    /// The level of the step from one version to a later one; `None` when it is not later.
    pub fn between(old: &Version, new: &Version) -> Option<Self> {
        match () {
            () if new <= old => None,
            () if new.major > old.major => Some(Self::Major),
            () if new.minor > old.minor => Some(Self::Minor),
            () => Some(Self::Patch),
        }
    }
}

/// Reads `1.0.0`. A published version has no more than its three numbers, so nothing after a `-` or `+`.
pub fn parse(text: &str) -> Option<Version> {
    Version::parse(text).ok().filter(|v| v.pre.is_empty() && v.build.is_empty())
}

/// Stands behind the number of a version that is not published yet: `1.1.0-concept`.
pub const DRAFT: &str = "concept";

/// Reads the name of a folder of a version: `1.1.0`, or `1.1.0-concept` for a draft.
pub fn parse_folder(text: &str) -> Option<Version> {
    Version::parse(text).ok().filter(|v| v.build.is_empty() && (v.pre.is_empty() || v.pre.as_str() == DRAFT))
}

/// Whether this is a version that is not published yet. It comes before the published one of the same number.
pub fn is_draft(version: &Version) -> bool {
    !version.pre.is_empty()
}

/// The three numbers alone: what a draft becomes.
pub fn published(version: &Version) -> Version {
    Version::new(version.major, version.minor, version.patch)
}

/// The draft of a version.
pub fn draft(version: &Version) -> Version {
    // A word of letters is always a pre-release.
    Version { pre: semver::Prerelease::new(DRAFT).unwrap_or_default(), ..published(version) }
}

impl Scalar for Version {
    fn parse(node: &Node, rd: &mut Reader<'_>) -> Option<Self> {
        let text = match &node.value {
            Value::Text(text) => text.trim(),
            Value::Number(text) => text,
            _ => "",
        };
        let version = parse(text);
        if version.is_none() {
            let place = Some(node.place.clone());
            let title = format!("`{}` is geen versie", shorten(node.place.text().trim_matches('"')));
            rd.report.push(rules::BAD_VERSION.at(place, title, "Schrijf een versie als \"1.0.0\"."));
        }
        version
    }

    fn view(&self, place: &Place) -> View {
        View::Text(self.to_string(), place.clone())
    }

    fn schema() -> Json {
        json!({ "type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_numbers_and_no_more() {
        assert_eq!(parse("1.10.0"), Some(Version::new(1, 10, 0)));
        assert!(parse("1.10.0") > parse("1.9.9"));
        for text in ["", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "+1.0.0", "1.0.0-concept", "1.0.0+a", "1.0.x"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_draft_comes_between_the_version_before_it_and_its_own() {
        let drawn = parse_folder("1.1.0-concept").unwrap();
        assert!(is_draft(&drawn) && drawn > Version::new(1, 0, 9) && drawn < Version::new(1, 1, 0));
        assert_eq!((published(&drawn), draft(&published(&drawn))), (Version::new(1, 1, 0), drawn));
        for text in ["1.1-concept", "1.1.0-rc1", "1.1.0-concept+a", "1.1.0-Concept", "1.1.0-concept.1"] {
            assert_eq!(parse_folder(text), None, "{text}");
        }
    }

    #[test]
    fn the_next_version_of_a_level_is_a_step_of_that_level() {
        let old = Version::new(1, 2, 3);
        for (level, next) in [(Level::Patch, "1.2.4"), (Level::Minor, "1.3.0"), (Level::Major, "2.0.0")] {
            assert_eq!(level.next(&old).to_string(), next);
            assert_eq!(Level::between(&old, &level.next(&old)), Some(level));
            assert_eq!(Level::between(&level.next(&old), &old), None);
        }
        assert_eq!(Level::between(&old, &old), None);
    }
}
