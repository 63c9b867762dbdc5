//! Names of type sizes (三号) and of faces that are the same by other names (仿宋_GB2312, FangSong).

/// The sizes that have names, in half points.
const SIZES: [(&str, u32); 16] = [
    ("初号", 84),
    ("小初", 72),
    ("一号", 52),
    ("小一", 48),
    ("二号", 44),
    ("小二", 36),
    ("三号", 32),
    ("小三", 30),
    ("四号", 28),
    ("小四", 24),
    ("五号", 21),
    ("小五", 18),
    ("六号", 15),
    ("小六", 13),
    ("七号", 11),
    ("八号", 10),
];

/// A size in half points by its name: `三号`, or points where it has none: `17磅`.
pub fn size_name(half_points: u32) -> String {
    match SIZES.iter().find(|(_, size)| *size == half_points) {
        Some((name, _)) => (*name).to_owned(),
        None => format!("{}磅", points(half_points)),
    }
}

/// The size that a name or a number of points stands for, in half points: `三号`, `16磅`, `16pt`.
pub fn size(name: &str) -> Option<u32> {
    let name = name.trim();
    if let Some((_, size)) = SIZES.iter().find(|(known, _)| *known == name) {
        return Some(*size);
    }
    let number = name
        .strip_suffix('磅')
        .or_else(|| name.strip_suffix("pt"))?;
    let half_points = number.trim().parse::<f64>().ok()? * 2.0;
    (half_points.fract() == 0.0 && (2.0..=400.0).contains(&half_points))
        .then_some(half_points as u32)
}

/// The names of all sizes, the largest first.
pub fn size_names() -> impl Iterator<Item = &'static str> {
    SIZES.iter().map(|(name, _)| *name)
}

/// Points of a size in half points, without a needless `.0`.
fn points(half_points: u32) -> String {
    (f64::from(half_points) / 2.0).to_string()
}

/// The cuts that official documents are set in. The standard names the cut only (仿宋体字), so a face of any foundry
/// will do: 仿宋, 仿宋_GB2312 and 方正仿宋_GBK are one, and so are 方正小标宋简体 and 方正小标宋_GBK.
const CUTS: [(&str, &[&str]); 5] = [
    ("小标宋", &["小标宋", "xiaobiaosong", "fzxbs"]),
    ("仿宋", &["仿宋", "fangsong", "simfang", "fzfs"]),
    ("楷体", &["楷体", "楷書", "kaiti", "simkai", "fzkt"]),
    ("黑体", &["黑体", "simhei", "heiti", "fzht"]),
    ("宋体", &["宋体", "simsun", "songti", "fzss"]),
];

/// Whether two names stand for the same cut of type.
pub fn same_face(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        let name = name.trim().trim_start_matches('@').to_lowercase();
        name.chars().filter(|sign| !" _-".contains(*sign)).collect()
    };
    let (one, other) = (plain(one), plain(other));
    // 仿宋体 and 小标宋体 hold 宋体 too, so the first cut that fits counts.
    let cut = |name: &str| {
        CUTS.iter()
            .position(|(_, words)| words.iter().any(|word| name.contains(word)))
    };
    one == other || cut(&one).is_some_and(|found| cut(&other) == Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_their_names_both_ways() {
        assert_eq!(size_name(32), "三号");
        assert_eq!(size_name(24), "小四");
        assert_eq!(size_name(21), "五号");
        assert_eq!(size_name(29), "14.5磅");
        assert_eq!(size("二号"), Some(44));
        assert_eq!(size("16磅"), Some(32));
        assert_eq!(size("10.5pt"), Some(21));
        for wrong in ["三", "三好", "16", "0磅", "磅", "-3磅", "16.2磅", "NaN磅"] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
        for name in size_names() {
            assert_eq!(size(name).map(size_name).as_deref(), Some(name));
        }
    }

    #[test]
    fn faces_of_one_cut_are_the_same_and_others_are_not() {
        let same = [
            ("仿宋_GB2312", "仿宋"),
            ("FangSong", "仿宋_GB2312"),
            ("方正仿宋_GBK", "仿宋体"),
            ("方正小标宋简体", "方正小标宋_GBK"),
            ("FZXiaoBiaoSong-B05S", "方正小标宋简体"),
            ("SimHei", "黑体"),
            ("楷体_GB2312", "KaiTi"),
            ("宋体", "SimSun"),
            ("微软雅黑", "微软 雅黑"),
        ];
        let other = [
            ("仿宋_GB2312", "宋体"),
            ("方正小标宋简体", "宋体"),
            ("微软雅黑", "黑体"),
            ("华文中宋", "方正小标宋简体"),
            ("等线", "宋体"),
            ("等线", "Calibri"),
        ];
        for (one, two) in same {
            assert!(same_face(one, two), "{one} {two}");
        }
        for (one, two) in other {
            assert!(!same_face(one, two), "{one} {two}");
        }
    }
}
