//! What is said while reports are checked.

use std::io::{self, IsTerminal};
use std::time::Instant;

use crate::ruleset::Lang;

/// How far the run is: one line on a terminal, a line now and then elsewhere.
pub(super) struct Progress {
    lang: Lang,
    all: usize,
    pace: Pace,
    told: Instant,
    terminal: bool,
}

impl Progress {
    pub(super) fn new(lang: Lang, all: usize) -> Progress {
        let now = Instant::now();
        Progress {
            lang,
            all,
            pace: Pace::new(now),
            told: now,
            terminal: io::stderr().is_terminal(),
        }
    }

    /// A report more; `known` from an earlier run, or checked.
    pub(super) fn step(&mut self, known: bool) {
        let now = Instant::now();
        self.pace.step(known, now);
        // People look at most ten times a second, logs every ten seconds.
        let pause = if self.terminal { 100 } else { 10_000 };
        if self.told.elapsed().as_millis() < pause || self.pace.done == self.all {
            return;
        }
        self.told = now;
        let line = self.line(now);
        if self.terminal {
            eprint!("\r{line}\u{1b}[K");
        } else {
            eprintln!("{line}");
        }
    }

    fn line(&self, now: Instant) -> String {
        let (done, known, all) = (self.pace.done, self.pace.known, self.all);
        let mut line = match self.lang {
            Lang::Zh => format!("已检查 {done}/{all} 份"),
            Lang::En => format!("{done} of {all} checked"),
        };
        if known > 0 {
            line += &match self.lang {
                Lang::Zh => format!("（{known} 份沿用以前的结果）"),
                Lang::En => format!(" ({known} from earlier runs)"),
            };
        }
        if let Some((rate, left)) = self.pace.rate_and_rest(all, now) {
            line += &match self.lang {
                Lang::Zh => format!("，每秒 {rate:.0} 份，还需约 {left:.0} 秒"),
                Lang::En => format!(", {rate:.0} a second, about {left:.0} s left"),
            };
        }
        line
    }

    /// Takes the line off the terminal again.
    pub(super) fn end(&self) {
        if self.terminal {
            eprint!("\r\u{1b}[K");
        }
    }
}

/// How fast reports are checked. Those that are known from earlier runs take next to no time: were they counted in, the
/// rate would be far too high and the time left far too short.
struct Pace {
    done: usize,
    known: usize,
    /// When the first report that was not known was begun.
    began: Instant,
    /// Which of the last 64 reports were not known, a bit each.
    lately: u64,
}

impl Pace {
    fn new(now: Instant) -> Pace {
        Pace {
            done: 0,
            known: 0,
            began: now,
            lately: u64::MAX,
        }
    }

    fn step(&mut self, known: bool, now: Instant) {
        self.done += 1;
        self.known += usize::from(known);
        self.lately = self.lately << 1 | u64::from(!known);
        if self.known == self.done {
            self.began = now;
        }
    }

    /// Reports checked in a second and seconds left; none before one was checked.
    fn rate_and_rest(&self, all: usize, now: Instant) -> Option<(f64, f64)> {
        let checked = self.done - self.known;
        let seconds = now.duration_since(self.began).as_secs_f64();
        if checked == 0 || seconds <= 0.0 {
            return None;
        }
        let rate = checked as f64 / seconds;
        // Of those to come as many will be known as of the last ones.
        let share = f64::from(self.lately.count_ones()) / 64.0;
        Some((rate, all.saturating_sub(self.done) as f64 * share / rate))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn reports_known_before_do_not_count_for_the_pace() {
        let start = Instant::now();
        let after = |millis| start + Duration::from_millis(millis);
        let mut pace = Pace::new(start);
        for number in 1..=500 {
            pace.step(true, after(number));
        }
        assert_eq!(pace.rate_and_rest(1000, after(500)), None);
        for number in 1..=100 {
            pace.step(false, after(500 + number * 100));
        }
        let (rate, left) = pace.rate_and_rest(1000, after(10_500)).unwrap();
        assert!(
            (rate - 10.0).abs() < 0.01 && (left - 40.0).abs() < 0.1,
            "{rate} {left}"
        );
        // From now on every other one is known.
        for number in 0..64 {
            pace.step(number % 2 == 0, after(10_500));
        }
        let (_, left) = pace.rate_and_rest(1000, after(13_700)).unwrap();
        assert!((left - 16.8).abs() < 0.1, "{left}");
    }
}
