//! From a draft to a pack: starting a version, everything that is looked at before it is published, and the key under
//! the pack.

#![cfg(feature = "cli")]

#[path = "support/person.rs"]
mod person;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use beleid::judgement::declared;
use beleid::{Compiler, built_in_samples};
use person::Folder;

const DRAFT: &str = "sjablonen/hoofdstukken/haven/1.0.0-concept";

const TEXT: &str = "In {{ gemeente.naam }} is een haven.\n\n## Toezicht\n\nDe gemeente controleert elk jaar.\n";

fn facts(version: &str) -> String {
    format!(
        "titel = \"In de haven\"\ndocument = \"beleidsplan\"\nplaats = 330\nvoorwaarde = 'profiel.haven'\nreden = \"Er is een haven.\"\nherkomst = \"Regio\"\ngeldig_van = 2026-01-01\ncontroleren_op = 2027-01-01\n\n[[bronnen]]\ntitel = \"Eigen keuze\"\nuitgever = \"Regio\"\nmerk = \"project\"\n\n[[wijzigingen]]\nversie = \"{version}\"\ndatum = 2026-01-05\ntekst = \"Eerste versie.\"\n"
    )
}

/// A maintainer with one draft that is ready, and a small gemeente to try it on.
fn maintainer() -> Folder {
    Folder::new()
        .with("Proef")
        .file(&format!("{DRAFT}/hoofdstuk.md"), TEXT)
        .file(&format!("{DRAFT}/hoofdstuk.toml"), &facts("1.0.0"))
}

const PUBLISH: [&str; 5] = ["hoofdstuk", "uitgeven", "haven", "--proef", "policies"];

/// Every file below a folder, hidden ones too, with its bytes.
fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(snapshot(&path)) } else { files.push((path.clone(), fs::read(&path).unwrap())) }
    }
    files.sort();
    files
}

/// The lines of messages, without where and what to do.
fn told(text: &str) -> Vec<&str> {
    text.lines().filter(|l| ["fout ", "let op ", "tip "].iter().any(|w| l.starts_with(w))).collect()
}

