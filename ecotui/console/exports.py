"""Exports that are asked for in words."""

from __future__ import annotations

import os
import re
import shlex

from ecotui.console.replies import also, pair
from ecotui.exporting.run import default_name, run
from ecotui.exporting.target import HostTarget, is_taken
from ecotui.i18n import _, ngettext
from ecotui.options import OptionError, build
from ecotui.plugin_host.registry import PluginBroken, UnknownExporter
from ecotui.plugin_host.spec import ExportError
from ecotui.text.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ecotui.plugin_host.registry import Registry
    from ecotui.query.selection import Selection
    from ecotui.settings.config import UserOptions

#: What an export ends with where it does not write; the message is one line.
FAILURES = (ExportError, OptionError, PluginBroken, UnknownExporter)

_VALUE = re.compile(r"(?:--)?([A-Za-z][\w-]*)=(.*)", re.S)


class Exports:
    """The exporters, and where they may write.

    Args:
        registry: Gives the exporters, when the first is asked for.
        options: The user's values of options.
        folder: Where files are written that are named without one; the current folder by default.
        restricted: Export only into ``folder``, and overwrite nothing.
        ask: Asks the user a question; None where there is nobody to ask.
    """

    def __init__(
        self,
        registry: Callable[[], Registry],
        options: UserOptions,
        *,
        folder: str | None = None,
        restricted: bool = False,
        ask: Callable[[str], str] | None = None,
    ) -> None:
        self.registry = registry
        self.options = options
        self.folder = folder
        self.restricted = restricted
        self.ask = ask

    def names(self) -> list[str]:
        """What calls the exporters."""
        return [one.key for one in self.registry().exporters()]

    def listed(self) -> Iterator[str]:
        """Every exporter in a line, then the plugins that are broken."""
        registry = self.registry()
        for one in registry.exporters():
            yield pair(one.key, one.reason or one.summary)
        for plugin in registry.plugins():
            if plugin.error:
                named = f"{plugin.name} {plugin.version}: {plugin.error}"
                yield _("not usable: {plugins}").format(plugins=named)

    def described(self, name: str) -> Iterator[str]:
        """An exporter with its options, one in a line."""
        one = self.registry().exporter(name)
        yield pair(one.key, one.reason or one.summary)
        values = self.options.of(one.spec.id, one.options)
        for option in one.options:
            usual = option.text(values.get(option.name, option.default))
            note = _("default: {default}").format(default=usual)
            yield also(f"{option.name}={option.allowed}", note, option.help)

    def export(self, selection: Selection, rest: str, *, overwrite: bool = False) -> Iterator[str]:
        """Export as words say: ``EXPORTER [FILE] [NAME=VALUE …]``; an answer in lines.

        Raises:
            ExportError, OptionError, PluginBroken, UnknownExporter: as they are named.
        """
        try:
            words = shlex.split(rest)
        except ValueError:
            raise ExportError(_("the quotation mark is not closed")) from None
        if not words:
            raise ExportError(_("name an exporter; exporters lists them"))
        listed = self.registry().exporter(words[0])
        given = [match for word in words[1:] if (match := _VALUE.fullmatch(word))]
        names = [word for word in words[1:] if not _VALUE.fullmatch(word)]
        if len(names) > 1:
            raise ExportError(_("one file at a time; put a name with spaces in quotes"))
        values = {match[1].replace("-", "_"): match[2] for match in given}
        usual = self.options.of(listed.spec.id, listed.options)
        options = build(listed.spec.options, {**usual, **values})
        path = self._place(names[0] if names else default_name(listed, selection))
        kind = listed.spec.kind
        replace = is_taken(path, tree=kind == "tree") and self._may_replace(path, overwrite)
        done = run(listed, selection, options, HostTarget(path, kind, overwrite=replace))
        count = len(selection)
        what = ngettext("{count} measure", "{count} measures", count).format(count=count)
        yield _("wrote {path}: {what}").format(path=done.path, what=what)
        yield from done.warnings

    def _place(self, name: str) -> str:
        if name in ("", "-") or not name.isprintable():
            raise ExportError(_("give the name of a file"))
        if self.restricted:
            if os.path.basename(name) != name or name.startswith((".", "~")):
                raise ExportError(_("only a plain file name is allowed here"))
            return os.path.join(self.folder or ".", name)
        return os.path.join(self.folder or "", os.path.expanduser(name))

    def _may_replace(self, path: str, overwrite: bool) -> bool:
        """Whether what is there may be overwritten.

        Raises:
            ExportError: it may not.
        """
        if self.restricted:
            name = os.path.basename(path)
            raise ExportError(_("{path} exists; choose another name").format(path=name))
        if overwrite:
            return True
        self.confirm(path, _("{path} exists; export! overwrites it"))
        return True

    def confirm(self, path: str, advice: str) -> None:
        """Ask whether something that exists may be overwritten.

        Args:
            path: What exists.
            advice: What is said if nobody can be asked.

        Raises:
            ExportError: nobody can be asked, or the answer is no.
        """
        if self.ask is None:
            raise ExportError(advice.format(path=path))
        answer = self.ask(_("{path} exists; overwrite it? yes or no: ").format(path=path))
        if fold(answer) not in ("y", "yes", "是", "是的"):
            raise ExportError(_("nothing was written"))
