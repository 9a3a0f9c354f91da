//! Norms as data: criteria with a question, a check as an expression, the evidence asked and the next step.
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

record! {
    /// Een norm.
    pub struct Norm {
        /// Id.
        id: At<Id>, Required;
        /// Naam.
        naam: At<String>, Required;
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
        /// Uitdrukking: is het criterium gehaald?
        voldoet: At<String>, Required;
        /// Uitdrukking: is het deels gehaald?
        deels: Option<At<String>>, Optional;
        /// Uitdrukking: is er iets bekend?
        bekend: Option<At<String>>, Optional;
        /// Welk bewijs wordt gevraagd.
        bewijs: At<String>, Required;
        /// Uitdrukking die een datum geeft van bewijs dat al in de gegevens staat.
        bewijs_uit: Option<At<String>>, Optional;
        /// Hoe oud bewijs mag zijn, in maanden.
        maximale_leeftijd_maanden: Option<At<u32>>, Optional;
        /// Advies als het niet gehaald is.
        advies: At<String>, Required;
        /// De kleinste volgende stap.
        stap: At<String>, Required;
    }
}
