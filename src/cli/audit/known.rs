//! What an audit knows of its reports from earlier runs.

use std::path::PathBuf;

use super::judges::Judges;
use crate::audit::cache::{Cache, Content, Journal, Key, Stamp, Taken, default_folder};
use crate::audit::{Item, Source};
use crate::cli::Voice;
use crate::cli::args::AuditArgs;
use crate::read::ReadError;

/// How many reports are tried for the one that was first in an earlier run; more only if as many have come before it.
const FIRST: usize = 8;

/// The cache, and what an interrupted run was through with.
pub(super) struct Known {
    cache: Option<Cache>,
    taken: Option<Taken>,
    /// Of everything that is the same for all judgements of the run.
    basis: Key,
}

/// The journal of this run, and how many reports were taken over.
pub(super) struct Diary {
    journal: Option<Journal>,
    taken: usize,
    resumes: bool,
}

/// How a report was come by.
#[derive(Default)]
pub(super) struct Finished {
    /// It was not checked anew.
    pub known: bool,
    taken: bool,
    of: Option<(Stamp, Content)>,
}

impl Known {
    /// Opens what there is, and says so where `--resume` has nothing to go on from.
    pub(super) fn new(
        voice: &Voice,
        arguments: &AuditArgs,
        judges: &Judges,
        sources: &[Source],
    ) -> (Known, Diary) {
        let folder = default_folder().filter(|_| !arguments.no_cache);
        let mut known = Known {
            basis: judges.key(),
            cache: folder.map(Cache::new),
            taken: None,
        };
        let mut diary = Diary {
            journal: None,
            taken: 0,
            resumes: false,
        };
        if let Some(cache) = &known.cache {
            let run = run(arguments, sources, &known.basis);
            let first = sources.iter().take(FIRST);
            let first = first.filter_map(|source| source.bytes().ok());
            let first = first.map(|bytes| Content::of(&bytes));
            let left = match arguments.resume {
                true => Journal::resume(cache.folder(), run, first),
                false => None,
            };
            if let Some((journal, taken)) = left {
                (known.taken, diary.resumes) = (Some(taken), true);
                diary.journal = Some(journal);
            } else {
                diary.journal = Some(Journal::new(cache.folder(), run));
            }
        }
        if arguments.resume && !diary.resumes {
            eprintln!(
                "{}",
                voice.say(
                    "没有可以接着做的审核（没有中断过，或者文件夹、设置变了），从头检查；没有改动的报告仍沿用以前的结果",
                    "there is no interrupted run to continue (or its folder or settings have changed); starting anew, unchanged reports are still taken from earlier runs",
                )
            );
        }
        (known, diary)
    }

    /// The cache, if there is one.
    pub(super) fn cache(&self) -> Option<&Cache> {
        self.cache.as_ref()
    }

    /// The key of everything that is the same for all reports of the run.
    pub(super) fn basis(&self) -> &Key {
        &self.basis
    }

    /// Opens a report.
    ///
    /// # Errors
    /// Its bytes cannot be had.
    pub(super) fn open<'k>(&'k self, source: &'k Source) -> Result<Item<'k>, ReadError> {
        Item::open(source, self.cache.as_ref(), self.taken.as_ref())
    }

    /// Tidies the cache up, and says so where nothing could be kept.
    pub(super) fn end(&self, voice: &Voice) {
        let Some(cache) = &self.cache else {
            return;
        };
        if let Some(trouble) = cache.trouble() {
            let said = voice.say(
                "注意：缓存文件夹无法写入，下次审核不能沿用这次的结果；不影响这次的结果。可用环境变量 SHUZHI_CACHE_DIR 另指一个文件夹",
                "note: the cache folder cannot be written, so the next run cannot use this one's results, which are not affected; SHUZHI_CACHE_DIR names another folder",
            );
            let (folder, why) = (cache.folder().display(), voice.system(trouble));
            eprintln!("{said}：{folder}：{why}");
        }
        cache.sweep();
    }
}

impl Finished {
    /// How a report was come by that is judged now.
    pub(super) fn of(item: &Item<'_>) -> Finished {
        Finished {
            known: item.is_known(),
            taken: item.is_taken(),
            of: item.stamp().map(|stamp| (stamp, item.content())),
        }
    }
}

impl Diary {
    /// Writes down a report that was handed over.
    pub(super) fn add(&mut self, source: &Source, finished: &Finished) {
        self.taken += usize::from(finished.taken);
        if let (Some(journal), Some((stamp, content)), false) =
            (&mut self.journal, finished.of, finished.taken)
        {
            journal.add(&source.name(), stamp, content);
        }
    }

    /// Ends the journal; that of a run that is through is of no more use.
    pub(super) fn end(&self, voice: &Voice, through: bool) {
        if self.resumes {
            let taken = self.taken;
            let said = voice.say(
                &format!("接着上次做：{taken} 份没有改动，沿用上次的结果"),
                &format!(
                    "continued: {taken} unchanged reports were taken over from the interrupted run"
                ),
            );
            eprintln!("{said}");
        }
        if let Some(journal) = self.journal.as_ref().filter(|_| through) {
            journal.remove();
        }
    }
}

/// Tells runs apart: what is looked at, from where, and how it is judged.
fn run(arguments: &AuditArgs, sources: &[Source], basis: &Key) -> Key {
    let here = std::env::current_dir().unwrap_or_default();
    let paths = arguments.paths.iter().map(|path| here.join(path));
    let mut parts: Vec<PathBuf> = paths.collect();
    parts.extend(arguments.exclude.iter().map(PathBuf::from));
    if arguments.files_from.is_some() {
        // Parts of one batch may run at a time, each with its own list.
        parts.extend(sources.iter().map(|source| here.join(source.path())));
    }
    let parts = parts.iter().map(|part| part.as_os_str().as_encoded_bytes());
    let count = arguments.paths.len().to_le_bytes();
    let parts: Vec<&[u8]> = parts.chain([basis.as_bytes(), &count]).collect();
    Key::of("run", &parts)
}
