//! The objects of a PDF: numbers, names, texts, lists, dictionaries and streams, found by the table at the end.
//!
//! It deliberately reads the form that this program writes, with a table in plain text; changes that a signing program
//! put behind it are followed. It inflates nothing while it looks, knows no pages, and every loop in it ends.

use std::collections::{BTreeMap, BTreeSet};

/// How deep lists and dictionaries may lie in each other.
const DEEPEST: usize = 32;

/// Most changes behind each other that are followed.
const MOST_CHANGES: usize = 64;

/// Most values in one object: a damaged or hostile file must not fill the memory.
const MOST_VALUES: usize = 200_000;

/// Most references to references.
const MOST_STEPS: usize = 8;

/// A dictionary.
pub type Dictionary = BTreeMap<Vec<u8>, Object>;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// Nothing, yes, no, or a number with a fraction: none of them says where something is.
    Other,
    /// A whole number.
    Number(u64),
    /// A name, without its slash.
    Name(Vec<u8>),
    /// A text, as bytes.
    Text(Vec<u8>),
    /// A list.
    List(Vec<Object>),
    /// A dictionary.
    Dictionary(Dictionary),
    /// The object with this number.
    Reference(u64),
}

impl Object {
    /// As a dictionary.
    pub fn dictionary(self) -> Option<Dictionary> {
        if let Self::Dictionary(found) = self { Some(found) } else { None }
    }

    /// As a list.
    pub fn list(self) -> Option<Vec<Object>> {
        if let Self::List(found) = self { Some(found) } else { None }
    }

    /// As a whole number.
    pub fn number(self) -> Option<usize> {
        if let Self::Number(found) = self { usize::try_from(found).ok() } else { None }
    }

    /// As a text: UTF-16 with a mark, or bytes that mean the same in ASCII.
    pub fn text(self) -> Option<String> {
        let Self::Text(bytes) = self else { return None };
        match bytes.strip_prefix(&[0xfe, 0xff]) {
            Some(wide) => {
                let units = wide.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(u16::from_be_bytes));
                Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
            }
            None => Some(bytes.into_iter().map(char::from).collect()),
        }
    }
}

/// What the end of a file says.
#[derive(Debug)]
pub enum Table<'a> {
    /// Where each object is.
    Read(File<'a>),
    /// There is none, or it cannot be followed.
    None,
    /// It is in another form than this program writes; with the dictionary that says so.
    OtherForm(Dictionary),
}

/// A file of which the table was read.
#[derive(Debug)]
pub struct File<'a> {
    bytes: &'a [u8],
    offsets: BTreeMap<u64, usize>,
    /// The dictionary at the end: of the last change, with what only earlier ones have.
    pub trailer: Dictionary,
}

/// Reads the table.
pub fn table(bytes: &[u8]) -> Table<'_> {
    let Some(mut at) = start(bytes) else { return Table::None };
    let mut file = File { bytes, offsets: BTreeMap::new(), trailer: Dictionary::new() };
    let mut seen = BTreeSet::new();
    while seen.len() < MOST_CHANGES && seen.insert(at) {
        let mut reader = Reader::new(bytes, at);
        if !reader.word(b"xref") {
            let other = reader.head().and_then(|_| reader.object(0)).and_then(Object::dictionary);
            return other.map_or(Table::None, Table::OtherForm);
        }
        let Some(trailer) = section(&mut reader, &mut file.offsets) else { return Table::None };
        // Part of the table stands in another form.
        if trailer.contains_key(&b"XRefStm"[..]) {
            return Table::OtherForm(trailer);
        }
        let before = trailer.get(&b"Prev"[..]).cloned().and_then(Object::number);
        trailer.into_iter().for_each(|(key, value)| {
            file.trailer.entry(key).or_insert(value);
        });
        match before {
            Some(before) => at = before,
            None => return Table::Read(file),
        }
    }
    Table::None
}

/// Where the last table begins.
fn start(bytes: &[u8]) -> Option<usize> {
    const WORD: &[u8] = b"startxref";
    let tail = bytes.len().saturating_sub(2_048);
    let found = bytes.get(tail..)?.windows(WORD.len()).rposition(|window| window == WORD)?;
    let mut reader = Reader::new(bytes, tail + found + WORD.len());
    reader.number().and_then(|at| usize::try_from(at).ok())
}

