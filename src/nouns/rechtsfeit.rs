//! `Rechtsfeit`: a law or agreement with the days between which it holds, and how one sees that a text leans on it.
//!
//! It deliberately does not say whether a text is still true; `judgement::stale` does.

use chrono::{Months, NaiveDate};

use super::norm::Merk;
use super::record::record;
use super::scalar::Id;
use crate::ground::source::At;

record! {
    /// Een gedateerd juridisch feit.
    pub struct Rechtsfeit {
        /// Id.
        id: At<Id>, Required;
        /// Waar het over gaat.
        onderwerp: At<String>, Required;
        /// De zin als het geldt.
        tekst: At<String>, Required;
        /// De zin als het nog niet geldt.
        tekst_vooraf: Option<At<String>>, Optional;
        /// Eerste dag waarop het geldt.
        van: Option<At<NaiveDate>>, Optional;
        /// Laatste dag.
        tot: Option<At<NaiveDate>>, Optional;
        /// Woorden waaraan te zien is dat een tekst erop steunt.
        woorden: Vec<At<String>>, Optional;
        /// Waarom deze woorden nooit klopten, in één zin.
        onjuist: Option<At<String>>, Optional;
        /// Id van het feit dat ervoor in de plaats kwam.
        vervangen_door: Option<At<Id>>, Optional;
        /// Bron.
        bron: At<String>, Required;
        /// Adres.
        url: Option<At<String>>, Optional;
        /// Wanneer het voor het laatst is nagekeken.
        geverifieerd_op: At<NaiveDate>, Required;
        /// Na zo veel maanden moet iemand het opnieuw nakijken.
        maximale_leeftijd_maanden: Option<At<u32>>, Optional;
        /// Hoe zeker de bron is.
        merk: At<Merk>, Required;
    }
}

record! {
    /// Juridische feiten.
    pub struct Rechtsfeiten {
        /// Na zo veel maanden moet iemand een feit opnieuw nakijken, als het feit zelf niets anders zegt.
        maximale_leeftijd_maanden: Option<At<u32>>, Optional;
        /// Woorden waarmee een zin zelf al zegt dat iets voorbij is.
        woorden_voorbij: Vec<At<String>>, Optional;
        /// Woorden waarmee een zin zelf al zegt dat iets nog moet komen.
        woorden_straks: Vec<At<String>>, Optional;
        /// De feiten.
        feiten: Vec<Rechtsfeit>, Optional;
    }
}

impl Rechtsfeit {
    /// Whether it has begun on a day.
    pub fn begun(&self, day: NaiveDate) -> bool {
        self.van.as_ref().is_none_or(|van| van.value <= day)
    }

    /// Whether it has ended on a day.
    pub fn ended(&self, day: NaiveDate) -> bool {
        self.tot.as_ref().is_some_and(|tot| tot.value < day)
    }

    /// The wording on a day.
    pub fn wording(&self, day: NaiveDate) -> &str {
        match &self.tekst_vooraf {
            Some(before) if !self.begun(day) => &before.value,
            _ => &self.tekst.value,
        }
    }
}

/// What holds for every legal fact that says nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Freshness {
    /// After so many months a fact must be looked at again; none for never.
    pub months: Option<u32>,
    /// Words with which a sentence itself says that something is over.
    pub past: Vec<String>,
    /// Words with which a sentence itself says that something is to come.
    pub future: Vec<String>,
}

impl Rechtsfeiten {
    /// The facts, and what holds for all of them.
    pub fn split(self) -> (Vec<Rechtsfeit>, Freshness) {
        let words = |list: Vec<At<String>>| list.into_iter().map(|word| word.value).collect();
        let freshness = Freshness {
            months: self.maximale_leeftijd_maanden.map(|m| m.value),
            past: words(self.woorden_voorbij),
            future: words(self.woorden_straks),
        };
        (self.feiten, freshness)
    }
}

impl Freshness {
    /// The last day on which nobody has to look at a fact again; none when nothing says how old it may be.
    pub fn until(&self, fact: &Rechtsfeit) -> Option<NaiveDate> {
        let months = fact.maximale_leeftijd_maanden.as_ref().map(|m| m.value).or(self.months)?;
        fact.geverifieerd_op.value.checked_add_months(Months::new(months))
    }
}
