//! Whether the files of a dossier agree with each other and with the reference data.
//!
//! It deliberately does not judge the policy, only what cannot be so.

use std::collections::BTreeMap;

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::dutch;
use crate::ground::source::{At, Place};
use crate::nouns::dossier::Dossier;
use crate::nouns::jaar::Jaar;
use crate::nouns::library::Library;
use crate::nouns::order::{Order, Stand};
use crate::nouns::plan::Orgaan;
use crate::nouns::scalar::Id;

/// Every check that does not depend on an order.
pub fn check(dossier: &Dossier, library: &Library) -> Report {
    let mut report = Report::default();
    check_gemeente(dossier, library, &mut report);
    check_profile(dossier, library, &mut report);
    check_plan(dossier, &mut report);
    check_measures(dossier, &mut report);
    for year in dossier.jaren.values() {
        check_year(dossier, library, year, &mut report);
    }
    report
}

/// What a stand asks of the decision.
pub fn check_stand(dossier: &Dossier, order: &Order) -> Report {
    let mut report = Report::default();
    let adopted = order.stand == Stand::Vastgesteld;
    if adopted && order.year.is_none() && dossier.vaststelling.is_none() {
        report.push(rules::STAND_WITHOUT_DECISION.at(
            None,
            "het plan heet vastgesteld, maar er is geen vaststelling.toml",
            "Vul vaststelling.toml in, of bouw een concept of ontwerp.",
        ));
    }
    let year = order.year.and_then(|year| dossier.jaren.get(&year));
    if let Some(year) = year.filter(|y| adopted && y.text.vastgesteld_op.is_none()) {
        report.push(rules::STAND_WITHOUT_DECISION.at(
            Some(year.text.place.clone()),
            format!("het verslag over {} heet vastgesteld, maar vastgesteld_op is niet ingevuld", year.year),
            "Vul vastgesteld_op in, of bouw een concept of ontwerp.",
        ));
    }
    if let Some(decision) = &dossier.vaststelling
        && adopted
        && order.year.is_none()
        && decision.datum.value > order.peildatum
    {
        report.push(rules::DECISION_LATER.at(
            Some(decision.datum.place.clone()),
            format!("het besluit van {} is van na de peildatum {}", dutch::date(decision.datum.value), dutch::date(order.peildatum)),
            "Kies een latere peildatum, of laat de peildatum weg.",
        ));
    }
    report
}

fn tell(report: &mut Report, rule: &'static Rule, place: &Place, title: String, action: impl Into<String>) {
    report.push(rule.at(Some(place.clone()), title, action));
}

fn check_gemeente(dossier: &Dossier, library: &Library, report: &mut Report) {
    let g = &dossier.gemeente;
    let code = g.code.value.to_uppercase();
    if g.fictief.as_ref().is_some_and(|f| f.value) {
        if !(code.len() == 6 && code.starts_with("GM99") && code[4..].bytes().all(|b| b.is_ascii_digit())) {
            tell(report, &rules::FICTIONAL_CODE, &g.code.place, format!("`{}` is geen code voor een verzonnen gemeente", g.code.value),
                "Gebruik GM99 en twee cijfers, bijvoorbeeld GM9901.");
        }
        return;
    }
    let reference = &library.reference;
    let dated = reference.gemeenten_source.as_ref().map_or_else(String::new, |s| format!(" (lijst van {})", dutch::date(s.peildatum.value)));
    let Some(listed) = reference.by_name(&g.naam.value) else {
        let near = dutch::nearest(&g.naam.value, reference.gemeenten.iter().map(|l| l.naam.value.as_str()));
        let by_code = reference.by_code(&code).map(|l| l.naam.value.as_str());
        let action = match near.or(by_code) {
            Some(name) => format!("Bedoelt u `{name}`? Bij een verzonnen gemeente: fictief = true."),
            None => "Kijk of de naam goed is geschreven. Bij een verzonnen gemeente: fictief = true.".into(),
        };
        tell(report, &rules::UNKNOWN_GEMEENTE, &g.naam.place, format!("`{}` staat niet in de lijst van gemeenten{dated}", g.naam.value), action);
        return;
    };
    if !listed.code.eq_ignore_ascii_case(&code) {
        tell(report, &rules::GEMEENTE_MISMATCH, &g.code.place, format!("`{}` is niet de code van {}", g.code.value, listed.naam.value),
            format!("Schrijf code = \"{}\".", listed.code.value));
    }
    if let Some(region) = &g.veiligheidsregio
        && !region.eq_ignore_ascii_case(&listed.veiligheidsregio)
    {
        tell(report, &rules::GEMEENTE_MISMATCH, &region.place, format!("{} ligt niet in veiligheidsregio `{}`", listed.naam.value, region.value),
            format!("Schrijf veiligheidsregio = \"{}\".", listed.veiligheidsregio.value));
    }
}

