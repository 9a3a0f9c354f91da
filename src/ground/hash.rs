//! SHA-256 as a value: of bytes, of text in which only the line ends differ, and as the sixty-four characters that
//! files hold.
//!
//! It deliberately does not know what is hashed.

use std::fmt;

use sha2::{Digest, Sha256};

use super::source::{Encoding, Source};

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads sixty-four lower case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        bytes_of(text).map(Self)
    }

    /// The first twelve digits, for people.
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hexadecimal(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Hash::of(bytes).to_string()
}

/// Bytes as lower case hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Exactly `N` bytes from lower case hexadecimal; one way to write each value, so that nothing can be changed unseen.
pub fn bytes_of<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2).map(|pair| match *pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    });
    pairs.collect::<Option<Vec<u8>>>()?.try_into().ok()
}

/// One line of a canonical listing: how the content was taken, its length, its hash and the name.
///
/// A text in UTF-8 is taken without byte order mark and with line feeds alone, because editors and version control
/// change those unasked; anything else is taken byte by byte, and the listing says which.
pub fn listed(name: &str, source: &Source) -> String {
    let plain = source.encoding() == Encoding::Utf8;
    let text = if plain { std::str::from_utf8(source.bytes()).ok() } else { None };
    let (kind, content) = match text {
        Some(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            ("tekst", text.replace("\r\n", "\n").into_bytes())
        }
        None => ("bytes", source.bytes().to_vec()),
    };
    format!("{kind} {} {} {name}\n", content.len(), Hash::of(&content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn listing(bytes: &[u8]) -> String {
        listed("a", &Source::new("a", bytes.to_vec()))
    }

    #[test]
    fn a_hash_has_one_notation() {
        let hash = Hash::of(b"");
        assert_eq!(hash.to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
        for text in ["", "e3", &hash.to_string().to_uppercase(), &format!("{hash}0"), &format!("{hash}00")] {
            assert_eq!(Hash::parse(text), None, "{text}");
        }
    }

    #[test]
    fn line_ends_and_a_mark_do_not_count() {
        assert_eq!(listing(b"a\r\nb\r\n"), listing(b"a\nb\n"));
        assert_eq!(listing(b"\xef\xbb\xbfa\n"), listing(b"a\n"));
        assert_ne!(listing(b"a\r\n"), listing(b"a\r\r\n"));
        assert_ne!(listing(b"caf\xe9"), listing("café".as_bytes()), "another encoding is another file");
    }

    proptest! {
        #[test]
        fn one_other_byte_is_another_listing(bytes in proptest::collection::vec(prop_oneof![Just(b'\r'), Just(b'\n'), Just(0xef), any::<u8>()], 1..60), at in any::<prop::sample::Index>(), by in 1u8..) {
            let mut other = bytes.clone();
            let at = at.index(bytes.len());
            other[at] ^= by;
            prop_assert_ne!(listing(&bytes), listing(&other));
        }
    }
}
