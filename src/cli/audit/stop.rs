//! Being asked to stop: once for a clean end, twice for an end at once.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::{Voice, sink};

/// Set by the first Ctrl-C, or by the system's request to end.
static ASKED: AtomicBool = AtomicBool::new(false);

/// What the system takes for the exit code of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Listens for Ctrl-C from now on.
pub(super) fn listen(voice: &Voice) {
    let said = voice.say(
        "\n正在停下：等手上的几份检查完，写出已有的结果；再按一次 Ctrl-C 立即结束",
        "\nstopping: the reports at work are finished and what is there is written; Ctrl-C again ends at once",
    );
    let handler = move || {
        if ASKED.swap(true, Ordering::SeqCst) {
            sink::remove_unfinished();
            std::process::exit(INTERRUPTED);
        }
        eprintln!("{said}");
    };
    // Where no handler can be set the system ends the program as it always did.
    let _ = ctrlc::set_handler(handler);
}

/// Whether the run is to end.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
