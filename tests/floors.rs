//! The floors and the purity of the house, read from the source itself. Each rule is a function over the text of one
//! file, and shows beside it that it can fail.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use beleid::nouns::count::PersonCount;

/// From the ground up: a file uses its own floor and lower ones. A name of the crate that is none of these is of `lib`.
const FLOORS: &[&str] = &["ground", "nouns", "judgement", "text", "paper", "seal", "lib", "cli"];

/// What reaches outside the arguments of a function, and the places where that may be.
const DOORS: &[(&str, &[&str])] = &[
    ("std::fs", &["src/cli/disk.rs", "src/cli/change.rs"]),
    ("std::env", &["src/cli/machine.rs"]),
    ("SystemTime", &["src/cli/machine.rs"]),
    ("Instant", &["src/cli/machine.rs"]),
    ("std::process", &["src/cli/", "src/main.rs"]),
    ("stdout", &["src/cli/"]),
    ("stderr", &["src/cli/"]),
    ("stdin", &["src/cli/"]),
    ("std::thread", &["src/cli/"]),
    ("std::net", &[]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("print!", &[]),
    ("eprint!", &[]),
    ("dbg!", &[]),
    ("static mut", &[]),
    ("thread_local!", &[]),
    ("OnceLock", &[]),
    ("LazyLock", &[]),
    ("lazy_static", &[]),
    // Templates come in by the build script, in one place.
    ("include_str!", &[]),
    ("include_bytes!", &[]),
    // A list of imports would hide the names above, and those of floors; nothing lies above the command.
    ("std::{", &[]),
    ("crate::{", &["src/cli/"]),
];

/// The lines of a file that are code, with their numbers: comments left out.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.split_once(" // ").map_or(line, |(code, _)| code)))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The code without what is compiled for tests only. Formatted code ends an item at the indent where it began.
fn without_tests(text: &str) -> Vec<(usize, &str)> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut out = Vec::new();
    let mut inside: Option<usize> = None;
    for (number, line) in code(text) {
        match inside {
            None if line.trim_start().starts_with("#[cfg(test)]") => inside = Some(indent(line)),
            None => out.push((number, line)),
            Some(depth)
                if indent(line) == depth && (line.trim_start().starts_with('}') || line.ends_with([';', '}'])) =>
            {
                inside = None
            }
            Some(_) => {}
        }
    }
    out
}

/// Where `word` stands in a line as a whole word.
fn names(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (line[..at].chars().next_back(), line[at + word.len()..].chars().next());
        let begins = !word.starts_with(part) || !before.is_some_and(part);
        let ends = !word.ends_with(part) || !after.is_some_and(part);
        begins && ends
    })
}

