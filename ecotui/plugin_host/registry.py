"""Which exporters and importers there are: the built-in ones, and those of installed plugins.

A plugin is anything that another distribution names in the entry-point group ``ecotui``, or a
single file of a folder that the user gives. Each is imported and asked by itself, so that one that
fails harms only itself; it is listed as broken, with its reason.
"""

from __future__ import annotations

import dataclasses
import importlib
import importlib.util
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.machinery import PathFinder
from typing import Any

from ecotui import i18n
from ecotui.i18n import _
from ecotui.options import Option, OptionError, build, declared
from ecotui.plugin_host import discovery, loading
from ecotui.plugin_host.containment import contained
from ecotui.plugin_host.discovery import Source, normal
from ecotui.plugin_host.loading import Plugin, load_plugin, one_line
from ecotui.text.suggestions import unknown

#: The built-in plugins by the ids of their exporters and importers: a name is enough to know
#: which module to import, so nothing else is. What people ask for most comes first.
BUILTIN: dict[str, str] = {
    "raci-xlsx": "ecotui.plugins.raci_xlsx",
    "raci-docx": "ecotui.plugins.raci_docx",
    "docx": "ecotui.plugins.docx",
    "handouts": "ecotui.plugins.handouts",
    "markdown": "ecotui.plugins.markdown",
    "raci-markdown": "ecotui.plugins.raci_markdown",
    "raci-csv": "ecotui.plugins.raci_csv",
    "json": "ecotui.plugins.json",
    "toml": "ecotui.plugins.toml",
}
#: The same for importers, whose ids are their own.
BUILTIN_IMPORTERS: dict[str, str] = dict.fromkeys(
    ("text", "html", "docx", "xlsx", "csv", "json"), "ecotui.plugins.readers"
)


