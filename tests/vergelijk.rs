//! `beleid vergelijk` as a person meets it: cases of a few lines, with what stands on the screen.
//!
//! Each Markdown file below `tests/vergelijk/` begins with two small gemeenten, `oud` and `nieuw`, that are equal. Its
//! fences happen in order: one with a path writes that file, `doe` does its lines, `scherm` is what the last of them
//! said. `UPDATE=1 cargo test --test vergelijk` writes the screens; review the difference.

#![cfg(feature = "cli")]

#[path = "support/person.rs"]
mod person;
mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use beleid::seal::attachments::{MOST_ATTACHED, attachments};
use beleid::text::written;
use hayro_syntax::Pdf;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use person::Folder;
use support::small::{OURS, packed, small, with_named};
use support::{folder, tags};

const GEMEENTE: &str = "naam = \"Proefdorp\"\ncode = \"GM9901\"\nfictief = true\n";

const PLAN: &str = "datum = 2026-01-31\norgaan = \"raad\"\n\n[looptijd]\nvan = 2026-01-01\ntot = 2028-12-31\n\n[[middelen]]\nid = \"training\"\nomschrijving = \"Training\"\njaar = 2026\nbedrag = 25000\n";

const MEASURES: &str = "id;wat;start;eind;status\nM1;Training voor de balie;2026-02-01;2026-06-01;gepland\nM2;Nieuwe signalenkaart;2026-02-01;2026-12-01;gepland\n";

fn start() -> Folder {
    ["oud", "nieuw"].iter().fold(Folder::new(), |folder, side| {
        folder
            .file(&format!("{side}/gemeente.toml"), GEMEENTE)
            .file(&format!("{side}/beleidsplan.toml"), PLAN)
            .file(&format!("{side}/maatregelen.csv"), MEASURES)
    })
}

/// A line of `doe`. Files are copied, cut or changed without a shell; anything else is a program with its words.
fn act(folder: &Folder, line: &str) -> Option<Output> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let path = |name: &str| folder.path(name);
    match words[..] {
        ["kopieer", from, to] => drop(fs::copy(path(from), path(to)).unwrap_or_else(|e| panic!("{line}: {e}"))),
        ["wis", name] => match path(name).is_dir() {
            true => fs::remove_dir_all(path(name)).unwrap(),
            false => fs::remove_file(path(name)).unwrap(),
        },
        ["halveer", name] => {
            let bytes = fs::read(path(name)).unwrap();
            fs::write(path(name), &bytes[..bytes.len() / 2]).unwrap();
        }
        // Words of the same length: places in the file stay.
        ["vervang", name, from, to] => {
            let mut bytes = fs::read(path(name)).unwrap();
            let at = bytes.windows(from.len()).rposition(|window| window == from.as_bytes()).expect("it is there");
            assert_eq!(from.len(), to.len());
            bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
            fs::write(path(name), bytes).unwrap();
        }
        // A PDF that says it is one of ours, with this as its document, or with none.
        ["pdf", name] => fs::write(path(name), small(&[b"<<>>".to_vec()], OURS)).unwrap(),
        ["pdf", name, content] => {
            fs::write(path(name), with_named("document.json", "", content.as_bytes(), OURS)).unwrap();
        }
        ["pdf-bom", name] => {
            let bytes = packed(&vec![b' '; MOST_ATTACHED + 1]);
            fs::write(path(name), with_named("document.json", "/Filter/FlateDecode", &bytes, OURS)).unwrap();
        }
        ["versleutel", name] => {
            let text = fs::read(path(name)).unwrap();
            let at = text.windows(6).rposition(|window| window == b"/Root ").unwrap();
            fs::write(path(name), [&text[..at], b"/Encrypt 1 0 R", &text[at..]].concat()).unwrap();
        }
        ["zonder-git", "beleid", ref rest @ ..] => return Some(run(folder, env!("CARGO_BIN_EXE_beleid"), rest, false)),
        ["beleid", ref rest @ ..] => return Some(run(folder, env!("CARGO_BIN_EXE_beleid"), rest, true)),
        ["git", ref rest @ ..] => {
            let done = run(folder, "git", rest, true);
            assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
        }
        _ => panic!("what is `{line}`?"),
    }
    None
}

fn run(folder: &Folder, program: &str, words: &[&str], with_git: bool) -> Output {
    let mut command = Command::new(program);
    command.args(words).current_dir(&folder.0).stdin(Stdio::null());
    // The same commit in each run, whoever runs it.
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Proef").env(format!("GIT_{role}_EMAIL"), "proef@example.org");
        command.env(format!("GIT_{role}_DATE"), "2026-05-03T12:00:00Z");
    }
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", &folder.0).env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    if !with_git {
        command.env("PATH", "");
    }
    command.output().unwrap()
}

/// What a person sees. The number of pages follows from templates and theme, which have tests of their own.
fn screen(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().unwrap();
    let all = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let lines = all.lines().map(|line| match line.rsplit_once(" (") {
        Some((head, tail)) if line.starts_with("Gemaakt: ") && tail.ends_with("bladzijden)") => {
            format!("{head} (… bladzijden)")
        }
        _ => line.to_owned(),
    });
    let mut out: String = lines.map(|line| line + "\n").collect();
    let _ = writeln!(out, "code {code}");
    out
}

