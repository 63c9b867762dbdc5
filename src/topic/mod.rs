//! Which of the topics that a scheme lists a report covers, and where.

mod cues;
mod kinds;

use std::ops::Range;

use crate::profile::{Profile, Topic};
use crate::structure::{Draft, ParagraphKind, Role};

pub use cues::Cues;
use cues::{Hit, KindWord};

/// A topic of the scheme, looked for in a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// Its place in [`Profile::topics`], from 0.
    pub index: usize,
    /// Its name.
    pub title: String,
    /// Whether the scheme says 必述.
    pub compulsory: bool,
    /// Whether the report tells of it.
    pub covered: bool,
    /// Bytes of the folded text of at most three sentences or headings that speak of it, the best first; of a topic
    /// that is not covered, those that touch it.
    pub evidence: Vec<Range<usize>>,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// Not covered, but touched: part of its words, or only in what is planned or announced.
    pub touched: bool,
}

/// How many passages are told as evidence.
const EVIDENCE: usize = 3;
/// 字 that a role needs to cover a topic by being there.
const ROLE_WORDS: usize = 40;
/// How sure a topic is covered, or not, by what words of its kind tell.
const BY_KIND: f64 = 0.6;
/// Below this a sentence's role is a guess.
const GUESS: f32 = 0.6;

/// A sentence or a heading of its own line, with the topics' words in it.
struct Unit {
    range: Range<usize>,
    role: Role,
    sure: bool,
    /// (topic, group), sorted, each once.
    met: Vec<(usize, usize)>,
}

/// Looks for every topic of a scheme in a report; `cues` are those of the scheme. The title does not count.
pub fn coverage(profile: &Profile, cues: &Cues, draft: &Draft<'_>) -> Vec<Coverage> {
    if profile.topics.is_empty() {
        return Vec::new();
    }
    let units = units(draft, cues);
    let opening_counts = profile.parts.required.contains(&Role::Intro);
    let view = |(index, topic): (usize, &Topic)| View {
        index,
        plans: speaks_of_plans(topic),
        opening_counts,
    };
    let views: Vec<View> = profile.topics.iter().enumerate().map(view).collect();
    let told = views.iter().zip(&profile.topics);
    let mut all: Vec<Coverage> = told
        .map(|(view, topic)| view.coverage(topic, &units, draft))
        .collect();
    if all.iter().any(|topic| !topic.covered) {
        cover_by_kind(&mut all, &views, &units, cues, draft);
    }
    all
}

/// Covers the topics that a report tells of in words of their kind; of the others, says whether it touches them.
fn cover_by_kind(
    all: &mut [Coverage],
    views: &[View],
    units: &[Unit],
    cues: &Cues,
    draft: &Draft<'_>,
) {
    let mut told: Vec<(KindWord, usize)> = Vec::new();
    cues.find_kinds(draft.text.as_str(), |range, word| {
        let after = units.partition_point(|unit| unit.range.start <= range.start);
        if let Some(place) = after.checked_sub(1)
            && range.end <= units[place].range.end
            && views[word.topic].tells(&units[place])
            && !all[word.topic].covered
        {
            told.push((word, place));
        }
    });
    told.sort_unstable();
    told.dedup_by_key(|(word, _)| *word);
    for words in
        told.chunk_by(|(one, _), (other, _)| (one.topic, one.kind) == (other.topic, other.kind))
    {
        let coverage = &mut all[words[0].0.topic];
        // What must be told must be named.
        let enough = words.len() >= words[0].0.least && !coverage.compulsory;
        if enough && !coverage.covered {
            let mut places: Vec<usize> = words.iter().map(|(_, place)| *place).collect();
            places.sort_unstable();
            places.dedup();
            coverage.covered = true;
            coverage.touched = false;
            coverage.confidence = BY_KIND;
            coverage.evidence = places
                .iter()
                .take(EVIDENCE)
                .map(|place| units[*place].range.clone())
                .collect();
        } else if !coverage.covered {
            coverage.touched = true;
            coverage.confidence = coverage.confidence.min(BY_KIND);
        }
    }
}

