"""Schemes: the rules that turn lead and participant into letters, built in and of the user's own.

The documents know 牵头单位 and 参加单位, not RACI. A scheme is an interpretation of them. That the
first-listed lead is accountable follows the usage of State Council task-division documents
(国发〔2018〕42号 and 39号: 列第一位者为牵头单位; 国发〔2019〕3号: 排在第一位的部门为牵头部门);
for a plan that does not say so itself it is inferred. Nobody is ever made *informed* by inference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from ecotui.i18n import N_, _, translator
from ecotui.model.plan import Entry
from ecotui.raci.letters import KNOWN, canonical, is_nothing, several

#: The roles of a scheme, which are also the names of the fields with their letters.
ROLES = ("first", "other", "participant")


class MatrixRow(NamedTuple):
    """One measure of a matrix with its cells: department name to letters."""

    entry: Entry
    cells: Mapping[str, str]


class Given(NamedTuple):
    """What a plan sets for a cell.

    Args:
        letters: The letters in one form, ``A/R``; empty where it says that there are none; None
            where it says nothing that can be read.
        is_own: Whether each of them is one of the scheme, or I.
    """

    letters: str | None
    is_own: bool


class Scheme(NamedTuple):
    """Letters for the three roles, and what each letter means.

    Args:
        name: What ``--scheme`` calls it.
        first: Letters of the first lead, with a slash between two: ``A/R``.
        other: Letters of every other lead.
        participant: Letters of participants.
        meanings: Pairs of a letter and its meaning in English.
        note: What the scheme infers, in English; None where it infers nothing.
        chinese: Pairs of a letter and its meaning in Chinese, where no catalogue has it.
    """

    name: str
    first: str
    other: str
    participant: str
    meanings: tuple[tuple[str, str], ...]
    note: str | None = None
    chinese: tuple[tuple[str, str], ...] = ()

    @property
    def letters(self) -> tuple[str, ...]:
        """What its cells hold, the first lead's before the others' before the participants'."""
        return tuple(dict.fromkeys((self.first, self.other, self.participant)))

    @property
    def permitted(self) -> tuple[str, ...]:
        """What somebody may write into a cell: what it gives, each letter of it, and I."""
        singles = [part for value in self.letters for part in value.split("/")]
        # Whom to inform no plan says, but a meeting may.
        informed = ["I"] if "A" in singles else []
        return tuple(dict.fromkeys((*self.letters, *singles, *informed)))

    @property
    def owner(self) -> str:
        """The letter of whoever answers for the result: A, or the first of the first lead's."""
        first = self.first.split("/")
        return "A" if "A" in first else first[0]

    @property
    def singles_out(self) -> bool:
        """Whether it means that one department alone answers for a measure."""
        return self.first != self.other or self.owner == "A"

    def role(self, value: str) -> str:
        """Whose letters a cell holds: one of `ROLES`, or "" for what only the plan sets."""
        for role in ROLES:
            if value == getattr(self, role):
                return role
        parts = value.split("/")
        if self.owner in parts:
            return "first"
        for role in ("other", "participant"):
            if not set(parts).isdisjoint(getattr(self, role).split("/")):
                return role
        return ""

    def given(self, text: str) -> Given:
        """What a text that a plan sets for a cell means.

        Width, case and what stands between letters count for nothing. Letters of another scheme
        stay, since they say who takes part; ``无`` or a dash is no letter.
        """
        return _given(self, text)

    def named(self, entry: Entry) -> dict[str, str]:
        """The letters of leads and participants, before the plan sets any."""
        letters: dict[str, str] = {}
        for name in entry.lead:
            letters.setdefault(name, self.first if name == entry.measure.first_lead else self.other)
        for name in entry.participants:
            letters.setdefault(name, self.participant)
        return letters

    def row(self, entry: Entry) -> MatrixRow:
        """A measure and its letters by department: leads, then participants, then set cells.

        If nobody is named as *the* lead, each has the letters of another lead. A department that
        is named twice keeps its first role; a cell that the plan sets itself wins, also an empty
        one, but for what cannot be read.
        """
        letters = self.named(entry)
        for name, text in entry.measure.raci:
            if (given := self.given(text).letters) is not None:
                letters[name] = given
        return MatrixRow(entry, {name: value for name, value in letters.items() if value})

    def explained(self, language: str) -> dict[str, str]:
        """Letter to meaning in a language."""
        translate = translator(language)
        meanings = {letter: translate(meaning) for letter, meaning in self.meanings}
        return {**meanings, **dict(self.chinese)} if language == "zh" else meanings


@lru_cache(maxsize=4096)
def _given(scheme: Scheme, text: str) -> Given:
    own = dict.fromkeys((*scheme.permitted, "I"))
    if (found := canonical(text, own)) is not None:
        return Given(found, True)
    if found := several(text, own):
        return Given(found, True)
    others = {
        part for one in SCHEMES.values() for value in one.letters for part in value.split("/")
    }
    letters = several(text, {*own, *others, *KNOWN})
    return Given("" if letters is None and is_nothing(text) else letters, False)


def brief(meaning: str) -> str:
    """What a letter means in a word: ``accountable`` of ``accountable: answers for ...``."""
    return re.split("[:：]", meaning, maxsplit=1)[0]


FIRST_LISTED = N_("{letter} is inferred from the first-listed lead; the source does not say it")
EVERY_LEAD = N_("{letter} is inferred for every lead; the source does not say it")
A = ("A", N_("accountable: answers for the result"))
R = ("R", N_("responsible: does the work"))
C = ("C", N_("consulted: takes part and gives advice"))
I = ("I", N_("informed: is told the result"))
S = ("S", N_("supporting: helps with the work"))
D = ("D", N_("driver: brings the work to a result"))
APPROVER = ("A", N_("approver: agrees to the result"))

_BUILT_IN = (
    Scheme("raci", "A/R", "R", "C", (A, R, C), FIRST_LISTED),
    Scheme("rasci", "A/R", "R", "S", (A, R, S), FIRST_LISTED),
    Scheme("joint", "A/R", "A/R", "C", (A, R, C), EVERY_LEAD),
    Scheme("literal", "牵", "牵", "参", (("牵", N_("leads")), ("参", N_("participates")))),
    Scheme("daci", "D", "A", "C", (D, APPROVER, C), FIRST_LISTED),
)
#: Names of the schemes that are built in.
BUILT_IN = tuple([scheme.name for scheme in _BUILT_IN])
_known = {scheme.name: scheme for scheme in _BUILT_IN}
#: Every scheme by its name: the built-in ones, then the user's own.
SCHEMES: Mapping[str, Scheme] = _known


def use(own: Iterable[Scheme]) -> None:
    """Let the user's own schemes stand beside the built-in ones, in place of any before."""
    _known.clear()
    _known.update({scheme.name: scheme for scheme in (*_BUILT_IN, *own)})
    _given.cache_clear()


def scheme_names() -> tuple[str, ...]:
    """Names of every scheme, for the choices of an option."""
    return tuple(SCHEMES)


def scheme_named(name: str) -> Scheme:
    """The scheme of that name, in upper or lower case.

    Raises:
        ValueError: there is none; the message lists those that there are.
    """
    if found := SCHEMES.get(name.lower()):
        return found
    message = _('unknown scheme "{name}"; the schemes are {known}')
    raise ValueError(message.format(name=name, known=", ".join(SCHEMES)))
