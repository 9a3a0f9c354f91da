//! The bundle: its files are what the standards ask, hold together, say nothing that the documents do not, and any change
//! of them is seen. `UPDATE=1 cargo test --test bundel` writes the page that is compared.

#[path = "support/everything.rs"]
mod everything;
#[path = "support/folder.rs"]
#[expect(dead_code, reason = "this test uses a part of it")]
mod folder;
#[path = "support/schema.rs"]
mod schema;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use beleid::ground::archive::{self, Entry, FaultKind};
use beleid::ground::catalogue as rules;
use beleid::ground::hash::Hash;
use beleid::ground::source::At;
use beleid::nouns::woo::{Documentsoort, Informatiecategorie};
use beleid::seal::publication::{self, BundleFault, BundleFaultKind, Facts, Kind, Published, Unbundled, read_bundle};
use beleid::text::manuscript::{Block, Inline, Manuscript, Node};
use beleid::{Audience, Compiler, Dossier, Order, Selection, SourceSet, Stand};
use proptest::prelude::*;
use schema::{DIWOO, MDTO, differences};

/// A gemeente with its finished documents.
struct Made {
    dossier: Dossier,
    facts: Facts,
    documents: Vec<Published>,
}

impl Made {
    fn of(set: &SourceSet) -> Self {
        let compiler = Compiler::built_in();
        let (dossier, intake) = compiler.read(set);
        let dossier = dossier.expect("a dossier");
        let documents = compiler
            .orders(&dossier, &Selection { papers: true, ..Selection::default() })
            .into_iter()
            .map(|order| {
                let (edition, report) = compiler.compile(&dossier, &intake, &order);
                let edition =
                    edition.unwrap_or_else(|| panic!("{:?} {:?}", folder::told(&intake), folder::told(&report)));
                Published {
                    kind: Kind::of(compiler.library().documents.get(&order.document)),
                    adopted: publication::adopted_on(&dossier, &order),
                    order,
                    manuscript: edition.manuscript,
                    norms: edition.norms,
                    receipt: edition.receipt,
                    pdf: edition.pdf,
                }
            })
            .collect();
        Self { facts: Facts::of(&dossier), dossier, documents }
    }

    fn bundle(&self) -> Vec<u8> {
        publication::bundle(&self.facts, &self.documents).expect("a bundle")
    }
}

/// The rich sample, adopted; made once for all tests.
fn glazerveen() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::of(&folder::sources(&folder::root().join("policies/glazerveen"))))
}

/// A concept with everything left open, published under the code of a gemeente that exists.
fn bare() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let made = Made::of(&folder::memory(&[
            ("gemeente.toml", "naam = \"Proef & <stad>\"\ncode = \"GM9999\"\nfictief = true\n"),
            ("beleidsplan.toml", "datum = 2026-01-31\n"),
            ("jaren/2025/jaar.toml", ""),
        ]));
        Made { facts: Facts { code: "gm0363".into(), fictional: false, ..made.facts }, ..made }
    })
}

fn text<'a>(files: &'a [publication::File], path: &str) -> &'a str {
    let file = files.iter().find(|f| f.path == path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(&file.bytes).expect("text")
}

/// A small bundle of one document without a real PDF.
fn small() -> Vec<u8> {
    let made = bare();
    let mut document = made.documents.iter().find(|d| d.kind.is_plan()).expect("a plan").clone();
    document.manuscript.chapters.truncate(1);
    document.norms.clear();
    document.pdf = b"%PDF-1.7 klein".to_vec();
    publication::bundle(&made.facts, &[document]).expect("a bundle")
}

#[test]
fn the_metadata_has_the_structure_of_its_standards() {
    for made in [glazerveen(), bare()] {
        let files = publication::files(&made.facts, &made.documents).expect("public");
        let (mut woo, mut archive) = (0, 0);
        for file in files.iter().filter(|f| f.path.ends_with(".xml")) {
            let xml = std::str::from_utf8(&file.bytes).expect("text");
            let wrong = if file.path.starts_with("diwoo/") {
                woo += 1;
                differences(xml, "Document", DIWOO)
            } else {
                archive += 1;
                differences(xml, "MDTO", MDTO)
            };
            assert!(wrong.is_empty(), "{}: {wrong:#?}", file.path);
        }
        assert_eq!((woo, archive), (made.documents.len(), 3 * made.documents.len()));
    }
}

