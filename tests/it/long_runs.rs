//! Long runs of `audit`: what is kept of earlier runs, stopping and continuing.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use crate::support::{project, shuzhi, stderr, stdout};

/// Reports of different content, as if handed in a while ago.
fn inbox(reports: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = fs::read_to_string(project("corpus/samples/中学党总支书记述职报告.md"));
    let sample = sample.expect("a sample");
    for number in 0..reports {
        let text = format!("{sample}\n\n全年走访教师{number}人次。\n");
        put(&place(folder.path(), number), text.as_bytes());
    }
    folder
}

fn place(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("学校{number:04}述职.md"))
}

/// Writes a file of long ago.
fn put(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("a file");
    let file = File::options().append(true).open(path).expect("a file");
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    file.set_modified(then).expect("a time");
}

/// An audit with a cache of its own.
fn audit(cache: &Path, folder: &Path, more: &[&str]) -> Command {
    let mut command = shuzhi();
    command
        .env("SHUZHI_CACHE_DIR", cache)
        .args(["audit", "--profile", "education-bureau"])
        // Each that works may be some reports ahead of what is read of the results.
        .args(["--jobs", "2"])
        .arg(folder)
        .args(more);
    command
}

fn output(mut command: Command) -> Output {
    command.output().expect("the program starts")
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path).collect()
}

/// How many reports have a line in a file.
fn reports(path: &Path) -> usize {
    let text = fs::read_to_string(path).expect("lines");
    text.lines()
        .filter(|line| line.contains("\"rubric\""))
        .count()
}

const LINES: &[&str] = &["--format", "jsonl"];

#[test]
fn a_second_run_gives_the_same_from_what_was_kept() {
    let (inbox, cache) = (inbox(6), tempfile::tempdir().expect("a folder"));
    put(&inbox.path().join("断了.docx"), b"PK\x03\x04broken");
    let run = |more: &[&str]| output(audit(cache.path(), inbox.path(), more));
    let without = run(&[LINES, &["--no-cache"]].concat());
    assert!(files(cache.path()).is_empty());
    let first = run(LINES);
    // A reading a file, also of the one that cannot be read, a judgement a report, every pair of reports (they are alike),
    // and the tag of the folder and the mark of sweeping.
    assert_eq!(files(cache.path()).len(), 7 + 6 + 15 + 2);
    let second = run(LINES);
    for run in [&first, &second] {
        assert_eq!(stdout(run), stdout(&without));
        assert_eq!(run.status.code(), without.status.code());
    }
    let overview = |more: &[&str]| stdout(&run(more));
    assert_eq!(overview(&[]), overview(&["--no-cache"]));
    // Known again under another name, and told under that.
    let new = inbox.path().join("改名.md");
    fs::rename(place(inbox.path(), 3), &new).expect("renamed");
    let lines = stdout(&run(LINES));
    assert!(lines.contains("改名.md") && !lines.contains("学校0003"));
    // It comes last now: two pairs are held the other way round.
    assert_eq!(files(cache.path()).len(), 7 + 6 + 15 + 2 + 2);
}

