//! `stel-vast`: everything that stands in the way of a decision at once, or the decision with all that it makes: the
//! record, the lock, the kept sources, and the documents.
//!
//! It deliberately changes nothing before it is sure that every document can be made again from what it will keep, and
//! then everything at once.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDate;

use super::arguments::{Adopt, Build, When};
use super::change::{self, Change};
use super::find::{GemeenteFolder, find};
use super::make::tell_unwritten;
use super::own_templates::OwnTemplates;
use super::render::printable;
use super::screen::Screen;
use super::told::{Told, tell};
use super::workshop::{Bench, Workshop};
use super::{COULD_NOT, DONE, NOT_ALLOWED, bouw, disk, render, sleutel};
use crate::compiler::{Adoption, Edition, Selection, Subject};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Diagnostic, Report, Severity, Stand};
use crate::ground::dutch;
use crate::ground::hash::sha256;
use crate::ground::signature::SecretKey;
use crate::ground::source::{Encoding, SourceSet};
use crate::judgement::adoption::Accepted;
use crate::nouns::adopted::AdoptedPaths;
use crate::nouns::dossier::Dossier;
use crate::nouns::lock;
use crate::nouns::order::Order;
use crate::nouns::public_files::public_files;
use crate::nouns::verloop;
use crate::seal::source_set::{MANIFEST, grouped};

mod decision;
mod edit;
mod files;
#[cfg(test)]
mod tests;

/// Adopts, or says why not.
pub fn run(arguments: &Adopt, screen: Screen) -> ExitCode {
    match perform(arguments, screen) {
        Ok(code) => ExitCode::from(code),
        Err(told) => {
            told.iter().for_each(|t| screen.err(&(render::full(t, screen.colour_err) + "\n")));
            ExitCode::from(COULD_NOT)
        }
    }
}

/// A decision, ready to be written.
struct Ready {
    bench: Bench,
    dossier: Dossier,
    adoption: Adoption,
    day: Option<NaiveDate>,
    subject: Subject,
    /// The folder as it was read.
    read: SourceSet,
    /// The files of the folder that the decision itself changes.
    change: Change,
}

fn perform(arguments: &Adopt, screen: Screen) -> Result<u8, Vec<Told>> {
    let workshop = Workshop::open(OwnTemplates::open(&arguments.templates)?);
    let gemeente = one(&find(std::slice::from_ref(&arguments.folder))?.0)?;
    let key = arguments.key.as_deref().map(sleutel::read_secret).transpose().map_err(|told| vec![*told])?;
    let subject = arguments.report.map_or(Subject::Plan, Subject::Report);
    if !arguments.dry {
        // What another command decided and did not finish comes first.
        change::finish(gemeente.path()).map_err(|error| vec![tell_unwritten(gemeente.path(), &error)])?;
    }
    let ready = prepare(&workshop, &gemeente, arguments, subject, key.as_ref())?;
    let shown = |told: Vec<Told>| -> Vec<Told> {
        told.into_iter().map(|t| t.below(&gemeente.shown, &Default::default())).collect()
    };
    let against = &ready.adoption.weighed.against;
    if !against.sorted().is_empty() {
        let told = shown(weighed(against, &ready, &workshop));
        told.iter().for_each(|t| screen.err(&(render::full(t, screen.colour_err) + "\n")));
        screen.err(&refusal(told.len(), against));
        return Ok(NOT_ALLOWED);
    }
    let remarks = shown(weighed(&ready.adoption.weighed.remarks, &ready, &workshop));
    remarks.iter().for_each(|t| screen.err(&(render::full(t, screen.colour_err) + "\n")));
    let Some(day) = ready.day else { return Ok(COULD_NOT) };
    let change = whole_change(&ready, &workshop, subject, day);
    if arguments.dry {
        screen.out(&account(&ready, &change, &gemeente.shown, true));
        return Ok(DONE);
    }
    let (now, _) = disk::load(gemeente.path(), &arguments.output);
    let bytes = |set: &SourceSet| -> Vec<(String, Vec<u8>)> {
        set.iter().map(|source| (source.path().to_owned(), source.bytes().to_vec())).collect()
    };
    if bytes(&now) != bytes(&ready.read) {
        screen.err(
            "fout: de map is veranderd terwijl het besluit werd uitgewerkt\nEr is niets vastgesteld. Kijk wat er is veranderd, en geef de opdracht opnieuw.\n",
        );
        return Ok(NOT_ALLOWED);
    }
    change.apply(gemeente.path()).map_err(|error| vec![tell_unwritten(gemeente.path(), &error)])?;
    screen.out(&account(&ready, &change, &gemeente.shown, false));
    let built = bouw::run(&build(arguments, &gemeente, &ready.adoption.editions), screen);
    Ok(if built == ExitCode::from(DONE) { DONE } else { COULD_NOT })
}

