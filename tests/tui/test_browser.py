"""What a user does in the browser, key by key, on the real plan."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import (
    app_of,
    current,
    error_of,
    hint_of,
    numbers,
    pane_lines,
    press,
    query_of,
    resize,
    told,
    typed,
)
from small import small
from textual.pilot import Pilot
from textual.widgets import Input

from ecotui import i18n
from ecotui.model.plan import Measure
from ecotui.query.index import Heading, Index
from ecotui.settings.config import Config
from ecotui.tui.panes.key_bar import KeyBar

BAD_DEPARTMENT = "[bold]d\x1b[2J"
BAD_TEXT = "[@click=app.bell]x[/] \x1b]0;pwn\x07 \\[x]"


def shown(pilot: Pilot[Any], pane: str) -> str:
    return "\n".join(pane_lines(pilot, pane))


async def test_it_begins_on_the_first_measure_with_the_whole_plan(pilot: Any) -> None:
    assert numbers(pilot) == list(range(1, 45))
    assert current(pilot) == 1
    assert app_of(pilot).main.outline.has_focus
    assert "健全省级公益林补偿标准" in shown(pilot, "measure")


async def test_searching_as_one_types_narrows_outline_and_departments(pilot: Any) -> None:
    await typed(pilot, "/湿地")
    assert numbers(pilot) == [7, 8, 23, 29, 30]
    totals = {c.name: c.total for c in app_of(pilot).main.departments.choices}
    assert totals["林业厅"] == 3
    await pilot.press("enter")
    assert query_of(pilot) == "湿地"
    assert app_of(pilot).main.outline.has_focus


async def test_pinyin_finds_a_department_and_enter_goes_round_the_roles(pilot: Any) -> None:
    await typed(pilot, "flyt", "enter")
    assert query_of(pilot) == "lead:林业厅"
    assert app_of(pilot).main.departments.has_focus
    for wanted in ("with:林业厅", "dept:林业厅", ""):
        await pilot.press("enter")
        assert query_of(pilot) == wanted


async def test_every_pane_filters_the_others(browse: Any) -> None:
    async with browse("湿地 lead:林业厅") as pilot:
        assert numbers(pilot) == [7, 30]
        counts = {c.name: (c.lead, c.participant) for c in pilot.app.main.departments.choices}
        assert counts["环境保护厅"] == (1, 1)
        assert counts["商务厅"] == (0, 0)
        assert "商务厅" in shown(pilot, "departments")
        await pilot.press("full_stop")
        assert numbers(pilot) == [7]
        assert "section:湿地生态保护补偿" in query_of(pilot)


async def test_minus_excludes_the_department_under_the_cursor(pilot: Any) -> None:
    await typed(pilot, "fczt", "escape", "minus")
    assert query_of(pilot) == "-dept:财政厅"
    assert len(numbers(pilot)) == 7


async def test_escape_gives_the_query_back_and_never_quits(browse: Any) -> None:
    async with browse("湿地") as pilot:
        await typed(pilot, "/lead:林业厅")
        assert numbers(pilot) == [7, 30]
        await pilot.press("escape", "escape", "escape")
        assert query_of(pilot) == "湿地"
        assert app_of(pilot).query_one("#query", Input).value == "湿地"
        assert app_of(pilot).is_running


async def test_an_unfinished_query_says_so_and_keeps_the_last_selection(pilot: Any) -> None:
    await typed(pilot, "/湿地 no:")
    assert hint_of(pilot) == "type numbers such as 7-12"
    assert len(numbers(pilot)) < 44
    await typed(pilot, "7")
    assert error_of(pilot) == ""
    assert numbers(pilot) == [7]


async def test_undo_redo_and_clear(pilot: Any) -> None:
    await typed(pilot, "/湿地", "enter", "x")
    assert len(numbers(pilot)) == 44
    await pilot.press("u")
    assert query_of(pilot) == "湿地"
    await pilot.press("u", "ctrl+r")
    assert query_of(pilot) == "湿地"
    assert told(pilot) == ["undone: clear 湿地", "undone: query 湿地", "redone: query 湿地"]


async def test_marks_and_grouping_are_undone_as_the_query_is(pilot: Any) -> None:
    outline = app_of(pilot).main.outline
    await press(pilot, "space", "space", "b", "asterisk", "asterisk", "asterisk")
    assert (outline.marks, outline.grouping) == (0, "first")
    for notice, marks, grouping in [
        ("unmark 2 measures", 2, "first"),
        ("unmark 42 measures", 44, "first"),
        ("mark 42 measures", 2, "first"),
        ("grouping", 2, "hierarchy"),
        ("mark 1 measure", 1, "hierarchy"),
    ]:
        await press(pilot, "u")
        assert told(pilot)[-1] == f"undone: {notice}"
        assert (outline.marks.bit_count(), outline.grouping) == (marks, grouping)
    assert "●1" in str(outline.border_title)
    await press(pilot, "ctrl+r", "ctrl+r")
    assert (outline.marks.bit_count(), outline.grouping) == (2, "first")
    assert told(pilot)[-1] == "redone: grouping"


async def test_marking_everything_says_how_many_and_how_to_undo(pilot: Any) -> None:
    await typed(pilot, "/湿地", "enter", "asterisk", "asterisk")
    assert told(pilot) == ["5 marked · u undoes", "5 unmarked · u undoes"]


@pytest.mark.parametrize(
    ("where", "steps"),
    [
        ("", [("j", 2), ("kk", "森林生态保护补偿"), ("G", 44), ("g", "分领域任务")]),
        ("", [("h", "森林生态保护补偿"), ("hll", 1), ("hhhhj", "机制创新")]),
        ("若尔盖", [("", 7), ("n", 23), ("n", 7), ("N", 23)]),
    ],
)
async def test_keys_move_the_cursor(
    browse: Any, where: str, steps: list[tuple[str, int | str]]
) -> None:
    async with browse(where) as pilot:
        for keys, place in steps:
            await pilot.press(*keys)
            assert current(pilot) == place


async def test_folding_hides_what_is_below(pilot: Any) -> None:
    await pilot.press("h", "h")
    assert 1 not in numbers(pilot)


async def test_pages_end_at_the_ends_and_the_cursor_stays_in_sight(pilot: Any) -> None:
    await pilot.press("g", "ctrl+d", "ctrl+u")
    assert current(pilot) == "分领域任务"
    outline = app_of(pilot).main.outline
    await pilot.press("G")
    assert outline.scroll_offset.y + outline.size.height >= outline.cursor


async def test_matches_are_marked_in_outline_and_measure(browse: Any) -> None:
    async with browse("若尔盖") as pilot:
        for pane in ("outline", "measure"):
            widget = app_of(pilot).query_one(f"#{pane}")
            style = widget.style_of("match")
            marked = {
                segment.text
                for strip in widget.render_lines(widget.size.region)
                for segment in strip
                if segment.style is not None and segment.style.color == style.color
            }
            assert "若尔盖" in marked


async def test_the_cursor_stays_on_its_measure_when_the_selection_changes(pilot: Any) -> None:
    while current(pilot) != 30:
        await pilot.press("j")
    await typed(pilot, "/湿地", "enter")
    assert current(pilot) == 30
    await pilot.press("x")
    assert current(pilot) == 30


async def test_tab_goes_round_the_three_panes(pilot: Any) -> None:
    seen = []
    for _press in range(3):
        await pilot.press("tab")
        seen.append(app_of(pilot).focused.id)
    assert seen == ["measure", "departments", "outline"]
    await pilot.press("shift+tab")
    assert app_of(pilot).focused.id == "departments"


async def test_keys_in_one_burst_are_not_lost(pilot: Any) -> None:
    await press(pilot, "slash", *"湿地", "enter", "tab", "tab", "j", "enter", "tab", "j")
    assert query_of(pilot) == "湿地 lead:财政厅"
    assert app_of(pilot).main.outline.has_focus


async def test_one_pane_on_a_narrow_screen_follows_the_focus(browse: Any) -> None:
    async with browse(size=(60, 16)) as pilot:
        app = app_of(pilot)
        assert app.main.outline.region.width == 60
        await pilot.press("tab")
        assert app.main.measure.region.height > 8
        assert not app.main.outline.display
        await typed(pilot, "flyt", "enter")
        assert app.main.departments.region.height > 8
        await pilot.press("tab")
        assert app.main.outline.has_focus
        assert app.main.outline.region.width == 60


@pytest.mark.parametrize("size", [(39, 9), (20, 5), (8, 3), (2, 1)])
async def test_a_tiny_screen_is_no_reason_to_fall_over(browse: Any, size: tuple[int, int]) -> None:
    async with browse(size=size) as pilot:
        keys = ("j", "tab", "slash", "x", "escape", "f", "l", "enter", "e", "escape")
        await press(pilot, *keys)
        await press(pilot, "question_mark")
        await press(pilot, "escape")
        await resize(pilot, 120, 40)
        assert app_of(pilot).main.outline.region.height > 30


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_interface_speaks_both_languages(browse: Any, language: str) -> None:
    i18n.use(language)
    async with browse() as pilot:
        bar = str(app_of(pilot).query_one(KeyBar).render())
        assert ("帮助" in bar) == (language == "zh")
        assert ("牵头单位" in shown(pilot, "measure")) == (language == "zh")


async def test_hostile_text_is_shown_and_does_nothing(browse: Any) -> None:
    plan = small(
        Measure(1, BAD_TEXT, (BAD_DEPARTMENT,)),
        title="[red]t[/red] \x1b[31m",
        chapter="[/]c @click=app.quit \u202e",
    )
    async with browse(other=Index(plan)) as pilot:
        text = shown(pilot, "outline") + shown(pilot, "measure") + shown(pilot, "departments")
        assert "[@click=app.bell]x[/] ␛]0;pwn␇ \\[x]" in text
        assert "[bold]d␛[2J" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        await pilot.press("full_stop", "f", "b", "enter", "e", "escape", "question_mark", "escape")
        assert app_of(pilot).is_running


async def test_a_selection_without_measures_is_no_dead_end(browse: Any) -> None:
    async with browse("没有的词") as pilot:
        await pilot.press(
            "j", "h", "l", "n", "N", "full_stop", "y", "G", "tab", "tab", "enter", "u"
        )
        await pilot.press("x")
        assert len(numbers(pilot)) == 44


async def test_departments_are_sorted_by_plan_by_each_count_and_by_name(pilot: Any) -> None:
    departments = app_of(pilot).main.departments
    plan = [choice.name for choice in departments.choices]
    await pilot.press("tab", "tab", "j")
    for count in ("total", "lead", "participant"):
        await press(pilot, "s")
        counts = [getattr(choice, count) for choice in departments.choices]
        assert counts == sorted(counts, reverse=True)
        assert departments.current.name == "财政厅"
    await pilot.press("s")
    names = [choice.name for choice in departments.choices]
    assert names[0] == "财政厅"
    assert names[1:3] == ["国土资源厅", "环境保护厅"]
    assert departments.current.name == "财政厅"
    await pilot.press("s")
    assert [choice.name for choice in departments.choices] == plan
    await press(pilot, "u")
    assert [choice.name for choice in departments.choices] == names
    assert told(pilot)[-1] == "undone: order of departments"


async def test_departments_have_leads_participations_and_both_together(pilot: Any) -> None:
    lines = pane_lines(pilot, "departments")
    (line,) = [line for line in lines if "财政厅" in line]
    assert line.split() == ["财政厅", "━━────", "12", "25", "37"]
    assert app_of(pilot).main.departments.border_title.split()[-3:] == ["━lead", "─part", "all"]


async def test_measures_are_regrouped_by_first_lead_and_by_department(pilot: Any) -> None:
    app = app_of(pilot)
    await pilot.press("b")
    heads = {x.title: x.total for x in app.main.outline.lines if isinstance(x, Heading)}
    assert heads["环境保护厅"] == 12
    assert sum(heads.values()) == 44
    assert sorted(numbers(pilot)) == list(range(1, 45))
    await pilot.press("b")
    heads = {x.title: x.total for x in app.main.outline.lines if isinstance(x, Heading)}
    assert heads["财政厅"] == 37
    assert len(numbers(pilot)) == sum(heads.values())
    await pilot.press("h", "full_stop")
    assert query_of(pilot) == "dept:林业厅"
    await pilot.press("full_stop", "h", "j", "h", "l", "n", "space", "r", "q", "b")
    assert query_of(pilot) == ""
    assert numbers(pilot) == list(range(1, 45))


async def test_a_measure_without_a_lead_is_not_lost_when_regrouped(browse: Any) -> None:
    plan = small(Measure(1, "x"), departments=["林业厅"])
    async with browse(other=Index(plan)) as pilot:
        await pilot.press("b")
        assert numbers(pilot) == [1]
        await pilot.press("h", "full_stop")
        assert query_of(pilot) == ""


@pytest.mark.parametrize(
    ("where", "heading"),
    [("xyzzyq", "没有符合的措施"), ("xyzzyq 湿地", "没有同时满足的措施")],
)
async def test_a_single_term_without_measures_is_not_said_to_be_several(
    browse: Any, where: str, heading: str
) -> None:
    i18n.use("zh")
    async with browse(where) as pilot:
        assert heading in shown(pilot, "outline")
        assert heading in shown(pilot, "measure")


async def test_a_plan_cannot_be_scoped_to_which_is_said(browse: Any, index: Index) -> None:
    both = Index([index.plans[0], index.plans[0]._replace(id="other")])
    async with browse(other=both) as pilot:
        await press(pilot, "g", "full_stop")
        assert told(pilot)[-1:] == ["no query asks for one plan; O opens it alone"]
        assert query_of(pilot) == ""


async def test_escape_gives_back_a_query_that_leaves_nothing(browse: Any) -> None:
    async with browse("lea") as pilot:
        assert numbers(pilot) == []
        # Deleting what stands there leaves everything; then the empty selection comes back.
        await press(pilot, "slash", *["backspace"] * 4)
        assert len(numbers(pilot)) == 44
        await press(pilot, "escape")
        assert query_of(pilot) == "lea"
        assert numbers(pilot) == []


def notice(pilot: Any) -> list[str]:
    """What the line of the key bar says in its place, and the line above."""
    return [str(toast.render()) for toast in pilot.app.screen.query("Toast")]


async def test_a_notice_stands_in_the_line_of_the_key_bar_until_the_next_key(browse: Any) -> None:
    async with browse(notifications=True) as pilot:
        await press(pilot, "asterisk", "u")
        await pilot.pause()
        assert notice(pilot) == ["undone: mark 44 measures"]
        toast = pilot.app.screen.query_one("Toast")
        assert toast.region == app_of(pilot).main.key_bar.region
        await press(pilot, "j")
        await pilot.pause()
        assert notice(pilot) == []


async def test_a_notice_of_a_dialog_stands_in_the_last_line(browse: Any) -> None:
    async with browse(notifications=True) as pilot:
        await press(pilot, "question_mark")
        pilot.app.notify("said", severity="error")
        await pilot.pause()
        await pilot.pause()
        assert notice(pilot) == ["said"]
        assert pilot.app.screen.query_one("Toast").region == (0, 39, 120, 1)


async def test_what_is_not_read_of_a_folder_is_told_at_the_start(browse: Any) -> None:
    async with browse(not_read=["d: not read: old/plan.toml"]) as pilot:
        assert told(pilot) == ["d: not read: old/plan.toml"]


async def test_each_problem_of_the_configuration_is_read_before_the_next(browse: Any) -> None:
    config = Config({"nonsense": {}, "keys": {"undo": "j", "nothing": "x"}})
    async with browse(config=config, notifications=True) as pilot:
        await pilot.pause()
        for part in ("nonsense", "there is no action nothing", "j is already used"):
            assert len(notice(pilot)) == 1
            assert part in "".join(notice(pilot)).replace("\n", " ")
            await press(pilot, "g")
            await pilot.pause()
        assert notice(pilot) == []
