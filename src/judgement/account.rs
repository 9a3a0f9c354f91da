//! An assessment as owned data: for the receipt beside a PDF and for programs.
//!
//! It holds no more than this reader may see: evidence that is not public by its kind and date only.

use serde::Serialize;

use super::assess::{Assessment, Verdict};
use super::change::{Before, Change};
use super::steps::smallest;
use super::trace;
use crate::nouns::view::Audience;

/// A norm as it was applied.
#[derive(Debug, Clone, Serialize)]
pub struct NormAccount {
    /// Id of the norm.
    pub norm: String,
    /// Name.
    pub naam: String,
    /// Version.
    pub versie: String,
    /// Peildatum, as `2026-01-31`.
    pub peildatum: String,
    /// Verdict over the criteria that count.
    pub oordeel: &'static str,
    /// Whether the judgement of a person weighs in that verdict.
    pub menselijk: bool,
    /// The version and verdict of a year ago, if there was one.
    pub vorig_jaar: Option<EarlierNorm>,
    /// Every criterion, in the order of the norm.
    pub criteria: Vec<CriterionAccount>,
    /// The fewest steps that reach the norm.
    pub stappen: Vec<StepAccount>,
}

/// The same norm a year ago.
#[derive(Debug, Clone, Serialize)]
pub struct EarlierNorm {
    /// Peildatum then.
    pub peildatum: String,
    /// Version then.
    pub versie: String,
    /// Verdict then.
    pub oordeel: &'static str,
}

/// A criterion with its verdict.
#[derive(Debug, Clone, Serialize)]
pub struct CriterionAccount {
    /// Id, in capitals.
    pub id: String,
    /// The question.
    pub vraag: String,
    /// Verdict.
    pub oordeel: &'static str,
    /// Whether it counts for the total.
    pub telt_mee: bool,
    /// Requirements, in the order of the norm.
    pub eisen: Vec<CheckAccount>,
    /// Evidence that counts, newest first.
    pub bewijs: Vec<EvidenceAccount>,
    /// The last day on which that evidence counts, when it has one.
    pub houdbaar_tot: Option<String>,
    /// What a person judged.
    pub oordeel_mens: Option<String>,
    /// Why it does not concern the gemeente.
    pub reden: Option<String>,
    /// Change against a year ago, in words.
    pub vorig_jaar: Option<String>,
    /// The trace, as `beleid toets --waarom` prints it.
    pub uitleg: Vec<[String; 2]>,
}

/// A requirement, checked.
#[derive(Debug, Clone, Serialize)]
pub struct CheckAccount {
    /// In plain Dutch.
    pub tekst: String,
    /// Whether it holds.
    pub gehaald: bool,
    /// The data it leaned on, as `file:line:column`.
    pub gegevens: Vec<String>,
    /// Names of data that are not filled in.
    pub niet_ingevuld: Vec<String>,
}

/// A piece of evidence.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceAccount {
    /// Its name; of what is not public its kind.
    pub naam: String,
    /// Date, as `2026-01-31`.
    pub datum: String,
    /// Row in the data, as `file:line:column`; none when the date stands in the other data.
    pub gegevens: Option<String>,
}

/// A step to decide on.
#[derive(Debug, Clone, Serialize)]
pub struct StepAccount {
    /// What to do.
    pub stap: String,
    /// The criteria it reaches.
    pub criteria: Vec<String>,
    /// Who.
    pub eigenaar: Option<String>,
    /// Estimated hours.
    pub uren: Option<u32>,
}

/// The account of an assessment for a reader.
pub fn account(assessment: &Assessment<'_>, before: Option<&Before<'_>>, audience: Audience) -> NormAccount {
    let norm = assessment.norm;
    let then = before.and_then(|b| b.assessment(&norm.id.0));
    NormAccount {
        norm: norm.id.0.clone(),
        naam: norm.naam.value.clone(),
        versie: norm.versie.value.clone(),
        peildatum: assessment.peildatum.to_string(),
        oordeel: assessment.oordeel.word(),
        menselijk: assessment.judged_by_people(),
        vorig_jaar: then.map(|t| EarlierNorm {
            peildatum: t.peildatum.to_string(),
            versie: t.norm.versie.value.clone(),
            oordeel: t.oordeel.word(),
        }),
        criteria: assessment.verdicts.iter().map(|v| criterion(assessment, v, before, audience)).collect(),
        stappen: smallest(assessment)
            .0
            .iter()
            .map(|s| StepAccount {
                stap: s.from.stap.value.trim().to_owned(),
                criteria: s.reaches.iter().map(|id| id.to_uppercase()).collect(),
                eigenaar: s.from.eigenaar.as_ref().map(|e| e.value.clone()),
                uren: s.from.uren.as_ref().map(|u| u.value),
            })
            .collect(),
    }
}

fn criterion(
    assessment: &Assessment<'_>,
    verdict: &Verdict<'_>,
    before: Option<&Before<'_>>,
    audience: Audience,
) -> CriterionAccount {
    let change = before.and_then(|b| Some((b, b.change(&assessment.norm.id.0, verdict)?)));
    CriterionAccount {
        id: verdict.criterium.id.0.to_uppercase(),
        vraag: verdict.criterium.vraag.value.clone(),
        oordeel: verdict.oordeel.word(),
        telt_mee: verdict.counts(),
        eisen: verdict
            .checks
            .iter()
            .map(|c| CheckAccount {
                tekst: c.text.trim().to_owned(),
                gehaald: c.holds,
                gegevens: c.seen.places.iter().map(ToString::to_string).collect(),
                niet_ingevuld: c.seen.missing.clone(),
            })
            .collect(),
        bewijs: verdict
            .evidence
            .iter()
            .map(|e| EvidenceAccount {
                naam: trace::name(e, audience),
                datum: e.date.to_string(),
                gegevens: e.row.map(|r| r.place.to_string()),
            })
            .collect(),
        houdbaar_tot: verdict.expires.map(|d| d.to_string()),
        oordeel_mens: trace::human(verdict),
        reden: verdict.reason().map(|r| r.trim().to_owned()),
        vorig_jaar: change
            .filter(|(_, change)| *change != Change::Same)
            .map(|(before, change)| trace::changed(&change, verdict, before)),
        uitleg: trace::trace(assessment, verdict, before, audience)
            .into_iter()
            .map(|(label, text)| [label.to_owned(), text])
            .collect(),
    }
}
