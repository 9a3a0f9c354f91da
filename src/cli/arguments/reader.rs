//! The arguments of who has a document and asks where it comes from, or whether it is what it says.
//!
//! It deliberately does not know what a command does; its help stands in attributes, as in `arguments`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::{Templates, When, parse_date, parse_number, parse_page, parse_year};

#[derive(Debug, Args)]
pub struct Trace {
    #[arg(value_name = "MAP", help = "Map van een gemeente, of een PDF die dit programma maakte")]
    pub path: PathBuf,
    #[arg(long = "tekst", value_name = "TEKST", help = "De woorden of het cijfer, zoals het in het document staat")]
    pub text: Option<String>,
    #[arg(long = "pagina", alias = "bladzijde", value_name = "NUMMER", value_parser = parse_page, help = "Alleen op deze bladzijde van de PDF; zonder --tekst alles wat daar staat")]
    pub page: Option<usize>,
    #[arg(long = "document", value_name = "NAAM", help = "Alleen dit document; mag vaker")]
    pub documents: Vec<String>,
    #[arg(long = "jaar", value_name = "JAAR", value_parser = parse_year, help = "Jaar van het verslag [anders: het nieuwste]")]
    pub year: Option<i32>,
    #[arg(long = "vertrouwelijk", help = "Zoekt in de vertrouwelijke uitgave")]
    pub confidential: bool,
    #[command(flatten)]
    pub when: When,
    #[arg(long = "json", help = "Geeft alles als JSON, voor een ander programma")]
    pub json: bool,
    #[command(flatten)]
    pub templates: Templates,
    #[command(flatten)]
    pub limits: Limits,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[arg(value_name = "PDF", required = true, help = "Een PDF of bundel die dit programma maakte")]
    pub files: Vec<PathBuf>,
    #[arg(
        long = "sleutels",
        value_name = "BESTAND",
        help = "Sleutels van wie u documenten vertrouwt; zegt wie het document heeft ondertekend"
    )]
    pub keys: Option<PathBuf>,
    #[arg(long = "op", value_name = "DATUM", value_parser = parse_date, requires = "keys", help = "Dag waarop een sleutel moet gelden [anders: vandaag]")]
    pub day: Option<NaiveDate>,
    #[command(flatten)]
    pub limits: Limits,
}

/// How long a worker may take over one task, and with how much memory.
#[derive(Debug, Clone, Copy, Args)]
pub struct Limits {
    #[arg(long = "tijd", value_name = "SECONDEN", default_value = "60", value_parser = parse_number, help = "Hoogste tijd voor een gemeente of bestand [anders: 60]")]
    pub seconds: u64,
    #[arg(long = "geheugen", value_name = "MB", default_value = "1024", value_parser = parse_number, help = "Hoogste geheugen voor een gemeente of bestand [anders: 1024]")]
    pub megabytes: u64,
}
