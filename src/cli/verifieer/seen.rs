//! What was seen of each document that was given, told together: its own answer, who signed it, and which of the others
//! it follows.
//!
//! It deliberately looks into no file: a chain is only as long as what was given.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::render::printable;
use super::super::task::Said;
use super::super::{DONE, NOT_ALLOWED};
use super::{MOST, answer};
use crate::compiler::Verified;
use crate::ground::diagnostic::{Severity, Stand};
use crate::ground::dutch;
use crate::ground::signature::PublicKey;
use crate::ground::toml::shorten;
use crate::nouns::pack::{Sleutels, Trust};
use crate::seal::chain::Predecessor;
use crate::seal::signed::{Sign, Signer};

/// Longest line, in characters.
const LONGEST_LINE: usize = 400;

/// Whom to trust.
pub struct Asked {
    /// The keys that the person gave, if any.
    pub keys: Option<Sleutels>,
    /// The day on which a key must be valid.
    pub day: NaiveDate,
}

/// What was seen of a file, in plain values that cross to another process.
#[derive(Serialize, Deserialize)]
pub struct Seen {
    /// How the person knows the file.
    shown: String,
    /// What there is to say of it by itself.
    text: String,
    /// The code that belongs to that.
    code: u8,
    /// Its seal, when it has one that can be read.
    seal: Option<Seal>,
}

#[derive(Serialize, Deserialize)]
struct Seal {
    /// The hash of its manifest.
    hash: String,
    /// Its signature.
    sign: Signature,
    /// What it follows, as its manifest says it.
    follows: Vec<Value>,
}

#[derive(Serialize, Deserialize)]
enum Signature {
    Missing,
    Wrong,
    Fits(String),
}

impl Signature {
    fn of(sign: Sign) -> Self {
        match sign {
            Sign::Missing => Self::Missing,
            Sign::Wrong => Self::Wrong,
            Sign::Fits(key) => Self::Fits(key.to_string()),
        }
    }

    fn sign(&self) -> Sign {
        match self {
            Self::Missing => Sign::Missing,
            Self::Wrong => Sign::Wrong,
            Self::Fits(key) => PublicKey::parse(key).map_or(Sign::Wrong, Sign::Fits),
        }
    }
}

impl Seen {
    /// A file of which there is this to say and no more.
    pub fn only(text: String, code: u8) -> Self {
        Self { shown: String::new(), text, code, seal: None }
    }

    /// A document.
    pub fn of(shown: String, verified: &Verified) -> Self {
        let (text, code) = answer(&shown, &verified.verdict);
        let seal = verified.verdict.manifest().zip(verified.hash).map(|(manifest, hash)| Seal {
            hash: hash.to_string(),
            sign: Signature::of(verified.sign),
            follows: manifest.predecessors.iter().take(MOST).map(Predecessor::write).collect(),
        });
        Self { shown, text, code, seal }
    }

    /// What was seen of one file, as a worker says it.
    pub fn say(seen: &[Self]) -> Said {
        let code = seen.iter().map(|seen| seen.code).max().unwrap_or(DONE);
        Said { data: serde_json::to_value(seen).unwrap_or_default(), code, ..Said::default() }
    }

    /// What a worker said.
    pub fn heard(said: Said) -> Vec<Self> {
        match serde_json::from_value(said.data) {
            Ok(seen) => seen,
            Err(_) if said.out.is_empty() => Vec::new(),
            Err(_) => vec![Self::only(said.out, said.code)],
        }
    }

    fn holds(&self) -> bool {
        self.code == DONE
    }
}

/// What to say of all of them, and the worst of their codes.
pub fn tell(all: &[Seen], asked: &Asked) -> (String, u8) {
    let mut out = String::new();
    let mut worst = DONE;
    for seen in all {
        let mut text = seen.text.clone();
        let mut code = seen.code;
        if let Some(seal) = &seen.seal {
            for before in seal.follows.iter().filter_map(Predecessor::read) {
                let _ = writeln!(text, "  {}", follows(&before, all));
            }
            let (sentence, weighs) = signer(seal.sign.sign(), seen.holds(), asked);
            let _ = writeln!(text, "  {sentence}");
            code = code.max(weighs);
        }
        out.extend(text.lines().map(|line| short(&printable(line)) + "\n"));
        out.push('\n');
        worst = worst.max(code);
    }
    (out, worst)
}

/// A line that fits: a name in a file from anyone can be as long as the file.
fn short(line: &str) -> String {
    match line.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// Where a document that came before is, among those that were given.
fn follows(before: &Predecessor, all: &[Seen]) -> String {
    let hash = before.fingerprint.to_string();
    let same = |seen: &&Seen| seen.seal.as_ref().is_some_and(|seal| seal.hash == hash);
    let found = all.iter().filter(same).find(|seen| seen.holds()).or_else(|| all.iter().find(same));
    let place = match found {
        Some(seen) if seen.holds() => format!("staat in {}", seen.shown),
        Some(seen) => format!("staat in {}, maar dat bestand is gewijzigd", seen.shown),
        None => "niet meegegeven".into(),
    };
    format!("{}: {} (controlecode {}): {place}", before.relation.phrase(), shorten(&before.title), before.code())
}

/// Who signed, and the code that belongs to that.
fn signer(sign: Sign, holds: bool, asked: &Asked) -> (String, u8) {
    if let (Sign::Fits(_), false) = (sign, holds) {
        return ("De handtekening in dit bestand gaat over wat het was, en niet over wat het nu is.".into(), DONE);
    }
    let keys = asked.keys.as_ref();
    if let Some(told) = sign.diagnostic(keys, asked.day) {
        let weighs = told.rule.severity(Stand::Vastgesteld) == Severity::Error;
        let sentence = format!("{} {}. {}", told.rule.code, dutch::capitalise(&told.title), told.action);
        return (sentence, if weighs { NOT_ALLOWED } else { DONE });
    }
    let sentence = match sign.signer(keys, asked.day) {
        Signer::Known(Trust::Trusted(who)) => {
            format!("Ondertekend met de sleutel van {who}, die u op {} vertrouwt.", dutch::date(asked.day))
        }
        _ => "Niet ondertekend.".into(),
    };
    (sentence, DONE)
}
