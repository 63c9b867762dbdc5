//! The checkers of a run: different posts may be under different schemes.

use std::collections::HashMap;
use std::path::Path;

use crate::audit::cache::Key;
use crate::audit::roster::Person;
use crate::checker::{Checker, Settings};
use crate::ruleset::Lang;

/// Checkers by the schemes that a run needs; the one of the command line is the first.
pub(super) struct Judges {
    checkers: Vec<Checker>,
    by_profile: HashMap<String, usize>,
    /// 职位类别 as the first scheme names them.
    posts: Vec<(String, usize)>,
}

impl Judges {
    /// Loads the scheme of the settings, those it names for other posts, and those a roster names.
    ///
    /// # Errors
    /// A scheme that cannot be used, in the words of its reader, and where a roster names it.
    pub(super) fn new(settings: &Settings, people: &[Person]) -> Result<Judges, String> {
        let first = Checker::new(settings.clone()).map_err(|error| error.to_string())?;
        let posts = first.profile().posts.clone();
        let mut judges = Judges {
            by_profile: HashMap::from([(first.profile().id.clone(), 0)]),
            checkers: vec![first],
            posts: Vec::new(),
        };
        for person in people {
            let Some(profile) = &person.profile else {
                continue;
            };
            judges
                .load(settings, profile.clone())
                .map_err(|error| on_roster(person, &error, settings.lang))?;
        }
        for (kind, profile) in posts {
            let profile = judges.beside(settings, profile);
            let place = judges.load(settings, profile)?;
            judges.posts.push((kind, place));
        }
        Ok(judges)
    }

    fn load(&mut self, settings: &Settings, profile: String) -> Result<usize, String> {
        if let Some(place) = self.by_profile.get(&profile) {
            return Ok(*place);
        }
        let settings = Settings {
            profile: Some(profile.clone()),
            ..settings.clone()
        };
        let checker = Checker::new(settings).map_err(|error| error.to_string())?;
        let place = self.checkers.len();
        self.checkers.push(checker);
        self.by_profile.insert(profile, place);
        Ok(place)
    }

    /// A scheme that another one names: an id, or a file beside that one.
    fn beside(&self, settings: &Settings, profile: String) -> String {
        let known = |id: &str| {
            let mut profiles = self.first().rules().profiles();
            profiles.any(|(other, _)| other == id)
        };
        let main = settings.profile.as_deref().map(Path::new);
        match main.and_then(Path::parent) {
            Some(folder) if !known(&profile) => folder.join(&profile).display().to_string(),
            _ => profile,
        }
    }

    /// The checker of the command line's scheme.
    pub(super) fn first(&self) -> &Checker {
        &self.checkers[0]
    }

    /// All of them, in the order in which they were named.
    pub(super) fn all(&self) -> &[Checker] {
        &self.checkers
    }

    /// The key of what one of them makes of a report.
    pub(super) fn key_of(&self, place: usize) -> Key {
        Key::of("judge", &[&self.checkers[place].basis()])
    }

    /// The key of all of them together.
    pub(super) fn key(&self) -> Key {
        let bases: Vec<Vec<u8>> = self.checkers.iter().map(Checker::basis).collect();
        let parts: Vec<&[u8]> = bases.iter().map(Vec::as_slice).collect();
        Key::of("basis", &parts)
    }

    /// Whether someone's post is one that the first scheme has none for among those that it names.
    pub(super) fn is_unknown(&self, person: &Person) -> bool {
        let mut posts = self.posts.iter();
        let unnamed = person.profile.is_none() && !person.post.is_empty();
        unnamed && !self.posts.is_empty() && posts.all(|(post, _)| *post != person.post)
    }

    /// The number in [`Judges::all`] of the checker for someone whose scheme or post the roster tells.
    pub(super) fn place(&self, profile: Option<&str>, kind: &str) -> usize {
        let named = profile.and_then(|profile| self.by_profile.get(profile));
        let by_post = || {
            let post = self.posts.iter().find(|(post, _)| post == kind);
            post.map(|(_, place)| place)
        };
        named.or_else(by_post).copied().unwrap_or(0)
    }
}

/// What is wrong with the scheme that the roster names for someone.
fn on_roster(person: &Person, error: &str, lang: Lang) -> String {
    let place = person.place(lang);
    match lang {
        Lang::Zh => format!("{place}的方案用不了：{error}"),
        Lang::En => format!("{place}: the scheme cannot be used: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_scheme_of_the_roster_then_of_the_post_then_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("本县.toml");
        let text = "extends = \"xiaogan\"\nid = \"county\"\n[posts]\n\"村\" = \"town-village-2015\"\n\"校\" = \"校.toml\"\n";
        std::fs::write(&main, text).unwrap();
        std::fs::write(
            folder.path().join("校.toml"),
            "extends = \"education-bureau\"\nid = \"school\"\n",
        )
        .unwrap();
        let settings = Settings {
            profile: Some(main.display().to_string()),
            ..Settings::default()
        };
        let person = |line, name: &str, profile: &str| Person {
            line,
            name: name.to_owned(),
            profile: Some(profile.to_owned()),
            ..Person::default()
        };
        let mut people = vec![
            person(2, "王一", "bank-cadre"),
            person(3, "周三", "town-village-2015"),
        ];
        let judges = Judges::new(&settings, &people).unwrap();
        let id = |profile, kind| {
            let place = judges.place(profile, kind);
            judges.all()[place].profile().id.as_str()
        };
        assert_eq!(id(None, ""), "county");
        assert_eq!(id(None, "村"), "town-village-2015");
        assert_eq!(id(None, "校"), "school");
        assert_eq!(id(Some("bank-cadre"), "村"), "bank-cadre");
        assert_eq!(judges.all().len(), 4);
        people.push(person(4, "吴四", "no-such"));
        let error = Judges::new(&settings, &people).err().unwrap_or_default();
        assert!(
            error.starts_with("名单第 4 行（吴四）的方案用不了："),
            "{error}"
        );
    }
}
