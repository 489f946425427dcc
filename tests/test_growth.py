"""Work grows as its input does: what is large, and hostile, takes seconds and not hours.

Each part runs in a process of its own that may take a minute of processor time. All of its cases
together take a few seconds; what went over its input again and again would take an hour.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

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
from ecotui.text.display import wrap
from ecotui.text.folding import fold, fold_with_offsets
from ecotui.text.punctuation import standard
from ecotui.text.segmentation import words
from ecotui.text.short_titles import fitting_clauses, short_wording
from ecotui.text.title_lines import break_title

marks = "\\u0301\\u0323" * 200_000
assert len(case("marks on one letter", fold, "甲" + marks)) > 400_000
assert len(case("marks on one letter, with offsets", fold_with_offsets, "甲" + marks)[0]) > 400_000
for sign in "甲( ( 甲) a a. a@ www. a:// 1, ... -- ，， \\" '".split(" "):
    text = f"甲{sign * 100_000}乙, 丙"
    assert case(f"punctuation, {sign}", standard, text)[0].startswith("甲")
nested = "甲(" * 100_000 + "乙" + ")甲" * 100_000
assert len(case("nested brackets", standard, nested)[1]) == 200_000
assert len(case("words that are not known", words, "龘" * 600_000)) == 1
assert len(case("lines of a title", break_title, "甲 乙的（" * 50_000, 20)) > 1000
for sign in "（ 甲， 甲 （甲， a,".split():
    short = case(f"a short title, {sign}", short_wording, sign * 100_000, 60)
    assert short, sign
    assert case(f"clauses, {sign}", fitting_clauses, sign * 100_000, lambda part: len(part) < 30)
assert len(case("one long word on lines", wrap, "a" * 3_000_000, 10)) == 300_000
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
