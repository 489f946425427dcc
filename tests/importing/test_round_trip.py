"""Our own documents come back as the plan that they were made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ecotui.exporting.run import run
from ecotui.exporting.target import HostTarget
from ecotui.importing.choosing import importer_for
from ecotui.importing.run import read
from ecotui.model.plan import Chapter, Department, Measure, Plan
from ecotui.options import build
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.query.selection import select


def come_back(index: Index, folder: Path, exporter: str, ending: str, **options: Any) -> Plan:
    """A plan written by an exporter and read by the importer of the ending."""
    registry = Registry(plugins=False)
    listed = registry.exporter(exporter)
    path = folder / f"plan.{ending}"
    target = HostTarget(str(path), listed.spec.kind)
    run(listed, select(index, language="zh"), build(listed.spec.options, options), target)
    return read(importer_for(registry, path.name).importer, path.read_bytes(), path.name).plan


#: What no document says: where the plan was read from, the wording before a correction.
def comparable(plan: Plan) -> Any:
    rows = [
        (
            c.number,
            c.title,
            s and (s.number, s.title),
            m._replace(source_text=None, source_line=None),
        )
        for c, s, m in plan.walk()
    ]
    return plan.title, plan.departments, [(*row[:3], row[3]._replace(title=None)) for row in rows]


@pytest.mark.parametrize("layout", ["headings", "table", "tasks"])
@pytest.mark.parametrize("matrix", [False, True])
def test_markdown_comes_back(index: Index, tmp_path: Path, layout: str, matrix: bool) -> None:
    plan = come_back(index, tmp_path, "markdown", "md", layout=layout, matrix=matrix)
    assert comparable(plan) == comparable(index.plans[0])


@pytest.mark.parametrize("style", ["plain", "official"])
@pytest.mark.parametrize("roles", ["line", "table"])
def test_word_comes_back(index: Index, tmp_path: Path, style: str, roles: str) -> None:
    options = {"style": style, "roles": roles, "punctuation": "source"}
    plan = come_back(index, tmp_path, "docx", "docx", **options)
    assert comparable(plan) == comparable(index.plans[0])


def test_json_comes_back_whole(index: Index, tmp_path: Path) -> None:
    assert come_back(index, tmp_path, "json", "json") == index.plans[0]


def test_letters_and_other_names_come_back_from_json(tmp_path: Path) -> None:
    departments = (Department("水利厅", ("省水利厅", "水厅")), Department("教育厅"))
    measure = Measure(1, "甲", lead=("水利厅",), raci=(("水利厅", "I"), ("教育厅", "")))
    chapters = (Chapter(1, "章", (measure,)),)
    plan = Plan("p", "方案", departments=departments, chapters=chapters)
    assert come_back(Index(plan), tmp_path, "json", "json") == plan
