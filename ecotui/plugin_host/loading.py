"""How a plugin is loaded: it is imported, asked what it brings, and its answer is checked.

Whatever goes wrong meanwhile is noted in it, and goes no further.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO, TYPE_CHECKING, TypeVar

from ecotui.i18n import _, also
from ecotui.options import declared
from ecotui.plugin_host import spec as interface
from ecotui.plugin_host.containment import contained, stand_in
from ecotui.plugin_host.discovery import Source, Unusable
from ecotui.plugin_host.spec import API_VERSION, ExporterSpec, ImporterSpec
from ecotui.text.suggestions import nearest

if TYPE_CHECKING:
    import pluggy

Spec = TypeVar("Spec", ExporterSpec, ImporterSpec)

_ID = re.compile(r"[a-z][a-z0-9-]*")
_EXTENSION = re.compile(r"\w[\w.-]*")
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_FACTORY = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
#: Seconds that a plugin may take to be imported and to name what it brings.
IMPORT_WAIT_S = 5.0
#: The most exporters, and the most importers, that one plugin may name.
MAX_SPECS = 100


@dataclass
class Plugin:
    """A plugin and how it fares; name and version are those of its distribution."""

    name: str
    version: str
    #: ``"ok"``, ``"disabled"``, ``"broken"`` or ``"incompatible"``.
    status: str = "ok"
    #: Why it is not ok, in one line.
    error: str | None = None
    #: Milliseconds that importing and asking it took.
    import_ms: float = 0.0
    exporters: list[ExporterSpec] = field(default_factory=list)
    importers: list[ImporterSpec] = field(default_factory=list)
    #: What it changed of the process while it was loaded, in words; it was put back.
    changed: tuple[str, ...] = ()
    #: The exception that it raised, for whoever wants to see where.
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


def load_plugin(source: Source, *, limit: float | None = None) -> Plugin:
    """Import a plugin and call its hooks; whatever goes wrong is noted in the result.

    It is given up after some seconds, but for one of our own, which is trusted.
    """
    start = time.perf_counter()
    plugin = Plugin(source.name, source.version)
    changed: list[str] = []
    if limit is None:
        _ask(plugin, source.load)
        # The user's Ctrl+c. A plugin in a thread of its own never gets that; it raised its own.
        if isinstance(plugin.cause, KeyboardInterrupt):
            raise plugin.cause
    else:
        with contained() as changed, _printed() as printed:
            in_time = _within(limit, partial(_ask, plugin, source.load))
        if not in_time:
            # Its thread may go on filling the other one.
            plugin = Plugin(source.name, source.version)
            message = _("it was not ready after {seconds:g} s, so it was stopped")
            plugin.fail(message.format(seconds=limit))
        elif printed and plugin.error is None:
            message = _("it wrote to standard output while it was loaded: {text}")
            plugin.fail(message.format(text=_short(printed[0])))
        plugin.changed = tuple(changed)
    plugin.version = plugin.version or "0"
    plugin.import_ms = (time.perf_counter() - start) * 1000
    return plugin


def _ask(plugin: Plugin, load: Callable[[], object]) -> None:
    """Fill in what a plugin brings; nothing that it raises comes out."""
    import pluggy

    try:
        module = load()
        plugin.version = plugin.version or str(getattr(module, "__version__", ""))
        manager = pluggy.PluginManager(interface.PROJECT)
        manager.add_hookspecs(interface)
        manager.register(module, plugin.name)
        _check_hooks(manager, module)
        for listed in _answers(manager, "ecotui_register_exporters"):
            plugin.exporters.extend(_specs(listed, ExporterSpec))
        for listed in _answers(manager, "ecotui_register_importers"):
            plugin.importers.extend(_specs(listed, ImporterSpec))
    except Incompatible as error:
        plugin.fail(str(error), "incompatible")
    except Unusable as error:
        plugin.fail(str(error))
    # A plugin may raise anything, and SystemExit in it must not end the program.
    except BaseException as error:
        plugin.fail(also(one_line(error), _of_another_version(error)))
        plugin.cause = error


#: What Python says of an argument that a spec, or an option, does not have.
_NO_ARGUMENT = re.compile(
    r"(?:(?:Exporter|Importer)Spec\.__init__|option)\(\) got an unexpected keyword argument"
)


def _of_another_version(error: BaseException) -> str:
    """What to do if a plugin asks for what this interface does not have; empty if it does not."""
    asked = isinstance(error, ImportError) and error.name == "ecotui.api"
    if not asked and not (isinstance(error, TypeError) and _NO_ARGUMENT.match(str(error))):
        return ""
    from ecotui import __version__

    message = _("ecotui {version} has no such thing; the plugin may be written for a newer one")
    return message.format(version=__version__)


class _GivenUp(BaseException):
    """Raised in the thread of a plugin that takes too long."""


def _within(limit: float, work: Callable[[], None]) -> bool:
    """Do something in a thread of its own; False if it was not done in time.

    A thread, since a signal reaches the main thread only, and the export dialog may ask from any.
    If it never ends, it is interrupted; if it cannot be, it ends with the program.
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
        try:
            os.dup2(file.fileno(), 1)
            raw = io.FileIO(1, "w", closefd=False)
            # A plugin may close or detach what it finds there.
            stream = io.TextIOWrapper(raw, "utf-8", "replace", write_through=True)
            with contextlib.redirect_stdout(stand_in(stream)):
                yield found
        finally:
            os.dup2(kept, 1)
            os.close(kept)
        file.seek(0)
        if text := file.read(4000).decode("utf-8", "replace").strip():
            found.append(text)


