//! What is said while reports are checked.

use std::io::{self, IsTerminal};
use std::time::Instant;

use crate::ruleset::Lang;

/// How far the run is: one line on a terminal, a line now and then elsewhere.
pub(super) struct Progress {
    lang: Lang,
    all: usize,
    done: usize,
    began: Instant,
    told: Instant,
    terminal: bool,
}

impl Progress {
    pub(super) fn new(lang: Lang, all: usize) -> Progress {
        let now = Instant::now();
        Progress {
            lang,
            all,
            done: 0,
            began: now,
            told: now,
            terminal: io::stderr().is_terminal(),
        }
    }

    pub(super) fn step(&mut self) {
        self.done += 1;
        // People look at most ten times a second, logs every ten seconds.
        let pause = if self.terminal { 100 } else { 10_000 };
        if self.told.elapsed().as_millis() < pause || self.done == self.all {
            return;
        }
        self.told = Instant::now();
        let rate = self.done as f64 / self.began.elapsed().as_secs_f64();
        let left = (self.all - self.done) as f64 / rate;
        let (done, all) = (self.done, self.all);
        let line = match self.lang {
            Lang::Zh => format!("已检查 {done}/{all} 份，每秒 {rate:.0} 份，还需约 {left:.0} 秒"),
            Lang::En => {
                format!("{done} of {all} checked, {rate:.0} a second, about {left:.0} s left")
            }
        };
        if self.terminal {
            eprint!("\r{line}\u{1b}[K");
        } else {
            eprintln!("{line}");
        }
    }

    /// Takes the line off the terminal again.
    pub(super) fn end(&self) {
        if self.terminal {
            eprint!("\r\u{1b}[K");
        }
    }
}
