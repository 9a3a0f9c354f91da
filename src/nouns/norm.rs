//! Norms as data: criteria with a question, the checks as expressions, the evidence asked and the next step.
//!
//! It deliberately holds no criterion in code, and does not evaluate the expressions.

use chrono::NaiveDate;

use super::record::record;
use super::scalar::{Id, choice};
use crate::ground::source::At;

choice! {
    /// How sure the source of a fact is.
    pub enum Merk {
        /// Read in a public source.
        Verified = "v",
        /// Background knowledge, not verified.
        Background = "b",
        /// Chosen by this project.
        Project = "project",
    }
}

choice! {
    /// How a criterion is judged when no expression can.
    pub enum Wijze {
        /// By a person, with motivation, role and date.
        Mens = "mens",
    }
}

record! {
    /// Hoe het oordeel over de hele norm in een zin heet.
    pub struct Woorden {
        /// Als alles voldoet, bijvoorbeeld: voldoet aan het basisniveau.
        voldoet: At<String>, Required;
        /// Als het deels voldoet.
        deels: At<String>, Required;
        /// Als het niet voldoet.
        voldoet_niet: At<String>, Required;
        /// Als het onbekend is.
        onbekend: At<String>, Required;
    }
}

record! {
    /// Een norm.
    pub struct Norm {
        /// Id.
        id: At<Id>, Required;
        /// Naam.
        naam: At<String>, Required;
        /// Korte naam in een zin, bijvoorbeeld: het basisniveau.
        kort: Option<At<String>>, Optional;
        /// Schrijf false bij een norm die alleen geldt voor wie erom vraagt.
        standaard: Option<At<bool>>, Optional;
        /// Woorden voor het oordeel.
        woorden: Vec<Woorden>, Optional;
        /// Versie.
        versie: At<String>, Required;
        /// Eerste dag waarop deze versie geldt.
        geldig_van: At<NaiveDate>, Required;
        /// Laatste dag.
        geldig_tot: Option<At<NaiveDate>>, Optional;
        /// Waar de norm vandaan komt.
        bron: At<String>, Required;
        /// Wat de norm is en niet is.
        toelichting: Option<At<String>>, Optional;
        /// Groepen van criteria.
        groepen: Vec<Groep>, Optional;
        /// Criteria.
        criteria: Vec<Criterium>, Optional;
    }
}

record! {
    /// Een groep criteria.
    pub struct Groep {
        /// Id, bijvoorbeeld SIG.
        id: At<Id>, Required;
        /// Naam.
        naam: At<String>, Required;
        /// Uitleg.
        uitleg: Option<At<String>>, Optional;
    }
}

record! {
    /// Iets wat een criterium eist, apart te controleren.
    pub struct Eis {
        /// De eis in gewone taal, als zin die waar of onwaar is.
        tekst: At<String>, Required;
        /// Uitdrukking: is het zo?
        als: At<String>, Required;
    }
}

record! {
    /// Een criterium.
    pub struct Criterium {
        /// Id, bijvoorbeeld SIG-1.
        id: At<Id>, Required;
        /// Id van de groep.
        groep: At<Id>, Required;
        /// De vraag in gewone taal.
        vraag: At<String>, Required;
        /// Bron van het criterium.
        bron: At<String>, Required;
        /// Hoe zeker de bron is.
        merk: At<Merk>, Required;
        /// Telt mee voor het oordeel.
        verplicht: Option<At<bool>>, Optional;
        /// Uitdrukking: is het criterium gehaald? Alleen zonder eisen.
        voldoet: Option<At<String>>, Optional;
        /// Wat er moet gelden; alle eisen samen maken dat het criterium voldoet.
        eisen: Vec<Eis>, Optional;
        /// Schrijf mens als geen uitdrukking dit kan beoordelen.
        oordeel: Option<At<Wijze>>, Optional;
        /// Uitdrukking: is het deels gehaald? Weglaten: als een van de eisen geldt.
        deels: Option<At<String>>, Optional;
        /// Uitdrukking: is er iets bekend? Weglaten: als een gegeven uit de eisen is ingevuld, of als er bewijs is.
        bekend: Option<At<String>>, Optional;
        /// Uitdrukking: is het criterium niet van toepassing?
        nvt: Option<At<String>>, Optional;
        /// Waarom het dan niet van toepassing is.
        nvt_reden: Option<At<String>>, Optional;
        /// Welk bewijs wordt gevraagd.
        bewijs: At<String>, Required;
        /// Soorten bewijs die tellen; weglaten is elke soort.
        bewijssoorten: Vec<At<String>>, Optional;
        /// Uitdrukking die een datum geeft van bewijs dat al in de gegevens staat.
        bewijs_uit: Option<At<String>>, Optional;
        /// Hoe oud bewijs mag zijn, in maanden.
        maximale_leeftijd_maanden: Option<At<u32>>, Optional;
        /// Uitdrukking die een datum geeft tot wanneer het nog geldt, bijvoorbeeld plan.looptijd.tot.
        verloopt_uit: Option<At<String>>, Optional;
        /// Advies als het niet gehaald is.
        advies: At<String>, Required;
        /// De kleinste volgende stap.
        stap: At<String>, Required;
        /// Id van de stap, als die ook bij andere criteria hoort.
        stap_id: Option<At<Id>>, Optional;
        /// Welke criteria deze stap ook haalt.
        dekt: Vec<At<Id>>, Optional;
        /// Hoeveel uur de stap vraagt, naar schatting.
        uren: Option<At<u32>>, Optional;
        /// Welke rol de stap zet.
        eigenaar: Option<At<String>>, Optional;
    }
}
