//! The looks of the pages: one style sheet, inside the page, without any file or address from outside.
//!
//! It deliberately gives no meaning: whoever reads without it misses nothing.

/// The style sheet, with the colour of the gemeente for headings on white.
pub fn sheet(primary: &str) -> String {
    let colour = if is_colour(primary) { primary } else { "#154273" };
    // No `<`, `>` or `&` may stand in here: it is written as text.
    format!(
        ":root{{--tekst:#1a1a1a;--grond:#ffffff;--hoofd:{colour};--rand:#8a8a8a;--zacht:#f2f4f7;--link:#0b4a8f}}\n{SHEET}"
    )
}

/// `#154273`: nothing else can be in the style of a page.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

const SHEET: &str = "\
*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1rem;max-width:52rem;font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;line-height:1.6;color:var(--tekst);background:var(--grond);overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{line-height:1.25;color:var(--hoofd);margin:2em 0 .5em;hyphens:auto}
h1{font-size:2rem;margin-top:.5em}h2{font-size:1.5rem;border-top:2px solid var(--hoofd);padding-top:.6em}h3{font-size:1.2rem}h4{font-size:1.05rem}h5,h6{font-size:1rem}
a{color:var(--link);text-decoration:underline}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.naar-inhoud{position:absolute;left:-100vw;top:0;padding:.5rem 1rem;background:var(--grond)}
.naar-inhoud:focus{left:0}
.merk{display:inline-block;font-weight:700;border:2px solid var(--tekst);padding:.1em .6em}
.logo{max-width:12rem;max-height:6rem;height:auto}
.ondertitel{font-size:1.15rem;margin-top:0}
.inhoud{list-style:none;padding-left:0}.inhoud li{margin:.3em 0}
dl div{display:flex;flex-wrap:wrap;gap:0 1rem;border-bottom:1px solid var(--rand);padding:.3em 0}
dt{flex:1 1 12rem;font-weight:700}dd{flex:2 1 16rem;margin:0}
.kader{margin:1.2em 0;padding:.6em 1em;border-left:.3rem solid var(--hoofd);background:var(--zacht)}
.kader-titel{font-weight:700;margin:.2em 0}
.kaart{margin:1.2em 0;padding:.2em 1em .6em;border:1px solid var(--rand)}
.kaart h3,.kaart h4,.kaart h5,.kaart h6{margin-top:.6em}
.tabel{overflow-x:auto;margin:1.2em 0}
table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:700;padding:.4em 0}
th,td{text-align:left;vertical-align:top;padding:.35em .6em;border-bottom:1px solid var(--rand)}
thead th,thead td{border-bottom:2px solid var(--hoofd)}
tfoot th,tfoot td{border-top:2px solid var(--hoofd);font-weight:700}
.getal{text-align:right;white-space:nowrap}
figure{margin:1.2em 0;padding:.6em 1em;border:1px solid var(--rand)}figcaption{font-weight:700}
blockquote{margin:0;font-style:italic}
.onbekend{color:inherit;background:none;border-bottom:2px dotted var(--tekst)}
.oordeel{font-weight:700}.getal-groot{font-size:1.6rem;font-weight:700}
.lijn{display:block;border-bottom:1px solid var(--tekst);height:3rem;max-width:24rem}
footer{margin-top:3rem;border-top:1px solid var(--rand);font-size:.95rem}
@media (prefers-color-scheme:dark){:root{--tekst:#ececec;--grond:#15181c;--hoofd:#cfe0f5;--rand:#8d959e;--zacht:#20262d;--link:#9cc7ff}.logo{background:#ffffff;padding:.3rem}}
@media print{body{max-width:none;padding:0;font-size:10.5pt;color:#000000;background:#ffffff}.naar-inhoud{display:none}.tabel{overflow:visible}h2,h3,h4,h5,h6{break-after:avoid}tr,.kaart,.kader,figure{break-inside:avoid}a{color:inherit}}
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nouns::colour::Colour;

    #[test]
    fn a_style_is_only_a_style() {
        for evil in ["red}body{display:none", "#12345", "#1234567", "url(x)", "#gggggg", ""] {
            let sheet = sheet(evil);
            assert!(sheet.contains("--hoofd:#154273"), "{evil}");
        }
        let sheet = sheet("#a1b2C3");
        assert!(sheet.contains("--hoofd:#a1b2C3") && !sheet.contains(['<', '>', '&']));
        for outside in ["url(", "@import", "http", "expression"] {
            assert!(!sheet.contains(outside), "{outside}");
        }
    }

    /// In hundredths, from how much each differs from white.
    fn contrast(a: &str, b: &str) -> i64 {
        let white = |hex: &str| {
            let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
            Colour([channel(1), channel(3), channel(5)]).contrast_with_white()
        };
        let (a, b) = (white(a), white(b));
        a.max(b) * 100 / a.min(b)
    }

    #[test]
    fn text_has_contrast_in_light_and_dark() {
        let sheet = sheet("#154273");
        let schemes: Vec<&str> = sheet.split(":root{").skip(1).map(|s| s.split('}').next().expect("an end")).collect();
        assert_eq!(schemes.len(), 2);
        for scheme in schemes {
            let colour = |name: &str| {
                let found = scheme.split(';').find_map(|d| d.strip_prefix(&format!("--{name}:")));
                found.expect("a colour").to_owned()
            };
            for ground in ["grond", "zacht"] {
                for text in ["tekst", "hoofd", "link"] {
                    assert!(contrast(&colour(text), &colour(ground)) >= 450, "{text} on {ground} in {scheme}");
                }
            }
            assert!(contrast(&colour("rand"), &colour("grond")) >= 300, "{scheme}");
        }
    }
}
