"""Texts in cells: the quick way agrees with the widths that Textual lays out with."""

from __future__ import annotations

import pytest
from rich.cells import split_graphemes
from rich.style import Style

from ecotui.tui.panes.base import render_pieces
from ecotui.tui.terminal.diff.cells import _simple, split


def test_every_simple_character_has_the_width_that_textual_gives_it() -> None:
    simple = [chr(code) for code in range(0x20, 0x10000) if _simple.fullmatch(chr(code))]
    assert len(simple) > 27_000
    for character in simple:
        assert [end - start for start, end, _width in split_graphemes(character)[0]] == [1]
        assert len(split(character)) == split_graphemes(character)[1], hex(ord(character))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a湿地，", ("a", "湿", "", "地", "", "，", "")),
        ("“25 度”", ("“", "2", "5", " ", "度", "", "”")),
        ("e\u0301湿", ("e\u0301", "湿", "")),
        ("\u0301a", (" \u0301", "a")),
        ("👩‍🌾a", ("👩‍🌾", "", "a")),
    ],
)
def test_a_text_stands_in_cells(text: str, cells: tuple[str, ...]) -> None:
    assert split(text) == cells


def test_of_a_line_in_pieces_it_is_seen_that_more_follows() -> None:
    plain = Style()
    strip = render_pieces([("用于", plain), ("水", plain), ("土", plain)], 4, plain)
    assert strip.text == "用… "
    assert render_pieces([("用于", plain), ("水", plain), ("", plain)], 6, plain).text == "用于水"
