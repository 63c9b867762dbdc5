//! Reports that share text: found among many, verified, shown.

use std::io::Write as _;

use proptest::prelude::*;
use shuzhi::audit::similar::{Batch, Comparer, Identity, Index, Pair, Sketch, clusters};
use shuzhi::corpus;
use shuzhi::document::Document;
use shuzhi::read;
use shuzhi::ruleset::Rules;
use shuzhi::text::plain::Plain;

use crate::support::{project, run, run_with_input, stderr, stdout};

#[path = "../bench/reports.rs"]
pub mod reports;
use reports::Report;

fn comparer() -> Comparer {
    Comparer::new(&Rules::built_in())
}

fn markdown(text: &str) -> Document {
    read::from_bytes(text.as_bytes(), Some("报告.md")).expect("a report")
}

fn document(report: &Report) -> Document {
    markdown(&report.markdown())
}

/// What is told of reports of the training corpus that nobody copied; every fourth pair, as all take a minute.
#[test]
fn unrelated_reports_are_no_pairs() {
    let comparer = comparer();
    let entries = corpus::read(&project("corpus/train")).expect("the corpus");
    let documents: Vec<&Document> = entries
        .iter()
        .map(|entry| &entry.annotated.document)
        .collect();
    let compared: Vec<_> = documents
        .iter()
        .map(|document| comparer.compared(document))
        .collect();
    let identities: Vec<Identity> = compared
        .iter()
        .map(|compared| comparer.identity(compared))
        .collect();
    let mut false_pairs = Vec::new();
    for (at, one) in compared.iter().enumerate() {
        for (to, other) in compared.iter().enumerate().skip(at + 1).step_by(4) {
            let pair = comparer.compare((one, &identities[at]), (other, &identities[to]));
            let stem = |place: usize| entries[place].name.trim_end_matches(".last").to_owned();
            if comparer.is_finding(&pair) && stem(at) != stem(to) {
                let text = &pair.passages.iter().max_by_key(|passage| passage.words);
                let text = text.map(|passage| &one.document().source[passage.a.source.clone()]);
                false_pairs.push(format!(
                    "{} {}: {:.2} {:.2} {} {text:?}",
                    entries[at].name, entries[to].name, pair.share_a, pair.share_b, pair.longest
                ));
            }
        }
    }
    assert!(false_pairs.is_empty(), "{}", false_pairs.join("\n"));
}

fn pair(one: &Report, other: &Report) -> Option<Pair> {
    comparer().verify(&document(one), &document(other))
}

/// Reports of one batch; some take a share of another one: which, from which, how much.
fn batch(count: u64, copies: &[(usize, usize, f64)]) -> Vec<Report> {
    let originals: Vec<Report> = (0..count)
        .map(|seed| Report::new(seed + 1, 3_000))
        .collect();
    let mut reports = originals.clone();
    for (seed, (copy, source, share)) in copies.iter().enumerate() {
        reports[*copy].copy_from(&originals[*source], *share, seed as u64);
    }
    reports
}

fn index(reports: &[Report], is_last_year: impl Fn(usize) -> bool) -> Index {
    let comparer = comparer();
    let mut index = Index::new();
    for (at, report) in reports.iter().enumerate() {
        let of = if is_last_year(at) {
            Batch::LastYear
        } else {
            Batch::This
        };
        index.add(&comparer.sketch(&document(report)), of);
    }
    index
}

fn pairs(index: &Index) -> Vec<(u32, u32)> {
    let candidates = index.candidates();
    candidates
        .iter()
        .map(|candidate| (candidate.a, candidate.b))
        .collect()
}

#[test]
fn copies_are_found_among_many_and_nothing_else_is_reported() {
    let copies = [(3, 40, 0.95), (7, 41, 0.5), (11, 42, 0.2), (12, 43, 0.2)];
    let reports = batch(60, &copies);
    let found = pairs(&index(&reports, |_| false));
    for (copy, source, share) in copies {
        assert!(
            found.contains(&(copy as u32, source as u32)),
            "{copy} {share}"
        );
    }
    let verified: Vec<(u32, u32)> = found
        .into_iter()
        .filter(|(a, b)| pair(&reports[*a as usize], &reports[*b as usize]).is_some())
        .collect();
    assert_eq!(verified, [(3, 40), (7, 41), (11, 42), (12, 43)]);
}

