//! The command line: what can be said, and its help.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::ruleset::{Lang, Severity};

const AFTER_HELP: &str = "\
三步用法：
  1. 检查草稿：      shuzhi check 我的述职报告.docx --profile xiaogan
  2. 看网页版结果：  shuzhi check 我的述职报告.docx --format html=结果.html
  3. 按提示修改后再检查一次，直到没有“错误”。

不知道用哪个方案？运行 shuzhi profile list。某条提示不明白？运行 shuzhi explain SHR001。
本程序不联网，报告内容不会离开这台电脑。";

const CHECK_HELP: &str = "\
例子：
  shuzhi check 报告.docx --profile xiaogan
  shuzhi check 报告.docx --profile county-2022 --previous 去年报告.docx
  shuzhi check 报告.docx --format human --format html=结果.html --format json=结果.json
  shuzhi check 报告.docx --ignore TXT008,STR003

退出码：0 没有达到 --fail-on 的问题，1 有，2 没能完成检查（文件读不了、方案不存在等）。";

const AUDIT_HELP: &str = "\
例子：
  shuzhi audit 收到的报告/ --profile xiaogan
  shuzhi audit 收到的报告/ --profile xiaogan --meeting 2026-12-20 --roster 名单.xlsx --previous-dir 去年/ --format human --format xlsx=审核表.xlsx --format html=审核.html
  shuzhi audit 收到的报告/ --exclude 草稿/ --format human --format jsonl=结果.jsonl
  shuzhi audit 收到的报告/ --profile xiaogan --format xlsx=审核表.xlsx --slips 反馈单/

隐藏文件、Word 的临时文件（~$ 开头）和其他格式的文件略过并计数；读不了的文件单独列出原因，不影响其他文件。
没有改动的报告再次审核时沿用以前的结果；这些结果加密存放在本机的缓存文件夹里，没有报告原文就打不开，不想留下可加 --no-cache。
按 Ctrl-C 中断时写出已有的结果，以后加 --resume 接着做。
退出码：0 没有达到 --fail-on 的问题，1 有，2 有文件没能检查，或者中断了。";

const COMPARE_HELP: &str = "\
例子：
  shuzhi compare 甲村报告.docx 乙村报告.docx
  shuzhi compare --pairs-from 待核对.jsonl > 结果.jsonl

比对前去掉标题、署名、固定的政治表述和书名号里的内容，数字不论多少都算相同。
--pairs-from 的每一行是 {\"a\":\"路径\",\"b\":\"路径\"}，结果也是一行一对；不雷同的一对，结果为 null。
退出码：0 不雷同，1 雷同，2 有文件读不了。";

const ANNOTATE_HELP: &str = "\
例子：
  shuzhi annotate 报告.docx -o 报告（批注）.docx --profile xiaogan
  shuzhi annotate 报告.docx -o 报告（批注）.docx --summary 评分表.docx
  shuzhi annotate --clean 报告（批注）.docx -o 报告（无批注）.docx

批注的作者是“述职检查”，再次运行会先去掉旧的；别人的批注和文档的其他部分都不动。
退出码：0 没有达到 --fail-on 的问题，1 有，2 没能完成。";

const HELP_TEMPLATE: &str =
    "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// 述职报告检查工具：读一份述职报告，指出问题所在、依据和改法，并给出文本自查分。
#[derive(Debug, Parser)]
#[command(name = "shuzhi", version, about, after_help = AFTER_HELP, max_term_width = 100)]
#[command(disable_help_subcommand = true, subcommand_help_heading = "命令", help_template = HELP_TEMPLATE)]
pub struct Cli {
    /// 提示信息的语言：zh 中文，en 英文
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "zh",
        value_name = "语言"
    )]
    pub lang: LangArg,
    /// 何时使用颜色：auto 只在终端里，always 总是，never 从不
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "何时"
    )]
    pub color: ColorArg,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 检查一份或几份述职报告
    #[command(help_template = HELP_TEMPLATE, after_help = CHECK_HELP)]
    Check(CheckArgs),
    /// 审核一个文件夹里收到的全部报告，给出总体情况和先看哪些
    #[command(help_template = HELP_TEMPLATE, after_help = AUDIT_HELP)]
    Audit(AuditArgs),
    /// 比较两份报告，并排显示雷同的段落和抄漏的单位名称
    #[command(help_template = HELP_TEMPLATE, after_help = COMPARE_HELP)]
    Compare(CompareArgs),
    /// 把检查结果作为批注写进 Word 报告的副本
    #[command(help_template = HELP_TEMPLATE, after_help = ANNOTATE_HELP)]
    Annotate(AnnotateArgs),
    /// 按方案生成一份带填写说明的 Word 模板
    #[command(help_template = HELP_TEMPLATE)]
    New(NewArgs),
    /// 显示从文件里读到了什么：正文、自动编号、各段的角色、略过的内容
    #[command(help_template = HELP_TEMPLATE)]
    Text(TextArgs),
    /// 解释一条检查：看什么、为什么、怎么改、正反例子
    #[command(help_template = HELP_TEMPLATE)]
    Explain(ExplainArgs),
    /// 列出全部检查
    #[command(help_template = HELP_TEMPLATE)]
    Rules(RulesArgs),
    /// 查看和验证述职评议方案
    #[command(help_template = HELP_TEMPLATE)]
    Profile(ProfileArgs),
    /// 列出上年度报告里作出的承诺，供核对
    #[command(help_template = HELP_TEMPLATE)]
    Pledges(PledgesArgs),
    /// 用标注语料衡量角色判断的准确程度（供开发者）
    #[command(help_template = HELP_TEMPLATE)]
    Corpus(CorpusArgs),
    /// 生成命令行补全脚本
    #[command(help_template = HELP_TEMPLATE)]
    Completions(CompletionsArgs),
}

