"""The query line: its place among the matches, its completions, its history, and saved views."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import app_of, error_of, hint_of, numbers, pane_lines, press, query_of, told, typed
from hypothesis import given
from hypothesis import strategies as st
from small import small
from textual.pilot import Pilot
from textual.widgets import Input, Static

from ecotui.browser.history import LIMIT, Recall, remember
from ecotui.browser.state import State
from ecotui.model.plan import Measure
from ecotui.query.grammar import QueryError
from ecotui.query.index import Index
from ecotui.query.selection import select
from ecotui.settings import saved_views
from ecotui.tui.dialogs.views import SaveView, ViewsScreen
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.panes.outline import Outline


@pytest.fixture(autouse=True)
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "ecotui"


def line_of(pilot: Pilot[Any]) -> str:
    return app_of(pilot).main.query_one("#query", Input).value


def place_of(pilot: Pilot[Any]) -> str:
    counts = str(app_of(pilot).main.query_one("#query-place", Static).render())
    return counts.partition("match ")[2]


def offered(pilot: Pilot[Any]) -> list[str]:
    """The words of the completion line; none where it is away."""
    line = app_of(pilot).main.query_one("#completions", Static)
    return str(line.render()).split() if line.display and not line.has_class("wrong") else []


def status(pilot: Pilot[Any], name: str) -> str:
    return str(pilot.app.screen.query_one(f"#{name}", Static).render())


# -- which match of how many


@pytest.mark.parametrize(
    ("where", "steps"),
    [
        ("湿地", "1/5 n 2/5 n 3/5 n 4/5 n 5/5 n 1/5 N 5/5"),
        ("湿地 is:joint", "1/3 g - G 3/3 x - u 3/3"),
        # A measure that only its heading matches is no match.
        ("湿地生态", "1/2 j - n 2/2"),
    ],
)
async def test_the_place_among_the_matches(browse: Any, where: str, steps: str) -> None:
    async with browse(where) as pilot:
        first, *others = steps.split()
        assert place_of(pilot) == first
        for key, place in zip(others[::2], others[1::2], strict=True):
            await press(pilot, key)
            assert (place_of(pilot) or "-") == place


async def test_the_counts_are_in_sight_while_completions_are_open(pilot: Any) -> None:
    await typed(pilot, "/补偿 lead:")
    place = app_of(pilot).main.query_one("#query-place", Static)
    assert offered(pilot)
    assert str(place.render()).strip() == "31/44 · match 8/15"
    assert place.region.y == 0
    assert place.region.right == pilot.app.size.width - 1


async def test_the_place_is_there_when_a_search_is_accepted(pilot: Any) -> None:
    await typed(pilot, "/若尔盖", "enter")
    assert place_of(pilot) == "1/2"


async def test_the_place_is_that_in_the_plan_when_measures_are_regrouped(browse: Any) -> None:
    async with browse("湿地") as pilot:
        await press(pilot, "b", "b", "n")
        assert place_of(pilot) == "2/5"


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("", "there is no search word; press / to search"),
        ("lead:林业厅", "there is no search word; press / to search"),
        ("没有的词", "No measures match. Press u to undo."),
        ("分领域任务", "the words occur only in headings or department names"),
    ],
)
async def test_n_without_a_match_says_why_and_stays(browse: Any, where: str, message: str) -> None:
    async with browse(where) as pilot:
        before = app_of(pilot).main.outline.cursor
        await pilot.press("n")
        assert told(pilot) == [message]
        assert app_of(pilot).main.outline.cursor == before


@given(word=st.text(min_size=1, max_size=3) | st.sampled_from(["st", "lin", "25 度", "區", "、"]))
def test_matches_are_the_measures_that_have_a_highlight(index: Index, word: str) -> None:
    try:
        selection = select(index, word)
    except QueryError:
        return
    wanted = [e.number for e in selection.measures if selection.matches(e)]
    outline = Outline(selection)
    places = [index.position(entry) for entry in index.measures(outline.matching)]
    assert [index.entries[place].number for place in places] == wanted


# -- completion


async def test_a_field_and_a_department_are_completed_with_tab(pilot: Any) -> None:
    await typed(pilot, "/湿地 l")
    assert offered(pilot) == ["lead:", "leads"]
    await press(pilot, "tab")
    assert line_of(pilot) == "湿地 lead:"
    assert offered(pilot)[:4] == ["环境保护厅", "3", "林业厅", "2"]
    assert hint_of(pilot) == "type a department"
    assert numbers(pilot) == [7, 8, 23, 29, 30]
    await typed(pilot, "lyt")
    assert offered(pilot) == ["林业厅", "2"]
    await press(pilot, "tab", "enter")
    assert query_of(pilot) == "湿地 lead:林业厅"
    assert numbers(pilot) == [7, 30]
    assert offered(pilot) == []


async def test_tab_again_puts_the_next_completion_in_its_place(pilot: Any) -> None:
    await typed(pilot, "/lead:")
    names = offered(pilot)[::2]
    seen = []
    for key in ("tab", "tab", "shift+tab", "shift+tab"):
        await press(pilot, key)
        seen.append(line_of(pilot).removeprefix("lead:"))
        assert offered(pilot)[::2] == names
    assert seen == [names[0], names[1], names[0], names[-1]]
    assert len(numbers(pilot)) == len(select(app_of(pilot).state.index, f"lead:{seen[-1]}"))
    await typed(pilot, ",lyt")
    assert offered(pilot) == ["林业厅", "9"]


async def test_right_at_the_end_takes_the_first_completion(pilot: Any) -> None:
    await typed(pilot, "/lead:lyt", "left", "right")
    assert line_of(pilot) == "lead:lyt"
    await press(pilot, "right")
    assert line_of(pilot) == "lead:林业厅"
    await pilot.press("right")
    assert line_of(pilot) == "lead:林业厅"


async def test_right_after_tab_goes_on_with_what_was_taken(pilot: Any) -> None:
    await typed(pilot, "/-", "tab", "right")
    assert line_of(pilot) == "-lead:"
    assert offered(pilot)[0] == "环境保护厅"


async def test_without_a_completion_tab_keeps_the_query(pilot: Any) -> None:
    await typed(pilot, "/湿地")
    assert offered(pilot) == []
    await press(pilot, "tab")
    assert query_of(pilot) == "湿地"
    assert app_of(pilot).main.outline.has_focus


async def test_completions_go_with_the_cursor_and_with_the_focus(pilot: Any) -> None:
    await typed(pilot, "/lead:林 no:7")
    assert offered(pilot) == []
    await press(pilot, *["left"] * 5)
    assert offered(pilot) == ["林业厅", "1"]
    await press(pilot, "escape")
    assert offered(pilot) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("湿地 lead:", "type a department"),
        ("湿地 -with:", "type a department"),
        ("湿地 lead:省", ""),
        ("湿地 no:", "type numbers such as 7-12"),
        ("湿地 is:jo", ""),
        ("湿地 -", "type what to leave out"),
        ("湿地 @", "type the name of a view"),
    ],
)
async def test_a_half_typed_term_is_asked_for_and_the_rest_is_shown(
    browse: Any, text: str, hint: str
) -> None:
    async with browse("section:森林") as pilot:
        # The shown measures are those of the rest, not of what was typed before.
        app_of(pilot).main.query_line.write("")
        await typed(pilot, f"/{text}")
        assert hint_of(pilot) == hint
        assert error_of(pilot) == ""
        assert numbers(pilot) == [7, 8, 23, 29, 30]
        await pilot.press("escape")
        assert query_of(pilot) == "section:森林"
        assert hint_of(pilot) == ""


async def test_an_error_stands_whole_below_the_query_and_its_counts(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await typed(pilot, "/湿地 lead:火星")
        rows = app_of(pilot).screen._compositor.render_strips()
        first, second = ("".join(segment.text for segment in rows[y]) for y in (0, 1))
        assert "湿地 lead:火星" in first
        assert "5/44 · match 1/5" in first
        assert error_of(pilot) in second
        await press(pilot, "left")
        assert error_of(pilot).startswith("no department")
        await press(pilot, "escape")
        assert error_of(pilot) == ""


async def test_what_cannot_go_on_well_is_an_error_at_once(pilot: Any) -> None:
    await typed(pilot, "/湿地 lead:火星")
    assert error_of(pilot).startswith('no department "火星"')
    assert hint_of(pilot) == ""
    assert numbers(pilot) == [7, 8, 23, 29, 30]


async def test_enter_on_an_unfinished_query_loses_nothing_of_it(pilot: Any) -> None:
    await typed(pilot, "/湿地 lead:省", "enter")
    assert line_of(pilot) == "湿地 lead:省"
    assert "may mean" in error_of(pilot)
    assert app_of(pilot).focused.id == "query"
    await typed(pilot, "发", "enter")
    assert query_of(pilot) == "湿地 lead:省发展改革委"


async def test_enter_takes_the_beginning_of_a_field_for_a_word(pilot: Any) -> None:
    await typed(pilot, "/首位")
    assert len(numbers(pilot)) == 44
    await pilot.press("enter")
    assert query_of(pilot) == "首位"
    assert numbers(pilot) == []


@pytest.mark.parametrize("text", ["first", "首位", "参"])
async def test_halfway_to_a_field_nothing_is_emptied(browse: Any, text: str) -> None:
    async with browse("lead:林业厅 湿地") as pilot:
        await typed(pilot, f"/{text}")
        assert numbers(pilot) == [7, 30]


async def test_no_wide_character_of_the_completions_is_torn(browse: Any) -> None:
    for width in range(70, 130, 7):
        async with browse(size=(width, 24)) as pilot:
            await typed(pilot, "/with:")
            words = offered(pilot)
            row = "".join(
                segment.text for segment in app_of(pilot).screen._compositor.render_strips()[1]
            )
            assert [word for word in row.strip("─ ").split() if word in words] == words


async def test_the_key_bar_names_the_keys_of_the_query_line(pilot: Any) -> None:
    await press(pilot, "slash")
    bar = str(app_of(pilot).query_one(KeyBar).render())
    assert bar.split() == ["Enter", "keep", "Esc", "back", "Tab", "complete", "↑", "earlier"]


async def test_hostile_names_are_offered_in_no_way_that_acts(browse: Any) -> None:
    bad, worse = "[bold]d\x1b[2J", "[@click=app.quit]e f"
    plan = small(Measure(1, "t", (worse, bad)), departments=[bad, worse])
    async with browse(other=Index(plan)) as pilot:
        await typed(pilot, "/lead:")
        assert offered(pilot) == ['"[@click=app.quit]e', 'f"', "1"]
        await press(pilot, "tab", "enter")
        assert query_of(pilot) == 'lead:"[@click=app.quit]e f"'
        await press(pilot, "tab", "tab", "j", "enter")
        assert "\x1b" not in line_of(pilot)


# -- history


def test_a_history_holds_each_query_once_and_forgets_the_oldest() -> None:
    history = ["a", "b"]
    remember(history, "a")
    remember(history, "")
    assert history == ["b", "a"]
    for number in range(LIMIT + 5):
        remember(history, str(number))
    assert len(history) == LIMIT
    assert history[-1] == str(LIMIT + 4)


@given(st.lists(st.sampled_from("abc ")), st.sampled_from(["a", "a ", "x", ""]))
def test_a_walk_through_the_history_ends_where_it_began(history: list[str], typed: str) -> None:
    recall = Recall(history, typed)
    back = [recall.step(1) for _step in range(len(history) + 1)]
    assert len(set(back)) >= len(set(history)) - 1
    assert [recall.step(-1) for _step in range(len(history) + 1)][-1] == typed


async def test_up_brings_the_queries_back_that_were_kept_or_cleared(browse: Any) -> None:
    async with browse("no:1-9") as pilot:
        for text in ("湿地", "草原", "湿地"):
            await pilot.press("x")
            await typed(pilot, f"/{text}", "enter")
        assert app_of(pilot).main.query_line.history == ["no:1-9", "草原", "湿地"]
        await pilot.press("slash", *["backspace"] * 3)
        await typed(pilot, "水")
        seen = []
        for key in ("up", "up", "up", "up", "down", "down", "down", "down"):
            await press(pilot, key)
            seen.append(line_of(pilot))
        assert seen == ["湿地", "草原", "no:1-9", "no:1-9", "草原", "湿地", "水", "水"]
        await press(pilot, "up")
        assert numbers(pilot) == [7, 8, 23, 29, 30]
        await pilot.press("enter")
        assert query_of(pilot) == "湿地"


async def test_what_is_typed_over_a_recalled_query_begins_a_new_walk(pilot: Any) -> None:
    app_of(pilot).main.query_line.history = ["湿地", "草原"]
    await press(pilot, "slash", "up", "backspace", "up")
    assert line_of(pilot) == "草原"
    await pilot.press("down")
    assert line_of(pilot) == "草"


async def test_what_an_escape_abandons_can_be_recalled(browse: Any) -> None:
    async with browse("草原") as pilot:
        await press(pilot, "slash", *"wetland", "escape")
        assert str(app_of(pilot).state.query) == "草原"
        await press(pilot, "slash", "escape", "slash", "up")
        assert line_of(pilot) == "草原 wetland"
        assert app_of(pilot).main.query_line.history == ["草原 wetland"]


async def test_escape_after_recalling_gives_the_old_query_back(browse: Any) -> None:
    async with browse("草原") as pilot:
        app_of(pilot).main.query_line.history = ["湿地"]
        await press(pilot, "slash", "up")
        assert len(numbers(pilot)) == 5
        await pilot.press("escape")
        assert query_of(pilot) == "草原"


# -- saved views


async def test_a_query_is_saved_under_a_name_and_found_again(browse: Any) -> None:
    async with browse("section:湿地") as pilot:
        await typed(pilot, "vwet", "enter")
        assert told(pilot) == ["saved as @wet"]
        assert saved_views.read() == {"wet": "section:湿地"}
        await press(pilot, "x", "at")
        assert isinstance(pilot.app.screen, ViewsScreen)
        (line,) = pane_lines(pilot, "views-list")
        assert line.split() == ["@wet", "2", "section:湿地"]
        await press(pilot, "enter")
        assert (query_of(pilot), line_of(pilot)) == ("@wet", "@wet")
        assert numbers(pilot) == [7, 8]
        await pilot.press("u")
        assert query_of(pilot) == ""


async def test_a_view_is_typed_and_completed_as_soon_as_it_is_saved(browse: Any) -> None:
    async with browse("section:湿地") as pilot:
        await typed(pilot, "vwet", "enter", "x")
        await typed(pilot, "/lead:林业厅 @")
        assert offered(pilot) == ["@wet", "section:湿地"]
        await press(pilot, "tab", "enter")
        assert query_of(pilot) == "lead:林业厅 @wet"
        assert numbers(pilot) == [7]


async def test_an_existing_view_is_replaced_only_when_asked_twice(browse: Any) -> None:
    saved_views.write({"wet": "湿地"})
    async with browse("草原") as pilot:
        await typed(pilot, "v@wet", "enter")
        assert status(pilot, "views-status") == "@wet exists; Enter again replaces it"
        assert saved_views.read() == {"wet": "湿地"}
        await press(pilot, "enter")
        assert saved_views.read() == {"wet": "草原"}


@pytest.mark.parametrize(
    ("where", "name", "message"),
    [
        ("湿地", "", "give the view a name"),
        ("湿地", "a b", "the name of a view cannot contain spaces"),
        ("@wet no:7", "wet", "saved views refer to each other: @wet → @wet"),
        ("@round", "wet", "saved views refer to each other: @wet → @round → @wet"),
    ],
)
async def test_a_view_that_cannot_be_is_refused_in_one_line(
    browse: Any, where: str, name: str, message: str
) -> None:
    views = {"wet": "湿地", "round": "@wet"}
    saved_views.write(views)
    async with browse() as pilot:
        app_of(pilot).state.use_views(views)
        await typed(pilot, f"/{where}")
        await press(pilot, "enter", "v", *name, "enter", "enter")
        assert isinstance(pilot.app.screen, SaveView)
        assert status(pilot, "views-status") == message
        assert saved_views.read() == views
        await pilot.press("escape")
        assert query_of(pilot) == where


async def test_an_empty_query_is_not_saved(pilot: Any) -> None:
    await pilot.press("v")
    assert told(pilot) == ["there is no query; press / to start one"]


async def test_a_view_is_deleted_when_asked_twice(browse: Any) -> None:
    saved_views.write({"dry": "草原", "wet": "湿地"})
    async with browse() as pilot:
        await press(pilot, "at", "d")
        assert status(pilot, "views-status") == "d again deletes @dry"
        await pilot.press("j", "k", "d")
        assert "dry" in saved_views.read(), "a move in between takes the question back"
        await press(pilot, "d")
        assert saved_views.read() == {"wet": "湿地"}
        await press(pilot, "d", "d")
        assert saved_views.read() == {}
        assert len(pilot.app.screen_stack) == 1
        await pilot.press("at")
        assert told(pilot) == ["no view is saved yet; press v to save the query"]


async def test_a_view_that_the_query_needs_is_not_deleted(browse: Any) -> None:
    saved_views.write({"wet": "湿地", "on": "@wet"})
    async with browse() as pilot:
        await press(pilot, "at", "enter", "at", "j", "d", "d")
        assert query_of(pilot) == "@on"
        assert status(pilot, "views-status") == "the query needs @wet; x clears it"
        assert "wet" in saved_views.read()


async def test_undo_passes_over_a_query_whose_view_was_deleted(browse: Any) -> None:
    saved_views.write({"wet": "湿地"})
    async with browse("草原") as pilot:
        await press(pilot, "at", "enter", "x", "at", "d", "d")
        await press(pilot, "u")
        assert query_of(pilot) == "草原"
        assert app_of(pilot).is_running


async def test_a_view_that_does_not_work_says_why(browse: Any) -> None:
    saved_views.write({"bad": "lead:nobody", "wet": "湿地"})
    async with browse() as pilot:
        await press(pilot, "at", "enter")
        assert status(pilot, "views-status").startswith('no department "nobody"')
        await pilot.press("j", "enter")
        assert query_of(pilot) == "@wet"


async def test_guests_have_the_views_of_their_query_and_change_none(browse: Any) -> None:
    saved = {"wet": "湿地", "secret": "lead:林业厅"}
    saved_views.write(saved)
    message = "views cannot be saved or deleted in restricted mode"
    guest = {"restricted": True, "export_dir": "."}
    async with browse("草原", views={"wet": "湿地"}, **guest) as pilot:
        await pilot.press("v")
        assert told(pilot) == [message]
        await press(pilot, "at")
        (line,) = pane_lines(pilot, "views-list")
        assert line.split()[0] == "@wet"
        await press(pilot, "d", "d")
        assert status(pilot, "views-status") == message
        assert saved_views.read() == saved
        await pilot.press("enter")
        assert query_of(pilot) == "@wet"
        await typed(pilot, "x/@")
        assert "@secret" not in offered(pilot)
    async with browse("草原", **guest) as pilot:
        await press(pilot, "at")
        assert told(pilot) == [message]
        assert not isinstance(pilot.app.screen, ViewsScreen)


async def test_a_file_of_views_that_cannot_be_read_stays(browse: Any, own_config: Path) -> None:
    own_config.mkdir()
    file = own_config / "views.toml"
    file.write_text("not = toml = at all")
    async with browse("湿地") as pilot:
        await pilot.press("at")
        assert told(pilot)[0].startswith("cannot read")
        await typed(pilot, "vwet", "enter")
        assert status(pilot, "views-status").startswith("cannot read")
    assert file.read_text() == "not = toml = at all"


async def test_a_view_that_cannot_be_written_is_not_there(browse: Any, own_config: Path) -> None:
    own_config.write_text("a file where the folder should be")
    async with browse("湿地") as pilot:
        await typed(pilot, "vwet", "enter")
        assert "views.toml" in status(pilot, "views-status")
        assert dict(app_of(pilot).state.views) == {}


async def test_many_views_with_long_queries_fit_a_small_screen(browse: Any) -> None:
    saved_views.write({f"view-{n:02}-{'长' * 12}": "湿地 " * 30 + f"no:{n}" for n in range(40)})
    async with browse(size=(60, 16)) as pilot:
        await press(pilot, "at", "G")
        box = pilot.app.screen.query_one("#views")
        assert box.region.bottom <= 16
        await pilot.press("enter")
        assert query_of(pilot).startswith("@view-39")


def test_a_query_that_needs_a_lost_view_keeps_the_views(state: State) -> None:
    state.try_text("@shui")
    before = len(state.selection)
    with pytest.raises(QueryError):
        state.use_views({})
    assert "shui" in state.views
    state.use_views({"shui": "no:1"})
    assert (before, len(state.selection)) != (1, 1)
    assert len(state.selection) == 1


# -- input methods


@pytest.mark.parametrize("text", ["湿", "生态保护补偿", "健全省级公益林补偿标准的动态调整机制"])
async def test_a_commit_of_any_length_searches_at_once(pilot: Any, text: str) -> None:
    await pilot.press("slash")
    await typed(pilot, text)
    wanted = [e.number for e in select(app_of(pilot).state.index, text).measures]
    assert numbers(pilot) == wanted != list(range(1, 45))
    await pilot.press("enter")
    assert query_of(pilot) == text


# -- nothing found


def outline_text(pilot: Pilot[Any]) -> list[str]:
    return [line.strip() for line in pane_lines(pilot, "outline")[1:] if line.strip()]


async def test_where_nothing_is_found_each_way_out_has_a_key(browse: Any) -> None:
    async with browse("lead:水利厅") as pilot:
        outline = app_of(pilot).main.outline
        await press(pilot, *"fczt", "enter")
        assert outline_text(pilot) == [
            "No measures match all of this.",
            "1 lead or participate → 22 measures",
            "2 drop lead:水利厅 → 12 measures",
            "3 drop lead:财政厅 → 6 measures",
            "x clear everything → 44 measures",
        ]
        measure = "".join(pane_lines(pilot, "measure"))
        assert "lead:水利厅  6 measures" in measure
        assert "lead:财政厅  12 measures" in measure
        # A number works in every pane, Enter takes the line under the cursor.
        await press(pilot, "2")
        assert query_of(pilot) == "lead:财政厅"
        await press(pilot, "u", "shift+tab", "shift+tab", "enter")
        assert query_of(pilot) == "dept:水利厅 dept:财政厅"
        await press(pilot, "u", "j", "j", "j", "enter")
        assert query_of(pilot) == ""
        await press(pilot, "u", "x")
        assert query_of(pilot) == ""
        assert outline.ways == []


async def test_the_cursor_goes_back_to_where_it_was_before_nothing_was_found(pilot: Any) -> None:
    outline = app_of(pilot).main.outline
    await press(pilot, "G", "k")
    before = outline.current
    await typed(pilot, "/没有的词", "enter")
    assert outline.current is None
    await press(pilot, "x")
    assert outline.current is before


async def test_numbers_are_typed_into_the_query_line_where_nothing_is_found(pilot: Any) -> None:
    await typed(pilot, "/没有的词 12")
    assert line_of(pilot) == "没有的词 12"