#[test]
fn shares_tell_how_much_was_copied() {
    for share in [0.2, 0.5, 0.9] {
        let reports = batch(2, &[(0, 1, share)]);
        let pair = pair(&reports[0], &reports[1]).expect("a pair");
        assert!(
            (pair.share_a - share).abs() < 0.12 && (pair.share_b - share).abs() < 0.12,
            "{share}: {} {}",
            pair.share_a,
            pair.share_b
        );
    }
}

#[test]
fn a_template_of_ten_villages_in_thirty_is_found_and_what_all_write_is_not() {
    let template = Report::new(99, 600);
    let common = Report::new(98, 600);
    let mut reports = batch(30, &[]);
    for (at, report) in reports.iter_mut().enumerate() {
        report.sentences.splice(0..0, common.sentences.clone());
        if at % 3 == 0 {
            report.sentences.splice(5..5, template.sentences.clone());
        }
    }
    let found = pairs(&index(&reports, |_| false));
    let verified = found.into_iter().filter(|(a, b)| a % 3 == 0 && b % 3 == 0);
    let joined = clusters(verified);
    assert_eq!(joined.len(), 1);
    assert_eq!(joined[0], (0..10).map(|at| at * 3).collect::<Vec<u32>>());
    // All thirty share the other passage: nobody copied it from anybody.
    let mut comparer = comparer();
    let [one, other] = [1, 2].map(|at| document(&reports[at]));
    assert!(comparer.verify(&one, &other).is_some());
    comparer.set_boilerplate(index(&reports, |_| false).boilerplate());
    assert!(comparer.verify(&one, &other).is_none());
    let [one, other] = [0, 3].map(|at| document(&reports[at]));
    assert!(comparer.verify(&one, &other).is_some());
    assert!(
        comparer.verify(&one, &one).is_some(),
        "all may be copies of one"
    );
}

#[test]
fn a_thousand_equal_reports_are_one_cluster_and_few_pairs() {
    let one = comparer().sketch(&document(&Report::new(5, 2_000)));
    let mut index = Index::new();
    for _ in 0..1_000 {
        index.add(&one, Batch::This);
    }
    let found = pairs(&index);
    assert!(found.len() < 3_000, "{}", found.len());
    let joined = clusters(found.clone());
    assert_eq!((joined.len(), joined[0].len()), (1, 1_000));
    assert_eq!(found, pairs(&index), "the order is always the same");
}

#[test]
fn last_years_reports_are_only_compared_with_this_years() {
    let reports = batch(8, &[(1, 0, 0.9), (2, 0, 0.9), (6, 5, 0.9)]);
    let found = pairs(&index(&reports, |at| at >= 5 || at == 0));
    assert!(found.contains(&(0, 1)) && found.contains(&(1, 2)));
    assert!(!found.contains(&(5, 6)));
    // A large group, led by last year's: this year's first stands for it.
    let sketch = comparer().sketch(&document(&reports[0]));
    let mut index = Index::new();
    for at in 0..100 {
        let of = if at < 50 {
            Batch::LastYear
        } else {
            Batch::This
        };
        index.add(&sketch, of);
    }
    let found = pairs(&index);
    assert!(found.iter().all(|(a, b)| *a >= 50 || *b >= 50));
    assert_eq!(clusters(found)[0].len(), 100);
}

#[test]
fn an_index_holds_under_700_bytes_a_report() {
    let reports: Vec<Report> = (0..40).map(|seed| Report::new(seed, 9_000)).collect();
    let sketch: Vec<Sketch> = reports
        .iter()
        .map(|report| comparer().sketch(&document(report)))
        .collect();
    let mut index = Index::new();
    for at in 0..2_048 {
        index.add(&sketch[at % 40], Batch::This);
    }
    let bytes = index.bytes() / index.len();
    assert!(bytes <= 700, "{bytes}");
}

#[test]
fn names_of_the_other_village_are_told_only_where_they_were_copied() {
    let passage = "三组的水渠堵了两年，我带着支委挨家商量出工，六月清了三百七十米，水闸钥匙改由两个组各管一把，\
        抢水的事没有再发生，石桥村的党员群众都说好；村里的助餐点十月开伙，二十六位老人每天来吃饭，账目每月十日上墙。";
    let own = "我同邻近的石桥村结对共建，一起办了两场招聘会。今年我还走访了四十户人家，收回意见十二条，全部答复。";
    let report = |unit: &str, text: &str| {
        markdown(&format!(
            "# 2023年度述职报告\n\n{unit}党支部书记　周有田\n\n{text}\n"
        ))
    };
    let source = report("青石镇石桥村", passage);
    let told = |document: &Document| {
        let pair = comparer().verify(document, &source).expect("a pair");
        let names = pair.foreign.iter();
        names
            .map(|name| {
                assert!(name.in_a);
                document.source[name.source.clone()].to_owned()
            })
            .collect::<Vec<_>>()
    };
    let copied = report("青石镇柳湾村", &format!("{own}\n\n{passage}"));
    assert_eq!(told(&copied), ["石桥村"]);
    // The name was changed, and the neighbour is named honestly.
    let changed = passage.replace("石桥村", "柳湾村");
    assert!(told(&report("青石镇柳湾村", &format!("{own}\n\n{changed}"))).is_empty());
    // The town above both, and the same unit's other report.
    let town = passage.replace("石桥村的", "青石镇的");
    assert!(told(&report("青石镇柳湾村", &town)).is_empty());
    assert!(told(&report("青石镇石桥村", passage)).is_empty());
    // Which village it is, is not known.
    assert!(told(&report("", passage)).is_empty());
}

