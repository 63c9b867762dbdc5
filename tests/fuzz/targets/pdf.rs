//! What follows the first words of a PDF file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend_from_slice(data);
    if let Ok(document) = shuzhi::read::from_bytes(&bytes, Some("报告.pdf")) {
        shuzhi_fuzz::sound(&document);
    }
});
