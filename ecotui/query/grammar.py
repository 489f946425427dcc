"""The query language: its grammar, and queries as values.

A query is a list of terms that all hold. The same grammar serves the search box, ``--where`` and
saved views. Parsing knows nothing of a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.text.folding import UNSEEN, fold
from ecotui.text.numerals import parse_numeral

TEXT = "text"
VIEW = "view"

#: Fields and the other names by which a query may call them.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "lead": ("牵头",),
    "first": ("首位",),
    "with": ("参加",),
    "dept": ("部门",),
    "chapter": ("章",),
    "section": ("节",),
    "no": ("条",),
    "due": ("期限",),
    "is": (),
}
#: Fields whose values name a department.
DEPARTMENT_FIELDS = ("lead", "first", "with", "dept")
PROPERTIES = ("joint", "solo", "open", "group", "corrected")

#: A pattern of the name of a field and its colon; what nobody sees may stand in it when pasted.
FIELD = rf"((?:[{UNSEEN}]|[^\W\d_])++)[:：]"
_NAMES = {name: field for field, others in FIELDS.items() for name in (field, *others)}


class QueryError(Exception):
    """A query that cannot be understood; the message is one line: what is wrong and what to do.

    ``position`` is where in the query text, in characters from 0; None where it is not the text.
    """

    exit_code = 2

    def __init__(self, message: str, position: int | None = None) -> None:
        self.position = position
        super().__init__(message)


class Term(NamedTuple):
    """One condition of a query."""

    field: str  # A key of `FIELDS`, or ``"text"`` for a bare word, ``"view"`` for ``@name``
    values: tuple[str, ...]  # Any one of them is enough
    negated: bool = False  # Whether the term holds where none of the values does

    def __str__(self) -> str:
        sign = "-" if self.negated else ""
        if self.field == VIEW:
            return f"{sign}@{written(self.values[0])}"
        bare = self.field == TEXT
        values = ",".join(written(value, word=bare) for value in self.values)
        return sign + (values if bare else f"{self.field}:{values}")


class Query(NamedTuple):
    """Terms that all hold; the empty query leaves every measure."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(str(term) for term in self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def with_term(self, term: Term) -> Query:
        """This query with one more term at its end, unless it has it already."""
        return self if term in self.terms else Query((*self.terms, term))

    def without(self, *terms: Term) -> Query:
        """This query without these terms."""
        return Query(tuple([term for term in self.terms if term not in terms]))


EVERYTHING = Query()

_SPECIAL = re.compile(r'[\s,，"\\]')


def written(value: str, *, word: bool = False) -> str:
    """A value as the grammar writes it, in quotes where it must be."""
    quoted = not fold(value) or value[0] == "“" or bool(_SPECIAL.search(value))
    if word and not quoted:
        quoted = value[0] in "-－@" or not fold(value[0]) or ":" in value or "：" in value
    if not quoted:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# -- parsing


