"""Which importer reads a document: the one that is named, or the surest of those of its ending."""

from __future__ import annotations

from typing import NamedTuple

from ecotui.files import matching
from ecotui.i18n import _
from ecotui.plugin_host.containment import contained

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.plugin_host.registry import PluginBroken, Registered, Registry


class NoImporter(Exception):
    """A file is nothing to import, or several importers may read it; the message is one line."""

    exit_code = 2


#: How sure an importer is that does not say it.
UNSAID = 0.5

#: Importers that other ones have taken the place of.
_RENAMED = {"markdown-tables": "text"}


class Choice(NamedTuple):
    """The importer of a document, and those that failed when they were asked about it."""

    importer: Registered
    failures: tuple[PluginBroken, ...] = ()


def importer_for(
    registry: Registry, file: str, name: str | None = None, data: bytes = b""
) -> Choice:
    """The importer that is named, or that reads files of this ending; for others that of text.

    Where several read files of the ending, the one that is surest of the data does.

    Raises:
        NoImporter: the file is a plan, or several importers are equally sure of it.
        UnknownExporter: none has the name.
        PluginBroken: each that could read it failed when it was asked about it.
    """
    if name:
        return Choice(registry.importer(_RENAMED.get(name, name)))
    every = registry.importers()
    ending = matching(file, [ending for one in every for ending in one.spec.extensions])
    found = [one for one in every if ending in one.spec.extensions]
    # One that lacks what it needs says so, if there is no other.
    found = [one for one in found if one.reason is None] or found[:1]
    if len(found) == 1:
        return Choice(found[0])
    if found:
        return _surest(registry, found, file, data)
    if matching(file, ["toml"]):
        message = _("{what} is a plan already; ecotui --plan {what} opens it")
        raise NoImporter(message.format(what=file))
    # Its reader goes by the content, and knows what to say of it.
    return Choice(registry.importer("text"))


def _surest(registry: Registry, found: list[Registered], file: str, data: bytes) -> Choice:
    """The one of several importers that is surest of a document."""
    from ecotui.plugin_host.registry import PluginBroken

    sure: dict[tuple[float, bool], list[Registered]] = {}
    failures: list[PluginBroken] = []
    for one in found:
        try:
            sure.setdefault(sureness(one, data), []).append(one)
        except PluginBroken as error:
            failures.append(error)
    if not sure:
        raise failures[0]
    most = max(sure)
    if most[0] == 0:
        return Choice(registry.importer("text"), tuple(failures))
    best = sure[most]
    if len(best) > 1:
        message = _(
            "{file}: several importers may read it: {keys}; "
            "`ecotui import {file} --importer {key}` takes the first"
        )
        keys = [one.key for one in best]
        raise NoImporter(message.format(file=file, keys=", ".join(keys), key=keys[0]))
    return Choice(best[0], tuple(failures))


def sureness(listed: Registered, data: bytes) -> tuple[float, bool]:
    """How sure an importer is that a document is its own, and whether that counts in full.

    One that does not say it comes after those that do, and after those that come with ecotui.

    Raises:
        PluginBroken: it failed, or said no number from 0 to 1.
    """
    importer = listed.instantiate()
    sniff = getattr(importer, "sniff", None)
    if sniff is None:
        return UNSAID, listed.is_own
    try:
        with contained(trusted=listed.is_own):
            sure = sniff(data)
        if not isinstance(sure, (int, float)) or not 0 <= sure <= 1:
            raise TypeError(f"sniff() gave {sure!r}, not a number from 0 to 1")
    except KeyboardInterrupt:
        raise
    # It is the plugin's code.
    except BaseException as error:
        raise listed.failure(error) from error
    return float(sure), True
