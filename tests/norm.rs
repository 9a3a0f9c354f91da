//! The norms: names mean what their kinds say, the smallest set of steps is the smallest, a trace keeps to twelve lines,
//! and no expression breaks the reader of a norm.

mod support;

use std::collections::BTreeMap;

use beleid::judgement::assess::{Oordeel, assess_all};
use beleid::judgement::context;
use beleid::judgement::kinds::{self, Kind};
use beleid::judgement::steps::smallest;
use beleid::judgement::typing::{self, Wanted};
use beleid::nouns::order::Order;
use beleid::{Audience, Compiler, Report, Selection, Stand};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use support::folder;

fn runner(cases: u32) -> TestRunner {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    TestRunner::new_with_rng(Config { cases, failure_persistence: None, ..Config::default() }, rng)
}

/// Every dotted name of a kind.
fn paths(kind: &Kind, before: &str, out: &mut Vec<String>) {
    let Kind::Record(fields) = kind else { return };
    for (key, field) in fields {
        let path = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
        out.push(path.clone());
        paths(field, &path, out);
    }
}

#[test]
fn every_name_that_the_kinds_know_is_a_name_of_the_context() {
    let compiler = Compiler::built_in();
    for sample in folder::folders(&folder::root().join("policies")) {
        let (dossier, _) = compiler.read(&folder::sources(&sample));
        let Some(dossier) = dossier else { continue };
        let mut known = Vec::new();
        paths(&kinds::root(&compiler.library().facts), "", &mut known);
        for order in compiler.orders(&dossier, &Selection::default()) {
            let root = context::build(&dossier, compiler.library(), &order).root();
            // Of a block that is not there every name is unknown, so only what is there can be looked up further.
            let missing: Vec<&String> = known
                .iter()
                .filter(|name| !name.starts_with("gemeente.profiel") && context::look_up(&root, name).is_none())
                .collect();
            assert!(missing.is_empty(), "{}: {missing:?}", sample.display());
        }
    }
}

#[test]
fn the_norms_in_the_program_have_no_fault() {
    let (_, report) = Compiler::new(&beleid::SourceSet::new(beleid::LIMITS));
    assert_eq!(folder::told(&report), Vec::<String>::new());
}

