//! Plain language as data: limits, the level that a summary aims at, abbreviations and words with a plainer one.
//!
//! The lists are replaced by a file, never by code. It deliberately does not know how a text is measured.

use super::record::record;
use crate::ground::source::At;

record! {
    /// Wanneer een tekst een tip krijgt.
    pub struct Taalgrenzen {
        /// Meeste woorden in een zin.
        woorden_in_zin: At<u32>, Required;
        /// Meeste letters in een woord dat niet in begrippen.toml staat.
        letters_in_woord: At<u32>, Required;
        /// Zoveel lijdende vormen achter elkaar is te veel.
        lijdend_op_rij: At<u32>, Required;
        /// Minder woorden lopende tekst geven geen score.
        woorden_voor_score: At<u32>, Required;
    }
}

record! {
    /// Het niveau waarnaar sommige hoofdstukken streven.
    pub struct Streefniveau {
        /// Naam van het niveau.
        naam: At<String>, Required;
        /// Id's van de hoofdstukken.
        hoofdstukken: Vec<At<String>>, Optional;
        /// Laagste score van Flesch-Douma.
        score: At<u32>, Required;
        /// Hoogste gemiddelde aan woorden in een zin.
        woorden_per_zin: At<u32>, Required;
    }
}

record! {
    /// Een afkorting met kleine letters, die beter voluit kan.
    pub struct Afkorting {
        /// De afkorting, met punten.
        kort: At<String>, Required;
        /// Voluit.
        voluit: At<String>, Required;
        /// Of een zin ermee kan eindigen.
        sluit_zin: Option<At<bool>>, Optional;
    }
}

record! {
    /// Een moeilijk woord of een omslachtige groep woorden.
    pub struct Woordkeuze {
        /// Het woord.
        woord: At<String>, Required;
        /// Andere vormen van het woord.
        ook: Vec<At<String>>, Optional;
        /// Wat duidelijker is.
        liever: At<String>, Required;
    }
}

record! {
    /// Taaladvies.
    pub struct Taal {
        /// Grenzen.
        grenzen: Taalgrenzen, Required;
        /// Streefniveau.
        streefniveau: Streefniveau, Required;
        /// Id's van hoofdstukken die een lijst zijn en geen lopende tekst.
        overslaan: Vec<At<String>>, Optional;
        /// Afkortingen met hoofdletters die iedereen kent.
        bekend: Vec<At<String>>, Optional;
        /// Afkortingen met kleine letters.
        afkortingen: Vec<Afkorting>, Optional;
        /// Moeilijke woorden.
        woorden: Vec<Woordkeuze>, Optional;
    }
}
