//! What `shuzhi corpus` can be told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::EvalFormat;
use super::help::HELP_TEMPLATE;

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
        /// 列出判断错的句子和承诺
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
