"""Lists as the user wants them: columns, order, CSV, ranges; and how a terminal shows them."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal

from ecotui.files import shipped_plan

PLAN = Path(shipped_plan()).read_text(encoding="utf-8")


def cells(done: Any) -> list[list[str]]:
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines()]


def test_columns_are_those_that_are_wanted(ecotui: Any) -> None:
    rows = cells(ecotui("list", "no:7-8", "--columns", "number,section,chapter,line,plan,due"))
    place = ["（三）湿地生态保护补偿", "一、分领域任务"]
    plan = "四川省健全生态保护补偿机制重点任务分工方案"
    assert rows == [["7", *place, "21", plan, ""], ["8", *place, "22", plan, ""]]
    chinese = ecotui("list", "no:7", "--columns", "牵头单位，序号", "--header", lang="zh")
    assert cells(chinese) == [["牵头单位", "序号"], ["林业厅", "7"]]
    wrong = ecotui("list", "--columns", "number,nonsense")
    assert wrong.returncode == 2
    assert "takes number / plan / chapter / section / title / text / lead" in wrong.stderr


def test_rows_are_sorted_as_is_wanted_by_several_columns_too(ecotui: Any) -> None:
    def numbers(*words: str) -> list[int]:
        return [row["number"] for row in json.loads(ecotui("list", "--json", *words).stdout)]

    assert numbers("--sort", "number-", "--limit", "3") == [44, 43, 42]
    by_lead = numbers("--sort", "lead")
    first = cells(ecotui("list", "--columns", "lead", "--sort", "lead"))[0]
    # By its pinyin: cai before fa, guo, huan, lin.
    assert first == ["财政厅"]
    assert sorted(by_lead) == list(range(1, 45))
    rows = cells(ecotui("list", "--columns", "chapter,number", "--sort", "chapter-,number-"))
    assert [int(number) for _chapter, number in rows] == list(range(44, 0, -1))
    assert ecotui("list", "--sort", "nonsense").returncode == 2
    assert "--limit takes a whole number" in ecotui("list", "--limit", "-1").stderr


def test_what_has_no_due_date_stands_last_in_either_direction(ecotui: Any, tmp_path: Path) -> None:
    made = PLAN.replace("\nnumber = 7\n", '\nnumber = 7\ndeadline = "2018年12月底前"\n')
    made = made.replace("\nnumber = 9\n", '\nnumber = 9\ndeadline = "2017年"\n')
    (tmp_path / "dated.toml").write_text(made, encoding="utf-8")
    for order, wanted in (("due", ["9", "7", "1"]), ("due-", ["7", "9", "1"])):
        rows = cells(ecotui("list", "dated.toml", "--sort", order, "--columns", "number,due"))
        assert [row[0] for row in rows[:3]] == wanted
        assert rows[2][1] == ""


def test_csv_is_read_by_spreadsheets_and_runs_nothing(ecotui: Any, tmp_path: Path) -> None:
    text = PLAN.replace('text = "命名一批', 'text = "=1+2,\\"命名\\u001b[31m一批')
    (tmp_path / "hostile.toml").write_text(text, encoding="utf-8")
    done = ecotui("list", "hostile.toml", "no:7-8", "--csv")
    # Excel takes a file without the mark for another encoding than UTF-8.
    assert done.stdout.startswith("\ufeff")
    tabs = ecotui("list", "hostile.toml", "no:7-8", "--tsv").stdout
    assert not tabs.startswith("\ufeff")
    assert "\t'=1+2,\"命名" in tabs
    head, seven, eight = csv.reader(done.stdout.removeprefix("\ufeff").splitlines())
    assert head == ["No.", "Measure", "Lead departments", "Participating departments"]
    assert seven[0] == "7"
    assert seven[3].startswith("农业厅、水利厅")
    assert eight[1].startswith("'=1+2,\"命名")
    assert "\x1b" not in done.stdout
    assert len(ecotui("list", "--csv", "--no-header", "no:7").stdout.splitlines()) == 1


@pytest.mark.parametrize("text", ['"=1+1"', '"三江流域治理（缺右引号）', "'\"=1+1"])
def test_a_quotation_mark_at_the_beginning_of_a_cell_opens_none(
    text: str, ecotui: Any, tmp_path: Path
) -> None:
    quoted = text.replace('"', '\\"')
    made = PLAN.replace('text = "命名一批', f'text = "{quoted}命名一批')
    (tmp_path / "quoted.toml").write_text(made, encoding="utf-8")
    tabs = ecotui("list", "quoted.toml", "no:7-9", "--tsv").stdout
    rows = list(csv.reader(tabs.splitlines(), "excel-tab"))
    assert [row[0] for row in rows] == ["No.", "7", "8", "9"]
    assert rows[2][1].startswith(f"'{text}命名")


def test_csv_keeps_texts_that_look_like_other_values(ecotui: Any, tmp_path: Path) -> None:
    made = PLAN.replace("\nnumber = 7\n", '\nnumber = 7\ndeadline = "2018-12"\ntarget = "50%"\n')
    (tmp_path / "dated.toml").write_text(made, encoding="utf-8")
    wanted = (
        "list",
        "dated.toml",
        "no:7",
        "--columns",
        "number,deadline,due,target",
        "--no-header",
    )
    done = ecotui(*wanted, "--csv")
    assert done.stdout.removeprefix("\ufeff") == "7,'2018-12,2018-12-31,'50%\n"
    assert ecotui(*wanted, "--tsv").stdout == "7\t2018-12\t2018-12-31\t50%\n"


def test_tsv_has_a_header_and_a_pipe_has_none_unless_asked(ecotui: Any) -> None:
    assert cells(ecotui("list", "--tsv"))[0][0] == "No."
    assert cells(ecotui("list"))[0][0] == "1"
    assert cells(ecotui("list", "--header"))[0][0] == "No."
    assert cells(ecotui("departments"))[0][0] == "Department"
    assert cells(ecotui("departments", "--no-header"))[0][0] == "林业厅"


def test_departments_are_sorted_and_written_as_csv(ecotui: Any) -> None:
    rows = list(csv.reader(ecotui("departments", "--sort", "lead-", "--csv").stdout.splitlines()))
    counts = [int(row[1]) for row in rows[1:]]
    assert counts == sorted(counts, reverse=True)
    assert rows[1][0] == "环境保护厅"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--json", "--csv"], "--json and --csv cannot be used together"),
        (["--tsv", "--csv"], "--tsv and --csv cannot be used together"),
        (["--columns", ""], "--columns needs a value"),
        (["--sort=，"], "--sort needs a value"),
        (["--bogus"], "unknown option --bogus; see ecotui list --help"),
        (["--colums"], "unknown option --colums; did you mean --columns?"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(
    ecotui: Any, options: list[str], message: str
) -> None:
    done = ecotui("list", *options)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"ecotui: {message}\n")


# -- show


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (["7-9"], [7, 8, 9]),
        (["9-7"], [7, 8, 9]),
        (["7,9"], [7, 9]),
        (["７－８，1"], [7, 8, 1]),
        (["7", "9-10", "7"], [7, 9, 10]),
        (["43-43"], [43]),
    ],
)
def test_several_measures_are_shown(ecotui: Any, wanted: list[str], numbers: list[int]) -> None:
    shown = json.loads(ecotui("show", *wanted, "--json").stdout)
    assert [record["number"] for record in shown] == numbers
    assert ecotui("show", *wanted).stdout.count("Measure\t") == len(numbers)


def test_what_is_no_number_is_searched_for(ecotui: Any) -> None:
    done = ecotui("show", "湿地", lang="zh")
    assert done.returncode == 2
    assert done.stderr == "ecotui: 没有编号为“湿地”的措施；含“湿地”的有 5 条：ecotui list 湿地\n"
    assert "there are 1 to 44" in ecotui("show", "7-50").stderr
    assert "there are 1 to 44" in ecotui("show", "魑魅").stderr


# -- on a terminal


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    terminals: list[Terminal] = []

    def run(*arguments: str, columns: int = 80, lines: int = 200, **variables: str) -> Terminal:
        command = [sys.executable, "-m", "ecotui", *arguments]
        variables = {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "NO_COLOR": "", **variables}
        terminal = Terminal(command, tmp_path, columns=columns, lines=lines, **variables)
        terminals.append(terminal)
        terminal.ended()
        return terminal

    yield run
    for terminal in terminals:
        terminal.close()


def joined(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("columns", [50, 80, 160])
def test_a_list_shows_who_leads_and_cuts_nothing(shown: Any, columns: int) -> None:
    text = shown("list", "no:8,23", columns=columns).text
    lines = text.strip().splitlines()
    assert lines[0].split() == ["序号", "措施", "牵头单位"]
    assert lines[1].startswith("   8  命名一批省级重点公园")
    assert "住房城乡建设厅" in text
    assert "…" not in text
    # The wording goes on below itself.
    assert all(line.startswith("      ") for line in lines[2:] if not line.startswith("  23"))


def test_a_list_of_nothing_says_so_on_a_terminal_alone(shown: Any, ecotui: Any) -> None:
    assert "没有符合查询的措施" in shown("list", "魑魅").text
    done = ecotui("list", "魑魅")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("command", "head"),
    [
        ("exporters", ["导出格式", "状态", "文件", "摘要"]),
        ("importers", ["导入格式", "状态", "文件", "摘要"]),
        ("views list", ["视图", "查询"]),
    ],
)
def test_tables_have_a_header_on_a_terminal_alone(
    shown: Any, ecotui: Any, command: str, head: list[str]
) -> None:
    ecotui("views", "save", "wet", "湿地")
    assert shown(*command.split()).text.splitlines()[0].split() == head
    assert head[0] not in ecotui(*command.split(), lang="zh").stdout.splitlines()[0]


def test_findings_are_grouped_by_severity_and_whole(shown: Any, ecotui: Any) -> None:
    text = shown("check").text
    assert "…" not in text
    order = [line.strip() for line in text.splitlines() if re.match("[✗▲·]", line)]
    assert order == ["▲ 警告 2", "· 提示 34"]
    found = json.loads(ecotui("check", "--json", lang="zh").stdout)
    piped = ecotui("check", lang="zh").stdout.splitlines()
    assert [line.count("\t") for line in piped] == [4] * len(found)
    assert "→受益" in joined(text)
    assert joined(text).count("→") == sum(bool(one["suggestion"]) for one in found)
    assert {one["code"] for one in found if one["code"] in text} == set()
    overload = joined(text).partition("财政厅承担或参加")
    assert overload[0].endswith("单位")
    assert overload[2].startswith("37/44条（84%，提示线50%）")
    matrix = shown("matrix", "no:38-40").text
    assert "· 提示 3" in matrix
    assert max(map(len, matrix.splitlines())) <= 80


def test_a_matrix_wider_than_the_terminal_is_shown_in_parts(shown: Any) -> None:
    text = shown("matrix", "no:39", columns=28).text
    assert [line.split()[0] for line in text.splitlines() if line.startswith("39")] == ["39等"] * 2


def test_colours_are_for_terminals_and_can_be_forbidden(shown: Any, ecotui: Any) -> None:
    assert b"\x1b[36m" in shown("list", "no:7").raw
    assert b"\x1b[33m" in shown("check").raw
    for forbidden in (shown("list", "no:7", NO_COLOR="1"), shown("--color", "never", "list")):
        assert b"\x1b" not in forbidden.raw
    assert b"\x1b" not in shown("list", "no:7", TERM="dumb").raw
    assert "\x1b" not in ecotui("list", "no:7").stdout
    assert "\x1b[36m" in ecotui("list", "no:7", "--color", "always").stdout
    assert "\x1b[36m" in ecotui("list", "no:7", CLICOLOR_FORCE="1").stdout


@pytest.mark.parametrize("columns", [34, 80])
def test_what_the_query_found_stands_out_on_a_terminal(shown: Any, columns: int) -> None:
    raw = shown("list", "国家城市湿地公园", columns=columns).raw.decode()
    assert "".join(re.findall(r"\x1b\[1;4m(.*?)\x1b", raw)) == "国家城市湿地公园"
    assert "\x1b[1;4m" not in shown("list", "no:8", columns=columns).raw.decode()


def test_only_what_is_longer_than_the_terminal_is_paged(shown: Any, tmp_path: Path) -> None:
    paged = tmp_path / "paged"
    pager = {"PAGER": "cat > paged", "lines": 24}
    shown("list", "no:7", **pager)
    shown("list", "--no-pager", **pager)
    assert not paged.exists()
    assert shown("list", **pager).raw == b""
    assert "44  创新生态资金" in re.sub(r"\x1b\[\d+m", "", paged.read_text(encoding="utf-8"))
    assert "创新生态资金" in shown("list", PAGER="a-pager-that-is-not-there", lines=24).text


def test_a_plan_gives_the_terminal_no_orders(shown: Any, tmp_path: Path) -> None:
    text = PLAN.replace('text = "命名', 'text = "\\u001b]0;title\\u0007命名')
    (tmp_path / "hostile.toml").write_text(text, encoding="utf-8")
    for command in ("list", "show", "matrix"):
        words = ["8"] if command == "show" else ["no:8"]
        raw = shown("--plan", "hostile.toml", command, *words).raw
        assert b"\x1b]0;" not in raw
