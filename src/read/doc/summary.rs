//! The summary that the file carries about itself (SummaryInformation).

use jiff::civil::DateTime;

use super::bytes::{long, place};
use crate::read::moment;

const LAST_SAVED: u32 = 13;
const FILE_TIME: u32 = 0x40;
/// Seconds from 1601, where the times of the file begin, to 1970.
const EPOCH: u64 = 11_644_473_600;

/// When the file was last saved.
pub(super) fn modified(summary: &[u8]) -> Option<DateTime> {
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
    moment::of_seconds(i64::try_from(seconds).ok()?)
}
