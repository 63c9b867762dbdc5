//! Broken and malicious files: a clear answer, never a crash, never silence.

use proptest::prelude::*;

use super::read;
use super::tests::{content, package, styles};
use crate::document::Document;
use crate::read::ReadError;

fn with(text: &str) -> Result<Document, ReadError> {
    let sheet = styles("<office:styles/>");
    read(&package(&[("content.xml", text), ("styles.xml", &sheet)]))
}

#[test]
fn nesting_stops_at_the_limit() {
    for (open, close) in [
        (
            "<text:list><text:list-item>",
            "</text:list-item></text:list>",
        ),
        (
            "<draw:frame><draw:text-box><text:p>",
            "</text:p></draw:text-box></draw:frame>",
        ),
        ("<x>", "</x>"),
    ] {
        let deep = format!(
            "{}<text:p>a</text:p>{}",
            open.repeat(50_000),
            close.repeat(50_000)
        );
        assert!(matches!(
            with(&content("", &deep)),
            Err(ReadError::TooLarge { .. })
        ));
    }
    let tables = "<table:table><table:table-row><table:table-cell>".repeat(300);
    let document = with(&content("", &format!("{tables}<text:p>a</text:p>"))).unwrap();
    assert_eq!(document.warnings.len(), 1);
}

#[test]
fn huge_counts_take_no_memory() {
    let body = "<text:p>a<text:s text:c='4294967295'/>b</text:p><text:h text:outline-level='255'>c</text:h>\
        <text:list><text:list-item text:start-value='9223372036854775807'><text:p>d</text:p></text:list-item></text:list>";
    let source = with(&content("", body)).unwrap().source;
    assert_eq!(source, format!("a{}b\nc\nd\n", " ".repeat(100)));
}

#[test]
fn inflation_stops_at_the_limit() {
    let bomb = " ".repeat(129 << 20);
    assert!(matches!(with(&bomb), Err(ReadError::TooLarge { .. })));
}

#[test]
fn what_breaks_off_is_told() {
    let whole = content("", "<text:p>甲</text:p><text:p>乙</text:p>");
    let cut = whole.find("乙").unwrap() + 3;
    let document = with(&whole[..cut]).unwrap();
    assert_eq!(
        (document.source.as_str(), document.warnings.len()),
        ("甲\n乙\n", 1)
    );
    let early = whole.find("<office:text>").unwrap();
    assert!(matches!(
        with(&whole[..early]),
        Err(ReadError::Damaged { .. })
    ));
    assert_eq!(
        with(&content("", "<text:p/>")).unwrap_err(),
        ReadError::NoText
    );
    let bytes = package(&[("content.xml", &whole)]);
    assert!(matches!(
        read(&bytes[..bytes.len() - 30]),
        Err(ReadError::Damaged { .. })
    ));
    assert_eq!(read(&bytes).unwrap().warnings.len(), 1);
    let document = read(&package(&[
        ("content.xml", &whole),
        ("styles.xml", "<a><b"),
    ]))
    .unwrap();
    assert!(document.warnings[0].contains("样式表"));
}

#[test]
fn document_types_are_refused() {
    let text = format!(
        "<!DOCTYPE a [<!ENTITY e 'x'>]>{}",
        content("", "<text:p>&e;</text:p>")
    );
    assert_eq!(with(&text).unwrap_err(), ReadError::UnsafeXml);
    let document = with(&content("", "<text:p>a&e;</text:p>")).unwrap();
    assert_eq!(
        (document.source.as_str(), document.warnings.len()),
        ("a\n", 1)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn changed_parts_never_panic(
        sheet in any::<bool>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let text = content(
            "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='1'/></text:list-style>",
            "<text:list text:style-name='L'><text:list-item><text:p>a<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p></text:list-item></text:list>",
        );
        let common = styles("<office:styles><style:style style:name='a' style:family='paragraph' style:parent-style-name='a'/></office:styles>");
        let mut parts = [text.into_bytes(), common.into_bytes()];
        let part = &mut parts[usize::from(sheet)];
        for (at, byte) in changes {
            let at = at.index(part.len());
            part[at] = byte;
        }
        let [text, common] = parts.map(|part| String::from_utf8_lossy(&part).into_owned());
        let _ = read(&package(&[("content.xml", &text), ("styles.xml", &common)]));
    }

    #[test]
    fn changed_packages_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = package(&[("content.xml", &content("", "<text:p>a</text:p>"))]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }

    #[test]
    fn elements_in_any_order_never_panic(parts in prop::collection::vec(prop::sample::select(vec![
        ("<text:p>", "</text:p>"), ("<text:h text:outline-level='2'>", "</text:h>"), ("<text:span>", "</text:span>"),
        ("<text:list>", "</text:list>"), ("<text:list-item>", "</text:list-item>"), ("<text:note-body>", "</text:note-body>"),
        ("<draw:frame>", "</draw:frame>"), ("<draw:text-box>", "</draw:text-box>"), ("<table:table>", "</table:table>"),
        ("<table:table-row>", "</table:table-row>"), ("<table:table-cell>", "</table:table-cell>"), ("<text:number>", "</text:number>"),
        ("<text:section text:display='none'>", "</text:section>"), ("<text:table-of-content>", "</text:table-of-content>"),
        ("文", ""), ("<text:line-break/>", ""), ("<text:tab/>", ""),
    ]), 0..40), closing in prop::collection::vec(any::<bool>(), 40)) {
        let (mut body, mut open) = (String::new(), Vec::new());
        for ((begin, end), close) in parts.into_iter().zip(closing) {
            body.push_str(begin);
            open.push(end);
            if close {
                body.push_str(open.pop().unwrap_or_default());
            }
        }
        body.extend(open.into_iter().rev());
        let _ = with(&content("", &format!("{body}<text:p>尾</text:p>")));
    }
}
