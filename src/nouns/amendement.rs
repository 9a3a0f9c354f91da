//! `amendementen.toml`: what the council changed in the proposal, in words and in data.
//!
//! It deliberately changes nothing itself: `amended` puts new values in the data, `text::amend` new words in a document.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::adopted::Adopted;
use super::library::{Library, Reikwijdte};
use super::plan::{Maatregel, Orgaan, Plan, Vaststelling};
use super::reader::Reader;
use super::record::{record, suggestion};
use super::scalar::{Id, choice};
use super::waarde::{Waarde, same};
use crate::ground::catalogue as rules;
use crate::ground::dutch;
use crate::ground::source::{At, Place};
use crate::ground::toml::shorten;

/// The name of the file.
pub const FILE: &str = "amendementen.toml";

/// The document that an amendment is about when it names none.
pub const USUAL: &str = "beleidsplan";

choice! {
    /// What became of an amendment.
    pub enum Uitslag {
        /// It was carried.
        Aangenomen = "aangenomen",
        /// It was rejected.
        Verworpen = "verworpen",
        /// Who moved it withdrew it.
        Ingetrokken = "ingetrokken",
        /// It was put off.
        Aangehouden = "aangehouden",
    }
}

record! {
    /// Wat de raad aan het voorstel heeft gewijzigd.
    pub struct Amendementenlijst {
        /// Amendementen, elk in een eigen blok.
        amendement: Vec<Amendement>, Optional;
    }
}

record! {
    /// Een amendement.
    pub struct Amendement {
        /// Nummer van het amendement, zoals de griffie het gaf.
        nummer: At<String>, Required;
        /// Datum waarop de raad erover besloot.
        datum: At<NaiveDate>, Required;
        /// Waar het amendement over gaat, in één regel.
        titel: At<String>, Required;
        /// Fracties die het indienden, geen namen van personen.
        indieners: Vec<At<String>>, Optional;
        /// aangenomen, verworpen, ingetrokken of aangehouden; alleen wat is aangenomen, verandert iets.
        besluit: At<Uitslag>, Required;
        /// true als het al in een eerder vastgestelde versie van het plan staat.
        eerder: Option<At<bool>>, Optional;
        /// Document waarvan de woorden wijzigen; weglaten is het beleidsplan.
        document: Option<At<Id>>, Optional;
        /// Wijzigingen, elk in een eigen blok.
        wijziging: Vec<Amendementswijziging>, Optional;
    }
}

record! {
    /// Een wijziging: van woorden in de tekst, of van een gegeven.
    pub struct Amendementswijziging {
        /// Naam van het hoofdstuk waarin de woorden staan, als ze elders ook staan.
        hoofdstuk: Option<At<Id>>, Optional;
        /// beleidsplan.toml of maatregelen.csv, als het om een gegeven gaat.
        bestand: Option<At<String>>, Optional;
        /// Id of nummer van de rij waarin het gegeven staat.
        rij: Option<At<Waarde>>, Optional;
        /// Naam van het gegeven, bijvoorbeeld eind of middelen.bedrag.
        veld: Option<At<String>>, Optional;
        /// Wat er in het voorstel staat; leeg als er niets staat.
        oud: Option<At<Waarde>>, Optional;
        /// Wat er komt te staan; leeg als het vervalt.
        nieuw: Option<At<Waarde>>, Optional;
    }
}

/// New words for old.
#[derive(Debug, Clone, Copy)]
pub struct WordChange<'a> {
    /// The chapter to look in; none for all.
    pub chapter: Option<&'a At<Id>>,
    /// The old words.
    pub old: &'a str,
    /// The new words, none when the old ones go.
    pub new: &'a str,
    /// Where the old words stand.
    pub place: &'a Place,
    /// Where the new words stand.
    pub from: &'a Place,
}

/// A new value for an old one.
#[derive(Debug, Clone, Copy)]
pub struct ValueChange<'a> {
    /// The file.
    pub file: &'a At<String>,
    /// The row or entry.
    pub row: Option<&'a At<Waarde>>,
    /// The field.
    pub field: Option<&'a At<String>>,
    /// What stands there.
    pub old: Option<&'a At<Waarde>>,
    /// What comes.
    pub new: &'a At<Waarde>,
}

impl Amendementswijziging {
    /// The change as one of words; none when it is another or not understood.
    pub fn words(&self) -> Option<WordChange<'_>> {
        if self.bestand.is_some() || self.rij.is_some() || self.veld.is_some() {
            return None;
        }
        let (old, new) = (self.oud.as_ref()?, self.nieuw.as_ref()?);
        let (chapter, words) = (self.hoofdstuk.as_ref(), old.value.words().filter(|words| !words.is_empty())?);
        Some(WordChange { chapter, old: words, new: new.value.words()?, place: &old.place, from: &new.place })
    }

    /// The change as one of data; none when it is another or not understood.
    pub fn value(&self) -> Option<ValueChange<'_>> {
        let (file, new) = (self.bestand.as_ref()?, self.nieuw.as_ref()?);
        if self.hoofdstuk.is_some() {
            return None;
        }
        let (row, field, old) = (self.rij.as_ref(), self.veld.as_ref(), self.oud.as_ref());
        Some(ValueChange { file, row, field, old, new })
    }
}

