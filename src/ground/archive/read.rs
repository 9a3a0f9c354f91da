//! Reading an archive: every fault that it has is found in one pass, and only an archive without any gives its files.
//!
//! It deliberately trusts no number that it did not check: a file is a piece of the bytes that were given, and what is
//! left over after all files is a fault.

use std::collections::BTreeMap;

use super::Entry;
use super::format::{CENTRAL, CENTRAL_LENGTH, END, END_LENGTH, LOCAL, LOCAL_LENGTH, four, index, two};
use super::path::{PathFault, path_fault};
use super::write::encode;
use crate::ground::source::LIMITS;

/// Most files in an archive: what a set of templates holds, with its manifest and signature.
pub const MOST_FILES: usize = LIMITS.files;

/// Most bytes in an archive.
pub const MOST_BYTES: usize = LIMITS.total_bytes;

/// Something wrong with an archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The path as it stands in the archive; empty when it is about the archive as a whole.
    pub path: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// Not a zip file, or one that ends too soon.
    NoArchive,
    /// A zip file in another form than ours: made or packed again by another program.
    OtherForm,
    /// There are bytes after the end.
    After,
    /// There are bytes before a file, or before or after the directory, that belong to none.
    Between,
    /// A file lies over another.
    Overlap,
    /// A path that cannot be.
    Path(PathFault),
    /// A link, or another special file.
    Link,
    /// The same path twice, also when only capitals differ.
    Twice,
    /// Compressed, so that it could be larger inside than outside.
    Compressed {
        /// Bytes in the archive.
        outside: u32,
        /// Bytes that it says to hold.
        inside: u32,
    },
    /// Locked with a password.
    Encrypted,
    /// Too many files, or too large.
    Large,
    /// The content is not what was written.
    Damaged,
}

/// The files of an archive, as pieces of `bytes`.
///
/// # Errors
/// Every [`Fault`], in the order of the archive. An archive that differs in one byte from what [`super::write`] makes
/// of the same files has at least one.
pub fn read(bytes: &[u8]) -> Result<Vec<Entry<'_>>, Vec<Fault>> {
    let whole = |kind| Fault { path: String::new(), kind };
    // Each file costs its two headers and its path twice.
    let overhead = MOST_FILES * (LOCAL_LENGTH + CENTRAL_LENGTH + 2 * super::LONGEST_PATH);
    if bytes.len() > MOST_BYTES + overhead {
        return Err(vec![whole(FaultKind::Large)]);
    }
    let Some(end) = end_of(bytes) else { return Err(vec![whole(FaultKind::NoArchive)]) };
    let mut faults = Vec::new();
    if end + END_LENGTH != bytes.len() {
        faults.push(whole(FaultKind::After));
    }
    let Some((listed, complete)) = directory(bytes, end) else {
        faults.push(whole(FaultKind::NoArchive));
        return Err(faults);
    };
    if listed.len() > MOST_FILES {
        faults.push(whole(FaultKind::Large));
        return Err(faults);
    }
    let (entries, after) = files(bytes, &listed, &mut faults);
    if !complete || after.is_some_and(|after| index(bytes, end + 16) != Some(after)) {
        faults.push(whole(FaultKind::Between));
    }
    if faults.is_empty() && encode(&entries).is_none_or(|ours| ours != bytes) {
        faults.push(whole(FaultKind::OtherForm));
    }
    if faults.is_empty() { Ok(entries) } else { Err(faults) }
}

/// Where the last piece begins: at the very end, or else the last place that looks like it.
fn end_of(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_LENGTH)?;
    let found = |at: &usize| four(bytes, *at) == Some(END);
    Some(last).filter(found).or_else(|| (0..last).rev().find(found))
}

/// A line of the directory.
struct Line<'a> {
    name: &'a [u8],
    flags: u16,
    method: u16,
    outside: u32,
    inside: u32,
    crc: u32,
    attributes: u32,
    start: usize,
}

/// The lines of the directory, and whether they fill exactly the room up to the last piece. `None` when they cannot be
/// followed.
fn directory(bytes: &[u8], end: usize) -> Option<(Vec<Line<'_>>, bool)> {
    let count = usize::from(two(bytes, end + 10)?);
    let start = index(bytes, end + 16)?;
    let (mut at, mut lines) = (start, Vec::new());
    while lines.len() < count {
        if four(bytes, at)? != CENTRAL || at >= end {
            return None;
        }
        let length = |offset| two(bytes, at + offset).map(usize::from);
        let name = at + CENTRAL_LENGTH;
        let after = name + length(28)?;
        lines.push(Line {
            name: bytes.get(name..after)?,
            flags: two(bytes, at + 8)?,
            method: two(bytes, at + 10)?,
            crc: four(bytes, at + 16)?,
            outside: four(bytes, at + 20)?,
            inside: four(bytes, at + 24)?,
            attributes: four(bytes, at + 38)?,
            start: index(bytes, at + 42)?,
        });
        at = after + length(30)? + length(32)?;
    }
    Some((lines, at == end))
}

