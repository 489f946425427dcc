"""What input methods and clipboards send into the query line, byte for byte; saved views."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

# One, five and twelve characters, with the number of measures that hold them.
COMMITS = [("湿", 5), ("生态补偿试", 2), ("健全省级公益林补偿标准的", 1)]


@pytest.mark.parametrize(("text", "count"), COMMITS)
def test_a_commit_and_an_enter_in_one_packet(terminal: Any, text: str, count: int) -> None:
    terminal.send("/", "Enter keep")
    screen = terminal.send(f"{text}\r", f"{count}/44", f"1/{count}", "q quit", gone=("Enter keep",))
    assert screen.splitlines()[0].split()[:2] == ["Query", text]
    terminal.quit()


def test_several_commits_pinyin_and_completions_follow_one_another(terminal: Any) -> None:
    terminal.send("/湿")
    screen = terminal.send(
        "地 lead:lyt\t -with:czt\t\r", "-with:财政厅", "q quit", gone=("Enter keep",)
    )
    assert screen.splitlines()[0].split()[:4] == ["Query", "湿地", "lead:林业厅", "-with:财政厅"]
    terminal.quit()


def test_a_character_that_comes_in_pieces_is_one(terminal: Any) -> None:
    terminal.send("/", "Enter keep")
    for piece in (b"\xe6", b"\xb9\xbf\xe5"):
        os.write(terminal.master, piece)
        time.sleep(0.1)
    terminal.wait("Query 湿", "1/5")
    for piece in (b"\x9c", b"\xb0\r"):
        os.write(terminal.master, piece)
        time.sleep(0.1)
    terminal.wait("Query 湿地", "5/44", "q quit", gone=("Enter keep",))
    terminal.quit()


def test_what_is_pasted_searches_as_what_is_typed(terminal: Any) -> None:
    terminal.send("/", "Enter keep")
    terminal.send("\x1b[200~生态保护补偿\n\x1b[201~", "Query 生态保护补偿")
    terminal.send("\r", "q quit", gone=("Enter keep",))
    terminal.quit()


def test_a_view_is_saved_in_one_session_and_typed_in_the_next(browse: Any) -> None:
    first = browse("--where", "section:湿地", left="2/44")
    first.send("vwet\r", "saved as @wet")
    first.quit()
    second = browse()
    second.send("/@w\t lead:lyt\r", "Query @wet lead:林业厅", "1/44")
    second.quit()


def test_views_that_cannot_be_read_are_no_reason_not_to_browse(browse: Any, tmp_path: Path) -> None:
    file = tmp_path / "config" / "ecotui" / "views.toml"
    file.parent.mkdir(parents=True)
    file.write_text("no = toml = at all")
    terminal = browse()
    terminal.send("@", "cannot read", "views.toml")
    terminal.quit()
