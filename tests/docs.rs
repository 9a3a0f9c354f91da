//! The documents say what the program does. `UPDATE=1 cargo test --test docs` writes what is generated.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use beleid::ground::catalogue;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The groups of codes, by their letter.
const GROUPS: &[(char, &str, &str)] = &[
    ('B', "Bestanden", "Over de bestanden zelf: hun naam, grootte, tekens en schrijfwijze."),
    ('D', "Gegevens", "Over wat er in de bestanden staat, en over wat er nog niet in staat."),
    (
        'V',
        "Verbanden en vergelijken",
        "Over gegevens die naar elkaar verwijzen of bij elkaar horen, en over documenten die u vergelijkt.",
    ),
    ('A', "Amendementen", "Over wat de raad aan het voorstel wijzigt, in `amendementen.toml`."),
    ('H', "Hoofdstukken", "Over de tekst van hoofdstukken en over eigen teksten."),
    ('N', "Norm", "Over de criteria en hun bewijs."),
    ('K', "Vaststellen en bewaren", "Over het besluit, over wat er van bewaard wordt, en over wat daarna verandert."),
    ('S', "Stand", "Over concept, ontwerp en vastgesteld."),
    ('P', "Opmaak", "Over het maken van de PDF."),
    (
        'T',
        "Taal",
        "Over de taal van de documenten, met `beleid controleer --taal`. Het is advies en houdt nooit iets tegen.",
    ),
    (
        'L',
        "Versies en pakketten",
        "Over versies van hoofdstukken, het slot van een gemeente en pakketten met sjablonen.",
    ),
    ('U', "Uitvoering", "Over de opdracht en de schijf."),
];

/// The page of messages.
fn messages() -> String {
    let mut page = String::from(
        "# Meldingen\n\n\
         Elke melding heeft een code.\n\
         `beleid leg-uit <code>` laat op het scherm zien wat hier staat.\n\n\
         Een *fout* houdt het document tegen, *let op* vraagt aandacht en een *tip* is goed om te weten.\n\
         Hoe zwaar een melding weegt, hangt af van de stand: in een concept mag er nog veel open zijn.\n\n\
         Deze bladzijde wordt gemaakt uit `src/ground/catalogue.rs`; verander haar daar.\n",
    );
    for (letter, title, about) in GROUPS {
        let _ = write!(page, "\n## {title}\n\n{about}\n");
        for rule in catalogue::ALL.iter().filter(|r| r.code.starts_with(*letter)) {
            let _ = write!(page, "\n### {} {}\n\n{}\n", rule.code, rule.name, literal(rule.explanation));
            for (head, text) in
                [("Wanneer", rule.blocks.sentence()), ("Voorbeeld", rule.example), ("Wat te doen", rule.remedy)]
            {
                let _ = write!(page, "\n- **{head}:** {}", literal(text));
            }
            page.push('\n');
        }
    }
    page
}

/// Text of the catalogue as Markdown: what it puts in backticks stays code, what it does not stays as typed.
fn literal(text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.split('`').enumerate() {
        if i % 2 == 1 {
            let _ = write!(out, "`{part}`");
            continue;
        }
        for c in part.chars() {
            if "\\*_[]<>#|".contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// The pages that are kept by hand, and the generated one.
fn pages() -> Vec<(PathBuf, String)> {
    let mut paths = vec![PathBuf::from("README.md")];
    paths.extend(
        std::fs::read_dir("docs")
            .expect("there are docs")
            .flatten()
            .map(|e| e.path())
            .filter(|p| p.extension().is_some_and(|e| e == "md")),
    );
    paths.sort();
    paths.into_iter().map(|p| (p.clone(), std::fs::read_to_string(&p).expect("a page is text"))).collect()
}

/// Headings that go more than one level deeper than the one before, or a page that does not begin with its title.
fn skipped(text: &str) -> Vec<String> {
    let (mut last, mut open, mut out) = (0, None, Vec::new());
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open = Some((level as usize, String::new())),
            Event::Text(t) | Event::Code(t) => {
                if let Some((_, title)) = &mut open {
                    title.push_str(&t);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let (level, title) = open.take().expect("a heading ends that began");
                if level > last + 1 || (level == 1 && last > 0) {
                    out.push(title);
                }
                last = level;
            }
            _ => {}
        }
    }
    out
}

/// The targets of links and pictures that are files of this project.
fn targets(text: &str) -> Vec<String> {
    Parser::new(text)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        })
        .filter(|url| !url.contains("://") && !url.starts_with("mailto:"))
        .collect()
}

