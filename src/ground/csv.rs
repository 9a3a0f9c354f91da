//! CSV into rows of a [`Table`], with `;`, `,` or tab between the cells and a place at every cell.
//!
//! It deliberately leaves quoting to the `csv-core` crate, and does not know which columns exist.

use std::sync::Arc;

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::catalogue as rules;
use super::diagnostic::Report;
use super::dutch;
use super::source::{Place, Source};
use super::toml::shorten;
use super::tree::{Node, Table, Value};

/// The rows of a CSV file; an empty cell is an absent key.
pub struct Sheet {
    /// What stands between the cells.
    pub separator: char,
    /// The cells of the first line and their places.
    pub columns: Vec<(String, Place)>,
    /// One table a row.
    pub rows: Vec<Node>,
}

/// Reads a whole file; none when a quotation mark is left open, because every row after it is lost.
pub fn parse(source: &Arc<Source>, report: &mut Report) -> Option<Sheet> {
    let separator = delimiter(source.text());
    let records = records(source, separator);
    if let Some((_, place)) = records.last().and_then(|cells| cells.last()).filter(|(_, place)| left_open(place)) {
        report.push(rules::CSV_QUOTE.at(
            Some(place.clone()),
            format!(
                "dit aanhalingsteken wordt niet gesloten: `{}`",
                shorten(place.text().lines().next().unwrap_or_default())
            ),
            "Zet het tweede aanhalingsteken aan het einde van de cel, of haal het eerste weg.",
        ));
        return None;
    }
    let mut records = records.into_iter();
    let columns: Vec<(String, Place)> = records.next().unwrap_or_default();
    let columns: Vec<(String, Place)> =
        columns.into_iter().map(|(name, place)| (name.trim().to_lowercase(), place)).collect();
    let mut rows = Vec::new();
    for cells in records {
        if cells.iter().all(|(text, _)| text.trim().is_empty()) {
            continue;
        }
        let place = row_place(source, &cells);
        tell_stray_cell(&cells, &columns, report);
        let entries = columns
            .iter()
            .zip(cells)
            .filter(|((name, _), (text, _))| !name.is_empty() && !text.trim().is_empty())
            .map(|((name, key), (text, place))| {
                (name.clone(), key.clone(), Node { value: Value::Text(text.trim().to_owned()), place })
            })
            .collect();
        rows.push(Node { value: Value::Table(Table { entries }), place });
    }
    Some(Sheet { separator: char::from(separator), columns, rows })
}

/// Tells the first cell with a text that belongs to no column.
fn tell_stray_cell(cells: &[(String, Place)], columns: &[(String, Place)], report: &mut Report) {
    let nameless = |i: usize| columns.get(i).is_none_or(|(name, _)| name.is_empty());
    let Some((i, (text, place))) =
        cells.iter().enumerate().find(|(i, (text, _))| nameless(*i) && !text.trim().is_empty())
    else {
        return;
    };
    let (title, action) = if i < columns.len() {
        let title = format!("`{}` staat in een kolom zonder naam", shorten(text));
        (title, "Geef de kolom in de eerste regel een naam, of haal de cel weg.")
    } else {
        let title = format!(
            "deze rij heeft {}, maar er zijn {}: `{}` hoort nergens bij",
            dutch::count(cells.len(), "cel", "cellen"),
            dutch::count(columns.len(), "kolom", "kolommen"),
            shorten(text)
        );
        (title, "Zet een cel met een scheidingsteken erin tussen aanhalingstekens, of haal de cel weg.")
    };
    report.push(rules::CSV_ROW_LENGTH.at(Some(place.clone()), title, action));
}

/// Whether the last cell of a file begins with a quotation mark that is not closed.
fn left_open(place: &Place) -> bool {
    let raw = place.text();
    raw.starts_with('"') && raw.matches('"').count() % 2 == 1
}

fn row_place(source: &Arc<Source>, cells: &[(String, Place)]) -> Place {
    let start = cells.first().map_or(0, |(_, p)| p.start);
    source.place(start..cells.last().map_or(start, |(_, p)| p.end))
}

