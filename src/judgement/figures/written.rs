//! The figures of a report as data, and back: what disclosure control let through, so that a report can be made again
//! by who may not have the counts.
//!
//! It deliberately writes disclosed figures only; which of them was withheld for which reason it does not know either.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Cut, Figures, SpanFigures, UnitFigures, YearFigures};
use crate::judgement::disclosure::{Disclosed, Method, Objective, Policy, Zeros};
use crate::nouns::plan::Vorm;
use crate::nouns::telling::{Eenheid, Onderdeel};

/// Figures with the names of their sources and follow-ups as they were written.
#[derive(Debug, Clone)]
pub struct Told {
    /// The figures.
    pub figures: Figures,
    /// Names as they were written.
    pub labels: BTreeMap<Cut, String>,
}

/// Writes figures; the same text for the same figures.
pub fn write(told: &Told) -> String {
    let Told { figures, labels } = told;
    let Figures { units, policy, primary, secondary, kept, proven } = figures;
    let units: Map<String, Value> = units.iter().map(|(unit, of)| (unit.word().to_owned(), one_unit(of))).collect();
    let whole = json!({
        "drempel": policy.threshold,
        "nullen": policy.zeros == Zeros::Shown,
        "afronden": policy.method == Method::Round5,
        "klein": primary,
        "beschermend": secondary,
        "gebleven": kept,
        "bewezen": proven,
        "namen": labels.iter().map(|(cut, label)| json!([key(cut), label])).collect::<Vec<_>>(),
        "eenheden": units,
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

fn one_unit(of: &UnitFigures) -> Value {
    let UnitFigures { years, span, region } = of;
    let years: Vec<Value> = years
        .iter()
        .map(|YearFigures { year, cells }| {
            let cells: Vec<Value> = cells.iter().map(|(cut, d)| json!([key(cut), figure(*d)])).collect();
            json!({ "jaar": year, "cijfers": cells })
        })
        .collect();
    let span = span.as_ref().map(|SpanFigures { from, to, total, forms }| {
        let forms: Vec<Value> = forms.iter().map(|(form, d)| json!([form.word(), figure(*d)])).collect();
        json!({ "van": from, "tot": to, "totaal": figure(*total), "vormen": forms })
    });
    let region: Vec<Value> = region
        .iter()
        .map(|(form, theirs, ours)| json!([form.map(Vorm::word), figure(*theirs), figure(*ours)]))
        .collect();
    json!({ "jaren": years, "samen": span, "regio": region })
}

fn key(cut: &Cut) -> Value {
    match cut {
        Cut::Total => json!(["totaal"]),
        Cut::Form(form) => json!(["vorm", form.word()]),
        Cut::Source(name) => json!(["bron", name]),
        Cut::FollowUp(name) => json!(["opvolging", name]),
        Cut::Quarter(quarter) => json!(["kwartaal", quarter]),
    }
}

/// A number, a number that was rounded, or none.
fn figure(d: Disclosed) -> Value {
    match d {
        Disclosed::Shown(n) => json!(n),
        Disclosed::Rounded(n) => json!([n]),
        Disclosed::Withheld => Value::Null,
    }
}

/// Reads figures; `None` when the text is not what [`write()`] writes.
pub fn read(text: &str) -> Option<Told> {
    let whole: Value = serde_json::from_str(text).ok()?;
    let count = |name: &str| usize::try_from(whole.get(name)?.as_u64()?).ok();
    let yes = |name: &str| whole.get(name)?.as_bool();
    let policy = Policy {
        threshold: whole.get("drempel")?.as_u64()?,
        zeros: if yes("nullen")? { Zeros::Shown } else { Zeros::Hidden },
        method: if yes("afronden")? { Method::Round5 } else { Method::Suppress },
        objective: Objective::FewestCells,
    };
    let labels = pairs(whole.get("namen")?, read_key, |label| label.as_str().map(str::to_owned))?;
    let units = whole.get("eenheden")?.as_object()?.iter().map(|(unit, of)| {
        let unit = Eenheid::ALL.iter().copied().find(|u| u.word() == unit)?;
        Some((unit, read_unit(of)?))
    });
    let figures = Figures {
        units: units.collect::<Option<_>>()?,
        policy,
        primary: count("klein")?,
        secondary: count("beschermend")?,
        kept: count("gebleven")?,
        proven: yes("bewezen")?,
    };
    Some(Told { figures, labels: labels.into_iter().collect() })
}

fn read_unit(of: &Value) -> Option<UnitFigures> {
    let years = of.get("jaren")?.as_array()?.iter().map(|year| {
        let cells = pairs(year.get("cijfers")?, read_key, read_figure)?;
        Some(YearFigures { year: whole_year(year.get("jaar")?)?, cells: cells.into_iter().collect() })
    });
    let span = match of.get("samen")? {
        Value::Null => None,
        span => Some(SpanFigures {
            from: whole_year(span.get("van")?)?,
            to: whole_year(span.get("tot")?)?,
            total: read_figure(span.get("totaal")?)?,
            forms: pairs(span.get("vormen")?, read_form, read_figure)?,
        }),
    };
    let region = of.get("regio")?.as_array()?.iter().map(|row| {
        let [form, theirs, ours] = &row.as_array()?[..] else { return None };
        let form = if form.is_null() { None } else { Some(read_form(form)?) };
        Some((form, read_figure(theirs)?, read_figure(ours)?))
    });
    Some(UnitFigures { years: years.collect::<Option<_>>()?, span, region: region.collect::<Option<_>>()? })
}

fn pairs<A, B>(
    list: &Value,
    first: impl Fn(&Value) -> Option<A>,
    second: impl Fn(&Value) -> Option<B>,
) -> Option<Vec<(A, B)>> {
    let pair = |pair: &Value| {
        let [a, b] = &pair.as_array()?[..] else { return None };
        Some((first(a)?, second(b)?))
    };
    list.as_array()?.iter().map(pair).collect()
}

fn whole_year(value: &Value) -> Option<i32> {
    i32::try_from(value.as_i64()?).ok()
}

fn read_form(value: &Value) -> Option<Vorm> {
    let word = value.as_str()?;
    Vorm::ALL.iter().copied().find(|form| form.word() == word)
}

fn read_key(value: &Value) -> Option<Cut> {
    let parts = value.as_array()?;
    let part =
        Onderdeel::ALL.iter().copied().find(|part| parts.first().and_then(Value::as_str) == Some(part.word()))?;
    let name = || parts.get(1)?.as_str().map(str::to_owned);
    Some(match part {
        Onderdeel::Totaal => Cut::Total,
        Onderdeel::Vorm => Cut::Form(read_form(parts.get(1)?)?),
        Onderdeel::Bron => Cut::Source(name()?),
        Onderdeel::Opvolging => Cut::FollowUp(name()?),
        Onderdeel::Kwartaal => Cut::Quarter(u32::try_from(parts.get(1)?.as_u64()?).ok()?),
    })
}

fn read_figure(value: &Value) -> Option<Disclosed> {
    match value {
        Value::Null => Some(Disclosed::Withheld),
        Value::Array(one) => Some(Disclosed::Rounded(one.first()?.as_u64()?)),
        number => Some(Disclosed::Shown(number.as_u64()?)),
    }
}
