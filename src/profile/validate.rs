//! What types cannot say of a scheme: sums, orders, names known elsewhere.

use std::collections::BTreeSet;

use super::error::did_you_mean;
use super::scheme::{Length, Profile, Topic};
use crate::ruleset::{Bilingual, Rules, nearest};

/// A mistake, at a path for [`super::tree::Node::place`].
pub(super) struct Issue {
    pub path: String,
    /// The other half of a contradiction, which may stand in another file.
    pub other: Option<String>,
    pub message: Bilingual,
}

/// Everything that is wrong with a typed scheme.
pub(super) fn validate(profile: &Profile, rules: &Rules) -> Vec<Issue> {
    let mut found = Found(Vec::new());
    found.names(profile);
    found.length(profile.length.as_ref());
    found.parts(profile);
    found.shares(profile);
    found.submit(profile);
    for (kind, scheme) in &profile.posts {
        found.filled(&format!("posts/{kind}"), scheme);
    }
    for (at, topic) in profile.topics.iter().enumerate() {
        found.topic(at, topic);
    }
    found.guards(profile, rules);
    found.grading(profile);
    found.thresholds(profile, rules);
    found.format(profile.format.as_ref());
    found.0
}

pub(super) struct Found(pub(super) Vec<Issue>);

impl Found {
    pub(super) fn put(
        &mut self,
        path: impl Into<String>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        self.0.push(Issue {
            path: path.into(),
            other: None,
            message: Bilingual::new(zh, en),
        });
    }

    pub(super) fn filled(&mut self, path: &str, text: &str) {
        if text.trim().is_empty() {
            self.put(path, "不能是空的", "must not be empty");
        }
    }

    fn names(&mut self, profile: &Profile) {
        self.filled("id", &profile.id);
        self.filled("title", &profile.title);
        self.filled("source/document", &profile.source.document);
        for (at, word) in profile.suggest.iter().enumerate() {
            self.filled(&format!("suggest/{at}"), word);
        }
        if let Some(year) = profile.year.filter(|year| !(1949..=2100).contains(year)) {
            let zh = format!("{year} 不像是述职的年度");
            self.put("year", zh, format!("{year} is hardly a report year"));
        }
        if let Some(demand) = &profile.rectification {
            self.filled("rectification/text", &demand.text);
            if demand.of.is_empty() {
                self.put("rectification/of", "不能是空的", "must not be empty");
            }
        }
    }

    fn length(&mut self, length: Option<&Length>) {
        let Some(length) = length else { return };
        if let (Some(min), Some(max)) = (length.min, length.max)
            && min > max
        {
            self.put(
                "length/min",
                format!("下限 {min} 大于上限 {max}"),
                format!("the least, {min}, is above the most, {max}"),
            );
        }
        if length.about.is_some() && (length.min.is_some() || length.max.is_some()) {
            self.put(
                "length/about#",
                "`about`（左右）不能同 `min`、`max` 一起写",
                "`about` cannot stand beside `min` or `max`",
            );
        }
        if length.about.or(length.min).or(length.max).is_none() {
            self.put(
                "length",
                "没有写字数：写 `min`、`max` 或 `about`",
                "no length is given: write `min`, `max` or `about`",
            );
        }
        let numbers = [
            ("min", length.min),
            ("max", length.max),
            ("about", length.about),
        ];
        for (key, _) in numbers.iter().filter(|(_, number)| *number == Some(0)) {
            self.put(
                format!("length/{key}"),
                "字数要大于 0",
                "a length must be above 0",
            );
        }
        if let Some(tolerance) = length.tolerance {
            if !(0.0..1.0).contains(&tolerance) {
                self.put(
                    "length/tolerance",
                    format!("{tolerance} 不在 0 到 1 之间"),
                    format!("{tolerance} is not between 0 and 1"),
                );
            }
            if length.about.is_none() {
                self.put(
                    "length/tolerance#",
                    "`tolerance` 只用于 `about`",
                    "`tolerance` goes with `about` only",
                );
            }
        }
    }

    fn parts(&mut self, profile: &Profile) {
        for (at, part) in profile.part_lengths.iter().enumerate() {
            self.filled(&format!("part-length/{at}/part"), &part.part);
            if part.headings.iter().all(|word| word.trim().is_empty()) {
                self.put(
                    format!("part-length/{at}/headings"),
                    "要写出这一部分标题里的词，否则找不到它",
                    "words of the part's heading are needed to find it",
                );
            }
            if part.about == 0 {
                self.put(
                    format!("part-length/{at}/about"),
                    "字数要大于 0",
                    "a length must be above 0",
                );
            }
        }
        if let Some(speech) = &profile.speech
            && speech.minutes <= 0.0
        {
            let zh = "分钟数要大于 0";
            self.put("speech/minutes", zh, "the minutes must be above 0");
        }
        let mut seen = BTreeSet::new();
        for (at, role) in profile.parts.required.iter().enumerate() {
            if !seen.insert(role) {
                let path = format!("parts/required/{at}");
                let name = role.name();
                self.put(
                    path,
                    format!("`{name}` 写了两次"),
                    format!("`{name}` stands twice"),
                );
            }
        }
        for (at, role) in profile.parts.soft.iter().enumerate() {
            if !seen.contains(role) {
                let name = role.name();
                self.put(
                    format!("parts/soft/{at}"),
                    format!("`{name}` 不在 `required` 里"),
                    format!("`{name}` is not in `required`"),
                );
            }
        }
    }

