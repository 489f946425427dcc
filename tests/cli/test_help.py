"""The help of every command has examples, and each of them runs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from helps import every, helps
from needs import needs, program
from terminal import Terminal

from ecotui.cli import app
from ecotui.cli.examples import EXAMPLES
from ecotui.cli.session import Session
from ecotui.files import shipped_plan
from ecotui.text.display import width


def test_every_help_ends_in_its_examples() -> None:
    root = app.group()
    context = click.Context(root, info_name="ecotui", obj=Session(language="en", plugins=False))
    helps = every(root, context)
    assert {"list", "export docx", "views save", "completion"} <= set(helps)
    assert set(EXAMPLES) <= set(helps)
    for path, text in helps.items():
        _before, heading, examples = text.partition("Examples:\n")
        lines = [line.strip() for line in examples.splitlines()]
        assert heading, path
        assert lines == list(EXAMPLES.get(path, lines))
        for line in lines:
            assert f"ecotui {path}".split()[:2] == line.split()[:2] or path in ("", "views", *SHELL)
            assert len(line) < 70


@pytest.mark.parametrize(("lang", "locale"), [("zh", "en_US.UTF-8"), ("en", "zh_CN.UTF-8")])
def test_help_is_in_one_language_whatever_the_locale_says(
    ecotui: Any, lang: str, locale: str
) -> None:
    for command in (["list"], ["check"], ["views", "save"], ["export", "docx"], ["matrix"]):
        text = ecotui(*command, "--help", lang=lang, LC_ALL=locale).stdout
        shown = re.findall(r"^  -\S.*?  +(\S.*)$", text, re.M)
        assert shown
        for line in shown:
            # What a default is called is the language of the plan.
            words = re.sub(r"\[.*", "", line)
            assert bool(re.search("[\u4e00-\u9fff]", words)) == (lang == "zh"), line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_of_the_help_is_wider_than_the_terminal(ecotui: Any, lang: str) -> None:
    for command in ([], ["list"], ["import"], ["check"], ["export", "raci-xlsx"], ["browse"]):
        for line in ecotui(*command, "--help", lang=lang, COLUMNS="80").stdout.splitlines():
            assert width(line) <= 80, line


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 80, 100, 120])
def test_lines_of_the_help_are_broken_where_the_language_allows(lang: str, columns: int) -> None:
    for path, text in helps(lang, columns).items():
        before, heading, _examples = text.partition(_EXAMPLES[lang])
        assert heading, path
        for line in before.splitlines():
            assert width(line) <= columns, (path, line)
            words = line.strip()
            assert not words or words[0] not in "）】》”，。、：；！？)]", (path, line)
            assert not words.endswith(("（", "【", "《", "“")), (path, line)
            # A default fits a line: its bracket is opened and closed there.
            assert words.count("[") == words.count("]"), (path, line)


_EXAMPLES = {"zh": "示例：\n", "en": "Examples:\n"}


def test_a_note_in_brackets_is_broken_only_if_it_fits_no_line() -> None:
    assert app._lines("标题目录。[默认：auto]", 24) == ["标题目录。[默认：auto]"]
    assert app._lines("标题的目录。[默认：auto]", 24) == ["标题的目录。[默认：auto]"]
    assert app._lines("公文的标题目录。[默认：auto]", 24) == ["公文的标题目录。", "[默认：auto]"]
    assert app._lines("the paper [default: A4]", 20) == ["the paper", "[default: A4]"]
    assert app._lines("[default: a, b, c]", 12) == ["[default: a,", "b, c]"]


def test_a_list_of_commands_says_the_first_sentence_of_each_whole() -> None:
    for path in ("export", "plugins", "views"):
        assert "..." not in helps("en", 80)[path].partition("Commands:")[2], path


@pytest.mark.parametrize(
    ("exporter", "lang", "file"),
    [
        ("raci-xlsx", "zh", "RACI矩阵.xlsx"),
        ("docx", "en", "Measures.docx"),
        ("handouts", "zh", "任务清单"),
        ("raci-markdown", "en", "RACI-matrix.md"),
    ],
)
def test_examples_of_an_exporter_name_a_file_after_what_it_holds(
    exporter: str, lang: str, file: str
) -> None:
    text = helps(lang, 80)[f"export {exporter}"]
    assert f"  ecotui export {exporter} -o {file}\n" in text


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "输出文件夹。[必填]"), ("en", "Output folder. [required]")]
)
def test_an_exporter_of_a_tree_asks_for_a_folder(lang: str, said: str) -> None:
    for path, text in helps(lang, 80).items():
        assert (said in text) == (path == "export handouts"), path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explanations_of_options_are_sentences(lang: str) -> None:
    for path, text in helps(lang, 800).items():
        for said in re.findall(r"^  -\S.*?  +(\S.*)$", text, re.M):
            sentence = re.sub(r"\s?\[.*\]$", "", said)
            assert sentence.endswith("。" if lang == "zh" else "."), (path, said)
            assert not sentence[0].islower(), (path, said)


#: Its examples begin with a word of the shell.
SHELL = ("completion",)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the examples take for granted."""
    script = tmp_path / "bin" / "ecotui"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m ecotui "$@"\n')
    script.chmod(0o755)
    (tmp_path / "plan.toml").write_bytes(Path(shipped_plan()).read_bytes())
    run(tmp_path, "ecotui export docx -o plan.docx; ecotui export raci-xlsx -o matrix.xlsx")
    return tmp_path


