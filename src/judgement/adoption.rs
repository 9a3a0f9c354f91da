//! What stands in the way of adopting a document, and what of it someone accepted with a reason.
//!
//! It deliberately makes no document: it weighs what making one told.

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Diagnostic, Report, Severity, Stand};
use crate::ground::toml::shorten;
use crate::judgement::account::{CriterionAccount, NormAccount};
use crate::nouns::plan::Aanvaarding;

/// A message that stands no longer in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The message.
    pub diagnostic: Diagnostic,
    /// Why it may stay so.
    pub reason: String,
}

/// What there is to say before a document is adopted.
#[derive(Debug, Clone, Default)]
pub struct Weighed {
    /// What stands in the way.
    pub against: Report,
    /// What was accepted.
    pub accepted: Vec<Accepted>,
    /// Acceptances that nothing is accepted by.
    pub remarks: Report,
}

/// Tells each criterion that counts and is not met. Before a decision is known, what only waits for it is left out.
pub fn unmet(norms: &[NormAccount], decided: bool, report: &mut Report) {
    for norm in norms {
        let open =
            norm.criteria.iter().filter(|c| c.telt_mee && !["voldoet", "niet van toepassing"].contains(&c.oordeel));
        for criterion in open.filter(|criterion| decided || !waits(criterion)) {
            let step = norm.stappen.iter().find(|step| step.criteria.contains(&criterion.id));
            report.push(rules::ADOPT_UNMET.at(
                None,
                format!("{} {}: {} ({})", norm.naam, criterion.id, criterion.oordeel, criterion.vraag),
                format!(
                    "{}Of stel vast met wat er is: --aanvaard \"K112:{}=reden\".",
                    step.map(|s| format!("{} ", sentence(&s.stap))).unwrap_or_default(),
                    criterion.id
                ),
            ));
        }
    }
}

/// Whether a criterion asks for nothing else than the decision that is being taken.
fn waits(criterion: &CriterionAccount) -> bool {
    let mut open = criterion.eisen.iter().filter(|check| !check.gehaald).peekable();
    let of_decision = |name: &String| name == "vaststelling" || name.starts_with("vaststelling.");
    open.peek().is_some() && open.all(|check| check.niet_ingevuld.iter().any(of_decision))
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// Weighs what was told: faults, and what is no longer true or not met yet unless that was accepted.
pub fn weigh(told: &Report, accepted: &[Aanvaarding]) -> Weighed {
    let mut weighed = Weighed::default();
    let mut used = vec![false; accepted.len()];
    for diagnostic in told.sorted() {
        let fault = diagnostic.rule.severity(Stand::Vastgesteld) == Severity::Error;
        let open = is_open(diagnostic);
        if !fault && !open {
            continue;
        }
        let by = accepted.iter().position(|a| open && !fault && covers(a, diagnostic));
        match by {
            Some(at) => {
                used[at] = true;
                let reason = accepted[at].reden.value.clone();
                weighed.accepted.push(Accepted { diagnostic: diagnostic.clone(), reason });
            }
            None => weighed.against.push(diagnostic.clone()),
        }
    }
    for (acceptance, _) in accepted.iter().zip(used).filter(|(_, used)| !used) {
        tell_unused(acceptance, told, &mut weighed);
    }
    weighed
}

/// An acceptance that nothing is accepted by: of a fault it cannot be, of anything else there is nothing left to accept.
fn tell_unused(acceptance: &Aanvaarding, told: &Report, weighed: &mut Weighed) {
    let code = &acceptance.code.value;
    let fault = told.sorted().iter().any(|d| d.rule.code == *code && !is_open(d));
    if fault {
        weighed.against.push(rules::ADOPT_NOT_ACCEPTABLE.at(
            Some(acceptance.code.place.clone()),
            format!("melding `{}` is een fout, en die is niet te aanvaarden", shorten(code)),
            "Los de melding op, en haal deze aanvaarding weg.",
        ));
    } else {
        weighed.remarks.push(rules::ADOPT_UNUSED.at(
            Some(acceptance.code.place.clone()),
            format!("er is geen melding `{}`{} om te aanvaarden", shorten(code), with_words(acceptance)),
            "Haal deze aanvaarding weg, of verbeter de code of de woorden bij `bij`.",
        ));
    }
}

fn with_words(acceptance: &Aanvaarding) -> String {
    acceptance.bij.as_ref().map(|bij| format!(" met ‘{}’ erin", shorten(&bij.value))).unwrap_or_default()
}

/// Whether a message is about what is no longer true or not met yet.
fn is_open(diagnostic: &Diagnostic) -> bool {
    diagnostic.rule.is_staleness() || *diagnostic.rule == rules::ADOPT_UNMET
}

fn covers(acceptance: &Aanvaarding, diagnostic: &Diagnostic) -> bool {
    let has = |text: &str, part: &str| text.to_lowercase().contains(&part.to_lowercase());
    acceptance.code.value.eq_ignore_ascii_case(diagnostic.rule.code)
        && acceptance.bij.as_ref().is_none_or(|bij| {
            has(&diagnostic.title, &bij.value)
                || diagnostic.place.as_ref().is_some_and(|place| has(place.source.path(), &bij.value))
        })
}
