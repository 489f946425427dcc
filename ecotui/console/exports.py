"""The commands of the console that export."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass

from ecotui.browser.launch import outdated
from ecotui.console.replies import pair
from ecotui.exporting.guest_folder import GuestTarget
from ecotui.exporting.names import default_name
from ecotui.exporting.run import run
from ecotui.exporting.target import HostTarget, is_source, is_taken
from ecotui.files import expanded
from ecotui.i18n import _, also
from ecotui.options import OptionError
from ecotui.plugin_host.registry import PluginBroken, UnknownExporter
from ecotui.plugin_host.spec import ExportError
from ecotui.text.folding import fold
from ecotui.text.reasons import reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ecotui.browser.launch import Launch
    from ecotui.query.selection import Selection

#: The errors of an export; each message is one line.
FAILURES = (ExportError, OptionError, PluginBroken, UnknownExporter)

_VALUE = re.compile(r"(?:--)?([A-Za-z][\w-]*)=(.*)", re.S)


@dataclass(frozen=True)
class Exports:
    """The exporters, and where they may write."""

    launch: Launch  # The exporters, the user's values of options, and where files may be written
    ask: Callable[[str], str] | None = None  # Asks the user a question; None if nobody can answer

    def names(self) -> list[str]:
        """The keys of the exporters."""
        return [one.key for one in self.launch.registry().exporters()]

    def listed(self) -> Iterator[str]:
        """A line for every exporter, then for every broken plugin."""
        registry = self.launch.registry()
        for one in registry.exporters():
            yield pair(one.key, one.reason or one.summary)
        for plugin in registry.plugins():
            if plugin.error:
                named = f"{plugin.name} {plugin.version}: {plugin.error}"
                yield _("not usable: {plugins}").format(plugins=named)

    def described(self, name: str) -> Iterator[str]:
        """An exporter, and a line for each of its options."""
        one = self.launch.registry().exporter(name)
        yield pair(one.key, one.reason or one.summary)
        values, *_wrong = self.launch.config.options_of(one.spec.id, one.options)
        for option in one.options:
            default = option.text(values.get(option.name, option.default))
            note = _("default: {default}").format(default=default)
            yield also(f"{option.name}={option.allowed}", note, option.help)

    def export(self, selection: Selection, rest: str, *, overwrite: bool = False) -> Iterator[str]:
        """Run ``EXPORTER [FILE] [NAME=VALUE …]``; the reply in lines.

        Raises:
            ExportError, OptionError, PluginBroken, UnknownExporter: nothing was written.
        """
        try:
            words = shlex.split(rest)
        except ValueError:
            raise ExportError(_("the quotation mark is not closed")) from None
        if not words:
            raise ExportError(_("name an exporter; exporters lists them"))
        listed = self.launch.registry().exporter(words[0])
        given = [match for word in words[1:] if (match := _VALUE.fullmatch(word))]
        names = [word for word in words[1:] if not _VALUE.fullmatch(word)]
        if len(names) > 1:
            raise ExportError(_("one file at a time; put a name with spaces in quotes"))
        values = {match[1].replace("-", "_"): match[2] for match in given}
        usual, unknown, wrong = self.launch.config.options_of(listed.spec.id, listed.options)
        yield from unknown
        if lines := [line for name, line in wrong.items() if name not in values]:
            raise OptionError(lines[0])
        for one in listed.options:
            if self.launch.restricted and one.type == "path" and one.name in values:
                raise OptionError(_("{option}: guests name no files").format(option=one.name))
        options = listed.build({**usual, **values})
        name = names[0] if names else default_name(listed, selection)
        target = self._target(name, listed.spec.kind, overwrite=overwrite)
        if self.launch.is_outdated():
            target.warn(outdated())
        done = run(listed, selection.as_document(), options, target, allow_empty=False)
        yield done.told()
        yield from done.warnings

    def _target(self, name: str, kind: str, *, overwrite: bool) -> HostTarget:
        """Where an export of this name goes; `ExportError` if it may not go there."""
        if name in ("", "-") or not name.isprintable():
            raise ExportError(_("give the name of a file"))
        if (folder := self.launch.guest_folder) is not None:
            return GuestTarget(folder, name, kind)
        try:
            path = os.path.join(self.launch.export_dir or "", expanded(name))
        except OSError as error:
            raise ExportError(reason(error)) from None
        if is_source(path, self.launch.states):
            message = _("{path} is the plan that is open; choose another name")
            raise ExportError(message.format(path=name))
        exists = is_taken(path, tree=kind == "tree")
        if exists and not overwrite:
            self.confirm(path, _("{path} exists; export! overwrites it"))
        return HostTarget(path, kind, overwrite=exists, sources=self.launch.states)

    def confirm(self, path: str, advice: str) -> None:
        """Raise `ExportError` unless the user agrees to overwrite; with advice if nobody can."""
        if self.ask is None:
            raise ExportError(advice.format(path=path))
        answer = self.ask(_("{path} exists; overwrite it? yes or no: ").format(path=path))
        if fold(answer) not in ("y", "yes", "是", "是的"):
            raise ExportError(_("nothing was written"))
