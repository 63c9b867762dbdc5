//! Bytes behind the mark of a Word 97 file: damaged containers, tables and lists of properties.
#![no_main]

use libfuzzer_sys::fuzz_target;

const MARK: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

fuzz_target!(|data: &[u8]| {
    let mut bytes = data.to_vec();
    bytes.resize(bytes.len().max(MARK.len()), 0);
    bytes[..MARK.len()].copy_from_slice(&MARK);
    if let Ok(document) = shuzhi::read::from_bytes(&bytes, Some("报告.doc")) {
        shuzhi_fuzz::sound(&document);
    }
});
