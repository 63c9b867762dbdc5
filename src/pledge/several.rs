//! Promises of several things, of which the answer leaves one out: 建成村史馆和农家书屋, and 村史馆6月开放.

use super::grams::{Gram, seen};
use super::pieces::Piece;
use super::quantity::quantities;
use crate::structure::{Draft, Role};
use crate::text::count::is_han;

/// What joins two things.
const AND: [char; 4] = ['和', '、', '与', '及'];
/// So many characters name each of them.
const NAME: std::ops::RangeInclusive<usize> = 2..=8;
/// So many of its last characters say what a thing is.
const LAST: usize = 4;
/// Words by which things are promised to be there; of those who are told or asked an answer need not name each.
const MAKE: [&str; 20] = [
    "建成", "新建", "修建", "建起", "建好", "建设", "修好", "修缮", "翻修", "改造", "安装", "装上",
    "购置", "添置", "开设", "开办", "制定", "修订", "出台", "打造",
];
/// Words of an answer that may speak of both: 两处都建成了, 一并完工.
const BOTH: [&str; 12] = [
    "两", "二", "都", "均", "全", "各", "一并", "同", "一起", "双", "也", "如期",
];

/// A member of a list of counted things of which this year's text says nothing: 发展党员2名、培养积极分子4名、储备干部3名.
pub fn member_left_out<'t>(promise: &'t str, pieces: &[Piece], answer: &Piece) -> Option<&'t str> {
    let members: Vec<&str> = promise.split('、').map(str::trim).collect();
    let counted = |member: &str| member.contains(|mark: char| mark.is_ascii_digit());
    let named = |member: &str| member.chars().filter(|mark| is_han(*mark)).count() >= 4;
    if members.len() < 2
        || !members
            .iter()
            .all(|member| counted(member) && named(member))
    {
        return None;
    }
    let told = |member: &str, pieces: &[Piece]| is_told(&letters(member), pieces);
    let one = members
        .iter()
        .any(|member| told(member, std::slice::from_ref(answer)));
    let out = members.into_iter().find(|member| !told(member, pieces));
    out.filter(|_| one)
}

/// One of the things that a promise lists and counts, of which this year's text says nothing, while the answer tells of the
/// others: 修订考勤、财务、用车三项制度.
pub fn listed_left_out<'t>(
    promise: &'t str,
    this: &Draft<'_>,
    pieces: &[Piece],
    answer: &Piece,
) -> Option<&'t str> {
    let names = listed(promise)?;
    let told = this.folded(answer.range.clone());
    let done =
        |name: &str| done(pieces).any(|piece| names_it(this.folded(piece.range.clone()), name));
    let out = names.iter().copied().find(|name| !done(name))?;
    let others = names.iter().filter(|name| names_it(told, name)).count();
    // All of them may be told in one word, 三项制度都已修订, or each in another: 管药、管设备、管耗材的26人.
    let as_many = told
        .split(['，', '；', '。', '：'])
        .any(|clause| clause.split('、').count() == names.len());
    (others > 0 && !tells_of_all(told) && !as_many).then_some(out)
}

/// The names before a number that counts them: 考勤, 财务 and 用车 of 考勤、财务、用车三项制度.
fn listed(promise: &str) -> Option<Vec<&str>> {
    let clauses = promise.split(['，', '；', '。', '：']);
    let mut lists = clauses.filter(|clause| clause.contains('、'));
    lists.find_map(|clause| {
        let mut names: Vec<&str> = clause.split(['、', '和']).collect();
        let number = quantities(names.last()?)
            .into_iter()
            .find(|number| number.value as usize == names.len())?;
        let last = names.pop()?;
        names.push(&last[..number.range.start]);
        // Only what is next to the list belongs to its first name, and a verb may stand before it.
        let first = names[0];
        let longest = names[1..].iter().map(|name| name.chars().count()).max()?;
        let start = first.char_indices().rev().nth(longest - 1)?.0;
        names[0] = &first[start..];
        let named = |name: &&str| NAME.contains(&name.chars().count()) && name.chars().all(is_han);
        (names.len() >= 3 && names.iter().all(named)).then_some(names)
    })
}

/// Whether a text names a thing, by its first or last two characters.
fn names_it(text: &str, name: &str) -> bool {
    let mut ends = name.char_indices().map(|(at, _)| at).skip(2);
    let first = &name[..ends.next().unwrap_or(name.len())];
    text.contains(first) || text.contains(head(name))
}

/// A place promised of which this year's text says nothing, where the answer tells of another one: 改造西站、北站休息室2处.
pub fn place_left_out<'t>(
    promise: &'t str,
    this: &Draft<'_>,
    pieces: &[Piece],
    answer: &Piece,
) -> Option<&'t str> {
    let told = this.folded(answer.range.clone());
    let (one, other) = two_places(promise)?;
    if tells_of_all(told) {
        return None;
    }
    let done =
        |name: &str| done(pieces).any(|piece| this.folded(piece.range.clone()).contains(name));
    let lacks = |name, beside| (told.contains(beside) && !done(name)).then_some(name);
    lacks(one, other).or_else(|| lacks(other, one))
}

