//! Dated reference data that ships with the templates: the list of gemeenten and the national figures.
//!
//! Facts only, each with source and date; the lists are replaced by files, never by code.

use std::sync::Arc;

use chrono::NaiveDate;

use super::reader::{MOST_ROWS, Reader};
use super::record::{read_node, read_rows, record};
use crate::ground::source::{At, Source, SourceSet};
use crate::ground::{csv, toml};

record! {
    /// Een gemeente in de lijst.
    pub struct ListedGemeente {
        /// Gemeentecode.
        code: At<String>, Required;
        /// Naam.
        naam: At<String>, Required;
        /// Veiligheidsregio.
        veiligheidsregio: At<String>, Required;
        /// Politie-eenheid.
        politie_eenheid: At<String>, Required;
    }
}

record! {
    /// Een landelijk cijfer.
    pub struct NationalFigure {
        /// Jaar.
        jaar: At<u32>, Required;
        /// Aantal gemelde mogelijke slachtoffers.
        aantal: At<u32>, Required;
        /// Reeks; twee reeksen horen nooit in één lijn.
        reeks: At<String>, Required;
        /// Bron.
        bron: At<String>, Required;
        /// Adres.
        url: Option<At<String>>, Optional;
    }
}

record! {
    /// Waar een lijst vandaan komt.
    pub struct Provenance {
        /// Titel van de bron.
        bron: At<String>, Required;
        /// Peildatum van de lijst.
        peildatum: At<NaiveDate>, Required;
        /// Voorwaarden voor hergebruik.
        licentie: Option<At<String>>, Optional;
        /// Wat de lezer moet weten.
        toelichting: Option<At<String>>, Optional;
    }
}

/// The reference data of a template set.
#[derive(Debug, Clone, Default)]
pub struct ReferenceData {
    /// Every gemeente of the list, in the order of the file.
    pub gemeenten: Vec<ListedGemeente>,
    /// Where the list comes from.
    pub gemeenten_source: Option<Provenance>,
    /// National figures, by year.
    pub national: Vec<NationalFigure>,
    /// Where they come from.
    pub national_source: Option<Provenance>,
}

impl ReferenceData {
    /// The gemeente with this name, in any case.
    pub fn by_name(&self, name: &str) -> Option<&ListedGemeente> {
        let name = name.to_lowercase();
        self.gemeenten.iter().find(|g| g.naam.to_lowercase() == name)
    }

    /// The gemeente with this code.
    pub fn by_code(&self, code: &str) -> Option<&ListedGemeente> {
        self.gemeenten.iter().find(|g| g.code.eq_ignore_ascii_case(code))
    }
}

/// Reads `gegevens/` of a template set.
pub fn read(set: &SourceSet, rd: &mut Reader<'_>) -> ReferenceData {
    let rows = |path: &str| set.get(path).cloned();
    ReferenceData {
        gemeenten: rows("gegevens/gemeenten.csv").map(|s| sheet(&s, rd)).unwrap_or_default(),
        gemeenten_source: rows("gegevens/gemeenten.toml").and_then(|s| provenance(&s, rd)),
        national: rows("gegevens/landelijk.csv").map(|s| sheet(&s, rd)).unwrap_or_default(),
        national_source: rows("gegevens/landelijk.toml").and_then(|s| provenance(&s, rd)),
    }
}

fn sheet<T: super::record::Record>(source: &Arc<Source>, rd: &mut Reader<'_>) -> Vec<T> {
    let Some(sheet) = csv::parse(source, rd.report) else { return Vec::new() };
    read_rows(&sheet, &source.place(0..0), MOST_ROWS, rd).unwrap_or_default()
}

fn provenance(source: &Arc<Source>, rd: &mut Reader<'_>) -> Option<Provenance> {
    let node = toml::parse(source, rd.report)?;
    read_node(&node, rd)
}
