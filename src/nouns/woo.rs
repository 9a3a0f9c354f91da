//! What a kind of document is for the index of the Woo: its category, its kind and what was done with it, in the words of
//! the value lists of DiWoo 0.9.8.
//!
//! It deliberately does not know the codes of those words; who writes the metadata does.

use super::record::record;
use super::scalar::choice;
use crate::ground::source::At;

choice! {
    /// A category of information: those of article 3.3 of the Woo, and what is published of one's own accord.
    pub enum Informatiecategorie {
        /// Laws and generally binding rules.
        Wetten = "wetten en algemeen verbindende voorschriften",
        /// Other decisions of general scope.
        OverigeBesluiten = "overige besluiten van algemene strekking",
        /// Drafts of rules on which advice is asked.
        Ontwerpen = "ontwerpen van wet- en regelgeving met adviesaanvraag",
        /// Organisation and working method.
        Organisatie = "organisatie en werkwijze",
        /// How to reach the organisation.
        Bereikbaarheid = "bereikbaarheidsgegevens",
        /// What a representative body received.
        IngekomenStukken = "bij vertegenwoordigende organen ingekomen stukken",
        /// Papers of the parliament.
        VergaderstukkenStatenGeneraal = "vergaderstukken Staten-Generaal",
        /// Papers of a council and the like.
        VergaderstukkenDecentraal = "vergaderstukken decentrale overheden",
        /// Agendas and lists of decisions of an executive.
        Agendas = "agenda’s en besluitenlijsten bestuurscolleges",
        /// Advice.
        Adviezen = "adviezen",
        /// Covenants.
        Convenanten = "convenanten",
        /// Plans and reports of a year.
        Jaarverslagen = "jaarplannen en jaarverslagen",
        /// Subsidies that are not by an individual decision.
        Subsidies = "subsidieverplichtingen anders dan met beschikking",
        /// Requests under the Woo.
        WooVerzoeken = "Woo-verzoeken en -besluiten",
        /// Research.
        Onderzoeksrapporten = "onderzoeksrapporten",
        /// Individual decisions.
        Beschikkingen = "beschikkingen",
        /// Judgements of complaints.
        Klachtoordelen = "klachtoordelen",
        /// Of one's own accord.
        Inspanningsverplichting = "inspanningsverplichting art 3.1 Woo",
    }
}

choice! {
    /// A kind of document, of the list those that a gemeente can need beside a plan.
    pub enum Documentsoort {
        /// Advice.
        Advies = "advies",
        /// Document of policy.
        Beleidsdocument = "beleidsdocument",
        /// Memorandum of policy.
        Beleidsnota = "beleidsnota",
        /// Rule of policy.
        Beleidsregel = "beleidsregel",
        /// Decision.
        Besluit = "besluit",
        /// Letter.
        Brief = "brief",
        /// Brochure.
        Brochure = "brochure",
        /// Covenant.
        Convenant = "convenant",
        /// Report of an evaluation.
        Evaluatierapport = "evaluatierapport",
        /// Plan for a year.
        Jaarplan = "jaarplan",
        /// Report of a year.
        Jaarverslag = "jaarverslag",
        /// Plan.
        Plan = "plan",
        /// Publication.
        Publicatie = "publicatie",
        /// Report.
        Rapport = "rapport",
        /// Paper of a meeting.
        Vergaderstuk = "vergaderstuk",
        /// Report of progress.
        Voortgangsrapport = "voortgangsrapport",
    }
}

choice! {
    /// What a decision does to a document that goes with it.
    pub enum Woohandeling {
        /// The body adopts it.
        Vaststelling = "vaststelling",
        /// It only belongs to the decision, such as the proposal.
        Opstelling = "opstelling",
    }
}

record! {
    /// Wat een document in een bepaald geval voor de Woo-index is.
    pub struct Woogeval {
        /// Informatiecategorie.
        informatiecategorie: Option<At<Informatiecategorie>>, Optional;
        /// Documentsoort.
        documentsoort: Option<At<Documentsoort>>, Optional;
    }
}

record! {
    /// Wat een soort document voor de Woo-index is.
    pub struct Woo {
        /// Informatiecategorie.
        informatiecategorie: Option<At<Informatiecategorie>>, Optional;
        /// Documentsoort.
        documentsoort: Option<At<Documentsoort>>, Optional;
        /// vaststelling als het orgaan dit document vaststelt, opstelling als het alleen bij het besluit hoort.
        handeling: Option<At<Woohandeling>>, Optional;
        /// Wat anders is zolang het een concept is.
        concept: Woogeval, Optional;
        /// Wat anders is zolang het een ontwerp is.
        ontwerp: Woogeval, Optional;
        /// Wat anders is als het is vastgesteld met de rubriek beleidsregel.
        beleidsregel: Woogeval, Optional;
    }
}
