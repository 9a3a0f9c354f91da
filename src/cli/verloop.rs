//! `verloop`: the history of a plan as a table, how far it was on a day, what can come next and with which command; and
//! one step more.
//!
//! It deliberately takes no step that asks more than a row: what adopts, changes or ends a plan has a command of its own.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDate;

use super::arguments::{History, Templates};
use super::change::Change;
use super::find::{GemeenteFolder, find};
use super::make::tell_unwritten;
use super::own_templates::OwnTemplates;
use super::render::{self, printable};
use super::screen::Screen;
use super::told::{Told, tell};
use super::workshop::{Bench, Workshop};
use super::{COULD_NOT, DONE, NOT_ALLOWED, machine};
use crate::compiler::Selection;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Diagnostic, Report, Severity, Stand};
use crate::ground::dutch;
use crate::ground::source::SourceSet;
use crate::nouns::dossier::Dossier;
use crate::nouns::verloop::{self, Details, FILE, Fase, Stap};

/// Shows the history, or adds a step.
pub fn run(arguments: &History, screen: Screen) -> ExitCode {
    match act(arguments, screen) {
        Ok(code) => ExitCode::from(code),
        Err(faults) => {
            faults.iter().for_each(|t| screen.err(&render::full(t, screen.colour_err)));
            ExitCode::from(COULD_NOT)
        }
    }
}

fn act(arguments: &History, screen: Screen) -> Result<u8, Vec<Told>> {
    let (gemeenten, _) = find(std::slice::from_ref(&arguments.folder))?;
    let [gemeente] = &gemeenten[..] else {
        screen.err("fout: geef de map van één gemeente\n");
        return Ok(COULD_NOT);
    };
    let workshop = Workshop::open(OwnTemplates::open(&Templates::default())?);
    let bench = workshop.read(gemeente.path(), Path::new(""), &Selection::default());
    let below = |report: &Report, bench: &Bench| -> Vec<Told> {
        let told = tell(report, &bench.orders, &bench.sources, workshop.templates());
        told.into_iter().map(|t| t.below(&gemeente.shown, &Default::default())).collect()
    };
    let Some(dossier) = &bench.dossier else { return Err(below(&bench.intake, &bench)) };
    let wrong = wrong(&bench.intake);
    let day = arguments.day.unwrap_or_else(machine::today);
    let Some(fase) = arguments.step else {
        // Of a file that cannot be read nothing follows, also not that there is no history.
        if !dossier.verloop.is_empty() || wrong.sorted().is_empty() {
            screen.out(&shown(dossier, gemeente, day));
        }
        let told = below(&about(&bench.intake), &bench);
        told.iter().for_each(|t| screen.err(&("\n".to_owned() + &render::full(t, screen.colour_err))));
        return Ok(if wrong.sorted().is_empty() { DONE } else { NOT_ALLOWED });
    };
    if !wrong.sorted().is_empty() {
        below(&wrong, &bench).iter().for_each(|t| screen.err(&render::full(t, screen.colour_err)));
        screen.err("Er is niets veranderd. Verbeter eerst wat hierboven staat.\n");
        return Ok(NOT_ALLOWED);
    }
    let step = match step(arguments, fase, dossier, gemeente, day) {
        Ok(step) => step,
        Err(refusal) => {
            screen.err(&refusal);
            return Ok(NOT_ALLOWED);
        }
    };
    let text = verloop::write(&[&dossier.verloop[..], std::slice::from_ref(&step)].concat());
    let after = workshop.put(with(&bench.sources, &text), Report::default(), &Selection::default());
    let refused = self::wrong(&after.intake);
    if !refused.sorted().is_empty() {
        below(&refused, &after).iter().for_each(|t| screen.err(&render::full(t, screen.colour_err)));
        screen.err("Er is niets veranderd: zo kan de stap niet in het verloop staan.\n");
        return Ok(NOT_ALLOWED);
    }
    let row = text.lines().next_back().unwrap_or_default();
    let path = super::told::join(&gemeente.shown, FILE);
    if arguments.trial {
        screen.out(&format!("Proef: er is niets veranderd. In {path} zou deze rij komen:\n  {}\n", printable(row)));
        return Ok(DONE);
    }
    let change = Change { written: vec![(FILE.into(), text.clone().into_bytes())], gone: Vec::new() };
    change.apply(gemeente.path()).map_err(|error| vec![tell_unwritten(gemeente.path(), &error)])?;
    screen.out(&format!("Toegevoegd aan {path}:\n  {}\n\n", printable(row)));
    if let Some(dossier) = &after.dossier {
        screen.out(&shown(dossier, gemeente, day.max(step.datum.value)));
    }
    Ok(DONE)
}

