"""RACI letters are an interpretation, and a matrix says which."""

from __future__ import annotations

import pytest
from hypothesis import given
from plans import plan_of

from ecotui.model.plan import GROUP, Department, Measure, Plan
from ecotui.query.index import Index
from ecotui.query.selection import select
from ecotui.raci.findings import Finding
from ecotui.raci.matrix import Matrix
from ecotui.raci.rules import Thresholds
from ecotui.raci.schemes import SCHEMES, Scheme, scheme_named

DEPARTMENTS = (*map(Department, "甲乙丙"), Department("群", (), GROUP), Department("闲"))


def matrix_of(
    *measures: Measure, scheme: str | Scheme = "raci", columns: str = "involved"
) -> Matrix:
    plan = plan_of(*measures)._replace(departments=DEPARTMENTS)
    return select(plan, language="en").matrix(scheme, columns=columns)


def cells(measure: Measure, scheme: str | Scheme = "raci") -> dict[str, str]:
    return dict(matrix_of(measure, scheme=scheme).rows[0].cells)


def codes(*measures: Measure, scheme: str | Scheme = "raci") -> list[str]:
    return [finding.code for finding in matrix_of(*measures, scheme=scheme).findings]


def judged(*measures: Measure, scheme: str = "raci", **limits: int) -> Matrix:
    selection = select(plan_of(*measures), language="en")
    return selection.matrix(scheme, thresholds=Thresholds(**limits))


USUAL = Measure(1, "文", ("甲", "乙"), ("丙",))


@pytest.mark.parametrize(
    ("scheme", "first", "other", "participant", "working"),
    [
        ("raci", "A/R", "R", "C", "R"),
        ("rasci", "A/R", "R", "S", "R"),
        ("joint", "A/R", "A/R", "C", "R"),
        ("literal", "牵", "牵", "参", "牵"),
        ("daci", "D", "A", "C", "A"),
    ],
)
def test_a_scheme_has_letters_for_roles_for_work_and_for_help(
    scheme: str, first: str, other: str, participant: str, working: str
) -> None:
    assert cells(USUAL, scheme) == {"甲": first, "乙": other, "丙": participant}
    measure = Measure(1, "文", ("甲", "乙", "丙"), ("丁",))
    made = judged(measure, scheme=scheme, max_responsible=1, max_consulted=0)
    messages = {f.code: f.message for f in made.findings if f.code.startswith("many-")}
    assert f"have {working} (limit 1):" in messages["many-responsible"]
    assert f"have {participant} (limit 0):" in messages["many-consulted"]


def test_there_are_these_schemes_and_no_other() -> None:
    assert list(SCHEMES) == ["raci", "rasci", "joint", "literal", "daci"]
    assert all(scheme_named(name).name == name for name in SCHEMES)
    message = 'unknown scheme "rasi"; the schemes are raci, rasci, joint'
    with pytest.raises(ValueError, match=message):
        matrix_of(USUAL, scheme="rasi")


def test_a_cell_that_the_plan_sets_wins() -> None:
    measure = USUAL._replace(raci=(("甲", "R"), ("丙", "I"), ("闲", "C")))
    assert cells(measure) == {"甲": "R", "乙": "R", "丙": "I", "闲": "C"}
    assert matrix_of(measure).departments == ("甲", "乙", "丙", "闲")


def test_letters_that_the_plan_sets_are_not_called_inferred() -> None:
    note = matrix_of(USUAL).note
    assert note
    made = matrix_of(USUAL._replace(raci=(("甲", "R"),)))
    assert made.note != note
    assert made.note.startswith(note)
    assert made.notes[0] == made.note


def test_a_cell_that_the_plan_empties_is_no_letter_anywhere() -> None:
    measure = USUAL._replace(raci=(("甲", ""), ("丙", ""), ("闲", "")))
    made = matrix_of(measure)
    assert cells(measure) == {"乙": "R"}
    assert made.departments == ("乙",)
    assert made.letters == ("R",)
    assert "" not in made.legend
    assert made.load() == {"乙": {"R": 1}}
    assert codes(measure) == ["no-accountable"]
    assert measure.departments == ("甲", "乙", "丙")


