//! TOOI: identifiers of the government for organisations, categories, kinds of document, languages and formats, as far
//! as a bundle names them.
//!
//! It deliberately holds only terms that stand in the value lists of DiWoo 0.9.8, and no identifier for what those lists
//! do not have: a made-up gemeente, or the drafting of a document.

use super::{Facts, Published};
use crate::nouns::woo::{Documentsoort, Informatiecategorie};

/// A term with its identifier, if a register has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its words.
    pub label: String,
    /// Its identifier.
    pub resource: Option<String>,
}

const KERN: &str = "https://identifier.overheid.nl/tooi/def/thes/kern/";

fn kern(label: &str, code: &str) -> Term {
    Term { label: label.into(), resource: Some(format!("{KERN}{code}")) }
}

/// The gemeente in the register of gemeenten. A made-up one has the number 99 and stands in no register.
pub fn organisation(facts: &Facts) -> Term {
    let known = !facts.fictional && !facts.code.starts_with("gm99");
    let resource = known.then(|| format!("https://identifier.overheid.nl/tooi/id/gemeente/{}", facts.code));
    Term { label: facts.organisation(), resource }
}

/// The category of the Woo.
pub fn category(facts: &Facts, document: &Published) -> Term {
    let category = document.kind.category(facts, &document.order);
    let code = match category {
        Informatiecategorie::Wetten => "c_139c6280",
        Informatiecategorie::OverigeBesluiten => "c_aab6bfc7",
        Informatiecategorie::Ontwerpen => "c_759721e2",
        Informatiecategorie::Organisatie => "c_40a05794",
        Informatiecategorie::Bereikbaarheid => "c_89ee6784",
        Informatiecategorie::IngekomenStukken => "c_8c840238",
        Informatiecategorie::VergaderstukkenStatenGeneraal => "c_c76862ab",
        Informatiecategorie::VergaderstukkenDecentraal => "c_db4862c3",
        Informatiecategorie::Agendas => "c_3a248e3a",
        Informatiecategorie::Adviezen => "c_99a836c7",
        Informatiecategorie::Convenanten => "c_8fc2335c",
        Informatiecategorie::Jaarverslagen => "c_c6cd1213",
        Informatiecategorie::Subsidies => "c_cf268088",
        Informatiecategorie::WooVerzoeken => "c_3baef532",
        Informatiecategorie::Onderzoeksrapporten => "c_fdaee95e",
        Informatiecategorie::Beschikkingen => "c_46a81018",
        Informatiecategorie::Klachtoordelen => "c_a870c43d",
        Informatiecategorie::Inspanningsverplichting => "c_816e508d",
    };
    kern(category.word(), code)
}

/// The kind of document.
pub fn kind(facts: &Facts, document: &Published) -> Term {
    let sort = document.kind.sort(facts, &document.order);
    let code = match sort {
        Documentsoort::Advies => "c_d506b718",
        Documentsoort::Beleidsdocument => "c_10eb451d",
        Documentsoort::Beleidsnota => "c_9376c730",
        Documentsoort::Beleidsregel => "c_fbaa7e4b",
        Documentsoort::Besluit => "c_465163c9",
        Documentsoort::Brief => "c_7652d853",
        Documentsoort::Brochure => "c_97f44ea5",
        Documentsoort::Convenant => "c_386e74cb",
        Documentsoort::Evaluatierapport => "c_38ba44de",
        Documentsoort::Jaarplan => "c_a6f44748",
        Documentsoort::Jaarverslag => "c_3d782f30",
        Documentsoort::Plan => "c_5b1055aa",
        Documentsoort::Publicatie => "c_6bbc9177",
        Documentsoort::Rapport => "c_3300f29a",
        Documentsoort::Vergaderstuk => "c_7f9dffa7",
        Documentsoort::Voortgangsrapport => "c_cccba364",
    };
    kern(sort.word(), code)
}

/// Adopted by a body.
pub fn adoption() -> Term {
    kern("vaststelling", "c_641ecd76")
}

/// Signed.
pub fn signing() -> Term {
    kern("ondertekening", "c_e1ec050e")
}

/// Drafted: the value list of DiWoo has no term for it, and a document needs at least one act.
pub fn drafting() -> Term {
    Term { label: "opstelling".into(), resource: None }
}

/// The report, or a paper, refers to the plan.
pub fn refers_to() -> Term {
    kern("verwijst naar", "c_75fac459")
}

/// Public order and safety, in the list of themes.
pub fn theme() -> Term {
    let resource = "https://identifier.overheid.nl/tooi/def/thes/top/c_d58b78ca";
    Term { label: "openbare orde en veiligheid".into(), resource: Some(resource.into()) }
}

/// Dutch.
pub fn dutch() -> Term {
    let resource = "http://publications.europa.eu/resource/authority/language/NLD";
    Term { label: "Nederlands".into(), resource: Some(resource.into()) }
}

/// PDF.
pub fn pdf() -> Term {
    Term {
        label: "PDF".into(),
        resource: Some("http://publications.europa.eu/resource/authority/file-type/PDF".into()),
    }
}
