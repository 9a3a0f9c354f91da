//! `vergelijk --amendementen`: the proposal beside the text with the carried amendments, from one folder.
//!
//! It deliberately takes the same stand and day for both, so that nothing else differs.

use std::path::Path;

use super::super::arguments::Compare;
use super::super::task::Said;
use super::super::told::Told;
use super::super::workshop::Workshop;
use super::super::{COULD_NOT, NOT_ALLOWED};
use super::side::{self, Found, Refusal};
use super::{USUAL, publish};
use crate::compiler::Selection;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Severity};
use crate::nouns::amendement::{Amendement, FILE};
use crate::text::difference::was_wordt::Names;
use crate::text::written::Written;

/// Compares.
///
/// # Errors
/// What to tell when there is nothing to compare, or a fault stops it.
pub fn run(arguments: &Compare, workshop: &Workshop, selection: Selection, ready: &Path) -> Result<Said, Refusal> {
    let refuse = |title: String, action: &str| {
        (vec![Told::at_path(&rules::NOTHING_TO_COMPARE, arguments.old.display().to_string(), title, action)], COULD_NOT)
    };
    let named = side::find(&arguments.old, arguments.lock_old.as_deref()).map_err(|told| (told, COULD_NOT))?;
    let shown = named.shown.clone();
    let Found::Files(files, loaded) = named.found else {
        let action = "Geef de map van een gemeente.";
        return Err(refuse("een PDF zegt niet wat het voorstel was".into(), action));
    };
    let document = arguments.document.clone().unwrap_or_else(|| USUAL.to_owned());
    let bench = workshop.put(files, loaded, &Selection { documents: vec![document], ..selection });
    let mut making = Vec::new();
    if let (Some(dossier), Some(order)) = (&bench.dossier, bench.orders.first()) {
        if !dossier.amendementen.all.iter().any(Amendement::carried) && !order.stopped_by(&bench.intake) {
            let title = format!("in `{shown}` staat geen aangenomen amendement");
            return Err(refuse(title, &format!("Schrijf de amendementen in {FILE}, met besluit = \"aangenomen\".")));
        }
        let (made, report) = workshop.compiler.compose_amended(dossier, &bench.intake, order);
        making.push((order.clone(), report));
        if let Some((proposed, adopted)) = made {
            let side = |manuscript| Written { order: order.clone(), manuscript };
            let (old, new) = (side(proposed.manuscript), side(adopted.manuscript));
            let names = Names { old: "het voorstel".into(), new: "de tekst met de aangenomen amendementen".into() };
            return publish(arguments, workshop, (&old, &new, &names), ready);
        }
    }
    if bench.dossier.is_some() && bench.orders.is_empty() {
        return Err(refuse("dat document is er niet".into(), "Kies een ander document, of laat --document weg."));
    }
    let told = workshop.tell(&bench, &making, &Report::default()).into_iter();
    let placed = |told: Told| told.below(&shown, &Default::default());
    Err((told.filter(|t| t.severity == Severity::Error).map(placed).collect(), NOT_ALLOWED))
}
