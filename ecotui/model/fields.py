"""The table of fields, from which TOML, JSON, listings and the reference of a plan are made.

The annotations and defaults of the classes in `ecotui.model.plan` are its rows: a line there makes
a field safe, for it is read, checked, written and given as JSON by its kind, which is its
annotation. A line in `SHOWN` makes it seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from ecotui.i18n import N_

#: Kinds that hold pairs, which TOML and JSON have as a table.
PAIRS = ("Cells", "Texts")
#: Kinds of records, which TOML has under headers of their own.
NESTED = ("Measures", "Sections", "Chapters", "Departments", "Source | None")
#: What is written even where it says no more than its default.
ALWAYS = ("language", "lead")

#: What people see of a measure beside wording, departments and place: field to label, in order.
#: Of texts under their own heads these are the labels.
SHOWN: Mapping[str, str] = {
    "title": N_("Title"),
    "deadline": N_("Deadline"),
    "target": N_("Target"),
    "basis": N_("Responsibility"),
    "extra": "",
    "source_text": N_("Wording of the source"),
}


class Field(NamedTuple):
    """A field: its name, its kind, its default, and whether it must be given."""

    name: str
    kind: str
    default: Any
    required: bool


@cache
def fields(cls: type[NamedTuple]) -> tuple[Field, ...]:
    """The fields of a class of the model, in order."""
    defaults = cls._field_defaults
    return tuple(
        [
            Field(name, kind, defaults.get(name), name not in defaults and "None" not in kind)
            for name, kind in (
                (name, kind.__forward_arg__) for name, kind in cls.__annotations__.items()
            )
        ]
    )


def values(record: NamedTuple) -> Iterator[tuple[Field, Any]]:
    """The fields of a record that say something, with their values."""
    for field, value in zip(fields(type(record)), record, strict=True):
        # 0 equals False, but says something: that the plan is wrong.
        says = value != field.default or type(value) is not type(field.default)
        if field.required or says or field.name in ALWAYS:
            yield field, value


def plain(kind: str, value: Any) -> Any:
    """A value as TOML and JSON have it."""
    if kind in PAIRS:
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
