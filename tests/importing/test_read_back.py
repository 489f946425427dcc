"""A matrix that a meeting has changed comes back into its plan, or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import document_plans
import pytest
from matrix_books import Book, Edit, back, edited, exported, letters
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ecotui.importing import matrix_plan
from ecotui.importing.choosing import importer_for
from ecotui.importing.matrix_workbook import MatrixWorkbook, ReadBack
from ecotui.importing.run import read
from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.model.toml import PlanError, dumps, loads
from ecotui.plugin_host.registry import Registry
from ecotui.raci.letters import canonical
from ecotui.raci.schemes import SCHEMES

Changed = Callable[..., ReadBack]


@pytest.fixture
def changed(tmp_path: Path, plan: Plan) -> Changed:
    """What comes back of the shipped plan's matrix after somebody has changed it."""

    def change(edit: Edit, **options: object) -> ReadBack:
        path = tmp_path / "m.xlsx"
        path.unlink(missing_ok=True)
        exported(path, plan, **options)
        return back(edited(path, edit), plan)

    return change


def said(found: ReadBack) -> list[str]:
    return [str(change) for change in found.changes]


def refused(changed: Changed, edit: Edit, **options: object) -> list[str]:
    with pytest.raises(PlanError) as error:
        changed(edit, **options)
    return [str(problem).removeprefix("m.xlsx: ") for problem in error.value.problems]


# -- letters


@pytest.mark.parametrize("by", ["measure", "department"])
@pytest.mark.parametrize("scheme", list(SCHEMES))
def test_nothing_changed_is_nothing_changed(
    changed: Changed, plan: Plan, scheme: str, by: str
) -> None:
    found = changed(lambda _book: None, scheme=scheme, by=by)
    assert found == ReadBack((), ((plan, plan),), ())


@pytest.mark.parametrize("by", ["measure", "department"])
def test_a_changed_letter_becomes_the_plan_s_own(changed: Changed, plan: Plan, by: str) -> None:
    def edit(book: Book) -> None:
        book.put("1", "财政厅", "I")
        book.put("7", "林业厅", None)
        book.put("39", "财政厅", " ａ／r ")

    found = changed(edit, by=by)
    old = letters(plan)
    assert said(found) == [
        f"measure 1, 财政厅: {old['1']['财政厅']} → I",
        f"measure 7, 林业厅: {old['7']['林业厅']} → (empty)",
        f"measure 39, 财政厅: {old['39'].get('财政厅') or '(empty)'} → A/R",
    ]
    assert found.notes == ()
    ((_before, after),) = found.plans
    new = letters(after)
    old["1"]["财政厅"] = "I"
    del old["7"]["林业厅"]
    old["39"]["财政厅"] = "A/R"
    assert new == old
    assert [m.raci for _, _, m in after.walk() if m.raci] == [
        (("财政厅", "I"),),
        (("林业厅", ""),),
        (("财政厅", "A/R"),),
    ]
    assert loads(dumps(after)) == after


def test_letters_of_another_scheme_are_said_to_stand_in_every_scheme(changed: Changed) -> None:
    found = changed(lambda book: book.put("1", "财政厅", "I"), scheme="daci")
    assert found.notes == (
        "these are letters of the scheme daci; in a plan they stand in every scheme",
    )


@pytest.mark.parametrize("by", ["measure", "department"])
def test_a_letter_that_is_struck_through_is_none(changed: Changed, plan: Plan, by: str) -> None:
    def edit(book: Book) -> None:
        book.cell("1", "财政厅").font = Font(strike=True)

    old = letters(plan)["1"]["财政厅"]
    assert said(changed(edit, by=by)) == [f"measure 1, 财政厅: {old} → (empty)"]


def test_a_letter_that_is_again_the_scheme_s_is_no_longer_the_plan_s_own(
    tmp_path: Path, plan: Plan
) -> None:
    once = back(
        edited(exported(tmp_path / "a.xlsx", plan), lambda book: book.put("1", "财政厅", "I")), plan
    )
    own = once.plans[0][1]
    letter = letters(plan)["1"]["财政厅"]
    path = edited(exported(tmp_path / "b.xlsx", own), lambda book: book.put("1", "财政厅", letter))
    found = back(path, own)
    assert said(found) == [f"measure 1, 财政厅: I → {letter}"]
    assert found.plans == ((own, plan),)


