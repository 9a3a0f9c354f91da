//! Making the bundle of one gemeente, in a worker: its documents compiled in memory, and all that goes with them.
//!
//! It deliberately writes one file, beside its place, and only when every document was made.

use std::path::Path;

use super::super::bouwbon::{Made, Output};
use super::super::disk;
use super::super::make::{Answer, Task, tell_unwritten};
use super::super::request::Bundling;
use super::super::workshop::{Bench, Workshop};
use crate::compiler::Edition;
use crate::ground::diagnostic::{Report, Stand};
use crate::nouns::dossier::Dossier;
use crate::nouns::order::Order;
use crate::seal::publication::{self, Facts, Kind, Published};
use crate::seal::receipt::sha256;

/// Makes the bundle that the task asks and puts it in `ready`.
pub fn pack(workshop: &Workshop, task: &Task, bundling: Bundling, ready: &Path) -> Answer {
    let selection = task.request.selection();
    let bench = workshop.read(&task.folder, &task.output, &selection);
    let mut end = workshop.close(&bench, &selection, None);
    // What is published says what was decided, also when the folder is on its way to a next version.
    let decided = bench.dossier.as_ref().map(|dossier| workshop.compiler.decided(dossier, &bench.orders));
    if let (Some(dossier), Bundling::AdoptedOnly) = (&decided, bundling) {
        end.extend(publication::tell_not_ready(dossier, &decisive(workshop, &bench.orders)));
    }
    let (making, documents) = compile(workshop, (&bench, decided.as_ref()), end.blocks(Stand::Concept));
    let mut answer = Answer::default();
    let whole = decided.as_ref().filter(|_| !documents.is_empty() && documents.len() == bench.orders.len());
    match whole.map(|dossier| (Facts::of(dossier), publication::bundle(&Facts::of(dossier), &documents))) {
        Some((facts, Ok(bytes))) => {
            let name = publication::bundle_name(&facts, &documents);
            match disk::write(&ready.join(&name), &bytes) {
                Ok(()) => {
                    answer.made = documents.iter().map(|d| made(d, &facts)).collect();
                    answer.outputs = vec![Output { path: name, bytes: bytes.len() as u64, sha256: sha256(&bytes) }];
                }
                Err(error) => {
                    disk::remove_folder(ready);
                    answer.unwritten = true;
                    answer.told.push(tell_unwritten(&task.place, &error));
                }
            }
        }
        Some((_, Err(why))) => end.extend(publication::tell_unbundled(why)),
        None => {}
    }
    answer.told.splice(0..0, workshop.tell(&bench, &making, &end));
    answer.ready = ready.to_owned();
    answer
}

/// The orders that say whether there is a decision. Papers follow their plan: that it is not adopted yet is told once.
fn decisive(workshop: &Workshop, orders: &[Order]) -> Vec<Order> {
    let documents = &workshop.compiler.library().documents;
    let is_plan = |order: &Order| Kind::of(documents.get(&order.document)).is_plan();
    let with_plan = orders.iter().any(is_plan);
    let follows = |order: &Order| with_plan && order.year.is_none() && !is_plan(order);
    orders.iter().filter(|order| !follows(order)).cloned().collect()
}

/// Every document, and what was told of each. When there will be no bundle the documents are not typeset: composing
/// tells nearly everything that a person must solve.
fn compile(
    workshop: &Workshop,
    (bench, decided): (&Bench, Option<&Dossier>),
    told_only: bool,
) -> (Vec<(Order, Report)>, Vec<Published>) {
    let (mut making, mut documents) = (Vec::new(), Vec::new());
    for order in &bench.orders {
        let Some(dossier) = &bench.dossier else { break };
        if told_only {
            making.push((order.clone(), workshop.compiler.compose(dossier, &bench.intake, order).1));
            continue;
        }
        let (edition, told) = workshop.compiler.compile(dossier, &bench.intake, order);
        making.push((order.clone(), told));
        let decided = decided.unwrap_or(dossier);
        documents.extend(edition.map(|edition| published(workshop, decided, order, edition)));
    }
    (making, documents)
}

fn published(workshop: &Workshop, dossier: &Dossier, order: &Order, edition: Edition) -> Published {
    let documents = &workshop.compiler.library().documents;
    Published {
        kind: Kind::of(documents.get(&order.document)),
        adopted: publication::adopted_on(dossier, order),
        order: order.clone(),
        manuscript: edition.manuscript,
        norms: edition.norms,
        receipt: edition.receipt,
        pdf: edition.pdf,
    }
}

fn made(document: &Published, facts: &Facts) -> Made {
    Made {
        file: format!("{}.pdf", document.name(facts)),
        document: document.order.document.clone(),
        year: document.order.year,
        stand: document.order.stand.word().into(),
        pages: document.receipt.paginas,
        receipt: serde_json::to_value(&document.receipt).unwrap_or_default(),
    }
}
