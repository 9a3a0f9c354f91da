//! Components of the papers for a decision: costs, consultation, steps, annexes and what is still open.
//!
//! They deliberately say nothing that the data do not hold.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::scene::{Scene, nothing, number_column, paragraph, show_date, table, text_column, unknown, words};
use crate::ground::diagnostic::{Diagnostic, Stand};
use crate::ground::dutch;
use crate::ground::source::At;
use crate::nouns::document::Reikwijdte;
use crate::nouns::plan::Orgaan;
use crate::text::manuscript::{Block, Inline};
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

/// The money per year, and where it comes from.
pub fn costs(scene: &Scene<'_>, _: &[String]) -> Answer {
    let money = &scene.dossier.plan.middelen;
    if money.is_empty() {
        return Ok(nothing("Hoeveel geld er per jaar nodig is, is nog niet bekend."));
    }
    let mut years: BTreeMap<u32, (i64, BTreeSet<String>)> = BTreeMap::new();
    for item in money {
        scene.shown.mark(&item.jaar.place);
        scene.shown.mark(&item.bedrag.place);
        let year = years.entry(item.jaar.value).or_default();
        year.0 += item.bedrag.value.0;
        year.1.extend(item.dekking.as_ref().map(|from| scene.text(from)));
    }
    let rows = years.iter().map(|(year, (cents, funding))| {
        let funding: Vec<&String> = funding.iter().collect();
        let from = if funding.is_empty() { unknown() } else { words(dutch::list(&funding)) };
        vec![words(year.to_string()), words(dutch::money(*cents)), from]
    });
    let columns = vec![text_column("Jaar", 0), number_column("Bedrag"), text_column("Dekking", 10)];
    let mut made = table("Kosten per jaar", columns, rows.collect());
    let total = years.values().map(|(cents, _)| cents).sum();
    made.total = Some(vec![words("Totaal"), words(dutch::money(total)), words("")]);
    Ok(Slot::Blocks(vec![Block::Table(made)]))
}

/// Who was consulted, and what came of it.
pub fn consultation(scene: &Scene<'_>, _: &[String]) -> Answer {
    let consulted = &scene.dossier.plan.besluitvorming.geraadpleegd;
    if consulted.is_empty() {
        return Ok(nothing("Wie over het plan is geraadpleegd, is nog niet bekend."));
    }
    let rows =
        consulted.iter().map(|c| vec![scene.show(&c.wie), scene.known(&c.datum), scene.known(&c.uitkomst)]).collect();
    let columns = vec![text_column("Wie", 6), text_column("Wanneer", 0), text_column("Wat het opleverde", 10)];
    Ok(Slot::Blocks(vec![Block::Table(table("Gesprekken over het plan", columns, rows))]))
}

/// The steps to the decision and after it, in order of time. A step without a date stays behind the one before it.
pub fn steps(scene: &Scene<'_>, _: &[String]) -> Answer {
    let plan = &scene.dossier.plan;
    let papers = &plan.besluitvorming;
    let decision = scene.dossier.vaststelling.as_ref().filter(|_| scene.order.stand == Stand::Vastgesteld);
    let body = dutch::capitalise(scene.body());
    let mut steps = Vec::new();
    let mut last = NaiveDate::MIN;
    let mut follow = |at: Option<&At<NaiveDate>>, text: String| {
        last = at.map_or(last, |at| at.value.max(last));
        steps.push((last, at.map_or_else(unknown, |at| words(show_date(scene, at))), words(text)));
    };
    if let Some(date) = &papers.voorstel_datum {
        let council = plan.orgaan.as_ref().is_some_and(|o| o.value == Orgaan::Raad);
        let sent = if council {
            "Het college stuurt het voorstel naar de raad.".into()
        } else {
            format!("Het voorstel gaat naar {}.", scene.body())
        };
        follow(Some(date), sent);
    }
    follow(decision.map(|d| &d.datum).or(papers.vergadering.as_ref()), format!("{body} besluit over het plan."));
    let in_force = decision.and_then(|d| d.inwerkingtreding.as_ref()).or(papers.inwerkingtreding.as_ref());
    follow(in_force, "Het plan treedt in werking, na bekendmaking in het gemeenteblad.".into());
    follow(plan.evaluatie.datum.as_ref(), "De evaluatie van het plan is klaar.".into());
    for own in &papers.stappen {
        let key = own.datum.as_ref().map_or(NaiveDate::MAX, |d| d.value);
        let when = own.datum.as_ref().map_or_else(unknown, |d| words(show_date(scene, d)));
        steps.push((key, when, scene.show(&own.stap)));
    }
    steps.sort_by_key(|(date, ..)| *date);
    let rows = steps.into_iter().map(|(_, when, what)| vec![when, what]).collect();
    let columns = vec![text_column("Wanneer", 4), text_column("Wat er gebeurt", 12)];
    Ok(Slot::Blocks(vec![Block::Table(table("Stappen voor en na het besluit", columns, rows))]))
}

/// What goes with the paper: the plan, the newest report, and what the gemeente adds.
pub fn annexes(scene: &Scene<'_>, _: &[String]) -> Answer {
    let mut titles = vec![words(scene.plan_title())];
    let report = scene.library.documents.values().find(|d| d.soort.value == Reikwijdte::Jaarverslag && !d.on_request());
    if let (Some(report), Some(year)) = (report, scene.year) {
        titles.push(words(format!("{} {}", report.titel.value, year.year)));
    }
    titles.extend(scene.dossier.plan.besluitvorming.bijlagen.iter().map(|title| scene.show(title)));
    let items = titles.into_iter().map(|title| vec![Block::Paragraph(title)]).collect();
    Ok(Slot::Blocks(vec![Block::List { ordered: true, items }]))
}

/// How much of the plan is not known yet; nothing once it was adopted.
pub fn open(scene: &Scene<'_>, _: &[String]) -> Answer {
    let count = |stand: &str| scene.gaps.iter().filter(|gap| gap.needed_for == stand).count();
    let (draft, adoption) = (count("ontwerp"), count("vaststelling"));
    if draft + adoption == 0 {
        return Ok(paragraph("Alle gegevens die in het plan voor vaststelling nodig zijn, zijn ingevuld."));
    }
    let mut parts = Vec::new();
    if draft > 0 {
        parts.push(format!("{} voor een ontwerp", dutch::count(draft, "gegeven", "gegevens")));
    }
    if adoption > 0 {
        parts.push(format!("{} voor de vaststelling", dutch::count(adoption, "gegeven", "gegevens")));
    }
    let verb = if draft + adoption == 1 { "ontbreekt" } else { "ontbreken" };
    Ok(Slot::Blocks(vec![Block::Paragraph(vec![
        Inline::Text(format!("In het plan {verb} nog ")),
        Inline::Unknown(dutch::list(&parts)),
        Inline::Text(". De lijst staat voor in het plan, onder ‘Nog te doen’.".into()),
    ])]))
}