def test_a_workbook_that_is_read_back_twice_changes_nothing_more(
    tmp_path: Path, plan: Plan
) -> None:
    path = edited(exported(tmp_path / "m.xlsx", plan), lambda book: book.put("1", "财政厅", "I"))
    after = back(path, plan).plans[0][1]
    again = back(path, after)
    assert again == ReadBack((), ((after, after),), ())


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        *(("A/R", "A/R"), ("a/r", "A/R"), ("Ａ／Ｒ", "A/R"), ("R/A", "A/R"), ("AR", "A/R")),
        *(("a、r", "A/R"), (" r\n", "R"), ("С", "C"), ("", ""), ("  ", ""), ("C／R", None)),
        *(
            ("X", None),
            ("A/X", None),
            ("RR", None),
            ("RI", None),
            ("A R C", None),
            ("无", None),
            ("1", None),
            ("-", None),
        ),
    ],
)
def test_letters_are_read_as_they_are_meant(text: str, letter: str | None) -> None:
    assert canonical(text, SCHEMES["raci"].permitted) == letter


def test_each_scheme_permits_its_letters() -> None:
    permitted = {name: " ".join(scheme.permitted) for name, scheme in SCHEMES.items()}
    assert permitted == {
        "raci": "A/R R C A I",
        "rasci": "A/R R S A I",
        "joint": "A/R C A R I",
        "literal": "牵 参",
        "daci": "D A C I",
    }


# -- rows and columns


def test_rows_and_columns_stand_in_any_order_and_may_be_hidden(changed: Changed) -> None:
    def edit(book: Book) -> None:
        book.put("1", "财政厅", "I")
        first, top, last, bottom = book.area()
        rows = [
            [c.value for c in row] for row in book.sheet.iter_rows(top + 1, bottom, first, last)
        ]
        for at, row in enumerate(reversed(rows), top + 1):
            for column, value in enumerate(row, first):
                book.sheet.cell(at, column).value = value
        book.sheet.row_dimensions[top + 5].hidden = True
        book.sheet.column_dimensions["D"].hidden = True
        book.sheet.title = "会后"

    assert len(changed(edit).changes) == 1


def test_a_part_of_the_plan_leaves_the_rest_as_it_is(changed: Changed, plan: Plan) -> None:
    found = changed(lambda book: book.put("7", "林业厅", "I"), where="section:湿地")
    assert len(found.changes) == 1
    assert found.notes == ("2 of 44 measures are in it; the others keep their letters",)
    assert len([m for _, _, m in found.plans[0][1].walk() if m.raci]) == 1
    assert len(list(plan.walk())) == len(list(found.plans[0][1].walk()))


def test_a_row_or_column_that_is_gone_is_said(changed: Changed) -> None:
    def edit(book: Book) -> None:
        _first, top, last, _bottom = book.area()
        cell = book.cell("9", "财政厅")
        for column in range(1, last + 1):
            book.sheet.cell(cell.row, column).value = None
        for row in range(top, book.area()[3] + 1):
            book.sheet.cell(row, cell.column).value = None

    assert changed(edit).notes == (
        "43 of 44 measures are in it; the others keep their letters",
        "these departments are not in it and keep their letters: 财政厅",
    )


def at(cell: object) -> str:
    return f"RACI 矩阵!{getattr(cell, 'coordinate', cell)}"


