//! Why a file could not be read, said so that the user knows what to do next.

use thiserror::Error;

use crate::ruleset::Lang;

/// Why no document came out of a file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Not a single byte.
    #[error("文件是空的（0 字节），请确认选对了文件，或从原处重新复制一份")]
    Empty,
    /// A password stands before the content.
    #[error("该文件已加密，请先在 Word 中解除密码后再检查")]
    Encrypted,
    /// Some other kind of file, whatever its name says.
    #[error("这不是 Word 文档，而是{what}，请用相应软件打开后另存为 .docx 再检查")]
    NotWord {
        /// What it is instead, as a Chinese noun.
        what: String,
    },
    /// The right kind of file, but broken beyond reading.
    #[error("文件已损坏（{reason}），请用 Word 或 WPS 打开修复、另存为 .docx 后再检查")]
    Damaged {
        /// What is broken.
        reason: String,
    },
    /// Beyond a limit that keeps reading safe.
    #[error("文件超出可读取的上限（{what}），请删去多余内容或拆分后再检查")]
    TooLarge {
        /// Which limit.
        what: String,
    },
    /// A document type declaration, which no word processor writes.
    #[error(
        "文件内含 DOCTYPE 或实体声明，正常的 Word 文档没有这种内容，为安全起见未读取；请确认来源可靠，用 Word 打开后另存为 .docx 再检查"
    )]
    UnsafeXml,
    /// Read without trouble, but there are no words in it.
    #[error("文件里没有可检查的文字；如果内容是图片或扫描件，请先转成文字再检查")]
    NoText,
    /// A known kind that cannot be read yet.
    #[error("暂不支持{}，{advice}", apart(what))]
    Unsupported {
        /// What it is, as a Chinese noun.
        what: String,
        /// What to do instead.
        advice: String,
    },
    /// Nothing at that path.
    #[error("找不到文件“{path}”，请检查路径和文件名是否写对")]
    NotFound {
        /// The path as given.
        path: String,
    },
    /// A folder where a file was expected.
    #[error("“{path}”是文件夹，不是文件；请写出其中要检查的文件，可以一次写几个")]
    Folder {
        /// The path as given.
        path: String,
    },
    /// The system does not let us read it.
    #[error("没有权限读取“{path}”，请检查文件权限，或关闭正在占用它的程序后再试")]
    Denied {
        /// The path as given.
        path: String,
    },
    /// Any other trouble of the system while reading.
    #[error("读取“{path}”时出错（{reason}），请把文件复制到本机磁盘后再试")]
    Io {
        /// The path as given.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// Encrypted by the software of the office network, not by Word.
    #[error("文件被加密软件加密，无法读取内容，请先在单位的加密软件中解密，再检查解密后的文件")]
    Protected,
    /// Bytes that are neither a known package nor text in any encoding.
    #[error("文件内容不是文字，也不是 Word 文档，请用原来的软件打开，另存为 .docx 后再检查")]
    NotText,
}

/// A noun as it stands behind Chinese words: Latin letters are set apart by a space.
fn apart(what: &str) -> String {
    let latin = what.starts_with(|first: char| first.is_ascii_alphanumeric());
    format!("{}{what}", if latin { " " } else { "" })
}

impl ReadError {
    /// What is wrong and what to do, in the language of the run.
    pub fn message(&self, lang: Lang) -> String {
        if lang == Lang::Zh {
            return self.to_string();
        }
        match self {
            ReadError::Empty => "the file is empty (0 bytes); make sure it is the right one, or copy it anew".into(),
            ReadError::Encrypted => "the file is encrypted; remove its password in Word first".into(),
            ReadError::NotWord { what } => {
                format!("this is no Word document but {what}; open it in its own program and save it as .docx")
            }
            ReadError::Damaged { reason } => {
                format!("the file is damaged ({reason}); let Word or WPS repair it and save it as .docx")
            }
            ReadError::TooLarge { what } => {
                format!("the file is over a limit of reading ({what}); split it or remove what is not needed")
            }
            ReadError::UnsafeXml => {
                "the file declares a DOCTYPE or entities, which no Word file does; save it anew as .docx".into()
            }
            ReadError::NoText => "there are no words in the file; turn pictures or scans into text first".into(),
            ReadError::Unsupported { what, advice } => format!("{what} cannot be read yet: {advice}"),
            ReadError::NotFound { path } => format!("no file “{path}”; check the path and the name"),
            ReadError::Folder { path } => format!("“{path}” is a folder; name the files in it"),
            ReadError::Denied { path } => format!("no permission to read “{path}”; close the program that holds it"),
            ReadError::Io { path, reason } => format!("cannot read “{path}” ({reason}); copy it to a local disk"),
            ReadError::Protected => "the file is encrypted by office software; decrypt it there first".into(),
            ReadError::NotText => "neither text nor a Word document; save it as .docx in its own program".into(),
        }
    }

    /// A broken file, with the reason in Chinese.
    pub(crate) fn damaged(reason: impl Into<String>) -> Self {
        ReadError::Damaged {
            reason: reason.into(),
        }
    }

    /// A file beyond a limit, named in Chinese.
    pub(crate) fn too_large(what: impl Into<String>) -> Self {
        ReadError::TooLarge { what: what.into() }
    }
}
