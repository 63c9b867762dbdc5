//! Who wrote a report, as it says itself: where no roster tells, drafts of one person are known by that.

use super::reading::Reading;
use crate::audit::own_name;
use crate::audit::similar::{Identity, UnitNames};

/// Characters of a file's name that are not the report's own and may be another person's name.
const STRANGE: usize = 2;

/// What a report says of its writer.
pub(super) struct Writer {
    identity: Identity,
    /// Its title and by-lines, without the words that all have.
    lines: String,
}

impl Writer {
    pub(super) fn of(reading: &Reading) -> Writer {
        let lines: Vec<String> = reading.titles().map(own_name).collect();
        Writer {
            identity: reading.identity.clone(),
            lines: lines.join(" "),
        }
    }

    /// Whether two reports, each with its path, are one person's: by their by-lines, or being the same file (`same`) under
    /// the same name. Where the name of one names somebody else, that one took the other's text, by-line and all.
    pub(super) fn is_one(
        units: &UnitNames,
        (a, a_path): (&Writer, &str),
        (b, b_path): (&Writer, &str),
        same: bool,
    ) -> bool {
        let (a_name, b_name) = (own_name(name(a_path)), own_name(name(b_path)));
        let alike = a_name == b_name;
        let own = |writer: &Writer, name: &str, path: &str| {
            let folder = path.rsplit(['/', '\\']).nth(1).unwrap_or_default();
            let mut folders = units.bodies(folder).into_iter();
            (alike || !writer.is_strange(name))
                && folders.all(|unit| writer.lines.contains(unit.as_str()))
        };
        let signed = units.is_one_writer(&a.identity, &b.identity);
        let copied = same && alike && a_name.chars().count() >= STRANGE;
        (signed || copied) && own(a, &a_name, a_path) && own(b, &b_name, b_path)
    }

    /// Whether a file's name has words that stand neither in the title nor in a by-line.
    fn is_strange(&self, name: &str) -> bool {
        let mut rest = name;
        let mut strange = 0;
        while let Some(first) = rest.chars().next() {
            let ends = rest.char_indices().map(|(at, mark)| at + mark.len_utf8());
            let known = ends
                .skip(1)
                .take_while(|end| self.lines.contains(&rest[..*end]));
            let end = known.last();
            strange += usize::from(end.is_none() && !matches!(first, '月' | '日' | '号'));
            rest = &rest[end.unwrap_or(first.len_utf8())..];
        }
        strange >= STRANGE
    }
}

/// The last part of a path, without its ending.
fn name(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ruleset::Rules;

    fn writer(unit: &str, name: &str) -> Writer {
        Writer {
            identity: Identity {
                units: vec![unit.to_owned()],
                names: vec![name.to_owned()],
            },
            lines: own_name(&format!("清水镇{unit}党支部书记{name}")),
        }
    }

    #[test]
    fn drafts_are_told_from_copies_by_what_files_are_called() {
        let units = UnitNames::of(&Rules::built_in());
        let wang = writer("柳河村", "王一田");
        for (a, b, one) in [
            ("收到/柳河村王一田初稿.md", "收到/柳河村王一田终稿.md", true),
            ("甲/述职报告.md", "乙/述职报告.md", true),
            ("柳河村.md", "12月8日柳河村述职.md", true),
            ("附件一.md", "附件一(1).md", true),
            ("王一田.md", "周三地.md", false),
            ("柳河村.md", "东岭村.md", false),
            ("柳河村/述职报告.md", "东岭村/述职报告.md", false),
        ] {
            let said = Writer::is_one(&units, (&wang, a), (&wang, b), false);
            assert_eq!(said, one, "{a} {b}");
        }
        let nobody = || Writer {
            identity: Identity::default(),
            lines: String::new(),
        };
        let same = |a, b, same| Writer::is_one(&units, (&nobody(), a), (&nobody(), b), same);
        assert!(same("王一田.md", "包.zip/王一田.md", true));
        assert!(!same("王一田.md", "包.zip/王一田.md", false));
        assert!(!same("王一田.md", "周三地.md", true));
        assert!(!same("甲/述职报告.md", "乙/述职报告.md", true));
    }
}
