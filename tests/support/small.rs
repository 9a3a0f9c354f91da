//! Small PDFs, written by hand, of which every byte is known.
//!
//! It deliberately shares no code with the reader.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A small PDF of these objects, from number 1; the first is the catalog.
pub fn small(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        writeln!(out, "{} 0 obj", at + 1).unwrap();
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    offsets.iter().for_each(|offset| writeln!(out, "{offset:010} 00000 n ").unwrap());
    write!(out, "trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF", objects.len() + 1).unwrap();
    out
}

/// What makes a PDF one of this program.
pub const OURS: &str = "/Info<</Creator(beleid 9.9.9)>>";

/// A stream.
pub fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dictionary}/Length {}>>\nstream\n", bytes.len()).into_bytes();
    out.extend_from_slice(bytes);
    out.extend_from_slice(b"\nendstream");
    out
}

/// With one attachment, `a.txt`.
pub fn with_file(dictionary: &str, bytes: &[u8], trailer: &str) -> Vec<u8> {
    with_named("a.txt", dictionary, bytes, trailer)
}

/// With one attachment.
pub fn with_named(name: &str, dictionary: &str, bytes: &[u8], trailer: &str) -> Vec<u8> {
    let catalog = format!("<</Names<</EmbeddedFiles<</Names[({name}) 2 0 R]>>>>>>");
    let wide: String = name.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let told = format!("<</Type/Filespec/F({name})/UF<FEFF{wide}>/EF<</F 3 0 R>>>>");
    small(&[catalog.into(), told.into(), stream(dictionary, bytes)], trailer)
}

/// Bytes, deflated.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}
