//! A chapter's Markdown with minijinja in it, rendered so that a value never meets the Markdown reader: what is
//! printed becomes a marker for a [`Slot`], and a component becomes a [`Call`] to be answered afterwards.
//!
//! It deliberately does not know any component, and lets no value through as markup.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use minijinja::value::{Kwargs, Rest, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};

use super::manuscript::{Block, Inline};
use super::markdown::{CLOSE, OPEN, Slot};
use super::{literal, provenance};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Diagnostic, Report, Rule};
use crate::ground::dutch;
use crate::ground::source::Source;
use crate::ground::toml::shorten;
use crate::judgement::context::{self, Context};
use crate::judgement::tags::{LONGEST_LINE, too_long};
use crate::judgement::value::{Leaf, Look, Shown, UNKNOWN, Unknown};
use crate::nouns::derived::Derived;

/// Steps a chapter may take; the longest of ours takes fewer than five thousand. More would let it nest a value so
/// deep that letting go of it takes more stack than a thread has.
const FUEL: u64 = 100_000;
/// Most characters a chapter may give.
const LONGEST: usize = 4_000_000;
/// Most faults that are told of one chapter in one run.
const MOST_FAULTS: usize = 20;

/// A component or reference that a chapter asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Name of the function.
    pub name: &'static str,
    /// Its arguments as text.
    pub args: Vec<String>,
}

/// What a marker stands for before calls are answered.
#[derive(Debug, Clone)]
enum Pending {
    Slot(Slot),
    Call(Call),
}

/// A marker: what it stands for, and what was looked at to make it.
#[derive(Debug, Clone)]
struct Printed {
    pending: Pending,
    looks: Vec<Look>,
}

/// A rendered chapter: text with markers, the slots or calls they stand for, and where each part comes from.
#[derive(Debug)]
pub struct Rendered {
    /// Markdown with markers.
    pub text: String,
    /// For each range of the text, the range of the chapter it came from.
    spans: Vec<(Range<usize>, Range<usize>, bool)>,
    printed: Vec<Printed>,
}

impl Rendered {
    /// Answers every call; `answer` gets its number too.
    pub fn slots(&self, mut answer: impl FnMut(usize, &Call) -> Slot) -> Vec<Slot> {
        self.printed
            .iter()
            .enumerate()
            .map(|(number, printed)| match &printed.pending {
                Pending::Slot(slot) => slot.clone(),
                Pending::Call(call) => answer(number, call),
            })
            .collect()
    }

    /// The markers in a range of the text, by number.
    pub fn markers<'a>(&'a self, range: &Range<usize>) -> impl Iterator<Item = usize> + use<'a> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        text.split(OPEN).skip(1).filter_map(|rest| rest.split_once(CLOSE)?.0.parse().ok())
    }

    /// Where each value that the chapter prints comes from, by number of its marker; nothing for a call.
    pub fn derived(&self, chapter: &Source) -> Vec<Vec<Derived>> {
        let mut out = vec![Vec::new(); self.printed.len()];
        for (at, _) in self.text.match_indices(OPEN) {
            let Some(number) = self.markers(&(at..self.text.len())).next() else { continue };
            let (Some(printed), Some(slot)) = (self.printed.get(number), out.get_mut(number)) else { continue };
            let expression = chapter.text().get(self.origin(&(at..at + OPEN.len_utf8()))).unwrap_or_default();
            if let Pending::Slot(shown) = &printed.pending {
                slot.push(provenance::of_value(shown, &printed.looks, expression));
            }
        }
        out
    }

    /// The Markdown of a range of the chapter as it was rendered, with each value written out, and the names of the
    /// components that are left out of it. `slots` are the answers to all calls.
    pub fn literal(&self, part: &Range<usize>, slots: &[Slot]) -> (String, Vec<String>) {
        let (mut out, mut left_out) = (String::new(), Vec::new());
        for (text, source, raw) in &self.spans {
            if *raw {
                let (from, to) = (part.start.max(source.start), part.end.min(source.end));
                if from < to {
                    let shift = text.start + (from - source.start);
                    out.push_str(self.text.get(shift..shift + (to - from)).unwrap_or_default());
                }
            } else if source.start >= part.start && source.start < part.end {
                for number in self.markers(text) {
                    match (self.printed.get(number).map(|p| &p.pending), slots.get(number)) {
                        (Some(Pending::Call(call)), Some(Slot::Blocks(_))) => left_out.push(call.name.to_owned()),
                        (_, Some(slot)) => literal::write(slot, &mut out),
                        _ => {}
                    }
                }
            }
        }
        (out, left_out)
    }

    /// Every call whose answer stands in the text, with where its marker stands.
    pub fn calls(&self) -> impl Iterator<Item = (&Call, Range<usize>)> {
        self.text.match_indices(OPEN).filter_map(|(start, _)| {
            let end = start + self.text[start..].find(CLOSE)? + CLOSE.len_utf8();
            let number = self.markers(&(start..end)).next()?;
            match &self.printed.get(number)?.pending {
                Pending::Call(call) => Some((call, start..end)),
                Pending::Slot(_) => None,
            }
        })
    }

    /// The range of the chapter that a range of the text came from.
    pub fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let at = self.spans.partition_point(|(out, _, _)| out.end <= range.start);
        match self.spans.get(at) {
            Some((out, source, true)) => {
                let start = source.start + range.start.saturating_sub(out.start);
                start..(start + range.len()).min(source.end)
            }
            Some((_, source, false)) => source.clone(),
            None => 0..0,
        }
    }
}

