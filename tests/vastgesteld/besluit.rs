//! The decision: what stands in its way, what may stay so, what it writes.

use std::collections::BTreeSet;

use crate::wereld::{BESLUIT, MAP, Wereld, codes, files};

/// The lines of the file with the decision.
fn besluit(wereld: &Wereld) -> toml::Table {
    wereld.read("vaststelling.toml").parse().unwrap()
}

#[test]
fn everything_that_stands_in_the_way_is_told_at_once_and_nothing_changes() {
    let wereld = Wereld::klein();
    wereld.edit("beleidsplan.toml", "aanleiding = ", "# aanleiding = ");
    wereld.edit("beleidsplan.toml", "ambitie = \"", "ambitie = \"TODO ");
    wereld.put("teksten/dorpsplan.md", "De Veiligheidsagenda 2019-2022 geldt hier.\n");
    wereld.edit("verloop.csv", "1;ter besluitvorming;", "1;afgestemd;");
    let before = files(&wereld.0.0);
    let ran = wereld.stel_vast(&["--datum", "2026-01-13", "--rubriek", "beleidsregel"]).ends(1);
    let told: BTreeSet<&str> = codes(&ran.err).into_iter().collect();
    for code in ["D217", "S641", "K111", "K112", "K116"] {
        assert!(told.contains(code), "{code}: {}", ran.err);
    }
    assert!(told.iter().any(|code| code.starts_with("L16")), "{}", ran.err);
    assert!(ran.err.contains("K111  nog niet bekend: `kenmerk`"), "{}", ran.err);
    for known in ["orgaan", "datum", "citeertitel", "inwerkingtreding", "grondslag", "rubriek"] {
        assert!(!ran.err.contains(&format!("K111  nog niet bekend: `{known}`")), "{known} is known: {}", ran.err);
    }
    let count = codes(&ran.err).len();
    let end = format!("Niet vastgesteld: er staan nog {count} dingen in de weg. Er is niets veranderd.\n");
    assert!(ran.err.contains(&end), "{}", ran.err);
    assert!(ran.out.is_empty(), "{}", ran.out);
    // What is told is told once: not again by whoever reads the decision or the history.
    assert!(!told.contains("S636") && !told.contains("D202"), "{}", ran.err);
    assert!(files(&wereld.0.0) == before, "nothing changed");

    // With the words of a decision it is the same list, without what it lacked.
    let ran = wereld.stel_vast(&BESLUIT).ends(1);
    let left: BTreeSet<&str> = codes(&ran.err).into_iter().collect();
    assert!(["D217", "S641", "K116"].iter().all(|code| left.contains(code)), "{}", ran.err);
    assert!(!left.contains("K111") && !left.contains("K112"), "{}", ran.err);
    assert!(files(&wereld.0.0) == before, "nothing changed");
}

#[test]
fn a_folder_that_cannot_be_read_says_so_and_stays_as_it_was() {
    for (path, content) in [
        ("vaststelling.toml", b"orgaan = \"raad\n".as_slice()),
        ("vaststelling.toml", b"\xff\xfe\x00"),
        ("vaststelling.toml", b"PK\x03\x04\x00\x00"),
        ("beleidsplan.toml", b"= = =\n"),
        ("gemeente.toml", b""),
        ("verloop.csv", b"versie;stap;datum\n1;onzin;2026-01-01\n"),
        ("vaststelling.toml", b"[orgaan]\nx = 1\n"),
        ("vaststelling.toml", b"aanvaard = 3\ngrondslag = 4\n"),
    ] {
        let wereld = Wereld::klein();
        wereld.put(path, content);
        let before = files(&wereld.0.0);
        let ran = wereld.stel_vast(&BESLUIT);
        assert!(matches!(ran.code, Some(1 | 2)), "{path}: {:?} {}{}", ran.code, ran.out, ran.err);
        assert!(ran.err.contains(path) && !ran.err.contains("panic"), "{path}: {}", ran.err);
        assert!(files(&wereld.0.0) == before, "{path}");
    }
}

