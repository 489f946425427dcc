"""What a user can choose about every matrix: the scheme, and from where on much is too much.

This is the one declaration. ``matrix`` and ``check``, the exporters of a matrix and ``[raci]`` in
``config.toml`` take their options from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ecotui.i18n import N_, _
from ecotui.options import declared, option
from ecotui.raci.schemes import scheme_names

_option = partial(option, shared="raci")


@dataclass(frozen=True)
class SchemeOptions:
    """The letters of a matrix."""

    scheme: str = _option(
        "raci",
        choices=scheme_names,
        help=N_("The scheme: what the letters mean."),
        label=N_("Scheme"),
        labels={
            "raci": "RACI",
            "rasci": N_("RASCI: participants support"),
            "joint": N_("RACI: all leads accountable"),
            "literal": N_("牵/参: as the plan says"),
            "daci": "DACI",
        },
    )


def titled(scheme: str) -> str:
    """A scheme as its option shows it to people."""
    (one,) = declared(SchemeOptions)
    return _(one.labels.get(scheme, scheme))


@dataclass(frozen=True)
class Thresholds:
    """From where on much is too much, for the findings."""

    max_responsible: int = _option(
        3,
        min=0,
        help=N_("Report a measure if more than this many departments do its work."),
        label=N_("Most doing the work"),
        advanced=True,
    )
    max_consulted: int = _option(
        8,
        min=0,
        help=N_("Report a measure if more than this many departments are consulted."),
        label=N_("Most consulted"),
        advanced=True,
    )
    max_accountable_share: int = _option(
        20,
        min=0,
        max=100,
        help=N_("Report a department that is accountable for more than this % of measures."),
        label=N_("Most accountable, %"),
        advanced=True,
    )
    max_involved_share: int = _option(
        50,
        min=0,
        max=100,
        help=N_("Report a department that is involved in more than this % of measures."),
        label=N_("Most involved, %"),
        advanced=True,
    )


@dataclass(frozen=True)
class MatrixRules(Thresholds, SchemeOptions):
    """A scheme with its thresholds: what ``matrix`` and ``check`` take, and ``[raci]`` sets."""
