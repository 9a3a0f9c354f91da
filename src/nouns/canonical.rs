//! A record written back as its file, with what a reader may see and nothing else: no remarks, no confidential values,
//! no counts of people.
//!
//! What is written reads back as the same view, and written again as the same bytes. It deliberately works on the view,
//! so that a field that is hidden there cannot be in the file.

use std::fmt::Write as _;

use super::view::View;
use crate::ground::toml;

/// A record as TOML.
pub fn toml(view: &View) -> String {
    let mut out = String::new();
    table(view, &mut Vec::new(), &mut out);
    out
}

/// Rows as CSV, with these columns; a column that no row fills is left out.
pub fn csv(columns: &[&str], rows: &[View]) -> String {
    let filled: Vec<&str> =
        columns.iter().copied().filter(|key| rows.iter().any(|row| cell(row, key).is_some())).collect();
    // A file needs its first line, also when it has no rows.
    let columns = if filled.is_empty() { columns } else { &filled };
    let mut out = columns.join(";") + "\n";
    for row in rows {
        let cells: Vec<String> =
            columns.iter().map(|key| cell(row, key).map(|text| quoted(&text)).unwrap_or_default()).collect();
        out.push_str(&cells.join(";"));
        out.push('\n');
    }
    out
}

fn cell(row: &View, key: &str) -> Option<String> {
    row.get(key).and_then(plain)
}

/// A text between marks, so that no separator or line end in it is one.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The text of a value in a cell; none for what is not there.
fn plain(view: &View) -> Option<String> {
    match view {
        View::Unknown | View::Hidden | View::Table(_) => None,
        View::Text(text, _) => Some(text.clone()),
        View::Word(word, _) => Some((*word).to_owned()),
        View::Date(date, _) => Some(date.to_string()),
        View::Money(h, _) | View::Decimal(h, _) => Some(hundredths(*h, ',')),
        View::Int(n, _) => Some(n.to_string()),
        View::Bool(b, _) => Some(if *b { "ja" } else { "nee" }.to_owned()),
        View::List(items) => {
            let items: Vec<String> = items.iter().filter_map(plain).collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
    }
}

fn hundredths(h: i64, mark: char) -> String {
    let sign = if h < 0 { "-" } else { "" };
    let (whole, part) = (h.unsigned_abs() / 100, h.unsigned_abs() % 100);
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}{mark}{part:02}") }
}

/// The value of a key on one line; none for a block, for blocks and for what is not there.
fn value(view: &View) -> Option<String> {
    match view {
        View::Unknown | View::Hidden | View::Table(_) => None,
        View::Text(text, _) => Some(toml::quoted(text)),
        View::Word(word, _) => Some(toml::quoted(word)),
        View::Date(date, _) => Some(date.to_string()),
        View::Money(h, _) | View::Decimal(h, _) => Some(hundredths(*h, '.')),
        View::Int(n, _) => Some(n.to_string()),
        View::Bool(b, _) => Some(b.to_string()),
        View::List(items) => {
            let items: Vec<String> = items.iter().filter_map(value).collect();
            (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
        }
    }
}

fn table(view: &View, path: &mut Vec<String>, out: &mut String) {
    let View::Table(entries) = view else { return };
    for (key, entry) in entries {
        if let Some(value) = value(entry) {
            let _ = writeln!(out, "{} = {value}", name(key));
        }
    }
    for (key, entry) in entries {
        match entry {
            View::Table(inner) => {
                path.push(name(key));
                let mut body = String::new();
                table(entry, path, &mut body);
                // A block that says nothing is as if it were not there; a fact is there by its name.
                if !body.is_empty() || !inner.is_empty() {
                    let _ = write!(out, "\n[{}]\n{body}", path.join("."));
                }
                path.pop();
            }
            View::List(items) => {
                path.push(name(key));
                for item in items.iter().filter(|item| matches!(item, View::Table(_))) {
                    let _ = write!(out, "\n[[{}]]\n", path.join("."));
                    table(item, path, out);
                }
                path.pop();
            }
            _ => {}
        }
    }
}

/// A key as TOML writes it.
fn name(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if bare { key.to_owned() } else { toml::quoted(key) }
}