#[test]
fn the_check_of_the_structure_can_fail() {
    let files = publication::files(&glazerveen().facts, &glazerveen().documents).expect("public");
    let woo = text(&files, "diwoo/gm9901-beleidsplan.xml");
    let archive = text(&files, "mdto/gm9901-beleidsplan.mdto.xml");
    for (from, to) in [
        ("diwoo:creatiedatum>2026-02-12", "diwoo:creatiedatum>12-02-2026"),
        ("thes/kern/c_aab6bfc7", "thes/kern/c_00000000"),
        ("<diwoo:officieleTitel>", "<diwoo:officieleTitel x=\"y\">"),
        ("diwoo:publisher", "diwoo:uitgever"),
        ("diwoo/metadata/\"", "diwoo/\""),
    ] {
        assert!(woo.contains(from) && !differences(&woo.replace(from, to), "Document", DIWOO).is_empty(), "{from}");
    }
    let (name, rest) = archive.split_once("<naam>").expect("a name");
    let (naam, rest) = rest.split_once("</naam>").expect("its end");
    let last = format!("{name}{}<naam>{naam}</naam></informatieobject>", rest.replace("</informatieobject>", ""));
    assert!(!differences(&last.replace("</MDTO><naam>", "<naam>"), "MDTO", MDTO).is_empty(), "another order");
    assert!(!differences(&archive.replace("waardering>", "oordeel>"), "MDTO", MDTO).is_empty());
}

#[test]
fn the_metadata_says_what_was_decided_and_no_more() {
    let made = glazerveen();
    let files = publication::files(&made.facts, &made.documents).expect("public");
    let plan = text(&files, "diwoo/gm9901-beleidsplan.xml");
    for held in [
        ">vaststelling<",
        "<diwoo:atTime>2026-02-12T00:00:00<",
        "<diwoo:begindatum>2026-03-01T00:00:00<",
        "<diwoo:einddatum>2028-12-31T23:59:59<",
        "gmb-2026-999901",
        "c_aab6bfc7",
        "c_fbaa7e4b",
    ] {
        assert!(plan.contains(held), "{held}\n{plan}");
    }
    // No register knows a made-up gemeente.
    assert!(!plan.contains("tooi/id/gemeente"), "{plan}");
    let report = text(&files, "diwoo/gm9901-basisniveau-verslag-2025.xml");
    assert!(report.contains("<diwoo:atTime>2026-04-14T00:00:00<") && report.contains("c_c6cd1213"), "{report}");
    assert!(report.contains("resource=\"gm9901/beleidsplan/vastgesteld\""), "{report}");

    let concept = publication::files(&bare().facts, &bare().documents).expect("public");
    let plan = text(&concept, "diwoo/gm0363-beleidsplan-concept.xml");
    assert!(
        plan.contains("https://identifier.overheid.nl/tooi/id/gemeente/gm0363\">Gemeente Proef &amp; &lt;stad&gt;<")
    );
    assert!(plan.contains("<diwoo:soortHandeling>opstelling<") && !plan.contains("vaststelling"), "{plan}");
    assert!(plan.contains("<diwoo:officieleTitel>CONCEPT – "), "{plan}");
    let gazette = text(&concept, "bekendmaking/gemeenteblad.txt");
    assert!(gazette.contains("LET OP: dit is een concept"), "{gazette}");
    assert!(gazette.lines().any(|l| l.starts_with("Rubriek:") && l.ends_with("(niet ingevuld)")), "{gazette}");
}

