//! `wijzig`: the next version of what was adopted, or its end. What was adopted stays as it is kept.
//!
//! It deliberately changes no text: it opens the folder for who does, and writes the step down.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDate;

use super::arguments::{Revise, RevisionKind};
use super::change::Change;
use super::find::{GemeenteFolder, find};
use super::make::tell_unwritten;
use super::own_templates::OwnTemplates;
use super::render::printable;
use super::screen::Screen;
use super::told::{Told, tell};
use super::workshop::{Bench, Workshop};
use super::{COULD_NOT, DONE, NOT_ALLOWED, disk, machine, render};
use crate::compiler::{Selection, Subject};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::nouns::dossier::Dossier;
use crate::nouns::verloop::{self, Details, Fase, Stap};

/// The file of the decision on the plan.
const DECISION: &str = "vaststelling.toml";

/// The file of what the council changed.
const AMENDMENTS: &str = "amendementen.toml";

/// Begins a next version, or ends the last.
pub fn run(arguments: &Revise, screen: Screen) -> ExitCode {
    match perform(arguments, screen) {
        Ok(code) => ExitCode::from(code),
        Err(told) => {
            told.iter().for_each(|t| screen.err(&(render::full(t, screen.colour_err) + "\n")));
            ExitCode::from(COULD_NOT)
        }
    }
}

/// What is changed and what there is to say about it.
struct Opened {
    change: Change,
    words: String,
}

fn perform(arguments: &Revise, screen: Screen) -> Result<u8, Vec<Told>> {
    let workshop = Workshop::open(OwnTemplates::open(&arguments.templates)?);
    let (found, _) = find(std::slice::from_ref(&arguments.folder))?;
    let [gemeente] = &found[..] else {
        screen.err("fout: geef de map van één gemeente\n");
        return Ok(COULD_NOT);
    };
    let (sources, intake) = disk::load(gemeente.path(), Path::new(""));
    let bench = workshop.put(sources, intake, &Selection::default());
    let shown = |report: &Report| -> Vec<Told> {
        let told = tell(report, &[], &bench.sources, workshop.templates());
        told.into_iter().map(|t| t.below(&gemeente.shown, &Default::default())).collect()
    };
    let Some(dossier) = &bench.dossier else { return Err(shown(&bench.intake)) };
    let day = arguments.date.unwrap_or_else(machine::today);
    let mut report = Report::default();
    let opened = match arguments.report {
        Some(year) => open_report(&workshop, dossier, &bench, year, &mut report),
        None => open_plan(&workshop, (dossier, &bench), arguments, day, &mut report),
    };
    let Some(opened) = opened else {
        shown(&report).iter().for_each(|t| screen.err(&(render::full(t, screen.colour_err) + "\n")));
        return Ok(NOT_ALLOWED);
    };
    if arguments.dry {
        screen.out(&account(&opened, gemeente, true));
        return Ok(DONE);
    }
    opened.change.apply(gemeente.path()).map_err(|error| vec![tell_unwritten(gemeente.path(), &error)])?;
    screen.out(&account(&opened, gemeente, false));
    Ok(DONE)
}

fn account(opened: &Opened, gemeente: &GemeenteFolder, dry: bool) -> String {
    let mut out = String::new();
    if dry {
        out.push_str("Zo wordt het. Er is nog niets veranderd.\n\n");
    }
    out.push_str(&opened.words.replace("<map>", &gemeente.shown));
    let _ = writeln!(out, "\nIn {}:", gemeente.shown);
    for (path, _) in &opened.change.written {
        let _ = writeln!(out, "  {path} wordt geschreven");
    }
    for path in &opened.change.gone {
        let _ = writeln!(out, "  {path} gaat weg; een kopie staat bij wat is vastgesteld");
    }
    out.lines().map(|line| printable(line) + "\n").collect()
}

/// The plan: its next version, or its end.
fn open_plan(
    workshop: &Workshop,
    (dossier, bench): (&Dossier, &Bench),
    arguments: &Revise,
    day: NaiveDate,
    report: &mut Report,
) -> Option<Opened> {
    let Some(last) = workshop.compiler.last_adopted(dossier, Subject::Plan) else {
        report.push(rules::CHANGE_NOTHING_ADOPTED.at(
            None,
            "hier is nog geen plan vastgesteld",
            "Verander de bestanden zelf. Is het plan vastgesteld: leg dat vast met `beleid stel-vast`.",
        ));
        return None;
    };
    if dossier.vaststelling.is_none() {
        report.push(rules::CHANGE_OPEN.at(
            verloop::current(&dossier.verloop).map(|step| step.place.clone()),
            format!("na het besluit van {} is al een nieuwe versie begonnen", dutch::date(last)),
            "Werk daaraan verder, of stel haar vast met `beleid stel-vast`.",
        ));
        return None;
    }
    if day > machine::today() && arguments.kind != RevisionKind::Withdrawal {
        report.push(rules::CHANGE_OPEN.at(
            None,
            format!("{} is nog niet geweest", dutch::date(day)),
            "Geef de dag waarop de nieuwe versie begint, vandaag of eerder.",
        ));
        return None;
    }
    if day < last {
        report.push(rules::CHANGE_OPEN.at(
            None,
            format!("{} is voor het besluit van {}", dutch::date(day), dutch::date(last)),
            "Verbeter --datum.",
        ));
        return None;
    }
    let mut steps = history(dossier, last);
    let version = verloop::current_version(&steps).unwrap_or(1);
    let state = verloop::last_step(&steps, version).map(Stap::fase);
    let details =
        Details { wie: None, kenmerk: arguments.reference.as_deref(), toelichting: arguments.reason.as_deref() };
    if arguments.kind == RevisionKind::Withdrawal {
        return withdraw(dossier, steps, (version, state), (day, details), report);
    }
    let why = match arguments.kind {
        RevisionKind::Amendment => "amendement",
        _ => "actualisatie",
    };
    let toelichting = arguments.reason.clone().map_or_else(|| why.to_owned(), |reason| format!("{why}: {reason}"));
    steps.push(Stap::new(
        version.saturating_add(1),
        Fase::Concept,
        day,
        Details { toelichting: Some(&toelichting), ..Details::default() },
    ));
    let mut change = Change {
        written: vec![(verloop::FILE.into(), verloop::write(&steps).into_bytes())],
        gone: vec![DECISION.into()],
    };
    let mut words = format!(
        "Versie {} van het plan is begonnen. Versie {version} blijft vastgesteld zoals op {}, en blijft te maken met --stand vastgesteld.\n",
        version.saturating_add(1),
        dutch::date(last)
    );
    match arguments.kind {
        RevisionKind::Amendment => {
            words.push_str("Zet elke wijziging in amendementen.toml, met het nummer en de oude en nieuwe woorden.\n");
            if bench.sources.get(AMENDMENTS).is_none() {
                change.written.push((AMENDMENTS.into(), amendments(day).into_bytes()));
            }
        }
        _ => words.push_str(
            "Verander nu de gegevens en teksten, en zet in beleidsplan.toml de nieuwe datum. `beleid bouw` maakt weer een concept.\nWat er verandert, toont: beleid vergelijk <map>@vastgesteld <map>\n",
        ),
    }
    Some(Opened { change, words })
}

