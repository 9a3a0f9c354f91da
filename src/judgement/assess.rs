//! The norms applied at the peildatum: a verdict per criterion, why, on which evidence, and what to do next.
//!
//! It never calls something met without dated evidence, and knows no criterion by name.

use chrono::{Months, NaiveDate};

use super::context;
use super::expression::{Evaluator, Fault, Seen, evidence_dates};
use super::kinds;
use super::typing::{self, Wanted};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::source::{At, Place};
use crate::nouns::dossier::Dossier;
use crate::nouns::jaar::{Bewijs, MenselijkOordeel, Uitkomst};
use crate::nouns::library::Library;
use crate::nouns::norm::{Criterium, Groep, Norm};
use crate::nouns::order::Order;

/// What the assessment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oordeel {
    /// Met, with dated evidence.
    Voldoet,
    /// Met in part, or met without evidence.
    Deels,
    /// Not met.
    VoldoetNiet,
    /// Nothing is known.
    Onbekend,
    /// Does not concern this gemeente, for a reason that is given.
    NietVanToepassing,
}

impl Oordeel {
    /// The word in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Voldoet => "voldoet",
            Self::Deels => "deels",
            Self::VoldoetNiet => "voldoet niet",
            Self::Onbekend => "onbekend",
            Self::NietVanToepassing => "niet van toepassing",
        }
    }
}

/// A piece of evidence.
#[derive(Debug, Clone)]
pub struct Evidence<'a> {
    /// The row of `bewijs.csv`; none when the date stands in the other data.
    pub row: Option<&'a Bewijs>,
    /// Its date.
    pub date: NaiveDate,
    /// Where the date stands, when it stands in the other data.
    pub places: Vec<Place>,
}

/// One requirement of a criterion, checked.
#[derive(Debug, Clone)]
pub struct Check<'a> {
    /// The requirement in plain Dutch.
    pub text: &'a str,
    /// Whether it holds.
    pub holds: bool,
    /// The data it leaned on.
    pub seen: Seen,
}

/// The verdict on one criterion.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The criterion.
    pub criterium: &'a Criterium,
    /// The verdict.
    pub oordeel: Oordeel,
    /// Its requirements, in the order of the norm.
    pub checks: Vec<Check<'a>>,
    /// Evidence within its maximum age, newest first.
    pub evidence: Vec<Evidence<'a>>,
    /// The newest evidence that is too old, when none is within its maximum age.
    pub outdated: Option<Evidence<'a>>,
    /// Whether the data say it is met while the evidence is missing or too old.
    pub unproven: bool,
    /// Who judged, when a person did.
    pub human: Option<&'a MenselijkOordeel>,
    /// The day after which today's evidence no longer counts, when that is known.
    pub expires: Option<NaiveDate>,
}

impl Verdict<'_> {
    /// Whether the criterion counts for the total.
    pub fn counts(&self) -> bool {
        self.criterium.verplicht.as_ref().is_some_and(|v| v.value) && self.oordeel != Oordeel::NietVanToepassing
    }

    /// Why the criterion does not concern this gemeente.
    pub fn reason(&self) -> Option<&str> {
        let of_norm = self.criterium.nvt_reden.as_ref().map(|r| r.value.as_str());
        let reason = self.human.map(|h| h.motivering.value.as_str()).or(of_norm);
        reason.filter(|_| self.oordeel == Oordeel::NietVanToepassing)
    }
}

/// A whole norm applied.
#[derive(Debug, Clone)]
pub struct Assessment<'a> {
    /// The norm.
    pub norm: &'a Norm,
    /// The peildatum.
    pub peildatum: NaiveDate,
    /// A verdict per criterion, in the order of the norm.
    pub verdicts: Vec<Verdict<'a>>,
    /// The total over the criteria that count.
    pub oordeel: Oordeel,
}