/// The papers are in every part of the bundle, as what they are: only the raadsbesluit is adopted, and none of them is
/// published in the gemeenteblad.
#[test]
fn the_papers_go_with_the_plan_as_what_they_are() {
    let made = glazerveen();
    let files = publication::files(&made.facts, &made.documents).expect("public");
    let index = text(&files, "index.html");
    for (name, sort, adopted) in [
        ("raadsvoorstel", "c_7f9dffa7", false),
        ("raadsbesluit", "c_465163c9", true),
        ("samenvatting", "c_10eb451d", false),
    ] {
        let woo = text(&files, &format!("diwoo/gm9901-{name}.xml"));
        let meeting = "thes/kern/c_db4862c3\">vergaderstukken decentrale overheden<";
        assert!(woo.contains(meeting) && woo.contains(&format!("thes/kern/{sort}\">")), "{name}: {woo}");
        assert!(woo.contains("resource=\"gm9901/beleidsplan/vastgesteld\""), "{name}: {woo}");
        assert!(!woo.contains("gmb-2026-999901") && !woo.contains("verkorteTitel"), "{name}: {woo}");
        let held = ["<diwoo:geldigheid>", ">vaststelling<"].map(|part| woo.contains(part));
        assert_eq!((held, woo.contains(">opstelling<")), ([adopted; 2], !adopted), "{name}: {woo}");
        let archive = text(&files, &format!("mdto/gm9901-{name}.mdto.xml"));
        assert!(archive.contains("<gerelateerdInformatieobject>") && archive.contains(">Refereert aan<"), "{archive}");
        let about = if adopted { "Vastgesteld op 2026-02-12 door" } else { "Hoort bij het besluit van 2026-02-12" };
        assert!(archive.contains(about), "{name}: {archive}");
        for file in [format!("documenten/gm9901-{name}.pdf"), format!("documenten/gm9901-{name}.html")] {
            assert!(index.contains(&format!("href=\"{file}\"")), "{file}");
        }
        // What a paper does not show is not among its data.
        assert!(files.iter().all(|f| !f.path.starts_with(&format!("gegevens/gm9901-{name}/norm"))), "{name}");
    }
    assert_eq!(index.matches("<td>hoort bij het besluit van 12 februari 2026</td>").count(), 2, "{index}");
    let at = |name: &str| index.find(&format!("<td>gm9901/{name}/vastgesteld</td>"));
    assert!(at("beleidsplan").is_some() && at("beleidsplan") < at("raadsbesluit"), "the plan stands first: {index}");
    let plan = text(&files, "mdto/gm9901-beleidsplan.mdto.xml");
    assert!(!plan.contains("gerelateerdInformatieobject"), "{plan}");
    assert!(text(&files, "mdto/gm9901-basisniveau-verslag-2025.mdto.xml").contains("gerelateerdInformatieobject"));
    assert!(text(&files, "bekendmaking/gemeenteblad.txt").contains("gm9901-beleidsplan.pdf"));

    // Papers alone are no publication in the gemeenteblad, and point at nothing that is not there.
    let papers: Vec<Published> = made.documents.iter().filter(|d| d.kind.paper).cloned().collect();
    let files = publication::files(&made.facts, &papers).expect("public");
    assert!(papers.len() == 3 && files.iter().all(|f| !f.path.starts_with("bekendmaking/")));
    assert!(!text(&files, "diwoo/gm9901-raadsbesluit.xml").contains("documentrelatie"));

    let concept = publication::files(&bare().facts, &bare().documents).expect("public");
    let woo = text(&concept, "diwoo/gm0363-samenvatting-concept.xml");
    assert!(woo.contains("c_db4862c3") && woo.contains(">opstelling<"), "{woo}");
}

/// Every word that a kind of document can name has a code of its own in the published list.
#[test]
fn every_word_for_the_woo_has_its_code() {
    let made = bare();
    let mut document = made.documents[0].clone();
    let mut codes = BTreeSet::new();
    let place = document.kind.woo.as_ref().expect("a kind of the templates").place.clone();
    let code = |document: &Published, word: &str| {
        let woo = publication::diwoo(&made.facts, document, &[]);
        assert_eq!(differences(&woo, "Document", DIWOO), Vec::<String>::new(), "{word}");
        let term = woo.split("thes/kern/").find(|part| part.contains(&format!("\">{word}<"))).expect("the word");
        term.split('"').next().expect("its code").to_owned()
    };
    for value in Informatiecategorie::ALL {
        let woo = document.kind.woo.as_mut().expect("the same");
        woo.informatiecategorie = Some(At { value: *value, place: place.clone() });
        assert!(codes.insert(code(&document, value.word())), "{} shares its code", value.word());
    }
    for value in Documentsoort::ALL {
        let woo = document.kind.woo.as_mut().expect("the same");
        woo.documentsoort = Some(At { value: *value, place: place.clone() });
        assert!(codes.insert(code(&document, value.word())), "{} shares its code", value.word());
    }
    assert_eq!(codes.len(), 18 + Documentsoort::ALL.len());
}

#[test]
fn the_archive_record_holds_the_checksum_of_each_file() {
    let made = glazerveen();
    let files = publication::files(&made.facts, &made.documents).expect("public");
    for file in files.iter().filter(|f| f.path.starts_with("documenten/") && !f.path.ends_with(".json")) {
        let base = file.path.strip_prefix("documenten/").expect("the folder");
        let record = text(&files, &format!("mdto/{base}.bestand.mdto.xml"));
        assert!(record.contains(&format!("<checksumWaarde>{}<", Hash::of(&file.bytes))), "{record}");
        assert!(record.contains(&format!("<omvang>{}<", file.bytes.len())), "{record}");
    }
    let list = text(&files, publication::CHECKSUMS);
    assert_eq!(list.lines().count(), files.len() - 1, "every file but the list itself");
}

