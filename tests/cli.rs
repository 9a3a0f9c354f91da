//! The command as a person meets it: what it prints, what it writes, and its exit code.
//!
//! Each test has a folder of its own, below the temporary folder of the system, that goes when the test ends.

#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

#[path = "support/person.rs"]
mod person;
use person::{Folder, Ran};

/// Every file below a folder, with its bytes.
fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(snapshot(&path)) } else { files.push((path.clone(), fs::read(&path).unwrap())) }
    }
    files.sort();
    files
}

#[test]
fn what_is_not_true_on_a_day_is_told_in_groups() {
    let text = "In het Regeerakkoord 2020 staat dit.\n\nDe politie volgt de Veiligheidsagenda 2023-2026.\n";
    let folder = Folder::new().with("duin").with("zee").file("policies/duin/teksten/inleiding.md", text);
    // Without the day: what is wrong now, with the sentence. The agenda ends before this plan without an end does.
    let now = folder.run(&["controleer"]).ends(0);
    assert!(now.out.contains("let op L161  Regeerakkoord 2020 klopt niet: ‘In het Regeerakkoord 2020 staat dit.’"));
    assert!(now.out.contains("let op L163  Veiligheidsagenda 2023-2026 loopt af op 31 december 2026: ‘De politie"));
    assert!(now.out.contains("--> policies/duin/teksten/inleiding.md:1:1"), "{}", now.out);
    let ahead = folder.run(&["controleer", "--op", "2027-01-01"]).ends(0);
    assert!(ahead.out.starts_with("Op 1 januari 2027 klopt dit niet meer, of moet iemand het eerst nakijken ("));
    for expected in [
        "\nKlopt nu al niet (1)\n\nlet op L161  ",
        "\nDan verlopen (1)\n\nlet op L162  Veiligheidsagenda 2023-2026 is dan verlopen (31 december 2026): ‘De politie volgt",
        "\nDan te lang niet nagekeken (",
        "    Dit staat in de documenten van 2 gemeenten.\n",
    ] {
        assert!(ahead.out.contains(expected), "{expected}\n{}", ahead.out);
    }
    // Gaps in the data are another matter.
    assert!(!ahead.out.contains("D218") && now.out.contains("D218"), "{}", now.out);
    let lines = folder.run(&["controleer", "--op", "2027-01-01", "--formaat", "kort"]).ends(0);
    assert!(lines.out.lines().all(|line| line.contains(" L16")), "{}", lines.out);
    let json = folder.run(&["controleer", "--op", "2027-01-01", "--formaat", "json"]).ends(0).json();
    assert!(json["meldingen"].as_array().unwrap().iter().any(|m| m["code"] == "L162"));
    // A day that the documents have behind them, and a day that is none.
    let back = folder.run(&["controleer", "--op", "2026-01-31"]).ends(0);
    assert!(back.out.contains("tip L169  `beleidsplan` heeft als peildatum 31 januari 2026"), "{}", back.out);
    assert!(folder.run(&["controleer", "--op", "2027-02-30"]).ends(2).err.contains("deze dag bestaat niet"));
    // What cannot be made at all is told in place of what is stale in it.
    let broken = Folder::new().with("stad").file("policies/stad/organisatie.toml", "regie = \n");
    assert!(broken.run(&["controleer", "--op", "2027-01-01"]).ends(1).out.contains("fout B107"));
}

#[test]
fn the_language_is_measured_when_it_is_asked() {
    let folder = Folder::new().with("proefstad");
    let plain = folder.run(&["controleer"]).ends(0);
    assert!(!plain.out.contains("Taal van") && !plain.out.contains("T901") && !plain.out.contains("T903"));
    let asked = folder.run(&["controleer", "--taal"]).ends(0);
    assert!(asked.out.contains("\nTaal van beleidsplan (policies/proefstad)\n"), "{}", asked.out);
    assert!(asked.out.contains("tip T903  `"), "{}", asked.out);
    assert!(asked.out.contains("Flesch-Douma (W.H. Douma, 1960)"));
    assert!(asked.out.lines().filter(|l| l.starts_with("Samen ")).count() == 1);
    // A chapter that is a list of sources has no figures, and the summary is within reach of B1.
    let json = folder.run(&["controleer", "--taal", "--formaat", "json"]).ends(0).json();
    let chapters = json["taal"][0]["hoofdstukken"].as_array().unwrap();
    assert!(chapters.iter().all(|c| c["hoofdstuk"] != "bronnen"));
    let summary = chapters.iter().find(|c| c["hoofdstuk"] == "samenvatting").unwrap();
    assert!(summary["score"].as_i64().unwrap() >= 60, "{summary}");
    assert!(summary["woorden"].as_u64().unwrap() <= 15 * summary["zinnen"].as_u64().unwrap(), "{summary}");
    assert_eq!(folder.run(&["controleer", "--formaat", "json"]).ends(0).json()["taal"], Json::Null);
    let lines = folder.run(&["controleer", "--taal", "--formaat", "kort"]).ends(0);
    assert!(lines.out.lines().all(|l| l.contains(": tip ") || l.contains(": let op ")), "{}", lines.out);
}

