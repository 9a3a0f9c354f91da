//! `document.json` back into a manuscript.
//!
//! It deliberately trusts nothing: a file that lacks a field, has one too many or holds what a chapter could not have
//! made, such as an address that runs something, is refused with the part where that is so.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::write::{edition, kind_word};
use super::{FORM, Fault, Written};
use crate::ground::diagnostic::Stand;
use crate::ground::source::{Place, Source};
use crate::judgement::assess::Oordeel;
use crate::nouns::derived::Derived;
use crate::nouns::order::{Audience, Order};
use crate::text::front::marks;
use crate::text::manuscript::{
    Align, Block, CalloutKind, Card, ChapterNode, Chart, ChartKind, Column, Cover, CriterionCard, Form, Inline,
    KeyFigure, Manuscript, Meta, Node, Pillar, Series, Style, Table,
};
use crate::text::markdown::safe;

type Read<T> = Result<T, Fault>;

/// Most lines of all files together that places may point at.
const MOST_LINES: usize = 4_000_000;

/// Reads a document.
///
/// # Errors
/// When these bytes are not what [`write`](super::write()) makes.
pub fn read(bytes: &[u8]) -> Read<Written> {
    let whole: Value = serde_json::from_slice(bytes).map_err(|_| broken("het geheel"))?;
    match whole.get("vorm").and_then(Value::as_u64) {
        Some(FORM) => {}
        Some(newer) if newer > FORM => return Err(Fault::Newer(newer)),
        _ => return Err(broken("vorm")),
    }
    let keys =
        ["vorm", "document", "jaar", "stand", "peildatum", "uitgave", "over", "omslag", "huisstijl", "hoofdstukken"];
    let [_, document, year, stand, day, audience, meta, cover, style, chapters] = fields(&whole, keys)?;
    let order = Order {
        document: text(document)?,
        year: option(year, |year| year.as_i64().and_then(|y| i32::try_from(y).ok()).ok_or_else(|| broken("jaar")))?,
        stand: word(stand, "stand", &[Stand::Concept, Stand::Ontwerp, Stand::Vastgesteld], Stand::word)?,
        peildatum: date(day)?,
        audience: word(audience, "uitgave", &[Audience::Openbaar, Audience::Vertrouwelijk], edition)?,
        notes: false,
    };
    let mut files = Files::default();
    let chapters: Vec<Unplaced> = all(chapters, "hoofdstukken", |value| chapter(value, &mut files))?;
    let places = files.sources()?;
    let chapters = chapters.into_iter().map(|chapter| chapter.placed(&places)).collect();
    let manuscript = Manuscript { meta: about(meta)?, cover: first_page(cover)?, style: looks(style)?, chapters };
    Ok(Written { order, manuscript })
}

fn broken(part: impl Into<String>) -> Fault {
    Fault::Broken(part.into())
}

/// The values of exactly these fields.
fn fields<'a, const N: usize>(value: &'a Value, keys: [&str; N]) -> Read<[&'a Value; N]> {
    let map: &Map<String, Value> = value.as_object().ok_or_else(|| broken(keys.join(", ")))?;
    if let Some(other) = map.keys().find(|key| !keys.contains(&key.as_str())) {
        return Err(broken(other.clone()));
    }
    let mut out = [&Value::Null; N];
    for (slot, key) in out.iter_mut().zip(keys) {
        *slot = map.get(key).ok_or_else(|| broken(key))?;
    }
    Ok(out)
}

/// The values of a list of exactly this length.
fn parts<'a, const N: usize>(value: &'a Value, what: &str) -> Read<[&'a Value; N]> {
    let list: Vec<&Value> = value.as_array().map(|list| list.iter().collect()).unwrap_or_default();
    list.try_into().map_err(|_| broken(what))
}

fn all<T>(value: &Value, what: &str, one: impl FnMut(&Value) -> Read<T>) -> Read<Vec<T>> {
    value.as_array().ok_or_else(|| broken(what))?.iter().map(one).collect()
}

fn option<T>(value: &Value, one: impl FnOnce(&Value) -> Read<T>) -> Read<Option<T>> {
    if value.is_null() { Ok(None) } else { one(value).map(Some) }
}

fn text(value: &Value) -> Read<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| broken("een tekst"))
}

fn texts(value: &Value) -> Read<Vec<String>> {
    all(value, "een lijst met teksten", text)
}

fn truth(value: &Value) -> Read<bool> {
    value.as_bool().ok_or_else(|| broken("ja of nee"))
}

fn small(value: &Value) -> Read<u8> {
    value.as_u64().and_then(|n| u8::try_from(n).ok()).ok_or_else(|| broken("een klein getal"))
}

