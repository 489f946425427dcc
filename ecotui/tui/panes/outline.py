"""The hierarchy: headings and measures as one flat list of lines."""

from __future__ import annotations

from bisect import bisect_left
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType

from ecotui.browser import actions, outline
from ecotui.browser.outline import GROUPINGS, HIERARCHY, place
from ecotui.model.plan import Entry
from ecotui.query.index import Heading
from ecotui.query.selection import Selection
from ecotui.tui import keymap
from ecotui.tui.panes.base import CursorPane
from ecotui.tui.panes.drawing import Piece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Outline(CursorPane):
    """Headings with the measures of a selection below them, foldable."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.OUTLINE)]

    def __init__(self, selection: Selection) -> None:
        super().__init__("outline")
        self.selection = selection
        self.folded: set[Heading] = set()
        self.marks = 0
        self.grouping = HIERARCHY
        self.lines: list[Heading | Entry] = []
        self._matching: int | None = None
        self._build()
        self.cursor = next((i for i, x in enumerate(self.lines) if isinstance(x, Entry)), 0)

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def current(self) -> Heading | Entry | None:
        """What the cursor stands on."""
        return self.lines[self.cursor] if self.lines else None

    def show_selection(self, selection: Selection) -> None:
        """Draw another selection; the cursor stays where it is, or goes to what comes next."""
        current = self.current
        if selection is not self.selection:
            self.selection, self._matching = selection, None
        self._build()
        self._stand_on(current)

    def restore_folds(self, grouping: str, folded: Iterable[Heading]) -> None:
        """Begin in a grouping, with headings folded, before anything is drawn."""
        self.grouping = grouping
        self.folded = set(folded)
        self._build()

    def _build(self) -> None:
        self.lines = outline.lines(self.selection, self.grouping, self.folded)

    def _stand_on(self, wanted: Heading | Entry | None) -> None:
        before = self.cursor
        self.cursor = max(0, min(before, self.count - 1))
        if wanted is not None and self.lines:
            found = self._lines_of(wanted)
            if found:
                # Below departments a measure stands more than once; the nearest is the same one.
                self.cursor = min(found, key=lambda number: abs(number - before))
            elif self.grouping == HIERARCHY:
                self._stand_after(wanted)
        self.redraw()
        self._show_cursor()
        self.moved()

    def _lines_of(self, wanted: Heading | Entry) -> list[int]:
        """Where a line stands; in departments it may stand more than once."""
        lines = self.lines
        if self.grouping == HIERARCHY:
            if lines[self.cursor] is wanted:
                return [self.cursor]
            # In the order of the plan, so places ascend; headings share theirs with what follows.
            place = self._place(wanted)
            at = self._first_from(place)
            while at < len(lines) and self._place(lines[at]) == place:
                if lines[at] == wanted:
                    return [at]
                at += 1
            return []
        # Measures are the index's own objects; headings of departments are made anew.
        anew = isinstance(wanted, Heading)
        return [n for n, x in enumerate(lines) if x is wanted or (anew and x == wanted)]

    def _first_from(self, place: int) -> int:
        """The first line of the hierarchy that stands at a place in the plan, or behind it."""
        return bisect_left(self.lines, place, key=self._place)

    def _stand_after(self, gone: Heading | Entry) -> None:
        """Put the cursor on what comes next after a line that is there no more."""
        self.cursor = min(self._first_from(self._place(gone)), self.count - 1)
        if isinstance(gone, Entry):
            while self.cursor + 1 < self.count and isinstance(self.lines[self.cursor], Heading):
                self.cursor += 1

    def regroup(self) -> None:
        """By hierarchy, by first lead, by any department, and again; folds are opened."""
        groupings = list(GROUPINGS)
        self.grouping = groupings[(groupings.index(self.grouping) + 1) % len(groupings)]
        self.folded.clear()
        current = self.current
        self._build()
        self._stand_on(current)

    def _place(self, item: Heading | Entry) -> int:
        return place(self.selection.index, item)

    def between(self, one: Heading | Entry, other: Heading | Entry) -> list[Heading | Entry]:
        """The measures from one line to another, both included; folded headings for theirs."""
        if one not in self.lines or other not in self.lines:
            return []
        first, last = sorted((self.lines.index(one), self.lines.index(other)))
        return [
            item
            for item in self.lines[first : last + 1]
            if isinstance(item, Entry) or item in self.folded
        ]

    # -- drawing

    def pieces(self, line: int) -> list[Piece]:
        """A heading with matched/total, or a measure with its number and its matches."""
        item = self.lines[line]
        # Several plans stand one step above their chapters.
        several = self.grouping == HIERARCHY and len(self.selection.index.plans) > 1
        row = outline.row(
            self.selection,
            item,
            is_folded=isinstance(item, Heading) and item in self.folded,
            is_marked=bool(self.marks and self.marks >> self._place(item) & 1),
            several=several,
        )
        styles: dict[outline.Look, Style] = {}
        for _text, look in row:
            if look not in styles:
                styles[look] = sum(map(self.style_of, look), start=self.base)
        return [(text, styles[look]) for text, look in row]

    # -- moving

    def action_fold(self) -> None:
        """Fold the heading, or go to the heading above."""
        item = self.current
        if isinstance(item, Heading) and item not in self.folded:
            self.folded.add(item)
            self._build()
            self._stand_on(item)
            return
        level = item.level if isinstance(item, Heading) else 9
        for number in range(self.cursor - 1, -1, -1):
            above = self.lines[number]
            if isinstance(above, Heading) and above.level < level:
                self.go(number)
                return

    def action_unfold(self) -> None:
        """Unfold the heading, or go to the first line inside."""
        item = self.current
        if isinstance(item, Heading):
            if item in self.folded:
                self.folded.discard(item)
                self._build()
                self._stand_on(item)
            else:
                self.move(1)

    @property
    def matching(self) -> int:
        """The measures whose own text holds a word of the query, as a mask."""
        if self._matching is None:
            index, found = self.selection.index, 0
            for word in self.selection.words:
                found |= index.wording_mask(word) if word else 0
            self._matching = found & self.selection.mask
        return self._matching

    @property
    def place(self) -> tuple[int, int] | None:
        """Which match the cursor stands on, from 1, and how many there are; None on no match."""
        if not self.selection.words or not isinstance(self.current, Entry):
            return None
        matching, here = self.matching, self._place(self.current)
        if not matching >> here & 1:
            return None
        before = matching & (1 << here) - 1
        return before.bit_count() + 1, matching.bit_count()

    def next_match(self, step: int) -> bool:
        """Go to the next measure (or with -1 the previous) that holds a word of the query.

        Folded headings on the way are unfolded; after the last match comes the first.

        Returns:
            Whether there is one.
        """
        matching, current = self.matching, self.current
        if not matching or current is None:
            return False
        here = self._place(current)
        if step > 0:
            # What a heading begins with is still to come; the measure under the cursor is not.
            first = here if isinstance(current, Heading) else here + 1
            chosen = _lowest(matching >> first << first or matching)
        else:
            chosen = (matching & (1 << here) - 1 or matching).bit_length() - 1
        self.go_to(self.selection.index.entries[chosen])
        return True

    def go_to(self, entry: Entry) -> None:
        """Put the cursor on a measure of the selection; folded headings above it are unfolded."""
        place = self._place(entry)
        self.folded = {h for h in self.folded if not h.mask >> place & 1}
        self._build()
        self._stand_on(entry)


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1