#[test]
fn every_chapter_in_the_program_asks_only_for_what_there_is() {
    let compiler = Compiler::built_in();
    let functions: Vec<&str> = beleid::text::components::names()
        .into_iter()
        .chain(["tekst", "en", "heeft_hoofdstuk", "maatregelen_voor"])
        .collect();
    let mut found = Vec::new();
    for chapter in compiler.library().chapters.values().flat_map(|v| v.values()) {
        let report = declared::check(chapter, compiler.library(), &functions);
        found.extend(report.sorted().iter().map(|d| format!("{} {}", d.place.as_ref().unwrap(), d.title)));
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn the_samples_in_the_program_are_fictional_and_can_be_read() {
    let (compiler, samples) = (Compiler::built_in(), built_in_samples());
    assert!(samples.len() >= 4, "{samples:?}");
    for sample in samples {
        let dossier = compiler.read(&sample.files).0.unwrap_or_else(|| panic!("{}", sample.name));
        assert!(dossier.gemeente.fictief.is_some_and(|f| f.value), "{}", sample.name);
    }
}

#[test]
fn from_nothing_to_a_pack_and_on_to_the_next_version() {
    let folder = Folder::new().with("Proef");
    let made = folder.run(&["hoofdstuk", "nieuw", "haven"]).ends(0);
    assert!(made.out.starts_with("Gemaakt: hoofdstuk `haven` 1.0.0-concept\n"), "{}", made.out);
    // What only its maker knows is asked for, all at once, and nothing is published.
    let before = snapshot(&folder.0);
    let open = folder.run(&PUBLISH).ends(1);
    assert_eq!(
        told(&open.err),
        [
            "fout L186  hier moet nog tekst komen",
            "fout D202  `geldig_van` ontbreekt",
            "fout L186  er staat niet op welke bronnen de tekst steunt",
            "fout L186  er staat niet wanneer de tekst weer wordt nagekeken",
            "fout D207  hier staan nog de puntjes uit het voorbeeld",
            "fout D207  hier staan nog de puntjes uit het voorbeeld",
        ]
    );
    assert!(open.err.contains(&format!("--> {DRAFT}/hoofdstuk.toml:")), "{}", open.err);
    assert!(open.err.ends_with(
        "Niets is uitgegeven: verbeter eerst de fouten hierboven. haven 1.0.0-concept blijft een concept.\n"
    ));
    assert_eq!(snapshot(&folder.0), before);

    let folder =
        folder.file(&format!("{DRAFT}/hoofdstuk.md"), TEXT).file(&format!("{DRAFT}/hoofdstuk.toml"), &facts("1.0.0"));
    let before = snapshot(&folder.0);
    folder.run(&[&PUBLISH[..], &["--alleen-nakijken"]].concat()).ends(0);
    assert_eq!(snapshot(&folder.0), before);
    let done = folder.run(&PUBLISH).ends(0);
    assert!(done.err.is_empty(), "{}", done.err);
    assert!(done.out.contains("Nagekeken in 1 document") && done.out.contains("beleidsplan Proef"), "{}", done.out);
    assert!(done.out.contains("Uitgegeven: hoofdstuk `haven` 1.0.0 in sjablonen/hoofdstukken/haven/1.0.0\n"));
    assert!(!folder.path(DRAFT).exists());
    assert_eq!(folder.read("sjablonen/hoofdstukken/haven/1.0.0/hoofdstuk.md"), TEXT);
    let list = folder.read("sjablonen/uitgaven.toml");
    let shown = folder.run(&["hoofdstuk", "toon", "haven", "--sjablonen", "sjablonen"]).ends(0).out;
    let hash = shown.lines().find_map(|l| l.strip_prefix("controlecode    ")).unwrap();
    assert!(list.ends_with(&format!("[[hoofdstuk]]\nnaam = \"haven\"\nversie = \"1.0.0\"\nsha256 = \"{hash}\"\n")));

    // The next version begins from this one: other words hold from the same day, something new does not.
    folder.run(&["hoofdstuk", "nieuw", "haven", "--niveau", "woorden"]).ends(0);
    let patch = folder.read("sjablonen/hoofdstukken/haven/1.0.1-concept/hoofdstuk.toml");
    assert!(patch.contains("\ngeldig_van = 2026-01-01\n") && patch.contains("\n# controleren_op = 2027-01-01\n"));
    assert!(patch.contains("versie = \"1.0.0\"") && patch.contains("[[wijzigingen]]\nversie = \"1.0.1\"\n"));
    folder.run(&["hoofdstuk", "nieuw", "haven", "--niveau", "betekenis"]).ends(0);
    assert!(
        folder
            .read("sjablonen/hoofdstukken/haven/2.0.0-concept/hoofdstuk.toml")
            .contains("\n# geldig_van = 2026-01-01\n")
    );
    folder.run(&["hoofdstuk", "nieuw", "kade", "--van", "haven@1.0.0"]).ends(0);
    assert!(!folder.read("sjablonen/hoofdstukken/kade/1.0.0-concept/hoofdstuk.toml").contains("Eerste versie."));

    // A pack holds what was published and no draft.
    let folder = folder.file(
        "sjablonen/pak.toml",
        "naam = \"regio\"\nversie = \"1.0.0\"\norganisatie = \"Regio\"\ndatum = 2026-01-05\n",
    );
    let packed = folder.run(&["hoofdstuk", "pak", "sjablonen"]).ends(0);
    assert!(packed.out.starts_with("regio 1.0.0 met 3 bestanden in regio-1.0.0.zip\n"), "{}", packed.out);
    let listed = folder.run(&["hoofdstuk", "lijst", "--sjablonen", "regio-1.0.0.zip"]).ends(0).out;
    assert!(listed.contains("haven") && !listed.contains("-concept"), "{listed}");
    let listed = folder.run(&["hoofdstuk", "lijst", "--sjablonen", "sjablonen"]).ends(0).out;
    assert!(listed.contains("1.0.1-concept") && listed.contains("2.0.0-concept"), "{listed}");

    // What was published and then changed is told where it happens, and is not packed again.
    let folder = folder.file("sjablonen/hoofdstukken/haven/1.0.0/hoofdstuk.md", "Anders.\n");
    for arguments in [&["hoofdstuk", "pak", "sjablonen"][..], &["controleer", "--sjablonen", "sjablonen"]] {
        let ran = folder.run(arguments).ends(1);
        let all = ran.out + &ran.err;
        assert!(
            all.contains("fout L181  hoofdstuk `haven` 1.0.0 is veranderd nadat deze versie is uitgegeven"),
            "{all}"
        );
        assert!(all.contains("--> sjablonen/hoofdstukken/haven/1.0.0/hoofdstuk.md:1:1"), "{all}");
    }
}

#[test]
fn everything_that_is_wrong_with_a_draft_is_told_at_once() {
    let wrong = "In {{ gemeente.naam }} is een haven. {{ gemeente.naem }}\n\n{% if plan.ivp %}{{ plan.evaluatie.datun }} {{ rechtsfeit(\"wgz\") }}{% endif %}\n\nDat staat in het Regeerakkoord 2020.\n";
    let folder = maintainer();
    folder.run(&PUBLISH).ends(0);
    folder.run(&["hoofdstuk", "nieuw", "haven", "--niveau", "woorden"]).ends(0);
    let draft = "sjablonen/hoofdstukken/haven/1.2.0-concept";
    fs::rename(folder.path("sjablonen/hoofdstukken/haven/1.0.1-concept"), folder.path(draft)).unwrap();
    let meta =
        facts("1.0.0").replace("uitgever = \"Regio\"\n", "").replace("controleren_op = 2027", "controleren_op = 2025");
    let folder = folder.file(&format!("{draft}/hoofdstuk.md"), wrong).file(&format!("{draft}/hoofdstuk.toml"), &meta);
    let ran = folder.run(&PUBLISH).ends(1);
    assert_eq!(
        told(&ran.err),
        [
            "fout H403  dit bestaat niet: `gemeente.naem`",
            "fout H403  dit gegeven bestaat niet: `plan.evaluatie.datun`",
            "fout H403  er is geen rechtsfeit `wgz`",
            "fout L161  Regeerakkoord 2020 klopt niet: ‘Dat staat in het Regeerakkoord 2020.’",
            "fout L103  hoofdstuk `haven` 1.2.0 heeft een te laag nummer: deze versie mist de kop Toezicht",
            "fout L104  hoofdstuk `haven` 1.2.0 slaat een nummer over: de vorige versie is 1.0.0",
            "fout L105  hoofdstuk `haven` zegt niet wat er in 1.2.0 is veranderd",
            "fout L186  `controleren_op` ligt niet na `geldig_van`",
            "fout L186  bron `Eigen keuze` heeft geen uitgever en geen adres",
        ]
    );
    assert!(folder.path(draft).exists() && !folder.read("sjablonen/uitgaven.toml").contains("1.2.0"));
}

#[test]
fn a_first_version_begins_at_the_beginning_and_is_proved_in_a_document() {
    let folder =
        Folder::new().with("Proef").file("sjablonen/hoofdstukken/haven/3.0.0-concept/hoofdstuk.md", TEXT).file(
            "sjablonen/hoofdstukken/haven/3.0.0-concept/hoofdstuk.toml",
            &facts("3.0.0").replace("\"beleidsplan\"", "\"basisniveau-verslag\""),
        );
    assert_eq!(
        told(&folder.run(&PUBLISH).ends(1).err),
        ["fout L104  hoofdstuk `haven` 3.0.0 slaat een nummer over: er is nog geen eerdere versie"]
    );
    // Nobody here has a report over a year, so nothing was tried.
    let folder = maintainer();
    let meta = facts("1.0.0").replace("\"beleidsplan\"", "\"basisniveau-verslag\"");
    let folder = folder.file(&format!("{DRAFT}/hoofdstuk.toml"), &meta);
    assert_eq!(
        told(&folder.run(&PUBLISH).ends(1).err),
        ["fout L187  geen van de proefgemeenten heeft een document `basisniveau-verslag` met dit hoofdstuk"]
    );
    // With a year it is tried, also where its condition does not hold.
    let folder = folder.file("policies/Proef/jaren/2025/jaar.toml", "");
    folder.run(&PUBLISH).ends(0);
}

#[test]
fn a_draft_is_used_when_it_is_asked_for_and_never_in_what_is_adopted() {
    let folder = maintainer()
        .file(&format!("{DRAFT}/hoofdstuk.toml"), &facts("1.0.0").replace("voorwaarde = 'profiel.haven'\n", ""));
    let build = ["bouw", "--document", "beleidsplan", "--bron", "--sjablonen", "sjablonen"];
    folder.run(&build).ends(0);
    assert!(!folder.read("policies/Proef/beleid.lock").contains("\"haven\""));
    let source = |folder: &Folder| -> String {
        snapshot(&folder.path("out")).iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect()
    };
    assert!(!source(&folder).contains("1.0.0-concept"));
    let asked = [&build[..], &["--met-concepten"]].concat();
    let ran = folder.run(&asked).ends(0);
    assert!(ran.out.contains("gemaakt"), "another document than without: {}", ran.out);
    assert!(source(&folder).contains("1.0.0-concept"), "the document says which version it is made with");
    assert!(!folder.read("policies/Proef/beleid.lock").contains("\"haven\""), "a draft is not held");
    let ran = folder.run(&[&asked[..], &["--stand", "ontwerp"]].concat());
    assert!(ran.err.contains("let op L184  hoofdstuk `haven` 1.0.0-concept is een concept"), "{}", ran.err);
    let folder =
        folder.file("policies/Proef/vaststelling.toml", "orgaan = \"raad\"\ndatum = 2026-03-01\nkenmerk = \"1\"\n");
    let ran = folder.run(&[&asked[..], &["--stand", "vastgesteld"]].concat()).ends(1);
    assert!(ran.err.contains("fout L184"), "{}", ran.err);
}

#[test]
fn nothing_is_overwritten_and_what_is_meant_is_asked() {
    let folder = maintainer();
    let before = snapshot(&folder.0);
    for (arguments, code, words) in [
        (&["nieuw", "haven"][..], 2, "is er al een concept: 1.0.0-concept"),
        (&["nieuw", "../haven"], 2, "kan geen naam van een hoofdstuk zijn"),
        (&["nieuw", "Haven"], 2, "kan geen naam van een hoofdstuk zijn"),
        (&["nieuw", "x", "--van", "signalern"], 2, "Bedoelt u `signaleren`?"),
        (&["nieuw", "x", "--van", "signaleren@9.0.0"], 2, "van `signaleren` is er geen versie `9.0.0`"),
        (&["nieuw", "inleiding", "--van", "signaleren"], 2, "hoofdstuk `inleiding` is er al"),
        (&["nieuw", "x", "--niveau", "minor"], 2, "betekenis"),
        (&["uitgeven", "havn"], 2, "Bedoelt u `haven`?"),
        (&["uitgeven", "haven@2.0.0"], 2, "Noem een van deze: `1.0.0-concept`."),
        (&["uitgeven", "haven", "--in", "policies"], 2, "in deze map is geen concept"),
    ] {
        let ran = folder.run(&[&["hoofdstuk"], arguments].concat()).ends(code);
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(snapshot(&folder.0), before);
    // Even an empty folder of that version is not written over.
    fs::create_dir(folder.path("sjablonen/hoofdstukken/haven/1.0.0")).unwrap();
    assert!(folder.run(&PUBLISH).ends(2).err.contains("Een uitgegeven versie verandert nooit."));
    assert_eq!(snapshot(&folder.0), before);
}

/// A power cut at some moments of publishing (`cli::change` tries them all): the folder then reads as it was, or as it is
/// to be, and starting again ends well.
#[test]
#[cfg(debug_assertions)]
fn a_stop_at_any_moment_leaves_the_old_state_or_the_new() {
    let mut seen = Vec::new();
    for moment in [0, 5, 9, 13, 17] {
        let folder = maintainer();
        let mut command = Command::new(env!("CARGO_BIN_EXE_beleid"));
        command.args(PUBLISH).current_dir(&folder.0).stdin(Stdio::null());
        let ended = command.env("BELEID_TEST_VALT_BIJ", moment.to_string()).output().unwrap().status;
        assert!(!ended.success(), "{moment}");
        let listed = folder.run(&["hoofdstuk", "lijst", "--sjablonen", "sjablonen"]).ends(0);
        let rows: Vec<&str> = listed.out.lines().filter(|l| l.contains(" haven ")).collect();
        assert_eq!(rows.len(), 1, "{moment}: {rows:?}");
        let version = rows[0].split_whitespace().nth(2).unwrap().to_owned();
        if version == "1.0.0-concept" && seen.is_empty() {
            folder.run(&PUBLISH).ends(0);
        }
        seen.push(version);
    }
    let (old, new) = ("1.0.0-concept".to_owned(), "1.0.0".to_owned());
    assert!(seen.is_sorted_by_key(|v| *v == new) && seen.contains(&old) && seen.contains(&new), "{seen:?}");
}

#[test]
fn a_key_signs_a_pack_that_is_trusted_by_the_line_beside_it() {
    let folder = maintainer().file(
        "sjablonen/pak.toml",
        "naam = \"regio\"\nversie = \"1.0.0\"\norganisatie = \"Regio\"\ndatum = 2026-01-05\n",
    );
    folder.run(&PUBLISH).ends(0);
    let made = folder.run(&["sleutel", "maken", "Regio Élders"]).ends(0);
    let key = folder.read("regio-elders.sleutel");
    assert!(key.len() == 65 && key.ends_with('\n') && !made.out.contains(key.trim()), "{key}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(folder.path("regio-elders.sleutel")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again = folder.run(&["sleutel", "maken", "Regio Élders"]).ends(2);
    assert!(again.err.contains("bestaat al") && folder.read("regio-elders.sleutel") == key, "{}", again.err);
    folder.run(&["sleutel", "maken", "Regio Élders", "--uit", "tweede.sleutel"]).ends(0);
    assert_ne!(folder.read("tweede.sleutel"), key);

    folder.run(&["hoofdstuk", "pak", "sjablonen", "--sleutel", "regio-elders.sleutel"]).ends(0);
    let trusted = made.out.split_once("[[sleutels]]").unwrap().1;
    let folder = folder.file("sleutels.toml", &format!("[[sleutels]]{trusted}"));
    let check = ["controleer", "--sjablonen", "regio-1.0.0.zip", "--formaat", "kort"];
    let good = folder.run(&check).ends(0).out;
    assert!(!good.contains("L14"), "{good}");
    let folder = folder.file("sleutels.toml", "");
    assert!(folder.run(&check).ends(0).out.contains("L143"));
}