#[test]
fn what_was_accepted_is_written_with_its_reason() {
    let wereld = Wereld::klein();
    wereld.put("teksten/dorpsplan.md", "De Veiligheidsagenda 2019-2022 geldt hier.\n");
    let ran = wereld.stel_vast(&BESLUIT[..8]).ends(1);
    let told = codes(&ran.err);
    let stale = *told.iter().find(|code| code.starts_with("L16")).unwrap();
    let open =
        ["--aanvaard", "K112:IBP-4=De regio is \"bezig\"; klaar in 2027.", "--aanvaard", "k112:ibp-7=Na de zomer."];
    let reason = format!("{stale}:Veiligheidsagenda 2019-2022=De jurist keek dit na.");
    let ran = wereld.stel_vast(&[&BESLUIT[..8], &open, &["--aanvaard", &reason]].concat()).ends(0);
    assert!(ran.out.contains("want: De regio is \"bezig\"; klaar in 2027.\n"), "{}", ran.out);
    let rows = besluit(&wereld)["aanvaard"].as_array().unwrap().clone();
    let row = |at: usize, key: &str| rows[at].get(key).and_then(|v| v.as_str()).unwrap().to_owned();
    assert_eq!(rows.len(), 3);
    assert_eq!((row(0, "code"), row(0, "bij")), ("K112".into(), "IBP-4".into()));
    assert_eq!(row(0, "reden"), "De regio is \"bezig\"; klaar in 2027.");
    assert_eq!((row(1, "bij"), row(1, "reden")), ("ibp-7".into(), "Na de zomer.".into()));
    assert_eq!((row(2, "code"), row(2, "reden")), (stale.into(), "De jurist keek dit na.".into()));
}

#[test]
fn a_fault_cannot_be_accepted_and_an_acceptance_of_nothing_is_remarked() {
    let wereld = Wereld::klein();
    let whole = wereld.files();
    wereld.edit("beleidsplan.toml", "aanleiding = ", "# aanleiding = ");
    let fault = ["--aanvaard", "D217=Dat schrijven wij later."];
    let ran = wereld.stel_vast(&[&BESLUIT[..], &fault].concat()).ends(1);
    let told = codes(&ran.err);
    assert!(told.contains(&"K115") && told.contains(&"D217") && told.len() == 2, "{}", ran.err);

    // Words that fit no message, and a code of nothing.
    wereld.restore(&whole);
    let none = ["--aanvaard", "L162=Hoort nergens bij.", "--aanvaard", "K112:SIG-99=Ook niet."];
    let ran = wereld.stel_vast(&[&BESLUIT[..], &none].concat()).ends(0);
    assert_eq!(codes(&ran.err), ["K114", "K114"], "{}", ran.err);
    assert!(ran.err.contains("er is geen melding `K112` met ‘SIG-99’ erin om te aanvaarden"), "{}", ran.err);

    // One that names a message covers only that.
    wereld.restore(&whole);
    let ran = wereld.stel_vast(&[&BESLUIT[..8], &["--aanvaard", "K112:IBP-4=Volgend jaar."]].concat()).ends(1);
    assert_eq!(codes(&ran.err), ["K112"], "{}", ran.err);
    assert!(ran.err.contains("IBP-7") && ran.err.contains("er staat nog één ding in de weg"), "{}", ran.err);
    for bad in ["K112", "K112=", "=reden", "K12=reden"] {
        assert!(wereld.stel_vast(&["--aanvaard", bad]).ends(2).out.is_empty(), "{bad}");
    }
}

#[test]
fn a_trial_prints_what_would_be_written_and_writes_nothing() {
    let wereld = Wereld::klein();
    let before = files(&wereld.0.0);
    let trial = wereld.stel_vast(&[&BESLUIT[..], &["--proef"]].concat()).ends(0);
    assert!(files(&wereld.0.0) == before, "nothing changed");
    assert!(trial.out.starts_with("Zo wordt het. Er is nog niets veranderd.\n"), "{}", trial.out);
    let list = |out: &str, head: &str| -> Vec<String> {
        let rest = out.split_once(&format!("{head} in {MAP}:\n")).unwrap_or_else(|| panic!("{out}")).1;
        rest.lines().take_while(|line| !line.is_empty()).map(|line| line.trim().to_owned()).collect()
    };
    let promised = list(&trial.out, "Hiervoor komen deze bestanden");
    let done = wereld.stel_vast(&BESLUIT).ends(0);
    let after = wereld.files();
    let inside = |path: &String| before.get(&format!("{MAP}/{path}"));
    let changed: Vec<String> =
        after.iter().filter(|(path, bytes)| inside(path) != Some(bytes)).map(|(path, _)| path.clone()).collect();
    assert_eq!(promised, changed, "exactly what the trial said");
    assert_eq!(list(&done.out, "Bestanden"), promised);
    let code = |out: &str| out.lines().find(|line| line.starts_with("dorpsplan.pdf")).unwrap().to_owned();
    assert_eq!(code(&trial.out), code(&done.out), "the same document");
    // Nothing of the gemeente went, and its files stayed letter for letter.
    for (path, bytes) in &before {
        if let Some(path) = path.strip_prefix(&format!("{MAP}/")).filter(|path| *path != "verloop.csv") {
            assert!(after[path] == *bytes, "{path}");
        }
    }
    let table = besluit(&wereld);
    assert_eq!(table["orgaan"].as_str(), Some("college"), "the plan says who decides");
    assert_eq!(table["inwerkingtreding"].to_string(), "2026-01-20", "the proposal says when");
    let copy = String::from_utf8(after["vastgesteld/2026-01-13/vaststelling.toml"].clone()).unwrap();
    let kept: toml::Table = copy.parse().unwrap();
    assert!(kept == table && !copy.contains('#'), "the decision, without remarks: {copy}");
    let steps = without_code(&wereld.read("verloop.csv"));
    assert!(
        steps.ends_with("\n1;vastgesteld;2026-01-13;college van burgemeester en wethouders;KM-3;\n1;geldend;2026-01-20;college van burgemeester en wethouders;KM-3;\n"),
        "{steps}"
    );

    // And once is enough.
    let before = files(&wereld.0.0);
    let ran = wereld.stel_vast(&BESLUIT).ends(1);
    assert_eq!(codes(&ran.err), ["K113"], "{}", ran.err);
    assert!(files(&wereld.0.0) == before);
}

