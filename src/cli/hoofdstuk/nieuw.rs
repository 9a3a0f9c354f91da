//! `hoofdstuk nieuw`: a draft of a chapter, from nothing or from a version that there is.
//!
//! It deliberately never writes over anything, and fills in nothing that only the maker can know: from which day the
//! version holds, when it is to be looked at again, and what is new in it.

use std::collections::BTreeMap;

use super::super::arguments::NewChapter;
use super::super::own_templates::OwnTemplates;
use super::super::scaffold::{self, text as quoted};
use super::super::screen::Screen;
use super::super::told::{Told, join};
use super::super::workshop::Workshop;
use super::super::{COULD_NOT, DONE, disk, machine, render};
use super::{no_chapter, no_version};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::source::{Place, Source};
use crate::ground::toml;
use crate::nouns::draft;
use crate::nouns::library::{Chapter, Hoofdstuk, Library};
use crate::nouns::scalar::{LONGEST_ID, is_id};
use crate::nouns::version::{self, Level, Version};

/// Makes the draft.
pub fn run(arguments: &NewChapter, screen: Screen) -> Result<u8, Vec<Told>> {
    let own = OwnTemplates::open_over(&arguments.folder, &arguments.templates)?;
    let workshop = Workshop::open(own);
    match plan(arguments, workshop.compiler.library()) {
        Err(text) => {
            screen.err(&text);
            Ok(COULD_NOT)
        }
        Ok(plan) => write(arguments, &plan, screen),
    }
}

/// What is to be made.
struct Plan<'a> {
    /// The draft.
    version: Version,
    /// The version that it is made from.
    from: Option<&'a Chapter>,
}

fn refuse<T>(title: &str, action: &str) -> Result<T, String> {
    Err(format!("fout: {}\n{action}\n", render::printable(title)))
}

fn plan<'a>(arguments: &NewChapter, library: &'a Library) -> Result<Plan<'a>, String> {
    let name = arguments.name.as_str();
    if !is_id(name) {
        return refuse(
            &format!("`{name}` kan geen naam van een hoofdstuk zijn"),
            &format!("Gebruik hoogstens {LONGEST_ID} kleine letters, cijfers en streepjes."),
        );
    }
    let asked = arguments.from.as_deref().or_else(|| library.chapters.contains_key(name).then_some(name));
    let from = asked.map(|asked| base(asked, library)).transpose()?;
    let drawn_already = |drawn: &Version| {
        refuse(
            &format!("van hoofdstuk `{name}` is er al een concept: {drawn}"),
            "Werk daarin verder, of haal die map eerst zelf weg.",
        )
    };
    // The number after a draft is known when it is published.
    if let Some(from) = from.filter(|from| from.name == name && version::is_draft(&from.version)) {
        return drawn_already(&from.version);
    }
    let version = match from {
        Some(from) if from.name == name => arguments.level.next(&version::published(&from.version)),
        _ if library.chapters.contains_key(name) => {
            return refuse(
                &format!("hoofdstuk `{name}` is er al"),
                &format!("Maak een nieuwe versie met --van {name}, of kies een andere naam."),
            );
        }
        _ => Version::new(1, 0, 0),
    };
    let (versions, drawn) = (library.chapters.get(name), version::draft(&version));
    let there = |v: &Version| versions.is_some_and(|all| all.contains_key(v));
    if there(&version) {
        return refuse(
            &format!("van hoofdstuk `{name}` is {version} er al"),
            &format!("Begin bij de nieuwste versie met --van {name}, of kies een ander --niveau."),
        );
    }
    if there(&drawn) {
        return drawn_already(&drawn);
    }
    Ok(Plan { version: drawn, from })
}

/// The version to begin from: the one that was named, or the newest published one.
fn base<'a>(asked: &str, library: &'a Library) -> Result<&'a Chapter, String> {
    let (name, wanted) = asked.split_once('@').map_or((asked, None), |(name, version)| (name, Some(version)));
    let Some(versions) = library.chapters.get(name) else {
        return Err(no_chapter(name, library.chapters.keys().map(String::as_str)));
    };
    let found = match wanted {
        Some(text) => version::parse_folder(text).and_then(|v| versions.get(&v)),
        None => {
            versions.iter().rev().find(|(v, _)| !version::is_draft(v)).or(versions.iter().next_back()).map(|(_, c)| c)
        }
    };
    found.ok_or_else(|| no_version(name, wanted, versions))
}

