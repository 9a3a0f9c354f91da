//! Making the documents of one gemeente: compiled in memory, then written together beside their place.
//!
//! It deliberately puts nothing in its place; who asked does, when the answer is there.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::bouwbon::{Made, Output};
use super::disk;
use super::request::Request;
use super::told::Told;
use super::workshop::Workshop;
use crate::compiler::{Compiler, Edition};
use crate::ground::catalogue as rules;
use crate::ground::source::Place;
use crate::nouns::lock;
use crate::nouns::part::PartKey;
use crate::seal::receipt::sha256;

/// How to compile the project that `--bron` writes; the same options as the PDF of this program.
const COMPILE: &str = "typst compile --ignore-system-fonts --font-path lettertypen --features a11y-extras --pdf-standard ua-1,a-3a main.typ";

/// One gemeente to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its folder.
    pub folder: PathBuf,
    /// Where all output goes.
    pub output: PathBuf,
    /// Where the output of this gemeente goes, inside `output`.
    pub place: PathBuf,
    /// What to make.
    pub request: Request,
}

/// What came of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The documents that were made.
    pub made: Vec<Made>,
    /// The names of those that were not.
    pub blocked: Vec<String>,
    /// What was told, with paths inside the folder.
    pub told: Vec<Told>,
    /// The files that stand ready in `ready`.
    pub outputs: Vec<Output>,
    /// The folder where they stand.
    pub ready: PathBuf,
    /// The lock as it is to be, when that is another than the folder has.
    pub lock: Option<String>,
    /// Whether writing failed.
    pub unwritten: bool,
    /// Whether the program itself failed; a new worker is then better.
    pub crashed: bool,
}

/// Where a worker puts files ready.
pub fn staging(place: &Path, process: u32) -> PathBuf {
    place.join(format!(".in-aanbouw-{process}"))
}

/// Makes what the task asks and puts it in `ready`.
pub fn make(workshop: &Workshop, task: &Task, ready: &Path) -> Answer {
    let selection = task.request.selection();
    let bench = workshop.read(&task.folder, &task.output, &selection);
    let (mut making, mut answer, mut files, mut shown) =
        (Vec::new(), Answer::default(), Vec::new(), Vec::<Place>::new());
    let mut used: Vec<PartKey> = Vec::new();
    for order in &bench.orders {
        let Some(dossier) = &bench.dossier else { break };
        let (edition, told) = workshop.compiler.compile(dossier, &bench.intake, order);
        making.push((order.clone(), told));
        let Some(mut edition) = edition else {
            answer.blocked.push(order.document.clone());
            continue;
        };
        shown.append(&mut edition.shown);
        used.append(&mut edition.used);
        answer.made.push(Made {
            file: edition.file_name.clone(),
            document: order.document.clone(),
            year: order.year,
            stand: order.stand.word().into(),
            pages: edition.pages,
            receipt: serde_json::to_value(&edition.receipt).unwrap_or_default(),
        });
        add_files(edition, workshop, task.request.source, &mut files);
    }
    let end = workshop.close(&bench, &selection, answer.blocked.is_empty().then_some(&shown[..]));
    answer.told = workshop.tell(&bench, &making, &end);
    answer.outputs = files
        .iter()
        .map(|(path, bytes)| Output { path: path.clone(), bytes: bytes.len() as u64, sha256: sha256(bytes) })
        .collect();
    answer.ready = ready.to_owned();
    answer.lock = bench
        .dossier
        .as_ref()
        .filter(|dossier| dossier.lock.is_some() || bench.sources.get(lock::FILE).is_none())
        .and_then(|dossier| workshop.compiler.relock(dossier, &used, &workshop.layers))
        .map(|lock| lock.write());
    if let Err(error) = files.iter().try_for_each(|(path, bytes)| disk::write(&ready.join(path), bytes)) {
        disk::remove_folder(ready);
        answer = Answer {
            told: answer.told,
            blocked: bench.orders.into_iter().map(|o| o.document).collect(),
            unwritten: true,
            ..Answer::default()
        };
        answer.told.push(tell_unwritten(&task.place, &error));
    }
    answer
}

/// Writing failed: nothing has changed.
pub fn tell_unwritten(place: &Path, error: &io::Error) -> Told {
    let title =
        format!("de uitvoer kan niet worden geschreven in `{}` ({})", place.display(), disk::cause(error.kind()));
    Told::at_path(&rules::WRITE_FAILED, "", title, "Controleer of u daar mag schrijven en of er ruimte is.")
}

/// The PDF, its receipt and, if asked, its project.
fn add_files(edition: Edition, workshop: &Workshop, source: bool, files: &mut Vec<(String, Vec<u8>)>) {
    let stem = edition.file_name.trim_end_matches(".pdf").to_owned();
    let receipt = serde_json::to_string_pretty(&edition.receipt).unwrap_or_default() + "\n";
    if source {
        let folder = format!("{stem}-bron");
        for file in workshop.compiler.project(&edition.manuscript, &edition.attachments).files {
            files.push((format!("{folder}{}", file.path), file.bytes));
        }
        for (name, bytes) in fonts(workshop) {
            files.push((format!("{folder}/lettertypen/{name}"), bytes));
        }
        files.push((format!("{folder}/LEESMIJ.md"), read_me(&edition).into_bytes()));
    }
    if !edition.norms.is_empty() && edition.receipt.jaar.is_some() {
        let account = serde_json::to_string_pretty(&edition.norms).unwrap_or_default() + "\n";
        files.push((format!("{stem}.toets.json"), account.into_bytes()));
    }
    files.push((edition.file_name, edition.pdf));
    files.push((format!("{stem}.bon.json"), receipt.into_bytes()));
}

/// The fonts that the compiler uses: those of the person, or else those in the program.
fn fonts(workshop: &Workshop) -> Vec<(String, Vec<u8>)> {
    const FOLDER: &str = "vormgeving/lettertypen/";
    let own: Vec<_> = workshop
        .layers
        .overrides()
        .below(FOLDER)
        .map(|s| (s.path()[FOLDER.len()..].to_owned(), s.bytes().to_vec()))
        .collect();
    if own.is_empty() {
        Compiler::built_in_fonts().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect()
    } else {
        own
    }
}

fn read_me(edition: &Edition) -> String {
    format!(
        "# {}\n\nDit is het Typst-project waaruit `{}` is gemaakt. Met Typst 0.15.1 maakt deze opdracht, gegeven in deze map, dezelfde bladzijden:\n\n```\n{COMPILE}\n```\n\nWie hier iets verandert, verandert alleen deze kopie: de gegevens en hoofdstukken blijven zoals ze zijn.\n",
        edition.manuscript.meta.title, edition.file_name
    )
}
