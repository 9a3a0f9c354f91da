//! CSV: a table as any spreadsheet and program reads it (RFC 4180, UTF-8, commas).
//!
//! It deliberately lets no cell be a formula: a spreadsheet would run what a person typed.

use super::data::Cell;

/// Rows of cells as one file; the first row are the names of the columns.
pub fn csv(rows: &[Vec<Cell>]) -> String {
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        let line = cells.join(",");
        // An empty line is no row to most readers.
        out.push_str(if line.is_empty() { "\"\"" } else { &line });
        out.push_str("\r\n");
    }
    out
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => quoted(text),
    }
}

/// A text between quotes when it needs them. One that begins like a formula gets a single quote before it, which a
/// spreadsheet takes as the sign of a text.
fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let text = if formula && text.trim() != "-" { format!("'{text}") } else { text };
    if text.contains([',', ';', '"', '\n']) || text != text.trim() {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells_are_quoted_when_they_need_it_and_are_never_a_formula() {
        let text = |t: &str| Cell::Text(t.into());
        let rows = vec![vec![text("a,b"), text("zeg \"ja\""), Cell::Number(-1234), text("=1+1"), text(""), text("-")]];
        assert_eq!(csv(&rows), "\"a,b\",\"zeg \"\"ja\"\"\",-1234,'=1+1,,-\r\n");
        for evil in ["=cmd()", "+1", "@x", " =x", "-2+3"] {
            assert!(csv(&[vec![text(evil)]]).trim_start_matches('"').starts_with('\''), "{evil}");
        }
    }

    proptest! {
        /// One row stays one row of as many cells, whatever is typed in it.
        #[test]
        fn a_row_stays_a_row(cells in proptest::collection::vec("[a-z,;\"'\n =\\PC]{0,12}", 1..5)) {
            let text = csv(&[cells.iter().map(|c| Cell::Text(c.clone())).collect()]);
            let mut reader = csv_core::Reader::new();
            let (mut output, mut ends) = (vec![0; 4096], vec![0; 64]);
            let (result, _, _, count) = reader.read_record(text.as_bytes(), &mut output, &mut ends);
            prop_assert_eq!(result, csv_core::ReadRecordResult::Record);
            prop_assert_eq!(count, cells.len());
        }
    }
}