/// Where what is printed goes, and where looks are noted.
#[derive(Clone)]
struct Store {
    printed: Arc<Mutex<Vec<Printed>>>,
    shown: Shown,
}

/// Renders chapters of one document.
pub struct Renderer {
    environment: Environment<'static>,
    root: Value,
    components: Vec<&'static str>,
    store: Store,
}

impl Renderer {
    /// A renderer over these names. `components` are the functions a chapter may call; `chapters` those that the
    /// document has.
    pub fn new(context: &Context, components: &[&'static str], chapters: BTreeSet<String>, body: &'static str) -> Self {
        let store = Store { printed: Arc::default(), shown: context.shown.clone() };
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(60);
        environment.set_debug(true);
        for name in ["safe", "escape", "e", "tojson", "urlencode", "pprint"] {
            environment.remove_filter(name);
        }
        let printed = store.clone();
        environment.set_formatter(move |out, _: &mut State<'_, '_>, value| print(out, value, &printed));
        for name in components.iter().copied() {
            let calls = store.clone();
            environment.add_function(name, move |args: Rest<Value>, kwargs: Kwargs| call(name, &args, &kwargs, &calls));
        }
        let texts = store.clone();
        environment.add_function("tekst", move |value: Value| {
            let blocks = if value.downcast_object_ref::<Unknown>().is_some() {
                unknown()
            } else {
                paragraphs(&value.to_string())
            };
            marker(Pending::Slot(Slot::Blocks(blocks)), &texts)
        });
        let foreign = store.clone();
        environment.add_function("en", move |text: String, kwargs: Kwargs| -> Result<Value, Error> {
            let lang = kwargs.get::<Option<String>>("taal")?.unwrap_or_else(|| "en".into());
            marker(Pending::Slot(Slot::Inline(vec![Inline::Foreign { lang, text }])), &foreign)
        });
        environment.add_function("heeft_hoofdstuk", move |name: String| chapters.contains(&name));
        let measures = context.names.get("maatregelen").cloned().unwrap_or_default();
        environment.add_function("maatregelen_voor", move |form: String| -> Result<Vec<Value>, Error> {
            Ok(measures.try_iter()?.filter(|m| m.get_attr("vorm").is_ok_and(|v| v.as_str() == Some(&form))).collect())
        });
        environment.add_filter("hoofdletter", |value: Value| dutch::capitalise(&value.to_string()));
        environment.add_filter("opsomming", |values: Vec<Value>| {
            dutch::list(&values.iter().map(ToString::to_string).collect::<Vec<_>>())
        });
        let mut context = context.clone();
        context.set("de_raad", Value::from(body));
        Self { environment, root: context.root(), components: components.to_vec(), store }
    }

    /// Renders a chapter and tells what is wrong in it, at its place. A name that does not exist does not hide the
    /// faults after it: the chapter goes on as if words stood there. `None` when it cannot go on.
    pub fn render(&mut self, chapter: &Arc<Source>, report: &mut Report) -> Option<Rendered> {
        if let Some(range) = too_long(chapter.text()) {
            let place = chapter.place(range);
            let title = format!("deze aanwijzing is te lang: `{}`", shorten(place.text()));
            report.push(rules::TEMPLATE_SYNTAX.at(
                Some(place),
                title,
                "Sluit de aanwijzing met }} of %}, of splits haar met {% set %}.",
            ));
            return None;
        }
        if let Some(number) = (1..=chapter.text().lines().count()).find(|n| chapter.line(*n).len() > LONGEST_LINE) {
            let place = chapter.place(chapter.line_start(number)..chapter.line_start(number + 1));
            let title = format!("deze regel is te lang: `{}`", shorten(place.text()));
            report.push(rules::TEXT_TOO_LONG.at(
                Some(place),
                title,
                "Breek de tekst af in alinea's van gewone lengte.",
            ));
            return None;
        }
        let mut text = chapter.text().to_owned();
        for _ in 0..MOST_FAULTS {
            let error = match self.attempt(chapter.path(), &text) {
                Ok(rendered) if rendered.text.len() <= LONGEST => return Some(rendered),
                Ok(_) => Error::from(ErrorKind::OutOfFuel),
                Err(error) => error,
            };
            report.push(self.diagnose(&error, chapter));
            text = without(&text, &error, chapter.path())?;
        }
        None
    }

    fn attempt(&mut self, name: &str, text: &str) -> Result<Rendered, Error> {
        if let Ok(mut printed) = self.store.printed.lock() {
            printed.clear();
        }
        self.store.shown.trail();
        self.environment.add_template_owned(name.to_owned(), text.to_owned())?;
        let (text, spans) = self.environment.get_template(name)?.render_with_spans(self.root.clone())?;
        let spans = spans
            .iter()
            .map(|s| {
                let raw = s.kind() == minijinja::OutputSpanKind::Raw;
                (s.output_range(), s.source_range(), raw)
            })
            .collect();
        let printed = self.store.printed.lock().map(|mut all| std::mem::take(&mut *all)).unwrap_or_default();
        Ok(Rendered { text, spans, printed })
    }

    fn diagnose(&self, error: &Error, chapter: &Arc<Source>) -> Diagnostic {
        let range =
            error.range().filter(|_| error.name().is_none_or(|name| name == chapter.path())).unwrap_or_else(|| {
                let line = error.line().unwrap_or(1);
                chapter.line_start(line)..chapter.line_start(line + 1)
            });
        let place = chapter.place(whole_name(chapter.text(), range));
        let excerpt = shorten(place.text());
        let (rule, title, action): (&'static Rule, String, String) = match error.kind() {
            _ if missing(error) => (
                &rules::TEMPLATE_UNDEFINED,
                format!("dit bestaat niet: `{excerpt}`"),
                match self.near(&excerpt) {
                    Some(name) => format!("Bedoelt u `{name}`?"),
                    None if excerpt.contains("vertrouwelijk") => {
                        "In de openbare uitgave bestaat dit gegeven niet; zet er {% if … is defined %} omheen.".into()
                    }
                    None => "Verbeter de naam, of haal de aanwijzing weg.".into(),
                },
            ),
            ErrorKind::SyntaxError if chapter.text()[place.end..].trim().is_empty() => (
                &rules::TEMPLATE_SYNTAX,
                "aan het einde van het hoofdstuk is een aanwijzing nog open".into(),
                "Sluit {% if %} met {% endif %} en {% for %} met {% endfor %}; sluit {{ met }}.".into(),
            ),
            ErrorKind::SyntaxError | ErrorKind::InvalidDelimiter | ErrorKind::BadEscape => (
                &rules::TEMPLATE_SYNTAX,
                format!(
                    "in deze regel is een aanwijzing niet te lezen: `{}`",
                    shorten(chapter.line(place.line_column().0))
                ),
                "Kijk of elke {{ een }} heeft, elke {% een %}, en elke {% if %} een {% endif %}.".into(),
            ),
            ErrorKind::OutOfFuel => (
                &rules::TEMPLATE_LIMIT,
                "dit hoofdstuk rekent te lang en is gestopt".into(),
                "Maak de herhaling in het hoofdstuk korter.".into(),
            ),
            _ => (
                &rules::TEMPLATE_RUN,
                format!("deze aanwijzing is niet uit te voeren: `{excerpt}`"),
                if context::look_up(&self.root, &excerpt).is_some() {
                    "Een lijst of blok past niet in een zin: kies een veld ervan, of maak een herhaling met {% for %}."
                        .into()
                } else {
                    "Kijk of de bewerking bij het gegeven past, of een reeks niet te lang is en of een {% macro %} zichzelf niet aanroept.".into()
                },
            ),
        };
        rule.at(Some(place), title, action)
    }

    /// The name of a value, component or filter that was probably meant.
    fn near(&self, excerpt: &str) -> Option<String> {
        let name = excerpt.split('(').next()?.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
        let own = ["hoofdletter", "opsomming", "tekst", "en", "heeft_hoofdstuk", "maatregelen_voor"];
        context::nearest_name(&self.root, name)
            .or_else(|| dutch::nearest(name, self.components.iter().copied().chain(own)).map(str::to_owned))
    }
}

/// A range that begins where the dotted name begins of which it is the end.
fn whole_name(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let name = before.rfind(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').map_or(0, |at| at + 1);
    if text[range.start..].starts_with('.') && before.is_char_boundary(name) { name..range.end } else { range }
}

/// Whether a template asks for something that does not exist.
fn missing(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::UndefinedError
            | ErrorKind::UnknownFunction
            | ErrorKind::UnknownFilter
            | ErrorKind::UnknownTest
            | ErrorKind::UnknownMethod
    )
}

/// A chapter with letters over the `{{ … }}` that asks for what does not exist, so that every other place stays the
/// same. `None` when the fault is of another kind or stands in a `{% … %}`.
fn without(text: &str, error: &Error, name: &str) -> Option<String> {
    let range = error.range().filter(|_| missing(error) && error.name() == Some(name))?;
    let start = text.get(..range.start)?.rfind("{{")?;
    let end = start + text[start..].find("}}")? + 2;
    (range.end <= end).then(|| format!("{}{}{}", &text[..start], "x".repeat(end - start), &text[end..]))
}

/// Prints a value as a marker, in Dutch.
fn print(out: &mut Output<'_>, value: &Value, store: &Store) -> Result<(), Error> {
    if value.is_safe() {
        out.write_str(value.as_str().unwrap_or_default())?;
        return Ok(());
    }
    let inline = match value.kind() {
        ValueKind::Undefined => return Err(Error::new(ErrorKind::UndefinedError, "undefined")),
        ValueKind::String => Inline::Text(one_line(value.as_str().unwrap_or_default())),
        ValueKind::Bool => Inline::Text(if value.is_true() { "ja" } else { "nee" }.into()),
        ValueKind::Number => {
            Inline::Text(i64::try_from(value.clone()).map_or_else(|_| value.to_string(), dutch::integer))
        }
        _ if value.downcast_object_ref::<Unknown>().is_some() => Inline::Unknown(UNKNOWN.into()),
        _ if value.downcast_object_ref::<Leaf>().is_some() => Inline::Text(value.to_string()),
        _ => return Err(Error::new(ErrorKind::InvalidOperation, "not printable")),
    };
    let text = marker(Pending::Slot(Slot::Inline(vec![inline])), store)?;
    out.write_str(text.as_str().unwrap_or_default())?;
    Ok(())
}

/// Within a sentence a text is one line; [`paragraphs`] keeps its paragraphs.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A free text as paragraphs, literally: an empty line begins a new one.
pub fn paragraphs(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n")
        .map(one_line)
        .filter(|p| !p.is_empty())
        .map(|p| Block::Paragraph(vec![Inline::Text(p)]))
        .collect()
}

/// The paragraph that says that something is not known.
pub fn unknown() -> Vec<Block> {
    vec![Block::Paragraph(vec![Inline::Unknown("Nog niet bekend.".into())])]
}

fn call(name: &'static str, args: &Rest<Value>, kwargs: &Kwargs, store: &Store) -> Result<Value, Error> {
    let mut values: Vec<String> = args.iter().map(ToString::to_string).collect();
    for key in kwargs.args() {
        values.push(kwargs.get::<Value>(key)?.to_string());
    }
    kwargs.assert_all_used()?;
    marker(Pending::Call(Call { name, args: values }), store)
}

fn marker(pending: Pending, store: &Store) -> Result<Value, Error> {
    let looks = store.shown.trail();
    let mut printed = store.printed.lock().map_err(|_| Error::new(ErrorKind::InvalidOperation, "store"))?;
    printed.push(Printed { pending, looks });
    Ok(Value::from_safe_string(format!("{OPEN}{}{CLOSE}", printed.len() - 1)))
}
