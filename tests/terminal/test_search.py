"""What input methods and clipboards send into the query line, byte for byte; saved views."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

# One, five and twelve characters, with the number of measures that hold them.
COMMITS = [("湿", 5), ("生态补偿试", 2), ("健全省级公益林补偿标准的", 1)]


@pytest.mark.parametrize(("text", "count"), COMMITS)
def test_a_commit_searches_and_an_enter_in_the_same_packet_keeps_it(
    start: Any, text: str, count: int
) -> None:
    terminal = start("--lang", "en")
    terminal.wait("44/44")
    terminal.send("/")
    terminal.wait("Enter keep")
    terminal.send(f"{text}\r")
    screen = terminal.wait(f"{count}/44", f"1/{count}", "q quit", gone=("Enter keep",))
    assert screen.splitlines()[0].split()[:2] == ["Query", text]
    terminal.send("q")
    assert terminal.ended() == 0


def test_several_commits_pinyin_and_completions_follow_one_another(start: Any) -> None:
    terminal = start("--lang", "en")
    terminal.wait("44/44")
    terminal.send("/湿")
    terminal.send("地 lead:lyt\t -with:czt\t\r")
    screen = terminal.wait("-with:财政厅", "q quit", gone=("Enter keep",))
    assert screen.splitlines()[0].split()[:4] == ["Query", "湿地", "lead:林业厅", "-with:财政厅"]
    terminal.send("q")
    assert terminal.ended() == 0


def test_a_character_that_comes_in_two_packets_is_one(start: Any) -> None:
    terminal = start("--lang", "en")
    terminal.wait("44/44")
    terminal.send("/")
    terminal.wait("Enter keep")
    data = "湿地".encode()
    os.write(terminal.master, data[:4])
    terminal.wait("Query 湿", "1/5")
    os.write(terminal.master, data[4:] + b"\r")
    terminal.wait("Query 湿地", "q quit", gone=("Enter keep",))
    terminal.send("q")
    assert terminal.ended() == 0


def test_what_is_pasted_searches_as_what_is_typed(start: Any) -> None:
    terminal = start("--lang", "en")
    terminal.wait("44/44")
    terminal.send("/")
    terminal.wait("Enter keep")
    terminal.send("\x1b[200~生态保护补偿\n\x1b[201~")
    terminal.wait("Query 生态保护补偿")
    terminal.send("\r")
    terminal.wait("q quit", gone=("Enter keep",))
    terminal.send("q")
    assert terminal.ended() == 0


def test_a_view_is_saved_in_one_session_and_typed_in_the_next(start: Any) -> None:
    first = start("--lang", "en", "browse", "--where", "section:湿地")
    first.wait("2/44")
    first.send("vwet\r")
    first.wait("saved as @wet")
    first.send("q")
    assert first.ended() == 0
    second = start("--lang", "en")
    second.wait("44/44")
    second.send("/@w\t lead:lyt\r")
    second.wait("Query @wet lead:林业厅", "1/44")
    second.send("q")
    assert second.ended() == 0


def test_views_that_cannot_be_read_are_no_reason_not_to_browse(start: Any, tmp_path: Path) -> None:
    file = tmp_path / "config" / "ecotui" / "views.toml"
    file.parent.mkdir(parents=True)
    file.write_text("no = toml = at all")
    terminal = start("--lang", "en")
    terminal.wait("44/44")
    terminal.send("@")
    terminal.wait("cannot read", "views.toml")
    terminal.send("q")
    assert terminal.ended() == 0
