//! `shuzhi new`: a starting document from a scheme.

use super::args::NewArgs;
use super::{Exit, Voice, sink};
use crate::profile;
use crate::ruleset::Rules;
use crate::template;

/// Writes the Word file.
pub fn run(voice: &Voice, arguments: &NewArgs) -> Exit {
    let path = &arguments.output;
    let shown = path.display();
    let word = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("docx"));
    if !word {
        return voice.fail(&voice.say(
            &format!("{shown}：只能写成 Word 文件，文件名请以 .docx 结尾"),
            &format!("{shown}: only Word files can be written; let the name end in .docx"),
        ));
    }
    let rules = Rules::built_in();
    let profile = match profile::load(&rules, &arguments.profile) {
        Ok(profile) => profile,
        Err(error) => return voice.fail(&error.render(voice.lang)),
    };
    // A link that leads nowhere is something too.
    if path.symlink_metadata().is_ok() && !arguments.force {
        return voice.fail(&voice.say(
            &format!("{shown} 已经存在，没有改动；换一个文件名，或加 --force 覆盖"),
            &format!("{shown} is there already and was left alone; take another name, or --force to overwrite it"),
        ));
    }
    let bytes = match template::build(&profile, &rules) {
        Ok(bytes) => bytes,
        Err(error) => return voice.fail(&error),
    };
    if let Err(message) = sink::save(voice, path, &bytes) {
        return voice.fail(&message);
    }
    let id = &arguments.profile;
    eprintln!(
        "{}",
        voice.say(
            &format!(
                "这是按“{}”写的模板：请用 Word 或 WPS 打开，在灰色说明下面写正文；写好后运行 shuzhi check {shown} --profile {id}",
                profile.title
            ),
            &format!(
                "It follows the scheme {}: open it in Word or WPS and write below the grey guidance; then run `shuzhi check {shown} --profile {id}`",
                profile.id
            ),
        )
    );
    Exit::Clean
}
