"""Who leads and who participates, by the parts of a statement that name somebody."""

from __future__ import annotations

from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing import words
from ecotui.importing.names import Names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Part(NamedTuple):
    """A list of names with what a statement says of them: a role, and the words for it."""

    role: str
    names: Names
    wording: str


class Attribution(NamedTuple):
    """The names of a statement in the roles that a plan has.

    Args:
        lead: The leads.
        participants: The participants; some may be leads as well.
        basis: How the source words it where it names several, and nobody as *the* lead.
        unkept: Words for what a plan has no role for, such as 责任单位 beside 牵头单位.
        only_guides: Whether nobody is named but who guides, and leads therefore.
    """

    lead: Names
    participants: Names
    basis: str | None
    unkept: tuple[str, ...]
    only_guides: bool


def attribute(parts: Iterable[Part], *, first_is_lead: bool) -> Attribution:
    """Give the names of a statement the roles that a plan has.

    Args:
        parts: What the statement says, in order.
        first_is_lead: Whether the first of a list without a named lead leads.
    """
    named = [part for part in parts if part.names]
    lead, responsible, guides, helping = (
        [part for part in named if part.role == role]
        for role in (words.LEAD, words.RESPONSIBLE, words.GUIDES, words.PARTICIPANTS)
    )
    others = [p for p in named if p.role != (words.LEAD if lead else words.RESPONSIBLE)]
    leads, participants = _joined(lead or responsible), _joined(others)
    basis = None
    only_guides = not (lead or responsible or helping) and bool(guides)
    if only_guides:
        leads, participants = _joined(guides), Names()
        basis = guides[0].wording
    elif responsible and not lead and first_is_lead:
        rest = Names(leads.names[1:], leads.is_open)
        leads, participants = Names(leads.names[:1]), Names.joined([rest, participants])
    elif responsible and not lead and (len(leads.names) > 1 or leads.is_open):
        basis = next((part.wording for part in responsible if part.wording), None)
    aside = [*(responsible if lead else ()), *(() if only_guides else guides)]
    if basis:
        # 责任单位：甲局；落实单位：乙局
        aside += [part for part in responsible or guides if part.wording not in ("", basis)]
    # 配合单位：甲局；参与单位：乙局, and 牵头单位：甲局；主办单位：乙局
    for alike in (lead, helping):
        ways = [(p, way) for p in alike if (way := words.way(p.role, p.wording)) is not None]
        aside += [part for part, way in ways if way != ways[0][1]]
    # 甲局统筹协调，乙局牵头
    coordinating = [part for part in lead if "统筹" in part.wording]
    if len(coordinating) < len(lead):
        aside += coordinating
    unkept = tuple([part.wording for part in aside if part.wording])
    return Attribution(leads, participants, basis, unkept, only_guides)


def named_twice(lead: Names, participants: Names) -> list[str]:
    """What to say of those who are named as leads and as participants."""
    message = _("{name} leads and participates; it is kept as a lead")
    leads = set(lead.names)
    return [message.format(name=name) for name in participants.names if name in leads]


def _joined(parts: Iterable[Part]) -> Names:
    return Names.joined([part.names for part in parts])
