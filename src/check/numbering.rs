//! STR003: gaps, repeats, skipped and mixed levels in the numbers of headings.

mod run_in;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use self::run_in::run_in;
use super::{Context, Finding, Sink};
use crate::structure::{Heading, Number, NumberForm};
use crate::text::list_number::in_han;

/// No outline has more slips than are told apart.
const MOST: usize = 200;

/// A number that does not follow from the one before it.
struct Fault {
    /// Its heading.
    place: usize,
    /// The last heading of its form under the same parent.
    before: Option<usize>,
    expected: u32,
    repeats: bool,
}

/// Walks the numbers of headings and run-in leads.
pub fn run(context: &Context<'_>, sink: &mut Sink) {
    let outline = &context.draft.outline;
    let other_form = sequence(context, sink);
    skipped(context, outline, sink);
    if !other_form {
        mixed(outline, sink);
    }
    run_in(context, sink);
}

/// Under one parent, numbers of one form go 1, 2, 3. Gives back whether one was found to be of another form.
fn sequence(context: &Context<'_>, sink: &mut Sink) -> bool {
    let outline = &context.draft.outline;
    let faults = faults(context);
    let of_form = |fault: &Fault| {
        let number = outline[fault.place].number?;
        let between = fault.before? + 1..fault.place;
        // Another number stands where this one's predecessor is due, and does not follow from its own either.
        let other = faults.iter().find(|other| {
            let value = outline[other.place].number.map(|number| number.value);
            between.contains(&other.place) && value == Some(fault.expected)
        })?;
        (number.value == fault.expected + 1).then_some((other.place, number.form))
    };
    let other_forms: Vec<(usize, NumberForm)> = faults.iter().filter_map(of_form).collect();
    for fault in &faults {
        let heading = &outline[fault.place];
        let Some(number) = heading.number else {
            continue;
        };
        let told = |variant| {
            Finding::new("STR003", variant)
                .at(heading.words.clone())
                .confidence(0.9)
        };
        let finding =
            if let Some((_, form)) = other_forms.iter().find(|(place, _)| *place == fault.place) {
                told("form")
                    .arg("number", label(heading))
                    .arg("expected", render(*form, number.value))
            } else if of_form(fault).is_some() {
                continue;
            } else if let Some((wrong, range)) = wrong_mark(context, fault, number.form) {
                told("mark")
                    .arg("number", wrong)
                    .arg("expected", render(number.form, fault.expected))
                    .at(range)
            } else {
                told(if fault.repeats { "repeat" } else { "gap" })
                    .arg("number", label(heading))
                    .arg("expected", render(number.form, fault.expected))
            };
        sink.put(finding);
    }
    !other_forms.is_empty()
}

/// The numbers that do not follow. After one that stands alone in being wrong the count goes on as if it were right:
/// in 1 2 4 4 and in 1 2 2 4 only the third number is told.
fn faults(context: &Context<'_>) -> Vec<Fault> {
    let outline = &context.draft.outline;
    let mut alike: BTreeMap<(Option<usize>, NumberForm), Vec<usize>> = BTreeMap::new();
    for (place, heading) in outline.iter().enumerate() {
        if let Some(number) = heading.number {
            let key = (heading.parent, number.form);
            alike.entry(key).or_default().push(place);
        }
    }
    let mut faults = Vec::new();
    for ((parent, _), places) in alike {
        let mut last: Option<u32> = None;
        for (index, place) in places.iter().copied().enumerate() {
            let Some(number) = outline[place].number else {
                continue;
            };
            let between = place
                .checked_sub(1)
                .map_or(0, |before| outline[before].words.end)
                ..outline[place].words.start;
            // A point that is one whole sentence has no lead and stands in no outline.
            let unled = last_between(context, &between, number.form);
            let before = unled.or(last);
            let expected = before.map_or(1, |before| before + 1);
            last = Some(number.value);
            if number.value == expected
                || (number.value == 1 && parent.is_some() && before.is_some())
                || follows_in_running_text(context, between, number)
            {
                continue;
            }
            let repeats = before == Some(number.value);
            if number.value < expected && !repeats {
                continue;
            }
            let next = places.get(index + 1).and_then(|next| outline[*next].number);
            if next.is_some_and(|next| next.value == expected + 1) {
                last = Some(expected);
            }
            faults.push(Fault {
                place,
                before: index.checked_sub(1).map(|before| places[before]),
                expected,
                repeats,
            });
        }
    }
    faults.sort_by_key(|fault| fault.place);
    // Each is held against the others: a text made to have ever more of them must not take their square.
    faults.truncate(MOST);
    faults
}

