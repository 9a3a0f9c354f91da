//! A PDF as this program writes it: where its objects are, and what each of them says. `hayro-syntax` reads the objects.
//!
//! It deliberately never loads a PDF with that library: loading inflates streams, walks every page and repairs what is
//! broken, all without a limit. Here the library sees one object at a time, in a piece of the file with limits of our
//! own; nothing is inflated, no page is known, and every loop ends.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::object::{Dict, MaybeRef, Object as Read, ObjectIdentifier};
use hayro_syntax::reader::{Reader, ReaderContext, ReaderExt as _};

/// Most brackets that open in one object. The library goes a call deeper at each, so this bounds its stack.
const MOST_OPENED: usize = 200;

/// Most bytes of one object, without those of a stream.
const MOST_OBJECT: usize = 1 << 20;

/// Most values in one object: a damaged or hostile file must not fill the memory.
const MOST_VALUES: usize = 200_000;

/// Most changes behind each other that are followed.
const MOST_CHANGES: usize = 64;

/// Most references to references.
const MOST_STEPS: usize = 8;

/// A dictionary.
pub type Dictionary = BTreeMap<Vec<u8>, Object>;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// Nothing, yes, no, or a number below zero: none of them says where something is.
    Other,
    /// A number, without what stands behind the point.
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

    /// As a number.
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

/// Reads the table: in plain text, as this program writes it, with the changes that a signing program put behind it.
pub fn table(bytes: &[u8]) -> Table<'_> {
    let Some(mut at) = start(bytes) else { return Table::None };
    let mut file = File { bytes, offsets: BTreeMap::new(), trailer: Dictionary::new() };
    let mut seen = BTreeSet::new();
    while seen.len() < MOST_CHANGES && seen.insert(at) {
        let mut reader = Reader::new_with(bytes, at);
        if !word(&mut reader, b"xref") {
            let other = head(&mut reader).and_then(|_| dictionary(bytes, reader.offset()));
            return other.map_or(Table::None, |(found, _)| Table::OtherForm(found));
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
    number(&mut Reader::new_with(bytes, tail + found + WORD.len()))
}

/// A table with its trailer. What a later change said goes before.
fn section(reader: &mut Reader<'_>, offsets: &mut BTreeMap<u64, usize>) -> Option<Dictionary> {
    while !word(reader, b"trailer") {
        let (first, count) = (number(reader)?, number(reader)?);
        for at in first..first.checked_add(count)? {
            let (offset, _) = (number(reader)?, number(reader)?);
            if word(reader, b"n") {
                offsets.entry(u64::try_from(at).ok()?).or_insert(offset);
            } else if !word(reader, b"f") {
                return None;
            }
        }
    }
    dictionary(reader.data, reader.offset()).map(|(found, _)| found)
}

/// Steps over this word, if it is next.
fn word(reader: &mut Reader<'_>, word: &[u8]) -> bool {
    reader.skip_white_spaces_and_comments();
    reader.forward_tag(word).is_some()
}

fn number(reader: &mut Reader<'_>) -> Option<usize> {
    reader.skip_white_spaces_and_comments();
    reader.read_without_context::<usize>()
}

/// `12 0 obj`: the number.
fn head(reader: &mut Reader<'_>) -> Option<u64> {
    reader.skip_white_spaces_and_comments();
    let found = reader.read_without_context::<ObjectIdentifier>()?;
    u64::try_from(found.obj_number).ok()
}

/// A reader for the value that begins here, of a piece of the file in which one object fits, and that opens no more
/// brackets than its stack can hold.
fn piece(bytes: &[u8], at: usize) -> Option<Reader<'_>> {
    let rest = bytes.get(at..)?;
    let rest = rest.get(..MOST_OBJECT).unwrap_or(rest);
    let mut reader = Reader::new(rest);
    reader.skip_white_spaces_and_comments();
    let from = reader.offset();
    // Only lists and dictionaries lie in each other.
    if !matches!(reader.peek_byte(), Some(b'[' | b'<')) {
        return Some(reader);
    }
    let opens = |at: &usize| matches!(rest.get(*at..), Some([b'[', ..] | [b'<', b'<', ..]));
    let end = (from..rest.len()).filter(opens).nth(MOST_OPENED);
    Some(Reader::new_with(rest.get(..end.unwrap_or(rest.len()))?, from))
}

