//! Conditions and checks: expressions of the template engine over the names of a [`Context`], within limits.
//!
//! It deliberately has no function that reads, prints or changes anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value};

use super::context::{self, Context};
use super::value::{Leaf, Shown};
use crate::ground::source::Place;
use crate::nouns::jaar::Bewijs;

/// Steps an expression may take; a check over a thousand measures takes some ten thousand.
const FUEL: u64 = 500_000;

/// Longest expression, in bytes: the template engine follows what is in it with the stack of the thread.
pub const LONGEST: usize = 1_500;

/// Why an expression gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Not an expression.
    Syntax,
    /// Asks for a name that does not exist.
    Undefined,
    /// Cannot be worked out.
    Run,
}

impl Fault {
    /// The fault in Dutch.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Syntax => "deze uitdrukking is niet te lezen",
            Self::Undefined => "deze uitdrukking vraagt om een naam die niet bestaat",
            Self::Run => "deze uitdrukking is niet uit te rekenen",
        }
    }
}

/// Evidence in the data by criterion: the dates, kept so that a norm can ask `bewijs("SIG-1")`.
pub type EvidenceDates = BTreeMap<String, Vec<NaiveDate>>;

/// The evidence of all years up to the peildatum.
pub fn evidence_dates<'a>(rows: impl IntoIterator<Item = &'a Bewijs>, peildatum: NaiveDate) -> EvidenceDates {
    let mut dates = EvidenceDates::new();
    for row in rows.into_iter().filter(|row| row.datum.value <= peildatum) {
        dates.entry(row.criterium.0.clone()).or_default().push(row.datum.value);
    }
    dates
}

/// Works out expressions for one order.
#[derive(Debug)]
pub struct Evaluator {
    environment: Environment<'static>,
    root: Value,
    shown: Shown,
}

/// What an expression leaned on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Where the data stand that were looked at, in order of place.
    pub places: Vec<Place>,
    /// The names it asks for of which nothing is filled in, such as `organisatie.meldroute.acuut`.
    pub missing: Vec<String>,
    /// Whether any of its names is filled in.
    pub known: bool,
}

impl Evaluator {
    /// An evaluator over these names.
    pub fn new(context: &Context, evidence: EvidenceDates, peildatum: NaiveDate) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(50);
        environment.add_function("maanden_sinds", move |date: Value| months_since(&date, peildatum));
        let evidence = Arc::new(evidence);
        environment.add_function("bewijs", move |id: String| -> Vec<Value> {
            evidence.get(&id.to_lowercase()).into_iter().flatten().map(|d| context::date(*d)).collect()
        });
        Self { environment, root: context.root(), shown: context.shown.clone() }
    }

    /// What an expression looks at, whether or not it is true.
    pub fn seen(&self, expression: &str) -> Seen {
        let _ = self.shown.take();
        let _ = self.value(expression);
        let places = self.shown.take();
        let (mut missing, mut known) = (Vec::new(), false);
        for name in self.names(expression) {
            match context::look_up(&self.root, &name) {
                Some(value) if value.is_true() => known = true,
                Some(_) => missing.push(name),
                None => {}
            }
        }
        let _ = self.shown.take();
        Seen { places, missing, known }
    }

    /// The names of data in an expression, in alphabetical order.
    fn names(&self, expression: &str) -> Vec<String> {
        let Ok(compiled) = self.environment.compile_expression(expression) else { return Vec::new() };
        let mut names: Vec<String> =
            compiled.undeclared_variables(true).into_iter().filter(|n| n != "peildatum").collect();
        names.sort();
        names
    }

    /// Whether the expression is true.
    ///
    /// # Errors
    /// A [`Fault`] when it is no expression or cannot be worked out.
    pub fn holds(&self, expression: &str) -> Result<bool, Fault> {
        self.value(expression).map(|value| value.is_true())
    }

    /// The date that the expression gives, if any.
    ///
    /// # Errors
    /// A [`Fault`] when it is no expression or cannot be worked out.
    pub fn date(&self, expression: &str) -> Result<Option<NaiveDate>, Fault> {
        let value = self.value(expression)?;
        Ok(match value.downcast_object_ref::<Leaf>() {
            Some(Leaf::Date(date)) => Some(*date),
            _ => None,
        })
    }

    fn value(&self, expression: &str) -> Result<Value, Fault> {
        if expression.len() > LONGEST {
            return Err(Fault::Syntax);
        }
        let compiled = self.environment.compile_expression(expression).map_err(|_| Fault::Syntax)?;
        let value = compiled.eval(self.root.clone()).map_err(|error| match error.kind() {
            ErrorKind::UndefinedError
            | ErrorKind::UnknownFunction
            | ErrorKind::UnknownFilter
            | ErrorKind::UnknownTest => Fault::Undefined,
            _ => Fault::Run,
        })?;
        // A slip in the last name gives no error by itself; the chapter would silently stay away.
        if value.is_undefined() { Err(Fault::Undefined) } else { Ok(value) }
    }

    /// The name that was probably meant by the first dotted name of an expression that does not exist.
    pub fn nearest_name(&self, expression: &str) -> Option<String> {
        let names =
            expression.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').filter(|name| name.contains('.'));
        let missing = names.into_iter().find(|name| context::look_up(&self.root, name).is_none())?;
        context::nearest_name(&self.root, missing)
    }
}

/// Whole months from a date to the peildatum; very many for what is not a date.
fn months_since(date: &Value, peildatum: NaiveDate) -> i64 {
    match date.downcast_object_ref::<Leaf>() {
        Some(Leaf::Date(date)) => months_between(*date, peildatum),
        _ => 9_999,
    }
}

/// Whole months between two dates, negative when `to` comes first.
pub fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    months - i64::from(to.day() < from.day())
}
