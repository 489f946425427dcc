"""The table as another program reads it: DuckDB, which shares no code with what wrote it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

Export = Callable[..., Path]


def ecotui(*arguments: str | Path) -> str:
    return subprocess.check_output([sys.executable, "-m", "ecotui", *arguments], text=True)


def listed(*arguments: str | Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ecotui(*arguments, "list", "--json"))
    return found


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Writes a table as a user would: ``export("--where", "no:1", plan=FILE)``."""

    def export(*options: str, plan: Path | None = None, name: str = "table") -> Path:
        table = tmp_path / f"{name}.parquet"
        source = ["--plan", plan] if plan else []
        ecotui(*source, "export", "parquet", "-o", table, *options)
        return table

    return export


def query(sql: str, table: Path | str) -> list[tuple[Any, ...]]:
    return duckdb.execute(sql.replace("TABLE", f"'{table}'")).fetchall()


def test_every_assignment_is_a_row(export: Export) -> None:
    table = export()
    counts = query("SELECT role, count(*) FROM TABLE GROUP BY role ORDER BY role", table)
    assert counts == [("lead", 66), ("participant", 175)]
    distinct = "SELECT count(DISTINCT measure_id), count(DISTINCT department) FROM TABLE"
    assert query(distinct, table) == [(44, 20)]
    rows = query(
        """
        SELECT measure_id, measure_number, text, chapter_number, chapter, section_number, section,
            participants_open,
            list(department ORDER BY position) FILTER (role = 'lead'),
            coalesce(list(department ORDER BY position) FILTER (role = 'participant'), [])
        FROM TABLE GROUP BY ALL ORDER BY measure_number
        """,
        table,
    )
    assert rows == [
        (
            *(measure["id"], measure["number"], measure["text"]),
            *(measure["chapter"]["number"], measure["chapter"]["title"]),
            *(measure["section"]["number"], measure["section"]["title"]),
            *(measure["participants_open"], measure["lead"], measure["participants"]),
        )
        for measure in listed()
    ]


def test_the_first_lead_has_the_first_position(export: Export) -> None:
    table = export("--where", "no:1")
    rows = query("SELECT department, department_kind, role, position FROM TABLE", table)
    assert rows == [
        ("林业厅", "department", "lead", 1),
        ("财政厅", "department", "lead", 2),
        ("省发展改革委", "department", "participant", 1),
    ]
    group = export("--where", "is:group", name="group")
    found = query("SELECT DISTINCT department FROM TABLE WHERE department_kind = 'group'", group)
    assert found == [("省直相关部门",)]


def test_columns_have_types_that_databases_count_with(export: Export) -> None:
    described = query("DESCRIBE SELECT * FROM TABLE", export())
    types = {name: kind for name, kind, *_rest in described}
    assert {name for name, kind in types.items() if kind == "BIGINT"} == {
        *("chapter_number", "section_number", "measure_number")
    }
    assert types["position"] == "INTEGER"
    assert types["participants_open"] == "BOOLEAN"
    assert list(types.values()).count("VARCHAR") == len(types) - 5


ODD = """
schema = 1
[plan]
id = "odd"
title = "题"
[[departments]]
name = "甲,\\"厅\\"\\n二行"
[[chapters]]
number = 1
title = "章"
[[chapters.measures]]
number = 1
text = "=1+1\\t'; DROP TABLE x; -- \\u202e\\u0000\\n| a | <b>"
lead = ["甲,\\"厅\\"\\n二行"]
[[chapters.measures]]
number = 2
text = "没有单位"
"""


def test_the_wording_is_kept_to_the_letter(export: Export, tmp_path: Path) -> None:
    plan = tmp_path / "odd.toml"
    plan.write_text(ODD, encoding="utf-8")
    rows = query("SELECT text, department, section, section_number FROM TABLE", export(plan=plan))
    first = "=1+1\t'; DROP TABLE x; -- \u202e\x00\n| a | <b>"
    assert rows == [(first, '甲,"厅"\n二行', None, None), ("没有单位", None, None, None)]


def test_a_measure_that_names_nobody_is_one_row_without_a_role(
    export: Export, tmp_path: Path
) -> None:
    plan = tmp_path / "odd.toml"
    plan.write_text(ODD, encoding="utf-8")
    table = export(plan=plan)
    assert query("SELECT count(*), count(role) FROM TABLE", table) == [(2, 1)]
    rows = query("SELECT department_kind, role, position FROM TABLE WHERE role IS NULL", table)
    assert rows == [(None, None, None)]


def test_an_empty_selection_is_a_table_without_rows(export: Export) -> None:
    table = export("--where", "no:99", "--allow-empty")
    assert query("SELECT count(*) FROM TABLE", table) == [(0,)]
    assert len(query("DESCRIBE SELECT * FROM TABLE", table)) == 14


@pytest.mark.parametrize("compression", ["zstd", "snappy", "none"])
def test_every_compression_is_read(export: Export, compression: str) -> None:
    table = export("--compression", compression)
    codecs = query("SELECT DISTINCT compression FROM parquet_metadata(TABLE)", table)
    assert codecs == [({"none": "UNCOMPRESSED"}.get(compression, compression.upper()),)]
    assert query("SELECT count(*) FROM TABLE", table) == [(241,)]


#: The query of the README, over any table.
README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
LOAD = README.partition("```sql\n")[2].partition("```")[0].replace("'tables/*.parquet'", "TABLE")


def test_a_folder_of_plans_is_one_table(export: Export, tmp_path: Path) -> None:
    """Plans that each kept some measures: one file of all, and a file for each, say the same."""
    plans, tables = tmp_path / "plans", tmp_path / "tables"
    plans.mkdir()
    tables.mkdir()
    kept = ["no:1-44", "no:1-20", "lead:林业厅", "section:湿地", "with:财政厅"]
    for number, where in enumerate(kept):
        plan = plans / f"{number}.toml"
        ecotui("export", "toml", "-o", plan, "--where", where)
        text = plan.read_text(encoding="utf-8")
        plan.write_text(text.replace('id = "sichuan', f'id = "{number}-sichuan', 1), "utf-8")
        ecotui("--plan", plan, "export", "parquet", "-o", tables / f"{number}.parquet")
    all_in_one = export(plan=plans, name="all")
    expected = query(LOAD, all_in_one)
    assert len(expected) == 10
    assert query(LOAD, f"{tables}/*.parquet") == expected
    measures = listed("--plan", plans)
    for name, in_plans, leads, participates in expected:
        led = [measure["id"] for measure in measures if name in measure["lead"]]
        joined = [measure["id"] for measure in measures if name in measure["participants"]]
        assert (leads, participates) == (len(led), len(joined))
        assert in_plans == len({one.partition("/")[0] for one in led + joined})
    keys = "SELECT DISTINCT plan_id, measure_id FROM TABLE ORDER BY ALL"
    assert query(keys, f"{tables}/*.parquet") == query(keys, all_in_one)
    both = query("SELECT role, count(*) FROM TABLE GROUP BY role ORDER BY role", all_in_one)
    assert both == [
        ("lead", sum(len(measure["lead"]) for measure in measures)),
        ("participant", sum(len(measure["participants"]) for measure in measures)),
    ]
