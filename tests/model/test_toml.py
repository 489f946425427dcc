"""Plans as TOML: everything wrong is said at once, and what is written reads back equal."""

from __future__ import annotations

import contextlib
import os
import re
import textwrap
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.model.toml import PlanError, Problem, dumps, load, loads, save
from ecotui.model.toml_positions import locate
from tests.support.importing import read

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data" / "allocation.toml"
SHIPPED_TEXT = SHIPPED.read_text(encoding="utf-8")

SMALL = """\
schema = 1

[plan]
id = "p"
title = "方案"

[[departments]]
name = "林业厅"

[[departments]]
name = "财政厅"

[[chapters]]
number = 1
title = "章"

[[chapters.sections]]
number = 1
title = "节"

[[chapters.sections.measures]]
number = 1
text = "措施"
lead = ["林业厅"]
participants = [
    "财政厅",
]
"""


LEAD = 'lead = ["林业厅"]'


def changed(*pairs: tuple[str, str]) -> str:
    text = SMALL
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(PlanError) as caught:
        loads(text, "f.toml")
    return caught.value.problems


def only(text: str) -> Problem:
    (problem,) = problems(text)
    return problem


@settings(max_examples=200)
@given(...)
def test_what_is_written_reads_back_equal(plan: Plan) -> None:
    text = dumps(plan)
    assert loads(text) == plan
    assert dumps(loads(text)) == text


def test_it_reads_back_from_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    plan = loads(SMALL)._replace(title='"\\\r\n\x00\x85\u2028\ufeff')
    save(plan, path)
    assert load(path) == plan


@pytest.mark.parametrize("sign", ["\x80", "\x9b", "\u200f", "\u202e", "\u2066"], ids=ascii)
def test_what_a_terminal_would_obey_is_written_as_an_escape(sign: str) -> None:
    plan = loads(SMALL)._replace(title=f"甲{sign}31m乙")
    assert sign not in dumps(plan)
    assert f"甲\\u{ord(sign):04X}31m乙" in dumps(plan)
    assert loads(dumps(plan)) == plan


def test_every_value_is_kept() -> None:
    measure = Measure(1, "文", ("甲",), ("乙",), True, "原文", 9, (("甲", ""), ('"乙', "I")))
    plan = Plan(
        "p",
        "t",
        "en",
        None,
        (Department("甲", ("省甲",)), Department("乙", (), "group"), Department('"乙')),
        (Chapter(1, "章", (measure,), (Section(2, "节", (measure._replace(raci=()),)),)),),
    )
    assert loads(dumps(plan)) == plan


def test_the_shipped_plan_is_as_it_would_be_written() -> None:
    assert dumps(load(SHIPPED)).encode() == SHIPPED.read_bytes()


def test_the_shipped_plan_is_what_its_source_imports_to() -> None:
    source = ROOT / "tests" / "data" / "allocation-source.md"
    imported = read(source.read_bytes(), str(source)).plan
    assert dumps(imported).encode() == SHIPPED.read_bytes()


def test_a_plan_that_cannot_be_read_back_is_written_as_it_is() -> None:
    plan = Plan("p", "t", chapters=(Chapter(1, "章", (Measure(0, "文"),)),))
    assert "whole number from 1" in only(dumps(plan)).message


def test_defaults() -> None:
    plan = loads(SMALL)
    assert (plan.language, plan.source) == ("zh-CN", None)
    assert plan.departments[0] == Department("林业厅")
    (measure,) = plan.chapters[0].sections[0].measures
    assert measure == Measure(1, "措施", ("林业厅",), ("财政厅",))


def test_a_chapter_may_hold_measures_itself() -> None:
    plan = loads(changed(("[[chapters.sections.measures]]", "[[chapters.measures]]")))
    assert [(c.title, s, m.number) for c, s, m in plan.walk()] == [("章", None, 1)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "byte order mark"])
def test_files_of_other_systems_are_read(tmp_path: Path, newline: str, mark: bytes) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(mark + SMALL.replace("\n", newline).encode())
    assert load(path) == loads(SMALL)


