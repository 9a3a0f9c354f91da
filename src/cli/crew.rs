//! The crew: workers in processes of their own, each with one task at a time and a limit on its time and memory.
//!
//! It deliberately does not know what a task is about; a worker that hangs or falls is replaced, and the rest goes on.

use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::arguments::{Limits, Templates};
use super::make::staging;
use super::task::{Answer, Job, Task};
use super::told::Told;
use super::{disk, machine};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Rule;
use crate::ground::dutch;

/// Most bytes of one answer: what a worker read in a file from anyone must not fill the memory here.
const MOST_ANSWER: u64 = 64 << 20;

/// How a crew works.
#[derive(Debug, Clone)]
pub struct Terms {
    /// How many tasks at once.
    pub workers: usize,
    /// The longest time and the most memory for one.
    pub limits: Limits,
    /// Templates over those in the program.
    pub templates: Templates,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Stopped {
    /// The time was up.
    TooLong,
    /// The worker fell: too much memory, or a fault in the program.
    Fell,
    /// There could be no worker.
    NotStarted(io::Error),
}

impl Stopped {
    /// Why there is no answer, as a message.
    pub fn tell(&self, name: &str, limits: Limits) -> Told {
        let limit = seconds(limits);
        match self {
            Self::TooLong => Told::at_path(
                &rules::STOPPED,
                "",
                format!("het maken van `{name}` is gestopt na {limit}"),
                "Kijk welk bestand heel groot is en kort het in, of geef meer tijd met --tijd.",
            ),
            Self::Fell => Told::at_path(
                &rules::STOPPED,
                "",
                format!("het maken van `{name}` is gestopt: te veel geheugen nodig, of een fout in het programma"),
                "Kijk welk bestand heel groot is en kort het in, of geef meer geheugen met --geheugen.",
            ),
            Self::NotStarted(error) => tell_not_started(error),
        }
    }

    /// The same for what is not making documents: this rule, with what did not get done and what to do about it.
    pub fn tell_part(&self, rule: &'static Rule, (undone, action): (&str, &str), limits: Limits) -> Told {
        match self {
            Self::TooLong => Told::at_path(rule, "", format!("{undone} binnen {}", seconds(limits)), action),
            Self::Fell => {
                let title =
                    format!("{undone} binnen {} MB geheugen, of het programma zelf maakt een fout", limits.megabytes);
                Told::at_path(rule, "", title, action)
            }
            Self::NotStarted(error) => tell_not_started(error),
        }
    }
}

fn seconds(limits: Limits) -> String {
    dutch::count(usize::try_from(limits.seconds).unwrap_or(usize::MAX), "seconde", "seconden")
}

fn tell_not_started(error: &io::Error) -> Told {
    let title = format!("er kan geen werker worden gestart ({})", disk::cause(error.kind()));
    Told::at_path(&rules::WRITE_FAILED, "", title, "Controleer of het programma zichzelf mag starten.")
}

/// Does one task.
pub fn one<J: Job>(job: &J, terms: &Terms) -> Result<J::Answer, Stopped> {
    let mut done = Err(Stopped::Fell);
    work(std::slice::from_ref(job), terms, |_, answer| done = answer);
    done
}

/// Does every task, and hands over each answer as it comes, with the index of its task.
pub fn work<J: Job>(tasks: &[J], terms: &Terms, mut done: impl FnMut(usize, Result<J::Answer, Stopped>)) {
    let workers = terms.workers.clamp(1, tasks.len().max(1));
    let threads = (machine::processors() / workers).max(1);
    let next = AtomicUsize::new(0);
    let (answers, all) = channel();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (answers, next) = (answers.clone(), &next);
            scope.spawn(move || {
                let mut worker = None;
                while let Some((index, task)) = tasks.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed)) {
                    let answer = ask(&mut worker, &task.task(), terms, threads);
                    let answer = answer.and_then(|answer| J::answer(answer).ok_or(Stopped::Fell));
                    if answers.send((index, answer)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(answers);
        all.into_iter().for_each(|(index, answer)| done(index, answer));
    });
}

/// Has a worker do a task; one that does not answer is gone afterwards.
fn ask(worker: &mut Option<Worker>, task: &Task, terms: &Terms, threads: usize) -> Result<Answer, Stopped> {
    if worker.is_none() {
        *worker = Some(Worker::start(terms, threads).map_err(Stopped::NotStarted)?);
    }
    let answer = worker.as_mut().map_or(Err(Stopped::Fell), |w| w.ask(task, terms.limits));
    let healthy = answer.as_ref().is_ok_and(|a| !a.is_crash());
    if !healthy && let Some(worker) = worker.take() {
        let process = worker.child.id();
        drop(worker);
        if let Some(place) = task.place() {
            disk::remove_folder(&staging(place, process));
        }
    }
    answer
}

/// The next answer of a worker; none when it ended, or says more than this process should hold.
fn answer(output: &mut impl BufRead) -> Option<String> {
    let mut line = Vec::new();
    output.take(MOST_ANSWER).read_until(b'\n', &mut line).ok()?;
    line.pop().filter(|end| *end == b'\n')?;
    String::from_utf8(line).ok()
}

struct Worker {
    child: Child,
    tasks: Option<ChildStdin>,
    answers: Receiver<String>,
}

impl Worker {
    fn start(terms: &Terms, threads: usize) -> io::Result<Self> {
        let mut command = Command::new(machine::program()?);
        command.args(["werk", "--megabytes", &terms.limits.megabytes.to_string(), "--threads", &threads.to_string()]);
        for layer in &terms.templates.layers {
            command.arg("--sjablonen").arg(layer);
        }
        if let Some(keys) = &terms.templates.keys {
            command.arg("--sleutels").arg(keys);
        }
        if terms.templates.drafts {
            command.arg("--met-concepten");
        }
        // What a falling worker prints is not for the person; the parent says what happened.
        command
            .env("RAYON_NUM_THREADS", threads.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn()?;
        let (tasks, output) = (child.stdin.take(), child.stdout.take());
        let (sender, answers) = channel();
        if let Some(output) = output {
            // Ends by itself: the pipe closes when the worker does.
            thread::spawn(move || {
                let mut output = BufReader::new(output);
                while let Some(line) = answer(&mut output) {
                    if sender.send(line).is_err() {
                        return;
                    }
                }
            });
        }
        Ok(Self { child, tasks, answers })
    }

    fn ask(&mut self, task: &Task, limits: Limits) -> Result<Answer, Stopped> {
        let line = serde_json::to_string(task).map_err(|_| Stopped::Fell)?;
        let sent = self.tasks.as_mut().map(|t| writeln!(t, "{line}").and_then(|()| t.flush()));
        if !matches!(sent, Some(Ok(()))) {
            return Err(Stopped::Fell);
        }
        match self.answers.recv_timeout(Duration::from_secs(limits.seconds)) {
            Ok(line) => serde_json::from_str(&line).map_err(|_| Stopped::Fell),
            Err(RecvTimeoutError::Timeout) => Err(Stopped::TooLong),
            Err(RecvTimeoutError::Disconnected) => Err(Stopped::Fell),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // An idle worker ends when its input does; a busy one is stopped.
        drop(self.tasks.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_one_line_and_no_longer_than_allowed() {
        let mut output = BufReader::new(&b"een\ntwee"[..]);
        assert_eq!(answer(&mut output).as_deref(), Some("een"));
        assert_eq!(answer(&mut output), None, "a worker that fell did not finish its line");
        assert_eq!(answer(&mut output), None);
        let mut endless = BufReader::new(io::repeat(b'x'));
        assert_eq!(answer(&mut endless), None);
    }
}
