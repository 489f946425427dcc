"""Whether a plan that a plugin made is one: its fields have their types, and it can be saved."""

from __future__ import annotations

import types
import typing
from typing import Any

from ecotui.i18n import _
from ecotui.model import toml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotui.importing.document import Imported
    from ecotui.plugin_host.registry import Registered


class UnsoundPlan(Exception):
    """A plan cannot be saved as TOML and read back; the message says why."""


def sound(listed: Registered, imported: Imported) -> Imported:
    """What an importer of a plugin made, if ecotui can save its plan and read it.

    Raises:
        PluginBroken: it cannot, with the first reason.
    """
    plan = imported.plan
    for reason in misfits(plan, "Plan"):
        raise listed.failure(UnsoundPlan(reason))
    try:
        same = toml.loads(toml.dumps(plan).encode().decode()) == plan
    except toml.PlanError as error:
        # The line would be one of a file that is not written.
        problem = error.problems[0]._replace(file=plan.id, line=None)
        raise listed.failure(UnsoundPlan(problem)) from error
    # A text may hold what cannot be written, such as half a character.
    except ValueError as error:
        raise listed.failure(UnsoundPlan(error)) from error
    if not same:
        raise listed.failure(UnsoundPlan(_("the saved plan differs")))
    return imported


def misfits(record: Any, place: str) -> Iterator[str]:
    """The fields of a plan, or of a part of one, that have another type than they declare."""
    for name, hint in typing.get_type_hints(type(record)).items():
        yield from _misfit(getattr(record, name), hint, f"{place}.{name}")


def _misfit(value: Any, hint: Any, place: str) -> Iterator[str]:
    every = typing.get_args(hint)
    if isinstance(hint, types.UnionType):
        if value is None:
            return
        (hint,) = [one for one in every if one is not type(None)]
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, tuple):
            yield _wrong(place, value, "tuple")
        elif every[-1] is Ellipsis:
            for number, one in enumerate(value):
                yield from _misfit(one, every[0], f"{place}[{number}]")
        elif len(value) != len(every):
            yield _wrong(place, value, _("{count} texts").format(count=len(every)))
        return
    # True counts as 1 elsewhere, and a plan cannot hold it as a number.
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        yield _wrong(place, value, hint.__name__)
    elif hasattr(hint, "_fields"):
        yield from misfits(value, place)


def _wrong(place: str, value: object, wanted: str) -> str:
    message = _("{place} is {found}, not {wanted}")
    return message.format(place=place, found=type(value).__name__, wanted=wanted)
