//! `verloop.csv`: the history of the plan, one row for each step of a version, from concept to the end.
//!
//! It knows the order of the steps and who may follow whom. It deliberately does not compare the history with the
//! decision or with the day of today: the checks do.

use std::sync::Arc;

use chrono::NaiveDate;

use super::reader::{MOST_ROWS, Reader, tell_encoding};
use super::record::{Record, read_rows, record};
use super::scalar::choice;
use crate::ground::csv;
use crate::ground::diagnostic::Stand;
use crate::ground::source::{At, Place, Source, SourceSet};

/// The file of the history.
pub const FILE: &str = "verloop.csv";

choice! {
    /// How far a version of the plan has come (*fase*).
    pub enum Fase {
        /// Being written.
        Concept = "concept",
        /// Discussed with those whose advice it needs: law, privacy, money, partners, the responsible alderman.
        Afgestemd = "afgestemd",
        /// Offered to the body that decides.
        TerBesluitvorming = "ter besluitvorming",
        /// Adopted.
        Vastgesteld = "vastgesteld",
        /// In force.
        Geldend = "geldend",
        /// A later version changed it.
        Gewijzigd = "gewijzigd",
        /// Another plan came in its place.
        Vervangen = "vervangen",
        /// Ended, with nothing in its place.
        Ingetrokken = "ingetrokken",
    }
}

impl Fase {
    /// The weight of gaps in this state.
    pub fn stand(self) -> Stand {
        match self {
            Self::Concept | Self::Afgestemd => Stand::Concept,
            Self::TerBesluitvorming => Stand::Ontwerp,
            Self::Vastgesteld | Self::Geldend | Self::Gewijzigd | Self::Vervangen | Self::Ingetrokken => {
                Stand::Vastgesteld
            }
        }
    }

    /// Whether a version in state `previous` may take this step; `None` before the first step.
    ///
    /// Who begins a history with a plan that is already adopted, begins there: nobody need invent how it came about.
    /// Advice and treatment can take several steps, so these may follow themselves.
    pub fn may_follow(self, previous: Option<Fase>) -> bool {
        previous.map_or(&[Self::Concept, Self::Vastgesteld][..], Self::next).contains(&self)
    }

    /// The states that may follow this one.
    pub fn next(self) -> &'static [Fase] {
        match self {
            Self::Concept => &[Self::Afgestemd, Self::TerBesluitvorming],
            Self::Afgestemd => &[Self::Concept, Self::Afgestemd, Self::TerBesluitvorming],
            Self::TerBesluitvorming => &[Self::Concept, Self::TerBesluitvorming, Self::Vastgesteld],
            Self::Vastgesteld => &[Self::Geldend, Self::Vervangen, Self::Ingetrokken],
            Self::Geldend => &[Self::Gewijzigd, Self::Vervangen, Self::Ingetrokken],
            Self::Gewijzigd | Self::Vervangen | Self::Ingetrokken => &[],
        }
    }

    /// Whether nothing can follow.
    pub fn ends(self) -> bool {
        self.next().is_empty()
    }

    /// The state as a document names it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Afgestemd => "concept, afgestemd",
            Self::TerBesluitvorming => "ontwerp, ter besluitvorming",
            other => other.word(),
        }
    }

    /// The mark on every page of a document in this state; an adopted one has none.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Self::Concept => Some("CONCEPT"),
            Self::Afgestemd => Some("CONCEPT, AFGESTEMD"),
            Self::TerBesluitvorming => Some("ONTWERP, TER BESLUITVORMING"),
            _ => None,
        }
    }
}

