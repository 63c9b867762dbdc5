//! The written forms of dates, each at one place of a text.

use super::{DateKind, Draft};
use crate::text::numeral::value::{Value, arabic, digit, han};
use crate::text::scan::Scan;

const RELATIVE: &[(&str, i32)] = &[
    ("今年", 0),
    ("本年度", 0),
    ("当年", 0),
    ("去年", -1),
    ("上年", -1),
    ("上一年", -1),
    ("明年", 1),
    ("来年", 1),
    ("下年度", 1),
    ("下一年", 1),
    ("次年", 1),
];
const RECURRENT: &[&str] = &[
    "半年",
    "年",
    "年度",
    "季度",
    "季",
    "个季度",
    "月",
    "个月",
    "半月",
    "两个月",
    "周",
    "两周",
    "星期",
    "天",
    "日",
    "学期",
    "旬",
];
const SPANS: &[&str] = &[
    "个月",
    "月",
    "周",
    "个星期",
    "天",
    "日",
    "年",
    "个工作日",
    "工作日",
    "小时",
    "个季度",
    "学期",
    "个学期",
];
const RANGE: &[char] = &['-', '—', '–', '~', '至', '到', '、', '～'];

pub(super) fn deadline_suffix(scan: &Scan, place: usize) -> Option<usize> {
    if let Some(end) = scan.after_any(place, &["之前", "以前", "底前", "之内", "以内"]) {
        return Some(end);
    }
    let next = scan.at(place + 1);
    match scan.at(place) {
        '前' => {
            let word = "往来期后列进所提夕沿面台线景任半者身辈程".contains(next);
            let counted = digit(next).is_some() || next.is_ascii_digit() || next == '十';
            (!word && !counted).then_some(place + 1)
        }
        '内' => (!"部外容涵在蒙".contains(next)).then_some(place + 1),
        _ => None,
    }
}

/// A small number, Arabic or Han, within bounds.
fn small(scan: &Scan, place: usize, most: u32) -> Option<(u32, usize)> {
    let value = arabic(scan, place).or_else(|| han(scan, place))?;
    let number = (1..=most).find(|number| f64::from(*number) == value.value)?;
    let plain = !value.approximate && !scan.text(place, value.end).contains(['.', ',']);
    plain.then_some((number, value.end))
}

/// Four digits that are a year of our time.
fn full_year(scan: &Scan, place: usize) -> Option<(i32, usize)> {
    let mut year = 0;
    for offset in 0..4 {
        let character = scan.at(place + offset);
        let value = character
            .to_digit(10)
            .or_else(|| digit(character).filter(|_| character != '两'))?;
        year = year * 10 + i32::try_from(value).ok()?;
    }
    let next = scan.at(place + 4);
    let ends = !next.is_ascii_digit() && digit(next).is_none();
    (ends && (1900..2100).contains(&year)).then_some((year, place + 4))
}

/// 2024年3月, 二〇二四年, 2021—2023年, 3月5日, 三个月内, 一季度.
pub(super) fn counted(scan: &Scan, place: usize) -> Option<Draft> {
    if let Some((first, end)) = full_year(scan, place) {
        let second = RANGE
            .contains(&scan.at(end))
            .then(|| full_year(scan, end + 1))
            .flatten();
        let (year, end) = second.unwrap_or((first, end));
        let end = scan.skip_spaces(end);
        if scan.at(end) == '年' && !matches!(scan.at(end + 1), '龄' | '均' | '薪') {
            let end = end + 1 + usize::from(scan.at(end + 1) == '度');
            let mut draft = Draft::new(place, end, DateKind::Year);
            draft.year = Some(year);
            return Some(draft.refine(scan));
        }
    }
    let value = arabic(scan, place).or_else(|| han(scan, place))?;
    // Most numerals count something else: only a unit of time, or a range that may end with one, is worth a closer look.
    let unit = scan.at(scan.skip_spaces(value.end));
    if !"个工小学天日周月季年".contains(unit) && !RANGE.contains(&scan.at(value.end)) {
        return None;
    }
    span(scan, place, value)
        .or_else(|| month(scan, place))
        .or_else(|| part(scan, place))
        .or_else(|| day(scan, place))
}

