"""What a user can choose about every matrix: the scheme, and from where on much is too much.

This is the one declaration. ``matrix`` and ``check``, the exporters of a matrix and ``[raci]`` in
``config.toml`` take their options from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecotui.i18n import N_
from ecotui.options import option
from ecotui.raci.schemes import scheme_names


@dataclass(frozen=True)
class SchemeOptions:
    """The letters of a matrix."""

    scheme: str = option(
        "raci",
        choices=scheme_names,
        help=N_("the rule that turns roles into letters"),
        shared="raci",
    )


@dataclass(frozen=True)
class Thresholds:
    """From where on much is too much, for the findings."""

    max_responsible: int = option(
        3,
        min=0,
        help=N_("a finding where more departments do the work of a measure"),
        shared="raci",
    )
    max_consulted: int = option(
        8,
        min=0,
        help=N_("a finding where more departments take part in a measure"),
        shared="raci",
    )
    max_accountable_share: int = option(
        20,
        min=0,
        max=100,
        help=N_("a finding where a department answers for more percent of the measures"),
        shared="raci",
    )
    max_involved_share: int = option(
        50,
        min=0,
        max=100,
        help=N_("a finding where a department is involved in more percent of the measures"),
        shared="raci",
    )


@dataclass(frozen=True)
class MatrixRules(Thresholds, SchemeOptions):
    """A scheme with its thresholds: what ``matrix`` and ``check`` take, and ``[raci]`` sets."""
