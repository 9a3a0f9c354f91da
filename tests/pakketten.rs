//! Packs as a gemeente meets them: `tests/pakketten/meldingen.md` tells of each what the program says.
//! `UPDATE=1 cargo test --test pakketten` writes it; review the difference.

use std::fmt::Write as _;
use std::sync::Arc;

use beleid::ground::archive::{self, Entry};
use beleid::ground::glyphs::GlyphSet;
use beleid::ground::signature::SecretKey;
use beleid::ground::source::Source;
use beleid::nouns::layers::{Layer, Layers};
use beleid::nouns::pack::{self, Package, Pak, Sleutels, Trust};
use beleid::{Compiler, LIMITS, Report, SourceSet, Stand, built_in_templates};
use chrono::NaiveDate;

const PAGE: &str = "tests/pakketten/meldingen.md";

const META: &str = "titel = \"Haven\"\ndocument = \"beleidsplan\"\nplaats = 400\nherkomst = \"Regio Voorbeeld\"\ngeldig_van = 2026-01-01\n\n[[wijzigingen]]\nversie = \"1.0.0\"\ndatum = 2026-01-01\ntekst = \"Eerste versie.\"\n";

fn glyphs() -> GlyphSet {
    GlyphSet::new(0x20..0x3000)
}

fn about(version: &str) -> Pak {
    let text = format!(
        "naam = \"regio-voorbeeld\"\nversie = \"{version}\"\norganisatie = \"Regio Voorbeeld\"\ndatum = 2026-01-31\n"
    );
    let (about, report) = pack::about(&Arc::new(Source::new("pak.toml", text.into_bytes())), &glyphs());
    about.unwrap_or_else(|| panic!("{report:?}"))
}

fn templates(text: &str) -> SourceSet {
    let mut set = SourceSet::new(LIMITS);
    set.insert("hoofdstukken/haven/1.0.0/hoofdstuk.md", text.as_bytes().to_vec()).unwrap();
    set.insert("hoofdstukken/haven/1.0.0/hoofdstuk.toml", META.as_bytes().to_vec()).unwrap();
    set
}

fn region() -> SecretKey {
    SecretKey::new(&[7; 32])
}

fn made(key: Option<&SecretKey>) -> Vec<u8> {
    pack::write(&about("1.0.0"), &templates("In de haven.\n"), key).unwrap()
}

/// The archive with its files changed, by someone who knows the form.
fn changed(bytes: &[u8], change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let mut files: Vec<(String, Vec<u8>)> =
        archive::read(bytes).unwrap().iter().map(|e| (e.path.to_owned(), e.bytes.to_vec())).collect();
    change(&mut files);
    let entries: Vec<Entry<'_>> = files.iter().map(|(path, bytes)| Entry { path, bytes }).collect();
    archive::write(&entries).unwrap()
}

/// The bytes with `from` replaced by `to` in every path; both are as long. What stands in quotes is content.
fn everywhere(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut out = bytes.to_vec();
    for at in 0..out.len() {
        if out[at..].starts_with(from.as_bytes()) && at > 0 && out[at - 1] != b'"' {
            out[at..at + to.len()].copy_from_slice(to.as_bytes());
        }
    }
    out
}

/// Where the second line of the directory at the end begins: that of the first chapter file.
fn line_of(bytes: &[u8], path: &str) -> usize {
    let last = bytes.windows(path.len()).rposition(|w| w == path.as_bytes()).unwrap();
    last - 46
}

fn patched(mut bytes: Vec<u8>, at: usize, by: &[u8]) -> Vec<u8> {
    bytes[at..at + by.len()].copy_from_slice(by);
    bytes
}

fn print(report: &Report) -> String {
    let mut out = String::new();
    for d in report.sorted() {
        let place = d.place.as_ref().map_or_else(|| "–".into(), |p| p.source.path().to_owned());
        let weight = d.rule.severity(Stand::Concept).word();
        let _ = writeln!(out, "{weight} {} {place} {}\n    {}", d.rule.code, d.title, d.action);
    }
    if out.is_empty() { "(geen meldingen)\n".into() } else { out }
}

fn keys(key: &SecretKey, last: &str) -> Sleutels {
    let text = format!(
        "[[sleutels]]\nnaam = \"Regio Voorbeeld\"\nsleutel = \"{}\"\ngeldig_van = 2026-01-01\ngeldig_tot = {last}\n",
        key.public()
    );
    pack::keys(&Arc::new(Source::new("sleutels.toml", text.into_bytes())), &glyphs()).0.unwrap()
}

