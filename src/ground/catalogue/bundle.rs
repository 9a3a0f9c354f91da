//! The rules on the bundle and on the decision that it carries.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    BUNDLE;

    BUNDLE_UNDECIDED "U101" "bundel zonder besluit" Always {
        "In een bundel staat wat er is besloten. Van dit document is nog geen besluit bekend, dus het is niet vastgesteld."
        "beleid bundel policies/voorbeeld, zonder vaststelling.toml"
        "Vul het besluit in, kies een ander document, of maak met --concept een bundel die zegt dat zij een concept is."
    }
    BUNDLE_FIELD "U102" "gegeven voor de bekendmaking ontbreekt" Always {
        "Het gemeenteblad, de Woo-index en het archief vragen om dit gegeven. Het programma bedenkt het niet zelf."
        "vaststelling.toml zonder rubriek"
        "Vul het gegeven in, of maak met --concept een bundel waarin het nog ontbreekt."
    }
    BUNDLE_LARGE "U103" "documenten die niet in een bundel passen" Always {
        "Een bundel heeft een grens, zodat zij overal te openen en na te kijken is, en zij bevat alleen openbare uitgaven."
        "documenten van samen meer dan 96 MB"
        "Maak een bundel per document, met --document."
    }

    DECISION_GAZETTE "U111" "nummer in het gemeenteblad niet te lezen" FromVastgesteld {
        "Een nummer in het gemeenteblad bestaat uit gmb, het jaar en een volgnummer. Daarmee is de bekendmaking te vinden."
        "gemeenteblad = \"nr. 1234\""
        "Schrijf het nummer zoals op de bekendmaking, bijvoorbeeld gmb-2026-123456."
    }
    DECISION_BACKDATED "U112" "inwerkingtreding voor het besluit" Never {
        "Het besluit treedt in werking op een dag voor het is genomen. Dat vraagt om terugwerkende kracht, en die staat er niet bij."
        "datum = 2026-03-12 en inwerkingtreding = 2026-01-01"
        "Verbeter de datum, of vul terugwerkend_tot in."
    }
    DECISION_DATES "U113" "data van het besluit die niet op elkaar volgen" FromVastgesteld {
        "Een besluit wordt genomen, ondertekend, treedt in werking en treedt later uit werking. Twee van deze data staan in een andere volgorde."
        "uitwerkingtreding = 2026-01-01 en inwerkingtreding = 2026-03-01"
        "Verbeter een van beide data."
    }

    BUNDLE_FORM "U121" "geen bundel van dit programma" Always {
        "Het bestand is geen zip-bestand, is beschadigd, of is met een ander programma opnieuw ingepakt. Een bundel heeft één vaste vorm, zodat elk verschil opvalt."
        "een bundel die is uitgepakt en met een ander programma weer is ingepakt"
        "Gebruik het bestand zoals `beleid bundel` het maakte."
    }
    BUNDLE_LIST "U122" "lijst met controlecodes die niet klopt" Always {
        "In een bundel staat van elk bestand de controlecode, in controlecodes.sha256. Die lijst ontbreekt, of een regel is niet te lezen of staat er twee keer."
        "een bundel zonder controlecodes.sha256"
        "Vraag de maker om een nieuwe bundel."
    }
    BUNDLE_MISSING "U123" "bestand ontbreekt in een bundel" Always {
        "De lijst met controlecodes noemt een bestand dat er niet in zit."
        "een bundel waar de PDF uit is gehaald"
        "Vraag de maker om een nieuwe bundel."
    }
    BUNDLE_EXTRA "U124" "bestand te veel in een bundel" Always {
        "In de bundel zit een bestand dat niet in de lijst met controlecodes staat. Niemand staat in voor de inhoud daarvan."
        "een extra PDF"
        "Gebruik dit bestand niet, en vraag de maker om een nieuwe bundel."
    }
    BUNDLE_ALTERED "U125" "bestand in een bundel dat is veranderd" Always {
        "De inhoud van het bestand is een andere dan de controlecode zegt. De bundel is na het maken veranderd."
        "een ander getal in gegevens.json"
        "Gebruik deze bundel niet, en vraag de maker om een nieuwe."
    }
}