@dataclass(frozen=True)
class Registered:
    """An exporter or importer that is there, and the plugin that brings it."""

    spec: Any
    plugin: Plugin
    #: What calls it: its id, or ``plugin:id`` if two plugins claim the id.
    key: str

    @cached_property
    def reason(self) -> str | None:
        """Why it cannot be used now: something that it needs is not installed. None if it can."""
        for name in self.spec.requires:
            if not _is_installed(name):
                message = _("needs {module}, which is missing; reinstall {name} with what it needs")
                return message.format(module=name, name=self.plugin.name)
        return None

    @property
    def status(self) -> str:
        """``"ok"`` or ``"unavailable"``."""
        return "unavailable" if self.reason else "ok"

    def text(self, text: str) -> str:
        """A text of the plugin's, safe to show; in the language in use, if it is translated."""
        from ecotui.text.display import visible

        return visible(self.spec.translations.get(i18n.language(), {}).get(text) or _(text))

    @property
    def title(self) -> str:
        """The title, in the language in use."""
        return self.text(self.spec.title)

    @property
    def summary(self) -> str:
        """The summary, in the language in use, with what the file leaves out."""
        lossy = self.text(getattr(self.spec, "lossy", ""))
        return i18n.sentences(self.text(self.spec.summary), lossy)

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of an exporter, their texts in the language in use."""
        return tuple(
            dataclasses.replace(
                one,
                help=self.text(one.help),
                label=self.text(one.label),
                labels={value: self.text(label) for value, label in one.labels.items()},
            )
            for one in declared(self.spec.options)
        )

    @property
    def is_own(self) -> bool:
        """Whether it comes with ecotui, and is trusted."""
        return self.plugin.name == "ecotui"

    def build(self, values: Mapping[str, Any]) -> Any:
        """The options object, from texts or typed values; what is not named has its default.

        Raises:
            OptionError: a value is not allowed, or the class of the options refuses them together
                with a `ValueError`.
            PluginBroken: that class raises anything else.
        """
        try:
            return build(self.spec.options, values)
        except OptionError:
            raise
        except ValueError as error:
            said = one_line(error, bare=True)
            raise OptionError(_("{name}: {value}").format(name=self.key, value=said)) from None
        # The class of the options is the plugin's code.
        except Exception as error:
            raise self.failure(error) from error

    def instantiate(self) -> Any:
        """What the factory makes.

        Raises:
            PluginBroken: the factory cannot be imported or called.
        """
        module, _colon, name = self.spec.factory.partition(":")
        try:
            with contained(trusted=self.is_own):
                return getattr(importlib.import_module(module), name)()
        except KeyboardInterrupt:
            raise
        # Importing runs the plugin's code, which may raise anything.
        except BaseException as error:
            raise self.failure(error) from error

    def failure(self, error: BaseException) -> PluginBroken:
        """What to raise, or say, if the plugin failed without stating a reason."""
        message = _("plugin {name} {version} failed in {exporter}: {error}")
        return PluginBroken(self.named(message, error=one_line(error)))

    def named(self, message: str, **values: str) -> str:
        """A message with the name and version of the plugin, and the exporter or importer."""
        plugin = self.plugin
        return message.format(
            name=plugin.name, version=plugin.version, exporter=self.spec.id, **values
        )


class PluginBroken(Exception):
    """A plugin failed in a way that it did not state: its name, version and the cause."""

    exit_code = 4


class UnknownExporter(LookupError):
    """There is no exporter (or importer) of that name, or several; the message says which."""

    exit_code = 2


class PluginUnusable(UnknownExporter):
    """The plugin that was named is broken; the message says so with its version and the cause."""

    exit_code = 4


class Registry:
    """The exporters and importers of this process.

    ``plugins`` says whether those of other distributions, and the files of the folders, may be
    imported at all; those that are disabled may not, and of several only those named in ``only``.
    ``installed`` lists them, for tests.
    """

    def __init__(
        self,
        *,
        plugins: bool = True,
        disabled: Iterable[str] = (),
        folders: Iterable[str] = (),
        only: Iterable[str] | None = None,
        installed: Callable[[], Sequence[Source]] | None = None,
    ) -> None:
        self._allowed = plugins
        self._disabled = {normal(name) for name in disabled}
        self._only = None if only is None else {normal(name) for name in only}
        self.folders = tuple(folders)
        self._installed = installed or discovery.installed
        self._builtin: dict[str, Plugin] = {}
        self._sources: list[Source] | None = None
        self._third_party: dict[int, Plugin] = {}
        self._asking = threading.RLock()

    def plugins(self, name: str | None = None) -> list[Plugin]:
        """The plugins of others, or of one distribution, imported now if they were not."""
        # The browser may ask in a thread, and again before that has ended.
        with self._asking:
            for number, source in enumerate(self._found()):
                if number in self._third_party:
                    continue
                if name is None or normal(name) == normal(source.name):
                    self._third_party[number] = self._load(source)
        every = [plugin for _number, plugin in sorted(self._third_party.items())]
        return [one for one in every if name is None or normal(one.name) == normal(name)]

    @property
    def pending(self) -> bool:
        """Whether there are plugins that were not imported yet."""
        return len(self._third_party) < len(self._found())

    def _found(self) -> list[Source]:
        if self._sources is None and self._allowed:
            found = list(self._installed())
            for folder in self.folders:
                found += discovery.in_folder(folder)
            self._sources = [
                one for one in found if self._only is None or normal(one.name) in self._only
            ]
        return self._sources or []

    def _load(self, source: Source) -> Plugin:
        if normal(source.name) in self._disabled:
            plugin = Plugin(source.name, source.version)
            plugin.fail(_("disabled in the configuration"), "disabled")
            return plugin
        plugin = load_plugin(source, limit=loading.IMPORT_WAIT_S)
        if not plugin.error:
            # `plugin:id` must mean one thing, also if a distribution has several plugins.
            known = self._third_party.values()
            siblings = [one for one in known if normal(one.name) == normal(plugin.name)]
            loading.judge([*siblings, plugin], BUILTIN, BUILTIN_IMPORTERS)
        return plugin

    def exporters(self) -> list[Registered]:
        """Every exporter, the built-in ones first."""
        return self._listed(lambda plugin: plugin.exporters)

    def importers(self) -> list[Registered]:
        """Every importer, the built-in ones first."""
        return self._listed(lambda plugin: plugin.importers)

    def exporter(self, name: str) -> Registered:
        """The exporter that a name calls: an id, or ``plugin:id``.

        Raises:
            UnknownExporter: there is none, or two plugins claim the id.
            PluginUnusable: it is of a plugin that is broken.
        """
        return self._called(name, lambda plugin: plugin.exporters, _("exporter"), BUILTIN)

    def importer(self, name: str) -> Registered:
        """The importer that a name calls; see `exporter`."""
        return self._called(name, lambda plugin: plugin.importers, _("importer"), BUILTIN_IMPORTERS)

    def _called(
        self,
        name: str,
        specs: Callable[[Plugin], list[Any]],
        kind: str,
        modules: Mapping[str, str],
    ) -> Registered:
        owner, colon, id_ = name.partition(":")
        # If its plugin is known from the name, no other one is imported.
        known: list[Plugin] = []
        if name in modules:
            known = [self._built_in(modules[name])]
        elif colon and self.pending:
            known = self.plugins(owner)
        for plugin in known:
            for spec in specs(plugin):
                if spec.id == (id_ if colon else name):
                    return Registered(spec, plugin, name)
        listed = self._listed(specs)
        for one in listed:
            if name in (one.key, f"{one.plugin.name}:{one.spec.id}"):
                return one
        claims = [one.key for one in listed if one.spec.id == name]
        if claims:
            message = _('several plugins have an {kind} "{name}"; choose {keys}')
            keys = " / ".join(claims)
            raise UnknownExporter(message.format(kind=kind, name=name, keys=keys))
        for plugin in self.plugins(owner):
            if plugin.status == "disabled":
                raise UnknownExporter(plugin.state)
            if plugin.error:
                raise PluginUnusable(plugin.state) from plugin.cause
        text = unknown(kind, name, [one.key for one in listed])
        # It may be what one of these would have brought.
        for plugin in self.plugins():
            if plugin.status in ("broken", "incompatible"):
                text += "; " + plugin.state
        raise UnknownExporter(text)

    # -- loading

    def _built_in(self, module: str) -> Plugin:
        if module not in self._builtin:
            from ecotui import __version__

            load = partial(importlib.import_module, module)
            self._builtin[module] = load_plugin(Source("ecotui", __version__, load))
        return self._builtin[module]

    def _listed(self, specs: Callable[[Plugin], list[Any]]) -> list[Registered]:
        modules = dict.fromkeys((*BUILTIN.values(), *BUILTIN_IMPORTERS.values()))
        built_in = [self._built_in(module) for module in modules]
        every = [(spec, p) for p in (*built_in, *self.plugins()) for spec in specs(p)]
        ids = [spec.id for spec, _plugin in every]
        return [
            Registered(
                spec, plugin, spec.id if ids.count(spec.id) == 1 else f"{plugin.name}:{spec.id}"
            )
            for spec, plugin in every
        ]


def _is_installed(name: str) -> bool:
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


def from_environment(
    *,
    plugins: bool = True,
    disabled: Iterable[str] = (),
    folders: Iterable[str] = (),
    only: Iterable[str] | None = None,
) -> Registry:
    """A registry as the user has set it up; ``ECOTUI_NO_PLUGINS`` forbids plugins."""
    forbidden = os.environ.get("ECOTUI_NO_PLUGINS", "") not in ("", "0")
    allowed = plugins and not forbidden
    return Registry(plugins=allowed, disabled=disabled, folders=folders, only=only)
