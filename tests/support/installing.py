"""Plugins that are installed for one test, as pip would leave them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from textwrap import dedent

from ecotui.plugin_host.discovery import Source, of_distribution
from ecotui.plugin_host.registry import Registry


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

    def installed(self) -> Sequence[Source]:
        found = metadata.distributions(path=[str(self.folder)])
        every = [source for one in found for source in of_distribution(one)]
        return sorted(every, key=lambda source: source.name)

    def registry(self, **options: object) -> Registry:
        return Registry(installed=self.installed, **options)  # type: ignore[arg-type]


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


def hook(body: str, name: str = "ecotui_register_exporters") -> str:
    """The source of a hook."""
    return f"\n@hookimpl\ndef {name}(): {body}\n"


#: A plugin that does everything right.
GOOD = hook("return [spec()]")


@contextlib.contextmanager
def installed_in(folder: Path) -> Iterator[Plugins]:
    """A folder on the path, for plugins; what was imported from it is forgotten in the end."""
    folder.mkdir(exist_ok=True)
    before, path = set(sys.modules), list(sys.path)
    sys.path.insert(0, str(folder))
    try:
        yield Plugins(folder)
    finally:
        sys.path[:] = path
        for name in set(sys.modules) - before:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if file.startswith(str(folder)):
                del sys.modules[name]
