//! The names that chapters, conditions and norms can use: the data of one order, with references followed.
//!
//! It deliberately adds no words; a name means the same in a chapter, a condition and a norm.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use minijinja::Value;

use super::value::{self, Leaf, Shown, Unknown};
use crate::ground::dutch;
use crate::nouns::amendement::When;
use crate::nouns::dossier::Dossier;
use crate::nouns::jaar::{Jaar, JaarTekst};
use crate::nouns::library::Library;
use crate::nouns::order::{Audience, Order};
use crate::nouns::plan::Vaststelling;
use crate::nouns::record::Record;
use crate::nouns::view::View;

/// The root of all names, and what was looked at through it.
#[derive(Debug, Clone)]
pub struct Context {
    /// Names and values.
    pub names: BTreeMap<String, Value>,
    /// What was shown.
    pub shown: Shown,
}

impl Context {
    /// The value for rendering.
    pub fn root(&self) -> Value {
        Value::from(self.names.clone())
    }

    /// Adds a name.
    pub fn set(&mut self, name: &str, value: Value) {
        self.names.insert(name.to_owned(), value);
    }
}

/// The year an order is about: the one it names, or the newest that has begun at the peildatum.
pub fn year_of<'a>(dossier: &'a Dossier, order: &Order) -> Option<&'a Jaar> {
    match order.year {
        Some(year) => dossier.jaren.get(&year),
        None => dossier.jaren.range(..=order.peildatum.year()).next_back().map(|(_, jaar)| jaar),
    }
}

/// Builds the names for an order.
pub fn build(dossier: &Dossier, library: &Library, order: &Order) -> Context {
    let shown = Shown::default();
    let audience = order.audience;
    let mut context = Context { names: BTreeMap::new(), shown: shown.clone() };
    let plan = dossier.plan.view(audience);
    let organisatie = dossier.organisatie.view(audience);
    let measures =
        View::List(dossier.maatregelen.iter().map(|m| resolve(m.view(audience), &plan, &organisatie)).collect());
    context.set("gemeente", value::of(&dossier.gemeente.view(audience), &shown));
    context.set("plan", value::of(&plan, &shown));
    context.set("organisatie", value::of(&organisatie, &shown));
    context.set("maatregelen", value::of(&measures, &shown));
    let decision = dossier.vaststelling.as_ref().map_or_else(absent::<Vaststelling>, |v| v.view(audience));
    context.set("vaststelling", value::of(&decision, &shown));
    // Before it is decided whether they are in the text, nothing may lean on them.
    let settled = dossier.amendementen.when == When::Settled;
    let own = dossier.amendementen.all.iter().filter(|a| settled && !a.is_earlier() && a.document() == order.document);
    context.set("amendementen", value::of(&View::List(own.map(|a| a.view(audience)).collect()), &shown));
    context.set("jaar", value::of(&year_view(year_of(dossier, order), order), &shown));
    context.set("profiel", profile(dossier, library, order, &shown));
    context.set("stand", Value::from(order.stand.word()));
    context.set("uitgave", Value::from(if audience == Audience::Openbaar { "openbaar" } else { "vertrouwelijk" }));
    context.set("peildatum", date(order.peildatum));
    let national = library.reference.national_source.as_ref();
    context.set(
        "landelijk_peildatum",
        national.map_or_else(|| Value::from_object(Unknown), |source| date(source.peildatum.value)),
    );
    context
}

/// The nearest name to the last part of `a.b.c`, among those that its parent has.
pub fn nearest_name(root: &Value, path: &str) -> Option<String> {
    let (parent, last) = path.rsplit_once('.').map_or((None, path), |(p, l)| (Some(p), l));
    let parent_value = parent.map_or_else(|| Some(root.clone()), |parent| look_up(root, parent))?;
    let keys: Vec<String> = parent_value.try_iter().ok()?.map(|k| k.to_string()).collect();
    let near = dutch::nearest(last, keys.iter().map(String::as_str))?;
    Some(parent.map_or_else(|| near.to_owned(), |p| format!("{p}.{near}")))
}

/// The value of `a.b.c`.
pub fn look_up(root: &Value, path: &str) -> Option<Value> {
    let found = path.split('.').try_fold(root.clone(), |value, step| value.get_attr(step).ok())?;
    (!found.is_undefined()).then_some(found)
}

/// A date as a value.
pub fn date(date: NaiveDate) -> Value {
    Value::from_object(Leaf::Date(date))
}

/// A record of which nothing is known.
fn absent<T: Record>() -> View {
    View::Table(T::KEYS.iter().map(|key| ((*key).to_owned(), View::Unknown)).collect())
}

fn year_view(year: Option<&Jaar>, order: &Order) -> View {
    let audience = order.audience;
    let Some(year) = year else {
        let mut view = absent::<JaarTekst>();
        for key in ["jaar", "trainingen", "controles", "voortgang"] {
            view.set(key, if key == "jaar" { View::Unknown } else { View::List(Vec::new()) });
        }
        return view;
    };
    let mut view = year.text.view(audience);
    view.set("jaar", View::Text(year.year.to_string(), year.text.place.clone()));
    view.set("trainingen", View::List(year.trainings.iter().map(|t| t.view(audience)).collect()));
    view.set("controles", View::List(year.controls.iter().map(|c| c.view(audience)).collect()));
    view.set("voortgang", View::List(year.progress.iter().map(|v| v.view(audience)).collect()));
    view
}

/// Follows the ids of a measure to the goal, the role, the partners, the money and the indicator.
fn resolve(mut measure: View, plan: &View, organisatie: &View) -> View {
    for (key, list) in
        [("doel", plan.get("doelen")), ("budget", plan.get("middelen")), ("indicator", plan.get("indicatoren"))]
    {
        let found = measure.get(key).and_then(|id| find(list, id)).unwrap_or(View::Unknown);
        measure.set(key, found);
    }
    let holder = measure.get("actiehouder").and_then(|id| find(organisatie.get("rollen"), id)).unwrap_or(View::Unknown);
    measure.set("actiehouder", holder);
    let partners = match measure.get("met_wie") {
        Some(View::List(ids)) => ids.iter().filter_map(|id| find(organisatie.get("partners"), id)).collect(),
        _ => Vec::new(),
    };
    measure.set("met_wie", View::List(partners));
    measure
}

fn find(list: Option<&View>, id: &View) -> Option<View> {
    let (Some(View::List(items)), View::Text(id, _)) = (list, id) else { return None };
    items.iter().find(|item| matches!(item.get("id"), Some(View::Text(other, _)) if other == id)).cloned()
}

/// Every fact that a profile can hold; one that is not so, or not filled in, is false.
fn profile(dossier: &Dossier, library: &Library, order: &Order, shown: &Shown) -> Value {
    let facts = library.facts.iter().map(|kind| {
        let value = match dossier.gemeente.profiel.facts.get(&kind.id.0) {
            Some(fact) if fact.value.waarde.value => value::of(&fact.value.view(order.audience), shown),
            _ => Value::from_object(Unknown),
        };
        (kind.id.0.clone(), value)
    });
    Value::from(facts.collect::<BTreeMap<String, Value>>())
}
