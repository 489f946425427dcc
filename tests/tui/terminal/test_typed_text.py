"""Keys under a Chinese input method, pastes of several lines, and keys that do nothing."""

from __future__ import annotations

import os
import signal
import string
from typing import Any

import pytest
from browsing import app_of, current, pane_lines, press, query_of, told, typed
from textual import events
from textual.widgets import Input

from ecotui import i18n
from ecotui.settings.config import Config
from ecotui.tui.export.form import PathField
from ecotui.tui.keymap import Keymap
from ecotui.tui.panes.key_bar import KeyBar
from ecotui.tui.terminal.typed_text import ascii_of, key_name, one_line


@pytest.mark.parametrize("plain", string.ascii_letters + string.digits + string.punctuation)
def test_full_width_forms_are_their_ascii_keys(plain: str) -> None:
    assert ascii_of(key_name(chr(ord(plain) + 0xFEE0))) == plain
    assert not ascii_of(key_name(plain))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [*zip("、。￥【】《》“‘…—　", "/.$[]<>\"'^_ ", strict=True), ("湿", ""), ("①", "")],
)
def test_chinese_punctuation_is_the_key_that_was_pressed(typed: str, meant: str) -> None:
    assert ascii_of(key_name(typed)) == meant


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("湿地\n草原", "湿地 草原"),
        ("\n湿地", "湿地"),
        ("a\r\nb\r", "a b"),
        ("a\n\n\u2028b", "a b"),
        ("林业厅\t财政厅", "林业厅 财政厅"),
        (" 湿地", " 湿地"),
        ("\n", ""),
    ],
)
def test_line_breaks_become_blanks(pasted: str, line: str) -> None:
    assert one_line(pasted) == line


async def test_the_panes_take_the_keys_of_an_input_method(pilot: Any) -> None:
    app = app_of(pilot)
    first = current(pilot)
    await press(pilot, "ｊ")
    assert current(pilot) != first
    await press(pilot, "。")
    assert query_of(pilot) == "section:森林生态保护补偿"
    await press(pilot, "ｘ", "＊")
    assert (query_of(pilot), app.state.marks.bit_count()) == ("", 44)
    await press(pilot, "Ｇ", "　")
    assert app.state.marks.bit_count() == 43
    await press(pilot, "、")
    assert app.main.query_line.has_focus_within
    await press(pilot, "escape", "ｒ", "￥", "？")
    assert "last column" in "\n".join(pane_lines(pilot, "help-text"))
    assert told(pilot) == ["44 marked · u undoes"], "no key was unknown"


async def test_a_text_field_keeps_what_was_typed(pilot: Any) -> None:
    await press(pilot, "slash")
    for character in "ｊ、。＊　":
        # A pilot knows no character for most of these.
        pilot.app.post_message(events.Key(key_name(character), character))
    await pilot.pause()
    assert app_of(pilot).main.query_line.text == "ｊ、。＊ "


async def test_a_sign_that_the_user_binds_is_that_key(browse: Any) -> None:
    keys = {"search": ["/", "、"], "help": ["?", "？"], "theme": "×", "regroup": "组", "down": "ｊ"}
    assert not Keymap(keys).problems
    async with browse(config=Config({"keys": keys})) as pilot:
        await press(pilot, "组")
        assert app_of(pilot).main.outline.grouping != "hierarchy"
        first = current(pilot)
        await press(pilot, "ｊ")
        assert current(pilot) != first
        await press(pilot, "？")
        text = "\n".join(pane_lines(pilot, "help-text"))
        for shown in ("/ 、  ", "? ？  ", "×  ", "组  ", "ｊ  "):
            assert shown in text
        await press(pilot, "escape", "、")
        assert app_of(pilot).main.query_line.has_focus_within


@pytest.mark.parametrize("opener", [("slash",), ("f",), ("O",), ("e",), ("ctrl+p",)])
async def test_a_paste_of_several_lines_arrives_whole(browse: Any, opener: tuple[str, ...]) -> None:
    async with browse(why_not_open=lambda _path: "") as pilot:
        await press(pilot, *opener)
        if opener == ("e",):
            pilot.app.screen.query_one(PathField).focus()
            await pilot.pause()
        field = pilot.app.focused
        assert isinstance(field, Input)
        pilot.app.post_message(events.Paste("\n湿\n地\n"))
        await pilot.pause()
        assert field.value.endswith("湿 地")
        # What `y` copies has several lines as well.
        field.clear()
        app_of(pilot).copy_text("草\n原")
        await press(pilot, "ctrl+v")
        assert field.value == "草 原"


@pytest.mark.parametrize("opener", ["slash", "f", "O", "v", "ctrl+p"])
async def test_what_is_pasted_into_any_line_cannot_act_on_the_terminal(
    browse: Any, opener: str
) -> None:
    async with browse(why_not_open=lambda _path: "") as pilot:
        await press(pilot, "slash", "湿", "enter", opener)
        field = pilot.app.focused
        assert isinstance(field, Input)
        field.clear()
        pilot.app.post_message(events.Paste("a\x1b]2;x\x07b\x9b1m\u200b"))
        await pilot.pause()
        assert field.value == "a␛]2;x␇b1m"
        field.value = "林\x1bc业"
        assert field.value == "林␛c业"


async def test_an_unknown_key_says_so_once(pilot: Any) -> None:
    await press(pilot, "slash", "Z", "escape", "escape", "ctrl+g")
    assert told(pilot) == ["no such key · ? shows all"]
    await press(pilot, "湿", "Z")
    assert len(told(pilot)) == 1


async def test_ctrl_c_says_how_to_quit(browse: Any) -> None:
    async with browse(config=Config({"keys": {"quit": "Q"}})) as pilot:
        await press(pilot, "ctrl+c")
        await press(pilot, "r", "ctrl+c", "escape", "slash", "ctrl+c")
        assert told(pilot) == ["press Q to quit", *["press Esc, then Q to quit"] * 2]
        i18n.use("zh")
        await press(pilot, "escape", "ctrl+c")
        assert told(pilot)[-1] == "按 Q 退出"


async def test_ctrl_c_copies_what_is_selected_in_a_text_field(pilot: Any) -> None:
    await typed(pilot, "/湿地")
    await press(pilot, "shift+home", "ctrl+c")
    assert pilot.app.clipboard == "湿地"
    assert not told(pilot)


async def test_no_suspending_where_it_is_restricted(
    browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda *call: killed.append(call))
    async with browse(restricted=True) as pilot:
        await press(pilot, "ctrl+z")
        assert told(pilot) == ["the browser cannot be suspended in restricted mode"]
    async with browse() as pilot:
        monkeypatch.setattr(os, "getpgrp", lambda: os.getsid(0) + 1)
        monkeypatch.setattr(type(app_of(pilot)._driver), "can_suspend", True)
        await press(pilot, "r", "ctrl+z")
        assert killed == [(os.getpid(), signal.SIGTSTP)]
        monkeypatch.setattr(os, "getpgrp", lambda: os.getsid(0))
        await press(pilot, "ctrl+z")
        assert told(pilot) == ["there is no shell to come back from"]


async def test_a_heading_says_how_many_measures_were_copied(pilot: Any) -> None:
    await press(pilot, "y", "g", "y")
    assert told(pilot) == [
        "Copied. If paste is empty, press p.",
        "Copied. 19 measures; if paste is empty, press p.",
    ]


async def test_the_key_bar_shows_the_keys_of_an_input_method(browse: Any) -> None:
    async with browse(config=Config({"keys": {"search": "、"}})) as pilot:
        assert "、 search" in str(pilot.app.query_one(KeyBar).render())
