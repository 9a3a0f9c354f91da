//! Adopting: everything that a decision makes, ready to be kept, and everything that stands in its way.
//!
//! It deliberately writes nothing and knows no day but those of the data.

use super::{Compiler, Edition, Selection, Verdict};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Stand};
use crate::ground::dutch;
use crate::ground::signature::SecretKey;
use crate::judgement::adoption::{Weighed, unmet, weigh};
use crate::nouns::adopted::stem;
use crate::nouns::document::Reikwijdte;
use crate::nouns::dossier::Dossier;
use crate::nouns::order::Order;
use crate::seal::chain::Sealing;

/// What is adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The plan, with the papers of its decision.
    Plan,
    /// The report over a year.
    Report(i32),
}

/// A decision, worked out.
#[derive(Debug, Default)]
pub struct Adoption {
    /// The documents, with their orders; only when nothing stands in the way.
    pub editions: Vec<(Order, Edition)>,
    /// What stands in the way, and what was accepted.
    pub weighed: Weighed,
    /// Everything that was told.
    pub told: Report,
}

impl Compiler {
    /// Works a decision out that the data hold; with a key, each document is signed.
    pub fn adoption(&self, dossier: &Dossier, intake: &Report, subject: Subject, key: Option<&SecretKey>) -> Adoption {
        let orders = self.adopted_orders(dossier, subject);
        let mut adoption = Adoption::default();
        let told = &mut adoption.told;
        for order in &orders {
            if let Some(kept) =
                self.kept(dossier, &order.document, order.year).filter(|k| k.order.peildatum >= order.peildatum)
            {
                told.push(rules::ADOPT_ALREADY.at(
                    None,
                    format!(
                        "`{}` is al vastgesteld, op {}",
                        stem(&order.document, order.year),
                        dutch::date(kept.order.peildatum)
                    ),
                    "Begin een nieuwe versie met `beleid wijzig`, of verbeter de datum van het besluit.",
                ));
            }
            for diagnostic in intake.sorted().into_iter().filter(|d| order.concerns(d)) {
                told.push(diagnostic.clone());
            }
        }
        if told.of(&rules::ADOPT_ALREADY).is_empty() {
            for order in orders {
                let sealing = Sealing { predecessors: self.predecessors(dossier, &order), signature: None };
                let (edition, report) = self.make(dossier, intake, &order, (&sealing, key));
                told.extend(report);
                if order.year.is_none() && !self.is_paper(&order) {
                    unmet(&self.assess(dossier, &order).norms, told);
                }
                let proven = edition.as_ref().is_none_or(|e| matches!(self.verify(&e.pdf), Verdict::Same { .. }));
                if !proven {
                    told.push(rules::SEAL.at(
                        None,
                        format!("`{}` is niet byte voor byte opnieuw te maken", order.document),
                        "Meld dit aan de makers van beleid, met de naam van het document.",
                    ));
                }
                adoption.editions.extend(edition.map(|edition| (order, edition)));
            }
        }
        let accepted = match subject {
            Subject::Plan => dossier.vaststelling.as_ref().map(|decision| &decision.aanvaard),
            Subject::Report(year) => dossier.jaren.get(&year).map(|year| &year.text.aanvaard),
        };
        adoption.weighed = weigh(told, accepted.map_or(&[], Vec::as_slice));
        if !adoption.weighed.against.sorted().is_empty() {
            adoption.editions.clear();
        }
        adoption
    }

    fn is_paper(&self, order: &Order) -> bool {
        self.library.documents.get(&order.document).is_some_and(|document| document.on_request())
    }

    /// The orders of a decision: for a plan with its papers, for a report of that year.
    fn adopted_orders(&self, dossier: &Dossier, subject: Subject) -> Vec<Order> {
        let (scope, year) = match subject {
            Subject::Plan => (Reikwijdte::Plan, None),
            Subject::Report(year) => (Reikwijdte::Jaarverslag, Some(year)),
        };
        let of_scope = self.library.documents.values().filter(|document| document.soort.value == scope);
        let selection = Selection {
            year,
            stand: Some(Stand::Vastgesteld),
            papers: subject == Subject::Plan,
            ..Selection::default()
        };
        let of_scope: Vec<&str> = of_scope.map(|document| document.id.0.as_str()).collect();
        // As for a new decision: what was adopted before says nothing of what there is to make now.
        let fresh = Dossier { adopted: Vec::new(), ..dossier.clone() };
        let orders = self.orders(&fresh, &selection).into_iter();
        orders.filter(|order| of_scope.contains(&order.document.as_str())).collect()
    }
}
