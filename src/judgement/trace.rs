//! Why a verdict is what it is, in the words of a council: at most twelve lines a criterion.
//!
//! It deliberately weighs nothing; it tells what `assess` and `change` found.

use std::collections::{BTreeMap, BTreeSet};

use super::assess::{Assessment, Check, Evidence, Oordeel, Verdict};
use super::change::{Before, Change};
use crate::ground::dutch;
use crate::ground::source::Place;
use crate::nouns::jaar::Bewijs;
use crate::nouns::norm::{Criterium, Merk};
use crate::nouns::view::Audience;

/// Requirements that are told one by one; the rest is counted, so that a trace keeps to twelve lines.
const MOST_CHECKS: usize = 4;

/// A line of a trace: what it is about, and what there is to say.
pub type Line = (&'static str, String);

/// The trace of a criterion.
pub fn trace(
    assessment: &Assessment<'_>,
    verdict: &Verdict<'_>,
    before: Option<&Before<'_>>,
    audience: Audience,
) -> Vec<Line> {
    let c = verdict.criterium;
    let norm = assessment.norm;
    let mut lines: Vec<Line> = vec![
        ("Norm", format!("{}, versie {}", norm.naam.value, norm.versie.value)),
        ("Bron", format!("{} ({})", c.bron.value.trim().trim_end_matches('.'), mark(c.merk.value))),
    ];
    lines.extend(checks(verdict));
    if let Some(human) = human(verdict) {
        lines.push(("Oordeel van een mens", human));
    }
    lines.push(("Bewijs", evidence(verdict, audience)));
    if let Some(expiry) = expiry(verdict) {
        let soon = verdict.expires < assessment.peildatum.checked_add_months(chrono::Months::new(12));
        lines.push((if soon { "Let op" } else { "Houdbaar" }, expiry));
    }
    lines.push(("Oordeel", conclusion(verdict)));
    if let Some(change) = before.and_then(|b| Some((b, b.change(&norm.id.0, verdict)?))) {
        lines.push(("Vorig jaar", changed(&change.1, verdict, change.0)));
    }
    if !matches!(verdict.oordeel, Oordeel::Voldoet | Oordeel::NietVanToepassing) {
        lines.push(("Volgende stap", step(c)));
    }
    lines
}

/// How sure the source of a criterion is.
pub fn mark(merk: Merk) -> &'static str {
    match merk {
        Merk::Verified => "nagekeken in een openbare bron",
        Merk::Background => "nog niet bevestigd",
        Merk::Project => "keuze van de makers van deze norm",
    }
}

fn checks(verdict: &Verdict<'_>) -> Vec<Line> {
    // What fails is what a reader came for.
    let (failed, held): (Vec<_>, Vec<_>) = verdict.checks.iter().partition(|c| !c.holds);
    let told: Vec<&Check<'_>> = failed.into_iter().chain(held).collect();
    let mut lines: Vec<Line> = told.iter().take(MOST_CHECKS).map(|c| (check_label(c), check_text(c))).collect();
    if let Some(more) = told.len().checked_sub(MOST_CHECKS).filter(|n| *n > 0) {
        let held = told.iter().skip(MOST_CHECKS).filter(|c| c.holds).count();
        lines.push((
            "Verder",
            format!("nog {} gecontroleerd, waarvan {held} gehaald", dutch::count(more, "eis", "eisen")),
        ));
    }
    lines
}

fn check_label(check: &Check<'_>) -> &'static str {
    if check.holds { "Gehaald" } else { "Niet gehaald" }
}

fn check_text(check: &Check<'_>) -> String {
    let text = check.text.trim().trim_end_matches('.');
    let mut about = Vec::new();
    if !check.seen.places.is_empty() {
        about.push(places(&check.seen.places));
    }
    if !check.holds && !check.seen.missing.is_empty() {
        let missing: Vec<String> = check.seen.missing.iter().map(|name| in_file(name)).collect();
        about.push(format!("niet ingevuld: {}", dutch::list(&missing)));
    }
    if about.is_empty() { text.to_owned() } else { format!("{text} ({})", about.join("; ")) }
}

/// `meldroute.acuut in organisatie.toml` for `organisatie.meldroute.acuut`.
fn in_file(name: &str) -> String {
    let (first, rest) = name.split_once('.').unwrap_or((name, ""));
    let file = match first {
        "organisatie" => "organisatie.toml",
        "plan" => "beleidsplan.toml",
        "vaststelling" => "vaststelling.toml",
        "gemeente" => "gemeente.toml",
        "maatregelen" => return "maatregelen.csv".into(),
        "profiel" => return format!("profiel.{rest} in gemeente.toml"),
        "jaar" => match rest {
            "trainingen" | "controles" | "voortgang" => return format!("{rest}.csv van het jaar"),
            _ => return format!("{rest} in jaar.toml"),
        },
        _ => return name.to_owned(),
    };
    if rest.is_empty() { file.into() } else { format!("{rest} in {file}") }
}

/// `organisatie.toml regel 14 en 20; jaren/2025/trainingen.csv regel 2 tot en met 10`.
pub fn places(places: &[Place]) -> String {
    let mut files: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for place in places {
        files.entry(place.source.path()).or_default().insert(place.line_column().0);
    }
    let told = files.into_iter().map(|(file, lines)| format!("{file} regel {}", ranges(&lines)));
    told.collect::<Vec<_>>().join("; ")
}

/// `2, 4 tot en met 9 en 12`.
fn ranges(lines: &BTreeSet<usize>) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => runs.push((*line, *line)),
        }
    }
    let more = runs.len().saturating_sub(6);
    let mut told: Vec<String> = runs
        .into_iter()
        .take(6)
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first} tot en met {last}"),
        })
        .collect();
    if more > 0 {
        told.push(format!("{more} andere"));
    }
    dutch::list(&told)
}

