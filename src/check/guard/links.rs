//! What links a measure to a problem outright, whatever their words: 针对第一个问题; 27名 in both.

use crate::text::list_number::{arabic_number, han_number};

/// Characters within which a measure says which problem it is for.
const HEAD: usize = 16;

/// Which problems a measure says that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// It does not say.
    Unsaid,
    /// 针对第二个问题
    One(usize),
    /// 第二条，: the second problem's if there are as many as that, else the plan counts for itself.
    Point(usize),
    /// 以上问题
    All,
}

impl About {
    /// Reads the head of a measure.
    pub fn of(text: &str) -> About {
        let end = text
            .char_indices()
            .nth(HEAD)
            .map_or(text.len(), |(at, _)| at);
        let head = &text[..end];
        // Few measures say anything of it.
        if !head.contains(['头', '首', '第', '问', '上', '前']) {
            return About::Unsaid;
        }
        for (first, value) in [("头一", 1), ("首个", 1)] {
            if let Some((_, behind)) = head.split_once(first) {
                return counted(
                    value,
                    behind.strip_prefix(['个', '条']).unwrap_or(behind),
                    first,
                );
            }
        }
        for (at, mark) in head.match_indices('第') {
            let Some((value, behind)) = number(&text[at + mark.len()..]) else {
                continue;
            };
            let about = counted(value, behind, mark);
            if about != About::Unsaid {
                return about;
            }
        }
        let named = head.match_indices("问题").find_map(|(at, word)| {
            let (value, behind) = number(&text[at + word.len()..])?;
            behind
                .starts_with(['：', '，', '、', '。', '是', '的'])
                .then_some(About::One(value))
        });
        // 解决问题3个以上 speaks of no problem told before.
        let above = ["以上", "上述", "上面", "前面"];
        let above = above.iter().find_map(|word| head.split_once(word));
        let whole = |behind: &str| {
            let words = ["问题", "不足", "查出", "差距"];
            words.iter().any(|word| behind.contains(word))
        };
        let above = above.is_some_and(|(_, behind)| whole(behind));
        named.unwrap_or(if above { About::All } else { About::Unsaid })
    }
}

fn number(text: &str) -> Option<(usize, &str)> {
    let (value, behind) = han_number(text).or_else(|| arabic_number(text))?;
    Some((usize::try_from(value).ok()?, behind))
}

/// What 第二 counts: 个问题, or 条.
fn counted(value: usize, behind: &str, mark: &str) -> About {
    let behind = behind.strip_prefix('个').unwrap_or(behind);
    if [
        "问题",
        "不足",
        "方面问题",
        "方面的问题",
        "条问题",
        "项问题",
        "类问题",
    ]
    .iter()
    .any(|word| behind.starts_with(word))
    {
        return About::One(value);
    }
    let point = behind.starts_with(['条', '项']) || mark == "头一";
    if point {
        About::Point(value)
    } else {
        About::Unsaid
    }
}

/// Which of so many problems some measures say that they answer.
pub fn said(problems: usize, measures: &[About]) -> Vec<bool> {
    let mut answered = vec![false; problems];
    let named = |about: &About| match about {
        About::One(value) | About::Point(value) => Some(*value),
        _ => None,
    };
    // A plan that counts further than the problems go counts for itself, and so does one that stops short of them.
    let most = measures.iter().filter_map(named).max().unwrap_or(0);
    for about in measures {
        let fits = match about {
            About::One(_) => most <= problems,
            About::Point(_) => most == problems,
            _ => false,
        };
        let place = named(about)
            .filter(|_| fits)
            .and_then(|value| value.checked_sub(1));
        if let Some(answer) = place.and_then(|place| answered.get_mut(place)) {
            *answer = true;
        }
    }
    answered
}

/// A number of two digits or more, and what it counts: 27名.
pub type Counted = (u32, char);

/// The numbers of things in a text. Those of time and money say nothing of what they belong to.
pub fn counts(text: &str) -> Vec<Counted> {
    const UNTOLD: &str = "年月日号点时分秒天周次元万亿岁期届%．.、，。；：）字—～-";
    let mut counts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|mark: char| mark.is_ascii_digit()) {
        let digits = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = rest[at..].split_at(digits);
        let unit = behind.chars().next().filter(|unit| !UNTOLD.contains(*unit));
        let whole = !rest[..at].ends_with('.') && digits > 1;
        if let (Ok(number), Some(unit), true) = (number.parse(), unit, whole) {
            counts.push((number, unit));
        }
        rest = behind;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_says_which_problem_it_is_for() {
        for (text, about) in [
            ("针对第一个问题，由老周逐次点名。", About::One(1)),
            ("对问题二，评完三天内上墙。", About::One(2)),
            ("问题3：3月底前补齐该补的钱。", About::One(3)),
            ("头一条怎么改：请假先报镇里。", About::Point(1)),
            ("第二条，评完三天内上墙。", About::Point(2)),
            ("以上三个问题，3月底前逐条销号。", About::All),
            ("对上面查出的三条，3月底前由我整改。", About::All),
            ("以上三条，请大家监督。", About::Unsaid),
            ("第一季度开好组织生活会。", About::Unsaid),
            ("解决问题3个以上。", About::Unsaid),
        ] {
            assert_eq!(About::of(text), about, "{text}");
        }
        assert_eq!(
            said(2, &[About::Point(1), About::Point(2), About::Point(3)]),
            [false; 2]
        );
        assert_eq!(said(2, &[About::One(2)]), [false, true]);
    }

    #[test]
    fn numbers_of_things_are_read() {
        assert_eq!(
            counts("对27名党员，12月底前花3.25万元，42个组"),
            [(27, '名'), (42, '个')]
        );
    }
}
