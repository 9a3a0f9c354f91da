//! What the public edition gives away: no confidential value, no withheld count, and no count that the reports of
//! several years together let a reader work out. The attacker shares no code with disclosure control.

mod support;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use beleid::judgement::disclosure::Disclosed;
use beleid::judgement::figures::{Cut, Figures, figures};
use beleid::nouns::record::Record;
use beleid::nouns::telling::{Eenheid, Onderdeel};
use beleid::nouns::view::View;
use beleid::{Audience, Compiler, Dossier, Edition, Report, Selection, SourceSet};
use hayro_syntax::Pdf;
use hayro_syntax::object::Object;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use support::attacker::{Seen, with_fractions};
use support::{folder, pdf, tags};

fn texts(view: &View, out: &mut Vec<String>) {
    match view {
        View::Text(text, _) => out.push(text.clone()),
        View::List(items) => items.iter().for_each(|i| texts(i, out)),
        View::Table(entries) => entries.iter().for_each(|(_, v)| texts(v, out)),
        _ => {}
    }
}

/// Every text of a dossier that a reader of this edition may see.
fn visible(dossier: &Dossier, audience: Audience) -> Vec<String> {
    let mut out = Vec::new();
    texts(&Record::view(&dossier.gemeente, audience), &mut out);
    texts(&Record::view(&dossier.plan, audience), &mut out);
    texts(&Record::view(&dossier.organisatie, audience), &mut out);
    out
}

/// Everything that is in a PDF, readable or not: the text that a screen reader gets, every stream decoded, the raw bytes.
fn everything(edition: &Edition) -> String {
    let pdf = Pdf::new(edition.pdf.clone()).expect("a PDF");
    let mut all = readable(edition);
    for object in pdf.objects() {
        if let Object::Stream(stream) = object
            && let Ok(decoded) = stream.decoded()
        {
            all.push_str(&String::from_utf8_lossy(&decoded));
            // Text strings of a PDF can be UTF-16.
            let wide: Vec<u16> = decoded.chunks_exact(2).map(|p| u16::from_be_bytes([p[0], p[1]])).collect();
            all.push_str(&String::from_utf16_lossy(&wide));
        }
    }
    all.push_str(&String::from_utf8_lossy(&edition.pdf));
    all
}

/// What a person or a screen reader can find: text and alternative texts, metadata, bookmarks, names, and what stands
/// beside the file. A number of four digits also stands in the drawing of any page, as a place.
fn readable(edition: &Edition) -> String {
    let pdf = Pdf::new(edition.pdf.clone()).expect("a PDF");
    let mut all: String = tags::lines(&tags::read(&pdf)).iter().map(|l| format!("{l:?}\n")).collect();
    all.push_str(&pdf::metadata(&pdf).xmp);
    all.extend(pdf::bookmarks(&pdf).into_iter().map(|(_, title)| title));
    let inside = beleid::seal::attachments::attachments(&edition.pdf).expect("a PDF of ours");
    assert!(inside.contains_key("document.json"), "the document is in its PDF");
    all.extend(inside.into_iter().map(|(name, bytes)| format!("{name}\n{}\n", String::from_utf8_lossy(&bytes))));
    all.push_str(&edition.file_name);
    let mut receipt = serde_json::to_value(&edition.receipt).unwrap();
    // A hash is a number by chance.
    receipt["sha256"] = serde_json::Value::Null;
    all.push_str(&receipt.to_string());
    all.push_str(&serde_json::to_string(&edition.norms).unwrap());
    all
}

fn editions(compiler: &Compiler, set: &SourceSet, confidential: bool) -> (Dossier, Vec<Edition>) {
    let (dossier, intake) = compiler.read(set);
    let dossier = dossier.expect("the data can be read");
    let selection = Selection { confidential, ..Selection::default() };
    let made = compiler.orders(&dossier, &selection).into_iter().map(|order| {
        let (edition, report) = compiler.compile(&dossier, &intake, &order);
        edition.unwrap_or_else(|| panic!("{:#?} {:#?}", folder::told(&intake), folder::told(&report)))
    });
    let made = made.collect();
    (dossier, made)
}

