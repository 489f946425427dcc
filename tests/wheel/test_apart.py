"""The built-in exporters as a stranger's: built as a wheel of their own, they write the same.

What this shows is that they need nothing but `ecotui.api`, and nothing of their place.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from wheels import ROOT, Environment, succeed, wheel_of

from ecotui.plugin_host.registry import BUILTIN, Registry

pytestmark = pytest.mark.xdist_group("wheel")

PACKAGE = "ecotui_apart"
EXPORTERS = {listed.spec.id: listed.spec for listed in Registry(plugins=False).exporters()}


@pytest.fixture(scope="module")
def apart(environment: Environment, work: Path) -> Iterator[Environment]:
    """The environment with the plugins in it a second time, each id with ``apart-`` before it."""
    source = work / "apart"
    shutil.copytree(
        ROOT / "ecotui" / "plugins", source / PACKAGE, ignore=shutil.ignore_patterns("__pycache__")
    )
    # The importer stands on the rooms of the importers; the exporters are what is judged here.
    for module in {BUILTIN[name] for name in BUILTIN.keys() - EXPORTERS.keys()}:
        (source / PACKAGE / f"{module.rpartition('.')[2]}.py").unlink()
    ids = "|".join(map(re.escape, EXPORTERS))
    for file in (source / PACKAGE).rglob("*.py"):
        text = file.read_text(encoding="utf-8").replace("ecotui.plugins", PACKAGE)
        text = re.sub(rf'\bid="({ids})"', r'id="apart-\1"', text)
        file.write_text(text, encoding="utf-8")
        assert set(re.findall(r"\becotui\.\w+", text)) <= {"ecotui.api"}, file.name
    points = {name: BUILTIN[name].replace("ecotui.plugins", PACKAGE) for name in EXPORTERS}
    environment.install(wheel_of(source, "ecotui-apart", points))
    yield environment
    environment.uninstall("ecotui-apart")


def test_each_of_them_is_there(apart: Environment) -> None:
    plugin = apart.exporters()
    assert {f"apart-{name}" for name in EXPORTERS} <= plugin.keys()
    assert {plugin[f"apart-{name}"]["plugin"]["name"] for name in EXPORTERS} == {"ecotui-apart"}


@pytest.mark.parametrize("name", EXPORTERS)
def test_it_writes_what_the_built_in_one_writes(apart: Environment, name: str) -> None:
    folder = apart.folder / "apart"
    folder.mkdir(exist_ok=True)
    for called in (name, f"apart-{name}"):
        apart.ecotui("export", called, "--where", "no:1-9", "-o", folder / called)
    succeed("diff", "-r", folder / name, folder / f"apart-{name}", cwd=folder)