fn write(arguments: &NewChapter, plan: &Plan<'_>, screen: Screen) -> Result<u8, Vec<Told>> {
    let (name, version) = (&arguments.name, version::published(&plan.version));
    let today = machine::today().to_string();
    let files = match plan.from {
        Some(from) => vec![
            ("hoofdstuk.md".to_owned(), from.text.text().to_owned()),
            ("hoofdstuk.toml".to_owned(), facts_from(from, name, &version, arguments.level, &today)),
        ],
        None => vec![
            ("hoofdstuk.md".to_owned(), "…\n".to_owned()),
            ("hoofdstuk.toml".to_owned(), facts_of_nothing(name, &version, &today)),
        ],
    };
    let shown = arguments.folder.display().to_string();
    let inside = draft::folder(name, &plan.version);
    let (target, place) = (arguments.folder.join(&inside), join(&shown, &inside));
    let failed = |cause: String, action: &str| {
        vec![Told::at_path(
            &rules::WRITE_FAILED,
            &place,
            format!("`{place}` kan niet worden gemaakt ({cause})"),
            action,
        )]
    };
    match disk::is_free(&target) {
        Ok(true) => {}
        Ok(false) => {
            return Err(failed("er staat al iets".into(), "Er is niets veranderd. Haal die map eerst zelf weg."));
        }
        Err(error) => return Err(failed(disk::cause(error.kind()), "Kies een andere map.")),
    }
    // What was copied is still to be read by a machine.
    let (mut report, facts) = (Report::default(), &files[1].1);
    if toml::parse(&std::sync::Arc::new(Source::new("hoofdstuk.toml", facts.clone().into_bytes())), &mut report)
        .is_none()
    {
        return Err(failed(
            "hoofdstuk.toml is op een ongewone manier geschreven".into(),
            "Kopieer de map met de hand.",
        ));
    }
    disk::write_folder(&target, &files)
        .map_err(|error| failed(disk::cause(error.kind()), "Controleer of u daar mag schrijven en of er ruimte is."))?;
    screen.out(&done(name, plan, &place, &shown));
    Ok(DONE)
}

fn done(name: &str, plan: &Plan<'_>, place: &str, shown: &str) -> String {
    let from = plan.from.map(|from| format!(", van `{}` {}", from.name, from.version)).unwrap_or_default();
    let fill = "geldig_van, controleren_op, herkomst, bronnen en wat er anders is";
    let shown = render::printable(shown);
    format!(
        "Gemaakt: hoofdstuk `{name}` {}{from}\n  {place}/hoofdstuk.md\n  {place}/hoofdstuk.toml\n\n\
         Vul in hoofdstuk.toml in: {fill}.\n\
         Bekijken:  beleid bouw --sjablonen {shown} --met-concepten\n\
         Uitgeven:  beleid hoofdstuk uitgeven {name}@{} --in {shown}\n",
        plan.version,
        plan.version,
        place = render::printable(place),
    )
}

/// What is new in a version, still to be said.
fn change(version: &Version, today: &str) -> String {
    format!("\n[[wijzigingen]]\nversie = \"{version}\"\ndatum = {today}\ntekst = \"…\"\n")
}

/// The facts of a version as its maker wrote them, remarks and all, with what cannot stay put in remarks. Other words
/// for the same meaning hold from the same day: that is how a gemeente with an older plan hears of them.
fn facts_from(from: &Chapter, name: &str, version: &Version, level: Level, today: &str) -> String {
    let meta = &from.meta;
    let source = &meta.place.source;
    let dated = |place: &Place| source.line_column(place.start).0;
    let mut remarks = BTreeMap::new();
    if from.name != name || level != Level::Patch {
        remarks.insert(dated(&meta.geldig_van.place), "# Vul in: de eerste dag waarop deze versie geldt.");
    }
    for at in [&meta.controleren_op, &meta.geldig_tot].into_iter().flatten() {
        remarks.insert(dated(&at.place), "# Kijk na:");
    }
    let mut out = String::new();
    let mut skipping = false;
    for (number, line) in source.text().lines().enumerate().map(|(at, line)| (at + 1, line)) {
        // Another chapter has a history of its own.
        if line.trim_start().starts_with('[') {
            skipping = from.name != name && line.trim() == "[[wijzigingen]]";
        }
        if skipping {
            continue;
        }
        match remarks.get(&number) {
            Some(remark) => out.push_str(&format!("{remark}\n# {line}\n")),
            None => out.push_str(&format!("{line}\n")),
        }
    }
    let blocks = source.text().lines().any(|line| line.trim() == "[[wijzigingen]]") || meta.wijzigingen.is_empty();
    let out = out.trim_end().to_owned() + "\n";
    if blocks { out + &change(version, today) } else { format!("{out}\n# Voeg bij wijzigingen {version} toe.\n") }
}

fn facts_of_nothing(name: &str, version: &Version, today: &str) -> String {
    let title = dutch::capitalise(&name.replace(['-', '_', '.'], " "));
    let filled = [
        ("titel", quoted(&title)),
        ("document", quoted("beleidsplan")),
        ("plaats", "330".to_owned()),
        ("herkomst", quoted("…")),
    ];
    scaffold::toml::<Hoofdstuk>(&format!("Hoofdstuk {name}. Wat alles betekent, staat in docs/sjablonen.md"), &filled)
        + &change(version, today)
}
