//! What the achievements of a report tell, as the guards weigh it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::ruleset::Cue;
use crate::structure::{Draft, Role, Sentence};
use crate::text::WordLists;
use crate::text::date::date_at_start;

/// Measures of the achievements.
pub struct Told {
    /// 字 of all their sentences.
    pub words: usize,
    /// 字 of the sentences that, like those beside them, say nothing of party building.
    pub without_party: usize,
    /// The first of these.
    pub first_without_party: Option<Range<usize>>,
    /// Their sentences.
    pub sentences: usize,
    /// Sentences that name the writer.
    pub own: usize,
    /// Acts of a secretary: 主持, 带头, 讲党课.
    pub acts: usize,
}

impl Told {
    /// Reads the achievements.
    pub fn of(draft: &Draft<'_>) -> Told {
        let mut told = Told {
            words: 0,
            without_party: 0,
            first_without_party: None,
            sentences: 0,
            own: 0,
            acts: 0,
        };
        for (place, sentence) in draft.with_role(Role::Achievement) {
            let words = sentence.words;
            told.words += words;
            told.sentences += 1;
            told.own += usize::from(sentence.cues.has(Cue::Writer));
            told.acts += draft.count(&sentence.range, Cue::Act);
            if !party_near(draft, place) {
                told.without_party += words;
                told.first_without_party
                    .get_or_insert(sentence.range.clone());
            }
        }
        told
    }

    /// Share of the achievements that says nothing of party building, 0 to 1.
    pub fn share_without_party(&self) -> f64 {
        self.without_party as f64 / self.words.max(1) as f64
    }

    /// Share of the sentences that name the writer, 0 to 1.
    pub fn own_share(&self) -> f64 {
        self.own as f64 / self.sentences.max(1) as f64
    }
}

/// Whether a sentence, or one beside it in its item or under the same lead, speaks of party building: results are told in
/// the sentence after the one that says how the branch brought them about, or in several short ones.
fn party_near(draft: &Draft<'_>, place: usize) -> bool {
    let sentence = &draft.sentences[place];
    let (before, behind) = draft.sentences.split_at(place);
    let lead = sentence.heading.map(|at| &draft.outline[at].words);
    party(draft, &sentence.range)
        || party_beside(draft, sentence, before.iter().rev())
        || party_beside(draft, sentence, behind[1..].iter())
        || lead.is_some_and(|lead| party(draft, lead))
}

/// Whether one of the sentences beside another, the nearest first, speaks of party building and belongs with it.
fn party_beside<'d>(
    draft: &Draft<'_>,
    sentence: &Sentence,
    others: impl Iterator<Item = &'d Sentence>,
) -> bool {
    let together = |other: &&Sentence| {
        other.group == sentence.group
            && other.item == sentence.item
            && other.heading == sentence.heading
    };
    let mut between = 0;
    let mut near = others.take_while(together).take_while(|other| {
        let reached = between < BESIDE;
        // A sentence of marks alone is one too: a text made of them must not take their square.
        between += other.words.max(1);
        reached
    });
    near.any(|other| party(draft, &other.range))
}

fn party(draft: &Draft<'_>, range: &Range<usize>) -> bool {
    draft.has(range, Cue::Party) || CADRES.any(draft.folded(range.clone()))
}

/// 字 of short sentences that may stand between a sentence and the one that says how it came about.
const BESIDE: usize = 32;

/// Work on cadres, village leadership and discipline, which is party building though neither 党员 nor 支部 is said.
static CADRES: LazyLock<WordLists<'static, ()>> =
    LazyLock::new(|| WordLists::new(CADRE_WORDS.map(|word| (word, ()))));
const CADRE_WORDS: [&str; 17] = [
    "村支书",
    "村级班子",
    "村两委",
    "后备干部",
    "干部考核",
    "选人用人",
    "村任职干部",
    "村级组织",
    "干部队伍",
    "违规吃喝",
    "约谈",
    "问责",
    "第一书记",
    "选调生",
    "廉政",
    "作风建设",
    "人才回引",
];

