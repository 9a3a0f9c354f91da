//! `gemeente.toml`: who the gemeente is, what is the case there, and its house style.
//!
//! It deliberately does not know which facts exist; `templates/profiel.toml` lists them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::colour::Colour;
use super::reader::{Reader, wrong_kind};
use super::record::{Field, Record, Slot, read_block, record};
use super::scalar::Id;
use super::telling::Privacy;
use super::view::{Audience, View};
use crate::ground::source::At;
use crate::ground::toml::shorten;
use crate::ground::tree::Value;

record! {
    /// Wie de gemeente is.
    pub struct Gemeente {
        /// Naam van de gemeente, zonder het woord gemeente.
        naam: At<String>, Required;
        /// Gemeentecode van het CBS, bijvoorbeeld GM0363. Een verzonnen gemeente: GM99 en twee cijfers.
        code: At<String>, Required;
        /// Schrijf true als de gemeente verzonnen is; het document zegt dat dan.
        fictief: Option<At<bool>>, Optional;
        /// Veiligheidsregio waarin de gemeente ligt.
        veiligheidsregio: Option<At<String>>, Vastgesteld("Zoek de naam van de veiligheidsregio op.");
        /// Aantal inwoners.
        inwoners: Option<At<u32>>, Ontwerp("Zoek het inwonertal op in de eigen basisregistratie of bij het CBS.");
        /// Dag waarop dat aantal gold.
        inwoners_peildatum: Option<At<NaiveDate>>, Ontwerp("Noteer de dag waarop het inwonertal gold.");
        /// Feiten over de gemeente waarop hoofdstukken worden gekozen.
        profiel: Profiel, Optional;
        /// Normen waaraan de gemeente zich laat toetsen; weglaten geeft alleen het basisniveau.
        normen: Vec<At<Id>>, Optional;
        /// Hoe kleine aantallen worden beschermd.
        privacy: Privacy, Optional;
        /// Kleuren en logo.
        huisstijl: Huisstijl, Optional;
    }
}

record! {
    /// Een feit over de gemeente, met bron en datum.
    pub struct Profielfeit {
        /// true als het zo is, false als het niet zo is.
        waarde: At<bool>, Required;
        /// Waar het feit vandaan komt.
        bron: Option<At<String>>, Optional;
        /// Wanneer het is vastgesteld.
        datum: Option<At<NaiveDate>>, Optional;
        /// Wat dit voor de gemeente betekent, in een of twee zinnen.
        toelichting: Option<At<String>>, Optional;
    }
}

record! {
    /// Huisstijl van de gemeente.
    pub struct Huisstijl {
        /// Kleur van koppen en tabelkoppen, met een contrast van ten minste 4,5 op 1 met wit.
        hoofdkleur: Option<At<Colour>>, Optional;
        /// Kleur van nummers en lijnen, met hetzelfde contrast.
        accentkleur: Option<At<Colour>>, Optional;
        /// Bestand met het logo, SVG of PNG, in de map van de gemeente.
        logo: Option<At<String>>, Optional;
        /// Wat op het logo te zien is, voor wie het niet ziet.
        logo_alt: Option<At<String>>, Optional;
    }
}

/// The facts by id, such as `glastuinbouw`.
#[derive(Debug, Clone, Default)]
pub struct Profiel {
    /// Each fact under the key it was written with.
    pub facts: BTreeMap<String, At<Profielfeit>>,
}

impl Field for Profiel {
    fn read(slot: &Slot<'_>, rd: &mut Reader<'_>) -> Option<Self> {
        let Some(node) = slot.node else { return Some(Self::default()) };
        let Value::Table(table) = &node.value else {
            wrong_kind(node, "een blok per feit", "[profiel.vakantieparken] met daaronder waarde = true", rd);
            return Some(Self::default());
        };
        let facts = table.entries.iter().filter_map(|(key, place, node)| {
            read_block::<Profielfeit>(node, &format!("[profiel.{}]", shorten(key)), rd)
                .map(|value| (key.clone(), At { value, place: place.clone() }))
        });
        Some(Self { facts: facts.collect() })
    }

    fn view(&self, audience: Audience) -> View {
        View::Table(self.facts.iter().map(|(key, fact)| (key.clone(), Record::view(&fact.value, audience))).collect())
    }

    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": <Profielfeit as Record>::schema() })
    }
}
