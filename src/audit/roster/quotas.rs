//! Grades of a roster against the quotas of its scheme.
//!
//! Quotas are about people and not about texts: what is found is shown to who decides, and changes no result.

use std::collections::BTreeMap;

use super::Person;
use super::people::compared;
use crate::profile::{Profile, Quota};
use crate::ruleset::{Lang, Strength};

/// Grades counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Quotas {
    /// The scheme's grades from best to worst, with how many people have each.
    pub counts: Vec<(String, usize)>,
    /// People who have one of them: shares are of these.
    pub graded: usize,
    /// People whom the roster gives no grade.
    pub ungraded: usize,
    /// Words that are no grade of the scheme, with the lines they stand in.
    pub unknown: Vec<(String, Vec<usize>)>,
    /// Each quota of the scheme.
    pub results: Vec<QuotaResult>,
}

/// A quota against the grades.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotaResult {
    /// What the scheme says.
    pub quota: Quota,
    /// People with these grades.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// Whether it is kept; `None` where nobody has a grade.
    pub kept: Option<bool>,
}

/// Counts the grades of the people who are under a scheme against its quotas; `None` where the roster gives them none.
pub fn quotas(people: &[&Person], profile: &Profile) -> Option<Quotas> {
    if people.iter().all(|person| person.grade.is_none()) {
        return None;
    }
    let mut counts: Vec<(String, usize)> = profile
        .grades
        .words
        .iter()
        .map(|word| (word.clone(), 0))
        .collect();
    let mut quotas = Quotas::default();
    let mut unknown: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for person in people {
        let Some(grade) = &person.grade else {
            quotas.ungraded += 1;
            continue;
        };
        // 好等次, “好”
        let plain = compared(grade);
        let plain = plain.strip_suffix("等次").unwrap_or(&plain);
        let plain = plain.trim_matches(['“', '”', '"', '（', '）']);
        match counts.iter_mut().find(|(word, _)| compared(word) == plain) {
            Some((_, count)) => {
                *count += 1;
                quotas.graded += 1;
            }
            None => unknown.entry(grade).or_default().push(person.line),
        }
    }
    quotas.unknown = unknown
        .into_iter()
        .map(|(word, lines)| (word.to_owned(), lines))
        .collect();
    for quota in &profile.quotas {
        let own = counts
            .iter()
            .filter(|(word, _)| quota.grades.contains(word));
        let count = own.map(|(_, count)| count).sum();
        quotas.results.push(QuotaResult {
            quota: quota.clone(),
            count,
            of: quotas.graded,
            kept: (quotas.graded > 0).then(|| is_kept(quota, count, quotas.graded)),
        });
    }
    quotas.counts = counts;
    Some(quotas)
}

/// Shares are thirds and tenths: what differs by rounding alone is kept.
fn is_kept(quota: &Quota, count: usize, of: usize) -> bool {
    let share = count as f64 / of as f64;
    let most = quota.max.is_none_or(|max| share <= max + 1e-9);
    // 0 stands for “some”.
    let least = quota.min.is_none_or(|min| share + 1e-9 >= min && count > 0);
    most && least
}

impl QuotaResult {
    /// In the language of the run: how many, what is demanded, how strongly.
    pub fn message(&self, lang: Lang) -> String {
        let share = if self.of == 0 {
            0.0
        } else {
            self.count as f64 * 100.0 / self.of as f64
        };
        let share = (share * 10.0).round() / 10.0;
        let zh = lang == Lang::Zh;
        let words = self.quota.grades.join(if zh { "”“" } else { ", " });
        let percent = |share: f64| (share * 1000.0).round() / 10.0;
        let soft = self.quota.strength != Strength::Hard;
        let bound = match (self.quota.min, self.quota.max) {
            (_, Some(max)) if zh => format!("不超过 {}%", percent(max)),
            (_, Some(max)) => format!("at most {}%", percent(max)),
            (Some(min), None) if min > 0.0 && zh => format!("不少于 {}%", percent(min)),
            (Some(min), None) if min > 0.0 => format!("at least {}%", percent(min)),
            _ if zh => "要占一定比例".to_owned(),
            _ => "some".to_owned(),
        };
        let (count, of) = (self.count, self.of);
        if zh {
            let demand = if soft { "原则上" } else { "规定" };
            let verdict = match self.kept {
                Some(true) => "符合",
                Some(false) if soft => "不符合，请斟酌",
                Some(false) => "不符合",
                None => "还没有人评定等次",
            };
            return format!(
                "等次“{words}”{count} 人，占 {of} 人的 {share}%，{demand}{bound}：{verdict}"
            );
        }
        let demand = if soft { "as a rule " } else { "" };
        let verdict = match self.kept {
            Some(true) => "kept",
            Some(false) if soft => "not kept, please consider",
            Some(false) => "not kept",
            None => "nobody is graded yet",
        };
        format!("grade {words}: {count} of {of} people ({share}%), {demand}{bound}: {verdict}")
    }
}