#[test]
fn the_same_documents_are_the_same_bytes_and_read_back() {
    let made = glazerveen();
    let bytes = made.bundle();
    assert!(bytes == made.bundle());
    let read = read_bundle(&bytes).expect("no fault");
    let pdfs: Vec<&str> = read.pdfs().map(|f| f.path).collect();
    let names = ["basisniveau-verslag-2025", "beleidsplan", "raadsbesluit", "raadsvoorstel", "samenvatting"];
    assert_eq!(pdfs, names.map(|name| format!("documenten/gm9901-{name}.pdf")));
    assert!(read.files.is_sorted_by_key(|f| f.path));
    assert_eq!(publication::bundle_name(&made.facts, &made.documents), "gm9901-bundel.zip");
    assert_eq!(publication::bundle_name(&bare().facts, &bare().documents), "gm0363-bundel-concept.zip");
    assert!(read_bundle(&bare().bundle()).is_ok());
}

#[test]
fn a_confidential_edition_is_in_no_bundle() {
    let made = bare();
    let mut documents = made.documents.clone();
    documents[0].order.audience = Audience::Vertrouwelijk;
    assert_eq!(publication::bundle(&made.facts, &documents), Err(Unbundled::Confidential));
    // Two documents of one name do not both fit.
    let twice = [made.documents[0].clone(), made.documents[0].clone()];
    assert_eq!(publication::bundle(&made.facts, &twice), Err(Unbundled::TooLarge));
}

/// Every text that a reader of the manuscript gets, and nothing of the data that is not in there.
#[test]
fn the_public_data_holds_what_the_document_shows() {
    let made = glazerveen();
    let json = publication::public_data(&made.facts, &made.documents);
    let data: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let (documents, mut tables) = (data["documenten"].as_array().expect("documents"), 0);
    let files = publication::files(&made.facts, &made.documents).expect("public");
    for (document, published) in documents.iter().zip(&made.documents) {
        assert_eq!(document["pdf_sha256"], Hash::of(&published.pdf).to_string());
        for table in document["tabellen"].as_array().expect("tables") {
            tables += 1;
            let csv = text(&files, table["bestand"].as_str().expect("a path"));
            let rows = table["rijen"].as_array().expect("rows").len() + usize::from(!table["totaal"].is_null());
            assert_eq!(records(csv), rows + 1, "{}", table["bijschrift"]);
        }
    }
    assert!(tables > 40, "{tables} tables");
    let plan = documents.iter().find(|d| d["document"] == "beleidsplan").expect("a plan");
    assert_eq!(plan["maatregelen"].as_array().expect("measures").len(), made.dossier.maatregelen.len());
    assert_eq!(plan["vastgesteld_op"], "2026-02-12");
    for norm in plan["normen"].as_array().expect("norms") {
        assert!(!norm["criteria"].as_array().expect("criteria").is_empty());
    }
    // A place in the folder of the gemeente means nothing to a reader.
    assert!(!json.contains("bewijs.csv:") && !json.contains("gemeente.toml:"), "a place in the data");
}

