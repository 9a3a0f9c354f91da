//! The archive record of a document and of each of its files: MDTO, in XML.
//!
//! It deliberately appraises nothing: how long a document is kept is for the archivist, with the selection list of the
//! gemeente, and the record says that it is still to be decided.

use super::markup::{Element, el, xml};
use super::tooi;
use super::{Facts, File, Published, diwoo::moment};
use crate::ground::hash::sha256;

/// The version of the schema that this follows.
pub const VERSION: &str = "1.0.1";

const NAMESPACE: &str = "https://www.nationaalarchief.nl/mdto";

/// Who gave the identifiers in these records.
const SOURCE: &str = "beleid";

fn root(inside: Element) -> String {
    xml(&el("MDTO").attr("xmlns", NAMESPACE).with(inside))
}

/// The record of the document, with the files that show it, the metadata for the Woo, and the plan that it is about.
pub fn mdto_object(
    facts: &Facts,
    document: &Published,
    (shown_by, woo): (&[&File], &File),
    plan: Option<&Published>,
) -> String {
    let meta = &document.manuscript.meta;
    let gemeente = actor("archiefvormer", facts);
    let event = el("event")
        .with(concept("eventType", "Creatie", None, "Begrippenlijst EventTypeLijst MDTO"))
        .with(el("eventTijd").with(meta.date.to_string()))
        .with(actor("eventVerantwoordelijkeActor", facts));
    let mut about = vec![meta.description.clone(), format!("Stand: {}.", document.order.stand.word())];
    if let Some(decided) = facts.decided.as_ref().filter(|d| document.is_adopted() && document.adopted == Some(d.date))
    {
        let (day, body, mark) = (decided.date, Facts::body_words(decided.body), &decided.reference);
        about.push(match document.kind.is_decided_on() {
            true => format!("Vastgesteld op {day} door: {body}, kenmerk {mark}."),
            false => format!("Hoort bij het besluit van {day} van: {body}, kenmerk {mark}."),
        });
    }
    let restriction = el("beperkingGebruik")
        .with(concept("beperkingGebruikType", "openbaar", None, "Begrippenlijst van beleid"))
        .with(el("beperkingGebruikNadereBeschrijving").with(
            "Dit is de openbare uitgave. Kleine aantallen en vertrouwelijke gegevens zijn er voor het maken uit gehaald.",
        ));
    root(
        el("informatieobject")
            .with(identity(&meta.identifier, SOURCE))
            .with(el("naam").with(meta.title.as_str()))
            .with(concept("aggregatieniveau", "Archiefstuk", None, "Begrippenlijst Aggregatieniveaus MDTO"))
            .with(concept("classificatie", &tooi::kind(facts, document).label, None, "TOOI documentsoorten"))
            .all(meta.keywords.iter().map(|k| el("trefwoord").with(k.as_str())))
            .all(about.into_iter().map(|text| el("omschrijving").with(text)))
            .with(el("dekkingInRuimte").with(el("verwijzingNaam").with(facts.organisation())))
            .with(el("taal").with("nl"))
            .with(event)
            .with(concept("waardering", "Nader te bepalen", Some("N"), "Begrippenlijst Waarderingen MDTO"))
            .with_if(facts.case.as_ref().map(|case| reference("isOnderdeelVan", "Zaak", case, "zaaksysteem")))
            .all(shown_by.iter().map(|file| reference("heeftRepresentatie", base(file), &file.path, SOURCE)))
            .with(reference("aanvullendeMetagegevens", base(woo), &woo.path, SOURCE))
            .with_if(plan.map(related))
            .with(gemeente)
            .with(restriction),
    )
}

/// The plan, as what a report or a paper refers to.
fn related(plan: &Published) -> Element {
    let meta = &plan.manuscript.meta;
    el("gerelateerdInformatieobject")
        .with(reference("gerelateerdInformatieobjectVerwijzing", &meta.title, &meta.identifier, SOURCE))
        .with(concept(
            "gerelateerdInformatieobjectTypeRelatie",
            "Refereert aan",
            None,
            "Begrippenlijst Relatietypen MDTO",
        ))
}

/// The record of one file of the document.
pub fn mdto_file(facts: &Facts, document: &Published, file: &File) -> String {
    let meta = &document.manuscript.meta;
    let (format, code) = if file.path.ends_with(".pdf") {
        ("Acrobat PDF/A - Portable Document Format 3a", "fmt/479")
    } else {
        ("Hypertext Markup Language 5", "fmt/471")
    };
    let checksum = el("checksum")
        .with(concept("checksumAlgoritme", "SHA-256", None, "Begrippenlijst ChecksumAlgoritme MDTO"))
        .with(el("checksumWaarde").with(sha256(&file.bytes)))
        // The day of the document: a clock would make other bytes of the same document.
        .with(el("checksumDatum").with(moment(meta.date)));
    root(
        el("bestand")
            .with(identity(&format!("{}/{}", facts.code, file.path), SOURCE))
            .with(el("naam").with(base(file)))
            .with(el("omvang").with(file.bytes.len().to_string()))
            .with(concept("bestandsformaat", format, Some(code), "PRONOM-register"))
            .with(checksum)
            .with(reference("isRepresentatieVan", &meta.title, &meta.identifier, SOURCE)),
    )
}

/// The name of a file without its folder.
fn base(file: &File) -> &str {
    file.path.rsplit('/').next().unwrap_or(&file.path)
}

fn identity(mark: &str, source: &str) -> Element {
    identity_as("identificatie", mark, source)
}

fn identity_as(name: &'static str, mark: &str, source: &str) -> Element {
    el(name).with(el("identificatieKenmerk").with(mark)).with(el("identificatieBron").with(source))
}

fn reference(name: &'static str, of: &str, mark: &str, source: &str) -> Element {
    el(name).with(el("verwijzingNaam").with(of)).with(identity_as("verwijzingIdentificatie", mark, source))
}

/// The gemeente, with its identifier if a register has it.
fn actor(name: &'static str, facts: &Facts) -> Element {
    let gemeente = tooi::organisation(facts);
    let identity = gemeente.resource.map(|r| identity_as("verwijzingIdentificatie", &r, "TOOI register gemeenten"));
    el(name).with(el("verwijzingNaam").with(gemeente.label)).with_if(identity)
}

fn concept(name: &'static str, label: &str, code: Option<&str>, list: &str) -> Element {
    el(name)
        .with(el("begripLabel").with(label))
        .with_if(code.map(|code| el("begripCode").with(code)))
        .with(el("begripBegrippenlijst").with(el("verwijzingNaam").with(list)))
}
