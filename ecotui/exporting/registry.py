"""Which exporters and importers there are: the built-in ones, and those of installed plugins.

A plugin is anything that another distribution names in the entry-point group ``ecotui``. Each is
imported and asked by itself, so that one that fails harms only itself; it is listed as broken,
with its reason.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any, TypeVar

from ecotui.exporting.spec import API_VERSION, ExporterSpec, ImporterSpec, validate
from ecotui.i18n import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    import pluggy

Spec = TypeVar("Spec", ExporterSpec, ImporterSpec)

_GROUP = "ecotui"

#: The built-in plugins by the ids of their exporters and importers: a name is enough to know
#: which module to import, so nothing else is.
BUILTIN: dict[str, str] = {
    "markdown": "ecotui.plugins.markdown",
    "docx": "ecotui.plugins.docx",
    "raci-xlsx": "ecotui.plugins.raci_xlsx",
    "raci-docx": "ecotui.plugins.raci_docx",
    "raci-markdown": "ecotui.plugins.raci_markdown",
    "raci-csv": "ecotui.plugins.raci_csv",
    "handouts": "ecotui.plugins.handouts",
    "json": "ecotui.plugins.json",
    "toml": "ecotui.plugins.toml",
    "markdown-tables": "ecotui.plugins.markdown_tables",
}


@dataclass
class Plugin:
    """A plugin and how it fares.

    Args:
        name: Name of its distribution.
        version: Version of its distribution.
        status: ``"ok"``, ``"disabled"``, ``"broken"`` or ``"incompatible"``.
        error: Why it is not ok, in one line.
        import_ms: Milliseconds that importing and asking it took.
    """

    name: str
    version: str
    status: str = "ok"
    error: str | None = None
    import_ms: float = 0.0
    exporters: list[ExporterSpec] = field(default_factory=list)
    importers: list[ImporterSpec] = field(default_factory=list)

    def fail(self, error: str, status: str = "broken") -> None:
        """Note that the plugin cannot be used; what it registered is forgotten."""
        self.status, self.error = status, error
        self.exporters.clear()
        self.importers.clear()


@dataclass(frozen=True)
class Listed:
    """An exporter or importer that is there.

    Args:
        spec: Its declaration.
        plugin: The plugin that brings it.
        key: What calls it: its id, or ``plugin:id`` where two plugins claim the id.
        reason: Why it cannot be used now, or None.
    """

    spec: Any
    plugin: Plugin
    key: str
    reason: str | None = None

    @property
    def status(self) -> str:
        """``"ok"``, or ``"unavailable"`` where something that it needs is not installed."""
        return "unavailable" if self.reason else "ok"


class UnknownExporter(LookupError):
    """There is no exporter (or importer) of that name, or several; the message says which."""


class Registry:
    """The exporters and importers of this process.

    Args:
        plugins: Whether plugins of other distributions may be imported at all.
        disabled: Names of distributions that may not.
        entry_points: What lists the entry points, for tests.
    """

    def __init__(
        self,
        *,
        plugins: bool = True,
        disabled: Iterable[str] = (),
        entry_points: Callable[[], Sequence[EntryPoint]] | None = None,
    ) -> None:
        self._allowed = plugins
        self._disabled = {_normal(name) for name in disabled}
        self._entry_points = entry_points or _installed
        self._builtin: dict[str, Plugin] = {}
        self._third_party: list[Plugin] | None = None

    def plugins(self) -> list[Plugin]:
        """The plugins of other distributions, imported now if they were not."""
        if self._third_party is None:
            loaded: list[Plugin] = []
            for entry_point in self._entry_points() if self._allowed else ():
                plugin = self._load(entry_point)
                # `plugin:id` must mean one thing, also where a distribution has several plugins.
                siblings = [p for p in loaded if _normal(p.name) == _normal(plugin.name)]
                _judge([*siblings, plugin], ())
                loaded.append(plugin)
            self._third_party = loaded
        return self._third_party

    def exporters(self) -> list[Listed]:
        """Every exporter, the built-in ones first."""
        return self._listed(lambda plugin: plugin.exporters)

    def importers(self) -> list[Listed]:
        """Every importer, the built-in ones first."""
        return self._listed(lambda plugin: plugin.importers)

    def exporter(self, name: str) -> Listed:
        """The exporter that a name calls: an id, or ``plugin:id``.

        Raises:
            UnknownExporter: there is none, or two plugins claim the id.
        """
        if name in BUILTIN:
            plugin = self._built_in(BUILTIN[name])
            for spec in plugin.exporters:
                if spec.id == name:
                    return Listed(spec, plugin, name, _lacking(spec))
        listed = self.exporters()
        for one in listed:
            if name in (one.key, f"{one.plugin.name}:{one.spec.id}"):
                return one
        claims = [one.key for one in listed if one.spec.id == name]
        if claims:
            message = _('several plugins have an exporter "{name}"; choose {keys}')
            raise UnknownExporter(message.format(name=name, keys=" / ".join(claims)))
        owner = name.partition(":")[0]
        for plugin in self.plugins():
            if plugin.error and _normal(owner) == _normal(plugin.name):
                message = _("plugin {name} {version} is {status}: {error}")
                raise UnknownExporter(message.format(**vars(plugin)))
        known = [one.key for one in listed]
        import difflib

        close = difflib.get_close_matches(name, known, 1)
        message = _('unknown exporter "{name}"; there are {known}')
        text = message.format(name=name, known=", ".join(known))
        if close:
            text += "; " + _("did you mean {name}?").format(name=close[0])
        raise UnknownExporter(text)

    # -- loading

    def _built_in(self, module: str) -> Plugin:
        if module not in self._builtin:
            from ecotui import __version__

            plugin = Plugin("ecotui", __version__)
            _ask(plugin, lambda: importlib.import_module(module), reserved=())
            self._builtin[module] = plugin
        return self._builtin[module]

    def _load(self, entry_point: EntryPoint) -> Plugin:
        distribution = entry_point.dist
        # What a damaged installation has no metadata for is None, whatever the annotation says.
        name = (distribution.name if distribution else None) or entry_point.name
        version = (distribution.version if distribution else None) or "0"
        plugin = Plugin(name, version)
        if _normal(name) in self._disabled:
            plugin.fail(_("disabled in the configuration"), "disabled")
            return plugin
        _ask(plugin, entry_point.load, reserved=BUILTIN)
        return plugin

    def _listed(self, specs: Callable[[Plugin], list[Any]]) -> list[Listed]:
        built_in = [self._built_in(module) for module in dict.fromkeys(BUILTIN.values())]
        every = [(spec, p) for p in (*built_in, *self.plugins()) for spec in specs(p)]
        ids = [spec.id for spec, _plugin in every]
        return [
            Listed(
                spec,
                plugin,
                spec.id if ids.count(spec.id) == 1 else f"{plugin.name}:{spec.id}",
                _lacking(spec),
            )
            for spec, plugin in every
        ]


def _ask(plugin: Plugin, load: Callable[[], object], reserved: Iterable[str]) -> None:
    """Import a plugin and call its hooks; whatever goes wrong is noted in it."""
    import pluggy

    from ecotui.exporting import hookspecs

    start = time.perf_counter()
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            module = load()
            manager = pluggy.PluginManager(hookspecs.PROJECT)
            manager.add_hookspecs(hookspecs)
            manager.register(module, plugin.name)
            _check_hooks(manager, module)
            for listed in manager.hook.ecotui_register_exporters():
                plugin.exporters.extend(_specs(listed, ExporterSpec))
            for listed in manager.hook.ecotui_register_importers():
                plugin.importers.extend(_specs(listed, ImporterSpec))
    except KeyboardInterrupt:
        raise
    except _Incompatible as error:
        plugin.fail(str(error), "incompatible")
    except _Unusable as error:
        plugin.fail(str(error))
    # A plugin may raise anything, and SystemExit in it must not end the program.
    except BaseException as error:
        plugin.fail(one_line(error))
    else:
        _judge([plugin], reserved)
    plugin.import_ms = (time.perf_counter() - start) * 1000


class _Unusable(Exception):
    """A plugin does not keep the contract; the message says how."""


class _Incompatible(Exception):
    """A plugin is for another version of the interface."""


def _check_hooks(manager: pluggy.PluginManager, module: object) -> None:
    """Find what pluggy passes over: misspelt hooks, and those without their marker.

    Raises:
        _Unusable: the plugin has a hook that would never be called, or none at all.
    """
    known = ("ecotui_register_exporters", "ecotui_register_importers")
    called = {caller.name for caller in manager.get_hookcallers(module) or ()}
    named = {name for name in dir(module) if name.startswith("ecotui_register")}
    for name in sorted(called | named):
        if name not in known:
            import difflib

            close = difflib.get_close_matches(name, known, 1, 0)
            message = _('unknown hook "{name}", did you mean {hook}?')
            raise _Unusable(message.format(name=name, hook=close[0]))
        if name not in called:
            raise _Unusable(_('the hook "{name}" lacks @hookimpl').format(name=name))
    if not called:
        raise _Unusable(_("it implements no hook of ecotui"))


def _specs(listed: object, wanted: type[Spec]) -> list[Spec]:
    specs: list[Spec] = []
    for spec in listed if isinstance(listed, Iterable) else [listed]:
        if not isinstance(spec, wanted):
            message = _("it registered {what}, not {wanted}")
            found = type(spec).__name__
            raise _Unusable(message.format(what=found, wanted=wanted.__name__))
        # Asked first: a later interface may allow in a spec what this one calls wrong.
        if spec.api != API_VERSION:
            message = _("{id} is for plugin interface {theirs}, this is {ours}")
            raise _Incompatible(message.format(id=spec.id, theirs=spec.api, ours=API_VERSION))
        try:
            validate(spec)
        except TypeError as error:
            raise _Unusable(" ".join(str(error).split())) from None
        specs.append(spec)
    return specs


def _judge(plugins: Sequence[Plugin], reserved: Iterable[str]) -> None:
    """Fail the last of the plugins of a distribution over the ids that they claim."""
    plugin = plugins[-1]
    exporters = [spec.id for one in plugins for spec in one.exporters]
    importers = [spec.id for one in plugins for spec in one.importers]
    for name in (*exporters, *importers):
        if name in reserved:
            plugin.fail(_("the id {id} is a built-in one").format(id=name))
            return
        if exporters.count(name) > 1 or importers.count(name) > 1:
            plugin.fail(_("it registers the id {id} twice").format(id=name))
            return


def one_line(error: BaseException) -> str:
    """What an exception of a plugin says, safe to show in one line."""
    from ecotui.text import visible

    try:
        text = " ".join(str(error).split())
    # Even that is the plugin's code.
    except Exception:
        text = ""
    return visible(f"{type(error).__name__}: {text}" if text else type(error).__name__)[:300]


def _lacking(spec: ExporterSpec | ImporterSpec) -> str | None:
    for name in spec.requires:
        if not _is_there(name):
            return _("needs {module}, which is not installed").format(module=name)
    return None


def _is_there(name: str) -> bool:
    """Whether a module could be imported; nothing is, not even the packages it is in."""
    parts = name.split(".")
    try:
        found = importlib.util.find_spec(parts[0])
        for depth in range(2, len(parts) + 1):
            inside = found.submodule_search_locations if found else None
            if not inside:
                return False
            found = PathFinder.find_spec(".".join(parts[:depth]), inside)
    except (ImportError, ValueError):
        return False
    return found is not None


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _installed() -> list[EntryPoint]:
    """The entry points of other distributions; one installed twice on the path counts once.

    A distribution whose metadata is damaged is passed over, and its neighbours are not.
    """
    from importlib import metadata

    found: dict[tuple[str, str], EntryPoint] = {}
    for distribution in metadata.distributions():
        with contextlib.suppress(Exception):
            # Most have no such text, and parsing it is what takes time.
            if f"[{_GROUP}]" not in (distribution.read_text("entry_points.txt") or ""):
                continue
            owner = _normal(distribution.name or "")
            for entry_point in distribution.entry_points.select(group=_GROUP):
                if owner != "ecotui":
                    found.setdefault((owner, entry_point.name), entry_point)
    return list(found.values())


def from_environment(*, plugins: bool = True, disabled: Iterable[str] = ()) -> Registry:
    """A registry as the user has set it up; ``ECOTUI_NO_PLUGINS`` forbids plugins."""
    forbidden = os.environ.get("ECOTUI_NO_PLUGINS", "") not in ("", "0")
    return Registry(plugins=plugins and not forbidden, disabled=disabled)
