//! A made-up run that looks like real ones: what the formats are tested and looked at with.

mod findings;

use std::collections::BTreeMap;
use std::ops::Range;

use super::report::*;
use crate::ruleset::Lang;
use crate::structure::Role;

const REPORT: &str = "\
# 2023年度柳湾镇党委书记抓基层党建工作述职报告
> 柳湾镇党委书记 周启明
> （2024年1月12日）
[引] 我于2021年6月任柳湾镇党委书记。全镇辖19个村、3个社区，党支部34个，党员1128名。现将一年来抓基层党建工作的情况报告如下，请予评议。
## 一、|履职工作特色和亮点|成
### （一）|坚持以上率下，把第一责任扛在肩上|成
[成] 全年主持党委会研究党建议题14个，与22名村（社区）书记逐一签订责任书。我带头包联最偏远的石桥村，驻村36天，走访农户182户，协调资金48万元修通了3.2公里通组路。镇党委书记、委员带头讲党课41场，听课党员2300多人次。
### （二）|坚持强基固本，支部堡垒更加牢固|成
[成] 倒排软弱涣散村党组织3个，一村一策整顿。杨树沟村因土地流转账目不清连续两年上访，我先后7次到村开会对账，追回集体资金12.6万元，调整了支部书记，当年实现零上访。发展党员21名，其中35岁以下16名；处置不合格党员2名。
[成] 投入96万元改扩建村级活动场所5个，建成镇村两级便民服务点22处，代办事项4100余件。全镇集体收入10万元以上的村由6个增加到13个，GDP同比增长6.8%，被评为全县“五好乡镇党委”。
### （三）|坚持党建引领，乡村治理提质增效|成
[成] 推行“网格+积分”治理模式，划分网格87个，配备网格员87名，全年排查矛盾纠纷326起，就地化解311起。建立红白理事会22个，全镇办酒席支出下降四成。深入开展“不忘初心、牢记使命”主题教育，广大党员受到了深刻的思想洗礼。
## 二、|上年度查摆问题的整改情况|整
[整] 上年度述职时指出的5个问题，已完成整改3个。关于“村干部年龄偏大”的问题，公开选聘35岁以下后备干部24名，村“两委”平均年龄下降3.1岁。关于党员教育针对性不强的问题，正在推进中。
## 三、|存在的主要问题及原因|问
[问] 在看到成绩的同时，也清醒地认识到还存在一些差距和不足：一是理论学习还不够系统深入；二是个别村党支部组织生活质量不高，“三会一课”记录不规范；三是党建品牌创新不够，特色不够鲜明。[因] 产生以上问题，主要是部分村干部文化程度不高、外出党员较多，基层经费保障有限。
## 四、|下一步工作打算|划
[划] 一是持续加强理论学习，不断提高政治站位。二是进一步夯实基层基础，全面提升组织力。三是大力推进党建品牌建设，力争打造XX个示范点。[划] 四是3月底前由组织委员牵头，对22个村（社区）“三会一课”记录逐一过一遍，每季度通报一次；我本人每季度到4个支部参加组织生活。
[结] 以上是我的述职，不足之处请批评指正。< script >不是标签，<script>alert('x')</script>也不是。
";

/// A report under construction.
pub(super) struct Draft {
    pub(super) paragraphs: Vec<ViewParagraph>,
    /// Byte offset of each paragraph in the source.
    starts: Vec<usize>,
    labels: Vec<String>,
    outline: Vec<OutlineEntry>,
}

impl Draft {
    /// Reads the marked text above; every paragraph is a line of the source.
    fn read(text: &str) -> Self {
        let mut draft = Draft {
            paragraphs: Vec::new(),
            starts: Vec::new(),
            labels: Vec::new(),
            outline: Vec::new(),
        };
        let (mut offset, mut part, mut number) = (0, 0, 0);
        for line in text.lines() {
            let paragraph = paragraph(line);
            match paragraph.kind {
                ViewKind::Heading(1) => (part, number) = (part + 1, 0),
                ViewKind::Body => number += 1,
                _ => {}
            }
            let part_name = ["开头", "第一部分", "第二部分", "第三部分", "第四部分"][part];
            draft.starts.push(offset);
            draft.labels.push(match paragraph.kind {
                ViewKind::Title => "标题".to_owned(),
                ViewKind::Byline => "署名".to_owned(),
                ViewKind::Heading(_) => format!("{part_name}标题"),
                _ => format!("{part_name}第{number}段"),
            });
            offset += paragraph.text.len() + 1;
            draft.paragraphs.push(paragraph);
        }
        for index in 0..draft.paragraphs.len() {
            let ViewKind::Heading(level) = draft.paragraphs[index].kind else {
                continue;
            };
            let text = draft.paragraphs[index].text.clone();
            let cut = text.find(['、', '）']).map_or(0, |at| at + 3);
            draft.outline.push(OutlineEntry {
                level,
                number: text[..cut].to_owned(),
                title: text[cut..].to_owned(),
                role: draft.paragraphs[index].roles[0].1,
                range: draft.range(index, 0..text.len()),
            });
        }
        draft
    }

