"""The keys: one table, as the user changed it, and what it says where a key does nothing now."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import app_of, pane_lines, press, told
from hypothesis import given
from hypothesis import strategies as st

from ecotui.browser import actions
from ecotui.browser.actions import ACTIONS, PLACES
from ecotui.settings import config
from ecotui.settings.config import Config
from ecotui.tui import keymap
from ecotui.tui.dialogs.help import Help
from ecotui.tui.keymap import Keymap
from ecotui.tui.panes.key_bar import KeyBar

NAMES = {action.name: action for action in ACTIONS}


def clashes(keymap: Keymap) -> list[str]:
    found = []
    for targets in PLACES.values():
        taken: dict[str, str] = {}
        for action in ACTIONS:
            if action.target in targets:
                for key in keymap.keys_of(action):
                    if taken.setdefault(key, action.name) != action.name:
                        found.append(key)
    return found


def test_no_two_actions_of_one_place_share_a_default_key() -> None:
    assert not clashes(Keymap())
    assert len(NAMES) == len(ACTIONS)
    assert {action.needs for action in ACTIONS} - {""} == set(actions.REASONS)


@pytest.mark.parametrize("key", sorted({k for a in ACTIONS for k in a.keys.split(",")}))
def test_a_key_is_read_as_it_is_shown(key: str) -> None:
    assert keymap.parse_key(keymap.key_label(key)) == key
    assert keymap.parse_key(key) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("/", "slash"),
        ("+", "plus"),
        ("ctrl+D", "ctrl+D"),
        ("Shift+Tab", "shift+tab"),
        ("F5", "f5"),
        ("PgDn", "pagedown"),
        ("↓", "down"),
        ("G", "G"),
        ("湿", "湿"),
        ("", None),
        ("Hyper+x", None),
        ("undo", None),
        ("\x1b", None),
    ],
)
def test_keys_are_written_as_people_write_them(written: str, key: str | None) -> None:
    assert (keymap.parse_key(written) if written else None) == key


def test_the_user_changes_keys() -> None:
    keymap = Keymap({"undo": "U", "help": ["?", "F2"], "matrix": "M"})
    assert not keymap.problems
    assert keymap.changed == {"undo": "U", "help": "question_mark,f2", "matrix": "M"}
    assert keymap.labels(NAMES["help"]) == "? F2"


def test_two_actions_change_places() -> None:
    keymap = Keymap({"next_match": "N", "previous_match": "n"})
    assert not keymap.problems
    assert keymap.keys_of(NAMES["next_match"]) == ("N",)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"undoo": "U"}, "there is no action undoo; did you mean undo?"),
        ({"undo": 7}, 'write undo = "x" or ["x", "Ctrl+x"]'),
        ({"undo": []}, 'write undo = "x" or ["x", "Ctrl+x"]'),
        ({"undo": "no such"}, "no such cannot be a key for undo"),
        ({"undo": [["u"]]}, "cannot be a key for undo"),
        ({"quit": "Esc"}, "Esc always goes back; give quit another key"),
        ({"undo": "j"}, "j is already used for down; undo keeps u"),
        ({"undo": "s"}, "s is already used for order; undo keeps u"),
        ({"scheme": "l"}, "l is already used for right; scheme keeps s"),
    ],
)
def test_what_is_wrong_is_said_and_the_default_stays(changes: dict[str, Any], said: str) -> None:
    keymap = Keymap(changes)
    ((name, message),) = keymap.problems
    assert name in changes
    assert said in message
    assert not keymap.changed


def test_places_that_never_meet_may_share_a_key() -> None:
    assert not Keymap({"scheme": "u", "fold": "s"}).problems


@given(
    st.dictionaries(
        st.sampled_from([*NAMES, "nothing"]),
        st.one_of(
            st.sampled_from("jkuUsxq/?"),
            st.lists(st.sampled_from(["j", "U", "Ctrl+x", "F3", "Esc", ""]), max_size=3),
            st.integers(),
            st.text(max_size=5),
        ),
        max_size=12,
    )
)
def test_whatever_the_user_writes_no_two_actions_clash(changes: dict[str, Any]) -> None:
    keymap = Keymap(changes)
    assert not clashes(keymap)
    assert {name for name, _message in keymap.problems} <= set(changes)
    assert set(keymap.changed) <= set(NAMES)


async def test_changed_keys_work_in_every_pane_and_stand_in_bar_and_help(browse: Any) -> None:
    changes = {"search": "F7", "down": ["J"], "exclude": "X", "next_pane": "w", "scheme": "S"}
    async with browse(config=Config({"keys": changes})) as pilot:
        app = app_of(pilot)
        await pilot.press("J")
        assert app.main.outline.current.number == 2  # type: ignore[union-attr]
        await pilot.press("j", "slash")
        assert app.main.outline.current.number == 2  # type: ignore[union-attr]
        assert app.main.outline.has_focus
        assert "F7 search" in str(app.query_one(KeyBar).render())
        await pilot.press("w", "w", "J", "X")
        assert str(app.state.query) == "-dept:财政厅"
        await press(pilot, "r", "S")
        assert app.screen.view.scheme == "rasci"  # type: ignore[attr-defined]
        await press(pilot, "question_mark")
        text = "\n".join(pane_lines(pilot, "help-text"))
        assert re.search("S +switch to the next scheme", text)
        await pilot.press("escape", "escape", "f7")
        assert app.main.query_line.has_focus_within


async def test_a_key_that_does_nothing_now_says_why(pilot: Any) -> None:
    await press(pilot, "u", "x")
    assert told(pilot) == ["nothing to undo", "there is no query; press / to start one"]
    await press(pilot, "question_mark")
    assert isinstance(app_of(pilot).screen, Help)
    assert "(nothing to undo)" in "\n".join(pane_lines(pilot, "help-text"))


async def test_what_is_wrong_with_the_users_file_is_told_at_the_start(browse: Any) -> None:
    wrong = Config({})
    wrong.problems = ("config.toml:3: [red]there[/red] is no action x",)
    async with browse(config=wrong) as pilot:
        assert told(pilot) == ["config.toml:3: [red]there[/red] is no action x"]


def test_messages_name_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "ecotui").mkdir()
    file = tmp_path / "ecotui" / "config.toml"
    file.write_text('[plugins]\ndisable = []\n[keys]\n\nundo = "j"\n[key]\nx = 1\n')
    read = config.read()
    sections = "[plugins], [exporters], [importers], [keys], [browse], [raci], [schemes], [import]"
    assert [line.replace(str(file), "F") for line in read.problems] == [
        "F:2: unknown key disable in [plugins]; the keys are disabled",
        f"F:6: unknown section [key]; the sections are {sections}",
    ]
    ((name, problem),) = Keymap(read.keys).problems
    assert read.complain(("keys", name), problem).startswith(
        f"{file}:5: j is already used for down"
    )
