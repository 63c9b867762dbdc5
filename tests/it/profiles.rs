//! Built-in schemes: they hold the facts of their sources, are suggested by titles, and can be shown.
#![cfg(test)]

use std::fs;
use std::path::Path;

use shuzhi::profile::{
    Profile, RectificationOf, list, load, profile_schema, show, show_table, suggest,
};
use shuzhi::ruleset::{Lang, Rules, Strength};
use shuzhi::structure::Role;
use unicode_width::UnicodeWidthStr;

/// What a source says, as words to compare.
struct Facts {
    id: &'static str,
    length: &'static str,
    shares: &'static str,
    submit: &'static str,
    parts: &'static str,
    last_year: &'static [RectificationOf],
    pledge: bool,
    topics: (usize, usize),
    /// Guards 001-007 and 101-108: N named, P practice, - off.
    guards: &'static str,
    grades: &'static str,
}

use RectificationOf::{Campaign, Inspection, LastYear, NextReport, PledgesThisYear};

const FOUR: &str = "好 90 较好 80 一般 70 差";
const ALL_PARTS: &str = "应有成绩、整改、问题、原因和打算";

const FACTS: [Facts; 12] = [
    Facts {
        id: "naiman-2017",
        length: "5000 字左右",
        shares: "问题和原因合计占三分之一左右",
        submit: "会前 5 天上报",
        parts: ALL_PARTS,
        last_year: &[LastYear, Inspection],
        pledge: true,
        topics: (6, 0),
        guards: "PPPNPPPNPNPPPNN",
        grades: FOUR,
    },
    Facts {
        id: "zhoukou-2024",
        length: "",
        shares: "",
        submit: "",
        parts: "应有成绩、问题和打算；原则上有整改",
        last_year: &[LastYear],
        pledge: false,
        topics: (6, 0),
        guards: "PPPPPPNNNNNPPNP",
        grades: FOUR,
    },
    Facts {
        id: "county-2022",
        length: "",
        shares: "问题和原因合计不少于三分之一（原则上）",
        submit: "会前上报（没有写明哪一天）",
        parts: "应有成绩、整改、问题和打算；原则上有原因",
        last_year: &[LastYear, Inspection],
        pledge: false,
        topics: (6, 0),
        guards: "PNPNPPPPPPPPNNP",
        grades: FOUR,
    },
    Facts {
        id: "education-bureau",
        length: "不超过 3000 字",
        shares: "问题、原因和打算合计不少于三分之二",
        submit: "",
        parts: "应有成绩、问题、原因和打算",
        last_year: &[Campaign],
        pledge: false,
        topics: (6, 0),
        guards: "PPPPPPNNNNPNNPP",
        grades: "好 85 一般 70 差",
    },
    Facts {
        id: "farm-bureau",
        length: "2000—2500 字",
        shares: "成绩占三分之一；问题和原因合计占三分之一；打算占三分之一",
        submit: "1 月 5 日前上报",
        parts: "应有成绩、问题、原因和打算",
        last_year: &[LastYear],
        pledge: false,
        topics: (3, 0),
        guards: "NNNNNNNPPNNPPNP",
        grades: FOUR,
    },
    Facts {
        id: "municipal-system",
        length: "",
        shares: "问题和原因合计占三分之一左右",
        submit: "会前 7 天上报，且不晚于 12 月 26 日",
        parts: ALL_PARTS,
        last_year: &[LastYear, Inspection],
        pledge: false,
        topics: (10, 0),
        guards: "PPPPPPPPPPPPPNP",
        grades: FOUR,
    },
    Facts {
        id: "subdistrict",
        length: "",
        shares: "",
        submit: "会前 10 天上报",
        parts: "应有成绩、问题和打算",
        last_year: &[NextReport],
        pledge: false,
        topics: (5, 0),
        guards: "PPNNPNPNPNPPPPN",
        grades: FOUR,
    },
    Facts {
        id: "university-office",
        length: "",
        shares: "",
        submit: "3 月 4 日前上报",
        parts: ALL_PARTS,
        last_year: &[LastYear, Inspection],
        pledge: true,
        topics: (8, 3),
        guards: "PNPNPPPNPNPPPNN",
        grades: FOUR,
    },
    Facts {
        id: "bank-cadre",
        length: "",
        shares: "",
        submit: "",
        parts: "应有开头、成绩和打算",
        last_year: &[],
        pledge: false,
        topics: (3, 0),
        guards: "P----P-P-PPP---",
        grades: "优秀 85 称职 75 基本称职 65 不称职",
    },
    Facts {
        id: "xiaogan",
        length: "",
        shares: "成绩不超过三分之一（原则上）",
        submit: "会前 10 天左右上报",
        parts: ALL_PARTS,
        last_year: &[Campaign, PledgesThisYear],
        pledge: false,
        topics: (6, 0),
        guards: "PNNNNNNNPNPPNNN",
        grades: FOUR,
    },
    Facts {
        id: "town-village-2015",
        length: "",
        shares: "",
        submit: "会前上报（没有写明哪一天）",
        parts: "应有成绩、问题和打算",
        last_year: &[Campaign],
        pledge: false,
        topics: (6, 0),
        guards: "PPPPPPPPPPPPNPP",
        grades: FOUR,
    },
    Facts {
        id: "default",
        length: "一般 2000—5000 字",
        shares: "问题和原因合计一般不少于三分之一",
        submit: "",
        parts: "一般有成绩、问题、原因和打算",
        last_year: &[],
        pledge: false,
        topics: (0, 0),
        guards: "NNNNNNNNPNPNNNP",
        grades: FOUR,
    },
];

