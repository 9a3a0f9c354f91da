//! The arguments: every command and every choice, with its help in Dutch.
//!
//! It deliberately does not know what a command does. Help texts stand in attributes, because doc comments would
//! become help texts.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgAction, Args, Command, CommandFactory, Parser, Subcommand};

mod chapters;
mod decision;
mod history;
mod maintainer;
mod reader;

pub use chapters::{ChapterAction, Chapters, List, Own, Pack, Renew, Show};
#[cfg(test)]
pub use decision::Acceptance;
pub use decision::{Adopt, Revise, RevisionKind};
pub use history::History;
pub use maintainer::{KeyAction, Keys, NewChapter, NewKey, Publish};
pub use reader::{Compare, Limits, Trace, Verify};

use super::request::STANDS;
use crate::ground::diagnostic::Stand;
use crate::ground::dutch::{self, DateFault};
use crate::nouns::organisatie::Regie;
use crate::nouns::plan::Orgaan;

#[derive(Debug, Parser)]
#[command(
    name = "beleid",
    version,
    about = "Maakt van de gegevens van een gemeente een beleidsplan mensenhandel en een basisniveau-verslag, als toegankelijke PDF.",
    override_usage = "beleid <OPDRACHT> [keuzes]",
    after_help = "Begin met:  beleid nieuw policies/mijn-gemeente\nDaarna:     beleid bouw\nUitleg bij een melding:  beleid leg-uit D204"
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Action,
}

#[derive(Debug, Subcommand)]
pub enum Action {
    #[command(
        alias = "build",
        about = "Maakt de documenten van elke gemeente (ook: build)",
        override_usage = "beleid bouw [keuzes] [MAP]…"
    )]
    Bouw(Build),
    #[command(
        alias = "bundle",
        about = "Maakt één zip-bestand voor de vergadering, de bekendmaking, de Woo en het archief (ook: bundle)",
        override_usage = "beleid bundel [keuzes] [MAP]…"
    )]
    Bundel(Bundle),
    #[command(
        alias = "check",
        about = "Zegt alles wat bouw zou zeggen, zonder te bouwen (ook: check)",
        override_usage = "beleid controleer [keuzes] [MAP]…"
    )]
    Controleer(Check),
    #[command(
        alias = "assess",
        about = "Toetst elke gemeente aan haar normen, en legt een oordeel uit (ook: assess)",
        override_usage = "beleid toets [keuzes] [MAP]…"
    )]
    Toets(Assess),
    #[command(
        alias = "chapter",
        about = "Laat zien welke versies er zijn, maakt nieuwe, en maakt er een pakket van (ook: chapter)",
        override_usage = "beleid hoofdstuk <OPDRACHT> [keuzes]",
        subcommand_required = true,
        arg_required_else_help = true,
        disable_help_subcommand = true
    )]
    Hoofdstuk(Chapters),
    #[command(
        alias = "trace",
        about = "Zegt waar een zin of cijfer vandaan komt: hoofdstuk, versie, regel en gegevens (ook: trace)",
        override_usage = "beleid herleid [keuzes] <MAP of PDF>"
    )]
    Herleid(Trace),
    #[command(
        alias = "verify",
        about = "Gaat na of een vastgesteld document precies is wat is vastgesteld (ook: verify)",
        override_usage = "beleid verifieer [keuzes] <PDF>…"
    )]
    Verifieer(Verify),
    #[command(
        alias = "history",
        about = "Laat zien hoe ver het plan is en wat er hierna kan, en schrijft een stap op (ook: history)",
        override_usage = "beleid verloop [keuzes] <MAP>"
    )]
    Verloop(History),
    #[command(
        name = "leg-uit",
        alias = "explain",
        about = "Legt een melding uit (ook: explain)",
        override_usage = "beleid leg-uit [CODE]"
    )]
    LegUit(Explain),
    #[command(
        alias = "new",
        about = "Maakt een map voor een nieuwe gemeente (ook: new)",
        override_usage = "beleid nieuw [keuzes] <MAP>"
    )]
    Nieuw(New),
    #[command(
        about = "Schrijft JSON Schema's, waarmee een tekstverwerker meekijkt",
        override_usage = "beleid schema [keuzes]"
    )]
    Schema(Schema),
    #[command(
        alias = "diff",
        about = "Zet twee versies van een document naast elkaar: was en wordt, als PDF (ook: diff)",
        override_usage = "beleid vergelijk [keuzes] <OUD> <NIEUW>",
        after_help = "OUD en NIEUW zijn elk de map van een gemeente, map@vastgesteld (of map@2026-02-12) voor wat is vastgesteld, map@revisie voor een eerdere versie in git, of een PDF van dit programma."
    )]
    Vergelijk(Compare),
    #[command(
        alias = "key",
        about = "Maakt een sleutel om pakketten en vastgestelde documenten mee te ondertekenen (ook: key)",
        override_usage = "beleid sleutel <OPDRACHT> [keuzes]",
        subcommand_required = true,
        arg_required_else_help = true,
        disable_help_subcommand = true
    )]
    Sleutel(Keys),
    #[command(
        name = "stel-vast",
        alias = "adopt",
        about = "Legt een besluit vast: het plan of verslag is daarna vastgesteld en verzegeld (ook: adopt)",
        override_usage = "beleid stel-vast [keuzes] <MAP>"
    )]
    StelVast(Adopt),
    #[command(
        alias = "amend",
        about = "Begint een nieuwe versie van een vastgesteld plan, of trekt het in (ook: amend)",
        override_usage = "beleid wijzig [keuzes] <MAP>"
    )]
    Wijzig(Revise),
    #[command(hide = true)]
    Werk(Work),
}

