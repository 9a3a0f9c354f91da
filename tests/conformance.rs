//! Every sample document as a checker, an archive and a screen reader see it, and the same bytes each time.

mod support;

use std::process::Command;
use std::sync::LazyLock;

use beleid::paper::structure::{bookmarks, structure};
use beleid::seal::receipt::sha256;
use beleid::text::difference::compare;
use beleid::text::difference::was_wordt::{Names, was_wordt};
use beleid::text::manuscript::{Block, Form, Inline, Manuscript};
use beleid::{Compiler, Edition};
use hayro_syntax::Pdf;
use hayro_syntax::object::Object;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use support::{everything, folder, pdf, tags};

/// Every document of every sample gemeente, with a name for messages.
static DOCUMENTS: LazyLock<Vec<(String, Edition)>> = LazyLock::new(|| documents(&Compiler::built_in(), false));

fn documents(compiler: &Compiler, backwards: bool) -> Vec<(String, Edition)> {
    let mut folders = folder::folders(&folder::root().join("policies"));
    if backwards {
        folders.reverse();
    }
    let mut out = Vec::new();
    for path in folders {
        let whole = folder::make(compiler, &folder::sources(&path));
        let intake = folder::told(&whole.intake);
        for made in whole.made {
            let name = format!("{}/{}", folder::name(&path), made.order.document);
            let told = folder::told(&made.report);
            out.push((
                name.clone(),
                made.edition.unwrap_or_else(|| panic!("{name} is not made: {intake:#?} {told:#?}")),
            ));
        }
    }
    out.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(out.len() >= 2, "there are sample documents");
    out
}

fn open(bytes: &[u8]) -> Pdf {
    Pdf::new(bytes.to_vec()).expect("a PDF")
}

/// What the manuscript predicts.
fn predicted(manuscript: &Manuscript) -> Vec<String> {
    structure(manuscript).iter().map(ToString::to_string).collect()
}

/// What the file holds, without the page of contents.
fn found(pdf: &Pdf) -> Vec<String> {
    let (lines, _) = tags::without_contents(tags::lines(&tags::read(pdf)));
    assert_eq!(lines[0].to_string(), "Document");
    lines[1..].iter().map(ToString::to_string).collect()
}

/// The first line that differs, with what stands around it.
fn first_difference(predicted: &[String], found: &[String]) -> Option<String> {
    let at = (0..predicted.len().max(found.len())).find(|i| predicted.get(*i) != found.get(*i))?;
    let part = |lines: &[String]| lines[at.saturating_sub(4).min(lines.len())..(at + 6).min(lines.len())].join("\n");
    Some(format!("line {}\n-- predicted\n{}\n-- found\n{}", at + 1, part(predicted), part(found)))
}

#[test]
fn a_screen_reader_finds_what_the_manuscript_predicts() {
    for (name, edition) in &*DOCUMENTS {
        if let Some(difference) = first_difference(&predicted(&edition.manuscript), &found(&open(&edition.pdf))) {
            panic!("{name}: {difference}");
        }
    }
}

#[test]
fn the_bookmarks_and_the_contents_are_the_headings() {
    for (name, edition) in DOCUMENTS.iter().filter(|(_, edition)| edition.manuscript.style.form == Form::Book) {
        let pdf = open(&edition.pdf);
        let headings = bookmarks(&structure(&edition.manuscript));
        let mut marks = pdf::bookmarks(&pdf);
        assert_eq!(marks.remove(0), (0, "Inhoud".to_owned()), "{name}");
        assert_eq!(marks, headings, "{name}");

        // The contents list every chapter and some of the sections. A line ends in its page, which only layout knows.
        let (_, contents) = tags::without_contents(tags::lines(&tags::read(&pdf)));
        let entries = contents.iter().filter(|l| l.head == "TOCI").map(|l| l.text.rsplit_once(' ').expect("a page").0);
        let mut rest = entries.peekable();
        for (depth, heading) in &headings {
            let listed = rest.next_if(|title| title == heading).is_some();
            assert!(listed || *depth > 0, "{name}: {heading} is not in the contents");
        }
        assert_eq!(rest.next(), None, "{name}: a line of the contents is no heading");
    }
}

