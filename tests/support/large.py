"""A plan as large as one likes, in the wording of a small one."""

from __future__ import annotations

from ecotui.model.plan import Plan, Section


def enlarged(plan: Plan, size: int) -> Plan:
    """A plan of so many measures, twenty to a section and ten sections to a chapter."""
    models = [measure for _chapter, _section, measure in plan.walk()]
    measures = [
        models[number % len(models)]._replace(
            number=number + 1, text=f"{models[number % len(models)].text}{number}"
        )
        for number in range(size)
    ]
    sections = [
        Section(at // 20 % 10 + 1, f"第{at // 20}节", tuple(measures[at : at + 20]))
        for at in range(0, size, 20)
    ]
    chapters = [
        plan.chapters[0]._replace(
            number=at // 10 + 1, title=f"第{at // 10}章", sections=tuple(sections[at : at + 10])
        )
        for at in range(0, len(sections), 10)
    ]
    return plan._replace(chapters=tuple(chapters))
