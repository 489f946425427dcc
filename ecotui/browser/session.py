"""The session of the browser that is saved for the next one, and its codec for JSON.

A value of a file is ignored if it has the wrong type, is too long, or names a measure or heading
that does not exist. Numbers move when a plan is revised, so a measure is known by its wording and
its leads, among several that are alike by its headings and its turn, and by its id only where it is
not another one that the plan had before. It is looked for in its own plan: those of several offices
often have the same wordings. That is the plan with the same id, else the one in the same file.
"""

from __future__ import annotations

import contextlib
import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ecotui.browser.history import LIMIT
from ecotui.browser.outline import GROUPINGS, HIERARCHY, heading_names, position_of
from ecotui.model.plan import Entry, Plan
from ecotui.query.index import Heading, Index

VERSION = 1
#: Longer texts and deeper values are ignored.
_MAX_CHARACTERS, _MAX_DEPTH = 10_000, 8
#: So many marks of measures that are gone are kept.
_MOST_LOST = 1000
#: So many characters of a wording tell one measure from another.
_BEGINNING = 80
#: By so many of its first measures each plan is known again elsewhere.
_FIRST = 100
#: So many measures are known to have been in a plan before.
_MOST_BEFORE = 5000
#: Parts how a wording begins, the number of the whole measure, that of its headings, and its turn
#: among those that are alike.
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
    lost: Iterable[tuple[str, str]] = (),
    files: Mapping[str, str] = {},
) -> dict[str, object]:
    """What is saved of a set of plans.

    Args:
        session: The session.
        index: The plans.
        lost: The marks of measures that are lost at present; see `lost_marks`.
        files: The file of each plan, by its id.
    """
    known = {heading: name for name, heading in heading_names(index, session.grouping).items()}
    stood_on = session.entry or session.below
    marked = index.measures(session.marks)
    wanted = {entry.text for entry in (*marked, session.entry) if entry}
    turns = _turns([entry for entry in index.entries if entry.text in wanted])
    wordings: dict[str, list[int]] = {plan.id: [] for plan in index.plans}
    measures: dict[str, list[int]] = {plan.id: [] for plan in index.plans}
    for place, entry in enumerate(index.entries):
        if len(first := wordings[entry.plan.id]) < _FIRST:
            first.append(_known_by(_beginning(entry)))
        if place < _MOST_BEFORE:
            measures[entry.plan.id].append(_whole(entry))
    return {
        "version": VERSION,
        "plans": plan_ids(index),
        "files": dict(files),
        "wordings": wordings,
        "measures": measures,
        "query": session.query,
        "grouping": session.grouping,
        "order": session.order,
        "cursor": {
            "heading": known.get(session.below) if session.below else None,
            "measure": session.entry.id if session.entry else None,
            "wording": _marked(session.entry, turns) if session.entry else None,
            # If the line is gone later, the measure at this position is the nearest.
            "place": position_of(index, stood_on) if stood_on else None,
        },
        "folds": [name for heading, name in known.items() if heading in session.folded],
        "marks": {entry.id: _marked(entry, turns) for entry in marked},
        "lost": [[id_, text] for id_, text in lost],
    }


def decode(
    data: object, index: Index, *, any_ids: bool = False, files: Mapping[str, str] = {}
) -> Session:
    """The session in a file, as far as it fits the plans.

    Args:
        data: What the file has.
        index: The plans.
        any_ids: Whether the plans may have had other ids, or be fewer or more.
        files: The file of each plan, by its id.
    """
    if not isinstance(data, dict) or not _is_ours(data):
        return Session()
    if data.get("plans") != plan_ids(index) and not any_ids:
        return Session()
    grouping = _text(data.get("grouping"))
    if grouping not in GROUPINGS:
        grouping = HIERARCHY
    measures = _Measures(index, data, files)
    known = measures.headings(grouping)
    below, entry = _cursor(data.get("cursor"), measures, known)
    marks = [measures.find(id_, text) for id_, text in (*_saved_marks(data), *measures.lost)]
    return Session(
        query=_text(data.get("query")),
        grouping=grouping,
        order=_text(data.get("order")),
        below=below,
        entry=entry,
        folded=frozenset([known[name] for name in _texts(data.get("folds")) if name in known]),
        marks=index.mask(sorted({index.position(entry) for entry in marks if entry})),
    )


def marks_gone(data: object, index: Index, files: Mapping[str, str] = {}) -> list[str]:
    """The ids of measures that were marked last, and are not in the plans."""
    if not isinstance(data, dict):
        return []
    measures = _Measures(index, data, files)
    return [id_ for id_, text in _saved_marks(data) if measures.find(id_, text) is None]


