//! A worker: this program again, in a process of its own that may be stopped and has a limit on its memory.
//!
//! It deliberately speaks only to who started it: a task on each line of its input, an answer on each line of its
//! output.

use std::io::{BufRead, Write, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use super::arguments::Work;
use super::bundel::pack;
use super::make::{Answer, Task, make, staging};
use super::own_templates::OwnTemplates;
use super::workshop::Workshop;
use super::{COULD_NOT, DONE, disk};

/// Room for the program itself, on top of what a gemeente may use.
const PROGRAM_MEGABYTES: u64 = 256;

/// Room for each thread: its stack, and the address space that the allocator sets aside for it without using it.
const THREAD_MEGABYTES: u64 = 144;

/// Works until there are no more tasks.
pub fn run(arguments: &Work) -> ExitCode {
    limit_memory(arguments);
    // Who started this opened them too, and told what is wrong; if they changed since, no document may be made of others.
    let Ok(own) = OwnTemplates::open(&arguments.templates) else { return ExitCode::from(COULD_NOT) };
    let workshop = Workshop::open(own);
    for line in stdin().lock().lines() {
        let Some(task) = line.ok().and_then(|line| serde_json::from_str::<Task>(&line).ok()) else {
            return ExitCode::from(COULD_NOT);
        };
        let ready = staging(&task.place, std::process::id());
        let answer = catch_unwind(AssertUnwindSafe(|| match task.request.bundle {
            Some(bundling) => pack(&workshop, &task, bundling, &ready),
            None => make(&workshop, &task, &ready),
        }))
        .unwrap_or_else(|panic| Answer {
            told: vec![Workshop::tell_crash(&*panic)],
            crashed: true,
            ..Answer::default()
        });
        if send(&answer).is_err() {
            // Nobody waits for this any more.
            disk::remove_folder(&ready);
            return ExitCode::from(COULD_NOT);
        }
        if answer.crashed {
            return ExitCode::from(COULD_NOT);
        }
    }
    ExitCode::from(DONE)
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