    pub(super) fn range(&self, paragraph: usize, bytes: Range<usize>) -> SourceRange {
        let text = &self.paragraphs[paragraph].text;
        let sentence = text[..bytes.start].matches('。').count() + 1;
        let position = |at: usize| SourcePosition {
            line: paragraph + 1,
            column: text[..at].chars().count() + 1,
            offset: self.starts[paragraph] + at,
        };
        SourceRange {
            start: position(bytes.start),
            end: position(bytes.end),
            label: format!("{}第{sentence}句", self.labels[paragraph]),
            paragraph: paragraph + 1,
        }
    }

    /// Where `needle` first stands.
    pub(super) fn find(&self, needle: &str) -> (ViewSpan, SourceRange) {
        self.paragraphs
            .iter()
            .enumerate()
            .find_map(|(paragraph, it)| {
                let at = it.text.find(needle)?;
                let range = at..at + needle.len();
                let source = self.range(paragraph, range.clone());
                Some((ViewSpan { paragraph, range }, source))
            })
            .unwrap_or_else(|| panic!("the sample does not say {needle}"))
    }

    fn roles(&self) -> BTreeMap<String, RoleShare> {
        let mut words = [0; Role::COUNT];
        for (range, role) in self.paragraphs.iter().flat_map(|it| &it.roles) {
            words[role.index()] += range.len() / 3;
        }
        let total = words.iter().sum::<usize>().max(1) as f64;
        Role::ALL
            .into_iter()
            .map(|role| {
                let words = words[role.index()];
                let share = words as f64 / total;
                (role.name().to_owned(), RoleShare { words, share })
            })
            .collect()
    }
}

fn role(mark: &str) -> Role {
    let mark = mark.chars().next();
    *Role::ALL
        .iter()
        .find(|role| Some(role.mark()) == mark)
        .unwrap_or_else(|| panic!("no role has the mark {mark:?}"))
}

fn paragraph(line: &str) -> ViewParagraph {
    let plain = |kind, text: &str, roles| ViewParagraph {
        kind,
        label: None,
        text: text.to_owned(),
        roles,
    };
    if let Some(title) = line.strip_prefix("# ") {
        return plain(ViewKind::Title, title, Vec::new());
    }
    if let Some(byline) = line.strip_prefix("> ") {
        return plain(ViewKind::Byline, byline, Vec::new());
    }
    if line.starts_with('#') {
        let (marks, rest) = line.split_once(' ').unwrap();
        let mut cells = rest.split('|');
        let text = format!("{}{}", cells.next().unwrap(), cells.next().unwrap());
        let roles = vec![(0..text.len(), role(cells.next().unwrap()))];
        return plain(ViewKind::Heading(marks.len() as u8 - 1), &text, roles);
    }
    let mut text = String::new();
    let mut roles = Vec::new();
    for piece in line.split('[').skip(1) {
        let (mark, words) = piece.split_once("] ").unwrap();
        for sentence in words.split_inclusive('。') {
            roles.push((text.len()..text.len() + sentence.len(), role(mark)));
            text.push_str(sentence);
        }
    }
    plain(ViewKind::Body, &text, roles)
}

fn tool() -> Tool {
    Tool {
        name: "shuzhi".into(),
        version: "0.1.0".into(),
        ruleset: "3f9c2a".into(),
    }
}

/// A report with findings of every kind, a report without any, and a file that could not be read.
pub fn sample_run() -> Run {
    Run {
        tool: tool(),
        lang: Lang::Zh,
        files: vec![faulty(), clean()],
        errors: vec![FileError {
            path: "报告/损坏,1.docx".into(),
            message: "文件不完整：压缩包的目录读不出来，请重新保存后再试".into(),
        }],
    }
}

