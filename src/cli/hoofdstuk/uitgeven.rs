//! `hoofdstuk uitgeven`: a draft becomes a version that never changes again, after every check at once.
//!
//! It deliberately judges nothing itself: the library examines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::super::arguments::Publish;
use super::super::change::Change;
use super::super::find::find;
use super::super::own_templates::OwnTemplates;
use super::super::screen::Screen;
use super::super::taal::{Measured, tables};
use super::super::told::{Told, join, tell as told_of};
use super::super::{COULD_NOT, DONE, NOT_ALLOWED, disk, render};
use super::{no_chapter, tell};
use crate::compiler::{Compiler, Examined, Proof, Sample, built_in_samples, examine_draft, stops};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Severity};
use crate::ground::dutch;
use crate::ground::source::{LIMITS, Source, SourceSet};
use crate::judgement::language::ChapterLanguage;
use crate::nouns::draft;
use crate::nouns::published::{self, Published};
use crate::nouns::version::{self, Version};

/// Publishes.
pub fn run(arguments: &Publish, screen: Screen) -> Result<u8, Vec<Told>> {
    let own = OwnTemplates::open_over(&arguments.folder, &arguments.templates)?;
    let (files, _) = disk::load(&arguments.folder, Path::new(""));
    let (name, drawn) = match chosen(&arguments.draft, &files) {
        Ok(chosen) => chosen,
        Err(text) => {
            screen.err(&text);
            return Ok(COULD_NOT);
        }
    };
    let inside = draft::folder(&name, &version::published(&drawn));
    if disk::has(&arguments.folder, &inside) {
        let place = render::printable(&join(&arguments.folder.display().to_string(), &inside));
        screen.err(&format!(
            "fout: `{place}` is er al\nEen uitgegeven versie verandert nooit. Geef het concept een hoger nummer.\n"
        ));
        return Ok(COULD_NOT);
    }
    let samples = samples(arguments, screen)?;
    screen.progress(&format!("nakijken met de gegevens van {}", dutch::count(samples.len(), "gemeente", "gemeenten")));
    let examined = examine_draft(own.layers.overrides(), &name, &drawn, &samples);
    screen.progress("");
    let told = all_told(&examined, &own, &name, &drawn);
    let (advice, shown): (Vec<Told>, Vec<Told>) = told.into_iter().partition(is_advice);
    tell(&shown, screen);
    screen.out(&figures(&examined, own.layers.overrides(), format!("{name} {drawn}"), advice.len()));
    let blocked = shown.iter().any(|t| t.severity == Severity::Error);
    let version = version::published(&drawn);
    let Some(hash) = examined.hash.filter(|_| !blocked && examined.ready()) else {
        screen.err(&format!(
            "Niets is uitgegeven: verbeter eerst de fouten hierboven. {name} {drawn} blijft een concept.\n"
        ));
        return Ok(NOT_ALLOWED);
    };
    if arguments.only_check {
        screen.out(&format!("{name} {drawn} kan worden uitgegeven als {version}.\n"));
        return Ok(DONE);
    }
    let mut list = listed(&files)?;
    // What stood in the folder before there was a list, is held as it is now.
    let before: Vec<_> = published::contents(&files)
        .into_iter()
        .filter(|(key, _)| key.name == name && !list.versions.contains_key(key))
        .map(|(key, (hash, _))| (key, hash))
        .collect();
    list.versions.extend(before.iter().cloned());
    list.versions.insert(published::key(&name, &version), hash);
    publish(&arguments.folder, &files, &name, &drawn, &list.write())?;
    let place = join(&arguments.folder.display().to_string(), &inside);
    let before: Vec<String> = before.iter().map(|(key, _)| key.to_string()).collect();
    let also = if before.is_empty() { String::new() } else { format!("Ook vastgelegd: {}.\n", dutch::list(&before)) };
    screen.out(&format!(
        "Uitgegeven: hoofdstuk `{name}` {version} in {}\ncontrolecode {hash}\n{also}Versturen:  beleid hoofdstuk pak {}\n",
        render::printable(&place),
        render::printable(&arguments.folder.display().to_string())
    ));
    Ok(DONE)
}

/// The draft that was asked: `haven@1.1.0-concept`, `haven@1.1.0`, or `haven` when there is one.
fn chosen(asked: &str, files: &SourceSet) -> Result<(String, Version), String> {
    let (name, wanted) = asked.split_once('@').map_or((asked, None), |(name, version)| (name, Some(version)));
    let drafts = draft::of(files);
    let own: Vec<&Version> = drafts.iter().filter(|(n, _)| n == name).map(|(_, v)| v).collect();
    let there: Vec<String> = own.iter().map(ToString::to_string).collect();
    let parsed = wanted.map(|text| version::parse_folder(text).map(|v| version::draft(&v)));
    match (parsed, own[..].len()) {
        (_, 0) => {
            let known: BTreeSet<&str> = drafts.iter().map(|(n, _)| n.as_str()).collect();
            if known.is_empty() {
                return Err(format!(
                    "fout: in deze map is geen concept van een hoofdstuk\nMaak er een met: beleid hoofdstuk nieuw {}\n",
                    render::printable(name)
                ));
            }
            Err(no_chapter(name, known.iter().copied()).replace("geen hoofdstuk of norm", "geen concept van hoofdstuk"))
        }
        (None, 1) => Ok((name.to_owned(), own[0].clone())),
        (Some(Some(version)), _) if own.contains(&&version) => Ok((name.to_owned(), version)),
        _ => Err(format!(
            "fout: van hoofdstuk `{}` is er {}concept {}\nNoem een van deze: {}.\n",
            render::printable(name),
            if wanted.is_some() { "geen " } else { "meer dan één " },
            render::printable(wanted.unwrap_or_default()),
            dutch::ticked_or(&there)
        )),
    }
}

