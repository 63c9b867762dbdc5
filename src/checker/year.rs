//! The year that a report is about.

use crate::profile::Profile;
use crate::ruleset::{Bilingual, Lang};
use crate::structure::{Draft, ParagraphKind, Role};

/// How the report year was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearSource {
    /// `--year`.
    Given,
    /// The scheme fixes it.
    Profile,
    /// The title names it.
    Title,
    /// The date of the signature, or a form's 述职年度.
    Signature,
    /// The opening announces it: 现将2023年的工作述职如下.
    Opening,
    /// It follows the year that last year's file says.
    Previous,
    /// The text tells of it.
    Text,
    /// The file's date.
    File,
    /// It could not be found.
    Unknown,
}

impl YearSource {
    /// Whether somebody says so; else it is a guess.
    pub fn is_said(self) -> bool {
        !matches!(
            self,
            YearSource::Text | YearSource::File | YearSource::Unknown
        )
    }

    /// In words.
    pub fn title(self, lang: Lang) -> String {
        let both = match self {
            YearSource::Given => ("由 --year 指定", "given by --year"),
            YearSource::Profile => ("由方案规定", "fixed by the profile"),
            YearSource::Title => ("取自标题", "from the title"),
            YearSource::Signature => ("取自署名处的日期", "from the date of the signature"),
            YearSource::Opening => ("取自正文开头", "from the opening"),
            YearSource::Previous => ("取自上年度报告", "from last year's file"),
            YearSource::Text => ("取自正文讲到的年份", "from the years told in the text"),
            YearSource::File => ("取自文件日期", "from the file's date"),
            YearSource::Unknown => ("未能确定，可用 --year 指定", "unknown; give --year"),
        };
        Bilingual::new(both.0, both.1).get(lang).to_owned()
    }
}

/// Finds the year as [`of_report`] does; where that is a guess, last year's file may say it.
pub fn find(
    given: Option<i32>,
    profile: &Profile,
    draft: &Draft<'_>,
    last: Option<&Draft<'_>>,
) -> (Option<i32>, YearSource) {
    let found = of_report(given, profile, draft);
    if found.1.is_said() {
        return found;
    }
    match last.map(|last| of_report(None, profile, last)) {
        Some((Some(year), source)) if source.is_said() => (Some(year + 1), YearSource::Previous),
        _ => found,
    }
}

/// Finds the year: `--year`, the profile, "…年度" in the title or beside it, the year that the text announces, that of the
/// signature, the latest in which it tells something as done, the file's date (before March: the year before). No report
/// is about a year before one that it looks back to.
fn of_report(
    given: Option<i32>,
    profile: &Profile,
    draft: &Draft<'_>,
) -> (Option<i32>, YearSource) {
    if given.is_some() {
        return (given, YearSource::Given);
    }
    if profile.year.is_some() {
        return (profile.year, YearSource::Profile);
    }
    if let Some(year) = titled(draft) {
        return (Some(year), YearSource::Title);
    }
    let told = Told::of(draft);
    // 2025年述职报告 over 现将2024年度…述职: the title has the year in which it is read out.
    match (named_in_title(draft), told.own) {
        (Some(year), Some(own)) if year == own + 1 => return (told.own, YearSource::Opening),
        (Some(year), _) => return (Some(year), YearSource::Title),
        _ => {}
    }
    if told.own.is_some() {
        return (told.own, YearSource::Opening);
    }
    if let Some(year) = signed(draft) {
        return (Some(year), YearSource::Signature);
    }
    if told.done.is_some() {
        return (told.done, YearSource::Text);
    }
    let file = draft.document.modified.map(|modified| {
        let before = i32::from(modified.at.month() < 3);
        i32::from(modified.at.year()) - before
    });
    match file {
        Some(file) if told.named.is_none_or(|named| named <= file) => {
            (Some(file), YearSource::File)
        }
        _ if told.named.is_some() => (told.named, YearSource::Text),
        _ => (None, YearSource::Unknown),
    }
}

/// The year of the title, where it does not say 年度.
fn named_in_title(draft: &Draft<'_>) -> Option<i32> {
    plain_year(draft.folded(draft.paragraphs[draft.title?].range.clone()))
}

/// The first year of a title; with a month it is a date, and before March speaks of the year before.
fn plain_year(title: &str) -> Option<i32> {
    let (year, rest) = years(title).into_iter().next()?;
    Some(year - i32::from(matches!(month(rest), Some(..=2))))
}

/// The 年度 of the title, or of a line beside it: （2023年度）.
fn titled(draft: &Draft<'_>) -> Option<i32> {
    let title = draft.title?;
    let text = |at: usize| draft.folded(draft.paragraphs[at].range.clone());
    let beside = [title.checked_sub(1), title.checked_add(1)];
    let beside = beside.into_iter().flatten().filter(|at| {
        let line = draft.paragraphs.get(*at);
        // A title may have two lines, and the year stands in either.
        line.is_some_and(|line| matches!(line.kind, ParagraphKind::Byline | ParagraphKind::Title))
    });
    of_year(text(title)).or_else(|| beside.map(text).find_map(of_year))
}

