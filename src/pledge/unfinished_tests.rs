//! Answers that say themselves what is under way, late or left over.

use super::PledgeStatus::{Answered, Partial};
use super::tests::{NONE, Year, check};

#[test]
fn what_is_under_way_is_partial() {
    check(&[
        (
            Year {
                pledge: "（一）10月底前建成冷链仓库一座。",
                done: "冷链仓库正在施工，主体已经封顶。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）上半年修订村规民约。",
                rectified: "村规民约的修订已启动，征求了意见，尚未提交村民会议通过。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）5月底前开通村级医保窗口。",
                rectified: "医保窗口拖到11月才开通，比我承诺的晚了半年。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）6月底前换届选举三组的组长和会计。",
                rectified: "三组的组长和会计十月中旬才选出来，票是我监的。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）每半年公布一次村集体的招待费。",
                rectified: "村集体的招待费上半年公布了，下半年的还压在会计手里。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）春秋两季各办一场果树修剪班。",
                rectified: "果树修剪班春季办了，秋季那一场因连阴雨顺延未办。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）全年上门看望独居老人48户。",
                rectified: "独居老人我上门看望了不少，比应走的少9户。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn what_has_only_begun_or_was_left_out_is_partial() {
    check(&[
        (
            Year {
                pledge: "（一）对集体资产开展一次清查，覆盖全部账目。",
                rectified: "集体资产清查走完了固定资产一块，往来账目刚刚铺开。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）水费、电费的收支每月公布。",
                rectified: "水费的收支月月贴在泵房门口，电费的一张也没贴。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）每月逢五到接待室接访，来访当场登记。",
                rectified: "十二个月的接访我一次没有落下，来访31批，办结29批，剩下两批转入司法调解。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn words_of_progress_about_other_things_take_nothing_off() {
    check(&[
        (
            Year {
                pledge: "（一）每季度同返乡青年逐人谈心一次。",
                rectified: "返乡青年我一季一轮逐人谈心，四轮都谈到了，有一个留了下来，另一个去了县城的工厂。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）设立村民意见当日答复窗口。",
                rectified: "村民意见当日答复的窗口设起来了，全年答复320条，到镇上反映的比上年少了七成。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）年内从返乡青年中发展党员两名。",
                rectified: "返乡青年中发展党员两名，我同他们交心大半年，两人都在七月宣了誓。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn a_pledge_that_is_quoted_is_answered_by_what_follows() {
    check(&[
        (
            Year {
                pledge: "（一）全年走访农户100户。",
                rectified: "承诺一：全年走访农户100户。完成情况：走了63户。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）年内建成老年食堂。",
                rectified: "承诺一：年内建成老年食堂。完成情况：未完成。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）全年走访困难党员30户。",
                rectified: "（一）关于走访困难党员。今年走了33户，户户有记录。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）年内为40户困难群众改造危房。",
                rectified: "危房改造方面。完成26户，其余14户没有动工。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn what_was_not_done_is_said_with_the_verb() {
    check(&[
        (
            Year {
                pledge: "（一）年底前建好农家书屋。",
                rectified: "农家书屋今年没有建好，预计2025年3月完工。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）年内开办老年大学。",
                rectified: "老年大学到年底没开起来。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）居民议事会每季度开一次，没办成的写明原因。",
                rectified: "居民议事会全年开了四次，哪条办了哪条没办，都贴在楼下。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn half_years_and_months_are_deadlines_too() {
    check(&[
        (
            Year {
                pledge: "（一）上半年建好农家书屋。",
                rectified: "农家书屋9月建好，藏书1200册。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）6月底完成党员档案补正。",
                rectified: "党员档案补正9月才完成。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）10月底前建好农家书屋。",
                rectified: "农家书屋6月建成，11月完成图书编目。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn of_two_things_that_are_made_both_are_told() {
    check(&[
        (
            Year {
                pledge: "（一）建成村史馆和农家书屋。",
                rectified: "村史馆6月建成开放，农家书屋也同时挂了牌。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）建成村史馆和农家书屋。",
                rectified: "村史馆6月建成开放。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）新建文化广场和停车场。",
                rectified: "文化广场国庆前开放，车位划出了26个。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）改造卫生室、食堂。",
                rectified: "卫生室和食堂都改好了。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn what_was_let_slip_is_partial_unless_it_was_made_up_for() {
    check(&[
        (
            Year {
                pledge: "（一）把村级财务每季度公示一次。",
                rectified: "财务公示，一、二季度按时，下半年换会计耽误了。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）我每月15日在村部接访。",
                rectified: "接访日定下来了，因为开会冲掉了三次。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）每月开一次支委会。",
                rectified: "支委会全年12次，3月因疫情耽搁的一次，4月补开了。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）每周到网格转一圈。",
                rectified: "每周三下网格，雨天也没耽误。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn what_was_forgotten_or_waits_for_somebody_is_partial() {
    check(&[
        (
            Year {
                pledge: "（一）合作社的账每季度贴出来。",
                rectified: "合作社的账上半年贴了两回，三季度忙收秋忘了，年底才想起来。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）年内把仓库保管员换下来。",
                rectified: "仓库保管员说了几回，人还是那一个，没有换下来。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）年内创建市级示范合作社。",
                rectified: "示范合作社的材料过了县里初审，待市里复核。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）动员返乡青年两名递交入党申请书。",
                rectified: "返乡青年里只劝动了一名递交入党申请书，是开农机的。",
                ..NONE
            },
            Partial,
            false,
        ),
    ]);
}

#[test]
fn what_goes_on_beside_a_kept_number_takes_nothing_off() {
    check(&[
        (
            Year {
                pledge: "（一）全年入户走访150户。",
                rectified: "全年入户走访162户，带回难题31件，其余3件牵涉林权，正在会商。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）全年入户走访150户。",
                rectified: "全年入户走访97户，其余的正在逐户补上。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）把村史馆整理出来，让孩子们来上第一课。",
                rectified: "落了七八年灰的村史馆整理出来了，开学那天孩子们在里面上了第一课。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）我每半年同管物资的4个人各谈一次话。",
                rectified: "管物资的4个人，6月和12月我各谈了一次话，其中一人的柴油账差了40升，当天查清是记错了日子。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn what_is_to_come_or_was_kept_at_first_only_is_partial() {
    check(&[
        (
            Year {
                pledge: "（一）年内给9座小水库装上监测设备。",
                rectified: "小水库的监测设备装了6座，3座留到开春，山路没有修通。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）每周给空巢老人打一次问候电话。",
                rectified: "空巢老人的问候电话上半年周周打，后来人手抽走，改成一月一打。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）评选卫生户并召开表彰大会。",
                rectified: "卫生户评选出15户，表彰大会没有开，以一张通报代之。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）办暑期托管班，收30个孩子。",
                rectified: "暑期托管班收了34个孩子，门口还有人排队，来年想再租一间屋。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn of_listed_things_each_is_told() {
    check(&[
        (
            Year {
                pledge: "（一）修订考勤、财务、用车三项制度。",
                rectified: "考勤和财务的新制度7月修订出来，照着办了。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）修订考勤、财务、用车三项制度。",
                rectified: "考勤和财务的新制度7月修订出来，用车的9月也照着办了。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn the_sentence_behind_may_take_something_back() {
    let year = |behind: &'static str| Year {
        pledge: "（一）与三家实习企业的党组织签共建协议，学生实习到哪里，组织生活就跟到哪里。",
        rectified: behind,
        ..NONE
    };
    check(&[
        (
            year(
                "三家实习企业，共建协议春天都签了，学生党员在厂里过上了组织生活。可是做货运代理的那一家，签过协议就停了。",
            ),
            Partial,
            false,
        ),
        (
            year(
                "三家实习企业，共建协议春天都签了，学生党员在厂里过上了组织生活。可是学校食堂的菜价，到年底还没有降。",
            ),
            Answered,
            false,
        ),
    ]);
}

#[test]
fn what_was_not_voted_on_or_did_not_come_about_is_partial() {
    check(&[
        (
            Year {
                pledge: "（一）争取党组织参加公司月度经营会，上半年写进公司章程。",
                done: "4月起我列席公司月度经营会，章程修改案在股东会上议过1次，没有表决。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）每月十五号我在小广场摆一张桌子，听居民说话。",
                done: "每月十五小广场的那张桌子我接着摆，七八月太晒，没摆成。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）把二楼堆旧传票的屋子腾出来做党员活动室。",
                done: "二楼堆旧传票的屋子刷了白墙，做成党员活动室，赶在建党一百周年前头挂了牌。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）在外的党员我每月打一个电话，打完记在本子上。",
                done: "在外党员的电话，头五个月打得齐，本子上一笔一笔记着。",
                ..NONE
            },
            Partial,
            false,
        ),
        (
            Year {
                pledge: "（一）开会到点就关门，谁晚了谁站着开。",
                done: "开会到点关门，我从地里回来晚了六分钟，站了一个多钟头。",
                ..NONE
            },
            Answered,
            false,
        ),
        (
            Year {
                pledge: "（一）对设备、药剂、耗材三个岗位的26人每年廉政谈话2次。",
                done: "管药、管设备、管耗材的26人，4月我廉政谈话一轮，10月又谈一轮，全年2次。",
                ..NONE
            },
            Answered,
            false,
        ),
    ]);
}

#[test]
fn what_came_nearer_to_a_promise_told_among_the_problems_is_partial() {
    check(&[(
        Year {
            pledge: "（一）改进抄表班组党员的组织生活，3月起每月错峰举办两场，参加率达到90%以上。",
            problem: "一是抄表班组党员参加组织生活不够好。3月起按月分早、晚两场错峰举办，平均参加率由45%提高到72%，离承诺的90%还有差距。",
            ..NONE
        },
        Partial,
        false,
    )]);
}

#[test]
fn what_is_still_under_way_goes_on_from_the_clause_before() {
    check(&[(
        Year {
            pledge: "（一）5月底前在两个外卖站点摸清党员底数，成立骑手流动党支部。",
            rectified: "两个外卖站点排查出党员5名，骑手党支部的成立请示8月报到街道，目前还在走程序。",
            ..NONE
        },
        Partial,
        false,
    )]);
}
