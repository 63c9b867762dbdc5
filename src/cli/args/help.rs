//! Words that stand around the help of commands.

pub(in crate::cli) const AFTER_HELP: &str = "\
三步用法：
  1. 检查草稿：      shuzhi check 我的述职报告.docx --profile xiaogan
  2. 看网页版结果：  shuzhi check 我的述职报告.docx --format html=结果.html
  3. 按提示修改后再检查一次，直到没有“错误”。

不知道用哪个方案？运行 shuzhi profile list。某条提示不明白？运行 shuzhi explain SHR001。
本程序不联网，报告内容不会离开这台电脑。";

pub(in crate::cli) const CHECK_HELP: &str = "\
例子：
  shuzhi check 报告.docx --profile xiaogan
  shuzhi check 报告.docx --profile county-2022 --previous 去年报告.docx
  shuzhi check 报告.docx --format human --format html=结果.html --format json=结果.json
  shuzhi check 报告.docx --ignore TXT008,STR003

退出码：0 没有达到 --fail-on 的问题，1 有，2 没能完成检查（文件读不了、方案不存在等）。";

pub(in crate::cli) const AUDIT_HELP: &str = "\
例子：
  shuzhi audit 收到的报告/ --profile xiaogan
  shuzhi audit 收到的报告/ --profile xiaogan --meeting 2026-12-20 --roster 名单.xlsx --previous-dir 去年/ --format human --format xlsx=审核表.xlsx --format html=审核.html
  shuzhi audit 收到的报告/ --exclude 草稿/ --format human --format jsonl=结果.jsonl
  shuzhi audit 收到的报告/ --profile xiaogan --format xlsx=审核表.xlsx --slips 反馈单/

隐藏文件、Word 的临时文件（~$ 开头）和其他格式的文件略过并计数；读不了的文件单独列出原因，不影响其他文件。
没有改动的报告再次审核时沿用以前的结果；这些结果加密存放在本机的缓存文件夹里，没有报告原文就打不开，不想留下可加 --no-cache。
按 Ctrl-C 中断时写出已有的结果，以后加 --resume 接着做。
退出码：0 没有达到 --fail-on 的问题，1 有，2 有文件没能检查，或者中断了。";

pub(in crate::cli) const COMPARE_HELP: &str = "\
例子：
  shuzhi compare 甲村报告.docx 乙村报告.docx
  shuzhi compare --pairs-from 待核对.jsonl > 结果.jsonl

比对前去掉标题、署名、固定的政治表述和书名号里的内容，数字不论多少都算相同。
--pairs-from 的每一行是 {\"a\":\"路径\",\"b\":\"路径\"}，结果也是一行一对；不雷同的一对，结果为 null。
退出码：0 不雷同，1 雷同，2 有文件读不了。";

pub(in crate::cli) const ANNOTATE_HELP: &str = "\
例子：
  shuzhi annotate 报告.docx -o 报告（批注）.docx --profile xiaogan
  shuzhi annotate 报告.docx -o 报告（批注）.docx --summary 评分表.docx
  shuzhi annotate --clean 报告（批注）.docx -o 报告（无批注）.docx

批注的作者是“述职检查”，再次运行会先去掉旧的；别人的批注和文档的其他部分都不动。
退出码：0 没有达到 --fail-on 的问题，1 有，2 没能完成。";

pub(in crate::cli) const HELP_TEMPLATE: &str =
    "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
