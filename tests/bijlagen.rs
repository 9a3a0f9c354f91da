//! Files inside a PDF: that of ours says what it must, and no other file gets anything out of the reader but a message.

mod support;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::LazyLock;

use beleid::seal::attachments::{Fault, MOST_ATTACHED, MOST_BYTES, attachments};
use beleid::text::written::{read, write};
use beleid::{Compiler, Edition};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use proptest::prelude::*;
use support::small::{OURS, packed, small, stream, with_file};
use support::{folder, pdf};

static EDITION: LazyLock<Edition> = LazyLock::new(|| {
    let set = folder::sources(&folder::root().join("tests/golden/leegwoude/dossier"));
    let made = folder::make(&Compiler::built_in(), &set).made;
    made.into_iter().find_map(|made| made.edition).expect("a golden gemeente is made")
});

#[test]
fn the_document_is_in_its_pdf() {
    let inside = attachments(&EDITION.pdf).expect("a PDF of ours");
    assert_eq!(inside.keys().collect::<Vec<_>>(), ["document.json"]);
    let back = read(&inside["document.json"]).expect("a document");
    assert_eq!(write(&back.manuscript, &back.order), inside["document.json"]);
    assert_eq!(back.order.document, EDITION.receipt.document);
    assert_eq!(inside["document.json"], EDITION.attachments[0].bytes);
    // Another reader finds the same, with what PDF/A-3 asks of it.
    let file = Pdf::new(EDITION.pdf.clone()).expect("a PDF");
    let catalog = pdf::catalog(&file);
    let names = catalog.get::<Dict<'_>>("Names").unwrap().get::<Dict<'_>>("EmbeddedFiles").unwrap();
    let Some(Object::Dict(told)) = names.get::<Array<'_>>("Names").unwrap().iter::<Object<'_>>().nth(1) else {
        panic!("a name has a file");
    };
    assert_eq!(pdf::string(&told, "UF").as_deref(), Some("document.json"));
    assert_eq!(pdf::name(&told, "AFRelationship").as_deref(), Some("Alternative"));
    assert!(pdf::string(&told, "Desc").unwrap().starts_with("De inhoud van dit document"));
    let stream: Stream<'_> = told.get::<Dict<'_>>("EF").unwrap().get("F").unwrap();
    assert_eq!(pdf::name(stream.dict(), "Subtype").as_deref(), Some("application/json"));
    assert_eq!(stream.decoded().unwrap().as_ref(), inside["document.json"]);
    assert!(catalog.get::<Array<'_>>("AF").is_some(), "it belongs to the document as a whole");
}

/// What stands inside grows a PDF by less than a tenth.
#[test]
fn the_pdf_hardly_grows() {
    let manuscript = &EDITION.manuscript;
    let bare = Compiler::built_in().print(manuscript, &[], &mut beleid::Report::default()).expect("a PDF");
    let growth = EDITION.pdf.len() - bare.bytes.len();
    assert!(growth * 10 < bare.bytes.len(), "{growth} of {} bytes", bare.bytes.len());
    assert_eq!(attachments(&bare.bytes), Ok(BTreeMap::new()), "a PDF without files has none");
}

fn only(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([("a.txt".to_owned(), bytes.to_vec())])
}

#[test]
fn small_files_read_in_each_way_that_they_can_be_written() {
    assert_eq!(attachments(&with_file("", b"hallo", OURS)), Ok(only(b"hallo")));
    let zipped = packed(b"hallo");
    assert_eq!(attachments(&with_file("/Filter/FlateDecode", &zipped, OURS)), Ok(only(b"hallo")));
    assert_eq!(attachments(&with_file("/Filter[/Flate#44ecode]", &zipped, OURS)), Ok(only(b"hallo")));
    assert_eq!(attachments(&with_file("", b"", OURS)), Ok(only(b"")));
    assert_eq!(attachments(&small(&[b"<<>>".to_vec()], OURS)), Ok(BTreeMap::new()));
}

/// A signing program puts a change behind the file: what it says is followed.
#[test]
fn a_change_behind_the_file_is_followed() {
    let mut bytes = with_file("", b"oud", OURS);
    let before: usize = {
        let text = String::from_utf8_lossy(&bytes);
        text.rsplit_once("startxref\n").unwrap().1.lines().next().unwrap().parse().unwrap()
    };
    let at = bytes.len() + 1;
    bytes.extend_from_slice(b"\n3 0 obj\n");
    bytes.extend_from_slice(&stream("", b"nieuw"));
    bytes.extend_from_slice(b"\nendobj\n");
    let start = bytes.len();
    write!(bytes, "xref\n3 1\n{at:010} 00000 n \ntrailer\n<</Root 1 0 R/Prev {before}>>\nstartxref\n{start}\n%%EOF")
        .unwrap();
    assert_eq!(attachments(&bytes), Ok(only(b"nieuw")));
}

#[test]
fn what_is_not_ours_is_told_apart() {
    let told = |bytes: &[u8]| attachments(bytes).expect_err("this is refused");
    assert_eq!(told(b""), Fault::NotPdf);
    assert_eq!(told(b"PK\x03\x04"), Fault::NotPdf);
    assert_eq!(told(&with_file("", b"x", "")), Fault::NotOurs);
    assert_eq!(told(&with_file("", b"x", "/Info<</Creator(Tekstverwerker)>>")), Fault::NotOurs);
    assert_eq!(told(&with_file("", b"x", &format!("{OURS}/Encrypt 9 0 R"))), Fault::Encrypted);
    // As other programs save it: the table in a stream, so that the rest of the file says nothing.
    let other = |extra: &str| {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let object =
            format!("4 0 obj\n<</Type/XRef/Size 5/Root 1 0 R{extra}/Length 0>>\nstream\n\nendstream\nendobj\n");
        bytes.extend_from_slice(object.as_bytes());
        bytes.extend_from_slice(b"startxref\n9\n%%EOF");
        bytes
    };
    assert_eq!(told(&other("")), Fault::NotOurs);
    assert_eq!(told(&other("/Encrypt 9 0 R")), Fault::Encrypted);
    assert_eq!(told(&vec![b'x'; MOST_BYTES + 1]), Fault::TooLarge);
}

#[test]
fn what_is_damaged_is_told_with_the_part() {
    let part = |bytes: &[u8]| match attachments(bytes) {
        Err(Fault::Broken(part)) => part,
        other => panic!("{other:?}"),
    };
    let table = "de inhoudsopgave achter in het bestand";
    assert_eq!(part(b"%PDF-1.7\n"), table);
    assert_eq!(part(&EDITION.pdf[..EDITION.pdf.len() / 2]), table);
    assert_eq!(part(b"%PDF-1.7\nstartxref\n99999999\n%%EOF"), table);
    // A table that leads to itself.
    let mut loops = small(&[b"<<>>".to_vec()], OURS);
    let start: usize = {
        let text = String::from_utf8_lossy(&loops);
        text.rsplit_once("startxref\n").unwrap().1.lines().next().unwrap().parse().unwrap()
    };
    let text = String::from_utf8(loops).unwrap().replace(OURS, &format!("{OURS}/Prev {start}"));
    loops = text.into_bytes();
    assert_eq!(part(&loops), table);
    assert_eq!(part(&small(&[b"[]".to_vec()], OURS)), "het begin van het document");
    // A tree of names that bites its tail, and one without an end.
    let tree = |branch: &str| small(&[b"<</Names<</EmbeddedFiles 2 0 R>>>>".to_vec(), branch.into()], OURS);
    assert_eq!(part(&tree("<</Kids[2 0 R]>>")), "de lijst met bijlagen");
    assert_eq!(part(&tree("<</Names[(a.txt)]>>")), "de lijst met bijlagen");
    assert_eq!(part(&tree(&"[".repeat(100_000))), "de lijst met bijlagen");
    assert_eq!(part(&tree(&format!("<</Names[{}]>>", "0 ".repeat(300_000)))), "de lijst met bijlagen");
    assert_eq!(part(&tree("<</Names[(a.txt) 7 0 R]>>")), "een bijlage");
    // Bytes that are not what they were.
    let mut zipped = packed(&[b'x'; 1_000]);
    let last = zipped.len() - 1;
    zipped[last] ^= 1;
    assert_eq!(part(&with_file("/Filter/FlateDecode", &zipped, OURS)), "een bijlage");
    assert_eq!(part(&with_file("/Filter/LZWDecode", b"x", OURS)), "een bijlage");
    assert_eq!(part(&with_file("/Filter[/FlateDecode/FlateDecode]", &packed(&packed(b"x")), OURS)), "een bijlage");
}

/// Twenty kilobytes that would be sixteen megabytes and one.
#[test]
fn what_swells_is_stopped() {
    let bomb = packed(&vec![0; MOST_ATTACHED + 1]);
    assert!(bomb.len() < 20_000);
    let bytes = with_file("/Filter/FlateDecode", &bomb, OURS);
    assert_eq!(attachments(&bytes), Err(Fault::Swollen("a.txt".into())));
    let fits = with_file("/Filter/FlateDecode", &packed(&vec![0; MOST_ATTACHED]), OURS);
    assert_eq!(attachments(&fits).map(|files| files["a.txt"].len()), Ok(MOST_ATTACHED));
    // Each fits, together they do not: the same bytes under five names.
    let names: String = (0..5).map(|n| format!("({n}) {} 0 R", n + 3)).collect();
    let mut objects = vec![
        format!("<</Names<</EmbeddedFiles<</Names[{names}]>>>>>>").into_bytes(),
        stream("/Filter/FlateDecode", &packed(&vec![0; MOST_ATTACHED])),
    ];
    objects.extend((0..5).map(|n| format!("<</F({n})/EF<</F 2 0 R>>>>").into_bytes()));
    assert_eq!(attachments(&small(&objects, OURS)), Err(Fault::Swollen("4".into())));
}

#[test]
fn every_fault_has_words_of_its_own() {
    let all = [
        Fault::TooLarge,
        Fault::NotPdf,
        Fault::Encrypted,
        Fault::NotOurs,
        Fault::Broken("een bijlage"),
        Fault::Swollen("a.txt".into()),
    ];
    let titles: std::collections::BTreeSet<String> = all.iter().map(|fault| fault.diagnostic().title).collect();
    assert_eq!(titles.len(), all.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Bytes that changed anywhere, most of them near the end where the table is: what still reads is what was there.
    #[test]
    fn bytes_that_changed_end_nothing(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), tail: bool) {
        let mut bytes = EDITION.pdf.clone();
        let from = if tail { bytes.len() - bytes.len() / 8 } else { 0 };
        for (at, byte) in flips {
            let at = from + at.index(bytes.len() - from);
            bytes[at] = byte;
        }
        if let Ok(inside) = attachments(&bytes) {
            for (name, content) in inside {
                prop_assert!(name != "document.json" || content == EDITION.attachments[0].bytes);
            }
        }
    }

    /// The same on a file of a few hundred bytes, in which each of them means something.
    #[test]
    fn a_small_file_that_changed_ends_nothing(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), cut: prop::sample::Index) {
        let mut bytes = with_file("/Filter/FlateDecode", &packed(b"hallo"), OURS);
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = attachments(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = attachments(&bytes);
    }

    /// Any bytes behind the sign of a PDF.
    #[test]
    fn any_bytes_end_nothing(body in prop::collection::vec(any::<u8>(), 0..300), text in "[<>\\[\\]()/%0-9 a-zA-Z#\\\\]{0,200}") {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.extend_from_slice(&body);
        bytes.extend_from_slice(text.as_bytes());
        bytes.extend_from_slice(b"\nstartxref\n9\n%%EOF");
        prop_assert!(attachments(&bytes).is_err());
        let whole = small(&[text.into_bytes()], OURS);
        let _ = attachments(&whole);
    }
}
