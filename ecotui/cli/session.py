"""What every command starts from: the plans, the language, the plugins."""

from __future__ import annotations

import errno
import gc
import os
import sys
from functools import cached_property

from ecotui import i18n
from ecotui.cli.errors import UsageError, say
from ecotui.files import current_folder, expanded, is_stream, matching, shipped_plan
from ecotui.i18n import _
from ecotui.model.plan import Plan
from ecotui.model.toml import PlanError, Problem, load
from ecotui.query.index import Index
from ecotui.query.selection import select
from ecotui.text.reasons import reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ecotui.importing.builder import Decisions
    from ecotui.importing.document import Imported
    from ecotui.plugin_host.registry import Registry
    from ecotui.query.selection import Selection
    from ecotui.settings.config import Config


#: So many names of files that are not read are said.
_MOST_NAMES = 10


def path_at_home(path: str) -> str:
    """A path with the home folder for ``~``.

    Raises:
        UsageError: there is no home folder.
    """
    try:
        return expanded(path)
    except OSError as error:
        message = _("{name}: {value}")
        raise UsageError(message.format(name=path, value=reason(error))) from None


class Session:
    """The global options of one call, and what they stand for, made when first used.

    Plans are paths of TOML files or of folders of them; without any, those of ``ECOTUI_PLAN``, or
    the shipped plan if that is not set. Without a language it is the locale's.
    """

    def __init__(
        self,
        plans: Sequence[str] = (),
        language: str | None = None,
        plugins: bool = True,
        plugin_dirs: Sequence[str] = (),
    ) -> None:
        i18n.use(language)
        self.paths = tuple(plans)
        self.plugins = plugins
        self.plugin_dirs = tuple(plugin_dirs)
        #: The only plugins that may be loaded; None for all.
        self.only_plugins: Sequence[str] | None = None
        #: The documents that were read as plans.
        self.imported: list[Imported] = []
        #: What else there is in folders, a line for each.
        self.not_read: list[str] = []
        #: Whether a guest is at the keys, whom other files of the account do not concern.
        self.is_for_guests = False
        #: Whether what is to be said of them is shown on the screen, and not on standard error.
        self.screen_shows_remarks = False

    def add_plans(self, files: Iterable[str]) -> None:
        """Open these too, which the command line names behind the command."""
        for file in map(path_at_home, files):
            if not os.path.exists(file):
                gone = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
                message = _("cannot read {path}: {reason}")
                raise UsageError(message.format(path=file, reason=reason(gone)))
            self.paths += (file,)

    @cached_property
    def index(self) -> Index:
        """The plans, ready for queries.

        Raises:
            PlanError: a plan cannot be read.
        """
        was_on = gc.isenabled()
        # While a plan is made there is nothing to collect, and looking takes as long again.
        gc.disable()
        try:
            index = Index(self._plans(self.read_files()))
        finally:
            gc.freeze()
            if was_on:
                gc.enable()
        for path in filter(os.path.isdir, self._named()):
            names = [name for name in _visible_in(path) if os.sep in name or not _is_plan(name)]
            self._note_not_read(path, names)
        if not self.screen_shows_remarks:
            self.say_not_read()
        return index

    def _named(self) -> Sequence[str]:
        named = [path for path in os.environ.get("ECOTUI_PLAN", "").split(os.pathsep) if path]
        return self.paths or tuple(map(path_at_home, named))

    def named_files(self) -> list[str]:
        """The files of plans that the command line or ``ECOTUI_PLAN`` names."""
        return _files(self._named())

    def read_files(self) -> list[str]:
        """The files of the plans that are read: those that are named, or the shipped one."""
        return self.named_files() or [shipped_plan()]

    def _note_not_read(self, folder: str, names: Sequence[str]) -> None:
        if self.is_for_guests or not names:
            return
        listed = _(", ").join(names[:_MOST_NAMES])
        if (more := len(names) - _MOST_NAMES) > 0:
            listed = _("{names} and {count} more").format(names=listed, count=more)
        self.not_read.append(_("{folder}: not read: {names}").format(folder=folder, names=listed))

    def say_not_read(self) -> None:
        """Say what else there is in the folders that are read."""
        for line in self.not_read:
            say(line)

    def named_plans(self) -> dict[str, Plan]:
        """What these files hold now.

        Raises:
            PlanError: a plan cannot be read.
        """
        files = self.named_files()
        return dict(zip(files, self._plans(files), strict=True))

    @cached_property
    def config(self) -> Config:
        """What the user's ``config.toml`` says.

        Raises:
            ConfigError: it cannot be read.
        """
        from ecotui.raci import schemes
        from ecotui.settings import config

        found = config.read()
        schemes.use(found.schemes)
        if found.importing:
            _check_decisions(found)
        for problem in found.problems:
            say(problem)
        return found

    @cached_property
    def registry(self) -> Registry:
        """The exporters and importers."""
        from ecotui.plugin_host.registry import from_environment

        _forget_current_folder()
        return from_environment(
            plugins=self.plugins,
            disabled=self.config.disabled,
            folders=self.plugin_dirs,
            only=self.only_plugins,
        )

    def select(self, where: str = "") -> Selection:
        """The measures that a query leaves.

        Raises:
            PlanError: a plan cannot be read.
            QueryError: the query is wrong.
        """
        return select(self.index, where, views=self.views(where), language=i18n.language())

    def _plans(self, files: Sequence[str]) -> list[Plan]:
        plans: list[Plan] = []
        problems: list[Problem] = []
        for file in files:
            try:
                plan = self._plan(file)
            except PlanError as error:
                problems.extend(error.problems)
                continue
            if any(plan.id == other.id for other in plans):
                message = _("another plan has the id {id} too").format(id=plan.id)
                problems.append(Problem(file, None, message, _("change it under [plan]")))
            plans.append(plan)
        if problems:
            raise PlanError(problems)
        return plans

    def _plan(self, file: str) -> Plan:
        """The plan in a file; a document is imported, and what is to be said of it is."""
        opened = self._opened(file)
        if isinstance(opened, Plan):
            return opened
        if self.is_for_guests:
            # What was left out on purpose, such as names of people, is none of their business.
            return opened.plan
        self.imported.append(opened)
        if not self.screen_shows_remarks:
            from ecotui.importing.run import summary

            say(_("{name}: {value}").format(name=file, value=summary(opened)))
            for note in opened.notes:
                say(str(note))
        return opened.plan

    def is_document(self, file: str) -> bool:
        """Whether a file is read by an importer, and is no plan."""
        if file.endswith(".toml"):
            return False
        return bool(matching(file, self._endings())) or _is_binary(file)

    def _opened(self, file: str) -> Plan | Imported:
        return self.read_document(file) if self.is_document(file) else load(file)

    def why_not_open(self, paths: Sequence[str]) -> str:
        """Why plans or documents cannot be opened together; empty if they can."""
        tried = Session(paths, i18n.language())
        tried.screen_shows_remarks = True
        # What was read of the user's files and plugins holds for it too.
        tried.config, tried.registry = self.config, self.registry
        try:
            tried._plans(_files(paths))
        except Exception as error:
            # Whatever it is, the screen must not wait for an answer for ever.
            return str(getattr(error, "problems", [error])[0]) or type(error).__name__
        return ""

    def command_for(self, paths: Sequence[str]) -> list[str]:
        """The arguments that browse other plans with the same global options."""
        flags = [] if self.plugins else ["--no-plugins"]
        for folder in self.plugin_dirs:
            flags += ["--plugin-dir", folder]
        plans = [word for path in paths for word in ("--plan", path)]
        return [*flags, "--lang", i18n.language(), *plans, "browse"]

    # -- documents

    def _endings(self) -> set[str]:
        """The endings of documents that an importer reads."""
        return {ending for one in self.registry.importers() for ending in one.spec.extensions}

    def documents(self, paths: Iterable[str]) -> Iterator[str]:
        """The documents that paths stand for: of a folder, those that an importer reads.

        What else there is in it, but plans, is noted for `say_not_read`.

        Raises:
            PlanError: a folder holds none.
        """
        endings = self._endings()
        for path in paths:
            if os.path.isdir(path):
                listed = [name for name in sorted(os.listdir(path)) if not _is_hidden(name)]
                inside = [
                    name
                    for name in listed
                    if matching(name, endings) and os.path.isfile(os.path.join(path, name))
                ]
                others = [name for name in _visible_in(path) if name not in inside]
                self._note_not_read(path, [name for name in others if not _is_plan(name)])
                if not inside:
                    message = _("the folder contains no document that an importer reads")
                    raise PlanError([Problem(path, None, message)])
                yield from (os.path.join(path, name) for name in inside)
            else:
                yield path

    def read_document(
        self,
        file: str,
        importer: str | None = None,
        decisions: Decisions | None = None,
        options: Mapping[str, Sequence[str]] | None = None,
    ) -> Imported:
        """Import a document, or ``-`` for standard input; the options are those of its importer.

        Raises:
            PlanError: it cannot be read, or holds no plan.
            NoImporter: it is a plan, or several importers may read it.
            OptionError: its importer has no such option, or does not take the value.
        """
        from ecotui.importing.builder import Decisions
        from ecotui.importing.choosing import importer_for
        from ecotui.importing.outline import READ, Remark
        from ecotui.importing.plugin_options import chosen_options
        from ecotui.importing.run import read
        from ecotui.importing.soundness import sound
        from ecotui.model.toml import read as read_bytes

        data = sys.stdin.buffer.read() if file == "-" else read_bytes(file)
        chosen, failures = importer_for(self.registry, file, importer, data)
        configured = self.config.options_of(chosen.spec.id, chosen.options, "importers")
        built, said = chosen_options(chosen, options or {}, configured)
        decisions = decisions or Decisions(**self.config.importing)
        imported = read(chosen, data, file, decisions, built)
        if not chosen.is_own:
            imported = sound(chosen, imported)
        remarks = [Remark(READ, None, text) for text in (*map(str, failures), *said)]
        return imported._replace(remarks=(*remarks, *imported.remarks))

    def views(self, where: str) -> dict[str, str]:
        """The saved views, if a query may name one."""
        if "@" not in where:
            return {}
        from ecotui.settings import saved_views

        return saved_views.read()


