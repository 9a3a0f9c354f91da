//! The rules on text that was true once, or is not true yet.
//!
//! It deliberately does not know where a rule is applied.

use super::{Blocks, Rule};

rules! {
    STALE;

    FACT_WRONG "L161" "naam die nooit klopte" Never {
        "De tekst noemt iets wat nooit zo heeft bestaan. Zulke fouten gaan mee als gemeenten teksten van elkaar overnemen: een regeerakkoord uit een jaar zonder regeerakkoord stond in drie vastgestelde plannen."
        "in het Regeerakkoord 2020 is afgesproken"
        "Zoek op wat er bedoeld is, en schrijf dat op met de goede naam."
    }
    FACT_ENDED "L162" "afspraak of wet die is verlopen" Never {
        "De tekst steunt op een wet of afspraak die op de peildatum niet meer geldt. Zegt de zin zelf al dat het voorbij is, dan komt er geen melding."
        "de Veiligheidsagenda 2019-2022 geeft mensenhandel voorrang, in een plan uit 2026"
        "Schrijf wat er nu geldt, of zeg in dezelfde zin dat het voorbij is."
    }
    FACT_WILL_END "L163" "afspraak of wet die tijdens het plan afloopt" Never {
        "De tekst steunt op een wet of afspraak die stopt voordat het plan afloopt. Daarna klopt de zin niet meer, terwijl het plan nog geldt."
        "de Veiligheidsagenda 2023-2026 in een plan tot en met 2029"
        "Noem in dezelfde zin tot wanneer het geldt, of schrijf de zin zo dat zij ook daarna klopt."
    }
    FACT_NOT_YET "L164" "wet die nog niet geldt" Never {
        "De tekst noemt een wet of afspraak die op de peildatum nog niet geldt, en zegt dat er niet bij."
        "de Wtta regelt wie werknemers mag uitlenen, in een plan uit 2026"
        "Noem in dezelfde zin vanaf wanneer het geldt, of gebruik {{ rechtsfeit(\"…\") }}: dat kiest zelf de goede zin."
    }
    FACT_CHANGES "L165" "wet die dan is ingegaan" Never {
        "De tekst zegt dat een wet of afspraak nog moet komen. Op de dag waar u naar vooruitkijkt, geldt zij al."
        "op 1 januari 2027 gaat de Wtta in, gelezen op 1 februari 2027"
        "Maak het document na die dag opnieuw, en pas eigen teksten aan."
    }
    FACT_UNVERIFIED "L166" "feit dat lang niet is nagekeken" AttentionFromOntwerp {
        "Wetten veranderen. Niemand heeft dit feit nagekeken binnen de tijd die in rechtsfeiten.toml staat, dus het kan achterhaald zijn."
        "geverifieerd_op = 2023-05-10, bij een peildatum in 2026"
        "Kijk in de bron of het nog klopt. Laat de beheerder daarna geverifieerd_op aanpassen, of de tekst."
    }
    CHAPTER_ENDS "L167" "hoofdstuk dat dan niet meer geldt" Never {
        "De versie van het hoofdstuk geldt tot een dag die ligt voor de dag waar u naar vooruitkijkt."
        "geldig_tot = 2026-12-31, bij --op 2027-01-01"
        "Vraag de beheerder om een versie die daarna geldt, of neem de nieuwere versie over."
    }
    CHAPTER_REVIEW "L168" "hoofdstuk dat nagekeken moet worden" AttentionFromOntwerp {
        "De beheerder heeft bij het hoofdstuk gezet wanneer de tekst opnieuw moet worden nagekeken. Die dag is voorbij."
        "controleren_op = 2026-01-15, bij een peildatum in februari 2026"
        "Laat de beheerder de tekst nakijken en een nieuwe dag kiezen."
    }
    LOOK_BACK "L169" "dag die al voorbij is" Hint {
        "Vooruitkijken kan naar een dag na de peildatum van het document. Voor een eerdere dag is er niets te zeggen: het document beschrijft al wat daarna kwam."
        "--op 2025-01-01 bij een plan met peildatum 2026-01-31"
        "Kies een dag na de peildatum, of kies met --peildatum een vroegere peildatum."
    }
}

impl Rule {
    /// Whether this rule is about a text that is no longer true, not true yet, or not looked at for too long: what a
    /// vaststelling must not leave standing, although no document is stopped by it.
    pub fn is_staleness(&self) -> bool {
        STALE.contains(&self) && *self != LOOK_BACK
    }
}
