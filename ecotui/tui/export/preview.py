"""The preview of the export dialog: the beginning of the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from rich.style import Style
from textual.timer import Timer

from ecotui.exporting.preview import Beginning, PreviewTarget, beginning
from ecotui.i18n import _
from ecotui.text.display import cut, visible, width, wrap
from ecotui.tui.background import in_background, redraw_after
from ecotui.tui.panes.base import Piece, TextPane

if TYPE_CHECKING:
    from ecotui.plugin_host.registry import Registered
    from ecotui.query.selection import Selection

#: Debounce: seconds without a change before a preview is made.
PREVIEW_DELAY_S = 0.25
#: Seconds after which the pane says that a preview is still being made.
PREVIEW_WAIT_S = 0.4


class Preview(TextPane, can_focus=False):
    """The beginning of what an exporter would write with the present options, as text.

    It is made in memory, in a thread. If an exporter is asked again while it is still at
    work, it is told to stop, and starts again when it has. One that never stops delays no other.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane--error"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(id="export-preview")
        self.entitle(_("Preview (beginning)"))
        self.selection = selection
        self._wanted: tuple[Registered, Mapping[str, Any]] | None = None
        self._answered: tuple[Registered, Mapping[str, Any]] | None = None
        self._targets: dict[str, PreviewTarget] = {}
        self._timer: Timer | None = None
        self._slow_timer: Timer | None = None
        self._text: list[str] = []
        self._kind = "none"

    # -- drawing

    def lay_out(self, cells: int) -> list[list[Piece]]:
        name = {"error": "error", "none": "dim"}.get(self._kind)
        style = self.style_of(name) if name else Style.null()
        fold = fold_line if self._kind == "text" else page_line
        return [[(part, style)] for line in self._text for part in fold(line, cells)]

    def _show(self, found: Beginning) -> None:
        self._text, self._kind = [visible(line) for line in found.lines], found.kind
        self.redraw()
        self.scroll_to(y=0, animate=False)

    @property
    def text(self) -> str:
        return "\n".join(self._text)

    # -- running the exporter

    def request(self, exporter: Registered, values: Mapping[str, Any]) -> None:
        """Show, after a moment, what an exporter would write."""
        if (exporter, values) == self._wanted:
            return
        before, self._wanted = self._wanted, (exporter, values)
        self.cancel()
        if before is None or before[0] != exporter:
            self._show(Beginning([], "none"))
        self._timer = self.set_timer(PREVIEW_DELAY_S, self._start)

    def cancel(self) -> None:
        """Stop what is being written."""
        self._answered = None
        self._stop_slow_timer()
        for target in self._targets.values():
            target.cancelled = True
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def on_unmount(self) -> None:
        self.cancel()

    def on_show(self) -> None:
        """Show what was requested while there was no room for the preview."""
        self._start()

    def _start(self) -> None:
        self._timer, wanted = None, self._wanted
        if wanted is None or wanted == self._answered or not self.is_on_screen:
            return
        exporter, values = wanted
        self._stop_slow_timer()
        self._slow_timer = self.set_timer(PREVIEW_WAIT_S, self._say_slow)
        if exporter.key in self._targets:
            return
        target = self._targets[exporter.key] = PreviewTarget()
        self._answered = wanted
        in_background(
            self,
            lambda: beginning(exporter, self.selection, values, target),
            lambda found: self._end(exporter, target, found),
        )

    def _stop_slow_timer(self) -> None:
        if self._slow_timer is not None:
            self._slow_timer.stop()
            self._slow_timer = None

    def _say_slow(self) -> None:
        self._show(Beginning([_("Making the preview…")], "none"))

    def _end(self, exporter: Registered, target: PreviewTarget, found: Beginning) -> None:
        del self._targets[exporter.key]
        redraw_after(self, exporter)
        if not target.cancelled:
            self._stop_slow_timer()
            self._show(found)
        # The next request may have waited for this one to stop.
        elif self._timer is None:
            self._start()


def fold_line(line: str, cells: int) -> list[str]:
    """A line in parts that fit a width, broken anywhere, as a pager does."""
    if line.isascii():
        return [line[at : at + cells] for at in range(0, len(line), cells)] or [""]
    parts, start, used = [], 0, 0
    for at, character in enumerate(line):
        size = width(character)
        if used + size > cells:
            parts.append(line[start:at])
            start, used = at, 0
        used += size
    return [*parts, line[start:]]


def page_line(line: str, cells: int) -> list[str]:
    """A line of a page in parts that fit a width; the row of a table is cut instead."""
    if "│" in line:
        return [cut(line, cells)]
    return [line[start:end] for start, end in wrap(line, cells)]
