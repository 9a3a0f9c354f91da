//! The structure of a PDF as a screen reader walks it: roles, headers, alternative texts, languages and words.
//!
//! It deliberately knows nothing of manuscripts: what it returns comes from the file alone.

use std::collections::BTreeMap;
use std::fmt;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object};

use super::pdf::{Piece, catalog, marked_content, name, string};

/// An element of the structure tree.
#[derive(Debug, Clone)]
pub struct Element {
    /// Its role, such as `H1`.
    pub role: String,
    /// `Row` or `Column`, of a header cell.
    pub scope: Option<String>,
    /// Alternative text.
    pub alt: Option<String>,
    /// Language, where the element names one.
    pub lang: Option<String>,
    /// Address of a link out.
    pub url: Option<String>,
    /// What is in it, in reading order.
    pub kids: Vec<Kid>,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub enum Kid {
    /// Another element.
    Element(Element),
    /// Text.
    Text(Piece),
}

/// Reads the tree.
pub fn read(pdf: &Pdf) -> Element {
    let mut pages = BTreeMap::new();
    for page in pdf.pages().iter() {
        let id = page.raw().obj_id().expect("a page is an object").obj_number;
        pages.insert(id, marked_content(page));
    }
    let root: Dict<'_> = catalog(pdf).get("StructTreeRoot").expect("a structure tree");
    let mut walker = Walker { pages, url: None };
    let kids = walker.kids(&root, None);
    let mut elements = kids.into_iter().filter_map(|kid| match kid {
        Kid::Element(element) => Some(element),
        Kid::Text(_) => None,
    });
    let document = elements.next().expect("a document");
    assert!(elements.next().is_none(), "one document");
    let lost: Vec<&Piece> =
        walker.pages.values().flat_map(BTreeMap::values).filter(|p| !p.text.trim().is_empty()).collect();
    assert!(lost.is_empty(), "marked content that no element holds: {lost:?}");
    document
}

struct Walker {
    /// Text by page and number; each is taken once.
    pages: BTreeMap<i32, BTreeMap<i32, Piece>>,
    url: Option<String>,
}

impl Walker {
    fn element(&mut self, dict: &Dict<'_>, page: Option<i32>) -> Element {
        let page = dict.get_ref("Pg").map(|r| r.obj_number).or(page);
        let outer = self.url.take();
        let kids = self.kids(dict, page);
        let url = std::mem::replace(&mut self.url, outer);
        Element {
            role: name(dict, "S").expect("a role"),
            scope: scope(dict),
            alt: string(dict, "Alt"),
            lang: string(dict, "Lang"),
            url,
            kids,
        }
    }

    fn kids(&mut self, dict: &Dict<'_>, page: Option<i32>) -> Vec<Kid> {
        match dict.get::<Object<'_>>("K") {
            Some(Object::Array(array)) => array.iter::<Object<'_>>().filter_map(|o| self.kid(o, page)).collect(),
            Some(object) => self.kid(object, page).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn kid(&mut self, object: Object<'_>, page: Option<i32>) -> Option<Kid> {
        match object {
            Object::Number(number) => self.text(page?, i32::try_from(number.as_i64()).ok()?),
            Object::Dict(dict) => match name(&dict, "Type").as_deref() {
                Some("MCR") => {
                    assert!(!dict.contains_key("Stm"), "marked content of a form is not read");
                    let page = dict.get_ref("Pg").map(|r| r.obj_number).or(page)?;
                    self.text(page, dict.get("MCID")?)
                }
                Some("OBJR") => {
                    let annotation: Dict<'_> = dict.get("Obj")?;
                    let action = annotation.get::<Dict<'_>>("A");
                    self.url = action.and_then(|a| string(&a, "URI")).or(self.url.take());
                    None
                }
                _ => Some(Kid::Element(self.element(&dict, page))),
            },
            other => panic!("not a kid of an element: {other:?}"),
        }
    }

    fn text(&mut self, page: i32, number: i32) -> Option<Kid> {
        self.pages.get_mut(&page)?.remove(&number).map(Kid::Text)
    }
}

/// The scope of a header cell, among its attributes.
fn scope(dict: &Dict<'_>) -> Option<String> {
    let sets: Vec<Dict<'_>> = match dict.get::<Object<'_>>("A")? {
        Object::Dict(one) => vec![one],
        Object::Array(array) => array_of(&array),
        _ => Vec::new(),
    };
    sets.iter().find_map(|set| name(set, "Scope"))
}

fn array_of<'a>(array: &Array<'a>) -> Vec<Dict<'a>> {
    array.iter::<Object<'_>>().filter_map(Object::into_dict).collect()
}

/// The roles that stand within a sentence.
const INLINE: &[&str] = &["Span", "Strong", "Em", "Link", "Reference", "Quote", "Code", "Note", "Annot"];

