//! GRD107: last year's problem told again, and nothing said of what was done about it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::evidence::in_passing;
use super::{Context, Finding, Sink};
use crate::pledge::{
    Finder, Gram, MOST, Rarity, best_answer, is_substituted, items, trimmed, wide_grams,
};
use crate::ruleset::Cue;
use crate::structure::{Draft, Role};

/// A problem: its first words, which name it, and all of it.
struct Problem {
    range: Range<usize>,
    lead: Range<usize>,
}

/// Compares this year's problems with last year's.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let Some(previous) = context.previous else {
        sink.not_judged(
            "GRD107",
            "没有提供上年度的报告，无从比对",
            "last year's report was not given",
        );
        return;
    };
    let before = problems(previous);
    if before.is_empty() {
        sink.not_judged(
            "GRD107",
            "上年度的文件里没有找到问题部分",
            "last year's file tells no problems",
        );
        return;
    }
    let now = problems(context.draft);
    if before.len().max(now.len()) > MOST {
        sink.not_judged(
            "GRD107",
            "问题太多，无法逐条比对",
            "too many problems to hold side by side",
        );
        return;
    }
    let mut comparison = Comparison::new(context, previous, before);
    for problem in now {
        if in_passing(context.draft, &problem.range) || tried(context.draft, &problem.range) {
            continue;
        }
        let found = match owned_up(context.draft, &problem.range) {
            true => Some(finding(context, "again", &problem).confidence(0.75)),
            false => comparison.told_again(&problem),
        };
        found.into_iter().for_each(|found| sink.put(found));
    }
}

/// Last year's problems, ready to be held against this year's.
struct Comparison<'a> {
    context: &'a Context<'a>,
    previous: &'a Draft<'a>,
    before: Vec<(Problem, Vec<Gram>)>,
    rarity: Rarity,
    /// Looks for what was done about a problem; made when it is first asked.
    finder: Option<Finder<'a>>,
    /// Weight of what two problems share, from which on they are one unless something is said of what was done about it.
    same: f64,
    /// Weight under which they are not held to be one.
    least: f64,
    /// How much plainer must be told what was done, the more they share.
    strictness: f64,
    /// How many times what they share weighs where a problem is said to be still there.
    still: f64,
}

impl<'a> Comparison<'a> {
    fn new(context: &'a Context<'a>, previous: &'a Draft<'a>, before: Vec<Problem>) -> Self {
        let mut rarity = Rarity::default();
        for draft in [context.draft, previous] {
            for sentence in &draft.sentences {
                rarity.add(&wide_grams(draft.folded(sentence.range.clone())));
            }
        }
        let marked = |old: Problem| {
            let marks = marks(previous, &old.range);
            (old, marks)
        };
        let before = before.into_iter().map(marked).collect();
        let threshold = |name| context.threshold("GRD107", name);
        Comparison {
            context,
            previous,
            before,
            rarity,
            finder: None,
            same: threshold("same"),
            least: threshold("least"),
            strictness: threshold("strictness"),
            still: threshold("still"),
        }
    }

    /// What there is to say of a problem that is last year's again, without what was done about it.
    fn told_again(&mut self, problem: &Problem) -> Option<Finding> {
        let (context, draft, previous) = (self.context, self.context.draft, self.previous);
        let rarity = &self.rarity;
        let new = marks(draft, &problem.range);
        let (old, last, shared) = self
            .before
            .iter()
            .map(|(old, last)| (old, last, rarity.shared(last, &new)))
            .max_by(|one, other| one.2.total_cmp(&other.2))?;
        let weight = match says_still(draft, &opening(draft, &problem.range)) {
            true => shared * self.still,
            false => shared,
        };
        if weight < self.least {
            return None;
        }
        let finder = self
            .finder
            .get_or_insert_with(|| Finder::new(previous, draft));
        // The plainer a problem is told again, the plainer must be told what was done about it.
        let due = self.strictness * (weight / self.same).ln();
        let told = best_answer(finder, &old.range);
        if told > due {
            return None;
        }
        // Two problems that share a manner of speaking and not what they open with may be two.
        let shared = |draft: &Draft<'_>, lead: &Range<usize>, other: &[Gram]| {
            let own = marks(draft, &first_clause(draft, lead));
            // Of what has no marks nothing is shared.
            rarity.shared(&own, other) / rarity.shared(&own, &own).max(f64::MIN_POSITIVE)
        };
        let apart =
            shared(draft, &problem.lead, last) + shared(previous, &old.lead, &new) < 2.0 * ALIKE;
        // 基层调研少, 企业调研少.
        let before = previous.folded(first_clause(previous, &old.lead));
        let before: Vec<char> = before.chars().collect();
        let now = draft.folded(first_clause(draft, &problem.lead));
        let another = is_substituted(&before, now, &new);
        // Whoever wrote both reports must see what is held against what.
        let before = words(previous, &old.lead);
        let found = finding(context, "same", problem)
            .confidence(1.0 / (1.0 + (told - due).exp()))
            .thin(another || apart)
            .related(
                &format!("上年写的是“{before}”"),
                &format!("last year it was “{before}”"),
                None,
            );
        Some(found)
    }
}

