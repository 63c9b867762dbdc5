//! What a slip's file is called.

use crate::output::report::FileReport;
use crate::output::words::pick;
use crate::output::wrap::clean;
use crate::ruleset::Lang;

/// Characters of a name before its last part: paths in Windows may have 260 in all, names in Linux 255 bytes.
const LONGEST: usize = 60;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
const PORTS: [&str; 2] = ["COM", "LPT"];

/// The name of a report's slip without its ending: 单位-姓名-反馈单, or the report's own name where nobody knows whose it
/// is. It can stand on any disk.
pub fn slip_name(report: &FileReport, lang: Lang) -> String {
    let submission = report.submission.as_ref();
    let known = submission.map_or(["", ""], |submission| [&submission.unit, &submission.name]);
    let mut parts: Vec<&str> = known
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .collect();
    // A unit alone has many people.
    if submission.is_none_or(|submission| submission.name.trim().is_empty()) {
        let file = report.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        parts.push(stem);
    }
    let base = safe(&parts.join("-"));
    format!("{base}-{}", pick(lang, "反馈单", "feedback"))
}

fn safe(name: &str) -> String {
    let name: String = clean(name)
        .chars()
        .map(|character| match character {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
            _ => character,
        })
        .take(LONGEST)
        .collect();
    let name = name.trim_matches([' ', '.', '-', '\u{3000}']);
    let device = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim()
        .to_uppercase();
    let port = PORTS.iter().any(|port| {
        let number = device.strip_prefix(port).unwrap_or_default();
        number.chars().count() == 1
    });
    match name {
        "" => "_".to_owned(),
        _ if port || DEVICES.contains(&device.as_str()) => format!("_{name}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stands_on_any_disk() {
        for (name, expected) in [
            ("柳湾镇-赵一", "柳湾镇-赵一"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\甲*?\"<>|乙", "C__甲______乙"),
            ("con.报告", "_con.报告"),
            ("COM1", "_COM1"),
            ("COM10", "COM10"),
            (" .甲. ", "甲"),
            ("\u{202e}\u{7}", "_"),
            ("", "_"),
        ] {
            assert_eq!(safe(name), expected);
        }
        assert_eq!(safe(&"𠮷".repeat(500)).len(), 240);
    }
}
