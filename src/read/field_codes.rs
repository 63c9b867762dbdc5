//! Fields that show something though no result is stored: what they show stands in their code.
//!
//! Chinese documents are full of one of them: 带圈字符, 合并字符 and the older 拼音指南 are `EQ` fields.

use crate::read::number_format;
use crate::read::symbols;

/// What a field shows by its code alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// Words of the document.
    Text(String),
    /// A prompt to be clicked and written over.
    Prompt(String),
    /// A formula, which is not read.
    Formula,
}

/// What the field with this code shows when it has no result.
pub(super) fn shown(code: &str) -> Option<Shown> {
    let code = code.trim();
    let (name, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
    match name.to_ascii_uppercase().as_str() {
        "EQ" => Some(overstruck(rest).map_or(Shown::Formula, Shown::Text)),
        "SYMBOL" => symbol(rest).map(|symbol| Shown::Text(symbol.into())),
        "MACROBUTTON" | "GOTOBUTTON" => {
            let (_, prompt) = rest.trim_start().split_once(char::is_whitespace)?;
            Some(Shown::Prompt(prompt.trim().into()))
        }
        _ => None,
    }
}

/// The words of an `EQ` that only sets characters over one another: `\o\ac(○,1)`, `\o(\s\up 5(合并),\s\do 2(字符))`.
fn overstruck(code: &str) -> Option<String> {
    let mut rest = code.get(code.find("\\o")?..)?;
    let mut out = String::new();
    while let Some(after) = rest.strip_prefix("\\o") {
        let (switches, after) = after.split_once('(')?;
        let plain = |character: char| character.is_ascii_alphabetic() || " \\".contains(character);
        if !switches.chars().all(plain) {
            return None;
        }
        let (arguments, after) = arguments(after)?;
        out.push_str(&combine(&arguments)?);
        rest = after.trim_start();
    }
    (rest.is_empty() && !out.is_empty()).then_some(out)
}

/// The arguments up to the bracket that closes them, and what follows.
fn arguments(text: &str) -> Option<(Vec<&str>, &str)> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => {
                found.push(text.get(start..at)?);
                return Some((found, text.get(at + 1..)?));
            }
            ')' => depth -= 1,
            ',' | ';' if depth == 0 => {
                found.push(text.get(start..at)?);
                start = at + 1;
            }
            _ => {}
        }
    }
    None
}

/// What is read of characters set over one another: not the circle around a number, not the pinyin above a word.
fn combine(arguments: &[&str]) -> Option<String> {
    let mut raised = String::new();
    let mut level = String::new();
    let mut circled = false;
    for argument in arguments {
        let argument = argument.trim();
        match argument.strip_prefix("\\s") {
            Some(shifted) => {
                let (_, words) = shifted.split_once('(')?;
                raised.push_str(words.strip_suffix(')')?.trim());
            }
            None if argument.contains('\\') => return None,
            None if arguments.len() > 1 && is_enclosure(argument) => {
                circled = matches!(argument, "○" | "〇" | "◯");
            }
            None => level.push_str(argument),
        }
    }
    if level.is_empty() {
        return Some(raised);
    }
    if circled && let Ok(number @ 1..=50) = level.parse::<i64>() {
        level.clear();
        number_format::write(&mut level, "decimalEnclosedCircle", number);
    }
    Some(level)
}

fn is_enclosure(argument: &str) -> bool {
    matches!(
        argument,
        "○" | "〇" | "◯" | "□" | "△" | "◇" | "▢" | "⬜" | "＿"
    )
}

/// `252 \f "Wingdings"`: a character by its place in a font.
fn symbol(code: &str) -> Option<char> {
    let place = code.split_whitespace().next()?;
    let place = match place.strip_prefix("0x").or(place.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => place.trim_matches('"').parse().ok()?,
    };
    let font = code.split_once("\\f").map_or("", |(_, font)| font);
    let font = match font.trim_start().strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => font.split_whitespace().next().unwrap_or_default(),
    };
    symbols::character(font, place).filter(|symbol| *symbol >= ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_codes_show() {
        for (code, expected) in [
            (r" eq \o\ac(○,1) ", "①"),
            (r"EQ \o\ac(○,12)", "⑫"),
            (r"eq \o\ac(□,密)", "密"),
            (r"eq \o\ac(○,甲)\o\ac(○,2)", "甲②"),
            (
                r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(zì),字)"#,
                "字",
            ),
            (r"eq \o(\s\up 5(合并),\s\do 2(字符))", "合并字符"),
            (r#"SYMBOL 252 \f "Wingdings" \s 12"#, "✓"),
            (r"SYMBOL 0xB1 \f Symbol", "±"),
        ] {
            assert_eq!(shown(code), Some(Shown::Text(expected.into())), "{code}");
        }
        for code in [
            r"EQ \f(1,2)",
            r"EQ \o(\f(1,2),3)",
            r"EQ \o(一",
            "EQ",
            r"EQ \o\ac(○,1)x",
        ] {
            assert_eq!(shown(code), Some(Shown::Formula), "{code}");
        }
        let prompt = shown(r"MACROBUTTON NoMacro [单击此处填写姓名] ");
        assert_eq!(prompt, Some(Shown::Prompt("[单击此处填写姓名]".into())));
        for code in ["PAGE", "", "SYMBOL x", "MACROBUTTON NoMacro"] {
            assert_eq!(shown(code), None, "{code}");
        }
    }
}
