"""The Word exporter: what a reader of the file finds, and what Word takes exception to."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from plans import plan_of
from word_files import W, opened, paragraphs, part

from ecotui.api import clean
from ecotui.model.plan import Measure, Plan
from ecotui.plugins.common.wording import says_more, short_title
from ecotui.query.selection import Selection, select
from ecotui.text.display import visible


def test_the_outline_is_exactly_the_selection(whole: Selection, export: Any) -> None:
    written = paragraphs(export("docx", whole))
    assert written[0] == ("Title", whole.title)
    headings = [text for style, text in written if style in ("Heading 1", "Heading 2")]
    assert headings == [h.label + h.title for h in whole.index.headings]
    measures = [i for i, (style, _) in enumerate(written) if style == "Heading 3"]
    assert len(measures) == 44
    for at, entry in zip(measures, whole.measures, strict=True):
        title = short_title(entry)
        more = says_more(title, entry.text)
        assert written[at][1] == f"{entry.number}. {title if more else entry.text}"
        below = [("Body Text", entry.text)] if more else []
        below.append(("Body Text", f"Lead departments: {', '.join(entry.lead)}"))
        if entry.participants:
            end = ", etc." if entry.participants_open else ""
            names = ", ".join(entry.participants)
            below.append(("Body Text", f"Participating departments: {names}{end}"))
        assert written[at + 1 : at + 1 + len(below)] == below
    # A heading that says the whole stands without a body that says it again.
    assert len(written) == 1 + len(headings) + 44 * 3 - 3 + sum(
        bool(m.participants) for m in whole.measures
    )


def test_labels_are_bold_and_only_they(whole: Selection, export: Any) -> None:
    document = opened(export("docx", whole))
    bold = {run.text for p in document.paragraphs for run in p.runs if run.bold}
    assert bold == {"Lead departments: ", "Participating departments: "}


def test_each_of_several_plans_has_a_title_and_pages_of_its_own(
    two_plans: Selection, export: Any
) -> None:
    path = export("docx", two_plans)
    written = paragraphs(path)
    titles = [text for style, text in written if style == "Title"]
    assert titles == [visible(plan.title) for plan in two_plans.plans]
    assert len([1 for style, _ in written if style == "Heading 4"]) == len(two_plans)
    first, second = [p for p in opened(path).paragraphs if p.style and p.style.name == "Title"]
    for title in (first, second):
        assert title._p.find(f".//{W}outlineLvl").get(f"{W}val") == "0"
        assert title.paragraph_format.page_break_before


def test_the_query_stands_below_the_title(plan: Plan, export: Any) -> None:
    selection = select(plan, "lead:林业厅", language="en")
    assert paragraphs(export("docx", selection))[1] == ("Subtitle", "led by 林业厅")


def test_empty_selections_say_so(nothing: Selection, no_measures: Selection, export: Any) -> None:
    said = paragraphs(export("docx", nothing))[2:]
    assert said == [("Body Text", "No measure matches the query.")]
    said = paragraphs(export("docx", no_measures))[1:]
    assert said == [("Body Text", "The plan has no measures.")]


def test_hostile_text_is_written_as_text(hostile: Selection, export: Any) -> None:
    shown = [text for _, text in paragraphs(export("docx", hostile))]
    texts = [*shown, *[line for text in shown for line in text.split("\n")]]
    for entry in hostile.measures:
        text, title = clean(entry.text), short_title(entry)
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        whole = lines if says_more(title, text) else [f"{entry.number}. {text}"]
        assert [one for one in whole if one not in texts] == []
    assert "Lead departments: =cmd()" in texts


def test_nothing_is_found_wrong(any_selection: Selection, export: Any, assert_clean: Any) -> None:
    assert_clean(export("docx", any_selection))


def test_every_style_names_its_fonts_and_uses_no_theme(whole: Selection, export: Any) -> None:
    path = export("docx", whole)
    with zipfile.ZipFile(path) as package:
        for name in ("word/styles.xml", "word/document.xml", "word/footer1.xml"):
            assert not re.search(rb"w:\w*[tT]heme=", package.read(name))
    styles = part(path, "word/styles.xml")
    for fonts in styles.iter(f"{W}rFonts"):
        assert {key.removeprefix(W) for key in fonts.attrib} == {"ascii", "eastAsia", "hAnsi", "cs"}
    assert styles.find(f".//{W}docDefaults//{W}lang").get(f"{W}eastAsia") == "zh-CN"
    fonts = {
        style.get(f"{W}styleId"): style.find(f".//{W}rFonts").get(f"{W}eastAsia")
        for style in styles.iter(f"{W}style")
        if style.find(f".//{W}rFonts") is not None
    }
    assert fonts["Heading1"] == "黑体"
    assert fonts["Heading2"] == "楷体"
    assert fonts["BodyText"] == "仿宋"
    used = {p.get(f"{W}val") for p in part(path, "word/document.xml").iter(f"{W}pStyle")}
    assert used <= set(fonts)


def test_pages_are_a4_and_numbered(whole: Selection, export: Any) -> None:
    path = export("docx", whole)
    section = opened(path).sections[0]
    sizes = [round(one.mm) for one in (section.page_width, section.page_height) if one]
    assert sizes == [210, 297]
    field = part(path, "word/footer1.xml").find(f".//{W}fldSimple")
    assert field.get(f"{W}instr").strip() == "PAGE"


def test_the_properties_say_what_is_true_and_no_more(
    whole: Selection, export: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    path = export("docx", whole)
    with zipfile.ZipFile(path) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    said = {etree.QName(one).localname: one.text for one in part(path, "docProps/core.xml")}
    assert said == {"title": whole.title, "language": "en-US"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    changed = export("docx", whole, author="省政府办公厅")
    with zipfile.ZipFile(changed) as package:
        assert {info.date_time for info in package.infolist()} == {(2023, 11, 14, 22, 13, 20)}
    assert opened(changed).core_properties.author == "省政府办公厅"
    assert part(changed, "docProps/core.xml").find("{*}created") is None


@pytest.mark.parametrize(
    ("given", "language", "written"),
    [
        ("", "zh", None),
        ("2019年3月", "zh", "2019年3月"),
        ("today", "zh", "2023年11月14日"),
        ("today", "en", "14 November 2023"),
    ],
)
@pytest.mark.parametrize("style", ["plain", "official"])
def test_a_date_is_on_the_paper_where_one_is_asked_for(
    given: str,
    language: str,
    written: str | None,
    style: str,
    plan: Plan,
    export: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    path = export("docx", select(plan, language=language), date=given, style=style)
    found = [text for name, text in paragraphs(path) if name == "Subtitle"]
    assert found == ([written] if written else [])
    assert "DATE" not in str(zipfile.ZipFile(path).read("word/document.xml"))


def test_without_a_query_nothing_is_said_of_one(plan: Plan, export: Any) -> None:
    selection = select(plan, "lead:林业厅", language="en")
    assert paragraphs(export("docx", selection, query=False))[1][0] != "Subtitle"


def test_a_title_longer_than_the_property_may_be_is_cut_there(export: Any) -> None:
    selection = select(Plan("long", "长" * 300), language="en")
    document = opened(export("docx", selection))
    assert document.core_properties.title == "长" * 254 + "…"
    assert document.paragraphs[0].text == "长" * 300


def test_the_labels_are_chinese(chinese: Selection, export: Any) -> None:
    texts = [text for _, text in paragraphs(export("docx", chinese))]
    assert "牵头单位：林业厅、财政厅" in texts
    assert "参加单位：省发展改革委" in texts


def test_only_a_short_text_is_kept_whole_with_its_departments(export: Any) -> None:
    # LibreOffice moves a paragraph that is kept with the next to a new page as a whole.
    measures = [Measure(n, "加强资金管理。" * n, ("甲厅",), ("乙厅",)) for n in (8, 60)]
    path = export("docx", select((plan_of(*measures),), ""))
    kept = {
        one.text: one.paragraph_format.keep_with_next
        for one in opened(path).paragraphs
        if one.style.name == "Body Text"
    }
    assert kept["加强资金管理。" * 8]
    assert not kept["加强资金管理。" * 60]
    assert kept["牵头单位：甲厅"]


def test_a_line_of_the_title_that_is_wider_than_the_page_breaks_between_words(
    export_done: Any,
) -> None:
    title = (
        "国务院办公厅关于印发全国深化“放管服”改革着力培育和激发市场主体活力重点任务分工方案的通知"
    )
    selection = select((plan_of(Measure(1, "文。", ("甲厅",)), title=title),), "")
    broken = title.replace("活力", "活力/")
    done = export_done("docx", selection, title_break=broken)
    assert any("characters fit" in one for one in done.warnings)
    (said,) = [text for style, text in paragraphs(Path(done.path)) if style == "Title"]
    lines = said.split("\n")
    assert max(map(len, lines)) <= 27
    assert lines[-1] == "重点任务分工方案的通知"
    assert "放管服”改\n" not in said