/// The step that was asked, or why it is none for this command.
fn step(
    arguments: &History,
    fase: Fase,
    dossier: &Dossier,
    gemeente: &GemeenteFolder,
    today: NaiveDate,
) -> Result<Stap, String> {
    let steps = &dossier.verloop;
    let refuse = |why: &str, action: String| Err(format!("fout: {why}\n{action}\nEr is niets veranderd.\n"));
    match fase {
        Fase::Vastgesteld => {
            return refuse(
                "`vastgesteld` is meer dan een rij: het besluit hoort erbij",
                format!("Stel het plan vast met:  beleid stel-vast {}", gemeente.shown),
            );
        }
        Fase::Gewijzigd | Fase::Vervangen => {
            return refuse(
                &format!("`{}` wordt een versie als de volgende is vastgesteld", fase.word()),
                format!("Begin de volgende met:  beleid wijzig {}", gemeente.shown),
            );
        }
        Fase::Ingetrokken => {
            return refuse(
                "`ingetrokken` is meer dan een rij: er hoort een besluit bij",
                format!("Leg dat vast met:  beleid wijzig {} --soort intrekking --kenmerk …", gemeente.shown),
            );
        }
        Fase::Concept if verloop::current(steps).is_some_and(|now| now.fase().stand() == Stand::Vastgesteld) => {
            return refuse(
                "dit plan is al vastgesteld; een nieuw concept is een volgende versie",
                format!("Begin die met:  beleid wijzig {}", gemeente.shown),
            );
        }
        _ => {}
    }
    let Some(date) = arguments.date else {
        return refuse("bij een stap hoort een dag", "Geef die met --datum, zoals --datum 2026-01-31.".into());
    };
    if date > today {
        return refuse(
            &format!("{} is nog niet geweest", dutch::date(date)),
            "Schrijf een stap op als hij is gezet.".into(),
        );
    }
    let details = Details {
        wie: arguments.who.as_deref(),
        kenmerk: arguments.reference.as_deref(),
        toelichting: arguments.remark.as_deref(),
    };
    Ok(Stap::new(verloop::current_version(steps).unwrap_or(1), fase, date, details))
}

/// The files with another history.
fn with(sources: &SourceSet, text: &str) -> SourceSet {
    let mut set = SourceSet::new(crate::ground::source::LIMITS);
    for source in sources.iter().filter(|source| source.path() != FILE) {
        // They were within the limits already.
        let _ = set.insert(source.path(), source.bytes().to_vec());
    }
    let _ = set.insert(FILE, text.as_bytes().to_vec());
    set
}

/// What reading told of the history.
fn about(intake: &Report) -> Report {
    kept(intake, |d| of_file(d) || d.rule == &rules::STEP_WITHOUT_DECISION)
}

/// What of the history can not be so, whatever is made of it.
fn wrong(intake: &Report) -> Report {
    kept(intake, |d| {
        let always = d.rule.severity(Stand::Concept) == Severity::Error;
        of_file(d) && (always || [&rules::STEP_DECISION, &rules::STEP_IN_FORCE].contains(&d.rule))
    })
}

fn kept(report: &Report, keep: impl Fn(&Diagnostic) -> bool) -> Report {
    let mut out = Report::default();
    report.sorted().into_iter().filter(|d| keep(d)).for_each(|d| out.push(d.clone()));
    out
}

