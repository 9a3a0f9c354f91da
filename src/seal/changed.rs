//! What changed in a folder since a document was adopted: value by value and row by row, in words and with the place
//! where it stands now.
//!
//! It deliberately compares public files only, so that no message repeats what is confidential.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ground::diagnostic::Report;
use crate::ground::hash::sha256;
use crate::ground::source::{Place, Source, SourceSet};
use crate::ground::toml::shorten;
use crate::ground::tree::{Node, Table, Value};
use crate::ground::{csv, toml};

/// Most changes that are told of one file.
const MOST: usize = 20;

/// The keys by which rows and list entries are known.
const NAMES: &[&str] = &["id", "maatregel", "team", "naam", "nummer", "criterium", "onderwerp"];

/// A change.
#[derive(Debug, Clone)]
pub struct Change {
    /// Where it stands in the folder now; none when it is gone.
    pub place: Option<Place>,
    /// What changed.
    pub words: String,
}

/// The hashes in the format of `sha256sum`, by path; a line of another form is passed over.
pub fn sums(text: &str) -> BTreeMap<String, String> {
    let one = |line: &str| line.split_once("  ").map(|(hash, path)| (path.to_owned(), hash.to_owned()));
    text.lines().filter_map(one).collect()
}

/// The hashes of files in that format.
pub fn write_sums<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> String {
    files.into_iter().map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes))).collect()
}

/// The files that are other, new or gone since these hashes were taken.
pub fn touched(
    old: &BTreeMap<String, String>,
    now: &BTreeMap<String, Vec<u8>>,
    relevant: impl Fn(&str) -> bool,
) -> BTreeSet<String> {
    let changed = now.iter().filter(|(path, bytes)| old.get(*path) != Some(&sha256(bytes))).map(|(path, _)| path);
    let gone = old.keys().filter(|path| !now.contains_key(*path));
    changed.chain(gone).filter(|path| relevant(path)).cloned().collect()
}

/// Whether a file holds counts of people, of which only what disclosure control lets through is public.
pub fn is_counted(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    ["signalen.csv", "meldingen.csv", "slachtoffers.csv", "casussen.csv", "gepubliceerd.csv", "regio.csv"]
        .contains(&file)
        || file == "eerdere-jaren.csv"
}

/// What changed between two public forms of a file. `now` holds the files of the folder, for the places.
pub fn changes(path: &str, was: Option<&[u8]>, is: Option<&[u8]>, now: &SourceSet) -> Vec<Change> {
    let raw = now.get(path);
    let whole = |words: &str| {
        vec![Change { place: raw.map(|source| source.place(0..0)), words: format!("{} {words}", shorten(path)) }]
    };
    let (was, is) = match (was, is) {
        (None, None) => return Vec::new(),
        (None, Some(_)) => return whole("is nieuw"),
        (Some(_), None) => return whole("is weg"),
        (Some(was), Some(is)) if was == is => return Vec::new(),
        (Some(was), Some(is)) => (source(path, was), source(path, is)),
    };
    let mut found = Found { path, changes: Vec::new(), more: 0 };
    if path.ends_with(".csv") {
        let read = |source: &Arc<Source>| csv::parse(source, &mut Report::default()).map(|sheet| sheet.rows);
        let (Some(was), Some(is)) = (read(&was), read(&is)) else { return whole("is anders") };
        let raw = raw.and_then(read).filter(|raw| raw.len() == is.len()).unwrap_or_default();
        found.rows("rij", &was, &is, &raw);
    } else if path.ends_with(".toml") {
        let read = |source: &Arc<Source>| toml::parse(source, &mut Report::default());
        let (Some(was), Some(is)) = (read(&was), read(&is)) else { return whole("is anders") };
        found.value("", &was, &is, raw.and_then(read).as_ref());
    } else if was.text().trim_end() != is.text().trim_end() {
        found.lines(&was, &is, raw);
    }
    if found.more > 0 {
        found.changes.push(Change {
            place: raw.map(|source| source.place(0..0)),
            words: format!("in {} zijn nog {} andere wijzigingen", shorten(path), found.more),
        });
    }
    found.changes
}

fn source(path: &str, bytes: &[u8]) -> Arc<Source> {
    Arc::new(Source::new(path, bytes.to_vec()))
}

