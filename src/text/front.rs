//! What stands before the first chapter: what the file says about itself, its first page and the house style.
//!
//! It deliberately composes no chapter.

use chrono::NaiveDate;

use super::components::Scene;
use super::manuscript::{Cover, Form, Meta, Style};
use crate::ground::diagnostic::Stand;
use crate::ground::dutch;
use crate::ground::source::At;
use crate::judgement::value::UNKNOWN;
use crate::judgement::verloop;
use crate::nouns::document::Kopgegeven;
use crate::nouns::order::Audience;
use crate::nouns::plan::Orgaan;
use crate::nouns::verloop::Fase;

/// Every mark that a document can have.
pub fn marks() -> Vec<&'static str> {
    let stands = [Stand::Concept, Stand::Ontwerp].into_iter().filter_map(plain_mark);
    stands.chain(Fase::ALL.iter().filter_map(|fase| fase.mark())).collect()
}

fn plain_mark(stand: Stand) -> Option<&'static str> {
    match stand {
        Stand::Concept => Some("CONCEPT"),
        Stand::Ontwerp => Some("ONTWERP"),
        Stand::Vastgesteld => None,
    }
}

/// The mark of a document that was not adopted: the state that its plan is in, or else its stand.
fn mark(scene: &Scene<'_>) -> Option<&'static str> {
    let step = verloop::named(scene.dossier, scene.order);
    step.map_or_else(|| plain_mark(scene.order.stand), |step| step.fase().mark())
}

/// The title on the first page: that of the kind of document, or the one that a plan gives itself.
fn title(scene: &Scene<'_>) -> String {
    let own = scene.dossier.plan.titel.as_ref().filter(|_| scene.order.year.is_none() && !scene.document.is_paper());
    match (own, scene.order.year) {
        (Some(own), _) => own.value.clone(),
        (None, Some(year)) => format!("{} {year}", scene.named),
        (None, None) => scene.named.to_owned(),
    }
}

/// What the file says about itself.
pub fn meta(scene: &Scene<'_>) -> Meta {
    let (dossier, document, order) = (scene.dossier, scene.document, scene.order);
    let name = &dossier.gemeente.naam.value;
    let mut title = title(scene);
    if document.is_paper() {
        // Papers of several plans lie in one system: which plan it is about must show in a list of titles.
        title = format!("{title}: {}", scene.plan_title());
    }
    if order.audience == Audience::Vertrouwelijk {
        title.push_str(" – vertrouwelijk");
    }
    let mark = mark(scene);
    let shown = match mark {
        Some(mark) => format!("{mark} – {title} – gemeente {name}"),
        None => format!("{title} – gemeente {name}"),
    };
    let date = if order.year.is_some() { order.peildatum } else { plan_date(scene) };
    let year = order.year.map(|y| format!("/{y}")).unwrap_or_default();
    let mut keywords: Vec<String> = document.trefwoorden.iter().map(|t| t.value.clone()).collect();
    keywords.push(format!("gemeente {name}"));
    keywords.extend(mark.iter().flat_map(|mark| mark.split(", ")).map(str::to_lowercase));
    Meta {
        title: shown,
        author: format!("Gemeente {name}"),
        description: document.onderwerp.value.clone(),
        keywords,
        date,
        running_head: format!("{title} – gemeente {name}"),
        mark,
        identifier: format!(
            "{}/{}{year}/{}",
            dossier.gemeente.code.value.to_lowercase(),
            order.document,
            order.stand.word()
        ),
    }
}

/// The date of the decision once there is one, else the date of the text.
fn plan_date(scene: &Scene<'_>) -> NaiveDate {
    match &scene.dossier.vaststelling {
        Some(decision) if scene.order.stand == Stand::Vastgesteld => decision.datum.value,
        _ => scene.dossier.plan.datum.value,
    }
}

/// The first page of a book, or the head of a paper.
pub fn cover(scene: &Scene<'_>) -> Cover {
    let g = &scene.dossier.gemeente;
    scene.shown.mark(&g.naam.place);
    let notice = g.fictief.as_ref().filter(|f| f.value).map(|f| {
        scene.shown.mark(&f.place);
        format!("{} is een verzonnen gemeente. Alle gegevens in dit document zijn voorbeelden.", g.naam.value)
    });
    let facts = if scene.document.is_paper() { head(scene) } else { facts(scene) };
    Cover {
        title: title(scene),
        subtitle: subtitle(scene),
        gemeente: format!("Gemeente {}", g.naam.value),
        facts,
        notice,
    }
}

/// Of a paper that names its subject: that. Of another paper: the plan that it is about.
fn subtitle(scene: &Scene<'_>) -> String {
    let own = scene.document.ondertitel.as_ref().map(|o| o.value.clone());
    if !scene.document.is_paper() || own.is_some() {
        return own.unwrap_or_default();
    }
    let plan = scene.plan_title();
    if !scene.document.kopgegevens.iter().any(|k| k.value == Kopgegeven::Onderwerp) {
        return plan;
    }
    let subject = scene.dossier.plan.besluitvorming.onderwerp.as_ref();
    subject.map_or_else(|| format!("Vaststelling van {}", scene.the_plan()), |s| scene.text(s))
}

/// The facts of a cover: term, decision and version.
fn facts(scene: &Scene<'_>) -> Vec<(String, String)> {
    let (plan, order) = (&scene.dossier.plan, scene.order);
    let mut facts = Vec::new();
    if order.year.is_none() {
        facts.extend(term(scene).map(|term| ("Looptijd".to_owned(), term)));
    }
    match (&scene.dossier.vaststelling, order.year, order.stand) {
        (Some(decision), None, Stand::Vastgesteld) => {
            facts.push(("Vastgesteld door".into(), scene.body().to_owned()));
            facts.push(("Op".into(), dutch::date(decision.datum.value)));
            facts.push(("Kenmerk".into(), decision.kenmerk.value.clone()));
        }
        _ => {
            let label = if order.year.is_some() { "Voor" } else { "Vast te stellen door" };
            facts.push((label.into(), if plan.orgaan.is_some() { scene.body() } else { UNKNOWN }.to_owned()));
            facts.push(("Datum".into(), dutch::date(meta(scene).date)));
        }
    }
    if let Some(version) = plan.versie.as_ref().filter(|_| order.year.is_none()) {
        facts.push(("Versie".into(), version.value.clone()));
        scene.shown.mark(&version.place);
    }
    if let Some(own) = &plan.titel {
        scene.shown.mark(&own.place);
    }
    facts
}

/// First and last day of the plan, when both are known.
fn term(scene: &Scene<'_>) -> Option<String> {
    let term = &scene.dossier.plan.looptijd;
    let (from, to) = (term.van.as_ref()?, term.tot.as_ref()?);
    scene.shown.mark(&from.place);
    scene.shown.mark(&to.place);
    Some(format!("{} tot en met {}", dutch::date(from.value), dutch::date(to.value)))
}

/// The head of a paper, with the facts that its kind names.
fn head(scene: &Scene<'_>) -> Vec<(String, String)> {
    scene.document.kopgegevens.iter().filter_map(|fact| head_fact(scene, fact.value)).collect()
}

fn head_fact(scene: &Scene<'_>, fact: Kopgegeven) -> Option<(String, String)> {
    let (dossier, plan) = (scene.dossier, &scene.dossier.plan);
    let papers = &plan.besluitvorming;
    let decision = dossier.vaststelling.as_ref().filter(|_| scene.order.stand == Stand::Vastgesteld);
    let or_unknown = |text: Option<String>| text.unwrap_or_else(|| UNKNOWN.to_owned());
    let text = |at: &Option<At<String>>| or_unknown(at.as_ref().map(|at| scene.text(at)));
    let date = |at: Option<&At<NaiveDate>>| {
        or_unknown(at.map(|at| {
            scene.shown.mark(&at.place);
            dutch::date(at.value)
        }))
    };
    let executive = "het college van burgemeester en wethouders";
    let body = || if plan.orgaan.is_some() { scene.body() } else { UNKNOWN }.to_owned();
    let (label, value) = match fact {
        // It is the line below the title.
        Kopgegeven::Onderwerp => return None,
        Kopgegeven::AanDeRaad => ("Aan", "de gemeenteraad".into()),
        Kopgegeven::AanHetOrgaan => ("Aan", body()),
        Kopgegeven::VanHetCollege => ("Van", executive.into()),
        Kopgegeven::VanHetOrgaan => ("Van", body()),
        Kopgegeven::Voorstel => ("Datum van het voorstel", date(papers.voorstel_datum.as_ref())),
        Kopgegeven::Vergadering => {
            let day = date(decision.map(|d| &d.datum).or(papers.vergadering.as_ref()));
            (
                if plan.orgaan.as_ref().is_some_and(|o| o.value == Orgaan::Burgemeester) {
                    "Besluit op"
                } else {
                    "Vergadering van"
                },
                day,
            )
        }
        Kopgegeven::Portefeuillehouder => ("Portefeuillehouder", text(&dossier.organisatie.portefeuillehouder)),
        Kopgegeven::Steller => ("Steller", text(&papers.steller)),
        Kopgegeven::Zaaknummer => {
            let own = decision.and_then(|d| d.zaaknummer.as_ref()).or(plan.zaaknummer.as_ref());
            ("Zaaknummer", or_unknown(own.map(|at| scene.text(at))))
        }
        Kopgegeven::Kenmerk => ("Kenmerk van het voorstel", text(&plan.kenmerk)),
        Kopgegeven::Besluit => {
            let decision = decision?;
            ("Kenmerk van het besluit", scene.text(&decision.kenmerk))
        }
        Kopgegeven::Looptijd => ("Looptijd", or_unknown(term(scene))),
    };
    Some((label.to_owned(), value))
}

/// Colours, logo and form.
pub fn style(scene: &Scene<'_>) -> Style {
    let style = &scene.dossier.gemeente.huisstijl;
    let logo = scene.dossier.logo.clone().zip(style.logo_alt.as_ref().map(|a| a.value.clone()));
    Style {
        primary: style.hoofdkleur.as_ref().map_or_else(|| "#154273".into(), |c| c.value.hex()),
        accent: style.accentkleur.as_ref().map_or_else(|| "#9b2f5f".into(), |c| c.value.hex()),
        logo,
        form: if scene.document.is_paper() { Form::Paper } else { Form::Book },
    }
}
