"""The pairs of departments as a ranking, and the measures that one of them shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ecotui.i18n import N_, _, ngettext
from ecotui.model.plan import Entry
from ecotui.query.pairs import ORDERS, Pair, split
from ecotui.query.selection import Selection
from ecotui.text.display import cut, pad, visible, width
from ecotui.tui.panes.base import FOCUS_MARK, CursorPane, Piece, TextPane
from ecotui.tui.terminal import ambiguous_width

#: Heads of the columns: of all shared measures, and of their parts as a bar has them.
HEADS = (N_("all"), N_("joint"), N_("one leads"), N_("neither"))
#: The column by which an order sorts.
SORTED_COLUMN = {"total": 0, "joint": 1, "one_each": 2}
#: What the parts of a bar are drawn with, from the darkest; the second where blocks are not drawn.
SHADES = ("█▓░", "#=-")
#: A longer name is shortened before columns or bar are left out.
NAME_CELLS = 16
#: The least cells of a bar, and the most.
MIN_BAR_CELLS, MAX_BAR_CELLS = 6, 48


class Layout(NamedTuple):
    """The cells of a line of the ranking."""

    rank: int
    name: int  # Of either name
    columns: tuple[int, ...]  # Of all, and of the parts if there is room for them
    bar: int


def lay_out(cells: int, count: int, longest: int, greatest: int) -> Layout:
    """Share out the cells of a line: the sum, names of `NAME_CELLS`, the bar, the other columns.

    Args:
        cells: The width of the line.
        count: How many pairs there are.
        longest: The width of the longest name.
        greatest: The greatest count.
    """
    number = len(str(greatest))
    # Two blanks before a column, and the sign of a part before its head.
    columns = [2 + max(number, width(_(head)) + 2 * bool(at)) for at, head in enumerate(HEADS)]
    rank = len(str(count)) + 1
    left = cells - rank - 3 - columns[0]
    parts, least = columns[1:], 2 + MIN_BAR_CELLS
    for more in (sum(parts) + least, least, 0):
        name = min(longest, (left - more) // 2)
        if name >= min(longest, NAME_CELLS):
            break
    name = max(2, name)
    if more <= least:
        parts = []
    spare = left - 2 * name - sum(parts) - 2
    bar = min(MAX_BAR_CELLS, spare) if more else 0
    return Layout(rank, name, (columns[0], *parts), bar)


def stacked_bar(parts: Sequence[int], greatest: int, cells: int, shades: str) -> str:
    """A bar as long as all parts are of the greatest, in a shade for each part."""
    if not greatest or not cells:
        return ""
    bar, so_far = "", 0
    for part, shade in zip(parts, shades, strict=True):
        so_far += part
        bar += shade * (round(so_far * cells / greatest) - len(bar))
    return bar


def labels_of(one: str, other: str) -> list[str]:
    """What the parts of a pair are called, in the order of `split`."""
    one, other = visible(one), visible(other)
    leads = _("{one} leads, {other} takes part")
    return [
        _("both lead"),
        leads.format(one=one, other=other),
        leads.format(one=other, other=one),
        _("neither leads"),
    ]


def in_a_line(one: str, other: str, counts: Sequence[int], cells: int) -> str:
    """The parts of a pair with their numbers; in few cells, which of them leads is left out."""
    one, other = visible(one), visible(other)
    joint, one_leads, other_leads, neither = counts
    leads = _("{name} leads")
    each = [(leads.format(name=one), one_leads), (leads.format(name=other), other_leads)]
    line = ""
    for middle in (each, [(_("one leads"), one_leads + other_leads)]):
        parts = [(_("both lead"), joint), *middle, (_("neither leads"), neither)]
        line = " · ".join(f"{label} {count}" for label, count in parts)
        if width(line) <= cells:
            break
    return line


class PairList(CursorPane):
    """A line per pair: rank, names, the counts, and a bar of them."""

    def __init__(self, found: Sequence[Pair]) -> None:
        super().__init__("pairs")
        self.pairs = found
        self.order = ORDERS[0]
        # Of all pairs, so that no filter moves the columns or changes the scale.
        self._count = len(found)
        self._longest = max([width(visible(n)) for pair in found for n in pair[:2]], default=0)
        self._greatest = max([pair.total for pair in found], default=0)
        self._shades = SHADES[not ambiguous_width.drawn()]

    @property
    def count(self) -> int:
        return len(self.pairs)

    @property
    def current(self) -> Pair | None:
        return self.pairs[self.cursor] if self.pairs else None

    def show_pairs(self, found: Sequence[Pair], order: str, cursor: int) -> None:
        self.pairs, self.order = found, order
        self.redraw_at(cursor)

    @property
    def _layout(self) -> Layout:
        return lay_out(self.size.width, self._count, self._longest, self._greatest)

    def redraw(self) -> None:
        self._entitle()
        super().redraw()

    def _entitle(self) -> None:
        """Put the heads of the columns into the frame; ↓ marks the sorted one."""
        layout = self._layout
        name = _("Departments") + (f" {_('pinyin')}" if self.order == "name" else "")
        # The mark of the focus stands before it.
        indent = layout.rank - width(FOCUS_MARK)
        title = pad(" " * indent + name, indent + 2 * layout.name + 3)
        for at, cells in enumerate(layout.columns):
            head = _(HEADS[at])
            sign = "↓" if SORTED_COLUMN.get(self.order) == at else ""
            shade = f"{self._shades[at - 1]} " if at else ""
            # The arrow takes the place of a blank before the head.
            title += " " * (cells - width(sign + shade + head)) + sign + shade + head
        self.entitle(title)

    def pieces(self, line: int) -> list[Piece]:
        pair, layout, base = self.pairs[line], self._layout, self.base
        dim = base + self.style_of("dim")
        one, other = [
            pad(cut(visible(name), layout.name), layout.name) for name in (pair.one, pair.other)
        ]
        counts = (pair.total, pair.joint, pair.one_each, pair.neither)
        total, *parts = [f"{n:>{cells}}" for n, cells in zip(counts, layout.columns, strict=False)]
        bar = stacked_bar(counts[1:], self._greatest, layout.bar, self._shades)
        return [
            (f"{line + 1:>{layout.rank - 1}} ", dim),
            (f"{one} × {other}{total}", base),
            # Blanks at the end would count as more that has no room.
            (f"{''.join(parts)}  {bar}".rstrip(), dim),
        ]


class Shares(TextPane):
    """The measures that a pair shares, by who leads: their numbers, or with room each in a line."""

    def __init__(self, selection: Selection) -> None:
        super().__init__(id="shares")
        self.selection = selection
        self.pair: Pair | None = None
        self.whole = False

    def show_pair(self, pair: Pair | None) -> None:
        self.pair = pair
        self.redraw()

    def lay_out(self, cells: int) -> list[list[Piece]]:
        pair, base = self.pair, self.base
        if pair is None:
            return [[(_("No departments share a measure."), base + self.style_of("dim"))]]
        index = self.selection.index
        parts = split(index, self.selection.mask, pair.one, pair.other)
        labels = labels_of(pair.one, pair.other)
        number = len(str(pair.total))
        if max(map(width, labels)) > (room := cells - number - 7):
            # Behind the names stand the count and at least the beginning of the numbers.
            name = max(2, (room - max(map(width, labels_of("", "")))) // 2)
            labels = labels_of(cut(visible(pair.one), name), cut(visible(pair.other), name))
        longest = max(map(width, labels))
        shades = SHADES[not ambiguous_width.drawn()]
        shades = shades[0] + shades[1] * 2 + shades[2]
        lines: list[list[Piece]] = []
        dim, heading = base + self.style_of("dim"), base + self.style_of("heading")
        for shade, label, part in zip(shades, labels, parts, strict=True):
            measures = index.measures(part)
            look = heading if measures else dim
            head: list[Piece] = [
                (f"{shade} ", dim),
                (f"{pad(label, longest)} {len(measures):>{number}}", look),
            ]
            if self.whole:
                lines.append(head)
                lines += [[(f"  {short_id(e):>3} {short_wording(e)}", base)] for e in measures]
            else:
                lines.append([*head, ("  " + " ".join(map(short_id, measures)), dim)])
        room = self.scrollable_content_region.height
        if (more := len(lines) - room) > 0:
            text = ngettext("… {count} more line", "… {count} more lines", more + 1)
            lines[room - 1 :] = [[(text.format(count=more + 1), dim)]]
        return lines


def short_wording(entry: Entry) -> str:
    """The short title of a measure if the source has one, or else its wording."""
    return entry.measure.title or entry.text


def short_id(entry: Entry) -> str:
    """The number of a measure; of several plans with the id of its plan, cut short."""
    plan, slash, number = entry.id.rpartition("/")
    return f"{cut(visible(plan), 8)}{slash}{number}"
