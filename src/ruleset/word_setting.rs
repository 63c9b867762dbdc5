//! How an example is set in Word, for checks of layout.

use serde::{Deserialize, Serialize};

/// What differs from GB/T 9704-2012 in the Word file that an example is read from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct WordSetting {
    /// Face and size of the title: `宋体 三号`.
    pub title: Option<String>,
    /// Whether the title is centred.
    pub centred: Option<bool>,
    /// Face and size of headings of the first level.
    pub heading: Option<String>,
    /// Face and size of headings of the second level.
    pub subheading: Option<String>,
    /// Face and size of the text.
    pub body: Option<String>,
    /// From line to line: `28 磅` exactly, or `1.5 倍`.
    pub line: Option<String>,
    /// Indent of the first line in characters.
    pub indent: Option<f64>,
    /// Margins top, bottom, left and right in millimetres.
    pub margins: Option<[f64; 4]>,
    /// Whether the footer shows the page's number.
    pub page_number: Option<bool>,
}

impl WordSetting {
    /// In words, for `shuzhi explain`.
    pub fn describe(&self) -> String {
        let named = [
            ("标题", &self.title),
            ("一级小标题", &self.heading),
            ("二级小标题", &self.subheading),
            ("正文", &self.body),
            ("行距", &self.line),
        ];
        let mut said: Vec<String> = named
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)))
            .collect();
        if self.centred == Some(false) {
            said.push("标题不居中".to_owned());
        }
        if let Some(indent) = self.indent {
            said.push(format!("首行缩进 {indent} 字"));
        }
        if let Some(margins) = self.margins {
            let margins = margins.map(|margin| margin.to_string());
            said.push(format!("上下左右边距 {} 毫米", margins.join("、")));
        }
        if self.page_number == Some(false) {
            said.push("没有页码".to_owned());
        }
        if said.is_empty() {
            "Word 文件，版式同国家标准".to_owned()
        } else {
            format!("Word 文件，{}，其余同国家标准", said.join("，"))
        }
    }
}
