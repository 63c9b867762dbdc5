//! The reports of a run as a whole: which share text, and what that means for each.

use std::io;

use super::alike::{self, Alike, Comparison, Kin};
use super::kept::{Kept, no_room};
use super::register::Entry;
use super::reviewer::Reviewer;
use super::targets::Targets;
use super::writers::Writer;
use super::{compared, line};
use crate::audit::cache::Key;
use crate::audit::similar::{Identity, Similar, Terms, enter};
use crate::audit::{Found, Source};
use crate::cli::json_lines::JsonLines;
use crate::output::batch::{Batch, first_few, short_path};
use crate::output::jsonl;
use crate::ruleset::Lang;

/// People, and files of each, that are named in a note.
const NAMED: usize = 5;

/// Holds the reports against each other, or takes over the `pairs` that were found elsewhere, and writes into the reports
/// what follows.
///
/// # Errors
/// Pairs that cannot be read, or a full disk.
pub(super) fn compare(
    reviewer: &Reviewer<'_>,
    found: &Found,
    pairs: Option<JsonLines>,
    kept: &mut Kept,
    (batch, targets): (&mut Batch, &mut Targets),
) -> Result<(), String> {
    let voice = reviewer.voice;
    let told = |similar: &Similar| {
        let names = (similar.a.path.as_str(), similar.b.path.as_str());
        targets.line(voice, &line(|out| jsonl::pair(out, names, Some(similar))));
    };
    let alike = match pairs {
        Some(pairs) => {
            let sources = kept.numbers.iter().map(|number| &found.sources[*number]);
            let names: Vec<String> = sources.map(Source::name).collect();
            let kin = |a: usize, b: usize| kin(reviewer, found, kept, (a, b));
            let last = (kept.previous.as_slice(), reviewer.before, &kin as _);
            compared::read(voice, pairs, &names, last, told)?
        }
        None if kept.numbers.len() + reviewer.before.sketches.len() < 2 => return Ok(()),
        None => {
            held_together(reviewer, found, kept, told).map_err(|error| no_room(voice, &error))?
        }
    };
    batch.compared = true;
    batch.pairs = alike.pairs;
    batch.clusters = alike.clusters;
    let note = drafts(voice.lang, &batch.folder, &alike.drafts);
    batch.notes.extend(note);
    let copied: Vec<(usize, (f64, String))> = alike.copied.into_iter().collect();
    let judges = kept.judges.clone();
    kept.amend(
        (voice, reviewer.arguments.jobs),
        &copied,
        |place, (share, other), record| {
            let checker = &reviewer.judges.all()[judges[place]];
            let terms = Terms {
                profile: checker.profile(),
                rules: checker.rules(),
                choice: checker.choice(),
                lang: voice.lang,
            };
            enter(record, terms, other, *share)
        },
        |before, after| {
            batch.summary.remove(before);
            batch.summary.add(after);
            let finding = after.diagnostics.first();
            targets.line(voice, &line(|out| jsonl::amended(out, after, finding)));
        },
    );
    Ok(())
}

/// Holds the reports against each other and against last year's.
fn held_together(
    reviewer: &Reviewer<'_>,
    found: &Found,
    kept: &mut Kept,
    told: impl FnMut(&Similar),
) -> io::Result<Alike> {
    let numbers = alike::with_last_year(&mut kept.index, reviewer.before);
    let kin = |a: usize, b: usize| kin(reviewer, found, kept, (a, b));
    let identities = |place: usize| {
        let matched = &kept.entries[kept.numbers[place]].matched;
        let person = reviewer.register.person(matched);
        person.map_or_else(Identity::default, |person| Identity {
            units: vec![person.unit.clone()],
            names: vec![person.name.clone()],
        })
    };
    let boilerplate = kept.index.boilerplate();
    let key = boilerplate.iter().flat_map(|sample| sample.to_le_bytes());
    let key = Key::of("boilerplate", &[&key.collect::<Vec<u8>>()]);
    let mut comparer = reviewer.comparer.clone();
    comparer.set_boilerplate(boilerplate);
    let comparison = Comparison {
        comparer: &comparer,
        lang: reviewer.voice.lang,
        jobs: reviewer.arguments.jobs,
        known: reviewer.known,
        boilerplate: key,
        contents: &kept.contents,
        sources: kept
            .numbers
            .iter()
            .map(|number| &found.sources[*number])
            .collect(),
        identities: &identities,
        kin: &kin,
        previous: &kept.previous,
        before: reviewer.before,
    };
    comparison.run(&kept.index, &numbers, told)
}

/// What two reports are to each other: by the roster, or else by what they say themselves.
fn kin(reviewer: &Reviewer<'_>, found: &Found, kept: &Kept, (a, b): (usize, usize)) -> Kin {
    let entry = |place: usize| &kept.entries[kept.numbers[place]];
    let (one, other) = (entry(a), entry(b));
    if !one.nature.is_report || !other.nature.is_report {
        return Kin::Untold;
    }
    let owner = |entry: &Entry| entry.matched.person().map(|found| found.person);
    match (owner(one), owner(other)) {
        (None, None) => {}
        (one, other) if one == other => return Kin::Untold,
        _ => return Kin::Strangers,
    }
    let path = |place: usize| found.sources[kept.numbers[place]].name();
    let writers = kept.writers[a].as_ref().zip(kept.writers[b].as_ref());
    let one = writers.is_some_and(|(one, other)| {
        let same = kept.contents[a] == kept.contents[b];
        let units = reviewer.register.units();
        Writer::is_one(units, (one, &path(a)), (other, &path(b)), same)
    });
    match one {
        true => Kin::Drafts,
        false => Kin::Strangers,
    }
}

/// Tells which files were taken for drafts of one person.
fn drafts(lang: Lang, folder: &str, drafts: &[Vec<String>]) -> Option<String> {
    let count = drafts.len();
    if count == 0 {
        return None;
    }
    let people: Vec<String> = drafts
        .iter()
        .map(|files| {
            let files = files.iter().take(NAMED);
            let files: Vec<&str> = files.map(|path| short_path(path, folder)).collect();
            files.join(" | ")
        })
        .collect();
    Some(match lang {
        Lang::Zh => {
            let named = first_few(&people, NAMED, ("；", " 等"));
            format!(
                "按署名看，有 {count} 人交了几份，彼此不算雷同，都计入了统计，请核对以哪一份为准：{named}"
            )
        }
        Lang::En => {
            let named = first_few(&people, NAMED, ("; ", " …"));
            format!(
                "by their by-lines, so many people handed in more than once: {count}; their files are not held against each other and all are counted, please check which holds: {named}"
            )
        }
    })
}
