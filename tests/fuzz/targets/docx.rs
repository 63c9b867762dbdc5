//! XML as the parts of a Word file. The first byte says which part it becomes; the others are sound.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((which, xml)) = data.split_first() else {
        return;
    };
    let bytes = shuzhi_fuzz::word_file(*which, xml);
    if let Ok(document) = shuzhi::read::from_bytes(&bytes, None) {
        shuzhi_fuzz::sound(&document);
    }
});
