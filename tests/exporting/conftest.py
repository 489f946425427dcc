"""What the tests of plugins share: a small plan, and plugins that are installed for one test."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from textwrap import dedent

import pytest

from ecotui import i18n
from ecotui.exporting.registry import Registry
from ecotui.plan import Chapter, Department, Measure, Plan, Section
from ecotui.selection import Selection, select


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use(None)


@pytest.fixture
def selection() -> Selection:
    measure = Measure(1, "健全补偿标准。", ("林业厅",), ("财政厅",))
    chapter = Chapter(1, "分领域任务", (), (Section(1, "森林", (measure,)),))
    departments = (Department("林业厅"), Department("财政厅"))
    return select(Plan("small", "小方案", departments=departments, chapters=(chapter,)))


class Plugins:
    """Plugins in a folder on the path, as pip would leave them there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(self, name: str, source: str = "", *, version: str = "1.0", value: str = "") -> str:
        """Install a plugin of one module.

        Args:
            name: Name of the distribution; its module has underscores for dashes.
            source: Text of the module, with ``spec(id, **changes)`` at hand.
            version: Version of the distribution.
            value: What the entry point names, if not the module.

        Returns:
            The name of the module.
        """
        module = name.replace("-", "_").replace(".", "_")
        (self.folder / f"{module}.py").write_text(PRELUDE + dedent(source), encoding="utf-8")
        info = self.folder / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[ecotui]\nmain = {value or module}\n")
        return module

    def entry_points(self) -> Sequence[metadata.EntryPoint]:
        found = metadata.distributions(path=[str(self.folder)])
        every = [point for one in found for point in one.entry_points.select(group="ecotui")]
        return sorted(every, key=lambda point: point.dist.name if point.dist else "")

    def registry(self, **options: object) -> Registry:
        return Registry(entry_points=self.entry_points, **options)  # type: ignore[arg-type]


PRELUDE = """\
from ecotui.api import *
from ecotui.api import hookimpl
import sys

def spec(id="mine", **changes):
    values = dict(
        id=id, title="Mine", summary="Writes it.", extensions=("txt",), media_type="text/plain",
        kind="text", factory=f"{__name__}:Mine",
    )
    return ExporterSpec(**{**values, **changes})

class Mine:
    def export(self, selection, target, options):
        with target.text() as file:
            file.write("mine")

"""

#: A plugin that does everything right.
GOOD = """
@hookimpl
def ecotui_register_exporters():
    return [spec()]
"""


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugins]:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    before = set(sys.modules)
    yield Plugins(folder)
    for name in set(sys.modules) - before:
        file = getattr(sys.modules[name], "__file__", None) or ""
        if file.startswith(str(folder)):
            del sys.modules[name]


@pytest.fixture
def exporting(plugins: Plugins) -> Callable[[str], Registry]:
    """Install a plugin whose exporter has this body, and give the registry that knows it."""

    def install(body: str, **changes: object) -> Registry:
        arguments = "".join(f", {key}={value!r}" for key, value in changes.items())
        lines = "\n".join(" " * 8 + line for line in dedent(body).strip().splitlines())
        source = (
            f"class Mine:\n    def export(self, selection, target, options):\n{lines}\n\n"
            f"@hookimpl\ndef ecotui_register_exporters():\n    return [spec('mine'{arguments})]\n"
        )
        plugins.install("acme-mine", source, version="2.5")
        return plugins.registry()

    return install