    fn shares(&mut self, profile: &Profile) {
        for (at, share) in profile.shares.iter().enumerate() {
            let roles: BTreeSet<_> = share.roles.iter().collect();
            if roles.is_empty() || roles.len() < share.roles.len() {
                self.put(
                    format!("share/{at}/roles"),
                    "要写至少一个角色，且不能重复",
                    "name at least one role, and none twice",
                );
            }
            if share.value.value() <= 0.0 {
                self.put(
                    format!("share/{at}/value"),
                    "比例要大于 0",
                    "a share must be above 0",
                );
            }
        }
    }

    fn submit(&mut self, profile: &Profile) {
        let Some(submit) = &profile.submit else {
            return;
        };
        if submit.days_before.is_some_and(|days| days > 366) {
            self.put(
                "submit/days-before",
                "提前的天数不能超过一年",
                "more than a year before the meeting",
            );
        }
        if submit.working_days && submit.days_before.is_none() {
            self.put(
                "submit/working-days#",
                "`working-days` 只用于 `days-before`",
                "`working-days` goes with `days-before` only",
            );
        }
        if let Some(day) = &submit.by
            && month_and_day(day).is_none()
        {
            self.put(
                "submit/by",
                format!("`{day}` 不是有效的日期，应写成月-日，如 \"01-05\""),
                format!("`{day}` is no date: write month and day, as in \"01-05\""),
            );
        }
    }

    fn topic(&mut self, at: usize, topic: &Topic) {
        self.filled(&format!("topic/{at}/title"), &topic.title);
        if topic.cues.is_empty() && topic.roles.is_empty() {
            self.put(
                format!("topic/{at}/cues"),
                "`cues` 和 `roles` 都是空的，没有办法判断写到没有",
                "`cues` and `roles` are both empty, so the topic could never be found",
            );
        }
        for (place, group) in topic.cues.iter().enumerate() {
            let path = format!("topic/{at}/cues/{place}");
            if group.is_empty() {
                self.put(path, "这一组词是空的", "this group has no words");
            } else if let Some(word) = group.iter().position(|word| word.trim().is_empty()) {
                self.put(format!("{path}/{word}"), "不能是空的", "must not be empty");
            }
        }
        let groups = topic.cues.len();
        if let Some(need) = topic.need
            && (need == 0 || need > groups)
        {
            self.put(
                format!("topic/{at}/need"),
                format!("`need` 应在 1 到 {groups}（词组数）之间，写的是 {need}"),
                format!("`need` must be from 1 to the number of groups, {groups}; it is {need}"),
            );
        }
    }

    fn grading(&mut self, profile: &Profile) {
        let weights = &profile.rubric;
        let sum = weights.sum();
        if sum != 100 {
            self.put(
                "rubric",
                format!("各项分值相加是 {sum}，应当正好是 100"),
                format!("the weights add up to {sum}; they must add up to exactly 100"),
            );
        }
        let grades = &profile.grades;
        let words: BTreeSet<&str> = grades.words.iter().map(|word| word.trim()).collect();
        if grades.words.len() < 2 || words.len() < grades.words.len() || words.contains("") {
            self.put(
                "grades/words",
                "至少要有两个等次，不能重复，也不能是空的",
                "at least two grades are needed, all different and none empty",
            );
        }
        if grades.cut_offs.len() + 1 != grades.words.len() {
            let (words, cuts) = (grades.words.len(), grades.cut_offs.len());
            self.put(
                "grades/cut-offs",
                format!(
                    "{words} 个等次要有 {} 个分界，写了 {cuts} 个",
                    words.saturating_sub(1)
                ),
                format!(
                    "{words} grades need {} cut-offs; there are {cuts}",
                    words.saturating_sub(1)
                ),
            );
        }
        for (at, cut) in grades.cut_offs.iter().enumerate() {
            let above = at
                .checked_sub(1)
                .map_or(100.0, |before| grades.cut_offs[before]);
            if !(*cut > 0.0 && (*cut < above || at == 0 && *cut <= above)) {
                self.put(
                    format!("grades/cut-offs/{at}"),
                    "分界要从高到低，在 0 到 100 之间",
                    "cut-offs must fall from high to low, between 0 and 100",
                );
                break;
            }
        }
        for (at, quota) in profile.quotas.iter().enumerate() {
            for (place, grade) in quota.grades.iter().enumerate() {
                if !words.contains(grade.as_str()) {
                    let near = did_you_mean(nearest(grade, words.iter().copied()));
                    self.put(
                        format!("quota/{at}/grades/{place}"),
                        format!("`{grade}` 不是这个方案的等次{}", near.zh),
                        format!("`{grade}` is no grade of this scheme{}", near.en),
                    );
                }
            }
            let shares = [quota.min, quota.max];
            let bounded = shares
                .iter()
                .flatten()
                .all(|share| (0.0..=1.0).contains(share));
            let ordered = quota.min.unwrap_or(0.0) <= quota.max.unwrap_or(1.0);
            if quota.grades.is_empty() || shares == [None, None] || !bounded || !ordered {
                self.put(
                    format!("quota/{at}"),
                    "要写等次，并写 `min` 或 `max`（0 到 1，下限不大于上限）",
                    "name grades and `min` or `max` (0 to 1, the least not above the most)",
                );
            }
        }
    }
}

/// Month and day of `MM-DD`, if there is such a day in some year.
pub(super) fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    let (month, day): (u32, u32) = (month.parse().ok()?, day.parse().ok()?);
    let last = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((month, day))
}
