//! The sheet of figures, with charts: what the batch is as a whole, and what this workbook does not hold.

use rust_xlsxwriter::{Chart, ChartType, Workbook, Worksheet, XlsxError};

use super::cell::{height, lines, shown, write_text};
use super::sheet::set_up;
use super::style::Styles;
use crate::output::batch::Batch;
use crate::output::report::Verdict;
use crate::output::words::{percent, pick, points};
use crate::ruleset::Lang;

/// Lines of a list; an audit has no more notes or kinds of files unless someone made them up.
const LISTED: usize = 200;
/// A4 as printers are told.
const A4: u8 = 9;
/// Characters of the tables' columns.
const WIDTHS: [f64; 4] = [18.0, 46.0, 10.0, 10.0];
/// Where charts begin, to the right of all tables.
const CHARTS: u16 = 4;

/// Writes the sheet; `notes` tell what the other sheets had no room for.
pub(super) fn write(
    book: &mut Workbook,
    styles: &Styles,
    batch: &Batch,
    notes: &[String],
) -> Result<(), XlsxError> {
    // Held in memory, for charts carry a copy of the cells that they draw.
    let mut sheet = Worksheet::new();
    let say = |zh, en| pick(batch.lang, zh, en);
    let name = say("汇总", "Figures");
    sheet.set_name(name)?;
    set_up(&mut sheet, batch.lang, A4);
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let mut page = Page {
        sheet,
        name,
        styles,
        lang: batch.lang,
        row: 0,
    };
    page.line(
        say("述职报告审核汇总", "Audit of duty reports"),
        &styles.title,
    )?;
    page.row += 1;
    page.about(batch)?;
    page.outcomes(batch)?;
    let summary = &batch.summary;
    if summary.reports > 0 {
        let title = say(
            "问题及原因占正文的比例",
            "Share of problems and causes in the body",
        );
        let tenths = |tenth: usize| match tenth {
            9 => say("90% 以上", "90% and more").to_owned(),
            _ => format!("{}%–{}%", tenth * 10, tenth * 10 + 10),
        };
        page.histogram(title, &summary.problem_shares, tenths)?;
        let tens = |ten: usize| match ten {
            9 => say("90 分以上", "90 and more").to_owned(),
            _ => format!("{}–{}{}", ten * 10, ten * 10 + 10, say(" 分", "")),
        };
        page.histogram(say("自查分", "Scores"), &summary.scores, tens)?;
    }
    let findings: Vec<_> = summary
        .findings()
        .into_iter()
        .map(|(code, count)| {
            let title = batch.titles.get(&code).cloned().unwrap_or_default();
            (code, title, count)
        })
        .collect();
    page.counts(
        say("出现最多的问题", "Most frequent findings"),
        findings,
        batch,
    )?;
    let missing = summary.missing().into_iter();
    page.counts(
        say("最常缺少的规定内容", "Topics missing most often"),
        missing
            .map(|(topic, count)| (topic, String::new(), count))
            .collect(),
        batch,
    )?;
    let passed: Vec<String> = batch
        .passed_over
        .iter()
        .map(|entry| match batch.lang {
            Lang::Zh => format!("{}：{} 个", entry.what, entry.count),
            Lang::En => format!("{}: {}", entry.what, entry.count),
        })
        .collect();
    page.list(say("略过的文件", "Passed over"), &passed)?;
    let all: Vec<String> = batch.notes.iter().chain(notes).cloned().collect();
    page.list(say("说明", "Notes"), &all)?;
    book.push_worksheet(page.sheet);
    Ok(())
}

/// A sheet that is filled from top to bottom.
struct Page<'a> {
    sheet: Worksheet,
    name: &'a str,
    styles: &'a Styles,
    lang: Lang,
    row: u32,
}

