"""import as a command, and documents that are read in memory where a plan is expected."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from installing import Plugins

ROOT = Path(__file__).parents[2]

TITLE = "青砚县档案馆建设方案"
DOCUMENT = """\
各区县人民政府：
{title}
一、总体要求
（一）目标。三年内完成数字化。
二、重点任务
（二）清点纸质档案。逐卷核对目录。（牵头单位：县档案馆；配合单位：县财政局、各乡镇，6月底前完成）
（三）抢救声像档案。对磁带和胶片转录。（县融媒体中心牵头，县档案馆等参加）
（四）开放查询。在大厅设两个查档座席。（县政务服务局、县档案馆按职责分工负责）
"""
#: Something in it is doubtful: a measure that nobody is named for.
DOUBTFUL = DOCUMENT + "（五）延长开放时间。周末照常接待。\n"
SUMMARY = "3 measures, 1 chapter, 5 departments; 3 left out"
TABLE = """\
title,,,
青砚县任务表,,,
序号,具体措施,推进处室,责任人
1,清点纸质档案,县档案馆,张三
2,抢救声像档案,县财政局,李四
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "source.txt"
    file.write_text(DOCUMENT.format(title=TITLE))
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two documents, and one thing that is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(DOCUMENT.format(title=TITLE))
    (folder / "b.md").write_text(DOCUMENT.format(title="白水县档案馆建设方案"))
    (folder / "notes.bin").write_bytes(b"\0")
    return folder


def plan_of(ecotui: Any, *arguments: str) -> list[dict[str, Any]]:
    """The measures of a document that is imported with some options."""
    done = ecotui("import", *arguments, "-o", "made.toml", "--force")
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(ecotui("--plan", "made.toml", "list", "--json").stdout)
    return rows


# -- one document


def test_what_was_understood_goes_to_standard_error_with_its_places(
    ecotui: Any, source: Path
) -> None:
    done = ecotui("import", "source.txt", "-o", "plan.toml")
    assert done.returncode == 0
    assert done.stdout == ""
    first, *rest, last = done.stderr.splitlines()
    assert first == f"ecotui: source.txt: {SUMMARY}"
    assert rest == [
        "ecotui: source.txt:1: left out: 各区县人民政府：",
        "ecotui: source.txt:3: left out: 一、总体要求",
        "ecotui: source.txt:4: left out: （一）目标。三年内完成数字化。",
    ]
    assert last == "ecotui: wrote plan.toml: 3 measures"


def test_the_plan_alone_goes_to_standard_output(ecotui: Any, source: Path) -> None:
    done = ecotui("import", "source.txt", "-o", "-")
    assert done.stdout.startswith("schema = 1\n")
    ecotui("import", "source.txt", "-o", "plan.toml")
    assert (source.parent / "plan.toml").read_text() == done.stdout
    assert SUMMARY in done.stderr
    assert "wrote" not in done.stderr


def test_a_folder_takes_the_plan_under_its_id(ecotui: Any, source: Path, tmp_path: Path) -> None:
    # The slash says that it is to be one.
    assert ecotui("import", "source.txt", "-o", "out/", "--id", "mine").returncode == 0
    assert os.listdir(tmp_path / "out") == ["mine.toml"]
    assert 'id = "mine"' in (tmp_path / "out" / "mine.toml").read_text()


