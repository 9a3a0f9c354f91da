//! What a decision writes in the files of a gemeente, for any words and any history.
//!
//! It deliberately makes no document: `tests/vastgesteld.rs` does, through the command.

#[cfg(test)]
mod written {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    use toml::{Table, Value};

    use super::super::super::arguments::{Acceptance, Adopt, Limits};
    use super::super::{decision, edit, files};
    use crate::compiler::Compiler;
    use crate::ground::catalogue as rules;
    use crate::ground::diagnostic::Report;
    use crate::ground::source::{LIMITS, SourceSet};
    use crate::nouns::dossier::Dossier;
    use crate::nouns::plan::{Orgaan, Rubriek};
    use crate::nouns::verloop::{Fase, Stap};

    const HEAD: &str = "versie;stap;datum;wie;kenmerk;toelichting\n";

    const DECIDED: &str = "orgaan = \"raad\"\ndatum = 2026-02-12\nkenmerk = \"R-1\"\ninwerkingtreding = 2026-03-01\n";

    fn read(files: &[(&str, &str)]) -> (SourceSet, Dossier) {
        let mut set = SourceSet::new(LIMITS);
        let base = [
            ("gemeente.toml", "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n"),
            ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"college\"\n"),
        ];
        for (path, text) in base.iter().chain(files) {
            set.insert(path, text.as_bytes().to_vec()).unwrap();
        }
        let dossier = Compiler::built_in().read(&set).0.unwrap();
        (set, dossier)
    }

    fn nothing() -> Adopt {
        Adopt {
            folder: "x".into(),
            body: None,
            date: None,
            reference: None,
            case: None,
            title: None,
            in_force: None,
            grounds: Vec::new(),
            section: None,
            signed: None,
            report: None,
            accepted: Vec::new(),
            key: None,
            dry: false,
            output: "out".into(),
            templates: Default::default(),
            limits: Limits { seconds: 60, megabytes: 1024 },
        }
    }

    fn everything() -> Adopt {
        Adopt {
            body: Some(Orgaan::Raad),
            date: "2026-02-12".parse().ok(),
            reference: Some("R-1".into()),
            title: Some("Plan".into()),
            in_force: "2026-03-01".parse().ok(),
            grounds: vec!["artikel 160".into()],
            section: Some(Rubriek::Beleidsregel),
            ..nothing()
        }
    }

    fn acceptance(code: &str, words: Option<&str>, reason: &str) -> Acceptance {
        Acceptance { code: code.into(), words: words.map(str::to_owned), reason: reason.into() }
    }

    /// The text of the decision over this one, with what it lacks.
    fn plan(old: Option<&str>, given: &Adopt) -> (Option<String>, usize) {
        let (set, dossier) = read(&old.map(|text| (decision::FILE, text)).into_iter().collect::<Vec<_>>());
        let mut report = Report::default();
        let text = decision::of_plan(&set, &dossier, given, &mut report);
        (text, report.of(&rules::ADOPT_LACKS).len())
    }

    fn texts(value: &Value) -> Vec<&str> {
        value.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
    }

    #[test]
    fn each_key_that_is_lacking_is_told_once() {
        // The plan says who decides.
        assert_eq!(plan(None, &nothing()).1, 6);
        assert_eq!(plan(None, &everything()).1, 0);
        let blank = Adopt { reference: Some("  ".into()), grounds: Vec::new(), ..everything() };
        assert_eq!(plan(None, &blank).1, 2);
        assert_eq!(plan(Some("kenmerk = \"K\"\ngrondslag = [\"g\"]\n"), &blank).1, 1, "what was given goes first");
    }

    #[test]
    fn what_someone_wrote_stays_letter_for_letter() {
        let old = "# Van de griffie.\n\nkenmerk = 'R-1'   # uit het zaaksysteem\ngrondslag = [\n  \"artikel 160\", # Gemeentewet\n]\n\n# Nog na te vragen.\n[[aanvaard]]\ncode = \"K112\"\nreden = \"x\"\n";
        let given = Adopt { grounds: Vec::new(), accepted: vec![acceptance("L166", Some("X"), "y")], ..everything() };
        let (text, lacks) = plan(Some(old), &given);
        let text = text.unwrap();
        assert_eq!(lacks, 0);
        assert_eq!(
        text,
        "# Van de griffie.\n\nkenmerk = \"R-1\"   # uit het zaaksysteem\ngrondslag = [\n  \"artikel 160\", # Gemeentewet\n]\nciteertitel = \"Plan\"\ndatum = 2026-02-12\ninwerkingtreding = 2026-03-01\norgaan = \"raad\"\nrubriek = \"beleidsregel\"\n\n# Nog na te vragen.\n[[aanvaard]]\ncode = \"K112\"\nreden = \"x\"\n\n[[aanvaard]]\ncode = \"L166\"\nbij = \"X\"\nreden = \"y\"\n".replace("\"R-1\"", "'R-1'")
    );
        // Once more with the same changes nothing.
        assert_eq!(plan(Some(&text), &given).0.as_deref(), Some(text.as_str()));
    }

    #[test]
    fn another_value_comes_in_the_place_of_the_old() {
        let old = "datum = 2025-01-01 # oud\ngrondslag = [\"a\",\n \"b\"]\naanvaard = [{ code = \"K112\", reden = \"x\" }]\nkenmerk = \"R-1\"";
        let given = Adopt { accepted: vec![acceptance("L166", None, "y")], ..everything() };
        let text = plan(Some(old), &given).0.unwrap();
        assert!(text.starts_with("datum = 2026-02-12 # oud\ngrondslag = [\"artikel 160\"]\naanvaard = [{"), "{text}");
        let table: Table = text.parse().unwrap();
        assert_eq!(table["aanvaard"].as_array().unwrap().len(), 2);
        assert_eq!(table["kenmerk"].as_str(), Some("R-1"));
    }

    #[test]
    fn what_is_no_toml_is_left_to_whoever_reads_it() {
        for broken in ["orgaan = \"raad\n", "= = =", "[[[", "orgaan = 1\norgaan = 2\n"] {
            let (set, dossier) = read(&[]);
            let mut other = SourceSet::new(LIMITS);
            set.iter().for_each(|source| other.insert(source.path(), source.bytes().to_vec()).unwrap());
            other.insert(decision::FILE, broken.as_bytes().to_vec()).unwrap();
            let mut report = Report::default();
            assert_eq!(decision::of_plan(&other, &dossier, &everything(), &mut report), None, "{broken}");
            assert!(report.sorted().is_empty(), "{broken}");
        }
    }

    #[test]
    fn keys_of_another_kind_give_no_panic_and_no_loss() {
        for odd in [
            "orgaan = 3\n",
            "[orgaan]\nx = 1\n",
            "datum = \"gisteren\"\n",
            "grondslag = { a = 1 }\n",
            "aanvaard = 3\n",
            "[aanvaard]\ncode = \"x\"\n",
            "\"een sleutel\" = 1\n[a.b]\nc = 1\n",
            "kenmerk.x = 1\n",
        ] {
            let given = Adopt { accepted: vec![acceptance("L166", None, "y")], ..everything() };
            let mut set = SourceSet::new(LIMITS);
            set.insert(decision::FILE, odd.as_bytes().to_vec()).unwrap();
            let text = decision::of_plan(&set, &read(&[]).1, &given, &mut Report::default()).unwrap();
            let table: Table = text.parse().unwrap_or_else(|e| panic!("{odd}: {e}\n{text}"));
            assert_eq!(table["orgaan"].as_str(), Some("raad"), "{odd}");
            assert_eq!(table["kenmerk"].as_str(), Some("R-1"), "{odd}");
            let kept = odd.parse::<Table>().unwrap();
            let own = kept.iter().filter(|(key, _)| ["een sleutel", "a"].contains(&key.as_str()));
            own.for_each(|(key, value)| assert_eq!(table.get(key), Some(value), "{odd}"));
        }
    }

    #[test]
    fn a_report_gets_its_day_and_keeps_the_rest() {
        let of = |old: &str, given: &Adopt| {
            let mut report = Report::default();
            let text = decision::of_report(old, given, &mut report);
            (text, report.sorted().len())
        };
        let old = "# Een jaar.\npeildatum = 2026-02-28\n\n[x]\ny = 1";
        let day = Adopt { date: "2026-04-07".parse().ok(), ..nothing() };
        assert_eq!(of(old, &day), (Some(format!("vastgesteld_op = 2026-04-07\n{old}")), 0));
        assert_eq!(of(old, &nothing()), (Some(old.to_owned()), 1));
        let dated = format!("vastgesteld_op = 2026-04-07\n{old}");
        assert_eq!(of(&dated, &nothing()), (Some(dated.clone()), 0));
        assert_eq!(of(&dated, &day), (Some(dated.clone()), 0));
        assert_eq!(of("vastgesteld_op = 2026-04-08\n", &day).1, 1);
        assert_eq!(of("x = \"", &day), (None, 0));
        let accepted = Adopt { accepted: vec![acceptance("L166", None, "y")], ..day };
        let once = of(old, &accepted).0.unwrap();
        assert_eq!(once, format!("{dated}\n\n[[aanvaard]]\ncode = \"L166\"\nreden = \"y\"\n"));
        // What was accepted the last time is not written again.
        let again = of(&once, &accepted).0.unwrap();
        assert_eq!(again, once);
    }

    /// Steps as `versie stap`.
    fn steps(steps: &[Stap]) -> Vec<String> {
        steps.iter().map(|step| format!("{} {} {}", step.version(), step.fase().word(), step.datum.value)).collect()
    }

    #[test]
    fn a_history_grows_by_what_the_decision_is() {
        let both = ["vastgesteld 2026-02-12", "geldend 2026-03-01"];
        for (last, added) in [
            (Fase::Concept, None),
            (Fase::Afgestemd, None),
            (Fase::TerBesluitvorming, Some(&both[..])),
            (Fase::Vastgesteld, Some(&both[1..])),
            (Fase::Geldend, Some(&[])),
            (Fase::Gewijzigd, None),
            (Fase::Vervangen, None),
            (Fase::Ingetrokken, None),
        ] {
            let text = format!("{HEAD}1;{};2026-01-05;;;\n", last.word());
            let (_, dossier) = read(&[("verloop.csv", &text), (decision::FILE, DECIDED)]);
            assert_eq!(files::too_early(&dossier.verloop), added.is_none().then_some(last));
            let new = files::new_history(&dossier).map(|new| steps(&new)[1..].to_vec());
            let expected = added.filter(|added| !added.is_empty());
            let expected = expected.map(|added| added.iter().map(|step| format!("1 {step}")).collect::<Vec<_>>());
            assert_eq!(new, expected, "{last:?}");
        }
        // Without a history it begins with the decision; without a decision there is nothing to add.
        let (_, dossier) = read(&[(decision::FILE, DECIDED)]);
        assert_eq!(steps(&files::new_history(&dossier).unwrap()), both.map(|step| format!("1 {step}")));
        let (_, dossier) = read(&[]);
        assert!(files::new_history(&dossier).is_none() && files::too_early(&dossier.verloop).is_none());
    }

    #[test]
    fn a_next_version_ends_the_one_before() {
        let first = format!("{HEAD}1;vastgesteld;2025-02-12;;;\n1;geldend;2025-03-01;;;\n");
        let second = "2;concept;2026-01-05;;;\n2;ter besluitvorming;2026-01-12;;;\n";
        for (text, decided, end) in [
            (format!("{first}{second}"), DECIDED.to_owned(), Some("1 vervangen 2026-03-01")),
            (format!("{first}{second}"), format!("{DECIDED}betreft = \"wijziging\"\n"), Some("1 gewijzigd 2026-03-01")),
            // One that never came in force is not changed but replaced.
            (
                format!("{HEAD}1;vastgesteld;2025-02-12;;;\n{second}"),
                format!("{DECIDED}betreft = \"wijziging\"\n"),
                Some("1 vervangen 2026-03-01"),
            ),
            (format!("{first}1;ingetrokken;2025-12-01;;;\n{second}"), DECIDED.to_owned(), None),
            (format!("{first}{second}"), DECIDED.replace("inwerkingtreding = 2026-03-01\n", ""), None),
        ] {
            let (_, dossier) = read(&[("verloop.csv", &text), (decision::FILE, &decided)]);
            let new = steps(&files::new_history(&dossier).unwrap());
            assert!(new.contains(&"2 vastgesteld 2026-02-12".to_owned()), "{new:?}");
            let last = new.last().filter(|step| step.starts_with("1 "));
            assert_eq!(last.map(String::as_str), end, "{new:?}");
        }
    }

    /// Reference, title, grounds, acceptances, and the file that is there.
    type Words = (String, String, Vec<String>, Vec<(String, Option<String>, String)>, &'static str);

    #[test]
    fn any_words_read_back_as_they_were_given() {
        let dossier = read(&[]).1;
        let strategy = (
            any::<String>(),
            "[\\PC\n\r\t\"'\\\\#\\[\\]=]{0,40}",
            prop::collection::vec(any::<String>(), 0..4),
            prop::collection::vec(("[A-Z][0-9]{3}", proptest::option::of(any::<String>()), any::<String>()), 0..4),
            prop::sample::select(vec![
                "",
                "# opmerking",
                "# o\n\nkenmerk = \"\"\"\nx\n\"\"\"\n",
                "grondslag = [ # a\n \"x\" ]\n[[aanvaard]]\ncode = \"X\"\nreden = '''\n[z]\n'''",
            ]),
        );
        // The seed is fixed, and a failure prints its input.
        let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let test = |(kenmerk, titel, grounds, accepted, over): Words| {
            let given = Adopt {
                reference: Some(kenmerk.clone()),
                title: Some(titel.clone()),
                grounds: grounds.clone(),
                accepted: accepted
                    .iter()
                    .map(|(code, words, reason)| acceptance(code, words.as_deref(), reason))
                    .collect(),
                ..everything()
            };
            let mut set = SourceSet::new(LIMITS);
            set.insert(decision::FILE, over.as_bytes().to_vec()).unwrap();
            let text = decision::of_plan(&set, &dossier, &given, &mut Report::default()).unwrap();
            let table: Table = text.parse().map_err(|e| TestCaseError::fail(format!("{e}\n{text}")))?;
            prop_assert_eq!(table["kenmerk"].as_str().unwrap(), kenmerk.trim());
            prop_assert_eq!(table["citeertitel"].as_str().unwrap(), titel.trim());
            if !grounds.is_empty() {
                prop_assert_eq!(texts(&table["grondslag"]), grounds.iter().map(|g| g.trim()).collect::<Vec<_>>());
            }
            let none = Vec::new();
            let rows = table.get("aanvaard").and_then(Value::as_array).unwrap_or(&none);
            for (code, words, reason) in &accepted {
                let same = |row: &Value| {
                    row["code"].as_str() == Some(code)
                        && row["reden"].as_str() == Some(reason)
                        && row.get("bij").and_then(Value::as_str) == words.as_deref()
                };
                prop_assert!(rows.iter().any(same));
            }
            // The remarks are still there.
            over.lines().filter(|line| line.starts_with('#')).for_each(|line| assert!(text.contains(line)));
            prop_assert_eq!(edit::edited(&text, &table), Some(text.clone()));
            Ok(())
        };
        runner.run(&strategy, test).unwrap();
    }
}