impl Page<'_> {
    fn line(&mut self, text: &str, format: &rust_xlsxwriter::Format) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, shown(text), format)?;
        self.row += 1;
        Ok(())
    }

    /// A blank line and a heading.
    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.line(text, &self.styles.heading)
    }

    fn header(&mut self, titles: &[&str]) -> Result<(), XlsxError> {
        for (column, title) in (0..).zip(titles) {
            self.sheet
                .write_string_with_format(self.row, column, *title, &self.styles.header)?;
        }
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        write_text(&mut self.sheet, (self.row, column), text, self.styles)
    }

    /// Text over the first columns up to `last`.
    fn wide(&mut self, text: &str, row: u32, last: u16) -> Result<(), XlsxError> {
        let format = &self.styles.text;
        self.sheet
            .merge_range(row, 0, row, last, &shown(text), format)?;
        Ok(())
    }

    fn count(&mut self, column: u16, count: usize) -> Result<(), XlsxError> {
        let format = &self.styles.count;
        self.sheet
            .write_number_with_format(self.row, column, count as f64, format)?;
        Ok(())
    }

    fn share(&mut self, column: u16, count: usize, all: usize) -> Result<(), XlsxError> {
        let share = count as f64 / all.max(1) as f64;
        let format = &self.styles.percent;
        self.sheet
            .write_number_with_format(self.row, column, share, format)?;
        Ok(())
    }

    /// What was audited, by what.
    fn about(&mut self, batch: &Batch) -> Result<(), XlsxError> {
        for (title, value) in about(batch, self.lang) {
            self.text(0, title)?;
            let most = lines(&value, WIDTHS[1]);
            self.sheet.set_row_height(self.row, height(most))?;
            // Figures are to be reckoned with.
            match value.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let format = self.styles.text.clone();
                    let format = format.set_align(rust_xlsxwriter::FormatAlign::Left);
                    self.sheet
                        .write_number_with_format(self.row, 1, number, &format)?;
                }
                _ => self.text(1, &value)?,
            }
            self.row += 1;
        }
        Ok(())
    }

    fn outcomes(&mut self, batch: &Batch) -> Result<(), XlsxError> {
        let lang = self.lang;
        let say = |zh, en| pick(lang, zh, en);
        self.heading(say("结论", "Outcomes"))?;
        self.header(&[
            say("结论", "Outcome"),
            say("含义", "Meaning"),
            say("份数", "Reports"),
            say("占比", "Share"),
        ])?;
        for (verdict, word, count) in batch.summary.verdicts() {
            self.text(0, word)?;
            self.text(
                1,
                match verdict {
                    Verdict::Pass => say("没有大的问题", "nothing grave"),
                    Verdict::Revise => say("修改后再交", "to be revised"),
                    Verdict::Rewrite => say("重新撰写", "to be written anew"),
                },
            )?;
            self.count(2, count)?;
            self.share(3, count, batch.summary.reports)?;
            self.row += 1;
        }
        Ok(())
    }

    /// Ten rows, and a chart of them beside.
    fn histogram(
        &mut self,
        title: &str,
        counts: &[usize; 10],
        label: impl Fn(usize) -> String,
    ) -> Result<(), XlsxError> {
        let lang = self.lang;
        let say = |zh, en| pick(lang, zh, en);
        self.heading(title)?;
        let all = counts.iter().sum();
        self.header(&[
            say("区间", "From–to"),
            "",
            say("份数", "Reports"),
            say("占比", "Share"),
        ])?;
        let header = &self.styles.header;
        self.sheet.merge_range(
            self.row - 1,
            0,
            self.row - 1,
            1,
            say("区间", "From–to"),
            header,
        )?;
        let first = self.row;
        for (place, count) in counts.iter().enumerate() {
            self.wide(&label(place), self.row, 1)?;
            self.count(2, *count)?;
            self.share(3, *count, all)?;
            self.row += 1;
        }
        let last = self.row - 1;
        let mut chart = Chart::new(ChartType::Column);
        chart.title().set_name(title);
        chart.legend().set_hidden();
        chart.set_width(520).set_height(250);
        let most = counts.iter().max().copied().unwrap_or(0);
        chart
            .y_axis()
            .set_name(say("份数", "Reports"))
            .set_num_format("0")
            .set_major_unit(most.div_ceil(5).max(1) as f64);
        chart
            .add_series()
            .set_name(title)
            .set_categories((self.name, first, 0, last, 0))
            .set_values((self.name, first, 2, last, 2))
            .set_gap(40);
        let share = |count: usize| percent(count as f64 / all.max(1) as f64);
        let told: Vec<String> = (0..10)
            .zip(counts)
            .filter(|(_, count)| **count > 0)
            .map(|(place, count)| format!("{} {count} ({})", label(place), share(*count)))
            .collect();
        chart.set_alt_text(told.join("; "));
        self.sheet.insert_chart(first - 2, CHARTS, &chart)?;
        Ok(())
    }

    fn counts(
        &mut self,
        title: &str,
        counts: Vec<(String, String, usize)>,
        batch: &Batch,
    ) -> Result<(), XlsxError> {
        if counts.is_empty() {
            return Ok(());
        }
        let lang = self.lang;
        let say = |zh, en| pick(lang, zh, en);
        self.heading(title)?;
        self.header(&[
            say("代码或内容", "Code or topic"),
            say("名称", "Title"),
            say("份数", "Reports"),
            say("占比", "Share"),
        ])?;
        for (name, words, count) in counts.into_iter().take(LISTED) {
            let most = match words.as_str() {
                "" => {
                    self.wide(&name, self.row, 1)?;
                    lines(&name, WIDTHS[0] + WIDTHS[1])
                }
                _ => {
                    self.text(0, &name)?;
                    self.text(1, &words)?;
                    lines(&words, WIDTHS[1])
                }
            };
            self.sheet.set_row_height(self.row, height(most))?;
            self.count(2, count)?;
            self.share(3, count, batch.summary.reports)?;
            self.row += 1;
        }
        Ok(())
    }

    fn list(&mut self, title: &str, entries: &[String]) -> Result<(), XlsxError> {
        if entries.is_empty() {
            return Ok(());
        }
        self.heading(title)?;
        for line in entries.iter().take(LISTED) {
            self.wide(line, self.row, 3)?;
            let most = lines(line, WIDTHS.iter().sum());
            self.sheet.set_row_height(self.row, height(most))?;
            self.row += 1;
        }
        if let Some(rest) = entries.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
            let more = match self.lang {
                Lang::Zh => format!("…… 还有 {rest} 项"),
                Lang::En => format!("… and {rest} more"),
            };
            self.text(0, &more)?;
            self.row += 1;
        }
        Ok(())
    }
}