#[test]
fn what_makes_a_difference_is_judged_anew() {
    let (inbox, cache) = (inbox(2), tempfile::tempdir().expect("a folder"));
    let rules = tempfile::tempdir().expect("a folder");
    let profile = rules.path().join("profiles/own.toml");
    fs::create_dir_all(profile.parent().expect("a folder")).expect("a folder");
    let demand = |most: u32| {
        let text = format!(
            "extends = \"education-bureau\"\nid = \"own\"\ntitle = \"本校方案\"\n\n[length]\nmax = {most}\nstrength = \"hard\"\n"
        );
        fs::write(&profile, text).expect("a profile");
    };
    let path = profile.to_str().expect("UTF-8");
    let folder = rules.path().to_str().expect("UTF-8");
    let cases: [(u32, &[&str]); 7] = [
        (3000, &[]),
        (3000, &["--profile", path]),
        (400, &["--profile", path]),
        (300, &["--rules", folder]),
        (200, &["--rules", folder]),
        (200, &["--year", "2001"]),
        (200, &["--ignore", "LEN"]),
    ];
    for (most, more) in cases {
        demand(most);
        let run = |more: &[&str]| {
            let mut command = shuzhi();
            command.env("SHUZHI_CACHE_DIR", cache.path()).arg("audit");
            let usual: &[&str] = &["--profile", "education-bureau"];
            let usual = if more.contains(&"--profile") {
                &[]
            } else {
                usual
            };
            command.arg(inbox.path()).args(usual).args(more);
            let output = output(command);
            let said = (stdout(&output), stderr(&output));
            assert!(
                output.status.code().is_some_and(|code| code < 2),
                "{said:?}"
            );
            said
        };
        let (kept, anew) = (run(more), run(&[more, &["--no-cache"]].concat()));
        assert_eq!(kept, anew, "{most} {more:?}");
    }
    let entries = files(cache.path()).len();
    // Two readings, two judgements, a pair.
    assert_eq!(entries, 5 * cases.len() + 2, "all anew in each case");
}

#[test]
fn the_cache_shows_nothing_of_reports_and_their_names() {
    let (inbox, cache) = (inbox(3), tempfile::tempdir().expect("a folder"));
    let good = project("corpus/samples/镇党委书记述职报告.docx");
    let file = inbox.path().join("柳湾镇党委书记述职.docx");
    put(&file, &fs::read(&good).expect("a sample"));
    let output = output(audit(cache.path(), inbox.path(), LINES));
    // The journal of a run that is broken off is made of the same, and must not tell more.
    let text = shuzhi().arg("text").arg(&good).output().expect("a text");
    let mut said = stdout(&text) + &stdout(&output);
    said += &fs::read_to_string(place(inbox.path(), 0)).expect("a report");
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut runs: Vec<&str> = Vec::new();
    for stretch in said.split(|c: char| !han(c)) {
        let starts: Vec<usize> = stretch.char_indices().map(|(at, _)| at).collect();
        let ends = starts.iter().copied().skip(4).chain([stretch.len()]);
        runs.extend(
            starts
                .iter()
                .zip(ends)
                .map(|(start, end)| &stretch[*start..end]),
        );
    }
    runs.retain(|run| run.chars().count() == 4);
    runs.sort_unstable();
    runs.dedup();
    assert!(runs.len() > 1000 && runs.contains(&"党委书记"));
    let wide: std::collections::HashSet<Vec<u8>> = runs
        .iter()
        .flat_map(|run| {
            let utf16 = run.encode_utf16().flat_map(u16::to_le_bytes).collect();
            [run.as_bytes().to_vec(), utf16]
        })
        .collect();
    let kept = files(cache.path());
    assert!(kept.len() > 4);
    for path in kept {
        let name = path.strip_prefix(cache.path()).expect("below");
        let bytes = [
            name.as_os_str().as_encoded_bytes(),
            &fs::read(&path).expect("a file"),
        ]
        .concat();
        for length in [8, 12] {
            let found = bytes.windows(length).find(|window| wide.contains(*window));
            assert_eq!(found, None, "{}", path.display());
        }
    }
}

#[test]
fn a_damaged_or_unwritable_cache_is_no_error() {
    let (inbox, cache) = (inbox(3), tempfile::tempdir().expect("a folder"));
    let run = |cache: &Path| output(audit(cache, inbox.path(), LINES));
    let first = run(cache.path());
    for (number, path) in files(&cache.path().join("entries")).iter().enumerate() {
        let bytes = fs::read(path).expect("an entry");
        let damaged = [&bytes[..bytes.len() / 2], b"", b"foreign"];
        fs::write(path, damaged[number % 3]).expect("written");
    }
    let entries = files(cache.path()).len();
    let second = run(cache.path());
    assert_eq!(stdout(&second), stdout(&first));
    assert_eq!(stderr(&second), "");
    assert_eq!(files(cache.path()).len(), entries);

    let blocked = place(inbox.path(), 0).join("cache");
    let third = run(&blocked);
    assert_eq!(stdout(&third), stdout(&first));
    assert_eq!(third.status.code(), first.status.code());
    let said = stderr(&third);
    assert_eq!(said.matches("缓存文件夹无法写入").count(), 1, "{said}");
}

