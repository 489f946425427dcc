"""Importing one plugin and asking it what it brings.

Whatever it does meanwhile is noted in it, and goes no further.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, TypeVar

from ecotui.i18n import _
from ecotui.plugin_host.discovery import Unusable
from ecotui.plugin_host.spec import API_VERSION, ExporterSpec, ImporterSpec
from ecotui.plugin_host.validation import validate
from ecotui.text.suggestions import nearest

if TYPE_CHECKING:
    import pluggy

Spec = TypeVar("Spec", ExporterSpec, ImporterSpec)

#: Seconds that a plugin may take to be imported and to name what it brings.
IMPORT_WAIT_S = 5.0
#: The most exporters, and the most importers, that one plugin may name.
MAX_SPECS = 100


@dataclass
class Plugin:
    """A plugin and how it fares.

    Args:
        name: Name of its distribution.
        version: Version of its distribution.
        status: ``"ok"``, ``"disabled"``, ``"broken"`` or ``"incompatible"``.
        error: Why it is not ok, in one line.
        import_ms: Milliseconds that importing and asking it took.
        cause: The exception that it raised, for whoever wants to see where.
    """

    name: str
    version: str
    status: str = "ok"
    error: str | None = None
    import_ms: float = 0.0
    exporters: list[ExporterSpec] = field(default_factory=list)
    importers: list[ImporterSpec] = field(default_factory=list)
    cause: BaseException | None = field(default=None, repr=False, compare=False)

    @property
    def state(self) -> str:
        """The plugin, its status and the reason in one line."""
        message = _("plugin {name} {version} is {status}: {error}")
        return message.format(
            name=self.name, version=self.version, status=self.status, error=self.error
        )

    def fail(self, error: str, status: str = "broken") -> None:
        """Note that the plugin cannot be used; what it registered is forgotten."""
        self.status, self.error = status, error
        self.exporters = []
        self.importers = []


def ask(plugin: Plugin, load: Callable[[], object], *, limit: float | None = None) -> None:
    """Import a plugin and call its hooks; whatever goes wrong is noted in it.

    Args:
        plugin: Gets what it registers, or why it cannot be used.
        load: Imports it.
        limit: Seconds after which it is given up; None for one of our own, which is trusted.
    """
    start = time.perf_counter()
    answer = _Answer()
    if limit is None:
        answer.take(plugin.name, load)
    else:
        with _printed() as printed:
            in_time = _within(limit, lambda: answer.take(plugin.name, load))
        if not in_time:
            message = _("it was not ready after {seconds:g} s, so it was stopped")
            answer = _Answer(error=message.format(seconds=limit))
        elif printed and answer.error is None:
            message = _("it wrote to standard output while it was loaded: {text}")
            answer.error = message.format(text=_short(printed[0]))
    # The user's reaches the main thread, which waits for the plugin's; one in that is the plugin's.
    if limit is None and isinstance(answer.raised, KeyboardInterrupt):
        raise answer.raised
    plugin.version = plugin.version or answer.version
    plugin.exporters, plugin.importers = answer.exporters, answer.importers
    plugin.cause = answer.raised
    if answer.error is not None:
        plugin.fail(answer.error, answer.status)
    plugin.import_ms = (time.perf_counter() - start) * 1000


class _Answer:
    """What a plugin answered; filled by the thread that asks it."""

    def __init__(self, error: str | None = None) -> None:
        self.exporters: list[ExporterSpec] = []
        self.importers: list[ImporterSpec] = []
        self.status, self.error, self.version = "broken", error, "0"
        self.raised: BaseException | None = None

    def take(self, name: str, load: Callable[[], object]) -> None:
        """Import and ask a plugin; nothing that it raises comes out."""
        import pluggy

        from ecotui.plugin_host import hookspecs

        try:
            module = load()
            self.version = str(getattr(module, "__version__", self.version))
            manager = pluggy.PluginManager(hookspecs.PROJECT)
            manager.add_hookspecs(hookspecs)
            manager.register(module, name)
            _check_hooks(manager, module)
            for listed in manager.hook.ecotui_register_exporters():
                self.exporters.extend(_specs(listed, ExporterSpec))
            for listed in manager.hook.ecotui_register_importers():
                self.importers.extend(_specs(listed, ImporterSpec))
        except Incompatible as error:
            self.status, self.error = "incompatible", str(error)
        except Unusable as error:
            self.error = str(error)
        # A plugin may raise anything, and SystemExit in it must not end the program.
        except BaseException as error:
            self.error, self.raised = one_line(error), error


class _GivenUp(BaseException):
    """Raised in the thread of a plugin that takes too long."""


def _within(limit: float, work: Callable[[], None]) -> bool:
    """Do something in a thread of its own; False where it was not done in time.

    A thread, since a signal reaches the main thread only, and the export dialog may ask from any.
    What never ends there is interrupted; what cannot be, ends with the program.
    """
    from contextvars import copy_context

    thread = threading.Thread(target=copy_context().run, args=(work,), daemon=True)
    thread.start()
    thread.join(limit)
    if not thread.is_alive():
        return True
    import ctypes

    interrupted = ctypes.py_object(_GivenUp)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), interrupted)
    thread.join(0.2)
    return False


_printing = threading.Lock()


@contextlib.contextmanager
def _printed() -> Iterator[list[str]]:
    """Catch what is written to standard output, in whatever way; the list gets it as one text.

    The browser draws through a descriptor of its own, so nothing of the screen is caught.
    """
    found: list[str] = []
    with _printing, _scratch() as file:
        sys.stdout.flush()
        kept = os.dup(1)
        stream = open(os.dup(file.fileno()), "w", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed below
        try:
            os.dup2(file.fileno(), 1)
            with contextlib.redirect_stdout(stream):
                yield found
        finally:
            stream.close()
            os.dup2(kept, 1)
            os.close(kept)
        file.seek(0)
        if text := file.read(4000).decode("utf-8", "replace").strip():
            found.append(text)


def _scratch() -> IO[bytes]:
    """A file without a name; in memory where the system can, since no folder may be writable."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("ecotui"), "w+b")
    return tempfile.TemporaryFile()


