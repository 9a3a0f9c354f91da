//! What changes in the folder after the decision: the document stays, and what changed is told without what is secret.

use std::fs;

use beleid::Stand;
use beleid::ground::catalogue as rules;
use beleid::nouns::public_files::public_files;
use beleid::seal::changed::is_counted;

use crate::wereld::{MAP, Wereld, lees};

/// What `controleer` says with one of these codes, each as its first two lines.
fn told(wereld: &Wereld) -> (Vec<(String, String)>, String) {
    let ran = wereld.run("controleer", &[]);
    let lines: Vec<&str> = ran.out.lines().collect();
    let of = |line: &str| ["let op K105  ", "tip K106  "].iter().any(|start| line.starts_with(start));
    let at = |at: usize| lines.get(at).map_or("", |line| line.trim()).to_owned();
    let found = (0..lines.len()).filter(|line| of(lines[*line])).map(|line| (at(line), at(line + 1))).collect();
    (found, ran.out)
}

struct Later {
    path: &'static str,
    from: &'static str,
    to: &'static str,
    line: &'static str,
    place: &'static str,
    secret: &'static [&'static str],
}

const CHANGES: &[Later] = &[
    Later {
        path: "maatregelen.csv",
        from: "2026-04-01",
        to: "2026-10-01",
        line: "let op K105  gewijzigd na vaststelling: maatregelen.csv rij 1 (`k1`), eind: was ‘2026-04-01’, is nu ‘2026-10-01’",
        place: "maatregelen.csv:2:",
        secret: &[],
    },
    Later {
        path: "beleidsplan.toml",
        from: "Een slachtoffer weet waar hulp is",
        to: "Iedereen weet waar hulp is",
        line: "let op K105  gewijzigd na vaststelling: beleidsplan.toml doelen 2 (`hulp`), titel: was ‘Een slachtoffer weet waar hulp is’, is nu ‘Iedereen weet waar hulp is’",
        place: "beleidsplan.toml:",
        secret: &[],
    },
    Later {
        path: "teksten/dorpsplan.md",
        from: "elkaar",
        to: "iedereen",
        line: "let op K105  gewijzigd na vaststelling: teksten/dorpsplan.md is anders vanaf regel 1",
        place: "teksten/dorpsplan.md:1:1",
        secret: &[],
    },
    Later {
        path: "organisatie.toml",
        from: "Anneke Geheim",
        to: "Berend Verborgen",
        line: "",
        place: "",
        secret: &["Anneke", "Geheim", "Berend", "Verborgen"],
    },
    Later {
        path: "jaren/2025/signalen.csv",
        from: "naar Arbeidsinspectie;4",
        to: "naar Arbeidsinspectie;87",
        line: "let op K105  gewijzigd na vaststelling: de aantallen geven nu andere cijfers",
        place: "jaren/2025/signalen.csv:1:1",
        secret: &["87", "Arbeidsinspectie;"],
    },
    Later { path: "beleidsplan.toml", from: "# Kort plan", to: "# Heel kort plan", line: "", place: "", secret: &[] },
    Later {
        path: "vaststelling.toml",
        from: "KM-3",
        to: "KM-4",
        line: "let op K105  gewijzigd na vaststelling: vaststelling.toml kenmerk: was ‘KM-3’, is nu ‘KM-4’",
        place: "vaststelling.toml:",
        secret: &[],
    },
];

#[test]
fn each_change_is_told_with_its_place_and_the_document_stays() {
    let wereld = Wereld::vastgesteld();
    let (whole, first) = (wereld.files(), wereld.pdf("dorpsplan"));
    let (before, _) = told(&wereld);
    assert!(before.is_empty(), "nothing changed yet: {before:?}");
    for change in CHANGES {
        wereld.restore(&whole);
        wereld.edit(change.path, change.from, change.to);
        let (found, out) = told(&wereld);
        // What is confidential, or only a remark, is of no document and has no hash by which it could be guessed.
        if change.line.is_empty() {
            assert!(found.is_empty(), "{}: {found:?}", change.path);
        } else {
            let [(line, place)] = &found[..] else { panic!("{}: {found:?}\n{out}", change.path) };
            assert_eq!(line, change.line);
            assert!(place.starts_with(&format!("--> {MAP}/{}", change.place)), "{place}");
        }
        wereld.clear();
        let ran = wereld.run("bouw", &["--document", "dorpsplan"]);
        assert!(wereld.pdf("dorpsplan") == first, "{}", change.path);
        for secret in change.secret {
            let all = format!("{}{}{}", out, ran.out, ran.err);
            let shown = all.lines().find(|line| line.contains(secret) && line.contains("K10"));
            assert!(shown.is_none(), "{secret}: {shown:?}");
        }
        // A message of what is secret has no piece of the file under it either.
        if !change.secret.is_empty() && !change.line.is_empty() {
            let at = out.find(change.line).unwrap();
            let message = out[at..].split("\n\n").next().unwrap();
            assert!(change.secret.iter().all(|secret| !message.contains(secret)), "{message}");
        }
    }
}

