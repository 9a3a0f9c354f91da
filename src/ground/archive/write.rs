//! Writing an archive.
//!
//! It deliberately refuses what [`super::read`] would not take back.

use super::Entry;
use super::format::{CENTRAL, DATE, END, LOCAL, NEEDED};
use super::path::path_fault;
use super::read::{MOST_BYTES, MOST_FILES};

/// The bytes of an archive of these files, in the order given: the same files give the same bytes.
///
/// `None` when a path cannot be in an archive or is there twice (also when only capitals differ), or when it is too
/// much; [`path_fault`], [`MOST_FILES`] and [`MOST_BYTES`] say which.
pub fn write(entries: &[Entry<'_>]) -> Option<Vec<u8>> {
    let mut names: Vec<String> = entries.iter().map(|e| e.path.to_ascii_lowercase()).collect();
    names.sort();
    let twice = names.windows(2).any(|pair| pair.first() == pair.last());
    let total: usize = entries.iter().map(|e| e.bytes.len()).sum();
    if twice || entries.len() > MOST_FILES || total > MOST_BYTES || entries.iter().any(|e| path_fault(e.path).is_some())
    {
        return None;
    }
    encode(entries)
}

/// The same without the checks.
pub(super) fn encode(entries: &[Entry<'_>]) -> Option<Vec<u8>> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let start = u32::try_from(out.len()).ok()?;
        let common = common(entry)?;
        out.extend(LOCAL.to_le_bytes());
        out.extend(&common);
        out.extend(entry.path.as_bytes());
        out.extend(entry.bytes);
        directory.extend(CENTRAL.to_le_bytes());
        directory.extend(NEEDED.to_le_bytes());
        directory.extend(&common);
        // No remark, the first disk, no attributes: four numbers of two bytes and one of four.
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(entry.path.as_bytes());
    }
    let (start, length) = (u32::try_from(out.len()).ok()?, u32::try_from(directory.len()).ok()?);
    let count = u16::try_from(entries.len()).ok()?;
    out.append(&mut directory);
    out.extend(END.to_le_bytes());
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    Some(out)
}

/// What the piece before a file and its line in the directory both say.
fn common(entry: &Entry<'_>) -> Option<Vec<u8>> {
    let length = u32::try_from(entry.bytes.len()).ok()?;
    let mut out = Vec::with_capacity(26);
    out.extend(NEEDED.to_le_bytes());
    // No flags, not compressed, at midnight.
    out.extend([0; 6]);
    out.extend(DATE.to_le_bytes());
    out.extend(crc32fast::hash(entry.bytes).to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(u16::try_from(entry.path.len()).ok()?.to_le_bytes());
    out.extend([0; 2]);
    Some(out)
}
