//! Tables of which others published how many cells their program withholds, and how many ours does.
//!
//! Data and figures are taken from the documentation and the tests of `GaussSuppression` (Statistics Norway, MIT) and
//! `sdcTable` (Statistics Austria, GPL); `docs/privacy.md` names the place of each and says where the rules differ.

use beleid::judgement::disclosure::{LinkedTables, Optimality, Policy, State, Zeros};
use beleid::nouns::count::PersonCount;

/// A table: named cells with a count, and totals with their parts. `!` before a name: sensitive by its own rule;
/// `=`: known to the reader in any case.
struct Table {
    name: &'static str,
    /// Counts up to this are sensitive.
    most: u64,
    zeros: Zeros,
    cells: &'static [(&'static str, u64)],
    sums: &'static [(&'static str, &'static [&'static str])],
    /// How many distinct cells the other program withholds in all.
    theirs: usize,
    /// How many ours does, when no withheld cell may be known exactly, and when its range must be 5 wide.
    ours: (usize, usize),
}

const COLUMNS: &[(&str, &[&str])] = &[
    ("I", &["yI", "oI"]),
    ("P", &["yP", "oP"]),
    ("S", &["yS", "oS"]),
    ("y", &["yI", "yP", "yS"]),
    ("o", &["oI", "oP", "oS"]),
    ("t", &["y", "o"]),
    ("t", &["I", "P", "S"]),
];

/// With the groups of countries: `N` has one country in it, `E` two.
const GROUPED: &[(&str, &[&str])] = &[
    ("I", &["yI", "oI"]),
    ("P", &["yP", "oP"]),
    ("S", &["yS", "oS"]),
    ("N", &["yN", "oN"]),
    ("E", &["yE", "oE"]),
    ("yN", &["yI"]),
    ("oN", &["oI"]),
    ("N", &["I"]),
    ("yE", &["yP", "yS"]),
    ("oE", &["oP", "oS"]),
    ("E", &["P", "S"]),
    ("y", &["yN", "yE"]),
    ("o", &["oN", "oE"]),
    ("t", &["N", "E"]),
    ("t", &["y", "o"]),
];

const YEAR_2014: &[(&str, u64)] = &[
    ("yI", 2),
    ("yP", 0),
    ("yS", 5),
    ("oI", 3),
    ("oP", 4),
    ("oS", 6),
    ("I", 5),
    ("P", 4),
    ("S", 11),
    ("y", 7),
    ("o", 13),
    ("t", 20),
    ("yN", 2),
    ("oN", 3),
    ("N", 5),
    ("yE", 5),
    ("oE", 10),
    ("E", 15),
];
const YEAR_2015: &[(&str, u64)] = &[
    ("yI", 0),
    ("yP", 0),
    ("yS", 5),
    ("oI", 3),
    ("oP", 4),
    ("oS", 6),
    ("I", 3),
    ("P", 4),
    ("S", 11),
    ("y", 5),
    ("o", 13),
    ("t", 18),
    ("yN", 0),
    ("oN", 3),
    ("N", 3),
    ("yE", 5),
    ("oE", 10),
    ("E", 15),
];