def test_what_cannot_be_placed_is_named_with_its_cell(changed: Changed) -> None:
    cells: dict[str, str] = {}

    def edit(book: Book) -> None:
        first, top, last, _bottom = book.area()

        def put(what: str, id_: str, value: object) -> None:
            cell = book.sheet.cell(book.cell(id_, "林业厅").row, first)
            cell.value = value
            cells[what] = at(cell)

        put("first", "3", 3)
        row = book.cell("5", "林业厅").row
        found = [book.sheet.cell(row, column) for column in range(first + 2, last + 1)]
        cells["lost"] = at(next(cell for cell in found if cell.value))
        put("unknown", "2", 999)
        put("twice", "4", 3)
        put("none", "5", None)
        head = book.sheet.cell(top, book.cell("6", "林业厅").column)
        head.value = "林业局"
        cells["head"] = at(head)

    assert refused(changed, edit) == [
        f"{cells['unknown']}: the plan has no measure 999, write its number as it was",
        f"{cells['twice']}: 3 is here a second time, after {cells['first']}, delete one of the two",
        (
            f"{cells['lost']}: a letter without a measure or without a department, "
            f"write into {cells['none']} whose it is, or empty it"
        ),
        f"{cells['head']}: unknown department 林业局, did you mean 林业厅?",
    ]


# -- wordings


@pytest.mark.parametrize("by", ["measure", "department"])
def test_numbers_that_changed_places_are_refused(changed: Changed, by: str) -> None:
    cells: list[str] = []

    def edit(book: Book) -> None:
        first, top, _last, _bottom = book.area()
        for id_ in ("3", "9"):
            cell = book.cell(id_, "林业厅")
            head = (cell.row, first) if by == "measure" else (top, cell.column)
            cells.append(book.sheet.cell(*head).coordinate)
        book.sheet[cells[0]].value, book.sheet[cells[1]].value = 9, 3

    advice = "write each number beside its wording"
    assert refused(changed, edit, by=by) == [
        f"{at(cells[0])}: the wording of measure 3 stands with the number 9, {advice}",
        f"{at(cells[1])}: the wording of measure 9 stands with the number 3, {advice}",
    ]


def test_numbers_that_were_sorted_without_their_rows_are_refused(changed: Changed) -> None:
    def edit(book: Book) -> None:
        first, top, _last, bottom = book.area()
        cells = [book.sheet.cell(row, first) for row in range(top + 1, bottom + 1)]
        cells = [cell for cell in cells if isinstance(cell.value, int)]
        for cell, value in zip(cells, [cell.value for cell in reversed(cells)], strict=True):
            cell.value = value

    assert len(refused(changed, edit)) == 44


def in_chapters(plan_id: str, *titles: str, common: str = "加强领导。", **more: str) -> Plan:
    """A plan whose chapters all end with the same wording; `more` has other titles of some."""
    chapters = [
        Chapter(
            at,
            more.get(title, title),
            (Measure(1, f"做好{title}。", ("甲",)), Measure(2, common, ("甲",), ("乙",))),
        )
        for at, title in enumerate(titles, 1)
    ]
    departments = (Department("甲"), Department("乙"))
    return Plan(plan_id, "方案", departments=departments, chapters=tuple(chapters))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_number_beside_another_chapter_is_refused(tmp_path: Path, language: str) -> None:
    """The same wording stands in each, and a chapter was put in front since."""
    before = in_chapters("p", "防洪", "抗旱")
    path = exported(tmp_path / "m.xlsx", before, where="加强领导", language=language)
    path = edited(path, lambda book: book.put("2.2", "乙", "I"))
    assert said(back(path, before)) == ["measure 2.2, 乙: C → I"]
    with pytest.raises(PlanError) as error:
        back(path, in_chapters("p", "新章", "防洪", "抗旱"))
    found = [str(problem).partition(": ")[2].partition(": ")[2] for problem in error.value.problems]
    advice = "write each number beside its chapter, or export the matrix anew"
    assert found == [
        f'"一、防洪" stands beside measure 1.2, which the plan has in "新章", {advice}',
        f'"二、抗旱" stands beside measure 2.2, which the plan has in "防洪", {advice}',
    ]


def test_a_chapter_with_another_title_is_said(tmp_path: Path) -> None:
    before = in_chapters("p", "防洪", "抗旱")
    after = in_chapters("p", "防洪", "抗旱", 抗旱="2025年抗旱")

    def exported_and_edited(where: str, id_: str) -> Path:
        path = tmp_path / f"{id_}.xlsx"
        exported(path, before, where=where)
        return edited(path, lambda book: book.put(id_, "甲", "I"))

    # Its wording is that of no other measure.
    found = back(exported_and_edited("做好抗旱", "2.1"), after)
    assert said(found) == ["measure 2.1, 甲: A/R → I"]
    assert 'the chapter "二、抗旱" is "2025年抗旱" in the plan' in found.notes
    with pytest.raises(PlanError, match='"二、抗旱" stands beside measure 2.2'):
        back(exported_and_edited("加强领导", "2.2"), after)