struct Found<'a> {
    path: &'a str,
    changes: Vec<Change>,
    more: usize,
}

impl Found<'_> {
    fn push(&mut self, place: Option<Place>, words: &str) {
        if self.changes.len() < MOST {
            self.changes.push(Change { place, words: format!("{} {words}", shorten(self.path)) });
        } else {
            self.more += 1;
        }
    }

    /// Rows or list entries, by the name that they have or else by their place.
    fn rows(&mut self, kind: &str, was: &[Node], is: &[Node], raw: &[Node]) {
        let (old, new) = (names(was), names(is));
        let at = |index: usize| raw.get(index).map(|node| node.place.clone());
        for (index, (name, node)) in new.iter().zip(is).enumerate() {
            let shown = shown(kind, index, name, node);
            match old.iter().position(|other| other == name) {
                Some(before) => self.value(&shown, &was[before], node, raw.get(index)),
                None => self.push(at(index), &format!("{shown} is nieuw")),
            }
        }
        for (index, (name, node)) in old.iter().zip(was).enumerate().filter(|(_, (name, _))| !new.contains(name)) {
            self.push(None, &format!("{} is weg", shown(kind, index, name, node)));
        }
        let kept = |names: &[String], others: &[String]| -> Vec<String> {
            names.iter().filter(|name| others.contains(name)).cloned().collect()
        };
        if kept(&old, &new) != kept(&new, &old) {
            self.push(at(0), &format!("{kind}en staan in een andere volgorde"));
        }
    }

    /// A value, with all that is in it. `name` says what it is, as far as that is known.
    fn value(&mut self, name: &str, was: &Node, is: &Node, raw: Option<&Node>) {
        match (&was.value, &is.value) {
            (Value::Table(old), Value::Table(new)) => self.table(name, old, new, raw),
            (Value::List(old), Value::List(new))
                if old.iter().chain(new).any(|n| matches!(n.value, Value::Table(_))) =>
            {
                let raw = match raw.map(|node| &node.value) {
                    Some(Value::List(raw)) if raw.len() == new.len() => raw.as_slice(),
                    _ => &[],
                };
                self.rows(name, old, new, raw);
            }
            (old, new) => {
                let (old, new) = (words(old), words(new));
                if old != new {
                    let place = raw.map(|node| node.place.clone());
                    self.push(place, &format!("{name}: was ‘{}’, is nu ‘{}’", shorten(&old), shorten(&new)));
                }
            }
        }
    }

    fn table(&mut self, name: &str, old: &Table, new: &Table, raw: Option<&Node>) {
        let raw_of = |key: &str| match raw.map(|node| &node.value) {
            Some(Value::Table(table)) => table.get(key),
            _ => None,
        };
        let below = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}, {key}") };
        for (key, _, node) in &new.entries {
            match old.get(key) {
                Some(before) => self.value(&below(key), before, node, raw_of(key)),
                None if words(&node.value).is_empty() => {}
                None => {
                    let place = raw_of(key).or(raw).map(|node| node.place.clone());
                    self.push(place, &format!("{} is nieuw: ‘{}’", below(key), shorten(&words(&node.value))));
                }
            }
        }
        for (key, _, node) in old.entries.iter().filter(|(key, _, _)| new.get(key).is_none()) {
            let was = words(&node.value);
            if !was.is_empty() {
                let place = raw.map(|node| node.place.clone());
                self.push(place, &format!("{} is weg: was ‘{}’", below(key), shorten(&was)));
            }
        }
    }

    /// A text, by its first line that is other.
    fn lines(&mut self, was: &Source, is: &Source, raw: Option<&Arc<Source>>) {
        let same = was.text().lines().zip(is.text().lines()).take_while(|(was, is)| was == is).count();
        let place = raw.map(|source| {
            let start = source.line_start(same + 1);
            source.place(start..start + source.line(same + 1).len())
        });
        self.push(place, &format!("is anders vanaf regel {}", same + 1));
    }
}

fn shown(kind: &str, index: usize, name: &str, node: &Node) -> String {
    match &node.value {
        Value::Table(_) if !name.starts_with('#') => format!("{kind} {} (`{}`)", index + 1, shorten(name)),
        _ => format!("{kind} {}", index + 1),
    }
}

