//! What is kept of a report so that others like it are found: no text, under 700 bytes.

use serde::{Deserialize, Serialize};

use super::shingle::{mix, shingles};

/// Bins of the signature.
pub const BINS: usize = 128;
/// Bands that reports are joined by.
pub const BANDS: usize = 32;
/// Bins of a band.
const ROWS: usize = BINS / BANDS;
/// At most so many sampled shingles are kept; longer texts keep a sparser sample.
pub const SAMPLES: usize = 104;
/// One shingle in so many is sampled: a passage of 200 字 leaves three.
const RATE: u64 = 60;
const VERSION: u8 = 1;
const MAGIC: [u8; 2] = [b'S', VERSION];

/// A report's signature and sampled shingles; the same text gives the same sketch on every machine.
///
/// The signature is a one-permutation MinHash: it finds reports that are alike as a whole. The samples are the shingles
/// whose hash is small: two texts with a passage in common have the samples of that passage in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Sketch {
    /// 16 bits of each bin's least hash; empty for a text shorter than a shingle.
    signature: Vec<u16>,
    /// Ascending.
    samples: Vec<u32>,
}

impl Sketch {
    /// The sketch of some compared characters.
    pub(super) fn of(characters: &[char]) -> Sketch {
        let mut least = [u64::MAX; BINS];
        let mut chosen: Vec<u64> = Vec::with_capacity(characters.len() / RATE as usize + 16);
        for hash in shingles(characters) {
            let bin = (hash >> 57) as usize;
            let value = hash & (u64::MAX >> 7);
            if value < least[bin] {
                least[bin] = value;
            }
            if sampled(hash).is_some() {
                chosen.push(hash);
            }
        }
        if characters.len() < super::SHINGLE {
            return Sketch {
                signature: Vec::new(),
                samples: Vec::new(),
            };
        }
        chosen.sort_unstable();
        chosen.dedup();
        if chosen.len() > SAMPLES {
            // The smallest ones, as those are also kept of any other long text that holds them.
            chosen.sort_unstable_by_key(|hash| (hash & LOW, *hash));
            chosen.truncate(SAMPLES);
        }
        let mut samples: Vec<u32> = chosen.iter().filter_map(|hash| sampled(*hash)).collect();
        samples.sort_unstable();
        samples.dedup();
        Sketch {
            signature: densified(&least),
            samples,
        }
    }

    /// Whether the text was too short to be told from others.
    pub fn is_empty(&self) -> bool {
        self.signature.is_empty()
    }

    /// The keys of the bands, in order: reports with an equal key in one place are candidates.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.signature.chunks_exact(ROWS).map(band)
    }

    /// The sampled shingles, ascending: reports with some of them in common are candidates.
    pub fn samples(&self) -> &[u32] {
        &self.samples
    }

    pub(super) fn signature(&self) -> &[u16] {
        &self.signature
    }

    /// For a cache: two bytes of format, then signature and samples as little-endian numbers.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(3 + self.signature.len() * 2 + self.samples.len() * 4);
        bytes.extend(MAGIC);
        bytes.push(u8::from(!self.is_empty()));
        bytes.extend(self.signature.iter().flat_map(|value| value.to_le_bytes()));
        bytes.extend(self.samples.iter().flat_map(|value| value.to_le_bytes()));
        bytes
    }

    /// Reads what [`Sketch::to_bytes`] wrote; none for anything else, another version's bytes included.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (full, rest) = rest.split_first()?;
        if *full == 0 {
            return rest.is_empty().then(|| Sketch {
                signature: Vec::new(),
                samples: Vec::new(),
            });
        }
        let (signature, samples) = rest.split_at_checked(BINS * 2)?;
        let (pairs, _) = signature.as_chunks::<2>();
        let (fours, left) = samples.as_chunks::<4>();
        let sketch = Sketch {
            signature: pairs.iter().map(|two| u16::from_le_bytes(*two)).collect(),
            samples: fours.iter().map(|four| u32::from_le_bytes(*four)).collect(),
        };
        (left.is_empty() && sketch.is_sound()).then_some(sketch)
    }

    /// Whether it is one that [`Sketch::of`] could have made.
    fn is_sound(&self) -> bool {
        let ascending = self.samples.windows(2).all(|two| two[0] < two[1]);
        let sized = match self.signature.len() {
            0 => self.samples.is_empty(),
            length => length == BINS && self.samples.len() <= SAMPLES,
        };
        ascending && sized
    }
}

/// The low half of a hash.
const LOW: u64 = 0xffff_ffff;

/// What is kept of a shingle's hash, if it is one that is sampled. The low half decides and the high half is kept.
pub(super) fn sampled(hash: u64) -> Option<u32> {
    ((hash & LOW) * RATE <= LOW).then_some((hash >> 32) as u32)
}

