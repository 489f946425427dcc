"""Official documents: annexes, sections, the table of the plan, page numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import document_plans
import pytest
from importing import read
from word_files import W, opened, paragraphs, part, text_of

from ecotui.model.plan import Chapter, Measure, Plan
from ecotui.options import OptionError
from ecotui.plugins.word.document import WordFile
from ecotui.plugins.word.pages import lines_of, pages_of
from ecotui.plugins.word.tables import Cell, Row, table
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select

Clean = Callable[[Path], None]


def rows_of(path: Path) -> list[list[str]]:
    """The texts of the cells of every row; of merged cells, the first has it."""
    return [
        [text_of(cell) for cell in row.findall(f"{W}tc")]
        for row in part(path, "word/document.xml").iter(f"{W}tr")
    ]


def written(word: WordFile, folder: Path) -> Path:
    path = folder / "word.docx"
    path.write_bytes(word.saved())
    return path


def test_sections_turn_the_page_and_go_on_counting(tmp_path: Path, assert_clean: Clean) -> None:
    word = WordFile("题", "official", first_page=4)
    word.annex("附件1", "甲")
    word.paragraph("BodyText", "文")
    word.section(landscape=True)
    assert (word.page.inner, word.page.inner_height) == (225, 156)
    word.annex("附件2", "乙")
    word.add(table([100, 100], [Row([Cell("头"), Cell("头")], header=True)], caption="表"))
    word.section(landscape=False)
    assert (word.page.inner, word.page.inner_height) == (156, 225)
    word.annex("附件3", "丙")
    word.annex("附件4", "丁")
    path = written(word, tmp_path)
    assert_clean(path)
    sections = opened(path).sections
    assert [bool(one.orientation) for one in sections] == [False, True, False]
    starts = [one._sectPr.find(f"{W}pgNumType") for one in sections]
    assert [one is None for one in starts] == [False, True, True]
    assert starts[0].get(f"{W}start") == "4"
    marks = [p for p in opened(path).paragraphs if p.style and p.style.style_id == "Mark"]
    # A section begins a page itself.
    breaks = [bool(p.paragraph_format.page_break_before) for p in marks]
    assert breaks == [False, False, False, True]


def test_a_landscape_page_is_an_official_page_turned_to_the_left(tmp_path: Path) -> None:
    word = WordFile("题", "official", landscape=True)
    word.paragraph("BodyText", "文")
    (page,) = opened(written(word, tmp_path)).sections
    margins = (page.top_margin, page.right_margin, page.bottom_margin, page.left_margin)
    lengths = (page.page_width, page.page_height, *margins)
    # The head is at the binding edge of odd pages: 28 mm are above, and 35 at the left.
    assert [round(one.mm) for one in lengths if one] == [297, 210, 28, 37, 26, 35]
    # The page number is where other pages have it: at the left, turned, between two dashes.
    for footer, style in ((page.footer, "Footer"), (page.even_page_footer, "FooterEven")):
        (box,) = footer.tables
        assert box._tbl.find(f".//{W}textDirection").get(f"{W}val") == "tbRl"
        (line,) = box.cell(0, 0).paragraphs
        assert line.style.style_id == style
        assert text_of(line._p) == "— 1 —"
        place = box._tbl.find(f".//{W}tblpPr")
        twips = [int(place.get(f"{W}{name}")) for name in ("tblpX", "tblpY")]
        width = int(box._tbl.find(f".//{W}tblW").get(f"{W}w"))
        # Its line is 27.5 mm from the edge, as that of the other pages is.
        assert round((twips[0] + width / 2) / 1440 * 25.4, 1) == 27.5
        assert round(twips[1] / 1440 * 25.4) == 28


@pytest.mark.parametrize(("number", "start"), [(1, None), (5, "5"), (12, "12")])
def test_the_first_page_has_the_number_asked_for(
    number: int, start: str | None, chinese: Selection, export: Any
) -> None:
    path = export("docx", chinese, style="official", first_page=number)
    found = part(path, "word/document.xml").find(f".//{W}pgNumType")
    assert (found is None) == (start is None)
    assert found is None or found.get(f"{W}start") == start
    kind = part(path, "word/document.xml").find(f".//{W}sectPr/{W}type")
    assert (kind is not None and kind.get(f"{W}val") == "evenPage") == (number == 12)


def test_several_plans_are_numbered_annexes(plan: Plan, export: Any, assert_clean: Clean) -> None:
    plans = (plan, *document_plans.SHAPES["two-plans"]())
    path = export("docx", select(Index(plans)), style="official")
    found = [
        (style, text)
        for style, text in paragraphs(path)
        if style in ("附件标识", "Title", "Heading 1")
    ]
    expected = [
        line
        for number, one in enumerate(plans, 1)
        for line in (("附件标识", f"附件{number}"), ("Title", one.title))
    ]
    assert [(style, text.replace("\n", "")) for style, text in found] == expected
    assert_clean(path)


def test_a_query_that_leaves_one_of_several_plans_needs_no_number(plan: Plan, export: Any) -> None:
    other = document_plans.one_level()
    path = export("docx", select(Index((plan, other)), "section:湿地"), style="official")
    assert [text for _, text in paragraphs(path)[:3]] == ["附件", "", plan.title]


def test_what_an_english_plan_has_above_its_title_is_english(export: Any) -> None:
    selection = select(document_plans.english(), language="en")
    path = export("docx", selection, style="official")
    assert paragraphs(path)[0] == ("Attachment Mark", "Annex")
    # Wide gaps between words are hard to read.
    assert not [
        one for one in part(path, "word/styles.xml").iter(f"{W}jc") if one.get(f"{W}val") == "both"
    ]
    two = select(Index((document_plans.english(), document_plans.one_level())), language="en")
    marks = [text for style, text in paragraphs(export("docx", two, style="official"))[:1]]
    assert marks == ["Annex 1"]


def test_each_line_of_a_measure_is_a_paragraph(export: Any) -> None:
    selection = select(document_plans.every_field(), "no:2")
    for style in ("plain", "official"):
        path = export("docx", selection, style=style, punctuation="source")
        texts = [text for name, text in paragraphs(path) if name == "Body Text"]
        lines = ["第一段，自查自纠;", "第二段，重点抽查(比例不低于10%),并通报结果。"]
        assert [one for one in lines if not any(text.startswith(one) for text in texts)] == []
        assert "<w:br/>" not in str(part(path, "word/document.xml"))
        body = part(path, "word/styles.xml").find(f".//{W}style[@{W}styleId='BodyText']")
        assert body.find(f".//{W}ind").get(f"{W}firstLineChars") == "200"


def test_what_else_the_plan_says_is_written(export: Any) -> None:
    selection = select(document_plans.every_field())
    official = export("docx", selection, style="official")
    texts = [text for _, text in paragraphs(official)]
    first = next(text for text in texts if text.startswith("建立跨部门"))
    for said in ("完成时限：2026年12月底前", "工作目标：共享数据1000项", "备注：每季度报送一次"):
        assert said in first
    # The title that the plan gives is a heading, and nobody is called the lead who is not.
    assert "1.数据共享机制" in texts
    assert any("（按职责分工负责：审计厅、财政厅；" in text for text in texts)
    table_texts = [
        text for row in rows_of(export("docx", selection, layout="table")) for text in row
    ]
    for said in ("完成时限", "工作目标", "2026年12月底前", "持续推进", "覆盖全部项目"):
        assert said in table_texts
    assert any("每季度报送一次" in text for text in table_texts)


# -- the table of the plan


@pytest.mark.parametrize("style", ["plain", "official"])
def test_the_table_is_the_plans_own(style: str, chinese: Selection, export: Any) -> None:
    path = export("docx", chinese, style=style, layout="table", punctuation="source")
    (page,) = opened(path).sections
    assert page.page_width is not None
    assert page.page_height is not None
    assert page.page_width > page.page_height
    rows = rows_of(path)
    assert rows[0] == ["重点任务", "具体措施", "牵头单位", "参加单位"]
    bands = [row[0] for row in rows if len(row) == 1]
    assert bands == ["一、分领域任务", "二、机制创新"]
    measures = [row for row in rows[1:] if len(row) == 4]
    for row, entry in zip(measures, chinese.measures, strict=True):
        blank = " " if entry.text[:1].isdigit() else ""
        assert row[1] == f"{entry.number}.{blank}{entry.text}"
        assert row[2] == "、".join(entry.lead)
        end = "等" if entry.participants_open else ""
        assert row[3] == "、".join(entry.participants) + end
    tasks = list(dict.fromkeys(row[0] for row in measures if row[0]))
    assert tasks == [one.label + one.title for one in chinese.index.headings if one.level == 2]


def test_the_table_says_what_it_is_and_repeats_its_header(chinese: Selection, export: Any) -> None:
    path = export("docx", chinese, style="official", layout="table")
    (found,) = part(path, "word/document.xml").iter(f"{W}tbl")
    assert found.find(f".//{W}tblCaption").get(f"{W}val") == chinese.title
    said = found.find(f".//{W}tblDescription").get(f"{W}val")
    assert said == "重点任务 | 具体措施 | 牵头单位 | 参加单位"
    assert found.find(f".//{W}tblLook").get(f"{W}firstRow") == "1"
    headers = [row.find(f".//{W}tblHeader") is not None for row in found.iter(f"{W}tr")]
    assert headers == [True] + [False] * (len(headers) - 1)


def test_chapters_without_sections_are_the_key_tasks(export: Any) -> None:
    plan = document_plans.one_level()
    rows = rows_of(export("docx", select(plan), layout="table", style="official"))
    assert {len(row) for row in rows} == {4}
    numerals = ("一、", "二、", "三、")
    tasks = list(dict.fromkeys(row[0] for row in rows[1:] if row[0]))
    assert tasks == [
        f"{numeral}{chapter.title}"
        for numeral, chapter in zip(numerals, plan.chapters, strict=True)
    ]


def test_a_department_has_a_table_of_each_kind(plan: Plan, export: Any) -> None:
    path = export("docx", select(plan), layout="table", style="official", department="林业厅")
    assert len(opened(path).tables) == 2
    headings = [text for style, text in paragraphs(path) if style == "Heading 1"]
    assert headings == ["牵头任务", "参加任务"]


def test_many_heads_share_a_column(export: Any) -> None:
    extra = tuple((f"栏目{n}", f"内容{n}") for n in range(8))
    measure = Measure(1, "完善制度。", ("甲厅",), extra=extra, deadline="2020年")
    plan = Plan("wide", "方案", chapters=(Chapter(1, "任务", (measure,)),))
    rows = rows_of(export("docx", select(plan), layout="table", style="official"))
    assert len(rows[0]) == 7
    assert all(any(text in cell for cell in rows[1]) for _head, text in extra)


@pytest.mark.parametrize("shape", document_plans.SHAPES)
@pytest.mark.parametrize("style", ["plain", "official"])
def test_nothing_is_wrong_with_tables_of_any_plan(
    shape: str, style: str, export: Any, assert_clean: Clean
) -> None:
    plans = document_plans.SHAPES[shape]()
    language = "en" if plans[0].language == "en" else "zh"
    path = export("docx", select(Index(plans), language=language), style=style, layout="table")
    assert_clean(path)


# -- the contents list


def test_the_list_is_written_where_it_is_wanted_and_has_page_numbers(
    chinese: Selection, export: Any, assert_clean: Clean
) -> None:
    without = export("docx", chinese, style="official")
    assert part(without, "word/document.xml").find(f".//{W}sdt") is None
    path = export("docx", chinese, style="official", contents=True, first_page=3)
    assert_clean(path)
    listed = part(path, "word/document.xml").find(f".//{W}sdt")
    texts = [text_of(line) for line in listed.findall(f".//{W}p")][1:]
    headings = [one.label + one.title for one in chinese.index.headings]
    numbers = [
        int(text.removeprefix(heading)) for text, heading in zip(texts, headings, strict=True)
    ]
    # The list takes the first page.
    assert (numbers[0], numbers) == (4, sorted(numbers))
    fields = [one.text.split()[0] for one in listed.iter(f"{W}instrText")]
    assert fields == ["TOC", *["PAGEREF"] * len(headings)]
    assert "\\n" not in next(listed.iter(f"{W}instrText")).text


@pytest.mark.parametrize("options", [{"roles": "table"}, {"style": "plain"}])
def test_where_pages_cannot_be_reckoned_there_are_no_numbers(
    options: dict[str, str], chinese: Selection, export: Any
) -> None:
    path = export("docx", chinese, **{"style": "official", "contents": True, **options})
    listed = part(path, "word/document.xml").find(f".//{W}sdt")
    (field,) = listed.iter(f"{W}instrText")
    assert "\\n" in field.text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("字" * 26, 1),
        ("字" * 27, 2),
        ("字" * (26 + 28), 2),
        # No line begins with a mark: it takes the character before it along.
        ("字" * 26 + "，", 2),
        ("字" * 26 + "，" + "字" * 26, 2),
        ("字" * 26 + "，" + "字" * 27, 3),
        # None ends with a bracket that opens.
        ("字" * 25 + "（" + "字" * 27, 2),
        ("字" * 25 + "（" + "字" * 28, 3),
        # Two digits are as wide as a character, with a quarter of one between them and it.
        ("12" * 12 + "字" * 13, 1),
        ("12" * 12 + "字" * 14, 2),
    ],
)
def test_lines_are_counted_as_they_are_broken(text: str, lines: int) -> None:
    assert lines_of(text, 28, 2) == lines


def test_pages_are_counted_as_they_are_filled() -> None:
    def block(style: str, lines: int, new_page: bool = False) -> str:
        text = "字" * (28 * lines - 2)
        page = "<w:pageBreakBefore/>" if new_page else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{page}</w:pPr><w:t>{text}</w:t></w:p>'

    def pages(*blocks: str) -> list[int]:
        return pages_of(blocks, ["Heading1"])

    body, heading = "BodyText", "Heading1"
    assert pages(block(body, 22), block(body, 1)) == [0, 1]
    assert pages(block(body, 1), block(body, 1, new_page=True)) == [0, 1]
    # At least two lines of a paragraph are on a page.
    assert pages(block(body, 21), block(body, 2), block(body, 1)) == [0, 1, 1]
    assert pages(block(body, 20), block(body, 4), block(body, 20), block(body, 1)) == [0, 0, 1, 2]
    assert pages(block(body, 20), block(body, 3)) == [0, 1]
    # A heading is on the page on which its text begins.
    assert pages(block(body, 20), block(heading, 1), block(body, 2)) == [0, 1, 1]
    assert pages(block(body, 19), block(heading, 1), block(body, 2)) == [0, 0, 0]
    # A paragraph may take several pages.
    assert pages(block(body, 60), block(body, 6), block(body, 1)) == [0, 2, 3]


@pytest.mark.parametrize("template", ["plain", "official", "matrix", "handouts"])
def test_libreoffice_loses_no_marks(template: str, tmp_path: Path) -> None:
    # Told not to, it lets marks hang in the margin, and of these it draws not all.
    word = WordFile("题", template)
    found = part(written(word, tmp_path), "word/styles.xml").iter(f"{W}overflowPunct")
    assert {one.get(f"{W}val") for one in found} == {"1"}


# -- what is read back


@pytest.mark.parametrize(
    "options",
    [{"style": "official"}, {"layout": "table"}, {"style": "official", "layout": "table"}],
)
@pytest.mark.parametrize("shape", ["shipped", "one-level"])
def test_what_is_written_is_read_back_as_the_plan(
    options: dict[str, str], shape: str, export: Any
) -> None:
    (plan,) = document_plans.SHAPES[shape]()
    path = export("docx", select(plan), punctuation="source", **options)
    found = read(path.read_bytes(), path.name).plan

    def told(one: Plan) -> list[Any]:
        return [
            (
                chapter.title,
                section and section.title,
                *(m.number, m.text, m.lead, m.participants, m.participants_open),
            )
            for chapter, section, m in one.walk()
        ]

    assert found.title == plan.title
    assert told(found) == told(plan)


def test_the_number_of_a_page_is_one_that_a_page_can_have(chinese: Selection, export: Any) -> None:
    for number in (0, -1, 10_000):
        with pytest.raises(OptionError, match="--first-page takes a whole number 1…9999"):
            export("docx", chinese, first_page=number)


def test_a_title_of_any_length_is_written(export: Any, assert_clean: Clean) -> None:
    plan = Plan("long", "关于" + "推进改革" * 80, chapters=(Chapter(1, "任务"),))
    path = export("docx", select(plan), style="official")
    assert_clean(path)
    (title,) = [text for style, text in paragraphs(path) if style == "Title"]
    assert title.replace("\n", "") == plan.title


def test_paper_of_another_size_has_the_same_margins(export: Any) -> None:
    selection = select(document_plans.english(), language="en")
    for layout, expected in (("outline", [216, 279]), ("table", [279, 216])):
        path = export("docx", selection, paper="Letter", layout=layout)
        (page,) = opened(path).sections
        assert [round(one.mm) for one in (page.page_width, page.page_height) if one] == expected
        plain = opened(export("docx", selection, layout=layout)).sections[0]
        assert (page.left_margin, page.top_margin) == (plain.left_margin, plain.top_margin)


def test_the_user_says_where_the_lines_of_a_title_end(
    plan: Plan, chinese: Selection, export: Any, export_done: Any
) -> None:
    broken = "四川省健全生态/保护补偿机制重点任务分工方案"
    path = export("docx", chinese, style="official", title_break=broken)
    (title,) = [text for style, text in paragraphs(path) if style == "Title"]
    assert title == broken.replace("/", "\n")
    assert opened(path).core_properties.title == chinese.title
    # Of several titles it is that of the words.
    two = select(Index((plan, document_plans.one_level())))
    path = export("docx", two, style="official", title_break=broken)
    titles = [text for style, text in paragraphs(path) if style == "Title"]
    assert titles == [broken.replace("/", "\n"), "青山市重点任务分工方案"]
    # Other words are written, but not in silence.
    done = export_done("docx", chinese, style="official", title_break="四川省/分工方案")
    assert done.warnings == (f"--title-break has other words than the title: {chinese.title}",)
    written = [text for style, text in paragraphs(Path(done.path)) if style == "Title"]
    assert written == ["四川省\n分工方案"]


@pytest.mark.parametrize(
    ("given", "marks"),
    [
        ("附件3", ["附件3", "附件4"]),
        ("附件三", ["附件三", "附件四"]),
        ("附件十：", ["附件十", "附件十一"]),
    ],
)
def test_a_mark_with_a_number_counts_on(given: str, marks: list[str], export: Any) -> None:
    selection = select(Index(document_plans.SHAPES["two-plans"]()), language="zh")
    path = export("docx", selection, style="official", attachment=given)
    found = [p.text for p in opened(path).paragraphs if p.style and p.style.style_id == "Mark"]
    assert found == marks


@pytest.mark.parametrize("exporter", ["docx", "raci-docx"])
@pytest.mark.parametrize("style", ["plain", "official"])
def test_a_title_breaks_where_the_user_says_in_every_style(
    style: str, exporter: str, chinese: Selection, export_done: Any
) -> None:
    wanted = "四川省健全生态保护/补偿机制重点/任务分工方案"
    done = export_done(exporter, chinese, style=style, title_break=wanted)
    (title, *_) = [p for p in opened(done.path).paragraphs if p.style and p.style.name == "Title"]
    assert title.text == wanted.replace("/", "\n")
    # Slashes alone break nothing, and end nothing.
    (title, *_) = [
        p
        for p in opened(
            export_done(exporter, chinese, style=style, title_break="/").path
        ).paragraphs
        if p.style and p.style.name == "Title"
    ]
    assert title.text.replace("\n", "") == chinese.title
