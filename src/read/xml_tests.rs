use super::*;
use proptest::prelude::*;

/// Passes over the first element within the root, by its tags or step by step; what stands behind it, and where.
fn behind_first(text: &str, leap: bool) -> Option<(String, Range<usize>)> {
    let mut cursor = Cursor::new(text);
    cursor.next().ok()?;
    if !matches!(cursor.next().ok()?, Node::Open(_)) {
        return None;
    }
    if leap {
        cursor.skip().ok()?;
    } else {
        let mut depth = 1;
        while depth > 0 {
            match cursor.next().ok()? {
                Node::Open(_) => depth += 1,
                Node::Close => depth -= 1,
                Node::Text(_) => {}
                Node::End => return None,
            }
        }
    }
    let next = match cursor.next().ok()? {
        Node::Open(element) => String::from_utf8_lossy(element.local()).into_owned(),
        Node::Text(text) => text.into_owned(),
        Node::Close => "/".to_owned(),
        Node::End => String::new(),
    };
    Some((next, cursor.span()))
}

#[test]
fn elements_are_passed_over_alike_by_their_tags_and_step_by_step() {
    for (first, plain) in [
        ("<a/>", true),
        ("<a></a>", true),
        ("<a b='1'>字<c/></a >", true),
        ("<a><ab></ab><a-b/></a>", true),
        ("<a><a/></a>", false),
        ("<a><a><c/></a></a>", false),
        ("<a><!-- </a> --><c/></a>", false),
        ("<a><![CDATA[</a>]]></a>", false),
        ("<a><?x </a> ?></a>", false),
        ("<a><b c=\"1\" d=\"2\"/>“字”</a>", true),
        // No program writes these; what follows must not be read otherwise for it.
        ("<a><b c=\"</a>\"/></a>", false),
        ("<a><b c='</a>'/></a>", false),
        ("<a><b c=\">\" d=\"</a>\"/></a>", false),
        ("<a><b c='\"' d=\"</a>\"/></a>", false),
        ("<a>\"<b c=\"</a>\"/></a>", false),
    ] {
        let text = format!("<r>{first}<d/></r>");
        let end = 3 + first.len();
        let found = behind_first(&text, true);
        assert_eq!(found, Some(("d".to_owned(), end..end + 4)), "{first}");
        assert_eq!(found, behind_first(&text, false), "{first}");
        let mut cursor = Cursor::new(&text);
        cursor.next().ok();
        cursor.next().ok();
        assert_eq!(cursor.inner().is_some(), plain, "{first}");
    }
}

#[test]
fn an_element_that_never_ends_is_no_element() {
    for text in ["<r><a><c></c>", "<r><a", "<r><a>", "<r><a></ab></r>"] {
        assert_eq!(behind_first(text, true), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_elements_are_passed_over_alike(inner in "(<[abc]>|</[abc]>|<[abc]/>|<!--b-->|<\\?b\\?>|字| |[\"'>]|<b c=[\"']|</a>){0,12}") {
        let text = format!("<r><a>{inner}</a><d/></r>");
        // A leap does not look at what it passes over, so only what can be read step by step is compared.
        if let Some(walked) = behind_first(&text, false) {
            prop_assert_eq!(behind_first(&text, true), Some(walked));
        }
    }
}
