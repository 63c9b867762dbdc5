use super::super::testing::{document, find, reports, rules, sink, told};
use super::super::{
    Context, Sink, bodies, calendar, garbled, marks, placeholders, punctuation, repeats, slips,
    wrong_figures,
};
use super::*;
use crate::ruleset::pattern_fault;
use crate::text::Beginning;

const ALL: [fn(&Context<'_>, &mut Sink); 10] = [
    run,
    slips::run,
    calendar::run,
    bodies::run,
    placeholders::run,
    garbled::run,
    marks::run,
    punctuation::run,
    repeats::run,
    wrong_figures::run,
];

fn is_wording(code: &str) -> bool {
    code.starts_with("TRM") || code.starts_with("TXT")
}

#[test]
fn every_pattern_compiles_and_every_code_is_known() {
    let mut faults = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    for term in rules().terms() {
        let Term::Entry(entry) = term else { continue };
        if !ids.insert(entry.id.clone()) {
            faults.push(format!("{}: id twice", entry.id));
        }
        if !CODES.contains(&entry.code.as_str()) {
            faults.push(format!("{}: code {}", entry.id, entry.code));
        }
        if let Some(pattern) = &entry.pattern {
            faults.extend(
                pattern_fault(pattern, entry.group).map(|fault| format!("{}: {fault}", entry.id)),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_term_can_be_read() {
    let count = rules().terms().count();
    assert!(u16::try_from(count).is_ok_and(|count| rules().term(count).is_none()));
}

#[test]
fn annotated_reports_have_no_wording_errors() {
    let mut faults = Vec::new();
    for path in reports() {
        let annotated = crate::corpus::load(&path).unwrap();
        let head = &annotated.head;
        for finding in sink(&annotated.document, Some(head.year), false, &ALL).findings {
            let listed = head
                .expect
                .iter()
                .chain(&head.borderline)
                .any(|code| code == finding.code);
            let severity = finding
                .severity
                .or_else(|| rules().check(finding.code)?.severity.fixed());
            let error = severity.unwrap_or(Severity::Error) == Severity::Error && !finding.thin;
            let line = format!(
                "{}: {} {} {} {:?}",
                path.file_name().unwrap().to_string_lossy(),
                finding.code,
                finding.variant,
                super::super::testing::found(&finding),
                severity,
            );
            if error
                && !listed
                && is_wording(finding.code)
                && !matches!(finding.code, "TXT008" | "TXT009")
            {
                faults.push(line);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn examples_of_the_rule_files_hold() {
    let mut faults = Vec::new();
    let codes: Vec<String> = rules()
        .codes()
        .filter(|code| is_wording(code))
        .map(str::to_owned)
        .collect();
    for code in codes {
        let examples = rules().examples(&code);
        for (example, bad) in examples
            .bad
            .iter()
            .map(|example| (example, true))
            .chain(examples.good.iter().map(|example| (example, false)))
        {
            let Some((document, year)) = read(example) else {
                faults.push(format!("{code}: example without text or report"));
                continue;
            };
            let year = example.year.or(year);
            let findings = sink(&document, year, false, &ALL).findings;
            let told: Vec<String> = findings
                .iter()
                .filter(|finding| finding.code == code)
                .map(super::super::testing::found)
                .collect();
            if told.is_empty() == bad {
                faults.push(format!(
                    "{code} bad={bad} {year:?}: {:?} -> {told:?}",
                    example.text
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn read(example: &crate::ruleset::Example) -> Option<(crate::document::Document, Option<i32>)> {
    if let Some(text) = &example.text {
        return Some((document(text), named_year(text)));
    }
    let name = example.report.as_ref()?;
    let path = reports()
        .into_iter()
        .find(|path| path.file_stem().is_some_and(|stem| stem == name.as_str()))?;
    let annotated = crate::corpus::load(&path).unwrap();
    Some((annotated.document, Some(annotated.head.year)))
}

/// The year of an example that does not say it: 20NN年度, else the first 20NN年.
fn named_year(text: &str) -> Option<i32> {
    let find = |regex: &str| {
        regex::Regex::new(regex)
            .unwrap()
            .captures(text)
            .and_then(|found| found[1].parse().ok())
    };
    find("(20[0-9]{2})年度").or_else(|| find("(20[0-9]{2})年"))
}

#[test]
fn names_code_wording_and_reason() {
    let found = find(
        "2023年度述职报告\n增强“四个意识”、坚决“四个自信”、做到“两个维护”。",
        Some(2023),
        run,
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code, "TRM002");
    let names: Vec<&str> = found[0].args.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["found", "say", "why"]);
}

#[test]
fn tells_a_number_that_is_gone_before_its_noun() {
    let lost = |text| -> Vec<String> {
        let found = find(text, Some(2023), run);
        found
            .into_iter()
            .filter(|found| found.code == "TXT003")
            .map(|found| found.args[0].1.render(crate::ruleset::Lang::Zh))
            .collect()
    };
    assert_eq!(
        lost("全年发展名党员，下设个党支部，化解起矛盾。"),
        ["发展名党员", "下设个党支部", "化解起矛盾"]
    );
    assert_eq!(
        lost("全年发展3名党员，在上次会议研究，开展一场活动，组织集中学习12次。"),
        [""; 0]
    );
    assert_eq!(lost("解决个别党员的困难。"), [""; 0]);
}

#[test]
fn tells_wordings_of_every_code() {
    let cases = [
        ("TRM001", "学习贯彻习近平新时代中国特色主义思想。"),
        ("TRM002", "坚决四个自信，做到两个维护。"),
        ("TRM005", "坚定中国特色社会主义三个自信，推进工作。"),
        ("TXT001", "在某某村担任书记，由某某局主管。"),
        ("TXT002", "以下是为您撰写的述职报告。"),
        ("TXT003", "全年发展党员名，培养积极分子名。"),
        ("TXT004", "下载此文档，相关推荐：述职报告范文"),
        ("TXT005", "全年工作偨Y如下。"),
        ("TXT005", "支部锟斤拷工作。"),
        ("TXT007", "召开会议布暑工作。"),
    ];
    for (code, text) in cases {
        let text = format!("2023年度述职报告\n{text}");
        let found = told(&text, Some(2023), run);
        assert!(
            found.iter().any(|(told, _, _)| *told == code),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn leaves_near_misses() {
    let fine = [
        "学习贯彻习近平新时代中国特色社会主义思想，坚定“四个自信”，做到“两个维护”。",
        "发展党员3名，召开会议12次，报名截止时间为12月底。",
        "我来自已建成的社区，自已建项目入手。",
    ];
    for text in fine {
        let text = format!("2023年度述职报告\n{text}");
        let found = told(&text, Some(2023), run);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn leaves_words_that_merely_meet() {
    let fine = [
        "要改变这种习惯彻底不容易，交流与形式都要新，立即定目标、定责任。",
        "这份使命敢于担当，颠覆行业的做法要慎重，记者到社区报道3次，船在平台登陆。",
        "尊重群众的权利，群众反应热烈，路灯按装机容量收费，年收人均分红。",
    ];
    for text in fine {
        let found = told(&format!("2024年度述职报告\n{text}"), Some(2024), run);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn wordings_bound_to_years_need_a_year() {
    let text = "坚定中国特色社会主义三个自信，推进工作。";
    assert!(told(text, None, run).is_empty());
    assert!(told(text, Some(2015), run).is_empty());
    assert_eq!(told(text, Some(2023), run).len(), 1);
}

#[test]
fn one_fault_is_told_once() {
    let found = sink(
        &document("在XX村发展XX名党员，学习“”精神。"),
        Some(2023),
        false,
        &ALL,
    )
    .findings;
    let slots = found
        .iter()
        .filter(|finding| finding.code == "TXT001")
        .count();
    assert_eq!(slots, 3, "{found:?}");
}

#[test]
fn bold_type_is_no_slot() {
    let text = "2023年度述职报告\n**监督员成了摆设。**支部聘了5名监督员，**压实责任**，逐项落实。";
    let found = sink(&document(text), Some(2023), false, &ALL).findings;
    let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["TXT002", "TXT002"], "{found:?}");
    let text =
        "2023年度述职报告\n原则上在**月**日前，由**镇党委向**县委报告，*委备案，x党总支落实。";
    let found = sink(&document(text), Some(2023), false, &ALL).findings;
    assert!(
        found.iter().all(|finding| finding.code == "TXT001"),
        "{found:?}"
    );
    assert_eq!(found.len(), 6, "{found:?}");
}

#[test]
fn neighbours_share_what_lies_between_them() {
    let search = Search::new("(?:^|[^A-Z])(X{2,})(?:[^A-Z]|$)", Beginning::default());
    let mut found = Vec::new();
    search.matches(1, "XX、XX、XX", |range, _| found.push(range));
    assert_eq!(found.len(), 3);
}

#[test]
fn a_search_at_the_places_of_literals_finds_what_a_search_everywhere_finds() {
    let examples = rules().codes().map(|code| rules().examples(code));
    let mut texts: Vec<String> = examples
        .flat_map(|examples| [examples.bad, examples.good].concat())
        .filter_map(|example| example.text)
        .collect();
    let annotated = reports().into_iter().step_by(8);
    texts.extend(annotated.map(|path| crate::corpus::load(&path).unwrap().document.source));
    let (mut bound, mut led, mut found) = (0, 0, 0);
    for term in rules().terms() {
        let Term::Entry(entry) = term else { continue };
        let Some(pattern) = entry
            .pattern
            .as_ref()
            .filter(|_| !entry.begins.literals.is_empty())
        else {
            continue;
        };
        bound += 1;
        led += usize::from(entry.begins.lead > 0);
        let there = Search::new(pattern, entry.begins.clone());
        let everywhere = Search::new(pattern, Beginning::default());
        for text in &texts {
            let places = |search: &Search| {
                let mut found = Vec::new();
                search.matches(entry.group, text, |range, _| found.push(range));
                found
            };
            let places_there = places(&there);
            assert_eq!(places_there, places(&everywhere), "{} in {text}", entry.id);
            found += places_there.len();
        }
    }
    assert!(
        bound > 100 && led > 10 && found > 100,
        "{bound} {led} {found}"
    );
}

/// What stays after the advice of wordings was followed: the text in which every passage is replaced by what it should say.
fn followed(text: &str, year: Option<i32>) -> (String, usize) {
    let mut text = text.to_owned();
    let mut findings = find(&text, year, run);
    findings
        .sort_by_key(|finding| std::cmp::Reverse(finding.range.as_ref().map(|range| range.start)));
    let mut followed = 0;
    for finding in findings {
        let say = finding.args.iter().find(|(name, _)| *name == "say");
        let (Some((_, say)), Some(range)) = (say, finding.range) else {
            continue;
        };
        text.replace_range(range, &say.render(crate::ruleset::Lang::Zh));
        followed += 1;
    }
    (text, followed)
}

#[test]
fn advice_followed_to_the_letter_mends_the_text() {
    let mut faults = Vec::new();
    let mut tried = 0;
    let mut check = |id: &str, text: &str, year: Option<i32>| {
        let (mended, count) = followed(text, year);
        if count == 0 {
            return;
        }
        tried += 1;
        let left: Vec<_> = told(&mended, year, run)
            .into_iter()
            .chain(told(&mended, year, marks::run))
            .collect();
        let marks = |text: &str| text.matches(['“', '”']).count();
        if followed(&mended, year).1 > 0 || marks(&mended) % 2 != marks(text) % 2 {
            faults.push(format!("{id}: {text} -> {mended}: {left:?}"));
        }
    };
    for code in ["TRM001", "TRM002", "TRM005", "TXT007"] {
        for example in rules().examples(code).bad {
            if let Some(text) = &example.text {
                check(code, text.trim(), example.year.or(named_year(text)));
            }
        }
    }
    for term in rules().terms() {
        let Term::Entry(entry) = term else { continue };
        let year = entry.from_year.or(entry.to_year).or(Some(2024));
        for word in &entry.words {
            check(&entry.id, &format!("支部{word}，抓落实。"), year);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(tried > 300, "{tried}");
}

#[test]
fn advice_keeps_what_was_right() {
    let cases = [
        (
            "增强“四个意识”、坚定“三个自信”、做到“两个维护”。",
            "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        ),
        (
            "党支部坚决打赢脱贫攻坚战，走访12户。",
            "党支部巩固拓展脱贫攻坚成果，走访12户。",
        ),
        (
            "基层党组织先锋模范作用和党员战斗堡垒作用。",
            "基层党组织战斗堡垒作用和党员先锋模范作用。",
        ),
        (
            "学习党的十九精神，讲党课4次。",
            "学习党的十九大精神，讲党课4次。",
        ),
        (
            "学习二十大三中全会决定，学习中共十九大报告。",
            "学习二十届三中全会决定，学习党的十九大报告。",
        ),
        (
            "统筹推进“四个全面”总体布局。",
            "协调推进“四个全面”战略布局。",
        ),
        (
            "坚决“四个自信”，坚决“两个维护”。",
            "坚定“四个自信”，坚决做到“两个维护”。",
        ),
        (
            "落实从严治党责任，效劳群众。",
            "落实全面从严治党责任，服务群众。",
        ),
        ("活动室5月峻工，记入功劳薄。", "活动室5月竣工，记入功劳簿。"),
    ];
    for (text, expected) in cases {
        assert_eq!(followed(text, Some(2024)).0, expected);
    }
}
