//! The rules on adopting, on what is kept of it, and on what changed since.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    ADOPTED;

    KEPT_FOLDER "K101" "map met iets wat is vastgesteld zonder datum" Always {
        "In de map vastgesteld staat een map per besluit, met de dag van dat besluit als naam."
        "vastgesteld/plan-2026/beleidsplan.bronnen.zip"
        "Noem de map naar de dag van het besluit, bijvoorbeeld 2026-02-12."
    }
    KEPT_BROKEN "K102" "wat is vastgesteld, is niet heel meer" Always {
        "Van elk vastgesteld document worden de bronnen en hun controlecodes bewaard. Er is er een weg of veranderd, en dus is niet meer te maken wat is besloten."
        "vastgesteld/2026-02-12/beleidsplan.bronnen.zip is met een ander programma opnieuw ingepakt"
        "Zet de map terug zoals zij was, uit een kopie of uit git. Zonder kopie is de PDF die toen is gemaakt het enige bewijs; daar zitten de bronnen in."
    }
    KEPT_UNMADE "K103" "vastgesteld document dat deze versie niet kan maken" Always {
        "Een andere versie van het programma maakte dit document. Deze versie leest de bewaarde hoofdstukken of de vormgeving niet meer."
        "een document uit 2026, gebouwd in 2036"
        "Gebruik de versie van het programma uit de melding, of de PDF die toen is gemaakt."
    }
    KEPT_OTHER_PROGRAM "K104" "vastgesteld met een andere versie van het programma" Hint {
        "De tekst en de cijfers zijn gelijk. Of elke byte van de PDF gelijk is, kan alleen de versie zeggen waarmee het document is gemaakt."
        "vastgesteld met beleid 0.1.0, nu gebouwd met beleid 0.2.0"
        "Niets. Bewaar de PDF van toen, of bouw met die versie."
    }
    ADOPTED_CHANGED "K105" "gewijzigd na vaststelling" Never {
        "Een bron van een vastgesteld document is veranderd. Het document blijft zoals het is vastgesteld; de wijziging staat er niet in."
        "in maatregelen.csv een andere einddatum, een maand na het raadsbesluit"
        "Begin een nieuwe versie met `beleid wijzig`, of zet de oude waarde terug."
    }
    ADOPTED_TOUCHED "K106" "bestand dat na de vaststelling is aangeraakt" Hint {
        "Het bestand is anders dan toen, maar voor het openbare document maakt dat niets uit."
        "een regel met uitleg (#) toegevoegd in beleidsplan.toml"
        "Niets, als dat klopt."
    }
    ADOPT_LACKS "K111" "gegeven van het besluit dat ontbreekt" Always {
        "Wie een plan vaststelt, legt vast wie besloot, wanneer, onder welk kenmerk en waarop het besluit steunt. Die gegevens staan in het document en in de bekendmaking."
        "beleid stel-vast policies/voorbeeld, zonder --kenmerk"
        "Geef het gegeven als keuze bij de opdracht, of zet het in vaststelling.toml."
    }
    ADOPT_UNMET "K112" "criterium dat nog niet is gehaald" Never {
        "Het plan wordt vastgesteld terwijl de gemeente nog niet aan dit criterium voldoet. Dat mag, maar wie besluit moet het weten."
        "SIG-2 (training) is deels gehaald"
        "Doe de stap uit de melding eerst, of aanvaard het met een reden: --aanvaard K112:SIG-2=\"reden\"."
    }
    ADOPT_ALREADY "K113" "al vastgesteld" Always {
        "Dit document is al vastgesteld en bewaard. Het wordt niet stil vervangen door een ander."
        "twee keer `beleid stel-vast` voor hetzelfde plan"
        "Begin een nieuwe versie met `beleid wijzig`."
    }
    ADOPT_UNUSED "K114" "aanvaarding die nergens bij hoort" Never {
        "Er is aanvaard dat een melding het besluit niet tegenhoudt, maar die melding is er niet."
        "[[aanvaard]] met code L162, terwijl die melding is opgelost"
        "Haal de aanvaarding weg, of verbeter de code of de woorden."
    }
    ADOPT_NOT_ACCEPTABLE "K115" "melding die niet te aanvaarden is" Always {
        "Een fout houdt het document altijd tegen. Alleen wat verouderd is of nog niet is gehaald, kan worden aanvaard met een reden."
        "[[aanvaard]] met code D204"
        "Los de melding op, en haal de aanvaarding weg."
    }
    ADOPT_STEP "K116" "stap voor de vaststelling die ontbreekt" Always {
        "Volgens verloop.csv is het plan nog niet zo ver dat erover kan worden besloten."
        "stel-vast bij een plan dat nog `concept` is"
        "Leg met `beleid verloop` de stap vast waarmee het plan aan het bestuur is voorgelegd."
    }
    ADOPT_FROM_BEFORE "K117" "gegeven van de vorige versie" Never {
        "Er is een nieuwe versie van het plan, en dit gegeven is nog dat van de vorige. De stukken bij het besluit zouden dan over het vorige voorstel gaan."
        "bij versie 2 staat nog de datum van het voorstel voor versie 1"
        "Vul in wat voor deze versie geldt, of laat het staan als het klopt."
    }
    CHANGE_NOTHING_ADOPTED "K121" "nog niets vastgesteld" Always {
        "Een nieuwe versie begint bij een plan dat is vastgesteld. Hier is dat er niet; het plan is gewoon te veranderen."
        "beleid wijzig, bij een concept"
        "Verander de bestanden, en bouw opnieuw."
    }
    CHANGE_OPEN "K122" "er is al een nieuwe versie begonnen" Always {
        "Van dit plan loopt al een nieuwe versie, die nog niet is vastgesteld."
        "twee keer `beleid wijzig` na elkaar"
        "Werk aan die versie verder, of stel haar vast met `beleid stel-vast`."
    }
}
