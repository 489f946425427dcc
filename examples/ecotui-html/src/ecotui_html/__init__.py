"""Exporter ``html``: a plan as one page that needs no network and no other file."""

from __future__ import annotations

from dataclasses import dataclass

from ecotui.api import ExporterSpec, hookimpl, option, scheme_names


@dataclass(frozen=True)
class Options:
    """What a user can choose."""

    scheme: str = option(
        "raci",
        choices=scheme_names,
        help="The scheme: what the letters mean.",
        shared="raci",
    )
    matrix: bool = option(True, help="Put the matrix below the measures.")


CHINESE = {
    "HTML page": "HTML 网页",
    "Writes one page with outline, matrix and a filter by department.": (
        "写成一个网页，含目录、责任矩阵和按单位筛选。"
    ),
    "The scheme: what the letters mean.": "规则：字母的含义。",
    "Put the matrix below the measures.": "在措施之后附责任矩阵。",
}


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="html",
            title="HTML page",
            summary="Writes one page with outline, matrix and a filter by department.",
            extensions=("html", "htm"),
            media_type="text/html",
            kind="text",
            factory="ecotui_html.page:HtmlExporter",
            options=Options,
            translations={"zh": CHINESE},
        )
    ]
