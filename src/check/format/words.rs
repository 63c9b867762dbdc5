//! Faces, sizes and distances in words.

use crate::document::{LinePitch, Typesetting};
use crate::ruleset::Bilingual;
use crate::text::typeface::size_name;

/// Kinds of setting that are named; the rest is counted.
const NAMED: usize = 3;

/// `宋体小四`, `仿宋_GB2312 三号`.
pub(super) fn wanted(face: &str, half_points: u32) -> Bilingual {
    let size = size_name(half_points);
    let ascii = |sign: char| sign.is_ascii();
    let space = if face.ends_with(ascii) || size.starts_with(ascii) {
        " "
    } else {
        ""
    };
    Bilingual::new(
        format!("{face}{space}{size}"),
        format!("{face} {} pt", f64::from(half_points) / 2.0),
    )
}

/// How a paragraph is set.
pub(super) fn dress(set: &Typesetting) -> Bilingual {
    match set.face {
        Some(face) => wanted(face.as_str(), set.half_points),
        None => Bilingual::new(
            format!("{}（没有指定中文字体）", size_name(set.half_points)),
            format!(
                "{} pt without a Chinese face",
                f64::from(set.half_points) / 2.0
            ),
        ),
    }
}

/// What a line pitch is: `固定值 20 磅`, ` 1.5 倍`, set off where it begins with a figure.
pub(super) fn pitch_words(pitch: LinePitch) -> Bilingual {
    let points = |twips: i32| f64::from(twips) / 20.0;
    match pitch {
        LinePitch::Exact(twips) => Bilingual::new(
            format!("固定值 {} 磅", points(twips)),
            format!("exactly {} pt", points(twips)),
        ),
        LinePitch::AtLeast(twips) => Bilingual::new(
            format!("最小值 {} 磅", points(twips)),
            format!("at least {} pt", points(twips)),
        ),
        LinePitch::Lines(240, _) => Bilingual::new("单倍", "single"),
        LinePitch::Lines(lines, _) => {
            let lines = (f64::from(lines) / 2.4).round() / 100.0;
            Bilingual::new(format!(" {lines} 倍"), format!("{lines} lines"))
        }
    }
}

/// Several faults as one list.
pub(super) fn joined(parts: Vec<Bilingual>) -> Bilingual {
    let list = |pick: fn(&Bilingual) -> &str, between: &str| {
        let words: Vec<&str> = parts.iter().map(pick).collect();
        words.join(between)
    };
    Bilingual::new(list(|words| &words.zh, "；"), list(|words| &words.en, "; "))
}

/// How often each kind of setting was found.
#[derive(Debug, Default)]
pub(super) struct Tally(Vec<(Bilingual, usize)>);

impl Tally {
    pub fn add(&mut self, found: Bilingual) {
        match self.0.iter_mut().find(|(known, _)| *known == found) {
            Some((_, count)) => *count += 1,
            None => self.0.push((found, 1)),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `为宋体小四` where all are alike, else `有 20 段为宋体小四、3 段为黑体三号`.
    pub fn words_of(&self, total: usize, unit: &str) -> Bilingual {
        match self.0.as_slice() {
            [(only, count)] if *count == total => {
                Bilingual::new(format!("为{}", only.zh), format!("{} throughout", only.en))
            }
            _ => {
                let words = self.words(unit);
                Bilingual::new(format!("有 {}", words.zh), words.en)
            }
        }
    }

    /// `20 段为宋体小四、3 段为黑体三号`, the most frequent first.
    pub fn words(&self, unit: &str) -> Bilingual {
        let mut kinds: Vec<&(Bilingual, usize)> = self.0.iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let rest: usize = kinds.iter().skip(NAMED).map(|(_, count)| count).sum();
        let mut zh = Vec::new();
        let mut en = Vec::new();
        for (found, count) in kinds.into_iter().take(NAMED) {
            zh.push(format!("{count} {unit}为{}", found.zh));
            en.push(format!("{count} in {}", found.en));
        }
        if rest > 0 {
            zh.push(format!("另有 {rest} {unit}为其他"));
            en.push(format!("{rest} in others"));
        }
        Bilingual::new(zh.join("、"), en.join(", "))
    }
}
