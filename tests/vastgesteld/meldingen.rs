//! Every message of adopting and of what is kept, as the command prints it.

use std::fmt::Write as _;
use std::fs;

use beleid::ground::hash::sha256;
use beleid::seal::changed::write_sums;
use beleid::seal::source_set::{Files as Sources, Manifest, pack, unpack, with_sums};

use crate::person::Ran;
use crate::wereld::{BESLUIT, MAP, Wereld};

const PAGE: &str = "tests/vastgesteld/meldingen.md";

const KEPT: &str = "vastgesteld/2026-01-13/dorpsplan.";

/// A section of the page.
struct Page(String);

impl Page {
    /// What a command says with this code.
    fn show(&mut self, title: &str, code: &str, ran: &Ran) {
        let all = format!("{}{}", ran.err, ran.out);
        let head = |part: &&str| part.lines().next().is_some_and(|line| line.contains(&format!(" {code}  ")));
        let told: Vec<&str> = all.split("\n\n").filter(head).map(|part| part.trim_matches('\n')).collect();
        assert!(!told.is_empty(), "{code}: {all}");
        // The code stands between spaces, and a line has no blanks at its end.
        let text = told.join("\n\n").replace(&format!("{code}  "), &format!("{code} "));
        let text: String = text.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        let _ = write!(self.0, "\n## {title}\n\n```meldingen\n{text}```\n");
    }
}

