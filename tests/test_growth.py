"""Work grows as its input does: what is large, and hostile, takes seconds and not hours.

Each part runs in a process of its own that may take a minute of processor time. All of its cases
together take a few seconds; what went over its input again and again would take an hour.

What Python itself does step by step is counted, so that little input is enough: twice as much of it
takes about twice as many steps.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from ecotui.checks import check
from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.plugins.common.wording import finding_cells
from ecotui.plugins.raci_xlsx.workbook import pieces
from ecotui.query.index import Index
from ecotui.query.records import measure_record
from ecotui.query.selection import select

#: Seconds of processor time for a part.
LIMIT = 60

_BEFORE = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, ({limit}, {limit} + 5))

def case(name, function, *values):
    print("began:", name, flush=True)
    return function(*values)
"""

TEXTS = """
from ecotui.model.deadline import due_date
from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.model.toml import dumps, loads
from ecotui.text.display import visible, wrap
from ecotui.text.escaping import clean, escape_markdown
from ecotui.text.folding import fold, fold_with_offsets
from ecotui.text.pinyin import spell
from ecotui.text.punctuation import standard
from ecotui.text.segmentation import words
from ecotui.text.short_titles import fitting_clauses, short_wording
from ecotui.text.title_lines import break_title

marks = "\\u0301\\u0323" * 200_000
assert len(case("marks on one letter", fold, "甲" + marks)) > 400_000
assert len(case("marks on one letter, with offsets", fold_with_offsets, "甲" + marks)[0]) > 400_000
assert case("marks in a deadline", due_date, f"2030年{marks}底前") is not None
for sign in "甲( ( 甲) a a. a@ www. a:// 1, ... -- ，， \\" '".split(" "):
    text = f"甲{sign * 100_000}乙, 丙"
    assert case(f"punctuation, {sign}", standard, text)[0].startswith("甲")
nested = "甲(" * 100_000 + "乙" + ")甲" * 100_000
assert len(case("nested brackets", standard, nested)[1]) == 200_000
assert len(case("words that are not known", words, "龘" * 600_000)) == 1
assert len(case("pinyin of a long name", spell, "林业" * 300_000)) == 600_000
assert len(case("lines of a title", break_title, "甲 乙的（" * 50_000, 20)) > 1000
for sign in "（ 甲， 甲 （甲， a,".split():
    short = case(f"a short title, {sign}", short_wording, sign * 100_000, 60)
    assert short, sign
    assert case(f"clauses, {sign}", fitting_clauses, sign * 100_000, lambda part: len(part) < 30)
assert len(case("one long word on lines", wrap, "a" * 3_000_000, 10)) == 300_000
for sign in "\\x1b \\u202e \\ufe0f \\U000e0041 \\r\\n \\\\ | < & &#x www. a@ ://".split(" "):
    text = f"甲{sign * 300_000}乙"
    for name, function in {"Markdown": escape_markdown, "terminal": visible, "file": clean}.items():
        assert case(f"escaping, {name}, {sign!r}", function, text)[0] == "甲"
    measure = Measure(1, text, ("甲局",))
    plan = Plan("p", "方案", departments=(Department("甲局"),))
    plan = plan._replace(chapters=(Chapter(1, "章", (measure,)),))
    written = case(f"escaping, TOML, {sign!r}", dumps, plan)
    assert case(f"escapes, {sign!r}", loads, written) == plan
"""

PLANS = """
from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.model.toml import dumps
from ecotui.model.toml_cells import with_cells
from ecotui.plugins.common.wording import finding_cells
from ecotui.plugins.raci_xlsx.workbook import pieces
from ecotui.query.index import Index
from ecotui.query.selection import select

names = [f"第{number}类部门" for number in range(100_000)]
measure = Measure(1, "建园", tuple(names[:1]), tuple(names[1:]))
groups = tuple([Department(name, (), "group") for name in names])
plan = Plan("p", "方案", departments=groups, chapters=(Chapter(1, "章", (measure,)),))
assert len(case("groups in a matrix", select(plan).matrix).groups) == len(names)

parts = list(case("a wording over many rows", pieces, "建园，" * 400_000, 300, 25))
assert "".join(parts) == "建园，" * 400_000
odd = tuple([Measure(number, "建园", (), ("甲局",)) for number in range(1, 20_001)])
chapters = (Chapter(1, "章", odd),)
both = [Plan(id_, "方案", chapters=chapters) for id_ in ("p", "q")]
selection = select(Index(both))
findings = selection.matrix().findings
cells = case("findings of two plans", lambda: [finding_cells(selection, one) for one in findings])
assert len(cells) >= 40_000

measures = tuple([Measure(number, "建园", ("甲局",)) for number in range(1, 20_001)])
departments = (Department("甲局"),)
before = Plan("p", "方案", departments=departments, chapters=(Chapter(1, "章", measures),))
changed = tuple([one._replace(raci=(("甲局", "I"),)) for one in measures])
after = before._replace(chapters=(Chapter(1, "章", changed),))
text = case("letters set by hand", with_cells, dumps(before) + "# by hand\\n", before, after)
assert text.count("raci = ") == len(measures) and text.endswith("# by hand\\n")
"""

