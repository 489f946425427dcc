"""The departments: what choosing one leaves is what its line says, whatever the query is."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import app_of, pane_lines, press, query_of, told
from hypothesis import example, given
from hypothesis import strategies as st
from small import small
from textual.pilot import Pilot

from ecotui import i18n
from ecotui.browser.state import State
from ecotui.model.plan import Measure
from ecotui.query.departments import Choice, chosen, joined
from ecotui.query.grammar import QueryError, parse
from ecotui.query.index import Index
from ecotui.query.selection import select
from ecotui.text.display import width
from ecotui.tui.panes.departments import PLAIN_LINES, Departments, bar, lay_out

VIEWS = {"shui": "dept:水利厅", "either": "lead:林业厅,农业厅 湿地"}

#: Five departments and eight measures, so that every change changes something.
SMALL = small(
    *[
        Measure(number, text, tuple(f"{d}厅" for d in lead), tuple(f"{d}厅" for d in participants))
        for number, text, lead, participants in (
            (1, "湿地", "甲", "乙"),
            (2, "草原", "甲乙", "丙"),
            (3, "湿地草原", "乙", "甲丙丁"),
            (4, "森林", "丙", ""),
            (5, "森林湿地", "丁甲", "甲"),
            (6, "水", "乙丙丁", ""),
            (7, "水草原", "丙", "丁乙"),
            (8, "水湿地", "丁", "甲丙"),
        )
    ],
    departments=["甲厅", "乙厅", "丙厅", "丁厅", "戊厅"],
)


def pane_of(pilot: Pilot[Any]) -> Departments:
    return app_of(pilot).main.departments


def lines(pilot: Pilot[Any]) -> list[str]:
    return pane_lines(pilot, "departments")


def line_of(pilot: Pilot[Any], name: str) -> str:
    return next(line for line in lines(pilot) if name in line)


def counts(state: State, name: str) -> tuple[int, int, int]:
    choice = next(choice for choice in state.choices if choice.name == name)
    return choice.lead, choice.participant, choice.total


# -- what a line says


def check_every_count(state: State) -> None:
    """Choose every department in every role, and see that its line said how much that leaves."""
    before = state.query
    for choice in state.choices:
        for field, count in (
            ("lead", choice.lead),
            ("with", choice.participant),
            ("dept", choice.total),
        ):
            state.choose(choice.name, field)
            assert len(state.selection) == count, (str(before), choice.name, field)
            state.restore(before)


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["cycle", "exclude"]), st.sampled_from("甲乙丙丁戊")),
        st.tuples(st.just("join"), st.just("")),
        st.tuples(
            st.just("text"),
            st.sampled_from(
                [
                    "湿地",
                    "-草原",
                    "no:2-7",
                    "is:joint",
                    "@either",
                    "first:甲厅,乙厅",
                    "lead:甲厅 with:甲厅",
                    "-with:丙厅,丁厅",
                    "dept:甲,乙 dept:丙",
                    "-lead:戊厅",
                ]
            ),
        ),
        st.tuples(st.just("undo"), st.just("")),
    ),
    max_size=8,
)


@given(steps)
def test_every_count_is_what_choosing_it_leaves(taken: list[tuple[str, str]]) -> None:
    state = State(Index(SMALL), views={"either": "lead:甲厅,丁厅"})
    for step, value in taken:
        if step == "cycle":
            state.cycle(f"{value}厅")
        elif step == "exclude":
            state.exclude(f"{value}厅")
        elif step == "text":
            state.try_text(f"{state.query} {value}")
        elif step == "undo":
            state.undo()
        else:
            try:
                state.join()
            except QueryError:
                continue
    check_every_count(state)
    facets = {facet.name: facet for facet in state.selection.departments}
    for choice in state.choices:
        facet = facets[choice.name]
        assert choice.share == facet.total / max(1, len(state.selection))
        if choice.role is None and not state.is_joined:
            assert (choice.lead, choice.participant, choice.total) == (
                facet.lead,
                facet.participant,
                facet.total,
            )


@pytest.mark.parametrize(
    "where",
    [
        "",
        "湿地",
        "lead:林业厅",
        "lead:林业厅,农业厅 with:财政厅",
        "lead:lyt with:lyt",
        "-dept:财政厅 section:湿地",
        "-with:财政厅,水利厅 dept:林业厅,农业厅",
        "lead:林业厅,农业厅 lead:财政厅,林业厅",
        "@either with:财政厅",
        "没有的词 lead:林业厅",
    ],
)
def test_the_counts_of_the_real_plan_are_what_choosing_leaves(index: Index, where: str) -> None:
    check_every_count(State(index, where, views=VIEWS))


def test_a_chosen_department_says_what_its_other_roles_would_leave(state: State) -> None:
    state.cycle("林业厅")
    assert counts(state, "林业厅") == (9, 15, 24)
    state.exclude("林业厅")
    assert counts(state, "林业厅") == (9, 15, 24)
    assert next(c.share for c in state.choices if c.name == "林业厅") == 0


def test_a_saved_view_that_changed_leaves_the_counts_with_the_selection(index: Index) -> None:
    views = dict(VIEWS)
    state = State(index, "@shui lead:林业厅", views=views)
    before = counts(state, "林业厅")
    del views["shui"]
    assert counts(state, "林业厅") == before


# -- or


@pytest.mark.parametrize(
    "where", ["", "湿地", "lead:林业厅", "lead:林业厅 with:财政厅", "-dept:林业厅 -dept:农业厅"]
)
def test_what_cannot_be_an_or_says_so_and_stays(index: Index, where: str) -> None:
    state = State(index, where, views={})
    with pytest.raises(QueryError, match="same role"):
        state.join()
    assert str(state.query) == where
    assert not state.undo()


@given(steps)
def test_joining_twice_gives_the_same_measures_back(taken: list[tuple[str, str]]) -> None:
    index = Index(SMALL)
    query = parse("")
    for step, value in taken:
        if step == "cycle":
            query = chosen(query, f"{value}厅", "lead")
    either = joined(query)
    if either is not None:
        apart = joined(either)
        assert apart == query
        assert select(index, either).mask | select(index, query).mask == select(index, either).mask


# -- the pane


async def test_o_in_the_pane_shows_the_or_in_query_title_and_counts(pilot: Any) -> None:
    await pilot.press("tab", "tab", "enter", "j", "j", "j", "enter", "o")
    assert query_of(pilot) == "lead:林业厅,农业厅"
    assert pane_of(pilot).border_title.startswith("»Departments or ")
    assert line_of(pilot, "林业厅").split()[0] == "L"
    assert line_of(pilot, "农业厅").split()[0] == "L"
    await pilot.press("k", "enter")
    assert query_of(pilot) == "lead:林业厅,农业厅,省发展改革委"
    await pilot.press("u", "u")
    assert query_of(pilot) == "lead:林业厅 lead:农业厅"
    assert " or " not in pane_of(pilot).border_title


async def test_o_says_why_different_roles_cannot_be_joined(browse: Any) -> None:
    async with browse("lead:林业厅 with:财政厅") as pilot:
        await press(pilot, "o")
        said = told(pilot)
        assert len(said) == 1
        assert "same role" in said[0]
        assert query_of(pilot) == "lead:林业厅 with:财政厅"


async def test_choosing_another_role_leaves_what_the_line_said(browse: Any) -> None:
    async with browse("湿地") as pilot:
        await pilot.press("tab", "tab")
        for count in (3, 3):
            before = pane_of(pilot).current
            assert isinstance(before, Choice)
            await pilot.press("enter")
            now = pane_of(pilot).current
            assert (now.lead, now.participant, now.total) == (
                before.lead,
                before.participant,
                before.total,
            )
            assert now.total == count


async def test_a_department_that_would_leave_nothing_stays_and_is_dim(browse: Any) -> None:
    async with browse("湿地 lead:林业厅") as pilot:
        pane = pane_of(pilot)
        assert len(pane.choices) == 20
        dim = pane.style_of("dim").color
        for number, choice in enumerate(pane.choices):
            drawn = {style.color for _text, style in pane.pieces(number)}
            assert (drawn == {dim}) == (not choice.total), choice.name
        assert line_of(pilot, "商务厅").split()[-3:] == ["0", "0", "0"]


async def test_sorting_by_count_goes_by_the_counts_that_are_shown(browse: Any) -> None:
    async with browse("lead:林业厅,农业厅 with:财政厅") as pilot:
        await pilot.press("tab", "tab", "s")
        totals = [choice.total for choice in pane_of(pilot).choices]
        assert totals == sorted(totals, reverse=True)
        shown = [int(line.split()[-1]) for line in lines(pilot)[1:] if line.strip()]
        assert shown == totals[: len(shown)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(120, 40), (100, 30), (80, 24), (60, 16)])
async def test_names_three_counts_and_bars_fit_on_every_screen(
    browse: Any, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with browse("lead:林业厅", size=size) as pilot:
        pane = pane_of(pilot)
        await pilot.press("tab", "tab")
        for choice, line in zip(pane.choices, lines(pilot)[1:], strict=False):
            assert choice.name in line
            assert line.split()[-3:] == [
                str(count) for count in (choice.lead, choice.participant, choice.total)
            ]
            drawn = line.partition(choice.name)[2]
            assert any(piece in drawn for piece in "━─╾╸╴") == (choice.share > 0)
            if pane._layout.bar > 1:
                assert any(piece in drawn for piece in "━╾╸") == (choice.lead_share > 0)
        heads = pane.border_title.split()[-3:]
        assert heads[0].lstrip("━")[0] in ("牵", "l", "L")
        assert width(pane.border_title) == pane.size.width


async def test_only_lines_that_changed_are_drawn_again(browse: Any) -> None:
    async with browse("no:1-8") as pilot:
        pane = pane_of(pilot)
        drawn: list[int] = []
        pane.redraw_line = drawn.append
        app_of(pilot).state.try_text("no:1-8 no:1-9")
        pane.show_counts()
        assert drawn == []
        app_of(pilot).state.try_text("no:1-7 no:1-9")
        before = pane.choices
        pane.show_counts()
        changed = [i for i, choice in enumerate(pane.choices) if choice != before[i]]
        assert drawn == changed
        assert 0 < len(changed) < len(pane.choices)


async def test_a_terminal_without_block_characters_gets_plain_ones(pilot: Any) -> None:
    pane = pane_of(pilot)
    pane.lines = PLAIN_LINES
    assert " ==---- " in "".join(text for text, _style in pane.pieces(1))


# -- drawing


@given(st.integers(0, 200), st.integers(0, 40), st.integers(0, 200_000))
def test_a_line_is_never_wider_than_the_pane_and_keeps_the_names(
    cells: int, longest: int, most: int
) -> None:
    layout = lay_out(cells, longest, most)
    used = 3 + layout.name + layout.bar + len(layout.heads) * layout.column
    assert used == cells or layout.name == 0
    assert layout.column > len(str(most))
    if layout.bar:
        assert layout.name >= longest
        assert len(layout.heads) == 3


@example(2, 1, 2, 1000)
@given(st.integers(1, 40), st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 1000))
def test_a_bar_is_empty_only_for_nothing_and_full_only_for_all(
    cells: int, lead: int, part: int, whole: int
) -> None:
    part = min(part, whole)
    lead = min(lead, part)
    drawn = "".join(bar(lead / whole, part / whole, cells))
    assert width(drawn) <= cells
    assert (drawn == "") == (part == 0)
    assert (drawn.strip("━─╾") == "" and len(drawn) == cells) == (part == whole)
    if cells > 1:
        assert any(heavy in drawn for heavy in "━╸╾") == (lead > 0)
        assert any(light in drawn for light in "─╴╾") == (lead < part)
    assert len("".join(bar(lead / whole, part / whole, cells, PLAIN_LINES))) <= cells


def test_a_bar_has_a_heavy_line_for_leading_and_a_light_one_for_taking_part() -> None:
    assert bar(0.25, 0.5, 8) == ("━━", "──")
    assert bar(1 / 16, 5 / 16, 8) == ("╾", "─╴")
    assert bar(3 / 16, 3 / 16, 8) == ("━╸", "")
    assert bar(0, 0.5, 2) == ("", "─")
    assert bar(0.25, 0.5, 8, PLAIN_LINES) == ("==", "--")