#[test]
fn a_trace_keeps_to_twelve_lines() {
    let compiler = Compiler::built_in();
    let mut seen = 0;
    for sample in folder::folders(&folder::root().join("policies")) {
        let (Some(dossier), _) = compiler.read(&folder::sources(&sample)) else { continue };
        for order in compiler.orders(&dossier, &Selection::default()) {
            for norm in compiler.assess(&dossier, &order).norms {
                for criterion in norm.criteria {
                    assert!(criterion.uitleg.len() <= 12, "{}: {:#?}", criterion.id, criterion.uitleg);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} criteria");
}

/// A norm of criteria of which nothing is met, with these steps: which others each reaches, whether it shares the step
/// of the first, and its hours.
fn norm(steps: &[(Vec<usize>, bool, u32)]) -> String {
    let mut text = "id = \"n\"\nnaam = \"N\"\nversie = \"1.0.0\"\ngeldig_van = 2020-01-01\nbron = \"B\"\n[[groepen]]\nid = \"g\"\nnaam = \"G\"\n".to_owned();
    for (index, (reaches, shared, hours)) in steps.iter().enumerate() {
        let also: Vec<String> = reaches.iter().map(|r| r % steps.len()).map(|r| format!("\"C-{r}\"")).collect();
        let step = if *shared { "stap_id = \"samen\"\n" } else { "" };
        text += &format!(
            "[[criteria]]\nid = \"C-{index}\"\ngroep = \"g\"\nvraag = \"?\"\nbron = \"B\"\nmerk = \"project\"\nverplicht = true\nvoldoet = \"plan.ivp\"\nbekend = \"plan.datum\"\nbewijs = \"B\"\nadvies = \"A\"\nstap = \"S\"\n{step}dekt = [{}]\nuren = {hours}\n",
            also.join(", ")
        );
    }
    text
}

/// The least number of steps, and of as few the least hours, by trying every subset.
fn least(steps: &[(Vec<usize>, bool, u32)]) -> (usize, u64) {
    let mut merged: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    for (index, (reaches, shared, hours)) in steps.iter().enumerate() {
        let mask = reaches.iter().fold(1u64 << index, |m, r| m | 1 << (r % steps.len()));
        let step = merged.entry(if *shared { usize::MAX } else { index }).or_insert((0, u64::from(*hours)));
        step.0 |= mask;
        step.1 = step.1.min(u64::from(*hours));
    }
    let steps_: Vec<(u64, u64)> = merged.into_values().collect();
    let all = (1u64 << steps.len()) - 1;
    (0..1u32 << steps_.len())
        .filter_map(|subset| {
            let chosen = steps_.iter().enumerate().filter(|(i, _)| subset & (1 << i) != 0);
            let (mask, hours) = chosen.fold((0, 0), |(m, h), (_, s)| (m | s.0, h + s.1));
            (mask == all).then_some((subset.count_ones() as usize, hours))
        })
        .min()
        .unwrap()
}

#[test]
fn no_set_of_steps_is_smaller() {
    let step = (prop::collection::vec(0usize..8, 0..4), prop::bool::weighted(0.3), 1u32..9);
    runner(60)
        .run(&prop::collection::vec(step, 1..8), |steps| {
            let gemeente = "naam = \"P\"\ncode = \"GM9999\"\nfictief = true\nnormen = [\"n\"]\n";
            let own = folder::memory(&[("normen/n/1.0.0.toml", &norm(&steps))]);
            let (compiler, report) = Compiler::new(&own);
            prop_assert_eq!(folder::told(&report), Vec::<String>::new());
            let set = folder::memory(&[("gemeente.toml", gemeente), ("beleidsplan.toml", "datum = 2026-01-31\n")]);
            let dossier = compiler.read(&set).0.unwrap();
            let order = Order {
                document: "beleidsplan".into(),
                year: None,
                stand: Stand::Concept,
                peildatum: chrono::NaiveDate::from_ymd_opt(2026, 1, 31).unwrap(),
                audience: Audience::Openbaar,
                notes: false,
            };
            let assessments = assess_all(compiler.library(), &dossier, &order, &mut Report::default());
            prop_assert_eq!(assessments[0].oordeel, Oordeel::VoldoetNiet);
            let (chosen, proved) = smallest(&assessments[0]);
            prop_assert!(proved);
            let hours: u64 = chosen
                .iter()
                .map(|s| {
                    let own = s.from.stap_id.is_some();
                    let shared = steps.iter().filter(|(_, shared, _)| *shared).map(|(_, _, h)| u64::from(*h)).min();
                    if own { shared.unwrap() } else { u64::from(s.from.uren.as_ref().unwrap().value) }
                })
                .sum();
            prop_assert_eq!((chosen.len(), hours), least(&steps));
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_expression_breaks_the_check() {
    let names = kinds::root(&Compiler::built_in().library().facts);
    let words = [
        "plan",
        "plan.datum",
        "maatregelen",
        "organisatie.teams",
        "jaar.casusoverleggen",
        "peildatum",
        "bewijs",
        "(",
        ")",
        "[",
        "]",
        "|",
        "selectattr",
        "map",
        "attribute=",
        "\"vorm\"",
        "\"arbeid\"",
        "and",
        "or",
        "not",
        "in",
        "is",
        "==",
        "<=",
        "+",
        "1",
        "2.5",
        "none",
        "true",
        ",",
        ".",
        "if",
        "else",
        "length",
        "list",
        "{",
        "}",
        "~",
        "*",
        "**",
        "é",
    ];
    let word = prop_oneof![9 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    runner(3000)
        .run(&prop::collection::vec(word, 0..24), |words| {
            let text = words.join(" ");
            for wanted in [Wanted::Truth, Wanted::Date] {
                for finding in typing::check(&text, &names, wanted) {
                    prop_assert!(finding.range.end <= text.len() && !finding.title.is_empty());
                }
            }
            Ok(())
        })
        .unwrap();
    // Deep nesting is refused, not followed.
    for deep in ["(".repeat(700), "[".repeat(700), "not ".repeat(370), "-".repeat(1_490)] {
        assert!(!typing::check(&format!("{deep}plan"), &names, Wanted::Truth).is_empty(), "{deep}");
    }
}
