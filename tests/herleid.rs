//! From a sentence or figure to where it was written.

#![cfg(feature = "cli")]

#[path = "support/person.rs"]
mod person;
use person::Folder;

const META: &str = "titel = \"In de haven\"\ndocument = \"beleidsplan\"\nplaats = 400\nherkomst = \"Regio\"\ngeldig_van = 2026-01-01\n";

fn harbour() -> Folder {
    Folder::new()
        .with("Proef")
        .file(
            "regio/hoofdstukken/haven/1.0.0/hoofdstuk.md",
            "De haven van {{ gemeente.naam }} ligt aan zee.\n\n## Wie kijkt\n\nDe raad besluit op {{ plan.datum }}, en telt {{ plan.doelen|length }} doelen.\n",
        )
        .file("regio/hoofdstukken/haven/1.0.0/hoofdstuk.toml", META)
        .file("policies/Proef/teksten/haven/wie-kijkt.md", "De havenmeester kijkt mee.\n")
        .file("policies/Proef/jaren/2025/jaar.toml", "")
        .file("policies/Proef/jaren/2025/signalen.csv", "vorm;aantal\nseksueel;9\ncrimineel;6\nseksueel;8\n")
}

fn trace(folder: &Folder, more: &[&str]) -> person::Ran {
    folder.run(&[&["herleid", "policies/Proef", "--sjablonen", "regio"], more].concat())
}

#[test]
fn a_sentence_leads_to_its_chapter_and_its_values_to_their_cells() {
    let folder = harbour();
    // As someone copies it from a page: broken, and in other capitals.
    let out = trace(&folder, &["--tekst", "de haven van proef\nligt aan zee"]).ends(0).out;
    assert!(out.contains("hoofdstuk haven 1.0.0\n"), "{out}");
    assert!(out.contains("  staat in  regio/hoofdstukken/haven/1.0.0/hoofdstuk.md:1  (eigen map)\n"), "{out}");
    assert!(out.contains("  ‘Proef’  uit  policies/Proef/gemeente.toml:1\n"), "{out}");
    let json = trace(&folder, &["--tekst", "De raad besluit op 31 januari 2026", "--json"]).ends(0).json();
    let values = json[0]["waarden"].as_array().unwrap();
    assert_eq!((json[0]["regel"].as_u64(), values.len()), (Some(5), 1), "{json}");
    assert_eq!(values[0]["uit"]["policies/Proef/beleidsplan.toml"][0], 1);
    let json = trace(&folder, &["--tekst", "telt 0 doelen", "--json"]).ends(0).json();
    assert_eq!(json[0]["waarden"][0]["regel"], "berekend met `plan.doelen|length`", "{json}");
    let own = trace(&folder, &["--tekst", "De havenmeester kijkt mee."]).ends(0).out;
    assert!(own.contains("policies/Proef/teksten/haven/wie-kijkt.md:1  (eigen tekst van de gemeente)"), "{own}");
}

#[test]
fn a_figure_leads_to_the_rows_that_were_counted() {
    let json = trace(&harbour(), &["--tekst", "17", "--document", "basisniveau-verslag", "--json"]).ends(0).json();
    let rows: Vec<&serde_json::Value> =
        json.as_array().unwrap().iter().flat_map(|o| o["waarden"].as_array().unwrap()).collect();
    let file = "policies/Proef/jaren/2025/signalen.csv";
    assert!(rows.iter().any(|cell| cell["uit"][file] == serde_json::json!([2, 4])), "{json}");
    // A figure is a word of its own.
    assert!(json.as_array().unwrap().iter().all(|o| !o["passage"].as_str().unwrap().contains("2017")), "{json}");
}

#[test]
fn a_page_is_listed_and_narrows() {
    let folder = harbour();
    let all = trace(&folder, &["--tekst", "ligt aan zee", "--json"]).ends(0).json();
    let page = all[0]["bladzijde"][0].as_u64().unwrap();
    let here = trace(&folder, &["--pagina", &page.to_string(), "--document", "beleidsplan", "--json"]).ends(0).json();
    let there = |o: &serde_json::Value| o["passage"].as_str().unwrap().contains("ligt aan zee");
    assert!(here.as_array().unwrap().iter().any(there), "{here}");
    trace(&folder, &["--tekst", "ligt aan zee", "--pagina", "1"]).ends(1);
}

#[test]
fn what_is_not_there_is_told() {
    let folder = harbour();
    let ran = trace(&folder, &["--tekst", "staat nergens in dit plan"]).ends(1);
    assert!(ran.err.starts_with("`staat nergens in dit plan` staat in geen document (gezocht in "), "{}", ran.err);
    assert!(trace(&folder, &[]).ends(2).err.contains("--tekst"));
    assert!(trace(&folder, &["--pagina", "0"]).ends(2).err.contains("schrijf een bladzijde als 7"));
    folder.run(&["herleid", "nergens", "--tekst", "x"]).ends(2);
}

#[test]
fn the_confidential_edition_can_say_it_in_the_margin() {
    let folder = harbour();
    let build = ["bouw", "--sjablonen", "regio", "--document", "beleidsplan"];
    assert!(folder.run(&[&build[..], &["--herkomst"]].concat()).ends(2).err.contains("--vertrouwelijk"));
    folder.run(&[&build[..], &["--vertrouwelijk"]].concat()).ends(0);
    let plain = std::fs::read(folder.path("out/Proef/beleidsplan-vertrouwelijk.pdf")).unwrap();
    folder.run(&[&build[..], &["--vertrouwelijk", "--herkomst"]].concat()).ends(0);
    assert!(std::fs::read(folder.path("out/Proef/beleidsplan-vertrouwelijk.pdf")).unwrap() != plain);
}

#[test]
fn a_pdf_tells_it_without_its_data() {
    let folder = harbour();
    folder.run(&["bouw", "--sjablonen", "regio"]).ends(0);
    std::fs::remove_dir_all(folder.path("policies")).unwrap();
    let plan = ["herleid", "out/Proef/beleidsplan.pdf", "--json", "--tekst"];
    let json = folder.run(&[&plan[..], &["ligt aan zee"]].concat()).ends(0).json();
    assert_eq!(json[0]["bestand"], "hoofdstukken/haven/1.0.0/hoofdstuk.md", "{json}");
    assert_eq!(json[0]["waarden"], serde_json::json!([]), "{json}");
    let json = folder.run(&[&plan[..], &["De raad besluit op 31 januari 2026"]].concat()).ends(0).json();
    assert_eq!(json[0]["waarden"][0]["uit"], serde_json::json!({ "beleidsplan.toml": [1] }), "{json}");
    assert!(json[0]["bladzijde"][0].as_u64().unwrap() > 1, "{json}");
    // Of a count of people it tells the rule, and not the rows.
    let report = ["herleid", "out/Proef/basisniveau-verslag-2025.pdf", "--json", "--tekst", "17"];
    let json = folder.run(&report).ends(0).json();
    let cells: Vec<_> = json.as_array().unwrap().iter().flat_map(|o| o["waarden"].as_array().unwrap()).collect();
    assert!(cells.iter().any(|c| c["regel"].as_str().is_some_and(|r| r.starts_with("signalen van 2025"))), "{json}");
    assert!(cells.iter().all(|c| c["uit"] == serde_json::json!({}) || c["waarde"] != "17"), "{json}");
    folder.run(&["herleid", "regio/hoofdstukken/haven/1.0.0/hoofdstuk.md", "--tekst", "x"]).ends(2);
}
