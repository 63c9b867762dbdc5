//! What headers and footers say: kept apart from the text, because marks of secrecy (密级) stand there.

/// More lines than any page has room for.
const MAX_LINES: usize = 64;
/// Longest line kept, in characters.
const MAX_LINE: usize = 200;

/// The lines of headers and footers, each once; page numbers and blanks are nothing.
#[derive(Debug, Default)]
pub(super) struct Heads(Vec<String>);

impl Heads {
    pub fn add(&mut self, line: &str) {
        if self.0.len() >= MAX_LINES || !says_something(line) {
            return;
        }
        let line: String = line.trim().chars().take(MAX_LINE).collect();
        if !self.0.contains(&line) {
            self.0.push(line);
        }
    }

    pub fn lines(self) -> Vec<String> {
        self.0
    }
}

/// Whether a line is more than a page number: 第 3 页 共 8 页, — 3 —, 3/8.
fn says_something(line: &str) -> bool {
    // Six digits are the number of the copy.
    let digits = line.trim();
    if digits.len() >= 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    line.chars().any(|character| {
        character.is_alphabetic() && !"第页共".contains(character)
            || matches!(character, '★' | '☆' | '№')
    })
}

#[cfg(test)]
mod tests {
    use super::says_something;

    #[test]
    fn page_numbers_say_nothing() {
        for line in ["", "　", "— 3 —", "第 3 页 共 8 页", "3/8"] {
            assert!(!says_something(line), "{line}");
        }
        for line in [
            "机密★1年",
            "秘密",
            "№ 000012",
            "000001",
            "份号：000001",
            "某镇党委",
        ] {
            assert!(says_something(line), "{line}");
        }
    }
}
