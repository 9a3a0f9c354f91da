//! What was proposed beside what was adopted, from one folder.
//!
//! It deliberately seals neither: they are made to be compared.

use super::Compiler;
use crate::ground::diagnostic::Report;
use crate::nouns::amendement::When;
use crate::nouns::dossier::Dossier;
use crate::nouns::order::Order;
use crate::text::compose::Composed;

impl Compiler {
    /// Composes a document without the amendments and with them, in the same stand and on the same day, so that they
    /// differ by the amendments and by nothing else. None when a fault stops either.
    pub fn compose_amended(
        &self,
        dossier: &Dossier,
        intake: &Report,
        order: &Order,
    ) -> (Option<(Composed, Composed)>, Report) {
        let made = |when: When| {
            let mut dossier = dossier.clone();
            dossier.amendementen.when = when;
            self.compose_plain(&dossier, intake, order)
        };
        let ((proposed, mut report), (adopted, told)) = (made(When::Never), made(When::Always));
        report.extend(told);
        let stopped = order.stopped_by(intake) || report.blocks(order.stand);
        (proposed.zip(adopted).filter(|_| !stopped), report)
    }
}
