//! `document.json`: what is written reads back, all of it, and what is not as it was written is refused.

mod support;

use beleid::text::listing::listing;
use beleid::text::manuscript::{Inline, Manuscript};
use beleid::text::written::{Fault, Written, read, write};
use beleid::{Audience, Compiler, Order, Selection, Stand};
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{everything, folder};

fn order() -> Order {
    Order {
        document: "beleidsplan".into(),
        year: None,
        stand: Stand::Concept,
        peildatum: NaiveDate::from_ymd_opt(2026, 5, 3).unwrap(),
        audience: Audience::Openbaar,
        notes: false,
    }
}

/// The places of a manuscript, as a reader would say them.
fn places(manuscript: &Manuscript) -> Vec<Option<(String, usize)>> {
    let nodes = manuscript.chapters.iter().flat_map(|chapter| &chapter.nodes);
    let place = |at: &beleid::ground::source::Place| (at.source.path().to_owned(), at.line_column().0);
    nodes.map(|node| node.origin.as_ref().map(place)).collect()
}

/// Writes, reads, and finds the same again in every way that can be told.
fn round(manuscript: &Manuscript, order: &Order) -> Written {
    let bytes = write(manuscript, order);
    let back = read(&bytes).unwrap_or_else(|fault| panic!("{fault:?}"));
    assert_eq!(back.order, *order);
    assert_eq!(listing(&back.manuscript, None), listing(manuscript, None));
    let blocks =
        |m: &Manuscript| m.chapters.iter().flat_map(|c| c.nodes.iter().map(|n| n.block.clone())).collect::<Vec<_>>();
    assert_eq!(blocks(&back.manuscript), blocks(manuscript));
    assert_eq!(format!("{:?}", back.manuscript.meta), format!("{:?}", manuscript.meta));
    assert_eq!(format!("{:?}", back.manuscript.cover), format!("{:?}", manuscript.cover));
    let looks = |m: &Manuscript| {
        let logo = m.style.logo.as_ref().map(|(s, alt)| (s.path().to_owned(), s.bytes().to_vec(), alt.clone()));
        (m.style.primary.clone(), m.style.accent.clone(), logo, m.style.form)
    };
    assert_eq!(looks(&back.manuscript), looks(manuscript));
    assert_eq!(places(&back.manuscript), places(manuscript));
    assert_eq!(write(&back.manuscript, &back.order), bytes, "the same bytes again");
    back
}

#[test]
fn every_document_of_every_sample_reads_back() {
    let compiler = Compiler::built_in();
    let (mut documents, mut logos) = (0, 0);
    for parent in ["policies", "tests/golden"] {
        for path in folder::folders(&folder::root().join(parent)) {
            let path = if parent == "policies" { path } else { path.join("dossier") };
            let (dossier, intake) = compiler.read(&folder::sources(&path));
            let dossier = dossier.expect("a sample reads");
            for confidential in [false, true] {
                for order in
                    compiler.orders(&dossier, &Selection { confidential, papers: true, ..Selection::default() })
                {
                    let Some(composed) = compiler.compose(&dossier, &intake, &order).0 else { continue };
                    let back = round(&composed.manuscript, &order);
                    let most = if order.document == "beleidsplan" { 20 } else { 3 };
                    assert!(places(&back.manuscript).iter().flatten().count() > most, "most blocks know their line");
                    documents += 1;
                    logos += usize::from(back.manuscript.style.logo.is_some());
                }
            }
        }
    }
    assert!(documents >= 16 && logos > 0, "{documents} documents, {logos} with a logo");
}

#[test]
fn every_kind_of_block_and_a_logo_that_is_no_text_read_back() {
    let mut manuscript = everything::everything();
    let picture = beleid::ground::source::Source::new("beeld/logo.png", b"\x89PNG\x00\xff\x01".to_vec());
    manuscript.style.logo = Some((std::sync::Arc::new(picture), "Een molen".into()));
    let report = Order { year: Some(2025), stand: Stand::Vastgesteld, audience: Audience::Vertrouwelijk, ..order() };
    round(&manuscript, &report);
}

/// A document as a tree, to break.
fn tree() -> Value {
    serde_json::from_slice(&write(&everything::everything(), &order())).unwrap()
}

fn fault(tree: &Value) -> Fault {
    match read(tree.to_string().as_bytes()) {
        Ok(_) => panic!("this is read: {tree}"),
        Err(fault) => fault,
    }
}

#[test]
fn a_form_of_later_is_told_apart_from_what_is_broken() {
    let mut later = tree();
    later["vorm"] = json!(2);
    later["iets nieuws"] = json!(true);
    assert_eq!(fault(&later), Fault::Newer(2));
    later["vorm"] = json!("1");
    assert_eq!(fault(&later), Fault::Broken("vorm".into()));
    assert!(matches!(read(b"{"), Err(Fault::Broken(_))));
    assert!(matches!(read("[".repeat(10_000).as_bytes()), Err(Fault::Broken(_))));
}