impl<'a> Assessment<'a> {
    /// The verdicts of a group.
    pub fn of_group(&self, group: &Groep) -> Vec<&Verdict<'a>> {
        self.verdicts.iter().filter(|v| v.criterium.groep.0 == group.id.0).collect()
    }

    /// The verdict on a criterion.
    pub fn of(&self, id: &str) -> Option<&Verdict<'a>> {
        self.verdicts.iter().find(|v| v.criterium.id.0.eq_ignore_ascii_case(id))
    }

    /// The verdicts that count and are not met, in the order of the norm.
    pub fn open(&self) -> impl Iterator<Item = &Verdict<'a>> {
        self.verdicts.iter().filter(|v| v.counts() && v.oordeel != Oordeel::Voldoet)
    }

    /// Whether the total rests on the judgement of a person.
    pub fn judged_by_people(&self) -> bool {
        self.verdicts.iter().any(|v| v.counts() && v.human.is_some())
    }

    /// The verdict as the end of a sentence about the gemeente: `voldoet deels aan het basisniveau`.
    pub fn phrase(&self) -> String {
        if let Some(words) = self.norm.woorden.first() {
            let word = match self.oordeel {
                Oordeel::Voldoet => &words.voldoet,
                Oordeel::Deels => &words.deels,
                Oordeel::VoldoetNiet => &words.voldoet_niet,
                Oordeel::Onbekend | Oordeel::NietVanToepassing => &words.onbekend,
            };
            return word.value.clone();
        }
        let norm = self.norm.kort.as_ref().unwrap_or(&self.norm.naam).value.as_str();
        match self.oordeel {
            Oordeel::Voldoet => format!("voldoet aan {norm}"),
            Oordeel::Deels => format!("voldoet deels aan {norm}"),
            Oordeel::VoldoetNiet => format!("voldoet nog niet aan {norm}"),
            Oordeel::Onbekend | Oordeel::NietVanToepassing => format!("weet nog niet of zij aan {norm} voldoet"),
        }
    }
}

/// The total of some verdicts: met when all are, not met when one is not, unknown when one is. What does not concern
/// the gemeente weighs nothing.
pub fn total<'a, 'b: 'a>(verdicts: impl IntoIterator<Item = &'a Verdict<'b>>) -> Oordeel {
    let verdicts: Vec<Oordeel> =
        verdicts.into_iter().map(|v| v.oordeel).filter(|o| *o != Oordeel::NietVanToepassing).collect();
    if verdicts.is_empty() {
        return Oordeel::Onbekend;
    }
    [Oordeel::VoldoetNiet, Oordeel::Onbekend, Oordeel::Deels]
        .into_iter()
        .find(|o| verdicts.contains(o))
        .unwrap_or(Oordeel::Voldoet)
}

/// The norms that a gemeente names; when it names none, every norm that is not kept for those who ask for it.
pub fn norms_of<'a>(library: &'a Library, dossier: &'a Dossier) -> Vec<&'a str> {
    let named = &dossier.gemeente.normen;
    if named.is_empty() {
        let standard = |v: &&Norm| v.standaard.as_ref().is_none_or(|s| s.value);
        let newest = library.norms.iter().filter_map(|(id, versions)| Some((id, versions.values().next_back()?)));
        return newest.filter(|(_, n)| standard(n)).map(|(id, _)| id.as_str()).collect();
    }
    named.iter().map(|n| n.0.as_str()).filter(|n| library.norms.contains_key(*n)).collect()
}

/// Applies every norm that the gemeente names, each by itself.
pub fn assess_all<'a>(
    library: &'a Library,
    dossier: &'a Dossier,
    order: &Order,
    report: &mut Report,
) -> Vec<Assessment<'a>> {
    // Names of its own: what a norm looks at is not thereby shown in the document.
    let context = context::build(dossier, library, order);
    let rows = dossier.jaren.values().flat_map(|j| &j.evidence);
    let evaluator = Evaluator::new(&context, evidence_dates(rows, order.peildatum), order.peildatum);
    if let Some(year) = context::year_of(dossier, order) {
        super::norms::tell_later(year, order.peildatum, report);
    }
    let norms = norms_of(library, dossier);
    let assessor = Assessor { library, dossier, order, evaluator: &evaluator };
    let mut assessments = Vec::new();
    for id in norms {
        if let Some(norm) = version_at(library, id, order.peildatum, report) {
            assessments.push(assessor.assess(norm, report));
        }
    }
    assessments
}

/// The version of a norm that is valid at a date; the newest, which is told, when none is.
fn version_at<'a>(library: &'a Library, id: &str, date: NaiveDate, report: &mut Report) -> Option<&'a Norm> {
    let versions = library.norms.get(id)?;
    let valid = |n: &&Norm| n.geldig_van.value <= date && n.geldig_tot.as_ref().is_none_or(|t| date <= t.value);
    versions.values().rev().find(valid).or_else(|| {
        let newest = versions.values().next_back()?;
        report.push(rules::NO_VALID_VERSION.at(
            Some(newest.geldig_van.place.clone()),
            format!("norm `{id}` heeft geen versie die geldt op {}", dutch::date(date)),
            format!(
                "Versie {} is gebruikt. Vraag de beheerder van de norm om een versie die dan geldt.",
                newest.versie.value
            ),
        ));
        Some(newest)
    })
}

