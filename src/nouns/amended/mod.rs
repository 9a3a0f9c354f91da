//! The data as carried amendments make them: one value, row or entry in the tree of a file replaced, and the file read
//! again. So every table, sum and sentence agrees, and the place of a new value is that in `amendementen.toml`.
//!
//! It deliberately reads the old and the new file with the same records: a new value is checked as any other.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::amendement::{Amendement, Amendementen, Changed, ChangedValue, ValueChange, When};
use super::document::{Document, Reikwijdte};
use super::dossier::Dossier;
use super::order::{Order, Stand};
use super::plan::{Maatregel, Plan};
use super::reader::{MOST_ROWS, Reader};
use super::record::{Record, read_node, read_rows, unique_ids};
use crate::ground::catalogue as rules;
use crate::ground::csv::{self, Sheet};
use crate::ground::diagnostic::{Blocks, Diagnostic, Report};
use crate::ground::source::{Place, SourceSet};
use crate::ground::toml;
use crate::ground::tree::{Node, Value};

mod edit;
mod find;

use edit::Edit;
use find::Found;

/// The files that an amendment can change.
const PLAN: &str = "beleidsplan.toml";
const MEASURES: &str = "maatregelen.csv";

/// A file about to be changed: its root, and what may stand in it.
struct Tree {
    file: &'static str,
    root: Node,
    schema: Json,
}

/// Most changes of all amendments together. No council makes as many; a wrong file may hold them.
const MOST_CHANGES: usize = 1_000;

/// Applies the carried amendments to the data. What is wrong with one is told, and then no data come of it.
pub fn amend(set: &SourceSet, all: Vec<Amendement>, rd: &mut Reader<'_>) -> Amendementen {
    let mut amended = Amendementen { all, ..Amendementen::default() };
    let places = amended.all.iter().flat_map(|one| &one.wijziging).map(|change| &change.place);
    if let Some(place) = places.clone().nth(MOST_CHANGES) {
        rd.report.push(rules::FILE_TOO_LARGE.at(
            Some(place.clone()),
            format!("hier staan {} wijzigingen, en er kunnen er {MOST_CHANGES} zijn", places.count()),
            "Haal weg wat er niet in hoort. Is zo veel anders, maak dan een nieuw plan.",
        ));
        return Amendementen::default();
    }
    let carried = || amended.all.iter().filter(|one| one.carried());
    let changes: Vec<(&Amendement, &Place, ValueChange<'_>)> =
        carried().flat_map(|one| one.wijziging.iter().filter_map(move |w| Some((one, &w.place, w.value()?)))).collect();
    if changes.is_empty() {
        return amended;
    }
    // What is wrong with these files was told when they were read as they are.
    let unread = &mut Report::default();
    let plan = set.get(PLAN).and_then(|source| toml::parse(source, unread));
    let sheet = set.get(MEASURES).and_then(|source| csv::parse(source, unread));
    let rows = sheet
        .as_ref()
        .zip(set.get(MEASURES))
        .map(|(sheet, source)| Node { value: Value::List(sheet.rows.clone()), place: source.place(0..0) });
    let array = serde_json::json!({ "type": "array", "items": <Maatregel as Record>::schema() });
    let trees: Vec<Tree> = [(PLAN, plan, <Plan as Record>::schema()), (MEASURES, rows, array)]
        .into_iter()
        .filter_map(|(file, root, schema)| Some(Tree { file, root: root?, schema }))
        .collect();
    let mut edits: Vec<(&str, &Amendement, Edit)> = Vec::new();
    let (mut values, mut replaced, mut whole) = (Vec::new(), Vec::new(), true);
    for (one, place, change) in &changes {
        let made = target(change, place, &trees, rd).and_then(|(tree, found)| {
            let edit = edit::of(change, place, &found, tree.file, rd)?;
            Some((tree, found, edit))
        });
        let Some((tree, found, edit)) = made else {
            whole = false;
            continue;
        };
        let clash = edits.iter().find(|(file, _, other)| *file == tree.file && edit.clashes(other));
        if let Some((_, other, _)) = clash {
            tell_clash(one, other, change, rd);
            whole = false;
            continue;
        }
        replaced.extend(found.places());
        values.push(ChangedValue {
            place: (*place).clone(),
            what: found.what(tree.file),
            old: edit.old(&found),
            new: edit.new_value(found.schema),
        });
        edits.push((tree.file, one, edit));
    }
    if !whole {
        return amended;
    }
    let mut after = Report::default();
    let edits: Vec<(&str, Edit)> = edits.into_iter().map(|(file, _, edit)| (file, edit)).collect();
    let changed = read(trees, edits, (sheet.as_ref(), replaced), &mut Reader::new(&mut after, rd.glyphs));
    if let Some(changed) = &changed {
        let gone = solved(set, changed, &after, rd);
        rd.report.remove(&gone);
    }
    rd.report.extend(after);
    // A value that cannot be read was told, and stops every document.
    let Some(changed) = changed else { return amended };
    (amended.values, amended.changed) = (values, Some(Box::new(changed)));
    amended
}

/// Reads the files as they become; none when one cannot be read.
fn read(
    trees: Vec<Tree>,
    mut edits: Vec<(&str, Edit)>,
    (sheet, replaced): (Option<&Sheet>, Vec<Place>),
    rd: &mut Reader<'_>,
) -> Option<Changed> {
    let mut changed = Changed { plan: None, maatregelen: None, replaced };
    for mut tree in trees {
        let own: Vec<Edit> = edits.extract_if(.., |(file, _)| *file == tree.file).map(|(_, edit)| edit).collect();
        if own.is_empty() {
            continue;
        }
        edit::apply(&mut tree.root, own);
        if tree.file == PLAN {
            changed.plan = Some(read_node(&tree.root, rd)?);
            continue;
        }
        let (Value::List(rows), Some(sheet)) = (tree.root.value, sheet) else { return None };
        let sheet = Sheet { separator: sheet.separator, columns: sheet.columns.clone(), rows };
        let rows: Vec<Maatregel> = read_rows(&sheet, &tree.root.place, MOST_ROWS, rd)?;
        unique_ids("maatregel", rows.iter().map(|m| &m.id), rd);
        changed.maatregelen = Some(rows);
    }
    Some(changed)
}

/// The file and the place in it that a change is about.
fn target<'a>(
    change: &ValueChange<'_>,
    place: &Place,
    trees: &'a [Tree],
    rd: &mut Reader<'_>,
) -> Option<(&'a Tree, Found<'a>)> {
    let Some(tree) = trees.iter().find(|tree| tree.file == change.file.value) else {
        find::tell_file(change.file, &[PLAN, MEASURES], rd);
        return None;
    };
    Some((tree, find::find(change, place, (&tree.root, &tree.schema), rd)?))
}

