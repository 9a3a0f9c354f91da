//! Kinds of document: what each is about, when it is made, and what it looks like.
//!
//! It deliberately does not know which kinds there are; `templates/documenten/` lists them.

use super::record::record;
use super::scalar::{Id, choice};
use super::woo::Woo;
use crate::ground::source::At;

choice! {
    /// What a document is about: the plan, or a year of it.
    pub enum Reikwijdte {
        /// The plan as a whole.
        Plan = "plan",
        /// One year.
        Jaarverslag = "jaarverslag",
    }
}

choice! {
    /// What a document looks like: a book, or a short formal paper (*stuk*).
    pub enum Documentvorm {
        /// With a cover and a page of contents; every part begins on a new page.
        Boek = "boek",
        /// With its head on the first page and no contents.
        Stuk = "stuk",
    }
}

choice! {
    /// A fact in the head of a paper.
    pub enum Kopgegeven {
        /// What the paper is about.
        Onderwerp = "onderwerp",
        /// To the council.
        AanDeRaad = "aan-de-raad",
        /// To the body that adopts.
        AanHetOrgaan = "aan-het-orgaan",
        /// From the executive.
        VanHetCollege = "van-het-college",
        /// From the body that adopts.
        VanHetOrgaan = "van-het-orgaan",
        /// Date of the proposal.
        Voorstel = "voorstel",
        /// Date of the meeting that decides.
        Vergadering = "vergadering",
        /// Function of the member of the executive who is responsible.
        Portefeuillehouder = "portefeuillehouder",
        /// Function of who wrote it.
        Steller = "steller",
        /// Number of the case.
        Zaaknummer = "zaaknummer",
        /// Reference of the proposal.
        Kenmerk = "kenmerk",
        /// What was decided, once it was.
        Besluit = "besluit",
        /// Term of the plan.
        Looptijd = "looptijd",
    }
}

record! {
    /// Een andere titel van een document, als een voorwaarde geldt.
    pub struct Documenttitel {
        /// Uitdrukking: wanneer deze titel geldt.
        als: At<String>, Required;
        /// De titel.
        titel: At<String>, Required;
    }
}

record! {
    /// Een soort document.
    pub struct Document {
        /// Id.
        id: At<Id>, Required;
        /// Titel.
        titel: At<String>, Required;
        /// plan of jaarverslag.
        soort: At<Reikwijdte>, Required;
        /// Ondertitel.
        ondertitel: Option<At<String>>, Optional;
        /// Onderwerp, voor de eigenschappen van de PDF.
        onderwerp: At<String>, Required;
        /// Trefwoorden.
        trefwoorden: Vec<At<String>>, Optional;
        /// Uitdrukking: hoort dit document bij dit plan?
        voorwaarde: Option<At<String>>, Optional;
        /// true als het document alleen komt als iemand erom vraagt.
        op_verzoek: Option<At<bool>>, Optional;
        /// true als het stuk het voorstel zelf is: amendementen veranderen het niet.
        zonder_amendementen: Option<At<bool>>, Optional;
        /// boek (met omslag en inhoudsopgave) of stuk (kort, met een kop op de eerste bladzijde).
        vorm: Option<At<Documentvorm>>, Optional;
        /// Wat er in de kop van een stuk staat, in deze volgorde.
        kopgegevens: Vec<At<Kopgegeven>>, Optional;
        /// Hoogste aantal bladzijden.
        bladzijden: Option<At<u32>>, Optional;
        /// Wat het document voor de Woo-index is.
        woo: Woo, Optional;
        /// Andere titels; de eerste waarvan de voorwaarde geldt, gaat voor.
        titels: Vec<Documenttitel>, Optional;
    }
}

impl Document {
    /// Whether it is only made when someone asks for it.
    pub fn on_request(&self) -> bool {
        self.op_verzoek.as_ref().is_some_and(|asked| asked.value)
    }

    /// Whether it is what the council was asked, so that no amendment is in it.
    pub fn is_proposal(&self) -> bool {
        self.zonder_amendementen.as_ref().is_some_and(|proposal| proposal.value)
    }

    /// Whether it is a short formal paper.
    pub fn is_paper(&self) -> bool {
        self.vorm.as_ref().is_some_and(|form| form.value == Documentvorm::Stuk)
    }
}
