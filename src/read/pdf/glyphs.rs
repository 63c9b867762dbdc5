//! Glyphs as the interpreter draws them, gathered into stretches of text.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, InterpreterWarning, Paint, PathDrawMode, SoftMask, TransformExt,
    interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

use crate::read::printed::{Page, Stretch};
use crate::read::props::is_heading_face;

/// What a page holds.
#[derive(Default)]
pub(super) struct Content {
    pub page: Page,
    pub pictures: usize,
    /// Characters whose fonts do not say what they are.
    pub unknown: usize,
    /// Characters that do not stand upright.
    pub slanted: usize,
}

/// What is kept from page to page.
pub(super) struct Collector<'p> {
    pdf: &'p Pdf,
    cache: InterpreterCache<'p>,
    /// Bold and heading face, by font.
    looks: HashMap<u128, (bool, bool)>,
    /// Some font was beyond the interpreter.
    strange: Arc<AtomicBool>,
}

impl<'p> Collector<'p> {
    pub fn new(pdf: &'p Pdf) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
            looks: HashMap::new(),
            strange: Arc::default(),
        }
    }

    /// Whether some text may be missing because of its font.
    pub fn met_strange_font(&self) -> bool {
        self.strange.load(Ordering::Relaxed)
    }

    /// Reads a page; y goes downwards from its top.
    pub fn page(&mut self, page: &PdfPage<'p>) -> Content {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let strange = Arc::clone(&self.strange);
        let settings = InterpreterSettings {
            warning_sink: Arc::new(move |warning| {
                if matches!(warning, InterpreterWarning::UnsupportedFont) {
                    strange.store(true, Ordering::Relaxed);
                }
            }),
            render_annotations: false,
            ..InterpreterSettings::default()
        };
        let upright = page.initial_transform(true).to_kurbo();
        let xref = self.pdf.xref();
        let mut context = Context::new(upright, area, &self.cache, xref, settings);
        let mut sheet = Sheet {
            content: Content::default(),
            looks: &mut self.looks,
        };
        sheet.content.page.height = f64::from(height);
        interpret_page(page, &mut context, &mut sheet);
        sheet.content
    }
}

/// A page being drawn.
struct Sheet<'l> {
    content: Content,
    looks: &'l mut HashMap<u128, (bool, bool)>,
}

impl Sheet<'_> {
    fn look(&mut self, glyph: &Glyph<'_>) -> (bool, bool) {
        let Glyph::Outline(glyph) = glyph else {
            return (false, false);
        };
        let read = || {
            let Some(font) = glyph.font_data() else {
                return (false, false);
            };
            let name = font.postscript_name.unwrap_or_default();
            let bold = font.weight.is_some_and(|weight| weight >= 600) || name.contains("Bold");
            (bold, is_heading_face(&name))
        };
        *self
            .looks
            .entry(glyph.font_cache_key())
            .or_insert_with(read)
    }
}

impl<'a> Device<'a> for Sheet<'_> {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(character)) => character.to_string(),
            Some(BfString::String(text)) => text,
            None => {
                self.content.unknown += 1;
                return;
            }
        };
        let whole = transform * glyph_transform;
        let origin = whole * Point::ZERO;
        // A glyph is drawn a thousand units high.
        let up = whole * Point::new(0.0, 1000.0) - origin;
        let across = whole * Point::new(1000.0, 0.0) - origin;
        let size = up.hypot();
        if across.x <= 0.0 || across.y.abs() > 0.1 * across.x {
            self.content.slanted += 1;
            return;
        }
        let natural = if text.is_ascii() { 500.0 } else { 1000.0 };
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width().map(f64::from),
            Glyph::Type3(_) => None,
        };
        let advance = advance.filter(|advance| *advance > 0.0).unwrap_or(natural);
        let width = advance / 1000.0 * across.x;
        let (bold, heading_face) = self.look(glyph);
        let last = self.content.page.stretches.last_mut();
        match last {
            Some(last)
                if (last.y - origin.y).abs() < 0.05 * size
                    && (last.size - size).abs() < 0.05 * size
                    && (last.bold, last.heading_face) == (bold, heading_face)
                    && (origin.x - last.x - last.width).abs() < 0.15 * size =>
            {
                last.text.push_str(&text);
                last.width = origin.x + width - last.x;
            }
            _ => self.content.page.stretches.push(Stretch {
                x: origin.x,
                y: origin.y,
                width,
                size,
                text,
                bold,
                heading_face,
            }),
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.content.pictures += 1;
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
