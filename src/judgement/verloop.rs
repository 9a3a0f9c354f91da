//! Whether the history of a plan can be so, whether it agrees with the decision, and in which state a document is.
//!
//! It deliberately knows no day of today: a step is one that was taken.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::dutch;
use crate::ground::source::{At, Place};
use crate::ground::toml::shorten;
use crate::nouns::dossier::Dossier;
use crate::nouns::order::{Order, Stand};
use crate::nouns::plan::{Orgaan, Vaststelling};
use crate::nouns::verloop::{Fase, Stap, adopted_version, adoption_of, current, steps_of};

/// The stand that follows from the data: that of the last step. One that was adopted needs its decision too; without a
/// history the decision says it.
pub fn stand(dossier: &Dossier) -> Stand {
    let decided = dossier.vaststelling.is_some();
    match current(&dossier.verloop).map(|step| step.fase().stand()) {
        None | Some(Stand::Vastgesteld) => {
            if decided {
                Stand::Vastgesteld
            } else {
                Stand::Concept
            }
        }
        Some(before) => before,
    }
}

/// The step whose state a document names: the last one, when the document is made in that state. None for what was
/// adopted, which says so itself and changes no more.
pub fn named<'a>(dossier: &'a Dossier, order: &Order) -> Option<&'a Stap> {
    let plan = order.year.is_none() && order.stand != Stand::Vastgesteld;
    current(&dossier.verloop).filter(|step| plan && step.fase().stand() == order.stand)
}

/// The decision on the text of a document. When the history says that this version is not adopted yet, the decision that
/// is there is about an earlier one; a report of a year is about the plan that there is.
pub fn decision<'a>(dossier: &'a Dossier, order: &Order) -> Option<&'a Vaststelling> {
    let earlier = current(&dossier.verloop).is_some_and(|step| step.fase().stand() < Stand::Vastgesteld);
    dossier.vaststelling.as_ref().filter(|_| order.year.is_some() || !earlier)
}

/// Checks the history of a dossier.
pub fn check(dossier: &Dossier, report: &mut Report) {
    let steps = &dossier.verloop;
    check_steps(steps, report);
    let Some(now) = current(steps) else { return };
    if now.fase().ends() {
        tell(
            report,
            &rules::PLAN_ENDED,
            &now.stap.place,
            format!("dit plan is {} op {}", now.fase().word(), dutch::date(now.datum.value)),
            "Geef het alleen als stuk van toen, en zeg erbij dat het niet meer geldt.",
        );
    }
    match (&dossier.vaststelling, adopted_version(steps)) {
        (Some(decision), Some(version)) => check_decision(steps, version, decision, report),
        (Some(_), None) => tell(
            report,
            &rules::DECISION_WITHOUT_STEP,
            &now.stap.place,
            format!("er is een besluit, maar volgens verloop.csv is het plan nog `{}`", now.fase().word()),
            "Voeg een rij toe met `vastgesteld` en de datum van het besluit, of haal vaststelling.toml weg.",
        ),
        (None, Some(_)) if now.fase().stand() == Stand::Vastgesteld => tell(
            report,
            &rules::STEP_WITHOUT_DECISION,
            &now.stap.place,
            format!("volgens verloop.csv is het plan `{}`, maar er is geen vaststelling.toml", now.fase().word()),
            "Vul vaststelling.toml in; tot die tijd komt er een concept.",
        ),
        (None, _) => {}
    }
}

/// What an order that calls the plan adopted asks of its history.
pub fn check_stand(dossier: &Dossier, order: &Order, report: &mut Report) {
    let steps = &dossier.verloop;
    let Some(now) = current(steps).filter(|_| order.year.is_none() && order.stand == Stand::Vastgesteld) else {
        return;
    };
    if now.fase().stand() < Stand::Vastgesteld {
        // Of a plan that was never adopted it is told when its files are read.
        if let Some(version) = adopted_version(steps).filter(|_| dossier.vaststelling.is_some()) {
            tell(
                report,
                &rules::DECISION_WITHOUT_STEP,
                &now.stap.place,
                format!(
                    "versie {} is nog `{}`; het besluit in vaststelling.toml gaat over versie {version}",
                    now.version(),
                    now.fase().word()
                ),
                format!("Maak een concept of ontwerp, of stel versie {} eerst vast.", now.version()),
            );
        }
    }
}