def _saved_marks(data: Mapping[str, object]) -> list[tuple[str, str]]:
    """The ids of the measures that a file has as marked, each with what was saved of it."""
    marks = data.get("marks")
    if isinstance(marks, dict):
        return [(id_, _text(text)) for id_, text in marks.items() if _is_text(id_)]
    # Older files have the ids alone.
    return [(id_, "") for id_ in _texts(marks)]


def _lost(data: Mapping[str, object]) -> list[tuple[str, str]]:
    """The ids of measures that were marked and gone, each with what was saved of it."""
    lost = data.get("lost")
    if isinstance(lost, dict):
        # So older files have them.
        lost = [[id_, text] for text, id_ in lost.items()]
    pairs = map(_texts, lost) if isinstance(lost, list) else ()
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2 and pair[1]]


def lost_marks(data: object, index: Index, files: Mapping[str, str] = {}) -> list[tuple[str, str]]:
    """The marks in a file whose measures these plans do not have, in the form of `encode`.

    Another file may have the id of the plan, and the measures may come back.
    """
    if not isinstance(data, dict):
        return []
    measures = _Measures(index, data, files)
    every = [*measures.lost, *[mark for mark in _saved_marks(data) if mark[1]]]
    lost = [(measures.id_now(id_), text) for id_, text in every if not measures.find(id_, text)]
    return [*dict.fromkeys(lost)][-_MOST_LOST:]


def saved_plans(data: Mapping[str, object]) -> list[str]:
    """The ids of the plans that a session is of."""
    return _texts(data.get("plans"))


def saved_files(data: Mapping[str, object]) -> list[str] | None:
    """The files that the plans of a session are in; None for older ones, which name none."""
    if "files" not in data:
        return None
    return [*_files_by_id(data).values()] or _texts(data["files"])


def _files_by_id(data: Mapping[str, object]) -> dict[str, str]:
    """The file that each plan of a session was in; older ones do not say of which it is."""
    files = data.get("files")
    pairs = files.items() if isinstance(files, dict) else ()
    return {id_: file for id_, file in pairs if _is_text(id_) and _is_text(file)}


def fits(data: Mapping[str, object], index: Index, *, any_ids: bool = False) -> bool:
    """Whether a session is of plans with these ids, and half of one's measures are in these."""
    if not _is_ours(data) or (data.get("plans") != plan_ids(index) and not any_ids):
        return False
    saved = data.get("wordings")
    lists = saved.values() if isinstance(saved, dict) else [saved]
    before = [{n for n in one if type(n) is int} for one in lists if isinstance(one, list)]
    if not any(before):
        cursor = data.get("cursor")
        wordings: list[object] = [text for _id, text in _saved_marks(data)]
        wordings += [cursor.get("wording")] if isinstance(cursor, dict) else []
        before = [{_known_by(text.partition(_PART)[0]) for text in map(_text, wordings) if text}]
    now = {_known_by(_beginning(entry)) for entry in index.entries}
    return any(2 * len(one & now) >= len(one) for one in before if one) or not any(before)


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


def _turns(entries: Iterable[Entry]) -> Mapping[str, str]:
    """The turn of measures among those of a plan that are alike: ``2/3``, by their ids."""
    alike: dict[tuple[str, int, str], list[Entry]] = {}
    for entry in entries:
        alike.setdefault((entry.plan.id, _whole(entry), _place(entry)), []).append(entry)
    return {
        entry.id: f"{at}/{len(group)}"
        for group in alike.values()
        for at, entry in enumerate(group, 1)
    }


def _marked(entry: Entry, turns: Mapping[str, str]) -> str:
    """What is saved of a marked measure; see `_PART`."""
    return _PART.join((_beginning(entry), str(_whole(entry)), _place(entry), turns[entry.id]))


