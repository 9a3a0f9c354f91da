//! Syllables of Dutch words, counted from their spelling as slow speech parts them: `na·ti·o·naal`.
//!
//! It deliberately knows no pronunciation and no list of words, but for some that English spelled. Figures and
//! abbreviations count as one (R. Flesch, How to Write Plain English, 1979, chapter 2).

use unicode_normalization::UnicodeNormalization;

use super::words::Word;

/// Letters that are one sound together, longest first.
const SOUNDS: &[&str] = &[
    "aai", "ooi", "oei", "eeu", "ieu", "eau", "oeu", "aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ei", "ij", "ou",
    "au", "ai", "oi", "ay", "ey", "oy", "uy",
];

/// Pieces of words that the rules count wrongly, with the difference. `^` is the begin and `$` the end of a word.
const EXCEPTIONS: &[(&str, i64)] = &[
    // A prefix that ends in a vowel before a root that begins with one.
    ("^geau", 1),
    ("^geij", 1),
    ("^beij", 1),
    // Words that Dutch took from other languages, with letters that are not said.
    ("feuill", -1),
    ("baseline", -1),
    ("board", -1),
    ("casemanage", -1),
    ("^case$", -1),
    ("^cases$", -1),
    ("coach", -1),
    ("deadline", -2),
    ("dealer", -1),
    ("fulltime", -1),
    ("hardware", -1),
    ("helpline", -1),
    ("hotline", -1),
    ("intake", -1),
    ("learning", -1),
    ("lifestyle", -2),
    ("load", -1),
    ("management", -1),
    ("mobile", -1),
    ("office", -1),
    ("offline", -1),
    ("online", -1),
    ("parttime", -1),
    ("outreach", -1),
    ("pipeline", -1),
    ("service", -1),
    ("^site$", -1),
    ("^sites$", -1),
    ("software", -1),
    ("stream", -1),
    ("team", -1),
    ("template", -1),
    ("update", -1),
    ("website", -1),
];

/// The syllables of a word; at least one.
pub fn syllables(word: &Word<'_>) -> usize {
    if word.is_figure() || is_in_capitals(word.text) {
        return 1;
    }
    let lower: String = word.text.nfc().flat_map(char::to_lowercase).collect();
    let lower = lower.replace('\u{133}', "ij");
    lower.split(|c: char| !c.is_alphabetic()).map(of_part).sum::<usize>().max(1)
}

/// `GGD` and `NV`; a longer word is one that shouts.
fn is_in_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters) && !text.chars().any(char::is_lowercase)
}

fn of_part(part: &str) -> usize {
    let plain: Vec<char> = part.chars().map(without_stress).collect();
    let (mut count, mut at) = (0usize, 0usize);
    while let Some(c) = plain.get(at) {
        if !is_vowel(&plain, at, *c) {
            at += 1;
            continue;
        }
        count += 1;
        at += sound(&plain, at);
    }
    let bounded = format!("^{part}$");
    let difference: i64 = EXCEPTIONS.iter().filter(|(piece, _)| bounded.contains(piece)).map(|(_, by)| by).sum();
    let counted = i64::try_from(count).unwrap_or(i64::MAX).saturating_add(difference);
    usize::try_from(counted).unwrap_or(0)
}

/// A letter without the mark that only shows stress: `é` in `één`. Marks that part or colour a sound stay.
fn without_stress(c: char) -> char {
    match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        other => other,
    }
}

/// Whether the letter begins a sound. `u` after `q` and `y` before a vowel at the begin are consonants.
fn is_vowel(letters: &[char], at: usize, c: char) -> bool {
    let before = at.checked_sub(1).and_then(|i| letters.get(i));
    let next = letters.get(at + 1).copied();
    match c {
        'u' if before == Some(&'q') => !next.is_some_and(is_vowel_letter),
        'y' if before.is_none() => !next.is_some_and(is_vowel_letter),
        'y' => true,
        c => is_vowel_letter(c),
    }
}

fn is_vowel_letter(c: char) -> bool {
    matches!(
        c,
        'a' | 'e'
            | 'i'
            | 'o'
            | 'u'
            | 'à'
            | 'â'
            | 'ä'
            | 'å'
            | 'æ'
            | 'è'
            | 'ê'
            | 'ë'
            | 'ì'
            | 'î'
            | 'ï'
            | 'ò'
            | 'ô'
            | 'ö'
            | 'ø'
            | 'œ'
            | 'ù'
            | 'û'
            | 'ü'
    )
}

/// How many letters the sound at this place takes. A diaeresis begins a sound of its own: `ïe` in `mozaïek`.
fn sound(letters: &[char], at: usize) -> usize {
    let matches = |sound: &&&str| {
        sound.chars().enumerate().all(|(i, wanted)| {
            letters.get(at + i).is_some_and(|c| *c == wanted || (i == 0 && without_diaeresis(*c) == wanted))
        })
    };
    SOUNDS.iter().find(matches).map_or(1, |sound| sound.chars().count())
}

