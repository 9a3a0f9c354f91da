//! Components about the document itself: facts, versions, gaps, sources, terms, references and the decision.
//!
//! They deliberately add no policy.

use super::scene::{Scene, nothing, paragraph, show_date, table, text_column, unknown, words};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::ground::toml::shorten;
use crate::judgement::select::{Selected, kind};
use crate::judgement::verloop;
use crate::nouns::dossier::LocalText;
use crate::nouns::library::{Library, Rechtsfeit, Soort};
use crate::nouns::norm::Merk;
use crate::nouns::part::chapter_hash;
use crate::nouns::verloop::{Fase, Stap};
use crate::text::manuscript::{Block, Inline};
use crate::text::markdown::{Slot, safe};

type Answer = Result<Slot, Diagnostic>;

/// Title, body, dates, references: what identifies the document.
pub fn facts(scene: &Scene<'_>, _: &[String]) -> Answer {
    let (g, plan) = (&scene.dossier.gemeente, &scene.dossier.plan);
    let step = verloop::named(scene.dossier, scene.order);
    let mut facts = vec![
        ("Gemeente".to_owned(), words(format!("{} ({})", scene.text(&g.naam), scene.text(&g.code)))),
        ("Document".to_owned(), words(scene.document.titel.value.clone())),
        ("Stand".to_owned(), words(step.map_or(scene.order.stand.word(), |step| step.fase().words()))),
    ];
    if let (Some(number), Some(year)) = (scene.order.year, scene.year) {
        facts.push(("Verslagjaar".into(), words(number.to_string())));
        let adopted = year.text.vastgesteld_op.as_ref();
        facts.push(("Vastgesteld op".into(), adopted.map_or_else(unknown, |date| words(show_date(scene, date)))));
        facts.push(("Peildatum van de gegevens".into(), words(dutch::date(scene.order.peildatum))));
        facts.push(("Beleidsplan".into(), words(plan_in_one_line(scene))));
    } else {
        facts.push(("Datum van de tekst".into(), words(show_date(scene, &plan.datum))));
        facts.push(("Peildatum van de gegevens".into(), words(dutch::date(scene.order.peildatum))));
        facts.push((
            "Bevoegd orgaan".into(),
            match &plan.orgaan {
                Some(body) => {
                    scene.shown.mark(&body.place);
                    words(scene.body())
                }
                None => unknown(),
            },
        ));
        facts.push(("Versie".into(), scene.or_dash(&plan.versie)));
        facts.push(("Zaaknummer".into(), scene.known(&plan.zaaknummer)));
        facts.push(("Kenmerk voorstel".into(), scene.known(&plan.kenmerk)));
        decision_facts(scene, &mut facts);
    }
    facts.push(("Veiligheidsregio".into(), scene.known(&g.veiligheidsregio)));
    if let Some(fingerprint) = scene.fingerprint {
        let check = "na te gaan met ‘beleid verifieer’; de bronnen zitten als bijlagen in dit bestand";
        facts.push(("Controlecode".into(), words(format!("{fingerprint} ({check})"))));
    }
    for assessment in scene.assessments {
        let norm = assessment.norm;
        facts.push(("Norm".into(), words(format!("{}, versie {}", norm.naam.value, norm.versie.value))));
    }
    let mut blocks: Vec<Block> = step.into_iter().map(|step| Block::Paragraph(words(state(scene, step)))).collect();
    blocks.push(Block::Facts(facts));
    Ok(Slot::Blocks(blocks))
}

/// In which state the plan is, since when and by whom, in a sentence.
fn state(scene: &Scene<'_>, step: &Stap) -> String {
    let day = show_date(scene, &step.datum);
    let by = step.wie.as_ref().map_or_else(String::new, |who| format!(" door {}", scene.text(who)));
    let reference = step.kenmerk.as_ref().map_or_else(String::new, |k| format!(" (kenmerk {})", scene.text(k)));
    let which = match &step.versie {
        Some(version) if version.value > 1 => format!("versie {} van dit plan", scene.text(version)),
        _ => "dit plan".to_owned(),
    };
    match step.fase() {
        Fase::Afgestemd => format!("Het concept van {which} is op {day} afgestemd{by}{reference}."),
        Fase::TerBesluitvorming => {
            format!("Het ontwerp van {which} is op {day} ter besluitvorming aangeboden{by}{reference}.")
        }
        _ if by.is_empty() => format!("Sinds {day} is {which} een concept{reference}."),
        _ => format!("Sinds {day} is {which} een concept{reference}. Die stap is gezet{by}."),
    }
}