def test_chapters_in_another_language_are_found_behind_their_numbers(tmp_path: Path) -> None:
    plan = in_chapters("p", "2025 floods", "Third parties", common="Lead.")
    path = edited(exported(tmp_path / "m.xlsx", plan), lambda book: book.put("2.2", "乙", "I"))
    assert back(path, plan).notes == ()


@pytest.mark.parametrize("text", ["改写过的措施。", "", None])
@pytest.mark.parametrize("by", ["measure", "department"])
def test_a_wording_that_was_changed_is_said(changed: Changed, by: str, text: str | None) -> None:
    cells: list[str] = []

    def edit(book: Book) -> None:
        first, top, _last, _bottom = book.area()
        book.put("3", "林业厅", "I")
        cell = book.cell("3", "林业厅")
        place = (cell.row, first + 1) if by == "measure" else (top - 1, cell.column)
        book.sheet.cell(*place).value = text
        head = (cell.row, first) if by == "measure" else (top, cell.column)
        cells.append(at(book.sheet.cell(*head)))

    found = changed(edit, by=by)
    assert [change.entry.id for change in found.changes] == ["3"]
    # What stands above a number is a title, which may be missing.
    said = by == "measure" or text
    message = "wordings are not read back; these are not as in the plan: "
    assert found.notes == ((message + cells[0],) if said else ())


def test_a_long_wording_may_be_torn_apart_but_not_changed(tmp_path: Path) -> None:
    plans = document_plans.SHAPES["long-measure"]()
    path = exported(tmp_path / "m.xlsx", *plans)
    pieces: list[int] = []

    def edit(book: Book) -> None:
        first, top, last, bottom = book.area()
        rows = [
            [c.value for c in row] for row in book.sheet.iter_rows(top + 1, bottom, first, last)
        ]
        rows.sort(key=lambda row: str(row[1]))
        for number, row in enumerate(rows, top + 1):
            for column, value in enumerate(row, first):
                book.sheet.cell(number, column).value = value
            if not row[0] and row[1]:
                pieces.append(number)

    assert back(edited(path, edit), *plans).notes == ()
    assert len(pieces) > 1

    def change(book: Book) -> None:
        cell = book.sheet.cell(pieces[-1], book.area()[0] + 1)
        cell.value = f"{cell.value}改"

    note, unread = back(edited(path, change), *plans).notes
    assert note.startswith("wordings are not read back")
    # Nobody knows whether it is a piece that was changed or a task that was inserted.
    assert unread.endswith(f"!B{pieces[-1]}")


def test_a_letter_of_another_scheme_is_refused(changed: Changed) -> None:
    cell: list[str] = []

    def edit(book: Book) -> None:
        book.put("1", "财政厅", "Z")
        cell[:] = [at(book.cell("1", "财政厅"))]

    assert refused(changed, edit) == [
        f'{cell[0]}: "Z" is no letter of the scheme raci, write one of A/R R C A I, or nothing'
    ]
    (problem,) = refused(changed, edit, scheme="literal")
    assert problem.endswith(
        '"Z" is no letter of the scheme literal, write one of 牵 参, or nothing'
    )


def test_a_merged_cell_is_refused(changed: Changed) -> None:
    cells: list[str] = []

    def edit(book: Book) -> None:
        one = book.cell("1", "财政厅")
        one.value = "C"
        other = f"{get_column_letter(one.column + 1)}{one.row}"
        book.sheet.merge_cells(f"{one.coordinate}:{other}")
        cells.append(at(other))

    advice = "unmerge it, and write the letter of each into its own cell"
    assert refused(changed, edit) == [f"{cells[0]}: the cell is merged, {advice}"]


