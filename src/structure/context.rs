//! What the features see of a sentence: its headings, its neighbours in the paragraph, who acts in it.

use super::draft::{Draft, Heading, Sentence};
use super::features::{Context, FRAMES, Surroundings, features, opening_end};
use super::model::Boundary;
use super::outline::RoleSet;
use super::paragraph::ParagraphKind;
use super::role::Role;
use crate::ruleset::{Cue, CueSet};
use crate::text::sentence::opens_with_mark;

/// From this probability on the words of a sentence tell its role whatever its heading names.
const SURE: f32 = 0.7;

/// Sentences of a matter that are counted, from its beginning and from its end.
const NEAR: usize = 3;

impl Draft<'_> {
    /// Calls `see(name, strength)` for every feature of a sentence.
    pub fn features(&self, index: usize, see: &mut dyn FnMut(&str, f32)) {
        let context = self.context(index);
        let mut see = |name: String, value| see(&name, value);
        features(&context, &mut see);
        self.see_signs(index, &mut see);
        Surroundings::of(&context).features(&mut see);
    }

    /// The features' view of a sentence.
    pub(super) fn context(&self, index: usize) -> Context<'_> {
        let sentence = &self.sentences[index];
        let opening = self.paragraph_before(index).last().unwrap_or(sentence);
        let mut heading = sentence.heading;
        let innermost = heading;
        let mut lead_announced = RoleSet::default();
        let mut lead = None;
        if let Some(place) = innermost
            && (self.outline[place].run_in || self.outline[place].level > 1)
        {
            lead = Some(self.outline[place].words.clone());
            // A lead or sub-heading speaks for itself, but its part's heading speaks louder.
            if self.outline[place]
                .parent
                .is_some_and(|parent| !self.inherited(parent).is_empty())
            {
                lead_announced = self.outline[place].announced;
                heading = self.outline[place].parent;
            }
        }
        let own_line = self.own_line(innermost);
        while let Some(place) = heading
            && self.outline[place].announced.is_empty()
        {
            heading = self.outline[place].parent;
        }
        let count = self.sentences.len();
        let seen = |other: &Sentence| (self.folded(other.range.clone()), other.cues);
        Context {
            text: self.text.as_str(),
            hits: &self.hits,
            range: sentence.range.clone(),
            words: self.words_within(&sentence.range),
            cues: sentence.cues,
            before: index
                .checked_sub(1)
                .map(|place| seen(&self.sentences[place])),
            after: self.sentences.get(index + 1).map(|other| other.cues),
            in_item: sentence.item.is_some(),
            closes: self.closes(index),
            in_matter: self.in_matter(index),
            subject: self.subject_at(index),
            paragraph_opening: (opening.range != sentence.range).then(|| seen(opening)),
            framed_by: self.frame_before(index),
            aside: !matches!(
                self.paragraphs[sentence.paragraph].kind,
                ParagraphKind::Body
            ),
            announced: heading.map_or_else(RoleSet::default, |place| self.outline[place].announced),
            announced_here: heading == own_line,
            under_heading: innermost.is_some(),
            has_headings: self.announced.is_some(),
            announced_anywhere: self.announced.unwrap_or_default(),
            heading: own_line.map(|place| self.outline[place].words.clone()),
            lead_announced,
            lead,
            position: index as f32 / count.max(1) as f32,
            index,
            remaining: count - 1 - index,
        }
    }

    /// The nearest heading on a line of its own, from a heading on upwards.
    pub(super) fn own_line(&self, mut heading: Option<usize>) -> Option<usize> {
        while let Some(place) = heading
            && self.outline[place].run_in
        {
            heading = self.outline[place].parent;
        }
        heading
    }

    /// Whether a sentence is the last of several in its item or paragraph.
    fn closes(&self, index: usize) -> bool {
        let sentence = &self.sentences[index];
        let with = |other: &&Sentence| other.group == sentence.group && other.item == sentence.item;
        let before = index.checked_sub(1).map(|place| &self.sentences[place]);
        let first = sentence.opens_item || before.filter(with).is_none();
        let after = self.sentences.get(index + 1).filter(with);
        !first && after.is_none_or(|after| after.opens_item)
    }

    /// How many sentences of its matter stand before a sentence and behind it, up to [`NEAR`], where a heading announces
    /// problems and plans together and each matter has both.
    fn in_matter(&self, index: usize) -> Option<(usize, usize)> {
        let sentence = &self.sentences[index];
        let together = self.together(sentence)?;
        let own = sentence.heading.filter(|place| *place != together);
        let with = |other: &&Sentence| match own {
            Some(_) => other.heading == own,
            None => other.group == sentence.group && other.item == sentence.item,
        };
        let before = self.sentences[..index].iter().rev().take(NEAR);
        let behind = self.sentences[index + 1..].iter().take(NEAR);
        Some((
            before.take_while(with).count(),
            behind.take_while(with).count(),
        ))
    }

    /// The heading that announces problems and plans together, if a sentence stands under one.
    fn together(&self, sentence: &Sentence) -> Option<usize> {
        let mut place = sentence.heading;
        while let Some(at) = place {
            let announced = self.outline[at].announced;
            match announced.contains(Role::Problem) {
                true if announced.contains(Role::Plan) => return place,
                // （二）改进措施 below it is for plans alone.
                false if !announced.is_empty() => return None,
                _ => place = self.outline[at].parent,
            }
        }
        None
    }

    /// Cues of the opening of the nearest sentence before, in the same paragraph, that frames what follows it.
    fn frame_before(&self, index: usize) -> CueSet {
        let frames = |cues: &CueSet| FRAMES.iter().any(|cue| cues.has(*cue));
        let openings = self
            .paragraph_before(index)
            .filter(|other| frames(&other.cues))
            .map(|other| {
                let start = other.range.start;
                let end = opening_end(self.folded(other.range.clone()), start);
                self.hits.categories(start..end)
            });
        openings.into_iter().find(frames).unwrap_or_default()
    }

    /// The sentences before one in its paragraph, the nearest first. No paragraph of a report has more than are looked at;
    /// a text made to have them must not take their square.
    pub(super) fn paragraph_before(&self, index: usize) -> impl Iterator<Item = &Sentence> {
        const MOST: usize = 200;
        let group = self.sentences[index].group;
        self.sentences[index.saturating_sub(MOST)..index]
            .iter()
            .rev()
            .take_while(move |other| other.group == group)
    }

    /// Who acts in a sentence: the writer, the unit or others as it names them, else as the sentences before it in the
    /// paragraph do; subjects are mostly left out once they have been named.
    fn subject_at(&self, index: usize) -> Option<Cue> {
        std::iter::once(&self.sentences[index])
            .chain(self.paragraph_before(index))
            .find_map(|other| {
                [Cue::Writer, Cue::Lower, Cue::Unit]
                    .into_iter()
                    .find(|cue| other.cues.has(*cue))
            })
    }

    /// The role that a sentence has because its heading names no other, where its own words hardly tell: what is quoted and
    /// answered under 整改情况, arranged already under 下一步打算, the last measure of a report that has no closing. A table has
    /// few words of its own.
    pub(super) fn bound_by_heading(&self, index: usize) -> Option<Role> {
        let sentence = &self.sentences[index];
        let innermost = sentence.heading?;
        let lead = self.outline[innermost].announced;
        let mut announced = match self.own_line(sentence.heading) {
            Some(heading) if lead.is_empty() => self.outline[heading].announced,
            _ => lead,
        };
        let silent = announced.is_empty();
        if silent {
            announced = self.inherited(innermost);
        }
        let role = announced.iter().next().filter(|_| announced.len() == 1)?;
        let bound = match (role, sentence.role) {
            // 三、下一步打算 over （一）党建方面: 参学率由72%提高到90%以上 tells what is to be reached.
            (Role::Plan, Role::Rectification | Role::Achievement) if silent => true,
            _ if silent => false,
            _ if self.paragraphs[sentence.paragraph].kind == ParagraphKind::Table => true,
            (Role::Plan, Role::Closing) => opens_with_mark(self.folded(sentence.range.clone())),
            (Role::Plan, Role::Rectification | Role::Achievement)
            | (Role::Rectification, Role::Problem)
            | (Role::Problem, Role::Cause)
            | (Role::Achievement, Role::Plan) => sentence.confidence() < SURE,
            _ => false,
        };
        (bound && role != sentence.role).then_some(role)
    }

    /// The role of what a heading heads: of the text below it or, run in, of the sentence that it opens or stands before.
    pub(super) fn role_behind(&self, heading: &Heading) -> Role {
        let words = &heading.words;
        let mut next = self
            .sentences
            .partition_point(|sentence| sentence.range.end <= words.start);
        let is_lead = |sentence: &Sentence| {
            sentence.range.contains(&words.start)
                && sentence.range.end <= words.end + '。'.len_utf8()
        };
        if let [lead, behind, ..] = &self.sentences[next..]
            && is_lead(lead)
            && behind.group == lead.group
        {
            next += 1;
        }
        let behind = self.sentences.get(next);
        behind.map_or(Role::Other, |sentence| sentence.role)
    }

    /// What the nearest announcing heading announces, from a heading on upwards.
    pub(super) fn inherited(&self, heading: usize) -> RoleSet {
        let mut place = Some(heading);
        while let Some(at) = place {
            if !self.outline[at].announced.is_empty() {
                return self.outline[at].announced;
            }
            place = self.outline[at].parent;
        }
        RoleSet::default()
    }

    /// What lies before a sentence.
    pub fn boundary(&self, index: usize) -> Boundary {
        let plain = self.plain_boundary(index);
        match self.together(&self.sentences[index]) {
            Some(_) => plain.together(),
            None => plain,
        }
    }

    fn plain_boundary(&self, index: usize) -> Boundary {
        let sentence = &self.sentences[index];
        let Some(before) = index.checked_sub(1).map(|before| &self.sentences[before]) else {
            return Boundary::Heading;
        };
        let heads = |sentence: &Sentence| sentence.heading.map(|place| &self.outline[place]);
        if before.group != sentence.group {
            return if self.own_line(before.heading) == self.own_line(sentence.heading) {
                Boundary::Paragraph
            } else {
                Boundary::Heading
            };
        }
        let new_item = sentence.opens_item
            || heads(before).map(|h| &h.words) != heads(sentence).map(|h| &h.words);
        if new_item {
            Boundary::Item
        } else {
            Boundary::Within
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, rules};

    #[test]
    fn a_lead_has_the_role_of_its_own_sentence() {
        let text = "2024年度党支部书记述职报告\n一、履职情况\n我主持支委会12次，讲党课4次，修好蓄水池2座。\n\
             二、存在的问题\n我到三组去得少，全年只去过2次，公开栏三个月没有换。\n三、下一步打算\n\
             （一）每月5日由我主持党日；请假的补课。\n（二）名单3天内上墙；由监委会签字。\n\
             （三）三组每月去一次；组长签字。\n以上述职，请同志们评议。";
        let document = document(text);
        let draft = Draft::new(&document, rules(), model());
        let measures = &draft.outline[3..];
        assert!(
            measures
                .iter()
                .all(|heading| heading.role == Role::Plan && heading.run_in)
        );
        assert_eq!(
            draft
                .sentences
                .iter()
                .filter(|one| one.role == Role::Plan)
                .count(),
            3
        );
    }

    #[test]
    fn what_is_to_be_reached_is_a_plan_under_silent_sub_headings_too() {
        let text = "2024年度党支部书记述职报告\n一、履职情况\n我主持支委会12次，讲党课4次，修好蓄水池2座。\n\
             二、存在的问题\n我到三组去得少，全年只去过2次，公开栏三个月没有换。\n三、下一步工作思路\n\
             （一）基层党建方面\n党员集中学习参学率由72%提高到90%以上，会议记录合格率由58%提高到95%。\n\
             （二）党风廉政方面\n廉政教育覆盖率达到100%，采购节约资金25万元。\n以上述职，请同志们评议。";
        let document = document(text);
        let draft = Draft::new(&document, rules(), model());
        let roles: Vec<Role> = draft.sentences.iter().map(|one| one.role).collect();
        assert_eq!(roles[2..4], [Role::Plan, Role::Plan]);
    }

    #[test]
    fn under_a_heading_for_both_a_problem_is_followed_by_its_measure() {
        let text = "2021年度履行党建工作第一责任人职责述职报告\n我任社区党总支书记两年，现述职如下。\n一、主要工作\n\
             （一）抓责任。年初我主持制定总支全年工作要点24条，专题研究党建8次。\n\
             二、存在的问题和今后的努力方向\n\
             （一）个别支部不够平衡。第三支部上半年只开过一次支委会。今后，要进一步压实支部书记的责任，推动各支部齐头并进。\n\
             （二）物业企业履责不到位。路灯坏了六盏，报修四十天没有人来。建立维修台账，三天内答复。";
        let document = document(text);
        let draft = Draft::new(&document, rules(), model());
        let matters: Vec<_> = (0..draft.sentences.len())
            .filter_map(|index| Some((draft.in_matter(index)?, draft.sentences[index].role)))
            .collect();
        let [problem, plan] = [Role::Problem, Role::Plan];
        let once = [((0, 2), problem), ((1, 1), problem), ((2, 0), plan)];
        assert_eq!(matters[..6], [once, once].concat());
        assert_eq!(draft.boundary(4), Boundary::TogetherWithin);
        assert_eq!(draft.boundary(6), Boundary::TogetherParagraph);
    }
}
