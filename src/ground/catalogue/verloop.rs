//! The rules on the history of a plan, and on text that only keeps a place.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    VERLOOP;

    STEP_ORDER "S631" "stap die hier niet kan volgen" Always {
        "Een plan komt stap voor stap tot stand: concept, afgestemd, ter besluitvorming, vastgesteld, geldend, en dan gewijzigd, vervangen of ingetrokken. Het document noemt de stap waarin het plan is. Klopt de volgorde niet, dan klopt ook het document niet."
        "stap geldend direct na concept"
        "Voeg de rij toe die ertussen hoort, of verbeter de stap."
    }
    STEP_DATE "S632" "stap met een te vroege datum" Always {
        "De stappen van een versie volgen elkaar in de tijd. Een volgende versie begint pas als de vorige is vastgesteld."
        "afgestemd op 10 januari, onder concept op 12 januari"
        "Verbeter een van beide data, of zet de rijen in de goede volgorde."
    }
    STEP_VERSION "S633" "versie die niet op de vorige volgt" Always {
        "Versies zijn genummerd: 1, 2 enzovoort. Een volgende versie kan pas beginnen als de vorige is vastgesteld; tot die tijd wordt aan dezelfde versie gewerkt."
        "een rij van versie 3, terwijl er geen versie 2 is"
        "Verbeter het nummer in de kolom versie, of voeg de rijen toe die ontbreken."
    }
    STEP_DECISION "S634" "besluit dat niet klopt met het verloop" FromVastgesteld {
        "De rij met vastgesteld in verloop.csv en het bestand vaststelling.toml gaan over hetzelfde besluit. Zij noemen een andere dag, een ander kenmerk of een ander orgaan."
        "vastgesteld op 12 februari in verloop.csv, op 13 februari in vaststelling.toml"
        "Zoek het besluit op en maak beide gelijk."
    }
    STEP_IN_FORCE "S635" "geldend voor de inwerkingtreding" FromVastgesteld {
        "Een plan geldt vanaf de dag van inwerkingtreding die in het besluit staat, en niet eerder."
        "geldend op 1 februari, inwerkingtreding = 2026-03-01"
        "Verbeter een van beide data."
    }
    DECISION_WITHOUT_STEP "S636" "besluit over een plan dat nog niet zo ver is" FromVastgesteld {
        "In vaststelling.toml staat een besluit, maar volgens verloop.csv is deze versie van het plan nog niet vastgesteld. Een document kan dan niet vastgesteld heten."
        "vaststelling.toml is ingevuld, de laatste rij in verloop.csv is ter besluitvorming"
        "Voeg de rij met vastgesteld toe, of haal vaststelling.toml weg."
    }
    STEP_WITHOUT_DECISION "S637" "vastgesteld verloop zonder besluit" Never {
        "Volgens verloop.csv is het plan vastgesteld, maar het besluit zelf staat er niet. Zonder besluit komt er een concept."
        "een rij vastgesteld in verloop.csv, en geen vaststelling.toml"
        "Vul vaststelling.toml in."
    }
    PLAN_ENDED "S638" "plan dat niet meer geldt" Never {
        "Volgens verloop.csv is het plan gewijzigd, vervangen of ingetrokken. Het vastgestelde document blijft precies zoals het was, en zegt dat dus niet."
        "de laatste rij in verloop.csv is ingetrokken"
        "Geef het alleen als stuk van toen, en zeg erbij dat het niet meer geldt."
    }
    VERSION_IN_FORCE "S639" "vorige versie zonder einde" Hint {
        "Een volgende versie geldt, dus de vorige geldt niet meer. Dat staat nog niet in verloop.csv."
        "versie 2 is geldend, de laatste rij van versie 1 is ook geldend"
        "Voeg bij de vorige versie een rij toe met gewijzigd of vervangen."
    }
    PLACEHOLDER "S641" "vultekst" FromVastgesteld {
        "Hier staat een woord dat de plaats openhoudt voor een echte tekst, zoals n.t.b. of [naam]. Wie het document leest, heeft daar niets aan. De woorden staan in vultekst.toml."
        "telefoon = \"n.t.b.\""
        "Vul in wat er hoort te staan. Weet u het nog niet, haal de tekst dan weg: het document zegt zelf dat iets nog niet bekend is."
    }
}
