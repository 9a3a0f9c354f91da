//! Components about the plan: profile, goals, indicators, money, instruments, campaigns, data flows.
//!
//! They deliberately leave the measures to `measures`.

use std::collections::{BTreeMap, BTreeSet};

use super::scene::{Scene, nothing, number_column, show_date, table, text_column, unknown, words};
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::nouns::plan::Vorm;
use crate::text::manuscript::{Block, Inline, plain};
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

/// The facts of the profile with source and date.
pub fn profile(scene: &Scene<'_>, _: &[String]) -> Answer {
    let rows: Vec<Vec<Vec<Inline>>> = scene
        .library
        .facts
        .iter()
        .filter_map(|kind| {
            let fact = &scene.dossier.gemeente.profiel.facts.get(&kind.id.0)?.value;
            scene.shown.mark(&fact.waarde.place);
            Some(vec![
                words(dutch::capitalise(&kind.label.value)),
                words(if fact.waarde.value { "ja" } else { "nee" }),
                scene.known(&fact.bron),
                scene.known(&fact.datum),
            ])
        })
        .collect();
    if rows.is_empty() {
        return Ok(nothing("Het profiel van de gemeente is nog niet ingevuld."));
    }
    let columns = vec![
        text_column("Kenmerk", 7),
        text_column("Van toepassing", 0),
        text_column("Bron", 8),
        text_column("Datum", 0),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Kenmerken van de gemeente", columns, rows))]))
}

/// What each fact means for the gemeente, in its own words.
pub fn profile_reasons(scene: &Scene<'_>, _: &[String]) -> Answer {
    let items: Vec<Vec<Block>> = scene
        .library
        .facts
        .iter()
        .filter_map(|kind| {
            let fact = &scene.dossier.gemeente.profiel.facts.get(&kind.id.0)?.value;
            let text = fact.toelichting.as_ref().filter(|_| fact.waarde.value)?;
            let label = format!("{}:", dutch::capitalise(&kind.label.value));
            Some(vec![Block::Paragraph(vec![
                Inline::Strong(words(label)),
                Inline::Text(format!(" {}", scene.text(text))),
            ])])
        })
        .collect();
    if items.is_empty() {
        return Ok(nothing("Wat het profiel voor de gemeente betekent, is nog niet beschreven."));
    }
    Ok(Slot::Blocks(vec![Block::List { ordered: false, items }]))
}

/// The goals.
pub fn goals(scene: &Scene<'_>, _: &[String]) -> Answer {
    let goals = &scene.dossier.plan.doelen;
    if goals.is_empty() {
        return Ok(nothing("De doelen zijn nog niet bekend."));
    }
    let rows = goals
        .iter()
        .enumerate()
        .map(|(i, g)| {
            let measures = scene
                .dossier
                .maatregelen
                .iter()
                .filter(|m| m.doel.as_ref().is_some_and(|d| d.value == g.id.value))
                .count();
            let form = g.vorm.as_ref().map_or_else(
                || words("Alle vormen"),
                |v| {
                    scene.shown.mark(&v.place);
                    words(v.value.label())
                },
            );
            scene.shown.mark(&g.id.place);
            let mut goal = vec![Inline::Strong(scene.show(&g.titel))];
            if let Some(text) = &g.toelichting {
                goal.push(Inline::Text(format!(" {}", scene.text(text))));
            }
            vec![words(format!("{}", i + 1)), goal, form, words(measures.to_string())]
        })
        .collect();
    let columns =
        vec![text_column("Nr.", 0), text_column("Doel", 12), text_column("Vorm", 5), number_column("Maatregelen")];
    Ok(Slot::Blocks(vec![Block::Table(table("Doelen", columns, rows))]))
}

/// The indicators: from where to where, by when.
pub fn indicators(scene: &Scene<'_>, _: &[String]) -> Answer {
    let indicators = &scene.dossier.plan.indicatoren;
    if indicators.is_empty() {
        return Ok(nothing("De indicatoren zijn nog niet bekend."));
    }
    let year = |at: &Option<crate::ground::source::At<u32>>| {
        at.as_ref().map(|y| {
            scene.shown.mark(&y.place);
            format!(" ({})", y.value)
        })
    };
    let rows = indicators
        .iter()
        .map(|i| {
            scene.shown.mark(&i.id.place);
            scene.shown.mark(&i.doel.place);
            let mut name = plain(&scene.show(&i.naam));
            if let Some(unit) = &i.eenheid {
                name = format!("{name} ({})", scene.text(unit));
            }
            let with_year = |value: &Option<crate::ground::source::At<crate::nouns::scalar::Decimal>>,
                             y: Option<String>| match value {
                Some(v) => words(format!("{}{}", scene.text(v), y.unwrap_or_default())),
                None => unknown(),
            };
            vec![
                words(name),
                with_year(&i.nulmeting, year(&i.nulmeting_jaar)),
                with_year(&i.streefwaarde, year(&i.streefjaar)),
                scene.known(&i.bron),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Indicator", 9),
        text_column("Nulmeting", 4),
        text_column("Streefwaarde", 4),
        text_column("Bron", 6),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Indicatoren", columns, rows))]))
}

/// Money per item and year, with totals.
pub fn money(scene: &Scene<'_>, _: &[String]) -> Answer {
    let items = &scene.dossier.plan.middelen;
    if items.is_empty() {
        return Ok(nothing("De middelen zijn nog niet bekend."));
    }
    let years: BTreeSet<u32> = items.iter().map(|m| m.jaar.value).collect();
    let mut by_item: BTreeMap<(usize, &str), BTreeMap<u32, i64>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    let mut funding: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for m in items {
        scene.shown.mark(&m.id.place);
        scene.shown.mark(&m.jaar.place);
        scene.shown.mark(&m.bedrag.place);
        scene.shown.mark(&m.omschrijving.place);
        let name = m.omschrijving.value.as_str();
        let at = order.iter().position(|o| *o == name).unwrap_or_else(|| {
            order.push(name);
            order.len() - 1
        });
        *by_item.entry((at, name)).or_default().entry(m.jaar.value).or_default() += m.bedrag.0;
        if let Some(from) = &m.dekking {
            funding.entry(name).or_default().insert(scene.text(from));
        }
    }
    let cell = |cents: Option<i64>| words(cents.map_or_else(|| "–".into(), dutch::money));
    let rows = by_item
        .iter()
        .map(|((_, name), amounts)| {
            let mut row = vec![words(*name)];
            row.extend(years.iter().map(|y| cell(amounts.get(y).copied())));
            row.push(cell(Some(amounts.values().sum())));
            row
        })
        .collect();
    let mut total = vec![words("Totaal")];
    total.extend(years.iter().map(|y| cell(Some(by_item.values().filter_map(|a| a.get(y)).sum()))));
    total.push(cell(Some(by_item.values().flat_map(|a| a.values()).sum())));
    let mut columns = vec![text_column("Onderdeel", 8)];
    columns.extend(years.iter().map(|y| number_column(&y.to_string())));
    columns.push(number_column("Totaal"));
    let mut made = table("Middelen per jaar", columns, rows);
    made.total = Some(total);
    let mut blocks = vec![Block::Table(made)];
    if !funding.is_empty() {
        let rows = order
            .iter()
            .filter_map(|name| funding.get(name).map(|from| (name, from)))
            .map(|(name, from)| vec![words(*name), words(from.iter().cloned().collect::<Vec<_>>().join("; "))])
            .collect();
        let columns = vec![text_column("Onderdeel", 8), text_column("Dekking", 10)];
        blocks.push(Block::Table(table("Waar het geld vandaan komt", columns, rows)));
    }
    Ok(Slot::Blocks(blocks))
}

/// Administrative instruments.
pub fn instruments(scene: &Scene<'_>, _: &[String]) -> Answer {
    let items = &scene.dossier.plan.instrumenten;
    if items.is_empty() {
        return Ok(nothing("Welke instrumenten de gemeente gebruikt, is nog niet bekend."));
    }
    let rows = items
        .iter()
        .map(|i| {
            let mut found = scene.or_dash(&i.verwijzing);
            if let Some(date) = &i.datum {
                found.push(Inline::Text(format!(" ({})", show_date(scene, date))));
            }
            vec![scene.show(&i.naam), scene.or_dash(&i.soort), scene.known(&i.toepassing), found]
        })
        .collect();
    let columns = vec![
        text_column("Instrument", 6),
        text_column("Soort", 4),
        text_column("Waarvoor", 8),
        text_column("Vindplaats", 6),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Bestuurlijke instrumenten", columns, rows))]))
}

/// Campaigns.
pub fn campaigns(scene: &Scene<'_>, _: &[String]) -> Answer {
    let items = &scene.dossier.plan.campagnes;
    if items.is_empty() {
        return Ok(nothing("Er zijn nog geen campagnes gepland."));
    }
    let rows = items
        .iter()
        .map(|c| {
            vec![
                scene.show(&c.naam),
                scene.known(&c.doelgroep),
                scene.known(&c.kanaal),
                scene.or_dash(&c.talen),
                scene.known(&c.periode),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Campagne", 6),
        text_column("Voor wie", 5),
        text_column("Langs welke weg", 6),
        text_column("Talen", 4),
        text_column("Wanneer", 4),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Campagnes", columns, rows))]))
}

/// Which data go from whom to whom, and on what ground.
pub fn data_flows(scene: &Scene<'_>, _: &[String]) -> Answer {
    let flows = &scene.dossier.plan.gegevensdeling.stromen;
    if flows.is_empty() {
        return Ok(nothing("Welke gegevens met wie worden gedeeld, is nog niet vastgelegd."));
    }
    let rows = flows
        .iter()
        .map(|f| vec![scene.show(&f.van), scene.show(&f.naar), scene.show(&f.doel), scene.known(&f.grondslag)])
        .collect();
    let columns =
        vec![text_column("Van", 4), text_column("Naar", 4), text_column("Waarvoor", 7), text_column("Grondslag", 7)];
    Ok(Slot::Blocks(vec![Block::Table(table("Gegevensstromen", columns, rows))]))
}

/// Forms of exploitation against measures.
pub fn forms(scene: &Scene<'_>, _: &[String]) -> Answer {
    let rows = Vorm::ALL
        .iter()
        .filter(|v| **v != Vorm::Onbekend)
        .map(|form| {
            let measures: Vec<_> = scene
                .dossier
                .maatregelen
                .iter()
                .filter(|m| m.vorm.as_ref().is_some_and(|v| v.value == *form))
                .collect();
            let names: Vec<String> = measures.iter().map(|m| m.id.0.to_uppercase()).collect();
            vec![
                words(form.label()),
                words(measures.len().to_string()),
                words(if names.is_empty() { "nog geen maatregel".into() } else { names.join(", ") }),
            ]
        })
        .collect();
    let columns = vec![text_column("Vorm", 6), number_column("Aantal"), text_column("Maatregelen", 10)];
    Ok(Slot::Blocks(vec![Block::Table(table("Maatregelen per vorm van uitbuiting", columns, rows))]))
}
