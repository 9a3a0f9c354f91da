//! `hoofdstuk actualiseer`: takes over newer versions, one by one, after showing what changes in the gemeente's own
//! documents and texts.
//!
//! It deliberately changes nothing before the last question is answered, and then everything at once.

use std::fmt::Write as _;
use std::io::{BufRead, IsTerminal, stdin};
use std::path::Path;

use super::super::arguments::Renew;
use super::super::change::{Change, KEPT};
use super::super::find::find;
use super::super::make::tell_unwritten;
use super::super::own_templates::OwnTemplates;
use super::super::questions::yes;
use super::super::render::printable;
use super::super::screen::Screen;
use super::super::told::{Told, tell};
use super::super::workshop::Workshop;
use super::super::{COULD_NOT, DONE, NOT_ALLOWED, disk, machine};
use crate::compiler::Selection;
use crate::ground::catalogue as rules;
use crate::ground::diagnostic::{Report, Severity, Stand};
use crate::ground::dutch;
use crate::ground::hash::sha256;
use crate::ground::source::SourceSet;
use crate::judgement::locked;
use crate::nouns::dossier::Dossier;
use crate::nouns::lock;
use crate::nouns::order::Order;
use crate::nouns::part::PartKey;
use crate::renewal::{Renewal, Renewed, RenewedText};
use crate::text::difference::chapters::compare;
use crate::text::difference::side_by_side::{Row, rows};
use crate::text::manuscript::{Manuscript, plain};

/// Most places that are shown of one document; more is for `beleid vergelijk`.
const MOST_ROWS: usize = 12;

/// Shows, asks and takes over.
pub fn run(arguments: &Renew, screen: Screen) -> Result<u8, Vec<Told>> {
    let workshop = Workshop::open(OwnTemplates::open(&arguments.templates)?);
    let (gemeenten, _) = find(std::slice::from_ref(&arguments.folder))?;
    let [gemeente] = &gemeenten[..] else {
        screen.err("fout: geef de map van één gemeente\n");
        return Ok(COULD_NOT);
    };
    let bench = workshop.read(gemeente.path(), Path::new(""), &Selection::default());
    let Some(dossier) = bench.dossier else {
        let told = tell(&bench.intake, &bench.orders, &bench.sources, workshop.templates());
        return Err(told.into_iter().map(|t| t.below(&gemeente.shown, &Default::default())).collect());
    };
    let Some(held) = &dossier.lock else {
        screen.err(&no_lock(bench.sources.get(lock::FILE).is_some(), &gemeente.shown));
        return Ok(COULD_NOT);
    };
    // What is held and not there comes first: without it no document can be made, and nothing can be taken over.
    let lost = locked::check(held, workshop.compiler.inventory());
    let lost: Report = lost.of(&rules::LOCK_UNKNOWN).into_iter().cloned().fold(Report::default(), |mut all, d| {
        all.push(d);
        all
    });
    let day = arguments.day.unwrap_or_else(machine::today);
    let mut renewals = workshop.compiler.renewals(held, day);
    if let Some(unknown) = arguments.names.iter().find(|name| !renewals.iter().any(|r| r.held.name == **name)) {
        screen.err(&format!("fout: van `{}` is er niets nieuwers\n{}", printable(unknown), offer(&renewals)));
        return Ok(COULD_NOT);
    }
    renewals.retain(|r| arguments.names.is_empty() || arguments.names.contains(&r.held.name));
    if renewals.is_empty() && lost.blocks(Stand::Concept) {
        let told = tell(&lost, &bench.orders, &bench.sources, workshop.templates());
        return Err(told.into_iter().map(|t| t.below(&gemeente.shown, &Default::default())).collect());
    }
    if renewals.is_empty() {
        screen.out(&format!("Er is op {} niets nieuwers dan wat deze gemeente heeft vastgelegd.\n", dutch::date(day)));
        return Ok(DONE);
    }
    let asks = !arguments.yes && stdin().is_terminal();
    let mut answers = stdin().lock();
    let mut state = State { workshop: &workshop, dossier, change: Change::default(), taken: 0, conflicts: 0 };
    for renewal in &renewals {
        let renewed = workshop.compiler.renew(&state.dossier, renewal, &workshop.layers);
        screen.out(&state.page(renewal, &renewed));
        let take = arguments.yes || (asks && state.ask(&mut answers, screen));
        if take {
            state.take(renewed);
        }
    }
    if state.taken == 0 {
        screen.out("Er is niets veranderd.");
        screen.out(if asks { "\n" } else { " Neem over met --ja, of noem alleen wat u wilt overnemen.\n" });
        return Ok(DONE);
    }
    let lock = state.dossier.lock.as_ref().map(|lock| lock.write()).unwrap_or_default();
    let old = bench.sources.get(lock::FILE).map(|s| s.bytes().to_vec()).unwrap_or_default();
    let place = kept(gemeente.path(), &old);
    state.keep_old_texts(&bench.sources, &place);
    state.change.written.push((format!("{place}/{}", lock::FILE), old));
    state.change.written.push((lock::FILE.to_owned(), lock.into_bytes()));
    state.change.apply(gemeente.path()).map_err(|error| vec![tell_unwritten(gemeente.path(), &error)])?;
    screen.out(&format!(
        "{} overgenomen. Wat er was, staat in {}/{}; wie terug wil, zet die bestanden weer op hun plek.\nMaak de documenten opnieuw met: beleid bouw {}{}\n",
        dutch::capitalise(&dutch::count(state.taken, "onderdeel", "onderdelen")),
        gemeente.shown,
        place,
        gemeente.shown,
        arguments.templates.layers.iter().map(|l| format!(" --sjablonen {}", l.display())).collect::<String>()
    ));
    if state.conflicts > 0 {
        screen.out(&format!(
            "Kijk {} na: daar paste eigen en gedeelde tekst niet vanzelf in elkaar.\n",
            dutch::count(state.conflicts, "plek", "plekken")
        ));
        return Ok(NOT_ALLOWED);
    }
    Ok(DONE)
}

