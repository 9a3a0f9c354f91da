//! What a worker can be asked, and what it answers: the documents of a gemeente, or a part of a command that reads what
//! anyone may have written.
//!
//! It deliberately holds plain values only, so that they cross to another process, and decides nothing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::told::Told;
use super::{COULD_NOT, machine, make};

/// What a worker can be asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Task {
    /// The documents of a gemeente, or their bundle.
    Make(make::Task),
    /// A part of a command.
    Part(Part),
}

/// What it answers, for each kind of task.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Task::Make`].
    Made(make::Answer),
    /// To [`Task::Part`].
    Said(Said),
}

/// A part of a command: what was typed, and which file or folder of it this is about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    /// The command line. A worker reads it as this process did, so no argument needs a second form.
    pub arguments: Vec<OsString>,
    /// The file or folder as it was typed or found; empty for the command as a whole.
    pub about: OsString,
    /// Where the worker puts what it makes, to be cleaned up when it falls.
    #[serde(skip)]
    pub place: Option<PathBuf>,
}

/// What there is to say about a part.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Said {
    /// For the output.
    pub out: String,
    /// Messages for the person.
    pub told: Vec<Told>,
    /// For the person, behind the messages.
    pub err: String,
    /// For programs, where the command has a form for them.
    pub data: serde_json::Value,
    /// The code to end with.
    pub code: u8,
    /// The folder where a file stands that is to be put in its place.
    pub ready: Option<OsString>,
    /// Whether the program itself failed; a new worker is then better.
    pub crashed: bool,
}

/// Work that a crew does.
pub trait Job: Sync {
    /// What comes of it.
    type Answer: Send;

    /// As a worker is asked it.
    fn task(&self) -> Task;

    /// What comes of it, if this is an answer to it.
    fn answer(answer: Answer) -> Option<Self::Answer>;
}

impl Job for make::Task {
    type Answer = make::Answer;

    fn task(&self) -> Task {
        Task::Make(self.clone())
    }

    fn answer(answer: Answer) -> Option<make::Answer> {
        if let Answer::Made(made) = answer { Some(made) } else { None }
    }
}

impl Job for Part {
    type Answer = Said;

    fn task(&self) -> Task {
        Task::Part(self.clone())
    }

    fn answer(answer: Answer) -> Option<Said> {
        if let Answer::Said(said) = answer { Some(said) } else { None }
    }
}

impl Part {
    /// The part of this command that is about a file or folder.
    pub fn about(what: impl Into<OsString>) -> Self {
        Self { arguments: machine::arguments(), about: what.into(), place: None }
    }
}

impl Task {
    /// The folder in which a worker puts files ready, if it makes any.
    pub fn place(&self) -> Option<&Path> {
        match self {
            Self::Make(task) => Some(&task.place),
            Self::Part(part) => part.place.as_deref(),
        }
    }

    /// The answer when the program itself failed.
    pub fn crashed(&self, told: Told) -> Answer {
        match self {
            Self::Make(_) => Answer::Made(make::Answer { told: vec![told], crashed: true, ..make::Answer::default() }),
            Self::Part(_) => Answer::Said(Said { told: vec![told], code: COULD_NOT, crashed: true, ..Said::default() }),
        }
    }
}

impl Answer {
    /// Whether the program itself failed.
    pub fn is_crash(&self) -> bool {
        match self {
            Self::Made(answer) => answer.crashed,
            Self::Said(said) => said.crashed,
        }
    }
}

impl Said {
    /// Only messages, and a code.
    pub fn told(told: Vec<Told>, code: u8) -> Self {
        Self { told, code, ..Self::default() }
    }
}
