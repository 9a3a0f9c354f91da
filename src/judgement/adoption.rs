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
        let fault = is_fault(diagnostic);
        let open = is_open(diagnostic);
        if !fault && !open {
            continue;
        }
        let covering: Vec<usize> =
            (0..accepted.len()).filter(|at| open && !fault && covers(&accepted[*at], diagnostic)).collect();
        covering.iter().for_each(|at| used[*at] = true);
        // What was said of this message goes before what was said of all with its code.
        match covering.iter().find(|at| accepted[**at].bij.is_some()).or(covering.first()) {
            Some(at) => {
                let reason = accepted[*at].reden.value.clone();
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
    let fault = told.sorted().iter().any(|d| is_fault(d) && covers(acceptance, d));
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

/// Whether a message stops every adopted document.
fn is_fault(diagnostic: &Diagnostic) -> bool {
    diagnostic.rule.severity(Stand::Vastgesteld) == Severity::Error
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ground::source::{At, Source};

    fn at<T>(value: T) -> At<T> {
        At { value, place: Arc::new(Source::new("vaststelling.toml", Vec::new())).place(0..0) }
    }

    fn accept(code: &str, bij: Option<&str>, reden: &str) -> Aanvaarding {
        let bij = bij.map(|words| at(words.to_owned()));
        Aanvaarding { code: at(code.to_owned()), bij, reden: at(reden.to_owned()), place: at(()).place }
    }

    /// A criterion, a stale sentence in a file, a gap that stops, a tip.
    fn told() -> Report {
        let mut report = Report::default();
        report.push(rules::ADOPT_UNMET.at(None, "Norm SIG-1: deels (Meldroute?)", "Doe iets."));
        report.push(rules::ADOPT_UNMET.at(None, "Norm SIG-2: onbekend (Training?)", "Doe iets."));
        let text = Arc::new(Source::new("teksten/inleiding.md", b"x".to_vec()));
        report.push(rules::FACT_UNVERIFIED.at(Some(text.place(0..1)), "Wet X is lang niet nagekeken", "Kijk na."));
        report.push(rules::MISSING_KEY.at(None, "er mist iets", "Vul in."));
        report.push(rules::NOT_SHOWN.at(None, "staat nergens", "Niets."));
        report
    }

    fn codes(report: &Report) -> Vec<&str> {
        report.sorted().iter().map(|d| d.rule.code).collect()
    }

    fn reasons(weighed: &Weighed) -> Vec<(&str, &str)> {
        weighed.accepted.iter().map(|a| (a.diagnostic.rule.code, a.reason.as_str())).collect()
    }

    #[test]
    fn without_a_word_everything_but_a_tip_is_against() {
        let weighed = weigh(&told(), &[]);
        let (unmet, stale, gap) = (rules::ADOPT_UNMET.code, rules::FACT_UNVERIFIED.code, rules::MISSING_KEY.code);
        let mut against = codes(&weighed.against);
        against.sort_unstable();
        let mut expected = vec![unmet, unmet, stale, gap];
        expected.sort_unstable();
        assert_eq!(against, expected);
        assert!(weighed.accepted.is_empty() && weighed.remarks.sorted().is_empty());
        assert!(weigh(&Report::default(), &[]).against.sorted().is_empty());
    }

    #[test]
    fn what_is_accepted_is_found_by_code_words_and_file() {
        let (unmet, stale) = (rules::ADOPT_UNMET.code, rules::FACT_UNVERIFIED.code);
        let of = |accepted: &[Aanvaarding]| weigh(&told(), accepted);
        let all = of(&[accept(&unmet.to_lowercase(), None, "a")]);
        assert_eq!(reasons(&all), [(unmet, "a"), (unmet, "a")]);
        let one = of(&[accept(unmet, Some("sig-2"), "b")]);
        assert_eq!(reasons(&one), [(unmet, "b")]);
        assert!(one.against.of(&rules::ADOPT_UNMET)[0].title.contains("SIG-1"));
        assert_eq!(reasons(&of(&[accept(stale, Some("inleiding"), "c")])), [(stale, "c")]);
        assert_eq!(reasons(&of(&[accept(stale, Some("wet x"), "d")])), [(stale, "d")]);
        // The words that fit one message go before those that fit all, in whatever order; neither is idle.
        for pair in [["", "SIG-1"], ["SIG-1", ""]] {
            let words = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
            let both = of(&pair.map(|word| accept(unmet, words(word).as_deref(), word)));
            assert_eq!(reasons(&both), [(unmet, "SIG-1"), (unmet, "")]);
            assert!(both.remarks.sorted().is_empty());
        }
    }

    #[test]
    fn a_fault_is_not_accepted_and_what_is_not_there_is_remarked() {
        let gap = rules::MISSING_KEY.code;
        for code in [gap.to_owned(), gap.to_lowercase()] {
            let weighed = weigh(&told(), &[accept(&code, None, "x")]);
            assert!(codes(&weighed.against).contains(&rules::ADOPT_NOT_ACCEPTABLE.code), "{code}");
            assert!(codes(&weighed.against).contains(&gap) && weighed.accepted.is_empty());
        }
        // A tip stands in nobody's way, so to accept it does no harm either.
        for (code, words) in [(rules::NOT_SHOWN.code, None), ("L999", None), (rules::ADOPT_UNMET.code, Some("SIG-9"))] {
            let weighed = weigh(&told(), &[accept(code, words, "x")]);
            assert_eq!(codes(&weighed.remarks), [rules::ADOPT_UNUSED.code], "{code}");
            assert!(!codes(&weighed.against).contains(&rules::ADOPT_NOT_ACCEPTABLE.code), "{code}");
        }
    }
}
