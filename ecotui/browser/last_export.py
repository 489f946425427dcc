"""What the export dialog remembers: the last exporter, its folder, and options once set."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

from ecotui.options import Option
from ecotui.text.display import visible

#: No text that anybody typed is longer.
_MAX_CHARACTERS = 4096


class LastExport:
    """A view of the mapping in which the app keeps the last export.

    The mapping may come from a file that anybody has written: whatever does not fit is ignored.
    It has strings, numbers, lists and objects only, so that it can be written as JSON::

        {"exporter": KEY, "folder": PATH, "path": TEXT, "options": {KEY: {NAME: VALUE}}}

    ``folder`` is that of the last file written; ``path`` what was typed for ``exporter`` when the
    dialog was closed without an export; ``options`` holds what differs from the configuration.

    Args:
        kept: The mapping; changed in place.
    """

    def __init__(self, kept: MutableMapping[str, object]) -> None:
        self._kept = kept

    @property
    def exporter(self) -> str | None:
        """What calls the last exporter."""
        return _line(self._kept.get("exporter"))

    @property
    def folder(self) -> str | None:
        """The folder of the last export, if it is still there."""
        folder = _line(self._kept.get("folder"))
        return folder if folder and os.path.isabs(folder) and os.path.isdir(folder) else None

    def path(self, exporter: str) -> str | None:
        """The path that was typed for an exporter and not used."""
        return _line(self._kept.get("path")) if self.exporter == exporter else None

    def options(self, exporter: str, declared: Iterable[Option]) -> dict[str, Any]:
        """The values set for an exporter, without those that its options do not take now."""
        options = self._kept.get("options")
        values = options.get(exporter) if isinstance(options, Mapping) else None
        found: dict[str, Any] = {}
        for one in declared if isinstance(values, Mapping) else ():
            value = _storable(one, values.get(one.name)) if isinstance(values, Mapping) else None
            if value is not None:
                found[one.name] = value
        return found

    def remember_options(
        self,
        exporter: str,
        declared: Iterable[Option],
        values: Mapping[str, Any],
        usual: Mapping[str, Any],
    ) -> None:
        """Remember the options of an exporter.

        Args:
            exporter: What calls it.
            declared: Its options.
            values: Values, also as text; what an option does not take is not remembered.
            usual: The values that it has without being remembered.
        """
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
        """Remember the path that was typed, or "", when the dialog was closed without an export."""
        self._kept["exporter"] = exporter
        self._kept["path"] = path

    def remember_export(self, exporter: str, path: str) -> None:
        """Remember an export that was made."""
        self._kept["exporter"] = exporter
        self._kept["folder"] = os.path.dirname(os.path.abspath(path))
        self._kept.pop("path", None)


def _line(value: object) -> str | None:
    """A text that one line of a form can show as it is, or None."""
    if isinstance(value, str) and 0 < len(value) <= _MAX_CHARACTERS and visible(value) == value:
        return value
    return None


def _storable(one: Option, value: object) -> Any:
    """A value as JSON has it, where the option takes it and a form can show it; otherwise None."""
    if isinstance(value, str) and len(value) > _MAX_CHARACTERS:
        return None
    try:
        value = one.parse(value)
        # An option of an Enum gives a member, and what it stands for is not always plain.
        value = getattr(value, "value", value)
        text = one.text(value)
    # Of what a plugin declares, or a file holds, even the comparison may fail.
    except Exception:
        return None
    if len(text) > _MAX_CHARACTERS or visible(text) != text:
        return None
    if isinstance(value, tuple) and one.type == "list":
        return list(value)
    return value if isinstance(value, (bool, int, float, str)) else None