fn one(found: &[GemeenteFolder]) -> Result<GemeenteFolder, Vec<Told>> {
    match found {
        [gemeente] => Ok(gemeente.clone()),
        _ => Err(vec![Told::at_path(
            &rules::NOTHING_FOUND,
            "",
            "dit is niet de map van één gemeente",
            "Een besluit gaat over één gemeente: geef haar map.",
        )]),
    }
}

/// Reads the folder with the decision in it, and works that out.
fn prepare(
    workshop: &Workshop,
    gemeente: &GemeenteFolder,
    arguments: &Adopt,
    subject: Subject,
    key: Option<&SecretKey>,
) -> Result<Ready, Vec<Told>> {
    let (sources, intake) = disk::load(gemeente.path(), &arguments.output);
    let before = workshop.put(sources.clone(), intake.clone(), &Selection::default());
    let unread = |bench: &Bench| -> Vec<Told> {
        let told = tell(&bench.intake, &[], &bench.sources, workshop.templates());
        told.into_iter().map(|t| t.below(&gemeente.shown, &Default::default())).collect()
    };
    let Some(as_it_was) = &before.dossier else { return Err(unread(&before)) };
    let mut lacks = Report::default();
    if let Some(day) = workshop.compiler.adopted_on(as_it_was, subject) {
        lacks.push(rules::ADOPT_ALREADY.at(
            None,
            format!("dit is al vastgesteld, op {}", dutch::date(day)),
            "Begin een nieuwe versie met `beleid wijzig`.",
        ));
    }
    let (path, text) = match subject {
        Subject::Plan => (decision::FILE.to_owned(), decision::of_plan(&sources, as_it_was, arguments, &mut lacks)),
        Subject::Report(year) => {
            let path = format!("jaren/{year}/jaar.toml");
            let old = sources.get(&path).map_or("", |source| source.text());
            if as_it_was.jaren.contains_key(&year) {
                (path, decision::of_report(old, arguments, &mut lacks))
            } else {
                lacks.push(rules::NO_YEAR.at(
                    None,
                    format!("er is geen map `jaren/{year}`"),
                    format!("Maak de map jaren/{year} met jaar.toml erin."),
                ));
                (path, None)
            }
        }
    };
    let (mut proposed, mut change) = (sources.clone(), Change::default());
    // What is no text is not written over: whoever reads the folder tells that it is none.
    let writes =
        |text: &String| sources.get(&path).is_none_or(|old| old.text() != text && old.encoding() != Encoding::Binary);
    if let Some(text) = text.filter(writes)
        && proposed.insert(&path, text.clone().into_bytes()).is_ok()
    {
        change.written.push((path, text.into_bytes()));
    }
    let mut bench = workshop.put(proposed.clone(), intake.clone(), &Selection::default());
    // The steps of the decision belong to it: without them the history would say that nothing was decided.
    let steps = bench.dossier.as_ref().filter(|_| subject == Subject::Plan && has_history(&bench));
    if let Some(steps) = steps.and_then(files::new_history) {
        let text = verloop::write(&steps).into_bytes();
        if proposed.insert(verloop::FILE, text.clone()).is_ok() {
            change.written.push((verloop::FILE.into(), text));
            bench = workshop.put(proposed, intake, &Selection::default());
        }
    }
    let Some(dossier) = bench.dossier.clone() else { return Err(unread(&bench)) };
    let day = workshop.compiler.decided_on(&dossier, subject);
    // Of what was decided before nothing else is in the way.
    let again = !lacks.of(&rules::ADOPT_ALREADY).is_empty();
    let mut adoption = match again {
        true => Adoption::default(),
        false => workshop.compiler.adoption(&dossier, &bench.intake, subject, key),
    };
    if subject == Subject::Plan
        && !again
        && let Some(fase) = files::too_early(&dossier.verloop)
    {
        lacks.push(rules::ADOPT_STEP.at(
            verloop::current(&dossier.verloop).map(|step| step.place.clone()),
            format!("na `{}` kan een plan niet meteen worden vastgesteld", fase.word()),
            match fase.ends() {
                true => "Begin een nieuwe versie met `beleid wijzig`.".to_owned(),
                false => format!(
                    "Leg eerst de stap vast: beleid verloop {} --stap \"ter besluitvorming\" --datum …",
                    gemeente.shown
                ),
            },
        ));
    }
    adoption.weighed.against = without_twice(&adoption.weighed.against, lacks);
    Ok(Ready { bench, dossier, adoption, day, change, subject, read: sources })
}