fn without_diaeresis(c: char) -> char {
    match c {
        'ä' => 'a',
        'ë' => 'e',
        'ï' => 'i',
        'ö' => 'o',
        'ü' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn count(text: &str) -> usize {
        words(text).iter().map(syllables).sum()
    }

    /// Parted by hand; each point is a boundary, so the list can be checked by reading it.
    const PARTED: &str = "
        ge·meen·te men·sen·han·del uit·bui·ting slacht·of·fer bur·ge·mees·ter wet·hou·der ge·meen·te·raad col·le·ge
        be·leid be·leids·plan maat·re·gel sig·naal sig·na·le·ren op·vang zorg·co·ör·di·na·tor zorg·co·ör·di·na·tie
        aan·dachts·func·ti·o·na·ris re·gi·o na·ti·o·naal re·gi·o·naal so·ci·aal spe·ci·aal of·fi·ci·eel es·sen·ti·eel
        ma·te·ri·eel fi·nan·ci·eel fi·nan·ci·ë·le fi·nan·ci·ën in·di·vi·du·eel ac·tu·eel re·ëel re·ë·le i·dee i·dee·ën
        i·de·aal i·de·a·le pro·bleem sys·teem a·na·ly·se·ren ty·pe hob·by cy·clus cri·sis kwar·taal the·o·rie vi·de·o
        mi·lieu nieuw nieu·we leeuw eeuw ni·veau bu·reau bu·reaus ge·au·to·ma·ti·seerd ge·uit ge·ijkt be·ëin·digd
        be·oor·de·len be·ant·woor·den her·o·ver·we·gen ge·ïn·ter·viewd ge·ïn·for·meerd re·ü·nie Oe·kra·ï·ne mo·za·ïek
        na·ïef po·ë·zie va·cu·üm twee·ën·twin·tig zee·ën knie·ën ko·lo·ni·ën e·va·lu·a·tie e·va·lu·e·ren si·tu·a·tie
        pro·ce·du·re do·cu·ment ver·or·de·ning ver·gun·ning hand·ha·ving toe·zicht toe·zicht·hou·der con·tro·le
        in·te·graal vei·lig vei·lig·heid vei·lig·heids·re·gi·o po·li·tie jus·ti·tie ac·tie ac·tie·hou·der func·tie
        or·ga·ni·sa·tie in·for·ma·tie pri·va·cy mooi mooi·e aai·en groei groei·en trui·en vrij vrij·heid rij·en
        bij·een·komst ijs ij·zer wijk·team team wijk·teams coach on·line web·site web·sites u·ni·ver·si·teit po·si·tie
        trai·ning trai·nen mail e-·mail in·ter·view chauf·feur rou·te frau·de dou·a·ne bar·ri·è·re car·ri·è·re en·quê·te
        ca·fé pri·vé één vóór wél zo'n pro·gram·ma's fre·quent quo·tum lo·ver·boy es·say roy·aal lo·yaal yo·ga
        a·gent au·to oor ui ou·de ou·ders kei kei·en ei·e·ren cha·os o·a·se ge·ac·cep·teerd ra·di·o·ac·tief
        ma·nage·ment ma·na·ger ser·vice up·date in·take in·take·ge·sprek dead·line case·ma·na·ger soft·ware down·load
        drugs·dea·ler board·room me·di·a·ti·on pu·bliek straf·recht ge·tui·ge vreem·de·ling mi·no·ri·teit ja·nu·a·ri
        fe·bru·a·ri au·gus·tus sek·su·eel sek·su·e·le eu·ro Eu·ro·pe·se ex·pert ex·per·ti·se ar·beids·in·spec·tie
        on·der·aan·ne·mer huis·ves·ting glas·tuin·bouw por·te·feuil·le·hou·der e-·lear·ning out·reach se·cre·ta·ris be·stuur·lij·ke toe-·ei·ge·nen
        ";

    #[test]
    fn words_parted_by_hand() {
        let mut wrong = Vec::new();
        for parted in PARTED.split_whitespace() {
            let (word, parts) = (parted.replace('·', ""), parted.split('·').count());
            if count(&word) != parts {
                wrong.push(format!("{word}: {} instead of {parts}", count(&word)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn what_is_no_plain_word() {
        assert_eq!((count("2026"), count("31-12-2026"), count("info@voorbeeld.nl"), count("36/547")), (1, 1, 1, 1));
        assert_eq!((count("GGD"), count("DPIA"), count("B&W"), count("nr"), count("'s")), (1, 1, 1, 1, 1));
        assert_eq!((count("soa-poli"), count("politie-eenheid"), count("ge\u{308}")), (4, 5, 1));
        assert_eq!(count("\u{132}sland"), 2);
    }
}
