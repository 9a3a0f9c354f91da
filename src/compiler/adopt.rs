//! Adopting: everything that a decision makes, ready to be kept, and everything that stands in its way.
//!
//! It deliberately writes nothing and knows no day but those of the data.

use chrono::NaiveDate;

use super::{Compiler, Edition, Selection, Verdict};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Stand};
use crate::ground::dutch;
use crate::ground::signature::SecretKey;
use crate::ground::source::At;
use crate::ground::toml::shorten;
use crate::judgement::adoption::{Weighed, unmet, weigh};
use crate::nouns::adopted::stem;
use crate::nouns::document::{Document, Reikwijdte};
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

impl Subject {
    /// The year of a report.
    pub fn year(self) -> Option<i32> {
        if let Self::Report(year) = self { Some(year) } else { None }
    }
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
    /// The day of the decision that the data hold; `None` when there is none yet.
    pub fn decided_on(&self, dossier: &Dossier, subject: Subject) -> Option<NaiveDate> {
        match subject {
            Subject::Plan => dossier.vaststelling.as_ref().map(|decision| decision.datum.value),
            Subject::Report(year) => dossier.jaren.get(&year)?.text.vastgesteld_op.as_ref().map(|day| day.value),
        }
    }

    /// The day on which this was adopted and kept, when the data still hold that decision: then a next version did not
    /// begin yet.
    pub fn adopted_on(&self, dossier: &Dossier, subject: Subject) -> Option<NaiveDate> {
        self.decided_on(dossier, subject)?;
        self.last_adopted(dossier, subject)
    }

    /// The newest day on which this was adopted and kept.
    pub fn last_adopted(&self, dossier: &Dossier, subject: Subject) -> Option<NaiveDate> {
        let main = self.of_subject(subject).filter(|document| !document.on_request());
        let stems: Vec<String> = main.map(|document| stem(&document.id.0, subject.year())).collect();
        dossier.adopted.iter().filter(|adopted| stems.contains(&adopted.stem)).map(|adopted| adopted.date).max()
    }

    /// Works a decision out that the data hold; with a key, each document is signed. Without a decision nothing is
    /// made, and what else stands in the way is told.
    pub fn adoption(&self, dossier: &Dossier, intake: &Report, subject: Subject, key: Option<&SecretKey>) -> Adoption {
        let orders = self.adopted_orders(dossier, subject);
        let day = self.decided_on(dossier, subject);
        let mut adoption = Adoption::default();
        let told = &mut adoption.told;
        if let (Some(last), Some(day)) = (self.last_adopted(dossier, subject), day)
            && last >= day
        {
            told.push(rules::ADOPT_ALREADY.at(
                None,
                format!(
                    "de vorige versie is vastgesteld op {}, dit besluit is van {}",
                    dutch::date(last),
                    dutch::date(day)
                ),
                "Verbeter de datum van het besluit, of begin een nieuwe versie met `beleid wijzig`.",
            ));
        }
        for order in &orders {
            intake.sorted().into_iter().filter(|d| order.concerns(d)).for_each(|d| told.push(d.clone()));
        }
        let mut before = Report::default();
        self.tell_from_before(dossier, &orders, &mut before);
        for order in orders {
            if order.year.is_none() && !self.is_paper(&order) {
                unmet(&self.assess(dossier, &order).norms, day.is_some(), told);
            }
            if day.is_none() {
                // What a decision says is told as what it lacks.
                let order = Order { stand: Stand::Ontwerp, ..order };
                told.extend(self.compose_plain(dossier, intake, &order).1);
                continue;
            }
            let sealing = Sealing { predecessors: self.predecessors(dossier, &order), signature: None };
            let (edition, report) = self.make(dossier, intake, &order, (&sealing, key));
            told.extend(report);
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
        let accepted = match subject {
            Subject::Plan => dossier.vaststelling.as_ref().map(|decision| &decision.aanvaard),
            Subject::Report(year) => dossier.jaren.get(&year).map(|year| &year.text.aanvaard),
        };
        adoption.weighed = weigh(told, accepted.map_or(&[], Vec::as_slice));
        adoption.weighed.remarks.extend(before);
        if !adoption.weighed.against.sorted().is_empty() {
            adoption.editions.clear();
        }
        adoption
    }

    /// Whether an order is for the document itself, and for no paper beside it.
    pub fn is_main(&self, order: &Order) -> bool {
        !self.is_paper(order)
    }

    /// What still says what it said in the version before: the papers of a decision are about one decision.
    fn tell_from_before(&self, dossier: &Dossier, orders: &[Order], report: &mut Report) {
        let main = orders.iter().find(|order| order.year.is_none() && self.is_main(order));
        let kept = main.and_then(|order| self.kept(dossier, &order.document, order.year));
        let Some(before) = kept.and_then(|kept| self.reopen(&kept.files)).map(|opened| opened.dossier.plan) else {
            return;
        };
        let (now, then) = (&dossier.plan, &before);
        let text = |at: &Option<At<String>>| at.as_ref().map(|at| (at.value.clone(), at.place.clone()));
        let date = |at: &At<NaiveDate>| (dutch::date(at.value), at.place.clone());
        let day = |at: &Option<At<NaiveDate>>| at.as_ref().map(date);
        let fields = [
            ("datum", Some(date(&now.datum)), Some(date(&then.datum))),
            ("versie", text(&now.versie), text(&then.versie)),
            ("kenmerk", text(&now.kenmerk), text(&then.kenmerk)),
            (
                "besluitvorming.voorstel_datum",
                day(&now.besluitvorming.voorstel_datum),
                day(&then.besluitvorming.voorstel_datum),
            ),
        ];
        for (name, now, then) in fields {
            let (Some((now, place)), Some((then, _))) = (now, then) else { continue };
            if now == then {
                report.push(rules::ADOPT_FROM_BEFORE.at(
                    Some(place),
                    format!("`{name}` is nog zoals bij de vorige versie: {}", shorten(&now)),
                    "Kijk of dit ook voor deze versie klopt, en lees ook de overwegingen en beslispunten na.",
                ));
            }
        }
    }

    fn is_paper(&self, order: &Order) -> bool {
        self.library.documents.get(&order.document).is_some_and(|document| document.on_request())
    }

    fn of_subject(&self, subject: Subject) -> impl Iterator<Item = &Document> {
        let scope = match subject {
            Subject::Plan => Reikwijdte::Plan,
            Subject::Report(_) => Reikwijdte::Jaarverslag,
        };
        self.library.documents.values().filter(move |document| document.soort.value == scope)
    }

    /// The orders of a decision: for a plan with its papers, for a report of that year.
    pub fn adopted_orders(&self, dossier: &Dossier, subject: Subject) -> Vec<Order> {
        let of_subject: Vec<&str> = self.of_subject(subject).map(|document| document.id.0.as_str()).collect();
        let selection = Selection {
            year: subject.year(),
            stand: Some(Stand::Vastgesteld),
            papers: subject == Subject::Plan,
            ..Selection::default()
        };
        // As for a new decision: what was adopted before says nothing of what there is to make now.
        let fresh = Dossier { adopted: Vec::new(), ..dossier.clone() };
        let orders = self.orders(&fresh, &selection).into_iter();
        orders.filter(|order| of_subject.contains(&order.document.as_str())).collect()
    }
}
