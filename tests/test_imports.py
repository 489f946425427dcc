"""What each way into the program loads, and which modules may know which."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import grimp
import pytest
import textual

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


@pytest.mark.parametrize("module", ["ecotui.api", "ecotui.contract.checks"])
def test_the_api_loads_no_screen_command_line_office_format_or_pytest(module: str) -> None:
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


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json"], ["--lang", "zh", "list", "-q", "补偿", "湿地"]]
)
def test_a_plain_list_loads_as_little_as_can_be(arguments: list[str]) -> None:
    heavy = SCREEN | COMMAND_LINE | OFFICE | {"pluggy", "dataclasses", "inspect"}
    found = loaded(command(*arguments))
    assert "ecotui.query.selection" in found
    assert not found & heavy


@pytest.mark.parametrize("line", ["ecotui li", "ecotui list lead:lyt", "ecotui show 4"])
def test_a_tab_waits_for_no_screen_plugin_or_office_format(line: str) -> None:
    found = loaded(command("completion", "bash", "--", line))
    assert not found & (SCREEN | OFFICE | {"pluggy", "importlib.metadata"})


@pytest.mark.parametrize(
    "arguments",
    # Without a command: browsing, where there is no terminal.
    ["", "exporters", "exporters --json", "importers", "plugins list", "departments"],
)
def test_lists_load_no_screen_and_no_office_format(arguments: str) -> None:
    assert not loaded(command(*arguments.split())) & (SCREEN | OFFICE)


@pytest.mark.parametrize("module", sorted(set(BUILTIN.values())))
def test_a_built_in_plugin_loads_nothing_heavy_before_it_writes(module: str) -> None:
    assert not loaded(f"import {module}") & (SCREEN | COMMAND_LINE | OFFICE)


def test_the_screen_loads_no_office_format() -> None:
    assert not loaded("import ecotui.tui.app") & OFFICE


def test_the_screen_does_not_look_for_plugins() -> None:
    # So a browser starts alike with none and with fifty installed: benchmarks/plugins.py.
    search = {"pluggy", "importlib.metadata", "ecotui.plugin_host.loading"}
    assert not loaded("import ecotui.tui.app, ecotui.cli.commands.browse") & search


def components(edges: dict[str, set[str]]) -> list[list[str]]:
    """The strongly connected components of more than one node."""

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            new = edges[waiting.pop()] - found
            found |= new
            waiting += new
        return found

    reach = {node: reached(node) for node in edges}
    circles = {
        tuple(sorted(other for other in reach[node] | {node} if node in reach[other] | {other}))
        for node in edges
    }
    return [list(circle) for circle in sorted(circles) if len(circle) > 1]


def test_a_circle_is_found() -> None:
    assert components({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [["b", "c"]]


def test_no_modules_import_each_other_in_a_circle_not_even_for_their_types() -> None:
    graph = grimp.build_graph("ecotui", exclude_type_checking_imports=False, cache_dir=None)
    edges = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert components(edges) == []


def test_the_top_of_the_screen_s_folder_can_be_taken_in_at_once() -> None:
    assert len(list((ROOT / "ecotui" / "tui").glob("*.*"))) <= 8


def private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("_")


def private_parts(tree: ast.AST) -> set[str]:
    """The private names that classes define: methods, and what is assigned to them or to self."""
    found: set[str] = set()
    for kind in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for node in ast.walk(kind):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.attr)
        for node in kind.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", 0)]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return set(filter(private, found))


@functools.cache
def parts_of(kind: type) -> frozenset[str]:
    return frozenset(private_parts(ast.parse(textwrap.dedent(inspect.getsource(kind)))))


def outside_the_terminal() -> list[Path]:
    room = ROOT / "ecotui" / "tui"
    return [path for path in sorted(room.rglob("*.py")) if room / "terminal" not in path.parents]


def test_only_the_terminal_s_folder_imports_what_textual_calls_private() -> None:
    found = []
    for path in outside_the_terminal():
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            textual_s = [name for name in names if name.split(".")[0] == "textual"]
            found += [f"{path}: {name}" for name in textual_s if "._" in name]
    assert found == []


def test_only_the_terminal_s_folder_touches_what_textual_calls_private() -> None:
    textual_s: set[str] = set()
    for path in Path(textual.__file__).parent.rglob("*.py"):
        textual_s |= private_parts(ast.parse(path.read_text()))
    ours: set[str] = set()
    trees = {path: ast.parse(path.read_text()) for path in outside_the_terminal()}
    for tree in trees.values():
        ours |= private_parts(tree)
    found = [
        f"{path}:{node.lineno}: {node.attr}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in textual_s - ours
        if ast.unparse(node) != "os._exit"
    ]
    assert found == []


def test_only_the_terminal_s_folder_overrides_what_textual_calls_private() -> None:
    found = []
    for path in outside_the_terminal():
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        for kind in vars(module).values():
            if not isinstance(kind, type) or kind.__module__ != name:
                continue
            for base in kind.__mro__[1:]:
                if base.__module__.startswith("textual."):
                    both = parts_of(kind) & parts_of(base)
                    found += [f"{name}.{kind.__name__}.{part} of {base.__name__}" for part in both]
    assert sorted(found) == []