/// The gemeenten to try the chapter on: those that were named, or those in the program.
fn samples(arguments: &Publish, screen: Screen) -> Result<Vec<Sample>, Vec<Told>> {
    if arguments.samples.is_empty() {
        return Ok(built_in_samples());
    }
    let (gemeenten, passed) = find(&arguments.samples)?;
    tell(&passed, screen);
    let read = |g: &super::super::find::GemeenteFolder| disk::load(g.path(), Path::new("out")).0;
    Ok(gemeenten.iter().map(|g| Sample { name: g.name.clone(), files: read(g) }).collect())
}

/// Everything that was told, at the paths where the draft stands now; what stops a release is a fault here.
fn all_told(examined: &Examined, own: &OwnTemplates, name: &str, drawn: &Version) -> Vec<Told> {
    let mut report = examined.report.clone();
    // That it is a draft is why it is examined.
    for told in own.report.sorted().into_iter().filter(|d| d.rule != &rules::DRAFT_USED) {
        report.push(told.clone());
    }
    let (from, to) = (draft::folder(name, &version::published(drawn)), draft::folder(name, drawn));
    let mut shown: BTreeMap<String, String> = own.shown.clone();
    for (path, place) in &own.shown {
        if let Some(file) = path.strip_prefix(&to) {
            shown.insert(format!("{from}{file}"), place.clone());
        }
    }
    let mut paths: BTreeSet<String> =
        crate::compiler::built_in_templates().iter().map(|s| s.path().to_owned()).collect();
    paths.extend(shown.keys().cloned());
    let mut all = Vec::new();
    for told in report.sorted() {
        let mut one = Report::default();
        one.push(told.clone());
        for mut message in told_of(&one, &[], &SourceSet::new(LIMITS), &paths) {
            if stops(told.rule) {
                message.severity = Severity::Error;
            }
            all.push(message.below("", &shown));
        }
    }
    all
}

/// Advice on language is counted here, and shown line by line by `controleer --taal`.
fn is_advice(told: &Told) -> bool {
    told.code.starts_with('T')
}

/// The language of the chapter, a row for each document that it was tried in.
fn figures(examined: &Examined, overrides: &SourceSet, title: String, advice: usize) -> String {
    let row = |proof: &Proof| {
        let year = proof.year.map(|y| format!(" {y}")).unwrap_or_default();
        let title = format!("{}{year} {}", proof.document, proof.sample);
        proof.language.clone().map(|language| ChapterLanguage { title, ..language })
    };
    let chapters: Vec<ChapterLanguage> = examined.proofs.iter().filter_map(row).collect();
    let mut out = String::new();
    if !examined.proofs.is_empty() {
        let documents = dutch::count(examined.proofs.len(), "document", "documenten");
        out.push_str(&format!("Nagekeken in {documents}, met de gegevens van de proefgemeenten.\n"));
        let measured = Measured { folder: "dit hoofdstuk alleen".into(), document: title, year: None, chapters };
        if let Some(taal) = Compiler::new(overrides).0.library().taal.as_ref().filter(|_| !measured.chapters.is_empty())
        {
            out.push_str(&tables(&[measured], taal));
        }
        out.push('\n');
    }
    if advice > 0 {
        let tips = dutch::count(advice, "tip", "tips");
        out.push_str(&format!("{tips} voor duidelijke taal: beleid controleer --taal --met-concepten\n\n"));
    }
    out
}

/// The list as it stands in the folder.
fn listed(files: &SourceSet) -> Result<Published, Vec<Told>> {
    let Some(source) = files.get(published::FILE) else { return Ok(Published::default()) };
    let (list, report) = published::read(&Arc::new(Source::new(published::FILE, source.bytes().to_vec())));
    list.ok_or_else(|| super::super::own_templates::plain(&report))
}

/// Writes the list, and the files of the draft in the folder of the version, as one.
fn publish(folder: &Path, files: &SourceSet, name: &str, drawn: &Version, list: &str) -> Result<(), Vec<Told>> {
    let (from, to) = (draft::folder(name, drawn), draft::folder(name, &version::published(drawn)));
    let mut change = Change { written: vec![(published::FILE.to_owned(), list.as_bytes().to_vec())], gone: Vec::new() };
    for source in files.below(&format!("{from}/")) {
        change.written.push((source.path().replacen(&from, &to, 1), source.bytes().to_vec()));
        change.gone.push(source.path().to_owned());
    }
    change.apply(folder).map_err(|error| {
        let shown = folder.display().to_string();
        let title = format!("in `{shown}` kan niet worden geschreven ({})", disk::cause(error.kind()));
        let action = "Er is niets half uitgegeven. Controleer of u daar mag schrijven, en probeer het opnieuw.";
        vec![Told::at_path(&rules::WRITE_FAILED, shown, title, action)]
    })?;
    // Whatever else its maker keeps there, stays.
    disk::remove_if_empty(&folder.join(from));
    Ok(())
}
