//! The structure of DiWoo 0.9.8 and MDTO 1.0.1, element by element as their documentation gives it, and a check of an
//! XML file against it.
//!
//! It deliberately describes only what a bundle can use of the value lists. The published schemas are not in this
//! repository; `docs/bundel.md` says where they are and how to check against them.

use roxmltree::{Document, Node};

/// What an element holds.
#[derive(Debug, Clone, Copy)]
pub enum Model {
    /// These elements in this order, each at least and at most so many times.
    Sequence(&'static [(&'static str, usize, usize)]),
    /// These elements in any order.
    All(&'static [(&'static str, usize, usize)]),
    /// Exactly one of these.
    Choice(&'static [&'static str]),
    /// A text that the function accepts.
    Text(fn(&str) -> bool),
    /// A label with, if a register has it, an identifier that the function accepts in `resource`.
    Term(fn(&str) -> bool),
}

use Model::{All, Choice, Sequence, Term, Text};

const MANY: usize = usize::MAX;

fn any(_: &str) -> bool {
    true
}

fn filled(text: &str) -> bool {
    !text.trim().is_empty()
}

fn date(text: &str) -> bool {
    chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok_and(|d| d.to_string() == text)
}

fn date_time(text: &str) -> bool {
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").is_ok() && text.len() == 19
}

fn count(text: &str) -> bool {
    text.parse::<u64>().is_ok()
}

/// A code in the thesaurus, by its list.
fn kern(text: &str, codes: &[&str]) -> bool {
    text.strip_prefix("https://identifier.overheid.nl/tooi/def/thes/kern/").is_some_and(|code| codes.contains(&code))
}

fn gemeente(text: &str) -> bool {
    let code = text.strip_prefix("https://identifier.overheid.nl/tooi/id/gemeente/gm").unwrap_or_default();
    // Numbers from 99 on belong to no gemeente.
    code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit()) && !code.starts_with("99")
}

/// All seventeen categories of article 3.3 of the Woo, and what is published of one's own accord (article 3.1).
fn category(text: &str) -> bool {
    kern(
        text,
        &[
            "c_139c6280",
            "c_aab6bfc7",
            "c_759721e2",
            "c_40a05794",
            "c_89ee6784",
            "c_8c840238",
            "c_c76862ab",
            "c_db4862c3",
            "c_3a248e3a",
            "c_99a836c7",
            "c_8fc2335c",
            "c_c6cd1213",
            "c_cf268088",
            "c_3baef532",
            "c_fdaee95e",
            "c_46a81018",
            "c_a870c43d",
            "c_816e508d",
        ],
    )
}

/// Of the list of kinds those that a kind of document can name: advies, beleidsdocument, beleidsnota, beleidsregel,
/// besluit, brief, brochure, convenant, evaluatierapport, jaarplan, jaarverslag, plan, publicatie, rapport, vergaderstuk,
/// voortgangsrapport.
fn kind(text: &str) -> bool {
    kern(
        text,
        &[
            "c_d506b718",
            "c_10eb451d",
            "c_9376c730",
            "c_fbaa7e4b",
            "c_465163c9",
            "c_7652d853",
            "c_97f44ea5",
            "c_386e74cb",
            "c_38ba44de",
            "c_a6f44748",
            "c_3d782f30",
            "c_5b1055aa",
            "c_6bbc9177",
            "c_3300f29a",
            "c_7f9dffa7",
            "c_cccba364",
        ],
    )
}

fn theme(text: &str) -> bool {
    text == "https://identifier.overheid.nl/tooi/def/thes/top/c_d58b78ca"
}

fn language(text: &str) -> bool {
    text == "http://publications.europa.eu/resource/authority/language/NLD"
}

fn format(text: &str) -> bool {
    text == "http://publications.europa.eu/resource/authority/file-type/PDF"
}

/// Signing, receipt, adoption.
fn act(text: &str) -> bool {
    kern(text, &["c_e1ec050e", "c_dfcee535", "c_641ecd76"])
}