fn check_profile(dossier: &Dossier, library: &Library, report: &mut Report) {
    let kinds: Vec<&str> = library.facts.iter().map(|f| f.id.0.as_str()).collect();
    for (key, fact) in &dossier.gemeente.profiel.facts {
        if !kinds.contains(&key.as_str()) {
            let action = dutch::nearest(key, kinds.iter().copied())
                .map_or_else(|| format!("Kies uit {}.", dutch::ticked_or(&kinds)), |near| format!("Bedoelt u `{near}`?"));
            tell(report, &rules::UNKNOWN_FACT, &fact.place, format!("het profiel kent geen feit `{key}`"), action);
        } else if fact.value.bron.is_none() || fact.value.datum.is_none() {
            let missing = if fact.value.bron.is_none() { "bron" } else { "datum" };
            tell(report, &rules::FACT_WITHOUT_SOURCE, &fact.place, format!("profielfeit `{key}` heeft geen {missing}"),
                "Voeg toe waar het feit vandaan komt (bron) en van wanneer het is (datum).");
        }
    }
}

fn check_plan(dossier: &Dossier, report: &mut Report) {
    let plan = &dossier.plan;
    unique("doel", plan.doelen.iter().map(|d| &d.id), report);
    unique("indicator", plan.indicatoren.iter().map(|i| &i.id), report);
    unique("middel", plan.middelen.iter().map(|m| &m.id), report);
    let o = &dossier.organisatie;
    unique("rol", o.rollen.iter().map(|r| &r.id), report);
    unique("partner", o.partners.iter().map(|p| &p.id), report);
    unique("team", o.teams.iter().map(|t| &t.id), report);
    period(plan.looptijd.van.as_ref(), plan.looptijd.tot.as_ref(), report);
    period(o.zorgcoordinatie.van.as_ref(), o.zorgcoordinatie.tot.as_ref(), report);
    let goals: Vec<&str> = plan.doelen.iter().map(|d| d.id.0.as_str()).collect();
    for indicator in &plan.indicatoren {
        reference("doel", &indicator.doel, &goals, report);
    }
    for goal in &plan.doelen {
        if !dossier.maatregelen.iter().any(|m| m.doel.as_ref().is_some_and(|d| d.value == goal.id.value)) {
            tell(report, &rules::GOAL_WITHOUT_MEASURE, &goal.id.place, format!("doel `{}` heeft geen maatregel", goal.id.0),
                "Voeg in maatregelen.csv een rij toe met dit doel, of haal het doel weg.");
        }
    }
    if let Some(decision) = &dossier.vaststelling
        && let Some(body) = &plan.orgaan
        && decision.orgaan.value != body.value
    {
        tell(report, &rules::BODY_MISMATCH, &decision.orgaan.place,
            format!("het besluit is van `{}`, maar het plan noemt `{}`", decision.orgaan.word(), body.word()), "Maak beide gelijk.");
    }
}

