//! Two passages held against each other, character by character.

/// Cells that a comparison may fill; a longer stretch counts as different throughout.
const CELLS: usize = 250_000;
/// Characters in common between two differences that are too few to be read as such.
const ISLAND: usize = 1;

/// A stretch of a passage.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Whether the other passage has something else here.
    pub(super) differs: bool,
    /// Whether it is a name that belongs to the other.
    pub(super) foreign: bool,
    pub(super) text: String,
}

/// Both passages in stretches; names are those that do not belong in the one and in the other.
pub(super) fn side_by_side(a: (&str, &[&str]), b: (&str, &[&str])) -> (Vec<Stretch>, Vec<Stretch>) {
    let (left, right): (Vec<char>, Vec<char>) = (a.0.chars().collect(), b.0.chars().collect());
    let (left_differs, right_differs) = differences(&left, &right);
    let one = stretches(&left, &left_differs, a.1);
    (one, stretches(&right, &right_differs, b.1))
}

/// For each character, whether it is in one passage alone.
fn differences(a: &[char], b: &[char]) -> (Vec<bool>, Vec<bool>) {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[start..], &b[start..]);
    let tails = rest_a.iter().rev().zip(rest_b.iter().rev());
    let end = tails.take_while(|(x, y)| x == y).count();
    let middle_a = &rest_a[..rest_a.len() - end];
    let middle_b = &rest_b[..rest_b.len() - end];
    let mut differs_a = vec![false; a.len()];
    let mut differs_b = vec![false; b.len()];
    differs_a[start..start + middle_a.len()].fill(true);
    differs_b[start..start + middle_b.len()].fill(true);
    let columns = middle_b.len() + 1;
    if columns.saturating_mul(middle_a.len() + 1) > CELLS {
        return (differs_a, differs_b);
    }
    // The length of the longest common subsequence of what is left from here on.
    let mut longest = vec![0u32; columns * (middle_a.len() + 1)];
    for (i, x) in middle_a.iter().enumerate().rev() {
        for (j, y) in middle_b.iter().enumerate().rev() {
            let here = i * columns + j;
            longest[here] = match x == y {
                true => longest[here + columns + 1] + 1,
                false => longest[here + columns].max(longest[here + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < middle_a.len() && j < middle_b.len() {
        let here = i * columns + j;
        if middle_a[i] == middle_b[j] {
            differs_a[start + i] = false;
            differs_b[start + j] = false;
            (i, j) = (i + 1, j + 1);
            continue;
        }
        // Of equal ways the one that keeps in step.
        let (down, along) = (longest[here + columns], longest[here + 1]);
        if down > along || down == along && i <= j {
            i += 1;
        } else {
            j += 1;
        }
    }
    join_islands(&mut differs_a);
    join_islands(&mut differs_b);
    (differs_a, differs_b)
}

/// A lone character in common within a difference says nothing.
fn join_islands(differs: &mut [bool]) {
    let mut last = None;
    for at in 0..differs.len() {
        if !differs[at] {
            continue;
        }
        if let Some(before) = last
            && at - before - 1 <= ISLAND
        {
            differs[before..at].fill(true);
        }
        last = Some(at);
    }
}

fn stretches(text: &[char], differs: &[bool], names: &[&str]) -> Vec<Stretch> {
    let mut foreign = vec![false; text.len()];
    for name in names {
        let name: Vec<char> = name.chars().collect();
        if name.is_empty() {
            continue;
        }
        for (at, window) in text.windows(name.len()).enumerate() {
            if window == name {
                foreign[at..at + name.len()].fill(true);
            }
        }
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for ((c, differs), foreign) in text.iter().zip(differs).zip(&foreign) {
        match stretches.last_mut() {
            Some(last) if last.differs == *differs && last.foreign == *foreign => {
                last.text.push(*c)
            }
            _ => stretches.push(Stretch {
                differs: *differs,
                foreign: *foreign,
                text: c.to_string(),
            }),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(stretches: &[Stretch]) -> String {
        stretches
            .iter()
            .map(|it| match (it.differs, it.foreign) {
                (true, _) => format!("[{}]", it.text),
                (false, true) => format!("<{}>", it.text),
                (false, false) => it.text.clone(),
            })
            .collect()
    }

    #[test]
    fn marks_what_is_in_one_alone() {
        let (a, b) = side_by_side(
            ("全镇三十二个村的活动室都装上了取暖设备", &[]),
            ("全镇二十九个村的活动室今年都装上了取暖设备", &[]),
        );
        assert_eq!(told(&a), "全镇[三十二]个村的活动室都装上了取暖设备");
        assert_eq!(told(&b), "全镇[二十九]个村的活动室[今年]都装上了取暖设备");
    }

    #[test]
    fn marks_names_and_keeps_every_character() {
        let (a, b) = side_by_side(("柳湾镇党员到场", &["柳湾镇"]), ("柳湾镇党员到场", &[""]));
        assert_eq!(told(&a), "<柳湾镇>党员到场");
        assert_eq!(told(&b), "柳湾镇党员到场");
        let (a, b) = side_by_side(("", &[]), ("有", &["很长的名字"]));
        assert_eq!((told(&a), told(&b)), (String::new(), "[有]".to_owned()));
    }

    #[test]
    fn passages_too_long_to_compare_differ_but_for_their_ends() {
        let long = |c: char| format!("头{}尾", c.to_string().repeat(600));
        let (a, _) = side_by_side((&long('甲'), &[]), (&long('乙'), &[]));
        assert_eq!(told(&a), format!("头[{}]尾", "甲".repeat(600)));
    }
}
