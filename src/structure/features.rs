//! What is seen of a sentence: the named features that the role model weighs.

use std::ops::Range;

use super::names::{Known, Name, ROLES, cued, known, named};
use super::outline::RoleSet;
use super::role::Role;
use super::vocabulary::{Glance, pairs, vocabulary};
use crate::ruleset::{Cue, CueSet, Hits};
use crate::text::Word;

/// A sentence and what stands around it, as far as features need it.
pub struct Context<'a> {
    /// The folded text.
    pub text: &'a str,
    /// Lexicon hits in it.
    pub hits: &'a Hits,
    /// The sentence.
    pub range: Range<usize>,
    /// Its words, marks among them.
    pub words: &'a [Word],
    /// Categories whose words stand in it.
    pub cues: CueSet,
    /// The sentence before it in the paragraph, else the last one of the paragraph before: its text and its cues.
    pub before: Option<(&'a str, CueSet)>,
    /// Cues of the sentence after it, likewise.
    pub after: Option<CueSet>,
    /// Whether it stands in an 一是…二是… item.
    pub in_item: bool,
    /// Whether it closes its item, or a paragraph without items, behind other sentences: a problem's cause is told there.
    pub closes: bool,
    /// Sentences before and behind it in its matter, under a heading for problems and plans together.
    pub in_matter: Option<(usize, usize)>,
    /// Who was last named as acting, in this sentence or in those before it in the paragraph.
    pub subject: Option<Cue>,
    /// The first sentence of its paragraph, if that is another one: its text and its cues.
    pub paragraph_opening: Option<(&'a str, CueSet)>,
    /// Cues of the nearest opening before it in the paragraph that frames what follows (究其原因, 措施：).
    pub framed_by: CueSet,
    /// Whether the paragraph is a table's, a note's or a text box's.
    pub aside: bool,
    /// What the nearest announcing heading above announces.
    pub announced: RoleSet,
    /// Whether that heading is the innermost one (else an ancestor of it).
    pub announced_here: bool,
    /// Whether any heading stands above.
    pub under_heading: bool,
    /// Whether the report has headings at all.
    pub has_headings: bool,
    /// What the report's headings announce, all together.
    pub announced_anywhere: RoleSet,
    /// Words of the innermost heading on a line of its own.
    pub heading: Option<Range<usize>>,
    /// The run-in lead or sub-heading it stands under, if that announces something by itself.
    pub lead_announced: RoleSet,
    /// Words of the lead or sub-heading above.
    pub lead: Option<Range<usize>>,
    /// Share of the sentences before it, 0 to 1.
    pub position: f32,
    /// Sentences before it.
    pub index: usize,
    /// Sentences after it.
    pub remaining: usize,
}

/// Cues that, opening a paragraph, speak for all of it.
const PARAGRAPH_CUES: [Cue; 6] = [
    Cue::PlanStrong,
    Cue::CauseFrameStrong,
    Cue::ProblemFrame,
    Cue::Rectification,
    Cue::Intro,
    Cue::Pledge,
];

/// Cues that, opening a sentence, speak for the sentences behind it in the paragraph.
pub const FRAMES: [Cue; 3] = [Cue::PlanStrong, Cue::CauseFrameStrong, Cue::ProblemFrame];

/// Pairs of cues that say more together than apart.
const PAIRS: [(Cue, Cue); 15] = [
    (Cue::Cause, Cue::Writer),
    (Cue::Cause, Cue::Subjective),
    (Cue::Writer, Cue::Deficiency),
    (Cue::Deficiency, Cue::Solved),
    (Cue::Deficiency, Cue::Plan),
    (Cue::Deficiency, Cue::Done),
    (Cue::Deficiency, Cue::Rectification),
    (Cue::Deficiency, Cue::Cause),
    (Cue::Subjective, Cue::Deficiency),
    (Cue::Plan, Cue::Deadline),
    (Cue::Deed, Cue::Deadline),
    (Cue::Done, Cue::Achievement),
    (Cue::Once, Cue::Deficiency),
    (Cue::Once, Cue::Outcome),
    (Cue::Deficiency, Cue::Outcome),
];

/// Calls `see(name, strength)` for every feature of a sentence but those of its [`Surroundings`].
pub fn features<N: Name>(context: &Context<'_>, see: &mut impl FnMut(N, f32)) {
    see(N::known(known!("bias")), 1.0);
    headings(context, see);
    let sentence = &context.text[context.range.clone()];
    let opening = context.range.start..opening_end(sentence, context.range.start);
    let opening_cues = context.hits.categories(opening);
    let hits = context.hits.stretch(context.range.clone());
    let repeated = hits.repeated();
    // These tell something only together.
    let alone = |cue: &Cue| !matches!(cue, Cue::LastYear | Cue::Said | Cue::Due);
    for cue in context.cues.iter().filter(alone) {
        see(cued(known!("cue:"), cue), 1.0);
        if repeated.has(cue) {
            let more = hits.count(cue).clamp(1, 4) - 1;
            if more > 0 {
                see(cued(known!("cue2:"), cue), more as f32);
            }
        }
        if opening_cues.has(cue) {
            see(cued(known!("open:"), cue), 1.0);
        }
    }
    for (a, b) in PAIRS {
        if context.cues.has(a) && context.cues.has(b) {
            let pair = cued::<N>(known!("pair:"), a).then(&cued(known!("+"), b));
            see(pair, 1.0);
        }
    }
    let mut found_there = |kind: Known, there: CueSet, cues: &[Cue]| {
        for cue in cues.iter().filter(|cue| there.has(**cue)) {
            see(cued(kind, *cue), 1.0);
        }
    };
    if let Some((_, cues)) = context.paragraph_opening {
        found_there(known!("para:"), cues, &PARAGRAPH_CUES);
    }
    found_there(known!("since:"), context.framed_by, &FRAMES);
    if let Some(lead) = &context.lead {
        let cues = context.hits.categories(lead.clone());
        found_there(known!("lead:"), cues, &LEAD_CUES);
    }
    if let Some((_, cues)) = context.before {
        found_there(known!("before:"), cues, &NEIGHBOURS);
    }
    if let Some(cues) = context.after {
        found_there(known!("after:"), cues, &NEIGHBOURS);
    }
    let glance = vocabulary(context, sentence, see);
    if glance.has(Glance::DIGIT) {
        see(N::known(known!("digit")), 1.0);
    }
    if glance.has(Glance::MORE) && more_of_one_less_of_other(sentence) {
        see(N::known(known!("more-less")), 1.0);
    }
    // Taking up what was said, found or promised last year or at the year's beginning.
    let said_last_year = |cues: CueSet| cues.has(Cue::LastYear) && cues.has(Cue::Said);
    if said_last_year(context.cues) {
        see(N::known(known!("last-year-said")), 1.0);
    } else if context
        .paragraph_opening
        .is_some_and(|(_, cues)| said_last_year(cues))
    {
        see(N::known(known!("para:last-year-said")), 1.0);
    }
    // Thanks and 以上述职 at the very end close a report, whatever part they stand in.
    if context.remaining < 3 && context.cues.has(Cue::Closing) {
        see(N::known(known!("late-closing")), 1.0);
    }
    if context.aside {
        see(N::known(known!("aside")), 1.0);
    }
    let aspect = glance.aspect();
    see(named(known!("aspect:"), aspect), 1.0);
    let when = [
        (context.cues.has(Cue::Deadline), known!("deadline-aspect:")),
        (glance.has(Glance::MONTH), known!("month-aspect:")),
    ];
    if let Some((_, when)) = when.into_iter().find(|(holds, _)| *holds) {
        see(named(when, aspect), 1.0);
    }
    position(context, see);
    if let Some(subject) = context.subject {
        let acting = cued::<N>(known!("subject-aspect:"), subject);
        see(acting.then(&N::known(aspect)), 1.0);
        let here = context.cues.has(subject);
        let kind = if here {
            known!("subject:")
        } else {
            known!("subject-before:")
        };
        see(cued(kind, subject), 1.0);
    }
}

/// Cues of the sentences on both sides.
const NEIGHBOURS: [Cue; 14] = [
    Cue::Deficiency,
    Cue::Plan,
    Cue::PlanStrong,
    Cue::Done,
    Cue::Achievement,
    Cue::Cause,
    Cue::CauseFrameStrong,
    Cue::Rectification,
    Cue::ProblemFrame,
    Cue::Deadline,
    Cue::Subjective,
    Cue::Pledge,
    Cue::Once,
    Cue::Outcome,
];

/// Cues of the lead or sub-heading above.
const LEAD_CUES: [Cue; 6] = [
    Cue::Deficiency,
    Cue::Subjective,
    Cue::Objective,
    Cue::PlanStrong,
    Cue::Plan,
    Cue::CauseFrameStrong,
];

/// The words around a sentence, which many sentences share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings<'a> {
    heading: Option<&'a str>,
    lead: Option<&'a str>,
    paragraph_opening: Option<&'a str>,
}