/// A table with its trailer. What a later change said goes before.
fn section(reader: &mut Reader<'_>, offsets: &mut BTreeMap<u64, usize>) -> Option<Dictionary> {
    while !reader.word(b"trailer") {
        let (first, count) = (reader.number()?, reader.number()?);
        for number in first..first.checked_add(count)? {
            let (offset, _) = (reader.number()?, reader.number()?);
            if reader.word(b"n") {
                offsets.entry(number).or_insert(usize::try_from(offset).ok()?);
            } else if !reader.word(b"f") {
                return None;
            }
        }
    }
    reader.object(0)?.dictionary()
}

impl<'a> File<'a> {
    /// Each object by number, as it stands in the file up to the next.
    pub fn objects(&self) -> BTreeMap<u64, &'a [u8]> {
        let mut starts: Vec<usize> = self.offsets.values().copied().collect();
        starts.sort_unstable();
        let end = |start: usize| {
            let next = starts.partition_point(|other| *other <= start);
            starts.get(next).copied().unwrap_or(self.bytes.len())
        };
        let one = |(number, start): (&u64, &usize)| Some((*number, self.bytes.get(*start..end(*start))?));
        self.offsets.iter().filter_map(one).collect()
    }

    /// A value, or what it refers to.
    pub fn follow(&self, object: &Object) -> Option<Object> {
        let mut object = object.clone();
        for _ in 0..MOST_STEPS {
            let Object::Reference(number) = object else { return Some(object) };
            object = self.reader(number)?.object(0)?;
        }
        None
    }

    /// What a dictionary has under a name, followed.
    pub fn get(&self, dictionary: &Dictionary, key: &str) -> Option<Object> {
        self.follow(dictionary.get(key.as_bytes())?)
    }

    /// A dictionary in a dictionary.
    pub fn inside(&self, dictionary: &Dictionary, key: &str) -> Option<Dictionary> {
        self.get(dictionary, key)?.dictionary()
    }

    /// A stream: its dictionary and its bytes as they stand.
    pub fn stream(&self, object: &Object) -> Option<(Dictionary, &'a [u8])> {
        let Object::Reference(number) = object else { return None };
        let mut reader = self.reader(*number)?;
        let dictionary = reader.object(0)?.dictionary()?;
        if !reader.word(b"stream") {
            return None;
        }
        let rest = self.bytes.get(reader.at..)?;
        let begin = reader.at + if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.starts_with(b"\n")) };
        let length = self.get(&dictionary, "Length")?.number()?;
        let bytes = self.bytes.get(begin..begin.checked_add(length)?)?;
        let ends = Reader::new(self.bytes, begin + length).word(b"endstream");
        ends.then_some((dictionary, bytes))
    }

    fn reader(&self, number: u64) -> Option<Reader<'a>> {
        let mut reader = Reader::new(self.bytes, *self.offsets.get(&number)?);
        (reader.head()? == number).then_some(reader)
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// How many values may still come.
    room: usize,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, room: MOST_VALUES }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blank(&mut self) {
        while let Some(b) = self.peek() {
            match b {
                b'%' => {
                    while self.peek().is_some_and(|b| !matches!(b, b'\r' | b'\n')) {
                        self.at += 1;
                    }
                }
                b if is_blank(b) => self.at += 1,
                _ => return,
            }
        }
    }

    /// Steps over this word, if it is next and ends there.
    fn word(&mut self, word: &[u8]) -> bool {
        self.blank();
        let end = self.at.saturating_add(word.len());
        let next = self.bytes.get(end).copied();
        let found = self.bytes.get(self.at..end) == Some(word) && next.is_none_or(|b| !is_regular(b));
        if found {
            self.at = end;
        }
        found
    }

    /// A whole number of at most eighteen digits.
    fn number(&mut self) -> Option<u64> {
        self.blank();
        let digits = self.bytes.get(self.at..)?.iter().take(19).take_while(|b| b.is_ascii_digit()).count();
        let text = std::str::from_utf8(self.bytes.get(self.at..self.at + digits)?).ok()?;
        let number = text.parse().ok().filter(|_| digits < 19)?;
        self.at += digits;
        Some(number)
    }

    /// `12 0 obj`: the number.
    fn head(&mut self) -> Option<u64> {
        let (number, _) = (self.number()?, self.number()?);
        self.word(b"obj").then_some(number)
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.blank();
        self.room = self.room.checked_sub(1).filter(|_| depth <= DEEPEST)?;
        match self.peek()? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.text().map(Object::Text),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.dictionary(depth).map(Object::Dictionary),
            b'<' => self.hexadecimal().map(Object::Text),
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                while !self.closes(b"]") {
                    list.push(self.object(depth + 1)?);
                }
                Some(Object::List(list))
            }
            b if b.is_ascii_digit() => Some(self.number_or_reference()),
            b if is_regular(b) => {
                while self.peek().is_some_and(is_regular) {
                    self.at += 1;
                }
                Some(Object::Other)
            }
            _ => None,
        }
    }

    fn closes(&mut self, sign: &[u8]) -> bool {
        self.blank();
        let found = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(sign));
        if found {
            self.at += sign.len();
        }
        found
    }

    fn dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        self.at += 2;
        let mut out = Dictionary::new();
        while !self.closes(b">>") {
            let key = self.name()?;
            out.insert(key, self.object(depth + 1)?);
        }
        Some(out)
    }

    fn number_or_reference(&mut self) -> Object {
        let begin = self.at;
        let number = self.number();
        let behind = self.at;
        if let Some(number) = number.filter(|_| self.peek().is_none_or(|b| !is_regular(b))) {
            if self.number().is_some() && self.word(b"R") {
                return Object::Reference(number);
            }
            self.at = behind;
            return Object::Number(number);
        }
        self.at = begin;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        Object::Other
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        if self.peek()? != b'/' {
            return None;
        }
        self.at += 1;
        let mut out = Vec::new();
        while let Some(b) = self.peek().filter(|b| is_regular(*b)) {
            self.at += 1;
            let code = self.bytes.get(self.at..self.at + 2).filter(|_| b == b'#');
            let code = code.and_then(|two| Some(digit(*two.first()?)? * 16 + digit(*two.last()?)?));
            self.at += code.map_or(0, |_| 2);
            out.push(code.unwrap_or(b));
        }
        Some(out)
    }

    fn text(&mut self) -> Option<Vec<u8>> {
        let (mut depth, mut out) = (0_usize, Vec::new());
        loop {
            let b = self.peek()?;
            self.at += 1;
            match b {
                b'(' => {
                    depth += 1;
                    if depth > 1 {
                        out.push(b);
                    }
                }
                b')' if depth == 1 => return Some(out),
                b')' => {
                    depth -= 1;
                    out.push(b);
                }
                b'\\' => self.escaped(&mut out)?,
                b => out.push(b),
            }
        }
    }

    fn escaped(&mut self, out: &mut Vec<u8>) -> Option<()> {
        let b = self.peek()?;
        self.at += 1;
        match b {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\r' | b'\n' => self.at += usize::from(b == b'\r' && self.peek() == Some(b'\n')),
            b'0'..=b'7' => {
                let mut code = u32::from(b - b'0');
                for _ in 0..2 {
                    let Some(next) = self.peek().filter(|b| matches!(b, b'0'..=b'7')) else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                out.push(u8::try_from(code & 0xff).ok()?);
            }
            other => out.push(other),
        }
        Some(())
    }

    fn hexadecimal(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let (mut out, mut half) = (Vec::new(), None);
        loop {
            let b = self.peek()?;
            self.at += 1;
            match (b, half) {
                (b'>', half) => {
                    out.extend(half.map(|high: u8| high * 16));
                    return Some(out);
                }
                (b, _) if is_blank(b) => {}
                (b, None) => half = Some(digit(b)?),
                (b, Some(high)) => {
                    out.push(high * 16 + digit(b)?);
                    half = None;
                }
            }
        }
    }
}

fn digit(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

fn is_blank(b: u8) -> bool {
    matches!(b, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(b: u8) -> bool {
    !is_blank(b) && !b"()<>[]{}/%".contains(&b)
}