fn tell_clash(one: &Amendement, other: &Amendement, change: &ValueChange<'_>, rd: &mut Reader<'_>) {
    let place = change.field.map_or(&change.file.place, |field| &field.place);
    let title = if one.nummer == other.nummer {
        format!("{} wijzigt dit gegeven twee keer", one.name())
    } else {
        format!("{} en {} wijzigen hetzelfde gegeven", other.name(), one.name())
    };
    rd.report.push(rules::AMEND_OVERLAP.at(
        Some(place.clone()),
        title,
        "Maak er één wijziging van, met de waarde zoals die is geworden.",
    ));
}

/// What reading told of the files as they are and no longer holds once they are amended. Only what stops an adoption: in
/// every other stand the files count as they are.
fn solved(set: &SourceSet, changed: &Changed, amended: &Report, rd: &mut Reader<'_>) -> Vec<Diagnostic> {
    let mut before = Report::default();
    let mut old = Reader::new(&mut before, rd.glyphs);
    if changed.plan.is_some()
        && let Some(root) = set.get(PLAN).and_then(|source| toml::parse(source, &mut Report::default()))
    {
        let _: Option<Plan> = read_node(&root, &mut old);
    }
    if changed.maatregelen.is_some()
        && let Some((source, sheet)) = set.get(MEASURES).and_then(|s| Some((s, csv::parse(s, &mut Report::default())?)))
    {
        let _: Option<Vec<Maatregel>> = read_rows(&sheet, &source.place(0..0), MOST_ROWS, &mut old);
    }
    let still = amended.sorted();
    let gone = |d: &&Diagnostic| d.rule.blocks == Blocks::FromVastgesteld && !still.contains(d);
    before.sorted().into_iter().filter(gone).cloned().collect()
}

impl Dossier {
    /// The dossier as a document shows it: what was adopted has the amendments in it, what was proposed has not.
    pub fn as_asked(&self, order: &Order, document: Option<&Document>) -> Cow<'_, Dossier> {
        let amendments = &self.amendementen;
        let applied = match amendments.when {
            When::Settled => return Cow::Borrowed(self),
            _ if amendments.all.is_empty() => return Cow::Borrowed(self),
            When::Never => false,
            When::Always => true,
            When::ByStand => match document {
                Some(document) if document.is_proposal() => false,
                Some(document) if document.soort.value == Reikwijdte::Jaarverslag => self.vaststelling.is_some(),
                _ => order.stand == Stand::Vastgesteld,
            },
        };
        Cow::Owned(if applied { self.adopted() } else { self.proposed() })
    }

    /// With the carried amendments in the data, and only those listed.
    pub fn adopted(&self) -> Dossier {
        let mut adopted = self.clone();
        let amendments = &mut adopted.amendementen;
        amendments.all.retain(Amendement::carried);
        amendments.when = When::Settled;
        if let Some(changed) = amendments.changed.take() {
            adopted.plan = changed.plan.unwrap_or(adopted.plan);
            adopted.maatregelen = changed.maatregelen.unwrap_or(adopted.maatregelen);
        }
        adopted
    }

    /// Without any amendment.
    pub fn proposed(&self) -> Dossier {
        let amendementen = Amendementen { when: When::Settled, ..Amendementen::default() };
        Dossier { amendementen, ..self.clone() }
    }
}
