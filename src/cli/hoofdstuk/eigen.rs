//! `hoofdstuk eigen`: begins an own text at a chapter or a named part of it, with the shared words in it to change.
//!
//! It deliberately never writes over a text that is there.

use std::fmt::Write as _;
use std::path::Path;

use super::super::arguments::Own;
use super::super::change::Change;
use super::super::find::find;
use super::super::make::tell_unwritten;
use super::super::own_templates::OwnTemplates;
use super::super::render::printable;
use super::super::screen::Screen;
use super::super::told::{Told, tell};
use super::super::workshop::Workshop;
use super::super::{COULD_NOT, DONE};
use crate::compiler::Selection;
use crate::ground::dutch;
use crate::nouns::section::sections;

/// Begins.
pub fn run(arguments: &Own, screen: Screen) -> Result<u8, Vec<Told>> {
    let workshop = Workshop::open(OwnTemplates::open(&arguments.templates)?);
    let (gemeenten, _) = find(std::slice::from_ref(&arguments.folder))?;
    let refuse = |text: String| {
        screen.err(&text);
        Ok(COULD_NOT)
    };
    let [gemeente] = &gemeenten[..] else { return refuse("fout: geef de map van één gemeente\n".into()) };
    let bench = workshop.read(gemeente.path(), Path::new(""), &Selection::default());
    let Some(dossier) = &bench.dossier else {
        let told = tell(&bench.intake, &bench.orders, &bench.sources, workshop.templates());
        return Err(told.into_iter().map(|t| t.below(&gemeente.shown, &Default::default())).collect());
    };
    let (name, part) = (arguments.chapter.as_str(), arguments.part.as_deref());
    let Some(versions) = workshop.compiler.library().chapters.get(name) else {
        let names = workshop.compiler.library().chapters.keys().map(String::as_str);
        let near = dutch::nearest(name, names).map(|near| format!("Bedoelt u `{near}`?\n")).unwrap_or_default();
        return refuse(format!("fout: er is geen hoofdstuk `{}`\n{near}", printable(name)));
    };
    let newest = versions.values().next_back();
    let parts: Vec<String> =
        newest.into_iter().flat_map(|c| sections(c.text.text())).map(|section| section.name).collect();
    let Some(shared) = workshop.compiler.shared_text(dossier, name, part) else {
        return refuse(match part {
            Some(part) => format!(
                "fout: hoofdstuk `{name}` heeft in de documenten van deze gemeente geen deel `{}`\nDe delen zijn {}.\n",
                printable(part),
                dutch::ticked_or(&parts).replace(" of ", " en ")
            ),
            None => format!("fout: hoofdstuk `{name}` staat niet in de documenten van deze gemeente\n"),
        });
    };
    let stem = part.map_or_else(|| name.to_owned(), |part| format!("{name}/{part}"));
    let files = [format!("teksten/{stem}.md"), format!("teksten/{stem}.vervangt.md")];
    if let Some(there) = files.iter().find(|file| bench.sources.get(file).is_some()) {
        let advice = match (there == &files[0], part) {
            (true, None) => format!(
                "Die tekst komt achter het hoofdstuk, en de gedeelde woorden blijven staan. Wilt u die veranderen, noem dan een deel: {}.",
                dutch::ticked_or(&parts)
            ),
            (true, Some(_)) => {
                "Die tekst komt achter het deel, en de gedeelde woorden blijven staan. Zet hem eerst ergens anders."
                    .into()
            }
            (false, _) => "Verander die tekst.".into(),
        };
        return refuse(format!("fout: `{}/{there}` is er al; er is niets veranderd\n{advice}\n", gemeente.shown));
    }
    let file = &files[1];
    let change = Change { written: vec![(file.clone(), shared.text.clone().into_bytes())], gone: Vec::new() };
    change.apply(gemeente.path()).map_err(|error| vec![tell_unwritten(gemeente.path(), &error)])?;
    let mut out = format!(
        "De gedeelde tekst staat nu in {}/{file}. Verander daar wat bij u anders is.\nVerandert de gedeelde tekst later, dan voegt `beleid hoofdstuk actualiseer` die wijzigingen in.\nUw gegevens en verwijzingen staan er nu als gewone woorden in: zij veranderen niet meer vanzelf mee.\n",
        gemeente.shown
    );
    if !shared.components.is_empty() {
        let _ = writeln!(
            out,
            "Let op: {} met uw gegevens kan niet in een eigen tekst, en staat er dus niet meer in.",
            dutch::list(&shared.components.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>())
        );
    }
    screen.out(&out);
    Ok(DONE)
}
