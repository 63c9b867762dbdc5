//! What a numeral is worth.

use crate::text::scan::Scan;

/// A numeral without its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::text) struct Value {
    /// The place behind it.
    pub(in crate::text) end: usize,
    pub(in crate::text) value: f64,
    pub(in crate::text) approximate: bool,
}

/// The value of a Han digit.
pub(in crate::text) fn digit(character: char) -> Option<u32> {
    Some(match character {
        '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of a Han unit.
pub(in crate::text) fn unit(character: char) -> Option<f64> {
    Some(match character {
        '十' => 10.0,
        '百' => 100.0,
        '千' => 1_000.0,
        '万' => 10_000.0,
        '亿' => 100_000_000.0,
        _ => return None,
    })
}

/// An Arabic numeral with thousands commas and decimals; none for 3.1.2.
pub(in crate::text) fn arabic(scan: &Scan, start: usize) -> Option<Value> {
    let digits = |from: usize| {
        (from..scan.len())
            .take_while(|place| scan.at(*place).is_ascii_digit())
            .count()
    };
    let first = digits(start);
    if first == 0 {
        return None;
    }
    let mut end = start + first;
    let mut written = scan.text(start, end);
    if first <= 3 {
        while matches!(scan.at(end), ',' | '，') && digits(end + 1) == 3 {
            // A full-width comma also parts two numbers: only a further group makes it one number.
            if scan.at(end) == '，' {
                break;
            }
            written.push_str(&scan.text(end + 1, end + 4));
            end += 4;
        }
    }
    if scan.at(end) == '.' && digits(end + 1) > 0 {
        let decimals = digits(end + 1);
        written.push('.');
        written.push_str(&scan.text(end + 1, end + 1 + decimals));
        end += 1 + decimals;
        if scan.at(end) == '.' && digits(end + 1) > 0 {
            return None;
        }
    }
    Some(Value {
        end,
        value: written.parse().ok()?,
        approximate: false,
    })
}

/// A numeral in Han characters: 二十三, 一千二, 三万五千, 两百零五, 十二点五, 十几, 七八.
pub(in crate::text) fn han(scan: &Scan, start: usize) -> Option<Value> {
    let run = (start..scan.len())
        .take_while(|place| digit(scan.at(*place)).is_some())
        .count();
    let whole = if run >= 2 && unit(scan.at(start + run)).is_none() {
        positional(scan, start, run)?
    } else {
        Units::default().read(scan, start)?
    };
    Some(with_decimals(scan, whole))
}

/// Digits one after the other: 二〇二四, or two that mean "about": 七八, 三五.
fn positional(scan: &Scan, start: usize, run: usize) -> Option<Value> {
    let digits: Vec<u32> = (start..start + run)
        .filter_map(|place| digit(scan.at(place)))
        .collect();
    if let [first, second] = digits[..] {
        return is_about(first, second).then_some(Value {
            end: start + 2,
            value: f64::from(first),
            approximate: true,
        });
    }
    let spelled = digits.len() <= 9 && digits.contains(&0);
    spelled.then(|| Value {
        end: start + run,
        value: digits
            .iter()
            .fold(0.0, |value, digit| value * 10.0 + f64::from(*digit)),
        approximate: false,
    })
}

fn is_about(first: u32, second: u32) -> bool {
    first > 0 && (second == first + 1 || (first, second) == (3, 5))
}

/// Reading by units, from high to low.
#[derive(Debug)]
struct Units {
    /// Closed by 万 or 亿.
    total: f64,
    /// Below the next 万.
    section: f64,
    digit: Option<u32>,
    /// The unit read last.
    last: f64,
    /// A zero after the last unit: 一百零五 is 105 and not 150.
    zero: bool,
    approximate: bool,
}

impl Default for Units {
    fn default() -> Self {
        Units {
            total: 0.0,
            section: 0.0,
            digit: None,
            last: f64::INFINITY,
            zero: false,
            approximate: false,
        }
    }
}

impl Units {
    fn read(mut self, scan: &Scan, start: usize) -> Option<Value> {
        let mut end = start;
        while end < scan.len() && self.take(scan, end, end == start)? {
            end += 1;
        }
        if end == start {
            return None;
        }
        let ones = f64::from(self.digit.unwrap_or(0));
        // 一千二 is 1200.
        let factor = if self.last >= 100.0 && self.last.is_finite() && !self.zero {
            self.last / 10.0
        } else {
            1.0
        };
        let value = self.total + self.section + ones * factor;
        (value > 0.0 || scan.at(start) == '〇').then_some(Value {
            end,
            value,
            approximate: self.approximate,
        })
    }

    /// Takes one character; false where the numeral has ended, none where it is no numeral.
    fn take(&mut self, scan: &Scan, place: usize, first: bool) -> Option<bool> {
        let character = scan.at(place);
        if let Some(digit) = digit(character) {
            return self.take_digit(digit);
        }
        if character == '几' {
            return Some(self.take_some(scan, place, first));
        }
        let Some(unit) = unit(character) else {
            return Some(false);
        };
        // 百分之, 千克, 千米 … after a numeral begin something else.
        let foreign = matches!(scan.at(place + 1), '分' | '克' | '瓦' | '卡')
            && matches!(character, '百' | '千');
        if foreign && !first {
            return Some(false);
        }
        let bare = self.digit.is_none();
        if unit >= 10_000.0 {
            if bare && self.section == 0.0 && self.total == 0.0 {
                return None;
            }
            let below = self.section + f64::from(self.digit.unwrap_or(0));
            if unit > 10_000.0 {
                self.total = (self.total + below) * unit;
            } else {
                self.total += below * unit;
            }
            self.section = 0.0;
        } else {
            // Only 十 stands without a digit before it.
            if bare && unit > 10.0 || unit >= self.last.min(10_000.0) {
                return if first { None } else { Some(false) };
            }
            self.section += f64::from(self.digit.unwrap_or(1)) * unit;
        }
        self.digit = None;
        self.zero = false;
        self.last = unit;
        Some(true)
    }

    fn take_digit(&mut self, digit: u32) -> Option<bool> {
        if digit == 0 {
            let fresh = self.digit.is_none();
            self.zero |= fresh;
            return Some(fresh);
        }
        match self.digit {
            None => self.digit = Some(digit),
            // 二三十: the lower of the two.
            Some(before) if is_about(before, digit) && !self.approximate => self.approximate = true,
            Some(_) => return None,
        }
        Some(true)
    }

    /// 几 in 几十 and 十几.
    fn take_some(&mut self, scan: &Scan, place: usize, first: bool) -> bool {
        let counts = if first {
            unit(scan.at(place + 1)).is_some()
        } else {
            self.digit.is_none() && self.last == 10.0
        };
        if counts {
            self.approximate = true;
            self.digit = first.then_some(1);
        }
        counts
    }
}

/// 十二点五, but not 八点三十分.
fn with_decimals(scan: &Scan, whole: Value) -> Value {
    if scan.at(whole.end) != '点' {
        return whole;
    }
    let start = whole.end + 1;
    let digits: Vec<u32> = (start..scan.len())
        .map_while(|place| digit(scan.at(place)))
        .collect();
    let end = start + digits.len();
    if digits.is_empty() || matches!(scan.at(end), '十' | '分' | '点' | '刻') {
        return whole;
    }
    let fraction = digits
        .iter()
        .rev()
        .fold(0.0, |value, digit| (value + f64::from(*digit)) / 10.0);
    // 三点一是 … is a list, not 3.1.
    if digits.len() == 1 && matches!(scan.at(end), '是' | '要' | '、') {
        return whole;
    }
    let scale = match scan.at(end) {
        '万' => 10_000.0,
        '亿' => 100_000_000.0,
        _ => 1.0,
    };
    Value {
        end: end + usize::from(scale > 1.0),
        value: (whole.value + fraction) * scale,
        approximate: whole.approximate,
    }
}
