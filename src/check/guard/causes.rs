//! GRD005: only objective causes.

use std::ops::Range;

use super::neglect::owns_neglect;
use super::subject::{names_writer, opens_with_post};
use crate::check::{Context, Finding, Sink};
use crate::ruleset::Cue;
use crate::structure::{Draft, Role};

/// What a cause sentence blames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blame {
    Own,
    Open,
    Others,
    Circumstances,
    Nothing,
}

/// GRD005: causes told, and none of them the secretary's own.
pub fn objective_only(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let causes: Vec<Range<usize>> = cause_passages(draft);
    if causes.is_empty() {
        sink.not_judged("GRD005", "没有原因方面的内容", "no causes are told");
        return;
    }
    let blames: Vec<Blame> = causes.iter().map(|range| blame(draft, range)).collect();
    let count = |blame| blames.iter().filter(|other| **other == blame).count();
    // A fault of mind without a subject is likely the writer's, but less surely than one that names the writer.
    let open = causes.iter().zip(&blames);
    let open = open.filter(|(_, blame)| **blame == Blame::Open);
    let open: f64 = open
        .map(|(range, _)| (0.5 * faults_of_mind(draft, range) as f64).min(1.0))
        .sum();
    let own = count(Blame::Own) as f64 + open;
    let least = context.threshold("GRD005", "subjective-least");
    if own >= least || own_fault_in_problems(draft) {
        return;
    }
    let circumstances = count(Blame::Circumstances);
    let sure: f64 = {
        let cause = draft
            .with_role(Role::Cause)
            .map(|(_, sentence)| f64::from(sentence.confidence()));
        let (sum, count) = cause.fold((0.0, 0usize), |(sum, count), confidence| {
            (sum + confidence, count + 1)
        });
        if count == 0 { 0.6 } else { sum / count as f64 }
    };
    let finding = if circumstances > 0 && circumstances >= count(Blame::Others) {
        let words = objective_words(draft, &causes);
        Finding::new("GRD005", "objective")
            .arg("count", causes.len())
            .arg("words", words.join("、"))
            .confidence(0.9 * sure)
    } else if count(Blame::Others) > 0 {
        Finding::new("GRD005", "untied")
            .arg("count", causes.len())
            .confidence(0.65 * sure)
    } else {
        return;
    };
    let mut finding = finding.thin(sure < 0.45);
    for (place, range) in causes.iter().take(4).enumerate() {
        if place == 0 {
            finding = finding.at(range.clone());
        } else {
            finding = finding.related(
                "这一条也不是本人的原因",
                "not the secretary's own cause either",
                Some(range.clone()),
            );
        }
    }
    sink.put(finding);
}

/// Cause sentences, and problem sentences that give their cause within.
fn cause_passages(draft: &Draft<'_>) -> Vec<Range<usize>> {
    let passages = draft
        .sentences
        .iter()
        .filter(|sentence| match sentence.role {
            Role::Cause => !sentence.frame,
            Role::Problem => sentence.cues.has(Cue::CauseFrameStrong),
            _ => false,
        });
    let mut passages = passages.peekable();
    let leads = passages
        .peek()
        .is_some_and(|sentence| sentence.item.is_none() && leads_in(draft, &sentence.range));
    let passages: Vec<Range<usize>> = passages.map(|sentence| sentence.range.clone()).collect();
    let first = usize::from(leads && passages.len() > 1);
    passages[first..].to_vec()
}

/// 这些问题有多方面的原因。 A short first sentence that speaks of causes and tells none.
fn leads_in(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    const SHORT: usize = 25;
    let text = draft.folded(range.clone());
    text.contains("原因")
        && text.chars().count() <= SHORT
        && blame(draft, range) == Blame::Nothing
        && !text.contains(|mark: char| mark.is_ascii_digit())
}

fn blame(draft: &Draft<'_>, range: &Range<usize>) -> Blame {
    let (writer, lower) = (names_writer(draft, range), draft.has(range, Cue::Lower));
    let (subjective, objective) = (
        faults_of_mind(draft, range) > 0,
        objective(draft, range).next().is_some(),
    );
    // 主观上我……: whatever else it names, the writer is in it; 我兼着四个职务 names the writer and no fault. What he left
    // undone is his, though no word of mind is said: 我跑项目多，会开没开不过问.
    if writer && (subjective || !objective || owns_neglect(draft, range)) {
        return Blame::Own;
    }
    if subjective && draft.folded(range.clone()).contains("主观") {
        return Blame::Own;
    }
    // A fault of mind of 部分党员 is an excuse, and so is one of 会计.
    match (subjective, objective, lower || only_theirs(draft, range)) {
        (_, true, _) => Blame::Circumstances,
        (true, false, false) => Blame::Open,
        (true, false, true) => Blame::Others,
        _ => Blame::Nothing,
    }
}