record! {
    /// Een stap van een versie van het plan.
    pub struct Stap {
        /// Versie van het plan waar de stap bij hoort: 1, 2 enzovoort; weglaten geeft 1.
        versie: Option<At<u32>>, Optional;
        /// concept, afgestemd, ter besluitvorming, vastgesteld, geldend, gewijzigd, vervangen of ingetrokken.
        stap: At<Fase>, Required;
        /// Dag van de stap.
        datum: At<NaiveDate>, Required;
        /// Wie de stap zette: een functie of orgaan, geen naam van een persoon.
        wie: Option<At<String>>, Optional;
        /// Kenmerk van het stuk of besluit.
        kenmerk: Option<At<String>>, Optional;
        /// Wat er bij de stap te zeggen is.
        toelichting: Option<At<String>>, Optional;
    }
}

/// What is told of a step beside its version, state and day.
#[derive(Debug, Clone, Copy, Default)]
pub struct Details<'a> {
    /// Who took it: a function or body.
    pub wie: Option<&'a str>,
    /// The reference of the paper or decision.
    pub kenmerk: Option<&'a str>,
    /// What there is to say about it.
    pub toelichting: Option<&'a str>,
}

impl Stap {
    /// A step that stands in no file yet.
    pub fn new(version: u32, fase: Fase, day: NaiveDate, details: Details<'_>) -> Self {
        let place = Arc::new(Source::new(FILE, Vec::new())).place(0..0);
        // Of a cell with nothing but spaces nothing would come back.
        let filled = |text: Option<&str>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let text = |text| filled(text).map(|text| at(text, &place));
        Self {
            versie: Some(at(version, &place)),
            stap: at(fase, &place),
            datum: at(day, &place),
            wie: text(details.wie),
            kenmerk: text(details.kenmerk),
            toelichting: text(details.toelichting),
            place,
        }
    }

    /// The version of the plan that it belongs to.
    pub fn version(&self) -> u32 {
        self.versie.as_ref().map_or(1, |v| v.value)
    }

    /// The state that the version came in.
    pub fn fase(&self) -> Fase {
        self.stap.value
    }
}

/// The history of the plan. Of one with a row that cannot be read, nothing follows: what came after would seem to
/// follow on what came before.
pub fn read(set: &SourceSet, rd: &mut Reader<'_>) -> Vec<Stap> {
    let Some(source) = set.get(FILE) else { return Vec::new() };
    let sheet = if tell_encoding(source, rd) { csv::parse(source, rd.report) } else { None };
    let Some(sheet) = sheet else { return Vec::new() };
    let steps: Vec<Stap> = read_rows(&sheet, &source.place(0..0), MOST_ROWS, rd).unwrap_or_default();
    if steps.len() == sheet.rows.len() { steps } else { Vec::new() }
}

fn at<T>(value: T, place: &Place) -> At<T> {
    At { value, place: place.clone() }
}

/// The steps of a version, in order.
pub fn steps_of(steps: &[Stap], version: u32) -> impl DoubleEndedIterator<Item = &Stap> {
    steps.iter().filter(move |step| step.version() == version)
}

/// The version that is being worked on or was adopted last: the highest. `None` without a history.
pub fn current_version(steps: &[Stap]) -> Option<u32> {
    steps.iter().map(Stap::version).max()
}

/// The last step of a version.
pub fn last_step(steps: &[Stap], version: u32) -> Option<&Stap> {
    steps_of(steps, version).next_back()
}

/// The last step of the current version.
pub fn current(steps: &[Stap]) -> Option<&Stap> {
    last_step(steps, current_version(steps)?)
}

/// The last step of a version on a day: what state it is in, since when and by whom. `None` when it had none by then.
pub fn step_on(steps: &[Stap], version: u32, day: NaiveDate) -> Option<&Stap> {
    steps_of(steps, version).rfind(|step| step.datum.value <= day)
}

/// The state of a version on a day; `None` when it had none by then.
pub fn fase_on(steps: &[Stap], version: u32, day: NaiveDate) -> Option<Fase> {
    step_on(steps, version, day).map(Stap::fase)
}

/// The step with which a version was adopted.
pub fn adoption_of(steps: &[Stap], version: u32) -> Option<&Stap> {
    steps_of(steps, version).find(|step| step.fase() == Fase::Vastgesteld)
}