fn of_file(diagnostic: &Diagnostic) -> bool {
    diagnostic.place.as_ref().is_some_and(|place| place.source.path() == FILE)
}

/// The history for a person.
fn shown(dossier: &Dossier, gemeente: &GemeenteFolder, day: NaiveDate) -> String {
    let steps = &dossier.verloop;
    let mut out = String::new();
    if steps.is_empty() {
        return without(dossier, gemeente);
    }
    let text = |at: &Option<crate::ground::source::At<String>>| at.as_ref().map_or("-".into(), |at| at.value.clone());
    let mut rows = vec![["versie", "stap", "datum", "wie", "kenmerk", "toelichting"].map(String::from).to_vec()];
    let mut ordered: Vec<&Stap> = steps.iter().collect();
    ordered.sort_by_key(|step| step.version());
    rows.extend(ordered.iter().map(|step| {
        vec![
            step.version().to_string(),
            step.fase().word().to_owned(),
            dutch::date_short(step.datum.value),
            text(&step.wie),
            text(&step.kenmerk),
            text(&step.toelichting),
        ]
    }));
    let _ = writeln!(out, "{}", render::table(&rows));
    let mut versions: Vec<u32> = steps.iter().map(Stap::version).collect();
    versions.sort_unstable();
    versions.dedup();
    let states: Vec<String> = versions
        .iter()
        .filter_map(|version| {
            let step = verloop::step_on(steps, *version, day)?;
            let (fase, since) = (step.fase().word(), dutch::date(step.datum.value));
            Some(format!("Op {} is versie {version} {fase}, sinds {since}.\n", dutch::date(day)))
        })
        .collect();
    if states.is_empty() {
        let _ = writeln!(out, "Op {} was er nog geen stap gezet.", dutch::date(day));
    }
    states.iter().for_each(|state| out.push_str(state));
    out + &next(dossier, gemeente)
}

/// What can come now, each with its command.
fn next(dossier: &Dossier, gemeente: &GemeenteFolder) -> String {
    let Some(now) = verloop::current(&dossier.verloop) else { return String::new() };
    let folder = &gemeente.shown;
    // How a version ends when another follows it, comes from the decision on that one.
    let next = now.fase().next().iter().filter(|fase| !matches!(fase, Fase::Gewijzigd | Fase::Vervangen));
    let mut rows: Vec<Vec<String>> = next
        .map(|fase| {
            let command = match fase {
                Fase::Vastgesteld => format!("beleid stel-vast {folder} --datum … --kenmerk …"),
                Fase::Ingetrokken => format!("beleid wijzig {folder} --soort intrekking --kenmerk …"),
                _ => format!("beleid verloop {folder} --stap {} --datum …", fase.word().replace(' ', "-")),
            };
            vec![format!("  {}", fase.word()), command]
        })
        .collect();
    if verloop::adopted_version(&dossier.verloop) == Some(now.version()) {
        rows.push(vec![format!("  versie {}", now.version().saturating_add(1)), format!("beleid wijzig {folder}")]);
    }
    format!("\nWat hierna kan:\n{}", render::table(&rows))
}

/// A plan without a history.
fn without(dossier: &Dossier, gemeente: &GemeenteFolder) -> String {
    match &dossier.vaststelling {
        Some(decision) => {
            let date = decision.datum.value;
            let details = Details { kenmerk: Some(&decision.kenmerk.value), ..Details::default() };
            let file = verloop::write(&[Stap::new(1, Fase::Vastgesteld, date, details)]);
            let lines: String = file.lines().map(|line| format!("  {}\n", printable(line))).collect();
            format!(
                "In {FILE} staat nog geen stap. Volgens vaststelling.toml is het plan vastgesteld op {}.\nWilt u het verloop bijhouden, begin het bestand dan zo:\n{lines}",
                dutch::date(date)
            )
        }
        None => format!(
            "In {FILE} staat nog geen stap: het plan is een concept.\nWilt u het verloop bijhouden, begin dan met:\n  beleid verloop {} --stap concept --datum {}\n",
            gemeente.shown, dossier.plan.datum.value
        ),
    }
}
