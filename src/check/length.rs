//! LEN001-003: length of the whole, of parts, and spoken time.

use super::{Arg, Context, Finding, Sink};
use crate::ruleset::{Bilingual, Severity, Strength};

/// LEN001: the whole text against the scheme's length.
pub fn whole(context: &Context<'_>, sink: &mut Sink) {
    let Some(length) = &context.profile.length else {
        return;
    };
    let words = context.draft.measures.words;
    let (low, high) = length.bounds();
    let finding = match (low, high) {
        (Some(low), _) if words < low => {
            Finding::new("LEN001", "short").arg("missing", low - words)
        }
        (_, Some(high)) if words > high => {
            Finding::new("LEN001", "long").arg("excess", words - high)
        }
        _ => return,
    };
    let demand = length.describe(context.profile.source.strength);
    sink.put(
        finding
            .arg("words", words)
            .arg("bound", demand.clone())
            .demand(demand)
            .strength(length.strength),
    );
}

/// LEN002: parts named by the scheme, found by their headings.
pub fn parts(context: &Context<'_>, sink: &mut Sink) {
    let demands = &context.profile.part_lengths;
    if demands.is_empty() {
        return;
    }
    let found: Vec<(usize, usize)> = demands
        .iter()
        .map(|demand| part_words(context, &demand.headings))
        .collect();
    if found.iter().all(|(words, _)| *words == 0) {
        let zh = "没有找到与方案各专题对应的标题，无法分别计算字数";
        sink.not_judged(
            "LEN002",
            zh,
            "no headings for the scheme's parts were found",
        );
        return;
    }
    let total: usize = demands.iter().map(|demand| demand.about as usize).sum();
    // Where the whole may be shorter than the parts together, their targets shrink with it.
    let scale = (context.draft.measures.words as f64 / total.max(1) as f64).min(1.0);
    let about = context.threshold("LEN002", "about");
    for (demand, (words, heading)) in demands.iter().zip(found) {
        let target = f64::from(demand.about) * scale;
        let (low, high) = (
            (target * (1.0 - about)) as usize,
            (target * (1.0 + about)).ceil() as usize,
        );
        let bound = Bilingual::new(
            format!(
                "{}约 {} 字（按全文长度折算为 {low}—{high} 字）",
                demand.part, demand.about
            ),
            format!(
                "{} about {} characters (scaled to the whole: {low}-{high})",
                demand.part, demand.about
            ),
        );
        let finding = if words < low {
            Finding::new("LEN002", "short").arg("missing", low - words)
        } else if words > high {
            Finding::new("LEN002", "long").arg("excess", words - high)
        } else {
            continue;
        };
        let mut finding = finding
            .arg("part", demand.part.as_str())
            .arg("words", words)
            .arg("bound", bound.clone())
            .demand(bound)
            .strength(Strength::Hard);
        if words > 0 {
            finding = finding.at(context.draft.outline[heading].words.clone());
        }
        sink.put(finding);
    }
}

/// 字 under all headings that hold one of the words, and the first such heading.
fn part_words(context: &Context<'_>, names: &[String]) -> (usize, usize) {
    let draft = context.draft;
    let named = |place: usize| {
        let heading = draft.folded(draft.outline[place].words.clone());
        names.iter().any(|name| heading.contains(name.as_str()))
    };
    let mut words = 0;
    let mut first = None;
    let mut until = 0;
    for (place, heading) in draft.outline.iter().enumerate() {
        if heading.run_in || heading.words.start < until || !named(place) {
            continue;
        }
        let next = draft.outline[place + 1..]
            .iter()
            .find(|next| !next.run_in && next.level <= heading.level);
        until = next.map_or(draft.text.len(), |next| {
            draft.paragraphs[next.paragraph].range.start
        });
        first.get_or_insert(place);
        let start = draft.paragraphs[heading.paragraph].range.start;
        words += draft.words_in(start..until);
    }
    (words, first.unwrap_or(0))
}

/// LEN003: the time it takes to speak the text.
pub fn speech(context: &Context<'_>, sink: &mut Sink) {
    let Some(speech) = &context.profile.speech else {
        return;
    };
    let pace = |name| context.threshold("LEN003", name).max(1.0);
    let measures = &context.draft.measures;
    let fast = measures.minutes(pace("pace-fast"));
    let middle = measures.minutes(pace("pace"));
    let slow = measures.minutes(pace("pace-slow"));
    let (variant, severity) = if fast > speech.minutes {
        let severity = if speech.strength == Strength::Hard {
            Severity::Error
        } else {
            Severity::Warning
        };
        ("over", severity)
    } else if slow > speech.minutes {
        ("close", Severity::Info)
    } else {
        return;
    };
    let room = (speech.minutes * pace("pace")) as usize;
    let minutes = |value: f64| Arg::Decimal(value);
    sink.put(
        Finding::new("LEN003", variant)
            .arg("minutes", minutes(middle))
            .arg("fast", minutes(fast))
            .arg("slow", minutes(slow))
            .arg("limit", format!("{}", speech.minutes))
            .arg("excess", measures.words.saturating_sub(room))
            .demand(speech.describe(context.profile.source.strength))
            .strength(speech.strength)
            .severity(severity),
    );
}
