//! A pattern that is quick to compile: a report triggers a dozen or two, and is searched by each at a few places.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::Input;
use regex_automata::nfa::thompson::Compiler;
use regex_automata::nfa::thompson::backtrack::{BoundedBacktracker, Cache};
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::util::captures::Captures;
use regex_automata::util::primitives::{NonMaxUsize, PatternID};

thread_local! {
    /// What a compiler makes ready for characters of several bytes takes longer than most patterns, and serves the next.
    static COMPILER: RefCell<Compiler> = RefCell::new(Compiler::new());
    /// The memory of a search, for whichever pattern is next.
    static CACHE: RefCell<Option<Cache>> = const { RefCell::new(None) };
}

/// A compiled pattern, without the engines that take longer to make ready than a paragraph takes to search.
pub struct Pattern {
    backtracker: BoundedBacktracker,
    /// For texts that are too long to go back in, made when there is one.
    vm: OnceLock<Option<PikeVM>>,
}

impl Pattern {
    /// Compiles a pattern; none if it is not one.
    pub fn new(pattern: &str) -> Option<Pattern> {
        let nfa = COMPILER.with_borrow(|compiler| compiler.build(pattern).ok())?;
        Some(Pattern {
            backtracker: BoundedBacktracker::new_from_nfa(nfa).ok()?,
            vm: OnceLock::new(),
        })
    }

    /// The bytes of the first match.
    pub fn find(&self, input: &Input<'_>) -> Option<Range<usize>> {
        let mut ends = [None; 2];
        self.search(input, &mut ends)?;
        let [start, end] = ends.map(|end| end.map(NonMaxUsize::get));
        Some(start?..end?)
    }

    /// The first match and its groups.
    pub fn captures(&self, input: &Input<'_>) -> Captures {
        let mut captures = self.backtracker.create_captures();
        let found = self.search(input, captures.slots_mut());
        captures.set_pattern(found);
        captures
    }

    /// Looks for the first match and writes where it begins and ends, and its groups as far as there is room.
    fn search(&self, input: &Input<'_>, ends: &mut [Option<NonMaxUsize>]) -> Option<PatternID> {
        let gone_back = CACHE.with_borrow_mut(|cache| {
            let cache = cache.get_or_insert_with(|| self.backtracker.create_cache());
            self.backtracker.reset_cache(cache);
            self.backtracker.try_search_slots(cache, input, ends)
        });
        gone_back.unwrap_or_else(|_| {
            let make = || PikeVM::new_from_nfa(self.backtracker.get_nfa().clone()).ok();
            let vm = self.vm.get_or_init(make).as_ref()?;
            vm.search_slots(&mut vm.create_cache(), input, ends)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_searched_as_short_ones_are() {
        let pattern = Pattern::new("(?:[一二三]是)(学[习得])").expect("a pattern");
        for length in [3, 3_000_000] {
            let text = format!("{}一是学习", "。".repeat(length));
            let input = Input::new(&text);
            let at = length * "。".len();
            assert_eq!(pattern.find(&input), Some(at..text.len()));
            let group = pattern.captures(&input).get_group(1);
            assert_eq!(group.map(|group| group.range()), Some(at + 6..text.len()));
            assert_eq!(pattern.find(&input.range(at + 1..)), None);
        }
        assert!(Pattern::new("(").is_none());
    }
}