fn check_measures(dossier: &Dossier, report: &mut Report) {
    let plan = &dossier.plan;
    let ids = |items: Vec<&'_ At<Id>>| items.into_iter().map(|i| i.0.clone()).collect::<Vec<String>>();
    let goals = ids(plan.doelen.iter().map(|d| &d.id).collect());
    let money = ids(plan.middelen.iter().map(|m| &m.id).collect());
    let indicators = ids(plan.indicatoren.iter().map(|i| &i.id).collect());
    let roles = ids(dossier.organisatie.rollen.iter().map(|r| &r.id).collect());
    let partners = ids(dossier.organisatie.partners.iter().map(|p| &p.id).collect());
    for m in &dossier.maatregelen {
        for (what, id, known) in
            [("doel", &m.doel, &goals), ("rol", &m.actiehouder, &roles), ("middel", &m.budget, &money), ("indicator", &m.indicator, &indicators)]
        {
            if let Some(id) = id {
                reference(what, id, &known.iter().map(String::as_str).collect::<Vec<_>>(), report);
            }
        }
        for partner in &m.met_wie {
            reference("partner", partner, &partners.iter().map(String::as_str).collect::<Vec<_>>(), report);
        }
        period(m.start.as_ref(), m.eind.as_ref(), report);
        for date in [&m.start, &m.eind].into_iter().flatten() {
            let early = plan.looptijd.van.as_ref().is_some_and(|van| date.value < van.value);
            let late = plan.looptijd.tot.as_ref().is_some_and(|tot| date.value > tot.value);
            if early || late {
                tell(report, &rules::OUTSIDE_TERM, &date.place, format!("{} valt buiten de looptijd van het plan", dutch::date(date.value)),
                    "Pas de datum aan, of zeg in de tekst waarom dit zo is.");
            }
        }
    }
}

fn check_year(dossier: &Dossier, library: &Library, year: &Jaar, report: &mut Report) {
    let measures: Vec<&str> = dossier.maatregelen.iter().map(|m| m.id.0.as_str()).collect();
    unique("voortgang van maatregel", year.progress.iter().map(|p| &p.maatregel), report);
    for progress in &year.progress {
        reference("maatregel", &progress.maatregel, &measures, report);
    }
    let teams: BTreeMap<&str, Option<u32>> =
        dossier.organisatie.teams.iter().map(|t| (t.id.0.as_str(), t.omvang.as_ref().map(|o| o.value))).collect();
    for training in &year.trainings {
        reference("team", &training.team, &teams.keys().copied().collect::<Vec<_>>(), report);
        if let Some(Some(size)) = teams.get(training.team.0.as_str())
            && training.deelnemers.value > *size
        {
            tell(report, &rules::TOTAL_MISMATCH, &training.deelnemers.place,
                format!("{} deelnemers, maar team `{}` telt {size} medewerkers", training.deelnemers.value, training.team.0),
                "Controleer het aantal deelnemers en de omvang van het team in organisatie.toml.");
        }
    }
    for control in &year.controls {
        if !(1..=4).contains(&control.kwartaal.value) {
            tell(report, &rules::BAD_NUMBER, &control.kwartaal.place, format!("`{}` is geen kwartaal", control.kwartaal.value), "Schrijf 1, 2, 3 of 4.");
        }
        let acts = control.bestuurlijke_maatregelen.as_ref().map_or(0, |m| m.value);
        if acts > control.objecten.value {
            tell(report, &rules::TOTAL_MISMATCH, &control.objecten.place,
                format!("{acts} bestuurlijke maatregelen bij {} gecontroleerde objecten", control.objecten.value),
                "Controleer beide aantallen in de registratie.");
        }
    }
    for money in &year.money {
        if money.gerealiseerd.value > money.begroot.value && money.toelichting.is_none() {
            tell(report, &rules::BUDGET_EXCEEDED, &money.gerealiseerd.place,
                format!("`{}`: {} uitgegeven, {} begroot", money.middel.0, dutch::money(money.gerealiseerd.0), dutch::money(money.begroot.0)),
                "Vul in de kolom toelichting in waarom het meer is.");
        }
        if let Some(planned) = dossier.plan.middelen.iter().find(|m| m.id.value == money.middel.value)
            && i64::from(planned.jaar.value) == i64::from(year.year)
            && planned.bedrag.value != money.begroot.value
        {
            tell(report, &rules::TOTAL_MISMATCH, &money.begroot.place,
                format!("`{}` is hier {} begroot, in beleidsplan.toml {}", money.middel.0, dutch::money(money.begroot.0), dutch::money(planned.bedrag.0)),
                "Maak beide gelijk, of geef het bijgestelde bedrag een eigen id.");
        }
    }
    check_spending(dossier, year, report);
    let criteria: Vec<&str> =
        library.norms.values().flat_map(|v| v.values()).flat_map(|n| &n.criteria).map(|c| c.id.0.as_str()).collect();
    for evidence in &year.evidence {
        reference("criterium", &evidence.criterium, &criteria, report);
    }
}

