//! A Word file made of any XML is checked and annotated: the text stays, and the comments go again.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shuzhi::checker::{Checker, Settings};
use shuzhi::output::annotate::{AnnotateError, annotate, clean};
use shuzhi::ruleset::Lang;

static CHECKER: LazyLock<Checker> =
    LazyLock::new(|| Checker::new(Settings::default()).expect("the built-in rules load"));

fuzz_target!(|data: &[u8]| {
    let Some((which, xml)) = data.split_first() else {
        return;
    };
    let bytes = shuzhi_fuzz::word_file(*which, xml);
    let Ok(document) = shuzhi::read::from_bytes(&bytes, None) else {
        return;
    };
    let checked = CHECKER.check(&document, None);
    match annotate(&bytes, &checked, Lang::Zh) {
        Ok(copy) => {
            let cleaned = clean(&copy.bytes).expect("what was written can be cleaned");
            let again = shuzhi::read::from_bytes(&cleaned.bytes, None).expect("and read");
            assert_eq!(again.source, document.source);
            assert_eq!(cleaned.removed, copy.added);
        }
        // The safety net is not there to be needed.
        Err(AnnotateError::Changed) => panic!("comments would change the text"),
        Err(_) => {}
    }
});