#[test]
fn from_nothing_to_a_concept() {
    let folder = Folder::new();
    let made = folder
        .run(&[
            "nieuw",
            "policies/lopik",
            "--naam",
            "lopik",
            "--feit",
            "landbouw",
            "--regie",
            "zorg",
            "--orgaan",
            "college",
            "--datum",
            "31-1-2026",
        ])
        .ends(0);
    assert_eq!(
        made.out,
        "Gemaakt voor Lopik (GM0331, veiligheidsregio Utrecht):\n  policies/lopik/gemeente.toml\n  policies/lopik/beleidsplan.toml\n  policies/lopik/organisatie.toml\n  policies/lopik/maatregelen.csv\n  policies/lopik/jaren/2025/jaar.toml\n  policies/lopik/LEESMIJ.md\n\nMaak nu het eerste concept:  beleid bouw policies/lopik\nVul daarna verder in, te beginnen met policies/lopik/gemeente.toml.\n"
    );
    assert!(folder.read("policies/lopik/gemeente.toml").contains("\n[profiel.landbouw]\nwaarde = true\n"));
    assert!(folder.read("policies/lopik/organisatie.toml").contains("\nregie = \"zorg\"\n"));

    let built = folder.run(&["bouw"]).ends(0);
    assert_eq!(built.err, "", "a new folder gives hints only");
    let rows: Vec<Vec<&str>> = built.out.lines().map(|l| l.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["gemeente", "document", "bladzijden", "stand", "resultaat", "waar"]);
    assert!(rows.iter().any(|r| r.ends_with(&["concept", "gemaakt", "out/lopik/beleidsplan.pdf"])), "{}", built.out);
    assert!(rows.iter().any(|r| r.ends_with(&["gemaakt", "out/lopik/basisniveau-verslag-2025.pdf"])), "{}", built.out);
    assert!(fs::read(folder.path("out/lopik/beleidsplan.pdf")).unwrap().starts_with(b"%PDF-"));
    let receipt: Json = serde_json::from_str(&folder.read("out/lopik/beleidsplan.bon.json")).unwrap();
    assert_eq!(receipt["stand"], "concept");

    let before = snapshot(&folder.path("out"));
    let again = folder.run(&["bouw"]).ends(0);
    let words = |text: &str| {
        text.split_whitespace().map(|w| if w == "gemaakt" { "ongewijzigd" } else { w }).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words(&again.out), words(&built.out));
    assert!(again.out.contains("ongewijzigd  out/lopik/beleidsplan.pdf"), "{}", again.out);
    assert_eq!(snapshot(&folder.path("out")), before);
    assert!(before.iter().all(|(path, _)| !path.to_string_lossy().contains(".in-aanbouw")));
}

#[test]
fn a_new_folder_is_never_written_over_something() {
    let folder = Folder::new().with("Proef");
    let before = snapshot(&folder.0);
    let ran = folder.run(&["nieuw", "policies/Proef", "--naam", "Lopik"]).ends(2);
    assert_eq!(ran.err, "fout: in `policies/Proef` staat al iets\nEr is niets veranderd. Kies een andere map.\n");
    assert_eq!(snapshot(&folder.0), before);
}

#[test]
fn a_gemeente_can_be_made_and_built_from_inside_its_folder() {
    let folder = Folder::new();
    folder.run(&["new", ".", "--naam", "Proef", "--fictief", "--datum", "2026-01-31"]).ends(0);
    let own = folder.0.file_name().unwrap().to_str().unwrap();
    let first = folder.run(&["bouw", ".", "--document", "beleidsplan"]).ends(0);
    assert!(first.out.contains(&format!("out/{own}/beleidsplan.pdf")), "{}", first.out);
    // The output lies in the folder, but is no part of the gemeente.
    let again = folder.run(&["bouw", ".", "--document", "beleidsplan"]).ends(0);
    assert!(again.out.contains("ongewijzigd") && again.err.is_empty(), "{}{}", again.out, again.err);
    assert!(!folder.run(&["controleer", "."]).ends(0).out.contains("beleidsplan.pdf"));
}

