//! `nieuw`: a data folder for a gemeente, that compiles at once to a concept.
//!
//! It deliberately never writes over anything, and invents nothing: what is not known stays a comment.

use std::io::{IsTerminal, stdin};
use std::path::Path;
use std::process::ExitCode;

use chrono::{Datelike, NaiveDate};

use super::arguments::New;
use super::questions;
use super::scaffold::{self, text};
use super::screen::Screen;
use super::told::{Told, tell};
use super::{COULD_NOT, DONE, disk, machine, render};
use crate::compiler::Compiler;
use crate::ground::diagnostic::Stand;
use crate::ground::dutch;
use crate::ground::source::{LIMITS, SourceSet};
use crate::nouns::gemeente::Gemeente;
use crate::nouns::jaar::JaarTekst;
use crate::nouns::library::Library;
use crate::nouns::organisatie::{Organisatie, Regie};
use crate::nouns::plan::{Maatregel, Orgaan, Plan};
use crate::nouns::record::Record;
use crate::nouns::reference::ReferenceData;

/// What is known of the new gemeente.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Name.
    pub name: Option<String>,
    /// Code of the CBS.
    pub code: Option<String>,
    /// Whether it is made up.
    pub fictional: bool,
    /// Region of the safety services, from the list.
    pub region: Option<String>,
    /// Facts that are so.
    pub facts: Vec<String>,
    /// Who leads.
    pub lead: Option<Regie>,
    /// Who adopts the plan.
    pub body: Option<Orgaan>,
}

/// Makes the folder.
pub fn run(arguments: &New, screen: Screen) -> ExitCode {
    match make(arguments, screen) {
        Ok(text) => {
            screen.out(&text);
            ExitCode::from(DONE)
        }
        Err(text) => {
            screen.err(&text);
            ExitCode::from(COULD_NOT)
        }
    }
}

fn make(arguments: &New, screen: Screen) -> Result<String, String> {
    let folder = arguments.folder.as_path();
    let shown = render::printable(&folder.display().to_string());
    let refuse = |title: String, action: &str| format!("fout: {}\n{action}\n", render::printable(&title));
    match disk::is_free(folder) {
        Ok(true) => {}
        Ok(false) => {
            return Err(refuse(format!("in `{shown}` staat al iets"), "Er is niets veranderd. Kies een andere map."));
        }
        Err(error) => {
            return Err(refuse(
                format!("`{shown}` kan niet worden gebruikt ({})", disk::cause(error.kind())),
                "Kies een andere map.",
            ));
        }
    }
    let compiler = Compiler::built_in();
    let mut known = Known {
        name: arguments.name.clone(),
        code: arguments.code.clone(),
        fictional: arguments.fictional,
        region: None,
        facts: arguments.facts.clone(),
        lead: arguments.lead,
        body: arguments.body,
    };
    if known.name.is_none() && known.code.is_none() && stdin().is_terminal() {
        known = questions::ask(known, compiler.library(), &mut stdin().lock(), &mut |text| screen.err(text))
            .ok_or_else(|| "\nGestopt; er is niets gemaakt.\n".to_owned())?;
    }
    let known = identify(known, &compiler.library().reference)
        .and_then(|k| check_facts(k, compiler.library()))
        .map_err(|(title, action)| refuse(title, &action))?;
    let date = arguments.date.unwrap_or_else(machine::today);
    let files = files(&known, compiler.library(), date, &shown);
    prove(&compiler, &files)
        .map_err(|told| told.iter().map(|t| render::full(t, screen.colour_err)).collect::<String>())?;
    disk::write_folder(folder, &files).map_err(|e| {
        refuse(format!("`{shown}` kan niet worden geschreven ({})", disk::cause(e.kind())), "Er is niets gemaakt.")
    })?;
    Ok(done(&known, &files, &shown))
}

