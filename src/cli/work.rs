//! A worker: this program again, in a process of its own that may be stopped and has a limit on its memory.
//!
//! It deliberately speaks only to who started it: a task on each line of its input, an answer on each line of its
//! output.

use std::cell::OnceCell;
use std::io::{BufRead, Write, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;

use clap::FromArgMatches;

use super::arguments::{self, Action, Arguments, Templates, Work};
use super::bundel::pack;
use super::make::{make, staging};
use super::own_templates::OwnTemplates;
use super::task::{Answer, Part, Said, Task};
use super::workshop::Workshop;
use super::{COULD_NOT, DONE, controleer, disk, herleid, toets, vergelijk, verifieer};
use crate::compiler::Compiler;

/// Room for the program itself, on top of what a task may use.
const PROGRAM_MEGABYTES: u64 = 256;

/// Room for each thread: its stack, and the address space that the allocator sets aside for it without using it.
const THREAD_MEGABYTES: u64 = 144;

/// Works until there are no more tasks.
pub fn run(arguments: &Work) -> ExitCode {
    limit_memory(arguments);
    let tools = Tools { templates: &arguments.templates, workshop: OnceCell::new(), plain: OnceCell::new() };
    for line in stdin().lock().lines() {
        let Some(task) = line.ok().and_then(|line| serde_json::from_str::<Task>(&line).ok()) else {
            return ExitCode::from(COULD_NOT);
        };
        let answer = catch_unwind(AssertUnwindSafe(|| tools.work(&task)))
            .unwrap_or_else(|panic| Some(task.crashed(Workshop::tell_crash(&*panic))));
        let Some(answer) = answer else { return ExitCode::from(COULD_NOT) };
        if send(&answer).is_err() {
            // Nobody waits for this any more.
            if let Some(ready) = ready(&answer) {
                disk::remove_folder(ready);
            }
            return ExitCode::from(COULD_NOT);
        }
        if answer.is_crash() {
            return ExitCode::from(COULD_NOT);
        }
    }
    ExitCode::from(DONE)
}

/// What tasks are done with; each is made by the first that needs it.
struct Tools<'a> {
    templates: &'a Templates,
    workshop: OnceCell<Option<Workshop>>,
    plain: OnceCell<Compiler>,
}

impl Tools<'_> {
    /// The answer to a task; none when it cannot be begun.
    fn work(&self, task: &Task) -> Option<Answer> {
        let process = std::process::id();
        Some(match task {
            Task::Make(task) => {
                let ready = staging(&task.place, process);
                Answer::Made(match task.request.bundle {
                    Some(bundling) => pack(self.workshop()?, task, bundling, &ready),
                    None => make(self.workshop()?, task, &ready),
                })
            }
            Task::Part(part) => Answer::Said(self.say(part)?),
        })
    }

    fn say(&self, part: &Part) -> Option<Said> {
        let parsed = arguments::command().try_get_matches_from(&part.arguments).ok()?;
        let about = Path::new(&part.about);
        Some(match Arguments::from_arg_matches(&parsed).ok()?.command {
            Action::Verifieer(_) => verifieer::say(about, self.plain.get_or_init(Compiler::built_in)),
            Action::Vergelijk(arguments) => vergelijk::say(&arguments),
            Action::Controleer(arguments) => controleer::say(&arguments, self.workshop()?, about),
            Action::Toets(arguments) => toets::say(&arguments, self.workshop()?, about),
            Action::Herleid(arguments) => herleid::say(&arguments, self.workshop()?),
            _ => return None,
        })
    }

    /// Who started this opened the templates too, and told what is wrong; if they changed since, nothing may be made of
    /// others.
    fn workshop(&self) -> Option<&Workshop> {
        self.workshop.get_or_init(|| OwnTemplates::open(self.templates).ok().map(Workshop::open)).as_ref()
    }
}

/// The folder of files that stand ready.
fn ready(answer: &Answer) -> Option<&Path> {
    match answer {
        Answer::Made(made) => Some(made.ready.as_path()).filter(|ready| !ready.as_os_str().is_empty()),
        Answer::Said(said) => said.ready.as_deref().map(Path::new),
    }
}

fn send(answer: &Answer) -> std::io::Result<()> {
    let mut out = stdout().lock();
    serde_json::to_writer(&mut out, answer)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Limits address space: the only limit that every Unix keeps.
#[cfg(unix)]
fn limit_memory(arguments: &Work) {
    let megabytes = arguments.megabytes + PROGRAM_MEGABYTES + arguments.threads * THREAD_MEGABYTES;
    // A system that refuses the limit still has the limit on time.
    let _ = rlimit::setrlimit(rlimit::Resource::AS, megabytes << 20, megabytes << 20);
}

#[cfg(not(unix))]
fn limit_memory(_: &Work) {}
