//! The workshop: the compiler with its templates, and one gemeente on the bench.
//!
//! It deliberately writes nothing; building and checking both begin here.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::disk;
use super::own_templates::OwnTemplates;
use super::told::{Told, tell};
use crate::compiler::{Compiler, Selection, built_in_templates};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Severity};
use crate::ground::source::{Place, SourceSet};
use crate::ground::toml::shorten;
use crate::nouns::dossier::Dossier;
use crate::nouns::layers::Layers;
use crate::nouns::library::Reikwijdte;
use crate::nouns::order::Order;

/// A compiler with the templates of the program and those that the person put over them.
pub struct Workshop {
    /// Ready to compile.
    pub compiler: Compiler,
    /// The templates that came in place of those in the program, and where they came from.
    pub layers: Layers,
    /// The paths of all templates.
    templates: BTreeSet<String>,
    /// What is wrong with the templates.
    report: Report,
}

/// A gemeente that was read.
pub struct Bench {
    /// Its files.
    pub sources: SourceSet,
    /// What they say, unless a file is missing without which nothing can be made.
    pub dossier: Option<Dossier>,
    /// What reading and checking told, of the templates too: a broken template blocks as well.
    pub intake: Report,
    /// The documents to make.
    pub orders: Vec<Order>,
}

impl Workshop {
    /// With these templates over those in the program.
    pub fn open(own: OwnTemplates) -> Self {
        let OwnTemplates { layers, mut report, shown } = own;
        let mut templates: BTreeSet<String> = built_in_templates().iter().map(|s| s.path().to_owned()).collect();
        templates.extend(shown.into_keys());
        let (compiler, told) = Compiler::new(layers.overrides());
        report.extend(told);
        Self { compiler, layers, templates, report }
    }

    /// What is wrong with the templates.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The paths of all templates.
    pub fn templates(&self) -> &BTreeSet<String> {
        &self.templates
    }

    /// Reads a gemeente, without the folder where the output goes.
    pub fn read(&self, folder: &Path, output: &Path, selection: &Selection) -> Bench {
        let (sources, intake) = disk::load(folder, output);
        self.put(sources, intake, selection)
    }

    /// Puts files on the bench that were read already, with what reading told.
    pub fn put(&self, sources: SourceSet, mut intake: Report, selection: &Selection) -> Bench {
        intake.extend(self.report.clone());
        let (dossier, told) = self.compiler.read(&sources);
        intake.extend(told);
        let orders = dossier.as_ref().map_or_else(Vec::new, |d| self.compiler.orders(d, selection));
        Bench { sources, dossier, intake, orders }
    }

    /// What can only be said when all documents are done: a year without data, and data that no document shows.
    /// `shown` is none when a document was not made.
    pub fn close(&self, bench: &Bench, selection: &Selection, shown: Option<&[Place]>) -> Report {
        let mut report = Report::default();
        let Some(dossier) = &bench.dossier else { return report };
        let wanted = |id: &str| selection.documents.is_empty() || selection.documents.iter().any(|d| d == id);
        for document in self.compiler.library().documents.values() {
            if document.soort.value != Reikwijdte::Jaarverslag || !wanted(&document.id.0) {
                continue;
            }
            let title = match selection.year {
                _ if dossier.jaren.is_empty() => {
                    format!("er is nog geen map met een jaar, dus `{}` is niet gemaakt", document.id.0)
                }
                Some(year) if !dossier.jaren.contains_key(&year) => {
                    format!("er is geen map `jaren/{year}`, dus `{}` is niet gemaakt", document.id.0)
                }
                _ => continue,
            };
            let year = selection.year.map_or_else(|| "2025".into(), |y| y.to_string());
            report.push(rules::NO_YEAR.at(None, title, format!("Maak de map jaren/{year} met jaar.toml erin.")));
        }
        report.extend(self.compiler.tell_papers_unknown(dossier, selection));
        report.extend(self.compiler.tell_changed(&bench.sources, dossier, &bench.orders));
        // A choice of documents or of an older year leaves data out on purpose.
        if let Some(shown) = shown.filter(|_| selection.documents.is_empty() && selection.year.is_none()) {
            report.extend(self.compiler.tell_not_shown(dossier, shown));
        }
        report
    }

    /// Everything as messages, with paths inside the folder of the gemeente: what reading told and what is left at
    /// the end weigh as in the document they weigh heaviest in, what making a document told weighs as in that one.
    pub fn tell(&self, bench: &Bench, making: &[(Order, Report)], end: &Report) -> Vec<Told> {
        let mut general = bench.intake.clone();
        general.extend(end.clone());
        let weighing = bench.dossier.as_ref().map(|dossier| self.compiler.weighing(dossier, &bench.orders));
        let mut told = tell(&general, &weighing.unwrap_or_default(), &bench.sources, &self.templates);
        for (order, report) in making {
            told.extend(tell(report, std::slice::from_ref(order), &bench.sources, &self.templates));
        }
        heaviest(told)
    }

    /// A fault of the program itself, as a message. `panic` is what it left behind.
    pub fn tell_crash(panic: &(dyn Any + Send)) -> Told {
        let left = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("onbekend");
        let action = format!("Meld dit aan de makers van beleid, met deze tekst: {}", shorten(left));
        Told::at_path(&rules::TYPESET, "", "er is iets misgegaan in het programma zelf", action)
    }
}

/// Each message once, as heavy as it weighs anywhere, by file.
fn heaviest(told: Vec<Told>) -> Vec<Told> {
    let mut kept: Vec<Told> = Vec::new();
    let mut seen: BTreeMap<Told, usize> = BTreeMap::new();
    for message in told {
        let key = Told { severity: Severity::Hint, ..message.clone() };
        match seen.get(&key) {
            Some(at) => kept[*at].severity = kept[*at].severity.max(message.severity),
            None => {
                seen.insert(key, kept.len());
                kept.push(message);
            }
        }
    }
    kept.sort_by(|a, b| a.file.cmp(&b.file));
    kept
}
