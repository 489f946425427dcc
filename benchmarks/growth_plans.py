"""The cases of `growth.py`, by name: each a first size, and what makes the work of a size."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import count
from typing import Any

from core import SHIPPED, plan_of

from ecotui.checks import check
from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.model.toml import PlanError, dumps, load, loads
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index

Work = Callable[[], object]
Make = Callable[[int], Work]
CASES: dict[str, tuple[int, Make]] = {}
REGISTRY = Registry()
#: The wording of the shipped plan in one text.
WORDING = "".join(m.text for _c, _s, m in load(SHIPPED).walk())
_FOLDER = tempfile.TemporaryDirectory()
_serial = count()


def case(name: str, first: int, make: Make) -> None:
    """Add a case."""
    CASES[name] = first, make


def of(text: str, size: int) -> str:
    """A text of so many characters, repeated."""
    return (text * (size // len(text) + 1))[:size]


def on(make: Callable[[int], Any], use: Callable[[Any], object]) -> Make:
    """The work of using what is made beforehand."""

    def made(n: int) -> Work:
        value = make(n)
        return lambda: use(value)

    return made


def path() -> str:
    """A new file in a folder that goes with the process."""
    return f"{_FOLDER.name}/{next(_serial)}"


def by_measures(n: int) -> Plan:
    """Measures and headings in the wording of the shipped plan."""
    return plan_of(n)


def _one(**fields: Any) -> Measure:
    return Measure(**{"number": 1, "text": "健全机制", "lead": ("甲局",), **fields})


def _plan(measures: tuple[Measure, ...] = (), names: Any = ("甲局",), **fields: Any) -> Plan:
    chapters = fields.pop("chapters", (Chapter(1, "章", measures),))
    departments = tuple(d if isinstance(d, Department) else Department(d) for d in names)
    return Plan("p", "方案", departments=departments, chapters=chapters, **fields)


def by_departments(n: int) -> Plan:
    """Departments, each in one of the measures."""
    names = [f"第{i}局" for i in range(n)]
    measures = [_one(number=i + 1, lead=(name,)) for i, name in enumerate(names)]
    return _plan(tuple(measures), names)


def by_named(n: int) -> Plan:
    """One measure with many departments."""
    names = tuple([f"第{i}局" for i in range(n)])
    return _plan((_one(lead=names[:1], participants=names[1:]), _one(number=2)), ("甲局", *names))


def by_aliases(n: int) -> Plan:
    """Aliases of one department."""
    department = Department("甲局", tuple([f"甲{i}厅" for i in range(n)]))
    return _plan((_one(),), (department,))


def by_groups(n: int) -> Plan:
    """Groups of departments in one measure."""
    names = [Department(f"第{i}类部门", (), "group") for i in range(n)]
    lead = tuple([d.name for d in names[:1]])
    others = tuple([d.name for d in names[1:]])
    return _plan((_one(lead=lead, participants=others),), names)


def by_text(n: int) -> Plan:
    """One wording."""
    return _plan((_one(text=of(WORDING, n)),))


def by_name(n: int) -> Plan:
    """One name that is long."""
    name = of("生态环境和自然资源", n) + "局"
    return _plan((_one(lead=(name,)),), (name,))


def by_chapters(n: int) -> Plan:
    """Chapters of one measure."""
    chapters = [Chapter(i, f"第{i}章", (_one(number=i),)) for i in range(1, n + 1)]
    return _plan(chapters=tuple(chapters))


def by_sections(n: int) -> Plan:
    """Sections of one measure."""
    sections = [Section(i, f"第{i}节", (_one(number=i),)) for i in range(1, n + 1)]
    return _plan(chapters=(Chapter(1, "章", (), tuple(sections)),))


def by_extra(n: int) -> Plan:
    """Columns of the source."""
    return _plan((_one(extra=tuple([(f"列{i}", "值") for i in range(n)])),))


def by_letters(n: int) -> Plan:
    """Letters that the plan sets."""
    names = [f"第{i}局" for i in range(n)]
    return _plan((_one(lead=(names[0],), raci=tuple([(name, "I") for name in names])),), names)


def by_faults(n: int) -> Plan:
    """Measures in which there is something to find: nobody leads, twice named, doubtful words."""
    measures = [
        _one(
            number=1 + i // 2,
            text=f"资源管理with收储, 完善机制(试行)《办法{i}",
            lead=(),
            participants=("甲局", "甲局"),
        )
        for i in range(n)
    ]
    return _plan(tuple(measures))


def by_title(n: int) -> Plan:
    """The title."""
    return _plan((_one(),))._replace(title=of("省健全生态保护补偿机制重点任务分工", n))


PLANS: dict[str, tuple[int, Callable[[int], Plan]]] = {
    "measures": (44, by_measures),
    "departments and measures": (44, by_departments),
    "departments of one measure": (64, by_named),
    "aliases of a department": (64, by_aliases),
    "groups": (64, by_groups),
    "one text": (1000, by_text),
    "one name": (100, by_name),
    "title of the plan": (100, by_title),
    "chapters": (16, by_chapters),
    "sections": (16, by_sections),
    "further columns": (64, by_extra),
    "letters of its own": (64, by_letters),
    "faults": (44, by_faults),
}


def reading(text: str) -> Work:
    """Reading a plan, right or wrong."""

    def work() -> object:
        try:
            return loads(text)
        except PlanError as error:
            return error

    return work


for _what, (_first, _make) in PLANS.items():
    case(f"toml: {_what}", _first, lambda n, m=_make: reading(dumps(m(n))))
    case(f"write: {_what}", _first, on(_make, dumps))
    case(f"check: {_what}", _first, on(_make, lambda plan: check(Index(plan), "zh")))

case(
    "toml: by hand",
    44,
    lambda n: reading(dumps(by_measures(n)).replace("[[chapters", " [[chapters")),
)
case("toml: unknown keys", 44, lambda n: reading(dumps(by_measures(n)).replace("number", "nummer")))
case(
    "toml: unknown departments",
    44,
    lambda n: reading(dumps(by_departments(n)).replace('lead = ["第', 'lead = ["省第')),
)
case("toml: one line of blanks", 1000, lambda n: reading(dumps(by_faults(1)) + " " * n))
case("toml: a comment", 1000, lambda n: reading(dumps(by_faults(1)) + "x=1 #" + "\"'" * n))
case("toml: escapes", 1000, lambda n: reading(dumps(_plan((_one(text='\\"' * n),))) + "x=1\n"))
case(
    "toml: lines of a string",
    1000,
    lambda n: reading(dumps(by_faults(1)) + "x='''" + "'\n" * n + "'''"),
)
