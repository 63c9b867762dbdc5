//! Finds numerals and judges by what stands around them whether they count anything.

use std::ops::Range;

use super::terms;
use super::value::{Value, arabic, digit, han, unit};
use super::{Number, NumberKind};
use crate::text::count::is_han;
use crate::text::date;
use crate::text::scan::Scan;

const ABOUT: &[&str] = &[
    "约",
    "近",
    "超",
    "超过",
    "逾",
    "大约",
    "将近",
    "接近",
    "大概",
    "差不多",
];
const SCALED: &[&str] = &[
    "上", "数", "几", "近", "超", "逾", "过", "约", "好几", "超过", "将近",
];
const LATIN_UNITS: &[&str] = &[
    "km", "kg", "KG", "cm", "mm", "m", "kW", "MW", "kWh", "g", "t", "L", "ml",
];

/// Words that end like one of [`ABOUT`]; 不超过 is a bound and not a guess.
const NOT_ABOUT: &[&str] = &["不超过", "最近", "附近", "节约", "签约", "预约", "契约"];

/// The numerals of a text, in order.
pub(super) fn find(scan: Scan) -> Vec<Number> {
    let mut finder = Finder {
        dates: date::find(&scan)
            .into_iter()
            .map(|(range, _)| range)
            .collect(),
        quoted: scan.quoted(),
        scan,
        found: Vec::new(),
    };
    finder.run();
    finder.found
}

#[derive(Debug)]
struct Finder {
    scan: Scan,
    dates: Vec<Range<usize>>,
    quoted: Vec<Range<usize>>,
    found: Vec<Number>,
}

impl Finder {
    fn run(&mut self) {
        let mut place = 0;
        while place < self.scan.len() {
            place = self.step(place).max(place + 1);
        }
    }

    /// Looks at one place; gives the place to go on from.
    fn step(&mut self, place: usize) -> usize {
        let character = self.scan.at(place);
        let starts = character.is_ascii_digit()
            || digit(character).is_some()
            || unit(character).is_some()
            || matches!(character, '第' | '几' | '数');
        if !starts {
            return place + 1;
        }
        if let Some(end) = covering(&self.dates, place).or_else(|| covering(&self.quoted, place)) {
            return end;
        }
        let minutes = self.scan.after(place, "十分钟").is_some();
        if let Some(end) = terms::fixed(&self.scan, place).filter(|_| !minutes) {
            return end;
        }
        if character == '第' {
            return self.ordinal(place);
        }
        if let Some(end) = self.share(place) {
            return end;
        }
        if character.is_ascii_digit() {
            return self.arabic(place);
        }
        self.scaled(place)
            .or_else(|| self.han(place))
            .unwrap_or(place + 1)
    }

    fn push(&mut self, start: usize, value: Value, kind: NumberKind, unit: String) {
        self.found.push(Number {
            range: self.scan.range(start, value.end),
            value: value.value,
            kind,
            unit,
            approximate: value.approximate,
        });
    }

    /// 第三次; not 第一，
    fn ordinal(&mut self, start: usize) -> usize {
        let scan = &self.scan;
        let place = scan.skip_spaces(start + 1);
        let Some(value) = arabic(scan, place).or_else(|| han(scan, place)) else {
            return start + 1;
        };
        let unit = self.unit(value.end);
        if !unit.is_empty() {
            self.push(start, value, NumberKind::Ordinal, unit);
        }
        value.end
    }