#[derive(Debug, Args)]
pub struct Build {
    #[arg(value_name = "MAP", help = "Map van een gemeente, of een map met gemeenten erin [anders: policies]")]
    pub folders: Vec<PathBuf>,
    #[arg(long = "uit", value_name = "MAP", default_value = "out", help = "Waar de documenten komen [anders: out]")]
    pub output: PathBuf,
    #[command(flatten)]
    pub when: When,
    #[arg(
        long = "document",
        value_name = "NAAM",
        help = "Alleen dit document; mag vaker, zoals beleidsplan of basisniveau-verslag"
    )]
    pub documents: Vec<String>,
    #[arg(long = "stukken", help = "Maakt ook de stukken bij het besluit: voorstel, besluit en samenvatting")]
    pub papers: bool,
    #[arg(long = "jaar", value_name = "JAAR", value_parser = parse_year, help = "Jaar van het verslag [anders: het nieuwste]")]
    pub year: Option<i32>,
    #[arg(long = "bron", help = "Schrijft ook het Typst-project waaruit elke PDF is gemaakt")]
    pub source: bool,
    #[arg(long = "opnieuw", help = "Maakt alles, ook wat niet is veranderd")]
    pub again: bool,
    #[arg(long = "vertrouwelijk", help = "Maakt de vertrouwelijke uitgave, met namen en telefoonnummers")]
    pub confidential: bool,
    #[arg(
        long = "herkomst",
        requires = "confidential",
        help = "Zet in de kantlijn van de vertrouwelijke uitgave waar elke alinea vandaan komt"
    )]
    pub notes: bool,
    #[command(flatten)]
    pub templates: Templates,
    #[arg(long = "werkers", value_name = "AANTAL", value_parser = parse_number, help = "Hoeveel gemeenten tegelijk [anders: het aantal processorkernen]")]
    pub workers: Option<u64>,
    #[command(flatten)]
    pub limits: Limits,
}

#[derive(Debug, Args)]
pub struct Bundle {
    #[arg(value_name = "MAP", help = "Map van een gemeente, of een map met gemeenten erin [anders: policies]")]
    pub folders: Vec<PathBuf>,
    #[arg(long = "uit", value_name = "MAP", default_value = "out", help = "Waar de bundel komt [anders: out]")]
    pub output: PathBuf,
    #[arg(long = "concept", help = "Ook als iets nog niet is vastgesteld; de bundel zegt dat dan")]
    pub concept: bool,
    #[arg(long = "zonder-stukken", help = "Zonder de stukken voor het besluit, zoals raadsvoorstel en samenvatting")]
    pub without_papers: bool,
    #[command(flatten)]
    pub when: When,
    #[arg(
        long = "document",
        value_name = "NAAM",
        help = "Alleen dit document; mag vaker, zoals beleidsplan of basisniveau-verslag"
    )]
    pub documents: Vec<String>,
    #[arg(long = "jaar", value_name = "JAAR", value_parser = parse_year, help = "Jaar van het verslag [anders: het nieuwste]")]
    pub year: Option<i32>,
    #[command(flatten)]
    pub templates: Templates,
    #[command(flatten)]
    pub limits: Limits,
}

#[derive(Debug, Args)]
pub struct When {
    #[arg(long = "stand", value_name = "STAND", value_parser = parse_stand, help = "concept, ontwerp of vastgesteld [anders: volgt uit de gegevens]")]
    pub stand: Option<Stand>,
    #[arg(long = "peildatum", value_name = "DATUM", value_parser = parse_date, help = "Dag waarop feiten, versies en bewijs worden gewogen, zoals 2026-01-31")]
    pub peildatum: Option<NaiveDate>,
}

