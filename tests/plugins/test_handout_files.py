"""The files of the handouts: lists to put together, workbooks to fill in, documents, annexes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import document_plans as plans
import openpyxl
import pytest
from openpyxl.cell.cell import TYPE_FORMULA
from plans import plan_of
from word_files import W, opened, part, text_of

from ecotui.model.plan import Measure, Plan
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select

Clean = Callable[[Path], None]
STATES = '"未启动,推进中,已完成"'


def selected(shape: str, query: str = "", language: str = "zh") -> Selection:
    return select(Index(plans.SHAPES[shape]()), query, language=language)


def rows(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[0]


def values(sheet: Any) -> list[list[str]]:
    """The cells of a sheet as the list in CSV has them."""

    def said(value: Any) -> str:
        return value.date().isoformat() if isinstance(value, datetime) else str(value or "")

    return [[said(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def file_of(folder: Path, name: str, kind: str) -> Path:
    (found,) = folder.glob(f"*-{name}.{kind}")
    return found


# -- lists


@pytest.mark.parametrize("shape", ["shipped", "one-level", "every-field", "two-plans", "english"])
def test_the_lists_of_all_departments_can_be_put_together(shape: str, export: Any) -> None:
    selection = selected(shape)
    lists = [rows(path) for path in sorted(export("handouts", selection).glob("*.csv"))]
    (header,) = {tuple(header) for header, *_rows in lists}
    assert header[:3] == ("单位", "章", "节")
    at = {name: header.index(name) for name in ("单位", "章", "节", "序号", "措施")}
    found = defaultdict(set)
    for _header, *body in lists:
        for row in body:
            place = tuple(row[at[name]] for name in ("章", "节", "措施"))
            found[(row[at["序号"]], *place)].add(row[at["单位"]])
    expected = {}
    for entry in selection.measures:
        above = [f"{h.label}{h.title}" for h in selection.index.above(entry) if h.level]
        place = (*above, "")[:2]
        number = entry.id.rpartition("/")[2]
        expected[(number, *place, entry.text)] = {*entry.lead, *entry.participants}
    assert found == expected


def test_what_the_plan_says_further_has_columns(export: Any) -> None:
    folder = export("handouts", selected("every-field"))
    header, first = rows(file_of(folder, "省大数据中心", "csv"))
    assert dict(zip(header, first, strict=True)) == {
        "单位": "省大数据中心",
        "章": "改革任务",
        "节": "",
        "序号": "1",
        "短标题": "数据共享机制",
        "措施": "建立跨部门数据共享机制，按季度通报进展。",
        "角色": "首位牵头",
        "共同承担单位": "参加单位：财政厅、教育厅等",
        "工作目标": "共享数据1000项",
        "责任人": "分管负责人",
        "备注": "每季度报送一次",
        "进展情况": "",
        "完成时限": "2026年12月底前",
        "截止日期": "2026-12-31",
    }
    audit = rows(file_of(folder, "审计厅", "csv"))[1]
    task = dict(zip(header, audit, strict=True))
    assert (task["角色"], task["共同承担单位"]) == ("按职责分工负责", "责任单位：财政厅")
    assert (task["完成时限"], task["截止日期"]) == ("持续推进", "")
    others = rows(file_of(folder, "财政厅", "csv"))[2]
    assert others[header.index("共同承担单位")] == "其他牵头单位：名单未尽"


def test_a_column_of_the_source_never_takes_the_place_of_another(export: Any) -> None:
    extra = (("进展情况", "已完成八成"), ("单位", "甲局"), ("单位 2", "乙局"), ("", "丙局"))
    plan = plan_of(Measure(1, "措施。", ("财政厅",), extra=extra))
    header, row = rows(export("handouts", select(plan)) / "01-财政厅.csv")
    assert len(set(header)) == len(header)
    assert {"已完成八成", "甲局", "乙局", "丙局"} <= set(row)
    assert row[header.index("进展情况")] == ""
    assert row[header.index("单位")] == "财政厅"


def test_the_files_of_one_department_sort_among_those_of_all(plan: Plan, export: Any) -> None:
    every = {path.name for path in export("handouts", select(plan)).iterdir()}
    for name in ("财政厅", "水利厅"):
        for query in ("", f"dept:{name}", f"first:{name}"):
            folder = export("handouts", select(plan, query), department=name)
            own = {path.name for path in folder.iterdir()}
            assert len(own) == 4
            assert own <= every


def test_the_files_of_each_department_are_chosen(chinese: Selection, export: Any) -> None:
    folder = export("handouts", chinese, formats=("xlsx",))
    assert {path.suffix for path in folder.iterdir()} == {".xlsx", ".md"}
    index = (folder / "index.md").read_text(encoding="utf-8")
    assert "| 单位 | 牵头 | 参加 | 台账（Excel） |" in index
    assert ".csv" not in index


# -- workbooks


@pytest.mark.parametrize("shape", [name for name in plans.SHAPES if name != "large"])
def test_a_workbook_has_the_rows_of_the_list(shape: str, export: Any) -> None:
    folder = export("handouts", selected(shape), formats=("xlsx", "csv"))
    for path in sorted(folder.glob("*.xlsx"))[:5]:
        sheet = sheet_of(path)
        header, *body = rows(path.with_suffix(".csv"))
        shown, *found = values(sheet)
        assert shown == header
        role = header.index("角色")
        joined: list[list[str]] = []
        for row in found:
            if row[role] == "续":
                same = joined[-1]
                for at, (name, more) in enumerate(zip(header, row, strict=True)):
                    if name not in ("单位", "方案", "章", "节", "序号", "角色"):
                        same[at] += more
            else:
                joined.append(row)
        quoted = [[cell.removeprefix("'") for cell in row] for row in body]
        plain = [[cell.removeprefix("'") for cell in row] for row in joined]
        assert plain == quoted
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == TYPE_FORMULA]


def test_progress_is_chosen_and_the_deadline_a_date(chinese: Selection, export: Any) -> None:
    sheet = sheet_of(export("handouts", chinese) / "01-林业厅.xlsx")
    valid = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert {area: one.type for area, one in valid.items()} == {"H2:H25": "list", "I2:I25": "date"}
    assert [cell.value for cell in sheet[1]][7:] == ["进展情况", "完成时限"]
    assert valid["H2:H25"].formula1 == STATES
    assert {cell.number_format for (cell,) in sheet["I2:I25"]} == {"yyyy-mm-dd"}


def test_a_due_date_is_filled_in_as_a_date(export: Any) -> None:
    folder = export("handouts", selected("every-field"))
    sheet = sheet_of(file_of(folder, "财政厅", "xlsx"))
    header = [cell.value for cell in sheet[1]]
    last = sheet[sheet.max_row]
    assert last[header.index("截止日期")].value == datetime(2026, 12, 31)
    assert last[header.index("完成时限")].value == "2026年12月底前"
    (date,) = [one for one in sheet.data_validations.dataValidation if one.type == "date"]
    assert str(date.sqref).startswith(last[header.index("截止日期")].column_letter)


@pytest.mark.parametrize("shape", plans.SHAPES)
def test_a_workbook_is_legible_on_screen_and_paper(shape: str, export: Any) -> None:
    selection = selected(shape)
    folder = export("handouts", selection, formats=("xlsx",))
    path = sorted(folder.glob("*.xlsx"))[0]
    sheet = sheet_of(path)
    assert sheet.freeze_panes == "A2"
    assert sheet.row_dimensions[1].height / 0.75 <= 220
    assert max(row.height for row in sheet.row_dimensions.values()) <= 409
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    widths = [
        one.width
        for one in sheet.column_dimensions.values()
        for _column in range(one.min, one.max + 1)
    ]
    assert len(widths) == sheet.max_column
    # A page of A4 inside its margins, on which type of 10.5 pt becomes 8 pt.
    # Pixels of the width of a digit, in points.
    assert sum(widths) * 7 * 0.75 <= 784 / 8 * 10.5
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    (table,) = sheet.tables.values()
    assert table.autoFilter.ref == sheet.dimensions
    header = sheet.oddHeader.left.text + (sheet.oddHeader.right.text or "")
    assert sheet.cell(2, 1).value[:20] in header
    assert [plan.title.split("\n")[0] in header for plan in selection.plans]
    assert "&P" in sheet.oddFooter.center.text.replace("[Page]", "P")


def test_columns_without_end_go_over_several_pages(export: Any) -> None:
    extra = tuple((f"第{n}列", f"内容{n}") for n in range(40))
    plan = plan_of(Measure(1, "措施。", ("财政厅",), extra=extra))
    folder = export("handouts", select(plan))
    sheet = sheet_of(folder / "01-财政厅.xlsx")
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.scale >= 76
    assert sheet.print_title_cols == "$D:$D"
    document = opened(folder / "01-财政厅.docx")
    (table,) = document.tables
    assert "内容39" in table.rows[2].cells[1].text


def test_properties_name_nobody_and_no_time(chinese: Selection, export: Any) -> None:
    for path in sorted(export("handouts", chinese).glob("01-*.*x")):
        with zipfile.ZipFile(path) as package:
            core = package.read("docProps/core.xml").decode()
        assert "林业厅任务清单" in core
        assert "ecotui" not in core
        assert not re.search("created|modified|creator", core)
    named = export("handouts", chinese, author="省政府办公厅")
    for path in sorted(named.glob("01-*.*x")):
        with zipfile.ZipFile(path) as package:
            assert "省政府办公厅" in package.read("docProps/core.xml").decode()


@pytest.mark.parametrize("style", ["plain", "official"])
@pytest.mark.parametrize("shape", ["every-field", "long-measure", "two-plans", "hostile"])
def test_nothing_is_wrong_with_any_shape(
    style: str, shape: str, export: Any, assert_clean: Clean
) -> None:
    for path in sorted(export("handouts", selected(shape), style=style).glob("*.*x"))[:4]:
        assert_clean(path)


# -- documents


def footer_of(path: Path) -> tuple[str, list[str]]:
    """The text of a footer, and its fields."""
    (footer,) = [
        section.footer._element
        for section in opened(path).sections
        if not section.footer.is_linked_to_previous
    ]
    return text_of(footer), [one.get(f"{W}instr").strip() for one in footer.iter(f"{W}fldSimple")]


def test_department_plan_and_page_are_on_every_page(chinese: Selection, export: Any) -> None:
    folder = export("handouts", chinese)
    for name in ("林业厅", "财政厅", "省直相关部门"):
        text, fields = footer_of(file_of(folder, name, "docx"))
        assert text == f"{chinese.title} · {name} · 第 1 页，共 1 页"
        assert fields == ["PAGE", "NUMPAGES"]


def test_no_name_becomes_a_field(export: Any) -> None:
    plan = plan_of(Measure(1, "措施。", ("{page}<b>",)), title="{pages}&")
    (path,) = export("handouts", select(plan)).glob("*.docx")
    text, fields = footer_of(path)
    assert text.startswith("{pages}& · {page}<b> · ")
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("sign", ["\u200d", "\ue000", "\U00031350", "\u180e", "\u202e", "/"])
def test_a_sign_that_no_file_name_has_is_a_dash_in_it(sign: str, export: Any) -> None:
    plan = plan_of(Measure(1, "植树。", (f"林{sign}厅",)))
    (path,) = export("handouts", select(plan)).glob("*.docx")
    assert path.name.isprintable()
    assert path.name.startswith("01-林")


def test_each_of_several_plans_begins_a_page_under_its_title(export: Any) -> None:
    path = file_of(export("handouts", selected("two-plans")), "教育厅", "docx")
    paragraphs = opened(path).paragraphs
    titles = [p for p in paragraphs if p.style and p.style.name == "Title"]
    assert [p.text for p in titles] == ["教育厅任务清单"] * 2
    assert [p.paragraph_format.page_break_before for p in titles] == [None, True]
    texts = [p.text for p in paragraphs if p.text]
    assert texts == [
        *("教育厅任务清单", "青山市重点任务分工方案", "牵头 2 条", "牵头任务（2）"),
        *("教育厅任务清单", "数据管理工作要点任务分工", "参加 1 条", "参加任务（1）"),
    ]
    first, second = opened(path).tables
    # The footer cannot tell which of the plans it is.
    assert first.rows[0].cells[0].text == "青山市重点任务分工方案 · 教育厅"
    assert second.rows[0].cells[0].text == "数据管理工作要点任务分工 · 教育厅"
    assert [row.cells[0].text for row in first.rows][3:] == ["1", "2"]


def test_a_deadline_is_shown_with_its_day(export: Any) -> None:
    folder = export("handouts", selected("every-field"))
    (table,) = opened(file_of(folder, "省大数据中心", "docx")).tables
    header, cells = ([cell.text for cell in table.rows[at].cells] for at in (0, 2))
    task = dict(zip(header, cells, strict=True))
    assert task["完成时限"] == "2026年12月底前\n（2026-12-31）"
    assert task["工作目标"] == "共享数据1000项"
    assert task["措施"] == "数据共享机制\n建立跨部门数据共享机制，按季度通报进展。"


def test_only_a_high_row_goes_over_the_end_of_a_page(export: Any) -> None:
    path = file_of(export("handouts", selected("long-measure")), "教育厅", "docx")
    body = part(path, "word/document.xml")
    splits = [
        text_of(row)[:1] for row in body.iter(f"{W}tr") if row.find(f".//{W}cantSplit") is None
    ]
    assert splits == ["2"]


def test_tables_say_what_they_are_to_those_who_cannot_see_them(
    chinese: Selection, export: Any
) -> None:
    body = part(export("handouts", chinese) / "01-林业厅.docx", "word/document.xml")
    captions = [one.get(f"{W}val") for one in body.iter(f"{W}tblCaption")]
    assert captions == ["林业厅任务清单 · 牵头任务", "林业厅任务清单 · 参加任务"]
    looks = [one.get(f"{W}firstRow") for one in body.iter(f"{W}tblLook")]
    assert looks == ["1", "1"]


# -- annexes


def marks(path: Path) -> list[str]:
    return [p.text for p in opened(path).paragraphs if p.style and p.style.style_id == "Mark"]


def test_the_official_lists_are_annexes_of_one_document(chinese: Selection, export: Any) -> None:
    folder = export("handouts", chinese, style="official")
    busy = [facet.name for facet in chinese.departments if facet.total]
    (path,) = folder.glob("*.docx")
    assert path.name == "附件.docx"
    assert len(list(folder.glob("*.xlsx"))) == len(busy)
    assert "[附件.docx](" in (folder / "index.md").read_text(encoding="utf-8")
    assert marks(path) == [f"附件{n}" for n in range(1, len(busy) + 1)]
    document = opened(path)
    titles = [p.text for p in document.paragraphs if p.style and p.style.name == "Title"]
    assert titles == [f"{name}任务清单" for name in busy]
    new_pages = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert new_pages == marks(path)[1:]
    assert document.core_properties.title == chinese.title
    index = (folder / "index.md").read_text(encoding="utf-8")
    assert f"| {busy[1]} | 12 | 25 | 附件2 | [" in index
    # Page numbers go on, since it is one section.
    assert len(document.sections) == 1
    named = [table.rows[0].cells[0].text for table in document.tables]
    assert set(named) == {f"{chinese.title} · {name}" for name in busy}
    found = defaultdict(set)
    for table, name in zip(document.tables, named, strict=True):
        for row in table.rows[2:]:
            if len(row._tr.tc_lst) > 1:
                found[row.cells[0].text].add(name.rpartition(" ")[2])
    assert found == {e.id: {*e.lead, *e.participants} for e in chinese.measures}


def test_annexes_begin_where_others_end(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:1,8")
    options = {"style": "official", "attachment": "附件3", "first_page": 12}
    path = export("handouts", selection, **options) / "附件.docx"
    assert marks(path) == ["附件3", "附件4", "附件5", "附件6"]
    numbers = part(path, "word/document.xml").iter(f"{W}pgNumType")
    assert [one.get(f"{W}start") for one in numbers] == ["12"]
    one = export("handouts", selection, style="official", department="林业厅") / "附件.docx"
    assert marks(one) == ["附件"]
    bare = export("handouts", selection, style="official", attachment="") / "附件.docx"
    assert marks(bare) == []
    assert "| 参加 | 台账（Excel） |" in (bare.parent / "index.md").read_text(encoding="utf-8")


def test_a_printed_list_has_no_columns_to_fill_in(export: Any) -> None:
    extra = (("进展情况", "已完成八成"),)
    for measure, added in (
        (Measure(1, "措施。", ("财政厅",)), []),
        (Measure(1, "措施。", ("财政厅",), deadline="2018年底"), ["完成时限"]),
        (Measure(1, "措施。", ("财政厅",), extra=extra), ["进展情况"]),
    ):
        folder = export("handouts", select(plan_of(measure)), style="official")
        (table,) = opened(folder / "附件.docx").tables
        columns = [cell.text for cell in table.rows[1].cells]
        assert columns == ["序号", "措施", "角色", "共同承担单位", *added]
        # The list to send back has both.
        header, _row = rows(folder / "01-财政厅.csv")
        assert {"进展情况", "完成时限"} <= set(header)


def test_annexes_of_several_plans_are_in_the_index(export: Any) -> None:
    folder = export("handouts", selected("two-plans"), style="official")
    index = (folder / "index.md").read_text(encoding="utf-8")
    written = [mark for line in index.split("\n") for mark in re.findall(r"附件\d+", line)]
    assert written == marks(folder / "附件.docx")


def test_annexes_have_the_punctuation_of_the_standard(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:8")
    for options, standard in (
        ({"style": "official"}, True),
        ({"style": "official", "punctuation": "source"}, False),
        ({}, False),
        ({"punctuation": "standard"}, True),
    ):
        (path,) = export("handouts", selection, **options).glob("*.docx")
        said = text_of(part(path, "word/document.xml"))
        assert ("命名一批省级重点公园，择优" in said) == standard
        assert ("命名一批省级重点公园,择优" in said) != standard


def test_the_index_says_in_words_what_was_selected(plan: Plan, export: Any) -> None:
    selection = select(plan, "section:湿地")
    for query in (True, False):
        folder = export("handouts", selection, query=query)
        index = (folder / "index.md").read_text(encoding="utf-8")
        texts = [p.text for p in opened(folder / "01-林业厅.docx").paragraphs]
        assert ("\n湿地生态保护补偿\n" in index) == query
        assert ("湿地生态保护补偿" in texts) == query
        assert "section" not in index + "".join(texts)


def test_an_english_plan_has_english_handouts(export: Any) -> None:
    selection = selected("english", language="en")
    folder = export("handouts", selection, style="official")
    assert marks(folder / "Annexes.docx")[:2] == ["Annex 1", "Annex 2"]
    header, first, *_rows = rows(folder / "01-Department-of-Forestry.csv")
    assert header[:5] == ["Department", "Chapter", "Section", "No.", "Measure"]
    sheet = sheet_of(folder / "01-Department-of-Forestry.xlsx")
    (choices,) = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert choices.formula1 == '"not started,in progress,done"'
    document = opened(folder / "Annexes.docx")
    words = [p.text for p in document.paragraphs]
    for table in document.tables:
        words += [cell.text for row in table.rows for cell in row.cells]
    # The dot is that between plan and department.
    assert not [word for word in (*words, *first) if not word.replace("·", "").isascii()]
    assert first[1:3] == ["1 Sector tasks", "1.2 Grasslands and wetlands"]


def test_a_date_is_on_paper_only_if_it_is_given(chinese: Selection, export: Any) -> None:
    for options, date in (({}, False), ({"date": "2019年3月"}, True)):
        folder = export("handouts", chinese, **options)
        footer = sheet_of(folder / "01-林业厅.xlsx").oddFooter
        assert (footer.left.text == "2019年3月") == date
        texts = [p.text for p in opened(folder / "01-林业厅.docx").paragraphs]
        assert ("2019年3月" in texts) == date


HEADS = ("=1+1", "_x0041_", "长" * 300, "a\nb", "<b>&", "\x1b[31m", "Progress", "@SUM(A1)")


def test_any_head_of_the_source_is_a_column_that_excel_reads(
    export: Any, assert_clean: Clean
) -> None:
    for heads in ((head,) for head in HEADS):
        extra = tuple((head, f"内容{at}") for at, head in enumerate(heads))
        folder = export("handouts", select(plan_of(Measure(1, "措施。", ("财政厅",), extra=extra))))
        assert_clean(folder / "01-财政厅.xlsx")
        header, row = values(sheet_of(folder / "01-财政厅.xlsx"))
        assert len(set(header)) == len(header)
        assert row[header.index("进展情况") - 1] == "内容0"
        (table,) = opened(folder / "01-财政厅.docx").tables
        assert "内容0" in "".join(cell.text for cell in table.rows[2].cells)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_fonts_of_a_workbook_are_of_its_language(language: str, export: Any) -> None:
    shape = {"zh": "shipped", "en": "english"}[language]
    selection = selected(shape, language=language)
    (task_list, *_) = sorted(export("handouts", selection, formats=("xlsx",)).glob("*.xlsx"))
    for path in (task_list, export("raci-xlsx", selection)):
        book = openpyxl.load_workbook(path)
        fonts = {c.font.name for sheet in book for row in sheet for c in row if c.value is not None}
        with zipfile.ZipFile(path) as package:
            charts = [n for n in package.namelist() if "charts/chart" in n]
            drawn = "".join(package.read(name).decode() for name in charts)
            fonts |= set(re.findall(r'<a:latin typeface="(.*?)"', drawn))
        assert ("宋体" in fonts) == (language == "zh")
        assert language == "zh" or fonts == {"Arial"}
        for sheet in book:
            heads = (sheet.oddHeader.left, sheet.oddHeader.right, sheet.oddFooter.center)
            # The font of the workbook, which has another of the reader's for Chinese.
            assert {one.font for one in heads} == {None}