    /// 百分之三十, 三分之一, 3分之1, 1/3.
    fn share(&mut self, start: usize) -> Option<usize> {
        let scan = &self.scan;
        let (whole, place, kind) = if let Some(place) = scan.after(start, "百分之") {
            (100.0, place, NumberKind::Percent)
        } else if let Some(place) = scan.after(start, "千分之") {
            (1_000.0, place, NumberKind::Fraction)
        } else if let Some(place) = scan.after(start, "万分之") {
            (10_000.0, place, NumberKind::Fraction)
        } else {
            let whole = arabic(scan, start).or_else(|| han(scan, start))?;
            if let Some(place) = scan.after(whole.end, "分之") {
                (whole.value, place, NumberKind::Fraction)
            } else {
                return self.slashed(start, whole);
            }
        };
        if kind == NumberKind::Percent && scan.at(place) == '百' {
            let hundred = Value {
                end: place + 1,
                value: 1.0,
                approximate: false,
            };
            self.push(start, hundred, kind, String::new());
            return Some(place + 1);
        }
        let part = arabic(scan, place).or_else(|| han(scan, place))?;
        self.finish_share(start, part, whole, kind)
    }

    fn slashed(&mut self, start: usize, part: Value) -> Option<usize> {
        let scan = &self.scan;
        let plain = |place: usize| scan.at(place).is_ascii_digit();
        if scan.at(part.end) != '/' || !plain(start) || matches!(scan.before(start), '/' | '.') {
            return None;
        }
        let whole = arabic(scan, part.end + 1)?;
        if scan.at(whole.end) == '/' || scan.at(whole.end).is_ascii_alphabetic() {
            return None;
        }
        let end = Value {
            end: whole.end,
            ..part
        };
        self.finish_share(start, end, whole.value, NumberKind::Fraction)
    }

    fn finish_share(
        &mut self,
        start: usize,
        part: Value,
        whole: f64,
        kind: NumberKind,
    ) -> Option<usize> {
        if whole <= 0.0 {
            return None;
        }
        let mut share = Value {
            value: part.value / whole,
            ..part
        };
        self.approximate(start, &mut share);
        let unit = self.unit(share.end);
        self.push(start, share, kind, unit);
        Some(share.end)
    }

    fn arabic(&mut self, start: usize) -> usize {
        let scan = &self.scan;
        let glued = |place: usize| {
            scan.at(place).is_ascii_alphanumeric() || matches!(scan.at(place), '_' | '.' | '-')
        };
        let skip = (start..scan.len())
            .find(|place| !glued(*place))
            .unwrap_or(scan.len());
        let before = scan.before(start);
        let Some(mut value) = arabic(scan, start) else {
            return skip;
        };
        let length = value.end - start;
        let latin = scan.at(value.end).is_ascii_alphabetic();
        let measured = scan
            .after_any(value.end, LATIN_UNITS)
            .filter(|end| !scan.at(*end).is_ascii_alphanumeric());
        // Names (5G, A4, COVID-19), telephone and document numbers.
        if before.is_ascii_alphabetic()
            || before == '_'
            || latin && measured.is_none()
            || length > 12
        {
            return skip;
        }
        let telephone = length == 11
            && scan.at(start) == '1'
            && !scan.text(start, value.end).contains([',', '.']);
        if telephone || self.is_marker(start, value.end) {
            return value.end;
        }
        if let Some(end) = measured {
            let unit = scan.text(value.end, end);
            self.push(start, value, NumberKind::Count, unit);
            return end;
        }
        self.scale(&mut value);
        self.accept(start, value, true)
    }

    /// Multiplies by 万 and the like, with a smaller part after it: 3万5千.
    fn scale(&self, value: &mut Value) {
        let scan = &self.scan;
        while let Some(factor) = unit(scan.at(value.end)).filter(|factor| *factor > 10.0) {
            let next = scan.at(value.end + 1);
            if factor < 10_000.0 && matches!(next, '分' | '克' | '瓦' | '卡' | '米') {
                break;
            }
            value.value *= factor;
            value.end += 1;
            let Some(rest) = arabic(scan, value.end) else {
                continue;
            };
            let smaller =
                unit(scan.at(rest.end)).filter(|smaller| *smaller > 10.0 && *smaller < factor);
            if let Some(smaller) = smaller {
                value.value += rest.value * smaller;
                value.end = rest.end + 1;
            }
            break;
        }
    }