/// The last number of a form that a paragraph between two headings begins with.
fn last_between(context: &Context<'_>, between: &Range<usize>, form: NumberForm) -> Option<u32> {
    let paragraphs = &context.draft.paragraphs;
    let first = paragraphs.partition_point(|paragraph| paragraph.range.start < between.start);
    let within = paragraphs[first..]
        .iter()
        .take_while(|paragraph| paragraph.range.end < between.end);
    let numbers = within.filter_map(|paragraph| paragraph.number);
    let alike = numbers.filter(|number| number.form == form);
    alike.map(|number| number.value).last()
}

/// The number that is due, where it stands before a gap with a mark that no number has: 三，原因分析.
fn wrong_mark(
    context: &Context<'_>,
    fault: &Fault,
    form: NumberForm,
) -> Option<(String, Range<usize>)> {
    let draft = context.draft;
    let digits = match form {
        NumberForm::Han => in_han(fault.expected),
        NumberForm::Arabic => fault.expected.to_string(),
        _ => return None,
    };
    let from = draft.outline[fault.before?].words.end;
    let to = draft.outline[fault.place].words.start;
    let mut within = draft
        .paragraphs
        .iter()
        .filter(|paragraph| (from..to).contains(&paragraph.range.start));
    within.find_map(|paragraph| {
        let text = draft.folded(paragraph.range.clone());
        let mark = text.strip_prefix(digits.as_str())?.chars().next()?;
        let end = paragraph.range.start + digits.len() + mark.len_utf8();
        matches!(mark, '，' | ',' | '。' | '：').then(|| {
            let range = paragraph.range.start..end;
            (draft.own(range.clone()).trim().to_owned(), range)
        })
    })
}

/// Whether the number before this one opens a sentence between two headings: `我从三个方面抓落实。（一）…`, and （二） opens
/// the next paragraph.
fn follows_in_running_text(context: &Context<'_>, between: Range<usize>, number: Number) -> bool {
    let Some(value) = number.value.checked_sub(1) else {
        return false;
    };
    let before = render(number.form, value);
    let text = context.draft.own(between);
    text.match_indices(&before)
        .any(|(at, _)| text[..at].ends_with(['。', '：', '；']))
}

/// 一、 and then 1. without （一）: told once, and not of a text that has but these two levels, for which it is usual.
fn skipped(context: &Context<'_>, outline: &[Heading], sink: &mut Sink) {
    let levels: BTreeSet<u8> = outline
        .iter()
        .filter_map(|heading| Some(heading.number?.form.level()))
        .filter(|level| *level < NumberForm::Circled.level())
        .collect();
    if levels.len() < 3 {
        return;
    }
    let skip = outline.iter().find_map(|heading| {
        let own = heading.number?.form;
        let parent = outline[heading.parent?].number?.form;
        let usual =
            matches!(own, NumberForm::Circled | NumberForm::Ordinal) || parent == NumberForm::Part;
        (own.level() > parent.level() + 1 && !usual).then_some((heading, parent, own))
    });
    if let Some((heading, parent, own)) = skip {
        let finding = Finding::new("STR003", "skip")
            .arg("from", parent.sample())
            .arg("to", own.sample())
            .arg(
                "next",
                if parent.level() == 1 {
                    NumberForm::BracketedHan
                } else {
                    NumberForm::Arabic
                }
                .sample(),
            );
        sink.put(
            finding
                .at(context.draft.paragraphs[heading.paragraph].range.start..heading.words.end)
                .confidence(0.7),
        );
    }
}

