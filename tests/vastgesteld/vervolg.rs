//! After a decision: the next version, its adoption, the chain that they form, a report, a signature.

use std::fs;

use beleid::ground::hash::sha256;
use beleid::seal::source_set::Manifest;

use crate::wereld::{BESLUIT, MAP, Wereld, codes, files};

/// A second decision on the plan.
const TWEEDE: [&str; 14] = [
    "--datum",
    "2026-10-01",
    "--kenmerk",
    "KM-8",
    "--citeertitel",
    "Plan van het dorp",
    "--rubriek",
    "beleidsregel",
    "--inwerkingtreding",
    "2026-11-01",
    "--grondslag",
    "artikel 160 van de Gemeentewet",
    "--aanvaard",
    "K112=De afspraak komt er in 2027.",
];

fn manifest(wereld: &Wereld, day: &str, stem: &str) -> (Manifest, String) {
    let bytes = fs::read(wereld.path(&format!("vastgesteld/{day}/{stem}.manifest.json"))).unwrap();
    (Manifest::read(&bytes).unwrap(), sha256(&bytes))
}

/// Refused with this code, and nothing changed.
#[track_caller]
fn refused(wereld: &Wereld, command: &str, more: &[&str], code: &str) {
    let before = files(&wereld.0.0);
    let ran = wereld.run(command, more).ends(1);
    assert!(codes(&ran.err).contains(&code), "{command} {more:?}: {}{}", ran.out, ran.err);
    assert!(files(&wereld.0.0) == before, "{command} {more:?}: nothing changed");
}

#[test]
fn a_next_version_keeps_the_old_and_names_it() {
    let wereld = Wereld::vastgesteld();
    let first = wereld.pdf("dorpsplan");
    fs::write(wereld.0.path("oud.pdf"), &first).unwrap();
    let adopted = wereld.files();
    let trial = wereld.run("wijzig", &["--datum", "2026-06-01", "--proef"]).ends(0);
    assert!(trial.out.starts_with("Zo wordt het. Er is nog niets veranderd.\n") && wereld.files() == adopted);
    refused(&wereld, "wijzig", &["--datum", "2026-01-01"], "K122");

    let ran = wereld.run("wijzig", &["--datum", "2026-06-01", "--reden", "een nieuwe partner"]).ends(0);
    assert!(ran.out.starts_with("Versie 2 van het plan is begonnen."), "{}", ran.out);
    assert!(!wereld.path("vaststelling.toml").exists());
    let copy = wereld.read("vastgesteld/2026-01-13/vaststelling.toml");
    assert!(copy.contains("kenmerk = \"KM-3\"\n"), "a copy is kept: {copy}");
    let steps = wereld.read("verloop.csv");
    assert!(
        steps.ends_with("\n2;concept;2026-06-01;;;\"actualisatie: een nieuwe partner\"\n")
            || steps.ends_with("\n2;concept;2026-06-01;;;actualisatie: een nieuwe partner\n"),
        "{steps}"
    );
    refused(&wereld, "wijzig", &["--datum", "2026-06-02"], "K122");
    // A step too early.
    refused(&wereld, "stel-vast", &TWEEDE, "K116");

    wereld.edit("maatregelen.csv", "2026-04-01", "2026-12-31");
    wereld.edit("beleidsplan.toml", "datum = 2025-11-04", "datum = 2026-06-01");
    wereld.clear();
    wereld.run("bouw", &["--document", "dorpsplan"]).ends(0);
    assert!(wereld.pdf("dorpsplan") != first, "a concept of the next version");
    wereld.clear();
    let ran = wereld.run("bouw", &["--document", "dorpsplan", "--stand", "vastgesteld"]).ends(0);
    assert!(wereld.pdf("dorpsplan") == first, "what was adopted: {}", ran.err);

    let step = ["verloop", MAP, "--stap", "ter besluitvorming", "--datum", "2026-09-01", "--kenmerk", "KM-7"];
    wereld.0.run(&step).ends(0);
    // Of the days only that of the decision: the proposal still says when the first version came in force.
    let days: Vec<&str> = TWEEDE[..8].iter().chain(&TWEEDE[10..]).copied().collect();
    refused(&wereld, "stel-vast", &days, "S632");
    for day in ["2025-12-31", "2026-01-13"] {
        let earlier = [&["--datum", day], &TWEEDE[2..]].concat();
        refused(&wereld, "stel-vast", &earlier, "K113");
    }
    wereld.stel_vast(&TWEEDE).ends(0);

    let second = wereld.pdf("dorpsplan");
    let (earlier, hash) = manifest(&wereld, "2026-01-13", "dorpsplan");
    let (now, _) = manifest(&wereld, "2026-10-01", "dorpsplan");
    assert!(earlier.predecessors.is_empty() && second != first);
    let [named] = &now.predecessors[..] else { panic!("{:?}", now.predecessors) };
    assert_eq!((named.fingerprint.to_string(), &named.title), (hash, &earlier.title));
    let steps = wereld.read("verloop.csv").replace(&format!("controlecode {}", now.fingerprint()), "");
    let end = "\n2;vastgesteld;2026-10-01;college van burgemeester en wethouders;KM-8;\n2;geldend;2026-11-01;college van burgemeester en wethouders;KM-8;\n1;vervangen;2026-11-01;college van burgemeester en wethouders;KM-8;\n";
    assert!(steps.ends_with(end), "{steps}");
    let kept = wereld.files();
    let old = adopted.iter().filter(|(path, _)| path.starts_with("vastgesteld/"));
    old.for_each(|(path, bytes)| assert!(kept[path] == *bytes, "{path} is as it was"));
    assert!(!codes(&wereld.run("controleer", &[]).out).iter().any(|code| code.starts_with("S63")));

    fs::write(wereld.0.path("nieuw.pdf"), &second).unwrap();
    let ran = wereld.0.run(&["verifieer", "oud.pdf", "nieuw.pdf"]).ends(0);
    assert!(ran.out.contains("staat in oud.pdf") && ran.out.matches("  Ongewijzigd.").count() == 2, "{}", ran.out);
    let ran = wereld.0.run(&["verifieer", "nieuw.pdf"]).ends(0);
    assert!(ran.out.contains("niet meegegeven"), "{}", ran.out);
    // The newest of the two is the one that is built.
    wereld.clear();
    wereld.run("bouw", &["--document", "dorpsplan"]).ends(0);
    assert!(wereld.pdf("dorpsplan") == second);
}

