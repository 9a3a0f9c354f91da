//! `Told`: a diagnostic as it leaves the library. Plain words and numbers that can cross to another process, be kept
//! and be printed again.
//!
//! It deliberately holds no more of a file than the piece of one line that is pointed at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::ground::diagnostic::{Diagnostic, Report, Rule, Severity, Stand};
use crate::ground::dutch;
use crate::ground::source::{Place, SourceSet};
use crate::nouns::order::Order;

/// Longest piece of a line that is shown, in characters.
const LONGEST_EXCERPT: usize = 96;

/// How many of the same message in one file are told; of the rest only the number.
const MOST_ALIKE: usize = 50;

/// Stands before the path of a file that is in the program.
pub const TEMPLATES: &str = "sjablonen:";

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Told {
    /// Code of the rule.
    pub code: String,
    /// How heavy it weighs in the stand that was asked.
    #[serde(rename = "ernst", with = "word")]
    pub severity: Severity,
    /// The file, or the folder when no file can be pointed at.
    #[serde(rename = "bestand")]
    pub file: String,
    /// Where in the file.
    #[serde(rename = "plek")]
    pub spot: Option<Spot>,
    /// What is the case.
    #[serde(rename = "titel")]
    pub title: String,
    /// What to do now.
    #[serde(rename = "advies")]
    pub action: String,
}

/// A place in a file; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// Line.
    #[serde(rename = "regel")]
    pub line: usize,
    /// First column.
    #[serde(rename = "kolom")]
    pub column: usize,
    /// Column after the last, on the same line.
    #[serde(rename = "eindkolom")]
    pub end_column: usize,
    /// The line, or the piece of it around the place; empty when the file as a whole is meant.
    #[serde(rename = "fragment")]
    pub excerpt: String,
    /// Column of the first character of the excerpt.
    #[serde(rename = "fragment_kolom")]
    pub excerpt_column: usize,
}

/// Severity as its Dutch word.
mod word {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::ground::diagnostic::Severity;

    pub fn serialize<S: Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(severity.word())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Severity, D::Error> {
        let word = String::deserialize(deserializer)?;
        let all = [Severity::Hint, Severity::Warning, Severity::Error];
        all.into_iter().find(|s| s.word() == word).ok_or_else(|| D::Error::custom("geen ernst"))
    }
}

impl Told {
    /// A message without a file of a gemeente, at a path that the person knows.
    pub fn at_path(
        rule: &'static Rule,
        path: impl Into<String>,
        title: impl Into<String>,
        action: impl Into<String>,
    ) -> Self {
        Self {
            code: rule.code.into(),
            severity: rule.severity(Stand::Concept),
            file: path.into(),
            spot: None,
            title: title.into(),
            action: action.into(),
        }
    }

    /// With the path as the person can open it: below the folder of the gemeente, or where a template of the person
    /// stands. `templates` says where, by path in the templates.
    pub fn below(mut self, folder: &str, templates: &BTreeMap<String, String>) -> Self {
        self.file = match self.file.strip_prefix(TEMPLATES) {
            Some(path) => templates.get(path).cloned().unwrap_or(self.file),
            None => join(folder, &self.file),
        };
        self
    }
}

/// A path below a folder, as a person would write it.
pub fn join(folder: &str, path: &str) -> String {
    let folder = folder.trim_end_matches('/');
    match (folder, path) {
        ("." | "", _) if !path.is_empty() => path.to_owned(),
        (_, "") => folder.to_owned(),
        _ => format!("{folder}/{path}"),
    }
}

/// The whole report, sorted, with paths inside the folder of the gemeente. `templates` are the paths of the template
/// files, `own` are the files of the gemeente.
pub fn tell(report: &Report, orders: &[Order], own: &SourceSet, templates: &BTreeSet<String>) -> Vec<Told> {
    let sorted = report.sorted();
    let mut alike: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut told = Vec::new();
    for diagnostic in &sorted {
        let path = diagnostic.place.as_ref().map_or("", |p| p.source.path());
        let seen = alike.entry((diagnostic.rule.code, path)).or_default();
        *seen += 1;
        if *seen <= MOST_ALIKE {
            told.push(one(diagnostic, orders, own, templates));
        }
    }
    for ((code, path), seen) in alike.into_iter().filter(|(_, seen)| *seen > MOST_ALIKE) {
        let last = told.iter().rposition(|t| t.code == code && t.file.trim_start_matches(TEMPLATES) == path);
        let Some(last) = last else { continue };
        let more = Told {
            spot: None,
            title: format!(
                "en nog {} in dit bestand",
                dutch::count(seen - MOST_ALIKE, "melding als deze", "meldingen als deze")
            ),
            action: "Verbeter eerst de meldingen hierboven; vaak hebben ze dezelfde oorzaak.".into(),
            ..told[last].clone()
        };
        told.insert(last + 1, more);
    }
    told
}

