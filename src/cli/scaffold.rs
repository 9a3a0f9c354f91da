//! A new data file: what is known filled in, every other key as an example in a comment.
//!
//! It deliberately knows no key: keys, their meaning and their kind come from the types that read them.

use std::fmt::Write as _;

use serde_json::Value as Json;

pub use crate::ground::toml::quoted as text;
use crate::nouns::record::Record;

/// A TOML file for a record. `filled` are the keys that are known, with their value in TOML.
pub fn toml<T: Record>(head: &str, filled: &[(&str, String)]) -> String {
    let mut out = String::new();
    for line in head.lines() {
        let _ = writeln!(out, "# {line}");
    }
    out.push_str(
        "# Een regel die met # begint, telt niet mee. Haal het hekje voor een sleutel weg om hem te gebruiken.\n",
    );
    table(&T::schema(), "", filled, &mut out);
    out
}

/// The keys with a single value first, as TOML asks, then the blocks.
fn table(schema: &Json, path: &str, filled: &[(&str, String)], out: &mut String) {
    let keys = || schema["propertyOrder"].as_array().into_iter().flatten().filter_map(Json::as_str);
    let properties = || keys().filter_map(|key| Some((key, schema["properties"].get(key)?)));
    for (key, property) in properties().filter(|(_, p)| block(p).is_none()) {
        // A single value with an open set of keys is written by who knows the keys.
        if property["type"] == "object" {
            continue;
        }
        let known = filled.iter().find(|(name, _)| path.is_empty() && *name == key);
        let line = known.map_or_else(
            || format!("#{key} = {}", if key.ends_with("jaar") { "2026".into() } else { example(property) }),
            |(_, value)| format!("{key} = {value}"),
        );
        let gap = if path.is_empty() { "\n" } else { "" };
        let _ = writeln!(out, "{gap}# {}\n{line}", about(property));
    }
    for (key, property) in properties() {
        let Some((inner, many)) = block(property) else { continue };
        let inside = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        let (open, close) = if many { ("[[", "]]") } else { ("[", "]") };
        let _ = writeln!(out, "\n# {}\n#{open}{inside}{close}", about(property));
        table(inner, &inside, filled, out);
    }
}

/// The record in a property, and whether there can be more of them.
fn block(property: &Json) -> Option<(&Json, bool)> {
    let items = &property["items"];
    if property["properties"].is_object() {
        Some((property, false))
    } else if items["properties"].is_object() {
        Some((items, true))
    } else {
        None
    }
}

fn about(property: &Json) -> &str {
    property["description"].as_str().unwrap_or_default()
}

/// A value of the right kind.
fn example(property: &Json) -> String {
    if let Some(word) = property["enum"].get(0).and_then(Json::as_str) {
        return text(word);
    }
    if property["type"] == "array" {
        return format!("[{}]", example(&property["items"]));
    }
    let date = property["examples"].get(0).and_then(Json::as_str);
    let pattern = property["pattern"].as_str();
    match (property["type"].as_str(), date, pattern) {
        (_, Some(date), _) => date.to_owned(),
        (_, _, Some(colour)) if colour.starts_with("^#") => "\"#154273\"".into(),
        (_, _, Some(_)) => "\"korte-naam\"".into(),
        (Some("boolean"), ..) => "true".into(),
        (Some("string"), ..) => "\"...\"".into(),
        _ => "12".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::catalogue as rules;
    use crate::nouns::gemeente::Gemeente;
    use crate::nouns::jaar::JaarTekst;
    use crate::nouns::organisatie::Organisatie;
    use crate::nouns::plan::Plan;
    use crate::{Compiler, LIMITS, SourceSet};

    #[test]
    fn every_example_can_be_used_as_it_stands() {
        let used = |file: String| -> String {
            let keep = |line: &&str| !line.starts_with("# ");
            file.lines().filter(keep).map(|line| line.strip_prefix('#').unwrap_or(line).to_owned() + "\n").collect()
        };
        let mut set = SourceSet::new(LIMITS);
        for (path, file) in [
            ("gemeente.toml", toml::<Gemeente>("", &[])),
            ("beleidsplan.toml", toml::<Plan>("", &[])),
            ("organisatie.toml", toml::<Organisatie>("", &[])),
            ("jaren/2025/jaar.toml", toml::<JaarTekst>("", &[])),
        ] {
            set.insert(path, used(file).into_bytes()).unwrap();
        }
        let (_, report) = Compiler::built_in().read(&set);
        for rule in [
            &rules::TOML_SYNTAX,
            &rules::UNKNOWN_KEY,
            &rules::MISSING_KEY,
            &rules::WRONG_KIND,
            &rules::BAD_DATE,
            &rules::BAD_CHOICE,
            &rules::BAD_ID,
        ] {
            assert!(report.of(rule).is_empty(), "{:?}", report.of(rule));
        }
    }

    #[test]
    fn a_text_cannot_leave_its_quotes() {
        for given in ["a\"b", "a\\", "a\nb", "'''", "\"\"\"", "é\u{1b}"] {
            let line = format!("naam = {}", text(given));
            let back: toml::Table = line.parse().unwrap();
            assert_eq!(back["naam"].as_str(), Some(given), "{line}");
        }
    }
}
