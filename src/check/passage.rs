//! What the checks of wording share: quoting a passage, and telling one fault once.

use std::ops::Range;

use super::{Finding, Sink};
use crate::structure::{Draft, ParagraphKind, Role};

const QUOTE: usize = 32;

/// The author's own words of a passage, cut where they are long.
pub fn quote(draft: &Draft<'_>, range: Range<usize>) -> String {
    let own = draft.own(range).trim();
    match own.char_indices().nth(QUOTE) {
        Some((cut, _)) => format!("{}…", &own[..cut]),
        None => own.to_owned(),
    }
}

/// Whether two stretches share a byte.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Puts a finding, unless a finding of the same code covers the place already; the longer of two stays.
pub fn put_once(sink: &mut Sink, finding: Finding) {
    let Some(range) = finding.range.clone() else {
        sink.put(finding);
        return;
    };
    // Of a text made to have ever more of them only so many are held against each other.
    const MOST: usize = 1000;
    let known = sink.findings.iter_mut().take(MOST).find(|known| {
        known.code == finding.code
            && known
                .range
                .as_ref()
                .is_some_and(|other| overlap(other, &range))
    });
    match known {
        None => sink.put(finding),
        Some(known) => {
            let length = known.range.as_ref().map_or(0, Range::len);
            if range.len() > length && known.severity >= finding.severity {
                *known = finding;
            }
        }
    }
}

/// Whether one of some findings is on wording and lies at a place.
pub fn told(findings: &[Finding], range: &Range<usize>) -> bool {
    findings.iter().any(|known| {
        (known.code.starts_with("TRM") || known.code.starts_with("TXT"))
            && known
                .range
                .as_ref()
                .is_some_and(|other| overlap(other, range))
    })
}

/// The paragraph that holds a place.
pub fn paragraph_at(draft: &Draft<'_>, at: usize) -> Option<usize> {
    let after = draft
        .paragraphs
        .partition_point(|paragraph| paragraph.range.start <= at);
    after.checked_sub(1)
}

/// The sentence that holds a place, or the whole paragraph where that has none (headings, title), and its role.
pub fn sentence_at(draft: &Draft<'_>, at: usize) -> (Range<usize>, Role) {
    let after = draft
        .sentences
        .partition_point(|sentence| sentence.range.start <= at);
    let sentence = after.checked_sub(1).map(|place| &draft.sentences[place]);
    if let Some(sentence) = sentence.filter(|sentence| sentence.range.end > at) {
        return (sentence.range.clone(), sentence.role);
    }
    let Some(place) = paragraph_at(draft, at) else {
        return (at..at, Role::Other);
    };
    let paragraph = &draft.paragraphs[place];
    let role = match paragraph.kind {
        ParagraphKind::Heading(_) => draft
            .outline
            .iter()
            .find(|heading| heading.paragraph == place)
            .map_or(Role::Other, |heading| heading.role),
        _ => Role::Other,
    };
    (paragraph.range.clone(), role)
}

/// Bytes of the clause around a passage: between the nearest ，。；：！？ and line ends.
pub fn clause(text: &str, within: &Range<usize>, passage: &Range<usize>) -> Range<usize> {
    const BORDERS: [char; 8] = ['，', '。', '；', '：', '！', '？', '\n', ','];
    let before = text.get(within.start..passage.start).unwrap_or_default();
    let start = before.rfind(BORDERS).map_or(within.start, |at| {
        let border = before[at..].chars().next().map_or(1, char::len_utf8);
        within.start + at + border
    });
    let after = text.get(passage.end..within.end).unwrap_or_default();
    let end = after
        .find(BORDERS)
        .map_or(within.end, |at| passage.end + at);
    start..end.max(start)
}
