//! Characters of symbol fonts, which documents store by their place in the font.

/// The character that `code` of `font` shows.
pub(super) fn character(font: &str, code: u32) -> Option<char> {
    // Symbol fonts live in a private area, their codes often given without it.
    let place = if (0xF000..=0xF0FF).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    let known = match font.trim().to_ascii_lowercase().as_str() {
        "wingdings" => wingdings(place),
        "wingdings 2" => wingdings_2(place),
        "symbol" => symbol(place),
        _ => None,
    };
    known.or_else(|| char::from_u32(code))
}

/// Whether this is a font of symbols.
pub(super) fn knows(font: &str) -> bool {
    let font = font.trim();
    ["wingdings", "wingdings 2", "symbol"]
        .iter()
        .any(|known| font.eq_ignore_ascii_case(known))
}

fn wingdings(place: u32) -> Option<char> {
    Some(match place {
        0x6C => '●',
        0x6E => '■',
        0x6F | 0x71 | 0x72 | 0xA8 => '□',
        0x75 => '◆',
        0x76 => '❖',
        0x77 => '◆',
        0x81..=0x8A => char::from_u32(0x2460 + place - 0x81)?,
        0x8C..=0x95 => char::from_u32(0x2776 + place - 0x8C)?,
        0x9F => '•',
        0xA7 => '▪',
        0xAB => '★',
        0xD8 => '➢',
        0xE0 => '→',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}

fn wingdings_2(place: u32) -> Option<char> {
    Some(match place {
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x54 => '☒',
        0x52 => '☑',
        0xA3 => '□',
        _ => return None,
    })
}

fn symbol(place: u32) -> Option<char> {
    Some(match place {
        0xA3 => '≤',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '•',
        0xB8 => '÷',
        0xB9 => '≠',
        0xAE => '→',
        _ => return None,
    })
}
