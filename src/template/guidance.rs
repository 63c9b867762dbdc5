//! What the scheme wants of each part, in words of our own, from the scheme's data.

use super::parts::told;
use crate::document::guidance::{CLOSE, OPEN};
use crate::profile::{Length, PartLength, Profile, RectificationOf, Share};
use crate::ruleset::Rules;
use crate::structure::{Role, SPEECH};

/// Guidance at the head of the document: scheme, length, time, and how to use the file.
pub(super) fn whole(profile: &Profile) -> String {
    let source = profile.source.strength;
    let mut said = vec![format!("按“{}”（{}）编写", profile.title, profile.id)];
    if let Some(length) = &profile.length {
        said.push(format!("全文{}", spaced(&length.describe(source).zh)));
    }
    if let Some(speech) = &profile.speech {
        // As many as are spoken in a minute, in hundreds.
        let about = (speech.minutes * SPEECH.1 / 100.0).round() * 100.0;
        said.push(format!(
            "口头述职{}，约 {about} 字",
            spaced(&speech.describe(source).zh)
        ));
    }
    if let Some(submit) = &profile.submit {
        said.push(submit.describe(source).zh);
    }
    said.push("〔 〕里的内容请换成实际的".to_owned());
    said.push("正文写在灰色说明下面的空段里，说明不计字数、不参加检查，定稿前删去".to_owned());
    framed(&said)
}

/// Guidance of a theme that has a length of its own.
pub(super) fn theme(length: &PartLength) -> String {
    framed(&[format!(
        "这一块{}",
        spaced(&format!("{} 字左右", length.about))
    )])
}

/// Guidance of a part.
pub(super) fn part(
    profile: &Profile,
    rules: &Rules,
    (role, title): (Role, &str),
    roles: &[Role],
) -> String {
    let source = profile.source.strength;
    let mut said = vec![advice(profile, role, roles).to_owned()];
    for share in &profile.shares {
        let first = roles.iter().find(|role| share.roles.contains(role));
        if first == Some(&role) {
            said.push(share_words(profile, share));
        }
    }
    if let Some(demand) = &profile.rectification {
        // Without a part of its own the answer stands with what was done.
        let own = roles.contains(&Role::Rectification);
        let here = if own {
            Role::Rectification
        } else {
            Role::Achievement
        };
        if role == here {
            said.push(demand.describe(source).zh);
        }
        if role == Role::Rectification && demand.of.contains(&RectificationOf::LastYear) {
            said.push("上年承诺了什么、办得怎样，一条对一条".to_owned());
        }
    }
    if let Some(pledge) = &profile.pledge
        && role == Role::Plan
    {
        said.push(format!("{}，写明事项和期限", pledge.describe(source).zh));
    }
    let mut topics = topics(profile, rules, role, roles);
    topics.retain(|topic| topic != title);
    if !topics.is_empty() {
        said.push(format!("要讲到：{}", topics.join("、")));
    }
    for (code, about) in GUARDS {
        if about == role
            && profile.guards.named.iter().any(|named| named == code)
            && let Some(demand) = profile.guards.demand.get(code)
        {
            said.push(demand.trim_end_matches('。').to_owned());
        }
    }
    framed(&said)
}

/// The part in which what a guard is about would stand.
const GUARDS: [(&str, Role); 14] = [
    ("GRD001", Role::Achievement),
    ("GRD007", Role::Achievement),
    ("GRD101", Role::Achievement),
    ("GRD102", Role::Achievement),
    ("GRD103", Role::Achievement),
    ("GRD104", Role::Achievement),
    ("GRD107", Role::Rectification),
    ("GRD106", Role::Problem),
    ("GRD002", Role::Problem),
    ("GRD003", Role::Problem),
    ("GRD004", Role::Problem),
    ("GRD005", Role::Cause),
    ("GRD006", Role::Plan),
    ("GRD108", Role::Plan),
];