def parse(text: str) -> Query:
    r"""Read a query.

    Terms are separated by white space; ``,`` inside a value means *or*, a leading ``-`` negates,
    ``"…"`` keeps blanks, commas and signs, with ``\"`` and ``\\`` for the two characters that
    it cannot hold. ``：，－`` serve as ``: , -``. White space may follow nothing but a term.

    Raises:
        QueryError: a quote without its end, a field without a value, an unknown field or
            property, or a bad number, each with its position.
    """
    return Query(tuple(_Parser(text).terms()))


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def terms(self) -> Iterable[Term]:
        while True:
            while self.at < len(self.text) and (self.peek().isspace() or not fold(self.peek())):
                self.at += 1
            if self.at == len(self.text):
                return
            yield self.term()

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def term(self) -> Term:
        start = self.at
        negated = self.peek() in ("-", "－")
        if negated:
            self.at += 1
            if not self.peek() or self.peek().isspace():
                raise QueryError(_("nothing follows the minus sign"), start)
        if self.peek() == "@":
            self.at += 1
            names = self.values(names=True)
            if len(names) != 1:
                raise QueryError(_("@ takes the name of one saved view"), start)
            return Term(VIEW, names, negated)
        field = self.field()
        place = self.at
        values = self.values(names=field in DEPARTMENT_FIELDS, words=field is None)
        if not values:
            missing = _("{field}: needs a value").format(field=field)
            raise QueryError(missing if field else _("a word is missing"), place)
        if read := {"no": _numbers, "due": _due, "is": _property}.get(field or ""):
            values = tuple(dict.fromkeys([read(value, place) for value in values]))
        return Term(field or TEXT, values, negated)

    def field(self) -> str | None:
        """The field that the term names, its colon passed; None for a bare word."""
        word = re.compile(FIELD).match(self.text, self.at)
        if word is None:
            return None
        name = fold(word[1])
        if name not in _NAMES:
            from ecotui.text.suggestions import nearest

            close = nearest(name, _NAMES)
            message = _('unknown field "{name}"').format(name=word[1])
            hint = _("put the word in quotes to search for it as text")
            if close:
                hint = _('did you mean "{name}:"?').format(name=close)
            message = _("{first}, {second}").format(first=message, second=hint)
            raise QueryError(message, self.at)
        self.at = word.end()
        return _NAMES[name]

    def values(self, *, names: bool = False, words: bool = False) -> tuple[str, ...]:
        """The values up to the next white space; empty ones are passed over.

        A name may have nothing that anybody sees; in quotes it can be chosen all the same. Behind
        the comma of ``words`` stands no other term: no field, no view and no minus sign.
        """
        # Each in pieces, since a text that grows would be copied over and over.
        values: list[list[str]] = [[]]
        kept: set[int] = set()
        while (character := self.peek()) and not character.isspace():
            if character == '"':
                values[-1].append(self.quoted())
                kept.add(len(values) - 1)
                continue
            if not values[-1] and (whole := _CHINESE_QUOTES.match(self.text, self.at)):
                values[-1].append(whole[1])
                kept.add(len(values) - 1)
                self.at = whole.end()
                continue
            self.at += 1
            if character in ",，":
                values.append([])
                if words and _OTHER_TERM.match(self.text, self.at):
                    message = _("a comma parts words only; part the terms with a space")
                    raise QueryError(message, self.at)
                blank = _BLANK_BEFORE_WORD.match(self.text, self.at)
                if blank and not _OTHER_TERM.match(self.text, blank.end()):
                    # Somebody who writes so means either, and the blank means both.
                    message = _("leave out the blank behind the comma for either, or the comma")
                    raise QueryError(message, self.at)
            else:
                values[-1].append(character)
        found = ["".join(pieces) for pieces in values]
        return tuple(
            dict.fromkeys(
                value
                for at, value in enumerate(found)
                if fold(value) or (names and value and at in kept)
            )
        )

    def quoted(self) -> str:
        start = self.at
        self.at += 1
        out: list[str] = []
        while character := self.peek():
            self.at += 1
            if character == '"':
                return "".join(out)
            if character == "\\" and self.peek() in ('"', "\\"):
                character = self.peek()
                self.at += 1
            out.append(character)
        raise QueryError(_("the quotation mark is not closed"), start)


_OTHER_TERM = re.compile(rf"[-－@](?=\S)|(?:{FIELD})")
_BLANK_BEFORE_WORD = re.compile(r"\s+(?=\S)")
# What an input method types: it may be of the wording as well, inside a word.
_CHINESE_QUOTES = re.compile(r"“([^“”\"]*)”(?=[\s,，]|\Z)")
_RANGE = re.compile(r"(\d+)(?:-(\d+))?")
_DASHES = str.maketrans("－–—~～", "-----")


def _numbers(value: str, position: int) -> str:
    """A measure number or a range of them, in plain digits."""
    plain = fold(value.translate(_DASHES)).replace(" ", "")
    match = _RANGE.fullmatch(plain)
    if not match or not plain.isascii() or len(plain) > 40:
        message = _('"{value}" is not a number or a range such as 7-12').format(value=value)
        raise QueryError(message, position)
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        message = _('"{value}" runs backwards; write {turned}')
        raise QueryError(message.format(value=value, turned=f"{last}-{first}"), position)
    return f"{first}-{last}" if match[2] else str(first)


_DATE = re.compile(r"([<>]?)([0-9]{4})(?:[-./年]([0-9]{1,2})(?:[-./月]([0-9]{1,2}))?)?[年月日]?")


def _due(value: str, position: int) -> str:
    """A date of ``due:``, a sign before it or none, as ISO 8601 writes it; or ``none``."""
    plain = fold(value.translate(_DASHES)).replace(" ", "")
    if plain in ("none", fold("无")):
        return "none"
    match = _DATE.fullmatch(plain)
    parts = [int(part) for part in match.groups()[1:] if part] if match else []
    if match is None or not 0 < max(parts[1:2], default=1) <= 12 or parts[2:] > [31]:
        message = _('"{value}" is not a date such as 2018, 2018-12, <2019-01 or none')
        raise QueryError(message.format(value=value), position)
    year, *rest = parts
    return match[1] + "-".join([f"{year:04}", *[f"{part:02}" for part in rest]])


def _property(value: str, position: int) -> str:
    folded = fold(value)
    if folded not in PROPERTIES:
        message = _('is: takes {known}, not "{value}"')
        known = ", ".join(PROPERTIES)
        raise QueryError(message.format(known=known, value=value), position)
    return folded


def number_range(value: str) -> tuple[int, int]:
    """First and last number of a ``no:`` value."""
    first, dash, last = value.partition("-")
    return int(first), int(last if dash else first)


def heading_number(value: str) -> int | None:
    """The number that a ``chapter:`` or ``section:`` value is, as in 2, 二, （二） or 二、."""
    return parse_numeral(fold(value).strip("()、"))