def test_a_formula_without_a_result_is_refused(changed: Changed) -> None:
    cells: list[str] = []

    def edit(book: Book) -> None:
        cells.append(at(book.cell("1", "财政厅")))
        book.put("1", "财政厅", '="I"')

    (problem,) = refused(changed, edit)
    assert problem.startswith(f"{cells[0]}: the formula has no result, write the letter itself")


@pytest.mark.parametrize("by", ["measure", "department"])
def test_an_inserted_column_is_ignored_or_refused(changed: Changed, by: str) -> None:
    def insert(head: str | None) -> Edit:
        def edit(book: Book) -> None:
            _first, top, last, bottom = book.area()
            book.sheet.insert_cols(4)
            book.sheet.cell(top, 4).value = head
            book.sheet.defined_names[
                "ecotui_matrix"
            ].attr_text = f"'{book.sheet.title}'!$A${top}:${get_column_letter(last + 1)}${bottom}"

        return edit

    assert changed(insert(None), by=by).changes == ()
    (problem,) = refused(changed, insert("备注"), by=by)
    assert problem.startswith("RACI 矩阵!D")
    assert ("unknown department 备注" if by == "measure" else "no measure 备注") in problem


@pytest.mark.parametrize("by", ["measure", "department"])
def test_what_stands_beside_the_matrix_counts_if_it_is_of_the_plan(
    changed: Changed, plan: Plan, by: str
) -> None:
    other = next(d.name for d in plan.departments if d.name not in letters(plan)["7"])

    def edit(book: Book) -> None:
        first, top, last, bottom = book.area()
        row, column = (bottom + 6, last + 9)
        book.sheet.cell(row, first).value = "备注：X"
        book.sheet.cell(top, column).value = "备注"
        book.sheet.cell(top + 1, column).value = "X"
        # Somebody needs a column, or a row, for a department that has none.
        if by == "measure":
            book.sheet.cell(top, column + 1).value = other
            book.sheet.cell(book.cell("7", "林业厅").row, column + 1).value = "I"
        else:
            book.sheet.cell(row + 1, first).value = other
            book.sheet.cell(row + 1, book.cell("7", "林业厅").column).value = "I"

    found = changed(edit, where="no:7", by=by)
    assert said(found) == [f"measure 7, {other}: (empty) → I"]


@pytest.mark.parametrize("by", ["measure", "department"])
def test_remarks_beside_the_matrix_may_name_what_they_like(changed: Changed, by: str) -> None:
    def edit(book: Book) -> None:
        first, top, last, bottom = book.area()
        for at, text in enumerate(("7", "财政厅", "合计", "审计厅", "同意 C"), 6):
            book.sheet.cell(bottom + at, first).value = text
            book.sheet.cell(bottom + at, first + 1).value = "请会后研究，不设 A"
            book.sheet.cell(top, last + at).value = text
            book.sheet.cell(top + 1, last + at).value = "由其办理"

    found = changed(edit, by=by)
    assert found.changes == ()
    (note,) = found.notes
    assert note.startswith("not read, since only the letters of a matrix are: RACI 矩阵!")


def test_headings_that_were_changed_are_said(changed: Changed) -> None:
    def edit(book: Book) -> None:
        first, top, _last, _bottom = book.area()
        band = book.sheet.cell(top + 1, first)
        assert band.value == "一、分领域任务"
        band.value = "一、各领域任务"

    assert changed(edit).notes == (
        "wordings are not read back; these are not as in the plan: RACI 矩阵!A4",
    )


