//! Measure words, which stand between a number and what it counts.
//!
//! Each place that looks for them asks its own question and so adds words of its own: what may follow letters among digits,
//! what room is left before for a number, what makes a Han numeral a figure ([`figures`](super::figures): 一个 and 一项 mostly
//! count nothing). What a unit counts and how much of it is told in `pledge/units.rs`.

/// Measure words of what reports count most: people, households, papers, meetings, money.
pub const COMMON: [char; 14] = [
    '名', '人', '次', '个', '户', '项', '条', '件', '场', '份', '家', '亩', '元', '篇',
];

/// Bytes of the measure word that a text begins with: a common one, else the first of some others.
pub fn measure(text: &str, others: &[&str]) -> Option<usize> {
    let first = text.chars().next()?;
    if COMMON.contains(&first) {
        return Some(first.len_utf8());
    }
    let other = others.iter().find(|other| text.starts_with(**other));
    other.map(|other| other.len())
}

#[cfg(test)]
mod tests {
    use super::measure;

    #[test]
    fn a_measure_word_opens_a_text() {
        assert_eq!(measure("名党员", &[]), Some('名'.len_utf8()));
        assert_eq!(measure("公里路", &["公里"]), Some("公里".len()));
        assert_eq!(measure("公里路", &[]), None);
        assert_eq!(measure("", &["公里"]), None);
    }
}
