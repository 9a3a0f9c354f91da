//! One fault or gap, with its place and remedy, and the report that collects them in order.
//!
//! It deliberately does not print: the door decides how a report looks.

use std::collections::BTreeSet;

use super::source::Place;

/// How far a document has come. A later stand asks more: the same gap is a hint in a concept and blocks a vaststelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// Being written; gaps are welcome and marked.
    Concept,
    /// Offered for decision.
    Ontwerp,
    /// Adopted by the competent body.
    Vastgesteld,
}

impl Stand {
    /// The word in data, commands and documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Concept => "concept",
            Self::Ontwerp => "ontwerp",
            Self::Vastgesteld => "vastgesteld",
        }
    }
}

/// From which stand a rule stops the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocks {
    /// In every stand.
    Always,
    /// From ontwerp on.
    FromOntwerp,
    /// Only a vaststelling.
    FromVastgesteld,
    /// Never; good to know in a concept, and a remark that deserves attention from ontwerp on.
    AttentionFromOntwerp,
    /// Never; a remark that deserves attention.
    Never,
    /// Never; good to know.
    Hint,
}

impl Blocks {
    /// When a rule stops a document, in Dutch.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Always => "altijd een fout; het document wordt niet gemaakt.",
            Self::FromOntwerp => "een tip in een concept; een fout vanaf een ontwerp.",
            Self::FromVastgesteld => {
                "een tip in een concept, let op in een ontwerp; een fout bij een vastgesteld document."
            }
            Self::AttentionFromOntwerp => {
                "een tip in een concept; let op vanaf een ontwerp. Houdt een document nooit tegen."
            }
            Self::Never => "let op; houdt een document nooit tegen.",
            Self::Hint => "een tip; houdt een document nooit tegen.",
        }
    }
}

/// How heavy a diagnostic weighs in a stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Hint,
    /// Deserves attention, or will block later.
    Warning,
    /// The document is not made.
    Error,
}

impl Severity {
    /// The Dutch word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hint => "tip",
            Self::Warning => "let op",
            Self::Error => "fout",
        }
    }
}

/// One rule: its stable code and everything that `leg-uit` and the page of messages say about it.
#[derive(Debug)]
pub struct Rule {
    /// Stable code, such as `D204`.
    pub code: &'static str,
    /// Short name of the rule.
    pub name: &'static str,
    /// From which stand it blocks.
    pub blocks: Blocks,
    /// What is wrong and why it matters.
    pub explanation: &'static str,
    /// An example of the fault.
    pub example: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl Rule {
    /// The weight of this rule in a stand.
    pub fn severity(&self, stand: Stand) -> Severity {
        let blocks = match self.blocks {
            Blocks::Always => true,
            Blocks::FromOntwerp => stand >= Stand::Ontwerp,
            Blocks::FromVastgesteld => stand >= Stand::Vastgesteld,
            Blocks::AttentionFromOntwerp | Blocks::Never | Blocks::Hint => false,
        };
        match self.blocks {
            _ if blocks => Severity::Error,
            Blocks::Hint => Severity::Hint,
            Blocks::FromOntwerp | Blocks::FromVastgesteld | Blocks::AttentionFromOntwerp if stand == Stand::Concept => {
                Severity::Hint
            }
            _ => Severity::Warning,
        }
    }

    /// A diagnostic of this rule: `title` stands alone on one line, `action` says what to do now.
    pub fn at(&'static self, place: Option<Place>, title: impl Into<String>, action: impl Into<String>) -> Diagnostic {
        Diagnostic { rule: self, place, title: title.into(), action: action.into() }
    }
}

/// One fault or gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// Where; `None` when no file can be pointed at.
    pub place: Option<Place>,
    /// What is the case, on one line, lower case, names in backticks.
    pub title: String,
    /// What to do now.
    pub action: String,
}

/// Every diagnostic of a run, sorted by place, each once.
#[derive(Debug, Clone, Default)]
pub struct Report {
    entries: Vec<Diagnostic>,
}

impl Report {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.entries.push(diagnostic);
    }

    /// Adds all of another report.
    pub fn extend(&mut self, other: Report) {
        self.entries.extend(other.entries);
    }

    /// Takes away what no longer holds.
    pub fn remove(&mut self, gone: &[Diagnostic]) {
        self.entries.retain(|entry| !gone.contains(entry));
    }

    /// The diagnostics, those without a place first, then by path, place and code; duplicates left out.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut entries: Vec<&Diagnostic> = self.entries.iter().collect();
        entries.sort_by_key(|d| (&d.place, d.rule.code, &d.title));
        let mut seen = BTreeSet::new();
        entries.retain(|d| seen.insert((&d.place, d.rule.code, &d.title)));
        entries
    }

    /// Whether the document may not be made in this stand.
    pub fn blocks(&self, stand: Stand) -> bool {
        self.entries.iter().any(|d| d.rule.severity(stand) == Severity::Error)
    }

    /// Those of one rule, sorted.
    pub fn of(&self, rule: &'static Rule) -> Vec<&Diagnostic> {
        self.sorted().into_iter().filter(|d| d.rule == rule).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::catalogue as rules;

    #[test]
    fn the_stand_decides_the_weight() {
        assert_eq!(rules::UNKNOWN_ONTWERP.severity(Stand::Concept), Severity::Hint);
        assert_eq!(rules::UNKNOWN_ONTWERP.severity(Stand::Ontwerp), Severity::Error);
        assert_eq!(rules::UNKNOWN_KEY.severity(Stand::Concept), Severity::Error);
    }

    #[test]
    fn a_report_is_sorted_and_says_each_thing_once() {
        let mut report = Report::default();
        for title in ["b", "a", "b"] {
            report.push(rules::UNKNOWN_KEY.at(None, title, ""));
        }
        assert_eq!(report.sorted().iter().map(|d| d.title.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    }
}
