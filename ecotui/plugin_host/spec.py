"""What a plugin declares: its hooks, and in them its exporters and importers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

import pluggy

from ecotui.options import NoOptions

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import BinaryIO, TextIO

    from ecotui.model.plan import Plan
    from ecotui.model.toml import Problem
    from ecotui.query.selection import Selection

    Translations = Mapping[str, Mapping[str, str]]

#: Version of the interface between ecotui and plugins; a spec names the one it was written for.
API_VERSION = 1
#: Entry-point group of plugins, and the name of the pluggy project.
PROJECT = "ecotui"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class ExportError(Exception):
    """An exporter refuses or fails for a reason that it can state in one line."""

    exit_code = 3


class TargetError(Exception):
    """An exporter uses its target as it must not: the plugin is at fault, and named."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class ExporterSpec:
    """An exporter, as a plugin registers it. Cheap: names only, nothing is imported.

    Args:
        id: What the command line calls it: ``[a-z][a-z0-9-]*``.
        title: A few words, for lists and the export dialog.
        summary: One sentence: what it writes.
        extensions: Usual endings of its files; the first is the default. ``txt``, ``.txt`` and
            ``TXT`` are the same.
        media_type: Media type of what it writes.
        kind: ``"text"``, ``"binary"``, or ``"tree"`` for a folder of files.
        factory: ``"package.module:Class"``, imported only to export.
        options: A frozen dataclass whose fields are made with `option`.
        requires: Importable names that the factory needs; probed without importing them.
        api: The `api_version` that the plugin was written for.
        lossy: One sentence on what the file leaves out, where it does not hold every measure.
        translations: Title, summary, ``lossy``, and help, label and labels of options in other
            languages: by language (``"zh"``, ``"en"``), the text as it is declared to what it is
            there.
    """

    id: str
    title: str
    summary: str
    extensions: tuple[str, ...]
    media_type: str
    kind: Literal["text", "binary", "tree"]
    factory: str
    options: type = NoOptions
    requires: tuple[str, ...] = ()
    api: int = API_VERSION
    lossy: str = ""
    translations: Translations = dataclasses.field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Write the endings in one way."""
        object.__setattr__(self, "extensions", endings(self.extensions))


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class ImporterSpec:
    """An importer, as a plugin registers it. Cheap: names only, nothing is imported.

    Args:
        id: What the command line calls it: ``[a-z][a-z0-9-]*``.
        title: A few words, for lists.
        summary: One sentence: what it reads.
        extensions: Endings of the documents that it reads. ``txt``, ``.txt`` and ``TXT`` are the
            same; ``tar.gz`` goes before ``gz``.
        factory: ``"package.module:Class"``, imported only to import a document.
        options: A frozen dataclass whose fields are made with `option`.
        requires: Importable names that the factory needs; probed without importing them.
        api: The `api_version` that the plugin was written for.
        translations: Title, summary, and help, label and labels of options in other languages: by
            language (``"zh"``, ``"en"``), the text as it is declared to what it is there.
    """

    id: str
    title: str
    summary: str
    extensions: tuple[str, ...]
    factory: str
    options: type = NoOptions
    requires: tuple[str, ...] = ()
    api: int = API_VERSION
    translations: Translations = dataclasses.field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Write the endings in one way."""
        object.__setattr__(self, "extensions", endings(self.extensions))


def endings(given: tuple[str, ...]) -> tuple[str, ...]:
    """Endings of files in small letters and without a dot, each once."""
    if not isinstance(given, tuple) or not all(isinstance(one, str) for one in given):
        # What is no ending is refused where the whole spec is judged.
        return given
    return tuple(dict.fromkeys([one.lower().removeprefix(".") for one in given]))


@hookspec
def ecotui_register_exporters() -> Iterable[ExporterSpec]:  # type: ignore[empty-body]  # a hook
    """Name the plugin's exporters. Cheap: loads no heavy library."""


@hookspec
def ecotui_register_importers() -> Iterable[ImporterSpec]:  # type: ignore[empty-body]  # a hook
    """Name the plugin's importers. Cheap: loads no heavy library."""


class TargetFile(Protocol):
    """One file to write, as a context manager that gives a file object."""

    def text(self) -> AbstractContextManager[TextIO]:
        """Open for text: UTF-8, line ends written as given."""

    def binary(self) -> AbstractContextManager[BinaryIO]:
        """Open for bytes: readable and seekable."""


class Target(TargetFile, Protocol):
    """Where an exporter writes. What it writes is kept only if `Exporter.export` returns."""

    def member(self, path: str) -> TargetFile:
        """A file of a tree, by its relative path with ``/``; ``..`` and ``/x`` are refused."""

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is."""

    @property
    def cancelled(self) -> bool:
        """Whether the user has asked to stop: return as soon as convenient."""

    def wrote(self, measures: int) -> None:
        """Say how many measures the file has, if not all of the selection."""

    def warn(self, message: str) -> None:
        """Say in one line what the written file lacks or changes."""


O = TypeVar("O", contravariant=True)


class Exporter(Protocol[O]):
    """What a factory makes: writes a selection to a target.

    It may also have ``preview(selection, options) -> str``, the beginning of the file as text, for
    the export dialog; a ``text`` exporter needs none. Lines are wrapped, but a line with ``│`` is a
    row of a table, and is cut. It is called whenever an option changes, so it has to be quick.
    """

    def export(self, selection: Selection, target: Target, options: O) -> None:
        """Write the selection.

        Raises:
            ExportError: with a reason in one line; nothing is left of what was written.
        """


class Importer(Protocol):
    """What the factory of an `ImporterSpec` makes: reads a document.

    It may have ``blocks(data, file)`` in place of ``read``, which yields the paragraphs and tables
    of the document; ecotui then understands them as it does those of any other document.

    Either may take two more arguments, by name: ``options``, an instance of the type of options
    that the spec names, and ``language``, ``"zh"`` or ``"en"``, in which the problems are worded.

    It may also have ``sniff(data) -> float``: how sure it is that a document is its own, from 0
    (not at all) to 1. It is asked where several importers read files of one ending, and has to be
    quick. Without it an importer counts as 0.5, and one that comes with ecotui goes before it.
    """

    def read(self, data: bytes, file: str) -> tuple[Plan, tuple[Problem, ...]]:
        """Read a document; the second value is what the user should know about it.

        ``file`` is the path of the document as the user typed it, for messages; it need not exist.

        Raises:
            PlanError: with every problem of the document.
        """
