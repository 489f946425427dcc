"""The previews of documents: the beginning of the file as text, aligned where Chinese stands."""

from __future__ import annotations

from typing import Any

import pytest

from ecotui.options import build
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select
from ecotui.text.display import visible, width

DOCUMENTS = ("raci-xlsx", "raci-docx", "docx", "handouts")


def previewed(name: str, selection: Selection, **options: Any) -> list[str]:
    listed = Registry(plugins=False).exporter(name)
    text = listed.instantiate().preview(selection, build(listed.spec.options, options))
    assert isinstance(text, str)
    return text.splitlines()


def columns(line: str) -> dict[int, str]:
    """The words of a line by the cell in which they begin."""
    found: dict[int, str] = {}
    at, word = 0, ""
    for character in line:
        if character == " ":
            word = ""
        elif word:
            found[at - width(word)] += character
            word += character
        else:
            found[at], word = character, character
        at += width(character)
    return found


@pytest.mark.parametrize("name", ["raci-xlsx", "raci-docx"])
def test_letters_stand_below_the_names_of_their_departments(index: Index, name: str) -> None:
    lines = previewed(name, select(index, "section:湿地"))
    bottom = next(line for line in lines if line.startswith("措施"))
    places = sorted(columns(bottom))[2:]
    assert len(places) == 7
    row = next(line for line in lines if line.startswith("7 推进"))
    bar = width(row.partition("│")[0])
    cells = {at: word for at, word in columns(row).items() if at > bar}
    assert list(cells.values()) == ["A/R", *["C"] * 6]
    assert all(abs(at - place) <= 1 for at, place in zip(cells, places, strict=True))
    heads = [columns(line) for line in lines[lines.index("RACI 矩阵") + 1 :] if "│" in line]
    upright = "".join(head[places[0]] for head in heads if places[0] in head)
    assert upright.startswith("林业厅")
    assert any(line.startswith("图例：A 负总责") for line in lines)


def test_the_matrix_follows_its_options(index: Index) -> None:
    selection = select(index, "section:湿地")
    lines = previewed("raci-xlsx", selection, by="department", scheme="literal")
    assert next(line for line in lines if line.startswith("单位")).split() == [
        "单位",
        "│",
        "7",
        "8",
    ]
    assert next(line for line in lines if line.startswith("住房")).split()[2:] == ["参", "牵"]
    whole = previewed("raci-docx", select(index), columns="all", split="section")
    assert sum(line.startswith("RACI 矩阵　") for line in whole) == 12
    first = previewed("raci-xlsx", select(index), split="section")
    assert first[2] == "RACI 矩阵", "the sheet of all comes first"


def test_each_plan_has_a_matrix_of_its_own(index: Index) -> None:
    plan = index.plans[0]
    other = plan._replace(id="other", title="另一方案", chapters=plan.chapters[:1])
    lines = previewed("raci-docx", select(Index((plan, other))))
    titles = [line for line in lines if line.startswith("RACI 矩阵")]
    assert titles == [f"RACI 矩阵　{plan.title}", "RACI 矩阵　另一方案"]


def test_a_document_is_shown_with_its_roles(index: Index) -> None:
    selection = select(index, "no:8")
    assert previewed("docx", selection)[-3:] == [
        "8. 命名一批省级重点公园",
        "命名一批省级重点公园,择优申报国家重点公园和国家城市湿地公园。",
        "牵头单位：住房城乡建设厅",
    ]
    assert previewed("docx", selection, roles="table")[-1] == "牵头单位 │ 住房城乡建设厅"
    assert previewed("docx", selection, style="official")[:3] == ["附件", "", selection.title]
    tasks = previewed("docx", select(index), department="环境保护厅")
    assert "牵头 14 条，参加 14 条" in tasks


def test_handouts_name_their_files_and_show_the_first(index: Index) -> None:
    lines = previewed("handouts", select(index), department="环境保护厅")
    assert lines[0] == "06-环境保护厅.docx  06-环境保护厅.xlsx  06-环境保护厅.csv"
    assert lines[2] == "环境保护厅任务清单"
    rows = [line for line in lines if "│" in line]
    ends = {width(row[: row.index("│")]) for row in rows}
    assert len(ends) == 1, "columns are aligned"
    assert previewed("handouts", select(index))[0].endswith("03-省发展改革委.csv  …")


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("query", ["no:999", "no:39", ""])
def test_any_selection_has_a_preview(index: Index, name: str, query: str) -> None:
    lines = previewed(name, select(index, query))
    assert lines
    assert ("没有符合查询的措施" in "".join(lines)) == (query == "no:999")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_hostile_texts_stay_in_their_lines(hostile: Selection, name: str) -> None:
    lines = previewed(name, hostile)
    assert [line for line in lines if visible(line) != line] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_large_plan_is_previewed_in_part(thousand: Selection, name: str) -> None:
    assert len(thousand) >= 1000
    lines = previewed(name, thousand)
    assert len(lines) < 600
    if name != "handouts":
        assert lines[-1] == "…"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_whatever_can_be_exported_can_be_previewed(any_selection: Selection, name: str) -> None:
    assert previewed(name, any_selection)
