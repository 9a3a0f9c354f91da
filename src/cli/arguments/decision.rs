//! The arguments of adopting a document and of beginning its next version.
//!
//! It deliberately does not know what a command does.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::{Limits, Templates, one_of, parse_body, parse_date, parse_year};
use crate::nouns::plan::{Orgaan, Rubriek};

#[derive(Debug, Args)]
pub struct Adopt {
    #[arg(value_name = "MAP", help = "Map van een gemeente")]
    pub folder: PathBuf,
    #[arg(long = "orgaan", value_name = "ORGAAN", value_parser = parse_body, help = "Wie besloot: raad, college of burgemeester [anders: wat het plan zegt]")]
    pub body: Option<Orgaan>,
    #[arg(long = "datum", value_name = "DATUM", value_parser = parse_date, help = "Dag van het besluit, zoals 2026-02-12")]
    pub date: Option<NaiveDate>,
    #[arg(long = "kenmerk", value_name = "KENMERK", help = "Kenmerk van het besluit")]
    pub reference: Option<String>,
    #[arg(long = "zaaknummer", value_name = "NUMMER", help = "Zaaknummer van het besluit [anders: dat van het plan]")]
    pub case: Option<String>,
    #[arg(long = "citeertitel", value_name = "TITEL", help = "Naam waarmee het besluit wordt aangehaald")]
    pub title: Option<String>,
    #[arg(long = "inwerkingtreding", value_name = "DATUM", value_parser = parse_date, help = "Dag waarop het plan in werking treedt")]
    pub in_force: Option<NaiveDate>,
    #[arg(
        long = "grondslag",
        value_name = "TEKST",
        help = "Artikel of afspraak waarop het besluit steunt; mag vaker [anders: wat bij het voorstel staat]"
    )]
    pub grounds: Vec<String>,
    #[arg(long = "rubriek", value_name = "RUBRIEK", value_parser = parse_section, help = "Rubriek in het gemeenteblad: beleidsregel of \"ander besluit van algemene strekking\"")]
    pub section: Option<Rubriek>,
    #[arg(long = "ondertekening", value_name = "DATUM", value_parser = parse_date, help = "Dag waarop het besluit is ondertekend")]
    pub signed: Option<NaiveDate>,
    #[arg(long = "verslag", value_name = "JAAR", value_parser = parse_year, conflicts_with_all = ["body", "reference", "case", "title", "in_force", "grounds", "section", "signed"], help = "Stelt het verslag over dit jaar vast, in plaats van het plan; geef alleen --datum")]
    pub report: Option<i32>,
    #[arg(long = "aanvaard", value_name = "CODE=REDEN", value_parser = parse_acceptance, help = "Laat een melding staan, met de reden; mag vaker, ook als CODE:WOORDEN=REDEN")]
    pub accepted: Vec<Acceptance>,
    #[arg(long = "sleutel", value_name = "BESTAND", help = "Ondertekent de documenten met deze geheime sleutel")]
    pub key: Option<PathBuf>,
    #[arg(long = "proef", help = "Laat alles zien, en verandert niets")]
    pub dry: bool,
    #[arg(long = "uit", value_name = "MAP", default_value = "out", help = "Waar de documenten komen [anders: out]")]
    pub output: PathBuf,
    #[command(flatten)]
    pub templates: Templates,
    #[command(flatten)]
    pub limits: Limits,
}

#[derive(Debug, Args)]
pub struct Revise {
    #[arg(value_name = "MAP", help = "Map van een gemeente")]
    pub folder: PathBuf,
    #[arg(long = "soort", value_name = "SOORT", default_value = "actualisatie", value_parser = parse_kind, help = "actualisatie, amendement of intrekking [anders: actualisatie]")]
    pub kind: RevisionKind,
    #[arg(long = "datum", value_name = "DATUM", value_parser = parse_date, help = "Dag waarop de nieuwe versie begint, of van het besluit tot intrekking [anders: vandaag]")]
    pub date: Option<NaiveDate>,
    #[arg(long = "reden", value_name = "TEKST", help = "Waarom er een nieuwe versie komt, of waarom het plan eindigt")]
    pub reason: Option<String>,
    #[arg(long = "kenmerk", value_name = "KENMERK", help = "Kenmerk van het besluit tot intrekking")]
    pub reference: Option<String>,
    #[arg(long = "verslag", value_name = "JAAR", value_parser = parse_year, conflicts_with = "kind", help = "Opent het verslag over dit jaar weer, in plaats van het plan")]
    pub report: Option<i32>,
    #[arg(long = "proef", help = "Laat alles zien, en verandert niets")]
    pub dry: bool,
    #[command(flatten)]
    pub templates: Templates,
}

/// What a next version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionKind {
    /// The plan is brought up to date.
    Renewal,
    /// Only what the council changes.
    Amendment,
    /// The plan ends.
    Withdrawal,
}

fn parse_kind(text: &str) -> Result<RevisionKind, String> {
    one_of(
        text,
        &[
            ("actualisatie", RevisionKind::Renewal),
            ("amendement", RevisionKind::Amendment),
            ("intrekking", RevisionKind::Withdrawal),
        ],
    )
}

/// A message that may stay, as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Code of the message.
    pub code: String,
    /// Words in it.
    pub words: Option<String>,
    /// Why.
    pub reason: String,
}

fn parse_section(text: &str) -> Result<Rubriek, String> {
    one_of(text, &Rubriek::ALL.iter().map(|r| (r.word(), *r)).collect::<Vec<_>>())
}

fn parse_acceptance(text: &str) -> Result<Acceptance, String> {
    let (which, reason) = text.split_once('=').unwrap_or((text, ""));
    let (code, words) = which.split_once(':').map_or((which, None), |(code, words)| (code, Some(words)));
    let (code, reason) = (code.trim().to_uppercase(), reason.trim().to_owned());
    if reason.is_empty() {
        return Err("geef ook de reden, zoals L166=\"de jurist keek de bronnen na op 3 februari 2026\"".into());
    }
    if code.len() != 4 {
        return Err("begin met de code van een melding, zoals L166".into());
    }
    let words = words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    Ok(Acceptance { code, words, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acceptance_has_a_code_and_a_reason() {
        let read = parse_acceptance("k112: SIG-2 = volgt in 2026").unwrap();
        assert_eq!(
            (read.code.as_str(), read.words.as_deref(), read.reason.as_str()),
            ("K112", Some("SIG-2"), "volgt in 2026")
        );
        assert_eq!(parse_acceptance("L166=a=b").unwrap().reason, "a=b");
        for bad in ["L166", "L166=", "=reden", "L16=x"] {
            assert!(parse_acceptance(bad).is_err(), "{bad}");
        }
    }
}
