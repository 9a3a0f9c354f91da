//! The rules on versions, locks and packs of templates.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    PACKS;

    BAD_VERSION "L101" "versie niet te lezen" Always {
        "Een versie bestaat uit drie getallen met punten ertussen. Aan welk getal hoger is, ziet een gemeente hoe veel er is veranderd: het eerste bij een andere betekenis, het tweede bij iets nieuws, het derde bij alleen andere woorden."
        "versie = \"2.0\""
        "Schrijf een versie als 1.0.0."
    }
    BAD_HEX "L102" "controlecode of sleutel die niet kan" Always {
        "Een controlecode is een reeks van 64 cijfers en kleine letters van a tot en met f. Een sleutel en een handtekening zien er ook zo uit; een handtekening is dubbel zo lang."
        "sha256 = \"onbekend\""
        "Neem de reeks over zoals het programma haar heeft gemaakt."
    }
    VERSION_TOO_SMALL "L103" "versienummer dat te weinig zegt" Never {
        "Een gemeente vertrouwt erop dat een hoger derde getal alleen andere woorden betekent. Vraagt de nieuwe versie om een nieuw gegeven, is er een deel weg of is de voorwaarde anders, dan moet het tweede of eerste getal omhoog."
        "versie 1.0.1 vraagt om plan.evaluatie, en 1.0.0 niet"
        "Geef de nieuwe versie het nummer uit de melding."
    }
    VERSION_SKIPS "L104" "versie die een nummer overslaat" Never {
        "Na 1.2.3 komt 1.2.4, 1.3.0 of 2.0.0. Wordt er een nummer overgeslagen, dan lijkt er een versie te zijn die een gemeente heeft gemist."
        "1.3.0 na 1.1.0"
        "Geef de nieuwe versie een nummer uit de melding."
    }
    VERSION_SILENT "L105" "versie zonder uitleg van de wijziging" Never {
        "Een gemeente beslist of zij een nieuwe versie overneemt. Daarvoor moet zij in gewone taal lezen wat er anders is."
        "versie 1.1.0 zonder [[wijzigingen]] met versie = \"1.1.0\""
        "Voeg een blok [[wijzigingen]] toe met de versie, de datum en wat er anders is."
    }
    VERSION_WORDS "L106" "andere woorden die de betekenis kunnen raken" Hint {
        "Bij een hoger derde getal zijn alleen de woorden anders. Het programma zag een getal, of een woord als moet, kan of niet, dat erbij kwam of wegging. Of de betekenis daarmee anders is, kan alleen een mens zeggen."
        "'binnen vijf dagen kan' werd 'binnen vijf dagen moet'"
        "Lees de zin na. Is de betekenis anders, verhoog dan het eerste getal."
    }

    LOCK_FORM "L111" "slot van een nieuwer programma" Always {
        "beleid.lock is gemaakt met een nieuwere versie van dit programma, die er iets in zet wat deze versie niet kent."
        "slot = 2"
        "Werk het programma bij."
    }
    LOCK_EDITED "L112" "slot dat met de hand is veranderd" Always {
        "beleid.lock legt vast met welke versies een gemeente werkt. De controlecode in het bestand past niet meer bij de rest, dus het is buiten het programma om veranderd."
        "een ander nummer achter versie"
        "Zet het bestand terug zoals het was, of haal het weg en laat het programma het opnieuw maken."
    }
    LOCK_UNKNOWN "L113" "versie in het slot die er niet is" Always {
        "beleid.lock noemt een hoofdstuk, norm of document dat in de sjablonen ontbreekt. Meestal is een pakket of map met sjablonen niet opgegeven."
        "hoofdstuk haven 1.2.0, zonder het pakket van de regio"
        "Geef de sjablonen op waar deze versie in staat."
    }
    LOCK_CHANGED "L114" "versie die is veranderd nadat zij is vastgelegd" Always {
        "Een uitgegeven versie verandert nooit. De inhoud is nu anders dan toen beleid.lock werd gemaakt, terwijl het nummer hetzelfde is."
        "een andere zin in hoofdstuk signaleren 1.0.0"
        "Vraag de beheerder om de oude inhoud terug te zetten en de verbetering een nieuw nummer te geven."
    }
    LOCK_NEWER "L115" "nieuwere versie beschikbaar" Never {
        "De gemeente werkt met een oudere versie dan er is. Het document blijft zoals het was, tot de gemeente de nieuwe versie overneemt."
        "signaleren 1.0.0 in het slot, terwijl 1.0.1 een verouderde zin verbetert"
        "Lees wat er is veranderd en neem de nieuwe versie over als zij past."
    }

    LOCK_NOT_WRITTEN "L116" "versies niet vastgelegd" Never {
        "De documenten zijn gemaakt, maar `beleid.lock` kon niet worden geschreven. Een volgende keer kan er met nieuwere versies worden gebouwd."
        "een map op een schijf waar u alleen mag lezen"
        "Controleer of u in de map mag schrijven en bouw opnieuw."
    }
    LOCK_LOOK "L117" "vormgeving of documentsoort is vernieuwd" FromVastgesteld {
        "De vormgeving of de opzet van een document is anders dan toen de gemeente haar versies vastlegde. Een concept krijgt de nieuwe vorm. Een vastgesteld document mag niet veranderen."
        "een nieuwe versie van het programma met een ander lettertype"
        "Neem de nieuwe vorm over met `beleid hoofdstuk actualiseer`, of bouw met de versie van het programma van toen."
    }
    LOCK_OPEN "L118" "hoofdstuk dat niet is vastgelegd" FromVastgesteld {
        "De gemeente heeft vastgelegd waaruit dit document bestaat, en nu komt er een hoofdstuk bij: omdat een feit over de gemeente veranderde, of omdat een nieuw pakket het brengt. Een vastgesteld document mag niet vanzelf veranderen."
        "het hoofdstuk opleiding-regio, nieuw in het pakket van de regio"
        "Bouw eerst een concept met --stand concept, lees wat erbij komt, en leg het daarmee vast."
    }

    PACK_FORM "L121" "geen pakket van dit programma" Always {
        "Het bestand is geen zip-bestand, of een zip-bestand in een andere vorm. Een pakket heeft één vaste vorm, zodat elk verschil opvalt."
        "een map die met een ander programma is ingepakt"
        "Maak het pakket met `beleid hoofdstuk pak`, en stuur dat bestand ongewijzigd door."
    }
    PACK_PATH "L122" "pad in een pakket dat niet kan" Always {
        "Een bestand in een pakket heeft een pad binnen de map, dat op elke computer hetzelfde betekent. Een pad naar buiten kan een aanval zijn."
        "../../gemeente.toml"
        "Gebruik dit pakket niet, en vraag de afzender wat er aan de hand is."
    }
    PACK_LINK "L123" "koppeling in een pakket" Always {
        "In het pakket zit een koppeling (symlink) of een ander bijzonder bestand. Een koppeling kan naar vertrouwelijke bestanden wijzen."
        "hoofdstuk.md is een koppeling"
        "Gebruik dit pakket niet, en vraag de afzender wat er aan de hand is."
    }
    PACK_TWICE "L124" "bestand dat twee keer in een pakket zit" Always {
        "Welk van de twee geldt, is niet te zien. Ook namen die alleen in hoofdletters verschillen, zijn op veel computers dezelfde."
        "hoofdstuk.md en Hoofdstuk.md in dezelfde map"
        "Gebruik dit pakket niet, en vraag de afzender om een goed pakket."
    }
    PACK_CLOSED "L125" "gecomprimeerd of versleuteld bestand in een pakket" Always {
        "Een pakket is niet gecomprimeerd en heeft geen wachtwoord. Zo kan een klein bestand niet ongemerkt uitgroeien tot iets wat de computer laat vastlopen."
        "een bestand van 4 kB dat uitgepakt 4 GB zou zijn"
        "Vraag de afzender om het pakket met `beleid hoofdstuk pak` te maken."
    }
    PACK_HIDDEN "L126" "gegevens in een pakket die bij geen bestand horen" Always {
        "Vóór, tussen of na de bestanden staan gegevens die een ander programma wel kan lezen. Dat hoort niet en kan een aanval zijn."
        "een tweede zip-bestand achter het eerste"
        "Gebruik dit pakket niet, en vraag de afzender wat er aan de hand is."
    }
    PACK_DAMAGED "L127" "beschadigd pakket" Always {
        "De inhoud van een bestand in het pakket is niet meer wat erin is gezet. Meestal ging het versturen mis."
        "een bericht dat onderweg is afgebroken"
        "Vraag het pakket opnieuw op."
    }
    PACK_MANIFEST "L131" "pakket zonder inhoudsopgave" Always {
        "In een pakket staat pak.toml, met de naam, de versie, de organisatie en elk bestand met zijn controlecode."
        "een zip-bestand met alleen hoofdstukken"
        "Maak het pakket met `beleid hoofdstuk pak`."
    }
    PACK_MISSING "L132" "bestand ontbreekt in een pakket" Always {
        "De inhoudsopgave noemt een bestand dat er niet in zit."
        "pak.toml noemt begrippen.toml"
        "Vraag de afzender om een goed pakket."
    }
    PACK_EXTRA "L133" "bestand te veel in een pakket" Always {
        "In het pakket zit een bestand dat de inhoudsopgave niet noemt. Niemand staat in voor de inhoud daarvan."
        "een extra hoofdstuk dat niet in pak.toml staat"
        "Vraag de afzender om een goed pakket."
    }
    PACK_ALTERED "L134" "bestand in een pakket dat is veranderd" Always {
        "De inhoud van het bestand is een andere dan de inhoudsopgave zegt. Het pakket is na het maken veranderd."
        "een andere zin in een hoofdstuk, met dezelfde pak.toml"
        "Gebruik dit pakket niet, en vraag de afzender om een goed pakket."
    }
    PACK_UNSIGNED "L141" "pakket zonder handtekening" FromVastgesteld {
        "De gemeente heeft in sleutels.toml gezegd wie zij vertrouwt. Van dit pakket is niet te zien wie het heeft gemaakt."
        "een pakket per e-mail, zonder pak.handtekening"
        "Vraag de afzender om het pakket te ondertekenen, of gebruik het alleen voor een concept of ontwerp."
    }
    PACK_SIGNATURE "L142" "handtekening die niet klopt" Always {
        "De handtekening hoort niet bij deze inhoud. Het pakket is na het ondertekenen veranderd, of de handtekening komt van een ander pakket."
        "een andere versie in pak.toml"
        "Gebruik dit pakket niet, en vraag de afzender wat er aan de hand is."
    }
    PACK_KEY_UNKNOWN "L143" "handtekening van een onbekende" FromVastgesteld {
        "De handtekening klopt, maar is gezet met een sleutel die niet in sleutels.toml staat. Iedereen kan zelf een sleutel maken."
        "een pakket van een regio die de gemeente niet heeft opgenomen"
        "Vraag de afzender langs een andere weg om de sleutel, en zet die in sleutels.toml."
    }
    PACK_KEY_DATE "L144" "handtekening met een sleutel die niet geldt" FromVastgesteld {
        "De sleutel staat in sleutels.toml, maar geldt op deze dag niet of niet meer."
        "geldig_tot = 2026-12-31, terwijl het 2027 is"
        "Vraag de afzender om een pakket met een geldige sleutel."
    }
    PACK_UNCHECKED "L145" "handtekening niet nagekeken" Hint {
        "Het pakket heeft een handtekening, maar de gemeente heeft geen sleutels.toml met wie zij vertrouwt. De handtekening past bij de inhoud; van wie zij is, is niet bekend."
        "een ondertekend pakket, zonder sleutels.toml"
        "Maak sleutels.toml met de sleutel die de afzender langs een andere weg gaf."
    }

    LAYER_CHANGED "L151" "uitgegeven versie met een andere inhoud" Never {
        "Twee pakketten, of een pakket en het programma, hebben dezelfde versie van hetzelfde hoofdstuk of dezelfde norm, met een andere inhoud. Een uitgegeven versie verandert nooit; een van de twee is dus niet de echte."
        "signaleren 1.0.0 in het pakket van de regio is anders dan in het programma"
        "Vraag de maker van het pakket om een nieuw nummer."
    }
    LAYER_TWICE "L152" "twee keer hetzelfde pakket" Never {
        "Hetzelfde pakket is twee keer opgegeven, of in twee versies. Het eerste gaat voor; van het tweede blijft over wat het eerste niet heeft, en dat past misschien niet bij elkaar."
        "regio-1.0.0.zip en regio-1.1.0.zip samen"
        "Geef alleen het pakket op dat u wilt gebruiken."
    }
}