@pytest.mark.parametrize("by", ["measure", "department"])
def test_a_letter_beside_the_matrix_is_refused(changed: Changed, by: str) -> None:
    cells: list[str] = []

    def edit(book: Book) -> None:
        first, top, last, bottom = book.area()
        cell = book.cell("7", "林业厅")
        for column, head in ((last + 1, None), (last + 8, "新列"), (last + 9, "")):
            book.sheet.cell(cell.row, column).value = "ｃ"
            if head is not None:
                book.sheet.cell(top, column).value = head
        book.sheet.cell(bottom + 8, first).value = "新行"
        book.sheet.cell(bottom + 8, cell.column).value = "A／R"
        for row, column in ((cell.row, last + 8), (cell.row, last + 9), (bottom + 8, cell.column)):
            cells.append(at(book.sheet.cell(row, column)))
        for row, column in ((top, last + 8), (top, last + 9), (bottom + 8, first)):
            cells.append(at(book.sheet.cell(row, column)))

    advice = "take its letters away, or declare it in the plan and export anew"
    problems = refused(changed, edit, by=by)
    assert len(problems) == 4
    assert {
        f"{cells[3]}: 新列 stands outside the matrix, so {cells[0]} is not read, {advice}",
        f"{cells[5]}: 新行 stands outside the matrix, so {cells[2]} is not read, {advice}",
        (
            f"{cells[1]}: a letter without a measure or without a department, "
            f"write into {cells[4]} whose it is, or empty it"
        ),
    } < set(problems)


@pytest.mark.parametrize("by", ["measure", "department"])
@pytest.mark.parametrize("split", ["no", "section"])
def test_names_and_titles_may_read_like_heads(tmp_path: Path, by: str, split: str) -> None:
    names = (
        *("合计", "恰有一个 A", "章", "节", "序号", "措施", "其他", "A/R", "R", "1"),
        *("_x000A_局", "_x000D_厅", "_x005F_部", "x005F_司", "_X0041_", "甲　厅", "甲 厅"),
        *("乙\u200b局", "丙\x07局"),
    )
    measures = tuple(
        Measure(
            at,
            f"措施_x000A_{at}",
            lead=(name,),
            participants=names[at % 7 :: 3],
            raci=((names[at % 5], ("1", "2", "—", "√")[at % 4]),),
        )
        for at, name in enumerate(names, 1)
    )
    chapters = (
        Chapter(None, "1", sections=(Section(None, "C", measures[:6]),)),
        Chapter(None, "参", sections=(Section(None, "7", measures[6:]),)),
    )
    departments = tuple(map(Department, names))
    plan = Plan("own", "方案_x000A_一", departments=departments, chapters=chapters)
    path = exported(tmp_path / "m.xlsx", plan, by=by, split=split)
    assert back(path, plan) == ReadBack((), ((plan, plan),), ())


def test_a_name_like_an_escape_survives_programs_that_know_none(tmp_path: Path) -> None:
    names = ("_x000A_局", "_x0041_厅")
    measure = Measure(1, "措施", lead=names[:1], participants=names[1:])
    departments, chapters = tuple(map(Department, names)), (Chapter(1, "章", (measure,)),)
    plan = Plan("own", "方案", departments=departments, chapters=chapters)
    # openpyxl takes the escapes away.
    path = edited(exported(tmp_path / "m.xlsx", plan), lambda _book: None)
    assert back(path, plan) == ReadBack((), ((plan, plan),), ())


@pytest.mark.parametrize("by", ["measure", "department"])
def test_a_matrix_without_its_first_row_is_one_problem(changed: Changed, by: str) -> None:
    def edit(book: Book) -> None:
        _first, top, last, _bottom = book.area()
        for column in range(1, last + 1):
            book.sheet.cell(top, column).value = book.sheet.cell(top + 3, column).value

    (problem,) = refused(changed, edit, by=by)
    assert "this is not the first row of the matrix" in problem


@pytest.mark.parametrize("kept", [0, 1])
def test_an_empty_matrix_is_refused(changed: Changed, kept: int) -> None:
    def edit(book: Book) -> None:
        first, top, last, bottom = book.area()
        for row in book.sheet.iter_rows(top + kept, bottom + 9, first, last + 9):
            for cell in row:
                cell.value = None

    problems = refused(changed, edit)
    assert problems == ["no letter of a matrix is left in it, export the matrix anew"]


def test_a_sheet_in_another_workbook_says_no_plan(changed: Changed) -> None:
    def edit(book: Book) -> None:
        for name in list(book.book.defined_names):
            del book.book.defined_names[name]

    message = "it no longer says of which plan and scheme this matrix is, export the matrix anew"
    assert refused(changed, edit) == [f"RACI 矩阵: {message}"]


# -- several sheets, several plans


