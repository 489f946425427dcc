"""Everything questionable in a plan is reported, with a stable code."""

from __future__ import annotations

import pytest
from hypothesis import given

from ecotui.checks import check
from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.query.index import Index
from ecotui.raci.findings import Finding
from ecotui.raci.rules import Thresholds

DEPARTMENTS = (Department("甲厅"), Department("乙厅"))


def sections(*numbers: list[int]) -> tuple[Section, ...]:
    return tuple(
        Section(place, f"节{place}", tuple(measure(number) for number in row))
        for place, row in enumerate(numbers, 1)
    )


def measure(number: int) -> Measure:
    return Measure(number, "文", ("甲厅",), ("乙厅",))


def plan_of(*found: Section, departments: tuple[Department, ...] = DEPARTMENTS) -> Plan:
    return Plan("p", "方案", departments=departments, chapters=(Chapter(1, "章", (), found),))


def findings(plan: Plan, prefix: str = "") -> list[Finding]:
    return [f for f in check(Index(plan), "en") if f.code.startswith(prefix)]


def codes(plan: Plan, prefix: str = "") -> list[str]:
    return [finding.code for finding in findings(plan, prefix)]


def test_the_shipped_plan_has_no_errors_and_its_known_oddities(index: Index) -> None:
    found = check(index, "en")
    assert {finding.severity for finding in found} == {"warning", "info"}
    assert [f.where for f in found if f.code == "corrected"] == ["measure 20", "measure 35"]
    wording = {f.where: f.suggestion for f in found if f.code == "wording"}
    assert wording["measure 25"] == "受益"
    assert "measure 14" not in wording
    assert {f.code for f in found} == {
        *("accountable-overload", "involved-overload", "never-accountable"),
        *("many-consulted", "many-responsible", "open-list", "group"),
        *("corrected", "wording", "punctuation"),
    }
    marks = {f.where: (f.message, f.suggestion) for f in found if f.code == "punctuation"}
    assert list(marks) == [f"measure {number}" for number in (*range(7, 14), *range(23, 28))]
    assert marks["measure 7"] == (
        "punctuation not as in GB/T 15834: “范围,优先”, “补偿,开展”",
        "full-width ，",
    )


def test_marks_are_listed_in_all_texts_that_documents_change(plan: Plan) -> None:
    chapter, *rest = plan.chapters
    section, *others = chapter.sections
    measure = section.measures[0]._replace(
        title="补偿(试行)",
        deadline="2025年底前(含)",
        target="达到1%;",
        extra=(("责任人(说明)", "张三(组长)"),),
    )
    section = section._replace(title="森林(含草原)", measures=(measure, *section.measures[1:]))
    chapter = chapter._replace(sections=(section, *others))
    changed = plan._replace(title="方案:一", chapters=(chapter, *rest))
    marks = {f.where: f.message for f in findings(changed, "punctuation")}
    said = "punctuation not as in GB/T 15834: "
    assert marks[f"plan {plan.id}"] == f"{said}“方案:一”, “森林(含草”, “草原)”"
    assert marks["measure 1"] == (
        f"{said}“补偿(试行”, “试行)”, “底前(含)”, “(含)”, “1%;”, “任人(说明”, “说明)”, "
        "“张三(组长”, “组长)”"
    )


def test_the_matrix_is_judged_by_the_scheme_and_thresholds_asked_for(index: Index) -> None:
    lax = Thresholds(99, 99, 100, 100)
    codes = {f.code for f in check(index, "en", thresholds=lax)}
    assert codes == {
        *("corrected", "group", "never-accountable", "open-list", "punctuation", "wording")
    }
    joint = [f.where for f in check(index, "en", "joint") if f.code == "several-accountable"]
    assert len(joint) == sum(len(entry.lead) > 1 for entry in index.entries) == 14