fn date(value: &Value) -> Read<NaiveDate> {
    let day = value.as_str().and_then(|day| day.parse::<NaiveDate>().ok());
    // One way to write each day, so that what is read is what was written.
    day.filter(|day| value.as_str() == Some(&day.to_string())).ok_or_else(|| broken("een datum"))
}

/// One of a fixed list of words.
fn word<T: Copy>(value: &Value, what: &str, choices: &[T], of: impl Fn(T) -> &'static str) -> Read<T> {
    choices.iter().copied().find(|choice| value.as_str() == Some(of(*choice))).ok_or_else(|| broken(what))
}

fn verdict(value: &Value) -> Read<&'static str> {
    let all = [Oordeel::Voldoet, Oordeel::Deels, Oordeel::VoldoetNiet, Oordeel::Onbekend, Oordeel::NietVanToepassing];
    word(value, "oordeel", &all, Oordeel::word).map(Oordeel::word)
}

fn about(value: &Value) -> Read<Meta> {
    let keys = ["titel", "auteur", "onderwerp", "trefwoorden", "datum", "kopregel", "status", "kenmerk"];
    let [title, author, description, keywords, day, head, mark, identifier] = fields(value, keys)?;
    Ok(Meta {
        title: text(title)?,
        author: text(author)?,
        description: text(description)?,
        keywords: texts(keywords)?,
        date: date(day)?,
        running_head: text(head)?,
        mark: option(mark, |mark| word(mark, "status", &marks(), |word| word))?,
        identifier: text(identifier)?,
    })
}

fn first_page(value: &Value) -> Read<Cover> {
    let [title, subtitle, gemeente, facts, notice] =
        fields(value, ["titel", "ondertitel", "gemeente", "regels", "melding"])?;
    let pair = |value: &Value| {
        let [label, value] = parts(value, "regels")?;
        Ok((text(label)?, text(value)?))
    };
    Ok(Cover {
        title: text(title)?,
        subtitle: text(subtitle)?,
        gemeente: text(gemeente)?,
        facts: all(facts, "regels", pair)?,
        notice: option(notice, text)?,
    })
}

fn looks(value: &Value) -> Read<Style> {
    let [primary, accent, picture, form] = fields(value, ["hoofdkleur", "accentkleur", "logo", "vorm"])?;
    let form = word(form, "vorm", &[Form::Book, Form::Paper], Form::word)?;
    Ok(Style { primary: colour(primary)?, accent: colour(accent)?, logo: option(picture, logo)?, form })
}

fn colour(value: &Value) -> Read<String> {
    let hex = |text: &str| text.len() == 6 && text.bytes().all(|b| b.is_ascii_hexdigit());
    text(value).ok().filter(|text| text.strip_prefix('#').is_some_and(hex)).ok_or_else(|| broken("een kleur"))
}

fn logo(value: &Value) -> Read<(Arc<Source>, String)> {
    let [path, alt, kind, content] = fields(value, ["bestand", "beschrijving", "soort", "inhoud"])?;
    let (path, content) = (text(path)?, text(content)?);
    let bytes = match kind.as_str() {
        Some("tekst") => content.into_bytes(),
        Some("bytes") => bytes(&content).ok_or_else(|| broken("logo"))?,
        _ => return Err(broken("logo")),
    };
    Ok((Arc::new(Source::new(path, bytes)), text(alt)?))
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    let digit = |b: &u8| char::from(*b).to_digit(16).filter(|_| !b.is_ascii_uppercase());
    let pairs = hexadecimal.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    pairs.map(|pair| u8::try_from(digit(pair.first()?)? * 16 + digit(pair.last()?)?).ok()).collect()
}

/// The files that places point at, with the last line of each that one points at.
#[derive(Default)]
struct Files(BTreeMap<String, usize>);

impl Files {
    fn place(&mut self, value: &Value) -> Read<(String, usize)> {
        let [file, line] = parts(value, "herkomst")?;
        let line = line.as_u64().and_then(|n| usize::try_from(n).ok()).filter(|n| (1..=MOST_LINES).contains(n));
        let (file, line) = (text(file)?, line.ok_or_else(|| broken("regel"))?);
        let last = self.0.entry(file.clone()).or_insert(line);
        *last = line.max(*last);
        Ok((file, line))
    }

    /// Sources with as many lines as are pointed at, all empty: a place in one knows its file and its line.
    fn sources(self) -> Read<BTreeMap<String, Arc<Source>>> {
        let total = self.0.values().fold(0_usize, |all, lines| all.saturating_add(*lines));
        if total > MOST_LINES {
            return Err(broken("regel"));
        }
        let source = |(path, lines): (String, usize)| {
            let empty = Arc::new(Source::new(path.clone(), vec![b'\n'; lines - 1]));
            (path, empty)
        };
        Ok(self.0.into_iter().map(source).collect())
    }
}

