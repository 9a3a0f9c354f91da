//! Counts of signals, reports, presumed victims and cases: what a gemeente counted, published, and its region published.
//!
//! Every count stays inside [`PersonCount`]. The four units are different things and nothing here adds them up.

use super::count::PersonCount;
use super::plan::Vorm;
use super::record::record;
use super::scalar::choice;
use crate::ground::source::At;

choice! {
    /// What is counted; the word is the name of its file.
    pub enum Eenheid {
        /// Signals: something was noticed.
        Signalen = "signalen",
        /// Reports: a signal was passed on to an authority.
        Meldingen = "meldingen",
        /// Presumed victims.
        Slachtoffers = "slachtoffers",
        /// Cases discussed with partners.
        Casussen = "casussen",
    }
}

impl Eenheid {
    /// The plural in documents.
    pub fn label(self) -> &'static str {
        match self {
            Self::Signalen => "signalen",
            Self::Meldingen => "meldingen",
            Self::Slachtoffers => "vermoedelijke slachtoffers",
            Self::Casussen => "besproken casussen",
        }
    }

    /// What it is, and what it is not.
    pub fn definition(self) -> &'static str {
        match self {
            Self::Signalen => {
                "een waarneming die op uitbuiting kan wijzen en die de gemeente heeft vastgelegd; geen persoon, en geen bewijs"
            }
            Self::Meldingen => {
                "een signaal dat is doorgegeven aan een instantie, zoals de politie of de Arbeidsinspectie; geen aangifte"
            }
            Self::Slachtoffers => {
                "een persoon van wie een deskundige instantie denkt dat die is uitgebuit; dat is niet door een rechter vastgesteld"
            }
            Self::Casussen => {
                "een zaak die in het casusoverleg met partners is besproken; over één zaak kunnen meer signalen gaan"
            }
        }
    }
}

choice! {
    /// The form in a row of counts, or that the row declares the total.
    pub enum Telvorm {
        /// Sexual exploitation.
        Seksueel = "seksueel",
        /// Labour exploitation.
        Arbeid = "arbeid",
        /// Criminal exploitation.
        Crimineel = "crimineel",
        /// Minors, whatever the form.
        Minderjarigen = "minderjarigen",
        /// Other forms.
        Overig = "overig",
        /// Not known yet.
        Onbekend = "onbekend",
        /// No form: the sum of all rows, to check them by.
        Totaal = "totaal",
    }
}

impl Telvorm {
    /// The form; none for the total.
    pub fn form(self) -> Option<Vorm> {
        match self {
            Self::Seksueel => Some(Vorm::Seksueel),
            Self::Arbeid => Some(Vorm::Arbeid),
            Self::Crimineel => Some(Vorm::Crimineel),
            Self::Minderjarigen => Some(Vorm::Minderjarigen),
            Self::Overig => Some(Vorm::Overig),
            Self::Onbekend => Some(Vorm::Onbekend),
            Self::Totaal => None,
        }
    }
}

choice! {
    /// Along what a count was broken down in a publication.
    pub enum Onderdeel {
        /// Not: the total.
        Totaal = "totaal",
        /// By form.
        Vorm = "vorm",
        /// By source.
        Bron = "bron",
        /// By follow-up.
        Opvolging = "opvolging",
        /// By quarter.
        Kwartaal = "kwartaal",
    }
}

record! {
    /// Eén of meer van dezelfde soort, met dezelfde kenmerken.
    pub struct Telling {
        /// Vorm van uitbuiting, of totaal.
        vorm: At<Telvorm>, Required;
        /// Van wie het kwam.
        bron: Option<At<String>>, Optional;
        /// Wat ermee is gedaan.
        opvolging: Option<At<String>>, Optional;
        /// Kwartaal, 1 tot en met 4.
        kwartaal: Option<At<u32>>, Optional;
        /// Hoeveel; weglaten is 1.
        aantal: Option<At<PersonCount>>, Optional;
    }
}

