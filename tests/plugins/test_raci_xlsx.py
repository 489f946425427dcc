"""The Excel exporter: cells, layout, and what Excel takes exception to."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans import plan_of

from ecotui.api import clean
from ecotui.model.plan import GROUP, Chapter, Department, Measure, Plan, Section
from ecotui.plugin_host.spec import ExportError
from ecotui.query.selection import Selection, select
from ecotui.raci import schemes
from ecotui.raci.schemes import SCHEMES
from ecotui.settings.own_schemes import own_scheme

SPLITS = ("no", "chapter", "section")
#: What is a formula begins so; nothing that a plan says does.
FORMULAS = re.compile(r"=(COUNT|SUM|IFERROR\(INDEX\(|[A-Z]+\d+/\d+$)")
NAMES = ["RACI matrix", "Contents", "Assignments", "Load", "Findings", "Legend"]


def opened(path: Any) -> Any:
    """A workbook with the values of its formulas."""
    return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture
def book(whole: Selection, export: Any) -> Any:
    return opened(export("raci-xlsx", whole))


def header_row(sheet: Any) -> int:
    return next(row for row in range(1, 20) if sheet.cell(row, 2).value == "Measure")


def header_of(sheet: Any) -> list[str]:
    """The names of the columns; above them texts may reach further."""
    return [cell.value for cell in sheet[header_row(sheet)] if cell.value is not None]


def rows(sheet: Any) -> list[list[Any]]:
    """The rows below the header that are measures: those with a number and a text."""
    last = len(header_of(sheet))
    found = sheet.iter_rows(min_row=header_row(sheet) + 1, max_col=last, values_only=True)
    return [list(row) for row in found if row[0] is not None and row[1] is not None]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_first_sheet_holds_the_letters(scheme: str, whole: Selection, export: Any) -> None:
    matrix = whole.matrix(scheme)
    book = opened(export("raci-xlsx", whole, scheme=scheme))
    titles = {"literal": "Task allocation matrix", "joint": "RACI matrix"}
    assert book.sheetnames == [titles.get(scheme, f"{scheme.upper()} matrix"), *NAMES[1:]]
    sheet = book.worksheets[0]
    header = header_of(sheet)
    rule = matrix.rule
    check = f"{'Exactly' if rule.singles_out else 'At least'} one {rule.owner}"
    assert header == ["No.", "Measure", *matrix.departments, "Total", check, "Chapter", "Section"]
    for row, written in zip(matrix.rows, rows(sheet), strict=True):
        letters = [row.cells.get(name) for name in matrix.departments]
        involved = len(row.cells) - ("省直相关部门" in row.cells)
        owners = sum(rule.owner in value.split("/") for value in row.cells.values())
        assert written[:-2] == [row.entry.number, row.entry.text, *letters, involved, owners]
        section = row.entry.section
        assert written[-1].endswith(section.title)
        assert written[-2].endswith(row.entry.chapter.title)


def test_totals_count_letters_by_department(whole: Selection, book: Any) -> None:
    sheet = book.worksheets[0]
    last = [
        list(row)
        for row in sheet.iter_rows(
            min_row=sheet.max_row - 4, max_col=len(header_of(sheet)), values_only=True
        )
    ]
    assert [row[1] for row in last] == ["A/R", "R", "C", "Other", "Total"]
    departments = [d for d in whole.departments if d.kind != GROUP]
    assert whole.matrix().departments[-1] == "省直相关部门"
    assert {row[-5] for row in last} == {"—"}
    assert last[0][2:-5] == [d.first_lead for d in departments]
    assert last[2][2:-5] == [d.participant for d in departments]
    assert {*last[3][2:-5]} == {0}
    assert last[4][2:-5] == [d.total for d in departments]
    assert [row[-4] for row in last] == [44, 22, 174, 0, 240]


def test_headings_stand_between_the_measures(whole: Selection, book: Any) -> None:
    sheet = book.worksheets[0]
    below = sheet.iter_rows(min_row=header_row(sheet) + 1, values_only=True)
    bands = [row[0] for row in below if row[0] and row[1] is None]
    assert bands == [heading.label + heading.title for heading in whole.index.headings]


def test_scheme_note_legend_and_query_stand_above(plan: Plan, export: Any) -> None:
    selection = select(plan, "lead:林业厅", language="en")
    sheet = opened(export("raci-xlsx", selection)).worksheets[0]
    title, legend = [sheet.cell(row, 1).value for row in range(1, header_row(sheet))]
    assert title == plan.title
    assert legend.startswith("RACI matrix")
    assert "A accountable" in legend
    assert "A is inferred from the first-listed lead" in legend
    for word in ("lead:", "Query", "Scheme", "raci"):
        assert word not in legend


def test_findings_and_legend_have_their_sheets(whole: Selection, book: Any) -> None:
    matrix = whole.matrix()
    *_, findings, legend = book.worksheets
    header, *written = findings.iter_rows(max_col=4, values_only=True)
    assert header == ("Severity", "Where", "Finding", "Suggestion")
    assert [row[0] for row in written] == ["warning"] + ["info"] * (len(matrix.findings) - 1)
    assert {row[2] for row in written} == {f.message for f in matrix.findings}
    letters = [row[:2] for row in legend.iter_rows(min_row=2, values_only=True)]
    assert letters[: len(matrix.legend)] == list(matrix.legend.items())
    assert [row[0] for row in letters[-3:]] == list(matrix.notes)
    assert matrix.note in matrix.notes


def test_the_sheet_can_be_worked_with_and_printed(whole: Selection, book: Any) -> None:
    sheet = book.worksheets[0]
    header = header_row(sheet)
    assert sheet.freeze_panes == f"C{header + 1}"
    assert sheet.auto_filter.ref.startswith(f"A{header}:Z")
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.cell(header, 3).alignment.textRotation == 90
    assert sheet.cell(header + 3, 2).alignment.wrap_text
    assert len(sheet.conditional_formatting) == 2
    for one in book.worksheets:
        assert one.page_setup.orientation == "landscape"
        assert int(one.page_setup.paperSize) == 9
        if one.title not in ("Load", sheet.title):
            # One page wide is what a missing width means.
            assert (one.page_setup.fitToWidth or 1, one.page_setup.fitToHeight) == (1, 0)
        assert one.oddFooter.center.text == "Page &P of &N"
        # LibreOffice makes it smaller with the sheet.
        assert one.oddFooter.center.size == 11
        assert one.oddHeader.left.text.strip() == whole.title
        assert not one.oddHeader.right.text
        assert len(one.title) <= 31
        assert not re.search(r"[\[\]:*?/\\]", one.title)


def test_hostile_text_is_text_and_nothing_else(hostile: Selection, export: Any) -> None:
    path = export("raci-xlsx", hostile)
    book = opened(path)
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                assert cell.data_type in ("s", "n", "f"), cell
                if cell.data_type == "f":
                    assert FORMULAS.match(cell.value), cell
                assert cell.hyperlink is None or cell.hyperlink.location
    sheet = book.worksheets[0]
    texts = [row[1] for row in rows(sheet)][: len(hostile)]
    assert texts == [clean(entry.text) for entry in hostile.measures]
    header = header_of(sheet)
    assert header[2:-4] == ["=cmd()", "甲<b>|*厅*", "乙厅 二行", "丙_厅_␛"]
    assert {row[3] for row in rows(sheet)[: len(hostile)]} == {"C"}
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "external" in name.lower()]


def test_nothing_is_found_wrong(any_selection: Selection, export: Any, assert_clean: Any) -> None:
    assert_clean(export("raci-xlsx", any_selection))
    assert_clean(export("raci-xlsx", any_selection, scheme="literal", columns="all"))


def test_all_departments_have_a_column_where_they_are_wanted(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:3", language="en")
    for columns, wanted in (("involved", 2), ("all", len(plan.departments))):
        written = opened(export("raci-xlsx", selection, columns=columns))
        sheet = written.worksheets[0]
        assert len(header_of(sheet)) == wanted + 6


def test_no_measures_are_said(nothing: Selection, no_measures: Selection, export: Any) -> None:
    for selection, message in (
        (nothing, "No measure matches the query."),
        (no_measures, "The plan has no measures."),
    ):
        book = opened(export("raci-xlsx", selection, split="section"))
        assert book.sheetnames == NAMES
        sheet, _, assignments, load, findings, _ = book.worksheets
        assert assignments.cell(2, 1).value == load.cell(2, 1).value == message
        assert sheet.cell(header_row(sheet) + 1, 1).value == message
        assert findings.cell(2, 1).value == "There are no findings."


def test_chinese_names_stand_upright(chinese: Selection, export: Any) -> None:
    sheet = opened(export("raci-xlsx", chinese)).worksheets[0]
    [at] = [row for row in range(1, 20) if sheet.cell(row, 2).value == chinese.label("Measure")]
    assert sheet.cell(at, 3).value == "林业厅"
    assert sheet.cell(at, 3).alignment.textRotation == 255


def by_measure(sheet: Any) -> dict[str, dict[str, str]]:
    """Department to letters by id of the measure, as the sheet says."""
    header = header_row(sheet)
    names = header_of(sheet)[2:-4]
    found: dict[str, dict[str, str]] = {}
    for row in sheet.iter_rows(min_row=header + 1, max_col=len(names) + 6, values_only=True):
        # Bands have no text beside them, totals no number.
        if row[0] is not None and row[1] is not None:
            cells = zip(names, row[2:-4], strict=True)
            found[str(row[0])] = {name: letters for name, letters in cells if letters}
    return found


def by_department(sheet: Any) -> dict[str, dict[str, str]]:
    """The same of a sheet that stands the other way round."""
    header = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "Department")
    size = next(c for c in range(2, 99) if not str(sheet.cell(header, c).value).isdigit()) - 2
    ids = [str(sheet.cell(header, column).value) for column in range(2, size + 2)]
    found: dict[str, dict[str, str]] = {id_: {} for id_ in ids}
    for row in sheet.iter_rows(min_row=header + 1, max_row=sheet.max_row - 2, values_only=True):
        for id_, letters in zip(ids, row[1 : size + 1], strict=True):
            if letters:
                found[id_][row[0]] = letters
    return found


def assignments(path: Path) -> list[dict[str, Any]]:
    """The rows of the sheet of assignments, with the values of its formulas."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Assignments"]
    (ref,) = [table.ref for table in sheet.tables.values()] or ["A1:A1"]
    header, *rows = [[cell.value for cell in row] for row in sheet[ref]]
    return [dict(zip(header, row, strict=True)) for row in rows]


