"""The browser's query: every way of changing it, and back again."""

from __future__ import annotations

import pytest

from ecotui.browser.state import State
from ecotui.query.grammar import QueryError
from ecotui.query.index import Heading


def heading(state: State, title: str) -> Heading:
    return next(h for h in state.index.headings if h.title == title)


def test_a_department_is_chosen_as_lead_then_participant_then_either_then_not(state: State) -> None:
    seen = []
    for _press in range(4):
        assert state.cycle("林业厅")
        seen.append((str(state.query), len(state.selection)))
    assert seen == [
        ("lead:林业厅", 9),
        ("with:林业厅", 15),
        ("dept:林业厅", 24),
        ("", 44),
    ]


def query_after(state: State, *steps: str) -> str:
    """Choose departments, exclude those after a ``-``, and join at an ``o``."""
    for step in steps:
        if step == "o":
            state.join()
        elif step[0] == "-":
            state.exclude(step[1:])
        else:
            state.cycle(step)
    return str(state.query)


@pytest.mark.parametrize(
    ("before", "steps", "after"),
    [
        # A chosen department keeps its place in the query.
        ("", "林业厅 财政厅 林业厅", "with:林业厅 lead:财政厅"),
        # Excluding takes the place of choosing, and ends when repeated.
        ("", "财政厅 -财政厅", "-dept:财政厅"),
        ("", "财政厅 -财政厅 -财政厅", ""),
        # A first lead of the query line is switched off by choosing.
        ("first:环境保护厅", "环境保护厅", ""),
        # The or takes the place of its first term.
        (
            "lead:林业厅 湿地 lead:农业厅 -dept:商务厅 with:财政厅 with:水利厅",
            "o",
            "lead:林业厅,农业厅 湿地 -dept:商务厅 with:财政厅,水利厅",
        ),
        # Another department of the same role joins the or, and leaves it for another role.
        ("", "林业厅 农业厅 o 财政厅", "lead:林业厅,农业厅,财政厅"),
        ("", "林业厅 农业厅 o 财政厅 财政厅", "lead:林业厅,农业厅 with:财政厅"),
        ("", "林业厅 农业厅 o 财政厅 财政厅 财政厅 财政厅", "lead:林业厅,农业厅"),
        # Enter takes only its own department out of the or.
        ("lead:林业厅,农业厅,财政厅", "农业厅", "lead:林业厅,财政厅 with:农业厅"),
        ("lead:林业厅,农业厅,财政厅", "农业厅 林业厅", "lead:财政厅 with:林业厅 with:农业厅"),
        # Minus takes its department out of the or and excludes it.
        ("lead:林业厅,农业厅", "-林业厅", "lead:农业厅 -dept:林业厅"),
        ("lead:林业厅,农业厅", "-林业厅 -林业厅", "lead:农业厅"),
        # Excluding another department leaves the or alone.
        ("dept:林业厅,农业厅", "-财政厅", "dept:林业厅,农业厅 -dept:财政厅"),
        # One of several excluded departments is let in again.
        ("-dept:林业厅,农业厅", "-农业厅", "-dept:林业厅"),
    ],
)
def test_choosing_excluding_and_joining_change_the_query(
    state: State, before: str, steps: str, after: str
) -> None:
    state.try_text(before)
    assert query_after(state, *steps.split()) == after


@pytest.mark.parametrize(
    ("query", "department", "role"),
    [
        ("first:环境保护厅", "环境保护厅", "first"),
        ("lead:林业厅,农业厅,财政厅", "农业厅", "lead"),
        ("dept:林业厅,农业厅 -dept:财政厅", "财政厅", "-"),
        ("-dept:林业厅,农业厅", "农业厅", "-"),
    ],
)
def test_the_role_of_a_department_is_that_of_its_term(
    state: State, query: str, department: str, role: str
) -> None:
    state.try_text(query)
    assert state.role(department) == role


def test_joining_departments_of_a_role_and_taking_them_apart_again(state: State) -> None:
    assert query_after(state, "林业厅", "农业厅", "o") == "lead:林业厅,农业厅"
    lead = state.index.roles["lead"]
    assert state.selection.mask == lead["林业厅"] | lead["农业厅"]
    assert state.is_joined
    assert state.undo()
    assert str(state.query) == "lead:林业厅 lead:农业厅"
    assert state.redo()
    assert str(state.query) == "lead:林业厅,农业厅"
    assert query_after(state, "o") == "lead:林业厅 lead:农业厅"
    assert not state.is_joined


def test_undo_and_redo_go_through_every_change(state: State) -> None:
    state.cycle("林业厅")
    state.cycle("农业厅")
    state.clear()
    assert state.undo()
    assert str(state.query) == "lead:林业厅 lead:农业厅"
    assert state.undo()
    assert state.undo()
    assert not state.undo()
    assert len(state.selection) == 44
    assert state.redo()
    assert str(state.query) == "lead:林业厅"
    state.exclude("财政厅")
    assert not state.redo()


