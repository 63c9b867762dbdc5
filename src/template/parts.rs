//! The parts of a report under a scheme, with headings whose words tell their role.

use super::guidance;
use crate::profile::{Profile, RectificationOf, Topic};
use crate::ruleset::{Hits, Rules};
use crate::structure::{Role, RoleSet, announced};
use crate::text::list_number::in_han;

/// A part of a starting document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is to tell; none for a theme that has parts of its own.
    pub role: Option<Role>,
    /// Level of its heading, 1 = top.
    pub level: u8,
    /// Number among its siblings, from 1; 0 for the opening, which has no heading.
    pub number: u32,
    /// Words of the heading.
    pub title: String,
    /// What the scheme wants here, in the marks that guidance stands in; empty for none.
    pub guidance: String,
    /// Whether the author writes here, and not only in the parts below.
    pub holds_text: bool,
}

impl Part {
    /// The heading with its number: `一、存在的问题`, `（一）存在的问题`.
    pub fn heading(&self) -> Option<String> {
        let number = in_han(self.number);
        match (self.number, self.level) {
            (0, _) => None,
            (_, 1) => Some(format!("{number}、{}", self.title)),
            _ => Some(format!("（{number}）{}", self.title)),
        }
    }
}

/// The parts in order: an opening, then the required ones; under each theme of its own length where the scheme has such.
pub fn parts(profile: &Profile, rules: &Rules) -> Vec<Part> {
    let roles = if profile.parts.required.is_empty() {
        vec![Role::Achievement, Role::Problem, Role::Plan]
    } else {
        profile.parts.required.clone()
    };
    let titles = titles(profile, rules, &roles);
    let section = |level: u8, number: usize, role: Role, title: &str| Part {
        role: Some(role),
        level,
        number: u32::try_from(number).unwrap_or(0),
        title: title.to_owned(),
        guidance: guidance::part(profile, rules, (role, title), &roles),
        holds_text: true,
    };
    let mut parts = Vec::new();
    if !roles.contains(&Role::Intro) {
        parts.push(section(1, 0, Role::Intro, ""));
    }
    if profile.part_lengths.is_empty() {
        for (place, (role, title)) in roles.iter().zip(&titles).enumerate() {
            parts.push(section(1, place + 1, *role, title));
        }
        return parts;
    }
    for (theme, length) in profile.part_lengths.iter().enumerate() {
        parts.push(Part {
            role: None,
            level: 1,
            number: u32::try_from(theme + 1).unwrap_or(0),
            title: length.part.clone(),
            guidance: guidance::theme(length),
            holds_text: false,
        });
        for (place, (role, title)) in roles.iter().zip(&titles).enumerate() {
            let mut part = section(2, place + 1, *role, title);
            if theme > 0 {
                // What holds for every theme is said once.
                part.guidance.clear();
            }
            parts.push(part);
        }
    }
    parts
}

/// The words of the headings. Where the scheme names its topics by the parts themselves, they are its own.
fn titles(profile: &Profile, rules: &Rules, roles: &[Role]) -> Vec<String> {
    let own = profile.topics.len() == roles.len()
        && profile.topics.iter().zip(roles).all(|(topic, role)| {
            let told = told(topic, rules);
            told.len() == 1 && told.contains(*role)
        });
    if own {
        return profile
            .topics
            .iter()
            .map(|topic| topic.title.clone())
            .collect();
    }
    roles.iter().map(|role| title(profile, *role)).collect()
}

/// The roles that a topic's own words announce.
pub(super) fn told(topic: &Topic, rules: &Rules) -> RoleSet {
    let hits = Hits::find(&topic.title, rules);
    announced(&topic.title, 0..topic.title.len(), &hits)
}

fn title(profile: &Profile, role: Role) -> String {
    let words = match role {
        Role::Intro => "基本情况",
        Role::Achievement => "履职情况",
        Role::Rectification => return rectification(profile),
        Role::Problem => "存在的问题",
        Role::Cause => "原因分析",
        Role::Plan if profile.pledge.is_some() => "下一步打算和公开承诺",
        Role::Plan => "下一步打算",
        Role::Closing => "结束语",
        Role::Other => "其他情况",
    };
    words.to_owned()
}

fn rectification(profile: &Profile) -> String {
    let Some(demand) = &profile.rectification else {
        return "上年度问题整改情况".to_owned();
    };
    let of = |kind| demand.of.contains(&kind);
    let pledged = of(RectificationOf::PledgesThisYear) || demand.text.contains("承诺");
    let what = if of(RectificationOf::LastYear) {
        "上年度问题整改"
    } else if of(RectificationOf::Campaign) {
        "教育实践活动查摆问题整改"
    } else {
        "反馈问题整改"
    };
    let pledged = if pledged { "和承诺兑现" } else { "" };
    format!("{what}{pledged}情况")
}
