//! Cases: each Markdown file below `tests/cases/` tells a story, gives the files of a gemeente and says what the
//! compiler answers. `UPDATE=1 cargo test --test cases` writes the answers; review the difference.
//!
//! A fence with a path is a file: of the gemeente, or of the templates after `sjablonen:`. The word after the path can be
//! `weg` (the file is not there), `latin1`, `utf16`, `bom` or `cr` (lines end in a carriage return). What a case does not give comes from [`BASE`]; one that gives
//! `sjablonen:hoofdstukken/proef/1.0.0/hoofdstuk.md` gets a document `proef` with it, from [`TRIAL`]. In a file `␍` stands
//! for a carriage return, `␉` for a tab, `␀` for a zero byte and `⟪x×9⟫` for nine times x.
//!
//! The fences `meldingen`, `manuscript` and `taal` (the counts of each chapter) hold answers; their words after the name are options: `stand=ontwerp`,
//! `peildatum=2026-01-31`, `document=beleidsplan`, `jaar=2025`, `vertrouwelijk`, `alles` (also what is not known yet),
//! `stukken` (also the papers for a decision), `hoofdstuk=naam` (only that chapter), `op=2027-01-01` (what is not true on that day), `pdf` (also what only layout can find), `tips` (also advice on language). Data that no document shows is told when
//! all documents are made.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use beleid::ground::catalogue as rules;
use beleid::ground::diagnostic::Diagnostic;
use beleid::ground::dutch;
use beleid::ground::source::Place;
use beleid::judgement::language::ChapterLanguage;
use beleid::{Compiler, LIMITS, Order, Report, Selection, Severity, SourceSet, Stand};

/// The smallest gemeente that compiles.
const BASE: &[(&str, &str)] = &[
    ("gemeente.toml", "naam = \"Proefstad\"\ncode = \"GM9999\"\nfictief = true\n"),
    ("beleidsplan.toml", "datum = 2026-01-31\norgaan = \"raad\"\n"),
];

/// A document of one chapter, to show a chapter without the prose of the real ones.
const TRIAL: &[(&str, &str)] = &[
    (
        "documenten/proef.toml",
        "id = \"proef\"\ntitel = \"Proefdocument\"\nsoort = \"plan\"\nonderwerp = \"Een proef\"\n",
    ),
    (
        "hoofdstukken/proef/1.0.0/hoofdstuk.toml",
        "titel = \"Proef\"\ndocument = \"proef\"\nplaats = 1\nherkomst = \"Proefredactie\"\ngeldig_van = 2025-01-01\n",
    ),
];

struct Fence {
    info: String,
    body: String,
    /// Lines of the body in the file, from the first to after the last.
    lines: (usize, usize),
}