#[derive(Debug, Clone, Default, Args)]
pub struct Templates {
    #[arg(
        long = "sjablonen",
        value_name = "MAP",
        help = "Map of pakket met eigen hoofdstukken, normen of vormgeving; mag vaker, het eerste gaat voor"
    )]
    pub layers: Vec<PathBuf>,
    #[arg(
        long = "sleutels",
        value_name = "BESTAND",
        help = "Sleutels van wie u pakketten vertrouwt [anders: sleutels.toml, als dat er is]"
    )]
    pub keys: Option<PathBuf>,
    #[arg(long = "met-concepten", help = "Gebruikt ook versies die nog een concept zijn, zoals 1.1.0-concept")]
    pub drafts: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[arg(value_name = "MAP", help = "Map van een gemeente, of een map met gemeenten erin [anders: policies]")]
    pub folders: Vec<PathBuf>,
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", value_parser = parse_format, help = "tekst, kort, json of sarif [anders: tekst]")]
    pub format: Format,
    #[arg(long = "stukken", help = "Kijkt ook naar de stukken bij het besluit: voorstel, besluit en samenvatting")]
    pub papers: bool,
    #[arg(long = "taal", help = "Meet ook de taal van elk hoofdstuk, en geeft tips voor duidelijke taal")]
    pub language: bool,
    #[arg(long = "op", value_name = "DATUM", value_parser = parse_date, help = "Kijkt vooruit: wat in de tekst op deze dag niet meer klopt, zoals 2027-01-01")]
    pub ahead: Option<NaiveDate>,
    #[command(flatten)]
    pub when: When,
    #[command(flatten)]
    pub templates: Templates,
    #[command(flatten)]
    pub limits: Limits,
}

#[derive(Debug, Args)]
pub struct Assess {
    #[arg(value_name = "MAP", help = "Map van een gemeente, of een map met gemeenten erin [anders: policies]")]
    pub folders: Vec<PathBuf>,
    #[arg(long = "waarom", value_name = "CRITERIUM", help = "Legt het oordeel over één criterium uit, zoals SIG-2")]
    pub why: Option<String>,
    #[arg(long = "norm", value_name = "NORM", help = "Alleen deze norm, zoals basisniveau")]
    pub norm: Option<String>,
    #[arg(long = "jaar", value_name = "JAAR", value_parser = parse_year, help = "Jaar van het verslag [anders: het nieuwste]")]
    pub year: Option<i32>,
    #[arg(long = "peildatum", value_name = "DATUM", value_parser = parse_date, help = "Dag waarop feiten, versies en bewijs worden gewogen, zoals 2026-01-31")]
    pub peildatum: Option<NaiveDate>,
    #[arg(long = "json", help = "Geeft alles als JSON, voor een ander programma")]
    pub json: bool,
    #[command(flatten)]
    pub templates: Templates,
    #[command(flatten)]
    pub limits: Limits,
}

#[derive(Debug, Args)]
pub struct Explain {
    #[arg(value_name = "CODE", help = "De code uit een melding, zoals D204; zonder code komt er een lijst")]
    pub code: Option<String>,
}

#[derive(Debug, Args)]
pub struct New {
    #[arg(value_name = "MAP", help = "De map die er komt, zoals policies/mijn-gemeente")]
    pub folder: PathBuf,
    #[arg(long = "naam", value_name = "NAAM", help = "Naam van de gemeente, zonder het woord gemeente")]
    pub name: Option<String>,
    #[arg(long = "code", value_name = "CODE", help = "Gemeentecode van het CBS, zoals GM0363")]
    pub code: Option<String>,
    #[arg(long = "fictief", help = "De gemeente is verzonnen")]
    pub fictional: bool,
    #[arg(long = "feit", value_name = "FEIT", help = "Iets dat in de gemeente zo is, zoals glastuinbouw; mag vaker")]
    pub facts: Vec<String>,
    #[arg(long = "regie", value_name = "DOMEIN", value_parser = parse_lead, help = "Waar de regie ligt: veiligheid, zorg of gedeeld")]
    pub lead: Option<Regie>,
    #[arg(long = "orgaan", value_name = "ORGAAN", value_parser = parse_body, help = "Wie het plan vaststelt: raad, college of burgemeester")]
    pub body: Option<Orgaan>,
    #[arg(long = "datum", value_name = "DATUM", value_parser = parse_date, help = "Datum van het plan [anders: vandaag]")]
    pub date: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub struct Schema {
    #[arg(
        long = "uit",
        value_name = "MAP",
        default_value = "schema",
        help = "Waar de bestanden komen [anders: schema]"
    )]
    pub output: PathBuf,
    #[arg(
        long = "toon",
        value_name = "NAAM",
        help = "Toont één schema in plaats van bestanden te schrijven, zoals gemeente"
    )]
    pub show: Option<String>,
}