/// Whether the history could be read, or there is none: one that could not must be mended before it is added to. What
/// its steps say (S63…) is weighed again when those of the decision are among them.
fn has_history(bench: &Bench) -> bool {
    let faults = bench.intake.sorted().into_iter().filter(|d| d.rule.severity(Stand::Vastgesteld) == Severity::Error);
    let mut faults = faults.filter(|d| d.place.as_ref().is_some_and(|p| p.source.path() == verloop::FILE));
    faults.all(|d| d.rule.code.starts_with("S63"))
}

/// All that stands in the way; a key that the decision lacks is told once, with the choice that gives it.
fn without_twice(against: &Report, lacks: Report) -> Report {
    let mut all = Report::default();
    // That the history knows no decision yet is told once, with the step that goes before it.
    let step = !lacks.of(&rules::ADOPT_STEP).is_empty();
    let named = |d: &Diagnostic| d.place.as_ref().is_some_and(|p| p.source.path() == decision::FILE);
    let lacking = !lacks.of(&rules::ADOPT_LACKS).is_empty();
    let twice = |d: &Diagnostic| {
        (*d.rule == rules::MISSING_KEY && named(d) && lacking) || (step && d.rule.code.starts_with("S63"))
    };
    against.sorted().into_iter().filter(|d| !twice(d)).for_each(|d| all.push(d.clone()));
    all.extend(lacks);
    all
}

/// Messages as they weigh in a decision.
fn weighed(report: &Report, ready: &Ready, workshop: &Workshop) -> Vec<Told> {
    let orders: Vec<Order> = workshop.compiler.adopted_orders(&ready.dossier, ready.subject);
    tell(report, &orders, &ready.bench.sources, workshop.templates())
}

fn refusal(count: usize, against: &Report) -> String {
    let mut out = format!("Niet vastgesteld: er {} in de weg. Er is niets veranderd.\n", stands(count));
    let open = |d: &&Diagnostic| d.rule.is_staleness() || *d.rule == rules::ADOPT_UNMET;
    if let Some(first) = against.sorted().into_iter().find(open) {
        let _ = writeln!(
            out,
            "Wat verouderd of nog niet gehaald is, mag blijven staan als daar een reden voor is: --aanvaard \"{}:woorden uit de melding=de reden\".",
            first.rule.code
        );
    }
    out
}