/// What a person judged, with role and date.
pub fn human(verdict: &Verdict<'_>) -> Option<String> {
    let row = verdict.human?;
    let motivation = row.motivering.value.trim().trim_end_matches('.');
    Some(format!("{} ({}, {}): {motivation}", row.oordeel.value.word(), row.rol.value, dutch::date(row.datum.value)))
}

/// The evidence in one line.
pub fn evidence(verdict: &Verdict<'_>, audience: Audience) -> String {
    if verdict.evidence.is_empty() {
        return match &verdict.outdated {
            Some(old) => format!("te oud: {}", name(old, audience)),
            None => "geen".into(),
        };
    }
    let told = distinct(&verdict.evidence);
    let more = told.len().saturating_sub(3);
    let named: Vec<String> = told.into_iter().take(3).map(|e| name(e, audience)).collect();
    let more = if more > 0 { format!("; en nog {more}") } else { String::new() };
    format!("{}{more}", named.join("; "))
}

/// A date in the data says nothing more where a document of that date is named.
pub fn distinct<'a, 'b>(evidence: &'b [Evidence<'a>]) -> Vec<&'b Evidence<'a>> {
    let named = |date| evidence.iter().any(|e| e.row.is_some() && e.date == date);
    evidence.iter().filter(|e| e.row.is_some() || !named(e.date)).collect()
}

/// Evidence by name; what is not public by kind and date only.
pub fn name(evidence: &Evidence<'_>, audience: Audience) -> String {
    let date = dutch::date(evidence.date);
    let Some(row) = evidence.row else {
        let files: BTreeSet<&str> = evidence.places.iter().map(|p| p.source.path()).collect();
        let files: Vec<&str> = files.into_iter().collect();
        return match files.as_slice() {
            [] => format!("vastgelegd op {date}"),
            _ => format!("vastgelegd in {} op {date}", dutch::list(&files)),
        };
    };
    if !visible(row, audience) {
        return format!("{}, niet openbaar, {date}", row.soort.value);
    }
    match &row.kenmerk {
        Some(reference) => format!("{} ({}, kenmerk {}), {date}", row.titel.value, row.soort.value, reference.value),
        None => format!("{} ({}), {date}", row.titel.value, row.soort.value),
    }
}

/// Whether this reader may see the title of a piece of evidence.
pub fn visible(row: &Bewijs, audience: Audience) -> bool {
    audience == Audience::Vertrouwelijk || row.openbaar.as_ref().is_some_and(|o| o.value)
}

/// Until when today's evidence counts, when that is before the next report or at all known.
pub fn expiry(verdict: &Verdict<'_>) -> Option<String> {
    Some(format!("dit bewijs geldt tot en met {}", dutch::date(verdict.expires?)))
}

fn conclusion(verdict: &Verdict<'_>) -> String {
    let word = verdict.oordeel.word();
    let why = match verdict.oordeel {
        Oordeel::Voldoet if verdict.human.is_some() => "een mens heeft dit beoordeeld, met bewijs".into(),
        Oordeel::Voldoet => "alle eisen zijn gehaald, met bewijs".into(),
        Oordeel::Deels if verdict.unproven => "gehaald volgens de gegevens, maar zonder bewijs dat nog geldt".into(),
        Oordeel::Deels => "er is een begin, maar nog niet alles".into(),
        Oordeel::VoldoetNiet => "de gegevens laten zien dat dit niet is geregeld".into(),
        Oordeel::Onbekend if verdict.criterium.oordeel.is_some() => "een mens moet dit nog beoordelen".into(),
        Oordeel::Onbekend => "er is nog niets over ingevuld".into(),
        Oordeel::NietVanToepassing => verdict.reason().unwrap_or_default().trim().trim_end_matches('.').to_owned(),
    };
    let counts = match (verdict.criterium.verplicht.as_ref().is_some_and(|v| v.value), verdict.counts()) {
        (true, true) => "telt mee voor het eindoordeel",
        _ => "telt niet mee voor het eindoordeel",
    };
    format!("{word}: {why}; {counts}")
}

/// How the verdict changed, in words.
pub fn changed(change: &Change, verdict: &Verdict<'_>, before: &Before<'_>) -> String {
    let then = dutch::date(before.peildatum);
    match change {
        Change::Same => format!("ook '{}' op {then}", verdict.oordeel.word()),
        Change::From(old) => format!("was '{}' op {then}, is nu '{}'", old.word(), verdict.oordeel.word()),
        Change::NewInNorm => format!("nieuw in de norm; op {then} vroeg de norm dit niet"),
        Change::AskedDifferently(old) => {
            format!("was '{}' op {then}, maar de norm vraagt nu iets anders; niet te vergelijken", old.word())
        }
    }
}

/// The next step, with who takes it and what it takes.
pub fn step(criterium: &Criterium) -> String {
    let mut about = Vec::new();
    if let Some(owner) = &criterium.eigenaar {
        about.push(owner.value.clone());
    }
    if let Some(hours) = &criterium.uren {
        about.push(format!("naar schatting {} uur", hours.value));
    }
    let step = criterium.stap.value.trim();
    if about.is_empty() { step.to_owned() } else { format!("{} ({})", step.trim_end_matches('.'), about.join(", ")) }
}
