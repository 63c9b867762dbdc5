//! GRD001, 102, 103, 104: is concrete work told, of party building, with data, and weighed?

use super::told::{Told, matters};
use crate::check::evidence::{is_concrete, mean_confidence};
use crate::check::{Arg, Context, Finding, Sink};
use crate::ruleset::Cue;
use crate::structure::{Draft, Role, Sentence};
use crate::text::Marked;
use crate::text::figures::figures;

/// GRD001: only understanding and slogans.
pub fn ideas_only(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let told: Vec<_> = draft
        .with_role(Role::Achievement)
        .map(|(_, sentence)| sentence)
        .collect();
    if told.len() < 3 {
        return;
    }
    // The opening tenth may say what the notice wants said.
    let lead_in = (told.len() as f64 * context.threshold("GRD001", "lead-in")).ceil() as usize;
    let judged = &told[lead_in.min(told.len())..];
    let all: usize = judged.iter().map(|sentence| sentence.words).sum();
    let ideas: Vec<_> = judged
        .iter()
        .filter(|sentence| sentence.cues.has(Cue::Idea) && !is_work(draft, sentence))
        .collect();
    let concrete = judged
        .iter()
        .filter(|sentence| is_work(draft, sentence))
        .count();
    let words: usize = ideas.iter().map(|sentence| sentence.words).sum();
    let share = words as f64 / all.max(1) as f64;
    let finding = if concrete == 0 {
        Finding::new("GRD001", "none").confidence(0.85)
    } else if share > context.threshold("GRD001", "idea-share") {
        Finding::new("GRD001", "many")
            .arg("share", Arg::Share(share))
            .confidence(0.7)
    } else {
        return;
    };
    let first = ideas.first().map(|sentence| sentence.range.clone());
    let mut finding = finding;
    if let Some(first) = first {
        finding = finding.at(first);
    }
    sink.put(finding);
}

/// A deed one could check: a figure, a case, or a concrete act.
fn is_work(draft: &Draft<'_>, sentence: &Sentence) -> bool {
    is_concrete(draft, sentence) || sentence.cues.has(Cue::Deed) && !sentence.cues.has(Cue::Idea)
}

/// GRD102: business in place of party building.
pub fn business(context: &Context<'_>, sink: &mut Sink) {
    let told = Told::of(context.draft);
    if told.words < 150 {
        return;
    }
    let share = told.share_without_party();
    let limit = business_limit(context);
    if share <= limit {
        return;
    }
    let mut finding = Finding::new("GRD102", "business")
        .arg("share", Arg::Share(share))
        .arg("limit", Arg::Share(limit));
    if let Some(range) = told.first_without_party {
        finding = finding.at(range);
    }
    sink.put(finding.confidence((0.6 + (share - limit)).min(0.9)));
}

/// Farms, hospitals, courts, firms and banks have more business in them by nature.
fn business_limit(context: &Context<'_>) -> f64 {
    let draft = context.draft;
    // Where the unit is named: title, by-line, and the sentence that says who speaks. A village may have 企业 as well.
    const LINE: usize = 45;
    let head = draft.paragraphs.iter().take(4);
    let head = head.map(|paragraph| draft.folded(paragraph.range.clone()));
    let head = head.filter(|line| line.chars().count() <= LINE);
    let said = draft.sentences.iter().take(4).flat_map(|sentence| {
        let clauses = draft
            .folded(sentence.range.clone())
            .split(['，', '。', '；']);
        clauses.filter(|clause| clause.contains(['我', '本', '任']))
    });
    const KINDS: [&str; 14] = [
        "农场",
        "医院",
        "卫生院",
        "法院",
        "检察院",
        "公司",
        "集团",
        "银行",
        "支行",
        "企业",
        "国企",
        "电厂",
        "矿业",
        "林场",
    ];
    let raised = head
        .chain(said)
        .any(|line| KINDS.iter().any(|kind| line.contains(kind)));
    context.threshold(
        "GRD102",
        if raised {
            "business-share-raised"
        } else {
            "business-share"
        },
    )
}

/// GRD103: no data, no cases.
pub fn generalities(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    // A figure in a plan is a target and no fact, and one in a problem is no work told.
    let told = [Role::Achievement, Role::Rectification];
    let mut words = 0;
    let mut evidence = 0;
    let mut cases = 0;
    for sentence in draft
        .sentences
        .iter()
        .filter(|sentence| told.contains(&sentence.role))
    {
        words += sentence.words;
        evidence += sentence.figures;
        cases += usize::from(sentence.cues.has(Cue::Case));
    }
    if words < 80 {
        return;
    }
    let density = evidence as f64 * 500.0 / words as f64;
    // A case told over several sentences carries a report with few figures.
    let told_case = cases as f64 > context.threshold("GRD103", "cases");
    let first = draft.with_role(Role::Achievement).next();
    let finding = if evidence == 0 && cases == 0 {
        Finding::new("GRD103", "none").confidence(0.9)
    } else if told_case {
        return;
    } else if density < context.threshold("GRD103", "density") {
        Finding::new("GRD103", "few")
            .arg("density", Arg::Decimal(density))
            .confidence(0.75)
    } else if (evidence as f64) < context.threshold("GRD103", "figures") {
        Finding::new("GRD103", "single")
            .arg("count", evidence)
            .confidence(0.75)
    } else {
        return;
    };
    sink.put(match first {
        Some((_, sentence)) => finding.at(sentence.range.clone()),
        None => finding,
    });
}

