use jiff::civil::{Date, DateTime, date};

use super::*;
use crate::check::Choice;
use crate::checker::{Checker, Settings};
use crate::document::Modified;
use crate::profile::{Profile, load, parse};
use crate::ruleset::{Holidays, Lang, Rules, Severity, Strength};

const TODAY: Date = date(2026, 11, 21);

fn typed(text: &str) -> Option<Typed> {
    (!text.is_empty()).then(|| Typed::read(text, TODAY).unwrap())
}

fn profile(id: &str) -> Profile {
    load(&Rules::built_in(), id).unwrap()
}

struct Given {
    profile: Profile,
    holidays: Holidays,
    meeting: &'static str,
    deadline: &'static str,
    year: Option<i32>,
    working_days: bool,
}

impl Given {
    fn new(id: &str) -> Given {
        Given {
            profile: profile(id),
            holidays: Rules::built_in().holidays(),
            meeting: "",
            deadline: "",
            year: None,
            working_days: false,
        }
    }

    fn meeting(mut self, meeting: &'static str) -> Given {
        self.meeting = meeting;
        self
    }

    fn deadline(mut self, deadline: &'static str) -> Given {
        self.deadline = deadline;
        self
    }

    fn year(mut self, year: i32) -> Given {
        self.year = Some(year);
        self
    }

    fn working(mut self) -> Given {
        self.working_days = true;
        self
    }

    fn days_before(mut self, days: u32) -> Given {
        self.profile.submit.as_mut().unwrap().days_before = Some(days);
        self
    }

    fn due(&self) -> Result<Due, NoDue> {
        Due::new(&Terms {
            profile: &self.profile,
            meeting: typed(self.meeting),
            deadline: typed(self.deadline),
            year: self.year,
            working_days: self.working_days,
            holidays: &self.holidays,
            today: TODAY,
        })
    }

    /// The last moment in words, or why there is none.
    fn told(&self) -> String {
        match self.due() {
            Ok(due) => due.words(None).zh,
            Err(none) => none.message().zh,
        }
    }

    fn notes(&self) -> String {
        let notes: Vec<String> = self
            .due()
            .unwrap()
            .notes()
            .iter()
            .map(|note| note.zh.clone())
            .collect();
        notes.join("；")
    }
}

fn moment(text: &str) -> DateTime {
    Typed::read(text, TODAY).unwrap().moment()
}

fn roster(text: &str) -> HandedIn {
    HandedIn {
        at: moment(text),
        by: HandedInBy::Roster,
    }
}

#[test]
fn the_last_day_by_scheme_and_meeting() {
    let naiman = || Given::new("naiman-2017");
    let municipal = || Given::new("municipal-system");
    let cases = [
        // 会前 5 天
        (naiman().meeting("2026-12-20"), "2026 年 12 月 15 日 24 时"),
        (naiman().meeting("2027-01-03"), "2026 年 12 月 29 日 24 时"),
        (naiman().meeting("2028-03-02"), "2028 年 2 月 26 日 24 时"),
        (naiman().meeting("2027-03-02"), "2027 年 2 月 25 日 24 时"),
        (
            Given::new("xiaogan").meeting("12月20日"),
            "2026 年 12 月 10 日 24 时",
        ),
        // 7 天，且不晚于 12 月 26 日：取较早的
        (
            municipal().meeting("2026-12-20"),
            "2026 年 12 月 13 日 24 时",
        ),
        (
            municipal().meeting("2027-01-05"),
            "2026 年 12 月 26 日 24 时",
        ),
        (
            municipal().meeting("2027-01-05").year(2026),
            "2026 年 12 月 26 日 24 时",
        ),
        (municipal().year(2026), "2026 年 12 月 26 日 24 时"),
        // 7 月以前的日子在下一年
        (
            Given::new("farm-bureau").year(2026),
            "2027 年 1 月 5 日 24 时",
        ),
        (
            Given::new("farm-bureau").meeting("2027-01-10"),
            "2027 年 1 月 5 日 24 时",
        ),
        (
            Given::new("farm-bureau").meeting("2026-12-30"),
            "2027 年 1 月 5 日 24 时",
        ),
        (
            Given::new("university-office").year(2025),
            "2026 年 3 月 4 日 24 时",
        ),
        // 只说会前
        (
            Given::new("town-village-2015").meeting("2026-12-20"),
            "2026 年 12 月 20 日 24 时",
        ),
        // --deadline 说了算
        (
            naiman().meeting("2026-12-20").deadline("2026-12-10 17:30"),
            "2026 年 12 月 10 日 17:30",
        ),
        (
            Given::new("default").deadline("2026-12-10"),
            "2026 年 12 月 10 日 24 时",
        ),
    ];
    for (given, last) in cases {
        assert_eq!(given.told(), last, "{} {}", given.profile.id, given.meeting);
    }
}

