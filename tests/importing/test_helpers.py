"""What the importers of plugins read plans with."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ecotui.api import (
    Department,
    convert_with,
    department_named,
    plan_id,
    read_names,
    split_numeral,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一、总则", (1, "总则")),
        ("（二）湿地", (2, "湿地")),
        ("(十二) 湿地", (12, "湿地")),
        ("3. 命名公园。", (3, "命名公园。")),
        ("第三章 附则", (3, "附则")),
        ("总则", (None, "总则")),
        (" 2018年前 ", (None, "2018年前")),
        ("- 一项", (None, "- 一项")),
        ("一、", (None, "一、")),
        # Numbers begin at 1.
        ("0. 绪论", (None, "0. 绪论")),
        ("", (None, "")),
    ],
)
def test_a_heading_is_a_number_and_a_title(text: str, parts: tuple[int | None, str]) -> None:
    assert split_numeral(text) == parts


def test_a_list_of_departments_is_read_as_documents_are() -> None:
    found = read_names("县财政局、县教育局、县文化馆等")
    assert found.names == ("县财政局", "县教育局", "县文化馆")
    assert found.is_open
    assert read_names("—").names == ()


def test_a_group_is_known_by_its_wording() -> None:
    assert department_named("各乡镇") == Department("各乡镇", kind="group")
    assert department_named("县财政局") == Department("县财政局")


def test_a_plan_has_a_readable_id() -> None:
    assert plan_id("四川省生态补偿分工方案") == "sichuan-ecological-compensation"


def shell(text: str) -> Callable[[str], list[str]]:
    return lambda folder: ["/bin/sh", "-c", text, folder]


def test_another_program_makes_a_file_in_a_folder_that_is_gone_afterwards() -> None:
    command = shell('cd "$0" && pwd >made && cat given >>made && echo "$TMPDIR" >>made')
    made = convert_with(command, {"given": "水利厅\n".encode()}, "made", 60)
    folder, text, temporary = made.decode().splitlines()
    assert (text, temporary) == ("水利厅", folder)
    assert not os.path.exists(folder)


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (shell("exit 3"), ChildProcessError),
        (shell("true"), FileNotFoundError),
        (shell("sleep 600 & wait"), TimeoutError),
        (lambda _folder: ["/no/such/program"], FileNotFoundError),
    ],
)
def test_a_program_that_makes_nothing_is_an_error(
    command: Callable[[str], list[str]], kind: type[OSError]
) -> None:
    with pytest.raises(kind):
        convert_with(command, {}, "made", 0.3 if kind is TimeoutError else 60)


#: The folder is said in a pipe that the program and what it started hold open.
WAITING = """
from ecotui.cli import _discard_on_signals
from ecotui.importing.helpers import convert_with
_discard_on_signals()
command = ["/bin/sh", "-c", "exec >TOLD; sleep 600 & echo $0; wait"]
convert_with(lambda folder: [*command, folder], {}, "x", 600)
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_the_program_ends_with_the_process(how: signal.Signals, tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    command = [sys.executable, "-c", WAITING.replace("TOLD", str(told))]
    with (
        subprocess.Popen(command, stderr=subprocess.DEVNULL) as process,
        told.open(encoding="utf-8") as file,
    ):
        folder = file.readline().strip()
        process.send_signal(how)
        assert process.wait(60) != 0
        # Nobody holds the pipe any more.
        assert select.select([file], [], [], 60)[0]
        assert file.read() == ""
    assert not os.path.exists(folder)
