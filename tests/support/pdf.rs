//! A PDF as a reader program opens it: metadata, bookmarks, and the text of marked content by page and number.
//!
//! It deliberately knows no layout: where text stands on the page is not read.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Object, Stream};
use hayro_syntax::page::Page;

/// What a file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// Title.
    pub title: String,
    /// Author.
    pub author: String,
    /// Creation date, as `2026-01-31`.
    pub date: String,
    /// Language of the whole.
    pub lang: String,
    /// Whether a viewer shows the title instead of the name of the file.
    pub display_title: bool,
    /// The XMP packet.
    pub xmp: String,
}

impl Metadata {
    /// The text of an element or attribute of the XMP packet.
    pub fn xmp_value(&self, name: &str) -> Option<String> {
        let start = self.xmp.find(&format!("<{name}>"))? + name.len() + 2;
        let inner = &self.xmp[start..start + self.xmp[start..].find(&format!("</{name}>"))?];
        let mut out = String::new();
        let mut inside = true;
        for c in inner.chars() {
            match c {
                '<' => inside = false,
                '>' => inside = true,
                c if inside => out.push(c),
                _ => {}
            }
        }
        Some(out.trim().to_owned())
    }
}

/// The catalog.
pub fn catalog(pdf: &Pdf) -> Dict<'_> {
    pdf.xref().get(pdf.xref().root_id()).expect("a catalog")
}

/// Reads the metadata.
pub fn metadata(pdf: &Pdf) -> Metadata {
    let catalog = catalog(pdf);
    let info = pdf.metadata();
    let xmp: Stream<'_> = catalog.get("Metadata").expect("an XMP packet");
    Metadata {
        title: info.title.as_deref().map(text_string).unwrap_or_default(),
        author: info.author.as_deref().map(text_string).unwrap_or_default(),
        date: info.creation_date.map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day)).unwrap_or_default(),
        lang: string(&catalog, "Lang").unwrap_or_default(),
        display_title: catalog
            .get::<Dict<'_>>("ViewerPreferences")
            .and_then(|v| v.get("DisplayDocTitle"))
            .unwrap_or(false),
        xmp: String::from_utf8(xmp.decoded().expect("a readable XMP packet").into_owned()).expect("UTF-8"),
    }
}

/// The bookmarks in order, each with its depth.
pub fn bookmarks(pdf: &Pdf) -> Vec<(usize, String)> {
    fn walk(parent: &Dict<'_>, depth: usize, out: &mut Vec<(usize, String)>) {
        let mut next = parent.get::<Dict<'_>>("First");
        while let Some(item) = next {
            out.push((depth, string(&item, "Title").unwrap_or_default()));
            walk(&item, depth + 1, out);
            next = item.get("Next");
        }
    }
    let mut out = Vec::new();
    if let Some(root) = catalog(pdf).get::<Dict<'_>>("Outlines") {
        walk(&root, 0, &mut out);
    }
    out
}

/// A text of a dictionary.
pub fn string(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<hayro_syntax::object::String<'_>>(key).map(|s| text_string(s.as_bytes()))
}

/// A name of a dictionary.
pub fn name(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<hayro_syntax::object::Name<'_>>(key).map(|n| n.as_str().to_owned())
}

/// A text string: UTF-16 with a mark in front, else ASCII.
fn text_string(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(units) => utf16(units),
        None => {
            assert!(bytes.is_ascii(), "a text string in PDFDocEncoding: {bytes:?}");
            bytes.iter().map(|b| char::from(*b)).collect()
        }
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|b| u16::from_be_bytes([b[0], *b.get(1).unwrap_or(&0)])).collect();
    String::from_utf16(&units).expect("UTF-16 without loose surrogates")
}

/// A piece of text and the language it is marked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The language, where the marked content names one.
    pub lang: Option<String>,
    /// The text.
    pub text: String,
}

