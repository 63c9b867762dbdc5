//! `shuzhi profile`.

use std::path::PathBuf;

use super::{Exit, Voice, sink};
use crate::profile;
use crate::ruleset::Rules;

/// Lists the built-in schemes.
pub fn list(voice: &Voice) -> Exit {
    let rules = Rules::built_in();
    sink::print(
        voice,
        profile::show_table(&profile::list(&rules), voice.lang).as_bytes(),
    )
}

/// Shows a scheme.
pub fn show(voice: &Voice, id: &str, json: bool) -> Exit {
    let rules = Rules::built_in();
    match profile::load(&rules, id) {
        Ok(profile) if json => match serde_json::to_string_pretty(&profile) {
            Ok(text) => sink::print(voice, format!("{text}\n").as_bytes()),
            Err(error) => voice.fail(&error.to_string()),
        },
        Ok(profile) => sink::print(
            voice,
            profile::show(&profile, &rules, voice.lang).as_bytes(),
        ),
        Err(error) => voice.fail(&error.to_string()),
    }
}

/// Validates scheme files; every one is looked at.
pub fn validate(voice: &Voice, files: &[PathBuf]) -> Exit {
    let rules = Rules::built_in();
    let mut exit = Exit::Clean;
    for file in files {
        match profile::load(&rules, &file.to_string_lossy()) {
            Ok(profile) => {
                let said = voice.say("没有问题", "is fine");
                println!("{}：{} {said}", file.display(), profile.title);
            }
            Err(error) => exit = voice.fail(&error.to_string()),
        }
    }
    exit
}
