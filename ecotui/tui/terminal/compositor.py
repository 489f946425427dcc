"""Draws overlapping widgets without cutting characters of two cells.

Textual cuts every line where any widget starts or ends, even a hidden one. A character of two cells
on such a cut becomes two blanks: a notification over the border of two panes would lose some text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import cast

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip


class WholeCharacters(Compositor):
    """Cuts lines only where a widget visibly starts or ends."""

    @property
    def cuts(self) -> list[list[int]]:
        """The columns where a widget visibly starts or ends, by line."""
        if self._cuts is None:
            self._cuts = [
                _visible_ends(
                    self.size.width, [region.column_span for _widget, region, _whole in line]
                )
                for line in self.layers_visible
            ]
        return self._cuts

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """Give every piece between two cuts to the foremost widget there.

        Lines that are not wanted, or completely covered, are not rendered.
        """
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen.overlaps(crop):
                continue
            wanted = {}
            for y in filter(is_rendered_line, seen.line_range):
                cuts = [cut for cut in self.cuts[y] if seen.x <= cut <= seen.right]
                if any(chops[y][cut] is None for cut in cuts[:-1]):
                    wanted[y] = cuts
            for top, bottom in _runs(wanted):
                part = Region(seen.x - region.x, top - region.y, seen.width, bottom - top)
                for y, strip in enumerate(widget.render_lines(part), top):
                    # The part before the first cut is covered by another widget.
                    pieces = strip.divide([cut - seen.x for cut in wanted[y]])[1:]
                    for cut, piece in zip(wanted[y], pieces, strict=False):
                        if chops[y][cut] is None:
                            chops[y][cut] = piece
        # As in Textual, pieces outside the update are None in spite of the type.
        return cast("Sequence[Mapping[int, Strip]]", chops)


class HeldScreen(Screen[None]):
    """A screen that draws nothing until all of its widgets have something to show."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = WholeCharacters()
        self._is_drawn = False

    def start_drawing(self) -> None:
        """Draw the screen, and from now on every change."""
        self._is_drawn = True
        self.refresh(repaint=False, layout=True)

    def _compositor_refresh(self) -> None:
        # Textual draws every widget when it is ready, and the whole screen three times.
        if self._is_drawn:
            super()._compositor_refresh()


def _runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as ranges: the first of each, and the one after its last."""
    for _difference, run in groupby(enumerate(lines), lambda pair: pair[1] - pair[0]):
        numbers = [number for _place, number in run]
        yield numbers[0], numbers[-1] + 1


def _visible_ends(width: int, spans: list[tuple[int, int]]) -> list[int]:
    """The ends of spans, the foremost first, that no earlier span covers."""
    cuts = {0, width}
    for number, span in enumerate(spans):
        cuts.update(
            edge for edge in span if not any(start < edge < end for start, end in spans[:number])
        )
    return sorted(cuts)
