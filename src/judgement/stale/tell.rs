//! What is said of a passage on a day, with the passage in it.
//!
//! It deliberately gives the benefit of the doubt: a sentence that itself says that something is over or still to come
//! is left alone.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::facts::{find, replacement};
use super::words::any_of;
use super::{Leaning, Looked, Moment, Owner, Way, passage};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::dutch;
use crate::nouns::library::{Chapter, Library, Rechtsfeit};
use crate::nouns::section::sections;

/// Tells what is no longer true, not true yet, or not looked at for too long.
pub fn tell(looked: Looked<'_>, library: &Library, moment: Moment) -> Report {
    let mut teller = Teller { looked, library, moment, report: Report::default() };
    let mut current: BTreeMap<&str, Vec<&Leaning>> = BTreeMap::new();
    for leaning in looked.leans {
        let Some(fact) = find(&library.legal, &leaning.fact) else { continue };
        teller.passage(leaning, fact);
        if fact.onjuist.is_none() && !fact.ended(moment.day()) {
            current.entry(&leaning.fact).or_default().push(leaning);
        }
    }
    for (id, leans) in current {
        if let Some(fact) = find(&library.legal, id) {
            teller.age(fact, &leans);
        }
    }
    looked.chapters.iter().for_each(|chapter| teller.chapter(chapter));
    teller.report
}

struct Teller<'a> {
    looked: Looked<'a>,
    library: &'a Library,
    moment: Moment,
    report: Report,
}

