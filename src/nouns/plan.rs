//! `beleidsplan.toml`, `maatregelen.csv` and `vaststelling.toml`: what the gemeente wants, does and has decided.
//!
//! It deliberately does not check references between them; the dossier does, when all files are read.

use chrono::NaiveDate;

use super::besluitvorming::Besluitvorming;
use super::record::record;
use super::scalar::{Decimal, Id, Money, choice};
use crate::ground::source::At;

choice! {
    /// The body that adopts the plan (*bevoegd orgaan*).
    pub enum Orgaan {
        /// The municipal council (*gemeenteraad*).
        Raad = "raad",
        /// The municipal executive (*college van burgemeester en wethouders*).
        College = "college",
        /// The mayor.
        Burgemeester = "burgemeester",
    }
}

impl Orgaan {
    /// The body in words, as in a list of who took a step.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Raad => "de gemeenteraad",
            Self::College => "college van burgemeester en wethouders",
            Self::Burgemeester => "de burgemeester",
        }
    }
}

choice! {
    /// A form of exploitation (*vorm van uitbuiting*), or the group that a measure serves.
    pub enum Vorm {
        /// Measures for every form.
        Algemeen = "algemeen",
        /// Sexual exploitation.
        Seksueel = "seksueel",
        /// Labour exploitation.
        Arbeid = "arbeid",
        /// Criminal exploitation.
        Crimineel = "crimineel",
        /// Minors, whatever the form.
        Minderjarigen = "minderjarigen",
        /// Other forms, such as forced services and organ removal.
        Overig = "overig",
        /// Not known (yet); signals only.
        Onbekend = "onbekend",
    }
}

impl Vorm {
    /// The name in tables and charts.
    pub fn label(self) -> &'static str {
        match self {
            Self::Algemeen => "Alle vormen",
            Self::Seksueel => "Seksuele uitbuiting",
            Self::Arbeid => "Arbeidsuitbuiting",
            Self::Crimineel => "Criminele uitbuiting",
            Self::Minderjarigen => "Minderjarigen",
            Self::Overig => "Overige vormen",
            Self::Onbekend => "Vorm nog onbekend",
        }
    }
}

choice! {
    /// How far a measure is.
    pub enum Status {
        /// Not begun.
        Gepland = "gepland",
        /// Under way.
        Loopt = "loopt",
        /// Done.
        Klaar = "klaar",
        /// Behind schedule.
        Vertraagd = "vertraagd",
        /// Ended before it was done.
        Gestopt = "gestopt",
    }
}

choice! {
    /// Under which heading the gemeenteblad publishes the decision.
    pub enum Rubriek {
        /// A rule on how the gemeente uses its powers (*beleidsregel*, article 4:81 Awb).
        Beleidsregel = "beleidsregel",
        /// Another decision of general scope.
        AnderBesluit = "ander besluit van algemene strekking",
    }
}

choice! {
    /// The subject of the decision, in the words of the collection of local rules.
    pub enum Onderwerp {
        /// Public order and safety.
        OpenbareOrde = "openbare orde en veiligheid",
        /// Administration and law.
        Bestuur = "bestuur en recht",
        /// Care and support.
        Zorg = "maatschappelijke zorg en welzijn",
    }
}

choice! {
    /// What the decision does to the rules that there were.
    pub enum Betreft {
        /// There was none.
        Nieuw = "nieuwe regeling",
        /// It changes one.
        Wijziging = "wijziging",
        /// It ends one.
        Intrekking = "intrekking",
    }
}

