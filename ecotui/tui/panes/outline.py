"""The hierarchy: headings and measures as one flat list of lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.message import Message

from ecotui.browser import actions
from ecotui.browser.outline import (
    GROUPINGS,
    HIERARCHY,
    MATCH,
    Look,
    outline_lines,
    position_of,
    render_row,
)
from ecotui.browser.relaxations import Relaxation, described
from ecotui.i18n import _, ngettext
from ecotui.model.plan import Entry
from ecotui.query.index import Heading
from ecotui.query.selection import Selection
from ecotui.text.display import width
from ecotui.tui import keymap
from ecotui.tui.panes.base import CursorPane, Piece

UNDERLINED = Style(underline=True)


class Outline(CursorPane):
    """Headings with the measures of a selection below them, foldable."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings(actions.OUTLINE)]

    class Entered(Message):
        """The measure under the cursor is to be read."""

    def __init__(self, selection: Selection, clear_key: str = "x") -> None:
        super().__init__("outline")
        self.clear_key = clear_key
        self.selection = selection
        self.folded: set[Heading] = set()
        self.marks = 0
        self.grouping = HIERARCHY
        self.lines: list[Heading | Entry] = []
        #: What is offered instead where there is no line; see `relaxations`.
        self.ways: list[Relaxation] = []
        self.nothing_left = ""
        # The lines of departments, where measures stand below those that have either role.
        self._departments: list[int] = []
        self._gone: Heading | Entry | None = None
        self._matching: int | None = None
        self._build()
        self.cursor = next((i for i, x in enumerate(self.lines) if isinstance(x, Entry)), 0)

    @property
    def count(self) -> int:
        return len(self.lines) or len(self.ways) + 1

    @property
    def current(self) -> Heading | Entry | None:
        return self.lines[self.cursor] if self.lines else None

    def show_selection(self, selection: Selection, grouping: str, marks: int) -> None:
        """Draw another selection; the cursor stays where it is, or goes to what comes next.

        In another grouping every heading is unfolded.
        """
        # Where nothing was left, the cursor goes back to where it was before.
        self._gone = current = self.current or self._gone
        self.marks = marks
        if grouping != self.grouping:
            self.grouping = grouping
            self.folded.clear()
        if selection is not self.selection:
            self.selection, self._matching = selection, None
        self._rebuild(current)

    def way_out(self, key: str) -> Relaxation | None:
        """What a key takes where nothing is left: a number, or Enter if the outline is focused."""
        at = "123456789".find(key)
        if key == "enter" and self.screen.focused is self:
            at = max(0, self.cursor - 1)
        return self.ways[at] if 0 <= at < len(self.ways) else None

    def restore_folds(self, grouping: str, folded: Iterable[Heading]) -> None:
        """Start in a grouping, with headings folded, before anything is drawn."""
        self.grouping = grouping
        self.folded = set(folded)
        self._build()
        # The line of the first measure may be folded away.
        self.cursor = max(0, min(self.cursor, len(self.lines) - 1))

    def _build(self) -> None:
        self.lines = lines = outline_lines(self.selection, self.grouping, self.folded)
        self._departments = []
        if self.grouping == "dept":
            self._departments = [n for n, item in enumerate(lines) if isinstance(item, Heading)]

    def show_marks(self, marks: int) -> None:
        """Draw other measures as marked, a mask."""
        self.marks = marks
        self._entitle()
        self.refresh()

    def _entitle(self) -> None:
        """Say in the frame how many measures are marked, how grouped, and which are shown."""
        marked = f"●{self.marks.bit_count()}" if self.marks else ""
        parts = (_("Outline"), marked, _(GROUPINGS[self.grouping]), self.selection.title)
        self.entitle("  ".join(filter(None, parts)))

    def _rebuild(self, wanted: Heading | Entry | None) -> None:
        """Build the lines again, and put the cursor on one of them."""
        self._build()
        before = self.cursor
        self.cursor = max(0, min(before, self.count - 1)) if self.lines else min(1, len(self.ways))
        if wanted is not None and self.lines:
            found = self._find_lines(wanted)
            if found:
                # Below departments a measure stands more than once: the cursor moves little.
                self.cursor = min(found, key=lambda number: abs(number - before))
            elif self.grouping == HIERARCHY:
                self._put_cursor_after(wanted)
        self._entitle()
        self.redraw()
        self._scroll_to_cursor()
        self.moved()

    def _find_lines(self, wanted: Heading | Entry) -> list[int]:
        """The numbers of an item's lines; below departments it may have more than one."""
        lines = self.lines
        if self.grouping == HIERARCHY:
            if lines[self.cursor] is wanted:
                return [self.cursor]
            # Positions ascend; a heading has that of the measure after it.
            position = self._position(wanted)
            at = self._first_from(position)
            while at < len(lines) and self._position(lines[at]) == position:
                if lines[at] == wanted:
                    return [at]
                at += 1
            return []
        # Measures are the objects of the index; headings of departments are created each time.
        by_value = isinstance(wanted, Heading)
        return [n for n, x in enumerate(lines) if x is wanted or (by_value and x == wanted)]

    def _first_from(self, position: int) -> int:
        """The first line of the hierarchy at a position in the plan, or after it."""
        return bisect_left(self.lines, position, key=self._position)

    def _put_cursor_after(self, gone: Heading | Entry) -> None:
        """Put the cursor on what comes after a line that is gone."""
        self.cursor = min(self._first_from(self._position(gone)), self.count - 1)
        if isinstance(gone, Entry):
            while self.cursor + 1 < self.count and isinstance(self.lines[self.cursor], Heading):
                self.cursor += 1

    def _position(self, item: Heading | Entry) -> int:
        return position_of(self.selection.index, item)

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
        """A heading with matched/total, or a measure with its number and its matches.

        Where no measure is left, the ways out, each with its key.
        """
        if not self.lines:
            return self._offer(line)
        item = self.lines[line]
        row = render_row(
            self.selection,
            item,
            is_folded=isinstance(item, Heading) and item in self.folded,
            is_marked=bool(self.marks and self.marks >> self._position(item) & 1),
            below=self._department_above(line),
            several_plans=self.grouping == HIERARCHY and len(self.selection.index.plans) > 1,
        )
        styles: dict[Look, Style] = {}
        for _text, look in row:
            if look not in styles:
                styles[look] = sum(map(self.style_of, look), start=self.base)
                if MATCH in look and line == self.cursor:
                    # The cursor's bar has one colour, in which a match is not seen otherwise.
                    styles[look] += UNDERLINED
        return [(text, styles[look]) for text, look in row]

    def _department_above(self, line: int) -> Heading | None:
        """The department that a line stands below with the measures in which it has either role."""
        at = bisect_right(self._departments, line) - 1
        heading = self.lines[self._departments[at]] if at >= 0 else None
        return heading if isinstance(heading, Heading) else None

    def _offer(self, line: int) -> list[Piece]:
        base = self.base
        if not line or line > len(self.ways):
            return [(self.nothing_left, base + self.style_of("dim"))]
        way = self.ways[line - 1]
        key = str(line) if way.query else self.clear_key
        count = ngettext("{count} measure", "{count} measures", way.left).format(count=way.left)
        heading = base + self.style_of("heading")
        return [(f"{key} ", heading), (f"{described(way)} → {count}", base)]

    # -- moving

    def click_line(self, line: int, x: int) -> None:
        """Fold or unfold by a click on the triangle of a heading."""
        item = self.lines[line] if self.lines else None
        if not isinstance(item, Heading) or x not in self._triangle(line):
            super().click_line(line, x)
            return
        self.go(line)
        self.action_open_item()

    def _triangle(self, line: int) -> range:
        """The cells of a heading's triangle, with the blank behind it."""
        text = self.pieces(line)[0][0]
        start = width(text[: len(text) - len(text.lstrip())])
        return range(start, start + 2)

    def action_open_item(self) -> None:
        """Fold or unfold the heading, or read the measure."""
        item = self.current
        if isinstance(item, Heading):
            self.folded ^= {item}
            self._rebuild(item)
        elif item is not None:
            self.post_message(self.Entered())

    def go_past(self) -> None:
        """Go to the next line, or from a heading to what comes after all that is below it."""
        item = self.current
        if not isinstance(item, Heading):
            self.move(1)
            return
        for number in range(self.cursor + 1, self.count):
            line = self.lines[number]
            if isinstance(line, Heading) and line.level <= item.level:
                self.go(number)
                return

    def action_fold(self) -> None:
        """Fold the heading, or go to the heading above."""
        item = self.current
        if isinstance(item, Heading) and item not in self.folded:
            self.folded.add(item)
            self._rebuild(item)
            return
        level = item.level if isinstance(item, Heading) else 9
        for number in range(min(self.cursor, len(self.lines)) - 1, -1, -1):
            above = self.lines[number]
            if isinstance(above, Heading) and above.level < level:
                self.go(number)
                return

    def action_unfold(self) -> None:
        """Unfold the heading, or go to the first line inside."""
        item = self.current
        if not isinstance(item, Heading):
            return
        if item in self.folded:
            self.folded.discard(item)
            self._rebuild(item)
        else:
            self.move(1)

    @property
    def matching(self) -> int:
        """The measures with a word of the query in their own text, as a mask."""
        if self._matching is None:
            index, found = self.selection.index, 0
            for word in self.selection.words:
                found |= index.wording_mask(word) if word else 0
            self._matching = found & self.selection.mask
        return self._matching

    @property
    def match_position(self) -> tuple[int, int] | None:
        """The number, from 1, of the match under the cursor, and of all; None on no match."""
        if not self.selection.words or not isinstance(self.current, Entry):
            return None
        matching, here = self.matching, self._position(self.current)
        if not matching >> here & 1:
            return None
        before = matching & (1 << here) - 1
        return before.bit_count() + 1, matching.bit_count()

    def next_match(self, step: int) -> bool:
        """Go to the next measure (or with -1 the previous) with a word of the query.

        Folded headings on the way are unfolded; after the last match comes the first.

        Returns:
            Whether there is one.
        """
        matching, current = self.matching, self.current
        if not matching or current is None:
            return False
        here = self._position(current)
        if step > 0:
            # The first measure below a heading comes after it; a measure is not its own next.
            first = here if isinstance(current, Heading) else here + 1
            following = matching >> first << first or matching
            chosen = (following & -following).bit_length() - 1
        else:
            chosen = (matching & (1 << here) - 1 or matching).bit_length() - 1
        self.go_to(self.selection.index.entries[chosen])
        return True

    def go_to(self, entry: Entry) -> None:
        """Put the cursor on a measure of the selection; folded headings above it are unfolded."""
        position = self._position(entry)
        self.folded = {heading for heading in self.folded if not heading.mask >> position & 1}
        self._rebuild(entry)
