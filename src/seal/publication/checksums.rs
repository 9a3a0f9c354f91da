//! The list of checksums, in the form that `sha256sum --check` reads.
//!
//! It deliberately holds one line for a file and no way to write the same list twice differently.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::ground::hash::Hash;

/// Name of the list in the bundle; it holds every other file.
pub const CHECKSUMS: &str = "controlecodes.sha256";

/// The list of these files, in the order given.
pub fn write<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    files.fold(String::new(), |mut out, (path, bytes)| {
        let _ = writeln!(out, "{}  {path}", Hash::of(bytes));
        out
    })
}

/// Reads a list: the hash of each path, and the numbers of the lines that cannot be read or name a path again.
pub fn read(text: &[u8]) -> (BTreeMap<String, Hash>, Vec<usize>) {
    let (mut files, mut wrong) = (BTreeMap::new(), Vec::new());
    let Ok(text) = std::str::from_utf8(text) else { return (files, vec![1]) };
    for (number, line) in text.split_terminator('\n').enumerate() {
        let entry = line.split_once("  ").and_then(|(hash, path)| Some((Hash::parse(hash)?, path)));
        match entry {
            Some((hash, path)) if !path.is_empty() && !files.contains_key(path) => {
                files.insert(path.to_owned(), hash);
            }
            _ => wrong.push(number + 1),
        }
    }
    if !text.is_empty() && !text.ends_with('\n') {
        wrong.push(text.lines().count());
    }
    wrong.dedup();
    (files, wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back_and_faults_have_their_line() {
        let list = write([("a.txt", &b"a"[..]), ("b/c.txt", b"")].into_iter());
        let (files, wrong) = read(list.as_bytes());
        assert_eq!((files.len(), wrong), (2, vec![]));
        assert_eq!(files["b/c.txt"], Hash::of(b""));
        assert_eq!(read((list.clone() + "nonsense\n").as_bytes()).1, [3]);
        assert_eq!(read((list.clone() + &list).as_bytes()).1, [3, 4], "a path twice");
        assert_eq!(read(list.trim_end().as_bytes()).1, [2], "cut off");
        assert_eq!(read(&list.to_uppercase().into_bytes()).1, [1, 2]);
        assert_eq!(read(&[0xff, 0xfe]).1, [1]);
        assert_eq!(read(b""), (BTreeMap::new(), vec![]));
    }
}
