//! Whether a gemeente trusts who signed something: a pack, or an adopted document.
//!
//! It deliberately asks for a day: a key that was stolen after it expired can sign anything with any date in it, so the
//! date of the pack itself proves nothing.

use chrono::NaiveDate;

use super::{KEYS, Sleutels};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::signature::PublicKey;
use crate::ground::source::Source;
use std::sync::Arc;

/// What is known of who made something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// Signed with a key that the gemeente trusts on that day, by this name.
    Trusted(String),
    /// Not signed.
    Unsigned,
    /// Signed, and there is no list of keys to look in.
    Unchecked,
    /// Signed with a key that is not in the list.
    Unknown,
    /// Signed with a key of this name that is not trusted yet; it is from this day.
    NotYet(String, NaiveDate),
    /// Signed with a key of this name that was trusted up to this day.
    Expired(String, NaiveDate),
}

/// What is known of who made something, on a day. `signed` is the key of its signature, none when it has no signature;
/// `keys` are those of `sleutels.toml`, none when there is no such file.
pub fn trust(signed: Option<&PublicKey>, keys: Option<&Sleutels>, day: NaiveDate) -> Trust {
    let Some(signed) = signed else { return Trust::Unsigned };
    let Some(keys) = keys else { return Trust::Unchecked };
    // A key can be in the list more than once, when its term was renewed; the entry that trusts it decides.
    let mut best = Trust::Unknown;
    for key in keys.sleutels.iter().filter(|k| k.sleutel.value == *signed) {
        let name = || key.naam.value.clone();
        match &key.geldig_tot {
            _ if day < key.geldig_van.value => best = Trust::NotYet(name(), key.geldig_van.value),
            Some(last) if day > last.value => best = Trust::Expired(name(), last.value),
            _ => return Trust::Trusted(name()),
        }
    }
    best
}

/// Tells what is not as it should be. Without a list of keys an unsigned pack is nothing to tell: nobody said who is
/// trusted.
pub fn tell_trust(name: &str, trust: &Trust, keys: Option<&Sleutels>, report: &mut Report) {
    let place = Some(Arc::new(Source::new(name, Vec::new())).place(0..0));
    let other_way = "Vraag de afzender langs een andere weg, bijvoorbeeld per telefoon, om de openbare sleutel.";
    match trust {
        Trust::Trusted(_) => {}
        Trust::Unsigned if keys.is_none() => {}
        Trust::Unsigned => report.push(rules::PACK_UNSIGNED.at(
            place,
            "dit pakket heeft geen handtekening",
            "Vraag de afzender om het pakket te ondertekenen.",
        )),
        Trust::Unchecked => report.push(rules::PACK_UNCHECKED.at(
            place,
            format!("dit pakket is ondertekend, maar er is geen `{KEYS}` om de handtekening mee na te kijken"),
            format!("{other_way} Zet die in `{KEYS}`."),
        )),
        Trust::Unknown => report.push(rules::PACK_KEY_UNKNOWN.at(
            place,
            format!("dit pakket is ondertekend met een sleutel die niet in `{KEYS}` staat"),
            other_way,
        )),
        Trust::NotYet(who, first) => report.push(rules::PACK_KEY_DATE.at(
            place,
            format!("de sleutel van {who} geldt pas vanaf {}", dutch::date(*first)),
            "Controleer de datum in `sleutels.toml`.",
        )),
        Trust::Expired(who, last) => report.push(rules::PACK_KEY_DATE.at(
            place,
            format!("de sleutel van {who} gold tot en met {}", dutch::date(*last)),
            "Vraag de afzender om een pakket met een geldige sleutel.",
        )),
    }
}