/// The key of a band: its bins side by side.
pub(super) fn band(bins: &[u16]) -> u64 {
    bins.iter()
        .fold(0, |key, value| key << 16 | u64::from(*value))
}

/// The bins, empty ones filled from others that are chosen by the bin's number alone (optimal densification), so that
/// equal texts stay equal and unlike ones unlike.
fn densified(least: &[u64; BINS]) -> Vec<u16> {
    let own = |value: u64| (value & 0xffff) as u16;
    least
        .iter()
        .enumerate()
        .map(|(bin, value)| {
            let mut from = *value;
            let mut attempt = 0u64;
            while from == u64::MAX && attempt < 64 * BINS as u64 {
                attempt += 1;
                let place = mix((bin as u64) << 32 | attempt) >> 57;
                from = least[place as usize];
            }
            own(from)
        })
        .collect()
}

/// A sketch as JSON, for engines that join reports by band and by sample.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u8,
    /// Four hex digits a bin.
    signature: String,
    /// `NN:` and the key in hex: equal strings mean candidates, whatever their place in the list.
    bands: Vec<String>,
    samples: Vec<u32>,
}

impl From<Sketch> for Written {
    fn from(sketch: Sketch) -> Written {
        let numbered = sketch.bands().enumerate();
        Written {
            version: VERSION,
            bands: numbered
                .map(|(place, key)| format!("{place:02}:{key:016x}"))
                .collect(),
            signature: sketch
                .signature
                .iter()
                .map(|value| format!("{value:04x}"))
                .collect(),
            samples: sketch.samples,
        }
    }
}

impl TryFrom<Written> for Sketch {
    type Error = &'static str;

    /// The bands are told by the signature and are not read back.
    fn try_from(written: Written) -> Result<Sketch, Self::Error> {
        if written.version != VERSION {
            return Err("a sketch of another version");
        }
        let digits = written.signature.as_bytes().as_chunks::<4>().0;
        let bin = |four: &[u8; 4]| {
            let text = std::str::from_utf8(four).ok()?;
            u16::from_str_radix(text, 16).ok()
        };
        let signature: Option<Vec<u16>> = digits.iter().map(bin).collect();
        let sketch = Sketch {
            signature: signature.ok_or("a signature is hex digits, four a bin")?,
            samples: written.samples,
        };
        sketch
            .is_sound()
            .then_some(sketch)
            .ok_or("a sketch has 128 bins and at most 104 ascending samples")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seed: u64, length: usize) -> Vec<char> {
        let letter = |at| 0x4e00 + (mix(seed << 32 | at) % 3000) as u32;
        (0..length as u64)
            .filter_map(|at| char::from_u32(letter(at)))
            .collect()
    }

    #[test]
    fn bytes_and_json_give_the_sketch_back() {
        for length in [0, 5, 11, 40, 5_000, 20_000] {
            let sketch = Sketch::of(&text(1, length));
            assert_eq!(
                Sketch::from_bytes(&sketch.to_bytes()).as_ref(),
                Some(&sketch)
            );
            let json = serde_json::to_string(&sketch).unwrap();
            assert_eq!(serde_json::from_str::<Sketch>(&json).unwrap(), sketch);
            assert!(sketch.to_bytes().len() <= 700);
        }
        assert_eq!(Sketch::from_bytes(b""), None);
        assert_eq!(Sketch::from_bytes(b"S\x01\x01short"), None);
        assert_eq!(Sketch::from_bytes(b"S\x02\x00"), None);
        let json = r#"{"version":1,"signature":"é","bands":[],"samples":[]}"#;
        assert!(
            serde_json::from_str::<Sketch>(json).is_err()
                || serde_json::from_str::<Sketch>(json).is_ok_and(|sketch| sketch.is_empty())
        );
    }

    #[test]
    fn the_format_does_not_change_unnoticed() {
        // Sketches made elsewhere and earlier must go on matching: a change here needs a new version.
        let sketch = Sketch::of(&text(7, 3_000));
        assert_eq!(
            format!("{:016x}", xxhash_rust::xxh3::xxh3_64(&sketch.to_bytes())),
            "8013920f1ad515f1"
        );
    }

    #[test]
    fn a_passage_of_two_hundred_leaves_three_samples() {
        let shared: usize = (0..200)
            .map(|seed| {
                let passage = text(1_000 + seed, 200);
                let with = |seed| {
                    let mut all = text(seed, 2_000);
                    all.splice(700..700, passage.iter().copied());
                    Sketch::of(&all)
                };
                let (one, other) = (with(2 * seed), with(2 * seed + 1));
                let other = other.samples();
                one.samples()
                    .iter()
                    .filter(|sample| other.contains(sample))
                    .count()
            })
            .sum();
        assert!(shared >= 3 * 200, "{shared}");
    }
}
