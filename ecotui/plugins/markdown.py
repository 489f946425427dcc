"""Exporter ``markdown``: the measures under headings, as the documents' table, as a check list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ecotui.api import (
    N_,
    OPEN_MARK,
    Entry,
    ExporterSpec,
    Heading,
    Selection,
    Target,
    hookimpl,
    option,
    scheme_names,
    visible,
)
from ecotui.plugins.common import markdown_text as md
from ecotui.plugins.common.matrix_options import meanings
from ecotui.plugins.common.wording import first_clause, labelled, names, nothing, query_line, roles


@dataclass(frozen=True)
class Options:
    """What a user can choose."""

    layout: Literal["headings", "table", "tasks"] = option(
        "headings",
        help=N_("measures under headings, the four-column table of the source, or a check list"),
    )
    matrix: bool = option(False, help=N_("the RACI matrix at the end"))
    scheme: str = option(
        "raci",
        choices=scheme_names,
        help=N_("scheme of the letters"),
        shared="raci",
    )


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="markdown",
            title=N_("Markdown"),
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
        """Write the selection."""
        layout = {"headings": _headings, "table": _table, "tasks": _tasks}[options.layout]
        with target.text() as file:
            if len(selection.plans) == 1 or not len(selection):
                file.write(_title(selection, selection.title))
            if not len(selection):
                file.write(f"{nothing(selection)}\n")
                return
            for text in layout(selection):
                if target.cancelled:
                    return
                file.write(text)
            if options.matrix:
                file.write(_matrix(selection, options.scheme))


def _title(selection: Selection, title: str) -> str:
    query = query_line(selection)
    return md.heading(1, title) + (f"{md.inline(query)}\n\n" if query else "")


def _headings(selection: Selection) -> Iterator[str]:
    separator = ""
    for item in selection.outline():
        if isinstance(item, Entry):
            yield separator + "\n\n".join(_said(selection, item)) + "\n"
            separator = "\n"
        else:
            yield separator + _heading(selection, item)
            separator = ""


def _tasks(selection: Selection) -> Iterator[str]:
    separator = ""
    for item in selection.outline():
        if isinstance(item, Entry):
            wording, *responsible = _said(selection, item)
            yield f"- [ ] {wording}\n" + "".join(f"  - {line}\n" for line in responsible)
            separator = "\n"
        else:
            yield separator + _heading(selection, item)
            separator = ""


def _heading(selection: Selection, heading: Heading) -> str:
    if heading.level == 0:
        return _title(selection, heading.title)
    return md.heading(heading.level + 1, f"{heading.label}{heading.title}")


def _said(selection: Selection, entry: Entry) -> list[str]:
    """The wording of a measure after its number, then who does it."""
    lines = [f"**{entry.number}.** {md.inline(entry.text)}"]
    for label, departments in roles(selection, entry):
        lines.append(labelled(selection, label, md.inline(departments)))
    return lines


def _table(selection: Selection) -> Iterator[str]:
    head = md.table_head(
        [
            selection.label(name)
            for name in (
                N_("Key tasks"),
                N_("Measures"),
                N_("Lead departments"),
                N_("Participating departments"),
            )
        ]
    )
    if len(selection.plans) == 1:
        yield head
    separator = ""
    chapter = ""
    for item in selection.outline():
        if isinstance(item, Entry):
            text = md.row([chapter, "", "", ""]) if chapter else ""
            chapter = ""
            separator = "\n"
            yield text + _row(selection, item)
        elif item.level == 0:
            yield separator + _title(selection, item.title) + head
        elif item.level == 1:
            chapter = _label(item)
        else:
            # As in the documents, the first section stands beside the chapter's heading.
            yield md.row([chapter, _label(item), "", ""])
            chapter = ""


def _label(heading: Heading) -> str:
    return md.inline(visible(f"{heading.label}{heading.title}"))


def _row(selection: Selection, entry: Entry) -> str:
    text = md.inline(entry.text)
    # Without the blank, 7. and 5万亩 would be read as 7.5.
    blank = " " if text[:1].isdigit() else ""
    participants = names(selection, entry.participants, is_open=entry.participants_open)
    return md.row(
        [
            "",
            f"{entry.number}.{blank}{text}",
            md.inline(names(selection, entry.lead)),
            md.inline(participants),
        ]
    )


def _matrix(selection: Selection, scheme: str) -> str:
    matrix = selection.matrix(scheme)
    label = selection.label
    names = [label(N_("No.")), label(N_("Measure")), *matrix.departments]
    out = "\n" + md.heading(2, label(N_("RACI matrix")))
    out += md.table_head(names, ["--:", "---", *[":-:"] * (len(names) - 2)])
    for row in matrix.rows:
        mark = OPEN_MARK * row.entry.participants_open
        cells = [row.entry.id + mark, first_clause(row.entry.text)]
        cells += [row.cells.get(name, "") for name in matrix.departments]
        out += md.row([md.inline(cell) for cell in cells])
    between = "；" if selection.language == "zh" else "; "
    letters = between.join(meanings(matrix))
    legend = labelled(selection, f"{label(N_('Legend'))} ({matrix.scheme})", letters)
    return out + "\n" + "\n\n".join(map(md.inline, (legend, *matrix.notes))) + "\n"
