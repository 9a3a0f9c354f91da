//! What kind of document a finished document is for a publication, as the file of that kind says.
//!
//! It deliberately knows no document by name but in the fallback for a kind whose file says nothing of the Woo.

use super::Facts;
use crate::nouns::document::{Document, Reikwijdte};
use crate::nouns::order::{Order, Stand};
use crate::nouns::plan::Rubriek;
use crate::nouns::woo::{Documentsoort, Informatiecategorie, Woo, Woogeval, Woohandeling};

/// What a publication must know of a kind of document.
#[derive(Debug, Clone)]
pub struct Kind {
    /// The plan, or a year of it.
    pub scope: Reikwijdte,
    /// Whether it is a paper that goes with the plan, and not the plan or report itself.
    pub paper: bool,
    /// What its file says of the Woo; none when the kind is not in the templates.
    pub woo: Option<Woo>,
}

impl Kind {
    /// Of a kind as the templates have it. One that they no longer have is taken for a plan.
    pub fn of(document: Option<&Document>) -> Self {
        Self {
            scope: document.map_or(Reikwijdte::Plan, |d| d.soort.value),
            paper: document.is_some_and(Document::on_request),
            woo: document.map(|d| d.woo.clone()),
        }
    }

    /// Whether it is what the decision is about: no paper, and no report.
    pub fn is_plan(&self) -> bool {
        self.scope == Reikwijdte::Plan && !self.paper
    }

    /// Whether a decision adopts it; a proposal only belongs to the decision.
    pub fn is_decided_on(&self) -> bool {
        let act = self.woo.as_ref().and_then(|woo| woo.handeling.as_ref());
        act.is_none_or(|act| act.value == Woohandeling::Vaststelling)
    }

    /// The category of information.
    pub fn category(&self, facts: &Facts, order: &Order) -> Informatiecategorie {
        let own = |case: &Woogeval| case.informatiecategorie.as_ref().map(|c| c.value);
        let general = |woo: &Woo| woo.informatiecategorie.as_ref().map(|c| c.value);
        self.said(facts, order, own, general).unwrap_or_else(|| self.usual_category(order))
    }

    /// The kind in the list of the government.
    pub fn sort(&self, facts: &Facts, order: &Order) -> Documentsoort {
        let own = |case: &Woogeval| case.documentsoort.as_ref().map(|c| c.value);
        let general = |woo: &Woo| woo.documentsoort.as_ref().map(|c| c.value);
        self.said(facts, order, own, general).unwrap_or_else(|| self.usual_sort(facts, order))
    }

    /// What the file says: for the case at hand, else in general.
    fn said<T>(
        &self,
        facts: &Facts,
        order: &Order,
        own: impl Fn(&Woogeval) -> Option<T>,
        general: impl Fn(&Woo) -> Option<T>,
    ) -> Option<T> {
        let woo = self.woo.as_ref()?;
        let case = match order.stand {
            Stand::Concept => Some(&woo.concept),
            Stand::Ontwerp => Some(&woo.ontwerp),
            Stand::Vastgesteld => is_policy_rule(facts, order).then_some(&woo.beleidsregel),
        };
        case.and_then(own).or_else(|| general(woo))
    }

    /// For a kind whose file is silent. What is not adopted is no decision yet: an ontwerp goes to a meeting, and a
    /// concept is published, if at all, of one's own accord.
    fn usual_category(&self, order: &Order) -> Informatiecategorie {
        let of_a_meeting = ["voorstel", "besluit", "brief"].iter().any(|word| order.document.contains(word));
        match (self.scope, order.stand) {
            (Reikwijdte::Jaarverslag, _) => Informatiecategorie::Jaarverslagen,
            (Reikwijdte::Plan, _) if of_a_meeting => Informatiecategorie::VergaderstukkenDecentraal,
            (Reikwijdte::Plan, Stand::Vastgesteld) => Informatiecategorie::OverigeBesluiten,
            (Reikwijdte::Plan, Stand::Ontwerp) => Informatiecategorie::VergaderstukkenDecentraal,
            (Reikwijdte::Plan, Stand::Concept) => Informatiecategorie::Inspanningsverplichting,
        }
    }

    fn usual_sort(&self, facts: &Facts, order: &Order) -> Documentsoort {
        let named = |word: &str| order.document.contains(word);
        match self.scope {
            Reikwijdte::Jaarverslag => Documentsoort::Jaarverslag,
            Reikwijdte::Plan if named("brief") => Documentsoort::Brief,
            Reikwijdte::Plan if named("besluit") => Documentsoort::Besluit,
            Reikwijdte::Plan if named("voorstel") => Documentsoort::Vergaderstuk,
            Reikwijdte::Plan if is_policy_rule(facts, order) => Documentsoort::Beleidsregel,
            Reikwijdte::Plan => Documentsoort::Beleidsdocument,
        }
    }
}

