//! Whether the files of a dossier agree with each other and with the reference data.
//!
//! It deliberately does not judge the policy, only what cannot be so.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::dutch;
use crate::ground::source::{At, Place};
use crate::ground::toml::shorten;
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
    super::counted::check(dossier, &mut report);
    super::norms::check_gemeente(dossier, library, &mut report);
    super::decision::check(dossier, &mut report);
    super::verloop::check(dossier, &mut report);
    super::placeholders::check(dossier, library, &mut report);
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
            format!(
                "het besluit van {} is van na de peildatum {}",
                dutch::date(decision.datum.value),
                dutch::date(order.peildatum)
            ),
            "Kies een latere peildatum, of laat de peildatum weg.",
        ));
    }
    super::verloop::check_stand(dossier, order, &mut report);
    super::counted::check_order(dossier, order, &mut report);
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
            tell(
                report,
                &rules::FICTIONAL_CODE,
                &g.code.place,
                format!("`{}` is geen code voor een verzonnen gemeente", shorten(&g.code.value)),
                "Gebruik GM99 en twee cijfers, bijvoorbeeld GM9901.",
            );
        }
        return;
    }
    let reference = &library.reference;
    let dated = reference
        .gemeenten_source
        .as_ref()
        .map_or_else(String::new, |s| format!(" (lijst van {})", dutch::date(s.peildatum.value)));
    let Some(listed) = reference.by_name(&g.naam.value) else {
        let near = dutch::nearest(&g.naam.value, reference.gemeenten.iter().map(|l| l.naam.value.as_str()));
        let by_code = reference.by_code(&code).map(|l| l.naam.value.as_str());
        let action = match near.or(by_code) {
            Some(name) => format!("Bedoelt u `{name}`? Bij een verzonnen gemeente: fictief = true."),
            None => "Kijk of de naam goed is geschreven. Bij een verzonnen gemeente: fictief = true.".into(),
        };
        tell(
            report,
            &rules::UNKNOWN_GEMEENTE,
            &g.naam.place,
            format!("`{}` staat niet in de lijst van gemeenten{dated}", shorten(&g.naam.value)),
            action,
        );
        return;
    };
    if !listed.code.eq_ignore_ascii_case(&code) {
        tell(
            report,
            &rules::GEMEENTE_MISMATCH,
            &g.code.place,
            format!("`{}` is niet de code van {}", shorten(&g.code.value), listed.naam.value),
            format!("Schrijf code = \"{}\".", listed.code.value),
        );
    }
    if let Some(region) = &g.veiligheidsregio
        && !region.eq_ignore_ascii_case(&listed.veiligheidsregio)
    {
        tell(
            report,
            &rules::GEMEENTE_MISMATCH,
            &region.place,
            format!("{} ligt niet in veiligheidsregio `{}`", listed.naam.value, shorten(&region.value)),
            format!("Schrijf veiligheidsregio = \"{}\".", listed.veiligheidsregio.value),
        );
    }
}