def test_nothing_is_overwritten_without_force(ecotui: Any, source: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text("precious")
    done = ecotui("import", "source.txt", "-o", "plan.toml")
    assert done.returncode == 3
    assert done.stderr.endswith("plan.toml exists; --force overwrites it\n")
    assert (tmp_path / "plan.toml").read_text() == "precious"
    assert ecotui("import", "source.txt", "-o", "plan.toml", "--force").returncode == 0
    assert (tmp_path / "plan.toml").read_text() != "precious"


def test_letters_that_a_replaced_plan_had_set_are_said(
    ecotui: Any, source: Path, tmp_path: Path
) -> None:
    again = ("import", "source.txt", "-o", "plan.toml", "--force")
    plan = tmp_path / "plan.toml"
    assert ecotui(*again).returncode == 0
    lead = 'lead = [\n    "县档案馆",\n]\n'
    text = plan.read_text("utf-8")
    assert lead in text
    plan.write_text(text.replace(lead, lead + 'raci = { "县档案馆" = "R" }\n', 1), "utf-8")
    said = "ecotui: plan.toml: the letters set for 1 measure are not in the new file\n"
    assert ecotui(*again).stderr.endswith(f"ecotui: wrote plan.toml: 3 measures\n{said}")
    # Now there are none, and what is no plan has none.
    assert "letters" not in ecotui(*again).stderr
    plan.write_text("raci", "utf-8")
    assert "letters" not in ecotui(*again).stderr


def test_doubts_are_errors_where_it_is_said_so(ecotui: Any, source: Path, tmp_path: Path) -> None:
    source.write_text(DOUBTFUL.format(title=TITLE))
    done = ecotui("import", "source.txt", "-o", "plan.toml", "--strict")
    assert done.returncode == 2
    assert "1 doubtful" in done.stderr
    assert done.stderr.endswith("source.txt: nothing is written, for something is doubtful\n")
    assert not (tmp_path / "plan.toml").exists()
    assert ecotui("import", "source.txt", "-o", "plan.toml").returncode == 0
    source.write_text(DOCUMENT.format(title=TITLE))
    assert ecotui("import", "source.txt", "-o", "b.toml", "--strict").returncode == 0


def test_json_says_the_same_for_scripts(ecotui: Any, source: Path, tmp_path: Path) -> None:
    done = ecotui("import", "source.txt", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (record,) = json.loads(done.stdout)
    remarks = record.pop("remarks")
    plan_id = record.pop("id")
    assert record == {
        "file": "source.txt",
        "title": TITLE,
        "measures": 3,
        "chapters": 1,
        "departments": 5,
    }
    assert remarks[0] == {
        "kind": "left-out",
        "place": "line 1",
        "line": 1,
        "message": "left out: 各区县人民政府：",
        "suggestion": None,
    }
    assert os.listdir(tmp_path) == ["source.txt"]
    done = ecotui("import", "source.txt", "--json", "-o", ".", "--strict")
    assert json.loads(done.stdout)[0]["id"] == plan_id
    assert done.stderr == f"ecotui: wrote ./{plan_id}.toml: 3 measures\n"


def test_a_measure_is_explained_by_its_words(ecotui: Any, source: Path) -> None:
    done = ecotui("import", "source.txt", "--explain", "2")
    assert done.returncode == 0
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert ["", "number", "2"] in rows
    assert ["line 6", "the wording", "清点纸质档案。逐卷核对目录。"] in rows
    assert ["", "Lead departments", "县档案馆"] in rows
    basis = ecotui("import", "source.txt", "--explain", "4", lang="zh").stdout
    assert "按职责分工负责" in basis
    done = ecotui("import", "source.txt", "--explain", "9")
    assert done.returncode == 2
    assert done.stderr.endswith("ecotui: no measure 9; there are 2 to 4\n")


def test_what_rules_cannot_decide_the_user_does(ecotui: Any, source: Path, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    column = ["--column", "推进处室=lead"]
    assert [row["lead"] for row in plan_of(ecotui, "table.csv", *column)] == [
        ["县档案馆"],
        ["县财政局"],
    ]
    without = plan_of(ecotui, "table.csv", *column)
    assert all("张三" not in str(row) for row in without)
    with_people = plan_of(ecotui, "table.csv", *column, "--people")
    assert with_people[0]["extra"] == {"责任人": "张三"}

    assert plan_of(ecotui, "source.txt")[2]["lead"] == ["县政务服务局", "县档案馆"]
    first = plan_of(ecotui, "source.txt", "--first-leads")[2]
    assert (first["lead"], first["participants"]) == (["县政务服务局"], ["县档案馆"])

    alias = plan_of(ecotui, "source.txt", "--alias", "县档案馆=县档案局")
    assert alias[0]["lead"] == ["县档案局"]

    text = "{t}\n一、任务\n（一）甲事。\n1.做甲。\n2.做乙。\n（牵头单位：县档案馆）\n"
    source.write_text(text.format(t=TITLE))
    assert len(plan_of(ecotui, "source.txt", "--measure-level", "（一）")) == 1


@pytest.mark.parametrize(
    ("decision", "is_used"),
    [
        (["--column", "推进处室=lead"], True),
        (["--column", "推进科室=lead"], False),
        (["--alias", "县档案馆=县档案局"], True),
        (["--alias", "县档案局=县档案馆"], False),
    ],
)
def test_a_decision_that_no_document_gives_a_cause_for_is_said(
    ecotui: Any, source: Path, tmp_path: Path, decision: list[str], is_used: bool
) -> None:
    (tmp_path / "table.csv").write_text(TABLE.replace("推进处室", "推进处室,牵头单位", 1))
    done = ecotui("import", "table.csv", "source.txt", "-o", "plans", *decision)
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if "is not used" in line]
    assert len(said) == (not is_used)
    if not is_used:
        assert said[0].startswith(f"ecotui: {' '.join(decision)} is not used: no ")


def test_a_matrix_takes_the_names_that_the_user_decides(ecotui: Any, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("任务,甲局,乙局\n造林,A,C\n抚育,C,A\n")
    done = ecotui(
        "import", "m.csv", "-o", "m.toml", "--alias", "甲局=林业局", "--alias", "丙局=丁局"
    )
    assert done.returncode == 0, done.stderr
    assert "林业局" in (tmp_path / "m.toml").read_text()
    assert [line for line in done.stderr.splitlines() if "is not used" in line] == [
        "ecotui: --alias 丙局=丁局 is not used: no department is called so"
    ]


def test_a_document_may_come_from_standard_input(ecotui: Any, source: Path) -> None:
    data = source.read_text()
    done = ecotui("import", "-", "-o", "-", text=data)
    assert done.returncode == 0, done.stderr
    expected = ecotui("import", "source.txt", "-o", "-").stdout
    assert done.stdout.replace('file = "-"', 'file = "source.txt"') == expected
    table = ecotui(
        "import", "-", "-o", "-", "--importer", "csv", text="序号,具体措施,牵头单位\n1,清点,甲局\n"
    )
    assert 'text = "清点"' in table.stdout
    nothing = ecotui("import", "-", "-o", "-", text="")
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert nothing.stderr.startswith("ecotui: -: ")


def test_the_importer_can_be_named_also_as_it_was_called(
    ecotui: Any, source: Path, tmp_path: Path
) -> None:
    source.rename(tmp_path / "source.xyz")
    expected = ecotui("import", "source.xyz", "-o", "-").stdout
    assert expected.startswith("schema = 1\n")
    for name in ("text", "markdown-tables"):
        assert ecotui("import", "source.xyz", "--importer", name, "-o", "-").stdout == expected
    done = ecotui("import", "source.xyz", "--importer", "txet", "-o", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'unknown importer "txet"' in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "-o FILE is missing"),
        (["-o", "-", "--json"], "only one of --json, --explain and -o -"),
        (["--explain", "1", "--json"], "only one of --json, --explain and -o -"),
        (["-o", "-", "--column", "推进处室"], "推进处室 is not of the form --column HEAD=ROLE"),
        (["-o", "-", "--column", "推进处室=leader"], "--column takes number / heading /"),
        (["-o", "-", "--alias", "="], "= is not of the form --alias NAME=OTHER"),
        (["-o", "-", "--measure-level", "x"], "--measure-level takes 一、 （一） 1. （1）"),
        (["in", "-o", "-"], "--id, --explain and -o - take one document"),
        (["in", "-o", "plans", "--id", "x"], "--id, --explain and -o - take one document"),
        (["in", "--explain", "1"], "--id, --explain and -o - take one document"),
        (["in", "-o", "source.txt", "--force"], "-o: source.txt is not a folder"),
        (["-o", "-", "--nonsense"], "unknown option --nonsense"),
        (["-o"], "-o needs a value"),
    ],
)
def test_a_wrong_call_is_one_line_and_writes_nothing(
    ecotui: Any, source: Path, folder: Path, arguments: list[str], says: str
) -> None:
    before = source.read_bytes()
    done = ecotui("import", "source.txt", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert source.read_bytes() == before
    assert sorted(os.listdir(source.parent)) == ["in", "source.txt"]


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.txt", "今天天气很好。\n".encode(), "assigns no measures to departments"),
        ("empty.txt", b"", "none.txt:"),
        ("old.odd", OLD_WORD, "old office program, save it as .docx"),
        ("page.pdf", b"%PDF-1.4 \xe2\xe3", "this is a PDF"),
        ("plan.toml", b"schema = 1\n", "is a plan already; ecotui --plan plan.toml opens it"),
    ],
)
def test_a_document_without_a_plan_is_refused_with_the_reason(
    ecotui: Any, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = ecotui("import", name, "-o", "out.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert says.replace("none.txt", name) in done.stderr
    assert not (tmp_path / "out.toml").exists()


def test_a_file_that_is_not_there_or_cannot_be_read(ecotui: Any, tmp_path: Path) -> None:
    for name in ("typo.docx", "typo.pdf", "typo"):
        done = ecotui("import", name, "-o", "out.toml")
        assert done.returncode == 2
        assert done.stderr.startswith(f"ecotui: {name}: cannot read")
        assert "No such file" in done.stderr
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    done = ecotui("import", "loop.txt", "-o", "out.toml")
    assert done.returncode == 2
    assert done.stderr.startswith("ecotui: loop.txt: cannot read")
    done = ecotui("import", "source.txt", "-o", "out.toml")
    assert done.returncode == 2


def test_a_plan_that_cannot_be_written_is_said(ecotui: Any, source: Path) -> None:
    done = ecotui("import", "source.txt", "-o", "missing/plan.toml")
    assert done.returncode == 3
    assert "cannot write missing/plan.toml: No such file" in done.stderr


def test_escape_sequences_of_a_document_are_never_written(ecotui: Any, tmp_path: Path) -> None:
    (tmp_path / "\x1b[2J.txt").write_text("\x1b[31m致：\n" + DOCUMENT.format(title=TITLE))
    done = ecotui("import", "\x1b[2J.txt", "-o", "plan.toml")
    assert "␛[2J.txt" in done.stderr
    assert "\x1b" not in done.stderr
    assert "\x1b" not in ecotui("import", "\x1b[2J.txt", "--explain", "2").stdout


# -- several documents


def test_a_folder_of_documents_becomes_a_folder_of_plans(
    ecotui: Any, folder: Path, tmp_path: Path
) -> None:
    done = ecotui("import", "in", "-o", "plans")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(SUMMARY) == 2
    assert done.stderr.startswith("ecotui: in: not read: notes.bin\n")
    written = sorted(os.listdir(tmp_path / "plans"))
    assert len(written) == 2
    assert all(name.endswith(".toml") for name in written)
    assert ecotui("--plan", "plans", "list").stdout.count("清点纸质档案") == 2
    assert len(json.loads(ecotui("import", "in", "--json").stdout)) == 2


def test_one_document_in_a_folder_becomes_one_plan_in_a_folder(
    ecotui: Any, folder: Path, tmp_path: Path
) -> None:
    (folder / "b.md").unlink()
    assert ecotui("import", "in", "-o", "plans").returncode == 0
    assert len(os.listdir(tmp_path / "plans")) == 1
    (folder / "a.txt").unlink()
    done = ecotui("import", "in", "-o", "plans")
    assert done.returncode == 2
    assert "in: the folder contains no document that an importer reads" in done.stderr


def test_what_is_not_read_of_a_folder_is_said_in_a_line(
    ecotui: Any, folder: Path, tmp_path: Path
) -> None:
    """But what is hidden, the plans that were made before, and empty folders."""
    for name in ("甲镇", "乙镇/一村", "plans", "empty", ".git"):
        (folder / name).mkdir(parents=True)
    for name in ("甲镇/方案.docx", "甲镇/.a.txt.1-2.tmp", ".DS_Store", "~$a.docx", ".b.md"):
        (folder / name).write_text("")
    (folder / "丙县.ofd").write_text("")
    done = ecotui("import", "in", "-o", "in/plans")
    said = "ecotui: in: not read: notes.bin, 丙县.ofd, 乙镇/一村/, 甲镇/方案.docx"
    assert (done.returncode, done.stderr.splitlines()[0]) == (0, said)
    again = ecotui("import", "in", "--json")
    assert again.stderr.splitlines() == [said]
    assert len(json.loads(again.stdout)) == 2
    for number in range(10):
        (folder / f"0{number}.ofd").write_text("")
    line = ecotui("import", "in", "--json").stderr.splitlines()[0]
    assert line.endswith("08.ofd, 09.ofd and 4 more")
    plans = ecotui("--plan", "in/plans", "list")
    assert (plans.returncode, plans.stderr) == (0, "")


def test_what_is_wrong_with_one_document_stops_no_other(
    ecotui: Any, folder: Path, tmp_path: Path
) -> None:
    (folder / "0.txt").write_text("今天天气很好。\n")
    done = ecotui("import", "in", "typo.txt", "-o", "plans")
    assert done.returncode == 2
    assert "0.txt: the document assigns no measures" in done.stderr
    assert "typo.txt: cannot read" in done.stderr
    assert len(os.listdir(tmp_path / "plans")) == 2
    assert len(json.loads(ecotui("import", "in", "--json").stdout)) == 2


def test_two_documents_of_one_name_do_not_replace_each_other(
    ecotui: Any, source: Path, folder: Path, tmp_path: Path
) -> None:
    other = DOCUMENT.format(title=TITLE).replace("清点", "另外清点")
    source.write_text(other)
    done = ecotui("import", "in", "source.txt", "-o", "plans", "--force")
    assert done.returncode == 2
    assert "source.txt: another of these documents is plans/" in done.stderr
    assert len(os.listdir(tmp_path / "plans")) == 2
    assert all("另外" not in path.read_text() for path in (tmp_path / "plans").iterdir())


# -- plugins


def test_an_importer_that_breaks_is_named(ecotui: Any, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    plugins = Plugins(tmp_path / "site")
    plugins.install(
        "acme",
        """
        from ecotui.api import ImporterSpec

        class Breaks:
            def blocks(self, data, file):
                print("noise")
                raise RuntimeError("\\x1b[31mout of paper")

        @hookimpl
        def ecotui_register_importers():
            return [ImporterSpec(
                id="acme", title="A", summary="R.", extensions=("acme",), factory="acme:Breaks")]
        """,
        version="3.1",
    )
    (tmp_path / "a.acme").write_text("x")
    path = os.pathsep.join([str(plugins.folder), str(ROOT)])
    done = ecotui("import", "a.acme", "-o", "-", PYTHONPATH=path)
    assert (done.returncode, done.stdout) == (4, "")
    noise, said = done.stderr.splitlines()
    assert noise == "noise"
    assert "acme 3.1" in said
    assert "out of paper" in said
    assert "\x1b" not in done.stderr
    shown = ecotui("import", "a.acme", "-o", "-", "--traceback", PYTHONPATH=path)
    assert shown.returncode == 4
    assert "Traceback" in shown.stderr
    opened = ecotui("--plan", "a.acme", "list", PYTHONPATH=path)
    assert opened.returncode == 4
    assert opened.stderr == done.stderr


IMPORTER = """
from dataclasses import dataclass
from ecotui.api import ImporterSpec

@dataclass(frozen=True)
class Options:
    encoding: str = option("utf-8", help="the encoding")
    first: int = option(1, min=1, max=9, help="number of the first measure")
    tags: tuple[str, ...] = option((), help="words")

    def __post_init__(self):
        if self.first == 5:
            raise ValueError("not five")

class Reader:
    def read(self, data, file, *, options, language):
        text = f"{data.decode(options.encoding)} {options.tags} {language}"
        measure = Measure(options.first, text, ("a",))
        chapters = (Chapter(None, "c", (measure,)),)
        return Plan("p", "t", departments=(Department("a"),), chapters=chapters), ()

class Sniffing:
    def read(self, data, file):
        return Reader().read(b"sniffed", file, options=Options(), language="")

    def sniff(self, data):
        return data[0] / 100

@hookimpl
def ecotui_register_importers():
    one = dict(title="A", summary="R.", factory=f"{__name__}:Reader", options=Options)
    return [ImporterSpec(**{**one, **changes}) for changes in SPECS]
"""


def of_plugin(ecotui: Any, folder: Path, *specs: dict[str, Any]) -> Callable[..., Any]:
    """Calls ecotui with a plugin that has these importers."""
    (folder / "site").mkdir()
    plugins = Plugins(folder / "site")
    plugins.install("acme", f"SPECS = {list(specs)!r}\n{IMPORTER}")
    path = os.pathsep.join([str(plugins.folder), str(ROOT)])
    return partial(ecotui, PYTHONPATH=path)


def texts(done: Any) -> str:
    """The wording of the plan that an import wrote to standard output, or what it said."""
    found = re.search('^text = "(.*)"$', done.stdout, re.M)
    return found[1] if found else f"{done.returncode}: {done.stderr}"


def test_an_importer_gets_its_options_and_the_language(ecotui: Any, tmp_path: Path) -> None:
    run = of_plugin(ecotui, tmp_path, {"id": "mine", "extensions": ("mine",)})
    (tmp_path / "a.mine").write_bytes("措施".encode("gb18030"))
    ours = ["import", "a.mine", "-o", "-", "--option", "encoding=gb18030"]
    assert texts(run(*ours)) == "措施 () en"
    assert texts(run("--lang", "zh", *ours)) == "措施 () zh"
    several = run(*ours, *("--option", "tags=x,y", "--option", "tags=z", "--option", "first=3"))
    assert texts(several) == "措施 ('x', 'y', 'z') en"
    assert "number = 3\n" in several.stdout
    records = json.loads(run("importers", "--json").stdout)
    (record,) = [one for one in records if one["id"] == "mine"]
    assert [one["name"] for one in record["options"]] == ["encoding", "first", "tags"]


def test_options_of_importers_are_completed(ecotui: Any, tmp_path: Path) -> None:
    run = of_plugin(ecotui, tmp_path, {"id": "mine", "extensions": ("mine",)})
    done = run("completion", "fish", "--", "ecotui import a.mine --option ")
    assert done.stdout.splitlines() == [
        *("encoding=\tthe encoding", "first=\tnumber of the first measure", "tags=\twords")
    ]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("first=12", '--option first takes a whole number 1…9, not "12"'),
        ("first=5", "mine: not five"),
        ("gone=1", "mine: unknown option gone; the options are encoding, first, tags"),
        ("first", "first is not of the form --option NAME=VALUE"),
    ],
)
def test_a_wrong_option_of_an_importer_is_wrong_usage(
    ecotui: Any, tmp_path: Path, option: str, said: str
) -> None:
    run = of_plugin(ecotui, tmp_path, {"id": "mine", "extensions": ("mine",)})
    (tmp_path / "a.mine").write_text("x")
    done = run("import", "a.mine", "-o", "-", "--option", option)
    assert (done.returncode, done.stderr) == (2, f"ecotui: {said}\n")


def test_the_configuration_may_set_options_of_an_importer(ecotui: Any, tmp_path: Path) -> None:
    run = of_plugin(ecotui, tmp_path, {"id": "mine", "extensions": ("mine",)})
    (tmp_path / "a.mine").write_text("x")
    config = tmp_path / "config" / "ecotui" / "config.toml"
    config.parent.mkdir(parents=True)
    ours = partial(run, XDG_CONFIG_HOME=str(tmp_path / "config"))
    config.write_text('[importers.mine]\ntags = ["a"]\nfirst = 2\ngone = 1\n')
    done = ours("import", "a.mine", "-o", "-")
    assert texts(done) == "x ('a',) en"
    assert f"{config}:4: mine has no option gone" in done.stderr
    assert ours("--plan", "a.mine", "list").stdout.startswith("2\tx ('a',) en\t")
    over = ours("import", "a.mine", "-o", "-", "--option", "first=4")
    assert "number = 4\n" in over.stdout
    config.write_text("[importers.mine]\nfirst = 99\n")
    done = ours("--plan", "a.mine", "list")
    said = f'{config}:2: importers.mine.first takes a whole number 1…9, not "99"'
    assert (done.returncode, done.stderr) == (2, f"ecotui: {said}\n")


@pytest.mark.parametrize("declared", ["mine", ".mine", "MINE", "tar.mine", ".Tar.Mine"])
@pytest.mark.parametrize("name", ["a.tar.mine", "A.TAR.MINE"])
def test_an_ending_may_be_written_in_any_way(
    ecotui: Any, tmp_path: Path, declared: str, name: str
) -> None:
    run = of_plugin(ecotui, tmp_path, {"id": "mine", "extensions": (declared,)})
    (tmp_path / name).write_text("x")
    assert texts(run("import", name, "-o", "-")) == "x () en"
    assert "x () en" in run("--plan", name, "list").stdout
    assert "p" in [one["id"] for one in json.loads(run("import", "--json", ".").stdout)]


def test_the_longer_ending_goes_before_the_shorter(ecotui: Any, tmp_path: Path) -> None:
    long = {"id": "long", "extensions": ("tar.gz",)}
    short = {"id": "short", "extensions": ("gz",), "factory": "acme:Sniffing"}
    run = of_plugin(ecotui, tmp_path, short, long)
    for name in ("a.tar.gz", "a.gz"):
        (tmp_path / name).write_text("x")
    assert texts(run("import", "a.tar.gz", "-o", "-")) == "x () en"
    assert texts(run("import", "a.gz", "-o", "-")) == "sniffed () "


#: The first byte of a document, divided by a hundred, is how sure the one that sniffs is.
SURE, UNSURE, NOT = bytes([90]), bytes([20]), bytes([0])


def test_of_several_importers_the_surest_reads(ecotui: Any, tmp_path: Path) -> None:
    plain = {"id": "plain", "extensions": ("two",)}
    sniffing = {"id": "sniffing", "extensions": ("two", "csv"), "factory": "acme:Sniffing"}
    run = of_plugin(ecotui, tmp_path, plain, sniffing)
    for beginning, expected in ((SURE, "sniffed () "), (UNSURE, "\\u0014 () en")):
        (tmp_path / "a.two").write_bytes(beginning)
        assert texts(run("import", "a.two", "-o", "-")) == expected
    # One that comes with ecotui is asked too.
    (tmp_path / "a.csv").write_bytes(SURE + TABLE.encode())
    assert texts(run("import", "a.csv", "-o", "-")) == "sniffed () "
    (tmp_path / "a.csv").write_text(TABLE)
    head = run("import", "a.csv", "-o", "-", "--column", "推进处室=lead", "--importer", "csv")
    assert texts(head) == "清点纸质档案"
    # It says 1.16, which is none of the numbers that it may say.
    broken = run("import", "a.csv", "-o", "-", "--column", "推进处室=lead")
    assert texts(broken) == "清点纸质档案"
    assert "plugin acme 1.0 failed in sniffing: TypeError: sniff() gave 1.16" in broken.stderr


def test_of_equally_sure_importers_none_is_preferred(ecotui: Any, tmp_path: Path) -> None:
    specs = [{"id": name, "extensions": ("two", "csv")} for name in ("one", "other")]
    run = of_plugin(ecotui, tmp_path, *specs)
    (tmp_path / "a.two").write_text("x")
    done = run("import", "a.two", "-o", "-")
    assert (done.returncode, done.stdout) == (2, "")
    said = "a.two: several importers may read it: one, other; `ecotui import a.two --importer one`"
    assert said in done.stderr
    assert texts(run("import", "a.two", "-o", "-", "--importer", "other")) == "x () en"
    assert run("--plan", "a.two", "list").returncode == 2
    # What reads CSV without them goes on reading it.
    (tmp_path / "a.csv").write_text(TABLE)
    done = run("import", "a.csv", "-o", "-", "--column", "推进处室=lead")
    assert texts(done) == "清点纸质档案"


UNSOUND = {
    "a list for a tuple": ("Measure(1, 't', ['a'])", "measures[0].lead is list, not tuple"),
    "a text for a tuple": ("Measure(1, 't', 'a')", "measures[0].lead is str, not tuple"),
    "no text": ("Measure(1, None, ('a',))", "measures[0].text is NoneType, not str"),
    "half a character": ("Measure(1, '\\udc80', ('a',))", "surrogates not allowed"),
    "an unknown department": ("Measure(1, 't', ('b',))", "unknown department b"),
    "no number": ("Measure(0, 't', ('a',))", "`number` is 0, not a whole number from 1"),
}


@pytest.mark.parametrize(("measure", "reason"), UNSOUND.values(), ids=UNSOUND)
@pytest.mark.parametrize(
    "command", [["import", "a.mine", "-o", "old.toml", "--force"], ["--plan", "a.mine", "list"]]
)
def test_an_importer_whose_plan_cannot_be_read_is_named(
    ecotui: Any, tmp_path: Path, command: list[str], measure: str, reason: str
) -> None:
    run = of_plugin(ecotui, tmp_path, {"id": "mine", "extensions": ("mine",)})
    module = tmp_path / "site" / "acme.py"
    text = module.read_text().replace('Measure(options.first, text, ("a",))', measure)
    module.write_text(text)
    (tmp_path / "a.mine").write_text("x")
    (tmp_path / "old.toml").write_text("precious")
    done = run(*command)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("ecotui: plugin acme 1.0 failed in mine: ")
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "old.toml").read_text() == "precious"


