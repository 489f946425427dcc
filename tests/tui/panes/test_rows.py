"""Rows of several lines: which are in sight."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ecotui.tui.panes.rows import lines_from, top_for


@given(st.data())
def test_the_row_is_in_sight_and_nothing_moves_that_need_not(data: st.DataObject) -> None:
    height = data.draw(st.integers(1, 12))
    sizes = data.draw(st.lists(st.integers(1, height), min_size=1, max_size=15))
    row, top = (data.draw(st.integers(0, len(sizes) - 1)) for _ in range(2))
    first = top_for(row, top, len(sizes), height, sizes.__getitem__)
    shown = lines_from(first, len(sizes), height, sizes.__getitem__)
    whole = [(row, line) for line in range(sizes[row])]
    assert [place for place in shown if place[0] == row] == whole
    assert shown == [(n, k) for n in range(first, len(sizes)) for k in range(sizes[n])][:height]
    assert len(shown) <= height
    if first and len(shown) < height:
        # One row more would not have room.
        assert len(shown) + sizes[first - 1] > height
    if top <= row and sum(sizes[top : row + 1]) <= height <= sum(sizes[top:]):
        assert first == top


def test_of_many_rows_only_those_in_sight_are_laid_out() -> None:
    asked: set[int] = set()

    def lines_of(row: int) -> int:
        asked.add(row)
        return 2

    top = top_for(50_000, 0, 100_000, 40, lines_of)
    lines_from(top, 100_000, 40, lines_of)
    assert top == 50_000 - 19
    assert len(asked) < 100


def test_of_no_rows_there_are_none_in_sight() -> None:
    assert top_for(0, 3, 0, 5, lambda row: 1) == 0
    assert lines_from(0, 0, 5, lambda row: 1) == []
