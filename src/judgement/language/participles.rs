//! Past participles of Dutch verbs, told from their form.
//!
//! It deliberately parses no sentence: whether a participle makes a passive depends on the verb beside it.

/// What comes apart from its verb and stands before `ge`: `aangewezen`, `vastgesteld`.
const APART: &[&str] = &[
    "aan", "achter", "af", "bekend", "bij", "bijeen", "binnen", "bloot", "boven", "buiten", "deel", "door", "gelijk",
    "goed", "in", "klaar", "leeg", "los", "mede", "mee", "mis", "na", "neer", "om", "onder", "op", "open", "over",
    "plaats", "samen", "schoon", "stil", "stop", "tegen", "terecht", "terug", "toe", "uit", "uiteen", "vast", "vol",
    "voor", "vooruit", "voort", "vrij", "waar", "weer", "weg",
];

/// Prefixes that stand in place of `ge`: `bepaald`, `ontvangen`, `onderzocht`.
const FIXED: &[&str] = &["be", "door", "er", "her", "mis", "om", "onder", "ont", "over", "ver", "vol", "voor", "weer"];

/// Participles in `en`, without what stands before: `sproken` of `besproken`, `nomen` of `overgenomen`.
const STRONG: &[&str] = &[
    "beden", "beten", "blazen", "bleken", "bleven", "boden", "bogen", "bonden", "borgen", "broken", "daan", "dragen",
    "dreven", "drongen", "dronken", "dwongen", "gaan", "geten", "geven", "gleden", "golden", "goten", "graven",
    "grepen", "hangen", "heven", "holpen", "houden", "keken", "klommen", "klonken", "komen", "kozen", "kregen",
    "krompen", "kropen", "laden", "laten", "lezen", "lopen", "meden", "meten", "nomen", "noten", "prezen", "raden",
    "rezen", "roepen", "schapen", "scheiden", "schenen", "scholden", "schonden", "schonken", "schoten", "schoven",
    "schreven", "slagen", "slapen", "sleten", "slopen", "sloten", "smeten", "sneden", "spannen", "sproken", "sprongen",
    "staan", "stegen", "stoken", "stolen", "storven", "stoten", "streden", "streken", "togen", "treden", "troffen",
    "trokken", "vangen", "varen", "vlogen", "vloten", "vochten", "vonden", "vouwen", "weken", "weven", "wezen",
    "wogen", "wonden", "wonnen", "worden", "worpen", "worven", "zeten", "zien", "zogen", "zonden", "zongen", "zonken",
    "zwegen", "zworen", "zworven",
];

/// Roots in a `t` of their own after a fixed prefix: `ontmoet`, `begroot`.
const OWN_T: &[&str] = &["groot", "let", "moet", "smet", "start", "zet"];

/// Past tenses that end as a participle does: `bestond`, `behield`.
const PAST: &[&str] = &["bood", "bond", "deed", "hield", "leed", "reed", "stond", "streed", "vond", "zond"];

/// Other words that have the form of a participle.
const LOOKALIKES: &[&str] = &[
    "beleid",
    "bereid",
    "bericht",
    "beroepen",
    "bevoegd",
    "bewind",
    "bewust",
    "bedragen",
    "bekwaam",
    "gebed",
    "gebeurt",
    "gebied",
    "gebit",
    "gebod",
    "geduld",
    "geeft",
    "geest",
    "geleden",
    "gelooft",
    "geluid",
    "gemiddeld",
    "geniet",
    "gerecht",
    "gericht",
    "gevaren",
    "geweld",
    "gewest",
    "geweten",
    "gewicht",
    "gezicht",
    "gezond",
    "onderhoud",
    "onterecht",
    "onderscheid",
    "ontvangst",
    "overdracht",
    "overlast",
    "overmacht",
    "overvloed",
    "overzicht",
    "verbod",
    "verdacht",
    "verdragen",
    "verleden",
    "verliest",
    "verslagen",
    "verwant",
    "voorraad",
    "voorschrift",
];

/// Nouns that end so are no participles, whatever they begin with: `misstand`, `gemeenteraad`.
const NOUNS: &[&str] = &["band", "beeld", "heid", "raad", "stand", "tijd"];

/// Whether a word in small letters has the form of a past participle.
pub fn is_participle(word: &str) -> bool {
    if LOOKALIKES.contains(&word) || NOUNS.iter().any(|noun| word.ends_with(noun)) {
        return false;
    }
    let rest = |prefixes: &'static [&str]| prefixes.iter().filter_map(|prefix| word.strip_prefix(prefix));
    word == "aanvaard" || with_ge(word) || with_fixed(word) || rest(APART).any(|rest| with_ge(rest) || with_fixed(rest))
}

/// `gemeld`, `gegeven`, `gezet`.
fn with_ge(word: &str) -> bool {
    let Some(root) = word.strip_prefix("ge").filter(|_| !LOOKALIKES.contains(&word)) else { return false };
    STRONG.contains(&root) || (is_root(root) && root.ends_with(['d', 't']))
}

/// `bepaald`, `verleend`, `ontvangen`; not `bepaalt`, which only a person does.
fn with_fixed(word: &str) -> bool {
    FIXED.iter().filter_map(|prefix| word.strip_prefix(prefix)).any(|root| {
        let weak = is_root(root) && !PAST.contains(&root) && (ends_in_d(root) || ends_in_t(root));
        STRONG.contains(&root) || weak
    })
}

fn is_root(root: &str) -> bool {
    root.chars().count() >= 3 && root.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

fn ends_in_d(root: &str) -> bool {
    let Some(stem) = root.strip_suffix('d') else { return false };
    // `verschillend` says how something is.
    let present = stem.ends_with("en") && !["een", "ken", "teken", "reken", "open"].iter().any(|s| stem.ends_with(s));
    !present && !stem.ends_with(['d', 'f', 'k', 'p', 's', 't'])
}

/// After a sound of *'t kofschip*.
fn ends_in_t(root: &str) -> bool {
    let Some(stem) = root.strip_suffix('t') else { return false };
    OWN_T.contains(&root) || stem.ends_with(['f', 'k', 'p', 's', 'x']) || stem.ends_with("ch")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn participles() {
        for word in "gemeld gedaan gegeven vastgesteld aangewezen overgenomen bepaald verleend ontvangen besproken \
                     onderzocht begroot ontmoet besloten uitgesloten geregistreerd ingezet voorbereid afgesproken \
                     verwacht beperkt opgelegd onderhouden herzien gebruikt getraind opgenomen gecontroleerd gestart \
                     erkend ondertekend aanvaard doorverwezen bekendgemaakt weergegeven"
            .split_whitespace()
        {
            assert!(is_participle(word), "{word}");
        }
    }

    #[test]
    fn other_words() {
        for word in "gemeente beleid bepaalt verband gebied geeft gebeurt verantwoordelijk overheid geld besluit \
                     verliest verschillend bestond behield gemeenten gebieden verslagen verleden overlast geen bestaat omdat \
                     voordat uitbuiting mogelijkheid bewust voorbeeld gezicht \
                     beeld misstand gemeenteraad bestand gemiddeld onterecht"
            .split_whitespace()
        {
            assert!(!is_participle(word), "{word}");
        }
    }
}
