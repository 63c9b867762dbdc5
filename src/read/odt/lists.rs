//! Lists as they nest in the text, and the labels they give.

use std::collections::HashMap;

use super::styles::OUTLINE;
use crate::read::numbering::{Counters, LEVELS};
use crate::read::pieces::Label;

/// A list being read.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// Its list style, where it names one.
    style: Option<i64>,
    /// Which stretch of counting it belongs to.
    stretch: u32,
}

/// An item being read.
#[derive(Debug, Clone, Copy, Default)]
struct Item {
    /// Its first paragraph, which has the label, is still to come.
    due: bool,
    start: Option<i64>,
}

/// How a list begins.
#[derive(Debug, Default)]
pub(super) struct Opening {
    pub style: Option<i64>,
    pub id: Option<String>,
    /// It goes on with the list before it of the same style.
    pub goes_on: bool,
    /// It goes on with the list of this id.
    pub after: Option<String>,
}

/// The lists around a place of a story.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<Open>,
    items: Vec<Item>,
}

/// What is known of all lists so far.
#[derive(Debug, Default)]
pub(super) struct Stretches {
    count: u32,
    by_id: HashMap<String, u32>,
    by_style: HashMap<Option<i64>, u32>,
}

impl Lists {
    pub fn begin(&mut self, opening: Opening, stretches: &mut Stretches) {
        let around = self.open.last().copied();
        let style = opening.style.or(around.and_then(|around| around.style));
        let inherited = around.filter(|around| around.style == style);
        let known = match (&opening.after, inherited) {
            (_, Some(around)) => Some(around.stretch),
            (Some(id), _) => stretches.by_id.get(id).copied(),
            (None, _) if opening.goes_on => stretches.by_style.get(&style).copied(),
            (None, _) => None,
        };
        let stretch = known.unwrap_or_else(|| {
            stretches.count = stretches.count.saturating_add(1);
            stretches.count
        });
        stretches.by_style.insert(style, stretch);
        if let Some(id) = opening.id {
            stretches.by_id.insert(id, stretch);
        }
        self.open.push(Open { style, stretch });
    }

    pub fn end(&mut self) {
        self.open.pop();
    }

    /// An item begins; a list header has no label.
    pub fn begin_item(&mut self, labelled: bool, start: Option<i64>) {
        self.items.push(Item {
            due: labelled,
            start,
        });
    }

    pub fn end_item(&mut self) {
        self.items.pop();
    }

    /// Whether a list is open here.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether a heading that begins here is numbered by its own level: outside lists, and in those of the outline.
    pub fn numbers_headings(&self) -> bool {
        let by_outline = self
            .open
            .last()
            .is_some_and(|open| open.style == Some(OUTLINE));
        !self.is_open() || (by_outline && self.items.last().is_some_and(|item| item.due))
    }

    /// The label of a paragraph that begins here; `own` is the list style that its style names.
    pub fn label(&mut self, own: Option<i64>, counters: &mut Counters<'_>) -> Option<Label> {
        let open = self.open.last()?;
        let item = self.items.last_mut()?;
        if !std::mem::take(&mut item.due) {
            return None;
        }
        let style = open.style.or(own).filter(|style| *style != OUTLINE)?;
        let level = u8::try_from(self.open.len().min(LEVELS) - 1).ok()?;
        if let Some(start) = item.start.take() {
            counters.restart(open.stretch, style, level, start);
        }
        counters.next_in(open.stretch, style, level)
    }
}