/// [`sample_run`] with the headings in English.
pub fn english_run() -> Run {
    Run {
        lang: Lang::En,
        ..sample_run()
    }
}

/// A run in which nothing was found.
pub fn empty_run() -> Run {
    Run {
        files: vec![clean()],
        errors: Vec::new(),
        ..sample_run()
    }
}

/// A run that read nothing.
pub fn error_run() -> Run {
    Run {
        files: Vec::new(),
        ..sample_run()
    }
}

fn counts(draft: &Draft, words: usize) -> Counts {
    Counts {
        words,
        characters: words + 211,
        paragraphs: draft.paragraphs.len(),
        sentences: draft
            .paragraphs
            .iter()
            .map(|it| it.text.matches('。').count())
            .sum(),
        speech_minutes: words as f64 / 240.0,
        parts: draft
            .outline
            .iter()
            .filter(|entry| entry.level == 1)
            .map(|entry| PartCount {
                title: entry.title.clone(),
                words: words / 4,
            })
            .collect(),
    }
}

fn faulty() -> Checked {
    let draft = Draft::read(REPORT);
    let (diagnostics, spans, related) = findings::all(&draft);
    Checked {
        report: FileReport {
            path: "报告/柳湾镇述职报告.md".into(),
            format: "markdown".into(),
            title: draft.paragraphs[0].text.clone(),
            year: Some(2023),
            year_source: "标题写明".into(),
            previous: Some("上年/柳湾镇2022.md".into()),
            profile: ProfileRef {
                id: "xiaogan".into(),
                title: "市级抓基层党建工作述职评议方案".into(),
                source: "市委组织部述职评议工作通知".into(),
            },
            suggested_profiles: vec!["town-village-2015".into()],
            counts: counts(&draft, 2214),
            roles: draft.roles(),
            outline: draft.outline.clone(),
            sentences: None,
            topics: findings::topics(&draft),
            pledges: findings::pledges(&draft),
            diagnostics,
            not_judged: vec![
                NotJudged {
                    code: "LEN002".into(),
                    reason: "方案没有对分项篇幅提出要求".into(),
                },
                NotJudged {
                    code: "DDL001".into(),
                    reason: "没有给出会议日期（--meeting），无法判断是否按时报送".into(),
                },
            ],
            skipped: vec![
                SkippedEntry {
                    what: "图片".into(),
                    count: 2,
                },
                SkippedEntry {
                    what: "批注".into(),
                    count: 5,
                },
            ],
            notes: vec!["文中有密级标志以外的“内部”字样，请确认是否可以传阅。".into()],
            rubric: findings::rubric(),
            submission: None,
        },
        view: View {
            paragraphs: draft.paragraphs,
            diagnostics: spans,
            related,
        },
    }
}

fn clean() -> Checked {
    let draft = Draft::read(
        "# 青石社区党支部书记述职报告\n[引] 我任现职三年。\n## 一、|主要工作|成\n[成] 走访居民412户，解决停车、漏水等问题57件。\n## 二、|问题与打算|问\n[问] 我下沉网格不够经常，第三网格全年只去了2次。[划] 明年每月去1次，6月底前由我牵头建好议事点。\n",
    );
    let mut checked = faulty();
    let report = &mut checked.report;
    report.path = "报告/青石社区.docx".into();
    report.format = "docx".into();
    report.title = draft.paragraphs[0].text.clone();
    report.counts = counts(&draft, 120);
    report.roles = draft.roles();
    report.outline = draft.outline.clone();
    report.previous = None;
    report.diagnostics.clear();
    report.pledges.clear();
    report.topics.clear();
    report.skipped.clear();
    report.notes.clear();
    report.suggested_profiles.clear();
    report.rubric.total = 93.0;
    report.rubric.grade = "好".into();
    report.rubric.outcome = Verdict::Pass;
    report.rubric.outcome_text = "通过".into();
    for dimension in &mut report.rubric.dimensions {
        dimension.lost.clear();
        dimension.score = dimension.score.map(|_| dimension.max);
    }
    checked.view = View {
        paragraphs: draft.paragraphs,
        diagnostics: Vec::new(),
        related: Vec::new(),
    };
    checked
}
