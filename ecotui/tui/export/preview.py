"""The preview of the export dialog: how the file would begin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.style import Style
from textual.timer import Timer

from ecotui.exporting.preview import PreviewTarget
from ecotui.exporting.run import ExportResult, attempt
from ecotui.i18n import _
from ecotui.text.display import visible, width
from ecotui.tui.background import in_background
from ecotui.tui.panes.base import Pane
from ecotui.tui.panes.drawing import Piece

if TYPE_CHECKING:
    from typing import ClassVar

    from ecotui.plugin_host.registry import Registered
    from ecotui.query.selection import Selection

#: Seconds without a change after which a preview is made.
PREVIEW_DELAY_S = 0.25


class Preview(Pane, can_focus=False):
    """The first lines that a text exporter would write with the present options.

    They are written into memory, in a thread. An exporter that is asked again while it is still at
    work is told to stop, and begins anew when it has; one that never stops holds up no other.

    Args:
        selection: What is exported.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane--error"}

    def __init__(self, selection: Selection) -> None:
        super().__init__(id="export-preview")
        self.border_title = _("Preview")
        self.selection = selection
        self._asked: tuple[Registered, Mapping[str, Any]] | None = None
        self._answered: tuple[Registered, Mapping[str, Any]] | None = None
        self._targets: dict[str, PreviewTarget] = {}
        self._timer: Timer | None = None
        self._text: list[str] = []
        self._style = ""
        self._lines: list[str] = []

    # -- what is shown

    @property
    def count(self) -> int:
        return len(self._lines)

    def pieces(self, line: int) -> list[Piece]:
        """A line of the file, or a part of a long one."""
        style = self.style_of(self._style) if self._style else Style.null()
        return [(self._lines[line], style)]

    def on_resize(self) -> None:
        """Fold long lines at the new width."""
        cells = max(2, self.scrollable_content_region.width)
        self._lines = [part for line in self._text for part in folded(line, cells)]
        super().on_resize()

    def _say(self, text: list[str], style: str = "") -> None:
        self._text, self._style = [visible(line) for line in text], style
        self.on_resize()
        self.scroll_to(y=0, animate=False)

    @property
    def text(self) -> str:
        """What is shown."""
        return "\n".join(self._text)

    # -- what is asked

    def ask(self, listed: Registered, values: Mapping[str, Any]) -> None:
        """Show, a moment later, what an exporter would write.

        Args:
            listed: The exporter.
            values: Its options, also as text.
        """
        if (listed, values) == self._asked:
            return
        before, self._asked = self._asked, (listed, values)
        self.on_unmount()
        spec = listed.spec
        if spec.kind != "text":
            message = (
                _("No preview for a folder of files")
                if spec.kind == "tree"
                else _("No preview for {type} files").format(type=f".{spec.extensions[0]}")
            )
            self._answered = self._asked
            self._say([message], "dim")
            return
        if before is None or before[0] != listed:
            self._say([])
        self._timer = self.set_timer(PREVIEW_DELAY_S, self._begin)

    def on_unmount(self) -> None:
        """Want no preview any more."""
        self._answered = None
        for target in self._targets.values():
            target.cancelled = True
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def on_show(self) -> None:
        """Catch up with what was asked while there was no room for it."""
        self._begin()

    def _begin(self) -> None:
        self._timer, asked = None, self._asked
        if asked is None or asked == self._answered or not self.is_on_screen:
            return
        listed, values = asked
        if listed.key in self._targets:
            return
        target = self._targets[listed.key] = PreviewTarget()
        self._answered = asked
        in_background(
            self,
            lambda: attempt(listed, self.selection, values, target),
            lambda ended: self._end(listed, target, *ended),
        )

    def _end(
        self, listed: Registered, target: PreviewTarget, done: ExportResult | None, reason: str
    ) -> None:
        del self._targets[listed.key]
        if target.cancelled:
            # Something else was asked meanwhile, and not begun if this was in its way.
            if self._timer is None:
                self._begin()
        elif target.full:
            self._say([*target.lines, "…"])
        elif done is None:
            self._say([reason], "error")
        else:
            self._say(target.lines)


def folded(line: str, cells: int) -> list[str]:
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