# -- documents where a plan is expected


@pytest.mark.parametrize(
    "command", [["list"], ["show", "2"], ["check"], ["departments"], ["export", "raci-csv"]]
)
def test_a_document_is_a_plan_for_every_command(
    ecotui: Any, source: Path, command: list[str]
) -> None:
    ecotui("import", "source.txt", "-o", "plan.toml")
    plan = ecotui("--plan", "plan.toml", *command)
    document = ecotui("--plan", "source.txt", *command)
    assert document.stdout == plan.stdout != ""
    assert document.returncode == plan.returncode
    assert document.stderr.startswith(f"ecotui: source.txt: {SUMMARY}\n")
    assert "ecotui: source.txt:1: left out: 各区县人民政府：" in document.stderr
    assert sorted(os.listdir(source.parent)) == ["plan.toml", "source.txt"]


def test_the_environment_may_name_a_document(ecotui: Any, source: Path) -> None:
    done = ecotui("list", ECOTUI_PLAN="source.txt")
    assert done.stdout == ecotui("--plan", "source.txt", "list").stdout
    assert SUMMARY in done.stderr


def test_of_a_folder_of_plans_documents_are_no_part(ecotui: Any, source: Path) -> None:
    ecotui("import", "source.txt", "-o", "plan.toml")
    # What a Mac leaves beside a file.
    (source.parent / "._plan.toml").write_bytes(b"\0\5\x16\7")
    (source.parent / "old").mkdir()
    (source.parent / "old" / "plan.toml").touch()
    for command in (["list"], ["check", "--json"], ["browse"]):
        done = ecotui("--plan", ".", *command)
        said = "ecotui: .: not read: old/plan.toml, source.txt"
        assert [line for line in done.stderr.splitlines() if "not read" in line] == [said]
    done = ecotui("list", ECOTUI_PLAN=".")
    assert (done.stderr, done.stdout.count("\n")) == (f"{said}\n", 3)
    guest = ecotui("--plan", ".", "browse", "--restricted", "--export-dir", "old")
    assert "not read" not in guest.stderr
    (source.parent / "plan.toml").unlink()
    done = ecotui("--plan", ".", "list")
    assert done.returncode == 2
    assert "no plan (*.toml), `ecotui import FOLDER -o FOLDER` makes plans" in done.stderr