/// The year that a folded title names: 2023年度 before 2023年.
pub fn year_of_title(title: &str) -> Option<i32> {
    of_year(title).or_else(|| plain_year(title))
}

/// The year named as …年度.
fn of_year(text: &str) -> Option<i32> {
    let years = years(text);
    let year = years.iter().find(|(_, rest)| rest.starts_with("年度"));
    year.map(|(year, _)| *year)
}

/// The year of the date below the title or at the end, or of 述职年度 in a form; a date before March speaks of the year
/// before.
fn signed(draft: &Draft<'_>) -> Option<i32> {
    let lines = draft.paragraphs.iter();
    let lines = lines.filter(|paragraph| paragraph.kind == ParagraphKind::Byline);
    let dates = lines.filter_map(|line| {
        let text = draft.folded(line.range.clone());
        let (year, rest) = years(text).into_iter().next()?;
        Some(year - i32::from(matches!(month(rest), Some(..=2))))
    });
    dates.last()
}

/// The month that follows a year: `年12月`, `年十二月`.
fn month(rest: &str) -> Option<u32> {
    let (month, _) = rest.strip_prefix('年')?.split_once('月')?;
    match month.trim() {
        "一" | "元" => Some(1),
        "二" => Some(2),
        "三" => Some(3),
        "十" => Some(10),
        "十一" => Some(11),
        "十二" => Some(12),
        digits => digits.parse().ok(),
    }
}

/// What the text says of years, its plans left out.
#[derive(Debug, Default)]
struct Told {
    /// The one that it announces to report on: 现将2023年的工作述职如下.
    own: Option<i32>,
    /// The latest in which something is told as done.
    done: Option<i32>,
    /// The latest named at all: since when somebody has held a post, what was founded then.
    named: Option<i32>,
}

impl Told {
    fn of(draft: &Draft<'_>) -> Told {
        let mut told = Told::default();
        let roles = [Role::Intro, Role::Achievement, Role::Rectification];
        let sentences = draft.sentences.iter();
        for sentence in sentences.filter(|sentence| roles.contains(&sentence.role)) {
            let opens = sentence.role == Role::Intro;
            told.take(draft.folded(sentence.range.clone()), opens);
        }
        told
    }

    fn take(&mut self, sentence: &str, opens: bool) {
        for (year, rest) in years(sentence) {
            let before = &sentence[..sentence.len() - rest.len()];
            let before = before.trim_end_matches(|mark| digit(mark).is_some());
            let clause = before.rsplit(['，', '；', '。']).next().unwrap_or_default();
            // 下面，我作2023年度述职.
            let announces = opens
                && ANNOUNCED.iter().any(|word| starts_soon(rest, word))
                && !SAID_THERE.iter().any(|word| sentence.contains(word));
            let own = clause.contains("现将") || clause.contains("现就") || announces;
            if own {
                self.own = self.own.or(Some(year));
            }
            // 2022年述职评议指出 is told a year later.
            let judged = !own && JUDGED.iter().any(|word| starts_soon(rest, word));
            let year = year + i32::from(judged);
            self.named = self.named.max(Some(year));
            let long_ago = before.ends_with(['自', '从', '于', '到', '至', '—', '-', '～'])
                || BEGUN.iter().any(|word| starts_soon(rest, word));
            if judged || !long_ago {
                self.done = self.done.max(Some(year));
            }
        }
    }
}

/// What a report announces that it is.
const ANNOUNCED: [&str; 6] = ["述职", "述责", "述廉", "履职情况", "工作情况", "汇报"];
/// What others said at a meeting, and what was done about it.
const SAID_THERE: [&str; 14] = [
    "指出", "反馈", "点评", "提出", "点出", "点到", "会上", "承诺", "时我", "以来", "整改", "评为",
    "查摆", "之后",
];

/// Last year's meeting and what was said there.
const JUDGED: [&str; 4] = ["述职", "述责", "评议", "点评"];

/// What began in a year that is over: posts, elections, foundings, spans of years.
const BEGUN: [&str; 22] = [
    "任",
    "起",
    "以来",
    "当选",
    "换届",
    "接手",
    "接替",
    "入职",
    "入党",
    "入行",
    "参加工作",
    "成立",
    "建成",
    "毕业",
    "调入",
    "调任",
    "调到",
    "来到",
    "聘",
    "转业",
    "退伍",
    "至",
];

/// Whether a word stands within the first characters behind a year, in the same clause.
fn starts_soon(rest: &str, word: &str) -> bool {
    const NEAR: usize = 12;
    let clause = rest
        .split(['，', '。', '；', '、', '：'])
        .next()
        .unwrap_or_default();
    let near = clause
        .char_indices()
        .nth(NEAR)
        .map_or(clause, |(at, _)| &clause[..at]);
    near.contains(word)
}

