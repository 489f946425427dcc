"""A matrix comes back as LibreOffice saves it after somebody has worked on it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import document_plans
import pytest
from matrix_books import Book, back, edited, exported, letters
from needs import needs, program

from ecotui.importing.matrix_workbook import ReadBack
from ecotui.model.plan import Plan
from ecotui.raci.schemes import SCHEMES

pytestmark = [
    pytest.mark.thorough,
    # What LibreOffice saves is saved once.
    pytest.mark.xdist_group("read-back-office"),
    needs("/usr/lib/libreoffice/program/libsclo.so", "soffice"),
]

#: The whole plan each way round, every scheme, parts, and sheets of two plans.
JOBS: dict[str, dict[str, str]] = {
    **{f"{name}-measure": {"scheme": name} for name in SCHEMES},
    **{f"{name}-department": {"scheme": name, "by": "department"} for name in SCHEMES},
    "split": {"split": "section"},
    "split-department": {"split": "section", "by": "department"},
    "two": {},
}


def edit(book: Book, scheme: str) -> None:
    """What a meeting does: a letter changed, one taken away, one given; rows sorted and hidden."""
    last = SCHEMES[scheme].participant
    for sheet in book.book.worksheets:
        if "ecotui_matrix" not in sheet.defined_names:
            continue
        for id_, department, letter in changes(last):
            first, top, right, bottom = book.area(sheet)
            seen = {str(c.value) for c in sheet[top]} | {
                str(sheet.cell(row, first).value) for row in range(top, bottom + 1)
            }
            if {id_, department} <= seen:
                book.cell(id_, department, sheet).value = letter or None
        rows = [[c.value for c in row] for row in sheet.iter_rows(top + 1, bottom, first, right)]
        for at, row in enumerate(sorted(rows, key=lambda row: str(row[0]), reverse=True), top + 1):
            for column, value in enumerate(row, first):
                sheet.cell(at, column).value = value
        sheet.row_dimensions[top + 2].hidden = True
        sheet.column_dimensions["D"].hidden = True


def changes(letter: str) -> list[tuple[str, str, str]]:
    return [("7", "林业厅", letter.lower()), ("1", "财政厅", ""), ("39", "财政厅", f" {letter} ")]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The workbooks after a meeting, saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("meeting")
    plan = document_plans.shipped()
    for name, options in JOBS.items():
        plans = (plan, plan._replace(id="other", title="另一方案")) if name == "two" else (plan,)
        path = exported(folder / f"{name}.xlsx", *plans, **options)
        edited(path, lambda book, used=options: edit(book, used.get("scheme", "raci")))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [program("soffice"), home, "--headless", "--convert-to", "xlsx"]
    files = [str(folder / f"{name}.xlsx") for name in JOBS]
    subprocess.run(
        [*command, "--outdir", str(folder / "saved"), *files], check=True, capture_output=True
    )
    return lambda name: folder / "saved" / f"{name}.xlsx"


@pytest.mark.parametrize("name", [name for name in JOBS if name != "two"])
def test_what_a_meeting_changed_is_in_the_plan(
    saved: Callable[[str], Path], plan: Plan, name: str
) -> None:
    scheme = JOBS[name].get("scheme", "raci")
    given = SCHEMES[scheme].participant
    found = back(saved(name), plan)
    # That the letters are of another scheme.
    assert len(found.notes) == (scheme != "raci")
    expected = letters(plan, scheme)
    for id_, department, letter in changes(given):
        expected[id_].pop(department, None)
        if letter:
            expected[id_][department] = given
    ((old, new),) = found.plans
    assert old == plan
    assert letters(new, scheme) == expected
    assert back(saved(name), new) == ReadBack((), ((new, new),), ())


def test_two_plans_are_changed(saved: Callable[[str], Path], plan: Plan) -> None:
    other = plan._replace(id="other", title="另一方案")
    found = back(saved("two"), plan, other)
    assert [(old, letters(new)) for old, new in found.plans] == [
        (one, letters(back(saved("raci-measure"), plan).plans[0][1])) for one in (plan, other)
    ]