/// What was audited and by what: titles and values.
fn about(batch: &Batch, lang: Lang) -> Vec<(&'static str, String)> {
    let summary = &batch.summary;
    let say = |zh, en| pick(lang, zh, en);
    let schemes: Vec<String> = batch
        .profiles
        .iter()
        .map(|profile| format!("{}（{}）", profile.title, profile.id))
        .collect();
    let read = summary.reports + summary.older;
    let all = read + batch.errors.len() + batch.unreached;
    let tool = &batch.tool;
    let mut rows = vec![
        (say("方案", "Scheme"), schemes.join("\n")),
        (say("报告总数", "Reports"), all.to_string()),
        (say("已检查", "Checked"), read.to_string()),
    ];
    let mut some = |title, count: usize| {
        if count > 0 {
            rows.push((title, count.to_string()));
        }
    };
    some(
        say(
            "其中旧稿（不计入下面的数字）",
            "Older drafts among them (not in the figures below)",
        ),
        summary.older,
    );
    some(
        say(
            "另有不是述职报告的文件（不计入统计）",
            "Files besides that are no duty reports (in no figure)",
        ),
        summary.others,
    );
    some(say("未能检查", "Not checked"), batch.errors.len());
    some(say("因中断没有检查", "Not reached"), batch.unreached);
    rows.push((
        say("截止时间", "Deadline"),
        match &batch.deadline {
            Some(deadline) => deadline.clone(),
            None => say("没有给出，未判断是否按时", "none given, so nobody is late").to_owned(),
        },
    ));
    if batch.deadline.is_some() {
        rows.push((say("迟交", "Late"), summary.late.to_string()));
    }
    if let Some(roster) = &batch.roster {
        rows.push((say("名单", "Roster"), roster.path.clone()));
        rows.push((
            say("应交人数", "People on it"),
            roster.people.len().to_string(),
        ));
        rows.push((batch.absence(), batch.absent().count().to_string()));
    }
    if summary.reports > 0 {
        rows.push((say("平均自查分", "Mean score"), points(summary.mean())));
    }
    if batch.compared {
        rows.push((
            say("雷同（对）", "Pairs alike"),
            batch.pairs.len().to_string(),
        ));
    }
    rows.push((
        say("检查程序", "Made by"),
        format!(
            "{} {}{}{}",
            tool.name,
            tool.version,
            say("，规则版本 ", ", ruleset "),
            tool.ruleset
        ),
    ));
    rows.push((
        say("请注意", "Mind"),
        say(
            "本表由程序检查文稿得出，评价的是文稿，不是人；程序会有判断不准的地方，结论请以人工复核为准。",
            "This workbook was made by a program that judges texts, not people; it can be wrong, and a person decides.",
        )
        .to_owned(),
    ));
    rows
}