def test_a_clean_plan_has_no_findings() -> None:
    assert findings(plan_of(*sections([1, 2], [3]))) == []
    assert findings(Plan("p", "t")) == []


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ([[1, 2], [3, 4]], []),
        ([[1, 2], [1, 2]], []),
        ([[1, 2], [4]], ["number-gap"]),
        ([[2, 3]], ["number-gap"]),
        ([[1, 2**63 - 1]], ["number-gap"]),
        ([[2, 1]], ["number-order"]),
        ([[3, 4], [1, 2]], ["number-order"]),
        ([[1, 1]], ["number-repeated"]),
        ([[1, 2], [2, 3]], ["number-repeated"]),
        ([[1, 2, 3, 4], [3, 5, 6]], ["number-repeated"]),
        ([[1, 2, 3], [5, 3, 4]], ["number-order", "number-repeated"]),
        ([[1, 2], [1, 1]], ["number-repeated"]),
        ([[1, 2], [], [1, 3, 2]], ["number-order"]),
    ],
)
def test_numbers_ascend_without_gaps(numbers: list[list[int]], wanted: list[str]) -> None:
    assert sorted(codes(plan_of(*sections(*numbers)), "number-")) == wanted


def test_headings_are_numbered_too() -> None:
    section = Section(2, "节", (measure(1),))
    chapters = (Chapter(2, "甲", (), (section, section)), Chapter(1, "乙", (), ()))
    found = findings(Plan("p", "方案", departments=DEPARTMENTS, chapters=chapters), "number-")
    assert {(f.code, f.message) for f in found} >= {
        ("number-order", "方案: the numbers are not in ascending order"),
        ("number-repeated", "甲: the number 2 is given 2 times"),
    }


def test_long_gaps_are_named_in_part() -> None:
    (finding,) = findings(plan_of(*sections([1, 100])), "number-gap")
    assert finding.message.endswith("2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …")


def test_departments_without_a_measure_are_named() -> None:
    departments = (*DEPARTMENTS, Department("丙厅"))
    (finding,) = findings(plan_of(*sections([1]), departments=departments))
    assert (finding.code, finding.severity) == ("department-unused", "info")
    assert finding.where == "department 丙厅"
    assert finding.message == "declared but has no measure"


@pytest.mark.parametrize(
    "other",
    [Department("省甲厅"), Department("丙", ("甲厅",)), Department("丙", ("省甲廳",))],
    ids=["with 省", "by an alias", "folded"],
)
def test_one_department_under_two_names_is_noticed(other: Department) -> None:
    plan = plan_of(*sections([1]), departments=(*DEPARTMENTS, other))
    (finding,) = findings(plan, "department-twice")
    assert (finding.severity, finding.where) == ("warning", f"department {other.name}")
    assert "甲厅" in finding.message


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("各市（州）政府", "各市(州)政府"),
        ("ABC", "abc"),
        ("水利廳", "水利厅"),
        ("⽔利厅", "水利厅"),
        ("水\u200b利厅", "水利厅"),
        ("省水利厅", "水利厅"),
    ],
)
def test_names_that_look_alike_are_noticed_in_a_plan_and_across_plans(
    name: str, other: str
) -> None:
    both = plan_of(*sections([1]), departments=(Department(name), Department(other)))
    (finding,) = findings(both, "department-twice")
    assert (finding.where, finding.message) == (
        f"department {other}",
        f"may be the same department as {name}",
    )
    first, second = [
        plan_of(*sections([1]), departments=(Department(one),))._replace(id=id_)
        for id_, one in (("eins", name), ("zwei", other))
    ]
    across = check(Index([first, second, second]), "en")
    (finding,) = [finding for finding in across if finding.code == "department-twice"]
    assert (finding.severity, finding.where) == ("warning", f"department {other}")
    assert finding.message == f"may be the same department as {name} of the plan eins"
    same = check(Index([first, first]), "en")
    assert [finding for finding in same if finding.code == "department-twice"] == []


def test_characters_that_nobody_sees_and_lookalikes_are_named_by_their_place() -> None:
    measure = Measure(
        1,
        "巡查\u200b河道，整治⽔环境，保护\uf9f4地。",
        ("甲\u00ad厅",),
        title="巡\u2060查",
        deadline="2026年⽉底",
        target="达\ufe0f标",
        extra=(("备\u200d注", "⻅附件"),),
    )
    departments = (Department("甲\u00ad厅", ("甲\u3164局",)), Department("乙厅"))
    chapters = (Chapter(1, "总⼒", (measure,), (Section(1, "节\u200e", ()),)),)
    plan = Plan("p", "方\ufeff案", departments=departments, chapters=chapters)
    found = {f.where: f for f in findings(plan, "lookalike")}
    assert {finding.severity for finding in found.values()} == {"warning"}
    said = "characters that nobody sees or that look like others: "
    assert {where: finding.message.removeprefix(said) for where, finding in found.items()} == {
        "plan p": "“方\ufeff案” U+FEFF, “总⼒” ⼒ (U+2F12) → 力, “节\u200e” U+200E",
        "department 甲\u00ad厅": "“甲\u00ad厅” U+00AD, “甲\u3164局” U+3164",
        "measure 1": (
            "“巡查\u200b河道” U+200B, “整治⽔环境” ⽔ (U+2F54) → 水, "
            "“保护\uf9f4地。” \uf9f4 (U+F9F4) → 林, "
            "“巡\u2060查” U+2060, “2026年⽉底” ⽉ (U+2F49) → 月, “达\ufe0f标” U+FE0F, "
            "“备\u200d注” U+200D, “⻅附件” ⻅ (U+2EC5) → 见"
        ),
    }
    assert found["department 甲\u00ad厅"].suggestion == "write 甲厅, 甲局"
    assert found["measure 1"].measure == "1"


