//! Times as they stand in the cells of a roster. All are Chinese time; a day without an hour is its midnight.

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};

use crate::audit::Typed;

/// Years that a submission may fall into.
const YEARS: std::ops::Range<i16> = 2000..2100;

/// The time that Excel writes as a number of days; only times of our years.
pub(super) fn of_serial(number: f64, from_1904: bool) -> Option<DateTime> {
    // 2000-01-01 is day 36,526 since 1900 and 35,064 since 1904.
    if !(35_000.0..80_000.0).contains(&number) {
        return None;
    }
    let first = match from_1904 {
        true => Date::constant(1904, 1, 1),
        false => Date::constant(1899, 12, 30),
    };
    let span: Span = ((number.fract() * 86_400.0).round() as i64).seconds();
    let date = first.checked_add((number.trunc() as i64).days()).ok()?;
    let moment = DateTime::from(date).checked_add(span).ok()?;
    YEARS.contains(&moment.year()).then_some(moment)
}

/// The time that a cell tells in words; only times of our years.
pub(super) fn of_text(text: &str, near: Option<Date>) -> Option<DateTime> {
    let moment = Typed::find(text, near).ok()?.moment();
    YEARS.contains(&moment.year()).then_some(moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::shown;

    fn read(text: &str) -> Option<String> {
        of_text(text, Some(Date::constant(2026, 12, 31))).map(shown)
    }

    #[test]
    fn the_usual_ways_of_writing_a_time() {
        let cases = [
            ("2026-12-10", "2026-12-10"),
            ("2026/12/10 17:30", "2026-12-10 17:30"),
            ("2026/12/10 17:30:45", "2026-12-10 17:30"),
            ("2026-12-10T08:05:00", "2026-12-10 08:05"),
            ("2026年12月10日", "2026-12-10"),
            ("2026年12月10日（周四）下午5点半", "2026-12-10 17:30"),
            ("2026 年 12 月 10 日 17 时 30 分", "2026-12-10 17:30"),
            ("二〇二六年十二月十日", "2026-12-10"),
            ("12月10日", "2026-12-10"),
            ("12月10号晚上9:05", "2026-12-10 21:05"),
            ("1月5日", "2027-01-05"),
            ("20261210", "2026-12-10"),
            ("202612101730", "2026-12-10 17:30"),
            ("20261210 1730", "2026-12-10 17:30"),
            ("20261210173045", "2026-12-10 17:30"),
            ("2026.12.10 下午5:30", "2026-12-10 17:30"),
            ("２０２６．１２．１０", "2026-12-10"),
            ("12.10", "2026-12-10"),
            ("12/9", "2026-12-09"),
            ("26.12.10", "2026-12-10"),
            ("2026/12/10 5:30 PM", "2026-12-10 17:30"),
            ("2026-12-10 24:00", "2026-12-10"),
            ("2026-12-10前", "2026-12-10"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "已交",
            "",
            "2026",
            "2026-13-40",
            "3份",
            "12月",
            "2026-12-10 25:00",
            "13812345678",
            "2026-02-30",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(of_text("12月10日", None), None);
    }

    #[test]
    fn days_of_excel() {
        let day = |number, from_1904| of_serial(number, from_1904).map(shown);
        assert_eq!(day(46366.0, false).as_deref(), Some("2026-12-10"));
        assert_eq!(
            day(46_366.729_166_666_7, false).as_deref(),
            Some("2026-12-10 17:30")
        );
        assert_eq!(day(46366.0 - 1462.0, true).as_deref(), Some("2026-12-10"));
        for number in [0.0, -1.0, 12.1, f64::NAN, f64::INFINITY, 1e300, 3e6] {
            assert_eq!(day(number, false), None, "{number}");
        }
    }
}
