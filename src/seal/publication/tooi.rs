//! TOOI: identifiers of the government for organisations, categories, kinds of document, languages and formats, as far
//! as a bundle names them.
//!
//! It deliberately holds only terms that stand in the value lists of DiWoo 0.9.8, and no identifier for what those lists
//! do not have: a made-up gemeente, or the drafting of a document.

use super::{Facts, Published};
use crate::nouns::library::Reikwijdte;
use crate::nouns::order::Stand;
use crate::nouns::plan::Rubriek;

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

/// The category of the Woo. What is not adopted is no decision yet: an ontwerp goes to a meeting, and a concept is
/// published, if at all, of one's own accord.
pub fn category(document: &Published) -> Term {
    match (document.scope, document.order.stand) {
        (Reikwijdte::Jaarverslag, _) => kern("jaarplannen en jaarverslagen", "c_c6cd1213"),
        (Reikwijdte::Plan, _) if is_paper_of_a_meeting(document) => {
            kern("vergaderstukken decentrale overheden", "c_db4862c3")
        }
        (Reikwijdte::Plan, Stand::Vastgesteld) => kern("overige besluiten van algemene strekking", "c_aab6bfc7"),
        (Reikwijdte::Plan, Stand::Ontwerp) => kern("vergaderstukken decentrale overheden", "c_db4862c3"),
        (Reikwijdte::Plan, Stand::Concept) => kern("inspanningsverplichting art 3.1 Woo", "c_816e508d"),
    }
}

/// The papers around a plan: proposals, decisions and letters to the council.
fn is_paper_of_a_meeting(document: &Published) -> bool {
    ["voorstel", "besluit", "brief"].iter().any(|word| document.order.document.contains(word))
}

/// The kind of document.
pub fn kind(facts: &Facts, document: &Published) -> Term {
    let id = document.order.document.as_str();
    match document.scope {
        Reikwijdte::Jaarverslag => kern("jaarverslag", "c_3d782f30"),
        Reikwijdte::Plan if id.contains("brief") => kern("brief", "c_7652d853"),
        Reikwijdte::Plan if id.contains("besluit") => kern("besluit", "c_465163c9"),
        Reikwijdte::Plan if id.contains("voorstel") => kern("vergaderstuk", "c_7f9dffa7"),
        Reikwijdte::Plan => {
            let heading = facts.decided.as_ref().and_then(|d| d.heading);
            match heading.filter(|_| document.is_adopted()) {
                Some(Rubriek::Beleidsregel) => kern("beleidsregel", "c_fbaa7e4b"),
                _ => kern("beleidsdocument", "c_10eb451d"),
            }
        }
    }
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

/// The report refers to the plan.
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