#[test]
fn a_new_gemeente_is_checked_against_the_list() {
    let folder = Folder::new();
    for (arguments, told) in [
        (
            vec!["--naam", "Lopick"],
            "fout: `Lopick` staat niet in de lijst van gemeenten\nBedoelt u `Lopik`? Bij een verzonnen gemeente: voeg --fictief toe.\n",
        ),
        (vec!["--naam", "Lopik", "--code", "GM0014"], "fout: `GM0014` is niet de code van Lopik\nDe code is GM0331.\n"),
        (
            vec!["--naam", "Lopik", "--feit", "glastuinbauw"],
            "fout: het profiel kent geen feit `glastuinbauw`\nBedoelt u `glastuinbouw`?\n",
        ),
        (
            vec!["--naam", "X", "--fictief", "--code", "GM0363"],
            "fout: `GM0363` is geen code voor een verzonnen gemeente\nGebruik GM99 en twee cijfers, bijvoorbeeld GM9901.\n",
        ),
        (vec![], "fout: er is geen naam en geen code gegeven\nVoeg --naam of --code toe, bijvoorbeeld --naam Lopik.\n"),
    ] {
        let ran = folder.run(&[vec!["nieuw", "x"], arguments].concat()).ends(2);
        assert_eq!(ran.err, told);
        assert!(!folder.path("x").exists());
    }
}

#[test]
fn a_name_cannot_leave_its_quotes() {
    let folder = Folder::new();
    let name = "A\"\\ # [x]";
    folder.run(&["nieuw", "x", "--fictief", "--naam", name]).ends(0);
    let checked = folder.run(&["controleer", "x", "--formaat", "json"]).ends(0).json();
    assert_eq!(checked["aantal"]["fout"], 0);
    assert!(
        folder.read("x/gemeente.toml").contains(name) || folder.read("x/gemeente.toml").contains("A\\\"\\\\ # [x]")
    );
}

#[test]
fn what_is_wrong_is_said_in_four_ways() {
    let folder = Folder::new()
        .with("Proef")
        .file("policies/Proef/beleidsplan.toml", "datum = \"31-02-2026\"\norgaan = \"raad\"\n");
    let full = folder.run(&["controleer"]).ends(1);
    let expected = "fout D204  deze dag bestaat niet: `31-02-2026`\n  --> policies/Proef/beleidsplan.toml:1:9\n   |\n 1 | datum = \"31-02-2026\"\n   |         ^^^^^^^^^^^^\n   = Schrijf een datum als 2026-01-31 of \"31-1-2026\".\n";
    assert!(full.out.contains(expected), "{}", full.out);
    let short = folder.run(&["controleer", "--formaat", "kort"]).ends(1);
    assert!(
        short.out.contains("policies/Proef/beleidsplan.toml:1:9: fout D204: deze dag bestaat niet: `31-02-2026`\n"),
        "{}",
        short.out
    );

    let json = folder.run(&["controleer", "--formaat", "json"]).ends(1).json();
    assert!(json["aantal"]["fout"].as_u64() >= Some(1));
    let told = json["meldingen"].as_array().unwrap().iter().find(|m| m["code"] == "D204").unwrap();
    assert_eq!(
        (told["ernst"].as_str(), told["plek"]["regel"].as_u64(), told["plek"]["kolom"].as_u64()),
        (Some("fout"), Some(1), Some(9))
    );

    let sarif = folder.run(&["controleer", "--formaat", "sarif"]).ends(1).json();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(sarif["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &sarif["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "beleid");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].is_string());
    }
}

#[test]
fn a_stand_decides_what_blocks() {
    let folder = Folder::new().with("Proef");
    assert_eq!(folder.run(&["controleer", "--stand", "concept"]).ends(0).err, "");
    let ran = folder.run(&["bouw", "--stand", "ontwerp"]).ends(1);
    assert!(ran.err.contains("fout D217  nog niet bekend: `inwoners`"), "{}", ran.err);
    assert!(ran.out.contains("niet gemaakt"), "{}", ran.out);
    assert!(!folder.path("out/Proef").exists(), "nothing is written for a gemeente that is not made");
}

