//! Dutch dates, numbers, amounts and words: how a person writes them and how a document prints them.
//!
//! It deliberately does not know a clock or a locale of the machine.

use chrono::{Datelike, NaiveDate};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// `12 november 2025`.
pub fn date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), MONTHS[date.month0() as usize], date.year())
}

/// `12-11-2025`, for tables.
pub fn date_short(date: NaiveDate) -> String {
    format!("{}-{}-{}", date.day(), date.month(), date.year())
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// Not written as a date.
    Shape,
    /// Written as a date that no calendar has.
    NoSuchDay,
}

/// Reads `2025-11-03`, `3-11-2025`, `3/11/2025` and `3 november 2025`.
///
/// # Errors
/// A [`DateFault`] when the text is no date or the day does not exist.
pub fn parse_date(text: &str) -> Result<NaiveDate, DateFault> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|p| !p.is_empty()).collect();
    let [a, b, c] = parts[..] else { return Err(DateFault::Shape) };
    let number = |s: &str| {
        if !s.is_empty() && s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit()) {
            s.parse::<u32>().ok()
        } else {
            None
        }
    };
    let month = |s: &str| {
        number(s)
            .or_else(|| MONTHS.iter().position(|m| m.eq_ignore_ascii_case(s)).and_then(|m| u32::try_from(m + 1).ok()))
    };
    let (year, month, day) =
        if a.len() == 4 { (number(a), month(b), number(c)) } else { (number(c), month(b), number(a)) };
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(DateFault::Shape) };
    let Ok(year) = i32::try_from(year) else { return Err(DateFault::Shape) };
    if !(1900..=2200).contains(&year) {
        return Err(DateFault::Shape);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateFault::NoSuchDay)
}

/// `12.345`; four digits too (`1.234`), as money and counts in Dutch tables.
pub fn integer(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    if value < 0 { format!("−{out}") } else { out }
}

/// Hundredths as a decimal: `12`, `12,5`, `0,25`.
pub fn decimal(hundredths: i64) -> String {
    let (whole, part) = (hundredths / 100, (hundredths % 100).abs());
    let sign = if hundredths < 0 && whole == 0 { "−" } else { "" };
    match part {
        0 => integer(whole),
        p if p % 10 == 0 => format!("{sign}{},{}", integer(whole), p / 10),
        p => format!("{sign}{},{p:02}", integer(whole)),
    }
}

/// Cents as an amount with a no-break space: `€ 25.000`, `€ 12,50`.
pub fn money(cents: i64) -> String {
    let sign = if cents < 0 { "−" } else { "" };
    let (whole, part) = (cents.abs() / 100, cents.abs() % 100);
    if part == 0 {
        format!("{sign}€\u{a0}{}", integer(whole))
    } else {
        format!("{sign}€\u{a0}{},{part:02}", integer(whole))
    }
}

/// Reads a number as people write it (`1.234,56`, `1 234`, `€ 25.000`, `25000,-`, `12.5`) into hundredths.
///
/// A single point or comma followed by exactly three digits groups thousands; otherwise it is the decimal sign.
pub fn parse_hundredths(text: &str) -> Option<i64> {
    let text: String = text.trim().trim_start_matches('€').chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.strip_suffix(",-").or_else(|| text.strip_suffix(",--")).unwrap_or(&text);
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '.' | ',')).collect();
    let decimal_at = match marks[..] {
        [] => None,
        [(at, _)] if text.len() - at - 1 == 3 => None,
        [(at, _)] => Some(at),
        [.., (at, last)] => {
            let before = marks[..marks.len() - 1].iter();
            if before.clone().all(|(_, c)| *c == last) {
                None
            } else if before.clone().any(|(_, c)| *c == last) {
                return None;
            } else {
                Some(at)
            }
        }
    };
    let (whole, part) = match decimal_at {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    if groups.len() > 1 && (groups[0].len() > 3 || groups[1..].iter().any(|g| g.len() != 3)) {
        return None;
    }
    let digits = groups.concat();
    if digits.len() > 14 || part.len() > 2 || !digits.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = digits.parse::<i64>().ok()? * 100 + format!("{part:0<2}").parse::<i64>().ok()?;
    Some(if negative { -value } else { value })
}

/// `a, b en c`.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [head @ .., last] => {
            format!("{} en {}", head.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref())
        }
    }
}

/// The same with names in backticks and `of`, for messages: `` `a`, `b` of `c` ``.
pub fn ticked_or<S: AsRef<str>>(items: &[S]) -> String {
    let ticked: Vec<String> = items.iter().map(|i| format!("`{}`", i.as_ref())).collect();
    match &ticked[..] {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} of {last}", head.join(", ")),
    }
}

/// `1 rij`, `3 rijen`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", integer(i64::try_from(n).unwrap_or(i64::MAX)), if n == 1 { one } else { many })
}

/// First letter upper case; `ij` becomes `IJ`.
pub fn capitalise(text: &str) -> String {
    if let Some(rest) = text.strip_prefix("ij") {
        return format!("IJ{rest}");
    }
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The candidate most like `word`, when it is near enough to be a slip of the pen.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    let slips = |c: &str| 1 + c.chars().count().min(length) / 4;
    candidates
        .into_iter()
        // Words of very different length are never near; a cell of a megabyte would be compared for seconds.
        .filter(|c| c.chars().count().abs_diff(length) <= slips(c))
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|(distance, c)| *distance <= slips(c))
        .min()
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_as_people_write_them() {
        for (text, hundredths) in [
            ("1.234,56", 123_456),
            ("€ 25.000", 2_500_000),
            ("25000", 2_500_000),
            ("25000,-", 2_500_000),
            ("12.5", 1_250),
            ("1,234.56", 123_456),
            ("1.234.567", 123_456_700),
            ("0,25", 25),
            ("-3", -300),
            ("1 234", 123_400),
        ] {
            assert_eq!(parse_hundredths(text), Some(hundredths), "{text}");
        }
        for text in ["", "€", "abc", "1,2,3", "1.23.456", "12e3", "1,234,56.7", "--1"] {
            assert_eq!(parse_hundredths(text), None, "{text}");
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
        for text in ["2026-11-03", "3-11-2026", "03/11/2026", "3 november 2026"] {
            assert_eq!(parse_date(text), Ok(day), "{text}");
        }
        assert_eq!(parse_date("31-02-2026"), Err(DateFault::NoSuchDay));
        assert_eq!(parse_date("morgen"), Err(DateFault::Shape));
        assert_eq!(date(day), "3 november 2026");
    }

    #[test]
    fn words() {
        assert_eq!(list(&["a", "b", "c"]), "a, b en c");
        assert_eq!(capitalise("ijsvrij"), "IJsvrij");
        assert_eq!(nearest("Koggeland", ["Koggenland", "Lopik"]), Some("Koggenland"));
        assert_eq!(nearest("zzz", ["Koggenland"]), None);
        assert_eq!((money(2_500_000), money(-1250)), ("€\u{a0}25.000".into(), "−€\u{a0}12,50".into()));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(cents in -9_999_999_999i64..9_999_999_999) {
            prop_assert_eq!(parse_hundredths(&money(cents).replace('€', "")), Some(cents));
        }

        #[test]
        fn no_text_breaks_a_reader(text in ".{0,40}") {
            let _ = (parse_date(&text), parse_hundredths(&text));
        }
    }
}
