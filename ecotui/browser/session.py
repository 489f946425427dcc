"""What the browser keeps from one session to the next, and its form in JSON.

A file is trusted only as far as it fits: a value of the wrong type, a missing measure or heading,
or a text that is too long is left out.
"""

from __future__ import annotations

import contextlib
from typing import NamedTuple

from ecotui.browser.history import LIMIT
from ecotui.browser.outline import GROUPINGS, HIERARCHY, names, place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ecotui.model.plan import Entry
    from ecotui.query.index import Heading, Index

VERSION = 1
#: A text that is longer, or a value that is nested deeper, is not ours.
_TEXT, _DEPTH = 10_000, 8


class Session(NamedTuple):
    """What is saved for a set of plans.

    Args:
        query: The query as text.
        grouping: How the outline is grouped: a key of `GROUPINGS`.
        order: The order of the departments.
        below: The heading that the cursor stands on, or that its measure stands below.
        entry: The measure that the cursor stands on.
        folded: The headings that are folded.
        marks: The marked measures, as a mask.
    """

    query: str = ""
    grouping: str = HIERARCHY
    order: str = ""
    below: Heading | None = None
    entry: Entry | None = None
    folded: frozenset[Heading] = frozenset()
    marks: int = 0


class SharedSession(NamedTuple):
    """What is saved for all plans: theme, accepted queries (oldest first), the last export."""

    theme: str = ""
    history: tuple[str, ...] = ()
    last_export: Mapping[str, object] = {}