#[test]
fn says_what_cannot_be_continued() {
    let (inbox, cache) = (inbox(2), tempfile::tempdir().expect("a folder"));
    let run = |more: &[&str]| output(audit(cache.path(), inbox.path(), more));
    let refused = run(&["--resume", "--no-cache"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("不能与 --no-cache 同用"));
    let usual = run(&["--resume"]);
    assert!(usual.status.code().is_some_and(|code| code < 2));
    assert!(stderr(&usual).contains("没有可以接着做的审核"));
    assert!(stdout(&usual).contains("共 2 份报告"));
}

#[test]
fn says_what_cannot_be_written_and_leaves_what_was() {
    let (inbox, cache) = (inbox(2), tempfile::tempdir().expect("a folder"));
    let out = tempfile::tempdir().expect("a folder");
    let run = |more: &[&str]| output(audit(cache.path(), inbox.path(), more));
    let nowhere = format!("jsonl={}/没有/结果.jsonl", out.path().display());
    let failed = run(&["--format", &nowhere]);
    assert_eq!(failed.status.code(), Some(2));
    assert!(
        stderr(&failed).contains("没有这个文件夹"),
        "{}",
        stderr(&failed)
    );
    // A folder stands where the file should: the rest is written all the same, and nothing is left over.
    let taken = out.path().join("占用.txt");
    fs::create_dir(&taken).expect("a folder");
    let lines = out.path().join("结果.jsonl");
    let failed = run(&[
        "--format",
        &format!("human={}", taken.display()),
        "--format",
        &format!("jsonl={}", lines.display()),
        "--format",
        "human",
    ]);
    assert_eq!(failed.status.code(), Some(2));
    assert!(stderr(&failed).contains("无法写入"), "{}", stderr(&failed));
    assert!(stdout(&failed).contains("共 2 份报告"));
    assert_eq!(reports(&lines), 2);
    assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_in_plain_words() {
    let (inbox, cache) = (inbox(3), tempfile::tempdir().expect("a folder"));
    let out = tempfile::tempdir().expect("a folder");
    let lines = out.path().join("结果.jsonl");
    let good = format!("jsonl={}", lines.display());
    let full = || File::options().write(true).open("/dev/full").expect("it");
    for more in [
        &["--format", "human=/dev/full", "--format", &good][..],
        &["--format", "jsonl=/dev/full", "--format", &good],
    ] {
        let output = output(audit(cache.path(), inbox.path(), more));
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(said.contains("无法写入 /dev/full：磁盘已满"), "{said}");
        // What could be written was.
        assert_eq!(reports(&lines), 3);
        assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 1);
    }
    assert!(!fs::metadata("/dev/full").expect("it").is_file());
    for format in ["human", "jsonl"] {
        let mut command = audit(cache.path(), inbox.path(), &["--format", format]);
        let output = output_to(&mut command, full());
        assert_eq!(output.status.code(), Some(2), "{format}");
        let said = stderr(&output);
        assert!(said.contains("无法写入 标准输出：磁盘已满"), "{said}");
    }
}

#[cfg(target_os = "linux")]
fn output_to(command: &mut Command, file: File) -> Output {
    command.stdout(file).stderr(std::process::Stdio::piped());
    let child = command.spawn().expect("the program starts");
    child.wait_with_output().expect("it ends")
}

#[cfg(unix)]
mod interrupted {
    use std::io::{BufRead, BufReader, Read};
    use std::process::{Child, Stdio};

    use super::*;

    fn signal(child: &Child, name: &str) {
        let id = child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Runs until the first line is there, sends signals, and gives back all that was said.
    ///
    /// The lines are longer than the pipe between holds, and two at work are at most 64 reports ahead of it, so the program
    /// cannot be through before the lines are read.
    fn broken_off(mut command: Command, name: &str) -> (Option<i32>, String, String) {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut lines = String::new();
        out.read_line(&mut lines).expect("a line");
        signal(&child, name);
        // The signal has been taken when the program says so.
        let mut said = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut words = String::new();
        while !words.contains("正在停下") {
            assert!(said.read_line(&mut words).expect("a line") > 0, "{words}");
        }
        out.read_to_string(&mut lines).expect("lines");
        said.read_to_string(&mut words).expect("words");
        (child.wait().expect("it ends").code(), lines, words)
    }

    #[test]
    fn a_run_broken_off_and_continued_is_one_run() {
        let (inbox, cache) = (inbox(120), tempfile::tempdir().expect("a folder"));
        let out = tempfile::tempdir().expect("a folder");
        let overview = out.path().join("总体.txt");
        let more = [
            "--format".to_owned(),
            "jsonl".to_owned(),
            "--format".to_owned(),
            format!("human={}", overview.display()),
        ];
        let more: Vec<&str> = more.iter().map(String::as_str).collect();
        let command = |more: &[&str]| audit(cache.path(), inbox.path(), more);
        let whole = output(command(&[&more[..], &["--no-cache"]].concat()));
        let whole_overview = fs::read_to_string(&overview).expect("written");

        let (code, lines, words) = broken_off(command(&more), "INT");
        assert_eq!(code, Some(2), "{words}");
        let reached = lines.lines().count();
        assert!((1..120).contains(&reached), "{reached}");
        assert!(stdout(&whole).starts_with(&lines), "the first lines");
        let said = format!("中断：只检查了 {reached}/120 份，其余未检查；加 --resume 继续");
        let told = fs::read_to_string(&overview).expect("written");
        assert!(told.contains(&said), "{told}");
        // The journal names no report either.
        let journals = files(&cache.path().join("runs"));
        assert_eq!(journals.len(), 1);
        let journal = fs::read(&journals[0]).expect("a journal");
        let name = "学校".as_bytes();
        assert!(!journal.windows(name.len()).any(|window| window == name));

        let continued = output(command(&[&more[..], &["--resume"]].concat()));
        assert_eq!(stdout(&continued), stdout(&whole));
        let said = format!("{reached} 份没有改动，沿用上次的结果");
        assert!(stderr(&continued).contains(&said), "{}", stderr(&continued));
        let told = fs::read_to_string(&overview).expect("written");
        assert_eq!(told, whole_overview);
        // It is through now.
        assert!(files(&cache.path().join("runs")).is_empty());
    }

    #[test]
    fn a_second_signal_ends_at_once_and_leaves_no_halves() {
        let (inbox, cache) = (inbox(120), tempfile::tempdir().expect("a folder"));
        let out = tempfile::tempdir().expect("a folder");
        let target = format!("jsonl={}", out.path().join("结果.jsonl").display());
        let more = ["--format", "jsonl", "--format", &target];
        let mut command = audit(cache.path(), inbox.path(), &more);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut out_pipe = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        out_pipe.read_line(&mut line).expect("a line");
        assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 1);
        signal(&child, "TERM");
        let mut said = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut words = String::new();
        while !words.contains("正在停下") {
            assert!(said.read_line(&mut words).expect("a line") > 0, "{words}");
        }
        signal(&child, "TERM");
        // Nobody reads on, so only the second signal can end it where lines fill the pipe.
        let code = child.wait().expect("it ends").code();
        if code == Some(130) {
            assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 0);
        } else {
            assert_eq!(code, Some(2), "it was through with the reports at work");
        }
    }
}
