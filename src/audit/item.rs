//! A report of an audit that is read no more than is needed.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Source;
use super::cache::{Cache, Content, Key, Stamp, Taken};
use crate::document::Document;
use crate::read::{self, ReadError};

/// A report: what is known of it from earlier runs, else its bytes, else its text, each only when it is asked for.
pub struct Item<'a> {
    source: &'a Source,
    cache: Option<&'a Cache>,
    hint: String,
    stamp: Option<Stamp>,
    content: Content,
    bytes: Option<Vec<u8>>,
    document: Option<Result<Document, ReadError>>,
    taken: bool,
}

impl<'a> Item<'a> {
    /// Looks at a report: reads its bytes, unless an earlier run was through with them and they have not changed.
    ///
    /// # Errors
    /// The bytes cannot be had.
    pub fn open(
        source: &'a Source,
        cache: Option<&'a Cache>,
        taken: Option<&Taken>,
    ) -> Result<Item<'a>, ReadError> {
        let metadata = cache.and_then(|_| std::fs::metadata(source.path()).ok());
        let stamp = metadata.as_ref().map(Stamp::of);
        let known = taken.and_then(|taken| taken.find(&source.name(), stamp?));
        let bytes = match known {
            Some(_) => None,
            None => Some(source.bytes()?),
        };
        let hashed = || Content::of(bytes.as_deref().unwrap_or_default());
        Ok(Item {
            source,
            cache,
            hint: cache.map_or_else(String::new, |_| hint(source)),
            stamp,
            content: known.unwrap_or_else(hashed),
            taken: known.is_some(),
            bytes,
            document: None,
        })
    }

    /// A report whose bytes were read before in this run: they are read again only when its text is needed.
    pub fn again(source: &'a Source, cache: Option<&'a Cache>, content: Content) -> Item<'a> {
        Item {
            source,
            cache,
            hint: cache.map_or_else(String::new, |_| hint(source)),
            stamp: None,
            content,
            taken: true,
            bytes: None,
            document: None,
        }
    }

    /// The value of that key as an earlier run kept it; else it is made of the text, or of the reason why there is none,
    /// and kept. `key` says what it is made from besides this file.
    ///
    /// # Errors
    /// The bytes cannot be had.
    pub fn get<T: Serialize + DeserializeOwned>(
        &mut self,
        key: &Key,
        make: impl FnOnce(Result<&Document, &ReadError>) -> T,
    ) -> Result<T, ReadError> {
        let key = Key::of("item", &[key.as_bytes(), self.hint.as_bytes()]);
        let kept = self.cache.and_then(|cache| cache.load(&self.content, &key));
        if let Some(value) = kept {
            return Ok(value);
        }
        let value = make(self.document()?);
        if let Some(cache) = self.cache {
            cache.store(&self.content, &key, &value);
        }
        Ok(value)
    }

    /// The text, or why there is none.
    ///
    /// # Errors
    /// The bytes cannot be had.
    pub fn document(&mut self) -> Result<Result<&Document, &ReadError>, ReadError> {
        let document = match self.document.take() {
            Some(document) => document,
            None => {
                let bytes = match self.bytes.take() {
                    Some(bytes) => bytes,
                    // The entries are gone that the journal speaks of: the file is read after all, as it is now.
                    None => self.source.bytes()?,
                };
                if self.taken {
                    self.content = Content::of(&bytes);
                    self.taken = false;
                }
                self.source.parse(&bytes)
            }
        };
        Ok(self.document.insert(document).as_ref())
    }

    /// What tells the content, to be part of the keys of what is made from this file and another.
    pub fn content(&self) -> Content {
        self.content
    }

    /// What tells whether the file changes, from before it was read.
    pub fn stamp(&self) -> Option<Stamp> {
        self.stamp
    }

    /// Whether the file's bytes were not even read.
    pub fn is_taken(&self) -> bool {
        self.taken
    }

    /// Whether the text was not needed.
    pub fn is_known(&self) -> bool {
        self.document.is_none()
    }
}

/// What of a file besides its content makes a difference to its reading: the ending of its name tells Markdown from plain
/// text, and the month of its last change stands for a date that the content may lack.
fn hint(source: &Source) -> String {
    let ending = read::extension(Some(&source.hint())).unwrap_or_default();
    match source.written() {
        Some(written) => format!("{ending} {}-{}", written.year(), written.month()),
        None => ending,
    }
}
