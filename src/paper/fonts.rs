//! The fonts of the documents and the characters they cover.
//!
//! It deliberately knows no system font: only what it is given.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

use crate::ground::glyphs::GlyphSet;

/// Fonts, ready to set text with.
#[derive(Debug, Clone)]
pub struct Fonts {
    /// Every face.
    pub faces: Vec<Font>,
    /// Their names and features.
    pub book: FontBook,
    /// What every face covers.
    pub glyphs: GlyphSet,
}

impl Fonts {
    /// Reads font files (OpenType or TrueType); a file that is no font is left out.
    pub fn new(files: impl IntoIterator<Item = Bytes>) -> Self {
        let faces: Vec<Font> = files.into_iter().flat_map(Font::iter).collect();
        let book = FontBook::from_fonts(&faces);
        let mut covered: Option<Vec<u32>> = None;
        for face in &faces {
            let coverage = &face.info().coverage;
            covered = Some(match covered {
                None => coverage.iter().collect(),
                Some(so_far) => so_far.into_iter().filter(|c| coverage.contains(*c)).collect(),
            });
        }
        Self { faces, book, glyphs: GlyphSet::new(covered.unwrap_or_default()) }
    }
}
