"""The user's own files: ``config.toml`` and ``views.toml`` in the configuration folder."""

from __future__ import annotations

import os

from ecotui.i18n import N_, _
from ecotui.raci.findings import Thresholds
from ecotui.raci.schemes import BUILT_IN, Scheme
from ecotui.settings.own_schemes import SchemeError, own_scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

#: The themes that ``[browse] theme`` may name, in the order in which a key goes through them.
THEMES = (N_("dark"), N_("light"), N_("contrast"), N_("terminal"))


class ConfigError(Exception):
    """A file of the user's that cannot be read or written; the message is one line."""


def folder() -> str:
    """``$XDG_CONFIG_HOME/ecotui``, or ``~/.config/ecotui``."""
    base = os.environ.get("XDG_CONFIG_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "ecotui")


def read_toml(name: str) -> tuple[dict[str, Any], str]:
    """The values of a file and its text; nothing where there is no such file."""
    import tomli

    path = os.path.join(folder(), name)
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
            return tomli.loads(text), text
    except FileNotFoundError:
        return {}, ""
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigError(
            _("cannot read {path}: {reason}").format(path=path, reason=reason)
        ) from None


#: The sections of ``config.toml`` with their keys; none where any name will do.
_SECTIONS: dict[str, tuple[str, ...]] = {
    "plugins": ("disabled",),
    "exporters": (),
    "keys": (),
    "browse": ("theme", "ambiguous_width"),
    "raci": ("scheme", *Thresholds._fields),
    "schemes": (),
}


class Config:
    """What ``config.toml`` says.

    Attributes:
        disabled: Names of distributions whose plugins are not loaded: ``[plugins] disabled``.
        exporters: Options by exporter: ``[exporters.ID]``; under ``:raci`` those of every one that
            writes a matrix: ``[raci]``.
        keys: The user's keys by action: ``[keys]``.
        theme: The browser's theme, None where it is left to the terminal: ``[browse] theme``.
        ambiguous_width: Cells of characters of ambiguous width: ``[browse] ambiguous_width``.
        schemes: The user's own schemes: ``[schemes.NAME]``.
        problems: What the file says and nothing can make use of, such as a misspelled section: a
            line each.

    Args:
        data: The values.
        text: What they were read from, for the lines in messages.
    """

    def __init__(self, data: Mapping[str, Any], text: str = "") -> None:
        self._text = text
        plugins = data.get("plugins", {})
        disabled = plugins.get("disabled", []) if isinstance(plugins, dict) else None
        if not isinstance(disabled, list) or not all(isinstance(n, str) for n in disabled):
            raise ConfigError(self._wrong('[plugins] disabled = ["…"]'))
        exporters = data.get("exporters", {})
        if not isinstance(exporters, dict) or not all(
            isinstance(values, dict) for values in exporters.values()
        ):
            raise ConfigError(self._wrong("[exporters.ID]"))
        keys = data.get("keys", {})
        if not isinstance(keys, dict):
            raise ConfigError(self._wrong('[keys] undo = "U"'))
        self.disabled: tuple[str, ...] = tuple(disabled)
        self.exporters: dict[str, dict[str, Any]] = dict(exporters)
        self.keys: dict[str, Any] = keys
        self.theme: str | None = None
        self.ambiguous_width = 1
        self.schemes: list[Scheme] = []
        self.problems = (*self._check(data), *self._matrices(data))

    @staticmethod
    def _wrong(wanted: str) -> str:
        path = os.path.join(folder(), "config.toml")
        return _("{path}: write {wanted}").format(path=path, wanted=wanted)

    def complain(self, at: tuple[str, ...], message: str) -> str:
        """A message about what stands at some keys of the file, with file and line before it."""
        from ecotui.model.toml_positions import locate

        path = os.path.join(folder(), "config.toml")
        lines = locate(self._text)
        line = next((lines[at[:end]] for end in range(len(at), 0, -1) if at[:end] in lines), None)
        return f"{path}:{line}: {message}" if line else f"{path}: {message}"

    @property
    def scheme(self) -> str:
        """The scheme where none is named: ``[raci] scheme``, or ``raci``."""
        return str(self.exporters.get(":raci", {}).get("scheme", "raci"))

    @property
    def thresholds(self) -> Thresholds:
        """From where on much is too much: the rest of ``[raci]``."""
        return Thresholds.among(self.exporters.get(":raci", {}))

    def _check(self, data: Mapping[str, Any]) -> Iterator[str]:
        for name, values in data.items():
            if name not in _SECTIONS:
                known = ", ".join(f"[{section}]" for section in _SECTIONS)
                message = _("unknown section [{name}]; the sections are {known}")
                yield self.complain((name,), message.format(name=name, known=known))
            elif (names := _SECTIONS[name]) and isinstance(values, dict):
                for key in values:
                    if key not in names:
                        message = _("unknown key {key} in [{name}]; the keys are {known}")
                        yield self.complain(
                            (name, key), message.format(key=key, name=name, known=", ".join(names))
                        )
        browse = data.get("browse", {})
        theme = browse.get("theme") if isinstance(browse, dict) else ""
        if theme in THEMES:
            self.theme = theme
        elif theme is not None:
            message = _("unknown theme; the themes are {names}")
            message = message.format(names=", ".join(THEMES))
            yield self.complain(("browse", "theme"), message)
        cells = browse.get("ambiguous_width", 1) if isinstance(browse, dict) else 1
        if cells in (1, 2) and isinstance(cells, int) and not isinstance(cells, bool):
            self.ambiguous_width = cells
        else:
            message = _("ambiguous_width is 1 or 2")
            yield self.complain(("browse", "ambiguous_width"), message)

    def _matrices(self, data: Mapping[str, Any]) -> Iterator[str]:
        """Take what is right of ``[schemes]`` and ``[raci]``; say what is wrong."""
        schemes = data.get("schemes", {})
        if not isinstance(schemes, dict):
            yield self.complain(("schemes",), _("write {wanted}").format(wanted="[schemes.NAME]"))
            schemes = {}
        for name, table in schemes.items():
            try:
                self.schemes.append(own_scheme(name, table))
            except SchemeError as error:
                at = ("schemes", name, *error.at)
                yield self.complain(at, f"[schemes.{name}] {error}")
        raci = data.get("raci", {})
        if not isinstance(raci, dict):
            yield self.complain(("raci",), _("write {wanted}").format(wanted="[raci]"))
            raci = {}
        right: dict[str, Any] = {}
        known = (*BUILT_IN, *[scheme.name for scheme in self.schemes])
        for key, value in raci.items():
            if key == "scheme":
                if value in known:
                    right[key] = value
                else:
                    message = _("unknown scheme; the schemes are {names}")
                    yield self.complain(("raci", key), message.format(names=", ".join(known)))
            elif key in Thresholds._fields:
                highest = 100 if key.endswith("share") else None
                if type(value) is int and 0 <= value <= (highest or value):
                    right[key] = value
                else:
                    wanted = f"{key} = 0…{highest or ''}"
                    yield self.complain(("raci", key), _("write {wanted}").format(wanted=wanted))
        self.exporters.pop(":raci", None)
        if right:
            self.exporters[":raci"] = right


def read() -> Config:
    """The user's configuration; an empty one where there is no file.

    Raises:
        ConfigError: the file cannot be read or says something impossible.
    """
    return Config(*read_toml("config.toml"))