NAME = 'name = "财政厅"\n'
WRONG = [
    ("no schema", ("schema = 1\n", ""), 1, "`schema` is missing", "write `schema = 1` first"),
    ("newer schema", ("schema = 1", "schema = 2"), 1, "unknown schema 2;", None),
    ("schema as text", ("schema = 1", 'schema = "1"'), 1, 'unknown schema "1";', None),
    ("schema as float", ("schema = 1", "schema = 1.0"), 1, "unknown schema 1.0;", None),
    ("no title", ('title = "方案"\n', ""), 3, "`title` is missing", None),
    ("unknown key", ("text = ", "txet = "), 23, "unknown key `txet`", "did you mean text?"),
    ("key of nothing", ('id = "p"', 'id = "p"\nqq = 1'), 5, "unknown key `qq`", None),
    ("number as text", ("number = 1\ntext", 'number = "1"\ntext'), 22, 'is "1", not a whole', None),
    ("number as bool", ("number = 1\ntext", "number = true\ntext"), 22, "is True, not", None),
    ("number 0", ("number = 1\ntext", "number = 0\ntext"), 22, "is 0, not a whole number", None),
    ("title as number", ('title = "节"', "title = 3"), 19, "`title` is 3, not a string", None),
    ("blank title", ('title = "节"', 'title = " "'), 19, "`title` is empty", None),
    ("lead as text", (LEAD, 'lead = "林业厅"'), 24, "not a list of strings", None),
    ("lead of numbers", (LEAD, "lead = [1]"), 24, "not a list of strings", None),
    ("an empty name", (LEAD, 'lead = [""]'), 24, "`lead` contains an empty", None),
    ("open as text", (LEAD, 'participants_open = "y"'), 24, "true or false", None),
    (
        "unknown lead",
        (LEAD, 'lead = ["林业庁"]'),
        24,
        "unknown department 林业庁",
        "did you mean 林业厅?",
    ),
    (
        "unknown participant on its own line",
        ('    "财政厅",\n', '    "财政厅", # "教育"\n    "教育",\n'),
        27,
        "unknown department 教育",
        "declare it in [[departments]]",
    ),
    (
        "unknown department in a cell",
        (LEAD, 'raci = { "财正厅" = "I" }'),
        24,
        "unknown department 财正厅",
        "did you mean 财政厅?",
    ),
    ("cell as number", (LEAD, 'raci = { "财政厅" = 1 }'), 24, "not a string", None),
    ("cell of blanks", (LEAD, 'raci = { "财政厅" = " " }'), 24, "`财政厅` is empty", None),
    ("cells as list", (LEAD, 'raci = ["I"]'), 24, "not a table", None),
    ("same name twice", ('name = "财政厅"\n', 'name = "林业厅"\n'), 11, "declared twice", None),
    ("wrong kind", (NAME, NAME + 'kind = "grup"\n'), 12, 'kind is "grup"', "did you mean group?"),
    ("source as text", ('id = "p"', 'id = "p"\nsource = "x"'), 5, "`source` is", None),
    ("source without sum", ('title = "方案"', 't = 1\n[plan.source]\nfile="x"'), 6, "sha256", None),
]


@pytest.mark.parametrize(
    ("change", "line", "message", "suggestion"),
    [pytest.param(*row[1:], id=row[0]) for row in WRONG],
)
def test_a_problem_says_where_what_and_what_to_do(
    change: tuple[str, str], line: int, message: str, suggestion: str | None
) -> None:
    text = changed(change) if change[0] != "schema = 1\n" else SMALL.replace(*change, 1)
    found = [p for p in problems(text) if message in p.message]
    assert [(p.file, p.line) for p in found] == [("f.toml", line)]
    if suggestion:
        assert found[0].suggestion == suggestion


def test_all_problems_are_reported_at_once_in_order_of_lines() -> None:
    text = changed(
        ('id = "p"\n', ""),
        ('name = "财政厅"\n', 'name = "财政厅"\nalias = []\n'),
        ('title = "节"', "title = 1"),
        (LEAD, 'lead = ["林业庁"]'),
        ("number = 1\ntext", "number = -1\ntext"),
    )
    found = problems(text)
    assert [problem.line for problem in found] == [3, 11, 19, 22, 24]
    assert found[1].suggestion == "did you mean aliases?"