fn check_profile(dossier: &Dossier, library: &Library, report: &mut Report) {
    let kinds: Vec<&str> = library.facts.iter().map(|f| f.id.0.as_str()).collect();
    for (key, fact) in &dossier.gemeente.profiel.facts {
        if !kinds.contains(&key.as_str()) {
            let action = dutch::nearest(key, kinds.iter().copied()).map_or_else(
                || format!("Kies uit {}.", dutch::ticked_or(&kinds)),
                |near| format!("Bedoelt u `{near}`?"),
            );
            tell(
                report,
                &rules::UNKNOWN_FACT,
                &fact.place,
                format!("het profiel kent geen feit `{}`", shorten(key)),
                action,
            );
        } else if fact.value.bron.is_none() || fact.value.datum.is_none() {
            let missing = if fact.value.bron.is_none() { "bron" } else { "datum" };
            tell(
                report,
                &rules::FACT_WITHOUT_SOURCE,
                &fact.place,
                format!("profielfeit `{key}` heeft geen {missing}"),
                "Voeg toe waar het feit vandaan komt (bron) en van wanneer het is (datum).",
            );
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
    let years = plan.middelen.iter().map(|m| &m.jaar);
    let years = years.chain(plan.indicatoren.iter().flat_map(|i| i.nulmeting_jaar.iter().chain(&i.streefjaar)));
    for year in years.filter(|y| !(1990..=2100).contains(&y.value)) {
        let title = format!("`{}` is geen jaar", year.value);
        tell(report, &rules::BAD_NUMBER, &year.place, title, "Schrijf een jaar met vier cijfers, zoals 2026.");
    }
    let mut goals = Known::new("doel", "in beleidsplan.toml onder [[doelen]]", plan.doelen.iter().map(|d| &d.id));
    for indicator in &plan.indicatoren {
        goals.check(&indicator.doel, report);
    }
    let served: BTreeSet<&Id> = dossier.maatregelen.iter().filter_map(|m| m.doel.as_ref()).map(|d| &d.value).collect();
    for goal in &plan.doelen {
        if !served.contains(&goal.id.value) {
            tell(
                report,
                &rules::GOAL_WITHOUT_MEASURE,
                &goal.id.place,
                format!("doel `{}` heeft geen maatregel", goal.id.0),
                "Voeg in maatregelen.csv een rij toe met dit doel, of haal het doel weg.",
            );
        }
    }
    if let Some(decision) = &dossier.vaststelling
        && let Some(body) = &plan.orgaan
        && decision.orgaan.value != body.value
    {
        tell(
            report,
            &rules::BODY_MISMATCH,
            &decision.orgaan.place,
            format!("het besluit is van `{}`, maar het plan noemt `{}`", decision.orgaan.word(), body.word()),
            "Maak beide gelijk.",
        );
    }
}

fn check_measures(dossier: &Dossier, report: &mut Report) {
    let plan = &dossier.plan;
    let o = &dossier.organisatie;
    let mut goals = Known::new("doel", "in beleidsplan.toml onder [[doelen]]", plan.doelen.iter().map(|d| &d.id));
    let mut money = Known::new("middel", "in beleidsplan.toml onder [[middelen]]", plan.middelen.iter().map(|m| &m.id));
    let mut indicators =
        Known::new("indicator", "in beleidsplan.toml onder [[indicatoren]]", plan.indicatoren.iter().map(|i| &i.id));
    let mut roles = Known::new("rol", "in organisatie.toml onder [[rollen]]", o.rollen.iter().map(|r| &r.id));
    let mut partners =
        Known::new("partner", "in organisatie.toml onder [[partners]]", o.partners.iter().map(|p| &p.id));
    let (from, to) = (plan.looptijd.van.as_ref().map(|d| d.value), plan.looptijd.tot.as_ref().map(|d| d.value));
    // A term that ends before it begins has been told; every date would fall outside it.
    let term_holds = from.zip(to).is_none_or(|(from, to)| from <= to);
    for m in &dossier.maatregelen {
        m.doel.iter().for_each(|id| goals.check(id, report));
        m.actiehouder.iter().for_each(|id| roles.check(id, report));
        m.budget.iter().for_each(|id| money.check(id, report));
        m.indicator.iter().for_each(|id| indicators.check(id, report));
        m.met_wie.iter().for_each(|id| partners.check(id, report));
        period(m.start.as_ref(), m.eind.as_ref(), report);
        for date in [&m.start, &m.eind].into_iter().flatten() {
            let outside = from.is_some_and(|from| date.value < from) || to.is_some_and(|to| date.value > to);
            if outside && term_holds {
                tell(
                    report,
                    &rules::OUTSIDE_TERM,
                    &date.place,
                    format!("{} valt buiten de looptijd van het plan", dutch::date(date.value)),
                    "Pas de datum aan, of zeg in de tekst waarom dit zo is.",
                );
            }
        }
    }
}

fn check_year(dossier: &Dossier, library: &Library, year: &Jaar, report: &mut Report) {
    let mut measures = Known::new("maatregel", "als rij in maatregelen.csv", dossier.maatregelen.iter().map(|m| &m.id));
    let mut told = BTreeMap::new();
    for id in year.progress.iter().map(|p| &p.maatregel) {
        let first = *told.entry(id.0.as_str()).or_insert(&id.place);
        if *first != id.place {
            tell(
                report,
                &rules::DUPLICATE_ID,
                &id.place,
                format!("maatregel `{}` heeft twee rijen voortgang (de eerste op {first})", id.0),
                "Houd één rij per maatregel over.",
            );
        }
    }
    for progress in &year.progress {
        measures.check(&progress.maatregel, report);
    }
    let teams = &dossier.organisatie.teams;
    let mut known_teams = Known::new("team", "in organisatie.toml onder [[teams]]", teams.iter().map(|t| &t.id));
    let sizes: BTreeMap<&str, Option<u32>> =
        teams.iter().map(|t| (t.id.0.as_str(), t.omvang.as_ref().map(|o| o.value))).collect();
    for training in &year.trainings {
        known_teams.check(&training.team, report);
        if let Some(Some(size)) = sizes.get(training.team.0.as_str())
            && training.deelnemers.value > *size
        {
            tell(
                report,
                &rules::TOTAL_MISMATCH,
                &training.deelnemers.place,
                format!(
                    "{} deelnemers, maar team `{}` telt {size} medewerkers",
                    training.deelnemers.value, training.team.0
                ),
                "Controleer het aantal deelnemers en de omvang van het team in organisatie.toml.",
            );
        }
    }
    for control in &year.controls {
        if !(1..=4).contains(&control.kwartaal.value) {
            tell(
                report,
                &rules::BAD_NUMBER,
                &control.kwartaal.place,
                format!("`{}` is geen kwartaal", control.kwartaal.value),
                "Schrijf 1, 2, 3 of 4.",
            );
        }
        let acts = control.bestuurlijke_maatregelen.as_ref().map_or(0, |m| m.value);
        if acts > control.objecten.value {
            tell(
                report,
                &rules::TOTAL_MISMATCH,
                &control.objecten.place,
                format!("{acts} bestuurlijke maatregelen bij {} gecontroleerde objecten", control.objecten.value),
                "Controleer beide aantallen in de registratie.",
            );
        }
    }
    let mut budget = BTreeMap::new();
    for item in dossier.plan.middelen.iter().filter(|m| i64::from(m.jaar.value) == i64::from(year.year)) {
        budget.entry(&item.id.value).or_insert(item);
    }
    for money in &year.money {
        if money.gerealiseerd.value > money.begroot.value && money.toelichting.is_none() {
            tell(
                report,
                &rules::BUDGET_EXCEEDED,
                &money.gerealiseerd.place,
                format!(
                    "`{}`: {} uitgegeven, {} begroot",
                    money.middel.0,
                    dutch::money(money.gerealiseerd.0),
                    dutch::money(money.begroot.0)
                ),
                "Vul in de kolom toelichting in waarom het meer is.",
            );
        }
        if let Some(planned) = budget.get(&money.middel.value)
            && planned.bedrag.value != money.begroot.value
        {
            tell(
                report,
                &rules::TOTAL_MISMATCH,
                &money.begroot.place,
                format!(
                    "`{}` is hier {} begroot, in beleidsplan.toml {}",
                    money.middel.0,
                    dutch::money(money.begroot.0),
                    dutch::money(planned.bedrag.0)
                ),
                "Maak beide gelijk, of geef het bijgestelde bedrag een eigen id.",
            );
        }
    }
    check_spending(dossier, year, report);
    super::norms::check_year(library, year, report);
}

/// What the measures cost together against what was spent on the item they are paid from.
fn check_spending(dossier: &Dossier, year: &Jaar, report: &mut Report) {
    let paid_from: BTreeMap<&Id, &Id> =
        dossier.maatregelen.iter().filter_map(|m| m.budget.as_ref().map(|b| (&m.id.value, &b.value))).collect();
    let mut sums: BTreeMap<&Id, i64> = BTreeMap::new();
    for (progress, spent) in year.progress.iter().filter_map(|p| p.uitgaven.as_ref().map(|u| (p, u.0))) {
        if let Some(item) = paid_from.get(&progress.maatregel.value) {
            let sum = sums.entry(item).or_default();
            *sum = sum.saturating_add(spent);
        }
    }
    for money in &year.money {
        let sum = sums.get(&money.middel.value).copied().unwrap_or_default();
        if sum > money.gerealiseerd.0 {
            tell(
                report,
                &rules::TOTAL_MISMATCH,
                &money.gerealiseerd.place,
                format!(
                    "de maatregelen uit `{}` kostten samen {}, maar er is {} uitgegeven",
                    money.middel.0,
                    dutch::money(sum),
                    dutch::money(money.gerealiseerd.0)
                ),
                "Controleer de kolom uitgaven in voortgang.csv en de kolom gerealiseerd in middelen.csv.",
            );
        }
    }
}

fn unique<'a>(what: &str, ids: impl IntoIterator<Item = &'a At<Id>>, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for id in ids {
        let first = *seen.entry(id.0.as_str()).or_insert(&id.place);
        if *first != id.place {
            tell(
                report,
                &rules::DUPLICATE_ID,
                &id.place,
                format!("{what} `{}` staat er twee keer (de eerste op {first})", id.0),
                "Geef een van de twee een ander id en pas de verwijzingen aan.",
            );
        }
    }
}

/// The ids that a reference can point at.
pub(super) struct Known<'a> {
    what: &'static str,
    /// Where one is added; empty when a gemeente cannot.
    place: &'static str,
    ids: BTreeSet<&'a str>,
    guesses: usize,
}

