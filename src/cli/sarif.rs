//! Messages as SARIF 2.1.0, which code hosts and editors show at the line.
//!
//! It deliberately writes only what the standard asks and what a reader shows.

use serde_json::{Value as Json, json};

use super::told::{TEMPLATES, Told};
use crate::ground::catalogue::{self, ALL};
use crate::ground::diagnostic::{Rule, Severity, Stand};

/// A log of one run. Every rule is in it, so that a reader can explain a code without this program.
pub fn log(told: &[Told]) -> Json {
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "beleid",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": "nl-NL",
                "rules": ALL.iter().map(|r| rule(r)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": told.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn rule(rule: &Rule) -> Json {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.name },
        "fullDescription": { "text": rule.explanation },
        "help": { "text": format!("{} Voorbeeld: {}", rule.remedy, rule.example) },
        "defaultConfiguration": { "level": level(rule.severity(Stand::Vastgesteld)) },
    })
}

fn result(told: &Told) -> Json {
    let mut place = json!({ "artifactLocation": { "uri": uri(&told.file) } });
    if let Some(spot) = &told.spot {
        place["region"] = json!({ "startLine": spot.line, "startColumn": spot.column, "endColumn": spot.end_column.max(spot.column) });
        if !spot.excerpt.is_empty() && spot.excerpt_column == 1 {
            place["region"]["snippet"] = json!({ "text": spot.excerpt });
        }
    }
    let mut result = json!({
        "ruleId": told.code,
        "level": level(told.severity),
        "message": { "text": format!("{}. {}", told.title, told.action) },
        "locations": [{ "physicalLocation": place }],
    });
    if let Some(index) = ALL.iter().position(|r| catalogue::by_code(&told.code).is_some_and(|rule| *r == rule)) {
        result["ruleIndex"] = json!(index);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// A path as a relative address; a template in the program keeps its own scheme.
fn uri(path: &str) -> String {
    let (scheme, path) = path.strip_prefix(TEMPLATES).map_or(("", path), |rest| (TEMPLATES, rest));
    let mut out = String::from(scheme);
    for b in path.bytes() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => out.push(char::from(b)),
            _ => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_escaped() {
        assert_eq!(uri("a b/é.toml"), "a%20b/%C3%A9.toml");
        assert_eq!(uri("sjablonen:normen/x.toml"), "sjablonen:normen/x.toml");
    }
}