/// The dictionary that begins here, and where it ends.
fn dictionary(bytes: &[u8], at: usize) -> Option<(Dictionary, usize)> {
    let mut reader = piece(bytes, at)?;
    let found = reader.read_with_context::<Dict<'_>>(&ReaderContext::dummy())?;
    let mut room = MOST_VALUES;
    Some((entries(&found, &mut room)?, at + reader.offset()))
}

/// The value that begins here; of a stream its dictionary.
fn value(bytes: &[u8], at: usize) -> Option<Object> {
    let mut reader = piece(bytes, at)?;
    if reader.peek_tag(b"<<").is_some() {
        return dictionary(bytes, at).map(|(found, _)| Object::Dictionary(found));
    }
    let found = reader.read_with_context::<MaybeRef<Read<'_>>>(&ReaderContext::dummy())?;
    let mut room = MOST_VALUES;
    taken(found, &mut room)
}

/// A value of the library as one of ours, while there is room.
fn taken(found: MaybeRef<Read<'_>>, room: &mut usize) -> Option<Object> {
    *room = room.checked_sub(1)?;
    let found = match found {
        MaybeRef::Ref(to) => return u64::try_from(to.obj_number).ok().map(Object::Reference),
        MaybeRef::NotRef(found) => found,
    };
    Some(match found {
        Read::Number(number) => u64::try_from(number.as_i64()).map_or(Object::Other, Object::Number),
        Read::Name(name) => Object::Name(name.to_vec()),
        Read::String(text) => Object::Text(text.to_vec()),
        Read::Dict(found) => Object::Dictionary(entries(&found, room)?),
        Read::Array(found) => {
            // Its own iterator panics at an item that it can step over and not read.
            let (mut reader, mut list) = (Reader::new(found.data()), Vec::new());
            reader.skip_white_spaces_and_comments();
            while !reader.at_end() {
                let item = reader.read_with_context::<MaybeRef<Read<'_>>>(&ReaderContext::dummy())?;
                list.push(taken(item, room)?);
                reader.skip_white_spaces_and_comments();
            }
            Object::List(list)
        }
        Read::Null(_) | Read::Boolean(_) | Read::Stream(_) => Object::Other,
    })
}

fn entries(found: &Dict<'_>, room: &mut usize) -> Option<Dictionary> {
    found.keys().map(|key| Some((key.to_vec(), taken(found.get_raw::<Read<'_>>(&*key)?, room)?))).collect()
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
            object = value(self.bytes, self.begin(number)?)?;
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
        let (dictionary, end) = dictionary(self.bytes, self.begin(*number)?)?;
        let mut reader = Reader::new_with(self.bytes, end);
        if !word(&mut reader, b"stream") {
            return None;
        }
        reader.forward_tag(b"\r\n").or_else(|| reader.forward_tag(b"\n"))?;
        let bytes = reader.read_bytes(self.get(&dictionary, "Length")?.number()?)?;
        reader.skip_white_spaces();
        reader.forward_tag(b"endstream").map(|()| (dictionary, bytes))
    }

    /// Where the value of an object begins.
    fn begin(&self, number: u64) -> Option<usize> {
        let mut reader = Reader::new_with(self.bytes, *self.offsets.get(&number)?);
        (head(&mut reader)? == number).then_some(reader.offset())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In a thread with the least stack that a library must do with.
    #[test]
    fn what_lies_deep_is_refused_before_it_is_read() {
        for open in ["[", "<</a", "[<</a[", "<<<<"] {
            for times in [MOST_OPENED - 1, MOST_OPENED, 100_000] {
                let deep = open.repeat(times);
                assert_eq!(value(deep.as_bytes(), 0), None, "{open} {times}");
            }
        }
        let lists = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(value(lists(MOST_OPENED).as_bytes(), 0).is_some());
        assert_eq!(value(lists(MOST_OPENED + 1).as_bytes(), 0), None);
    }

    /// The library steps over these, and cannot read them.
    #[test]
    fn an_item_that_cannot_be_read_is_no_panic() {
        for text in ["[/#zz]", "<</A/#zz>>", "<</A[1 0 R/#zz]>>", "[<<>>stream]", "<</A<<>>stream>>", "[1 -]", "[(\\]"]
        {
            let _ = value(text.as_bytes(), 0);
        }
        assert_eq!(value(b"[/#zz]", 0), None);
        assert_eq!(value(b"<</A/#zz>>", 0), None);
        assert_eq!(
            value(b"[7 0 R(a)-1]", 0),
            Some(Object::List(vec![Object::Reference(7), Object::Text(b"a".to_vec()), Object::Other,]))
        );
    }
}