#[test]
fn a_decision_that_changes_a_plan_ends_it_as_changed() {
    let wereld = Wereld::vastgesteld();
    wereld.run("wijzig", &["--datum", "2026-06-01"]).ends(0);
    let step = ["verloop", MAP, "--stap", "ter besluitvorming", "--datum", "2026-09-01"];
    wereld.0.run(&step).ends(0);
    wereld.put("vaststelling.toml", "# Van de griffie.\nbetreft = \"wijziging\"\n");
    wereld.stel_vast(&TWEEDE).ends(0);
    assert!(
        wereld.read("verloop.csv").ends_with("1;gewijzigd;2026-11-01;college van burgemeester en wethouders;KM-8;\n"),
        "{}",
        wereld.read("verloop.csv")
    );
    assert!(wereld.read("vaststelling.toml").contains("# Van de griffie.\n"));
}

#[test]
fn an_amendment_begins_with_a_file_to_fill_in() {
    let wereld = Wereld::vastgesteld();
    let ran = wereld.run("wijzig", &["--soort", "amendement", "--datum", "2026-06-01"]).ends(0);
    assert!(ran.out.contains("amendementen.toml wordt geschreven"), "{}", ran.out);
    let text = wereld.read("amendementen.toml");
    assert!(text.lines().all(|line| line.starts_with('#')), "nothing in it counts yet: {text}");
    assert!(wereld.read("verloop.csv").ends_with("2;concept;2026-06-01;;;amendement\n"));
    wereld.run("bouw", &["--document", "dorpsplan"]).ends(0);
    // What stands there already is left alone.
    let wereld = Wereld::vastgesteld();
    wereld.put("amendementen.toml", "# eigen\n");
    wereld.run("wijzig", &["--soort", "amendement", "--datum", "2026-06-01"]).ends(0);
    assert_eq!(wereld.read("amendementen.toml"), "# eigen\n");
}

#[test]
fn a_plan_that_ends_stays_what_it_was() {
    let wereld = Wereld::vastgesteld();
    let first = wereld.pdf("dorpsplan");
    refused(&wereld, "wijzig", &["--soort", "intrekking", "--datum", "2026-06-01"], "K111");
    let end =
        ["--soort", "intrekking", "--datum", "2026-06-01", "--kenmerk", "KM-9", "--reden", "opgegaan in de regio"];
    wereld.run("wijzig", &end).ends(0);
    let steps = wereld.read("verloop.csv");
    assert!(
        steps.ends_with("1;ingetrokken;2026-06-01;college van burgemeester en wethouders;KM-9;opgegaan in de regio\n"),
        "{steps}"
    );
    wereld.clear();
    wereld.run("bouw", &["--document", "dorpsplan"]).ends(0);
    assert!(wereld.pdf("dorpsplan") == first);
    refused(&wereld, "wijzig", &end, "K122");
    refused(&wereld, "stel-vast", &BESLUIT, "K113");
}

#[test]
fn of_a_plan_that_was_never_adopted_there_is_no_next_version() {
    let wereld = Wereld::klein();
    for kind in ["actualisatie", "amendement", "intrekking"] {
        refused(&wereld, "wijzig", &["--soort", kind, "--datum", "2026-06-01", "--kenmerk", "x"], "K121");
    }
    refused(&wereld, "wijzig", &["--verslag", "2025"], "K121");
    refused(&wereld, "wijzig", &["--verslag", "2031"], "K121");
    assert!(wereld.run("wijzig", &["--verslag", "2025", "--soort", "intrekking"]).ends(2).out.is_empty());
}