#[test]
fn a_roster_names_units_that_the_text_does_not() {
    let comparer = comparer();
    let reports = batch(2, &[]);
    let text = reports[0].markdown();
    let documents = [text.as_str(), &text.replacen("我", "白沙小学的我", 4)].map(markdown);
    let [a, b] = [0, 1].map(|at| comparer.compared(&documents[at]));
    let roster = |unit: &str| Identity {
        units: vec![unit.to_owned()],
        names: Vec::new(),
    };
    let pair = comparer.compare((&a, &roster("双井小学")), (&b, &roster("白沙小学")));
    assert!(
        pair.foreign.is_empty(),
        "it stands in its owner's text only"
    );
    let pair = comparer.compare((&a, &roster("白沙小学")), (&b, &roster("双井小学")));
    assert!(!pair.foreign.is_empty());
    assert!(
        pair.foreign
            .iter()
            .all(|name| !name.in_a && name.name == "白沙小学")
    );
}

#[test]
fn what_everybody_had_to_write_can_be_left_out() {
    let prescribed = "我郑重承诺，以上所述全部属实，愿意接受组织和党员群众的监督检查，如有不实之处，本人承担由此产生的一切责任，\
        并按照有关规定接受处理，绝不推诿，绝不隐瞒，绝不弄虚作假。";
    let report = |seed| markdown(&(Report::new(seed, 900).markdown() + &prescribed.repeat(2)));
    let (one, other) = (report(1), report(2));
    let mut comparer = comparer();
    assert!(comparer.verify(&one, &other).is_some());
    comparer.prescribe(prescribed);
    assert!(comparer.verify(&one, &other).is_none());
}

/// Text out of few phrases, so that copies, overlaps and repetitions come up.
fn text() -> impl Strategy<Value = String> {
    let phrase = prop_oneof![
        Just("三组的水渠堵了两年，我带着支委挨家商量出工。".to_owned()),
        Just("水闸钥匙改由两个组各管一把，搶水的事没有再发生；".to_owned()),
        Just("學習《党支部工作条例》12次，Ａ類項目３個。".to_owned()),
        Just("学习《没有写完的书名".to_owned()),
        Just("\n\n## 二、存在的问题\n\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("柳湾村".to_owned()),
        "[一-十，。、a-c0-9 ]{0,30}",
        any::<String>(),
    ];
    prop::collection::vec(phrase, 0..24).prop_map(|phrases| phrases.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn comparing_is_symmetric_and_passages_are_equal(one in text(), other in text()) {
        let comparer = comparer();
        let rules = Rules::built_in();
        let (one, other) = (markdown_or_text(&one), markdown_or_text(&other));
        let (Some(one), Some(other)) = (one, other) else { return Ok(()) };
        let (a, b) = (comparer.compared(&one), comparer.compared(&other));
        let (own_a, own_b) = (comparer.identity(&a), comparer.identity(&b));
        let pair = comparer.compare((&a, &own_a), (&b, &own_b));
        let back = comparer.compare((&b, &own_b), (&a, &own_a));
        if one.source != other.source {
            prop_assert_eq!(pair.share_a, back.share_b);
            prop_assert_eq!(pair.share_b, back.share_a);
            prop_assert_eq!(pair.jaccard, back.jaccard);
            let sides = |pair: &Pair, turn: bool| {
                let mut sides: Vec<_> = pair
                    .passages
                    .iter()
                    .map(|p| if turn { (p.b.source.clone(), p.a.source.clone()) } else { (p.a.source.clone(), p.b.source.clone()) })
                    .map(|(a, b)| (a.start, a.end, b.start, b.end))
                    .collect();
                sides.sort_unstable();
                sides
            };
            if a.len() != b.len() {
                prop_assert_eq!(sides(&pair, false), sides(&back, true));
            }
        }
        let formulas = rules.formulas();
        let plain = |document: &Document, source: std::ops::Range<usize>| {
            Plain::of(&document.source[source], &formulas).characters
        };
        for passage in &pair.passages {
            let (x, y) = (plain(&one, passage.a.source.clone()), plain(&other, passage.b.source.clone()));
            prop_assert!(common(&x, &y) * 3 >= x.len().max(y.len()), "{:?} {:?}", x, y);
        }
        if a.len() >= comparer.limits().run {
            let own = comparer.compare((&a, &own_a), (&a, &own_a));
            prop_assert_eq!((own.share_a, own.share_b, own.jaccard), (1.0, 1.0, 1.0));
            prop_assert!(own.foreign.is_empty());
        }
        let sketch = comparer.sketch(&one);
        prop_assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
    }
}

fn markdown_or_text(text: &str) -> Option<Document> {
    read::from_bytes(text.as_bytes(), Some("报告.md")).ok()
}

/// Length of the longest common subsequence.
fn common(x: &[char], y: &[char]) -> usize {
    let mut row = vec![0; y.len() + 1];
    for one in x {
        let mut corner = 0;
        for (at, other) in y.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if one == other {
                corner + 1
            } else {
                above.max(row[at])
            };
            corner = above;
        }
    }
    row[y.len()]
}

fn file(folder: &tempfile::TempDir, name: &str, report: &Report) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, report.markdown()).expect("a file");
    path.to_string_lossy().into_owned()
}

