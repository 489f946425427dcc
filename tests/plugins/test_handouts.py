"""The handouts: for every department its own tasks, in files that any system can keep."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from plans import plan_of
from word_files import opened

from ecotui.api import clean
from ecotui.model.plan import Measure, Plan
from ecotui.plugins.handouts.writer import _stem
from ecotui.query.selection import Selection, select

Clean = Callable[[Path], None]

HEADER = ["序号", "措施", "角色", "共同承担单位", "进展情况", "完成时限"]
PLACE = ["单位", "章", "节"]


def rows(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def tasks(path: Path) -> list[list[str]]:
    """The rows of the tables of a document that are tasks."""
    found = []
    for table in opened(path).tables:
        for row in table.rows[1:]:
            if len(row._tr.tc_lst) > 1:
                found.append([cell.text for cell in row.cells])
    return found


def test_departments_with_tasks_have_a_document_and_a_list(chinese: Selection, export: Any) -> None:
    folder = export("handouts", chinese)
    busy = [facet.name for facet in chinese.departments if facet.total]
    names = [f"{at:02}-{name}" for at, name in enumerate(busy, 1)]
    files = [f"{name}.{end}" for name in names for end in ("csv", "docx", "xlsx")]
    assert sorted(path.name for path in folder.iterdir()) == sorted([*files, "index.md"])


def test_a_list_has_the_tasks_and_room_for_progress_and_deadline(plan: Plan, export: Any) -> None:
    folder = export("handouts", select(plan, "no:1,8,39"))
    header, *body = rows(folder / "02-财政厅.csv")
    assert header == PLACE + HEADER
    assert {row[0] for row in body} == {"财政厅"}
    assert body[0][1:3] == ["一、分领域任务", "（一）森林生态保护补偿"]
    body = [row[3:] for row in body]
    texts = {measure.number: measure.text for _, _, measure in plan.walk()}
    assert [row[:3] for row in body] == [
        ["1", texts[1], "牵头"],
        ["39", texts[39], "参加"],
    ]
    assert body[0][3] == "牵头单位：林业厅\n参加单位：省发展改革委"
    assert body[1][3].startswith("牵头单位：省质监局\n参加单位：省发展改革委、")
    assert body[1][3].endswith("水利厅等")
    assert "财政厅" not in body[1][3]
    assert {tuple(row[4:]) for row in body} == {("", "")}
    assert rows(folder / "01-林业厅.csv")[1][5] == "首位牵头"
    (path,) = folder.glob("*-住房城乡建设厅.csv")
    (housing,) = [row for row in rows(path)[1:] if row[3] == "8"]
    assert housing[5:] == ["首位牵头", "", "", ""]


def test_a_list_begins_with_a_mark_unless_it_is_left_out(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:8")
    name = "01-住房城乡建设厅.csv"
    with_mark = (export("handouts", selection) / name).read_bytes()
    assert with_mark.startswith(b"\xef\xbb\xbf")
    assert with_mark.count(b"\r\n") == 2
    assert (export("handouts", selection, bom=False) / name).read_bytes() == with_mark[3:]


def test_the_document_says_whose_tasks_they_are(chinese: Selection, export: Any) -> None:
    document = opened(export("handouts", chinese) / "01-林业厅.docx")
    texts = [p.text for p in document.paragraphs if p.text]
    assert texts == [
        "林业厅任务清单",
        chinese.title,
        "牵头 9 条，参加 15 条",
        "牵头任务（9）",
        "参加任务（15）",
    ]
    first, second = document.tables
    for table in (first, second):
        assert [cell.text for cell in table.rows[0].cells] == HEADER
    assert first.rows[1].cells[0].text == "一、分领域任务　（一）森林生态保护补偿"


def test_the_index_leads_to_every_file(chinese: Selection, export: Any) -> None:
    folder = export("handouts", chinese)
    tokens = MarkdownIt("gfm-like").parse((folder / "index.md").read_text(encoding="utf-8"))
    children = [child for token in tokens for child in token.children or ()]
    links = [str(child.attrs["href"]) for child in children if child.type == "link_open"]
    files = {path.name for path in folder.iterdir()} - {"index.md"}
    assert {unquote(link) for link in links} == files
    assert len(links) == len(files)
    shown = [child.content for child in children if child.type == "text"]
    for facet in chinese.departments:
        assert facet.name in shown
        assert [str(facet.lead), str(facet.total - facet.lead)] == shown[
            shown.index(facet.name) + 1 : shown.index(facet.name) + 3
        ]


def test_empty_selections_say_so(nothing: Selection, no_measures: Selection, export: Any) -> None:
    for selection, said in (
        (nothing, "No measure matches the query."),
        (no_measures, "The plan has no measures."),
    ):
        (index,) = export("handouts", selection).iterdir()
        assert index.name == "index.md"
        assert index.read_text(encoding="utf-8").endswith(f"\n\n{said}\n")


NAMES = (
    *("../../etc/passwd", "甲/乙", "甲\\乙", "甲:乙", "甲?乙", "甲乙.", "甲乙"),
    *(" ", "CON", "...", "\x1b[31m", "a\nb", "[x](y) *z* | `w`", "%41 #1 ?q"),
    *("长" * 300, "😀" * 90),
)


def test_file_names_are_legal_and_unique_whatever_a_department_is_called(
    export_done: Any,
) -> None:
    plan = plan_of(Measure(1, "措施。", NAMES[:1], NAMES[1:]))
    done = export_done("handouts", select(plan, language="en"))
    message = "too long for the print header, cut there: {}…"
    assert done.warnings == (message.format("长" * 12), message.format("😀" * 12))
    folder = Path(done.path)
    files = [path.name for path in folder.iterdir()]
    assert len({name.lower() for name in files}) == 3 * len(NAMES) + 1
    for name in files:
        assert len(name.encode()) <= 255
        assert not set(name) & set('<>:"/\\|?* \n\x1b')
        assert not name.startswith(".")
    test_links = re.findall(r"\]\(<([^>]*)>\)", (folder / "index.md").read_text(encoding="utf-8"))
    assert {unquote(link) for link in test_links} == set(files) - {"index.md"}


@given(st.text(max_size=120))
def test_a_stem_is_fit_for_every_file_system(name: str) -> None:
    stem = _stem(name)
    assert len(stem.encode()) <= 240
    assert not set(stem) & set('<>:"/\\|?*')
    assert not re.search(r"[\s\x00-\x1f]", stem)
    assert not stem.endswith((".", " "))


def test_no_cell_of_a_list_begins_a_formula(hostile: Selection, export: Any) -> None:
    folder = export("handouts", hostile)
    lists = sorted(folder.glob("*.csv"))
    assert len(lists) == 4
    texts = {clean(measure.text) for measure in hostile.measures}
    for path in lists:
        for row in rows(path)[1:]:
            assert not [cell for cell in row if cell.startswith(tuple("=+-@\t\r＝＋－＠"))]
            assert row[4] in texts or row[4].removeprefix("'") in texts


def test_nothing_is_found_wrong(any_selection: Selection, export: Any, assert_clean: Clean) -> None:
    for path in sorted(export("handouts", any_selection).glob("*.*x"))[:8]:
        assert_clean(path)


def test_thousand_measures_are_clean(thousand: Selection, export: Any, assert_clean: Clean) -> None:
    folder = export("handouts", thousand)
    assert len(list(folder.iterdir())) == 181
    assert_clean(folder / "01-第1号厅.docx")
    assert_clean(folder / "01-第1号厅.xlsx")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.sets(st.integers(1, 44), min_size=1, max_size=12))
def test_what_is_read_back_is_the_selection(numbers: set[int], plan: Plan, export: Any) -> None:
    selection = select(plan, f"no:{','.join(map(str, sorted(numbers)))}")
    folder = export("handouts", selection)
    found: dict[tuple[str, str], str] = {}
    for path in folder.glob("*.docx"):
        name = path.stem.partition("-")[2]
        written = tasks(path)
        assert written == [row[3:] for row in rows(path.with_suffix(".csv"))[1:]]
        for number, text, role, *_rest in written:
            assert text == next(m.text for m in selection.measures if m.id == number)
            found[number, name] = role
    expected = {}
    for measure in selection.measures:
        expected.update({(measure.id, name): "参加" for name in measure.participants})
        for at, name in enumerate(measure.lead):
            expected[measure.id, name] = "牵头" if at else "首位牵头"
    assert found == expected


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_speaks_the_language_of_the_selection(language: str, plan: Plan, export: Any) -> None:
    folder = export("handouts", select(plan, "no:8", language=language))
    title = opened(folder / "01-住房城乡建设厅.docx").paragraphs[0].text
    assert title == ("Tasks: 住房城乡建设厅" if language == "en" else "住房城乡建设厅任务清单")


def test_measures_of_nobody_are_said(export_done: Any) -> None:
    plan = plan_of(
        Measure(1, "甲项。", ("甲局",)), Measure(2, "乙项。"), Measure(3, "丙项。", ("乙局",))
    )
    done = export_done("handouts", select(plan))
    message = "in nobody's file, since nobody is named for them: measures 2"
    assert done.warnings == (message,)
    assert export_done("handouts", select(plan), department="甲局").warnings == ()