/// A chapter before its files are known.
struct Unplaced {
    chapter: ChapterNode,
    places: Vec<Option<(String, usize)>>,
    /// The places of each value of each block.
    cells: Vec<Vec<Vec<(String, usize)>>>,
}

impl Unplaced {
    fn placed(mut self, files: &BTreeMap<String, Arc<Source>>) -> ChapterNode {
        let find = |(file, line): (String, usize)| at(files.get(&file)?, line);
        for ((node, place), cells) in self.chapter.nodes.iter_mut().zip(self.places).zip(self.cells) {
            node.origin = place.and_then(find);
            for (value, cells) in node.values.iter_mut().zip(cells) {
                value.from = cells.into_iter().filter_map(find).collect();
            }
        }
        self.chapter
    }
}

fn at(source: &Arc<Source>, line: usize) -> Option<Place> {
    let start = source.line_start(line);
    Some(source.place(start..start))
}

fn chapter(value: &Value, files: &mut Files) -> Read<Unplaced> {
    let [id, number, title, version, nodes] = fields(value, ["naam", "nummer", "titel", "versie", "inhoud"])?;
    let (mut places, mut cells) = (Vec::new(), Vec::new());
    let nodes = all(nodes, "inhoud", |value| {
        let [origin, content, values] = parts(value, "inhoud")?;
        places.push(option(origin, |origin| files.place(origin))?);
        let mut from = Vec::new();
        let values = all(values, "waarden", |value| {
            let [shown, cells, rule, counted] = parts(value, "waarde")?;
            from.push(all(cells, "cellen", |cell| files.place(cell))?);
            let counted = counted.as_bool().ok_or_else(|| broken("geteld"))?;
            Ok(Derived { shown: text(shown)?, from: Vec::new(), rule: option(rule, text)?, counted })
        })?;
        cells.push(from);
        Ok(Node { values, ..Node::of(block(content)?) })
    })?;
    let chapter = ChapterNode {
        id: text(id)?,
        number: option(number, text)?,
        title: text(title)?,
        version: text(version)?,
        nodes,
    };
    Ok(Unplaced { chapter, places, cells })
}

/// The name and content of a value that has one field.
fn only<'a>(value: &'a Value, what: &str) -> Read<(&'a str, &'a Value)> {
    let mut all = value.as_object().ok_or_else(|| broken(what))?.iter();
    match (all.next(), all.next()) {
        (Some((key, value)), None) => Ok((key, value)),
        _ => Err(broken(what)),
    }
}

fn block(value: &Value) -> Read<Block> {
    let (kind, value) = only(value, "een blok")?;
    Ok(match kind {
        "kop" => {
            let [level, number, content, id] = fields(value, ["niveau", "nummer", "tekst", "naam"])?;
            let level = small(level).ok().filter(|level| (2..=6).contains(level)).ok_or_else(|| broken("niveau"))?;
            Block::Heading { level, number: option(number, text)?, text: words(content)?, id: text(id)? }
        }
        "alinea" => Block::Paragraph(words(value)?),
        "lijst" => {
            let [ordered, items] = fields(value, ["genummerd", "punten"])?;
            Block::List { ordered: truth(ordered)?, items: all(items, "punten", blocks)? }
        }
        "kader" => {
            let [kind, title, content] = fields(value, ["soort", "titel", "inhoud"])?;
            let all = [
                CalloutKind::Attention,
                CalloutKind::Explanation,
                CalloutKind::Decision,
                CalloutKind::Reason,
                CalloutKind::Concept,
            ];
            let kind = word(kind, "kader", &all, CalloutKind::word)?;
            Block::Callout { kind, title: option(title, text)?, blocks: blocks(content)? }
        }
        "feiten" => Block::Facts(labelled(value)?),
        "tabel" => Block::Table(table(value)?),
        "grafiek" => Block::Chart(chart(value)?),
        "maatregel" => {
            let [number, title, long, facts] = fields(value, ["nummer", "titel", "velden", "feiten"])?;
            let (number, title) = (text(number)?, words(title)?);
            Block::Measure(Card { number, title, fields: labelled(long)?, facts: labelled(facts)? })
        }
        "criterium" => {
            let [id, question, told, long] = fields(value, ["naam", "vraag", "oordeel", "velden"])?;
            let (id, question) = (text(id)?, text(question)?);
            Block::Criterion(CriterionCard { id, question, verdict: verdict(told)?, fields: labelled(long)? })
        }
        "pijlers" => Block::Pillars(all(value, "pijlers", |value| {
            let [title, told, content] = fields(value, ["titel", "oordeel", "tekst"])?;
            Ok(Pillar { title: text(title)?, verdict: verdict(told)?, text: text(content)? })
        })?),
        "kerncijfers" => Block::KeyFigures(all(value, "kerncijfers", |value| {
            let [number, label, explanation] = fields(value, ["getal", "naam", "uitleg"])?;
            Ok(KeyFigure { number: text(number)?, label: text(label)?, explanation: text(explanation)? })
        })?),
        "citaat" => {
            let [content, function] = fields(value, ["tekst", "functie"])?;
            Block::Quote { text: words(content)?, function: text(function)? }
        }
        "ondertekening" => {
            let [opening, day, functions] = fields(value, ["aanhef", "datum", "functies"])?;
            Block::Signature { opening: text(opening)?, date: option(day, text)?, functions: texts(functions)? }
        }
        other => return Err(broken(other)),
    })
}

