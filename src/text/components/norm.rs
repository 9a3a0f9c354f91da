//! Components about the norms: each by itself, every criterion, the groups side by side, what to decide.
//!
//! They deliberately print the verdict of the assessment and never make one.

use super::scene::{Scene, nothing, number_column, paragraph, show_date, table, text_column, words};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::judgement::assess::{Assessment, Evidence, Oordeel, Verdict, total};
use crate::judgement::change::Change;
use crate::judgement::steps::{Step, smallest};
use crate::judgement::trace;
use crate::nouns::norm::Groep;
use crate::nouns::record::suggestion;
use crate::text::manuscript::{Block, CriterionCard, Inline, Pillar};
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

const NO_NORM: &str = "Er is geen norm om aan te toetsen.";

/// The assessments that a call asks for: one by its id, or all.
fn asked<'a>(scene: &'a Scene<'_>, args: &[String]) -> Result<Vec<&'a Assessment<'a>>, Diagnostic> {
    let Some(id) = args.first() else { return Ok(scene.assessments.iter().collect()) };
    let found: Vec<&Assessment<'_>> =
        scene.assessments.iter().filter(|a| a.norm.id.0.eq_ignore_ascii_case(id)).collect();
    // A norm that the gemeente does not name is no fault of the chapter.
    if found.is_empty() && !scene.library.norms.contains_key(&id.to_lowercase()) {
        let known: Vec<&str> = scene.library.norms.keys().map(String::as_str).collect();
        return Err(rules::TEMPLATE_UNDEFINED.at(None, format!("er is geen norm `{id}`"), suggestion(id, &known)));
    }
    Ok(found)
}

fn groups<'a>(assessment: &'a Assessment<'a>) -> impl Iterator<Item = (&'a Groep, Vec<&'a Verdict<'a>>)> {
    assessment.norm.groepen.iter().map(|g| (g, assessment.of_group(g)))
}

