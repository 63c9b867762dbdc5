//! `shuzhi annotate`.

use std::path::{Path, PathBuf};

use super::args::AnnotateArgs;
use super::judging::Judging;
use super::sink::{self, Clash, Taken};
use super::{Exit, Voice, check};
use crate::output::annotate::{self, Copy};
use crate::output::report::Checked;
use crate::output::summary;

/// Writes a copy of the report with the findings as comments, or without our comments.
pub fn run(voice: &Voice, arguments: &AnnotateArgs) -> Exit {
    let read = [Some(&arguments.file), arguments.judging.previous.as_ref()];
    let mut taken = Taken::by(read.into_iter().flatten().map(PathBuf::as_path));
    for output in std::iter::once(&arguments.output).chain(&arguments.summary) {
        match taken.take(output) {
            Ok(()) => {}
            Err(Clash::Input) => {
                let said = voice.say(
                    "结果不能写进原文件，请换一个文件名：",
                    "the result must not overwrite its source, choose another name:",
                );
                return voice.fail(&format!("{said} {}", output.display()));
            }
            Err(Clash::Result) => {
                return voice.fail(&voice.say(
                    "--output 和 --summary 不能是同一个文件",
                    "--output and --summary must be two files",
                ));
            }
        }
    }
    match write(voice, arguments) {
        Ok(exit) => exit,
        Err(message) => voice.fail(&message),
    }
}

fn write(voice: &Voice, arguments: &AnnotateArgs) -> Result<Exit, String> {
    if arguments.clean {
        let bytes = sink::load(voice, &arguments.file)?;
        let copy = annotate::clean(&bytes).map_err(|error| error.message(voice.lang))?;
        save(voice, &arguments.output, &copy)?;
        return Ok(Exit::Clean);
    }
    let judging = Judging::new(voice, &arguments.judging, false)?;
    let checked = judging
        .check(voice, &arguments.file)
        .map_err(|message| format!("{}：{message}", arguments.file.display()))?;
    save_copy(voice, &checked, &arguments.output)?;
    if let Some(path) = &arguments.summary {
        let bytes = summary::write(&checked, voice.lang)?;
        sink::save(voice, path, &bytes)?;
    }
    Ok(check::verdict(
        arguments.judging.fail_on,
        std::slice::from_ref(&checked),
    ))
}

/// Writes the annotated copy of a checked file.
///
/// # Errors
/// Why it could not be written, in the language of the run.
pub fn save_copy(voice: &Voice, checked: &Checked, output: &Path) -> Result<(), String> {
    let path = &checked.report.path;
    if checked.report.format != "docx" {
        return Err(format!(
            "{path}：{}",
            voice.say(
                "批注只能写进 .docx 文件，请先用 Word 或 WPS 另存为 .docx（检查结果可用 --format html=结果.html 保存）",
                "comments can only be written into .docx files; save it as .docx in Word or WPS first"
            )
        ));
    }
    let bytes = sink::load(voice, Path::new(path))?;
    let copy = annotate::annotate(&bytes, checked, voice.lang)
        .map_err(|error| format!("{path}：{}", error.message(voice.lang)))?;
    save(voice, output, &copy)
}

fn save(voice: &Voice, output: &Path, copy: &Copy) -> Result<(), String> {
    let extension = output.extension().unwrap_or_default();
    if !extension.eq_ignore_ascii_case(copy.extension) {
        return Err(voice.say(
            &format!(
                "副本 {} 的扩展名要同原文件的类型一致，写成 .{}，否则 Word 打不开",
                output.display(),
                copy.extension
            ),
            &format!(
                "the copy {} must be called .{} like its source, or Word will not open it",
                output.display(),
                copy.extension
            ),
        ));
    }
    sink::save(voice, output, &copy.bytes)?;
    if copy.added > 0 {
        eprintln!(
            "{}",
            voice.say(
                &format!("已写入 {} 条批注（作者“述职检查”）", copy.added),
                &format!("comments written: {}", copy.added)
            )
        );
    } else {
        eprintln!(
            "{}",
            voice.say(
                &format!("已去掉 {} 条“述职检查”批注", copy.removed),
                &format!("comments removed: {}", copy.removed)
            )
        );
    }
    if copy.signed {
        eprintln!(
            "{}",
            voice.say(
                "注意：原文件带有数字签名，签名对副本无效，原文件的签名不受影响",
                "note: the signature of the file does not hold for the copy"
            )
        );
    }
    if copy.protected {
        eprintln!(
            "{}",
            voice.say(
                "注意：原文件设有编辑保护，副本同样受保护，要改须先在 Word 中停止保护",
                "note: the file is protected against changes, and so is the copy"
            )
        );
    }
    Ok(())
}