/// A name, code and region that belong together, or what is wrong and what to do.
pub fn identify(mut known: Known, reference: &ReferenceData) -> Result<Known, (String, String)> {
    if known.fictional {
        let code = known.code.get_or_insert_with(|| "GM9901".into());
        if !(code.len() == 6 && code.starts_with("GM99") && code.bytes().skip(4).all(|b| b.is_ascii_digit())) {
            return Err((
                format!("`{code}` is geen code voor een verzonnen gemeente"),
                "Gebruik GM99 en twee cijfers, bijvoorbeeld GM9901.".into(),
            ));
        }
        return if known.name.is_some() {
            Ok(known)
        } else {
            Err(("een verzonnen gemeente heeft een naam nodig".into(), "Voeg --naam toe.".into()))
        };
    }
    let names = || reference.gemeenten.iter().map(|g| g.naam.value.as_str());
    let codes = || reference.gemeenten.iter().map(|g| g.code.value.as_str());
    let listed = match (&known.name, &known.code) {
        (Some(name), _) => reference
            .by_name(name.trim_start_matches("gemeente ").trim_start_matches("Gemeente "))
            .ok_or_else(|| {
                let near = dutch::nearest(name, names()).map(|n| format!("Bedoelt u `{n}`? ")).unwrap_or_default();
                (
                    format!("`{name}` staat niet in de lijst van gemeenten"),
                    format!("{near}Bij een verzonnen gemeente: voeg --fictief toe."),
                )
            })?,
        (None, Some(code)) => reference.by_code(code).ok_or_else(|| {
            let near = dutch::nearest(code, codes()).map(|c| format!("Bedoelt u `{c}`? ")).unwrap_or_default();
            (
                format!("`{code}` staat niet in de lijst van gemeenten"),
                format!("{near}Een code is GM en vier cijfers, bijvoorbeeld GM0363."),
            )
        })?,
        (None, None) => {
            return Err((
                "er is geen naam en geen code gegeven".into(),
                "Voeg --naam of --code toe, bijvoorbeeld --naam Lopik.".into(),
            ));
        }
    };
    if let Some(code) = known.code.as_ref().filter(|code| !listed.code.eq_ignore_ascii_case(code)) {
        return Err((
            format!("`{code}` is niet de code van {}", listed.naam.value),
            format!("De code is {}.", listed.code.value),
        ));
    }
    known.name = Some(listed.naam.value.clone());
    known.code = Some(listed.code.value.clone());
    known.region = Some(listed.veiligheidsregio.value.clone());
    Ok(known)
}

fn check_facts(known: Known, library: &Library) -> Result<Known, (String, String)> {
    let ids: Vec<&str> = library.facts.iter().map(|f| f.id.0.as_str()).collect();
    match known.facts.iter().find(|fact| !ids.contains(&fact.as_str())) {
        None => Ok(known),
        Some(fact) => {
            let action = dutch::nearest(fact, ids.iter().copied())
                .map_or_else(|| format!("Kies uit {}.", dutch::ticked_or(&ids)), |near| format!("Bedoelt u `{near}`?"));
            Err((format!("het profiel kent geen feit `{fact}`"), action))
        }
    }
}

/// A file of the new folder: path and content.
type NewFile = (String, String);

fn files(known: &Known, library: &Library, date: NaiveDate, shown: &str) -> Vec<NewFile> {
    let name = known.name.as_deref().unwrap_or_default();
    let mut gemeente = vec![("naam", text(name)), ("code", text(known.code.as_deref().unwrap_or_default()))];
    if known.fictional {
        gemeente.push(("fictief", "true".into()));
    }
    gemeente.extend(known.region.as_ref().map(|region| ("veiligheidsregio", text(region))));
    let mut plan = vec![("datum", date.to_string())];
    plan.extend(known.body.map(|body| ("orgaan", text(body.word()))));
    let lead: Vec<_> = known.lead.map(|lead| ("regie", text(lead.word()))).into_iter().collect();
    let year = date.year() - 1;
    let about = |what: &str| format!("{what} ({})", name.replace(|c: char| c.is_control(), " "));
    vec![
        (
            "gemeente.toml".into(),
            scaffold::toml::<Gemeente>(&about("Wie de gemeente is"), &gemeente) + &profile(known, library),
        ),
        ("beleidsplan.toml".into(), scaffold::toml::<Plan>(&about("Wat de gemeente wil"), &plan)),
        (
            "organisatie.toml".into(),
            scaffold::toml::<Organisatie>(&about("Wie wat doet. Noem functies, geen namen van personen"), &lead),
        ),
        ("maatregelen.csv".into(), Maatregel::KEYS.join(";") + "\n"),
        (
            format!("jaren/{year}/jaar.toml"),
            scaffold::toml::<JaarTekst>(&about(&format!("Het jaar {year}, voor het basisniveau-verslag")), &[]),
        ),
        ("LEESMIJ.md".into(), read_me(name, year, shown)),
    ]
}

