//! What groups mean: which hold text of the story, which another story, and which nothing to be read.

use super::*;
use crate::read::fields::is_contents;
use crate::read::pieces::trim_note;

/// Starred groups that are read all the same.
const KNOWN: [&[u8]; 10] = [
    b"shpinst",
    b"shpgrp",
    b"shptxt",
    b"do",
    b"dptxbxtext",
    b"shppict",
    b"fldinst",
    b"fldrslt",
    b"pntext",
    b"nesttableprops",
];

const MAX_INSTRUCTION: usize = 512;

impl Walker<'_> {
    /// Whether the first word of a group makes it a destination, which it then becomes.
    pub(super) fn destination(&mut self, word: &[u8]) -> bool {
        let starred = std::mem::take(&mut self.starred);
        let dest = match word {
            b"fldinst" => Dest::Instruction,
            b"field" => {
                self.fields.push(String::new());
                self.on_close(Close::Field);
                return true;
            }
            b"fldrslt" => {
                let contents = self.fields.last().is_some_and(|code| is_contents(code));
                self.state.contents |= contents;
                return true;
            }
            b"listtext" | b"pntext" => {
                self.label = Some(SeenLabel::default());
                Dest::Label
            }
            b"footnote" => return self.begin_scene(Kind::Note, Close::Scene),
            b"shptxt" | b"dptxbxtext" => return self.begin_scene(Kind::TextBox, Close::Scene),
            b"shp" | b"shpinst" | b"shpgrp" | b"sp" | b"do" | b"upr" => Dest::Shape,
            // The same text once more in Unicode: the group before it is passed over.
            b"ud" if starred => {
                let around = self.groups.iter().rev().nth(1);
                around.map_or(Dest::Skip, |upr| upr.outside.dest)
            }
            b"pict" => {
                self.leave_out(Left::Pictures);
                Dest::Skip
            }
            b"object" => {
                self.leave_out(Left::Objects);
                Dest::Skip
            }
            b"mmath" | b"moMath" | b"moMathPara" => {
                self.leave_out(Left::Formulas);
                Dest::Skip
            }
            b"annotation" => {
                self.leave_out(Left::Comments);
                Dest::Skip
            }
            b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl"
            | b"footerr" | b"footerf" => {
                self.leave_out(Left::Headers);
                return self.begin_scene(Kind::TextBox, Close::Heads);
            }
            // What older programs show instead, entries of indexes, tables of the header.
            b"nonshppict" | b"shprslt" | b"nonesttables" | b"tc" | b"tcn" | b"xe" | b"rxe"
            | b"txe" | b"colortbl" | b"filetbl" | b"pn" | b"formfield" | b"ftnsep" | b"ftnsepc"
            | b"aftnsep" | b"aftnsepc" | b"fonttbl" | b"stylesheet" | b"listtable"
            | b"listoverridetable" | b"info" => Dest::Skip,
            _ if starred && !KNOWN.contains(&word) => Dest::Skip,
            _ => return false,
        };
        self.state.dest = dest;
        true
    }

    fn on_close(&mut self, close: Close) {
        if let Some(group) = self.groups.last_mut() {
            group.close = close;
        }
    }

    /// A text box or a note opens; where its anchor is not shown, it is passed over.
    fn begin_scene(&mut self, kind: Kind, close: Close) -> bool {
        let anchored = matches!(self.state.dest, Dest::Story | Dest::Shape);
        if !anchored || self.standing() != Standing::Shown {
            self.state.dest = Dest::Skip;
            return true;
        }
        let inner = Scene::new(kind);
        let scene = std::mem::replace(&mut self.scene, inner);
        self.outer.push((scene, self.label.take()));
        self.on_close(close);
        self.state.dest = Dest::Story;
        self.reset_paragraph();
        true
    }

    /// The innermost group closes.
    pub(super) fn close(&mut self) -> Result<(), ReadError> {
        let Some(group) = self.groups.pop() else {
            return Ok(());
        };
        self.fresh = false;
        match group.close {
            // The last paragraph needs no mark of its own; what the file says of it still holds here.
            Close::Nothing if self.groups.is_empty() => self.end_paragraph()?,
            Close::Nothing => {}
            Close::Field => {
                self.state = group.outside;
                let code = self.fields.pop().unwrap_or_default();
                return self.end_field(&code);
            }
            Close::Scene => {
                let mut inner = self.end_scene()?;
                trim_note(&mut inner);
                self.paragraph().after.append(&mut inner);
            }
            Close::Heads => {
                for piece in self.end_scene()? {
                    self.walked.heads.add(&piece.text);
                }
            }
        }
        self.state = group.outside;
        Ok(())
    }

    fn end_scene(&mut self) -> Result<Vec<Piece>, ReadError> {
        self.end_paragraph()?;
        let (outer, label) = self
            .outer
            .pop()
            .unwrap_or_else(|| (Scene::new(Kind::Body), None));
        self.label = label;
        Ok(std::mem::replace(&mut self.scene, outer).out)
    }

    /// Fields that show something without any result: characters of symbol fonts, and ruby.
    fn end_field(&mut self, code: &str) -> Result<(), ReadError> {
        let mut words = code.split_whitespace();
        let first = words.next().unwrap_or_default();
        if first.eq_ignore_ascii_case("SYMBOL") {
            let place = words.next().and_then(|place| place.parse().ok());
            let font = code.split('"').nth(1).unwrap_or_default();
            let symbol = place.and_then(|place| symbols::character(font, place));
            return match symbol {
                Some(symbol) => self.text(symbol.encode_utf8(&mut [0; 4])),
                None => Ok(()),
            };
        }
        if first.eq_ignore_ascii_case("EQ") && self.state.dest == Dest::Story {
            match ruby_base(code) {
                Some(base) => return self.text(base),
                None => self.leave_out(Left::Formulas),
            }
        }
        Ok(())
    }

    /// Takes in text of a field code.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(code) = self.fields.last_mut() {
            let room = MAX_INSTRUCTION.saturating_sub(code.len());
            code.extend(text.chars().take(room));
        }
    }
}

/// The characters under ruby, which Word writes as a formula: `EQ \o\ad(\s\up 9(yin),音)`.
fn ruby_base(code: &str) -> Option<&str> {
    let (before, inside) = code.rsplit_once(',')?;
    let over = before.contains("\\o") && before.contains("\\up");
    let base = inside.trim_end().strip_suffix(')')?;
    (over && !base.contains(['(', ')'])).then_some(base)
}
