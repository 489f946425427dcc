"""Where the plugins of others are, known without importing one of them."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from ecotui.files import current_folder
from ecotui.i18n import _
from ecotui.plugin_host.spec import PROJECT

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint
    from types import ModuleType


class Unusable(Exception):
    """A plugin does not keep the contract; the message says how."""


class Source(NamedTuple):
    """Where a plugin is, known without importing it."""

    #: Name of its distribution; of a single file, its name without the ending.
    name: str
    #: Version of its distribution; empty for a single file, which says it itself.
    version: str
    #: Imports it and returns what holds its hooks.
    load: Callable[[], object]


def normal(name: str) -> str:
    """The name of a distribution as pip compares it."""
    return name.lower().replace("_", "-").replace(".", "-")


def from_entry_point(point: EntryPoint) -> Source:
    """The plugin that an entry point names."""
    distribution = point.dist
    # In a damaged installation these are None, whatever the annotation says.
    name = (distribution.name if distribution else None) or point.name
    return Source(name, (distribution.version if distribution else None) or "0", point.load)


def of_distribution(distribution: Distribution) -> list[Source]:
    """The plugins that a distribution names.

    Where what it names can be no object, it is one plugin that cannot be loaded.
    """
    try:
        points = list(distribution.entry_points.select(group=PROJECT))
    # Python 3.15 says so here, and not only where the object is asked for.
    except ValueError as error:
        message = " ".join(map(str, error.args[::-1]))

        def fail() -> NoReturn:
            raise Unusable(message)

        return [Source(distribution.name, distribution.version, fail)]
    return [from_entry_point(point) for point in points]


def installed() -> list[Source]:
    """The plugins of other distributions; one that is found again on the path counts once.

    A distribution with damaged metadata is passed over, and its neighbours are not. The current
    folder is not searched, even if it is on the path.
    """
    from importlib import metadata

    here = current_folder()
    path = [folder for folder in sys.path if os.path.realpath(folder or ".") != here]
    found: dict[str, list[Source]] = {}
    for distribution in metadata.distributions(path=path):
        with contextlib.suppress(Exception):
            # Most have no such text, and parsing it is what takes time.
            if f"[{PROJECT}]" not in (distribution.read_text("entry_points.txt") or ""):
                continue
            owner = normal(distribution.name or "") or str(distribution.locate_file(""))
            if owner != "ecotui":
                # Python imports from the first folder that has a module, too.
                found.setdefault(owner, of_distribution(distribution))
    # Sorted by name, since a folder has no order of its own.
    return [source for _owner, sources in sorted(found.items()) for source in sources]


def in_folder(folder: str) -> list[Source]:
    """The plugins that are single files of a folder, by name; none if it cannot be read."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [
        Source(name[:-3], "", partial(_from_file, os.path.join(folder, name)))
        for name in names
        if name.endswith(".py") and not name.startswith(("_", "."))
    ]


def _from_file(path: str) -> ModuleType:
    """Import a single file, as a module that is called as the file is."""
    name = os.path.basename(path)[:-3]
    if not name.isidentifier():
        raise Unusable(_('"{name}" is not a valid module name').format(name=name))
    loaded = sys.modules.get(name)
    if loaded and os.path.realpath(getattr(loaded, "__file__", None) or "") == os.path.realpath(
        path
    ):
        # The command line is read again where a global option stands behind an exporter.
        return loaded
    if name in sys.modules or importlib.util.find_spec(name) is not None:
        raise Unusable(_('another module is called "{name}"; rename the file').format(name=name))
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its factory is imported by this name.
    sys.modules[name] = module
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    finally:
        sys.dont_write_bytecode = kept
    return module
