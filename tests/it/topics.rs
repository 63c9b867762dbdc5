//! Topics of the annotated reports: what they leave out is found, what they tell is not told as missing.
#![cfg(test)]

use std::path::Path;

use shuzhi::check::{Context, Sink, topics};
use shuzhi::corpus::{self, Annotated};
use shuzhi::profile::{Profile, load, parse};
use shuzhi::ruleset::{Rules, Severity};
use shuzhi::structure::{Draft, Model};
use shuzhi::topic::{Cues, coverage};

fn reports() -> Vec<(String, Annotated)> {
    let entries = corpus::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")).unwrap();
    entries
        .into_iter()
        .filter(|entry| !entry.last_year && entry.part != corpus::UNTOUCHED)
        .map(|entry| (entry.name, entry.annotated))
        .collect()
}

/// Most topics that a report is annotated to lack are found; beyond these, where an annotator may have counted a passing
/// mention, few are told as missing.
#[test]
fn topics_of_the_annotated_reports() {
    let rules = Rules::built_in();
    let model = Model::parse(rules.model()).unwrap();
    let (mut unseen, mut beyond, mut lacking, mut all) = (Vec::new(), Vec::new(), 0, 0);
    for (name, report) in reports() {
        // Where two fair readers may differ nothing is scored.
        if report.head.borderline.iter().any(|code| code == "TOP001") {
            continue;
        }
        let profile = load(&rules, &report.head.profile).unwrap();
        let draft = Draft::new(&report.document, &rules, &model);
        for topic in coverage(&profile, &Cues::new(&profile.topics), &draft) {
            assert!(topic.evidence.len() <= 3);
            assert!(!topic.covered || !topic.evidence.is_empty());
            all += 1;
            lacking += usize::from(report.head.topics_missing.contains(&(topic.index + 1)));
            match (
                topic.covered,
                report.head.topics_missing.contains(&(topic.index + 1)),
            ) {
                (true, true) => unseen.push(format!("{name}: {}", topic.title)),
                (false, false) => beyond.push(format!("{name}: {}", topic.title)),
                _ => {}
            }
        }
    }
    // A topic may be touched by words that tell of another matter.
    assert!(
        unseen.len() * 4 <= lacking,
        "{} of {lacking}: {unseen:#?}",
        unseen.len()
    );
    assert!(
        beyond.len() * 14 <= all,
        "{} of {all}: {beyond:#?}",
        beyond.len()
    );
}

const PROFILE: &str = "extends = \"default\"\n
[[topic]]
title = \"党课\"
compulsory = true
cues = [[\"党课\"]]
[[topic]]
title = \"廉政\"
need = 2
cues = [[\"廉政\"], [\"谈话\"]]
[[topic]]
title = \"下一步打算\"
cues = [[\"明年\"]]
[[topic]]
title = \"统战\"
cues = [[\"统战\"]]
";

fn findings(body: &str) -> Vec<(String, Option<Severity>, bool)> {
    let rules = Rules::built_in();
    let model = Model::parse(rules.model()).unwrap();
    let profile: Profile = parse(&rules, "my.toml", PROFILE).unwrap();
    let head = "+++\nprofile = \"default\"\nkind = \"village\"\nyear = 2023\nstructure = \"headed\"\n+++\n# 2023年度党支部书记抓统战工作述职报告\n\n";
    let report = corpus::parse("test", &format!("{head}{body}")).unwrap();
    let draft = Draft::new(&report.document, &rules, &model);
    let topics = coverage(&profile, &Cues::new(&profile.topics), &draft);
    let context = Context {
        draft: &draft,
        profile: &profile,
        rules: &rules,
        year: Some(2023),
        year_is_said: true,
        previous: None,
        pledges: &[],
        topics: &topics,
        masked: false,
    };
    let mut sink = Sink::default();
    topics::run(&context, &mut sink);
    sink.findings
        .into_iter()
        .map(|finding| {
            let demand = finding.demand.unwrap().zh;
            (demand, finding.severity, finding.thin)
        })
        .collect()
}

#[test]
fn what_is_only_promised_is_not_told() {
    let told = findings(
        "## 一、履职情况\n\n[成] 我全年给党员讲党课4次，到会120人次。\n[成] 开展廉政谈话6人次，修订了财务制度。\n\n## 二、存在的问题\n\n[问] 一是我学习不够深入，主题党日有3次没有参加。\n\n## 三、下一步打算\n\n[划] 明年6月底前，我牵头修订议事制度。\n\n[划] 每季度召开一次统战工作座谈会，听取意见。\n",
    );
    // The word in the title and the one in the plan do not tell of united-front work.
    assert_eq!(
        told,
        [(
            "述职内容第4项：统战".to_owned(),
            Some(Severity::Warning),
            true
        )]
    );
}

#[test]
fn a_compulsory_topic_is_an_error_and_half_a_topic_is_thin() {
    let told = findings(
        "## 一、履职情况\n\n[成] 我主持召开支委会11次，开展廉政教育2次，培养积极分子3名。\n[成] 邀请党外人士参加统战座谈会2次。\n\n## 二、下一步打算\n\n[划] 明年6月底前，我牵头修订议事制度。\n",
    );
    assert_eq!(
        told,
        [
            (
                "述职内容第1项：党课（必述）".to_owned(),
                Some(Severity::Error),
                false
            ),
            (
                "述职内容第2项：廉政".to_owned(),
                Some(Severity::Warning),
                true
            ),
        ]
    );
}

#[test]
fn the_examples_of_the_check_hold() {
    let rules = Rules::built_in();
    let model = Model::parse(rules.model()).unwrap();
    let examples = rules.examples("TOP001");
    let bad = examples.bad.iter().map(|example| (true, example));
    let good = examples.good.iter().map(|example| (false, example));
    for (raised, example) in bad.chain(good) {
        let Some(text) = &example.text else { continue };
        let mut marked = String::from(
            "+++\nprofile = \"default\"\nkind = \"college\"\nyear = 2021\nstructure = \"headed\"\n+++\n",
        );
        for line in text.trim().lines() {
            let mark = if line.is_empty() || line.starts_with('#') {
                ""
            } else {
                "[他] "
            };
            marked += &format!("{mark}{line}\n");
        }
        let report = corpus::parse("example", &marked).unwrap();
        let profile = load(&rules, example.profile.as_deref().unwrap()).unwrap();
        let draft = Draft::new(&report.document, &rules, &model);
        let topics = coverage(&profile, &Cues::new(&profile.topics), &draft);
        let missing: Vec<&str> = topics
            .iter()
            .filter(|topic| !topic.covered)
            .map(|topic| topic.title.as_str())
            .collect();
        assert_eq!(!missing.is_empty(), raised, "{missing:?}");
    }
}