/// The text of each marked content of a page, by its number.
pub fn marked_content(page: &Page<'_>) -> BTreeMap<i32, Piece> {
    let mut fonts: BTreeMap<String, CMap> = BTreeMap::new();
    let mut out: BTreeMap<i32, Piece> = BTreeMap::new();
    let mut frames: Vec<Frame> = Vec::new();
    let mut font = String::new();
    let mut saved: Vec<String> = Vec::new();
    let mut operations = page.page_stream().map(UntypedIter::new).unwrap_or_else(UntypedIter::empty);
    while let Some(instruction) = operations.next() {
        let operands: Vec<&Object<'_>> = instruction.operands().collect();
        match &**instruction.operator {
            b"q" => saved.push(font.clone()),
            b"Q" => font = saved.pop().unwrap_or_default(),
            b"Tf" => {
                if let Some(Object::Name(name)) = operands.first() {
                    font = name.as_str().to_owned();
                    fonts.entry(font.clone()).or_insert_with(|| {
                        let dict = page.resources().get_font(name).expect("a font of the page");
                        CMap::of(&dict)
                    });
                }
            }
            b"BDC" | b"BMC" => {
                let frame = Frame::of(&operands);
                let hidden = frames.iter().any(|f| f.actual.is_some());
                let actual = frame.actual.clone().filter(|_| !hidden);
                frames.push(frame);
                if let Some(actual) = actual {
                    emit(&frames, &actual, &mut out);
                }
            }
            b"EMC" => {
                frames.pop();
            }
            b"Tj" | b"'" | b"\"" | b"TJ" if !frames.iter().any(|f| f.actual.is_some()) => {
                let map = fonts.get(&font).expect("a font was chosen before text is shown");
                let mut text = String::new();
                for operand in operands {
                    match operand {
                        Object::String(s) => text.push_str(&map.decode(s.as_bytes())),
                        Object::Array(array) => array.iter::<Object<'_>>().for_each(|item| {
                            if let Object::String(s) = item {
                                text.push_str(&map.decode(s.as_bytes()));
                            }
                        }),
                        _ => {}
                    }
                }
                emit(&frames, &text, &mut out);
            }
            _ => {}
        }
    }
    out
}

/// A marked content that is open.
struct Frame {
    number: Option<i32>,
    artifact: bool,
    actual: Option<String>,
    lang: Option<String>,
}

impl Frame {
    fn of(operands: &[&Object<'_>]) -> Self {
        let artifact = matches!(operands.first(), Some(Object::Name(n)) if n.as_str() == "Artifact");
        match operands.get(1) {
            Some(Object::Dict(properties)) => Self {
                number: properties.get("MCID"),
                artifact,
                actual: string(properties, "ActualText"),
                lang: string(properties, "Lang"),
            },
            Some(other) => panic!("properties of marked content by name are not read: {other:?}"),
            None => Self { number: None, artifact, actual: None, lang: None },
        }
    }
}

/// Gives text to the innermost numbered content, unless it is an artifact.
fn emit(frames: &[Frame], text: &str, out: &mut BTreeMap<i32, Piece>) {
    for frame in frames.iter().rev() {
        if frame.artifact {
            return;
        }
        if let Some(number) = frame.number {
            let lang = frames.iter().rev().find_map(|f| f.lang.clone());
            out.entry(number).or_insert(Piece { lang, text: String::new() }).text.push_str(text);
            return;
        }
    }
    panic!("text outside the structure and outside artifacts: {text:?}");
}

/// What the codes of a font mean, after its `ToUnicode`.
struct CMap {
    meanings: BTreeMap<u16, String>,
}

impl CMap {
    fn of(font: &Dict<'_>) -> Self {
        let stream: Stream<'_> = font.get("ToUnicode").expect("a font says what its codes mean");
        let text = String::from_utf8(stream.decoded().expect("a readable CMap").into_owned()).expect("ASCII");
        let mut meanings = BTreeMap::new();
        for (kind, width) in [("bfchar", 2), ("bfrange", 3)] {
            for section in text.split(&format!("begin{kind}")).skip(1) {
                let section = section.split(&format!("end{kind}")).next().unwrap_or_default();
                assert!(!section.contains('['), "a range with a list of meanings is not read");
                let hex: Vec<Vec<u8>> =
                    section.split('<').skip(1).map(|h| bytes(h.split('>').next().unwrap_or_default())).collect();
                for entry in hex.chunks(width) {
                    let code = |at: usize| u16::from_be_bytes([entry[at][0], entry[at][1]]);
                    let meaning = utf16(&entry[width - 1]);
                    if width == 2 {
                        meanings.insert(code(0), meaning);
                    } else {
                        let first = meaning.chars().next().expect("a range begins at a character");
                        for (step, code) in (code(0)..=code(1)).enumerate() {
                            let c = char::from_u32(first as u32 + u32::try_from(step).expect("small"))
                                .expect("a character");
                            meanings.insert(code, c.to_string());
                        }
                    }
                }
            }
        }
        Self { meanings }
    }

    fn decode(&self, codes: &[u8]) -> String {
        codes
            .chunks(2)
            .map(|c| {
                let code = u16::from_be_bytes([c[0], c[1]]);
                self.meanings.get(&code).map_or("\u{fffd}", String::as_str)
            })
            .collect()
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hexadecimal"))
        .collect()
}
