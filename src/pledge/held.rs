//! A number of a promise, held against the numbers of its answer.

use std::cell::OnceCell;

use super::beside::RHYTHM_KEPT;
use super::counted::{
    all_of, at_a_time, before, clause, each, is_base, is_due, is_fallen, is_found_out, is_given_up,
    is_growth, is_pointed_at, is_settled, is_total, is_undone, lacking, left, of_the_year,
    one_by_one, one_of_them, only, reached, times_of, words_before,
};
use super::grams::{Gram, Kind, grams, kind, of_both, share_a_mark};
use super::pieces::Piece;
use super::quantity::{Class, Quantity, quantities};
use super::times::{is_unbroken, rhythm, times_a_year, told_alike};
use crate::structure::Draft;
use crate::text::count::is_han;

/// Under this share of what was promised a number is told of another thing, unless 只 stands before it.
const TINY: f64 = 0.12;

/// From this share of what was promised on a number may be what became of it; a smaller one mostly counts another thing,
/// unless the clauses share more than a character.
const PLAIN: f64 = 0.25;

/// From this share on promised money was spent.
const ROUND_MONEY: f64 = 0.95;

/// Bytes behind a repeated promise within which another number tells what became of it.
const BEHIND: usize = 60;

/// Under this two numbers may be the same by chance.
const FEW: f64 = 10.0;

/// How far two numbers may be apart and still be the same: they were multiplied.
const SAME: f64 = 1e-6;

/// Classes that people use for one another when they count the same thing.
pub(super) fn comparable(one: Class, other: Class) -> bool {
    // 个 counts people, households and papers alike; none of these counts another.
    let things = [Class::Household, Class::Person, Class::Piece];
    let times = [Class::Time, Class::Round];
    one == other
        || one == Class::Thing && things.contains(&other)
        || other == Class::Thing && things.contains(&one)
        || times.contains(&one) && times.contains(&other)
}

/// A promised number and where it is to be looked for.
pub(super) struct Held<'a> {
    last: &'a Draft<'a>,
    /// The words of the promise.
    pledge: &'a str,
    promised: &'a Quantity,
    /// The clause that promises it.
    own: &'a str,
    /// The text that the answer stands in.
    text: &'a str,
    answer: &'a Piece,
    /// Whether it is promised that things are settled.
    to_settle: bool,
    /// The marks of that clause, once asked.
    marks: OnceCell<Vec<Gram>>,
    /// What [`Self::counts_it_again`] tells, once asked.
    counted_again: OnceCell<bool>,
}

impl<'a> Held<'a> {
    pub(super) fn new(
        last: &'a Draft<'a>,
        pledge: &'a str,
        promised: &'a Quantity,
        this: &'a Draft<'a>,
        answer: &'a Piece,
    ) -> Self {
        let own = clause(last.text.as_str(), &promised.range);
        Held {
            last,
            pledge,
            promised,
            own,
            text: this.text.as_str(),
            answer,
            to_settle: to_settle(own),
            marks: OnceCell::new(),
            counted_again: OnceCell::new(),
        }
    }

