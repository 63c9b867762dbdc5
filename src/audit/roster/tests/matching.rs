use super::*;

const ROSTER: &str = "单位,姓名,职务,文件名
清水镇柳河村党支部,张三,书记,
清水镇东风村党支部,王五,书记,
白云镇东风村党支部,刘洋,书记,
县住房和城乡建设局党组,高峰,局长,
县人力资源和社会保障局党组,张伟,局长,
清水镇双塔村党支部,张伟,书记,
县第一中学党总支,欧阳明,校长,yizhong-final.docx
县医院党委,李强,院长,
县医院党委,李强生,副院长,
县档案馆党支部,,馆长,
清水镇党委,陈静,书记,
县委办公室机关党支部,周平,主任,
县委办公室机关党支部,吴凡,副主任,
边城乡和平村党支部,阿不都·热合曼,书记,
";

/// Who, by what, and the line of the roster above.
fn told(clues: Clues<'_>) -> String {
    let roster = of_text(ROSTER).expect("a roster");
    match Matcher::new(&roster).find(&clues) {
        Match::Person(found) => {
            let person = &roster.people[found.person];
            let name = if person.name.is_empty() {
                &person.unit
            } else {
                &person.name
            };
            format!("{name} {:?} {}", found.by, person.line)
        }
        Match::Ambiguous(people) => {
            let names: Vec<_> = people
                .iter()
                .map(|place| roster.people[*place].line.to_string())
                .collect();
            format!("? {}", names.join(" "))
        }
        Match::Nobody => "-".to_owned(),
    }
}

