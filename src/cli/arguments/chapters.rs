//! The arguments of `hoofdstuk`: what gemeenten and maintainers do with versions of chapters.
//!
//! It deliberately does not know what a command does; its help stands in attributes, as in `arguments`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{NewChapter, Publish, Templates, parse_date};

#[derive(Debug, Args)]
pub struct Chapters {
    #[command(subcommand)]
    pub action: ChapterAction,
}

#[derive(Debug, Subcommand)]
pub enum ChapterAction {
    #[command(
        alias = "list",
        about = "Alle versies; met een map van een gemeente: wat die heeft vastgelegd en wat er nieuwer is (ook: list)",
        override_usage = "beleid hoofdstuk lijst [keuzes] [MAP]…"
    )]
    Lijst(List),
    #[command(
        alias = "show",
        about = "Alles over één hoofdstuk of norm, en wat er met de vorige versie verschilt (ook: show)",
        override_usage = "beleid hoofdstuk toon [keuzes] <NAAM>"
    )]
    Toon(Show),
    #[command(
        alias = "pack",
        about = "Maakt van een map met sjablonen een pakket om te versturen (ook: pack)",
        override_usage = "beleid hoofdstuk pak [keuzes] <MAP>"
    )]
    Pak(Pack),
    #[command(
        alias = "update",
        about = "Neemt nieuwere versies over, nadat u zag wat er bij u verandert (ook: update)",
        override_usage = "beleid hoofdstuk actualiseer [keuzes] <MAP> [NAAM]…"
    )]
    Actualiseer(Renew),
    #[command(
        alias = "own",
        about = "Begint een eigen tekst bij een hoofdstuk of een deel ervan, met de gedeelde woorden erin (ook: own)",
        override_usage = "beleid hoofdstuk eigen [keuzes] <MAP> <HOOFDSTUK> [DEEL]"
    )]
    Eigen(Own),
    #[command(
        alias = "new",
        about = "Begint een hoofdstuk, of een nieuwe versie van een hoofdstuk, als concept (ook: new)",
        override_usage = "beleid hoofdstuk nieuw [keuzes] <NAAM>"
    )]
    Nieuw(NewChapter),
    #[command(
        alias = "publish",
        about = "Kijkt een concept helemaal na, en geeft het uit (ook: publish)",
        override_usage = "beleid hoofdstuk uitgeven [keuzes] <NAAM>"
    )]
    Uitgeven(Publish),
}

#[derive(Debug, Args)]
pub struct Renew {
    #[arg(value_name = "MAP", help = "Map van een gemeente")]
    pub folder: PathBuf,
    #[arg(value_name = "NAAM", help = "Alleen dit hoofdstuk of deze norm; mag vaker")]
    pub names: Vec<String>,
    #[arg(long = "ja", help = "Neemt alles over zonder te vragen")]
    pub yes: bool,
    #[arg(long = "op", value_name = "DATUM", value_parser = parse_date, help = "Dag waarop een nieuwere versie moet gelden [anders: vandaag]")]
    pub day: Option<NaiveDate>,
    #[command(flatten)]
    pub templates: Templates,
}

#[derive(Debug, Args)]
pub struct Own {
    #[arg(value_name = "MAP", help = "Map van een gemeente")]
    pub folder: PathBuf,
    #[arg(value_name = "HOOFDSTUK", help = "Naam van het hoofdstuk, zoals signaleren")]
    pub chapter: String,
    #[arg(
        value_name = "DEEL",
        help = "Naam van een deel: de woorden van een kop, zoals de-stappen-na-een-signaal [anders: het hele hoofdstuk]"
    )]
    pub part: Option<String>,
    #[command(flatten)]
    pub templates: Templates,
}

#[derive(Debug, Args)]
pub struct List {
    #[arg(value_name = "MAP", help = "Map van een gemeente, of een map met gemeenten erin")]
    pub folders: Vec<PathBuf>,
    #[arg(long = "op", value_name = "DATUM", value_parser = parse_date, help = "Dag waarop een nieuwere versie moet gelden [anders: vandaag]")]
    pub day: Option<NaiveDate>,
    #[arg(long = "json", help = "Geeft alles als JSON, voor een ander programma")]
    pub json: bool,
    #[command(flatten)]
    pub templates: Templates,
}

#[derive(Debug, Args)]
pub struct Show {
    #[arg(value_name = "NAAM", help = "Naam van een hoofdstuk of norm, zoals signaleren of signaleren@1.0.0")]
    pub name: String,
    #[arg(long = "tekst", help = "Toont ook de tekst zelf")]
    pub text: bool,
    #[command(flatten)]
    pub templates: Templates,
}

#[derive(Debug, Args)]
pub struct Pack {
    #[arg(value_name = "MAP", help = "Map met sjablonen en een pak.toml")]
    pub folder: PathBuf,
    #[arg(long = "uit", value_name = "BESTAND", help = "Het pakket [anders: naam-versie.zip in deze map]")]
    pub output: Option<PathBuf>,
    #[arg(long = "sleutel", value_name = "BESTAND", help = "Uw geheime sleutel, om het pakket te ondertekenen")]
    pub key: Option<PathBuf>,
}
