//! Lists that other programs make: a JSON object a line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use super::Voice;

/// A list that is read line by line, empty lines passed over.
pub struct JsonLines {
    lines: Box<dyn BufRead>,
    /// What a line looks like.
    shape: &'static str,
    /// Bytes that a line has at most.
    limit: u64,
    number: usize,
}

impl JsonLines {
    /// Opens a list, `-` for standard input.
    ///
    /// # Errors
    /// Why it cannot be read, in the language of the run.
    pub fn open(
        voice: &Voice,
        list: &Path,
        shape: &'static str,
        limit: u64,
    ) -> Result<JsonLines, String> {
        let lines: Box<dyn BufRead> = match list.as_os_str() == "-" {
            true => Box::new(BufReader::new(io::stdin())),
            false => Box::new(BufReader::new(File::open(list).map_err(|error| {
                let said = voice.say("无法读取清单", "cannot read the list");
                format!("{said} {}：{}", list.display(), voice.system(&error))
            })?)),
        };
        Ok(JsonLines {
            lines,
            shape,
            limit,
            number: 0,
        })
    }

    /// The next line; none behind the last one.
    ///
    /// # Errors
    /// What is wrong with it, in the language of the run.
    pub fn next<T: DeserializeOwned>(&mut self, voice: &Voice) -> Result<Option<T>, String> {
        let mut text = Vec::new();
        loop {
            text.clear();
            let mut line = (&mut self.lines).take(self.limit + 1);
            let read = line.read_until(b'\n', &mut text);
            if read.map_err(|error| voice.system(&error))? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if text.len() as u64 > self.limit {
                return Err(self.wrong(voice, &voice.say("太长", "too long")));
            }
            if !text.trim_ascii().is_empty() {
                break;
            }
        }
        let line = serde_json::from_slice(&text);
        line.map(Some)
            .map_err(|error| self.wrong(voice, &error.to_string()))
    }

    fn wrong(&self, voice: &Voice, reason: &str) -> String {
        let (number, shape) = (self.number, self.shape);
        voice.say(
            &format!("清单第 {number} 行：{reason}（每行应是 {shape}）"),
            &format!("line {number} of the list: {reason} (a line is {shape})"),
        )
    }
}
