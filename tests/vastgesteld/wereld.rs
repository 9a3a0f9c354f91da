//! A gemeente that is about to decide, with documents that are made in a moment.
//!
//! It deliberately asserts nothing but exit codes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use beleid::{Compiler, Dossier, LIMITS, Order, Report, Selection, SourceSet};

use crate::person::{Folder, Ran};

/// The folder of the gemeente, in the folder of the person.
pub const MAP: &str = "dorp";

/// What the decision says beside what the plan says of it, and the two criteria that Kleinemeer does not meet.
pub const BESLUIT: [&str; 10] = [
    "--datum",
    "2026-01-13",
    "--kenmerk",
    "KM-3",
    "--citeertitel",
    "Plan van het dorp",
    "--rubriek",
    "beleidsregel",
    "--aanvaard",
    "K112=De afspraak komt er in 2027.",
];

const CHAPTER: &str = "Dit wil {{ gemeente.naam }}: {{ plan.ambitie }}\n\n## Doelen\n\n{{ doelentabel() }}\n\n## Maatregelen\n\n{{ uitvoeringsprogramma() }}\n\n## Wie\n\n{{ rollentabel() }}\n";

/// Files by path inside a folder.
pub type Files = BTreeMap<String, Vec<u8>>;

pub struct Wereld(pub Folder);

impl Wereld {
    /// With a plan and a report of one chapter each, and nothing decided yet.
    pub fn klein() -> Self {
        let mut folder = Folder::new();
        // The documents of the program do not belong to this gemeente.
        for entry in fs::read_dir(crate_root().join("templates/documenten")).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let rest = text.lines().filter(|line| !line.starts_with("voorwaarde")).map(|line| format!("{line}\n"));
            let name = path.file_name().unwrap().to_str().unwrap();
            let text = format!("voorwaarde = 'false'\n{}", rest.collect::<String>());
            folder = folder.file(&format!("sjablonen/documenten/{name}"), &text);
        }
        let parts = [
            ("dorpsplan", "plan", "Dorpsplan", CHAPTER),
            ("dorpsverslag", "jaarverslag", "Dorpsverslag", "{{ per_vorm(\"signalen\") }}\n"),
        ];
        for (id, kind, title, text) in parts {
            let document =
                format!("id = \"{id}\"\ntitel = \"{title}\"\nsoort = \"{kind}\"\nonderwerp = \"Een proef\"\n");
            let chapter = format!(
                "titel = \"{title}\"\ndocument = \"{id}\"\nplaats = 1\nherkomst = \"Proefredactie\"\ngeldig_van = 2025-01-01\n"
            );
            folder = folder
                .file(&format!("sjablonen/documenten/{id}.toml"), &document)
                .file(&format!("sjablonen/hoofdstukken/{id}/1.0.0/hoofdstuk.md"), text)
                .file(&format!("sjablonen/hoofdstukken/{id}/1.0.0/hoofdstuk.toml"), &chapter);
        }
        let wereld = Self(folder).with_dorp();
        let organisation = wereld.read("organisatie.toml").replacen(
            "[[rollen]]\nid = \"beleid\"",
            "[aandachtsfunctionaris.vertrouwelijk]\nnaam = \"Anneke Geheim\"\n\n[[rollen]]\nid = \"beleid\"",
            1,
        );
        assert!(organisation.contains("Anneke Geheim"));
        wereld.put("organisatie.toml", &organisation);
        wereld.put("teksten/dorpsplan.md", "Wij letten op elkaar.\n");
        wereld
    }

    /// With the templates of the program.
    pub fn heel() -> Self {
        Self(Folder::new()).with_dorp()
    }

    /// The data of Kleinemeer as they were before the decision.
    fn with_dorp(self) -> Self {
        for (path, bytes) in files(&crate_root().join("policies/kleinemeer")) {
            if path.starts_with("vastgesteld/") || ["vaststelling.toml", "beleid.lock"].contains(&path.as_str()) {
                continue;
            }
            let text = String::from_utf8(bytes).unwrap();
            let text = text.split("\n[[aanvaard]]").next().unwrap();
            let open = |line: &&str| !line.starts_with("vastgesteld_op") && !line.contains(";vastgesteld;");
            let kept = text.lines().filter(open).filter(|line| !line.contains(";geldend;"));
            self.put(&path, kept.map(|line| format!("{line}\n")).collect::<String>());
        }
        self
    }

    /// With the plan adopted.
    pub fn vastgesteld() -> Self {
        let wereld = Self::klein();
        wereld.stel_vast(&BESLUIT).ends(0);
        wereld
    }

    pub fn stel_vast(&self, more: &[&str]) -> Ran {
        self.run("stel-vast", more)
    }

    /// A command about this gemeente, with its own templates.
    pub fn run(&self, command: &str, more: &[&str]) -> Ran {
        self.0.run(&[&[command, MAP, "--sjablonen", "sjablonen"], more].concat())
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path(MAP).join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Replaces the first of these words in a file.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has {from}");
        self.put(path, text.replacen(from, to, 1));
    }

    /// Every file of the gemeente, what lies ready with it.
    pub fn files(&self) -> Files {
        files(&self.0.path(MAP))
    }

    /// Makes exactly these files of the gemeente.
    pub fn restore(&self, files: &Files) {
        fs::remove_dir_all(self.0.path(MAP)).unwrap();
        files.iter().for_each(|(path, bytes)| self.put(path, bytes));
    }

    /// A document, built anew.
    pub fn pdf(&self, stem: &str) -> Vec<u8> {
        fs::read(self.0.path(&format!("out/{MAP}/{stem}.pdf"))).unwrap_or_else(|e| panic!("{stem}: {e}"))
    }

    pub fn has_pdf(&self, stem: &str) -> bool {
        self.0.path(&format!("out/{MAP}/{stem}.pdf")).exists()
    }

    /// Removes all that was built.
    pub fn clear(&self) {
        let _ = fs::remove_dir_all(self.0.path("out"));
    }

    /// A compiler with the templates of this gemeente.
    pub fn compiler(&self) -> Compiler {
        Compiler::new(&set(&files(&self.0.path("sjablonen")))).0
    }
}

/// A folder that was read with a compiler.
pub struct Gelezen {
    pub sources: SourceSet,
    pub dossier: Option<Dossier>,
    pub intake: Report,
    pub orders: Vec<Order>,
}

/// Reads these files; of the documents only the plan.
pub fn lees(compiler: &Compiler, files: &Files) -> Gelezen {
    let sources = set(files);
    let (dossier, intake) = compiler.read(&sources);
    let selection = Selection { documents: vec!["dorpsplan".into()], ..Selection::default() };
    let orders = dossier.as_ref().map_or_else(Vec::new, |dossier| compiler.orders(dossier, &selection));
    Gelezen { sources, dossier, intake, orders }
}

pub fn set(files: &Files) -> SourceSet {
    let mut set = SourceSet::new(LIMITS);
    files.iter().for_each(|(path, bytes)| set.insert(path, bytes.clone()).unwrap());
    set
}

pub fn crate_root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inside) = open.pop() {
        for entry in fs::read_dir(&inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The codes of messages that a command printed, in order.
pub fn codes(text: &str) -> Vec<&str> {
    let code = |line: &str| ["fout ", "let op ", "tip "].iter().any(|weight| line.starts_with(weight));
    let words = |line: &str| if line.starts_with("let op ") { 2 } else { 1 };
    text.lines().filter(|line| code(line)).filter_map(|line| line.split_whitespace().nth(words(line))).collect()
}