fn records(csv: &str) -> usize {
    let (mut quoted, mut count) = (false, 0);
    for c in csv.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// Elements of a page in the order of the page.
fn parse(page: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    roxmltree::Document::parse_with_options(page, options).expect("a page that is also XML")
}

/// What a reader with a screen reader, a keyboard or a narrow screen meets.
fn assert_accessible(page: &str, what: &str) {
    let document = parse(page);
    let elements: Vec<roxmltree::Node> = document.descendants().filter(roxmltree::Node::is_element).collect();
    let named = |name: &str| elements.iter().filter(|e| e.tag_name().name() == name).copied().collect::<Vec<_>>();
    assert_eq!(document.root_element().attribute("lang"), Some("nl"), "{what}");
    for one in ["main", "title", "h1", "header"] {
        assert_eq!(named(one).len(), 1, "{what}: {one}");
    }
    let level = |e: &roxmltree::Node| e.tag_name().name().strip_prefix('h').and_then(|l| l.parse::<u32>().ok());
    let mut before = 0;
    for heading in elements.iter().filter_map(|e| level(e).map(|l| (l, e))) {
        assert!(heading.0 <= before + 1, "{what}: h{} after h{before}", heading.0);
        assert!(!words_of(*heading.1).trim().is_empty(), "{what}: an empty heading");
        before = heading.0;
    }
    for table in named("table") {
        let inside = |name: &str| table.descendants().filter(|n| n.has_tag_name(name)).collect::<Vec<_>>();
        assert_eq!(inside("caption").len(), 1, "{what}");
        assert!(inside("th").iter().all(|th| matches!(th.attribute("scope"), Some("col" | "row"))), "{what}");
        assert!(table.parent().is_some_and(|p| p.attribute("tabindex") == Some("0")), "{what}: scrolls by keys");
    }
    let ids: Vec<&str> = elements.iter().filter_map(|e| e.attribute("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{what}: an id twice in {ids:?}");
    for link in named("a") {
        let target = link.attribute("href").expect("an address");
        assert!(!words_of(link).trim().is_empty(), "{what}: a link without words");
        assert!(!link.ancestors().skip(1).any(|a| a.has_tag_name("a")), "{what}: a link in a link");
        if let Some(id) = target.strip_prefix('#') {
            assert!(ids.contains(&id), "{what}: {target} leads nowhere");
        }
    }
    for image in named("img") {
        assert!(image.attribute("alt").is_some_and(|a| !a.trim().is_empty()), "{what}");
        assert!(image.attribute("src").is_some_and(|s| s.starts_with("data:image/")), "{what}: from outside");
    }
    let first = named("a")[0];
    assert_eq!(first.attribute("href"), Some("#inhoud"), "{what}: the first link skips");
    for forbidden in ["script", "iframe", "object", "embed", "link", "form", "input", "svg"] {
        assert!(named(forbidden).is_empty(), "{what}: {forbidden}");
    }
    assert!(elements.iter().flat_map(|e| e.attributes()).all(|a| !a.name().starts_with("on")), "{what}");
}

fn words_of(node: roxmltree::Node) -> String {
    node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect()
}

#[test]
fn every_page_is_accessible_and_says_what_the_document_says() {
    for made in [glazerveen(), bare()] {
        let files = publication::files(&made.facts, &made.documents).expect("public");
        assert_accessible(text(&files, "index.html"), "index");
        for document in &made.documents {
            let page = publication::html(&document.manuscript);
            assert_accessible(&page, &document.order.document);
            let parsed = parse(&page);
            let said = squeezed(&words_of(parsed.root_element()));
            for node in document.manuscript.chapters.iter().flat_map(|c| &c.nodes) {
                if let Block::Paragraph(words) = &node.block {
                    let words = squeezed(&beleid::text::manuscript::plain(words));
                    assert!(said.contains(&words), "{words}");
                }
            }
        }
    }
}

/// Without white space: a page breaks its lines elsewhere.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_kind_of_block_has_its_form() {
    let manuscript = everything::everything();
    let page = publication::html(&manuscript);
    assert_accessible(&page, "every kind");
    compare("tests/bundel/alle-soorten.html", &page);
}

/// Compares with what is written, or writes it.
fn compare(path: &str, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all("tests/bundel").expect("a folder");
        std::fs::write(path, text).expect("the page is writable");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(text == written, "{path} is stale: run with UPDATE=1 and look at the difference");
}

#[test]
fn the_check_of_a_page_can_fail() {
    let page = publication::html(&everything::everything());
    assert_accessible(&page, "as it is");
    for (from, to) in [
        ("lang=\"nl\"", ""),
        ("<h3 id", "<h4 id"),
        (" scope=\"row\"", ""),
        ("href=\"#d-koppen\"", "href=\"#weg\""),
        ("tabindex=\"0\"", ""),
        ("<p class=\"ondertitel\">", "<p onclick=\"x\">"),
        ("id=\"d-koppen\"", "id=\"d-lijsten\""),
        ("</main>", "<script></script></main>"),
    ] {
        assert!(page.contains(from), "{from}");
        let other = page.replace(from, to).replace("</h3>", if from == "<h3 id" { "</h4>" } else { "</h3>" });
        let other = if from == "<h3 id" { other.replace("<h3>", "<h4>") } else { other };
        let seen = std::panic::catch_unwind(|| assert_accessible(&other, "changed")).is_err();
        assert!(seen, "{from} is not missed");
    }
}

/// The same manuscript with one text in every place.
fn filled(manuscript: &Manuscript, with: &str) -> Manuscript {
    fn inline(inlines: &mut [Inline], with: &str) {
        for one in inlines {
            match one {
                Inline::Text(t) | Inline::Unknown(t) => *t = with.to_owned(),
                Inline::Foreign { lang, text } => (*lang, *text) = (with.to_owned(), with.to_owned()),
                Inline::Strong(i) | Inline::Emphasis(i) | Inline::Removed(i) | Inline::Added(i) => inline(i, with),
                Inline::Link { url, text } => {
                    *url = format!("https://example.org/{with}");
                    inline(text, with);
                }
                Inline::Reference { text, .. } => *text = with.to_owned(),
            }
        }
    }
    fn pairs(pairs: &mut [(String, Vec<Inline>)], with: &str) {
        for (label, value) in pairs {
            *label = with.to_owned();
            inline(value, with);
        }
    }
    fn block(one: &mut Block, with: &str) {
        match one {
            Block::Heading { text, number, .. } => {
                *number = Some(with.to_owned());
                inline(text, with);
            }
            Block::Paragraph(text) => inline(text, with),
            Block::List { items, .. } => items.iter_mut().flatten().for_each(|b| block(b, with)),
            Block::Callout { title, blocks, .. } => {
                *title = Some(with.to_owned());
                blocks.iter_mut().for_each(|b| block(b, with));
            }
            Block::Facts(facts) => pairs(facts, with),
            Block::Table(table) => {
                table.caption = with.to_owned();
                table.note = Some(with.to_owned());
                table.columns.iter_mut().for_each(|c| c.title = format!("k{with}"));
                table.rows.iter_mut().chain(&mut table.total).flatten().for_each(|cell| inline(cell, with));
            }
            Block::Chart(chart) => {
                (chart.caption, chart.unit) = (with.to_owned(), with.to_owned());
                chart.labels.iter_mut().for_each(|l| *l = with.to_owned());
                chart.series.iter_mut().for_each(|s| s.texts.iter_mut().for_each(|t| *t = with.to_owned()));
            }
            Block::Measure(card) => {
                card.number = with.to_owned();
                inline(&mut card.title, with);
                pairs(&mut card.fields, with);
                pairs(&mut card.facts, with);
            }
            Block::Criterion(card) => {
                (card.id, card.question) = (with.to_owned(), with.to_owned());
                pairs(&mut card.fields, with);
            }
            Block::Pillars(pillars) => {
                pillars.iter_mut().for_each(|p| (p.title, p.text) = (with.to_owned(), with.to_owned()));
            }
            Block::KeyFigures(figures) => figures.iter_mut().for_each(|f| {
                (f.number, f.label, f.explanation) = (with.to_owned(), with.to_owned(), with.to_owned());
            }),
            Block::Quote { text, function } => {
                inline(text, with);
                *function = with.to_owned();
            }
            Block::Signature { opening, date, functions } => {
                (*opening, *date) = (with.to_owned(), Some(with.to_owned()));
                functions.iter_mut().for_each(|f| *f = with.to_owned());
            }
        }
    }
    let mut made = manuscript.clone();
    made.meta.title = with.to_owned();
    made.meta.description = with.to_owned();
    made.meta.keywords = vec![with.to_owned(); 2];
    made.meta.running_head = with.to_owned();
    made.cover.title = with.to_owned();
    made.cover.notice = Some(with.to_owned());
    made.style.primary = with.to_owned();
    for chapter in &mut made.chapters {
        chapter.title = with.to_owned();
        chapter.nodes.iter_mut().for_each(|Node { block: b, .. }| block(b, with));
    }
    made
}

/// The elements of a page with the names of their attributes, without what they say. A word that names no language has
/// no `lang`.
fn skeleton(page: &str) -> Vec<String> {
    let document = parse(page);
    let one = |e: roxmltree::Node| {
        let names: Vec<&str> = e.attributes().map(|a| a.name()).filter(|n| *n != "lang").collect();
        format!("{} {names:?}", e.tag_name().name())
    };
    document.descendants().filter(roxmltree::Node::is_element).map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whatever is typed anywhere in a document, the page has the same elements as with a plain word.
    #[test]
    fn no_text_becomes_markup(with in prop_oneof![
        "[a-z<>&\"'/=!\\-;#{}\\[\\]()]{1,24}",
        "\\PC{1,24}",
        Just("</style><script>alert(1)</script>".to_owned()),
        Just("\" onmouseover=\"alert(1)".to_owned()),
        Just("]]><!--".to_owned()),
        Just("&lt;b&gt;".to_owned()),
    ]) {
        // A cell that is empty is no heading; that is a difference of form and not of markup.
        let with = format!("x{with}x");
        let manuscript = everything::everything();
        let plain = publication::html(&filled(&manuscript, "xwoordx"));
        let typed = publication::html(&filled(&manuscript, &with));
        prop_assert_eq!(skeleton(&plain), skeleton(&typed));
        prop_assert!(squeezed(&words_of(parse(&typed).root_element())).contains(&squeezed(&with)));
        // The style sheet is the one text that is not escaped.
        let sheet = |page: &str| page.split("<style>").nth(1).and_then(|s| s.split("</style>").next()).map(str::to_owned);
        prop_assert_eq!(sheet(&plain), sheet(&typed));
    }

    /// No text of a gemeente becomes markup of the metadata either.
    #[test]
    fn no_text_becomes_metadata(with in prop_oneof!["[a-z<>&\"'/=!\\-;]{1,24}", "\\PC{1,24}"]) {
        let with = format!("x{with}x");
        let mut facts = glazerveen().facts.clone();
        let mut documents = bare().documents.clone();
        facts.gemeente = with.clone();
        facts.case = Some(with.clone());
        facts.short_title = Some(with.clone());
        for document in &mut documents {
            document.pdf = b"klein".to_vec();
            document.manuscript = filled(&everything::everything(), &with);
            document.norms.clear();
        }
        for file in publication::files(&facts, &documents).expect("public") {
            let Ok(xml) = std::str::from_utf8(&file.bytes) else { continue };
            if file.path.starts_with("diwoo/") {
                prop_assert_eq!(differences(xml, "Document", DIWOO), Vec::<String>::new());
            } else if file.path.starts_with("mdto/") {
                prop_assert_eq!(differences(xml, "MDTO", MDTO), Vec::<String>::new());
            } else if file.path.ends_with(".json") {
                prop_assert!(serde_json::from_str::<serde_json::Value>(xml).is_ok());
            } else if file.path == "bekendmaking/gemeenteblad.txt" {
                prop_assert!(xml.lines().all(|l| l.is_empty() || l.contains(':') || l.starts_with("Velden")), "{xml}");
            }
        }
    }
}

/// A small generator with a fixed seed: the same corruptions every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }
}

