"""The session of the browser that is saved for the next one, and its codec for JSON.

A value of a file is ignored if it has the wrong type, is too long, or names a measure or heading
that does not exist. Numbers move when a plan is revised, so a measure is known by its wording and
its leads, among several that are alike by its headings, and by its id only where it is not another
one that the plan had before.
"""

from __future__ import annotations

import contextlib
import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ecotui.browser.history import LIMIT
from ecotui.browser.outline import GROUPINGS, HIERARCHY, heading_names, position_of
from ecotui.model.plan import Entry
from ecotui.query.index import Heading, Index

VERSION = 1
#: Longer texts and deeper values are ignored.
_MAX_CHARACTERS, _MAX_DEPTH = 10_000, 8
#: So many marks of measures that are gone are kept.
_MOST_LOST = 1000
#: So many characters of a wording tell one measure from another.
_BEGINNING = 80
#: By so many of its first measures a plan is known again elsewhere.
_FIRST = 100
#: So many measures are known to have been in a plan before.
_MOST_BEFORE = 5000
#: Parts how a wording begins, the number of the whole measure, and that of its headings.
_PART = "\x1f"
#: A wording that is so much like another, from 0 to 1, is that one revised.
_REVISED = 0.6


class Session(NamedTuple):
    """The session of a set of plans."""

    query: str = ""  # The query as text
    grouping: str = HIERARCHY  # A key of `GROUPINGS`
    order: str = ""  # The order of the departments
    below: Heading | None = None  # The heading that the cursor is on, or that its measure is below
    entry: Entry | None = None  # The measure that the cursor is on
    folded: frozenset[Heading] = frozenset()  # The folded headings
    marks: int = 0  # The marked measures, as a mask


class SharedSession(NamedTuple):
    """What all plans share: theme, accepted queries (oldest first), the last export."""

    theme: str = ""
    history: tuple[str, ...] = ()
    last_export: Mapping[str, object] = {}


