"""The query language: what it accepts, what it writes, and which department a value means."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecotui.model.plan import Department, Plan
from ecotui.query.departments import may_mean, meant, resolve
from ecotui.query.grammar import (
    EVERYTHING,
    FIELDS,
    PROPERTIES,
    Query,
    QueryError,
    Term,
    heading_number,
    number_range,
    parse,
)
from ecotui.text import pinyin
from ecotui.text.display import visible
from ecotui.text.folding import fold


def one(text: str) -> Term:
    (term,) = parse(text).terms
    return term


def error(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        *((f"{field}:林业厅", field, ("林业厅",)) for field in ("lead", "first", "with", "dept")),
        ("牵头:林业厅", "lead", ("林业厅",)),
        ("首位:林业厅", "first", ("林业厅",)),
        ("参加:林业厅", "with", ("林业厅",)),
        ("部门:林业厅", "dept", ("林业厅",)),
        ("章:二", "chapter", ("二",)),
        ("节:（一）", "section", ("（一）",)),
        ("条:7", "no", ("7",)),
        ("chapter:机制", "chapter", ("机制",)),
        ("section:湿地", "section", ("湿地",)),
        ("LEAD:x", "lead", ("x",)),
        ("lead：林业厅", "lead", ("林业厅",)),
        ("lead:林业厅,农业厅", "lead", ("林业厅", "农业厅")),
        ("lead:林业厅，农业厅", "lead", ("林业厅", "农业厅")),
        ("lead:,林业厅,,林业厅,", "lead", ("林业厅",)),
        ('lead:"a b","c,d"', "lead", ("a b", "c,d")),
        ("no:1,7-12", "no", ("1", "7-12")),
        ("no:1，7－12", "no", ("1", "7-12")),
        ("no:7—12,7–9,7~8,7～8", "no", ("7-12", "7-9", "7-8")),
        ("no:７-１２", "no", ("7-12",)),
        ("no:07,7", "no", ("7",)),
        ("no:7-7", "no", ("7-7",)),
        ("due:2018,2019-3", "due", ("2018", "2019-03")),
        ("due:<2019-01,>2020/6/30", "due", ("<2019-01", ">2020-06-30")),
        ("期限：＜２０１９年１月，NONE", "due", ("<2019-01", "none")),
        ("due:无,2018年12月31日", "due", ("none", "2018-12-31")),
        ("is:joint,SOLO", "is", ("joint", "solo")),
        ("is:open,OPEN", "is", ("open",)),
        ("湿地", "text", ("湿地",)),
        ("湿地,草原", "text", ("湿地", "草原")),
        ('"补偿 标准"', "text", ("补偿 标准",)),
        ('"lead:x"', "text", ("lead:x",)),
        ('"-x"', "text", ("-x",)),
        ('"@x"', "text", ("@x",)),
        ('a"b c"d', "text", ("ab cd",)),
        (r'"say \"no\" \\ \n"', "text", (r'say "no" \ \n',)),
        ("a\\b", "text", ("a\\b",)),
        ("12:30", "text", ("12:30",)),
        ("a-b", "text", ("a-b",)),
        ("@mine", "view", ("mine",)),
        ('@"my view"', "view", ("my view",)),
    ],
)
def test_a_term(text: str, field: str, values: tuple[str, ...]) -> None:
    assert one(text) == Term(field, values)
    assert one(f"-{text}") == Term(field, values, negated=True)
    assert one(f"－{text}") == Term(field, values, negated=True)
    assert parse(str(parse(text))) == parse(text)


@pytest.mark.parametrize("text", ["湿地, 草原", "lead:林业厅， 农业厅", "no:1, 2"])
def test_a_blank_behind_a_comma_is_asked_about(text: str) -> None:
    with pytest.raises(QueryError, match="leave out the blank behind the comma") as error:
        parse(text)
    assert error.value.position == text.index(" ")
    assert len(parse(text.replace(" ", "")).terms) == 1


@pytest.mark.parametrize("text", ["湿地,", "湿地, ", "湿地, lead:林业厅", "lead:林业厅, -湿地"])
def test_a_comma_before_another_term_or_none_is_passed_over(text: str) -> None:
    assert parse(text) == parse(text.replace(",", ""))


def test_every_field_and_property_of_the_contract_is_known() -> None:
    assert set(FIELDS) == {"lead", "first", "with", "dept", "chapter", "section", "no", "due", "is"}
    assert set(PROPERTIES) == {"joint", "solo", "open", "group", "corrected"}


def test_the_example_of_the_contract() -> None:
    query = parse('lead:林业厅 -with:财政厅 section:湿地 no:7-12 "补偿标准"')
    assert query.terms == (
        Term("lead", ("林业厅",)),
        Term("with", ("财政厅",), True),
        Term("section", ("湿地",)),
        Term("no", ("7-12",)),
        Term("text", ("补偿标准",)),
    )
    assert str(query) == "lead:林业厅 -with:财政厅 section:湿地 no:7-12 补偿标准"


@pytest.mark.parametrize("text", ["", " ", "\u3000\t\n"])
def test_nothing_is_everything(text: str) -> None:
    assert parse(text) == EVERYTHING
    assert not parse(text)
    assert str(parse(text)) == ""


def test_any_white_space_separates() -> None:
    assert parse("\u3000湿地\t草原\n") == parse("湿地 草原")


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("湿地 -", 3, "nothing follows the minus sign"),
        ("- 湿地", 0, "nothing follows the minus sign"),
        ("湿地 lead:", 8, "lead: needs a value"),
        ("牵头: x", 3, "lead: needs a value"),
        ('lead:""', 5, "lead: needs a value"),
        ("a ,", 2, "a word is missing"),
        ('a ""', 2, "a word is missing"),
        ('a "b', 2, "the quotation mark is not closed"),
        ('lead:"', 5, "the quotation mark is not closed"),
        (r'"\"', 0, "the quotation mark is not closed"),
        ("a laed:x", 2, 'unknown field "laed", did you mean "lead:"?'),
        ("a -laed:x", 3, 'unknown field "laed", did you mean "lead:"?'),
        ("比例：x", 0, 'unknown field "比例", put the word in quotes to search for it as text'),
        ("@", 0, "@ takes the name of one saved view"),
        ("a -@x,y", 2, "@ takes the name of one saved view"),
        ("no:x", 3, '"x" is not a number or a range such as 7-12'),
        ("due:18", 4, '"18" is not a date such as 2018, 2018-12, <2019-01 or none'),
        ("due:2018-13", 4, '"2018-13" is not a date such as 2018, 2018-12, <2019-01 or none'),
        ("due:2018-1-32", 4, '"2018-1-32" is not a date such as 2018, 2018-12, <2019-01 or none'),
        ("due:<", 4, '"<" is not a date such as 2018, 2018-12, <2019-01 or none'),
        ("no:-5", 3, '"-5" is not a number or a range such as 7-12'),
        ("no:5-", 3, '"5-" is not a number or a range such as 7-12'),
        ("no:١", 3, '"١" is not a number or a range such as 7-12'),
        ("no:12-7", 3, '"12-7" runs backwards; write 7-12'),
        ("is:jiont", 3, 'is: takes joint, solo, open, group, corrected, not "jiont"'),
    ],
)
def test_an_error_says_where_and_what_to_do(text: str, position: int, message: str) -> None:
    caught = error(text)
    assert str(caught) == message
    assert caught.position == position


def test_a_number_of_any_length_is_no_crash() -> None:
    assert "is not a number" in str(error(f"no:{'9' * 5000}"))
    assert heading_number("9" * 5000) is None


@given(...)
def test_what_a_query_writes_it_reads(query: Query) -> None:
    assert parse(str(query)) == query


SIGNS = st.sampled_from('"\\,，:：-－@~ \u3000湿lead牵头is:no:joint7')
TEXTS = st.lists(SIGNS | st.sampled_from(["no:7,07", "lead:", '"', "is:open"]) | st.characters())


@settings(max_examples=500)
@given(TEXTS.map("".join))
@example("no:7,07")
@example("is:open,OPEN")
@example("no:7-7,7")
def test_arbitrary_text_is_a_query_or_an_error(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as caught:
        assert caught.position is not None
        assert 0 <= caught.position <= len(text)
        return
    assert parse(str(query)) == query
    assert str(parse(str(query))) == str(query)


@pytest.mark.parametrize("sign", ["-", "－", "@", '"', "\\", ",", "，", " ", "a:", "牵头："])
def test_words_that_begin_with_a_sign_are_written_in_quotes(sign: str) -> None:
    for term in (Term("text", (f"{sign}x",)), Term("text", ("y", f"{sign}x"), True)):
        assert parse(str(Query((term,)))).terms == (term,)


def test_terms_are_added_once_and_removed() -> None:
    lead, word = Term("lead", ("林业厅",)), Term("text", ("湿地",))
    query = EVERYTHING.with_term(lead).with_term(word).with_term(lead)
    assert query == Query((lead, word))
    assert query.without(lead) == Query((word,))
    assert query.without(lead, word) == EVERYTHING
    assert EVERYTHING.without(lead) == EVERYTHING


@pytest.mark.parametrize(("value", "numbers"), [("7", (7, 7)), ("7-12", (7, 12)), ("7-7", (7, 7))])
def test_ranges(value: str, numbers: tuple[int, int]) -> None:
    assert number_range(value) == numbers


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *((value, 2) for value in ("2", "２", "二", "（二）", "(二)", "二、")),
        ("十二", 12),
        *((value, None) for value in ("湿地", "（", "、", "", "二、机制")),
    ],
)
def test_heading_numbers(value: str, number: int | None) -> None:
    assert heading_number(value) == number


WAYS = {
    "林业厅": (
        "林业厅",
        "林業廳",
        "省林业厅",
        "林业",
        "lyt",
        "LYT",
        "ＬＹＴ",
        "linyeting",
        "linye",
    ),
    "省发展改革委": ("发展改革委", "发改委", "fazhan", "fzggw", "fgw"),
    "环境保护厅": ("环保", "hbt"),
    "住房城乡建设厅": ("住建厅", "zjt"),
    "省经济和信息化委": ("经信委", "jxw"),
    "国土资源厅": ("国土厅",),
    "财政厅": ("cz",),
}


@pytest.mark.parametrize(
    ("value", "name"), [(value, name) for name, values in WAYS.items() for value in values]
)
def test_a_department_goes_by_many_names(plan: Plan, value: str, name: str) -> None:
    assert resolve(value, plan.departments).name == name
    assert may_mean(value, Department(name))


def test_every_department_goes_by_name_initials_and_pinyin(plan: Plan) -> None:
    assert len(plan.departments) == 20
    for department in plan.departments:
        syllables = pinyin.spell(fold(department.name))
        ways = [
            department.name,
            f" {department.name} ",
            "".join(syllable[0] for syllable in syllables),
            "".join(syllables),
            "".join(syllables).upper(),
        ]
        if department.name.startswith("省"):
            ways += [department.name[1:], "".join(syllables[1:])]
            ways += ["".join(syllable[0] for syllable in syllables[1:])]
        assert {resolve(way, plan.departments).name for way in ways} == {department.name}


STEPS = (
    Department("林业厅", ("森林局",)),
    Department("省林业局"),
    Department("林业厅办公室"),
    Department("会计银行", ("账房",)),
    Department("会展银行"),
    Department("住房城乡建设厅"),
    Department("某森林局处"),
)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("林业厅", "林业厅"),  # a name, though part of another
        ("森林局", "林业厅"),  # an alias, though part of another's name
        ("林业局", "省林业局"),  # the name without 省
        ("厅办", "林业厅办公室"),  # part of a name
        ("账", "会计银行"),  # part of an alias
        ("kuaijiyinhang", "会计银行"),  # pinyin, words read as words
        ("linyeting", "林业厅"),  # whole, though part of another's
        ("slj", "林业厅"),  # initials of an alias
        ("lyj", "省林业局"),  # initials without 省
        ("kuaiji", "会计银行"),  # part of the pinyin
        ("会计行", "会计银行"),  # characters in order
        ("zcj", "住房城乡建设厅"),  # initials in order
    ],
)
def test_the_first_step_that_finds_exactly_one_decides(value: str, name: str) -> None:
    assert resolve(value, STEPS).name == name


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("林业", ["林业厅", "省林业局", "林业厅办公室"]),
        ("会银", ["会计银行", "会展银行"]),
        ("yinhang", ["会计银行", "会展银行"]),
    ],
)
def test_a_step_that_finds_several_names_them(value: str, names: list[str]) -> None:
    with pytest.raises(QueryError) as caught:
        resolve(value, STEPS)
    assert str(caught.value) == f'"{value}" may mean {", ".join(names)}'
    assert caught.value.position is None


def test_many_candidates_are_named_in_part(plan: Plan) -> None:
    with pytest.raises(QueryError) as caught:
        resolve("省", plan.departments)
    assert str(caught.value).endswith(" …")
    assert str(caught.value).count("省") == 7


@pytest.mark.parametrize(
    ("value", "near"), [("林叶厅", "林业厅"), ("財正厅", "财政厅"), ("linyetign", "林业厅")]
)
def test_no_candidate_is_an_error_that_lists_the_nearest(plan: Plan, value: str, near: str) -> None:
    with pytest.raises(QueryError, match=f'no department "{value}"; the nearest: ') as caught:
        resolve(value, plan.departments)
    nearest = str(caught.value).rpartition(": ")[2].split(", ")
    assert len(nearest) == 3
    assert near in nearest


def test_a_plan_without_departments_has_none() -> None:
    with pytest.raises(QueryError, match='no department "林业厅"'):
        resolve("林业厅", ())


@given(st.text(min_size=1, max_size=6) | st.text("林业财政厅省lyczt ", min_size=1, max_size=6))
def test_any_value_is_a_department_or_an_error(plan: Plan, value: str) -> None:
    with contextlib.suppress(QueryError):
        department = resolve(value, plan.departments)
        assert department in plan.departments
        assert may_mean(value, department)


def test_an_empty_value_may_mean_any() -> None:
    assert may_mean("", Department("林业厅"))
    assert may_mean(" ", Department("林业厅"))
    assert not may_mean("x", Department("林业厅"))


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("zhangxiangju", "长湘局"),  # 长 stands in no known word
        ("changxiangju", "长湘局"),
        ("zxj", "长湘局"),
        ("luseban", "绿色办"),
        ("lüseban", "绿色办"),
        ("yhhyj", "银行行业局"),  # words read as words
    ],
)
def test_other_readings_of_a_name_are_tried_last(value: str, name: str) -> None:
    departments = [Department(name) for name in ("长湘局", "绿色办", "银行行业局")]
    assert resolve(value, departments).name == name


def test_a_known_word_of_a_name_has_no_other_reading() -> None:
    with pytest.raises(QueryError):
        resolve("yinxing", [Department("银行行业局"), Department("长湘局")])


#: Each is like another when folded; the last is called like one before it.
ALIKE = (
    *map(Department, ("各市（州）政府", "各市(州)政府", "ABC", "abc", "财政廳", "财政厅")),
    *map(Department, ("⽔利局", "水\u200b利局", "水利局", "水\u3164利局", "\uf9f4业局", "林业局")),
    *map(Department, ('Ministry of "X", Y', "ministry of “x”, y", "e\u0301", "é")),
    Department("某局", ("Abc", "林\u00ad业局")),
)


@pytest.mark.parametrize("department", ALIKE, ids=lambda one: ascii(one.name))
def test_a_name_to_the_letter_finds_its_department_alone(department: Department) -> None:
    term = Term("lead", (department.name,))
    (value,) = one(str(term)).values
    assert resolve(value, ALIKE) is department
    assert meant(value, ALIKE)[0] is department
    assert [d.name for d in meant(value, ALIKE) if fold(d.name) == fold(value)] == [value]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Abc", "某局"),  # An alias to the letter goes before names that are only like it.
        ("林\u00ad业局", "某局"),
        ("水\ufffd利局", None),  # As two of them are shown.
        ("aBC", None),
        ("水利\u2060局", None),
    ],
)
def test_an_alias_to_the_letter_goes_before_what_folds_alike(value: str, name: str | None) -> None:
    if name:
        assert resolve(value, ALIKE).name == name
        return
    with pytest.raises(QueryError):
        resolve(value, ALIKE)


def test_a_name_may_be_copied_as_it_is_shown() -> None:
    names = ("水\u200b利局", "水利局", "森\x07林局")
    departments = [Department(name) for name in names]
    assert [resolve(visible(name), departments).name for name in names] == list(names)


def test_names_that_are_not_written_to_the_letter_are_all_meant() -> None:
    names = [department.name for department in meant("水利", ALIKE)]
    assert names == ["⽔利局", "水\u200b利局", "水利局", "水\u3164利局"]
    assert meant("", ALIKE) == list(ALIKE)


UNSEEN = "\u200b\u00ad\u2060\ufeff\u200d\ufe0f\u202e\u3164"


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("{}lead:林业厅", "lead:林业厅"),
        ("le{}ad:林业厅", "lead:林业厅"),
        ("牵{}头：林业厅", "lead:林业厅"),
        ("lead{}:林业厅", "lead:林业厅"),
        ("{}-lead:林业厅", "-lead:林业厅"),
        ("no:7{}-12", "no:7-12"),
        ("no:{}7-12", "no:7-12"),
        ("is:{}joint{}", "is:joint"),
        ("due:20{}18", "due:2018"),
        ("no:1 {}", "no:1"),
        ("{} no:1", "no:1"),
    ],
)
def test_what_nobody_sees_is_no_part_of_the_grammar(sign: str, text: str, plain: str) -> None:
    assert str(parse(text.format(sign, sign))) == plain


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_what_nobody_sees_alone_is_no_value(sign: str) -> None:
    assert parse(sign) == EVERYTHING
    assert "needs a value" in str(error(f"lead:{sign}"))
    with pytest.raises(QueryError, match="no department"):
        resolve(sign, ALIKE)


def test_full_width_and_traditional_names_of_fields_are_known() -> None:
    assert str(parse("ｌｅａｄ：林业厅 牽頭:林业厅")) == "lead:林业厅 lead:林业厅"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“补偿标准”", ["补偿标准"]),
        ("“补偿 标准” 湿地", ["补偿 标准", "湿地"]),
        # Inside a word they are of the wording.
        ("深化“放管服”改革", ["深化“放管服”改革"]),
        ("“放管服”改革", ["“放管服”改革"]),
        ("“没有结束", ["“没有结束"]),
    ],
)
def test_chinese_quotation_marks_around_a_text_are_quotes(text: str, words: list[str]) -> None:
    assert [term.values for term in parse(text).terms] == [(word,) for word in words]


@pytest.mark.parametrize("term", ["lead:农业厅", "no:1", "-草原", "@名"])
def test_behind_the_comma_of_a_word_stands_no_other_term(term: str) -> None:
    with pytest.raises(QueryError, match="a comma parts words only; part the terms with a space"):
        parse(f"湿地,{term}")
    assert parse('湿地,"lead:x"').terms[0].values == ("湿地", "lead:x")