/// The anchors of the headings of a page, as a forge makes them.
fn anchors(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open: Option<String> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => open = Some(String::new()),
            Event::Text(t) | Event::Code(t) => {
                if let Some(title) = &mut open {
                    title.push_str(&t);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let title = open.take().unwrap_or_default().to_lowercase();
                let kept = title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
                out.push(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
            }
            _ => {}
        }
    }
    out
}

/// Whether a link in a page leads somewhere.
fn leads(page: &Path, text: &str, target: &str) -> bool {
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = page.parent().unwrap_or(Path::new("")).join(file);
    let there = if file.is_empty() { Some(text.to_owned()) } else { std::fs::read_to_string(&path).ok() };
    match (there, anchor) {
        (_, "") => file.is_empty() || path.exists(),
        (Some(there), anchor) => anchors(&there).iter().any(|a| a == anchor),
        (None, _) => false,
    }
}

#[test]
fn the_page_of_messages_is_what_the_catalogue_says() {
    let path = "docs/MELDINGEN.md";
    let page = messages();
    for rule in catalogue::ALL {
        assert!(page.contains(&format!("### {} ", rule.code)), "{} is in no group", rule.code);
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &page).expect("the page is writable");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == page, "{path} is stale: run `UPDATE=1 cargo test --test docs` and look at the difference");
}

#[test]
fn every_component_is_explained_to_the_maintainer_of_chapters() {
    let page = std::fs::read_to_string("docs/sjablonen.md").expect("the page is there");
    let missing: Vec<&str> =
        beleid::text::components::names().into_iter().filter(|name| !page.contains(&format!("{name}("))).collect();
    assert!(missing.is_empty(), "docs/sjablonen.md does not name {missing:?}");
}

#[test]
fn headings_do_not_skip_and_links_lead_somewhere() {
    let mut wrong = String::new();
    for (path, text) in pages() {
        for title in skipped(&text) {
            let _ = writeln!(wrong, "{}: the heading `{title}` skips a level or is a second title", path.display());
        }
        for target in targets(&text).iter().filter(|t| !leads(&path, &text, t)) {
            let _ = writeln!(wrong, "{}: the link `{target}` leads nowhere", path.display());
        }
        for word in ["TODO", "FIXME"] {
            if text.contains(word) {
                let _ = writeln!(wrong, "{}: {word}", path.display());
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_checks_can_fail() {
    assert_eq!(skipped("# A\n\n### B\n\n```\n# not a heading\n```\n"), ["B"]);
    assert_eq!(skipped("## A"), ["A"]);
    assert_eq!(skipped("# A\n\n## B\n\n### C\n\n## D\n"), [""; 0]);
    assert_eq!(targets("[a](docs/x.md) ![b](y.png) [c](https://voorbeeld.nl) `[d](z)`"), ["docs/x.md", "y.png"]);
    let here = Path::new("README.md");
    assert!(leads(here, "", "docs/sjablonen.md") && !leads(here, "", "docs/nergens.md"));
    assert!(leads(here, "# Een kop, met `code`\n", "#een-kop-met-code") && !leads(here, "# A\n", "#b"));
    assert_eq!(literal("`a_b` en {{ x }} <y> *z*"), "`a_b` en {{ x }} \\<y\\> \\*z\\*");
}
