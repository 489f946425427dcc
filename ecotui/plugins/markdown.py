"""Exporter ``markdown``: the measures under headings, as the documents' table, as a check list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ecotui.api import (
    N_,
    Entry,
    ExporterSpec,
    Heading,
    SchemeOptions,
    Selection,
    Target,
    clean,
    hookimpl,
    option,
)
from ecotui.plugins.common import markdown_text as md
from ecotui.plugins.common.matrix_options import matrix_title, meanings
from ecotui.plugins.common.wording import (
    detail_heads,
    details,
    heading_text,
    joined,
    labelled,
    named,
    nothing,
    role_cells,
    roles,
)


@dataclass(frozen=True)
class _Layout:
    """What stands where."""

    layout: Literal["headings", "table", "tasks"] = option(
        "headings",
        help=N_("Measures under headings, the source's table of four columns, or a check list."),
        label=N_("Layout"),
        labels={
            "headings": N_("under headings"),
            "table": N_("table"),
            "tasks": N_("check list"),
        },
    )
    matrix: bool = option(
        False, help=N_("Add the RACI matrix at the end."), label=N_("RACI matrix")
    )


@dataclass(frozen=True)
class Options(SchemeOptions, _Layout):
    """What a user can choose."""


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    return [
        ExporterSpec(
            id="markdown",
            title=N_("Measures (Markdown)"),
            summary=N_("Measures as Markdown: under headings, as a table or as a check list."),
            extensions=("md",),
            media_type="text/markdown",
            kind="text",
            factory="ecotui.plugins.markdown:MarkdownExporter",
            options=Options,
        )
    ]


class MarkdownExporter:
    """Writes Markdown as GitHub reads it."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        with target.text() as file:
            if len(selection.plans) == 1 or not len(selection):
                file.write(md.title(selection, selection.title))
            if not len(selection):
                file.write(f"{nothing(selection)}\n")
                return
            is_table, tasks = options.layout == "table", options.layout == "tasks"
            for text in _table(selection) if is_table else _headings(selection, tasks=tasks):
                if target.cancelled:
                    return
                file.write(text)
            if options.matrix:
                file.write(_matrix(selection, options.scheme))


def _headings(selection: Selection, *, tasks: bool = False) -> Iterator[str]:
    """Headings and measures; with ``tasks`` the measures below a heading are a check list."""
    blank = ""
    for item in selection.outline(empty=True):
        if isinstance(item, Heading):
            yield blank + _heading(selection, item)
            blank = ""
            continue
        wording = f"**{item.number}.** {md.inline(clean(item.text))}"
        # A line below the next measure would else be read as of both.
        listed = list(roles(selection, item)) or [(selection.label(N_("Lead departments")), "—")]
        responsible = [
            named(selection, md.inline(name), md.inline(text))
            for name, text in (*listed, *details(selection, item))
        ]
        if tasks:
            yield f"- [ ] {wording}\n" + "".join(f"  - {line}\n" for line in responsible)
        else:
            yield blank + "\n\n".join([wording, *responsible]) + "\n"
        blank = "\n"


def _heading(selection: Selection, heading: Heading) -> str:
    if heading.level == 0:
        return md.title(selection, heading.title)
    return md.heading(heading.level + 1, heading_text(heading))


def _table(selection: Selection) -> Iterator[str]:
    roles = N_("Lead departments"), N_("Participating departments")
    # What only some plans say of their measures.
    more = detail_heads(selection)
    columns = [*map(selection.label, (N_("Key tasks"), N_("Measures"), *roles)), *more]
    head = md.table_head(list(map(md.inline, columns)))
    blank = [""] * (len(columns) - 1)
    if len(selection.plans) == 1:
        yield head
    separator = ""
    chapter = ""
    for item in selection.outline(empty=True):
        if isinstance(item, Entry):
            text = md.row([chapter, *blank]) if chapter else ""
            chapter = ""
            separator = "\n"
            yield text + _row(selection, item, more)
        elif item.level < 2:
            if chapter:
                yield md.row([chapter, *blank])
            chapter = md.inline(heading_text(item)) if item.level else ""
            if not item.level:
                yield separator + md.title(selection, item.title) + head
        elif item.number and selection.language == "zh":
            # As in the documents, the first section stands beside the chapter's heading.
            yield md.row([chapter, md.inline(heading_text(item)), *blank[1:]])
            chapter = ""
        else:
            # Without （一） it would look like a measure.
            if chapter:
                yield md.row([chapter, *blank])
            yield md.row([md.inline(heading_text(item)), *blank])
            chapter = ""
    if chapter:
        yield md.row([chapter, *blank])


def _row(selection: Selection, entry: Entry, more: Sequence[str]) -> str:
    text = md.inline(clean(entry.text))
    # Without the blank, 7. and 5万亩 would be read as 7.5.
    blank = " " if text[:1].isdigit() else ""
    said = dict(details(selection, entry))
    others = (*role_cells(selection, entry), *[said.get(head, "") for head in more])
    return md.row(["", f"{entry.number}.{blank}{text}", *map(md.inline, others)])


def _matrix(selection: Selection, scheme: str) -> str:
    matrix = selection.matrix(scheme)
    out = "\n" + md.heading(2, matrix_title(selection, matrix))
    out += "\n".join(
        "".join([md.heading(3, one.title) for one in above])
        + "".join(md.matrix_table(part, part.matrix(scheme), "measure"))
        for above, part in selection.split("plan") or [((), selection)]
    )
    said = joined(selection, meanings(matrix))
    legend = labelled(selection, N_("Legend"), said)
    return out + "\n" + "\n\n".join(map(md.inline, (legend, *matrix.notes))) + "\n"
