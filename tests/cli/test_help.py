"""The help of every command has examples, and each of them runs."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from needs import needs, program

from ecotui.cli import app
from ecotui.cli.examples import EXAMPLES
from ecotui.cli.session import Session
from ecotui.files import shipped_plan


def every(command: click.Command, context: click.Context) -> dict[str, str]:
    """The help of a command and of those below it, by what is typed behind ``ecotui``."""
    found = {context.command_path.partition(" ")[2]: command.get_help(context)}
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found |= every(inner, click.Context(inner, parent=context, info_name=name))
    return found


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
    run(tmp_path, "ecotui export docx -o plan.docx")
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
