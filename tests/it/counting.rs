//! 字数 through the public door.

use serde_json::Value;

use crate::support::run_with_input;

fn words(text: &str) -> u64 {
    let output = run_with_input(&["check", "-", "--format", "json"], text.as_bytes());
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    value["files"][0]["counts"]["words"]
        .as_u64()
        .expect("a number")
}

#[test]
fn counts_as_word_does() {
    // Title 4, then what the rule says of each line.
    let cases = [
        ("我2023年任职。", 6),
        ("完成率85%，比上年高。", 10),
        ("他说：“好——走……”", 11),
        ("用WPS Office写。", 5),
        ("一　二　三。", 4),
    ];
    for (line, expected) in cases {
        assert_eq!(
            words(&format!("述职报告\n\n{line}\n")),
            expected + 4,
            "{line}"
        );
    }
}

#[test]
fn markup_is_not_counted() {
    assert_eq!(
        words("# 述职报告\n\n**我**做了`事`。[链接](http://example.org)\n\n<!-- 备注 -->\n"),
        4 + 7
    );
}
