//! What the system says of files, in the words of people.

use std::io::{self, ErrorKind};

use super::Lang;

/// Why the system would not do something, in the language of the run; its own words where we have none.
pub fn system_words(error: &io::Error, lang: Lang) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限，或者文件正被别的程序占用",
        ErrorKind::AlreadyExists => "已有同名的文件或文件夹",
        ErrorKind::NotADirectory => "路径里有一段是文件，不是文件夹",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘已满，请腾出空间",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::FileTooLarge => "文件超过了磁盘允许的大小",
        ErrorKind::InvalidFilename => "文件名太长，或含有不允许的字符",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "文件正被别的程序占用",
        ErrorKind::TimedOut => "等待太久没有回应",
        ErrorKind::BrokenPipe => "接收结果的程序已经退出",
        ErrorKind::OutOfMemory => "内存不足",
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected => "网络文件夹连不上",
        // Without words of its own it is a text that was to be UTF-8.
        ErrorKind::InvalidData if error.get_ref().is_none() => {
            "不是 UTF-8 编码的文字，请另存为 UTF-8"
        }
        _ => return error.to_string(),
    };
    match lang {
        Lang::Zh => known.to_owned(),
        Lang::En => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_for_what_is_known_and_the_systems_own_words_for_the_rest() {
        let gone = std::fs::read("没有这份文件").unwrap_err();
        assert_eq!(system_words(&gone, Lang::Zh), "没有这个文件或文件夹");
        assert!(!system_words(&gone, Lang::En).contains("没有"));
        let own = io::Error::other("写表格时出错");
        assert_eq!(system_words(&own, Lang::Zh), "写表格时出错");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("清单");
        std::fs::write(&path, [0xff, 0xfe, 0xff]).unwrap();
        let text = std::fs::read_to_string(path).unwrap_err();
        assert!(system_words(&text, Lang::Zh).contains("UTF-8"));
        let temporary = tempfile::tempfile_in("没有这个文件夹").unwrap_err();
        assert_eq!(system_words(&temporary, Lang::Zh), "没有这个文件或文件夹");
    }
}
