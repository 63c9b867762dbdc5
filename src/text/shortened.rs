//! Texts cut short to be shown.

/// The first characters of a text, with `…` behind them where there are more.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn only_a_longer_text_is_cut() {
        assert_eq!(shortened("支部会", 3), "支部会");
        assert_eq!(shortened("支部会议", 3), "支部会…");
        assert_eq!(shortened("", 3), "");
    }
}
