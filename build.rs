//! Compiles the data that a cold start must not parse: the segmentation dictionary and the rule
//! literals become double arrays, rule files become JSON, traditional characters a direct table. What only few
//! commands read or show is compressed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

use flate2::{Compression, write::DeflateEncoder};

#[path = "src/ruleset/compile.rs"]
mod compile;
#[path = "src/text/double_array.rs"]
mod double_array;
#[path = "src/text/pair_bits.rs"]
mod pair_bits;
#[path = "src/ruleset/weights.rs"]
mod weights;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/text/double_array.rs");
    println!("cargo::rerun-if-changed=src/text/pair_bits.rs");
    println!("cargo::rerun-if-changed=src/ruleset/compile.rs");
    println!("cargo::rerun-if-changed=src/ruleset/weights.rs");
    println!("cargo::rerun-if-changed=rules");
    dictionary(&out)?;
    rules(&out)?;
    simplification(&out)?;
    phrases(&out)?;
    thesaurus(&out)?;
    Ok(())
}

/// The words of the thesaurus in their order, each with its line: a cold start has no time to sort them.
fn thesaurus(out: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string("rules/pledge/thesaurus.txt")?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let words = (0..).zip(lines).flat_map(|(sense, line)| {
        let words = line.split_whitespace();
        words.map(move |word| (word, sense))
    });
    let mut words: Vec<(&str, usize)> = words.collect();
    words.sort_unstable();
    let all: String = words.iter().map(|(word, _)| *word).collect();
    let mut code = String::new();
    writeln!(
        code,
        "/// All words.\npub(super) static WORDS: &str = {all:?};"
    )?;
    let lengths: Vec<(usize, usize)> = words
        .iter()
        .map(|(word, sense)| (word.len(), *sense))
        .collect();
    writeln!(
        code,
        "/// Of each word, how many bytes it has, and its line.\npub(super) static LINES: &[(u16, u16)] = &{lengths:?};"
    )?;
    fs::write(out.join("thesaurus.rs"), code)?;
    Ok(())
}

fn packed(text: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(text)?;
    Ok(deflate.finish()?)
}

/// All words of the dictionary as a double array, each with the place of its frequency.
fn dictionary(out: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string("rules/dict/jieba.txt")?;
    let mut words: BTreeMap<&str, u32> = BTreeMap::new();
    for line in text.lines() {
        let mut fields = line.split(' ');
        if let (Some(word), Some(frequency)) = (fields.next(), fields.next()) {
            words.insert(word, frequency.parse()?);
        }
    }
    let total: u64 = words.values().copied().map(u64::from).sum();
    let mut frequencies: Vec<u32> = words.values().copied().collect();
    frequencies.sort_unstable();
    frequencies.dedup();
    let place = |frequency| frequencies.partition_point(|other| *other < frequency) as u32;
    let entries = words
        .iter()
        .map(|(word, frequency)| (*word, place(*frequency)));
    let often = |word: &str| words.get(word).copied().map_or(0, u64::from);
    fs::write(
        out.join("dictionary.bin"),
        double_array::build(entries, often)?,
    )?;
    // Logarithms would take longer than all the rest of a cut, and there are only so many frequencies.
    let logarithms: Vec<f64> = frequencies
        .iter()
        .map(|frequency| f64::from(*frequency).ln())
        .collect();
    let mut code = String::new();
    writeln!(
        code,
        "pub(super) static LOGARITHMS: &[f64] = &{logarithms:?};"
    )?;
    writeln!(code, "pub(super) const TOTAL: usize = {total};")?;
    fs::write(out.join("dictionary.rs"), code)?;
    Ok(())
}

