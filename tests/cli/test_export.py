"""export, exporters, import and plugins as commands."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data" / "allocation.toml"
BUILT_IN = {
    *("markdown", "docx", "handouts", "json", "toml"),
    *("raci-xlsx", "raci-docx", "raci-markdown", "raci-csv"),
}
DOCUMENTS = ("docx", "handouts", "raci-docx", "raci-xlsx")


def test_exporters_have_the_shape_of_the_contract(ecotui: Any) -> None:
    rows = json.loads(ecotui("--no-plugins", "exporters", "--json").stdout)
    by_id = {row["id"]: row for row in rows}
    assert by_id.keys() >= BUILT_IN
    assert by_id["docx"]["kind"] == "binary"
    assert by_id["docx"]["plugin"]["name"] == "ecotui"
    assert by_id["raci-xlsx"]["status"] == "ok"
    layout = by_id["markdown"]["options"][0]
    assert layout["name"] == "layout"
    assert layout["default"] == "headings"
    assert layout["choices"] == ["headings", "table", "tasks"]


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_any_exporter_takes_any_selection(ecotui: Any, tmp_path: Path, name: str) -> None:
    for number, query in enumerate(("", "湿地 lead:林业厅", "no:999")):
        path = tmp_path / f"{number}.out"
        is_document = name in DOCUMENTS and query == "no:999"
        empty = ["--allow-empty"] if is_document else []
        done = ecotui("export", name, "-o", str(path), "--where", query, *empty)
        assert done.returncode == 0, done.stderr
        assert path.stat().st_size > 0
    assert sorted(os.listdir(tmp_path)) == ["0.out", "1.out", "2.out"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_without_measures_is_refused(ecotui: Any, tmp_path: Path, name: str) -> None:
    done = ecotui("export", name, "-o", "out", "no:999")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "ecotui: no measure matches the query no:999; nothing was written; "
        "--allow-empty writes it all the same\n"
    )
    done = ecotui("export", name, "no:999", lang="zh")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "ecotui: 没有措施符合查询 no:999；未写入任何内容；加 --allow-empty 则照样写出\n"
    )
    assert os.listdir(tmp_path) == []


def test_a_document_of_a_department_that_has_no_measure_is_refused(
    ecotui: Any, tmp_path: Path
) -> None:
    done = ecotui("export", "docx", "-o", "out.docx", "no:1", "--department", "水利厅")
    assert done.returncode == 3
    assert "there is no measure to export; nothing was written; --allow-empty" in done.stderr
    assert os.listdir(tmp_path) == []


def test_text_without_measures_is_written_for_the_next_program(ecotui: Any) -> None:
    done = ecotui("export", "json", "no:999")
    assert (done.returncode, json.loads(done.stdout)["measures"]) == (0, [])
    assert "allow-empty" not in ecotui("export", "json", "--help").stdout
    assert "--allow-empty" in ecotui("export", "docx", "--help").stdout


def test_documents_hold_exactly_the_selection(ecotui: Any, tmp_path: Path) -> None:
    query = "湿地 lead:林业厅"
    ecotui("export", "docx", "-o", "a.docx", "--where", query)
    ecotui("export", "raci-xlsx", "-o", "a.xlsx", "--where", query)
    ecotui("export", "raci-csv", "-o", "a.csv", "--where", query)
    word = docx.Document(str(tmp_path / "a.docx"))
    headings = [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 3"]
    assert [text.partition(".")[0] for text in headings] == ["7", "30"]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    firsts = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert [value for value in firsts if str(value) in map(str, range(1, 45))] == [7, 30]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)][1:] == ["7", "30"]


def test_the_table_layout_imports_back_to_an_equal_plan(ecotui: Any, tmp_path: Path) -> None:
    for language in ("zh", "en"):
        table = tmp_path / f"{language}.md"
        ecotui("export", "markdown", "--layout", "table", "-o", str(table), lang=language)
        back = tmp_path / f"{language}.toml"
        assert ecotui("import", str(table), "-o", str(back)).returncode == 0
        before = json.loads(ecotui("list", "--json").stdout)
        after = json.loads(ecotui("--plan", str(back), "list", "--json").stdout)
        for row in (*before, *after):
            del row["source_line"], row["source_text"]
        assert after == before
        counts = ecotui("departments", "--json").stdout
        assert ecotui("--plan", str(back), "departments", "--json").stdout == counts


def test_the_source_document_imports_to_the_shipped_plan(ecotui: Any, tmp_path: Path) -> None:
    source = ROOT / "tests" / "data" / "allocation-source.md"
    done = ecotui("import", str(source), "-o", "plan.toml")
    assert done.returncode == 0
    shipped = (ROOT / "data" / "allocation.toml").read_bytes()
    assert (tmp_path / "plan.toml").read_bytes() == shipped
    assert hashlib.sha256(source.read_bytes()).hexdigest() in shipped.decode()
    assert ecotui("import", str(source), "-o", "-").stdout.encode() == shipped
    again = ecotui("import", str(source), "-o", "plan.toml")
    assert again.returncode == 3
    assert "--force" in again.stderr


def test_a_document_that_cannot_be_read_leaves_nothing(ecotui: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("# 没有表格\n")
    done = ecotui("import", "empty.md", "-o", "plan.toml")
    assert done.returncode == 2
    assert done.stderr.startswith("ecotui: empty.md: ")
    assert not (tmp_path / "plan.toml").exists()
    assert ecotui("import", "nowhere.md", "-o", "plan.toml").returncode == 2
    (tmp_path / "x.bin").write_bytes(b"\x00")
    done = ecotui("import", "x.bin", "-o", "plan.toml")
    assert "x.bin: the file is empty, damaged or of an unknown format" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["export", "dcox"], 2, "did you mean docx?"),
        (["export", "docx", "-o", "missing/a.docx"], 3, "missing/a.docx"),
        (["export", "docx", "-o", "there.docx"], 3, "--force"),
        (["export", "docx", "-o", "."], 3, "is a folder"),
        (["export", "markdown", "--layout", "round"], 2, "--layout takes headings / table"),
        (["export", "raci-csv", "--scheme", "abc"], 2, "--scheme takes"),
        (["export", "markdown", "--nonsense"], 2, "unknown option --nonsense"),
        (["export", "markdown", "--where", "lead:不存在"], 2, "no department"),
    ],
)
def test_a_failed_export_is_one_line_with_the_right_code(
    ecotui: Any, tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    (tmp_path / "there.docx").write_text("precious")
    done = ecotui(*arguments)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert os.listdir(tmp_path) == ["there.docx"]
    assert (tmp_path / "there.docx").read_text() == "precious"


@pytest.mark.parametrize("name", ["p.toml", "l.toml", "folder/p.toml"])
def test_a_plan_that_is_read_is_not_replaced_by_a_part_of_it(
    ecotui: Any, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder").mkdir()
    plan = tmp_path / "folder" / "p.toml"
    plan.write_text(f"# Ours.\n{SHIPPED.read_text('utf-8')}", "utf-8")
    for link in ("p.toml", "l.toml"):
        (tmp_path / link).symlink_to("folder/p.toml")
    before = plan.read_bytes()
    for exporter in (["toml", "no:1"], ["markdown"]):
        done = ecotui("--plan", "folder", "export", *exporter, "-o", name, "--force")
        said = f"ecotui: {name} is a plan that is read; write to another file\n"
        assert (done.returncode, done.stderr) == (2, said)
        assert plan.read_bytes() == before
    # Of a plan that is written whole the comments are lost, which is said.
    done = ecotui("--plan", "p.toml", "export", "toml", "-o", name, "--force")
    assert done.returncode == 0
    said = f"ecotui: {name}: it is written anew, without the comments of {name}\n"
    assert done.stderr.startswith(said)
    again = ecotui("--plan", "p.toml", "export", "toml", "-o", name, "--force")
    assert "comments" not in again.stderr


@pytest.mark.parametrize("name", ["方案.md", "方案.txt", "again", "link"])
def test_a_document_that_is_read_is_replaced_by_no_plan(
    ecotui: Any, tmp_path: Path, name: str
) -> None:
    file = name if "." in name else "方案.md"
    source = tmp_path / file
    source.write_text("# 方案\n\n1. 建园区。（牵头单位：市工信局）\n", "utf-8")
    if name == "again":
        os.link(source, tmp_path / name)
    elif name == "link":
        (tmp_path / name).symlink_to(file)
    before = source.read_bytes()
    done = ecotui("export", "toml", file, "-o", name, "--force")
    assert done.returncode == 2
    said = f"ecotui: {name} is a plan that is read; write to another file\n"
    assert done.stderr.endswith(said)
    assert source.read_bytes() == before


def test_a_folder_of_files_replaces_no_plan_that_is_read(ecotui: Any, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    source = tmp_path / "w" / "index.md"
    source.write_text("# 方案\n\n## 一、产业\n\n1. 建园区。（牵头单位：市工信局）\n", "utf-8")
    before = source.read_bytes()
    done = ecotui("export", "handouts", "w/index.md", "-o", "w", "--force")
    assert done.returncode == 3
    assert "w/index.md is a plan that is read; write to another folder" in done.stderr
    plain = ecotui("browse", "--plain", "w/index.md", text="export! handouts w\nquit\n")
    assert "w/index.md is a plan that is read" in plain.stderr
    assert (source.read_bytes(), os.listdir(tmp_path / "w")) == (before, ["index.md"])


def test_a_pipe_in_a_folder_of_plans_is_no_plan(ecotui: Any, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(SHIPPED.read_text("utf-8"), "utf-8")
    os.mkfifo(tmp_path / "x.toml")
    done = ecotui("list", "--plan", ".")
    assert (done.returncode, done.stderr) == (2, "ecotui: ./x.toml: it is no file\n")


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_may_be_named(ecotui: Any, name: str) -> None:
    done = ecotui("export", "markdown", "-o", name)
    assert done.stdout == ecotui("export", "markdown").stdout
    assert done.returncode == 0


def test_force_overwrites_and_a_dash_writes_to_standard_output(ecotui: Any, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    done = ecotui("export", "markdown", "-o", "a.md", "--force")
    assert (done.returncode, done.stdout) == (0, "")
    assert "44 measures" in done.stderr
    printed = ecotui("export", "markdown", "-o", "-")
    assert printed.stdout == (tmp_path / "a.md").read_text()
    assert printed.stderr == ""
    assert ecotui("export", "markdown").stdout == printed.stdout


def test_options_come_from_the_configuration_unless_given(ecotui: Any, tmp_path: Path) -> None:
    (tmp_path / "config" / "ecotui").mkdir(parents=True)
    config = tmp_path / "config" / "ecotui" / "config.toml"
    config.write_text('[exporters.raci-csv]\nbom = false\nscheme = "literal"\n')
    text = ecotui("export", "raci-csv").stdout
    assert not text.startswith("\ufeff")
    assert "牵" in text
    assert ecotui("export", "raci-csv", "--bom").stdout.startswith("\ufeff")
    # An option may go with an upgrade.
    config.write_text("[exporters.raci-csv]\nbmo = false\n")
    done = ecotui("export", "raci-csv")
    assert done.returncode == 0
    gone = "config.toml:2: raci-csv has no option bmo; the line counts for nothing\n"
    assert done.stderr.endswith(gone)
    config.write_text("[exporters.raci-csv]\nby = 3\n")
    done = ecotui("export", "raci-csv")
    assert done.returncode == 2
    wrong = 'config.toml:2: exporters.raci-csv.by takes measure / department, not "3"\n'
    assert done.stderr.endswith(wrong)
    assert ecotui("export", "raci-csv", "--by", "measure").returncode == 0


def test_the_help_of_an_exporter_shows_its_options(ecotui: Any) -> None:
    text = ecotui("export", "raci-csv", "--help").stdout
    for flag in ("--scheme", "--bom", "--no-bom", "--where", "--force", "-o"):
        assert flag in text
    assert "markdown" in ecotui("export", "--help").stdout


def test_no_plugin_is_an_empty_list(ecotui: Any) -> None:
    assert json.loads(ecotui("--no-plugins", "plugins", "list", "--json").stdout) == []


def test_measures_written_are_told_not_those_selected(ecotui: Any, tmp_path: Path) -> None:
    done = ecotui("export", "docx", "--department", "环境保护厅", "-o", "a.docx")
    assert done.stderr == "ecotui: wrote a.docx: 28 measures\n"
    done = ecotui("export", "handouts", "--department", "hbt", "-o", "tasks")
    assert done.stderr == "ecotui: wrote tasks: 28 measures, 4 files\n"
    names = ["06-环境保护厅.csv", "06-环境保护厅.docx", "06-环境保护厅.xlsx", "index.md"]
    assert sorted(os.listdir(tmp_path / "tasks")) == names
    done = ecotui("export", "handouts", "--department", "教育厅", "-o", "none")
    assert done.returncode == 3
    assert "--department: no department" in done.stderr
    assert not (tmp_path / "none").exists()


def test_labels_are_listed_and_values_stay(ecotui: Any) -> None:
    rows = json.loads(ecotui("--no-plugins", "--lang", "zh", "exporters", "--json").stdout)
    (by,) = [
        o for row in rows if row["id"] == "raci-csv" for o in row["options"] if o["name"] == "by"
    ]
    assert by["choices"] == ["measure", "department"]
    assert (by["label"], by["choice_labels"]) == ("行", ["措施", "单位"])


@pytest.mark.parametrize("exporter", ["docx", "handouts"])
def test_how_to_write_for_one_department_alone_is_said(ecotui: Any, exporter: str) -> None:
    advice = "--department 环境保护厅 writes only what concerns this department"

    def advised(*arguments: str) -> bool:
        return advice in ecotui("export", exporter, *arguments, "-o", "out", "--force").stderr

    assert advised("-w", "dept:hbt")
    assert advised("lead:环境保护厅", "湿地") is True
    assert not advised("-w", "dept:hbt", "--department", "环境保护厅")
    assert not advised("-w", "lead:环境保护厅,林业厅")
    assert not advised("湿地")


def test_an_exporter_without_the_option_advises_nothing(ecotui: Any) -> None:
    done = ecotui("export", "raci-csv", "-w", "dept:hbt", "-o", "a.csv")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)


@pytest.mark.parametrize(
    ("exporter", "name", "warned"),
    [
        ("docx", "x.pdf", True),
        ("raci-xlsx", "x.docx", True),
        ("docx", "x.docx", False),
        ("markdown", "x.txt", False),
        ("handouts", "x.pdf", False),
    ],
)
def test_an_ending_of_another_format_is_warned_of(
    ecotui: Any, tmp_path: Path, exporter: str, name: str, warned: bool
) -> None:
    done = ecotui("export", exporter, "no:1", "-o", str(tmp_path / name))
    assert done.returncode == 0
    assert ("file: the ending of" in done.stderr) is warned
