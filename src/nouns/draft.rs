//! Drafts: versions in a folder such as `1.1.0-concept`, that their maker still works on.
//!
//! Whoever hands over templates says whether drafts are among them: a draft that is in the set is read and used as any
//! version, and told, so that no document is adopted with it. It deliberately does not judge a draft.

use std::collections::BTreeSet;

use super::version::{self, Version};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::source::{LIMITS, SourceSet};

/// The chapter and the version of a file, if it is of a draft.
fn draft_of(path: &str) -> Option<(&str, Version)> {
    match path.split('/').collect::<Vec<_>>()[..] {
        ["hoofdstukken", name, folder, _] => {
            version::parse_folder(folder).filter(version::is_draft).map(|version| (name, version))
        }
        _ => None,
    }
}

/// Whether a file of the templates is of a draft.
pub fn is_draft(path: &str) -> bool {
    draft_of(path).is_some()
}

/// The folder of a version of a chapter, without slash at its end.
pub fn folder(name: &str, version: &Version) -> String {
    format!("hoofdstukken/{name}/{version}")
}

/// The drafts in a set, by name and version.
pub fn of(set: &SourceSet) -> Vec<(String, Version)> {
    let found: BTreeSet<(&str, Version)> = set.below("hoofdstukken/").filter_map(|s| draft_of(s.path())).collect();
    found.into_iter().map(|(name, version)| (name.to_owned(), version)).collect()
}

/// A set without its drafts.
pub fn without(set: &SourceSet) -> SourceSet {
    moved(set, |path| (!is_draft(path)).then(|| path.to_owned()))
}

/// A set as it would be when this draft was published, without the other drafts.
pub fn promote(set: &SourceSet, name: &str, draft: &Version) -> SourceSet {
    let (from, to) = (folder(name, draft) + "/", folder(name, &version::published(draft)) + "/");
    moved(set, |path| match path.strip_prefix(&from) {
        Some(file) => Some(format!("{to}{file}")),
        None => (!is_draft(path)).then(|| path.to_owned()),
    })
}

fn moved(set: &SourceSet, place: impl Fn(&str) -> Option<String>) -> SourceSet {
    let mut out = SourceSet::new(LIMITS);
    for source in set.iter() {
        if let Some(path) = place(source.path()) {
            // A part of a set fits where the set did.
            let _ = out.insert(&path, source.bytes().to_vec());
        }
    }
    out
}

/// Tells each draft that is used, and one that has its published version beside it.
pub fn tell(set: &SourceSet) -> Report {
    let mut report = Report::default();
    for (name, version) in of(set) {
        let folder = folder(&name, &version);
        let first = set.below(&folder).next();
        let place = first.map(|source| source.place(0..0));
        report.push(rules::DRAFT_USED.at(
            place.clone(),
            format!("hoofdstuk `{name}` {version} is een concept"),
            format!("Geef deze versie uit voordat een document ermee wordt vastgesteld: beleid hoofdstuk uitgeven {name}@{version}."),
        ));
        let published = version::published(&version);
        if set.below(&format!("{}/", self::folder(&name, &published))).next().is_some() {
            report.push(rules::DRAFT_BESIDE.at(
                place,
                format!("hoofdstuk `{name}` {published} is al uitgegeven, en heeft ook nog een concept"),
                format!("Haal de map van het concept weg, of geef het concept een nummer na {published}."),
            ));
        }
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(paths: &[&str]) -> SourceSet {
        let mut set = SourceSet::new(LIMITS);
        paths.iter().for_each(|path| set.insert(path, b"x".to_vec()).unwrap());
        set
    }

    fn paths(set: &SourceSet) -> Vec<&str> {
        set.iter().map(|s| s.path()).collect()
    }

    const FILES: [&str; 4] = [
        "hoofdstukken/a/1.0.0/hoofdstuk.md",
        "hoofdstukken/a/1.1.0-concept/hoofdstuk.md",
        "hoofdstukken/b/1.0.0-concept/hoofdstuk.md",
        "normen/n/1.0.0.toml",
    ];

    #[test]
    fn a_draft_becomes_its_version_and_the_others_stay_behind() {
        let draft = version::parse_folder("1.1.0-concept").unwrap();
        assert_eq!(
            paths(&promote(&set(&FILES), "a", &draft)),
            [FILES[0], "hoofdstukken/a/1.1.0/hoofdstuk.md", FILES[3]]
        );
        assert_eq!(paths(&without(&set(&FILES))), [FILES[0], FILES[3]]);
    }

    #[test]
    fn each_draft_is_told_and_one_too_many_as_well() {
        let codes = |set: &SourceSet| tell(set).sorted().iter().map(|d| d.rule.code).collect::<Vec<_>>();
        assert_eq!(codes(&set(&FILES)), ["L184", "L184"]);
        assert_eq!(
            codes(&set(&[FILES[1], "hoofdstukken/a/1.1.0/hoofdstuk.md", "hoofdstukken/a/1.1.0-rc/hoofdstuk.md"])),
            ["L184", "L185"]
        );
    }
}
