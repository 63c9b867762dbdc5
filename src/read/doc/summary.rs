//! The summary that the file carries about itself (SummaryInformation).

use std::time::{Duration, UNIX_EPOCH};

use super::bytes::{long, place};
use crate::read::year_and_month;

const LAST_SAVED: u32 = 13;
const FILE_TIME: u32 = 0x40;
/// Seconds from 1601, where the times of the file begin, to 1970.
const EPOCH: u64 = 11_644_473_600;

/// When the file was last saved: year and month.
pub(super) fn modified(summary: &[u8]) -> Option<(i32, u32)> {
    let section = summary.get(place(summary, 44)?..)?;
    let count = place(section, 4)?.min(section.len() / 8);
    let at = (0..count)
        .map(|index| 8 + index * 8)
        .find(|at| long(section, *at) == Some(LAST_SAVED))?;
    let value = section.get(place(section, at + 4)?..)?;
    if long(value, 0)? != FILE_TIME {
        return None;
    }
    let ticks = u64::from(long(value, 8)?) << 32 | u64::from(long(value, 4)?);
    let seconds = (ticks / 10_000_000).checked_sub(EPOCH)?;
    let found = year_and_month(UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?)?;
    (1980..=2200).contains(&found.0).then_some(found)
}
