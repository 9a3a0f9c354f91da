//! Archives: a zip file in the one form that this program writes. Files one after the other, not compressed, in order
//! of their paths, without time, owner or remark; so the same files are the same bytes, on every machine and in every
//! year, and a reader that asks for that form finds every byte that does not belong.
//!
//! It deliberately does not know what the files mean, and inflates nothing: what is compressed is refused, so that no
//! archive is larger inside than outside.

mod format;
mod path;
mod read;
mod write;

pub use path::{LONGEST_PATH, PathFault, path_fault};
pub use read::{Fault, FaultKind, MOST_BYTES, MOST_FILES, read};
pub use write::write;

/// A file of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its path, with `/`.
    pub path: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}
