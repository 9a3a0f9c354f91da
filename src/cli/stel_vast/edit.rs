//! Values put in a TOML file that someone wrote, with every other letter of it as it was: remarks and order are theirs.
//!
//! It deliberately gives nothing when it is not sure: what comes back is read again and must say what was wanted.

use std::ops::Range;
use std::sync::Arc;

use toml::{Table, Value};

use crate::ground::diagnostic::Report;
use crate::ground::source::Source;
use crate::ground::toml::{self as reader, quoted};
use crate::ground::tree;
use crate::nouns::plan::Aanvaarding;
use crate::nouns::record::Record;

/// The text with these values, and with the rows of `aanvaard` that were added at its end. `None` for an empty text, and
/// when it cannot be done without touching more.
pub fn edited(text: &str, wanted: &Table) -> Option<String> {
    let before: Table = text.parse().ok()?;
    if before == *wanted {
        return Some(text.to_owned());
    }
    let source = Arc::new(Source::new("", text.as_bytes().to_vec()));
    let root = reader::parse(&source, &mut Report::default()).filter(|_| !text.trim().is_empty())?;
    let tree::Value::Table(root) = root.value else { return None };
    // A block `[naam]` has no sign between its name and its value.
    let plain = |key: &str| {
        let (_, name, node) = root.entries.iter().find(|(name, _, _)| name == key)?;
        let between = text.get(name.end..node.place.start)?;
        let equals = between.trim_start_matches(['"', '\'']).trim_start().starts_with('=');
        equals.then_some(node.place.start..node.place.end)
    };
    let (mut replaced, mut added, mut tail) = (Vec::<(Range<usize>, String)>::new(), String::new(), String::new());
    for (name, value) in wanted.iter().filter(|(name, value)| before.get(*name) != Some(value)) {
        let rows = value.as_array().filter(|rows| !rows.is_empty() && rows.iter().all(Value::is_table));
        match (plain(name), before.get(name), rows) {
            (Some(place), _, _) => replaced.push((place, shown(value))),
            (None, None, Some(rows)) => tail.push_str(&accepted_blocks(rows)),
            (None, Some(Value::Array(there)), Some(rows)) => {
                tail.push_str(&accepted_blocks(rows.strip_prefix(&there[..])?))
            }
            (None, None, None) => added.push_str(&format!("{} = {}\n", key(name), shown(value))),
            (None, Some(_), _) => return None,
        }
    }
    let last = root.entries.iter().filter_map(|(name, _, _)| plain(name)).map(|place| place.end).max();
    let line = last.map_or_else(|| remarks(text), |end| text[end..].find('\n').map_or(text.len(), |at| end + at + 1));
    let newline = if line > 0 && !text[..line].ends_with('\n') { "\n" } else { "" };
    let mut out = text.to_owned();
    out.insert_str(line, &if added.is_empty() { added } else { format!("{newline}{added}") });
    replaced.sort_by_key(|(place, _)| place.start);
    replaced.into_iter().rev().for_each(|(place, value)| out.replace_range(place, &value));
    if !tail.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(&tail);
    (out.parse::<Table>().ok().as_ref() == Some(wanted)).then_some(out)
}

/// Where the remarks at the top of a text end.
fn remarks(text: &str) -> usize {
    text.split_inclusive('\n').take_while(|line| line.starts_with('#') || line.trim().is_empty()).map(str::len).sum()
}

/// A key, in quotes when it needs them.
pub fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { name.to_owned() } else { quoted(name) }
}

/// A value on one line, as far as its texts are.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Table(table) => {
            let entries = table.iter().map(|(name, value)| format!("{} = {}", key(name), shown(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Acceptances, each as a block.
pub fn accepted_blocks(rows: &[Value]) -> String {
    let mut out = String::new();
    for row in rows.iter().filter_map(Value::as_table) {
        out.push_str("\n[[aanvaard]]\n");
        for (name, value) in Aanvaarding::KEYS.iter().filter_map(|name| Some((name, row.get(*name)?))) {
            out.push_str(&format!("{name} = {}\n", shown(value)));
        }
    }
    out
}
