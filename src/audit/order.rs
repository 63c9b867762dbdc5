//! Work done side by side, its results in the order of the items.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// Results that wait for one before them, a thread.
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
    // Each thread takes the next item when it is through with one, so that none waits and few results do.
    let next = AtomicUsize::new(0);
    let (sender, results) = sync_channel(jobs * AHEAD);
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while !stop() {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(place) else { return };
                    if sender.send((place, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        // Items are taken in their order and no taken one is left, so none is missing before another.
        let mut waiting = BTreeMap::new();
        let mut place = 0;
        for (at, result) in results {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&place) {
                done(&items[place], result);
                place += 1;
            }
        }
        place
    })
}

#[cfg(test)]
mod tests {
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
}