/// The verdict on the criteria of a group that count; on all of them when none counts.
fn group_verdict(verdicts: &[&Verdict<'_>]) -> Oordeel {
    if verdicts.iter().any(|v| v.counts()) {
        total(verdicts.iter().copied().filter(|v| v.counts()))
    } else {
        total(verdicts.iter().copied())
    }
}

fn met(verdicts: &[&Verdict<'_>]) -> usize {
    verdicts.iter().filter(|v| v.oordeel == Oordeel::Voldoet).count()
}

fn applicable(verdicts: &[&Verdict<'_>]) -> usize {
    verdicts.iter().filter(|v| v.oordeel != Oordeel::NietVanToepassing).count()
}

/// One line per norm: its verdict, never blended with another.
pub fn overview(scene: &Scene<'_>, args: &[String]) -> Answer {
    let rows: Vec<Vec<Vec<Inline>>> = asked(scene, args)?
        .into_iter()
        .map(|a| {
            let all: Vec<&Verdict<'_>> = a.verdicts.iter().collect();
            let judged = if a.judged_by_people() { ", mede op het oordeel van een mens" } else { "" };
            let then = scene.before.and_then(|b| b.assessment(&a.norm.id.0));
            vec![
                words(format!("{}, versie {}", a.norm.naam.value, a.norm.versie.value)),
                words(format!("{}{judged}", a.oordeel.word())),
                words(format!("{} van {}", met(&all), applicable(&all))),
                words(then.map_or("–", |t| t.oordeel.word())),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Ok(nothing(NO_NORM));
    }
    let columns = vec![
        text_column("Norm", 8),
        text_column("Oordeel", 6),
        number_column("Aantoonbaar"),
        text_column("Vorig jaar", 4),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Oordeel per norm", columns, rows))]))
}

/// One line per group.
pub fn summary(scene: &Scene<'_>, args: &[String]) -> Answer {
    let mut blocks = Vec::new();
    for assessment in asked(scene, args)? {
        let rows: Vec<Vec<Vec<Inline>>> = groups(assessment)
            .map(|(group, verdicts)| {
                let left: Vec<String> = verdicts
                    .iter()
                    .filter(|v| !matches!(v.oordeel, Oordeel::Voldoet | Oordeel::NietVanToepassing))
                    .map(|v| v.criterium.id.0.to_uppercase())
                    .collect();
                vec![
                    words(group.naam.value.clone()),
                    words(group_verdict(&verdicts).word()),
                    words(format!("{} van {}", met(&verdicts), applicable(&verdicts))),
                    words(if left.is_empty() { "–".into() } else { left.join(", ") }),
                ]
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        let columns = vec![
            text_column("Criterium", 7),
            text_column("Oordeel", 4),
            number_column("Aantoonbaar"),
            text_column("Nog niet aangetoond", 8),
        ];
        let norm = assessment.norm.kort.as_ref().map_or_else(String::new, |k| format!(": {}", k.value));
        blocks.push(Block::Table(table(&format!("Toets per criterium{norm}"), columns, rows)));
    }
    if blocks.is_empty() {
        return Ok(nothing(NO_NORM));
    }
    Ok(Slot::Blocks(blocks))
}

/// The groups of a norm in large type; of the first norm unless another is asked.
pub fn pillars(scene: &Scene<'_>, args: &[String]) -> Answer {
    let pillars: Vec<Pillar> = asked(scene, args)?
        .into_iter()
        .take(1)
        .flat_map(groups)
        .map(|(group, verdicts)| {
            let verb = if met(&verdicts) == 1 { "is" } else { "zijn" };
            let text = format!("{} van {} onderdelen {verb}", met(&verdicts), applicable(&verdicts));
            Pillar {
                title: group.naam.value.clone(),
                verdict: group_verdict(&verdicts).word(),
                text: format!("{} aantoonbaar op orde.", dutch::capitalise(&text)),
            }
        })
        .collect();
    if pillars.is_empty() {
        return Ok(nothing(NO_NORM));
    }
    Ok(Slot::Blocks(vec![Block::Pillars(pillars)]))
}

/// Every criterion: question, verdict, why, evidence, change, next step. Of a norm that is named, below a heading of
/// the chapter.
pub fn full(scene: &Scene<'_>, args: &[String]) -> Answer {
    let mut blocks = Vec::new();
    let level = if args.is_empty() { 2 } else { 3 };
    for assessment in asked(scene, args)? {
        let norm = assessment.norm;
        for (group, verdicts) in groups(assessment) {
            blocks.push(Block::Heading {
                level,
                number: None,
                text: words(group.naam.value.clone()),
                id: format!("norm-{}-{}", norm.id.0, group.id.0),
            });
            if let Some(text) = &group.uitleg {
                blocks.push(Block::Paragraph(words(text.value.trim())));
            }
            blocks.extend(verdicts.into_iter().map(|v| Block::Criterion(card(scene, assessment, v))));
        }
    }
    if blocks.is_empty() {
        return Ok(nothing(NO_NORM));
    }
    Ok(Slot::Blocks(blocks))
}

fn card(scene: &Scene<'_>, assessment: &Assessment<'_>, verdict: &Verdict<'_>) -> CriterionCard {
    let c = verdict.criterium;
    let audience = scene.order.audience;
    let mut fields: Vec<(String, Vec<Inline>)> = Vec::new();
    let mut field = |label: &str, text: String| fields.push((label.to_owned(), words(text)));
    if let Some(reason) = verdict.reason() {
        field("Reden", reason.trim().to_owned());
    }
    for (label, holds) in [("Gehaald", true), ("Niet gehaald", false)] {
        let of: Vec<&str> = verdict
            .checks
            .iter()
            .filter(|k| k.holds == holds && verdict.checks.len() > 1)
            .map(|k| k.text.trim())
            .collect();
        if !of.is_empty() && verdict.oordeel != Oordeel::NietVanToepassing {
            field(label, of.join(" "));
        }
    }
    if let Some(row) = verdict.human {
        for place in [&row.criterium.place, &row.oordeel.place, &row.motivering.place, &row.rol.place, &row.datum.place]
        {
            scene.shown.mark(place);
        }
    }
    if let Some(human) = trace::human(verdict).filter(|_| verdict.oordeel != Oordeel::NietVanToepassing) {
        field("Oordeel van een mens", format!("{}.", dutch::capitalise(&human)));
    }
    if verdict.oordeel != Oordeel::NietVanToepassing {
        verdict.evidence.iter().chain(&verdict.outdated).for_each(|e| mark(scene, e));
        let evidence = match (verdict.evidence.is_empty(), verdict.unproven) {
            (true, true) if verdict.outdated.is_none() => {
                "Volgens de gegevens gehaald, maar bewijs met een geldige datum ontbreekt.".to_owned()
            }
            _ => format!("{}.", dutch::capitalise(&trace::evidence(verdict, audience))),
        };
        field("Bewijs", evidence);
    }
    if let Some(expiry) = trace::expiry(verdict) {
        field("Houdbaar", format!("{}.", dutch::capitalise(&expiry)));
    }
    if let Some((before, change)) = scene.before.and_then(|b| Some((b, b.change(&assessment.norm.id.0, verdict)?))) {
        field("Vorig jaar", format!("{}.", dutch::capitalise(&trace::changed(&change, verdict, before))));
    }
    if !matches!(verdict.oordeel, Oordeel::Voldoet | Oordeel::NietVanToepassing) {
        field("Gevraagd bewijs", c.bewijs.value.trim().to_owned());
        field("Advies", c.advies.value.trim().to_owned());
        field("Volgende stap", trace::step(c));
    }
    let counts = if verdict.counts() { "Telt mee voor het oordeel. " } else { "" };
    field("Bron", format!("{counts}{}", c.bron.value.trim()));
    CriterionCard {
        id: c.id.0.to_uppercase(),
        question: c.vraag.value.clone(),
        verdict: verdict.oordeel.word(),
        fields,
    }
}

/// Marks what is shown of a piece of evidence.
fn mark(scene: &Scene<'_>, evidence: &Evidence<'_>) {
    let Some(row) = evidence.row else { return };
    for place in [&row.soort.place, &row.datum.place, &row.criterium.place] {
        scene.shown.mark(place);
    }
    if trace::visible(row, scene.order.audience) {
        scene.shown.mark(&row.titel.place);
        row.kenmerk.iter().for_each(|k| scene.shown.mark(&k.place));
    }
}

/// What changed against a year ago, per norm.
pub fn change(scene: &Scene<'_>, args: &[String]) -> Answer {
    let Some(before) = scene.before else {
        return Ok(paragraph("Over het jaar ervoor zijn geen gegevens. Er is daarom nog niets te vergelijken."));
    };
    let mut blocks = Vec::new();
    for assessment in asked(scene, args)? {
        let Some(then) = before.assessment(&assessment.norm.id.0) else { continue };
        let name = assessment.norm.kort.as_ref().unwrap_or(&assessment.norm.naam).value.clone();
        if then.norm.versie.value != assessment.norm.versie.value {
            blocks.push(Block::Paragraph(words(format!(
                "De norm is veranderd: toen gold versie {}, nu versie {}.",
                then.norm.versie.value, assessment.norm.versie.value
            ))));
        }
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        for verdict in &assessment.verdicts {
            let id = verdict.criterium.id.0.to_uppercase();
            let (old, why) = match before.change(&assessment.norm.id.0, verdict) {
                Some(Change::From(old)) => (old.word(), "–"),
                Some(Change::AskedDifferently(old)) => (old.word(), "de norm vraagt nu iets anders"),
                Some(Change::NewInNorm) => ("–", "nieuw in de norm"),
                Some(Change::Same) | None => continue,
            };
            let question = format!("{id}. {}", verdict.criterium.vraag.value);
            rows.push(vec![words(question), words(old), words(verdict.oordeel.word()), words(why)]);
        }
        for verdict in before.dropped(assessment) {
            let id = verdict.criterium.id.0.to_uppercase();
            let question = format!("{id}. {}", verdict.criterium.vraag.value);
            rows.push(vec![words(question), words(verdict.oordeel.word()), words("–"), words("niet meer in de norm")]);
        }
        if rows.is_empty() {
            let since = dutch::date(before.peildatum);
            blocks.push(Block::Paragraph(words(format!(
                "{}: elk oordeel is hetzelfde als op {since}.",
                dutch::capitalise(&name)
            ))));
            continue;
        }
        let columns = vec![
            text_column("Onderdeel", 9),
            text_column(&dutch::capitalise(&dutch::date(before.peildatum)), 4),
            text_column(&dutch::capitalise(&dutch::date(assessment.peildatum)), 4),
            text_column("Opmerking", 5),
        ];
        blocks.push(Block::Table(table(&format!("Veranderd sinds het vorige verslag: {name}"), columns, rows)));
    }
    if blocks.is_empty() {
        return Ok(paragraph("Een jaar eerder was er nog geen toets aan deze norm."));
    }
    Ok(Slot::Blocks(blocks))
}

/// What to decide: the smallest set of steps that reaches each norm, with owner, effort and the measure that holds it.
pub fn decisions(scene: &Scene<'_>, args: &[String]) -> Answer {
    let mut blocks = Vec::new();
    for assessment in asked(scene, args)? {
        let name = assessment.norm.kort.as_ref().unwrap_or(&assessment.norm.naam).value.clone();
        let (steps, proved) = smallest(assessment);
        if steps.is_empty() {
            let done = format!("Voor {name} is nu geen besluit nodig. Het werk is bijhouden en op tijd vernieuwen.");
            blocks.push(Block::Paragraph(words(done)));
            continue;
        }
        let count = dutch::count(steps.len(), "stap", "stappen");
        let least = if proved { "Met minder kan het niet. " } else { "" };
        let hours: Option<u64> = steps.iter().map(|s| s.from.uren.as_ref().map(|u| u64::from(u.value))).sum();
        let ask = if steps.len() == 1 { "Die vraagt" } else { "Samen vragen die" };
        let effort = hours.map_or_else(String::new, |h| format!("{ask} naar schatting {h} uur."));
        let lead = format!(
            "Om {name} te halen, {} nodig. {least}{effort}",
            if steps.len() == 1 { format!("is {count}") } else { format!("zijn {count}") }
        );
        blocks.push(Block::Paragraph(words(lead.trim())));
        let rows = steps.iter().map(|step| decision(scene, step)).collect();
        let columns = vec![
            text_column("Stap", 10),
            text_column("Voor", 3),
            text_column("Wie", 4),
            number_column("Uren"),
            text_column("Maatregel in het plan", 6),
        ];
        let mut data = table(&format!("Te besluiten voor {name}"), columns, rows);
        data.wide = true;
        blocks.push(Block::Table(data));
    }
    if blocks.is_empty() {
        return Ok(nothing(NO_NORM));
    }
    Ok(Slot::Blocks(blocks))
}

fn decision(scene: &Scene<'_>, step: &Step<'_>) -> Vec<Vec<Inline>> {
    let c = step.from;
    let reached: Vec<String> = step.reaches.iter().map(|id| id.to_uppercase()).collect();
    let measures: Vec<String> = scene
        .dossier
        .maatregelen
        .iter()
        .filter(|m| m.criterium.iter().any(|id| step.reaches.contains(&id.0.as_str())))
        .map(|m| {
            m.criterium.iter().for_each(|id| scene.shown.mark(&id.place));
            let until = m.eind.as_ref().map_or_else(String::new, |e| format!(", klaar op {}", dutch::date(e.value)));
            format!("{}{until}", m.id.0.to_uppercase())
        })
        .collect();
    vec![
        words(c.stap.value.trim()),
        words(reached.join(", ")),
        words(c.eigenaar.as_ref().map_or("–", |e| e.value.as_str())),
        words(c.uren.as_ref().map_or_else(|| "–".into(), |u| u.value.to_string())),
        words(if measures.is_empty() { "nog geen".into() } else { measures.join("; ") }),
    ]
}

/// The plan that a report is about: its title, who adopted it, when, and its reference.
pub fn reported_plan(scene: &Scene<'_>, _: &[String]) -> Answer {
    let plan = &scene.dossier.plan;
    let title = plan.titel.as_ref().map_or_else(|| "het beleidsplan".to_owned(), |t| format!("'{}'", scene.text(t)));
    let text = match scene.dossier.vaststelling.as_ref().filter(|v| v.datum.value <= scene.order.peildatum) {
        Some(decision) => format!(
            "Dit verslag gaat over {title}, vastgesteld door {} op {} (kenmerk {}).",
            scene.body(),
            show_date(scene, &decision.datum),
            scene.text(&decision.kenmerk)
        ),
        None => format!("Dit verslag gaat over {title}. Op de peildatum was dat nog niet vastgesteld."),
    };
    Ok(paragraph(text))
}

/// The evidence of the year.
pub fn evidence(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year.filter(|y| !y.evidence.is_empty()) else {
        return Ok(nothing("Er is nog geen bewijs genoteerd."));
    };
    let rows = year
        .evidence
        .iter()
        .map(|row| {
            scene.shown.mark(&row.criterium.place);
            let open = trace::visible(row, scene.order.audience);
            if let Some(at) = &row.openbaar {
                scene.shown.mark(&at.place);
            }
            let title = if open { scene.show(&row.titel) } else { words("niet openbaar") };
            let reference = if open { scene.or_dash(&row.kenmerk) } else { words("–") };
            vec![
                words(row.criterium.0.to_uppercase()),
                scene.show(&row.soort),
                title,
                scene.show(&row.datum),
                reference,
            ]
        })
        .collect();
    let columns = vec![
        text_column("Criterium", 0),
        text_column("Soort", 4),
        text_column("Titel", 9),
        text_column("Datum", 0),
        text_column("Kenmerk", 4),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table(&format!("Bewijs over {}", year.year), columns, rows))]))
}
