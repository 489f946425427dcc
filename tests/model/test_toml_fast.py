"""What the quick way reads is what the ordinary way reads; what is wrong or odd it leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from ecotui.model import toml, toml_fast
from ecotui.model.plan import Plan
from ecotui.model.toml import PlanError, dumps, loads

SHIPPED = (Path(__file__).parents[2] / "data" / "allocation.toml").read_text(encoding="utf-8")
HEAD, *TABLES = re.split(r"^(?=\[)", SHIPPED, flags=re.MULTILINE)
#: A small plan with everything in it, for edits that shall hit something.
SMALL = HEAD + "".join([*TABLES[:4], *TABLES[20:27], TABLES[-1]])


def quick(text: str) -> Plan | None:
    reader = toml._Reader(text, "plan.toml")
    reader.lines = {}
    return toml_fast.read(text, reader)


def agree(text: str) -> Plan | None:
    """What the quick way reads, which must be what the ordinary way reads."""
    found = quick(text)
    if found is not None:
        assert len(text) <= toml._LARGE
        assert found == loads(text)
        # Equal is not enough: 1 equals true, and a list would not be frozen.
        assert repr(found) == repr(loads(text))
    return found


def test_measures_of_the_shipped_plan_need_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = tomli.loads
    monkeypatch.setattr(tomli, "loads", lambda text: parsed.append(text) or parse(text))
    found = quick(SHIPPED)
    monkeypatch.undo()
    assert found == loads(SHIPPED)
    # What stands before the first chapter, and each list of departments once.
    head, *lists = parsed
    assert head == SHIPPED[: SHIPPED.index("[[chapters]]")]
    assert all(re.fullmatch(r"names = \[[^\[\]=]*\]", text) for text in lists)
    assert len(set(lists)) == len(lists)


@settings(max_examples=150)
@given(...)
def test_every_plan_that_is_written_is_read_the_quick_way(plan: Plan) -> None:
    text = dumps(plan)
    try:
        loads(text)
    except PlanError:
        assert quick(text) is None
    else:
        assert agree(text) is not None


def test_a_large_file_is_read_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml, "_LARGE", 0)
    calls: list[int] = []
    read = toml_fast.read
    monkeypatch.setattr(
        toml_fast, "read", lambda text, reader: calls.append(len(text)) or read(text, reader)
    )
    assert loads(SHIPPED).chapters[0].number == 1
    assert calls == [len(SHIPPED)]


def test_a_large_wrong_file_has_its_problems_with_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = SHIPPED.replace("林业厅", "林叶厅", 2).replace("number = 40", "number = 0")
    with pytest.raises(PlanError) as slow:
        loads(wrong)
    monkeypatch.setattr(toml, "_LARGE", 0)
    with pytest.raises(PlanError) as found:
        loads(wrong)
    assert found.value.problems == slow.value.problems
    assert len({problem.line for problem in found.value.problems}) > 2


#: Edits of a line, each of which makes the text odd or wrong.
LINES = st.sampled_from(
    [
        *("", " ", "# 注", "[x]", "[plan]", "[plan.source]", "[[departments]]"),
        *("[[chapters]]", "[[chapters]] # 章", "[[chapters.sections]]", "[[chapters.measures]]"),
        *("[[chapters.sections.measures]]", " [[chapters.sections.measures]]"),
        *("[chapters.sections.measures.raci]", "[['chapters'.sections]]"),
        *("schema = 1", "number = 1", "number = 0x1F", "number = true"),
        *('title = "题"', 'title = ""', 'source_text = " "', 'aliases = ["厅"]'),
        *('text = "甲\\n乙\\u4e00"', 'text = "\\q"', 'text = "甲\t乙\u3000"', 'text = "甲\x7f"'),
        *("text = '甲'", 'text = """', '"""', "'''"),
        *(
            'lead = ["林业厅"]',
            'lead = ["林业厅",,]',
            'lead = [ "林业厅" , "财政厅", ]',
            "lead = [",
        ),
        *('    "林业厅",', '    "无此厅",', '    "",', "]", "participants = []"),
        *("participants_open = true", "participants_open = 1"),
        "source_line = 99999999999999999999",
        *('raci = { "财政厅" = "I" }', 'raci."财政厅" = "I"'),
        *("sections = []", "measures = [{ number = 1 }]"),
    ]
)
EDITS = st.lists(
    st.tuples(st.sampled_from("ird"), st.integers(0, SMALL.count("\n") - 1), LINES),
    min_size=1,
    max_size=3,
)


@settings(max_examples=600)
@given(EDITS, st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"]))
def test_an_edited_plan_is_read_alike(edits: list[tuple[str, int, str]], newline: str) -> None:
    lines = SMALL.split("\n")
    for what, at, line in edits:
        at %= len(lines)
        if what == "i":
            lines.insert(at, line)
        elif what == "r":
            lines[at] = line
        else:
            del lines[at]
    agree(newline.join(lines))


@settings(max_examples=300)
@given(st.permutations(range(len(TABLES[18:26]))), st.integers(0, 7))
def test_tables_in_any_order_are_read_alike_or_left_alone(order: list[int], left_out: int) -> None:
    some = [TABLES[18:26][number] for number in order]
    del some[left_out]
    agree(HEAD + "".join([*TABLES[:18], *some]))


CHARACTERS = st.text(max_size=3) | st.sampled_from([*'"[]\n={1#\x00\\\r,', "[[", "'''", '"""'])


@settings(max_examples=400)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 3), CHARACTERS),
        min_size=1,
        max_size=3,
    )
)
def test_a_damaged_plan_is_read_alike_or_left_alone(edits: list[tuple[int, int, str]]) -> None:
    text = SMALL
    for at, length, new in edits:
        text = text[:at] + new + text[at + length :]
    agree(text)
