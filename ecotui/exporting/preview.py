"""The beginning of what an exporter would write, as text: nothing reaches a file."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TextIO, cast

from ecotui.exporting.run import attempt
from ecotui.exporting.target import HostTarget
from ecotui.i18n import _
from ecotui.options import OptionError
from ecotui.plugin_host.containment import contained
from ecotui.plugin_host.registry import PluginBroken
from ecotui.plugin_host.spec import ExportError

if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Registered
    from ecotui.query.selection import Selection

#: The most lines and characters that are kept.
MAX_LINES, MAX_CHARACTERS = 200, 40_000


class _Enough(Exception):
    """Stops an exporter: the rest is not wanted."""


class _Text(io.StringIO):
    """Takes text until there is enough of it."""

    def __init__(self) -> None:
        # The line ends of the exporter are kept.
        super().__init__(newline="")
        self.lines = 0
        self.full = False

    def write(self, text: str) -> int:
        super().write(text[: MAX_CHARACTERS - self.tell()])
        self.lines += text.count("\n")
        if self.lines >= MAX_LINES or self.tell() >= MAX_CHARACTERS:
            self.full = True
            raise _Enough
        return len(text)


class _Bytes(io.BytesIO):
    """Takes bytes; what goes beyond the limit is dropped."""

    def write(self, data: object) -> int:
        # Raising here would upset the wrapper that an exporter may have put around.
        taken = bytes(data)  # type: ignore[call-overload]  # may raise
        super().write(taken[: max(0, 4 * MAX_CHARACTERS - self.tell())])
        return len(taken)


class PreviewTarget(HostTarget):
    """A target for `ecotui.exporting.run.run` that keeps the first lines of a text.

    An exporter that writes more than `MAX_LINES` lines or `MAX_CHARACTERS` characters is stopped by
    an exception. If `full` is true, the exporter did not fail, whatever it raised.
    """

    def __init__(self) -> None:
        super().__init__("-", "text")
        self._text = _Text()
        self._bytes = _Bytes()

    def _open_file(self) -> BinaryIO:
        return cast(BinaryIO, self._bytes)

    @contextlib.contextmanager
    def text(self) -> Iterator[TextIO]:
        self._open()
        yield self._text

    @property
    def full(self) -> bool:
        """Whether there is more than what was kept."""
        return self._text.full

    @property
    def lines(self) -> list[str]:
        """The lines that were kept, without a byte order mark."""
        text = self._text.getvalue()
        if not text:
            text = self._bytes.getvalue().decode("utf-8", "replace")[:MAX_CHARACTERS]
        return text.removeprefix("\ufeff").splitlines()[:MAX_LINES]


class Beginning(NamedTuple):
    """The beginning of what an exporter would write."""

    lines: list[str]
    #: ``"text"`` if these are the lines of the file, ``"page"`` if they only say what is in it,
    #: ``"none"`` if there is no preview, and ``"error"`` if the only line is the reason why.
    kind: str


#: What people call a file, by its ending.
_PROGRAMS = {"xlsx": "Excel", "xls": "Excel", "docx": "Word", "pptx": "PowerPoint", "pdf": "PDF"}


def beginning(
    listed: Registered, selection: Selection, values: Mapping[str, Any], target: PreviewTarget
) -> Beginning:
    """What an exporter would write with some options, made in a thread; nothing is raised."""
    if listed.reason:
        return Beginning([listed.reason], "error")
    try:
        preview = getattr(listed.instantiate(), "preview", None)
        if preview is not None:
            options = listed.build(values)
            with contained(trusted=listed.is_own):
                text = preview(selection, options)
            if not isinstance(text, str):
                raise TypeError(f"preview() gave {type(text).__name__}, not str")
            lines = text[:MAX_CHARACTERS].splitlines()
            more = ["…"] if len(text) > MAX_CHARACTERS or len(lines) > MAX_LINES else []
            return Beginning([*lines[:MAX_LINES], *more], "page")
    except (PluginBroken, OptionError, ExportError) as error:
        return Beginning([str(error)], "error")
    # An exporter may raise anything; and in a thread nobody presses Ctrl+c.
    except BaseException as error:
        return Beginning([str(listed.failure(error))], "error")
    if listed.spec.kind == "tree":
        return Beginning([_("No preview for a folder of files")], "none")
    if listed.spec.kind != "text":
        ending = next(iter(listed.spec.extensions), "")
        name = _PROGRAMS.get(ending, f".{ending}" if ending else listed.title)
        return Beginning([_("No preview for {type} files").format(type=name)], "none")
    done, reason = attempt(listed, selection, values, target)
    if target.full:
        return Beginning([*target.lines, "…"], "text")
    if done is None:
        return Beginning([reason], "error")
    return Beginning(target.lines, "text")
