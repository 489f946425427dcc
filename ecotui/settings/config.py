"""The user's own files: ``config.toml`` and ``views.toml`` in the configuration folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ecotui.files import own_folder
from ecotui.i18n import N_, _
from ecotui.raci.schemes import BUILT_IN, Scheme
from ecotui.settings.own_schemes import SchemeError, own_scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.options import Option
    from ecotui.raci.rules import MatrixRules

#: The themes that ``[browse] theme`` may name, in the order in which a key goes through them.
THEMES = (N_("dark"), N_("light"), N_("contrast"), N_("terminal"))


class UserOptions:
    """The user's own defaults of options: ``[exporters.ID]``, and ``[raci]`` for every matrix."""

    def __init__(
        self,
        exporters: Mapping[str, Mapping[str, Any]] | None = None,
        raci: Mapping[str, Any] | None = None,
    ) -> None:
        self.exporters = exporters or {}
        self.raci = raci or {}

    def of(self, exporter: str, options: Iterable[Option]) -> dict[str, Any]:
        """The values for an exporter, by its id: its own go before those it shares with others.

        They are as the file has them: see `Config.options_of`.
        """
        shared = {"raci": self.raci}
        values = {
            one.name: shared[one.shared][one.name]
            for one in options
            if one.name in shared.get(one.shared, ())
        }
        return {**values, **self.exporters.get(exporter, {})}

    @property
    def rules(self) -> MatrixRules:
        """What holds for a matrix if nobody says anything else."""
        from ecotui.raci.rules import MatrixRules

        return MatrixRules(**self.raci)


class ConfigError(Exception):
    """A file of the user's that cannot be read or written; the message is one line."""

    exit_code = 2


def folder() -> str:
    """``$XDG_CONFIG_HOME/ecotui``, or ``~/.config/ecotui``."""
    return own_folder("XDG_CONFIG_HOME", ".config")


#: A larger file is not meant for ecotui.
_MAX_BYTES = 8 << 20


def file_text(name: str) -> str:
    """The text of a file in the folder, as it is; empty where there is no such file.

    Raises:
        ConfigError: it is no file, or cannot be read.
    """
    from ecotui.files import read_regular

    path = name
    try:
        path = os.path.join(folder(), name)
        content = read_regular(path, _MAX_BYTES)
        return content.decode()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("cannot read {path}: {reason}")
        why = _("byte 0x{byte:02x} is not UTF-8").format(byte=content[error.start])
        raise ConfigError(message.format(path=f"{path}:{line}", reason=why)) from None
    except OSError as error:
        if isinstance(error, PermissionError) and not os.path.exists(path):
            # Somebody else's home, so there is no file for this user.
            return ""
        raise _unreadable(path, error) from None


def _unreadable(path: str, error: Exception) -> ConfigError:
    from ecotui.text.reasons import reason

    if (line := getattr(error, "lineno", None)) is not None:
        path = f"{path}:{line}"
    message = _("cannot read {path}: {reason}")
    return ConfigError(message.format(path=path, reason=reason(error)))


def parsed(name: str, text: str) -> dict[str, Any]:
    """The values in the text of a file in the folder.

    Raises:
        ConfigError: it is no TOML.
    """
    import tomli

    try:
        return tomli.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise _unreadable(os.path.join(folder(), name), error) from None


def read_toml(name: str) -> tuple[dict[str, Any], str]:
    """The values of a file and its text; nothing where there is no such file.

    Raises:
        ConfigError: it cannot be read.
    """
    text = file_text(name)
    return parsed(name, text) if text else {}, text


def located(path: str, text: str, at: tuple[str, ...], message: str) -> str:
    """A message about what stands at some keys of a TOML text, with file and line before it."""
    from ecotui.model.toml_positions import locate

    lines = locate(text.removeprefix("\ufeff"))
    line = next((lines[at[:end]] for end in range(len(at), 0, -1) if at[:end] in lines), None)
    where = f"{path}:{line}" if line else path
    return _("{name}: {value}").format(name=where, value=message)


#: The sections of ``config.toml`` with their keys; none where they are looked at later.
_SECTIONS: dict[str, tuple[str, ...]] = {
    "plugins": ("disabled",),
    "exporters": (),
    "importers": (),
    "keys": (),
    "browse": ("theme", "ambiguous_width"),
    "raci": (),
    "schemes": (),
    "import": ("columns", "aliases", "first_leads", "people", "measure_level"),
}


