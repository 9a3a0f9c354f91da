//! The rules on drafts and on publishing versions of chapters.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    PUBLISH;

    PUBLISHED_CHANGED "L181" "uitgegeven versie die is veranderd" Always {
        "In uitgaven.toml staat van elke uitgegeven versie de controlecode. De inhoud is nu anders, terwijl het nummer gelijk bleef. Gemeenten die de versie hebben vastgelegd, krijgen dan een fout."
        "een zin verbeterd in hoofdstukken/haven/1.0.0/hoofdstuk.md"
        "Zet de oude inhoud terug, en geef de verbetering een nieuw nummer."
    }
    PUBLISHED_GONE "L182" "uitgegeven versie die weg is" Never {
        "Een gemeente die deze versie heeft vastgelegd, kan haar document er niet meer mee maken."
        "de map hoofdstukken/haven/1.0.0 is weggehaald"
        "Zet de map terug."
    }
    PUBLISHED_UNLISTED "L183" "versie die niet is uitgegeven" Hint {
        "De map heeft een uitgaven.toml, en deze versie staat er niet in. Verandert zij later, dan merkt niemand dat."
        "een map 1.0.1 die met de hand is gemaakt"
        "Noem de map 1.0.1-concept, en geef haar uit met `beleid hoofdstuk uitgeven`."
    }
    DRAFT_USED "L184" "document met een concept van een hoofdstuk" FromVastgesteld {
        "De maker werkt nog aan deze versie: zij kan morgen anders zijn. Een vastgesteld document moet blijven wat het is, en kan er dus niet op steunen."
        "haven 1.1.0-concept, met --met-concepten"
        "Geef de versie uit, of maak het document zonder --met-concepten."
    }
    DRAFT_BESIDE "L185" "concept van een versie die al is uitgegeven" Never {
        "Naast het concept staat een uitgegeven versie met hetzelfde nummer. Een document gebruikt de uitgegeven versie."
        "de mappen 1.1.0 en 1.1.0-concept"
        "Haal het concept weg, of geef het een hoger nummer."
    }
    RELEASE_OPEN "L186" "nog niet ingevuld voor een uitgave" Always {
        "Wie een uitgegeven versie leest, moet kunnen zien van wie zij is, waarop zij steunt, wat er is veranderd en wanneer zij weer wordt nagekeken."
        "een hoofdstuk zonder [[bronnen]]"
        "Vul in wat de melding noemt."
    }
    RELEASE_UNPROVEN "L187" "versie die in geen proefdocument kwam" Always {
        "Voor een uitgave wordt het hoofdstuk gemaakt met de gegevens van alle proefgemeenten, ook die waarvoor de voorwaarde niet geldt. Nu kwam het in geen enkel document, dus er is niets nagekeken."
        "een hoofdstuk in een document dat geen proefgemeente heeft"
        "Geef met --proef een map van een gemeente die dit document wel heeft."
    }
}
