"""Every built-in exporter and importer keeps what is asked of a stranger's."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from ecotui.plugin_host.registry import Registry
from ecotui.testing import ExporterContract, ImporterContract

#: Each is tried once, and that takes seconds: its tests stay in one process.
EXPORTERS = [listed.key for listed in Registry(plugins=False).exporters()]


def contract(name: str) -> type[ExporterContract]:
    made = type(f"Test_{name.replace('-', '_')}", (ExporterContract,), {"exporter": name})
    return pytest.mark.xdist_group(f"contract-{name}")(made)


for _name in EXPORTERS:
    globals()[f"Test_{_name.replace('-', '_')}"] = contract(_name)


@pytest.mark.xdist_group("contract-text")
class TestText(ImporterContract):
    importer = "text"
    document: ClassVar[Path] = Path(__file__).parents[1] / "data" / "allocation-source.md"