class Config:
    """What ``config.toml`` says.

    Attributes:
        disabled: Names of distributions whose plugins are not loaded: ``[plugins] disabled``.
        options: The user's values of options: ``[exporters.ID]`` and ``[raci]``.
        importers: The same for importers, by their ids: ``[importers.ID]``.
        keys: The user's keys by action: ``[keys]``.
        theme: The browser's theme, None where it is left to the terminal: ``[browse] theme``.
        ambiguous_width: Cells of characters of ambiguous width: ``[browse] ambiguous_width``.
        schemes: The user's own schemes: ``[schemes.NAME]``.
        importing: What the user decides about documents: ``[import]``.
        problems: What the file says and nothing can make use of, such as a misspelled section: a
            line each.

    It is made of the values of the file, and of its text for the lines in messages.
    """

    def __init__(self, data: Mapping[str, Any], text: str = "") -> None:
        self._text = text
        plugins = data.get("plugins", {})
        disabled = plugins.get("disabled", []) if isinstance(plugins, dict) else None
        if not isinstance(disabled, list) or not all(isinstance(n, str) for n in disabled):
            raise ConfigError(self._wrong('[plugins] disabled = ["…"]'))
        exporters, self.importers = (
            self._tables(data, section) for section in ("exporters", "importers")
        )
        keys = data.get("keys", {})
        if not isinstance(keys, dict):
            raise ConfigError(self._wrong('[keys] undo = "U"'))
        self.disabled: tuple[str, ...] = tuple(disabled)
        self.keys: dict[str, Any] = keys
        self.theme: str | None = None
        self.ambiguous_width = 1
        self.schemes: list[Scheme] = []
        self.importing: dict[str, Any] = {}
        raci: dict[str, Any] = {}
        self.problems: tuple[str, ...] = (
            *self._check(data),
            *self._read_import(data.get("import", {})),
            *self._read_schemes(data.get("schemes", {})),
            *self._read_raci(data.get("raci", {}), raci),
        )
        self.options = UserOptions(exporters, raci)

    def options_of(
        self, id_: str, options: Sequence[Option], section: str = "exporters"
    ) -> tuple[dict[str, Any], list[str], dict[str, str]]:
        """What the file says of the options of an exporter or importer, by its id.

        Returns:
            The values that they take; what is said of those that it does not have, a line each; and
            by option, what is wrong with a value that it does not take.
        """
        given = self.importers.get(id_, {})
        if section == "exporters":
            given = self.options.of(id_, options)
        known = {one.name: one for one in options}
        values: dict[str, Any] = {}
        unknown: list[str] = []
        wrong: dict[str, str] = {}
        for name, value in given.items():
            at = (section, id_, name)
            if (one := known.get(name)) is None:
                message = _("{exporter} has no option {name}; the line counts for nothing")
                message = message.format(exporter=id_, name=name)
                unknown.append(self.complain(at, message))
            elif (reason := one.refusal(value, called=".".join(at))) is not None:
                wrong[name] = self.complain(at, reason)
            else:
                values[name] = value
        return values, unknown, wrong

    def _tables(self, data: Mapping[str, Any], section: str) -> dict[str, dict[str, Any]]:
        """The tables of a section, such as ``[exporters.ID]``, by their names."""
        tables = data.get(section, {})
        if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
            raise ConfigError(self._wrong(f"[{section}.ID]"))
        return tables

    @staticmethod
    def _wrong(wanted: str) -> str:
        path = os.path.join(folder(), "config.toml")
        return _("{path}: write {wanted}").format(path=path, wanted=wanted)

    def complain(self, at: tuple[str, ...], message: str) -> str:
        """A message about what stands at some keys of the file, with file and line before it."""
        return located(os.path.join(folder(), "config.toml"), self._text, at, message)

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

    def _read_schemes(self, schemes: object) -> Iterator[str]:
        """Take what is right of ``[schemes]``; say what is wrong."""
        if not isinstance(schemes, dict):
            yield self.complain(("schemes",), _("write {wanted}").format(wanted="[schemes.NAME]"))
            schemes = {}
        for name, table in schemes.items():
            try:
                self.schemes.append(own_scheme(name, table))
            except SchemeError as error:
                at = ("schemes", name, *error.at)
                yield self.complain(at, f"[schemes.{name}] {error}")

    def _read_import(self, values: object) -> Iterator[str]:
        """Take what is right of ``[import]``; say what is wrong."""
        if not isinstance(values, dict):
            yield self.complain(("import",), _("write {wanted}").format(wanted="[import]"))
            return
        wanted = {
            "columns": '[import.columns] "…" = "lead"',
            "aliases": '[import.aliases] "…" = "…"',
            "first_leads": "first_leads = true",
            "people": "people = true",
            "measure_level": 'measure_level = "（一）"',
        }
        for key, value in values.items():
            right = isinstance(value, str if key == "measure_level" else bool)
            if key in ("columns", "aliases"):
                right = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
            if right and key in wanted:
                self.importing[key] = value
            elif key in wanted:
                yield self.complain(("import", key), _("write {wanted}").format(wanted=wanted[key]))

    def _read_raci(self, raci: object, right: dict[str, Any]) -> Iterator[str]:
        """Put what is right of ``[raci]`` into a dictionary; say what is wrong."""
        if not isinstance(raci, dict):
            yield self.complain(("raci",), _("write {wanted}").format(wanted="[raci]"))
        if not raci or not isinstance(raci, dict):
            return
        # Nobody waits for these where the file has no such section.
        from dataclasses import replace

        from ecotui.options import declared
        from ecotui.raci.rules import MatrixRules

        known = {one.name: one for one in declared(MatrixRules)}
        schemes = (*BUILT_IN, *[scheme.name for scheme in self.schemes])
        known["scheme"] = replace(known["scheme"], choices=schemes)
        for key, value in raci.items():
            one = known.get(key)
            if key == "scheme" and isinstance(value, str):
                value = value.lower()
            if one is None:
                message = _("unknown key {key} in [{name}]; the keys are {known}")
                message = message.format(key=key, name="raci", known=", ".join(known))
            elif one.takes(value):
                right[key] = value
                continue
            elif one.choices:
                message = _("unknown scheme; the schemes are {names}")
                message = message.format(names=", ".join(schemes))
            else:
                message = _("write {wanted}").format(wanted=f"{key} = {one.range}")
            yield self.complain(("raci", key), message)


def read() -> Config:
    """The user's configuration; an empty one where there is no file.

    Raises:
        ConfigError: the file cannot be read or says something impossible.
    """
    return Config(*read_toml("config.toml"))
