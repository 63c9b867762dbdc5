//! The text under construction: styles, indents, wrapping.

use crate::output::wrap::{clean, width, wrap};
use crate::ruleset::{Lang, Severity};
use crate::structure::Role;

/// How a piece of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Bold,
    Dim,
    Frame,
    Good,
    Error,
    Warning,
    Info,
    Role(Role),
}

impl Style {
    pub(super) fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Style::Error,
            Severity::Warning => Style::Warning,
            Severity::Info => Style::Info,
        }
    }

    /// The parameters of the terminal's "select graphic rendition".
    fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Frame => "34",
            Style::Good => "32",
            Style::Error => "1;31",
            Style::Warning => "1;33",
            Style::Info => "1;36",
            Style::Role(role) => match role {
                Role::Intro => "90",
                Role::Achievement => "32",
                Role::Rectification => "36",
                Role::Problem => "31",
                Role::Cause => "33",
                Role::Plan => "34",
                Role::Closing => "37",
                Role::Other => "35",
            },
        }
    }
}

/// Lines for the terminal.
pub(super) struct Page {
    text: String,
    colour: bool,
    pub(super) width: usize,
    pub(super) lang: Lang,
}

impl Page {
    pub(super) fn new(colour: bool, width: usize, lang: Lang) -> Self {
        Self {
            text: String::new(),
            colour,
            width,
            lang,
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// `text` in a style, if colours are on.
    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        if self.colour && style != Style::Plain && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", style.code())
        } else {
            text.to_owned()
        }
    }

    /// A finished line.
    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Wrapped text in one style.
    pub(super) fn styled(&mut self, style: Style, text: &str) {
        for line in wrap(text, self.width) {
            let line = self.paint(style, &line);
            self.line(&line);
        }
    }

    /// The name of a section, between blank lines.
    pub(super) fn heading(&mut self, text: &str) {
        let rule = "─".repeat(self.width.saturating_sub(width(text) + 4));
        let text = self.paint(Style::Bold, text);
        let rule = self.paint(Style::Dim, &rule);
        self.line(&format!("── {text} {rule}"));
    }

    /// A label, then wrapped text that hangs under its own beginning.
    pub(super) fn entry(&mut self, indent: usize, label: &str, style: Style, text: &str) {
        self.hanging(indent, label, style, text, Style::Plain, width(label));
    }

    /// A label, then wrapped text whose further lines are `hang` columns in.
    pub(super) fn hanging(
        &mut self,
        indent: usize,
        label: &str,
        style: Style,
        text: &str,
        text_style: Style,
        hang: usize,
    ) {
        let margin = " ".repeat(indent);
        let label = clean(label);
        // The first line begins further right where the hang is short: stand-ins keep the place.
        let stand_in = width(&label).saturating_sub(hang);
        let columns = self.width.saturating_sub(indent + hang);
        let marked = format!("{}{text}", "x".repeat(stand_in));
        for (index, line) in wrap(&marked, columns).iter().enumerate() {
            let out = if index == 0 {
                let rest = line.get(stand_in..).unwrap_or_default();
                let label = self.paint(style, &label);
                format!("{margin}{label}{}", self.paint(text_style, rest))
            } else {
                let line = self.paint(text_style, line);
                format!("{margin}{}{line}", " ".repeat(hang))
            };
            self.line(&out);
        }
    }
}