impl Teller<'_> {
    fn passage(&mut self, leaning: &Leaning, fact: &Rechtsfeit) {
        let day = self.moment.day();
        let name = &fact.onderwerp.value;
        let ahead = matches!(self.moment, Moment::Ahead { .. });
        if let Some(why) = &fact.onjuist {
            return self.push(&rules::FACT_WRONG, leaning, fact, format!("{name} klopt niet"), Some(&why.value));
        }
        if let Some(end) = fact.tot.as_ref().filter(|_| fact.ended(day)) {
            if !self.says_past(leaning) {
                let end = dutch::date(end.value);
                let title = match ahead {
                    true => format!("{name} is dan verlopen ({end})"),
                    false => format!("{name} is verlopen op {end}"),
                };
                self.push(&rules::FACT_ENDED, leaning, fact, title, None);
            }
            return;
        }
        let begin = fact.van.as_ref().map(|van| van.value);
        let foretold = match leaning.way {
            Way::Shows => fact.tekst_vooraf.is_some(),
            Way::Names => begin.is_some_and(|begin| self.says_future(leaning, begin)),
        };
        if let Some(begin) = begin.filter(|begin| day < *begin) {
            if !foretold {
                let begin = dutch::date(begin);
                let title = match ahead {
                    true => format!("{name} geldt dan nog niet (pas op {begin})"),
                    false => format!("{name} gaat pas in op {begin}"),
                };
                self.push(&rules::FACT_NOT_YET, leaning, fact, title, None);
            }
            return;
        }
        match (self.moment, &fact.tot, begin) {
            (Moment::Ahead { peildatum, .. }, _, Some(begin)) if peildatum < begin && foretold => {
                let begin = dutch::date(begin);
                let title = match leaning.way {
                    Way::Shows => format!("de zin over {name} is dan anders, sinds {begin}"),
                    Way::Names => format!("{name} is dan al ingegaan, op {begin}"),
                };
                self.push(&rules::FACT_CHANGES, leaning, fact, title, None);
            }
            (Moment::Made { until, .. }, Some(end), _)
                if until.is_none_or(|until| end.value < until)
                    && !self.says_past(leaning)
                    && !says_year(leaning, end.value) =>
            {
                let during = until.map_or_else(String::new, |until| {
                    format!(", terwijl het plan loopt tot en met {}", dutch::date(until))
                });
                let title = format!("{name} loopt af op {}{during}", dutch::date(end.value));
                self.push(&rules::FACT_WILL_END, leaning, fact, title, None);
            }
            _ => {}
        }
    }

    /// A fact that nobody looked at for too long, once: at the passage that shows it, or else the first.
    fn age(&mut self, fact: &Rechtsfeit, leans: &[&Leaning]) {
        let Some(until) = self.library.freshness.until(fact).filter(|until| *until < self.moment.day()) else { return };
        let Some(first) = leans.iter().find(|l| l.way == Way::Shows).or(leans.first()) else { return };
        let (name, last) = (&fact.onderwerp.value, dutch::date(fact.geverifieerd_op.value));
        let title = match self.moment {
            Moment::Ahead { .. } => format!("{name} is dan te lang niet nagekeken (sinds {last})"),
            Moment::Made { .. } => format!("{name} is het laatst nagekeken op {last}"),
        };
        let more = match leans.len() - 1 {
            0 => String::new(),
            1 => "Ook op één andere plek steunt de tekst hierop. ".to_owned(),
            n => format!("Ook op {n} andere plekken steunt de tekst hierop. "),
        };
        let action = format!(
            "{more}Laat de beheerder van de rechtsfeiten in de bron kijken: {}. Dat had uiterlijk op {} gemoeten.",
            fact.bron.value.trim_end_matches('.'),
            dutch::date(until)
        );
        let title = format!("{title}: ‘{}’", self.quote(first, fact));
        self.report.push(rules::FACT_UNVERIFIED.at(Some(first.place.clone()), title, action));
    }

    fn chapter(&mut self, chapter: &Chapter) {
        let day = self.moment.day();
        let what = format!("hoofdstuk `{}` {}", chapter.name, chapter.version);
        let newer = self.newer(chapter);
        let ended = chapter.meta.geldig_tot.as_ref().filter(|end| end.value < day);
        // At the peildatum a version is chosen that is valid, and that there is none is told there.
        if let (Moment::Ahead { .. }, Some(end)) = (self.moment, ended) {
            let action = match newer {
                Some(newer) => format!("Versie {} geldt dan: maak het document opnieuw.", newer.version),
                None => "Vraag de beheerder van het hoofdstuk om een versie die daarna geldt.".into(),
            };
            let title = format!("{what} geldt dan niet meer (tot en met {})", dutch::date(end.value));
            self.report.push(rules::CHAPTER_ENDS.at(Some(end.place.clone()), title, action));
        } else if let Some(review) = chapter.meta.controleren_op.as_ref().filter(|review| review.value < day) {
            let date = dutch::date(review.value);
            let title = match self.moment {
                Moment::Ahead { .. } => format!("{what} had dan nagekeken moeten zijn ({date})"),
                Moment::Made { .. } => format!("{what} moest worden nagekeken op {date}"),
            };
            let action = match newer {
                Some(newer) => format!("Versie {} is nieuwer: kijk of die past.", newer.version),
                None => "Vraag de beheerder van het hoofdstuk of de tekst nog klopt.".into(),
            };
            self.report.push(rules::CHAPTER_REVIEW.at(Some(review.place.clone()), title, action));
        }
    }

    fn push(&mut self, rule: &'static Rule, leaning: &Leaning, fact: &Rechtsfeit, title: String, why: Option<&str>) {
        let why = why.map(|why| format!("{} ", why.trim())).unwrap_or_default();
        let instead = replacement(&self.library.legal, fact);
        let instead = instead.map(|fact| format!("In de plaats kwam: {}. ", fact.onderwerp.value)).unwrap_or_default();
        let advice = match leaning.way {
            Way::Shows if *rule == rules::FACT_CHANGES => {
                "Maak het document na die dag opnieuw: het hoofdstuk kiest dan zelf de goede zin.".into()
            }
            _ => self.advice(leaning, fact),
        };
        let action = format!("{why}{instead}{advice}");
        let title = format!("{title}: ‘{}’", self.quote(leaning, fact));
        self.report.push(rule.at(Some(leaning.place.clone()), title, action));
    }

    /// What the reader finds in the document.
    fn quote(&self, leaning: &Leaning, fact: &Rechtsfeit) -> String {
        match (&leaning.way, self.moment) {
            (Way::Names, _) => leaning.quote(),
            (Way::Shows, Moment::Made { peildatum, .. } | Moment::Ahead { peildatum, .. }) => {
                let shown = fact.wording(peildatum);
                passage::quote(shown, &(0..shown.len()), &(0..0))
            }
        }
    }

    fn advice(&self, leaning: &Leaning, fact: &Rechtsfeit) -> String {
        match &leaning.owner {
            Owner::Local => "Pas de zin aan.".into(),
            Owner::Data => "Pas het gegeven aan.".into(),
            Owner::Glossary => "Vraag de beheerder van de begrippenlijst om een verbetering.".into(),
            Owner::Chapter(name) => {
                let own = self.looked.chapters.iter().find(|c| c.name == *name);
                let repaired = own.and_then(|own| self.newer(own)).filter(|newer| !leans_on(newer, fact));
                if let Some(newer) = repaired {
                    return format!(
                        "Versie {} van hoofdstuk `{name}` zegt dit niet meer: neem die over.",
                        newer.version
                    );
                }
                let part = own.and_then(|own| part_of(own, leaning)).map(|part| format!("/{part}")).unwrap_or_default();
                format!(
                    "Vraag de beheerder van hoofdstuk `{name}` om een verbetering, of schrijf een eigen tekst in teksten/{name}{part}.vervangt.md."
                )
            }
        }
    }

    /// The newest later version of a chapter that holds on the day.
    fn newer(&self, chapter: &Chapter) -> Option<&Chapter> {
        let day = self.moment.day();
        let versions = self.library.chapters.get(&chapter.name)?;
        versions.values().rev().find(|other| {
            let meta = &other.meta;
            other.version > chapter.version
                && meta.geldig_van.value <= day
                && meta.geldig_tot.as_ref().is_none_or(|end| day <= end.value)
        })
    }

    fn says_past(&self, leaning: &Leaning) -> bool {
        leaning.way == Way::Names && any_of(&around(leaning), &self.library.freshness.past)
    }

    fn says_future(&self, leaning: &Leaning, begin: NaiveDate) -> bool {
        says_year(leaning, begin) || any_of(&around(leaning), &self.library.freshness.future)
    }
}

/// The named part of a chapter that a passage stands in: what a gemeente can replace.
fn part_of(chapter: &Chapter, leaning: &Leaning) -> Option<String> {
    let same = leaning.spot.source.path() == chapter.text.path();
    let mut parts = sections(chapter.text.text()).into_iter().filter(|_| same);
    parts.find(|part| part.body.contains(&leaning.spot.start)).map(|part| part.name)
}

/// Whether the text of a chapter still leans on a fact.
fn leans_on(chapter: &Chapter, fact: &Rechtsfeit) -> bool {
    let text = chapter.text.text();
    text.contains(&format!("rechtsfeit(\"{}\")", fact.id.0))
        || super::facts_in(std::slice::from_ref(fact), text).next().is_some()
}

/// Whether a sentence names the year of a day, apart from the name of the fact.
fn says_year(leaning: &Leaning, day: NaiveDate) -> bool {
    leaning.way == Way::Names && any_of(&around(leaning), &[day.year().to_string()])
}

/// The sentence without the name in it.
fn around(leaning: &Leaning) -> String {
    let (place, spot) = (&leaning.place, &leaning.spot);
    let text = place.source.text();
    format!("{} … {}", &text[place.start..spot.start], &text[spot.end..place.end])
}
