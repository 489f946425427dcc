"""Options that several commands share."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

import click

from ecotui.cli.errors import UsageError
from ecotui.cli.session import Session
from ecotui.i18n import N_, _
from ecotui.query.selection import Selection
from ecotui.raci.findings import Thresholds
from ecotui.raci.matrix import Matrix
from ecotui.raci.schemes import Scheme, scheme_named

where_option = click.option(
    "--where", default="", metavar="QUERY", help=_("Only the measures that match the query.")
)
json_option = click.option("--json", "as_json", is_flag=True, help=_("Write JSON."))

F = TypeVar("F", bound=Callable[..., Any])

_THRESHOLDS = {
    "max_responsible": N_("finding if more than this many departments do the work of a measure"),
    "max_consulted": N_("finding if more than this many departments are consulted on a measure"),
    "max_accountable_share": N_(
        "finding if a department is accountable for more than this percentage of measures"
    ),
    "max_involved_share": N_(
        "finding if a department is involved in more than this percentage of measures"
    ),
}


def judging_options(command: F) -> F:
    """The options ``--scheme`` and ``--max-…``; what is not given is as ``[raci]`` says."""
    usual = Thresholds()
    for name, text in reversed(_THRESHOLDS.items()):
        note = _("default: {default}").format(default=getattr(usual, name))
        highest = 100 if name.endswith("share") else None
        command = click.option(
            f"--{name.replace('_', '-')}",
            callback=_whole(highest),
            metavar="PERCENT" if highest else "N",
            help=f"{_(text)} [{note}]",
        )(command)
    return click.option(
        "--scheme",
        metavar="NAME",
        help=_("raci, rasci, joint, literal, daci, or one of config.toml."),
    )(command)


def _whole(highest: int | None) -> Callable[[click.Context, click.Parameter, Any], int | None]:
    """What reads a whole number from 0 on, up to 100 where it is a share."""

    def read(_context: click.Context, option: click.Parameter, value: Any) -> int | None:
        if value is None:
            return None
        if value.isascii() and value.isdigit() and len(value) < 10:
            number = int(value)
            if highest is None or number <= highest:
                return number
        message = _("{option} takes {allowed}, not {value}")
        allowed = f"{_('a whole number')} 0…{highest or ''}"
        raise UsageError(message.format(option=option.opts[0], allowed=allowed, value=f'"{value}"'))

    return read


@dataclasses.dataclass(frozen=True)
class Judging:
    """The scheme and the thresholds that hold: those given, or those of ``config.toml``."""

    scheme: Scheme
    thresholds: Thresholds

    @classmethod
    def of(cls, session: Session, given: dict[str, Any]) -> Judging:
        """Take them from what the command line gives.

        Raises:
            UsageError: there is no such scheme.
        """
        config = session.config
        limits = {n: v for n, v in given.items() if n in _THRESHOLDS and v is not None}
        try:
            scheme = scheme_named(given["scheme"] or config.scheme)
        except ValueError as error:
            raise UsageError(str(error)) from None
        return cls(scheme, config.thresholds.replace(**limits))

    def matrix(self, selection: Selection, columns: str = "involved") -> Matrix:
        """The matrix of a selection."""
        return selection.matrix(self.scheme, columns=columns, thresholds=self.thresholds)
