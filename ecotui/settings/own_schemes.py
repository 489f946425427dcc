"""Schemes that a user declares in ``config.toml``."""

from __future__ import annotations

from typing import Any

from ecotui.i18n import _
from ecotui.raci.schemes import BUILT_IN, EVERY_LEAD, FIRST_LISTED, Scheme

#: The most cells of a terminal that the letters of a role take: ``A/R``.
_WIDEST = 3
#: The most characters of a meaning: it stands in one line of a legend.
_MAX_CHARACTERS = 80


class SchemeError(ValueError):
    """A scheme of the user's own is wrong; the keys lead from its table to what is."""

    def __init__(self, at: tuple[str, ...], message: str) -> None:
        self.at = at
        super().__init__(message)


def own_scheme(name: str, table: object) -> Scheme:
    """A scheme as ``[schemes.NAME]`` in ``config.toml`` gives it.

    The table has ``first``, ``other`` and ``participant`` with letters, and ``meanings`` with
    ``{ zh = "…", en = "…" }`` for each letter.

    Raises:
        SchemeError: it is none.
    """
    import re

    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise SchemeError((), _("the name of a scheme consists of a-z, digits and dashes"))
    if name in BUILT_IN:
        raise SchemeError((), _("{name} is a built-in scheme").format(name=name))
    if not isinstance(table, dict):
        raise SchemeError((), _("write {wanted}").format(wanted=f'[schemes.{name}] first = "A/R"'))
    roles = ("first", "other", "participant")
    for key in table:
        if key not in (*roles, "meanings"):
            message = _("a scheme has no {key}; it has {known}")
            known = ", ".join((*roles, "meanings"))
            raise SchemeError((key,), message.format(key=key, known=known))
    first, other, participant = (_letters(role, table.get(role)) for role in roles)
    used = dict.fromkeys("/".join((first, other, participant)).split("/"))
    meanings = _meanings(table.get("meanings"), tuple(used))
    english = tuple([(letter, text) for letter, _chinese, text in meanings])
    chinese = tuple([(letter, text) for letter, text, _english in meanings])
    made = Scheme(name, first, other, participant, english, None, chinese)
    if first == other:
        return made._replace(note=EVERY_LEAD) if made.singles_out else made
    return made._replace(note=FIRST_LISTED)


def _letters(role: str, value: object) -> str:
    from ecotui.text.display import width

    if value is None:
        message = _("{role} is missing; write {wanted}")
        raise SchemeError((), message.format(role=role, wanted=f'{role} = "R"'))
    if (
        not isinstance(value, str)
        or not all(part.isalpha() for part in value.split("/"))
        or width(value) > _WIDEST
    ):
        message = _("letters are one or two with a slash between them, such as A/R or 牵")
        raise SchemeError((role,), message)
    return value


def _meanings(table: Any, used: tuple[str, ...]) -> list[tuple[str, str, str]]:
    wanted = '{ zh = "…", en = "…" }'
    if not isinstance(table, dict):
        table = {}
    for letter in used:
        if letter not in table:
            message = _("the meaning of {letter} is missing; write {wanted}")
            text = message.format(letter=letter, wanted=f'"{letter}" = {wanted}')
            raise SchemeError(("meanings",) if table else (), text)
    found = []
    for letter, both in table.items():
        if letter not in used:
            message = _("no role has the letter {letter}").format(letter=letter)
            raise SchemeError(("meanings", letter), message)
        if not isinstance(both, dict) or both.keys() != {"zh", "en"}:
            raise SchemeError(("meanings", letter), _("write {wanted}").format(wanted=wanted))
        for text in both.values():
            if not _is_line(text):
                message = _("a meaning is one line of at most {count} characters")
                raise SchemeError(("meanings", letter), message.format(count=_MAX_CHARACTERS))
        found.append((letter, both["zh"], both["en"]))
    return found


def _is_line(text: object) -> bool:
    from ecotui.text.display import visible

    return (
        isinstance(text, str) and 0 < len(text.strip()) <= _MAX_CHARACTERS and visible(text) == text
    )
