//! How often a promise comes round, and whether a passage tells that it came round as often.
//!
//! 每季度到一个生产队 is answered by 一季度在五队，二季度在一队……, and 每月15日 by 十二个十五号: the words differ, the rhythm
//! does not.

use super::quantity::{Class, Quantity};

/// How often something comes round in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rhythm {
    Weekly,
    Monthly,
    Quarterly,
    HalfYearly,
}

/// Each rhythm with the words that name it.
const WORDS: [(Rhythm, &[&str]); 4] = [
    (Rhythm::Weekly, &["每周", "每星期", "周周", "逐周"]),
    (
        Rhythm::Monthly,
        &[
            "每月",
            "每个月",
            "按月",
            "月月",
            "逐月",
            "一月一",
            "十二个月",
            "12个月",
        ],
    ),
    (
        Rhythm::Quarterly,
        &[
            "每季",
            "每个季",
            "季季",
            "逐季",
            "按季",
            "一季一",
            "四个季度",
            "4个季度",
        ],
    ),
    (
        Rhythm::HalfYearly,
        &[
            "每半年",
            "每学期",
            "每个学期",
            "半年一",
            "一学期一",
            "两个学期",
            "上下半年",
        ],
    ),
];

/// The rhythms and the days of a stretch of text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rounds {
    /// How surely each rhythm of [`WORDS`] is told, 0 to 1.
    told: [f32; WORDS.len()],
    /// Days of the month: 每月15日, 逢十五, 十五号.
    days: Vec<u8>,
}

impl Rounds {
    /// What a text says by words, and by the numbers found in it.
    pub fn of(text: &str, numbers: &[Quantity], unit: impl Fn(&Quantity) -> char) -> Rounds {
        let mut rounds = Rounds::default();
        let months = distinct(numbers, |number| unit(number) == '月');
        let quarters = ["一季度", "二季度", "三季度", "四季度"]
            .iter()
            .filter(|quarter| text.contains(*quarter))
            .count();
        for (told, (rhythm, words)) in rounds.told.iter_mut().zip(WORDS) {
            let by_number = match rhythm {
                Rhythm::Weekly => counted(numbers, 45.0, 53.0),
                Rhythm::Monthly => counted(numbers, 10.0, 13.0) || months >= 8,
                Rhythm::Quarterly => counted(numbers, 4.0, 5.0) || months == 4 || quarters >= 3,
                Rhythm::HalfYearly => counted(numbers, 2.0, 2.0) || months == 2,
            };
            *told = match (words.iter().any(|word| text.contains(word)), by_number) {
                (true, _) => 1.0,
                (false, true) => BY_NUMBER,
                (false, false) => 0.0,
            };
        }
        let day = |number: &&Quantity| matches!(unit(number), '日' | '号');
        rounds.days = numbers
            .iter()
            .filter(day)
            .map(|day| day.value as u8)
            .collect();
        rounds
    }

    /// How surely a passage tells the rhythm that is promised here, 0 to 1.
    pub fn kept(&self, told: &Rounds) -> f32 {
        let rhythms = self.told.iter().zip(told.told);
        let rhythm = rhythms.filter(|(promised, _)| **promised == 1.0);
        let rhythm = rhythm.map(|(_, told)| told).fold(0.0, f32::max);
        // A day by itself is a date like any other.
        let monthly = self.told[1] == 1.0;
        let day = monthly && self.days.iter().any(|day| told.days.contains(day));
        if day { 1.0 } else { rhythm }
    }
}

/// How much less a number tells than the words: 四次 may count anything.
const BY_NUMBER: f32 = 0.6;

/// Whether something is counted so many times.
fn counted(numbers: &[Quantity], least: f64, most: f64) -> bool {
    numbers.iter().any(|number| {
        let times = matches!(number.class, Class::Time | Class::Round);
        times && !number.ordinal && (least..=most).contains(&number.value)
    })
}

/// How many different values some numbers have.
fn distinct(numbers: &[Quantity], which: impl Fn(&Quantity) -> bool) -> usize {
    let mut values: Vec<u64> = numbers
        .iter()
        .filter(|number| number.class == Class::Date && which(number))
        .map(|number| number.value as u64)
        .collect();
    values.sort_unstable();
    values.dedup();
    values.len()
}

#[cfg(test)]
mod tests {
    use super::super::quantity::quantities;
    use super::Rounds;

    fn rounds(text: &str) -> Rounds {
        let numbers = quantities(text);
        Rounds::of(text, &numbers, |number| {
            text[number.range.clone()]
                .chars()
                .next_back()
                .unwrap_or(' ')
        })
    }

    #[test]
    fn knows_a_rhythm_in_other_words() {
        let kept = |promise: &str, told: &str| rounds(promise).kept(&rounds(told));
        assert_eq!(
            kept("每季度到一个队", "一季度在五队，二季度在一队，三季度在七队"),
            0.6
        );
        assert_eq!(
            kept("每季度讲一次", "3月石桥、6月汶口、9月岭后、11月大柳"),
            0.6
        );
        assert_eq!(kept("每月15日过党日", "十二个十五号，门开了十二次"), 1.0);
        assert_eq!(kept("每月公示", "党费一月一贴"), 1.0);
        assert_eq!(kept("每周三坐班", "周周都到"), 1.0);
        assert_eq!(kept("每半年述职一次", "述职四次"), 0.0);
        assert_eq!(kept("5月15日前修好", "十五号那天下雨"), 0.0);
    }
}