fn fences(text: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<(String, String, usize, Vec<&str>)> = None;
    for (number, line) in text.lines().enumerate() {
        match &mut open {
            None if line.starts_with("```") => {
                let ticks: String = line.chars().take_while(|c| *c == '`').collect();
                open = Some((ticks.clone(), line[ticks.len()..].trim().to_owned(), number + 1, Vec::new()));
            }
            Some((ticks, info, start, body)) if line.trim_end() == *ticks => {
                let body = body.iter().map(|l| format!("{l}\n")).collect();
                fences.push(Fence { info: info.clone(), body, lines: (*start, number) });
                open = None;
            }
            Some((_, _, _, body)) => body.push(line),
            None => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    fences
}

fn options(info: &str) -> BTreeMap<String, String> {
    info.split_whitespace()
        .skip(1)
        .map(|word| {
            word.split_once('=').map_or((word.to_owned(), String::new()), |(k, v)| (k.to_owned(), v.to_owned()))
        })
        .collect()
}

/// `⟪x×9⟫` as nine times x.
fn repeated(text: &str) -> String {
    let Some((before, rest)) = text.split_once('⟪') else { return text.to_owned() };
    let (inside, after) = rest.split_once('⟫').expect("a repetition ends with ⟫");
    let (what, times) = inside.rsplit_once('×').expect("a repetition has ×");
    before.to_owned() + &what.repeat(times.parse().expect("after × comes a number")) + &repeated(after)
}

/// The bytes of a fence in the encoding that its options ask.
fn bytes(fence: &Fence) -> Vec<u8> {
    let words: Vec<&str> = fence.info.split_whitespace().collect();
    let body = repeated(&fence.body.replace('␍', "\r").replace('␉', "\t").replace('␀', "\0"));
    let body = if words.contains(&"cr") { body.replace('\n', "\r") } else { body };
    if words.contains(&"latin1") {
        return body
            .chars()
            .map(|c| u8::try_from(u32::from(c)).expect("a case in latin1 has only its characters"))
            .collect();
    }
    if words.contains(&"utf16") {
        return [0xfeff].into_iter().chain(body.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    }
    if words.contains(&"bom") {
        return [b"\xef\xbb\xbf", body.as_bytes()].concat();
    }
    body.into_bytes()
}

fn answer(fences: &[Fence], asked: &Fence) -> String {
    let mut gemeente: BTreeMap<&str, Vec<u8>> = BASE.iter().map(|(p, t)| (*p, t.as_bytes().to_vec())).collect();
    let mut templates = SourceSet::new(LIMITS);
    let mut told_limits = String::new();
    for fence in fences {
        let Some(path) = fence.info.split_whitespace().nth(1).filter(|p| p.contains(['.', '/']) && !p.contains('='))
        else {
            continue;
        };
        match path.strip_prefix("sjablonen:") {
            Some(path) => templates.insert(path, bytes(fence)).expect("a case is small"),
            None if fence.info.split_whitespace().any(|w| w == "weg") => drop(gemeente.remove(path)),
            None => drop(gemeente.insert(path, bytes(fence))),
        }
    }
    if templates.get("hoofdstukken/proef/1.0.0/hoofdstuk.md").is_some() {
        for (path, text) in TRIAL {
            if templates.get(path).is_none() {
                templates.insert(path, text.as_bytes().to_vec()).expect("a document is small");
            }
        }
    }
    let mut set = SourceSet::new(LIMITS);
    for (path, bytes) in gemeente {
        if let Err(refusal) = set.insert(path, bytes) {
            let _ = writeln!(told_limits, "{refusal:?} {path}");
        }
    }
    let options = options(&asked.info);
    let stand = match options.get("stand").map(String::as_str) {
        Some("ontwerp") => Some(Stand::Ontwerp),
        Some("vastgesteld") => Some(Stand::Vastgesteld),
        Some("concept") => Some(Stand::Concept),
        _ => None,
    };
    let selection = Selection {
        documents: options.get("document").map(|d| vec![d.clone()]).unwrap_or_default(),
        stand,
        year: options.get("jaar").and_then(|y| y.parse().ok()),
        peildatum: options.get("peildatum").and_then(|d| d.parse().ok()),
        confidential: options.contains_key("vertrouwelijk"),
        papers: options.contains_key("stukken"),
        ..Selection::default()
    };
    let (compiler, mut before) = Compiler::new(&templates);
    let (dossier, intake) = compiler.read(&set);
    let orders = dossier.as_ref().map_or_else(Vec::new, |d| compiler.orders(d, &selection));
    let asks = options.contains_key("document") && dossier.is_some();
    assert!(!asks || !orders.is_empty(), "`{}` asks a document that is not there", asked.info);
    before.extend(intake.clone());
    let mut told = Told::new();
    tell(&before, |d| Order::weigh(&orders, d), &mut told);
    let (mut manuscripts, mut language) = (String::new(), String::new());
    if let Some(dossier) = dossier {
        tell(&compiler.tell_papers_unknown(&dossier, &selection), |d| d.rule.severity(Stand::Concept), &mut told);
        let mut shown = Vec::new();
        for order in &orders {
            let stand = |d: &Diagnostic| d.rule.severity(order.stand);
            if let Some(day) = options.get("op") {
                let day = day.parse().expect("a day is as 2027-01-31");
                tell(&compiler.look_ahead(&dossier, &intake, order, day), stand, &mut told);
                continue;
            }
            if options.contains_key("pdf") {
                tell(&compiler.compile(&dossier, &intake, order).1, stand, &mut told);
                continue;
            }
            let (composed, report) = compiler.compose(&dossier, &intake, order);
            tell(&report, stand, &mut told);
            let Some(composed) = composed else { continue };
            let (chapters, advice) = compiler.language(&composed.manuscript);
            if options.contains_key("tips") {
                tell(&advice, stand, &mut told);
            }
            chapters.iter().for_each(|c| language.push_str(&counts(c)));
            shown.extend(composed.shown);
            manuscripts.push_str(&beleid::text::listing::listing(
                &composed.manuscript,
                options.get("hoofdstuk").map(String::as_str),
            ));
        }
        if selection.documents.is_empty() {
            tell(&compiler.tell_not_shown(&dossier, &shown), |d| d.rule.severity(Stand::Concept), &mut told);
        }
    }
    if asked.info.starts_with("manuscript") {
        manuscripts
    } else if asked.info.starts_with("taal") {
        language
    } else {
        // How long ago the facts of the program were looked at is no matter of a case that is about something else.
        let own_facts = templates.get("rechtsfeiten.toml").is_some();
        told.retain(|(_, code, _), _| own_facts || options.contains_key("op") || *code != rules::FACT_UNVERIFIED.code);
        told_limits + &print(&told, options.contains_key("alles"))
    }
}

/// The language of a chapter in numbers.
fn counts(chapter: &ChapterLanguage) -> String {
    let f = &chapter.figures;
    let rating = f.rating().unwrap_or_default();
    let score = f.score().filter(|_| chapter.scored);
    let score = score.map_or_else(|| "–".into(), |s| format!("{} ({rating})", dutch::decimal(s)));
    format!(
        "{}: {} woorden, {} zinnen, {} lettergrepen, {} letters; {} lang, {} lijdend; los {}; score {score}\n",
        chapter.id, f.words, f.sentences, f.syllables, f.letters, f.long_sentences, f.passive_sentences, f.loose_words
    )
}

/// Each message once, by place, code and title: as heavy as it weighs anywhere, and what to do.
type Told = BTreeMap<(Option<Place>, &'static str, String), (Severity, String)>;

fn tell(report: &Report, weigh: impl Fn(&Diagnostic) -> Severity, told: &mut Told) {
    for d in report.sorted() {
        let entry = told.entry((d.place.clone(), d.rule.code, d.title.clone()));
        let entry = entry.or_insert_with(|| (Severity::Hint, d.action.clone()));
        entry.0 = entry.0.max(weigh(d));
    }
}

fn print(told: &Told, all: bool) -> String {
    let mut out = String::new();
    for ((place, code, title), (severity, action)) in told {
        let gap = [rules::UNKNOWN_ONTWERP.code, rules::UNKNOWN_VASTGESTELD.code].contains(code);
        if gap && !all {
            continue;
        }
        let place = place.as_ref().map_or_else(|| "–".into(), ToString::to_string);
        let _ = writeln!(out, "{} {code} {place} {title}\n    {action}", severity.word());
    }
    out
}

fn case_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the cases are there").flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            case_files(&path, out)
        } else if path.extension().is_some_and(|e| e == "md") {
            out.push(path)
        }
    }
}

#[test]
fn every_case_is_answered_as_written() {
    let mut files = Vec::new();
    case_files(Path::new("tests/cases"), &mut files);
    assert!(!files.is_empty(), "there are cases");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a case is readable");
        let fences = fences(&text);
        let asked: Vec<&Fence> = fences
            .iter()
            .filter(|f| ["meldingen", "manuscript", "taal"].iter().any(|w| f.info.starts_with(w)))
            .collect();
        assert!(!asked.is_empty(), "{} asks something", file.display());
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for fence in asked.iter().rev() {
            let got = answer(&fences, fence);
            if got != fence.body {
                wrong.push(format!(
                    "{} `{}`\n--- written\n{}--- answered\n{got}",
                    file.display(),
                    fence.info,
                    fence.body
                ));
                lines.splice(fence.lines.0..fence.lines.1, got.lines().map(str::to_owned));
            }
        }
        let answered = lines.join("\n") + "\n";
        if update && answered != text {
            std::fs::write(&file, answered).expect("a case is writable");
        }
    }
    assert!(update || wrong.is_empty(), "{} cases differ:\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let mut files = Vec::new();
    case_files(Path::new("tests/cases"), &mut files);
    let text: String = files.iter().map(|f| std::fs::read_to_string(f).expect("a case is readable")).collect();
    // These need a disk, a process or a choice on the command line.
    let elsewhere = [
        "B103", "B104", "L116", "S604", "P703", "P722", "P723", "P724", "P725", "U141", "U142", "U143", "U144", "U145",
        "U146", "U801", "U802",
    ];
    let cli: String = ["tests/cli.rs", "tests/slot.rs", "tests/grenzen.rs", "tests/handtekening.rs"]
        .map(|file| std::fs::read_to_string(file).expect("the command has tests"))
        .concat();
    // A pack is bytes and no text; its messages stand in a page of their own.
    let packs = std::fs::read_to_string("tests/pakketten/meldingen.md").expect("packs have their page");
    // To compare takes two folders or files.
    let mut pairs = Vec::new();
    case_files(Path::new("tests/vergelijk"), &mut pairs);
    let packs: String = pairs
        .iter()
        .map(|f| std::fs::read_to_string(f).expect("a case is readable"))
        .fold(packs, |all, case| all + &case);
    let packs = packs + &std::fs::read_to_string("tests/bundel/meldingen.md").expect("bundles have their page");
    let packs = packs + &std::fs::read_to_string("tests/vastgesteld/meldingen.md").expect("decisions have their page");
    // Who signed a document is asked of the command, with a list of keys.
    let signatures = std::fs::read_to_string("tests/handtekening.rs").expect("signatures have tests");
    // These are told to whoever publishes a version, and to nobody who makes a document.
    let publishing = std::fs::read_to_string("tests/uitgeven.rs").expect("publishing has tests");
    let shown = |code: &str| match elsewhere.contains(&code) {
        true => cli.contains(code),
        false if ["L186", "L187"].contains(&code) => publishing.contains(code),
        false if code.starts_with("U14") => signatures.contains(code),
        false => text.contains(&format!(" {code} ")) || packs.contains(&format!(" {code} ")),
    };
    // Only a fault of the program itself can make it say this.
    let never = |code: &str| ["P704", "P705"].contains(&code);
    let missing: Vec<&str> =
        rules::ALL.iter().map(|rule| rule.code).filter(|code| !never(code) && !shown(code)).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}
