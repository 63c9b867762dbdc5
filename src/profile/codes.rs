//! Whether the codes and thresholds that a scheme names are those of the rule set.

use super::error::did_you_mean;
use super::scheme::Profile;
use super::validate::{Found, Issue};
use crate::ruleset::{Bilingual, Rules, nearest};

impl Found {
    pub(super) fn guards(&mut self, profile: &Profile, rules: &Rules) {
        let known: Vec<&str> = rules
            .codes()
            .filter(|code| code.starts_with("GRD"))
            .collect();
        let guards = &profile.guards;
        let lists = [("named", &guards.named), ("practice", &guards.practice)];
        let mut seen: Vec<(&str, String)> = Vec::new();
        for (list, codes) in lists {
            for (at, code) in codes.iter().enumerate() {
                let path = format!("guards/{list}/{at}");
                if !known.contains(&code.as_str()) {
                    self.unknown(path, code, &known);
                } else if let Some((_, before)) = seen.iter().find(|(one, _)| one == code) {
                    self.twice(code, path, before);
                }
                seen.push((code, format!("guards/{list}/{at}")));
            }
        }
        for code in guards.demand.keys() {
            if !known.contains(&code.as_str()) {
                self.unknown(format!("guards/demand/{code}#"), code, &known);
            }
        }
    }

    fn twice(&mut self, code: &str, path: String, before: &str) {
        let named = |path: &str| path.starts_with("guards/named");
        let message = if named(&path) == named(before) {
            Bilingual::new(
                format!("`{code}` 写了两次"),
                format!("`{code}` stands twice"),
            )
        } else {
            Bilingual::new(
                format!(
                    "`{code}` 不能同时列入 named 和 practice；改写其中一个列表时，另一个也要写全"
                ),
                format!(
                    "`{code}` cannot be both named and practice; a file that changes one list must write the other too"
                ),
            )
        };
        self.0.push(Issue {
            path,
            other: Some(before.to_owned()),
            message,
        });
    }

    fn unknown(&mut self, path: String, code: &str, known: &[&str]) {
        let near = did_you_mean(nearest(&code.to_uppercase(), known.iter().copied()));
        self.put(
            path,
            format!("没有代码为 `{code}` 的检查{}", near.zh),
            format!("there is no check `{code}`{}", near.en),
        );
    }

    pub(super) fn thresholds(&mut self, profile: &Profile, rules: &Rules) {
        for (code, numbers) in &profile.thresholds {
            let Some(rule) = rules.check(code) else {
                let known: Vec<&str> = rules.codes().collect();
                self.unknown(format!("threshold/{code}#"), code, &known);
                continue;
            };
            for name in numbers
                .keys()
                .filter(|name| !rule.threshold.contains_key(*name))
            {
                let names: Vec<&str> = rule.threshold.keys().map(String::as_str).collect();
                let near = nearest(name, names.iter().copied());
                let mut message = Bilingual::new(
                    format!("{code} 没有名为 `{name}` 的界限{}", did_you_mean(near).zh),
                    format!("{code} has no threshold `{name}`{}", did_you_mean(near).en),
                );
                if near.is_none() && !names.is_empty() {
                    message.zh += &format!("，可用：{}", names.join("、"));
                    message.en += &format!("; possible: {}", names.join(", "));
                }
                self.0.push(Issue {
                    path: format!("threshold/{code}/{name}#"),
                    other: None,
                    message,
                });
            }
        }
    }
}
