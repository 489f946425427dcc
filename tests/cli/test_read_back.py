"""A changed matrix goes back into its plan by a command, which says each change."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from matrix_books import Book, edited
from openpyxl.comments import Comment

from ecotui.model.toml import dumps, load

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data" / "allocation.toml"
SAID = "ecotui: m.xlsx: measure 1, 财政厅: R → I\n"
DIFFERS = (
    "ecotui: 1 measure has letters that differ from who is named; lists and documents go by the "
    "names, and `ecotui check` shows them\n"
)


@pytest.fixture
def folder(ecotui: Any, tmp_path: Path) -> Path:
    """A plan with a comment, and its matrix after a meeting."""
    (tmp_path / "plan.toml").write_text(f"# Ours.\n{SHIPPED.read_text('utf-8')}", "utf-8")
    done = ecotui("--plan", "plan.toml", "export", "raci-xlsx", "-o", "m.xlsx", lang="zh")
    assert done.returncode == 0, done.stderr
    edited(tmp_path / "m.xlsx", lambda book: book.put("1", "财政厅", "ｉ"))
    return tmp_path


def changed(text: str) -> str:
    """The shipped plan with that letter."""
    return text.replace("source_line = 10\n", 'source_line = 10\nraci = { "财政厅" = "I" }\n')


def test_the_plan_is_changed_in_its_place_and_keeps_its_comments(ecotui: Any, folder: Path) -> None:
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{SAID}ecotui: wrote plan.toml: 1 letter changed\n{DIFFERS}"
    text = (folder / "plan.toml").read_text("utf-8")
    assert text == changed(f"# Ours.\n{SHIPPED.read_text('utf-8')}")
    shown = json.loads(ecotui("--plan", "plan.toml", "matrix", "no:1", "--json").stdout)
    assert shown["rows"][0]["cells"]["财政厅"] == "I"
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml", lang="zh")
    assert (done.returncode, done.stderr) == (0, "ecotui: m.xlsx：没有与方案不同的字母\n")
    assert (folder / "plan.toml").read_text("utf-8") == text


def test_what_was_said_beside_the_matrix_is_not_passed_over(ecotui: Any, folder: Path) -> None:
    def edit(book: Book) -> None:
        cell = book.cell("7", "林业厅")
        cell.comment = Comment("待定", "甲")
        wording = book.sheet.cell(cell.row, book.area()[0] + 1)
        wording.value = f"改写：{wording.value}"

    edited(folder / "m.xlsx", edit)
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml")
    row = openpyxl.load_workbook(folder / "m.xlsx").worksheets[0]
    number = next(cell.row for cell in row["A"] if cell.value == 7)
    said = "wordings are not read back; these are not as in the plan"
    assert done.stderr.splitlines() == [
        f"ecotui: m.xlsx: sheet RACI 矩阵, row {number}: comment left out: 待定",
        f"ecotui: m.xlsx: {said}: RACI 矩阵!A{number}",
        SAID.strip(),
        "ecotui: wrote plan.toml: 1 letter changed",
        DIFFERS.rstrip("\n"),
    ]


def test_what_no_matrix_holds_is_not_passed_over(ecotui: Any, folder: Path) -> None:
    def edit(book: Book) -> None:
        book.sheet["AZ1"] = "看这里"
        book.sheet["A90"] = "会议决定：推迟"
        listed = next(sheet for sheet in book.book.worksheets if sheet.title == "分工清单")
        listed["H2"], listed["Z3"] = "I", "备注"
        listed["E5"] = "改写"
        book.book.create_sheet("会议纪要")["A1"] = "另议"
        hidden = book.book.create_sheet("草稿")
        hidden["A1"], hidden.sheet_state = "另议", "hidden"
        next(s for s in book.book.worksheets if s.title == "图例").sheet_state = "hidden"
        book.book.copy_worksheet(book.sheet)["B95"] = "另议"

    edited(folder / "m.xlsx", edit)
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml")
    cells = [f"RACI 矩阵!{cell}" for cell in ("AZ1", "A90")]
    cells += [f"RACI 矩阵 Copy!{cell}" for cell in ("AZ1", "A90", "B95")]
    said = "not read, since only the letters of a matrix are"
    other = "its texts are not as they were exported; only the letters are read"
    assert done.stderr.splitlines() == [
        f"ecotui: m.xlsx: sheet 分工清单, row 2: {said}: H2, Z3",
        f"ecotui: m.xlsx: sheet 分工清单: {other}",
        "ecotui: m.xlsx: sheet 会议纪要: the sheet has no matrix, and is not read",
        "ecotui: m.xlsx: sheet 草稿: a hidden sheet is left out",
        f"ecotui: m.xlsx: {said}: {'、'.join(cells)}",
        SAID.strip(),
        "ecotui: wrote plan.toml: 1 letter changed",
        DIFFERS.rstrip("\n"),
    ]


@pytest.mark.parametrize("id_", ["../../profile", "/outside", ".hidden", "~x", "a/b"])
def test_the_id_of_a_plan_names_no_file_outside_the_folder(
    ecotui: Any, tmp_path: Path, id_: str
) -> None:
    """Whoever wrote the plan wrote its id."""
    text = SHIPPED.read_text("utf-8")
    (tmp_path / "plan.toml").write_text(
        text.replace('"sichuan-ecological-compensation"', f'"{id_}"', 1), "utf-8"
    )
    (tmp_path / "out").mkdir()
    ecotui("--plan", "plan.toml", "export", "raci-xlsx", "-o", "m.xlsx", lang="zh")
    edited(tmp_path / "m.xlsx", lambda book: book.put("1", "财政厅", "I"))
    before = set(tmp_path.parent.rglob("*"))
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml", "-o", "out", "--force")
    assert done.returncode == 2
    assert f"plan.toml: its id {id_!r} is no name of a file; leave -o out" in done.stderr
    assert set(tmp_path.parent.rglob("*")) - before == set()
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml")
    assert done.returncode == 0, done.stderr


def test_two_workbooks_of_a_plan_do_not_overwrite_each_other(ecotui: Any, folder: Path) -> None:
    edited(folder / "m.xlsx", lambda book: book.put("2", "林业厅", "I"))
    shutil.copy(folder / "m.xlsx", folder / "n.xlsx")
    edited(folder / "n.xlsx", lambda book: book.put("3", "林业厅", "I"))
    done = ecotui("import", "m.xlsx", "n.xlsx", "--plan", "plan.toml", "-o", "out", "--force")
    into = "out/sichuan-ecological-compensation.toml"
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"ecotui: n.xlsx: the letters of another of these workbooks are in {into}; "
        "read this one back into that file"
    )
    text = (folder / into).read_text("utf-8")
    assert text.count('"林业厅" = "I"') == 1
    done = ecotui("import", "n.xlsx", "--plan", into, "--force")
    assert done.returncode == 0, done.stderr
    assert (folder / into).read_text("utf-8").count('"林业厅" = "I"') == 2


def test_a_plan_that_is_write_protected_is_replaced_only_with_force(
    ecotui: Any, folder: Path
) -> None:
    plan = folder / "plan.toml"
    before = plan.read_bytes()
    plan.chmod(0o444)
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml")
    said = "plan.toml is write-protected; --force replaces it, -o FILE leaves it"
    assert done.returncode == 3
    assert done.stderr == f"{SAID}ecotui: {said}\n"
    assert plan.read_bytes() == before
    assert ecotui("import", "m.xlsx", "--plan", "plan.toml", "--force").returncode == 0
    assert plan.read_bytes() != before


def test_other_names_of_a_plan_are_said_and_a_link_stays(ecotui: Any, folder: Path) -> None:
    plan = folder / "plan.toml"
    before = plan.read_bytes()
    os.link(plan, folder / "backup.toml")
    (folder / "link.toml").symlink_to("plan.toml")
    done = ecotui("import", "m.xlsx", "--plan", "link.toml")
    assert done.returncode == 0
    assert done.stderr.splitlines()[-2] == (
        "ecotui: link.toml has 1 other name (a hard link), which keeps the old content"
    )
    assert (folder / "link.toml").is_symlink()
    assert plan.read_bytes() != before
    assert (folder / "backup.toml").read_bytes() == before


@pytest.mark.parametrize("options", [[], ["-o", "plan.toml", "--force"]])
def test_a_workbook_that_has_lost_its_matrix_is_no_plan(
    ecotui: Any, folder: Path, options: list[str]
) -> None:
    def edit(book: Book) -> None:
        book.book.copy_worksheet(book.sheet)
        book.book.remove(book.sheet)

    edited(folder / "m.xlsx", edit)
    before = (folder / "plan.toml").read_bytes()
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml", *options)
    assert done.returncode == 2
    assert done.stderr == (
        "ecotui: m.xlsx: the sheet with the matrix is no longer in this workbook of raci-xlsx, "
        "export the matrix anew\n"
    )
    assert (folder / "plan.toml").read_bytes() == before


def test_comments_are_lost_only_with_force(ecotui: Any, folder: Path) -> None:
    before = (folder / "plan.toml").read_text("utf-8")
    odd = before.replace("source_line = 10\n", 'source_line = 10\nraci."财政厅" = "C"\n')
    (folder / "plan.toml").write_text(odd, "utf-8")
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml", "--force")
    assert done.returncode == 0
    said = "ecotui: plan.toml: it is written anew, without the comments of plan.toml\n"
    assert said in done.stderr
    (folder / "plan.toml").write_text(odd, "utf-8")
    # The workbook is of the plan without that letter: it is older, too.
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml")
    assert done.returncode == 2
    assert "has changed since the workbook was made of it" in done.stderr
    assert (folder / "plan.toml").read_text("utf-8") == odd
    assert ecotui("import", "m.xlsx", "--plan", "plan.toml", "--json").returncode == 0


def test_copies_that_are_read_back_at_once_lose_nothing_that_is_said_to_be_written(
    folder: Path,
) -> None:
    plain = folder / "m.xlsx"
    edited(plain, lambda book: book.put("1", "财政厅", "R"))
    for id_ in ("2", "3", "4", "5", "6"):
        shutil.copy(plain, folder / f"{id_}.xlsx")
        edited(folder / f"{id_}.xlsx", lambda book, id_=id_: book.put(id_, "林业厅", "I"))
    command = [sys.executable, "-m", "ecotui", "--lang", "en", "--plan", "plan.toml", "import"]
    environment = {**os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(
            [*command, f"{id_}.xlsx"],
            cwd=folder,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for id_ in ("2", "3", "4", "5", "6")
    ]
    said = [process.communicate()[1] for process in running]
    written = [text for text in said if "wrote plan.toml" in text]
    kept = [m for _, _, m in load(folder / "plan.toml").walk() if m.raci]
    assert len(written) == len(kept) == 1
    assert all("has changed since" in text for text in said if text not in written)


def test_two_changed_copies_do_not_undo_each_other(ecotui: Any, folder: Path) -> None:
    shutil.copy(folder / "m.xlsx", folder / "other.xlsx")
    edited(folder / "other.xlsx", lambda book: book.put("1", "财政厅", "C"))
    done = ecotui("import", "m.xlsx", "other.xlsx", "--plan", "plan.toml")
    assert done.returncode == 2
    assert "other.xlsx: the plan" in done.stderr
    assert (folder / "plan.toml").read_text("utf-8").count('raci = { "财政厅" = "I" }') == 1


def test_the_changed_plan_goes_where_o_says(ecotui: Any, folder: Path) -> None:
    before = (folder / "plan.toml").read_text("utf-8")
    done = ecotui("--plan", "plan.toml", "import", "m.xlsx", "-o", "new.toml")
    assert done.stderr == f"{SAID}ecotui: wrote new.toml: 1 letter changed\n{DIFFERS}"
    assert (folder / "new.toml").read_text("utf-8") == changed(before)
    done = ecotui("--plan", "plan.toml", "import", "m.xlsx", "-o", "new.toml")
    assert done.returncode == 3
    assert done.stderr.endswith("ecotui: new.toml exists; --force overwrites it\n")
    done = ecotui("import", "m.xlsx", "-o", "-", ECOTUI_PLAN="plan.toml")
    assert (done.stdout, done.stderr) == (changed(before), SAID + DIFFERS)
    assert (folder / "plan.toml").read_text("utf-8") == before


def test_json_says_what_would_change_and_writes_nothing(ecotui: Any, folder: Path) -> None:
    before = (folder / "plan.toml").read_bytes()
    done = ecotui("--plan", "plan.toml", "import", "m.xlsx", "--json")
    change = {"plan": load(SHIPPED).id, "id": "1", "department": "财政厅", "old": "R", "new": "I"}
    assert json.loads(done.stdout) == [{"file": "m.xlsx", "changes": [change]}]
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "plan.toml").read_bytes() == before


def test_a_plan_is_found_in_a_folder_by_its_id(ecotui: Any, folder: Path) -> None:
    plans = folder / "plans"
    plans.mkdir()
    shutil.move(folder / "plan.toml", plans / "b.toml")
    (plans / "a.toml").write_text(dumps(load(SHIPPED)._replace(id="other")), "utf-8")
    other = (plans / "a.toml").read_bytes()
    done = ecotui("--plan", "plans", "import", "m.xlsx")
    assert done.stderr == f"{SAID}ecotui: wrote plans/b.toml: 1 letter changed\n{DIFFERS}"
    assert (plans / "a.toml").read_bytes() == other
    done = ecotui("--plan", "plans/a.toml", "import", "m.xlsx")
    assert done.returncode == 2
    assert done.stderr == (
        "ecotui: m.xlsx: RACI 矩阵: this is a matrix of the plan "
        "sichuan-ecological-compensation, name that plan with --plan; open: other\n"
    )


def test_what_cannot_be_placed_is_refused_and_nothing_is_written(ecotui: Any, folder: Path) -> None:
    before = (folder / "plan.toml").read_bytes()
    places: list[str] = []

    def edit(book: Book) -> None:
        book.put("2", "财政厅", "X")
        places.append(book.cell("2", "财政厅").coordinate)

    edited(folder / "m.xlsx", edit)
    done = ecotui("--plan", "plan.toml", "import", "m.xlsx", lang="zh")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"ecotui: m.xlsx：RACI 矩阵!{places[0]}：“X”不是规则 raci 的字母，"
        "请填 A/R R C A I 之一，或留空\n"
    )
    assert (folder / "plan.toml").read_bytes() == before


@pytest.mark.parametrize(
    "command", ["import m.xlsx", "import m.xlsx -o new.toml", "m.xlsx", "list --plan m.xlsx"]
)
def test_a_matrix_without_its_plan_is_one_line(ecotui: Any, folder: Path, command: str) -> None:
    done = ecotui(*command.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "ecotui: m.xlsx: this is a matrix that was made of a plan, and no plan itself, "
        "`ecotui import m.xlsx --plan PLAN` reads its letters back into the plan\n"
    )
    assert sorted(os.listdir(folder)) == ["m.xlsx", "plan.toml"]


def test_what_no_matrix_is_is_one_line(ecotui: Any, folder: Path) -> None:
    (folder / "table.csv").write_text("序号,措施,牵头单位\n1,清点档案,县档案馆\n", "utf-8")
    done = ecotui("--plan", "plan.toml", "import", "table.csv")
    assert done.returncode == 2
    assert done.stderr == (
        "ecotui: table.csv: there is no matrix in it that can be read back; export it anew with "
        "raci-xlsx, or make a plan of it with -o FILE\n"
    )
    done = ecotui("--plan", "plan.toml", "import", "table.csv", "-o", "new.toml")
    assert done.returncode == 0
    before = (folder / "plan.toml").read_bytes()
    for into in ("plan.toml", "./plan.toml"):
        done = ecotui("--plan", "plan.toml", "import", "table.csv", "-o", into, "--force")
        assert done.returncode == 2
        assert "there is no matrix in it that can be read back" in done.stderr
        assert (folder / "plan.toml").read_bytes() == before
    done = ecotui("import", "table.csv", "-o", "plan.toml", "--force", ECOTUI_PLAN="plan.toml")
    assert done.returncode == 0
    (folder / "plan.toml").write_bytes(before)
    done = ecotui("--plan", "plan.toml", "import", "m.xlsx", "--id", "x")
    assert (done.returncode, done.stderr) == (
        2,
        "ecotui: m.xlsx: --id and --explain do not go with a matrix of a plan\n",
    )


def test_a_plan_that_is_a_document_needs_a_place(ecotui: Any, folder: Path) -> None:
    ecotui("--plan", "plan.toml", "export", "json", "-o", "plan.json")
    done = ecotui("--plan", "plan.json", "import", "m.xlsx")
    assert done.returncode == 2
    message = "ecotui: plan.json is no plan in TOML; -o says where the changed plan goes\n"
    assert done.stderr.endswith(message)
    before = (folder / "plan.json").read_bytes()
    done = ecotui("--plan", "plan.json", "import", "m.xlsx", "-o", "plan.json", "--force")
    assert done.returncode == 2
    message = "ecotui: plan.json is the document that is read; write to another file\n"
    assert done.stderr.endswith(message)
    assert (folder / "plan.json").read_bytes() == before
    done = ecotui("--plan", "plan.json", "import", "m.xlsx", "-o", "new.toml")
    assert done.returncode == 0
    assert dict(next(load(folder / "new.toml").walk())[2].raci) == {"财政厅": "I"}


def test_two_plans_go_back_together(ecotui: Any, folder: Path) -> None:
    (folder / "two").mkdir()
    for id_ in ("a", "b"):
        plan = load(SHIPPED)._replace(id=id_, title=f"方案{id_}")
        (folder / "two" / f"{id_}.toml").write_text(dumps(plan), "utf-8")
    ecotui("--plan", "two", "export", "raci-xlsx", "-o", "two.xlsx")

    def edit(book: Book) -> None:
        sheets = [s for s in book.book.worksheets if "ecotui_matrix" in s.defined_names]
        for sheet, letter in zip(sheets, "IC", strict=True):
            book.cell("1", "财政厅", sheet).value = letter

    edited(folder / "two.xlsx", edit)
    done = ecotui("--plan", "two", "import", "two.xlsx", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert sorted(os.listdir(folder / "out")) == ["a.toml", "b.toml"]
    letters = [dict(next(load(folder / "out" / f"{i}.toml").walk())[2].raci) for i in "ab"]
    assert letters == [{"财政厅": "I"}, {"财政厅": "C"}]
    done = ecotui("--plan", "two", "import", "two.xlsx", "-o", "-")
    assert done.returncode == 2
    done = ecotui("--plan", "two", "import", "two.xlsx", "-o", "plan.toml", "--force")
    assert "plan.toml is not a folder" in done.stderr


@pytest.mark.parametrize("into", ["m.xlsx", "l.xlsx"])
def test_the_workbook_that_is_read_is_not_replaced(ecotui: Any, folder: Path, into: str) -> None:
    (folder / "l.xlsx").symlink_to("m.xlsx")
    before = (folder / "m.xlsx").read_bytes()
    done = ecotui("import", "m.xlsx", "--plan", "plan.toml", "-o", into, "--force")
    assert done.returncode == 2
    said = f"ecotui: {into} is the document that is read; write to another file\n"
    assert done.stderr.endswith(said)
    assert (folder / "m.xlsx").read_bytes() == before


def test_another_plan_that_is_read_is_not_replaced(ecotui: Any, folder: Path) -> None:
    (folder / "plans").mkdir()
    (folder / "plan.toml").rename(folder / "plans" / "plan.toml")
    other = SHIPPED.read_text("utf-8").replace('id = "', 'id = "other-', 1)
    (folder / "plans" / "other.toml").write_text(other, "utf-8")
    done = ecotui("import", "m.xlsx", "--plan", "plans", "-o", "plans/other.toml", "--force")
    assert done.returncode == 2
    said = "ecotui: plans/other.toml is a plan that is read; write to another file\n"
    assert done.stderr.endswith(said)
    assert (folder / "plans" / "other.toml").read_text("utf-8") == other