/// The highest version that was adopted.
pub fn adopted_version(steps: &[Stap]) -> Option<u32> {
    steps.iter().filter(|step| step.fase() == Fase::Vastgesteld).map(Stap::version).max()
}

/// A history as its file: every column, one row a step.
pub fn write(steps: &[Stap]) -> String {
    let mut out = Stap::KEYS.join(";") + "\n";
    for step in steps {
        let text = |at: &Option<At<String>>| at.as_ref().map(|at| cell(&at.value)).unwrap_or_default();
        let cells = [
            step.version().to_string(),
            step.fase().word().to_owned(),
            step.datum.value.to_string(),
            text(&step.wie),
            text(&step.kenmerk),
            text(&step.toelichting),
        ];
        out.push_str(&cells.join(";"));
        out.push('\n');
    }
    out
}

/// A text between marks where it needs them, so that no separator or line end in it is one.
fn cell(text: &str) -> String {
    let bare = !text.contains([';', ',', '\t', '"', '\n', '\r']) && text.trim() == text;
    if bare { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn step(version: u32, fase: Fase, text: &str) -> Stap {
        Stap::new(version, fase, day(text), Details::default())
    }

    #[test]
    fn every_state_can_be_reached_and_three_end() {
        for fase in Fase::ALL {
            let before = Fase::ALL.iter().filter(|other| fase.may_follow(Some(**other))).count();
            assert!(before > 0, "{fase:?} follows nothing");
        }
        let ends: Vec<&Fase> = Fase::ALL.iter().filter(|fase| fase.ends()).collect();
        assert_eq!(ends, [&Fase::Gewijzigd, &Fase::Vervangen, &Fase::Ingetrokken]);
        assert!(Fase::Concept.may_follow(None) && Fase::Vastgesteld.may_follow(None));
        assert!(!Fase::Geldend.may_follow(None) && !Fase::Vastgesteld.may_follow(Some(Fase::Concept)));
    }

    #[test]
    fn a_mark_agrees_with_the_words_and_the_weight() {
        for fase in Fase::ALL {
            assert_eq!(fase.mark().is_none(), fase.stand() == Stand::Vastgesteld, "{fase:?}");
            if let Some(mark) = fase.mark() {
                assert_eq!(mark, fase.words().to_uppercase());
                assert!(mark.starts_with(&fase.stand().word().to_uppercase()), "{fase:?}");
            }
        }
    }

    #[test]
    fn the_state_is_that_of_the_last_step_on_the_day() {
        let steps = [
            step(1, Fase::Concept, "2026-01-05"),
            step(1, Fase::Vastgesteld, "2026-02-12"),
            step(2, Fase::Concept, "2027-01-05"),
            step(1, Fase::Geldend, "2026-03-01"),
        ];
        assert_eq!(fase_on(&steps, 1, day("2026-01-04")), None);
        assert_eq!(fase_on(&steps, 1, day("2026-02-28")), Some(Fase::Vastgesteld));
        assert_eq!(fase_on(&steps, 1, day("2028-01-01")), Some(Fase::Geldend));
        assert_eq!((current_version(&steps), adopted_version(&steps)), (Some(2), Some(1)));
        assert_eq!(current(&steps).map(Stap::fase), Some(Fase::Concept));
        assert_eq!((current_version(&[]), adopted_version(&[])), (None, None));
    }

    #[test]
    fn what_is_written_has_a_mark_only_where_it_needs_one() {
        let details = Details { wie: Some("de raad"), kenmerk: Some("R; 1"), toelichting: Some("na \"motie\"") };
        let steps = [step(1, Fase::Concept, "2026-01-05"), Stap::new(2, Fase::Geldend, day("2026-03-01"), details)];
        assert_eq!(
            write(&steps),
            "versie;stap;datum;wie;kenmerk;toelichting\n1;concept;2026-01-05;;;\n2;geldend;2026-03-01;de raad;\"R; 1\";\"na \"\"motie\"\"\"\n"
        );
    }
}