#[test]
fn two_hundred_random_changes_of_a_byte_are_seen() {
    let bundle = small();
    assert!(read_bundle(&bundle).is_ok());
    let mut dice = Dice(20_261_124);
    for _ in 0..200 {
        let (at, by) = (dice.roll(bundle.len()), 1 + dice.roll(255));
        let mut other = bundle.clone();
        other[at] ^= u8::try_from(by).expect("a byte");
        assert!(read_bundle(&other).is_err_and(|f| !f.is_empty()), "byte {at} xor {by}");
    }
}

#[test]
fn every_length_of_a_cut_bundle_is_seen() {
    let bundle = small();
    for length in (0..bundle.len()).step_by(97) {
        assert!(read_bundle(&bundle[..length]).is_err(), "{length}");
    }
    assert!(read_bundle(&[&bundle[..], b"x"].concat()).is_err());
    assert!(read_bundle(&[0; 4096]).is_err());
}

/// The faults of a bundle in which these files were changed and that was packed again, as an attacker would.
fn repacked(change: impl FnOnce(&mut Vec<(String, Vec<u8>)>)) -> Vec<BundleFault> {
    let bundle = small();
    let mut files: Vec<(String, Vec<u8>)> =
        read_bundle(&bundle).expect("no fault").files.iter().map(|f| (f.path.to_owned(), f.bytes.to_vec())).collect();
    change(&mut files);
    let entries: Vec<Entry> = files.iter().map(|(path, bytes)| Entry { path, bytes }).collect();
    let bytes = archive::write(&entries).expect("an archive");
    read_bundle(&bytes).err().unwrap_or_default()
}