/// What `check` can be told.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 述职报告文件（.docx .doc .wps .rtf .odt .ofd .md .txt），- 表示从标准输入读取
    #[arg(required = true, value_name = "文件")]
    pub files: Vec<PathBuf>,
    /// How to judge them.
    #[command(flatten)]
    pub judging: JudgingArgs,
    /// 输出格式，可写多次，可加 =路径 写入文件：human json jsonl sarif markdown html github docx（带批注的副本）
    #[arg(long, short, value_name = "格式[=路径]")]
    pub format: Vec<String>,
    /// 在 JSON 中给出每个句子的角色
    #[arg(long)]
    pub sentences: bool,
}

/// What `audit` can be told.
#[derive(Debug, Args)]
pub struct AuditArgs {
    /// 收到报告的文件夹（连同下级文件夹和 .zip 压缩包）或单个文件
    #[arg(required_unless_present = "files_from", value_name = "文件夹")]
    pub paths: Vec<PathBuf>,
    /// How to judge them.
    #[command(flatten)]
    pub judging: JudgingArgs,
    /// 输出格式，可写多次，可加 =路径 写入文件：human（总体情况） xlsx（表格） jsonl（每份报告一行）
    #[arg(long, short, value_name = "格式[=路径]")]
    pub format: Vec<String>,
    /// 另给每份报告写一份 Word 反馈单，放进这个文件夹，核对后可以发给述职人
    #[arg(long, value_name = "目录")]
    pub slips: Option<PathBuf>,
    /// 不看这些文件（写法同 .gitignore），可写多次
    #[arg(long, value_name = "样式")]
    pub exclude: Vec<String>,
    /// 应交报告的名单（.xlsx .xls .csv）：列名有单位、姓名、职务、职位类别、提交时间、文件名等，次序不限
    #[arg(long, value_name = "文件")]
    pub roster: Option<PathBuf>,
    /// 述职评议会议的日期，用来推算报送的截止日，例如 2026-12-20
    #[arg(long, value_name = "日期")]
    pub meeting: Option<String>,
    /// 报送的截止时间，代替方案的规定，例如 2026-12-10 或 "2026-12-10 17:30"
    #[arg(long, value_name = "日期")]
    pub deadline: Option<String>,
    /// 会前的天数按工作日算
    #[arg(long)]
    pub working_days: bool,
    /// 节假日和调休的数据文件（.toml），代替内置的
    #[arg(long, value_name = "文件")]
    pub holidays: Option<PathBuf>,
    /// 去年报告的文件夹：按名单、文件名或标题对上各人去年的报告，核对承诺和雷同
    #[arg(long, value_name = "文件夹")]
    pub previous_dir: Option<PathBuf>,
    /// 从文件里读要审核的路径，每行一个，- 表示标准输入
    #[arg(long, value_name = "文件")]
    pub files_from: Option<PathBuf>,
    /// 在 jsonl 的每一行里给出比对用的特征（signature、bands、samples），报告之间的比对留给别的程序
    #[arg(long)]
    pub sketch: bool,
    /// 报告之间不再比对，采用已经比出来的结果（shuzhi compare --pairs-from 的输出）
    #[arg(long, value_name = "文件", conflicts_with = "sketch")]
    pub compared: Option<PathBuf>,
    /// 同时检查几份，默认与处理器个数相同
    #[arg(long, short, value_name = "个数")]
    pub jobs: Option<NonZero<usize>>,
    /// 接着做上次中断的审核：没有改动的文件不再读一遍
    #[arg(long)]
    pub resume: bool,
    /// 不用也不写缓存：每份报告都重新检查，不在本机留下检查记录
    #[arg(long)]
    pub no_cache: bool,
}

