//! Nouns: what a policy writer and a template maintainer own, read into types with a place at every value.
//!
//! It deliberately does not judge: whether a plan is good enough is for the floor above.

pub mod reader;

pub mod codes;
pub mod colour;
pub mod scalar;
pub mod section;
pub mod version;

pub mod public_files;
pub mod record;
pub mod view;

pub mod adopted;
pub mod amended;
pub mod amendement;
pub mod besluitvorming;
pub mod canonical;
pub mod count;
pub mod derived;
pub mod dossier;
pub mod gemeente;
pub mod jaar;
pub mod organisatie;
pub mod plan;
pub mod telling;
pub mod verloop;
pub mod waarde;

pub mod document;
pub mod library;
pub mod norm;
pub mod order;
pub mod rechtsfeit;
pub mod reference;
pub mod taal;
pub mod vultekst;
pub mod woo;

pub mod draft;
pub mod layers;
pub mod lock;
pub mod pack;
pub mod part;
pub mod published;
