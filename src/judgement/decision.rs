//! The decision in itself: whether its dates follow each other and its number can be found.
//!
//! It deliberately says nothing of what is missing; who makes something of a decision knows what that asks.

use chrono::NaiveDate;

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Report;
use crate::ground::dutch;
use crate::ground::source::At;
use crate::ground::toml::shorten;
use crate::nouns::dossier::Dossier;

/// Checks `vaststelling.toml`.
pub fn check(dossier: &Dossier, report: &mut Report) {
    let Some(decision) = &dossier.vaststelling else { return };
    if let Some(number) = decision.gemeenteblad.as_ref().filter(|n| !is_gazette_number(&n.value)) {
        report.push(rules::DECISION_GAZETTE.at(
            Some(number.place.clone()),
            format!("dit is geen nummer in het gemeenteblad: `{}`", shorten(&number.value)),
            "Schrijf het nummer zoals op de bekendmaking, bijvoorbeeld gmb-2026-123456.",
        ));
    }
    let taken = Some(&decision.datum);
    let in_force = decision.inwerkingtreding.as_ref();
    if let Some(start) = in_force.filter(|start| start.value < decision.datum.value)
        && decision.terugwerkend_tot.is_none()
    {
        report.push(rules::DECISION_BACKDATED.at(
            Some(start.place.clone()),
            format!(
                "de inwerkingtreding op {} is voor het besluit van {}",
                dutch::date(start.value),
                dutch::date(decision.datum.value)
            ),
            "Verbeter de datum, of vul terugwerkend_tot in.",
        ));
    }
    let signed = decision.ondertekening.as_ref();
    let ends = decision.uitwerkingtreding.as_ref();
    let back_to = decision.terugwerkend_tot.as_ref();
    in_order(("het besluit", taken), ("de ondertekening", signed), signed, report);
    in_order(("de inwerkingtreding", in_force), ("de uitwerkingtreding", ends), ends, report);
    in_order(("de dag tot waar het besluit terugwerkt", back_to), ("de inwerkingtreding", in_force), back_to, report);
}

type Named<'a> = (&'a str, Option<&'a At<NaiveDate>>);

/// Tells when the first is after the second, at the date that is most likely wrong.
fn in_order(first: Named<'_>, second: Named<'_>, wrong: Option<&At<NaiveDate>>, report: &mut Report) {
    if let (Some(earlier), Some(later), Some(wrong)) = (first.1, second.1, wrong)
        && earlier.value > later.value
    {
        report.push(rules::DECISION_DATES.at(
            Some(wrong.place.clone()),
            format!("{} ({}) is na {} ({})", first.0, dutch::date(earlier.value), second.0, dutch::date(later.value)),
            "Verbeter een van beide data.",
        ));
    }
}

/// `gmb-2026-123456`.
fn is_gazette_number(text: &str) -> bool {
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let mut parts = text.strip_prefix("gmb-").unwrap_or_default().splitn(2, '-');
    matches!((parts.next(), parts.next()), (Some(year), Some(number)) if digits(year, 4, 4) && digits(number, 1, 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_the_gemeenteblad_has_a_year_and_a_number() {
        for good in ["gmb-2026-1", "gmb-2026-999901", "gmb-2014-1234567"] {
            assert!(is_gazette_number(good), "{good}");
        }
        for bad in ["", "gmb", "gmb-26-1", "gmb-2026-", "2026-1", "gmb-2026-1-2", "GMB-2026-1", "gmb-2026-12345678"] {
            assert!(!is_gazette_number(bad), "{bad}");
        }
    }
}