/// The file of each line, as far as it can be found, and the place after the last one; every fault of each is told.
fn files<'a>(bytes: &'a [u8], lines: &[Line<'a>], faults: &mut Vec<Fault>) -> (Vec<Entry<'a>>, Option<usize>) {
    let (mut entries, mut seen, mut expected) = (Vec::new(), BTreeMap::new(), Some(0));
    let mut total: usize = 0;
    for line in lines {
        let shown = String::from_utf8_lossy(line.name).into_owned();
        let mut tell = |kind| faults.push(Fault { path: shown.clone(), kind });
        let name = std::str::from_utf8(line.name).ok();
        if let Some(fault) = name.map_or(Some(PathFault::Character), path_fault) {
            tell(FaultKind::Path(fault));
        }
        if seen.insert(line.name.to_ascii_lowercase(), ()).is_some() {
            tell(FaultKind::Twice);
        }
        // The upper half holds what Unix says of a file: nothing, or an ordinary file.
        if !matches!((line.attributes >> 16) & 0o170_000, 0 | 0o100_000 | 0o040_000) {
            tell(FaultKind::Link);
        }
        if line.flags & 1 != 0 {
            tell(FaultKind::Encrypted);
        }
        if line.method != 0 {
            tell(FaultKind::Compressed { outside: line.outside, inside: line.inside });
        }
        let size = usize::try_from(line.inside.max(line.outside)).unwrap_or(usize::MAX);
        total = total.saturating_add(size);
        if size > LIMITS.file_bytes {
            tell(FaultKind::Large);
        }
        if let Some(expected) = expected.filter(|e| *e != line.start) {
            tell(if line.start < expected { FaultKind::Overlap } else { FaultKind::Between });
        }
        let content = content(bytes, line);
        expected = content.map(|(_, after)| after);
        match (content, name) {
            (None, _) => tell(FaultKind::Damaged),
            (Some((content, _)), _) if line.method == 0 && crc32fast::hash(content) != line.crc => {
                tell(FaultKind::Damaged);
            }
            (Some((content, _)), Some(path)) => entries.push(Entry { path, bytes: content }),
            (Some(_), None) => {}
        }
    }
    if total > MOST_BYTES && !faults.iter().any(|f| f.kind == FaultKind::Large) {
        faults.push(Fault { path: String::new(), kind: FaultKind::Large });
    }
    (entries, expected)
}

