//! `jaren/<jaar>/`: what happened in a year. Counts, trainings, controls, progress, money and evidence.
//!
//! Counts stay inside `PersonCount`; nothing here can print one.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::plan::{Aanvaarding, Status};
use super::record::record;
use super::scalar::{Id, Money, choice};
use super::telling::{Eenheid, Gepubliceerd, Regiocijfer, Telling};
use crate::ground::source::At;

/// A year with all its files.
#[derive(Debug, Clone)]
pub struct Jaar {
    /// The year, from the name of the folder.
    pub year: i32,
    /// `jaar.toml`.
    pub text: JaarTekst,
    /// `signalen.csv`, `meldingen.csv`, `slachtoffers.csv` and `casussen.csv`. Without the file nothing is known of a
    /// unit, with an empty one there were none.
    pub counts: BTreeMap<Eenheid, Vec<Telling>>,
    /// `gepubliceerd.csv`: what the report over this year showed.
    pub published: Vec<Gepubliceerd>,
    /// `regio.csv`: what the region published.
    pub region: Vec<Regiocijfer>,
    /// `trainingen.csv`.
    pub trainings: Vec<Training>,
    /// `controles.csv`.
    pub controls: Vec<Controle>,
    /// `voortgang.csv`.
    pub progress: Vec<Voortgang>,
    /// `middelen.csv`.
    pub money: Vec<Realisatie>,
    /// `bewijs.csv`.
    pub evidence: Vec<Bewijs>,
    /// `oordelen.csv`.
    pub judgements: Vec<MenselijkOordeel>,
}

record! {
    /// Het jaar in woorden.
    pub struct JaarTekst {
        /// Dag waarop de gegevens zijn vastgesteld; weglaten geeft 31 december.
        peildatum: Option<At<NaiveDate>>, Optional;
        /// Dag waarop het bestuur het verslag over dit jaar heeft vastgesteld; weglaten geeft een concept.
        vastgesteld_op: Option<At<NaiveDate>>, Optional;
        /// Het jaar in drie zinnen.
        samenvatting: Option<At<String>>, Ontwerp("Schrijf in drie zinnen wat er dit jaar is gebeurd.");
        /// Wat de cijfers betekenen en wat niet.
        duiding: Option<At<String>>, Ontwerp("Bespreek de cijfers met de aandachtsfunctionaris en schrijf op wat ze betekenen.");
        /// Aantal keer dat het casusoverleg bijeenkwam.
        casusoverleggen: Option<At<u32>>, Optional;
        /// Bewustwording.
        bewustwording: Option<At<String>>, Optional;
        /// Zorg en opvang, zonder verhalen over personen.
        zorg: Option<At<String>>, Optional;
        /// Samenwerking in de regio.
        regionaal: Option<At<String>>, Optional;
        /// Wat niet goed ging.
        knelpunten: Vec<At<String>>, Optional;
        /// Wat er van het bestuur wordt gevraagd.
        gevraagd: Vec<At<String>>, Optional;
        /// Wat er volgend jaar komt.
        vooruitblik: Option<At<String>>, Ontwerp("Schrijf op wat er volgend jaar als eerste gebeurt.");
        /// Meldingen waarvan is aanvaard dat zij de vaststelling van het verslag niet tegenhouden.
        aanvaard: Vec<Aanvaarding>, Optional;
    }
}

record! {
    /// Een training.
    pub struct Training {
        /// Id van het team.
        team: At<Id>, Required;
        /// Datum.
        datum: At<NaiveDate>, Required;
        /// Onderwerp.
        onderwerp: At<String>, Required;
        /// Wie de training gaf.
        aanbieder: Option<At<String>>, Optional;
        /// Aantal medewerkers dat meedeed.
        deelnemers: At<u32>, Required;
    }
}

record! {
    /// Controles van een soort in een kwartaal.
    pub struct Controle {
        /// Kwartaal, 1 tot en met 4.
        kwartaal: At<u32>, Required;
        /// Soort controle.
        soort: At<String>, Required;
        /// Aantal gecontroleerde objecten.
        objecten: At<u32>, Required;
        /// Met wie.
        met_wie: Option<At<String>>, Optional;
        /// Aantal bestuurlijke maatregelen.
        bestuurlijke_maatregelen: Option<At<u32>>, Optional;
        /// Aantal waarschuwingen.
        waarschuwingen: Option<At<u32>>, Optional;
    }
}

record! {
    /// Hoe ver een maatregel is.
    pub struct Voortgang {
        /// Id van de maatregel.
        maatregel: At<Id>, Required;
        /// gepland, loopt, klaar, vertraagd of gestopt.
        status: At<Status>, Required;
        /// Wat er is gedaan, of waarom niet.
        toelichting: Option<At<String>>, Optional;
        /// Nieuwe einddatum.
        nieuwe_einddatum: Option<At<NaiveDate>>, Optional;
        /// Uitgaven in euro.
        uitgaven: Option<At<Money>>, Optional;
    }
}

record! {
    /// Begroot en uitgegeven.
    pub struct Realisatie {
        /// Id van het geld.
        middel: At<Id>, Required;
        /// Begroot bedrag in euro.
        begroot: At<Money>, Required;
        /// Uitgegeven bedrag in euro.
        gerealiseerd: At<Money>, Required;
        /// Waarom het anders is.
        toelichting: Option<At<String>>, Optional;
    }
}

record! {
    /// Bewijs bij een criterium van de norm.
    pub struct Bewijs {
        /// Id van het criterium, bijvoorbeeld SIG-1.
        criterium: At<Id>, Required;
        /// Soort bewijs, bijvoorbeeld besluit of verslag.
        soort: At<String>, Required;
        /// Titel.
        titel: At<String>, Required;
        /// Datum.
        datum: At<NaiveDate>, Required;
        /// Kenmerk.
        kenmerk: Option<At<String>>, Optional;
        /// ja als iedereen het mag zien.
        openbaar: Option<At<bool>>, Optional;
    }
}

choice! {
    /// What a person can judge of a criterion that no expression can.
    pub enum Uitkomst {
        /// Met.
        Voldoet = "voldoet",
        /// Met in part.
        Deels = "deels",
        /// Not met.
        VoldoetNiet = "voldoet niet",
        /// Does not concern this gemeente.
        NietVanToepassing = "niet van toepassing",
    }
}

record! {
    /// Het oordeel van een mens over een criterium.
    pub struct MenselijkOordeel {
        /// Id van het criterium.
        criterium: At<Id>, Required;
        /// voldoet, deels, voldoet niet of niet van toepassing.
        oordeel: At<Uitkomst>, Required;
        /// Waarom, in een of twee zinnen.
        motivering: At<String>, Required;
        /// De functie van wie oordeelde; geen naam.
        rol: At<String>, Required;
        /// Wanneer.
        datum: At<NaiveDate>, Required;
    }
}
