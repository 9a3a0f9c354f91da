//! What changed, on the screen: the whole in two sentences, then per chapter.
//!
//! It deliberately shows values and names only; sentences stand in the PDF, beside each other.

use std::fmt::Write as _;

use super::super::render::printable;
use crate::text::difference::summary::Summary;
use crate::text::difference::was_wordt::Names;
use crate::text::written::Written;

/// Most points of one chapter; the PDF has them all.
const MOST_POINTS: usize = 12;

/// What is compared.
pub fn head(new: &Written, names: &Names) -> String {
    let cover = &new.manuscript.cover;
    let lines = [
        format!("{} – {}", cover.title, cover.gemeente),
        format!("  was:   {}", names.old),
        format!("  wordt: {}", names.new),
    ];
    lines.iter().map(|line| printable(line) + "\n").collect()
}

/// What changed.
pub fn page(summary: &Summary) -> String {
    let mut out = printable(&summary.whole) + "\n";
    let wide = summary.counts.iter().map(|(kind, _)| kind.chars().count()).max().unwrap_or_default();
    for (kind, told) in &summary.counts {
        let _ = writeln!(out, "  {kind:<wide$}  {told}");
    }
    for chapter in &summary.chapters {
        let versions = chapter.versions.as_ref().map(|v| format!("  [{v}]")).unwrap_or_default();
        let _ = writeln!(out, "\n{}", printable(&format!("{}{versions}", chapter.name)));
        let _ = writeln!(out, "  {}", printable(&chapter.sentence));
        for point in chapter.points.iter().take(MOST_POINTS) {
            let _ = writeln!(out, "  - {}", printable(point));
        }
        if let Some(more) = chapter.points.len().checked_sub(MOST_POINTS).filter(|more| *more > 0) {
            let _ = writeln!(out, "  - en nog {more}; zie de PDF");
        }
    }
    out
}