struct Assessor<'a, 'b> {
    library: &'a Library,
    dossier: &'a Dossier,
    order: &'b Order,
    evaluator: &'b Evaluator,
}

impl<'a> Assessor<'a, '_> {
    fn assess(&self, norm: &'a Norm, report: &mut Report) -> Assessment<'a> {
        let verdicts: Vec<Verdict<'a>> = norm.criteria.iter().map(|c| self.verdict(c, report)).collect();
        let oordeel = total(verdicts.iter().filter(|v| v.counts()));
        Assessment { norm, peildatum: self.order.peildatum, verdicts, oordeel }
    }

    fn holds(&self, at: &At<String>, report: &mut Report) -> bool {
        self.evaluator.holds(&at.value).unwrap_or_else(|fault| {
            self.tell(at, fault, Wanted::Truth, report);
            false
        })
    }

    fn date(&self, at: &At<String>, report: &mut Report) -> Option<NaiveDate> {
        self.evaluator.date(&at.value).unwrap_or_else(|fault| {
            self.tell(at, fault, Wanted::Date, report);
            None
        })
    }

    /// What is wrong with an expression by itself was told when the templates were read; this is what only data show.
    fn tell(&self, at: &At<String>, fault: Fault, wanted: Wanted, report: &mut Report) {
        if typing::check(&at.value, &kinds::root(&self.library.facts), wanted).is_empty() {
            report.push(rules::NORM_EXPRESSION.at(
                Some(at.place.clone()),
                format!("{}: `{}`", fault.sentence(), crate::ground::toml::shorten(&at.value)),
                "Verbeter de uitdrukking in het bestand van de norm.",
            ));
        }
    }

    fn verdict(&self, criterium: &'a Criterium, report: &mut Report) -> Verdict<'a> {
        let peildatum = self.order.peildatum;
        let human = self.human(criterium);
        let (evidence, outdated) = self.evidence(criterium, report);
        let mut checks = Vec::new();
        for (text, at) in requirements(criterium) {
            let holds = self.holds(at, report);
            checks.push(Check { text, holds, seen: self.evaluator.seen(&at.value) });
        }
        let any_evidence = !evidence.is_empty() || outdated.is_some();
        let known = match &criterium.bekend {
            Some(at) => self.holds(at, report),
            None => any_evidence || checks.iter().any(|c| c.seen.known),
        };
        let partly = match &criterium.deels {
            Some(at) => self.holds(at, report),
            None => !criterium.eisen.is_empty() && checks.iter().any(|c| c.holds),
        };
        let not_applicable = criterium.nvt.as_ref().is_some_and(|at| self.holds(at, report));
        let met = match human {
            Some(row) => row.oordeel.value == Uitkomst::Voldoet,
            None => !checks.is_empty() && checks.iter().all(|c| c.holds),
        };
        let unproven = !not_applicable && (known || human.is_some()) && met && evidence.is_empty();
        let oordeel = match human.map(|h| h.oordeel.value) {
            _ if not_applicable => Oordeel::NietVanToepassing,
            _ if unproven => Oordeel::Deels,
            Some(Uitkomst::Voldoet) => Oordeel::Voldoet,
            Some(Uitkomst::Deels) => Oordeel::Deels,
            Some(Uitkomst::VoldoetNiet) => Oordeel::VoldoetNiet,
            Some(Uitkomst::NietVanToepassing) => Oordeel::NietVanToepassing,
            None if criterium.oordeel.is_some() || !known => Oordeel::Onbekend,
            None if met => Oordeel::Voldoet,
            None if partly => Oordeel::Deels,
            None => Oordeel::VoldoetNiet,
        };
        if unproven {
            tell_unproven(criterium, outdated.as_ref(), report);
        }
        let expires = self.expiry(criterium, &evidence, report).filter(|_| oordeel == Oordeel::Voldoet);
        let next_report = peildatum.checked_add_months(Months::new(12)).unwrap_or(peildatum);
        if let Some(date) = expires.filter(|d| *d < next_report) {
            report.push(rules::EVIDENCE_EXPIRES.at(
                evidence.first().and_then(|e| e.row).map(|r| r.datum.place.clone()),
                format!(
                    "{} voldoet nu, maar het bewijs geldt tot en met {}: vóór het volgende verslag",
                    criterium.id.0.to_uppercase(),
                    dutch::date(date)
                ),
                format!("Zorg op tijd voor nieuw bewijs. Gevraagd: {}", criterium.bewijs.value.trim()),
            ));
        }
        Verdict { criterium, oordeel, checks, evidence, outdated, unproven, human, expires }
    }

    /// What a person judged in the year of the order.
    fn human(&self, criterium: &Criterium) -> Option<&'a MenselijkOordeel> {
        criterium.oordeel.as_ref()?;
        let year = context::year_of(self.dossier, self.order)?;
        year.judgements
            .iter()
            .filter(|o| o.criterium.0 == criterium.id.0 && o.datum.value <= self.order.peildatum)
            .max_by_key(|o| o.datum.value)
    }

    /// Evidence that counts, newest first; and the newest that is too old when none counts.
    fn evidence(&self, criterium: &Criterium, report: &mut Report) -> (Vec<Evidence<'a>>, Option<Evidence<'a>>) {
        let peildatum = self.order.peildatum;
        let kinds = &criterium.bewijssoorten;
        let accepted = |row: &Bewijs| {
            kinds.is_empty() || kinds.iter().any(|k| k.value.eq_ignore_ascii_case(row.soort.value.trim()))
        };
        let mut all: Vec<Evidence<'a>> = self
            .dossier
            .jaren
            .values()
            .flat_map(|j| &j.evidence)
            .filter(|row| row.criterium.0 == criterium.id.0 && row.datum.value <= peildatum && accepted(row))
            .map(|row| Evidence { row: Some(row), date: row.datum.value, places: Vec::new() })
            .collect();
        if let Some(at) = &criterium.bewijs_uit
            && let Some(date) = self.date(at, report).filter(|d| *d <= peildatum)
        {
            all.push(Evidence { row: None, date, places: self.evaluator.seen(&at.value).places });
        }
        all.sort_by_key(|e| std::cmp::Reverse(e.date));
        let recent = |date: NaiveDate| last_day(criterium, date).is_none_or(|last| peildatum <= last);
        let (fresh, old): (Vec<_>, Vec<_>) = all.into_iter().partition(|e| recent(e.date));
        let outdated = if fresh.is_empty() { old.into_iter().next() } else { None };
        (fresh, outdated)
    }

    /// The last day on which the criterion is proved by what there is now.
    fn expiry(&self, criterium: &Criterium, evidence: &[Evidence<'a>], report: &mut Report) -> Option<NaiveDate> {
        let age = evidence.first().and_then(|newest| last_day(criterium, newest.date));
        let stated = criterium.verloopt_uit.as_ref().and_then(|at| self.date(at, report));
        age.into_iter().chain(stated).min()
    }
}

/// The last day on which evidence of a date counts; none when it never grows too old.
fn last_day(criterium: &Criterium, date: NaiveDate) -> Option<NaiveDate> {
    date.checked_add_months(Months::new(criterium.maximale_leeftijd_maanden.as_ref()?.value))
}

/// The requirements of a criterion; one without a list asks its own question.
pub fn requirements(criterium: &Criterium) -> Vec<(&str, &At<String>)> {
    let listed = criterium.eisen.iter().map(|e| (e.tekst.value.as_str(), &e.als));
    let whole = criterium.voldoet.iter().map(|at| (criterium.vraag.value.as_str(), at));
    whole.chain(listed).collect()
}

fn tell_unproven(criterium: &Criterium, outdated: Option<&Evidence<'_>>, report: &mut Report) {
    let id = criterium.id.0.to_uppercase();
    let old = outdated.map_or_else(String::new, |e| format!(" (het nieuwste is van {})", dutch::date(e.date)));
    report.push(rules::MET_WITHOUT_EVIDENCE.at(
        None,
        format!("{id} lijkt gehaald, maar er is geen bewijs met een datum dat nog geldig is{old}"),
        format!("Voeg een rij toe aan bewijs.csv in de map van het jaar. Gevraagd: {}", criterium.bewijs.value.trim()),
    ));
}