#[test]
fn one_bad_gemeente_does_not_stop_another_nor_lose_what_it_had() {
    let folder = Folder::new().with("Goed").with("Slecht");
    folder.run(&["bouw", "--document", "beleidsplan"]).ends(0);
    let before = snapshot(&folder.path("out/Slecht"));
    let folder = folder
        .file("policies/Slecht/beleidsplan.toml", "datum = morgen\n")
        .file("policies/Goed/organisatie.toml", "regie = \"zorg\"\n");
    let ran = folder.run(&["bouw", "--document", "beleidsplan"]).ends(1);
    assert!(ran.err.contains("fout B107"), "{}", ran.err);
    let row =
        |name: &str| ran.out.lines().find(|l| l.starts_with(name)).unwrap().split_whitespace().collect::<Vec<_>>();
    assert_eq!(row("Goed")[4..], ["gemaakt", "out/Goed/beleidsplan.pdf"]);
    assert_eq!(row("Slecht")[4..], ["niet", "gemaakt"]);
    assert_eq!(snapshot(&folder.path("out/Slecht")), before);
    // Mended as it was, it is as it was.
    let folder = folder.file("policies/Slecht/beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n");
    let mended = folder.run(&["bouw", "--document", "beleidsplan"]).ends(0);
    assert_eq!(mended.out.matches("ongewijzigd").count(), 2, "{}", mended.out);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let folder = Folder::new().with("Proef").file("geheim.csv", "id;wat\ngeheim;GEHEIM\n");
    std::os::unix::fs::symlink(folder.path("geheim.csv"), folder.path("policies/Proef/maatregelen.csv")).unwrap();
    std::os::unix::fs::symlink(folder.path("policies/Proef"), folder.path("policies/Ander")).unwrap();
    let ran = folder.run(&["bouw"]).ends(1);
    assert!(ran.err.contains("fout B104  `maatregelen.csv` is een koppeling en wordt niet gelezen\n  --> policies/Proef/maatregelen.csv:1:1\n"), "{}", ran.err);
    assert!(
        ran.err.contains("fout B104  `policies/Ander` is een koppeling en wordt niet gelezen\n  --> policies/Ander\n"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("GEHEIM") && !folder.path("out/Proef").exists());
}

#[test]
fn a_long_line_and_a_large_file_are_told_briefly() {
    let folder = Folder::new().with("Proef").file(
        "policies/Proef/beleidsplan.toml",
        &format!("datum = 2026-01-31\naanleiding = \"{}\"\n", "x".repeat(1 << 20)),
    );
    let large = fs::File::create(folder.path("policies/Proef/maatregelen.csv")).unwrap();
    large.set_len(30 << 20).unwrap();
    let ran = folder.run(&["controleer"]).ends(1);
    assert!(ran.out.contains("fout D212") && ran.out.contains("fout B103"), "{}", ran.out);
    assert!(ran.out.lines().all(|l| l.chars().count() <= 240), "{}", ran.out);
}

#[test]
fn the_source_of_a_document_is_a_project() {
    let folder = Folder::new().with("Proef");
    folder.run(&["build", "--bron", "--document", "beleidsplan", "--uit", "elders"]).ends(0);
    assert!(folder.read("elders/Proef/beleidsplan-bron/main.typ").contains("/thema.typ"));
    assert!(folder.path("elders/Proef/beleidsplan-bron/thema.typ").exists());
    assert!(folder.path("elders/Proef/beleidsplan-bron/lettertypen").read_dir().unwrap().count() >= 4);
    let read_me = folder.read("elders/Proef/beleidsplan-bron/LEESMIJ.md");
    assert!(read_me.contains("typst compile --ignore-system-fonts --font-path lettertypen --features a11y-extras --pdf-standard ua-1,a-3a main.typ"));
    // A second time the folder is replaced as a whole.
    let folder = folder.file("elders/Proef/beleidsplan-bron/oud.typ", "weg");
    folder.run(&["bouw", "--bron", "--document", "beleidsplan", "--uit", "elders", "--opnieuw"]).ends(0);
    assert!(!folder.path("elders/Proef/beleidsplan-bron/oud.typ").exists());
}

#[test]
fn a_chapter_without_end_is_stopped() {
    let endless = "{% for a in range(100000) %}{% for b in range(100000) %}{% for c in range(100000) %}x{% endfor %}{% endfor %}{% endfor %}\n";
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/hoofdstukken/inleiding/1.0.0/hoofdstuk.toml");
    let folder = Folder::new()
        .with("Proef")
        .file("eigen/hoofdstukken/inleiding/1.0.0/hoofdstuk.md", endless)
        .file("eigen/hoofdstukken/inleiding/1.0.0/hoofdstuk.toml", &fs::read_to_string(templates).unwrap());
    let ran = folder.run(&["bouw", "--sjablonen", "eigen", "--document", "beleidsplan"]).ends(1);
    assert!(
        ran.err.contains("fout H408") && ran.err.contains("--> eigen/hoofdstukken/inleiding/1.0.0/hoofdstuk.md:1:"),
        "{}",
        ran.err
    );
}

#[test]
fn a_gemeente_that_takes_too_long_is_stopped_and_the_rest_is_made() {
    // Typst takes far longer than this over a quarter of a million paragraphs, and cannot be interrupted.
    let folder = Folder::new()
        .with("Groot")
        .with("Klein")
        .file("policies/Groot/teksten/inleiding.md", &"ja\n\n".repeat(250_000));
    let ran = folder
        .run(&["bouw", "--document", "beleidsplan", "--tijd", "6", "--geheugen", "16000", "--werkers", "1"])
        .ends(1);
    assert!(
        ran.err.contains("fout P703  het maken van `Groot` is gestopt na 6 seconden\n  --> policies/Groot\n"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("out/Klein/beleidsplan.pdf"), "{}", ran.out);
    assert!(!folder.path("out/Groot/beleidsplan.pdf").exists());
}

#[test]
fn a_code_is_explained() {
    let folder = Folder::new();
    let ran = folder.run(&["leg-uit", "d210"]).ends(0);
    assert_eq!(
        ran.out,
        "D210  einde voor het begin\n\nEen periode eindigt voordat zij begint.\nWanneer: altijd een fout; het document wordt niet gemaakt.\nVoorbeeld: van = 2027-01-01 en tot = 2026-12-31\nWat te doen: Verbeter een van de twee datums.\n"
    );
    assert!(folder.run(&["explain"]).ends(0).out.contains("D210  einde voor het begin\n"));
    let unknown = folder.run(&["leg-uit", "D999"]).ends(2);
    assert!(unknown.err.starts_with("fout: er is geen melding met code `D999`\nBedoelt u `D"), "{}", unknown.err);
}

#[test]
fn every_data_file_has_a_schema() {
    let folder = Folder::new();
    folder.run(&["schema"]).ends(0);
    for (file, key) in [
        ("gemeente", "huisstijl"),
        ("beleidsplan", "doelen"),
        ("organisatie", "meldroute"),
        ("maatregelen", "actiehouder"),
        ("signalen", "vorm"),
    ] {
        let schema: Json = serde_json::from_str(&folder.read(&format!("schema/{file}.schema.json"))).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(schema["properties"][key].is_object(), "{file} {key}");
    }
    let shown = folder.run(&["schema", "--toon", "gemeente"]).ends(0);
    assert_eq!(shown.out, folder.read("schema/gemeente.schema.json"));
    assert_eq!(
        folder.run(&["schema", "--toon", "gemente"]).ends(2).err,
        "fout: er is geen schema `gemente`\nBedoelt u `gemeente`?\n"
    );
}

#[test]
fn help_is_dutch() {
    let folder = Folder::new();
    for arguments in [
        vec!["--help"],
        vec!["bouw", "--help"],
        vec!["controleer", "-h"],
        vec!["leg-uit", "-h"],
        vec!["nieuw", "-h"],
        vec!["schema", "-h"],
        vec!["hoofdstuk", "-h"],
        vec!["hoofdstuk", "lijst", "-h"],
        vec!["hoofdstuk", "toon", "-h"],
        vec!["hoofdstuk", "pak", "-h"],
    ] {
        let help = folder.run(&arguments).ends(0).out;
        for english in [
            "Usage",
            "Options",
            "Commands",
            "Arguments",
            "Print help",
            "default:",
            "possible values",
            "[aliases",
            "OPTIONS",
            "help command",
        ] {
            assert!(!help.contains(english), "{english} in\n{help}");
        }
        assert!(help.contains("Gebruik: beleid") && help.contains("-h, --help"), "{help}");
    }
    assert!(folder.run(&[]).ends(2).err.contains("Opdrachten:"));
    assert_eq!(folder.run(&["-V"]).ends(0).out, concat!("beleid ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn wrong_arguments_are_told_in_dutch() {
    let folder = Folder::new();
    for (arguments, told) in [
        (vec!["bow"], "fout: onbekende opdracht `bow`\nBedoelt u `bouw`?\n"),
        (vec!["bouw", "--opniew"], "fout: onbekende keuze `--opniew`\nBedoelt u `--opnieuw`?\n"),
        (vec!["bouw", "--uit"], "fout: achter `--uit <MAP>` ontbreekt de waarde\n"),
        (
            vec!["bouw", "--stand", "ontwrep"],
            "fout: `ontwrep` kan niet bij `--stand <STAND>`: bedoelt u `ontwerp`? kies uit `concept`, `ontwerp` of `vastgesteld`\n",
        ),
        (
            vec!["bouw", "--peildatum", "31-02-2026"],
            "fout: `31-02-2026` kan niet bij `--peildatum <DATUM>`: deze dag bestaat niet\n",
        ),
        (
            vec!["bouw", "--tijd", "x"],
            "fout: `x` kan niet bij `--tijd <SECONDEN>`: schrijf een geheel getal van 1 of meer\n",
        ),
        (vec!["nieuw"], "fout: er ontbreekt iets: <MAP>\n"),
    ] {
        let ran = folder.run(&arguments).ends(2);
        assert_eq!(ran.err, format!("{told}Uitleg: beleid --help, of beleid bouw --help voor een opdracht.\n"));
    }
}

#[test]
fn nothing_to_do_and_nowhere_to_write_are_told() {
    let folder = Folder::new().file("leeg/x.txt", "").with("Proef").file("bestand", "");
    let ran = folder.run(&["bouw", "leeg"]).ends(2);
    assert_eq!(
        ran.err,
        "fout U802  geen gemeente gevonden in `leeg`\n  --> leeg\n   = Ga naar de goede map, of begin met `beleid nieuw policies/naam`.\n"
    );
    assert!(folder.run(&["bouw", "nergens"]).ends(2).err.contains("U801"));
    assert!(folder.run(&["bouw", "--document", "beleidsplam"]).ends(2).err.contains("Bedoelt u `beleidsplan`?"));
    assert!(folder.run(&["bouw", "--uit", "bestand"]).ends(2).err.contains("fout U801"));
    assert!(folder.run(&["controleer", "--sjablonen", "nergens"]).ends(2).err.contains("bestaat niet"));
}

#[test]
fn a_report_without_its_year_is_told() {
    let folder = Folder::new().with("Proef");
    let ran = folder.run(&["controleer", "--formaat", "kort"]).ends(0);
    let told = "let op S604: er is nog geen map met een jaar, dus `basisniveau-verslag` is niet gemaakt";
    assert!(ran.out.contains(told), "{}", ran.out);
}

#[test]
fn the_machine_leaves_no_trace_in_the_output() {
    let folder = Folder::new().with("Proef");
    folder.run(&["bouw", "--uit", "een", "--werkers", "1"]).ends(0);
    let ran = Command::new(env!("CARGO_BIN_EXE_beleid"))
        .args(["bouw", "policies/Proef", "--uit", "twee", "--werkers", "2"])
        .env("TZ", "Pacific/Auckland")
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(&folder.0)
        .output()
        .unwrap();
    Ran::from(ran).ends(0);
    assert_eq!(
        fs::read(folder.path("een/Proef/beleidsplan.pdf")).unwrap(),
        fs::read(folder.path("twee/Proef/beleidsplan.pdf")).unwrap()
    );
    assert_eq!(folder.read("een/Proef/bouwbon.json"), folder.read("twee/Proef/bouwbon.json"));
}

#[test]
fn an_assessment_is_printed_explained_and_given_as_json() {
    let folder = Folder::new().with("Proef").file("policies/Proef/jaren/2025/jaar.toml", "casusoverleggen = 4\n");
    let ran = folder.run(&["toets"]).ends(0);
    assert!(ran.out.contains("toets over 2025, stand op 31 december 2025"), "{}", ran.out);
    assert!(ran.out.contains("AF-1"), "{}", ran.out);
    let ran = folder.run(&["toets", "--waarom", "af-1"]).ends(0);
    assert!(ran.out.contains("AF-1  ") && ran.out.contains("Oordeel: onbekend"), "{}", ran.out);
    let ran = folder.run(&["toets", "--json"]).ends(0);
    let json: Json = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["gemeenten"][0]["normen"][0]["norm"], "basisniveau");
    assert!(folder.run(&["toets", "--waarom", "AF-11"]).ends(2).err.contains("Bedoelt u `AF-1`?"));
    assert!(folder.run(&["toets", "--norm", "basisnivo"]).ends(2).err.contains("Bedoelt u `basisniveau`?"));
    folder.run(&["bouw", "--document", "basisniveau-verslag"]).ends(0);
    let beside: Json = serde_json::from_str(&folder.read("out/Proef/basisniveau-verslag-2025.toets.json")).unwrap();
    assert_eq!(beside[0]["criteria"][0]["oordeel"], "onbekend");
}

/// A folder of templates that a region makes a pack of.
fn region(version: &str, text: &str) -> Folder {
    let meta = "titel = \"In de haven\"\ndocument = \"beleidsplan\"\nplaats = 400\nherkomst = \"Regio\"\ngeldig_van = 2026-01-01\n";
    Folder::new()
        .with("Proef")
        .file("regio/hoofdstukken/haven/1.0.0/hoofdstuk.md", text)
        .file("regio/hoofdstukken/haven/1.0.0/hoofdstuk.toml", meta)
        .file("regio/oud.zip", "PK")
        .file("geheim.txt", &("07".repeat(32) + "\n"))
        .file(
            "regio/pak.toml",
            &format!("naam = \"regio\"\nversie = \"{version}\"\norganisatie = \"Regio\"\ndatum = 2026-01-31\n"),
        )
}

#[test]
fn a_region_packs_its_chapters_and_a_gemeente_uses_them() {
    let folder = region("1.0.0", "Er is een haven.\n");
    let ran = folder.run(&["hoofdstuk", "pak", "regio", "--sleutel", "geheim.txt"]).ends(0);
    assert!(ran.err.contains("B102") && ran.err.contains("oud.zip"), "{}", ran.err);
    assert!(ran.out.starts_with("regio 1.0.0 met 2 bestanden in regio-1.0.0.zip\n"), "{}", ran.out);
    let key = ran.out.split_once("met de sleutel ").unwrap().1.lines().next().unwrap().to_owned();
    // Once more gives the same bytes; another content under the same number is refused.
    let first = fs::read(folder.path("regio-1.0.0.zip")).unwrap();
    folder.run(&["hoofdstuk", "pak", "regio", "--sleutel", "geheim.txt"]).ends(0);
    assert_eq!(fs::read(folder.path("regio-1.0.0.zip")).unwrap(), first);
    assert!(folder.run(&["hoofdstuk", "pak", "regio"]).ends(2).err.contains("bestaat al, met een andere inhoud"));

    let list = ["hoofdstuk", "lijst", "--sjablonen", "regio-1.0.0.zip", "--json"];
    let parts: Json = serde_json::from_str(&folder.run(&list).ends(0).out).unwrap();
    let haven = parts.as_array().unwrap().iter().find(|p| p["naam"] == "haven").unwrap();
    assert_eq!((haven["herkomst"].as_str(), haven["versie"].as_str()), (Some("regio 1.0.0"), Some("1.0.0")));

    let check = ["controleer", "--formaat", "kort", "--sjablonen", "regio-1.0.0.zip"];
    let ran = folder.run(&check).ends(0);
    assert!(ran.out.contains("regio-1.0.0.zip:1:1: tip L145: dit pakket is ondertekend, maar"), "{}", ran.out);
    let trusted = format!("[[sleutels]]\nnaam = \"Regio\"\nsleutel = \"{key}\"\ngeldig_van = 2026-01-01\n");
    let folder = folder.file("sleutels.toml", &trusted);
    assert!(!folder.run(&check).ends(0).out.contains(" L14"));
    let stranger = trusted.replace(&key[..2], if &key[..2] == "00" { "01" } else { "00" });
    let folder = folder.file("anders.toml", &stranger);
    let ran = folder.run(&[&check[..], &["--sleutels", "anders.toml"]].concat());
    assert!(ran.out.contains("L143") || ran.err.contains("L102"), "{}{}", ran.out, ran.err);
    assert!(folder.run(&[&check[..], &["--sleutels", "nergens.toml"]].concat()).ends(2).err.contains("bestaat niet"));
}

#[test]
fn a_pack_that_was_changed_is_refused_before_anything_is_made() {
    let folder = region("1.0.0", "Er is een haven.\n");
    folder.run(&["hoofdstuk", "pak", "regio"]).ends(0);
    let mut bytes = fs::read(folder.path("regio-1.0.0.zip")).unwrap();
    let at = bytes.windows(5).position(|w| w == b"haven").unwrap();
    bytes[at] = b'H';
    fs::write(folder.path("anders.zip"), bytes).unwrap();
    for command in
        [&["controleer"][..], &["bouw"], &["toets"], &["hoofdstuk", "lijst"], &["hoofdstuk", "toon", "haven"]]
    {
        let ran = folder.run(&[command, &["--sjablonen", "anders.zip"]].concat()).ends(2);
        assert!(ran.err.contains("fout L1") && ran.err.contains("--> anders.zip"), "{command:?}: {}", ran.err);
    }
    assert!(!folder.path("out").exists());
}

#[test]
fn two_layers_keep_their_order() {
    let folder =
        region("1.0.0", "Er is een haven.\n").file("eigen/hoofdstukken/haven/1.0.0/hoofdstuk.md", "Eigen haven.\n");
    folder.run(&["hoofdstuk", "pak", "regio"]).ends(0);
    let show = |layers: &[&str]| {
        let given = layers.iter().flat_map(|l| ["--sjablonen", l]);
        let arguments: Vec<&str> = ["hoofdstuk", "toon", "haven", "--tekst"].into_iter().chain(given).collect();
        folder.run(&arguments).ends(0).out
    };
    let own_first = show(&["eigen", "regio-1.0.0.zip"]);
    assert!(own_first.contains("Eigen haven.") && own_first.contains("(eigen map en regio 1.0.0)"), "{own_first}");
    assert!(show(&["regio-1.0.0.zip", "eigen"]).contains("Er is een haven."));
}

#[test]
fn what_a_gemeente_holds_is_listed_with_what_is_newer() {
    let folder = region("1.0.0", "Er is een haven.\n");
    let mut set = beleid::SourceSet::new(beleid::LIMITS);
    for file in ["hoofdstuk.md", "hoofdstuk.toml"] {
        let path = format!("hoofdstukken/haven/1.0.0/{file}");
        set.insert(&path, folder.read(&format!("regio/{path}")).into_bytes()).unwrap();
    }
    let (compiler, _) = beleid::Compiler::new(&set);
    let held = compiler.inventory().parts.keys().filter(|key| key.name == "haven");
    let lock = compiler.hold(held, &beleid::nouns::layers::Layers::default()).write();
    let next = folder.read("regio/hoofdstukken/haven/1.0.0/hoofdstuk.toml");
    let folder = folder
        .file("policies/Proef/beleid.lock", &lock)
        .file("regio/hoofdstukken/haven/1.0.1/hoofdstuk.md", "Er is een kleine haven.\n")
        .file(
            "regio/hoofdstukken/haven/1.0.1/hoofdstuk.toml",
            &format!("{next}\n[[wijzigingen]]\nversie = \"1.0.1\"\ndatum = 2026-02-01\ntekst = \"Kleiner.\"\n"),
        );
    let list = ["hoofdstuk", "lijst", "policies", "--sjablonen", "regio", "--op", "2026-03-01"];
    assert_eq!(
        folder.run(&list).ends(0).out,
        "gemeente  soort      naam   vastgelegd  nieuwste  inhoud\nProef     hoofdstuk  haven  1.0.0       1.0.1     gelijk\n"
    );
    let ran = folder.run(&["controleer", "--formaat", "kort", "--sjablonen", "regio"]).ends(0);
    assert!(ran.out.contains("let op L115: van hoofdstuk `haven` is er een nieuwere versie: 1.0.1"), "{}", ran.out);
    // Behind the lock: the build says so and stops.
    let folder = folder.file("regio/hoofdstukken/haven/1.0.0/hoofdstuk.md", "Er was een haven.\n");
    let ran = folder.run(&list).ends(1);
    assert!(ran.err.contains("L114") && ran.out.contains("veranderd"), "{}{}", ran.err, ran.out);
    folder.run(&["controleer", "--sjablonen", "regio"]).ends(1);
}

#[test]
fn a_secret_key_is_never_repeated() {
    let folder = region("1.0.0", "x\n").file("geheim.txt", &"7".repeat(63));
    let ran = folder.run(&["hoofdstuk", "pak", "regio", "--sleutel", "geheim.txt"]).ends(2);
    assert!(ran.err.contains("L102") && !ran.err.contains("777") && !ran.out.contains("777"), "{}", ran.err);
}
