//! Words of the file names of reports: what is common to all of them, and what tells an earlier version from a later.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::words::words;
use crate::text::count::is_han;
use crate::text::fold::simplify;

/// What tells nothing wherever it stands, the longest first.
static TELL_NOTHING: LazyLock<Vec<&str>> = LazyLock::new(|| {
    // 新 and 改 alone are also parts of names: 新河村, 发改委.
    let versions = versions().filter(|word| word.chars().nth(1).is_some());
    let common = words().file_names.common.iter().map(String::as_str);
    let mut all: Vec<&str> = common.chain(versions).collect();
    all.sort_by_key(|word| Reverse(word.len()));
    all
});

fn versions() -> impl Iterator<Item = &'static str> {
    let names = &words().file_names;
    let lists = [&names.early, &names.last, &names.revised];
    lists.into_iter().flatten().map(String::as_str)
}

/// What of a name or title is its own: its Han characters, simplified, without the words that all of them have.
pub fn own(text: &str) -> String {
    let han = text.chars().filter(|character| is_han(*character));
    without(han.map(simplify).collect(), TELL_NOTHING.iter().copied())
}

/// Whether a name says nothing but that it is a report: 述职报告, 2026年度述职报告(终稿)2.
pub(super) fn is_plain(name: &str) -> bool {
    without(own(name), versions()).is_empty()
}

fn without<'a>(mut text: String, words: impl Iterator<Item = &'a str>) -> String {
    for word in words {
        if text.contains(word) {
            text = text.replace(word, "");
        }
    }
    text
}

/// How late a version is by its name in small letters, 0 for one that does not say.
pub(super) fn stage(name: &str) -> i8 {
    let has = |words: &[String]| words.iter().any(|word| name.contains(word.as_str()));
    match () {
        () if has(&words().file_names.early) => -1,
        () if has(&words().file_names.last) => 2,
        () if has(&words().file_names.revised) => 1,
        () => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_what_all_of_them_have() {
        let cases = [
            ("2026年度述职报告(终稿)2", "", true),
            ("党支部书记抓基层党建工作述职报告（新）", "新", true),
            ("柳河村党支部书记2026年述职报告修改稿", "柳河村", false),
            ("新河村述职报告", "新河村", false),
            ("東嶺村述職報告.final", "东岭村", false),
        ];
        for (name, rest, plain) in cases {
            assert_eq!(
                (own(name).as_str(), is_plain(name)),
                (rest, plain),
                "{name}"
            );
        }
    }

    #[test]
    fn versions_by_their_names() {
        for (name, stage_of) in [
            ("述职报告终稿", 2),
            ("述职报告改", 1),
            ("初稿改", -1),
            ("述职报告", 0),
        ] {
            assert_eq!(stage(name), stage_of, "{name}");
        }
    }
}
