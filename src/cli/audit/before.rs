//! Last year's files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::reading::Reading;
use super::register::Register;
use crate::audit::cache::{Cache, Content, Key};
use crate::audit::roster::Person;
use crate::audit::similar::{Comparer, Sketch};
use crate::audit::{Item, LastYear, Sole, Source, find, in_order};
use crate::cli::Voice;
use crate::cli::args::AuditArgs;
use crate::cli::sink::same_file;
use crate::document::Document;
use crate::output::batch::first_few;

/// Files that are named in a note.
const NAMED: usize = 5;

/// Last year's reports, and what tells which goes with which of this year.
#[derive(Default)]
pub(super) struct Before {
    sources: Vec<Source>,
    contents: Vec<Content>,
    /// What comparing needs of each; none for a file that could not be read.
    pub sketches: Vec<Option<Sketch>>,
    /// Whose each is, by the roster.
    by_person: Sole<usize>,
    by_name: Sole<String>,
    marks: LastYear,
}

impl Before {
    /// Looks through last year's folder; notes go to `notes`.
    ///
    /// # Errors
    /// It is not there, there is nothing in it, or it is this year's.
    pub(super) fn open(
        voice: &Voice,
        arguments: &AuditArgs,
        register: &Register<'_>,
        (comparer, basis, cache): (&Comparer, &Key, Option<&Cache>),
        notes: &mut Vec<String>,
    ) -> Result<Before, String> {
        let mut before = Before::default();
        let Some(folder) = &arguments.previous_dir else {
            return Ok(before);
        };
        if !folder.exists() {
            let said = voice.say(
                "没有找到上年度的文件夹（--previous-dir）",
                "last year's folder (--previous-dir) is not there",
            );
            return Err(format!("{said}：{}", folder.display()));
        }
        if arguments.paths.iter().any(|path| same_file(path, folder)) {
            return Err(voice.say(
                "--previous-dir 与要审核的文件夹是同一个，请给出去年的文件夹",
                "--previous-dir is the folder to be audited; give last year's",
            ));
        }
        let found = find(std::slice::from_ref(folder), &[])?;
        if found.sources.is_empty() {
            let said = voice.say(
                "上年度的文件夹里没有报告",
                "there are no reports in last year's folder",
            );
            return Err(format!("{said}：{}", folder.display()));
        }
        let mut unread = 0;
        in_order(
            &found.sources,
            arguments.jobs,
            |source| {
                let mut item = Item::open(source, cache, None).ok()?;
                let reading = Reading::get(&mut item, comparer, basis).ok()??;
                Some((reading, item.content()))
            },
            |source, result| {
                let number = before.sources.len();
                let below = source.below(folder);
                before.sources.push(source.clone());
                let (sketch, content) = match result.flatten() {
                    Some((reading, content)) => {
                        let shown = source.name();
                        let person = register.find(&reading.clues(&shown)).person();
                        if let Some(found) = person {
                            before.by_person.add(found.person, number);
                        }
                        before.marks.add(number, &below, &reading.title);
                        (Some(reading.sketch), content)
                    }
                    _ => {
                        unread += 1;
                        before.marks.add(number, &below, "");
                        (None, Content::of(b""))
                    }
                };
                before.contents.push(content);
                before.sketches.push(sketch);
                before.name(&below, number);
            },
        );
        notes.extend(before.unnamed(voice, register.people()));
        if unread > 0 {
            notes.push(voice.say(
                &format!("上年度的文件夹里有 {unread} 份读不了，没有用来核对"),
                &format!("{unread} files of last year could not be read and were not used"),
            ));
        }
        Ok(before)
    }

    /// Tells which files the roster names and that are not there, or more than once.
    fn unnamed(&self, voice: &Voice, people: &[Person]) -> Option<String> {
        let lost = people.iter().filter_map(|person| {
            let name = person.previous.as_deref()?;
            let place = person.place(voice.lang);
            let lost = self.by_name.find(name).is_none();
            lost.then(|| voice.say(&format!("{place}“{name}”"), &format!("{place}: {name}")))
        });
        let lost: Vec<String> = lost.collect();
        let count = lost.len();
        let zh = first_few(&lost, NAMED, ("、", " 等"));
        let en = first_few(&lost, NAMED, (", ", " …"));
        (count > 0).then(|| {
            voice.say(
                &format!("名单写的上年文件有 {count} 份在上年度的文件夹里没有，或者不止一份：{zh}；改按姓名、单位和文件名找"),
                &format!("files of last year that the roster names and that are not in the folder, or more than once: {count} ({en}); others were looked for by name and unit"),
            )
        })
    }

    /// Tells for how many of `reports` last year's file was found, each by the number of that file, and how many of last
    /// year's go with none.
    pub(super) fn found(&self, voice: &Voice, reports: &[Option<usize>]) -> Option<String> {
        if self.sources.is_empty() {
            return None;
        }
        let used: BTreeSet<usize> = reports.iter().copied().flatten().collect();
        let all = reports.len();
        let with = reports.iter().filter(|last| last.is_some()).count();
        let (without, left) = (all - with, self.sources.len() - used.len());
        Some(voice.say(
            &format!("上年度报告：{all} 份报告中 {with} 份找到了上年的，{without} 份没有；上年的文件有 {left} 份没有对上"),
            &format!("last year's reports: found for {with} of {all}, not for {without}; {left} of last year's files go with none"),
        ))
    }

    fn name(&mut self, below: &Path, number: usize) {
        let names = [below.file_name(), below.file_stem()];
        let mut names: Vec<String> = names
            .into_iter()
            .flatten()
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.push(below.to_string_lossy().into_owned());
        names.dedup();
        for name in names {
            self.by_name.add(name, number);
        }
    }

    /// The number of last year's file that goes with a report: as the roster names it, as it is the same person's, or by
    /// its own marks.
    pub(super) fn find(
        &self,
        person: Option<(usize, &Person)>,
        below: &Path,
        title: &str,
    ) -> Option<usize> {
        if self.sources.is_empty() {
            return None;
        }
        let named = || {
            let name = person?.1.previous.as_deref()?;
            self.by_name.find(name)
        };
        let same = || self.by_person.find(&person?.0);
        named()
            .or_else(same)
            .or_else(|| self.marks.find(below, title))
    }

    /// The key of what is made with a file of last year.
    pub(super) fn key(&self, number: usize) -> Key {
        Key::of("previous", &[self.contents[number].as_bytes()])
    }

    /// Reads a file of last year; none where that cannot be done.
    pub(super) fn read(&self, number: usize) -> Option<Document> {
        self.sources.get(number)?.read().ok()
    }

    /// A file and what tells its content.
    pub(super) fn file(&self, number: usize) -> (&Source, Content) {
        (&self.sources[number], self.contents[number])
    }

    /// All paths with their numbers.
    pub(super) fn names(&self) -> impl Iterator<Item = (String, usize)> + '_ {
        let numbered = self.sources.iter().enumerate();
        numbered.map(|(number, source)| (source.name(), number))
    }

    /// Its path as people see it.
    pub(super) fn path(&self, number: usize) -> String {
        self.sources[number].name()
    }
}

/// The path of a report below the folder that it was found in.
pub(super) fn below(source: &Source, roots: &[PathBuf]) -> PathBuf {
    let mut belows = roots.iter().map(|root| source.below(root));
    let name = PathBuf::from(source.name());
    belows.find(|below| *below != name).unwrap_or(name)
}
