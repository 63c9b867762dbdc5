use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::read;
use crate::read::ReadError;

/// A file of these objects, numbered from 1; the first one is the catalogue.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (index, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", bytes.len()).unwrap();
        writeln!(bytes, "{} 0 obj", index + 1).unwrap();
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let table = bytes.len();
    let count = objects.len() + 1;
    write!(
        bytes,
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
    )
    .unwrap();
    bytes
}

fn stream(more: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{more}/Length {}>>\nstream\n", data.len()).into_bytes();
    object.extend_from_slice(data);
    object.extend_from_slice(b"\nendstream");
    object
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// The characters that the font of [`printed`] has, in the order of their codes from 65 on.
const LETTERS: &str = "一年来我带领支部人认真落实各项任务述职报告，。";

/// A file whose pages hold these lines: x, y from the bottom, size, text. Its font is drawn within the file.
fn printed(pages: &[&[(f64, f64, f64, &str)]]) -> Vec<u8> {
    let letters: Vec<char> = LETTERS.chars().collect();
    let codes: Vec<usize> = (0..letters.len()).map(|index| 65 + index).collect();
    let names: String = codes.iter().map(|code| format!("/g{code} ")).collect();
    let procs: String = codes
        .iter()
        .map(|code| format!("/g{code} 4 0 R "))
        .collect();
    let widths = "1000 ".repeat(letters.len());
    let map: String = codes
        .iter()
        .zip(&letters)
        .map(|(code, letter)| format!("<{code:02x}> <{:04x}>\n", *letter as u32))
        .collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def /CMapType 2 def\n\
         1 begincodespacerange <00> <ff> endcodespacerange\n{} beginbfchar\n{map}endbfchar endcmap end end",
        letters.len()
    );
    let font = format!(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<<{procs}>>\
         /Encoding<</Type/Encoding/Differences[65 {names}]>>/FirstChar 65/LastChar {}/Widths[{widths}]/ToUnicode 5 0 R/Resources<<>>>>",
        64 + letters.len()
    );
    let kids: String = (0..pages.len())
        .map(|page| format!("{} 0 R ", 6 + 2 * page))
        .collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()).into_bytes(),
        font.into_bytes(),
        stream("", b"1000 0 0 0 1000 1000 d1 0 0 900 900 re f"),
        stream("", map.as_bytes()),
    ];
    for (index, lines) in pages.iter().enumerate() {
        let mut content = String::new();
        for (x, y, size, text) in *lines {
            let codes = text.chars().map(|letter| {
                let index = LETTERS.chars().position(|known| known == letter).unwrap();
                format!("{:02x}", 65 + index)
            });
            let codes: String = codes.collect();
            writeln!(content, "BT /F1 {size} Tf {x} {y} Td <{codes}> Tj ET").unwrap();
        }
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R>>",
                7 + 2 * index
            )
            .into_bytes(),
        );
        objects.push(stream("/Filter/FlateDecode", &packed(content.as_bytes())));
    }
    file(&objects)
}

const FULL: &str = "一年来我带领支部人认真落实各项任务一年来我";

#[test]
fn lines_become_paragraphs() {
    let bytes = printed(&[
        &[
            (214.0, 700.0, 22.0, "述职报告"),
            (122.0, 600.0, 16.0, "一年来我带领支部人认真落实各项任务一年"),
            (90.0, 572.0, 16.0, FULL),
            (90.0, 544.0, 16.0, "述职。"),
            (122.0, 516.0, 16.0, "一年来我带领支部人认真落实各项任务，一"),
        ],
        &[(90.0, 700.0, 16.0, "年来。")],
        &[],
    ]);
    let document = read(&bytes).unwrap();
    assert_eq!(
        document.source,
        format!(
            "述职报告\n一年来我带领支部人认真落实各项任务一年{FULL}述职。\n一年来我带领支部人认真落实各项任务，一年来。\n"
        )
    );
    assert_eq!(document.blocks[0].look.half_points, Some(44));
    assert!(document.blocks[0].look.centred);
    assert!(document.warnings[0].contains("第 3 页") && document.warnings[0].contains("扫描件"));
}

#[test]
fn scans_and_broken_files_are_told() {
    let message = read(&printed(&[&[], &[]])).unwrap_err().to_string();
    assert!(
        message.contains("扫描件") && message.contains("请"),
        "{message}"
    );
    assert!(matches!(
        read(b"%PDF-1.4\n%\xe2\xe3"),
        Err(ReadError::Damaged { .. })
    ));
    let whole = printed(&[&[(90.0, 600.0, 16.0, "述职")]]);
    let cut = read(&whole[..whole.len() / 2]);
    assert!(cut.is_err());
}

#[test]
fn nesting_and_inflation_stop_at_their_limits() {
    let deep = [
        b"<</Type/Catalog/Pages 2 0 R/X ".to_vec(),
        b"[".repeat(30_000),
    ]
    .concat();
    assert!(matches!(
        read(&file(&[deep])),
        Err(ReadError::TooLarge { .. })
    ));
    let within = [
        b"<</Type/Catalog/Pages 2 0 R/X ".to_vec(),
        b"[".repeat(19_000),
        b"]".repeat(19_000),
        b">>".to_vec(),
    ];
    let answer = read(&file(&[
        within.concat(),
        b"<</Type/Pages/Kids[]/Count 0>>".to_vec(),
    ]));
    assert!(answer.is_err());
    let bomb = packed(&vec![b' '; 257 << 20]);
    let twice = packed(&bomb);
    for data in [bomb, twice] {
        let bytes = file(&[stream("/Filter/FlateDecode", &data)]);
        assert!(matches!(read(&bytes), Err(ReadError::TooLarge { .. })));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn changed_files_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = printed(&[&[(90.0, 600.0, 16.0, "述职报告")]]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }
}
