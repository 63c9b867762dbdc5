//! The tally of what is seen and left out.

use crate::document::{Skipped, guidance};

/// A kind of thing that is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Pictures,
    Charts,
    Objects,
    Formulas,
    Comments,
    Deletions,
    Hidden,
    Contents,
    Headers,
    Guidance,
}

const NAMES: [(Left, &str); 10] = [
    (Left::Pictures, "图片"),
    (Left::Charts, "图表"),
    (Left::Objects, "嵌入对象"),
    (Left::Formulas, "公式"),
    (Left::Comments, "批注"),
    (Left::Deletions, "已删除的修订"),
    (Left::Hidden, "隐藏文字"),
    (Left::Contents, "目录"),
    (Left::Headers, "页眉页脚"),
    (Left::Guidance, guidance::SKIPPED),
];

/// How often each kind was left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally([usize; NAMES.len()]);

impl Tally {
    pub fn add(&mut self, left: Left) {
        self.0[left as usize] += 1;
    }

    pub fn merge(&mut self, other: Tally) {
        for (sum, more) in self.0.iter_mut().zip(other.0) {
            *sum += more;
        }
    }

    pub fn list(&self) -> Vec<Skipped> {
        let counted = NAMES
            .iter()
            .map(|(left, name)| (self.0[*left as usize], name));
        counted
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| Skipped {
                what: (*name).to_string(),
                count,
            })
            .collect()
    }
}
