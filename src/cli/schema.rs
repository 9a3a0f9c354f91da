//! `schema`: a JSON Schema for each data file, from the types that read it.
//!
//! It deliberately knows no key: the types do.

use std::process::ExitCode;

use serde_json::{Value as Json, json};

use super::arguments::Schema;
use super::screen::Screen;
use super::{COULD_NOT, DONE, disk, render};
use crate::ground::dutch;
use crate::nouns::amendement::Amendementenlijst;
use crate::nouns::gemeente::Gemeente;
use crate::nouns::jaar::{Bewijs, Controle, JaarTekst, MenselijkOordeel, Realisatie, Training, Voortgang};
use crate::nouns::organisatie::Organisatie;
use crate::nouns::plan::{Maatregel, Plan, Vaststelling};
use crate::nouns::record::Record;
use crate::nouns::telling::{EerderJaar, Gepubliceerd, Regiocijfer, Telling};
use crate::nouns::verloop::Stap;

/// A data file and the schema of its content.
pub struct DataFile {
    /// Its path in the folder of a gemeente.
    pub path: &'static str,
    schema: fn() -> Json,
}

/// Every data file. A CSV file has the schema of a row.
pub const DATA_FILES: &[DataFile] = &[
    DataFile { path: "gemeente.toml", schema: <Gemeente as Record>::schema },
    DataFile { path: "beleidsplan.toml", schema: <Plan as Record>::schema },
    DataFile { path: "organisatie.toml", schema: <Organisatie as Record>::schema },
    DataFile { path: "maatregelen.csv", schema: <Maatregel as Record>::schema },
    DataFile { path: "vaststelling.toml", schema: <Vaststelling as Record>::schema },
    DataFile { path: "verloop.csv", schema: <Stap as Record>::schema },
    DataFile { path: "amendementen.toml", schema: <Amendementenlijst as Record>::schema },
    DataFile { path: "jaren/2025/jaar.toml", schema: <JaarTekst as Record>::schema },
    DataFile { path: "eerdere-jaren.csv", schema: <EerderJaar as Record>::schema },
    DataFile { path: "jaren/2025/signalen.csv", schema: <Telling as Record>::schema },
    DataFile { path: "jaren/2025/meldingen.csv", schema: <Telling as Record>::schema },
    DataFile { path: "jaren/2025/slachtoffers.csv", schema: <Telling as Record>::schema },
    DataFile { path: "jaren/2025/casussen.csv", schema: <Telling as Record>::schema },
    DataFile { path: "jaren/2025/gepubliceerd.csv", schema: <Gepubliceerd as Record>::schema },
    DataFile { path: "jaren/2025/regio.csv", schema: <Regiocijfer as Record>::schema },
    DataFile { path: "jaren/2025/trainingen.csv", schema: <Training as Record>::schema },
    DataFile { path: "jaren/2025/controles.csv", schema: <Controle as Record>::schema },
    DataFile { path: "jaren/2025/voortgang.csv", schema: <Voortgang as Record>::schema },
    DataFile { path: "jaren/2025/middelen.csv", schema: <Realisatie as Record>::schema },
    DataFile { path: "jaren/2025/bewijs.csv", schema: <Bewijs as Record>::schema },
    DataFile { path: "jaren/2025/oordelen.csv", schema: <MenselijkOordeel as Record>::schema },
];

impl DataFile {
    /// `maatregelen` for `maatregelen.csv`.
    pub fn name(&self) -> &'static str {
        let file = self.path.rsplit('/').next().unwrap_or(self.path);
        file.split('.').next().unwrap_or(file)
    }

    /// The whole schema.
    pub fn schema(&self) -> Json {
        let mut schema = (self.schema)();
        let row = if self.path.ends_with(".csv") { " (een rij)" } else { "" };
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["$id"] = json!(format!("{}.schema.json", self.name()));
        schema["title"] = json!(format!("{}{row}", self.path.replace("2025", "<jaar>")));
        schema
    }
}

/// Writes them all, or shows one.
pub fn run(arguments: &Schema, screen: Screen) -> ExitCode {
    let text = |file: &DataFile| serde_json::to_string_pretty(&file.schema()).unwrap_or_default() + "\n";
    if let Some(name) = &arguments.show {
        let names: Vec<&str> = DATA_FILES.iter().map(DataFile::name).collect();
        if let Some(file) = DATA_FILES.iter().find(|f| f.name() == name.as_str()) {
            screen.out(&text(file));
            return ExitCode::from(DONE);
        }
        let near = dutch::nearest(name, names.iter().copied());
        let action = near
            .map_or_else(|| format!("Kies uit {}.", dutch::ticked_or(&names)), |near| format!("Bedoelt u `{near}`?"));
        screen.err(&format!("fout: er is geen schema `{}`\n{action}\n", render::printable(name)));
        return ExitCode::from(COULD_NOT);
    }
    let written = DATA_FILES.iter().try_for_each(|file| {
        let path = arguments.output.join(format!("{}.schema.json", file.name()));
        disk::make_folder(&arguments.output)?;
        disk::write_whole(&path, text(file).as_bytes())
    });
    let shown = render::printable(&arguments.output.display().to_string());
    if let Err(error) = written {
        screen.err(&format!("fout: `{shown}` kan niet worden geschreven ({})\n", disk::cause(error.kind())));
        return ExitCode::from(COULD_NOT);
    }
    screen.out(&format!(
        "{} in {shown}\nZet boven aan een TOML-bestand een regel als deze; dan kijkt een tekstverwerker zoals VS Code mee:\n#:schema ../../{shown}/gemeente.schema.json\n",
        dutch::count(DATA_FILES.len(), "schema", "schema's")
    ));
    ExitCode::from(DONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::catalogue as rules;
    use crate::{Compiler, LIMITS, SourceSet};

    #[test]
    fn every_data_file_is_one_that_the_compiler_reads() {
        let mut set = SourceSet::new(LIMITS);
        for file in DATA_FILES {
            set.insert(file.path, Vec::new()).unwrap();
        }
        assert!(Compiler::built_in().read(&set).1.of(&rules::FILE_UNKNOWN).is_empty());
    }
}