class Incompatible(Exception):
    """A plugin is for another version of the interface."""


def _check_hooks(manager: pluggy.PluginManager, module: object) -> None:
    """Find what pluggy passes over: misspelt hooks, and those without their marker.

    Raises:
        Unusable: the plugin has a hook that would never be called, or none at all.
    """
    known = ("ecotui_register_exporters", "ecotui_register_importers")
    called = {caller.name for caller in manager.get_hookcallers(module) or ()}
    named = {name for name in dir(module) if name.startswith("ecotui_register")}
    for name in sorted(called | named):
        if name not in known:
            message = _('unknown hook "{name}", did you mean {hook}?')
            raise Unusable(message.format(name=name, hook=nearest(name, known, 0)))
        if name not in called:
            raise Unusable(_('the hook "{name}" lacks @hookimpl').format(name=name))
    if not called:
        raise Unusable(_("it implements no hook of ecotui"))


def _specs(listed: object, wanted: type[Spec]) -> list[Spec]:
    specs: list[Spec] = []
    for spec in listed if isinstance(listed, Iterable) else [listed]:
        if not isinstance(spec, wanted):
            message = _("it registered {what}, not {wanted}")
            found = type(spec).__name__
            raise Unusable(message.format(what=found, wanted=wanted.__name__))
        # Asked first: a later interface may allow in a spec what this one calls wrong.
        if type(spec.api) is int and spec.api != API_VERSION:
            message = _("{id} is for plugin interface {theirs}, this is {ours}")
            raise Incompatible(message.format(id=spec.id, theirs=spec.api, ours=API_VERSION))
        try:
            validate(spec)
        except TypeError as error:
            raise Unusable(" ".join(str(error).split())) from None
        specs.append(spec)
        if len(specs) > MAX_SPECS:
            message = _("it registers more than {count}, and perhaps without end")
            raise Unusable(message.format(count=MAX_SPECS))
    return specs


def judge(plugins: Sequence[Plugin], reserved: Iterable[str]) -> None:
    """Fail the last of the plugins of a distribution over the ids that they claim."""
    plugin = plugins[-1]
    exporters = [spec.id for one in plugins for spec in one.exporters]
    importers = [spec.id for one in plugins for spec in one.importers]
    for name in (*exporters, *importers):
        if name in reserved:
            plugin.fail(_("the id {id} is used by a built-in one").format(id=name))
            return
        if exporters.count(name) > 1 or importers.count(name) > 1:
            plugin.fail(_("it registers the id {id} twice").format(id=name))
            return


def one_line(error: BaseException) -> str:
    """What an exception of a plugin says, safe to show in one line."""
    try:
        text = str(error)
    # Even that is the plugin's code.
    except Exception:
        text = ""
    return _short(f"{type(error).__name__}: {text}" if text.split() else type(error).__name__)


def _short(text: str) -> str:
    from ecotui.text.display import visible

    return visible(" ".join(text.split()))[:300]
