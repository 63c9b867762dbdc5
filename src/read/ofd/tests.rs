use super::fixture::{Builder, line, page};
use super::read;
use crate::document::Modified;

/// Thirty characters to a line from x = 30 on, paragraphs indented by two, 9 mm from line to line.
const FIRST: &str = "一年来我带领支部一班人认真落实各项任务全年召开支委会十二次讲党课四次走访党员和群众三百多户解决难题二十件";
const SECOND: &str = "学习抓得不够紧对党员的日常教育管理还停留在开会念文件的层面我对此负有直接责任";

fn wrapped(text: &str, top: f64, place: impl Fn(f64, f64, &str) -> String) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let (mut at, mut y, mut x, mut room) = (0, top, 40.0, 28);
    while at < letters.len() {
        let words: String = letters[at..letters.len().min(at + room)].iter().collect();
        out.push_str(&place(x, y, &words));
        (at, y, x, room) = (at + room, y + 9.0, 30.0, 30);
    }
    out
}

fn glyphs(x: f64, y: f64, text: &str) -> String {
    let place = |(index, letter): (usize, char)| {
        let x = x + 5.0 * index as f64;
        format!(
            "<ofd:TextObject Boundary='{x} {y} 5 6' Font='2' Size='5'><ofd:TextCode X='0' Y='0'>{letter}</ofd:TextCode></ofd:TextObject>"
        )
    };
    // The order in the file says nothing.
    text.chars()
        .enumerate()
        .map(place)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect()
}

fn scaled(x: f64, y: f64, text: &str) -> String {
    let offsets = vec!["10"; text.chars().count().saturating_sub(1)].join(" ");
    format!(
        "<ofd:TextObject Boundary='{x} {y} 150 6' Font='2' Size='10' CTM='0.5 0 0 0.5 0 0'><ofd:TextCode X='0' Y='0' DeltaX='{offsets}'>{text}</ofd:TextCode></ofd:TextObject>"
    )
}

#[test]
fn lines_become_paragraphs_however_they_are_laid() {
    for place in [line, glyphs, scaled] {
        let objects = wrapped(FIRST, 50.0, place) + &wrapped(SECOND, 68.0, place);
        let document = read(&Builder::new().page(&objects).build()).unwrap();
        assert_eq!(document.source, format!("{FIRST}\n{SECOND}\n"));
        let at = jiff::civil::date(2024, 3, 5).at(0, 0, 0, 0);
        assert_eq!(document.modified, Some(Modified::by_document(at)));
    }
}

#[test]
fn a_paragraph_goes_over_the_page_and_page_numbers_are_dropped() {
    let letters: Vec<char> = FIRST.chars().collect();
    let (start, end): (String, String) = (
        letters[..28].iter().collect(),
        letters[28..].iter().collect(),
    );
    let head = line(80.0, 20.0, "内部资料");
    let first = format!(
        "{head}{}{}",
        line(40.0, 250.0, &start),
        line(100.0, 275.0, "— 1 —")
    );
    let second = format!(
        "{head}{}{}",
        line(30.0, 50.0, &end),
        line(100.0, 275.0, "— 2 —")
    );
    let filler = wrapped(SECOND, 100.0, line) + &wrapped(SECOND, 120.0, line);
    let bytes = Builder::new()
        .page(&first)
        .page(&(second + &filler))
        .build();
    let document = read(&bytes).unwrap();
    assert_eq!(document.source, format!("{FIRST}\n{SECOND}\n{SECOND}\n"));
    assert_eq!(document.skipped[0].count, 4);
    assert_eq!(document.headers, ["内部资料"]);
}

#[test]
fn looks_templates_pictures_and_watermarks() {
    let title = "<ofd:TextObject Boundary='89 60 60 10' Font='1' Size='8'><ofd:TextCode X='0' Y='8' DeltaX='8 8 8'>述职报告</ofd:TextCode></ofd:TextObject>";
    let mark = "<ofd:TextObject Boundary='0 0 9 9' Font='1' Size='9' CTM='0.7 0.7 -0.7 0.7 0 0'><ofd:TextCode X='0' Y='9'>密</ofd:TextCode></ofd:TextObject>";
    let hidden = "<ofd:TextObject Visible='false' Boundary='0 0 9 9' Size='9'><ofd:TextCode X='0' Y='9'>看不见</ofd:TextCode></ofd:TextObject>";
    let body = wrapped(FIRST, 90.0, line) + &wrapped(SECOND, 120.0, line);
    let page_text = format!("{title}{mark}{hidden}{body}<ofd:ImageObject/>");
    let named = page(&page_text).replace(
        "<ofd:Content>",
        "<ofd:Template TemplateID='9'/><ofd:Content>",
    );
    let template = line(30.0, 20.0, "红头") + &line(30.0, 200.0, "模板文字");
    let bytes = Builder::new()
        .common("<ofd:TemplatePage ID='9' BaseLoc='Tpl.xml'/>")
        .part("Doc_0/Tpl.xml", &page(&template))
        .page("")
        .part("Doc_0/Pages/Page_0/Content.xml", &named)
        .build();
    let document = read(&bytes).unwrap();
    assert_eq!(
        document.source,
        format!("述职报告\n{FIRST}\n{SECOND}\n模板文字\n")
    );
    let look = document.blocks[0].look;
    assert!(look.bold && look.heading_face && look.centred, "{look:?}");
    assert_eq!(look.half_points, Some(45));
    assert_eq!(document.blocks[1].look.half_points, Some(28));
    assert!(document.warnings[0].contains("倾斜"));
    let left: Vec<_> = document
        .skipped
        .iter()
        .map(|entry| entry.what.as_str())
        .collect();
    assert_eq!(left, ["图片", "页眉页脚"]);
    assert_eq!(document.headers, ["红头"]);
}

#[test]
fn columns_stand_apart() {
    let row = line(30.0, 50.0, "姓名") + &line(80.0, 50.0, "某甲");
    let document = read(&Builder::new().page(&row).build()).unwrap();
    assert_eq!(document.source, "姓名\t某甲\n");
}

#[test]
fn several_documents_and_scans_are_told() {
    let entry = format!(
        "<ofd:OFD {}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody><ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        super::fixture::SPACE
    );
    let bytes = Builder::new()
        .part("OFD.xml", &entry)
        .page(&line(30.0, 50.0, "述职"))
        .page("<ofd:ImageObject/>")
        .build();
    let document = read(&bytes).unwrap();
    assert!(
        document.warnings[0].contains("2 个文档"),
        "{:?}",
        document.warnings
    );
    assert!(document.warnings[1].contains("第 2 页") && document.warnings[1].contains("扫描件"));
}
