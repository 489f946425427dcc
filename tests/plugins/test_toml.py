"""The TOML exporter: a plan that ecotui reads again."""

from __future__ import annotations

from typing import Any

import pytest

from ecotui.model.plan import Plan
from ecotui.model.toml import load
from ecotui.plugin_host.spec import ExportError
from ecotui.query.selection import Selection, select


def test_the_whole_plan_is_read_back_equal(plan: Plan, export: Any) -> None:
    assert load(export("toml", select(plan, language="en"))) == plan


def test_a_selection_is_read_back_as_a_plan_of_its_own(plan: Plan, export: Any) -> None:
    selection = select(plan, "lead:林业厅", language="en")
    written = load(export("toml", selection))
    assert written == selection.to_plan()
    assert [m.number for _, _, m in written.walk()] == [e.number for e in selection.measures]


def test_several_plans_are_refused_in_one_line(two_plans: Selection, export: Any) -> None:
    with pytest.raises(ExportError, match=r"^a plan file holds one plan, and 2 are open[^\n]*$"):
        export("toml", two_plans)
