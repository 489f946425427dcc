"""The fields of a measure for people: screen, console and commands all take them from here."""

from __future__ import annotations

from ecotui.i18n import _
from ecotui.model.fields import details
from ecotui.text.display import join_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

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
    yield (
        _("Lead departments"),
        join_names(entry.lead, open_list=entry.lead_open, language=language),
    )
    yield (
        _("Participating departments"),
        join_names(entry.participants, open_list=entry.participants_open, language=language),
    )


def source_fields(entry: Entry, index: Index) -> Iterator[Field]:
    """Where a measure stands: in the plan, and in the document that the plan was read from."""
    above = index.above(entry)
    yield _("Place"), " › ".join(f"{heading.label}{heading.title}" for heading in above)
    yield from details(entry.measure, _)
    if entry.source_line is not None and entry.plan.source:
        yield _("Source"), f"{entry.plan.source.file}:{entry.source_line}"


def measure_fields(entry: Entry, index: Index) -> Iterator[Field]:
    """Every field of a measure but its wording; a dash stands for an empty one."""
    for label, text in (*task_fields(entry), *source_fields(entry, index)):
        yield label, text or "—"