#[test]
fn a_decision_without_a_history_begins_one() {
    let wereld = Wereld::klein();
    std::fs::remove_file(wereld.path("verloop.csv")).unwrap();
    wereld.stel_vast(&BESLUIT).ends(0);
    assert_eq!(
        without_code(&wereld.read("verloop.csv")),
        "versie;stap;datum;wie;kenmerk;toelichting\n1;vastgesteld;2026-01-13;college van burgemeester en wethouders;KM-3;\n1;geldend;2026-01-20;college van burgemeester en wethouders;KM-3;\n"
    );
    let ran = wereld.run("controleer", &["--formaat", "kort"]);
    assert!(!ran.out.contains("S63"), "{}", ran.out);
}

#[test]
fn a_step_written_by_hand_is_not_written_twice() {
    let wereld = Wereld::klein();
    let own = wereld.read("verloop.csv") + "1;vastgesteld;2026-01-13;het college;KM-3;na een lange avond\n";
    wereld.put("verloop.csv", &own);
    wereld.stel_vast(&BESLUIT).ends(0);
    assert_eq!(
        without_code(&wereld.read("verloop.csv")),
        own + "1;geldend;2026-01-20;college van burgemeester en wethouders;KM-3;\n"
    );
}

/// The real documents, with the papers of the decision.
#[test]
fn a_village_adopts_its_plan_and_everything_stays_so() {
    let wereld = Wereld::heel();
    let run = |command: &str, more: &[&str]| wereld.0.run(&[&[command, MAP], more].concat());
    let looked = ["--aanvaard", "L166=De jurist keek de bronnen na in januari 2026."];
    run("stel-vast", &[&BESLUIT[..], &looked].concat()).ends(0);
    let stems = ["beleidsplan", "collegebesluit", "collegevoorstel", "raadsinformatiebrief", "samenvatting"];
    let first = stems.map(|stem| wereld.pdf(stem));
    for (stem, pdf) in stems.iter().zip(&first) {
        let ran = wereld.0.run(&["verifieer", &format!("out/{MAP}/{stem}.pdf")]).ends(0);
        assert!(ran.out.contains("  Ongewijzigd."), "{}", ran.out);
        for part in ["bronnen.zip", "manifest.json", "map.sha256"] {
            assert!(wereld.path(&format!("vastgesteld/2026-01-13/{stem}.{part}")).exists(), "{stem}.{part}");
        }
        assert!(pdf.len() > 20_000);
    }
    wereld.clear();
    wereld.edit("maatregelen.csv", "2026-04-01", "2026-10-01");
    let ran = run("bouw", &["--stukken"]).ends(0);
    assert!(stems.map(|stem| wereld.pdf(stem)) == first, "byte for byte");
    assert!(
        ran.err.contains("maatregelen.csv rij 1 (`k1`), eind: was ‘2026-04-01’, is nu ‘2026-10-01’"),
        "{}",
        ran.err
    );
}

/// The history without the fingerprint that stands at its step.
fn without_code(steps: &str) -> String {
    let line = |line: &str| {
        let Some((before, code)) = line.split_once("controlecode ") else { return line.to_owned() + "\n" };
        assert_eq!(code.trim_end_matches('"').len(), 39, "{code}");
        before.trim_end_matches("; ").replace('"', "") + "\n"
    };
    steps.lines().map(line).collect()
}