#[test]
fn a_report_is_adopted_opened_and_adopted_again() {
    let wereld = Wereld::vastgesteld();
    refused(&wereld, "stel-vast", &["--verslag", "2025"], "K111");
    refused(&wereld, "stel-vast", &["--verslag", "2031", "--datum", "2026-04-07"], "S604");
    let before = wereld.read("jaren/2025/jaar.toml");
    wereld.stel_vast(&["--verslag", "2025", "--datum", "2026-04-07"]).ends(0);
    assert_eq!(wereld.read("jaren/2025/jaar.toml"), format!("vastgesteld_op = 2026-04-07\n{before}"));
    let first = wereld.pdf("dorpsverslag-2025");
    let (earlier, hash) = manifest(&wereld, "2026-04-07", "dorpsverslag-2025");
    let (_, plan) = manifest(&wereld, "2026-01-13", "dorpsplan");
    let named: Vec<String> = earlier.predecessors.iter().map(|p| p.fingerprint.to_string()).collect();
    assert_eq!(named, std::slice::from_ref(&plan), "the plan that it is about");
    refused(&wereld, "stel-vast", &["--verslag", "2025", "--datum", "2026-05-01"], "K113");

    wereld.edit("jaren/2025/signalen.csv", "naar Arbeidsinspectie;4", "naar Arbeidsinspectie;31");
    wereld.clear();
    let ran = wereld.run("bouw", &["--document", "dorpsverslag"]).ends(0);
    assert!(wereld.pdf("dorpsverslag-2025") == first, "as it was adopted");
    assert!(codes(&ran.err) == ["K105"] && !ran.err.contains("31"), "{}", ran.err);

    wereld.run("wijzig", &["--verslag", "2025"]).ends(0);
    assert_eq!(wereld.read("jaren/2025/jaar.toml"), before, "open as before");
    refused(&wereld, "wijzig", &["--verslag", "2025"], "K121");
    wereld.clear();
    wereld.run("bouw", &["--document", "dorpsverslag", "--stand", "vastgesteld"]).ends(0);
    assert!(wereld.pdf("dorpsverslag-2025") == first, "the old one, while the next is open");
    refused(&wereld, "stel-vast", &["--verslag", "2025", "--datum", "2026-04-07"], "K113");
    wereld.stel_vast(&["--verslag", "2025", "--datum", "2026-05-01"]).ends(0);
    assert!(wereld.pdf("dorpsverslag-2025") != first);
    let (now, _) = manifest(&wereld, "2026-05-01", "dorpsverslag-2025");
    let named: Vec<String> = now.predecessors.iter().map(|p| p.fingerprint.to_string()).collect();
    assert_eq!(named, [hash, plan]);
}

#[test]
fn words_of_a_report_that_look_like_a_day_stay_when_it_is_opened() {
    let wereld = Wereld::vastgesteld();
    let own = "peildatum = 2026-02-28\nsamenvatting = \"\"\"\nWij schreven:\nvastgesteld_op = 2020-01-01\n\"\"\"\nduiding = \"Een klein aantal zegt weinig.\"\nvooruitblik = \"Wij gaan door.\"\n";
    wereld.put("jaren/2025/jaar.toml", own);
    wereld.stel_vast(&["--verslag", "2025", "--datum", "2026-04-07"]).ends(0);
    wereld.run("wijzig", &["--verslag", "2025"]).ends(0);
    assert_eq!(wereld.read("jaren/2025/jaar.toml"), own);
}

#[test]
fn a_signature_is_kept_and_comes_back_in_every_build() {
    let wereld = Wereld::klein();
    let made = wereld.0.run(&["sleutel", "maken", "Gemeente Kleinemeer"]).ends(0);
    let line = made.out.split_once("[[sleutels]]").unwrap().1.lines().take(4).collect::<Vec<_>>().join("\n");
    fs::write(wereld.0.path("vertrouwd.toml"), format!("[[sleutels]]{line}\n")).unwrap();
    let key = ["--sleutel", "gemeente-kleinemeer.sleutel"];
    let before = files(&wereld.0.0);
    let wrong = wereld.stel_vast(&[&BESLUIT[..], &["--sleutel", "vertrouwd.toml"]].concat()).ends(2);
    assert!(wrong.err.contains("geen geheime sleutel") && files(&wereld.0.0) == before, "{}", wrong.err);
    wereld.stel_vast(&[&BESLUIT[..], &key].concat()).ends(0);
    let first = wereld.pdf("dorpsplan");
    assert!(wereld.path("vastgesteld/2026-01-13/dorpsplan.handtekening.json").exists());
    let secret = wereld.0.read(key[1]);
    let leaked = wereld.files().into_iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(secret.trim()));
    assert!(leaked.is_none(), "{leaked:?}");
    wereld.clear();
    wereld.run("bouw", &["--document", "dorpsplan"]).ends(0);
    assert!(wereld.pdf("dorpsplan") == first, "without the key at hand");
    let ran = wereld.0.run(&["verifieer", &format!("out/{MAP}/dorpsplan.pdf"), "--sleutels", "vertrouwd.toml"]).ends(0);
    assert!(ran.out.contains("  Ondertekend met de sleutel van Gemeente Kleinemeer"), "{}", ran.out);
}