def _check_decisions(config: Config) -> None:
    """Say of what ``[import]`` decides what nothing can follow, and forget it."""
    from ecotui.importing.run import wrong_decisions

    decided = config.importing
    columns, level = decided.get("columns", {}), decided.get("measure_level")
    for (key, *inside), allowed in list(wrong_decisions(columns, level)):
        message = _("{option} takes {allowed}").format(option=key, allowed=allowed)
        config.problems += (config.complain(("import", key, *inside), message),)
        if inside:
            del columns[inside[0]]
        else:
            del decided[key]


def _is_binary(path: str) -> bool:
    """Whether a file can be no plan in TOML, whatever it is called."""
    if is_stream(path):
        # What is read of a pipe is gone.
        return False
    try:
        with open(path, "rb") as file:
            beginning = file.read(1024)
    except OSError:
        return False
    return b"\0" in beginning or beginning.startswith((b"%PDF", b"PK\3\4"))


def _is_plan(name: str) -> bool:
    return name.lower().endswith(".toml")


def _is_hidden(name: str) -> bool:
    """Whether a file is of another program: ._plan.toml of a Mac, ~$plan.docx of Word."""
    return name.startswith((".", "~$"))


def _visible_in(folder: str) -> Iterator[str]:
    """What there is in a folder, and in those right inside, as paths from there."""
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if _is_hidden(name):
            continue
        if not os.path.isdir(path):
            yield name
            continue
        try:
            inside = sorted(os.listdir(path))
        except OSError:
            # What there is in it, only its owner knows.
            yield os.path.join(name, "")
            continue
        for one in inside:
            if not _is_hidden(one):
                is_folder = os.path.isdir(os.path.join(path, one))
                yield os.path.join(name, one, "") if is_folder else os.path.join(name, one)


