"""What a user gets from the wheel, in an environment that knows nothing of the checkout."""

from __future__ import annotations

import json
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from wheels import ROOT, Environment, one, run, succeed

from ecotui import __version__

pytestmark = pytest.mark.xdist_group("wheel")


def test_the_wheel_carries_what_the_program_reads_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(one(built, "ecotui-*.whl")) as wheel:
        names = set(wheel.namelist())
    data = {name for name in names if ".dist-info/" not in name and not name.endswith(".py")}
    folders = (ROOT / "ecotui/text/tables", ROOT / "ecotui/plugins/word/templates")
    files = {str(path.relative_to(ROOT)) for folder in folders for path in folder.iterdir()}
    assert "ecotui/plugins/word/templates/official.docx" in files
    assert {
        "ecotui/data/allocation.toml",
        "ecotui/locale/zh/LC_MESSAGES/ecotui.mo",
        "ecotui/py.typed",
        f"ecotui-{__version__}.data/data/share/man/man1/ecotui.1",
        *files,
    } <= data
    assert all(name.startswith(("ecotui/", "ecotui-")) for name in names)
    assert not any("__pycache__" in name or name.endswith(".pyc") for name in names)


def test_the_sdist_carries_what_a_rebuild_and_the_tests_need(built: Path) -> None:
    with tarfile.open(one(built, "ecotui-*.tar.gz")) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {
        *("pyproject.toml", "LICENSE", "Makefile", "CHANGELOG.md", "PKG-INFO"),
        *("data/allocation.toml", "ecotui/__init__.py", "tests/data/allocation-source.md"),
        *("ecotui/locale/zh/LC_MESSAGES/ecotui.mo", "tools/messages.py"),
        *("examples/ecotui-html/pyproject.toml", "examples/ecotui-parquet/README.md"),
        *("examples/ecotui-html/src/ecotui_html/page.css", "tests/wheel/broken/calls_exit.py"),
    } <= names
    assert not any(".venv" in name or "__pycache__" in name for name in names)


def test_the_metadata_says_what_is_needed(built: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(one(built, "ecotui-*.whl")) as wheel:
        (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        lines = wheel.read(name).decode().splitlines()
    required = [line for line in lines if line.startswith("Requires-Dist:") and "extra" not in line]
    assert len(required) == len(project["dependencies"])
    assert "License-Expression: MIT" in lines


def test_the_installed_program_reads_its_own_plan(environment: Environment) -> None:
    assert len(json.loads(environment.ecotui("list", "--json"))) == 44
    assert environment.ecotui("--version").startswith("ecotui ")
    assert "/ecotui completion bash -- " in environment.ecotui("completion", "bash")
    assert len(environment.ecotui("list", "--where", "lead:lyt").splitlines()) > 0
    where = environment.folder / "plan.md"
    environment.ecotui("export", "markdown", "-o", where)
    assert "森林" in where.read_text(encoding="utf-8")


def test_the_installed_program_speaks_chinese(environment: Environment) -> None:
    done = run(
        environment.bin / "ecotui", "--lang", "zh", "list", "--where", '"', cwd=environment.folder
    )
    assert done.returncode == 2
    assert done.stderr.startswith("ecotui: 查询：引号未闭合")


def test_a_module_is_run_as_the_program_is(environment: Environment) -> None:
    listed = succeed(
        *(environment.bin / "python", "-m", "ecotui", "--lang", "en", "list"),
        cwd=environment.folder,
    )
    assert listed == environment.ecotui("list")


def test_a_plugin_that_is_removed_leaves_no_trace(environment: Environment, built: Path) -> None:
    before, listed = environment.files(), environment.exporters()
    environment.install(one(built, "ecotui_html-*.whl"))
    assert environment.files() > before
    assert environment.ecotui("export", "html", "--where", "no:1").count("<article") == 1
    environment.uninstall("ecotui-html")
    assert environment.files() == before
    assert environment.exporters() == listed
    assert environment.plugins() == {}
    started = run(environment.bin / "ecotui", "list", cwd=environment.folder)
    assert (started.returncode, started.stderr) == (0, "")
    assert 'unknown exporter "html"' in environment.fails(2, "export", "html")