/// Keeps other sources or another manifest than was adopted, with hashes that fit.
pub fn kept_as(wereld: &Wereld, change: impl FnOnce(&mut Sources, &mut Manifest)) {
    let file = |end: &str| format!("{KEPT}{end}");
    let mut files = unpack(&wereld.files()[&file("bronnen.zip")]).unwrap();
    let mut manifest = Manifest::read(&wereld.files()[&file("manifest.json")]).unwrap();
    change(&mut files, &mut manifest);
    files.remove("controlecodes.sha256");
    let files = with_sums(files);
    manifest.sources = files.iter().map(|(path, bytes)| (path.clone(), sha256(bytes))).collect();
    let kept = [(file("bronnen.zip"), pack(&files).unwrap()), (file("manifest.json"), manifest.write().into_bytes())];
    let old = wereld.read(&file("map.sha256"));
    let own = old.lines().filter(|line| !line.contains("vastgesteld/")).map(|line| format!("{line}\n"));
    let sums =
        own.collect::<String>() + &write_sums(kept.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    // The history names what is kept.
    let (before, rest) = wereld
        .read("verloop.csv")
        .split_once("controlecode ")
        .map(|(a, b)| (a.to_owned(), b[39..].to_owned()))
        .unwrap();
    wereld.put("verloop.csv", format!("{before}controlecode {}{rest}", manifest.fingerprint()));
    kept.iter().for_each(|(path, bytes)| wereld.put(path, bytes));
    wereld.put(&file("map.sha256"), sums);
}

fn kept(page: &mut Page) {
    let wereld = Wereld::vastgesteld();
    let (whole, first) = (wereld.files(), wereld.pdf("dorpsplan"));
    let check = |wereld: &Wereld| wereld.run("controleer", &[]);
    fs::rename(wereld.path("vastgesteld/2026-01-13"), wereld.path("vastgesteld/plan-2026")).unwrap();
    page.show("Een map zonder datum", "K101", &check(&wereld));
    wereld.restore(&whole);
    wereld.edit(&format!("{KEPT}manifest.json"), "Dorpsplan", "Dorpspret");
    page.show("Een lijst die is veranderd", "K102", &check(&wereld));
    wereld.restore(&whole);
    fs::remove_file(wereld.path(&format!("{KEPT}bronnen.zip"))).unwrap();
    page.show("Bronnen die weg zijn", "K102", &check(&wereld));

    // Another program, that could do what this one cannot.
    wereld.restore(&whole);
    kept_as(&wereld, |files, manifest| {
        let chapter = files.get_mut("sjablonen/hoofdstukken/dorpsplan/1.0.0/hoofdstuk.md").unwrap();
        chapter.extend(b"\n{{ hologram() }}\n");
        manifest.program = "beleid 9.0.0".into();
    });
    wereld.clear();
    let ran = wereld.run("bouw", &["--document", "dorpsplan"]).ends(1);
    assert!(!wereld.has_pdf("dorpsplan"));
    page.show("Een hoofdstuk dat deze versie niet kent", "K103", &ran);
    wereld.restore(&whole);
    kept_as(&wereld, |files, _| drop(files.remove("sjablonen/vormgeving/thema.typ")));
    wereld.run("bouw", &["--document", "dorpsplan"]).ends(1);
    assert!(!wereld.has_pdf("dorpsplan"), "no look, no document");
    wereld.restore(&whole);
    kept_as(&wereld, |_, manifest| manifest.program = "beleid 9.0.0".into());
    page.show("Gemaakt met een andere versie", "K104", &check(&wereld));
    wereld.run("bouw", &["--document", "dorpsplan"]).ends(0);
    assert!(wereld.pdf("dorpsplan") != first, "the fingerprint is another");

    wereld.restore(&whole);
    wereld.edit("maatregelen.csv", "2026-04-01", "2026-10-01");
    wereld.put("jaren/2026/jaar.toml", "peildatum = 2027-01-31\n");
    fs::remove_file(wereld.path("teksten/dorpsplan.md")).unwrap();
    page.show("Gewijzigd na vaststelling", "K105", &check(&wereld));
    page.show("Aangeraakt, en verder niets", "K106", &check(&wereld));
    wereld.restore(&whole);
    page.show("Al vastgesteld", "K113", &wereld.stel_vast(&BESLUIT).ends(1));
    wereld.run("wijzig", &["--datum", "2026-06-01"]).ends(0);
    page.show("Al een nieuwe versie", "K122", &wereld.run("wijzig", &["--datum", "2026-06-02"]).ends(1));
    wereld.0.run(&["verloop", MAP, "--stap", "ter besluitvorming", "--datum", "2026-09-01"]).ends(0);
    let later = BESLUIT.map(|part| if part == "2026-01-13" { "2026-10-01" } else { part });
    let more = ["--inwerkingtreding", "2026-11-01", "--proef"];
    page.show("Nog van de vorige versie", "K117", &wereld.stel_vast(&[&later[..], &more].concat()).ends(0));
}

fn decided(page: &mut Page) {
    let wereld = Wereld::klein();
    let whole = wereld.files();
    page.show("Gegevens van het besluit", "K111", &wereld.stel_vast(&["--datum", "2026-01-13"]).ends(1));
    page.show("Nog niet gehaald", "K112", &wereld.stel_vast(&BESLUIT[..8]).ends(1));
    let none = ["--proef", "--aanvaard", "L162=Hoort nergens bij.", "--aanvaard", "K112:SIG-99=Ook niet."];
    page.show("Aanvaard wat er niet is", "K114", &wereld.stel_vast(&[&BESLUIT[..], &none].concat()).ends(0));
    wereld.edit("beleidsplan.toml", "aanleiding = ", "# aanleiding = ");
    let fault = ["--aanvaard", "D217=Dat schrijven wij later."];
    page.show("Een fout is niet te aanvaarden", "K115", &wereld.stel_vast(&[&BESLUIT[..], &fault].concat()).ends(1));
    wereld.restore(&whole);
    wereld.edit("verloop.csv", "1;ter besluitvorming;", "1;afgestemd;");
    page.show("Nog niet voorgelegd", "K116", &wereld.stel_vast(&BESLUIT).ends(1));
    page.show("Nog niets vastgesteld", "K121", &wereld.run("wijzig", &["--datum", "2026-06-01"]).ends(1));
}

#[test]
fn every_message_is_as_the_page_says() {
    let mut page = Page("# Vaststellen, bewaren en wijzigen: wat het programma zegt\n\nDeze bladzijde wordt gemaakt door `tests/vastgesteld.rs`.\n".into());
    kept(&mut page);
    decided(&mut page);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(PAGE, &page.0).unwrap();
    }
    let written = fs::read_to_string(PAGE).unwrap_or_default();
    assert!(page.0 == written, "the page differs:\n{}", page.0);
}