/// The plan that a report is about: title, and the decision when there is one.
fn plan_in_one_line(scene: &Scene<'_>) -> String {
    let title = scene.plan_title();
    match &scene.dossier.vaststelling {
        Some(decision) => {
            let (date, reference) = (show_date(scene, &decision.datum), scene.text(&decision.kenmerk));
            format!("{title}, vastgesteld op {date}, kenmerk {reference}")
        }
        None => format!("{title}, nog niet vastgesteld"),
    }
}

fn decision_facts(scene: &Scene<'_>, facts: &mut Vec<(String, Vec<Inline>)>) {
    let plan = &scene.dossier.plan;
    let Some(decision) = scene.decision() else {
        facts.push(("Citeertitel".into(), scene.known(&plan.citeertitel)));
        return;
    };
    scene.shown.mark(&decision.orgaan.place);
    let date = show_date(scene, &decision.datum);
    facts.push(("Vastgesteld op".into(), words(format!("{date}, kenmerk {}", scene.text(&decision.kenmerk)))));
    let title = decision.citeertitel.as_ref().or(plan.citeertitel.as_ref());
    // The decision has the last word; the plan's own short title is shown only when it is the same.
    plan.citeertitel
        .iter()
        .filter(|own| title.is_some_and(|t| t.value == own.value))
        .for_each(|own| scene.shown.mark(&own.place));
    facts.push(("Citeertitel".into(), title.map_or_else(unknown, |t| scene.show(t))));
    let in_force = decision.inwerkingtreding.as_ref();
    facts.push(("Inwerkingtreding".into(), in_force.map_or_else(unknown, |d| words(show_date(scene, d)))));
    facts.push(("Gemeenteblad".into(), scene.known(&decision.gemeenteblad)));
}

/// Earlier versions of the text.
pub fn history(scene: &Scene<'_>, _: &[String]) -> Answer {
    let versions = &scene.dossier.plan.versies;
    if versions.is_empty() {
        return Ok(paragraph("Dit is de eerste versie van deze tekst."));
    }
    let rows =
        versions.iter().map(|v| vec![scene.show(&v.versie), scene.show(&v.datum), scene.show(&v.wijziging)]).collect();
    let columns = vec![text_column("Versie", 0), text_column("Datum", 0), text_column("Wijziging", 10)];
    Ok(Slot::Blocks(vec![Block::Table(table("Versies van deze tekst", columns, rows))]))
}

/// What is not known yet, with the next small steps, per file.
pub fn gaps(scene: &Scene<'_>, _: &[String]) -> Answer {
    if scene.gaps.is_empty() {
        return Ok(paragraph("Alle gegevens die voor vaststelling nodig zijn, zijn ingevuld."));
    }
    let rows = scene
        .gaps
        .iter()
        .map(|gap| {
            vec![words(gap.what.clone()), words(gap.step.clone()), words(gap.needed_for), words(gap.file.clone())]
        })
        .collect();
    let columns = vec![
        text_column("Nog niet bekend", 8),
        text_column("Volgende stap", 10),
        text_column("Nodig voor", 0),
        text_column("Bestand", 5),
    ];
    let mut gaps = table("Wat nog niet bekend is", columns, rows);
    gaps.note = Some("Een concept mag deze gaten hebben. Wat nodig is voor een ontwerp, moet er zijn voordat het plan ter besluitvorming gaat.".into());
    Ok(Slot::Blocks(vec![Block::Table(gaps)]))
}

fn all<'a>(selected: &'a [Selected<'a>]) -> impl Iterator<Item = &'a Selected<'a>> {
    selected.iter().flat_map(|s| std::iter::once(s).chain(s.parts.iter()))
}

/// Whose text a chapter is, with what the gemeente did to it.
fn origin(shared: &str, locals: &[LocalText]) -> String {
    let whole = |local: &&LocalText| local.part.is_none();
    if locals.iter().filter(whole).any(|local| local.replaces) {
        return "eigen tekst van de gemeente".into();
    }
    let changed = locals.iter().any(|local| local.replaces);
    let added = locals.iter().any(|local| !local.replaces);
    match (changed, added) {
        (true, true) => format!("{shared}, aangepast en aangevuld door de gemeente"),
        (true, false) => format!("{shared}, aangepast door de gemeente"),
        (false, true) => format!("{shared}, met eigen aanvulling"),
        (false, false) => shared.to_owned(),
    }
}