def test_a_department_that_is_declared_nowhere_is_an_error() -> None:
    plan = plan_of(*sections([1]), departments=DEPARTMENTS[:1])
    (finding,) = findings(plan)
    assert (finding.code, finding.severity) == ("department-undeclared", "error")
    assert finding.where == "department 乙厅"
    assert finding.suggestion == "declare it in [[departments]]"


@pytest.mark.parametrize(
    ("lead", "participants", "wanted"),
    [
        ((), ("甲厅", "乙厅"), {"no-lead", "no-accountable", "no-responsible"}),
        (("甲厅", "甲厅"), ("乙厅",), {"named-twice"}),
        (("甲厅",), ("乙厅", "乙厅", "乙厅"), {"named-twice"}),
        (("甲厅",), ("乙厅", "甲厅"), {"both-roles"}),
    ],
)
def test_roles(lead: tuple[str, ...], participants: tuple[str, ...], wanted: set[str]) -> None:
    plan = plan_of(Section(1, "节", (Measure(1, "文", lead, participants),)))
    found = findings(plan)
    assert {finding.code for finding in found} == wanted
    assert len(found) == len(wanted)
    assert {finding.where for finding in found} == {"measure 1"}


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ({"甲厅": "I"}, "甲厅 I"),
        ({"甲厅": ""}, "甲厅 —"),
        ({"乙厅": "A"}, "乙厅 A"),
        ({"丙厅": "C"}, "丙厅 C"),
        ({"丙厅": "S"}, "丙厅 S"),
        ({"甲厅": "A", "乙厅": "C", "丙厅": "I"}, None),
        ({"乙厅": "S"}, None),
    ],
)
def test_letters_that_lists_do_not_show_are_told(letters: dict[str, str], said: str | None) -> None:
    departments = (*DEPARTMENTS, Department("丙厅"))
    one = measure(1)._replace(raci=tuple(letters.items()))
    found = findings(plan_of(Section(1, "节", (one,)), departments=departments), "letters-differ")
    messages = [finding.message for finding in found]
    wanted = f"letters are set that differ from who is named: {said}"
    assert messages == ([wanted] if said else [])


def test_doubtful_wording_is_quoted_with_its_suggestion() -> None:
    text = measure(1)._replace(text="鼓励生态收益地区与生态保护地区合作", source_text="原文")
    wording, corrected = findings(plan_of(Section(1, "节", (text,))))
    assert (wording.code, wording.severity, wording.suggestion) == ("wording", "warning", "受益")
    assert "生态收益地区" in wording.message
    assert (corrected.code, corrected.severity) == ("corrected", "info")


def test_measures_of_several_plans_are_told_apart() -> None:
    plan = plan_of(Section(1, "节", (Measure(1, "文", (), ("甲厅", "乙厅")),)))
    found = check(Index([plan, plan._replace(id="q")]), "en")
    assert [f.where for f in found if f.code == "no-lead"] == ["measure p/1", "measure q/1"]


@given(...)
def test_any_plan_can_be_checked_errors_first(plan: Plan) -> None:
    order = ["error", "warning", "info"]
    places = [order.index(finding.severity) for finding in findings(plan)]
    assert places == sorted(places)


def test_a_date_that_no_calendar_has_is_a_warning() -> None:
    late = measure(1)._replace(deadline="2018年2月30日")
    [found] = findings(plan_of(Section(1, "节", (late,))), "date")
    assert (found.code, found.severity) == ("date-impossible", "warning")
    assert "2018年2月30日" in found.message