const TABLES: &[Table] = &[
    Table {
        name: "GaussSuppression, small counts, table 1",
        most: 1,
        zeros: Zeros::Hidden,
        cells: &[
            ("yI", 2),
            ("yP", 0),
            ("yS", 5),
            ("oI", 3),
            ("oP", 4),
            ("oS", 6),
            ("I", 5),
            ("P", 4),
            ("S", 11),
            ("y", 7),
            ("o", 13),
            ("t", 20),
        ],
        sums: COLUMNS,
        theirs: 4,
        ours: (4, 4),
    },
    Table {
        name: "GaussSuppression, small counts, table 2",
        most: 2,
        zeros: Zeros::Hidden,
        cells: YEAR_2014,
        sums: GROUPED,
        theirs: 8,
        ours: (8, 10),
    },
    Table {
        name: "GaussSuppression, small counts, table 4",
        most: 4,
        zeros: Zeros::Shown,
        cells: YEAR_2014,
        sums: GROUPED,
        theirs: 10,
        ours: (10, 12),
    },
    Table {
        name: "GaussSuppression, small counts, table 6",
        most: 2,
        zeros: Zeros::Hidden,
        cells: &[
            ("=yI", 0),
            ("yP", 0),
            ("yS", 5),
            ("oI", 3),
            ("oP", 4),
            ("oS", 6),
            ("I", 3),
            ("P", 4),
            ("S", 11),
            ("y", 5),
            ("o", 13),
            ("t", 18),
            ("=yN", 0),
            ("oN", 3),
            ("N", 3),
            ("yE", 5),
            ("oE", 10),
            ("E", 15),
        ],
        sums: GROUPED,
        theirs: 4,
        ours: (4, 4),
    },
    Table {
        name: "GaussSuppression, small counts, table 7",
        most: 2,
        zeros: Zeros::Hidden,
        cells: YEAR_2015,
        sums: GROUPED,
        theirs: 10,
        ours: (10, 10),
    },
    Table {
        name: "GaussSuppression, linked tables, table 3",
        most: 2,
        zeros: Zeros::Shown,
        // Age by union by year beside country by year; what counts the same records is one cell. Zeros are left out.
        cells: &[
            ("t", 44),
            ("t14", 24),
            ("t15", 9),
            ("t16", 11),
            ("E", 32),
            ("E14", 16),
            ("E15", 7),
            ("E16", 9),
            ("N", 12),
            ("N14", 8),
            ("N15", 2),
            ("N16", 2),
            ("o", 17),
            ("o14", 10),
            ("o15", 7),
            ("y", 27),
            ("y14", 14),
            ("y16", 11),
            ("yE", 15),
            ("yE14", 6),
            ("P", 6),
            ("P14", 1),
            ("P15", 3),
            ("P16", 2),
            ("S", 26),
            ("S14", 15),
            ("S15", 4),
            ("S16", 7),
        ],
        sums: &[
            ("t", &["t14", "t15", "t16"]),
            ("E", &["E14", "E15", "E16"]),
            ("N", &["N14", "N15", "N16"]),
            ("t", &["E", "N"]),
            ("t14", &["E14", "N14"]),
            ("t15", &["E15", "N15"]),
            ("t16", &["E16", "N16"]),
            ("o", &["o14", "o15"]),
            ("y", &["y14", "N15", "y16"]),
            ("t", &["o", "y"]),
            ("t14", &["o14", "y14"]),
            ("t15", &["o15", "N15"]),
            ("yE", &["yE14", "E16"]),
            ("y", &["yE", "N"]),
            ("y14", &["yE14", "N14"]),
            ("y16", &["E16", "N16"]),
            ("E", &["o", "yE"]),
            ("E14", &["o14", "yE14"]),
            ("P", &["P14", "P15", "P16"]),
            ("S", &["S14", "S15", "S16"]),
            ("t", &["N", "P", "S"]),
            ("t14", &["N14", "P14", "S14"]),
            ("t15", &["N15", "P15", "S15"]),
            ("t16", &["N16", "P16", "S16"]),
            ("E", &["P", "S"]),
            ("E14", &["P14", "S14"]),
            ("E15", &["P15", "S15"]),
            ("E16", &["P16", "S16"]),
        ],
        theirs: 9,
        ours: (9, 14),
    },
    Table {
        name: "sdcTable, test of protectTable",
        most: 0,
        zeros: Zeros::Shown,
        cells: &[
            ("!Af", 2),
            ("Am", 18),
            ("Bf", 19),
            ("Bm", 14),
            ("Cf", 10),
            ("Cm", 12),
            ("Df", 14),
            ("Dm", 11),
            ("A", 20),
            ("B", 33),
            ("C", 22),
            ("D", 25),
            ("f", 45),
            ("m", 55),
            ("t", 100),
        ],
        sums: &[
            ("A", &["Af", "Am"]),
            ("B", &["Bf", "Bm"]),
            ("C", &["Cf", "Cm"]),
            ("D", &["Df", "Dm"]),
            ("f", &["Af", "Bf", "Cf", "Df"]),
            ("m", &["Am", "Bm", "Cm", "Dm"]),
            ("t", &["A", "B", "C", "D"]),
            ("t", &["f", "m"]),
        ],
        theirs: 4,
        ours: (4, 4),
    },
    Table {
        name: "sdcTable, test of linked tables",
        most: 3,
        zeros: Zeros::Shown,
        cells: &[
            ("A", 2),
            ("B", 2),
            ("I", 8),
            ("J", 8),
            ("K", 3),
            ("L", 3),
            ("M", 3),
            ("N", 7),
            ("c1", 20),
            ("c2", 16),
            ("big", 6),
            ("small", 30),
            ("t", 36),
        ],
        sums: &[
            ("c1", &["A", "B", "I", "J"]),
            ("c2", &["K", "L", "M", "N"]),
            ("t", &["c1", "c2"]),
            ("big", &["L", "M"]),
            ("small", &["A", "B", "I", "J", "K", "N"]),
            ("t", &["big", "small"]),
        ],
        theirs: 6,
        ours: (6, 8),
    },
    Table {
        name: "sdcTable, test of the simple heuristic",
        most: 0,
        zeros: Zeros::Shown,
        cells: &[
            ("!wa", 30),
            ("!wb", 47),
            ("!wc", 64),
            ("wd", 89),
            ("!xa", 90),
            ("xb", 124),
            ("!xc", 5),
            ("xd", 31),
            ("ya", 92),
            ("!yb", 100),
            ("yc", 59),
            ("!yd", 85),
            ("za", 800),
            ("!zb", 991),
            ("zc", 651),
            ("!zd", 685),
            ("w", 230),
            ("x", 250),
            ("y", 336),
            ("z", 3127),
            ("a", 1012),
            ("b", 1262),
            ("c", 779),
            ("d", 890),
            ("t", 3943),
        ],
        sums: &[
            ("w", &["wa", "wb", "wc", "wd"]),
            ("x", &["xa", "xb", "xc", "xd"]),
            ("y", &["ya", "yb", "yc", "yd"]),
            ("z", &["za", "zb", "zc", "zd"]),
            ("a", &["wa", "xa", "ya", "za"]),
            ("b", &["wb", "xb", "yb", "zb"]),
            ("c", &["wc", "xc", "yc", "zc"]),
            ("d", &["wd", "xd", "yd", "zd"]),
            ("t", &["w", "x", "y", "z"]),
            ("t", &["a", "b", "c", "d"]),
        ],
        theirs: 10,
        ours: (10, 10),
    },
];