fn rules(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut files = BTreeMap::new();
    for folder in compile::FOLDERS {
        for entry in fs::read_dir(Path::new("rules").join(folder))? {
            let path = entry?.path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .ok_or("file name")?;
            if compile::is_rule_file(folder, name) {
                files.insert(format!("{folder}/{name}"), fs::read_to_string(&path)?);
            }
        }
    }
    let compiled = compile::compile(&files)
        .map_err(|error| format!("rules/{}: {}", error.file, error.reason))?;
    fs::write(out.join("literals.bin"), &compiled.trie)?;
    fs::write(out.join("model.bin"), &compiled.model)?;
    let digest = fingerprint(&files);
    // The weights are in the table; their text would only make the program larger.
    files.remove(compile::MODEL);
    for name in ["audit-lines", "profile", "profile-complete", "report"] {
        let path = format!("schema/{name}.json");
        let text = fs::read_to_string(Path::new("rules").join(&path))?;
        files.insert(path, text);
    }
    // Runs read these as they stand, and of the others what they are compiled to.
    let is_plain = |path: &str| {
        path.starts_with("profiles/")
            || path.starts_with("roster/")
            || ["calendar/holidays.toml", "schema/profile-complete.json"].contains(&path)
    };
    let (plain, seldom): (BTreeMap<String, String>, BTreeMap<String, String>) =
        files.into_iter().partition(|(path, _)| is_plain(path));
    let mut all = String::new();
    let mut places: Vec<(&str, usize, usize)> = Vec::new();
    for (path, text) in &seldom {
        places.push((path, all.len(), all.len() + text.len()));
        all.push_str(text);
    }
    fs::write(out.join("packed.bin"), packed(all.as_bytes())?)?;
    let mut code = String::new();
    writeln!(
        code,
        "/// The other files: path, and first byte and end in what was packed.\npub(super) static PACKED: &[(&str, usize, usize)] = &{places:?};"
    )?;
    let plain: Vec<(&String, &String)> = plain.iter().collect();
    writeln!(
        code,
        "/// Files that runs read as they stand.\npub(super) static PLAIN: &[(&str, &str)] = &{plain:?};"
    )?;
    writeln!(
        code,
        "/// Built-in: code and file as JSON, without examples.\npub(super) static CHECKS: &[(&str, &str)] = &{:?};",
        compiled.checks
    )?;
    writeln!(
        code,
        "pub(super) static CUES: &[&str] = &{:?};",
        compiled.cues
    )?;
    writeln!(
        code,
        "pub(super) static TERMS: &[&str] = &{:?};",
        compiled.terms
    )?;
    // Flat tables: a slice in each row would be a relocation for the loader to do at every start.
    writeln!(code, "pub(super) static POSTINGS: &[(u16, u16, u16)] = &[")?;
    let mut triggers: Vec<u16> = Vec::new();
    // Most literals are of the same few categories, whose bits take more room than all the rest.
    let mut cues: Vec<(u128, u128)> = Vec::new();
    for posting in &compiled.postings {
        let bits = (posting.words, posting.except);
        let known = cues.iter().position(|known| *known == bits);
        let known = u16::try_from(known.unwrap_or_else(|| {
            cues.push(bits);
            cues.len() - 1
        }))?;
        let start = u16::try_from(triggers.len())?;
        let count = u16::try_from(posting.terms.len())?;
        writeln!(code, "({known}, {start}, {count}),")?;
        triggers.extend(&posting.terms);
    }
    writeln!(
        code,
        "];\npub(super) static BITS: &[(u128, u128)] = &{cues:?};\npub(super) static TRIGGERS: &[u16] = &{triggers:?};"
    )?;
    writeln!(
        code,
        "pub(super) static FINGERPRINT: &str = \"{digest:016x}\";"
    )?;
    fs::write(out.join("rules.rs"), code)?;
    Ok(())
}

/// FNV-1a over names and contents: tells rule sets apart, protects nothing.
fn fingerprint(files: &BTreeMap<String, String>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in files
        .iter()
        .flat_map(|(name, content)| name.bytes().chain([0]).chain(content.bytes()))
    {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// Traditional to simplified for single characters, as a direct table over U+3400-U+9FFF (0 = unchanged).
fn simplification(out: &Path) -> Result<(), Box<dyn Error>> {
    const START: usize = 0x3400;
    let text = fs::read_to_string("rules/script/simplified.txt")?;
    let mut table = vec![0u8; (0xA000 - START) * 2];
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut characters = line.chars();
        let (Some(traditional), Some(simple)) = (characters.next(), characters.next()) else {
            continue;
        };
        let place = (u32::from(traditional) as usize)
            .checked_sub(START)
            .ok_or("not in U+3400-U+9FFF")?
            * 2;
        let bytes = u16::try_from(u32::from(simple))?.to_le_bytes();
        table
            .get_mut(place..place + 2)
            .ok_or("not in U+3400-U+9FFF")?
            .copy_from_slice(&bytes);
    }
    fs::write(out.join("simplified.bin"), table)?;
    Ok(())
}

/// Set phrases of four characters, in the order of their beginnings and in that of their ends; which pairs of characters
/// begin or end one, a bit for many pairs, so that nearly all of a text is passed over; and characters with the groups of
/// those that are written for each other.
fn phrases(out: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string("rules/spelling/phrases.txt")?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut phrases: Vec<u64> = Vec::new();
    for phrase in lines.flat_map(str::split_whitespace) {
        let codes: Vec<u16> = phrase.encode_utf16().collect();
        let codes: [u16; 4] = codes
            .try_into()
            .map_err(|_| format!("{phrase}: four characters"))?;
        phrases.push(
            codes
                .iter()
                .fold(0, |all, code| all << 16 | u64::from(*code)),
        );
    }
    phrases.sort_unstable();
    phrases.dedup();
    let mut by_end: Vec<u16> = (0..u16::try_from(phrases.len())?).collect();
    by_end.sort_by_key(|place| phrases[usize::from(*place)] as u32);
    let pairs = |down: u32| {
        let mut set = vec![0u64; pair_bits::BITS / 64];
        for phrase in &phrases {
            let bit = pair_bits::bit((phrase >> down) as u32);
            set[bit / 64] |= 1 << (bit % 64);
        }
        set
    };
    let (beginnings, endings) = (pairs(32), pairs(0));
    let text = fs::read_to_string("rules/spelling/alike.txt")?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut alike: Vec<(u16, u16)> = Vec::new();
    for (group, line) in (0..).zip(lines) {
        alike.extend(line.encode_utf16().map(|character| (character, group)));
    }
    alike.sort_unstable();
    let mut code = String::new();
    writeln!(code, "pub(super) static ALIKE: &[(u16, u16)] = &{alike:?};")?;
    writeln!(code, "pub(super) static PHRASES: &[u64] = &{phrases:?};")?;
    writeln!(code, "pub(super) static BY_END: &[u16] = &{by_end:?};")?;
    writeln!(
        code,
        "pub(super) static BEGINNINGS: &[u64] = &{beginnings:?};"
    )?;
    writeln!(code, "pub(super) static ENDINGS: &[u64] = &{endings:?};")?;
    fs::write(out.join("phrases.rs"), code)?;
    Ok(())
}