/// Every field must be there, and no other.
#[test]
fn a_field_that_is_gone_or_new_is_told() {
    fn walk(at: &Value, path: &str, out: &mut Vec<String>) {
        match at {
            Value::Object(map) => map.iter().for_each(|(key, inner)| {
                out.push(format!("{path}/{key}"));
                walk(inner, &format!("{path}/{key}"), out);
            }),
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(at, inner)| walk(inner, &format!("{path}/{at}"), out));
            }
            _ => {}
        }
    }
    let whole = tree();
    let mut paths = Vec::new();
    walk(&whole, "", &mut paths);
    assert!(paths.len() > 200);
    for path in paths {
        let (parent, key) = path.rsplit_once('/').unwrap();
        let mut less = whole.clone();
        let map = less.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
        let value = map.remove(key).unwrap();
        fault(&less);
        let mut more = whole.clone();
        let map = more.pointer_mut(parent).and_then(Value::as_object_mut).unwrap();
        map.insert(format!("{key}x"), value);
        fault(&more);
    }
}

#[test]
fn what_no_chapter_could_have_made_is_refused() {
    let mut whole = tree();
    let put = |whole: &mut Value, block: Value| whole["hoofdstukken"][0]["inhoud"] = json!([[null, block, []]]);
    for block in [
        json!({ "alinea": [{ "koppeling": ["javascript:alert(1)", ["x"]] }] }),
        json!({ "alinea": [{ "vreemd": ["\"; #read", "x"] }] }),
        json!({ "alinea": [{ "script": "x" }] }),
        json!({ "alinea": [{ "sterk": ["x"], "nadruk": ["x"] }] }),
        json!({ "kop": { "niveau": 1, "nummer": null, "tekst": ["x"], "naam": "x" } }),
        json!({ "kop": { "niveau": 300, "nummer": null, "tekst": ["x"], "naam": "x" } }),
        json!({ "pijlers": [{ "titel": "x", "oordeel": "prima", "tekst": "x" }] }),
        json!({ "tabel": { "bijschrift": "x", "kolommen": [{ "titel": "a", "kant": "links", "breedte": 1 }],
            "rijen": [[["a"], ["b"]]], "totaal": null, "noot": null, "breed": false } }),
        json!({ "grafiek": { "soort": "lijn", "bijschrift": "x", "eenheid": "x", "namen": ["a"],
            "reeksen": [{ "naam": "x", "waarden": [1, 2], "teksten": ["1"] }] } }),
    ] {
        put(&mut whole, block);
        assert!(matches!(fault(&whole), Fault::Broken(_)));
    }
    put(&mut whole, json!({ "alinea": ["x"] }));
    assert!(read(whole.to_string().as_bytes()).is_ok(), "the rest of it is whole");
    // A line that no file has room for.
    for line in [json!(0), json!(4_000_001), json!(-1), json!(1.5)] {
        whole["hoofdstukken"][0]["inhoud"] = json!([[["a.md", line], { "alinea": ["x"] }, []]]);
        assert!(matches!(fault(&whole), Fault::Broken(_)));
    }
    let many: Vec<Value> = (0..5).map(|n| json!([[format!("{n}.md"), 1_000_000], { "alinea": ["x"] }, []])).collect();
    whole["hoofdstukken"][0]["inhoud"] = json!(many);
    assert_eq!(fault(&whole), Fault::Broken("regel".into()));
    let mut other = tree();
    other["huisstijl"]["vorm"] = json!("poster");
    assert_eq!(fault(&other), Fault::Broken("vorm".into()));
    for (part, value) in [("hoofdkleur", json!("red")), ("accentkleur", json!("#12345g"))] {
        let mut other = tree();
        other["huisstijl"][part] = value;
        assert_eq!(fault(&other), Fault::Broken("een kleur".into()));
    }
    for logo in [("bytes", "0"), ("bytes", "zz"), ("bytes", "AB"), ("anders", "")] {
        let mut other = tree();
        other["huisstijl"]["logo"] =
            json!({ "bestand": "a.png", "beschrijving": "x", "soort": logo.0, "inhoud": logo.1 });
        assert_eq!(fault(&other), Fault::Broken("logo".into()));
    }
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        "\\PC{0,12}".prop_map(Inline::Text),
        "\\PC{0,12}".prop_map(Inline::Unknown),
        ("[a-z]{2}", "\\PC{0,12}").prop_map(|(lang, text)| Inline::Foreign { lang, text }),
        ("[a-z]{1,8}", "\\PC{0,12}").prop_map(|(target, text)| Inline::Reference { target, text }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let many = || prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            many().prop_map(Inline::Strong),
            many().prop_map(Inline::Emphasis),
            many().prop_map(Inline::Removed),
            many().prop_map(Inline::Added),
            many().prop_map(|text| Inline::Link { url: "https://voorbeeld.nl/a".into(), text }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever a person types stays what it is.
    #[test]
    fn any_text_reads_back(text in prop::collection::vec(inline(), 0..4)) {
        let block = beleid::text::manuscript::Block::Paragraph(text);
        round(&everything::manuscript(vec![everything::chapter("een", None, vec![block])]), &order());
    }

    /// Any damage is told or harmless, and never ends the program.
    #[test]
    fn damage_ends_nothing(at in 0usize..60_000, byte: u8) {
        let mut bytes = write(&everything::everything(), &order());
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes);
        bytes.truncate(at);
        prop_assert!(read(&bytes).is_err());
    }
}