fn read(bytes: &[u8]) -> Package {
    let (package, report) = pack::read("regio.zip", bytes, &glyphs());
    package.unwrap_or_else(|| panic!("{report:?}"))
}

const CHAPTER: &str = "hoofdstukken/haven/1.0.0/hoofdstuk.md";

/// Everything that can be wrong with the file itself.
fn broken_packs() -> Vec<(&'static str, Vec<u8>)> {
    let good = made(Some(&region()));
    let line = line_of(&good, CHAPTER);
    let mut two = templates("In de haven.\n");
    for path in ["normen/n/1.0.0.toml", "normen/n/1.0.1.toml"] {
        two.insert(path, vec![]).unwrap();
    }
    let double = pack::write(&about("1.0.0"), &two, None).unwrap();
    let slip = "../../../../home/anja/geheim/gegevens";
    vec![
        ("Geen zip-bestand", b"<html>Pagina niet gevonden</html>".to_vec()),
        ("Halverwege afgebroken", good[..good.len() / 2].to_vec()),
        ("Opnieuw ingepakt: een andere datum", patched(good.clone(), line + 14, &[0x41, 0x5a])),
        ("Een pad naar buiten", everywhere(&good, CHAPTER, slip)),
        ("Een pad vanaf de schijf", everywhere(&good, "hoofdstukken/", "/oofdstukken/")),
        ("Een pad met een schijfletter", everywhere(&good, "hoofdstukken/", "C:/fdstukken/")),
        ("Een pad met omgekeerde streepjes", everywhere(&good, "hoofdstukken/haven/", "hoofdstukken\\haven\\")),
        ("Een koppeling", patched(good.clone(), line + 38, &(0o120_777u32 << 16).to_le_bytes())),
        ("Twee keer hetzelfde bestand", everywhere(&double, "normen/n/1.0.1.toml", "Normen/N/1.0.0.toml")),
        (
            "Een bom: van 13 bytes tot 4 GB, met een wachtwoord",
            patched(patched(good.clone(), line + 8, &[1, 0, 8, 0]), line + 24, &u32::MAX.to_le_bytes()),
        ),
        ("Een tweede zip-bestand erachter", [&good[..], &good[..]].concat()),
        ("Gegevens erachter", [&good[..], b"verborgen"].concat()),
        ("Een bestand over een ander", patched(good.clone(), line + 42, &[0; 4])),
        ("Beschadigd", everywhere(&good, "In de haven.", "In de havxn.")),
        ("Zonder inhoudsopgave", changed(&made(None), |files| drop(files.remove(0)))),
        (
            "Een bestand weg, een erbij en een anders",
            changed(&made(None), |files| {
                files.retain(|(path, _)| path != CHAPTER);
                files.last_mut().unwrap().1.extend(b"# anders\n");
                files.push(("rechtsfeiten.toml".into(), vec![]));
            }),
        ),
        (
            "Een andere versie in de inhoudsopgave van een ondertekend pakket",
            changed(&good, |files| {
                let text = String::from_utf8(files[0].1.clone()).unwrap();
                files[0].1 = text.replace("\"1.0.0\"", "\"1.0.1\"").into_bytes();
            }),
        ),
        (
            "Een handtekening die geen handtekening is",
            changed(&good, |files| files[1].1 = b"sleutel = \"x\"\nhandtekening = \"y\"\n".to_vec()),
        ),
    ]
}