#[test]
fn what_came_and_what_went_is_told() {
    let wereld = Wereld::vastgesteld();
    let (whole, first) = (wereld.files(), wereld.pdf("dorpsplan"));
    let check = |expected: &[&str]| {
        let (found, out) = told(&wereld);
        let lines: Vec<&str> = found.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(lines, expected, "{out}");
        wereld.clear();
        wereld.run("bouw", &["--document", "dorpsplan"]);
        assert!(wereld.pdf("dorpsplan") == first);
        wereld.restore(&whole);
    };
    wereld.put("jaren/2027/jaar.toml", "peildatum = 2028-01-31\n");
    check(&[]);
    wereld.put("jaren/2026/jaar.toml", "peildatum = 2027-01-31\n");
    check(&["tip K106  gewijzigd na vaststelling: jaren/2026/jaar.toml is nieuw"]);
    fs::remove_file(wereld.path("teksten/dorpsplan.md")).unwrap();
    check(&["let op K105  gewijzigd na vaststelling: teksten/dorpsplan.md is weg"]);
    fs::remove_file(wereld.path("jaren/2024/signalen.csv")).unwrap();
    check(&["let op K105  gewijzigd na vaststelling: de aantallen geven nu andere cijfers"]);
    let steps = wereld.read("verloop.csv") + "1;ingetrokken;2026-09-01;college;KM-9;\n";
    wereld.put("verloop.csv", steps);
    check(&[]);
    wereld.put("LEESMIJ.md", "Voor ons zelf.\n");
    check(&[]);
    // What is only known after the decision.
    wereld.put(
        "vaststelling.toml",
        wereld.read("vaststelling.toml").replacen("\n\n", "\n\ngemeenteblad = \"2026, 77\"\n", 1),
    );
    check(&["tip K106  gewijzigd na vaststelling: vaststelling.toml, maar niets wat in het document staat"][..0]);
}

/// Every file in turn: with a line more, with nothing in it, and gone.
#[test]
fn whatever_happens_to_a_file_the_document_stays_or_is_not_made() {
    let wereld = Wereld::vastgesteld();
    let (whole, first) = (wereld.files(), wereld.pdf("dorpsplan"));
    let compiler = wereld.compiler();
    let own = ["beleid.lock", "verloop.csv"];
    let public = public_files(&lees(&compiler, &whole).dossier.unwrap());
    let (mut made, mut unread) = (0, 0);
    for path in whole.keys().filter(|path| !path.starts_with("vastgesteld/") && !own.contains(&path.as_str())) {
        let more = if path.ends_with(".toml") { "# een opmerking\n" } else { "\n" };
        let longer = [whole[path].as_slice(), more.as_bytes()].concat();
        for (what, bytes) in [("longer", Some(longer)), ("empty", Some(Vec::new())), ("gone", None)] {
            let mut files = whole.clone();
            match bytes {
                Some(bytes) => drop(files.insert(path.clone(), bytes)),
                None => drop(files.remove(path)),
            }
            let read = lees(&compiler, &files);
            // Of a folder that cannot be read nothing is made, and why is told.
            let Some(dossier) = read.dossier else {
                assert!(what != "longer" && read.intake.blocks(Stand::Concept), "{path} {what}");
                unread += 1;
                continue;
            };
            let order = &read.orders[0];
            let changes = compiler.tell_changed(&read.sources, &dossier, &read.orders);
            if path == "vaststelling.toml" && what != "longer" {
                // Without a decision the plan is a concept again; the adopted one is there for who asks.
                assert!(changes.sorted().is_empty() || what == "empty", "{what}");
                continue;
            }
            let (edition, report) = compiler.compile(&dossier, &read.intake, order);
            let edition = edition.unwrap_or_else(|| panic!("{path} {what}: {report:?}"));
            assert!(edition.pdf == first, "{path} {what}");
            made += 1;
            let told: Vec<_> =
                changes.of(&rules::ADOPTED_CHANGED).into_iter().chain(changes.of(&rules::ADOPTED_TOUCHED)).collect();
            let named = told.iter().any(|d| {
                d.title.contains(path.as_str()) || d.place.as_ref().is_some_and(|place| place.source.path() == path)
            });
            // Of the decision only what it says is told: what is known later may be filled in.
            let same = public_files(&dossier) == public || is_counted(path) || path == "LEESMIJ.md";
            let quiet = told.is_empty() && (path == "vaststelling.toml" || same);
            assert!(named || quiet || told.iter().any(|d| d.title.contains("cijfers")), "{path} {what}: {told:?}");
            assert!(what != "longer" || changes.of(&rules::ADOPTED_CHANGED).is_empty(), "{path}: {told:?}");
        }
    }
    assert!(made > 30 && unread < 10, "{made} {unread}");
}
