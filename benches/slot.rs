//! How long a check of locks takes for a whole country: `cargo bench --bench slot`. 342 gemeenten hold 20 chapters each,
//! of a set of templates in which every chapter has been hashed once.
//!
//! Prints the median of several runs; figures and their meaning stand in `docs/performance.md`.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use beleid::ground::diagnostic::Report;
use beleid::ground::glyphs::GlyphSet;
use beleid::ground::source::Source;
use beleid::judgement::locked;
use beleid::nouns::library;
use beleid::nouns::lock::{self, Lock};
use beleid::nouns::part::{Inventory, Onderdeelsoort, PartKey};
use beleid::nouns::reader::Reader;
use beleid::{LIMITS, built_in_templates};

const RUNS: usize = 15;
const GEMEENTEN: usize = 342;
const CHAPTERS: usize = 20;

fn main() {
    let (set, glyphs) = (built_in_templates(), GlyphSet::every());
    let library = library::read(&set, &glyphs).0;
    let (mut hash, mut read, mut check, mut pack) = (vec![], vec![], vec![], vec![]);
    let inventory = Inventory::of(&library, set.below("vormgeving/"));
    let chapters: Vec<&PartKey> =
        inventory.parts.keys().filter(|key| key.kind == Onderdeelsoort::Hoofdstuk).take(CHAPTERS).collect();
    assert_eq!(chapters.len(), CHAPTERS, "there are enough chapters");
    let text = Lock::hold(chapters, &inventory, |_| None).write();
    for _ in 0..RUNS {
        let start = now();
        let inventory = Inventory::of(&library, set.below("vormgeving/"));
        hash.push(since(start));
        let start = now();
        let locks: BTreeMap<usize, Lock> = (0..GEMEENTEN).filter_map(|n| Some((n, one(&text, &glyphs)?))).collect();
        read.push(since(start));
        assert_eq!(locks.len(), GEMEENTEN, "every lock is read");
        let start = now();
        let day = "2026-06-01".parse().expect("a day");
        let told: usize = locks
            .values()
            .map(|lock| {
                let newer = locked::newer(lock, &inventory, day).len();
                newer + locked::check(lock, &inventory).sorted().len()
            })
            .sum();
        check.push(since(start));
        assert_eq!(told, 0, "nothing changed behind a lock");
        let start = now();
        let entries: Vec<_> =
            set.iter().map(|s| beleid::ground::archive::Entry { path: s.path(), bytes: s.bytes() }).collect();
        let bytes = beleid::ground::archive::write(&entries).expect("the templates fit");
        assert!(bytes.len() < LIMITS.total_bytes && beleid::ground::archive::read(&bytes).is_ok());
        pack.push(since(start));
    }
    row("hash every part of the templates (once)", &hash);
    row("read 342 locks of 20 chapters", &read);
    row("check 342 locks of 20 chapters", &check);
    row("write and read all templates as an archive", &pack);
}

fn one(text: &str, glyphs: &GlyphSet) -> Option<Lock> {
    let mut report = Report::default();
    lock::read(&Arc::new(Source::new(lock::FILE, text.as_bytes().to_vec())), &mut Reader::new(&mut report, glyphs))
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
