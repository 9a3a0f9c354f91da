//! The HTML edition of a manuscript: one accessible page without script or anything from outside.
//!
//! It deliberately says the same as the PDF, in the same order, and adds nothing but a way to move around.

mod blocks;
mod inline;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::markup::{Element, Piece, el, page};
use super::style::sheet;
use crate::text::manuscript::{Block, ChapterNode, Manuscript};

/// The page of a manuscript.
pub fn html(manuscript: &Manuscript) -> String {
    let meta = &manuscript.meta;
    let ids = Ids::of(manuscript);
    let mut head = head(&meta.title, &manuscript.style.primary);
    for (name, content) in [
        ("author", meta.author.clone()),
        ("description", meta.description.clone()),
        ("keywords", meta.keywords.join(", ")),
        ("dcterms.date", meta.date.to_string()),
        ("dcterms.identifier", meta.identifier.clone()),
    ] {
        head = head.with(el("meta").attr("name", name).attr("content", content));
    }
    let mut writer = blocks::Writer::new(&ids);
    let main = el("main").attr("id", "inhoud").attr("tabindex", "-1").all(
        manuscript.chapters.iter().enumerate().map(|(at, chapter)| section(chapter, ids.chapter(at), &mut writer)),
    );
    let footer = el("footer")
        .with(el("p").with(meta.running_head.as_str()))
        .with(el("p").with("Deze webpagina heeft dezelfde inhoud als de PDF. Verschillen ze toch, dan geldt de PDF."));
    let body = el("body")
        .with(el("a").attr("class", "naar-inhoud").attr("href", "#inhoud").with("Naar de inhoud"))
        .with(cover(manuscript))
        .with(contents(manuscript, &ids))
        .with(main)
        .with(footer);
    page(&el("html").attr("lang", "nl").with(head).with(body))
}

/// What every page of a bundle begins with.
pub fn head(title: &str, primary: &str) -> Element {
    el("head")
        .with(el("meta").attr("charset", "utf-8"))
        .with(el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"))
        // Nothing may be fetched or run, whatever a text would hold.
        .with(
            el("meta")
                .attr("http-equiv", "Content-Security-Policy")
                .attr("content", "default-src 'none'; img-src data:; style-src 'unsafe-inline'"),
        )
        .with(el("title").with(title))
        .with(el("style").with(Piece::style(&sheet(primary))))
}

/// The first page: the only heading of level 1, and the facts.
fn cover(manuscript: &Manuscript) -> Element {
    let cover = &manuscript.cover;
    let logo = manuscript.style.logo.as_ref().map(|(source, alt)| {
        let kind = if source.path().ends_with(".png") { "image/png" } else { "image/svg+xml" };
        let data = format!("data:{kind};base64,{}", STANDARD.encode(source.bytes()));
        el("p").with(el("img").attr("class", "logo").attr("src", data).attr("alt", alt.as_str()))
    });
    let facts =
        (!cover.facts.is_empty()).then(|| {
            el("dl").all(cover.facts.iter().map(|(label, value)| {
                el("div").with(el("dt").with(label.as_str())).with(el("dd").with(value.as_str()))
            }))
        });
    let line = |text: &str, class: &str| (!text.is_empty()).then(|| el("p").attr("class", class).with(text));
    el("header")
        .with_if(logo)
        .with_if(manuscript.meta.mark.map(|mark| el("p").with(el("span").attr("class", "merk").with(mark))))
        .with(el("h1").with(cover.title.as_str()))
        .with_if(line(&cover.subtitle, "ondertitel"))
        .with_if(line(&cover.gemeente, "gemeente"))
        .with_if(facts)
        .with_if(cover.notice.as_deref().and_then(|notice| line(notice, "kader")))
}

/// `1 Title`.
fn titled(number: Option<&String>, title: &str) -> String {
    number.map_or_else(|| title.to_owned(), |n| format!("{n} {title}"))
}

fn contents(manuscript: &Manuscript, ids: &Ids) -> Element {
    let entries = manuscript.chapters.iter().enumerate().map(|(at, chapter)| {
        let link = el("a").attr("href", format!("#{}", ids.chapter(at)));
        el("li").with(link.with(titled(chapter.number.as_ref(), &chapter.title)))
    });
    el("nav")
        .attr("aria-labelledby", "inhoudsopgave")
        .with(el("h2").attr("id", "inhoudsopgave").with("Inhoud"))
        .with(el("ol").attr("class", "inhoud").all(entries))
}

fn section(chapter: &ChapterNode, id: &str, writer: &mut blocks::Writer<'_>) -> Element {
    let heading = el("h2").attr("id", id).with(titled(chapter.number.as_ref(), &chapter.title));
    writer.begin_chapter();
    let blocks: Vec<Element> = chapter.nodes.iter().map(|node| writer.block(&node.block)).collect();
    el("section").attr("aria-labelledby", id).with(heading).all(blocks)
}

/// The ids of a page: each once, and of characters that an address can hold.
pub struct Ids {
    chapters: Vec<String>,
    by_name: BTreeMap<String, String>,
}

impl Ids {
    fn of(manuscript: &Manuscript) -> Self {
        let mut taken: BTreeMap<String, usize> = ["inhoud", "inhoudsopgave"].map(|id| (id.to_owned(), 1)).into();
        let (mut chapters, mut by_name) = (Vec::new(), BTreeMap::new());
        for chapter in &manuscript.chapters {
            let id = free(&chapter.id, &mut taken);
            by_name.entry(chapter.id.clone()).or_insert_with(|| id.clone());
            chapters.push(id);
        }
        for node in manuscript.chapters.iter().flat_map(|c| &c.nodes) {
            if let Block::Heading { id, .. } = &node.block
                && !by_name.contains_key(id)
            {
                by_name.insert(id.clone(), free(id, &mut taken));
            }
        }
        Self { chapters, by_name }
    }

    fn chapter(&self, at: usize) -> &str {
        self.chapters.get(at).map_or("", String::as_str)
    }

    /// The id on the page of what has this name in the manuscript.
    pub fn named(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(String::as_str)
    }
}

/// An id like `name` that no other has.
fn free(name: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let plain = format!("d-{plain}");
    let count = taken.entry(plain.clone()).or_default();
    *count += 1;
    if *count == 1 { plain } else { free(&format!("{}-{count}", &plain[2..]), taken) }
}