fn no_lock(there: bool, folder: &str) -> String {
    if there {
        format!(
            "fout: `{folder}/beleid.lock` is niet te gebruiken\nKijk wat er mis is met: beleid controleer {folder}\n"
        )
    } else {
        format!(
            "Deze gemeente heeft nog niets vastgelegd: een volgende keer bouwen neemt vanzelf het nieuwste.\nBouw met: beleid bouw {folder}\n"
        )
    }
}

fn offer(renewals: &[Renewal]) -> String {
    if renewals.is_empty() {
        return "Er is nergens iets nieuwers van.\n".into();
    }
    let names: Vec<String> = renewals.iter().map(|r| r.held.name.clone()).collect();
    format!("Iets nieuwers is er van {}.\n", dutch::ticked_or(&names).replace(" of ", " en "))
}

/// The folder for what a lock and its texts were, with a name that follows from the lock.
fn kept(folder: &Path, lock: &[u8]) -> String {
    let hash = sha256(lock);
    let name = format!("{KEPT}/{}", &hash[..8]);
    let taken = (2..100).map(|n| format!("{name}-{n}")).find(|next| !disk::has(folder, next));
    if disk::has(folder, &name) { taken.unwrap_or(name) } else { name }
}

struct State<'a> {
    workshop: &'a Workshop,
    /// The gemeente with all that was taken over so far.
    dossier: Dossier,
    change: Change,
    taken: usize,
    conflicts: usize,
}

