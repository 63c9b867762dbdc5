//! The command line: what can be said, and its help.

mod choices;
mod corpus;
mod help;

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use self::choices::{ColorArg, EvalFormat, FailOn, LangArg, SchemaArg};
pub use self::corpus::{CorpusArgs, CorpusCommand};
use self::help::{AFTER_HELP, ANNOTATE_HELP, AUDIT_HELP, CHECK_HELP, COMPARE_HELP, HELP_TEMPLATE};

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
    /// 输出格式，可写多次，可加 =路径 写入文件：human（总体情况） xlsx（表格） html（网页） jsonl（每份报告一行）
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

/// What `completions` can be told.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// 终端的种类
    #[arg(value_enum, value_name = "终端")]
    pub shell: clap_complete::Shell,
}
