"""What the browser keeps between sessions: the files, whatever is in them, and the way back."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import app_of, browser_of, current, press, query_of, told
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from ecotui.browser import session as values
from ecotui.browser import session_store
from ecotui.browser.outline import GROUPINGS, HIERARCHY, department_headings, heading_names
from ecotui.browser.session import Session, SharedSession
from ecotui.browser.session_store import SessionStore
from ecotui.files import shipped_plan
from ecotui.model.plan import Chapter, Department, Entry, Measure, Plan, Section
from ecotui.model.toml import load
from ecotui.query.grammar import parse
from ecotui.query.index import Index
from ecotui.query.selection import select

PLAN = load(Path(__file__).parents[2] / "data" / "allocation.toml")
REAL = Index(PLAN)


@pytest.fixture(autouse=True)
def state_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "ecotui"


def plan_of(*sections: tuple[int, ...], id: str = "p", chapter: int = 1) -> Plan:
    """A plan of one chapter, whose sections have measures of these numbers."""
    made = [
        Section(number, f"节{number}", tuple(Measure(n, f"措施{n}", ("厅",)) for n in measures))
        for number, measures in enumerate(sections, 1)
    ]
    return Plan(id, "标题", chapters=(Chapter(chapter, "章", (), tuple(made)),))


def keep(
    session: Session, shared: SharedSession | None = None, store: SessionStore | None = None
) -> None:
    """Write what a browser would leave."""
    store = store or SessionStore(REAL)
    store.stage(session, shared or SharedSession())
    store.write()


def through_json(kept: Session, before: Index, after: Index) -> Session:
    return values.decode(json.loads(json.dumps(values.encode(kept, before))), after)


# -- what is written comes back


@st.composite
def kept_states(draw: st.DrawFn) -> Session:
    grouping = draw(st.sampled_from(list(GROUPINGS)))
    headings = list(heading_names(REAL, grouping).values())
    below = draw(st.none() | st.sampled_from(headings))
    return Session(
        query=draw(st.sampled_from(["", "湿地", "lead:林业厅 -with:财政厅", '"a b"'])),
        grouping=grouping,
        order=draw(st.sampled_from(["", "plan", "count", "name"])),
        below=below,
        entry=draw(st.none() | st.sampled_from(REAL.entries)) if below else None,
        folded=frozenset(draw(st.lists(st.sampled_from(headings), max_size=4))),
        marks=draw(st.integers(0, REAL.everything)),
    )


@given(kept_states())
def test_what_was_kept_comes_back_as_it_was(kept: Session) -> None:
    assert through_json(kept, REAL, REAL) == kept


def test_headings_go_by_their_numbers_not_by_their_titles() -> None:
    renamed = PLAN._replace(
        chapters=tuple(
            [
                chapter._replace(
                    title=f"{chapter.title}（修订）",
                    sections=tuple([s._replace(title=f"新{s.title}") for s in chapter.sections]),
                )
                for chapter in PLAN.chapters
            ]
        )
    )
    known = heading_names(REAL, HIERARCHY)
    kept = Session(below=known["1.3"], folded=frozenset([known["2"]]))
    found = through_json(kept, REAL, Index(renamed))
    assert found.below is not None
    assert found.below.title == "新湿地生态保护补偿"
    assert [heading.number for heading in found.folded] == [2]


def test_several_plans_are_known_by_their_ids_in_any_order(state_home: Path) -> None:
    one, other = plan_of((1, 2), (3,), id="a/1"), plan_of((1,), (2, 3), id="b")
    before, after = Index([one, other]), Index([other, one])
    known = heading_names(before, HIERARCHY)
    assert list(known) == ["a/1/", "a/1/1", "a/1/1.1", "a/1/1.2", "b/", "b/1", "b/1.1", "b/1.2"]
    kept = Session(below=known["b/1.2"], entry=before.entries[4], marks=0b10010, folded=frozenset())
    found = through_json(kept, before, after)
    assert found.below == heading_names(after, HIERARCHY)["b/1.2"]
    assert found.entry is after.entries[1]
    assert [entry.id for entry in after.measures(found.marks)] == ["b/2", "a/1/2"]
    assert SessionStore(before).path == SessionStore(after).path
    assert os.path.dirname(SessionStore(before).path) == str(state_home)


WORDINGS = ("湿地生态补偿试点", "草原禁牧补助", "水源地水质监测", "湿地生态补偿试点")


def worded(*texts: str) -> Index:
    """A plan of measures with these wordings."""
    measures = [Measure(at, text, lead=("甲",)) for at, text in enumerate(texts, 1)]
    section = Section(1, "节", tuple(measures))
    chapter = Chapter(1, "章", sections=(section,))
    return Index(Plan("p", "方案", departments=(Department("甲"),), chapters=(chapter,)))


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (WORDINGS, {"2": "草原禁牧补助", "3": "水源地水质监测"}),
        (("新任务", *WORDINGS), {"3": "草原禁牧补助", "4": "水源地水质监测"}),
        (WORDINGS[::-1], {"2": "水源地水质监测", "3": "草原禁牧补助"}),
        (("新任务", "草原禁牧的补助", "水源监测"), {"2": "草原禁牧的补助", "3": "水源监测"}),
        (("道路", "桥梁", "港口", "机场"), {}),
    ],
)
def test_marks_and_the_cursor_stay_with_their_measures(
    now: tuple[str, ...], left: dict[str, str]
) -> None:
    before, after = worded(*WORDINGS), worded(*now)
    found = through_json(Session(entry=before.entries[2], marks=0b110), before, after)
    marked = {entry.id: entry.text for entry in after.measures(found.marks)}
    assert marked == left
    # Where it is gone, the cursor goes to what stands in its place.
    assert found.entry is not None
    wanted = next((text for text in left.values() if text.startswith("水源")), now[2])
    assert found.entry.text == wanted


LONG = "统筹推进全省重点生态功能区生态保护补偿机制建设，" * 5


@pytest.mark.parametrize(
    ("before", "marked", "now", "left"),
    [
        # Wordings that begin alike.
        (
            [(LONG + "开展甲项。", "甲"), (LONG + "开展乙项。", "乙")],
            "2",
            [(LONG + "开展丙项。", "丙"), (LONG + "开展甲项。", "甲"), (LONG + "开展乙项。", "乙")],
            "3",
        ),
        # Equal wordings of different leads.
        (
            [("加强领导。", "甲"), ("加强领导。", "乙")],
            "2",
            [("新的工作。", "丙"), ("加强领导。", "甲"), ("加强领导。", "乙")],
            "3",
        ),
        # A measure is gone, and one like it has its number.
        (
            [
                ("加强宣传。", "丙"),
                ("完善森林补偿制度，推进试点。", "甲"),
                ("完善湿地补偿制度，推进试点。", "乙"),
            ],
            "2",
            [("加强宣传。", "丙"), ("完善湿地补偿制度，推进试点。", "乙")],
            None,
        ),
        # It is reworded, and its neighbour has its number.
        (
            [("完善森林补偿制度，推进试点。", "甲"), ("完善湿地补偿制度，推进试点。", "乙")],
            "2",
            [
                ("加强宣传。", "丙"),
                ("完善森林补偿制度，推进试点。", "甲"),
                ("完善湿地补偿制度，开展试点。", "乙"),
            ],
            None,
        ),
    ],
)
def test_a_mark_goes_to_no_measure_that_was_there_before(
    before: list[tuple[str, str]], marked: str, now: list[tuple[str, str]], left: str | None
) -> None:
    def led(measures: list[tuple[str, str]]) -> Index:
        made = [Measure(at, text, (lead,)) for at, (text, lead) in enumerate(measures, 1)]
        chapter = Chapter(1, "章", sections=(Section(1, "节", tuple(made)),))
        return Index(
            Plan("p", "方案", departments=tuple(map(Department, "甲乙丙")), chapters=(chapter,))
        )

    old, new = led(before), led(now)
    entry = old.entry(marked)
    assert entry is not None
    data = values.encode(Session(marks=old.mask([old.position(entry)])), old)
    found = values.decode(data, new)
    assert [one.id for one in new.measures(found.marks)] == ([left] if left else [])
    assert values.marks_gone(data, new) == ([] if left else [marked])


def in_chapters(**leads: str) -> Index:
    """A plan whose chapters, each with that lead, all end with the same wording."""
    chapters = []
    for at, (title, lead) in enumerate(leads.items(), 1):
        measures = Measure(1, f"做好{title}。", (lead,)), Measure(2, "加强领导。", (lead,))
        chapters.append(Chapter(at, title, measures))
    departments = tuple(map(Department, "甲乙丙丁"))
    return Index(Plan("p", "方案", departments=departments, chapters=tuple(chapters)))


@pytest.mark.parametrize(
    ("before", "now", "left"),
    [
        # Other leads, and the same ones, in each chapter; one is put in front.
        ({"防洪": "甲", "抗旱": "乙"}, {"新章": "丙", "防洪": "甲", "抗旱": "乙"}, "3.2"),
        ({"防洪": "甲", "抗旱": "甲"}, {"新章": "甲", "防洪": "甲", "抗旱": "甲"}, "3.2"),
        # Its lead is another one now, and so is that of its number.
        ({"防洪": "甲", "抗旱": "乙"}, {"新章": "丙", "防洪": "丁", "抗旱": "丁"}, "3.2"),
        ({"防洪": "甲", "抗旱": "乙"}, {"抗旱": "丁"}, "2"),
        # Its chapter is gone, or has another title: one like it is another measure.
        ({"防洪": "甲", "抗旱": "甲"}, {"新章": "甲", "防洪": "甲"}, None),
        ({"防洪": "甲", "抗旱": "甲"}, {"防洪": "甲"}, None),
        # It is alone, so that it is known whatever it stands below.
        ({"防洪": "甲", "抗旱": "乙"}, {"防洪": "甲", "新章": "乙"}, "2.2"),
    ],
)
def test_among_measures_that_are_alike_the_chapter_decides(
    before: dict[str, str], now: dict[str, str], left: str | None
) -> None:
    old, new = in_chapters(**before), in_chapters(**now)
    data: Any = values.encode(Session(marks=0b1000), old)
    for _again in range(2):
        found = values.decode(data, new)
        assert [one.id for one in new.measures(found.marks)] == ([left] if left else [])
        assert [id_ for id_, _text in values.lost_marks(data, new)] == ([] if left else ["2.2"])
        # What is saved of the new plan does not take another one for what was lost.
        data = values.encode(found, new, values.lost_marks(data, new))
    assert values.decode(data, old).marks == 0b1000


def test_marks_of_an_older_file_are_ids_alone() -> None:
    index = worded(*WORDINGS)
    data = {**values.encode(Session(), index), "marks": ["2", "9"]}
    assert values.decode(data, index).marks == 0b10


def test_marks_that_are_gone_are_said(state_home: Path) -> None:
    store = SessionStore(worded(*WORDINGS))
    store.stage(Session(marks=0b110), SharedSession())
    store.write()
    later = SessionStore(worded("道路", "草原禁牧补助"))
    assert later.load()[0].marks == 0b10
    said = "1 marked measure is not in this plan; its mark is kept"
    assert (later.complaints(), later.complaints()) == ([said], [])
    again = SessionStore(worded(*WORDINGS))
    assert again.load()[0].marks == 0b110
    assert again.complaints() == []


def test_marks_come_back_with_their_measures(state_home: Path) -> None:
    """Two files of one id: what is marked in one does not undo the marks of the other."""

    def saves(index: Index, marks: int) -> None:
        store = SessionStore(index)
        store.start_from(*store.load())
        store.stage(Session(marks=marks), SharedSession())
        store.write()

    one, other = worded(*WORDINGS), worded("道路", "桥梁")
    saves(one, 0b110)
    saves(other, 0b10)
    store = SessionStore(one)
    assert store.load()[0].marks == 0b110
    saves(one, 0b100)
    assert SessionStore(one).load()[0].marks == 0b100
    assert SessionStore(other).load()[0].marks == 0b10


def test_headings_with_the_same_number_are_told_apart() -> None:
    plan = plan_of((1,), (2,))
    chapter = plan.chapters[0]
    index = Index(plan._replace(chapters=(chapter, chapter._replace(title="又一章"))))
    assert list(heading_names(index, HIERARCHY)) == ["1", "1.1", "1.2", "1~2", "1.1~2", "1.2~2"]


def test_measures_without_a_department_have_a_heading_that_any_query_leaves_the_same() -> None:
    plan = plan_of((1, 2))
    section = plan.chapters[0].sections[0]
    orphan = section.measures[1]._replace(lead=())
    section = section._replace(measures=(section.measures[0], orphan))
    index = Index(plan._replace(chapters=(plan.chapters[0]._replace(sections=(section,)),)))
    rest = department_headings(index, "first")[-1]
    assert rest.mask == 0b10
    kept = Session(grouping="first", below=rest, folded=frozenset([rest]))
    assert through_json(kept, index, index) == kept


# -- whatever a file says

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
almost = st.fixed_dictionaries(
    {"version": st.just(1) | json_values, "plans": st.just([PLAN.id])},
    optional={
        "query": json_values | st.sampled_from(["lead:", "lead:nobody", "@gone", '"', "is:x"]),
        "grouping": json_values | st.sampled_from([*GROUPINGS, "other"]),
        "order": json_values,
        "cursor": json_values
        | st.fixed_dictionaries(
            {},
            optional={
                "heading": json_values | st.sampled_from(["1", "1.3", "9.9", "林业厅"]),
                "measure": json_values | st.sampled_from(["7", "99"]),
                "place": json_values | st.integers(-5, 99) | st.just(10**30),
            },
        ),
        "folds": json_values | st.lists(st.sampled_from(["1", "1.3", "x"]) | json_values),
        "marks": json_values | st.lists(st.sampled_from(["7", "44", "45"]) | json_values),
        "lost": json_values | st.dictionaries(st.text(), json_values, max_size=3),
        "theme": json_values,
        "history": json_values | st.lists(json_values),
        "last_export": json_values,
    },
)


@given(json_values | almost)
def test_no_json_value_breaks_loading(value: Any) -> None:
    kept = values.decode(value, REAL)
    assert 0 <= kept.marks <= REAL.everything
    assert kept.folded <= set(heading_names(REAL, kept.grouping).values())
    lines = list(select(REAL, parse("")).outline())
    line = values.line_of(kept, lines, REAL)
    assert line is None or 0 <= line < len(lines)
    assert values.line_of(kept, [], REAL) is None
    assert through_json(kept, REAL, REAL) == kept
    common = values.decode_shared(value)
    assert values.decode_shared(json.loads(json.dumps(values.encode_shared(common)))) == common


@pytest.mark.parametrize(
    ("content", "is_told"),
    [
        (b"", False),
        (b"{", True),
        (b"\xff\xfe\x00", True),
        (b"null", True),
        (b"[" * 100_000, True),
        (b'{"version": NaN}', True),
        (b'{"version": 2, "query": "x"}', True),
        (b'{"version": true, "query": "x"}', False),
        (b'{"version": 1, "plans": ["another"], "query": "x"}', False),
        (b'{"version": 1, "history": ' + b"9" * 5000 + b"}", True),
        (b" " * (9 << 20) + b"{}", True),
    ],
    ids=range(11),
)
def test_a_file_that_is_none_of_ours_is_left_out_and_set_aside(
    state_home: Path, content: bytes, is_told: bool
) -> None:
    memory = SessionStore(REAL)
    state_home.mkdir()
    for path in (memory.path, memory.shared_path):
        Path(path).write_bytes(content)
    assert memory.load() == (Session(), SharedSession())
    told = memory.complaints()
    keep(Session(query="湿地"), SharedSession(history=("湿地",)), store=memory)
    # Told once, and what may be of use to somebody is kept.
    assert not memory.complaints(last=True)
    is_kept = [Path(f"{path}.broken").exists() for path in (memory.path, memory.shared_path)]
    assert is_kept == [bool(told)] * 2
    assert bool(told) == is_told
    if told:
        assert Path(f"{memory.path}.broken").read_bytes() == content
        assert [line.partition("kept as ")[2] for line in told] == [
            f"{path}.broken" for path in (memory.path, memory.shared_path)
        ]
    assert SessionStore(REAL).load() == (Session(query="湿地"), SharedSession(history=("湿地",)))


def test_what_was_set_aside_before_stays(state_home: Path) -> None:
    state_home.mkdir()
    path = SessionStore(REAL).path
    for content, name in ((b"{", "broken"), (b'{"version": 2}', "broken.2"), (b"[", "broken.3")):
        Path(path).write_bytes(content)
        memory = SessionStore(REAL)
        memory.load()
        assert [line.partition("kept as ")[2] for line in memory.complaints()] == [f"{path}.{name}"]
        keep(Session(query="湿地"), store=memory)
        assert Path(f"{path}.{name}").read_bytes() == content
    assert Path(f"{path}.broken").read_bytes() == b"{"


def test_texts_and_numbers_beyond_all_measure_are_left_out() -> None:
    history = ["a", 1, None, "x" * 10_001, "\ud800", *map(str, range(300))]
    data = {
        "version": 1,
        "theme": "\udfff",
        "history": history,
        "last_export": {
            "a": 1,
            "b": float("nan"),
            "c": 1 << 70,
            "d": [[[[[[[[[1]]]]]]]]],
            "e": "é",
        },
    }
    common = values.decode_shared(data)
    assert common.theme == ""
    assert common.history == tuple(map(str, range(100, 300)))
    assert common.last_export == {"a": 1, "e": "é"}


@pytest.mark.parametrize("kind", ["pipe", "folder", "null"])
def test_what_is_no_file_holds_nothing_up(state_home: Path, kind: str) -> None:
    state_home.mkdir()
    memory = SessionStore(REAL)
    make: dict[str, Callable[[str], object]] = {
        "pipe": os.mkfifo,
        "folder": os.mkdir,
        "null": lambda path: os.symlink(os.devnull, path),
    }
    make[kind](memory.path)
    assert memory.load()[0] == Session()
    keep(Session(query="湿地"), store=memory)
    aside = Path(f"{memory.path}.broken")
    assert memory.complaints() == (
        []
        if kind == "null"
        else [f"the saved session is damaged or of another version; it is kept as {aside}"]
    )
    assert os.path.islink(memory.path) == (kind == "null")
    assert aside.exists() == (kind != "null")
    assert SessionStore(REAL).load()[0].query == ("" if kind == "null" else "湿地")


# -- the plan was changed meanwhile


def stands_on(kept: Session, index: Index, query: str = "") -> str:
    lines = list(select(index, parse(query)).outline())
    number = values.line_of(kept, lines, index)
    assert number is not None
    line = lines[number]
    return line.id if isinstance(line, Entry) else line.title


@pytest.mark.parametrize(
    ("before", "cursor", "after", "line"),
    [
        # A measure that moved to another section is followed.
        ([(1, 2), (3,)], ("1.1", 1), [(1,), (3, 2)], "2"),
        # Where it has gone, the cursor goes to what follows it.
        ([(1, 2, 3), (4,)], ("1.1", 1), [(1, 3), (4,)], "3"),
        ([(1, 2, 3), (4,)], ("1.1", 1), [(1,), (3, 4)], "3"),
        ([(1, 2, 3), (4,)], ("1.1", 1), [(9,)], "9"),
        # Where the heading has gone, it goes to what stands there.
        ([(1,), (2,), (3,)], ("1.3", None), [(1, 2, 3)], "3"),
    ],
)
def test_the_cursor_finds_its_place_in_a_plan_that_changed(
    before: Any, cursor: tuple[str, int | None], after: Any, line: str
) -> None:
    old, new = Index(plan_of(*before)), Index(plan_of(*after))
    heading, entry = cursor
    kept = Session(
        below=heading_names(old, HIERARCHY)[heading],
        entry=None if entry is None else old.entries[entry],
    )
    assert stands_on(through_json(kept, old, new), new) == line


def test_where_another_query_leaves_the_measure_out_the_cursor_goes_to_the_nearest() -> None:
    kept = Session(below=heading_names(REAL, HIERARCHY)["1.3"], entry=REAL.entries[6])
    assert stands_on(kept, REAL) == "7"
    assert stands_on(kept, REAL, "no:5,30") == "5"


def test_a_plan_without_measures_keeps_nothing_and_breaks_nothing() -> None:
    empty = Index(plan_of())
    kept = Session(below=heading_names(REAL, HIERARCHY)["1.3"], entry=REAL.entries[6], marks=3)
    data = {**values.encode(kept, REAL), "plans": ["p"]}
    found = values.decode(data, empty)
    assert (found.entry, found.marks) == (None, 0)
    assert values.line_of(found, [], empty) is None


# -- files


def test_nobody_else_can_read_the_files(state_home: Path) -> None:
    os.umask(before := os.umask(0))
    state_home.mkdir(mode=0o755)
    state_home.chmod(0o755)
    memory = SessionStore(REAL)
    old = Path(memory.path)
    old.write_text("{}")
    old.chmod(0o644)
    keep(Session(query="湿地"), SharedSession(theme="nord"), store=memory)
    assert before == os.umask(before)
    assert state_home.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in state_home.iterdir()} == {0o600}
    assert json.loads(old.read_text(encoding="utf-8"))["query"] == "湿地"
    assert sorted(path.name for path in state_home.iterdir()) == [
        "browser.json",
        "plan-sichuan-ecological-compensation.json",
    ]


def test_only_what_changed_is_written(state_home: Path) -> None:
    memory = SessionStore(REAL)
    begun = (Session(query="a"), SharedSession(theme="nord"))
    memory.start_from(*begun)
    assert not memory.stage(*begun)
    memory.write()
    assert not state_home.exists()
    assert memory.stage(Session(query="b"), begun[1])
    memory.write()
    assert [path.name for path in state_home.iterdir()] == [os.path.basename(memory.path)]


def test_of_two_browsers_the_last_one_is_kept_and_their_histories_are_joined() -> None:
    keep(Session(query="0"), SharedSession("nord", ("a", "b"), {"id": "docx"}))
    one, other = SessionStore(REAL), SessionStore(REAL)
    for memory in (one, other):
        memory.start_from(*memory.load())
    keep(Session(query="1"), SharedSession("gruvbox", ("a", "b", "c"), {"id": "docx"}), store=other)
    keep(Session(query="2"), SharedSession("nord", ("b", "a", "d"), {"id": "json"}), store=one)
    kept, common = SessionStore(REAL).load()
    assert kept.query == "2"
    assert common.history == ("c", "b", "a", "d")
    assert common.theme == "gruvbox", "one browser did not touch the theme"
    assert common.last_export == {"id": "json"}


def test_marks_and_options_of_two_browsers_are_joined() -> None:
    docx, xlsx = {"docx": {"a": 1}}, {"raci-xlsx": {"b": 2}}
    begun = SharedSession(last_export={"exporter": "docx", "path": "x", "options": docx})
    keep(Session(query="0", marks=0b111), begun)
    one, other = SessionStore(REAL), SessionStore(REAL)
    for memory in (one, other):
        memory.start_from(*memory.load())
    changed = {"exporter": "raci-xlsx", "folder": "/f", "options": {**docx, **xlsx}}
    keep(Session(query="0", marks=0b1101), SharedSession(last_export=changed), store=one)
    keep(
        Session(query="1", marks=0b10110),
        SharedSession(last_export={**begun.last_export, "options": {"docx": {"a": 3}}}),
        store=other,
    )
    kept, common = SessionStore(REAL).load()
    assert (kept.query, kept.marks) == ("1", 0b11100)
    assert common.last_export == {**changed, "options": {"docx": {"a": 3}, **xlsx}}
    keep(Session(query="0", marks=0b1101), SharedSession(last_export={"options": xlsx}), store=one)
    # Who only looks on takes nothing away.
    assert SessionStore(REAL).load()[0] == kept
    assert SessionStore(REAL).load()[1].last_export == {"options": {**xlsx}}


def test_the_history_is_cut_to_its_last_queries() -> None:
    keep(Session(), SharedSession(history=tuple(f"old {n}" for n in range(200))))
    keep(Session(), SharedSession(history=tuple(f"new {n}" for n in range(150))))
    history = SessionStore(REAL).load()[1].history
    assert (len(history), history[0], history[-1]) == (200, "old 150", "new 149")


def test_many_writers_at_once_lose_nothing_of_each_other(state_home: Path) -> None:
    def work(name: int) -> None:
        memory = SessionStore(REAL)
        for turn in range(20):
            query = f"{name}-{turn}"
            marks = (1 << turn // 2 + 1) - 1 << 10 * name
            keep(Session(query, marks=marks), SharedSession(history=(query,)), store=memory)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept, common = SessionStore(REAL).load()
    assert kept.query.endswith("-19")
    assert kept.marks == (1 << 40) - 1
    assert set(common.history) == {f"{name}-{turn}" for name in range(4) for turn in range(20)}
    assert not [path for path in state_home.iterdir() if path.suffix == ".tmp"]


def test_what_was_noted_last_is_what_a_late_thread_writes() -> None:
    memory = SessionStore(REAL)
    memory.stage(Session(query="early"), SharedSession())
    late = threading.Thread(target=memory.write)
    keep(Session(query="last"), store=memory)
    late.start()
    late.join()
    assert memory.load()[0].query == "last"


#: What stands in the way of the session, by how it is made in the state home and what is said.
OBSTACLES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file in place of the folder": (lambda own: own.write_text(""), "Not a directory"),
    "a file above": (lambda own: own.symlink_to("/dev/null/x"), "Not a directory"),
    "a link to nowhere": (lambda own: own.symlink_to("gone"), "No such file or directory"),
    "a protected folder": (lambda own: own.mkdir(0o500), "it is write-protected"),
}


@pytest.mark.parametrize("make", OBSTACLES)
@pytest.mark.parametrize("fresh", [False, True])
def test_what_keeps_the_session_from_being_saved_is_told_at_the_start(
    state_home: Path, make: str, fresh: bool
) -> None:
    made, why = OBSTACLES[make]
    made(state_home)
    before = state_home.lstat().st_mode
    memory = SessionStore(REAL, fresh=fresh)
    assert memory.load() == (Session(), SharedSession())
    assert memory.complaints() == [f"the session cannot be saved: {state_home}: {why}"]
    for query in "ab":
        keep(Session(query=query), store=memory)
    assert memory.complaints(last=True) == []
    assert state_home.lstat().st_mode == before, "what the user protected stays protected"
    assert not state_home.is_dir() or list(state_home.iterdir()) == []


def test_a_session_that_is_write_protected_stays_as_it_is(state_home: Path) -> None:
    keep(Session(query="湿地"), SharedSession("nord"))
    path = Path(SessionStore(REAL).path)
    before = path.read_bytes()
    path.chmod(0o400)
    memory = SessionStore(REAL)
    assert memory.complaints() == [f"the session cannot be saved: {path}: it is write-protected"]
    memory.start_from(*memory.load())
    keep(Session(query="草原"), SharedSession("nord"), store=memory)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (before, 0o400)


def test_a_disk_that_fills_up_is_told_at_once_and_at_the_end(
    state_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else was told before."""
    state_home.mkdir()
    memory = SessionStore(REAL)
    Path(memory.shared_path).write_text("{")
    memory.load()
    assert len(memory.complaints()) == 1
    said = f"the session cannot be saved: {state_home}: No space left on device"
    with monkeypatch.context() as full:

        def refuse(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        full.setattr(os, "fsync", refuse)
        keep(Session(query="a"), store=memory)
        assert memory.complaints() == [said]
        keep(Session(query="b"), store=memory)
        assert memory.complaints() == []
        assert memory.complaints(last=True) == [said]
    keep(Session(query="c"), store=memory)
    assert memory.complaints(last=True) == []


def test_a_file_that_cannot_be_read_is_told_once(state_home: Path) -> None:
    state_home.mkdir()
    memory = SessionStore(REAL)
    os.symlink(memory.path, memory.path)
    assert memory.load() == (Session(), SharedSession())
    (told,) = memory.complaints()
    assert told.startswith(f"the saved session cannot be read: {memory.path}")


# -- of which plan a session is


def saves(store: SessionStore, query: str, marks: int = 0) -> None:
    """Save as a browser does that was restored."""
    store.start_from(*store.load())
    store.stage(Session(query, marks=marks), SharedSession())
    store.write()


def place(folder: Path, *names: str) -> list[str]:
    """Files of plans in a folder; what they hold is of no concern to a session."""
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    return [str(folder / name) for name in names]


def test_two_files_of_one_id_have_sessions_of_their_own(tmp_path: Path) -> None:
    """Their wordings are the same, as of a plan for each of two offices."""
    one, other = place(tmp_path, "甲/分工方案.csv", "乙/分工方案.csv")
    index = worded(*WORDINGS)
    saves(SessionStore(index, [one]), "湿地", 0b110)
    assert SessionStore(index, [other]).load()[0] == Session()
    saves(SessionStore(index, [other]), "草原", 0b1)
    for file, wanted in ((one, Session("湿地", marks=0b110)), (other, Session("草原", marks=1))):
        store = SessionStore(index, [file])
        assert store.load()[0] == wanted
        assert store.complaints() == []


def test_a_file_by_another_path_has_its_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = place(tmp_path, "甲/p.toml")
    (tmp_path / "link").symlink_to(file)
    saves(SessionStore(REAL, [file]), "湿地")
    monkeypatch.chdir(tmp_path)
    for path in ("link", "甲/p.toml", "./甲/../甲/p.toml"):
        assert SessionStore(REAL, [path]).load()[0].query == "湿地"


def test_the_shipped_plan_has_its_session_wherever_ecotui_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(Session(query="湿地"))
    assert SessionStore(REAL, [shipped_plan()]).load()[0].query == "湿地"
    (elsewhere,) = place(tmp_path, "venv/allocation.toml")
    assert SessionStore(REAL, [elsewhere]).load()[0].query == ""
    monkeypatch.setattr(session_store, "shipped_plan", lambda: elsewhere)
    assert SessionStore(REAL, [elsewhere]).load()[0].query == "湿地"


@pytest.mark.parametrize("now", [WORDINGS, ("新任务", *WORDINGS[:3])])
def test_a_file_that_was_moved_takes_its_session_along(
    tmp_path: Path, state_home: Path, now: tuple[str, ...]
) -> None:
    """Revised too; a file that merely has its id does not get the session."""
    (one,) = place(tmp_path, "甲/方案.csv")
    saves(SessionStore(worded(*WORDINGS), [one]), "湿地", 0b100)
    os.rename(tmp_path / "甲", tmp_path / "丙")
    (stranger,) = place(tmp_path, "乙/方案.csv")
    moved = str(tmp_path / "丙" / "方案.csv")
    assert SessionStore(worded("道路", "桥梁"), [stranger]).load()[0] == Session()
    store, index = SessionStore(worded(*now), [moved]), worded(*now)
    found = store.load()[0]
    assert found.query == "湿地"
    assert [entry.text for entry in index.measures(found.marks)] == ["水源地水质监测"]
    assert store.complaints() == [f"this continues the session of {one}, which is gone"]
    saves(store, "草原", found.marks)
    later = SessionStore(worded(*now), [moved])
    assert later.load()[0] == Session("草原", marks=found.marks)
    assert later.complaints() == []
    assert SessionStore(worded(*now), [stranger]).load()[0] == Session()
    # What was gone may come back beside its copy, as a share does, and has what it had.
    place(tmp_path, "甲/方案.csv")
    back = SessionStore(worded(*WORDINGS), [one])
    assert back.load()[0] == Session("湿地", marks=0b100)
    assert back.complaints() == []


@pytest.mark.parametrize("id", ["送审稿", "p"])
def test_plans_with_another_id_or_one_more_go_on_with_their_session(
    tmp_path: Path, state_home: Path, id: str
) -> None:
    """The id follows from the title of a document, and a folder gets one more plan."""
    one, more = place(tmp_path, "方案.md", "另一份.toml")
    saves(SessionStore(worded(*WORDINGS), [one]), "湿地", 0b110)
    plans = [worded(*WORDINGS).plans[0]._replace(id=id)]
    files = [one]
    if id == "p":
        plans.append(worded("道路").plans[0]._replace(id="q"))
        files.append(more)
    store, index = SessionStore(Index(plans), files), Index(plans)
    found = store.load()[0]
    assert found.query == "湿地"
    assert [entry.text for entry in index.measures(found.marks)] == [*WORDINGS[1:3]]
    said = "this continues the session of these plans as they were before"
    assert store.complaints() == [said]
    saves(store, "草原", found.marks)
    later = SessionStore(index, files)
    assert later.load()[0] == Session("草原", marks=found.marks)
    assert later.complaints() == []
    assert SessionStore(worded(*WORDINGS), [one]).load()[0] == Session("湿地", marks=0b110)
    # Another document in its place has none.
    another = worded("道路", "桥梁").plans[0]._replace(id="z")
    assert SessionStore(Index([another]), [one]).load()[0].query == ""


def office(id: str, *texts: str) -> Plan:
    """The plan of an office; those of all offices have the same wordings."""
    return worded(*(texts or WORDINGS[:3])).plans[0]._replace(id=id)


def marked_in(store: SessionStore) -> list[str]:
    return [entry.id for entry in store.index.measures(store.load()[0].marks)]


BEFORE = "this continues the session of these plans as they were before"


@pytest.mark.parametrize("added", [None, "c.toml"])
def test_what_is_left_of_a_folder_goes_on_with_its_marks(
    tmp_path: Path, state_home: Path, added: str | None
) -> None:
    """And those of the plan that is gone go to no other, but come back with it."""
    one, other = place(tmp_path, "d/a.toml", "d/b.toml")
    both = Index([office("a"), office("b")])
    saves(SessionStore(both, [one, other]), "湿地", 0b110010)
    os.rename(other, tmp_path / "b.toml")
    now = [office("a"), office("c")] if added else [office("a")]
    files = [one, *place(tmp_path, f"d/{added}")] if added else [one]
    store = SessionStore(Index(now), files)
    assert marked_in(store) == (["a/2"] if added else ["2"])
    assert store.complaints() == [
        "2 marked measures are not in this plan; their marks are kept",
        BEFORE,
    ]
    saves(store, "草原", 0b101)
    os.rename(tmp_path / "b.toml", other)
    again = SessionStore(both, [one, other])
    if added:
        os.unlink(tmp_path / "d" / added)
    assert marked_in(again) == ["a/1", "a/3", "b/2", "b/3"]


@pytest.mark.parametrize("gone", ["d/b.toml", "d/a.toml"])
def test_of_a_folder_any_plan_may_be_left(tmp_path: Path, gone: str) -> None:
    """Also one that stands behind many measures."""
    one, other = place(tmp_path, "d/a.toml", "d/b.toml")
    long = office("a", *[f"第{n}项工作" for n in range(300)])
    both = Index([long, office("b")])
    saves(SessionStore(both, [one, other]), "", 1 << 299 | 1 << 301)
    os.unlink(tmp_path / gone)
    left = (office("b"), other, ["2"]) if gone == "d/a.toml" else (long, one, ["300"])
    assert marked_in(SessionStore(Index([left[0]]), [left[1]])) == left[2]


def test_a_plan_of_a_folder_that_is_opened_alone_has_none_of_its_marks(tmp_path: Path) -> None:
    one, other = place(tmp_path, "d/a.toml", "d/b.toml")
    saves(SessionStore(Index([office("a"), office("b")]), [one, other]), "", 0b10)
    assert marked_in(SessionStore(Index([office("a")]), [one])) == []


def test_a_plan_that_comes_to_another_takes_none_of_its_marks(tmp_path: Path) -> None:
    """Though both have the same wordings; folds and the cursor go on as well."""
    one, other = place(tmp_path, "d/b.toml", "d/a.toml")
    alone, both = Index([office("b")]), Index([office("a"), office("b")])
    store = SessionStore(alone, [one])
    store.start_from(*store.load())
    known = heading_names(alone, HIERARCHY)
    kept = Session(
        below=known["1.1"], entry=alone.entries[2], marks=0b10, folded=frozenset([known["1"]])
    )
    keep(kept, store=store)
    now = SessionStore(both, [other, one])
    found = now.load()[0]
    assert marked_in(now) == ["b/2"]
    assert now.complaints() == [BEFORE]
    known = heading_names(both, HIERARCHY)
    assert (found.below, found.folded) == (known["b/1.1"], {known["b/1"]})
    assert found.entry is both.entries[5]


def test_a_session_is_saved_where_the_plans_are_before_anything_changes(tmp_path: Path) -> None:
    """A plan that was moved and looked at may get another id next."""
    (one,) = place(tmp_path, "甲/a.toml")
    saves(SessionStore(Index([office("a")]), [one]), "", 0b10)
    os.rename(tmp_path / "甲", tmp_path / "乙")
    moved = str(tmp_path / "乙" / "a.toml")
    store = SessionStore(Index([office("a")]), [moved])
    store.start_from(*store.load())
    keep(*store.load(), store=store)
    assert marked_in(SessionStore(Index([office("a-2026")]), [moved])) == ["2"]


def test_a_folder_that_was_moved_and_has_another_plan_goes_on(tmp_path: Path) -> None:
    files = place(tmp_path, "甲/a.toml", "甲/b.toml")
    saves(SessionStore(Index([office("a"), office("b")]), files), "", 0b010_010)
    os.rename(tmp_path / "甲", tmp_path / "乙")
    moved = [str(tmp_path / "乙" / name) for name in ("a.toml", "c.toml")]
    os.rename(tmp_path / "乙" / "b.toml", moved[1])
    assert marked_in(SessionStore(Index([office("a"), office("c")]), moved)) == ["a/2"]


def test_what_was_marked_beside_a_plan_that_is_gone_is_newer(tmp_path: Path) -> None:
    one, other = place(tmp_path, "d/a.toml", "d/b.toml")
    alone, both = Index([office("a")]), Index([office("a"), office("b")])
    older = SessionStore(alone, [one])
    saves(older, "", 0b1)
    os.utime(older.path, (1, 1))
    saves(SessionStore(both, [one, other]), "", 0b10_110)
    assert marked_in(SessionStore(alone, [one])) == ["1"]
    os.unlink(other)
    store = SessionStore(alone, [one])
    assert marked_in(store) == ["2", "3"]
    assert store.complaints()[-1] == BEFORE
    saves(store, "", 0b111)
    assert marked_in(SessionStore(alone, [one])) == ["1", "2", "3"]


def two_browsers(index: Index, file: str) -> Session:
    """What is saved after two browsers were open at once, of which each marked a measure."""
    stores = [SessionStore(index, [file]) for _browser in range(2)]
    begun = [store.load() for store in stores]
    for at, (store, before) in enumerate(zip(stores, begun, strict=True)):
        store.start_from(*before)
        session, shared = before
        store.stage(session._replace(marks=session.marks | 1 << at), shared)
        store.write()
    return SessionStore(index, [file]).load()[0]


def test_two_browsers_of_a_plan_that_was_named_back_keep_both_marks(tmp_path: Path) -> None:
    index = worded(*WORDINGS)
    (old,) = place(tmp_path, "old.csv")
    new = str(tmp_path / "new.csv")
    saves(SessionStore(index, [old]), "", 0b1000)
    os.rename(old, new)
    store = SessionStore(index, [new])
    store.start_from(*store.load())
    store.stage(*store.load())
    store.write()
    os.rename(new, old)
    assert two_browsers(index, old).marks == 0b1011


def test_two_browsers_that_go_on_with_what_is_newer_keep_both_marks(tmp_path: Path) -> None:
    one, other = place(tmp_path, "d/a.toml", "d/b.toml")
    alone, both = Index([office("a")]), Index([office("a"), office("b")])
    older = SessionStore(alone, [one])
    saves(older, "湿地")
    os.utime(older.path, (1, 1))
    saves(SessionStore(both, [one, other]), "", 0b00_100)
    os.unlink(other)
    assert two_browsers(alone, one).marks == 0b111


def test_plans_with_other_ids_are_known_by_their_files(tmp_path: Path) -> None:
    """A revised plan may get another id; here both do, and are revised."""
    one, other = place(tmp_path, "d/a.toml", "d/b.toml")
    saves(SessionStore(Index([office("a"), office("b")]), [one, other]), "", 0b100010)
    revised = [office("z-2026", "新任务", *WORDINGS[:3]), office("b-2026", *WORDINGS[1:3])]
    store = SessionStore(Index(revised), [one, other])
    assert marked_in(store) == ["z-2026/3", "b-2026/2"]
    assert store.complaints() == [BEFORE]


def test_marks_that_are_gone_are_said_before_whose_session_it_is(tmp_path: Path) -> None:
    (one,) = place(tmp_path, "a.toml")
    saves(SessionStore(Index([office("a")]), [one]), "", 0b1)
    store = SessionStore(Index([office("a-2026", "实施国土绿化工程", *WORDINGS[1:3])]), [one])
    assert marked_in(store) == []
    assert store.complaints() == ["1 marked measure is not in this plan; its mark is kept", BEFORE]


def test_marks_of_several_plans_that_are_alike_are_all_kept_while_these_are_gone(
    tmp_path: Path,
) -> None:
    files = place(tmp_path, "d/a.toml", "d/b.toml", "d/c.toml")
    every = Index([office(id_) for id_ in "abc"])
    saves(SessionStore(every, files), "", 0b010_010_001)
    for file in files[1:]:
        os.unlink(file)
    saves(SessionStore(Index([office("a")]), files[:1]), "", 0b1)
    place(tmp_path, "d/b.toml", "d/c.toml")
    assert marked_in(SessionStore(every, files)) == ["a/1", "b/2", "c/2"]


def test_older_files_do_not_say_which_measures_are_of_which_plan(
    tmp_path: Path, state_home: Path
) -> None:
    one, more = place(tmp_path, "d/a.toml", "d/b.toml")
    index = Index([office("a")])
    older: Any = values.encode(Session("湿地", marks=0b110), index)
    older |= {
        "files": [one],
        "wordings": older["wordings"]["a"],
        "measures": older["measures"]["a"],
        "marks": {id_: text.rpartition("\x1f")[0] for id_, text in older["marks"].items()},
        "lost": {"加强宣传": "9"},
    }
    store = SessionStore(index, [one])
    state_home.mkdir()
    Path(store.path).write_text(json.dumps(older))
    assert store.load()[0] == Session("湿地", marks=0b110)
    grown = SessionStore(Index([office("a"), office("b", "加强宣传")]), [one, more])
    assert marked_in(grown) == ["a/2", "a/3"]


@pytest.mark.parametrize(
    ("now", "left"),
    [
        # One is put in front, so that the other has the number of the one that was marked.
        (("新任务", "加强宣传引导。", "加强宣传引导。", "草原"), "3"),
        (("新任务", "新工作", "加强宣传引导。", "加强宣传引导。", "草原"), "4"),
        (("加强宣传引导。", "加强宣传引导。", "湿地", "草原"), "2"),
        # Which one is left, nobody knows.
        (("新任务", "湿地", "加强宣传引导。", "草原"), None),
    ],
)
def test_of_measures_that_are_alike_below_one_heading_the_turn_decides(
    now: tuple[str, ...], left: str | None
) -> None:
    old, new = worded("加强宣传引导。", "加强宣传引导。", "草原"), worded(*now)
    data = values.encode(Session(marks=0b10), old)
    found = values.decode(data, new)
    assert [one.id for one in new.measures(found.marks)] == ([left] if left else [])
    assert values.marks_gone(data, new) == ([] if left else ["2"])


@pytest.mark.parametrize("removed", ["the folder", "its files"])
def test_what_was_saved_before_somebody_removes_it_is_saved_again(
    state_home: Path, removed: str
) -> None:
    (state_home.parent / "ecotui").mkdir()
    memory = SessionStore(REAL)
    begun = SharedSession("nord", ("湿地",), {"exporter": "docx"})
    keep(Session("湿地", marks=0b11), begun, store=memory)
    for file in state_home.iterdir():
        file.unlink()
    if removed == "the folder":
        state_home.rmdir()
    keep(
        Session("湿地", marks=0b111),
        begun._replace(history=("湿地", "草原")),
        store=memory,
    )
    assert not memory.complaints(last=True)
    assert SessionStore(REAL).load() == (
        Session("湿地", marks=0b111),
        begun._replace(history=("湿地", "草原")),
    )


def test_a_session_that_has_moved_is_saved_again_too(tmp_path: Path, state_home: Path) -> None:
    one, other = place(tmp_path, "d/a.toml", "d/b.toml")
    saves(SessionStore(Index([office("a"), office("b")]), [one, other]), "", 0b1)
    os.unlink(other)
    store = SessionStore(Index([office("a")]), [one])
    saves(store, "", 0b11)
    assert store.complaints() == [BEFORE]
    for file in state_home.iterdir():
        file.unlink()
    keep(Session(marks=0b111), store=store)
    assert not store.complaints(last=True)
    assert marked_in(SessionStore(Index([office("a")]), [one])) == ["1", "2", "3"]


def test_an_older_session_goes_on_with_the_file_that_it_fits(
    tmp_path: Path, state_home: Path
) -> None:
    """Before, a session was of every file with the id."""
    index, stranger = worded(*WORDINGS), worded("道路", "桥梁")
    one, other = place(tmp_path, "甲/方案.csv", "乙/方案.csv")
    older = values.encode(Session("湿地", marks=0b110), index)
    del older["files"], older["wordings"]
    state_home.mkdir()
    (state_home / "plan-p.json").write_text(json.dumps(older))
    assert SessionStore(stranger, [other]).load()[0] == Session()
    store = SessionStore(index, [one])
    assert store.load()[0] == Session("湿地", marks=0b110)
    assert store.complaints() == [
        "this continues the session of all files with this id; now each has its own"
    ]
    saves(store, "湿地", 0b100)
    assert SessionStore(index, [one]).load()[0] == Session("湿地", marks=0b100)
    assert SessionStore(index, [other]).load()[0] == Session()


@pytest.mark.parametrize("id", ["../../x", "省\n", "a" * 300, "a/b", ".", "\x00"])
def test_no_id_of_a_plan_leads_out_of_the_folder(state_home: Path, id: str) -> None:
    memory = SessionStore(Index(plan_of((1,), id=id)))
    keep(Session(query="a"), store=memory)
    assert not memory.complaints()
    assert memory.load()[0].query == "a"
    assert [path.parent for path in state_home.iterdir()] == [state_home]


# -- in the browser


def in_sight(pilot: Pilot[Any]) -> bool:
    outline = app_of(pilot).main.outline
    top, height = outline.scroll_offset.y, outline.scrollable_content_region.height
    return top <= outline.cursor < top + height


async def test_a_browser_opens_where_it_was_left(browse: Any) -> None:
    async with browse(memory=SessionStore(REAL)) as pilot:
        await press(pilot, *"/lead:lyt", "enter", *"jj", "space", "V", "j", "V")
        app = app_of(pilot)
        await press(pilot, *"ghl", "tab", "tab", "s", "tab")
        app.theme = "contrast"
        app.last_export["exporter"] = "docx"
        outline = app.main.outline
        left = (outline.cursor, set(outline.folded), app.state.marks, outline.lines)
        assert app.state.marks
        await press(pilot, "q")
    async with browse(memory=SessionStore(REAL)) as pilot:
        app = app_of(pilot)
        outline = app.main.outline
        assert (outline.cursor, outline.folded, app.state.marks, outline.lines) == left
        assert str(app.state.query) == "lead:林业厅"
        assert app.state.order == "count"
        assert app.main.departments.cursor == 0
        assert app.theme == "contrast"
        assert app.main.query_line.history == ["lead:林业厅"]
        assert app.last_export == {"exporter": "docx"}
        assert f"●{app.state.marks.bit_count()}" in str(outline.border_title)
        await press(pilot, "u")
        assert str(app.state.query) == "lead:林业厅", "the undo history is not kept"


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("query", ["", "无人机", "湿地"])
@pytest.mark.parametrize("before", ["", "无人机"])
async def test_a_browser_opens_whatever_was_folded_and_left(
    browse: Any, grouping: str, query: str, before: str
) -> None:
    """Where nothing was left there was no cursor to keep, and folds hide the first measure."""
    folded = frozenset(heading_names(REAL, grouping).values())
    keep(Session(query=before, grouping=grouping, folded=folded))
    async with browse(query, memory=SessionStore(REAL)) as pilot:
        outline = app_of(pilot).main.outline
        assert 0 <= outline.cursor < outline.count
        await press(pilot, *"jlk")
        assert outline.current is None or outline.current in outline.lines


async def test_the_cursor_and_the_folds_come_back_below_departments(browse: Any) -> None:
    async with browse(memory=SessionStore(REAL)) as pilot:
        await press(pilot, "b", "b", "g", "h", "j", *"jjjjj")
        outline = pilot.app.main.outline
        left = (outline.grouping, outline.cursor, outline.folded)
        assert left[0] == "dept"
        assert outline.folded
        await press(pilot, "q")
    async with browse(memory=SessionStore(REAL)) as pilot:
        outline = app_of(pilot).main.outline
        assert (outline.grouping, outline.cursor, outline.folded) == left


async def test_the_restored_cursor_is_in_sight(browse: Any) -> None:
    async with browse(memory=SessionStore(REAL)) as pilot:
        await press(pilot, "G", "q")
    async with browse(memory=SessionStore(REAL), size=(80, 24)) as pilot:
        assert current(pilot) == 44
        assert in_sight(pilot)
        assert app_of(pilot).main.measure.border_title == " Measure 44"


async def test_what_changes_is_kept_while_the_browser_runs(browse: Any) -> None:
    memory = SessionStore(REAL)
    async with browse(memory=memory) as pilot:
        await press(pilot, *"/湿地")
        for _attempt in range(100):
            if os.path.exists(memory.path) and SessionStore(REAL).load()[0].query == "湿地":
                break
            await asyncio.sleep(0.05)
        else:
            pytest.fail("what is not accepted yet is kept all the same")


async def test_looking_at_it_writes_nothing(browse: Any, state_home: Path) -> None:
    async with browse(memory=SessionStore(REAL)) as pilot:
        await press(pilot, "q")
    assert not state_home.exists()


async def test_fresh_replaces_what_was_kept_at_the_first_change(browse: Any) -> None:
    keep(Session(query="湿地", marks=1), SharedSession("nord", ("湿地",)))
    async with browse(memory=SessionStore(REAL, fresh=True)) as pilot:
        app = app_of(pilot)
        assert (str(app.state.query), app.state.marks, app.main.query_line.history) == ("", 0, [])
        assert app.theme != "nord"
        await press(pilot, "q")
    assert SessionStore(REAL).load()[0].query == "湿地"
    async with browse(memory=SessionStore(REAL, fresh=True)) as pilot:
        await press(pilot, "j", "q")
    kept, common = SessionStore(REAL).load()
    assert (kept.query, kept.marks) == ("", 0)
    assert common == SharedSession("nord", ("湿地",)), "theme and history were not touched"


def test_what_fresh_replaces_is_said() -> None:
    keep(Session(query="湿地", marks=0b101))
    store = SessionStore(REAL, fresh=True)
    saves(store, "草原", 0b10)
    said = "the session saved before is replaced; it had 2 marked measures"
    assert store.complaints() == [said]
    saves(store, "草原", 0b100)
    assert store.complaints() == []


async def test_a_query_of_the_command_line_goes_before_the_one_kept(browse: Any) -> None:
    known = heading_names(REAL, HIERARCHY)
    kept = Session(
        query="湿地",
        below=known["2.1"],
        entry=REAL.entries[20],
        folded=frozenset([known["1"]]),
        marks=6,
    )
    keep(kept)
    async with browse("dept:财政厅", memory=SessionStore(REAL)) as pilot:
        assert query_of(pilot) == "dept:财政厅"
        assert pilot.app.state.marks == 6
        assert pilot.app.main.outline.folded == {known["1"]}
        assert current(pilot) == 21
        await press(pilot, "q")
    assert SessionStore(REAL).load()[0].query == "湿地", "nothing was changed"


@pytest.mark.parametrize("query", ["lead:没有", "@gone", "lead:", '"', "is:wrong"])
async def test_a_query_that_means_nothing_any_more_is_dropped(browse: Any, query: str) -> None:
    keep(Session(query=query, entry=REAL.entries[6]), SharedSession(theme="no such theme"))
    async with browse(memory=SessionStore(REAL)) as pilot:
        assert query_of(pilot) == ""
        assert current(pilot) == 7


async def test_a_full_disk_is_told_and_browsing_goes_on(
    browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    async with browse(memory=SessionStore(REAL)) as pilot:
        told: list[str] = []
        monkeypatch.setattr(pilot.app, "notify", told.append)
        for key in "jk":
            await press(pilot, key)
            for _attempt in range(100):
                if told:
                    break
                await asyncio.sleep(0.05)
        assert len(told) == 1
        assert "cannot be saved" in told[0]
        await press(pilot, "j")
        assert current(pilot) != 1


async def test_a_damaged_session_is_told_at_the_start(browse: Any, state_home: Path) -> None:
    state_home.mkdir()
    Path(SessionStore(REAL).shared_path).write_text("{")
    async with browse(memory=SessionStore(REAL)) as pilot:
        assert [note.split(";")[0] for note in told(pilot)] == [
            "the saved session is damaged or of another version"
        ]


async def test_a_browser_without_memory_writes_nothing(browse: Any, state_home: Path) -> None:
    async with browse() as pilot:
        await press(pilot, *"jj", "space", "q")
    assert not state_home.exists()


@pytest.mark.parametrize(
    ("keys", "resumed"),
    [
        ("/lead:lyt\n", ["resumed: 9/44 · x clears the query"]),
        ("  ", ["resumed: 2 marked · * unmarks"]),
        ("/lead:lyt\n*", ["resumed: 9/44 · x clears the query · 9 marked · * unmarks"]),
        ("bh", []),
    ],
)
async def test_a_browser_says_what_the_last_session_hides_or_marks(
    browse: Any, keys: str, resumed: list[str]
) -> None:
    names = {"\n": "enter", " ": "space", "*": "asterisk"}
    async with browse(memory=SessionStore(REAL)) as pilot:
        await press(pilot, *[names.get(key, key) for key in keys], "q")
    async with browse(memory=SessionStore(REAL)) as pilot:
        assert told(pilot) == resumed


async def test_the_keys_that_it_names_clear_what_it_says_and_no_more(browse: Any) -> None:
    async with browse(memory=SessionStore(REAL)) as pilot:
        await press(pilot, *"/lead:lyt", "enter", "space", "space", "q")
    for keys, query, marked in (("x", "", True), ("*", "lead:林业厅", False)):
        async with browse(memory=SessionStore(REAL)) as pilot:
            state = app_of(pilot).state
            before = state.marks
            assert before
            await press(pilot, {"*": "asterisk"}.get(keys, keys))
            assert (query_of(pilot), bool(state.marks)) == (query, marked)
            await press(pilot, "u", "q")
            assert (query_of(pilot), state.marks) == ("lead:林业厅", before)


async def test_it_says_so_too_if_the_first_picture_restored_the_query(browse: Any) -> None:
    async with browse(memory=SessionStore(REAL)) as pilot:
        await press(pilot, *"/lead:lyt", "enter", "q")
    app = browser_of(REAL)
    app.state.restore_saved(SessionStore(REAL).load()[0].query)
    app = type(app)(app.launch, app.state, memory=SessionStore(REAL))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert told(pilot) == ["resumed: 9/44 · x clears the query"]


async def test_a_saved_query_that_is_no_longer_right_is_told(browse: Any) -> None:
    async with browse(memory=SessionStore(REAL)) as pilot:
        app_of(pilot).state.use_views({"湿地": "湿地"})
        await press(pilot, *"/@湿地", "enter", "q")
    async with browse(memory=SessionStore(REAL)) as pilot:
        assert query_of(pilot) == ""
        assert "the saved query @湿地 is not used" in told(pilot)[0]


@pytest.mark.parametrize(("columns", "at_once"), [(120, True), (60, False)])
async def test_what_there_is_to_say_at_the_start_is_said_at_once_if_there_is_room(
    browse: Any, columns: int, at_once: bool
) -> None:
    keep(Session("@湿地", marks=1), store=SessionStore(worded("道路", *WORDINGS)))
    now = worded(*WORDINGS)
    gone = "1 marked measure is not in this plan; its mark is kept"
    why = "the saved query @湿地 is not used: no saved view @湿地; none is saved"
    async with browse(memory=SessionStore(now), other=now, size=(columns, 24)) as pilot:
        assert told(pilot) == [f"{gone} · {why}" if at_once else gone]
        await press(pilot, "j", "j")
        assert told(pilot)[1:] == ([] if at_once else [why])


async def test_a_query_of_the_command_line_is_not_called_the_last_one(browse: Any) -> None:
    async with browse(memory=SessionStore(REAL)) as pilot:
        await press(pilot, *"/lead:lyt", "enter", "q")
    async with browse("湿地", memory=SessionStore(REAL)) as pilot:
        assert told(pilot) == []