/// Every record as cells with the place of their raw text.
fn records(source: &Arc<Source>, separator: u8) -> Vec<Vec<(String, Place)>> {
    let text = source.text();
    let mut reader = ReaderBuilder::new().delimiter(separator).build();
    let (mut out, mut record) = (Vec::new(), Vec::new());
    let (mut at, mut field) = (0, Vec::new());
    let mut buffer = [0; 4096];
    loop {
        let (result, read, written) = reader.read_field(&text.as_bytes()[at..], &mut buffer);
        field.extend_from_slice(&buffer[..written]);
        let start = at;
        at += read;
        match result {
            // The rest of this cell, or only its end, follows; remember where it began.
            ReadFieldResult::OutputFull | ReadFieldResult::InputEmpty => remember_start(&mut record, source, start),
            ReadFieldResult::Field { record_end } => {
                let begin =
                    record.pop_if(|(_, _, open)| *open).map_or(start, |(_, p, _): (String, Place, bool)| p.start);
                let begin = begin + text[begin..at].len() - text[begin..at].trim_start_matches(['\r', '\n']).len();
                let raw = text[begin..at].trim_end_matches(['\r', '\n']);
                let end = begin + raw.len() - usize::from(!record_end && raw.ends_with(char::from(separator)));
                record.push((String::from_utf8_lossy(&field).into_owned(), source.place(begin..end), false));
                field.clear();
                if record_end {
                    out.push(std::mem::take(&mut record).into_iter().map(|(t, p, _)| (t, p)).collect());
                }
            }
            ReadFieldResult::End => {
                record.retain(|(_, _, open)| !open);
                if !record.is_empty() {
                    out.push(record.into_iter().map(|(t, p, _)| (t, p)).collect());
                }
                return out;
            }
        }
    }
}

fn remember_start(record: &mut Vec<(String, Place, bool)>, source: &Arc<Source>, start: usize) {
    if record.last().is_none_or(|(_, _, open)| !open) {
        record.push((String::new(), source.place(start..start), true));
    }
}

/// The separator that stands most often in the first line, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [0usize; 3];
    let mut quoted = false;
    for b in text.bytes().take_while(|b| *b != b'\n') {
        match b {
            b'"' => quoted = !quoted,
            b';' if !quoted => counts[0] += 1,
            b',' if !quoted => counts[1] += 1,
            b'\t' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    let best = counts.iter().max().copied().unwrap_or(0);
    [b';', b',', b'\t'][counts.iter().position(|c| *c == best).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Sheet {
        parse(&Arc::new(Source::new("t.csv", text.into())), &mut Report::default())
            .expect("every quotation mark is closed")
    }

    #[test]
    fn each_cell_knows_its_place() {
        for text in ["id;wat\nm1;\"een; \"\"twee\"\"\"\nm2;drie\n", "id,wat\r\nm1,\"een; \"\"twee\"\"\"\r\n\r\nm2,drie"]
        {
            let sheet = read(text);
            assert_eq!(sheet.columns.iter().map(|c| c.0.as_str()).collect::<Vec<_>>(), ["id", "wat"]);
            let Value::Table(first) = &sheet.rows[0].value else { panic!("a row is a table") };
            let cell = first.get("wat").map(|n| (n.value.clone(), n.place.line_column(), n.place.text().to_owned()));
            let Some((Value::Text(value), at, raw)) = cell else { panic!("a cell is text") };
            assert_eq!((value.as_str(), at, raw.as_str()), ("een; \"twee\"", (2, 4), "\"een; \"\"twee\"\"\""));
            let Value::Table(second) = &sheet.rows[1].value else { panic!("a row is a table") };
            assert_eq!(second.get("wat").map(|n| n.place.text()), Some("drie"));
        }
    }

    #[test]
    fn a_cell_longer_than_the_buffer_is_whole() {
        let long = "x".repeat(10_000);
        let sheet = read(&format!("a;b\n{long};{long}\n"));
        let Value::Table(row) = &sheet.rows[0].value else { panic!("a row is a table") };
        for key in ["a", "b"] {
            assert_eq!(row.get(key).map(|n| n.place.text().len()), Some(10_000));
        }
    }

    proptest! {
        #[test]
        fn any_cells_come_back(rows in prop::collection::vec(prop::collection::vec("[^\\p{Cc}]{1,12}", 3), 1..5)) {
            let line = |cells: &[String]| cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect::<Vec<_>>().join(";");
            let text = format!("a;b;c\n{}", rows.iter().map(|r| line(r) + "\n").collect::<String>());
            let sheet = read(&text);
            let expected: Vec<_> = rows.iter().filter(|r| r.iter().any(|c| !c.trim().is_empty())).collect();
            prop_assert_eq!(sheet.rows.len(), expected.len());
            for (row, cells) in sheet.rows.iter().zip(expected) {
                let Value::Table(row) = &row.value else { panic!("a row is a table") };
                for (key, cell) in ["a", "b", "c"].iter().zip(cells) {
                    let got = match row.get(key).map(|n| &n.value) { Some(Value::Text(t)) => t.as_str(), _ => "" };
                    prop_assert_eq!(got, cell.trim());
                }
            }
        }

        #[test]
        fn no_file_breaks_the_reader(text in "[\\x00-\\x7fé€]{0,200}") {
            parse(&Arc::new(Source::new("t.csv", text.into())), &mut Report::default());
        }
    }
}