impl Amendement {
    /// Whether it was carried.
    pub fn carried(&self) -> bool {
        self.besluit.value == Uitslag::Aangenomen
    }

    /// Whether it is in an earlier adopted version: then it is part of every text that comes after.
    pub fn is_earlier(&self) -> bool {
        self.eerder.as_ref().is_some_and(|earlier| earlier.value)
    }

    /// The document that its words are about.
    pub fn document(&self) -> &str {
        self.document.as_ref().map_or(USUAL, |id| id.value.0.as_str())
    }

    /// What a reader calls it.
    pub fn name(&self) -> String {
        format!("amendement {}", shorten(&self.nummer.value))
    }
}

/// When amendments are in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum When {
    /// In what was adopted, and not in what was proposed.
    #[default]
    ByStand,
    /// In no text: the proposal.
    Never,
    /// In every text.
    Always,
    /// It was decided: those that are still listed are in it.
    Settled,
}

/// The amendments of a gemeente and what they do to its data.
#[derive(Debug, Clone, Default)]
pub struct Amendementen {
    /// Every amendment, also one that was not carried.
    pub all: Vec<Amendement>,
    /// What the carried ones change in the data, in words.
    pub values: Vec<ChangedValue>,
    /// The data as those of an earlier adopted version make them; none when they change none.
    pub earlier: Option<Box<Changed>>,
    /// The data as all carried ones make them; none when they change none.
    pub changed: Option<Box<Changed>>,
    /// When they are in the text.
    pub when: When,
}

/// The data as amendments make them.
#[derive(Debug, Clone, Default)]
pub struct Changed {
    /// `beleidsplan.toml`, when they change it.
    pub plan: Option<Plan>,
    /// `maatregelen.csv`, when they change it.
    pub maatregelen: Option<Vec<Maatregel>>,
    /// The values that others came in place of.
    pub replaced: Vec<Place>,
}

/// A value that an amendment changes, as a reader is told.
#[derive(Debug, Clone)]
pub struct ChangedValue {
    /// The change that does it.
    pub place: Place,
    /// Which value it is.
    pub what: String,
    /// As it was; empty when there was none.
    pub old: String,
    /// As it becomes; empty when there is none any more.
    pub new: String,
}

/// Marks the amendments that are in a version that was adopted before the decision there is now, or before the version
/// that is being written.
pub fn mark_earlier(list: &mut [Amendement], adopted: &[Adopted], decision: Option<&Vaststelling>) {
    let before = |day: &NaiveDate| decision.is_none_or(|decision| *day < decision.datum.value);
    let days = adopted.iter().filter(|one| one.stem == USUAL).map(|one| one.date);
    let Some(last) = days.filter(before).max() else { return };
    for one in list.iter_mut().filter(|one| one.carried() && one.datum.value <= last && one.eerder.is_none()) {
        one.eerder = Some(At { value: true, place: one.datum.place.clone() });
    }
}

/// Tells what is wrong with the list by itself and beside the decision.
pub fn check(
    list: &[Amendement],
    library: &Library,
    (plan, decision): (Option<&Plan>, Option<&Vaststelling>),
    rd: &mut Reader<'_>,
) {
    let mut numbers: BTreeMap<(String, bool), &Place> = BTreeMap::new();
    for one in list {
        let first = *numbers.entry((one.nummer.value.to_lowercase(), one.is_earlier())).or_insert(&one.nummer.place);
        if *first != one.nummer.place {
            rd.report.push(rules::AMEND_NUMBER.at(
                Some(one.nummer.place.clone()),
                format!("`{}` staat er twee keer (de eerste op {first})", shorten(&one.nummer.value)),
                "Geef elk amendement een eigen nummer.",
            ));
        }
        if one.wijziging.is_empty() && one.carried() {
            rd.report.push(rules::AMEND_EMPTY.at(
                Some(one.nummer.place.clone()),
                format!("{} heeft geen wijzigingen", one.name()),
                "Voeg een blok [[amendement.wijziging]] toe, met oud en nieuw.",
            ));
        }
        one.wijziging.iter().for_each(|change| check_form(change, rd));
        check_document(one, library, rd);
        if let Some(decision) = decision.filter(|decision| one.datum.value > decision.datum.value) {
            rd.report.push(rules::AMEND_LATER.at(
                Some(one.datum.place.clone()),
                format!(
                    "{} is van {}, na het besluit van {}",
                    one.name(),
                    dutch::date(one.datum.value),
                    dutch::date(decision.datum.value)
                ),
                "Verbeter een van beide data. Een wijziging van later hoort in een nieuw plan.",
            ));
        }
    }
    let body = plan.and_then(|plan| plan.orgaan.as_ref()).filter(|body| body.value != Orgaan::Raad);
    if let (Some(body), Some(first)) = (body, list.iter().find(|one| one.carried())) {
        rd.report.push(rules::AMEND_BODY.at(
            Some(first.nummer.place.clone()),
            format!("het plan is van `{}`, en alleen de raad heeft amendementen", body.value.word()),
            "Verander de gegevens van het plan zelf, of verbeter het orgaan in beleidsplan.toml.",
        ));
    }
}

