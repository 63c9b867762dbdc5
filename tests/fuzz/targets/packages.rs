//! XML as the content of an OpenDocument text or of a page in an OFD file; the first byte says which.
#![no_main]

use libfuzzer_sys::fuzz_target;

const ROOT: &str = "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
const DOCUMENT: &str = "<ofd:Document xmlns:ofd='http://www.ofdspec.org/2016'><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>\
     <ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>";

fuzz_target!(|data: &[u8]| {
    let Some((which, xml)) = data.split_first() else {
        return;
    };
    let kind: &[u8] = b"application/vnd.oasis.opendocument.text";
    let bytes = match which % 4 {
        0 => shuzhi_fuzz::package(&[("mimetype", kind), ("content.xml", xml)]),
        1 => shuzhi_fuzz::package(&[
            ("mimetype", kind),
            ("styles.xml", xml),
            ("content.xml", CONTENT.as_bytes()),
        ]),
        2 => shuzhi_fuzz::package(&[
            ("OFD.xml", ROOT.as_bytes()),
            ("Doc_0/Document.xml", DOCUMENT.as_bytes()),
            ("Doc_0/Pages/Page_0/Content.xml", xml),
        ]),
        _ => shuzhi_fuzz::package(&[("OFD.xml", ROOT.as_bytes()), ("Doc_0/Document.xml", xml)]),
    };
    if let Ok(document) = shuzhi::read::from_bytes(&bytes, None) {
        shuzhi_fuzz::sound(&document);
    }
});

const CONTENT: &str = "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>\
     <office:body><office:text><text:h text:style-name='a' text:outline-level='1'>问题</text:h><text:p text:style-name='b'>走访农户</text:p></office:text></office:body></office:document-content>";
