//! The facts of a gemeente and its decision that a publication names: the only door from the dossier to a bundle.
//!
//! It deliberately takes nothing that could be confidential, and fills in nothing that the gemeente did not say.

use chrono::NaiveDate;

use crate::nouns::dossier::Dossier;
use crate::nouns::order::{Order, Stand};
use crate::nouns::plan::{Betreft, Onderwerp, Orgaan, Rubriek};

/// The day on which a body adopted a document, when it was asked as adopted.
pub fn adopted_on(dossier: &Dossier, order: &Order) -> Option<NaiveDate> {
    let day = match order.year {
        None => dossier.vaststelling.as_ref().map(|d| &d.datum),
        Some(year) => dossier.jaren.get(&year).and_then(|y| y.text.vastgesteld_op.as_ref()),
    };
    day.filter(|_| order.stand == Stand::Vastgesteld).map(|day| day.value)
}

/// What a publication says of the gemeente.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Name, without the word gemeente.
    pub gemeente: String,
    /// Code in lower case, such as `gm0363`.
    pub code: String,
    /// Whether it is made up; then no register knows its code.
    pub fictional: bool,
    /// The body that adopts the plan.
    pub body: Option<Orgaan>,
    /// Short title of the plan.
    pub short_title: Option<String>,
    /// Number of the case.
    pub case: Option<String>,
    /// Reference of the proposal.
    pub proposal: Option<String>,
    /// First and last day of the plan.
    pub term: (Option<NaiveDate>, Option<NaiveDate>),
    /// The decision on the plan, once there is one.
    pub decided: Option<Decided>,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The body that decided.
    pub body: Orgaan,
    /// When.
    pub date: NaiveDate,
    /// Reference.
    pub reference: String,
    /// When it was signed.
    pub signed: Option<NaiveDate>,
    /// First day in force.
    pub in_force: Option<NaiveDate>,
    /// Day to which it works back.
    pub back_to: Option<NaiveDate>,
    /// First day no longer in force.
    pub ends: Option<NaiveDate>,
    /// Number in the gemeenteblad.
    pub gazette: Option<String>,
    /// Articles and agreements it rests on.
    pub grounds: Vec<String>,
    /// Heading in the gemeenteblad.
    pub heading: Option<Rubriek>,
    /// Subject in the collection of local rules.
    pub subject: Onderwerp,
    /// What it does to earlier rules.
    pub effect: Betreft,
}

impl Facts {
    /// Of a dossier.
    pub fn of(dossier: &Dossier) -> Self {
        // What is published is what was adopted.
        let adopted = dossier.vaststelling.as_ref().map(|_| dossier.adopted());
        let dossier = adopted.as_ref().unwrap_or(dossier);
        let (plan, gemeente) = (&dossier.plan, &dossier.gemeente);
        let decision = dossier.vaststelling.as_ref();
        let text = |own: Option<&crate::ground::source::At<String>>| own.map(|t| t.value.clone());
        Self {
            gemeente: gemeente.naam.value.clone(),
            code: gemeente.code.value.to_lowercase(),
            fictional: gemeente.fictief.as_ref().is_some_and(|f| f.value),
            body: plan.orgaan.as_ref().map(|o| o.value),
            short_title: text(decision.and_then(|d| d.citeertitel.as_ref()).or(plan.citeertitel.as_ref())),
            case: text(decision.and_then(|d| d.zaaknummer.as_ref()).or(plan.zaaknummer.as_ref())),
            proposal: text(plan.kenmerk.as_ref()),
            term: (plan.looptijd.van.as_ref().map(|d| d.value), plan.looptijd.tot.as_ref().map(|d| d.value)),
            decided: decision.map(|d| Decided {
                body: d.orgaan.value,
                date: d.datum.value,
                reference: d.kenmerk.value.clone(),
                signed: d.ondertekening.as_ref().map(|s| s.value),
                in_force: d.inwerkingtreding.as_ref().map(|i| i.value),
                back_to: d.terugwerkend_tot.as_ref().map(|b| b.value),
                ends: d.uitwerkingtreding.as_ref().map(|e| e.value),
                gazette: text(d.gemeenteblad.as_ref()),
                grounds: d.grondslag.iter().map(|g| g.value.clone()).collect(),
                heading: d.rubriek.as_ref().map(|r| r.value),
                subject: d.onderwerp.as_ref().map_or(Onderwerp::OpenbareOrde, |o| o.value),
                effect: d.betreft.as_ref().map_or(Betreft::Nieuw, |b| b.value),
            }),
        }
    }

    /// The gemeente as an organisation: `Gemeente Voorbeeld`.
    pub fn organisation(&self) -> String {
        format!("Gemeente {}", self.gemeente)
    }

    /// The body in words, as in a decision.
    pub fn body_words(body: Orgaan) -> &'static str {
        match body {
            Orgaan::Raad => "gemeenteraad",
            Orgaan::College => "college van burgemeester en wethouders",
            Orgaan::Burgemeester => "burgemeester",
        }
    }
}
