//! How far two readers agree who annotated the same reports without seeing each other's labels: the ceiling of all figures.

use std::collections::BTreeMap;
use std::path::Path;

use super::eval::is_guard;
use super::set::PARTS;
use super::{Annotated, CorpusError, find, load};
use crate::ruleset::{Lang, system_words};
use crate::structure::Role;
use crate::text::count::words;

/// What two readers made of the same reports.
#[derive(Debug, Clone, Default)]
pub struct Agreement {
    /// How many reports.
    pub reports: usize,
    /// 字 by (first, second) role.
    pub roles: [[usize; Role::COUNT]; Role::COUNT],
    /// Guards by code: raised by both, by the first only, by the second only; what either calls borderline is left out.
    pub guards: BTreeMap<String, (usize, usize, usize)>,
    /// Difference of the problem+cause share between the readers, in points, for each report.
    pub share_differences: Vec<f64>,
}

impl Agreement {
    /// Share of the 字 with one role, 0 to 1.
    pub fn accuracy(&self) -> f64 {
        let same: usize = (0..Role::COUNT).map(|role| self.roles[role][role]).sum();
        same as f64 / self.all().max(1) as f64
    }

    /// Cohen's kappa over 字: agreement beyond what the readers' habits give by chance.
    pub fn kappa(&self) -> f64 {
        let all = self.all().max(1) as f64;
        let chance: f64 = (0..Role::COUNT)
            .map(|role| self.first(role) as f64 / all * self.second(role) as f64 / all)
            .sum();
        (self.accuracy() - chance) / (1.0 - chance).max(f64::EPSILON)
    }

    /// F1 of a role between the readers; none where neither uses it.
    pub fn f1(&self, role: Role) -> Option<f64> {
        let place = role.index();
        let sum = self.first(place) + self.second(place);
        (sum > 0).then(|| 2.0 * self.roles[place][place] as f64 / sum as f64)
    }

    /// F1 over all guards, and of each; none where neither raises it.
    pub fn guard_f1(&self, code: Option<&str>) -> Option<f64> {
        let wanted = self
            .guards
            .iter()
            .filter(|(other, _)| code.is_none_or(|code| code == other.as_str()));
        let (both, alone) = wanted.fold((0, 0), |(both, alone), (_, (b, one, other))| {
            (both + b, alone + one + other)
        });
        (both + alone > 0).then(|| 2.0 * both as f64 / (2 * both + alone) as f64)
    }

    fn all(&self) -> usize {
        self.roles.iter().flatten().sum()
    }

    fn first(&self, role: usize) -> usize {
        self.roles[role].iter().sum()
    }

    fn second(&self, role: usize) -> usize {
        self.roles.iter().map(|row| row[role]).sum()
    }
}

/// Holds the annotations in `dir/second` against those of the same file name in the other folders.
///
/// # Errors
/// A folder or file that cannot be read, a second annotation without a first, or one of another text.
pub fn agreement(dir: &Path) -> Result<Agreement, CorpusError> {
    let folder = dir.join("second");
    let fault = |path: &Path, reason: &str| CorpusError {
        file: path.display().to_string(),
        line: 0,
        reason: reason.to_owned(),
    };
    let listing = std::fs::read_dir(&folder)
        .map_err(|error| fault(&folder, &system_words(&error, Lang::Zh)))?;
    let mut paths: Vec<_> = listing
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    paths.sort_unstable();
    let mut agreement = Agreement::default();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let first = PARTS
            .iter()
            .find_map(|part| find(&dir.join(part), &file))
            .ok_or_else(|| fault(&path, "没有同名的第一次标注"))?;
        let (first, second) = (load(&first)?, load(&path)?);
        if first.document.source != second.document.source {
            return Err(fault(&path, "正文同第一次标注的不一样"));
        }
        agreement.compare(&first, &second);
    }
    Ok(agreement)
}

impl Agreement {
    fn compare(&mut self, first: &Annotated, second: &Annotated) {
        self.reports += 1;
        let source = &first.document.source;
        let (mut shares, mut all) = ([0usize; 2], 0);
        // The stretches of both, cut wherever either begins.
        let mut cuts: Vec<usize> = [first, second]
            .iter()
            .flat_map(|annotated| &annotated.roles)
            .flat_map(|(range, _)| [range.start, range.end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let (Some(one), Some(other)) = (first.role_at(pair[0]), second.role_at(pair[0])) else {
                continue;
            };
            let count = words(&source[pair[0]..pair[1]]);
            self.roles[one.index()][other.index()] += count;
            all += count;
            for (share, role) in shares.iter_mut().zip([one, other]) {
                if matches!(role, Role::Problem | Role::Cause) {
                    *share += count;
                }
            }
        }
        let points = shares[0].abs_diff(shares[1]) as f64 / all.max(1) as f64 * 100.0;
        self.share_differences.push(points);
        let heads = [&first.head, &second.head];
        let open = |code: &String| heads.iter().any(|head| head.borderline.contains(code));
        let mut codes: Vec<&String> = heads.iter().flat_map(|head| &head.expect).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes
            .into_iter()
            .filter(|code| is_guard(code) && !open(code))
        {
            let entry = self.guards.entry(code.clone()).or_default();
            match heads.map(|head| head.expect.contains(code)) {
                [true, true] => entry.0 += 1,
                [true, false] => entry.1 += 1,
                _ => entry.2 += 1,
            }
        }
    }
}