def plain(value: object, depth: int = _DEPTH) -> object:
    """A copy of a value that JSON can hold and give back.

    Raises:
        ValueError: it holds something else: an object, a NaN, a number or text beyond all measure.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 1 << 63:
        return int(value)
    if isinstance(value, float) and abs(value) < 1e308:
        return float(value)
    if isinstance(value, str) and _is_text(value):
        return value
    if depth and isinstance(value, (list, tuple)):
        return [plain(item, depth - 1) for item in value]
    if depth and isinstance(value, dict) and all(map(_is_text, value)):
        return {key: plain(item, depth - 1) for key, item in value.items()}
    raise ValueError("nothing that JSON holds")


def _is_text(value: object) -> bool:
    if not isinstance(value, str) or len(value) > _TEXT:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        # A lone surrogate can be neither shown nor written.
        return False
    return True


def plain_items(values: object) -> dict[str, object]:
    """The items of a dictionary that JSON can hold."""
    items: dict[str, object] = {}
    if isinstance(values, dict):
        for key, value in values.items():
            if _is_text(key):
                with contextlib.suppress(ValueError):
                    items[key] = plain(value)
    return items


def _text(value: object) -> str:
    return value if isinstance(value, str) and _is_text(value) else ""


def _texts(value: object) -> list[str]:
    return [item for item in value if _is_text(item)] if isinstance(value, list) else []


def encode(session: Session, index: Index) -> dict[str, object]:
    """What a file says of a set of plans."""
    known = {heading: name for name, heading in names(index, session.grouping).items()}
    stood_on = session.entry or session.below
    return {
        "version": VERSION,
        "plans": plan_ids(index),
        "query": session.query,
        "grouping": session.grouping,
        "order": session.order,
        "cursor": {
            "heading": known.get(session.below) if session.below else None,
            "measure": session.entry.id if session.entry else None,
            # For when the line has gone: what stands there now is the nearest.
            "place": place(index, stood_on) if stood_on else None,
        },
        "folds": [name for heading, name in known.items() if heading in session.folded],
        "marks": [entry.id for entry in index.measures(session.marks)],
    }


def decode(data: object, index: Index) -> Session:
    """What a file says, as far as it fits the plans."""
    if not isinstance(data, dict) or not _is_ours(data) or data.get("plans") != plan_ids(index):
        return Session()
    grouping = _text(data.get("grouping"))
    if grouping not in GROUPINGS:
        grouping = HIERARCHY
    known = names(index, grouping)
    below, entry = _cursor(data.get("cursor"), index, known)
    marks = set(_texts(data.get("marks")))
    return Session(
        query=_text(data.get("query")),
        grouping=grouping,
        order=_text(data.get("order")),
        below=below,
        entry=entry,
        folded=frozenset([known[name] for name in _texts(data.get("folds")) if name in known]),
        marks=index.mask([n for n, e in enumerate(index.entries) if e.id in marks]) if marks else 0,
    )


def _cursor(
    data: object, index: Index, known: Mapping[str, Heading]
) -> tuple[Heading | None, Entry | None]:
    """Heading and measure of the cursor; for a line that has gone, the measure in its place."""
    if not isinstance(data, dict):
        return None, None
    name, measure, at = data.get("heading"), data.get("measure"), data.get("place")
    below = known.get(name) if isinstance(name, str) else None
    entry = next((e for e in index.entries if e.id == measure), None) if measure else None
    on_heading = below is not None and measure is None
    if entry is None and not on_heading and type(at) is int and at >= 0 and index.entries:
        entry = index.entries[min(at, len(index.entries) - 1)]
    return below, entry


def _is_ours(data: Mapping[str, object]) -> bool:
    version = data.get("version")
    return type(version) is int and version == VERSION


def plan_ids(index: Index) -> list[str]:
    """The ids of the plans, in an order of their own: the same plans are the same set."""
    return sorted(plan.id for plan in index.plans)


def encode_shared(shared: SharedSession) -> dict[str, object]:
    """What the file for all plans says."""
    return {
        "version": VERSION,
        "theme": shared.theme,
        "history": list(shared.history[-LIMIT:]),
        "last_export": plain_items(shared.last_export),
    }


def decode_shared(data: object) -> SharedSession:
    """What the file for all plans says, as far as it can be used."""
    if not isinstance(data, dict) or not _is_ours(data):
        return SharedSession()
    return SharedSession(
        theme=_text(data.get("theme")),
        history=tuple(_texts(data.get("history"))[-LIMIT:]),
        last_export=plain_items(data.get("last_export")),
    )


def merge_shared(
    theirs: SharedSession, before: SharedSession, ours: SharedSession
) -> SharedSession:
    """What a file holds after another browser wrote ``theirs``, and ``before`` became ``ours``."""
    since = set(ours.history)
    history = [query for query in theirs.history if query not in since]
    changed = ours.last_export != before.last_export
    return SharedSession(
        theme=ours.theme if ours.theme != before.theme else theirs.theme,
        history=(*history, *ours.history)[-LIMIT:],
        last_export=ours.last_export if changed else theirs.last_export,
    )


def line_of(session: Session, lines: Sequence[Heading | Entry], index: Index) -> int | None:
    """The line on which the cursor stood, or the nearest; None where it stood nowhere.

    A measure is sought below its heading, then anywhere, since below departments it stands more
    than once. Where it is not shown, the nearest that is, if possible below the same heading.
    """
    from ecotui.query.index import Heading

    if session.entry is None and session.below is None:
        return None
    below: Heading | None = None
    found: int | None = None
    for number, line in enumerate(lines):
        if isinstance(line, Heading):
            below = line
            if session.entry is None and line == session.below:
                return number
        elif line is session.entry:
            if below == session.below:
                return number
            found = number if found is None else found
    return _nearest(session, lines, index) if found is None else found


def _nearest(session: Session, lines: Sequence[Heading | Entry], index: Index) -> int | None:
    from ecotui.query.index import Heading

    stood_on = session.entry or session.below
    assert stood_on is not None
    at = place(index, stood_on)
    below: Heading | None = None
    ranked = []
    for number, line in enumerate(lines):
        is_heading = isinstance(line, Heading)
        if isinstance(line, Heading):
            below = line
        distance = abs(place(index, line) - at)
        ranked.append((is_heading, below != session.below, distance, number))
    return min(ranked)[-1] if ranked else None
