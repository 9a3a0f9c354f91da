//! Components about who does what: roles, meetings, partners, shelter, teams and the reporting route.
//!
//! They deliberately show functions and organisations, never a person.

use super::scene::{Scene, nothing, number_column, table, text_column, words};
use crate::ground::diagnostic::Diagnostic;
use crate::ground::dutch;
use crate::nouns::view::Audience;
use crate::text::manuscript::Block;
use crate::text::markdown::Slot;

type Answer = Result<Slot, Diagnostic>;

/// Functions with a task.
pub fn roles(scene: &Scene<'_>, _: &[String]) -> Answer {
    let roles = &scene.dossier.organisatie.rollen;
    if roles.is_empty() {
        return Ok(nothing("Welke functies een taak hebben, is nog niet bekend."));
    }
    let rows = roles
        .iter()
        .map(|r| {
            scene.shown.mark(&r.id.place);
            vec![
                scene.show(&r.functie),
                scene.or_dash(&r.afdeling),
                scene.show(&r.taak),
                scene.or_dash(&r.uren_per_week),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Functie", 6),
        text_column("Afdeling", 5),
        text_column("Taak", 9),
        number_column("Uur per week"),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Rollen en taken", columns, rows))]))
}

/// Meetings.
pub fn meetings(scene: &Scene<'_>, _: &[String]) -> Answer {
    let meetings = &scene.dossier.organisatie.overleggen;
    if meetings.is_empty() {
        return Ok(nothing("Aan welke overleggen de gemeente meedoet, is nog niet bekend."));
    }
    let rows = meetings
        .iter()
        .map(|m| {
            vec![
                scene.show(&m.naam),
                scene.known(&m.doel),
                scene.known(&m.voorzitter),
                scene.or_dash(&m.deelnemers),
                scene.known(&m.keren_per_jaar),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Overleg", 5),
        text_column("Waarvoor", 6),
        text_column("Voorzitter", 5),
        text_column("Deelnemers", 6),
        number_column("Keer per jaar"),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Overleggen", columns, rows))]))
}

/// Partners.
pub fn partners(scene: &Scene<'_>, _: &[String]) -> Answer {
    let partners = &scene.dossier.organisatie.partners;
    if partners.is_empty() {
        return Ok(nothing("Met welke partners de gemeente werkt, is nog niet bekend."));
    }
    let rows = partners
        .iter()
        .map(|p| {
            scene.shown.mark(&p.id.place);
            vec![
                scene.show(&p.naam),
                scene.or_dash(&p.soort),
                scene.known(&p.bijdrage),
                scene.or_dash(&p.beoordeeld_op),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Partner", 6),
        text_column("Soort", 4),
        text_column("Bijdrage", 9),
        text_column("Nagekeken", 0),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Ketenpartners", columns, rows))]))
}

/// Places of shelter with which there are agreements.
pub fn shelter(scene: &Scene<'_>, _: &[String]) -> Answer {
    let places = &scene.dossier.organisatie.opvang;
    if places.is_empty() {
        return Ok(nothing("Over opvang zijn nog geen afspraken genoteerd."));
    }
    let rows = places
        .iter()
        .map(|o| vec![scene.show(&o.naam), scene.show(&o.doelgroep), scene.known(&o.afspraak), scene.or_dash(&o.datum)])
        .collect();
    let columns =
        vec![text_column("Opvang", 6), text_column("Voor wie", 6), text_column("Afspraak", 8), text_column("Datum", 0)];
    Ok(Slot::Blocks(vec![Block::Table(table("Afspraken over opvang", columns, rows))]))
}

/// Teams that can see signals, with training and signal card.
pub fn teams(scene: &Scene<'_>, _: &[String]) -> Answer {
    let teams = &scene.dossier.organisatie.teams;
    if teams.is_empty() {
        return Ok(nothing("Welke teams signalen kunnen zien, is nog niet bekend."));
    }
    let rows = teams
        .iter()
        .map(|t| {
            scene.shown.mark(&t.id.place);
            let last = scene
                .dossier
                .jaren
                .values()
                .flat_map(|j| &j.trainings)
                .filter(|tr| tr.team.value == t.id.value && tr.datum.value <= scene.order.peildatum)
                .map(|tr| tr.datum.value)
                .max();
            let trained = last.map_or_else(|| words("nog geen training"), |d| words(dutch::date_short(d)));
            vec![
                scene.show(&t.naam),
                scene.known(&t.omvang),
                trained,
                t.signaalkaart_datum.as_ref().map_or_else(|| words("nog geen kaart"), |d| scene.show(d)),
            ]
        })
        .collect();
    let columns = vec![
        text_column("Team", 8),
        number_column("Medewerkers"),
        text_column("Laatste training", 5),
        text_column("Signalenkaart", 5),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Teams die signalen kunnen zien", columns, rows))]))
}

/// The steps of the reporting route.
pub fn route(scene: &Scene<'_>, _: &[String]) -> Answer {
    let steps = &scene.dossier.organisatie.meldroute.stappen;
    if steps.is_empty() {
        return Ok(nothing("De stappen van de meldroute zijn nog niet bekend."));
    }
    let rows = steps
        .iter()
        .enumerate()
        .map(|(i, s)| {
            vec![words((i + 1).to_string()), scene.show(&s.stap), scene.show(&s.wie), scene.or_dash(&s.termijn)]
        })
        .collect();
    let columns = vec![
        text_column("Stap", 0),
        text_column("Wat er gebeurt", 9),
        text_column("Wie", 6),
        text_column("Termijn", 5),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("De meldroute in stappen", columns, rows))]))
}

/// Where the gemeente reports outside.
pub fn outside_route(scene: &Scene<'_>, _: &[String]) -> Answer {
    let points = &scene.dossier.organisatie.meldroute.meldpunten;
    if points.is_empty() {
        return Ok(nothing("Waar de gemeente buiten de eigen organisatie meldt, is nog niet afgesproken."));
    }
    let rows = points
        .iter()
        .map(|p| vec![scene.show(&p.instantie), scene.show(&p.wanneer), scene.or_dash(&p.datum)])
        .collect();
    let columns = vec![
        text_column("Organisatie", 6),
        text_column("Wanneer de gemeente daar meldt", 10),
        text_column("Afspraak van", 0),
    ];
    Ok(Slot::Blocks(vec![Block::Table(table("Melden buiten de gemeente", columns, rows))]))
}

/// Names and numbers of people: in the confidential edition only.
pub fn contacts(scene: &Scene<'_>, _: &[String]) -> Answer {
    let o = &scene.dossier.organisatie;
    let focal =
        o.aandachtsfunctionaris.functie.as_ref().map_or_else(|| "Aandachtsfunctionaris".into(), |f| f.value.clone());
    let people = std::iter::once((focal, &o.aandachtsfunctionaris.vertrouwelijk))
        .chain(o.rollen.iter().map(|r| (r.functie.value.clone(), &r.vertrouwelijk)));
    let rows: Vec<_> = people
        .filter(|_| scene.order.audience == Audience::Vertrouwelijk)
        .filter_map(|(function, person)| person.0.as_ref().map(|p| (function, p)))
        .map(|(function, p)| {
            vec![words(function), scene.known(&p.naam), scene.or_dash(&p.telefoon), scene.or_dash(&p.email)]
        })
        .collect();
    if rows.is_empty() {
        return Ok(nothing("Er zijn geen contactgegevens ingevuld."));
    }
    let columns =
        vec![text_column("Functie", 7), text_column("Naam", 6), text_column("Telefoon", 0), text_column("E-mail", 7)];
    Ok(Slot::Blocks(vec![Block::Table(table("Contactgegevens", columns, rows))]))
}
