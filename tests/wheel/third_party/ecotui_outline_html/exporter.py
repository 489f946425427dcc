"""What writes the page; imported only to export."""

from __future__ import annotations

from html import escape

from ecotui.api import Heading, Selection, Target, join_names

from . import Options


class OutlineHtml:
    """Writes one heading or paragraph for each line of the outline."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        """Write the page."""
        with target.text() as page:
            page.write(f"<!doctype html>\n<title>{escape(selection.title)}</title>\n")
            for line in selection.outline():
                if isinstance(line, Heading):
                    tag = f"h{options.heading + line.level}"
                    page.write(f"<{tag}>{escape(line.label + line.title)}</{tag}>\n")
                    continue
                page.write(f"<p>{line.id}. {escape(line.text)}</p>\n")
                if options.departments:
                    page.write(f"<p><em>{escape(join_names(line.lead))}</em></p>\n")
