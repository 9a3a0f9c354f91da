//! Writes a folder for every gemeente of the list, each with its own data, to measure a batch with:
//! `cargo run --release --example genereer -- policies/glazerveen doelmap [aantal]`.
//!
//! The gemeenten are real names with invented data: for measuring only, never for reading.

use std::path::Path;
use std::{env, fs, io};

use beleid::Compiler;

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [from, to, rest @ ..] = &args[..] else {
        return Err(io::Error::other("genereer <voorbeeld> <doelmap> [aantal]"));
    };
    let count = rest.first().and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let compiler = Compiler::built_in();
    for (number, listed) in compiler.library().reference.gemeenten.iter().take(count).enumerate() {
        let folder = Path::new(to).join(listed.code.value.to_lowercase());
        copy(Path::new(from), &folder, number)?;
        let text = format!(
            "naam = \"{}\"\ncode = \"{}\"\nveiligheidsregio = \"{}\"\ninwoners = {}\ninwoners_peildatum = 2025-01-01\n",
            listed.naam.value,
            listed.code.value,
            listed.veiligheidsregio.value,
            10_000 + number * 311
        );
        // The profile of the example, without its own name, code and logo.
        let own = fs::read_to_string(folder.join("gemeente.toml"))?;
        let profile = own.find("[profiel").map_or("", |at| &own[at..]);
        let profile: String = profile.lines().filter(|l| !l.starts_with("logo")).map(|l| format!("{l}\n")).collect();
        fs::write(folder.join("gemeente.toml"), text + &profile)?;
    }
    Ok(())
}

/// Copies a folder; in the register of measures and the signals every gemeente gets other words and numbers.
fn copy(from: &Path, to: &Path, number: usize) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, target) = entry.map(|e| (e.path(), to.join(e.file_name())))?;
        if path.is_dir() {
            copy(&path, &target, number)?;
        } else if path.extension().is_some_and(|e| e == "svg") {
            continue;
        } else if path.file_name().is_some_and(|n| n == "maatregelen.csv") {
            let text = fs::read_to_string(&path)?;
            fs::write(target, text.replace("gemeente", &format!("gemeente nummer {number}")))?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
