//! Dates, amounts and numbers in a text, so that a shift of three months is told as such.
//!
//! It deliberately guesses nothing: a text that is not wholly a value is a text.

use chrono::{Datelike, NaiveDate};

use crate::ground::dutch;

/// What a text says, when it is wholly that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A day; the first one when only a month is named.
    Date(NaiveDate),
    /// An amount in hundredths of a euro.
    Money(i64),
    /// A number in hundredths.
    Number(i64),
    /// A percentage in hundredths.
    Percentage(i64),
}

/// How a value changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shift {
    /// A date that lies later.
    Later,
    /// A date that lies earlier.
    Earlier,
    /// An amount that grew.
    MoreMoney,
    /// An amount that shrank.
    LessMoney,
    /// A number or percentage that is another one.
    Number,
    /// The verdict on a criterion.
    Verdict,
}

/// Whether a word is the name of a month.
pub fn is_month(word: &str) -> bool {
    word.len() >= 3 && dutch::parse_date(&format!("1 {word} 2000")).is_ok() && !word.contains(char::is_numeric)
}

/// The value that a text is.
pub fn value(text: &str) -> Option<Value> {
    let text = text.trim();
    let day = dutch::parse_date(text).or_else(|_| dutch::parse_date(&format!("1 {text}")));
    if let Ok(day) = day
        && text.contains(|c: char| c == '-' || c == '/' || c.is_alphabetic())
    {
        return Some(Value::Date(day));
    }
    // The minus sign of amounts stands before the euro sign.
    let unsigned = text.strip_prefix('−').unwrap_or(text);
    let sign = if unsigned.len() < text.len() { -1 } else { 1 };
    if unsigned.starts_with('€') {
        return dutch::parse_hundredths(unsigned).map(|cents| Value::Money(sign * cents));
    }
    if let Some(number) = text.strip_suffix('%') {
        return dutch::parse_hundredths(number).map(Value::Percentage);
    }
    dutch::parse_hundredths(text).map(Value::Number)
}

/// How one value became another; none when they are of different kinds or the same.
pub fn shift(old: Value, new: Value) -> Option<Shift> {
    match (old, new) {
        (Value::Date(old), Value::Date(new)) if new > old => Some(Shift::Later),
        (Value::Date(old), Value::Date(new)) if new < old => Some(Shift::Earlier),
        (Value::Money(old), Value::Money(new)) if new > old => Some(Shift::MoreMoney),
        (Value::Money(old), Value::Money(new)) if new < old => Some(Shift::LessMoney),
        (Value::Number(old), Value::Number(new)) | (Value::Percentage(old), Value::Percentage(new)) if old != new => {
            Some(Shift::Number)
        }
        _ => None,
    }
}

/// How far a date or amount went, in words: `3 maanden later`, `€ 5.000 meer`; nothing for what needs no words.
pub fn distance(old: Value, new: Value) -> Option<String> {
    match (old, new) {
        (Value::Date(old), Value::Date(new)) if old != new => {
            let (from, to, word) = if new > old { (old, new, "later") } else { (new, old, "eerder") };
            let months = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32;
            let days = usize::try_from((to - from).num_days()).unwrap_or_default();
            let months = usize::try_from(months).unwrap_or_default();
            Some(match months {
                months if to.day() != from.day() || months == 0 => {
                    format!("{} {word}", dutch::count(days, "dag", "dagen"))
                }
                months if months.is_multiple_of(12) => format!("{} jaar {word}", months / 12),
                months => format!("{} {word}", dutch::count(months, "maand", "maanden")),
            })
        }
        (Value::Money(old), Value::Money(new)) if old != new => {
            let word = if new > old { "meer" } else { "minder" };
            Some(format!("{} {word}", dutch::money(new.checked_sub(old)?.checked_abs()?)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Option<(Shift, Option<String>)> {
        let (old, new) = (value(old)?, value(new)?);
        Some((shift(old, new)?, distance(old, new)))
    }

    #[test]
    fn shifts_in_words() {
        let words = |text: &str| Some(text.to_owned());
        assert_eq!(told("1-6-2026", "1-9-2026"), Some((Shift::Later, words("3 maanden later"))));
        assert_eq!(told("1 juni 2026", "15-6-2026"), Some((Shift::Later, words("14 dagen later"))));
        assert_eq!(told("december 2027", "december 2026"), Some((Shift::Earlier, words("1 jaar eerder"))));
        assert_eq!(told("€\u{a0}25.000", "€ 30.000"), Some((Shift::MoreMoney, words("€\u{a0}5.000 meer"))));
        assert_eq!(told("−€ 5", "€ 5"), Some((Shift::MoreMoney, words("€\u{a0}10 meer"))));
        assert_eq!(told("12", "15"), Some((Shift::Number, None)));
        assert_eq!(told("12%", "15%"), Some((Shift::Number, None)));
        assert_eq!(told("12", "15%"), None);
        assert_eq!(told("M3", "M4"), None);
        assert_eq!(told("1-6-2026", "1 juni 2026"), None);
        assert_eq!(value("2026"), Some(Value::Number(202_600)));
        assert!(is_month("mei") && !is_month("6") && !is_month("woord"));
    }
}