def _scratch() -> IO[bytes]:
    """A file without a name; in memory if the system can, since no folder may be writable."""
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


def _answers(manager: pluggy.PluginManager, name: str) -> list[object]:
    """What a hook of the plugin returns.

    Raises:
        Unusable: it returns nothing, which pluggy passes over.
    """
    caller = getattr(manager.hook, name)
    answers: list[object] = caller()
    if len(answers) < len(caller.get_hookimpls()):
        raise Unusable(_('the hook "{name}" returned nothing').format(name=name))
    return answers


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
            message = _("it registers more than {count}; they may be endless")
            raise Unusable(message.format(count=MAX_SPECS))
    return specs


def validate(spec: object) -> None:
    """Check what a plugin registered.

    Raises:
        TypeError: it is not a usable spec; the message says why in one line.
    """
    if not isinstance(spec, (ExporterSpec, ImporterSpec)):
        raise TypeError(f"registered {type(spec).__name__}, not a spec")
    if not isinstance(spec.id, str) or not _ID.fullmatch(spec.id):
        raise TypeError(f"id {spec.id!r} is not [a-z][a-z0-9-]*")

    def require(holds: object, what: str) -> None:
        if not holds:
            raise TypeError(f"{spec.id}: {what}")

    for name in ("title", "summary"):
        value = getattr(spec, name)
        require(isinstance(value, str) and value.strip(), f"{name} is not a text")
    for name in ("extensions", "requires"):
        value = getattr(spec, name)
        are_strings = isinstance(value, tuple) and all(isinstance(item, str) for item in value)
        require(are_strings, f"{name} is not a tuple of strings")
    is_mapping = _is_translations(spec.translations)
    require(is_mapping, "translations is not a mapping of languages to texts by texts")
    require(type(spec.api) is int, "api is not a whole number")
    for extension in spec.extensions:
        is_extension = _EXTENSION.fullmatch(extension)
        require(is_extension, f"extension {extension!r} is not a file extension")
    for module in spec.requires:
        is_module = _MODULE.fullmatch(module)
        require(is_module, f"{module!r} in requires is not the name of a module")
    is_factory = isinstance(spec.factory, str) and _FACTORY.fullmatch(spec.factory)
    require(is_factory, f'factory {spec.factory!r} is not "package.module:Class"')
    if isinstance(spec, ExporterSpec):
        is_kind = spec.kind in ("text", "binary", "tree")
        require(is_kind, f"kind {spec.kind!r} is not text, binary or tree")
        for name in ("media_type", "lossy"):
            require(isinstance(getattr(spec, name), str), f"{name} is not a string")
    try:
        declared(spec.options)
    # An annotation that cannot be evaluated raises whatever its evaluation does.
    except Exception as error:
        raise TypeError(f"{spec.id}: {error}") from None


def _is_translations(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(language, str)
        and isinstance(texts, Mapping)
        and all(isinstance(text, str) for pair in texts.items() for text in pair)
        for language, texts in value.items()
    )


def judge(
    plugins: Sequence[Plugin], reserved: Iterable[str], reserved_importers: Iterable[str]
) -> None:
    """Fail the last of the plugins of a distribution over the ids that they claim."""
    plugin = plugins[-1]
    exporters = [spec.id for one in plugins for spec in one.exporters]
    importers = [spec.id for one in plugins for spec in one.importers]
    for ids, taken in ((exporters, reserved), (importers, reserved_importers)):
        for name in ids:
            if name in taken:
                plugin.fail(_("the id {id} is used by a built-in one").format(id=name))
                return
            if ids.count(name) > 1:
                plugin.fail(_("it registers the id {id} twice").format(id=name))
                return


def one_line(error: BaseException, *, bare: bool = False) -> str:
    """What an exception of a plugin says, safe to show in one line; ``bare``: without its type."""
    try:
        text = str(error)
    # Even that is the plugin's code.
    except Exception:
        text = ""
    kind = type(error).__name__
    return _short((text if bare else f"{kind}: {text}") if text.split() else kind)


def _short(text: str) -> str:
    from ecotui.text.display import visible

    return visible(" ".join(text.split()))[:300]
