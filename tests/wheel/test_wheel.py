"""What a user gets from the wheel, in an environment that knows nothing of the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Terminal

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

# The steps build on one another's environment, so one process runs them all, in order.
pytestmark = pytest.mark.xdist_group("wheel")


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in an environment that leads nowhere near the checkout."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COV", "ECOTUI_", "PYTHON", "VIRTUAL_ENV"))
    }
    home = (
        {"HOME": str(cwd), "XDG_CONFIG_HOME": str(cwd / "config")} if "pip" not in command else {}
    )
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**kept, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **home, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def succeed(*command: str | Path, cwd: Path) -> str:
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wheel")


@pytest.fixture(scope="module")
def built(work: Path) -> Path:
    """The folder that holds the sdist, and the wheel that was built from it."""
    out = work / "dist"
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir"]
    succeed(*build, out, ROOT, cwd=work)
    for name in ("third_party", "broken"):
        source = work / name
        shutil.copytree(HERE / name, source)
        succeed(*build, out, "--wheel", source, cwd=work)
    return out


def one(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


class Environment:
    """A fresh virtual environment and what is typed in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"

    def pip(self, *arguments: str | Path) -> None:
        pip = (self.bin / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
        succeed(*pip, *arguments, cwd=self.folder)

    def ecotui(self, *arguments: str | Path) -> str:
        return succeed(self.bin / "ecotui", "--lang", "en", *arguments, cwd=self.folder)

    def exporters(self) -> dict[str, dict]:
        return {one["id"]: one for one in json.loads(self.ecotui("exporters", "--json"))}

    def plugins(self) -> dict[str, dict]:
        return {one["name"]: one for one in json.loads(self.ecotui("plugins", "list", "--json"))}


@pytest.fixture(scope="module")
def environment(work: Path, built: Path) -> Environment:
    """An environment into which the wheel was installed as a user would."""
    folder = work / "venv"
    succeed(sys.executable, "-m", "venv", folder, cwd=work)
    fresh = Environment(folder)
    fresh.pip("install", one(built, "ecotui-*.whl"))
    return fresh


@pytest.fixture
def third_party(environment: Environment, built: Path) -> Iterator[Environment]:
    environment.pip("install", "--no-deps", one(built, "ecotui_outline_html-*.whl"))
    yield environment
    environment.pip("uninstall", "--yes", "ecotui-outline-html")


@pytest.fixture
def broken(environment: Environment, built: Path) -> Iterator[Environment]:
    environment.pip("install", "--no-deps", one(built, "ecotui_broken-*.whl"))
    yield environment
    environment.pip("uninstall", "--yes", "ecotui-broken")


def test_the_wheel_carries_what_the_program_reads_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(one(built, "ecotui-*.whl")) as wheel:
        names = set(wheel.namelist())
    data = {name for name in names if ".dist-info/" not in name and not name.endswith(".py")}
    tables = {path.name for path in (ROOT / "ecotui" / "text" / "tables").iterdir()}
    assert {
        "ecotui/data/allocation.toml",
        "ecotui/locale/zh/LC_MESSAGES/ecotui.mo",
        "ecotui/py.typed",
        *(f"ecotui/text/tables/{name}" for name in tables),
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


def test_a_third_party_exporter_is_listed_and_used(third_party: Environment) -> None:
    listed = third_party.exporters()["outline-html"]
    assert listed["plugin"] == {"name": "ecotui-outline-html", "version": "2.1"}
    assert (listed["status"], listed["reason"], listed["kind"]) == ("ok", None, "text")
    assert {option["name"] for option in listed["options"]} == {"departments", "heading"}
    page = third_party.folder / "plan.html"
    third_party.ecotui("export", "outline-html", "-o", page, "--where", "no:1", "--heading", "2")
    text = page.read_text(encoding="utf-8")
    assert "<h3>一、分领域任务</h3>" in text
    assert text.count("<p>1. ") == 1
    assert "<p>2. " not in text
    without = third_party.ecotui("export", "outline-html", "--no-departments")
    assert "<em>" not in without
    assert "--heading" in third_party.ecotui("export", "outline-html", "--help")
    assert third_party.plugins()["ecotui-outline-html"]["status"] == "ok"


def test_a_third_party_exporter_is_used_from_the_dialog(third_party: Environment) -> None:
    screen = Terminal([str(third_party.bin / "ecotui"), "--lang", "en"], third_party.folder)
    try:
        screen.wait("44/44")
        screen.send("/no:1\re")
        screen.wait("Export: 1 measure", "outline-html")
        screen.send("G\r")
        screen.wait("sichuan-ecological-compensation-outline-html.html")
        screen.send("\r")
        screen.wait("wrote sichuan-ecological-compensation-outline-html.html")
        screen.send("q")
        assert screen.ended() == 0
    finally:
        screen.close()
    page = third_party.folder / "sichuan-ecological-compensation-outline-html.html"
    assert page.read_text(encoding="utf-8").count("<p>1. ") == 1


def test_uninstalling_it_leaves_no_trace(environment: Environment) -> None:
    assert "outline-html" not in environment.exporters()
    assert environment.plugins() == {}
    done = run(environment.bin / "ecotui", "export", "outline-html", cwd=environment.folder)
    assert done.returncode == 2
    assert "outline-html" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_plugin_beside_it_harms_nothing(
    broken: Environment, third_party: Environment
) -> None:
    plugins = third_party.plugins()
    assert plugins["ecotui-broken"]["status"] == "broken"
    assert plugins["ecotui-broken"]["error"] == "SystemExit: broken on purpose"
    assert plugins["ecotui-outline-html"]["status"] == "ok"
    assert third_party.exporters()["outline-html"]["status"] == "ok"
    assert "<h2>" in third_party.ecotui("export", "outline-html")
    assert len(json.loads(broken.ecotui("list", "--json"))) == 44


def test_plugins_can_be_left_out(third_party: Environment) -> None:
    listed = json.loads(third_party.ecotui("--no-plugins", "exporters", "--json"))
    assert "outline-html" not in {one["id"] for one in listed}
