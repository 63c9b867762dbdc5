//! What the overview says of the roster and of reports that are alike.

use std::fmt::Write as _;
use std::io;

use super::{LISTED, Overview};
use crate::output::batch::{PersonEntry, first_few};
use crate::output::words::{percent, pick};
use crate::output::wrap::{clean, head};
use crate::ruleset::Lang;

/// Reports of a cluster that are named.
const CLUSTER: usize = 5;

impl Overview<'_> {
    /// Who is missing, whose report came twice, what belongs to nobody.
    pub(super) fn roster(&self, out: &mut String) {
        let Some(roster) = &self.batch.roster else {
            return;
        };
        let missing: Vec<_> = self.batch.absent().collect();
        let several: Vec<_> = roster
            .people
            .iter()
            .filter(|person| person.files.len() > 1)
            .collect();
        let (path, all) = (clean(&roster.path), roster.people.len());
        let (came, gone) = (all - missing.len(), missing.len());
        if self.batch.unreached > 0 {
            self.line(
                out,
                format!("\n名单（{path}）：应交 {all} 人，已见到 {came} 人的；检查中断，其余 {gone} 人是否缺交没有判断"),
                format!("\nRoster ({path}): {all} people, {came} seen so far; broken off, so nobody knows of the other {gone}"),
            );
        } else {
            self.line(
                out,
                format!("\n名单（{path}）：应交 {all} 人，已交 {came} 人，缺交 {gone} 人"),
                format!("\nRoster ({path}): {all} people, {came} handed in, {gone} missing"),
            );
        }
        let colon = pick(self.lang, "：", ": ");
        let mut list = |zh: &str, en: &str, entries: Vec<String>| {
            if entries.is_empty() {
                return;
            }
            let title = if self.lang == Lang::Zh { zh } else { en };
            let _ = writeln!(out, "  {title}{colon}");
            for entry in entries.iter().take(LISTED) {
                let _ = writeln!(out, "    {entry}");
            }
            if entries.len() > LISTED {
                let rest = entries.len() - LISTED;
                self.line(
                    out,
                    format!("    …… 还有 {rest} 项，全部在 --format xlsx=审核表.xlsx 写出的表里"),
                    format!("    … and {rest} more, all in the workbook of --format xlsx=FILE"),
                );
            }
        };
        let named = |person: &&PersonEntry| {
            let parts = [&person.unit, &person.name, &person.post];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            clean(&parts.cloned().collect::<Vec<_>>().join(" "))
        };
        let absent = |person: &&PersonEntry| match person.perhaps().as_slice() {
            [] => named(person),
            files => {
                let files = files.join(pick(self.lang, "；", "; "));
                let (open, close) = (pick(self.lang, "（", " ("), pick(self.lang, "）", ")"));
                format!("{}{open}{}{close}", named(person), clean(&files))
            }
        };
        if self.batch.unreached == 0 {
            list("缺交", "missing", missing.iter().map(absent).collect());
        }
        let twice = |person: &&PersonEntry| {
            let files: Vec<String> = person.files.iter().map(|file| self.short(file)).collect();
            format!("{}{colon}{}", named(person), files.join(" | "))
        };
        list(
            "一人交了几份（排在前面的当作有效；其余的也检查，但不计入统计）",
            "handed in more than once (the first one counts; the others are checked but in no figure)",
            several.iter().map(twice).collect(),
        );
        let unmatched = roster
            .unmatched
            .iter()
            .map(|path| self.short(path))
            .collect();
        list("名单上找不到作者的文件", "files of nobody on it", unmatched);
        let ambiguous = roster.ambiguous.iter().map(|(path, who)| match self.lang {
            Lang::Zh => format!("{}：可能是 {}", self.short(path), clean(who)),
            Lang::En => format!("{}: perhaps {}", self.short(path), clean(who)),
        });
        list(
            "分不清是谁的文件",
            "files that may be several people's",
            ambiguous.collect(),
        );
        let quotas = roster.quotas.iter().map(|quota| clean(&quota.text));
        list(
            "等次名额（只供核对，与文本无关）",
            "quotas of grades (about people, not texts)",
            quotas.collect(),
        );
        let notes = roster.notes.iter().map(|note| clean(note)).collect();
        list("说明", "notes", notes);
    }

    /// Files that are no duty reports.
    pub(super) fn others(&self, out: &mut String) {
        let others = &self.batch.others;
        if others.is_empty() {
            return;
        }
        self.line(
            out,
            "\n不是述职报告的文件（不计入统计；交错了的请换成述职报告）".into(),
            "\nFiles that are no duty reports (in no figure)".into(),
        );
        for (path, whose) in others.iter().take(LISTED) {
            let (path, whose) = (self.short(path), clean(whose));
            match whose.is_empty() {
                true => self.line(out, format!("  {path}"), format!("  {path}")),
                false => self.line(
                    out,
                    format!("  {path}（像是 {whose} 交的）"),
                    format!("  {path} (perhaps from {whose})"),
                ),
            }
        }
        self.more(out, others.len());
    }

    /// Reports that share passages.
    pub(super) fn alike(&self, out: &mut String) -> io::Result<()> {
        let batch = self.batch;
        if batch.pairs.is_empty() {
            if batch.compared {
                self.line(
                    out,
                    "\n报告之间没有发现成段雷同".into(),
                    "\nNo passages are shared between reports".into(),
                );
            }
            return Ok(());
        }
        let pairs = batch.pairs.len();
        self.line(
            out,
            format!("\n报告之间成段雷同（{pairs} 对，已逐对核实）"),
            format!("\nPassages shared between reports ({pairs} pairs, each verified)"),
        );
        for pair in batch.pairs.pairs().take(LISTED) {
            let pair = pair?;
            let similar = &pair.similar;
            let (a, b) = (self.report(&similar.a.path), self.report(&similar.b.path));
            let (share_a, share_b) = (percent(similar.a.share), percent(similar.b.share));
            let last = match (pair.last_year, self.lang) {
                (false, _) => "",
                (true, Lang::Zh) => "（上年）",
                (true, Lang::En) => " (last year)",
            };
            self.line(
                out,
                format!("  {share_a} {a}\n  {share_b} {b}{last}"),
                format!("  {share_a} {a}\n  {share_b} {b}{last}"),
            );
            if let Some(passage) = similar.passages.first() {
                let (words, place) = (passage.words, clean(&passage.a.range.label));
                let text = clean(&passage.a.text);
                let text = head(&text, 60);
                self.line(
                    out,
                    format!("     最长一段 {words} 字，{place}：“{text}…”"),
                    format!("     longest: {words} characters, {place}: “{text}…”"),
                );
            }
            for foreign in &similar.foreign {
                let (path, name) = (self.report(&foreign.kept_by), clean(&foreign.name));
                self.line(
                    out,
                    format!("     {path} 里留有别处的名称“{name}”"),
                    format!("     {path} keeps the name {name} of the other"),
                );
            }
        }
        self.more(out, pairs);
        for cluster in batch.clusters.iter().take(LISTED) {
            let count = cluster.len();
            let reports: Vec<String> = cluster.iter().map(|path| self.report(path)).collect();
            let zh = first_few(&reports, CLUSTER, ("、", "等"));
            let en = first_few(&reports, CLUSTER, (", ", " …"));
            self.line(
                out,
                format!("  {count} 份报告互相雷同：{zh}"),
                format!("  {count} reports are alike: {en}"),
            );
        }
        Ok(())
    }
}
