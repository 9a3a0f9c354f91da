//! Markup: elements as a tree, written in the one form that XML and HTML share, with all text escaped in one place.
//!
//! It deliberately has no way to put in a piece of markup that was not made here: a text can only be a text.

/// A text or an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text, as a person reads it.
    Text(String),
    /// An element.
    Element(Element),
    /// Our own style sheet. HTML reads it as it stands, so nothing in it may need escaping; see [`Piece::style`].
    Style(String),
}

impl Piece {
    /// A style sheet; what could end it is left out.
    pub fn style(sheet: &str) -> Self {
        Self::Style(sheet.chars().filter(|c| !matches!(c, '<' | '>' | '&')).collect())
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Element> for Piece {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// An element; its name and those of its attributes are ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Piece>,
}

/// An element without anything in it.
pub fn el(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), children: Vec::new() }
}

impl Element {
    /// With an attribute.
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With an attribute, if there is a value.
    pub fn attr_if(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With a piece behind what is in it.
    pub fn with(mut self, piece: impl Into<Piece>) -> Self {
        self.children.push(piece.into());
        self
    }

    /// With a piece, if there is one.
    pub fn with_if(self, piece: Option<impl Into<Piece>>) -> Self {
        match piece {
            Some(piece) => self.with(piece),
            None => self,
        }
    }

    /// With all of these.
    pub fn all<P: Into<Piece>>(mut self, pieces: impl IntoIterator<Item = P>) -> Self {
        self.children.extend(pieces.into_iter().map(Into::into));
        self
    }
}

/// Elements of HTML that cannot hold anything.
const VOID: &[&str] = &["meta", "img", "br", "hr"];

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Elements that hold elements break the line.
    Xml,
    /// Lines break between blocks only: elsewhere a space would be read.
    Html,
}

/// A whole XML file.
pub fn xml(root: &Element) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write(root, Form::Xml, 0, &mut out);
    out.push('\n');
    out
}

/// A whole HTML file.
pub fn page(root: &Element) -> String {
    let mut out = String::from("<!DOCTYPE html>\n");
    write(root, Form::Html, 0, &mut out);
    out.push('\n');
    out
}

/// Elements of HTML that stand on lines of their own; between two of them a line break is not read.
const BLOCKS: &[&str] = &[
    "html",
    "head",
    "body",
    "header",
    "nav",
    "main",
    "footer",
    "section",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "figure",
    "blockquote",
];

fn write(element: &Element, form: Form, depth: usize, out: &mut String) {
    out.push('<');
    out.push_str(element.name);
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
    if element.children.is_empty() && (form == Form::Xml || VOID.contains(&element.name)) {
        out.push_str("/>");
        return;
    }
    out.push('>');
    let only_elements = element.children.iter().all(|c| matches!(c, Piece::Element(_)));
    let breaks = only_elements && !element.children.is_empty() && (form == Form::Xml || BLOCKS.contains(&element.name));
    for child in &element.children {
        if breaks {
            indent(depth + 1, out);
        }
        match child {
            Piece::Text(text) => escape(text, out),
            Piece::Element(element) => write(element, form, depth + 1, out),
            Piece::Style(sheet) => out.push_str(sheet),
        }
    }
    if breaks {
        indent(depth, out);
    }
    out.push_str("</");
    out.push_str(element.name);
    out.push('>');
}

fn indent(depth: usize, out: &mut String) {
    out.push('\n');
    (0..depth).for_each(|_| out.push(' '));
}

/// Text that is only text, between tags as well as between quotes. What no XML file can hold is left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            '\r' => out.push('\n'),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn held(text: &str) -> String {
        text.chars()
            .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}') && (*c == '\n' || *c == '\t' || !c.is_control()))
            .collect()
    }

    proptest! {
        /// Whatever a person types, between tags and between quotes, is one text that a parser of others reads back.
        #[test]
        fn no_text_becomes_markup(text in prop_oneof!["\\PC{0,60}", "[<>&\"'/!a;#\\-\\]\\[?= \n]{0,40}", any::<String>()]) {
            prop_assume!(!text.contains('\r'));
            let root = el("a").attr("b", text.clone()).with(el("c").with(text.clone()));
            for written in [xml(&root), page(&root)] {
                let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
                let parsed = roxmltree::Document::parse_with_options(&written, options).expect("well formed");
                let elements: Vec<_> = parsed.descendants().filter(|n| n.is_element()).collect();
                prop_assert_eq!(elements.len(), 2);
                prop_assert_eq!(elements[1].text().unwrap_or_default(), held(&text));
                // A parser makes a space of a line break between quotes.
                let quoted = held(&text).replace(['\n', '\t'], " ");
                prop_assert_eq!(elements[0].attribute("b"), Some(quoted.as_str()));
                prop_assert!(!written.to_lowercase().contains("<script"));
            }
        }
    }

    #[test]
    fn what_is_empty_is_closed_as_its_form_asks() {
        assert_eq!(page(&el("p")), "<!DOCTYPE html>\n<p></p>\n");
        assert_eq!(page(&el("br")), "<!DOCTYPE html>\n<br/>\n");
        assert!(xml(&el("p")).ends_with("<p/>\n"));
    }
}
