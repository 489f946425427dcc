"""The due date is the last day of what a deadline names."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui.model.deadline import due_date, impossible


@pytest.mark.parametrize(
    ("wording", "due"),
    [
        ("2018年12月底前", "2018-12-31"),
        ("２０１８年１２月底前", "2018-12-31"),
        ("2018 年 12 月底前", "2018-12-31"),
        ("二〇一八年十二月底前", "2018-12-31"),
        ("2018年", "2018-12-31"),
        ("2018年年底前", "2018-12-31"),
        ("二○二○年底", "2020-12-31"),
        ("2020年上半年", "2020-06-30"),
        ("2020年前8个月", "2020-08-31"),
        ("2020年前六个月", "2020-06-30"),
        ("2020年第Ⅲ季度", "2020-09-30"),
        ("2019年下半年", "2019-12-31"),
        ("2024年10月15日至次年3月15日", "2025-03-15"),
        ("2024年11月至翌年3月", "2025-03-31"),
        ("2024年6月启动，明年6月完成", "2025-06-30"),
        ("2024年启动，次年年底前完成", "2025-12-31"),
        ("2024年启动，第二年完成", "2025-12-31"),
        ("2024年启动，次年度完成", "2025-12-31"),
        ("2024年10月至来年上半年", "2025-06-30"),
        ("2024年第二季度", "2024-06-30"),
        ("每年10月至次年3月", None),
        ("2019年第一季度", "2019-03-31"),
        ("2019年二季度末", "2019-06-30"),
        ("2019年前三季度", "2019-09-30"),
        ("2018年6月30日前", "2018-06-30"),
        ("2018年十一月三十日前", "2018-11-30"),
        ("2018-12-31", "2018-12-31"),
        ("2018.6-2019.3", "2019-03-31"),
        ("2020年2月", "2020-02-29"),
        ("2100年2月", "2100-02-28"),
        ("2019年2月中旬", "2019-02-20"),
        ("2019年6月初", "2019-06-10"),
        ("2019年初", "2019-01-31"),
        ("“十三五”期间", "2020-12-31"),
        ("2018—2020年", "2020-12-31"),
        ("2018年1—6月", "2018-06-30"),
        ("2018年9月1日至10日", "2018-09-10"),
        ("2018年3月、6月底前", "2018-06-30"),
        ("2018年6月底前启动，2020年底前完成", "2020-12-31"),
        ("2018年12月底前，长期坚持", "2018-12-31"),
        ("2018年底前完成，每年12月报告", "2018-12-31"),
        *((none, None) for none in ("", "持续推进", "长期坚持", "年底前", "6月30日前", "3个月内")),
        *((none, None) for none in ("每年12月底前", "每季度末", "2018年起", "自2018年3月起")),
        ("2018年Q3", "2018-09-30"),
        ("2018年一、二季度", "2018-06-30"),
        ("2018年二三季度", "2018-09-30"),
        ("2018年第一至第三季度", "2018-09-30"),
        ("2018年首季", "2018-03-31"),
        ("2018.6—12", "2018-12-31"),
        ("2018.6.1—30", "2018-06-30"),
        ("不早于2018年6月", None),
        ("2018年完成前期工作", "2018-12-31"),
        ("2018年节能改造全面完成", "2018-12-31"),
        ("2018年国庆节前开工，2018年底前完成", "2018-12-31"),
        *((f"2018年{part}", None) for part in ("国庆节前", "春节前", "年中", "农历正月", "汛期前")),
        *(
            (f"2018年{part}", None)
            for part in ("春节", "秋季", "开学前", "全国两会期间", "中秋节前完成")
        ),
        *((none, None) for none in ("2018年13月", "2018年2月30日", "20181331")),
        *(
            (text, "2020-06-30")
            for text in ("30 June 2020", "June 30, 2020", "June 2020", "Jun. 2020")
        ),
        *(
            (text, "2020-06-30")
            for text in ("30th June 2020", "by 30 June 2020", "the 30th of June 2020")
        ),
        *(
            (text, "2020-06-30")
            for text in ("Q2 2020", "2020 Q2", "Q2/2020", "Q2 of 2020", "second quarter 2020")
        ),
        *(
            (text, "2020-06-30")
            for text in ("H1 2020", "first half of 2020", "end of June 2020", "June, 2020")
        ),
        *(
            (text, "2020-12-31")
            for text in ("by end of 2020", "end 2020", "by the end of 2020", "end-2020")
        ),
        *(
            (text, "2020-12-31")
            for text in ("by 2020", "2020", "year-end 2020", "in 2020", "late 2020")
        ),
        *(
            (text, "2020-12-31")
            for text in ("Dec 2020", "31 December 2020", "January to December 2020")
        ),
        ("early 2020", "2020-01-31"),
        ("30 June 2020 and 31 December 2021", "2021-12-31"),
        ("from January 2020 to June 2020", "2020-06-30"),
        ("February 2020, then ongoing", "2020-02-29"),
        *(
            (none, None)
            for none in ("2024年6月以后", "2024年6月底之后", "2024年后", "20240230", "12345678")
        ),
        *((day, "2024-06-30") for day in ("20240630", "20240630前", "24年上半年", "24年6月底前")),
        *((year, "2024-12-31") for year in ("24年底前", "24年第4季度", "2024年后勤保障")),
        *(
            (none, None)
            for none in ("from June 2020", "June 2020 onwards", "starting in 2020", "since 2018")
        ),
        *(
            (none, None)
            for none in ("ongoing", "annually by 30 June", "every June", "mid-2020", "June")
        ),
        ("2025/8/1 0:00", "2025-08-01"),
        *((days, "2025-08-15") for days in ("2025年8月1日、15日", "2025年8月1、15日")),
        ("2025.6.30-7.15", "2025-07-15"),
        ("农历2025年八月", None),
        ("2025-08-01 00:00:00", "2025-08-01"),
        ("2025年6月3日 9时前", "2025-06-03"),
        *((none, None) for none in ("31 April 2020", "12 months", "May", "2018-2020 years")),
    ],
)
def test_the_due_date_is_the_last_day_of_what_is_named(wording: str, due: str | None) -> None:
    assert due_date(wording) == due


@given(
    st.text()
    | st.lists(st.sampled_from([*"20189年月日底初前每一十、-.起第季度半上下旬"])).map("".join)
)
def test_any_wording_names_a_day_or_none(wording: str) -> None:
    found = due_date(wording)
    assert found is None or re.fullmatch(
        r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", found
    )


@pytest.mark.parametrize("piece", ["1", "年", "2018年", "一", "每", "1-", "1.", "十"])
def test_a_long_wording_takes_no_long_time(piece: str) -> None:
    begun = time.process_time()
    due_date(piece * 20_000)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("wording", "dates"),
    [
        ("2018年2月30日", ("2018年2月30日",)),
        ("2019年2月29日前", ("2019年2月29日",)),
        ("每年2月30日前", ("2月30日",)),
        ("2018年6月31日前启动，2018年13月完成", ("2018年6月31日", "2018年13月")),
        ("2018-02-30", ("2018-02-30",)),
        ("31 April 2020", ("2020年4月31日",)),
        *(
            (text, ())
            for text in ("2020年2月29日", "每年2月29日", "12个月内", "2018-25", "2018年", "")
        ),
        *(
            (text, ())
            for text in ("2018年1—6月", "十三五", "24月内", "2018年9月1日至10日", "长期坚持")
        ),
    ],
)
def test_dates_that_no_calendar_has_are_found(wording: str, dates: tuple[str, ...]) -> None:
    assert impossible(wording) == dates


def test_characters_that_nobody_sees_do_not_move_a_date() -> None:
    assert due_date("2026年\u200b6月底前") == "2026-06-30"
    assert due_date("2026\u00ad年6月\ufeff15日") == "2026-06-15"


@pytest.mark.parametrize(
    ("wording", "day"),
    [
        ("2025年6.30前", "2025-06-30"),
        ("2025年9.1以前", "2025-09-01"),
        ("2025年6/30", "2025-06-30"),
        # A number is no day.
        ("2025年投资1.5亿元", "2025-12-31"),
        ("2025年9月上中旬", "2025-09-20"),
        ("2025年9月上旬至中旬", "2025-09-20"),
        ("2025年9月中下旬", "2025-09-30"),
        ("2025年9月1日、2日、3日", "2025-09-03"),
        ("2025年6、7、8月", "2025-08-31"),
        ("2025年7/8月", "2025-08-31"),
        ("2025年元月底前", "2025-01-31"),
        ("2025年前半年", "2025-06-30"),
    ],
)
def test_days_and_parts_of_months_as_offices_shorten_them(wording: str, day: str) -> None:
    assert due_date(wording) == day


@pytest.mark.parametrize(
    ("wording", "day"),
    [
        ("2025年11月-2月", "2026-02-28"),
        ("2025.11-2", "2026-02-28"),
        ("2025年11月20日至2月10日", "2026-02-10"),
        ("2025.11.20—2.10", "2026-02-10"),
        ("2025年11月20日-12月10日", "2025-12-10"),
        ("2025年3-11月", "2025-11-30"),
        ("2025.11—2026.2", "2026-02-28"),
    ],
)
def test_a_range_that_ends_in_an_earlier_month_ends_in_the_next_year(
    wording: str, day: str
) -> None:
    assert due_date(wording) == day


@pytest.mark.parametrize(
    ("wording", "day"),
    [
        ("2025年6月底前完成“十五五”规划编制", "2025-06-30"),
        ("2025年11月底前完成2026年计划编制", "2025-11-30"),
        ("2025年6月底前完成12月份到期设备清理", "2025-06-30"),
        ("2025年9月底前，审计结果纳入2026年预算", "2025-09-30"),
        # What is to be done next is not what is done.
        ("2025年6月底前完成一半，12月底前全部完成", "2025-12-31"),
        ("2025年6月底前完成前期工作12月底前开工", "2025-12-31"),
        ("2025年6月完成方案编制并于12月底前实施", "2025-12-31"),
        # Where nothing else is named, it says when.
        ("2026年预算", "2026-12-31"),
        ("十五五规划期内", "2030-12-31"),
    ],
)
def test_what_a_deadline_is_about_has_a_time_of_its_own(wording: str, day: str) -> None:
    assert due_date(wording) == day
