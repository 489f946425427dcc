"""One line makes a field safe, one more makes it seen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import ecotui
from ecotui.model.fields import SHOWN, fields
from ecotui.model.plan import Chapter, Department, Measure, Plan, Section, Source
from ecotui.model.toml import dumps, loads

ROOT = Path(__file__).parents[2]
PLAN = """\
schema = 1

[plan]
id = "p"
title = "方案"
language = "zh-CN"

[[departments]]
name = "财政厅"

[[chapters]]
number = 1
title = "章"

[[chapters.measures]]
number = 1
text = "开展试点。"
lead = [
    "财政厅",
]
title = "试点"
deadline = "2018年12月底前"
target = "覆盖\\u001b[31m"
lead_open = true
basis = "按职责分工负责"
extra = { "责任人" = "分管负责人", "a b\\u001b" = "丙" }
"""


def test_every_optional_key_is_read_and_written_as_it_stands() -> None:
    plan = loads(PLAN)
    (measure,) = plan.chapters[0].measures
    assert (measure.title, measure.due) == ("试点", "2018-12-31")
    assert measure.deadline == "2018年12月底前"
    assert (measure.lead_open, measure.basis) == (True, "按职责分工负责")
    assert measure.extra == (("责任人", "分管负责人"), ("a b\x1b", "丙"))
    assert loads(dumps(plan)) == plan
    assert dumps(plan) == PLAN


def test_a_made_up_field_takes_a_line_to_be_safe_and_a_line_to_be_seen(tmp_path: Path) -> None:
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(ecotui.__file__).parent, tmp_path / "ecotui", ignore=without)
    for name, before, line in (
        ("plan.py", "    basis: str | None = None\n", "    budget: str | None = None\n"),
        ("fields.py", '    "basis": N_("Responsibility"),\n', '    "budget": "Budget",\n'),
    ):
        file = tmp_path / "ecotui" / "model" / name
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1
        file.write_text(text.replace(before, before + line), encoding="utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN.replace("extra", 'budget = "九万元"\nextra'), encoding="utf-8")

    def run(*args: str) -> str:
        command = [sys.executable, "-m", "ecotui", "--lang", "en", "--plan", str(plan), *args]
        environ = {**os.environ, "PYTHONPATH": str(tmp_path), "HOME": str(tmp_path)}
        environ |= {"ECOTUI_NO_PLUGINS": "1"}
        return subprocess.run(
            command, cwd=tmp_path, env=environ, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    assert run("export", "toml") == plan.read_text(encoding="utf-8")
    assert json.loads(run("list", "--json"))[0]["budget"] == "九万元"
    shown = run("show", "1")
    assert "Budget\t九万元\n" in shown
    assert "Deadline\t2018年12月底前 (2018-12-31)\n" in shown
    assert "责任人\t分管负责人\n" in shown
    assert "Lead departments\t财政厅等\n" in shown
    # Heads and texts of a plan are as hostile as the rest of it.
    assert "\x1b" not in shown
    assert "a b␛\t丙\n" in shown
    # The quick way reads it too.
    code = (
        "import sys; from ecotui.model import toml; plain = toml.load(sys.argv[1]);"
        "toml._LARGE = 0;"
        "assert toml.load(sys.argv[1]) == plain and plain.chapters[0].measures[0].budget"
    )
    subprocess.run([sys.executable, "-c", code, str(plan)], cwd=tmp_path, check=True)


def test_every_field_stands_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "plan.md").read_text(encoding="utf-8")
    keys = page[page.index("## Keys") : page.index("## When a plan")]
    for cls in (Plan, Source, Department, Chapter, Section, Measure):
        for field in fields(cls):
            assert f"`{field.name}`" in keys or f"{field.name}]" in keys, field
    assert SHOWN.keys() <= {field.name for field in fields(Measure)}
