//! Which of the numbers of an answer tells what became of a promised one.

use super::PledgeStatus::{Answered, Partial};
use super::tests::{NONE, Year, check};

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

#[test]
fn numbers_that_count_no_deed_are_not_held_against_a_promise() {
    check(&[
        // Two households that are pointed at.
        (
            Year {
                pledge: "（一）把六户低保重新评议一遍，不够条件的取消。",
                rectified: "低保重新评议过了，家里有汽车的那两户名字去掉了。",
                ..NONE
            },
            Answered,
            false,
        ),
        // How many were due, and how many were met.
        (
            Year {
                pledge: "（一）年内与41名党员各谈一次话。",
                rectified: "党员谈话：应谈人数因转入增至43人，截至12月谈到36人。",
                ..NONE
            },
            Partial,
            false,
        ),
        // What came to light.
        (
            Year {
                pledge: "（一）把机动地38亩重新丈量，合同补签。",
                rectified: "机动地重新丈量了九天，多占的6亩一并退出，合同全部补签。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn what_was_kept_in_the_first_half_of_the_year_only_is_partial() {
    check(&[(
        Year {
            pledge: "（一）每学期组织专题研讨不少于4次。",
            rectified: "专题研讨上半年组织4次，下半年2次。",
            ..NONE
        },
        Partial,
        false,
    )]);
}

#[test]
fn a_number_that_something_else_is_made_of_is_no_promise_of_its_own() {
    check(&[
        (
            Year {
                pledge: "（一）九项制度删并成五项，印成口袋卡发到党员手上。",
                rectified: "九份制度合成了五份，印成口袋卡，党员人手一张。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）为年轻教师确定党员联系人，年内新增入党申请书5份。",
                rectified: "年轻教师都有了党员联系人，入党申请书由3份变成9份。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn one_at_a_time_is_not_one_in_all() {
    check(&[(
        Year {
            pledge: "（一）支部大院天天开门，五个支委排班坐着。",
            rectified: "支部大院从礼拜一到礼拜天，屋里总有一个支委守着。",
            ..NONE
        },
        Answered,
        false,
    )]);
}

#[test]
fn a_rhythm_that_is_said_to_be_unbroken_is_kept() {
    check(&[(
        Year {
            pledge: "（一）我固定联系两个宿舍，每月去一次，写一页随记。",
            rectified: "联系的两间宿舍我去了十回，寒暑假除外月月不落，随记写了二十页。",
            ..NONE
        },
        Answered,
        false,
    )]);
}
