//! Schemes of the user's own are read strictly, and may extend others.
#![cfg(test)]

use std::fs;

use shuzhi::profile::{self, Profile, ProfileError, list, load};
use shuzhi::ruleset::{Lang, Rules, Strength};

use super::profiles::built_in;

/// Writes files into a folder of their own and loads the first; an error is told without the folder's name.
fn load_first(files: &[(&str, &str)]) -> Result<Profile, String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().join(files[0].0);
    load(&Rules::built_in(), path.to_str().unwrap()).map_err(|error| {
        let shown = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
        error.to_string().replace(&shown, "")
    })
}

fn error_of(files: &[(&str, &str)]) -> String {
    load_first(files).unwrap_err()
}

fn loaded(files: &[(&str, &str)]) -> Profile {
    load_first(files).unwrap_or_else(|error| panic!("{error}"))
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
fn text_can_be_read_without_a_file() {
    let rules = Rules::built_in();
    let text = "extends = \"default\"\ntitle = \"从通知生成\"\n";
    assert_eq!(
        profile::parse(&rules, "notice.toml", text).unwrap().id,
        "notice"
    );
    assert!(profile::parse(&rules, "notice.toml", "extends = 3\n").is_err());
}
