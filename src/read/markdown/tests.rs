use super::*;

fn texts(source: &str) -> Vec<String> {
    read(source)
        .blocks
        .iter()
        .map(|block| {
            let label = block.label.clone().unwrap_or_default();
            format!("{label}{}", block.text.as_str())
        })
        .collect()
}

fn skipped(source: &str) -> Vec<(String, usize)> {
    read(source)
        .skipped
        .into_iter()
        .map(|skipped| (skipped.what, skipped.count))
        .collect()
}

#[test]
fn headings_paragraphs_and_quotes() {
    let source = "# 述职报告\r\n\r\n> 甲镇　乙\r\n\r\n## 一、做法\r\n\r\n我**抓学习**，见[附件](http://a.b)。\r\n";
    let content = read(source);
    let outlines: Vec<_> = content.blocks.iter().map(|block| block.outline).collect();
    assert_eq!(outlines, [Some(1), None, Some(2), None]);
    assert_eq!(
        texts(source),
        ["述职报告", "甲镇　乙", "一、做法", "我抓学习，见附件。"]
    );
    let text = &content.blocks[3].text;
    let at = text.as_str().find("学习，见").unwrap();
    assert_eq!(&source[text.origin(at..at + 12)], "学习**，见");
    assert!(!content.blocks[3].look.bold);
}

#[test]
fn labels_are_as_written() {
    let source =
        "1. 抓学习\n1. 抓队伍\n   再说一句\n\n3) 另起\n\n- 圆点\n  1. 里层\n\n1、不是列表\n";
    assert_eq!(
        texts(source),
        [
            "1.抓学习",
            "1.抓队伍再说一句",
            "3)另起",
            "圆点",
            "1.里层",
            "1、不是列表"
        ]
    );
    let loose = "1. 一段\n\n   二段\n\n2. 三段\n";
    assert_eq!(texts(loose), ["1.一段", "二段", "2.三段"]);
}

#[test]
fn line_breaks() {
    assert_eq!(
        texts("一年来，我\n抓党建 by\nheart，\r\n讲课"),
        ["一年来，我抓党建 by heart，讲课"]
    );
    assert_eq!(texts("甲  \n乙\\\n丙<br>丁"), ["甲", "乙", "丙", "丁"]);
    assert_eq!(
        texts("一、做法\n我讲课。\n（一）学习\n　　接着说\n    又一行"),
        ["一、做法我讲课。", "（一）学习", "接着说又一行"]
    );
    assert_eq!(texts("甲\r乙\r\r丙"), ["甲乙", "丙"]);
}

#[test]
fn bold_paragraphs() {
    let content = read("**一、做法**\n\n**一、做法**。\n\n**甲** **乙**\n");
    let bold: Vec<_> = content.blocks.iter().map(|block| block.look.bold).collect();
    assert_eq!(bold, [true, false, true]);
}

#[test]
fn tables_and_notes() {
    let source = "正文[^1]后\n\n| 项 | 数 |\n|---|---|\n| 党员 | 3 |\n|  | 4 |\n\n| 又 |\n|---|\n\n[^1]: 注释文字\n";
    let content = read(source);
    let cells: Vec<_> = content
        .blocks
        .iter()
        .map(|block| (block.text.as_str(), block.story))
        .collect();
    let cell = |table, row, column| Story::Table { table, row, column };
    assert_eq!(
        cells,
        [
            ("正文后", Story::Body),
            ("项", cell(0, 0, 0)),
            ("数", cell(0, 0, 1)),
            ("党员", cell(0, 1, 0)),
            ("3", cell(0, 1, 1)),
            ("4", cell(0, 2, 1)),
            ("又", cell(1, 0, 0)),
            ("注释文字", Story::Note),
        ]
    );
}

#[test]
fn what_is_left_out_is_counted() {
    let source = "---\ntitle: 甲\n---\n\n![图一](a.png)\n\n```\n码\n```\n\n<!-- shuzhi: ignore X -->\n正文<u>下划</u>线\n\n<div>\n漏字\n</div>\n";
    let content = read(source);
    assert_eq!(texts(source), ["正文下划线"]);
    assert_eq!(
        skipped(source),
        [
            ("文件头".to_owned(), 1),
            ("图片".to_owned(), 1),
            ("代码块".to_owned(), 1),
            ("注释".to_owned(), 1),
            ("HTML".to_owned(), 2),
        ]
    );
    assert_eq!(content.warnings.len(), 1);
    assert!(content.warnings[0].starts_with("第 14 行"));
}

#[test]
fn front_matter_only_at_the_start() {
    assert_eq!(texts("\u{feff}+++\na = 1\n[b]\n+++\n正文"), ["正文"]);
    assert_eq!(texts("---\n\n正文\n\n---\n"), ["正文"]);
    assert_eq!(texts("---\ntitle: 没有结尾"), ["title: 没有结尾"]);
}

#[test]
fn indented_paragraphs_are_not_code() {
    assert_eq!(
        texts("标题\n\n    一年来，我抓党建。\n    二、问题\n"),
        ["标题", "一年来，我抓党建。", "二、问题"]
    );
    assert_eq!(
        skipped("甲\n\n    let x = 1;\n"),
        [("代码块".to_owned(), 1)]
    );
}

#[test]
fn entities_and_escapes_lead_back() {
    let source = "甲&amp;乙\\*丙`码`\n";
    let content = read(source);
    let text = &content.blocks[0].text;
    assert_eq!(text.as_str(), "甲&乙*丙码");
    assert_eq!(&source[text.origin(3..4)], "&amp;");
    let at = text.as_str().find('码').unwrap();
    assert_eq!(&source[text.origin(at..at + 3)], "码");
}

#[test]
fn stars_that_commonmark_leaves_beside_chinese_marks_go() {
    assert_eq!(
        texts("**抓学习。**全年讲课四次。\n"),
        ["抓学习。全年讲课四次。"]
    );
    let content = read("**抓学习。**全年讲课。\n");
    let text = &content.blocks[0].text;
    let at = text.as_str().find("全年").unwrap();
    assert_eq!(&"**抓学习。**全年讲课。\n"[text.origin(at..at + 6)], "全年");
    // A mask is no emphasis.
    assert_eq!(texts("我在***镇工作。\n"), ["我在***镇工作。"]);
}
