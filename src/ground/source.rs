//! `SourceSet`: a read-only set of named files with limits, from a folder, an archive or memory alike.
//!
//! It deliberately does not know where the files came from and never touches a disk.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// What a set accepts, so that a hostile folder costs bounded memory.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most files in one set.
    pub files: usize,
    /// Most bytes in one file.
    pub file_bytes: usize,
    /// Most bytes in all files together.
    pub total_bytes: usize,
}

/// The limits for one gemeente or one template folder: 100,000 rows of any real register fit.
pub const LIMITS: Limits = Limits { files: 4_000, file_bytes: 24 << 20, total_bytes: 96 << 20 };

/// Why a file was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The set holds as many files as it may.
    TooMany,
    /// The file, or the set with it, is larger than allowed.
    TooLarge,
}

/// How the bytes of a text were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark, as some spreadsheets export.
    Utf16,
    /// Windows-1252, as older office programs export.
    Windows1252,
    /// Not a text.
    Binary,
}

/// One named file. `text` and `lines` agree, and every offset of a [`Place`] counts bytes of `text`.
pub struct Source {
    path: String,
    bytes: Vec<u8>,
    text: String,
    encoding: Encoding,
    lines: Vec<usize>,
}

impl Source {
    /// Decodes `bytes` and indexes the lines.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (text, encoding) = decode(&bytes);
        let mut lines = vec![0];
        lines.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1));
        Self { path: path.into(), bytes, text, encoding, lines }
    }

    /// The path inside the set, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The bytes as they were given.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The decoded text, empty for a binary file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the text was read.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.floor(offset);
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        (line, self.text[start..offset].chars().count() + 1)
    }

    /// The text of a line (from 1) without its line end; empty beyond the last.
    pub fn line(&self, line: usize) -> &str {
        let Some(start) = line.checked_sub(1).and_then(|l| self.lines.get(l)) else { return "" };
        let end = self.lines.get(line).map_or(self.text.len(), |next| next - 1);
        self.text[*start..end.max(*start)].trim_end_matches('\r')
    }

    /// The offset where a line (from 1) begins; the end of the text beyond the last.
    pub fn line_start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|l| self.lines.get(l)).copied().unwrap_or(self.text.len())
    }

    /// The nearest character boundary at or before `offset`.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// A place in this source.
    pub fn place(self: &Arc<Self>, range: Range<usize>) -> Place {
        let start = self.floor(range.start);
        Place { source: self.clone(), start, end: self.floor(range.end).max(start) }
    }
}

/// Shows the path only: a source may hold what must not be printed.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", self.path)
    }
}

/// The text and how it was read; lines that end in a carriage return alone, as on an old Mac, end in a line feed.
fn decode(bytes: &[u8]) -> (String, Encoding) {
    let (text, encoding) = decode_characters(bytes);
    let old = text.contains('\r') && !text.contains('\n');
    (if old { text.replace('\r', "\n") } else { text }, encoding)
}

fn decode_characters(bytes: &[u8]) -> (String, Encoding) {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let (text, _, _) = encoding_rs::UTF_16LE.decode(bytes);
        return (text.into_owned(), Encoding::Utf16);
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if body.contains(&0) {
        return (String::new(), Encoding::Binary);
    }
    match std::str::from_utf8(body) {
        Ok(text) => (text.to_owned(), Encoding::Utf8),
        Err(_) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(body);
            (text.into_owned(), Encoding::Windows1252)
        }
    }
}

/// A range of bytes in a source: where a value, a key or a passage stands.
#[derive(Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Place {
    /// Line and column of the start, both from 1.
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.start)
    }

    /// The text at this place.
    pub fn text(&self) -> &str {
        &self.source.text[self.start..self.end]
    }

    fn key(&self) -> (&str, usize, usize) {
        (&self.source.path, self.start, self.end)
    }
}

/// `path:line:column`, as editors and terminals link it.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_column();
        write!(f, "{}:{line}:{column}", self.source.path)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub place: Place,
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Named sources, in order of their paths. Private, because the limits hold for the whole.
#[derive(Debug, Clone)]
pub struct SourceSet {
    limits: Limits,
    total: usize,
    sources: BTreeMap<String, Arc<Source>>,
}

impl SourceSet {
    /// An empty set that takes in no more than `limits`.
    pub fn new(limits: Limits) -> Self {
        Self { limits, total: 0, sources: BTreeMap::new() }
    }

    /// Adds or replaces a file.
    ///
    /// # Errors
    /// A [`Refusal`] when a limit would be passed; the set is then unchanged.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Refusal> {
        let replaced = self.sources.get(path).map_or(0, |s| s.bytes.len());
        let total = self.total - replaced + bytes.len();
        if bytes.len() > self.limits.file_bytes || total > self.limits.total_bytes {
            return Err(Refusal::TooLarge);
        }
        if replaced == 0 && self.sources.len() >= self.limits.files {
            return Err(Refusal::TooMany);
        }
        self.total = total;
        self.sources.insert(path.to_owned(), Arc::new(Source::new(path, bytes)));
        Ok(())
    }

    /// A file by its path.
    pub fn get(&self, path: &str) -> Option<&Arc<Source>> {
        self.sources.get(path)
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.sources.values()
    }

    /// The files below a folder such as `jaren/`, by path.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Arc<Source>> + 'a {
        self.sources.range(folder.to_owned()..).map(|(_, s)| s).take_while(move |s| s.path.starts_with(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let source = Arc::new(Source::new("a", "één\r\ntwee".into()));
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column("één\r\n".len()), (2, 1));
        assert_eq!(source.line_column("éé".len()), (1, 3));
        assert_eq!((source.line(1), source.line(2), source.line(3)), ("één", "twee", ""));
    }

    #[test]
    fn an_old_encoding_is_read_and_named() {
        assert_eq!(Source::new("a", b"caf\xe9".to_vec()).text(), "café");
        assert_eq!(Source::new("a", b"\xef\xbb\xbfx".to_vec()).text(), "x");
        assert_eq!(Source::new("a", vec![0, 1]).encoding(), Encoding::Binary);
    }

    #[test]
    fn a_limit_refuses_and_leaves_the_set_alone() {
        let mut set = SourceSet::new(Limits { files: 1, file_bytes: 3, total_bytes: 3 });
        assert_eq!(set.insert("a", vec![b'x'; 4]), Err(Refusal::TooLarge));
        assert_eq!(set.insert("a", vec![b'x'; 3]), Ok(()));
        assert_eq!(set.insert("b", vec![]), Err(Refusal::TooMany));
        assert_eq!(set.iter().count(), 1);
    }
}