/// Every fact with its question; those that are so are filled in, source and date are for the writer.
fn profile(known: &Known, library: &Library) -> String {
    let mut out = String::from(
        "\n# Profiel: wat is er zo in de gemeente? Elk feit kiest hoofdstukken. Geef erbij waar het vandaan komt en van wanneer het is.\n",
    );
    for fact in &library.facts {
        let (id, mark) = (&fact.id.0, if known.facts.contains(&fact.id.0) { "" } else { "#" });
        out.push_str(&format!(
            "\n# {}\n{mark}[profiel.{id}]\n{mark}waarde = true\n#bron = \"...\"\n#datum = 2026-01-31\n",
            fact.vraag.value
        ));
    }
    out
}

fn read_me(name: &str, year: i32, shown: &str) -> String {
    format!(
        "# Gegevens voor het beleidsplan mensenhandel van {name}\n\n\
         Vul in wat u weet en laat de rest staan: een concept mag gaten hebben en zegt zelf wat er nog ontbreekt.\n\n\
         | bestand | wat erin staat |\n|---|---|\n\
         | gemeente.toml | wie de gemeente is, wat er zo is, huisstijl |\n\
         | beleidsplan.toml | aanleiding, ambitie, doelen, indicatoren, geld |\n\
         | organisatie.toml | functies, partners, overleggen, meldroute, zorg |\n\
         | maatregelen.csv | een rij per maatregel |\n\
         | jaren/{year}/jaar.toml | het jaar in woorden; cijfers komen in CSV-bestanden ernaast |\n\
         | teksten/<hoofdstuk>.md | eigen tekst bij een hoofdstuk (mag ontbreken) |\n\
         | vaststelling.toml | het besluit, als dat er is |\n\n\
         Namen en telefoonnummers van personen horen alleen in blokken die `vertrouwelijk` heten.\n\n\
         Bouwen: `beleid bouw {shown}`. Nakijken: `beleid controleer {shown}`. Uitleg bij een melding: `beleid leg-uit D217`.\n"
    )
}

/// The new files must give a concept: nothing in them may be an error.
fn prove(compiler: &Compiler, files: &[NewFile]) -> Result<(), Vec<Told>> {
    let mut set = SourceSet::new(LIMITS);
    for (path, content) in files {
        // Our own few files are far within the limits.
        let _ = set.insert(path, content.clone().into_bytes());
    }
    let (dossier, report) = compiler.read(&set);
    if dossier.is_some() && !report.blocks(Stand::Concept) {
        return Ok(());
    }
    let told = tell(&report, &[], &set, &std::collections::BTreeSet::new());
    Err(told.into_iter().filter(|t| t.severity == crate::ground::diagnostic::Severity::Error).collect())
}

fn done(known: &Known, files: &[NewFile], shown: &str) -> String {
    let name = known.name.as_deref().unwrap_or_default();
    let code = known.code.as_deref().unwrap_or_default();
    let region = known.region.as_ref().map(|r| format!(", veiligheidsregio {r}")).unwrap_or_default();
    let list: String = files.iter().map(|(path, _)| format!("  {}\n", super::told::join(shown, path))).collect();
    let first = Path::new(shown).join("gemeente.toml");
    format!(
        "Gemaakt voor {} ({code}{region}):\n{list}\nMaak nu het eerste concept:  beleid bouw {shown}\nVul daarna verder in, te beginnen met {}.\n",
        render::printable(name),
        first.display()
    )
}