/// The first parts of the paths after `prefix`, such as `ground` in `crate::ground::csv`.
fn after<'a>(line: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(prefix).map(move |(at, _)| {
        let rest = &line[at + prefix.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

/// The floor of a file or of a name in the crate.
fn floor(name: &str) -> usize {
    let name = name.trim_end_matches(".rs");
    FLOORS.iter().position(|f| *f == name).unwrap_or_else(|| floor("lib"))
}

fn floor_of_file(path: &str) -> usize {
    let inside = path.strip_prefix("src/").expect("a source file");
    if inside == "main.rs" { FLOORS.len() } else { floor(inside.split('/').next().expect("a path has a part")) }
}

type Rule = fn(&str, &str) -> Vec<(usize, String)>;

/// A file uses its own floor and lower ones.
fn uses_lower_floors(path: &str, text: &str) -> Vec<(usize, String)> {
    let own = floor_of_file(path);
    code(text)
        .flat_map(|(number, line)| {
            ["crate::", "beleid::"].into_iter().flat_map(move |p| after(line, p)).map(move |n| (number, n))
        })
        .filter(|(_, name)| floor(name) > own)
        .map(|(number, name)| (number, format!("uses the higher floor `{name}`")))
        .collect()
}

/// Disk, clock, environment, processes and screen are behind their doors; global state and debugging are nowhere.
fn stays_behind_doors(path: &str, text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (number, line) in code(text) {
        for (word, doors) in DOORS {
            if names(line, word) && !doors.iter().any(|d| path.starts_with(d)) {
                out.push((number, format!("`{word}` may only stand in {doors:?}")));
            }
        }
    }
    out
}

/// A count that could point at a person is opened by disclosure control alone, and the door of the confidential edition
/// by the figures alone.
fn opens_no_counts(path: &str, text: &str) -> Vec<(usize, String)> {
    let figures = path.starts_with("src/judgement/figures/");
    let told = |line: &&str| {
        let opens = names(line, "for_disclosure_control_only") && !line.contains("fn for_disclosure_control_only");
        opens || (!figures && names(line, "everything_for_the_confidential_edition_only"))
    };
    let allowed = path.starts_with("src/judgement/disclosure/");
    code(text).filter(|(_, line)| !allowed && told(line)).map(|(n, _)| (n, "opens a PersonCount".to_owned())).collect()
}

/// Typst is known to the paper and to the door that lends it fonts. A string that names the program is no use of it.
fn knows_no_typst(path: &str, text: &str) -> Vec<(usize, String)> {
    if path.starts_with("src/paper/") || path == "src/compiler.rs" {
        return Vec::new();
    }
    let uses = |line: &&str| {
        let crates = ["typst::", "use typst", "typst_layout", "typst_pdf"];
        crates.iter().any(|c| line.contains(c))
    };
    code(text).filter(|(_, line)| uses(line)).map(|(n, _)| (n, "knows Typst".to_owned())).collect()
}

/// A file can be read in one sitting.
fn is_short(_: &str, text: &str) -> Vec<(usize, String)> {
    let lines = text.lines().count();
    if lines > 600 { vec![(lines, format!("has {lines} lines, more than 600"))] } else { Vec::new() }
}

/// Nothing is left undone, and no input can make it panic.
fn is_finished(_: &str, text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (number, line) in without_tests(text) {
        for word in ["todo!", "unimplemented!", "panic!", ".unwrap()", ".unwrap_err()"] {
            if line.contains(word) {
                out.push((number, format!("`{word}` outside tests")));
            }
        }
    }
    out
}

/// A module begins with what it is and what it deliberately leaves to others. A file that only lists modules, and the
/// manual of the library, have their own form.
fn says_what_it_is(path: &str, text: &str) -> Vec<(usize, String)> {
    let head: Vec<&str> = text.lines().take_while(|l| l.starts_with("//!")).collect();
    let sentences = head.iter().filter(|l| l.ends_with('.')).count();
    let fine = if path == "src/lib.rs" { sentences >= 1 } else { !head.is_empty() && head.join(" ").contains('.') };
    if fine { Vec::new() } else { vec![(1, "does not begin with what it is".to_owned())] }
}

const RULES: &[Rule] =
    &[uses_lower_floors, stays_behind_doors, opens_no_counts, knows_no_typst, is_short, is_finished, says_what_it_is];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the source is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out)
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            // The tests of a module in a file of their own are no part of the program.
            out.push(path)
        }
    }
}

#[test]
fn the_source_keeps_the_rules_of_the_house() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    files.sort();
    assert!(files.len() > 30, "the source is read");
    let mut broken = String::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("source is text");
        let path = file.to_string_lossy().replace('\\', "/");
        for (line, what) in RULES.iter().flat_map(|rule| rule(&path, &text)) {
            let _ = writeln!(broken, "{path}:{line} {what}");
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
}

/// Whether the rule tells something about this text.
fn told(rule: Rule, path: &str, text: &str) -> bool {
    !rule(path, text).is_empty()
}

#[test]
fn a_higher_floor_is_told() {
    assert!(told(uses_lower_floors, "src/ground/csv.rs", "use crate::nouns::plan::Plan;"));
    assert!(told(uses_lower_floors, "src/text/prose.rs", "fn f() -> crate::Compiler { }"));
    assert!(told(uses_lower_floors, "src/paper/world.rs", "use crate::cli::disk;"));
    assert!(told(uses_lower_floors, "src/nouns/record.rs", "    ($x:ident) => { $crate::judgement::check::$x };"));
    assert!(!told(uses_lower_floors, "src/paper/world.rs", "use crate::ground::csv;\n/// See [`crate::cli`]."));
    assert!(!told(uses_lower_floors, "src/cli/make.rs", "use crate::compiler::Edition;"));
    assert!(!told(uses_lower_floors, "src/main.rs", "beleid::cli::run()"));
}