def test_a_document_of_any_ending_is_known_by_its_first_bytes(ecotui: Any, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 \xe2\xe3")
    (tmp_path / "a.odd").write_bytes(OLD_WORD)
    (tmp_path / "plan.conf").write_bytes((ROOT / "data" / "allocation.toml").read_bytes())
    assert "this is a PDF" in ecotui("--plan", "a.pdf", "list").stderr
    assert "old office program" in ecotui("--plan", "a.odd", "list").stderr
    assert ecotui("--plan", "plan.conf", "list").stdout.count("\n") == 44


@pytest.mark.parametrize(
    "arguments",
    [
        ["source.txt"],
        ["./source.txt"],
        ["--no-plugins", "source.txt", "--where", "档案"],
        ["source.txt", "--no-plugins", "--lang", "en", "--fresh"],
        ["source.txt", "--lang=en"],
        ["--plan", "source.txt", "browse"],
        ["browse", "--plan", "source.txt"],
        ["browse", "source.txt"],
        ["source.txt", "档案"],
    ],
)
def test_files_alone_are_browsed(ecotui: Any, source: Path, arguments: list[str]) -> None:
    done = ecotui(*arguments)
    assert done.returncode == 0, done.stderr
    assert TITLE in done.stdout
    assert "清点纸质档案" in done.stdout
    assert SUMMARY in done.stderr
    assert "not a terminal, so this is the outline" in done.stderr


def test_several_files_are_browsed_together(ecotui: Any, source: Path, tmp_path: Path) -> None:
    plan = str(ROOT / "data" / "allocation.toml")
    done = ecotui("source.txt", plan, source.name)
    assert done.returncode == 0
    assert done.stdout.count(TITLE) == 1
    assert "分领域任务" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["typo.docx"], "cannot read typo.docx: No such file"),
        (["plans/lst"], "cannot read plans/lst: No such file"),
        (["source.txt", "typo.docx"], "cannot read typo.docx: No such file"),
        (["lst"], "did you mean list?"),
        (["source.txt", "list"], "the command stands before the files: ecotui list source.txt"),
        (["check", "source.txt"], "did you mean ecotui --plan source.txt check?"),
        (["list", "typo.docx"], "cannot read typo.docx: No such file"),
        (["list", "分工方案.docx"], "cannot read 分工方案.docx: No such file"),
        (["分工方案.docx"], "cannot read 分工方案.docx: No such file"),
        (["--plain", "source.txt"], "options of a command stand behind it"),
        (["list", "--plan"], "--plan needs a value"),
        (["list", "--lang", "fr"], "--lang takes zh / en"),
        (["list", "--where"], "--where needs a value"),
    ],
)
def test_every_wrong_call_gets_the_hint_that_helps(
    ecotui: Any, source: Path, arguments: list[str], says: str
) -> None:
    done = ecotui(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_global_options_stand_before_or_after_the_command(ecotui: Any, source: Path) -> None:
    before = ecotui("--plan", "source.txt", "--lang", "zh", "show", "2")
    after = ecotui("show", "--plan", "source.txt", "2", "--lang=zh")
    assert "牵头单位\t县档案馆" in before.stdout
    assert (after.stdout, after.stderr) == (before.stdout, before.stderr)
    exported = ecotui("export", "raci-csv", "--plan", "source.txt")
    assert exported.stdout == ecotui("--plan", "source.txt", "export", "raci-csv").stdout


# -- [import] in config.toml


def configure(folder: Path, text: str) -> Path:
    file = folder / "config" / "ecotui" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_the_configuration_decides_for_every_document(
    ecotui: Any, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    configure(
        tmp_path,
        "[import]\nfirst_leads = true\npeople = true\n"
        '[import.columns]\n"推进处室" = "lead"\n[import.aliases]\n"县财政局" = "财政局"\n',
    )
    rows = json.loads(ecotui("--plan", "table.csv", "list", "--json").stdout)
    assert [row["lead"] for row in rows] == [["县档案馆"], ["财政局"]]
    assert rows[0]["extra"] == {"责任人": "张三"}
    assert plan_of(ecotui, "source.txt")[2]["participants"] == ["县档案馆"]
    over = plan_of(ecotui, "table.csv", "--alias", "县财政局=县里的财政局")
    assert over[1]["lead"] == ["县里的财政局"]


def test_wrong_values_of_the_configuration_are_said_once_with_their_line(
    ecotui: Any, source: Path, tmp_path: Path
) -> None:
    config = configure(
        tmp_path,
        "[import]\n"
        "first_leads = 1\n"
        'people = "yes"\n'
        "measure_level = true\n"
        "colums = {}\n"
        'aliases = { "县档案馆" = 3 }\n'
        "[import.columns]\n"
        '"推进处室" = "leader"\n',
    )
    done = ecotui("--plan", "source.txt", "list")
    assert done.returncode == 0
    said = [line for line in done.stderr.splitlines() if "config.toml" in line]
    places = sorted(line.removeprefix(f"ecotui: {config}:").partition(":")[0] for line in said)
    assert places == ["2", "3", "4", "5", "6", "8"]
    config.write_text('[import]\nmeasure_level = "x"\n')
    done = ecotui("import", "source.txt", "-o", "-")
    assert done.returncode == 0
    assert done.stderr.count("config.toml:2:") == 1
    assert done.stdout == ecotui("import", "source.txt", "-o", "-", XDG_CONFIG_HOME="/none").stdout
    config.write_text("import = 3\n")
    done = ecotui("--plan", "source.txt", "list")
    assert done.stderr.count("config.toml:1: write [import]") == 1


@pytest.mark.parametrize("id_", ["../outside", "/outside", ".hidden", "a/b", "a\nb"])
def test_no_document_names_a_file_outside_the_folder(ecotui: Any, tmp_path: Path, id_: str) -> None:
    plan = json.loads(ecotui("export", "json", "no:1").stdout)
    plan["plan"]["id"] = id_
    (tmp_path / "in").mkdir()
    for name in ("one.json", "two.json"):
        (tmp_path / "in" / name).write_text(json.dumps(plan), encoding="utf-8")
    before = set(tmp_path.rglob("*"))
    done = ecotui("import", "in/one.json", "in/two.json", "-o", "out")
    assert done.returncode == 2
    assert "is no name of a file; import it with --id" in done.stderr
    assert set(tmp_path.rglob("*")) - before == set()
