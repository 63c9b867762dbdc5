//! Schemes: the built-in ones hold the facts of their sources, a user's own are read strictly.
#![cfg(test)]

use std::fs;
use std::path::Path;

use shuzhi::profile::{
    self, Profile, ProfileError, RectificationOf, list, load, profile_schema, show, show_table,
    suggest,
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

fn built_in(id: &str) -> Profile {
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

/// Writes files into a folder of their own, loads the first, and gives the error without the folder's name.
fn error_of(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().join(files[0].0);
    let error = load(&Rules::built_in(), path.to_str().unwrap()).unwrap_err();
    let shown = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
    error.to_string().replace(&shown, "")
}

fn loaded(files: &[(&str, &str)]) -> Profile {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().join(files[0].0);
    load(&Rules::built_in(), path.to_str().unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_file_may_extend_a_scheme() {
    let own = loaded(&[(
        "ours.toml",
        "extends = \"xiaogan\"\ntitle = \"本镇方案\"\n\n[submit]\ndays-before = 15\n\n[[share]]\nroles = [\"problem\", \"cause\"]\nop = \">=\"\nvalue = \"2/5\"\nstrength = \"hard\"\n",
    )]);
    let base = built_in("xiaogan");
    assert_eq!((own.id.as_str(), own.title.as_str()), ("ours", "本镇方案"));
    assert_eq!(own.source, base.source);
    assert_eq!(own.topics, base.topics);
    // A table keeps the keys it does not say again, a list does not.
    let submit = own.submit.unwrap();
    assert_eq!(
        (submit.days_before, submit.strength),
        (Some(15), Strength::Soft)
    );
    assert_eq!(own.shares.len(), 1);
    assert_eq!(own.shares[0].value.to_string(), "2/5");
}

#[test]
fn a_file_may_extend_a_file_and_leave_the_other_kind_of_length() {
    let own = loaded(&[
        (
            "a.toml",
            "extends = \"./b.toml\"\nid = \"mine\"\n[length]\nmax = 4000\n",
        ),
        (
            "b.toml",
            "\u{FEFF}extends = \"naiman-2017\"\n[length]\nstrength = \"hard\"\n",
        ),
    ]);
    assert_eq!(own.id, "mine");
    let length = own.length.unwrap();
    assert_eq!(length.bounds(), (None, Some(4000)));
    assert_eq!(length.strength, Strength::Hard);
}

#[test]
fn chains_that_do_not_end_are_refused() {
    assert_eq!(
        error_of(&[
            ("a.toml", "extends = \"b.toml\"\n"),
            ("b.toml", "title = \"乙\"\nextends = \"a.toml\"\n"),
        ]),
        "b.toml:2:11：`a.toml` 又沿用到自己，形成了循环\n    2 | extends = \"a.toml\"\n      |           ^^^^^^^^"
    );
    let names: Vec<String> = (0..10).map(|at| format!("{at}.toml")).collect();
    let texts: Vec<String> = (1..11)
        .map(|at| format!("extends = \"{at}.toml\"\n"))
        .collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let error = error_of(&files);
    assert!(
        error.starts_with("7.toml:1:11：沿用的层数超过 8 层"),
        "{error}"
    );
}

/// Text after `extends = "xiaogan"`, and the error's first line without the file.
const MISTAKES: [(&str, &str); 32] = [
    (
        "标题 = 3",
        "2:1：TOML 语法有误：键只能用英文字母、数字、- 和 _",
    ),
    (
        "sumbit = 3",
        "2:1：不认识的键 `sumbit`，是否想写 `submit`？",
    ),
    (
        "[submit]\ndays_before = 3",
        "3:1：不认识的键 `days_before`，是否想写 `days-before`？",
    ),
    (
        "[length]\n\"字数\" = 3",
        "3:1：不认识的键 `字数`，这里可用：about、max、min、strength、tolerance",
    ),
    ("title = 3", "2:9：这里要写文字（加半角引号），写的是整数"),
    ("title = 本镇", "2:9：TOML 语法有误：文字要加半角引号"),
    (
        "title = “本镇”",
        "2:9：TOML 语法有误：文字要加半角引号；这里的 “ 是全角，请改成半角",
    ),
    (
        "title = \"甲\"\ntitle = \"乙\"",
        "3:1：TOML 语法有误：同一个键写了两次",
    ),
    ("[submit]\ndays-before = -1", "3:15：-1 超出了可用的范围"),
    (
        "[submit]\nstrength = \"hrad\"",
        "3:12：`hrad` 不是可用的值，是否想写 `hard`？可用：hard、soft、practice",
    ),
    (
        "[submit]\nby = \"02-30\"",
        "3:6：`02-30` 不是有效的日期，应写成月-日，如 \"01-05\"",
    ),
    (
        "[submit]\nby = 2024-01-05",
        "3:6：这里要写文字（加半角引号），写的是日期",
    ),
    (
        "[parts]\nrequired = [\"问题\"]",
        "3:13：`问题` 不是可用的值，是否想写 `problem`？可用：intro、achievement、rectification、problem、cause、plan、closing、other",
    ),
    (
        "[parts]\nrequired = [\"plan\", \"problems\"]",
        "3:21：`problems` 不是可用的值，是否想写 `problem`？可用：intro、achievement、rectification、problem、cause、plan、closing、other",
    ),
    (
        "[parts]\nsoft = [\"intro\"]",
        "3:9：`intro` 不在 `required` 里",
    ),
    (
        "[rubric]\ncontent = 20",
        "2:1：各项分值相加是 105，应当正好是 100",
    ),
    (
        "[guards]\nnamed = [\"GRD009\"]",
        "3:10：没有代码为 `GRD009` 的检查，是否想写 `GRD007`？",
    ),
    (
        "[guards]\nnamed = [\"GRD001\"]",
        "3:10：`GRD001` 不能同时列入 named 和 practice；改写其中一个列表时，另一个也要写全",
    ),
    (
        "[guards.demand]\ngrd003 = \"要有人有事\"",
        "3:1：没有代码为 `grd003` 的检查，是否想写 `GRD003`？",
    ),
    (
        "[[share]]\nroles = [\"plan\"]\nop = \">=\"\nvalue = \"三分之一\"\nstrength = \"soft\"",
        "5:9：`三分之一` 不是 0 到 1 之间的比例，应写成 \"1/3\" 或 \"30%\"",
    ),
    (
        "[[share]]\nroles = [\"plan\"]\nop = \">=\"\nvalue = \"4/3\"\nstrength = \"soft\"",
        "5:9：`4/3` 不是 0 到 1 之间的比例，应写成 \"1/3\" 或 \"30%\"",
    ),
    (
        "[[share]]\nroles = [\"plan\"]\nop = \">=\"\nvalue = \"1/3\"",
        "2:1：缺少 `strength`，可写：hard、soft、practice",
    ),
    (
        "[length]\nmin = 3000\nmax = 2000\nstrength = \"soft\"",
        "3:7：下限 3000 大于上限 2000",
    ),
    (
        "[length]\nmin = 3000\nabout = 2000\nstrength = \"soft\"",
        "4:1：`about`（左右）不能同 `min`、`max` 一起写",
    ),
    (
        "[length]\nstrength = \"soft\"",
        "2:1：没有写字数：写 `min`、`max` 或 `about`",
    ),
    (
        "[grades]\ncut-offs = [90, 80]",
        "3:12：4 个等次要有 3 个分界，写了 2 个",
    ),
    (
        "[grades]\ncut-offs = [90, 80, 85]",
        "3:21：分界要从高到低，在 0 到 100 之间",
    ),
    (
        "[[topic]]\ntitle = \"党课\"",
        "2:1：`cues` 和 `roles` 都是空的，没有办法判断写到没有",
    ),
    (
        "[[topic]]\ntitle = \"党课\"\ncues = [[\"党课\"]]\nneed = 2",
        "5:8：`need` 应在 1 到 1（词组数）之间，写的是 2",
    ),
    (
        "[[part-length]]\npart = \"党建\"\nheadings = []\nabout = 800",
        "4:12：要写出这一部分标题里的词，否则找不到它",
    ),
    (
        "[threshold.GRD003]\nitem-evidence = 0.5",
        "3:1：GRD003 没有名为 `item-evidence` 的界限，是否想写 `item-evidence-share`？",
    ),
    (
        "[threshold.GRD03]\nx = 0.5",
        "2:12：没有代码为 `GRD03` 的检查，是否想写 `GRD003`？",
    ),
];

#[test]
fn mistakes_are_told_with_their_place() {
    let mut wrong = Vec::new();
    for (text, expected) in MISTAKES {
        let whole = format!("extends = \"xiaogan\"\n{text}\n");
        let error = error_of(&[("my.toml", &whole)]);
        let first = error.lines().next().unwrap_or_default();
        let place = first.strip_prefix("my.toml:");
        if place != Some(expected) {
            wrong.push(format!("{text}\n  {first}\n  {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_line_is_quoted_with_a_caret_under_the_mistake() {
    assert_eq!(
        error_of(&[(
            "my.toml",
            "extends = \"xiaogan\"\nfacts = [\"第一条\", 2, \"三\"]\n"
        )]),
        "my.toml:2:17：这里要写文字（加半角引号），写的是整数\n    2 | facts = [\"第一条\", 2, \"三\"]\n      |                    ^"
    );
    let two = error_of(&[("my.toml", "extends = \"xiaogan\"\nyaer = 2015\nfact = []\n")]);
    assert_eq!(two.matches("是否想写").count(), 2, "{two}");
}

#[test]
fn what_is_missing_and_what_is_unknown() {
    let error = error_of(&[("my.toml", "title = \"本镇方案\"\n")]);
    assert!(
        error.starts_with("my.toml:1:1：缺少 `source`（可写 extends = \"default\" 沿用通用方案）"),
        "{error}"
    );
    assert_eq!(
        error_of(&[("my.toml", "extends = \"xiaogn\"\n")])
            .lines()
            .next()
            .unwrap(),
        "my.toml:1:11：没有名为 `xiaogn` 的方案，是否想写 `xiaogan`？可用：bank-cadre、county-2022、default、education-bureau、farm-bureau、municipal-system、naiman-2017、subdistrict、town-village-2015、university-office、xiaogan、zhoukou-2024"
    );
    let rules = Rules::built_in();
    let error = load(&rules, "Naiman_2017").unwrap_err();
    assert!(
        error.to_string().starts_with(
            "没有名为 `Naiman_2017` 的方案，是否想写 `naiman-2017`？可用的方案：bank-cadre、"
        ),
        "{error}"
    );
    let error = load(&rules, "zzz").unwrap_err();
    assert!(error.to_string().starts_with("没有名为 `zzz` 的方案。"));
    assert!(
        error
            .render(Lang::En)
            .starts_with("there is no profile `zzz`. Profiles: bank-cadre, ")
    );
    assert!(matches!(
        load(&rules, "no/such.toml"),
        Err(ProfileError::Unreadable { .. })
    ));
}

#[test]
fn the_rule_set_may_change_a_scheme_but_not_its_id() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("profiles")).unwrap();
    let file = folder.path().join("profiles").join("ours.toml");
    fs::write(&file, "extends = \"subdistrict\"\ntitle = \"本街道\"\n").unwrap();
    let rules = Rules::with_dir(folder.path()).unwrap();
    assert_eq!(load(&rules, "ours").unwrap().title, "本街道");
    assert_eq!(list(&rules).len(), 13);
    fs::write(&file, "extends = \"subdistrict\"\nid = \"other\"\n").unwrap();
    let rules = Rules::with_dir(folder.path()).unwrap();
    let error = load(&rules, "ours").unwrap_err().to_string();
    assert!(
        error.starts_with("profiles/ours.toml:2:6：文件名是 ours.toml，id 也要写成 \"ours\""),
        "{error}"
    );
    let wrong: Vec<_> = list(&rules)
        .into_iter()
        .filter(|one| one.wrong.is_some())
        .collect();
    assert_eq!(wrong.len(), 1);
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
    println!("{page}\n{table}");
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

#[test]
fn text_can_be_read_without_a_file() {
    let rules = Rules::built_in();
    let text = "extends = \"default\"\ntitle = \"从通知生成\"\n";
    assert_eq!(
        profile::parse(&rules, "notice.toml", text).unwrap().id,
        "notice"
    );
    assert!(profile::parse(&rules, "notice.toml", "extends = 3\n").is_err());
}
