//! The signature under a sealed document: a file beside the manifest in its PDF, over the bytes of that manifest.
//!
//! It deliberately says who signed only as far as a list of keys does; the document is the same with and without it, and
//! so is its fingerprint.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Diagnostic, Rule};
use crate::ground::dutch;
use crate::ground::signature::{PublicKey, Purpose, SecretKey, Signature};
use crate::nouns::pack::{Sleutels, Trust, trust};

/// Name of the signature in a PDF.
pub const NAME: &str = "handtekening.json";

/// The form of the signature that this program writes.
const FORM: u64 = 1;

/// A signature, and the key that it is said to be made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// The half of the key that everyone may know.
    pub key: PublicKey,
    /// The signature.
    pub signature: Signature,
}

impl Signed {
    /// Signs the bytes of a `manifest.json`.
    pub fn sign(key: &SecretKey, manifest: &[u8]) -> Self {
        Self { key: key.public(), signature: key.sign(Purpose::Document, manifest) }
    }

    /// Whether the owner of the key signed these bytes of a `manifest.json`.
    pub fn fits(&self, manifest: &[u8]) -> bool {
        self.key.signed(Purpose::Document, manifest, &self.signature)
    }

    /// As the file; the same bytes for the same signature.
    pub fn write(&self) -> Vec<u8> {
        let whole = json!({
            "vorm": FORM,
            "sleutel": self.key.to_string(),
            "handtekening": self.signature.to_string(),
        });
        (serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n").into_bytes()
    }

    /// Reads the file; `None` when it is not exactly as this program writes it, so that nothing can hide in it.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let whole: Value = serde_json::from_slice(bytes).ok()?;
        let text = |name: &str| whole.get(name)?.as_str();
        let read =
            Self { key: PublicKey::parse(text("sleutel")?)?, signature: Signature::parse(text("handtekening")?)? };
        (read.write() == bytes).then_some(read)
    }
}

/// What is known of a signature without knowing whom to trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// There is none.
    Missing,
    /// There is one that does not fit the manifest, or cannot be read.
    Wrong,
    /// It fits, and was made with this key.
    Fits(PublicKey),
}

/// Whether a signature fits the manifest that it stands beside.
pub fn check(signature: Option<&[u8]>, manifest: &[u8]) -> Sign {
    let Some(bytes) = signature else { return Sign::Missing };
    match Signed::read(bytes).filter(|signed| signed.fits(manifest)) {
        Some(signed) => Sign::Fits(signed.key),
        None => Sign::Wrong,
    }
}

/// What is known of who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signer {
    /// The signature does not fit.
    Wrong,
    /// Nobody, or the owner of a key of whom the list says this.
    Known(Trust),
}

impl Sign {
    /// What is known of who signed, on a day, with a list of keys if there is one.
    pub fn signer(&self, keys: Option<&Sleutels>, day: NaiveDate) -> Signer {
        match self {
            Self::Wrong => Signer::Wrong,
            Self::Missing => Signer::Known(Trust::Unsigned),
            Self::Fits(key) => Signer::Known(trust(Some(key), keys, day)),
        }
    }

    /// What is not as it should be, on a day; `None` when there is nothing against it. Without a list of keys a document
    /// without signature is nothing to tell: nobody asked who signs.
    pub fn diagnostic(&self, keys: Option<&Sleutels>, day: NaiveDate) -> Option<Diagnostic> {
        let shown = if let Self::Fits(key) = self { key.to_string() } else { String::new() };
        let (rule, title, action): (&'static Rule, String, String) = match self.signer(keys, day) {
            Signer::Wrong => (
                &rules::SIGNATURE_WRONG,
                "de handtekening in dit bestand hoort niet bij dit document".into(),
                "Vertrouw het niet, en vraag het opnieuw op bij de gemeente.".into(),
            ),
            Signer::Known(Trust::Trusted(_)) => return None,
            Signer::Known(Trust::Unsigned) if keys.is_none() => return None,
            Signer::Known(Trust::Unsigned) => (
                &rules::SIGNATURE_MISSING,
                "dit document is niet ondertekend".into(),
                "Vraag de gemeente om het ondertekende document.".into(),
            ),
            Signer::Known(Trust::Unchecked) => (
                &rules::SIGNATURE_UNCHECKED,
                "de handtekening klopt, maar er is geen lijst met sleutels om te zien van wie zij is".into(),
                format!("De openbare sleutel is {shown}. Geef uw lijst met --sleutels."),
            ),
            Signer::Known(Trust::Unknown) => (
                &rules::SIGNATURE_UNKNOWN,
                "de handtekening klopt, maar de sleutel staat niet in uw lijst".into(),
                format!(
                    "De openbare sleutel is {shown}. Vraag de gemeente langs een andere weg, bijvoorbeeld per telefoon, of die van haar is."
                ),
            ),
            Signer::Known(Trust::Expired(who, last)) => (
                &rules::SIGNATURE_EXPIRED,
                format!("de handtekening klopt, maar de sleutel van {who} gold tot en met {}", dutch::date(last)),
                "Had u dit document toen al, kijk dan met --op naar de dag waarop u het kreeg.".into(),
            ),
            Signer::Known(Trust::NotYet(who, first)) => (
                &rules::SIGNATURE_EARLY,
                format!("de handtekening klopt, maar de sleutel van {who} geldt pas vanaf {}", dutch::date(first)),
                "Controleer de datum in uw lijst.".into(),
            ),
        };
        Some(rule.at(None, title, action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_reads_back_and_fits_one_manifest() {
        let (own, manifest) = (SecretKey::new(&[7; 32]), b"{\"vorm\": 1}\n");
        let signed = Signed::sign(&own, manifest);
        assert_eq!(Signed::read(&signed.write()), Some(signed));
        assert_eq!(check(Some(&signed.write()), manifest), Sign::Fits(own.public()));
        assert_eq!(check(Some(&signed.write()), b"{\"vorm\": 2}\n"), Sign::Wrong);
        assert_eq!(check(None, manifest), Sign::Missing);
        // Another key in its place, and the same words in another way.
        let other = Signed { key: SecretKey::new(&[8; 32]).public(), ..signed };
        assert_eq!(check(Some(&other.write()), manifest), Sign::Wrong);
        let loose = [&signed.write()[..], b" "].concat();
        assert_eq!(check(Some(&loose), manifest), Sign::Wrong);
    }
}
