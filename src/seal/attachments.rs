//! The files inside a PDF that this program made, within limits.
//!
//! It deliberately reads no other PDF: one of another program, or one that another program saved again, is told apart
//! and refused, so that nobody takes what it says for ours. It says what is inside, not whether that is true.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::pdf::{Dictionary, File, Object, Table, table};
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::Diagnostic;

/// Most bytes of a file that is looked into.
pub const MOST_BYTES: usize = 64 << 20;

/// Most bytes of one attachment, inflated.
pub const MOST_ATTACHED: usize = 16 << 20;

/// Most bytes of all attachments together, inflated.
const MOST_TOGETHER: usize = 64 << 20;

/// Most attachments.
const MOST_FILES: usize = 4_000;

/// How deep the tree of names may be.
const DEEPEST: usize = 16;

/// Who makes PDFs as this program does.
const OURS: &str = "beleid ";

/// Why no attachment was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file is larger than any that this program makes.
    TooLarge,
    /// It is no PDF.
    NotPdf,
    /// It has a password, or rights that were taken away.
    Encrypted,
    /// Another program made it, or saved it again.
    NotOurs,
    /// It is damaged: a part that must be there is not, or cannot be read.
    Broken(&'static str),
    /// This attachment, or all together, inflates to more than any of ours.
    Swollen(String),
}

impl Fault {
    /// As a message; the file is named by who has it.
    pub fn diagnostic(&self) -> Diagnostic {
        let (rule, title, action) = match self {
            Self::TooLarge => (
                &rules::PDF_TOO_LARGE,
                format!("deze PDF is groter dan {} MB", MOST_BYTES >> 20),
                "Kijk of dit het goede bestand is. Een document van dit programma is veel kleiner.",
            ),
            Self::NotPdf => (
                &rules::PDF_NOT_OURS,
                "dit bestand is geen PDF".into(),
                "Geef een PDF die met `beleid bouw` is gemaakt, of de map van een gemeente.",
            ),
            Self::Encrypted => (
                &rules::PDF_ENCRYPTED,
                "deze PDF is beveiligd met een wachtwoord of met rechten".into(),
                "Vraag om het bestand zoals `beleid bouw` het heeft gemaakt, zonder beveiliging.",
            ),
            Self::NotOurs => (
                &rules::PDF_NOT_OURS,
                "deze PDF is niet met dit programma gemaakt, of is later met een ander programma opgeslagen".into(),
                "Geef de PDF zoals `beleid bouw` hem heeft gemaakt, of de map van de gemeente.",
            ),
            Self::Broken(what) => (
                &rules::PDF_BROKEN,
                format!("deze PDF is beschadigd: {what} is niet te lezen"),
                "Haal het bestand opnieuw op bij wie het heeft gemaakt, of maak het opnieuw met `beleid bouw`.",
            ),
            Self::Swollen(name) => (
                &rules::PDF_TOO_LARGE,
                format!("de bijlage `{name}` in deze PDF is uitgepakt groter dan {} MB", MOST_ATTACHED >> 20),
                "Gebruik dit bestand niet: zo'n bijlage maakt dit programma niet. Haal het op bij wie het heeft gemaakt.",
            ),
        };
        rule.at(None, title, action)
    }
}

/// The files inside a PDF of this program, by name; none in one that was made before it put files there.
///
/// # Errors
/// When the file is not one of ours, or not whole.
pub fn attachments(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::TooLarge);
    }
    if !bytes.starts_with(b"%PDF-") {
        return Err(Fault::NotPdf);
    }
    let file = match table(bytes) {
        Table::Read(file) => file,
        Table::OtherForm(trailer) if trailer.contains_key(&b"Encrypt"[..]) => return Err(Fault::Encrypted),
        Table::OtherForm(_) => return Err(Fault::NotOurs),
        Table::None => return Err(Fault::Broken("de inhoudsopgave achter in het bestand")),
    };
    if file.trailer.contains_key(&b"Encrypt"[..]) {
        return Err(Fault::Encrypted);
    }
    let creator = file.inside(&file.trailer, "Info").and_then(|info| file.get(&info, "Creator")?.text());
    if !creator.is_some_and(|creator| creator.starts_with(OURS)) {
        return Err(Fault::NotOurs);
    }
    let root = file.inside(&file.trailer, "Root").ok_or(Fault::Broken("het begin van het document"))?;
    let Some(names) = root.get(&b"Names"[..]) else { return Ok(BTreeMap::new()) };
    let names = file.follow(names).and_then(Object::dictionary).ok_or(Fault::Broken(LIST))?;
    let Some(tree) = names.get(&b"EmbeddedFiles"[..]) else { return Ok(BTreeMap::new()) };
    let mut found = Found { file: &file, files: BTreeMap::new(), seen: BTreeSet::new(), room: MOST_TOGETHER };
    found.walk(tree, 0)?;
    Ok(found.files)
}