def test_a_letter_changed_on_one_of_two_sheets_is_changed(changed: Changed) -> None:
    def edit(book: Book) -> None:
        part = next(s for s in book.book.worksheets[1:] if "湿地" in s.title)
        book.cell("7", "林业厅", part).value = "I"

    found = changed(edit, split="section")
    assert [change.new for change in found.changes] == ["I"]


def test_a_sheet_that_was_copied_counts(changed: Changed) -> None:
    def edit(book: Book) -> None:
        # openpyxl copies no names.
        copy = book.book.copy_worksheet(book.sheet)
        copy[book.cell("7", "林业厅").coordinate].value = "I"

    [change] = changed(edit).changes
    assert change.new == "I"
    assert "Copy" in str(change), "it says which sheet"


@pytest.mark.parametrize("area", ["'raci 矩阵'!$a${top}:$v${bottom}", "#REF!"])
def test_a_matrix_is_found_by_its_name_however_that_is_written(changed: Changed, area: str) -> None:
    def edit(book: Book) -> None:
        book.put("7", "林业厅", "I")
        _first, top, _last, bottom = book.area()
        name = book.sheet.defined_names["ecotui_matrix"]
        name.attr_text = area.format(top=top, bottom=bottom)

    if area == "#REF!":
        message = "sheet RACI 矩阵 has lost its matrix, export the matrix anew"
        assert refused(changed, edit) == [message]
    else:
        assert [change.new for change in changed(edit).changes] == ["I"]


def test_sheets_that_contradict_each_other_are_refused(changed: Changed) -> None:
    cells: list[str] = []

    def edit(book: Book) -> None:
        part = next(s for s in book.book.worksheets[1:] if "湿地" in s.title)
        one, other = book.cell("7", "林业厅"), book.cell("7", "林业厅", part)
        one.value, other.value = "I", "C"
        cells.extend((one.coordinate, f"{part.title}!{other.coordinate}"))

    (problem,) = refused(changed, edit, split="section")
    assert problem == (
        f"RACI 矩阵!{cells[0]}: measure 7, 林业厅: I here, but C in {cells[1]}, "
        "write the same into both"
    )


def test_a_plan_that_has_changed_since_is_not_reverted_by_a_sheet_that_nobody_changed(
    tmp_path: Path, plan: Plan
) -> None:
    def edit(book: Book) -> None:
        part = next(s for s in book.book.worksheets[1:] if "湿地" in s.title)
        book.cell("7", "林业厅", part).value = "I"

    path = edited(exported(tmp_path / "m.xlsx", plan, split="section"), edit)
    after = back(path, plan).plans[0][1]
    with pytest.raises(PlanError, match="write the same into both"):
        back(path, after)


def test_a_plan_that_has_changed_since_is_said(tmp_path: Path, plan: Plan) -> None:
    path = edited(exported(tmp_path / "m.xlsx", plan), lambda book: book.put("1", "财政厅", "I"))
    other = plan._replace(title=f"{plan.title}（修订）")
    assert back(path, other).notes == (
        f"the plan {plan.id} has changed since it was made; its letters replace the plan's",
    )


def test_a_plan_whose_document_got_another_name_has_not_changed(tmp_path: Path, plan: Plan) -> None:
    path = edited(exported(tmp_path / "m.xlsx", plan), lambda book: book.put("1", "财政厅", "I"))
    assert plan.source is not None
    assert back(path, plan._replace(source=plan.source._replace(file="改名.md"))).notes == ()


def test_two_plans_come_back_into_their_own(tmp_path: Path, plan: Plan) -> None:
    other = plan._replace(id="other", title="另一方案")
    path = exported(tmp_path / "m.xlsx", plan, other)

    def edit(book: Book) -> None:
        sheets = [s for s in book.book.worksheets if "ecotui_matrix" in s.defined_names]
        assert len(sheets) == 2
        book.cell("1", "财政厅", sheets[1]).value = "I"

    found = back(edited(path, edit), plan, other)
    assert [new == old for old, new in found.plans] == [True, False]
    (change,) = found.changes
    assert change.entry.plan == other
    with pytest.raises(PlanError, match="a matrix of the plan other, name that plan with --plan"):
        back(path, plan)


