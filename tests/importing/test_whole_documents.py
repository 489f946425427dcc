"""What readers of whole documents met: parts, notes, broken lines, bare lists, struck text."""

from __future__ import annotations

import io

import docx
import pytest

from ecotui.importing.document import Imported, understand
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, READ, REPAIRED
from ecotui.model.toml import dumps, loads
from ecotui.plugins.readers.docx import Reader as DocxReader
from ecotui.plugins.readers.html import Reader as HtmlReader
from tests.support.importing import read

HEAD = ["县重点任务分工方案", "", "一、主要任务"]


def prose(*lines: str) -> Imported:
    return read("\n".join([*HEAD, *lines, ""]).encode(), "plan.txt")


def rows(imported: Imported) -> list[tuple[int, str, str]]:
    """Number, leads and participants of each measure."""
    return [
        (m.number, " ".join(m.lead), " ".join(m.participants)) for _c, _s, m in imported.plan.walk()
    ]


def kinds(imported: Imported) -> list[str]:
    return [remark.kind for remark in imported.remarks]


def test_a_measure_keeps_its_departments_beside_those_of_its_parts() -> None:
    imported = prose(
        "1.建棚。（甲局牵头）",
        "2.建库。（乙社牵头，丙局配合）",
        "（1）一期。（丁局牵头）",
        "3.建市。（丁局牵头）",
    )
    assert rows(imported) == [(1, "甲局", ""), (2, "乙社", "丙局"), (3, "丁局", "")]
    _first, (_c, _s, second), _third = imported.plan.walk()
    assert second.text == "建库。\n（1）一期。（丁局牵头）"
    assert DOUBTFUL in kinds(imported)


def test_departments_in_the_middle_of_a_paragraph_are_a_doubt() -> None:
    imported = prose("1.出台办法（甲局牵头）；开展宣传（乙局负责）。", "2.建路。（丙局负责）")
    assert rows(imported) == [(1, "乙局", ""), (2, "丙局", "")]
    assert kinds(imported) == [DOUBTFUL]


def test_a_note_below_is_no_measure() -> None:
    imported = prose(
        "1.督查[1]（甲室牵头）", "[1] 注：每季一次（乙办牵头）", "2.建路。（丙局负责）"
    )
    assert rows(imported) == [(1, "甲室", ""), (2, "丙局", "")]
    assert kinds(imported) == [LEFT_OUT]


@pytest.mark.parametrize(
    ("lines", "participants", "deadline"),
    [
        (["责任单位：乙局、", "丙公司", "完成时限：2025年", "8月"], "乙局 丙公司", "2025年8月"),
        (["责任单位：乙局、各街道，", "丙公司"], "乙局 各街道 丙公司", None),
    ],
)
def test_a_label_line_goes_on_behind_a_comma(
    lines: list[str], participants: str, deadline: str | None
) -> None:
    imported = prose("1.建路。", "牵头单位：甲局", *lines)
    [(_c, _s, measure)] = imported.plan.walk()
    assert (" ".join(measure.participants), measure.deadline) == (participants, deadline)
    assert set(kinds(imported)) == {READ, REPAIRED}


def test_a_plain_measure_needs_no_full_stop() -> None:
    imported = prose("做好春耕。（甲局牵头）", "完成普法宣传", "县政府办公室")
    assert rows(imported) == [(1, "甲局", ""), (2, "", "")]
    assert [r.message for r in imported.remarks if r.kind == LEFT_OUT] == ["left out: 县政府办公室"]


def test_bare_lists_are_departments_where_a_rule_or_other_brackets_say_so() -> None:
    imported = prose("1.禁毒。（甲局牵头）", "2.民宿。（乙局、丙局）")
    assert rows(imported) == [(1, "甲局", ""), (2, "乙局 丙局", "")]
    assert kinds(imported) == [DOUBTFUL]
    imported = prose("列第一位者为牵头单位，下同。", "1.办园。（甲局、乙局）")
    assert rows(imported) == [(1, "甲局", "乙局")]


