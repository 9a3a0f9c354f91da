//! Ed25519: who has the secret key signs, who has the public key checks. Keys and signatures are hexadecimal in files.
//!
//! It deliberately makes no key: thirty-two bytes that nobody can guess are an argument, because chance is no part of
//! the library. What is signed begins with words of our own, so that a signature under something else never fits.

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

use super::hash::{bytes_of, hexadecimal};

/// What is signed; its words stand before the bytes, and none of them is the beginning of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The manifest of a pack of templates.
    Pack,
    /// The manifest of an adopted document.
    Document,
}

impl Purpose {
    fn domain(self) -> &'static [u8] {
        match self {
            Self::Pack => b"beleid: pakket met sjablonen, vorm 1\n",
            Self::Document => b"beleid: vastgesteld document, vorm 1\n",
        }
    }
}

/// The half of a key that everyone may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads sixty-four hexadecimal digits. `None` when they are not the public key of any secret key, or of one that
    /// fits every message.
    pub fn parse(text: &str) -> Option<Self> {
        VerifyingKey::from_bytes(&bytes_of(text)?).ok().filter(|key| !key.is_weak()).map(Self)
    }

    /// Whether the owner of this key signed these bytes for this purpose.
    pub fn signed(&self, purpose: Purpose, bytes: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        self.0.verify_strict(&[purpose.domain(), bytes].concat(), &signature).is_ok()
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hexadecimal(self.0.as_bytes()))
    }
}

/// The half of a key that only its owner may know. It cannot be printed.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// From thirty-two bytes that nobody can guess.
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(bytes))
    }

    /// Reads sixty-four hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        bytes_of(text).map(|bytes| Self::new(&bytes))
    }

    /// The half that others check with.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs; the same bytes give the same signature.
    pub fn sign(&self, purpose: Purpose, bytes: &[u8]) -> Signature {
        Signature(self.0.sign(&[purpose.domain(), bytes].concat()).to_bytes())
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey")
    }
}

/// A signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Signature {
    /// Reads a hundred and twenty-eight hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        bytes_of(text).map(Self)
    }
}

impl std::fmt::Display for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hexadecimal(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_proven_and_nothing_else_is() {
        let (own, other) = (SecretKey::new(&[7; 32]), SecretKey::new(&[8; 32]));
        let signature = own.sign(Purpose::Pack, b"inhoud");
        assert!(own.public().signed(Purpose::Pack, b"inhoud", &signature));
        assert!(!own.public().signed(Purpose::Pack, b"inhoue", &signature));
        assert!(!other.public().signed(Purpose::Pack, b"inhoud", &signature));
        assert_eq!(own.sign(Purpose::Pack, b"inhoud"), signature);
        // The same key, used elsewhere without our words.
        let bare = Signature(own.0.sign(b"inhoud").to_bytes());
        assert!(!own.public().signed(Purpose::Pack, b"inhoud", &bare));
        assert!(!own.public().signed(Purpose::Document, b"inhoud", &signature));
    }

    /// As another program made them, of the same words and the same secret key.
    #[test]
    fn what_was_signed_before_still_fits() {
        let key = PublicKey::parse("ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c").unwrap();
        for (purpose, signature) in [
            (
                Purpose::Pack,
                "f9721e4300a9aaca54c54c0e008f32f95699d18c5d4fed96f01d72b367ff0601\
                 ea2736e39dfafd27d035a71122e69b03c66a6b2c78d9e484a371a55236d6e50b",
            ),
            (
                Purpose::Document,
                "8173ea3fe5f4f74cc17188e4594032aa34fc716bcf44650b6ef02d7cf9c50ed6\
                 85ed7f4de0a1ee44e3bda78746b4ad91d7bc616ba3756f3c06c340f9c6775400",
            ),
        ] {
            let signature = Signature::parse(signature).unwrap();
            assert!(key.signed(purpose, b"inhoud", &signature));
            assert_eq!(SecretKey::new(&[7; 32]).sign(purpose, b"inhoud"), signature);
        }
    }

    #[test]
    fn keys_and_signatures_read_back() {
        let key = SecretKey::new(&[7; 32]);
        assert_eq!(PublicKey::parse(&key.public().to_string()), Some(key.public()));
        let signature = key.sign(Purpose::Pack, b"x");
        assert_eq!(Signature::parse(&signature.to_string()), Some(signature));
        assert_eq!(SecretKey::parse(&"07".repeat(32)).map(|k| k.public()), Some(key.public()));
        assert_eq!(format!("{key:?}"), "SecretKey");
    }

    #[test]
    fn a_key_that_fits_every_message_is_refused() {
        // The neutral point of the curve, and what is no point at all.
        assert_eq!(PublicKey::parse(&format!("01{}", "00".repeat(31))), None);
        assert_eq!(PublicKey::parse(&format!("02{}", "00".repeat(31))), None);
        assert_eq!(PublicKey::parse("07"), None);
    }

    #[test]
    fn one_other_bit_of_a_signature_is_told() {
        let key = SecretKey::new(&[9; 32]);
        let signature = key.sign(Purpose::Pack, b"inhoud");
        for at in 0..64 {
            for bit in 0..8 {
                let mut other = signature;
                other.0[at] ^= 1 << bit;
                assert!(!key.public().signed(Purpose::Pack, b"inhoud", &other), "byte {at} bit {bit}");
            }
        }
    }
}
