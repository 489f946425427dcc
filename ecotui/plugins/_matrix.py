"""What every exporter of the RACI matrix lets a user choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ecotui.api import N_, SCHEMES, option


@dataclass(frozen=True)
class MatrixOptions:
    """Letters and columns of a matrix."""

    scheme: str = option(
        "raci", choices=tuple(SCHEMES), help=N_("the rule that turns roles into letters")
    )
    columns: Literal["involved", "all"] = option(
        "involved", help=N_("departments that have a letter, or all of the plan")
    )