/// The matters that the achievements tell of one after the other, in 字: items, and within an item that runs through many
/// short sentences each of these.
pub fn matters(draft: &Draft<'_>, short: f64) -> Vec<usize> {
    let mut matters = Vec::new();
    let diary = is_diary(draft);
    let by_field = goes_by_field(draft);
    for item in draft.items(&[Role::Achievement]) {
        let mut pieces: Vec<usize> = Vec::new();
        let mut lead = 0;
        for place in &item.sentences {
            let sentence = &draft.sentences[*place];
            if sentence.entry {
                continue;
            }
            let words = sentence.words;
            if diary && month(draft, sentence).is_some() {
                matters.extend(deeds(draft, sentence));
                continue;
            }
            if by_field && opens_field(draft, sentence) {
                matters.push(words);
                continue;
            }
            // 拆迁。东片地块……: a lead belongs to what it leads in.
            if words <= LEAD {
                lead += words;
            } else {
                pieces.push(lead + words);
                lead = 0;
            }
        }
        let whole: usize = pieces.iter().sum::<usize>() + lead;
        if whole == 0 {
            continue;
        }
        if pieces.len() >= MANY && (whole as f64) < short * pieces.len() as f64 {
            matters.extend(pieces);
        } else {
            matters.push(whole);
        }
    }
    matters
}

/// Whether the achievements go through the year: 一月，…。二月，…。
fn is_diary(draft: &Draft<'_>) -> bool {
    let months = draft.with_role(Role::Achievement);
    let months: Vec<u32> = months
        .filter_map(|(_, sentence)| month(draft, sentence))
        .collect();
    let rising = months.windows(2).filter(|pair| pair[0] < pair[1]);
    rising.count() + 1 >= MONTHS
}

/// The month that a sentence opens with.
fn month(draft: &Draft<'_>, sentence: &Sentence) -> Option<u32> {
    let text = draft.folded(sentence.range.clone());
    let first = text.split_inclusive('，').next().unwrap_or_default();
    date_at_start(first)?.month
}

/// 字 of each deed of a sentence, as semicolons part them.
fn deeds(draft: &Draft<'_>, sentence: &Sentence) -> Vec<usize> {
    let start = sentence.range.start;
    let text = draft.folded(sentence.range.clone());
    let deeds = text.split_inclusive('；').scan(start, |at, deed| {
        let range = *at..*at + deed.len();
        *at = range.end;
        Some(draft.words_in(range))
    });
    deeds.collect()
}

/// 理论学习方面，…: whether a sentence names a field of work and goes on to its deeds.
fn opens_field(draft: &Draft<'_>, sentence: &Sentence) -> bool {
    let text = draft.folded(sentence.range.clone());
    let first = text.split(['，', '：']).next().unwrap_or_default();
    first.ends_with("方面") && first.len() < text.len()
}

/// Whether sentences of one paragraph go from field to field: 学习方面，…。组织方面，…。
fn goes_by_field(draft: &Draft<'_>) -> bool {
    let told: Vec<&Sentence> = draft
        .with_role(Role::Achievement)
        .map(|(_, sentence)| sentence)
        .collect();
    let fields = told.windows(2).filter(|pair| {
        pair[0].group == pair[1].group && pair.iter().all(|one| opens_field(draft, one))
    });
    fields.count() + 1 >= FIELDS
}

/// From so many fields on, one sentence each, achievements are a list of them.
const FIELDS: usize = 6;
/// From so many months on, one after the other, achievements are a diary.
const MONTHS: usize = 6;
/// 字 of a lead that is a sentence by itself.
const LEAD: usize = 7;
/// From so many sentences on an item may be a list of matters.
const MANY: usize = 8;

#[cfg(test)]
mod tests {
    use super::Told;
    use crate::check::testing::{document, model, rules};
    use crate::structure::Draft;

    fn without_party(done: &str) -> f64 {
        let text = format!("2023年度党支部书记述职报告\n一、履职情况\n{done}\n");
        Told::of(&Draft::new(&document(&text), rules(), model())).share_without_party()
    }

    #[test]
    fn short_sentences_behind_the_branch_s_belong_to_it() {
        let lecture =
            "党课讲了四堂。最长的三十八分钟。批作业的没了。门不锁了。中午最多坐过十九个人。";
        assert!(without_party(lecture) < 0.01);
        let business = "党课讲了四堂。全年完成产值3.2亿元，比上年增长12%，新开两条生产线，招工86人，交税410万元。\
                        六月把锅炉换成了燃气的，车间温度降了四度，废品率由百分之三降到百分之一点二。";
        assert!(without_party(business) > 0.3);
    }
}