/// The content of a file and the place after it. `None` when it is not where the directory says.
fn content<'a>(bytes: &'a [u8], line: &Line<'_>) -> Option<(&'a [u8], usize)> {
    if four(bytes, line.start)? != LOCAL {
        return None;
    }
    let length = |offset| two(bytes, line.start + offset).map(usize::from);
    let start = line.start + LOCAL_LENGTH + length(26)? + length(28)?;
    let after = start.checked_add(usize::try_from(line.outside).ok()?)?;
    Some((bytes.get(start..after)?, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::archive::write;
    use proptest::prelude::*;

    fn sample() -> Vec<Entry<'static>> {
        vec![
            Entry { path: "pak.toml", bytes: b"naam = \"proef\"\n" },
            Entry { path: "hoofdstukken/a/1.0.0/hoofdstuk.md", bytes: b"Tekst.\n" },
            Entry { path: "leeg.toml", bytes: b"" },
        ]
    }

    fn kinds(bytes: &[u8]) -> Vec<FaultKind> {
        read(bytes).err().unwrap_or_default().into_iter().map(|f| f.kind).collect()
    }

    /// The bytes with those at `at` replaced.
    fn patched(bytes: &[u8], at: usize, by: &[u8]) -> Vec<u8> {
        let mut out = bytes.to_vec();
        out[at..at + by.len()].copy_from_slice(by);
        out
    }

    /// Where the line of the directory of the first file begins.
    fn first_line(bytes: &[u8]) -> usize {
        index(bytes, bytes.len() - END_LENGTH + 16).unwrap()
    }

    fn hostile(entries: &[Entry<'_>]) -> Vec<FaultKind> {
        kinds(&encode(entries).unwrap())
    }

    #[test]
    fn the_same_files_are_the_same_bytes() {
        let bytes = write(&sample()).unwrap();
        assert_eq!(read(&bytes), Ok(sample()));
        assert_eq!(bytes.len(), 15 + 7 + 3 * (LOCAL_LENGTH + CENTRAL_LENGTH) + 2 * (8 + 33 + 9) + END_LENGTH);
        assert_eq!(read(&write(&[]).unwrap()), Ok(vec![]));
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_told() {
        for path in ["../../etc/passwd", "/etc/passwd", "C:\\a", "\\\\server\\a", "a\\b", "a/", "nul"] {
            let entries = [Entry { path, bytes: b"x" }];
            assert!(matches!(hostile(&entries)[..], [FaultKind::Path(_)]), "{path}");
            assert_eq!(write(&entries), None, "{path}");
        }
    }

    #[test]
    fn a_name_twice_is_told_also_in_capitals() {
        for other in ["a.md", "A.md"] {
            let entries = [Entry { path: "a.md", bytes: b"1" }, Entry { path: other, bytes: b"2" }];
            assert_eq!(hostile(&entries), [FaultKind::Twice]);
            assert_eq!(write(&entries), None);
        }
    }

    #[test]
    fn links_passwords_and_compression_are_told_together() {
        let bytes = write(&sample()).unwrap();
        let line = first_line(&bytes);
        let link = patched(&bytes, line + 38, &(0o120_777u32 << 16).to_le_bytes());
        assert_eq!(kinds(&link), [FaultKind::Link]);
        let locked = patched(&bytes, line + 8, &[1, 0]);
        assert_eq!(kinds(&locked), [FaultKind::Encrypted]);
        let bomb = patched(&patched(&locked, line + 10, &[8, 0]), line + 24, &u32::MAX.to_le_bytes());
        let compressed = FaultKind::Compressed { outside: 15, inside: u32::MAX };
        assert_eq!(kinds(&bomb)[..3], [FaultKind::Encrypted, compressed, FaultKind::Large]);
    }

    #[test]
    fn bytes_that_belong_to_no_file_are_told() {
        let bytes = write(&sample()).unwrap();
        assert_eq!(kinds(&[&bytes[..], b"x"].concat()), [FaultKind::After]);
        assert_eq!(kinds(&[&bytes[..], b"PK\x05\x06"].concat()), [FaultKind::After]);
        let before = [b"#!/bin/sh\n", &bytes[..]].concat();
        assert!(!kinds(&before).is_empty());
        // Between the last file and the directory.
        let line = first_line(&bytes);
        let mut between = [&bytes[..line], b"verborgen", &bytes[line..]].concat();
        let end = between.len() - END_LENGTH;
        between[end + 16..end + 20].copy_from_slice(&u32::try_from(line + 9).unwrap().to_le_bytes());
        assert_eq!(kinds(&between), [FaultKind::Between]);
        assert_eq!(kinds(&[&bytes[..], &bytes[..]].concat()), [FaultKind::Between]);
    }

    #[test]
    fn a_file_over_another_is_told() {
        let bytes = write(&sample()).unwrap();
        let second = first_line(&bytes) + CENTRAL_LENGTH + "pak.toml".len();
        assert!(kinds(&patched(&bytes, second + 42, &[0; 4])).contains(&FaultKind::Overlap));
        assert!(kinds(&patched(&bytes, second + 42, &[60, 0, 0, 0])).contains(&FaultKind::Between));
    }

    #[test]
    fn what_is_no_archive_is_told() {
        for bytes in [&b""[..], b"PK", b"PK\x03\x04 and then nothing at all", &[0; 100], b"PK\x05\x06"] {
            assert_eq!(kinds(bytes), [FaultKind::NoArchive]);
        }
    }

    #[test]
    fn too_many_files_are_refused() {
        let paths: Vec<String> = (0..=MOST_FILES).map(|n| format!("{n}.md")).collect();
        let entries: Vec<Entry<'_>> = paths.iter().map(|path| Entry { path, bytes: b"" }).collect();
        assert_eq!(hostile(&entries), [FaultKind::Large]);
        assert_eq!(write(&entries), None);
    }

    /// Every byte of an archive counts, in the content and in the form alike.
    #[test]
    fn one_other_bit_anywhere_is_told() {
        let bytes = write(&sample()).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let other = patched(&bytes, at, &[bytes[at] ^ (1 << bit)]);
                assert!(read(&other).is_err(), "byte {at} bit {bit}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }

        #[test]
        fn a_broken_archive_gives_an_answer(at in any::<prop::sample::Index>(), by in proptest::collection::vec(any::<u8>(), 1..40), cut in any::<prop::sample::Index>()) {
            let bytes = write(&sample()).unwrap();
            let mut broken = bytes.clone();
            let at = at.index(broken.len());
            for (i, b) in by.iter().enumerate() {
                if let Some(byte) = broken.get_mut(at + i) {
                    *byte = *b;
                }
            }
            prop_assert_eq!(read(&broken).is_ok(), broken == bytes);
            let _ = read(&bytes[..cut.index(bytes.len())]);
            let _ = read(&bytes[cut.index(bytes.len())..]);
        }

        #[test]
        fn what_is_written_reads_back(files in proptest::collection::btree_map("[a-z]{1,6}(/[a-z0-9_-]{1,5}){0,3}\\.md", proptest::collection::vec(any::<u8>(), 0..60), 0..12)) {
            let entries: Vec<Entry<'_>> = files.iter().map(|(path, bytes)| Entry { path, bytes }).collect();
            if let Some(bytes) = write(&entries) {
                prop_assert_eq!(read(&bytes), Ok(entries));
            }
        }
    }
}
