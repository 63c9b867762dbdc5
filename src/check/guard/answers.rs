//! GRD108: does a measure of the plan answer each problem?

use std::collections::BTreeMap;

use super::links::{About, Counted, said};
use super::sides::{Bounds, Measure, Problem, measures, problems};
use super::unanswered::{Comparison, Traits, likelihood};
use crate::check::{Context, Finding, Sink};
use crate::pledge::MOST;

const CODE: &str = "GRD108";

/// GRD108: a problem that no measure answers.
pub fn unanswered(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let threshold = |name| context.threshold(CODE, name) as usize;
    let bounds = Bounds {
        least: threshold("least"),
        sentences: threshold("sentences"),
    };
    let (problems, measures) = (problems(draft, bounds), measures(draft));
    if measures.is_empty() || problems.len() < 2 {
        sink.not_judged(
            CODE,
            "没有可以逐条对照的问题和措施",
            "no problems and measures to hold side by side",
        );
        return;
    }
    if problems.len().max(measures.len()) > MOST {
        sink.not_judged(
            CODE,
            "问题或措施太多，无法逐条对照",
            "too many problems or measures to hold side by side",
        );
        return;
    }
    let linked = linked(&problems, &measures);
    let sure = context.threshold(CODE, "sure");
    let unsaid = context.threshold(CODE, "unsaid");
    let mut comparison = Comparison::new(&problems, &measures);
    let likely = |comparison: &Comparison<'_>| {
        let of = |(place, traits): (usize, &Traits)| {
            let problem = &problems[place];
            // What may be no problem at all needs no measure.
            let doubt = if problem.says_so { 1.0 } else { unsaid };
            match linked[place] {
                true => 0.0,
                false => likelihood(traits) * problem.sure * doubt,
            }
        };
        let traits = comparison.traits();
        traits.iter().enumerate().map(of).collect::<Vec<f64>>()
    };
    // A wider look finds more that is shared: what is not half as likely as it must be at the first will not be at the last.
    let answered = |likely: &f64| *likely < sure / 2.0;
    if likely(&comparison).iter().all(answered) {
        return;
    }
    comparison.widen(draft);
    for (problem, likely) in problems.iter().zip(likely(&comparison)) {
        if likely < sure {
            continue;
        }
        let finding = Finding::new(CODE, "unanswered")
            .arg("problem", quote(draft.own(problem.named.clone())))
            .at(problem.range.clone());
        // Two of three that are told are left without a measure (reports that the weights have not seen).
        sink.put(finding.confidence(0.4 + likely / 2.0));
    }
}

