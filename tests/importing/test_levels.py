"""Tables with two levels of headings, in rows or in columns, with every kind of numeral."""

from __future__ import annotations

from itertools import product

import pytest

from ecotui.text.numerals import numeral
from tests.support.importing import read

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