def test_a_problem_brings_no_others_with_it() -> None:
    without_names = SMALL.replace('name = "林业厅"\n', "").replace('name = "财政厅"\n', "")
    found = {problem.message for problem in problems(without_names)}
    assert found == {"`name` is missing", "unknown department 林业厅", "unknown department 财政厅"}
    assert len(problems(changed((LEAD, 'lead = ["", " "]')))) == 1


def test_wrong_structure_is_said_instead_of_raised() -> None:
    assert "[plan] is missing" in problems("schema = 1\nplan = 3\n")[0].message
    plan = "[plan]\nid='p'\ntitle='t'\n"
    assert "double brackets" in problems(f"schema=1\nchapters=1\n{plan}")[0].message
    assert "double brackets" in only(f"schema=1\ndepartments=[1]\n{plan}").message


def test_an_empty_file_lacks_everything() -> None:
    found = [problem.message for problem in problems("")]
    assert found == ["`schema` is missing", "the table [plan] is missing"]


def test_what_is_no_toml_is_said_with_its_line() -> None:
    problem = only(changed(('title = "节"', "title = 节")))
    assert problem.line == 19
    assert problem.message.startswith("not TOML: ")


@pytest.mark.parametrize(
    "value", ["9" * 5000, "[" * 5000, "{a=" * 5000, "2024-99-99", "'''", "1_", "nan"]
)
def test_what_the_parser_cannot_take_is_a_problem_too(value: str) -> None:
    with pytest.raises(PlanError):
        loads(f"schema = {value}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = {}"),
        ("number = 1\ntext", "number = {}\ntext"),
        (LEAD, f"{LEAD}\ntitle = {{}}"),
        ('name = "财政厅"', 'name = "财政厅"\nkind = {}'),
        (LEAD, "lead = [{}]"),
        (LEAD, f"{LEAD}\nsource_line = {{}}"),
    ],
)
def test_huge_numbers_are_refused_and_shown_short(old: str, new: str) -> None:
    found = problems(changed((old, new.format("0x" + "f" * 5000))))
    assert all(len(str(problem)) < 200 for problem in found)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "byte order mark"])