fn one(diagnostic: &Diagnostic, orders: &[Order], own: &SourceSet, templates: &BTreeSet<String>) -> Told {
    let file = diagnostic.place.as_ref().map_or_else(String::new, |place| {
        let path = place.source.path();
        // A condition or reason in hoofdstuk.toml has a source of its own, named after the file.
        let real = path.split('#').next().unwrap_or(path);
        let given = own.get(path).is_some_and(|source| Arc::ptr_eq(source, &place.source));
        if !given && templates.contains(real) { format!("{TEMPLATES}{real}") } else { path.to_owned() }
    });
    Told {
        code: diagnostic.rule.code.into(),
        severity: Order::weigh(orders, diagnostic),
        file,
        spot: diagnostic.place.as_ref().map(spot),
        title: diagnostic.title.clone(),
        action: diagnostic.action.clone(),
    }
}

fn spot(place: &Place) -> Spot {
    let (line, column) = place.line_column();
    let (end_line, end) = place.source.line_column(place.end);
    let text = place.source.line(line);
    // What goes on below is underlined to the end of its first line.
    let end_column = if end_line == line { end } else { text.chars().count() + 1 };
    // An empty place at the begin means the file as a whole.
    let whole = place.start == place.end && (line, column) == (1, 1);
    let (excerpt, excerpt_column) = if whole { (String::new(), 1) } else { excerpt(text, column) };
    Spot { line, column, end_column, excerpt, excerpt_column }
}

/// At most [`LONGEST_EXCERPT`] characters of a line around a column, and the column of the first.
fn excerpt(line: &str, column: usize) -> (String, usize) {
    let skip =
        if line.chars().nth(LONGEST_EXCERPT).is_none() { 0 } else { (column - 1).saturating_sub(LONGEST_EXCERPT / 3) };
    (line.chars().skip(skip).take(LONGEST_EXCERPT).collect(), skip + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::catalogue as rules;
    use crate::ground::source::{LIMITS, Source};

    #[test]
    fn a_long_line_is_cut_around_the_column() {
        let (text, first) = excerpt(&"é".repeat(1_000_000), 500_000);
        assert_eq!((text.chars().count(), first), (LONGEST_EXCERPT, 500_000 - LONGEST_EXCERPT / 3));
        assert_eq!(excerpt("kort", 3), ("kort".into(), 1));
    }

    #[test]
    fn many_alike_become_a_number() {
        let source = Arc::new(Source::new("a.csv", b"x\n".repeat(500)));
        let mut report = Report::default();
        for i in 0..500 {
            report.push(rules::BAD_DATE.at(Some(source.place(2 * i..2 * i + 1)), "geen datum", ""));
        }
        let told = tell(&report, &[], &SourceSet::new(LIMITS), &BTreeSet::new());
        assert_eq!(told.len(), MOST_ALIKE + 1);
        assert_eq!(told[MOST_ALIKE].title, "en nog 450 meldingen als deze in dit bestand");
    }

    #[test]
    fn paths_are_as_the_person_can_open_them() {
        let told = Told::at_path(&rules::BAD_DATE, "sjablonen:normen/a.toml", "", "");
        let own = BTreeMap::from([("normen/a.toml".to_owned(), "eigen/normen/a.toml".to_owned())]);
        assert_eq!(told.clone().below("policies/x", &BTreeMap::new()).file, "sjablonen:normen/a.toml");
        assert_eq!(told.below("policies/x", &own).file, "eigen/normen/a.toml");
        assert_eq!(Told::at_path(&rules::BAD_DATE, "", "", "").below("policies/x", &own).file, "policies/x");
        assert_eq!((join(".", "a").as_str(), join(".", "").as_str()), ("a", "."));
    }
}
