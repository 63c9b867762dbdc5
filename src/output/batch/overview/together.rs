//! What the overview says of the roster and of reports that are alike.

use std::fmt::Write as _;

use super::{LISTED, Overview};
use crate::output::batch::PersonEntry;
use crate::output::words::{percent, pick};
use crate::output::wrap::{clean, head};
use crate::ruleset::Lang;

impl Overview<'_> {
    /// Who is missing, whose report came twice, what belongs to nobody.
    pub(super) fn roster(&self, out: &mut String) {
        let Some(roster) = &self.batch.roster else {
            return;
        };
        let missing: Vec<_> = roster
            .people
            .iter()
            .filter(|person| person.files.is_empty())
            .collect();
        let several: Vec<_> = roster
            .people
            .iter()
            .filter(|person| person.files.len() > 1)
            .collect();
        let (path, all) = (clean(&roster.path), roster.people.len());
        let (came, gone) = (all - missing.len(), missing.len());
        self.line(
            out,
            format!("\n名单（{path}）：应交 {all} 人，已交 {came} 人，缺交 {gone} 人"),
            format!("\nRoster ({path}): {all} people, {came} handed in, {gone} missing"),
        );
        let mut list = |zh: &str, en: &str, entries: Vec<String>| {
            if entries.is_empty() {
                return;
            }
            let colon = pick(self.lang, "：", ": ");
            let title = if self.lang == Lang::Zh { zh } else { en };
            let _ = writeln!(out, "  {title}{colon}");
            for entry in entries.iter().take(LISTED) {
                let _ = writeln!(out, "    {entry}");
            }
            if entries.len() > LISTED {
                let rest = entries.len() - LISTED;
                self.line(
                    out,
                    format!("    …… 还有 {rest} 项"),
                    format!("    … and {rest} more"),
                );
            }
        };
        let named = |person: &&PersonEntry| {
            let parts = [&person.unit, &person.name, &person.post];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            clean(&parts.cloned().collect::<Vec<_>>().join(" "))
        };
        list("缺交", "missing", missing.iter().map(named).collect());
        let twice = |person: &&PersonEntry| {
            let files: Vec<String> = person.files.iter().map(|file| clean(file)).collect();
            format!("{}: {}", named(person), files.join(" | "))
        };
        list(
            "一人交了几份（排在前面的当作有效）",
            "handed in more than once (the first one counts)",
            several.iter().map(twice).collect(),
        );
        let unmatched = roster.unmatched.iter().map(|path| clean(path)).collect();
        list("名单上找不到作者的文件", "files of nobody on it", unmatched);
        let ambiguous = roster
            .ambiguous
            .iter()
            .map(|(path, who)| format!("{}: {}", clean(path), clean(who)));
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

    /// Reports that share passages.
    pub(super) fn alike(&self, out: &mut String) {
        let batch = self.batch;
        if batch.pairs.is_empty() {
            if batch.compared {
                self.line(
                    out,
                    "\n报告之间没有发现成段雷同".into(),
                    "\nNo passages are shared between reports".into(),
                );
            }
            return;
        }
        let pairs = batch.pairs.len();
        self.line(
            out,
            format!("\n报告之间成段雷同（{pairs} 对，已逐对核实）"),
            format!("\nPassages shared between reports ({pairs} pairs, each verified)"),
        );
        for pair in batch.pairs.iter().take(LISTED) {
            let (a, b) = (clean(&pair.a), clean(&pair.b));
            let (share_a, share_b) = (percent(pair.share_a), percent(pair.share_b));
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
            if let Some(passage) = pair.passages.first() {
                let (words, place) = (passage.words, clean(&passage.a.label));
                let text = clean(&passage.a.text);
                let text = head(&text, 60);
                self.line(
                    out,
                    format!("     最长一段 {words} 字，{place}：“{text}…”"),
                    format!("     longest: {words} characters, {place}: “{text}…”"),
                );
            }
            for foreign in &pair.foreign {
                let (path, name) = (clean(&foreign.path), clean(&foreign.name));
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
            let first = clean(cluster.first().map_or("", String::as_str));
            self.line(
                out,
                format!("  {count} 份报告连成一片，其中有 {first}"),
                format!("  {count} reports hang together, among them {first}"),
            );
        }
    }
}