def wanted(selection: Selection, scheme: str = "raci") -> dict[str, dict[str, str]]:
    return {row.entry.id: dict(row.cells) for row in selection.matrix(scheme).rows}


queries = st.lists(
    st.one_of(
        st.integers(1, 44).map("no:{}".format),
        st.tuples(st.integers(1, 44), st.integers(1, 44))
        .map(sorted)
        .map("no:{0[0]}-{0[1]}".format),
        st.sampled_from(["lead:林业厅", "with:财政厅", "-dept:水利厅"]),
        st.sampled_from(["is:joint", "-is:solo", "chapter:1", "补偿"]),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, scheme=st.sampled_from(sorted(SCHEMES)), split=st.sampled_from(SPLITS))
def test_what_is_read_back_is_the_selection(
    query: str, scheme: str, split: str, plan: Plan, export: Any, assert_clean: Any
) -> None:
    selection = select(plan, query, language="en")
    path = export("raci-xlsx", selection, scheme=scheme, split=split)
    assert_clean(path)
    book = opened(path)
    first, _contents, *others = book.worksheets
    assert by_measure(first) == wanted(selection, scheme)
    parts = selection.split(split) if split != "no" else []
    assert len(others) == len(parts) + 4
    for (_headings, part), sheet in zip(parts, others, strict=False):
        assert by_measure(sheet) == wanted(part, scheme)
    assigned: dict[str, dict[str, str]] = {}
    for row in assignments(path):
        assigned.setdefault(str(row["No."]), {})[row["Department"]] = row["Letter"]
    assert assigned == wanted(selection, scheme)
    turned = opened(export("raci-xlsx", selection, scheme=scheme, split=split, by="department"))
    sheets = [turned.worksheets[0], *turned.worksheets[2:]]
    for sheet, part in zip(sheets, [selection, *[p for _h, p in parts]], strict=False):
        assert by_department(sheet) == (wanted(part, scheme))


@pytest.mark.parametrize(("split", "count"), [("chapter", 2), ("section", 12)])
def test_a_part_has_its_own_sheet(whole: Selection, export: Any, split: str, count: int) -> None:
    book = opened(export("raci-xlsx", whole, split=split))
    sheets = book.worksheets[2:-4]
    assert len(sheets) == count
    for (headings, _part), sheet in zip(whole.split(split), sheets, strict=True):
        assert sheet.cell(1, 1).value == whole.title
        path = ["RACI matrix", *[h.label + h.title for h in headings]]
        assert sheet.cell(2, 1).value.startswith("　".join(path))
        assert sheet.title.endswith(headings[-1].title)
    if split == "section":
        assert sheets[2].title == "一（三）湿地生态保护补偿"
        # Each is read as one page.
        for sheet in sheets:
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)


