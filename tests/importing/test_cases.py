"""Small documents of the shapes that offices use, each with what it has to be read as.

`tests/data/import` holds each document with NAME.expected.json beside it: its measures in order.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ecotui.importing.outline import LEFT_OUT
from ecotui.model.plan import Chapter, Measure, Section
from tests.support.importing import read

CASES = Path(__file__).parents[1] / "data" / "import"
NAMES = [path.name for path in sorted(CASES.iterdir()) if path.suffix != ".json"]


def expected(name: str) -> list[dict[str, Any]]:
    text = (CASES / name).with_suffix(".expected.json").read_text(encoding="utf-8")
    cases: list[dict[str, Any]] = json.loads(text)
    return cases


def found(
    want: dict[str, Any], chapter: Chapter, section: Section | None, measure: Measure
) -> dict[str, Any]:
    """What was read, in the words of the expectation."""
    got: dict[str, Any] = {
        # The parts of a number before its last one are those of its headings.
        "number": measure.number,
        "text": measure.text[: len(want["text"])],
        "lead": list(measure.lead),
        "participants": list(measure.participants),
        "lead_open": measure.lead_open,
        "deadline": measure.deadline,
    }
    if "lead_open" not in want:
        got["open"] = measure.participants_open
    heading = section or chapter
    for key, node in (("chapter", chapter), ("section", heading)):
        if key in want:
            got[key] = node.number if node.number == want[key] else node.title
    for key in ("remark", "progress"):
        if key in want:
            got[key] = next((v for _head, v in measure.extra if v == want[key]), None)
    if "indicator" in want:
        got["indicator"] = measure.target
    if "raci" in want:
        got["raci"] = dict(measure.raci)
    if "subitems" in want:
        got["subitems"] = measure.text.count("\n")
    return got


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_read_as_its_author_meant_it(name: str) -> None:
    data = (CASES / name).read_bytes()
    imported = read(data, name)
    measures = list(imported.plan.walk())
    cases = expected(name)
    wanted = [case for case in cases if not case.get("optional")]
    assert len(measures) == len(wanted)
    got, want = [], []
    for case, (chapter, section, measure) in zip(wanted, measures, strict=True):
        read_as = found(case, chapter, section, measure)
        case = {"lead_open": False, "deadline": None, **case}
        case["number"] = int(str(case["number"]).rsplit(".", 1)[-1])
        got.append(read_as)
        want.append({key: case[key] for key in read_as})
    assert got == want
    groups = {name for case in wanted for name in case.get("groups", ())}
    assert groups <= {d.name for d in imported.plan.departments if d.kind == "group"}
    # What the plan does not hold is told.
    left = sum(remark.kind == LEFT_OUT for remark in imported.remarks)
    assert left >= len(cases) - len(wanted)