fn stands(count: usize) -> String {
    if count == 1 { "staat nog één ding".into() } else { format!("staan nog {count} dingen") }
}

/// Everything that the decision changes in the folder.
fn whole_change(ready: &Ready, workshop: &Workshop, subject: Subject, day: NaiveDate) -> Change {
    let mut change = ready.change.clone();
    let editions: Vec<&Edition> = ready.adoption.editions.iter().map(|(_, edition)| edition).collect();
    let used: Vec<_> = editions.iter().flat_map(|edition| edition.used.clone()).collect();
    if let Some(held) = workshop.compiler.relock(&ready.dossier, &used, &workshop.layers) {
        change.written.push((lock::FILE.into(), held.write().into_bytes()));
    }
    files::keep(&mut change, &editions, day, &ready.dossier);
    if subject == Subject::Plan {
        let plan = ready.adoption.editions.iter().find(|(order, _)| workshop.compiler.is_main(order));
        let steps = plan.and_then(|(_, plan)| files::with_fingerprint(&ready.dossier, &fingerprint(plan)));
        if let Some(steps) = steps {
            change.written.retain(|(path, _)| path != verloop::FILE);
            change.written.push((verloop::FILE.into(), verloop::write(&steps).into_bytes()));
        }
        let public = public_files(&ready.dossier).into_iter().find(|(path, _)| path == decision::FILE);
        change.written.extend(public.map(|(_, bytes)| (AdoptedPaths::of(day, "").decision, bytes)));
    }
    change
}

/// The fingerprint of a sealed document.
fn fingerprint(edition: &Edition) -> String {
    let manifest = edition.attachments.iter().find(|attachment| attachment.name == MANIFEST);
    manifest.map(|manifest| grouped(&sha256(&manifest.bytes))).unwrap_or_default()
}

/// What is decided, made and written.
fn account(ready: &Ready, change: &Change, folder: &str, dry: bool) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\n", if dry { "Zo wordt het. Er is nog niets veranderd." } else { "Vastgesteld." });
    let mut rows = vec![vec!["document".to_owned(), "bladzijden".into(), "controlecode".into()]];
    for (_, edition) in &ready.adoption.editions {
        rows.push(vec![edition.file_name.clone(), edition.pages.to_string(), fingerprint(edition)]);
    }
    out.push_str(&render::table(&rows));
    let accepted = &ready.adoption.weighed.accepted;
    if !accepted.is_empty() {
        let _ = writeln!(out, "\nAanvaard:");
        accepted.iter().for_each(|a| accepted_line(a, &mut out));
    }
    let _ = writeln!(out, "\n{} in {folder}:", if dry { "Hiervoor komen deze bestanden" } else { "Bestanden" });
    let mut paths: Vec<&str> = change.written.iter().map(|(path, _)| path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.iter().for_each(|path| out.push_str(&format!("  {path}\n")));
    out.push('\n');
    out.lines().map(|line| printable(line) + "\n").collect()
}

fn accepted_line(accepted: &Accepted, out: &mut String) {
    let diagnostic = &accepted.diagnostic;
    let _ = writeln!(out, "  {} {}", diagnostic.rule.code, diagnostic.title);
    let _ = writeln!(out, "       want: {}", accepted.reason);
}

/// The build that puts the documents in their place.
fn build(arguments: &Adopt, gemeente: &GemeenteFolder, editions: &[(Order, Edition)]) -> Build {
    Build {
        folders: vec![Path::new(&gemeente.shown).to_owned()],
        output: arguments.output.clone(),
        when: When { stand: Some(Stand::Vastgesteld), peildatum: None },
        documents: editions.iter().map(|(order, _)| order.document.clone()).collect(),
        papers: arguments.report.is_none(),
        year: arguments.report,
        source: false,
        again: false,
        confidential: false,
        notes: false,
        templates: arguments.templates.clone(),
        workers: None,
        limits: arguments.limits,
    }
}