/// Two places named side by side alike, 西站、北站 or 三组、五组, where a promise counts two.
fn two_places(promise: &str) -> Option<(&str, &str)> {
    const COUNTED: [&str; 8] = ["2处", "2个", "2座", "2间", "两处", "两个", "两座", "两间"];
    if !COUNTED.iter().any(|two| promise.contains(two)) {
        return None;
    }
    let at = promise.find('、')?;
    let (before, behind) = (&promise[..at], &promise[at + '、'.len_utf8()..]);
    let kind = before.chars().next_back().filter(|mark| is_han(*mark))?;
    let start = before.char_indices().rev().nth(1)?.0;
    let end = behind.char_indices().nth(1)?;
    let named = behind.chars().next().is_some_and(is_han);
    (end.1 == kind && named && !behind.contains('、'))
        .then(|| (&before[start..], &behind[..end.0 + kind.len_utf8()]))
}

/// The pieces that tell of more than what is to come.
fn done(pieces: &[Piece]) -> impl Iterator<Item = &Piece> {
    pieces.iter().filter(|piece| piece.is(Role::Plan) < 0.5)
}

/// Whether an answer may speak of all that was promised together.
fn tells_of_all(told: &str) -> bool {
    BOTH.iter().any(|word| told.contains(word))
}

/// The Han characters of a stretch.
fn letters(text: &str) -> String {
    text.chars().filter(|mark| is_han(*mark)).collect()
}

/// The thing promised of which this year's text says nothing, while the answer tells of the other.
pub fn left_out<'t>(
    promise: &'t str,
    this: &Draft<'_>,
    pieces: &[Piece],
    answer: &Piece,
) -> Option<&'t str> {
    let told = this.folded(answer.range.clone());
    if tells_of_all(told) {
        return None;
    }
    promise
        .split(['，', '；', '。', '：'])
        .filter_map(two_things)
        .find_map(|(one, other)| {
            let missing =
                |name: &str, beside: &str| told.contains(head(beside)) && !is_told(name, pieces);
            let lacks = |name, beside| missing(name, beside).then_some(name);
            lacks(one, other).or_else(|| lacks(other, one))
        })
}

/// The two things that a clause joins at its end, if it joins just two.
fn two_things(clause: &str) -> Option<(&str, &str)> {
    let at = clause.find(AND)?;
    let (one, behind) = clause.split_at(at);
    let other = &behind[behind.chars().next()?.len_utf8()..];
    let made = MAKE.iter().any(|word| one.contains(word));
    let named = |name: &str| {
        NAME.contains(&name.chars().count())
            && name.chars().all(is_han)
            && !name.contains(['的', '我'])
    };
    let start = one.char_indices().rev().nth(NAME.end() - 1);
    let one = &one[start.map_or(0, |(at, _)| at)..];
    let differ = one.len() >= 6 && other.len() >= 6 && head(one) != head(other);
    (made && named(other) && !other.contains(AND) && named(one) && differ).then_some((one, other))
}

/// The last two characters of a name, which say what it is.
fn head(name: &str) -> &str {
    let start = name.char_indices().rev().nth(1);
    &name[start.map_or(0, |(at, _)| at)..]
}

/// Whether something that was done has a pair of characters or a word for the last ones of a name.
fn is_told(name: &str, pieces: &[Piece]) -> bool {
    let start = name.char_indices().rev().nth(LAST - 1);
    let last = &name[start.map_or(0, |(at, _)| at)..];
    // 堂 of 食堂 may count lessons.
    let singles: Vec<Gram> = last
        .chars()
        .flat_map(|character| seen(character.encode_utf8(&mut [0; 4])))
        .collect();
    let mut marks = seen(last);
    marks.retain(|mark| !singles.contains(mark));
    done(pieces).any(|piece| {
        let has = |mark| piece.grams.binary_search(mark).is_ok();
        marks.iter().any(has)
    })
}

#[cfg(test)]
mod tests {
    use super::{listed, two_things};

    #[test]
    fn things_are_listed_before_their_number() {
        for (promise, names) in [
            (
                "修订考勤、财务、用车三项制度",
                Some(vec!["考勤", "财务", "用车"]),
            ),
            (
                "年内办好选课、缴费和请假3项网上事项",
                Some(vec!["选课", "缴费", "请假"]),
            ),
            ("修订考勤、财务、用车制度", None),
            ("走访一组、二组、三组40户", None),
        ] {
            assert_eq!(listed(promise), names, "{promise}");
        }
    }

    #[test]
    fn two_things_are_joined_at_the_end_of_a_clause() {
        assert_eq!(
            two_things("建成村史馆和农家书屋"),
            Some(("建成村史馆", "农家书屋"))
        );
        assert_eq!(two_things("改造卫生室、食堂"), Some(("改造卫生室", "食堂")));
        for other in [
            "把清单发到系和教研室",
            "建设村史馆",
            "修建水渠和机耕路2公里",
            "改造卫生室、食堂、操场",
            "联系人由院长和我来当",
        ] {
            assert_eq!(two_things(other), None, "{other}");
        }
    }
}