/// A paper is read from its first page on: no contents, and its headings are its bookmarks.
#[test]
fn a_paper_has_no_contents_and_is_as_long_as_its_kind_allows() {
    let papers: Vec<_> = DOCUMENTS.iter().filter(|(_, e)| e.manuscript.style.form == Form::Paper).collect();
    assert!(papers.len() >= 4, "the samples have papers");
    for (name, edition) in papers {
        let pdf = open(&edition.pdf);
        assert_eq!(pdf::bookmarks(&pdf), bookmarks(&structure(&edition.manuscript)), "{name}");
        let (_, contents) = tags::without_contents(tags::lines(&tags::read(&pdf)));
        assert!(contents.is_empty(), "{name} has contents");
        let most = if name.ends_with("/samenvatting") || name.ends_with("besluit") { 1 } else { 4 };
        assert!(pdf.pages().len() <= most, "{name} has {} pages", pdf.pages().len());
    }
}

#[test]
fn every_kind_of_block_is_found_as_predicted() {
    let manuscript = everything::everything();
    let bytes = folder::typeset(&Compiler::built_in().project(&manuscript, &[]));
    assert_eq!(first_difference(&predicted(&manuscript), &found(&open(&bytes))), None);
    assert_eq!(failures(&bytes), Vec::<String>::new());
}

/// A comparison is a document like any other: of a plan with its next version, and of every kind of block with nothing.
#[test]
fn a_comparison_is_found_as_predicted() {
    let (compiler, names) = (Compiler::built_in(), Names { old: "het plan".into(), new: "het nieuwe plan".into() });
    let (_, edition) = DOCUMENTS.iter().find(|(name, _)| name.ends_with("beleidsplan")).expect("a plan");
    let mut next = edition.manuscript.clone();
    for (at, chapter) in next.chapters.iter_mut().enumerate() {
        match at % 4 {
            0 => chapter.nodes.reverse(),
            1 => drop(chapter.nodes.pop()),
            2 => chapter.version = "9.0.0".into(),
            _ => {
                for node in &mut chapter.nodes {
                    if let Block::Paragraph(text) = &mut node.block {
                        text.insert(0, Inline::Strong(everything::words("Nieuw is dit. ")));
                    }
                }
            }
        }
    }
    next.chapters.rotate_left(3);
    let (all, mut none) = (everything::everything(), everything::everything());
    none.chapters.retain(|chapter| chapter.id == "koppen");
    for (old, new) in [(&edition.manuscript, &next), (&all, &none), (&none, &all)] {
        let made = was_wordt(&compare(old, new), &names);
        let bytes = folder::typeset(&compiler.project(&made, &[]));
        assert_eq!(first_difference(&predicted(&made), &found(&open(&bytes))), None);
        assert_eq!(failures(&bytes), Vec::<String>::new());
    }
}

/// What no checker of conformance sees, the prediction does.
#[test]
fn a_damaged_document_is_not_what_was_predicted() {
    let manuscript = everything::everything();
    let project = Compiler::built_in().project(&manuscript, &[]);
    for (damage, theme) in [
        ("a header of a row that is a plain cell", "#let echt = tabel\n#let tabel(..a) = echt(..a, rijkop: false)"),
        (
            "an alternative text that is a file name",
            "#let echt = staafdiagram\n#let staafdiagram(..a) = echt(..a, alt: \"grafiek-1.png\")",
        ),
        ("another order", "#let echt = feiten\n#let feiten(..a) = echt(..a.pos().rev())"),
        ("a heading that is only large", "#let kop(niveau, nummer: none, titel, label: none) = par(text(20pt, titel))"),
        (
            "a number that is only decoration",
            "#let echt = kerncijfers\n#let kerncijfers(..a) = pdf.artifact(echt(..a))",
        ),
        ("a foreign word that is not marked", "#let vreemd(taal, ..a) = samen(a)"),
    ] {
        let mut damaged = project.clone();
        let file = damaged.files.iter_mut().find(|f| f.path == "/thema.typ").expect("a theme");
        file.bytes.extend_from_slice(format!("\n{theme}\n").as_bytes());
        let bytes = folder::typeset(&damaged);
        assert_eq!(failures(&bytes), Vec::<String>::new(), "a checker of conformance does not see {damage}");
        assert!(first_difference(&predicted(&manuscript), &found(&open(&bytes))).is_some(), "{damage} is seen");
    }
}

