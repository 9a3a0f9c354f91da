//! What several tests share: folders as source sets, and a reader of finished files.
//!
//! It deliberately asserts nothing itself.

#![allow(dead_code, reason = "every test uses its own part of it")]

pub mod attacker;
pub mod everything;
pub mod folder;
pub mod pdf;
pub mod small;
pub mod tags;
