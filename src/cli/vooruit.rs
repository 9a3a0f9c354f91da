//! `controleer --op`: what of the documents will no longer be true on a day, in groups.
//!
//! It deliberately leaves out everything else that `controleer` says, but for what stops a document from being made:
//! without a document there is nothing to look ahead in.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use chrono::NaiveDate;

use super::controleer::USUAL_OUTPUT;
use super::render;
use super::screen::Screen;
use super::told::Told;
use super::workshop::Workshop;
use crate::compiler::Selection;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule, Severity};
use crate::ground::dutch;

/// The groups in order, each with its heading.
static GROUPS: &[(&Rule, &str)] = &[
    (&rules::FACT_WRONG, "Klopt nu al niet"),
    (&rules::FACT_ENDED, "Dan verlopen"),
    (&rules::FACT_NOT_YET, "Dan nog niet ingegaan"),
    (&rules::FACT_CHANGES, "Dan ingegaan, terwijl de tekst zegt dat het nog moet komen"),
    (&rules::CHAPTER_ENDS, "Hoofdstukken die dan niet meer gelden"),
    (&rules::CHAPTER_REVIEW, "Hoofdstukken die dan nagekeken hadden moeten zijn"),
    (&rules::FACT_UNVERIFIED, "Dan te lang niet nagekeken"),
];

/// What there is to tell of the documents of a gemeente on a day.
pub fn look(workshop: &Workshop, gemeente: &Path, selection: &Selection, day: NaiveDate) -> Vec<Told> {
    let bench = workshop.read(gemeente, Path::new(USUAL_OUTPUT), selection);
    let ahead = bench.dossier.iter().flat_map(|dossier| {
        let look = |order| workshop.compiler.look_ahead(dossier, &bench.intake, order, day);
        bench.orders.iter().map(move |order| (order.clone(), look(order)))
    });
    let ahead: Vec<_> = ahead.collect();
    let mut told = workshop.tell(&bench, &ahead, &Report::default());
    told.retain(|told| told.severity == Severity::Error || about_a_day(told));
    together(&told).into_iter().map(|(told, _)| told).collect()
}

fn about_a_day(told: &Told) -> bool {
    rules::by_code(&told.code).is_some_and(|rule| rule.is_staleness() || *rule == rules::LOOK_BACK)
}

/// Each message once, as heavy as it weighs anywhere, with in how many gemeenten it was found: the documents of several
/// gemeenten, or a plan and a report of one, lean on the same sentence. A fact that nobody looked at is one thing to do,
/// wherever it stands.
pub fn together(told: &[Told]) -> Vec<(Told, usize)> {
    let mut out: Vec<(Told, usize)> = Vec::new();
    let mut at = BTreeMap::new();
    for told in told {
        let spot = (told.code != rules::FACT_UNVERIFIED.code).then_some((&told.file, &told.spot));
        let number = *at.entry((&told.code, &told.title, spot)).or_insert(out.len());
        match out.get_mut(number) {
            Some((first, times)) => {
                first.severity = first.severity.max(told.severity);
                *times += 1;
            }
            None => out.push((told.clone(), 1)),
        }
    }
    out
}

/// The groups that have something in them, below a line that says which day it is about.
pub fn print(together: &[(Told, usize)], day: NaiveDate, screen: Screen) -> String {
    let date = dutch::date(day);
    let mut out = String::new();
    let full = |out: &mut String, (told, times): &(Told, usize)| {
        *out += &render::full(told, screen.colour_out);
        if *times > 1 {
            let _ = writeln!(out, "    Dit staat in de documenten van {times} gemeenten.");
        }
        *out += "\n";
    };
    together.iter().filter(|(t, _)| !is_grouped(t)).for_each(|t| full(&mut out, t));
    let stale = together.iter().filter(|(t, _)| is_grouped(t)).count();
    if stale == 0 {
        let _ = writeln!(out, "Er is niets gevonden dat op {date} niet meer klopt.");
        return out;
    }
    let what = dutch::count(stale, "punt", "punten");
    let _ = writeln!(out, "Op {date} klopt dit niet meer, of moet iemand het eerst nakijken ({what}).\n");
    for (rule, heading) in GROUPS {
        let group: Vec<&(Told, usize)> = together.iter().filter(|(t, _)| t.code == rule.code).collect();
        if !group.is_empty() {
            let _ = writeln!(out, "{heading} ({})\n", group.len());
            group.iter().for_each(|t| full(&mut out, t));
        }
    }
    out += "Dit gaat alleen over die dag. `beleid controleer` zonder --op geeft alle andere meldingen.\n";
    out
}

fn is_grouped(told: &Told) -> bool {
    GROUPS.iter().any(|(rule, _)| rule.code == told.code)
}
