"""list, show, departments, matrix, check and the outline, in the shapes that scripts rely on."""

from __future__ import annotations

import json
import os
import re
import resource
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

MEASURE = {
    *("id", "number", "chapter", "section", "title", "text", "source_text", "source_line"),
    *("lead", "lead_open", "participants", "participants_open", "basis"),
    *("deadline", "due", "target", "extra", "matches"),
}

PLAN = """
schema = 1
[plan]
id = "{id}"
title = "{id}"
[[departments]]
name = "财政厅"
[[chapters]]
number = 1
title = "章"
[[chapters.measures]]
number = 1
text = "{text}"
lead = ["财政厅"]
"""


def test_list_has_the_shape_of_the_contract(ecotui: Any) -> None:
    rows = json.loads(ecotui("list", "--json").stdout)
    assert [row["number"] for row in rows] == list(range(1, 45))
    assert all(row.keys() >= MEASURE for row in rows)
    first, slid, open_list = rows[0], rows[21], rows[38]
    assert first["chapter"] == {"number": 1, "title": "分领域任务"}
    assert first["section"] == {"number": 1, "title": "森林生态保护补偿"}
    assert first["lead"] == ["林业厅", "财政厅"]
    assert first["source_line"] == 10
    assert slid["lead"] == ["环境保护厅"]
    assert len(slid["participants"]) == 7
    assert open_list["participants_open"] is True
    assert open_list["participants"][-1] == "水利厅"
    assert rows[19]["source_text"] is not None
    assert "风景名胜区" in rows[19]["text"]


def test_matches_are_spans_of_the_text(ecotui: Any) -> None:
    rows = json.loads(ecotui("list", "--where", "风景名胜区", "--json").stdout)
    assert [row["number"] for row in rows] == [20, 23]
    for row in rows:
        assert [row["text"][start:end] for start, end in row["matches"]] == ["风景名胜区"]
    (row,) = json.loads(ecotui("list", "--where", "25度 no:18", "--json").stdout)
    assert {row["text"][start:end] for start, end in row["matches"]} == {"25 度"}


def test_list_prints_a_line_with_tabs_for_each_measure(ecotui: Any) -> None:
    lines = ecotui("list", "--where", "no:39").stdout.splitlines()
    assert len(lines) == 1
    number, text, lead, participants = lines[0].split("\t")
    assert (number, lead) == ("39", "省质监局")
    assert text.startswith("加快推进国家绿色产品标准")
    assert participants.endswith("水利厅等")


def test_options_in_any_order_give_the_same_list(ecotui: Any) -> None:
    plain = ecotui("list", "--where", "湿地", "--json").stdout
    assert ecotui("list", "--json", "--where=湿地").stdout == plain
    assert ecotui("--no-plugins", "list", "--where", "湿地", "--json").stdout == plain


def test_show_takes_the_id_that_list_gives(ecotui: Any) -> None:
    shown = json.loads(ecotui("show", "39", "--json").stdout)
    listed = json.loads(ecotui("list", "--where", "no:39", "--json").stdout)
    assert [shown] == listed
    text = ecotui("show", "39", lang="zh").stdout
    assert "牵头单位\t省质监局" in text
    assert ecotui("show", "45").returncode == 2
    assert "no measure 45; there are 1 to 44" in ecotui("show", "45").stderr


@pytest.mark.parametrize("typed", ["42", "４２", "42.", "４２．", "042"])
def test_show_finds_a_number_however_it_is_typed(ecotui: Any, typed: str) -> None:
    assert json.loads(ecotui("show", typed, "--json").stdout)["number"] == 42


def test_departments_are_counted_inside_the_selection(ecotui: Any) -> None:
    rows = json.loads(ecotui("departments", "--where", "lead:林业厅", "--json").stdout)
    assert len(rows) == 20
    by_name = {row["name"]: row for row in rows}
    counts = {"lead": 9, "first_lead": 7, "participant": 0, "total": 9}
    assert by_name["林业厅"] == {"name": "林业厅", "kind": "department", **counts}
    assert by_name["省直相关部门"]["kind"] == "group"
    assert by_name["商务厅"]["total"] == 0


