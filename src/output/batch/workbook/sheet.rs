//! A sheet that is one long table: each row goes to a temporary file when the next one begins, so that memory does not
//! grow with them.

use rust_xlsxwriter::{
    ConditionalFormat, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar,
    ConditionalFormatFormula, ConditionalFormatType, Format, Formula, Url, Workbook, Worksheet,
    XlsxError,
};

use super::cell::{Cell, height, lines, shown, write_text};
use super::style::Styles;
use crate::output::words::pick;
use crate::ruleset::Lang;

/// Rows of a sheet, the header included.
const ROWS: u32 = 1_048_576;
/// Links of a sheet; a workbook with more is called damaged.
const LINKS: usize = 65_530;
/// Characters of a link's target.
const TARGET: usize = 2_000;
/// Characters of a text in a formula.
const FORMULA_TEXT: usize = 250;
/// A4 and A3 as printers are told, and the width in characters from which on a sheet wants A3.
const A4: u8 = 9;
const A3: u8 = 8;
const WIDE: f64 = 200.0;
/// Rows whose height is told. Excel finds the heights itself, LibreOffice does not; the writer keeps them in memory.
const HEIGHTS: u32 = 10_000;

/// A sheet under construction.
pub(super) struct Sheet<'a> {
    sheet: Worksheet,
    styles: &'a Styles,
    name: &'static str,
    widths: Vec<f64>,
    next: u32,
    rows: u32,
    links: usize,
    /// Rows that did not fit.
    left_out: usize,
    /// Links that did not fit.
    unlinked: usize,
}

