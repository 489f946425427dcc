"""Calls into plugins, and what is said of one that breaks."""

from __future__ import annotations

import contextlib
import importlib
import sys
import threading
from typing import Any

from ecotui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Registered


class PluginBroken(Exception):
    """A plugin failed in a way that it did not state: its name, version and the cause."""

    exit_code = 4


class NoOutput:
    """While an exporter runs, what it prints goes to standard error.

    Standard output is one for the whole process, and exporters may run in several threads: the
    first that begins takes it away, the last that ends puts it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._redirected = contextlib.redirect_stdout(sys.stderr)

    def __enter__(self) -> None:
        with self._lock:
            if not self._running:
                self._redirected = contextlib.redirect_stdout(sys.stderr)
                self._redirected.__enter__()
            self._running += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._running -= 1
            if not self._running:
                self._redirected.__exit__(None, None, None)


no_output = NoOutput()


def instantiate(listed: Registered) -> Any:
    """What the factory of an exporter or importer makes.

    Raises:
        PluginBroken: the factory cannot be imported or called.
    """
    module, _colon, name = listed.spec.factory.partition(":")
    try:
        with no_output:
            return getattr(importlib.import_module(module), name)()
    except KeyboardInterrupt:
        raise
    # Importing runs the plugin's code, which may raise anything.
    except BaseException as error:
        raise plugin_failure(listed, error) from error


def plugin_failure(listed: Registered, error: BaseException) -> PluginBroken:
    """What to raise, or say, where the plugin of an exporter failed without stating a reason."""
    from ecotui.plugin_host.loading import one_line

    message = _("plugin {name} {version} failed in {exporter}: {error}")
    return PluginBroken(
        message.format(
            name=listed.plugin.name,
            version=listed.plugin.version,
            exporter=listed.spec.id,
            error=one_line(error),
        )
    )
