//! Components about what the council changed: each carried amendment with what was and what became, and the words of the
//! decision for it.
//!
//! They deliberately show only what concerns the document, and nothing of an amendment that was not carried.

use super::scene::{Scene, show_date, table, text_column, words};
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::nouns::amendement::{Amendement, Amendementswijziging};
use crate::text::manuscript::{Block, Inline};
use crate::text::markdown::Slot;

/// Each amendment of this document that the council carried now.
pub fn changes(scene: &Scene<'_>, _: &[String]) -> Result<Slot, Diagnostic> {
    Ok(Slot::Blocks(own(scene).filter(|one| !one.is_earlier()).flat_map(|one| told(scene, one)).collect()))
}

/// What tells of each amendment: a sentence, and a table with a row for each change.
pub fn blocks(scene: &Scene<'_>) -> Vec<[Block; 2]> {
    own(scene).map(|one| told(scene, one)).collect()
}

fn own<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Amendement> {
    scene.dossier.amendementen.all.iter().filter(|one| one.document() == scene.order.document)
}

fn told(scene: &Scene<'_>, one: &Amendement) -> [Block; 2] {
    let number = dutch::capitalise(&format!("amendement {}", scene.text(&one.nummer)));
    let movers: Vec<String> = one.indieners.iter().map(|mover| scene.text(mover)).collect();
    let movers = if movers.is_empty() { String::new() } else { format!(" Indieners: {}.", dutch::list(&movers)) };
    let title = scene.text(&one.titel);
    let title = title.trim_end_matches('.');
    let about = vec![
        Inline::Strong(words(number.clone())),
        Inline::Text(format!(" van {}: {title}.{movers}", show_date(scene, &one.datum))),
    ];
    let rows = one.wijziging.iter().map(|change| row(scene, change)).collect();
    let columns = vec![text_column("Waar", 3), text_column("Was", 5), text_column("Wordt", 5)];
    [Block::Paragraph(about), Block::Table(table(&format!("{number}: was en wordt"), columns, rows))]
}

fn row(scene: &Scene<'_>, change: &Amendementswijziging) -> Vec<Vec<Inline>> {
    let cell = |text: &str, none: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() { vec![Inline::Emphasis(words(none))] } else { words(text) }
    };
    let (place, old, new) = match change.words() {
        Some(change) => {
            let chapter = change.chapter.map(|named| title(scene, &named.value));
            (chapter.unwrap_or_else(|| "Tekst".into()), change.old.to_owned(), change.new.to_owned())
        }
        None => {
            let value = scene.dossier.amendementen.values.iter().find(|value| value.place == change.place);
            let field = change.veld.as_ref().map_or("", |field| field.value.as_str());
            let told = |text: &str| named(scene, field, text);
            value.map_or_else(Default::default, |v| (v.what.clone(), told(&v.old), told(&v.new)))
        }
    };
    [&change.oud, &change.nieuw].into_iter().flatten().for_each(|at| scene.shown.mark(&at.place));
    vec![words(place), cell(&old, "stond er niet"), cell(&new, "vervalt")]
}

/// The ids of a measure as a reader knows what they stand for.
fn named(scene: &Scene<'_>, field: &str, ids: &str) -> String {
    let (plan, people) = (&scene.dossier.plan, &scene.dossier.organisatie);
    let name = |id: &str| match field {
        "doel" => plan.doelen.iter().find(|goal| goal.id.value.0 == id).map(|goal| goal.titel.value.clone()),
        "indicator" => plan.indicatoren.iter().find(|i| i.id.value.0 == id).map(|i| i.naam.value.clone()),
        "actiehouder" => people.rollen.iter().find(|role| role.id.value.0 == id).map(|role| role.functie.value.clone()),
        "met_wie" => people.partners.iter().find(|p| p.id.value.0 == id).map(|p| p.naam.value.clone()),
        "budget" => {
            let money = plan.middelen.iter().find(|money| money.id.value.0 == id);
            money.map(|money| format!("{} ({})", money.omschrijving.value, money.jaar.value))
        }
        _ => None,
    };
    let known = |id: &str| name(&id.trim().to_lowercase());
    if ids.split(',').all(|id| known(id).is_some()) {
        ids.split(',').filter_map(known).collect::<Vec<_>>().join(", ")
    } else {
        ids.to_owned()
    }
}

/// The title of a chapter or part by its name.
fn title(scene: &Scene<'_>, name: &str) -> String {
    let all = scene.selected.iter().flat_map(|s| std::iter::once(s).chain(&s.parts));
    let found = all.into_iter().find(|s| s.chapter.name == name);
    found.map_or_else(|| name.to_owned(), |s| s.chapter.meta.titel.value.clone())
}

/// What a decision adds about the amendments; nothing when there are none.
pub fn regarding(scene: &Scene<'_>) -> String {
    let one =
        |one: &Amendement| format!("{} (‘{}’)", scene.text(&one.nummer), scene.text(&one.titel).trim_end_matches('.'));
    let carried: Vec<String> = scene.dossier.amendementen.all.iter().filter(|a| !a.is_earlier()).map(one).collect();
    match &carried[..] {
        [] => String::new(),
        [one] => format!(", met inachtneming van het aangenomen amendement {one}"),
        several => format!(", met inachtneming van de aangenomen amendementen {}", dutch::list(several)),
    }
}