def test_a_department_named_twice_keeps_its_first_role() -> None:
    assert cells(Measure(1, "文", ("甲", "甲"), ("甲", "乙"))) == {"甲": "A/R", "乙": "C"}


@given(...)
def test_nobody_is_informed_by_inference(plan: Plan) -> None:
    for name, scheme in SCHEMES.items():
        made = select(plan).matrix(scheme)
        assert made.scheme == name
        for row in made.rows:
            inferred = {n: v for n, v in row.cells.items() if n not in row.entry.raci}
            assert all("I" not in value.split("/") for value in inferred.values())
            of_plan = row.entry.raci.items()
            unread = {name for name, text in of_plan if scheme.given(text).letters is None}
            unread -= {*row.entry.lead, *row.entry.participants}
            emptied = {name for name, text in of_plan if scheme.given(text).letters == ""} | unread
            named = {*row.entry.lead, *row.entry.participants, *row.entry.raci}
            assert set(row.cells) == named - emptied


@given(...)
def test_the_legend_holds_every_letter_and_every_cell(plan: Plan) -> None:
    for scheme in SCHEMES:
        made = select(plan).matrix(scheme)
        values = {value for row in made.rows for value in row.cells.values()}
        letters = {letter for value in values for letter in value.split("/") if letter}
        assert (values | letters) <= made.legend.keys()
        assert "" not in made.legend
        assert {name for row in made.rows for name in row.cells} == set(made.departments)


def test_the_legend_explains_in_the_language_of_the_selection(index: Index) -> None:
    english, chinese = (select(index, language=lang).matrix() for lang in ("en", "zh"))
    assert english.legend["A"].startswith("accountable")
    assert english.legend["A/R"] == f"{english.legend['A']} + {english.legend['R']}"
    assert english.legend.keys() == chinese.legend.keys() == {"A", "R", "C", "A/R"}
    assert all(not meaning.isascii() for meaning in chinese.legend.values())
    assert english.note is not None
    assert chinese.note is not None
    assert "inferred" in english.note
    assert not chinese.note.isascii()


def test_a_letter_of_the_plan_s_own_is_explained() -> None:
    measure = USUAL._replace(raci=(("丙", "I"), ("闲", "V/R"), ("群", "s")))
    legend = matrix_of(measure).legend
    assert legend["I"].startswith("informed")
    assert legend["S"].startswith("supporting")
    assert legend["V"] == "set by the plan"
    assert legend["R/V"] == f"{legend['R']} + set by the plan"


@pytest.mark.parametrize(
    ("scheme", "texts", "letters"),
    [
        ("raci", ("A", "a", "Ａ", " A", "A\u200b", "А", "\ta\n"), "A"),
        (
            "raci",
            ("A/R", "A,R", "R、A", "A R", "Ａ／Ｒ", "ra", "A，R", "a；r", "A+R", "A & R"),
            "A/R",
        ),
        ("raci", ("C/A", "A, C", "c、a"), "A/C"),
        ("raci", ("i", "Ｉ"), "I"),
        ("rasci", ("s", "Ｓ"), "S"),
        ("joint", ("r / a",), "A/R"),
        ("literal", ("参", "參", " 参"), "参"),
        ("literal", ("牵", "牽"), "牵"),
        ("literal", ("i",), "I"),
        ("daci", ("d", "Ｄ"), "D"),
        ("daci", ("D,A", "a/d"), "A/D"),
    ],
)
def test_what_the_plan_sets_is_read_as_it_is_meant(
    scheme: str, texts: tuple[str, ...], letters: str
) -> None:
    for text in texts:
        made = matrix_of(USUAL._replace(raci=(("闲", text),)), scheme=scheme)
        assert made.rows[0].cells["闲"] == letters, text
        assert not found(made, "unknown-letter"), text
        assert made.load()["闲"] == {letters: 1}


@pytest.mark.parametrize("text", ["a", "Ａ", " A", "A,R", "R、A", "a r", "AR"])
def test_a_second_accountable_counts_however_it_is_written(text: str) -> None:
    made = matrix_of(USUAL._replace(raci=(("丙", text),)))
    assert [finding.code for finding in made.findings] == ["several-accountable"]
    kinds = ["A/R", "R"] if len(text.strip()) > 1 else ["A/R", "R", "A"]
    assert list(made.letters) == kinds