#[test]
fn no_confidential_value_is_in_a_public_file() {
    let compiler = Compiler::built_in();
    let mut looked_for = 0;
    for sample in folder::folders(&folder::root().join("policies")) {
        let set = folder::sources(&sample);
        let (dossier, public) = editions(&compiler, &set, false);
        let open = visible(&dossier, Audience::Openbaar);
        let mut secret: Vec<String> = visible(&dossier, Audience::Vertrouwelijk)
            .into_iter()
            .filter(|t| !open.iter().any(|o| o.contains(t)))
            .collect();
        // Of evidence that is not public nobody sees the title or the reference.
        let rows = dossier.jaren.values().flat_map(|j| &j.evidence);
        let closed = rows.filter(|r| !r.openbaar.as_ref().is_some_and(|o| o.value));
        secret.extend(closed.map(|r| r.titel.value.clone()).filter(|t| !open.iter().any(|o| o.contains(t))));
        if secret.is_empty() {
            continue;
        }
        let all: String = public.iter().map(everything).collect();
        for value in &secret {
            assert!(!all.contains(value.as_str()), "{}: `{value}` is in a public file", sample.display());
        }
        let (_, closed) = editions(&compiler, &set, true);
        let all: String = closed.iter().map(everything).collect();
        looked_for += secret.iter().filter(|v| all.contains(v.as_str())).count();
    }
    assert!(looked_for > 5, "the confidential editions show only {looked_for} of what was looked for");
}

#[test]
fn no_withheld_count_is_in_a_public_file() {
    // A high threshold makes counts that are withheld and yet unlike anything else in the file.
    let set = folder::memory(&[
        (
            "gemeente.toml",
            "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n[privacy]\ndrempel = 9000\nreden = \"Proef.\"\n",
        ),
        ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n"),
        (
            "jaren/2025/signalen.csv",
            "vorm;bron;aantal\narbeid;politie;3571\nseksueel;zorg;61417\ncrimineel;school;72919\n",
        ),
        ("jaren/2025/meldingen.csv", "vorm;aantal\narbeid;4663\n"),
    ]);
    let compiler = Compiler::built_in();
    let written = ["3571", "3.571", "4663", "4.663"];
    let (_, public) = editions(&compiler, &set, false);
    let all: String = public.iter().map(readable).collect();
    for count in written {
        assert!(!all.contains(count), "{count} is in a public file");
    }
    assert!(all.contains("137.907") || all.contains("72.919"), "counts that may be shown are");
    let (_, closed) = editions(&compiler, &set, true);
    let all: String = closed.iter().map(readable).collect();
    assert!(all.contains("3.571") && all.contains("4.663"), "the confidential edition shows them");
}

const FORMS: [&str; 4] = ["arbeid", "seksueel", "crimineel", "onbekend"];
const FOLLOW_UPS: [&str; 3] = ["politie", "zorg", "geen"];

/// Counts of a year: form by follow-up.
type Year = Vec<Vec<u64>>;

fn sheet(year: &Year) -> String {
    let mut text = "vorm;opvolging;aantal\n".to_owned();
    for (form, row) in FORMS.iter().zip(year) {
        for (follow_up, n) in FOLLOW_UPS.iter().zip(row).filter(|(_, n)| **n > 0) {
            let _ = writeln!(text, "{form};{follow_up};{n}");
        }
    }
    text
}

fn read(compiler: &Compiler, files: &[(String, String)]) -> Dossier {
    let mut all = vec![
        ("gemeente.toml", "naam = \"P\"\ncode = \"GM9999\"\nfictief = true\n"),
        ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n"),
    ];
    all.extend(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    compiler.read(&folder::memory(&all)).0.expect("the data can be read")
}

/// What a reader of several reports has: every figure under its name, as a number once some report showed it.
#[derive(Default)]
struct Reader {
    seen: BTreeMap<String, Option<u64>>,
}

impl Reader {
    fn note(&mut self, name: String, shown: Disclosed) {
        let cell = self.seen.entry(name).or_insert(None);
        *cell = cell.or(shown.value());
    }

    fn read(&mut self, figures: &Figures) {
        let Some(unit) = figures.units.get(&Eenheid::Signalen) else { return };
        for year in &unit.years {
            for (cut, shown) in &year.cells {
                self.note(format!("{} {cut:?}", year.year), *shown);
            }
        }
        if let Some(span) = &unit.span {
            self.note(format!("tot {} {:?}", span.to, Cut::Total), span.total);
            for (form, shown) in &span.forms {
                self.note(format!("tot {} {:?}", span.to, Cut::Form(*form)), *shown);
            }
        }
    }

    /// The names in order, and how they add up.
    fn equations(&self, last: &Figures) -> (Vec<&String>, Vec<(usize, Vec<usize>)>) {
        let names: Vec<&String> = self.seen.keys().collect();
        let at = |name: &str| names.iter().position(|n| *n == name);
        let mut equations = Vec::new();
        let unit = &last.units[&Eenheid::Signalen];
        for year in &unit.years {
            for part in [Onderdeel::Vorm, Onderdeel::Opvolging] {
                let parts: Vec<usize> =
                    year.of(part).iter().filter_map(|(cut, _)| at(&format!("{} {cut:?}", year.year))).collect();
                if let (Some(total), false) = (at(&format!("{} Total", year.year)), parts.is_empty()) {
                    equations.push((total, parts));
                }
            }
        }
        let mut spans: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, name) in names.iter().enumerate().filter(|(_, n)| n.starts_with("tot ")) {
            let (to, cut) = name[4..].split_once(' ').unwrap();
            let to: i32 = to.parse().unwrap();
            let parts: Vec<usize> = (to - 2..=to).filter_map(|y| at(&format!("{y} {cut}"))).collect();
            assert_eq!(parts.len(), 3, "{name} is of three years");
            equations.push((index, parts));
            spans.entry(&name[..8]).or_default().push(index);
        }
        for cells in spans.values() {
            let total = cells.iter().find(|c| names[**c].ends_with("Total")).copied().unwrap();
            let forms: Vec<usize> = cells.iter().copied().filter(|c| *c != total).collect();
            if !forms.is_empty() {
                equations.push((total, forms));
            }
        }
        (names, equations)
    }
}

