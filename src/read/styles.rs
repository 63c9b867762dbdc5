//! The styles that properties of paragraphs and runs are inherited from.
//!
//! The same model stands behind `styles.xml` and the style sheet of Word 97; each reader fills it.

use std::collections::HashMap;

use super::props::{FaceOf, ParaProps, RunProps};
use crate::document::guidance;

const MAX_CHAIN: usize = 32;
/// Size of text of which nothing says the size, in half points.
const UNSAID: u32 = 20;

/// One style, with everything it inherits already filled in.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub id: String,
    pub based_on: Option<String>,
    pub para: ParaProps,
    pub run: RunProps,
    /// Id of the style in the chain that names the list.
    pub list_from: Option<String>,
    /// A style before that one names the level.
    pub level_nearer: bool,
    /// An entry or the heading of a table of contents.
    pub contents: bool,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    list: Vec<Style>,
    by_id: HashMap<String, usize>,
    default_paragraph: Option<usize>,
    para_defaults: ParaProps,
    run_defaults: RunProps,
}

impl Styles {
    /// Adds a style called `name`; `default` makes it that of paragraphs without any.
    pub fn add(&mut self, mut style: Style, name: &str, paragraph: bool, default: bool) {
        if paragraph {
            apply_name(&mut style, name);
        }
        // A linked character style has the same name with a word behind.
        if style.id.starts_with(guidance::STYLE) || name.trim().starts_with(guidance::STYLE_NAME) {
            style.run.guidance = Some(true);
        }
        let index = self.list.len();
        if paragraph && default {
            self.default_paragraph = Some(index);
        }
        self.by_id.insert(style.id.clone(), index);
        self.list.push(style);
    }

    /// Sets what holds where no style says anything.
    pub fn set_defaults(&mut self, para: ParaProps, run: RunProps) {
        self.para_defaults = para;
        self.run_defaults = run;
    }

    /// The style with this id, for a paragraph: the default one if there is none.
    pub fn paragraph(&self, id: Option<&str>) -> Option<&Style> {
        id.and_then(|id| self.style(id))
            .or_else(|| self.list.get(self.default_paragraph?))
    }

    /// The style with this id.
    pub fn style(&self, id: &str) -> Option<&Style> {
        self.list.get(*self.by_id.get(id)?)
    }

    /// Whether there is no style at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether some style or default takes its face from the theme.
    pub fn themed(&self) -> bool {
        let by_theme = |run: &RunProps| matches!(run.face, Some(FaceOf::Major | FaceOf::Minor));
        by_theme(&self.run_defaults) || self.list.iter().any(|style| by_theme(&style.run))
    }

    /// Size of the default style in half points.
    pub fn base_half_points(&self) -> u32 {
        let run = self.run(RunProps::default(), None, self.paragraph(None));
        run.half_points.unwrap_or(UNSAID)
    }

    /// Whether some style numbers its paragraphs.
    pub fn number(&self) -> bool {
        self.list.iter().any(|style| style.para.num.is_some())
    }

    /// What holds for a paragraph that says `direct` and has this style.
    pub fn para(&self, direct: ParaProps, style: Option<&Style>) -> ParaProps {
        let base = style.map_or_else(ParaProps::default, |style| style.para);
        direct.or(base).or(self.para_defaults)
    }

    /// What holds for a run that says `direct`, with a character style in a paragraph style.
    pub fn run(
        &self,
        direct: RunProps,
        character: Option<&Style>,
        paragraph: Option<&Style>,
    ) -> RunProps {
        let character = character.map_or_else(RunProps::default, |style| style.run);
        let paragraph = paragraph.map_or_else(RunProps::default, |style| style.run);
        let mut run = direct.or(character).or(paragraph).or(self.run_defaults);
        // Bold is a toggle: a bold character style within a bold paragraph style is not bold.
        if direct.bold.is_none()
            && let (Some(inner), Some(outer)) = (character.bold, paragraph.bold)
        {
            run.bold = Some(inner != outer);
        }
        run
    }

    /// Fills in what each style inherits, the nearest ancestor first.
    pub fn inherit(&mut self) {
        let mut resolved = Vec::with_capacity(self.list.len());
        for style in &self.list {
            let mut whole = style.clone();
            let mut at = style;
            for _ in 0..MAX_CHAIN {
                if whole.list_from.is_none() {
                    if at.para.num.is_some() {
                        whole.list_from = Some(at.id.clone());
                    } else {
                        whole.level_nearer |= at.para.level.is_some();
                    }
                }
                let Some(base) = at.based_on.as_deref().and_then(|id| self.style(id)) else {
                    break;
                };
                whole.para = whole.para.or(base.para);
                whole.run = whole.run.or(base.run);
                at = base;
            }
            resolved.push(whole);
        }
        self.list = resolved;
    }
}

/// Built-in styles are known by name, in English or Chinese.
fn apply_name(style: &mut Style, name: &str) {
    let name = name.trim().to_lowercase();
    let numbered = |prefixes: &[&str]| {
        let rest = prefixes
            .iter()
            .find_map(|prefix| name.strip_prefix(prefix))?;
        let number: u8 = rest.trim().parse().ok()?;
        (1..=9).contains(&number).then_some(number)
    };
    if let Some(number) = numbered(&["heading", "标题"]) {
        style.para.outline = style.para.outline.or(Some(number - 1));
    } else if name == "title" || name == "标题" {
        // The title stands above the outline, whatever level the template gives it.
        style.para.outline = Some(9);
        style.para.centred = Some(true);
    } else if numbered(&["toc", "目录"]).is_some() || name == "toc heading" {
        style.contents = true;
    }
}
