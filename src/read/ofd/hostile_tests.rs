//! Broken and malicious files: a clear answer, never a crash, never silence.

use proptest::prelude::*;

use super::fixture::{Builder, SPACE, line, page};
use super::read;
use crate::read::ReadError;

#[test]
fn endless_offsets_are_read_as_far_as_there_is_text() {
    let object = "<ofd:TextObject Boundary='30 50 1 1' Size='5'><ofd:TextCode X='0' Y='5' DeltaX='g 18446744073709551615 5'>述职</ofd:TextCode></ofd:TextObject>\
        <ofd:TextObject Boundary='1e308 1e308' Size='1e308' CTM='1e308 0 0 1e308 0 0'><ofd:TextCode X='1e308' Y='nan' DeltaX='inf g g g 0 1 x'>远</ofd:TextCode></ofd:TextObject>";
    let document = read(&Builder::new().page(object).build()).unwrap();
    assert_eq!(document.source, "述职\n");
}

#[test]
fn nesting_and_inflation_stop_at_their_limits() {
    let deep = "<ofd:PageBlock>".repeat(50_000);
    let error = read(&Builder::new().page(&deep).build()).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }));
    let bomb = Builder::new()
        .page("")
        .part("Doc_0/Pages/Page_0/Content.xml", &" ".repeat(129 << 20));
    assert!(matches!(
        read(&bomb.build()),
        Err(ReadError::TooLarge { .. })
    ));
}

#[test]
fn pages_beyond_the_limit_and_pages_that_are_not_there_are_told() {
    let pages = "<ofd:Page ID='1' BaseLoc='P.xml'/>".repeat(2100);
    let document = format!(
        "<ofd:Document {SPACE}><ofd:Pages>{pages}<ofd:Page BaseLoc='Q.xml'/></ofd:Pages></ofd:Document>"
    );
    let bytes = Builder::new()
        .part("Doc_0/Document.xml", &document)
        .part("Doc_0/P.xml", &page(&line(30.0, 100.0, "述职")))
        .build();
    let warnings = read(&bytes).unwrap().warnings;
    assert!(warnings[0].contains("2000 页"), "{warnings:?}");
    let document = format!(
        "<ofd:Document {SPACE}><ofd:Pages><ofd:Page BaseLoc='P.xml'/><ofd:Page BaseLoc='Q.xml'/></ofd:Pages></ofd:Document>"
    );
    let bytes = Builder::new()
        .part("Doc_0/Document.xml", &document)
        .part("Doc_0/P.xml", &page(&line(30.0, 100.0, "述职")))
        .build();
    let warnings = read(&bytes).unwrap().warnings;
    assert!(warnings[0].contains("不在文件里"), "{warnings:?}");
}

#[test]
fn what_is_missing_or_breaks_off_is_told() {
    let bare = Builder::new().part("OFD.xml", "<a/>").build();
    assert!(matches!(read(&bare), Err(ReadError::Damaged { .. })));
    assert_eq!(
        read(&Builder::new().page("").build()).unwrap_err(),
        ReadError::NoText
    );
    let whole = page(&(line(30.0, 50.0, "述职") + &line(30.0, 80.0, "报告")));
    let cut = whole.find("报告").unwrap();
    let bytes = Builder::new()
        .page("")
        .part("Doc_0/Pages/Page_0/Content.xml", &whole[..cut])
        .build();
    let document = read(&bytes).unwrap();
    assert_eq!(
        (document.source.as_str(), document.warnings.len()),
        ("述职\n", 1)
    );
    let typed = Builder::new()
        .page("")
        .part("Doc_0/Pages/Page_0/Content.xml", "<!DOCTYPE a><a/>");
    assert_eq!(read(&typed.build()).unwrap_err(), ReadError::UnsafeXml);
    let locked = Builder::new().page("").part("Encryptions.xml", "");
    assert_eq!(read(&locked.build()).unwrap_err(), ReadError::Encrypted);
}

#[test]
fn codes_that_only_the_font_knows_are_told() {
    let text = "\u{e001}\u{e002}\u{e003}述";
    let document = read(&Builder::new().page(&line(30.0, 50.0, text)).build()).unwrap();
    assert!(document.warnings[0].contains("乱码"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn changed_parts_never_panic(
        which in 0_usize..3,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let names = ["Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml", "OFD.xml"];
        let texts = [
            page(&(line(30.0, 50.0, "述职") + "<ofd:TextObject CTM='1 0 0 1 0 0' Boundary='1 2 3 4' Size='5'><ofd:TextCode X='1' Y='2' DeltaX='g 2 3' DeltaY='1 2'>abc</ofd:TextCode></ofd:TextObject>")),
            format!("<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>"),
            format!("<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
        ];
        let mut bytes = texts[which].clone().into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let changed = String::from_utf8_lossy(&bytes).into_owned();
        let builder = Builder::new().page(&line(30.0, 50.0, "述职")).part(names[which], &changed);
        if let Ok(document) = read(&builder.build()) {
            prop_assert!(!document.blocks.is_empty());
        }
    }

    #[test]
    fn changed_packages_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = Builder::new().page(&line(30.0, 50.0, "述职")).build();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }

    #[test]
    fn any_numbers_never_panic(numbers in prop::collection::vec("(g|-?[0-9]{1,4}(\\.[0-9]{1,3})?|1e[0-9]{1,3}|nan|x)", 0..12), size in "-?[0-9]{1,3}|1e30[0-9]") {
        let numbers = numbers.join(" ");
        let object = format!("<ofd:TextObject Boundary='{numbers}' Size='{size}' CTM='{numbers}'><ofd:TextCode X='{size}' Y='{size}' DeltaX='{numbers}' DeltaY='{numbers}'>一二三四五六</ofd:TextCode></ofd:TextObject>");
        let _ = read(&Builder::new().page(&object).page(&object).build());
    }
}
