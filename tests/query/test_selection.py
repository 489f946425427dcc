"""Plan and query in, selection out: compared with a filter that is slow and plain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import plan_of

from ecotui.model.plan import GROUP, Chapter, Department, Entry, Measure, Plan, Section
from ecotui.model.toml import dumps, loads
from ecotui.query.departments import resolve
from ecotui.query.grammar import EVERYTHING, Query, QueryError, Term, heading_number, parse
from ecotui.query.index import REMEMBERED, Heading, Index
from ecotui.query.selection import Selection, select
from ecotui.text import pinyin
from ecotui.text.folding import fold, is_latin


def places_of(index: Index, mask: int) -> list[int]:
    return [index.position(entry) for entry in index.measures(mask)]


def ids(source: Index | Plan, query: str = "", **views: str) -> list[str]:
    return [entry.id for entry in select(source, query, views=views).measures]


DUE = plan_of(
    Measure(1, "一", ("甲", "乙"), deadline="2018年12月底前"),
    Measure(2, "二", ("甲",), deadline="2019年上半年", basis="按职责分工负责"),
    Measure(3, "三", ("乙",), deadline="持续推进"),
    Measure(4, "四", ("乙", "甲"), lead_open=True),
    Measure(5, "五", ("乙",), deadline="2019年"),
)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("due:2018", "1"),
        ("due:2019", "25"),
        ("due:2019-06", "2"),
        ("due:2019年6月30日", "2"),
        ("due:2018,none", "134"),
        ("due:<2019-01", "1"),
        ("due:<2019", "1"),
        ("due:<2018-12-31", ""),
        ("due:>2018", "25"),
        ("due:>2019-06", "5"),
        ("due:>2019", ""),
        ("期限：无", "34"),
        ("-due:none", "125"),
        ("first:甲", "1"),
        ("lead:甲", "124"),
        ("is:open", "4"),
    ],
)
def test_due_dates_and_leads_that_are_not_named(query: str, wanted: str) -> None:
    assert "".join(ids(DUE, query)) == wanted


def test_the_first_lead_is_counted_only_where_it_is_named() -> None:
    first = {facet.name: facet.first_lead for facet in select(DUE).departments}
    assert first == {"甲": 1, "乙": 3}


def test_a_name_to_the_letter_is_found_before_any_folding() -> None:
    departments = (Department("補"), Department("补"))
    for department in departments:
        plan = plan_of(Measure(1, "文", (department.name,)))._replace(departments=departments)
        assert ids(plan, f"lead:{department.name}") == ["1"]


def test_the_counts_of_the_shipped_plan(plan: Plan, index: Index) -> None:
    selection = select(index)
    assert len(plan.chapters) == 2
    assert sum(len(chapter.sections) for chapter in plan.chapters) == 12
    assert len(selection) == len(selection.measures) == 44
    assert [entry.id for entry in selection.measures] == [str(n) for n in range(1, 45)]
    assert [d.name for d in plan.departments if d.kind == GROUP] == ["省直相关部门"]
    assert len(selection.departments) == 20
    assert sum(len(entry.lead) for entry in selection.measures) == 66
    assert sum(len(entry.participants) for entry in selection.measures) == 175
    facets = {facet.name: facet for facet in selection.departments}
    assert sum(facet.lead for facet in facets.values()) == 66
    assert sum(facet.participant for facet in facets.values()) == 175
    assert facets["财政厅"].total == 37
    assert facets["环境保护厅"].first_lead == 12
    assert facets["省直相关部门"].kind == GROUP


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is:open", ["39"]),
        ("is:corrected", ["20", "35"]),
        ("风景名胜区", ["20", "23"]),
        ("風景名勝區 -no:23", ["20"]),
        ("25度", ["18"]),
        ('"25 度"', ["18"]),
        ("no:1,7-9", ["1", "7", "8", "9"]),
        ("no:44-99", ["44"]),
        ("no:99", []),
        ("chapter:1 section:湿地", ["7", "8"]),
        ("chapter:一 section:3", ["7", "8"]),
        ("章:分领域 节:（三）", ["7", "8"]),
        ("section:shidi", ["7", "8"]),
        ("湿地 is:solo", ["8", "29"]),
        ("lead:lyt no:-1", None),
        ("lead:lyt -with:财政厅 no:1-9", ["1", "2"]),
        ("is:solo lead:hbt,slt no:1-12", ["10"]),
    ],
)
def test_queries_of_the_shipped_plan(index: Index, query: str, found: list[str] | None) -> None:
    if found is None:
        with pytest.raises(QueryError):
            select(index, query)
    else:
        assert ids(index, query) == found


def test_pinyin_finds_what_the_characters_find(index: Index) -> None:
    assert set(ids(index, "shidi")) > set(ids(index, "湿地")), "also 是地, 实地, 实的"
    assert ids(index, "section:shidi") == ids(index, "section:湿地")
    assert set(ids(index, "stbc")) >= set(ids(index, "生态补偿"))
    assert set(ids(index, "linye")) >= set(ids(index, "dept:林业厅"))


def test_a_selection_keeps_what_was_asked(index: Index) -> None:
    selection = select(index, "牵头：林业厅  湿地", language="en")
    assert selection.query == "lead:林业厅 湿地"
    assert selection.language == "en"
    assert selection.label("leads") == "leads"
    assert select(index, EVERYTHING).query == select(index, "  ").query == ""
    assert selection.title == index.plans[0].title


def holds(text: str, value: str) -> bool:
    """Whether a heading holds a word, or its pinyin does."""
    folded, wanted = fold(text), fold(value)
    return wanted in folded or (is_latin(wanted) and bool(pinyin.spans(folded, wanted)))


def names(name: str, value: str) -> bool:
    """Whether a department name holds a word, or its pinyin does, words read as words."""
    folded, wanted = fold(name), fold(value)
    return wanted in folded or (is_latin(wanted) and pinyin.is_in_name(folded, wanted))


def is_kept(plan: Plan, place: tuple[Chapter, Section | None, Measure], term: Term) -> bool:
    chapter, section, measure = place

    def one(value: str) -> bool:
        if term.field in ("lead", "first", "with", "dept"):
            name = resolve(value, plan.departments).name
            of_role = {
                "lead": measure.lead,
                "first": measure.lead[:1] if measure.basis is None else (),
                "with": measure.participants,
                "dept": measure.lead + measure.participants,
            }
            return name in of_role[term.field]
        if term.field in ("chapter", "section"):
            heading = chapter if term.field == "chapter" else section
            return heading is not None and (
                heading.number == heading_number(value) or holds(heading.title, value)
            )
        if term.field == "due":
            due, sign, date = measure.due, value[:1], value.lstrip("<>")
            if due is None or value == "none":
                return due is None and value == "none"
            # The first and the last day of what is named, or beyond every month's end.
            first, last = date + "-01-01"[len(date) - 4 :], date + "-12-31"[len(date) - 4 :]
            return {"<": due < first, ">": due > last}.get(sign, first <= due <= last)
        if term.field == "no":
            first, _, last = value.partition("-")
            return int(first) <= measure.number <= int(last or first)
        if term.field == "is":
            kinds = {department.name: department.kind for department in plan.departments}
            return {
                "joint": len(set(measure.lead)) > 1,
                "solo": not measure.participants and not measure.participants_open,
                "open": measure.participants_open or measure.lead_open,
                "group": GROUP in [kinds[n] for n in measure.lead + measure.participants],
                "corrected": measure.source_text is not None,
            }[value]
        wording = (measure.text, chapter.title, section.title if section else "")
        departments = (*measure.lead, *measure.participants)
        return any(holds(text, value) for text in wording) or any(
            names(name, value) for name in departments
        )

    return any(one(value) for value in term.values) != term.negated


@settings(max_examples=200)
@given(...)
def test_a_selection_is_what_a_plain_filter_leaves(plan: Plan, query: Query) -> None:
    terms = tuple(term for term in query.terms if term.field != "view")
    resolvable = []
    for term in terms:
        if term.field in ("lead", "first", "with", "dept"):
            # Most arbitrary values mean no department; the plan's own are wanted here.
            names = [d.name for d in plan.departments]
            if not names:
                continue
            term = term._replace(values=tuple(names[len(v) % len(names)] for v in term.values))
            if len({fold(name).removeprefix("省") for name in names}) < len(names):
                continue
        resolvable.append(term)
    query = Query(tuple(resolvable))
    index = Index(plan)
    selection = select(index, query)
    wanted = [
        number
        for number, place in enumerate(plan.walk())
        if all(is_kept(plan, place, term) for term in query.terms)
    ]
    assert places_of(index, selection.mask) == wanted
    assert [entry.measure for entry in selection.measures] == [
        measure for number, (_c, _s, measure) in enumerate(plan.walk()) if number in wanted
    ]
    for facet in selection.departments:
        measures = [entry.measure for entry in selection.measures]
        assert facet.lead == sum(facet.name in m.lead for m in measures)
        assert facet.first_lead == sum(facet.name == m.first_lead for m in measures)
        assert facet.participant == sum(facet.name in m.participants for m in measures)
        assert facet.total == sum(facet.name in m.lead + m.participants for m in measures)


WORDS = st.sampled_from(["生态", "补偿", "湿地", "stbc", "lin", "25度", "厅", *"éem，", "ppp"])
PIECES = ["生态", "補償", " ", "25 度", "e\u0301", "㎡", "ppp", "，", "x", "ﬁ"]


@given(st.data())
def test_text_terms_find_the_measures_that_hold_them(data: st.DataObject) -> None:
    plan, word = data.draw(st.from_type(Plan)), data.draw(WORDS)
    index = Index(plan)
    term = Term("text", (word,))
    wanted = [i for i, place in enumerate(plan.walk()) if is_kept(plan, place, term)]
    assert places_of(index, select(index, Query((term,))).mask) == wanted
    rest = select(index, Query((term._replace(negated=True),)))
    assert places_of(index, rest.mask) == [i for i in range(len(index.entries)) if i not in wanted]


@given(...)
def test_masks_and_indexes_are_one(plan: Plan) -> None:
    index = Index(plan)
    odd = list(range(1, len(index.entries), 2))
    assert places_of(index, index.mask(odd)) == odd
    assert places_of(index, index.everything) == list(range(len(index.entries)))
    assert [index.position(entry) for entry in index.entries] == list(range(len(index.entries)))


def matched(text: str, query: str) -> list[str]:
    selection = select(plan_of(Measure(1, text)), query)
    return [text[start:end] for start, end in selection.spans(text)]


@pytest.mark.parametrize(
    ("text", "query", "spans"),
    [
        ("将 25 度以上", "25度", ["25 度"]),
        ("国家级风景名胜區", "风景名胜区", ["风景名胜區"]),
        ("湿地和湿地", "湿地", ["湿地", "湿地"]),
        ("湿地湿地", "湿地", ["湿地湿地"]),
        ("生态补偿", "生态 态补", ["生态补"]),
        ("生态补偿", "stbc", ["生态补偿"]),
        ("生态补偿", "shengt", ["生态"]),
        ("生态补偿", "-生态", []),
        ("生态补偿", "生态 -补偿", ["生态"]),
        ("生态补偿", "lead:x,y", None),
        ("生态补偿", "chapter:1 no:1", []),
        ("5 ㎡ 地", "m2", ["㎡"]),
        ("cafe\u0301s", "é", ["e\u0301"]),
        ("cafe\u0301s", "f", ["f"]),
        ("  湿  地  ", "湿地", ["湿  地"]),
        ("湿地", '"湿 地"', ["湿地"]),
    ],
)
def test_spans_cover_the_words(text: str, query: str, spans: list[str] | None) -> None:
    if spans is None:
        with pytest.raises(QueryError):
            matched(text, query)
    else:
        assert matched(text, query) == spans


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(PIECES)).map("".join) | st.text(max_size=10),
    st.lists(WORDS | st.text(min_size=1, max_size=3).filter(fold), min_size=1, max_size=3),
)
def test_spans_ascend_apart_and_hold_a_word(text: str, words: list[str]) -> None:
    index = Index(plan_of(Measure(1, text)))
    selection = select(index, Query((Term("text", tuple(words)),)))
    spans = selection.matches(index.entries[0])
    for start, end in spans:
        piece = fold(text[start:end])
        assert any(
            fold(word) in piece or (is_latin(fold(word)) and pinyin.spans(piece, fold(word)))
            for word in words
        )
        assert text[start:end].strip() == text[start:end]
    flat = [place for span in spans for place in span]
    assert flat == sorted(set(flat))
    assert bool(spans) == any(
        fold(word) in fold(text) or (is_latin(fold(word)) and pinyin.spans(fold(text), fold(word)))
        for word in words
    )


def test_words_of_negated_views_are_not_shown(index: Index) -> None:
    views = {"wet": "湿地 -试点", "dry": "-湿地"}
    assert select(index, "@wet", views=views).words == ("湿地",)
    assert select(index, "-@wet", views=views).words == ("试点",)
    assert select(index, "-@dry", views=views).words == ("湿地",)


def test_a_view_stands_for_its_query(index: Index) -> None:
    views = {"wet": "湿地", "both": "@wet lead:林业厅", "my view": "@both -no:9"}
    assert ids(index, "@wet", **views) == ids(index, "湿地")
    assert ids(index, '@"my view"', **views) == ids(index, "湿地 lead:林业厅 -no:9")
    everything = set(ids(index))
    assert set(ids(index, "-@both", **views)) == everything - set(ids(index, "湿地 lead:林业厅"))
    assert ids(index, "@none", none="") == ids(index)
    assert ids(index, "-@none", none="") == []


VIEWS = {
    "a": "@b",
    "b": "@a",
    "self": "湿地 -@self",
    "bad": '林业 "',
    "nested": "@fine @bad",
    "lost": "@nowhere",
    "fine": "湿地",
}
KNOWN = "known: @a, @b, @bad, @fine, @lost, @nested, @self"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("@x", f"no saved view @x; {KNOWN}"),
        ("@a", "saved views refer to each other: @a → @b → @a"),
        ("-@self", "saved views refer to each other: @self → @self"),
        ("@bad", "saved view @bad: the quotation mark is not closed"),
        ("@nested", "saved view @bad: the quotation mark is not closed"),
        ("@lost", f"no saved view @nowhere; {KNOWN}"),
    ],
)
def test_a_wrong_view_is_an_error_that_names_it(index: Index, query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        select(index, query, views=VIEWS)
    assert str(caught.value) == message
    assert caught.value.position is None


def test_a_view_is_named_as_a_query_calls_it(index: Index) -> None:
    views = {"a,b": "湿地", 'a"b': "湿地"}
    with pytest.raises(QueryError) as caught:
        select(index, "@x", views=views)
    named = str(caught.value).removeprefix("no saved view @x; known: ").split(", ")
    assert named == [r'@"a\"b"', '@"a,b"']
    assert ids(index, named[0], **views) == ids(index, named[1], **views) == ids(index, "湿地")


def test_without_views_none_is_known(index: Index) -> None:
    with pytest.raises(QueryError, match="none is saved"):
        select(index, "@x")


FIRST = Plan(
    "a",
    "甲",
    departments=(Department("财政厅", ("财政",)), Department("林业厅")),
    chapters=(Chapter(1, "湿地", (), (Section(1, "子", (Measure(1, "一", ("财政厅",)),)),)),),
)
SECOND = Plan(
    "b",
    "乙",
    departments=(
        Department("林业厅"),
        Department("财政厅", ("财局",)),
        Department("群", (), GROUP),
    ),
    chapters=(
        Chapter(1, "草原", (Measure(1, "二", ("林业厅",), ("群",)),)),
        Chapter(2, "湿地", (Measure(1, "三", ("财政厅", "林业厅")),)),
    ),
)


def test_several_plans_are_one_index() -> None:
    index = Index([FIRST, SECOND])
    assert ids(index) == ["a/1", "b/1.1", "b/2.1"]
    found = [(department.name, department.aliases) for department in index.departments]
    assert found == [("财政厅", ("财政", "财局")), ("林业厅", ()), ("群", ())]
    assert ids(index, "lead:财局") == ["a/1", "b/2.1"]
    assert ids(index, "chapter:1") == ["a/1", "b/1.1"]
    assert ids(index, "chapter:湿地") == ["a/1", "b/2.1"]
    assert ids(index, "section:1") == ["a/1"]
    assert ids(index, "is:group") == ["b/1.1"]
    assert ids(index, "甲") == [], "the title of a plan is no heading of its measures"
    assert select(index).title == "甲；乙"
    facets = {facet.name: facet.total for facet in select(index).departments}
    assert facets == {"财政厅": 2, "林业厅": 2, "群": 1}


def test_the_outline_of_several_plans_begins_with_each() -> None:
    selection = select(Index([FIRST, SECOND]), "湿地")
    found = [item.id if isinstance(item, Entry) else item.title for item in selection.outline()]
    assert found == ["甲", "湿地", "子", "a/1", "乙", "湿地", "b/2.1"]


def test_ids_stay_unique_where_plans_have_one_id() -> None:
    index = Index([FIRST, SECOND._replace(id="a"), FIRST, FIRST._replace(id="a~2")])
    found = ids(index)
    assert found[:3] == ["a/1", "a~2/1.1", "a~2/2.1"]
    assert len(set(found)) == len(found) == 5
    assert [index.position(entry) for entry in index.entries] == [0, 1, 2, 3, 4]


@settings(max_examples=50)
@given(...)
def test_ids_are_unique(plan: Plan, other: Plan, again: bool) -> None:
    for plans in ([plan], [plan, other], [plan, other._replace(id=plan.id)], [plan, plan, other]):
        found = [entry.id for entry in Index(plans).entries]
        assert len(set(found)) == len(found)
        assert all(found)


def test_ids_tell_the_place_and_count_where_places_repeat() -> None:
    measures = (Measure(1, "甲"), Measure(1, "乙"))
    chapter = Chapter(2, "章", measures, (Section(1, "节", measures), Section(1, "节", measures)))
    found = ids(Plan("p", "t", chapters=(chapter,)))
    assert found == ["2.1", "2.1~2", "2.1.1", "2.1.1~2", "2.1.1~3", "2.1.1~4"]


@settings(max_examples=50)
@given(...)
def test_an_outline_is_in_document_order_without_empty_headings(plan: Plan) -> None:
    index = Index(plan)
    selection = Selection(index, "", index.mask(range(0, len(index.entries), 2)))
    wanted: list[object] = []
    places = iter(range(len(index.entries)))
    for chapter in plan.chapters:
        own = [("measure", p) for _m in chapter.measures if not (p := next(places)) % 2]
        below: list[object] = []
        for section in chapter.sections:
            kept = [("measure", p) for _m in section.measures if not (p := next(places)) % 2]
            below += [(2, section.title), *kept] if kept else []
        wanted += [(1, chapter.title), *own, *below] if own or below else []
    found = [
        (item.level, item.title) if isinstance(item, Heading) else ("measure", index.position(item))
        for item in selection.outline()
    ]
    assert found == wanted


def test_a_whole_plan_has_its_empty_headings_if_they_are_wanted() -> None:
    one = Measure(1, "一")
    empty = Chapter(2, "空章", (), (Section(1, "空节"),))
    plan = Plan("p", "t", chapters=(Chapter(1, "章", (one,)), empty))
    other = Plan("q", "u", chapters=(Chapter(1, "另章", (one,)), Chapter(2, "另空章")))

    def titles(selection: Selection) -> list[str]:
        items = selection.outline(empty=True)
        return [item.title for item in items if isinstance(item, Heading)]

    assert titles(select(plan)) == ["章", "空章", "空节"]
    assert titles(select(plan, "no:1")) == ["章"]
    assert [item for item in select(plan).outline() if isinstance(item, Heading)][1:] == []
    both = select(Index((plan, other)))
    assert titles(both) == ["t", "章", "空章", "空节", "u", "另章", "另空章"]
    assert titles(both.split("plan")[1][1]) == ["u", "另章", "另空章"]
    assert titles(Selection(Index(plan), "", 1, marked=True)) == ["章"]


def test_headings_are_written_as_in_the_document(index: Index) -> None:
    labels = [f"{heading.label}{heading.title}" for heading in index.headings[:3]]
    assert labels == ["一、分领域任务", "（一）森林生态保护补偿", "（二）草原生态保护补偿"]
    assert places_of(index, index.headings[1].mask) == [0, 1, 2]
    assert len(index.headings) == 14


@settings(max_examples=60)
@given(...)
def test_the_plan_of_a_selection_reads_back(plan: Plan, other: Plan, several: bool) -> None:
    index = Index([plan, other] if several else plan)
    for query in ("is:solo", "-is:solo", "no:1-3", ""):
        selection = select(index, query)
        part = selection.to_plan()
        assert loads(dumps(part)) == part
        size = sum(1 for _ in plan.walk())
        chosen = [e.measure for e in selection.measures if index.position(e) < size]
        assert [measure for _c, _s, measure in part.walk()] == chosen
        if len(chosen) == size > 0:
            assert part == plan
        else:
            named = {
                name
                for m in chosen
                for name in (*m.lead, *m.participants, *(name for name, _cell in m.raci))
            }
            assert {d.name for d in part.departments} == named
            assert all(c.measures or c.sections for c in part.chapters)
            assert all(s.measures for c in part.chapters for s in c.sections)


def test_equal_measures_are_selected_each_for_itself() -> None:
    twin = Measure(1, "双")
    plan = Plan("p", "t", chapters=(Chapter(1, "甲", (twin,)), Chapter(2, "乙", (twin,))))
    assert [c.title for c in select(plan, "chapter:2").to_plan().chapters] == ["乙"]


def test_what_other_plans_name_is_not_declared() -> None:
    part = select(Index([FIRST, SECOND]), "no:1 -chapter:草原").to_plan()
    assert [d.name for d in part.departments] == ["财政厅", "林业厅"]
    part = select(Index([FIRST._replace(chapters=()), SECOND]), "").to_plan()
    assert part.departments == ()


def test_a_plan_without_measures_has_empty_selections() -> None:
    empty = Chapter(1, "空", (), (Section(1, "节"),))
    for plan in (Plan("p", "t"), Plan("p", "t", chapters=(empty,))):
        index = Index(plan)
        for query in ("", "湿地", "-湿地", "no:1", "is:solo", "chapter:1", "-is:open stbc"):
            selection = select(index, query)
            assert (len(selection), selection.measures, list(selection.outline())) == (0, (), [])
        assert selection.departments == ()
        assert selection.to_plan().chapters == ()
        assert selection.matrix().rows == ()


def test_a_department_that_only_measures_name_is_counted_too() -> None:
    measure = Measure(1, "文", ("林业厅",), ("水利厅",), raci=(("监察厅", "I"),))
    plan = plan_of(measure)._replace(departments=(Department("水利厅"),))
    selection = select(plan, "lead:lyt")
    counts = [(f.name, f.lead, f.participant) for f in selection.departments]
    assert counts == [("水利厅", 0, 1), ("林业厅", 1, 0), ("监察厅", 0, 0)]
    assert selection.matrix().departments == ("水利厅", "林业厅", "监察厅")
    assert ids(plan, "dept:监察厅") == []
    assert ids(plan, "林业厅") == ["1"]


def test_a_department_that_leads_and_participates_counts_once() -> None:
    plan = plan_of(Measure(1, "文", ("甲", "甲"), ("甲",)))
    (facet,) = select(plan).departments
    assert (facet.lead, facet.first_lead, facet.participant, facet.total) == (1, 1, 1, 1)
    assert ids(plan, "is:joint") == []


def test_a_selection_is_frozen(index: Index) -> None:
    selection = select(index)
    for change in (
        lambda: setattr(selection, "mask", 0),
        lambda: setattr(selection, "new", 0),
        lambda: delattr(selection, "mask"),
        lambda: setattr(selection.departments[0], "lead", 0),
    ):
        with pytest.raises(AttributeError, match="frozen|can't set attribute"):
            change()
    assert isinstance(selection.measures, tuple)
    assert isinstance(selection.departments, tuple)
    assert isinstance(selection.groups, frozenset)


def test_a_query_may_be_a_value_or_its_text(index: Index) -> None:
    text = "lead:林业厅 -湿地"
    assert ids(index, text) == [e.id for e in select(index, parse(text)).measures]


def test_an_unchanged_term_is_sought_once(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(plan)
    sought: list[str] = []
    found = Index.text_mask

    def counted(self: Index, value: str) -> int:
        sought.append(value)
        return found(self, value)

    monkeypatch.setattr(Index, "text_mask", counted)
    for query in ("湿地", "湿地 lead:林业厅", "-湿地 草原", "湿地"):
        select(index, query)
    assert sought == ["湿地", "草原"]
    assert ids(index, "-湿地 草原") == ids(plan, "-湿地 草原")
    assert select(index, "湿地").words == ("湿地",)


def test_an_index_does_not_remember_without_end(index: Index) -> None:
    for number in range(3 * REMEMBERED):
        assert ids(index, f"no:{number + 1}") == ids(index, f"no:{number + 1}")
    assert len(index._remembered) <= REMEMBERED


@given(
    plan=...,
    level=st.sampled_from(["chapter", "section"]),
    query=st.sampled_from(["", "no:1-6", "补偿"]),
)
def test_parts_have_every_measure_once_in_order(plan: Plan, level: str, query: str) -> None:
    whole = select(plan, query)
    parts = whole.split(level)
    entries = [entry for _headings, part in parts for entry in part.measures]
    assert entries == list(whole.measures)
    for headings, part in parts:
        assert len(part) > 0
        assert (part.query, part.words, part.language) == (whole.query, whole.words, whole.language)
        for entry in part.measures:
            assert entry.chapter.title == headings[0].title
            if level == "section":
                above = [entry.section.title] if entry.section else []
                assert [h.title for h in headings[1:]] == above


def test_parts_of_several_plans_say_which(plan: Plan) -> None:
    other = plan._replace(id="other", title="另一方案")
    parts = select(Index((plan, other))).split("chapter")
    assert [[h.level for h in headings] for headings, _part in parts] == [[0, 1]] * 4
    assert parts[-1][0][0].title == "另一方案"
    assert sum(len(part) for _headings, part in parts) == 88


def test_a_department_is_called_as_in_a_query_and_refused_with_a_reason(index: Index) -> None:
    selection = select(index, "section:湿地", language="en")
    for value in ("林业厅", "lyt", "林业"):
        facet = selection.department(value)
        assert (facet.name, facet.lead, facet.total) == ("林业厅", 1, 1)
    with pytest.raises(ValueError, match="教育厅"):
        selection.department("教育厅")
    with pytest.raises(ValueError, match="省国税局"):
        selection.department("税局")


@given(st.data())
def test_tasks_are_those_of_either_role_and_no_measure_has_both(data: st.DataObject) -> None:
    names = ("甲", "乙", "丙")
    some = st.lists(st.sampled_from(names), unique=True).map(tuple)
    measures = tuple(
        Measure(number, "文", data.draw(some), data.draw(some)) for number in range(1, 6)
    )
    plan = plan_of(*measures)._replace(departments=tuple(map(Department, names)))
    selection = select(plan, "no:2-5")
    for name in names:
        lead, others = (selection.tasks(name, role) for role in ("lead", "with"))
        assert [m.id for m in lead.measures] == [m.id for m in selection.measures if name in m.lead]
        assert [m.id for m in others.measures] == [
            m.id for m in selection.measures if name in m.participants and name not in m.lead
        ]
        assert lead.query == selection.query


def test_the_first_measures_are_a_selection(index: Index) -> None:
    selection = select(index, "湿地")
    assert [entry.number for entry in selection.first(2).measures] == [7, 8]
    assert selection.first(2).query == "湿地"
    assert len(selection.first(0)) == 0
    assert selection.first(99) is selection


def test_a_part_of_a_plan_declares_whom_a_letter_was_taken_from() -> None:
    measures = (
        Measure(1, "甲", ("林业厅",), raci=(("财政厅", ""),)),
        Measure(2, "乙", ("林业厅",)),
    )
    departments = (Department("林业厅"), Department("财政厅"))
    plan = Plan("p", "t", departments=departments, chapters=(Chapter(1, "章", measures),))
    part = select(plan, "no:1").to_plan()
    assert part.departments == departments
    assert loads(dumps(part)) == part
