//! Names of features, put together as text or as hashes.

use super::role::Role;
use crate::ruleset::Cue;
use crate::ruleset::weights::Hashed;

/// What a feature is called: in words where a model is trained, as a hash where its weights are looked up.
pub trait Name: Sized {
    /// No part.
    fn empty() -> Self;
    /// A part of one character.
    fn character(character: char) -> Self;
    /// A part that is known beforehand.
    fn known(known: Known) -> Self;
    /// A part and another one behind it.
    fn then(&self, rest: &Self) -> Self;
}

impl Name for String {
    fn empty() -> String {
        String::new()
    }

    fn character(character: char) -> String {
        character.into()
    }

    fn known(known: Known) -> String {
        known.text.to_owned()
    }

    fn then(&self, rest: &String) -> String {
        [self.as_str(), rest].concat()
    }
}

impl Name for Hashed {
    fn empty() -> Hashed {
        Hashed::EMPTY
    }

    fn character(character: char) -> Hashed {
        Hashed::character(character)
    }

    fn known(known: Known) -> Hashed {
        known.hash
    }

    fn then(&self, rest: &Hashed) -> Hashed {
        Hashed::then(*self, *rest)
    }
}

/// A part of names that is known beforehand, hashed when the program is compiled.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    text: &'static str,
    hash: Hashed,
}

impl Known {
    /// A part in ASCII.
    pub const fn new(text: &'static str) -> Known {
        let mut hash = Hashed::EMPTY;
        let mut rest = text.as_bytes();
        while let [byte, after @ ..] = rest {
            hash = hash.then(Hashed::character(*byte as char));
            rest = after;
        }
        Known { text, hash }
    }

    /// Parts in ASCII.
    pub const fn each<const N: usize>(texts: [&'static str; N]) -> [Known; N] {
        let mut parts = [Known::new(""); N];
        let mut at = 0;
        while at < N {
            parts[at] = Known::new(texts[at]);
            at += 1;
        }
        parts
    }
}

/// A part of names, hashed when the program is compiled.
macro_rules! known {
    ($text:literal) => {
        const { Known::new($text) }
    };
}
pub(super) use known;

/// The names of roles.
pub static ROLES: [Known; Role::COUNT] = Known::each(Role::NAMES);
/// The names of categories.
static CUES: [Known; Cue::ALL.len()] = {
    let mut names = [""; Cue::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Cue::ALL[at].name();
        at += 1;
    }
    Known::each(names)
};

/// The name of a kind of features and what of that kind was seen.
pub fn named<N: Name>(kind: Known, what: Known) -> N {
    N::known(kind).then(&N::known(what))
}

/// The name of a kind of features and a category of that kind.
pub fn cued<N: Name>(kind: Known, cue: Cue) -> N {
    named(kind, CUES[cue as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hash_alike_however_they_are_put_together() {
        let whole = Hashed::new("w2:党员_干部");
        let [kind, between] = Known::each(["w2:", "_"]).map(Hashed::known);
        let first = Hashed::character('党').then(Hashed::character('员'));
        let words = [first, between, Hashed::new("干部")];
        assert_eq!(words.into_iter().fold(kind, Hashed::then), whole);
        for cue in Cue::ALL {
            let name: String = cued(known!("cue:"), *cue);
            assert_eq!(name, format!("cue:{}", cue.name()));
            assert_eq!(cued::<Hashed>(known!("cue:"), *cue), Hashed::new(&name));
        }
        assert_ne!(Hashed::new("c:党员").key(), Hashed::new("c:员党").key());
    }
}
