//! Answers whose numbers fall short of the promise.

use super::PledgeStatus::{Answered, Partial};
use super::tests::{NONE, Year, check};

#[test]
fn a_number_that_falls_short_is_partial() {
    check(&[
        (
            Year {
                pledge: "（一）全年培训电商人才120人。",
                done: "电商培训抓得紧，共培训电商人才78人。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）年内硬化入户路12公里。",
                rectified: "入户路硬化了7公里，4个组的群众出门不再踩泥。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）年底前党员联户覆盖率达到95%。",
                rectified: "党员联户的覆盖率到年底是八成二。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）我全年到6个村民小组各开一次院坝会。",
                rectified: "院坝会我在6个村民小组里开了4个，两个组没有去成。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）每季度请农技员讲课一次。",
                rectified: "请农技员讲课的事，全年只办了两次。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn what_was_promised_as_a_share_or_for_some_months_is_held_so() {
    check(&[
        (
            Year {
                pledge: "（一）列出四十件便民小事由党员认领，年底认领率不低于六成。",
                rectified: "便民小事贴上了墙，四十件由党员认走了二十九件。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）四月到九月每月在田头开一次支委会。",
                rectified: "支委会搬到了田头，六个月开了六次，最短的一次二十分钟。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn numbers_that_may_not_be_exceeded() {
    check(&[
        (
            Year {
                pledge: "（一）全年信访不超过10件。",
                rectified: "全年信访23件，比上年多了5件。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）平均候诊时间缩短到30分钟以内。",
                rectified: "平均候诊时间降到38分钟，群众少跑了路。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）把不满意件减少到5件以下。",
                rectified: "不满意件由14件减少到2件。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）把办件时间压缩到5个工作日。",
                rectified: "办件时间由12个工作日压缩到5个工作日。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn times_are_held_against_the_same_span() {
    check(&[
        (
            Year {
                pledge: "（一）我每月参加班组的班前会不少于4次。",
                rectified: "班组的班前会我每月参加5次以上，全年没有断过。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）我每季度给支部讲党课1次。",
                rectified: "给支部讲党课，我全年讲了2次。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn a_share_is_told_by_how_many_of_how_many() {
    check(&[
        (
            Year {
                pledge: "（一）年内把信访积案化解三分之二。",
                rectified: "9件信访积案化解了6件。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）年内把信访积案化解三分之二。",
                rectified: "9件信访积案化解了3件。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）党员参训率达到90%。",
                rectified: "42名党员参训的有40名。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）党员参训率达到90%。",
                rectified: "42名党员参训的有31名。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）受理的诉求100%办结。",
                rectified: "受理诉求213件，办结188件。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn of_what_came_up_and_what_was_settled_the_second_counts() {
    check(&[
        (
            Year {
                pledge: "（一）全年化解矛盾纠纷30起以上。",
                rectified: "调解矛盾纠纷34起，调成33起。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）全年化解矛盾纠纷30起以上。",
                rectified: "调解矛盾纠纷34起，调成21起。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn visits_of_a_year_are_held_against_those_of_each_month() {
    check(&[
        (
            Year {
                pledge: "（一）每月走访脱贫户不少于5户。",
                rectified: "全年走访脱贫户62户次。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）每月走访脱贫户不少于5户。",
                rectified: "全年走访脱贫户31户次。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）走访慰问老党员不少于40人。",
                rectified: "走访慰问老党员46人次。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn days_and_what_goes_with_them_come_round_too() {
    check(&[
        (
            Year {
                pledge: "（一）我每月到采石场蹲点2天，跟早班1次。",
                rectified: "到采石场蹲点14天，跟早班12次。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）我每月到采石场蹲点2天，跟早班1次。",
                rectified: "到采石场蹲点26天，跟早班7次。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）我每月到采石场蹲点2天，跟早班1次。",
                rectified: "到采石场蹲点26天，跟早班12次。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）4月底前成立北仓党小组，每月开会1次。",
                rectified: "北仓有了党小组，4月18日选的组长，到年底开会8次。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn what_was_due_is_nothing_told() {
    check(&[
        (
            Year {
                pledge: "（一）全年到9个项目处各听一次晨会，写听会记录。",
                rectified: "到项目处听晨会，应到9处，实到7处，记录写了一本。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）全年到9个项目处各听一次晨会，写听会记录。",
                rectified: "到项目处听晨会，应到9处，实到9处，记录写了一本。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}
