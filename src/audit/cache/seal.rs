//! Sealing: what is kept of a report can be opened by whoever has the report, and by nobody else.

use super::Key;

/// Bytes in front of a sealed value.
const TAG: usize = 32;

/// What a file's bytes are told by. It opens all that is kept of the file, so it is itself never written down unsealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content(pub(super) [u8; 32]);

impl Content {
    /// Its bytes, to be part of a key.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Of the bytes of a file.
    pub fn of(bytes: &[u8]) -> Content {
        Content(*blake3::hash(bytes).as_bytes())
    }

    /// The name of an entry: nothing of the content or the key can be had back from it.
    pub(super) fn name(&self, key: &Key) -> String {
        let mut name = derive("shuzhi 2026-11 cache: name of an entry", self, key).to_hex();
        name.truncate(32);
        name.to_string()
    }
}

/// Makes bytes unreadable.
///
/// Each value gets a keystream of its own, for the stream is led off from a keyed hash of the value; the same hash shows
/// afterwards whether all is whole.
pub(super) fn seal(content: &Content, key: &Key, mut value: Vec<u8>) -> Vec<u8> {
    let (hash_key, stream_key) = keys(content, key);
    let tag = blake3::keyed_hash(&hash_key, &value);
    apply(&stream_key, tag.as_bytes(), &mut value);
    let mut sealed = Vec::with_capacity(TAG + value.len());
    sealed.extend_from_slice(tag.as_bytes());
    sealed.append(&mut value);
    sealed
}

/// The bytes that were sealed; none for what is damaged, cut off or of another report.
pub(super) fn open(content: &Content, key: &Key, mut sealed: Vec<u8>) -> Option<Vec<u8>> {
    let tag: [u8; TAG] = *sealed.first_chunk()?;
    sealed.drain(..TAG);
    let (hash_key, stream_key) = keys(content, key);
    apply(&stream_key, &tag, &mut sealed);
    (blake3::keyed_hash(&hash_key, &sealed) == tag).then_some(sealed)
}

fn keys(content: &Content, key: &Key) -> ([u8; 32], [u8; 32]) {
    (
        derive("shuzhi 2026-11 cache: hash of an entry", content, key).into(),
        derive("shuzhi 2026-11 cache: stream of an entry", content, key).into(),
    )
}

fn derive(context: &str, content: &Content, key: &Key) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new_derive_key(context);
    hasher.update(&content.0).update(key.0.as_bytes());
    hasher.finalize()
}

/// Lays the stream over the bytes; a second time takes it off again.
pub(super) fn apply(stream_key: &[u8; 32], nonce: &[u8], bytes: &mut [u8]) {
    let mut stream = blake3::Hasher::new_keyed(stream_key)
        .update(nonce)
        .finalize_xof();
    let mut buffer = [0; 4096];
    for piece in bytes.chunks_mut(buffer.len()) {
        let mask = &mut buffer[..piece.len()];
        stream.fill(mask);
        for (byte, mask) in piece.iter_mut().zip(mask) {
            *byte ^= *mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_with_the_report_and_only_what_is_whole() {
        let (content, key) = (Content::of("述职报告".as_bytes()), Key::of("test", &[]));
        let value = "在责任落实上还有差距".repeat(700).into_bytes();
        let sealed = seal(&content, &key, value.clone());
        assert_eq!(open(&content, &key, sealed.clone()), Some(value.clone()));
        assert_eq!(open(&Content::of(b"another"), &key, sealed.clone()), None);
        assert_eq!(open(&content, &Key::of("other", &[]), sealed.clone()), None);
        for place in [0, 40, sealed.len() - 1] {
            let mut damaged = sealed.clone();
            damaged[place] ^= 1;
            assert_eq!(open(&content, &key, damaged), None, "{place}");
        }
        for length in [0, 31, 32, sealed.len() - 1] {
            assert_eq!(open(&content, &key, sealed[..length].to_vec()), None);
        }
        // Two values under one key share no keystream: laid over each other they do not show the difference.
        let mut other = value.clone();
        other[9000] ^= 1;
        let twice = seal(&content, &key, other.clone());
        let differs = |at: usize| sealed[32 + at] ^ twice[32 + at] != value[at] ^ other[at];
        assert!((0..value.len()).filter(|at| differs(*at)).count() > value.len() / 2);
    }
}
