//! Words that keep a place for a real text, as data.
//!
//! The lists are replaced by a file, never by code. It deliberately does not know how they are looked for.

use super::record::record;
use crate::ground::source::At;

/// Its file among the templates.
pub const FILE: &str = "vultekst.toml";

record! {
    /// Woorden die de plaats openhouden voor een echte tekst.
    pub struct Vultekst {
        /// Woorden die overal in een tekst vultekst zijn.
        overal: Vec<At<String>>, Optional;
        /// Woorden die vultekst zijn als er niets achter komt dan een leesteken.
        aan_het_einde: Vec<At<String>>, Optional;
        /// Woorden die vultekst zijn als zij de hele tekst zijn.
        alleen: Vec<At<String>>, Optional;
        /// Woorden waarmee een stuk tussen haken begint dat nog moet worden ingevuld.
        tussen_haken: Vec<At<String>>, Optional;
    }
}
