"""Exporter ``parquet``: who has which role in which measure, as a table for databases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ecotui.api import ExporterSpec, hookimpl, option


@dataclass(frozen=True)
class Options:
    """What a user can choose."""

    compression: Literal["zstd", "snappy", "none"] = option(
        "zstd", help="How columns are compressed; old readers know only snappy."
    )


CHINESE = {
    "Assignments, Parquet": "分工明细，Parquet",
    "Writes a row for each measure, department and role.": "每条措施、单位、角色各写一行。",
    "How columns are compressed; old readers know only snappy.": (
        "列的压缩方式；旧的读取程序只认 snappy。"
    ),
}


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="parquet",
            title="Assignments, Parquet",
            summary="Writes a row for each measure, department and role.",
            extensions=("parquet",),
            media_type="application/vnd.apache.parquet",
            kind="binary",
            factory="ecotui_parquet.table:ParquetExporter",
            options=Options,
            requires=("pyarrow",),
            translations={"zh": CHINESE},
        )
    ]