record! {
    /// Een aantal uit een jaar waarvan er geen map is.
    pub struct EerderJaar {
        /// Jaar.
        jaar: At<u32>, Required;
        /// signalen, meldingen, slachtoffers of casussen.
        eenheid: At<Eenheid>, Required;
        /// Vorm van uitbuiting, of totaal.
        vorm: At<Telvorm>, Required;
        /// Van wie het kwam.
        bron: Option<At<String>>, Optional;
        /// Wat ermee is gedaan.
        opvolging: Option<At<String>>, Optional;
        /// Hoeveel.
        aantal: At<PersonCount>, Required;
    }
}

record! {
    /// Een aantal zoals het in het verslag over dit jaar stond.
    pub struct Gepubliceerd {
        /// signalen, meldingen, slachtoffers of casussen.
        eenheid: At<Eenheid>, Required;
        /// Jaar waarover het aantal gaat.
        jaar: At<u32>, Required;
        /// totaal, vorm, bron, opvolging of kwartaal.
        onderdeel: At<Onderdeel>, Required;
        /// Welke vorm, bron, opvolging of welk kwartaal; leeg bij het totaal.
        waarde: Option<At<String>>, Optional;
        /// Het aantal; leeg als het niet is getoond.
        aantal: Option<At<PersonCount>>, Optional;
    }
}

record! {
    /// Een aantal dat de regio publiceerde, of een andere gemeente.
    pub struct Regiocijfer {
        /// signalen, meldingen, slachtoffers of casussen.
        eenheid: At<Eenheid>, Required;
        /// Vorm van uitbuiting, of totaal.
        vorm: At<Telvorm>, Required;
        /// regio, of de naam van een andere gemeente.
        gebied: At<String>, Required;
        /// Het aantal; leeg als het niet is gepubliceerd.
        aantal: Option<At<PersonCount>>, Optional;
    }
}

choice! {
    /// What happens with a zero.
    pub enum Nullen {
        /// It is shown.
        Tonen = "tonen",
        /// It is withheld as any small count.
        Verbergen = "verbergen",
    }
}

choice! {
    /// How small counts are kept from view.
    pub enum Bescherming {
        /// They are withheld, and others with them.
        Onderdrukken = "onderdrukken",
        /// Everything is rounded to five.
        Afronden = "afronden",
    }
}

record! {
    /// Hoe kleine aantallen worden beschermd.
    pub struct Privacy {
        /// Aantallen onder dit getal worden niet getoond; weglaten is 5.
        drempel: Option<At<u32>>, Optional;
        /// Waarom de gemeente van 5 afwijkt.
        reden: Option<At<String>>, Optional;
        /// tonen of verbergen.
        nullen: Option<At<Nullen>>, Optional;
        /// onderdrukken of afronden.
        methode: Option<At<Bescherming>>, Optional;
    }
}

/// Parts of column names, without spaces and signs, that say that the column holds something of a person.
const PERSONAL: &[&str] = &[
    "naam",
    "initialen",
    "adres",
    "straat",
    "huisnr",
    "huisnummer",
    "postcode",
    "woonplaats",
    "bsn",
    "burgerservice",
    "geboor",
    "geboren",
    "gebdat",
    "leeftijd",
    "geslacht",
    "telefoon",
    "telnr",
    "telnummer",
    "mobiel",
    "email",
    "mailadres",
    "nationaliteit",
    "paspoort",
    "kenteken",
    "rekening",
    "iban",
    "dossiernummer",
    "vnummer",
];

/// Whole names that say so.
const PERSONAL_WHOLE: &[&str] = &["tel", "gsm", "mail", "persoon", "geb", "land", "herkomstland"];

/// Whether a column looks as if it holds something of a person.
pub fn personal_column(name: &str) -> bool {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    PERSONAL.iter().any(|part| name.contains(part)) || PERSONAL_WHOLE.contains(&name.as_str())
}

/// How people are addressed, before a name.
const ADDRESSED: &[&str] = &["dhr", "mevr", "mw", "meneer", "mevrouw", "familie", "fam"];

