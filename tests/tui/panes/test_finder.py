"""Finding a department, and choosing it in a role."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import app_of, press, query_of, typed
from textual.widgets import Static

from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.query.index import Index
from ecotui.tui.panes.key_bar import KeyBar


def roles_of(pilot: Any) -> tuple[str, str]:
    """What the line says of the roles, and which part of it is selected."""
    line = pilot.app.screen.query_one("#seeker-roles", Static).content
    text = line.plain
    (span,) = [span for span in line.spans if "reverse" in str(span.style)]
    return text, text[span.start : span.end]


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("", ["enter"], "lead:水利厅"),
        # Choosing it again changes nothing.
        ("lead:水利厅", ["enter"], "lead:水利厅"),
        ("with:水利厅 湿地", ["enter"], "lead:水利厅 湿地"),
        ("-dept:水利厅", ["enter"], "lead:水利厅"),
        ("lead:水利厅", ["right", "enter"], "with:水利厅"),
        ("with:水利厅", ["right", "enter"], "with:水利厅"),
        ("", ["right", "right", "enter"], "dept:水利厅"),
        ("", ["left", "enter"], "dept:水利厅"),
        ("", ["left", "right", "enter"], "lead:水利厅"),
        ("", ["minus"], "-dept:水利厅"),
        ("-dept:水利厅", ["minus"], "-dept:水利厅"),
        ("lead:水利厅,林业厅", ["enter"], "lead:水利厅,林业厅"),
    ],
)
async def test_a_department_is_chosen_in_the_role_that_is_selected(
    browse: Any, before: str, keys: list[str], after: str
) -> None:
    async with browse(before) as pilot:
        await typed(pilot, "fslt", *keys)
        assert query_of(pilot) == after
        assert app_of(pilot).main.departments.has_focus


async def test_of_names_that_fold_alike_the_one_typed_to_the_letter_is_chosen(browse: Any) -> None:
    names = ("各市（州）政府", "各市(州)政府", "ABC", "abc", "财政廳", "财政厅", "⽔利局", "水利局")
    measures = tuple(Measure(at, "文", (name,)) for at, name in enumerate(names, 1))
    chapters = (Chapter(1, "章", measures),)
    other = Index(Plan("p", "方案", departments=tuple(map(Department, names)), chapters=chapters))
    async with browse(other=other) as pilot:
        for name in names:
            await press(pilot, "f")
            pilot.app.screen.focused.value = name
            await pilot.pause()
            await press(pilot, "enter")
            assert query_of(pilot) == f"lead:{name}"
            await press(pilot, "x")
        for at, name in enumerate(names):
            await press(pilot, "g", *["j"] * at, "enter")
            assert query_of(pilot) == f"lead:{name}"
            await press(pilot, "x")


async def test_the_roles_stand_beside_with_what_each_would_leave(pilot: Any) -> None:
    await typed(pilot, "fslt")
    assert roles_of(pilot) == ("lead 6 · part 21 · all 27", "lead 6")
    await press(pilot, "right")
    assert roles_of(pilot)[1] == "part 21"
    await press(pilot, "escape", "g", "f")
    assert roles_of(pilot) == ("lead 9 · part 15 · all 24", "lead 9"), "林业厅, and lead again"


async def test_a_narrow_pane_shows_the_selected_role_only(browse: Any) -> None:
    async with browse(size=(80, 24)) as pilot:
        await typed(pilot, "fslt", "right")
        assert roles_of(pilot) == ("‹ part 21 ›", "‹ part 21 ›")


async def test_without_a_department_of_that_name_enter_stays(pilot: Any) -> None:
    await typed(pilot, "fxxx", "enter", "minus")
    assert query_of(pilot) == ""
    assert app_of(pilot).main.finder.has_focus_within


async def test_the_key_bar_says_how_to_choose_a_role(pilot: Any) -> None:
    await press(pilot, "f")
    bar = str(pilot.app.screen.query_one(KeyBar).render())
    assert bar.split() == ["Enter", "choose", "←", "→", "role", "-", "not", "Esc", "back"]