fn finding(context: &Context<'_>, message: &'static str, problem: &Problem) -> Finding {
    Finding::new("GRD107", message)
        .arg("problem", words(context.draft, &problem.lead))
        .at(problem.range.clone())
}

/// The author's own words of the sentence that names a problem.
fn words(draft: &Draft<'_>, lead: &Range<usize>) -> String {
    let words = draft.own(lead.clone()).trim();
    words.trim_end_matches(['。', '；', '，']).to_owned()
}

/// Words by which a report itself says that a problem is still what it was.
const STILL: [&str; 11] = [
    "仍",
    "依然",
    "依旧",
    "照旧",
    "还是",
    "还在",
    "老样子",
    "老毛病",
    "旧疾",
    "没有根本",
    "未根除",
];

/// The first sentence of a problem, which says what it is.
fn opening(draft: &Draft<'_>, range: &Range<usize>) -> Range<usize> {
    let text = draft.folded(range.clone());
    let stop = text.find('。').unwrap_or(text.len());
    range.start..range.start + stop
}

/// What a problem opens with.
fn first_clause(draft: &Draft<'_>, lead: &Range<usize>) -> Range<usize> {
    let text = draft.folded(lead.clone());
    lead.start..lead.start + text.find('，').unwrap_or(text.len())
}

/// Whether a stretch says of anything that it is still as it was.
fn says_still(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let text = draft.folded(range.clone());
    STILL.iter().any(|still| text.contains(still))
}

/// 这一条去年述职时我就检讨过，一年下来仍没有根本扭转: the report itself says that the problem is last year's.
fn owned_up(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    draft.sentences.iter().any(|sentence| {
        let inside = range.start <= sentence.range.start && sentence.range.end <= range.end;
        let cues = sentence.cues;
        inside
            && cues.has(Cue::LastYear)
            && cues.has(Cue::Said)
            && says_still_now(draft, &sentence.range)
    })
}

/// As [`says_still`], in words of this year: 其中一户还是支部去年评的 tells what was so then.
fn says_still_now(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let mut start = range.start;
    let mut clauses = draft.folded(range.clone()).split_inclusive(['，', '；']);
    clauses.any(|clause| {
        let end = start + clause.len();
        let still = STILL.iter().filter_map(|still| clause.rfind(still)).max();
        let now = still.is_some_and(|at| !draft.has(&(start + at..end), Cue::LastYear));
        start = end;
        now
    })
}

/// 今年还是没修好：试过视频开会，掉了四次线: what was tried is told with the problem.
fn tried(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    const TRIED: [&str; 26] = [
        "试过",
        "试了",
        "试着",
        "想过办法",
        "想了办法",
        "换过",
        "改过",
        "找过",
        "劝过",
        "催过",
        "请过",
        "虽由",
        "虽从",
        // 由45%提高到72%, 比去年好一些.
        "提高到",
        "提升到",
        "上升到",
        "升到",
        "升至",
        "增加到",
        "增至",
        "降到",
        "降至",
        "减到",
        "减至",
        "好一些",
        "好了一些",
    ];
    let not = |clause: &str| clause.contains(['没', '未', '不']);
    let mut clauses = draft.folded(range.clone()).split(['，', '；', '。', '：']);
    clauses.any(|clause| TRIED.iter().any(|words| clause.contains(words)) && !not(clause))
}

