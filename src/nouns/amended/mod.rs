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
    touched: bool,
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
    if !amended.all.iter().any(|one| one.carried() && one.wijziging.iter().any(|w| w.value().is_some())) {
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
    let mut trees: Vec<Tree> = [(PLAN, plan, <Plan as Record>::schema()), (MEASURES, rows, array)]
        .into_iter()
        .filter_map(|(file, root, schema)| Some(Tree { file, root: root?, schema, touched: false }))
        .collect();
    let (mut values, mut replaced, mut made) = (Vec::new(), Vec::new(), [None, None]);
    // What was adopted earlier comes first: what the council changes now, it changes in that.
    for (earlier, made) in [true, false].into_iter().zip(&mut made) {
        let own = amended.all.iter().filter(|one| one.carried() && one.is_earlier() == earlier);
        let Some((told, places)) = pass(own, &mut trees, rd) else { return amended };
        values.extend(told);
        replaced.extend(places);
        let mut after = Report::default();
        let changed = read(&trees, sheet.as_ref(), &replaced, &mut Reader::new(&mut after, rd.glyphs));
        if let Some(changed) = &changed {
            let gone = solved(set, changed, &after, rd);
            rd.report.remove(&gone);
        }
        rd.report.extend(after);
        // A value that cannot be read was told, and stops every document.
        let Some(changed) = changed else { return amended };
        *made = trees.iter().any(|tree| tree.touched).then(|| Box::new(changed));
    }
    [amended.earlier, amended.changed] = made;
    amended.values = values;
    amended
}

/// Makes the changes of amendments in the trees, all in the trees as they are: what changed in words, and the places of
/// the values that went. None when something is wrong, which was told.
fn pass<'a>(
    amendments: impl Iterator<Item = &'a Amendement>,
    trees: &mut [Tree],
    rd: &mut Reader<'_>,
) -> Option<(Vec<ChangedValue>, Vec<Place>)> {
    let mut edits: Vec<(&str, &Amendement, Edit)> = Vec::new();
    let (mut values, mut replaced, mut whole) = (Vec::new(), Vec::new(), true);
    let changes =
        amendments.flat_map(|one| one.wijziging.iter().filter_map(move |w| Some((one, &w.place, w.value()?))));
    for (one, place, change) in changes {
        let made = target(&change, place, trees, rd).and_then(|(tree, found)| {
            let edit = edit::of(&change, place, &found, tree.file, rd)?;
            Some((tree, found, edit))
        });
        let Some((tree, found, edit)) = made else {
            whole = false;
            continue;
        };
        let clash = edits.iter().find(|(file, _, other)| *file == tree.file && edit.clashes(other));
        if let Some((_, other, _)) = clash {
            tell_clash(one, other, &change, rd);
            whole = false;
            continue;
        }
        replaced.extend(found.places());
        values.push(ChangedValue {
            place: place.clone(),
            what: found.what(tree.file),
            old: edit.old(&found),
            new: edit.new_value(found.schema),
        });
        edits.push((tree.file, one, edit));
    }
    for tree in trees.iter_mut().filter(|_| whole) {
        let own = edits.extract_if(.., |(file, _, _)| *file == tree.file);
        let own: Vec<Edit> = own.map(|(_, _, edit)| edit).collect();
        tree.touched |= !own.is_empty();
        edit::apply(&mut tree.root, own);
    }
    whole.then_some((values, replaced))
}

/// Reads the files that changed; none when one cannot be read.
fn read(trees: &[Tree], sheet: Option<&Sheet>, replaced: &[Place], rd: &mut Reader<'_>) -> Option<Changed> {
    let mut changed = Changed { replaced: replaced.to_vec(), ..Changed::default() };
    for tree in trees.iter().filter(|tree| tree.touched) {
        if tree.file == PLAN {
            changed.plan = Some(read_node(&tree.root, rd)?);
            continue;
        }
        let (Value::List(rows), Some(sheet)) = (&tree.root.value, sheet) else { return None };
        let sheet = Sheet { separator: sheet.separator, columns: sheet.columns.clone(), rows: rows.clone() };
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

    /// With every carried amendment in the data, and only those listed.
    pub fn adopted(&self) -> Dossier {
        self.settled(|amendments| amendments.changed.take(), |_| true)
    }

    /// As it was proposed: with the amendments that an earlier version had, and no other.
    pub fn proposed(&self) -> Dossier {
        self.settled(|amendments| amendments.earlier.take(), Amendement::is_earlier)
    }

    fn settled(
        &self,
        data: impl Fn(&mut Amendementen) -> Option<Box<Changed>>,
        listed: impl Fn(&Amendement) -> bool,
    ) -> Dossier {
        let mut settled = self.clone();
        let amendments = &mut settled.amendementen;
        amendments.all.retain(|one| one.carried() && listed(one));
        let changed = data(amendments);
        *amendments = Amendementen {
            all: std::mem::take(&mut amendments.all),
            values: std::mem::take(&mut amendments.values),
            when: When::Settled,
            ..Amendementen::default()
        };
        if let Some(changed) = changed {
            settled.plan = changed.plan.unwrap_or(settled.plan);
            settled.maatregelen = changed.maatregelen.unwrap_or(settled.maatregelen);
        }
        settled
    }
}
