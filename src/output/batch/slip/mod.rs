//! A feedback slip: what an author is told of a report, as a Word file that a reviewer edits and sends.
//!
//! It speaks of the author's own text alone: whose report is like it stands in the workbook, not here.

mod name;
mod parts;

use docx_rs::Docx;

use super::{Batch, PairEntry, Record};
use crate::output::report::{FileReport, Verdict};
use crate::output::words::{pick, points};
use crate::read::package::Package;
use crate::ruleset::Lang;
use crate::word::{self, Sheet, Spacing, Type};

pub use name::slip_name;
pub use parts::PAIRS;

/// Half points: 小四 in tables, 四号 in the text.
const TABLE: usize = 24;
const BODY: usize = 28;
/// Names that a slip carries in its properties, followed by the fingerprint of its text.
const MARK: &str = "shuzhi-slip";

/// The bytes of the slip of a report; `alike` are the pairs that it is in, of which [`PAIRS`] are told.
///
/// # Errors
/// What the Word writer reports.
pub fn slip(batch: &Batch, record: &Record, alike: &[PairEntry]) -> Result<Vec<u8>, String> {
    let sheet = Sheet {
        title: Type::new("方正小标宋简体", 40),
        heading: Type::new("黑体", BODY),
        subheading: Type::new("楷体_GB2312", BODY),
        body: Type::new("仿宋_GB2312", BODY),
        spacing: Spacing::Exact(500),
        grid: None,
        ..Sheet::default()
    };
    let slip = Slip {
        report: &record.report,
        lang: batch.lang,
        number: 0,
        docx: sheet.docx(),
    };
    let docx = slip.write(&sheet, record, alike);
    let print = blake3::hash(&docx.clone().build().document).to_hex();
    sheet.pack(docx.custom_property(MARK, print.as_str()))
}

/// Whether a file is a slip that nobody has changed since it was written.
pub fn is_untouched_slip(bytes: &[u8]) -> bool {
    let Ok(mut package) = Package::open(bytes) else {
        return false;
    };
    let mut part = |name: &str| package.read(name).ok().flatten().map(|part| part.bytes);
    let (Some(properties), Some(document)) =
        (part("docProps/custom.xml"), part("word/document.xml"))
    else {
        return false;
    };
    let properties = String::from_utf8_lossy(&properties);
    let print = blake3::hash(&document).to_hex();
    properties.contains(MARK) && properties.contains(print.as_str())
}

struct Slip<'a> {
    report: &'a FileReport,
    lang: Lang,
    /// Headings so far.
    number: u32,
    docx: Docx,
}