impl<'a> Surroundings<'a> {
    /// Those of a sentence.
    pub fn of(context: &Context<'a>) -> Surroundings<'a> {
        let text = |range: &Option<Range<usize>>| range.clone().map(|range| &context.text[range]);
        Surroundings {
            heading: text(&context.heading),
            lead: text(&context.lead),
            paragraph_opening: context.paragraph_opening.map(|(opening, _)| opening),
        }
    }

    /// Calls `see(name, strength)` for every feature of them.
    pub fn features<N: Name>(&self, see: &mut impl FnMut(N, f32)) {
        if let Some(opening) = self.paragraph_opening {
            pairs(&opening[..opening_end(opening, 0)], known!("p:"), see);
        }
        if let Some(heading) = self.heading {
            pairs(heading, known!("h:"), see);
        }
        if let Some(lead) = self.lead {
            pairs(lead, known!("l:"), see);
        }
    }
}

fn headings<N: Name>(context: &Context<'_>, see: &mut impl FnMut(N, f32)) {
    // What stands over a silent sub-heading says less than a heading of the sentence's own: 责任状落实情况 may
    // hold a theme with its achievements, problems and plans.
    let kind = match (context.announced.len(), context.announced_here) {
        (1, true) => known!("head:"),
        (1, false) => known!("above:"),
        (_, _) => known!("joint:"),
    };
    for role in context.announced.iter() {
        see(named(kind, ROLES[role.index()]), 1.0);
    }
    for role in context.lead_announced.iter() {
        see(named(known!("lead-head:"), ROLES[role.index()]), 1.0);
    }
    // Where the report has a heading for a role, sentences elsewhere seldom play it.
    for role in context.announced_anywhere.iter() {
        if !context.announced.contains(role) {
            see(named(known!("elsewhere:"), ROLES[role.index()]), 1.0);
        }
    }
    if context.announced.is_empty() {
        let above = match (context.has_headings, context.under_heading) {
            (false, _) => known!("flat"),
            (true, false) => known!("before-headings"),
            (true, true) => known!("silent-heading"),
        };
        see(N::known(above), 1.0);
    }
}

fn position<N: Name>(context: &Context<'_>, see: &mut impl FnMut(N, f32)) {
    static TENTHS: [Known; 10] = Known::each(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    let tenth = ((context.position * 10.0) as usize).min(9);
    let implicit = context.announced.is_empty();
    let kind = if implicit {
        known!("at:")
    } else {
        known!("headed-at:")
    };
    see(named(kind, TENTHS[tenth]), 1.0);
    if context.index < 4 {
        see(named(known!("first:"), TENTHS[context.index]), 1.0);
    }
    if context.remaining < 4 {
        see(named(known!("last:"), TENTHS[context.remaining]), 1.0);
    }
    if context.paragraph_opening.is_none() {
        see(N::known(known!("opens-paragraph")), 1.0);
    }
    if context.in_item {
        see(N::known(known!("in-item")), 1.0);
    }
    if let Some((before, behind)) = context.in_matter {
        see(named(known!("matter-from:"), TENTHS[before]), 1.0);
        see(named(known!("matter-to:"), TENTHS[behind]), 1.0);
    }
    if context.closes {
        see(N::known(known!("closes")), 1.0);
        if context.announced.contains(Role::Cause) {
            see(N::known(known!("closes:cause")), 1.0);
        }
        if context.cues.has(Cue::Writer) {
            see(N::known(known!("closes:writer")), 1.0);
        }
    }
}

/// The first fifteen characters.
pub fn opening_end(sentence: &str, start: usize) -> usize {
    start
        + sentence
            .char_indices()
            .nth(15)
            .map_or(sentence.len(), |(at, _)| at)
}

/// 研究多、督促少: a pattern that hardly stands anywhere but in problems.
pub fn more_of_one_less_of_other(sentence: &str) -> bool {
    sentence.match_indices('多').any(|(at, _)| {
        let rest = &sentence[at + '多'.len_utf8()..];
        let mut characters = rest.chars();
        if !matches!(characters.next(), Some('、' | '，' | '而')) {
            return false;
        }
        characters
            .take(9)
            .take_while(|character| !"。；，、".contains(*character))
            .any(|character| character == '少')
    })
}
