"""The cursor of the console: rows of measures, and which of them is current."""

from __future__ import annotations

from ecotui.browser.outline import HIERARCHY, grouped
from ecotui.model.plan import Entry
from ecotui.query.index import Heading
from ecotui.query.selection import Selection

#: A measure with the headings that it stands below, the outermost first.
Row = tuple[tuple[Heading, ...], "Entry"]


class Cursor:
    """The measures of a selection in the order of a grouping, and which of them is current.

    If there is no current measure, or it is gone, the cursor stands before the next one.
    """

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.grouping = HIERARCHY
        self.rows: list[Row] = []
        self._last: Row | None = None
        self._at = 0
        self._before = True
        self._build()

    @property
    def current(self) -> Row | None:
        """The current measure, if the selection still has it."""
        return None if self._before else self.rows[self._at]

    def update(self, selection: Selection, grouping: str) -> None:
        """Take another selection or grouping."""
        if selection is self.selection and grouping == self.grouping:
            return
        self.selection, self.grouping = selection, grouping
        self._build()
        last = self._last
        same = [n for n, row in enumerate(self.rows) if row == last]
        if not same and last is not None:
            # Below departments a measure stands more than once.
            same = [n for n, row in enumerate(self.rows) if row[1] is last[1]]
        if same:
            self._at, self._before = same[0], False
            return
        position = selection.index.position
        after = -1 if last is None else position(last[1])
        later = (n for n, row in enumerate(self.rows) if position(row[1]) > after)
        self._at, self._before = next(later, len(self.rows)), True

    def _build(self) -> None:
        above: tuple[Heading, ...] = ()
        self.rows = []
        for heading, below in grouped(self.selection, self.grouping):
            above = (*[h for h in above if h.level < heading.level], heading)
            self.rows += [(above, entry) for entry in below]

    def go(self, row: int) -> bool:
        """Go to a row, and return whether there is such a row."""
        if not 0 <= row < len(self.rows):
            return False
        self._at, self._before, self._last = row, False, self.rows[row]
        return True

    def move(self, step: int) -> bool:
        """Go to the next measure, or with -1 to the one before; return whether there is one."""
        return self.go(self._at if self._before and step > 0 else self._at + step)

    def go_to(self, entry: Entry) -> bool:
        """Go to a measure, and return whether it is left."""
        return self.go(next((n for n, row in enumerate(self.rows) if row[1] is entry), -1))

    def match(self, step: int) -> bool:
        """Go to the next measure with a word of the query, or with -1 to the one before.

        Without words every measure counts. After the last comes the first. Returns whether there
        is one.
        """
        selection = self.selection
        rows = [
            number
            for number, (_above, entry) in enumerate(self.rows)
            if not selection.words or selection.matches(entry)
        ]
        if not rows:
            return False
        if step > 0:
            after = self._at - self._before
            return self.go(next((n for n in rows if n > after), rows[0]))
        return self.go(next((n for n in reversed(rows) if n < self._at), rows[-1]))
