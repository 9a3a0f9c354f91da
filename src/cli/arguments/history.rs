//! The arguments of who follows a plan on its way through the decisions.
//!
//! It deliberately does not know what a command does; its help stands in attributes, as in `arguments`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::{one_of, parse_date};
use crate::nouns::verloop::Fase;

#[derive(Debug, Args)]
pub struct History {
    #[arg(value_name = "MAP", help = "Map van een gemeente")]
    pub folder: PathBuf,
    #[arg(long = "op", value_name = "DATUM", value_parser = parse_date, help = "Hoe ver het plan op deze dag was [anders: vandaag]")]
    pub day: Option<NaiveDate>,
    #[arg(long = "stap", value_name = "STAP", value_parser = parse_step, requires = "date", help = "Voegt deze stap toe: concept, afgestemd, ter-besluitvorming of geldend")]
    pub step: Option<Fase>,
    #[arg(id = "date", long = "datum", value_name = "DATUM", value_parser = parse_date, requires = "step", help = "Dag van de stap, zoals 2026-01-31")]
    pub date: Option<NaiveDate>,
    #[arg(
        long = "wie",
        value_name = "WIE",
        requires = "step",
        help = "Wie de stap zette: een functie of orgaan, geen naam van een persoon"
    )]
    pub who: Option<String>,
    #[arg(long = "kenmerk", value_name = "KENMERK", requires = "step", help = "Kenmerk van het stuk of besluit")]
    pub reference: Option<String>,
    #[arg(long = "toelichting", value_name = "TEKST", requires = "step", help = "Wat er bij de stap te zeggen is")]
    pub remark: Option<String>,
    #[arg(long = "proef", requires = "step", help = "Laat zien wat er zou veranderen, en verandert niets")]
    pub trial: bool,
}

/// A step may be written as one word.
fn parse_step(text: &str) -> Result<Fase, String> {
    one_of(&text.replace(['-', '_'], " "), &Fase::ALL.iter().map(|f| (f.word(), *f)).collect::<Vec<_>>())
}