/// The other way round: a prediction with one word changed is not what the file holds.
#[test]
fn a_changed_prediction_is_not_what_is_found() {
    let (_, edition) = &DOCUMENTS[0];
    let (right, found) = (predicted(&edition.manuscript), found(&open(&edition.pdf)));
    let change = |from: &str, to: &str| {
        let mut wrong = right.clone();
        let line = wrong.iter_mut().find(|l| l.contains(from)).unwrap_or_else(|| panic!("a line with {from}"));
        *line = line.replacen(from, to, 1);
        wrong
    };
    let mut swapped = right.clone();
    swapped.swap(1, 2);
    let mut short = right.clone();
    short.pop();
    for wrong in [
        change("TH[Row]", "TD"),
        change(" alt=\"", " alt=\"x"),
        change("H2 ", "P "),
        change("LBody", "P"),
        swapped,
        short,
    ] {
        assert!(first_difference(&wrong, &found).is_some());
    }
    assert_eq!(first_difference(&right, &found), None);
}

/// What a checker of PDF/UA-1 and PDF/A-3a says.
fn failures(bytes: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a] {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).expect("a readable PDF");
        assert_eq!(report.rules.total, profile.implemented_check_count(), "the checker ran every rule");
        out.extend(report.failures.iter().filter(|f| !is_known_error(&f.rule_id, bytes)).map(ToString::to_string));
    }
    out
}

/// `page_validation` 0.12 takes the last byte of a stream for part of the line end when that byte is a carriage
/// return. Only that is let through: every length is right, and a stream does end so.
fn is_known_error(rule: &str, bytes: &[u8]) -> bool {
    rule == "ISO 19005-3:2012:6.1.7.1:1" && streams_ending_in_a_carriage_return(bytes).is_some_and(|count| count > 0)
}

/// Counts them in the raw bytes; none when a length is not that of its stream.
fn streams_ending_in_a_carriage_return(bytes: &[u8]) -> Option<usize> {
    let find =
        |needle: &[u8], from: usize| bytes[from..].windows(needle.len()).position(|w| w == needle).map(|i| from + i);
    let (mut at, mut count) = (0, 0);
    while let Some(keyword) = find(b"stream\n", at) {
        let start = keyword + b"stream\n".len();
        let dictionary = String::from_utf8_lossy(&bytes[at..keyword]);
        let length =
            dictionary.rsplit_once("/Length ")?.1.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok()?;
        let end = start + length;
        if !bytes.get(end..)?.starts_with(b"\nendstream") {
            return None;
        }
        count += usize::from(bytes[end - 1] == b'\r');
        at = end + b"\nendstream".len();
    }
    Some(count)
}

#[test]
fn every_document_conforms_to_pdf_ua_1_and_pdf_a_3a() {
    for (name, edition) in &*DOCUMENTS {
        assert_eq!(failures(&edition.pdf), Vec::<String>::new(), "{name}");
    }
}

/// When this fails, `page_validation` has been mended and [`is_known_error`] can go.
#[test]
fn the_known_error_of_the_checker_is_still_there() {
    let compiler = Compiler::built_in();
    let unlucky = (0..200).find_map(|i| {
        let words = everything::words(&format!("Alinea {i}."));
        let chapter = everything::chapter("een", None, vec![Block::Paragraph(words)]);
        let bytes = folder::typeset(&compiler.project(&everything::manuscript(vec![chapter]), &[]));
        streams_ending_in_a_carriage_return(&bytes).filter(|count| *count > 0).map(|_| bytes)
    });
    let bytes = unlucky.expect("one in 256 streams ends so");
    let options = ValidationOptions::default().profile(ValidationProfile::PdfA3a);
    let report = validate_pdf_bytes(&bytes, &options).expect("a readable PDF");
    let rules: Vec<&str> = report.failures.iter().map(|f| f.rule_id.as_str()).collect();
    assert_eq!(rules, ["ISO 19005-3:2012:6.1.7.1:1"]);
    assert_eq!(failures(&bytes), Vec::<String>::new());
}

/// A checker that lets everything through would be of no use.
#[test]
fn the_checker_refuses_a_file_without_its_marks() {
    let (_, edition) = &DOCUMENTS[0];
    let text = |from: &[u8], to: &[u8]| {
        let at = edition.pdf.windows(from.len()).position(|w| w == from).expect("the mark stands in the file");
        let mut bytes = edition.pdf.clone();
        bytes[at..at + to.len()].copy_from_slice(to);
        bytes
    };
    assert_ne!(failures(&text(b"<pdfuaid:part>1", b"<pdfuaid:part>7")), Vec::<String>::new());
    assert_ne!(failures(&text(b"<pdfaid:conformance>A", b"<pdfaid:conformance>Q")), Vec::<String>::new());
    assert_ne!(failures(&text(b"/Length ", b"/Length 9")), Vec::<String>::new());
}