NONE = ("无", "無", "-", "—", "－", "–", "×", "/", "N/A", "n/a")


@pytest.mark.parametrize("scheme", list(SCHEMES))
@pytest.mark.parametrize("text", [*NONE, "X", "X/R", "no", "负责", "1/2", "=1", "\x1b[2J"])
def test_what_is_no_letter_is_no_part_and_is_told(text: str, scheme: str) -> None:
    made = matrix_of(USUAL._replace(raci=(("丙", text), ("闲", text))), scheme=scheme)
    # What cannot be read takes away nothing that the plan says elsewhere.
    left = ["甲", "乙"] if text in NONE else ["甲", "乙", "丙"]
    assert list(made.rows[0].cells) == list(made.departments) == left
    assert made.involved(made.rows[0]) == len(left)
    (finding,) = found(made, "unknown-letter")
    assert (finding.severity, finding.where, finding.measure) == ("warning", "measure 1", "1")
    assert finding.message.startswith("丙、闲: ")
    assert finding.message.endswith(f" is no letter of the scheme {scheme}")
    assert "\x1b" not in finding.message
    assert finding.suggestion is not None
    assert finding.suggestion.startswith("write one of ")


@pytest.mark.parametrize(
    ("scheme", "text", "letters"),
    [
        ("raci", "s", "S"),
        ("raci", "D", "D"),
        ("raci", "参", "参"),
        ("rasci", "c", "C"),
        ("daci", "r,a", "A/R"),
        ("literal", "Ａ", "A"),
    ],
)
def test_a_letter_of_another_scheme_stays_and_is_told(scheme: str, text: str, letters: str) -> None:
    made = matrix_of(USUAL._replace(raci=(("闲", text),)), scheme=scheme)
    assert made.rows[0].cells["闲"] == letters
    assert letters in made.legend
    (finding,) = found(made, "unknown-letter")
    assert finding.message == f'闲: "{text}" is no letter of the scheme {scheme}'


def test_letters_of_a_scheme_of_one_s_own_are_read_as_it_has_them() -> None:
    scheme = Scheme("office", "主", "协", "配", (("主", "1"), ("协", "2"), ("配", "3")))
    made = matrix_of(USUAL._replace(raci=(("丙", "協"), ("闲", "A"))), scheme=scheme)
    assert dict(made.rows[0].cells) == {"甲": "主", "乙": "协", "丙": "协", "闲": "A"}
    assert [f.message for f in found(made, "unknown-letter")] == [
        '闲: "A" is no letter of the scheme office'
    ]


@pytest.mark.parametrize("scheme", list(SCHEMES))
def test_a_note_says_what_is_inferred(scheme: str) -> None:
    note = matrix_of(USUAL, scheme=scheme).note
    if scheme == "literal":
        assert note is None
    else:
        assert note is not None
        letter = "D" if scheme == "daci" else "A"
        assert note.startswith(f"{letter} is inferred")
        assert "source does not say it" in note


def test_columns_are_those_involved_or_all() -> None:
    made = matrix_of(Measure(1, "文", ("乙",), ("群", "甲")))
    assert made.departments == ("甲", "乙", "群")
    assert made.groups == {"群"}
    assert matrix_of(USUAL).groups == frozenset()
    assert matrix_of(USUAL, columns="all").departments == ("甲", "乙", "丙", "群", "闲")


def found(made: Matrix, code: str) -> list[Finding]:
    return [finding for finding in made.findings if finding.code == code]


def test_a_usual_measure_has_no_findings() -> None:
    for scheme in ("raci", "rasci", "literal", "daci"):
        assert codes(USUAL, scheme=scheme) == []