def test_struck_text_is_not_read() -> None:
    page = (
        "<h1>方案</h1><p>一、章</p><p>1.建<del>10</del>12座。（<s>甲局</s>乙局牵头）</p>".encode()
    )
    word = docx.Document()
    for text in ("方案", "一、章"):
        word.add_paragraph(text)
    paragraph = word.add_paragraph("1.建12座。（")
    paragraph.add_run("甲局").font.strike = True
    paragraph.add_run("乙局牵头）")
    out = io.BytesIO()
    word.save(out)
    for reader, data in ((HtmlReader(), page), (DocxReader(), out.getvalue())):
        imported = understand(reader.blocks(data, "plan"), data, "plan")
        [(_c, _s, only)] = imported.plan.walk()
        assert (only.text, only.lead) == ("建12座。", ("乙局",))
        assert REPAIRED in kinds(imported)


def test_a_title_may_be_of_the_level_of_its_chapters() -> None:
    plan = read("# 题目方案\n\n# 一、章\n1.文。（甲局负责）\n".encode(), "plan.md").plan
    assert (plan.title, [c.title for c in plan.chapters]) == ("题目方案", ["章"])


def test_a_measure_of_departments_alone_is_kept_and_told() -> None:
    imported = prose("1.责任单位：甲局、乙局。", "2.清点馆藏。（牵头单位：甲局）")
    assert [(m.text, m.lead) for _c, _s, m in imported.plan.walk()] == [
        ("—", ("甲局", "乙局")),
        ("清点馆藏。", ("甲局",)),
    ]
    assert kinds(imported) == [DOUBTFUL]
    assert loads(dumps(imported.plan)) == imported.plan


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("文件/方案.md", "方案.md"),
        ("方案.md".encode("gbk").decode("utf-8", "surrogateescape"), "方案.md"),
        ("\udcff\udcff.md", "\ufffd\ufffd.md"),
    ],
)
def test_a_file_name_of_any_bytes_is_the_source_of_the_plan(path: str, name: str) -> None:
    imported = read("1.种树。牵头单位：林业厅".encode(), path)
    source = loads(dumps(imported.plan), "x.toml").source
    assert source is not None
    assert source.file == name


@pytest.mark.parametrize("markup", ["<b>修路</b>", "a&lt;b", "1\\.修路", "**修路**"])
def test_markup_that_a_plain_text_loses_is_said(markup: str) -> None:
    lines = [*HEAD, f"1.{markup}。（甲局牵头）", ""]
    said = read("\n".join(lines).encode(), "plan.txt").remarks
    assert any("Markdown" in remark.message for remark in said)
    said = read("\n".join(lines).encode(), "plan.md").remarks
    assert not any("Markdown" in remark.message for remark in said)


def test_a_date_that_no_calendar_has_is_said_at_import() -> None:
    imported = prose("1.修路。（甲局牵头，2018年2月30日前完成）")
    assert [m.deadline for _c, _s, m in imported.plan.walk()] == ["2018年2月30日前"]
    assert any("2018年2月30日" in r.message for r in imported.remarks if r.kind == DOUBTFUL)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("主动对接县财政局", "县财政局"),
        ("函请县财政局", "县财政局"),
        ("县住建局兼县财政局", "县财政局"),
        ("原财政厅", "财政厅"),
        ("财政厅", "省财政厅"),
    ],
)
def test_a_name_that_ends_as_another_does_is_a_doubt(name: str, other: str) -> None:
    imported = prose(
        f"1.建棚。（牵头单位：县农业局；配合单位：{other}）",
        f"2.建库。（牵头单位：县农业局；配合单位：{name}）",
    )
    assert any(f"--alias {name}={other}" in remark.message for remark in imported.remarks)


@pytest.mark.parametrize(
    ("name", "other"),
    [("县委办公室", "县委"), ("各县区政府", "区政府"), ("县政府办公室", "县政府")],
)
def test_a_name_that_only_begins_as_another_does_or_is_a_group_is_none(
    name: str, other: str
) -> None:
    imported = prose(
        f"1.建棚。（牵头单位：县农业局；配合单位：{other}）",
        f"2.建库。（牵头单位：县农业局；配合单位：{name}）",
    )
    assert DOUBTFUL not in kinds(imported)
