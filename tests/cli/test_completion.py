"""Completion: what is offered where, and that real shells take it and run nothing of a plan."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from needs import needs, program
from terminal import PATIENCE, Terminal

from ecotui.cli.completing import quoted, shell_words
from ecotui.files import shipped_plan

PLAN = Path(shipped_plan()).read_text(encoding="utf-8")
#: A department that a shell would obey if it were not quoted.
HOSTILE = "水$(touch PWNED)`touch PWNED`;touch PWNED&'厅\"!*~ x"
#: Of bash, unless its user has changed it.
BREAKS = " \t\n\"'@><=;|&(:"


@pytest.fixture
def offered(ecotui: Any) -> Callable[..., list[str]]:
    def ask(line: str, shell: str = "fish", **env: str) -> list[str]:
        done = ecotui("completion", shell, "--", line, lang="zh", **env)
        assert (done.returncode, done.stderr) == (0, "")
        return [answer.partition("\t")[0] for answer in done.stdout.splitlines()]

    return ask


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("ecotui ", ["browse", "list", "completion", "help"]),
        ("LC_ALL=C ecotui li", ["list"]),
        ("ecotui --pl", ["--plan", "--plugin-dir"]),
        ("ecotui list --pl", ["--plan", "--plugin-dir"]),
        ("ecotui list --s", ["--sort"]),
        ("ecotui list --lang ", ["zh", "en"]),
        ("ecotui list --lang=z", ["--lang=zh"]),
        ("ecotui list --sort lead,d", ["lead,deadline", "lead,due"]),
        ("ecotui departments --columns f", ["first"]),
        ("ecotui list ", ["lead:", "section:", "is:"]),
        ("ecotui 牵", ["牵头:"]),
        ("ecotui list lead:林", ["lead:林业厅"]),
        ("ecotui list lead:lyt", ["lead:林业厅"]),
        ("ecotui list --where lead:林", ["lead:林业厅"]),
        ("ecotui list -q 'lead:林业厅 section:湿", ["lead:林业厅 section:湿地生态保护补偿"]),
        ("ecotui list is:j", ["is:joint"]),
        ("ecotui list @", ["@wet"]),
        ("ecotui views delete ", ["wet"]),
        ("ecotui views s", ["save"]),
        ("ecotui import --importer h", ["html"]),
        ("ecotui export r", ["raci-xlsx", "raci-docx", "raci-markdown", "raci-csv"]),
        ("ecotui export raci-xlsx --pap", ["--paper"]),
        ("ecotui export raci-xlsx --paper ", ["A4", "A3"]),
        ("ecotui export raci-csv --scheme RA", ["raci", "rasci"]),
        ("ecotui export docx --department sl", ["水利厅"]),
        ("ecotui matrix --by d", ["department"]),
        ("ecotui show 4", ["4", "40", "44"]),
        ("ecotui show 7-1", ["7-10", "7-19"]),
        ("ecotui list --plan a", ["a plan.toml", "archive/"]),
        ("ecotui import archive/", ["archive/old.docx"]),
        ("ecotui completion ", ["bash", "zsh", "fish"]),
        ("ecotui help e", ["export", "exporters"]),
    ],
)
def test_what_may_come_is_offered(
    offered: Any, ecotui: Any, tmp_path: Path, line: str, holds: list[str]
) -> None:
    (tmp_path / "a plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "old.docx").touch()
    if "wet" in str(holds):
        ecotui("views", "save", "wet", "湿地")
    found = offered(line)
    word = shell_words(line)[0][-1]
    assert set(holds) <= set(found)
    assert all(one.casefold().startswith(word.casefold()) for one in found) or "l" in word


def test_the_departments_are_those_of_the_plan_that_is_named(offered: Any, tmp_path: Path) -> None:
    text = PLAN.replace("水利厅", "水务局")
    (tmp_path / "my.toml").write_text(text, encoding="utf-8")
    assert offered("ecotui list --plan my.toml lead:水") == ["lead:水务局"]
    assert offered("ecotui --plan=my.toml list lead:水") == ["lead:水务局"]


@pytest.mark.parametrize(
    "line",
    [
        "ecotui nonsense ",
        "ecotui list --plan nowhere.toml lead:",
        "ecotui export nonsense --",
        "ecotui",
        "",
    ],
)
def test_what_makes_no_sense_is_answered_by_nothing(offered: Any, line: str) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert offered(line, shell) in ([], [*offered("x ", shell)])


def test_click_s_own_question_gives_the_script_and_never_the_plan(ecotui: Any) -> None:
    for shell in ("bash", "zsh", "fish"):
        asked = ecotui(_ECOTUI_COMPLETE=f"{shell}_source")
        assert asked.stdout == ecotui("completion", shell).stdout
    assert ecotui(_ECOTUI_COMPLETE="bash_complete", COMP_WORDS="ecotui").stdout == ""


@pytest.mark.parametrize(
    ("word", "menu", "listed"),
    [
        ("lead:lyt,c", "lyt,", ["财政厅 ", "住房城乡建设厅 "]),
        ('"lead:sl', "lead:", ["水利厅"]),
        ('"lead:sg', "lead:", ["sg", "省国税局", "省发展改革委"]),
        ("--scheme=RA", "", ["RA ", "raci ", "rasci "]),
        ("--scheme=ra", "", ["raci ", "rasci "]),
    ],
)
def test_bash_keeps_a_word_that_several_may_stand_for(
    ecotui: Any, word: str, menu: str, listed: list[str]
) -> None:
    """What it is given shares no beginning that is less than was typed."""
    line = f"ecotui export raci-csv {word}"
    given = ecotui("completion", "bash", "--", line, BREAKS, "9", lang="zh").stdout.splitlines()
    whole = ecotui("completion", "bash", "--", line, BREAKS, "37", lang="zh").stdout.splitlines()
    if len(listed) == 1:
        assert given == whole == [f"{menu}{listed[0]}"]
    else:
        assert given[: len(listed)] == listed
        # One after the other in the line, they are put in the place of the word.
        assert whole == [menu + one for one in given if one not in ("RA ", "sg")]


@needs("bash")
def test_what_bash_inserts_stands_for_itself() -> None:
    texts = [HOSTILE, "a\\b", "{a,b}", "~root", "#x", "[a]*?", "湿地", "a　b", "-x"]
    for quote in ("", "'", '"'):
        for text in texts:
            typed = f"{quote}{quoted(text, quote)}{quote}"
            line = f"printf %s {typed}"
            done = subprocess.run(
                [program("bash"), "-c", line], capture_output=True, text=True, check=True
            )
            assert done.stdout == text, typed


def test_the_word_at_the_cursor_is_found_as_bash_finds_it() -> None:
    assert shell_words("ecotui list lead:林", BREAKS) == (["ecotui", "list", "lead:林"], "", 5)
    assert shell_words("ecotui list 'lead:林", BREAKS) == (["ecotui", "list", "lead:林"], "'", 0)
    assert shell_words('ecotui --where="a b', BREAKS) == (["ecotui", "--where=a b"], '"', 8)
    assert shell_words("ecotui a\\ b ", BREAKS) == (["ecotui", "a b", ""], "", 0)


# -- real shells

SHELLS = {
    "bash": (["--norc", "--noprofile", "-i"], "source <(ecotui completion bash)"),
    "zsh": (["-f", "-i"], "source <(ecotui completion zsh)"),
    "fish": (["--no-config", "-i"], "ecotui completion fish | source"),
}


@pytest.fixture(params=[pytest.param(name, marks=needs(name)) for name in SHELLS])
def shell(request: Any, tmp_path: Path) -> Iterator[Terminal]:
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "ecotui"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m ecotui "$@"\n')
    script.chmod(0o755)
    text = PLAN.replace("水利厅", HOSTILE.replace('"', '\\"'))
    (tmp_path / "evil.toml").write_text(text, encoding="utf-8")
    arguments, source = SHELLS[request.param]
    terminal = Terminal(
        [program(request.param), *arguments],
        tmp_path,
        columns=150,
        PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        LC_ALL="C.UTF-8",
    )
    try:
        # The line that the documentation names, and a sign that it has been read.
        terminal.send(f"{source}; echo re''ady\r", "\nready")
        # Keys that come before the prompt are echoed twice.
        end = time.monotonic() + PATIENCE
        while not terminal.text.rpartition("\nready")[2].strip():
            assert time.monotonic() < end, terminal.text
            assert terminal.read(0.1)
        yield terminal
    finally:
        terminal.close()


def complete(shell: Terminal, typed: str, wanted: str) -> None:
    """Type with a Tab at the end, and wait until the text that it brings is there once more."""
    before = shell.text.count(wanted)
    shell.send(f"{typed}\t")
    end = time.monotonic() + PATIENCE
    while shell.text.count(wanted) <= before:
        assert time.monotonic() < end, shell.text
        assert shell.read(0.1)


def test_a_shell_completes_commands_options_and_departments(shell: Terminal) -> None:
    complete(shell, "ecotui depar", "ecotui departments")
    complete(shell, "--no-head", "--no-header")
    complete(shell, "lead:林", "lead:林业厅")
    shell.send("\r", "\n林业厅")


@pytest.mark.parametrize(
    "shell", [pytest.param(name, marks=needs(name)) for name in ("bash", "zsh")], indirect=True
)
@pytest.mark.parametrize("start", ["lead:lyt,", '"lead:', "lead:"])
def test_pinyin_of_several_stays_in_the_line(shell: Terminal, start: str) -> None:
    shell.send(f"ecotui list {start}c\t\t" if "bash" in shell.text else f"ecotui list {start}c\t")
    shell.wait("财政厅", "住房城乡建设厅")
    # It is lost if the letter is not the beginning of what comes now.
    shell.send("z\t", f"list {start}财政厅")


def test_a_shell_offers_what_there_is(shell: Terminal) -> None:
    shell.send("ecotui show 4\t\t", "40", "41", "42", "43", "44")


def test_a_shell_keeps_the_sign_of_a_view(shell: Terminal, tmp_path: Path) -> None:
    views = tmp_path / "config" / "ecotui" / "views.toml"
    views.parent.mkdir(parents=True)
    views.write_text('water = "no:11"\n', encoding="utf-8")
    complete(shell, "ecotui list lead:水利厅 @wa", "@water")


def test_a_plan_makes_a_shell_run_nothing(shell: Terminal, tmp_path: Path) -> None:
    for quote in ("'", '"', ""):
        if quote != "'":
            # The line with the open quotation mark is given up; the last is run.
            shell.send("\x15", gone=("PWNED",))
        complete(shell, f"ecotui list --plan evil.toml --columns number {quote}with:水", "PWNED")
    shell.send(" no:11 | cat; echo do''ne\r")
    shell.wait("\n11\n", "\ndone")
    assert not (tmp_path / "PWNED").exists()
