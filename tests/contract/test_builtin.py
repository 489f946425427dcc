"""Every built-in exporter and importer keeps what is asked of a stranger's."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from typing import ClassVar

import pytest

from ecotui.contract import checks, declarations
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


#: What stands in office documents the contract cannot judge; `tests/plugins` and `tests/documents`
#: do, with hostile plans.
OFFICE = ("raci-xlsx", "raci-docx", "docx", "handouts")


@pytest.mark.parametrize(
    "check",
    [one for one in checks.EXPORTER if one.find not in (checks.writes, checks.escaped)],
    ids=attrgetter("title"),
)
def judged(_self: object, subject: checks.ExporterSubject, check: checks.Check) -> None:
    assert list(check.find(subject)) == []


def contract(name: str) -> type[ExporterContract]:
    free = [
        one.name for one in declarations.free(Registry(plugins=False).exporter(name).spec.options)
    ]
    # An option that does not exist in TEXTS is one that nothing here tries.
    sets = [{one: TEXTS[one]} for one in free]
    fields: dict[str, object] = {"exporter": name, "option_sets": sets}
    if name in OFFICE:
        fields["test_contract"] = judged
    made = type(f"Test_{name.replace('-', '_')}", (ExporterContract,), fields)
    return pytest.mark.xdist_group(f"contract-{name}")(made)


for _name in EXPORTERS:
    globals()[f"Test_{_name.replace('-', '_')}"] = contract(_name)


@pytest.mark.xdist_group("contract-text")
class TestText(ImporterContract):
    importer = "text"
    document: ClassVar[Path] = Path(__file__).parents[1] / "data" / "allocation-source.md"
