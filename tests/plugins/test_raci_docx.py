"""The RACI matrix for Word: its cells read back, its pages, and what Word takes exception to."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.table import Table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans import plan_of
from word_files import W, opened, paragraphs, style_of, text_of

from ecotui.api import clean
from ecotui.model.plan import Entry, Measure, Plan
from ecotui.plugins.common import wording
from ecotui.query.selection import Selection, select
from ecotui.text.display import visible

Clean = Callable[[Path], None]


def rows(table: Table) -> list[list[str]]:
    """Texts of the rows, a cell that spans columns once."""
    return [[text_of(tc) for tc in row._tr.tc_lst] for row in table.rows]


def matrix_of(path: Path) -> tuple[list[str], dict[str, dict[str, str]], list[str]]:
    """Names of the columns, cells by measure, and bands; of tables that continue each other."""
    names: list[str] = []
    cells: dict[str, dict[str, str]] = {}
    bands: list[str] = []
    for table in opened(path).tables:
        head, *body = rows(table)
        names += head[2:]
        for row in body:
            if len(row) == 1:
                bands += row
            else:
                own = cells.setdefault(row[0], {})
                own.update({n: v for n, v in zip(head[2:], row[2:], strict=True) if v})
    return names, cells, bands


def marked(entry: Entry) -> str:
    return f"{entry.id}等" if entry.participants_open else entry.id


def test_it_holds_exactly_the_cells_of_the_matrix(chinese: Selection, export: Any) -> None:
    matrix = chinese.matrix("rasci", columns="all")
    path = export("raci-docx", chinese, scheme="rasci", columns="all", paper="A3")
    (table,) = opened(path).tables
    head, *body = rows(table)
    assert head == ["序号", "措施", *matrix.departments]
    measures = [row for row in body if len(row) > 1]
    assert [row[:2] for row in measures] == [[marked(m), m.text] for m in chinese.measures]
    for row, written in zip(matrix.rows, measures, strict=True):
        letters = [row.cells.get(name, "") for name in matrix.departments]
        assert written[2:] == letters


def test_bands_are_the_headings(chinese: Selection, export: Any) -> None:
    _names, _cells, bands = matrix_of(export("raci-docx", chinese))
    assert bands[0] == "一、分领域任务　（一）森林生态保护补偿"
    assert "　".join(bands) == "　".join(h.label + h.title for h in chinese.index.headings)


def test_pages_are_landscape_with_a_header_that_is_repeated_and_rows_that_stay_whole(
    chinese: Selection, export: Any
) -> None:
    for paper, size in (("A4", (297, 210)), ("A3", (420, 297)), ("Letter", (279, 216))):
        document = opened(export("raci-docx", chinese, paper=paper))
        section = document.sections[0]
        assert section.orientation == WD_ORIENT.LANDSCAPE
        assert [round(x.mm) for x in (section.page_width, section.page_height) if x] == [*size]
        (table,) = document.tables
        repeated = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(repeated) - 1)
        for row in table.rows:
            assert row._tr.find(f"{W}trPr/{W}cantSplit") is not None
        # Names of departments stand upright; nothing else does.
        head = table.rows[0]._tr.tc_lst
        upright = [tc.find(f"{W}tcPr/{W}textDirection") is not None for tc in head]
        assert upright == [False, False] + [True] * (len(head) - 2)
        widths = [round(int(col.get(f"{W}w")) / 1440 * 25.4) for col in table._tbl.tblGrid]
        assert sum(widths) <= size[0] - 28 + len(widths) / 2


def test_a_part_names_its_section_and_begins_a_page(chinese: Selection, export: Any) -> None:
    path = export("raci-docx", chinese, split="section")
    document = opened(path)
    assert len(document.tables) == 12
    titles = [p for p in document.paragraphs if p.style and p.style.name == "Title"]
    assert [p.text for p in titles] == [chinese.title] * 12
    starts = [p.paragraph_format.page_break_before for p in titles]
    assert starts == [None] + [True] * 11
    headings = [text for style, text in paragraphs(path) if style == "Heading 1"]
    assert headings[0] == "RACI 矩阵　一、分领域任务　（一）森林生态保护补偿"
    numbers = [row[0] for table in document.tables for row in rows(table)[1:] if len(row) > 1]
    assert numbers == [marked(measure) for measure in chinese.measures]
    assert all(len(row) > 1 for table in document.tables for row in rows(table))
    by_chapter = opened(export("raci-docx", chinese, split="chapter"))
    assert len(by_chapter.tables) == 2
    assert rows(by_chapter.tables[0])[1] == ["（一）森林生态保护补偿"]


def test_it_stands_the_other_way_round_with_headings_and_totals(
    chinese: Selection, export: Any
) -> None:
    matrix = chinese.matrix()
    path = export("raci-docx", chinese, by="department", paper="A3")
    table, wordings = opened(path).tables
    chapters, sections, numbers, heads, *body = rows(table)
    assert chapters == ["单位", "一、分领域任务", "二、机制创新", ""]
    assert sections[1:3] == ["（一）森林生态保护补偿", "（二）草原生态保护补偿"]
    assert len(sections) == 1 + 12 + 1
    assert numbers == ["", *map(marked, chinese.measures), "A/R", "R", "C", "合计"]
    assert heads[1:-4] == [wording.short_title(m, 18) for m in chinese.measures]
    assert heads[-4:] == ["", "", "", ""]
    assert [row[0] for row in body] == [*matrix.departments]
    load = matrix.load()
    for name, row in zip(matrix.departments, body, strict=True):
        assert row[1:-4] == [one.cells.get(name, "") for one in matrix.rows]
        counts = [load.get(name, {}).get(letter, 0) for letter in ("A/R", "R", "C")]
        assert row[-4:] == [str(count or "") for count in (*counts, sum(counts))]
    # What the numbers stand for is below, in full.
    measures = [row for row in rows(wordings)[1:] if len(row) > 1]
    assert measures == [[marked(m), m.text] for m in chinese.measures]


def test_one_line_of_each_measure_is_not_listed_again(chinese: Selection, export: Any) -> None:
    path = export("raci-docx", chinese, by="department", paper="A3", wording="clause")
    assert len(opened(path).tables) == 1


def test_what_does_not_fit_is_split_and_not_shrunk(thousand: Selection, export: Any) -> None:
    selection = select(thousand.plan, "no:1-40")
    path = export("raci-docx", selection, columns="all")
    document = opened(path)
    assert len(document.tables) == 3
    names, cells, _bands = matrix_of(path)
    matrix = selection.matrix(columns="all")
    assert names == list(matrix.departments)
    assert cells == {row.entry.id: dict(row.cells) for row in matrix.rows}
    notes = [text for style, text in paragraphs(path) if style == "表注"]
    assert "第 1–20 列，共 60 列" in notes
    for table in document.tables:
        for row in table.rows:
            for tc in row._tr.tc_lst:
                assert smallest(path, tc) >= 8


def smallest(path: Path, cell: Any) -> float:
    """Size in points of the text of a cell."""
    style = cell.find(f".//{W}pStyle").get(f"{W}val")
    assert cell.find(f".//{W}r//{W}sz") is None
    return size_of(path, style)


@functools.cache
def size_of(path: Path, style: str) -> float:
    return int(style_of(path, style).find(f".//{W}sz").get(f"{W}val")) / 2


def test_letters_are_as_large_as_the_page_allows(plan: Plan, export: Any) -> None:
    sizes = {}
    for name, query, options in (
        ("section", "章:一 节:耕地", {}),
        ("widest section", "章:二 节:五", {}),
        ("whole, clauses", "", {"paper": "A3", "wording": "clause"}),
        ("whole", "", {}),
    ):
        path = export("raci-docx", select(plan, query), **options)
        sizes[name] = smallest(path, opened(path).tables[0].rows[-1]._tr.tc_lst[0])
    assert sizes == {"section": 12, "widest section": 10.5, "whole, clauses": 8, "whole": 9}


def test_letters_are_told_apart_without_colour(chinese: Selection, export: Any) -> None:
    (table,) = opened(export("raci-docx", chinese)).tables
    looks = {}
    for row in table.rows[1:]:
        for tc in row._tr.tc_lst[2:]:
            shade = tc.find(f"{W}tcPr/{W}shd")
            bold = tc.find(f".//{W}b") is not None
            looks.setdefault(text_of(tc), set()).add(
                (shade is not None and shade.get(f"{W}fill"), bold)
            )
    assert looks == {
        "A/R": {("1F4E79", True)},
        "R": {("9DC3E6", True)},
        "C": {("EAF1F8", False)},
        "": {(False, False)},
    }


def test_the_legend_stands_above_the_table_and_says_what_was_inferred(
    chinese: Selection, export: Any
) -> None:
    path = export("raci-docx", chinese)
    before = texts_before_table(path)
    (legend,) = [text for text in before if text.startswith("图例：")]
    assert "A 负总责：对结果负责；R 承办" in legend
    (notes,) = [text for text in before if text.startswith("A 按首位牵头推定，非原文规定")]
    assert "省直相关部门" in notes
    literal = [text for _, text in paragraphs(export("raci-docx", chinese, scheme="literal"))]
    assert not [text for text in literal if "推定" in text]


@pytest.mark.parametrize(
    ("scheme", "title"),
    [
        ("raci", "RACI 矩阵"),
        ("rasci", "RASCI 矩阵"),
        ("daci", "DACI 矩阵"),
        ("literal", "任务分工矩阵"),
    ],
)
def test_the_title_follows_the_scheme(
    scheme: str, title: str, chinese: Selection, export: Any
) -> None:
    written = paragraphs(export("raci-docx", chinese, scheme=scheme))
    assert written[1] == ("Heading 1", title)
    assert not [text for _style, text in written if scheme in text]


def test_what_was_selected_is_said_in_words_or_not_at_all(plan: Plan, export: Any) -> None:
    selection = select(plan, "section:湿地 lead:林业")
    for style in ("plain", "official"):
        path = export("raci-docx", selection, style=style)
        texts = [text for _style, text in paragraphs(path)]
        assert [text for text in texts if "林业厅牵头" in text]
        assert not [text for text in texts if "section" in text or "lead:" in text]
        texts = [
            text
            for _style, text in paragraphs(export("raci-docx", selection, style=style, query=False))
        ]
        assert not [text for text in texts if "林业厅牵头" in text]


def texts_before_table(path: Path) -> list[str]:
    """The paragraphs above the first table."""
    body = list(opened(path).element.body)
    first = next(at for at, block in enumerate(body) if block.tag == f"{W}tbl")
    return [text_of(block) for block in body[:first]]


def test_findings_stand_below_on_request_what_is_worst_first(
    chinese: Selection, export: Any
) -> None:
    without = paragraphs(export("raci-docx", chinese))
    assert ("Heading 2", "问题") not in without
    written = paragraphs(export("raci-docx", chinese, findings=True))
    at = written.index(("Heading 2", "问题"))
    assert written[:at] == [one for one in without if one[1]]
    texts = [text for _style, text in written[at + 1 :]]
    found = chinese.matrix().findings
    assert len(texts) == len(found) > 0
    severities = [text[text.rindex("（") :] for text in texts]
    assert severities == sorted(severities, key=["（错误）", "（警告）", "（提示）"].index)
    assert severities[0] == "（警告）"
    for finding in found:
        (text,) = [text for text in texts if finding.message in text and finding.where in text]
        if finding.department:
            assert text.count(finding.department) == 1
        assert finding.code not in text


def test_there_is_no_date_but_the_one_given(
    chinese: Selection, export: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def footer(**options: Any) -> Any:
        path = export("raci-docx", chinese, **options)
        return opened(path).sections[0].footer.paragraphs[0]._p

    fields = [one.get(f"{W}instr").split()[0] for one in footer().iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert text_of(footer()) == "第 1 页，共 1 页"
    assert text_of(footer(first_page=5)) == "第 1 页"
    assert text_of(footer(date="2018年5月")) == "第 1 页，共 1 页　　2018年5月"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert text_of(footer()) == "第 1 页，共 1 页"
    assert text_of(footer(date="today")) == "第 1 页，共 1 页　　2023年11月14日"


def test_empty_selections_say_so(nothing: Selection, no_measures: Selection, export: Any) -> None:
    texts = [text for _, text in paragraphs(export("raci-docx", nothing))]
    assert "No measure matches the query." in texts
    # Of no letters there is nothing to say.
    assert not [text for text in texts if text.startswith("A is inferred")]
    texts = [text for _, text in paragraphs(export("raci-docx", no_measures, split="section"))]
    assert "The plan has no measures." in texts


def test_hostile_text_is_written_as_text(hostile: Selection, export: Any) -> None:
    (table,) = opened(export("raci-docx", hostile)).tables
    texts = {cell.text for row in table.rows for cell in row.cells}
    for entry in hostile.measures:
        assert clean(entry.text) in texts
    for name in hostile.matrix().departments:
        assert visible(name) in texts


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"split": "section", "wording": "clause"},
        {"by": "department", "columns": "all"},
        {"by": "department", "split": "chapter", "paper": "A3", "scheme": "literal"},
    ],
)
def test_nothing_is_found_wrong(
    options: dict[str, str], any_selection: Selection, export: Any, assert_clean: Clean
) -> None:
    assert_clean(export("raci-docx", any_selection, **options))


def test_nothing_is_found_wrong_with_a_thousand_measures(
    thousand_of_few: Selection, export_done: Any, assert_clean: Clean
) -> None:
    done = export_done("raci-docx", thousand_of_few)
    (warning,) = done.warnings
    assert "--paper A3, --wording clause" in warning
    assert_clean(Path(done.path))


def test_a_name_longer_than_the_page_has_several_lines(export: Any, assert_clean: Clean) -> None:
    name = "很长的单位名称" * 8
    path = export("raci-docx", select(plan_of(Measure(1, "措施。", (name,)))))
    (table,) = opened(path).tables
    assert rows(table)[0][2] == name
    width = int(list(table._tbl.tblGrid)[2].get(f"{W}w")) / 1440 * 25.4
    # 56 characters of 12 pt in 62 mm: four lines of 15 pt beside each other.
    assert width > 4 * 15 * 25.4 / 72
    assert_clean(path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numbers=st.sets(st.integers(1, 44), min_size=1),
    scheme=st.sampled_from(["raci", "rasci", "joint", "literal", "daci"]),
    columns=st.sampled_from(["involved", "all"]),
    split=st.sampled_from(["no", "chapter", "section"]),
)
def test_what_is_read_back_is_the_selection(
    numbers: set[int], scheme: str, columns: str, split: str, plan: Plan, export: Any
) -> None:
    selection = select(plan, f"no:{','.join(map(str, sorted(numbers)))}")
    path = export("raci-docx", selection, scheme=scheme, columns=columns, split=split)
    names, cells, _bands = matrix_of(path)
    matrix = selection.matrix(scheme, columns=columns)
    assert cells == {marked(row.entry): dict(row.cells) for row in matrix.rows}
    assert set(names) == set(matrix.departments)
    if split == "no":
        assert names == list(matrix.departments)
