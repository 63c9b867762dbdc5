//! What is taken as promised: items of a plan, lists, tables.

use super::tests::{LAST, block, document, whole};
use super::{extract, from_document};
use crate::document::{Document, Story};
use crate::ruleset::Rules;
use crate::structure::{Draft, Model};

fn promised(plan: &str) -> Vec<(String, Option<String>)> {
    let last = document(&format!("{LAST}{plan}\n以上述职，请评议。"));
    let rules = Rules::built_in();
    let model = Model::parse(rules.model()).unwrap();
    let last = Draft::new(&last, &rules, &model);
    extract(&last)
        .into_iter()
        .map(|pledge| (pledge.text, pledge.deadline))
        .collect()
}

#[test]
fn one_item_is_one_promise_and_slogans_are_none() {
    let found = promised(
        "针对以上问题，我向大家承诺：\n（一）把学习抓实。每月组织集中学习1次，我缺一次补一次。\n（二）进一步提高政治站位，不断增强责任意识，切实把思想统一到上级部署上来。\n（三）6月底前修好二组灌溉渠，受益农田200亩。\n以上承诺请大家监督。",
    );
    let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "每月组织集中学习1次，我缺一次补一次",
            "6月底前修好二组灌溉渠，受益农田200亩"
        ]
    );
    assert_eq!(found[1].1.as_deref(), Some("6月底前"));
}

#[test]
fn items_of_one_paragraph_are_promises_of_their_own() {
    let found =
        promised("一是3月底前配齐党小组长5名；二是年内办农技课10期；三是每季度查账1次，结果上墙。");
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0].0, "3月底前配齐党小组长5名");
    assert_eq!(found[1].1.as_deref(), Some("年内"));
}

#[test]
fn every_item_of_a_numbered_line_is_a_promise() {
    let found = promised(
        "为改进工作，我作出如下承诺：一、每月组织一次主题党日并做好记录；二、推动渔政码头设立党员帮办岗并公开电话；三、把巡护艇由两艘增加到四艘；四、不断增强责任意识。",
    );
    let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "每月组织一次主题党日并做好记录",
            "推动渔政码头设立党员帮办岗并公开电话",
            "把巡护艇由两艘增加到四艘"
        ]
    );
}

#[test]
fn without_a_checkable_promise_the_items_themselves_stand() {
    let found = promised(
        "（一）进一步加强理论学习，不断提高政治素质。\n（二）进一步强化责任意识，持续改进作风。",
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

fn listed(document: &Document) -> Vec<(String, Option<String>)> {
    let rules = Rules::built_in();
    let model = Model::parse(rules.model()).unwrap();
    let draft = Draft::new(document, &rules, &model);
    from_document(&draft)
        .into_iter()
        .map(|pledge| (pledge.text, pledge.deadline))
        .collect()
}

#[test]
fn reads_lists() {
    let plain = document(
        "整改承诺清单\n1. 6月底前修好二组灌溉渠\n2. 全年讲党课4次\n3. 每季度查账1次，结果上墙\n",
    );
    let found = listed(&plain);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0].0, "6月底前修好二组灌溉渠");

    let csv = document(
        "序号,问题,整改措施,完成时限\n1,学习少,全年讲党课4次,2024年12月\n2,渠不通,\"修好二组灌溉渠,受益200亩\",6月底\n",
    );
    let found = listed(&csv);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(
        found[0],
        ("全年讲党课4次".to_owned(), Some("2024年12月".to_owned()))
    );
    assert!(found[1].0.starts_with("修好二组灌溉渠"), "{found:?}");
    assert_eq!(found[1].1.as_deref(), Some("6月底"));
}

#[test]
fn reads_tables() {
    let rows = [
        ["序号", "承诺事项", "完成时限"],
        ["1", "修好二组灌溉渠", "6月底前"],
        ["2", "全年讲党课4次", "12月底前"],
    ];
    let mut source = String::new();
    let mut blocks = Vec::new();
    for (row, cells) in (0u32..).zip(rows) {
        for (column, cell) in (0u32..).zip(cells) {
            blocks.push(block(
                cell,
                source.len(),
                Story::Table {
                    table: 0,
                    row,
                    column,
                },
            ));
            source.push_str(cell);
            source.push('\n');
        }
    }
    let found = listed(&whole(source, blocks));
    assert_eq!(
        found,
        [
            ("修好二组灌溉渠".to_owned(), Some("6月底前".to_owned())),
            ("全年讲党课4次".to_owned(), Some("12月底前".to_owned())),
        ]
    );
}

#[test]
fn brief_items_are_promises_among_others_and_names_of_matters_are_none() {
    let texts = |plan: &str| -> Vec<String> {
        let found = promised(plan).into_iter();
        found.map(|(text, _)| text).collect()
    };
    assert_eq!(
        texts("（一）开办老年食堂。\n（二）给二组接通网络。\n（三）6月底前翻修凉亭1座。"),
        ["开办老年食堂", "给二组接通网络", "6月底前翻修凉亭1座"]
    );
    assert_eq!(
        texts(
            "（一）培养后备力量。每个村储备2名以上后备干部。\n（二）整治环境。10月前清理垃圾40吨。"
        ),
        ["每个村储备2名以上后备干部", "10月前清理垃圾40吨"]
    );
    assert_eq!(
        texts("我承诺，6月底前把村口的路灯装好。每季度讲一次党课。"),
        ["6月底前把村口的路灯装好", "每季度讲一次党课"]
    );
    assert_eq!(
        texts(
            "1.装太阳能灯20盏。责任人：石小山；完成时限：12月底。\n2.修好水渠2公里，牵头领导：王林。"
        ),
        ["装太阳能灯20盏", "修好水渠2公里"]
    );
}