impl Quotas {
    /// What is said besides: unknown words, people without a grade.
    pub fn remarks(&self, lang: Lang) -> Vec<String> {
        let mut remarks = Vec::new();
        let words: Vec<&str> = self.counts.iter().map(|(word, _)| word.as_str()).collect();
        for (word, lines) in &self.unknown {
            let shown: Vec<String> = lines.iter().take(10).map(usize::to_string).collect();
            let more = lines.len() > shown.len();
            remarks.push(match lang {
                Lang::Zh => format!(
                    "名单里的等次“{word}”不是本方案的等次（{}），没有计入（第 {} 行{}）",
                    words.join("、"),
                    shown.join("、"),
                    if more { "等" } else { "" },
                ),
                Lang::En => format!(
                    "“{word}” is no grade of the scheme ({}) and was not counted (roster lines {}{})",
                    words.join(", "),
                    shown.join(", "),
                    if more { " …" } else { "" },
                ),
            });
        }
        if self.ungraded > 0 {
            remarks.push(match lang {
                Lang::Zh => format!("有 {} 人没有等次，没有计入比例", self.ungraded),
                Lang::En => format!("{} people have no grade and are not counted", self.ungraded),
            });
        }
        remarks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(grades: &[(&str, usize)]) -> Vec<Person> {
        let grades = grades
            .iter()
            .flat_map(|(grade, count)| std::iter::repeat_n(*grade, *count));
        let people = grades.enumerate().map(|(place, grade)| Person {
            line: place + 2,
            grade: Some(grade.to_owned()).filter(|grade| !grade.is_empty()),
            ..Person::default()
        });
        people.collect()
    }

    fn quotas(people: &[Person], profile: &Profile) -> Option<Quotas> {
        super::quotas(&people.iter().collect::<Vec<_>>(), profile)
    }

    fn profile(id: &str) -> Profile {
        let rules = crate::ruleset::Rules::built_in();
        crate::profile::load(&rules, id).expect("a built-in profile")
    }

    #[test]
    fn too_many_good_ones() {
        let counted = quotas(
            &people(&[("好", 12), ("较好", 18)]),
            &profile("naiman-2017"),
        )
        .expect("grades");
        let result = &counted.results[0];
        assert_eq!(
            (result.count, result.of, result.kept),
            (12, 30, Some(false))
        );
        assert_eq!(
            result.message(Lang::Zh),
            "等次“好”12 人，占 30 人的 40%，规定不超过 30%：不符合"
        );
        let counted =
            quotas(&people(&[("好", 9), ("较好", 21)]), &profile("naiman-2017")).expect("grades");
        assert_eq!(counted.results[0].kept, Some(true), "exactly 30 %");
    }

    #[test]
    fn lower_grades_unknown_words_and_no_grades() {
        let given = people(&[("好", 9), ("“较好”等次", 1), ("优秀", 2), ("", 3)]);
        let counted = quotas(&given, &profile("county-2022")).expect("grades");
        assert_eq!((counted.graded, counted.ungraded), (10, 3));
        assert_eq!(counted.unknown, [("优秀".to_owned(), vec![12, 13])]);
        assert_eq!(counted.results[0].kept, Some(false));
        assert!(
            counted.results[0]
                .message(Lang::Zh)
                .contains("原则上不少于 15%：不符合，请斟酌")
        );
        assert_eq!(counted.remarks(Lang::Zh).len(), 2);
        let some = quotas(&people(&[("好", 9)]), &profile("municipal-system")).expect("grades");
        assert_eq!(
            some.results[0].kept,
            Some(false),
            "some share is more than none"
        );
        assert_eq!(quotas(&people(&[("", 3)]), &profile("naiman-2017")), None);
    }
}
