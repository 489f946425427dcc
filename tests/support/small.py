"""A small plan, made from its measures."""

from __future__ import annotations

from collections.abc import Sequence

from ecotui.model.plan import Chapter, Department, Measure, Plan


def small(
    *measures: Measure,
    id: str = "small",
    title: str = "t",
    chapter: str = "c",
    departments: Sequence[str] = (),
) -> Plan:
    """A plan of one chapter, with the departments that are given and those that measures name."""
    named = [name for measure in measures for name in (*measure.lead, *measure.participants)]
    known = tuple(map(Department, dict.fromkeys([*departments, *named])))
    return Plan(id, title, departments=known, chapters=(Chapter(1, chapter, measures),))
