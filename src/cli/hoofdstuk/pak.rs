//! `hoofdstuk pak`: a folder of templates as one file that can be mailed and hosted.
//!
//! It deliberately never writes over another pack of the same version: what was sent stays what it was.

use std::path::Path;

use super::super::arguments::Pack;
use super::super::own_templates::plain;
use super::super::screen::Screen;
use super::super::told::{Told, tell as told_of};
use super::super::{DONE, NOT_ALLOWED, disk, render, sleutel};
use crate::compiler::Compiler;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Severity};
use crate::ground::dutch;
use crate::ground::glyphs::GlyphSet;
use crate::ground::source::SourceSet;
use crate::nouns::draft;
use crate::nouns::layers::Layer;
use crate::nouns::pack::{self, MANIFEST, Pak};

/// Packs.
pub fn run(arguments: &Pack, screen: Screen) -> Result<u8, Vec<Told>> {
    let shown = arguments.folder.display().to_string();
    if let Err(error) = disk::subfolders(&arguments.folder) {
        let title = format!("de map `{shown}` kan niet worden gelezen ({})", disk::cause(error.kind()));
        return Err(vec![Told::at_path(&rules::WRITE_FAILED, shown, title, "Controleer de naam van de map.")]);
    }
    let (files, report) = disk::load(&arguments.folder, Path::new(""));
    let key = arguments.key.as_deref().map(sleutel::read_secret).transpose().map_err(|told| vec![*told])?;
    let about = about(&files, &shown)?;
    let checked = check(&files, report);
    let drafts = draft::of(&files);
    let files = used(&files, &checked);
    let checked = below(&checked, &files, &shown);
    super::tell(&checked.iter().filter(|t| t.severity > Severity::Hint).cloned().collect::<Vec<_>>(), screen);
    if checked.iter().any(|t| t.severity == Severity::Error) {
        screen.err("Het pakket is niet gemaakt: verbeter eerst de fouten hierboven.\n");
        return Ok(NOT_ALLOWED);
    }
    let bytes = pack::write(&about, &files, key.as_ref()).map_err(|report| below(&report, &files, &shown))?;
    let path =
        arguments.output.clone().unwrap_or_else(|| format!("{}-{}.zip", about.naam.0, about.versie.value).into());
    let place = path.display().to_string();
    match disk::bytes(&path, bytes.len()) {
        Ok(there) if there == bytes => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if let Err(error) = disk::write_whole(&path, &bytes) {
                let title = format!("`{place}` kan niet worden geschreven ({})", disk::cause(error.kind()));
                let action = "Controleer of u daar mag schrijven en of er ruimte is.";
                return Err(vec![Told::at_path(&rules::WRITE_FAILED, place, title, action)]);
            }
        }
        _ => {
            let title = format!("`{place}` bestaat al, met een andere inhoud");
            let action = format!(
                "Een uitgegeven pakket verandert nooit. Geef in `{MANIFEST}` een hogere versie, of haal het oude bestand zelf weg."
            );
            return Err(vec![Told::at_path(&rules::WRITE_FAILED, place, title, action)]);
        }
    }
    let (package, report) = pack::read(&place, &bytes, &GlyphSet::every());
    let Some(package) = package else { return Err(plain(&report)) };
    let count = dutch::count(package.files.iter().count(), "bestand", "bestanden");
    let mut done = format!("{} met {count} in {}\n", package.title(), render::printable(&place));
    done.push_str(&format!("controlecode    {}\n", package.hash));
    match &package.signature {
        Some(signature) => done.push_str(&format!(
            "ondertekend     met de sleutel {}\nGeef deze sleutel langs een andere weg dan het pakket aan wie het gebruikt.\n",
            signature.sleutel.value
        )),
        None => done.push_str("niet ondertekend; onderteken met --sleutel\n"),
    }
    if !drafts.is_empty() {
        let names: Vec<String> = drafts.iter().map(|(name, version)| format!("{name} {version}")).collect();
        done.push_str(&format!("niet ingepakt, want nog een concept: {}\n", render::printable(&dutch::list(&names))));
    }
    screen.out(&done);
    Ok(DONE)
}

/// What `pak.toml` says.
fn about(files: &SourceSet, shown: &str) -> Result<Pak, Vec<Told>> {
    let Some(source) = files.get(MANIFEST) else {
        let action = "Maak het met naam = \"regio-voorbeeld\", versie = \"1.0.0\", organisatie = \"Regio Voorbeeld\" en datum = 2026-01-31.";
        let title = format!("`{MANIFEST}` ontbreekt");
        return Err(vec![Told::at_path(&rules::FILE_MISSING, shown, title, action)]);
    };
    let (about, report) = pack::about(source, &GlyphSet::every());
    about.ok_or_else(|| below(&report, files, shown))
}

fn below(report: &Report, files: &SourceSet, shown: &str) -> Vec<Told> {
    let told = told_of(report, &[], files, &std::collections::BTreeSet::new());
    told.into_iter().map(|t| t.below(shown, &std::collections::BTreeMap::new())).collect()
}

/// Everything that can be said of templates without a gemeente.
fn check(files: &SourceSet, mut report: Report) -> Report {
    let layer = Layer::folder("", files);
    report.extend(Compiler::new(&layer.files).1);
    report
}

/// The files without drafts, and without those of which nothing is read, such as a pack that was made here before.
fn used(files: &SourceSet, report: &Report) -> SourceSet {
    let unknown: Vec<&str> =
        report.of(&rules::FILE_UNKNOWN).into_iter().filter_map(|d| d.place.as_ref().map(|p| p.source.path())).collect();
    let mut used = SourceSet::new(crate::LIMITS);
    for source in files.iter().filter(|s| !unknown.contains(&s.path()) && !draft::is_draft(s.path())) {
        // A part of a set fits where the set did.
        let _ = used.insert(source.path(), source.bytes().to_vec());
    }
    used
}