#[test]
fn why_there_is_no_last_day() {
    let cases = [
        (
            Given::new("default").meeting("2026-12-20"),
            "方案没有规定上报时间，也没有给出 --deadline",
        ),
        (
            Given::new("naiman-2017"),
            "方案要求会前 5 天上报，但没有给出会议日期 --meeting",
        ),
        (
            Given::new("town-village-2015"),
            "但没有给出会议日期 --meeting",
        ),
        (
            Given::new("farm-bureau"),
            "方案要求 1 月 5 日前上报，但不知道是哪一年",
        ),
        (
            Given::new("naiman-2017")
                .meeting("2026-12-20")
                .days_before(u32::MAX),
            "不在日历之内",
        ),
        (
            Given::new("naiman-2017")
                .meeting("2026-12-20")
                .days_before(u32::MAX)
                .working(),
            "不在日历之内",
        ),
    ];
    for (given, reason) in cases {
        let told = given.told();
        assert!(told.contains(reason), "{}: {told}", given.profile.id);
    }
}

#[test]
fn working_days_leave_out_holidays_and_count_worked_weekends() {
    let cases = [
        // 平常的一周：周三往前数 5 个工作日
        ("2026-12-16", 5, "2026-12-09"),
        // 国庆七天一天也不数：9、8 日，9 月 30、29、28 日
        ("2026-10-10", 5, "2026-09-28"),
        // 9 月 20 日（周日）调休上班，26、27 日是中秋假期，25 日放假
        ("2026-09-28", 2, "2026-09-23"),
        ("2026-09-21", 1, "2026-09-20"),
        // 元旦：1 月 4 日（周日）上班，1 至 3 日放假
        ("2026-01-05", 2, "2025-12-31"),
        ("2026-01-05", 0, "2026-01-05"),
    ];
    for (meeting, days, last) in cases {
        let given = Given::new("naiman-2017")
            .meeting(meeting)
            .days_before(days)
            .working();
        assert_eq!(
            given.due().unwrap().last().to_string(),
            last,
            "{meeting} -{days}"
        );
        assert!(!given.notes().contains("节假日表里没有"), "{meeting}");
    }
}

#[test]
fn a_year_without_holidays_counts_weekdays_and_says_so() {
    let given = Given::new("naiman-2017").meeting("2027-01-08").working();
    // 1 月 7、6、5、4、1 日都是平日：表里没有 2027 年，元旦也数在内。
    assert_eq!(given.due().unwrap().last(), date(2027, 1, 1));
    let notes = given.notes();
    assert!(
        notes.contains("没有 2027 年，这一年只按周一至周五算"),
        "{notes}"
    );
    let mut given = given;
    given.holidays = Holidays::parse("[[year]]\nyear = 2027\noff = [\"01-01..01-03\"]").unwrap();
    assert_eq!(given.due().unwrap().last(), date(2026, 12, 31));
    assert!(given.notes().contains("没有 2026 年"), "{}", given.notes());
}