record! {
    /// Wat de gemeente wil.
    pub struct Plan {
        /// Datum van deze versie van het plan.
        datum: At<NaiveDate>, Required;
        /// Titel; weglaten geeft de gewone titel.
        titel: Option<At<String>>, Optional;
        /// Korte titel om naar te verwijzen.
        citeertitel: Option<At<String>>, Vastgesteld("Kies een korte titel om naar te verwijzen.");
        /// Orgaan dat het plan vaststelt: raad, college of burgemeester.
        orgaan: Option<At<Orgaan>>, Ontwerp("Vraag de griffie of de bestuurssecretaris wie het plan vaststelt.");
        /// Zaaknummer.
        zaaknummer: Option<At<String>>, Vastgesteld("Neem het zaaknummer over uit het zaaksysteem.");
        /// Kenmerk van het voorstel.
        kenmerk: Option<At<String>>, Vastgesteld("Neem het kenmerk van het voorstel over.");
        /// Versienummer van deze tekst.
        versie: Option<At<String>>, Optional;
        /// Waarom dit plan er komt.
        aanleiding: Option<At<String>>, Ontwerp("Schrijf in drie zinnen waarom de gemeente dit plan nu maakt.");
        /// Wat de gemeente aan het einde van de looptijd bereikt wil hebben.
        ambitie: Option<At<String>>, Ontwerp("Vraag de portefeuillehouder wat er over vier jaar anders moet zijn.");
        /// Plaats in het integraal veiligheidsplan waar dit plan bij hoort.
        ivp: Option<At<String>>, Vastgesteld("Zoek de paragraaf in het integraal veiligheidsplan op.");
        /// Programma van de begroting waaruit dit plan wordt betaald.
        begrotingsprogramma: Option<At<String>>, Vastgesteld("Vraag de afdeling financiën uit welk programma dit wordt betaald.");
        /// Eerste en laatste dag van het plan.
        looptijd: Looptijd, Optional;
        /// Voorwoord van een bestuurder.
        voorwoord: Voorwoord, Optional;
        /// Hoe en wanneer het plan wordt geëvalueerd.
        evaluatie: Evaluatie, Optional;
        /// Wat er lokaal bekend is.
        lokaal_beeld: LokaalBeeld, Optional;
        /// Doelen.
        doelen: Vec<Doel>, Ontwerp("Schrijf ten minste één doel op, met een id en een titel.");
        /// Indicatoren waaraan de doelen worden gemeten.
        indicatoren: Vec<Indicator>, Vastgesteld("Kies bij elk doel iets dat u kunt tellen of nagaan.");
        /// Geld per jaar.
        middelen: Vec<Middel>, Vastgesteld("Vraag de afdeling financiën welk bedrag per jaar beschikbaar is.");
        /// Hoeveel plekken de gemeente in een jaar wil controleren.
        controledoelen: Vec<Controledoel>, Optional;
        /// Welk deel van elk team getraind moet zijn, in procenten.
        trainingsdoel: Option<At<u32>>, Optional;
        /// Eerdere versies van deze tekst.
        versies: Vec<Versie>, Optional;
        /// Verordeningen, beleidslijnen en vergunningen die de gemeente gebruikt.
        instrumenten: Vec<Instrument>, Optional;
        /// Campagnes.
        campagnes: Vec<Campagne>, Optional;
        /// Afspraken over het delen van gegevens.
        gegevensdeling: Gegevensdeling, Optional;
        /// Bronnen van het lokale beeld.
        bronnen: Vec<Bron>, Optional;
        /// Gegevens voor de stukken die naar de raad, het college of de burgemeester gaan.
        besluitvorming: Besluitvorming, Optional;
    }
}

record! {
    /// Looptijd van het plan.
    pub struct Looptijd {
        /// Eerste dag van het plan.
        van: Option<At<NaiveDate>>, Ontwerp("Kies de eerste dag van het plan.");
        /// Laatste dag van het plan.
        tot: Option<At<NaiveDate>>, Ontwerp("Kies de laatste dag van het plan, meestal na vier jaar.");
    }
}

record! {
    /// Voorwoord.
    pub struct Voorwoord {
        /// Functie van wie het schrijft.
        functie: Option<At<String>>, Optional;
        /// De tekst.
        tekst: Option<At<String>>, Optional;
    }
}

record! {
    /// Evaluatie en verslag.
    pub struct Evaluatie {
        /// Datum waarop het plan wordt geëvalueerd.
        datum: Option<At<NaiveDate>>, Ontwerp("Kies een datum voor de evaluatie, voor het einde van de looptijd.");
        /// Hoe de evaluatie gaat.
        wijze: Option<At<String>>, Vastgesteld("Schrijf op wie evalueert en waarmee.");
        /// Maand waarin het jaarverslag komt.
        rapportage_maand: Option<At<String>>, Vastgesteld("Kies de maand waarin het jaarlijkse verslag komt.");
    }
}

record! {
    /// Wat er lokaal bekend is.
    pub struct LokaalBeeld {
        /// Wat de gemeente weet.
        samenvatting: Option<At<String>>, Ontwerp("Vraag burgerzaken, toezicht, zorg en politie wat zij zien, en schrijf het in drie zinnen op.");
        /// Waar de grootste risico's liggen.
        risico: Option<At<String>>, Vastgesteld("Bespreek in het casusoverleg waar de grootste risico's liggen.");
        /// Wat de gemeente nog niet weet.
        onbekend: Option<At<String>>, Optional;
    }
}

record! {
    /// Een doel.
    pub struct Doel {
        /// Id waarmee maatregelen en indicatoren verwijzen.
        id: At<Id>, Required;
        /// Het doel in één zin.
        titel: At<String>, Required;
        /// Wat er precies mee bedoeld is.
        toelichting: Option<At<String>>, Optional;
        /// Vorm van uitbuiting waarop het doel is gericht.
        vorm: Option<At<Vorm>>, Optional;
    }
}