DOCUMENTS = r"""
from ecotui import i18n
from ecotui.importing import names, statement
from ecotui.importing.document import understand
from ecotui.importing.raci import letters
from ecotui.model.toml import PlanError
from ecotui.plugins.readers import csv, html, text
from ecotui.plugins.readers.formats import recognise
from ecotui.text.escaping import csv_safe

i18n.use("en")
head = "青山方案\n\n一、章\n1.建园。（甲局负责）\n"
table = "青山方案\n\n| 序号 | 具体措施 | 牵头单位 |\n|---|---|---|\n"

def document(name, content, reader=text):
    def read():
        data = content.encode()
        try:
            return understand(reader.Reader().blocks(data, "p"), data, "p").plan
        except PlanError as error:
            return error.problems
    return case(name, read)

# What has a star in a star is parted in every way that there is: 40 words took hours.
found = case("verbs", statement.read, "甲局负责" + "推进" * 2_000 + "文")
assert found == case("verbs again", statement.read, "甲局负责" + "推进" * 2_000 + "文")
assert case("duties", statement.read, "甲局按职责" + "推进" * 20 + "负责").lead.names == ("甲局",)
assert case("a long verb", statement.read, "甲局" + "共同" * 30 + "配合").participants
assert case("comments", recognise, b"<!-- a -->\n" * 300 + b"text") is None
assert case("comments of a page", recognise, b"<!-- a -->\n" * 300 + b"<table>") == "html"

assert case("letters and blanks", letters, "R" + " " * 150 + "x") is None
assert case("a month", csv_safe, "1月" + "1" * 100_000 + "x").startswith("1")
assert case("lines of a name", names.parse, "甲乙\n" * 20_000).names == ("甲乙" * 20_000,)
assert len(case("lines", names.parse, "\n" * 200_000 + "甲局\n乙局").names) == 2
assert document("labels", head + "2.建园。" + "承办：承担工作；" * 5_000 + "（乙局负责）")
for sign in " \t\u3000、（）1.一":
    names_ = f"甲局{sign * 100_000}乙局"
    assert document(f"{sign!r} as names", f"{table}| 1 | 建园。 | {names_} |\n")
    assert document(f"{sign!r} in a wording", f"{head}2.建园{sign * 100_000}了。（乙局负责）\n")
assert document("lines above", "青山\n" * 20_000 + head)
wide = table.replace("牵头单位 |", "牵头单位 |" + " a |" * 3_000).replace("---|", "---|" * 1_001)
assert "cells" in str(document("many columns", wide + "| 1 | 建园 | 甲局 |\n" * 3_000)[0])
many = "a," * 3_000 + "\n" + "b\n" * 3_000
assert "cells" in str(document("columns of a CSV file", many, csv)[0])
page = "<html><body><p>1.建园。（甲局负责）"
assert document("hard blanks", page + "\xa0" * 200_000 + "。", html)
assert document("a style", page + f"<p style='{'a' * 200_000}'>b", html)
broken = document("attributes", page + "<p " + " ".join(f"a{n}=''" for n in range(200_000)), html)
assert "larger" in str(broken[0])
"""


@pytest.mark.parametrize(
    "cases",
    [
        pytest.param(DOCUMENTS, id="documents"),
        pytest.param(TEXTS, id="texts"),
        pytest.param(PLANS, id="plans"),
    ],
)
def test_what_is_large_takes_seconds(cases: str) -> None:
    code = _BEFORE.format(limit=LIMIT) + cases
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-200:] + done.stderr[-2000:]


def _steps(function: Callable[[], object]) -> int:
    """How many instructions of Python a call takes, the same on every machine."""
    taken = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal taken
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return taken


def _plan(size: int) -> Plan:
    """Measures of sections of their own, with something to find in each."""
    chapters = [
        Chapter(number, f"第{number}章", (Measure(number, f"建园{size}", (), ("甲局",)),))
        for number in range(1, size + 1)
    ]
    return Plan("p", "方案", departments=(Department("甲局"),), chapters=tuple(chapters))


def _written(size: int) -> Callable[[], object]:
    text = "".join(f"word{number} of {size}, " for number in range(size))
    return lambda: list(pieces(text, 60, 3))


def _checked(size: int) -> Callable[[], object]:
    plan = _plan(size)
    return lambda: check(Index([plan, plan._replace(id="q")]), "en")


def _listed(size: int) -> Callable[[], object]:
    plan = _plan(size)
    selection = select(Index([plan, plan._replace(id="q")]))
    findings = selection.matrix().findings
    assert len(findings) >= 2 * size
    return lambda: [finding_cells(selection, one) for one in findings]


def _placed(size: int) -> Callable[[], object]:
    index = Index(_plan(size))
    selection = select(index)
    return lambda: [
        (index.above(one), measure_record(selection, one)) for one in selection.measures
    ]


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_written, id="pieces of a text"),
        pytest.param(_checked, id="a check of two plans"),
        pytest.param(_listed, id="findings of two plans"),
        pytest.param(_placed, id="headings above measures"),
    ],
)
def test_twice_as_much_takes_twice_as_many_steps(
    make: Callable[[int], Callable[[], object]],
) -> None:
    # Tables are read before.
    make(10)()
    assert _steps(make(160)) < 2.3 * _steps(make(80))