#[test]
fn no_reader_of_all_reports_works_out_a_withheld_count() {
    let compiler = Compiler::built_in();
    let number = prop_oneof![4 => Just(0u64), 7 => 1u64..4, 2 => 5u64..9, 1 => 12u64..30];
    let year = prop::collection::vec(prop::collection::vec(number, 3), 4);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let config = Config { cases: 60, failure_persistence: None, ..Config::default() };
    let [attacked, spanned, corrected] = [(); 3].map(|()| Cell::new(0usize));
    let more = |count: &Cell<usize>, n: usize| count.set(count.get() + n);
    let result = TestRunner::new_with_rng(config, rng).run(
        &(prop::collection::vec(year, 3), prop::option::weighted(0.4, 0usize..4)),
        |(years, later)| {
            let path = |y: usize| format!("jaren/{}/signalen.csv", 2023 + y);
            let mut files: Vec<(String, String)> = (0..3).map(|y| (path(y), sheet(&years[y]))).collect();
            let mut reader = Reader::default();
            let mut report = Report::default();
            let of = |files: &[(String, String)], year: i32, report: &mut Report| {
                figures(&read(&compiler, files), year, Audience::Openbaar, report)
            };
            reader.read(&of(&files[..1], 2023, &mut report));
            let second = of(&files[..2], 2024, &mut report);
            reader.read(&second);
            if let Some(form) = later {
                // What the report over 2024 showed is kept in a list; afterwards one more signal turns up.
                let mut list = "eenheid;jaar;onderdeel;waarde;aantal\n".to_owned();
                for year in &second.units[&Eenheid::Signalen].years {
                    for (cut, shown) in &year.cells {
                        let (part, value) = match cut {
                            Cut::Total => ("totaal", String::new()),
                            Cut::Form(form) => ("vorm", form.word().to_owned()),
                            Cut::FollowUp(name) => ("opvolging", name.clone()),
                            _ => continue,
                        };
                        let shown = shown.value().map(|n| n.to_string()).unwrap_or_default();
                        let _ = writeln!(list, "signalen;{};{part};{value};{shown}", year.year);
                    }
                }
                let mut changed = years[1].clone();
                changed[form][0] += 1;
                files[1].1 = sheet(&changed);
                files.push(("jaren/2024/gepubliceerd.csv".into(), list));
                more(&corrected, 1);
            }
            let third = of(&files, 2025, &mut report);
            reader.read(&third);
            let told = folder::told(&report);
            prop_assert!(!told.iter().any(|t| t.starts_with("P704")), "{told:?}");
            let (names, equations) = reader.equations(&third);
            more(&spanned, usize::from(names.iter().any(|n| n.starts_with("tot "))));
            // A reader knows that a zero would have been shown, unless the whole year was kept back.
            let least = |name: &str| {
                let total = reader.seen.get(&format!("{} Total", name.split(' ').next().unwrap())).copied().flatten();
                u64::from(total.is_some())
            };
            let seen: Vec<Seen> =
                names.iter().map(|n| reader.seen[*n].map_or(Seen::AtLeast(least(n)), Seen::Number)).collect();
            let open: Vec<usize> = (0..seen.len()).filter(|c| !matches!(seen[*c], Seen::Number(_))).collect();
            for (cell, (low, high)) in open.iter().zip(with_fractions(&seen, &equations, &open)) {
                more(&attacked, 1);
                prop_assert!(
                    high - low >= 5.0 - 1e-3,
                    "{} lies between {low:.2} and {high:.2} for a reader of {:#?}",
                    names[*cell],
                    reader.seen
                );
            }
            Ok(())
        },
    );
    if let Err(failure) = result {
        panic!("{failure}");
    }
    let (attacked, spanned, corrected) = (attacked.get(), spanned.get(), corrected.get());
    assert!(
        attacked > 200 && spanned > 3 && corrected > 10,
        "{attacked} cells, {spanned} spans, {corrected} corrections"
    );
}