record! {
    /// Een indicator: waaraan te zien is of een doel dichterbij komt.
    pub struct Indicator {
        /// Id waarmee maatregelen verwijzen.
        id: At<Id>, Required;
        /// Id van het doel.
        doel: At<Id>, Required;
        /// Wat er wordt geteld of nagegaan.
        naam: At<String>, Required;
        /// Eenheid, bijvoorbeeld procent of controles per jaar.
        eenheid: Option<At<String>>, Optional;
        /// Waarde aan het begin.
        nulmeting: Option<At<Decimal>>, Optional;
        /// Jaar van de nulmeting.
        nulmeting_jaar: Option<At<u32>>, Optional;
        /// Waarde van een indicator die de gemeente wil bereiken.
        streefwaarde: Option<At<Decimal>>, Vastgesteld("Spreek af welke waarde het doel is.");
        /// Jaar waarin een indicator bereikt moet zijn.
        streefjaar: Option<At<u32>>, Vastgesteld("Spreek af in welk jaar de waarde bereikt moet zijn.");
        /// Waar het getal vandaan komt.
        bron: Option<At<String>>, Optional;
    }
}

record! {
    /// Geld voor een onderdeel in een jaar.
    pub struct Middel {
        /// Id waarmee maatregelen verwijzen.
        id: At<Id>, Required;
        /// Waarvoor het geld is.
        omschrijving: At<String>, Required;
        /// Jaar.
        jaar: At<u32>, Required;
        /// Bedrag in euro.
        bedrag: At<Money>, Required;
        /// Dekking van een bedrag: waar het geld vandaan komt.
        dekking: Option<At<String>>, Vastgesteld("Noteer uit welke post of bijdrage dit bedrag komt.");
    }
}

record! {
    /// Hoeveel plekken de gemeente in een jaar wil controleren.
    pub struct Controledoel {
        /// Jaar.
        jaar: At<u32>, Required;
        /// Soort controle, zoals in controles.csv; weglaten is alle soorten samen.
        soort: Option<At<String>>, Optional;
        /// Aantal plekken.
        objecten: At<u32>, Required;
    }
}

record! {
    /// Een eerdere of deze versie van de tekst.
    pub struct Versie {
        /// Versienummer.
        versie: At<String>, Required;
        /// Datum.
        datum: At<NaiveDate>, Required;
        /// Wat er veranderde.
        wijziging: At<String>, Required;
    }
}

record! {
    /// Een bestuurlijk instrument.
    pub struct Instrument {
        /// Naam.
        naam: At<String>, Required;
        /// Soort, bijvoorbeeld verordening of beleidslijn.
        soort: Option<At<String>>, Optional;
        /// Vindplaats.
        verwijzing: Option<At<String>>, Optional;
        /// Waarvoor de gemeente het gebruikt.
        toepassing: Option<At<String>>, Optional;
        /// Datum.
        datum: Option<At<NaiveDate>>, Optional;
    }
}

record! {
    /// Een campagne.
    pub struct Campagne {
        /// Naam.
        naam: At<String>, Required;
        /// Voor wie.
        doelgroep: Option<At<String>>, Optional;
        /// Wanneer.
        periode: Option<At<String>>, Optional;
        /// Langs welke weg.
        kanaal: Option<At<String>>, Optional;
        /// In welke talen.
        talen: Option<At<String>>, Optional;
    }
}

record! {
    /// Afspraken over het delen van gegevens.
    pub struct Gegevensdeling {
        /// Naam van het protocol.
        protocol: Option<At<String>>, Vastgesteld("Vraag de privacyfunctionaris of er een protocol voor het delen van signalen is.");
        /// Datum van het protocol.
        protocol_datum: Option<At<NaiveDate>>, Vastgesteld("Noteer de datum van het protocol.");
        /// Kenmerk van de DPIA.
        dpia: Option<At<String>>, Vastgesteld("Vraag de privacyfunctionaris naar de DPIA.");
        /// Nummer in het verwerkingsregister.
        verwerkingsregister: Option<At<String>>, Vastgesteld("Vraag de privacyfunctionaris naar het nummer in het verwerkingsregister.");
        /// Welke gegevens van wie naar wie gaan.
        stromen: Vec<Gegevensstroom>, Optional;
    }
}

record! {
    /// Een gegevensstroom.
    pub struct Gegevensstroom {
        /// Van wie.
        van: At<String>, Required;
        /// Naar wie.
        naar: At<String>, Required;
        /// Waarvoor.
        doel: At<String>, Required;
        /// Grondslag van een gegevensstroom.
        grondslag: Option<At<String>>, Vastgesteld("Vraag de privacyfunctionaris naar de grondslag.");
    }
}