impl State<'_> {
    fn ask(&self, answers: &mut dyn BufRead, screen: Screen) -> bool {
        yes("Overnemen? (ja of nee) ", answers, &mut |text| screen.out(text)).unwrap_or(false)
    }

    fn take(&mut self, renewed: Renewed) {
        self.taken += 1;
        for text in renewed.texts {
            self.conflicts += text.conflicts.len();
            self.change.written.retain(|(path, _)| *path != text.path);
            self.change.written.push((text.path, text.new.into_bytes()));
        }
        self.dossier = renewed.dossier;
    }

    /// Each text that is written over is kept as it was.
    fn keep_old_texts(&mut self, sources: &SourceSet, place: &str) {
        let old = self
            .change
            .written
            .iter()
            .filter_map(|(path, _)| Some((format!("{place}/{path}"), sources.get(path)?.bytes().to_vec())));
        let old: Vec<(String, Vec<u8>)> = old.collect();
        self.change.written.extend(old);
    }

    /// What one renewal does, for a person who has to decide.
    fn page(&self, renewal: &Renewal, renewed: &Renewed) -> String {
        let mut out = String::new();
        let origin = self.workshop.compiler.inventory().get(&renewal.newest);
        let origin = origin.map(|part| self.workshop.layers.words(part)).unwrap_or_default();
        let _ = match version(&renewal.held) == version(&renewal.newest) {
            true => writeln!(out, "{} is vernieuwd  ({origin})", renewal.held),
            false => writeln!(out, "{} → {}  ({origin})", renewal.held, version(&renewal.newest)),
        };
        for news in &renewal.news {
            let _ = writeln!(out, "  {news}");
        }
        let mut same = true;
        for order in self.workshop.compiler.orders(&self.dossier, &Selection::default()) {
            let (Some(old), before) = self.composed(&self.dossier, &order) else { continue };
            let (Some(new), after) = self.composed(&renewed.dossier, &order) else { continue };
            let text = changes(&old, &new);
            same &= text.is_empty();
            if !text.is_empty() {
                let year = order.year.map(|y| format!(" {y}")).unwrap_or_default();
                let _ = write!(out, "  In {}{year}:\n{text}", order.document);
            }
            for line in self.new_faults(&before, &after, &order) {
                let _ = writeln!(out, "  {line}");
            }
        }
        if same {
            let _ = writeln!(out, "  In de tekst van uw documenten verandert niets.");
        }
        renewed.texts.iter().for_each(|text| own_text(text, &mut out));
        out.lines().map(|line| printable(line) + "\n").chain(["\n".to_owned()]).collect()
    }

    fn composed(&self, dossier: &Dossier, order: &Order) -> (Option<Manuscript>, Report) {
        let (composed, report) = self.workshop.compiler.compose(dossier, &Report::default(), order);
        (composed.map(|c| c.manuscript), report)
    }

    /// What would be told that is not told now.
    fn new_faults(&self, before: &Report, after: &Report, order: &Order) -> Vec<String> {
        let known: Vec<&str> = before.sorted().iter().map(|d| d.title.as_str()).collect();
        let new = after.sorted().into_iter().filter(|d| !known.contains(&d.title.as_str()));
        let new = new.filter(|d| Order::weigh(std::slice::from_ref(order), d) > Severity::Hint);
        new.map(|d| format!("Daarna meldt het programma: {} {}. {}", d.rule.code, d.title, d.action)).collect()
    }
}

fn version(key: &PartKey) -> String {
    key.version.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// What changes in a document, place by place.
fn changes(old: &Manuscript, new: &Manuscript) -> String {
    let difference = compare(old, new);
    let mut out = String::new();
    let mut all: Vec<(String, Row)> = Vec::new();
    for chapter in difference.chapters.iter().filter(|c| !c.is_same()) {
        let Some(node) = chapter.chapter() else { continue };
        let rows = rows(chapter, &difference);
        if rows.is_empty() {
            let _ = writeln!(out, "    {}: een ander nummer of een andere plek", node.title);
        }
        all.extend(rows.into_iter().map(|row| (node.title.clone(), row)));
    }
    for (chapter, row) in all.iter().take(MOST_ROWS) {
        let _ = writeln!(out, "    {chapter}, {}", row.place);
        for (head, text) in [("was", plain(&row.old)), ("wordt", plain(&row.new))] {
            if !text.trim().is_empty() {
                let _ = writeln!(out, "      {head:<6} {}", text.trim());
            }
        }
    }
    if let Some(more) = all.len().checked_sub(MOST_ROWS + 1) {
        let _ = writeln!(out, "    en nog {}", dutch::count(more + 1, "wijziging", "wijzigingen"));
    }
    out
}

/// What becomes of an own text.
fn own_text(text: &RenewedText, out: &mut String) {
    if text.old.replace("\r\n", "\n") == text.new {
        let _ = writeln!(out, "  Uw eigen tekst {} blijft zoals hij is.", text.path);
    } else {
        let _ = writeln!(out, "  Uw eigen tekst {} wordt bijgewerkt:", text.path);
        let (old, new): (Vec<&str>, Vec<&str>) = (text.old.lines().collect(), text.new.lines().collect());
        for line in old.iter().filter(|line| !line.trim().is_empty() && !new.contains(line)) {
            let _ = writeln!(out, "      was    {line}");
        }
        for line in new.iter().filter(|line| !line.trim().is_empty() && !old.contains(line)) {
            let _ = writeln!(out, "      wordt  {line}");
        }
    }
    for sentence in &text.conflicts {
        let _ = writeln!(out, "  Let op: {sentence}");
    }
}