/// What `compare` can be told.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// 要比较的两份报告
    #[arg(
        num_args = 2,
        required_unless_present = "pairs_from",
        value_name = "报告"
    )]
    pub pair: Vec<PathBuf>,
    /// 逐对比较一个清单里的报告（每行一个 JSON），- 表示从标准输入读取
    #[arg(long, value_name = "清单", conflicts_with = "pair")]
    pub pairs_from: Option<PathBuf>,
    /// 大家都写、不算抄袭的内容：一个文件，每行一个 samples 里的数
    #[arg(long, value_name = "文件")]
    pub boilerplate: Option<PathBuf>,
    /// 输出格式；用 --pairs-from 时总是每对一行 JSON
    #[arg(
        id = "pair_format",
        long = "format",
        short = 'f',
        value_enum,
        default_value = "human",
        value_name = "格式"
    )]
    pub format: EvalFormat,
    /// 覆盖内置规则的目录
    #[arg(long, value_name = "目录")]
    pub rules: Option<PathBuf>,
}

/// What `annotate` can be told.
#[derive(Debug, Args)]
pub struct AnnotateArgs {
    /// 述职报告（.docx .docm .dotx）
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 把带批注的副本写到这个文件，原文件不动
    #[arg(long, short, value_name = "文件")]
    pub output: PathBuf,
    /// 只去掉以前写入的“述职检查”批注，不再检查
    #[arg(long, conflicts_with_all = ["summary", "profile", "previous"])]
    pub clean: bool,
    /// 另把自查评分写成一份 Word 文件
    #[arg(long, value_name = "文件")]
    pub summary: Option<PathBuf>,
    /// How to judge it.
    #[command(flatten)]
    pub judging: JudgingArgs,
}

/// How reports are judged.
#[derive(Debug, Args)]
pub struct JudgingArgs {
    /// 述职评议方案：内置方案的名称（见 shuzhi profile list）或方案文件
    #[arg(long, short, value_name = "方案")]
    pub profile: Option<String>,
    /// 上年度的述职报告或承诺清单，用来核对承诺是否兑现
    #[arg(long, value_name = "文件")]
    pub previous: Option<PathBuf>,
    /// 报告所述的年度，例如 2024
    #[arg(long, value_name = "年份", value_parser = clap::value_parser!(i32).range(1990..2100))]
    pub year: Option<i32>,
    /// 把“一般要求”类的提示也升为警告
    #[arg(long)]
    pub strict_guards: bool,
    /// 文中的 XX、某某 是有意遮盖的，不作为占位符报告
    #[arg(long)]
    pub masked: bool,
    /// 出现何种级别的问题时以退出码 1 结束
    #[arg(long, value_enum, default_value = "error", value_name = "级别")]
    pub fail_on: FailOn,
    /// 只做这些检查（代码或其开头，逗号分隔），例如 SHR,GRD003
    #[arg(long, value_delimiter = ',', value_name = "代码")]
    pub select: Vec<String>,
    /// 不做这些检查（代码或其开头，逗号分隔）
    #[arg(long, value_delimiter = ',', value_name = "代码")]
    pub ignore: Vec<String>,
    /// 覆盖内置规则的目录
    #[arg(long, value_name = "目录")]
    pub rules: Option<PathBuf>,
}

/// What `new` can be told.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// 述职评议方案：内置方案的名称（见 shuzhi profile list）或方案文件
    #[arg(long, short, value_name = "方案", default_value = "default")]
    pub profile: String,
    /// 写到这个文件（.docx）
    #[arg(long, short, value_name = "文件")]
    pub output: PathBuf,
    /// 文件已经存在时覆盖它
    #[arg(long)]
    pub force: bool,
}

/// What `text` can be told.
#[derive(Debug, Args)]
pub struct TextArgs {
    /// 要读的文件，- 表示标准输入
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 在每一行前标出该段的角色（此时列和字节位置不再与 JSON 中的一致）
    #[arg(long)]
    pub roles: bool,
}

/// What `explain` can be told.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// 检查的代码，例如 SHR001
    #[arg(value_name = "代码")]
    pub code: String,
    /// 覆盖内置规则的目录
    #[arg(long, value_name = "目录")]
    pub rules: Option<PathBuf>,
}

/// What `rules` can be told.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// 以 JSON 输出
    #[arg(long)]
    pub json: bool,
    /// 输出 JSON Schema：report 检查结果，profile 方案文件
    #[arg(long, value_enum, value_name = "哪一个")]
    pub schema: Option<SchemaArg>,
    /// 覆盖内置规则的目录
    #[arg(long, value_name = "目录")]
    pub rules: Option<PathBuf>,
}

/// The schemas that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaArg {
    /// check 的 JSON 输出
    Report,
    /// 方案文件
    Profile,
    /// audit 的 jsonl 里，报告以外的行：雷同、更正、名单上的人
    AuditLines,
}