#[test]
fn compare_shows_two_reports_side_by_side() {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = batch(3, &[(0, 1, 0.5)]);
    let [a, b, c] = [0, 1, 2].map(|at| file(&folder, &format!("{at}.md"), &reports[at]));
    let copied = run(&["compare", &a, &b]);
    assert_eq!(copied.status.code(), Some(1), "{}", stderr(&copied));
    let told = stdout(&copied);
    assert!(told.contains("请核对") && told.contains(" │ "), "{told}");
    assert!(told.contains("第一部分第"), "{told}");
    assert_eq!(run(&["compare", &a, &c]).status.code(), Some(0));
    assert_eq!(run(&["compare", &a, "没有.md"]).status.code(), Some(2));
    assert_eq!(run(&["compare", &a]).status.code(), Some(2));
    let json = run(&["compare", &a, &b, "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&stdout(&json)).expect("JSON");
    assert_eq!(value["finding"], true);
    let passage = &value["passages"][0];
    let source = std::fs::read_to_string(&a).expect("a file");
    let offset = |end: &str| {
        passage["a"]["range"][end]["offset"]
            .as_u64()
            .expect("bytes") as usize
    };
    assert_eq!(passage["a"]["text"], source[offset("start")..offset("end")]);
}

#[test]
fn compare_answers_a_list_of_pairs_line_by_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = batch(3, &[(0, 1, 0.5)]);
    let [a, b, c] = [0, 1, 2].map(|at| file(&folder, &format!("{at}.md"), &reports[at]));
    let line = |a: &str, b: &str| serde_json::json!({"a": a, "b": b}).to_string() + "\n";
    let list = [
        line(&a, &b),
        line(&a, &c),
        line("没有.md", &c),
        line(&b, &a),
    ]
    .concat();
    let output = run_with_input(&["compare", "--pairs-from", "-"], list.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    let told: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(told.len(), 4);
    assert_eq!(told[0]["pair"]["finding"], true);
    assert!(told[1]["pair"].is_null() && told[1].get("error").is_none());
    assert!(told[2]["error"].is_string() && told[2].get("pair").is_none());
    assert_eq!(told[0]["pair"]["a"]["share"], told[3]["pair"]["b"]["share"]);
    let list = folder.path().join("清单.jsonl");
    let mut out = std::fs::File::create(&list).expect("a file");
    out.write_all(line(&a, &c).as_bytes()).expect("a line");
    let list = list.to_string_lossy();
    assert_eq!(
        run(&["compare", "--pairs-from", &list]).status.code(),
        Some(0)
    );
    let wrong = run_with_input(&["compare", "--pairs-from", "-"], "不是 JSON\n".as_bytes());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("第 1 行"), "{}", stderr(&wrong));
    out.write_all(&vec![b'x'; 200_000]).expect("a line");
    let long = run(&["compare", "--pairs-from", &list]);
    assert_eq!(long.status.code(), Some(2));
    assert!(stderr(&long).contains("太长"));
}