record! {
    /// Een bron.
    pub struct Bron {
        /// Titel.
        titel: At<String>, Required;
        /// Wie de bron uitgaf.
        uitgever: Option<At<String>>, Optional;
        /// Datum.
        datum: Option<At<NaiveDate>>, Optional;
        /// Adres op het internet.
        url: Option<At<String>>, Optional;
    }
}

record! {
    /// Een maatregel: een rij van maatregelen.csv.
    pub struct Maatregel {
        /// Id waarmee de voortgang verwijst.
        id: At<Id>, Required;
        /// Wat de gemeente gaat doen.
        wat: At<String>, Required;
        /// Waarom een maatregel nodig is.
        waarom: Option<At<String>>, Ontwerp("Schrijf in één zin waarom deze maatregel nodig is.");
        /// Hoe een maatregel wordt uitgevoerd.
        hoe: Option<At<String>>, Ontwerp("Schrijf in één of twee zinnen hoe het gaat.");
        /// Doel van een maatregel, met zijn id.
        doel: Option<At<Id>>, Ontwerp("Kies het doel waaraan de maatregel bijdraagt.");
        /// Vorm van uitbuiting waartegen een maatregel is gericht.
        vorm: Option<At<Vorm>>, Ontwerp("Kies een vorm, of algemeen.");
        /// Functie die een maatregel uitvoert, met het id van de rol.
        actiehouder: Option<At<Id>>, Ontwerp("Spreek af welke functie de maatregel uitvoert.");
        /// Ids van partners, met een komma ertussen.
        met_wie: Vec<At<Id>>, Optional;
        /// Begin van een maatregel.
        start: Option<At<NaiveDate>>, Vastgesteld("Spreek een begindatum af.");
        /// Einde van een maatregel.
        eind: Option<At<NaiveDate>>, Vastgesteld("Spreek een einddatum af.");
        /// Geld waaruit een maatregel wordt betaald, met het id van het middel.
        budget: Option<At<Id>>, Vastgesteld("Noteer uit welk bedrag de maatregel wordt betaald.");
        /// Indicator waaraan een maatregel wordt gemeten, met zijn id.
        indicator: Option<At<Id>>, Vastgesteld("Kies een indicator waaraan te zien is of de maatregel werkt.");
        /// Criteria van een norm die een maatregel haalt, met een komma ertussen, bijvoorbeeld SIG-2, AF-4.
        criterium: Vec<At<Id>>, Optional;
        /// gepland, loopt, klaar, vertraagd of gestopt.
        status: Option<At<Status>>, Optional;
    }
}

record! {
    /// Het besluit waarmee het plan is vastgesteld.
    pub struct Vaststelling {
        /// Orgaan dat besloot: raad, college of burgemeester.
        orgaan: At<Orgaan>, Required;
        /// Datum van het besluit.
        datum: At<NaiveDate>, Required;
        /// Kenmerk van het besluit.
        kenmerk: At<String>, Required;
        /// Citeertitel.
        citeertitel: Option<At<String>>, Optional;
        /// Datum van inwerkingtreding.
        inwerkingtreding: Option<At<NaiveDate>>, Optional;
        /// Nummer in het gemeenteblad.
        gemeenteblad: Option<At<String>>, Optional;
        /// Artikelen en afspraken waarop het besluit steunt.
        grondslag: Vec<At<String>>, Optional;
        /// Zaaknummer van het besluit; weglaten geeft dat van het plan.
        zaaknummer: Option<At<String>>, Optional;
        /// Rubriek in het gemeenteblad: beleidsregel of ander besluit van algemene strekking.
        rubriek: Option<At<Rubriek>>, Optional;
        /// Onderwerp in de verzameling van lokale regels; weglaten geeft openbare orde en veiligheid.
        onderwerp: Option<At<Onderwerp>>, Optional;
        /// Wat het besluit doet: nieuwe regeling, wijziging of intrekking; weglaten geeft nieuwe regeling.
        betreft: Option<At<Betreft>>, Optional;
        /// Dag waarop het besluit is ondertekend.
        ondertekening: Option<At<NaiveDate>>, Optional;
        /// Dag waarop het besluit niet meer geldt.
        uitwerkingtreding: Option<At<NaiveDate>>, Optional;
        /// Dag tot waar het besluit terugwerkt.
        terugwerkend_tot: Option<At<NaiveDate>>, Optional;
        /// Meldingen waarvan is aanvaard dat zij de vaststelling niet tegenhouden.
        aanvaard: Vec<Aanvaarding>, Optional;
    }
}

record! {
    /// Een melding die de vaststelling niet tegenhoudt.
    pub struct Aanvaarding {
        /// Code van de melding, zoals L162.
        code: At<String>, Required;
        /// Woorden uit de melding, als het er om één gaat; weglaten geeft alle meldingen met deze code.
        bij: Option<At<String>>, Optional;
        /// Waarom het zo kan blijven.
        reden: At<String>, Required;
    }
}