const GUARDS: [&str; 15] = [
    "GRD001", "GRD002", "GRD003", "GRD004", "GRD005", "GRD006", "GRD007", "GRD101", "GRD102",
    "GRD103", "GRD104", "GRD105", "GRD106", "GRD107", "GRD108",
];

/// A built-in scheme.
pub(super) fn built_in(id: &str) -> Profile {
    load(&Rules::built_in(), id).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn built_in_schemes_hold_the_facts_of_their_sources() {
    let rules = Rules::built_in();
    assert_eq!(rules.profiles().count(), FACTS.len());
    for facts in &FACTS {
        let profile = built_in(facts.id);
        let source = profile.source.strength;
        let id = facts.id;
        let length = profile.length.as_ref().map(|one| one.describe(source).zh);
        assert_eq!(length.unwrap_or_default(), facts.length, "{id}");
        let shares: Vec<String> = profile
            .shares
            .iter()
            .map(|share| share.describe(source).zh)
            .collect();
        assert_eq!(shares.join("；"), facts.shares, "{id}");
        let submit = profile.submit.as_ref().map(|one| one.describe(source).zh);
        assert_eq!(submit.unwrap_or_default(), facts.submit, "{id}");
        assert_eq!(profile.parts.describe(source).zh, facts.parts, "{id}");
        let last_year = profile.rectification.as_ref().map(|one| one.of.as_slice());
        assert_eq!(last_year.unwrap_or_default(), facts.last_year, "{id}");
        assert_eq!(profile.pledge.is_some(), facts.pledge, "{id}");
        let compulsory = profile.topics.iter().filter(|topic| topic.compulsory);
        let topics = (profile.topics.len(), compulsory.count());
        assert_eq!(topics, facts.topics, "{id}");
        let guards: String = GUARDS
            .iter()
            .map(|code| {
                let in_list = |list: &[String]| list.iter().any(|one| one == code);
                match (
                    in_list(&profile.guards.named),
                    in_list(&profile.guards.practice),
                ) {
                    (true, false) => 'N',
                    (false, true) => 'P',
                    (false, false) => '-',
                    (true, true) => '?',
                }
            })
            .collect();
        assert_eq!(guards, facts.guards, "{id}");
        let mut grades = String::new();
        for (at, word) in profile.grades.words.iter().enumerate() {
            grades += word;
            if let Some(cut) = profile.grades.cut_offs.get(at) {
                grades += &format!(" {cut} ");
            }
        }
        assert_eq!(grades, facts.grades, "{id}");
        assert_eq!(profile.rubric.sum(), 100, "{id}");
    }
}

#[test]
fn the_other_figures_of_the_sources() {
    let farm = built_in("farm-bureau");
    let parts: Vec<u32> = farm.part_lengths.iter().map(|part| part.about).collect();
    assert_eq!(parts, [1000, 800, 700]);
    assert_eq!(farm.speech.as_ref().unwrap().minutes, 10.0);
    assert!((farm.part_scale(2000) - 0.8).abs() < 1e-9);
    assert_eq!(farm.part_scale(2600), 1.0);
    assert_eq!(built_in("bank-cadre").speech.unwrap().minutes, 8.0);
    let naiman = built_in("naiman-2017");
    let length = naiman.length.as_ref().unwrap();
    assert_eq!(length.bounds(), (Some(4250), Some(5750)));
    assert_eq!(naiman.quotas[0].max, Some(0.3));
    assert_eq!(naiman.quotas[0].strength, Strength::Hard);
    assert_eq!(built_in("zhoukou-2024").quotas[0].strength, Strength::Soft);
    assert_eq!(built_in("county-2022").quotas[0].min, Some(0.15));
    for id in ["education-bureau", "xiaogan"] {
        let outcome = built_in(id).outcome;
        assert_eq!(outcome.revise, "督促修改", "{id}");
        assert_eq!(outcome.rewrite, "责令重写", "{id}");
    }
    assert_eq!(built_in("naiman-2017").outcome.revise, "建议修改");
    let county = built_in("county-2022");
    assert_eq!(county.parts.strength_of(Role::Cause), Some(Strength::Soft));
    assert_eq!(county.parts.strength_of(Role::Plan), Some(Strength::Hard));
    assert_eq!(county.parts.strength_of(Role::Intro), None);
    let words = built_in("naiman-2017");
    assert_eq!(words.demanding(Strength::Hard).zh, "方案要求");
    let general = built_in("default");
    assert_eq!(general.demanding(Strength::Hard).zh, "一般做法");
    assert_eq!(general.effective(Strength::Soft), Strength::Practice);
}

#[test]
fn titles_suggest_schemes() {
    let rules = Rules::built_in();
    let best = |title: &str, opening: &str| suggest(&rules, title, opening).into_iter().next();
    let cases = [
        ("旗文化馆党支部书记述职报告", "", "naiman-2017"),
        ("第三中學黨支部書記述職報告", "", "education-bureau"),
        ("机械学院党总支书记抓党建述职报告", "", "zhoukou-2024"),
        ("教务处党支部书记述职报告", "", "university-office"),
        ("个人述职报告", "我在农业银行某支行任行长", "bank-cadre"),
        ("农场第二党支部书记述职报告", "", "farm-bureau"),
        (
            "杏林桥社区党组织书记述职报告",
            "我是村里长大的",
            "subdistrict",
        ),
    ];
    for (title, opening, id) in cases {
        assert_eq!(best(title, opening).as_deref(), Some(id), "{title}");
    }
    assert_eq!(best("述职报告", "各位领导："), None);
}

#[test]
fn pages_fit_a_terminal() {
    let rules = Rules::built_in();
    for (id, _) in rules.profiles() {
        let profile = built_in(id);
        for lang in [Lang::Zh, Lang::En] {
            for line in show(&profile, &rules, lang).lines() {
                assert!(line.width() <= 80, "{id}: {line}");
            }
        }
        let page = show(&profile, &rules, Lang::Zh);
        for topic in &profile.topics {
            assert!(page.replace(['\n', ' '], "").contains(&topic.title), "{id}");
        }
    }
    let page = show(&built_in("university-office"), &rules, Lang::Zh);
    assert_eq!(page.matches("（必述）").count(), 3);
    assert!(!show(&built_in("default"), &rules, Lang::Zh).contains("要求2"));
    let table = show_table(&list(&rules), Lang::Zh);
    assert!(
        table.contains("naiman-2017        奈曼旗文化系统"),
        "{table}"
    );
}

#[test]
fn the_schema_in_the_tree_is_the_types_own() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/schema/profile.json");
    let schema = profile_schema();
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("SHUZHI_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &text).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "rules/schema/profile.json is not what the types say: run the test with SHUZHI_BLESS=1"
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (id, text) in Rules::built_in().profiles() {
        let value: toml::Value = toml::from_str(text).unwrap();
        let value = serde_json::to_value(value).unwrap();
        assert!(validator.is_valid(&value), "{id}");
    }
    let small = serde_json::json!({"extends": "xiaogan", "length": {"max": 3000}});
    assert!(validator.is_valid(&small));
    assert!(!validator.is_valid(&serde_json::json!({"title": "x"})));
    assert!(!validator.is_valid(&serde_json::json!({"extends": "xiaogan", "x": 1})));
}