/// Has an annex, is a reaction to, elaborates, refers to.
fn role(text: &str) -> bool {
    kern(text, &["c_05f4a5f3", "c_07748060", "c_24ddfb9b", "c_75fac459"])
}

fn nl(text: &str) -> bool {
    text == "nl"
}

/// DiWoo 0.9.8: namespace, and each element with what it holds.
pub const DIWOO: (&str, &[(&str, Model)]) = (
    "https://standaarden.overheid.nl/diwoo/metadata/",
    &[
        ("Document", Sequence(&[("DiWoo", 1, 1)])),
        (
            "DiWoo",
            All(&[
                ("identifiers", 0, 1),
                ("publisher", 1, 1),
                ("verantwoordelijke", 0, 1),
                ("medeverantwoordelijken", 0, 1),
                ("opsteller", 0, 1),
                ("naamOpsteller", 0, 1),
                ("titelcollectie", 1, 1),
                ("omschrijvingen", 0, 1),
                ("classificatiecollectie", 1, 1),
                ("creatiedatum", 0, 1),
                ("geldigheid", 0, 1),
                ("language", 0, 1),
                ("format", 0, 1),
                ("aggregatiekenmerk", 0, 1),
                ("isPartOf", 0, 1),
                ("hasParts", 0, 1),
                ("documenthandelingen", 1, 1),
                ("documentrelaties", 0, 1),
                ("redenVerwijderingVervanging", 0, 1),
            ]),
        ),
        ("identifiers", Sequence(&[("identifier", 1, MANY)])),
        ("identifier", Text(filled)),
        ("publisher", Term(gemeente)),
        ("verantwoordelijke", Term(gemeente)),
        ("opsteller", Term(gemeente)),
        ("titelcollectie", All(&[("officieleTitel", 1, 1), ("verkorteTitels", 0, 1), ("alternatieveTitels", 0, 1)])),
        ("officieleTitel", Text(filled)),
        ("verkorteTitels", Sequence(&[("verkorteTitel", 1, MANY)])),
        ("verkorteTitel", Text(filled)),
        ("omschrijvingen", Sequence(&[("omschrijving", 1, MANY)])),
        ("omschrijving", Text(filled)),
        (
            "classificatiecollectie",
            All(&[("informatiecategorieen", 1, 1), ("documentsoorten", 0, 1), ("themas", 0, 1), ("trefwoorden", 0, 1)]),
        ),
        ("informatiecategorieen", Sequence(&[("informatiecategorie", 1, MANY)])),
        ("informatiecategorie", Term(category)),
        ("documentsoorten", Sequence(&[("documentsoort", 1, MANY)])),
        ("documentsoort", Term(kind)),
        ("themas", Sequence(&[("thema", 1, MANY)])),
        ("thema", Term(theme)),
        ("trefwoorden", Sequence(&[("trefwoord", 1, MANY)])),
        ("trefwoord", Text(filled)),
        ("creatiedatum", Text(date)),
        ("geldigheid", All(&[("begindatum", 0, 1), ("einddatum", 0, 1)])),
        ("begindatum", Text(date_time)),
        ("einddatum", Text(date_time)),
        ("language", Term(language)),
        ("format", Term(format)),
        ("aggregatiekenmerk", Text(filled)),
        ("documenthandelingen", Sequence(&[("documenthandeling", 1, MANY)])),
        ("documenthandeling", All(&[("soortHandeling", 1, 1), ("atTime", 1, 1), ("wasAssociatedWith", 0, 1)])),
        ("soortHandeling", Term(act)),
        ("atTime", Text(date_time)),
        ("wasAssociatedWith", Term(gemeente)),
        ("documentrelaties", Sequence(&[("documentrelatie", 1, MANY)])),
        ("documentrelatie", All(&[("role", 1, 1), ("relation", 1, 1)])),
        ("role", Term(role)),
        ("relation", Term(any)),
    ],
);