/// Checks a history in itself: who follows whom, and when.
pub fn check_steps(steps: &[Stap], report: &mut Report) {
    let mut versions: Versions<'_> = BTreeMap::new();
    steps.iter().for_each(|step| versions.entry(step.version()).or_default().push(step));
    for (version, own) in &versions {
        check_version(&versions, *version, report);
        let mut before: Option<&Stap> = None;
        for step in own {
            check_step(before, step, report);
            before = Some(step);
        }
    }
}

/// The steps of each version, in order.
type Versions<'a> = BTreeMap<u32, Vec<&'a Stap>>;

/// Whether a version follows on the one before it.
fn check_version(versions: &Versions<'_>, version: u32, report: &mut Report) {
    let steps = |version: u32| versions.get(&version).map_or(&[][..], Vec::as_slice);
    let when = |version: u32, fase: Fase| steps(version).iter().find(|step| step.fase() == fase);
    let Some(first) = steps(version).first() else { return };
    let place = first.versie.as_ref().map_or(&first.place, |at| &at.place);
    let Some(previous) = version.checked_sub(1) else {
        let title = "`0` is geen versie".to_owned();
        return tell(report, &rules::STEP_VERSION, place, title, "De eerste versie heeft nummer 1.");
    };
    if previous == 0 {
        return;
    }
    let Some(last) = steps(previous).last() else {
        let title = format!("er zijn stappen van versie {version}, maar niet van versie {previous}");
        let action = format!("Verbeter het nummer, of voeg de stappen van versie {previous} toe.");
        return tell(report, &rules::STEP_VERSION, place, title, action);
    };
    match when(previous, Fase::Vastgesteld) {
        None => tell(
            report,
            &rules::STEP_VERSION,
            place,
            format!("versie {version} begint, maar versie {previous} is nog `{}`", last.fase().word()),
            format!("Ga verder met versie {previous}, of voeg de rij toe waarmee die is vastgesteld."),
        ),
        Some(adopted) if first.datum.value < adopted.datum.value => tell(
            report,
            &rules::STEP_DATE,
            &first.datum.place,
            format!(
                "versie {version} begint op {}, voor de vaststelling van versie {previous} op {}",
                dutch::date(first.datum.value),
                dutch::date(adopted.datum.value)
            ),
            "Verbeter een van beide data.",
        ),
        Some(_) => {}
    }
    if let Some(step) = when(version, Fase::Geldend).filter(|_| !last.fase().ends()) {
        tell(
            report,
            &rules::VERSION_IN_FORCE,
            &step.stap.place,
            format!(
                "versie {version} geldt, maar versie {previous} is volgens verloop.csv nog `{}`",
                last.fase().word()
            ),
            format!("Voeg bij versie {previous} een rij toe met `gewijzigd` of `vervangen`."),
        );
    }
}

fn check_step(before: Option<&Stap>, step: &Stap, report: &mut Report) {
    let fase = step.fase();
    if let Some(before) = before.filter(|before| step.datum.value < before.datum.value) {
        tell(
            report,
            &rules::STEP_DATE,
            &step.datum.place,
            format!(
                "deze stap ({}) is eerder dan de stap ervoor ({})",
                dutch::date(step.datum.value),
                dutch::date(before.datum.value)
            ),
            "Verbeter een van beide data, of zet de rijen in de goede volgorde.",
        );
    }
    // A later version is made of the one before it, and that begins with a concept.
    let first_of_later = before.is_none() && step.version() > 1;
    let follows = fase.may_follow(before.map(Stap::fase)) && !(first_of_later && fase != Fase::Concept);
    let (title, action) = match before {
        Some(before) if follows && same(before, step) => (
            "deze rij staat er twee keer".to_owned(),
            "Haal een van beide weg, of zeg in de kolom wie waarin zij verschillen.".to_owned(),
        ),
        _ if follows => return,
        Some(before) => {
            let next: Vec<&str> = before.fase().next().iter().map(|fase| fase.word()).collect();
            let (fase, before) = (fase.word(), before.fase().word());
            let action = match &next[..] {
                [] => format!("Na `{before}` komt niets meer. Haal de rij weg, of begin een nieuwe versie."),
                next => format!("Na `{before}` kan komen: {}.", dutch::ticked_or(next)),
            };
            (format!("`{fase}` kan niet volgen op `{before}`"), action)
        }
        None => {
            let action = if first_of_later {
                "Begin met `concept`."
            } else {
                "Begin met `concept`, of met `vastgesteld` als het plan er al was."
            };
            (format!("een versie kan niet beginnen met `{}`", fase.word()), action.to_owned())
        }
    };
    tell(report, &rules::STEP_ORDER, &step.stap.place, title, action);
}

