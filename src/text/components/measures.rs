//! Components about measures: cards that say what, why, how and with whom, the programme, progress and spending.
//!
//! They deliberately show owners by function.

use super::scene::{Cell, Scene, nothing, number_column, paragraph, table, text_column, unknown, words};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::ground::source::At;
use crate::ground::toml::shorten;
use crate::nouns::plan::{Maatregel, Status, Vorm};
use crate::nouns::scalar::Id;
use crate::text::manuscript::{Block, Card, Chart, ChartKind, Inline, Series};
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

/// The measures of a form, as cards.
pub fn of_form(scene: &Scene<'_>, args: &[String]) -> Answer {
    let wanted = args.first().map(String::as_str).unwrap_or_default();
    let Some(form) = Vorm::ALL.iter().copied().find(|v| v.word() == wanted) else {
        let words: Vec<&str> = Vorm::ALL.iter().map(|v| v.word()).collect();
        return Err(rules::TEMPLATE_RUN.at(
            None,
            format!("`{}` is geen vorm", shorten(wanted)),
            format!("Kies uit {}.", dutch::ticked_or(&words)),
        ));
    };
    let blocks: Vec<Block> = scene
        .dossier
        .maatregelen
        .iter()
        .filter(|m| m.vorm.as_ref().is_some_and(|v| v.value == form))
        .map(|m| Block::Measure(card(scene, m)))
        .collect();
    if blocks.is_empty() {
        return Ok(nothing("Hiervoor staat nog geen maatregel in het uitvoeringsprogramma."));
    }
    Ok(Slot::Blocks(blocks))
}

fn card(scene: &Scene<'_>, m: &Maatregel) -> Card {
    scene.shown.mark(&m.id.place);
    for place in [m.vorm.as_ref().map(|v| &v.place), m.status.as_ref().map(|s| &s.place)].into_iter().flatten() {
        scene.shown.mark(place);
    }
    let with: Vec<String> = m.met_wie.iter().map(|id| partner(scene, id)).collect();
    Card {
        number: m.id.0.to_uppercase(),
        title: scene.show(&m.wat),
        fields: vec![
            ("Waarom".into(), scene.known(&m.waarom)),
            ("Hoe".into(), scene.known(&m.hoe)),
            (
                "Met wie".into(),
                if with.is_empty() { words("De gemeente voert dit zelf uit.") } else { words(dutch::list(&with)) },
            ),
        ],
        facts: vec![
            (
                "Doel".into(),
                named(scene, &m.doel, |id| {
                    scene.dossier.plan.doelen.iter().find(|d| d.id.value == *id).map(|d| &d.titel)
                }),
            ),
            ("Actiehouder".into(), holder(scene, m)),
            ("Wanneer".into(), words(period(scene, m))),
            (
                "Budget".into(),
                named(scene, &m.budget, |id| {
                    scene.dossier.plan.middelen.iter().find(|b| b.id.value == *id).map(|b| &b.omschrijving)
                }),
            ),
            (
                "Indicator".into(),
                named(scene, &m.indicator, |id| {
                    scene.dossier.plan.indicatoren.iter().find(|i| i.id.value == *id).map(|i| &i.naam)
                }),
            ),
        ],
    }
}

fn named<'a>(scene: &Scene<'_>, id: &Option<At<Id>>, find: impl Fn(&Id) -> Option<&'a At<String>>) -> Vec<Inline> {
    let Some(id) = id else { return unknown() };
    scene.shown.mark(&id.place);
    find(&id.value).map_or_else(unknown, |at| words(at.value.cell()))
}

fn holder(scene: &Scene<'_>, m: &Maatregel) -> Vec<Inline> {
    named(scene, &m.actiehouder, |id| {
        scene.dossier.organisatie.rollen.iter().find(|r| r.id.value == *id).map(|r| &r.functie)
    })
}

fn partner(scene: &Scene<'_>, id: &At<Id>) -> String {
    scene.shown.mark(&id.place);
    scene
        .dossier
        .organisatie
        .partners
        .iter()
        .find(|p| p.id.value == id.value)
        .map_or_else(|| id.0.clone(), |p| p.naam.value.clone())
}

fn period(scene: &Scene<'_>, m: &Maatregel) -> String {
    match (&m.start, &m.eind) {
        (Some(from), Some(to)) => format!("{} – {}", scene.text(from), scene.text(to)),
        (Some(from), None) => format!("vanaf {}", scene.text(from)),
        (None, Some(to)) => format!("tot en met {}", scene.text(to)),
        (None, None) => "nog niet bekend".into(),
    }
}

/// The whole register.
pub fn programme(scene: &Scene<'_>, _: &[String]) -> Answer {
    if scene.dossier.maatregelen.is_empty() {
        return Ok(nothing("De maatregelen zijn nog niet bekend."));
    }
    let rows = scene
        .dossier
        .maatregelen
        .iter()
        .map(|m| {
            scene.shown.mark(&m.id.place);
            let status = m.status.as_ref().map_or_else(
                || words("–"),
                |s| {
                    scene.shown.mark(&s.place);
                    words(s.value.word())
                },
            );
            vec![words(m.id.0.to_uppercase()), scene.show(&m.wat), holder(scene, m), words(period(scene, m)), status]
        })
        .collect();
    let columns = vec![
        text_column("Nr.", 0),
        text_column("Maatregel", 12),
        text_column("Actiehouder", 7),
        text_column("Wanneer", 6),
        text_column("Status", 0),
    ];
    let mut made = table("Uitvoeringsprogramma", columns, rows);
    made.note = Some(
        "De status is die bij het opstellen van dit plan. Het jaarverslag laat zien hoe ver elke maatregel is.".into(),
    );
    made.wide = true;
    Ok(Slot::Blocks(vec![Block::Table(made)]))
}

