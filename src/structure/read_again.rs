//! Sentences whose words, taken one by one, look like another role than the one that they have as a whole.

use super::draft::Draft;
use super::role::Role;
use crate::ruleset::Cue;
use crate::text::figures::figures;

/// What an official must not do, as it is told when he did not.
const MISDEEDS: [&str; 30] = [
    "收受",
    "插手",
    "优亲厚友",
    "报销过",
    "报销一",
    "违规",
    "违反",
    "违纪",
    "公款",
    "吃喝",
    "打招呼",
    "打过招呼",
    "经商",
    "谋取",
    "谋私",
    "谋过",
    "索要",
    "索取",
    "吃请",
    "宴请",
    "红包",
    "礼金",
    "大操大办",
    "公车私用",
    "虚报",
    "截留",
    "挪用",
    "贪占",
    "侵占",
    "办企业",
];
/// What may stand between 没有 and the misdeed: 没有在村里报销过, 没有利用职权谋私.
const BETWEEN: [&str; 17] = [
    "收", "在", "给", "向", "替", "为", "利用", "任何", "一", "发生", "出现", "参与", "搞", "用",
    "让", "过", "借",
];
/// A misdeed of others that was not dealt with: 没有在会上批评违规吃喝.
const DEALT_WITH: [&str; 16] = [
    "批评", "制止", "查", "管", "问", "追究", "处理", "发现", "纠正", "提醒", "警示", "监督", "劝",
    "讲", "传达", "学",
];

impl Draft<'_> {
    /// Gives sentences the role that they have as a whole, where that is another one than their words tell.
    pub(super) fn read_again(&mut self) {
        self.read_last_year_again();
        for index in 0..self.sentences.len() {
            if let Some(role) = self.role_as_a_whole(index) {
                self.sentences[index].turn(role);
            }
        }
        for lead in 1..self.sentences.len() {
            // 守住廉洁底线。我没有插手过工程: the lead goes with what it leads in.
            if self.is_lead(lead - 1, lead)
                && matches!(self.sentences[lead - 1].role, Role::Problem | Role::Cause)
                && self.sentences[lead].role == Role::Achievement
                && self.tells_clean_hands(lead)
            {
                self.sentences[lead - 1].turn(Role::Achievement);
            }
        }
    }

    /// 去年修到半山的路，今年修到了顶: last year as a mere date makes a stretch no answer to what was said of last year.
    fn read_last_year_again(&mut self) {
        let mut start = 0;
        while start < self.sentences.len() {
            let heading = self.sentences[start].heading;
            let run = self.sentences[start..].iter().take_while(|other| {
                other.role == Role::Rectification
                    && self.own_line(other.heading) == self.own_line(heading)
            });
            let end = start + run.count();
            // What leads the stretch in may say it too.
            let words = start.saturating_sub(1)..end;
            if end > start
                && !words.into_iter().any(|index| self.names_faults(index))
                && !self.stands_under(start, &[Role::Rectification])
            {
                for sentence in &mut self.sentences[start..end] {
                    sentence.turn(Role::Achievement);
                }
            }
            start = end.max(start + 1);
        }
    }

    /// Whether a sentence tells of what was said or lacking, not only when.
    fn names_faults(&self, index: usize) -> bool {
        const FAULTS: [Cue; 6] = [
            Cue::Said,
            Cue::Rectification,
            Cue::Deficiency,
            Cue::NotDone,
            Cue::ProblemFrame,
            Cue::Pledge,
        ];
        let cues = self.sentences[index].cues;
        FAULTS.into_iter().any(|cue| cues.has(cue))
    }

    /// Whether a sentence is the run-in heading of the next one.
    fn is_lead(&self, lead: usize, next: usize) -> bool {
        let (lead, next) = (&self.sentences[lead], &self.sentences[next]);
        lead.heading == next.heading
            && lead.heading.is_some_and(|heading| {
                let heading = &self.outline[heading];
                heading.run_in && lead.range.contains(&heading.words.start)
            })
    }

    fn role_as_a_whole(&self, index: usize) -> Option<Role> {
        match self.sentences[index].role {
            Role::Problem | Role::Cause if self.tells_clean_hands(index) => Some(Role::Achievement),
            Role::Rectification if self.compares_years(index) => Some(Role::Achievement),
            _ => None,
        }
    }

    /// 没有收受礼品，没有插手工程: no problem, where no heading says that problems are told and none was told just before.
    fn tells_clean_hands(&self, index: usize) -> bool {
        if self.stands_under(index, &[Role::Problem, Role::Cause])
            || self.follows(index, Role::Problem)
        {
            return false;
        }
        let text = self.folded(self.sentences[index].range.clone());
        let turns = ["但", "却", "可是", "不过", "只是", "除了"];
        misdeed_denied(text) && !turns.iter().any(|word| text.contains(word))
    }

    /// 去年11万元，今年19万元: growth, and no answer to what was said last year, where nothing says that it is one.
    fn compares_years(&self, index: usize) -> bool {
        let sentence = &self.sentences[index];
        let (cues, range) = (sentence.cues, sentence.range.clone());
        let text = self.folded(range);
        let compared = text
            .split_once("今年")
            .is_some_and(|(then, now)| figures(then) > 0 && figures(now) > 0);
        cues.has(Cue::LastYear)
            && !cues.has(Cue::Rectification)
            && !cues.has(Cue::Said)
            && !cues.has(Cue::Deficiency)
            && compared
            && !self.stands_under(index, &[Role::Rectification])
            && !self.follows(index, Role::Rectification)
    }

    fn stands_under(&self, index: usize, roles: &[Role]) -> bool {
        let heading = self.sentences[index].heading;
        heading.is_some_and(|heading| {
            let announced = self.inherited(heading);
            roles.iter().any(|role| announced.contains(*role))
        })
    }

    /// Whether the sentence before it in its paragraph has a role.
    fn follows(&self, index: usize, role: Role) -> bool {
        let before = self.paragraph_before(index).next();
        let lead = || {
            index
                .checked_sub(1)
                .is_some_and(|lead| self.is_lead(lead, index))
        };
        before.is_some_and(|before| before.role == role) && !lead()
    }
}

