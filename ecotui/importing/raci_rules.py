"""What the letters of a matrix say of leads."""

from __future__ import annotations

from typing import NamedTuple

from ecotui.importing.blocks import Table
from ecotui.importing.cleaning import texts
from ecotui.raci.schemes import SCHEMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ecotui.importing.blocks import Block
    from ecotui.raci.schemes import Scheme


class Rules(NamedTuple):
    """What the letters of a matrix say of leads.

    Args:
        has_accountable: Whether any of them is A.
        scheme: The scheme that gives these letters, in a matrix of ours: they say who leads and who
            participates. In any other, A alone says who leads.
    """

    has_accountable: bool
    scheme: Scheme | None

    @classmethod
    def of(cls, marks: Iterable[str], explained: Iterable[Scheme]) -> Rules:
        """The rules for a matrix with these marks, and the schemes that the document explains."""
        used = {*marks}
        schemes = [s for s in explained if s.first in used and used <= {*s.letters}]
        has_accountable = any("A" in mark.split("/") for mark in used)
        return cls(has_accountable, schemes[0] if schemes else None)

    def leads(
        self, given: Mapping[str, str], roles: Mapping[str, str]
    ) -> tuple[list[str], str | None]:
        """The leads of a measure, and its basis where nobody is *the* lead."""
        named = [name for name, role in roles.items() if role == "lead"]
        if self.scheme:
            order = (self.scheme.first, self.scheme.other)
            of_scheme = [n for value in order for n, mark in given.items() if mark == value]
            return [*dict.fromkeys((*named, *of_scheme))], None
        lead = [name for name, letter in given.items() if "A" in letter.split("/")]
        if lead or named:
            return [*dict.fromkeys((*lead, *named))], None
        # Those who do the work are the leads where nobody else is.
        if does := [name for name, role in roles.items() if role == "does"]:
            return does, None
        if self.has_accountable:
            return [], None
        doing = [name for name, letter in given.items() if "R" in letter.split("/")]
        return doing, "R" if len(doing) > 1 else None

    def tells_first(self, given: Mapping[str, str]) -> bool:
        """Whether a letter says which of several leads is the first."""
        if self.scheme:
            first = self.scheme.first
            return self.scheme.other != first and [*given.values()].count(first) == 1
        return sum("A" in letter.split("/") for letter in given.values()) == 1


def explained(blocks: Sequence[Block]) -> list[Scheme]:
    """The schemes whose legend stands in a document, as our own matrices have it below them."""
    if not any(isinstance(block, Table) for block in blocks):
        return []
    document = "\n".join([text for block in blocks for text in texts(block)])
    return [
        scheme
        for scheme in SCHEMES.values()
        for language in ("zh", "en")
        if all(text in document for text in scheme.explained(language).values())
    ]
