//! Any bytes as a file: sniffing, text in every encoding, Markdown, old formats, packages as they come.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for name in [None, Some("报告.md"), Some("报告.txt")] {
        if let Ok(document) = shuzhi::read::from_bytes(data, name) {
            shuzhi_fuzz::sound(&document);
        }
    }
});