/// Whether a misdeed stands behind its negation: 没有在村里报销过, 无公款吃喝.
fn misdeed_denied(text: &str) -> bool {
    text.split(['，', '；', '、', '。', '：']).any(|clause| {
        let negations = ["没有", "从未", "从没", "未", "无"];
        let behind = negations.iter().find_map(|negation| {
            let (_, behind) = clause.split_once(negation)?;
            Some(behind)
        });
        behind.is_some_and(|behind| {
            let found = MISDEEDS.iter().filter_map(|word| behind.find(word)).min();
            found.is_some_and(|at| {
                let between = &behind[..at];
                between.is_empty()
                    || BETWEEN.iter().any(|word| between.starts_with(word))
                        && !DEALT_WITH.iter().any(|word| between.contains(word))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{document, model, rules};

    fn role(heading: &str, sentence: &str) -> Role {
        role_in(heading, sentence, sentence)
    }

    fn role_in(heading: &str, paragraph: &str, sentence: &str) -> Role {
        let text = format!(
            "2023年度党支部书记述职报告\n一、履职情况\n我主持支委会12次，讲党课4次，发展党员2名。\n{heading}\n{paragraph}\n\
             三、下一步打算\n一是党员大会由我主持，一年缺一次向镇党委说明。"
        );
        let document = document(&text);
        let draft = Draft::new(&document, rules(), model());
        let sentence = draft
            .sentences
            .iter()
            .find(|of| draft.folded(of.range.clone()) == sentence);
        sentence.unwrap().role
    }

    #[test]
    fn what_was_not_done_wrong_is_no_problem() {
        for sentence in [
            "本人没有优亲厚友，没有在村里报销过一分钱的烟酒，全年公车私用、大操大办的事一件没有。",
            "我严格遵守廉洁自律准则，没有收受礼品礼金，没有插手工程，配偶子女没有在管辖范围内经商办企业。",
            "本人全年没有违反中央八项规定精神的行为，无违规操办酒席、无公款吃喝、无违规领取补贴。",
        ] {
            assert_eq!(
                role("二、廉洁自律情况", sentence),
                Role::Achievement,
                "{sentence}"
            );
        }
        let lead =
            "（三）守住廉洁底线。我没有插手过工程，没有给亲属打过招呼，没有在村里报销过一包烟。";
        let (lead, sentence) = lead.split_at(lead.find("我没有").unwrap_or_default());
        let whole = format!("{lead}{sentence}");
        for part in [lead, sentence] {
            assert_eq!(
                role_in("（二）抓学习", &whole, part),
                Role::Achievement,
                "{part}"
            );
        }
        let problem = "我对侄子没有在会上批评违规吃喝，监督执纪失之于宽，教训深刻。";
        assert_eq!(role("二、存在的问题", problem), Role::Problem);
        assert!(!misdeed_denied(
            "没有及时发现公款吃喝，没有在会上批评违规的人"
        ));
    }

    #[test]
    fn growth_over_last_year_is_no_rectification() {
        for sentence in [
            "去年村集体收入11万元，今年达到19万元，比去年增长七成。",
            "去年全镇考核排第14名，今年进到第5名，受到镇党委表扬。",
            "去年栽下的600亩花椒今年挂了果，户均增收2300元。",
        ] {
            let role = role("（三）抓产业", sentence);
            assert_eq!(role, Role::Achievement, "{sentence}");
        }
    }

    #[test]
    fn last_year_as_a_mere_date_answers_nothing() {
        let told = "去年铺到村口的管子，今年接进了家家户户的灶台。挖沟那半个月，十九名党员天不亮就上了坡。\
             前年来的那位木匠，今年带出了四个徒弟。";
        for sentence in [
            "去年铺到村口的管子，今年接进了家家户户的灶台。",
            "前年来的那位木匠，今年带出了四个徒弟。",
        ] {
            assert_eq!(role_in("（二）山里的事", told, sentence), Role::Achievement);
        }
        let answered = "去年述职会上镇党委点评我开会少、走访少。今年支委会开了12次，走访了46户。";
        let role = role_in(
            "二、去年的账",
            answered,
            "去年述职会上镇党委点评我开会少、走访少。",
        );
        assert_eq!(role, Role::Rectification);
    }
}
