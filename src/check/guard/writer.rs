//! GRD007 and GRD101: is this a secretary's own duty report?

use std::cell::LazyCell;
use std::ops::Range;

use super::told::Told;
use crate::check::{Arg, Context, Finding, Sink};
use crate::ruleset::Cue;
use crate::structure::{Draft, ParagraphKind, Role};

/// Bodies that a title may name as whose report it is.
const BODIES: [&str; 9] = [
    "党组",
    "党委",
    "党工委",
    "党支部",
    "党总支",
    "总支",
    "支部",
    "委员会",
    "班子",
];
/// Words by which title or by-line name a person.
const PERSONS: [&str; 12] = [
    "书记", "主任", "校长", "院长", "行长", "场长", "经理", "局长", "个人", "本人", "委员", "站长",
];

/// How often the secretary and the unit speak in the told part of the report.
struct Voices {
    /// Sentences that name the writer.
    own: usize,
    /// Sentences that open with the unit as their subject.
    unit: usize,
    /// The same three of what was done: all sentences, the writer's and the unit's.
    told: [usize; 3],
    /// Acts of a secretary: 主持, 带头, 讲党课.
    acts: usize,
    /// 字 of the told part.
    words: usize,
    first_unit: Option<Range<usize>>,
}

fn voices(draft: &Draft<'_>) -> Voices {
    let mut voices = Voices {
        own: 0,
        unit: 0,
        told: [0; 3],
        acts: 0,
        words: 0,
        first_unit: None,
    };
    for sentence in draft
        .sentences
        .iter()
        .filter(|sentence| sentence.role != Role::Other)
    {
        let range = &sentence.range;
        voices.words += sentence.words;
        let own = draft.has(range, Cue::Writer);
        let unit = !own && opens_with_unit(draft, range);
        voices.own += usize::from(own);
        voices.unit += usize::from(unit);
        if unit {
            voices.first_unit.get_or_insert(range.clone());
        }
        if matches!(sentence.role, Role::Achievement | Role::Rectification) {
            for (count, counts) in voices.told.iter_mut().zip([true, own, unit]) {
                *count += usize::from(counts);
            }
        }
        voices.acts += draft.count(range, Cue::Act);
    }
    voices
}

/// Whether the unit stands where a subject stands: within the first ten characters, not as 对支部 or 在支部.
fn opens_with_unit(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    let text = draft.folded(range.clone());
    let head = text.char_indices().nth(12).map_or(text.len(), |(at, _)| at);
    draft
        .hits
        .places(range.start..range.start + head, Cue::Unit)
        .any(|place| {
            let before = draft.folded(range.start..place.start).chars().next_back();
            !before.is_some_and(|before| "对在向把被给让为由从与和同到于使抓".contains(before))
        })
}

/// The first running words, as far as a report introduces itself: title and the sentences before the first part.
fn opening(draft: &Draft<'_>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    if let Some(title) = draft.title {
        ranges.push(draft.paragraphs[title].range.clone());
    }
    ranges.extend(
        draft
            .with_role(Role::Intro)
            .take(6)
            .map(|(_, sentence)| sentence.range.clone()),
    );
    ranges
}

/// GRD007: a unit's summary or briefing.
///
/// What the text calls itself is one sign; that its achievements name nobody who did them, tell no act of a secretary and
/// speak of other things than party building are the others.
pub fn work_summary(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let told = Told::of(draft);
    let threshold = |name| context.threshold("GRD007", name);
    let named = opening(draft)
        .iter()
        .find_map(|range| draft.hits.places(range.clone(), Cue::ReportWords).next());
    let title = draft.title.map_or("", |title| {
        draft.folded(draft.paragraphs[title].range.clone())
    });
    let duty = ["述职", "述责", "履职"];
    // A title that stands in a picture, or was not copied with the text, may have said so.
    let called_duty = title.is_empty() || duty.iter().any(|word| title.contains(word));
    let density = told.acts as f64 * 500.0 / told.words.max(1) as f64;
    let off_party = told.share_without_party() > 1.0 - threshold("party-share");
    let impersonal = told.own_share() < threshold("own-share");
    let idle = density < threshold("density");
    let voices = LazyCell::new(|| voices(draft));
    // “我身边的好医生” is a name.
    let nobody = || voices.own <= 1;
    if let Some(place) = named
        && (impersonal && (!called_duty || off_party || idle || nobody())
            || !called_duty && off_party)
    {
        let found = draft.own(place.clone()).to_owned();
        let finding = Finding::new("GRD007", "title")
            .arg("found", found)
            .at(place);
        sink.put(finding.confidence(if called_duty { 0.7 } else { 0.9 }));
        return;
    }
    if told.words < 300 || !impersonal {
        return;
    }
    // Where the writer is named nowhere at all, less of other things makes it a summary.
    let silent = voices.own == 0 && told.share_without_party() > threshold("silent");
    if !(off_party || idle || silent) {
        return;
    }
    if voices.own > 0 && !off_party {
        return;
    }
    // Acts of a secretary in plenty, though without a subject, are a secretary's report: what else it tells is GRD102's.
    if density >= threshold("density") * threshold("plenty") && voices.own > 0 {
        return;
    }
    let mut finding = if idle {
        Finding::new("GRD007", "thin").arg("density", Arg::Decimal(density))
    } else {
        Finding::new("GRD007", "elsewhere").arg("share", Arg::Share(told.share_without_party()))
    };
    if let Some(range) = voices.first_unit.clone() {
        finding = finding.at(range);
    }
    // Zero-subject reports are the rule: without any sign of the unit as speaker it stays a hint.
    sink.put(
        finding
            .confidence(if off_party || silent { 0.75 } else { 0.55 })
            .thin(!off_party && voices.unit < 3),
    );
}

/// GRD101: team, organisation or unit in place of the secretary.
pub fn team(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let voices = voices(draft);
    if voices.words < 200 {
        return;
    }
    let title = draft
        .title
        .map(|title| draft.paragraphs[title].range.clone());
    let head: Vec<&str> = draft
        .paragraphs
        .iter()
        .filter(|paragraph| matches!(paragraph.kind, ParagraphKind::Title | ParagraphKind::Byline))
        .map(|paragraph| draft.folded(paragraph.range.clone()))
        .collect();
    let by_person = head
        .iter()
        .any(|line| PERSONS.iter().any(|person| line.contains(person)));
    let body = title.as_ref().and_then(|range| {
        BODIES
            .iter()
            .find(|body| draft.folded(range.clone()).contains(**body))
    });
    if let (Some(range), Some(body)) = (&title, body)
        && !by_person
        && voices.own == 0
    {
        let finding = Finding::new("GRD101", "author")
            .arg("found", *body)
            .at(range.clone());
        sink.put(finding.confidence(0.85));
        return;
    }
    let ratio = context.threshold("GRD101", "ratio");
    let least = context.threshold("GRD101", "unit-least");
    // 本人 in the introduction and the plan, and the unit in nearly all that was done.
    let [told, own_told, unit_told] = voices.told.map(|count| count as f64);
    let absent = own_told * 2.0 * ratio <= unit_told
        && unit_told >= 1.5 * least
        && unit_told >= context.threshold("GRD101", "told-share") * told;
    if absent || voices.unit as f64 >= least && voices.unit as f64 >= ratio * voices.own as f64 {
        let mut finding = Finding::new("GRD101", "silent")
            .arg("unit", voices.unit)
            .arg("own", voices.own)
            .confidence(if voices.own == 0 { 0.85 } else { 0.7 });
        if let Some(range) = voices.first_unit {
            finding = finding.at(range);
        }
        sink.put(finding);
    }
}
