"""Exporter ``markdown``: the measures under their headings, or as the table of the documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ecotui.api import (
    N_,
    Entry,
    ExporterSpec,
    Heading,
    Selection,
    Target,
    hookimpl,
    option,
    visible,
)
from ecotui.plugins import _markdown as md
from ecotui.plugins._wording import labelled, names, nothing, query_line, roles


@dataclass(frozen=True)
class Options:
    """What a user can choose."""

    layout: Literal["headings", "table"] = option(
        "headings", help=N_("measures under headings, or the four-column table of the source")
    )


@hookimpl
def ecotui_register_exporters() -> list[ExporterSpec]:
    """Name the exporter."""
    return [
        ExporterSpec(
            id="markdown",
            title=N_("Markdown"),
            summary=N_("Writes the measures as Markdown, under headings or as a table."),
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
        layout = _table if options.layout == "table" else _headings
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


def _title(selection: Selection, title: str) -> str:
    query = query_line(selection)
    return md.heading(1, title) + (f"{md.inline(query)}\n\n" if query else "")


def _headings(selection: Selection) -> Iterator[str]:
    separator = ""
    for item in selection.outline():
        if isinstance(item, Entry):
            paragraphs = [f"**{item.number}.** {md.inline(item.text)}"]
            for label, departments in roles(selection, item):
                paragraphs.append(labelled(selection, label, md.inline(departments)))
            yield separator + "\n\n".join(paragraphs) + "\n"
            separator = "\n"
            continue
        if item.level == 0:
            text = _title(selection, item.title)
        else:
            text = md.heading(item.level + 1, f"{item.label}{item.title}")
        yield separator + text
        separator = ""


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