/// What every part is about, whatever the scheme.
fn advice(profile: &Profile, role: Role, roles: &[Role]) -> &'static str {
    let names = |code: &str| {
        let guards = &profile.guards;
        let mut all = guards.named.iter().chain(&guards.practice);
        all.any(|guard| guard == code)
    };
    match role {
        Role::Intro if roles.contains(&Role::Intro) => "写清姓名、职务和主要经历",
        Role::Intro => "开头写清职务、任职时间和单位基本情况，一两百字，再引出下文",
        Role::Achievement if names("GRD102") => {
            "写本人怎样抓党建：做了哪些事、办成了什么，每件事有时间、数字或事例，一般业务工作少写"
        }
        Role::Achievement => "写本人做了哪些事、办成了什么，每件事有时间、数字或事例",
        Role::Rectification => {
            "逐条写：原来是什么问题、采取了什么办法、现在结果怎样；没有完成的写明原因和期限"
        }
        Role::Problem => "写还没有解决的具体问题，每条有事实，有本人的责任",
        Role::Cause => "对着问题逐条找原因，先讲主观上的，再讲客观上的",
        Role::Plan if roles.contains(&Role::Problem) => {
            "对着问题逐条写措施：做什么、谁负责、什么时候完成"
        }
        Role::Plan => "写下一年要做的几件事：目标、办法、完成时间",
        Role::Closing => "一两句话结束",
        Role::Other => "写方案要求而前面没有讲到的",
    }
}

/// A share in words, with what it comes to in 字 where the scheme has a length.
fn share_words(profile: &Profile, share: &Share) -> String {
    let words = share.describe(profile.source.strength).zh;
    let part = |whole: u32| {
        let words = f64::from(whole) * share.value.value();
        (words / 50.0).round() * 50.0
    };
    if !profile.part_lengths.is_empty() {
        return format!("{words}（各块合在一起算）");
    }
    let about = match profile.length.as_ref().map(bounds) {
        Some((Some(least), Some(most))) if least < most => {
            format!("，约 {}—{} 字", part(least), part(most))
        }
        Some((Some(whole), _) | (None, Some(whole))) => format!("，约 {} 字", part(whole)),
        _ => String::new(),
    };
    format!("{words}{about}")
}

/// Least and most 字 of the whole text.
fn bounds(length: &Length) -> (Option<u32>, Option<u32>) {
    match length.about {
        Some(about) => (Some(about), Some(about)),
        None => (length.min, length.max),
    }
}

/// The topics that belong into a part: by the roles that cover them, by their words, else with what was done.
fn topics(profile: &Profile, rules: &Rules, role: Role, roles: &[Role]) -> Vec<String> {
    let mut titles = Vec::new();
    // Themes with lengths of their own are the topics, and have headings.
    let themes = !profile.part_lengths.is_empty();
    for topic in profile.topics.iter().filter(|_| !themes) {
        let told = told(topic, rules);
        let mut fitting = roles.iter().copied().filter(|role| told.contains(*role));
        let place = match (fitting.next(), fitting.next()) {
            (Some(only), None) => only,
            // Told by several parts together (问题与思路措施), it needs no place of its own.
            (Some(_), Some(_)) => continue,
            _ if topic.roles.len() > 1 => continue,
            _ => Role::Achievement,
        };
        if place == role {
            let mark = if topic.compulsory { "（必述）" } else { "" };
            titles.push(format!("{}{mark}", topic.title));
        }
    }
    titles
}

/// A figure after Chinese words stands off from them.
fn spaced(words: &str) -> String {
    let figure = words.starts_with(|first: char| first.is_ascii_digit());
    format!("{}{words}", if figure { " " } else { "" })
}

/// Sentences between the marks of guidance, which do not stand within.
fn framed(said: &[String]) -> String {
    let text: Vec<String> = said
        .iter()
        .map(|sentence| sentence.trim_end_matches('。').replace(['【', '】'], ""))
        .filter(|sentence| !sentence.is_empty())
        .collect();
    format!("{OPEN}：{}。{CLOSE}", text.join("。"))
}
