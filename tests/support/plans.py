"""Small plans for tests."""

from __future__ import annotations

from ecotui.model.plan import Chapter, Department, Measure, Plan


def plan_of(*measures: Measure, title: str = "方案") -> Plan:
    """A plan of one chapter, which declares the departments that its measures name."""
    names = dict.fromkeys(name for measure in measures for name in measure.departments)
    departments = tuple(map(Department, names))
    return Plan("p", title, departments=departments, chapters=(Chapter(1, "章", measures),))
