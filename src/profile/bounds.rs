//! The intervals that demands allow.

use super::scheme::{Length, PartLength, Profile, Share, ShareOp};
use crate::ruleset::{Rules, Strength};

/// What 左右 allows for a length, as part of it: our reading, notices do not say.
const ABOUT_LENGTH: f64 = 0.15;
/// What 左右 allows for a share, and what a share said without 左右 or 以上 does (各占, 应占).
const ABOUT_SHARE: (f64, f64) = (0.05, 0.08);

impl Length {
    /// The least and the most 字 allowed.
    pub fn bounds(&self) -> (Option<usize>, Option<usize>) {
        if let Some(about) = self.about {
            let (least, most) = around(about, self.tolerance.unwrap_or(ABOUT_LENGTH), 1.0);
            return (Some(least), Some(most));
        }
        let number = |bound: Option<u32>| bound.and_then(|bound| usize::try_from(bound).ok());
        (number(self.min), number(self.max))
    }
}

impl PartLength {
    /// The least and the most 字 allowed; `scale` is [`Profile::part_scale`] of the text.
    pub fn bounds(&self, scale: f64) -> (usize, usize) {
        around(self.about, ABOUT_LENGTH, scale)
    }
}

impl Profile {
    /// A number that a check decides by: the scheme's own, else the rule's; 0 for a name that neither has.
    pub fn threshold(&self, rules: &Rules, code: &str, name: &str) -> f64 {
        let own = self
            .thresholds
            .get(code)
            .and_then(|numbers| numbers.get(name));
        own.or_else(|| rules.check(code)?.threshold.get(name))
            .copied()
            .unwrap_or(0.0)
    }

    /// By how much the lengths of parts shrink for a text of so many 字: they are meant for a text as long as they
    /// are together, and a shorter one that the scheme allows keeps their proportion.
    pub fn part_scale(&self, words: usize) -> f64 {
        let together: f64 = self
            .part_lengths
            .iter()
            .map(|part| f64::from(part.about))
            .sum();
        if together > 0.0 {
            (words as f64 / together).min(1.0)
        } else {
            1.0
        }
    }
}

impl Share {
    /// The least and the most allowed, 0 to 1.
    pub fn bounds(&self) -> (Option<f64>, Option<f64>) {
        let value = self.value.value();
        match self.op {
            ShareOp::AtLeast => (Some(value), None),
            ShareOp::AtMost => (None, Some(value)),
            ShareOp::About => {
                let (soft, hard) = ABOUT_SHARE;
                let off = if self.strength == Strength::Hard {
                    hard
                } else {
                    soft
                };
                (Some((value - off).max(0.0)), Some((value + off).min(1.0)))
            }
        }
    }
}

fn around(about: u32, tolerance: f64, scale: f64) -> (usize, usize) {
    let about = f64::from(about) * scale;
    let whole = |number: f64| number.round().max(0.0) as usize;
    (
        whole(about * (1.0 - tolerance)),
        whole(about * (1.0 + tolerance)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Fraction, ShareBase};
    use crate::structure::Role;

    fn share(op: ShareOp, strength: Strength) -> (Option<f64>, Option<f64>) {
        Share {
            roles: vec![Role::Problem],
            op,
            value: Fraction::new(1, 3).unwrap(),
            of: ShareBase::Body,
            strength,
        }
        .bounds()
    }

    fn near(bounds: (Option<f64>, Option<f64>), least: f64, most: f64) -> bool {
        let close = |bound: Option<f64>, to: f64| bound.is_some_and(|at| (at - to).abs() < 1e-9);
        close(bounds.0, least) && close(bounds.1, most)
    }

    #[test]
    fn shares_have_the_tolerances_of_their_strength() {
        let third = 1.0 / 3.0;
        assert_eq!(share(ShareOp::AtLeast, Strength::Soft), (Some(third), None));
        assert_eq!(share(ShareOp::AtMost, Strength::Hard), (None, Some(third)));
        let soft = share(ShareOp::About, Strength::Soft);
        assert!(near(soft, third - 0.05, third + 0.05));
        let hard = share(ShareOp::About, Strength::Hard);
        assert!(near(hard, third - 0.08, third + 0.08));
        let practice = share(ShareOp::About, Strength::Practice);
        assert!(near(practice, third - 0.05, third + 0.05));
    }

    #[test]
    fn lengths_about_something_may_be_off() {
        let length = |min, max, about, tolerance| Length {
            min,
            max,
            about,
            tolerance,
            strength: Strength::Soft,
        };
        assert_eq!(
            length(None, None, Some(5000), None).bounds(),
            (Some(4250), Some(5750))
        );
        assert_eq!(
            length(None, None, Some(5000), Some(0.1)).bounds(),
            (Some(4500), Some(5500))
        );
        assert_eq!(
            length(None, Some(3000), None, None).bounds(),
            (None, Some(3000))
        );
        assert_eq!(
            length(Some(2000), Some(2500), None, None).bounds(),
            (Some(2000), Some(2500))
        );
    }

    #[test]
    fn lengths_of_parts_scale_with_a_shorter_text() {
        let part = PartLength {
            part: "意识形态".into(),
            headings: vec!["意识形态".into()],
            about: 700,
        };
        assert_eq!(part.bounds(1.0), (595, 805));
        assert_eq!(part.bounds(0.8), (476, 644));
    }
}