#[test]
fn a_scheme_may_ask_for_working_days_itself() {
    let rules = Rules::built_in();
    let (_, text) = rules
        .profiles()
        .find(|(id, _)| *id == "naiman-2017")
        .unwrap();
    let text = text.replace("days-before = 5", "days-before = 5\nworking-days = true");
    let mut given = Given::new("naiman-2017").meeting("2026-10-10");
    given.profile = parse(&rules, "自定.toml", &text).unwrap();
    assert_eq!(given.due().unwrap().last(), date(2026, 9, 28));
    assert_eq!(given.due().unwrap().demand().zh, "会前 5 个工作日上报");
    let lonely = text.replace("days-before = 5", "");
    let error = parse(&rules, "自定.toml", &lonely).unwrap_err();
    assert!(error.to_string().contains("days-before"), "{error}");
}

#[test]
fn notes_tell_what_should_be_looked_at() {
    let cases = [
        (Given::new("naiman-2017").meeting("2025-12-20"), "已经过去"),
        (
            Given::new("naiman-2017").meeting("12月20日"),
            "按 2026 年算",
        ),
        (
            Given::new("naiman-2017")
                .meeting("2026-12-20")
                .deadline("12月25日"),
            "在会议（2026 年 12 月 20 日）之后",
        ),
        (
            Given::new("municipal-system")
                .meeting("2026-12-20")
                .year(2024),
            "离会议很远，请核对 --year",
        ),
        (
            Given::new("municipal-system").year(2026),
            "没有给出会议日期",
        ),
        (
            Given::new("town-village-2015").meeting("2026-12-20"),
            "以会议当天为限",
        ),
        (
            Given::new("xiaogan").meeting("2026-12-20").working(),
            "到 2026 年 12 月 7 日为止",
        ),
    ];
    for (given, part) in cases {
        assert!(given.notes().contains(part), "{part}: {}", given.notes());
    }
    assert_eq!(Given::new("naiman-2017").meeting("2026-12-20").notes(), "");
}

#[test]
fn in_time_or_late() {
    let cases = [
        // (截止, 提交, 说法, 迟的天数)
        ("2026-12-10", "2026-12-10 23:59", "按时", 0),
        ("2026-12-10", "2026-12-10", "按时", 0),
        ("2026-12-10", "2026-12-01 08:00", "按时", -9),
        ("2026-12-10", "2026-12-11 00:01", "迟 1 天", 1),
        ("2026-12-10", "2026-12-11", "迟 1 天", 1),
        ("2026-12-10", "2026-12-13 09:12", "迟 3 天", 3),
        ("2026-12-10 24:00", "2026-12-10 23:59", "按时", 0),
        ("2026-12-10 17:30", "2026-12-10 17:30", "按时", 0),
        ("2026-12-10 17:30", "2026-12-10 17:31", "迟 1 分钟", 0),
        (
            "2026-12-10 17:30",
            "2026-12-10 20:35",
            "迟 3 小时 5 分钟",
            0,
        ),
        ("2026-12-10 17:30", "2026-12-10 19:30", "迟 2 小时", 0),
        ("2026-12-10 17:30", "2026-12-10", "按时", 0),
        ("2026-12-10 17:30", "2026-12-11 09:00", "迟 1 天", 1),
        ("2026-12-31", "2027-01-01 00:00", "迟 1 天", 1),
        ("2028-02-28", "2028-02-29", "迟 1 天", 1),
        ("2028-02-28", "2028-03-01", "迟 2 天", 2),
    ];
    for (deadline, at, title, days) in cases {
        let due = Given::new("default").deadline(deadline).due().unwrap();
        let timing = due.judge(roster(at));
        assert_eq!(timing.title(Lang::Zh), title, "{deadline} {at}");
        assert_eq!(timing.days, days, "{deadline} {at}");
    }
}

#[test]
fn the_surest_time_is_used() {
    let (noted, saved) = (
        date(2026, 12, 9).at(9, 0, 0, 0),
        date(2026, 12, 12).at(9, 0, 0, 0),
    );
    let by =
        |roster, modified| HandedIn::surest(roster, modified).map(|handed| (handed.by, handed.at));
    let document = Some(Modified::by_document(saved));
    let file = Some(Modified::by_file(saved));
    assert_eq!(by(Some(noted), document), Some((HandedInBy::Roster, noted)));
    assert_eq!(by(None, document), Some((HandedInBy::Document, saved)));
    assert_eq!(by(None, file), Some((HandedInBy::File, saved)));
    assert_eq!(by(None, None), None);
}