/// Progress per measure in the year.
pub fn progress(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year.filter(|y| !y.progress.is_empty()) else {
        return Ok(nothing("De voortgang per maatregel is nog niet bekend."));
    };
    let rows = year
        .progress
        .iter()
        .map(|p| {
            scene.shown.mark(&p.maatregel.place);
            scene.shown.mark(&p.status.place);
            let title = scene
                .dossier
                .maatregelen
                .iter()
                .find(|m| m.id.value == p.maatregel.value)
                .map_or_else(unknown, |m| words(m.wat.value.clone()));
            let end = match &p.nieuwe_einddatum {
                Some(date) => words(format!("nieuw: {}", scene.text(date))),
                None => words("ongewijzigd"),
            };
            vec![
                words(p.maatregel.0.to_uppercase()),
                title,
                words(p.status.word()),
                scene.or_dash(&p.toelichting),
                end,
                scene.or_dash(&p.uitgaven),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Nr.", 0),
        text_column("Maatregel", 9),
        text_column("Status", 0),
        text_column("Toelichting", 10),
        text_column("Einddatum", 4),
        number_column("Uitgaven"),
    ];
    let mut made = table(&format!("Voortgang per maatregel in {}", year.year), columns, rows);
    made.wide = true;
    Ok(Slot::Blocks(vec![Block::Table(made)]))
}

/// How many measures have which status.
pub fn progress_chart(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year.filter(|y| !y.progress.is_empty()) else {
        return Ok(paragraph("Over de voortgang zijn nog geen gegevens."));
    };
    let counts: Vec<(Status, i64)> =
        [Status::Klaar, Status::Loopt, Status::Vertraagd, Status::Gestopt, Status::Gepland]
            .into_iter()
            .map(|status| {
                (
                    status,
                    i64::try_from(year.progress.iter().filter(|p| p.status.value == status).count())
                        .unwrap_or(i64::MAX),
                )
            })
            .filter(|(_, n)| *n > 0)
            .collect();
    let labels: Vec<String> = counts.iter().map(|(s, _)| dutch::capitalise(s.word())).collect();
    let chart = Chart {
        kind: ChartKind::Parts,
        caption: format!("Maatregelen naar status in {}", year.year),
        unit: "aantal maatregelen".into(),
        labels: labels.clone(),
        series: vec![Series {
            name: "Maatregelen".into(),
            values: counts.iter().map(|(_, n)| Some(*n)).collect(),
            texts: counts.iter().map(|(_, n)| dutch::integer(*n)).collect(),
        }],
    };
    let rows =
        labels.iter().zip(&counts).map(|(l, (_, n))| vec![words(l.clone()), words(dutch::integer(*n))]).collect();
    let mut data = table("Maatregelen naar status", vec![text_column("Status", 6), number_column("Aantal")], rows);
    data.total = Some(vec![words("Totaal"), words(dutch::integer(counts.iter().map(|(_, n)| n).sum()))]);
    Ok(Slot::Blocks(vec![Block::Chart(chart), Block::Table(data)]))
}

/// Budget against realisation.
pub fn spending(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some(year) = scene.year.filter(|y| !y.money.is_empty()) else {
        return Ok(nothing("Wat er is begroot en uitgegeven, is nog niet bekend."));
    };
    let (mut planned, mut spent) = (0i64, 0i64);
    let rows =
        year.money
            .iter()
            .map(|r| {
                scene.shown.mark(&r.middel.place);
                planned = planned.saturating_add(r.begroot.0);
                spent = spent.saturating_add(r.gerealiseerd.0);
                let name =
                    scene.dossier.plan.middelen.iter().find(|m| m.id.value == r.middel.value).map_or_else(
                        || dutch::capitalise(&r.middel.0.replace('-', " ")),
                        |m| m.omschrijving.value.clone(),
                    );
                vec![
                    words(name),
                    scene.show(&r.begroot),
                    scene.show(&r.gerealiseerd),
                    words(dutch::money(r.begroot.0 - r.gerealiseerd.0)),
                    scene.or_dash(&r.toelichting),
                ]
            })
            .collect();
    let columns = vec![
        text_column("Onderdeel", 7),
        number_column("Begroot"),
        number_column("Uitgegeven"),
        number_column("Over"),
        text_column("Toelichting", 8),
    ];
    let mut made = table(&format!("Begroot en uitgegeven in {}", year.year), columns, rows);
    made.total = Some(vec![
        words("Totaal"),
        words(dutch::money(planned)),
        words(dutch::money(spent)),
        words(dutch::money(planned.saturating_sub(spent))),
        words("–"),
    ]);
    Ok(Slot::Blocks(vec![Block::Table(made)]))
}