@pytest.mark.parametrize(
    ("measure", "wanted"),
    [
        (Measure(1, "文"), ["no-accountable", "no-responsible"]),
        (Measure(1, "文", (), ("甲",)), ["no-accountable", "no-responsible"]),
        (USUAL._replace(raci=(("甲", "A"), ("乙", "C"))), ["no-responsible"]),
        (USUAL._replace(raci=(("甲", "R"),)), ["no-accountable"]),
        (USUAL._replace(raci=(("乙", "A"),)), ["several-accountable"]),
        (USUAL._replace(participants_open=True), ["open-list"]),
        (USUAL._replace(participants=("群",)), ["group"]),
        (Measure(1, "文", ("群",), (), True), ["open-list", "group"]),
        (USUAL._replace(lead_open=True), ["open-list"]),
        (USUAL._replace(basis="按职责分工负责"), ["lead-not-named"]),
        (Measure(1, "文", basis="负责"), ["no-accountable", "no-responsible"]),
    ],
)
def test_what_is_questionable_about_a_measure(measure: Measure, wanted: list[str]) -> None:
    made = matrix_of(measure)
    assert [finding.code for finding in made.findings] == wanted
    assert {finding.where for finding in made.findings} == {"measure 1"}


def test_where_nobody_is_named_as_the_lead_each_has_the_letters_of_another_lead() -> None:
    measure = USUAL._replace(basis="按职责分工负责")
    assert set(matrix_of(measure).rows[0].cells.values()) == {"R", "C"}
    (finding,) = matrix_of(measure).findings
    assert finding.severity == "warning"
    assert finding.message == "nobody is named as the lead: 按职责分工负责"
    # The plan itself may name one.
    assert codes(measure._replace(raci=(("甲", "A/R"),))) == []


def test_what_must_be_mended_is_an_error() -> None:
    findings = matrix_of(Measure(1, "文", (), ("群",), True)).findings
    assert {(f.severity, f.code) for f in findings} == {
        *(("error", code) for code in ("no-accountable", "no-responsible")),
        *(("info", code) for code in ("open-list", "group")),
    }


def test_several_accountable_are_named() -> None:
    (finding,) = matrix_of(USUAL, scheme="joint").findings
    assert (finding.code, finding.severity) == ("several-accountable", "warning")
    assert "2" in finding.message
    assert "甲、乙" in finding.message


def test_a_scheme_of_one_s_own_is_looked_at_by_its_first_letter() -> None:
    scheme = Scheme("dri", "V", "H", "H", (("V", "owner"), ("H", "helper")))
    assert codes(USUAL, scheme=scheme) == []
    assert codes(Measure(1, "文", (), ("甲",)), scheme=scheme) == ["no-accountable"]
    assert codes(USUAL._replace(raci=(("乙", "V"),)), scheme=scheme) == ["several-accountable"]
    assert codes(USUAL, scheme=scheme._replace(first="R/A")) == []


def test_a_heavy_load_is_a_share_of_enough_rows() -> None:
    light = [Measure(n, "文", ("乙" if n % 2 else "丙",), ()) for n in range(1, 8)]
    heavy = [Measure(n, "文", ("甲",), ("群",)) for n in (8, 9, 10)]
    made = matrix_of(*light, *heavy)
    overloaded = [f.where for f in found(made, "accountable-overload")]
    assert overloaded == [f"department {name}" for name in "甲乙丙"]
    assert found(matrix_of(*light[:6], *heavy), "accountable-overload") == []
    exactly = [Measure(n, "文", ("甲" if n <= 2 else f"{n}",)) for n in range(1, 11)]
    assert found(matrix_of(*exactly), "accountable-overload") == []


def test_a_group_has_no_load() -> None:
    measures = [Measure(n, "文", ("群",)) for n in range(1, 12)]
    made = matrix_of(*measures)
    assert found(made, "accountable-overload") == found(made, "involved-overload") == []
    assert len(found(made, "group")) == 11


def test_more_departments_than_a_threshold_are_found() -> None:
    measure = Measure(1, "文", ("甲", "乙", "丙"), ("丁", "戊"))
    for limit, wanted in ((3, []), (2, ["many-responsible"])):
        made = judged(measure, max_responsible=limit)
        assert [f.code for f in made.findings] == wanted
    for limit, wanted in ((2, []), (1, ["many-consulted"]), (0, ["many-consulted"])):
        (*found_,) = judged(measure, max_consulted=limit).findings
        assert [f.code for f in found_] == wanted
    (finding,) = judged(measure, max_consulted=1).findings
    assert finding.message == "2 departments have C (limit 1): 丁、戊"
    assert (finding.severity, finding.where) == ("info", "measure 1")
    assert (finding.measure, finding.department) == ("1", None)


