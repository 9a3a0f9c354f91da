//! The readable index of a bundle: what is in it, for whom, and how to check it.
//!
//! It deliberately is a page like the others: accessible, without script, in one file.

use super::checksums::CHECKSUMS;
use super::html::head;
use super::markup::{Element, el, page};
use super::{Facts, File, Published};
use crate::ground::dutch;

/// The colour of headings when a bundle has no document.
const PLAIN: &str = "#154273";

/// The groups of the page, with the folder of each and what it is for.
const GROUPS: &[(&str, &str, &str)] = &[
    ("documenten/", "Documenten", "Voor de vergadering en de website. De PDF en de webpagina hebben dezelfde inhoud."),
    ("bekendmaking/", "Bekendmaking", "Voor wie het besluit in het gemeenteblad zet."),
    ("diwoo/", "Openbaarmaking", "Voor de Woo-index."),
    ("mdto/", "Archief", "Voor het archief, per document en per bestand."),
    ("gegevens/", "Gegevens", "Voor wie met de openbare cijfers verder werkt."),
];

/// The page. `files` are those it lists.
pub fn index(facts: &Facts, documents: &[Published], files: &[File]) -> String {
    let title = format!("Bundel van gemeente {}", facts.gemeente);
    let primary = documents.first().map_or(PLAIN, |d| d.manuscript.style.primary.as_str());
    let unadopted: Vec<&str> =
        documents.iter().filter(|d| !d.is_adopted()).map(|d| d.manuscript.meta.title.as_str()).collect();
    let warning = (!unadopted.is_empty()).then(|| {
        let text =
            format!("Let op: niet alles in deze bundel is vastgesteld. Niet vastgesteld: {}.", unadopted.join("; "));
        el("p").attr("class", "kader").with(text)
    });
    let made_up = facts
        .fictional
        .then(|| el("p").attr("class", "kader").with(format!("{} is een verzonnen gemeente.", facts.gemeente)));
    // First what it is about, then what goes with it.
    let (papers, main): (Vec<&Published>, Vec<&Published>) = documents.iter().partition(|d| d.kind.paper);
    let rows = main.into_iter().chain(papers).map(|document| {
        let meta = &document.manuscript.meta;
        let adopted = match document.adopted.map(dutch::date) {
            Some(day) if document.kind.is_decided_on() => format!("ja, op {day}"),
            Some(day) => format!("hoort bij het besluit van {day}"),
            None => "nee".to_owned(),
        };
        el("tr")
            .with(el("th").attr("scope", "row").with(meta.title.as_str()))
            .with(el("td").with(dutch::date(meta.date)))
            .with(el("td").with(adopted))
            .with(el("td").with(meta.identifier.as_str()))
    });
    let heads = ["Document", "Datum", "Vastgesteld", "Kenmerk van het bestand"];
    let table = el("table")
        .with(el("caption").attr("id", "documenten-tabel").with("Documenten in deze bundel"))
        .with(el("thead").with(el("tr").all(heads.map(|h| el("th").attr("scope", "col").with(h)))))
        .with(el("tbody").all(rows));
    let scrolled = el("div")
        .attr("class", "tabel")
        .attr("role", "group")
        .attr("aria-labelledby", "documenten-tabel")
        .attr("tabindex", "0")
        .with(table);
    let main = el("main")
        .attr("id", "inhoud")
        .attr("tabindex", "-1")
        .with_if(warning)
        .with_if(made_up)
        .with(scrolled)
        .all(GROUPS.iter().filter_map(|group| section(group, files)))
        .with(el("h2").with("Controleren"))
        .with(el("p").with(format!(
            "In {CHECKSUMS} staat van elk bestand de controlecode (SHA-256). Pak de bundel uit en geef in die map deze opdracht:"
        )))
        .with(el("p").with(el("code").with(format!("sha256sum --check {CHECKSUMS}"))));
    let body = el("body")
        .with(el("a").attr("class", "naar-inhoud").attr("href", "#inhoud").with("Naar de inhoud"))
        .with(el("header").with(el("h1").with(title.as_str())))
        .with(main);
    page(&el("html").attr("lang", "nl").with(head(&title, primary)).with(body))
}

fn section(group: &(&str, &str, &str), files: &[File]) -> Option<Element> {
    let (folder, title, about) = *group;
    let listed: Vec<Element> = files
        .iter()
        .filter(|file| file.path.starts_with(folder))
        .map(|file| {
            let link = el("a").attr("href", file.path.as_str()).with(&file.path[folder.len()..]);
            el("li").with(link).with(format!(": {}", file.about))
        })
        .collect();
    if listed.is_empty() {
        return None;
    }
    let id = format!("groep-{}", folder.trim_end_matches('/'));
    Some(
        el("section")
            .attr("aria-labelledby", id.as_str())
            .with(el("h2").attr("id", id.as_str()).with(title))
            .with(el("p").with(about))
            .with(el("ul").all(listed)),
    )
}
