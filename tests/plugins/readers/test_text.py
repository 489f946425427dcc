"""Text and Markdown become paragraphs and tables as they are meant."""

from __future__ import annotations

import pytest

from ecotui import i18n
from ecotui.importing.blocks import Note, Paragraph, Table
from ecotui.plugins.readers.text import Reader


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("1. 牵头单位：~~市环保局~~ 市生态环境局", "1. 牵头单位： 市生态环境局"),
        ("1. 完成~~42~~50条、~~三~~五处", "1. 完成50条、五处"),
        (r"1. 完成~~约\~四~十条~~50条", "1. 完成50条"),
        ("1. 完成<del>42</del><S class=x>三~~四</S>50条", "1. 完成50条"),
        ("1. 完成<strike>42</strike>50条", "1. 完成50条"),
    ],
)
def test_struck_text_is_left_out_and_said(line: str, text: str) -> None:
    (note, above, below) = Reader().blocks(f"甲\r\n{line}\n".encode(), "a.md")
    assert isinstance(note, Note)
    assert (note.message, note.place.line) == ("struck text is left out", 2)
    assert isinstance(above, Paragraph)
    assert isinstance(below, Paragraph)
    assert below.text == text


@pytest.mark.parametrize(
    "line",
    [
        "1. 期限3~~5天，最长7~~9天",
        "1. 约 ~~ 十条 ~~",
        "1. 约~~~十条~~~",
        "1. 约~~十条",
        "1. 3~5条，7~9处",
    ],
)
def test_other_tildes_stay(line: str) -> None:
    (block,) = Reader().blocks(line.encode(), "a.md")
    assert isinstance(block, Paragraph)
    assert block.text == line


def test_struck_text_leaves_the_cells_of_a_row_where_they_are() -> None:
    data = "| 任务 | 单位 |\n|-|-|\n| ~~旧 | 新~~ |\n| 甲 | ~~乙~~ |\n".encode()
    _note, table = Reader().blocks(data, "a.md")
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["~~旧", "新~~"],
        ["甲", ""],
    ]
