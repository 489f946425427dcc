"""The user's own files: ``config.toml`` and ``views.toml`` in the configuration folder."""

from __future__ import annotations

import os

from ecotui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

#: The themes that ``[browse] theme`` may name, in the order in which a key goes through them.
THEMES = ("dark", "light", "contrast", "terminal")


class ConfigError(Exception):
    """A file of the user's that cannot be read or written; the message is one line."""


def folder() -> str:
    """``$XDG_CONFIG_HOME/ecotui``, or ``~/.config/ecotui``."""
    base = os.environ.get("XDG_CONFIG_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "ecotui")


def _read(name: str) -> dict[str, Any]:
    import tomli

    path = os.path.join(folder(), name)
    try:
        with open(path, "rb") as file:
            return tomli.loads(file.read().decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigError(
            _("cannot read {path}: {reason}").format(path=path, reason=reason)
        ) from None


class Config:
    """What ``config.toml`` says.

    Attributes:
        disabled: Names of distributions whose plugins are not loaded: ``[plugins] disabled``.
        exporters: Options by exporter: ``[exporters.ID]``.
        theme: The browser's theme, None where it is left to the terminal: ``[browse] theme``.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        plugins = data.get("plugins", {})
        disabled = plugins.get("disabled", []) if isinstance(plugins, dict) else None
        if not isinstance(disabled, list) or not all(isinstance(n, str) for n in disabled):
            raise ConfigError(self._wrong('[plugins] disabled = ["…"]'))
        exporters = data.get("exporters", {})
        if not isinstance(exporters, dict) or not all(
            isinstance(values, dict) for values in exporters.values()
        ):
            raise ConfigError(self._wrong("[exporters.ID]"))
        self.disabled: tuple[str, ...] = tuple(disabled)
        self.exporters: dict[str, dict[str, Any]] = exporters
        browse = data.get("browse", {})
        theme = browse.get("theme") if isinstance(browse, dict) else ""
        if theme is not None and theme not in THEMES:
            names = " | ".join(f'"{name}"' for name in THEMES)
            raise ConfigError(self._wrong(f"[browse] theme = {names}"))
        self.theme: str | None = theme

    @staticmethod
    def _wrong(wanted: str) -> str:
        path = os.path.join(folder(), "config.toml")
        return _("{path}: write {wanted}").format(path=path, wanted=wanted)


def read() -> Config:
    """The user's configuration; an empty one where there is no file.

    Raises:
        ConfigError: the file cannot be read or says something impossible.
    """
    return Config(_read("config.toml"))


def views() -> dict[str, str]:
    """The saved views: name to query text.

    Raises:
        ConfigError: the file cannot be read.
    """
    return {name: text for name, text in _read("views.toml").items() if isinstance(text, str)}


def save_views(views: Mapping[str, str]) -> None:
    """Replace the saved views.

    Raises:
        ConfigError: the file cannot be written.
    """
    import tomli_w

    from ecotui.files import replacing

    path = os.path.join(folder(), "views.toml")
    try:
        os.makedirs(folder(), exist_ok=True)
        with replacing(path) as file:
            file.write(tomli_w.dumps(dict(sorted(views.items()))).encode())
    except OSError as error:
        message = _("cannot write {path}: {reason}")
        raise ConfigError(message.format(path=path, reason=error.strerror)) from None
