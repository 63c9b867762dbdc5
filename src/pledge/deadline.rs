//! The time by which a promise is to be kept, in its own words.

use std::ops::Range;
use std::sync::LazyLock;

use crate::structure::Draft;
use crate::text::{Beginning, Search};

static DEADLINES: LazyLock<Vec<Search>> = LazyLock::new(|| {
    let patterns = deadlines().into_iter();
    patterns
        .map(|(pattern, first)| Search::new(&pattern, Beginning::with(first, REACH)))
        .collect()
});

/// Bytes of the longest deadline.
const REACH: usize = 120;

/// Wordings of a deadline, the firmest first, and the characters that they begin with.
fn deadlines() -> [(String, &'static str); 7] {
    const MONTH: &str = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月";
    [
        (
            format!(
                "(?:明年|今年|来年|次年|20[0-9]{{2}}年)?{MONTH}(?:[0-9]{{1,2}}日|份)?(?:上旬|中旬|下旬|底|末|初)?(?:之前|以前|前)"
            ),
            "明今来次0123456789一二三四五六七八九十",
        ),
        (
            "(?:20[0-9]{2}年|明年|今年)?(?:年底|年末|年终|月底|季末|学期末|期末|春节|元旦|清明|五一|“五一”|七一|“七一”|国庆|汛期|入冬|供暖|开学|春耕|秋收|换届|暑假|寒假|放假|第?[一二三四1-4]季度末?|上半年|下半年)(?:之前|以前|前)".to_owned(),
            "明今年月季学期春元清五“七国汛入供开秋换暑寒放第一二三四1234上下",
        ),
        (
            format!("(?:于|在|到)?(?:明年|今年|20[0-9]{{2}}年)?{MONTH}(?:底|末|份|上旬|中旬|下旬)?(?:完成|建成|投用|启用|到位)"),
            "于在到明今0123456789一二三四五六七八九十",
        ),
        (
            "(?:明年|20[0-9]{2}年)?(?:上半年|下半年|第?[一二三四1-4]季度|年内|年底|年末|明年底|学期末|学期内|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?月底)".to_owned(),
            "明0123456789上下第一二三四五六七八九十年学月",
        ),
        (
            "[0-9一二三四五六七八九十]{1,9}(?:个)?(?:工作日|小时|天|日|个?月|周|年)(?:之内|以内|内)".to_owned(),
            "0123456789一二三四五六七八九十",
        ),
        (
            format!("(?:从|自)?(?:明年)?{MONTH}(?:份|底|初)?起?"),
            "从自明0123456789一二三四五六七八九十",
        ),
        (
            "每(?:两个|半)?(?:学期|季度|季|月|周|旬|天|年|晚)|按(?:月|季|周)|全年|明年".to_owned(),
            "每按全明",
        ),
    ]
}

/// The deadline a stretch names, in the author's own words: the firmest, then the first.
pub fn deadline(draft: &Draft<'_>, range: &Range<usize>) -> Option<String> {
    let text = draft.folded(range.clone());
    let found = DEADLINES.iter().find_map(|pattern| pattern.find(text, 0))?;
    let place = found.start + range.start..found.end + range.start;
    Some(draft.own(place).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{REACH, deadlines};
    use crate::text::assert_begins;

    #[test]
    fn deadlines_begin_as_told() {
        for (pattern, first) in deadlines() {
            assert_begins(&pattern, first, REACH);
        }
    }
}
