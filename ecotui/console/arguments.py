"""Arguments of commands: measures, headings, values out of a list."""

from __future__ import annotations

import re

from ecotui.i18n import _
from ecotui.query.find import measure_with_id
from ecotui.query.index import Heading, Index
from ecotui.query.selection import select
from ecotui.text.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ecotui.model.plan import Department

#: Values in Chinese; no word stands for different values in two lists.
_CHINESE = {
    "方案": "plan",
    "数量": "count",
    "牵头": "lead",
    "参加": "participant",
    "名称": "name",
    "层级": "hierarchy",
    "首位牵头": "first",
    "单位": "dept",
}


class Refused(Exception):
    """A command cannot be done; the message is one line and says why, or what to do."""


def measures(text: str, index: Index) -> int:
    """The measures with an id, or with these numbers and ranges, as a mask.

    Raises:
        Refused: no measure has such a number.
        QueryError: the text is not a list of numbers.
    """
    if entry := measure_with_id(index, text):
        return 1 << index.position(entry)
    mask = select(index, f"no:{','.join(text.split())}").mask
    if not mask:
        raise Refused(_("no measure has such a number"))
    return mask


def departments(text: str, known: Iterable[Department], between: str) -> list[str]:
    """The values of a list of departments; what is a name to the letter is no list.

    Args:
        text: What was typed.
        known: The departments.
        between: A pattern of what stands between two values.
    """
    if any(text in (department.name, *department.aliases) for department in known):
        return [text]
    return [value for part in re.split(between, text) if (value := part.strip())]


def heading(text: str, index: Index) -> Heading:
    """The one heading with this numeral, title or part of a title; otherwise `Refused`."""
    headings = [heading for heading in index.headings if heading.level]
    wanted = fold(text).strip("、")
    found = [h for h in headings if wanted in (fold(h.title), fold(h.label).strip("、"))]
    found = found or [h for h in headings if wanted in fold(h.title)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(_('no heading "{text}"; list shows the headings').format(text=text))
    names = "、".join(f"{h.label}{h.title}" for h in found[:6])
    raise Refused(_('"{value}" may mean {names}').format(value=text, names=names))


def one_of(values: tuple[str, ...], text: str) -> str:
    """The one value that a word is, or is the start of; otherwise `Refused`."""
    wanted = _CHINESE.get(fold(text), fold(text))
    found = [value for value in values if value == wanted]
    found = found or [value for value in values if value.startswith(wanted)]
    if len(found) != 1:
        message = _('"{word}" is not one of {known}')
        raise Refused(message.format(word=text, known=", ".join(values)))
    return found[0]


def next_of(values: tuple[str, ...], current: str, text: str) -> str:
    """The value that a word is, see `one_of`; without a word the one after the current value."""
    if text:
        return one_of(values, text)
    return values[(values.index(current) + 1) % len(values)]