@pytest.mark.parametrize(
    ("before", "after", "undone"),
    [
        ("湿地", "湿地 lead:林业厅", "query lead:林业厅"),
        ("湿地 lead:林业厅", "lead:林业厅", "clear 湿地"),
        ("lead:林业厅", "with:林业厅", "query with:林业厅"),
        ("湿地 is:solo", "is:solo 湿地", "query is:solo 湿地"),
        ("湿地", "", "clear 湿地"),
    ],
)
def test_what_was_undone_is_said_by_the_terms_that_changed(
    state: State, before: str, after: str, undone: str
) -> None:
    state.replace(before)
    state.replace(after)
    assert state.undo() == undone
    assert state.redo() == undone


def test_marks_grouping_and_order_have_one_history_with_the_query(state: State) -> None:
    state.mark(state.index.entries[0])
    state.cycle("林业厅")
    state.regroup("dept")
    state.sort("lead")
    assert not state.sort("lead"), "nothing has changed"
    steps = [state.undo() for _step in range(5)]
    assert steps == ["order of departments", "grouping", "query lead:林业厅", "mark 1 measure", ""]
    assert state.now == State(state.index, views={}).now
    assert [state.redo() for _step in range(5)] == [*reversed(steps[:-1]), ""]
    assert (state.marks, state.grouping, state.order) == (1, "dept", "lead")
    assert str(state.query) == "lead:林业厅"


@pytest.mark.parametrize(
    ("marked", "counts"),
    [
        ([], [5, 0, 5, 0]),
        # Those marked before come back, also where the query does not leave them (0 is measure 1).
        ([6, 7], [5, 2, 0, 5]),
        ([0], [6, 1, 0, 5]),
        ([6, 7, 22, 28, 29], [0, 5, 0, 5]),
    ],
)
def test_marking_everything_goes_to_the_marks_before_and_to_none(
    state: State, marked: list[int], counts: list[int]
) -> None:
    state.try_text("湿地")
    for number in marked:
        state.mark(state.index.entries[number])
    found = []
    for _press in counts:
        state.mark_all()
        found.append(state.marks.bit_count())
    assert found == counts


def test_marking_everything_begins_anew_after_another_query_or_mark(state: State) -> None:
    state.mark(state.index.entries[0])
    state.mark_all()
    state.try_text("湿地")
    state.mark_all()
    assert state.marks == 0
    state.mark_all()
    state.mark(state.index.entries[6])
    state.mark_all()
    assert len(state.chosen) == 5


def test_letters_typed_in_a_row_are_one_step_to_undo(state: State) -> None:
    before = state.query
    for text in ("湿", "湿地"):
        state.try_text(text)
    assert state.settle(before)
    assert len(state.selection) == 5
    state.undo()
    assert str(state.query) == ""


@pytest.mark.parametrize("text", ['"湿', "lead:", "lead:不存在", "no:x", "@nobody"])
def test_an_unfinished_query_leaves_the_last_good_selection(state: State, text: str) -> None:
    state.try_text("湿地")
    with pytest.raises(QueryError):
        state.try_text(text)
    assert (str(state.query), len(state.selection)) == ("湿地", 5)


def test_half_a_field_name_does_not_empty_the_screen(state: State) -> None:
    with pytest.raises(QueryError):
        state.try_text("lea")
    assert len(state.selection) == 44


def test_scoping_leaves_exactly_the_measures_of_each_heading(state: State) -> None:
    for item in state.index.headings:
        state.clear()
        state.scope(item)
        assert state.selection.mask == item.mask, item.title


def test_scoping_twice_takes_the_scope_away_and_another_heading_replaces_it(state: State) -> None:
    wetland, grass = heading(state, "湿地生态保护补偿"), heading(state, "草原生态保护补偿")
    state.cycle("财政厅")
    state.scope(wetland)
    state.scope(grass)
    assert str(state.query) == "lead:财政厅 section:草原生态保护补偿"
    state.scope(grass)
    assert str(state.query) == "lead:财政厅"


def test_scoping_on_a_measure_is_scoping_on_its_section(state: State) -> None:
    state.scope(state.index.entries[6])
    assert [entry.number for entry in state.selection.measures] == [7, 8]


def test_a_view_of_the_user_is_known(state: State) -> None:
    state.try_text("@shui")
    assert len(state.selection) == 27


def test_a_department_written_in_pinyin_is_the_one_that_is_chosen(state: State) -> None:
    state.try_text("lead:lyt,nyt -with:发改委")
    assert str(state.query) == "lead:林业厅,农业厅 -with:省发展改革委"
    state.clear()
    state.try_text("lead:lyt")
    assert state.role("林业厅") == "lead"
    state.cycle("林业厅")
    assert str(state.query) == "with:林业厅"


def test_marked_measures_are_what_an_exporter_gets(state: State) -> None:
    assert state.chosen is state.selection
    state.try_text("湿地")
    state.mark(state.index.entries[6])
    state.mark(heading(state, "健全配套制度体系"))
    chosen = state.chosen
    assert [entry.number for entry in chosen.measures] == [7, 29, 30]
    assert chosen.query == "no:7,29-30"
    state.mark(heading(state, "健全配套制度体系"))
    state.mark_all()
    assert len(state.chosen) == 5
    state.mark_all()
    state.mark_all()
    assert state.chosen is state.selection


def test_two_departments_are_brought_together_in_the_query(state: State) -> None:
    state.together("水利厅", "财政厅")
    assert str(state.query) == "dept:水利厅 dept:财政厅"
    assert len(state.selection) == 22
    state.undo()
    state.together("水利厅", "水利厅")
    assert str(state.query) == "dept:水利厅"
