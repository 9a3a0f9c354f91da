//! How long each phase takes, on one gemeente in memory: `cargo bench --bench fasen [-- map]`.
//!
//! Prints the median of several runs; figures and their meaning stand in `docs/performance.md`.

use std::path::Path;
use std::time::{Duration, Instant};

use beleid::judgement::figures::figures;
use beleid::paper::typeset::typeset;
use beleid::{Audience, Compiler, LIMITS, Report, Selection, SourceSet, built_in_templates};

const RUNS: usize = 15;

fn main() {
    let folder =
        std::env::args().skip(1).find(|a| !a.starts_with("--")).unwrap_or_else(|| "policies/glazerveen".into());
    let mut sources = SourceSet::new(LIMITS);
    load(Path::new(&folder), Path::new(&folder), &mut sources);

    let start = now();
    let compiler = Compiler::built_in();
    row("templates, fonts and Typst set up (once)", &[since(start)]);

    let (mut read, mut compose, mut write, mut all) = (vec![], vec![], vec![], vec![]);
    let (mut judge, mut guard) = (vec![], vec![]);
    let theme = built_in_templates().get("vormgeving/thema.typ").cloned().expect("the theme is built in");
    for _ in 0..RUNS {
        let start = now();
        let (dossier, intake) = compiler.read(&sources);
        read.push(since(start));
        let dossier = dossier.expect("the sample reads");
        let orders = compiler.orders(&dossier, &Selection::default());
        let start = now();
        orders.iter().for_each(|order| drop(compiler.assess(&dossier, order)));
        judge.push(since(start));
        let start = now();
        for year in orders.iter().filter_map(|order| order.year) {
            drop(figures(&dossier, year, Audience::Openbaar, &mut Report::default()));
        }
        guard.push(since(start));
        let start = now();
        let composed: Vec<_> = orders.iter().filter_map(|order| compiler.compose(&dossier, &intake, order).0).collect();
        compose.push(since(start));
        let start = now();
        composed.iter().for_each(|c| drop(typeset(&c.manuscript, &theme)));
        write.push(since(start));
        let start = now();
        let pages: usize =
            orders.iter().filter_map(|order| compiler.compile(&dossier, &intake, order).0).map(|e| e.pages).sum();
        all.push(since(start));
        assert!(pages > 0, "the sample compiles");
    }
    row("read and check the folder", &read);
    row("of which: the norms, this year and last", &judge);
    row("of which: disclosure control, with earlier reports", &guard);
    row("select, assess, disclose and compose all documents", &compose);
    row("write the Typst source", &write);
    row("all documents, to PDF", &all);
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> Instant {
    Instant::now()
}

fn since(start: Instant) -> Duration {
    now() - start
}

fn row(what: &str, times: &[Duration]) {
    let mut times = times.to_vec();
    times.sort();
    println!("{:>9.2} ms  {what}", times[times.len() / 2].as_secs_f64() * 1000.0);
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