fn blocks(value: &Value) -> Read<Vec<Block>> {
    all(value, "een lijst met blokken", block)
}

fn labelled(value: &Value) -> Read<Vec<(String, Vec<Inline>)>> {
    all(value, "velden", |value| {
        let [label, content] = parts(value, "velden")?;
        Ok((text(label)?, words(content)?))
    })
}

fn table(value: &Value) -> Read<Table> {
    let keys = ["bijschrift", "kolommen", "rijen", "totaal", "noot", "breed"];
    let [caption, columns, rows, total, note, wide] = fields(value, keys)?;
    let columns = all(columns, "kolommen", |value| {
        let [title, side, share] = fields(value, ["titel", "kant", "breedte"])?;
        let align = word(side, "kant", &[(Align::Start, "links"), (Align::End, "rechts")], |(_, word)| word)?.0;
        Ok(Column { title: text(title)?, align, share: small(share)? })
    })?;
    let row = |value: &Value| {
        let cells = all(value, "rijen", words)?;
        if cells.len() == columns.len() { Ok(cells) } else { Err(broken("rijen")) }
    };
    let (rows, total) = (all(rows, "rijen", row)?, option(total, row)?);
    Ok(Table { caption: text(caption)?, rows, total, note: option(note, text)?, wide: truth(wide)?, columns })
}

fn chart(value: &Value) -> Read<Chart> {
    let [kind, caption, unit, labels, series] = fields(value, ["soort", "bijschrift", "eenheid", "namen", "reeksen"])?;
    let kinds = [ChartKind::Bars, ChartKind::LyingBars, ChartKind::Line, ChartKind::Parts];
    let labels = texts(labels)?;
    let series = all(series, "reeksen", |value| {
        let [name, values, marks] = fields(value, ["naam", "waarden", "teksten"])?;
        let number = |value: &Value| option(value, |value| value.as_i64().ok_or_else(|| broken("waarden")));
        let (values, marks) = (all(values, "waarden", number)?, texts(marks)?);
        let whole = values.len() == labels.len() && marks.len() == labels.len();
        if whole { Ok(Series { name: text(name)?, values, texts: marks }) } else { Err(broken("reeksen")) }
    })?;
    let kind = word(kind, "grafiek", &kinds, kind_word)?;
    Ok(Chart { kind, caption: text(caption)?, unit: text(unit)?, labels, series })
}

fn words(value: &Value) -> Read<Vec<Inline>> {
    all(value, "tekst", |value| {
        if let Some(plain) = value.as_str() {
            return Ok(Inline::Text(plain.to_owned()));
        }
        let (kind, value) = only(value, "tekst")?;
        Ok(match kind {
            "onbekend" => Inline::Unknown(text(value)?),
            "sterk" => Inline::Strong(words(value)?),
            "nadruk" => Inline::Emphasis(words(value)?),
            "vervallen" => Inline::Removed(words(value)?),
            "nieuw" => Inline::Added(words(value)?),
            "vreemd" => {
                let [lang, content] = parts(value, "vreemd")?;
                let known =
                    |lang: &String| matches!(lang.len(), 2 | 3) && lang.bytes().all(|b| b.is_ascii_alphabetic());
                let lang = text(lang).ok().filter(known).ok_or_else(|| broken("vreemd"))?;
                Inline::Foreign { lang, text: text(content)? }
            }
            "koppeling" => {
                let [url, content] = parts(value, "koppeling")?;
                let url = text(url).ok().filter(|url| safe(url)).ok_or_else(|| broken("koppeling"))?;
                Inline::Link { url, text: words(content)? }
            }
            "verwijzing" => {
                let [target, content] = parts(value, "verwijzing")?;
                Inline::Reference { target: text(target)?, text: text(content)? }
            }
            other => return Err(broken(other)),
        })
    })
}