fn units(draft: &Draft<'_>, cues: &Cues) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(draft.sentences.len() + draft.outline.len());
    for sentence in &draft.sentences {
        units.push(Unit {
            range: sentence.range.clone(),
            role: sentence.role,
            sure: sentence.confidence() >= GUESS,
            met: Vec::new(),
        });
    }
    for heading in draft.outline.iter().filter(|heading| !heading.run_in) {
        if draft.paragraphs[heading.paragraph].kind != ParagraphKind::Title {
            units.push(Unit {
                range: heading.words.clone(),
                role: heading.role,
                sure: true,
                met: Vec::new(),
            });
        }
    }
    units.sort_by_key(|unit| unit.range.start);
    cues.find(draft.text.as_str(), |hit: Hit| {
        let after = units.partition_point(|unit| unit.range.start <= hit.range.start);
        if let Some(unit) = after.checked_sub(1).and_then(|at| units.get_mut(at))
            && hit.range.end <= unit.range.end
        {
            unit.met.push((hit.topic, hit.group));
        }
    });
    for unit in &mut units {
        unit.met.sort_unstable();
        unit.met.dedup();
    }
    units
}

/// Whether a topic asks for what comes next, so that a plan tells it.
fn speaks_of_plans(topic: &Topic) -> bool {
    const WORDS: [&str; 8] = [
        "打算",
        "思路",
        "措施",
        "计划",
        "下一步",
        "意向",
        "承诺",
        "目标",
    ];
    topic.roles.contains(&Role::Plan) || WORDS.iter().any(|word| topic.title.contains(word))
}

struct View {
    index: usize,
    plans: bool,
    opening_counts: bool,
}

impl View {
    /// Whether a passage tells of the topic, or only promises or lists it.
    fn tells(&self, unit: &Unit) -> bool {
        match unit.role {
            Role::Plan => self.plans || !unit.sure,
            // What opening and end name is what the report is about, not what was done.
            Role::Intro | Role::Closing => self.opening_counts || !unit.sure,
            _ => true,
        }
    }

    fn coverage(&self, topic: &Topic, units: &[Unit], draft: &Draft<'_>) -> Coverage {
        let groups = topic.cues.len();
        let need = topic.need.unwrap_or(1).clamp(1, groups.max(1));
        let mut told = vec![false; groups];
        let mut touched = vec![false; groups];
        // (score, place): a passage that tells, with most of the topic's groups in it, is the best evidence.
        let mut passages: Vec<(usize, usize)> = Vec::new();
        for (place, unit) in units.iter().enumerate() {
            let mine = unit.met.iter().filter(|(topic, _)| *topic == self.index);
            let met: Vec<usize> = mine.map(|(_, group)| *group).collect();
            if met.is_empty() {
                continue;
            }
            let tells = self.tells(unit);
            for group in &met {
                touched[*group] = true;
                told[*group] |= tells;
            }
            passages.push((met.len() + if tells { groups } else { 0 }, place));
        }
        passages.sort_unstable_by_key(|(score, place)| (usize::MAX - score, *place));
        // Promises and lists are no evidence beside a passage that tells.
        let best = passages.first().map_or(0, |(score, _)| *score);
        let least = if best > groups { groups } else { 0 };
        let mut evidence: Vec<Range<usize>> = passages
            .iter()
            .filter(|(score, _)| *score > least)
            .take(EVIDENCE)
            .map(|(_, place)| units[*place].range.clone())
            .collect();
        let told = told.iter().filter(|met| **met).count();
        let touched = touched.iter().filter(|met| **met).count();
        let by_words = groups > 0 && told > 0 && touched >= need;
        let by_roles = !by_words && self.covered_by_roles(topic, draft, &mut evidence);
        let covered = by_words || by_roles;
        let confidence = match (covered, by_words) {
            (true, true) if told > need => 0.95,
            (true, true) if told == need => 0.85,
            (true, _) => 0.7,
            (false, _) if touched == 0 => 0.9,
            (false, _) => 0.6,
        };
        Coverage {
            index: self.index,
            title: topic.title.clone(),
            compulsory: topic.compulsory,
            covered,
            evidence,
            confidence,
            touched: !covered && touched > 0,
        }
    }

    /// Whether each of the topic's roles is there with more than a stray sentence; adds where each begins.
    fn covered_by_roles(
        &self,
        topic: &Topic,
        draft: &Draft<'_>,
        evidence: &mut Vec<Range<usize>>,
    ) -> bool {
        let there = |role: &Role| draft.measures.roles[role.index()] >= ROLE_WORDS;
        if topic.roles.is_empty() || !topic.roles.iter().all(there) {
            return false;
        }
        let mut firsts = Vec::new();
        for role in &topic.roles {
            let sure = draft
                .with_role(*role)
                .find(|(_, sentence)| sentence.confidence() >= GUESS);
            let Some((_, sentence)) = sure else {
                return false;
            };
            firsts.push(sentence.range.clone());
        }
        firsts.retain(|range| !evidence.contains(range));
        evidence.extend(firsts);
        evidence.truncate(EVIDENCE);
        true
    }
}