/// Every chapter with its version and origin.
pub fn chapter_versions(scene: &Scene<'_>, _: &[String]) -> Answer {
    let rows = all(scene.selected)
        .map(|s| {
            let origin = origin(&s.chapter.meta.herkomst.value, scene.dossier.local(&s.chapter.name));
            vec![
                words(s.chapter.meta.titel.value.clone()),
                words(s.chapter.version.to_string()),
                words(dutch::date_short(s.chapter.meta.geldig_van.value)),
                words(origin),
                words(chapter_hash(s.chapter).short()),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Hoofdstuk", 8),
        text_column("Versie", 0),
        text_column("Geldig van", 0),
        text_column("Herkomst", 6),
        text_column("Controlecode", 0),
    ];
    let mut versions = table("Hoofdstukken in dit document", columns, rows);
    versions.note = Some("De controlecode hoort bij de gedeelde tekst van deze versie. Twee documenten met dezelfde code gebruiken dezelfde tekst.".into());
    Ok(Slot::Blocks(vec![Block::Table(versions)]))
}

/// Sources of the local picture and of the chapters.
pub fn sources(scene: &Scene<'_>, _: &[String]) -> Answer {
    let mut items: Vec<Vec<Inline>> = Vec::new();
    for source in &scene.dossier.plan.bronnen {
        let title = scene.text(&source.titel);
        let publisher = source.uitgever.as_ref().map(|u| scene.text(u));
        let date = source.datum.as_ref().map(|d| show_date(scene, d));
        let url = source.url.as_ref().map(|u| scene.text(u));
        items.push(citation(&title, publisher.as_deref(), date.as_deref(), url.as_deref()));
    }
    for source in all(scene.selected).flat_map(|s| &s.chapter.meta.bronnen) {
        if source.merk.as_ref().is_some_and(|m| m.value == Merk::Project) {
            continue;
        }
        let date = source.datum.as_ref().map(|d| dutch::date(d.value));
        let url = source.url.as_ref().map(|u| u.value.as_str());
        items.push(citation(
            &source.titel.value,
            source.uitgever.as_ref().map(|u| u.value.as_str()),
            date.as_deref(),
            url,
        ));
    }
    let mut unique: Vec<Vec<Inline>> = Vec::new();
    for item in items {
        if !unique.contains(&item) {
            unique.push(item);
        }
    }
    if unique.is_empty() {
        return Ok(nothing("Er zijn nog geen bronnen genoteerd."));
    }
    let items = unique.into_iter().map(|item| vec![Block::Paragraph(item)]).collect();
    Ok(Slot::Blocks(vec![Block::List { ordered: false, items }]))
}

fn citation(title: &str, publisher: Option<&str>, date: Option<&str>, url: Option<&str>) -> Vec<Inline> {
    let mut out = Vec::new();
    if let Some(publisher) = publisher {
        out.push(Inline::Text(format!("{publisher}, ")));
    }
    match url.filter(|u| safe(u)) {
        Some(url) => out.push(Inline::Link { url: url.to_owned(), text: words(title) }),
        None => out.push(Inline::Text(title.to_owned())),
    }
    out.push(Inline::Text(date.map_or_else(|| ".".into(), |d| format!(", {d}."))));
    out
}

/// The terms that occur in this document.
pub fn glossary(scene: &Scene<'_>, _: &[String]) -> Answer {
    let mut terms: Vec<_> = scene.library.terms.iter().filter(|t| scene.terms.contains(&t.term.value)).collect();
    terms.sort_by_key(|t| t.term.value.to_lowercase());
    if terms.is_empty() {
        return Ok(nothing("Er zijn geen begrippen om uit te leggen."));
    }
    let rows = terms
        .into_iter()
        .map(|t| {
            let mut meaning = t.betekenis.value.clone();
            if let Some(full) = &t.afkorting_van {
                meaning = format!("Afkorting van {}. {meaning}", full.value);
            }
            if let Some(see) = &t.zie {
                meaning = format!("{meaning} Zie ook: {}.", see.value);
            }
            vec![words(t.term.value.clone()), words(meaning)]
        })
        .collect();
    Ok(Slot::Blocks(vec![Block::Table(table(
        "Begrippen",
        vec![text_column("Begrip", 4), text_column("Betekenis", 12)],
        rows,
    ))]))
}

/// All legal facts that the chapters of this document may lean on, with source and date of verification.
pub fn legal_facts(scene: &Scene<'_>, _: &[String]) -> Answer {
    let asked: Vec<&Rechtsfeit> = scene
        .library
        .legal
        .iter()
        .filter(|f| all(scene.selected).any(|s| s.chapter.text.text().contains(&format!("rechtsfeit(\"{}\")", f.id.0))))
        .filter(|f| f.merk.value != Merk::Background)
        .collect();
    if asked.is_empty() {
        return Ok(nothing("Dit document steunt niet op afzonderlijke wetten of afspraken."));
    }
    let rows = asked
        .into_iter()
        .map(|f| {
            let source = match f.url.as_ref().filter(|u| safe(&u.value)) {
                Some(url) => vec![Inline::Link { url: url.value.clone(), text: words(f.bron.value.clone()) }],
                None => words(f.bron.value.clone()),
            };
            vec![
                words(f.onderwerp.value.clone()),
                source,
                words(dutch::date_short(f.geverifieerd_op.value.min(scene.order.peildatum))),
            ]
        })
        .collect();
    let columns = vec![text_column("Onderwerp", 8), text_column("Bron", 8), text_column("Stand van", 0)];
    Ok(Slot::Blocks(vec![Block::Table(table("Wetten en afspraken waarop dit document steunt", columns, rows))]))
}

/// One legal fact as a sentence.
pub fn legal_fact(scene: &Scene<'_>, args: &[String]) -> Answer {
    let id = args.first().map(String::as_str).unwrap_or_default();
    let names: Vec<&str> = scene.library.legal.iter().map(|f| f.id.0.as_str()).collect();
    let fact = scene.library.legal.iter().find(|f| f.id.0 == id).ok_or_else(|| missing("rechtsfeit", id, &names))?;
    Ok(Slot::Inline(words(fact.wording(scene.order.peildatum))))
}

/// A term of the glossary, in the text.
pub fn term(scene: &Scene<'_>, args: &[String]) -> Answer {
    let wanted = args.first().map(String::as_str).unwrap_or_default();
    let names: Vec<&str> = scene.library.terms.iter().map(|t| t.term.value.as_str()).collect();
    if names.contains(&wanted) { Ok(Slot::Inline(words(wanted))) } else { Err(missing("begrip", wanted, &names)) }
}

fn missing(what: &str, name: &str, names: &[&str]) -> Diagnostic {
    let action = dutch::nearest(name, names.iter().copied())
        .map_or_else(|| format!("Voeg het {what} toe, of verbeter de naam."), |near| format!("Bedoelt u `{near}`?"));
    rules::TEMPLATE_UNDEFINED.at(None, format!("er is geen {what} `{}`", shorten(name)), action)
}

/// `hoofdstuk 7`, `bijlage A`, or the title of what has no number.
pub fn reference(scene: &Scene<'_>, args: &[String]) -> Answer {
    let name = args.first().map(String::as_str).unwrap_or_default();
    if let Some(found) = all(scene.selected).find(|s| s.chapter.name == name) {
        let whole =
            scene.selected.iter().find(|s| s.chapter.name == name || s.parts.iter().any(|p| p.chapter.name == name));
        let text = match (&found.number, whole.and_then(|w| w.number.clone())) {
            (Some(number), _) if kind(found.chapter) == Soort::Bijlage => format!("bijlage {number}"),
            (Some(number), _) => format!("hoofdstuk {number}"),
            (None, Some(number)) => format!("hoofdstuk {number}, onder ‘{}’", found.chapter.meta.titel.value),
            (None, None) => format!("‘{}’", found.chapter.meta.titel.value),
        };
        return Ok(Slot::Inline(vec![Inline::Reference { target: name.to_owned(), text }]));
    }
    match title_elsewhere(scene.library, name) {
        // The chapter exists but is not in this document.
        Some(title) => Ok(Slot::Inline(words(format!("‘{title}’")))),
        None => Err(missing("hoofdstuk", name, &scene.library.chapters.keys().map(String::as_str).collect::<Vec<_>>())),
    }
}

fn title_elsewhere<'a>(library: &'a Library, name: &str) -> Option<&'a str> {
    library.chapters.get(name)?.values().next_back().map(|c| c.meta.titel.value.as_str())
}