fn withheld(table: &Table, width: u64) -> usize {
    let mut tables = LinkedTables::new(Policy { zeros: table.zeros, ..Policy::with_threshold(table.most + 1) });
    let cells: Vec<_> = table
        .cells
        .iter()
        .map(|(name, count)| {
            let state = match name.chars().next() {
                Some('!') => State::Kept,
                Some('=') => State::Published,
                _ => State::Free,
            };
            let cell = tables.cell(PersonCount::new(*count), state);
            tables.require_width(cell, width);
            (name.trim_start_matches(['!', '=']), cell)
        })
        .collect();
    let find = |name: &str| cells.iter().find(|(n, _)| *n == name).map(|(_, cell)| *cell);
    for (total, parts) in table.sums {
        let (Some(total), Some(parts)) = (find(total), parts.iter().map(|p| find(p)).collect::<Option<Vec<_>>>())
        else {
            panic!("`{}` names a cell that it lacks: {total} of {parts:?}", table.name);
        };
        tables.equation(total, parts);
    }
    let disclosure = tables.disclose();
    let audit = disclosure.audit();
    assert!(audit.contradicted.is_empty(), "{}: equations {:?} do not hold", table.name, audit.contradicted);
    assert!(audit.too_narrow.is_empty() && audit.given_away.is_empty(), "{}: {audit:?}", table.name);
    assert_eq!(disclosure.optimality(), Optimality::Proven, "{}", table.name);
    cells.iter().filter(|(_, cell)| disclosure.of(*cell).value().is_none()).count()
}

#[test]
fn published_tables_are_withheld_no_more_than_others_do() {
    let report = std::fs::read_to_string("docs/privacy.md").unwrap_or_default();
    let mut wrong = Vec::new();
    for table in TABLES {
        let ours = (withheld(table, 1), withheld(table, 5));
        let row = format!("| {} | {} | {} | {} | {} |", table.name, table.cells.len(), table.theirs, ours.0, ours.1);
        if ours != table.ours || !report.contains(&row) {
            wrong.push(row);
        }
    }
    assert!(wrong.is_empty(), "not as expected, or not in docs/privacy.md:\n{}", wrong.join("\n"));
}
