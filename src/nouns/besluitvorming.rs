//! `[besluitvorming]` in `beleidsplan.toml`: what the papers for a decision need and the plan does not say.
//!
//! It deliberately asks nothing: a concept is of use without it, and a paper marks what is missing.

use chrono::NaiveDate;

use super::record::record;
use crate::ground::source::At;

record! {
    /// Gegevens voor de stukken die naar de raad, het college of de burgemeester gaan.
    pub struct Besluitvorming {
        /// Onderwerp van het voorstel, in één regel; weglaten geeft de vaststelling van het plan.
        onderwerp: Option<At<String>>, Optional;
        /// Datum van het voorstel.
        voorstel_datum: Option<At<NaiveDate>>, Optional;
        /// Datum van de vergadering die besluit.
        vergadering: Option<At<NaiveDate>>, Optional;
        /// Functie van wie het voorstel schreef, geen naam.
        steller: Option<At<String>>, Optional;
        /// Artikelen en afspraken waarop het besluit steunt.
        grondslag: Vec<At<String>>, Optional;
        /// Overwegingen bij het besluit; elk loopt door na de woorden: overwegende dat.
        overwegingen: Vec<At<String>>, Optional;
        /// Beslispunten die komen na de vaststelling van het plan, elk als hele zin.
        beslispunten: Vec<At<String>>, Optional;
        /// Dag waarop het plan in werking moet treden.
        inwerkingtreding: Option<At<NaiveDate>>, Optional;
        /// Risico's en andere keuzes die het bestuur moet kennen, elk in één of twee zinnen.
        kanttekeningen: Vec<At<String>>, Optional;
        /// Wat het plan kost en hoe dat wordt betaald, in woorden.
        financien: Option<At<String>>, Optional;
        /// Wie over het plan is geraadpleegd.
        geraadpleegd: Vec<Raadpleging>, Optional;
        /// Stappen voor en na het besluit.
        stappen: Vec<Besluitstap>, Optional;
        /// Hoe inwoners en partners van het besluit horen.
        communicatie: Option<At<String>>, Optional;
        /// Titels van bijlagen naast het plan en het verslag.
        bijlagen: Vec<At<String>>, Optional;
        /// Samenvatting voor inwoners in gewone taal, in ten hoogste 120 woorden.
        samenvatting: Option<At<String>>, Optional;
        /// Wat de gemeente gaat doen, in gewone taal, elk in één zin; weglaten geeft de doelen.
        voor_inwoners: Vec<At<String>>, Optional;
    }
}

record! {
    /// Een raadpleging over het plan.
    pub struct Raadpleging {
        /// Wie is geraadpleegd: een functie, groep of organisatie, geen naam van een persoon.
        wie: At<String>, Required;
        /// Wanneer dat was.
        datum: Option<At<NaiveDate>>, Optional;
        /// Wat het opleverde.
        uitkomst: Option<At<String>>, Optional;
    }
}

record! {
    /// Een stap op weg naar het besluit of erna.
    pub struct Besluitstap {
        /// Wat er gebeurt.
        stap: At<String>, Required;
        /// Wanneer.
        datum: Option<At<NaiveDate>>, Optional;
    }
}
