//! A project as PDF: PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same project.
//!
//! A fault of Typst is never shown raw: it is traced to the line of the chapter or local text that caused it.

use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::typeset::Project;
use super::world::{MemoryWorld, Shared};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Rule};
use crate::ground::toml::shorten;

/// A PDF and its number of pages.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: usize,
}

/// Compiles and exports. `identifier` is stable for a document, so that its id in the file is.
pub fn export(project: &Project, shared: &Shared, identifier: &str, report: &mut Report) -> Option<Pdf> {
    let world = MemoryWorld::new(shared, project)?;
    let compiled = typst::compile::<PagedDocument>(&world);
    let mut faults: Vec<SourceDiagnostic> = compiled.warnings.into_iter().collect();
    let pdf = match compiled.output {
        Ok(document) if faults.is_empty() => write(&document, identifier).map_err(|f| {
            faults.extend(f);
            &rules::EXPORT
        }),
        Ok(_) => Err(&rules::TYPESET),
        Err(errors) => {
            faults.retain(|f| f.severity == Severity::Error);
            faults.extend(errors);
            Err(&rules::TYPESET)
        }
    };
    // Documents of different data share almost nothing; a kept cache costs 68 MB each.
    typst::comemo::evict(0);
    match pdf {
        Ok(pdf) => Some(pdf),
        Err(rule) => {
            faults.iter().for_each(|fault| tell(fault, rule, &world, project, report));
            if faults.is_empty() {
                report.push(rule.at(
                    None,
                    "het document kon niet worden gemaakt",
                    "Meld dit aan de makers van beleid.",
                ));
            }
            None
        }
    }
}

fn write(document: &PagedDocument, identifier: &str) -> Result<Pdf, Vec<SourceDiagnostic>> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_3a]).unwrap_or_default();
    let options = PdfOptions {
        ident: Smart::Custom(identifier.into()),
        creator: Smart::Custom(Some(concat!("beleid ", env!("CARGO_PKG_VERSION")).into())),
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    let bytes = typst_pdf::pdf(document, &options).map_err(|faults| faults.into_iter().collect::<Vec<_>>())?;
    Ok(Pdf { bytes, pages: document.pages().len() })
}

/// Tells a fault at the block that caused it: its own span, or the first step of its trace that lies in a chapter.
fn tell(
    fault: &SourceDiagnostic,
    rule: &'static Rule,
    world: &MemoryWorld<'_>,
    project: &Project,
    report: &mut Report,
) {
    let own = fault.span.id().zip(world.range(fault.span));
    let steps = fault.trace.iter().filter_map(|step| step.span.id().zip(world.range(step.span)));
    let place = own.into_iter().chain(steps).find_map(|(id, range)| {
        let path = id.vpath().get_with_slash().to_owned();
        let file = project.files.iter().find(|f| f.path == path && !f.origins.is_empty())?;
        let at = file.origins.partition_point(|(start, _)| *start <= range.start).checked_sub(1)?;
        file.origins.get(at)?.1.clone()
    });
    let about = if *rule == rules::EXPORT {
        "de PDF zou niet voldoen aan PDF/UA-1 of PDF/A-3a"
    } else {
        "het document kon niet worden opgemaakt"
    };
    let (title, action) = match &place {
        Some(place) => (
            format!("{about} bij `{}`", shorten(place.text())),
            "Verander de tekst op deze plek. Helpt dat niet, meld dan aan de makers",
        ),
        None => {
            (about.to_owned(), "Dit ligt aan het programma of de vormgeving, niet aan de gegevens. Meld aan de makers")
        }
    };
    report.push(rule.at(place, title, format!("{action}: {}", fault.message)));
}