class _Measures:
    """Finds the measures of a file in plans that may have been revised since.

    Args:
        index: The plans.
        data: What the file has.
        files: The file of each plan, by its id.
    """

    def __init__(
        self, index: Index, data: Mapping[str, object], files: Mapping[str, str] = {}
    ) -> None:
        self.index = index
        self.data = data
        self.lost = _lost(data)
        #: The ids that the plans had before.
        self.ids = _texts(data.get("plans"))
        #: The files that they were in, by these.
        self.was_in = _files_by_id(data)
        #: The plans that are still there, by these.
        self.plans = self._find_plans(files)
        self._searches: dict[str, _Search] = {}

    def _find_plans(self, files: Mapping[str, str]) -> dict[str, Plan]:
        now = {plan.id: plan for plan in self.index.plans}
        found = {id_: now.pop(id_) for id_ in self.ids if id_ in now}
        by_file = {files[id_]: plan for id_, plan in now.items() if id_ in files}
        for id_ in self.ids:
            if id_ not in found and (plan := by_file.pop(self.was_in.get(id_, ""), None)):
                found[id_] = now.pop(plan.id)
        # Where files say nothing, the only one that is gone is the only one that is new.
        gone = [id_ for id_ in self.ids if id_ not in found]
        if len(gone) == len(now) == 1 and not (gone[0] in self.was_in and by_file):
            found[gone[0]] = now.popitem()[1]
        # A plan that was gone already may be back.
        return found | now

    def _split(self, id_: str) -> tuple[str, str]:
        """The id of a measure as the id that its plan had, and its own; empty if none was said."""
        plan, _slash, own = id_.rpartition("/")
        return plan or (self.ids[0] if len(self.ids) == 1 else ""), own

    def _prefix(self, plan: Plan) -> str:
        return f"{plan.id}/" if len(self.index.plans) > 1 else ""

    def id_now(self, id_: str) -> str:
        """The id of a measure of before, with the id that its plan has now."""
        before, own = self._split(id_)
        if plan := self.plans.get(before):
            return f"{self._prefix(plan)}{own}"
        return f"{before}/{own}" if before else own

    def headings(self, grouping: str) -> Mapping[str, Heading]:
        """The headings of a grouping, by the names that they had before."""
        known = heading_names(self.index, grouping)
        if grouping != HIERARCHY:
            return known
        ids = {plan.id: id_ for id_, plan in self.plans.items() if id_ in self.ids}
        found: dict[str, Heading] = {}
        plan = self.index.plans[0]
        for name, heading in known.items():
            if heading.level == 0:
                plan = self.index.plans[(heading.number or 1) - 1]
            if plan.id in ids:
                before = f"{ids[plan.id]}/" if len(self.ids) > 1 else ""
                found[before + name.removeprefix(self._prefix(plan))] = heading
        return found

    def find(self, id_: object, marked: object) -> Entry | None:
        """The measure in its own plan, or in any if it is not known which that was."""
        id_ = _text(id_)
        before, own = self._split(id_)
        plan = self.plans.get(before)
        if before and plan is None:
            return None
        entry = self.index.entry(self._prefix(plan) + own if plan else id_)
        if not isinstance(marked, str) or not marked:
            return entry
        if before not in self._searches:
            self._searches[before] = self._search(before)
        return self._searches[before].find(entry, marked, was_lost=(id_, marked) in self._were_lost)

    @functools.cached_property
    def _by_plan(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.index.entries:
            found.setdefault(entry.plan.id, []).append(entry)
        return found

    @functools.cached_property
    def _were_lost(self) -> set[tuple[str, str]]:
        return {*self.lost}

    def _search(self, before: str) -> _Search:
        """The search among the measures of the plan that had some id."""
        plan = self.plans.get(before)
        entries = self._by_plan.get(plan.id, []) if plan else self.index.entries
        saved = self.data.get("measures")
        # Older files do not say of which plan they were.
        saved = saved.get(before) if isinstance(saved, dict) else saved
        wholes = saved if isinstance(saved, list) else []
        return _Search(entries, Counter(str(one) for one in wholes if type(one) is int))


class _Search:
    """Finds measures among some.

    Args:
        entries: The measures now.
        before: How often each was there before, by the number of its whole.
    """

    def __init__(self, entries: list[Entry], before: Mapping[str, int]) -> None:
        self.entries = entries
        self.before = before
        self._unchanged: dict[str, Mapping[str, Entry]] = {}

    def unchanged(self, beginning: str) -> Mapping[str, Entry]:
        """The measures that begin so, by what is saved of each."""
        if beginning not in self._unchanged:
            every = self.by_beginning.get(beginning, [])
            turns = _turns(every)
            self._unchanged[beginning] = {_marked(entry, turns): entry for entry in every}
        return self._unchanged[beginning]

    @functools.cached_property
    def by_beginning(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(_beginning(entry), []).append(entry)
        return found

    @functools.cached_property
    def by_whole(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(str(_whole(entry)), []).append(entry)
        return found

    @functools.cached_property
    def places(self) -> set[str]:
        return {_place(entry) for entry in self.entries}

    def find(self, entry: Entry | None, marked: str, *, was_lost: bool) -> Entry | None:
        """The measure as it was, else the one with its number or its beginning that is new.

        Args:
            entry: The measure that has its number now.
            marked: What was saved of it.
            was_lost: Whether it was gone already.
        """
        beginning, whole, place, turn, *_more = [*marked.split(_PART), "", "", ""]
        if same_turn := self.unchanged(beginning).get(marked):
            return same_turn
        same = self.by_whole.get(whole, [])
        if there := [one for one in same if place in ("", _place(one))]:
            # What is left of several that were alike may be another one.
            is_alone = len(there) == 1 and turn in ("", "1/1")
            return entry if entry in there else there[0] if is_alone else None
        if same:
            # It was moved to other headings, unless there were others like it before.
            others = self.before.get(whole, 0) - (not was_lost)
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
