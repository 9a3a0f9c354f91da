//! Two versions of a norm: what a verdict depends on, and what only explains it.
//!
//! It deliberately applies neither to a gemeente.

use std::collections::BTreeMap;

use super::words::doubts;
use super::{Bump, Reason};
use crate::ground::source::At;
use crate::nouns::norm::{Criterium, Norm};
use crate::nouns::version::Level;

/// What two versions of a norm differ in.
pub fn compare_norms(old: &Norm, new: &Norm) -> Bump {
    let (mut reasons, mut questions) = (Vec::new(), Vec::new());
    let mut tell = |level, text: String| reasons.push(Reason { level, text });
    let (before, after) = (by_id(old), by_id(new));
    for (id, criterium) in &after {
        let shown = id.to_uppercase();
        match before.get(id) {
            None if counts(criterium) => tell(Level::Major, format!("vraagt er een criterium bij: {shown}")),
            None => tell(Level::Minor, format!("heeft er een criterium bij dat niet meetelt: {shown}")),
            Some(earlier) => {
                for (level, what) in differences(earlier, criterium) {
                    tell(level, format!("{what} van {shown}"));
                }
                if words(earlier) != words(criterium) {
                    questions.push(format!("{shown} is anders verwoord"));
                    questions.extend(
                        doubts(&words(earlier), &words(criterium)).into_iter().map(|d| format!("in {shown}: {d}")),
                    );
                }
            }
        }
    }
    for id in before.keys().filter(|id| !after.contains_key(*id)) {
        tell(Level::Major, format!("mist het criterium {}", id.to_uppercase()));
    }
    let groups = |norm: &Norm| norm.groepen.iter().map(|g| g.id.0.clone()).collect::<Vec<_>>();
    if groups(old) != groups(new) {
        tell(Level::Minor, "heeft andere groepen".into());
    }
    let standard = |norm: &Norm| norm.standaard.as_ref().is_none_or(|s| s.value);
    if standard(old) != standard(new) {
        tell(Level::Major, "geldt voor andere gemeenten".into());
    }
    let verdict = |norm: &Norm| {
        let w = norm.woorden.first();
        w.map(|w| [&w.voldoet, &w.deels, &w.voldoet_niet, &w.onbekend].map(|at| at.value.clone()))
    };
    if verdict(old) != verdict(new) {
        tell(Level::Minor, "noemt het oordeel anders".into());
    }
    Bump::new(reasons, questions)
}

fn by_id(norm: &Norm) -> BTreeMap<&str, &Criterium> {
    norm.criteria.iter().map(|c| (c.id.0.as_str(), c)).collect()
}

/// Whether it counts for the verdict on the whole.
fn counts(criterium: &Criterium) -> bool {
    criterium.verplicht.as_ref().is_none_or(|v| v.value)
}

fn value(at: &Option<At<String>>) -> Option<&str> {
    at.as_ref().map(|at| at.value.as_str())
}

/// What a verdict depends on, with what to say when it differs.
fn differences(old: &Criterium, new: &Criterium) -> Vec<(Level, &'static str)> {
    let checks = |c: &Criterium| -> Vec<String> {
        let single = [&c.voldoet, &c.deels, &c.bekend, &c.nvt, &c.bewijs_uit, &c.verloopt_uit];
        let single = single.map(|at| value(at).unwrap_or_default().to_owned());
        single.into_iter().chain(c.eisen.iter().map(|e| e.als.value.clone())).collect()
    };
    let kinds = |c: &Criterium| c.bewijssoorten.iter().map(|k| k.value.clone()).collect::<Vec<_>>();
    let age = |c: &Criterium| c.maximale_leeftijd_maanden.as_ref().map(|m| m.value);
    let also = |c: &Criterium| c.dekt.iter().map(|k| k.0.clone()).collect::<Vec<_>>();
    let step = |c: &Criterium| c.stap_id.as_ref().map(|s| s.0.clone());
    let all = [
        (checks(old) != checks(new), Level::Major, "verandert de toets"),
        (counts(old) != counts(new), Level::Major, "verandert het meetellen"),
        (old.oordeel.is_some() != new.oordeel.is_some(), Level::Major, "verandert wie oordeelt"),
        (kinds(old) != kinds(new), Level::Major, "verandert het soort bewijs"),
        (age(old) != age(new), Level::Major, "verandert hoe oud het bewijs mag zijn"),
        (old.groep.value != new.groep.value, Level::Minor, "verandert de groep"),
        (old.bron.value != new.bron.value, Level::Minor, "verandert de bron"),
        (also(old) != also(new) || step(old) != step(new), Level::Minor, "verandert de stap"),
    ];
    all.into_iter().filter(|(differs, ..)| *differs).map(|(_, level, what)| (level, what)).collect()
}

/// What a person reads.
fn words(criterium: &Criterium) -> String {
    let own = [&criterium.vraag, &criterium.bewijs, &criterium.advies, &criterium.stap].map(|at| at.value.as_str());
    let more = criterium.eisen.iter().map(|e| e.tekst.value.as_str());
    own.into_iter().chain(value(&criterium.nvt_reden)).chain(more).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::glyphs::GlyphSet;
    use crate::ground::source::{LIMITS, SourceSet};
    use crate::nouns::library;

    const NORM: &str = "id = \"n\"\nnaam = \"N\"\nversie = \"1.0.0\"\ngeldig_van = 2026-01-01\nbron = \"x\"\n[[groepen]]\nid = \"g\"\nnaam = \"G\"\n[[criteria]]\nid = \"g-1\"\ngroep = \"g\"\nvraag = \"Is het zo?\"\nbron = \"x\"\nmerk = \"project\"\nvoldoet = \"plan.datum\"\nbewijs = \"b\"\nadvies = \"a\"\nstap = \"s\"\n";

    #[test]
    fn a_norm_that_asks_more_or_else_is_a_major() {
        let norm = |text: &str| {
            let mut set = SourceSet::new(LIMITS);
            set.insert("normen/n/1.0.0.toml", text.as_bytes().to_vec()).unwrap();
            let library = library::read(&set, &GlyphSet::every()).0;
            library.norms["n"].values().next().unwrap().clone()
        };
        let told = |from: &str, to: &str| {
            let bump = compare_norms(&norm(NORM), &norm(&NORM.replace(from, to)));
            (bump.least(), bump.reasons.into_iter().map(|r| r.text).collect::<Vec<_>>())
        };
        let more = NORM.split_once("[[criteria]]").unwrap().1.replace("g-1", "g-2");
        let with = |extra: &str| compare_norms(&norm(NORM), &norm(&format!("{NORM}[[criteria]]{more}{extra}")));
        assert_eq!(with("").reasons[0].text, "vraagt er een criterium bij: G-2");
        assert_eq!((with("").least(), with("verplicht = false\n").least()), (Level::Major, Level::Minor));
        assert_eq!(
            told("\"plan.datum\"", "\"plan.ambitie\""),
            (Level::Major, vec!["verandert de toets van G-1".into()])
        );
        assert_eq!(told("g-1", "g-3").0, Level::Major);
        assert_eq!(told("Is het zo?", "Is dat zo?"), (Level::Patch, vec![]));
        assert_eq!(told("bewijs = \"b\"", "bewijs = \"b\"\nmaximale_leeftijd_maanden = 12").0, Level::Major);
    }
}