#[test]
fn by_the_path_alone() {
    let cases = [
        (
            "收到/城关镇.zip/柳河村 张三 述职报告(终稿).docx",
            "张三 NameAndUnit 2",
        ),
        ("张三述职报告最终版2.docx", "张三 Name 2"),
        ("3.柳河村.docx", "张三 Unit 2"),
        ("述职报告（王 五）.doc", "王五 Name 3"),
        ("東風村王五述職報告.doc", "王五 NameAndUnit 3"),
        ("D:\\收到\\张三\\2026年述职报告.docx", "张三 Name 2"),
        ("县住建局.docx", "高峰 Unit 5"),
        ("县住建局党组书记高峰述职报告.docx", "高峰 NameAndUnit 5"),
        ("工作高峰期安排.docx", "-"),
        ("高峰述职.docx", "高峰 Name 5"),
        ("刘高峰述职报告.docx", "-"),
        ("张伟述职报告.docx", "? 6 7"),
        ("双塔村张伟述职报告.docx", "张伟 NameAndUnit 7"),
        ("人社局 张伟.docx", "张伟 NameAndUnit 6"),
        ("张伟（局长）.docx", "张伟 Name 6"),
        ("东风村.docx", "? 3 4"),
        ("白云镇/东风村述职报告.docx", "刘洋 Unit 4"),
        ("收到/YIZHONG-FINAL.docx", "欧阳明 File 8"),
        ("欧 阳 明.docx", "欧阳明 Name 8"),
        ("李强生述职报告.docx", "李强生 Name 10"),
        ("李强述职报告.docx", "李强 Name 9"),
        ("县档案馆述职报告.docx", "县档案馆党支部 Unit 11"),
        ("县委办公室副主任述职报告.docx", "吴凡 UnitAndTitle 14"),
        ("清水镇/赵六述职报告.docx", "-"),
        ("清水镇/张三述职报告.docx", "张三 Name 2"),
        ("阿不都•热合曼述职报告.docx", "阿不都·热合曼 Name 15"),
        ("张三、王五述职报告.docx", "? 2 3"),
        ("述职报告.docx", "-"),
        ("", "-"),
    ];
    for (path, expected) in cases {
        let found = told(Clues {
            path,
            ..Clues::default()
        });
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn by_what_the_report_says_of_its_author() {
    let head = |head| Clues {
        path: "1.docx",
        head,
        ..Clues::default()
    };
    assert_eq!(
        told(head("述职人：张三\n一年来，我认真履职。")),
        "张三 Name 2"
    );
    assert_eq!(told(head("柳河村党支部书记　张 三")), "张三 NameAndUnit 2");
    assert_eq!(
        told(head("各位领导：我是东风村党支部书记王五，现述职如下。")),
        "王五 NameAndUnit 3"
    );
    // Somebody else who is mentioned is not the author.
    assert_eq!(
        told(head(
            "一年来，在镇党委书记陈静同志的带领下，支部工作有了起色。"
        )),
        "-"
    );
    let tail = Clues {
        path: "1.docx",
        tail: "特此报告。\n县医院 李强\n2026年12月1日",
        ..Clues::default()
    };
    assert_eq!(told(tail), "李强 NameAndUnit 9");
    let title = Clues {
        path: "1.docx",
        title: "县档案馆党支部书记2026年度述职报告",
        ..Clues::default()
    };
    assert_eq!(told(title), "县档案馆党支部 Unit 11");
    let other = Clues {
        path: "柳河村.docx",
        head: "述职人：赵六",
        ..Clues::default()
    };
    assert_eq!(told(other), "? 2", "somebody else of that unit");
    let signed = Clues {
        path: "1.docx",
        head: "县档案馆党支部书记　赵六",
        ..Clues::default()
    };
    assert_eq!(
        told(signed),
        "县档案馆党支部 Unit 11",
        "the roster names nobody"
    );
    for below in [
        "清水镇上坝村党支部书记　赵六",
        "清水镇中心学校党支部书记　赵六",
    ] {
        assert_eq!(told(head(below)), "-", "a unit below that of 陈静");
    }
    assert_eq!(told(head("清水镇党委书记　赵六")), "? 12");
}

#[test]
fn what_speaks_against_a_name_makes_it_less_sure() {
    let roster = of_text(ROSTER).expect("a roster");
    let matcher = Matcher::new(&roster);
    let sure = |path| {
        matcher
            .find(&Clues {
                path,
                ..Clues::default()
            })
            .person()
            .map_or(0.0, |found| found.confidence)
    };
    assert!(sure("柳河村张三.docx") > sure("张三.docx"));
    assert!(sure("张三.docx") > sure("双塔村张三.docx"));
    assert!(sure("双塔村张三.docx") < 0.6);
    for path in ["柳河村张三.docx", "张三.docx", "柳河村.docx"] {
        assert!((0.0..=1.0).contains(&sure(path)), "{path}");
    }
}

/// What is looked up for a file does not grow with the roster, even where all have one name or one unit.
#[test]
fn twenty_thousand_files_in_bounded_steps() {
    let surnames: Vec<char> = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
        .chars()
        .collect();
    let given: Vec<char> = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文辉建国志"
        .chars()
        .collect();
    let name = |number: usize| {
        let at = |list: &[char], number: usize| list[number % list.len()];
        format!(
            "{}{}{}",
            at(&surnames, number),
            at(&given, number / 30),
            at(&given, number / 900)
        )
    };
    let unit = |number: usize| format!("清水镇第{number}村党支部");
    for crowded in [false, true] {
        let mut roster = Roster::default();
        for number in 0..20_000 {
            let (unit, name) = match crowded {
                true => (
                    "县医院党委".to_owned(),
                    format!("张伟{}", if number % 2 == 0 { "" } else { "明" }),
                ),
                false => (unit(number), name(number)),
            };
            roster.people.push(Person {
                line: number + 2,
                unit,
                name,
                ..Person::default()
            });
        }
        let matcher = Matcher::new(&roster);
        let (mut steps, mut most, mut right) = (0, 0, 0);
        for number in 0..20_000 {
            let path = match crowded {
                true => "县医院/张伟述职报告.docx".to_owned(),
                false => format!("收到/第{number}村 {}述职报告.docx", name(number)),
            };
            let clues = Clues {
                path: &path,
                head: "县医院 张伟\n述职人：张伟明",
                ..Clues::default()
            };
            let before = steps;
            let found = matcher.find_counting(&clues, &mut steps);
            most = most.max(steps - before);
            right += usize::from(found.person().is_some_and(|found| found.person == number));
        }
        assert!(most < 2_000, "{most} steps for a file");
        if !crowded {
            assert!(right > 19_000, "{right} of 20000");
        }
    }
}
