"""Tables with two levels of headings, in rows or in columns, with every kind of numeral."""

from __future__ import annotations

from itertools import product

import pytest

from ecotui.text.numerals import numeral
from tests.support.importing import html, read

CHAPTERS = ("产业发展", "民生保障")
SECTIONS = (("工业振兴", "农业提质"), ("就业促进", "社会救助"))
NUMERALS = {
    "": "{title}",
    "一、": "{han}、{title}",
    "（一）": "（{han}）{title}",
    "1.": "{at}.{title}",
}

#: Where chapters and sections stand, and their numerals.
LAYOUTS = [
    (chapters, of_chapters, sections, of_sections)
    for chapters, of_chapters, sections, of_sections in product(
        ("row", "column", "none"), ("", "一、", "（一）"), ("row", "column"), ("", "（一）", "1.")
    )
    if not (of_chapters == of_sections == "（一）")
    if not (chapters == "none" and of_chapters)
    # A heading over a row of its own stands above one in a column.
    if not (chapters == "column" and sections == "row")
]


def cell(tag: str, text: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{text}</{tag}>"


def table(
    layout: tuple[str, str, str, str],
    counted: bool,
    words: tuple[str, str, str] = ("工作类别", "重点任务", "具体措施"),
) -> tuple[str, list[tuple[str, ...]]]:
    """A table, and the headings above each of its measures."""
    outer, inner, measure = words
    chapters, of_chapters, sections, of_sections = layout
    heads = ["序号"] * counted
    heads += [outer] * (chapters == "column") + [inner] * (sections == "column")
    heads += [measure, "牵头单位", "配合单位"]
    across = f" colspan={len(heads)}"
    rows = ["".join([cell("th", head) for head in heads])]
    wanted: list[tuple[str, ...]] = []
    for at, (chapter, below) in enumerate(zip(CHAPTERS, SECTIONS, strict=True), 1):
        titled = NUMERALS[of_chapters].format(title=chapter, han=numeral(at), at=at)
        if chapters == "row":
            rows.append(cell("td", titled, across))
        for order, section in enumerate(below, 1):
            named = NUMERALS[of_sections].format(title=section, han=numeral(order), at=order)
            if sections == "row":
                rows.append(cell("td", named, across))
            for part in (1, 2):
                number = len(wanted) + 1
                cells = [cell("td", str(number))] * counted
                if chapters == "column" and part == order == 1:
                    cells.append(cell("td", titled, " rowspan=4"))
                if sections == "column" and part == 1:
                    cells.append(cell("td", named, " rowspan=2"))
                cells.append(cell("td", f"完成第{number}批项目的建设验收"))
                cells += [
                    cell("td", "市财政局" if number % 2 else "市教育局"),
                    cell("td", "市审计局"),
                ]
                rows.append("".join(cells))
                wanted.append((chapter, section) if chapters != "none" else (section,))
    lines = "".join([f"<tr>{row}</tr>" for row in rows])
    return f"<html><body><h1>某市重点任务分工表</h1><table>{lines}</table></body></html>", wanted


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS, ids="-".join)
def test_each_measure_stands_below_its_headings(
    layout: tuple[str, str, str, str], counted: bool
) -> None:
    page, wanted = table(layout, counted)
    plan = read(page.encode(), "x.html").plan
    found = [
        (chapter.title, section.title) if section else (chapter.title,)
        for chapter, section, _measure in plan.walk()
    ]
    assert found == wanted
    leads = [measure.lead for _chapter, _section, measure in plan.walk()]
    assert leads == [("市财政局",), ("市教育局",)] * 4
    assert {m.participants for _c, _s, m in plan.walk()} == {("市审计局",)}


@pytest.mark.parametrize("chapters", ["column", "none"])
@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        ("重点工作", "工作任务", "工作措施"),
        ("目标任务", "重点任务", "具体措施"),
        ("重点任务", "工作任务", "具体措施"),
        ("重点任务", "工作内容", "具体措施"),
        ("重点领域", "任务名称", "工作措施"),
        ("工作内容", "任务名称", "工作事项"),
        ("项目名称", "重点工作", "工作举措"),
        ("重点领域", "重点工作", "工作任务"),
        ("工作任务", "工作措施", "任务名称"),
    ],
    ids="-".join,
)
def test_the_outer_merged_column_is_the_higher_level_whatever_its_word(
    words: tuple[str, str, str], counted: bool, chapters: str
) -> None:
    page, wanted = table((chapters, "", "column", ""), counted, words)
    plan = read(page.encode(), "x.html").plan
    found = [
        (chapter.title, section.title) if section else (chapter.title,)
        for chapter, section, _measure in plan.walk()
    ]
    assert found == wanted
    assert {m.title for _c, _s, m in plan.walk()} == {None}