#[test]
fn every_document_says_what_it_is() {
    for (name, edition) in &*DOCUMENTS {
        let meta = &edition.manuscript.meta;
        let found = pdf::metadata(&open(&edition.pdf));
        let date = meta.date.to_string();
        assert_eq!((&found.title, &found.author, &found.date), (&meta.title, &meta.author, &date), "{name}");
        assert_eq!((found.lang.as_str(), found.display_title), ("nl-NL", true), "{name}");
        for (key, value) in [
            ("dc:title", meta.title.as_str()),
            ("dc:creator", meta.author.as_str()),
            ("dc:language", "nl-NL"),
            ("dc:description", meta.description.as_str()),
            ("pdfuaid:part", "1"),
            ("pdfaid:part", "3"),
            ("pdfaid:conformance", "A"),
        ] {
            assert_eq!(found.xmp_value(key).as_deref(), Some(value), "{name}: {key}");
        }
        assert_eq!(
            meta.mark.is_some(),
            found.title.starts_with("CONCEPT") || found.title.starts_with("ONTWERP"),
            "{name}"
        );
    }
}

/// Every date in a file is that of its data: the clock has no part in it.
#[test]
fn no_clock_and_no_folder_stands_in_a_document() {
    let here = folder::root().to_string_lossy().into_owned();
    for (name, edition) in &*DOCUMENTS {
        let pdf = open(&edition.pdf);
        let found = pdf::metadata(&pdf);
        let date = edition.manuscript.meta.date.to_string();
        let dates: Vec<&str> = dates(&found.xmp);
        assert!(dates.len() >= 2 && dates.iter().all(|d| *d == date), "{name}: {dates:?} instead of {date}");
        for object in pdf.objects() {
            let bytes = match &object {
                Object::Stream(stream) => stream.decoded().map(|d| d.into_owned()).unwrap_or_default(),
                Object::Dict(dict) => dict.data().to_vec(),
                _ => Vec::new(),
            };
            for path in [here.as_str(), "/root/", "/home/", "/tmp/", "policies/"] {
                assert!(!bytes.windows(path.len()).any(|w| w == path.as_bytes()), "{name} holds {path}");
            }
        }
    }
}

/// Everything that looks like `2026-01-31`.
fn dates(text: &str) -> Vec<&str> {
    let is_date =
        |s: &str| s.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    (0..text.len()).filter_map(|i| text.get(i..i + 10)).filter(|s| is_date(s)).collect()
}

fn hashes(documents: &[(String, Edition)]) -> Vec<String> {
    documents.iter().map(|(name, edition)| format!("{} {name}", sha256(&edition.pdf))).collect()
}

#[test]
fn the_same_bytes_in_any_order_and_beside_each_other() {
    let first = hashes(&DOCUMENTS);
    let compiler = Compiler::built_in();
    let beside = std::thread::scope(|scope| {
        let threads = [false, true].map(|backwards| {
            let compiler = &compiler;
            scope.spawn(move || hashes(&documents(compiler, backwards)))
        });
        threads.map(|thread| thread.join().expect("no panic"))
    });
    assert_eq!(beside[0], first, "again");
    assert_eq!(beside[1], first, "in the opposite order");
}

/// Prints the hashes for the test below, which runs this one in another process.
#[test]
fn hashes_of_every_document() {
    hashes(&DOCUMENTS).iter().for_each(|line| println!("HASH {line}"));
}

#[test]
fn the_same_bytes_in_another_process() {
    let first: Vec<String> = hashes(&DOCUMENTS);
    let elsewhere = std::env::temp_dir();
    for (threads, zone) in [("1", "Pacific/Kiritimati"), ("2", "America/Adak")] {
        let output = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "hashes_of_every_document", "--nocapture", "--test-threads=1"])
            .envs([("RAYON_NUM_THREADS", threads), ("TZ", zone), ("LC_ALL", "C"), ("SOURCE_DATE_EPOCH", "1")])
            .current_dir(&elsewhere)
            .output()
            .expect("the test runs");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        // The harness may put the name of the test before the first line.
        let found: Vec<&str> = text.lines().filter_map(|l| Some(l.split_once("HASH ")?.1)).collect();
        assert_eq!(found, first, "{threads} threads, {zone}");
    }
}
