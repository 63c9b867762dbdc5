//! Demands in words. Only a notice may say 要求; practice says 一般.

use super::grading::{Afterwards, Quota};
use super::scheme::{
    Length, PartLength, Parts, PledgeDemand, RectificationDemand, Share, ShareBase, ShareOp,
    SourceStrength, Speech, Submit,
};
use super::voice::{Voice, joined, voice};
use crate::ruleset::Bilingual;

impl Length {
    /// `2000—2500 字`, `5000 字左右`, `不超过 3000 字（原则上）`.
    pub fn describe(&self, source: SourceStrength) -> Bilingual {
        let (zh, en) = match (self.about, self.min, self.max) {
            (Some(about), _, _) => (format!("{about} 字左右"), format!("about {about} 字")),
            (None, Some(min), Some(max)) => (format!("{min}—{max} 字"), format!("{min}-{max} 字")),
            (None, None, Some(max)) => (format!("不超过 {max} 字"), format!("at most {max} 字")),
            (None, Some(min), None) => (format!("不少于 {min} 字"), format!("at least {min} 字")),
            (None, None, None) => (String::new(), String::new()),
        };
        voice(self.strength, source).wrap(zh, en, self.about.is_some())
    }
}

impl PartLength {
    /// `意识形态 700 字左右`.
    pub fn describe(&self) -> Bilingual {
        Bilingual::new(
            format!("{} {} 字左右", self.part, self.about),
            format!("{} about {} 字", self.part, self.about),
        )
    }
}

impl Speech {
    /// `不超过 8 分钟`.
    pub fn describe(&self, source: SourceStrength) -> Bilingual {
        voice(self.strength, source).wrap(
            format!("不超过 {} 分钟", self.minutes),
            format!("at most {} minutes", self.minutes),
            false,
        )
    }
}

impl Share {
    /// `问题和原因合计不少于三分之一（原则上）`.
    pub fn describe(&self, source: SourceStrength) -> Bilingual {
        let (value, fraction) = (self.value.chinese(), self.value);
        let voice = voice(self.strength, source);
        let soft = voice != Voice::Demand;
        let (zh, en) = match self.op {
            ShareOp::AtLeast => (format!("不少于{value}"), format!("at least {fraction}")),
            ShareOp::AtMost => (format!("不超过{value}"), format!("at most {fraction}")),
            ShareOp::About if soft => (format!("占{value}左右"), format!("about {fraction}")),
            ShareOp::About => (format!("占{value}"), format!("{fraction}")),
        };
        let bound = voice.wrap(zh, en, self.op == ShareOp::About);
        let names = joined(&self.roles);
        let together = if self.roles.len() > 1 {
            ("合计", " together")
        } else {
            ("", "")
        };
        Bilingual::new(
            format!("{}{}{}", names.zh, together.0, bound.zh),
            format!("{}{} {}", names.en, together.1, bound.en),
        )
    }

    /// What it is a share of, where that is not the whole body.
    pub fn base(&self) -> Option<Bilingual> {
        match self.of {
            ShareBase::Body => None,
            ShareBase::Parts => Some(Bilingual::new(
                "按成绩、整改、问题、原因和打算的合计算，开头和结尾不计",
                "of achievement, rectification, problem, cause and plan together, without opening and end",
            )),
        }
    }
}

impl Parts {
    /// `应有成绩、问题和打算；原则上有原因`.
    pub fn describe(&self, source: SourceStrength) -> Bilingual {
        let mut zh = Vec::new();
        let mut en = Vec::new();
        let voices = [
            (Voice::Demand, "应有", "required: "),
            (Voice::AsARule, "原则上有", "as a rule: "),
            (Voice::Custom, "一般有", "usually: "),
        ];
        for (this, before, word) in voices {
            let mut roles = self.required.clone();
            roles.retain(|role| {
                self.strength_of(*role)
                    .is_some_and(|strength| voice(strength, source) == this)
            });
            if roles.is_empty() {
                continue;
            }
            let names = joined(&roles);
            zh.push(format!("{before}{}", names.zh));
            en.push(format!("{word}{}", names.en));
        }
        Bilingual::new(zh.join("；"), en.join("; "))
    }
}