def test_the_matrix_names_its_scheme_letters_and_findings(ecotui: Any) -> None:
    made = json.loads(ecotui("matrix", "--where", "no:1,39,43", "--json").stdout)
    assert made["scheme"] == "raci"
    assert made["rows"][0] == {
        "id": "1",
        "cells": {"林业厅": "A/R", "财政厅": "R", "省发展改革委": "C"},
    }
    used = {letter for row in made["rows"] for letter in row["cells"].values()}
    assert used <= made["legend"].keys()
    assert {"open-list", "group"} <= {finding["code"] for finding in made["findings"]}
    assert set(made["departments"]) == {name for row in made["rows"] for name in row["cells"]}
    text = ecotui("matrix", "--where", "section:湿地", lang="zh").stdout
    assert "A 按首位牵头推定，非原文规定" in text
    assert ecotui("matrix", "--scheme", "nonsense").returncode == 2
    literal = json.loads(ecotui("matrix", "--scheme", "literal", "--json").stdout)
    assert {v for row in literal["rows"] for v in row["cells"].values()} == {"牵", "参"}


def test_letters_of_the_plan_are_read_as_meant_and_reported(ecotui: Any, tmp_path: Path) -> None:
    other = '[[departments]]\nname = "林业厅"\n[[chapters]]'
    plan = PLAN.format(id="own", text="调整一").replace("[[chapters]]", other, 1)
    plan += 'raci = { "林业厅" = "Ａ" }\n'
    for number, text in enumerate(("A,R", " a", "S", "无", "乱写"), 2):
        plan += f'[[chapters.measures]]\nnumber = {number}\ntext = "增长"\nlead = ["财政厅"]\n'
        plan += f'raci = {{ "林业厅" = "{text}" }}\n'
    (tmp_path / "plan.toml").write_text(plan, "utf-8")
    made = json.loads(ecotui("--plan", "plan.toml", "matrix", "--json").stdout)
    cells = [row["cells"].get("林业厅") for row in made["rows"]]
    assert cells == ["A", "A/R", "A", "S", None, None]
    assert made["legend"]["S"].startswith("supporting")
    found = json.loads(ecotui("--plan", "plan.toml", "check", "--json", lang="zh").stdout)
    letters = [(f["where"], f["message"]) for f in found if f["code"] == "unknown-letter"]
    assert letters == [
        (f"措施 {number}", f"林业厅：“{text}”不是规则 raci 的字母")
        for number, text in ((4, "S"), (5, "无"), (6, "乱写"))
    ]
    several = [f["where"] for f in found if f["code"] == "several-accountable"]
    assert several == ["措施 1", "措施 2", "措施 3"]
    csv = ecotui("--plan", "plan.toml", "export", "raci-csv", "--no-legend", "--no-bom").stdout
    assert [line.split(",")[-1] for line in csv.splitlines()[1:]] == ["A", "A/R", "A", "S", "", ""]
    # What the plan says is kept as it is.
    assert 'raci = { "林业厅" = "乱写" }' in ecotui("--plan", "plan.toml", "export", "toml").stdout
    for query, numbers in (("tiaozheng", "1"), ("tz", "1"), ("zengzhang", "2 3 4 5 6")):
        listed = ecotui("--plan", "plan.toml", "list", "--where", query).stdout.splitlines()
        assert " ".join(line.split("\t")[0] for line in listed) == numbers


