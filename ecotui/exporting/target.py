"""Where exporters write: safely, all or nothing, never outside the place that the user named."""

from __future__ import annotations

import contextlib
import io
import os
import stat
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any, BinaryIO, TextIO, cast

from ecotui.files import (
    absolute,
    is_stream,
    keep,
    keep_names,
    leftover,
    place_new,
    placing,
    remove_leftovers,
    remove_tree,
    replacing,
    take_over,
    temporary_sibling,
    unfinished,
)
from ecotui.i18n import _, ngettext
from ecotui.plugin_host.spec import ExportError, TargetError
from ecotui.text.escaping import visible
from ecotui.text.reasons import replacement_note


def is_taken(path: str, *, tree: bool) -> bool:
    """Whether an export of a file, or of a tree of files, to a path would overwrite something."""
    if not tree:
        return os.path.lexists(path) and not os.path.isdir(path)
    try:
        with os.scandir(path) as entries:
            # What a killed process left is nothing of the user's.
            mine = leftover(os.path.basename(absolute(path)))
            return any(mine.fullmatch(entry.name) is None for entry in entries)
    except (OSError, ValueError):
        return False


def is_source(path: str, opened: Iterable[str]) -> bool:
    """Whether a file is one of those that are read, also by another name."""
    read = filter(os.path.exists, opened)
    return os.path.isfile(path) and any(os.path.samefile(path, one) for one in read)


#: How many files of an export before are named.
_NAMED = 3


class Unwritable(OSError):
    """The target itself cannot be written; any other `OSError` is the exporter's."""


@contextlib.contextmanager
def _writing(path: str) -> Iterator[None]:
    """Make an `OSError` over what is written to a path an `Unwritable`."""
    try:
        yield
    # What reads standard output may have gone.
    except (BrokenPipeError, Unwritable):
        raise
    except OSError as error:
        message = error.strerror or str(error)
        raise Unwritable(error.errno or 0, message, error.filename or path) from error


class _Written(io.BufferedIOBase):
    """A file of a target, whose errors are `Unwritable`."""

    def __init__(self, file: BinaryIO, path: str) -> None:
        def guarded(method: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any) -> Any:
                with _writing(path):
                    return method(*arguments)

            return call

        for name in ("write", "flush", "truncate", "seek"):
            setattr(self, name, guarded(getattr(file, name)))
        for name in ("read", "tell", "fileno", "readable", "writable", "seekable"):
            setattr(self, name, getattr(file, name))

    def close(self) -> None:
        """The host closes what is beneath; this is also called when nobody holds it any more."""


class _OneFile:
    """A file of a target that can be opened once."""

    def __init__(self, opened: Callable[[], BinaryIO], path: str) -> None:
        self._opened = opened
        self._path = path
        self.used = False

    def _open(self) -> BinaryIO:
        if self.used:
            raise TargetError(_("the exporter opened its file twice"))
        self.used = True
        with _writing(self._path):
            return cast(BinaryIO, _Written(self._opened(), self._path))

    @contextlib.contextmanager
    def binary(self) -> Iterator[BinaryIO]:
        file = self._open()
        yield file
        file.flush()

    @contextlib.contextmanager
    def text(self) -> Iterator[TextIO]:
        with self.binary() as file:
            wrapper = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
            try:
                yield wrapper
                wrapper.flush()
            finally:
                # The host still owns the file beneath; closing the wrapper would close it.
                wrapper.detach()


