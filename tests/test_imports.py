"""What each way into the program loads, seen from outside in a fresh interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ecotui.plugin_host.registry import BUILTIN

ROOT = Path(__file__).parents[1]

SCREEN = {"textual", "rich"}
COMMAND_LINE = {"click"}
OFFICE = {"docx", "lxml", "xlsxwriter", "openpyxl"}


def loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded once it has run some code."""
    # Coverage of the child would load modules of its own.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n', *sys.modules, file=sys.stderr)"],
        env={**environment, "PYTHONPATH": str(ROOT), "ECOTUI_NO_PLUGINS": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("module", ["ecotui.api", "ecotui.contract.exporter_checks"])
def test_only_the_tests_of_a_plugin_need_pytest(module: str) -> None:
    assert not loaded(f"import {module}") & (SCREEN | COMMAND_LINE | OFFICE | {"pytest"})


def command(*arguments: str) -> str:
    """Code that runs a command line and goes on after it."""
    return (
        "import os, sys, runpy\n"
        # A plain list takes the short way out of its process, before anything could be printed.
        "os._exit = sys.exit\n"
        f"sys.argv = ['ecotui', *{list(arguments)!r}]\n"
        "try: runpy.run_module('ecotui', run_name='__main__')\n"
        "except SystemExit as end: assert not end.code, end.code"
    )


def test_the_api_loads_no_screen_command_line_or_office_format() -> None:
    assert not loaded("import ecotui.api") & (SCREEN | COMMAND_LINE | OFFICE)


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json"], ["--lang", "zh", "list", "--where", "补偿"]]
)
def test_a_plain_list_loads_as_little_as_can_be(arguments: list[str]) -> None:
    heavy = SCREEN | COMMAND_LINE | OFFICE | {"pluggy", "dataclasses", "inspect", "typing"}
    found = loaded(command(*arguments))
    assert "ecotui.query.selection" in found
    assert not found & heavy


@pytest.mark.parametrize(
    "arguments",
    [["exporters"], ["exporters", "--json"], ["importers"], ["plugins", "list"], ["departments"]],
)
def test_lists_load_no_screen_and_no_office_format(arguments: list[str]) -> None:
    assert not loaded(command(*arguments)) & (SCREEN | OFFICE)


def test_browsing_without_a_terminal_loads_no_screen() -> None:
    assert not loaded(command()) & (SCREEN | OFFICE)


@pytest.mark.parametrize("module", sorted(set(BUILTIN.values())))
def test_a_built_in_plugin_loads_nothing_heavy_before_it_writes(module: str) -> None:
    assert not loaded(f"import {module}") & (SCREEN | COMMAND_LINE | OFFICE)


def test_the_screen_loads_no_office_format() -> None:
    assert not loaded("import ecotui.tui.app") & OFFICE


def test_the_screen_does_not_look_for_plugins() -> None:
    # So a browser starts alike with none and with fifty installed: benchmarks/plugins.py.
    search = {"pluggy", "importlib.metadata", "ecotui.plugin_host.loading"}
    assert not loaded("import ecotui.tui.app, ecotui.cli.commands.browse") & search
