//! What an audit is told to leave out.

use std::path::Path;

use glob::{MatchOptions, Pattern};

/// What is left out, as a `.gitignore` file says it: a pattern without a slash fits a name in any folder, one with a slash
/// a path from the root; a slash at the end means folders only.
pub(super) struct Patterns(Vec<(Pattern, Means)>);

#[derive(Clone, Copy)]
struct Means {
    name: bool,
    folder: bool,
}

impl Patterns {
    /// # Errors
    /// A pattern that cannot be read, in the words of its reader.
    pub fn new(patterns: &[String]) -> Result<Patterns, String> {
        let parse = |text: &String| {
            let (pattern, folder) = match text.strip_suffix('/') {
                Some(pattern) => (pattern, true),
                None => (text.as_str(), false),
            };
            let name = !pattern.contains('/');
            let pattern = Pattern::new(pattern.trim_start_matches('/'));
            let pattern = pattern.map_err(|error| format!("{text}：{error}"))?;
            Ok((pattern, Means { name, folder }))
        };
        patterns
            .iter()
            .map(parse)
            .collect::<Result<_, _>>()
            .map(Patterns)
    }

    /// Whether a path below the root is left out.
    pub fn exclude(&self, path: &Path, is_folder: bool) -> bool {
        let options = MatchOptions {
            require_literal_separator: true,
            ..MatchOptions::default()
        };
        self.0.iter().any(|(pattern, means)| {
            let subject = match means.name {
                true => path.file_name().map_or(path, Path::new),
                false => path,
            };
            (is_folder || !means.folder) && pattern.matches_path_with(subject, options)
        })
    }
}
