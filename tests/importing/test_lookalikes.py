"""What nobody sees and what looks like another character is left out of a document, and said."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import openpyxl
import pytest

from ecotui.importing.builder import Decisions
from ecotui.importing.document import Imported
from ecotui.importing.outline import READ, REPAIRED
from ecotui.model import toml
from tests.support.importing import read
from tests.support.shapes import SHAPES, Chapter, Item

TABLE = """# {title}

| 重点任务 | {head} | 牵头单位 | 配合单位 | 完成时限 | 工作目标 | 备注 |
| --- | --- | --- | --- | --- | --- | --- |
| 一、{chapter} | {number}.{text} | {lead} | 财政厅、{other} | {deadline} | {target} | {extra} |
| | 2.清理河岸。 | 水利厅 | 林业厅 | 2026年底前 | 完成 | 无 |
"""
PLAIN = {
    "title": "河湖分工方案",
    "head": "具体措施",
    "chapter": "总体任务",
    "number": "1",
    "text": "巡查水面，修complete工程。",
    "lead": "水利厅",
    "other": "林业厅",
    "deadline": "2026年6月底前",
    "target": "达到面积",
    "extra": "见附注",
}


def table(**changed: str) -> Imported:
    return read(TABLE.format(**PLAIN | changed).encode(), "s.md", "p")


def repaired(imported: Imported) -> list[str]:
    return [remark.message for remark in imported.remarks if remark.kind == REPAIRED]


def unhashed(imported: Imported) -> str:
    plan = imported.plan
    assert plan.source is not None
    return toml.dumps(plan._replace(source=plan.source._replace(sha256="")))


@pytest.mark.parametrize("where", PLAIN)
@pytest.mark.parametrize(
    "sign", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d", "\ufe0f", "\u3164"]
)
def test_what_nobody_sees_changes_no_place_of_a_plan(where: str, sign: str) -> None:
    word = PLAIN[where]
    for spoilt in (f"{sign}{word}", f"{word[:1]}{sign}{word[1:]}", f"{word}{sign}"):
        imported = table(**{where: spoilt})
        assert unhashed(imported) == unhashed(table())
        said = f"1 character that nobody sees is left out: U+{ord(sign):04X} (1)"
        assert repaired(imported) == [said]


@pytest.mark.parametrize(
    ("where", "spoilt", "said"),
    [
        ("title", "河湖分⼯⽅案", "⼯ (U+2F2F) → 工 (1), ⽅ (U+2F45) → 方 (1)"),
        ("chapter", "总体任\uf9bc", None),
        ("text", "巡查⽔⾯，修complete工程。", "⽔ (U+2F54) → 水 (1), ⾯ (U+2FAF) → 面 (1)"),
        ("text", "巡查水面，修comple\ufb05e工程。", None),
        ("lead", "⽔利厅", "⽔ (U+2F54) → 水 (1)"),
        ("other", "\uf9f4业厅", "\uf9f4 (U+F9F4) → 林 (1)"),
        ("deadline", "2026年6⽉底前", "⽉ (U+2F49) → 月 (1)"),
        ("target", "达到⾯积", "⾯ (U+2FAF) → 面 (1)"),
        ("extra", "⻅附注", "⻅ (U+2EC5) → 见 (1)"),
        ("head", "具体措施", ""),
    ],
)  # fmt: skip
def test_what_looks_like_another_character_becomes_it(
    where: str, spoilt: str, said: str | None
) -> None:
    imported = table(**{where: spoilt})
    if said is not None:
        assert unhashed(imported) == unhashed(table())
        assert repaired(imported) == [
            f"{said.count('→')} characters that look like others are replaced: {said}"
            if said.count("→") > 1
            else f"1 character that looks like another is replaced: {said}"
        ] * bool(said)
    else:
        assert len(repaired(imported)) == 1


def test_each_kind_is_said_once_with_counts_and_its_first_line() -> None:
    imported = table(text="巡\u200b查\u200b⽔\u00ad面⽔", lead="⽔\u200b利厅", other="\uf9f4业厅")
    found = [(str(r.place), r.message) for r in imported.remarks if r.kind == REPAIRED]
    assert found == [
        ("line 5", "4 characters that nobody sees are left out: U+200B (3), U+00AD (1)"),
        (
            "line 5",
            (
                "4 characters that look like others are replaced: "
                "⽔ (U+2F54) → 水 (3), \uf9f4 (U+F9F4) → 林 (1)"
            ),
        ),
    ]


def test_names_that_become_one_are_said() -> None:
    imported = table(lead="⽔利厅", other="水\u200b利厅、林\u2060业厅")
    names = [department.name for department in imported.plan.departments]
    assert names == ["水利厅", "财政厅", "林业厅"]
    read_as = [remark.message for remark in imported.remarks if remark.kind == READ]
    assert [message for message in read_as if " is read as " in message] == [
        "⽔利厅 is read as 水利厅: ⽔ (U+2F54) → 水",
        "水\u200b利厅 is read as 水利厅: U+200B",
        "林\u2060业厅 is read as 林业厅: U+2060",
    ]


def test_full_width_and_compatibility_signs_that_are_rightly_written_stay() -> None:
    imported = table(text="巡查（ＰＰＰ）１２３㎡；“水”：①——……。")
    assert imported.plan.chapters[0].measures[0].text == "巡查（ＰＰＰ）１２３㎡；“水”：①——……。"
    assert repaired(imported) == []


def test_half_width_marks_part_names() -> None:
    imported = table(lead="水利厅､财政厅﹑林业厅", other="省军区")
    (measure, _other) = imported.plan.chapters[0].measures
    assert measure.lead == ("水利厅", "财政厅", "林业厅")


def test_a_simplified_document_means_simplified_characters() -> None:
    assert table(lead="⼾籍处").plan.departments[0].name == "户籍处"
    rows = "| 具體措施 | 牽頭單位 |\n| --- | --- |\n| 維護閘門。 | ⼾籍處 |\n"
    imported = read(rows.encode(), "s.md", "p")
    assert imported.plan.departments[0].name == "戶籍處"


def test_what_the_user_decides_may_be_pasted_from_the_document() -> None:
    document = TABLE.format(**PLAIN | {"lead": "⽔务局", "head": "内\u200b容⼀览"}).encode()
    decisions = Decisions(
        columns={"内\u200b容⼀览": "measure"}, aliases={"⽔务局": "水利厅", "林业厅": "\uf9f4草局"}
    )
    imported = read(document, "s.md", "p", decisions)
    names = [department.name for department in imported.plan.departments]
    assert names == ["水利厅", "财政厅", "林草局"]
    assert imported.plan.chapters[0].measures[0].text == PLAIN["text"]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read_without_them(shape: str) -> None:
    item = Item("巡查水面河道。", ("市水利局",), ("市林业局",), False, None)
    text = SHAPES[shape]((Chapter("治水护林", (item,)),))
    spoilt = text.replace("水", "⽔\u200b").replace("林", "\u2060\uf9f4")
    assert unhashed(read(spoilt.encode(), shape)) == unhashed(read(text.encode(), shape))


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u00ad"])
def test_a_line_of_text_is_known_by_its_mark_behind_them(mark: str) -> None:
    lines = TABLE.format(**PLAIN).split("\n")
    spoilt = "\n".join([f"{mark}{line}{mark}" for line in lines]).encode()
    assert unhashed(read(spoilt, "s.md", "p")) == unhashed(table())


PAGE = """河湖长制重点任务分工方案
一、加强水资源保护工作
（一）落实最严格的水资源管理制度，严守水资源开发利用
控制用水效率控制水功能区限制纳污三条红线，强化地方
各级政府责任，严格考核评估和监督。（水利厅牵头，生态环境厅、
财政厅配合）
（二）实行水资源消耗总量和强度双控行动，防止不合理新
增取水，切实做到以水定需、量水而行、因水制宜。（水利厅
牵头，工业和信息化厅、农业农村厅配合）
第 1 页
二、加强河湖水域岸线管理保护工作
（一）严格水域岸线等水生态空间管控，依法划定河湖管理
范围，落实规划岸线分区管理要求，强化岸线保护和节约集
约利用。（自然资源厅牵头，水利厅配合）
（二）严禁以各种名义侵占河道、围垦湖泊、非法采砂，对
岸线乱占滥用、多占少用、占而不用等突出问题开展清理整
治，恢复河湖水域岸线生态功能。（水利厅牵头，生态环境厅、
自然资源厅配合）
"""
RADICALS = str.maketrans("一二水工方用生页长行自力", "⼀⼆⽔⼯⽅⽤⽣⻚⻓⾏⾃⼒")


def test_a_page_of_a_pdf_is_read_with_radicals_as_without() -> None:
    imported = read(PAGE.translate(RADICALS).encode(), "s.txt", "p")
    expected = read(PAGE.encode(), "s.txt", "p")
    assert unhashed(imported) == unhashed(expected)
    first = expected.plan.chapters[0].measures[0]
    assert "利用控制" in first.text, "lines are joined"
    assert [chapter.number for chapter in imported.plan.chapters] == [1, 2]


def test_cells_of_nothing_else_are_empty() -> None:
    imported = table(target="\u200b", extra="\u200b \u2060")
    first, _second = imported.plan.chapters[0].measures
    assert first.target is None
    assert first.extra == ()


def test_web_pages_and_csv_say_it_too() -> None:
    page = (
        "<h1>河湖分工</h1><table><tr><th>措施</th><th>牵头单位</th></tr>"
        "<tr><td>巡&#8203;查河道。</td><td>⽔利&shy;厅</td></tr></table>"
    )
    csv = "措施,牵头单位\n巡\u200b查河道。,⽔利\u00ad厅\n"
    for text, file in ((page, "s.html"), (csv, "s.csv")):
        imported = read(text.encode(), file, "p")
        assert [department.name for department in imported.plan.departments] == ["水利厅"]
        (measure,) = imported.plan.chapters[0].measures
        assert measure.text == "巡查河道。"
        assert len(repaired(imported)) == 2


ROWS = (
    ("序号", "具体措施", "牵头单位", "配合单位"),
    ("1", "健全补偿{}机制。", "林业厅", "财政厅"),
    ("2", "Restore the {}wetlands.", "林业厅", "财政厅"),
)


def of_csv(sign: str) -> bytes:
    return "\n".join([",".join(row).format(sign) for row in ROWS]).encode()


def of_xlsx(sign: str) -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([cell.format(f"_x{ord(sign):04X}_") for cell in row])
    book.save(out := io.BytesIO())
    return out.getvalue()


def of_docx(sign: str) -> bytes:
    document = docx.Document()
    table = document.add_table(0, len(ROWS[0]))
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text.format(sign)
    document.save(out := io.BytesIO())
    return out.getvalue()


def of_html(sign: str) -> bytes:
    rows = "".join([f"<tr><td>{'<td>'.join(row).format(sign)}" for row in ROWS])
    return f"<html><table>{rows}</table>".encode()


# XML holds no control, and HTML has its own reading of them.
@pytest.mark.parametrize(
    ("make", "sign"),
    [
        *[(make, sign) for make in (of_csv, of_xlsx) for sign in "\x01\x1b\x1c\x1f\ufffe"],
        *[
            (make, sign)
            for make in (of_csv, of_xlsx, of_docx, of_html)
            for sign in "\u2028\u2029\ufdd0\ue000\u200b"
        ],
        *[(make, "\x85") for make in (of_csv, of_xlsx, of_docx)],
    ],
)
def test_no_unseen_character_of_any_format_comes_in_or_goes_unsaid(
    make: Callable[[str], bytes], sign: str
) -> None:
    imported = read(make(sign), make.__name__.replace("of_", "清单."), "p")
    between = "\n" if sign in "\x1c\x85\u2028\u2029" else " " if sign == "\x1f" else ""
    texts = [measure.text for _chapter, _section, measure in imported.plan.walk()]
    assert texts[0] == f"健全补偿{between}机制。"
    assert texts[1].split() == ["Restore", "the", "wetlands."]
    (said,) = repaired(imported)
    assert f"U+{ord(sign):04X}" in said
    assert "(2)" in said


@pytest.mark.parametrize("sign", "∶꞉ː︰")
def test_a_sign_that_looks_like_a_colon_is_one_behind_a_character(sign: str) -> None:
    text = f"县任务分工\n\n一、任务\n1.打井，比例2∶1。\n牵头单位{sign}县水利局\n"
    imported = read(text.encode(), "a.txt")
    [measure] = [measure for _chapter, _section, measure in imported.plan.walk()]
    assert (measure.text, measure.lead) == ("打井，比例2∶1。", ("县水利局",))
    assert f"U+{ord(sign):04X}" in repaired(imported)[0]
