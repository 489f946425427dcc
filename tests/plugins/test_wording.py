"""Short titles, clauses and lists of names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ecotui.api import Chapter, Entry, Measure, Plan, cells, fitting_clauses
from ecotui.plugins.common.wording import marked_number, names, says_more, short_title
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select
from ecotui.text.short_titles import short_wording

SHORT = (Path(__file__).parent / "short_titles.txt").read_text(encoding="utf-8").splitlines()


def entry(text: str, title: str | None = None) -> Entry:
    chapter = Chapter(1, "章", (Measure(1, text, title=title),))
    return Index(Plan("p", "t", chapters=(chapter,))).entries[0]


def test_each_measure_of_the_shipped_plan_is_called_by_what_it_does(chinese: Selection) -> None:
    assert [short_title(one) for one in chinese.measures] == SHORT


def test_what_is_cut_or_left_out_is_short_enough_at_any_limit(chinese: Selection) -> None:
    for one in chinese.measures:
        for limit in range(8, 31):
            title = short_title(one, limit)
            assert cells(title) <= 2 * limit, title
            assert not title.endswith(("的…", "和…", "、…", "，…", "（…")), title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # What introduces: why, how, when, on what grounds.
        ("按照国家统一安排，探索建立统计制度。", "探索建立统计制度"),
        ("根据《中华人民共和国环境保护法》，制定实施办法，明确责任。", "制定实施办法"),
        ("以资源环境承载力为前提，走节约型道路。", "走节约型道路"),
        ("围绕“十四五”规划目标，坚持问题导向，深入推进改革。", "深入推进改革"),
        ("在保护优先的前提下，适度发展生态旅游。", "适度发展生态旅游"),
        ("通过政府购买服务等方式，引入第三方评估。", "引入第三方评估"),
        ("依托省政务服务网，建设全省统一的审批平台。", "建设全省统一的审批平台"),
        ("同时，建立信息共享平台。", "建立信息共享平台"),
        ("第一，健全制度；第二，落实责任。", "健全制度"),
        ("除涉及国家秘密外，政务信息一律公开。", "政务信息一律公开"),
        ("经省政府同意后，由各市（州）组织实施。", "由各市（州）组织实施"),
        ("自本方案印发之日起，30日内制定实施细则。", "30日内制定实施细则"),
        ("遵循“谁开发、谁保护”的原则，建立补偿机制。", "建立补偿机制"),
        ("由农业厅会同有关部门，制定实施办法。", "制定实施办法"),
        ("作为统一市场的重要组成部分，清理废除有关政策。", "清理废除有关政策"),
        ("一要统一思想，二要压实责任。", "压实责任"),
        # Of lines that go on, and where all introduces, there is a title all the same.
        ("在国家统一规划指导下，\n推进改革，落实任务。", "推进改革"),
        ("在国家统一规划指导下，", "在国家统一规划指导下"),
        ("充分发挥市场机制作用，推进排污权有偿使用。", "推进排污权有偿使用"),
        ("随着城镇化进程加快，加强水源地保护。", "加强水源地保护"),
        ("2020年底前，建立覆盖全省的监测网络。", "建立覆盖全省的监测网络"),
        ("为方便群众办事，增设窗口。", "增设窗口"),
        ("牢固树立绿水青山就是金山银山的理念，推动绿色发展", "推动绿色发展"),
        ("各地区各部门要高度重视，加强组织领导。", "加强组织领导"),
        ("一是加强领导，明确责任", "加强领导"),
        ("“十四五”期间，新增养老床位10万张。", "新增养老床位10万张"),
        ("2021年6月底前，完成整改。", "完成整改"),
        ("由省教育厅牵头，会同财政厅，制定动态调整办法。", "制定动态调整办法"),
        ("以省为单位，推进高值医用耗材集中带量采购。", "推进高值医用耗材集中带量采购"),
        ("据此，修订完善有关规章；", "修订完善有关规章"),
        ("工作目标：到2025年，建成高标准农田10亿亩。", "建成高标准农田10亿亩"),
        # Who is to do it is everybody.
        ("各地区、各部门要结合实际，研究制定配套政策。", "研究制定配套政策"),
        ("各地要加强组织领导，明确责任分工。", "加强组织领导"),
        ("要素市场化配置改革全面推进。", "要素市场化配置改革全面推进"),
        # Numerals, and what stands behind a head.
        ("（1）压实“菜篮子”市长负责制。", "压实“菜篮子”市长负责制"),
        ("1.加强农村基础设施建设。", "加强农村基础设施建设"),
        ("1.5倍补助困难家庭。", "1.5倍补助困难家庭"),
        ("稳定粮食播种面积：确保播种面积稳定在16.5亿亩。", "稳定粮食播种面积"),
        ("推进养老机构改革——实行入住评估制度。", "推进养老机构改革"),
        ("主要任务：推进县城补短板强弱项。", "推进县城补短板强弱项"),
        ("落实1:1配套资金要求，加大投入。", "落实1:1配套资金要求"),
        # No mark stands at the end.
        ("加强领导：", "加强领导"),
        ("加强领导、", "加强领导"),
        ("健全机制……", "健全机制"),
        ("大力支持中小企业发展！各地落实。", "大力支持中小企业发展"),
        # A condition has what follows from it behind the comma.
        ("未取得许可的，不得从事经营；", "未取得许可的，不得从事经营"),
        # What only looks so: it says what is done, or nothing else does.
        ("为独居老人安装呼叫器，每月检查。", "为独居老人安装呼叫器"),
        ("以县为单位推进生态补偿，建立台账。", "以县为单位推进生态补偿"),
        ("按照国家统一安排开展横向生态保护补偿试点。", "按照国家统一安排开展横向生态保护补偿试点"),
        ("坚持党的领导，坚持问题导向。", "坚持党的领导"),
        ("坚持生态优先、绿色发展。", "坚持生态优先、绿色发展"),
        # To what it is done stands before the comma.
        ("对符合条件的企业，按规定给予税收优惠。", "对符合条件的企业，按规定给予税收优惠"),
        ("将生态补偿作为重要内容，纳入考核体系。", "将生态补偿作为重要内容，纳入考核体系"),
        # Properties go on behind commas.
        (
            "构建政府为主导，企业为主体，社会组织和公众共同参与的环境治理体系。",
            "构建政府为主导，企业为主体…环境治理体系",
        ),
        ("建立激励机制，对成效明显的地区给予奖励。", "建立激励机制"),
        # Too long: the act itself, or the head of its object.
        (
            "鼓励生态收益地区与生态保护地区、流域上下游地区通过项目合作、园区共建等开展跨区域合作。",
            "鼓励…开展跨区域合作",
        ),
        ("健全机制，随着标准提高。", "健全机制"),
        ("推进试点,优先推进", "推进试点"),
        ("实施《办法（试行），暂行》；然后", "实施《办法（试行），暂行》"),
        ("“等量，或倍量替代”推进。", "“等量，或倍量替代”推进"),
        ("补助1,000元，再补", "补助1,000元"),
        ("第一行\n第二行", "第一行"),
        ("（未闭合，的括号", "（未闭合"),
        ("，开头是逗号，后面", "，开头是逗号"),
        ("长" * 40, "长" * 29 + "…"),
        ("长" * 30, "长" * 30),
        ("\x1b[31m红，", "␛[31m红"),
        ("", ""),
    ],
)
def test_a_title_says_what_is_done(text: str, title: str) -> None:
    assert short_title(entry(text)) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Train divers, wardens and guides", "Train divers, wardens and guides"),
        (
            "In line with it, build a network of monitoring stations in all river basins of China.",
            "Build a network of monitoring stations in all river basins…",
        ),
        ("By 2030, restore 300 hectares of mangrove. Report.", "Restore 300 hectares of mangrove"),
        (
            "Establish a market-based mechanism for the trading of pollution rights and carbon.",
            "Establish a market-based mechanism for the trading…",
        ),
    ],
)
def test_an_english_title_is_cut_at_a_blank(text: str, title: str) -> None:
    assert short_title(entry(text)) == title


def test_the_title_of_the_plan_itself_comes_first() -> None:
    assert short_title(entry("按照要求，推进试点。", "试点，第一批")) == "试点，第一批"
    assert short_title(entry("推进试点。", "关于推进生态保护补偿试点"), 8) == "关于推进生态…"


def test_a_body_below_says_more_or_is_left_out() -> None:
    assert not says_more("推进试点", "推进试点。")
    assert says_more("推进试点", "推进试点，扩大范围。")
    assert says_more("推进…", "推进试点")


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("健全机制，随着标准提高；完善办法。", 40, "健全机制，随着标准提高；完善办法"),
        ("健全机制，随着标准提高；完善办法。", 11, "健全机制，随着标准提高"),
        ("健全机制，随着标准提高；完善办法。", 10, "健全机制"),
        ("健全机制，随着标准提高；完善办法。", 3, "健全…"),
        ("按照安排，建立制度，加强监管。", 10, "按照安排，建立制度"),
        ("按照安排，建立制度，加强监管。", 8, "建立制度"),
        ("按照安排，建立制度。", 3, "建立…"),
        ("补助1,000元，再补（甲，乙）。", 15, "补助1,000元"),
        ("补助1,000元，再补（甲，乙）。", 16, "补助1,000元，再补（甲，乙）"),
        ("第一行\n第二行，第三行", 40, "第一行"),
        ("长" * 40, 30, "长" * 29 + "…"),
        ("", 30, ""),
    ],
)
def test_as_many_clauses_are_shown_as_a_line_takes(text: str, room: int, shown: str) -> None:
    assert fitting_clauses(text, lambda part: len(part) <= room) == shown


def test_an_open_list_says_so_in_either_language(whole: Selection, chinese: Selection) -> None:
    assert names(whole, ["甲", "乙"], is_open=True) == "甲, 乙, etc."
    assert names(whole, [], is_open=True) == "etc."
    assert names(chinese, ["甲", "乙"], is_open=True) == "甲、乙等"
    assert names(chinese, [], is_open=True) == "等"


def test_the_mark_of_an_open_list_is_in_the_language_of_the_plan(plan: Plan) -> None:
    assert marked_number(Index(plan).entries[38]) == "39等"
    assert marked_number(Index(plan._replace(language="en")).entries[38]) == "39 etc."


def test_a_workbook_marks_open_lists_in_the_language_of_the_plan(plan: Plan, export: Any) -> None:
    for language, form in (("zh-CN", '0"等";;;@"等"'), ("en", '0" etc.";;;@" etc."')):
        book = load_workbook(export("raci-xlsx", select(plan._replace(language=language), "no:39")))
        assert [
            cell.number_format
            for row in book.worksheets[0].iter_rows(max_col=2)
            for cell in row
            if cell.value == 39
        ] == [form]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Issue guidance (e.g. on fees) to counties. Then report.",
            "Issue guidance (e.g. on fees) to counties",
        ),
        ("Restore the U.S. Route 5 bridge; report.", "Restore the U.S. Route 5 bridge"),
        ("Publish standards (No. 5 and 6) by June.", "Publish standards (No. 5 and 6) by June"),
        ("Appoint Dr. Miller as the lead. Later more.", "Appoint Dr. Miller as the lead"),
        ("必要时，提请省政府研究。", "提请省政府研究"),
        ("目前，建立台账制度。", "建立台账制度"),
    ],
)
def test_a_title_goes_on_behind_an_abbreviation_and_past_empty_words(text: str, title: str) -> None:
    assert short_wording(text, 60) == title