#[derive(Debug, Args)]
pub struct Work {
    #[arg(long)]
    pub megabytes: u64,
    #[arg(long)]
    pub threads: u64,
    #[command(flatten)]
    pub templates: Templates,
}

/// How `controleer` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// In full.
    Text,
    /// One line each.
    Short,
    /// For programs.
    Json,
    /// For code hosts and editors.
    Sarif,
}

/// The command with its help in Dutch in every corner.
pub fn command() -> Command {
    dress(
        Arguments::command().disable_help_subcommand(true).subcommand_required(true).arg_required_else_help(true),
        true,
    )
}

const MAIN_HELP: &str = "{about}\n\nGebruik: {usage}\n\nOpdrachten:\n{subcommands}\n\nKeuzes:\n{options}{after-help}\n";
const GROUP_HELP: &str = "{about}\n\nGebruik: {usage}\n\nOpdrachten:\n{subcommands}\n\nKeuzes:\n{options}\n";
const COMMAND_HELP: &str =
    "{about}\n\nGebruik: {usage}\n\nMappen en namen:\n{positionals}\n\nKeuzes:\n{options}{after-help}\n";
const BARE_HELP: &str = "{about}\n\nGebruik: {usage}\n\nKeuzes:\n{options}\n";

fn dress(command: Command, main: bool) -> Command {
    let help = clap::Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Toont deze uitleg");
    let template = match main {
        true => MAIN_HELP,
        false if command.has_subcommands() => GROUP_HELP,
        false if command.get_positionals().next().is_some() => COMMAND_HELP,
        false => BARE_HELP,
    };
    let command = command.disable_help_flag(true).disable_version_flag(true).help_template(template).arg(help);
    let command = command.mut_args(|arg| {
        if arg.get_action().takes_values() { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
    });
    let command = command.mut_subcommands(|sub| dress(sub, false));
    if !main {
        return command;
    }
    let version = clap::Arg::new("versie")
        .short('V')
        .long("versie")
        .alias("version")
        .action(ArgAction::Version)
        .help("Toont de versie van het programma");
    command.arg(version)
}

fn one_of<T: Copy>(text: &str, choices: &[(&'static str, T)]) -> Result<T, String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    choices.iter().find(|(word, _)| *word == lower).map(|(_, choice)| *choice).ok_or_else(|| {
        let near =
            dutch::nearest(&lower, words.iter().copied()).map(|w| format!("bedoelt u `{w}`? ")).unwrap_or_default();
        format!("{near}kies uit {}", dutch::ticked_or(&words))
    })
}

fn parse_stand(text: &str) -> Result<Stand, String> {
    one_of(text, &STANDS.map(|s| (s.word(), s)))
}

fn parse_lead(text: &str) -> Result<Regie, String> {
    one_of(text, &Regie::ALL.iter().map(|r| (r.word(), *r)).collect::<Vec<_>>())
}

fn parse_body(text: &str) -> Result<Orgaan, String> {
    one_of(text, &Orgaan::ALL.iter().map(|o| (o.word(), *o)).collect::<Vec<_>>())
}

fn parse_format(text: &str) -> Result<Format, String> {
    one_of(text, &[("tekst", Format::Text), ("kort", Format::Short), ("json", Format::Json), ("sarif", Format::Sarif)])
}

/// Reads a choice of the command line.
pub fn parse_date(text: &str) -> Result<NaiveDate, String> {
    dutch::parse_date(text).map_err(|fault| match fault {
        DateFault::NoSuchDay => "deze dag bestaat niet".into(),
        DateFault::Shape => "schrijf een datum als 2026-01-31".into(),
    })
}

fn parse_year(text: &str) -> Result<i32, String> {
    text.parse().ok().filter(|y| (1990..=2100).contains(y)).ok_or_else(|| "schrijf een jaar als 2025".into())
}

fn parse_page(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "schrijf een bladzijde als 7".into())
}

fn parse_number(text: &str) -> Result<u64, String> {
    text.parse()
        .ok()
        .filter(|n| (1..=1_000_000).contains(n))
        .ok_or_else(|| "schrijf een geheel getal van 1 of meer".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        command().debug_assert();
    }
}