const LIST: &str = "de lijst met bijlagen";

struct Found<'a> {
    file: &'a File<'a>,
    files: BTreeMap<String, Vec<u8>>,
    /// The branches that were walked: a tree that bites its tail ends.
    seen: BTreeSet<u64>,
    room: usize,
}

impl Found<'_> {
    fn walk(&mut self, branch: &Object, depth: usize) -> Result<(), Fault> {
        if matches!(branch, Object::Reference(number) if !self.seen.insert(*number)) {
            return Err(Fault::Broken(LIST));
        }
        let branch = self.file.follow(branch).and_then(Object::dictionary);
        let branch = branch.filter(|_| depth < DEEPEST).ok_or(Fault::Broken(LIST))?;
        if let Some(kids) = branch.get(&b"Kids"[..]) {
            for kid in self.list(kids)? {
                self.walk(&kid, depth + 1)?;
            }
        }
        if let Some(names) = branch.get(&b"Names"[..]) {
            for pair in self.list(names)?.chunks(2) {
                let [_, file] = pair else { return Err(Fault::Broken(LIST)) };
                self.take(file)?;
            }
        }
        Ok(())
    }

    fn list(&self, object: &Object) -> Result<Vec<Object>, Fault> {
        let list = self.file.follow(object).and_then(Object::list);
        list.filter(|list| list.len() <= 2 * MOST_FILES).ok_or(Fault::Broken(LIST))
    }

    fn take(&mut self, object: &Object) -> Result<(), Fault> {
        const FILE: &str = "een bijlage";
        let told = self.file.follow(object).and_then(Object::dictionary).ok_or(Fault::Broken(FILE))?;
        let name = self.file.get(&told, "UF").or_else(|| self.file.get(&told, "F")).and_then(Object::text);
        let name = name.ok_or(Fault::Broken(FILE))?;
        let held = self.file.inside(&told, "EF").ok_or(Fault::Broken(FILE))?;
        let held = held.get(&b"F"[..]).or_else(|| held.get(&b"UF"[..])).ok_or(Fault::Broken(FILE))?;
        let (dictionary, raw) = self.file.stream(held).ok_or(Fault::Broken(FILE))?;
        let bytes = self.inflate(&dictionary, raw, &name)?;
        self.room = self.room.checked_sub(bytes.len()).ok_or_else(|| Fault::Swollen(name.clone()))?;
        if self.files.len() >= MOST_FILES || self.files.insert(name, bytes).is_some() {
            return Err(Fault::Broken(LIST));
        }
        Ok(())
    }

    /// Inflates no further than allowed, whatever the file says of its size.
    fn inflate(&self, dictionary: &Dictionary, raw: &[u8], name: &str) -> Result<Vec<u8>, Fault> {
        let most = MOST_ATTACHED.min(self.room);
        let filter = match self.file.get(dictionary, "Filter") {
            None => None,
            Some(Object::List(list)) if list.len() < 2 => list.into_iter().next(),
            Some(one) => Some(one),
        };
        let mut bytes = Vec::new();
        match filter {
            None if raw.len() <= most => bytes.extend_from_slice(raw),
            None => return Err(Fault::Swollen(name.to_owned())),
            Some(Object::Name(filter)) if filter == b"FlateDecode" => {
                let mut inflated = ZlibDecoder::new(raw).take(most as u64 + 1);
                inflated.read_to_end(&mut bytes).map_err(|_| Fault::Broken("een bijlage"))?;
            }
            Some(_) => return Err(Fault::Broken("een bijlage")),
        }
        if bytes.len() > most { Err(Fault::Swollen(name.to_owned())) } else { Ok(bytes) }
    }
}