fn problems(draft: &Draft<'_>) -> Vec<Problem> {
    let text = draft.text.as_str();
    let lead = |start: usize, end: usize| {
        let words = &text[start..end];
        start..start + words.find(['。', '；', '：']).unwrap_or(words.len())
    };
    let mut problems: Vec<Problem> = items(draft, Role::Problem)
        .into_iter()
        .filter_map(|range| {
            let start = trimmed(text, range.clone()).start;
            let told = text[start..range.end].chars().count() >= 8;
            let lead = lead(start, range.end);
            told.then_some(Problem { range, lead })
        })
        .collect();
    // 欠缺的：… before each of them names none.
    let mut leads: FxHashMap<&str, usize> = FxHashMap::default();
    for problem in &problems {
        *leads.entry(&text[problem.lead.clone()]).or_default() += 1;
    }
    for problem in &mut problems {
        let behind = text[problem.lead.end..problem.range.end].strip_prefix('：');
        let label = behind.filter(|_| leads[&text[problem.lead.clone()]] > 1);
        if let Some(told) = label {
            problem.lead = lead(problem.range.end - told.len(), problem.range.end);
        }
    }
    problems
}

/// What a stretch of a report is about.
fn marks(draft: &Draft<'_>, range: &Range<usize>) -> Vec<Gram> {
    wide_grams(draft.folded(range.clone()))
}

/// Under this share of what two problems open with, in the other one, they may be two.
const ALIKE: f64 = 0.2;

#[cfg(test)]
mod tests {
    use super::run;
    use crate::check::Finding;
    use crate::check::testing::find_beside;
    use crate::ruleset::Lang;

    fn report(year: i32, problems: &str) -> String {
        format!(
            "{year}年度党支部书记抓基层党建工作述职报告\n二、存在的问题\n{problems}\n三、下一步打算\n\
             3月底前由我逐条整改。"
        )
    }

    fn problems(last: &str, this: &str) -> Vec<String> {
        let found = find_beside(&report(2022, last), &report(2023, this), Some(2023), run);
        let problem = |finding: &Finding| finding.args[0].1.render(Lang::Zh);
        found.iter().map(problem).collect()
    }

    #[test]
    fn what_was_so_last_year_is_not_told_as_still_so() {
        let last = "（一）村务公开栏的玻璃碎了一年，贴的还是前年的补贴表，我没有换。";
        let then = "（一）底子没摸实。有两户真穷的没报上，其中一户还是支部去年评的热心户，群众说支部的眼睛是画上去的。";
        assert_eq!(problems(last, then), [""; 0]);
        let still =
            "（一）底子没摸实。有两户真穷的没报上，这一条去年述职时我就检讨过，一年下来仍没有改。";
        assert_eq!(problems(last, still), ["底子没摸实"]);
    }

    #[test]
    fn what_was_tried_in_vain_is_an_account() {
        let last = "（一）郊外三条线上的党员聚不齐，支部会到不了一半，我没有想办法。";
        let bare = "（一）郊外三条线上的党员聚不齐，支部会到不了一半，是去年写过的老毛病。";
        assert_eq!(problems(last, bare).len(), 1);
        let tried = "（一）郊外三条线上的党员聚不齐，支部会到不了一半，是去年写过的老毛病，试过视频开会，掉了四次线。";
        assert_eq!(problems(last, tried), [""; 0]);
        let better = "（一）郊外三条线上的党员聚不齐，是去年写过的老毛病，到会的由不到一半提高到七成，还有三人叫不来。";
        assert_eq!(problems(last, better), [""; 0]);
    }

    #[test]
    fn what_was_tried_is_told_without_a_word_of_last_year() {
        let last = "（一）包装车间七十多人，没有一名党员，支部的话传不进车间里去。";
        let bare =
            "（一）包装车间还是没有党员，七十多人，支部的话照样传不进车间，我没有找过一个人谈。";
        assert_eq!(problems(last, bare).len(), 1);
        let tried = "（一）包装车间还是没有党员，七十多人，我前后找过九个人谈，有两个写了申请书，八月都走了。";
        assert_eq!(problems(last, tried), [""; 0]);
    }

    #[test]
    fn a_label_before_every_problem_names_none() {
        let last = "欠缺的：窗口的党员示范岗挂着牌子没有人管，牌子上的人调走了三个月我不知道。\n\
                    欠缺的：两名外借党员的组织关系悬着，十四个月没有参加过支部的活动。";
        let this = "欠缺的：三十五岁以下的职工没有人递申请书，我没有过问。\n\
                    欠缺的：窗口的党员示范岗挂着牌子没有人管，牌子上的人调走了我不知道。";
        let told = problems(last, this);
        assert_eq!(
            told,
            ["窗口的党员示范岗挂着牌子没有人管，牌子上的人调走了我不知道"]
        );
    }
}
