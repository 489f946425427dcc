"""What a query that is being typed may go on with: fields, properties, names, headings, views.

Only the piece of text that ends at the cursor is completed: the name of a field, one value of
a term, or the name of a view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ecotui.i18n import N_, _
from ecotui.query.departments import closeness, resolve
from ecotui.query.grammar import (
    DEPARTMENT_FIELDS,
    FIELD,
    FIELDS,
    PROPERTIES,
    VIEW,
    QueryError,
    Term,
    heading_number,
    written,
)
from ecotui.query.index import Index, holds
from ecotui.query.selection import select
from ecotui.text.display import visible
from ecotui.text.folding import fold, is_latin

#: How well a value fits (less is better), the measures it holds in, the value, what it means.
_Found = tuple[int, int, str, str]

#: What a field asks for, in a word or two.
MEANINGS: Mapping[str, str] = {
    "lead": N_("leads"),
    "first": N_("leads first"),
    "with": N_("participates"),
    "dept": N_("leads or participates"),
    "chapter": N_("chapter"),
    "section": N_("section"),
    "no": N_("numbers such as 7-12"),
    "due": N_("due dates such as 2018, <2019-01, none"),
    "is": N_("property"),
    "joint": N_("several leads"),
    "solo": N_("no department participates"),
    "open": N_("open list"),
    "group": N_("names a group"),
    "corrected": N_("wording corrected"),
}

#: What is to be typed where a field has no value yet.
ASKED: Mapping[str, str] = {
    **dict.fromkeys(DEPARTMENT_FIELDS, N_("type a department")),
    **dict.fromkeys(("chapter", "section"), N_("type a title or number")),
    "no": N_("type numbers such as 7-12"),
    "due": N_("type a date such as 2018 or <2019-01"),
    "is": N_("type a property"),
    VIEW: N_("type the name of a view"),
}

#: How many words are offered for pinyin, and up to how many measures they are looked for.
MOST_WORDS, MANY_MEASURES = 4, 500

# A quoted part may lack its end while it is typed; a term and a piece of it hold whole ones.
_QUOTED = r'"(?>\\["\\]|[^"])*+(?:"|\Z)'
_TERM = re.compile(rf'(?>{_QUOTED}|[^\s"])++')
_PIECE = re.compile(rf'(?>{_QUOTED}|[^\s",，])*+')
_FIELD = re.compile(FIELD)
_INSIDE = re.compile(r'"((?>\\["\\]|[^"])*+)(?:"|\Z)')
_ESCAPED = re.compile(r'\\(["\\])')


class Candidate(NamedTuple):
    """What may stand in a query text instead of its characters from ``start`` to ``end``."""

    start: int
    end: int  # The cursor
    text: str  # As the grammar writes it
    note: str = ""  # What it means, or in how many measures it holds beside the rest of the query

    def apply(self, text: str) -> tuple[str, int]:
        """The query text with the candidate in its place, and the cursor behind it."""
        return text[: self.start] + self.text + text[self.end :], self.start + len(self.text)


class _Piece(NamedTuple):
    """The piece of a term that ends at the cursor."""

    field: str | None  # A key of `FIELDS`, ``"view"``, or None where the term has no field yet
    start: int
    end: int
    value: str
    others: tuple[str, ...]  # The other values of the term
    rest: str  # The query without the term


def complete(
    text: str, cursor: int, index: Index, views: Mapping[str, str], *, limit: int = 8
) -> list[Candidate]:
    """What a query may go on with at the cursor, the likeliest first.

    The query need not be right. What begins with what was typed goes before what holds it
    elsewhere, and among those what holds in more measures beside the other terms of the query.
    """
    piece = _piece(text, cursor)
    if piece is None:
        return []
    found: list[Candidate] = []
    for value, note in _values(piece, index, views):
        if value != text[piece.start : piece.end]:
            found.append(Candidate(piece.start, piece.end, value, note))
        if len(found) == limit:
            break
    return found


def asked(text: str, cursor: int) -> str:
    """What is to be typed at the cursor, where a term cannot be complete; empty where it may be."""
    term = _term(text, cursor)
    if term is None:
        return ""
    if term[0] in ("-", "－"):
        return _("type what to leave out")
    piece = _piece(text, cursor)
    if piece is None or piece.field is None or piece.value:
        return ""
    return _(ASKED[piece.field])


def rest(text: str, cursor: int) -> str:
    """A query text without the term that ends or has the cursor."""
    term = _term(text, cursor)
    return text if term is None else f"{text[: term.start()]} {text[term.end() :]}"


def _term(text: str, cursor: int) -> re.Match[str] | None:
    return next((m for m in _TERM.finditer(text) if m.start() < cursor <= m.end()), None)


def _piece(text: str, cursor: int) -> _Piece | None:
    """What there is to complete: None in the middle of a piece, and where nothing stands yet."""
    term = _term(text, cursor)
    if term is None:
        return None
    at = term.start() + (text[term.start()] in "-－")
    field: str | None = None
    if text[at : at + 1] == "@":
        if cursor < term.end():
            return None
        return _Piece(VIEW, at, cursor, plain(text[at + 1 : cursor]), (), rest(text, cursor))
    if named := _FIELD.match(text, at, term.end()):
        name = fold(named[1])
        field = next((field for field, others in FIELDS.items() if name in (field, *others)), None)
        at = named.end()
        if field is None or cursor < at:
            return None
    pieces = [_PIECE.match(text, at, term.end())]
    while (last := pieces[-1]) is not None and last.end() < term.end():
        pieces.append(_PIECE.match(text, last.end() + 1, term.end()))
    spans = [match.span() for match in pieces if match is not None]
    here = next((span for span in spans if span[1] == cursor), None)
    if here is None:
        return None
    if field is None and (len(spans) > 1 or '"' in text[at:cursor]):
        # A list of words, or one in quotes: no field begins like this.
        return None
    others = tuple([plain(text[start:end]) for start, end in spans if (start, end) != here])
    return _Piece(field, *here, plain(text[here[0] : here[1]]), others, rest(text, cursor))


def plain(piece: str) -> str:
    """A piece without its quotes."""
    return _INSIDE.sub(lambda quoted: _ESCAPED.sub(r"\1", quoted[1]), piece)


def _values(piece: _Piece, index: Index, views: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What may stand for a piece, as the grammar writes it, with notes; the likeliest first."""
    if piece.field is None:
        yield from _fields(piece.value)
        yield from _words(piece, index, views)
    elif piece.field == VIEW:
        yield from _views(piece.value, index, views)
    elif piece.field != "no":
        if piece.field in DEPARTMENT_FIELDS:
            found = _departments(piece, index)
        elif piece.field == "is":
            found = _properties(piece, index)
        elif piece.field == "due":
            found = _due_dates(piece, index)
        else:
            found = _headings(piece, index)
        left = _mask(index, piece.rest, views)
        left = index.everything if left is None else left
        counted = [
            (rank, (mask & left).bit_count(), value, note) for rank, mask, value, note in found
        ]
        counted.sort(key=lambda one: (one[0], -one[1]))
        for _rank, count, value, note in counted:
            # What cannot be typed as it is shown would not be found again.
            if value.strip() and visible(value) == value:
                yield written(value), f"{note} {count}".strip()