def test_the_matrix_can_be_had_in_parts_and_the_other_way_round(ecotui: Any) -> None:
    made = json.loads(ecotui("matrix", "--split", "section", "--json").stdout)
    assert [row["id"] for part in made["parts"] for row in part["rows"]] == [
        row["id"] for row in made["rows"]
    ]
    assert made["open"] == ["39"]
    assert made["groups"] == ["省直相关部门"]
    assert made["parts"][2]["headings"] == [
        {"number": 1, "title": "分领域任务"},
        {"number": 3, "title": "湿地生态保护补偿"},
    ]
    text = ecotui("matrix", "--where", "no:38-40", "--split", "section").stdout
    assert text.startswith("二、机制创新  （五）创新政策协同机制\n")
    assert "\n39等 C" in text
    turned = ecotui("matrix", "--where", "no:38-39", "--by", "department").stdout.splitlines()
    assert [line.split() for line in turned[:3]] == [["3"], ["3", "9"], ["8", "等"]]
    assert turned[3].split() == ["林业厅", "·", "C"]


def test_thresholds_and_scheme_are_options_of_matrix_and_check(ecotui: Any) -> None:
    lax = ["--max-responsible", "9", "--max-consulted", "99", "--max-accountable-share", "100"]
    for command in (["matrix"], ["check"]):
        found = ecotui(*command, *lax, "--max-involved-share", "100", "--json").stdout
        records = json.loads(found)
        records = records["findings"] if command == ["matrix"] else records
        codes = {record["code"] for record in records} - {"wording", "corrected", "punctuation"}
        assert codes == {"open-list", "group", "never-accountable"}
    joint = ecotui("check", "--scheme", "joint", "--json")
    assert joint.returncode == 0
    assert sum(r["code"] == "several-accountable" for r in json.loads(joint.stdout)) == 14
    for wrong in ("-1", "x", "101", "1e9", "９"):
        refused = ecotui("matrix", f"--max-involved-share={wrong}")
        assert refused.returncode == 2
        assert refused.stderr == (
            f'ecotui: --max-involved-share takes a whole number 0…100, not "{wrong}"\n'
        )