/// Sibling parts whose points are numbered in different forms.
fn mixed(outline: &[Heading], sink: &mut Sink) {
    let mut by_parent: BTreeMap<usize, Vec<(NumberForm, &Heading)>> = BTreeMap::new();
    for heading in outline {
        if let (Some(parent), Some(number)) = (heading.parent, heading.number) {
            by_parent
                .entry(parent)
                .or_default()
                .push((number.form, heading));
        }
    }
    for children in by_parent.values() {
        let (first, _) = children[0];
        let other = children
            .iter()
            .find(|(form, _)| form.level() < first.level());
        if let Some((form, heading)) = other {
            let finding = Finding::new("STR003", "mixed")
                .arg("forms", format!("{} {}", first.sample(), form.sample()));
            sink.put(finding.at(heading.words.clone()).confidence(0.6));
            return;
        }
    }
}

/// The number of a heading as it is written.
fn label(heading: &Heading) -> String {
    heading
        .number
        .map_or_else(String::new, |number| render(number.form, number.value))
}

/// A number as a form writes it.
fn render(form: NumberForm, value: u32) -> String {
    let han = in_han(value);
    match form {
        NumberForm::Part => format!("第{han}部分"),
        NumberForm::Ordinal => format!("第{han}，"),
        NumberForm::Han => format!("{han}、"),
        NumberForm::BracketedHan => format!("（{han}）"),
        NumberForm::Arabic => format!("{value}."),
        NumberForm::BracketedArabic => format!("（{value}）"),
        NumberForm::Circled => char::from_u32(u32::from('①') + value.saturating_sub(1))
            .map_or_else(String::new, String::from),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::find;
    use super::run;
    use crate::ruleset::Lang;

    fn told(points: &[&str]) -> Vec<String> {
        let text = format!(
            "2024年度抓基层党建工作述职报告\n我任支部书记，现述职如下。\n一、履职情况\n{}\n二、存在的问题\n我读书少，全年只读了一本。",
            points.join("\n")
        );
        let findings = find(&text, Some(2024), run);
        let told = findings.iter().map(|finding| {
            let args = finding.args.iter().map(|(_, arg)| arg.render(Lang::Zh));
            format!("{} {}", finding.variant, args.collect::<Vec<_>>().join(" "))
        });
        told.collect()
    }

    #[test]
    fn one_slip_is_one_finding() {
        let slips: [(&[&str], &str); 6] = [
            (
                &[
                    "（一）抓学习。讲党课4次。",
                    "（二）抓队伍。发展1名。",
                    "（四）抓实事。走访31户。",
                    "（四）抓廉政。谈话6次。",
                ],
                "gap （四） （三）",
            ),
            (
                &[
                    "（一）抓学习。讲党课4次。",
                    "（二）抓队伍。发展1名。",
                    "（二）抓实事。走访31户。",
                    "（四）抓廉政。谈话6次。",
                ],
                "repeat （二） （三）",
            ),
            (
                &[
                    "（一）抓学习。讲党课4次。",
                    "（三）抓实事。走访31户。",
                    "（四）抓廉政。谈话6次。",
                ],
                "gap （三） （二）",
            ),
            (
                &[
                    "（一）抓学习。讲党课4次。",
                    "2.抓队伍。发展1名。",
                    "（三）抓实事。走访31户。",
                ],
                "form 2. （二）",
            ),
            (
                &[
                    "1.抓学习。讲党课4次。",
                    "2，抓队伍。发展1名。",
                    "3.抓实事。走访31户。",
                ],
                "mark 2， 2.",
            ),
            (
                &["一是抓学习，讲党课4次。二是抓队伍，发展1名。四是抓实事，走访31户。"],
                "gap 四是 三是",
            ),
        ];
        for (points, expected) in slips {
            assert_eq!(told(points), [expected], "{points:?}");
        }
    }

    #[test]
    fn leaves_what_is_in_order() {
        let fine: [&[&str]; 4] = [
            &["1.抓学习。讲党课4次。", "2.抓队伍。发展1名。"],
            &["一是抓学习：一是讲党课；二是读书。二是抓队伍。三是抓实事。"],
            &["一是抓学习，讲党课4次。二要抓队伍，发展1名。三是抓实事，走访31户。"],
            &[
                "一是抓学习，讲党课4次。",
                "二是抓队伍，发展1名。",
                "三是抓实事，走访31户。",
            ],
        ];
        for points in fine {
            assert_eq!(told(points), [""; 0], "{points:?}");
        }
    }
}