def test_names_of_sheets_are_legal_and_unique(export: Any, assert_clean: Any) -> None:
    long = ("长" * 40, "长" * 41, "𠮷" * 30)
    titles = ("[a]:*?/\\b", "'quoted'", "History", "\x1b\n", "Findings", *long)
    measure = (Measure(1, "文", ("林业厅",)),)
    sections = tuple(Section(number, t, measure) for number, t in enumerate(titles, 1))
    chapter = Chapter(1, "章", (Measure(1, "文", ("林业厅",)),), sections)
    plan = Plan("p", "方案", departments=(Department("林业厅"),), chapters=(chapter, chapter))
    path = export("raci-xlsx", select(plan, language="en"), split="section")
    assert_clean(path)
    names = opened(path).sheetnames
    assert len(names) == 1 + 2 * (1 + len(titles)) + 5
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
        assert name.casefold() != "history"


def test_nothing_reads_like_an_escape(export: Any, assert_clean: Any) -> None:
    """Programs read ``_x0041_`` as A wherever a text stands."""
    text = "_x0041_"
    measure = Measure(1, text, lead=(text,), title=text, extra=((text, text),))
    chapters = (Chapter(1, text, sections=(Section(1, text, (measure,)),)),)
    plan = Plan(text, text, departments=(Department(text),), chapters=chapters)
    path = export("raci-xlsx", select(plan), split="section")
    assert_clean(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    kinds = {
        "xl/workbook.xml": '<sheet name="([^"]*)"',
        "xl/tables/": '<tableColumn id="[0-9]*" name="([^"]*)"',
        "xl/worksheets/": "<v>([^<]*)</v>",
        "xl/sharedStrings.xml": "<t[^>]*>([^<]*)</t>",
    }
    for begin, pattern in kinds.items():
        found = [
            one
            for name, part in parts.items()
            if name.startswith(begin)
            for one in re.findall(pattern, part)
        ]
        assert found
        assert [one for one in found if re.search("(?<!_x005F)_x0041_", one)] == []


def test_an_open_list_is_marked_behind_the_number(whole: Selection, export: Any) -> None:
    for by in ("measure", "department"):
        sheet = opened(export("raci-xlsx", whole, by=by)).worksheets[0]
        marked = [
            cell.value for row in sheet.iter_rows() for cell in row if "等" in cell.number_format
        ]
        assert marked == [39]


def test_there_is_no_date_unless_one_is_given(
    whole: Selection, export: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dates(**options: Any) -> tuple[str, str | None]:
        sheet = opened(export("raci-xlsx", whole, **options)).worksheets[0]
        line = sheet.cell(2, 1).value.partition("    ")[0]
        return line, sheet.oddHeader.right.text

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert dates() == ("RACI matrix", None)
    line, header = dates(date="3月&D")
    assert line == "RACI matrix　3月&D"
    assert header is not None
    assert header.strip() == "3月&&D"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert dates(date="today")[0].endswith("14 November 2023")


@pytest.mark.parametrize("tail", ["&" * 300, "&D" * 200, "&8 " + "长" * 300, "a" * 300])
def test_a_print_header_is_never_too_long_and_obeys_no_wording(export_done: Any, tail: str) -> None:
    plan = plan_of(Measure(1, "文" + tail, ("林业厅",)), title="题" + tail)
    selection = select(plan, f'"{tail}"', language="en")
    with zipfile.ZipFile(export_done("raci-xlsx", selection).path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    header = html.unescape(re.search(r"<oddHeader>(.*)</oddHeader>", xml)[1])  # type: ignore[index]
    assert len(header) <= 255
    codes = re.findall(r"&(?:\d+|.)", header.replace("&&", ""))
    assert [code for code in codes if code not in ("&L", "&C", "&R", "&11")] == []


@pytest.mark.parametrize("by", ["measure", "department"])
def test_a_thousand_measures_are_clean(
    by: str, thousand_of_few: Selection, export_done: Any, assert_clean: Any
) -> None:
    done = export_done("raci-xlsx", thousand_of_few, by=by)
    assert_clean(done.path)
    # So many columns are said to be many pages.
    assert [bool("--by measure" in one) for one in done.warnings] == [True] * (by == "department")


def test_a_thousand_measures_and_sixty_columns_are_there(thousand: Selection, export: Any) -> None:
    selection = select(thousand.plan, language="en")
    sheet = opened(export("raci-xlsx", selection)).worksheets[0]
    assert by_measure(sheet) == wanted(selection)


def test_more_measures_than_a_sheet_has_columns_are_refused(plan: Plan, export: Any) -> None:
    model = [measure for _chapter, _section, measure in plan.walk()]
    many = tuple([model[n % 44]._replace(number=n + 1) for n in range(16_384)])
    big = plan._replace(chapters=(Chapter(1, "章", many),))
    with pytest.raises(ExportError, match="at most 16384 columns"):
        export("raci-xlsx", select(big, language="en"), by="department")


def test_a_scheme_of_the_user_is_coloured_and_explained(whole: Selection, export: Any) -> None:
    own = {"zh": "牵头负责", "en": "owner"}
    helper = {"zh": "协助", "en": "helper"}
    table = {"first": "V", "other": "H", "participant": "H", "meanings": {"V": own, "H": helper}}
    schemes.use([own_scheme("team", table)])
    try:
        book = opened(export("raci-xlsx", whole, scheme="team"))
        assert by_measure(book.worksheets[0]) == wanted(whole, "team")
        assert book["Legend"].cell(2, 2).value == "owner"
    finally:
        schemes.use([])