fn desk<'a>(given: &'a Given, rules: &'a Rules, choice: &'a Choice) -> Desk<'a> {
    Desk {
        profile: &given.profile,
        rules,
        choice,
        lang: Lang::Zh,
        due: given.due(),
    }
}

#[test]
fn late_reports_weigh_what_the_demand_and_the_time_weigh() {
    use HandedInBy::{Document, File, Roster};
    use Severity::{Error, Info, Warning};
    let (rules, choice) = (Rules::built_in(), Choice::default());
    let cases = [
        ("naiman-2017", "", Roster, Error, Strength::Hard),
        ("naiman-2017", "", Document, Warning, Strength::Hard),
        ("naiman-2017", "", File, Warning, Strength::Hard),
        ("xiaogan", "", Roster, Warning, Strength::Soft),
        ("xiaogan", "", File, Info, Strength::Soft),
        // 审核人自己定的截止时间是硬性的，有没有通知都一样
        ("xiaogan", "2026-12-10", Roster, Error, Strength::Hard),
        ("default", "2026-12-10", Roster, Error, Strength::Hard),
        ("default", "2026-12-10", Document, Warning, Strength::Hard),
    ];
    for (id, deadline, by, severity, strength) in cases {
        let given = Given::new(id).meeting("2026-12-20").deadline(deadline);
        let desk = desk(&given, &rules, &choice);
        let at = moment("2026-12-18 09:12");
        let receipt = desk.receive(Some(HandedIn { at, by }));
        let diagnostic = receipt.diagnostic.unwrap();
        assert_eq!(diagnostic.code, "DDL001");
        assert_eq!(
            (diagnostic.severity, diagnostic.demand.strength),
            (severity, strength),
            "{id} {by:?}"
        );
    }
}

#[test]
fn what_is_said_of_a_late_report() {
    let (rules, choice) = (Rules::built_in(), Choice::default());
    let given = Given::new("xiaogan").meeting("2026-12-20");
    let said = |by, at: &str| {
        let at = moment(at);
        let receipt = desk(&given, &rules, &choice).receive(Some(HandedIn { at, by }));
        receipt.diagnostic.map(|one| (one.message, one.help))
    };
    let (message, _) = said(HandedInBy::Roster, "2026-12-13 09:12").unwrap();
    assert_eq!(
        message,
        "迟了 3 天：12 月 10 日 24 时截止，名单上的提交时间是 12 月 13 日 09:12。"
    );
    let (message, help) = said(HandedInBy::File, "2027-01-02").unwrap();
    assert_eq!(
        message,
        "可能迟了 23 天：2026 年 12 月 10 日 24 时截止，文件时间是 2027 年 1 月 2 日，名单上和文件内都没有时间。"
    );
    assert!(help.contains("复制"), "{help}");
    let (message, _) = said(HandedInBy::Document, "2026-12-11 08:00").unwrap();
    assert!(
        message.contains("文件内记的最后保存时间是 12 月 11 日 08:00"),
        "{message}"
    );
    assert_eq!(said(HandedInBy::Roster, "2026-12-10 23:59"), None);
    let english = Desk {
        lang: Lang::En,
        ..desk(&given, &rules, &choice)
    };
    let late = english
        .receive(Some(roster("2026-12-11 09:12")))
        .diagnostic
        .unwrap();
    assert_eq!(
        late.message,
        "1 day late: due by the end of 2026-12-10, handed in 2026-12-11 09:12 by the roster."
    );
    assert_eq!(late.demand.text, "about 10 days before the meeting");
}