/// What the measures cost together against what was spent on the item they are paid from.
fn check_spending(dossier: &Dossier, year: &Jaar, report: &mut Report) {
    for money in &year.money {
        let paid: Vec<i64> = year
            .progress
            .iter()
            .filter(|p| {
                let measure = dossier.maatregelen.iter().find(|m| m.id.value == p.maatregel.value);
                measure.and_then(|m| m.budget.as_ref()).is_some_and(|b| b.value == money.middel.value)
            })
            .filter_map(|p| p.uitgaven.as_ref().map(|u| u.0))
            .collect();
        let sum = paid.iter().fold(0i64, |sum, n| sum.saturating_add(*n));
        if sum > money.gerealiseerd.0 {
            tell(report, &rules::TOTAL_MISMATCH, &money.gerealiseerd.place,
                format!("de maatregelen uit `{}` kostten samen {}, maar er is {} uitgegeven", money.middel.0, dutch::money(sum), dutch::money(money.gerealiseerd.0)),
                "Controleer de kolom uitgaven in voortgang.csv en de kolom gerealiseerd in middelen.csv.");
        }
    }
}

fn unique<'a>(what: &str, ids: impl IntoIterator<Item = &'a At<Id>>, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for id in ids {
        if let Some(first) = seen.insert(id.0.as_str(), &id.place) {
            tell(report, &rules::DUPLICATE_ID, &id.place, format!("{what} `{}` staat er twee keer (de eerste op {first})", id.0),
                "Geef een van de twee een ander id en pas de verwijzingen aan.");
        }
    }
}

fn reference(what: &str, id: &At<Id>, known: &[&str], report: &mut Report) {
    if known.contains(&id.0.as_str()) {
        return;
    }
    let action = match dutch::nearest(&id.0, known.iter().copied()) {
        Some(near) => format!("Bedoelt u `{near}`?"),
        None if known.is_empty() => format!("Er is nog geen {what} ingevuld. Voeg er een toe met id `{}`.", id.0),
        None => format!("Voeg een {what} toe met id `{}`, of verwijs naar een die er is.", id.0),
    };
    tell(report, &rules::BROKEN_REFERENCE, &id.place, format!("er is geen {what} met id `{}`", id.0), action);
}

fn period(from: Option<&At<chrono::NaiveDate>>, to: Option<&At<chrono::NaiveDate>>, report: &mut Report) {
    if let (Some(from), Some(to)) = (from, to)
        && to.value < from.value
    {
        tell(report, &rules::END_BEFORE_START, &to.place,
            format!("het einde ({}) ligt voor het begin ({})", dutch::date(to.value), dutch::date(from.value)), "Verbeter een van de twee datums.");
    }
}

/// `de gemeenteraad` and so on: the body with its article.
pub fn body_phrase(orgaan: Option<Orgaan>) -> &'static str {
    match orgaan {
        Some(Orgaan::Raad) => "de gemeenteraad",
        Some(Orgaan::College) => "het college van burgemeester en wethouders",
        Some(Orgaan::Burgemeester) => "de burgemeester",
        None => "het bevoegde orgaan",
    }
}