    /// A unit without a digit: 上千, 数十万, 百余.
    fn scaled(&mut self, start: usize) -> Option<usize> {
        let scan = &self.scan;
        let prefixed = scan.ends_with_any(start, SCALED) || scan.at(start) == '数';
        let place = start + usize::from(scan.at(start) == '数');
        let mut factor = unit(scan.at(place))?;
        let mut end = place + 1;
        while let Some(next) = unit(scan.at(end)).filter(|next| *next >= 10_000.0) {
            factor *= next;
            end += 1;
        }
        // A bare 十 is ten; and a 百 that opens 百分之 or 百分点 has been dealt with.
        if factor <= 10.0 && place == start || scan.at(end) == '分' {
            return None;
        }
        let more = matches!(scan.at(end), '余' | '多');
        let people = scan.at(end) == '名' && scan.before(start) != '第';
        if !prefixed && !more && !people {
            return None;
        }
        let widened = prefixed && place == start && matches!(scan.before(start), '上' | '几');
        let value = Value {
            end,
            value: factor,
            approximate: true,
        };
        Some(self.accept(start - usize::from(widened), value, true))
    }

    fn han(&mut self, start: usize) -> Option<usize> {
        let scan = &self.scan;
        let value = han(scan, start)?;
        let weekday = matches!(scan.before(start), '周' | '期' | '拜') && value.end == start + 1;
        if weekday && !matches!(scan.at(value.end), '次' | '场' | '堂' | '天')
            || self.is_marker(start, value.end)
        {
            return Some(value.end);
        }
        // One character alone is mostly part of a word: it needs something that it counts.
        let sure =
            value.end - start > 1 && !matches!(scan.at(value.end), '是' | '要' | '来' | '、');
        Some(self.accept(start, value, sure))
    }

    /// Takes what follows a numeral into account and keeps it, if it counts something.
    fn accept(&mut self, start: usize, mut value: Value, sure: bool) -> usize {
        let scan = &self.scan;
        let numeral_end = value.end;
        if matches!(scan.at(numeral_end), '大' | '届' | '中')
            && terms::measure(scan, numeral_end).is_none_or(|end| end == numeral_end + 1)
        {
            return numeral_end;
        }
        self.approximate(start, &mut value);
        let place = scan.skip_spaces(value.end);
        if scan.at(place) == '%' {
            value.end = place + 1;
            value.value /= 100.0;
            return self.keep(start, value, NumberKind::Percent);
        }
        if scan.at(place) == '‰' {
            value.end = place + 1;
            value.value /= 1_000.0;
            return self.keep(start, value, NumberKind::Fraction);
        }
        let points = scan.after_any(place, &["个百分点", "百分点"]);
        if points.is_some() {
            value.value /= 100.0;
            let unit = "百分点".to_owned();
            self.push(start, value, NumberKind::Percent, unit);
            return points.unwrap_or(value.end);
        }
        if let Some(end) = tenths(scan, place) {
            // 九成六, 两成半.
            let more = match scan.at(end) {
                '半' => Some(5),
                other => digit(other).filter(|digit| *digit > 0),
            };
            value.value = (value.value + f64::from(more.unwrap_or(0)) / 10.0) / 10.0;
            value.end = end + usize::from(more.is_some());
            if value.value <= 1.0 {
                return self.keep(start, value, NumberKind::Percent);
            }
        }
        let measure = terms::measure(scan, place);
        if measure.is_none() && !sure || self.is_doubled(start, value.end, measure) {
            return numeral_end;
        }
        if let Some(end) = measure {
            let after = scan.skip_spaces(end);
            let about = ["左右", "上下", "以上", "以下", "以内", "多", "余"];
            value.approximate |= scan.after_any(after, &about).is_some();
            // 近三年 is the last three years.
            value.approximate &= scan.at(place) != '年' || scan.before(start) != '近';
        }
        let kind = if scan.at(place) == '号' {
            NumberKind::Ordinal
        } else {
            NumberKind::Count
        };
        self.keep(start, value, kind)
    }