#[test]
fn who_has_handed_in_nothing() {
    let (rules, choice) = (Rules::built_in(), Choice::default());
    let cases = [
        (
            Given::new("naiman-2017").meeting("2026-12-20"),
            "2026-12-18 09:00",
            Severity::Error,
            "12 月 15 日 24 时截止，已过 2 天",
        ),
        (
            Given::new("naiman-2017").meeting("2026-12-20"),
            "2026-12-16 01:30",
            Severity::Error,
            "已过 1 小时 30 分钟",
        ),
        (
            Given::new("naiman-2017").meeting("2026-12-20"),
            "2026-12-15 22:00",
            Severity::Info,
            "还有 2 小时",
        ),
        (
            Given::new("naiman-2017").meeting("2026-12-20"),
            "2026-12-01 09:00",
            Severity::Info,
            "还有 14 天",
        ),
        (
            Given::new("xiaogan").meeting("2026-12-20"),
            "2026-12-18 09:00",
            Severity::Warning,
            "已过 7 天",
        ),
        (
            Given::new("naiman-2017"),
            "2026-12-18 09:00",
            Severity::Error,
            "没有找到对应的报告。",
        ),
        (
            Given::new("default"),
            "2026-12-18 09:00",
            Severity::Warning,
            "没有找到对应的报告。",
        ),
    ];
    for (given, now, severity, part) in cases {
        let missing = desk(&given, &rules, &choice)
            .missing("桥头村 陈守田", moment(now))
            .unwrap();
        assert_eq!(
            (missing.code.as_str(), missing.severity),
            ("DDL002", severity),
            "{now}"
        );
        assert!(
            missing.message.contains("“桥头村 陈守田”"),
            "{}",
            missing.message
        );
        assert!(
            missing.message.contains(part),
            "{part}: {}",
            missing.message
        );
    }
}

#[test]
fn unwanted_codes_are_silent_and_unknown_times_are_told() {
    let rules = Rules::built_in();
    let given = Given::new("naiman-2017").meeting("2026-12-20");
    let ignore = Choice {
        ignore: vec!["DDL".to_owned()],
        ..Choice::default()
    };
    let silent = desk(&given, &rules, &ignore);
    let receipt = silent.receive(Some(roster("2026-12-18")));
    assert!(receipt.diagnostic.is_none() && receipt.timing.is_some_and(|timing| timing.late));
    assert!(silent.missing("某人", moment("2026-12-18")).is_none());
    assert!(silent.receive(None).not_judged.is_none());
    let choice = Choice::default();
    let told = desk(&given, &rules, &choice)
        .receive(None)
        .not_judged
        .unwrap();
    assert_eq!(told.code, "DDL001");
    let none = Given::new("default");
    let none = desk(&none, &rules, &choice);
    assert!(none.receive(None).not_judged.is_none());
    assert!(
        none.notes()[0].contains("方案没有规定上报时间"),
        "{:?}",
        none.notes()
    );
}

#[test]
fn a_receipt_stands_beside_score_and_outcome() {
    let choice = Choice {
        select: vec!["DDL".to_owned(), "LEN".to_owned()],
        ..Choice::default()
    };
    let checker = Checker::new(Settings {
        profile: Some("naiman-2017".to_owned()),
        choice: choice.clone(),
        ..Settings::default()
    })
    .unwrap();
    let document = crate::read::from_bytes(
        "# 述职报告\n\n我走访党员三十一户。\n".as_bytes(),
        Some("a.md"),
    )
    .unwrap();
    let checked = checker.check(&document, None);
    let mut record = crate::output::batch::Record::of(checked);
    let asked: Vec<&str> = record
        .report
        .not_judged
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(
        asked, CODES,
        "asked for by name, a single check says that only an audit can"
    );
    let (total, outcome) = (record.report.rubric.total, record.report.rubric.outcome);
    let given = Given::new("naiman-2017").meeting("2026-12-20");
    let receipt = desk(&given, checker.rules(), &choice).receive(Some(roster("2026-12-18")));
    let timing = receipt.enter(&mut record).unwrap();
    assert!(timing.late);
    let report = &record.report;
    assert_eq!(report.diagnostics[0].code, "DDL001");
    assert_eq!(report.diagnostics.len(), record.quotes.len());
    assert!(report.not_judged.is_empty());
    assert_eq!(
        (report.rubric.total, report.rubric.outcome),
        (total, outcome)
    );
    let quiet = Checker::new(Settings::default())
        .unwrap()
        .check(&document, None);
    assert!(
        quiet
            .report
            .not_judged
            .iter()
            .all(|one| !one.code.starts_with("DDL"))
    );
}
