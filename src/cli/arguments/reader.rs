//! The arguments of who has a document and asks where it comes from, whether it is what it says, or what is new in it.
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
pub struct Compare {
    #[arg(value_name = "OUD", help = "De oude versie: een map, map@revisie of PDF")]
    pub old: PathBuf,
    #[arg(
        value_name = "NIEUW",
        required_unless_present = "amendments",
        help = "De nieuwe versie: een map, map@revisie of PDF"
    )]
    pub new: Option<PathBuf>,
    #[arg(
        id = "amendments",
        long = "amendementen",
        conflicts_with_all = ["new", "year_old", "lock_new"],
        help = "Zet bij één map het voorstel naast de tekst met de aangenomen amendementen"
    )]
    pub amendments: bool,
    #[arg(
        long = "document",
        value_name = "NAAM",
        help = "beleidsplan of basisniveau-verslag [anders: dat van de PDF, of beleidsplan]"
    )]
    pub document: Option<String>,
    #[arg(long = "jaar", value_name = "JAAR", value_parser = parse_year, help = "Jaar van het verslag in een map [anders: het nieuwste]")]
    pub year: Option<i32>,
    #[arg(long = "jaar-a", value_name = "JAAR", value_parser = parse_year, help = "Jaar van het oude verslag, als het een ander is")]
    pub year_old: Option<i32>,
    #[arg(
        long = "slot-a",
        value_name = "BESTAND",
        help = "Neemt voor de oude map dit slot in plaats van haar beleid.lock"
    )]
    pub lock_old: Option<PathBuf>,
    #[arg(
        long = "slot-b",
        value_name = "BESTAND",
        help = "Neemt voor de nieuwe map dit slot in plaats van haar beleid.lock"
    )]
    pub lock_new: Option<PathBuf>,
    #[command(flatten)]
    pub when: When,
    #[arg(long = "vertrouwelijk", help = "Vergelijkt de vertrouwelijke uitgaven")]
    pub confidential: bool,
    #[arg(
        long = "uit",
        value_name = "MAP",
        conflicts_with = "target",
        help = "Map waarin de vergelijking komt [anders: deze map]"
    )]
    pub output: Option<PathBuf>,
    #[arg(
        id = "target",
        long = "naar",
        value_name = "BESTAND",
        help = "Bestand waarin de vergelijking komt [anders: vergelijking-<document>.pdf]"
    )]
    pub target: Option<PathBuf>,
    #[arg(long = "overschrijf", help = "Vervangt ook een bestand dat geen vergelijking is")]
    pub overwrite: bool,
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
