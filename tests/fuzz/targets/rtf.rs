//! Rich Text Format: control words, groups, code pages.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut bytes = b"{\\rtf1".to_vec();
    bytes.extend_from_slice(data);
    if let Ok(document) = shuzhi::read::from_bytes(&bytes, Some("报告.rtf")) {
        shuzhi_fuzz::sound(&document);
    }
});