def plain(value: object, depth: int = _MAX_DEPTH) -> object:
    """A copy of a value that survives JSON.

    Raises:
        ValueError: it contains anything else: an object, a NaN, a number or text that is too large.
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
    raise ValueError("not a value of JSON")


def _is_text(value: object) -> bool:
    if not isinstance(value, str) or len(value) > _MAX_CHARACTERS:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        # A lone surrogate can be neither displayed nor written.
        return False
    return True


def plain_items(values: object) -> dict[str, object]:
    """The items of a dictionary that survive JSON."""
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


def encode(
    session: Session,
    index: Index,
    lost: Mapping[str, object] | None = None,
    files: Sequence[str] = (),
) -> dict[str, object]:
    """What is saved of a set of plans.

    Args:
        session: The session.
        index: The plans.
        lost: The marks of measures that are lost at present; see `lost_marks`.
        files: The files of the plans.
    """
    known = {heading: name for name, heading in heading_names(index, session.grouping).items()}
    stood_on = session.entry or session.below
    return {
        "version": VERSION,
        "plans": plan_ids(index),
        "files": list(files),
        "wordings": [_known_by(_beginning(entry)) for entry in index.entries[:_FIRST]],
        "measures": [_whole(entry) for entry in index.entries[:_MOST_BEFORE]],
        "query": session.query,
        "grouping": session.grouping,
        "order": session.order,
        "cursor": {
            "heading": known.get(session.below) if session.below else None,
            "measure": session.entry.id if session.entry else None,
            "wording": _marked(session.entry) if session.entry else None,
            # If the line is gone later, the measure at this position is the nearest.
            "place": position_of(index, stood_on) if stood_on else None,
        },
        "folds": [name for heading, name in known.items() if heading in session.folded],
        "marks": {entry.id: _marked(entry) for entry in index.measures(session.marks)},
        "lost": dict(lost or {}),
    }


def decode(data: object, index: Index, *, any_ids: bool = False) -> Session:
    """The session in a file, as far as it fits the plans.

    Args:
        data: What the file has.
        index: The plans.
        any_ids: Whether the plans may have had other ids, or be others besides.
    """
    if not isinstance(data, dict) or not _is_ours(data):
        return Session()
    if data.get("plans") != plan_ids(index) and not any_ids:
        return Session()
    grouping = _text(data.get("grouping"))
    if grouping not in GROUPINGS:
        grouping = HIERARCHY
    known = heading_names(index, grouping)
    measures = _Measures(index, data)
    below, entry = _cursor(data.get("cursor"), measures, known)
    saved = [*_saved_marks(data).items(), *[(id_, text) for text, id_ in _lost(data).items()]]
    marks = [measures.find(id_, beginning) for id_, beginning in saved]
    return Session(
        query=_text(data.get("query")),
        grouping=grouping,
        order=_text(data.get("order")),
        below=below,
        entry=entry,
        folded=frozenset([known[name] for name in _texts(data.get("folds")) if name in known]),
        marks=index.mask(sorted({index.position(entry) for entry in marks if entry})),
    )


def marks_gone(data: object, index: Index) -> list[str]:
    """The ids of measures that were marked last, and are not in the plans."""
    if not isinstance(data, dict):
        return []
    measures = _Measures(index, data)
    return [id_ for id_, text in _saved_marks(data).items() if measures.find(id_, text) is None]


def _saved_marks(data: Mapping[str, object]) -> Mapping[str, object]:
    """The ids of the measures that a file has as marked, each with how its wording began."""
    marks = data.get("marks")
    if isinstance(marks, dict):
        return {id_: beginning for id_, beginning in marks.items() if _is_text(id_)}
    # Older files have the ids alone.
    return dict.fromkeys(_texts(marks), "")


def _lost(data: Mapping[str, object]) -> Mapping[str, object]:
    """The beginnings of wordings whose measures were marked and gone, each with the id it had."""
    lost = data.get("lost")
    pairs = lost.items() if isinstance(lost, dict) else ()
    return {text: id_ for text, id_ in pairs if text and _is_text(text) and _is_text(id_)}


def lost_marks(data: object, index: Index) -> Mapping[str, object]:
    """The marks in a file whose measures these plans do not have, in the form of `encode`.

    Another file may have the id of the plan, and the measures may come back.
    """
    if not isinstance(data, dict):
        return {}
    measures, marks = _Measures(index, data), _saved_marks(data)
    every = {**_lost(data), **{str(text): id_ for id_, text in marks.items() if text}}
    lost = {text: id_ for text, id_ in every.items() if measures.find(id_, text) is None}
    return dict([*lost.items()][-_MOST_LOST:])


def saved_files(data: Mapping[str, object]) -> list[str] | None:
    """The files that the plans of a session are in; None for older ones, which name none."""
    return _texts(data["files"]) if "files" in data else None


def fits(data: Mapping[str, object], index: Index, *, any_ids: bool = False) -> bool:
    """Whether a session is of plans with these ids, and half of its measures are in these."""
    if not _is_ours(data) or (data.get("plans") != plan_ids(index) and not any_ids):
        return False
    saved = data.get("wordings")
    before = {one for one in saved if type(one) is int} if isinstance(saved, list) else set()
    if not before:
        cursor = data.get("cursor")
        wordings = [*_saved_marks(data).values()]
        wordings += [cursor.get("wording")] if isinstance(cursor, dict) else []
        before = {_known_by(text.partition(_PART)[0]) for text in map(_text, wordings) if text}
    now = {_known_by(_beginning(entry)) for entry in index.entries}
    return 2 * len(before & now) >= len(before)


def _beginning(entry: Entry) -> str:
    return entry.text[:_BEGINNING]


def _known_by(text: str) -> int:
    """A short number by which a text is known again."""
    from zlib import crc32

    return crc32(text.encode("utf-8", "replace"))


def _whole(entry: Entry) -> int:
    """A short number for all of a wording and the leads of its measure."""
    return _known_by("\n".join((entry.text, *entry.lead)))


def _place(entry: Entry) -> str:
    """A short number for the titles that a measure stands below; the numerals may move."""
    section = entry.section.title if entry.section else ""
    return str(_known_by(f"{entry.chapter.title}\n{section}"))


def _marked(entry: Entry) -> str:
    """What is saved of a marked measure: how it begins, and the numbers of its whole and place."""
    return _PART.join((_beginning(entry), str(_whole(entry)), _place(entry)))


class _Measures:
    """Finds the measures of a file in plans that may have been revised since."""

    def __init__(self, index: Index, data: Mapping[str, object]) -> None:
        self.index = index
        saved = data.get("measures")
        saved = saved if isinstance(saved, list) else []
        #: How often each measure was in the plan before, by the number of its whole.
        self.before = Counter(str(one) for one in saved if type(one) is int)
        self.lost = _lost(data)

    @functools.cached_property
    def by_beginning(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.index.entries:
            found.setdefault(_beginning(entry), []).append(entry)
        return found

    @functools.cached_property
    def by_whole(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.index.entries:
            found.setdefault(str(_whole(entry)), []).append(entry)
        return found

    @functools.cached_property
    def places(self) -> set[str]:
        return {_place(entry) for entry in self.index.entries}

    def find(self, id_: object, marked: object) -> Entry | None:
        """The measure as it was, else the one with its number or its beginning that is new."""
        entry = self.index.entry(id_) if isinstance(id_, str) else None
        if not isinstance(marked, str) or not marked:
            return entry
        beginning, whole, place, *_more = [*marked.split(_PART), "", ""]
        same = self.by_whole.get(whole, [])
        if there := [one for one in same if place in ("", _place(one))]:
            return entry if entry in there else there[0] if len(there) == 1 else None
        if same:
            # It was moved to other headings, unless there were others like it before.
            others = self.before[whole] - (marked not in self.lost)
            return same[0] if len(same) == 1 and others < 1 else None
        # One that was in the plan before is another measure, whatever number it has now.
        if entry and str(_whole(entry)) in self.before:
            entry = None
        every = self.by_beginning.get(beginning, [])
        elsewhere = [one for one in every if str(_whole(one)) not in self.before]
        there = [one for one in elsewhere if place == _place(one)]
        if len(there) == 1:
            return there[0]
        # So is one below other headings, if those that it had are still there.
        if entry and place != _place(entry) and place in self.places:
            entry = None
        if entry and _beginning(entry) == beginning:
            return entry
        if len(elsewhere) == 1:
            return elsewhere[0]
        return entry if entry and _is_revised(beginning, _beginning(entry)) else None


def _is_revised(before: str, now: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, before[:_BEGINNING], now).ratio() >= _REVISED


def _cursor(
    data: object, measures: _Measures, known: Mapping[str, Heading]
) -> tuple[Heading | None, Entry | None]:
    """Heading and measure of the cursor; if the line is gone, the measure in its place."""
    if not isinstance(data, dict):
        return None, None
    name, measure, at = data.get("heading"), data.get("measure"), data.get("place")
    entries = measures.index.entries
    below = known.get(name) if isinstance(name, str) else None
    entry = measures.find(measure, data.get("wording"))
    on_heading = below is not None and measure is None
    if entry is None and not on_heading and type(at) is int and at >= 0 and entries:
        entry = entries[min(at, len(entries) - 1)]
    return below, entry


def _is_ours(data: Mapping[str, object]) -> bool:
    version = data.get("version")
    return type(version) is int and version == VERSION


def plan_ids(index: Index) -> list[str]:
    """The ids of the plans, sorted, since their order does not matter."""
    return sorted(plan.id for plan in index.plans)


def encode_shared(shared: SharedSession) -> dict[str, object]:
    """The file for all plans."""
    return {
        "version": VERSION,
        "theme": shared.theme,
        "history": list(shared.history[-LIMIT:]),
        "last_export": plain_items(shared.last_export),
    }


def decode_shared(data: object) -> SharedSession:
    """The session in the file for all plans, as far as it can be used."""
    if not isinstance(data, dict) or not _is_ours(data):
        return SharedSession()
    return SharedSession(
        theme=_text(data.get("theme")),
        history=tuple(_texts(data.get("history"))[-LIMIT:]),
        last_export=plain_items(data.get("last_export")),
    )


def merge(theirs: Session, before: Session, ours: Session) -> Session:
    """Merge our changes since ``before`` into ``theirs``, which another browser wrote.

    Marks are collected one by one, so those of both stay; where somebody looks is one thing.
    """
    added, removed = ours.marks & ~before.marks, before.marks & ~ours.marks
    is_elsewhere = ours._replace(marks=0) != before._replace(marks=0)
    return (ours if is_elsewhere else theirs)._replace(marks=(theirs.marks | added) & ~removed)


def merge_shared(
    theirs: SharedSession, before: SharedSession, ours: SharedSession
) -> SharedSession:
    """Merge our changes since ``before`` into ``theirs``, which another browser wrote."""
    since = set(ours.history)
    history = [query for query in theirs.history if query not in since]
    last_export = dict(theirs.last_export)
    # An exporter, its folder and its path belong together; options are those of each exporter.
    if _but_options(ours.last_export) != _but_options(before.last_export):
        last_export = {**_but_options(ours.last_export), **_options(theirs.last_export)}
    if _options(ours.last_export) != _options(before.last_export):
        options, old = (_by_exporter(one.last_export) for one in (ours, before))
        changed = {key for key in {*options, *old} if options.get(key) != old.get(key)}
        kept = {k: v for k, v in _by_exporter(theirs.last_export).items() if k not in changed}
        now = {key: value for key, value in options.items() if key in changed}
        last_export["options"] = {**kept, **now}
    return SharedSession(
        theme=ours.theme if ours.theme != before.theme else theirs.theme,
        history=(*history, *ours.history)[-LIMIT:],
        last_export=last_export,
    )


def _but_options(last_export: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in last_export.items() if key != "options"}


def _options(last_export: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in last_export.items() if key == "options"}


def _by_exporter(last_export: Mapping[str, object]) -> Mapping[str, object]:
    options = last_export.get("options")
    return options if isinstance(options, Mapping) else {}


def line_of(session: Session, lines: Sequence[Heading | Entry], index: Index) -> int | None:
    """The line of the saved cursor, or the nearest; None if the cursor was nowhere.

    Below departments a measure stands more than once: the line below its old heading is preferred.
    If the measure is not shown, another measure is, if possible below the same heading.
    """
    entry, stood_on = session.entry, session.entry or session.below
    if stood_on is None:
        return None
    same: list[tuple[bool, int]] = []
    headings: list[Heading | None] = []
    below: Heading | None = None
    for number, line in enumerate(lines):
        if isinstance(line, Heading):
            below = line
        headings.append(below)
        if line is entry or (entry is None and line == session.below):
            same.append((below != session.below, number))
    if same:
        return min(same)[1]
    position = position_of(index, stood_on)
    ranked = [
        (
            isinstance(line, Heading),
            headings[number] != session.below,
            abs(position_of(index, line) - position),
            number,
        )
        for number, line in enumerate(lines)
    ]
    return min(ranked)[-1] if ranked else None
