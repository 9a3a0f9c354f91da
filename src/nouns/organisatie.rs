//! `organisatie.toml`: roles, the aandachtsfunctionaris, partners, the reporting route and care.
//!
//! Roles are functions. Names of people stand only in records that are confidential.

use chrono::NaiveDate;

use super::record::{Confidential, record};
use super::scalar::{Decimal, Id, choice};
use crate::ground::source::At;

choice! {
    /// Who leads (*regie*): the safety or the care domain, or both.
    pub enum Regie {
        /// Public order and safety.
        Veiligheid = "veiligheid",
        /// Care and social domain.
        Zorg = "zorg",
        /// Both.
        Gedeeld = "gedeeld",
    }
}

choice! {
    /// A task of the aandachtsfunctionaris, after the founding definition (2019).
    pub enum Taak {
        /// Contact for colleagues and partners.
        Aanspreekpunt = "aanspreekpunt",
        /// Keeps the file on the subject.
        Dossierhouder = "dossierhouder",
        /// Sees to it that agreements are kept.
        Regievoerder = "regievoerder",
    }
}

record! {
    /// Wie wat doet.
    pub struct Organisatie {
        /// Waar de regie ligt: veiligheid, zorg of gedeeld.
        regie: Option<At<Regie>>, Ontwerp("Spreek af of veiligheid of zorg de regie heeft, of beide.");
        /// Functie van de bestuurder die verantwoordelijk is.
        portefeuillehouder: Option<At<String>>, Ontwerp("Vraag de bestuurssecretaris wie van het bestuur verantwoordelijk is.");
        /// Functie van de ambtenaar die het plan beheert.
        ambtelijk_eigenaar: Option<At<String>>, Ontwerp("Noteer welke functie het plan beheert.");
        /// Hoe wordt opgeschaald als het vastloopt.
        escalatie: Option<At<String>>, Vastgesteld("Spreek af wie beslist als partijen er niet uitkomen.");
        /// De aandachtsfunctionaris mensenhandel.
        aandachtsfunctionaris: Aandachtsfunctionaris, Optional;
        /// Andere functies met een taak.
        rollen: Vec<Rol>, Ontwerp("Noteer welke functies een taak hebben, te beginnen met de eigen functie.");
        /// Partners buiten de gemeente.
        partners: Vec<Partner>, Ontwerp("Noteer met welke organisaties u samenwerkt, bijvoorbeeld politie en zorg.");
        /// Overleggen.
        overleggen: Vec<Overleg>, Optional;
        /// Hoe een signaal wordt gemeld.
        meldroute: Meldroute, Optional;
        /// Teams die signalen kunnen zien.
        teams: Vec<Team>, Ontwerp("Noteer welke teams signalen kunnen zien, bijvoorbeeld burgerzaken en toezicht.");
        /// Zorgcoördinatie voor slachtoffers.
        zorgcoordinatie: Zorgcoordinatie, Optional;
        /// Opvangplekken waarover afspraken zijn.
        opvang: Vec<Opvang>, Optional;
    }
}

record! {
    /// Een persoon: alleen in de vertrouwelijke uitgave.
    pub struct Persoon {
        /// Naam.
        naam: Option<At<String>>, Optional;
        /// Telefoonnummer.
        telefoon: Option<At<String>>, Optional;
        /// E-mailadres.
        email: Option<At<String>>, Optional;
    }
}

record! {
    /// De aandachtsfunctionaris mensenhandel.
    pub struct Aandachtsfunctionaris {
        /// Functie van de aandachtsfunctionaris.
        functie: Option<At<String>>, Ontwerp("Spreek af welke functie aandachtsfunctionaris mensenhandel wordt.");
        /// Afdeling.
        afdeling: Option<At<String>>, Optional;
        /// Datum waarop de aandachtsfunctionaris is aangewezen.
        aangewezen_op: Option<At<NaiveDate>>, Ontwerp("Laat de aandachtsfunctionaris aanwijzen en noteer de datum.");
        /// Kenmerk van het aanwijzingsbesluit.
        besluit: Option<At<String>>, Vastgesteld("Noteer het kenmerk van het aanwijzingsbesluit.");
        /// Uren per week van de aandachtsfunctionaris.
        uren_per_week: Option<At<Decimal>>, Ontwerp("Spreek met de leidinggevende af hoeveel uur per week beschikbaar is.");
        /// Datum van de laatste opleiding van de aandachtsfunctionaris.
        opgeleid_op: Option<At<NaiveDate>>, Vastgesteld("Noteer wanneer de laatste opleiding was, of plan er een.");
        /// Naam van de opleiding.
        opleiding: Option<At<String>>, Optional;
        /// Functie van de vervanger van de aandachtsfunctionaris.
        vervanger: Option<At<String>>, Vastgesteld("Spreek af wie vervangt bij ziekte en vakantie.");
        /// Datum waarop de vervanger is aangewezen.
        vervanger_aangewezen_op: Option<At<NaiveDate>>, Optional;
        /// Taken van de aandachtsfunctionaris: aanspreekpunt, dossierhouder, regievoerder.
        taken: Vec<At<Taak>>, Ontwerp("Noteer welke van de drie taken de aandachtsfunctionaris heeft.");
        /// Contactgegevens, nooit in de openbare uitgave.
        vertrouwelijk: Confidential<Persoon>, Optional;
    }
}