const IDENTITY: Model = Sequence(&[("identificatieKenmerk", 1, 1), ("identificatieBron", 1, 1)]);
const REFERENCE: Model = Sequence(&[("verwijzingNaam", 1, 1), ("verwijzingIdentificatie", 0, 1)]);
const CONCEPT: Model = Sequence(&[("begripLabel", 1, 1), ("begripCode", 0, 1), ("begripBegrippenlijst", 1, 1)]);

/// MDTO 1.0.1, the same.
pub const MDTO: (&str, &[(&str, Model)]) = (
    "https://www.nationaalarchief.nl/mdto",
    &[
        ("MDTO", Choice(&["informatieobject", "bestand"])),
        (
            "informatieobject",
            Sequence(&[
                ("identificatie", 1, MANY),
                ("naam", 1, 1),
                ("aggregatieniveau", 0, 1),
                ("classificatie", 0, MANY),
                ("trefwoord", 0, MANY),
                ("omschrijving", 0, MANY),
                ("raadpleeglocatie", 0, MANY),
                ("dekkingInTijd", 0, MANY),
                ("dekkingInRuimte", 0, MANY),
                ("taal", 0, MANY),
                ("event", 0, MANY),
                ("waardering", 1, 1),
                ("bewaartermijn", 0, 1),
                ("informatiecategorie", 0, 1),
                ("isOnderdeelVan", 0, MANY),
                ("bevatOnderdeel", 0, MANY),
                ("heeftRepresentatie", 0, MANY),
                ("aanvullendeMetagegevens", 0, MANY),
                ("gerelateerdInformatieobject", 0, MANY),
                ("archiefvormer", 1, MANY),
                ("betrokkene", 0, MANY),
                ("activiteit", 0, 1),
                ("beperkingGebruik", 1, MANY),
            ]),
        ),
        (
            "bestand",
            Sequence(&[
                ("identificatie", 1, MANY),
                ("naam", 1, 1),
                ("omvang", 1, 1),
                ("bestandsformaat", 1, 1),
                ("checksum", 1, MANY),
                ("URLBestand", 0, 1),
                ("isRepresentatieVan", 1, 1),
            ]),
        ),
        ("identificatie", IDENTITY),
        ("identificatieKenmerk", Text(filled)),
        ("identificatieBron", Text(filled)),
        ("naam", Text(filled)),
        ("aggregatieniveau", CONCEPT),
        ("classificatie", CONCEPT),
        ("begripLabel", Text(filled)),
        ("begripCode", Text(filled)),
        ("begripBegrippenlijst", REFERENCE),
        ("verwijzingNaam", Text(filled)),
        ("verwijzingIdentificatie", IDENTITY),
        ("trefwoord", Text(filled)),
        ("omschrijving", Text(filled)),
        ("dekkingInRuimte", REFERENCE),
        ("taal", Text(nl)),
        (
            "event",
            Sequence(&[
                ("eventType", 1, 1),
                ("eventTijd", 0, 1),
                ("eventVerantwoordelijkeActor", 0, 1),
                ("eventResultaat", 0, 1),
            ]),
        ),
        ("eventType", CONCEPT),
        ("eventTijd", Text(date)),
        ("eventVerantwoordelijkeActor", REFERENCE),
        ("waardering", CONCEPT),
        ("isOnderdeelVan", REFERENCE),
        ("heeftRepresentatie", REFERENCE),
        ("aanvullendeMetagegevens", REFERENCE),
        (
            "gerelateerdInformatieobject",
            Sequence(&[
                ("gerelateerdInformatieobjectVerwijzing", 1, 1),
                ("gerelateerdInformatieobjectTypeRelatie", 1, 1),
            ]),
        ),
        ("gerelateerdInformatieobjectVerwijzing", REFERENCE),
        ("gerelateerdInformatieobjectTypeRelatie", CONCEPT),
        ("archiefvormer", REFERENCE),
        (
            "beperkingGebruik",
            Sequence(&[
                ("beperkingGebruikType", 1, 1),
                ("beperkingGebruikNadereBeschrijving", 0, 1),
                ("beperkingGebruikDocumentatie", 0, MANY),
                ("beperkingGebruikTermijn", 0, 1),
            ]),
        ),
        ("beperkingGebruikType", CONCEPT),
        ("beperkingGebruikNadereBeschrijving", Text(filled)),
        ("omvang", Text(count)),
        ("bestandsformaat", CONCEPT),
        ("checksum", Sequence(&[("checksumAlgoritme", 1, 1), ("checksumWaarde", 1, 1), ("checksumDatum", 1, 1)])),
        ("checksumAlgoritme", CONCEPT),
        ("checksumWaarde", Text(filled)),
        ("checksumDatum", Text(date_time)),
        ("isRepresentatieVan", REFERENCE),
    ],
);