#[test]
fn an_extra_a_missing_and_a_changed_file_are_told_apart() {
    let fault = |path: &str, kind| BundleFault { path: path.into(), kind };
    const PDF: &str = "documenten/gm0363-beleidsplan-concept.pdf";
    assert_eq!(repacked(|_| {}), []);
    let missing = repacked(|files| files.retain(|(path, _)| path != PDF));
    assert_eq!(missing, [fault(PDF, BundleFaultKind::Missing)]);
    let extra = repacked(|files| files.push(("zz.pdf".into(), b"%PDF".to_vec())));
    assert_eq!(extra, [fault("zz.pdf", BundleFaultKind::Extra)]);
    let altered = repacked(|files| files.iter_mut().filter(|(p, _)| p == PDF).for_each(|(_, b)| b.push(b'x')));
    assert_eq!(altered, [fault(PDF, BundleFaultKind::Altered)]);
    let listless = repacked(|files| files.retain(|(path, _)| path != publication::CHECKSUMS));
    assert_eq!(listless, [fault("", BundleFaultKind::NoChecksums)]);
    let garbled = repacked(|files| {
        let list = files.iter_mut().find(|(p, _)| p == publication::CHECKSUMS).expect("the list");
        list.1.extend(b"onzin\n");
    });
    assert!(matches!(garbled[..], [BundleFault { kind: BundleFaultKind::ChecksumLine(_), .. }]), "{garbled:?}");
    // All at once, and each with its own message.
    let all = repacked(|files| {
        files.retain(|(path, _)| path != "index.html");
        files.iter_mut().filter(|(p, _)| p == PDF).for_each(|(_, b)| b.clear());
        files.push(("zz".into(), vec![]));
        let list = files.iter_mut().find(|(p, _)| p == publication::CHECKSUMS).expect("the list");
        list.1.extend(b"onzin\n");
    });
    let report = publication::tell_faults("bundel.zip", &all);
    for rule in [&rules::BUNDLE_LIST, &rules::BUNDLE_MISSING, &rules::BUNDLE_EXTRA, &rules::BUNDLE_ALTERED] {
        assert_eq!(report.of(rule).len(), 1, "{} in {:?}", rule.code, folder::told(&report));
    }
    let broken = read_bundle(b"geen zip").expect_err("no archive");
    assert!(
        matches!(&broken[..], [BundleFault { kind: BundleFaultKind::Archive(f), .. }] if f.kind == FaultKind::NoArchive)
    );
    assert_eq!(publication::tell_faults("x.zip", &broken).of(&rules::BUNDLE_FORM).len(), 1);
    // Many alike become a few.
    let none = repacked(|files| files.retain(|(path, _)| path == publication::CHECKSUMS));
    assert!(publication::tell_faults("x.zip", &none).of(&rules::BUNDLE_MISSING).len() <= 20);
}

