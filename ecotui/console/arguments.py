"""What is meant by a word behind a command: a measure, a heading, one of some values."""

from __future__ import annotations

from ecotui.i18n import _
from ecotui.query.evaluation import select
from ecotui.text.folding import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.model.plan import Entry
    from ecotui.query.index import Heading, Index


#: Values in Chinese; no two lists have the same word for different ones.
_CHINESE = {
    "方案": "plan",
    "数量": "count",
    "名称": "name",
    "层级": "hierarchy",
    "首位牵头": "first",
    "单位": "dept",
}


class Refused(Exception):
    """A command that cannot be done; the message is one line and says why or what to do."""


def measure(text: str, index: Index) -> Entry:
    """The measure that an id, or a number that only one has, means.

    Raises:
        Refused: there is none, or there are several.
    """
    every = index.entries
    number = fold(text).rstrip(".").lstrip("0")
    found = [entry for entry in every if entry.id == text]
    found = found or [entry for entry in every if str(entry.number) == number]
    if len(found) == 1:
        return found[0]
    if found:
        message = _("several measures have the number {id}: {ids}")
        raise Refused(message.format(id=text, ids=", ".join(one.id for one in found[:8])))
    if not every:
        raise Refused(_("the plan has no measures"))
    message = _("no measure {id}; there are {first} to {last}")
    raise Refused(message.format(id=text, first=every[0].id, last=every[-1].id))


def measures(text: str, index: Index) -> int:
    """The measures that numbers and ranges of them mean, or an id, as a mask.

    Raises:
        Refused: no measure has such a number.
        QueryError: these are no numbers.
    """
    for entry in index.entries:
        if entry.id == text:
            return 1 << index.position(entry)
    mask = select(index, f"no:{','.join(text.split())}").mask
    if not mask:
        raise Refused(_("no measure has such a number"))
    return mask


def heading(text: str, index: Index) -> Heading:
    """The heading that its numeral or a part of its title means.

    Raises:
        Refused: there is none, or there are several.
    """
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
    """The value that a word is, or begins.

    Raises:
        Refused: it is none, or may be several.
    """
    wanted = _CHINESE.get(fold(text), fold(text))
    found = [value for value in values if value == wanted]
    found = found or [value for value in values if value.startswith(wanted)]
    if len(found) != 1:
        message = _('"{word}" is not one of {known}')
        raise Refused(message.format(word=text, known=", ".join(values)))
    return found[0]


def next_of(values: tuple[str, ...], current: str, text: str) -> str:
    """The value that a word is; without a word the one after the current.

    Raises:
        Refused: it is none, or may be several.
    """
    if text:
        return one_of(values, text)
    return values[(values.index(current) + 1) % len(values)]