/// Everything in which a file differs from a structure; `root` is the element it must begin with.
pub fn differences(xml: &str, root: &str, schema: (&str, &[(&str, Model)])) -> Vec<String> {
    let document = match Document::parse(xml) {
        Ok(document) => document,
        Err(error) => return vec![error.to_string()],
    };
    let mut out = Vec::new();
    let top = document.root_element();
    if top.tag_name().name() != root {
        out.push(format!("begins with {}", top.tag_name().name()));
    }
    for element in document.descendants().filter(Node::is_element) {
        one(element, schema, &mut out);
    }
    out
}

fn one(element: Node<'_, '_>, schema: (&str, &[(&str, Model)]), out: &mut Vec<String>) {
    let name = element.tag_name().name();
    let (namespace, models) = schema;
    if element.tag_name().namespace() != Some(namespace) {
        out.push(format!("{name} is in another namespace"));
    }
    let Some((_, model)) = models.iter().find(|(known, _)| *known == name) else {
        out.push(format!("{name} is unknown"));
        return;
    };
    let attributes: Vec<&str> = element.attributes().map(|a| a.name()).collect();
    let children: Vec<&str> = element.children().filter(Node::is_element).map(|c| c.tag_name().name()).collect();
    let text: String = element.children().filter(Node::is_text).filter_map(|t| t.text()).collect();
    let allowed: &[&str] = if matches!(model, Term(_)) { &["resource"] } else { &[] };
    if attributes.iter().any(|a| !allowed.contains(a)) {
        out.push(format!("{name} has attributes {attributes:?}"));
    }
    if !matches!(model, Text(_) | Term(_)) && !text.trim().is_empty() {
        out.push(format!("{name} holds the text {text:?}"));
    }
    match model {
        Sequence(parts) | All(parts) => {
            for (part, least, most) in *parts {
                let found = children.iter().filter(|c| c == &part).count();
                if found < *least || found > *most {
                    out.push(format!("{name} holds {found} {part}"));
                }
            }
            let places: Vec<Option<usize>> =
                children.iter().map(|c| parts.iter().position(|(part, _, _)| part == c)).collect();
            if places.contains(&None) {
                out.push(format!("{name} holds {children:?}"));
            }
            if matches!(model, Sequence(_)) && !places.is_sorted() {
                out.push(format!("{name} holds {children:?} in another order"));
            }
        }
        Choice(parts) => {
            if children.len() != 1 || !children.iter().all(|c| parts.contains(c)) {
                out.push(format!("{name} holds {children:?}"));
            }
        }
        Text(accepts) => {
            if !children.is_empty() || !accepts(&text) {
                out.push(format!("{name} is {text:?}"));
            }
        }
        Term(accepts) => {
            let resource = element.attribute("resource");
            if !children.is_empty() || !filled(&text) || resource.is_some_and(|r| !accepts(r)) {
                out.push(format!("{name} is {text:?} with {resource:?}"));
            }
        }
    }
}
