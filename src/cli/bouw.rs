//! `bouw`: makes what changed, with a crew of workers, and says what came of it.
//!
//! It deliberately compiles nothing itself: a gemeente that hangs or fails never takes this process along.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::Build;
use super::bouwbon::{self, Bouwbon, Fingerprint, Made};
use super::crew::{self, Stopped, Terms};
use super::find::{GemeenteFolder, find};
use super::make::{Answer, Task, tell_unwritten};
use super::own_templates::OwnTemplates;
use super::request::Request;
use super::screen::Screen;
use super::told::Told;
use super::{COULD_NOT, DONE, NOT_ALLOWED, change, disk, machine, render};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Severity;
use crate::ground::dutch;
use crate::nouns::lock;

/// How it went with one gemeente.
#[derive(Default)]
struct Outcome {
    made: Vec<Made>,
    blocked: Vec<String>,
    told: Vec<Told>,
    unchanged: bool,
    could_not: bool,
}

/// Builds.
pub fn run(arguments: &Build, screen: Screen) -> ExitCode {
    let begun = machine::now();
    let (gemeenten, mut passed, own) = match prepare(arguments) {
        Ok(ready) => ready,
        Err(faults) => {
            faults.iter().for_each(|t| screen.err(&render::full(t, screen.colour_err)));
            return ExitCode::from(COULD_NOT);
        }
    };
    let outcomes = build(&gemeenten, &own, arguments, screen);
    screen.progress("");
    let mut seen = BTreeSet::new();
    for (gemeente, outcome) in gemeenten.iter().zip(&outcomes) {
        passed.extend(outcome.told.iter().map(|t| t.clone().below(&gemeente.shown, &own.shown)));
    }
    // What is wrong with the templates comes back from every gemeente.
    passed.retain(|t| seen.insert(t.clone()));
    for told in passed.iter().filter(|t| t.severity > Severity::Hint) {
        screen.err(&(render::full(told, screen.colour_err) + "\n"));
    }
    screen.out(&summary(&gemeenten, &outcomes, &passed, &arguments.output));
    if screen.watched {
        screen.err(&format!(
            "In {} seconden.\n",
            dutch::decimal(i64::try_from(begun.elapsed().as_millis() / 10).unwrap_or(0))
        ));
    }
    let blocked = |o: &Outcome| !o.blocked.is_empty() || o.made.is_empty();
    ExitCode::from(match () {
        () if outcomes.iter().any(|o| o.could_not) => COULD_NOT,
        () if outcomes.iter().any(blocked) || passed.iter().any(|t| t.severity == Severity::Error) => NOT_ALLOWED,
        () => DONE,
    })
}

type Prepared = (Vec<GemeenteFolder>, Vec<Told>, OwnTemplates);

/// Everything that can be wrong before the first gemeente is looked at.
fn prepare(arguments: &Build) -> Result<Prepared, Vec<Told>> {
    let (gemeenten, passed) = find(&arguments.folders)?;
    let own = OwnTemplates::open(&arguments.templates)?;
    own.refuse_unknown(&arguments.documents)?;
    disk::make_folder(&arguments.output).map_err(|e| {
        vec![Told { file: arguments.output.display().to_string(), ..tell_unwritten(&arguments.output, &e) }]
    })?;
    Ok((gemeenten, passed, own))
}

/// The outcome of each gemeente, in the same order.
fn build(gemeenten: &[GemeenteFolder], own: &OwnTemplates, arguments: &Build, screen: Screen) -> Vec<Outcome> {
    let request = Request {
        documents: arguments.documents.clone(),
        year: arguments.year,
        confidential: arguments.confidential,
        notes: arguments.notes,
        papers: arguments.papers,
        source: arguments.source,
        ..Request::dated(arguments.when.stand, arguments.when.peildatum)
    };
    let prints = fingerprints(gemeenten, own, &request, arguments, screen);
    let lock = |gemeente: &GemeenteFolder| disk::text(&gemeente.path().join(lock::FILE));
    let mut outcomes: BTreeMap<usize, Outcome> = BTreeMap::new();
    let (mut tasks, mut indices) = (Vec::new(), Vec::new());
    for (index, (gemeente, print)) in gemeenten.iter().zip(&prints).enumerate() {
        let place = arguments.output.join(&gemeente.name);
        let current =
            if arguments.again { None } else { Bouwbon::current(&place, &with_lock(print, lock(gemeente).as_deref())) };
        match current {
            Some(bon) => drop(
                outcomes
                    .insert(index, Outcome { made: bon.made, told: bon.told, unchanged: true, ..Outcome::default() }),
            ),
            None => {
                indices.push(index);
                tasks.push(Task {
                    folder: gemeente.path().to_owned(),
                    output: arguments.output.clone(),
                    place,
                    request: request.clone(),
                });
            }
        }
    }
    let terms = Terms {
        workers: arguments.workers.and_then(|n| usize::try_from(n).ok()).unwrap_or_else(machine::processors),
        limits: arguments.limits,
        templates: arguments.templates.clone(),
    };
    let mut ready = 0;
    let progress = |ready: usize, name: &str| {
        screen.progress(&format!("{ready} van {} {name}", dutch::count(tasks.len(), "gemeente", "gemeenten")))
    };
    if !tasks.is_empty() {
        progress(0, "");
    }
    crew::work(&tasks, &terms, |at, answer| {
        let (index, task) = (indices[at], &tasks[at]);
        ready += 1;
        progress(ready, &gemeenten[index].name);
        let outcome = match answer {
            Ok(answer) => {
                let held = answer.lock.clone().or_else(|| lock(&gemeenten[index]));
                settle(answer, task, &with_lock(&prints[index], held.as_deref()))
            }
            Err(stopped) => Outcome {
                told: vec![stopped.tell(&gemeenten[index].name, arguments.limits)],
                could_not: matches!(stopped, Stopped::NotStarted(_)),
                ..Outcome::default()
            },
        };
        outcomes.insert(index, outcome);
    });
    outcomes.into_values().collect()
}

