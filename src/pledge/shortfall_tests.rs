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
fn the_same_number_of_what_is_counted_alike_is_no_shortfall() {
    check(&[
        (
            Year {
                pledge: "（一）组织在岗党员同86名留守学生结对。",
                rectified: "留守学生结对的事，43名在岗党员人人认领，86个名字一个不空。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）每月15日开一次支部主题党日。",
                rectified: "主题党日开了十二回，十五号没有断过。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn numbers_that_add_up_to_the_promise_reach_it() {
    check(&[
        (
            Year {
                pledge: "（一）给60名老党员建送学台账，每月送学上门。",
                rectified: "老党员的送学台账建起来了，走不动的22名由文书上门读报，其余38名在村部集中学。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）年内了结林地纠纷二十件。",
                rectified: "林地纠纷了结了15件，还有5件正同林业站核界。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn a_number_is_held_against_the_one_that_counts_the_same() {
    check(&[
        (
            Year {
                pledge: "（一）新吸收的网格员中退役军人不少于6名。",
                rectified: "网格员新吸收了21名，其中退役军人4名。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）全年组织党员到红军桥旧址现场学习三次。",
                rectified: "组织党员现场学习，全年到红军桥旧址一回，41名党员参加。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）每季度召开一次村民恳谈会，由我当面答复。",
                rectified: "村民恳谈会该开四次，实际开了三次，冬天那次因下雪没有补。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn a_number_that_counts_another_thing_hides_no_shortfall() {
    check(&[
        (
            Year {
                pledge: "（一）给六个村民组的党员活动点全部换上新桌椅。",
                rectified: "上坪、下坪、桥东三个组的党员活动点换上了新桌椅，28名党员认领了94家农户的家电维修。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）培养3名返乡青年为入党积极分子。",
                rectified: "一名返乡青年列为入党积极分子，跟着支委学写会议记录。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）与留守老人的子女通话不少于五十人次。",
                rectified: "我答应同留守老人的子女通话五十人次，登记簿上记着三十四人次。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）我带头驻组，每月在组里住两夜，全年二十四夜。",
                rectified: "驻组这一条，我在组里住了十六夜。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）把外出党员的联系方式重新核对一遍，一个不漏。",
                rectified: "外出党员的联系方式重新核对，在册十九个人核对上了十六个。",
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
fn what_is_told_of_those_who_were_reached_is_no_shortfall() {
    check(&[
        (
            Year {
                pledge: "（一）党员与十八名留级生结对，一个不少。",
                rectified: "十八名留级生都有党员结对，到学期末十一人跟上了班。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）每月第一个周四晚上到工棚值班，全年不少于九次。",
                rectified: "工棚值班的事，逢月初那个周四晚我都到，前后十次。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）把剩下的二十六户接上管道煤气。",
                rectified: "剩下的二十六户八月里都接上了管道煤气，热水一拧就来。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）年内在三个码头各设一处党员值守点。",
                rectified: "东码头、西码头的党员值守点已经设好，南码头的待栈桥修完后再设。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn numbers_of_something_else_are_no_shortfall() {
    check(&[
        (
            Year {
                pledge: "（一）年内培养入党积极分子六名。",
                rectified: "发展党员2名，培养入党积极分子6名，最小的二十二岁。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）清明以前把三十一户低保重评一遍。",
                rectified: "低保三十一户，三月里一户一户重评过，退了四户，补了三户。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）每个月到滩头片的边远村住一晚。",
                rectified: "滩头片那五个边远村，我一年在村部的竹床上住了十二夜，月月没落空，其中四夜赶上了党员会。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）年内把四个空壳村的集体收入都带过8万元。",
                rectified: "四个空壳村的集体收入，去年最少的只有1.5万元，今年最少的也到了8.3万元。",
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
fn a_number_of_the_promised_unit_goes_before_others() {
    check(&[
        (
            Year {
                pledge: "（一）志愿队由2支增加到5支，每支不少于12人。",
                rectified: "志愿队又拉起3支，现有5支、71人，最少的一支13人。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）全年化解信访积案7件。",
                rectified: "两轮接访化解信访积案5件，其余2件移交法院。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）改造东沟、西沟提灌站2座。",
                rectified: "西沟提灌站改造完工，能浇地300亩。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）改造东沟、西沟提灌站2座。",
                rectified: "西沟提灌站改造完工，东沟的也通了水。",
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

#[test]
fn a_number_is_held_against_what_it_counts() {
    check(&[
        (
            Year {
                pledge: "（一）暑假前建成名师工作室三个，每个工作室带出五名青年教师。",
                done: "语文、物理两个名师工作室挂牌，带了11名新教师，有3人在优质课评比中得奖。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）上半年对全院在用的412种耗材逐项比价。",
                rectified: "比价做到了287种，压价53种。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）全年发展农村党员不少于8名，每个空白村至少培养1名积极分子。",
                done: "吸收青年入党5名，培养入党积极分子17名，空白村都有了培养对象。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）党员教师至少两人参加县级优质课比赛。",
                done: "县级优质课比赛我们去了一个人，拿了二等奖。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）3月底前将支部纸质台账由14种减到6种。",
                done: "2月底党委会通过清单，支部要填的纸质台账只剩6种。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}
