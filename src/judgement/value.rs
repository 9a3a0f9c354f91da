//! A [`View`] as values of the template engine: unknown is false and prints as "nog niet bekend", dates compare.
//!
//! It records which places were looked at, so that filled-in data that no document shows can be told.

use std::cmp::Ordering;
use std::collections::BTreeMap;
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

/// The places that chapters and components looked at.
#[derive(Debug, Clone, Default)]
pub struct Shown(Arc<Mutex<std::collections::BTreeSet<Place>>>);

impl Shown {
    /// Marks a place as shown.
    pub fn mark(&self, place: &Place) {
        if let Ok(mut places) = self.0.lock() {
            places.insert(place.clone());
        }
    }

    /// Marks all places of a view as shown.
    pub fn mark_all(&self, view: &View) {
        let mut places = Vec::new();
        view.places(&mut places);
        if let Ok(mut shown) = self.0.lock() {
            shown.extend(places);
        }
    }

    /// Whether a place was shown.
    pub fn contains(&self, place: &Place) -> bool {
        self.0.lock().is_ok_and(|places| places.contains(place))
    }

    /// The places looked at since the last time this was asked, in order.
    pub fn take(&self) -> Vec<Place> {
        self.0.lock().map(|mut places| std::mem::take(&mut *places).into_iter().collect()).unwrap_or_default()
    }

    /// Every place that was shown.
    pub fn places(&self) -> Vec<Place> {
        self.0.lock().map(|places| places.iter().cloned().collect()).unwrap_or_default()
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
            self.shown.mark(place);
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