/// GRD104: many short points of equal length, nothing weighed.
pub fn flat_listing(context: &Context<'_>, sink: &mut Sink) {
    let draft = context.draft;
    let Some(listed) = items_alike(context).or_else(|| tallied(context)) else {
        return;
    };
    let mean = listed.words as f64 / listed.count as f64;
    let mut finding = Finding::new("GRD104", "flat")
        .arg("items", listed.count)
        .arg("mean", mean.round() as usize);
    if let Some((_, first)) = draft.with_role(Role::Achievement).next() {
        finding = finding.at(first.range.clone());
    }
    let items = draft.items(&[Role::Achievement]);
    sink.put(finding.confidence(0.7 * mean_confidence(draft, &items).max(0.5)));
}

/// A list in which nothing stands out.
struct Listed {
    /// How many matters it lists.
    count: usize,
    /// 字 of them all.
    words: usize,
}

/// The achievements as a list of items of much the same length.
fn items_alike(context: &Context<'_>) -> Option<Listed> {
    let threshold = |name| context.threshold("GRD104", name);
    let mut matters = matters(context.draft, threshold("sentence"));
    let (count, words) = (matters.len(), matters.iter().sum::<usize>());
    if count as f64 <= threshold("items") {
        return None;
    }
    matters.sort_unstable();
    let median = matters[count / 2] as f64;
    let plain = matters
        .iter()
        .filter(|words| (**words as f64) <= median * threshold("outstanding"));
    let even = plain.sum::<usize>() as f64 / words.max(1) as f64;
    let mean = words as f64 / count as f64;
    (mean < threshold("mean") && even >= threshold("even")).then_some(Listed { count, words })
}

/// The achievements as a ledger: nearly each sentence, or each clause, a short deed with its number.
fn tallied(context: &Context<'_>) -> Option<Listed> {
    let draft = context.draft;
    let threshold = |name| context.threshold("GRD104", name);
    let told = || {
        draft
            .with_role(Role::Achievement)
            .map(|(_, sentence)| sentence)
            .filter(|sentence| !sentence.entry)
    };
    let even = threshold("tally-even");
    let sentences = Tally::of(
        told().map(|sentence| (draft.folded(sentence.range.clone()), sentence.figures)),
        threshold("sentence-tally"),
        |_, figures| figures > 0,
    );
    let by_sentence = sentences.listed(threshold("sentences"), threshold("sentences-share"), even);
    by_sentence.or_else(|| {
        let all: usize = told().map(|sentence| sentence.figures).sum();
        if (all as f64) < threshold("clauses") {
            return None;
        }
        let clauses = told().flat_map(|sentence| {
            let clauses = clauses(draft.marked(sentence.range.clone()));
            clauses.map(|clause| (clause, sentence.figures))
        });
        let has_figure = |clause: &str, around: usize| around > 0 && figures(clause) > 0;
        let clauses = Tally::of(clauses, threshold("clause-tally"), has_figure);
        clauses.listed(threshold("clauses"), threshold("clauses-share"), even)
    })
}

/// What stands between the marks of clauses.
fn clauses(passage: Marked<'_>) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = passage
        .marks()
        .filter(|(_, mark)| CLAUSE_MARKS.contains(mark));
    let whole = (passage.text.len(), '。');
    ends.chain([whole]).map(move |(at, mark)| {
        let clause = &passage.text[from..at];
        from = at + mark.len_utf8();
        clause
    })
}

/// Clauses that a short deed may have: with more of them a sentence tells how it went.
const CLAUSES: usize = 3;
const CLAUSE_MARKS: [char; 7] = ['，', '；', '、', '。', '！', '？', '：'];

/// Stretches of text, and those among them that are a short deed with a number.
struct Tally {
    all: usize,
    counted: usize,
    words: usize,
    /// Characters of those that are counted.
    counted_words: usize,
}

impl Tally {
    /// Of stretches, each with the figures of its sentence; those that are no longer than `short` and for which
    /// `has_figure` holds are counted.
    fn of<'t>(
        stretches: impl Iterator<Item = (&'t str, usize)>,
        short: f64,
        has_figure: impl Fn(&str, usize) -> bool,
    ) -> Tally {
        let mut tally = Tally {
            all: 0,
            counted: 0,
            words: 0,
            counted_words: 0,
        };
        for (stretch, around) in stretches.filter(|(stretch, _)| !stretch.trim().is_empty()) {
            tally.all += 1;
            let words = stretch.chars().count();
            tally.words += words;
            let brief = || stretch.matches('，').count() < CLAUSES;
            if words as f64 <= short && brief() && has_figure(stretch, around) {
                tally.counted += 1;
                tally.counted_words += words;
            }
        }
        tally
    }

    /// Whether there are so many of them, and so large a share of all, with no matter told at length beside them.
    fn listed(&self, least: f64, share: f64, even: f64) -> Option<Listed> {
        let counted = self.counted as f64;
        let listed = counted >= least
            && counted >= self.all as f64 * share
            && self.counted_words as f64 >= self.words as f64 * even;
        listed.then_some(Listed {
            count: self.counted,
            words: self.counted_words,
        })
    }
}
