//! The rules on work that goes past its limits: on time, on memory, on the size of a file.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    LIMITS;

    NOT_VERIFIED "P722" "bestand niet na te kijken binnen de grenzen" Always {
        "Een bestand dat u krijgt, kan zo zijn gemaakt dat nakijken heel lang duurt of het geheugen vult. Daarom kijkt een apart proces elk bestand na, met een grens aan tijd en geheugen. Dit bestand ging daarover heen, dus er is niets over te zeggen. De andere bestanden zijn wel nagekeken."
        "een bijlage die uitgepakt honderd keer zo groot wordt"
        "Haal het bestand opnieuw op bij wie het heeft gemaakt. Is de computer traag, geef dan meer tijd met --tijd."
    }
    NOT_FINISHED "P723" "niet klaar binnen de grenzen" Always {
        "Lezen, controleren en vergelijken gebeurt in een apart proces, met een grens aan tijd en geheugen. Deze gemeente of dit bestand ging daarover heen. Er is niets veranderd."
        "een hoofdstuk dat een lijst steeds aan zichzelf toevoegt"
        "Kijk welk bestand heel groot is en kort het in. Is de computer traag, geef dan meer tijd met --tijd."
    }
    TOO_LARGE_TO_VERIFY "P724" "bestand te groot om na te kijken" Always {
        "Een document of bundel van dit programma is hooguit enkele MB groot. Een veel groter bestand wordt niet gelezen."
        "een bestand van 500 MB"
        "Kijk of dit het goede bestand is."
    }
    NOT_A_FILE_TO_VERIFY "P725" "geen bestand om na te kijken" Always {
        "Nakijken kan alleen met een bestand waar iets in staat: een PDF of een bundel van dit programma."
        "een map, of een bestand van 0 bytes"
        "Geef het bestand zelf. Is het leeg, haal het dan opnieuw op."
    }
}