/// The history, with the adoption in it when nobody wrote it down.
fn history(dossier: &Dossier, last: NaiveDate) -> Vec<Stap> {
    let mut steps = dossier.verloop.clone();
    if steps.is_empty() {
        steps.push(Stap::new(1, Fase::Vastgesteld, last, Details::default()));
        let start = dossier.vaststelling.as_ref().and_then(|d| d.inwerkingtreding.as_ref());
        steps.extend(start.map(|start| Stap::new(1, Fase::Geldend, start.value, Details::default())));
    }
    steps
}

fn withdraw(
    dossier: &Dossier,
    mut steps: Vec<Stap>,
    (version, state): (u32, Option<Fase>),
    (day, details): (NaiveDate, Details<'_>),
    report: &mut Report,
) -> Option<Opened> {
    if !Fase::Ingetrokken.may_follow(state) {
        let word = state.map_or("begonnen", Fase::word);
        report.push(rules::CHANGE_OPEN.at(
            verloop::current(&steps).map(|step| step.place.clone()),
            format!("een plan dat `{word}` is, is niet in te trekken"),
            "Kijk in verloop.csv welke stappen er zijn gezet.",
        ));
        return None;
    }
    if details.kenmerk.is_none() {
        report.push(rules::ADOPT_LACKS.at(
            None,
            "nog niet bekend: het kenmerk van het besluit tot intrekking",
            "Geef --kenmerk. Intrekken is een besluit, net als vaststellen.",
        ));
        return None;
    }
    let body = dossier.vaststelling.as_ref().map(|decision| decision.orgaan.value.phrase());
    steps.push(Stap::new(version, Fase::Ingetrokken, day, Details { wie: body, ..details }));
    let written = vec![(verloop::FILE.into(), verloop::write(&steps).into_bytes())];
    let words = format!(
        "Het plan is ingetrokken met ingang van {}. Wat is vastgesteld, blijft bewaard zoals het was.\n",
        dutch::date(day)
    );
    Some(Opened { change: Change { written, gone: Vec::new() }, words })
}

/// The report over a year, to be corrected and adopted again.
fn open_report(
    workshop: &Workshop,
    dossier: &Dossier,
    bench: &Bench,
    year: i32,
    report: &mut Report,
) -> Option<Opened> {
    let Some(last) = workshop.compiler.adopted_on(dossier, Subject::Report(year)) else {
        report.push(rules::CHANGE_NOTHING_ADOPTED.at(
            None,
            format!("het verslag over {year} is niet vastgesteld, of al weer geopend"),
            "Verander de bestanden zelf, en stel het vast met `beleid stel-vast --verslag`.",
        ));
        return None;
    };
    let path = format!("jaren/{year}/jaar.toml");
    let old = bench.sources.get(&path)?.text();
    let (line, _) = dossier.jaren.get(&year)?.text.vastgesteld_op.as_ref()?.place.line_column();
    let lines = old.split_inclusive('\n').enumerate();
    let text: String = lines.filter(|(at, _)| at + 1 != line).map(|(_, line)| line).collect();
    let words = format!(
        "Het verslag over {year} is weer open. Wat op {} is vastgesteld, blijft bewaard en te maken met --stand vastgesteld.\nVerander de gegevens, en stel het opnieuw vast met: beleid stel-vast <map> --verslag {year} --datum …\n",
        dutch::date(last)
    );
    Some(Opened { change: Change { written: vec![(path, text.into_bytes())], gone: Vec::new() }, words })
}

fn amendments(day: NaiveDate) -> String {
    format!(
        "# Wijzigingen door de raad. Elke wijziging noemt wat er stond en wat er komt te staan.\n#\n# [[amendement]]\n# nummer = \"A1\"\n# datum = {day}\n# titel = \"Waar het over gaat\"\n# besluit = \"aangenomen\"\n#\n# [[amendement.wijziging]]\n# hoofdstuk = \"ambitie\"\n# oud = \"woorden die er staan\"\n# nieuw = \"woorden die er komen\"\n"
    )
}