fn page() -> String {
    let mut page = String::from(
        "# Pakketten en wat het programma ervan zegt\n\nDeze bladzijde wordt gemaakt door `tests/pakketten.rs`.\n",
    );
    let mut add = |title: &str, told: String| {
        let _ = write!(page, "\n## {title}\n\n```meldingen\n{told}```\n");
    };
    add("Een goed pakket", print(&pack::read("regio.zip", &made(Some(&region())), &glyphs()).1));
    for (title, bytes) in broken_packs() {
        let (package, report) = pack::read("regio.zip", &bytes, &glyphs());
        assert!(package.is_none(), "{title}: {report:?}");
        add(title, print(&report));
    }
    let (signed, unsigned) = (read(&made(Some(&region()))), read(&made(None)));
    let stranger = read(&made(Some(&SecretKey::new(&[8; 32]))));
    let day: NaiveDate = "2026-06-01".parse().unwrap();
    let (list, old) = (keys(&region(), "2026-12-31"), keys(&region(), "2026-03-31"));
    for (title, package, keys) in [
        ("Ondertekend door wie de gemeente vertrouwt", &signed, Some(&list)),
        ("Zonder handtekening", &unsigned, Some(&list)),
        ("Zonder handtekening, en zonder sleutels.toml", &unsigned, None),
        ("Ondertekend, zonder sleutels.toml", &signed, None),
        ("Ondertekend door een onbekende", &stranger, Some(&list)),
        ("Ondertekend met een sleutel die niet meer geldt", &signed, Some(&old)),
    ] {
        let mut report = Report::default();
        let trust = pack::trust(package.key(), keys, day);
        pack::tell_trust("regio.zip", &trust, keys, &mut report);
        let who = if let Trust::Trusted(name) = &trust { format!("vertrouwd: {name}\n") } else { String::new() };
        add(title, who + &print(&report));
    }
    let other = read(&pack::write(&about("1.1.0"), &templates("Anders in de haven.\n"), None).unwrap());
    let layers = [Layer::pack("nieuw.zip", &other, None), Layer::pack("regio.zip", &unsigned, None)];
    add("Hetzelfde pakket in twee versies", print(&Layers::stack(&layers, &built_in_templates()).1));
    let mut odd = templates("x");
    odd.insert("hoofdstukken/café/1.0.0/hoofdstuk.md", vec![]).unwrap();
    odd.insert("Begrippen.toml", vec![]).unwrap();
    odd.insert("begrippen.toml", vec![]).unwrap();
    add("Wat niet kan worden ingepakt", print(&pack::write(&about("1.0.0"), &odd, None).unwrap_err()));
    page
}

#[test]
fn every_pack_is_answered_as_written() {
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(PAGE, &page).expect("the page is writable");
    }
    let written = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(written == page, "{PAGE} differs: run `UPDATE=1 cargo test --test pakketten` and look at the difference");
}

#[test]
fn a_chapter_from_a_pack_is_in_the_library_and_says_where_it_came_from() {
    let package = read(&made(Some(&region())));
    let layer = Layer::pack("regio.zip", &package, Some("Regio Voorbeeld".into()));
    let (layers, report) = Layers::stack(&[layer], &built_in_templates());
    assert!(report.sorted().is_empty(), "{report:?}");
    let (compiler, report) = Compiler::new(layers.overrides());
    assert!(report.sorted().is_empty(), "{report:?}");
    let part = compiler.inventory().parts.iter().find(|(key, _)| key.name == "haven").unwrap();
    assert_eq!(
        (part.0.to_string().as_str(), layers.words(part.1).as_str()),
        ("hoofdstuk `haven` 1.0.0", "regio-voorbeeld 1.0.0")
    );
    let lock = compiler.hold(compiler.inventory().parts.keys(), &layers).write();
    let held = lock.split("\n\n").find(|entry| entry.contains("\"haven\"")).unwrap();
    assert!(held.ends_with("herkomst = \"regio-voorbeeld 1.0.0\""), "{held}");
    assert_eq!(lock.matches("herkomst").count(), 1, "what is in the program says nothing of where it came from");
}

#[test]
fn every_document_says_of_what_it_is_made_and_a_lock_on_that_changes_nothing() {
    let mut sources = SourceSet::new(LIMITS);
    sources.insert("gemeente.toml", b"naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n".to_vec()).unwrap();
    sources.insert("beleidsplan.toml", b"datum = 2026-01-31\norgaan = \"raad\"\n".to_vec()).unwrap();
    let compiler = Compiler::built_in();
    let composed = |sources: &SourceSet| {
        let (dossier, intake) = compiler.read(sources);
        assert!(!intake.blocks(Stand::Concept), "{intake:?}");
        let dossier = dossier.unwrap();
        let order = compiler.orders(&dossier, &beleid::Selection::default()).remove(0);
        let (composed, report) = compiler.compose(&dossier, &intake, &order);
        (composed.unwrap(), report)
    };
    let (open, _) = composed(&sources);
    assert!(open.used.iter().any(|key| key.to_string() == "hoofdstuk `inleiding` 1.0.0"));
    assert!(open.used.iter().any(|key| key.to_string() == "norm `basisniveau` 1.1.0"));
    assert!(open.used.iter().any(|key| key.to_string() == "document `beleidsplan`"));
    let lock = compiler.hold(&open.used, &Layers::default());
    assert_eq!(lock.held.len(), open.used.len(), "every part that is used is there to be held");
    sources.insert("beleid.lock", lock.write().into_bytes()).unwrap();
    let (held, report) = composed(&sources);
    let listing = |c: &beleid::text::compose::Composed| beleid::text::listing::listing(&c.manuscript, None);
    assert_eq!(listing(&held), listing(&open));
    assert!(report.of(&beleid::ground::catalogue::LOCK_NEWER).is_empty());
}