/// Among more ids, or after more broken references, a guess costs much and helps little.
const MOST_GUESSES: usize = 1_000;

impl<'a> Known<'a> {
    pub(super) fn new(what: &'static str, place: &'static str, ids: impl IntoIterator<Item = &'a At<Id>>) -> Self {
        Self { what, place, ids: ids.into_iter().map(|id| id.value.0.as_str()).collect(), guesses: 0 }
    }

    pub(super) fn check(&mut self, id: &At<Id>, report: &mut Report) {
        if self.ids.contains(id.0.as_str()) {
            return;
        }
        self.guesses += 1;
        let guess = self.guesses <= MOST_GUESSES && self.ids.len() <= MOST_GUESSES;
        let near = if guess { dutch::nearest(&id.0, self.ids.iter().copied()) } else { None };
        // Criteria carry their ids in capitals in every document.
        let shown = |id: &str| if self.place.is_empty() { id.to_uppercase() } else { id.to_owned() };
        let action = match near {
            Some(near) => format!("Bedoelt u `{}`?", shown(near)),
            None if self.place.is_empty() => "`beleid toets` laat zien welke criteria er zijn.".into(),
            None => format!("Voeg `{}` toe {}, of kies een id dat daar al staat.", id.0, self.place),
        };
        tell(
            report,
            &rules::BROKEN_REFERENCE,
            &id.place,
            format!("er is geen {} met id `{}`", self.what, shown(&id.0)),
            action,
        );
    }
}

fn period(from: Option<&At<chrono::NaiveDate>>, to: Option<&At<chrono::NaiveDate>>, report: &mut Report) {
    if let (Some(from), Some(to)) = (from, to)
        && to.value < from.value
    {
        tell(
            report,
            &rules::END_BEFORE_START,
            &to.place,
            format!("het einde ({}) ligt voor het begin ({})", dutch::date(to.value), dutch::date(from.value)),
            "Verbeter een van de twee datums.",
        );
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