/// 2024-03-15, 2024/3/15, 2024.3.15, 2024-03.
pub(super) fn numeric(scan: &Scan, place: usize) -> Option<Draft> {
    let (year, mut end) = full_year(scan, place)?;
    let mark = scan.at(end);
    if !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let two = |place: usize, most: u32| {
        let digits = (0..2)
            .take_while(|offset| scan.at(place + offset).is_ascii_digit())
            .count();
        let value: u32 = scan.text(place, place + digits).parse().ok()?;
        let ends = !scan.at(place + digits).is_ascii_digit() && (1..=most).contains(&value);
        ends.then_some((value, digits, place + digits))
    };
    let (month, digits, after) = two(end + 1, 12)?;
    end = after;
    let day = (scan.at(end) == mark).then(|| two(end + 1, 31)).flatten();
    let mut draft = Draft::new(place, end, DateKind::Month);
    draft.year = Some(year);
    draft.month = Some(month);
    match day {
        Some((day, _, end)) => {
            draft.day = Some(day);
            draft.kind = DateKind::Day;
            draft.end = end;
        }
        // 2023.5 and 2010-9 are more often other things.
        None if mark != '-' || digits < 2 || matches!(scan.at(end), '年' | '/' | '.') => {
            return None;
        }
        None => {}
    }
    Some(draft)
}

/// 3月, 3月份, 1—10月, 3月底, 3月中旬, 3月15日.
pub(super) fn month(scan: &Scan, place: usize) -> Option<Draft> {
    let (first, end) = small(scan, place, 12)?;
    let second = RANGE
        .contains(&scan.at(end))
        .then(|| small(scan, end + 1, 12))
        .flatten();
    let with_month = |(number, end): (u32, usize)| {
        let end = scan.skip_spaces(end);
        (scan.at(end) == '月' && !matches!(scan.at(end + 1), '龄' | '薪' | '均' | '租'))
            .then_some((number, end + 1))
    };
    let (month, end) = with_month((first, end)).or_else(|| second.and_then(with_month))?;
    let mut draft = Draft::new(place, end, DateKind::Month);
    draft.month = Some(month);
    if let Some(end) = scan.after_any(end, &["份", "底", "末", "初", "上旬", "中旬", "下旬"])
    {
        draft.end = end;
        return Some(draft);
    }
    if let Some((day, end)) = day_number(scan, scan.skip_spaces(end)) {
        draft.kind = DateKind::Day;
        draft.day = Some(day);
        draft.end = end;
    }
    Some(draft)
}

/// 15日, 15号, 1日至7日.
fn day_number(scan: &Scan, place: usize) -> Option<(u32, usize)> {
    let (first, end) = small(scan, place, 31)?;
    let marked = |(number, end): (u32, usize)| {
        let end = scan.skip_spaces(end);
        matches!(scan.at(end), '日' | '号').then_some((number, end + 1))
    };
    let ranged = |end: usize| {
        let other = RANGE
            .contains(&scan.at(end))
            .then(|| small(scan, end + 1, 31));
        other.flatten().and_then(marked)
    };
    match marked((first, end)) {
        Some((number, end)) => Some(ranged(end).unwrap_or((number, end))),
        None => ranged(end),
    }
}

/// A day without its month is a date only where something is due: 15日前.
fn day(scan: &Scan, place: usize) -> Option<Draft> {
    let (day, end) = small(scan, place, 31)?;
    let end = scan.skip_spaces(end);
    if scan.at(end) != '日'
        || scan.after(end + 1, "以内").is_some()
        || deadline_suffix(scan, end + 1).is_none()
    {
        return None;
    }
    let mut draft = Draft::new(place, end + 1, DateKind::Day);
    draft.day = Some(day);
    Some(draft)
}

/// 三个月内, 15天内.
fn span(scan: &Scan, place: usize, value: Value) -> Option<Draft> {
    let place_of_unit = scan.skip_spaces(value.end);
    let end = scan.after_any(place_of_unit, SPANS)?;
    // 3月内 is in March, 3个月内 within three months.
    let month = scan.at(place_of_unit) == '月';
    let inside = scan.after_any(end, &["内", "之内", "以内"])?;
    let word = "部外容涵".contains(scan.at(inside));
    (!month && !word).then(|| {
        let mut draft = Draft::new(place, inside, DateKind::Span);
        draft.deadline = true;
        draft
    })
}

