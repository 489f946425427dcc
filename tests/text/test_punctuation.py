"""Punctuation to the standard: what is changed, and what is no punctuation of Chinese text."""

from __future__ import annotations

import pytest

from ecotui.model.plan import Plan
from ecotui.text.punctuation import standard

CASES = [
    ("推进试点,优先推进;完善", "推进试点，优先推进；完善"),
    ("办法(试行)", "办法（试行）"),
    ("等点(块)状分布", "等点（块）状分布"),
    ("《办法(试行)》,建立各市(州)、扩权县(市)", "《办法（试行）》，建立各市（州）、扩权县（市）"),
    ("PM2.5(细颗粒物)、二氧化碳(CO2)", "PM2.5（细颗粒物）、二氧化碳（CO2）"),
    ("（一)推进", "（一）推进"),
    ("(1)推进;(2)开展.", "（1）推进；（2）开展。"),
    ("建立: 一是加强", "建立：一是加强"),
    ("是否完成?是!", "是否完成？是！"),
    ('"互联网+"行动,"放管服"改革', "“互联网+”行动，“放管服”改革"),
    ("他说:\"推进'试点'工作.\"然后", "他说：“推进‘试点’工作。”然后"),
    ("推进试点...", "推进试点……"),
    ("节电5万千瓦.时,补助800元/人.月.", "节电5万千瓦.时，补助800元/人.月。"),
    ("推进试点.扩大范围.", "推进试点。扩大范围。"),
    ("推进试点--扩大", "推进试点——扩大"),
    ("推进 ，开展试点 。", "推进，开展试点。"),
    ("推进 (试点) 工作", "推进（试点）工作"),
    ("补助1,000元,每亩", "补助1,000元，每亩"),
    ("上午9:00,下午3:00", "上午9:00，下午3:00"),
    ("比例为1:500;面积", "比例为1:500；面积"),
    ("见http://a.cn/x,y;z 网站,谢谢", "见http://a.cn/x,y;z 网站，谢谢"),
    ("邮箱:a@b.cn,电话", "邮箱：a@b.cn，电话"),
    ("见 GB/T 9704, 执行", "见 GB/T 9704，执行"),
    ("2018.12.31前,完成", "2018.12.31前，完成"),
    ('更换6"管道,新装8"管道。', '更换6"管道，新装8"管道。'),
    ('"十三五"期间,"2020"行动', "“十三五”期间，“2020”行动"),
    (
        "推广PPP(Public-Private Partnership)模式,支持REITs(基金)。",
        "推广PPP（Public-Private Partnership）模式，支持REITs（基金）。",
    ),
    (
        "采用BIM(Building Information Modeling)技术。",
        "采用BIM（Building Information Modeling）技术。",
    ),
    ("省级:50%,县级:20%.", "省级：50%，县级：20%。"),
    ("支持Linux等系统(v2.1).", "支持Linux等系统（v2.1）。"),
    # Between words of another language, but not in a phrase of that language.
    ("推广 PPP,REITs 等模式。", "推广 PPP，REITs 等模式。"),
    (
        "推广PPP(Public-Private Partnership, PPP)模式。",
        "推广PPP（Public-Private Partnership, PPP）模式。",
    ),
    ("推进5G,6G研发。", "推进5G，6G研发。"),
    ("WTO,APEC,RCEP等规则", "WTO，APEC，RCEP等规则"),
    ("O2O模式(如Amazon, Alibaba, JD).", "O2O模式（如Amazon，Alibaba，JD）。"),
    ("PM10浓度下降10%,O3达标。", "PM10浓度下降10%，O3达标。"),
    ('实现"PPP","REITs"等模式.', "实现“PPP”，“REITs”等模式。"),
    ("x,y为变量,f(x,y)为函数。", "x，y为变量，f(x,y)为函数。"),
    ("文件a.docx,b.xlsx下载", "文件a.docx，b.xlsx下载"),
    ("人均GDP:1.2万美元", "人均GDP：1.2万美元"),
    ("负责人:John Smith(总工),Mary.", "负责人：John Smith（总工），Mary。"),
    ("宽100m,高3m.", "宽100m，高3m。"),
    ("见http://a.cn/c:3(d)办理,谢谢", "见http://a.cn/c:3(d)办理，谢谢"),
    ("访问http://a.cn/x,y.html,请查阅", "访问http://a.cn/x,y.html，请查阅"),
    ("登录www.sc.gov.cn,查询.", "登录www.sc.gov.cn，查询。"),
    ("与ASEAN (Association of Nations) 合作", "与ASEAN（Association of Nations）合作"),
]
KEPT = [
    "健全机制，随着标准提高。",
    "中共中央 国务院",
    "将 25 度以上坡耕地",
    "f(x)与g(y)",
    "函数f(x)的值",
    '5\'30"和6"管',
    "ISO 9001:2015(E).",
    "1)推进",
    "与Google Co., Ltd.",
    "端口localhost:8080",
    "1. 健全",
    "坐标（104.06,30.67）附近",
    '5" 屏幕',
    "岷江-大渡河",
    "don't 推进",
    "第1,2条",
    "Train divers, wardens (60)",
    "Contact 林业厅, and others",
    "等等……",
    "",
]


@pytest.mark.parametrize(("text", "right"), CASES)
def test_half_width_marks_in_chinese_text_become_those_of_the_standard(
    text: str, right: str
) -> None:
    made, changes = standard(text)
    assert made == right
    assert changes
    assert all(text[one.start : one.end] == one.before for one in changes)
    assert standard(right) == (right, [])


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_chinese_punctuation_stays(text: str) -> None:
    assert standard(text) == (text, [])


def test_twelve_measures_of_the_shipped_plan_have_half_width_marks(plan: Plan) -> None:
    changed = {}
    for _chapter, _section, measure in plan.walk():
        made, changes = standard(measure.text)
        assert not set(made) & set(',;:()?!"')
        if changes:
            changed[measure.number] = [one.seen(measure.text) for one in changes]
    assert sorted(changed) == [*range(7, 14), *range(23, 28)]
    assert changed[7] == ["范围,优先", "补偿,开展"]