impl RectificationDemand {
    /// `应回应：上年度…的问题`.
    pub fn describe(&self, source: SourceStrength) -> Bilingual {
        let (before, word) = match voice(self.strength, source) {
            Voice::Demand => ("应回应", "to be answered"),
            Voice::AsARule => ("原则上应回应", "to be answered as a rule"),
            Voice::Custom => ("一般回应", "usually answered"),
        };
        let english = if self.text_en.is_empty() {
            &self.text
        } else {
            &self.text_en
        };
        Bilingual::new(
            format!("{before}：{}", self.text),
            format!("{word}: {english}"),
        )
    }
}

impl PledgeDemand {
    /// `应作出整改承诺`.
    pub fn describe(&self, source: SourceStrength) -> Bilingual {
        match voice(self.strength, source) {
            Voice::Demand => Bilingual::new("应作出整改承诺", "a pledge must be made"),
            Voice::AsARule => {
                Bilingual::new("原则上应作出整改承诺", "a pledge should be made as a rule")
            }
            Voice::Custom => Bilingual::new("一般作出整改承诺", "a pledge is usually made"),
        }
    }
}

impl Submit {
    /// `会前 7 天上报，且不晚于 12 月 26 日`.
    pub fn describe(&self, source: SourceStrength) -> Bilingual {
        let voice = voice(self.strength, source);
        let about = if voice == Voice::AsARule {
            ("左右", "about ")
        } else {
            ("", "")
        };
        let unit = if self.working_days {
            ("个工作日", "working days")
        } else {
            ("天", "days")
        };
        let before = self.days_before.map(|days| {
            (
                format!("会前 {days} {}{}上报", unit.0, about.0),
                format!("{}{days} {} before the meeting", about.1, unit.1),
            )
        });
        let (zh, en) = match (before, self.fixed_day()) {
            (Some(before), None) => before,
            (Some((zh, en)), Some((month, day))) => (
                format!("{zh}，且不晚于 {month} 月 {day} 日"),
                format!("{en}, and by {month:02}-{day:02}"),
            ),
            (None, Some((month, day))) => (
                format!("{month} 月 {day} 日前上报"),
                format!("by {month:02}-{day:02}"),
            ),
            (None, None) => (
                "会前上报（没有写明哪一天）".to_owned(),
                "before the meeting (no day is named)".to_owned(),
            ),
        };
        voice.wrap(zh, en, self.days_before.is_some())
    }
}

impl Quota {
    /// `“好”不超过 30%`, `“较好”“一般”“差”合计不少于 15%（原则上）`.
    pub fn describe(&self, source: SourceStrength) -> Bilingual {
        let percent = |share: f64| format!("{}%", (share * 1000.0).round() / 10.0);
        let mut zh = Vec::new();
        let mut en = Vec::new();
        match self.min {
            Some(min) if min > 0.0 => {
                zh.push(format!("不少于 {}", percent(min)));
                en.push(format!("at least {}", percent(min)));
            }
            Some(_) => {
                zh.push("要占一定比例".to_owned());
                en.push("some share".to_owned());
            }
            None => {}
        }
        if let Some(max) = self.max {
            zh.push(format!("不超过 {}", percent(max)));
            en.push(format!("at most {}", percent(max)));
        }
        let bound = voice(self.strength, source).wrap(zh.join("、"), en.join(", "), false);
        let grades: String = self.grades.iter().map(|word| format!("“{word}”")).collect();
        let together = if self.grades.len() > 1 {
            ("合计", " together")
        } else {
            ("", "")
        };
        Bilingual::new(
            format!("{grades}{}{}", together.0, bound.zh),
            format!("{grades}{} {}", together.1, bound.en),
        )
    }
}