/// 今年, 去年底, 明年6月, 上年度.
pub(super) fn relative(scan: &Scan, place: usize) -> Option<Draft> {
    let (words, offset) = RELATIVE
        .iter()
        .find(|(words, _)| scan.after(place, words).is_some())?;
    // 近年来年均, 两次年会, 上年纪
    let end = scan.after(place, words)?;
    if matches!(scan.before(place), '年' | '以' | '几')
        || matches!(scan.at(end), '纪' | '会' | '均' | '龄' | '轻' | '货')
    {
        return None;
    }
    let counted = digit(scan.before(place)).is_some() || scan.before(place).is_ascii_digit();
    if *words == "次年" && counted {
        return None;
    }
    let end = end + usize::from(scan.at(end) == '度');
    let mut draft = Draft::new(place, end, DateKind::Year);
    draft.year_offset = Some(*offset);
    Some(draft.refine(scan))
}

/// 第一季度, 前三季度, 四季度末, 本季度, 上半年.
pub(super) fn part(scan: &Scan, place: usize) -> Option<Draft> {
    for (words, month) in [("上半年", 6), ("下半年", 12)] {
        if let Some(end) = scan.after(place, words) {
            let mut draft = Draft::new(place, end, DateKind::Half);
            draft.month = Some(month);
            return Some(draft);
        }
    }
    if let Some(end) = scan.after_any(place, &["本季度", "下季度", "上季度", "下一季度"])
    {
        return Some(Draft::new(place, end, DateKind::Quarter));
    }
    if let Some(end) = scan.after_any(
        place,
        &["本月底", "本月末", "本月", "当月", "下月底", "下月", "上月"],
    ) {
        return Some(Draft::new(place, end, DateKind::Month));
    }
    let number = place + usize::from(matches!(scan.at(place), '第' | '前'));
    let (quarter, end) = small(scan, number, 4)?;
    let end = scan.after(scan.skip_spaces(end), "季度")?;
    let end = end + usize::from(matches!(scan.at(end), '末' | '底' | '初'));
    let mut draft = Draft::new(place, end, DateKind::Quarter);
    draft.month = Some(quarter * 3);
    Some(draft)
}

/// 年底, 年内, 月底前, without any number.
pub(super) fn bare(scan: &Scan, place: usize) -> Option<Draft> {
    let before = scan.before(place);
    let owned = digit(before).is_some()
        || before.is_ascii_alphanumeric()
        || matches!(before, '个' | '半' | '几' | '多' | '×' | '*');
    if owned {
        return None;
    }
    let (kind, month, words): (_, _, &[&str]) = match (scan.at(place), scan.at(place + 1)) {
        ('年', '底' | '末' | '终') => (DateKind::Year, Some(12), &["年底", "年末", "年终"]),
        ('年', '初') => (DateKind::Year, Some(1), &["年初"]),
        ('年', '内') => (DateKind::Year, None, &["年"]),
        ('月', '底' | '末') => (DateKind::Month, None, &["月底", "月末"]),
        ('月', '内') => (DateKind::Month, None, &["月"]),
        _ => return None,
    };
    // 年终奖, 年底考核 … are no dates to hold anybody to, but they are still mentions of a date.
    let end = scan.after_any(place, words)?;
    let mut draft = Draft::new(place, end, kind);
    draft.month = month;
    Some(draft)
}

/// 每月5日, 每季度, 按月, 逐季, 每年6月底前.
pub(super) fn recurring(scan: &Scan, place: usize) -> Option<Draft> {
    let words = if scan.at(place) == '每' {
        RECURRENT
    } else {
        &["月", "季度", "季", "周", "年度", "旬"]
    };
    let end = scan.after_any(place + 1, words)?;
    if matches!(scan.at(end), '均' | '薪') {
        return None;
    }
    let mut draft = Draft::new(place, end, DateKind::Recurring);
    let inside = match scan.before(end) {
        '月' => day_number(scan, end).map(|(day, end)| (None, Some(day), end)),
        '年' => month(scan, end).map(|month| (month.month, month.day, month.end)),
        _ => None,
    };
    if let Some((month, day, end)) = inside {
        draft.month = month;
        draft.day = day;
        draft.end = end;
    } else if matches!(scan.at(end), '底' | '末' | '初') {
        draft.end = end + 1;
    }
    Some(draft)
}
