"""Lines of titles: broken between words, in the shapes of the standard."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecotui.text.segmentation import boundaries, cut_at_word, words
from ecotui.text.title_lines import break_title

#: Titles of documents, with a slash where a reader of Chinese ends a line of twenty characters.
TITLES = (Path(__file__).parent / "titles.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("lines", TITLES)
def test_a_title_breaks_as_a_reader_breaks_it(lines: str) -> None:
    assert break_title(lines.replace("/", ""), 20) == lines.split("/")


@pytest.mark.parametrize("fitting", [14, 16, 18, 22, 26, 30])
@pytest.mark.parametrize("lines", TITLES)
def test_lines_fit_and_break_no_word_at_any_width(lines: str, fitting: int) -> None:
    title = lines.replace("/", "")
    broken = break_title(title, fitting)
    assert "".join(broken) == title
    places = {0, len(title), *boundaries(title, inside=True)}
    at = 0
    for line in broken:
        assert sum(0.5 if one.isascii() else 1 for one in line) <= fitting
        assert len(line) > 1
        assert line[0] not in "的等》”）、，"
        assert line[-1] not in "《“（"
        assert at in places
        at += len(line)


@pytest.mark.parametrize(
    ("title", "fitting", "lines"),
    [
        # What is not known is not torn where a known word ends or begins nearby.
        (
            "苇口区高桥镇关于开展饸饹节庆活动的工作方案",
            12,
            "苇口区高桥镇关于开展/饸饹节庆活动的工作方案",
        ),
        # Without any known word, lines are of similar length.
        ("甲" * 30, 20, f"{'甲' * 16}/{'甲' * 14}"),
        ("", 20, ""),
        ("短标题", 20, "短标题"),
        ("第一行标题\n第二行", 20, "第一行标题/第二行"),
        (
            "Allocation of Key Tasks for Improving the Ecological Compensation Mechanism",
            20,
            "Allocation of Key Tasks for Improving/the Ecological Compensation Mechanism",
        ),
        (
            "Action Plan for the Restoration of Rivers and Forests in the Northern Province",
            20,
            "Action Plan for the Restoration/of Rivers and Forests/in the Northern Province",
        ),
    ],
)
def test_other_titles(title: str, fitting: int, lines: str) -> None:
    assert break_title(title, fitting) == lines.split("/")


def test_a_title_of_any_length_is_broken_at_once() -> None:
    title = "四川省人民政府办公厅关于印发四川省健全生态保护补偿机制重点任务分工方案的通知" * 30
    broken = break_title(title, 20)
    assert "".join(broken) == title
    assert max(map(len, broken)) <= 20
    places = {len(title), *boundaries(title)}
    at = 0
    for line in broken:
        at += len(line)
        assert at in places


def test_slashes_end_lines_where_they_are_wanted() -> None:
    title = "四川省健全生态保护补偿机制重点任务分工方案"
    wanted = "四川省健全/生态保护补偿机制/重点任务分工方案"
    assert break_title(title, 20, wanted) == wanted.split("/")


def test_words_are_the_text_and_the_longest_known() -> None:
    text = "健全“互联网+政务服务”标准，2025年底前在30个县推广饸饹节（试行）。"
    assert "".join(word for word, _known in words(text)) == text
    assert [word for word, known in words("深化营商环境改革") if known] == [
        "深化",
        "营商环境",
        "改革",
    ]
    assert "饸饹节" in [word for word, known in words("推广饸饹节") if not known]


@pytest.mark.parametrize(
    ("text", "cells", "cut"),
    [
        ("健全生态保护补偿机制", 20, "健全生态保护补偿机制"),
        ("健全生态保护补偿机制", 18, "健全生态保护补偿…"),
        ("开展监测和评估", 12, "开展监测…"),
        ("实施《四川省办法（试行）》", 16, "实施《四川省…"),
        ("补助1,000元每亩", 8, "补助…"),
        ("饸饹饸饹饸饹", 8, "饸饹饸…"),
    ],
)
def test_a_text_is_cut_where_a_word_ends(text: str, cells: int, cut: str) -> None:
    assert cut_at_word(text, cells) == cut
