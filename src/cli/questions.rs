//! The questions that `nieuw` asks on a terminal: few, and each may be left open but the name.
//!
//! It deliberately does not know a terminal: answers are lines, questions go wherever they are sent.

use std::io::BufRead;

use super::nieuw::{Known, identify};
use super::render::printable;
use crate::ground::dutch;
use crate::nouns::library::Library;
use crate::nouns::organisatie::Regie;
use crate::nouns::plan::Orgaan;

/// Asks what is not known yet. `None` when there are no more answers.
pub fn ask(mut known: Known, library: &Library, answers: &mut dyn BufRead, say: &mut dyn FnMut(&str)) -> Option<Known> {
    loop {
        let name = line("Naam van de gemeente (zonder het woord gemeente): ", answers, say)?;
        if name.is_empty() {
            continue;
        }
        let named = Known { name: Some(name.clone()), ..known.clone() };
        match identify(named.clone(), &library.reference) {
            Ok(found) => {
                known = found;
                break;
            }
            Err((title, _)) => {
                let names = library.reference.gemeenten.iter().map(|g| g.naam.value.as_str());
                let near = dutch::nearest(&name, names).map(|n| format!(" Bedoelt u {n}?")).unwrap_or_default();
                let typed = name.trim_start_matches("gemeente ").trim_start_matches("Gemeente ").len();
                let shorter = if typed < name.len() { " Laat het woord gemeente weg." } else { "" };
                say(&format!(
                    "{}.{near}{shorter} Of is het een typefout? Dan kunt u hierna opnieuw beginnen.\n",
                    printable(&title)
                ));
                if yes("Is de gemeente verzonnen? (ja of nee) ", answers, say)? {
                    known = identify(Known { fictional: true, ..named }, &library.reference).ok()?;
                    break;
                }
            }
        }
    }
    if let Some(region) = &known.region {
        say(&format!(
            "{} ({}), veiligheidsregio {region}\n",
            known.name.as_deref().unwrap_or_default(),
            known.code.as_deref().unwrap_or_default()
        ));
    }
    let bodies: Vec<_> = Orgaan::ALL.iter().map(|o| (o.word(), *o)).collect();
    known.body = match known.body {
        None => choose("Wie stelt het plan vast?", &bodies, answers, say)?,
        given => given,
    };
    let leads: Vec<_> = Regie::ALL.iter().map(|r| (r.word(), *r)).collect();
    known.lead = match known.lead {
        None => choose("Waar ligt de regie?", &leads, answers, say)?,
        given => given,
    };
    if known.facts.is_empty() {
        known.facts = facts(library, answers, say)?;
    }
    Some(known)
}

fn line(question: &str, answers: &mut dyn BufRead, say: &mut dyn FnMut(&str)) -> Option<String> {
    say(question);
    let mut answer = String::new();
    match answers.read_line(&mut answer) {
        Ok(read) if read > 0 => Some(answer.trim().to_owned()),
        _ => None,
    }
}

/// A question with yes or no; `None` when there are no more answers.
pub fn yes(question: &str, answers: &mut dyn BufRead, say: &mut dyn FnMut(&str)) -> Option<bool> {
    loop {
        match line(question, answers, say)?.to_lowercase().as_str() {
            "ja" | "j" => return Some(true),
            // Who does not know presses Enter: then nothing happens that was not asked for.
            "nee" | "n" | "" => return Some(false),
            _ => say("Typ ja of nee. Enter is nee.\n"),
        }
    }
}

/// A choice; an empty answer leaves it open.
fn choose<T: Copy>(
    question: &str,
    choices: &[(&'static str, T)],
    answers: &mut dyn BufRead,
    say: &mut dyn FnMut(&str),
) -> Option<Option<T>> {
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    loop {
        let answer = line(&format!("{question} ({}; leeg als u het nog niet weet) ", words.join(", ")), answers, say)?
            .to_lowercase();
        if answer.is_empty() {
            return Some(None);
        }
        let near = dutch::nearest(&answer, words.iter().copied());
        if let Some((_, choice)) = choices.iter().find(|(word, _)| Some(*word) == near) {
            return Some(Some(*choice));
        }
    }
}

fn facts(library: &Library, answers: &mut dyn BufRead, say: &mut dyn FnMut(&str)) -> Option<Vec<String>> {
    say("Wat is er in de gemeente?\n");
    for (number, fact) in library.facts.iter().enumerate() {
        say(&format!("{:>4}  {}\n", number + 1, fact.label.value));
    }
    loop {
        let answer = line("Typ de nummers met een komma ertussen (leeg als u het nog niet weet): ", answers, say)?;
        let parts: Vec<&str> = answer.split([',', ' ']).filter(|part| !part.is_empty()).collect();
        let chosen: Option<Vec<String>> = parts
            .iter()
            .map(|part| {
                part.parse::<usize>().ok().and_then(|n| library.facts.get(n.checked_sub(1)?)).map(|f| f.id.0.clone())
            })
            .collect();
        match chosen {
            Some(chosen) => return Some(chosen),
            None => say(&format!("Kies nummers van 1 tot en met {}.\n", library.facts.len())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Compiler;

    fn answered(lines: &str) -> (Option<Known>, String) {
        let compiler = Compiler::built_in();
        let mut said = String::new();
        let known = ask(Known::default(), compiler.library(), &mut lines.as_bytes(), &mut |text| said.push_str(text));
        (known, said)
    }

    #[test]
    fn a_slip_in_the_name_is_asked_again() {
        let (known, said) = answered("Lopick\nnee\nLopik\nraad\n\n1, 3\n");
        let known = known.unwrap();
        assert_eq!((known.name.as_deref(), known.code.as_deref()), (Some("Lopik"), Some("GM0331")));
        assert_eq!((known.body, known.lead, known.facts.len()), (Some(Orgaan::Raad), None, 2));
        assert!(said.contains("Bedoelt u Lopik?"), "{said}");
    }

    #[test]
    fn no_more_answers_is_no_answer() {
        assert_eq!(answered("Lopik\nraad\n").0, None);
    }
}