/// Years named in a folded text (2023年, 二〇二三年), each with what follows the digits.
fn years(text: &str) -> Vec<(i32, &str)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('年') {
        let before = &text[..at];
        let characters: Vec<char> = before.chars().rev().take(4).collect();
        let digits: Option<Vec<i32>> = characters
            .iter()
            .rev()
            .map(|character| digit(*character))
            .collect();
        let Some(digits) = digits.filter(|digits| digits.len() == 4) else {
            continue;
        };
        let year = digits.iter().fold(0, |year, digit| year * 10 + digit);
        if (2000..2100).contains(&year) {
            found.push((year, &text[at..]));
        }
    }
    found
}

fn digit(character: char) -> Option<i32> {
    const HAN: &str = "〇一二三四五六七八九";
    if character == '零' || character == '○' || character == 'O' {
        return Some(0);
    }
    let han = HAN
        .chars()
        .position(|digit| digit == character)
        .and_then(|place| i32::try_from(place).ok());
    han.or_else(|| {
        character
            .to_digit(10)
            .and_then(|digit| i32::try_from(digit).ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, profile, rules};
    use crate::document::Modified;

    fn found(text: &str, modified: Option<(i16, i8)>) -> (Option<i32>, YearSource) {
        let mut document = document(text);
        document.modified = modified.map(|(year, month)| {
            Modified::by_document(jiff::civil::date(year, month, 12).at(8, 0, 0, 0))
        });
        let draft = Draft::new(&document, rules(), model());
        find(None, profile(), &draft, None)
    }

    #[test]
    fn a_year_is_taken_from_where_it_is_said_first() {
        let now = Some((2024, 12));
        let opening = "党支部书记述职报告\n我2019年3月起任书记。现将2023年抓党建工作情况述职如下。\n全年讲党课4次，到会的一次比一次多。\n";
        assert_eq!(found(opening, now), (Some(2023), YearSource::Opening));
        let signed = "党支部书记述职报告\n桥头村党支部书记 林小山\n2023年1月8日\n我2019年3月起任书记，全年讲党课4次，到会的一次比一次多。\n";
        assert_eq!(found(signed, now), (Some(2022), YearSource::Signature));
        let told = "党支部书记述职报告\n我2019年3月起任书记。2022年述职评议点出的问题都改了。全年讲党课4次，到会的一次比一次多。\n";
        assert_eq!(found(told, now), (Some(2023), YearSource::Text));
    }

    #[test]
    fn a_writer_who_announces_a_year_reports_on_it() {
        for opening in [
            "下面，我向大会作2023年度述职，请予评议。",
            "根据会议安排，我就2023年度履职情况作汇报。",
            "现在我进行2023年述职。",
        ] {
            let text =
                format!("党支部书记述职报告\n{opening}\n全年讲党课4次，到会的一次比一次多。\n");
            assert_eq!(
                found(&text, None),
                (Some(2023), YearSource::Opening),
                "{opening}"
            );
        }
    }

    #[test]
    fn a_title_may_have_the_date_of_writing() {
        let body = "全年讲党课4次，到会的一次比一次多。\n";
        for (title, year) in [
            ("党支部书记述职报告（2025年1月）", 2024),
            ("在2025年2月述职评议会上的述职报告", 2024),
            ("2024年12月党支部书记述职报告", 2024),
            ("2024年党支部书记述职报告", 2024),
        ] {
            let text = format!("{title}\n{body}");
            assert_eq!(
                found(&text, None),
                (Some(year), YearSource::Title),
                "{title}"
            );
        }
        let text =
            format!("2025年党支部书记述职报告\n现将2024年度抓党建工作情况述职如下。\n{body}");
        assert_eq!(found(&text, None), (Some(2024), YearSource::Opening));
    }

    #[test]
    fn last_years_file_says_the_year_where_the_report_does_not() {
        let (this, last) = (
            document("党支部书记述职报告\n我任书记五年，全年讲党课4次，到会的一次比一次多。\n"),
            document("2021年度党支部书记述职报告\n我任书记四年，全年讲党课3次。\n"),
        );
        let draft = |document| Draft::new(document, rules(), model());
        let found = find(None, profile(), &draft(&this), Some(&draft(&last)));
        assert_eq!(found, (Some(2022), YearSource::Previous));
    }

    #[test]
    fn a_year_that_something_began_in_is_only_a_bound() {
        let text = "党支部书记述职报告\n我2019年3月起任书记。全年讲党课4次，到会的一次比一次多。\n";
        assert_eq!(
            found(text, Some((2024, 12))),
            (Some(2024), YearSource::File)
        );
        assert_eq!(found(text, Some((2025, 2))), (Some(2024), YearSource::File));
        assert_eq!(found(text, Some((2017, 5))), (Some(2019), YearSource::Text));
        assert_eq!(found(text, None), (Some(2019), YearSource::Text));
    }

    #[test]
    fn reads_years_in_both_scripts() {
        let years: Vec<i32> = years("二〇二三年度，2019年3月，三年，12年")
            .into_iter()
            .map(|(year, _)| year)
            .collect();
        assert_eq!(years, [2023, 2019]);
    }
}