#[test]
fn a_door_in_the_wrong_place_is_told() {
    for line in [
        "use std::fs::File;",
        "std::env::var(\"HOME\")",
        "let t = Instant::now();",
        "println!(\"x\");",
        "    dbg!(x);",
        "static mut X: u8 = 0;",
        "static X: OnceLock<u8> = OnceLock::new();",
        "use std::{fs, env};",
        "std::io::stdout().lock()",
        "use std::process::Command;",
        "thread_local! { }",
        "let now = SystemTime::now();",
        "use std::net::TcpStream;",
        "const TEXT: &str = include_str!(\"x.md\");",
    ] {
        assert!(told(stays_behind_doors, "src/text/prose.rs", line), "{line}");
    }
    assert!(told(stays_behind_doors, "src/cli/bouw.rs", "use std::fs;"));
    assert!(!told(stays_behind_doors, "src/cli/disk.rs", "use std::fs;"));
    assert!(!told(stays_behind_doors, "src/compiler.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/templates.rs\"))"));
    assert!(!told(stays_behind_doors, "src/nouns/organisatie.rs", "struct Instantie; // println!"));
}

#[test]
fn an_opened_count_is_told() {
    let call = "let n = count.for_disclosure_control_only();";
    assert!(told(opens_no_counts, "src/text/components/figures.rs", call));
    assert!(!told(opens_no_counts, "src/judgement/disclosure/tables.rs", call));
    let door = "tables.everything_for_the_confidential_edition_only()";
    assert!(told(opens_no_counts, "src/text/components/counts.rs", door));
    assert!(!told(opens_no_counts, "src/judgement/figures/link.rs", door));
    assert!(!told(opens_no_counts, "src/nouns/count.rs", "    pub fn for_disclosure_control_only(self) -> u64 {"));
}

#[test]
fn typst_outside_the_paper_is_told() {
    assert!(told(knows_no_typst, "src/text/compose.rs", "use typst::World;"));
    assert!(told(knows_no_typst, "src/seal/receipt.rs", "typst_pdf::pdf(&document)"));
    assert!(!told(knows_no_typst, "src/paper/world.rs", "use typst::World;"));
    assert!(!told(knows_no_typst, "src/cli/make.rs", "const COMPILE: &str = \"typst compile main.typ\";"));
}

#[test]
fn a_long_file_is_told() {
    assert!(told(is_short, "src/lib.rs", &"\n".repeat(601)));
    assert!(!told(is_short, "src/lib.rs", &"\n".repeat(600)));
}

#[test]
fn unfinished_code_is_told() {
    assert!(told(is_finished, "src/lib.rs", "fn f() { todo!() }"));
    assert!(told(is_finished, "src/lib.rs", "let x = y.unwrap();"));
    assert!(told(is_finished, "src/lib.rs", "#[cfg(test)]\nmod tests {\n    fn f() {}\n}\nfn g() { y.unwrap(); }"));
    assert!(!told(is_finished, "src/lib.rs", "#[cfg(test)]\nmod tests {\n    fn f() { y.unwrap(); }\n}\n"));
    assert!(!told(is_finished, "src/lib.rs", "//! sources.insert().unwrap();\nlet x = y.unwrap_or(1);"));
}

#[test]
fn a_module_without_a_word_is_told() {
    assert!(told(says_what_it_is, "src/ground/csv.rs", "use std::fmt;"));
    assert!(!told(says_what_it_is, "src/ground/csv.rs", "//! CSV.\n//!\n//! It deliberately knows no columns."));
}

/// The rest is proved by the `compile_fail` examples of `PersonCount`.
#[test]
fn a_count_that_could_point_at_a_person_tells_no_digit() {
    let shown = format!("{:?} {:#?}", PersonCount::new(7), vec![Some(PersonCount::new(23))]);
    assert!(!shown.contains(|c: char| c.is_ascii_digit()), "{shown}");
}