def test_what_is_no_utf_8_is_said_with_its_line(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(mark + b'schema = 1\nx="\xff\n"')
    with pytest.raises(PlanError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(path), 2)
    assert problem.message == "byte 0xff is not UTF-8"
    assert problem.suggestion == "save the file as UTF-8"


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(PlanError, match="cannot read the plan: "):
            load(path)


def test_a_problem_is_one_line_that_acts_on_nothing() -> None:
    problem = Problem("a\nb\x1b[2J", 3, "what\r", "then\u2028")
    assert str(problem) == "a b␛[2J:3: what␍, then "
    assert str(Problem("f", None, "what")) == "f: what"


def test_places_in_arrays_of_several_lines() -> None:
    lines = locate(SMALL)
    measure = ("chapters", 0, "sections", 0, "measures", 0)
    assert lines[measure] == 21
    assert lines[(*measure, "participants")] == 25
    assert lines[(*measure, "participants", "财政厅")] == 26
    assert lines["departments", 1, "name"] == 11


def test_places_below_the_second_of_each() -> None:
    text = """\
        [[chapters]]
        [[chapters.sections]]
        [[chapters.sections.measures]]
        [[chapters]]
        [[chapters.measures]]  # own
        "number" = 1
        [[chapters.sections]]
        [[chapters.sections]]
        [[chapters.sections.measures]]
        [[chapters.sections.measures]]
        text = 1
    """
    lines = locate(textwrap.dedent(text))
    assert lines["chapters", 1, "measures", 0, "number"] == 6
    assert lines["chapters", 1, "sections", 1, "measures", 1, "text"] == 11


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_strings_of_several_lines_hide_what_looks_like_toml(quotes: str) -> None:
    text = f"""\
[plan]
a = {quotes}one
[[chapters]]
b = 1
# {quotes}
c = "x{quotes[::-1][0] if quotes[0] == "'" else "'"}y"
[[chapters]]
title = 1
"""
    text = text.replace(f"# {quotes}", f"end{quotes} # {quotes}")
    lines = locate(text)
    assert lines["plan", "a"] == 2
    assert ("plan", "b") not in lines
    assert lines["plan", "c"] == 6
    assert lines["chapters", 0] == 7
    assert ("chapters", 1) not in lines


def test_a_string_of_several_lines_may_end_where_it_begins() -> None:
    lines = locate('[a]\nb = """x\\"""" # """\nc = ["""y""", \'z\']\nd = 1')
    assert lines["a", "c"] == 3
    assert lines["a", "c", "z"] == 3
    assert lines["a", "d"] == 4


def test_only_line_feeds_end_lines() -> None:
    assert locate("[a]\r\nb = '\x85\u2028'\r\nc = 1\r\n")["a", "c"] == 3


MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, len(SHIPPED_TEXT) - 1),
        st.integers(0, 12),
        st.text(max_size=3) | st.sampled_from([*'"[]\n={1#\x00', "[[", "'''"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=150)
@given(MUTATIONS)
def test_a_damaged_file_gives_a_plan_or_its_problems(mutations: list[tuple[int, int, str]]) -> None:
    text = SHIPPED_TEXT
    for at, length, new in mutations:
        text = text[:at] + new + text[at + length :]
    try:
        plan = loads(text)
    except PlanError as error:
        assert error.problems
        last = text.count("\n") + 1
        assert all(p.line is None or 1 <= p.line <= last for p in error.problems)
        assert "\n".join(map(str, error.problems)) == str(error)
    else:
        assert loads(dumps(plan)) == plan


SCALARS = [
    *("1", "0", "-1", "0x1F", "true", "1.5", "nan", "2024-01-01"),
    *('""', '" "', "'林业厅'", "'甲'"),
]
VALUES = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | inner.map("{{ name = {} }}".format)
    ),
    max_leaves=4,
)
KEYS = re.findall(r"^(\w+) = ", SMALL, re.MULTILINE)


@given(st.sampled_from(range(len(KEYS))), VALUES)
def test_any_value_anywhere_gives_a_plan_or_its_problems(key: int, value: str) -> None:
    keys = iter(range(len(KEYS)))

    def put(match: re.Match[str]) -> str:
        return f"{match[1]} = {value}\n" if next(keys) == key else match[0]

    text = re.sub(r"^(\w+) = (?:\[\n[^]]*\]|.*)\n", put, SMALL, flags=re.MULTILINE)
    tomli.loads(text)
    with contextlib.suppress(PlanError):
        assert loads(dumps(loads(text))) == loads(text)


def test_saving_replaces_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.toml"
    save(loads(SMALL), path)
    before = path.read_bytes()

    def fail(_old: str, _new: str) -> None:
        raise OSError("no space")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        save(load(SHIPPED), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["plan.toml"]


def test_a_text_that_no_file_can_hold_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        save(Plan("p", "\ud800"), tmp_path / "plan.toml")
    assert list(tmp_path.iterdir()) == []


def test_saving_keeps_what_is_there_if_told_to(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        save(loads(SMALL), path, overwrite=False)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_number_is_one_that_toml_has() -> None:
    measures = (Measure(2**63 - 1, "整治。", ("水利厅",)),)
    chapters = (Chapter(1, "任务", measures),)
    text = dumps(Plan("p", "方案", departments=(Department("水利厅"),), chapters=chapters))
    (measure,) = [one for *_above, one in loads(text).walk()]
    assert measure.number == 2**63 - 1
    for digits, said in (
        (str(2**63), f"`number` is {2**63}, not a whole number from 1 to {2**63 - 1}"),
        ("1" + "0" * 5_000, f"not TOML: a number has too many digits; the largest is {2**63 - 1}"),
    ):
        with pytest.raises(PlanError) as error:
            loads(text.replace(str(2**63 - 1), digits))
        assert [problem.message for problem in error.value.problems] == [said]
