"""What all documents do alike: headings without measures, heads of the source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from document_plans import english
from plans import plan_of
from word_files import W, part, text_of

from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select

DOCUMENTS: list[tuple[str, dict[str, Any]]] = [
    ("docx", {}),
    ("docx", {"roles": "table"}),
    ("docx", {"layout": "table"}),
    ("docx", {"style": "official"}),
    ("docx", {"style": "official", "layout": "table"}),
    ("markdown", {}),
    ("markdown", {"layout": "table"}),
    ("markdown", {"layout": "tasks"}),
]


def texts(path: Path) -> str:
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return text_of(part(path, "word/document.xml"))


def plan_with_empty_headings() -> Plan:
    one, two = Measure(1, "健全制度。", ("财政厅",)), Measure(2, "加强督查。", ("财政厅",))
    return Plan(
        "p",
        "重点任务分工方案",
        departments=(Department("财政厅"),),
        chapters=(
            Chapter(1, "总体要求", (one,)),
            Chapter(2, "空章"),
            Chapter(3, "空章二", (), (Section(1, "空节二"),)),
            Chapter(4, "保障", (), (Section(1, "组织"), Section(2, "督查", (two,)))),
            Chapter(5, "附则"),
        ),
    )


HEADINGS = [
    *("一、总体要求", "二、空章", "三、空章二", "（一）空节二"),
    *("四、保障", "（一）组织", "（二）督查", "五、附则"),
]


@pytest.mark.parametrize(("exporter", "options"), [*DOCUMENTS, ("raci-docx", {})])
def test_a_whole_plan_has_every_heading(
    exporter: str, options: dict[str, Any], export: Any
) -> None:
    plan = plan_with_empty_headings()
    for selection in (select(plan), select(Index((plan, plan_of(Measure(1, "另。", ("甲厅",))))))):
        said = texts(export(exporter, selection, **options))
        places = [said.rindex(heading) for heading in HEADINGS]
        assert places == sorted(places)
    # A query leaves what it holds.
    said = texts(export(exporter, select(plan, "no:1,2"), **options))
    found = [heading for heading in HEADINGS if heading in said]
    assert found == ["一、总体要求", "四、保障", "（二）督查"]


def test_the_table_has_bands_and_rows_of_empty_headings(export: Any, assert_clean: Any) -> None:
    path = export("docx", select(plan_with_empty_headings()), layout="table")
    assert_clean(path)
    rows = [
        [text_of(cell) for cell in row] for row in part(path, "word/document.xml").iter(f"{W}tr")
    ]
    shown = [list(filter(None, row)) for row in rows[1:]]
    assert shown == [
        ["一、总体要求", "1.健全制度。", "财政厅"],
        ["二、空章"],
        ["三、空章二"],
        ["（一）空节二"],
        ["四、保障"],
        ["（一）组织"],
        ["（二）督查", "2.加强督查。", "财政厅"],
        ["五、附则"],
    ]


@pytest.mark.parametrize(("exporter", "options"), DOCUMENTS)
def test_a_head_of_the_source_has_a_name_of_its_own(
    exporter: str, options: dict[str, Any], export: Any
) -> None:
    extra = (
        ("牵头单位", "甲局"),
        ("完成时限", "六月"),
        ("Deadline", "七月"),
        ("牵头单位 2", "乙局"),
    )
    measure = Measure(1, "措施。", ("财政厅",), deadline="2018年底", extra=extra)
    said = texts(export(exporter, select(plan_of(measure)), **options))
    for name in ("牵头单位", "完成时限", "牵头单位 2", "完成时限 2", "Deadline", "牵头单位 2 2"):
        assert name in said
    if "table" not in options.values():
        for line in (
            "牵头单位 2：甲局",
            "完成时限 2：六月",
            "Deadline：七月",
            "牵头单位 2 2：乙局",
        ):
            assert line in said


def mixed() -> Selection:
    """An English plan, and a Chinese one after it, of other departments."""
    return select(Index((english(), plan_of(Measure(1, "健全制度。", ("财政厅",))))), language="en")


@pytest.mark.parametrize("exporter", ["docx", "raci-docx"])
def test_each_of_several_plans_is_in_its_language(exporter: str, export: Any) -> None:
    said = texts(export(exporter, mixed(), style="official"))
    names = ("Annex 1", "附件2", *(("图例：",) if exporter == "raci-docx" else ("牵头单位：",)))
    assert all(name in said for name in names)
    assert "Annex 2" not in said


def test_handouts_of_each_plan_are_in_its_language(export: Any) -> None:
    folder = export("handouts", mixed(), style="official")
    index = (folder / "index.md").read_text(encoding="utf-8")
    assert "| Department | Leads | Participates | Annex | Workbook | List |" in index
    assert "| 单位 | 牵头 | 参加 | 附件 | 台账（Excel） | 台账（CSV） |" in index
    assert "| 财政厅 | 1 | 0 | 附件7 | [" in index
    said = texts(folder / "Annexes.docx")
    assert "Annex 6Tasks: Relevant provincial departments" in said
    assert "附件7财政厅任务清单牵头任务（1）" in said
    (own,) = export("handouts", mixed(), formats=("docx",)).glob("*-财政厅.docx")
    assert texts(own).startswith("财政厅任务清单方案牵头 1 条")


def test_lists_name_heads_of_the_source_as_other_documents_do(export: Any) -> None:
    extra = (("牵头单位", "甲局"), ("完成时限", "六月"))
    measure = Measure(1, "措施。", ("财政厅",), extra=extra)
    folder = export("handouts", select(plan_of(measure)))
    header = (folder / "01-财政厅.csv").read_text(encoding="utf-8-sig").split("\n")[0].split(",")
    assert {"牵头单位 2", "完成时限 2", "完成时限"} <= set(header)
    assert "牵头单位" not in header