impl Afterwards {
    /// `会后 30 天内列出问题清单、整改清单`.
    pub fn describe(&self) -> Bilingual {
        let lists = self.lists.join("、");
        match self.within_days {
            Some(days) => Bilingual::new(
                format!("会后 {days} 天内列出{lists}"),
                format!("within {days} days after the meeting: {lists}"),
            ),
            None => Bilingual::new(
                format!("会后列出{lists}"),
                format!("after the meeting: {lists}"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Fraction;
    use crate::ruleset::Strength;
    use crate::structure::Role;

    const NOTICE: SourceStrength = SourceStrength::Notice;
    const PRACTICE: SourceStrength = SourceStrength::Practice;

    fn length(min: Option<u32>, max: Option<u32>, about: Option<u32>, hard: bool) -> Length {
        let strength = if hard { Strength::Hard } else { Strength::Soft };
        Length {
            min,
            max,
            about,
            tolerance: None,
            strength,
        }
    }

    #[test]
    fn lengths() {
        let cases = [
            (
                length(Some(2000), Some(2500), None, true),
                NOTICE,
                "2000—2500 字",
            ),
            (length(None, None, Some(5000), false), NOTICE, "5000 字左右"),
            (
                length(None, Some(3000), None, true),
                NOTICE,
                "不超过 3000 字",
            ),
            (
                length(None, Some(3000), None, false),
                NOTICE,
                "不超过 3000 字（原则上）",
            ),
            (
                length(Some(2000), Some(5000), None, false),
                PRACTICE,
                "一般 2000—5000 字",
            ),
            (
                length(Some(2000), None, None, true),
                PRACTICE,
                "一般不少于 2000 字",
            ),
        ];
        for (length, source, words) in cases {
            assert_eq!(length.describe(source).zh, words);
        }
    }

    #[test]
    fn shares() {
        let share = |roles: &[Role], op, strength| Share {
            roles: roles.to_vec(),
            op,
            value: Fraction::new(1, 3).unwrap(),
            of: ShareBase::Body,
            strength,
        };
        let both = [Role::Problem, Role::Cause];
        let at_least = share(&both, ShareOp::AtLeast, Strength::Soft);
        assert_eq!(
            at_least.describe(NOTICE),
            Bilingual::new(
                "问题和原因合计不少于三分之一（原则上）",
                "problem and cause together at least 1/3 (as a rule)"
            )
        );
        assert_eq!(
            at_least.describe(PRACTICE).zh,
            "问题和原因合计一般不少于三分之一"
        );
        let about = share(&both, ShareOp::About, Strength::Soft);
        assert_eq!(about.describe(NOTICE).zh, "问题和原因合计占三分之一左右");
        let each = share(&[Role::Plan], ShareOp::About, Strength::Hard);
        assert_eq!(each.describe(NOTICE).zh, "打算占三分之一");
    }

    #[test]
    fn parts_keep_what_is_softened_apart() {
        let parts = Parts {
            required: vec![Role::Achievement, Role::Problem, Role::Cause],
            strength: Strength::Hard,
            soft: vec![Role::Cause],
        };
        assert_eq!(parts.describe(NOTICE).zh, "应有成绩和问题；原则上有原因");
        assert_eq!(parts.describe(PRACTICE).zh, "一般有成绩、问题和原因");
    }

    #[test]
    fn days() {
        let submit = |days_before, by: Option<&str>, strength| Submit {
            days_before,
            working_days: false,
            by: by.map(str::to_owned),
            strength,
        };
        let cases = [
            (submit(Some(5), None, Strength::Hard), "会前 5 天上报"),
            (submit(Some(10), None, Strength::Soft), "会前 10 天左右上报"),
            (
                submit(Some(7), Some("12-26"), Strength::Hard),
                "会前 7 天上报，且不晚于 12 月 26 日",
            ),
            (
                submit(None, Some("01-05"), Strength::Hard),
                "1 月 5 日前上报",
            ),
            (
                Submit {
                    working_days: true,
                    ..submit(Some(5), None, Strength::Hard)
                },
                "会前 5 个工作日上报",
            ),
            (
                submit(None, None, Strength::Hard),
                "会前上报（没有写明哪一天）",
            ),
        ];
        for (submit, words) in cases {
            assert_eq!(submit.describe(NOTICE).zh, words);
        }
    }
}
