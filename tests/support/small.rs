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

/// With these attachments as they stand, each under its name.
pub fn with_files<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>, trailer: &str) -> Vec<u8> {
    let (mut names, mut objects) = (String::new(), vec![Vec::new()]);
    for (name, bytes) in files {
        let number = objects.len() + 1;
        names += &format!("({name}) {number} 0 R ");
        objects.push(format!("<</Type/Filespec/F({name})/EF<</F {} 0 R>>>>", number + 1).into_bytes());
        objects.push(stream("", bytes));
    }
    objects[0] = format!("<</Names<</EmbeddedFiles<</Names[{names}]>>>>>>").into_bytes();
    small(&objects, trailer)
}

/// A zip archive of one deflated file, as ordinary programs write it.
pub fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut deflated = flate2::write::DeflateEncoder::new(Vec::new(), Compression::best());
    deflated.write_all(bytes).unwrap();
    let deflated = deflated.finish().unwrap();
    let [packed, size] = [deflated.len(), bytes.len()].map(|n| u32::try_from(n).unwrap().to_le_bytes());
    let length = u16::try_from(name.len()).unwrap().to_le_bytes();
    // Version, flags, method, time, date, checksum, sizes, length of the name, nothing extra.
    let head = [
        &[20, 0, 0, 0, 8, 0, 0, 0, 33, 0][..],
        &crc32fast::hash(bytes).to_le_bytes(),
        &packed,
        &size,
        &length,
        &[0, 0],
    ]
    .concat();
    let local = [b"PK\x03\x04", &head[..], name.as_bytes(), &deflated].concat();
    let central = [b"PK\x01\x02", &[20, 0][..], &head, &[0; 14], name.as_bytes()].concat();
    let [at, long] = [local.len(), central.len()].map(|n| u32::try_from(n).unwrap().to_le_bytes());
    [&local[..], &central, b"PK\x05\x06", &[0, 0, 0, 0, 1, 0, 1, 0], &long, &at, &[0, 0]].concat()
}
