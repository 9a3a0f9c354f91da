//! Files that go inside a PDF: what they are, and the calls that put them there.
//!
//! It deliberately does not know what is in them, and needs none of the theme: an attachment has no looks.

use std::fmt::Write as _;

use super::typeset::{Project, TypstFile, quote};

/// What a file is to the document that it is in (PDF/A-3 asks).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// The document was made from it.
    Source,
    /// The document shows what is in it.
    Data,
    /// It says what the document says, for another reader.
    Alternative,
    /// It adds something.
    Supplement,
}

impl Relationship {
    fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Data => "data",
            Self::Alternative => "alternative",
            Self::Supplement => "supplement",
        }
    }
}

/// A file to attach.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name in the PDF, without folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its kind, such as `application/json`.
    pub mime: &'static str,
    /// What it is to the document.
    pub relationship: Relationship,
    /// What a reader is told that it is.
    pub description: String,
}

/// Puts files in the PDF that will be made of a project. They stand in the project too, in `bijlagen/`, so that whoever
/// compiles it elsewhere gets the same document.
pub fn attach(project: &mut Project, attachments: &[Attachment]) {
    let Some(main) = project.files.first_mut() else { return };
    let mut calls = String::new();
    for one in attachments {
        let _ = writeln!(
            calls,
            "#pdf.attach({}, read({}, encoding: none), relationship: {}, mime-type: {}, description: {})",
            quote(&one.name),
            quote(&path(one)),
            quote(one.relationship.word()),
            quote(one.mime),
            quote(&one.description),
        );
    }
    main.bytes.extend(calls.into_bytes());
    let file = |one: &Attachment| TypstFile { path: path(one), bytes: one.bytes.clone(), origins: Vec::new() };
    project.files.extend(attachments.iter().map(file));
}

fn path(one: &Attachment) -> String {
    format!("/bijlagen/{}", one.name)
}