@pytest.mark.parametrize("again", ["治水", ""])
def test_a_column_that_repeats_itself_is_above_the_headings_behind_it(again: str) -> None:
    rows = ["重点工作,工作任务,工作措施,责任单位"]
    rows += ["治水,截污,建设管网,市水务局", f"{again},清淤,清理河道,市城管局"]
    rows += ["治气,限煤,淘汰锅炉,市生态环境局"]
    plan = read("\n".join(rows).encode(), "x.csv").plan
    found = [(c.title, s.title) for c, s, _measure in plan.walk() if s]
    assert found == [("治水", "截污"), ("治水", "清淤"), ("治气", "限煤")]


@pytest.mark.parametrize("above", ["", "一、生态环境"])
def test_a_level_below_the_two_of_a_plan_is_kept(above: str) -> None:
    rows = ["重点领域|重点任务|任务类别|具体措施|牵头单位"]
    rows += ["治水|截污|甲类|建设管网|市水务局", "治水|截污|乙类|清理河道|市水务局"]
    rows += ["治气|限煤|甲类|淘汰锅炉|市教育局"]
    lines = "".join(
        f"<tr>{''.join(cell('td', text) for text in row.split('|'))}</tr>" for row in rows
    )
    page = f"<h1>某市任务清单</h1><p>{above}</p><table>{lines}</table>"
    for chapter, section, measure in read(page.encode(), "x.html").plan.walk():
        kept = [chapter.title, section.title if section else "", *dict(measure.extra).values()]
        row = next(row for row in rows if measure.text in row).split("|")
        assert all(text in " ".join(kept) for text in row[:3])


def test_a_running_number_of_several_rows_is_kept() -> None:
    rows = ["序号|工作内容|责任单位"]
    rows += [
        "{rowspan=2}1|整治黑臭水体|市水务局",
        "开展清淤|市城管局",
        "{rowspan=2}2|淘汰锅炉|市教育局",
    ]
    rows += ["淘汰老旧车辆|市公安局"]
    result = html(*rows)
    found = [(m.number, dict(m.extra)["序号"]) for _c, _s, m in result.plan.walk()]
    assert found == [(1, "1"), (2, "1"), (3, "2"), (4, "2")]
    assert [r.place.row for r in result.remarks if r.place and "序号" in r.message] == [2]


@pytest.mark.parametrize("sign", ["", "1."])
@pytest.mark.parametrize("inner", [False, True])
def test_a_running_number_of_several_rows_is_that_of_their_heading(inner: bool, sign: str) -> None:
    rows = [f"序号|{'重点领域|' * inner}重点任务|具体措施|牵头单位"]
    outer = "{rowspan=3}环境|" * inner
    rows += [f"{{rowspan=2}}1|{outer}{{rowspan=2}}治水|{sign}建设管网|市水务局"]
    rows += ["清理河道|市城管局", f"2|治气|{sign}淘汰锅炉|市教育局"]
    walked = list(html(*rows).plan.walk())
    heads = [section or chapter for chapter, section, _measure in walked]
    assert [(head.number, head.title) for head in heads] == [(1, "治水"), (1, "治水"), (2, "治气")]
    assert {measure.extra for _c, _s, measure in walked} == {()}


def test_a_heading_with_its_running_number_goes_on_on_the_next_page() -> None:
    head = "序号|重点任务|具体措施|牵头单位"
    rows = [head, "{rowspan=2}1|{rowspan=2}治水|建设管网|市水务局", "清理河道|市城管局"]
    rows += [head, "|治水|修复岸线|市水务局", "{rowspan=2}2|{rowspan=2}治气|淘汰锅炉|市教育局"]
    rows += ["淘汰老旧车辆|市公安局"]
    plan = html(*rows).plan
    found = [(chapter.number, chapter.title, len(chapter.measures)) for chapter in plan.chapters]
    assert found == [(1, "治水", 3), (2, "治气", 2)]
