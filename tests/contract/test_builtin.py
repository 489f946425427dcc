"""Every built-in exporter and importer keeps what is asked of a stranger's."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from ecotui.contract import declarations
from ecotui.plugin_host.registry import Registry
from ecotui.testing import ExporterContract, ImporterContract

#: Each is tried once, and that takes seconds: its tests stay in one process.
EXPORTERS = [listed.key for listed in Registry(plugins=False).exporters()]


#: Values of the options that take any text.
TEXTS = {
    "date": "2018-12-31",
    "author": "省政府办公厅",
    "attachment": "附件",
    "title_break": "重点任务/分工方案",
    "department": "各单位",
}


def contract(name: str) -> type[ExporterContract]:
    free = [
        one.name for one in declarations.free(Registry(plugins=False).exporter(name).spec.options)
    ]
    # An option that does not exist in TEXTS is one that nothing here tries.
    sets = [{one: TEXTS[one]} for one in free]
    fields = {"exporter": name, "option_sets": sets}
    made = type(f"Test_{name.replace('-', '_')}", (ExporterContract,), fields)
    return pytest.mark.xdist_group(f"contract-{name}")(made)


for _name in EXPORTERS:
    globals()[f"Test_{_name.replace('-', '_')}"] = contract(_name)


@pytest.mark.xdist_group("contract-text")
class TestText(ImporterContract):
    importer = "text"
    document: ClassVar[Path] = Path(__file__).parents[1] / "data" / "allocation-source.md"
