"""What undo brings back, and how a change is described."""

from __future__ import annotations

from typing import NamedTuple

from ecotui.i18n import _, ngettext
from ecotui.query.grammar import Query


class Snapshot(NamedTuple):
    """What undo brings back."""

    query: Query
    marks: int  # The marked measures, as a mask
    grouping: str  # A key of `GROUPINGS`
    order: str  # One of `departments.ORDERS`


def describe(before: Snapshot, after: Snapshot) -> str:
    """What a change did, in the reader's language."""
    done = []
    if after.query != before.query:
        added = Query(tuple([t for t in after.query.terms if t not in before.query.terms]))
        removed = Query(tuple([t for t in before.query.terms if t not in after.query.terms]))
        text = _("query {query}") if added or not removed else _("clear {query}")
        done.append(text.format(query=added or removed or after.query))
    if count := (after.marks & ~before.marks).bit_count():
        done.append(
            ngettext("mark {count} measure", "mark {count} measures", count).format(count=count)
        )
    if count := (before.marks & ~after.marks).bit_count():
        done.append(
            ngettext("unmark {count} measure", "unmark {count} measures", count).format(count=count)
        )
    if after.grouping != before.grouping:
        done.append(_("grouping"))
    if after.order != before.order:
        done.append(_("order of departments"))
    return ", ".join(done)