fn check_document(one: &Amendement, library: &Library, rd: &mut Reader<'_>) {
    let Some(named) = &one.document else { return };
    let fits = |d: &&super::document::Document| d.soort.value == Reikwijdte::Plan && !d.is_proposal();
    let known: Vec<&str> = library.documents.values().filter(fits).map(|d| d.id.0.as_str()).collect();
    if !known.contains(&named.value.0.as_str()) {
        rd.report.push(rules::AMEND_DOCUMENT.at(
            Some(named.place.clone()),
            format!("een amendement kan niet over `{}` gaan", shorten(&named.value.0)),
            suggestion(&named.value.0, &known),
        ));
    }
}

/// Whether a change says what it must, and nothing that does not go together.
fn check_form(change: &Amendementswijziging, rd: &mut Reader<'_>) {
    let mut tell = |place: &Place, title: &str, action: &str| {
        rd.report.push(rules::AMEND_FORM.at(Some(place.clone()), title, action));
    };
    let place = &change.place;
    let about_data = [change.veld.as_ref().map(|v| &v.place), change.rij.as_ref().map(|r| &r.place)];
    match (&change.bestand, &change.hoofdstuk) {
        (Some(_), Some(chapter)) => tell(
            &chapter.place,
            "deze wijziging noemt een hoofdstuk en een bestand",
            "Haal hoofdstuk weg als het om een gegeven gaat, of bestand als het om woorden gaat.",
        ),
        (None, _) => {
            if let Some(field) = about_data.into_iter().flatten().next() {
                tell(
                    field,
                    "deze wijziging noemt een gegeven, maar geen bestand",
                    "Voeg toe: bestand = \"beleidsplan.toml\" of bestand = \"maatregelen.csv\".",
                );
            } else {
                check_words(change, &mut tell);
            }
        }
        (Some(_), None) if change.nieuw.is_none() => tell(
            place,
            "in deze wijziging ontbreekt `nieuw`",
            "Voeg toe: nieuw = met wat er komt te staan, of nieuw = \"\" als het vervalt.",
        ),
        (Some(_), None) => {}
    }
    if let (Some(old), Some(new)) = (&change.oud, &change.nieuw)
        && same_as_written(&old.value, &new.value)
    {
        rd.report.push(rules::AMEND_SAME.at(
            Some(new.place.clone()),
            "`oud` en `nieuw` zijn gelijk",
            "Verbeter `nieuw`, of haal de wijziging weg.",
        ));
    }
}

fn check_words(change: &Amendementswijziging, tell: &mut impl FnMut(&Place, &str, &str)) {
    match (&change.oud, &change.nieuw) {
        (None, None) => tell(
            &change.place,
            "deze wijziging zegt niet wat er wijzigt",
            "Schrijf oud = \"…\" en nieuw = \"…\", met de woorden tussen aanhalingstekens.",
        ),
        (None, Some(_)) => tell(
            &change.place,
            "in deze wijziging ontbreekt `oud`",
            "Voeg toe: oud = met de woorden zoals ze in het voorstel staan.",
        ),
        (Some(_), None) => tell(
            &change.place,
            "in deze wijziging ontbreekt `nieuw`",
            "Voeg toe: nieuw = met de nieuwe woorden, of nieuw = \"\" als de woorden vervallen.",
        ),
        (Some(old), Some(new)) => {
            if old.value.words().is_none_or(str::is_empty) {
                let action = "Schrijf bij oud de woorden die wijzigen. Komt er tekst bij, neem dan de zin ervoor over.";
                tell(&old.place, "bij `oud` staan geen woorden", action);
            }
            if new.value.words().is_none() {
                let action =
                    "Schrijf bij nieuw woorden tussen aanhalingstekens, of noem het bestand waarin het gegeven staat.";
                tell(&new.place, "bij `nieuw` staan geen woorden", action);
            }
        }
    }
}

/// Capitals count here: a change of them is one.
fn same_as_written(old: &Waarde, new: &Waarde) -> bool {
    match (old.words(), new.words()) {
        (Some(old), Some(new)) => old.split_whitespace().eq(new.split_whitespace()),
        _ => same(&old.0.value, &new.0.value),
    }
}