/// Whether two rows say the same.
fn same(one: &Stap, other: &Stap) -> bool {
    let text = |at: &Option<At<String>>| at.as_ref().map(|at| at.value.clone());
    let row = |s: &Stap| (s.fase(), s.datum.value, text(&s.wie), text(&s.kenmerk), text(&s.toelichting));
    row(one) == row(other)
}

/// Whether the step of adoption and the decision say the same.
fn check_decision(steps: &[Stap], version: u32, decision: &Vaststelling, report: &mut Report) {
    let Some(step) = adoption_of(steps, version) else { return };
    let mut differs = |place: &Place, title: String| {
        tell(report, &rules::STEP_DECISION, place, title, "Zoek het besluit op, en maak beide gelijk.");
    };
    if step.datum.value != decision.datum.value {
        differs(
            &step.datum.place,
            format!(
                "vastgesteld op {}, maar het besluit in vaststelling.toml is van {}",
                dutch::date(step.datum.value),
                dutch::date(decision.datum.value)
            ),
        );
    }
    if let Some(own) = step.kenmerk.as_ref().filter(|own| own.value != decision.kenmerk.value) {
        let (own_words, other) = (shorten(&own.value), shorten(&decision.kenmerk.value));
        differs(&own.place, format!("kenmerk `{own_words}`, maar in vaststelling.toml `{other}`"));
    }
    if let Some(own) = step.wie.as_ref() {
        let bodies = bodies(&own.value);
        if !bodies.is_empty() && !bodies.contains(&decision.orgaan.value) {
            let (own_words, other) = (shorten(&own.value), decision.orgaan.value.word());
            differs(&own.place, format!("vastgesteld door `{own_words}`, maar in vaststelling.toml door `{other}`"));
        }
    }
    let in_force = steps_of(steps, version).find(|step| step.fase() == Fase::Geldend);
    if let Some((step, starts)) = in_force.zip(decision.inwerkingtreding.as_ref())
        && step.datum.value < starts.value
    {
        tell(
            report,
            &rules::STEP_IN_FORCE,
            &step.datum.place,
            format!(
                "geldend op {}, maar het plan treedt in werking op {}",
                dutch::date(step.datum.value),
                dutch::date(starts.value)
            ),
            "Verbeter een van beide data.",
        );
    }
}

/// The bodies that a text names; none when it is about someone else.
fn bodies(text: &str) -> Vec<Orgaan> {
    let lower = text.to_lowercase();
    let words: BTreeSet<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '&').collect();
    let has = |names: &[&str]| names.iter().any(|name| words.contains(name));
    let college = has(&["college", "wethouders", "b&w"]);
    let mut found = Vec::new();
    if has(&["raad", "gemeenteraad"]) {
        found.push(Orgaan::Raad);
    }
    if college {
        found.push(Orgaan::College);
    }
    if has(&["burgemeester"]) && !college {
        found.push(Orgaan::Burgemeester);
    }
    found
}

fn tell(report: &mut Report, rule: &'static Rule, place: &Place, title: String, action: impl Into<String>) {
    report.push(rule.at(Some(place.clone()), title, action));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_known_by_its_usual_names() {
        assert_eq!(bodies("de gemeenteraad"), [Orgaan::Raad]);
        assert_eq!(bodies("Burgemeester en wethouders"), [Orgaan::College]);
        assert_eq!(bodies("college van B&W"), [Orgaan::College]);
        assert_eq!(bodies("de burgemeester"), [Orgaan::Burgemeester]);
        assert_eq!(bodies("Team Veiligheid, na advies van de adviesraad"), []);
        assert_eq!(bodies("college, voor de raad"), [Orgaan::Raad, Orgaan::College]);
    }
}
