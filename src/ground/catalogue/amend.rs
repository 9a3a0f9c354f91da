//! The rules on amendments: what the council changed in the proposal.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    AMEND;

    AMEND_NOT_FOUND "A101" "woorden die niet in de tekst staan" Always {
        "Een amendement noemt de woorden die het vervangt. Die moeten letterlijk in het document staan, binnen één alinea, cel of kop. Anders is niet te zien wat de raad heeft gewijzigd."
        "oud = \"elk kwartaal\", terwijl er elk half jaar staat"
        "Neem de woorden over uit het document zoals het naar de raad ging."
    }
    AMEND_TWICE "A102" "woorden die vaker in de tekst staan" Always {
        "De woorden staan op meer dan één plek. Het programma raadt niet welke plek de raad bedoelde."
        "oud = \"de gemeente\""
        "Neem meer woorden van dezelfde zin over, of noem het hoofdstuk. Komen de woorden uit de gegevens, wijzig dan het gegeven."
    }
    AMEND_OVERLAP "A103" "twee wijzigingen van hetzelfde" Always {
        "Twee wijzigingen raken dezelfde woorden of hetzelfde gegeven. Wat er dan moet staan, hangt af van de volgorde, en die kent het programma niet."
        "amendement A1 en A2 wijzigen allebei het bedrag van 2027"
        "Maak er één wijziging van, met de tekst zoals die is geworden."
    }
    AMEND_VALUE_OTHER "A104" "gegeven dat anders is dan het amendement zegt" Always {
        "Bij `oud` staat wat er in het voorstel stond. In de gegevens staat nu iets anders. Dan klopt het amendement niet, of zijn de gegevens later veranderd."
        "oud = 20000, terwijl het bedrag in beleidsplan.toml 25000 is"
        "Zet in de gegevens terug wat in het voorstel stond, of verbeter `oud`."
    }
    AMEND_UNKNOWN_PLACE "A105" "gegeven dat er niet is" Always {
        "Een wijziging van een gegeven noemt een bestand, een veld en zo nodig een rij. Een van die drie bestaat niet."
        "rij = \"m99\", terwijl er geen maatregel m99 is"
        "Verbeter de naam."
    }
    AMEND_CLOSED "A106" "gegeven dat de raad niet wijzigt" Always {
        "De raad besluit over het plan: over beleidsplan.toml en maatregelen.csv. Tellingen, vertrouwelijke gegevens en gegevens over de gemeente zelf verandert een amendement niet."
        "bestand = \"jaren/2025/signalen.csv\""
        "Wijzig een gegeven van het plan, of de tekst."
    }
    AMEND_FORM "A107" "wijziging die niet te begrijpen is" Always {
        "Een wijziging gaat over woorden (oud en nieuw, en zo nodig een hoofdstuk) of over een gegeven (bestand, veld, zo nodig rij, oud en nieuw). Hier staan beide, of ontbreekt er iets."
        "een wijziging met hoofdstuk én bestand"
        "Kies een van de twee, en vul alles in wat daarbij hoort."
    }
    AMEND_LATER "A108" "amendement van na het besluit" Always {
        "Een amendement wijzigt het voorstel voordat de raad besluit. Een datum na het besluit kan dus niet."
        "datum = 2026-04-01 bij een besluit van 12 maart 2026"
        "Verbeter een van beide data. Een wijziging van later hoort in een nieuw plan."
    }
    AMEND_DOCUMENT "A109" "amendement op een onbekend document" Always {
        "Een amendement wijzigt het beleidsplan, of een ander stuk dat bij dat besluit hoort. Een verslag en het voorstel zelf wijzigt de raad niet."
        "document = \"beleidspan\""
        "Verbeter de naam, of laat document weg: dan gaat het over het beleidsplan."
    }
    AMEND_NUMBER "A110" "nummer dat er twee keer staat" Always {
        "Het nummer is de naam van een amendement in het besluit en in het plan. Twee met hetzelfde nummer zijn niet uit elkaar te houden."
        "twee keer nummer = \"A1\""
        "Geef elk amendement het nummer dat de griffie gaf."
    }
    AMEND_EMPTY "A111" "amendement zonder wijzigingen" Always {
        "Een aangenomen amendement verandert iets. Zonder wijzigingen zou het plan noemen dat het is gewijzigd, terwijl er niets anders is."
        "een blok [[amendement]] zonder [[amendement.wijziging]]"
        "Schrijf elke wijziging in een eigen blok [[amendement.wijziging]]."
    }
    AMEND_CHAPTER "A112" "hoofdstuk dat niet in het document staat" Always {
        "Een wijziging van woorden kan een hoofdstuk noemen. Dit hoofdstuk staat niet in het document."
        "hoofdstuk = \"aanpak-haven\" bij een gemeente zonder haven"
        "Verbeter de naam, of laat het hoofdstuk weg."
    }
    AMEND_COUNT "A113" "amendement dat een telling vervangt" Always {
        "In de woorden staat een aantal dat het programma heeft geteld en beschermd. Een besluit verandert niet wat er is geteld."
        "oud = \"In 2025 waren er 43 signalen\""
        "Neem alleen woorden over waar het aantal niet bij hoort, of laat het aantal in de nieuwe tekst staan."
    }
    AMEND_BODY "A114" "amendement bij een plan dat niet van de raad is" FromVastgesteld {
        "Het recht van amendement is van de gemeenteraad. Stelt het college of de burgemeester het plan vast, dan passen zij het zelf aan."
        "amendementen.toml bij orgaan = \"college\""
        "Verander de gegevens van het plan zelf, of verbeter het orgaan."
    }
    AMEND_SAME "A115" "wijziging die niets verandert" Always {
        "Bij `oud` en `nieuw` staat hetzelfde. Dan zegt het plan dat de raad iets heeft gewijzigd, terwijl er niets anders is."
        "oud = \"elk jaar\" en nieuw = \"elk jaar\""
        "Verbeter `nieuw`, of haal de wijziging weg."
    }
    AMEND_EARLIER "A116" "eerder amendement dat niet meer past" FromVastgesteld {
        "Dit amendement hoort bij een versie die al is vastgesteld, en blijft daarna gelden. In de nieuwe tekst staan de woorden niet meer, of niet meer één keer. In een concept kan dat komen doordat een zin alleen in een vastgesteld plan staat."
        "een hoofdstuk met een nieuwere tekst, waarin de zin anders is"
        "Zet de wijziging in de nieuwe tekst, of haal haar uit amendementen.toml als zij niet meer nodig is."
    }
}