/// What `profile` can be told.
#[derive(Debug, Args)]
#[command(subcommand_help_heading = "命令", disable_help_subcommand = true)]
pub struct ProfileArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ProfileCommand,
}

/// The commands on profiles.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// 列出内置方案
    #[command(help_template = HELP_TEMPLATE)]
    List,
    /// 显示一个方案的全部要求
    #[command(help_template = HELP_TEMPLATE)]
    Show {
        /// 内置方案的名称或方案文件
        #[arg(value_name = "方案")]
        profile: String,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
    /// 检查自己写的方案文件有没有错
    #[command(help_template = HELP_TEMPLATE)]
    Validate {
        /// 方案文件（.toml）
        #[arg(required = true, value_name = "文件")]
        files: Vec<PathBuf>,
    },
}

/// What `pledges` can be told.
#[derive(Debug, Args)]
pub struct PledgesArgs {
    /// 上年度的述职报告或承诺清单
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 以 JSON 输出
    #[arg(long)]
    pub json: bool,
}

/// What `corpus` can be told.
#[derive(Debug, Args)]
#[command(subcommand_help_heading = "命令", disable_help_subcommand = true)]
pub struct CorpusArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: CorpusCommand,
}

/// The commands on the corpus.
#[derive(Debug, Subcommand)]
pub enum CorpusCommand {
    /// 在标注语料上衡量角色判断和各项检查
    #[command(help_template = HELP_TEMPLATE)]
    Eval {
        /// 语料目录（连同其下各级目录中的 .txt）
        #[arg(value_name = "目录")]
        dir: PathBuf,
        /// 列出判断错的句子
        #[arg(long)]
        errors: bool,
        /// 每份报告都用没有学过这位作者的模型来判断（按作者分成五份轮流训练，需要一两分钟）
        #[arg(long)]
        cross: bool,
        /// 输出格式
        #[arg(long, value_enum, default_value = "human", value_name = "格式")]
        format: EvalFormat,
    },
    /// 用标注语料训练角色模型，写出 rules/model/roles.tsv
    #[command(help_template = HELP_TEMPLATE)]
    Train {
        /// 语料目录（其下有 train 和 dev）
        #[arg(value_name = "目录")]
        dir: PathBuf,
        /// 写到这个文件
        #[arg(
            long,
            short,
            value_name = "文件",
            default_value = "rules/model/roles.tsv"
        )]
        output: PathBuf,
    },
    /// 衡量现用的角色模型和各项检查，写出 rules/model/REPORT.md 和不得跌破的数字（需要几分钟）
    #[command(help_template = HELP_TEMPLATE)]
    Report {
        /// 语料目录（其下有 train、dev、test 和 second）
        #[arg(value_name = "目录")]
        dir: PathBuf,
        /// 写到这个目录
        #[arg(long, short, value_name = "目录", default_value = "rules/model")]
        output: PathBuf,
        /// 不写文件，只在 test 上同已有的数字比较，跌破时以退出码 1 结束
        #[arg(long)]
        check: bool,
    },
    /// 去掉一份标注报告的角色标记和代码，供第二人标注
    #[command(help_template = HELP_TEMPLATE)]
    Blind {
        /// 标注报告（.txt）
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 仿照标注语料生成成千上万份报告，供衡量速度（词句来自语料，没有意义）
    #[command(help_template = HELP_TEMPLATE)]
    Generate {
        /// 语料目录
        #[arg(value_name = "目录")]
        dir: PathBuf,
        /// 写到这个目录：报告、名单和抄袭对照表
        #[arg(long, short, value_name = "目录")]
        output: PathBuf,
        /// 多少份
        #[arg(long, short = 'n', value_name = "份数", default_value = "1000")]
        reports: usize,
        /// 写成 Word 文件，不写成 Markdown
        #[arg(long)]
        word: bool,
        /// 换一个数，得到另一批报告
        #[arg(long, value_name = "数", default_value = "1")]
        seed: u64,
    },
    /// 由 Markdown 源稿生成 Word 样例（目录下的 source/*.md → *.docx）
    #[command(help_template = HELP_TEMPLATE)]
    Samples {
        /// 样例目录
        #[arg(value_name = "目录")]
        dir: PathBuf,
    },
}

/// How `corpus eval` tells its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EvalFormat {
    /// 给人看的文字
    Human,
    /// JSON
    Json,
}

/// What `completions` can be told.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// 终端的种类
    #[arg(value_enum, value_name = "终端")]
    pub shell: clap_complete::Shell,
}

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Lang {
        match lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// 只在终端里
    Auto,
    /// 总是
    Always,
    /// 从不
    Never,
}

/// Which findings make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// 错误
    Error,
    /// 警告和错误
    Warning,
    /// 任何一条
    Info,
    /// 从不
    Never,
}

impl FailOn {
    /// The least severity that counts, if any does.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}