    /// The number told that does not reach the promised one, if any; of what was promised the share `asked` is due, and
    /// `base` is what there was before.
    pub(super) fn short(&self, base: Option<&Quantity>, asked: f64) -> Option<&'a Quantity> {
        if base.is_some_and(|base| self.has_grown_enough(base)) {
            return None;
        }
        let told = self.told();
        let repeats = |told: &&Quantity| {
            comparable(self.promised.class, told.class)
                && (told.value - self.promised.value).abs() < SAME
                && !self.is_as_many_by_chance(told)
        };
        match told.iter().position(repeats) {
            Some(place) => self.short_behind_repeat(&told[place..], asked),
            None if self.is_told_otherwise(&told) => None,
            None => self.short_total(&told),
        }
    }

    /// 由8条增加到12条, 新增4条: with what there was the growth makes up what was promised.
    fn has_grown_enough(&self, base: &Quantity) -> bool {
        let grown =
            |told: &&Quantity| told.class == self.promised.class && is_growth(self.text, told);
        let enough = |told: &Quantity| told.value + base.value >= self.promised.value - SAME;
        self.answer.numbers.iter().filter(grown).any(enough)
    }

    /// The numbers of the answer that may tell what became of the promised one.
    fn told(&self) -> Vec<&'a Quantity> {
        let (last, text) = (self.last.text.as_str(), self.text);
        let promised = self.promised;
        let told: Vec<&Quantity> = self
            .answer
            .numbers
            .iter()
            .filter(|told| {
                let counted_alike =
                    comparable(promised.class, told.class) || times_of(last, promised, text, told);
                !told.ordinal && counted_alike
            })
            .filter(|told| {
                !left(text, told)
                    && !is_base(text, told)
                    && !is_fallen(text, told)
                    && !is_due(text, told)
                    && !is_pointed_at(text, told)
                    && !at_a_time(text, told)
                    && (!is_found_out(text, told) || self.pledge.contains('查'))
                    && (each(text, told) <= self.own.contains(['每', '各']))
            })
            // 有一名联系人, 办一节课: one is mostly no count.
            .filter(|told| {
                let once =
                    || matches!(told.class, Class::Time | Class::Round) && of_the_year(text, told);
                let named = || one_of_them(last, promised, text, told);
                told.value >= 2.0
                    || told.class == Class::Share
                    || only(text, told)
                    || once()
                    || named()
                    || self.is_the_only_one(told)
            })
            .collect();
        // 发展党员不少于8名，培养1名积极分子: of 入党5名，培养积极分子17名 the second tells of the other clause.
        let others = match told.len() {
            0 | 1 => Vec::new(),
            _ => self.other_clauses(),
        };
        let of_own =
            |told: &&Quantity| others.is_empty() || !self.is_of_another_clause(told, &others);
        let own: Vec<&Quantity> = told.iter().copied().filter(of_own).collect();
        let told = if own.is_empty() { told } else { own };
        // 调解34起，调成21起: where things were to be settled, those that were are told, and not those that came up.
        match told.iter().any(|told| self.settles(told)) {
            true => told.into_iter().filter(|told| self.settles(told)).collect(),
            false => told,
        }
    }

    /// The marks of the other clauses of the promise that count something which may be told alike.
    fn other_clauses(&self) -> Vec<Vec<Gram>> {
        /// No promise has more.
        const MOST: usize = 20;
        let counts = |clause: &&str| {
            let mut numbers = quantities(clause).into_iter();
            numbers.any(|number| comparable(number.class, self.promised.class) && !number.ordinal)
        };
        let clauses = self.pledge.split(['，', '；', '。', '：']);
        let others = clauses.filter(|clause| *clause != self.own).filter(counts);
        others.take(MOST).map(grams).collect()
    }

    /// Whether a number is told in the words of another clause.
    fn is_of_another_clause(&self, told: &Quantity, others: &[Vec<Gram>]) -> bool {
        let here = grams(clause(self.text, &told.range));
        let alone = |one: &[Gram], but: &[Gram]| {
            let shared = of_both(one, &here);
            shared
                .filter(|mark| but.binary_search(mark).is_err())
                .count()
        };
        let own = self.marks();
        others.iter().any(|other| {
            let (its, owns) = (alone(other, own), alone(own, other));
            its >= 3 && its > 3 * owns
        })
    }

    /// The marks of the clause that promises it.
    fn marks(&self) -> &[Gram] {
        self.marks.get_or_init(|| grams(self.own))
    }

    /// 读书会办了一期: one is a count where it is right behind what was done and nothing else is counted alike.
    fn is_the_only_one(&self, told: &Quantity) -> bool {
        let counts = matches!(told.class, Class::Time | Class::Round | Class::Person);
        let mut alike = self.answer.numbers.iter().filter(|other| {
            comparable(self.promised.class, other.class) && !other.ordinal && **other != *told
        });
        counts
            && !each(self.text, told)
            && self.text[..told.range.start].ends_with(['了', '过', '成'])
            && alike.next().is_none()
    }

    /// Whether a number tells how many of the things that were to be settled are.
    fn settles(&self, told: &Quantity) -> bool {
        self.to_settle && told.class == self.promised.class && is_settled(self.text, told)
    }

    /// 与86名学生结对 … 86个名字: what is promised is told, as people count the same thing.
    fn is_told_otherwise(&self, told: &[&Quantity]) -> bool {
        self.promised.value >= 3.0
            && told.iter().any(|told| {
                told.value == self.promised.value
                    && !lacking(self.text, told)
                    && !self.is_as_many_by_chance(told)
            })
    }

    /// 工作室三个, and 两个工作室挂牌，3人获奖: few of another kind, where what was promised is counted in a clause of its own.
    fn is_as_many_by_chance(&self, told: &Quantity) -> bool {
        told.value < FEW
            && told.class != self.promised.class
            && self.says_again(told) == 0
            && *self.counted_again.get_or_init(|| self.counts_it_again())
    }

    /// Whether the answer counts in the words of the promise, and as it does.
    fn counts_it_again(&self) -> bool {
        self.answer.numbers.iter().any(|told| {
            told.class == self.promised.class && told.value >= 2.0 && self.says_again(told) >= 2
        })
    }

    /// How many pairs of characters and senses of its own clause the promise has again in that of a number told.
    fn says_again(&self, told: &Quantity) -> usize {
        let here = grams(clause(self.text, &told.range));
        let shared = of_both(self.marks(), &here);
        shared.filter(|mark| kind(*mark) != Kind::Character).count()
    }

    /// 14个文化站，走到了9个: the first number repeats the promise, the one behind it tells.
    fn short_behind_repeat(&self, told: &[&'a Quantity], asked: f64) -> Option<&'a Quantity> {
        let (repeat, behind) = told.split_first()?;
        let due = self.promised.value * asked;
        let tells = |told: &&&Quantity| {
            let half = self.own.contains('每') && is_of_second_half(self.text, told);
            told.class == repeat.class
                && told.value < due
                && told.range.start - repeat.range.end < BEHIND
                && (reached(self.text, told) || half)
        };
        let told = behind.iter().copied().find(|told| tells(&told))?;
        let each_by_itself = one_by_one(&self.text[repeat.range.end..told.range.start]);
        let repeat_tells = reached(self.text, repeat) || all_of(self.text, repeat);
        (!each_by_itself && !repeat_tells).then_some(told)
    }

    /// The largest number that counts what was promised, where it is too small.
    fn short_total(&self, told: &[&'a Quantity]) -> Option<&'a Quantity> {
        // 发展党员33名，其中女性6名: of 女性不少于8名 the second tells.
        let named = named(self.last.text.as_str(), self.promised);
        let of_that = |told: &Quantity| {
            let before: String = before(self.text, told).take(6).collect();
            named.as_ref().is_some_and(|named| before.contains(named))
        };
        let nearest = told.iter().any(|told| of_that(told));
        // 支委会十二次，到党小组参加组会五次: a clause that speaks of what was promised tells it.
        let named_here = |told: &Quantity| {
            share_a_mark(self.pledge, clause(self.text, &told.range), Kind::Character)
        };
        let spoken = told
            .iter()
            .any(|told| named_here(told) && self.may_tell(told));
        let of_what_was_promised = |told: &Quantity| {
            self.may_tell(told) && (!nearest || of_that(told)) && (!spoken || named_here(told))
        };
        // 三个组换上了桌椅，28名党员认领了94户: what is counted as it was promised goes before what may be meant.
        let as_promised = |told: &Quantity| told.class == self.promised.class;
        let alike = told
            .iter()
            .any(|told| as_promised(told) && of_what_was_promised(told));
        let total = told
            .iter()
            .copied()
            .filter(|told| of_what_was_promised(told))
            .filter(|told| !alike || as_promised(told))
            .max_by(|one, other| one.value.total_cmp(&other.value))?;
        // 每支不少于10人: 又拉起3支，最少的一支11人.
        let kept = |told: &&Quantity| as_promised(told) && self.reaches(told);
        if !as_promised(total) && told.iter().any(kept) {
            return None;
        }
        // As often as promised may mean every time.
        let reaches = self.reaches(total)
            || total.value == self.promised.value
            || self.sum() == self.promised.value;
        (!reaches).then_some(total)
    }

    /// Whether a number may count what was promised.
    fn may_tell(&self, told: &Quantity) -> bool {
        // 每月蹲点2天: 每次一天半 is no total.
        let span = self.promised.class == Class::Span && rhythm(self.last, self.promised) > 1.0;
        let plausible = (told.value >= self.promised.value * TINY || only(self.text, told))
            && (!span || told.value > self.promised.value);
        plausible && self.is_of_the_same_thing(told)
    }

    /// A number of another unit, or of a unit that counts nearly everything, must count the same thing.
    fn is_of_the_same_thing(&self, told: &Quantity) -> bool {
        let other = clause(self.text, &told.range);
        told.class == self.promised.class
            && !matches!(told.class, Class::Thing | Class::Person | Class::Piece)
            || self.own.is_empty()
            || self.settles(told)
            || told.class == self.promised.class && is_total(self.text, told)
            || share_a_mark(self.own, other, Kind::Pair)
                && (told.value >= self.promised.value * PLAIN
                    || share_a_mark(self.own, other, Kind::Character))
    }

    /// Whether a number is as much as was promised, over the year.
    fn reaches(&self, told: &Quantity) -> bool {
        let times = if told_alike(self.own, clause(self.text, &told.range)) {
            1.0
        } else if times_of(self.last.text.as_str(), self.promised, self.text, told) {
            times_a_year(self.own)
        } else {
            rhythm(self.last, self.promised)
        };
        let wanted = self.promised.value
            * if times > 1.0 {
                times * RHYTHM_KEPT
            } else {
                1.0
            };
        // Money is told less roundly than it is promised.
        let slack = match self.promised.class {
            Class::Money => ROUND_MONEY,
            _ => 1.0,
        };
        told.value >= wanted * slack - SAME || times > 1.0 && is_unbroken(self.text, told)
    }

    /// 31名上门送学，其余41名集中学: parts of what was promised, taken together. What waits is no part, 盘活九所，其余六所产权未定,
    /// nor what is left of what was to be settled, 化解4件，其余2件已移交.
    fn sum(&self) -> f64 {
        let is_part = |told: &&Quantity| {
            !(is_undone(self.text, told) || self.to_settle && left(self.text, told))
        };
        let parts = self.answer.numbers.iter().filter(|told| {
            told.class == self.promised.class && told.class != Class::Share && !told.ordinal
        });
        let parts = parts.filter(is_part);
        parts
            .filter(|told| !lacking(self.text, told) && !is_given_up(self.text, told))
            .map(|told| told.value)
            .sum()
    }
}

/// 上半年4次，下半年2次: what was kept at first only.
fn is_of_second_half(text: &str, number: &Quantity) -> bool {
    let near = words_before(text, number, 6);
    let halves = ["下半年", "后半年", "下学期", "秋季学期", "第二学期"];
    halves.iter().any(|half| near.ends_with(half))
}

/// Whether it is promised that things are settled.
pub(super) fn to_settle(promise: &str) -> bool {
    const SETTLE: [&str; 7] = ["化解", "办结", "解决", "调解", "调处", "销号", "办理"];
    SETTLE.iter().any(|words| promise.contains(words))
}

/// The two characters that name what is counted before a number, nearest first: 性女 of 女性不少于8名.
fn named(text: &str, number: &Quantity) -> Option<String> {
    const LIMITS: &str = "不少于低至达到上以超过满在共计约为";
    let mut found = before(text, number).skip_while(|mark| LIMITS.contains(*mark));
    let pair = [found.next()?, found.next()?];
    let han = pair.iter().all(|mark| is_han(*mark));
    han.then(|| pair.iter().collect())
}
