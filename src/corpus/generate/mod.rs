//! Reports by the thousand, to measure with: the shape of real ones, words of the corpus, no sense.
//!
//! Everything hangs on the number of the report and the seed, so any machine makes the same ones.

mod chain;
mod dice;

use std::fmt::Write as _;

use super::Entry;
use crate::structure::Role;
use chain::Chain;
use dice::Dice;

/// Report years and sizes are alike; every eighth report takes something from another one.
const COPIES: usize = 8;
/// Reports that are made of each other stand so close together that any part of a folder has whole pairs.
const APART: usize = 3;

const TOWNS: [&str; 12] = [
    "清溪镇",
    "石桥镇",
    "柳湾镇",
    "云台乡",
    "白马镇",
    "金河镇",
    "青山乡",
    "东岭镇",
    "红旗街道",
    "北坝镇",
    "龙泉镇",
    "西坡乡",
];
const FIRST: &str = "上下东西南北前后新老大小长高平青白红金银石松柳杨桃梅竹云龙马牛羊凤泉沙";
const SECOND: &str = "河山沟湾坪岭坝坡塘桥庄营寨堡台池井林田湖洼店集坊";
const ENDINGS: [&str; 3] = ["村", "社区", "村"];
const SURNAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红建国文斌波辉慧宁志海燕晨雪";

/// A report that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// 乡镇.
    pub town: String,
    /// 单位.
    pub unit: String,
    /// 姓名.
    pub name: String,
    /// Markdown.
    pub text: String,
    /// The number of the report it takes from, and how many tenths of it.
    pub copied: Option<(usize, usize)>,
}

/// Makes reports in the manner of annotated ones.
pub struct Maker {
    chain: Chain,
    seed: u64,
}

/// Who writes, what stands where: a heading, a role, 字.
const PARTS: [(&str, Role, usize); 4] = [
    ("一、履职情况", Role::Achievement, 1500),
    ("二、存在问题", Role::Problem, 700),
    ("三、原因分析", Role::Cause, 400),
    ("四、下一步打算", Role::Plan, 700),
];

impl Maker {
    /// Learns from annotated reports.
    pub fn new(entries: &[Entry], seed: u64) -> Maker {
        let mut chain = Chain::default();
        // Words of both scripts in one sentence would be a fault of their own.
        let simplified = entries
            .iter()
            .filter(|entry| entry.annotated.head.script != "traditional");
        for entry in simplified {
            let annotated = &entry.annotated;
            for (range, role) in &annotated.roles {
                if let Some(text) = annotated.document.source.get(range.clone()) {
                    chain.learn(*role, text);
                }
            }
        }
        Maker { chain, seed }
    }

    /// The report of a number.
    pub fn report(&self, number: usize) -> Made {
        let (town, unit, name) = self.author(number);
        let mut parts = self.parts(number);
        let mut copied = None;
        if number % COPIES == COPIES - 1 {
            let from = number - APART;
            let tenths = [2, 5, 9][number / COPIES % 3];
            copied = Some((from, tenths));
            let (_, other, _) = self.author(from);
            for (part, source) in parts.iter_mut().zip(self.parts(from)) {
                take(part, &source, tenths, (&other, &unit));
            }
        }
        let mut text =
            format!("# 2026年度{unit}党支部书记述职报告\n\n{town}{unit}党支部书记 {name}\n");
        for ((heading, ..), sentences) in PARTS.iter().zip(parts) {
            let _ = write!(text, "\n## {heading}\n");
            for paragraph in sentences.chunks(5) {
                let _ = write!(text, "\n{}\n", paragraph.concat());
            }
        }
        Made {
            town,
            unit,
            name,
            text,
            copied,
        }
    }

    /// 乡镇, 单位, 姓名; no two units of the first ten thousand are called the same.
    fn author(&self, number: usize) -> (String, String, String) {
        let mut dice = Dice::new(self.seed ^ ((number as u64) << 20) ^ 1);
        let town = TOWNS[number % TOWNS.len()];
        let place = number;
        let letter = |letters: &str, at: usize| {
            let letters: Vec<char> = letters.chars().collect();
            letters[at % letters.len()]
        };
        let (firsts, seconds) = (FIRST.chars().count(), SECOND.chars().count());
        let mut unit = String::new();
        // Beyond what two characters can name a third one is put before them.
        if place >= firsts * seconds {
            unit.push(letter(FIRST, place / (firsts * seconds)));
        }
        unit.push(letter(FIRST, place));
        unit.push(letter(SECOND, place / firsts));
        unit.push_str(ENDINGS[place % ENDINGS.len()]);
        let mut name = letter(SURNAMES, dice.below(SURNAMES.len())).to_string();
        for _ in 0..1 + dice.below(2) {
            name.push(letter(GIVEN, dice.below(GIVEN.len())));
        }
        (town.to_owned(), unit, name)
    }

    fn parts(&self, number: usize) -> Vec<Vec<String>> {
        let mut dice = Dice::new(self.seed ^ ((number as u64) << 20));
        let (_, unit, _) = self.author(number);
        let mut part = |role, words: usize| {
            let mut sentences = Vec::new();
            let mut written = 0;
            let wanted = words * 3 / 4 + dice.below(words / 2);
            while written < wanted {
                let mut sentence = self.chain.sentence(role, &mut dice);
                if sentence.is_empty() {
                    break;
                }
                if dice.below(12) == 0 {
                    sentence = format!("{unit}{sentence}");
                }
                written += sentence.chars().count();
                sentences.push(sentence);
            }
            sentences
        };
        PARTS
            .iter()
            .map(|(_, role, words)| part(*role, *words))
            .collect()
    }
}

/// Puts the first tenths of another's part in the place of as much of this one, the name of the unit changed as copiers
/// change it.
fn take(part: &mut Vec<String>, other: &[String], tenths: usize, (from, to): (&str, &str)) {
    let count = (other.len() * tenths).div_ceil(10);
    let kept = part.len().saturating_sub(count);
    part.truncate(kept);
    let taken = other.iter().take(count);
    part.splice(0..0, taken.map(|sentence| sentence.replace(from, to)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::read;

    #[test]
    fn makes_the_same_reports_again_and_copies_where_it_says() {
        let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/dev");
        let entries = read(&corpus).unwrap();
        let maker = Maker::new(&entries, 7);
        let reports: Vec<Made> = (0..16).map(|number| maker.report(number)).collect();
        assert_eq!(reports[3], Maker::new(&entries, 7).report(3));
        assert_ne!(reports[3].text, Maker::new(&entries, 8).report(3).text);
        for report in &reports {
            let words = report.text.chars().count();
            assert!((2_000..6_000).contains(&words), "{words}");
        }
        let copies: Vec<_> = reports.iter().map(|report| report.copied).collect();
        assert_eq!(copies[7], Some((4, 2)));
        assert_eq!(copies[15], Some((12, 5)));
        assert_eq!(copies.iter().flatten().count(), 2);
        let sentences = |report: &Made| -> Vec<String> {
            let own = report.text.replace(&report.unit, "");
            own.split_inclusive('。').map(str::to_owned).collect()
        };
        let (copy, source) = (sentences(&reports[15]), sentences(&reports[12]));
        let same = copy.iter().filter(|sentence| source.contains(sentence));
        let share = same.count() as f64 / copy.len() as f64;
        assert!((0.3..0.8).contains(&share), "{share}");
        let units: std::collections::HashSet<String> = (0..10_000)
            .map(|number| {
                let (town, unit, _) = maker.author(number);
                town + &unit
            })
            .collect();
        assert_eq!(units.len(), 10_000);
    }
}
