//! Feedback slips: a Word file a report, in a folder of their own.
//!
//! A slip of an earlier run that nobody has changed is replaced. Whatever else has its name stays, above all a slip that
//! the reviewer has gone over: the new one gets a number.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::{Voice, sink};
use crate::output::batch::{
    Batch, Ledger, PairEntry, SLIP_PAIRS, is_untouched_slip, slip, slip_name,
};
use crate::output::report::Standing;
use crate::read;

/// A folder for slips.
pub(super) struct Slips {
    folder: PathBuf,
}

impl Slips {
    /// Makes the folder ready.
    ///
    /// # Errors
    /// It cannot be made, or stands among the reports, whose next audit would take slips for reports.
    pub(super) fn open(voice: &Voice, folder: &Path, audited: &[PathBuf]) -> Result<Slips, String> {
        let shown = folder.display();
        let place = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        // Where the folder will be, before it is made.
        let place = place.ancestors().find_map(|path| path.canonicalize().ok());
        let among = place.is_some_and(|place| {
            let mut roots = audited.iter().filter_map(|path| path.canonicalize().ok());
            roots.any(|root| root.is_dir() && place.starts_with(root))
        });
        if among {
            return Err(voice.say(
                &format!("反馈单文件夹 {shown} 在要审核的文件夹里面，下次审核会把反馈单当成报告；请另选一个文件夹"),
                &format!("the folder for slips, {shown}, is among the reports, and the next audit would take slips for reports; choose another one"),
            ));
        }
        fs::create_dir_all(folder).map_err(|error| {
            let said = voice.say("无法建立文件夹", "cannot make the folder");
            format!("{said} {shown}：{}", voice.system(&error))
        })?;
        Ok(Slips {
            folder: folder.to_owned(),
        })
    }

    /// Writes a slip for every report that counts: nobody is to be told of an older draft, nor of a file that is no report.
    ///
    /// # Errors
    /// What could not be read or written.
    pub(super) fn write(
        &self,
        voice: &Voice,
        batch: &Batch,
        ledger: &Ledger,
    ) -> Result<(), String> {
        let alike = batch.pairs.by_report();
        let mut names = Names::default();
        let mut count = 0;
        for record in ledger.records() {
            let record = record.map_err(|error| voice.system(&error))?;
            let report = &record.report;
            if report.standing() != Standing::Counts {
                continue;
            }
            count += 1;
            let places = alike
                .get(report.path.as_str())
                .map_or(&[][..], Vec::as_slice);
            let told = places.iter().take(SLIP_PAIRS);
            let pairs: io::Result<Vec<PairEntry>> =
                told.map(|place| batch.pairs.pair(*place)).collect();
            let pairs = pairs.map_err(|error| voice.system(&error))?;
            let bytes = slip(batch, &record, &pairs)
                .map_err(|error| format!("{}：{error}", report.path))?;
            let base = slip_name(report, voice.lang);
            let path = names.path(&self.folder, &base);
            sink::store(&path, &bytes).map_err(|error| {
                let said = voice.say("无法写入", "cannot write");
                format!("{said} {}：{}", path.display(), voice.system(&error))
            })?;
        }
        let folder = self.folder.display();
        eprintln!(
            "{}",
            voice.say(
                &format!("已写入 {count} 份反馈单：{folder}（发出前请逐份核对）"),
                &format!("{count} slips written to {folder}; go over them before you send them"),
            )
        );
        Ok(())
    }
}

/// Names that this run has given, without regard to case, as Windows compares them.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
    /// The last number that a name was given.
    last: HashMap<String, usize>,
}

impl Names {
    /// A free place, or one of a slip that may be replaced.
    fn path(&mut self, folder: &Path, base: &str) -> PathBuf {
        let last = self.last.entry(base.to_lowercase()).or_default();
        loop {
            *last += 1;
            let name = match *last {
                1 => format!("{base}.docx"),
                number => format!("{base}-{number}.docx"),
            };
            let path = folder.join(&name);
            if !self.taken.contains(&name.to_lowercase()) && may_write(&path) {
                self.taken.insert(name.to_lowercase());
                return path;
            }
        }
    }
}

/// Whether nothing is there, or a slip as we left it.
fn may_write(path: &Path) -> bool {
    match path.symlink_metadata() {
        Err(_) => true,
        Ok(file) => {
            file.is_file() && read::bytes(path).is_ok_and(|bytes| is_untouched_slip(&bytes))
        }
    }
}