/// The hash of what decides the output, the lock with it. A build writes the lock, and what it then finds is what it
/// built with.
fn with_lock(print: &str, lock: Option<&str>) -> String {
    let mut whole = Fingerprint::new();
    whole.add(print.as_bytes());
    whole.add(lock.unwrap_or_default().as_bytes());
    whole.hex()
}

/// A hash of all that decides the output but the lock: this program, the templates, the files of the gemeente and what
/// was asked.
fn fingerprints(
    gemeenten: &[GemeenteFolder],
    own: &OwnTemplates,
    request: &Request,
    arguments: &Build,
    screen: Screen,
) -> Vec<String> {
    screen.progress("kijken wat er is veranderd");
    let mut common = Fingerprint::new();
    // The program holds its templates and fonts. When it cannot be read, everything is built: the hash is then new.
    let read = machine::program().and_then(|program| common.add_file(&program));
    if read.is_err() {
        common.add(format!("{:?}", machine::now()).as_bytes());
    }
    for layer in &arguments.templates.layers {
        common.add(layer.as_os_str().as_encoded_bytes());
        match disk::size(layer) {
            Some(_) if common.add_file(layer).is_ok() => {}
            _ => common.add_folder(layer, Path::new(""), ""),
        }
    }
    // Whether a pack is trusted changes with the day and with the keys, and not with the pack.
    own.report.sorted().iter().for_each(|d| common.add(format!("{} {}", d.rule.code, d.title).as_bytes()));
    common.add(serde_json::to_string(request).unwrap_or_default().as_bytes());
    let common = common.hex();
    gemeenten
        .iter()
        .map(|gemeente| {
            let mut print = Fingerprint::new();
            print.add(common.as_bytes());
            print.add_folder(gemeente.path(), &arguments.output, lock::FILE);
            print.hex()
        })
        .collect()
}

/// Puts what is ready in its place.
fn settle(answer: Answer, task: &Task, hash: &str) -> Outcome {
    let mut outcome = Outcome {
        made: answer.made,
        blocked: answer.blocked,
        told: answer.told,
        could_not: answer.unwritten,
        unchanged: false,
    };
    if answer.outputs.is_empty() {
        return outcome;
    }
    if let Some(lock) = &answer.lock
        && let Err(error) = change::finish(&task.folder)
            .and_then(|()| disk::write_whole(&task.folder.join(lock::FILE), lock.as_bytes()))
    {
        // The documents are what they are; the next build takes the newest again.
        let cause = disk::cause(error.kind());
        outcome.told.push(Told::at_path(
            &rules::LOCK_NOT_WRITTEN,
            lock::FILE,
            format!("met welke versies is gebouwd, kan niet worden vastgelegd ({cause})"),
            "Controleer of u in deze map mag schrijven. De documenten zijn wel gemaakt.",
        ));
    }
    let receipt = task.place.join(bouwbon::NAME);
    // Until everything is in its place, no bouwbon says that it is.
    disk::remove_file(&receipt);
    let published = disk::publish(&answer.ready, &task.place).and_then(|()| {
        if !outcome.blocked.is_empty() {
            return Ok(());
        }
        let bon = Bouwbon {
            hash: hash.to_owned(),
            made: outcome.made.clone(),
            told: outcome.told.clone(),
            outputs: answer.outputs,
        };
        disk::write_whole(&receipt, bon.text().as_bytes())
    });
    if let Err(error) = published {
        disk::remove_folder(&answer.ready);
        outcome.told.push(tell_unwritten(&task.place, &error));
        outcome.could_not = true;
        outcome.blocked.extend(outcome.made.drain(..).map(|m| m.document));
    }
    outcome
}

/// What was made and where, and how many messages there were.
fn summary(gemeenten: &[GemeenteFolder], outcomes: &[Outcome], told: &[Told], output: &Path) -> String {
    let mut rows =
        vec![["gemeente", "document", "bladzijden", "stand", "resultaat", "waar"].map(String::from).to_vec()];
    for (gemeente, outcome) in gemeenten.iter().zip(outcomes) {
        let name = || gemeente.name.clone();
        for made in &outcome.made {
            let year = made.year.map(|y| format!(" {y}")).unwrap_or_default();
            let path: PathBuf = output.join(&gemeente.name).join(&made.file);
            let result = if outcome.unchanged { "ongewijzigd" } else { "gemaakt" };
            let document = format!("{}{year}", made.document);
            rows.push(vec![
                name(),
                document,
                made.pages.to_string(),
                made.stand.clone(),
                result.into(),
                path.display().to_string(),
            ]);
        }
        let blocked = outcome.blocked.iter().map(String::as_str);
        for document in blocked.chain(outcome.made.is_empty().then_some("-").filter(|_| outcome.blocked.is_empty())) {
            rows.push([&name(), document, "-", "-", "niet gemaakt"].map(|s| s.to_owned()).to_vec());
        }
    }
    let count = render::count(told);
    let more = if count.hints > 0 { " (zie `beleid controleer`)" } else { "" };
    format!("{}\n{count}{more}\n", render::table(&rows))
}