def test_shares_are_compared_with_thresholds_in_percent() -> None:
    rows = [Measure(n, "文", ("甲" if n <= 3 else f"{n}",), ("乙",)) for n in range(1, 11)]
    where = "department 甲"
    for limit, wanted in ((29, True), (30, False)):
        made = judged(*rows, max_accountable_share=limit)
        assert (where in [f.where for f in found(made, "accountable-overload")]) == wanted
    involved = [f.where for f in found(judged(*rows, max_involved_share=99), "involved-overload")]
    assert involved == ["department 乙"]
    assert found(judged(*rows, max_involved_share=100), "involved-overload") == []
    (finding,) = found(judged(*rows, max_accountable_share=29), "accountable-overload")
    wanted = "accountable in 3 of 10 measures (30%, limit 29%)"
    assert (finding.message, finding.department, finding.measure) == (wanted, "甲", None)


def test_a_share_just_above_the_limit_does_not_look_like_the_limit() -> None:
    rows = [Measure(n, "文", ("甲" if n <= 33 else f"{n}",)) for n in range(1, 162)]
    (finding,) = found(judged(*rows), "accountable-overload")
    assert "(20.5%, limit 20%)" in finding.message


def test_no_department_has_a_letter_in_fewer_than_ten_rows() -> None:
    rows = [Measure(n, "文", ("甲" if n <= 3 else f"{n}",), ("乙",)) for n in range(1, 11)]
    assert [f.where for f in found(judged(*rows), "never-accountable")] == ["department 乙"]
    assert found(judged(*rows[:9]), "never-accountable") == []


def test_load_and_totals_leave_groups_out() -> None:
    first, second = (
        Measure(1, "文", ("甲", "乙"), ("群",), True),
        Measure(2, "文", ("群",), ("乙",)),
    )
    made = matrix_of(first, second)
    assert made.load() == {"甲": {"A/R": 1}, "乙": {"R": 1, "C": 1}}
    assert [made.involved(row) for row in made.rows] == [2, 1]
    assert made.letters == ("A/R", "R", "C")
    assert any(row.entry.participants_open for row in made.rows)
    assert made.notes == (
        made.note,
        "Groups of departments, which carry no load: 群",
        "Marked 等: the list of participants is open",
    )
    assert matrix_of(USUAL).notes == (matrix_of(USUAL).note,)
    assert matrix_of(USUAL, scheme="literal").notes == ()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_findings_of_the_shipped_plan(index: Index, language: str) -> None:
    made = select(index, language=language).matrix()
    (accountable,) = [
        f for f in found(made, "accountable-overload") if f.department == "环境保护厅"
    ]
    (involved,) = [f for f in found(made, "involved-overload") if f.department == "财政厅"]
    for finding, count in ((accountable, "12"), (involved, "37")):
        assert count in finding.message
        assert "44" in finding.message
    (open_list,) = found(made, "open-list")
    assert "39" in open_list.where
    groups = found(made, "group")
    assert groups
    assert all("省直相关部门" in finding.message for finding in groups)
    assert [f.where[-2:] for f in found(made, "many-responsible")] == ["30", "32"]
    assert [f.where[-2:] for f in found(made, "many-consulted")] == ["39", "40"]
    never = [d.name for d in select(index).departments if not d.first_lead and d.kind != GROUP]
    assert [f.where.rpartition(" ")[2] for f in found(made, "never-accountable")] == never
    assert {f.code for f in made.findings} == {
        *("accountable-overload", "involved-overload", "never-accountable"),
        *("many-responsible", "many-consulted", "open-list", "group"),
    }
    assert made.groups == {"省直相关部门"}
    assert len(made.rows) == 44
    assert len(made.departments) == 20


def test_a_matrix_of_nothing_is_empty(index: Index) -> None:
    made = select(index, "no:99").matrix()
    assert (made.rows, made.departments, made.findings) == ((), (), ())