def _files(paths: Iterable[str]) -> list[str]:
    """The files of paths and folders, each once."""
    found: dict[str, str] = {}
    for path in paths:
        if os.path.isdir(path):
            inside = sorted(n for n in os.listdir(path) if _is_plan(n) and not _is_hidden(n))
            if not inside:
                message = _("the folder contains no plan (*.toml)")
                hint = _("`ecotui import FOLDER -o FOLDER` makes plans of documents")
                raise PlanError([Problem(path, None, message, hint)])
            for name in inside:
                file = os.path.join(path, name)
                if os.path.exists(file) and not os.path.isfile(file):
                    # Whoever opens a pipe waits for what nobody may send.
                    raise PlanError([Problem(file, None, _("it is no file"))])
                found.setdefault(os.path.realpath(file), file)
        else:
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _forget_current_folder() -> None:
    """Take the current folder from Python's path, unless something was installed there.

    ``PYTHONPATH`` with an empty entry puts it first, and a file beside a plan could pass for a
    module of a plugin. What was installed in place, to be worked on, stays.
    """
    here = current_folder()
    ours = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
    real = [os.path.realpath(folder or ".") for folder in sys.path]
    library = os.path.dirname(os.path.realpath(os.__file__))
    # The folders of installed packages, and those they name, stand behind the standard library.
    behind = real[real.index(library) :] if library in real else []
    if here in real and here != ours and here not in behind and here not in _named(behind):
        sys.path[:] = [folder for folder, at in zip(sys.path, real, strict=True) if at != here]


def _named(folders: Iterable[str]) -> set[str]:
    """The folders that are named by the ``.pth`` files in others, as installing in place does."""
    found: set[str] = set()
    for folder in folders:
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if name.endswith(".pth"):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                    found.update(os.path.realpath(line.strip()) for line in file if line.strip())
    return found