/// Does a case, and gives its text with the screens as they are, and the folder as it is at the end.
fn play(text: &str) -> (String, Folder) {
    let (folder, mut out, mut last) = (start(), String::new(), None);
    let mut rest = text;
    while let Some((before, fence)) = rest.split_once("\n```") {
        let (head, body) = fence.split_once('\n').expect("a fence has a line of its own");
        let (body, after) = body.split_once("```").expect("a fence ends");
        write!(out, "{before}\n```{head}\n").unwrap();
        match head.split_once(' ') {
            Some((_, path)) => {
                let target = folder.path(path);
                fs::create_dir_all(target.parent().unwrap()).unwrap();
                fs::write(target, body).unwrap();
            }
            None if head == "doe" => body.lines().for_each(|line| last = act(&folder, line).or(last.take())),
            None if head == "scherm" => {
                out.push_str(&screen(&last.take().expect("something was done")));
                out.push_str("```");
                rest = after;
                continue;
            }
            None => panic!("what is a fence `{head}`?"),
        }
        write!(out, "{body}```").unwrap();
        rest = after;
    }
    out.push_str(rest);
    (out, folder)
}

fn cases() -> Vec<PathBuf> {
    let here = folder::root().join("tests/vergelijk");
    let mut files: Vec<PathBuf> = fs::read_dir(here).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn case(name: &str) -> String {
    fs::read_to_string(folder::root().join("tests/vergelijk").join(name)).unwrap()
}

#[test]
fn every_case_says_what_is_written() {
    let mut wrong = String::new();
    let texts: Vec<(PathBuf, String)> =
        cases().into_iter().map(|file| (file.clone(), fs::read_to_string(file).unwrap())).collect();
    let played: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = texts.iter().map(|(_, text)| scope.spawn(|| play(text).0)).collect();
        all.into_iter().map(|one| one.join().expect("a case can be played")).collect()
    });
    for ((file, text), now) in texts.into_iter().zip(played) {
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &now).unwrap();
        } else if now != text {
            let differs = now.lines().zip(text.lines()).find(|(now, then)| now != then);
            let _ = writeln!(wrong, "{}: {differs:?}\n{now}", file.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What the words of a PDF say, as they are read aloud.
fn spoken(pdf: &[u8]) -> String {
    let pdf = Pdf::new(pdf.to_vec()).expect("a PDF");
    tags::lines(&tags::read(&pdf)).iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_comparison_is_an_accessible_document_that_says_what_it_is() {
    let (_, folder) = play(&case("datums-en-bedragen.md"));
    let bytes = fs::read(folder.path("vergelijking-beleidsplan.pdf")).unwrap();
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a] {
        let told = validate_pdf_bytes(&bytes, &ValidationOptions::default().profile(profile)).expect("a readable PDF");
        // The rule that the checker gets wrong has its own test with the other documents.
        let wrong: Vec<_> = told.failures.iter().filter(|f| f.rule_id != "ISO 19005-3:2012:6.1.7.1:1").collect();
        assert!(wrong.is_empty(), "{profile:?}: {wrong:?}");
    }
    let words = spoken(&bytes);
    for part in ["Was en wordt", "1-9-2026 (3 maanden later)", "€ 30.000", "[vervallen: ", "[nieuw: "] {
        assert!(words.contains(part), "`{part}` is not in\n{words}");
    }
    let inside = attachments(&bytes).unwrap();
    let back = written::read(&inside[written::NAME]).unwrap();
    assert_eq!(back.order.document, "vergelijking-beleidsplan");
}

#[test]
fn the_same_comparison_has_the_same_bytes() {
    let text = case("datums-en-bedragen.md");
    let [one, two] =
        [play(&text).1, play(&text).1].map(|folder| fs::read(folder.path("vergelijking-beleidsplan.pdf")).unwrap());
    assert!(one == two);
}

/// A revision is read from git alone: what stands on the disk now says nothing, and no file comes or goes.
#[test]
fn a_revision_leaves_the_folder_as_it_is() {
    let (_, folder) = play(&case("revisie.md"));
    let status = run(&folder, "git", &["status", "--porcelain"], true);
    let left: Vec<String> = String::from_utf8(status.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(left, ["?? nieuw/", "?? vergelijking-beleidsplan.pdf"]);
}

#[test]
fn a_revision_is_no_option_and_its_links_are_not_followed() {
    let folder = start();
    for line in ["git init -q -b main", "git add .", "git commit -q -m een"] {
        act(&folder, line);
    }
    // An option of git that would write a file, if it were one.
    let ran = run(&folder, env!("CARGO_BIN_EXE_beleid"), &["vergelijk", "oud@--output=gat", "nieuw"], true);
    assert!(screen(&ran).contains("fout V110"), "{}", screen(&ran));
    assert!(!Path::new(&folder.path("gat")).exists());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/hostname", folder.path("oud/organisatie.toml")).unwrap();
        for line in ["git add .", "git commit -q -m twee"] {
            act(&folder, line);
        }
        let ran = run(&folder, env!("CARGO_BIN_EXE_beleid"), &["vergelijk", "oud@HEAD", "nieuw"], true);
        let told = screen(&ran);
        assert!(told.contains("organisatie.toml` is een koppeling en wordt niet gelezen"), "{told}");
    }
}
