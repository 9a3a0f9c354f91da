//! Every noun that `record!` or `choice!` declares is Dutch and stands in the word list, or is English and said so here.

use std::path::{Path, PathBuf};

/// Types of the nouns floor with an English name, because they are machinery or have an exact English word.
const ENGLISH: &[&str] =
    &["ChapterSource", "Document", "FactKind", "FactKinds", "ListedGemeente", "NationalFigure", "Provenance"];

#[test]
fn every_dutch_type_stands_in_the_word_list() {
    let list = std::fs::read_to_string("docs/woordenlijst.md").expect("the word list is there");
    let mut seen = 0;
    for path in files(Path::new("src/nouns")) {
        let text = std::fs::read_to_string(path).expect("source is text");
        for declared in text.split("record! {").chain(text.split("choice! {")).skip(1) {
            let Some(name) = declared
                .lines()
                .find_map(|l| l.trim().strip_prefix("pub struct ").or_else(|| l.trim().strip_prefix("pub enum ")))
            else {
                continue;
            };
            let name = name.split([' ', '{', '<', '(', ';']).next().unwrap_or_default();
            if declared.trim_start().starts_with("///") && !ENGLISH.contains(&name) {
                seen += 1;
                assert!(list.contains(&format!("`{name}`")), "`{name}` is missing from docs/woordenlijst.md");
            }
        }
    }
    assert!(seen > 40, "only {seen} types were found: has the declaration changed?");
}

/// Every file in a folder and in the folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the nouns are there").flatten().map(|e| e.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
