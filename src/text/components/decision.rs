//! Components about the decision: its opening, what is decided, and the lines to sign on.
//!
//! They deliberately decide nothing: what is not filled in says that it is not known.

use super::amendments::regarding;
use super::scene::{Scene, nothing, show_date, words};
use crate::ground::diagnostic::{Diagnostic, Stand};
use crate::ground::dutch;
use crate::nouns::plan::Orgaan;
use crate::text::manuscript::{Block, Inline};
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

/// The opening of the decision, in the form of the body that adopts.
pub fn preamble(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some((mut blocks, verb)) = opening(scene) else {
        return Ok(nothing("Wie het plan vaststelt, is nog niet bekend. De aanhef volgt daarna."));
    };
    blocks.push(Block::Paragraph(vec![
        Inline::Strong(words(format!("{verb}:"))),
        Inline::Text(format!(" {} vast te stellen.", scene.the_plan())),
    ]));
    Ok(Slot::Blocks(blocks))
}

/// The whole text of the decision: opening, considerations and every point.
pub fn text(scene: &Scene<'_>, _: &[String]) -> Answer {
    let Some((mut blocks, verb)) = opening(scene) else {
        return Ok(nothing("Wie het plan vaststelt, is nog niet bekend. De tekst van het besluit volgt daarna."));
    };
    let considerations = &scene.dossier.plan.besluitvorming.overwegingen;
    if !considerations.is_empty() {
        let last = considerations.len() - 1;
        let items = considerations.iter().enumerate().map(|(i, c)| {
            let text = scene.text(c);
            let end = if i == last { ";" } else { "," };
            vec![Block::Paragraph(words(format!("{}{end}", text.trim_end_matches(['.', ';', ',']))))]
        });
        blocks.push(Block::Paragraph(words("overwegende dat:")));
        blocks.push(Block::List { ordered: false, items: items.collect() });
    }
    blocks.push(Block::Paragraph(vec![Inline::Strong(words(format!("{verb}:")))]));
    blocks.push(numbered(scene));
    Ok(Slot::Blocks(blocks))
}

/// The points that the body is asked to decide.
pub fn points(scene: &Scene<'_>, _: &[String]) -> Answer {
    Ok(Slot::Blocks(vec![numbered(scene)]))
}

/// To adopt the plan, from when it is in force, and the points of the gemeente itself.
fn numbered(scene: &Scene<'_>) -> Block {
    let papers = &scene.dossier.plan.besluitvorming;
    let decided = scene.decision().and_then(|d| d.inwerkingtreding.as_ref());
    let mut points =
        vec![words(format!("{} vast te stellen{}.", dutch::capitalise(&scene.the_plan()), regarding(scene)))];
    points.push(match decided.or(papers.inwerkingtreding.as_ref()) {
        Some(day) => words(format!("Het beleidsplan in werking te laten treden op {}.", show_date(scene, day))),
        None => vec![
            Inline::Text("Het beleidsplan in werking te laten treden op ".into()),
            Inline::Unknown("een dag die nog niet bekend is".into()),
            Inline::Text(".".into()),
        ],
    });
    points.extend(papers.beslispunten.iter().map(|point| scene.show(point)));
    Block::List { ordered: true, items: points.into_iter().map(|p| vec![Block::Paragraph(p)]).collect() }
}

/// Who decides, what it read and on what it leans, and its verb. None when it is not known who decides.
fn opening(scene: &Scene<'_>) -> Option<(Vec<Block>, &'static str)> {
    let (name, plan) = (&scene.dossier.gemeente.naam.value, &scene.dossier.plan);
    let body = plan.orgaan.as_ref()?.value;
    let mut blocks = vec![Block::Paragraph(words(match body {
        Orgaan::Raad => format!("De raad van de gemeente {name};"),
        Orgaan::College => format!("Burgemeester en wethouders van de gemeente {name};"),
        Orgaan::Burgemeester => format!("De burgemeester van de gemeente {name};"),
    }))];
    if body == Orgaan::Raad {
        let date = plan.besluitvorming.voorstel_datum.as_ref().map(|d| format!(" van {}", show_date(scene, d)));
        let reference = plan.kenmerk.as_ref().map(|k| format!(" met kenmerk {}", scene.text(k)));
        blocks.push(Block::Paragraph(words(format!(
            "gelezen het voorstel van burgemeester en wethouders{}{};",
            date.unwrap_or_default(),
            reference.unwrap_or_default()
        ))));
    }
    let grounds = grounds(scene);
    blocks.push(Block::Paragraph(if grounds.is_empty() {
        vec![
            Inline::Text("gelet op ".into()),
            Inline::Unknown("de grondslag, die nog niet bekend is".into()),
            Inline::Text(";".into()),
        ]
    } else {
        words(format!("gelet op {};", dutch::list(&grounds)))
    }));
    Some((blocks, if body == Orgaan::College { "besluiten" } else { "besluit" }))
}

/// What the decision leans on: as it was taken, else as it was proposed.
fn grounds(scene: &Scene<'_>) -> Vec<String> {
    let decided = scene.decision().map(|d| &d.grondslag).filter(|g| !g.is_empty());
    decided.unwrap_or(&scene.dossier.plan.besluitvorming.grondslag).iter().map(|g| scene.text(g)).collect()
}

/// Lines to sign on, for the functions that the body that adopts asks. With `afzender` for who sends the paper: a
/// proposal to the council comes from the executive.
pub fn signature(scene: &Scene<'_>, args: &[String]) -> Answer {
    let name = &scene.dossier.gemeente.naam.value;
    let body = scene.dossier.plan.orgaan.as_ref().map(|o| o.value);
    if args.first().is_some_and(|who| who == "afzender") {
        let mayor = body == Some(Orgaan::Burgemeester);
        let opening = if mayor { "De burgemeester" } else { "Burgemeester en wethouders" };
        let functions = signers(Some(if mayor { Orgaan::Burgemeester } else { Orgaan::College }));
        let opening = format!("{opening} van de gemeente {name}");
        return Ok(Slot::Blocks(vec![Block::Signature { opening, date: None, functions }]));
    }
    let functions = signers(body);
    if functions.is_empty() {
        return Ok(nothing("Wie ondertekent, hangt af van het orgaan dat vaststelt. Dat is nog niet bekend."));
    }
    let opening = match body {
        Some(Orgaan::Raad) => "Aldus vastgesteld in de openbare vergadering van de gemeenteraad",
        Some(Orgaan::College) => "Aldus vastgesteld in de vergadering van burgemeester en wethouders",
        _ => "Aldus vastgesteld door de burgemeester",
    };
    let date = match scene.decision() {
        Some(decision) if scene.order.stand == Stand::Vastgesteld => Some(show_date(scene, &decision.datum)),
        _ => None,
    };
    Ok(Slot::Blocks(vec![Block::Signature { opening: opening.into(), date, functions }]))
}

/// The functions that sign for a body.
fn signers(body: Option<Orgaan>) -> Vec<String> {
    let functions: &[&str] = match body {
        Some(Orgaan::Raad) => &["de griffier", "de voorzitter"],
        Some(Orgaan::College) => &["de secretaris", "de burgemeester"],
        Some(Orgaan::Burgemeester) => &["de burgemeester"],
        None => &[],
    };
    functions.iter().map(|f| (*f).to_owned()).collect()
}
