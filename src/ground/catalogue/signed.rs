//! The rules on the signature in a sealed document.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    SIGNED;

    SIGNATURE_WRONG "U141" "handtekening die niet bij het document hoort" Always {
        "In het bestand zit een handtekening die niet past bij de lijst met controlecodes. De handtekening, de sleutel of de lijst is later veranderd, of de handtekening komt uit een ander document."
        "de handtekening van het plan van vorig jaar, in het plan van nu"
        "Vertrouw dit bestand niet. Vraag het document opnieuw op bij de gemeente."
    }
    SIGNATURE_UNKNOWN "U142" "ondertekend met een onbekende sleutel" Always {
        "De handtekening klopt, maar is gezet met een sleutel die niet in uw lijst staat. Iedereen kan zelf een sleutel maken en daarmee ondertekenen."
        "een document van een gemeente waarvan u de sleutel nog niet heeft"
        "Vraag de gemeente langs een andere weg, bijvoorbeeld per telefoon, om haar openbare sleutel. Is die dezelfde, zet haar dan in de lijst."
    }
    SIGNATURE_EXPIRED "U143" "ondertekend met een sleutel die niet meer geldt" Always {
        "De handtekening klopt en de sleutel staat in uw lijst, maar zijn laatste dag is voorbij. Wie een oude sleutel vindt, kan daarmee nog ondertekenen, met elke datum die hij wil."
        "geldig_tot = 2025-12-31, en u kijkt in 2026"
        "Had u het document al voor die dag, dan kijkt u met --op naar de dag waarop u het kreeg. Vraag anders om een handtekening met de sleutel van nu."
    }
    SIGNATURE_EARLY "U144" "ondertekend met een sleutel die nog niet geldt" Always {
        "De handtekening klopt en de sleutel staat in uw lijst, maar met een eerste dag die nog moet komen."
        "geldig_van = 2027-01-01, en u kijkt in 2026"
        "Controleer geldig_van in de lijst, en de dag achter --op."
    }
    SIGNATURE_UNCHECKED "U145" "handtekening zonder lijst met sleutels" Never {
        "De handtekening klopt: wie de geheime sleutel heeft, heeft dit document ondertekend. Van wie die sleutel is, zegt alleen een lijst die u zelf heeft gemaakt."
        "beleid verifieer beleidsplan.pdf, zonder --sleutels"
        "Geef met --sleutels een lijst van de sleutels die u vertrouwt."
    }
    SIGNATURE_MISSING "U146" "document zonder handtekening" Always {
        "U gaf een lijst met sleutels, dus u wilt weten wie het document heeft ondertekend. Er zit geen handtekening in. Dat het bestand niet is veranderd, zegt niet wie het maakte."
        "een document dat zonder --sleutel is vastgesteld"
        "Vraag de gemeente om het ondertekende document, of vergelijk de controlecode met die in het besluit."
    }
}
