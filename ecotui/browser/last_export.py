"""What the export dialog remembers: the last exporter, its folder, and options once set."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

from ecotui.files import absolute
from ecotui.options import Option
from ecotui.text.display import visible

#: Longer texts are ignored.
_MAX_CHARACTERS = 4096


class LastExport:
    """A view of the mapping in which the app keeps the last export.

    The mapping may come from any file: whatever does not fit is ignored. Its values can be written
    as JSON::

        {"exporter": KEY, "folder": PATH, "path": TEXT, "options": {KEY: {NAME: VALUE}}}

    ``folder`` is that of the last export; ``path`` was typed for ``exporter`` when the dialog was
    closed without an export; ``options`` holds what differs from the configuration.
    """

    def __init__(self, kept: MutableMapping[str, object]) -> None:
        self._kept = kept

    @property
    def exporter(self) -> str | None:
        """The key of the last exporter."""
        return _line(self._kept.get("exporter"))

    @property
    def folder(self) -> str | None:
        """The folder of the last export, if it still exists."""
        folder = _line(self._kept.get("folder"))
        return folder if folder and os.path.isabs(folder) and os.path.isdir(folder) else None

    def path(self, exporter: str) -> str | None:
        """The path that was typed for an exporter and not used."""
        return _line(self._kept.get("path")) if self.exporter == exporter else None

    def options(self, exporter: str, declared: Iterable[Option]) -> dict[str, Any]:
        """The remembered values of an exporter's options, as far as they still fit."""
        options = self._kept.get("options")
        values = options.get(exporter) if isinstance(options, Mapping) else None
        if not isinstance(values, Mapping):
            return {}
        found = {one.name: _storable(one, values.get(one.name)) for one in declared}
        return {name: value for name, value in found.items() if value is not None}

    def remember_options(
        self,
        exporter: str,
        declared: Iterable[Option],
        values: Mapping[str, Any],
        usual: Mapping[str, Any],
    ) -> None:
        """Remember the valid options of an exporter that differ from the usual ones."""
        set_here: dict[str, object] = {}
        for one in declared:
            value = _storable(one, values.get(one.name))
            if value is not None and value != _storable(one, usual.get(one.name)):
                set_here[one.name] = value
        before = self._kept.get("options")
        options = dict(before) if isinstance(before, Mapping) else {}
        options.pop(exporter, None)
        self._kept["options"] = {**options, exporter: set_here} if set_here else options

    def remember_path(self, exporter: str, path: str) -> None:
        """Remember the path, or "", when the dialog is closed without an export."""
        self._kept["exporter"] = exporter
        self._kept["path"] = path

    def remember_export(self, exporter: str, path: str) -> None:
        """Remember an export that was made."""
        self._kept["exporter"] = exporter
        self._kept["folder"] = os.path.dirname(absolute(path))
        self._kept.pop("path", None)


def _line(value: object) -> str | None:
    """A text that one line of a form shows unchanged, or None."""
    if isinstance(value, str) and 0 < len(value) <= _MAX_CHARACTERS and visible(value) == value:
        return value
    return None


def _storable(one: Option, value: object) -> Any:
    """A value as JSON has it, if the option accepts it and a form can show it; otherwise None."""
    if isinstance(value, str) and len(value) > _MAX_CHARACTERS:
        return None
    try:
        value = one.parse(value)
        # The member of an Enum has a value, which JSON may not have.
        value = getattr(value, "value", value)
        text = one.text(value)
    # With the option of a plugin and a value from a file even the comparison may fail.
    except Exception:
        return None
    if len(text) > _MAX_CHARACTERS or visible(text) != text:
        return None
    if isinstance(value, tuple) and one.type == "list":
        return list(value)
    return value if isinstance(value, (bool, int, float, str)) else None
