"""Rows of CSV files as the programs of other countries read them."""

from __future__ import annotations

import csv

import pytest

from ecotui.plugins.common.csv_cells import lines

ROWS = [["1", "健全机制;=1+1", "财政厅"], ["2", '他说"好"', ""], ["3", "甲\t乙", "二\n行"], [""]]


def test_rows_are_read_back() -> None:
    text = lines(ROWS, "\r\n")
    assert list(csv.reader(text.splitlines(keepends=True))) == ROWS


@pytest.mark.parametrize("sign", [";", "\t"])
def test_no_other_separator_stands_outside_quotation_marks(sign: str) -> None:
    """LibreOffice takes commas, semicolons and tabs for separators, all at once."""
    quoted = False
    for character in lines(ROWS, "\n"):
        quoted ^= character == '"'
        assert quoted or character != sign
