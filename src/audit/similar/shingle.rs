//! Runs of characters as numbers, the same on every machine.

/// How many compared characters a shingle has. Part of the format of sketches, so no rule.
pub const SHINGLE: usize = 11;

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
/// `BASE` to the power of `SHINGLE`: what the character that leaves the window has become.
const LEAVING: u64 = {
    let mut power = 1u64;
    let mut count = 0;
    while count < SHINGLE {
        power = power.wrapping_mul(BASE);
        count += 1;
    }
    power
};

/// Spreads a number over all 64 bits, one to one (the finalizer of splitmix64).
pub(super) fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// A hash of every run of [`SHINGLE`] characters, in order.
pub(super) fn shingles(characters: &[char]) -> impl Iterator<Item = u64> + '_ {
    let one = |character: &char| u64::from(u32::from(*character)) + 1;
    let first = characters.get(..SHINGLE);
    let mut rolling = first.map_or(0, |first| {
        first.iter().fold(0u64, |hash, character| {
            hash.wrapping_mul(BASE).wrapping_add(one(character))
        })
    });
    let rest = characters.get(SHINGLE..).unwrap_or_default();
    let steps = rest.iter().zip(characters).map(move |(coming, leaving)| {
        rolling = rolling
            .wrapping_mul(BASE)
            .wrapping_add(one(coming))
            .wrapping_sub(one(leaving).wrapping_mul(LEAVING));
        rolling
    });
    first
        .map(|_| rolling)
        .into_iter()
        .chain(steps)
        .map(|hash| mix(hash ^ (hash >> 32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_one_number_wherever_it_stands() {
        let text: Vec<char> = "三组的水渠堵了两年我带着支委挨家商量出工".chars().collect();
        let all: Vec<u64> = shingles(&text).collect();
        assert_eq!(all.len(), text.len() - SHINGLE + 1);
        for (at, hash) in all.iter().enumerate() {
            let alone: Vec<u64> = shingles(&text[at..at + SHINGLE]).collect();
            assert_eq!(alone, [*hash]);
        }
        assert_eq!(shingles(&text[..SHINGLE - 1]).count(), 0);
    }
}
