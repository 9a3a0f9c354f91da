//! Components about the norm: the summary, every criterion, the groups side by side, the evidence.
//!
//! They deliberately print the verdict of the assessment and never make one.

use super::scene::{Scene, nothing, number_column, table, text_column, words};
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::judgement::assess::{Assessment, Evidence, Oordeel, Verdict, total};
use crate::nouns::norm::Groep;
use crate::nouns::view::Audience;
use crate::text::manuscript::{Block, CriterionCard, Inline, Pillar};
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

fn groups<'a>(assessment: &'a Assessment<'a>) -> impl Iterator<Item = (&'a Groep, Vec<&'a Verdict<'a>>)> {
    assessment.norm.groepen.iter().map(|g| (g, assessment.of_group(g)))
}

/// The verdict on the criteria of a group that count.
fn group_verdict(verdicts: &[&Verdict<'_>]) -> Oordeel {
    total(verdicts.iter().copied().filter(|v| v.counts()))
}

fn met(verdicts: &[&Verdict<'_>]) -> usize {
    verdicts.iter().filter(|v| v.oordeel == Oordeel::Voldoet).count()
}

/// One line per group.
pub fn summary(scene: &Scene<'_>, _: &[String]) -> Answer {
    let rows: Vec<Vec<Vec<Inline>>> = scene
        .assessments
        .iter()
        .flat_map(groups)
        .map(|(group, verdicts)| {
            let left: Vec<String> = verdicts
                .iter()
                .filter(|v| v.oordeel != Oordeel::Voldoet)
                .map(|v| v.criterium.id.0.to_uppercase())
                .collect();
            vec![
                words(group.naam.value.clone()),
                words(group_verdict(&verdicts).word()),
                words(format!("{} van {}", met(&verdicts), verdicts.len())),
                words(if left.is_empty() { "–".into() } else { left.join(", ") }),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Ok(nothing("Er is geen norm om aan te toetsen."));
    }
    let columns = vec![
        text_column("Criterium", 7),
        text_column("Oordeel", 4),
        number_column("Aantoonbaar"),
        text_column("Nog niet aangetoond", 8),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Toets per criterium", columns, rows))]))
}

/// The groups of the norm in large type.
pub fn pillars(scene: &Scene<'_>, _: &[String]) -> Answer {
    let pillars: Vec<Pillar> = scene
        .assessments
        .iter()
        .flat_map(groups)
        .map(|(group, verdicts)| Pillar {
            title: group.naam.value.clone(),
            verdict: group_verdict(&verdicts).word(),
            text: format!(
                "{} aantoonbaar op orde.",
                dutch::capitalise(&format!(
                    "{} van {} onderdelen {}",
                    met(&verdicts),
                    verdicts.len(),
                    if met(&verdicts) == 1 { "is" } else { "zijn" }
                ))
            ),
        })
        .collect();
    if pillars.is_empty() {
        return Ok(nothing("Er is geen norm om aan te toetsen."));
    }
    Ok(Slot::Blocks(vec![Block::Pillars(pillars)]))
}

/// Every criterion: question, verdict, evidence, next step.
pub fn full(scene: &Scene<'_>, _: &[String]) -> Answer {
    let mut blocks = Vec::new();
    for (group, verdicts) in scene.assessments.iter().flat_map(groups) {
        blocks.push(Block::Heading {
            level: 2,
            number: None,
            text: words(group.naam.value.clone()),
            id: format!("norm-{}", group.id.0),
        });
        if let Some(text) = &group.uitleg {
            blocks.push(Block::Paragraph(words(text.value.trim())));
        }
        blocks.extend(verdicts.into_iter().map(|v| Block::Criterion(card(scene, v))));
    }
    if blocks.is_empty() {
        return Ok(nothing("Er is geen norm om aan te toetsen."));
    }
    Ok(Slot::Blocks(blocks))
}

fn card(scene: &Scene<'_>, verdict: &Verdict<'_>) -> CriterionCard {
    let c = verdict.criterium;
    let mut fields = Vec::new();
    if verdict.evidence.is_empty() {
        let missing = if verdict.unproven {
            "Volgens de gegevens gehaald, maar bewijs met een geldige datum ontbreekt."
        } else {
            "Geen."
        };
        fields.push(("Bewijs".to_owned(), words(missing)));
    } else {
        // A date in the data says nothing more where a document of that date is named.
        let named = |date| verdict.evidence.iter().any(|e| e.row.is_some() && e.date == date);
        let evidence: Vec<_> = verdict.evidence.iter().filter(|e| e.row.is_some() || !named(e.date)).collect();
        let more = evidence.len().saturating_sub(3);
        let named: Vec<String> = evidence.into_iter().take(3).map(|e| name(scene, e)).collect();
        let more = if more > 0 { format!("; en nog {more}") } else { String::new() };
        fields.push(("Bewijs".to_owned(), words(format!("{}{more}.", dutch::capitalise(&named.join("; "))))));
    }
    if verdict.oordeel != Oordeel::Voldoet {
        fields.push(("Gevraagd bewijs".into(), words(c.bewijs.value.trim())));
        fields.push(("Advies".into(), words(c.advies.value.trim())));
        fields.push(("Volgende stap".into(), words(c.stap.value.trim())));
    }
    let counts = if verdict.counts() { "Telt mee voor het oordeel. " } else { "" };
    fields.push(("Bron".into(), words(format!("{counts}{}", c.bron.value.trim()))));
    CriterionCard {
        id: c.id.0.to_uppercase(),
        question: c.vraag.value.clone(),
        verdict: verdict.oordeel.word(),
        fields,
    }
}

/// Evidence by name; what is not public by kind only.
fn name(scene: &Scene<'_>, evidence: &Evidence<'_>) -> String {
    let date = dutch::date(evidence.date);
    let Some(row) = evidence.row else { return format!("vastgelegd op {date}") };
    scene.shown.mark(&row.soort.place);
    scene.shown.mark(&row.datum.place);
    scene.shown.mark(&row.criterium.place);
    if visible(scene, row) {
        scene.shown.mark(&row.titel.place);
        match &row.kenmerk {
            Some(reference) => {
                format!("{} ({}, kenmerk {}), {date}", row.titel.value, row.soort.value, scene.text(reference))
            }
            None => format!("{} ({}), {date}", row.titel.value, row.soort.value),
        }
    } else {
        format!("{}, niet openbaar, {date}", row.soort.value)
    }
}

fn visible(scene: &Scene<'_>, row: &crate::nouns::jaar::Bewijs) -> bool {
    scene.order.audience == Audience::Vertrouwelijk || row.openbaar.as_ref().is_some_and(|o| o.value)
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
            let open = visible(scene, row);
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
