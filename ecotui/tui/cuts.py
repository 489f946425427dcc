"""Lines that lie over others are not cut where those behind them begin or end.

Textual cuts every line where any widget begins or ends, also one that cannot be seen there. A
character of two cells that stands on such a cut becomes two blanks: a notice over the border of two
panes would lose a part of its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class WholeCharacters(Compositor):
    """Puts the widgets of a screen together, and cuts only where one of them ends in sight."""

    @property
    def cuts(self) -> list[list[int]]:
        """Where a widget that can be seen there begins or ends, by line."""
        if self._cuts is None:
            self._cuts = [
                _in_sight(self.size.width, [region.column_span for _widget, region, _whole in line])
                for line in self.layers_visible
            ]
        return self._cuts

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """Give every piece between two cuts to the foremost widget there."""
        chops: list[dict[int, Strip]] = [{} for _ in self.cuts]
        for region, clip, strips in self._get_renders(crop):
            seen = region.intersection(clip)
            for y, strip in zip(seen.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                cuts = [cut for cut in self.cuts[y] if seen.x <= cut <= seen.right]
                if len(cuts) < 2:
                    continue
                # What stands before the first cut lies behind another widget.
                pieces = strip.divide([cut - seen.x for cut in cuts])[1:]
                for cut, piece in zip(cuts, pieces, strict=False):
                    chops[y].setdefault(cut, piece)
        return [dict(sorted(line.items())) for line in chops]


def _in_sight(width: int, spans: list[tuple[int, int]]) -> list[int]:
    """The ends of spans, the foremost first, that do not lie behind one before."""
    cuts = {0, width}
    for number, span in enumerate(spans):
        cuts.update(
            edge for edge in span if not any(start < edge < end for start, end in spans[:number])
        )
    return sorted(cuts)
