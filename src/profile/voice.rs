//! How strongly a demand may be worded. Only a notice may say 要求; practice says 一般.

use super::scheme::{Profile, SourceStrength};
use crate::ruleset::{Bilingual, Lang, Strength};
use crate::structure::Role;

/// How a demand may be worded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    Demand,
    AsARule,
    Custom,
}

/// Where there is no notice, nothing is demanded, however the file puts it.
pub(super) fn voice(strength: Strength, source: SourceStrength) -> Voice {
    match (source, strength) {
        (SourceStrength::Practice, _) | (_, Strength::Practice) => Voice::Custom,
        (_, Strength::Hard) => Voice::Demand,
        (_, Strength::Soft) => Voice::AsARule,
    }
}

impl Voice {
    /// Puts 一般 before, or 原则上 behind, a demand that does not say 左右 itself.
    pub fn wrap(self, zh: String, en: String, says_about: bool) -> Bilingual {
        match self {
            Voice::Demand => Bilingual::new(zh, en),
            Voice::AsARule if says_about => Bilingual::new(zh, en),
            Voice::AsARule => {
                Bilingual::new(format!("{zh}（原则上）"), format!("{en} (as a rule)"))
            }
            Voice::Custom => {
                let figure = zh.starts_with(|first: char| first.is_ascii_digit());
                let space = if figure { " " } else { "" };
                Bilingual::new(format!("一般{space}{zh}"), format!("usually {en}"))
            }
        }
    }
}

impl Profile {
    /// What goes before a demand of this scheme: `方案要求`, `方案原则上要求`, `一般做法`.
    pub fn demanding(&self, strength: Strength) -> Bilingual {
        match voice(strength, self.source.strength) {
            Voice::Demand => Bilingual::new("方案要求", "the scheme demands"),
            Voice::AsARule => Bilingual::new("方案原则上要求", "the scheme asks as a rule"),
            Voice::Custom => Bilingual::new("一般做法", "common practice"),
        }
    }

    /// The strength of a demand, practice where the scheme has no notice behind it.
    pub fn effective(&self, strength: Strength) -> Strength {
        match self.source.strength {
            SourceStrength::Practice => Strength::Practice,
            SourceStrength::Notice | SourceStrength::Copy => strength,
        }
    }
}

/// Roles as `问题和原因`, `问题、原因和打算`.
pub(super) fn joined(roles: &[Role]) -> Bilingual {
    let list = |lang: Lang, comma: &str, and: &str| {
        let titles: Vec<&str> = roles.iter().map(|role| role.title(lang)).collect();
        match titles.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{}{and}{last}", rest.join(comma)),
            _ => titles.concat(),
        }
    };
    Bilingual::new(list(Lang::Zh, "、", "和"), list(Lang::En, ", ", " and "))
}
