//! A [`View`] as values of the template engine: unknown is false and prints as "nog niet bekend", dates compare.
//!
//! It records which places were looked at, so that filled-in data that no document shows can be told.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use minijinja::Value;
use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr};

use crate::ground::dutch;
use crate::ground::source::Place;
use crate::nouns::view::View;

/// The words that stand for what is not filled in.
pub const UNKNOWN: &str = "nog niet bekend";

/// A value that was looked at: where it stands, under which name, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Where it stands.
    pub place: Place,
    /// The last part of its name in a chapter; none when a component looked.
    pub key: Option<String>,
    /// As it would be shown; none when a component only used it.
    pub text: Option<String>,
}

/// The places that chapters and components looked at.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    places: Arc<Mutex<BTreeSet<Place>>>,
    /// In order, since it was last asked for.
    trail: Arc<Mutex<Vec<Look>>>,
}

impl Shown {
    /// Marks a place as shown.
    pub fn mark(&self, place: &Place) {
        self.look(Look { place: place.clone(), key: None, text: None });
    }

    /// Marks a place as shown with this text.
    pub fn mark_as(&self, place: &Place, text: &str) {
        self.look(Look { place: place.clone(), key: None, text: Some(text.to_owned()) });
    }

    fn look(&self, look: Look) {
        if let Ok(mut places) = self.places.lock() {
            places.insert(look.place.clone());
        }
        if let Ok(mut trail) = self.trail.lock() {
            trail.push(look);
        }
    }

    /// What was looked at since the last time this was asked, in order.
    pub fn trail(&self) -> Vec<Look> {
        self.trail.lock().map(|mut trail| std::mem::take(&mut *trail)).unwrap_or_default()
    }

    /// Marks all places of a view as shown.
    pub fn mark_all(&self, view: &View) {
        let mut places = Vec::new();
        view.places(&mut places);
        places.iter().for_each(|place| self.mark(place));
    }

    /// Whether a place was shown.
    pub fn contains(&self, place: &Place) -> bool {
        self.places.lock().is_ok_and(|places| places.contains(place))
    }

    /// The places looked at since the last time this was asked, in order.
    pub fn take(&self) -> Vec<Place> {
        self.places.lock().map(|mut places| std::mem::take(&mut *places).into_iter().collect()).unwrap_or_default()
    }

    /// Every place that was shown.
    pub fn places(&self) -> Vec<Place> {
        self.places.lock().map(|places| places.iter().cloned().collect()).unwrap_or_default()
    }
}

/// What is not filled in: false, and "nog niet bekend" in print, for itself and for whatever is asked of it.
#[derive(Debug)]
pub struct Unknown;

impl Object for Unknown {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, _: &Value) -> Option<Value> {
        Some(Value::from_dyn_object(self.clone()))
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(UNKNOWN)
    }
}

/// A value that prints in Dutch and compares by what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaf {
    /// A date.
    Date(NaiveDate),
    /// Cents.
    Money(i64),
    /// Hundredths.
    Decimal(i64),
}

impl Object for Leaf {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !matches!(**self, Self::Money(0) | Self::Decimal(0))
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        other.downcast_ref::<Self>().map(|other| (**self).cmp(other))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match **self {
            Self::Date(date) => dutch::date(date),
            Self::Money(cents) => dutch::money(cents),
            Self::Decimal(hundredths) => dutch::decimal(hundredths),
        })
    }
}

/// A table whose values mark their place when they are asked for.
#[derive(Debug)]
struct Table {
    values: BTreeMap<String, (Value, Option<Place>)>,
    shown: Shown,
}

impl Object for Table {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let (value, place) = self.values.get(key.as_str()?)?;
        if let Some(place) = place {
            let (key, text) = (key.as_str().map(str::to_owned), Some(value.to_string()));
            self.shown.look(Look { place: place.clone(), key, text });
        }
        Some(value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.values.keys().map(|k| Value::from(k.as_str())).collect())
    }
}

/// The value of a view.
pub fn of(view: &View, shown: &Shown) -> Value {
    match view {
        View::Unknown => Value::from_object(Unknown),
        View::Hidden => Value::UNDEFINED,
        View::Text(text, _) => Value::from(text.as_str()),
        View::Word(word, _) => Value::from(*word),
        View::Bool(b, _) => Value::from(*b),
        View::Int(n, _) => Value::from(*n),
        View::Date(date, _) => Value::from_object(Leaf::Date(*date)),
        View::Money(cents, _) => Value::from_object(Leaf::Money(*cents)),
        View::Decimal(h, _) if h % 100 == 0 => Value::from(h / 100),
        View::Decimal(h, _) => Value::from_object(Leaf::Decimal(*h)),
        View::List(items) => {
            // A list of plain values is shown as a whole; tables mark what is asked of them.
            items.iter().filter(|i| !matches!(i, View::Table(_))).for_each(|i| shown.mark_all(i));
            Value::from(items.iter().map(|item| of(item, shown)).collect::<Vec<_>>())
        }
        View::Table(entries) => Value::from_object(Table {
            values: entries.iter().map(|(key, view)| (key.clone(), (of(view, shown), leaf_place(view)))).collect(),
            shown: shown.clone(),
        }),
    }
}

fn leaf_place(view: &View) -> Option<Place> {
    match view {
        View::Text(_, p) | View::Date(_, p) | View::Money(_, p) | View::Decimal(_, p) => Some(p.clone()),
        View::Int(_, p) | View::Word(_, p) | View::Bool(_, p) => Some(p.clone()),
        // A list stands where its first value stands.
        View::List(items) => {
            let mut places = Vec::new();
            items.first().into_iter().for_each(|first| first.places(&mut places));
            places.into_iter().next()
        }
        View::Table(_) | View::Unknown | View::Hidden => None,
    }
}