/// What a value looks like, when something of a person seems to stand in it.
pub fn personal_value(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')).collect();
    if words.iter().any(|w| w.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))) {
        return Some("een e-mailadres");
    }
    if words.iter().any(|w| crate::ground::dutch::parse_date(w.trim_end_matches('.')).is_ok()) {
        return Some("een datum van een persoon");
    }
    let runs = digit_runs(text);
    if runs.iter().any(|digits| digits.len() == 9 && eleven_test(digits)) {
        return Some("een burgerservicenummer");
    }
    let phone = |digits: &Vec<u32>| match digits.as_slice() {
        [0, second, ..] if *second != 0 => digits.len() == 10,
        [0, 0, 3, 1, ..] => digits.len() == 13,
        [3, 1, ..] => digits.len() == 11,
        _ => false,
    };
    if runs.iter().any(phone) {
        return Some("een telefoonnummer");
    }
    let bare = |w: &str| ADDRESSED.contains(&w.trim_end_matches('.').to_lowercase().as_str());
    if words.iter().position(|w| bare(w)).is_some_and(|at| words.get(at + 1).is_some_and(|w| !w.is_empty())) {
        return Some("een naam");
    }
    postcode(text).then_some("een postcode")
}

/// Numbers in a text as they are dialled or written in groups: digits with spaces, dots, hyphens or a plus between.
fn digit_runs(text: &str) -> Vec<Vec<u32>> {
    let mut runs: Vec<Vec<u32>> = vec![Vec::new()];
    for c in text.chars() {
        match (c.to_digit(10), c) {
            (Some(digit), _) => runs.last_mut().into_iter().for_each(|run| run.push(digit)),
            (None, ' ' | '.' | '-' | '+' | '\u{a0}') => {}
            _ => runs.push(Vec::new()),
        }
    }
    runs
}

/// The eleven-test of a burgerservicenummer: nine digits times 9, 8, … 2 and -1 make a multiple of eleven.
fn eleven_test(digits: &[u32]) -> bool {
    let Some((last, rest)) = digits.split_last() else { return false };
    let sum: u32 = rest.iter().zip((2..=9).rev()).map(|(digit, weight)| digit * weight).sum();
    sum > 0 && sum % 11 == last % 11
}

/// `1234 AB` or `1234AB` somewhere in a text.
fn postcode(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let digits = |w: &str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit());
    let letters = |w: &str| w.len() == 2 && w.bytes().all(|b| b.is_ascii_uppercase());
    let whole = |w: &&str| w.is_char_boundary(4) && w.len() == 6 && digits(&w[..4]) && letters(&w[4..]);
    words.iter().any(whole) || words.windows(2).any(|pair| matches!(pair, [a, b] if digits(a) && letters(b)))
}

/// Which form a word names.
pub fn form_of(word: &str) -> Option<Vorm> {
    Telvorm::ALL.iter().find(|v| v.word().eq_ignore_ascii_case(word.trim())).and_then(|v| v.form())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_points_at_a_person_is_recognised() {
        for name in [
            "Naam slachtoffer",
            "adres",
            "BSN",
            "geboortedatum",
            "tel.",
            "Postcode",
            "e mail",
            "nationaliteit",
            "telnr",
            "geb. datum",
            "geslacht",
            "v nummer",
        ] {
            assert!(personal_column(name), "{name}");
        }
        for name in ["vorm", "bron", "opvolging", "kwartaal", "aantal", "telling"] {
            assert!(!personal_column(name), "{name}");
        }
        // The number is the usual test number, of nobody.
        for (text, what) in [
            ("111222333", Some("een burgerservicenummer")),
            ("111222334", None),
            ("jan@voorbeeld.nl", Some("een e-mailadres")),
            ("06-12345678", Some("een telefoonnummer")),
            ("1234 AB", Some("een postcode")),
            ("Dorpsstraat 1, 1234AB", Some("een postcode")),
            ("naar politie", None),
            ("controle", None),
            ("1.200", None),
            ("bsn 111222333", Some("een burgerservicenummer")),
            ("politie (tel. 06 12345678)", Some("een telefoonnummer")),
            ("geb. 1-2-2003", Some("een datum van een persoon")),
            ("Dhr. V. Voorbeeld", Some("een naam")),
            ("mail naar v@voorbeeld.nl", Some("een e-mailadres")),
            ("naar Veilig Thuis", None),
            ("controle 2025", None),
        ] {
            assert_eq!(personal_value(text), what, "{text}");
        }
    }
}
