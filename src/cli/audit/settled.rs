//! What shows only when all files are there: whose a file is not after all, and which of someone's drafts holds.

use std::collections::HashSet;

use super::kept::Kept;
use super::line;
use super::reviewer::Reviewer;
use super::targets::Targets;
use crate::audit::Found;
use crate::audit::roster::{Attendance, Match};
use crate::output::batch::Batch;
use crate::output::jsonl;
use crate::output::report::FileReport;

/// The numbers of the files that count: duty reports, of each person of the roster the one that holds.
pub(super) fn counting(kept: &Kept, attendance: Option<&Attendance>) -> Vec<usize> {
    let mut older: HashSet<usize> = HashSet::new();
    for duplicate in attendance
        .iter()
        .flat_map(|attendance| &attendance.duplicates)
    {
        let holds = attendance.and_then(|attendance| attendance.files.get(duplicate.person));
        let holds = holds.copied().flatten().map(|(file, _)| file);
        let files = duplicate.files.iter().copied();
        older.extend(files.filter(|file| Some(*file) != holds));
    }
    let entries = kept.entries.iter().enumerate();
    entries
        .filter(|(file, entry)| entry.nature.is_report && !older.contains(file))
        .map(|(file, _)| file)
        .collect()
}

/// Compares the roster with the files that came, and writes into their reports what follows; none without a roster.
pub(super) fn settle(
    reviewer: &Reviewer<'_>,
    found: &Found,
    kept: &mut Kept,
    (batch, targets): (&mut Batch, &mut Targets),
) -> Option<Attendance> {
    let register = reviewer.register;
    let attendance = register.attend(&found.sources, &kept.entries)?;
    let (voice, jobs) = (reviewer.voice, reviewer.arguments.jobs);
    let mut changed = |before: &FileReport, after: &FileReport| {
        batch.summary.remove(before);
        batch.summary.add(after);
        targets.line(voice, &line(|out| jsonl::amended(out, after, None)));
    };
    for (file, people) in &attendance.ambiguous {
        let Some(source) = found.sources.get(*file) else {
            continue;
        };
        if !kept.doubt(*file, Match::Ambiguous(people.clone())) {
            continue;
        }
        // Who it is decides on scheme, deadline and last year's file: it is judged anew, as nobody's.
        let Some(place) = kept.place(*file) else {
            continue;
        };
        let reviewed = reviewer.again(source, &kept.entries[*file].matched);
        kept.replace(voice, (*file, place), reviewed, &mut changed);
    }
    let mut older: Vec<(usize, String)> = Vec::new();
    for duplicate in &attendance.duplicates {
        let holds = attendance.files.get(duplicate.person).copied().flatten();
        // Where the one that holds cannot be read, the others are all there is to count.
        let Some((holds, source)) = holds.and_then(|(file, _)| {
            kept.place(file)?;
            Some((file, found.sources.get(file)?))
        }) else {
            continue;
        };
        let files = duplicate.files.iter().filter(|file| **file != holds);
        older.extend(files.filter_map(|file| Some((kept.place(*file)?, source.name()))));
    }
    older.sort_unstable();
    kept.amend(
        (voice, jobs),
        &older,
        |_, holds, record| {
            let submission = record.report.submission.get_or_insert_default();
            submission.replaced_by = Some(holds.clone());
            true
        },
        changed,
    );
    Some(attendance)
}
