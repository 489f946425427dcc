"""Find a measure by what somebody typed: its id, or its number."""

from __future__ import annotations

import re

from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.index import Index


class MeasureNotFound(Exception):
    """The text names no measure, or several; the message is one line."""


def measure_with_id(index: Index, typed: str) -> Entry | None:
    """The measure with this id, which may be typed in full-width characters; None without one."""
    from unicodedata import normalize

    return index.entry(typed) or index.entry(normalize("NFKC", typed).strip())


#: What stands between the ends of a range, and between ranges.
_RANGE = "-－–—~～至到"
COMMAS = r"[,，、\s]+"


def find_measures(index: Index, typed: str) -> list[Entry]:
    """The measures that a list of ids, numbers and ranges of them names: ``7-9,12``.

    Each once, as they are named; a range goes from one measure to another in the plan's order.

    Raises:
        MeasureNotFound: a part names none, or several.
    """
    if entry := measure_with_id(index, typed):
        return [entry]
    found: dict[str, Entry] = {}
    for part in re.split(COMMAS, typed.strip(" ,，、")):
        for entry in _part(index, part):
            found[entry.id] = entry
    return list(found.values())


def _part(index: Index, typed: str) -> list[Entry]:
    if not measure_with_id(index, typed):
        # An id may hold a dash itself.
        for at in [at for at, sign in enumerate(typed) if sign in _RANGE and at]:
            try:
                start = find_measure(index, typed[:at])
                end = _other_end(index, start, typed[at + 1 :])
            except MeasureNotFound:
                continue
            first, last = sorted(map(index.position, (start, end)))
            return list(index.entries[first : last + 1])
    return [find_measure(index, typed)]


def _other_end(index: Index, start: Entry, typed: str) -> Entry:
    """The end of a range, which is in the plan of its start if that has such a measure."""
    found = measures_numbered(index, typed)
    near = [entry for entry in found if entry.plan is start.plan]
    return near[0] if len(near) == 1 else find_measure(index, typed)


def names_one(index: Index, typed: str) -> bool:
    """Whether a text is the id or number of one measure, and no list or range."""
    try:
        return bool(find_measure(index, typed))
    except MeasureNotFound:
        return False


def find_measure(index: Index, typed: str) -> Entry:
    """The measure that has this id, or alone has this number or this id within its plan.

    Raises:
        MeasureNotFound: there is none, or there are several.
    """
    found = measures_numbered(index, typed)
    if len(found) == 1:
        return found[0]
    message = _("several measures have the number {id}; use the id of one: {ids}")
    ids = ", ".join([entry.id for entry in found[:8]] + ["…"] * (len(found) > 8))
    raise MeasureNotFound(message.format(id=typed, ids=ids))


def measures_numbered(index: Index, typed: str) -> list[Entry]:
    """The measure that has this id, or all that have this number, in the order of the plans.

    Of several plans, an id may be typed without the plan.

    Raises:
        MeasureNotFound: there is none.
    """
    from ecotui.text.folding import fold

    if entry := measure_with_id(index, typed):
        return [entry]
    every = index.entries
    number = fold(typed).rstrip(".").lstrip("0")
    if found := [entry for entry in every if str(entry.number) == number]:
        return found
    inside = fold(typed).rstrip(".")
    if found := [entry for entry in every if entry.id.partition("/")[2] == inside and inside]:
        return found
    if not every:
        raise MeasureNotFound(_("the plan has no measures"))
    message = _("no measure {id}; there are {first} to {last}")
    raise MeasureNotFound(message.format(id=typed, first=every[0].id, last=every[-1].id))