/// Words for outer conditions. One that neither begins nor ends with a word of the text is none: 务工 in 党务工作.
fn objective<'d>(
    draft: &'d Draft<'_>,
    range: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'd {
    let cut = |at: usize| {
        let words = draft.words();
        let word = words[..words.partition_point(|word| word.start < at)].last();
        word.is_some_and(|word| word.end > at)
    };
    draft
        .hits
        .places(range.clone(), Cue::Objective)
        .filter(move |place| !cut(place.start) || !cut(place.end))
}

/// Whether all faults of mind in a stretch are told of others who are named: 会计怕麻烦；组长护短.
fn only_theirs(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let text = draft.folded(range.clone());
    let ends = text
        .match_indices(['；', '：'])
        .map(|(at, mark)| at + mark.len());
    let mut start = 0;
    let parts = ends.chain([text.len()]).map(|end| {
        let part = range.start + start..range.start + end;
        start = end;
        part
    });
    let mut faults = parts
        .filter(|part| faults_of_mind(draft, part) > 0)
        .peekable();
    faults.peek().is_some() && faults.all(|part| opens_with_post(draft.folded(part)))
}

/// How many faults of mind, style or ability are told; 本人 by itself is none.
fn faults_of_mind(draft: &Draft<'_>, range: &Range<usize>) -> usize {
    let writers: Vec<Range<usize>> = draft.hits.places(range.clone(), Cue::Writer).collect();
    draft
        .hits
        .places(range.clone(), Cue::Subjective)
        .filter(|place| {
            let apart = |own: &Range<usize>| own.end <= place.start || place.end <= own.start;
            writers.iter().all(apart)
        })
        .count()
}

/// Problems whose sentence takes the cause upon the writer: 主要是我怕得罪人.
fn own_fault_in_problems(draft: &Draft<'_>) -> bool {
    draft.with_role(Role::Problem).any(|(_, sentence)| {
        let range = &sentence.range;
        names_writer(draft, range)
            && faults_of_mind(draft, range) > 0
            && (draft.has(range, Cue::Cause) || draft.has(range, Cue::CauseFrameStrong))
    })
}

fn objective_words<'d>(draft: &'d Draft<'_>, causes: &[Range<usize>]) -> Vec<&'d str> {
    let mut words = Vec::new();
    for range in causes {
        for place in objective(draft, range) {
            let word = draft.own(place);
            if !words.contains(&word) && words.len() < 5 {
                words.push(word);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::objective_only;
    use crate::check::testing::find;
    use crate::ruleset::Lang;

    fn told(causes: &str) -> Vec<String> {
        let text = format!(
            "2023年度党支部书记述职报告\n一、履职情况\n我主持支委会12次，讲党课4次，发展党员2名。\n\
             二、存在的问题\n一是我抓会议不严。7月、9月的党员大会我都没有参加，也没有补课。\n\
             二是村务公开拖沓。二季度的低保名单晚贴了22天，村民两次到村部来问。\n\
             三、原因分析\n{causes}\n四、下一步打算\n一是党员大会由我主持，一年缺一次向镇党委说明。\n\
             二是低保名单审定后3天内上墙，由监委会主任验看拍照。"
        );
        let findings = find(&text, None, objective_only);
        let args = findings.iter().map(|finding| {
            let args = finding.args.iter();
            let args: Vec<String> = args.map(|(_, arg)| arg.render(Lang::Zh)).collect();
            let at = finding.range.clone().unwrap_or_default().start;
            let first = text.find(causes.split('。').next().unwrap_or_default());
            format!("{} {}", args.join(" "), Some(at) == first)
        });
        args.collect()
    }

    #[test]
    fn what_the_writer_left_undone_is_his_own_cause() {
        for own in [
            "主要是我对党务工作抓得少，名单贴没贴从来不问。",
            "主要是我把党务工作推给副书记，开会也交给别人。",
            "主要是我跑项目多、跑支部少，会开没开我不过问。",
        ] {
            assert_eq!(told(own), [""; 0], "{own}");
        }
        let theirs = "主要是村里外出务工的多，我打电话他们也不听。";
        assert_eq!(told(theirs).len(), 1);
    }

    #[test]
    fn all_causes_are_counted_and_the_first_is_shown() {
        let causes = "一是三支部在山上，离村部9公里，集中一次很不容易。二是党务干部只有1名，忙不过来。\
                      三是全年办公经费只有2.8万元。四是冬天封山两个月，出不去进不来。";
        assert_eq!(told(causes), ["4 忙不过来、办公经费 true"]);
    }
}