impl<'a> Sheet<'a> {
    /// A sheet with named columns of so many characters' width; the first `fixed` of them stay in sight.
    pub(super) fn new(
        book: &mut Workbook,
        styles: &'a Styles,
        name: &'static str,
        columns: &[(&str, f64)],
        fixed: u16,
    ) -> Result<Sheet<'a>, XlsxError> {
        let mut sheet = book.new_worksheet_with_constant_memory();
        sheet.set_name(name)?;
        let widths: Vec<f64> = columns.iter().map(|(_, width)| *width).collect();
        let wide = widths.iter().sum::<f64>() > WIDE;
        set_up(&mut sheet, styles.lang, if wide { A3 } else { A4 });
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_freeze_panes(1, fixed)?;
        let mut most = 1;
        for (column, (title, width)) in (0..).zip(columns) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(0, column, *title, &styles.header)?;
            most = most.max(lines(title, *width));
        }
        sheet.set_row_height(0, height(most))?;
        Ok(Sheet {
            sheet,
            styles,
            name,
            widths,
            next: 1,
            rows: ROWS,
            links: 0,
            left_out: 0,
            unlinked: 0,
        })
    }

    /// The language of its words.
    pub(super) fn lang(&self) -> Lang {
        self.styles.lang
    }

    /// The next row's number as links name it; none when the sheet is full.
    pub(super) fn next(&self) -> Option<u32> {
        (self.next < self.rows).then_some(self.next + 1)
    }

    /// A link to a cell of this sheet's first column.
    pub(super) fn link_to(&self, row: u32) -> String {
        format!("internal:'{}'!A{row}", self.name)
    }

    /// Writes a row; one that does not fit is counted.
    pub(super) fn row(&mut self, cells: Vec<Cell>) -> Result<(), XlsxError> {
        if self.next >= self.rows {
            self.left_out += 1;
            return Ok(());
        }
        let mut most = 1;
        for (column, cell) in (0..).zip(cells) {
            if let Cell::Text(text) | Cell::Link(text, _) = &cell {
                let width = self.widths.get(usize::from(column));
                most = most.max(width.map_or(1, |width| lines(text, *width)));
            }
            self.write(column, cell)?;
        }
        if most > 1 && self.next < HEIGHTS {
            self.sheet.set_row_height(self.next, height(most))?;
        }
        self.next += 1;
        Ok(())
    }

    /// A line across, between tables.
    pub(super) fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        if self.next + 1 < self.rows {
            self.next += 1;
            let heading = &self.styles.heading;
            self.sheet
                .write_string_with_format(self.next, 0, shown(text), heading)?;
            self.next += 1;
        }
        Ok(())
    }

    fn write(&mut self, column: u16, cell: Cell) -> Result<(), XlsxError> {
        let (row, styles) = (self.next, self.styles);
        let sheet = &mut self.sheet;
        let number = |sheet: &mut Worksheet, number: f64, format: &Format| {
            sheet
                .write_number_with_format(row, column, number, format)
                .map(|_| ())
        };
        match cell {
            Cell::Text(text) => write_text(sheet, (row, column), &text, styles)?,
            Cell::Count(count) => number(sheet, count as f64, &styles.count)?,
            Cell::Days(days) => number(sheet, days as f64, &styles.count)?,
            Cell::Points(points) => number(sheet, points, &styles.points)?,
            Cell::Percent(share) => number(sheet, share, &styles.percent)?,
            Cell::Faulty(share) => number(sheet, share, &styles.percent_bad)?,
            Cell::Blank => {
                sheet.write_blank(row, column, &styles.blank)?;
            }
            Cell::None => {
                sheet.write_blank(row, column, &styles.text)?;
            }
            Cell::Gap => {}
            Cell::Link(text, target) => {
                if self.may_link(&target) {
                    let url = Url::new(target).set_text(shown(&text));
                    self.sheet
                        .write_url_with_format(row, column, url, &styles.link)?;
                } else {
                    write_text(&mut self.sheet, (row, column), &text, styles)?;
                }
            }
            Cell::CountLink(count, target) => {
                if self.may_link(&target) {
                    // The number takes the place of the link's text and can still be sorted.
                    let url = Url::new(target).set_text("0");
                    let format = &styles.link_count;
                    self.sheet.write_url_with_format(row, column, url, format)?;
                    number(&mut self.sheet, count as f64, format)?;
                } else {
                    number(&mut self.sheet, count as f64, &styles.count)?;
                }
            }
        }
        Ok(())
    }

    fn may_link(&mut self, target: &str) -> bool {
        if target.chars().count() > TARGET {
            return false;
        }
        if self.links >= LINKS {
            self.unlinked += 1;
            return false;
        }
        self.links += 1;
        true
    }

    /// Colours a column where its cells say one of these words.
    pub(super) fn light_words<'w>(
        &mut self,
        column: u16,
        words: impl Iterator<Item = (&'w str, usize)>,
    ) -> Result<(), XlsxError> {
        let cell = format!(
            "${}2",
            rust_xlsxwriter::utility::column_number_to_name(column)
        );
        for (word, light) in words {
            let word = shown(word);
            if word.chars().count() > FORMULA_TEXT {
                continue;
            }
            let word = word.replace('"', "\"\"");
            let rule = ConditionalFormatFormula::new()
                .set_rule(Formula::new(format!("={cell}=\"{word}\"")))
                .set_format(self.light(light));
            self.condition(column, &rule)?;
        }
        Ok(())
    }

    /// Colours a column's numbers above a bound.
    pub(super) fn light_above(
        &mut self,
        column: u16,
        bound: f64,
        light: usize,
    ) -> Result<(), XlsxError> {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::GreaterThan(bound))
            .set_format(self.light(light));
        self.condition(column, &rule)
    }

    /// Draws a column's numbers, 0 to 100, as bars.
    pub(super) fn bars(&mut self, column: u16) -> Result<(), XlsxError> {
        let bars = ConditionalFormatDataBar::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, 100)
            .set_fill_color("9DC3E6")
            .use_classic_style();
        self.condition(column, &bars)
    }

    fn light(&self, light: usize) -> Format {
        let lights = &self.styles.lights;
        lights.get(light).unwrap_or(&self.styles.text).clone()
    }

    fn condition(
        &mut self,
        column: u16,
        rule: &(impl ConditionalFormat + Send + Sync),
    ) -> Result<(), XlsxError> {
        if self.next > 1 {
            self.sheet
                .add_conditional_format(1, column, self.next - 1, column, rule)?;
        }
        Ok(())
    }

    /// Lets a column be filled by choosing among words.
    pub(super) fn choices(&mut self, column: u16, words: &[&str]) -> Result<(), XlsxError> {
        // A list of words may hold 255 characters, its commas included.
        let held: usize = words.iter().map(|word| word.chars().count() + 1).sum();
        let commas = words.iter().any(|word| word.contains(','));
        if self.next > 1 && !words.is_empty() && held <= FORMULA_TEXT && !commas {
            let choice = rust_xlsxwriter::DataValidation::new()
                .allow_list_strings(words)?
                .ignore_blank(true)
                .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning);
            self.sheet
                .add_data_validation(1, column, self.next - 1, column, &choice)?;
        }
        Ok(())
    }

    /// Filters over the rows so far, which are the table; what comes after them is not filtered.
    pub(super) fn filter(&mut self) -> Result<(), XlsxError> {
        let last = u16::try_from(self.widths.len()).unwrap_or(u16::MAX);
        self.sheet
            .autofilter(0, 0, self.next - 1, last.saturating_sub(1))?;
        Ok(())
    }

    /// Prints only the first columns, on A4.
    pub(super) fn print_to(&mut self, column: u16) -> Result<(), XlsxError> {
        self.sheet.set_paper_size(A4);
        self.sheet.set_print_area(0, 0, self.next - 1, column)?;
        Ok(())
    }

    /// Puts the sheet into the book; gives what did not fit, in words.
    pub(super) fn finish(self, book: &mut Workbook) -> Vec<String> {
        let (name, rows, links) = (self.name, self.left_out, self.unlinked);
        let mut notes = Vec::new();
        if rows > 0 {
            notes.push(match self.styles.lang {
                Lang::Zh => {
                    format!("“{name}”表已满，还有 {rows} 行没有写入（全部结果见 --format jsonl）")
                }
                Lang::En => format!(
                    "sheet “{name}” is full; {rows} rows were left out (--format jsonl has all)"
                ),
            });
        }
        if links > 0 {
            notes.push(match self.styles.lang {
                Lang::Zh => format!("“{name}”表的链接已达上限 {LINKS} 个，其余 {links} 处没有加链接"),
                Lang::En => format!("sheet “{name}” has {LINKS} links, the most there may be; {links} more were left out"),
            });
        }
        book.push_worksheet(self.sheet);
        notes
    }

    /// Takes a sheet for full earlier than it is.
    #[cfg(test)]
    pub(super) fn hold(&mut self, rows: u32, links: usize) {
        self.rows = rows;
        self.links = LINKS - links;
    }
}

/// Landscape on this paper, as wide as the page, with page numbers.
pub(super) fn set_up(sheet: &mut Worksheet, lang: Lang, paper: u8) {
    sheet
        .set_landscape()
        .set_paper_size(paper)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer(pick(
            lang,
            "&L&A&C第 &P 页，共 &N 页",
            "&L&A&Cpage &P of &N",
        ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_sheet_says_what_it_left_out() {
        let (mut book, styles) = (Workbook::new(), Styles::new(Lang::Zh));
        let mut sheet = Sheet::new(&mut book, &styles, "表", &[("甲", 9.0)], 0).unwrap();
        sheet.hold(4, 1);
        for row in 0..5 {
            assert_eq!(sheet.next(), (row < 3).then_some(row + 2));
            let target = sheet.link_to(1);
            sheet
                .row(vec![Cell::Link(row.to_string(), target)])
                .unwrap();
        }
        sheet.filter().unwrap();
        let notes = sheet.finish(&mut book);
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes[0].contains("还有 2 行没有写入"), "{notes:?}");
        assert!(notes[1].contains("其余 2 处没有加链接"), "{notes:?}");
        assert!(book.save_to_buffer().is_ok());
    }
}
