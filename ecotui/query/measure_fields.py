"""The fields of a measure for people: every face and many exporters take them from here."""

from __future__ import annotations

from ecotui.i18n import _
from ecotui.model.fields import SHOWN
from ecotui.model.plan import Measure
from ecotui.text.display import join_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ecotui.model.plan import Entry
    from ecotui.query.index import Index

#: A label in the language in use, and a text; the text is empty if the measure says nothing.
Field = tuple[str, str]


def task_fields(entry: Entry, language: str = "zh") -> Iterator[Field]:
    """Who has which part in a measure.

    Args:
        entry: The measure.
        language: How names are listed: ``"zh"`` or ``"en"``.
    """
    measure = entry.measure
    for label, names, is_open in (
        (_("Lead departments"), measure.lead, measure.lead_open),
        (_("Participating departments"), measure.participants, measure.participants_open),
    ):
        yield label, join_names(names, open_list=is_open, language=language)


def source_fields(entry: Entry, index: Index) -> Iterator[Field]:
    """Where a measure stands: in the plan, and in the document that the plan was read from."""
    above = index.above(entry)
    yield _("Place"), " › ".join(f"{heading.label}{heading.title}" for heading in above)
    yield from details(entry.measure, _)
    line, source = entry.measure.source_line, entry.plan.source
    if line is not None and source:
        yield _("Source"), f"{source.file}:{line}"


def measure_fields(entry: Entry, index: Index) -> Iterator[Field]:
    """Every field of a measure but its wording; a dash stands for an empty one."""
    for label, text in (*task_fields(entry), *source_fields(entry, index)):
        yield label, text or "—"


def details(measure: Measure, translate: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """What people see of a measure beside wording, departments and place.

    Args:
        measure: The measure.
        translate: Gives a label in a language, such as `Selection.label`.

    Returns:
        Pairs of a label, or a head as the source has it; and a text. Both may come from a plan,
        and have to be made safe to show.
    """
    for name, label in SHOWN.items():
        value = getattr(measure, name)
        if value == Measure._field_defaults.get(name):
            continue
        if not label:
            yield from value
        elif name == "deadline" and measure.due:
            yield translate(label), f"{value} ({measure.due})"
        else:
            yield translate(label), "、".join(value) if isinstance(value, tuple) else str(value)