def run(folder: Path, line: str) -> str:
    shell = next((name for name in ("zsh", "fish") if name in line.split("|")[0]), "bash")
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": f"{folder}/config", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [program(shell), "-c", line],
        cwd=folder,
        env={**os.environ, **home, "PATH": f"{folder}/bin:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, (line, done.stderr)
    return done.stdout


@needs("bash", "zsh", "fish")
@pytest.mark.parametrize("command", EXAMPLES)
def test_the_examples_run(folder: Path, command: str) -> None:
    for line in EXAMPLES[command]:
        run(folder, line)


# -- the manual page

ROOT = Path(__file__).parents[2]


def test_the_manual_page_is_what_the_program_says() -> None:
    # In a process of its own: what is imported keeps the language it was imported in.
    code = "import runpy; print(runpy.run_path('tools/man_page.py')['page'](), end='')"
    made = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    text = (ROOT / "docs" / "ecotui.1").read_text(encoding="utf-8")
    assert made.stdout == text, "`make man` writes it"
    assert set(app.COMMANDS) <= set(re.findall(r"^\.SS (\w+)", text, re.M))


@needs("man", "mandoc")
def test_the_manual_page_is_shown_without_a_warning() -> None:
    page = str(ROOT / "docs" / "ecotui.1")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    shown = subprocess.run(
        [program("man"), "--warnings", "-l", page],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert shown.stderr == ""
    assert "ecotui 湿地 lead:林业厅" in shown.stdout
    assert "--sort NAMES" in shown.stdout
    lint = subprocess.run(
        [program("mandoc"), "-T", "lint", "-W", "warning", page],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # A date would change with every version.
    assert [line for line in lint.stdout.splitlines() if "missing date" not in line] == []


@pytest.mark.parametrize("command", [("--help",), ("list", "--help"), ("help", "list")])
def test_the_width_of_help_is_that_of_the_terminal(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    shown = []
    for columns, stated in ((60, "150"), (60, "40"), (60, None)):
        variables = {"COLUMNS": stated} if stated else {}
        call = [sys.executable, "-m", "ecotui", "--lang", "en", *command]
        terminal = Terminal(call, tmp_path, columns=columns, lines=300, **variables)
        assert terminal.ended() == 0
        shown.append(terminal.text)
        terminal.close()
    assert max(map(len, shown[0].splitlines())) <= 58
    assert shown[0] == shown[1] == shown[2]
