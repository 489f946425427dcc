"""Find a measure by what somebody typed: its id, or its number."""

from __future__ import annotations

from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.index import Index


class MeasureNotFound(Exception):
    """The text names no measure, or several; the message is one line."""


def measure_with_id(index: Index, typed: str) -> Entry | None:
    """The measure with this id, which may be typed in full-width characters; None without one."""
    from unicodedata import normalize

    return index.entry(typed) or index.entry(normalize("NFKC", typed).strip())


def find_measure(index: Index, typed: str) -> Entry:
    """The measure that has this id, or alone has this number.

    Raises:
        MeasureNotFound: there is none, or there are several.
    """
    found = find_measures(index, typed)
    if len(found) == 1:
        return found[0]
    message = _("several measures have the number {id}: {ids}")
    ids = ", ".join(entry.id for entry in found[:8])
    raise MeasureNotFound(message.format(id=typed, ids=ids))


def find_measures(index: Index, typed: str) -> list[Entry]:
    """The measure that has this id, or all that have this number, in the order of the plans.

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
    if not every:
        raise MeasureNotFound(_("the plan has no measures"))
    message = _("no measure {id}; there are {first} to {last}")
    raise MeasureNotFound(message.format(id=typed, first=every[0].id, last=every[-1].id))