/// Every message about a bundle with its full text, on a page that a person can read.
#[test]
fn the_messages_are_those_of_the_page() {
    let mut page = String::from(
        "# Meldingen over bundels\n\nWat `beleid bundel` zegt als er nog iets ontbreekt, en wat er over een bundel te zeggen is die niet klopt.\n",
    );
    let undecided = not_ready();
    let damaged = repacked(|files| {
        files.retain(|(path, _)| path != "index.html");
        files.iter_mut().filter(|(p, _)| p.ends_with(".pdf")).for_each(|(_, b)| b.clear());
        files.push(("zz.pdf".into(), vec![]));
        let list = files.iter_mut().find(|(p, _)| p == publication::CHECKSUMS).expect("the list");
        list.1.extend(b"onzin\n");
    });
    let listless = repacked(|files| files.retain(|(path, _)| path != publication::CHECKSUMS));
    let mut flipped = small();
    let content = flipped.windows(9).position(|w| w == b"%PDF-1.7 ").expect("the PDF is not compressed");
    flipped[content] ^= 1;
    for (title, report) in [
        ("Nog niet klaar voor een bundel", undecided),
        ("Te veel voor een bundel", publication::tell_unbundled(Unbundled::TooLarge)),
        ("Een vertrouwelijke uitgave", publication::tell_unbundled(Unbundled::Confidential)),
        ("Geen zip-bestand", publication::tell_faults("bundel.zip", &read_bundle(b"geen zip").expect_err("a fault"))),
        ("Eén bit anders", publication::tell_faults("bundel.zip", &read_bundle(&flipped).expect_err("a fault"))),
        ("Zonder lijst", publication::tell_faults("bundel.zip", &listless)),
        ("Opnieuw ingepakt met andere bestanden", publication::tell_faults("bundel.zip", &damaged)),
    ] {
        page.push_str(&format!("\n## {title}\n\n```\n"));
        for told in report.sorted() {
            let place = told.place.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
            let severity = told.rule.severity(Stand::Concept).word();
            page.push_str(&format!("{severity} {} {place} {}\n    {}\n", told.rule.code, told.title, told.action));
        }
        page.push_str("```\n");
    }
    compare("tests/bundel/meldingen.md", &page);
}

fn not_ready() -> beleid::Report {
    let set = folder::memory(&[
        ("gemeente.toml", "naam = \"Proef\"\ncode = \"GM9901\"\nfictief = true\n"),
        ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n"),
        ("vaststelling.toml", "orgaan = \"raad\"\ndatum = 2026-03-12\nkenmerk = \"R-1\"\n"),
        ("jaren/2025/jaar.toml", ""),
    ]);
    let compiler = Compiler::built_in();
    let dossier = compiler.read(&set).0.expect("a dossier");
    let orders: Vec<Order> = compiler.orders(&dossier, &Selection::default());
    publication::tell_not_ready(&dossier, &orders)
}

#[test]
fn what_publication_asks_is_told_all_at_once() {
    let told = folder::told(&not_ready());
    assert_eq!(told.iter().filter(|t| t.starts_with("U101")).count(), 1, "{told:#?}");
    for key in ["citeertitel", "inwerkingtreding", "grondslag", "rubriek", "zaaknummer"] {
        assert!(told.iter().any(|t| t.starts_with("U102 vaststelling.toml") && t.contains(key)), "{key}: {told:#?}");
    }
    assert!(publication::tell_not_ready(&glazerveen().dossier, &orders_of(glazerveen())).sorted().is_empty());
}

fn orders_of(made: &Made) -> Vec<Order> {
    let orders: Vec<Order> = made.documents.iter().map(|d| d.order.clone()).collect();
    assert!(orders.iter().all(|o| o.stand == Stand::Vastgesteld));
    orders
}