class HostTarget(_OneFile):
    """The host's implementation of `ecotui.plugin_host.spec.Target`.

    Used as a context manager around the exporter: what was written takes its place only if the
    block ends without an exception, and otherwise nothing is left.

    The path is that of a file, of a folder for a tree, or ``"-"`` for ``stdout``; no member of a
    tree replaces one of the sources; ``on_progress`` gets the amounts done and in all.
    """

    def __init__(
        self,
        path: str,
        kind: str,
        *,
        overwrite: bool = False,
        sources: Iterable[str] = (),
        stdout: BinaryIO | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        super().__init__(self._open_file, path)
        self.path = path
        # The exporter may change the current folder.
        self._place = path if path == "-" else absolute(path)
        self.kind = kind
        self.overwrite = overwrite
        self._sources = [absolute(source) for source in sources]
        self.warnings: list[str] = []
        self.measures: int | None = None
        self.cancelled = False
        self._stdout = stdout
        self._on_progress = on_progress
        self._stack = contextlib.ExitStack()
        self._tree: str | None = None
        self._members: dict[str, _OneFile] = {}

    # -- what the exporter uses

    def member(self, path: str) -> _OneFile:
        """A file of the tree; see `ecotui.plugin_host.spec.Target`."""
        if self.kind != "tree":
            raise TargetError(_("only an exporter of kind tree has members"))
        parts = path.split("/")
        unsafe = any(part in ("", ".", "..") or "\0" in part or "\\" in part for part in parts)
        if unsafe or os.path.isabs(path) or ":" in parts[0]:
            raise TargetError(_("unsafe name of a member: {path}").format(path=repr(path)))
        if not path.isprintable():
            raise TargetError(_("unsafe name of a member: {path}").format(path=repr(path)))
        for other in self._members:
            if other.startswith(f"{path}/") or path.startswith(f"{other}/"):
                message = _("member {path} is a file and a folder")
                raise TargetError(message.format(path=min(path, other)))
        if path in self._members:
            raise TargetError(_("member {path} is written twice").format(path=path))

        one = _OneFile(lambda: self._open_member(path), os.path.join(self.path, path))
        self._members[path] = one
        return one

    def progress(self, done: int, total: int) -> None:
        if self._on_progress is not None:
            self._on_progress(done, total)

    def wrote(self, measures: int) -> None:
        if int(measures) < 0:
            raise TargetError(_("less than no measure was written"))
        self.measures = int(measures)

    def warn(self, message: str) -> None:
        self.warnings.append(message)

    # -- what the host uses

    @property
    def files(self) -> int | None:
        """How many files were written into a folder; None if there is no folder."""
        return sum(one.used for one in self._members.values()) if self.kind == "tree" else None

    def __enter__(self) -> HostTarget:
        if self.kind == "tree":
            self._begin_tree()
        elif self.path == "-" or is_stream(self.path):
            if self.kind == "binary" and self._is_terminal():
                message = _("this format cannot be shown on a terminal; give a file with -o FILE")
                raise ExportError(message)
        elif os.path.isdir(self.path):
            raise _refusal(_("{path} is a folder; give the name of a file"), self.path)
        elif is_taken(self.path, tree=False) and not self.overwrite:
            raise _refusal(_("{path} exists; --force overwrites it"), self.path)
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None and not self.used and not any(m.used for m in self._members.values()):
            error = TargetError(_("the exporter wrote nothing"))
            self._close(error)
            raise error
        self._close(error)

    def _close(self, error: BaseException | None) -> None:
        try:
            if error is not None:
                # A full disk is told once more on closing, where it is nobody's error any longer.
                with contextlib.suppress(OSError):
                    self._stack.__exit__(type(error), error, error.__traceback__)
                return
            with _writing(self.path):
                try:
                    self._stack.close()
                except FileExistsError:
                    raise _refusal(_("{path} exists; --force overwrites it"), self.path) from None
                if self._tree is not None:
                    with placing:
                        self._place_tree()
        finally:
            if self._tree is not None:
                remove_tree(self._tree)
                unfinished.discard(self._tree)

    def _open_file(self) -> BinaryIO:
        if self.kind == "tree":
            raise TargetError(_("an exporter of kind tree must write members"))
        if self.path == "-":
            return self._stack.enter_context(self._to_stdout())
        if self.overwrite and (note := replacement_note(self._place)):
            self.warn(note)
        return self._stack.enter_context(replacing(self._place, overwrite=self.overwrite))

    def _open_member(self, path: str) -> BinaryIO:
        assert self._tree is not None
        file = os.path.join(self._tree, path)
        os.makedirs(os.path.dirname(file), exist_ok=True)
        return self._stack.enter_context(open(file, "xb+"))

    @contextlib.contextmanager
    def _to_stdout(self) -> Iterator[BinaryIO]:
        buffer = io.BytesIO()
        yield cast(BinaryIO, buffer)
        assert self._stdout is not None
        with buffer.getbuffer() as view:
            self._stdout.write(view)
        self._stdout.flush()

    def _is_terminal(self) -> bool:
        if self.path == "-":
            return self._stdout is not None and self._stdout.isatty()
        if not stat.S_ISCHR(os.stat(self.path).st_mode):
            return False
        with open(self.path, "wb") as stream:
            return stream.isatty()

    # -- trees

    def _begin_tree(self) -> None:
        if self.path == "-":
            raise ExportError(_("this exporter writes a folder; give one with -o FOLDER"))
        target = self._place
        if os.path.lexists(target):
            if not os.path.isdir(target) or os.path.islink(target):
                raise _refusal(_("{path} is not a folder"), self.path)
            if is_taken(target, tree=True) and not self.overwrite:
                message = _("{path} is not empty; --force overwrites the files in it")
                raise _refusal(message, self.path)
        # A folder that is there stays the one it is, with its mode and whoever stands in it, and
        # the one above it may be closed.
        name = os.path.basename(target)
        beside = os.path.join(target, name) if os.path.isdir(target) else target
        remove_leftovers(beside, folders=True)
        tree = temporary_sibling(beside)
        # Before it is there: an interruption may come as soon as it is.
        unfinished.add(tree)
        try:
            with _writing(self.path):
                os.mkdir(tree)
        except BaseException:
            remove_tree(tree)
            unfinished.discard(tree)
            raise
        self._tree = tree

    def _place_tree(self) -> None:
        assert self._tree is not None
        target = self._place
        folders = [folder for folder, _folders, _names in os.walk(self._tree)]
        for name, member in self._members.items():
            if member.used:
                keep(os.path.join(self._tree, name))
        if not os.path.lexists(target):
            for folder in folders:
                keep_names(folder)
            os.replace(self._tree, target)
            keep_names(os.path.dirname(target))
            return
        if not self.overwrite and is_taken(target, tree=True):
            # It came while the exporter worked.
            message = _("{path} is not empty; --force overwrites the files in it")
            raise _refusal(message, self.path)
        written = [path.split("/") for path, member in self._members.items() if member.used]
        # All the places are looked at before the first is taken.
        for parts in written:
            for depth in range(1, len(parts) + 1):
                self._check_place(os.path.join(target, *parts[:depth]), depth == len(parts))
        taken: list[str] = []
        try:
            for parts in written:
                self._place_member(parts)
                taken.append(os.path.join(target, *parts))
        except BaseException:
            # In an empty folder all of them are ours.
            for place in taken if not self.overwrite else ():
                os.unlink(place)
            raise
        places = [
            os.path.normpath(os.path.join(target, os.path.relpath(f, self._tree))) for f in folders
        ]
        for place in places:
            keep_names(place)
        self._tell_others(places, {os.path.join(target, *parts) for parts in written})

    def _place_member(self, parts: Sequence[str]) -> None:
        """Give a written member its place in the folder."""
        assert self._tree is not None
        new, place = os.path.join(self._tree, *parts), os.path.join(self._place, *parts)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if not self.overwrite:
            place_new(new, place)
            return
        if note := replacement_note(place):
            self.warn(note)
        with open(new, "rb") as file:
            take_over(place, file.fileno())
        os.replace(new, place)

    def _tell_others(self, folders: Sequence[str], written: Container[str]) -> None:
        """Say which files in these folders are not of this export: they may be of one before."""
        others = [
            os.path.relpath(entry.path, self._place)
            for folder in folders
            for entry in sorted(os.scandir(folder), key=lambda one: one.name)
            if entry.path not in written and not entry.is_dir(follow_symlinks=False)
        ]
        if others:
            listed = ", ".join(map(visible, others[:_NAMED])) + "…" * (len(others) > _NAMED)
            message = ngettext(
                "{count} other file stays in the folder: {names}",
                "{count} other files stay in the folder: {names}",
                len(others),
            )
            self.warn(message.format(count=f"{len(others):,}", names=listed))

    def _check_place(self, place: str, is_file: bool) -> None:
        """Refuse a place that a file, or a folder above it, cannot take."""
        if os.path.islink(place):
            raise _refusal(_("{path} is a symbolic link; remove it first"), place)
        if is_file and is_source(place, self._sources):
            raise _refusal(_("{path} is a plan that is read; write to another folder"), place)
        if is_file and os.path.isdir(place):
            raise _refusal(_("{path} is a folder; remove it first"), place)
        if not is_file and os.path.lexists(place) and not os.path.isdir(place):
            raise _refusal(_("{path} is not a folder"), place)


def _refusal(message: str, path: str) -> ExportError:
    return ExportError(message.format(path=path))
