//! `sleutel maken`: a key to sign packs and adopted documents with, and the line with which others trust it.
//!
//! It deliberately prints the secret half nowhere, and never writes over a key: what was signed with the old one could
//! then be signed by nobody.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::{KeyAction, NewKey};
use super::screen::Screen;
use super::told::Told;
use super::{COULD_NOT, DONE, disk, machine, render};
use crate::ground::catalogue as rules;
use crate::ground::hash::hexadecimal;
use crate::ground::signature::SecretKey;
use crate::ground::toml::quoted;
use crate::nouns::pack::KEYS;
use crate::nouns::scalar::id_near;

/// Does what was asked.
pub fn run(action: &KeyAction, screen: Screen) -> ExitCode {
    let KeyAction::Maken(arguments) = action;
    match make(arguments) {
        Ok(text) => {
            screen.out(&text);
            ExitCode::from(DONE)
        }
        Err(text) => {
            screen.err(&text);
            ExitCode::from(COULD_NOT)
        }
    }
}

fn make(arguments: &NewKey) -> Result<String, String> {
    let name = arguments.name.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err("fout: een sleutel heeft een naam nodig\nNoem uw organisatie, zoals \"Regio Voorbeeld\".\n".into());
    }
    let path = arguments.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.sleutel", id_near(name))));
    let shown = render::printable(&path.display().to_string());
    let bytes = machine::chance().map_err(|why| {
        format!(
            "fout: dit systeem geeft geen willekeurige getallen ({})\nEr is niets gemaakt.\n",
            render::printable(&why)
        )
    })?;
    let key = SecretKey::new(&bytes);
    disk::write_secret(&path, format!("{}\n", hexadecimal(&bytes)).as_bytes()).map_err(|error| {
        let action = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "Er is niets veranderd. Kies een andere plek met --uit.",
            _ => "Controleer of u daar mag schrijven.",
        };
        format!("fout: `{shown}` kan niet worden gemaakt ({})\n{action}\n", disk::cause(error.kind()))
    })?;
    Ok(format!(
        "Geheime sleutel in {shown}. Geef dit bestand aan niemand, en bewaar een kopie op een veilige plek.\n\
         Een pakket ondertekenen:   beleid hoofdstuk pak <map> --sleutel {shown}\n\
         Een besluit ondertekenen:  beleid stel-vast <map> --sleutel {shown}\n\n\
         Wie uw pakketten en documenten vertrouwt, zet dit in {KEYS}. Geef het langs een andere weg dan het pakket of het document.\n\n\
         [[sleutels]]\nnaam = {}\nsleutel = \"{}\"\ngeldig_van = {}\n",
        quoted(name),
        key.public(),
        machine::today()
    ))
}

/// The secret key in a file: sixty-four hexadecimal digits, and nothing else but white space.
pub fn read_secret(path: &Path) -> Result<SecretKey, Box<Told>> {
    let shown = path.display().to_string();
    let bytes = disk::bytes(path, 1_000).map_err(|error| {
        let title = format!("de sleutel kan niet worden gelezen ({})", disk::cause(error.kind()));
        Box::new(Told::at_path(&rules::WRITE_FAILED, shown.as_str(), title, "Controleer de naam van het bestand."))
    })?;
    std::str::from_utf8(&bytes).ok().and_then(|text| SecretKey::parse(text.trim())).ok_or_else(|| {
        // The message does not repeat what stands in the file.
        let action =
            "Een geheime sleutel is een regel van 64 tekens (0-9 en a-f). Maak er een met `beleid sleutel maken`.";
        Box::new(Told::at_path(&rules::BAD_HEX, shown.as_str(), "in dit bestand staat geen geheime sleutel", action))
    })
}
