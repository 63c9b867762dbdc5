//! Work done side by side, its results in the order of the items.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Items that may be taken ahead of one that is not handed over yet, a thread: their results wait in memory.
const AHEAD: usize = 32;

/// Works on all items with `jobs` threads, as many as there are processors if none are named, and hands every result to
/// `done` in the order of the items, as soon as all before it are there.
///
/// `None` stands for an item whose work panicked: one bad file must not end a run over thousands.
pub fn in_order<I: Sync, R: Send>(
    items: &[I],
    jobs: Option<NonZero<usize>>,
    work: impl Fn(&I) -> R + Sync,
    done: impl FnMut(&I, Option<R>),
) {
    in_order_until(&|| false, items, jobs, work, done);
}

/// The same until `stop` says so: what is at work then is ended and handed over, the rest is left. How many were handed
/// over, which are the first ones of the items.
pub fn in_order_until<I: Sync, R: Send>(
    stop: &(impl Fn() -> bool + Sync),
    items: &[I],
    jobs: Option<NonZero<usize>>,
    work: impl Fn(&I) -> R + Sync,
    mut done: impl FnMut(&I, Option<R>),
) -> usize {
    let work = |item: &I| catch_unwind(AssertUnwindSafe(|| work(item))).ok();
    let processors = || thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = jobs.map_or_else(processors, NonZero::get).min(items.len());
    if jobs < 2 {
        let mut place = 0;
        for item in items.iter().take_while(|_| !stop()) {
            done(item, work(item));
            place += 1;
        }
        return place;
    }
    let window = Window::new(items.len(), jobs * AHEAD);
    let (sender, results) = channel();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, window, work) = (sender.clone(), &window, &work);
            scope.spawn(move || {
                while let Some(place) = window.take(stop) {
                    let Some(item) = items.get(place) else { return };
                    if sender.send((place, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        // Should `done` panic, no thread may be left waiting for it.
        let _open = Open(&window);
        // Items are taken in their order and no taken one is left, so none is missing before another.
        let mut waiting = BTreeMap::new();
        let mut place = 0;
        for (at, result) in results {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&place) {
                done(&items[place], result);
                place += 1;
                window.hand_over(place);
            }
        }
        place
    })
}

/// Which items may be taken: each thread takes the next one when it is through with one, but none far ahead of the first
/// that is still at work, so that one slow file does not heap up the results of all behind it.
struct Window {
    items: usize,
    ahead: usize,
    places: Mutex<Places>,
    moved: Condvar,
}

#[derive(Default)]
struct Places {
    /// The next one to take.
    next: usize,
    /// The first one that is not handed over.
    first: usize,
    closed: bool,
}

impl Window {
    fn new(items: usize, ahead: usize) -> Window {
        Window {
            items,
            ahead,
            places: Mutex::default(),
            moved: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next place, once it is near enough; none where there is none left and when it is time to stop. The first
    /// place that is not handed over was taken without waiting, so that the wait ends.
    fn take(&self, stop: &impl Fn() -> bool) -> Option<usize> {
        let mut places = self.lock();
        loop {
            if places.closed || places.next >= self.items || stop() {
                return None;
            }
            if places.next - places.first < self.ahead {
                places.next += 1;
                return Some(places.next - 1);
            }
            let woken = self.moved.wait(places);
            places = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// All before this place are handed over.
    fn hand_over(&self, place: usize) {
        self.lock().first = place;
        self.moved.notify_all();
    }
}

/// Closes the window when results are no longer received, for whatever reason.
struct Open<'a>(&'a Window);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn keeps_the_order_and_outlives_a_panic() {
        let items: Vec<u64> = (0..200).collect();
        let work = |item: &u64| {
            assert!(*item != 7, "a bad file");
            thread::sleep(std::time::Duration::from_micros(item % 5 * 50));
            item * 2
        };
        for jobs in [1, 3] {
            let mut told = Vec::new();
            in_order(&items, NonZero::new(jobs), work, |item, result| {
                told.push((*item, result));
            });
            let expected: Vec<_> = items
                .iter()
                .map(|item| (*item, (*item != 7).then_some(item * 2)))
                .collect();
            assert_eq!(told, expected);
        }
    }

    #[test]
    fn hands_over_what_was_at_work_when_it_was_stopped() {
        let items: Vec<usize> = (0..500).collect();
        for jobs in [1, 4] {
            let begun = AtomicUsize::new(0);
            let stop = || begun.load(Ordering::SeqCst) >= 100;
            let mut told = Vec::new();
            let handed = in_order_until(
                &stop,
                &items,
                NonZero::new(jobs),
                |item| {
                    begun.fetch_add(1, Ordering::SeqCst);
                    *item
                },
                |item, result| told.push((*item, result)),
            );
            assert_eq!(handed, begun.load(Ordering::SeqCst));
            assert!((100..100 + jobs).contains(&handed), "{handed}");
            let expected: Vec<_> = (0..handed).map(|item| (item, Some(item))).collect();
            assert_eq!(told, expected);
        }
    }

    #[test]
    fn a_slow_item_does_not_heap_up_the_results_of_all_behind_it() {
        let items: Vec<usize> = (0..1_000).collect();
        let jobs = 3;
        let most = jobs * AHEAD;
        let (begun, handed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |item: &usize| {
            assert!(item - handed.load(Ordering::SeqCst) < most, "too far ahead");
            begun.fetch_add(1, Ordering::SeqCst);
            // The slow one: all that may go ahead of it do.
            while *item == 0 && begun.load(Ordering::SeqCst) < most {
                thread::yield_now();
            }
            *item
        };
        let mut told = Vec::new();
        in_order(&items, NonZero::new(jobs), work, |_, result| {
            told.push(result);
            handed.fetch_add(1, Ordering::SeqCst);
        });
        assert_eq!(told, items.iter().copied().map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_of_the_receiver_leaves_no_thread_waiting() {
        let items: Vec<usize> = (0..1_000).collect();
        let run = || {
            in_order(
                &items,
                NonZero::new(3),
                |item| *item,
                |item, _| {
                    assert!(*item < 5, "a full disk");
                },
            );
        };
        assert!(catch_unwind(run).is_err());
    }
}