def test_a_scheme_of_config_toml_can_be_used_everywhere(ecotui: Any, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "ecotui"
    folder.mkdir(parents=True)
    config = folder / "config.toml"
    config.write_text(
        '[raci]\nscheme = "team"\nmax_consulted = 0\n'
        '[schemes.team]\nfirst = "V"\nother = "H"\nparticipant = "H"\n[schemes.team.meanings]\n'
        'V = { zh = "牵头", en = "owner" }\nH = { zh = "协助", en = "helper" }\n'
    )
    made = json.loads(ecotui("matrix", "--where", "no:9", "--json").stdout)
    assert made["scheme"] == "team"
    assert set(made["rows"][0]["cells"].values()) == {"V", "H"}
    assert made["legend"] == {"V": "owner", "H": "helper"}
    assert "many-consulted" in {f["code"] for f in made["findings"]}
    assert ",V,H," in ecotui("export", "raci-csv", "--where", "no:1").stdout
    assert ",A/R,R," in ecotui("export", "raci-csv", "--where", "no:1", "--scheme", "raci").stdout
    # Documents are in the language of the plan.
    assert "| V | 牵头 |" in ecotui("export", "raci-markdown", "--where", "no:1").stdout
    listed = json.loads(ecotui("exporters", "--json").stdout)
    choices = {
        o["name"]: o["choices"] for e in listed if e["id"] == "raci-csv" for o in e["options"]
    }
    assert choices["scheme"] == ["raci", "rasci", "joint", "literal", "daci", "team"]
    config.write_text(config.read_text().replace('first = "V"\n', ""))
    broken = ecotui("matrix", "--scheme", "team")
    assert broken.returncode == 2
    assert broken.stderr.splitlines() == [
        f'ecotui: {config}:4: [schemes.team] first is missing; write first = "R"',
        f"ecotui: {config}:2: unknown scheme; the schemes are raci, rasci, joint, literal, daci",
        'ecotui: unknown scheme "team"; the schemes are raci, rasci, joint, literal, daci',
    ]


def test_check_reports_the_doubtful_wording_and_no_error(ecotui: Any) -> None:
    done = ecotui("check", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    wording = [f for f in found if f["code"] == "wording"]
    assert [f["where"] for f in wording] == ["measure 25"]
    assert "受益" in wording[0]["suggestion"]
    assert {f["severity"] for f in found} == {"warning", "info"}


def test_check_exits_with_one_where_there_are_errors(ecotui: Any, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.format(id="x", text="甲").replace('lead = ["财政厅"]', ""))
    done = ecotui("--plan", str(plan), "check")
    assert done.returncode == 1
    assert "no-lead" in done.stdout


def test_several_plans_have_ids_with_the_plan_before_them(ecotui: Any, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(PLAN.format(id=name, text=f"{name}文"))
    rows = json.loads(ecotui("--plan", str(tmp_path), "list", "--json").stdout)
    assert [row["id"] for row in rows] == ["a/1", "b/1"]
    one = ecotui("--plan", str(tmp_path), "show", "b/1", "--json")
    assert json.loads(one.stdout)["text"] == "b文"
    assert "a/1, b/1" in ecotui("--plan", str(tmp_path), "show", "1").stderr
    counted = json.loads(ecotui("departments", "--json", ECOTUI_PLAN=str(tmp_path)).stdout)
    assert counted[0]["total"] == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["list", "--where", "lead:不存在"], "no department"),
        (["list", "--where", "dept:省"], "may mean"),
        (["list", "--where", '"湿地'], "the quotation mark is not closed"),
        (["list", "--where", "laed:x"], 'did you mean "lead:"'),
        (["list", "--where", "@none"], "no saved view @none"),
        (["list", "--where", "no:9-7"], "7-9"),
        (["list", "--where", "is:nice"], "joint"),
        (["--plan", "nowhere.toml", "list"], "nowhere.toml: cannot read the plan"),
        (["lsit"], "did you mean list?"),
        (["list", "--wher", "x"], "did you mean --where?"),
        (["--lang", "fr", "list"], "--lang takes zh / en"),
        (["show"], "ID is missing"),
        (["export"], "EXPORTER is missing; see ecotui export --help"),
        (["views"], "COMMAND is missing; see ecotui views --help"),
    ],
)
def test_a_wrong_call_is_one_line_and_code_2(ecotui: Any, arguments: list[str], says: str) -> None:
    done = ecotui(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("ecotui: ")


def test_all_problems_of_a_plan_are_told_with_their_lines(ecotui: Any, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    text = PLAN.format(id="x", text="甲")
    plan.write_text(text.lstrip().replace('财政厅"]', '财证厅"]\nnote = 1'))
    done = ecotui("--plan", "plan.toml", "list")
    assert done.returncode == 2
    first, second = done.stderr.splitlines()
    assert first == "ecotui: plan.toml:13: unknown department 财证厅, did you mean 财政厅?"
    assert second.startswith("ecotui: plan.toml:14: unknown key `note`")


def test_the_outline_is_printed_where_there_is_no_terminal(ecotui: Any) -> None:
    done = ecotui("browse", "--where", "湿地 lead:林业厅")
    lines = done.stdout.splitlines()
    assert lines[2:4] == ["一、分领域任务", "  （三）湿地生态保护补偿"]
    assert lines[4].startswith("    7. 推进省级湿地生态补偿试点和退牧还湿试点")


def test_help_and_version(ecotui: Any) -> None:
    assert ecotui("--version").stdout.startswith("ecotui ")
    english, chinese = ecotui("--help").stdout, ecotui("--help", lang="zh").stdout
    assert "Usage:" in english
    assert "Show this message and exit." not in chinese
    for command in ("browse", "list", "export", "import", "check"):
        assert command in english
        assert command in chinese
        assert ecotui(command, "--help").returncode == 0


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell, which goes on behind the name of the program."""
    command = f"{sys.executable} -m ecotui {line}"
    return subprocess.run(
        command, shell=True, capture_output=True, text=True, cwd=folder, check=False
    )


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    done = shell("list | head -n 1", tmp_path)
    assert done.stdout.startswith("1\t")
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["list", "departments", "export json"])
def test_a_full_disk_is_said_in_one_line(tmp_path: Path, command: str) -> None:
    done = shell(f"--lang en {command} >/dev/full", tmp_path)
    assert done.returncode == 3
    assert "No space left on device" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", ["list --json", "check --json", "export toml", "browse"])
def test_a_disk_that_fills_up_amid_the_result_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, unbuffered: str
) -> None:
    """The system takes a part of the text, and Python without a buffer would lose the rest."""
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with open(tmp_path / "out", "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "ecotui", "--lang", "en", *command.split()],
            stdout=out,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.endswith(b": File too large\n")


@pytest.mark.parametrize(
    "command",
    [
        *("", "browse", "list", "list --json", "show 3", "departments", "matrix", "check"),
        *("exporters", "importers", "completion bash", "export markdown -o -", "help list"),
        *("--version", "--help"),
    ],
)
def test_a_closed_output_is_said_in_one_line(tmp_path: Path, command: str) -> None:
    done = shell(f"--lang en {command} >&- </dev/null", tmp_path)
    assert done.returncode == 3
    *notes, last = done.stderr.splitlines()
    assert last.endswith(": Bad file descriptor")
    assert not [note for note in notes if "not a terminal" not in note]


def test_what_needs_no_stream_does_without_it(tmp_path: Path) -> None:
    for where in ("2>&-", "2>/dev/full", ">&- 2>&- <&-"):
        assert shell(f"lst {where}", tmp_path).returncode == 2
    for closed in ("<&-", "2>&-", "<&- 2>&-"):
        done = shell(f"list no:7 --columns number {closed}", tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "7\n", "")
    assert shell("browse <&-", tmp_path).stdout == shell("browse </dev/null", tmp_path).stdout


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("--plan '' list", "--plan: the path is empty"),
        ("--plugin-dir= list", "--plugin-dir: the path is empty"),
        ("export markdown -o ''", "-o: the path is empty"),
        ("plugins new x -o ''", "-o: the path is empty"),
        ("import a.docx -o ''", "-o: the path is empty"),
        ("show ''", "ID is missing; see ecotui show --help"),
        ("show , 、", "ID is missing; see ecotui show --help"),
        ("list @nope", "query: no saved view @nope; none is saved"),
    ],
)
def test_what_is_empty_is_said_to_be(ecotui: Any, command: str, message: str) -> None:
    done = ecotui(*shlex.split(command))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"ecotui: {message}\n")


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GB18030"])
def test_a_locale_without_utf8_is_no_reason_for_a_traceback(locale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ecotui", "list", "--where", "no:7", "--json"],
        capture_output=True,
        env={**os.environ, "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        check=False,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert json.loads(done.stdout.decode("utf-8"))[0]["number"] == 7


def test_a_plan_may_come_through_a_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ecotui", "--plan", "/dev/stdin", "list", "--json"],
        input=(Path(__file__).parents[2] / "data" / "allocation.toml").read_bytes(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 44


def test_views_are_saved_used_and_deleted(ecotui: Any) -> None:
    assert ecotui("views", "save", "水", "dept:水利厅").returncode == 0
    assert ecotui("views", "list").stdout == "水\tdept:水利厅\n"
    rows = json.loads(ecotui("list", "--where", "@水 is:solo", "--json").stdout)
    assert [row["number"] for row in rows] == [10, 29]
    assert ecotui("views", "save", "林", "--where", "dept:林业厅").returncode == 0
    assert ecotui("views", "delete", "林").returncode == 0
    assert ecotui("views", "save", "bad", "lead:不存在").returncode == 2
    assert ecotui("views", "delete", "bad").returncode == 2
    assert ecotui("views", "delete", "水").returncode == 0
    assert ecotui("views", "list").stdout == ""


def test_what_is_no_query_in_the_file_of_views_is_said(ecotui: Any, tmp_path: Path) -> None:
    file = tmp_path / "config" / "ecotui" / "views.toml"
    file.parent.mkdir(parents=True)
    file.write_text('"水" = "dept:水利厅"\nnumber = 3\n[views]\n"林" = "dept:林业厅"\n', "utf-8")
    listed = ecotui("views", "list")
    assert listed.stdout == "水\tdept:水利厅\n"
    assert listed.stderr == "ecotui: views.toml: passed over, no query: number, views\n"


def test_a_view_is_replaced_only_by_force(ecotui: Any) -> None:
    ecotui("views", "save", "水", "dept:水利厅")
    refused = ecotui("views", "save", "@水", "lead:水利厅")
    assert refused.returncode == 2
    assert refused.stderr == "ecotui: view @水 exists; --force replaces it\n"
    assert ecotui("views", "list").stdout == "水\tdept:水利厅\n"
    assert ecotui("views", "save", "水", "lead:水利厅", "--force").returncode == 0
    assert ecotui("views", "list").stdout == "水\tlead:水利厅\n"


def test_a_short_w_is_a_query(ecotui: Any) -> None:
    for command in ("list", "departments", "matrix"):
        wanted = ecotui(command, "--where", "湿地 -with:财政厅").stdout
        assert ecotui(command, "-w", "湿地 -with:财政厅").stdout == wanted
    assert ecotui("list", "-w", "湿地").stdout != ecotui("list").stdout


def test_help_names_in_chinese_what_is_to_be_given(ecotui: Any) -> None:
    commands = ["", "list", "matrix", "browse", "import", "check", "show", "views save"]
    for command in [*commands, "export", "export raci-xlsx", "export handouts"]:
        said = ecotui(*command.split(), "--help", lang="zh").stdout
        words = r"(?:QUERY|FILE|PATH|DIR|NAMES?|INT|STR|ID|NUMBER|EXPORTER|COMMAND)"
        assert not re.search(rf"\[{words}|\s{words}(?:\.\.\.|[\]| ])", said), command
    assert "[查询|文件]..." in ecotui("list", "--help", lang="zh").stdout
    assert "[QUERY|FILE]..." in ecotui("list", "--help").stdout
    assert "缺少 -o 文件" in ecotui("import", "x.txt", lang="zh").stderr


def test_a_plan_in_english_has_its_numbers_and_marks(ecotui: Any, tmp_path: Path) -> None:
    plan = tmp_path / "river.toml"
    plan.write_text(
        """schema = 1
[plan]
id = "river"
title = "River"
language = "en"
[[departments]]
name = "Parks"
[[departments]]
name = "Finance"
[[departments]]
name = "Roads"
[[chapters]]
number = 2
title = "Land"
[[chapters.sections]]
number = 1
title = "Banks"
[[chapters.sections.measures]]
number = 1
text = "Plant trees."
lead = ["Parks", "Finance"]
participants = ["Roads"]
participants_open = true
""",
        encoding="utf-8",
    )
    listed = ecotui("--plan", str(plan), "list", "--columns", "chapter,section").stdout
    assert listed == "2 Land\t2.1 Banks\n"
    shown = ecotui("--plan", str(plan), "show", "1").stdout
    assert "Parks, Finance\n" in shown
    assert "Roads, etc.\n" in shown
    book = tmp_path / "river.xlsx"
    ecotui("--plan", str(plan), "export", "raci-xlsx", "--split", "section", "-o", str(book))
    assert "2.1 Banks" in openpyxl.load_workbook(book).sheetnames


def test_every_query_has_to_match_wherever_it_is_given(ecotui: Any, tmp_path: Path) -> None:
    both = ecotui("list", "section:湿地 lead:住房城乡建设厅").stdout
    assert both
    one, other = ("-w", "section:湿地"), ("-w", "lead:住房城乡建设厅")
    assert ecotui("list", *one, *other).stdout == ecotui("list", *other, *one).stdout == both
    assert ecotui("list", *one, other[1]).stdout == both
    done = ecotui("export", "toml", *one, *other)
    assert done.stdout == ecotui("export", "toml", *one, other[1]).stdout
    assert ecotui("views", "save", "water", *one, other[1]).returncode == 0
    assert ecotui("list", "@water").stdout == both