    fn keep(&mut self, start: usize, mut value: Value, kind: NumberKind) -> usize {
        let about = ["左右", "上下", "以上", "以下", "以内"];
        value.approximate |= self
            .scan
            .after_any(self.scan.skip_spaces(value.end), &about)
            .is_some();
        let unit = self.unit(value.end);
        self.push(start, value, kind, unit);
        value.end
    }

    /// Words that make a numeral inexact, before it and right behind it.
    fn approximate(&self, start: usize, value: &mut Value) {
        let scan = &self.scan;
        let mut before = start;
        while before > 0 && scan.at(before - 1) == ' ' {
            before -= 1;
        }
        value.approximate |=
            scan.ends_with_any(before, ABOUT) && !scan.ends_with_any(before, NOT_ABOUT);
        let next = scan.at(value.end);
        let after = value.end + 1;
        let counts = || {
            unit(scan.at(after)).is_some()
                || terms::measure(scan, scan.skip_spaces(after)).is_some()
        };
        let more = match next {
            '余' => true,
            '多' => counts() || is_han(scan.at(after)),
            '来' | '几' => unit(scan.before(value.end)).is_some() && counts(),
            _ => false,
        };
        if more {
            value.approximate = true;
            value.end = after;
            if let Some(factor) = unit(scan.at(after)).filter(|factor| *factor >= 10_000.0) {
                value.value *= factor;
                value.end += 1;
            }
        }
    }

    /// 1. and （1） and 二、 at the beginning of something.
    fn is_marker(&self, start: usize, end: usize) -> bool {
        let scan = &self.scan;
        let before = scan.before(start);
        let next = scan.at(end);
        if matches!(before, '（' | '(' | '[' | '【') && matches!(next, '）' | ')' | ']' | '】')
        {
            return true;
        }
        let opens = start == 0
            || matches!(
                before,
                '。' | '；' | '：' | '！' | '？' | ';' | ':' | ' ' | '\n' | '“'
            );
        let follows = scan.at(scan.skip_spaces(end + 1));
        opens
            && matches!(next, '、' | '.' | '．' | ')' | '）')
            && !follows.is_ascii_digit()
            && digit(follows).is_none()
    }

    /// 一项项, 一户一户: each and every one.
    fn is_doubled(&self, start: usize, end: usize, measure: Option<usize>) -> bool {
        let scan = &self.scan;
        let Some(behind) = measure.filter(|_| scan.at(start) == '一' && end == start + 1) else {
            return false;
        };
        let once = scan.text(start, behind);
        scan.after(behind, &once).is_some()
            || scan.ends_with_any(start, &[&once])
            || behind == end + 1 && scan.at(behind) == scan.at(end)
    }

    fn unit(&self, place: usize) -> String {
        let scan = &self.scan;
        let mut place = scan.skip_spaces(place);
        // 10至20人: both ends count the same.
        if matches!(scan.at(place), '-' | '—' | '–' | '~' | '至' | '到')
            && let Some(other) = arabic(scan, place + 1).or_else(|| han(scan, place + 1))
        {
            place = scan.skip_spaces(other.end);
        }
        match terms::measure(scan, place) {
            Some(end) => scan.text(place, end),
            None => scan.han(place, 2),
        }
    }
}

/// 三成, not 三成为.
fn tenths(scan: &Scan, place: usize) -> Option<usize> {
    let inside = "立为员功长果绩本效都熟就份片品型交套名了";
    (scan.at(place) == '成' && !inside.contains(scan.at(place + 1))).then_some(place + 1)
}

fn covering(spans: &[Range<usize>], place: usize) -> Option<usize> {
    let after = spans.partition_point(|span| span.end <= place);
    spans
        .get(after)
        .filter(|span| span.contains(&place))
        .map(|span| span.end)
}