impl Slip<'_> {
    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        pick(self.lang, zh, en)
    }

    fn line(&mut self, text: &str) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(word::body(text));
    }

    fn table(&mut self, rows: Vec<Vec<String>>, widths: &[usize]) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_table(word::table(rows, widths, TABLE));
    }

    /// A numbered heading.
    fn heading(&mut self, zh: &str, en: &str) {
        self.number += 1;
        let title = match self.lang {
            Lang::Zh => format!("{}、{zh}", crate::text::list_number::in_han(self.number)),
            Lang::En => format!("{} {en}", self.number),
        };
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(word::heading(1, &title).keep_next(true));
    }

    fn subheading(&mut self, text: &str) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(word::heading(2, text).keep_next(true));
    }

    fn write(mut self, sheet: &Sheet, record: &Record, alike: &[PairEntry]) -> Docx {
        let title = self.say("述职报告审核反馈单", "Feedback on a duty report");
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(sheet.title(title));
        self.facts();
        self.greeting();
        self.score();
        self.findings(record);
        self.topics();
        self.pledges();
        self.alike(alike);
        self.lateness();
        self.ending();
        self.docx
    }

    fn facts(&mut self) {
        let report = self.report;
        let submission = report.submission.as_ref();
        let known = |of: fn(&crate::output::report::Submission) -> &String| {
            submission.map(of).cloned().unwrap_or_default()
        };
        let file = report.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let rubric = &report.rubric;
        let score = match self.lang {
            Lang::Zh => format!(
                "{} 分（满分 100 分），文本档次：{}",
                points(rubric.total),
                rubric.grade
            ),
            Lang::En => format!("{} of 100, {}", points(rubric.total), rubric.grade),
        };
        let mut rows = vec![
            (
                self.say("单位", "Unit"),
                known(|submission| &submission.unit),
            ),
            (
                self.say("姓名", "Name"),
                known(|submission| &submission.name),
            ),
            (
                self.say("职务", "Post"),
                known(|submission| &submission.post),
            ),
            (self.say("报告标题", "Title"), report.title.clone()),
            (self.say("文件", "File"), file.to_owned()),
        ];
        if let Some(received) = submission.and_then(|submission| submission.handed_in.clone()) {
            rows.push((self.say("收到时间", "Handed in"), received));
        }
        rows.push((self.say("审核结论", "Outcome"), rubric.outcome_text.clone()));
        rows.push((self.say("文本自查分", "Score of the text"), score));
        let rows = rows
            .into_iter()
            .map(|(name, value)| vec![name.to_owned(), value])
            .collect();
        self.table(rows, &[1800, 7000]);
        self.line("");
    }

    fn greeting(&mut self) {
        let name = self
            .report
            .submission
            .as_ref()
            .map_or("", |submission| &submission.name);
        let to = match (name, self.lang) {
            ("", Lang::Zh) => "__________同志：".to_owned(),
            (_, Lang::Zh) => format!("{name}同志："),
            ("", Lang::En) => "Dear __________,".to_owned(),
            (_, Lang::En) => format!("Dear {name},"),
        };
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(word::salutation(&to));
        let outcome = &self.report.rubric.outcome_text;
        let text = match (self.report.rubric.outcome, self.lang) {
            (Verdict::Pass, Lang::Zh) if !self.has_findings() => format!(
                "您的述职报告已经收到并检查，结论是“{outcome}”，没有发现需要修改的地方。如再作修改，请于 ______ 年 ____ 月 ____ 日前把定稿报送 ____________（联系人：__________，电话：______________）。"
            ),
            (Verdict::Pass, Lang::Zh) => format!(
                "您的述职报告已经收到并检查，结论是“{outcome}”。下面列出的意见供您定稿前参考；如作了修改，请于 ______ 年 ____ 月 ____ 日前把定稿报送 ____________（联系人：__________，电话：______________）。"
            ),
            (Verdict::Revise, Lang::Zh) => format!(
                "您的述职报告已经收到并检查，结论是“{outcome}”。请对照下面的意见修改，于 ______ 年 ____ 月 ____ 日前把修改稿报送 ____________（联系人：__________，电话：______________）。有不清楚的地方，请随时联系。"
            ),
            (Verdict::Rewrite, Lang::Zh) => format!(
                "您的述职报告已经收到并检查，结论是“{outcome}”。报告同方案的要求还有较大差距，请对照下面的意见重新撰写，于 ______ 年 ____ 月 ____ 日前把新稿报送 ____________（联系人：__________，电话：______________）。动笔前有拿不准的地方，请随时联系。"
            ),
            (Verdict::Pass, Lang::En) => format!(
                "Your report was read; the outcome is “{outcome}”. What follows may help with the last version. If you change it, please hand it in by ____________ to ____________ (telephone ____________)."
            ),
            (Verdict::Revise, Lang::En) => format!(
                "Your report was read; the outcome is “{outcome}”. Please revise it as said below and hand it in by ____________ to ____________ (telephone ____________). Do ask where something is unclear."
            ),
            (Verdict::Rewrite, Lang::En) => format!(
                "Your report was read; the outcome is “{outcome}”. It is still far from what the scheme asks for. Please write it anew as said below and hand it in by ____________ to ____________ (telephone ____________). Do ask before you begin."
            ),
        };
        self.line(&text);
    }

    fn score(&mut self) {
        let rubric = &self.report.rubric;
        if rubric.dimensions.is_empty() {
            return;
        }
        self.heading("文本自查分", "Score of the text");
        let mut rows = vec![vec![
            self.say("项目", "Dimension").to_owned(),
            self.say("得分", "Score").to_owned(),
            self.say("主要失分原因", "Points lost for").to_owned(),
        ]];
        for dimension in &rubric.dimensions {
            let score = match dimension.score {
                Some(score) => format!("{} / {}", points(score), points(dimension.max)),
                None => self.say("未判定", "not judged").to_owned(),
            };
            let lost = dimension.lost.iter().take(3);
            let lost: Vec<String> = lost
                .map(|lost| format!("−{}　{}", points(lost.points), lost.reason))
                .collect();
            rows.push(vec![dimension.title.clone(), score, lost.join("\n")]);
        }
        self.table(rows, &[2000, 1500, 5300]);
        let note = rubric.note.clone();
        self.line(&note);
    }

    fn ending(&mut self) {
        self.line("");
        let mind = self.say(
            "本单的意见由程序检查文稿后提出，经审核人员核对后发出，评价的是文稿，不是对您本人和工作的评价。如有不同看法，欢迎说明。",
            "A program found these points in the text, and a reviewer went over them. They judge the text, not you or your work. Do say where you see it otherwise.",
        );
        self.line(mind);
        self.line("");
        let lines = [
            self.say("审核人（签字）：____________", "Reviewer: ____________"),
            self.say("审核单位（盖章）：____________", "Office: ____________"),
            self.say("______ 年 ____ 月 ____ 日", "Date: ____________"),
        ];
        for line in lines {
            let docx = std::mem::take(&mut self.docx);
            self.docx = docx.add_paragraph(word::signature(line));
        }
    }
}

#[cfg(test)]
mod tests;
