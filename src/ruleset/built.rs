//! The built-in rules as the build leaves them: compiled, and the files themselves.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::DeflateDecoder;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

pub(super) static MODEL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/model.bin"));
pub(super) static LITERALS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/literals.bin"));

/// The text of all files that only explanations, schemas and a user's rules folder need.
static UNPACKED: LazyLock<String> =
    LazyLock::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/packed.bin"))));

/// The text of what the build compressed.
fn unpack(packed: &[u8]) -> String {
    let mut text = String::new();
    // Whole by construction; tests read every file.
    let read = DeflateDecoder::new(packed).read_to_string(&mut text);
    read.map(|_| text).unwrap_or_default()
}

/// The built-in files by path relative to the rules folder, the model's weights left out.
pub(super) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let packed = PACKED
        .iter()
        .filter_map(|(path, start, end)| Some((*path, UNPACKED.get(*start..*end)?)));
    PLAIN.iter().copied().chain(packed)
}

/// The text of a built-in file.
pub(super) fn file(path: &str) -> Option<&'static str> {
    let found = files().find(|(name, _)| *name == path);
    found.map(|(_, text)| text)
}

/// The JSON Schema of that name in `rules/schema/`; empty for none.
pub fn schema(name: &str) -> &'static str {
    file(&format!("schema/{name}.json")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_file_is_there_as_it_stands() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        for (path, text) in files() {
            let on_disk = fs::read_to_string(folder.join(path)).unwrap();
            assert!(text == on_disk, "{path}");
            assert_eq!(file(path), Some(text));
        }
        let folders = [
            "profiles", "checks", "lexicon", "terms", "calendar", "roster", "schema",
        ];
        let on_disk = folders.map(|name| fs::read_dir(folder.join(name)).unwrap().count());
        assert_eq!(files().count(), on_disk.into_iter().sum::<usize>());
        assert_eq!(file("checks/none.toml"), None);
    }
}
