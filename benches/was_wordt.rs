//! How long a whole comparison takes against one build of the same plan: `cargo bench --bench was_wordt [-- map]`.
//!
//! Of a folder with itself in which the words of many sentences are others, from folders and from PDFs; and with the
//! plan of another gemeente. The goal is at most one and a half times a build.

use std::path::Path;
use std::time::{Duration, Instant};

use beleid::seal::attachments::attachments;
use beleid::text::difference::compare;
use beleid::text::difference::pair;
use beleid::text::difference::summary::summary;
use beleid::text::difference::was_wordt::was_wordt;
use beleid::text::written::{self, Written};
use beleid::{Compiler, LIMITS, Report, Selection, SourceSet};

const RUNS: usize = 5;

/// A plan of about the same size in which all data are others.
const OTHER: &str = "policies/duinhorst";

fn main() {
    let folder =
        std::env::args().skip(1).find(|a| !a.starts_with("--")).unwrap_or_else(|| "policies/kleinemeer".into());
    let mut old = SourceSet::new(LIMITS);
    load(Path::new(&folder), Path::new(&folder), &mut old);
    let new = edited(&old);
    let compiler = Compiler::built_in();
    let pdfs = [&old, &new].map(|sources| build(&compiler, sources));
    let pages = pdfs[0].1;

    let one = median(|| drop(build(&compiler, &old)));
    let of_folders = median(|| {
        compared(&compiler, &made(&compiler, &old), &made(&compiler, &new));
    });
    let of_pdfs = median(|| {
        compared(&compiler, &opened(&pdfs[0].0), &opened(&pdfs[1].0));
    });
    let mut other = SourceSet::new(LIMITS);
    load(Path::new(OTHER), Path::new(OTHER), &mut other);
    let mut of_others = 0;
    let strangers = median(|| of_others = compared(&compiler, &made(&compiler, &old), &made(&compiler, &other)));
    let (was, wordt, stranger) = (made(&compiler, &old), made(&compiler, &new), made(&compiler, &other));
    let alone = median(|| told(&was, &wordt));
    let alone_other = median(|| told(&was, &stranger));
    let shown = compared(&compiler, &was, &wordt);
    row(&format!("one plan of {pages} pages, from folder to PDF"), one, one);
    row(&format!("two folders compared, to a PDF of {shown} pages"), of_folders, one);
    row("two PDFs compared", of_pdfs, one);
    row(&format!("two plans of two gemeenten, to a PDF of {of_others} pages"), strangers, one);
    row("comparing and writing what changed, of the same plan", alone, one);
    row("comparing and writing what changed, of two gemeenten", alone_other, one);
}

/// The same folder with other words in many sentences, a later date and other statuses.
fn edited(old: &SourceSet) -> SourceSet {
    let mut new = SourceSet::new(LIMITS);
    for source in old.iter() {
        let text = source.text();
        let words =
            source.path().ends_with(".csv") || source.path().ends_with(".md") || source.path() == "beleidsplan.toml";
        let bytes = match words && !text.is_empty() {
            true => text.replace("De ", "Elke ").replace("gepland", "loopt").replace(" en ", " en ook ").into_bytes(),
            false => source.bytes().to_vec(),
        };
        new.insert(source.path(), bytes).expect("it is as small as it was");
    }
    new
}

fn made(compiler: &Compiler, sources: &SourceSet) -> Written {
    let (dossier, intake) = compiler.read(sources);
    let dossier = dossier.expect("the sample reads");
    let selection = Selection { documents: vec!["beleidsplan".into()], ..Selection::default() };
    let order = compiler.orders(&dossier, &selection).remove(0);
    let (composed, _) = compiler.compose(&dossier, &intake, &order);
    Written { order, manuscript: composed.expect("the sample is composed").manuscript }
}

fn build(compiler: &Compiler, sources: &SourceSet) -> (Vec<u8>, usize) {
    let (dossier, intake) = compiler.read(sources);
    let dossier = dossier.expect("the sample reads");
    let selection = Selection { documents: vec!["beleidsplan".into()], ..Selection::default() };
    let order = compiler.orders(&dossier, &selection).remove(0);
    let (edition, report) = compiler.compile(&dossier, &intake, &order);
    let edition = edition.unwrap_or_else(|| panic!("{report:?} {intake:?}"));
    (edition.pdf, edition.pages)
}

fn opened(pdf: &[u8]) -> Written {
    let inside = attachments(pdf).expect("a PDF of ours");
    written::read(&inside[written::NAME]).expect("a document")
}

/// Everything but the PDF.
fn told(old: &Written, new: &Written) {
    let difference = compare(&old.manuscript, &new.manuscript);
    std::hint::black_box((was_wordt(&difference, &pair::names(old, new, ("a", "b"))), summary(&difference)));
}

/// The pages of the comparison.
fn compared(compiler: &Compiler, old: &Written, new: &Written) -> usize {
    let difference = compare(&old.manuscript, &new.manuscript);
    let made = was_wordt(&difference, &pair::names(old, new, ("a", "b")));
    let attachments = compiler.attachments(&made, &pair::order(&new.order));
    compiler.print(&made, &attachments, &mut Report::default()).expect("a comparison is made").pages
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> Instant {
    Instant::now()
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = now();
            run();
            now() - start
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn row(what: &str, time: Duration, one: Duration) {
    let milliseconds = time.as_secs_f64() * 1_000.0;
    println!("{milliseconds:>9.2} ms  {:>5.2} ×  {what}", time.as_secs_f64() / one.as_secs_f64());
}

fn load(root: &Path, folder: &Path, sources: &mut SourceSet) {
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            load(root, &path, sources);
        } else if let Ok(name) = path.strip_prefix(root) {
            let bytes = std::fs::read(&path).expect("a sample is readable");
            sources.insert(&name.to_string_lossy(), bytes).expect("a sample is within the limits");
        }
    }
}