record! {
    /// Een functie met een taak.
    pub struct Rol {
        /// Id waarmee maatregelen verwijzen.
        id: At<Id>, Required;
        /// Functie, geen naam.
        functie: At<String>, Required;
        /// Afdeling.
        afdeling: Option<At<String>>, Optional;
        /// Wat deze functie doet tegen mensenhandel.
        taak: At<String>, Required;
        /// Uren per week.
        uren_per_week: Option<At<Decimal>>, Optional;
        /// Contactgegevens, nooit in de openbare uitgave.
        vertrouwelijk: Confidential<Persoon>, Optional;
    }
}

record! {
    /// Een partner buiten de gemeente.
    pub struct Partner {
        /// Id waarmee maatregelen verwijzen.
        id: At<Id>, Required;
        /// Naam van de organisatie.
        naam: At<String>, Required;
        /// Soort, bijvoorbeeld politie of zorg.
        soort: Option<At<String>>, Optional;
        /// Wat een partner bijdraagt.
        bijdrage: Option<At<String>>, Vastgesteld("Schrijf in één zin op wat deze partner doet.");
        /// Wanneer deze gegevens voor het laatst zijn nagekeken.
        beoordeeld_op: Option<At<NaiveDate>>, Optional;
    }
}

record! {
    /// Een overleg.
    pub struct Overleg {
        /// Naam.
        naam: At<String>, Required;
        /// Functie van de voorzitter.
        voorzitter: Option<At<String>>, Optional;
        /// Wie meedoen.
        deelnemers: Option<At<String>>, Optional;
        /// Hoe vaak per jaar.
        keren_per_jaar: Option<At<u32>>, Optional;
        /// Waarvoor het overleg is.
        doel: Option<At<String>>, Optional;
    }
}

record! {
    /// De meldroute voor signalen.
    pub struct Meldroute {
        /// Datum waarop de route is vastgesteld.
        datum: Option<At<NaiveDate>>, Ontwerp("Spreek een meldroute af en noteer de datum.");
        /// Waar een medewerker een signaal meldt.
        intern: Option<At<String>>, Ontwerp("Schrijf op bij wie een medewerker een signaal meldt.");
        /// Wat te doen bij direct gevaar.
        acuut: Option<At<String>>, Ontwerp("Schrijf op wie u belt bij direct gevaar.");
        /// Wie bereikbaar is buiten kantoortijd.
        buiten_kantoortijd: Option<At<String>>, Vastgesteld("Spreek af wie buiten kantoortijd bereikbaar is.");
        /// Waar signalen worden vastgelegd.
        registratie: Option<At<String>>, Vastgesteld("Spreek af waar signalen worden vastgelegd.");
        /// De stappen van de route.
        stappen: Vec<Meldstap>, Optional;
        /// Meldpunten buiten de gemeente.
        meldpunten: Vec<Meldpunt>, Optional;
    }
}

record! {
    /// Een stap in de meldroute.
    pub struct Meldstap {
        /// Wat er gebeurt.
        stap: At<String>, Required;
        /// Wie het doet.
        wie: At<String>, Required;
        /// Binnen welke tijd.
        termijn: Option<At<String>>, Optional;
    }
}

record! {
    /// Een meldpunt buiten de gemeente.
    pub struct Meldpunt {
        /// Instantie.
        instantie: At<String>, Required;
        /// Wanneer de gemeente daar meldt.
        wanneer: At<String>, Required;
        /// Datum van de afspraak.
        datum: Option<At<NaiveDate>>, Optional;
    }
}

record! {
    /// Een team dat signalen kan zien.
    pub struct Team {
        /// Id waarmee trainingen verwijzen.
        id: At<Id>, Required;
        /// Naam.
        naam: At<String>, Required;
        /// Aantal medewerkers van een team.
        omvang: Option<At<u32>>, Vastgesteld("Vraag de teamleider hoeveel medewerkers het team heeft.");
        /// Datum waarop het team de signalenkaart kreeg.
        signaalkaart_datum: Option<At<NaiveDate>>, Optional;
    }
}

record! {
    /// Zorgcoördinatie.
    pub struct Zorgcoordinatie {
        /// Organisatie die de zorg voor slachtoffers coördineert.
        aanbieder: Option<At<String>>, Ontwerp("Vraag het zorgdomein of de centrumgemeente wie de zorgcoördinatie doet.");
        /// Begin van de afspraak.
        van: Option<At<NaiveDate>>, Optional;
        /// Einde van de afspraak over zorgcoördinatie.
        tot: Option<At<NaiveDate>>, Vastgesteld("Noteer tot wanneer de afspraak loopt.");
        /// Hoeveel er beschikbaar is.
        capaciteit: Option<At<String>>, Optional;
        /// Afspraak over minderjarige slachtoffers.
        minderjarigen: Option<At<String>>, Vastgesteld("Vraag het jeugddomein waar minderjarige slachtoffers terechtkunnen.");
        /// Afspraak voor mannen.
        mannen: Option<At<String>>, Optional;
        /// Hulp na de opvang.
        nazorg: Option<At<String>>, Optional;
        /// Hoe slachtoffers hun rechten te horen krijgen.
        rechten: Option<At<String>>, Vastgesteld("Spreek af wie een slachtoffer over zijn rechten vertelt.");
    }
}

record! {
    /// Een opvangplek.
    pub struct Opvang {
        /// Naam.
        naam: At<String>, Required;
        /// Voor wie.
        doelgroep: At<String>, Required;
        /// Welke afspraak er is.
        afspraak: Option<At<String>>, Optional;
        /// Datum van de afspraak.
        datum: Option<At<NaiveDate>>, Optional;
    }
}
