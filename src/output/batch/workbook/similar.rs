//! The sheet of passages that reports share.

use std::collections::HashMap;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::cell::Cell;
use super::findings::whose;
use super::sheet::Sheet;
use super::style::Styles;
use crate::audit::similar::SharedPassage;
use crate::output::batch::{Batch, PairEntry};
use crate::output::report::FileReport;
use crate::output::words::pick;
use crate::ruleset::Lang;

/// What is known of reports that are like others.
pub(super) struct Similar<'a> {
    /// The largest share of a report that stands in another one, and in which.
    most: HashMap<&'a str, (f64, &'a str)>,
    /// The number of a report's cluster, from 1.
    clusters: HashMap<&'a str, usize>,
    /// Whose a report is.
    names: HashMap<&'a str, String>,
}

impl<'a> Similar<'a> {
    pub(super) fn new(batch: &'a Batch) -> Similar<'a> {
        let mut similar = Similar {
            most: HashMap::new(),
            clusters: HashMap::new(),
            names: HashMap::new(),
        };
        for pair in batch.pairs.heads() {
            similar.count(&pair.a, pair.share_a, &pair.b);
            // A report of last year has no row of its own.
            if !pair.last_year {
                similar.count(&pair.b, pair.share_b, &pair.a);
            }
        }
        for (number, cluster) in batch.clusters.iter().enumerate() {
            for path in cluster {
                similar.clusters.insert(path, number + 1);
            }
        }
        similar
    }

    fn count(&mut self, path: &'a str, share: f64, other: &'a str) {
        let most = self.most.entry(path).or_insert((share, other));
        if share > most.0 {
            *most = (share, other);
        }
    }

    /// Remembers whose a report is, if it is like others.
    pub(super) fn meet(&mut self, report: &FileReport) {
        if let Some((path, _)) = self.most.get_key_value(report.path.as_str()) {
            let (unit, name) = whose(report);
            let who = format!("{unit} {name}");
            self.names.insert(path, who.trim().to_owned());
        }
    }

    /// The largest share of a report that stands in another one, and in which.
    pub(super) fn most(&self, path: &str) -> Option<(f64, &str)> {
        self.most.get(path).copied()
    }

    /// Writes the sheet, one row a passage.
    pub(super) fn write(
        &self,
        book: &mut Workbook,
        styles: &Styles,
        batch: &Batch,
    ) -> Result<Vec<String>, XlsxError> {
        let lang = batch.lang;
        let say = |zh, en| pick(lang, zh, en);
        let columns = [
            (say("对号", "Pair"), 6.0),
            (say("群组", "Cluster"), 6.0),
            (say("甲：文件", "A: file"), 24.0),
            (say("甲：作者", "A: author"), 14.0),
            (say("乙：文件", "B: file"), 24.0),
            (say("乙：作者", "B: author"), 14.0),
            (say("乙是上年报告", "B is last year's"), 8.0),
            (say("甲在乙中的占比", "Share of A in B"), 9.0),
            (say("乙在甲中的占比", "Share of B in A"), 9.0),
            (say("全文相似度", "Likeness"), 9.0),
            (say("段落字数", "Passage (字)"), 8.0),
            (say("甲：位置", "A: place"), 16.0),
            (say("甲：原文", "A: words"), 46.0),
            (say("乙：原文", "B: words"), 46.0),
            (say("乙：位置", "B: place"), 16.0),
            (say("残留的他处名称、备注", "Names left in, remarks"), 28.0),
        ];
        let mut sheet = Sheet::new(book, styles, say("雷同", "Similar"), &columns, 1)?;
        for (number, pair) in batch.pairs.pairs().enumerate() {
            self.pair(&mut sheet, number + 1, &pair?, lang)?;
        }
        sheet.light_above(7, 0.4, 2)?;
        sheet.light_above(8, 0.4, 2)?;
        sheet.filter()?;
        let why = match (batch.compared, batch.pairs.is_empty()) {
            (false, _) => say(
                "没有把报告互相比较。",
                "The reports were not compared with each other.",
            ),
            (true, true) => say(
                "已互相比较，没有发现雷同的报告。",
                "The reports were compared; none are alike.",
            ),
            (true, false) => "",
        };
        if !why.is_empty() {
            sheet.heading(why)?;
        }
        Ok(sheet.finish(book))
    }

    fn pair(
        &self,
        sheet: &mut Sheet,
        number: usize,
        pair: &PairEntry,
        lang: Lang,
    ) -> Result<(), XlsxError> {
        let similar = &pair.similar;
        let mut rows: Vec<Option<&SharedPassage>> = similar.passages.iter().map(Some).collect();
        if rows.is_empty() {
            rows.push(None);
        }
        let mut names: Vec<String> = similar
            .foreign
            .iter()
            .map(|foreign| {
                let (name, path, place) = (&foreign.name, &foreign.kept_by, &foreign.range.label);
                match lang {
                    Lang::Zh => format!("“{name}”留在{path}的{place}"),
                    Lang::En => format!("“{name}” left in {path}, {place}"),
                }
            })
            .collect();
        if pair.more > 0 {
            names.push(match lang {
                Lang::Zh => format!("另有 {} 处较短的雷同没有列出", pair.more),
                Lang::En => format!("{} shorter passages are not listed", pair.more),
            });
        }
        let names = names.join("\n");
        let who = |path: &str| Cell::text(self.names.get(path).map_or("", String::as_str));
        let (a, b) = (similar.a.path.as_str(), similar.b.path.as_str());
        for (place, passage) in rows.into_iter().enumerate() {
            let (words, [place_a, text_a, text_b, place_b]) = match passage {
                Some(passage) => {
                    let (a, b) = (&passage.a, &passage.b);
                    let texts = [&a.range.label, &a.text, &b.text, &b.range.label];
                    (Cell::Count(passage.words), texts.map(String::as_str))
                }
                None => (Cell::None, [""; 4]),
            };
            sheet.row(vec![
                Cell::Count(number),
                match self.clusters.get(a) {
                    Some(cluster) => Cell::Count(*cluster),
                    None => Cell::None,
                },
                Cell::text(a),
                who(a),
                Cell::text(b),
                who(b),
                match pair.last_year {
                    true => Cell::text(pick(lang, "是", "yes")),
                    false => Cell::None,
                },
                Cell::Percent(similar.a.share),
                Cell::Percent(similar.b.share),
                Cell::Percent(similar.jaccard),
                words,
                Cell::text(place_a),
                Cell::text(text_a),
                Cell::text(text_b),
                Cell::text(place_b),
                // Said once a pair.
                match place {
                    0 => Cell::text(&names),
                    _ => Cell::None,
                },
            ])?;
        }
        Ok(())
    }
}