/// What each row is known by: its name, with a number when others have the same, or else its place.
fn names(rows: &[Node]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let own = match &row.value {
            Value::Table(table) => NAMES.iter().find_map(|key| table.get(key)).map(|node| words(&node.value)),
            _ => None,
        };
        let own = own.filter(|name| !name.is_empty()).unwrap_or_else(|| "#".into());
        let count = seen.entry(own.clone()).or_default();
        *count += 1;
        out.push(if *count == 1 && own != "#" { own } else { format!("{own}{count}") });
    }
    out
}

/// A value as a person would write it.
fn words(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) | Value::Date(text) => text.trim().to_owned(),
        Value::Bool(true) => "ja".into(),
        Value::Bool(false) => "nee".into(),
        Value::List(items) => items.iter().map(|item| words(&item.value)).collect::<Vec<_>>().join("; "),
        Value::Table(table) => {
            let entries = table.entries.iter().map(|(key, _, node)| format!("{key} {}", words(&node.value)));
            entries.collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::source::LIMITS;

    fn told(path: &str, was: &str, is: &str) -> Vec<String> {
        let mut now = SourceSet::new(LIMITS);
        now.insert(path, is.as_bytes().to_vec()).unwrap();
        let changes = changes(path, Some(was.as_bytes()), Some(is.as_bytes()), &now);
        let line = |c: &Change| c.place.as_ref().map_or("-".into(), |p| p.line_column().0.to_string());
        changes.iter().map(|c| format!("{}: {}", line(c), c.words)).collect()
    }

    #[test]
    fn a_row_is_known_by_its_name() {
        let was = "id,eind\nM1,2026-01-01\nM2,2026-02-01\n";
        let is = "id,eind\nM3,2026-03-01\nM2,2027-02-01\n";
        assert_eq!(told("maatregelen.csv", was, was), Vec::<String>::new());
        assert_eq!(
            told("maatregelen.csv", was, is),
            [
                "2: maatregelen.csv rij 1 (`M3`) is nieuw",
                "3: maatregelen.csv rij 2 (`M2`), eind: was ‘2026-02-01’, is nu ‘2027-02-01’",
                "-: maatregelen.csv rij 1 (`M1`) is weg",
            ]
        );
        let moved = "id,eind\nM2,2026-02-01\nM1,2026-01-01\n";
        assert_eq!(told("maatregelen.csv", was, moved), ["2: maatregelen.csv rijen staan in een andere volgorde"]);
    }

    #[test]
    fn a_value_is_known_by_its_keys() {
        let was = "titel = \"A\"\n\n[looptijd]\nvan = 2026-01-01\n\n[[doelen]]\nid = \"D1\"\ntekst = \"x\"\n";
        let is = was.replace("2026-01-01", "2027-01-01").replace("\"x\"", "\"y\"").replace("\"A\"", "\"B\"");
        assert_eq!(
            told("beleidsplan.toml", was, &is),
            [
                "1: beleidsplan.toml titel: was ‘A’, is nu ‘B’",
                "4: beleidsplan.toml looptijd, van: was ‘2026-01-01’, is nu ‘2027-01-01’",
                "8: beleidsplan.toml doelen 1 (`D1`), tekst: was ‘x’, is nu ‘y’",
            ]
        );
    }

    #[test]
    fn many_changes_are_counted() {
        let row = |i: usize, v: &str| format!("M{i},{v}\n");
        let file = |v: &str| "id,a\n".to_owned() + &(1..=50).map(|i| row(i, v)).collect::<String>();
        let told = told("maatregelen.csv", &file("x"), &file("y"));
        assert_eq!(
            (told.len(), told.last().unwrap().as_str()),
            (21, "1: in maatregelen.csv zijn nog 30 andere wijzigingen")
        );
    }

    #[test]
    fn hashes_tell_which_files_are_touched() {
        let now = [("a.toml", "1"), ("b.toml", "2"), ("new.toml", "3")];
        let now = now.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into_iter().collect();
        let old =
            sums(&write_sums([("a.toml", b"1".as_slice()), ("b.toml", b"x"), ("gone.toml", b"y"), ("other", b"z")]));
        let touched = touched(&old, &now, |path| path != "other");
        assert_eq!(touched.into_iter().collect::<Vec<_>>(), ["b.toml", "gone.toml", "new.toml"]);
    }
}