/// A line of the tree: an element with its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How many elements it stands in.
    pub depth: usize,
    /// Role and what the element says besides its words; empty for words that follow the elements within an element.
    pub head: String,
    /// Its own words.
    pub text: String,
    /// Whether it repeats a part of the words above it, because that part has a meaning of its own.
    pub inline: bool,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:indent$}{}", "", self.head, indent = 2 * self.depth)?;
        match (self.text.as_str(), self.head.as_str()) {
            ("", _) => Ok(()),
            (text, "") => write!(f, "\"{text}\""),
            (text, _) => write!(f, " \"{text}\""),
        }
    }
}

/// The tree as lines: role, what it says besides its words, and its own words. What stands in a sentence and has a
/// meaning of its own follows below it.
pub fn lines(element: &Element) -> Vec<Line> {
    let mut out = Vec::new();
    block(element, 0, MAIN, &mut out);
    out
}

/// Takes the page of contents out, whose numbers of pages only layout knows; gives it back apart.
pub fn without_contents(mut lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let Some(start) = lines.iter().position(|l| l.head == "H1" && l.text == "Inhoud") else {
        return (lines, Vec::new());
    };
    let end = lines.iter().skip(start + 1).position(|l| l.head == "H1").map_or(lines.len(), |i| start + 1 + i);
    let contents = lines.drain(start..end).collect();
    (lines, contents)
}

/// White space as one space, soft hyphens away.
pub fn normalised(text: &str) -> String {
    text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn block(element: &Element, depth: usize, lang: &str, out: &mut Vec<Line>) {
    let lang = element.lang.as_deref().unwrap_or(lang);
    let mut head = element.role.clone();
    if let Some(scope) = &element.scope {
        head.push_str(&format!("[{scope}]"));
    }
    if let Some(alt) = &element.alt {
        head.push_str(&format!(" alt=\"{}\"", normalised(alt)));
    }
    let is_inline = |kid: &&Kid| !matches!(kid, Kid::Element(e) if !INLINE.contains(&e.role.as_str()));
    let mut kids = element.kids.iter().peekable();
    let mut own_depth = depth;
    loop {
        let words: Vec<&Kid> = std::iter::from_fn(|| kids.next_if(is_inline)).collect();
        // A figure is its alternative text.
        let text = if element.alt.is_some() { String::new() } else { normalised(&own(&words)) };
        if !(head.is_empty() && text.is_empty()) {
            out.push(Line { depth: own_depth, head: std::mem::take(&mut head), text: text.clone(), inline: false });
        }
        if element.alt.is_none() {
            inline(&words, own_depth + 1, lang, &text, out);
        }
        own_depth = depth + 1;
        while let Some(Kid::Element(kid)) = kids.next_if(|kid| !is_inline(kid)) {
            block(kid, depth + 1, lang, out);
        }
        if kids.peek().is_none() {
            return;
        }
    }
}

fn inline(kids: &[&Kid], depth: usize, lang: &str, whole: &str, out: &mut Vec<Line>) {
    let part = |head: String, text: &str| Line { depth, head, text: normalised(text), inline: true };
    let mut foreign: Option<(&str, String)> = None;
    for kid in kids {
        let spoken = match kid {
            Kid::Text(piece) => piece.lang.as_deref().unwrap_or(lang),
            Kid::Element(_) => MAIN,
        };
        if let Some((lang, text)) = foreign.take_if(|(lang, _)| *lang != spoken) {
            out.push(part(format!("Span lang=\"{lang}\""), &text));
        }
        match kid {
            Kid::Text(_) if spoken == MAIN => {}
            Kid::Text(piece) => foreign.get_or_insert((spoken, String::new())).1.push_str(&piece.text),
            Kid::Element(element) => {
                let kids: Vec<&Kid> = element.kids.iter().collect();
                let text = own(&kids);
                let address = element.url.as_ref().map(|url| format!(" url=\"{url}\"")).unwrap_or_default();
                let style = matches!(element.role.as_str(), "Strong" | "Em");
                if element.role != "Span" && !(style && normalised(&text) == whole) {
                    out.push(part(format!("{}{address}", element.role), &text));
                }
                inline(&kids, depth, element.lang.as_deref().unwrap_or(lang), whole, out);
            }
        }
    }
    if let Some((lang, text)) = foreign {
        out.push(part(format!("Span lang=\"{lang}\""), &text));
    }
}

/// The language of the documents.
const MAIN: &str = "nl-NL";

fn own(kids: &[&Kid]) -> String {
    kids.iter()
        .map(|kid| match kid {
            Kid::Text(piece) => piece.text.clone(),
            Kid::Element(element) => own(&element.kids.iter().collect::<Vec<_>>()),
        })
        .collect()
}