/// Whether the plan was adopted as a rule of policy.
fn is_policy_rule(facts: &Facts, order: &Order) -> bool {
    let heading = facts.decided.as_ref().and_then(|decided| decided.heading);
    order.year.is_none() && order.stand == Stand::Vastgesteld && heading == Some(Rubriek::Beleidsregel)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::glyphs::GlyphSet;
    use crate::ground::source::{LIMITS, SourceSet};
    use crate::nouns::library;
    use crate::nouns::order::Audience;

    const PLAIN: &str = "titel = \"A\"\nsoort = \"plan\"\nonderwerp = \"a\"\n";

    fn kind(id: &str, woo: &str) -> (Kind, Vec<String>) {
        let mut set = SourceSet::new(LIMITS);
        let text = format!("id = \"{id}\"\n{PLAIN}{woo}");
        set.insert("documenten/a.toml", text.into_bytes()).expect("room");
        let (library, report) = library::read(&set, &GlyphSet::new(0..0x3000));
        let told = report.sorted().iter().map(|d| format!("{} {} {}", d.rule.code, d.title, d.action)).collect();
        (Kind::of(library.documents.get(id)), told)
    }

    fn order(document: &str, stand: Stand) -> Order {
        let peildatum = "2026-01-31".parse().expect("a day");
        Order { document: document.into(), year: None, stand, peildatum, audience: Audience::Openbaar, notes: false }
    }

    fn facts() -> Facts {
        Facts {
            gemeente: "Proef".into(),
            code: "gm9901".into(),
            fictional: true,
            body: None,
            short_title: None,
            case: None,
            proposal: None,
            term: (None, None),
            decided: None,
        }
    }

    #[test]
    fn the_file_goes_before_the_fallback_and_the_case_before_the_general() {
        let woo = "[woo]\ninformatiecategorie = \"Convenanten\"\ndocumentsoort = \"convenant\"\n\
                   [woo.concept]\ninformatiecategorie = \"woo-verzoeken en -besluiten\"\n\
                   [woo.ontwerp]\ninformatiecategorie = \"agenda's en besluitenlijsten bestuurscolleges\"\n";
        let (kind, told) = kind("afspraken", woo);
        assert_eq!(told, Vec::<String>::new());
        let category = |stand| kind.category(&facts(), &order("afspraken", stand));
        assert_eq!(category(Stand::Vastgesteld), Informatiecategorie::Convenanten);
        assert_eq!(category(Stand::Concept), Informatiecategorie::WooVerzoeken);
        assert_eq!(category(Stand::Ontwerp), Informatiecategorie::Agendas);
        assert_eq!(kind.sort(&facts(), &order("afspraken", Stand::Concept)), Documentsoort::Convenant);
        assert!(kind.is_decided_on());
    }

    #[test]
    fn a_kind_whose_file_is_silent_has_the_fallback() {
        for (id, stand, category, sort) in [
            ("plan", Stand::Concept, Informatiecategorie::Inspanningsverplichting, Documentsoort::Beleidsdocument),
            ("plan", Stand::Ontwerp, Informatiecategorie::VergaderstukkenDecentraal, Documentsoort::Beleidsdocument),
            ("plan", Stand::Vastgesteld, Informatiecategorie::OverigeBesluiten, Documentsoort::Beleidsdocument),
            ("onze-brief", Stand::Concept, Informatiecategorie::VergaderstukkenDecentraal, Documentsoort::Brief),
            ("ons-besluit", Stand::Concept, Informatiecategorie::VergaderstukkenDecentraal, Documentsoort::Besluit),
        ] {
            let kind = kind(id, "").0;
            let order = order(id, stand);
            assert_eq!(
                (kind.category(&facts(), &order), kind.sort(&facts(), &order)),
                (category, sort),
                "{id} {stand:?}"
            );
        }
        let gone = Kind::of(None);
        assert_eq!(gone.sort(&facts(), &order("plan", Stand::Concept)), Documentsoort::Beleidsdocument);
    }

    #[test]
    fn a_word_that_is_in_no_list_is_told_with_the_nearest() {
        let (kind, told) = kind("plan", "[woo]\ndocumentsoort = \"beleidsregels\"\ninformatiecategorie = \"x\"\n");
        assert_eq!(told.iter().filter(|t| t.starts_with("D2")).count(), 2, "{told:?}");
        assert!(told.iter().any(|t| t.contains("Bedoelt u `beleidsregel`?")), "{told:?}");
        assert_eq!(kind.sort(&facts(), &order("plan", Stand::Concept)), Documentsoort::Beleidsdocument);
    }
}
