"""What the tests of plugins share: a small plan, and plugins that are installed for one test."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest
from installing import Plugins

from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
from ecotui.plugin_host.registry import Registry
from ecotui.query.selection import Selection, select


@pytest.fixture
def selection() -> Selection:
    measure = Measure(1, "健全补偿标准。", ("林业厅",), ("财政厅",))
    chapter = Chapter(1, "分领域任务", (), (Section(1, "森林", (measure,)),))
    departments = (Department("林业厅"), Department("财政厅"))
    return select(Plan("small", "小方案", departments=departments, chapters=(chapter,)))


@pytest.fixture
def exporting(plugins: Plugins) -> Callable[[str], Registry]:
    """Install a plugin whose exporter has this body, and give the registry that knows it."""

    def install(body: str, **changes: object) -> Registry:
        arguments = "".join(f", {key}={value!r}" for key, value in changes.items())
        lines = "\n".join(" " * 8 + line for line in dedent(body).strip().splitlines())
        source = (
            f"class Mine:\n    def export(self, selection, target, options):\n{lines}\n\n"
            f"@hookimpl\ndef ecotui_register_exporters():\n    return [spec('mine'{arguments})]\n"
        )
        plugins.install("acme-mine", source, version="2.5")
        return plugins.registry()

    return install
