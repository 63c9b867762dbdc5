//! Promises that something grows or falls, and answers that tell from what to what.

use super::PledgeStatus::{Answered, Partial};
use super::tests::{NONE, Year, check};

#[test]
fn growth_is_told_by_what_was_and_what_is() {
    check(&[
        (
            Year {
                pledge: "（一）集体收入翻一番。",
                rectified: "集体收入由5万元增加到10.4万元。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）集体收入翻一番。",
                rectified: "集体收入由5万元增加到7万元。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）集体收入增长15%以上。",
                rectified: "集体收入由8万元增至9.6万元。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）集体收入增长15%以上。",
                rectified: "集体收入由8万元增至8.5万元。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn what_came_to_what_there_was_counts_with_it() {
    check(&[
        (
            Year {
                pledge: "（一）公交线路由8条增加到12条。",
                rectified: "新开公交线路4条，山里人出门方便了。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）公交线路由8条增加到12条。",
                rectified: "新开公交线路2条。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）网格员由11名增加到20名。",
                rectified: "新招网格员9名。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）网格员津贴由每月300元提高到500元。",
                rectified: "网格员津贴提高了200元。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）夜校全年办8期。",
                rectified: "夜校从去年的3期增加到6期。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn what_there_was_is_not_what_became_of_it() {
    check(&[
        (
            Year {
                pledge: "（一）把审批时限压缩到3天以内。",
                rectified: "审批时限由7天缩短到5天。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）把投诉控制在8件以内。",
                rectified: "投诉由13件降到7件。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）把投诉压降50%。",
                rectified: "投诉由20件降到9件。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）把投诉压降50%。",
                rectified: "投诉由20件降到15件。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn money_saved_on_a_work_that_stands_is_no_shortfall() {
    check(&[
        (
            Year {
                pledge: "（一）投资30万元建中转站1座。",
                rectified: "中转站1座8月建成，节省下来只用了22万元。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）村集体收入突破20万元。",
                rectified: "村集体收入16万元。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn of_each_and_of_those_given_up() {
    check(&[
        (
            Year {
                pledge: "（一）62名农技员每人全年下村不少于60天。",
                rectified: "农技员每人下村47天。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）改造危房26户。",
                rectified: "危房改好了21户，另外5户房子要拆迁，不再改。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）发展党员2名、培养积极分子4名、储备后备干部3名。",
                rectified: "发展党员2名，培养积极分子4名。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn one_sentence_answers_all_where_nothing_else_does() {
    for (rectified, status) in [
        ("上年作出的承诺均已兑现。", Answered),
        ("上年承诺的三件事兑现了两件，一件正在推进。", Partial),
    ] {
        check(&[(
            Year {
                pledge: "（一）年底前翻修老年活动室。",
                rectified,
                ..NONE
            },
            status,
            false,
        )]);
    }
}

#[test]
fn what_came_late_is_done_all_the_same() {
    check(&[(
        Year {
            pledge: "（一）8月底前退还多收的水费。",
            rectified: "多收的水费11月全部退到村民手里，比承诺迟了两个多月。",
            ..NONE
        },
        Partial,
        false,
    )]);
}
