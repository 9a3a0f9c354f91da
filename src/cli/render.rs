//! Messages as text: in full for a person, or one line each.
//!
//! It deliberately says everything in words first; colour only repeats it.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::told::{Spot, Told};
use crate::ground::diagnostic::Severity;

/// Most marks below a line: of a whole row the begin says enough.
const MOST_MARKS: usize = 40;

/// A message in full: what, where, the line with the place marked, and what to do.
pub fn full(told: &Told, colour: bool) -> String {
    let paint = |style: Style, text: &str| if colour { format!("{style}{text}{style:#}") } else { text.to_owned() };
    let (faint, strong) = (AnsiColor::Blue.on_default(), Style::new().bold());
    let mut out = format!(
        "{} {}  {}\n",
        paint(weight(told.severity).bold(), told.severity.word()),
        paint(weight(told.severity).bold(), &told.code),
        paint(strong, &printable(&told.title))
    );
    let line = told.spot.as_ref().map_or_else(String::new, |s| s.line.to_string());
    let gutter = " ".repeat(line.len().max(1));
    let _ = writeln!(out, "{gutter} {} {}", paint(faint, "-->"), position(told));
    if let Some(spot) = told.spot.as_ref().filter(|s| !s.excerpt.is_empty()) {
        let bar = paint(faint, "|");
        let (text, under) = marked(spot);
        let _ = writeln!(out, " {gutter} {bar}\n {line} {bar} {text}", line = paint(faint, &line));
        let _ = writeln!(out, " {gutter} {bar} {}", paint(weight(told.severity).bold(), &under).trim_end());
    }
    if !told.action.is_empty() {
        let _ = writeln!(out, " {gutter} {} {}", paint(faint, "="), printable(&told.action));
    }
    out
}

/// A message on one line, as editors read it.
pub fn short(told: &Told) -> String {
    format!("{}: {} {}: {}\n", position(told), told.severity.word(), told.code, printable(&told.title))
}

/// `bestand:regel:kolom`, or only the file.
fn position(told: &Told) -> String {
    let file = printable(&told.file);
    told.spot.as_ref().map_or_else(|| file.clone(), |s| format!("{file}:{}:{}", s.line, s.column))
}

/// The excerpt with signs where it was cut, and the marks below it.
fn marked(spot: &Spot) -> (String, String) {
    let length = spot.excerpt.chars().count();
    let (before, after) = (spot.excerpt_column > 1, spot.end_column.max(spot.column) > spot.excerpt_column + length);
    let text = format!("{}{}{}", if before { "…" } else { "" }, printable(&spot.excerpt), if after { "…" } else { "" });
    let start = spot.column.saturating_sub(spot.excerpt_column).min(length);
    let marks = spot.end_column.saturating_sub(spot.column).clamp(1, (length - start).clamp(1, MOST_MARKS));
    (text, format!("{}{}", " ".repeat(start + usize::from(before)), "^".repeat(marks)))
}

fn weight(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Hint => AnsiColor::Cyan,
    }
    .on_default()
}

/// Text from a file without what could steer a terminal or turn the reading direction, one character for each.
pub fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else if steers(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// How many of each weight: `1 fout, 2 keer let op, geen tips`.
pub fn count<'a>(told: impl IntoIterator<Item = &'a Told>) -> Count {
    let mut count = Count::default();
    for told in told {
        match told.severity {
            Severity::Error => count.errors += 1,
            Severity::Warning => count.warnings += 1,
            Severity::Hint => count.hints += 1,
        }
    }
    count
}

/// Numbers of messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// That stop a document.
    pub errors: usize,
    /// That deserve attention.
    pub warnings: usize,
    /// That are good to know.
    pub hints: usize,
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (errors, hints) =
            (if self.errors == 1 { "fout" } else { "fouten" }, if self.hints == 1 { "tip" } else { "tips" });
        write!(f, "{} {errors}, {} keer let op, {} {hints}", self.errors, self.warnings, self.hints)
    }
}

/// Rows in columns, each as wide as its longest cell; the first row is the heading.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |i: usize| rows.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let line: String =
            row.iter().zip(&widths).map(|(cell, w)| format!("{:<w$}  ", printable(cell), w = *w)).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(excerpt: &str, excerpt_column: usize, column: usize, end_column: usize) -> Told {
        Told {
            code: "D204".into(),
            severity: Severity::Error,
            file: "a/plan.toml".into(),
            spot: Some(Spot { line: 12, column, end_column, excerpt: excerpt.into(), excerpt_column }),
            title: "dit is geen datum: `morgen`".into(),
            action: "Schrijf een datum als 2026-01-31.".into(),
        }
    }

    #[test]
    fn a_message_in_full() {
        let expected = "fout D204  dit is geen datum: `morgen`\n   --> a/plan.toml:12:9\n    |\n 12 | datum = \"morgen\"\n    |         ^^^^^^^^\n    = Schrijf een datum als 2026-01-31.\n";
        assert_eq!(full(&told("datum = \"morgen\"", 1, 9, 17), false), expected);
        assert_eq!(short(&told("", 1, 9, 17)), "a/plan.toml:12:9: fout D204: dit is geen datum: `morgen`\n");
    }

    #[test]
    fn a_cut_line_stays_within_120_columns_and_marks_the_place() {
        let text = full(&told(&"x".repeat(96), 400, 432, 9_999), false);
        assert!(text.lines().all(|l| l.chars().count() <= 120), "{text}");
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[3].ends_with("x…") && lines[3].contains("| …x"));
        assert_eq!(lines[4].find('^'), Some(6 + 1 + 32));
    }

    #[test]
    fn nothing_in_a_file_steers_the_terminal() {
        let mut evil = told("\tnaam = \"\x1b[31m\u{202e}\"", 1, 2, 6);
        evil.title = "a\nb\x1b]0;x\x07".into();
        let text = full(&evil, false);
        assert!(!text.contains('\x1b') && !text.contains('\u{202e}') && !text.contains('\x07'));
        assert_eq!(text.lines().count(), 6);
    }
}
