//! Which paths an archive may hold: those that mean the same file on every system, inside the folder.
//!
//! It deliberately does not know which files there should be.

/// Longest path, in characters.
pub const LONGEST_PATH: usize = 150;

/// Why a path cannot be in an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PathFault {
    /// It leads out of the folder: `..`.
    Outside,
    /// It begins at the root of a disk: `/etc`, `\\server`.
    Absolute,
    /// It begins with the letter of a drive: `C:`.
    Drive,
    /// It has a backslash, which is a folder on one system and a letter on another.
    Backslash,
    /// It ends in `/`: a folder and no file.
    Folder,
    /// It has a part that is empty, hidden, `.`, ends in a point, or is a device on some systems: `con`, `nul`.
    Part,
    /// It has another character than `a-z`, `A-Z`, `0-9`, `.`, `_`, `-` and `/`.
    Character,
    /// It is longer than [`LONGEST_PATH`].
    Long,
}

impl PathFault {
    /// What is wrong, after the path.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Outside => "wijst naar buiten de map",
            Self::Absolute => "begint bij de schijf zelf, en niet in de map",
            Self::Drive => "begint met de letter van een schijf",
            Self::Backslash => "bevat een omgekeerd schuin streepje",
            Self::Folder => "is een map en geen bestand",
            Self::Part => "heeft een deel dat op sommige computers niet kan",
            Self::Character => "bevat een teken dat op sommige computers niet kan",
            Self::Long => "is te lang",
        }
    }
}

/// Names that are devices on some systems, whatever comes after a point.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// What is wrong with a path, the gravest first; nothing when an archive can hold it.
pub fn path_fault(path: &str) -> Option<PathFault> {
    let parts = || path.split(['/', '\\']);
    let drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    if parts().any(|part| part == "..") {
        Some(PathFault::Outside)
    } else if path.starts_with(['/', '\\']) {
        Some(PathFault::Absolute)
    } else if drive {
        Some(PathFault::Drive)
    } else if path.contains('\\') {
        Some(PathFault::Backslash)
    } else if path.ends_with('/') {
        Some(PathFault::Folder)
    } else if !path.chars().all(plain) {
        Some(PathFault::Character)
    } else if path.chars().count() > LONGEST_PATH {
        Some(PathFault::Long)
    } else if parts().any(odd_part) {
        Some(PathFault::Part)
    } else {
        None
    }
}

fn odd_part(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
    let numbered = |word: &str| {
        stem.strip_prefix(word).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    part.is_empty()
        || part.starts_with('.')
        || part.ends_with('.')
        || DEVICES.contains(&stem.as_str())
        || numbered("com")
        || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_templates_are_fine_and_others_are_not() {
        for path in ["pak.toml", "hoofdstukken/aanpak-arbeid/1.0.0/hoofdstuk.md", "vormgeving/lettertypen/A.otf"] {
            assert_eq!(path_fault(path), None, "{path}");
        }
        for (path, fault) in [
            ("../a", PathFault::Outside),
            ("a/../../b", PathFault::Outside),
            ("a\\..\\b", PathFault::Outside),
            ("/etc/passwd", PathFault::Absolute),
            ("\\\\server\\map", PathFault::Absolute),
            ("C:/a", PathFault::Drive),
            ("c:a", PathFault::Drive),
            ("a\\b", PathFault::Backslash),
            ("a/", PathFault::Folder),
            ("a//b", PathFault::Part),
            ("", PathFault::Part),
            ("./a", PathFault::Part),
            (".git/config", PathFault::Part),
            ("a/nul.toml", PathFault::Part),
            ("COM1", PathFault::Part),
            ("a.", PathFault::Part),
            ("a b", PathFault::Character),
            ("é", PathFault::Character),
            ("a\0b", PathFault::Character),
            ("ab:c", PathFault::Character),
        ] {
            assert_eq!(path_fault(path), Some(fault), "{path}");
        }
        assert_eq!(path_fault(&"a".repeat(LONGEST_PATH + 1)), Some(PathFault::Long));
    }
}
