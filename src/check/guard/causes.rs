//! GRD005: only objective causes.

use std::ops::Range;

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
            .arg("count", circumstances)
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
    let blamed = causes
        .iter()
        .zip(&blames)
        .filter(|(_, blame)| **blame != Blame::Nothing);
    for (place, (range, _)) in blamed.take(4).enumerate() {
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
        .enumerate()
        .filter(|(place, sentence)| match sentence.role {
            Role::Cause => !draft.is_frame(*place),
            Role::Problem => sentence.cues.has(Cue::CauseFrameStrong),
            _ => false,
        });
    passages
        .map(|(_, sentence)| sentence.range.clone())
        .collect()
}

fn blame(draft: &Draft<'_>, range: &Range<usize>) -> Blame {
    let (writer, lower) = (names_writer(draft, range), draft.has(range, Cue::Lower));
    let (subjective, objective) = (
        faults_of_mind(draft, range) > 0,
        draft.has(range, Cue::Objective),
    );
    // 主观上我……: whatever else it names, the writer is in it; 我兼着四个职务 names the writer and no fault.
    if writer && (subjective || !objective) {
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
        for place in draft.hits.places(range.clone(), Cue::Objective) {
            let word = draft.own(place);
            if !words.contains(&word) && words.len() < 5 {
                words.push(word);
            }
        }
    }
    words
}
