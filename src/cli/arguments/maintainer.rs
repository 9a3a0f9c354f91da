//! The arguments of who maintains templates: starting and publishing a version, and the key under a pack.
//!
//! It deliberately does not know what a command does.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Templates, one_of};
use crate::nouns::version::Level;

#[derive(Debug, Args)]
pub struct NewChapter {
    #[arg(value_name = "NAAM", help = "Naam van het hoofdstuk, zoals aanpak-haven")]
    pub name: String,
    #[arg(
        long = "van",
        value_name = "NAAM",
        help = "Waar het van begint, zoals signaleren@1.0.0 [anders: de nieuwste versie, als die er is]"
    )]
    pub from: Option<String>,
    #[arg(long = "niveau", value_name = "NIVEAU", default_value = "aanvulling", value_parser = parse_level, help = "Wat er anders wordt: betekenis, aanvulling of woorden [anders: aanvulling]")]
    pub level: Level,
    #[arg(
        long = "in",
        value_name = "MAP",
        default_value = "sjablonen",
        help = "Uw map met sjablonen [anders: sjablonen]"
    )]
    pub folder: PathBuf,
    #[command(flatten)]
    pub templates: Templates,
}

#[derive(Debug, Args)]
pub struct Publish {
    #[arg(value_name = "NAAM", help = "Het concept, zoals aanpak-haven@1.1.0-concept")]
    pub draft: String,
    #[arg(
        long = "in",
        value_name = "MAP",
        default_value = "sjablonen",
        help = "Uw map met sjablonen [anders: sjablonen]"
    )]
    pub folder: PathBuf,
    #[arg(
        long = "proef",
        value_name = "MAP",
        help = "Gemeenten om het mee te proberen; mag vaker [anders: de voorbeelden in het programma]"
    )]
    pub samples: Vec<PathBuf>,
    #[arg(long = "alleen-nakijken", help = "Zegt alles, en geeft niets uit")]
    pub only_check: bool,
    #[command(flatten)]
    pub templates: Templates,
}

#[derive(Debug, Args)]
pub struct Keys {
    #[command(subcommand)]
    pub action: KeyAction,
}

#[derive(Debug, Subcommand)]
pub enum KeyAction {
    #[command(
        alias = "make",
        about = "Maakt een geheime sleutel in een nieuw bestand, en toont de openbare (ook: make)",
        override_usage = "beleid sleutel maken [keuzes] <NAAM>"
    )]
    Maken(NewKey),
}

#[derive(Debug, Args)]
pub struct NewKey {
    #[arg(value_name = "NAAM", help = "Van wie de sleutel is, zoals \"Regio Voorbeeld\"")]
    pub name: String,
    #[arg(
        long = "uit",
        value_name = "BESTAND",
        help = "Waar de geheime sleutel komt [anders: naam.sleutel in deze map]"
    )]
    pub output: Option<PathBuf>,
}

fn parse_level(text: &str) -> Result<Level, String> {
    one_of(text, &[("betekenis", Level::Major), ("aanvulling", Level::Minor), ("woorden", Level::Patch)])
}
