//! The passive voice: a form of `worden` or `zijn` with a past participle in the same part of the sentence.
//!
//! It deliberately guesses: without a parser some are missed and some are none. `zijn` is also the verb of what came
//! about by itself (`is gekomen`) and of states (`is bekend`); those are left out by list.

use std::collections::BTreeSet;
use std::ops::Range;

use super::participles::is_participle;
use super::words::Word;

const WORDEN: &[&str] = &["word", "wordt", "worden", "werd", "werden"];

const ZIJN: &[&str] = &["ben", "bent", "is", "zijn", "was", "waren"];

/// With one of these a clause of its own begins, so the participle after it is theirs.
const OTHERS: &[&str] = &[
    "ben", "bent", "had", "hadden", "heb", "hebben", "hebt", "heeft", "is", "waren", "was", "werd", "werden", "word",
    "wordt",
];

/// Verbs that may stand between a participle and its verb: `gedeeld mogen worden`.
const BETWEEN: &[&str] = &[
    "hoeft", "hoeven", "kan", "kon", "konden", "kunnen", "mag", "mocht", "mochten", "moest", "moesten", "moet",
    "moeten", "mogen", "zal", "zou", "zouden", "zullen",
];

/// Participles that with `zijn` say what happened by itself, or how something is.
const ACTIVE_WITH_ZIJN: &[&str] = &[
    "afgelopen",
    "afgenomen",
    "aangesloten",
    "begonnen",
    "bedoeld",
    "bekend",
    "beperkt",
    "betrokken",
    "bevallen",
    "doorgegaan",
    "gebaseerd",
    "gebeurd",
    "gebleken",
    "gebleven",
    "gebonden",
    "gedaald",
    "geëindigd",
    "gegaan",
    "gegroeid",
    "gehouden",
    "gekomen",
    "gelegen",
    "gelukt",
    "gemotiveerd",
    "genoodzaakt",
    "gerechtigd",
    "gericht",
    "geschikt",
    "geslaagd",
    "gespecialiseerd",
    "gestegen",
    "gestopt",
    "gestorven",
    "gevestigd",
    "geweest",
    "gewend",
    "gewenst",
    "geworden",
    "ingegaan",
    "meegegroeid",
    "mislukt",
    "ontslagen",
    "ontstaan",
    "opgegroeid",
    "opgehouden",
    "overleden",
    "teruggekeerd",
    "teruggekomen",
    "toegenomen",
    "uitgekomen",
    "verbonden",
    "verdeeld",
    "verdwenen",
    "vereist",
    "vergeten",
    "verhuisd",
    "verlopen",
    "verouderd",
    "verplicht",
    "verschenen",
    "vertrokken",
    "vertrouwd",
    "veranderd",
    "vervallen",
    "verwant",
    "voorbij",
    "weggegaan",
];

/// So many words after its verb a participle may stand.
const REACH: usize = 40;

/// The passives of a sentence, as verb and participle in the order in which they stand: `wordt besproken`.
pub fn passives(sentence: &str, words: &[Word<'_>]) -> Vec<String> {
    let lower: Vec<String> = words.iter().map(Word::lower).collect();
    let participle: Vec<bool> = lower.iter().map(|word| is_participle(word)).collect();
    let mut out = Vec::new();
    for part in parts(sentence, words) {
        let mut taken = BTreeSet::new();
        for at in part.clone() {
            let Some(verb) = lower.get(at) else { continue };
            let worden = WORDEN.contains(&verb.as_str());
            if !worden && !ZIJN.contains(&verb.as_str()) {
                continue;
            }
            let fits = |i: &usize| {
                let free = participle.get(*i) == Some(&true) && !taken.contains(i);
                free && (worden || lower.get(*i).is_some_and(|w| !ACTIVE_WITH_ZIJN.contains(&w.as_str())))
            };
            // `besproken wordt` at the end of a clause, else the participle that closes the part.
            let modal = at.checked_sub(1).and_then(|i| lower.get(i)).is_some_and(|w| BETWEEN.contains(&w.as_str()));
            let just_before = at.checked_sub(1 + usize::from(modal)).filter(|i| part.contains(i) && fits(i));
            let Some(found) = just_before.or_else(|| {
                let own = |i: &usize| !lower.get(*i).is_some_and(|w| OTHERS.contains(&w.as_str()));
                (at + 1..part.end).take(REACH).take_while(own).find(fits)
            }) else {
                continue;
            };
            taken.insert(found);
            let participle = lower.get(found).map_or("", String::as_str);
            out.push(if found < at { format!("{participle} {verb}") } else { format!("{verb} {participle}") });
        }
    }
    out
}

/// The words of each part of a sentence: between commas, brackets and other marks.
fn parts(sentence: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, pair) in words.windows(2).enumerate() {
        let [one, two] = pair else { continue };
        let between = sentence.get(one.end()..two.start).unwrap_or_default();
        if between.contains([',', ';', ':', '(', ')', '–', '"', '“', '”']) {
            out.push(start..at + 1);
            start = at + 1;
        }
    }
    out.push(start..words.len());
    out
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn found(sentence: &str) -> Vec<String> {
        passives(sentence, &words(sentence))
    }

    #[test]
    fn worden_with_a_participle() {
        assert_eq!(found("Het signaal wordt door het team met de politie besproken."), ["wordt besproken"]);
        assert_eq!(found("Een registratie kan later worden aangevuld."), ["worden aangevuld"]);
        assert_eq!(found("Welke gegevens gedeeld mogen worden, staat vast."), ["gedeeld worden"]);
        assert_eq!(
            found("Als het plan vastgesteld wordt, werden er twee teams getraind."),
            ["vastgesteld wordt", "werden getraind"]
        );
    }

    #[test]
    fn zijn_with_what_someone_did() {
        assert_eq!(
            found("Het plan is door de raad vastgesteld en wordt elk jaar besproken."),
            ["is vastgesteld", "wordt besproken"]
        );
        assert_eq!(found("Er zijn afspraken gemaakt."), ["zijn gemaakt"]);
        assert_eq!(found("Wat is anders voor iemand die hier wordt uitgebuit?"), ["wordt uitgebuit"]);
    }

    #[test]
    fn what_is_not_passive() {
        for sentence in [
            "De gemeente is gekomen om te blijven.",
            "Dat is bekend.",
            "Wordt de jongere achttien, dan vervalt de voogdij.",
            "De gemeente heeft het plan besproken.",
            "Het beleid is duidelijk en de gemeente wordt groter.",
            "Dat is zo, besproken of niet.",
            "De tekst is nog in bewerking en niemand heeft het plan vastgesteld.",
            "Iemand verliest zijn slaapplaats.",
            "",
        ] {
            assert_eq!(found(sentence), [""; 0], "{sentence}");
        }
    }
}
