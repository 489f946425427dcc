"""What is offered where a query leaves nothing."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ecotui.browser.relaxations import alone, relaxations
from ecotui.query.grammar import parse
from ecotui.query.index import Index
from ecotui.query.selection import select

VIEWS = {"wet": "湿地", "none": "湿地 草原 森林 荒漠"}


def ways(index: Index, text: str) -> list[tuple[str, int]]:
    found = relaxations(parse(text), lambda query: len(select(index, query, views=VIEWS)))
    *others, last = found
    assert (str(last.query), last.left) == ("", 44)
    return [(str(one.query), one.left) for one in others]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (
            "lead:水利厅 lead:财政厅",
            [("dept:水利厅 dept:财政厅", 22), ("lead:财政厅", 12), ("lead:水利厅", 6)],
        ),
        # A word that stands nowhere, a property and a saved view.
        ("没有的词 lead:林业厅", [("lead:林业厅", 9)]),
        ("@wet no:1-5 is:joint", [("no:1-5 is:joint", 2), ("@wet is:joint", 3)]),
        # A negated term is to blame.
        ("湿地 section:湿地 -湿地", [("湿地 section:湿地", 2)]),
        # No single term is: each of them alone.
        ("no:1 no:2 no:3", [("no:1", 1), ("no:2", 1), ("no:3", 1)]),
        # Nothing but to leave everything.
        ("没有的词", []),
        ("@none", []),
        ("lead:商务厅", [("dept:商务厅", 1)]),
    ],
)
def test_what_a_query_that_leaves_nothing_may_become(
    index: Index, text: str, offered: list[tuple[str, int]]
) -> None:
    assert not select(index, text, views=VIEWS)
    assert ways(index, text) == offered


def test_what_each_term_would_leave_alone(index: Index) -> None:
    query = parse("lead:水利厅 没有的词 -湿地")
    counts = alone(query, lambda one: len(select(index, one)))
    assert [(str(term), count) for term, count in counts] == [
        ("lead:水利厅", 6),
        ("没有的词", 0),
        ("-湿地", 39),
    ]


TERMS = ["湿地", "-补偿", "lead:财政厅", "with:财政厅", "-dept:林业厅", "first:农业厅,水利厅"]
TERMS += ["no:1-3", "is:solo", "section:森林", "@wet", "没有的词"]


@given(st.lists(st.sampled_from(TERMS), min_size=1, max_size=5))
def test_every_way_leaves_what_it_says_and_is_another_query(index: Index, terms: list[str]) -> None:
    text = " ".join(terms)
    assume(not select(index, text, views=VIEWS))
    for query, count in ways(index, text):
        assert len(select(index, query, views=VIEWS)) == count > 0
        assert query not in ("", text)
