//! The projected dictionary cuts as the whole one does.

use jieba_rs::Jieba;
use proptest::prelude::*;
use shuzhi::text::segment;
use std::sync::LazyLock;

use crate::support::project;

static WHOLE: LazyLock<Jieba> = LazyLock::new(Jieba::new);

fn same(text: &str) {
    let projected: Vec<&str> = segment(text)
        .into_iter()
        .map(|word| &text[word.start..word.end])
        .collect();
    let whole: Vec<&str> = WHOLE
        .cut(text, true)
        .into_iter()
        .map(|token| token.word)
        .collect();
    assert_eq!(projected, whole);
}

#[test]
fn cuts_the_corpus_as_the_whole_dictionary_does() {
    let mut files = 0;
    for entry in std::fs::read_dir(project("corpus/train")).expect("the corpus") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a file");
        same(&text);
        files += 1;
    }
    assert!(files > 20, "only {files} files");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn cuts_any_text_as_the_whole_dictionary_does(text in "[一-鿿a-z0-9，。 \\r\\n.+%𠀀-𠀯㐀-㐏·-]{0,80}") {
        same(&text);
    }
}
