//! Taking over what is newer: for each part that a gemeente holds, what its own documents and texts become.
//!
//! It deliberately writes nothing and asks nobody; who calls shows what changes and decides.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::compiler::Compiler;
use crate::ground::source::Source;
use crate::judgement::locked::{newer, news};
use crate::nouns::dossier::{Dossier, LocalText};
use crate::nouns::layers::Layers;
use crate::nouns::lock::{Grip, Lock};
use crate::nouns::part::{Onderdeelsoort, PartKey};
use crate::text::difference::merge::merge_source;

/// A part that is newer than what is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// What is held.
    pub held: PartKey,
    /// What there is; the same for what has no version, with another content.
    pub newest: PartKey,
    /// What its maker says that changed, oldest first.
    pub news: Vec<String>,
}

/// A gemeente with a newer part.
#[derive(Debug, Clone)]
pub struct Renewed {
    /// As it would be.
    pub dossier: Dossier,
    /// The own texts that stand in place of shared text that changed.
    pub texts: Vec<RenewedText>,
}

/// An own text of which the shared text underneath changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenewedText {
    /// Path in the folder.
    pub path: String,
    /// As it was.
    pub old: String,
    /// With the changes of the shared text in it.
    pub new: String,
    /// What could not be brought together, in sentences.
    pub conflicts: Vec<String>,
}

impl Compiler {
    /// What is newer on a day than what this gemeente holds.
    pub fn renewals(&self, lock: &Lock, day: NaiveDate) -> Vec<Renewal> {
        let versions = newer(lock, self.inventory(), day).into_iter().map(|n| Renewal {
            held: n.held.clone(),
            newest: n.newest.clone(),
            news: news(n.held, n.newest, self.library()),
        });
        let looks = lock.held.keys().filter(|key| {
            let part = self.inventory().get(key).filter(|_| key.version.is_none());
            part.is_some_and(|part| lock.holds(key, part.hash) == Grip::Changed)
        });
        versions.chain(looks.map(|key| Renewal { held: key.clone(), newest: key.clone(), news: Vec::new() })).collect()
    }

    /// The gemeente with this part taken over, and its own texts brought up to date with it.
    pub fn renew(&self, dossier: &Dossier, renewal: &Renewal, layers: &Layers) -> Renewed {
        let mut lock = dossier.lock.clone().unwrap_or_default();
        // A norm is kept in the version of last year too: the report over it goes on to mean what it meant.
        let replaced = |key: &PartKey| {
            key.kind == renewal.held.kind && key.name == renewal.held.name && key.kind != Onderdeelsoort::Norm
        };
        lock.held.retain(|key, _| !replaced(key));
        lock.held.extend(self.hold([&renewal.newest], layers).held);
        let mut after = Dossier { lock: Some(lock), ..dossier.clone() };
        let mut texts = Vec::new();
        if renewal.held.kind == Onderdeelsoort::Hoofdstuk {
            for local in dossier.local(&renewal.held.name).iter().filter(|local| local.replaces) {
                texts.extend(self.renew_text(dossier, &after, local, renewal));
            }
        }
        for local in after.teksten.get_mut(&renewal.held.name).into_iter().flatten() {
            if let Some(text) = texts.iter().find(|text| text.path == local.source.path()) {
                local.source = Arc::new(Source::new(text.path.as_str(), text.new.clone().into_bytes()));
            }
        }
        Renewed { dossier: after, texts }
    }

    /// Brings one text up to date; `None` when the shared text underneath did not change.
    fn renew_text(
        &self,
        before: &Dossier,
        after: &Dossier,
        local: &LocalText,
        renewal: &Renewal,
    ) -> Option<RenewedText> {
        let (name, part) = (&renewal.held.name, local.part.as_deref());
        let version = |key: &PartKey| key.version.as_ref().map(ToString::to_string).unwrap_or_default();
        let mine = local.source.text().replace("\r\n", "\n");
        let told = |new: String, conflicts: Vec<String>| {
            let (path, old) = (local.source.path().to_owned(), local.source.text().to_owned());
            Some(RenewedText { path, old, new, conflicts })
        };
        let base = self.shared_text(before, name, part);
        let theirs = self.shared_text(after, name, part);
        match (base, theirs) {
            (Some(base), Some(theirs)) if base == theirs => None,
            (Some(base), Some(theirs)) => {
                let (new, conflicts) = merge_source(&base.text, &theirs.text, &mine);
                let mut sentences: Vec<String> = conflicts.iter().map(|c| c.sentence()).collect();
                for component in theirs.components.iter().filter(|c| !base.components.contains(c)) {
                    sentences.push(format!(
                        "De gedeelde tekst toont hier nu gegevens met `{component}`. Dat kan niet in een eigen tekst, en staat er dus niet in."
                    ));
                }
                told(new, sentences)
            }
            (Some(_), None) => {
                let what = part.map_or_else(|| "Dit hoofdstuk".to_owned(), |part| format!("Deel `{part}`"));
                told(
                    mine,
                    vec![format!(
                        "{what} staat niet meer in {}. Uw tekst is bewaard, maar komt in geen document. Zet hem bij een ander deel, of haal hem weg.",
                        version(&renewal.newest)
                    )],
                )
            }
            (None, Some(_)) => told(
                mine,
                vec![format!(
                    "De oude tekst van {} is er niet, dus wat er veranderde is niet te zien. Geef ook de sjablonen op waar die versie in staat.",
                    version(&renewal.held)
                )],
            ),
            (None, None) => None,
        }
    }
}
