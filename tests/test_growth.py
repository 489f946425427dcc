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

marks = "\\u0301\\u0323" * 200_000
assert len(case("marks on one letter", fold, "甲" + marks)) > 400_000
assert len(case("marks on one letter, with offsets", fold_with_offsets, "甲" + marks)[0]) > 400_000
for sign in "甲( ( 甲) a a. a@ www. a:// 1, ... -- ，， \\" '".split(" "):
    text = f"甲{sign * 200_000}乙, 丙"
    assert case(f"punctuation, {sign}", standard, text)[0].startswith("甲")
nested = "甲(" * 100_000 + "乙" + ")甲" * 100_000
assert len(case("nested brackets", standard, nested)[1]) == 200_000
assert len(case("words that are not known", words, "龘" * 600_000)) == 1
assert len(case("one long word on lines", wrap, "a" * 8_000_000, 10)) == 800_000
"""

PLANS = """
from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.model.toml import dumps
from ecotui.model.toml_cells import with_cells
from ecotui.query.selection import select

names = [f"第{number}类部门" for number in range(100_000)]
measure = Measure(1, "建园", tuple(names[:1]), tuple(names[1:]))
groups = tuple([Department(name, (), "group") for name in names])
plan = Plan("p", "方案", departments=groups, chapters=(Chapter(1, "章", (measure,)),))
assert len(case("groups in a matrix", select(plan).matrix).groups) == len(names)

measures = tuple([Measure(number, "建园", ("甲局",)) for number in range(1, 20_001)])
departments = (Department("甲局"),)
before = Plan("p", "方案", departments=departments, chapters=(Chapter(1, "章", measures),))
changed = tuple([one._replace(raci=(("甲局", "I"),)) for one in measures])
after = before._replace(chapters=(Chapter(1, "章", changed),))
text = case("letters set by hand", with_cells, dumps(before) + "# by hand\\n", before, after)
assert text.count("raci = ") == len(measures) and text.endswith("# by hand\\n")
"""


@pytest.mark.parametrize(
    "cases", [pytest.param(TEXTS, id="texts"), pytest.param(PLANS, id="plans")]
)
def test_what_is_large_takes_seconds(cases: str) -> None:
    code = _BEFORE.format(limit=LIMIT) + cases
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-200:] + done.stderr[-2000:]
