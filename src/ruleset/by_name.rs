//! Weights that are fitted on the corpus and written a line each: a name, a tab, a number.

use std::collections::HashMap;
use std::str::FromStr;

/// The numbers of a table by their names; lines that begin with `#` are left out.
pub fn by_name<T: FromStr>(table: &'static str) -> HashMap<&'static str, T> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| {
        let (name, weight) = line.split_once('\t')?;
        Some((name, weight.trim().parse().ok()?))
    });
    rows.collect()
}
