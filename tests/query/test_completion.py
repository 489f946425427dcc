"""What a half-typed query may go on with."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from plans import plan_of

from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.query.completion import Candidate, complete
from ecotui.query.departments import closeness
from ecotui.query.grammar import FIELDS, parse
from ecotui.query.index import Index
from ecotui.query.selection import select

VIEWS = {"wet": "section:湿地", "broken": "lead:nobody", "round": "@round", "水 利": "dept:水利厅"}


def found(index: Index, text: str, cursor: int | None = None, limit: int = 20) -> list[str]:
    at = len(text) if cursor is None else cursor
    return [c.text for c in complete(text, at, index, VIEWS, limit=limit)]


def notes(index: Index, text: str) -> dict[str, str]:
    return {c.text: c.note for c in complete(text, len(text), index, VIEWS, limit=20)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((text, ["lead:"]) for text in ("l", "lead", "LE")),
        ("湿地 se", ["section:"]),
        ("-wi", ["with:"]),
        ("－wi", ["with:"]),
        ("牵", ["牵头:"]),
        ("牽", ["牵头:"]),
        ("-部", ["部门:"]),
        ("节", ["节:"]),
        ("-", [f"{field}:" for field in FIELDS]),
        *((text, []) for text in ("湿地", '"le', "湿地,le", "", "湿地 ")),
    ],
)
def test_the_beginning_of_a_field_is_completed(index: Index, text: str, wanted: list[str]) -> None:
    assert found(index, text) == wanted


def test_a_field_says_what_it_asks_for(index: Index) -> None:
    assert notes(index, "w") == {"with:": "participates"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *((text, ["林业厅"]) for text in ("lead:林", "牵头：林", "-lead:lyt", 'lead:"林')),
        *((text, ["林业厅"]) for text in ("lead:财政厅,lyt", "lead:财政厅，lyt")),
        *((text, ["省发展改革委"]) for text in ("lead:fgw", "lead:发改委")),
        *((text, []) for text in ("lead:林业厅", "lead:nobody", "no:7", "foo:林")),
        ("is:j", ["joint"]),
        ("is:joint,", ["solo", "corrected", "open", "group"]),
        ("section:sd", ["湿地生态保护补偿"]),
        ("section:湿", ["湿地生态保护补偿"]),
        ("section:（三）", ["推进横向生态保护补偿", "湿地生态保护补偿"]),
        ("chapter:", ["机制创新", "分领域任务"]),
    ],
)
def test_a_value_is_completed_after_its_field(index: Index, text: str, wanted: list[str]) -> None:
    assert found(index, text) == wanted


def test_departments_come_by_their_measures_beside_the_other_terms(index: Index) -> None:
    listed = complete("湿地 lead:", 8, index, {})
    counts = [len(select(index, f"湿地 lead:{c.text}")) for c in listed]
    assert counts == sorted(counts, reverse=True)
    assert [c.note for c in listed] == [str(count) for count in counts]
    assert listed[0].text == "环境保护厅"


def test_an_unfinished_term_elsewhere_takes_no_count_away(index: Index) -> None:
    assert complete("no: lead:", 9, index, {})[0].note == "14"


def test_what_begins_with_the_value_goes_before_what_only_holds_it(index: Index) -> None:
    # 水利厅 holds an l too, as does 保护; both lead measures of their own.
    assert found(index, "lead:l")[0] == "林业厅"
    assert found(index, "lead:省")[0].startswith("省")


def test_a_department_that_the_term_has_already_is_not_offered_again(index: Index) -> None:
    assert "林业厅" not in found(index, "lead:lyt,")
    assert "林业厅" in found(index, "lead:财政厅,")


def test_only_what_ends_at_the_cursor_is_completed(index: Index) -> None:
    assert found(index, "lead:林 no:7", 6) == ["林业厅"]
    assert found(index, "lead:林,财政厅", 6) == ["林业厅"]
    assert found(index, "lead:林业", 6) == []
    assert found(index, "lead:林", 2) == []
    assert found(index, "lead:林", 0) == []


def test_a_candidate_takes_the_place_of_what_was_typed() -> None:
    assert Candidate(5, 8, "林业厅").apply("lead:lyt no:7") == ("lead:林业厅 no:7", 8)


def test_names_with_blanks_and_signs_are_quoted() -> None:
    departments = tuple(map(Department, ("a b", 'a"b', "a,b", "a\x1bb")))
    chapters = (Chapter(1, "x y", (Measure(1, "t", ("a b",)),)),)
    plan = Plan("p", "p", departments=departments, chapters=chapters)
    assert found(Index(plan), "lead:a") == ['"a b"', '"a\\"b"', '"a,b"']
    assert found(Index(plan), "chapter:x") == ['"x y"']


def test_due_dates_come_by_year_then_month_then_day() -> None:
    day, year = Measure(1, "t", deadline="2018年6月30日前"), Measure(2, "t", deadline="2019年")
    index = Index(plan_of(day, year))
    dates = ["2018", "2019", "2018-06", "2019-12", "2018-06-30", "2019-12-31"]
    assert found(index, "due:20") == dates
    assert found(index, "due:n") == ["none"]
    assert found(index, "期限：<2018-") == ["<2018-06", "<2018-06-30"]


def test_two_names_that_are_folded_alike_are_both_offered() -> None:
    plan = Plan(id="p", title="p", departments=(Department("補"), Department("补")), chapters=())
    assert found(Index(plan), "lead:补") == ["補"]
    assert found(Index(plan), "lead:補") == ["补"]
    assert found(Index(plan), "lead:bu") == ["補", "补"]


def test_views_that_work_are_offered_with_their_query(index: Index) -> None:
    assert notes(index, "@") == {"@wet": "section:湿地", '@"水 利"': "dept:水利厅"}
    assert found(index, "-@w") == ["@wet"]
    assert found(index, "@sl") == ['@"水 利"']
    assert found(index, "@wet") == []


def test_closeness_tells_beginning_part_and_abbreviation_apart() -> None:
    commission = Department("省发展改革委", ("发展和改革委员会",))
    ranks = [closeness(value, commission) for value in ("", "省发", "发展", "fz", "改革", "gg")]
    assert ranks == [0, 0, 0, 0, 1, 1]
    assert closeness("发改委", commission) == 2
    assert closeness("林", commission) is None


signs = st.sampled_from(["", "-", "－"])
colons = st.sampled_from([":", "："])
one_value = st.characters(exclude_characters=",，", exclude_categories=["Z", "Cc", "Cs"])
typed = st.text(one_value, max_size=3) | st.sampled_from(["l", "林", '"林', "j", "湿", "f", "3"])
fields = st.sampled_from([name for field, others in FIELDS.items() for name in (field, *others)])


def meant(index: Index, text: str) -> None:
    """A query, once the field at its end has a value, is understood."""
    if text.endswith((":", "：")):
        text += "3" if text[:-1].endswith(("no", "条")) else "财政厅"
        text = text.replace("is:财政厅", "is:open")
        text = text.replace("due:财政厅", "due:2018").replace("期限:财政厅", "期限:2018")
    select(index, text, views=VIEWS)


@given(signs, fields, colons, st.sampled_from(["", "林业厅,", "lyt，"]), typed)
@example("", "lead", ":", "", '"abc\\"')
def test_a_completed_value_is_understood(
    index: Index, sign: str, field: str, colon: str, other: str, value: str
) -> None:
    other = other if field in ("lead", "first", "with", "dept", "部门") else ""
    text = f"湿地 {sign}{field}{colon}{other}{value}"
    for candidate in complete(text, len(text), index, VIEWS):
        completed, cursor = candidate.apply(text)
        assert cursor == len(completed)
        meant(index, completed)


@given(signs, st.text(one_value, max_size=3) | st.sampled_from(["@", "@w", "@sl", "l", "部"]))
def test_a_completed_field_or_view_is_understood(index: Index, sign: str, value: str) -> None:
    text = f"湿地 {sign}{value}"
    for candidate in complete(text, len(text), index, VIEWS):
        meant(index, candidate.apply(text)[0])


@given(plan=..., field=fields, value=st.text(max_size=1))
def test_names_of_any_plan_can_be_asked_for(plan: Plan, field: str, value: str) -> None:
    index = Index(plan)
    text = f"{field}:{value}"
    for candidate in complete(text, len(text), index, {}):
        completed, _cursor = candidate.apply(text)
        (term,) = parse(completed).terms
        assert len(term.values) <= 2
        select(index, completed)


@given(st.lists(st.sampled_from([*'lew:,@-"\\ 林']) | st.text(max_size=2), max_size=9).map("".join))
@example('lead:"abc\\"')
def test_no_text_is_too_odd(index: Index, text: str) -> None:
    for cursor in range(len(text) + 1):
        for candidate in complete(text, cursor, index, VIEWS):
            completed, after = candidate.apply(text)
            assert candidate.end == cursor
            assert completed[:after].endswith(candidate.text)
            assert completed[after:] == text[cursor:]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("sd", {"试点": "10", "湿地": "5"}),
        ("lead:林业厅 sd", {"试点": "3", "湿地": "2"}),
        ("lead:火星 stbc", {"生态补偿": "7"}),
        # Letters of a field come first, and a single letter means too much.
        ("is", {"is:": "property"}),
        ("s", {"section:": "section"}),
        ("湿地", {}),
    ],
)
def test_the_words_that_pinyin_may_mean_are_offered_with_their_counts(
    index: Index, text: str, offered: dict[str, str]
) -> None:
    found = notes(index, text)
    assert {word: found.get(word) for word in offered} == offered
    for word, note in found.items():
        if note.isdecimal():
            rest = text.rpartition(" ")[0].replace("lead:火星", "")
            assert len(select(index, f"{rest} {word}")) == int(note)