/// Whether measures say of each problem that they are for it, or count the same things as it alone does.
fn linked(problems: &[Problem], measures: &[Measure<'_>]) -> Vec<bool> {
    let about: Vec<About> = measures.iter().map(|measure| measure.about).collect();
    let mut linked = said(problems.len(), &about);
    // 针对以上问题，抓好三件事 leads into measures; where there are few it is one.
    let all = measures
        .iter()
        .any(|measure| measure.about == About::All && measure.concrete);
    if all && measures.len() < problems.len() {
        linked.fill(true);
    }
    let mut told: BTreeMap<Counted, Option<usize>> = BTreeMap::new();
    for (place, problem) in problems.iter().enumerate() {
        for counted in &problem.counts {
            let only = told.entry(*counted).or_insert(Some(place));
            *only = only.filter(|only| *only == place);
        }
    }
    let counts = measures.iter().flat_map(|measure| &measure.counts);
    for place in counts.filter_map(|counted| *told.get(counted)?) {
        linked[place] = true;
    }
    linked
}

/// The first clause that tells the problem, for messages: not a label before it (存在的问题：), nor what only leads to it
/// (虽然年初定了规矩，在对待家里人的问题上，).
fn quote(text: &str) -> String {
    let leads = |clause: &str| {
        let words = clause.trim_start_matches(|mark: char| {
            mark.is_ascii_digit() || "（）一二三四五六七八九十、.是".contains(mark)
        });
        words.starts_with("虽")
            || words.starts_with("尽管")
            || ["方面", "问题上", "过程中"]
                .iter()
                .any(|end| words.ends_with(end))
    };
    let mut clauses = text
        .split_inclusive(['，', '。', '；', '：'])
        .filter(|clause| clause.chars().count() > 4);
    let first = clauses.clone().next();
    let tells = clauses.find(|clause| {
        !clause.ends_with('：') && !leads(clause.trim_end_matches(['，', '。', '；']))
    });
    let clause = tells.or(first).unwrap_or(text);
    clause
        .trim_end_matches(['，', '。', '；', '：'])
        .chars()
        .take(24)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{CODE, quote, unanswered};
    use crate::check::testing::{document, find, sink};
    use crate::pledge::MOST;
    use crate::ruleset::Lang;

    fn report(problems: usize) -> String {
        let mut text = "2023年度党支部书记述职报告\n二、存在的问题\n".to_owned();
        for place in 1..=problems {
            writeln!(
                text,
                "{place}.我对第{place}党小组的学习督促得不够，全年有三次会没有开起来。"
            )
            .unwrap();
        }
        text += "三、下一步打算\n";
        for place in 1..=problems {
            writeln!(
                text,
                "{place}.每月10日我到第{place}党小组参加学习，由组长点名。"
            )
            .unwrap();
        }
        text
    }

    /// The problems of a report that are told to have no measure.
    fn open(problems: &str, plan: &str) -> Vec<String> {
        // What a mark tells hangs on how often it stands elsewhere in the report.
        let done = "我主持支委会12次，讲党课4堂，两批党员进了县党校。\n我到三个村民小组住了9夜，听来的41条意见逐条办结。\n\
                    七一前后组织党员清沟修渠，出工310人次，两口山塘蓄满了水。";
        let text = format!(
            "2023年度党支部书记述职报告\n一、履职情况\n{done}\n二、存在的问题\n{problems}\n三、下一步打算\n{plan}"
        );
        let findings = find(&text, None, unanswered);
        let problem = |finding: &crate::check::Finding| finding.args[0].1.render(Lang::Zh);
        findings.iter().map(problem).collect()
    }

    #[test]
    fn short_problems_are_judged_where_all_are_short() {
        let problems = "一是党费收得晚。9人半年没交，我没有催。\n二是六组去得少。全年我只到过1次。\n\
                        三是我弟弟白用铲车7天，我装不知道。";
        let plan = "一是党费每月10日由组织委员上门收清。\n二是每月10日、20日我到六组去一趟。";
        assert_eq!(open(problems, plan), ["三是我弟弟白用铲车7天"]);
    }

    #[test]
    fn a_sentence_that_leads_to_a_problem_does_not_name_it() {
        let problems = "第一桩，说说开会。支部会坐下来了，可是一大半时间在派活，学习只念了十分钟报纸。\n\
                        第二桩，丢人的。河西村一个老大娘来报案，接警的小伙子让她走了三趟，我没有过问。\n\
                        第三桩，收费的。办证的快递费多收了一百一十二户，我翻过账没有问一句。";
        let plan = "一是接警的规矩3月前把每个人考一遍，推一个报案的停岗一星期。\n\
                    二是办证收费的票据每月贴一回墙，2月底前对账退费。";
        assert_eq!(open(problems, plan), ["支部会坐下来了"]);
    }

    #[test]
    fn a_measure_may_name_the_matter_in_the_words_of_its_trade() {
        let problems = "一是我抓支部学习不严，全年主题党日有3次没有开成，我没有追问。\n\
                        二是架空线的事我没有管，一刮风就打火花，居民找过我4回。\n\
                        三是我同年轻党员谈心少，12个人里只谈过2个。";
        let plan = |second: &str| {
            format!(
                "一是每月5日开主题党日学习，缺席两次的由我上门谈话。\n\
                 二是{second}\n三是同12名年轻党员每季度谈心一次，由组织委员记录。"
            )
        };
        let cables = plan("5月底前请两家公司把飞线全部入地，由老周盯着。");
        assert_eq!(open(problems, &cables), [""; 0]);
        let trees = plan("5月底前请两家公司把村口果树全部补齐，由老周盯着。");
        assert_eq!(open(problems, &trees), ["二是架空线的事我没有管"]);
    }

    #[test]
    fn what_stands_between_the_measures_of_others_is_a_problem_s_own() {
        let problems = "（一）支部会开得散。全年12次会有5次不到半小时，记录是会后补的，我没有翻过。\n\
                        （二）说话太冲。9月我在晒谷场上训哭了文书小宋，几十个人看着，事后也没有登门赔不是。\n\
                        （三）党费收得晚。9名党员半年没有交党费，组织委员催过我两回，我忘了。\n\
                        （四）水塘承包的账没有上墙。群众在塘埂上问过我三次，我都推说会计不在。";
        let plan = |second: &str| {
            format!(
                "（一）支部会每月5日开，不到一小时的重开，记录当场念给大家听，我逐月翻看。\n{second}\
                 （三）党费每月10日收，组织委员报账，晚交的党员由我上门。\n\
                 （四）水塘承包的账3月底前上墙，群众来问由会计翻给他听。"
            )
        };
        let other_words = plan("（二）遇事先喝一口水，数到十再开口，请老支委坐在旁边提醒。\n");
        assert_eq!(open(problems, &other_words), [""; 0]);
        assert_eq!(open(problems, &plan("")), ["9月我在晒谷场上训哭了文书小宋"]);
    }

    #[test]
    fn a_measure_answers_the_problem_that_it_names_or_counts() {
        let problems = "（一）我抓会议不严。7月、9月的党员大会我都没有参加，也没有补课。\n\
                        （二）村务公开拖沓。二季度的低保名单晚贴了22天，村民两次到村部来问。\n\
                        （三）少数党员作用不强。有27名党员一年没有参加过任何活动，我没有过问。";
        let named = "针对第一个问题，由老周逐次点名，一年缺一次我写说明。\n\
                     针对第二个问题，评完三天内上墙，由监委会拍照。\n\
                     针对第三个问题，3月底前由支部逐人谈话。";
        assert_eq!(open(problems, named), [""; 0]);
        let all = "以上三个问题，3月底前逐条销号，由监委会主任每月验收一次。";
        assert_eq!(open(problems, all), [""; 0]);
        let unnamed = "由老周逐次点名，一年缺一次我写说明。\n评完三天内上墙，由监委会拍照。";
        assert!(!open(problems, unnamed).is_empty());
    }

    #[test]
    fn a_problem_is_named_by_what_it_tells() {
        for (text, named) in [
            (
                "存在的问题：二季度的低保名单晚贴了22天，村民来问。",
                "二季度的低保名单晚贴了22天",
            ),
            (
                "（二）虽然年初定了规矩，铲车还是白借了7天。",
                "铲车还是白借了7天",
            ),
            ("（二）在对待家里人的问题上，我装作不知道。", "我装作不知道"),
            ("我抓会议不严。7月的党员大会我没有参加。", "我抓会议不严"),
        ] {
            assert_eq!(quote(text), named);
        }
    }

    #[test]
    fn more_problems_than_any_report_has_are_not_held_side_by_side() {
        let reasons = |problems| {
            let sink = sink(&document(&report(problems)), None, false, &[unanswered]);
            assert!(sink.findings.is_empty());
            sink.not_judged
                .into_iter()
                .map(|(code, reason)| (code, reason.zh))
                .collect::<Vec<_>>()
        };
        assert_eq!(reasons(5), []);
        let told = reasons(MOST + 1);
        assert_eq!(told, [(CODE, "问题或措施太多，无法逐条对照".to_owned())]);
    }
}
