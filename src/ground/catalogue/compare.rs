//! The rules on comparing documents, and on the PDFs that are read for it.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    COMPARE;

    PDF_TOO_LARGE "V101" "PDF of bijlage te groot" Always {
        "Een PDF van dit programma is hooguit enkele MB groot. Een veel groter bestand, of een bijlage die uitgepakt heel groot wordt, kan de computer laten vastlopen. Daarom stopt het lezen bij een grens."
        "een PDF van 200 MB"
        "Kijk of dit het goede bestand is."
    }
    PDF_NOT_OURS "V102" "geen PDF van dit programma" Always {
        "Vergelijken gaat over de inhoud zoals het programma die in de PDF heeft gezet, niet over de letters op de bladzijde. Een ander programma zet die inhoud er niet in. Wie een PDF opent en opnieuw opslaat, kan die inhoud veranderen of kwijtraken."
        "een PDF die uit een tekstverwerker komt"
        "Geef de PDF zoals `beleid bouw` hem heeft gemaakt, of de map van de gemeente."
    }
    PDF_ENCRYPTED "V103" "beveiligde PDF" Always {
        "Een PDF met een wachtwoord, of met rechten die zijn weggehaald, is versleuteld. Dit programma maakt zulke bestanden niet en opent ze niet."
        "een PDF die alleen met een wachtwoord opengaat"
        "Vraag om het bestand zonder beveiliging."
    }
    PDF_BROKEN "V104" "beschadigde PDF" Always {
        "Een deel van het bestand ontbreekt of is veranderd. Wat er nog in staat, is niet te vertrouwen."
        "een bestand dat maar half is gedownload"
        "Haal het bestand opnieuw op, of maak het opnieuw met `beleid bouw`."
    }
    PDF_WITHOUT_DOCUMENT "V105" "PDF zonder gegevens" Always {
        "Elke PDF van dit programma heeft de inhoud ook als gegevens in zich, in de bijlage document.json. Een eerdere versie van het programma deed dat nog niet."
        "een beleidsplan dat met een eerdere versie van het programma is gemaakt"
        "Maak het document opnieuw met `beleid bouw`, of geef de map van de gemeente."
    }
    PDF_NEWER "V106" "PDF van een nieuwere versie" Always {
        "De gegevens in de PDF staan in een vorm die deze versie van het programma nog niet kent."
        "\"vorm\": 2"
        "Neem de nieuwste versie van het programma."
    }
    OTHER_DOCUMENT "V107" "verschillende documenten" Always {
        "Een plan en een verslag zijn verschillende documenten. Zet u die naast elkaar, dan is alles anders en zegt de vergelijking niets."
        "beleid vergelijk beleidsplan.pdf basisniveau-verslag-2025.pdf"
        "Geef twee keer hetzelfde document."
    }
    OTHER_AUDIENCE "V108" "vertrouwelijk naast openbaar" Always {
        "In de vertrouwelijke uitgave staan namen en aantallen die niet openbaar zijn. Naast de openbare uitgave zouden juist die als verschil te lezen zijn."
        "beleid vergelijk beleidsplan.pdf beleidsplan-vertrouwelijk.pdf"
        "Vergelijk openbaar met openbaar, of vertrouwelijk met vertrouwelijk."
    }
    GIT_MISSING "V109" "git ontbreekt" Always {
        "Voor een eerdere versie van een map, zoals map@revisie, is het programma git nodig. Dat is niet te vinden of werkt niet."
        "beleid vergelijk policies/a@v1 policies/a, op een computer zonder git"
        "Installeer git, of zet de eerdere versie in een eigen map."
    }
    REVISION_UNKNOWN "V110" "onbekende revisie" Always {
        "Achter de @ staat een revisie van git: een label, een tak of een nummer. Git kent deze niet, of de map stond er toen nog niet in."
        "policies/a@v9"
        "Kijk met `git log` welke revisies er zijn."
    }
    NO_HISTORY "V111" "map zonder geschiedenis" Always {
        "De map staat niet in een project van git. Er zijn dus geen eerdere versies om mee te vergelijken."
        "een map die via de mail is gekomen"
        "Vergelijk met een andere map of met een PDF."
    }
    NOTHING_TO_COMPARE "V112" "niets om te vergelijken" Always {
        "Vergelijken kan met de map van een gemeente, met een eerdere revisie van zo'n map en met een PDF van dit programma."
        "beleid vergelijk plan.docx policies/a"
        "Controleer de naam."
    }
    LOCK_UNUSABLE "V113" "slot dat hier niet kan" Always {
        "Met een ander slot ziet u wat er verandert als een gemeente andere versies van de hoofdstukken neemt. Dat kan alleen bij een map, en met een slot dat te lezen is."
        "--slot-a bij een PDF"
        "Geef een map, of laat het slot weg."
    }
    DOCUMENT_NOT_THERE "V114" "document dat er niet is" Always {
        "Het programma kent geen document met deze naam, of er zijn geen gegevens voor in de map."
        "--document jaarplan"
        "Kies een document dat er is."
    }
    FILE_IN_THE_WAY "V115" "bestand dat blijft staan" Always {
        "Op de plek van de vergelijking staat al een bestand dat geen vergelijking van dit programma is. Dat gaat niet ongevraagd verloren."
        "--naar beleidsplan.pdf"
        "Kies een andere naam, of geef `--overschrijf` als het bestand weg mag."
    }
}