@pytest.mark.parametrize("by", ["measure", "department"])
@pytest.mark.parametrize("name", list(document_plans.SHAPES))
def test_every_shape_of_plan_comes_back(tmp_path: Path, name: str, by: str) -> None:
    plans = document_plans.SHAPES[name]()
    path = exported(tmp_path / "m.xlsx", *plans, by=by)
    assert back(path, *plans) == ReadBack((), tuple((one, one) for one in plans), ())


# -- without a plan


def test_a_matrix_is_no_plan(tmp_path: Path, plan: Plan) -> None:
    path = exported(tmp_path / "m.xlsx", plan)
    with pytest.raises(MatrixWorkbook) as error:
        read(importer_for(Registry(plugins=False), "m.xlsx").importer, path.read_bytes(), "m.xlsx")
    assert str(error.value) == (
        "m.xlsx: this is a matrix that was made of a plan, and no plan itself, "
        "`ecotui import m.xlsx --plan PLAN` reads its letters back into the plan"
    )


@pytest.mark.parametrize("by", ["measure", "department"])
def test_words_in_an_inserted_row_without_a_number_are_named(
    changed: Changed, plan: Plan, by: str
) -> None:
    def edit(book: Book) -> None:
        for department in plan.departments:
            book.put("8", department.name, None)
        cell, (first, top, _last, _bottom) = book.cell("8", "财政厅"), book.area()
        row, column = (cell.row, first) if by == "measure" else (top, cell.column)
        head = book.sheet.cell(row, column)
        head.value = None
        row, column = (
            (head.row, head.column + 1) if by == "measure" else (head.row - 1, head.column)
        )
        book.sheet.cell(row, column).value = "会议增加：建立省级湿地名录，由农业厅牵头。"

    notes = changed(edit, by=by).notes
    assert [note for note in notes if note.startswith("not read, since only the letters")]


def test_heads_and_letters_are_read_without_what_nobody_sees(tmp_path: Path) -> None:
    names = ("水\u200b利局", "林业局", "財政局", "财政局")
    measures = tuple(Measure(at, f"措施{at}", (name,)) for at, name in enumerate(names, 1))
    chapters = (Chapter(1, "章", measures),)
    plan = Plan("own", "方案", departments=tuple(map(Department, names)), chapters=chapters)
    path = exported(tmp_path / "m.xlsx", plan)
    assert back(path, plan) == ReadBack((), ((plan, plan),), ())

    def edit(book: Book) -> None:
        book.put("1", "林业局", "C\u200b")
        book.put("2", "財政局", "\u2060i")
        book.put("3", "财政局", "\u200b")
        top = book.area()[1]
        for name, typed in (("水利局", "水\u2060利局"), ("林业局", "\uf9f4业\u00ad局")):
            book.sheet.cell(top, book.cell("1", name).column).value = typed

    found = back(edited(path, edit), plan)
    assert said(found) == [
        "measure 1, 林业局: (empty) → C",
        "measure 2, 財政局: (empty) → I",
    ]


def test_names_that_are_shown_alike_are_refused_not_mistaken(tmp_path: Path) -> None:
    names = ("水\u200b利局", "水\u2060利局", "林业局")
    measures = tuple(Measure(at, f"措施{at}", (name,)) for at, name in enumerate(names, 1))
    chapters = (Chapter(1, "章", measures),)
    plan = Plan("own", "方案", departments=tuple(map(Department, names)), chapters=chapters)
    with pytest.raises(PlanError, match="unknown department 水利局"):
        back(exported(tmp_path / "m.xlsx", plan), plan)


def test_a_plan_is_written_once_whatever_sheets_a_workbook_has(
    tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who writes it for each sheet takes time that grows with the square of the sheets."""
    path = exported(tmp_path / "m.xlsx", plan, split="section")
    written = []
    dumps = matrix_plan.toml.dumps
    monkeypatch.setattr(matrix_plan.toml, "dumps", lambda one: written.append(one) or dumps(one))
    assert back(path, plan).changes == ()
    assert len(written) == 1
