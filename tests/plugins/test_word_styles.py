"""The looks of the Word outline: GB/T 9704, the contents list, roles, one department."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from word_files import W, opened, part, style_of, text_of

from ecotui.model.plan import Plan
from ecotui.plugin_host.spec import ExportError
from ecotui.plugins.common.wording import says_more, short_title
from ecotui.query.selection import Selection, select

Clean = Callable[[Path], None]


def test_the_contents_list_leads_to_every_heading(whole: Selection, export: Any) -> None:
    body = part(export("docx", whole), "word/document.xml")
    listed = body.find(f".//{W}sdt")
    title, *lines = listed.findall(f".//{W}p")
    assert text_of(title) == "Contents"
    assert [text_of(line) for line in lines] == [h.label + h.title for h in whole.index.headings]
    marks = {
        mark.get(f"{W}name"): text_of(mark.getparent()) for mark in body.iter(f"{W}bookmarkStart")
    }
    for line in lines:
        assert marks[line.find(f"{W}hyperlink").get(f"{W}anchor")] == text_of(line)
    # The field would make the same list anew: two levels, without page numbers.
    (instruction,) = (one.text.split() for one in listed.iter(f"{W}instrText"))
    assert instruction == ["TOC", "\\o", '"1-2"', "\\n", "\\h", "\\z"]
    assert "PAGEREF" not in etree.tostring(body, encoding="unicode")
    kinds = [one.get(f"{W}fldCharType") for one in listed.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_no_list_where_none_is_wanted_or_three_headings_are_seen_at_a_glance(
    plan: Plan, whole: Selection, export: Any
) -> None:
    def has_list(selection: Selection, **options: bool) -> bool:
        body = part(export("docx", selection, **options), "word/document.xml")
        return body.find(f".//{W}sdt") is not None

    assert not has_list(whole, contents=False)
    assert not has_list(select(plan, "no:1,4", language="en"))
    assert has_list(select(plan, "no:1,4,7", language="en"))


def test_headings_have_outline_levels_to_navigate_by(whole: Selection, export: Any) -> None:
    for style in ("plain", "official"):
        path = export("docx", whole, style=style)
        for level in range(1, 6):
            found = style_of(path, f"Heading{level}")
            assert found.find(f"{W}name").get(f"{W}val") == f"heading {level}"
            assert found.find(f".//{W}outlineLvl").get(f"{W}val") == str(level - 1)


@pytest.fixture
def official(chinese: Selection, export: Any) -> Path:
    """The whole plan as an official document."""
    path: Path = export("docx", chinese, style="official")
    return path


def test_the_official_page_has_the_margins_of_the_standard(official: Path) -> None:
    page = opened(official).sections[0]
    margins = (page.top_margin, page.left_margin, page.bottom_margin, page.right_margin)
    lengths = (page.page_width, page.page_height, *margins)
    assert [round(one.mm) for one in lengths if one] == [210, 297, 37, 28, 35, 26]


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading1", "黑体", 16),
        ("Heading2", "楷体", 16),
        ("Heading3", "仿宋", 16),
        ("BodyText", "仿宋", 16),
        ("Mark", "黑体", 16),
        ("Footer", "宋体", 14),
        ("FooterEven", "宋体", 14),
    ],
)
def test_fonts_follow_the_standard(style: str, font: str, size: int, official: Path) -> None:
    found = style_of(official, style)
    assert found.find(f".//{W}rFonts").get(f"{W}eastAsia") == font
    assert found.find(f".//{W}sz").get(f"{W}val") == str(2 * size)
    assert found.find(f".//{W}rPr/{W}b") is None


def test_22_lines_of_28_characters_fit_on_an_official_page(official: Path) -> None:
    body = style_of(official, "BodyText")
    line = int(body.find(f".//{W}pPr/{W}spacing").get(f"{W}line"))
    closer = -int(body.find(f".//{W}rPr/{W}spacing").get(f"{W}val"))
    twips = 1440 / 25.4
    assert int((297 - 37 - 35) * twips / line) == 22
    assert int((210 - 28 - 26) * twips / (16 * 20 - closer)) == 28


def test_official_page_numbers_stand_between_dashes_at_the_outer_edge(official: Path) -> None:
    assert part(official, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    document = part(official, "word/document.xml")
    kinds = [one.get(f"{W}type") for one in document.iter(f"{W}footerReference")]
    assert kinds == ["default", "even"]
    section = opened(official).sections[0]
    odd, even = (one.paragraphs[0] for one in (section.footer, section.even_page_footer))
    assert (odd.style.style_id, even.style.style_id) == ("Footer", "FooterEven")
    for footer in (odd, even):
        assert text_of(footer._p) == "— 1 —"
        assert footer._p.find(f"{W}fldSimple").get(f"{W}instr").strip() == "PAGE"
    assert style_of(official, "Footer").find(f".//{W}jc").get(f"{W}val") == "right"
    assert style_of(official, "FooterEven").find(f".//{W}jc") is None


def test_the_mark_stands_above_the_title_and_can_be_another(
    official: Path, chinese: Selection, export: Any
) -> None:
    paragraphs = opened(official).paragraphs
    assert [p.text for p in paragraphs[:3]] == ["附件", "", chinese.title]
    numbered = export("docx", chinese, style="official", attachment="附件2")
    assert opened(numbered).paragraphs[0].text == "附件2"
    without = export("docx", chinese, style="official", attachment="")
    assert opened(without).paragraphs[0].text == chinese.title


def test_a_title_of_two_lines_is_broken_before_what_kind_of_document_it_is(official: Path) -> None:
    title = opened(official).paragraphs[2]
    assert title.paragraph_format.left_indent == title.paragraph_format.right_indent
    left = title.paragraph_format.left_indent
    assert left is not None
    # 四川省健全生态保护补偿机制 | 重点任务分工方案
    assert int((156 - 2 * left.mm) / (22 * 25.4 / 72)) == 13


def test_an_official_measure_is_a_paragraph_that_ends_with_who_does_it(
    official: Path, chinese: Selection
) -> None:
    texts = [p.text for p in opened(official).paragraphs if p.style and p.style.name == "Body Text"]
    for entry in chinese.measures:
        (found,) = [one for one in texts if one.startswith(f"{entry.number}.")]
        wording, _bracket, roles = found.rpartition("（牵头单位：")
        assert bare(wording) == bare(f"{entry.number}.{entry.text}")
        names = f"{'、'.join(entry.lead)}"
        if entry.participants:
            end = "等" if entry.participants_open else ""
            names += f"；参加单位：{'、'.join(entry.participants)}{end}"
        assert roles == f"{names}）"


def bare(text: str) -> str:
    """A text with half-width marks: those of the standard are not at issue."""
    return unicodedata.normalize("NFKC", text)


def test_roles_are_in_kaiti_and_nothing_is_bold(official: Path) -> None:
    document = opened(official)
    runs = [run for p in document.paragraphs for run in p.runs]
    assert not [run.text for run in runs if run.bold]
    roles = {run.style.style_id for run in runs if run.text.startswith("（牵头单位：")}
    assert roles == {"Roles"}
    assert style_of(official, "Roles").find(f".//{W}rFonts").get(f"{W}eastAsia") == "楷体"


def test_headings_of_an_official_document_are_short(official: Path, chinese: Selection) -> None:
    headings = [
        p.text
        for p in opened(official).paragraphs
        if p.style and (p.style.name or "").startswith("Heading")
    ]
    assert headings == [one.label + one.title for one in chinese.index.headings]


def test_an_official_document_speaks_no_query_language(plan: Plan, export: Any) -> None:
    selection = select(plan, "section:湿地")
    texts = [p.text for p in opened(export("docx", selection, style="official")).paragraphs]
    assert not [text for text in texts if "section" in text]


def test_several_plans_push_the_official_fonts_down(two_plans: Selection, export: Any) -> None:
    path = export("docx", two_plans, style="official")
    fonts = [
        style_of(path, f"Heading{level}").find(f".//{W}rFonts").get(f"{W}eastAsia")
        for level in (1, 2, 3, 4)
    ]
    assert fonts == ["方正小标宋简体", "黑体", "楷体", "仿宋"]


def test_roles_are_a_table_where_wanted(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:8,39")
    document = opened(export("docx", selection, roles="table"))
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in document.tables]
    eight, thirty_nine = selection.measures
    assert tables == [
        [["牵头单位", "住房城乡建设厅"]],
        [["牵头单位", "省质监局"], ["参加单位", "、".join(thirty_nine.participants) + "等"]],
    ]
    assert "牵头单位：" not in "".join(p.text for p in document.paragraphs)
    assert eight.text in [p.text for p in document.paragraphs]


def test_a_department_has_what_it_leads_and_then_the_rest(plan: Plan, export: Any) -> None:
    selection = select(plan)
    document = opened(export("docx", selection, department="lyt"))
    texts = [(p.style.name, p.text) for p in document.paragraphs if p.style]
    assert texts[1:3] == [("Subtitle", "单位：林业厅"), ("Subtitle", "牵头 9 条，参加 15 条")]
    assert [text for style, text in texts if style == "Heading 1"] == ["牵头任务", "参加任务"]
    at = [text for _, text in texts].index("参加任务")
    numbers = [
        [int(text.split(".")[0]) for style, text in half if style == "Heading 4"]
        for half in (texts[:at], texts[at:])
    ]
    leads = [m.number for m in selection.measures if "林业厅" in m.lead]
    others = [m.number for m in selection.measures if "林业厅" in m.participants]
    assert numbers == [leads, others]


def test_an_unknown_department_is_refused_in_one_line(whole: Selection, export: Any) -> None:
    with pytest.raises(ExportError, match='^--department: no department "教育厅"; the nearest: '):
        export("docx", whole, department="教育厅")
    with pytest.raises(ExportError, match='^--department: "税局" may mean 省国税局, 省地税局$'):
        export("docx", whole, department="税局")


def test_a_department_without_tasks_in_the_selection_has_none(plan: Plan, export: Any) -> None:
    selection = select(plan, "no:8", language="en")
    texts = [p.text for p in opened(export("docx", selection, department="林业厅")).paragraphs]
    assert texts[-1] == "No measure matches the query."


@pytest.mark.parametrize("style", ["plain", "official"])
@pytest.mark.parametrize("roles", ["line", "table"])
def test_nothing_is_found_wrong(
    style: str, roles: str, any_selection: Selection, export: Any, assert_clean: Clean
) -> None:
    assert_clean(export("docx", any_selection, style=style, roles=roles))
    if any_selection.departments:
        name = any_selection.departments[0].name
        assert_clean(export("docx", any_selection, style=style, roles=roles, department=name))


def test_nothing_is_found_wrong_with_a_thousand_measures(
    thousand_of_few: Selection, export: Any, assert_clean: Clean
) -> None:
    path = export("docx", thousand_of_few, style="official", roles="table")
    assert_clean(path)
    assert len(opened(path).tables) == 1000


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numbers=st.sets(st.integers(1, 44), min_size=1),
    style=st.sampled_from(["plain", "official"]),
    roles=st.sampled_from(["line", "table"]),
)
def test_what_is_read_back_is_the_selection(
    numbers: set[int], style: str, roles: str, plan: Plan, export: Any
) -> None:
    selection = select(plan, f"no:{','.join(map(str, sorted(numbers)))}")
    path = export("docx", selection, style=style, roles=roles, punctuation="source")
    blocks: list[Any] = list(opened(path).iter_inner_content())
    found: list[list[str]] = []
    for block in blocks:
        if hasattr(block, "rows"):
            found[-1] += [f"{row.cells[0].text}：{row.cells[1].text}" for row in block.rows]
        elif re.match(r"\d+\.", block.text):
            wording, bracket, rest = block.text.partition("（牵头单位：")
            found.append([wording])
            if bracket:
                found[-1] += f"牵头单位：{rest.removesuffix('）')}".split("；")
        elif block.style.name == "Body Text" and found:
            found[-1].append(block.text)
    expected = []
    for entry in selection.measures:
        title = short_title(entry)
        if style == "official":
            wording = [f"{entry.number}.{entry.text}"]
        elif says_more(title, entry.text):
            wording = [f"{entry.number}. {title}", entry.text]
        else:
            wording = [f"{entry.number}. {entry.text}"]
        wording.append(f"牵头单位：{'、'.join(entry.lead)}")
        if entry.participants:
            end = "等" if entry.participants_open else ""
            wording.append(f"参加单位：{'、'.join(entry.participants)}{end}")
        expected.append(wording)
    assert found == expected