def _mask(index: Index, text: str, views: Mapping[str, str]) -> int | None:
    """The measures that a query leaves; None while it is unfinished, and if it is wrong."""
    try:
        return select(index, text, views=views).mask
    except QueryError:
        return None


def _fields(typed: str) -> Iterator[tuple[str, str]]:
    begun = fold(typed)
    for field, others in FIELDS.items():
        for name in (field, *others):
            if name.startswith(begun) and (begun or name == field):
                yield f"{name}:", _(MEANINGS[field])


def _words(piece: _Piece, index: Index, views: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The words of the measures that pinyin may mean, the most frequent first."""
    wanted = fold(piece.value)
    if len(wanted) < 2 or not is_latin(wanted) or len(index.entries) > MANY_MEASURES:
        return
    from collections import Counter

    from ecotui.text import pinyin

    found: Counter[str] = Counter()
    for text in index.texts:
        found.update({text[start:end] for start, end in pinyin.spans(text, wanted)})
    # Letters that stand together once only are seldom a word: 沙的 is the end of one and the next.
    usual = [word for word, times in found.most_common(MOST_WORDS) if len(word) > 1 and times > 1]
    left = _mask(index, piece.rest, views)
    for word in usual:
        mask = index.text_mask(word)
        if count := (mask if left is None else mask & left).bit_count():
            yield written(word, word=True), str(count)


def _views(typed: str, index: Index, views: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    wanted = fold(typed)
    latin = is_latin(wanted)
    names = [name for name in views if holds(fold(name), wanted, latin)]
    names.sort(key=lambda name: (not fold(name).startswith(wanted), name))
    for name in names:
        term = Term(VIEW, (name,))
        if name.strip() and visible(name) == name and _mask(index, str(term), views) is not None:
            yield str(term), visible(views[name])


def _departments(piece: _Piece, index: Index) -> Iterable[_Found]:
    assert piece.field is not None
    taken = {_resolved(value, index) for value in piece.others}
    for department in index.departments:
        rank = closeness(piece.value, department)
        name = department.name
        if rank is not None and name not in taken:
            yield rank, index.department_mask(piece.field, name), name, ""


def _resolved(value: str, index: Index) -> str | None:
    try:
        return resolve(value, index.departments).name
    except QueryError:
        return None


def _properties(piece: _Piece, index: Index) -> Iterable[_Found]:
    begun = fold(piece.value)
    taken = {fold(value) for value in piece.others}
    for name in PROPERTIES:
        if name.startswith(begun) and name not in taken:
            mask = select(index, str(Term("is", (name,)))).mask
            yield 0, mask, name, _(MEANINGS[name])


def _due_dates(piece: _Piece, index: Index) -> Iterable[_Found]:
    """The years and months that measures are due in, and ``none``; with a sign, if one is typed."""
    typed = fold(piece.value)
    sign = typed[:1] if typed[:1] in ("<", ">") else ""
    dates = sorted({due for due in index.due_dates if due is not None})
    parts = dict.fromkeys([due[:4] for due in dates] + [due[:7] for due in dates] + dates)
    for value in [sign + part for part in parts] + ([] if sign else ["none"]):
        if value.startswith(typed) and value not in piece.others:
            # Years before months before days.
            yield value.count("-"), select(index, f"due:{value}").mask, value, ""


def _headings(piece: _Piece, index: Index) -> Iterable[_Found]:
    from ecotui.text import pinyin

    wanted, number = fold(piece.value), heading_number(piece.value)
    latin = is_latin(wanted)
    masks: dict[str, int] = {}
    ranks: dict[str, int] = {}
    for heading in index.headings:
        title = fold(heading.title)
        if heading.level != (1 if piece.field == "chapter" else 2) or heading.title in piece.others:
            continue
        if heading.number != number and not holds(title, wanted, latin):
            continue
        begins = title.startswith(wanted) or heading.number == number
        if latin and not begins:
            begins = pinyin.begins(title, wanted)
        masks[heading.title] = masks.get(heading.title, 0) | heading.mask
        ranks[heading.title] = min(ranks.get(heading.title, 1), int(not begins))
    return [(ranks[title], mask, title, "") for title, mask in masks.items()]
